/*
 * One step toward a maximum of a smooth function of a few variables, from its gradient and curvature:
 * Newton's where the function is concave and the step short enough, else the best within a radius.
 *
 * The caller evaluates, accepts or refuses, and changes the radius (Nocedal and Wright, "Numerical
 * Optimization" (2006), chapter 4); nothing is called back.
 */
#ifndef PATRON_NUMERIC_FIT_H
#define PATRON_NUMERIC_FIT_H

#include "../portability.h"

/*
 * Eigenvalues and eigenvectors of a symmetric matrix[size*size], which is overwritten: vector[k*size + i]
 * is component i of the unit vector of value[k]. By cyclic Jacobi rotations, which get the small
 * eigenvalues of a graded positive definite matrix right, too (Golub and Van Loan, "Matrix
 * Computations" (2013), 8.5).
 */
void patron_numeric_spectrum(size_t size, double *matrix, double *value, double *vector);

/*
 * The step p[size] that maximizes g.p - p.A p / 2 among those no longer than radius, A given by its
 * spectrum; work[size]. Returns what it maximizes.
 */
double patron_numeric_step(size_t size, const double *value, const double *vector,
                           const double *gradient, double radius, double *work, double *step);

#endif
