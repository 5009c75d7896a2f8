#include "../portability.h"
#include "numeric_share.h"

#include <math.h>

static double numeric_share_down(double p, double q, double r)
{
    double root = sqrt(r * r + 4.0 * p * q);
    return p < q ? 2.0 * p * q * r / (root + r * (q - p))
                 : r * (root + r * (p - q)) / (2.0 * (1.0 + r * r));
}

numeric_share patron_numeric_share_of(uint64_t yes, uint64_t of, double z)
{
    numeric_share found;
    double n = (double)of;
    double p = (double)yes / n, q = (double)(of - yes) / n, r = z / sqrt(n);
    found.share = p;
    found.error = sqrt(p * q / n);
    if (of == 0) {
        found.down = found.up = found.low = found.high = p;
        return found;
    }
    found.down = numeric_share_down(p, q, r);
    found.up = numeric_share_down(q, p, r);
    found.high = fmin(p + found.up, 1.0);
    found.low = fmin(p * (p / ((1.0 + r * r) * (p + found.up))), p);
    return found;
}
