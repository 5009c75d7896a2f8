/*
 * Gauss-Legendre quadrature with 16 points, for panels on which an integrand is smooth.
 *
 *     for (int i = 0; i < NUMERIC_GAUSS_POINTS; i++)
 *         sum += numeric_gauss_at(i).weight * f(middle + half * numeric_gauss_at(i).x);
 *     sum *= half;
 *
 * Source of the rule: DLMF 3.5(v); nodes and weights computed to 20 digits.
 */
#ifndef PATRON_NUMERIC_GAUSS_H
#define PATRON_NUMERIC_GAUSS_H

#include "../portability.h"

enum { NUMERIC_GAUSS_POINTS = 16 };

typedef struct numeric_gauss_point {
    double x; /* in (-1, 1) */
    double weight;
} numeric_gauss_point;

PORTABILITY_INLINE numeric_gauss_point numeric_gauss_at(int i)
{
    static const numeric_gauss_point half[NUMERIC_GAUSS_POINTS / 2] = {
        {0.9894009349916499326, 0.027152459411754094852},
        {0.94457502307323257608, 0.062253523938647892863},
        {0.86563120238783174388, 0.09515851168249278481},
        {0.7554044083550030339, 0.12462897125553387205},
        {0.61787624440264374845, 0.14959598881657673208},
        {0.45801677765722738634, 0.16915651939500253819},
        {0.28160355077925891323, 0.18260341504492358887},
        {0.095012509837637440185, 0.18945061045506849629}};
    numeric_gauss_point point = half[i / 2];
    if (i % 2 == 1)
        point.x = -point.x;
    return point;
}

#endif
