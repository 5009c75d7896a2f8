#include "../portability.h"
#include "numeric_tail.h"

#include "numeric_gamma.h"

#include <math.h>

/* P(a, z) without the factor before the series. */
static double numeric_tail_series(double a, double z)
{
    double term = 1.0 / a;
    double sum = term;
    for (double k = 1.0; term > 1e-17 * sum; k += 1.0) {
        term *= z / (a + k);
        sum += term;
    }
    return sum;
}

/* Q(a, z) without the factor before the fraction, by Lentz's method. */
static double numeric_tail_fraction(double a, double z)
{
    double b = z + 1.0 - a;
    double c = 1e300;
    double d = 1.0 / b;
    double value = d;
    for (double k = 1.0; fabs(c * d - 1.0) > 5e-16; k += 1.0) {
        double top = k * (a - k);
        b += 2.0;
        d = 1.0 / (top * d + b);
        c = b + top / c;
        value *= c * d;
    }
    return value;
}

double patron_numeric_chi_square_tail(double degrees, double x)
{
    double a = 0.5 * degrees, z = 0.5 * x;
    if (z == 0.0)
        return 1.0;
    double factor = exp(a * log(z) - z - patron_numeric_log_gamma(a));
    if (z < a + 1.0)
        return 1.0 - factor * numeric_tail_series(a, z);
    return factor * numeric_tail_fraction(a, z);
}
