#include "dates.h"

#include <patron/calendar.h>

#include <stdio.h>

/* Digits at text as a number; -1 where there are not so many digits. */
static int32_t digits(const char *text, size_t size, size_t from, size_t count)
{
    int32_t number = 0;
    for (size_t i = from; i < from + count; i++) {
        if (i >= size || text[i] < '0' || text[i] > '9') {
            return -1;
        }
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

/* Nothing, or a time of day: " 19:06", "T19:06:53", "T19:06:53.25+01:00". */
static int is_time(const char *text, size_t size)
{
    if (size == 0) {
        return 1;
    }
    if ((text[0] != ' ' && text[0] != 'T') || size < 6 || text[3] != ':') {
        return 0;
    }
    const int32_t hour = digits(text, size, 1, 2);
    const int32_t minute = digits(text, size, 4, 2);
    if (hour < 0 || hour > 24 || minute < 0 || minute > 59) {
        return 0;
    }
    for (size_t i = 6; i < size; i++) {
        const char c = text[i];
        if ((c < '0' || c > '9') && c != ':' && c != '.' && c != '+' && c != '-' && c != 'Z') {
            return 0;
        }
    }
    return 1;
}

int dates_parse(const char *text, size_t size, int32_t *day)
{
    const int dashes = size >= 10 && text[4] == '-' && text[7] == '-';
    const size_t length = dashes ? 10 : 8;
    const int32_t year = digits(text, size, 0, 4);
    const int32_t month = digits(text, size, dashes ? 5 : 4, 2);
    const int32_t day_of_month = digits(text, size, dashes ? 8 : 6, 2);
    if (year < 0 || month < 0 || day_of_month < 0 || !is_time(text + length, size - length)) {
        return DATES_NOT_A_DATE;
    }
    const int32_t status = patron_calendar_day(1, &year, &month, &day_of_month, day, NULL);
    return status == PATRON_OK ? DATES_OK : DATES_NO_SUCH_DAY;
}

void dates_format(char text[DATES_TEXT], int32_t day)
{
    int32_t year = 0;
    int32_t month = 0;
    int32_t day_of_month = 0;
    patron_calendar_date(1, &day, &year, &month, &day_of_month, NULL);
    snprintf(text, DATES_TEXT, "%04d-%02d-%02d", (int)year % 10000, (int)month % 100,
             (int)day_of_month % 100);
}
