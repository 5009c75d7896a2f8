/*
 * patron/history.h - what one customer has done, in 64 bytes.
 *
 * A history takes receipts one by one, or is made from whole columns of them, and gives what
 * customer analytics asks of a purchase history: how often, how recently, for how long, how much.
 *
 * An amount of 0 or more makes its day a purchase day. A negative amount is a refund: it changes
 * money and the count of refunds, never days. Money is in minor units; a host that knows no margin
 * passes 0. All money, counts of receipts, the first and the last day are exact in any order of the
 * receipts and under any split and merge, as is what was bought on the first day.
 *
 * Purchase days are exact while no receipt is more than 63 days older than the latest one before
 * it, and while merged histories do not interleave beyond that: of two, one ends where the other
 * begins or before, or the earlier first day is all that lies more than 63 days before the latest
 * day. Beyond that a day may or may not have been seen before, and the true number lies in
 * [days, days + days_doubtful]. From whole columns it is always exact.
 */
#ifndef PATRON_HISTORY_H
#define PATRON_HISTORY_H

#include <patron/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One customer. Frozen, 64 bytes; all zero is a customer without receipts. */
typedef struct patron_history {
    int32_t first_day;        /* first purchase day, days since 1970-01-01; 0 where days is 0 */
    int32_t last_day;         /* last purchase day; 0 where days is 0 */
    uint32_t days;            /* distinct purchase days, at least */
    uint32_t days_doubtful;   /* days that may be new ones or not; 0 = days is exact */
    uint32_t receipts;        /* all receipts, refunds included */
    uint32_t refunds;         /* of these, those with a negative amount */
    int64_t spend;            /* minor units, net of refunds */
    int64_t margin;           /* minor units, net of refunds */
    int64_t first_day_spend;  /* minor units, of the first day's purchases, refunds left out */
    int64_t first_day_margin; /* minor units, of the first day's purchases, refunds left out */
    uint64_t recent_days;     /* bit k: a purchase on last_day - k */
} patron_history;

/* Sums over histories, exact. A result: it may grow at its end. */
typedef struct patron_history_totals {
    uint32_t struct_size; /* in: sizeof(patron_history_totals) */
    uint32_t filled_size; /* out: leading bytes this library knows */
    uint64_t notes;       /* out: 0; no note is defined */
    uint64_t customers;   /* out: n */
    uint64_t buyers;      /* out: customers with a purchase day */
    uint64_t x;           /* out: repeat purchase days, at least */
    uint64_t x_doubtful;  /* out: repeat purchase days that may be new ones or not */
    uint64_t receipts;    /* out: receipts, refunds included */
    uint64_t refunds;     /* out: refunds */
    int64_t t_x_days;     /* out: days from first to last purchase, summed over buyers */
    int64_t T_days;       /* out: days from first purchase to end_day, summed over buyers */
    int64_t spend;        /* out: minor units, net */
    int64_t margin;       /* out: minor units, net */
} patron_history_totals;

