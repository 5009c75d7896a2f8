/*
 * Differences, products and quotients of pairs: to about 100 bits, for figures whose terms cancel.
 *
 * The bounds of numeric_two_product hold for products, and for divisor and quotient. Source: Dekker (1971),
 * section 5.
 */
#ifndef PATRON_NUMERIC_PAIR_H
#define PATRON_NUMERIC_PAIR_H

#include "../portability.h"
#include "numeric_compensated.h"

PORTABILITY_INLINE numeric_pair numeric_pair_of(double value)
{
    return numeric_pair_make(value, 0.0);
}

PORTABILITY_INLINE numeric_pair numeric_pair_difference(numeric_pair a, numeric_pair b)
{
    return numeric_pair_sum(a, numeric_pair_make(-b.high, -b.low));
}

PORTABILITY_INLINE numeric_pair numeric_pair_product(numeric_pair a, numeric_pair b)
{
    numeric_pair product = numeric_two_product(a.high, b.high);
    return numeric_quick_two_sum(product.high, product.low + (a.high * b.low + a.low * b.high));
}

/* NaN where b is 0. */
PORTABILITY_INLINE numeric_pair numeric_pair_quotient(numeric_pair a, numeric_pair b)
{
    double first = a.high / b.high;
    numeric_pair rest = numeric_pair_difference(a, numeric_pair_product(b, numeric_pair_of(first)));
    return numeric_quick_two_sum(first, rest.high / b.high);
}

#endif
