/*
 * Sums and products with their rounding errors kept: the building blocks of sums within a row and
 * of prefix sums. Totals over customers use patron_sum, which is exact.
 *
 * A pair is an unevaluated sum high + low with |low| <= ulp(high) / 2: about 106 bits. Adding n
 * terms to a pair is wrong by at most about n 2^-104 of the sum of their magnitudes.
 *
 * Source: Knuth, TAOCP vol. 2, 4.2.2, theorem B (two_sum); Dekker, "A floating-point technique for
 * extending the available precision" (1971) (quick_two_sum, split, two_product).
 */
#ifndef PATRON_NUMERIC_COMPENSATED_H
#define PATRON_NUMERIC_COMPENSATED_H

#include "../portability.h"

typedef struct numeric_pair {
    double high;
    double low;
} numeric_pair;

PORTABILITY_INLINE numeric_pair numeric_pair_make(double high, double low)
{
    numeric_pair made;
    made.high = high;
    made.low = low;
    return made;
}

/* a + b exactly, unless the sum overflows (then high is infinite and low NaN). */
PORTABILITY_INLINE numeric_pair numeric_two_sum(double a, double b)
{
    double sum = a + b;
    double b_part = sum - a;
    double a_part = sum - b_part;
    return numeric_pair_make(sum, (a - a_part) + (b - b_part));
}

/* a + b exactly where |a| >= |b| or a is 0. */
PORTABILITY_INLINE numeric_pair numeric_quick_two_sum(double a, double b)
{
    double sum = a + b;
    return numeric_pair_make(sum, b - (sum - a));
}

/*
 * a * b exactly, without a fused multiply-add, where |a| and |b| <= 2^996, |a b| <= 2^1021 and the
 * error does not underflow (|a b| >= 2^-968, or a b = 0). Above, splitting overflows and low is
 * NaN; below, low loses bits under 2^-1074.
 */
PORTABILITY_INLINE numeric_pair numeric_two_product(double a, double b)
{
    const double split = 134217729.0; /* 2^27 + 1 */
    double product = a * b;
    double a_wide = split * a;
    double a_high = a_wide - (a_wide - a);
    double a_low = a - a_high;
    double b_wide = split * b;
    double b_high = b_wide - (b_wide - b);
    double b_low = b - b_high;
    double error = ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low;
    return numeric_pair_make(product, error);
}

/* sum + value. Start from numeric_pair_make(0.0, 0.0). */
PORTABILITY_INLINE numeric_pair numeric_pair_add(numeric_pair sum, double value)
{
    numeric_pair added = numeric_two_sum(sum.high, value);
    return numeric_quick_two_sum(added.high, added.low + sum.low);
}

/* a + b for pairs, with both errors carried (the accurate form, safe under cancellation). */
PORTABILITY_INLINE numeric_pair numeric_pair_sum(numeric_pair a, numeric_pair b)
{
    numeric_pair high = numeric_two_sum(a.high, b.high);
    numeric_pair low = numeric_two_sum(a.low, b.low);
    high = numeric_quick_two_sum(high.high, high.low + low.high);
    return numeric_quick_two_sum(high.high, high.low + low.low);
}

/* sum + a * b; the bounds of numeric_two_product hold for a and b. */
PORTABILITY_INLINE numeric_pair numeric_pair_add_product(numeric_pair sum, double a, double b)
{
    numeric_pair product = numeric_two_product(a, b);
    return numeric_pair_sum(sum, product);
}

/* The nearest double. */
PORTABILITY_INLINE double numeric_pair_value(numeric_pair sum)
{
    return sum.high + sum.low;
}

/* -1, 0, 1 as a is below, equal to, above b. */
PORTABILITY_INLINE int32_t numeric_pair_compare(numeric_pair a, numeric_pair b)
{
    if (a.high != b.high)
        return a.high < b.high ? -1 : 1;
    if (a.low != b.low)
        return a.low < b.low ? -1 : 1;
    return 0;
}

#endif
