/*
 *     ln G(a) = (a - 1/2) ln a - a + ln(2 pi)/2 + S(a),   S(a) = sum_k B_2k / (2k (2k-1) a^(2k-1))
 *     psi(a)  = ln a - 1/(2a) - sum_k B_2k / (2k a^2k)
 *     psi'(a) = 1/a + 1/(2 a^2) + sum_k B_2k / a^(2k+1)
 *
 * with the recurrences G(a+1) = a G(a), psi(a+1) = psi(a) + 1/a, psi'(a+1) = psi'(a) - 1/a^2.
 */
#include "../portability.h"
#include "numeric_gamma.h"

#include <math.h>

#define NUMERIC_GAMMA_LOW 10.0     /* from here on the series */
#define NUMERIC_GAMMA_PRODUCT 12.0 /* up to so many factors the product itself */
#define NUMERIC_GAMMA_LOG_ROOT_2PI 0.91893853320467274178

/* --- series, a >= 10 -------------------------------------------------------------------------- */

static double numeric_gamma_stirling(double a)
{
    double u = 1.0 / (a * a);
    double sum = 1.0 / 156.0;
    sum = sum * u - 691.0 / 360360.0;
    sum = sum * u + 1.0 / 1188.0;
    sum = sum * u - 1.0 / 1680.0;
    sum = sum * u + 1.0 / 1260.0;
    sum = sum * u - 1.0 / 360.0;
    sum = sum * u + 1.0 / 12.0;
    return sum / a;
}

/* ln a - psi(a) */
static double numeric_gamma_digamma_gap(double a)
{
    double u = 1.0 / (a * a);
    double sum = 1.0 / 12.0;
    sum = sum * u - 691.0 / 32760.0;
    sum = sum * u + 1.0 / 132.0;
    sum = sum * u - 1.0 / 240.0;
    sum = sum * u + 1.0 / 252.0;
    sum = sum * u - 1.0 / 120.0;
    sum = sum * u + 1.0 / 12.0;
    return 0.5 / a + sum * u;
}

/* psi'(a) - 1/a - 1/(2 a^2) */
static double numeric_gamma_trigamma_rest(double a)
{
    double u = 1.0 / (a * a);
    double sum = 7.0 / 6.0;
    sum = sum * u - 691.0 / 2730.0;
    sum = sum * u + 5.0 / 66.0;
    sum = sum * u - 1.0 / 30.0;
    sum = sum * u + 1.0 / 42.0;
    sum = sum * u - 1.0 / 30.0;
    sum = sum * u + 1.0 / 6.0;
    return u * sum / a;
}

/* --- functions --------------------------------------------------------------------------------- */

double patron_numeric_log_gamma(double a)
{
    double product = 1.0;
    while (a < NUMERIC_GAMMA_LOW) {
        product *= a;
        a += 1.0;
    }
    double high = (a - 0.5) * log(a) - a + NUMERIC_GAMMA_LOG_ROOT_2PI + numeric_gamma_stirling(a);
    return high - log(product);
}

double patron_numeric_log_gamma_rise(double a, double x)
{
    double product = 1.0;
    if (x <= NUMERIC_GAMMA_PRODUCT && x == floor(x)) {
        for (int j = 0; j < (int)x; j++)
            product *= a + j;
        return log(product);
    }
    while (a < NUMERIC_GAMMA_LOW) {
        product *= a / (a + x);
        a += 1.0;
    }
    double high = (a - 0.5) * log1p(x / a) + x * (log(a + x) - 1.0);
    return high + (numeric_gamma_stirling(a + x) - numeric_gamma_stirling(a)) + log(product);
}

double patron_numeric_log_beta_rise(double a, double b, double n)
{
    if (a < n)
        return patron_numeric_log_gamma_rise(b, a) - patron_numeric_log_gamma_rise(b + n, a);
    return patron_numeric_log_gamma_rise(b, n) - patron_numeric_log_gamma_rise(a + b, n);
}

double patron_numeric_digamma(double a)
{
    double down = 0.0;
    while (a < NUMERIC_GAMMA_LOW) {
        down += 1.0 / a;
        a += 1.0;
    }
    return log(a) - numeric_gamma_digamma_gap(a) - down;
}

double patron_numeric_digamma_rise(double a, double x)
{
    double up = 0.0;
    if (x <= NUMERIC_GAMMA_PRODUCT && x == floor(x)) {
        for (int j = 0; j < (int)x; j++)
            up += 1.0 / (a + j);
        return up;
    }
    while (a < NUMERIC_GAMMA_LOW) {
        up += x / (a * (a + x));
        a += 1.0;
    }
    return up + log1p(x / a) + (numeric_gamma_digamma_gap(a) - numeric_gamma_digamma_gap(a + x));
}

double patron_numeric_trigamma(double a)
{
    double up = 0.0;
    while (a < NUMERIC_GAMMA_LOW) {
        up += 1.0 / (a * a);
        a += 1.0;
    }
    return 1.0 / a + 0.5 / (a * a) + numeric_gamma_trigamma_rest(a) + up;
}

double patron_numeric_trigamma_fall(double a, double x)
{
    double up = 0.0;
    while (a < NUMERIC_GAMMA_LOW) {
        double from = 1.0 / a, to = 1.0 / (a + x);
        up += x * from * to * (from + to);
        a += 1.0;
    }
    double from = 1.0 / a, to = 1.0 / (a + x);
    double rest = numeric_gamma_trigamma_rest(a) - numeric_gamma_trigamma_rest(a + x);
    return up + x * from * to * (1.0 + 0.5 * (from + to)) + rest;
}

double patron_numeric_stirling_rest(double a)
{
    if (a >= NUMERIC_GAMMA_LOW)
        return numeric_gamma_stirling(a);
    return patron_numeric_log_gamma(a) - ((a - 0.5) * log(a) - a + NUMERIC_GAMMA_LOG_ROOT_2PI);
}

double patron_numeric_digamma_rest(double a)
{
    return a >= NUMERIC_GAMMA_LOW ? numeric_gamma_digamma_gap(a)
                                  : log(a) - patron_numeric_digamma(a);
}
