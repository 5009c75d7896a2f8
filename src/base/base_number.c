/*
 * Shortest decimal text of a double.
 *
 * G. Steele and J. White, "How to print floating-point numbers accurately" (1990), in the form of
 * R. Burger and R. Dybvig, "Printing floating-point numbers quickly and accurately" (1996), figure 3:
 * with value = r / s and half the gaps to its neighbors m_plus / s and m_minus / s, digits are taken
 * from r / s until what is left is below a half gap. Exact integers of up to 1,160 bits carry it.
 */
#include "base_number.h"

#include <string.h>

enum {
    BASE_WIDE_WORDS = 40, /* 1,280 bits: 2^1076 times 10^17 and some room */
    BASE_DIGITS_MAX = 18,
    BASE_MANTISSA_BITS = 52,
    BASE_EXPONENT_MIN = -1074
};

/* A natural number, little end first; words from length on are not used. */
typedef struct base_wide {
    uint32_t word[BASE_WIDE_WORDS];
    int length;
} base_wide;

/* Digits d1 d2 ... of 0.d1d2... x 10^point. */
typedef struct base_decimal {
    char digit[BASE_DIGITS_MAX];
    int count;
    int point;
} base_decimal;

static void base_wide_set(base_wide *wide, uint64_t value)
{
    wide->word[0] = (uint32_t)value;
    wide->word[1] = (uint32_t)(value >> 32);
    wide->length = wide->word[1] != 0 ? 2 : wide->word[0] != 0 ? 1 : 0;
}

static void base_wide_times(base_wide *wide, uint32_t factor)
{
    uint64_t carry = 0;
    for (int i = 0; i < wide->length; i++) {
        carry += (uint64_t)wide->word[i] * factor;
        wide->word[i] = (uint32_t)carry;
        carry >>= 32;
    }
    if (carry != 0)
        wide->word[wide->length++] = (uint32_t)carry;
}

static void base_wide_shift(base_wide *wide, int bits)
{
    for (; bits >= 31; bits -= 31)
        base_wide_times(wide, UINT32_C(1) << 31);
    base_wide_times(wide, UINT32_C(1) << bits);
}

static void base_wide_times_power_of_ten(base_wide *wide, int exponent)
{
    for (; exponent >= 9; exponent -= 9)
        base_wide_times(wide, UINT32_C(1000000000));
    for (; exponent > 0; exponent--)
        base_wide_times(wide, 10);
}

static int base_wide_compare(const base_wide *a, const base_wide *b)
{
    if (a->length != b->length)
        return a->length < b->length ? -1 : 1;
    for (int i = a->length - 1; i >= 0; i--)
        if (a->word[i] != b->word[i])
            return a->word[i] < b->word[i] ? -1 : 1;
    return 0;
}

/* a - b, for a >= b. */
static void base_wide_subtract(base_wide *a, const base_wide *b)
{
    uint32_t borrow = 0;
    for (int i = 0; i < a->length; i++) {
        uint64_t take = (uint64_t)(i < b->length ? b->word[i] : 0) + borrow;
        borrow = a->word[i] < take;
        a->word[i] = (uint32_t)(a->word[i] - take);
    }
    while (a->length > 0 && a->word[a->length - 1] == 0)
        a->length--;
}

/* Sign of a + b - c. */
static int base_wide_compare_sum(const base_wide *a, const base_wide *b, const base_wide *c)
{
    base_wide sum = *a;
    while (sum.length < b->length)
        sum.word[sum.length++] = 0;
    uint64_t carry = 0;
    for (int i = 0; i < sum.length; i++) {
        carry += (uint64_t)sum.word[i] + (i < b->length ? b->word[i] : 0);
        sum.word[i] = (uint32_t)carry;
        carry >>= 32;
    }
    if (carry != 0)
        sum.word[sum.length++] = (uint32_t)carry;
    return base_wide_compare(&sum, c);
}

/* The state of the digit generation. */
typedef struct base_shortest {
    base_wide r, s, m_plus, m_minus;
    int even; /* an even mantissa owns the midpoints to its neighbors */
} base_shortest;

static void base_shortest_times_ten(base_shortest *state)
{
    base_wide_times(&state->r, 10);
    base_wide_times(&state->m_plus, 10);
    base_wide_times(&state->m_minus, 10);
}

static int base_reaches_next(const base_shortest *state)
{
    int sign = base_wide_compare_sum(&state->r, &state->m_plus, &state->s);
    return state->even ? sign >= 0 : sign > 0;
}

static int base_is_within_below(const base_shortest *state)
{
    int sign = base_wide_compare(&state->r, &state->m_minus);
    return state->even ? sign <= 0 : sign < 0;
}

/* r / s = mantissa 2^exponent with the half gaps; a power of two has a smaller gap below. */
static void base_shortest_start(base_shortest *state, uint64_t mantissa, int exponent)
{
    int lopsided = mantissa == UINT64_C(1) << BASE_MANTISSA_BITS && exponent > BASE_EXPONENT_MIN;
    int up = exponent > 0 ? exponent : 0;
    int down = exponent < 0 ? -exponent : 0;
    base_wide_set(&state->r, mantissa);
    base_wide_set(&state->s, 1);
    base_wide_set(&state->m_plus, 1);
    base_wide_set(&state->m_minus, 1);
    base_wide_shift(&state->r, up + 1 + lopsided);
    base_wide_shift(&state->s, down + 1 + lopsided);
    base_wide_shift(&state->m_plus, up + lopsided);
    base_wide_shift(&state->m_minus, up);
    state->even = (mantissa & 1) == 0;
}

