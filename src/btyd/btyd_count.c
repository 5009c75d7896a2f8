/*
 * One probability comes from C. Loader's "Fast and accurate computation of binomial probabilities" (2000),
 * which loses no digits near the mode; the others from it by the ratio
 *
 *     nb(n + 1) / nb(n) = (R + n) / (n + 1) q / (1 + q).
 */
#include "../portability.h"
#include "btyd_count.h"

#include "../numeric/numeric_gamma.h"

#include <math.h>

#define BTYD_COUNT_LOG_LEAST (-690.7) /* ln 1e-300 */
#define BTYD_COUNT_LEAST 1e-300
#define BTYD_COUNT_LOG_2PI 1.8378770664093454836

/* x ln(x / m) + m - x, without cancellation where x is close to m. */
static double btyd_count_deviance(double x, double m)
{
    double v = (x - m) / (x + m);
    if (fabs(v) > 0.1)
        return x * log(x / m) + m - x;
    double sum = (x - m) * v;
    double power = 2.0 * x * v;
    for (int j = 3; j < 40; j += 2) { /* GCOVR_EXCL_BR_LINE: v^2 <= 0.01 ends it sooner */
        power *= v * v;
        double term = power / j;
        sum += term;
        if (fabs(term) < 1e-17 * fabs(sum))
            break;
    }
    return sum;
}

double patron_btyd_count_log(double R, double q, double n)
{
    double stay = -R * log1p(q);
    if (n == 0.0)
        return stay;
    double both = R + n;
    if (n < 10.0)
        return stay + n * log(q / (1.0 + q)) + patron_numeric_log_gamma_rise(R, n) -
               patron_numeric_log_gamma_rise(1.0, n);
    if (R < 10.0) /* G(R+n) / n! by its own quotient: both logarithms are large */
        return stay - n * log1p(1.0 / q) + patron_numeric_log_gamma_rise(n, R) - log(n) -
               patron_numeric_log_gamma(R);
    double z = q / (1.0 + q);
    return patron_numeric_stirling_rest(both) - patron_numeric_stirling_rest(n) -
           patron_numeric_stirling_rest(R) - btyd_count_deviance(n, both * z) -
           btyd_count_deviance(R, both / (1.0 + q)) +
           0.5 * (log(R / (n * both)) - BTYD_COUNT_LOG_2PI);
}

/* The most likely number. */
static double btyd_count_mode(double R, double q)
{
    return R > 1.0 ? floor((R - 1.0) * q) : 0.0;
}

void patron_btyd_count(double R, double q, size_t counts, double *probability)
{
    double z = q / (1.0 + q);
    double mode = btyd_count_mode(R, q);
    for (size_t n = 0; n < counts; n++)
        probability[n] = 0.0;
    size_t start = mode < (double)counts ? (size_t)mode : counts - 1;
    if (R * log1p(q) < -BTYD_COUNT_LOG_LEAST)
        start = 0;
    double log_value = patron_btyd_count_log(R, q, (double)start);
    if (log_value < BTYD_COUNT_LOG_LEAST)
        return;
    double value = exp(log_value);
    probability[start] = value;
    for (size_t n = start; n > 0 && value >= BTYD_COUNT_LEAST; n--) {
        value *= (double)n / ((R + ((double)n - 1.0)) * z);
        probability[n - 1] = value;
    }
    value = probability[start];
    for (size_t n = start; n + 1 < counts && value >= BTYD_COUNT_LEAST; n++) {
        value *= (R + (double)n) / ((double)n + 1.0) * z;
        probability[n + 1] = value;
    }
}

/*
 * What P(N >= 1), known to its last digit, has left; or where that is little, the sum of the probabilities
 * beyond, whose ratios are below 1 and fall.
 */
double patron_btyd_count_beyond(double R, double q, size_t counts, const double *probability)
{
    double z = q / (1.0 + q);
    double some = -expm1(-R * log1p(q));
    double below = 0.0;
    for (size_t n = 1; n < counts; n++)
        below += probability[n];
    if (some - below > 1e-3 * some)
        return some - below;
    double n = (double)counts;
    double term = probability[counts - 1] * (R + n - 1.0) / n * z;
    double sum = term;
    while (term > 1e-17 * sum) {
        term *= (R + n) / (n + 1.0) * z;
        sum += term;
        n += 1.0;
    }
    return sum;
}
