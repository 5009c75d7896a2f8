/* Periods so long that a triangle of them fits a page. */
#include "base_figures.h"
#include "faults.h"

enum { PERIODS_YEARS = 341 }; /* in a period, at most */

/* Months from the year 0 on. */
static int32_t month_of(int32_t day)
{
    patron_fault fault;
    int32_t year = 0;
    int32_t month = 0;
    faults_stop(patron_calendar_date(1, &day, &year, &month, NULL, &fault), &fault);
    return year * 12 + month - 1;
}

static int32_t day_of(int32_t months)
{
    patron_fault fault;
    const int32_t year = months / 12;
    const int32_t month = months % 12 + 1;
    const int32_t first = 1;
    int32_t day = 0;
    faults_stop(patron_calendar_day(1, &year, &month, &first, &day, &fault), &fault);
    return day;
}

/* The Monday of a week. */
static int32_t monday_of(int32_t day)
{
    patron_fault fault;
    int32_t weekday = 0;
    faults_stop(patron_calendar_weekday(1, &day, &weekday, &fault), &fault);
    return day - weekday + 1;
}

/* Weeks up to 16 of them, months up to 18, quarters up to 18, else years: one or, of many, several. */
static void choose(base_periods *periods, int32_t first_day, int32_t as_of)
{
    patron_cohort_grid *grid = &periods->grid;
    const int32_t from = month_of(first_day);
    const int32_t to = month_of(as_of);
    const int32_t years = to / 12 - from / 12 + 1;
    grid->as_of_day = as_of;
    if ((int64_t)as_of - first_day < 112) {
        grid->unit = PATRON_COHORT_DAYS;
        grid->length = 7;
        grid->from_day = monday_of(first_day);
        periods->count = (size_t)(as_of - grid->from_day) / 7 + 1;
        periods->years = 7 / 365.0;
        return;
    }
    grid->unit = PATRON_COHORT_MONTHS;
    grid->length = to - from < BASE_PERIODS           ? 1
                   : to / 3 - from / 3 < BASE_PERIODS ? 3
                   : years < 16 * PERIODS_YEARS       ? 12 * (uint32_t)((years + 15) / 16)
                                                      : 12 * PERIODS_YEARS;
    const int32_t length = (int32_t)grid->length;
    int32_t start = length < 12 ? from - from % length : from - from % 12;
    periods->count = (size_t)((to - start) / length) + 1;
    if (periods->count > BASE_PERIODS) { /* thousands of years: the last of them */
        start += length * (int32_t)(periods->count - BASE_PERIODS);
        periods->count = BASE_PERIODS;
    }
    grid->from_day = day_of(start);
    periods->years = length / 12.0;
}

void base_periods_make(base_periods *periods, int32_t first_day, int32_t as_of)
{
    patron_fault fault;
    uint32_t over[BASE_PERIODS];
    choose(periods, first_day, as_of);
    faults_stop(patron_cohort_periods(&periods->grid, periods->count, periods->first_day, NULL,
                                      over, &fault),
                &fault);
    for (size_t i = 0; i < periods->count; i++) {
        periods->over += over[i];
    }
}
