/*
 * The terms of Theil's measures for r = x / mean = 1 + d: r ln r - d, whose mean is T, and d - ln r,
 * whose mean is L, because the mean of d is 0. Neither is ever negative. Near r = 1, where both cancel
 * to d^2 / 2, the series of the area hyperbolic tangent, s = d / (2 + d):
 *
 *     d - ln r = s (d - 2 s^2 (1/3 + s^2/5 + s^4/7 + ...))
 *
 * Source: H. Theil, "Economics and Information Theory" (1967).
 */
#ifndef PATRON_NUMERIC_THEIL_H
#define PATRON_NUMERIC_THEIL_H

#include "../portability.h"

#include <math.h>

typedef struct numeric_theil {
    double t;
    double l; /* 0 for r = 0, where it does not exist */
} numeric_theil;

PORTABILITY_INLINE numeric_theil numeric_theil_near(double d)
{
    double s = d / (2.0 + d);
    double z = s * s;
    double series =
        1.0 / 3.0 +
        z * (1.0 / 5.0 +
             z * (1.0 / 7.0 + z * (1.0 / 9.0 + z * (1.0 / 11.0 + z * (1.0 / 13.0 + z / 15.0)))));
    numeric_theil terms;
    terms.l = s * (d - 2.0 * z * series);
    terms.t = d * (d - terms.l) - terms.l;
    return terms;
}

/* x + x_rest >= 0 and mean + rest > 0, each in two doubles. */
PORTABILITY_INLINE numeric_theil numeric_theil_terms(double x, double x_rest, double mean,
                                                     double rest)
{
    double d = ((x - mean) + (x_rest - rest)) / mean;
    if (fabs(d) < 0.0625)
        return numeric_theil_near(d);
    numeric_theil terms;
    double r = x / mean;
    double log_r = r >= 1e-290 ? log(r) : x > 0.0 ? log(x) - log(mean) : 0.0;
    terms.t = r * log_r - d;
    terms.l = x > 0.0 ? d - log_r : 0.0;
    return terms;
}

#endif
