#include "support.h"

#include <string.h>

#include <patron/calendar.h>

#include "vectors/calendar_vectors.h"

/* A calendar that knows only how to turn its pages, forwards and backwards. */
typedef struct walker {
    int64_t day;
    int64_t year;
    int32_t month;
    int32_t day_of_month;
    int32_t weekday;
    int32_t day_of_year;
} walker;

static int walker_leaps(int64_t year)
{
    int64_t in_cycle = (year % 400 + 400) % 400;
    return in_cycle == 0 || (in_cycle % 4 == 0 && in_cycle % 100 != 0);
}

static int32_t walker_length(int64_t year, int32_t month)
{
    static const int32_t length[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && walker_leaps(year) ? 29 : length[month - 1];
}

static void walker_forward(walker *at)
{
    at->day++;
    at->weekday = at->weekday == 7 ? 1 : at->weekday + 1;
    at->day_of_year++;
    if (at->day_of_month < walker_length(at->year, at->month)) {
        at->day_of_month++;
    } else if (at->month < 12) {
        at->month++;
        at->day_of_month = 1;
    } else {
        at->year++;
        at->month = 1;
        at->day_of_month = 1;
        at->day_of_year = 1;
    }
}

static void walker_back(walker *at)
{
    at->day--;
    at->weekday = at->weekday == 1 ? 7 : at->weekday - 1;
    at->day_of_year--;
    if (at->day_of_month > 1) {
        at->day_of_month--;
    } else if (at->month > 1) {
        at->month--;
        at->day_of_month = walker_length(at->year, at->month);
    } else {
        at->year--;
        at->month = 12;
        at->day_of_month = 31;
        at->day_of_year = walker_leaps(at->year) ? 366 : 365;
    }
}

static const walker walker_epoch = {0, 1970, 1, 1, 4, 1};

/* The library says of this day what the walker says. */
static int agrees(const walker *at)
{
    int32_t day = (int32_t)at->day;
    int32_t year, month, day_of_month, weekday, ordinal_year, day_of_year, back;
    patron_calendar_date(1, &day, &year, &month, &day_of_month, NULL);
    patron_calendar_weekday(1, &day, &weekday, NULL);
    patron_calendar_ordinal(1, &day, &ordinal_year, &day_of_year, NULL);
    int32_t status = patron_calendar_day(1, &year, &month, &day_of_month, &back, NULL);
    return status == PATRON_OK && back == day && year == at->year && month == at->month &&
           day_of_month == at->day_of_month && weekday == at->weekday && ordinal_year == year &&
           day_of_year == at->day_of_year;
}

static void every_day_of_four_thousand_years_has_the_date_a_walk_gives_it(void **state)
{
    (void)state;
    int64_t days = (int64_t)support_rows(146097 * 5 * 2, 146097);
    walker at = walker_epoch;
    int wrong = 0;
    for (int64_t i = 0; i < days; i++, walker_forward(&at))
        wrong += !agrees(&at);
    at = walker_epoch;
    for (int64_t i = 0; i < days; i++, walker_back(&at))
        wrong += !agrees(&at);
    assert_int_equal(wrong, 0);
    assert_true(support_quick() || at.year < -1000);
}

/* Whole cycles of 400 years move the year and the day and nothing else. */
static walker walker_at_cycle(int64_t cycles)
{
    walker at = walker_epoch;
    at.day += cycles * 146097;
    at.year += cycles * 400;
    return at;
}

static void days_a_hundred_thousand_years_away_have_the_date_a_walk_gives_them(void **state)
{
    (void)state;
    static const int64_t cycle[] = {-250, 250, -5, -4, -25, 25, -14699, 14698};
    int wrong = 0;
    for (size_t c = 0; c < sizeof cycle / sizeof *cycle; c++) {
        walker at = walker_at_cycle(cycle[c]);
        walker back = at;
        int64_t days = (int64_t)support_rows(146097, 3000);
        for (int64_t i = 0; i < days; i++, walker_forward(&at), walker_back(&back)) {
            wrong += at.day <= INT32_MAX && at.day >= INT32_MIN && !agrees(&at);
            wrong += back.day <= INT32_MAX && back.day >= INT32_MIN && !agrees(&back);
        }
    }
    assert_int_equal(wrong, 0);
}

static void the_first_and_the_last_day_have_the_dates_the_header_names(void **state)
{
    (void)state;
    static const int32_t day[2] = {INT32_MIN, INT32_MAX};
    int32_t year[2], month[2], day_of_month[2], back[2];
    assert_int_equal(patron_calendar_date(2, day, year, month, day_of_month, NULL), PATRON_OK);
    assert_int_equal(year[0], -5877641);
    assert_int_equal(month[0], 6);
    assert_int_equal(day_of_month[0], 23);
    assert_int_equal(year[1], 5881580);
    assert_int_equal(month[1], 7);
    assert_int_equal(day_of_month[1], 11);
    assert_int_equal(patron_calendar_day(2, year, month, day_of_month, back, NULL), PATRON_OK);
    assert_memory_equal(back, day, sizeof day);
    walker at = walker_at_cycle(-14699);
    while (at.day > INT32_MIN)
        walker_back(&at);
    assert_true(agrees(&at));
    at = walker_at_cycle(14698);
    while (at.day < INT32_MAX)
        walker_forward(&at);
    assert_true(agrees(&at));
}

static void the_python_calendar_gives_the_same_dates_weeks_and_year_days(void **state)
{
    (void)state;
    size_t n = sizeof calendar_vectors / sizeof *calendar_vectors;
    for (size_t i = 0; i < n; i++) {
        const int32_t *v = calendar_vectors[i];
        int32_t got[8];
        assert_int_equal(patron_calendar_day(1, &v[1], &v[2], &v[3], &got[0], NULL), PATRON_OK);
        assert_int_equal(patron_calendar_date(1, v, &got[1], &got[2], &got[3], NULL), PATRON_OK);
        assert_int_equal(patron_calendar_weekday(1, v, &got[4], NULL), PATRON_OK);
        assert_int_equal(patron_calendar_week(1, v, &got[5], &got[6], NULL), PATRON_OK);
        int32_t year;
        assert_int_equal(patron_calendar_ordinal(1, v, &year, &got[7], NULL), PATRON_OK);
        assert_int_equal(year, v[1]);
        assert_memory_equal(got, v, sizeof got);
    }
}

static void an_iso_week_belongs_to_the_year_that_has_its_thursday(void **state)
{
    (void)state;
    walker at = walker_epoch; /* a Thursday of week 1 */
    int64_t days = (int64_t)support_rows(146097 * 6, 146097);
    int32_t week_year = 1970, week = 1;
    int wrong = 0;
    for (int64_t i = 0; i < days; i++) {
        int32_t day = (int32_t)at.day, got_year, got_week;
        patron_calendar_week(1, &day, &got_year, &got_week, NULL);
        wrong += got_year != week_year || got_week != week;
        walker_forward(&at);
        if (at.weekday != 1)
            continue;
        walker thursday = at;
        for (int k = 0; k < 3; k++)
            walker_forward(&thursday);
        week = thursday.year == week_year ? week + 1 : 1;
        week_year = (int32_t)thursday.year;
    }
    assert_int_equal(wrong, 0);
}

static void weeks_before_the_year_0_and_at_both_ends_of_time_hold_their_thursday(void **state)
{
    (void)state;
    support_random random = support_random_from(53);
    for (int i = 0; i < 20000; i++) {
        int32_t day = (int32_t)(uint32_t)support_random_bits(&random);
        if (i < 20)
            day = INT32_MIN + i;
        else if (i < 40)
            day = INT32_MAX - (i - 20);
        int32_t week_year, week, weekday;
        patron_calendar_week(1, &day, &week_year, &week, NULL);
        patron_calendar_weekday(1, &day, &weekday, NULL);
        int64_t thursday = (int64_t)day - weekday + 4;
        if (thursday < INT32_MIN || thursday > INT32_MAX)
            continue;
        int32_t its_day = (int32_t)thursday, year, day_of_year;
        patron_calendar_ordinal(1, &its_day, &year, &day_of_year, NULL);
        assert_int_equal(week_year, year);
        assert_int_equal(week, (day_of_year + 6) / 7);
    }
}

static void a_bill_of_january_31_falls_due_on_the_last_of_february(void **state)
{
    (void)state;
    static const int32_t year[] = {2023, 2024, 2024, 2024, 2023, 0, -1};
    static const int32_t month[] = {1, 1, 2, 3, 12, 1, 1};
    static const int32_t day_of_month[] = {31, 31, 29, 31, 15, 31, 31};
    static const int32_t months[] = {1, 1, 12, -1, 2, 1, 1};
    static const int32_t expected[][3] = {{2023, 2, 28}, {2024, 2, 29}, {2025, 2, 28},
                                          {2024, 2, 29}, {2024, 2, 15}, {0, 2, 29},
                                          {-1, 2, 28}};
    for (size_t i = 0; i < sizeof year / sizeof *year; i++) {
        int32_t day, later, got[3];
        patron_calendar_day(1, &year[i], &month[i], &day_of_month[i], &day, NULL);
        assert_int_equal(patron_calendar_add_months(1, &day, months[i], &later, NULL), PATRON_OK);
        patron_calendar_date(1, &later, &got[0], &got[1], &got[2], NULL);
        assert_memory_equal(got, expected[i], sizeof got);
    }
}

/* Month by month in the walker's calendar. */
static void months_later_by_counting(int64_t year, int32_t month, int32_t day_of_month,
                                     int32_t months, int32_t *out)
{
    for (; months > 0; months--) {
        month = month == 12 ? 1 : month + 1;
        year += month == 1;
    }
    for (; months < 0; months++) {
        year -= month == 1;
        month = month == 1 ? 12 : month - 1;
    }
    int32_t length = walker_length(year, month);
    out[0] = (int32_t)year;
    out[1] = month;
    out[2] = day_of_month < length ? day_of_month : length;
}

static void months_added_are_months_counted_one_by_one(void **state)
{
    (void)state;
    support_random random = support_random_from(12);
    for (int i = 0; i < 20000; i++) {
        int32_t day = (int32_t)support_random_integer(&random, -800000, 800000);
        int32_t months = (int32_t)support_random_integer(&random, -60, 60);
        int32_t from[3], later, got[3], expected[3];
        patron_calendar_date(1, &day, &from[0], &from[1], &from[2], NULL);
        months_later_by_counting(from[0], from[1], from[2], months, expected);
        assert_int_equal(patron_calendar_add_months(1, &day, months, &later, NULL), PATRON_OK);
        patron_calendar_date(1, &later, &got[0], &got[1], &got[2], NULL);
        assert_memory_equal(got, expected, sizeof got);
    }
}

static void months_may_be_added_in_place(void **state)
{
    (void)state;
    int32_t day[3] = {0, 30, -1};
    assert_int_equal(patron_calendar_add_months(3, day, 1, day, NULL), PATRON_OK);
    assert_int_equal(day[0], 31);
    assert_int_equal(day[1], 58); /* January 31 to February 28 */
    assert_int_equal(day[2], 30);
}

static void a_customer_of_two_months_less_a_day_has_stayed_one_whole_month(void **state)
{
    (void)state;
    static const int32_t dates[][7] = {
        /* from, to, whole months */
        {2024, 1, 15, 2024, 3, 14, 1},  {2024, 1, 15, 2024, 3, 15, 2},
        {2024, 1, 31, 2024, 2, 29, 1},  {2023, 1, 31, 2023, 2, 27, 0},
        {2023, 1, 31, 2023, 2, 28, 1},  {2024, 2, 29, 2025, 2, 28, 12},
        {2024, 3, 15, 2024, 1, 16, -1}, {2024, 3, 15, 2024, 1, 15, -2},
        {2024, 3, 31, 2024, 2, 29, -1}, {2024, 3, 31, 2024, 3, 1, 0},
        {2024, 5, 5, 2024, 5, 5, 0},    {1, 1, 1, -1, 12, 31, -12},
    };
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        const int32_t *d = dates[i];
        int32_t from, to, months;
        patron_calendar_day(1, &d[0], &d[1], &d[2], &from, NULL);
        patron_calendar_day(1, &d[3], &d[4], &d[5], &to, NULL);
        assert_int_equal(patron_calendar_months_between(1, &from, &to, &months, NULL), PATRON_OK);
        assert_int_equal(months, d[6]);
    }
}

