/*
 * The distinct histories of a base, in ascending order of (x, t_x, T).
 */
#ifndef PATRON_BTYD_DISTINCT_H
#define PATRON_BTYD_DISTINCT_H

#include "../portability.h"
#include "btyd_model.h"

/* Histories, each with the customers it stands for. */
typedef struct btyd_weighted {
    size_t n;
    const uint32_t *x;
    const double *t_x;
    const double *T;
    const double *weight; /* or NULL: 1 each */
} btyd_weighted;

/* Distinct histories: where to write them. */
typedef struct btyd_distinct {
    uint32_t *x;
    double *t_x;
    double *T;
    double *weight;
} btyd_distinct;

/* n, then every row: histories that a model of this kind takes, sums of ln gaps (or NULL) and weights. */
int32_t patron_btyd_check_weighted(const patron_btyd_model *model, const btyd_weighted *rows,
                                   const double *sum_log_gap, patron_fault *fault);

/* What (k - 1) times the sums of ln gaps adds to ln L. sum_log_gap may be NULL. */
double patron_btyd_gaps_term(const btyd_weighted *rows, const double *sum_log_gap, uint32_t k);

/* Rows of weight above 0 in order of their histories; how many. order[n]; scratch of
   patron_btyd_order_scratch_size(n) bytes. */
size_t patron_btyd_order_scratch_size(size_t n);
size_t patron_btyd_order(const btyd_weighted *rows, uint32_t *order, void *scratch);

/* Writes the distinct histories of ordered rows, with exact sums of weights; how many. */
size_t patron_btyd_write_distinct(const btyd_weighted *rows, size_t n, const uint32_t *order,
                                  const btyd_distinct *to);

#endif