/*
 * Adds a receipt to a history. On a fault the history is as it was.
 *
 * @param history  inout  all zero at first
 * @param day      in     days since 1970-01-01, any
 * @param amount   in     minor units, any; negative is a refund
 * @param margin   in     minor units, any; 0 where it is not known
 * @param fault    out or NULL
 * @fault PATRON_E_OVERFLOW  a sum of money leaves int64_t (the argument is amount or margin), or more
 *                           than 4294967295 receipts ("history.receipts")
 * @cost O(1), no scratch; a few nanoseconds
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_history_add(patron_history *history, int32_t day,
                                                  int64_t amount, int64_t margin,
                                                  patron_fault *fault);

/*
 * Adds to a history all that another one of the same customer holds. On a fault it is as it was.
 *
 * @param history  inout
 * @param other    in     may be the same as history: its receipts are then counted twice
 * @param fault    out or NULL
 * @fault PATRON_E_OVERFLOW  a sum of money leaves int64_t, or more than 4294967295 receipts
 * @cost O(1), no scratch; mergeable
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_history_merge(patron_history *history,
                                                    const patron_history *other,
                                                    patron_fault *fault);

/*
 * Whether n histories, say ones read from a file, are ones that receipts can have made: days in
 * order, no more purchase days than receipts or than calendar days, a map that fits the days, zeros
 * where a customer never bought.
 *
 * @param n        in
 * @param history  in [n]
 * @param fault    out or NULL
 * @fault PATRON_E_CORRUPT  a history that receipts cannot have made
 * @cost O(n) time, no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_history_check(size_t n, const patron_history *history,
                                                    patron_fault *fault);

/*
 * The columns that repeat-buying models and RFM take, of n histories as seen at end_day, and totals.
 *
 *     x = days - 1      t_x = (last_day - first_day) / days_per_unit
 *     T = (end_day - first_day) / days_per_unit      mean_spend = (spend - first_day_spend) / x
 *
 * The first day is left out of x and of the means: it is what made the customer. Refunds are taken
 * off the means whenever they came. For a customer who never bought, x is 0 and t_x, T and the
 * means are NaN; for one without a repeat day the means are NaN. Where purchase days are doubtful, x
 * is the smaller number, x + x_doubtful the larger, and the means are over the smaller.
 *
 * @param end_day        in              days since 1970-01-01, any; not before any last_day
 * @param days_per_unit  in              days in the unit of t_x and T, finite, > 0 (7: weeks)
 * @param n              in
 * @param history        in [n]
 * @param x              out [n] or NULL  repeat purchase days
 * @param x_doubtful     out [n] or NULL  repeat purchase days that may be new ones or not
 * @param t_x            out [n] or NULL  units from the first to the last purchase
 * @param T              out [n] or NULL  units from the first purchase to end_day
 * @param mean_spend     out [n] or NULL  minor units a repeat purchase day
 * @param mean_margin    out [n] or NULL  minor units a repeat purchase day
 * @param totals         out or NULL      struct_size set by the caller
 * @param fault          out or NULL
 * @fault PATRON_E_RANGE       a last_day after end_day (the argument is "history.last_day");
 *                             days_per_unit not positive
 * @fault PATRON_E_NOT_FINITE  days_per_unit is NaN or infinite
 * @fault PATRON_E_CORRUPT     a history that receipts cannot have made
 * @fault PATRON_E_STRUCT      totals->struct_size is not possible
 * @fault PATRON_E_OVERFLOW    a time beyond the range of a double (the argument is days_per_unit); a
 *                             total beyond its type, where totals is not NULL
 * @source P. Fader and B. Hardie, "Creating an RFM summary using Excel" (2008), for x, t_x and T
 * @cost O(n) time, no scratch; totals are mergeable by adding
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_history_summarize(
    int32_t end_day, double days_per_unit, size_t n, const patron_history *history, uint32_t *x,
    uint32_t *x_doubtful, double *t_x, double *T, double *mean_spend, double *mean_margin,
    patron_history_totals *totals, patron_fault *fault);

/*
 * Bytes of scratch for patron_history_from_receipts; SIZE_MAX where there is no such number.
 *
 * @param n          in  receipts
 * @param customers  in  customers
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_history_from_receipts_scratch_size(size_t n, size_t customers);

/*
 * The exact histories of customers from whole columns of receipts in any order.
 *
 * Receipts before from_day or after to_day are left out, so that a calibration and a holdout period
 * come from the same columns. days_doubtful is always 0.
 *
 * @param from_day         in                      days since 1970-01-01, any
 * @param to_day           in                      days since 1970-01-01, any; before from_day: no receipts
 * @param n                in                      receipts, in [0, 2147483647]
 * @param customer         in [n]                  row of the customer, < customers
 * @param day              in [n]                  days since 1970-01-01, any
 * @param amount           in [n]                  minor units, any; negative is a refund
 * @param margin           in [n] or NULL          minor units, any
 * @param scratch          scratch
 * @param scratch_size     in                      bytes
 * @param customers        in                      rows of history, in [0, 2147483647]
 * @param history          out [customers]         histories, all zero for a customer without receipts
 * @param sum_log_gap      out [customers] or NULL  sum of ln(days from one purchase day to the next);
 *                                                 0 where there is no repeat day
 * @param fault            out or NULL
 * @fault PATRON_E_RANGE     a customer that is not a row of history; n or customers too large
 * @fault PATRON_E_SCRATCH   scratch_size below patron_history_from_receipts_scratch_size(n, customers)
 * @fault PATRON_E_OVERFLOW  a customer's money leaves int64_t; the argument is "history.spend" or
 *                           "history.margin" and the row is the customer's
 * @cost O(n + customers) time; mergeable
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_history_from_receipts(
    int32_t from_day, int32_t to_day, size_t n, const uint32_t *customer, const int32_t *day,
    const int64_t *amount, const int64_t *margin, void *scratch, size_t scratch_size,
    size_t customers, patron_history *history, double *sum_log_gap, patron_fault *fault);

#ifdef __cplusplus
}
#endif
#endif
