/*
 * patron/mobility.h - the same customers in two periods: who moved from which class to which, and what
 * money moved with them.
 *
 * Classes are numbers from 1, the best, as patron_pareto_classes and patron_mobility_band give them;
 * 0 is a customer who was not there in that period. Everything adds up: the cells of a matrix to the
 * whole, for money exactly.
 */
#ifndef PATRON_MOBILITY_H
#define PATRON_MOBILITY_H

#include <patron/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Classes by the sign of the value. */
enum patron_mobility_class {
    PATRON_MOBILITY_ABSENT = 0, /* not there in the period */
    PATRON_MOBILITY_MAKER = 1,  /* value > tolerance */
    PATRON_MOBILITY_EVEN = 2,   /* |value| <= tolerance */
    PATRON_MOBILITY_LOSER = 3   /* value < -tolerance */
};

/* Caveats of a result. */
enum patron_mobility_note {
    PATRON_MOBILITY_NOTE_EMPTY_CLASS =
        0x1 /* a class nobody was in before and is there after: no index */
};

/* Customers who went from one class to another. Frozen, 24 bytes. */
typedef struct patron_mobility_cell {
    uint64_t customers; /* who made this move */
    double before;      /* what they brought before, finite */
    double after;       /* what they bring after, finite */
} patron_mobility_cell;

/* Customers who went from one class to another. Frozen, 24 bytes. */
typedef struct patron_mobility_money_cell {
    uint64_t customers; /* who made this move */
    int64_t before;     /* minor units they brought before */
    int64_t after;      /* minor units they bring after */
} patron_mobility_money_cell;

/* Who moved, and the change of value that went with it. A result: it may grow at its end. */
typedef struct patron_mobility_result {
    uint32_t struct_size; /* in: sizeof(patron_mobility_result) */
    uint32_t filled_size; /* out: leading bytes this library knows */
    uint64_t notes;       /* out: PATRON_MOBILITY_NOTE_* */
    uint64_t customers;   /* n */
    uint64_t stayed;      /* in the same class, or absent in both periods */
    uint64_t better;      /* in a class of lower number than before */
    uint64_t worse;       /* in a class of higher number than before */
    uint64_t came;        /* absent before, there after */
    uint64_t gone;        /* there before, absent after */
    double before;        /* in the unit of value, of all */
    double after;         /* in the unit of value, of all */
    double stayed_change; /* in the unit of value: after - before, of those who stayed */
    double better_change; /* in the unit of value, of those who moved up */
    double worse_change;  /* in the unit of value, of those who moved down */
    double came_change;   /* in the unit of value, of those who came */
    double gone_change;   /* in the unit of value, of those who left */
    double index; /* of Prais and Shorrocks: 0 nobody moved, 1 as by chance; of those there in
                             both periods */
} patron_mobility_result;

/* Who moved, and the change of value that went with it. A result: it may grow at its end. */
typedef struct patron_mobility_money_result {
    uint32_t struct_size;  /* in: sizeof(patron_mobility_money_result) */
    uint32_t filled_size;  /* out: leading bytes this library knows */
    uint64_t notes;        /* out: PATRON_MOBILITY_NOTE_* */
    uint64_t customers;    /* n */
    uint64_t stayed;       /* in the same class, or absent in both periods */
    uint64_t better;       /* in a class of lower number than before */
    uint64_t worse;        /* in a class of higher number than before */
    uint64_t came;         /* absent before, there after */
    uint64_t gone;         /* there before, absent after */
    int64_t before;        /* minor units, of all */
    int64_t after;         /* minor units, of all */
    int64_t stayed_change; /* minor units: after - before, of those who stayed */
    int64_t better_change; /* minor units, of those who moved up */
    int64_t worse_change;  /* minor units, of those who moved down */
    int64_t came_change;   /* minor units, of those who came */
    int64_t gone_change;   /* minor units, of those who left */
    double index; /* of Prais and Shorrocks: 0 nobody moved, 1 as by chance; of those there in
                             both periods */
} patron_mobility_money_result;

