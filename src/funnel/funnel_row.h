/*
 * A funnel of either type as a row of doubles, its checks and its rates.
 *
 * Whole counts go up to 10^15 and are doubles without rounding, so that one kernel serves both types.
 */
#ifndef PATRON_FUNNEL_ROW_H
#define PATRON_FUNNEL_ROW_H

#include "../portability.h"
#include <patron/funnel.h>

#include <math.h>

enum { FUNNEL_STAGES_MAX = 32, FUNNEL_ROWS_MAX = 2147483647 };

#define FUNNEL_COUNT_MAX 1e15
#define FUNNEL_WHOLE_MAX UINT64_C(1000000000000000)

/* A column of funnels; the pointer of the other type is NULL. */
typedef struct funnel_table {
    const double *real;
    const uint64_t *whole;
    size_t stages;
    const char *argument;
} funnel_table;

/* One funnel of a table, its counts checked. */
typedef struct funnel_row {
    const double *real;
    const uint64_t *whole;
    size_t stages;
    size_t rates; /* the stages below this one have a rate */
    uint32_t note;
} funnel_row;

PORTABILITY_INLINE double funnel_count_at(const funnel_row *row, size_t k)
{
    return row->real != NULL ? row->real[k] : (double)row->whole[k];
}

/* What part of the stage before reached this one: 1 at stage 0, NaN from where nobody is left. */
PORTABILITY_INLINE double funnel_rate_at(const funnel_row *row, size_t k)
{
    if (k == 0)
        return 1.0;
    return k < row->rates ? funnel_count_at(row, k) / funnel_count_at(row, k - 1) : (double)NAN;
}

/* How many reach the end. */
PORTABILITY_INLINE double funnel_last(const funnel_row *row)
{
    return funnel_count_at(row, row->stages - 1);
}

funnel_table patron_funnel_table_real(const double *count, size_t stages, const char *argument);
funnel_table patron_funnel_table_counts(const uint64_t *count, size_t stages, const char *argument);

/* PATRON_E_NULL, then PATRON_E_RANGE of stages. */
int32_t patron_funnel_check_table(size_t n, const funnel_table *table, patron_fault *fault);
int32_t patron_funnel_check_stages(size_t stages, patron_fault *fault);

/* PATRON_E_NULL where there are rows and no column. */
int32_t patron_funnel_check_column(size_t n, const void *column, const char *argument,
                                   patron_fault *fault);

/* PATRON_E_NOT_FINITE or PATRON_E_RANGE unless value is in [0, high]. */
int32_t patron_funnel_check_real(double value, double high, const char *argument, int64_t row,
                                 patron_fault *fault);

/* Checks the counts of a row; its rates may be infinite. */
int32_t patron_funnel_take(const funnel_table *table, size_t row, funnel_row *taken,
                           patron_fault *fault);

/* The same of the only funnel of a call: a fault's row is the stage. */
int32_t patron_funnel_take_only(const funnel_table *table, funnel_row *taken, patron_fault *fault);

/* PATRON_E_OVERFLOW of a figure of this row. */
int32_t patron_funnel_fault_overflow(const char *argument, int64_t row, patron_fault *fault);

PORTABILITY_INLINE void funnel_put(double *column, size_t row, double value)
{
    if (column != NULL)
        column[row] = value;
}

PORTABILITY_INLINE void funnel_put_note(uint32_t *column, size_t row, uint32_t note)
{
    if (column != NULL)
        column[row] = note;
}

#endif
