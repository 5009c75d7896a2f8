/*
 * patron/churn.h - losing customers: how many, why, and what keeping them is worth.
 *
 * Three steps: rates (churn, retention, revenue retention, all with a named denominator); reasons and their
 * order; and the value of the lost against the cost of keeping them.
 *
 * Where customers sign a contract, who is lost is a fact. In a shop nobody says good-bye: who has not come
 * for long is called lapsed, under a rule that the caller names (patron_churn_inactive), and the others are
 * called active.
 */
#ifndef PATRON_CHURN_H
#define PATRON_CHURN_H

#include <patron/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What the lost are divided by. */
enum patron_churn_denominator {
    PATRON_CHURN_OF_START = 0,   /* customers at the start */
    PATRON_CHURN_OF_AVERAGE = 1, /* the mean of those at the start and at the end */
    PATRON_CHURN_OF_START_AND_JOINED =
        2 /* those at the start and those who joined: all who could leave */
};

/* When a customer who says nothing counts as gone. */
enum patron_churn_rule {
    PATRON_CHURN_FIXED_DAYS = 0, /* idle for more than a number of days */
    PATRON_CHURN_OWN_GAP = 1     /* idle for more than a multiple of the customer's own mean gap */
};

/* What a customer is under such a rule. */
enum patron_churn_activity {
    PATRON_CHURN_ACTIVE = 1, /* idle up to the limit */
    PATRON_CHURN_LAPSED = 2  /* idle for longer */
};

/* What reasons are ordered by. */
enum patron_churn_measure {
    PATRON_CHURN_BY_CUSTOMERS = 0, /* customers lost */
    PATRON_CHURN_BY_VALUE = 1      /* value lost */
};

/* What the measures of a plan are ordered by. */
enum patron_churn_order {
    PATRON_CHURN_BY_NET = 0,  /* value saved less cost */
    PATRON_CHURN_BY_RATIO = 1 /* value saved for each unit of cost */
};

/* What a plan does at the first measure that the budget does not cover. */
enum patron_churn_cut {
    PATRON_CHURN_STOP = 0, /* end there */
    PATRON_CHURN_SKIP = 1, /* leave it out and go on to those that fit */
    PATRON_CHURN_PART = 2  /* pay as much of it as there is */
};

/* What a change of churn is counted in. */
enum patron_churn_unit {
    PATRON_CHURN_POINTS = 0,  /* 0.05 off 0.20 is 0.15 */
    PATRON_CHURN_RELATIVE = 1 /* 0.05 off 0.20 is 0.19 */
};

/* Caveats of a result. */
enum patron_churn_note {
    PATRON_CHURN_NOTE_UNEXPLAINED = 0x1, /* customers were lost for no reason that is listed */
    PATRON_CHURN_NOTE_BUDGET = 0x2       /* the budget leaves out, or cuts, a measure that pays */
};

/* What became of the revenue of a base. A result: it may grow at its end. */
typedef struct patron_churn_movement_result {
    uint32_t struct_size;     /* in: sizeof(patron_churn_movement_result) */
    uint32_t filled_size;     /* out: leading bytes this library knows */
    uint64_t notes;           /* out: 0 */
    uint64_t customers;       /* with revenue before */
    uint64_t lost_customers;  /* of these, without any after */
    uint64_t shrunk;          /* of these, with less after */
    uint64_t grown;           /* of these, with more after */
    uint64_t added_customers; /* with revenue after only */
    int64_t start;            /* minor units: revenue before */
    int64_t lost;             /* minor units: of those who left */
    int64_t contraction;      /* minor units: less from those who stayed */
    int64_t expansion;        /* minor units: more from those who stayed */
    int64_t added;            /* minor units: from those who came */
    int64_t end;              /* minor units: start - lost - contraction + expansion + added */
    double churn;             /* lost_customers / customers */
    double gross;             /* (start - lost - contraction) / start */
    double net;               /* (start - lost - contraction + expansion) / start */
} patron_churn_movement_result;

