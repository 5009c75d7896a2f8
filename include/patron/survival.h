/*
 * patron/survival.h - how long until customers come back, leave or buy again, counted and not modeled: the
 * curve of Kaplan and Meier, with those whose time is not over yet.
 *
 * A row is a customer: how long they were watched, and whether the event was seen at the end of it (1) or
 * only that it had not come yet (0, censored). A customer may come under watch late (left truncation), and
 * may stand for several (weight). Events come before censorings of the same time: who is censored at t was
 * at risk at t.
 *
 *     S(t) = prod_{t_i <= t} (1 - d_i / n_i)       share without the event after t, P(T > t)
 *     H(t) = sum_{t_i <= t} d_i / n_i              cumulative hazard of Nelson and Aalen
 *
 * over the times t_i of events, with n_i at risk just before and d_i events. The curve is a table of steps
 * that the other functions read. Between steps it is level; before the first it is 1.
 */
#ifndef PATRON_SURVIVAL_H
#define PATRON_SURVIVAL_H

#include <patron/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Caveats of a result. */
enum patron_survival_note {
    PATRON_SURVIVAL_NOTE_NO_EVENTS = 0x1,   /* nobody had the event */
    PATRON_SURVIVAL_NOTE_ENDED_EARLY = 0x2, /* the curve came to 0 while others were still to come
                                               under watch: early risk sets were too small */
    PATRON_SURVIVAL_NOTE_BEYOND_LAST = 0x4, /* asked beyond the last observation, while the curve is
                                               not 0: carried on level, which is too high */
    PATRON_SURVIVAL_NOTE_EMPTY_GROUP = 0x8, /* a group had nobody at risk at an event: left out */
    PATRON_SURVIVAL_NOTE_NOT_COMPARABLE = 0x10 /* groups that no event tells apart, as when they
                                                  were never at risk together: fewer degrees of
                                                  freedom */
};

/* When in its period a margin is received. The numbers are those of patron_clv_moment. */
enum patron_survival_moment {
    PATRON_SURVIVAL_AT_START = 1, /* the first one at time 0 */
    PATRON_SURVIVAL_AT_END = 2,   /* the first one after a period */
    PATRON_SURVIVAL_AT_MID = 3    /* the first one after half a period */
};

/* One time of events. Frozen, 64 bytes. */
typedef struct patron_survival_step {
    double time;            /* in the unit of duration, >= 0 */
    double at_risk;         /* customers, > 0: watched just before */
    double events;          /* customers, > 0: who had the event at this time */
    double censored;        /* customers, >= 0: at this time or until before the next step */
    double survival;        /* fraction in [0, 1]: S(time) */
    double error;           /* >= 0: Greenwood's standard error of survival; 0 where that is 0 */
    double hazard;          /* >= 0: cumulative, of Nelson and Aalen */
    double hazard_variance; /* >= 0: of hazard, sum d / n^2 */
} patron_survival_step;

/* Customers who were watched for the same whole number of periods. Frozen, 24 bytes. */
typedef struct patron_survival_cell {
    uint64_t entered;  /* who came under watch late, at this period: at risk from the next one */
    uint64_t events;   /* who had the event at this period */
    uint64_t censored; /* who were last seen at this period, without the event */
} patron_survival_cell;

/* What a curve is of. A result: it may grow at its end. */
typedef struct patron_survival_curve_result {
    uint32_t struct_size;  /* in: sizeof(patron_survival_curve_result) */
    uint32_t filled_size;  /* out: leading bytes this library knows */
    uint64_t notes;        /* out: PATRON_SURVIVAL_NOTE_* */
    double customers;      /* rows, or their weights */
    double events;         /* customers who had the event */
    double censored;       /* customers who had not */
    double censored_first; /* of those, before the first event: in no step */
    double last;           /* in the unit of duration: the longest duration; 0 of nobody */
} patron_survival_curve_result;