static void whole_months_are_the_most_that_do_not_pass_the_other_day(void **state)
{
    (void)state;
    support_random random = support_random_from(31);
    for (int i = 0; i < 40000; i++) {
        int32_t from = (int32_t)support_random_integer(&random, -800000, 800000);
        int32_t to = from + (int32_t)support_random_integer(&random, -400, 400);
        int32_t months, reached, beyond;
        patron_calendar_months_between(1, &from, &to, &months, NULL);
        patron_calendar_add_months(1, &from, months, &reached, NULL);
        patron_calendar_add_months(1, &from, from <= to ? months + 1 : months - 1, &beyond, NULL);
        assert_true(from <= to ? reached <= to && beyond > to : reached >= to && beyond < to);
    }
}

static void the_whole_calendar_is_141_million_months_long(void **state)
{
    (void)state;
    int32_t first = INT32_MIN, last = INT32_MAX, months;
    patron_calendar_months_between(1, &first, &last, &months, NULL);
    /* from June 23 to July 11: no whole month more than the years' */
    assert_int_equal(months, (5881580 + 5877641) * 12);
    patron_calendar_months_between(1, &last, &first, &months, NULL);
    assert_int_equal(months, -((5881580 + 5877641) * 12));
}

static void months_have_the_lengths_everyone_knows(void **state)
{
    (void)state;
    for (int32_t month = 1; month <= 12; month++) {
        static const int32_t years[] = {1900, 2000, 2023, 2024, 0, -4, -100, -400, -1};
        for (size_t i = 0; i < sizeof years / sizeof *years; i++) {
            int32_t days;
            patron_calendar_days_in_month(1, &years[i], &month, &days, NULL);
            assert_int_equal(days, walker_length(years[i], month));
        }
    }
    static const int32_t year[2] = {INT32_MIN, INT32_MAX}, february[2] = {2, 2};
    int32_t days[2];
    assert_int_equal(patron_calendar_days_in_month(2, year, february, days, NULL), PATRON_OK);
    assert_int_equal(days[0], 29); /* -2147483648 is a multiple of 4, not of 100 */
    assert_int_equal(days[1], 28);
}

