/*
 * Sums of int64 values that cannot overflow: 128 bits in two words, two's complement.
 */
#ifndef PATRON_NUMERIC_WIDE_H
#define PATRON_NUMERIC_WIDE_H

#include "../portability.h"

#include <string.h>

typedef struct numeric_wide {
    uint64_t low;
    uint64_t high; /* two's complement: the top bit is the sign */
} numeric_wide;

PORTABILITY_INLINE numeric_wide numeric_wide_make(int64_t value)
{
    numeric_wide made;
    made.low = (uint64_t)value;
    made.high = value < 0 ? UINT64_MAX : 0;
    return made;
}

PORTABILITY_INLINE numeric_wide numeric_wide_sum(numeric_wide a, numeric_wide b)
{
    numeric_wide sum;
    sum.low = a.low + b.low;
    sum.high = a.high + b.high + (sum.low < a.low ? 1 : 0);
    return sum;
}

PORTABILITY_INLINE numeric_wide numeric_wide_add(numeric_wide a, int64_t value)
{
    return numeric_wide_sum(a, numeric_wide_make(value));
}

PORTABILITY_INLINE numeric_wide numeric_wide_negate(numeric_wide a)
{
    numeric_wide negated;
    negated.low = ~a.low + 1;
    negated.high = ~a.high + (a.low == 0 ? 1 : 0);
    return negated;
}

PORTABILITY_INLINE int32_t numeric_wide_is_negative(numeric_wide a)
{
    return (int32_t)(a.high >> 63);
}

/* -1, 0, 1 as a is below, equal to, above b. */
PORTABILITY_INLINE int32_t numeric_wide_compare(numeric_wide a, numeric_wide b)
{
    uint64_t a_high = a.high ^ UINT64_C(1) << 63;
    uint64_t b_high = b.high ^ UINT64_C(1) << 63;
    if (a_high != b_high)
        return a_high < b_high ? -1 : 1;
    if (a.low != b.low)
        return a.low < b.low ? -1 : 1;
    return 0;
}

/* Whether a is an int64_t. */
PORTABILITY_INLINE int32_t numeric_wide_fits(numeric_wide a)
{
    uint64_t extension = (uint64_t)0 - (a.low >> 63);
    return a.high == extension ? 1 : 0;
}

/* The value where numeric_wide_fits. */
PORTABILITY_INLINE int64_t numeric_wide_value(numeric_wide a)
{
    int64_t value;
    memcpy(&value, &a.low, sizeof value);
    return value;
}

/* a * b, unsigned. */
PORTABILITY_INLINE numeric_wide numeric_wide_product(uint64_t a, uint64_t b)
{
    numeric_wide product;
    product.low = a * b;
    product.high = portability_multiply_high(a, b);
    return product;
}

/* value * count where that has at most 127 bits. */
PORTABILITY_INLINE numeric_wide numeric_wide_scale(int64_t value, uint64_t count)
{
    uint64_t size = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    numeric_wide product = numeric_wide_product(size, count);
    return value < 0 ? numeric_wide_negate(product) : product;
}

PORTABILITY_INLINE numeric_wide numeric_wide_difference(numeric_wide a, numeric_wide b)
{
    return numeric_wide_sum(a, numeric_wide_negate(b));
}

/* a / divisor rounded down, for 0 <= a < 2^64 divisor, divisor > 0; what remains is in *rest. */
PORTABILITY_INLINE uint64_t numeric_wide_divide(numeric_wide a, uint64_t divisor, uint64_t *rest)
{
    if (a.high == 0) {
        *rest = a.low % divisor;
        return a.low / divisor;
    }
    uint64_t quotient = 0;
    uint64_t left = a.high; /* below the divisor, because the quotient fits */
    for (uint32_t bit = 64; bit-- > 0;) {
        uint64_t carry = left >> 63;
        left = left << 1 | (a.low >> bit & 1);
        quotient <<= 1;
        if (carry != 0 || left >= divisor) {
            left -= divisor;
            quotient |= 1;
        }
    }
    *rest = left;
    return quotient;
}

/* The double nearest to a, ties to even. */
PORTABILITY_INLINE double numeric_wide_real(numeric_wide a)
{
    int32_t negative = numeric_wide_is_negative(a);
    numeric_wide size = negative ? numeric_wide_negate(a) : a;
    double real;
    if (size.high == 0) {
        real = (double)size.low;
    } else {
        /* The 64 leading bits with a sticky last bit round once, to the nearest double. */
        uint32_t shift = 0;
        while (shift < 64 && size.high >> shift != 0)
            ++shift;
        uint64_t lead = shift == 64 ? size.high : size.high << (64 - shift) | size.low >> shift;
        uint64_t rest = shift == 64 ? size.low : size.low << (64 - shift);
        real = (double)(lead | (rest != 0 ? 1 : 0));
        while (shift-- > 0)
            real *= 2.0;
    }
    return negative ? -real : real;
}

#endif