/* A mean or a value with its standard error. A result: it may grow at its end. */
typedef struct patron_survival_figure {
    uint32_t struct_size; /* in: sizeof(patron_survival_figure) */
    uint32_t filled_size; /* out: leading bytes this library knows */
    uint64_t notes;       /* out: PATRON_SURVIVAL_NOTE_BEYOND_LAST */
    double value;         /* in the unit of duration, or of margin */
    double error;         /* the same unit: standard error */
} patron_survival_figure;

/* A group of a log-rank test. Frozen, 24 bytes. */
typedef struct patron_survival_group {
    uint64_t customers; /* rows of the group */
    double observed;    /* events, >= 0 */
    double expected;    /* events, >= 0, that there would have been were all groups alike */
} patron_survival_group;

/* A log-rank test. A result: it may grow at its end. */
typedef struct patron_survival_test_result {
    uint32_t struct_size; /* in: sizeof(patron_survival_test_result) */
    uint32_t filled_size; /* out: leading bytes this library knows */
    uint64_t notes;       /* out: PATRON_SURVIVAL_NOTE_* */
    double chi_square;    /* >= 0; NaN without degrees of freedom */
    double degrees;       /* of freedom: groups that count - 1 */
    double p;             /* chance of a chi-square as large were all groups alike; NaN as above */
} patron_survival_test_result;

