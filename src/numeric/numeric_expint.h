/*
 * The generalized exponential integral of real order, times e^z:
 *
 *     e^z E_s(z) = int_0^inf e^(-z u) (1 + u)^-s du,   s > 0, z >= 0 (and s > 1 where z is 0)
 *
 * From z = 1 on, and for s from 20, by the continued fraction of DLMF 8.19.17 in its even part; below, by
 * the power series of an order in (0, 3/2] with its removable singularity at 1 taken out, and the
 * recurrence upward. Measured against 30 digits on s from 1e-6 to 1e4, z from 1e-14 to 1e6: right to
 * 2e-14, relative.
 */
#ifndef PATRON_NUMERIC_EXPINT_H
#define PATRON_NUMERIC_EXPINT_H

#include "../portability.h"

double patron_numeric_expint(double s, double z);

#endif
