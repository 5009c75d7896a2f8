/*
 * Periods of so many calendar months or days.
 *
 *     days:    period = floor((day - from_day) / length)
 *     months:  period = floor((12 year + month - those of from_day) / length)
 *
 * Source: ISO 8601:2004 for the months; patron/calendar.h.
 */
#include "../portability.h"
#include "cohort_axis.h"

#include "../base/base_fault.h"
#include <patron/calendar.h>

#define COHORT_YEAR_LAST INT64_C(5881580)

/* --- kernels ---------------------------------------------------------------------------------- */

static int64_t cohort_floor_divide(int64_t number, int64_t divisor)
{
    int64_t quotient = number / divisor;
    return quotient - (number % divisor < 0);
}

/* Months since January of year 0. */
static int64_t cohort_month_of(int32_t day)
{
    int32_t year = 0, month = 1;
    patron_calendar_date(1, &day, &year, &month, NULL, NULL);
    return 12 * (int64_t)year + month - 1;
}

/* The first day of a month; 0 where it is beyond the calendar. */
static int cohort_month_begins(int64_t since, int32_t *day)
{
    int64_t of_year = cohort_floor_divide(since, 12);
    if (of_year > COHORT_YEAR_LAST)
        return 0;
    int32_t year = (int32_t)of_year, month = (int32_t)(since - 12 * of_year) + 1, first = 1;
    return patron_calendar_day(1, &year, &month, &first, day, NULL) == PATRON_OK;
}

/* Where a period begins; 0 where that is beyond the calendar. */
static int cohort_begins(const cohort_axis *axis, int64_t period, int32_t *day)
{
    int64_t at = axis->origin + period * (int64_t)axis->length;
    if (axis->unit == PATRON_COHORT_MONTHS)
        return cohort_month_begins(at, day);
    if (at < INT32_MIN || at > INT32_MAX)
        return 0;
    *day = (int32_t)at;
    return 1;
}

static uint32_t cohort_clamp(int64_t periods, uint32_t most)
{
    if (periods < 0)
        return 0;
    return periods > (int64_t)most ? most : (uint32_t)periods;
}

int64_t patron_cohort_axis_period(const cohort_axis *axis, int32_t day)
{
    int64_t at = axis->unit == PATRON_COHORT_MONTHS ? cohort_month_of(day) : day;
    return cohort_floor_divide(at - axis->origin, axis->length);
}

int32_t patron_cohort_axis_start(const cohort_axis *axis, int64_t period)
{
    int32_t day;
    return cohort_begins(axis, period, &day) ? day : INT32_MIN;
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t cohort_check_grid(const patron_cohort_grid *grid, patron_fault *fault)
{
    if (grid == NULL)
        return patron_base_fault_null(fault, "grid");
    if (grid->unit > PATRON_COHORT_DAYS)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "grid.unit", -1, grid->unit,
                                          "PATRON_COHORT_MONTHS or PATRON_COHORT_DAYS");
    if (grid->length < 1 || grid->length > COHORT_PERIODS_MAX)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "grid.length", -1, grid->length,
                                          "so many months or days, in [1, 4096]");
    return PATRON_OK;
}

int32_t patron_cohort_axis_open(const patron_cohort_grid *grid, cohort_axis *axis,
                                patron_fault *fault)
{
    int32_t first, status = cohort_check_grid(grid, fault);
    if (status != PATRON_OK)
        return status;
    int months = grid->unit == PATRON_COHORT_MONTHS;
    axis->unit = grid->unit;
    axis->length = grid->length;
    axis->longest = months ? 31 * grid->length : grid->length;
    axis->origin = months ? cohort_month_of(grid->from_day) : grid->from_day;
    axis->as_of_day = grid->as_of_day;
    axis->periods = axis->begun = axis->mature = 0;
    axis->to_day = grid->as_of_day;
    if (!cohort_begins(axis, 0, &first) || first == INT32_MIN)
        return patron_base_fault_signed(fault, PATRON_E_RANGE, "grid.from_day", -1, grid->from_day,
                                        "a period 0 that begins after day -2147483648");
    return PATRON_OK;
}

int32_t patron_cohort_axis_extend(cohort_axis *axis, size_t periods, patron_fault *fault)
{
    int32_t end, as_of_day = axis->as_of_day;
    if (periods > COHORT_PERIODS_MAX || !cohort_begins(axis, (int64_t)periods, &end))
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "periods", -1, periods,
                                          "at most 4096 that end before day 2147483647");
    int32_t next = as_of_day < INT32_MAX ? as_of_day + 1 : INT32_MAX;
    axis->periods = (uint32_t)periods;
    axis->begun = cohort_clamp(patron_cohort_axis_period(axis, as_of_day) + 1, axis->periods);
    axis->mature = cohort_clamp(patron_cohort_axis_period(axis, next), axis->periods);
    axis->to_day = end > as_of_day ? as_of_day : end - 1;
    return PATRON_OK;
}

int32_t patron_cohort_axis_of(const patron_cohort_grid *grid, size_t periods, cohort_axis *axis,
                              patron_fault *fault)
{
    int32_t status = patron_cohort_axis_open(grid, axis, fault);
    return status == PATRON_OK ? patron_cohort_axis_extend(axis, periods, fault) : status;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_cohort_periods(const patron_cohort_grid *grid, size_t periods,
                                          int32_t *first_day, int32_t *last_day, uint32_t *mature,
                                          patron_fault *fault)
{
    cohort_axis axis;
    int32_t status = patron_cohort_axis_of(grid, periods, &axis, fault);
    for (size_t p = 0; status == PATRON_OK && p < periods; p++) {
        if (first_day != NULL)
            first_day[p] = patron_cohort_axis_start(&axis, (int64_t)p);
        if (last_day != NULL)
            last_day[p] = patron_cohort_axis_start(&axis, (int64_t)p + 1) - 1;
        if (mature != NULL)
            mature[p] = p < axis.mature;
    }
    return status;
}

int32_t PATRON_CALL patron_cohort_period(const patron_cohort_grid *grid, size_t n,
                                         const int32_t *day, int32_t *period, patron_fault *fault)
{
    cohort_axis axis;
    int32_t status = patron_cohort_axis_open(grid, &axis, fault);
    if (status != PATRON_OK)
        return status;
    if (day == NULL && n > 0)
        return patron_base_fault_null(fault, "day");
    if (period == NULL && n > 0)
        return patron_base_fault_null(fault, "period");
    for (size_t i = 0; i < n; i++) {
        int64_t of = patron_cohort_axis_period(&axis, day[i]);
        if (of < INT32_MIN || of > INT32_MAX)
            return patron_base_fault_signed(fault, PATRON_E_OVERFLOW, "period", (int64_t)i, of,
                                            "a period that is an int32_t");
        period[i] = (int32_t)of;
    }
    return PATRON_OK;
}