static void outputs_that_are_not_wanted_may_be_null(void **state)
{
    (void)state;
    int32_t day = 19782, out; /* 2024-02-29 */
    patron_calendar_date(1, &day, &out, NULL, NULL, NULL);
    assert_int_equal(out, 2024);
    patron_calendar_date(1, &day, NULL, &out, NULL, NULL);
    assert_int_equal(out, 2);
    patron_calendar_date(1, &day, NULL, NULL, &out, NULL);
    assert_int_equal(out, 29);
    patron_calendar_week(1, &day, &out, NULL, NULL);
    assert_int_equal(out, 2024);
    patron_calendar_week(1, &day, NULL, &out, NULL);
    assert_int_equal(out, 9);
    patron_calendar_ordinal(1, &day, NULL, &out, NULL);
    assert_int_equal(out, 60);
    patron_calendar_ordinal(1, &day, &out, NULL, NULL);
    assert_int_equal(out, 2024);
}

static void no_days_need_no_arrays(void **state)
{
    (void)state;
    assert_int_equal(patron_calendar_day(0, NULL, NULL, NULL, NULL, NULL), PATRON_OK);
    assert_int_equal(patron_calendar_date(0, NULL, NULL, NULL, NULL, NULL), PATRON_OK);
    assert_int_equal(patron_calendar_weekday(0, NULL, NULL, NULL), PATRON_OK);
    assert_int_equal(patron_calendar_week(0, NULL, NULL, NULL, NULL), PATRON_OK);
    assert_int_equal(patron_calendar_ordinal(0, NULL, NULL, NULL, NULL), PATRON_OK);
    assert_int_equal(patron_calendar_add_months(0, NULL, 1, NULL, NULL), PATRON_OK);
    assert_int_equal(patron_calendar_months_between(0, NULL, NULL, NULL, NULL), PATRON_OK);
    assert_int_equal(patron_calendar_days_in_month(0, NULL, NULL, NULL, NULL), PATRON_OK);
}

