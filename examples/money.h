/*
 * Decimal text to whole minor units and back, exactly and the same in every locale: nothing goes
 * through a floating-point number.
 */
#ifndef MONEY_H
#define MONEY_H

#include <stddef.h>
#include <stdint.h>

enum money_result {
    MONEY_OK = 0,
    MONEY_NOT_A_NUMBER = 1,
    MONEY_TOO_FINE = 2, /* more decimals than the currency has, and not zeros */
    MONEY_TOO_LARGE = 3
};

/* The longest text money_format writes, with its NUL. */
enum money_size { MONEY_TEXT = 40 };

/* "-12.5" with 2 decimals is -1250. mark is the decimal mark, '.' or ','. */
int money_parse(const char *text, size_t size, char mark, unsigned decimals, int64_t *minor);

/* Adds an amount to a sum; one that would leave its type is said, and ends the program with 1. */
void money_add(int64_t *sum, int64_t amount);

/* -123450 with 2 decimals is "-1,234.50"; separator 0 leaves the commas out. */
void money_format(char text[MONEY_TEXT], int64_t minor, unsigned decimals, char separator);

/* In whole units, rounded half away from zero: -123450 with 2 decimals is "-1,235". */
void money_format_whole(char text[MONEY_TEXT], int64_t minor, unsigned decimals);

/* A number rounded half away from zero to so many decimals, with commas; "-" where it is NaN. */
void money_format_real(char text[MONEY_TEXT], double value, unsigned decimals);

#endif
