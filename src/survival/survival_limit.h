/*
 * Confidence limits of one point of a curve, of ln(-ln S):
 *
 *     S^exp(+- z error / (S ln S))
 *
 * J. Kalbfleisch and R. Prentice (1980), 1.3. Where S is 0 or 1 both limits are S.
 */
#ifndef PATRON_SURVIVAL_LIMIT_H
#define PATRON_SURVIVAL_LIMIT_H

#include "../portability.h"

#include <math.h>

/* The lower limit for z > 0, the upper for z < 0. */
PORTABILITY_INLINE double survival_limit(double survival, double error, double z)
{
    if (survival == 0.0 || survival == 1.0)
        return survival;
    double fall = log(survival);
    return exp(fall * exp(z * error / (survival * -fall)));
}

#endif
