#include "../portability.h"
#include "satisfaction_share.h"

#include <math.h>

static double satisfaction_down(double p, double q, double r)
{
    double root = sqrt(r * r + 4.0 * p * q);
    return p < q ? 2.0 * p * q * r / (root + r * (q - p))
                 : r * (root + r * (p - q)) / (2.0 * (1.0 + r * r));
}

satisfaction_share patron_satisfaction_share_of(uint64_t yes, uint64_t of, double z)
{
    satisfaction_share found;
    double n = (double)of;
    double p = (double)yes / n, q = (double)(of - yes) / n, r = z / sqrt(n);
    found.share = p;
    found.error = sqrt(p * q / n);
    if (of == 0) {
        found.down = found.up = found.low = found.high = p;
        return found;
    }
    found.down = satisfaction_down(p, q, r);
    found.up = satisfaction_down(q, p, r);
    found.high = fmin(p + found.up, 1.0);
    found.low = fmin(p * (p / ((1.0 + r * r) * (p + found.up))), p);
    return found;
}

/* p + d - (p - d)^2 = s (p + d) + 4 p d with s = 1 - p - d: no difference. */
double patron_satisfaction_net_error(double plus, double zero, double minus)
{
    double n = plus + zero + minus;
    double p = plus / n, s = zero / n, d = minus / n;
    return sqrt((s * (p + d) + 4.0 * p * d) / n);
}
