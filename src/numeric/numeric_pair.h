/*
 * Differences, products, quotients and roots of pairs: to about 100 bits, for figures whose terms cancel.
 *
 * The bounds of numeric_two_product hold for products, and for divisor and quotient. Source: Dekker (1971),
 * section 5.
 */
#ifndef PATRON_NUMERIC_PAIR_H
#define PATRON_NUMERIC_PAIR_H

#include "../portability.h"
#include "numeric_compensated.h"

#include <math.h>

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

/* a - b c */
PORTABILITY_INLINE numeric_pair numeric_pair_less_product(numeric_pair a, numeric_pair b,
                                                          numeric_pair c)
{
    return numeric_pair_difference(a, numeric_pair_product(b, c));
}

/* NaN where b is 0. */
PORTABILITY_INLINE numeric_pair numeric_pair_quotient(numeric_pair a, numeric_pair b)
{
    double first = a.high / b.high;
    numeric_pair rest = numeric_pair_difference(a, numeric_pair_product(b, numeric_pair_of(first)));
    double second = rest.high / b.high;
    rest = numeric_pair_difference(rest, numeric_pair_product(b, numeric_pair_of(second)));
    return numeric_pair_add(numeric_quick_two_sum(first, second), rest.high / b.high);
}

/* a > 0. */
PORTABILITY_INLINE numeric_pair numeric_pair_root(numeric_pair a)
{
    double root = sqrt(a.high);
    numeric_pair rest = numeric_pair_difference(a, numeric_two_product(root, root));
    return numeric_quick_two_sum(root, rest.high / (2.0 * root));
}

/*
 * What count values of this sum are on average, rounded once: of equal values it is that value. A sum that was
 * rounded first may miss it: .27, nine times .03, is more than nine times the double .03. NaN of none.
 */
PORTABILITY_INLINE double numeric_pair_mean(numeric_pair sum, double count)
{
    return numeric_pair_value(numeric_pair_quotient(sum, numeric_pair_of(count)));
}

#endif
