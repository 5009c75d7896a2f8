/*
 * A block of receipts: checked, and walked into a triangle and rows of growth.
 *
 * Overflow is decided by the sizes of all amounts together, without sign: no sum of some of them can
 * then leave int64_t, whatever the order, the cells or the split, and what a split adds up to faults
 * exactly where the whole does.
 */
#ifndef PATRON_COHORT_BLOCK_H
#define PATRON_COHORT_BLOCK_H

#include "../portability.h"
#include "cohort_axis.h"

enum { COHORT_SIZES = 3 };

/* What may still come: of sizes of amounts, margins and costs, and of last_sales. */
typedef struct cohort_room {
    uint64_t size[COHORT_SIZES];
    uint64_t before; /* of kept_sales_before in any row */
} cohort_room;

/* The columns as the caller gave them. */
typedef struct cohort_block {
    size_t customers;
    size_t n;
    const uint32_t *customer;
    const int32_t *day;
    const int64_t *amount;
    const int64_t *margin; /* or NULL */
    const int64_t *cost;   /* or NULL */
    void *scratch;
    size_t scratch_size;
    patron_cohort_seen *seen; /* or NULL */
} cohort_block;

/* What the receipts up to the last day come to. */
typedef struct cohort_tally {
    uint64_t receipts;
    uint64_t size[COHORT_SIZES];
    int32_t earliest; /* their first day */
} cohort_tally;

/* Where they are added. */
typedef struct cohort_target {
    patron_cohort_cell *cell;     /* or NULL */
    patron_cohort_growth *growth; /* or NULL; derived members are left alone */
} cohort_target;

PORTABILITY_INLINE void cohort_cell_add(patron_cohort_cell *cell, const patron_cohort_cell *more)
{
    cell->customers += more->customers;
    cell->orders += more->orders;
    cell->refunds += more->refunds;
    cell->sales += more->sales;
    cell->refunded += more->refunded;
    cell->margin += more->margin;
    cell->cost += more->cost;
}

/* Bytes of scratch for n receipts of so many customers. */
size_t patron_cohort_block_scratch_size(size_t n, size_t customers);

/* Counts, pointers and scratch. */
int32_t patron_cohort_block_check(const cohort_block *block, patron_fault *fault);

/* Every row; what they come to, where they may be added. */
int32_t patron_cohort_block_tally(const cohort_block *block, const cohort_axis *axis,
                                  const cohort_room *room, cohort_tally *tally,
                                  patron_fault *fault);

/* Adds the block, whose tally has been taken, and brings seen up to date. */
void patron_cohort_block_walk(const cohort_block *block, const cohort_axis *axis,
                              const cohort_tally *tally, const cohort_target *target);

/* Fills in what follows from the sums: active, lost, begun, mature. */
void patron_cohort_growth_finish(const cohort_axis *axis, patron_cohort_growth *growth);

#endif
