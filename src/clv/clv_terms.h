/* Terms and the columns that stand for their members: the checks all functions of the module share. */
#ifndef PATRON_CLV_TERMS_H
#define PATRON_CLV_TERMS_H

#include "../portability.h"
#include <patron/clv.h>

/* NULL: the member of the terms, for every row. */
typedef struct clv_columns {
    const double *margin;
    const double *retention;
    const double *discount;
    const double *growth;
    const double *acquisition;
} clv_columns;

PORTABILITY_INLINE int clv_finite(double value)
{
    return value - value == 0.0;
}

/* The members that hold for row i. */
PORTABILITY_INLINE patron_clv_terms clv_terms_row(const patron_clv_terms *terms,
                                                  const clv_columns *columns, size_t i)
{
    patron_clv_terms row = *terms;
    if (columns->margin != NULL)
        row.margin = columns->margin[i];
    if (columns->retention != NULL)
        row.retention = columns->retention[i];
    if (columns->discount != NULL)
        row.discount = columns->discount[i];
    if (columns->growth != NULL)
        row.growth = columns->growth[i];
    if (columns->acquisition != NULL)
        row.acquisition = columns->acquisition[i];
    return row;
}

/* terms are not NULL; the members that no column stands for are in their ranges. */
int32_t patron_clv_check_terms(const patron_clv_terms *terms, const clv_columns *columns,
                               patron_fault *fault);

/* All members of a row are in their ranges. */
int32_t patron_clv_check_row(const patron_clv_terms *row, int64_t number, patron_fault *fault);

/* One value: finite, or PATRON_E_NOT_FINITE; in range, or PATRON_E_RANGE with what was expected. */
int32_t patron_clv_check_real(double value, int in_range, const char *argument, int64_t row,
                              const char *expected, patron_fault *fault);
int32_t patron_clv_check_amount(double value, const char *argument, int64_t row,
                                patron_fault *fault);
int32_t patron_clv_check_retention(double value, const char *argument, int64_t row,
                                   patron_fault *fault);
int32_t patron_clv_check_discount(double value, const char *argument, int64_t row,
                                  patron_fault *fault);
int32_t patron_clv_check_growth(double value, const char *argument, int64_t row,
                                patron_fault *fault);
int32_t patron_clv_check_timing(uint32_t timing, const char *argument, int64_t row,
                                patron_fault *fault);

/* PATRON_E_NULL for the first column that must be there and is not; its name. */
int32_t patron_clv_check_column(size_t n, const void *column, const char *argument,
                                patron_fault *fault);

/* PATRON_E_DIVERGES about discount, and PATRON_E_OVERFLOW about a result. */
int32_t patron_clv_fault_diverges(const patron_clv_terms *row, int64_t number, patron_fault *fault);
int32_t patron_clv_fault_overflow(const char *argument, int64_t row, patron_fault *fault);

#endif
