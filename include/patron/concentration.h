/*
 * patron/concentration.h - what stands on the ranking of customers: how much of the value each share
 * of them holds, how sure the Gini is, which segments inequality and profit come from, and whether
 * the rules of thumb of the trade hold.
 *
 * The value is what each customer brings, as in pareto.h; a row is a customer. Functions come in
 * twins: over doubles, and ending in _money over int64_t minor units, whose sums are exact. Functions
 * that rank accept the order that patron_pareto_rank made of the same values; NULL lets them sort.
 */
#ifndef PATRON_CONCENTRATION_H
#define PATRON_CONCENTRATION_H

#include <patron/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Caveats of a result; those that pareto.h has too have its numbers. */
enum patron_concentration_note {
    PATRON_CONCENTRATION_NOTE_TOTAL_NOT_POSITIVE = 0x1, /* shares of the total and the Gini do not
                                                           exist: NaN */
    PATRON_CONCENTRATION_NOTE_ALL_ZERO = 0x2, /* every value is 0; the Gini is 0 by convention */
    PATRON_CONCENTRATION_NOTE_LOSSES = 0x4,   /* negative values: Theil is NaN, and the Gini may
                                                    exceed 1 */
    PATRON_CONCENTRATION_NOTE_ZEROS = 0x8,    /* a value of 0: Theil L does not exist */
    PATRON_CONCENTRATION_NOTE_ONE_HOLDS =
        0x200,                                /* without the most valuable customer the total is not
                                                    positive: no interval */
    PATRON_CONCENTRATION_NOTE_80_20 = 0x1000, /* the most valuable 20 % of customers hold 80 % of
                                                    the total, or more */
    PATRON_CONCENTRATION_NOTE_20_225 = 0x2000, /* they hold 225 % of the total, or more */
    PATRON_CONCENTRATION_NOTE_THREE_BANDS =
        0x4000 /* they hold 150 % or more, 60 to 70 % of customers
                                                      break even and 10 to 20 % lose money */
};

/* The Gini and how sure it is. A result: it may grow at its end. */
typedef struct patron_concentration_interval {
    uint32_t struct_size;  /* in: sizeof(patron_concentration_interval) */
    uint32_t filled_size;  /* out: leading bytes this library knows */
    uint64_t notes;        /* out: PATRON_CONCENTRATION_NOTE_* */
    uint64_t rows;         /* n */
    double gini;           /* of these customers: sum |xi - xj| / (2 n^2 mean) */
    double corrected;      /* without the jackknife's estimate of the bias: n gini - (n - 1) mean of
                              the Ginis without one customer */
    double standard_error; /* of the jackknife */
    double low;            /* gini - z standard_error */
    double high;           /* gini + z standard_error */
} patron_concentration_interval;

/* Inequality within a segment. Frozen, 48 bytes. */
typedef struct patron_concentration_group {
    uint64_t customers; /* of this segment */
    double sum;         /* in the unit of value, finite */
    double mean;        /* sum / customers, finite; NaN without customers */
    double gini;        /* population, within the segment, >= 0, or NaN */
    double theil_t;     /* within the segment, >= 0, or NaN */
    double theil_l;     /* within the segment, >= 0, or NaN */
} patron_concentration_group;

/* Inequality within a segment, its sum exact. Frozen, 48 bytes. */
typedef struct patron_concentration_money_group {
    uint64_t customers; /* of this segment */
    int64_t sum;        /* minor units */
    double mean;        /* sum / customers, finite; NaN without customers */
    double gini;        /* population, within the segment, >= 0, or NaN */
    double theil_t;     /* within the segment, >= 0, or NaN */
    double theil_l;     /* within the segment, >= 0, or NaN */
} patron_concentration_money_group;

