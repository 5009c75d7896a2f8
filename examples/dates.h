/* Dates as text: YYYY-MM-DD or YYYYMMDD, alone or with a time of day behind, which is not used. */
#ifndef DATES_H
#define DATES_H

#include <stddef.h>
#include <stdint.h>

enum dates_result {
    DATES_OK = 0,
    DATES_NOT_A_DATE = 1, /* not of this form */
    DATES_NO_SUCH_DAY = 2 /* 31 February */
};

enum dates_size { DATES_TEXT = 16 };

/* Days since 1970-01-01. The day is the one written: no time zone is applied. */
int dates_parse(const char *text, size_t size, int32_t *day);

/* "2024-12-31" */
void dates_format(char text[DATES_TEXT], int32_t day);

#endif
