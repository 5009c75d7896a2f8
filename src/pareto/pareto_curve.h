/*
 * What the curves of doubles and of money share.
 */
#ifndef PATRON_PARETO_CURVE_H
#define PATRON_PARETO_CURVE_H

#include "../portability.h"
#include <patron/pareto.h>

/* floor(point customers / (points - 1)) without overflow, for points <= 2^31. */
uint64_t patron_pareto_curve_limit(uint64_t customers, size_t points, size_t point);

/* The arguments that are no rows, in their order; needed is what scratch must hold. */
int32_t patron_pareto_curve_check(size_t n, const void *value, const void *scratch,
                                  size_t scratch_size, size_t needed, size_t points,
                                  const void *customers, const void *height,
                                  const char *height_name, patron_fault *fault);

#endif
