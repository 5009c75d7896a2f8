/*
 * patron/pareto.h - who makes the profit: concentration of any value over customers.
 *
 * The value is what each customer brings: profit, revenue, lifetime value. Customers are ranked from
 * the most to the least valuable, equal values in the order of their rows. C_k is the sum of the k
 * most valuable; the curve of C_k over k is the whale curve: it climbs while customers earn, peaks
 * where the last earning customer is counted, and falls back to the total with those who cost.
 *
 * Functions come in twins: over doubles, and ending in _money over int64_t minor units, whose totals
 * are exact. Weights, where taken, are frequencies: a row of weight 3 is three customers of that
 * value, in doubles also a fraction of one. Functions that rank accept the order that
 * patron_pareto_rank made of the same values, so that a host sorts once; NULL lets them sort.
 * Totals of doubles are exact sums, correctly rounded; cumulative sums are compensated.
 */
#ifndef PATRON_PARETO_H
#define PATRON_PARETO_H

#include <patron/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Caveats of a result. */
enum patron_pareto_note {
    PATRON_PARETO_NOTE_TOTAL_NOT_POSITIVE = 0x1, /* shares of the total do not exist: NaN */
    PATRON_PARETO_NOTE_ALL_ZERO = 0x2,           /* every value is 0; the Gini is 0 by convention */
    PATRON_PARETO_NOTE_LOSSES = 0x4,             /* negative values: HHI and Theil are NaN, and the
                                                    plain Gini may exceed 1; gini_rsv does not */
    PATRON_PARETO_NOTE_ZEROS = 0x8,              /* a value of 0: Theil L does not exist */
    PATRON_PARETO_NOTE_LEFT_OUT = 0x10,          /* Gini and Theil were not asked for: NaN */
    PATRON_PARETO_NOTE_TIE_SPLIT = 0x20,         /* equal values on both sides of a class cut */
    PATRON_PARETO_NOTE_NOT_REACHED = 0x40        /* the peak is below the target share: NaN */
};

/* What flags of patron_pareto_options may hold. */
enum patron_pareto_flag {
    PATRON_PARETO_WITHOUT_INEQUALITY = 0x1 /* no Gini, no Theil: sorts only for weights */
};

/* Classes of customers; 0 where the base of the cuts is not positive and there are none. */
enum patron_pareto_class { PATRON_PARETO_A = 1, PATRON_PARETO_B = 2, PATRON_PARETO_C = 3 };

/* What the cuts of classes are shares of. */
enum patron_pareto_basis {
    PATRON_PARETO_OF_TOTAL = 1, /* the total of all customers */
    PATRON_PARETO_OF_PEAK = 2   /* the sum of the positive values */
};

/* What flags of patron_pareto_class_options may hold. */
enum patron_pareto_class_flag {
    PATRON_PARETO_TIES_TOGETHER = 0x1 /* equal values get one class, the best among them */
};

/* How a summary is made. Options: all zero, or NULL, is the default. */
typedef struct patron_pareto_options {
    uint32_t struct_size; /* sizeof(patron_pareto_options) */
    uint32_t flags;       /* PATRON_PARETO_WITHOUT_INEQUALITY */
    double tolerance;     /* minor units, finite, >= 0; |value| <= tolerance breaks even [0] */
    double top_share;     /* fraction of customers in [0, 1] [0 = 0.2] */
    double target_share;  /* fraction of the total, finite, >= 0; may exceed 1 [0 = 0.8] */
} patron_pareto_options;

/* How classes are cut. Options: all zero, or NULL, is the default. */
typedef struct patron_pareto_class_options {
    uint32_t struct_size; /* sizeof(patron_pareto_class_options) */
    uint32_t flags;       /* PATRON_PARETO_TIES_TOGETHER */
    double cut_a;         /* fraction of the basis, in [0, 1] [0 = 0.8] */
    double cut_b;         /* fraction of the basis, in [0, 1], not below cut_a [0 = 0.95] */
    uint32_t basis;       /* PATRON_PARETO_OF_TOTAL or OF_PEAK [0 = OF_TOTAL] */
    uint32_t reserved;    /* 0 */
} patron_pareto_class_options;

