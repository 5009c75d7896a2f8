/*
 * patron/clv.h - customer lifetime value.
 *
 * The value of a customer is the net present value of the margins still to come, less what it cost
 * to win the customer. When the first margin is paid, and whether it is certain, is the largest
 * source of differences between published numbers, so it is an explicit member of the terms.
 *
 * patron_clv_constant answers for customers who stay with a constant probability, patron_clv_schedule
 * for any course of margins, costs, retention and rates. The other functions say what moves a value,
 * what may be spent for it, when it is earned back, and what a whole base is worth. A figure that does
 * not exist is NaN; where a column of notes stands beside it, that says why.
 */
#ifndef PATRON_CLV_H
#define PATRON_CLV_H

#include <patron/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* When a period's margin is received, and on which condition. */
enum patron_clv_timing {
    PATRON_CLV_END_IF_RETAINED = 1, /* at the end of the period, from those who stayed */
    PATRON_CLV_END_CERTAIN = 2,     /* at the end; the first one certain, retention from then on */
    PATRON_CLV_NOW = 3,             /* at the start; the first one now and certain */
    PATRON_CLV_MID_IF_RETAINED = 4, /* in the middle of the period, from those who stayed */
    PATRON_CLV_MID_CERTAIN = 5 /* in the middle; the first one certain, as a promotion's cost is */
};

/* What the retention of a schedule is a fraction of. */
enum patron_clv_retention_kind {
    PATRON_CLV_CONDITIONAL = 1, /* of those there at the start of the period: who stays */
    PATRON_CLV_CUMULATIVE = 2   /* of all at the beginning: who is still there, survival */
};

/* Whether a line of a schedule comes in or goes out. */
enum patron_clv_line_kind {
    PATRON_CLV_INCOME = 1, /* added: a margin, a price */
    PATRON_CLV_COST = 2    /* subtracted: a cost to serve, a promotion */
};

/* How sensitivities are stated. */
enum patron_clv_measure {
    PATRON_CLV_DERIVATIVE = 1, /* minor units per unit of the lever */
    PATRON_CLV_ELASTICITY =
        2, /* percent of the value before acquisition, per percent of the lever */
    PATRON_CLV_ELASTICITY_NET =
        3 /* percent of the value less acquisition, per percent of the lever */
};

/* What a step is: .01 is one percent, or one point. Of a retention of .8 they are .008 and .01. */
enum patron_clv_step {
    PATRON_CLV_RELATIVE = 1, /* x becomes x (1 + step) */
    PATRON_CLV_POINTS = 2    /* a rate x becomes x + step */
};

/* Why a figure is NaN, or needs no effort. */
enum patron_clv_note {
    PATRON_CLV_NOTE_NEVER_MARGIN = 0x1,     /* no margin pays the acquisition back */
    PATRON_CLV_NOTE_NEVER_RETENTION = 0x2,  /* no retention in [0, 1] does */
    PATRON_CLV_NOTE_NEVER_PERIODS = 0x4,    /* no number of periods does */
    PATRON_CLV_NOTE_ANY_RETENTION = 0x8,    /* every retention does: 0 */
    PATRON_CLV_NOTE_NO_ACQUISITION = 0x10,  /* nothing was spent that a ratio could be to */
    PATRON_CLV_NOTE_NEVER_RATE = 0x20,      /* no response rate up to 1 pays for the contacts */
    PATRON_CLV_NOTE_NO_TRANSACTIONS = 0x40, /* expected transactions without a finite mean */
    PATRON_CLV_NOTE_NO_MARGIN = 0x80,       /* an expected margin without a finite mean */
    PATRON_CLV_NOTE_NO_VARIANCE = 0x100 /* the spread of the customers themselves was not given */
};

/* What a column of expected transactions counts, period by period. */
enum patron_clv_expected_kind {
    PATRON_CLV_EXPECTED_INCREMENTAL = 1, /* those of the period */
    PATRON_CLV_EXPECTED_CUMULATIVE = 2   /* those from now to the end of the period */
};

/* When in its period a transaction is discounted. The first three are discrete, the last is continuous. */
enum patron_clv_moment {
    PATRON_CLV_AT_START = 1,  /* as PATRON_CLV_NOW */
    PATRON_CLV_AT_END = 2,    /* as the END timings */
    PATRON_CLV_AT_MID = 3,    /* as the MID timings */
    PATRON_CLV_THROUGHOUT = 4 /* evenly over the period, each at its own time */
};

/* What a discount rate is. */
enum patron_clv_rate_kind {
    PATRON_CLV_EFFECTIVE = 1, /* 1 in a period's time is worth 1 / (1 + rate) now */
    PATRON_CLV_CONTINUOUS = 2 /* it is worth e^-rate: the force of interest per period */
};

/* A horizon without end. */
enum patron_clv_horizon { PATRON_CLV_FOREVER = 0x7FFFFFFF };

/* What a customer pays, for how long, and what a later cent is worth. Frozen, 48 bytes. */
typedef struct patron_clv_terms {
    double margin;      /* minor units per period, finite, may be negative */
    double retention;   /* fraction per period in [0, 1] */
    double discount;    /* fraction per period > -1 */
    double growth;      /* of the margin, fraction per period >= -1 */
    double acquisition; /* minor units, finite, paid at once */
    uint32_t horizon;   /* number of margins in [0, 2147483646], or PATRON_CLV_FOREVER */
    uint32_t timing;    /* PATRON_CLV_END_IF_RETAINED ... PATRON_CLV_MID_CERTAIN */
} patron_clv_terms;

/* A line of money in a schedule: what it is, and when and by whom it is paid. Frozen, 8 bytes. */
typedef struct patron_clv_line {
    uint32_t kind;   /* PATRON_CLV_INCOME or PATRON_CLV_COST */
    uint32_t timing; /* PATRON_CLV_END_IF_RETAINED ... PATRON_CLV_MID_CERTAIN */
} patron_clv_line;

