/*
 * Years as a number that differences are taken of: on Actual/Actual (ISDA) the year of a day and
 * the part of it that has gone, day of the year / 365 or 366.
 */
#ifndef PATRON_NPV_YEAR_H
#define PATRON_NPV_YEAR_H

#include "../portability.h"
#include <patron/calendar.h>

typedef struct npv_year {
    int32_t year;
    double part;
} npv_year;

PORTABILITY_INLINE int32_t npv_year_length(int32_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 366 : 365;
}

PORTABILITY_INLINE npv_year npv_year_of(int32_t day)
{
    npv_year found;
    int32_t day_of_year;
    patron_calendar_ordinal(1, &day, &found.year, &day_of_year, NULL);
    found.part = (double)(day_of_year - 1) / (double)npv_year_length(found.year);
    return found;
}

/* Years from one to the other. */
PORTABILITY_INLINE double npv_year_between(npv_year from, npv_year to)
{
    return ((double)to.year - (double)from.year) + (to.part - from.part);
}

#endif