/* Inequality, split. A result: it may grow at its end. */
typedef struct patron_concentration_split {
    uint32_t struct_size;   /* in: sizeof(patron_concentration_split) */
    uint32_t filled_size;   /* out: leading bytes this library knows */
    uint64_t notes;         /* out: PATRON_CONCENTRATION_NOTE_* */
    double theil_t;         /* theil_t_within + theil_t_between */
    double theil_t_within;  /* sum over segments of (sum / total) Theil T */
    double theil_t_between; /* Theil T where everyone had the mean of the segment */
    double theil_l;         /* theil_l_within + theil_l_between */
    double theil_l_within;  /* sum over segments of (customers / n) Theil L */
    double theil_l_between; /* Theil L where everyone had the mean of the segment */
    double gini;            /* of all: gini_within + gini_between + gini_overlap */
    double gini_within;     /* sum over segments of (customers / n) (sum / total) Gini */
    double gini_between;    /* Gini where everyone had the mean of the segment */
    double gini_overlap;    /* what customers of poorer segments above those of richer ones add; 0
                               where that is below 1e-15 of the Gini */
} patron_concentration_split;

/* A segment's part in the whale curve. Frozen, 96 bytes. */
typedef struct patron_concentration_part {
    uint64_t customers;   /* makers + even + losers */
    uint64_t makers;      /* customers with value > tolerance */
    uint64_t even;        /* customers with |value| <= tolerance */
    uint64_t losers;      /* customers with value < -tolerance */
    double sum;           /* in the unit of value, finite */
    double makers_sum;    /* in the unit of value, finite */
    double even_sum;      /* in the unit of value, finite */
    double losers_sum;    /* in the unit of value, finite */
    double peak;          /* the segment's positive values, >= 0 */
    double erosion;       /* minus the segment's negative values, >= 0 */
    double peak_share;    /* fraction of the peak of all, in [0, 1]; NaN where that is 0 */
    double erosion_share; /* fraction of the erosion of all, in [0, 1]; NaN where that is 0 */
} patron_concentration_part;

/* A segment's part in the whale curve of money: segments add up to the whole. Frozen, 96 bytes. */
typedef struct patron_concentration_money_part {
    uint64_t customers;   /* makers + even + losers */
    uint64_t makers;      /* customers with value > tolerance */
    uint64_t even;        /* customers with |value| <= tolerance */
    uint64_t losers;      /* customers with value < -tolerance */
    int64_t sum;          /* minor units */
    int64_t makers_sum;   /* minor units */
    int64_t even_sum;     /* minor units */
    int64_t losers_sum;   /* minor units */
    int64_t peak;         /* minor units: the segment's positive values */
    int64_t erosion;      /* minor units: minus the segment's negative values */
    double peak_share;    /* fraction of the peak of all, in [0, 1]; NaN where that is 0 */
    double erosion_share; /* fraction of the erosion of all, in [0, 1]; NaN where that is 0 */
} patron_concentration_money_part;

/* Three bands of customers, and what the trade's rules say. A result: it may grow at its end. */
typedef struct patron_concentration_bands_result {
    uint32_t struct_size;    /* in: sizeof(patron_concentration_bands_result) */
    uint32_t filled_size;    /* out: leading bytes this library knows */
    uint64_t notes;          /* out: PATRON_CONCENTRATION_NOTE_*, the rules that hold among them */
    uint64_t customers;      /* n */
    uint64_t makers;         /* customers with value > tolerance */
    uint64_t even;           /* customers with |value| <= tolerance: the break-even zone */
    uint64_t losers;         /* customers with value < -tolerance */
    double total;            /* in the unit of value */
    double makers_sum;       /* in the unit of value */
    double even_sum;         /* in the unit of value */
    double losers_sum;       /* in the unit of value */
    double makers_customers; /* fraction of customers */
    double even_customers;   /* fraction of customers */
    double losers_customers; /* fraction of customers */
    double makers_share;     /* makers_sum / total */
    double even_share;       /* even_sum / total */
    double losers_share;     /* losers_sum / total */
    double top_held;         /* fraction of the total that the most valuable 20 % hold */
} patron_concentration_bands_result;

/* Three bands of customers, and what the trade's rules say. A result: it may grow at its end. */
typedef struct patron_concentration_money_bands_result {
    uint32_t struct_size;    /* in: sizeof(patron_concentration_money_bands_result) */
    uint32_t filled_size;    /* out: leading bytes this library knows */
    uint64_t notes;          /* out: PATRON_CONCENTRATION_NOTE_*, the rules that hold among them */
    uint64_t customers;      /* n */
    uint64_t makers;         /* customers with value > tolerance */
    uint64_t even;           /* customers with |value| <= tolerance: the break-even zone */
    uint64_t losers;         /* customers with value < -tolerance */
    int64_t total;           /* minor units */
    int64_t makers_sum;      /* minor units */
    int64_t even_sum;        /* minor units */
    int64_t losers_sum;      /* minor units */
    double makers_customers; /* fraction of customers */
    double even_customers;   /* fraction of customers */
    double losers_customers; /* fraction of customers */
    double makers_share;     /* makers_sum / total */
    double even_share;       /* even_sum / total */
    double losers_share;     /* losers_sum / total */
    double top_held;         /* fraction of the total that the most valuable 20 % hold */
} patron_concentration_money_bands_result;