/*
 * Bytes of scratch for patron_mobility_matrix; SIZE_MAX where there is no such number.
 *
 * @param classes  in  number of classes, that of the absent included
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_mobility_matrix_scratch_size(size_t classes);

/*
 * Maker, even or loser for every customer: a class by the sign of the value.
 *
 * @param tolerance  in        minor units, in [0, 1e300]; |value| <= tolerance breaks even
 * @param n          in        customers, in [0, 2147483647]
 * @param value      in [n]    any unit, finite
 * @param band       out [n]   PATRON_MOBILITY_MAKER, EVEN or LOSER
 * @param fault      out or NULL
 * @fault PATRON_E_NOT_FINITE  tolerance or a value is NaN or infinite
 * @fault PATRON_E_RANGE       tolerance or n out of range
 * @cost O(n), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_mobility_band(double tolerance, size_t n, const double *value,
                                                    uint32_t *band, patron_fault *fault);

/*
 * Like patron_mobility_band, for money.
 *
 * @param tolerance  in        minor units, in [0, 1e300]; |value| <= tolerance breaks even
 * @param n          in        customers, in [0, 2147483647]
 * @param value      in [n]    minor units, any
 * @param band       out [n]   PATRON_MOBILITY_MAKER, EVEN or LOSER
 * @param fault      out or NULL
 * @fault PATRON_E_NOT_FINITE  tolerance is NaN or infinite
 * @fault PATRON_E_RANGE       tolerance or n out of range
 * @cost O(n), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_mobility_band_money(double tolerance, size_t n,
                                                          const int64_t *value, uint32_t *band,
                                                          patron_fault *fault);

/*
 * Who moved from which class to which between two periods, and what they brought in each: cell
 * (i, j) holds the customers who were in class i and are in class j. Sums of doubles are exact,
 * rounded once. Nobody's value is left out: give 0 for those who are absent.
 *
 *     index = (K - sum_k p_kk) / (K - 1),   p_kk = stayed in k / (were in k and are there after)
 *
 * over the K = classes - 1 classes from 1; NaN below two of them, or where one is empty.
 *
 * @param n             in                       customers, in [0, 2147483647]
 * @param from          in [n]                   class before, in [0, classes)
 * @param to            in [n]                   class after, in [0, classes)
 * @param before        in [n]                   any unit, finite
 * @param after         in [n]                   any unit, finite
 * @param scratch       scratch
 * @param scratch_size  in                       bytes
 * @param classes       in                       classes, that of the absent included, in [1, 4096]
 * @param cell          out [classes*classes]    row-major: from, to
 * @param result        out                      struct_size set by the caller
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite
 * @fault PATRON_E_RANGE       a class that is not below classes; n or classes out of range
 * @fault PATRON_E_OVERFLOW    a sum beyond a double; the argument is "before"
 * @fault PATRON_E_STRUCT      the result is of no known size
 * @fault PATRON_E_SCRATCH     scratch_size below patron_mobility_matrix_scratch_size(classes)
 * @source S. Prais, "Measuring social mobility" (1955); A. Shorrocks, "The measurement of mobility" (1978)
 * @cost O(n + classes^2)
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_mobility_matrix(
    size_t n, const uint32_t *from, const uint32_t *to, const double *before, const double *after,
    void *scratch, size_t scratch_size, size_t classes, patron_mobility_cell *cell,
    patron_mobility_result *result, patron_fault *fault);

/*
 * Like patron_mobility_matrix, for money: cells and changes add up exactly.
 *
 * @param n             in                       customers, in [0, 2147483647]
 * @param from          in [n]                   class before, in [0, classes)
 * @param to            in [n]                   class after, in [0, classes)
 * @param before        in [n]                   minor units, any
 * @param after         in [n]                   minor units, any
 * @param classes       in                       classes, that of the absent included, in [1, 4096]
 * @param cell          out [classes*classes]    row-major: from, to
 * @param result        out                      struct_size set by the caller
 * @param fault         out or NULL
 * @fault PATRON_E_RANGE       a class that is not below classes; n or classes out of range
 * @fault PATRON_E_OVERFLOW    a sum that leaves int64_t; the argument is "before"
 * @fault PATRON_E_STRUCT      the result is of no known size
 * @source S. Prais, "Measuring social mobility" (1955); A. Shorrocks, "The measurement of mobility" (1978)
 * @cost O(n + classes^2); cells of disjoint customers are mergeable by adding them
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_mobility_matrix_money(
    size_t n, const uint32_t *from, const uint32_t *to, const int64_t *before, const int64_t *after,
    size_t classes, patron_mobility_money_cell *cell, patron_mobility_money_result *result,
    patron_fault *fault);

#ifdef __cplusplus
}
#endif
#endif
