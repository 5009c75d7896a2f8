/*
 * What the functions of track check alike, and how they write columns that may be NULL.
 */
#ifndef PATRON_TRACK_CHECK_H
#define PATRON_TRACK_CHECK_H

#include "../portability.h"
#include <patron/track.h>

#define TRACK_VALUE_MAX 1e140 /* squares of as many as there are periods still fit */

/* PATRON_E_NOT_FINITE or PATRON_E_RANGE unless value is in [low, high]; row -1 = none. */
int32_t patron_track_check_number(double value, double low, double high, const char *argument,
                                  int64_t row, const char *expected, patron_fault *fault);

/* A value of a series: in [-1e140, 1e140]. */
int32_t patron_track_check_value(double value, const char *argument, size_t row,
                                 patron_fault *fault);

int32_t patron_track_check_confidence(double confidence, patron_fault *fault);

/* NULL or a member out of range. */
int32_t patron_track_check_chart(const patron_track_chart *chart, patron_fault *fault);

/* PATRON_E_NULL where there are rows and no column. */
int32_t patron_track_check_column(size_t n, const void *column, const char *argument,
                                  patron_fault *fault);

/* A count in [low, high]. */
int32_t patron_track_check_count(size_t count, size_t low, size_t high, const char *argument,
                                 const char *expected, patron_fault *fault);

/* PATRON_E_OVERFLOW: a figure of this row is no double. */
int32_t patron_track_fault_overflow(const char *argument, int64_t row, patron_fault *fault);

PORTABILITY_INLINE void track_put(double *column, size_t row, double value)
{
    if (column != NULL)
        column[row] = value;
}

PORTABILITY_INLINE void track_signal(uint32_t *column, size_t row, uint32_t signal)
{
    if (column != NULL)
        column[row] = signal;
}

/* PATRON_TRACK_INSIDE, ABOVE or BELOW; NaN is inside. */
PORTABILITY_INLINE uint32_t track_signal_of(double value, double lower, double upper)
{
    if (value > upper)
        return PATRON_TRACK_ABOVE;
    return value < lower ? PATRON_TRACK_BELOW : PATRON_TRACK_INSIDE;
}

#endif