/* What reasons explain, of all. A result: it may grow at its end. */
typedef struct patron_churn_reason_result {
    uint32_t struct_size;      /* in: sizeof(patron_churn_reason_result) */
    uint32_t filled_size;      /* out: leading bytes this library knows */
    uint64_t notes;            /* out: PATRON_CHURN_NOTE_UNEXPLAINED, or 0 */
    uint64_t explained;        /* customers lost for a reason listed */
    uint64_t unexplained;      /* lost - explained */
    uint64_t controllable;     /* customers lost for a reason that can be controlled */
    double unexplained_share;  /* of lost */
    double controllable_share; /* of lost */
    double value; /* in the unit of value: of all reasons; NaN where it was not given */
    double controllable_value;       /* in the unit of value; NaN where it was not given */
    double controllable_value_share; /* of value */
} patron_churn_reason_result;

/* What a plan comes to. A result: it may grow at its end. */
typedef struct patron_churn_plan_result {
    uint32_t struct_size; /* in: sizeof(patron_churn_plan_result) */
    uint32_t filled_size; /* out: leading bytes this library knows */
    uint64_t notes;       /* out: PATRON_CHURN_NOTE_BUDGET, or 0 */
    uint64_t worthwhile;  /* measures with a net benefit above 0 */
    uint64_t funded;      /* of these, paid in full */
    double spent;         /* minor units */
    double saved;         /* minor units: value saved by what is paid */
    double net;           /* minor units: saved - spent */
} patron_churn_plan_result;