static void a_missing_array_is_named(void **state)
{
    (void)state;
    int32_t x = 1;
    patron_fault fault;
#define MISSING(call, name)                                                                        \
    do {                                                                                           \
        assert_int_equal(call, PATRON_E_NULL);                                                     \
        assert_fault(&fault, PATRON_E_NULL, name, -1);                                             \
    } while (0)
    MISSING(patron_calendar_day(1, NULL, NULL, &x, &x, &fault), "year");
    MISSING(patron_calendar_day(1, &x, NULL, NULL, &x, &fault), "month");
    MISSING(patron_calendar_day(1, &x, &x, NULL, NULL, &fault), "day_of_month");
    MISSING(patron_calendar_day(1, &x, &x, &x, NULL, &fault), "day");
    MISSING(patron_calendar_date(1, NULL, &x, &x, &x, &fault), "day");
    MISSING(patron_calendar_weekday(1, NULL, NULL, &fault), "day");
    MISSING(patron_calendar_weekday(1, &x, NULL, &fault), "weekday");
    MISSING(patron_calendar_week(1, NULL, &x, &x, &fault), "day");
    MISSING(patron_calendar_ordinal(1, NULL, &x, &x, &fault), "day");
    MISSING(patron_calendar_add_months(1, NULL, 1, NULL, &fault), "day");
    MISSING(patron_calendar_add_months(1, &x, 1, NULL, &fault), "later");
    MISSING(patron_calendar_months_between(1, NULL, NULL, &x, &fault), "from");
    MISSING(patron_calendar_months_between(1, &x, NULL, NULL, &fault), "to");
    MISSING(patron_calendar_months_between(1, &x, &x, NULL, &fault), "months");
    MISSING(patron_calendar_days_in_month(1, NULL, NULL, &x, &fault), "year");
    MISSING(patron_calendar_days_in_month(1, &x, NULL, NULL, &fault), "month");
    MISSING(patron_calendar_days_in_month(1, &x, &x, NULL, &fault), "days");
#undef MISSING
}

