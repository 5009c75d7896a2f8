/*
 * A walk through a column from the most to the least valuable customer (or back), a block of rows at
 * a time, whether the values lie sorted or an order points at them. What is computed along a walk
 * has the same bits on every path, because the blocks hold the same numbers.
 */
#ifndef PATRON_PARETO_WALK_H
#define PATRON_PARETO_WALK_H

#include "../numeric/numeric_scratch.h"
#include "../portability.h"

enum { PARETO_BLOCK = 256 };

typedef struct pareto_walk {
    size_t n;
    size_t at;              /* rows already walked */
    const double *value;    /* by row */
    const double *weight;   /* by row, or NULL: 1 each */
    const uint32_t *order;  /* or NULL, then: */
    const double *sorted;   /* values, descending */
    uint32_t ascending;     /* from the end */
    double x[PARETO_BLOCK]; /* the block */
    double w[PARETO_BLOCK]; /* only with weights */
} pareto_walk;

typedef struct pareto_walk_money {
    size_t n;
    size_t at;
    const int64_t *value;
    const uint32_t *weight;
    const uint32_t *order;
    const int64_t *sorted;
    uint32_t ascending;
    uint32_t reserved;
    int64_t x[PARETO_BLOCK];
    uint32_t w[PARETO_BLOCK]; /* 1 without weights */
} pareto_walk_money;

/* Bytes beyond the walk itself that preparing one may need, for any weights. */
size_t patron_pareto_walk_scratch_size(size_t n, uint32_t ordered);

/* Prepares a walk that itself lies in scratch; sorts in what is carved for it where no order is given. */
void patron_pareto_walk_open(pareto_walk *walk, size_t n, const double *value, const double *weight,
                             const uint32_t *order, numeric_scratch *carve);
void patron_pareto_walk_money_open(pareto_walk_money *walk, size_t n, const int64_t *value,
                                   const uint32_t *weight, const uint32_t *order,
                                   numeric_scratch *carve);

/* Back to the start, for another walk in this direction. */
PORTABILITY_INLINE void pareto_walk_restart(pareto_walk *walk, uint32_t ascending)
{
    walk->at = 0;
    walk->ascending = ascending;
}

PORTABILITY_INLINE void pareto_walk_money_restart(pareto_walk_money *walk, uint32_t ascending)
{
    walk->at = 0;
    walk->ascending = ascending;
}

/* The next block, at most `room` rows of it; how many rows it has, 0 at the end. */
size_t patron_pareto_walk_next(pareto_walk *walk, size_t room);
size_t patron_pareto_walk_money_next(pareto_walk_money *walk, size_t room);

#endif
