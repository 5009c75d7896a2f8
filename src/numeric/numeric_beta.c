#include "../portability.h"
#include "numeric_beta.h"

#include <math.h>

#define NUMERIC_BETA_TINY 1e-17

/* ln of the density by w, but for its constant: a ln p + b ln(1 - p). */
static double numeric_beta_log_density(double a, double b, double w)
{
    double far = log1p(exp(-fabs(w)));
    return w > 0.0 ? -a * far - b * (w + far) : -b * far - a * (far - w);
}

/* A step of 1/5 for the strip of width pi/2, and smaller where the peak is narrower: half of its deviation. The
   error of the norm is |G(a + 2 pi i / step)| / G(a), at most 2e-15, of a = 6; of a = 8 and two thirds of the
   deviation, which is enough of a normal curve, it would be 2e-11. */
void patron_numeric_beta_open(numeric_beta *mean, double a, double b, double scale)
{
    double deviation = sqrt(1.0 / a + 1.0 / b);
    mean->a = a;
    mean->b = b;
    mean->low = NUMERIC_BETA_TINY / (scale > 1.0 ? scale : 1.0);
    mean->step = deviation < 0.4 ? 0.5 * deviation : 0.2;
    mean->center = log(a / b);
    mean->log_peak = numeric_beta_log_density(a, b, mean->center);
    mean->at = 0.0;
    mean->direction = -1.0;
    mean->last = 0.0;
    mean->sum = 0.0;
    mean->norm = 0.0;
    mean->p = mean->rest = mean->weight = 0.0;
}

int patron_numeric_beta_next(numeric_beta *mean)
{
    if (mean->direction == 0.0)
        return 0;
    double w = mean->center + mean->at * mean->step;
    double small = exp(-fabs(w));
    mean->p = (w > 0.0 ? 1.0 : small) / (1.0 + small);
    mean->rest = (w > 0.0 ? small : 1.0) / (1.0 + small);
    mean->weight = exp(numeric_beta_log_density(mean->a, mean->b, w) - mean->log_peak);
    return 1;
}

/* Beyond, every term is the one before times e^(-rate step): the rest of the series is geometric. */
static int numeric_beta_tail(numeric_beta *mean)
{
    double rate;
    if (mean->direction < 0.0 && mean->p < mean->low)
        rate = mean->a;
    else if (mean->direction > 0.0 && mean->rest < NUMERIC_BETA_TINY)
        rate = mean->b;
    else
        return 0;
    mean->weight /= -expm1(-rate * mean->step);
    return 1;
}

void patron_numeric_beta_add(numeric_beta *mean, double value)
{
    double lone = mean->weight * value;
    int tail = numeric_beta_tail(mean);
    double term = mean->weight * value;
    mean->sum += term;
    mean->norm += mean->weight;
    int falls = lone <= mean->last;
    int spent = falls && lone <= NUMERIC_BETA_TINY * mean->sum &&
                mean->weight <= NUMERIC_BETA_TINY * mean->norm;
    mean->last = lone;
    if (!tail && !spent) {
        mean->at += mean->direction;
        return;
    }
    mean->last = 0.0;
    mean->at = 1.0;
    mean->direction = mean->direction < 0.0 ? 1.0 : 0.0;
}

double patron_numeric_beta_value(const numeric_beta *mean)
{
    return mean->sum / mean->norm;
}