/*
 * Bytes of scratch for patron_survival_curve; SIZE_MAX where there is no such number.
 *
 * @param n            in  customers, in [0, 2147483647]
 * @param with_entry   in  0 where entry is NULL, else 1
 * @param with_weight  in  0 where weight is NULL, else 1
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_survival_curve_scratch_size(size_t n, uint32_t with_entry,
                                                                 uint32_t with_weight);

/*
 * The curve of Kaplan and Meier with Greenwood's error, and the cumulative hazard, as one step for every
 * time of events.
 *
 *     error^2 = S^2 sum_{t_i <= t} d_i / (n_i (n_i - d_i))
 *
 * A customer who comes under watch at entry is at risk from just after it up to and with the duration; one
 * without an entry column from the start, also at time 0. A weight is a number of customers alike
 * (frequency weight): n_i and d_i are sums of weights, the errors are those of so many customers, and a
 * weight of 0 is a customer who is not there. Weights are summed exactly, products and sums over steps
 * in twice the digits of a double.
 *
 * @param n             in                       customers, in [0, 2147483647]
 * @param duration      in [n]                   any unit of time, finite and >= 0
 * @param event         in [n]                   1 at the end of it the event, 0 censored, in [0, 1]
 * @param entry         in [n] or NULL           when the watch began, >= 0 and before the duration
 * @param weight        in [n] or NULL           customers alike, 0 or in [1e-100, 1e15]
 * @param scratch       scratch
 * @param scratch_size  in                       bytes
 * @param capacity      in                       steps there is room for
 * @param step          out [capacity] or NULL   ascending by time; NULL only where capacity is 0
 * @param found         out                      steps there are; the first capacity are written
 * @param result        out                      struct_size set by the caller
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite
 * @fault PATRON_E_RANGE       n, a duration, event, entry or weight out of range
 * @fault PATRON_E_STRUCT      the result is of no known size
 * @fault PATRON_E_SCRATCH     scratch_size below patron_survival_curve_scratch_size(n, with_entry, with_weight)
 * @source E. Kaplan and P. Meier, "Nonparametric estimation from incomplete observations" (1958), 2 and 6;
 *         M. Greenwood (1926); W. Nelson (1972); O. Aalen (1978)
 * @cost O(n) passes, at most O(n log n); scratch 24 n + 64 KiB, with weights 28 n, with entry 4 or 8 n more
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_survival_curve(size_t n, const double *duration,
                                                     const uint32_t *event, const double *entry,
                                                     const double *weight, void *scratch,
                                                     size_t scratch_size, size_t capacity,
                                                     patron_survival_step *step, size_t *found,
                                                     patron_survival_curve_result *result,
                                                     patron_fault *fault);

/*
 * Counts customers by whole periods: what a curve can be made of later. The counts are added to those in
 * cell, so that chunks, days and machines add up: cells of disjoint customers, added member by member,
 * are those of all. On a fault exactly the customers before the faulty one have been counted.
 *
 * @param n         in                customers, in [0, 2147483647]
 * @param duration  in [n]            whole periods, in [0, periods)
 * @param event     in [n]            1 at the end of it the event, 0 censored, in [0, 1]
 * @param entry     in [n] or NULL    period when the watch began, before the duration
 * @param periods   in                in [0, 16777216]
 * @param cell      inout [periods]   row p: of period p
 * @param fault     out or NULL
 * @fault PATRON_E_RANGE     n, periods, a duration, event or entry out of range
 * @fault PATRON_E_OVERFLOW  a cell would hold more than a uint64_t; the argument is "cell", the
 *                           row the customer's
 * @cost O(n), no scratch; mergeable
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_survival_count(size_t n, const uint32_t *duration,
                                                     const uint32_t *event, const uint32_t *entry,
                                                     size_t periods, patron_survival_cell *cell,
                                                     patron_fault *fault);

/*
 * The curve of counts by period: to the last bit that of patron_survival_curve of the same customers with
 * the number of the period as duration. Who is censored in a period was at risk in all of it, as everywhere
 * in this header; the actuary's half is not taken off: periods of a day make the difference small.
 *
 * @param periods   in                       in [0, 16777216]
 * @param cell      in [periods]             counts, at most 2^53 customers in all
 * @param capacity  in                       steps there is room for
 * @param step      out [capacity] or NULL   ascending by time; NULL only where capacity is 0
 * @param found     out                      steps there are; the first capacity are written
 * @param result    out                      struct_size set by the caller
 * @param fault     out or NULL
 * @fault PATRON_E_RANGE     periods out of range; at a period more came under watch than left later
 * @fault PATRON_E_OVERFLOW  more than 2^53 customers; the argument is "cell"
 * @fault PATRON_E_STRUCT    the result is of no known size
 * @source as patron_survival_curve
 * @cost O(periods), no scratch; mergeable by the cells
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_survival_from_counts(
    size_t periods, const patron_survival_cell *cell, size_t capacity, patron_survival_step *step,
    size_t *found, patron_survival_curve_result *result, patron_fault *fault);

/*
 * Confidence limits of the curve, step by step: of ln(-ln S), which stay within 0 and 1.
 *
 *     S^exp(+- z error / (S ln S)),   P(|Z| <= z) = confidence
 *
 * Where S is 0 or 1 there is no such logarithm: both limits are S itself. They hold for each time by
 * itself, not for the whole curve at once.
 *
 * @param confidence  in        fraction in (0, 1): .95
 * @param n           in        steps, in [0, 2147483647]
 * @param step        in [n]    as patron_survival_curve made them
 * @param low         out [n]   fraction
 * @param high        out [n]   fraction
 * @param fault       out or NULL
 * @fault PATRON_E_NOT_FINITE  confidence or a member of a step is NaN or infinite
 * @fault PATRON_E_RANGE       confidence or n out of range; steps that are no curve
 * @source J. Kalbfleisch and R. Prentice, "The Statistical Analysis of Failure Time Data" (1980), 1.3
 * @cost O(n), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_survival_band(double confidence, size_t n,
                                                    const patron_survival_step *step, double *low,
                                                    double *high, patron_fault *fault);

/*
 * The curve at given times: survival, its error and its limits, carried on level from the step before.
 * Beyond the last observation that is too high; patron_survival_curve_result has its time.
 *
 * @param confidence  in               fraction in (0, 1): .95
 * @param n           in               steps, in [0, 2147483647]
 * @param step        in [n]           as patron_survival_curve made them
 * @param m           in               times, in [0, 2147483647]
 * @param time        in [m]           in the unit of duration, in any order, finite and >= 0
 * @param survival    out [m]          fraction, S(time)
 * @param error       out [m] or NULL  standard error
 * @param low         out [m] or NULL  fraction, as patron_survival_band
 * @param high        out [m] or NULL  fraction, as patron_survival_band
 * @param fault       out or NULL
 * @fault PATRON_E_NOT_FINITE  confidence, a member of a step or a time is NaN or infinite
 * @fault PATRON_E_RANGE       confidence, n, m or a time out of range; steps that are no curve
 * @source as patron_survival_band
 * @cost O(n + m log n), no scratch; writes nothing on a fault
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_survival_at(double confidence, size_t n,
                                                  const patron_survival_step *step, size_t m,
                                                  const double *time, double *survival,
                                                  double *error, double *low, double *high,
                                                  patron_fault *fault);

/*
 * When the curve has fallen to given levels: .5 is the median. The first time with S <= level; where the
 * curve is level at exactly that height (to 1e-12), the middle between that time and the next step, or the
 * last observation behind the last step: the convention of R's survfit. NaN where it never falls so far.
 *
 * low and high are where the lower and the upper limit of patron_survival_band fall to it, by the same
 * rule; a time in [low, high] is one at which the level lies within the limits. A curve that has come to 0
 * has no upper limit there, and high is NaN where no step before has one as low.
 *
 * @param confidence  in               fraction in (0, 1): .95
 * @param last        in               in the unit of duration, >= 0: that of the result of the curve
 * @param n           in               steps, in [0, 2147483647]
 * @param step        in [n]           as patron_survival_curve made them
 * @param m           in               levels, in [0, 2147483647]
 * @param level       in [m]           fraction still without the event, in (0, 1)
 * @param time        out [m]          in the unit of duration
 * @param low         out [m] or NULL  in the unit of duration
 * @param high        out [m] or NULL  in the unit of duration
 * @param fault       out or NULL
 * @fault PATRON_E_NOT_FINITE  a scalar, a member of a step or a level is NaN or infinite
 * @fault PATRON_E_RANGE       confidence, last, n, m or a level out of range; steps that are no curve
 * @source R. Brookmeyer and J. Crowley, "A confidence interval for the median survival time" (1982);
 *         T. Therneau, R package survival, quantile.survfit
 * @cost O(n + m log n), with low or high O(n m), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_survival_quantile(double confidence, double last, size_t n,
                                                        const patron_survival_step *step, size_t m,
                                                        const double *level, double *time,
                                                        double *low, double *high,
                                                        patron_fault *fault);

/*
 * The mean time until the event or until tau, whichever comes first: the area under the curve.
 *
 *     value = integral_0^tau S(t) dt
 *     error^2 = sum_{t_i <= tau} A_i^2 d_i / (n_i (n_i - d_i)),   A_i = integral_{t_i}^tau S(t) dt
 *
 * Beyond the last observation S is carried on level, which is too high, and a note says so.
 *
 * @param tau     in       in the unit of duration, >= 0
 * @param last    in       in the unit of duration, >= 0: that of the result of the curve
 * @param n       in       steps, in [0, 2147483647]
 * @param step    in [n]   as patron_survival_curve made them
 * @param result  out      struct_size set by the caller
 * @param fault   out or NULL
 * @fault PATRON_E_NOT_FINITE  tau, last or a member of a step is NaN or infinite
 * @fault PATRON_E_RANGE       tau, last or n out of range; steps that are no curve
 * @fault PATRON_E_OVERFLOW    the error is beyond a double; the argument is "result"
 * @fault PATRON_E_STRUCT      the result is of no known size
 * @source J. Klein and M. Moeschberger, "Survival Analysis" (2003), 4.5
 * @cost O(n), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_survival_restricted_mean(double tau, double last, size_t n,
                                                               const patron_survival_step *step,
                                                               patron_survival_figure *result,
                                                               patron_fault *fault);

/*
 * Lifetime value within a horizon, from the curve itself: margins by period, of those still there when
 * they are received, discounted; and how sure it is.
 *
 *     value = sum_{k=1}^{m} margin_k S(period u_k) / (1 + discount)^u_k
 *     error^2 = sum_i B_i^2 d_i / (n_i (n_i - d_i)),   B_i = the part of the sum received at t_i or later
 *
 * u_k is k - 1 AT_START, k - 1/2 AT_MID, k AT_END. error is what the curve's own uncertainty does to the
 * value (Greenwood's covariance of S, by the delta method); margins are taken as known.
 *
 * @param moment    in       PATRON_SURVIVAL_AT_START, AT_END or AT_MID, in [1, 3]
 * @param discount  in       fraction per period > -1
 * @param period    in       length of a period in the unit of duration, > 0
 * @param last      in       in the unit of duration, >= 0: that of the result of the curve
 * @param n         in       steps, in [0, 2147483647]
 * @param step      in [n]   as patron_survival_curve made them
 * @param m         in       periods, in [0, 16777216]
 * @param margin    in [m]   minor units per customer and period, finite
 * @param result    out      struct_size set by the caller
 * @param fault     out or NULL
 * @fault PATRON_E_NOT_FINITE  a scalar, a member of a step or a margin is NaN or infinite
 * @fault PATRON_E_RANGE       a scalar, n or m out of range; steps that are no curve
 * @fault PATRON_E_OVERFLOW    a value or error beyond a double; the argument is "result"
 * @fault PATRON_E_STRUCT      the result is of no known size
 * @source S. Gupta and D. Lehmann, "Customers as Assets" (2003); J. Klein and M. Moeschberger (2003), 4.2
 *         and 4.5
 * @cost O(n + m), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_survival_value(uint32_t moment, double discount,
                                                     double period, double last, size_t n,
                                                     const patron_survival_step *step, size_t m,
                                                     const double *margin,
                                                     patron_survival_figure *result,
                                                     patron_fault *fault);

/*
 * Bytes of scratch for patron_survival_log_rank; SIZE_MAX where there is no such number.
 *
 * @param n           in  customers, in [0, 2147483647]
 * @param with_entry  in  0 where entry is NULL, else 1
 * @param groups      in  in [1, 256]
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_survival_log_rank_scratch_size(size_t n, uint32_t with_entry,
                                                                    size_t groups);

/*
 * Whether groups of customers have the same curve: the log-rank test.
 *
 *     expected_j = sum_i d_i n_ij / n_i
 *     V_jk = sum_i d_i (n_i - d_i) / (n_i - 1)  n_ij / n_i  ([j = k] - n_ik / n_i)
 *     chi_square = (O - E)' V^- (O - E)
 *
 * Groups with nobody at risk at any event are left out. There are no weights here: the variance is that of
 * single customers.
 *
 * @param n             in                            customers, in [0, 2147483647]
 * @param duration      in [n]                        any unit of time, finite and >= 0
 * @param event         in [n]                        1 the event, 0 censored, in [0, 1]
 * @param group         in [n]                        of each customer, in [0, groups)
 * @param entry         in [n] or NULL                when the watch began, >= 0 and before the duration
 * @param scratch       scratch
 * @param scratch_size  in                            bytes
 * @param groups        in                            in [1, 256]
 * @param of            out [groups]                  the groups
 * @param variance      out [groups*groups] or NULL   of observed - expected, row-major
 * @param result        out                           struct_size set by the caller
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite
 * @fault PATRON_E_RANGE       n, groups, a duration, event, group or entry out of range
 * @fault PATRON_E_STRUCT      the result is of no known size
 * @fault PATRON_E_SCRATCH     scratch_size below patron_survival_log_rank_scratch_size(n, with_entry, groups)
 * @source N. Mantel, "Evaluation of survival data and two new rank order statistics" (1966); R. Peto and
 *         J. Peto (1972); J. Klein and M. Moeschberger, "Survival Analysis" (2003), 7.3
 * @cost O(n + steps x groups^2), at most O(n log n) for the sort; scratch 28 n + 64 KiB + 16 groups^2
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_survival_log_rank(
    size_t n, const double *duration, const uint32_t *event, const uint32_t *group,
    const double *entry, void *scratch, size_t scratch_size, size_t groups,
    patron_survival_group *of, double *variance, patron_survival_test_result *result,
    patron_fault *fault);

#ifdef __cplusplus
}
#endif
#endif