/* The summary of a value over customers. A result: it may grow at its end. */
typedef struct patron_pareto_result {
    uint32_t struct_size;  /* in: sizeof(patron_pareto_result) */
    uint32_t filled_size;  /* out: leading bytes this library knows */
    uint64_t notes;        /* out: PATRON_PARETO_NOTE_* */
    uint64_t rows;         /* n */
    double customers;      /* sum of weights; n without */
    double makers;         /* customers with value > tolerance */
    double even;           /* customers with |value| <= tolerance */
    double losers;         /* customers with value < -tolerance */
    double total;          /* minor units, of all */
    double makers_sum;     /* minor units, of makers */
    double even_sum;       /* minor units, of those who break even */
    double losers_sum;     /* minor units, of losers */
    double peak;           /* minor units: the sum of all positive values */
    double peak_rank;      /* customers up to the peak: those with a positive value */
    double erosion;        /* minor units lost from the peak to the end: peak - total */
    double peak_customers; /* fraction of customers up to the peak */
    double peak_share;     /* peak / total */
    double erosion_share;  /* erosion / total: in points of the total */
    double top_sum;        /* minor units of the most valuable top_share of customers; a customer on
                                the border counts in part */
    double top_held;       /* top_sum / total */
    double target_rank;    /* smallest k with C_k >= target_share x total, who crosses included */
    double target_customers; /* target_rank / customers */
    double gini;             /* population: sum |xi - xj| / (2 n^2 mean) */
    double gini_corrected;   /* gini n / (n - 1), n customers; NaN for one or less */
    double gini_rsv;         /* Raffinetti, Siletti and Vernizzi: in [0, 1], losses or not */
    double theil_t;          /* mean of (x/mean) ln(x/mean) */
    double theil_l;          /* mean of ln(mean/x), the mean log deviation */
    double hhi;              /* sum of squared shares, in [1/n, 1] */
    double effective;        /* 1 / hhi: as many equal customers would be as concentrated */
} patron_pareto_result;

/* The summary of money over customers, its totals exact. A result: it may grow at its end. */
typedef struct patron_pareto_money_result {
    uint32_t struct_size;  /* in: sizeof(patron_pareto_money_result) */
    uint32_t filled_size;  /* out: leading bytes this library knows */
    uint64_t notes;        /* out: PATRON_PARETO_NOTE_* */
    uint64_t rows;         /* n */
    uint64_t customers;    /* sum of weights; n without */
    uint64_t makers;       /* customers with value > tolerance */
    uint64_t even;         /* customers with |value| <= tolerance */
    uint64_t losers;       /* customers with value < -tolerance */
    int64_t total;         /* minor units, of all */
    int64_t makers_sum;    /* minor units, of makers */
    int64_t even_sum;      /* minor units, of those who break even */
    int64_t losers_sum;    /* minor units, of losers */
    int64_t peak;          /* minor units: the sum of all positive values */
    uint64_t peak_rank;    /* customers up to the peak: those with a positive value */
    int64_t erosion;       /* minor units lost from the peak to the end: peak - total */
    double peak_customers; /* fraction of customers up to the peak */
    double peak_share;     /* peak / total */
    double erosion_share;  /* erosion / total: in points of the total */
    double top_sum;        /* minor units of the most valuable top_share of customers; a customer on
                                the border counts in part */
    double top_held;       /* top_sum / total */
    double target_rank;    /* smallest k with C_k >= target_share x total, who crosses included */
    double target_customers; /* target_rank / customers */
    double gini;             /* population: sum |xi - xj| / (2 n^2 mean) */
    double gini_corrected;   /* gini n / (n - 1), n customers; NaN for one or less */
    double gini_rsv;         /* Raffinetti, Siletti and Vernizzi: in [0, 1], losses or not */
    double theil_t;          /* mean of (x/mean) ln(x/mean) */
    double theil_l;          /* mean of ln(mean/x), the mean log deviation */
    double hhi;              /* sum of squared shares, in [1/n, 1] */
    double effective;        /* 1 / hhi: as many equal customers would be as concentrated */
} patron_pareto_money_result;

