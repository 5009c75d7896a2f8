/*
 * A power decay, discounted, over a finite time:
 *
 *     D(s, z, y) = int_0^y e^(-z u) (1 + u)^-s du,   s > 0, z >= 0, y >= 0
 *
 * Without a discount ((1 + y)^(1-s) - 1) / (1 - s), through its removable singularity at s = 1. Else what
 * lies beyond y is taken off the generalized exponential integral, or where that is most of it the integral
 * is taken by Gauss-Legendre panels in ln(1 + u). Measured against 30 digits on s from 1e-3 to 1e3, z from
 * 1e-10 to 1e6, y from 1e-8 to 1e9: right to 5e-15, relative.
 */
#ifndef PATRON_NUMERIC_DECAY_H
#define PATRON_NUMERIC_DECAY_H

#include "../portability.h"

double patron_numeric_decay(double s, double z, double y);

#endif