/* One period of a schedule as it was valued. Frozen, 40 bytes. */
typedef struct patron_clv_period {
    double margin;          /* minor units, finite: income less cost of a customer who is there */
    double survival;        /* fraction in [0, 1]: who is still there at the end of the period */
    double discount_factor; /* >= 0: what 1 at the end of the period is worth now */
    double present_value;   /* minor units, finite: of the period's lines, each at its own timing */
    double cumulative;      /* minor units, finite: present values so far, less acquisition */
} patron_clv_period;

/*
 * What a base is worth and how sure that is, twice: of what is expected of it (how well the parameters of
 * its model are known), and of what it will bring. A result: it may grow at its end.
 */
typedef struct patron_clv_equity_result {
    uint32_t struct_size;   /* in: sizeof(patron_clv_equity_result) */
    uint32_t filled_size;   /* out: leading bytes this library knows */
    uint64_t notes;         /* out: PATRON_CLV_NOTE_NO_VARIANCE */
    uint64_t rows;          /* n */
    double equity;          /* minor units, the exact sum of the values */
    double parameter_error; /* minor units >= 0: standard error of the expected equity */
    double parameter_low;   /* minor units: the expected equity lies between, */
    double parameter_high;  /* minor units: and this */
    double customer_error;  /* minor units >= 0: of the customers' own purchases; NaN: not given */
    double outcome_error;   /* minor units >= 0: of both together; NaN: not given */
    double outcome_low;     /* minor units: what comes in lies between; NaN: not given */
    double outcome_high;    /* minor units: and this; NaN: not given */
} patron_clv_equity_result;

