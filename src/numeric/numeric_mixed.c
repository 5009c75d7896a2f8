/*
 * Below 10 the recurrence G(y + 1) = y G(y) moves b up: each step takes ln(1 + a n / (b (a + b + n))) off.
 * From there Stirling's formula (DLMF 5.11.1) gives, with all four of its terms gathered,
 *
 *     (b - 1/2) ln(1 + a n / (b (a + b + n))) - n ln(1 + a / (b + n)) - a ln(1 + n / (a + b)) + rest
 *
 * in which only the first is positive, and the smallest. The rest, the mixed difference of a small series, is
 * right but for 1e-18; where a n is so small that this matters, the shorter side is integrated over
 * instead, by Gauss-Legendre's two points: int_0^n (psi(b + u) - psi(a + b + u)) du. What those leave is
 * n^4 / 4320 of the fourth derivative, below 1e-15 of it for n <= 1/100 and b >= 10. Where both sides are short,
 * psi' over both.
 */
#include "../portability.h"
#include "numeric_mixed.h"

#include "numeric_gamma.h"

#include <math.h>

#define NUMERIC_MIXED_LOW 10.0
#define NUMERIC_MIXED_SHORT 0.01
#define NUMERIC_MIXED_GAUSS 0.21132486540518711775 /* (1 - 1/sqrt(3)) / 2 */

static double numeric_mixed_tiny(double a, double b, double n)
{
    double sum = 0.0;
    for (int i = 0; i < 4; i++) {
        double along_n = i % 2 == 0 ? NUMERIC_MIXED_GAUSS : 1.0 - NUMERIC_MIXED_GAUSS;
        double along_a = i < 2 ? NUMERIC_MIXED_GAUSS : 1.0 - NUMERIC_MIXED_GAUSS;
        sum += patron_numeric_trigamma(b + along_n * n + along_a * a);
    }
    return -0.25 * a * n * sum;
}

/* n is the shorter side. */
static double numeric_mixed_short(double a, double b, double n)
{
    double first = b + NUMERIC_MIXED_GAUSS * n;
    double second = b + (1.0 - NUMERIC_MIXED_GAUSS) * n;
    return -0.5 * n *
           (patron_numeric_digamma_rise(first, a) + patron_numeric_digamma_rise(second, a));
}

static double numeric_mixed_long(double a, double b, double n)
{
    double rest = (patron_numeric_stirling_rest(b + n) - patron_numeric_stirling_rest(b)) -
                  (patron_numeric_stirling_rest(a + b + n) - patron_numeric_stirling_rest(a + b));
    double first = (b - 0.5) * log1p(a / b * (n / (a + b + n)));
    return first - n * log1p(a / (b + n)) - a * log1p(n / (a + b)) + rest;
}

double patron_numeric_mixed_rise(double a, double b, double n)
{
    double up = 0.0; /* the product of the steps, less 1 */
    while (b < NUMERIC_MIXED_LOW) {
        double step = a / b * (n / (a + b + n));
        up += step + up * step;
        b += 1.0;
    }
    double shorter = fmin(a, n), longer = fmax(a, n), high;
    if (longer < NUMERIC_MIXED_SHORT)
        high = numeric_mixed_tiny(a, b, n);
    else if (shorter < NUMERIC_MIXED_SHORT)
        high = numeric_mixed_short(longer, b, shorter);
    else
        high = numeric_mixed_long(longer, b, shorter);
    return high - log1p(up);
}
