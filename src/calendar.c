/*
 * The proleptic Gregorian calendar on 64-bit integers, without tables or branches on the date.
 *
 * Years are counted from March, so that the leap day is a year's last, and from a multiple of 400
 * long before any date, so that every division is of naturals.
 *
 * Source: C. Neri and L. Schneider, "Euclidean affine functions and their application to calendar
 * algorithms", Software: Practice and Experience 53 (2023), sections 6 and 7.
 */
#include "portability.h"
#include "base/base_fault.h"
#include <patron/calendar.h>

enum {
    CALENDAR_YEAR_MIN = -5877641, /* of the first and the last int32_t day */
    CALENDAR_YEAR_MAX = 5881580
};

/* 500,000 cycles of 400 years and 146,097 days: more than int32_t months before the first date. */
#define CALENDAR_SHIFT_YEARS INT64_C(200000000)
#define CALENDAR_SHIFT_DAYS (INT64_C(500000) * 146097 + 719468) /* and from March 1 of year 0 */

typedef struct calendar_date {
    int64_t year;
    int32_t month;
    int32_t day_of_month;
} calendar_date;

static calendar_date calendar_date_of(int64_t day)
{
    uint64_t quarters = 4 * (uint64_t)(day + CALENDAR_SHIFT_DAYS) + 3;
    uint64_t century = quarters / 146097;
    uint64_t day_of_century = quarters % 146097 / 4;
    uint64_t year_of_century = (4 * day_of_century + 3) / 1461;
    uint64_t day_of_year = (4 * day_of_century + 3) % 1461 / 4;
    uint64_t month = (2141 * day_of_year + 197913) >> 16; /* 3 = March to 14 = February */
    uint64_t rest = ((2141 * day_of_year + 197913) & 0xFFFF) / 2141;
    int32_t next_year = day_of_year >= 306;
    calendar_date date;
    date.year = (int64_t)(100 * century + year_of_century) - CALENDAR_SHIFT_YEARS + next_year;
    date.month = (int32_t)month - 12 * next_year;
    date.day_of_month = (int32_t)rest + 1;
    return date;
}

static int64_t calendar_day_of(int64_t year, int32_t month, int32_t day_of_month)
{
    int32_t early = month <= 2;
    uint64_t march_year = (uint64_t)(year - early + CALENDAR_SHIFT_YEARS);
    uint64_t march_month = (uint64_t)month + 12 * (uint64_t)early;
    uint64_t century = march_year / 100;
    uint64_t days = 1461 * march_year / 4 - century + century / 4 + (979 * march_month - 2919) / 32;
    return (int64_t)days + day_of_month - 1 - CALENDAR_SHIFT_DAYS;
}

static int32_t calendar_month_length(int64_t year, int32_t month)
{
    if (month == 2)
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
    return 30 + ((month + month / 8) & 1);
}

static int32_t calendar_weekday_of(int64_t day)
{
    return (int32_t)((uint64_t)(day + 3 + INT64_C(7000000000)) % 7) + 1;
}

static int64_t calendar_months_later(int64_t day, int64_t months)
{
    calendar_date date = calendar_date_of(day);
    uint64_t month = (uint64_t)(12 * (date.year + CALENDAR_SHIFT_YEARS) + date.month - 1 + months);
    int64_t year = (int64_t)(month / 12) - CALENDAR_SHIFT_YEARS;
    int32_t month_of_year = (int32_t)(month % 12) + 1;
    int32_t length = calendar_month_length(year, month_of_year);
    int32_t day_of_month = date.day_of_month < length ? date.day_of_month : length;
    return calendar_day_of(year, month_of_year, day_of_month);
}

/* The months from the month of the one to the month of the other, less one where that goes beyond. */
static int64_t calendar_whole_months(int64_t from, int64_t to)
{
    calendar_date first = calendar_date_of(from);
    calendar_date last = calendar_date_of(to);
    int64_t months = 12 * (last.year - first.year) + last.month - first.month;
    int64_t reached = calendar_months_later(from, months);
    if (from <= to)
        return months - (reached > to);
    return months + (reached < to);
}

static int calendar_fits(int64_t day)
{
    return day >= INT32_MIN && day <= INT32_MAX;
}

static int32_t calendar_fault_month(size_t row, int32_t month, patron_fault *fault)
{
    return patron_base_fault_signed(fault, PATRON_E_RANGE, "month", (int64_t)row, month,
                                    "a month in [1, 12]");
}

/* What is wrong with a date, in argument order; PATRON_OK where it exists. */
static int32_t calendar_check_date(size_t row, int32_t year, int32_t month, int32_t day_of_month,
                                   patron_fault *fault)
{
    if (year < CALENDAR_YEAR_MIN || year > CALENDAR_YEAR_MAX)
        return patron_base_fault_signed(fault, PATRON_E_RANGE, "year", (int64_t)row, year,
                                        "a year in [-5877641, 5881580]");
    if (month < 1 || month > 12)
        return calendar_fault_month(row, month, fault);
    if (day_of_month < 1 || day_of_month > calendar_month_length(year, month))
        return patron_base_fault_signed(fault, PATRON_E_RANGE, "day_of_month", (int64_t)row,
                                        day_of_month, "a day in [1, 31] that its month has");
    return PATRON_OK;
}

