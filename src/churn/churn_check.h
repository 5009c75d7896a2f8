/*
 * What the functions of churn check alike, and how they write columns that may be NULL.
 */
#ifndef PATRON_CHURN_CHECK_H
#define PATRON_CHURN_CHECK_H

#include "../portability.h"
#include <patron/churn.h>

enum { CHURN_REASONS_MAX = 1000000 };

/* PATRON_E_NULL where there are rows and no column. */
int32_t patron_churn_check_column(size_t n, const void *column, const char *argument,
                                  patron_fault *fault);

/* PATRON_E_NOT_FINITE or PATRON_E_RANGE unless value is in [low, high]; row -1 = none. */
int32_t patron_churn_check_real(double value, double low, double high, const char *argument,
                                int64_t row, const char *expected, patron_fault *fault);

/* The same in [0, 1]. */
int32_t patron_churn_check_fraction(double value, const char *argument, int64_t row,
                                    patron_fault *fault);

/* PATRON_E_RANGE unless the enumerator is at most the last. */
int32_t patron_churn_check_choice(uint32_t value, uint32_t last, const char *argument,
                                  const char *expected, patron_fault *fault);

/* PATRON_E_RANGE above CHURN_REASONS_MAX. */
int32_t patron_churn_check_reasons(size_t n, patron_fault *fault);

/* PATRON_E_OVERFLOW of a figure of this row, or of none: -1. */
int32_t patron_churn_fault_overflow(const char *argument, int64_t row, patron_fault *fault);

PORTABILITY_INLINE void churn_put(double *column, size_t row, double value)
{
    if (column != NULL)
        column[row] = value;
}

#endif
