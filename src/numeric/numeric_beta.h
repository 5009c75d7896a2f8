/*
 * The mean of a smooth positive function over a Beta(a, b) variable p:
 *
 *     numeric_beta mean;
 *     patron_numeric_beta_open(&mean, a, b, scale);
 *     while (patron_numeric_beta_next(&mean))
 *         patron_numeric_beta_add(&mean, f(mean.p, mean.rest));
 *     value = patron_numeric_beta_value(&mean);
 *
 * In w = ln(p / (1 - p)) the density is analytic in the strip |Im w| < pi and both tails are exponential,
 * so that the trapezoidal rule converges geometrically (Trefethen and Weideman, "The exponentially
 * convergent trapezoidal rule", 2014, section 5), with the same rule for the norm. f must be the same to
 * the last digit for all p below 1e-17 / scale and for all p above 1 - 1e-17, and f times the density must
 * rise to one peak and fall. Of an f analytic in |Im w| < pi/2 the mean is right to about 1e-13.
 */
#ifndef PATRON_NUMERIC_BETA_H
#define PATRON_NUMERIC_BETA_H

#include "../portability.h"

typedef struct numeric_beta {
    double p;    /* where to evaluate f */
    double rest; /* 1 - p, without cancellation */
    double a;
    double b;
    double low; /* below this f is constant */
    double step;
    double center; /* w of the density's peak */
    double log_peak;
    double at; /* steps from the center */
    double direction;
    double weight;
    double last; /* the term before */
    double sum;
    double norm;
} numeric_beta;

void patron_numeric_beta_open(numeric_beta *mean, double a, double b, double scale);
int patron_numeric_beta_next(numeric_beta *mean);
void patron_numeric_beta_add(numeric_beta *mean, double value);
double patron_numeric_beta_value(const numeric_beta *mean);

#endif
