/*
 * The gamma function by its logarithm, its differences and derivatives, for arguments > 0.
 *
 * The rises, of a figure from a to a + x, are computed as differences and keep their digits where the
 * two figures themselves are large. Below 10 everything is moved up by the recurrence; from there
 * Stirling's series serves (DLMF 5.11.1, 5.11.2, 5.15.8), cut off below 1e-17. Measured against 40
 * digits on a from 1e-6 to 1e15, x from 1e-3 to 1e9: within 4e-15 of max(1, |figure|), and within
 * 1e-14 of the derivatives and of the rises, relative.
 */
#ifndef PATRON_NUMERIC_GAMMA_H
#define PATRON_NUMERIC_GAMMA_H

#include "../portability.h"

/* ln G(a) */
double patron_numeric_log_gamma(double a);

/* ln G(a + x) - ln G(a), x >= 0 */
double patron_numeric_log_gamma_rise(double a, double x);

/* ln prod_{i<n} (b + i) / (a + b + i) = ln B(a, b + n) / B(a, b), by whichever rises are the smaller */
double patron_numeric_log_beta_rise(double a, double b, double n);

/* psi(a) = d ln G(a) / da */
double patron_numeric_digamma(double a);

/* psi(a + x) - psi(a), x >= 0 */
double patron_numeric_digamma_rise(double a, double x);

/* psi'(a) */
double patron_numeric_trigamma(double a);

/* psi'(a) - psi'(a + x), x >= 0, without cancellation where a is large: within 1e-14 and 1e-19 */
double patron_numeric_trigamma_fall(double a, double x);

/* ln G(a) - ((a - 1/2) ln a - a + ln(2 pi)/2), what Stirling's formula leaves */
double patron_numeric_stirling_rest(double a);

/* ln a - psi(a) */
double patron_numeric_digamma_rest(double a);

#endif
