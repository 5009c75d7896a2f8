/*
 * How a gamma function's logarithm rises in two directions at once:
 *
 *     ln G(b + n) G(a + b) / (G(b) G(a + b + n)) = ln B(a, b + n) / B(a, b)
 *         = - int_0^n int_0^a psi'(b + s + u) ds du,   a, b > 0, n >= 0
 *
 * right relative to itself however small it is, which a difference of two logarithms is not: with a and n
 * small or b large it is about -a n / b. Measured against 50 digits on a, b from 1e-6 to 1e9, n from 1e-9 to
 * 1e60: within 1e-14, relative.
 */
#ifndef PATRON_NUMERIC_MIXED_H
#define PATRON_NUMERIC_MIXED_H

#include "../portability.h"

double patron_numeric_mixed_rise(double a, double b, double n);

#endif