static int base_bit_length(uint64_t value)
{
    int bits = 0;
    for (; value != 0; value >>= 1)
        bits++;
    return bits;
}

/* Scales so that r / s is in [1/10, 1), in effect; returns the power of ten taken out. */
static int base_shortest_scale(base_shortest *state, uint64_t mantissa, int exponent)
{
    double estimate = (double)(exponent + base_bit_length(mantissa) - 1) * 0.30102999566398114;
    int point = (int)(estimate + 400.0) - 400; /* floor; the test below mends one too few */
    if (point >= 0)
        base_wide_times_power_of_ten(&state->s, point);
    else {
        base_wide_times_power_of_ten(&state->r, -point);
        base_wide_times_power_of_ten(&state->m_plus, -point);
        base_wide_times_power_of_ten(&state->m_minus, -point);
    }
    while (base_reaches_next(state)) {
        base_wide_times(&state->s, 10);
        point++;
    }
    return point;
}

static int base_next_digit(base_shortest *state)
{
    base_shortest_times_ten(state);
    int digit = 0;
    while (base_wide_compare(&state->r, &state->s) >= 0) {
        base_wide_subtract(&state->r, &state->s);
        digit++;
    }
    return digit;
}

static void base_shortest_digits(uint64_t mantissa, int exponent, base_decimal *decimal)
{
    base_shortest state;
    base_shortest_start(&state, mantissa, exponent);
    decimal->point = base_shortest_scale(&state, mantissa, exponent);
    decimal->count = 0;
    int below, above;
    do {
        int digit = base_next_digit(&state);
        below = base_is_within_below(&state);
        above = base_reaches_next(&state);
        if (above && (!below || base_wide_compare_sum(&state.r, &state.r, &state.s) >= 0))
            digit++;
        decimal->digit[decimal->count++] = (char)('0' + digit);
    } while (!below && !above);
}

static char *base_put(char *at, const char *text, size_t length)
{
    memcpy(at, text, length);
    return at + length;
}

static char *base_put_zeros(char *at, int count)
{
    for (int i = 0; i < count; i++)
        *at++ = '0';
    return at;
}

static char *base_put_plain(char *at, const base_decimal *decimal)
{
    int whole = decimal->point < decimal->count ? decimal->point : decimal->count;
    if (whole <= 0) {
        at = base_put(at, "0.", 2);
        at = base_put_zeros(at, -decimal->point);
        return base_put(at, decimal->digit, (size_t)decimal->count);
    }
    at = base_put(at, decimal->digit, (size_t)whole);
    at = base_put_zeros(at, decimal->point - whole);
    if (decimal->count > whole) {
        *at++ = '.';
        at = base_put(at, decimal->digit + whole, (size_t)(decimal->count - whole));
    }
    return at;
}

static char *base_put_scientific(char *at, const base_decimal *decimal)
{
    *at++ = decimal->digit[0];
    if (decimal->count > 1) {
        *at++ = '.';
        at = base_put(at, decimal->digit + 1, (size_t)(decimal->count - 1));
    }
    *at++ = 'e';
    char exponent[PATRON_BASE_NUMBER_SIZE];
    patron_base_number_signed(decimal->point - 1, exponent);
    return base_put(at, exponent, strlen(exponent));
}

void patron_base_number_real(double value, char *text)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    uint64_t mantissa = bits & ((UINT64_C(1) << BASE_MANTISSA_BITS) - 1);
    int biased = (int)(bits >> BASE_MANTISSA_BITS & 0x7FF);
    char *at = text;
    if (bits >> 63 != 0 && !(biased == 0x7FF && mantissa != 0))
        *at++ = '-';
    if (biased == 0x7FF)
        at = mantissa != 0 ? base_put(at, "NaN", 3) : base_put(at, "infinity", 8);
    else if (biased == 0 && mantissa == 0)
        *at++ = '0';
    else {
        base_decimal decimal;
        if (biased != 0)
            mantissa |= UINT64_C(1) << BASE_MANTISSA_BITS;
        base_shortest_digits(mantissa, (biased != 0 ? biased - 1 : 0) + BASE_EXPONENT_MIN,
                             &decimal);
        at = decimal.point > -5 && decimal.point <= 21 ? base_put_plain(at, &decimal)
                                                       : base_put_scientific(at, &decimal);
    }
    *at = '\0';
}

void patron_base_number_unsigned(uint64_t value, char *text)
{
    char reversed[PATRON_BASE_NUMBER_SIZE];
    int count = 0;
    do {
        reversed[count++] = (char)('0' + value % 10);
        value /= 10;
    } while (value != 0);
    for (int i = 0; i < count; i++)
        text[i] = reversed[count - 1 - i];
    text[count] = '\0';
}

void patron_base_number_signed(int64_t value, char *text)
{
    if (value >= 0) {
        patron_base_number_unsigned((uint64_t)value, text);
        return;
    }
    text[0] = '-';
    patron_base_number_unsigned(0 - (uint64_t)value, text + 1);
}
