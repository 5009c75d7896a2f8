/*
 * Any days, dates and months: what a function writes fits the others, and what it refuses it leaves.
 */
#include "fuzz.h"

#include <patron/calendar.h>

static void fuzz_day(const int32_t *x)
{
    int32_t day, back[3];
    if (patron_calendar_day(1, &x[0], &x[1], &x[2], &day, NULL) != PATRON_OK)
        return;
    FUZZ_REQUIRE(patron_calendar_date(1, &day, &back[0], &back[1], &back[2], NULL) == PATRON_OK);
    FUZZ_REQUIRE(memcmp(back, x, sizeof back) == 0);
}

static void fuzz_date(const int32_t *x)
{
    int32_t date[3], back, length;
    FUZZ_REQUIRE(patron_calendar_date(1, x, &date[0], &date[1], &date[2], NULL) == PATRON_OK);
    FUZZ_REQUIRE(patron_calendar_day(1, &date[0], &date[1], &date[2], &back, NULL) == PATRON_OK);
    FUZZ_REQUIRE(back == x[0]);
    FUZZ_REQUIRE(patron_calendar_days_in_month(1, &date[0], &date[1], &length, NULL) == PATRON_OK);
    FUZZ_REQUIRE(date[2] <= length);
}

static void fuzz_week(const int32_t *x)
{
    int32_t weekday, year, week, ordinal_year, day_of_year;
    FUZZ_REQUIRE(patron_calendar_weekday(1, x, &weekday, NULL) == PATRON_OK);
    FUZZ_REQUIRE(patron_calendar_week(1, x, &year, &week, NULL) == PATRON_OK);
    FUZZ_REQUIRE(patron_calendar_ordinal(1, x, &ordinal_year, &day_of_year, NULL) == PATRON_OK);
    FUZZ_REQUIRE(weekday >= 1 && weekday <= 7 && week >= 1 && week <= 53);
    FUZZ_REQUIRE(day_of_year >= 1 && day_of_year <= 366);
    int32_t thursday_of_year = day_of_year - weekday + 4; /* may lie in a neighbor */
    FUZZ_REQUIRE(year == ordinal_year - (thursday_of_year < 1) ||
                 (year == ordinal_year + 1 && thursday_of_year > 365));
    FUZZ_REQUIRE(year != ordinal_year || week == (thursday_of_year + 6) / 7);
}

static void fuzz_months(const int32_t *x)
{
    int32_t later, months;
    if (patron_calendar_add_months(1, x, x[1], &later, NULL) != PATRON_OK)
        return;
    FUZZ_REQUIRE(patron_calendar_months_between(1, x, &later, &months, NULL) == PATRON_OK);
    FUZZ_REQUIRE(months == x[1]);
}

static void fuzz_between(const int32_t *x)
{
    int32_t months, reached, beyond;
    FUZZ_REQUIRE(patron_calendar_months_between(1, &x[0], &x[1], &months, NULL) == PATRON_OK);
    FUZZ_REQUIRE(patron_calendar_add_months(1, x, months, &reached, NULL) == PATRON_OK);
    FUZZ_REQUIRE(x[0] <= x[1] ? reached <= x[1] : reached >= x[1]);
    int32_t further = x[0] <= x[1] ? months + 1 : months - 1;
    if (patron_calendar_add_months(1, x, further, &beyond, NULL) == PATRON_OK)
        FUZZ_REQUIRE(x[0] <= x[1] ? beyond > x[1] : beyond < x[1]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    int32_t x[3] = {0, 0, 0};
    if (size < 1)
        return 0;
    memcpy(x, data + 1, size - 1 < sizeof x ? size - 1 : sizeof x);
    switch (data[0] % 5) {
    case 0:
        fuzz_day(x);
        break;
    case 1:
        fuzz_date(x);
        break;
    case 2:
        fuzz_week(x);
        break;
    case 3:
        fuzz_months(x);
        break;
    default:
        fuzz_between(x);
        break;
    }
    return 0;
}
