/*
 * Numbers of about 104 bits whose exponents have no end: neither overflow nor underflow ends a product
 * early, and a small difference of two large values is right. For what is computed row by row; the plain
 * loops of clv_block.c do without.
 *
 * A number is pair x 2^exponent, with |pair| within 2^-200 and 2^200, or 0.
 */
#ifndef PATRON_CLV_WIDE_H
#define PATRON_CLV_WIDE_H

#include "../portability.h"
#include "../numeric/numeric_compensated.h"

#include <math.h>

#define CLV_WIDE_LOW 6.223015277861142e-61  /* 2^-200 */
#define CLV_WIDE_HIGH 1.6069380442589903e60 /* 2^200 */
#define CLV_WIDE_REACH 700 /* beyond this difference of exponents, no sum changes */

typedef struct clv_wide {
    numeric_pair pair;
    int64_t exponent;
} clv_wide;

/* Out of line, because each would take its own place on the stack of every caller. */
clv_wide patron_clv_wide_rescaled(numeric_pair pair, int64_t exponent);
clv_wide patron_clv_wide_sum(clv_wide a, clv_wide b);
clv_wide patron_clv_wide_difference(clv_wide a, clv_wide b);
clv_wide patron_clv_wide_quotient(clv_wide a, clv_wide b); /* b is not 0 */
clv_wide patron_clv_wide_root(clv_wide a);                 /* a > 0 */

PORTABILITY_INLINE clv_wide clv_wide_normal(numeric_pair pair, int64_t exponent)
{
    clv_wide made;
    double size = fabs(pair.high);
    if (!(size >= CLV_WIDE_LOW && size <= CLV_WIDE_HIGH))
        return patron_clv_wide_rescaled(pair, exponent);
    made.pair = pair;
    made.exponent = exponent;
    return made;
}

PORTABILITY_INLINE clv_wide clv_wide_of(double value)
{
    return clv_wide_normal(numeric_pair_make(value, 0.0), 0);
}

PORTABILITY_INLINE int clv_wide_is_zero(clv_wide a)
{
    return a.pair.high == 0.0;
}

PORTABILITY_INLINE clv_wide clv_wide_negative(clv_wide a)
{
    a.pair.high = 0.0 - a.pair.high;
    a.pair.low = 0.0 - a.pair.low;
    return a;
}

PORTABILITY_INLINE clv_wide clv_wide_product(clv_wide a, clv_wide b)
{
    numeric_pair product = numeric_two_product(a.pair.high, b.pair.high);
    product.low += a.pair.high * b.pair.low + a.pair.low * b.pair.high;
    return clv_wide_normal(numeric_quick_two_sum(product.high, product.low),
                           a.exponent + b.exponent);
}

/* -1, 0, 1 as a is below, equal to, above 0. */
PORTABILITY_INLINE int clv_wide_sign(clv_wide a)
{
    return a.pair.high > 0.0 ? 1 : a.pair.high < 0.0 ? -1 : 0;
}

/* The nearest double but for the last bit of the least of them, never -0; infinite where there is none. */
PORTABILITY_INLINE double clv_wide_value(clv_wide a)
{
    int shift = a.exponent > 4000 ? 4000 : a.exponent < -4000 ? -4000 : (int)a.exponent;
    double value = numeric_pair_value(a.pair);
    return (shift == 0 ? value : ldexp(value, shift)) + 0.0;
}

#endif
