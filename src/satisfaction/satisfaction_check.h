/*
 * What the functions of satisfaction check alike, and how they write columns that may be NULL.
 */
#ifndef PATRON_SATISFACTION_CHECK_H
#define PATRON_SATISFACTION_CHECK_H

#include "../portability.h"
#include <patron/satisfaction.h>

/* PATRON_E_NOT_FINITE or PATRON_E_RANGE unless value is in [low, high]; row -1 = none. */
int32_t patron_satisfaction_check_number(double value, double low, double high,
                                         const char *argument, int64_t row, const char *expected,
                                         patron_fault *fault);

int32_t patron_satisfaction_check_confidence(double confidence, patron_fault *fault);

/* A number of levels, or of questions. */
int32_t patron_satisfaction_check_levels(size_t levels, const char *argument, patron_fault *fault);

/* PATRON_E_NULL where there are rows and no column. */
int32_t patron_satisfaction_check_column(size_t n, const void *column, const char *argument,
                                         patron_fault *fault);

/* PATRON_E_RANGE where more said yes than were asked. */
int32_t patron_satisfaction_check_yes(uint64_t yes, uint64_t of, const char *argument, size_t row,
                                      patron_fault *fault);

/* PATRON_E_OVERFLOW: a figure of this row is no double. */
int32_t patron_satisfaction_fault_overflow(const char *argument, int64_t row, patron_fault *fault);

PORTABILITY_INLINE void satisfaction_put(double *column, size_t row, double value)
{
    if (column != NULL)
        column[row] = value;
}

#endif
