/*
 * A column of customers, ranked, and the checks before.
 */
#ifndef PATRON_CONCENTRATION_COLUMN_H
#define PATRON_CONCENTRATION_COLUMN_H

#include "../numeric/numeric_compensated.h"
#include "../numeric/numeric_scratch.h"
#include "../portability.h"
#include <patron/concentration.h>

enum { CONCENTRATION_ROWS_MAX = 2147483647, CONCENTRATION_SEGMENTS_MAX = 16777216 };

/* Bytes that ranking carves, and what is computed afterwards in the room it leaves: `rest` bytes. */
size_t patron_concentration_column_need(size_t n, uint32_t ordered, uint32_t with_order,
                                        size_t rest);

/*
 * The values from the most to the least valuable, in scratch, and the rows they come from where
 * with_order; the carve is left where the sort worked. n > 0.
 */
const double *patron_concentration_rank(size_t n, const double *value, const uint32_t **order,
                                        uint32_t with_order, numeric_scratch *carve);
const int64_t *patron_concentration_rank_money(size_t n, const int64_t *value,
                                               const uint32_t **order, uint32_t with_order,
                                               numeric_scratch *carve);

/* The checks of arguments that are no rows: n, value, scratch. */
int32_t patron_concentration_check_column(size_t n, const void *value, const void *scratch,
                                          size_t scratch_size, size_t needed, patron_fault *fault);
int32_t patron_concentration_check_segments(size_t n, const uint32_t *segment, size_t segments,
                                            patron_fault *fault);
int32_t patron_concentration_check_real(const char *argument, double value, double highest,
                                        patron_fault *fault);

/* The checks of the rows, the lowest fault first; segment and order may be NULL. */
int32_t patron_concentration_check_rows(size_t n, const double *value, const uint32_t *segment,
                                        size_t segments, const uint32_t *order,
                                        patron_fault *fault);
int32_t patron_concentration_check_rows_money(size_t n, const int64_t *value,
                                              const uint32_t *segment, size_t segments,
                                              const uint32_t *order, patron_fault *fault);

/* The exact total and the exact sum of positive values; 0 where one is too large for its type. */
int patron_concentration_totals(size_t n, const double *value, double *total, double *peak);
int patron_concentration_totals_money(size_t n, const int64_t *value, int64_t *total,
                                      int64_t *peak);

int32_t patron_concentration_overflow(patron_fault *fault);

/* Values scaled by a power of two to magnitudes at most 1, so that products of figures stay in range;
   the figures are ratios. target may be where the values are. */
void patron_concentration_scale(size_t n, const double *value, double *target);
void patron_concentration_scale_money(size_t n, const int64_t *value, double *target);

/* sum_{i<j} |x_i - x_j| of a descending column of magnitudes at most 1. */
numeric_pair patron_concentration_spread(size_t n, const double *x);

#endif