static void a_date_that_does_not_exist_is_refused(void **state)
{
    (void)state;
    static const int32_t date[][3] = {{2023, 0, 1},         {2023, 13, 1},       {2023, 1, 0},
                                      {2023, 1, 32},        {2023, 2, 29},       {1900, 2, 29},
                                      {2024, 2, 30},        {2023, 4, 31},       {-1, 2, 29},
                                      {2023, INT32_MIN, 1}, {2023, 1, INT32_MAX}};
    static const char *const argument[] = {"month",        "month",        "day_of_month",
                                           "day_of_month", "day_of_month", "day_of_month",
                                           "day_of_month", "day_of_month", "day_of_month",
                                           "month",        "day_of_month"};
    for (size_t i = 0; i < sizeof date / sizeof *date; i++) {
        patron_fault fault;
        int32_t day = 77;
        assert_int_equal(
            patron_calendar_day(1, &date[i][0], &date[i][1], &date[i][2], &day, &fault),
            PATRON_E_RANGE);
        assert_fault(&fault, PATRON_E_RANGE, argument[i], 0);
        assert_int_equal(fault.kind, PATRON_FAULT_SIGNED);
        assert_int_equal(fault.whole, date[i][argument[i][0] == 'm' ? 1 : 2]);
        assert_int_equal(day, 77);
    }
}

static void a_year_outside_the_calendar_is_refused_and_the_rows_before_it_are_written(void **state)
{
    (void)state;
    static const int32_t outside[] = {-5877642, 5881581, INT32_MIN, INT32_MAX};
    for (size_t i = 0; i < sizeof outside / sizeof *outside; i++) {
        int32_t year[4] = {1970, 1971, outside[i], 2000}, month[4] = {1, 1, 99, 99};
        int32_t day_of_month[4] = {1, 1, 99, 99}, day[4] = {77, 77, 77, 77};
        patron_fault fault;
        assert_int_equal(patron_calendar_day(4, year, month, day_of_month, day, &fault),
                         PATRON_E_RANGE);
        assert_fault(&fault, PATRON_E_RANGE, "year", 2);
        assert_int_equal(fault.whole, outside[i]);
        assert_int_equal(day[0], 0);
        assert_int_equal(day[1], 365);
        assert_int_equal(day[2], 77);
        assert_int_equal(day[3], 77);
    }
}

