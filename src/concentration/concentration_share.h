/*
 * The share of the total that the top holds, for the other files of the module.
 */
#ifndef PATRON_CONCENTRATION_SHARE_H
#define PATRON_CONCENTRATION_SHARE_H

#include "../numeric/numeric_scratch.h"
#include "../portability.h"

/* Scratch of all that ranks and keeps a curve. */
size_t patron_concentration_share_need(size_t n, uint32_t ordered);

/* For n > 0 checked rows whose total is positive and whose sums fit. */
double patron_concentration_top_held(size_t n, const double *value, const uint32_t *order,
                                     double share, double total, numeric_scratch carve);
double patron_concentration_top_held_money(size_t n, const int64_t *value, const uint32_t *order,
                                           double share, double total, numeric_scratch carve);

#endif