/* Size and sum of the classes. A result: it may grow at its end. */
typedef struct patron_pareto_class_result {
    uint32_t struct_size; /* in: sizeof(patron_pareto_class_result) */
    uint32_t filled_size; /* out: leading bytes this library knows */
    uint64_t notes;       /* out: PATRON_PARETO_NOTE_* */
    double a_customers;   /* customers of class A */
    double b_customers;   /* customers of class B */
    double c_customers;   /* customers of class C */
    double a_sum;         /* minor units of class A */
    double b_sum;         /* minor units of class B */
    double c_sum;         /* minor units of class C */
} patron_pareto_class_result;

/* Size and sum of the classes. A result: it may grow at its end. */
typedef struct patron_pareto_money_class_result {
    uint32_t struct_size; /* in: sizeof(patron_pareto_money_class_result) */
    uint32_t filled_size; /* out: leading bytes this library knows */
    uint64_t notes;       /* out: PATRON_PARETO_NOTE_* */
    uint64_t a_customers; /* customers of class A */
    uint64_t b_customers; /* customers of class B */
    uint64_t c_customers; /* customers of class C */
    int64_t a_sum;        /* minor units of class A */
    int64_t b_sum;        /* minor units of class B */
    int64_t c_sum;        /* minor units of class C */
} patron_pareto_money_class_result;