static void a_date_beyond_the_first_or_last_day_overflows(void **state)
{
    (void)state;
    static const int32_t year[] = {-5877641, -5877641, 5881580, 5881580};
    static const int32_t month[] = {6, 1, 7, 12}, day_of_month[] = {22, 1, 12, 31};
    static const int64_t number[] = {(int64_t)INT32_MIN - 1, (int64_t)INT32_MIN - 173,
                                     (int64_t)INT32_MAX + 1, (int64_t)INT32_MAX + 173};
    for (size_t i = 0; i < 4; i++) {
        patron_fault fault;
        int32_t day = 77;
        assert_int_equal(
            patron_calendar_day(1, &year[i], &month[i], &day_of_month[i], &day, &fault),
            PATRON_E_OVERFLOW);
        assert_fault(&fault, PATRON_E_OVERFLOW, "day", 0);
        assert_true(fault.whole == number[i]);
        assert_int_equal(day, 77);
    }
}

static void months_beyond_the_calendar_overflow_after_the_rows_before(void **state)
{
    (void)state;
    int32_t day[3] = {0, INT32_MAX - 10, 0}, later[3] = {77, 77, 77};
    patron_fault fault;
    assert_int_equal(patron_calendar_add_months(3, day, 1, later, &fault), PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "later", 1);
    assert_int_equal(fault.whole, INT32_MAX - 10);
    assert_int_equal(later[0], 31);
    assert_int_equal(later[1], 77);
    assert_int_equal(later[2], 77);
    static const int32_t ends[] = {INT32_MIN, 0, INT32_MAX}, far[] = {INT32_MIN, INT32_MAX};
    for (int i = 0; i < 6; i++) {
        assert_int_equal(patron_calendar_add_months(1, &ends[i / 2], far[i % 2], later, &fault),
                         PATRON_E_OVERFLOW);
        assert_fault(&fault, PATRON_E_OVERFLOW, "later", 0);
    }
}

static void a_month_that_does_not_exist_has_no_length(void **state)
{
    (void)state;
    static const int32_t bad[] = {0, 13, -1, INT32_MIN, INT32_MAX};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        int32_t year[2] = {2024, 2024}, month[2] = {2, bad[i]}, days[2] = {77, 77};
        patron_fault fault;
        assert_int_equal(patron_calendar_days_in_month(2, year, month, days, &fault),
                         PATRON_E_RANGE);
        assert_fault(&fault, PATRON_E_RANGE, "month", 1);
        assert_int_equal(fault.whole, bad[i]);
        assert_int_equal(days[0], 29);
        assert_int_equal(days[1], 77);
    }
}

int main(void)
{
    const struct CMUnitTest calendar[] = {
        cmocka_unit_test(every_day_of_four_thousand_years_has_the_date_a_walk_gives_it),
        cmocka_unit_test(days_a_hundred_thousand_years_away_have_the_date_a_walk_gives_them),
        cmocka_unit_test(the_first_and_the_last_day_have_the_dates_the_header_names),
        cmocka_unit_test(the_python_calendar_gives_the_same_dates_weeks_and_year_days),
        cmocka_unit_test(an_iso_week_belongs_to_the_year_that_has_its_thursday),
        cmocka_unit_test(weeks_before_the_year_0_and_at_both_ends_of_time_hold_their_thursday),
        cmocka_unit_test(a_bill_of_january_31_falls_due_on_the_last_of_february),
        cmocka_unit_test(months_added_are_months_counted_one_by_one),
        cmocka_unit_test(months_may_be_added_in_place),
        cmocka_unit_test(a_customer_of_two_months_less_a_day_has_stayed_one_whole_month),
        cmocka_unit_test(whole_months_are_the_most_that_do_not_pass_the_other_day),
        cmocka_unit_test(the_whole_calendar_is_141_million_months_long),
        cmocka_unit_test(months_have_the_lengths_everyone_knows),
        cmocka_unit_test(outputs_that_are_not_wanted_may_be_null),
        cmocka_unit_test(no_days_need_no_arrays),
        cmocka_unit_test(a_missing_array_is_named),
        cmocka_unit_test(a_date_that_does_not_exist_is_refused),
        cmocka_unit_test(a_year_outside_the_calendar_is_refused_and_the_rows_before_it_are_written),
        cmocka_unit_test(a_date_beyond_the_first_or_last_day_overflows),
        cmocka_unit_test(months_beyond_the_calendar_overflow_after_the_rows_before),
        cmocka_unit_test(a_month_that_does_not_exist_has_no_length),
    };
    return cmocka_run_group_tests(calendar, NULL, NULL);
}
