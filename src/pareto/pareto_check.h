/*
 * The checks that the functions of pareto share. Each returns a status, PATRON_OK where all is well.
 */
#ifndef PATRON_PARETO_CHECK_H
#define PATRON_PARETO_CHECK_H

#include "../portability.h"
#include <patron/pareto.h>

#include <math.h>

/* A figure that does not exist; NAN itself is a float. */
#define PARETO_NAN ((double)NAN)

enum { PARETO_ROWS_MAX = 2147483647 };

/* A count in [least, 2147483647]. */
int32_t patron_pareto_check_count(size_t count, size_t least, const char *argument,
                                  patron_fault *fault);

/* n in range, and value there unless n is 0. */
int32_t patron_pareto_check_column(size_t n, const void *value, patron_fault *fault);

/*
 * The rows: finite values, finite weights >= 0 (or NULL), an order (or NULL) that is a permutation
 * of the rows, descending by value and ascending by row among equal values.
 */
int32_t patron_pareto_check_real(size_t n, const double *value, const double *weight,
                                 const uint32_t *order, patron_fault *fault);
int32_t patron_pareto_check_whole(size_t n, const int64_t *value, const uint32_t *order,
                                  patron_fault *fault);

/* A sum or figure that its type cannot hold. */
int32_t patron_pareto_overflow(const char *argument, patron_fault *fault);

#endif
