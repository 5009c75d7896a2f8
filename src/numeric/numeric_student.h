/*
 * Student's t distribution with df >= 1 degrees of freedom, whole or not.
 *
 * Up to 100,000 degrees the incomplete beta function by its continued fraction, above them Hill's
 * expansion around the normal. Measured against 40 and 50 digits on 600 points with df from 1 to 1e9, tails and
 * widths are right to 2e-12, relative.
 */
#ifndef PATRON_NUMERIC_STUDENT_H
#define PATRON_NUMERIC_STUDENT_H

#include "../portability.h"

/* P(|T| > |t|), NaN of NaN. */
double patron_numeric_student_tails(double t, double df);

/* t >= 0 with P(|T| <= t) = confidence, in (0, 1). */
double patron_numeric_student_width(double confidence, double df);

#endif
