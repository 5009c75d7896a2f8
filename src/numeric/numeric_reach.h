/*
 * The sum of money that a share of a total comes to.
 */
#ifndef PATRON_NUMERIC_REACH_H
#define PATRON_NUMERIC_REACH_H

#include "../portability.h"

#include <math.h>

/*
 * The whole amount at or above share x total, total > 0, and the product rounded to the nearest
 * double: at least 1. The double nearest to the total may lie above it, but a share up to 1 comes to no
 * more than the total. 0 where the amount leaves int64_t.
 */
PORTABILITY_INLINE int64_t numeric_reach(double share, int64_t total)
{
    double target = share * (double)total;
    if (!(target < 9223372036854775808.0))
        return share <= 1.0 ? total : 0;
    int64_t reach = target > 1.0 ? (int64_t)ceil(target) : 1;
    return share <= 1.0 && reach > total ? total : reach;
}

#endif
