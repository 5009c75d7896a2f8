/*
 * Checks that the functions of customer value analysis share, and the two decisions about nearly equal
 * numbers: what is a half when rounding, and what is on a bound.
 */
#ifndef PATRON_CVA_CHECK_H
#define PATRON_CVA_CHECK_H

#include "../base/base_fault.h"
#include "../numeric/numeric_compensated.h"
#include "../portability.h"

#include <math.h>

#define CVA_RATING_MAX 1e9
#define CVA_WEIGHT_MAX 1e150
#define CVA_NEAR 8.8817841970012523e-16 /* 2^-50 */

enum { CVA_SUPPLIERS_MAX = 256 };

/* A table of ratings, [attributes*suppliers], with a weight for each attribute. */
typedef struct cva_table {
    size_t attributes;
    const double *weight;
    size_t suppliers;
    const double *rating;
    double least; /* of a rating: 0, or -1e9 */
    double unit;  /* weights are multiplied by this power of 2 */
    double sum;   /* of those products, > 0 where there are attributes */
} cva_table;

/* A number in [least, most]; what was expected is said as a text. */
int32_t patron_cva_check_value(const char *argument, int64_t row, double value, double least,
                               double most, const char *expected, patron_fault *fault);

/* The same in a column of a row. */
int32_t patron_cva_check_cell(const char *argument, int64_t row, int64_t column, double value,
                              double least, const char *expected, patron_fault *fault);

int32_t patron_cva_check_choice(const char *argument, uint32_t value, uint32_t most,
                                const char *expected, patron_fault *fault);

int32_t patron_cva_check_confidence(double confidence, patron_fault *fault);

/* In [1, most]. */
int32_t patron_cva_check_count(const char *argument, size_t count, size_t most,
                               patron_fault *fault);

/* Which supplier is ours. */
int32_t patron_cva_check_own(uint32_t own, size_t suppliers, patron_fault *fault);

int32_t patron_cva_check_weight(size_t row, double weight, patron_fault *fault);

/* NULL columns of a table. */
int32_t patron_cva_check_null(const cva_table *table, patron_fault *fault);

/* The values of a table; then unit and sum are set. */
int32_t patron_cva_check_table(cva_table *table, patron_fault *fault);

/* Unit and sum of weights that were checked; PATRON_E_RANGE where all are 0 and there are any. */
int32_t patron_cva_weigh(cva_table *table, patron_fault *fault);

/* Mean of all suppliers' ratings in a row but that of one; NaN where there is no other. */
double patron_cva_others(size_t suppliers, const double *rating, size_t own);

/* Whether a is b but for the rounding of a quotient of decimal numbers. */
PORTABILITY_INLINE int cva_near(double a, double b)
{
    return fabs(a - b) <= b * CVA_NEAR;
}

#endif
