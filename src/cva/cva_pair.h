/*
 * Products, quotients and roots in twice the digits of a double, for the sums of numeric_compensated.h.
 * Relative errors are a few 2^-104 while nothing is below 2^-900 or above 2^990.
 *
 * Source: Y. Hida, X. Li and D. Bailey, "Algorithms for quad-double precision floating point arithmetic"
 * (2001).
 */
#ifndef PATRON_CVA_PAIR_H
#define PATRON_CVA_PAIR_H

#include "../numeric/numeric_compensated.h"
#include "../portability.h"

#include <math.h>

PORTABILITY_INLINE numeric_pair cva_pair_product(numeric_pair a, numeric_pair b)
{
    numeric_pair product = numeric_two_product(a.high, b.high);
    return numeric_quick_two_sum(product.high, product.low + (a.high * b.low + a.low * b.high));
}

PORTABILITY_INLINE numeric_pair cva_pair_minus(numeric_pair a, numeric_pair b)
{
    return numeric_pair_sum(a, numeric_pair_make(-b.high, -b.low));
}

/* a - b c */
PORTABILITY_INLINE numeric_pair cva_pair_less(numeric_pair a, numeric_pair b, numeric_pair c)
{
    return cva_pair_minus(a, cva_pair_product(b, c));
}

PORTABILITY_INLINE numeric_pair cva_pair_times(numeric_pair a, double b)
{
    return cva_pair_product(a, numeric_pair_make(b, 0.0));
}

/* b is not 0. */
PORTABILITY_INLINE numeric_pair cva_pair_quotient(numeric_pair a, numeric_pair b)
{
    double first = a.high / b.high;
    numeric_pair rest = cva_pair_minus(a, cva_pair_times(b, first));
    double second = rest.high / b.high;
    rest = cva_pair_minus(rest, cva_pair_times(b, second));
    return numeric_pair_add(numeric_quick_two_sum(first, second), rest.high / b.high);
}

/* a > 0. */
PORTABILITY_INLINE numeric_pair cva_pair_root(numeric_pair a)
{
    double root = sqrt(a.high);
    numeric_pair rest = cva_pair_minus(a, numeric_two_product(root, root));
    return numeric_quick_two_sum(root, rest.high / (2.0 * root));
}

#endif