/*
 * Bytes of scratch for patron_concentration_top and its twin; SIZE_MAX where there is no such number.
 *
 * @param n        in  customers
 * @param ordered  in  1 where an order is given, else 0
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_concentration_top_scratch_size(size_t n, uint32_t ordered);

/*
 * Bytes of scratch for patron_concentration_target and its twin; SIZE_MAX where there is no such number.
 *
 * @param n        in  customers
 * @param ordered  in  1 where an order is given, else 0
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_concentration_target_scratch_size(size_t n, uint32_t ordered);

/*
 * Bytes of scratch for patron_concentration_jackknife and its twin; SIZE_MAX where there is no such number.
 *
 * @param n        in  customers
 * @param ordered  in  1 where an order is given, else 0
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_concentration_jackknife_scratch_size(size_t n,
                                                                          uint32_t ordered);

/*
 * Bytes of scratch for patron_concentration_gini_ctr and its twin; SIZE_MAX where there is no such number.
 *
 * @param n        in  customers
 * @param ordered  in  1 where an order is given, else 0
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_concentration_gini_ctr_scratch_size(size_t n,
                                                                         uint32_t ordered);

/*
 * Bytes of scratch for patron_concentration_percentile and its twin; SIZE_MAX where there is no such number.
 *
 * @param n        in  customers
 * @param ordered  in  1 where an order is given, else 0
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_concentration_percentile_scratch_size(size_t n,
                                                                           uint32_t ordered);

/*
 * Bytes of scratch for patron_concentration_bands and its twin; SIZE_MAX where there is no such number.
 *
 * @param n        in  customers
 * @param ordered  in  1 where an order is given, else 0
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_concentration_bands_scratch_size(size_t n, uint32_t ordered);

/*
 * Bytes of scratch for patron_concentration_decompose and its twin; SIZE_MAX where there is no such
 * number.
 *
 * @param n         in  customers
 * @param ordered   in  1 where an order is given, else 0
 * @param segments  in  number of segments
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_concentration_decompose_scratch_size(size_t n,
                                                                          uint32_t ordered,
                                                                          size_t segments);

/*
 * Bytes of scratch for patron_concentration_contributions; SIZE_MAX where there is no such number.
 *
 * @param segments  in  number of segments
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_concentration_contributions_scratch_size(size_t segments);

/*
 * What the most valuable shares of customers hold, for many shares at once: top_sum is the sum of the
 * share x n most valuable, a customer on the border in part; top_held is its fraction of the total,
 * NaN where the total is not positive.
 *
 * @param n             in                  customers, in [0, 2147483647]
 * @param value         in [n]              any unit, finite
 * @param order         in [n] or NULL      rows from the most to the least valuable
 * @param scratch       scratch
 * @param scratch_size  in                  bytes
 * @param shares        in                  number of shares
 * @param share         in [shares]         fraction of customers, in [0, 1]
 * @param top_sum       out [shares]        in the unit of value
 * @param top_held      out [shares]        fraction of the total
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  a value or share is NaN or infinite
 * @fault PATRON_E_RANGE       an order that is not one of these values; a share or a count out of
 *                             range
 * @fault PATRON_E_OVERFLOW    a sum or figure beyond a double; the argument is "value"
 * @fault PATRON_E_SCRATCH     scratch_size below patron_concentration_top_scratch_size(n, ordered)
 * @cost O(n + shares), and a sort where no order is given
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_concentration_top(size_t n, const double *value,
                                                        const uint32_t *order, void *scratch,
                                                        size_t scratch_size, size_t shares,
                                                        const double *share, double *top_sum,
                                                        double *top_held, patron_fault *fault);

/*
 * Like patron_concentration_top, for money: sums are exact.
 *
 * @param n             in                  customers, in [0, 2147483647]
 * @param value         in [n]              minor units, any
 * @param order         in [n] or NULL      rows from the most to the least valuable
 * @param scratch       scratch
 * @param scratch_size  in                  bytes
 * @param shares        in                  number of shares
 * @param share         in [shares]         fraction of customers, in [0, 1]
 * @param top_sum       out [shares]        minor units, with a part of one customer
 * @param top_held      out [shares]        fraction of the total
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  a share is NaN or infinite
 * @fault PATRON_E_RANGE       an order that is not one of these values; a share or a count out of
 *                             range
 * @fault PATRON_E_OVERFLOW    a sum that leaves int64_t; the argument is "value"
 * @fault PATRON_E_SCRATCH     scratch_size below patron_concentration_top_scratch_size(n, ordered)
 * @cost O(n + shares), and a sort where no order is given
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_concentration_top_money(
    size_t n, const int64_t *value, const uint32_t *order, void *scratch, size_t scratch_size,
    size_t shares, const double *share, double *top_sum, double *top_held, patron_fault *fault);

/*
 * How few customers make each share of the total, for many shares at once: the smallest k >= 1 with
 * C_k >= target x total, the product rounded to the nearest double, who crosses included. NaN where
 * the total is not positive, or the peak of the whale curve stays below.
 *
 * @param n             in                  customers, in [0, 2147483647]
 * @param value         in [n]              any unit, finite
 * @param order         in [n] or NULL      rows from the most to the least valuable
 * @param scratch       scratch
 * @param scratch_size  in                  bytes
 * @param targets       in                  number of targets
 * @param target        in [targets]        fraction of the total, >= 0, finite; may exceed 1
 * @param rank          out [targets]       customers, counted; NaN where the target is not reached
 * @param customers     out [targets]       fraction of customers
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  a value or target is NaN or infinite
 * @fault PATRON_E_RANGE       an order that is not one of these values; a share or a count out of
 *                             range
 * @fault PATRON_E_OVERFLOW    a sum or figure beyond a double; the argument is "value"
 * @fault PATRON_E_SCRATCH     scratch_size below patron_concentration_target_scratch_size(n, ordered)
 * @cost O(n + targets log n), and a sort where no order is given
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_concentration_target(size_t n, const double *value,
                                                           const uint32_t *order, void *scratch,
                                                           size_t scratch_size, size_t targets,
                                                           const double *target, double *rank,
                                                           double *customers, patron_fault *fault);

/*
 * Like patron_concentration_target, for money: sums are exact.
 *
 * @param n             in                  customers, in [0, 2147483647]
 * @param value         in [n]              minor units, any
 * @param order         in [n] or NULL      rows from the most to the least valuable
 * @param scratch       scratch
 * @param scratch_size  in                  bytes
 * @param targets       in                  number of targets
 * @param target        in [targets]        fraction of the total, >= 0, finite; may exceed 1
 * @param rank          out [targets]       customers, counted; NaN where the target is not reached
 * @param customers     out [targets]       fraction of customers
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  a target is NaN or infinite
 * @fault PATRON_E_RANGE       an order that is not one of these values; a share or a count out of
 *                             range
 * @fault PATRON_E_OVERFLOW    a sum that leaves int64_t; the argument is "value"
 * @fault PATRON_E_SCRATCH     scratch_size below patron_concentration_target_scratch_size(n, ordered)
 * @cost O(n + targets log n), and a sort where no order is given
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_concentration_target_money(
    size_t n, const int64_t *value, const uint32_t *order, void *scratch, size_t scratch_size,
    size_t targets, const double *target, double *rank, double *customers, patron_fault *fault);

/*
 * The Gini of a sample of customers with its standard error: each customer is left out in turn, in
 * O(n) for all of them together.
 *
 *     G_k = (D - sum_i |x_i - x_k|) / ((n - 1) (total - x_k)),  D = sum_{i<j} |x_i - x_j|
 *     standard_error^2 = (n - 1) / n  sum_k (G_k - mean G)^2
 *
 * Below two customers, and where a total is not positive, the figures are NaN. Amounts beyond 2^53 are
 * rounded to doubles.
 *
 * @param z             in                  half width of the interval in standard errors, in [0, 1000]:
 *                                          1.959964 for 95 %
 * @param n             in                  customers, in [0, 2147483647]
 * @param value         in [n]              any unit, finite
 * @param order         in [n] or NULL      rows from the most to the least valuable
 * @param scratch       scratch
 * @param scratch_size  in                  bytes
 * @param result        out                 struct_size set by the caller
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  value or z is NaN or infinite
 * @fault PATRON_E_RANGE       an order that is not one of these values; z or n out of range
 * @fault PATRON_E_STRUCT      the result is of no known size
 * @fault PATRON_E_OVERFLOW    a sum or figure beyond a double; the argument is "value"
 * @fault PATRON_E_SCRATCH     scratch_size below patron_concentration_jackknife_scratch_size(n, ordered)
 * @source S. Yitzhaki, "Calculating jackknife variance estimators for parameters of the Gini method"
 *         (1991); E. Karagiannis and M. Kovacevic (2000)
 * @cost O(n), and a sort where no order is given
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_concentration_jackknife(
    double z, size_t n, const double *value, const uint32_t *order, void *scratch,
    size_t scratch_size, patron_concentration_interval *result, patron_fault *fault);

/*
 * Like patron_concentration_jackknife, for money: sums are exact.
 *
 * @param z             in                  half width of the interval in standard errors, in [0, 1000]:
 *                                          1.959964 for 95 %
 * @param n             in                  customers, in [0, 2147483647]
 * @param value         in [n]              minor units, any
 * @param order         in [n] or NULL      rows from the most to the least valuable
 * @param scratch       scratch
 * @param scratch_size  in                  bytes
 * @param result        out                 struct_size set by the caller
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  z is NaN or infinite
 * @fault PATRON_E_RANGE       an order that is not one of these values; z or n out of range
 * @fault PATRON_E_STRUCT      the result is of no known size
 * @fault PATRON_E_OVERFLOW    a sum that leaves int64_t; the argument is "value"
 * @fault PATRON_E_SCRATCH     scratch_size below patron_concentration_jackknife_scratch_size(n, ordered)
 * @source S. Yitzhaki, "Calculating jackknife variance estimators for parameters of the Gini method"
 *         (1991); E. Karagiannis and M. Kovacevic (2000)
 * @cost O(n), and a sort where no order is given
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_concentration_jackknife_money(
    double z, size_t n, const int64_t *value, const uint32_t *order, void *scratch,
    size_t scratch_size, patron_concentration_interval *result, patron_fault *fault);

/*
 * The Gini normalized for losses: in [0, 1] where the plain one exceeds 1, and the plain one where
 * nobody makes a loss. With y_j = x_j / total ascending, S_j = y_1 + ... + y_j and k the largest with
 * S_k <= 0:
 *
 *     gini = plain / (1 + (2 / n) sum_{j<=k} j y_j + (1 / n) S_k (S_k / y_{k+1} - (1 + 2k)))
 *
 * NaN where the total is not positive. Amounts beyond 2^53 are rounded to doubles.
 *
 * @param n             in                  customers, in [0, 2147483647]
 * @param value         in [n]              any unit, finite
 * @param order         in [n] or NULL      rows from the most to the least valuable
 * @param scratch       scratch
 * @param scratch_size  in                  bytes
 * @param gini          out                 population, in [0, 1], or NaN
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite
 * @fault PATRON_E_RANGE       an order that is not one of these values; n out of range
 * @fault PATRON_E_OVERFLOW    a sum beyond a double; the argument is "value"
 * @fault PATRON_E_SCRATCH     scratch_size below patron_concentration_gini_ctr_scratch_size(n, ordered)
 * @source C. Chen, T. Tsaur and T. Rhai, "The Gini coefficient and negative income" (1982); corrected by
 *         Z. Berrebi and J. Silber (1985)
 * @cost O(n), and a sort where no order is given
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_concentration_gini_ctr(size_t n, const double *value,
                                                             const uint32_t *order, void *scratch,
                                                             size_t scratch_size, double *gini,
                                                             patron_fault *fault);

/*
 * Like patron_concentration_gini_ctr, for money: the total is exact.
 *
 * @param n             in                  customers, in [0, 2147483647]
 * @param value         in [n]              minor units, any
 * @param order         in [n] or NULL      rows from the most to the least valuable
 * @param scratch       scratch
 * @param scratch_size  in                  bytes
 * @param gini          out                 population, in [0, 1], or NaN
 * @param fault         out or NULL
 * @fault PATRON_E_RANGE       an order that is not one of these values; n out of range
 * @fault PATRON_E_OVERFLOW    a sum that leaves int64_t; the argument is "value"
 * @fault PATRON_E_SCRATCH     scratch_size below patron_concentration_gini_ctr_scratch_size(n, ordered)
 * @source C. Chen, T. Tsaur and T. Rhai, "The Gini coefficient and negative income" (1982); corrected by
 *         Z. Berrebi and J. Silber (1985)
 * @cost O(n), and a sort where no order is given
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_concentration_gini_ctr_money(
    size_t n, const int64_t *value, const uint32_t *order, void *scratch, size_t scratch_size,
    double *gini, patron_fault *fault);

/*
 * The value below which a share of customers lies, for many shares at once: the continuous percentile,
 * a straight line between ranks, as percentile_cont of SQL. With x_0 the least valuable customer,
 *
 *     h = share (n - 1),  k = floor(h),  percentile = x_k + (h - k) (x_{k+1} - x_k)
 *
 * so that a share of 0 is the least, 0.5 the median, 1 the most. NaN without customers.
 *
 * @param n             in                  customers, in [0, 2147483647]
 * @param value         in [n]              any unit, finite
 * @param order         in [n] or NULL      rows from the most to the least valuable
 * @param scratch       scratch
 * @param scratch_size  in                  bytes
 * @param shares        in                  number of shares
 * @param share         in [shares]         fraction of customers, in [0, 1]
 * @param percentile    out [shares]        in the unit of value
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  a value or share is NaN or infinite
 * @fault PATRON_E_RANGE       an order that is not one of these values; a share or a count out of
 *                             range
 * @fault PATRON_E_SCRATCH     scratch_size below patron_concentration_percentile_scratch_size(n, ordered)
 * @source R. Hyndman and Y. Fan, "Sample quantiles in statistical packages" (1996), type 7
 * @cost O(n + shares), and a sort where no order is given
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_concentration_percentile(
    size_t n, const double *value, const uint32_t *order, void *scratch, size_t scratch_size,
    size_t shares, const double *share, double *percentile, patron_fault *fault);

/*
 * Like patron_concentration_percentile, for money.
 *
 * @param n             in                  customers, in [0, 2147483647]
 * @param value         in [n]              minor units, any
 * @param order         in [n] or NULL      rows from the most to the least valuable
 * @param scratch       scratch
 * @param scratch_size  in                  bytes
 * @param shares        in                  number of shares
 * @param share         in [shares]         fraction of customers, in [0, 1]
 * @param percentile    out [shares]        minor units, with a part of one
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  a share is NaN or infinite
 * @fault PATRON_E_RANGE       an order that is not one of these values; a share or a count out of
 *                             range
 * @fault PATRON_E_SCRATCH     scratch_size below patron_concentration_percentile_scratch_size(n, ordered)
 * @source R. Hyndman and Y. Fan, "Sample quantiles in statistical packages" (1996), type 7
 * @cost O(n + shares), and a sort where no order is given
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_concentration_percentile_money(
    size_t n, const int64_t *value, const uint32_t *order, void *scratch, size_t scratch_size,
    size_t shares, const double *share, double *percentile, patron_fault *fault);

/*
 * Where inequality comes from: within segments, between them, and, for the Gini, from the overlap of
 * their ranges.
 *
 *     T = sum_g s_g T_g + sum_g s_g ln(mean_g / mean)      s_g = sum_g / total
 *     L = sum_g p_g L_g + sum_g p_g ln(mean / mean_g)      p_g = customers_g / n
 *     G = sum_g p_g s_g G_g + G(means) + overlap
 *
 * The overlap is Dagum's transvariation and Pyatt's residual; 0 where the ranges of the segments do not
 * overlap. Figures that losses, zeros or a total that is not positive deprive of their meaning are
 * NaN, of all or of a segment; a segment without customers has NaN ratios and takes no part.
 *
 * @param n             in                  customers, in [0, 2147483647]
 * @param value         in [n]              any unit, finite
 * @param segment       in [n]              of each customer, in [0, segments)
 * @param order         in [n] or NULL      rows from the most to the least valuable
 * @param scratch       scratch
 * @param scratch_size  in                  bytes
 * @param segments      in                  number of segments, in [1, 16777216]
 * @param group         out [segments] or NULL  the segments
 * @param result        out                 struct_size set by the caller
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite
 * @fault PATRON_E_RANGE       a segment that is not below segments; an order that is not one of these
 *                             values; a count out of range
 * @fault PATRON_E_STRUCT      the result is of no known size
 * @fault PATRON_E_OVERFLOW    a sum or figure beyond a double; the argument is "value"
 * @fault PATRON_E_SCRATCH     scratch_size below patron_concentration_decompose_scratch_size(n, ordered, segments)
 * @source H. Theil, "Economics and Information Theory" (1967), 4.2; A. Shorrocks (1980); G. Pyatt, "On the
 *         interpretation and disaggregation of Gini coefficients" (1976); C. Dagum (1997)
 * @cost O(n + segments), and a sort where no order is given
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_concentration_decompose(
    size_t n, const double *value, const uint32_t *segment, const uint32_t *order, void *scratch,
    size_t scratch_size, size_t segments, patron_concentration_group *group,
    patron_concentration_split *result, patron_fault *fault);

/*
 * Like patron_concentration_decompose, for money: sums are exact.
 *
 * @param n             in                  customers, in [0, 2147483647]
 * @param value         in [n]              minor units, any
 * @param segment       in [n]              of each customer, in [0, segments)
 * @param order         in [n] or NULL      rows from the most to the least valuable
 * @param scratch       scratch
 * @param scratch_size  in                  bytes
 * @param segments      in                  number of segments, in [1, 16777216]
 * @param group         out [segments] or NULL  the segments
 * @param result        out                 struct_size set by the caller
 * @param fault         out or NULL
 * @fault PATRON_E_RANGE       a segment that is not below segments; an order that is not one of these
 *                             values; a count out of range
 * @fault PATRON_E_STRUCT      the result is of no known size
 * @fault PATRON_E_OVERFLOW    a sum that leaves int64_t; the argument is "value"
 * @fault PATRON_E_SCRATCH     scratch_size below patron_concentration_decompose_scratch_size(n, ordered, segments)
 * @source H. Theil, "Economics and Information Theory" (1967), 4.2; A. Shorrocks (1980); G. Pyatt, "On the
 *         interpretation and disaggregation of Gini coefficients" (1976); C. Dagum (1997)
 * @cost O(n + segments), and a sort where no order is given
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_concentration_decompose_money(
    size_t n, const int64_t *value, const uint32_t *segment, const uint32_t *order, void *scratch,
    size_t scratch_size, size_t segments, patron_concentration_money_group *group,
    patron_concentration_split *result, patron_fault *fault);

/*
 * Whose whale it is: what each segment adds to the peak of the whale curve and to the erosion behind it.
 * Parts are summed exactly; those of money add up to the whole.
 *
 * @param tolerance     in                  minor units, in [0, 1e300]; |value| <= tolerance breaks even
 * @param n             in                  customers, in [0, 2147483647]
 * @param value         in [n]              any unit, finite
 * @param segment       in [n]              of each customer, in [0, segments)
 * @param scratch       scratch
 * @param scratch_size  in                  bytes
 * @param segments      in                  number of segments, in [1, 16777216]
 * @param part          out [segments]      the segments
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  tolerance or a value is NaN or infinite
 * @fault PATRON_E_RANGE       a segment that is not below segments; tolerance or a count out of range
 * @fault PATRON_E_OVERFLOW    a sum or figure beyond a double; the argument is "value"
 * @fault PATRON_E_SCRATCH     scratch_size below patron_concentration_contributions_scratch_size(segments)
 * @source R. Kaplan and V. Narayanan, "Measuring and managing customer profitability" (2001)
 * @cost O(n + segments)
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_concentration_contributions(
    double tolerance, size_t n, const double *value, const uint32_t *segment, void *scratch,
    size_t scratch_size, size_t segments, patron_concentration_part *part, patron_fault *fault);

/*
 * Like patron_concentration_contributions, for money: parts add up to the whole exactly.
 *
 * @param tolerance     in                  minor units, in [0, 1e300]; |value| <= tolerance breaks even
 * @param n             in                  customers, in [0, 2147483647]
 * @param value         in [n]              minor units, any
 * @param segment       in [n]              of each customer, in [0, segments)
 * @param segments      in                  number of segments, in [1, 16777216]
 * @param part          out [segments]      the segments
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  tolerance is NaN or infinite
 * @fault PATRON_E_RANGE       a segment that is not below segments; tolerance or a count out of range
 * @fault PATRON_E_OVERFLOW    a sum that leaves int64_t; the argument is "value"
 * @source R. Kaplan and V. Narayanan, "Measuring and managing customer profitability" (2001)
 * @cost O(n + segments); mergeable: parts of disjoint customers add up
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_concentration_contributions_money(
    double tolerance, size_t n, const int64_t *value, const uint32_t *segment, size_t segments,
    patron_concentration_money_part *part, patron_fault *fault);

/*
 * Who makes money, who breaks even and who loses it, and whether three rules of the trade hold, as notes:
 *
 *     80-20        the most valuable 20 % of customers hold >= 80 % of the total
 *     20-225       they hold >= 225 %: R. Cooper and R. Kaplan found so in a factory
 *     three bands  they hold >= 150 %, 60 to 70 % of customers break even, 10 to 20 % lose money: the
 *                  reading of P. Kotler and K. Keller; the tolerance is the caller's
 *
 * A customer on the border of the 20 % counts in part; bounds of fractions are included. A rule without
 * its note does not hold; none does where the total is not positive.
 *
 * @param tolerance     in                  minor units, in [0, 1e300]; |value| <= tolerance breaks even
 * @param n             in                  customers, in [0, 2147483647]
 * @param value         in [n]              any unit, finite
 * @param order         in [n] or NULL      rows from the most to the least valuable
 * @param scratch       scratch
 * @param scratch_size  in                  bytes
 * @param result        out                 struct_size set by the caller
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  tolerance or a value is NaN or infinite
 * @fault PATRON_E_RANGE       an order that is not one of these values; tolerance or n out of range
 * @fault PATRON_E_STRUCT      the result is of no known size
 * @fault PATRON_E_OVERFLOW    a sum or figure beyond a double; the argument is "value"
 * @fault PATRON_E_SCRATCH     scratch_size below patron_concentration_bands_scratch_size(n, ordered)
 * @source P. Kotler and K. Keller, "Marketing Management", on customer profitability; R. Cooper and
 *         R. Kaplan, "Profit priorities from activity-based costing" (1991), for 20-225
 * @cost O(n), and a sort where no order is given
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_concentration_bands(
    double tolerance, size_t n, const double *value, const uint32_t *order, void *scratch,
    size_t scratch_size, patron_concentration_bands_result *result, patron_fault *fault);

/*
 * Like patron_concentration_bands, for money: sums are exact.
 *
 * @param tolerance     in                  minor units, in [0, 1e300]; |value| <= tolerance breaks even
 * @param n             in                  customers, in [0, 2147483647]
 * @param value         in [n]              minor units, any
 * @param order         in [n] or NULL      rows from the most to the least valuable
 * @param scratch       scratch
 * @param scratch_size  in                  bytes
 * @param result        out                 struct_size set by the caller
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  tolerance is NaN or infinite
 * @fault PATRON_E_RANGE       an order that is not one of these values; tolerance or n out of range
 * @fault PATRON_E_STRUCT      the result is of no known size
 * @fault PATRON_E_OVERFLOW    a sum that leaves int64_t; the argument is "value"
 * @fault PATRON_E_SCRATCH     scratch_size below patron_concentration_bands_scratch_size(n, ordered)
 * @source P. Kotler and K. Keller, "Marketing Management", on customer profitability; R. Cooper and
 *         R. Kaplan, "Profit priorities from activity-based costing" (1991), for 20-225
 * @cost O(n), and a sort where no order is given
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_concentration_bands_money(
    double tolerance, size_t n, const int64_t *value, const uint32_t *order, void *scratch,
    size_t scratch_size, patron_concentration_money_bands_result *result, patron_fault *fault);

#ifdef __cplusplus
}
#endif
#endif