/*
 * Churn with a named denominator, and retention.
 *
 *     churn = lost / denominator      retention = (end - joined) / start = (start - lost) / start
 *     end = start + joined - lost
 *
 * Only churn of the start is 1 - retention. Retention is below 0 where more are lost than there were at the
 * start, which joiners among the lost can do. NaN where the denominator is 0.
 *
 * @param denominator  in               PATRON_CHURN_OF_START, OF_AVERAGE or OF_START_AND_JOINED
 * @param n            in               periods, or segments
 * @param start        in [n]           customers at the start, in [0, 1000000000000000]
 * @param joined       in [n]           customers who joined, in [0, 1000000000000000]
 * @param lost         in [n]           customers lost, in [0, 2000000000000000]; at most start + joined
 * @param churn        out [n] or NULL  fraction of the denominator; at most 2
 * @param retention    out [n] or NULL  fraction of the start
 * @param fault        out or NULL
 * @fault PATRON_E_RANGE  denominator or a count out of range, or more lost than there were
 * @source F. Reichheld and W. E. Sasser, "Zero defections" (1990); P. Farris et al., "Marketing Metrics"
 * @cost O(n), no scratch; row-wise; counts are mergeable by adding them
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_churn_rates(uint32_t denominator, size_t n,
                                                  const uint64_t *start, const uint64_t *joined,
                                                  const uint64_t *lost, double *churn,
                                                  double *retention, patron_fault *fault);

/*
 * Churn per period as churn per another period: 3 % a month are 30.6 % a year, not 36 %.
 *
 *     converted = 1 - (1 - churn)^periods
 *
 * @param periods    in        of the given length in one of the wanted, in [1e-9, 1e9]: 12 from months to
 *                             years, 1/12 back
 * @param n          in        rows
 * @param churn      in [n]    fraction per period, in [0, 1]
 * @param converted  out [n]   fraction per wanted period, in [0, 1]
 * @param fault      out or NULL
 * @fault PATRON_E_NOT_FINITE  periods or a churn is NaN or infinite
 * @fault PATRON_E_RANGE       one of these out of range
 * @cost O(n), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_churn_convert(double periods, size_t n, const double *churn,
                                                    double *converted, patron_fault *fault);

/*
 * How long customers stay under a constant churn, r = 1 - churn.
 *
 *     lifetime  = 1 / (1 - r)      periods, the first of them counted
 *     renewals  = r / (1 - r)      periods after the first
 *     half_life = ln(1/2) / ln(r)  periods until half of them are left
 *
 * NaN where churn is 0: nobody ever leaves.
 *
 * @param n          in               rows
 * @param churn      in [n]           fraction per period, in [0, 1]
 * @param lifetime   out [n] or NULL  periods >= 1
 * @param renewals   out [n] or NULL  periods >= 0
 * @param half_life  out [n] or NULL  periods >= 0
 * @param fault      out or NULL
 * @fault PATRON_E_NOT_FINITE  a churn is NaN or infinite
 * @fault PATRON_E_RANGE       a churn out of range
 * @fault PATRON_E_OVERFLOW    a lifetime beyond a double; the argument is "lifetime"
 * @source S. Gupta and D. Lehmann, "Customers as assets" (2003); the mean of a geometric distribution
 * @cost O(n), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_churn_lifetime(size_t n, const double *churn,
                                                     double *lifetime, double *renewals,
                                                     double *half_life, patron_fault *fault);

/*
 * Gross and net revenue retention, from exact parts.
 *
 *     kept  = start - lost - contraction      gross = kept / start, in [0, 1]
 *     grown = kept + expansion                net   = grown / start, which may be above 1
 *
 * Revenue of new customers is in none of them. NaN where start is 0.
 *
 * @param n            in               periods, or segments
 * @param start        in [n]           minor units >= 0: revenue at the start
 * @param lost         in [n]           minor units >= 0: of this, of customers who left; at most start
 * @param contraction  in [n]           minor units >= 0: of this, no longer spent by those who stayed; at most
 *                                      start - lost
 * @param expansion    in [n]           minor units >= 0: spent more by those who stayed
 * @param kept         out [n] or NULL  minor units
 * @param grown        out [n] or NULL  minor units
 * @param gross        out [n] or NULL  fraction of start
 * @param net          out [n] or NULL  fraction of start
 * @param fault        out or NULL
 * @fault PATRON_E_RANGE     an amount below 0, or more gone than there was
 * @fault PATRON_E_OVERFLOW  grown leaves int64_t; the argument is "expansion"
 * @cost O(n), no scratch; row-wise; amounts are mergeable by adding them
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_churn_revenue(size_t n, const int64_t *start,
                                                    const int64_t *lost, const int64_t *contraction,
                                                    const int64_t *expansion, int64_t *kept,
                                                    int64_t *grown, double *gross, double *net,
                                                    patron_fault *fault);

/*
 * What became of a base's revenue, from what each customer paid in two periods: the parts that
 * patron_churn_revenue takes, exact, and its figures. A customer without revenue in a period was none in it.
 *
 * @param n       in         customers
 * @param before  in [n]     minor units >= 0: paid in the first period
 * @param after   in [n]     minor units >= 0: paid in the second
 * @param result  out        struct_size set by the caller
 * @param fault   out or NULL
 * @fault PATRON_E_RANGE     an amount below 0
 * @fault PATRON_E_OVERFLOW  a sum that leaves int64_t; the argument is "before" or "after"
 * @fault PATRON_E_STRUCT    the result is of no known size
 * @cost O(n), no scratch; counts and amounts are mergeable by adding them
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_churn_movements(size_t n, const int64_t *before,
                                                      const int64_t *after,
                                                      patron_churn_movement_result *result,
                                                      patron_fault *fault);

/*
 * Who is active and who has lapsed, under a rule.
 *
 *     idle = end_day - last_day,  lapsed where idle > limit,  overdue = idle / limit
 *     limit = days (FIXED_DAYS),  multiple gap (OWN_GAP; days where the customer has no gap)
 *
 * @param rule      in               PATRON_CHURN_FIXED_DAYS or OWN_GAP
 * @param days      in               days, in [1, 1e9]
 * @param multiple  in               of the own gap, in [0.01, 1e9]: 2 to 3 by custom
 * @param end_day   in               days since 1970-01-01: the day this is asked for, any
 * @param n         in               customers
 * @param last_day  in [n]           days since 1970-01-01: last purchase; not after end_day
 * @param gap       in [n] or NULL   mean days between own purchases, in [0, 1e9]; 0 or NaN = missing: none;
 *                                   NULL = nobody has one
 * @param activity  out [n] or NULL  PATRON_CHURN_ACTIVE or LAPSED
 * @param overdue   out [n] or NULL  of the limit; above 1 is late
 * @param active    out or NULL      customers
 * @param lapsed    out or NULL      customers; n - active
 * @param fault     out or NULL
 * @fault PATRON_E_NOT_FINITE  days or multiple is NaN or infinite, a gap infinite
 * @fault PATRON_E_RANGE       one of these or rule out of range, a last_day after end_day
 * @fault PATRON_E_OVERFLOW    idle for so many own gaps that no double holds it; the argument is "overdue"
 * @cost O(n), no scratch; counts are mergeable by adding them
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_churn_inactive(uint32_t rule, double days, double multiple,
                                                     int32_t end_day, size_t n,
                                                     const int32_t *last_day, const double *gap,
                                                     uint32_t *activity, double *overdue,
                                                     uint64_t *active, uint64_t *lapsed,
                                                     patron_fault *fault);

/*
 * What customers lost in a period cost: the lost, their revenue and its margin.
 *
 *     lost = customers churn      revenue_lost = lost revenue      profit_lost = revenue_lost margin
 *
 * @param n             in               segments
 * @param customers     in [n]           customers, in [0, 1e15]
 * @param churn         in [n]           fraction lost, in [0, 1]
 * @param revenue       in [n]           of each, minor units, in [0, 1e15]
 * @param margin        in [n]           fraction of revenue, in [-1, 1]
 * @param lost          out [n] or NULL  customers
 * @param revenue_lost  out [n] or NULL  minor units
 * @param profit_lost   out [n] or NULL  minor units
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  a number is NaN or infinite
 * @fault PATRON_E_RANGE       a number out of range
 * @source P. Kotler and K. Keller, "Marketing Management", on a carrier's 64,000 accounts
 * @cost O(n), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_churn_cost(size_t n, const double *customers,
                                                 const double *churn, const double *revenue,
                                                 const double *margin, double *lost,
                                                 double *revenue_lost, double *profit_lost,
                                                 patron_fault *fault);

/*
 * What a cut of churn does to the time customers stay, or to their value: with d the discount,
 *
 *     before = 1 / (churn + d)      after = 1 / (changed + d)      lift = after / before - 1
 *     elasticity = -churn / (churn + d): percent of value for a first percent of churn
 *
 * before is the value of 1 per period as long as the customer stays, the first paid for sure at the end of the
 * first period; without discount, the periods of a lifetime. That is all there is to the large effects
 * quoted of small cuts: arithmetic on 1 / churn, steep where churn is low. 5 points off 10 % double a
 * lifetime, off 50 % they add a ninth. What it would take to make the cut is another question.
 *
 * NaN where nobody would ever leave without discount, and where the change leaves [0, 1].
 *
 * @param unit        in               PATRON_CHURN_POINTS or RELATIVE
 * @param cut         in               by how much churn falls, in [-1, 1]; below 0 it rises
 * @param n           in               rows
 * @param churn       in [n]           fraction per period, in [0, 1]
 * @param discount    in [n] or NULL   fraction per period, in [0, 1e9]; NULL = 0
 * @param changed     out [n] or NULL  churn then: churn - cut, or churn (1 - cut)
 * @param before      out [n] or NULL  periods
 * @param after       out [n] or NULL  periods
 * @param lift        out [n] or NULL  fraction of before
 * @param elasticity  out [n] or NULL  in [-1, 0]
 * @param fault       out or NULL
 * @fault PATRON_E_NOT_FINITE  cut, a churn or a discount is NaN or infinite
 * @fault PATRON_E_RANGE       one of these or unit out of range
 * @fault PATRON_E_OVERFLOW    a figure beyond a double; the argument is "after"
 * @source F. Reichheld and W. E. Sasser (1990); B. Sharp, "How brands grow" (2010), for the criticism
 * @cost O(n), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_churn_step(uint32_t unit, double cut, size_t n,
                                                 const double *churn, const double *discount,
                                                 double *changed, double *before, double *after,
                                                 double *lift, double *elasticity,
                                                 patron_fault *fault);

/*
 * Bytes of scratch for patron_churn_reasons; SIZE_MAX where there is no such number.
 *
 * @param n  in  number of reasons
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_churn_reasons_scratch_size(size_t n);

/*
 * Why customers left: the reasons in the order of what they cost, and what share each has. Shares of
 * customers and the unexplained share add up to 1: the reasons are the churn. Values are summed exactly.
 *
 * @param measure       in               PATRON_CHURN_BY_CUSTOMERS or BY_VALUE
 * @param lost          in               customers lost in all; at least the sum of customers
 * @param n             in               reasons, in [0, 1000000]
 * @param customers     in [n]           customers lost for this reason, in [0, 1000000000000]
 * @param controllable  in [n] or NULL   1 where something can be done about it, in [0, 1]; NULL = all
 * @param value         in [n] or NULL   lifetime value lost with them, minor units, in [0, 1e300]; NULL = not
 *                                       known, and the order is by customers
 * @param scratch       scratch
 * @param scratch_size  in               bytes
 * @param order         out [n]          rows, the reason that costs most in front; ties by row
 * @param share         out [n] or NULL  customers / lost; NaN where nobody was lost
 * @param value_share   out [n] or NULL  of the sum of value; NaN where that is 0 or not known
 * @param cumulative    out [n] or NULL  share, by the measure, of this reason and all before it in the order
 * @param result        out              struct_size set by the caller
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite
 * @fault PATRON_E_RANGE       measure, n, a count or a value out of range; fewer lost than the reasons say
 * @fault PATRON_E_STRUCT      the result is of no known size
 * @fault PATRON_E_SCRATCH     scratch_size below patron_churn_reasons_scratch_size(n)
 * @source P. Kotler and K. Keller, "Marketing Management", the second of three steps against defection
 * @cost O(n) and a sort
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL
patron_churn_reasons(uint32_t measure, uint64_t lost, size_t n, const uint64_t *customers,
                     const uint32_t *controllable, const double *value, void *scratch,
                     size_t scratch_size, uint32_t *order, double *share, double *value_share,
                     double *cumulative, patron_churn_reason_result *result, patron_fault *fault);

/*
 * Bytes of scratch for patron_churn_plan; SIZE_MAX where there is no such number.
 *
 * @param n  in  number of measures
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_churn_plan_scratch_size(size_t n);

/*
 * What to do about it: measures against churn, in the order of their worth, paid from a budget.
 *
 *     saved = value effect      net = saved - cost      ratio = saved / cost
 *
 * Measures are taken in the order of net or of ratio (without cost, those that save something first), ties by
 * row. One whose net benefit is not above 0 is never paid. The first that costs more than is left
 * ends the plan (STOP), is left out (SKIP), or is paid in part, which is taken to save that part of its
 * value (PART). So by ratio and in part, no other plan of that budget nets more; by ratio, STOP and SKIP
 * net less than that best plan by at most the net benefit of the first measure that did not fit. By
 * net, nothing of that kind is promised.
 *
 * @param by            in               PATRON_CHURN_BY_NET or BY_RATIO
 * @param cut           in               PATRON_CHURN_STOP, SKIP or PART
 * @param budget        in               minor units, in [0, 1e300]
 * @param n             in               measures, in [0, 1000000]
 * @param value         in [n]           lifetime value at stake, minor units, in [0, 1e300]
 * @param effect        in [n] or NULL   fraction of it that the measure saves, in [0, 1]; NULL = 1
 * @param cost          in [n]           of the measure, minor units, in [0, 1e300]
 * @param scratch       scratch
 * @param scratch_size  in               bytes
 * @param order         out [n]          rows, the measure to take first in front
 * @param net           out [n] or NULL  minor units
 * @param paid          out [n] or NULL  fraction of the cost in the plan, in [0, 1]
 * @param result        out              struct_size set by the caller
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  budget, a value, effect or cost is NaN or infinite
 * @fault PATRON_E_RANGE       one of these, by, cut or n out of range
 * @fault PATRON_E_STRUCT      the result is of no known size
 * @fault PATRON_E_SCRATCH     scratch_size below patron_churn_plan_scratch_size(n)
 * @source P. Kotler and K. Keller, the third of three steps against defection; G. Dantzig, "Discrete-variable
 *         extremum problems" (1957), for the order by ratio
 * @cost O(n) and a sort
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_churn_plan(uint32_t by, uint32_t cut, double budget, size_t n,
                                                 const double *value, const double *effect,
                                                 const double *cost, void *scratch,
                                                 size_t scratch_size, uint32_t *order, double *net,
                                                 double *paid, patron_churn_plan_result *result,
                                                 patron_fault *fault);

#ifdef __cplusplus
}
#endif
#endif
