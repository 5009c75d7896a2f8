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

PORTABILITY_INLINE clv_columns clv_columns_make(const double *margin, const double *retention,
                                                const double *discount, const double *growth,
                                                const double *acquisition)
{
    clv_columns made;
    made.margin = margin;
    made.retention = retention;
    made.discount = discount;
    made.growth = growth;
    made.acquisition = acquisition;
    return made;
}

PORTABILITY_INLINE int clv_finite(double value)
{
    return value - value == 0.0;
}

/* terms are not NULL; the members that no column stands for are in their ranges. */
int32_t patron_clv_check_terms(const patron_clv_terms *terms, const clv_columns *columns,
                               patron_fault *fault);

/* All members of a row are in their ranges. */
int32_t patron_clv_check_row(const patron_clv_terms *row, int64_t number, patron_fault *fault);

/* Row i, checked. */
int32_t patron_clv_take_row(const patron_clv_terms *terms, const clv_columns *columns, size_t i,
                            patron_clv_terms *row, patron_fault *fault);

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

/* A figure of a row, and where it goes: NULL where no one asked for it. */
typedef struct clv_figure {
    double *column;
    const char *argument;
    double value; /* NaN: it does not exist; infinite: it is beyond a double */
} clv_figure;

PORTABILITY_INLINE clv_figure clv_figure_make(double *column, const char *argument, double value)
{
    clv_figure made;
    made.column = column;
    made.argument = argument;
    made.value = value;
    return made;
}

/* PATRON_E_OVERFLOW for the first figure that is wanted and too large. */
int32_t patron_clv_check_figures(const clv_figure *figure, size_t count, size_t i,
                                 patron_fault *fault);

/* Writes the figures of row i, or none of them and PATRON_E_OVERFLOW. */
int32_t patron_clv_write_row(const clv_figure *figure, size_t count, size_t i, patron_fault *fault);

/* The exact sum of a column that is finite, or PATRON_E_OVERFLOW about it. Out of line: it takes half a KiB of
   stack. */
int32_t patron_clv_total(size_t n, const double *column, const char *argument, double *total,
                         patron_fault *fault);

/* PATRON_E_DIVERGES about discount, and PATRON_E_OVERFLOW about a result. */
int32_t patron_clv_fault_diverges(const patron_clv_terms *row, int64_t number, patron_fault *fault);
int32_t patron_clv_fault_overflow(const char *argument, int64_t row, patron_fault *fault);

#endif