int32_t PATRON_CALL patron_calendar_day(size_t n, const int32_t *year, const int32_t *month,
                                        const int32_t *day_of_month, int32_t *day,
                                        patron_fault *fault)
{
    if (n > 0 && year == NULL)
        return patron_base_fault_null(fault, "year");
    if (n > 0 && month == NULL)
        return patron_base_fault_null(fault, "month");
    if (n > 0 && day_of_month == NULL)
        return patron_base_fault_null(fault, "day_of_month");
    if (n > 0 && day == NULL)
        return patron_base_fault_null(fault, "day");
    for (size_t i = 0; i < n; i++) {
        int32_t status = calendar_check_date(i, year[i], month[i], day_of_month[i], fault);
        if (status != PATRON_OK)
            return status;
        int64_t number = calendar_day_of(year[i], month[i], day_of_month[i]);
        if (!calendar_fits(number))
            return patron_base_fault_signed(fault, PATRON_E_OVERFLOW, "day", (int64_t)i, number,
                                            "a date from -5877641-06-23 to 5881580-07-11");
        day[i] = (int32_t)number;
    }
    return PATRON_OK;
}

int32_t PATRON_CALL patron_calendar_date(size_t n, const int32_t *day, int32_t *year,
                                         int32_t *month, int32_t *day_of_month, patron_fault *fault)
{
    if (n > 0 && day == NULL)
        return patron_base_fault_null(fault, "day");
    for (size_t i = 0; i < n; i++) {
        calendar_date date = calendar_date_of(day[i]);
        if (year != NULL)
            year[i] = (int32_t)date.year;
        if (month != NULL)
            month[i] = date.month;
        if (day_of_month != NULL)
            day_of_month[i] = date.day_of_month;
    }
    return PATRON_OK;
}

int32_t PATRON_CALL patron_calendar_weekday(size_t n, const int32_t *day, int32_t *weekday,
                                            patron_fault *fault)
{
    if (n > 0 && day == NULL)
        return patron_base_fault_null(fault, "day");
    if (n > 0 && weekday == NULL)
        return patron_base_fault_null(fault, "weekday");
    for (size_t i = 0; i < n; i++)
        weekday[i] = calendar_weekday_of(day[i]);
    return PATRON_OK;
}

/* A week belongs to the year of its Thursday. */
int32_t PATRON_CALL patron_calendar_week(size_t n, const int32_t *day, int32_t *week_year,
                                         int32_t *week, patron_fault *fault)
{
    if (n > 0 && day == NULL)
        return patron_base_fault_null(fault, "day");
    for (size_t i = 0; i < n; i++) {
        int64_t thursday = (int64_t)day[i] - calendar_weekday_of(day[i]) + 4;
        int64_t year = calendar_date_of(thursday).year;
        if (week_year != NULL)
            week_year[i] = (int32_t)year;
        if (week != NULL)
            week[i] = (int32_t)((thursday - calendar_day_of(year, 1, 1)) / 7) + 1;
    }
    return PATRON_OK;
}

int32_t PATRON_CALL patron_calendar_ordinal(size_t n, const int32_t *day, int32_t *year,
                                            int32_t *day_of_year, patron_fault *fault)
{
    if (n > 0 && day == NULL)
        return patron_base_fault_null(fault, "day");
    for (size_t i = 0; i < n; i++) {
        int64_t its_year = calendar_date_of(day[i]).year;
        if (year != NULL)
            year[i] = (int32_t)its_year;
        if (day_of_year != NULL)
            day_of_year[i] = (int32_t)(day[i] - calendar_day_of(its_year, 1, 1)) + 1;
    }
    return PATRON_OK;
}

int32_t PATRON_CALL patron_calendar_add_months(size_t n, const int32_t *day, int32_t months,
                                               int32_t *later, patron_fault *fault)
{
    if (n > 0 && day == NULL)
        return patron_base_fault_null(fault, "day");
    if (n > 0 && later == NULL)
        return patron_base_fault_null(fault, "later");
    for (size_t i = 0; i < n; i++) {
        int64_t number = calendar_months_later(day[i], months);
        if (!calendar_fits(number))
            return patron_base_fault_signed(fault, PATRON_E_OVERFLOW, "later", (int64_t)i, day[i],
                                            "a day that many months from the calendar's ends");
        later[i] = (int32_t)number;
    }
    return PATRON_OK;
}

int32_t PATRON_CALL patron_calendar_months_between(size_t n, const int32_t *from, const int32_t *to,
                                                   int32_t *months, patron_fault *fault)
{
    if (n > 0 && from == NULL)
        return patron_base_fault_null(fault, "from");
    if (n > 0 && to == NULL)
        return patron_base_fault_null(fault, "to");
    if (n > 0 && months == NULL)
        return patron_base_fault_null(fault, "months");
    for (size_t i = 0; i < n; i++)
        months[i] = (int32_t)calendar_whole_months(from[i], to[i]);
    return PATRON_OK;
}

int32_t PATRON_CALL patron_calendar_days_in_month(size_t n, const int32_t *year,
                                                  const int32_t *month, int32_t *days,
                                                  patron_fault *fault)
{
    if (n > 0 && year == NULL)
        return patron_base_fault_null(fault, "year");
    if (n > 0 && month == NULL)
        return patron_base_fault_null(fault, "month");
    if (n > 0 && days == NULL)
        return patron_base_fault_null(fault, "days");
    for (size_t i = 0; i < n; i++) {
        if (month[i] < 1 || month[i] > 12)
            return calendar_fault_month(i, month[i], fault);
        days[i] = calendar_month_length(year[i], month[i]);
    }
    return PATRON_OK;
}
