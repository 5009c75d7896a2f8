#include "../portability.h"
#include "numeric_expint.h"

#include "numeric_gamma.h"

#include <float.h>
#include <math.h>

enum { NUMERIC_EXPINT_TERMS = 2000 };

/* 1 / (z + s - s / (z + s + 2 - 2 (s + 1) / (z + s + 4 - ...))) by the method of Lentz. */
static double numeric_expint_fraction(double s, double z)
{
    double b = z + s;
    double d = 1.0 / b;
    double value = d;
    double c = 1.0 / DBL_MIN;
    for (int j = 1; j < NUMERIC_EXPINT_TERMS; j++) { /* GCOVR_EXCL_BR_LINE: it ends sooner */
        double a = -j * (s + j - 1.0);
        b += 2.0;
        d = 1.0 / (a * d + b);
        c = b + a / c;
        double change = c * d;
        value *= change;
        if (fabs(change - 1.0) < 2e-16)
            break;
    }
    return value;
}

/* ln G(1 + e) for -1/2 <= e < 1, to its own last digits where e is small:
   ln G(1 + e) = -ln(1 + e) + e (1 - euler) + sum_{k>=2} (-1)^k (zeta(k) - 1) e^k / k (DLMF 5.7.3). */
static double numeric_expint_log_gamma(double e)
{
    static const double zeta[] = {
        6.4493406684822643647e-01, 2.0205690315959428540e-01, 8.2323233711138191516e-02,
        3.6927755143369926331e-02, 1.7343061984449139714e-02, 8.3492773819228268397e-03,
        4.0773561979443393787e-03, 2.0083928260822144179e-03, 9.9457512781808533715e-04,
        4.9418860411946455870e-04, 2.4608655330804829863e-04, 1.2271334757848914675e-04,
        6.1248135058704829259e-05, 3.0588236307020493552e-05, 1.5282259408651871733e-05,
        7.6371976378997622736e-06, 3.8172932649998398565e-06};
    const double one_less_euler = 0.42278433509846713939;
    if (fabs(e) > 0.125)
        return patron_numeric_log_gamma(1.0 + e);
    double sum = 0.0;
    for (int k = (int)(sizeof zeta / sizeof *zeta) + 1; k >= 2; k--)
        sum = (k % 2 == 0 ? zeta[k - 2] : -zeta[k - 2]) / k + sum * e;
    return e * (one_less_euler + sum * e) - log1p(e);
}

/*
 * E_s(z) for s in (0, 3/2], 0 < z < 1, with e = 1 - s:
 *
 *     E_s(z) = (G(1 + e) z^-e - 1) / e - sum_{k>=1} (-z)^k / (k! (k + e))
 */
static double numeric_expint_series(double s, double z)
{
    double e = 1.0 - s;
    double log_z = log(z);
    double first = e != 0.0 ? expm1(numeric_expint_log_gamma(e) - e * log_z) / e
                            : -0.57721566490153286061 - log_z;
    double sum = 0.0;
    double power = 1.0;
    for (int k = 1; k < 30; k++) {
        power *= -z / k;
        double term = power / (k + e);
        sum += term;
        if (fabs(term) < 1e-17 * fabs(sum))
            break;
    }
    return first - sum;
}

double patron_numeric_expint(double s, double z)
{
    if (z == 0.0)
        return 1.0 / (s - 1.0);
    if (z >= 1.0 || s >= 20.0)
        return numeric_expint_fraction(s, z);
    double order = s > 1.5 ? s - ceil(s - 1.5) : s;
    double decay = exp(-z);
    double value = numeric_expint_series(order, z);
    while (order < s - 0.5) {
        value = (decay - z * value) / order;
        order += 1.0;
    }
    return value / decay;
}
