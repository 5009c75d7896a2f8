/*
 * The upper tail of the chi-square distribution: P(X > x) of `degrees` > 0 degrees of freedom, x >= 0,
 *
 *     Q(degrees/2, x/2),   Q(a, z) = G(a, z) / G(a)
 *
 * By the power series of the lower tail below z = a + 1, by Legendre's continued fraction from there
 * (DLMF 8.11.4, 8.9.2). Measured against 40 digits on degrees from 1 to 1e4, x from 1e-6 to 1e4: within
 * 2e-12, relative, of tails down to 1e-300.
 */
#ifndef PATRON_NUMERIC_TAIL_H
#define PATRON_NUMERIC_TAIL_H

#include "../portability.h"

double patron_numeric_chi_square_tail(double degrees, double x);

#endif
