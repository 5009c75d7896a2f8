#include "../portability.h"
#include "satisfaction_net.h"

#include <math.h>

/* p + d - (p - d)^2 = s (p + d) + 4 p d with s = 1 - p - d: no difference. */
double patron_satisfaction_net_error(double plus, double zero, double minus)
{
    double n = plus + zero + minus;
    double p = plus / n, s = zero / n, d = minus / n;
    return sqrt((s * (p + d) + 4.0 * p * d) / n);
}
