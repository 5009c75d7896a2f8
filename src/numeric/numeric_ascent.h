/*
 * The climb to the maximum of a likelihood of at most four parameters, in their logarithms, by trust-region
 * Newton steps. Nothing is called back: the caller evaluates where it is told.
 *
 *     numeric_ascent climb;
 *     patron_numeric_ascent_open(&climb, size, customers, max_iterations);
 *     ... climb.trial.at, climb.reference, climb.low, climb.high [size]
 *     do
 *         ... climb.trial.value, gradient, hessian at climb.trial.at, means of a customer
 *     while (patron_numeric_ascent_next(&climb));
 *     ... climb.end, climb.here
 *
 * A parameter that runs to 0 or infinity makes the likelihood rise ever more slowly along a ridge on which
 * the gradient goes to zero. What gives it away is that Newton's step does not. So a climb has converged
 * only where the step itself is small; and where a parameter is a thousand times off its reference,
 * what moments give, the climb looks ahead a hundred times further on, and along the direction of least
 * curvature: where the likelihood is no lower there and does not fall, or where the range of a parameter ends,
 * there is no maximum inside (Nocedal and Wright, "Numerical Optimization" (2006), 4.1,
 * for the steps).
 */
#ifndef PATRON_NUMERIC_ASCENT_H
#define PATRON_NUMERIC_ASCENT_H

#include "../portability.h"

enum { NUMERIC_ASCENT_MAX = 4 };

enum numeric_ascent_end {
    NUMERIC_ASCENT_TOP = 1,
    NUMERIC_ASCENT_EDGE = 2,
    NUMERIC_ASCENT_LEVEL = 3,
    NUMERIC_ASCENT_LIMIT = 4
};

typedef struct numeric_ascent_point {
    double value;
    double at[NUMERIC_ASCENT_MAX];
    double gradient[NUMERIC_ASCENT_MAX];
    double hessian[NUMERIC_ASCENT_MAX * NUMERIC_ASCENT_MAX]; /* [size*size] */
} numeric_ascent_point;

typedef struct numeric_ascent {
    size_t size;
    double customers;
    uint32_t max_iterations;
    uint32_t iterations;
    uint32_t phase;
    uint32_t end; /* NUMERIC_ASCENT_TOP ... */
    uint32_t runs_to_zero;
    uint32_t runs_to_infinity; /* bit 1 << the parameter's place */
    uint32_t refused;
    uint32_t looked; /* how often the climb has looked ahead from here */
    uint32_t small;
    uint32_t level; /* steps, the last ones, that gained no more than rounding */
    double gain;    /* what the step promises */
    double length;
    double radius;
    double way[NUMERIC_ASCENT_MAX]; /* ahead, from here */
    double reference[NUMERIC_ASCENT_MAX];
    double low[NUMERIC_ASCENT_MAX];
    double high[NUMERIC_ASCENT_MAX];
    numeric_ascent_point here;
    numeric_ascent_point trial;
} numeric_ascent;

void patron_numeric_ascent_open(numeric_ascent *climb, size_t size, double customers,
                                uint32_t max_iterations);
int patron_numeric_ascent_next(numeric_ascent *climb);

/* At the top: the covariance [size*size] of the logarithms. */
void patron_numeric_ascent_covariance(const numeric_ascent *climb, double *covariance);

/* Of the information, scaled to a unit diagonal; NaN where it is not positive definite. */
double patron_numeric_ascent_condition(const numeric_ascent *climb);

/* The largest of the gradient. */
double patron_numeric_ascent_norm(const numeric_ascent *climb);

#endif
