/*
 * The periods of a grid as arithmetic: which one a day lies in, where each begins, which are over.
 */
#ifndef PATRON_COHORT_AXIS_H
#define PATRON_COHORT_AXIS_H

#include "../portability.h"
#include <patron/cohort.h>

enum {
    COHORT_PERIODS_MAX = 4096,
    COHORT_ROWS_MAX = 0x7FFFFFFF,
    COHORT_TABLE_SIZE = COHORT_PERIODS_MAX + 2 /* from the period before 0 to the end of the last */
};

/* A grid and its number of periods, checked. */
typedef struct cohort_axis {
    int64_t origin; /* day, or month counted from year 0, where period 0 begins */
    int32_t as_of_day;
    uint32_t unit;
    uint32_t length;
    uint32_t longest; /* days in a period, at most */
    uint32_t periods;
    uint32_t begun;  /* periods that the as-of day is in or after, at most periods */
    uint32_t mature; /* periods that are over on the as-of day, at most periods */
    int32_t to_day; /* the last day of receipts: the as-of day or, before it, the grid's last day */
} cohort_axis;

/* Of no periods yet. Faults: "grid", its members. */
int32_t patron_cohort_axis_open(const patron_cohort_grid *grid, cohort_axis *axis,
                                patron_fault *fault);

/* Gives an axis its periods. Fault: "periods". */
int32_t patron_cohort_axis_extend(cohort_axis *axis, size_t periods, patron_fault *fault);

/* Both. */
int32_t patron_cohort_axis_of(const patron_cohort_grid *grid, size_t periods, cohort_axis *axis,
                              patron_fault *fault);

/* The period of a day, which may be negative or beyond the last; at most 2^32 in size. */
int64_t patron_cohort_axis_period(const cohort_axis *axis, int32_t day);

/* First day of a period, -1 to periods; before the calendar's first day: that one. */
int32_t patron_cohort_axis_start(const cohort_axis *axis, int64_t period);

#endif
