#include "../portability.h"
#include "numeric_decay.h"

#include "numeric_expint.h"
#include "numeric_gauss.h"

#include <math.h>

#define NUMERIC_DECAY_PANEL 2.0

/* By w = ln(1 + u): int_0^ln(1+y) exp((1-s) w - z (e^w - 1)) dw, where the integrand falls by less than e. */
static double numeric_decay_by_panels(double s, double z, double log_end)
{
    int panels = (int)ceil(log_end / NUMERIC_DECAY_PANEL);
    double half = log_end / (2.0 * panels);
    double sum = 0.0;
    for (int k = 0; k < panels; k++) {
        for (int i = 0; i < NUMERIC_GAUSS_POINTS; i++) {
            numeric_gauss_point point = numeric_gauss_at(i);
            double w = half * (2.0 * k + 1.0 + point.x);
            sum += point.weight * exp((1.0 - s) * w - z * expm1(w));
        }
    }
    return half * sum;
}

double patron_numeric_decay(double s, double z, double y)
{
    double log_end = log1p(y);
    double shape = (1.0 - s) * log_end;
    if (y == 0.0)
        return 0.0;
    if (z == 0.0)
        return shape == 0.0 ? log_end : expm1(shape) / (1.0 - s);
    double whole = patron_numeric_expint(s, z);
    double beyond = exp(shape - z * y) * patron_numeric_expint(s, z * (1.0 + y));
    if (beyond < 0.5 * whole)
        return whole - beyond;
    return numeric_decay_by_panels(s, z, log_end);
}
