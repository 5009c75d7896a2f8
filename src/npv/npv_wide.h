/*
 * Sums of flow x exp(-x) whose terms lie outside the range of doubles, whatever the flows and
 * rates: a sum of doubles times a power of 2. Slow, and only used where plain doubles do not reach.
 */
#ifndef PATRON_NPV_WIDE_H
#define PATRON_NPV_WIDE_H

#include "../portability.h"
#include "../numeric/numeric_compensated.h"
#include <math.h>

/* Factors exp(-x) with |x| up to this, and what they are multiplied with, keep plain doubles good. */
#define NPV_WIDE_REACH 650.0

/* ln 2 in two parts, of which the first has 21 low bits that are 0. */
#define NPV_WIDE_LN2_HIGH 6.93147180369123816490e-01
#define NPV_WIDE_LN2_LOW 1.90821492927058770002e-10
#define NPV_WIDE_PER_LN2 1.44269504088896338700e+00

typedef struct npv_wide {
    numeric_pair sum;
    int64_t exponent;
} npv_wide;

PORTABILITY_INLINE npv_wide npv_wide_zero(void)
{
    npv_wide zero;
    zero.sum = numeric_pair_make(0.0, 0.0);
    zero.exponent = INT64_MIN / 4;
    return zero;
}

/* value x 2^exponent, for any exponent. */
PORTABILITY_INLINE double npv_wide_scale(double value, int64_t exponent)
{
    if (exponent > 3000)
        exponent = 3000;
    if (exponent < -3000)
        exponent = -3000;
    return ldexp(value, (int)exponent);
}

/* sum += flow x exp(-x). */
void patron_npv_wide_add(npv_wide *sum, double flow, double x);

/* The nearest double; infinite where there is none. */
PORTABILITY_INLINE double npv_wide_value(npv_wide sum)
{
    return npv_wide_scale(numeric_pair_value(sum.sum), sum.exponent);
}

#endif
