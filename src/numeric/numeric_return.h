/*
 * What to spend money on first: the order of what each unit of cost brings.
 *
 * A key stands for gain / cost. Without cost a gain comes before, a loss behind all others; a gain that does
 * not exist (NaN) comes last, too. Keys are to be sorted descending, ties by row.
 */
#ifndef PATRON_NUMERIC_RETURN_H
#define PATRON_NUMERIC_RETURN_H

#include "../portability.h"

#include <math.h>

/* gain finite or NaN, cost >= 0; infinite where cost > 0 too if the quotient is no double. */
PORTABILITY_INLINE double numeric_return_key(double gain, double cost)
{
    if (isnan(gain))
        return -(double)INFINITY;
    if (cost > 0.0 || gain == 0.0)
        return cost > 0.0 ? gain / cost : 0.0;
    return gain > 0.0 ? (double)INFINITY : -(double)INFINITY;
}

/* gain / cost as an output: NaN where there is no cost or no gain. */
PORTABILITY_INLINE double numeric_return_ratio(double gain, double cost)
{
    return cost > 0.0 ? gain / cost : (double)NAN;
}

#endif
