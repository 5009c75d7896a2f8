/*
 * patron/calendar.h - days since 1970-01-01 and the calendar.
 *
 * A day number is an int32_t: day 0 is 1970-01-01. The calendar is the proleptic Gregorian one with
 * astronomical years: year 0 is 1 BC, and every int32_t day has a date, from -5877641-06-23 to
 * 5881580-07-11. Which business day a receipt belongs to is the host's decision: no clock, no time
 * zone and no locale is read here. All functions are column-wise; a single day is n = 1.
 */
#ifndef PATRON_CALENDAR_H
#define PATRON_CALENDAR_H

#include <patron/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Day numbers of dates.
 *
 * @param n             in
 * @param year          in [n]  astronomical year, in [-5877641, 5881580]
 * @param month         in [n]  month of the year, in [1, 12]
 * @param day_of_month  in [n]  day of the month, in [1, 31] and within its month
 * @param day           out [n]  days since 1970-01-01
 * @param fault         out or NULL
 * @fault PATRON_E_RANGE     a month or day of the month that does not exist, or a year outside
 * @fault PATRON_E_OVERFLOW  a date of the first or last year whose day number does not fit int32_t;
 *                           the argument is "day"
 * @source ISO 8601:2004, 3.2.1 (the Gregorian rule: 97 leap years in 400)
 * @cost O(n) time, no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_calendar_day(size_t n, const int32_t *year,
                                                   const int32_t *month,
                                                   const int32_t *day_of_month, int32_t *day,
                                                   patron_fault *fault);

/*
 * Dates of day numbers: the inverse of patron_calendar_day.
 *
 * @param n             in
 * @param day           in [n]  days since 1970-01-01, any
 * @param year          out [n] or NULL  astronomical year
 * @param month         out [n] or NULL  month of the year, 1 to 12
 * @param day_of_month  out [n] or NULL  day of the month, 1 to 31
 * @param fault         out or NULL
 * @source ISO 8601:2004, 3.2.1
 * @cost O(n) time, no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_calendar_date(size_t n, const int32_t *day, int32_t *year,
                                                    int32_t *month, int32_t *day_of_month,
                                                    patron_fault *fault);

/*
 * Weekdays: 1 = Monday to 7 = Sunday. Day 0 is a Thursday.
 *
 * @param n        in
 * @param day      in [n]  days since 1970-01-01, any
 * @param weekday  out [n]  1 to 7
 * @param fault    out or NULL
 * @source ISO 8601:2004, 3.2.2
 * @cost O(n) time, no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_calendar_weekday(size_t n, const int32_t *day,
                                                       int32_t *weekday, patron_fault *fault);

/*
 * ISO week dates: the week with the year's first Thursday is week 1, so that the first days of
 * January may belong to the week year before and the last of December to the one after.
 *
 * @param n          in
 * @param day        in [n]  days since 1970-01-01, any
 * @param week_year  out [n] or NULL  ISO week-numbering year
 * @param week       out [n] or NULL  1 to 53
 * @param fault      out or NULL
 * @source ISO 8601:2004, 3.2.2 and 4.1.4
 * @cost O(n) time, no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_calendar_week(size_t n, const int32_t *day,
                                                    int32_t *week_year, int32_t *week,
                                                    patron_fault *fault);

/*
 * ISO ordinal dates: the day of the year, 1 to 365 or 366.
 *
 * @param n            in
 * @param day          in [n]  days since 1970-01-01, any
 * @param year         out [n] or NULL  astronomical year
 * @param day_of_year  out [n] or NULL  1 to 366
 * @param fault        out or NULL
 * @source ISO 8601:2004, 4.1.3
 * @cost O(n) time, no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_calendar_ordinal(size_t n, const int32_t *day, int32_t *year,
                                                       int32_t *day_of_year, patron_fault *fault);

/*
 * Days a number of months later, or earlier where months is negative: the same day of the month, or
 * the last day of the month where it has no such day (January 31 and a month is February 28 or 29).
 *
 * @param n       in
 * @param day     in [n]  days since 1970-01-01, any
 * @param months  in      calendar months, any
 * @param later   out [n]  days since 1970-01-01; may be the same array as day
 * @param fault   out or NULL
 * @fault PATRON_E_OVERFLOW  a result that does not fit int32_t; the argument is "later", the value
 *                           the day it was to be counted from
 * @cost O(n) time, no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_calendar_add_months(size_t n, const int32_t *day,
                                                          int32_t months, int32_t *later,
                                                          patron_fault *fault);

/*
 * Whole months from one day to another: the largest m for which from plus m months (as
 * patron_calendar_add_months counts them) is not after to. Where to is before from, the m <= 0 that is
 * largest in size and for which from plus m months is not before to: both count towards 0.
 *
 * @param n       in
 * @param from    in [n]  days since 1970-01-01, any
 * @param to      in [n]  days since 1970-01-01, any
 * @param months  out [n]  calendar months
 * @param fault   out or NULL
 * @cost O(n) time, no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_calendar_months_between(size_t n, const int32_t *from,
                                                              const int32_t *to, int32_t *months,
                                                              patron_fault *fault);

/*
 * Number of days of months: 28 to 31.
 *
 * @param n      in
 * @param year   in [n]  astronomical year, any
 * @param month  in [n]  month of the year, in [1, 12]
 * @param days   out [n]  28 to 31
 * @param fault  out or NULL
 * @fault PATRON_E_RANGE  a month outside [1, 12]
 * @cost O(n) time, no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_calendar_days_in_month(size_t n, const int32_t *year,
                                                             const int32_t *month, int32_t *days,
                                                             patron_fault *fault);

#ifdef __cplusplus
}
#endif
#endif