/*
 * Bytes of scratch for patron_pareto_rank and its twin; SIZE_MAX where there is no such number.
 *
 * @param n  in  customers
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_pareto_rank_scratch_size(size_t n);

/*
 * Ranks customers from the most to the least valuable, equal values in the order of their rows.
 * value[order[0]] is the largest value; rank[i] counts from 1, so that order[rank[i] - 1] = i.
 *
 * @param n             in                  customers, in [0, 2147483647]
 * @param value         in [n]              any unit, finite
 * @param scratch       scratch
 * @param scratch_size  in                  bytes
 * @param order         out [n] or NULL     rows, most valuable first
 * @param rank          out [n] or NULL     1 = most valuable
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite
 * @fault PATRON_E_RANGE       n too large
 * @fault PATRON_E_SCRATCH     scratch_size below patron_pareto_rank_scratch_size(n)
 * @cost O(n) expected time, O(n log n) at worst
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_pareto_rank(size_t n, const double *value, void *scratch,
                                                  size_t scratch_size, uint32_t *order,
                                                  uint32_t *rank, patron_fault *fault);

/*
 * Like patron_pareto_rank, for money.
 *
 * @param n             in                  customers, in [0, 2147483647]
 * @param value         in [n]              minor units, any
 * @param scratch       scratch
 * @param scratch_size  in                  bytes
 * @param order         out [n] or NULL     rows, most valuable first
 * @param rank          out [n] or NULL     1 = most valuable
 * @param fault         out or NULL
 * @fault PATRON_E_RANGE       n too large
 * @fault PATRON_E_SCRATCH     scratch_size below patron_pareto_rank_scratch_size(n)
 * @cost O(n) expected time, O(n log n) at worst
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_pareto_rank_money(size_t n, const int64_t *value,
                                                        void *scratch, size_t scratch_size,
                                                        uint32_t *order, uint32_t *rank,
                                                        patron_fault *fault);

/*
 * Bytes of scratch for patron_pareto_summary and its twin; SIZE_MAX where there is no such number.
 *
 * @param n        in  customers
 * @param flags    in  flags of the options the summary will be made with
 * @param ordered  in  1 where an order is given, else 0
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_pareto_summary_scratch_size(size_t n, uint32_t flags,
                                                                 uint32_t ordered);

/*
 * The concentration of a value over customers in figures: makers, those who break even and losers;
 * the peak of the whale curve and the erosion behind it; what the top holds and how many it takes to
 * make the target share; inequality.
 *
 * C_k, rounded to the nearest double (exact for money), is compared with target_share x total, rounded
 * alike; k goes in whole customers within equal values. The top share of customers is top_share x
 * customers, split within a row. Shares of a total that is not positive
 * are NaN with a note, and so are figures that losses or zeros deprive of their meaning; the rest of
 * the summary stands. Without customers the totals are 0 and the ratios NaN.
 *
 *     gini = sum_{i=1}^{n} (2i - n - 1) x_(i) / (n total), x_(1) the smallest
 *     gini_rsv = sum_{i,j} |xi - xj| / (2 (n - 1) (sum of x > 0 - sum of x < 0))
 *
 * Without losses gini_rsv equals gini_corrected. Rows of weight 0 count for nothing. With weights below
 * 1 the hhi, gini_corrected and gini_rsv may exceed 1.
 *
 * @param options       in or NULL          NULL: the defaults
 * @param n             in                  customers, in [0, 2147483647]
 * @param value         in [n]              any unit, finite
 * @param weight        in [n] or NULL      customers that a row stands for, finite, >= 0
 * @param order         in [n] or NULL      what patron_pareto_rank gave for these values
 * @param scratch       scratch
 * @param scratch_size  in                  bytes
 * @param result        out                 struct_size set by the caller
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  a value or weight is NaN or infinite
 * @fault PATRON_E_RANGE       a negative weight; an option outside its range; an order that is
 *                             not one of these values; n too large
 * @fault PATRON_E_OVERFLOW    a sum or figure beyond a double; the argument is "value", or
 *                             "weight" for the customers
 * @fault PATRON_E_STRUCT      options or result are of no known size; an unknown flag
 * @fault PATRON_E_SCRATCH     scratch_size below patron_pareto_summary_scratch_size(n, flags, ordered)
 * @source C. Gini (1912); E. Raffinetti, E. Siletti and A. Vernizzi, "On the Gini coefficient
 *         normalization when attributes with negative values are considered" (2015), eq. 9;
 *         H. Theil, "Economics and Information Theory" (1967); R. Kaplan and V. Narayanan, "Measuring
 *         and managing customer profitability" (2001), for the whale curve
 * @cost O(n) expected time, and a sort for the Gini or for weights where no order is given
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_pareto_summary(const patron_pareto_options *options, size_t n,
                                                     const double *value, const double *weight,
                                                     const uint32_t *order, void *scratch,
                                                     size_t scratch_size,
                                                     patron_pareto_result *result,
                                                     patron_fault *fault);

/*
 * Like patron_pareto_summary, for money: totals are exact.
 *
 * @param options       in or NULL          NULL: the defaults
 * @param n             in                  customers, in [0, 2147483647]
 * @param value         in [n]              minor units, any
 * @param weight        in [n] or NULL      customers that a row stands for, any
 * @param order         in [n] or NULL      what patron_pareto_rank gave for these values
 * @param scratch       scratch
 * @param scratch_size  in                  bytes
 * @param result        out                 struct_size set by the caller
 * @param fault         out or NULL
 * @fault PATRON_E_RANGE       an option outside its range; an order that is
 *                             not one of these values; n too large
 * @fault PATRON_E_OVERFLOW    a sum that leaves int64_t; the argument is "value"
 * @fault PATRON_E_STRUCT      options or result are of no known size; an unknown flag
 * @fault PATRON_E_SCRATCH     scratch_size below patron_pareto_summary_scratch_size(n, flags, ordered)
 * @source C. Gini (1912); E. Raffinetti, E. Siletti and A. Vernizzi, "On the Gini coefficient
 *         normalization when attributes with negative values are considered" (2015), eq. 9;
 *         H. Theil, "Economics and Information Theory" (1967); R. Kaplan and V. Narayanan, "Measuring
 *         and managing customer profitability" (2001), for the whale curve
 * @cost O(n) expected time, and a sort for the Gini or for weights where no order is given
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_pareto_summary_money(
    const patron_pareto_options *options, size_t n, const int64_t *value, const uint32_t *weight,
    const uint32_t *order, void *scratch, size_t scratch_size, patron_pareto_money_result *result,
    patron_fault *fault);

/*
 * Bytes of scratch for patron_pareto_whale and its twin; SIZE_MAX where there is no such number.
 *
 * @param n        in  customers
 * @param ordered  in  1 where an order is given, else 0
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_pareto_whale_scratch_size(size_t n, uint32_t ordered);

/*
 * The whale curve, in as many points as a plot needs: cumulative value over customers, the most
 * valuable first. The first point is (0, 0), the last (1, total). Point j stands on the curve where
 * the last whole row ends before or at j / (points - 1) of the customers: with points = n + 1 and no
 * weights these are all n ranks. Without customers all points are (0, 0).
 *
 * @param n             in                  customers, in [0, 2147483647]
 * @param value         in [n]              any unit, finite
 * @param weight        in [n] or NULL      customers that a row stands for, finite, >= 0
 * @param order         in [n] or NULL      what patron_pareto_rank gave for these values
 * @param scratch       scratch
 * @param scratch_size  in                  bytes
 * @param points        in                  points of the curve, in [2, 2147483647]
 * @param customers     out [points]        fraction of customers, from 0 to 1, ascending
 * @param cumulative    out [points]        sum of the most valuable, in the unit of value
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  a value or weight is NaN or infinite
 * @fault PATRON_E_RANGE       a negative weight; an order that is not one of these values; n or
 *                             points out of range
 * @fault PATRON_E_OVERFLOW    the gains, the losses or the customers sum to more than a
 *                             double; the argument is "value" or "weight"
 * @fault PATRON_E_SCRATCH     scratch_size below patron_pareto_whale_scratch_size(n, ordered)
 * @cost O(n + points), and a sort where no order is given
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_pareto_whale(size_t n, const double *value,
                                                   const double *weight, const uint32_t *order,
                                                   void *scratch, size_t scratch_size,
                                                   size_t points, double *customers,
                                                   double *cumulative, patron_fault *fault);

/*
 * Like patron_pareto_whale, for money: totals are exact.
 *
 * @param n             in                  customers, in [0, 2147483647]
 * @param value         in [n]              minor units, any
 * @param weight        in [n] or NULL      customers that a row stands for, any
 * @param order         in [n] or NULL      what patron_pareto_rank gave for these values
 * @param scratch       scratch
 * @param scratch_size  in                  bytes
 * @param points        in                  points of the curve, in [2, 2147483647]
 * @param customers     out [points]        fraction of customers, from 0 to 1, ascending
 * @param cumulative    out [points]        sum of the most valuable, in the unit of value
 * @param fault         out or NULL
 * @fault PATRON_E_RANGE       an order that is not one of these values; n or points out
 *                             of range
 * @fault PATRON_E_OVERFLOW    a sum that leaves int64_t; the argument is "value"
 * @fault PATRON_E_SCRATCH     scratch_size below patron_pareto_whale_scratch_size(n, ordered)
 * @cost O(n + points), and a sort where no order is given
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_pareto_whale_money(size_t n, const int64_t *value,
                                                         const uint32_t *weight,
                                                         const uint32_t *order, void *scratch,
                                                         size_t scratch_size, size_t points,
                                                         double *customers, int64_t *cumulative,
                                                         patron_fault *fault);

/*
 * Bytes of scratch for patron_pareto_lorenz and its twin; SIZE_MAX where there is no such number.
 *
 * @param n        in  customers
 * @param ordered  in  1 where an order is given, else 0
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_pareto_lorenz_scratch_size(size_t n, uint32_t ordered);

/*
 * The Lorenz curve, in as many points as a plot needs: share of the total over customers, the least
 * valuable first. The first point is (0, 0), the last (1, 1). Points stand as those of the whale curve
 * do. Where the total is not positive every share but the first is NaN; with losses the curve dips
 * below 0. Without customers all points are (0, 0).
 *
 * @param n             in                  customers, in [0, 2147483647]
 * @param value         in [n]              any unit, finite
 * @param weight        in [n] or NULL      customers that a row stands for, finite, >= 0
 * @param order         in [n] or NULL      what patron_pareto_rank gave for these values
 * @param scratch       scratch
 * @param scratch_size  in                  bytes
 * @param points        in                  points of the curve, in [2, 2147483647]
 * @param customers     out [points]        fraction of customers, from 0 to 1, ascending
 * @param share         out [points]        fraction of the total
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  a value or weight is NaN or infinite
 * @fault PATRON_E_RANGE       a negative weight; an order that is not one of these values; n or
 *                             points out of range
 * @fault PATRON_E_OVERFLOW    the gains, the losses or the customers sum to more than a
 *                             double, or a share is; the argument is "value" or "weight"
 * @fault PATRON_E_SCRATCH     scratch_size below patron_pareto_lorenz_scratch_size(n, ordered)
 * @source M. Lorenz, "Methods of measuring the concentration of wealth" (1905)
 * @cost O(n + points), and a sort where no order is given
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_pareto_lorenz(size_t n, const double *value,
                                                    const double *weight, const uint32_t *order,
                                                    void *scratch, size_t scratch_size,
                                                    size_t points, double *customers, double *share,
                                                    patron_fault *fault);

/*
 * Like patron_pareto_lorenz, for money: totals are exact.
 *
 * @param n             in                  customers, in [0, 2147483647]
 * @param value         in [n]              minor units, any
 * @param weight        in [n] or NULL      customers that a row stands for, any
 * @param order         in [n] or NULL      what patron_pareto_rank gave for these values
 * @param scratch       scratch
 * @param scratch_size  in                  bytes
 * @param points        in                  points of the curve, in [2, 2147483647]
 * @param customers     out [points]        fraction of customers, from 0 to 1, ascending
 * @param share         out [points]        fraction of the total
 * @param fault         out or NULL
 * @fault PATRON_E_RANGE       an order that is not one of these values; n or points out
 *                             of range
 * @fault PATRON_E_OVERFLOW    a sum that leaves int64_t; the argument is "value"
 * @fault PATRON_E_SCRATCH     scratch_size below patron_pareto_lorenz_scratch_size(n, ordered)
 * @source M. Lorenz, "Methods of measuring the concentration of wealth" (1905)
 * @cost O(n + points), and a sort where no order is given
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_pareto_lorenz_money(
    size_t n, const int64_t *value, const uint32_t *weight, const uint32_t *order, void *scratch,
    size_t scratch_size, size_t points, double *customers, double *share, patron_fault *fault);

/*
 * Bytes of scratch for patron_pareto_classes and its twin; SIZE_MAX where there is no such number.
 *
 * @param n        in  customers
 * @param ordered  in  1 where an order is given, else 0
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_pareto_classes_scratch_size(size_t n, uint32_t ordered);

/*
 * A, B or C for every customer. The customer of rank k is A where C_(k-1) < cut_a x basis, else B where
 * C_(k-1) < cut_b x basis, else C: who crosses a cut belongs to the better class. A customer whose value
 * is not positive is C. Where the basis is not positive there are no classes: 0 for all, with a note,
 * and the result counts nobody. Equal values may fall on both sides of a cut, by row; that is noted, and
 * PATRON_PARETO_TIES_TOGETHER prevents it.
 *
 * @param options         in or NULL          NULL: the defaults
 * @param n               in                  customers, in [0, 2147483647]
 * @param value           in [n]              any unit, finite
 * @param weight          in [n] or NULL      customers that a row stands for, finite, >= 0
 * @param order           in [n] or NULL      what patron_pareto_rank gave for these values
 * @param scratch         scratch
 * @param scratch_size    in                  bytes
 * @param customer_class  out [n]             PATRON_PARETO_A, B or C
 * @param result          out or NULL         struct_size set by the caller
 * @param fault           out or NULL
 * @fault PATRON_E_NOT_FINITE  a value or weight is NaN or infinite
 * @fault PATRON_E_RANGE       a negative weight; an option outside its range, cut_b below cut_a;
 *                             an order that is not one of these values; n too large
 * @fault PATRON_E_OVERFLOW    the gains, the losses or the customers sum to more than a
 *                             double; the argument is "value" or "weight"
 * @fault PATRON_E_STRUCT      options or result are of no known size; an unknown flag
 * @fault PATRON_E_SCRATCH     scratch_size below patron_pareto_classes_scratch_size(n, ordered)
 * @cost O(n) expected time; nothing is sorted where there are no weights
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_pareto_classes(
    const patron_pareto_class_options *options, size_t n, const double *value, const double *weight,
    const uint32_t *order, void *scratch, size_t scratch_size, uint32_t *customer_class,
    patron_pareto_class_result *result, patron_fault *fault);

/*
 * Like patron_pareto_classes, for money: totals are exact.
 *
 * @param options         in or NULL          NULL: the defaults
 * @param n               in                  customers, in [0, 2147483647]
 * @param value           in [n]              minor units, any
 * @param weight          in [n] or NULL      customers that a row stands for, any
 * @param order           in [n] or NULL      what patron_pareto_rank gave for these values
 * @param scratch         scratch
 * @param scratch_size    in                  bytes
 * @param customer_class  out [n]             PATRON_PARETO_A, B or C
 * @param result          out or NULL         struct_size set by the caller
 * @param fault           out or NULL
 * @fault PATRON_E_RANGE       an option outside its range, cut_b below cut_a;
 *                             an order that is not one of these values; n too large
 * @fault PATRON_E_OVERFLOW    a sum that leaves int64_t; the argument is "value"
 * @fault PATRON_E_STRUCT      options or result are of no known size; an unknown flag
 * @fault PATRON_E_SCRATCH     scratch_size below patron_pareto_classes_scratch_size(n, ordered)
 * @cost O(n) expected time; nothing is sorted where there are no weights
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_pareto_classes_money(
    const patron_pareto_class_options *options, size_t n, const int64_t *value,
    const uint32_t *weight, const uint32_t *order, void *scratch, size_t scratch_size,
    uint32_t *customer_class, patron_pareto_money_class_result *result, patron_fault *fault);

/*
 * Bytes of scratch for patron_pareto_tiles and its twin; SIZE_MAX where there is no such number.
 *
 * @param n        in  customers
 * @param ordered  in  1 where an order is given, else 0
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_pareto_tiles_scratch_size(size_t n, uint32_t ordered);

/*
 * Customers in equal tiles, the most valuable in tile 1: sizes differ by at most one, the larger tiles
 * first (SQL's NTILE over descending values), equal values by row.
 *
 * @param n             in                  customers, in [0, 2147483647]
 * @param value         in [n]              any unit, finite
 * @param order         in [n] or NULL      what patron_pareto_rank gave for these values
 * @param scratch       scratch
 * @param scratch_size  in                  bytes
 * @param tile          out [n] or NULL     tile of each customer, from 1
 * @param tiles         in                  number of tiles, in [1, 2147483647]
 * @param customers     out [tiles] or NULL  customers in each tile
 * @param sum           out [tiles] or NULL  in the unit of value
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite
 * @fault PATRON_E_RANGE       an order that is not one of these values; n or tiles out
 *                             of range
 * @fault PATRON_E_OVERFLOW    the sum of a tile beyond a double; the argument is "value"
 * @fault PATRON_E_SCRATCH     scratch_size below patron_pareto_tiles_scratch_size(n, ordered)
 * @cost O(n + tiles), and a sort where no order is given
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_pareto_tiles(size_t n, const double *value,
                                                   const uint32_t *order, void *scratch,
                                                   size_t scratch_size, uint32_t *tile,
                                                   size_t tiles, uint64_t *customers, double *sum,
                                                   patron_fault *fault);

/*
 * Like patron_pareto_tiles, for money: totals are exact.
 *
 * @param n             in                  customers, in [0, 2147483647]
 * @param value         in [n]              minor units, any
 * @param order         in [n] or NULL      what patron_pareto_rank gave for these values
 * @param scratch       scratch
 * @param scratch_size  in                  bytes
 * @param tile          out [n] or NULL     tile of each customer, from 1
 * @param tiles         in                  number of tiles, in [1, 2147483647]
 * @param customers     out [tiles] or NULL  customers in each tile
 * @param sum           out [tiles] or NULL  in the unit of value
 * @param fault         out or NULL
 * @fault PATRON_E_RANGE       an order that is not one of these values; n or tiles out
 *                             of range
 * @fault PATRON_E_OVERFLOW    a sum that leaves int64_t; the argument is "value"
 * @fault PATRON_E_SCRATCH     scratch_size below patron_pareto_tiles_scratch_size(n, ordered)
 * @cost O(n + tiles), and a sort where no order is given
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_pareto_tiles_money(size_t n, const int64_t *value,
                                                         const uint32_t *order, void *scratch,
                                                         size_t scratch_size, uint32_t *tile,
                                                         size_t tiles, uint64_t *customers,
                                                         int64_t *sum, patron_fault *fault);

/*
 * Bytes of scratch for patron_pareto_percent_rank and its twin; SIZE_MAX where there is no such number.
 *
 * @param n        in  customers
 * @param ordered  in  1 where an order is given, else 0
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_pareto_percent_rank_scratch_size(size_t n, uint32_t ordered);

/*
 * Where each customer stands among all, as fractions. percent_rank = (rank - 1) / (n - 1) with rank the
 * position among ascending values, equal values sharing the lowest; 0 for a single customer. cume_dist
 * = the fraction of customers whose value is not above this one's.
 *
 * @param n             in                  customers, in [0, 2147483647]
 * @param value         in [n]              any unit, finite
 * @param order         in [n] or NULL      what patron_pareto_rank gave for these values
 * @param scratch       scratch
 * @param scratch_size  in                  bytes
 * @param percent_rank  out [n] or NULL     fraction, from 0 (least valuable) to 1
 * @param cume_dist     out [n] or NULL     fraction, from 1/n to 1
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite
 * @fault PATRON_E_RANGE       an order that is not one of these values; n too large
 * @fault PATRON_E_SCRATCH     scratch_size below patron_pareto_percent_rank_scratch_size(n, ordered)
 * @source ISO/IEC 9075-2 (SQL), PERCENT_RANK and CUME_DIST
 * @cost O(n), and a sort where no order is given
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_pareto_percent_rank(size_t n, const double *value,
                                                          const uint32_t *order, void *scratch,
                                                          size_t scratch_size, double *percent_rank,
                                                          double *cume_dist, patron_fault *fault);

/*
 * Like patron_pareto_percent_rank, for money.
 *
 * @param n             in                  customers, in [0, 2147483647]
 * @param value         in [n]              minor units, any
 * @param order         in [n] or NULL      what patron_pareto_rank gave for these values
 * @param scratch       scratch
 * @param scratch_size  in                  bytes
 * @param percent_rank  out [n] or NULL     fraction, from 0 (least valuable) to 1
 * @param cume_dist     out [n] or NULL     fraction, from 1/n to 1
 * @param fault         out or NULL
 * @fault PATRON_E_RANGE       an order that is not one of these values; n too large
 * @fault PATRON_E_SCRATCH     scratch_size below patron_pareto_percent_rank_scratch_size(n, ordered)
 * @source ISO/IEC 9075-2 (SQL), PERCENT_RANK and CUME_DIST
 * @cost O(n), and a sort where no order is given
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_pareto_percent_rank_money(
    size_t n, const int64_t *value, const uint32_t *order, void *scratch, size_t scratch_size,
    double *percent_rank, double *cume_dist, patron_fault *fault);

#ifdef __cplusplus
}
#endif
#endif
