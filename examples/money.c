#include "money.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* One more decimal digit of the magnitude, which is kept negative: INT64_MIN has no positive. */
static int append(int64_t *negative, int digit)
{
    if (*negative < (INT64_MIN + digit) / 10) {
        return 0;
    }
    *negative = *negative * 10 - digit;
    return 1;
}

int money_parse(const char *text, size_t size, char mark, unsigned decimals, int64_t *minor)
{
    const int minus = size > 0 && text[0] == '-';
    size_t i = minus || (size > 0 && text[0] == '+') ? 1 : 0;
    int64_t negative = 0;
    unsigned digits = 0;
    unsigned places = 0;
    int fraction = 0;
    int too_large = 0;
    int too_fine = 0;
    for (; i < size; i++) {
        if (text[i] == mark && !fraction) {
            fraction = 1;
            continue;
        }
        if (!is_digit(text[i])) {
            return MONEY_NOT_A_NUMBER;
        }
        digits = 1;
        if (fraction && places == decimals) {
            too_fine |= text[i] != '0';
            continue;
        }
        places += fraction ? 1U : 0U;
        too_large |= !append(&negative, text[i] - '0');
    }
    if (digits == 0) {
        return MONEY_NOT_A_NUMBER;
    }
    if (too_fine) {
        return MONEY_TOO_FINE;
    }
    for (; places < decimals; places++) {
        too_large |= !append(&negative, 0);
    }
    if (too_large || (!minus && negative == INT64_MIN)) {
        return MONEY_TOO_LARGE;
    }
    *minor = minus ? negative : -negative;
    return MONEY_OK;
}

void money_add(int64_t *sum, int64_t amount)
{
    if (amount > 0 ? *sum > INT64_MAX - amount : *sum < INT64_MIN - amount) {
        fputs("A sum of money is too large to be held.\n", stderr);
        exit(1);
    }
    *sum += amount;
}

/* The digits of a magnitude, from the last to the first, in front of end. */
void money_format(char text[MONEY_TEXT], int64_t minor, unsigned decimals, char separator)
{
    char backward[MONEY_TEXT];
    uint64_t rest = minor < 0 ? UINT64_C(0) - (uint64_t)minor : (uint64_t)minor;
    size_t size = 0;
    for (unsigned place = 0; rest > 0 || place <= decimals; place++) {
        if (place > 0 && place == decimals) {
            backward[size++] = '.';
        } else if (place > decimals && (place - decimals) % 3 == 0 && separator != 0) {
            backward[size++] = separator;
        }
        backward[size++] = (char)('0' + rest % 10);
        rest /= 10;
    }
    if (minor < 0) {
        backward[size++] = '-';
    }
    for (size_t i = 0; i < size; i++) {
        text[i] = backward[size - 1 - i];
    }
    text[size] = 0;
}

void money_format_whole(char text[MONEY_TEXT], int64_t minor, unsigned decimals)
{
    int64_t unit = 1;
    for (unsigned place = 0; place < decimals; place++) {
        unit *= 10;
    }
    const int64_t rest = minor % unit;
    int64_t whole = minor / unit;
    if (rest >= unit - rest && rest > 0) {
        whole++;
    } else if (-rest >= unit + rest && rest < 0) {
        whole--;
    }
    money_format(text, whole, 0, ',');
}

void money_format_real(char text[MONEY_TEXT], double value, unsigned decimals)
{
    for (unsigned place = 0; place < decimals; place++) {
        value *= 10;
    }
    if (value > -9e18 && value < 9e18) {
        money_format(text, (int64_t)(value < 0 ? ceil(value - 0.5) : floor(value + 0.5)), decimals,
                     ',');
    } else {
        strcpy(text, value < 0 ? "< -9e18" : value > 0 ? "> 9e18" : "-");
    }
}