/*
 * Lifetime value of n customers who renew each period with a constant probability.
 *
 *     CLV = sum_{t=1}^{horizon} margin (1+growth)^(t-1) retention^t / (1+discount)^t  -  acquisition
 *
 * for timing PATRON_CLV_END_IF_RETAINED. END_CERTAIN has retention^(t-1) in place of retention^t;
 * NOW = (1+discount) END_CERTAIN; a MID timing is sqrt(1+discount) times its END, each before
 * acquisition. 0^0 = 1. Every timing counts `horizon` margins; none at horizon 0. With
 * q = retention (1+growth) / (1+discount), the endless sum of END_CERTAIN is
 * margin / (1+discount - retention (1+growth)), and exists where q < 1.
 *
 * A NULL column means the value in terms for every customer; then the member must be in its range,
 * and a member whose column is given is not read. The terms are checked even where n is 0. A row is
 * checked for inputs that are wrong by themselves, in argument order, and then as a whole.
 *
 * @param terms        in              margin, retention, discount, growth, acquisition, horizon, timing
 * @param n            in
 * @param margin       in [n] or NULL  minor units per period, finite
 * @param retention    in [n] or NULL  fraction per period in [0, 1]
 * @param discount     in [n] or NULL  fraction per period > -1
 * @param growth       in [n] or NULL  fraction per period >= -1
 * @param acquisition  in [n] or NULL  minor units, finite
 * @param clv          out [n]         minor units; may be one of the input columns
 * @param fault        out or NULL
 * @fault PATRON_E_RANGE       a rate outside its range; a horizon or timing that does not exist
 * @fault PATRON_E_NOT_FINITE  an input is NaN or infinite
 * @fault PATRON_E_DIVERGES    horizon PATRON_CLV_FOREVER, a margin that is not 0 and
 *                             retention (1+growth) >= 1+discount; the argument is "discount"
 * @fault PATRON_E_OVERFLOW    a value beyond the range of a double; the argument is "clv"
 * @source S. Gupta and D. Lehmann, "Customers as Assets" (2003), eq. 1; P. Kotler and K. Keller,
 *         "Marketing Management", "Calculating customer lifetime value"
 * @cost O(n) time for ever, O(n log horizon) finite; no scratch; row-wise. A column of equal values
 *       gives the bits of the value in terms. Not promised: the same last bit with another timing of
 *       the same value.
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_clv_constant(const patron_clv_terms *terms, size_t n,
                                                   const double *margin, const double *retention,
                                                   const double *discount, const double *growth,
                                                   const double *acquisition, double *clv,
                                                   patron_fault *fault);

/*
 * Lifetime value of n customers over m periods whose margins, costs, retention and rates change.
 *
 *     value = sum_{t=1}^{m} sum_{lines} (+ or -) amount_t S D  -  acquisition
 *
 * with survival S_t = retention_1 ... retention_t (or as given), S_0 = 1, and
 * D_t = 1 / ((1 + discount_1) ... (1 + discount_t)), D_0 = 1; a line is paid
 *
 *     END_IF_RETAINED S_t D_t,  END_CERTAIN S_(t-1) D_t,  NOW S_(t-1) D_(t-1),
 *     MID_IF_RETAINED S_t sqrt(D_(t-1) D_t),  MID_CERTAIN S_(t-1) sqrt(D_(t-1) D_t).
 *
 * A margin is one line of income; a price and a cost are two. Amounts are per customer who is there.
 * The present values in the trail, less acquisition, sum to clv exactly: clv is their exact sum,
 * rounded once, and the last cumulative, to the bit. Survival from outside (a cohort, a model) is
 * CUMULATIVE. Paybacks are patron_npv_payback of -acquisition and the present values at rate 0.
 *
 * @param kind         in                  PATRON_CLV_CONDITIONAL or PATRON_CLV_CUMULATIVE: what
 *                                         retention says, in [1, 2]
 * @param discount     in                  fraction per period > -1; not read where discounts is
 *                                         given
 * @param n            in                  customers
 * @param lines        in
 * @param line         in [lines]          kind and timing of each line
 * @param m            in                  periods
 * @param discounts    in [m] or NULL      fraction per period > -1, the same for all
 * @param retention    in [n*m]           fraction in [0, 1]; CUMULATIVE: at most the one before
 * @param amount       in [n*lines*m]    minor units per period, finite; a cost is positive
 * @param acquisition  in [n] or NULL      minor units, finite; NULL: none
 * @param clv          out [n]             minor units
 * @param trail        out [n*m] or NULL  the periods as they were valued
 * @param fault        out or NULL
 * @fault PATRON_E_RANGE       a rate, survival, kind or timing outside its range; the row of a line
 *                             or of one of discounts is its place, and nothing is written
 * @fault PATRON_E_NOT_FINITE  an input is NaN or infinite
 * @fault PATRON_E_OVERFLOW    a line, period, running or whole value beyond a double, or a discount
 *                             factor of the trail; the argument is "clv"
 * @source P. Berger and N. Nasr, "Customer Lifetime Value: Marketing Models and Applications"
 *         (1998), cases 1 to 3; P. Kotler and K. Keller, "Marketing Management", marketing memo
 *         "Calculating customer lifetime value"
 * @cost O(n lines m) time, no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_clv_schedule(uint32_t kind, double discount, size_t n,
                                                   size_t lines, const patron_clv_line *line,
                                                   size_t m, const double *discounts,
                                                   const double *retention, const double *amount,
                                                   const double *acquisition, double *clv,
                                                   patron_clv_period *trail, patron_fault *fault);

/*
 * One line of a schedule whose amounts change with tenure: margins that grow, costs that fall.
 *
 *     amount_t = limit + (start - limit) (1 + rate)^(t-1)
 *
 * Without a limit it is growth without bound (or decay to 0); with one, the amounts approach it where
 * rate < 0: a cost to serve of 20 that falls to 8 by 30 % of the rest each year is start 20, limit 8,
 * rate -.3. The same makes a retention that rises with tenure: lines 1, line 0, limit .95.
 *
 * @param line    in                   which line is written, in [0, lines)
 * @param n       in                   customers
 * @param start   in [n]               minor units or fraction, finite: the first period's
 * @param rate    in [n]               fraction per period >= -1
 * @param limit   in [n] or NULL       as start, finite; NULL: 0
 * @param lines   in                   lines of the schedule
 * @param m       in                   periods
 * @param amount  inout [n*lines*m]  as start; the other lines are left as they are
 * @param fault   out or NULL
 * @fault PATRON_E_RANGE       a rate below -1; a line that does not exist
 * @fault PATRON_E_NOT_FINITE  an input is NaN or infinite
 * @fault PATRON_E_OVERFLOW    an amount beyond a double; the argument is "amount"
 * @source F. Reichheld, "The Loyalty Effect" (1996), ch. 2: why customers become more profitable
 *         over time
 * @cost O(n m) time, no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_clv_tenure(size_t line, size_t n, const double *start,
                                                 const double *rate, const double *limit,
                                                 size_t lines, size_t m, double *amount,
                                                 patron_fault *fault);

/*
 * One line of a schedule that holds what the customers brought by a customer are worth.
 *
 *     amount_t = referrals x value where t > after, else 0
 *
 * A referred customer costs no acquisition, or less; value is what one is worth net of that, when the
 * referral happens.
 *
 * @param line       in                   which line is written, in [0, lines)
 * @param after      in                   periods before the first referral
 * @param n          in                   customers
 * @param referrals  in [n]               new customers per period and customer, >= 0
 * @param value      in [n]               minor units, finite: lifetime value of a referred customer
 * @param lines      in                   lines of the schedule
 * @param m          in                   periods
 * @param amount     inout [n*lines*m]  minor units; the other lines are left as they are
 * @param fault      out or NULL
 * @fault PATRON_E_RANGE       referrals below 0; a line that does not exist
 * @fault PATRON_E_NOT_FINITE  an input is NaN or infinite
 * @fault PATRON_E_OVERFLOW    an amount beyond a double; the argument is "amount"
 * @source F. Reichheld, "The Loyalty Effect" (1996), ch. 2; V. Kumar, J. Petersen and R. Leone,
 *         "How Valuable Is Word of Mouth?" (2007)
 * @cost O(n m) time, no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_clv_referrals(size_t line, uint32_t after, size_t n,
                                                    const double *referrals, const double *value,
                                                    size_t lines, size_t m, double *amount,
                                                    patron_fault *fault);

/*
 * How the lifetime values of n customers change with each lever, by the derivatives of the formula.
 *
 *     derivative = d value / d x,   elasticity = (d value / d x) x / value
 *
 * For ever, with q = 1 + discount - retention (1 + growth), the elasticity of retention is
 * (1 + discount) / q where the margin is paid if retained and retention (1 + growth) / q where the first
 * one is certain; of discount it is -discount / q for END, and discount / (1 + discount) more for NOW,
 * half of that for MID. Net elasticities are these times value before acquisition / value after. Of the
 * value before acquisition that of acquisition is 0. What a whole step of a lever changes is
 * patron_clv_levers.
 *
 * @param measure         in               PATRON_CLV_DERIVATIVE, ELASTICITY or ELASTICITY_NET, in
 *                                         [1, 3]
 * @param terms           in               margin, retention, discount, growth, acquisition,
 *                                         horizon, timing
 * @param n               in
 * @param margin          in [n] or NULL   minor units per period, finite
 * @param retention       in [n] or NULL   fraction per period in [0, 1]
 * @param discount        in [n] or NULL   fraction per period > -1
 * @param growth          in [n] or NULL   fraction per period >= -1
 * @param acquisition     in [n] or NULL   minor units, finite
 * @param by_margin       out [n] or NULL  per minor unit, or elasticity; NaN: elasticity of a value
 *                                         of 0
 * @param by_retention    out [n] or NULL  per 1, or elasticity
 * @param by_discount     out [n] or NULL  per 1, or elasticity
 * @param by_growth       out [n] or NULL  per 1, or elasticity
 * @param by_acquisition  out [n] or NULL  per minor unit, or elasticity
 * @param fault           out or NULL
 * @fault PATRON_E_RANGE       a rate outside its range; a horizon or timing that does not exist
 * @fault PATRON_E_NOT_FINITE  an input is NaN or infinite
 * @fault PATRON_E_DIVERGES    horizon PATRON_CLV_FOREVER and retention (1+growth) >= 1+discount,
 *                             whatever the margin; the argument is "discount"
 * @fault PATRON_E_OVERFLOW    a figure beyond a double; the argument is its column
 * @source S. Gupta, D. Lehmann and J. Stuart, "Valuing Customers" (2004), elasticities; S. Gupta
 *         and D. Lehmann, "Customers as Assets" (2003)
 * @cost O(n) time for ever, O(n log horizon) finite; no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_clv_sensitivity(
    uint32_t measure, const patron_clv_terms *terms, size_t n, const double *margin,
    const double *retention, const double *discount, const double *growth,
    const double *acquisition, double *by_margin, double *by_retention, double *by_discount,
    double *by_growth, double *by_acquisition, patron_fault *fault);

/*
 * What a step of each lever alone adds to the lifetime values of n customers.
 *
 *     by_x = value(x (1 + step)) - value(x), RELATIVE;  value(x + step) - value(x), POINTS
 *
 * A step of 0 adds exactly 0. Acquisition drops out. NaN where the lever leaves its range or the value
 * with it diverges (a retention of .995 has no point more), and for a margin in points.
 *
 * @param kind          in               PATRON_CLV_RELATIVE or PATRON_CLV_POINTS, in [1, 2]
 * @param step          in               fraction, finite
 * @param terms         in               margin, retention, discount, growth, acquisition, horizon,
 *                                       timing
 * @param n             in
 * @param margin        in [n] or NULL   minor units per period, finite
 * @param retention     in [n] or NULL   fraction per period in [0, 1]
 * @param discount      in [n] or NULL   fraction per period > -1
 * @param growth        in [n] or NULL   fraction per period >= -1
 * @param by_margin     out [n] or NULL  minor units
 * @param by_retention  out [n] or NULL  minor units
 * @param by_discount   out [n] or NULL  minor units
 * @param by_growth     out [n] or NULL  minor units
 * @param fault         out or NULL
 * @fault PATRON_E_RANGE       a rate outside its range; a horizon or timing that does not exist
 * @fault PATRON_E_NOT_FINITE  an input is NaN or infinite
 * @fault PATRON_E_DIVERGES    horizon PATRON_CLV_FOREVER and retention (1+growth) >= 1+discount,
 *                             whatever the margin; the argument is "discount"
 * @fault PATRON_E_OVERFLOW    a figure beyond a double; the argument is its column
 * @source S. Gupta, D. Lehmann and J. Stuart, "Valuing Customers" (2004); "1 %" there is relative
 * @cost O(n) time for ever, O(n log horizon) finite; no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_clv_levers(
    uint32_t kind, double step, const patron_clv_terms *terms, size_t n, const double *margin,
    const double *retention, const double *discount, const double *growth, double *by_margin,
    double *by_retention, double *by_discount, double *by_growth, patron_fault *fault);

/*
 * What makes the lifetime values of n customers 0, one input at a time, the others as they are.
 *
 *     to_acquire  the acquisition cost that eats the value: what may be spent at most
 *     to_earn     the margin
 *     to_retain   the retention: above it the value is above 0 (below it, for a negative margin)
 *     periods     the fewest margins, up to the horizon, whose value reaches acquisition; beyond
 *                 2147483646 as near as doubles tell
 *
 * For ever and with q = 1 + discount - retention (1 + growth), to_earn is acquisition q / retention for
 * END_IF_RETAINED; to_retain is acquisition (1+discount) / (margin + acquisition (1+growth)) there and
 * (1 + discount - margin / acquisition) / (1 + growth) for END_CERTAIN. A value short of acquisition by
 * 2^-50 of it counts as having reached it.
 *
 * @param terms        in               margin, retention, discount, growth, acquisition, horizon,
 *                                      timing
 * @param n            in
 * @param margin       in [n] or NULL   minor units per period, finite
 * @param retention    in [n] or NULL   fraction per period in [0, 1]
 * @param discount     in [n] or NULL   fraction per period > -1
 * @param growth       in [n] or NULL   fraction per period >= -1
 * @param acquisition  in [n] or NULL   minor units, finite
 * @param to_acquire   out [n] or NULL  minor units
 * @param to_earn      out [n] or NULL  minor units per period; NaN: never
 * @param to_retain    out [n] or NULL  fraction per period in [0, 1]; NaN: never
 * @param periods      out [n] or NULL  number of margins; NaN: never
 * @param notes        out [n] or NULL  PATRON_CLV_NOTE_NEVER_MARGIN ... ANY_RETENTION
 * @param fault        out or NULL
 * @fault PATRON_E_RANGE       a rate outside its range; a horizon or timing that does not exist
 * @fault PATRON_E_NOT_FINITE  an input is NaN or infinite
 * @fault PATRON_E_DIVERGES    horizon PATRON_CLV_FOREVER and retention (1+growth) >= 1+discount,
 *                             whatever the margin; the argument is "discount"
 * @fault PATRON_E_OVERFLOW    a figure beyond a double; the argument is its column
 * @source P. Farris, N. Bendle, P. Pfeifer and D. Reibstein, "Marketing Metrics", ch. 5; the
 *         formulas above solved for each input
 * @cost O(n) time for ever, O(n log horizon) finite, with some dozen evaluations for to_retain; no
 *       scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_clv_break_even(
    const patron_clv_terms *terms, size_t n, const double *margin, const double *retention,
    const double *discount, const double *growth, const double *acquisition, double *to_acquire,
    double *to_earn, double *to_retain, double *periods, uint32_t *notes, patron_fault *fault);

/*
 * The least that a program must achieve for n customers: the rise of retention, or of the margin,
 * that is worth what it costs.
 *
 *     value(retention + retention_lift) = value(margin + margin_lift) = value + cost
 *
 * A cost of 0 needs no lift. A negative cost gives how far each may fall. Acquisition drops out.
 *
 * @param terms           in               margin, retention, discount, growth, acquisition,
 *                                         horizon, timing
 * @param n               in
 * @param margin          in [n] or NULL   minor units per period, finite
 * @param retention       in [n] or NULL   fraction per period in [0, 1]
 * @param discount        in [n] or NULL   fraction per period > -1
 * @param growth          in [n] or NULL   fraction per period >= -1
 * @param cost            in [n]           minor units per customer now, finite: the present value
 *                                         of all costs
 * @param retention_lift  out [n] or NULL  fraction, to be added; NaN: no retention in [0, 1] does
 * @param margin_lift     out [n] or NULL  minor units per period, to be added; NaN: no margin does
 * @param notes           out [n] or NULL  PATRON_CLV_NOTE_NEVER_RETENTION, NEVER_MARGIN
 * @param fault           out or NULL
 * @fault PATRON_E_RANGE       a rate outside its range; a horizon or timing that does not exist
 * @fault PATRON_E_NOT_FINITE  an input is NaN or infinite
 * @fault PATRON_E_DIVERGES    horizon PATRON_CLV_FOREVER and retention (1+growth) >= 1+discount,
 *                             whatever the margin; the argument is "discount"
 * @fault PATRON_E_OVERFLOW    a figure beyond a double; the argument is its column
 * @source R. Blattberg and J. Deighton, "Manage Marketing by the Customer Equity Test" (1996)
 * @cost O(n) time for ever, O(n log horizon) finite, with some dozen evaluations for a retention;
 *       no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_clv_break_even_lift(
    const patron_clv_terms *terms, size_t n, const double *margin, const double *retention,
    const double *discount, const double *growth, const double *cost, double *retention_lift,
    double *margin_lift, uint32_t *notes, patron_fault *fault);

/*
 * Lifetime value of n customers who cost something each period to keep, on a clock of its own.
 *
 *     value = patron_clv_constant  -  the same of margin cost, growth cost_growth, timing cost_timing
 *
 * The cost may be paid with the margin, at the end of each period for all who were there
 * (END_CERTAIN), or in advance (NOW): of a margin of 100, retention .8, discount .1 and a cost of
 * 10 that leaves 240, 233.33 or 230.
 *
 * @param cost_timing  in              PATRON_CLV_END_IF_RETAINED ... PATRON_CLV_MID_CERTAIN, in [1,
 *                                     5]
 * @param cost_growth  in              fraction per period >= -1
 * @param terms        in              margin, retention, discount, growth, acquisition, horizon,
 *                                     timing
 * @param n            in
 * @param margin       in [n] or NULL  minor units per period, finite
 * @param retention    in [n] or NULL  fraction per period in [0, 1]
 * @param discount     in [n] or NULL  fraction per period > -1
 * @param growth       in [n] or NULL  fraction per period >= -1
 * @param acquisition  in [n] or NULL  minor units, finite
 * @param cost         in [n]          minor units per period, finite
 * @param clv          out [n]         minor units; may be one of the input columns
 * @param fault        out or NULL
 * @fault PATRON_E_RANGE       a rate outside its range; a horizon or timing that does not exist
 * @fault PATRON_E_NOT_FINITE  an input is NaN or infinite
 * @fault PATRON_E_DIVERGES    horizon PATRON_CLV_FOREVER, and a margin or cost that is not 0 and
 *                             grows too fast; the argument is "discount"
 * @fault PATRON_E_OVERFLOW    a value beyond a double; the argument is "clv"
 * @source P. Farris, N. Bendle, P. Pfeifer and D. Reibstein, "Marketing Metrics", ch. 5; P.
 *         Pfeifer, M. Haskins and R. Conroy, "Customer Lifetime Value, Customer Profitability, and
 *         the Treatment of Acquisition Spending" (2005)
 * @cost O(n) time for ever, O(n log horizon) finite; no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_clv_retention_cost(
    uint32_t cost_timing, double cost_growth, const patron_clv_terms *terms, size_t n,
    const double *margin, const double *retention, const double *discount, const double *growth,
    const double *acquisition, const double *cost, double *clv, patron_fault *fault);

/*
 * The most that may be spent on n customers to raise their retention.
 *
 *     once         = value(raised) - value(retention)
 *     in_advance   = once / value of a margin of 1 at raised retention, NOW
 *     on_retained  = once / the same, END_IF_RETAINED
 *
 * both without growth: the spend is level. From .80 to .82, margin 100, discount .1, for ever: 26.19
 * once, 6.67 in advance each period, 8.94 at the end of each on those who stayed.
 *
 * @param terms        in               margin, retention, discount, growth, acquisition, horizon,
 *                                      timing
 * @param n            in
 * @param margin       in [n] or NULL   minor units per period, finite
 * @param retention    in [n] or NULL   fraction per period in [0, 1]
 * @param discount     in [n] or NULL   fraction per period > -1
 * @param growth       in [n] or NULL   fraction per period >= -1
 * @param raised       in [n]           fraction per period in [0, 1]; below retention: what may be
 *                                      saved
 * @param once         out [n] or NULL  minor units now
 * @param in_advance   out [n] or NULL  minor units per period; NaN: there is no period
 * @param on_retained  out [n] or NULL  minor units per period; NaN: no one is retained
 * @param fault        out or NULL
 * @fault PATRON_E_RANGE       a rate outside its range; a horizon or timing that does not exist
 * @fault PATRON_E_NOT_FINITE  an input is NaN or infinite
 * @fault PATRON_E_DIVERGES    horizon PATRON_CLV_FOREVER, and a value at retention ("discount"), or
 *                             a value or level spend at raised ("raised"), that diverges, whatever
 *                             the margin
 * @fault PATRON_E_OVERFLOW    a figure beyond a double; the argument is its column
 * @source P. Farris, N. Bendle, P. Pfeifer and D. Reibstein, "Marketing Metrics", ch. 5
 * @cost O(n) time for ever, O(n log horizon) finite; no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_clv_retention_ceilings(
    const patron_clv_terms *terms, size_t n, const double *margin, const double *retention,
    const double *discount, const double *growth, const double *raised, double *once,
    double *in_advance, double *on_retained, patron_fault *fault);

/*
 * What n customers return for what it cost to win them, and how long that takes.
 *
 *     ratio = value / acquisition (LTV to CAC),   periods = acquisition / margin (months to recover CAC)
 *
 * Both as the industry quotes them: value before acquisition, and neither retention nor discount in the
 * time; patron_clv_break_even has the time with both.
 *
 * @param n            in
 * @param value        in [n]           minor units, finite: lifetime value before acquisition
 * @param margin       in [n]           minor units per period, finite
 * @param acquisition  in [n]           minor units, finite
 * @param ratio        out [n] or NULL  NaN: acquisition is not above 0
 * @param periods      out [n] or NULL  0 where acquisition is not above 0; NaN: never
 * @param notes        out [n] or NULL  PATRON_CLV_NOTE_NO_ACQUISITION, NEVER_PERIODS
 * @param fault        out or NULL
 * @fault PATRON_E_NOT_FINITE  an input is NaN or infinite
 * @fault PATRON_E_OVERFLOW    a figure beyond a double; the argument is its column
 * @source P. Farris, N. Bendle, P. Pfeifer and D. Reibstein, "Marketing Metrics", ch. 5; D. Skok,
 *         "SaaS Metrics 2.0"
 * @cost O(n) time, no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_clv_recovery(size_t n, const double *value,
                                                   const double *margin, const double *acquisition,
                                                   double *ratio, double *periods, uint32_t *notes,
                                                   patron_fault *fault);

/*
 * What n customers have been worth so far, in money of today.
 *
 *     to_date = sum_{j=1}^{m} margin_j (1 + discount)^(m-j)  -  acquisition (1 + discount)^m
 *
 * The margins came at the ends of the last m periods, the last one just now; acquisition was paid at the
 * beginning. At discount 0 it is the plain sum. What is still to come is patron_clv_constant's.
 *
 * @param discount     in              fraction per period > -1
 * @param n            in              customers
 * @param m            in              periods
 * @param margin       in [n*m]       minor units, finite; oldest first
 * @param acquisition  in [n] or NULL  minor units, finite; NULL: none
 * @param value        out [n]         minor units
 * @param fault        out or NULL
 * @fault PATRON_E_RANGE       a rate of -1 or less
 * @fault PATRON_E_NOT_FINITE  an input is NaN or infinite
 * @fault PATRON_E_OVERFLOW    a value beyond a double; the argument is "value"
 * @source R. Brealey, S. Myers and F. Allen, "Principles of Corporate Finance", ch. 2 (future
 *         values)
 * @cost O(n m) time, no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_clv_to_date(double discount, size_t n, size_t m,
                                                  const double *margin, const double *acquisition,
                                                  double *value, patron_fault *fault);

/*
 * What n prospects are worth before it is known whether they become customers.
 *
 *     value = rate (initial_margin + clv) - cost,   ceiling = rate (initial_margin + clv)
 *     break_even = cost / (initial_margin + clv)
 *
 * One of 75,000 readers of a 60,000 advertisement, of whom 1.2 % bring 10 at once and a lifetime of 100,
 * is worth .52; the advertisement needs .73 % of them.
 *
 * @param n               in
 * @param rate            in [n]           fraction in [0, 1] of prospects who become customers
 * @param initial_margin  in [n] or NULL   minor units, finite: of the first purchase; NULL: none
 * @param clv             in [n]           minor units, finite: of a new customer, after the first
 *                                         purchase
 * @param cost            in [n]           minor units, finite: per prospect reached
 * @param value           out [n] or NULL  minor units per prospect
 * @param ceiling         out [n] or NULL  minor units: the most a contact may cost
 * @param break_even      out [n] or NULL  fraction in [0, 1] of prospects, 0 where cost is not
 *                                        above 0; NaN: never
 * @param notes           out [n] or NULL  PATRON_CLV_NOTE_NEVER_RATE
 * @param fault           out or NULL
 * @fault PATRON_E_RANGE       a rate outside [0, 1]
 * @fault PATRON_E_NOT_FINITE  an input is NaN or infinite
 * @fault PATRON_E_OVERFLOW    a figure beyond a double; the argument is its column
 * @source P. Farris, N. Bendle, P. Pfeifer and D. Reibstein, "Marketing Metrics", ch. 5 (prospect
 *         lifetime value)
 * @cost O(n) time, no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_clv_prospect(size_t n, const double *rate,
                                                   const double *initial_margin, const double *clv,
                                                   const double *cost, double *value,
                                                   double *ceiling, double *break_even,
                                                   uint32_t *notes, patron_fault *fault);

/*
 * Customer equity: what a base of customers, and the cohorts still to be won, are worth together.
 *
 *     value_i = count_i (clv_i - acquisition_i) / (1 + discount)^period_i,   equity = sum of value_i
 *
 * A row is a customer, a segment or a cohort. Those who are customers now have period 0 and no
 * acquisition: it is spent. Cohorts to come have the period they are won in. The sum is exact and
 * rounded once: equity does not depend on the order of rows, and that of the parts of a base, added by
 * patron_sum from their value columns, is that of the whole.
 *
 * @param discount     in               fraction per period > -1
 * @param n            in
 * @param clv          in [n]           minor units, finite: per customer, when the row begins
 * @param count        in [n] or NULL   customers, >= 0; NULL: 1
 * @param acquisition  in [n] or NULL   minor units per customer, finite; NULL: none
 * @param period       in [n] or NULL   periods from now, any; NULL: 0
 * @param value        out [n] or NULL  minor units
 * @param equity       out              minor units; 0 where n is 0
 * @param fault        out or NULL
 * @fault PATRON_E_RANGE       a rate of -1 or less; a count below 0
 * @fault PATRON_E_NOT_FINITE  an input is NaN or infinite
 * @fault PATRON_E_OVERFLOW    a value, or the sum ("equity"), beyond a double
 * @source S. Gupta, D. Lehmann and J. Stuart, "Valuing Customers" (2004), eq. 4; R. Blattberg and
 *         J. Deighton, "Manage Marketing by the Customer Equity Test" (1996)
 * @cost O(n) time, no scratch; nothing is written on a fault; equity is mergeable by its values
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_clv_equity(double discount, size_t n, const double *clv,
                                                 const double *count, const double *acquisition,
                                                 const uint32_t *period, double *value,
                                                 double *equity, patron_fault *fault);

/*
 * Return on customer: what n bases earned in a period, with what they gained or lost in value.
 *
 *     return = (profit + equity_end - equity_start) / equity_start
 *
 * @param n             in
 * @param profit        in [n]   minor units, finite: of the period
 * @param equity_start  in [n]   minor units, finite
 * @param equity_end    in [n]   minor units, finite
 * @param result        out [n]  fraction; NaN: equity_start is not above 0
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  an input is NaN or infinite
 * @fault PATRON_E_OVERFLOW    a return beyond a double; the argument is "result"
 * @source D. Peppers and M. Rogers, "Return on Customer" (2005)
 * @cost O(n) time, no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_clv_return_on_customer(size_t n, const double *profit,
                                                             const double *equity_start,
                                                             const double *equity_end,
                                                             double *result, patron_fault *fault);

/*
 * What n customer programs are worth: the lifetime value they add against what they cost.
 *
 *     npv = sum_{j=0}^{m-1} (gain_j - cost_j) / (1 + discount)^j
 *
 * Set-up is the cost at 0; training, running, data protection and the expected loss of a breach follow.
 * gain_j is the lifetime value added in period j: customers reached x what patron_clv_levers or two
 * values say. patron_npv_irr and patron_npv_payback take flow. Where npv is 0 the gains are break_even
 * of those planned.
 *
 * @param discount    in                  fraction per period > -1
 * @param n           in                  programs
 * @param m           in                  periods, with the one of set-up
 * @param cost        in [n*m]           minor units, finite
 * @param gain        in [n*m]           minor units, finite
 * @param npv         out [n]             minor units
 * @param cost_value  out [n] or NULL     minor units: the present value of the costs
 * @param break_even  out [n] or NULL     fraction of the gains planned; NaN: their present value is
 *                                        not above 0
 * @param flow        out [n*m] or NULL  minor units: gain less cost
 * @param fault       out or NULL
 * @fault PATRON_E_RANGE       a rate of -1 or less
 * @fault PATRON_E_NOT_FINITE  an input is NaN or infinite
 * @fault PATRON_E_OVERFLOW    a figure beyond a double; the argument is its column
 * @source R. Brealey, S. Myers and F. Allen, "Principles of Corporate Finance", ch. 6; S. Gupta and
 *         D. Lehmann, "Managing Customers as Investments" (2005)
 * @cost O(n m) time, no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_clv_program(double discount, size_t n, size_t m,
                                                  const double *cost, const double *gain,
                                                  double *npv, double *cost_value,
                                                  double *break_even, double *flow,
                                                  patron_fault *fault);

/*
 * What n customers are still worth: the margins of the transactions expected of them.
 *
 *     clv = margin x transactions
 *
 * From the columns of any model of repeat buying and any of spend: transactions are expected and discounted
 * (a model's discounted residual transactions, or patron_clv_discount_transactions), margin is what one is
 * expected to bring. Acquisition is spent, and the first purchase made: patron_clv_new has both. A mean
 * that does not exist is NaN and makes a value that does not exist, even of 0 times it;
 * the notes say whose.
 *
 * @param margin        in              minor units per transaction, finite; not read where margins is
 *                                      given
 * @param n             in
 * @param transactions  in [n]          expected number, discounted, >= 0; NaN = missing
 * @param margins       in [n] or NULL  minor units per transaction, finite; NaN = missing
 * @param clv           out [n]         minor units; NaN: a mean does not exist
 * @param notes         out [n] or NULL  PATRON_CLV_NOTE_NO_TRANSACTIONS, NO_MARGIN
 * @param fault         out or NULL
 * @fault PATRON_E_RANGE       a number of transactions below 0
 * @fault PATRON_E_NOT_FINITE  margin is NaN, an input is infinite
 * @fault PATRON_E_OVERFLOW    a value beyond a double; the argument is "clv"
 * @source P. Fader, B. Hardie and K. L. Lee, "RFM and CLV: Using Iso-Value Curves for Customer Base
 *         Analysis" (2005), eq. 1
 * @cost O(n) time, no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_clv_residual(double margin, size_t n,
                                                   const double *transactions,
                                                   const double *margins, double *clv,
                                                   uint32_t *notes, patron_fault *fault);

/*
 * What n new customers are worth when they buy for the first time.
 *
 *     clv = first_margin + margin x transactions - acquisition
 *
 * The first purchase is now and certain, and no model of repeat buying counts it: transactions are the
 * repeat purchases expected of someone without a history, discounted. patron_clv_prospect takes first_margin
 * and the rest apart.
 *
 * @param margin        in              minor units per transaction, finite; not read where margins is
 *                                      given
 * @param n             in
 * @param transactions  in [n]          expected number of repeats, discounted, >= 0; NaN = missing
 * @param margins       in [n] or NULL  minor units per transaction, finite; NaN = missing
 * @param first_margin  in [n] or NULL  minor units, finite; NaN = missing; NULL: as of any other
 *                                      transaction
 * @param acquisition   in [n] or NULL  minor units, finite; NULL: none
 * @param clv           out [n]         minor units; NaN: a mean does not exist
 * @param notes         out [n] or NULL  PATRON_CLV_NOTE_NO_TRANSACTIONS, NO_MARGIN
 * @param fault         out or NULL
 * @fault PATRON_E_RANGE       a number of transactions below 0
 * @fault PATRON_E_NOT_FINITE  margin or an acquisition is NaN, an input is infinite
 * @fault PATRON_E_OVERFLOW    a value beyond a double; the argument is "clv"
 * @source P. Fader, B. Hardie and K. L. Lee, "RFM and CLV: Using Iso-Value Curves for Customer Base
 *         Analysis" (2005); S. Gupta and D. Lehmann, "Customers as Assets" (2003), eq. 1
 * @cost O(n) time, no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_clv_new(double margin, size_t n, const double *transactions,
                                              const double *margins, const double *first_margin,
                                              const double *acquisition, double *clv,
                                              uint32_t *notes, patron_fault *fault);

/*
 * Discounted transactions of n customers, from those expected of them in each of m periods.
 *
 *     discounted = sum_{t=1}^{m} x_t F / (1 + discount)^(t-1)
 *
 * x_t are those of period t: as given, or the cumulative less the cumulative before. With D = 1 + discount,
 * F is 1 AT_START, 1 / D AT_END, 1 / sqrt(D) AT_MID, and (1 - 1 / D) / ln D THROUGHOUT, which discounts
 * each moment of the period at its own time, at the force of interest ln D, as if purchases came evenly
 * within it. The shorter the periods, the nearer all four are to what a model's continuous discounting gives.
 *
 * A cumulative number that falls by a last digit is rounding of its model, and taken as it is; by more than
 * 1e-9 of the one before is a fault: the column is probably incremental.
 *
 * @param kind          in        PATRON_CLV_EXPECTED_INCREMENTAL or CUMULATIVE, in [1, 2]
 * @param moment        in        PATRON_CLV_AT_START ... PATRON_CLV_THROUGHOUT, in [1, 4]
 * @param discount      in        effective fraction per period > -1; patron_clv_convert_discount makes
 *                                it of a continuous one
 * @param n             in        customers
 * @param m             in        periods
 * @param expected      in [n*m]  transactions, >= 0; cumulative: at least the one before
 * @param transactions  out [n]   discounted transactions
 * @param fault         out or NULL
 * @fault PATRON_E_RANGE       a rate of -1 or less; a number below 0; a cumulative one below the one
 *                             before; a kind or moment that does not exist
 * @fault PATRON_E_NOT_FINITE  an input is NaN or infinite
 * @fault PATRON_E_OVERFLOW    a sum beyond a double; the argument is "transactions"
 * @source P. Fader, B. Hardie and K. L. Lee, "RFM and CLV: Using Iso-Value Curves for Customer Base
 *         Analysis" (2005), eq. 2 and 3; S. Kellison, "The Theory of Interest", ch. 4 (continuous
 *         annuities)
 * @cost O(n m) time, no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_clv_discount_transactions(uint32_t kind, uint32_t moment,
                                                                double discount, size_t n, size_t m,
                                                                const double *expected,
                                                                double *transactions,
                                                                patron_fault *fault);

/*
 * The same discount stated as the other kind of rate, or per another period.
 *
 *     periods x ln(1 + effective) = periods x continuous
 *
 * is the same on both sides. 15 % a year, effective, is the continuous .00268773 a week of 52 and
 * .00267853 a week of 7 days in a year of 365.25. patron_npv_convert_rate has nominal rates, and
 * continuous ones of a year.
 *
 * @param from_kind     in       PATRON_CLV_EFFECTIVE or PATRON_CLV_CONTINUOUS, in [1, 2]
 * @param from_periods  in       periods in a year, or in any other time, in [1e-9, 1e9]
 * @param to_kind       in       PATRON_CLV_EFFECTIVE or PATRON_CLV_CONTINUOUS, in [1, 2]
 * @param to_periods    in       periods in the same time, in [1e-9, 1e9]
 * @param n             in
 * @param rate          in [n]   fraction per period, finite; an effective one above -1
 * @param converted     out [n]  fraction per period; may be the same array as rate
 * @param fault         out or NULL
 * @fault PATRON_E_RANGE       a rate outside its range; a kind that does not exist; periods out of
 *                             range
 * @fault PATRON_E_NOT_FINITE  an input is NaN or infinite
 * @fault PATRON_E_OVERFLOW    a rate beyond a double, or so near to -1 that it would be -1; the argument
 *                             is "converted"
 * @source S. Kellison, "The Theory of Interest", ch. 1
 * @cost O(n) time, no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_clv_convert_discount(uint32_t from_kind, double from_periods,
                                                           uint32_t to_kind, double to_periods,
                                                           size_t n, const double *rate,
                                                           double *converted, patron_fault *fault);

/*
 * Customer equity with two intervals: of what is expected, and of what will come in.
 *
 *     equity = sum of value_i
 *     parameter_error^2 = gradient' covariance gradient     (the delta method)
 *     customer_error^2  = sum of variance_i
 *     outcome_error^2   = parameter_error^2 + customer_error^2
 *     low, high = equity -/+ z error,  P(|Z| <= z) = confidence
 *
 * The parameter interval says how well the model's parameters, and so the expected equity, are known: more
 * data shrink it. The outcome interval says where the money that really comes in will lie: it adds the chance
 * in each customer's own purchases and spend, which no data take away, and is the one to hold a plan to.
 * Neither counts that the model may be wrong.
 *
 * A row is a customer or a segment, its value any of this header's. gradient is the derivative of the whole
 * equity by each parameter of the model, and covariance that of their estimates, both in the same parameters
 * (or both in their logarithms); only its symmetric part counts. Customers are independent given the
 * parameters. The normal approximation wants many of them; low may be below 0 where none can be.
 *
 * Parts of a base: patron_sum of their value, variance and gradient columns makes those of the whole, exactly,
 * and one call with them as one row its intervals. Parameter errors of parts do not add up in squares:
 * all parts hang on the same parameters.
 *
 * @param confidence  in              fraction in (0, 1): .95
 * @param n           in
 * @param value       in [n]          minor units, finite: expected, of the row
 * @param variance    in [n] or NULL  minor units squared, >= 0: of what the row brings, parameters
 *                                    known; NULL: no outcome interval
 * @param p           in              parameters; 0: they are known, and their error is 0
 * @param gradient    in [p]          minor units per unit of the parameter, finite
 * @param covariance  in [p*p]        of the parameters' estimates, finite, its diagonal not below 0
 * @param result      out             struct_size set by the caller
 * @param fault       out or NULL
 * @fault PATRON_E_STRUCT      result->struct_size is not possible
 * @fault PATRON_E_RANGE       a confidence outside (0, 1); a variance below 0, of a row, a parameter
 *                             ("covariance") or, beyond rounding, of the equity ("covariance", no row)
 * @fault PATRON_E_NOT_FINITE  an input is NaN or infinite: a mean that does not exist has no sum. The
 *                             row of gradient or covariance is the parameter's
 * @fault PATRON_E_OVERFLOW    a sum ("value", "variance"), or another figure ("result"), beyond a double
 * @source G. Casella and R. Berger, "Statistical Inference", 5.5.4 (the delta method); R. Rust, K. Lemon
 *         and V. Zeithaml, "Return on Marketing" (2004), customer equity
 * @cost O(n + p^2) time, no scratch; nothing is written on a fault; mergeable by the sums of value, variance
 *       and gradient
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL
patron_clv_equity_interval(double confidence, size_t n, const double *value, const double *variance,
                           size_t p, const double *gradient, const double *covariance,
                           patron_clv_equity_result *result, patron_fault *fault);

#ifdef __cplusplus
}
#endif
#endif
