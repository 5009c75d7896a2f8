/*
 * Exact sums of the ratings in each cell of attributes x suppliers, for one or more groups of respondents,
 * at nearly the speed of a plain loop.
 *
 * Adding and subtracting a large constant cuts a double into a multiple of the constant's ulp and a rest
 * (T. Dekker, 1971). Ratings below 2^10 in magnitude are cut at 2^-32 and 2^-75; 1,024 multiples of one unit
 * add up without rounding, and then go to the exact sums. A row with a rating that two cuts do not hold is
 * added value by value. NaN is a missing answer.
 */
#ifndef PATRON_CVA_CELLS_H
#define PATRON_CVA_CELLS_H

#include "../numeric/numeric_scratch.h"
#include "../portability.h"
#include "../sum/sum_exact.h"

enum { CVA_CELLS_PENDING_MAX = 1024 };

/* Arrays [groups*cells], but for pending [groups]. */
typedef struct cva_cells {
    size_t groups;
    size_t cells;
    patron_sum_exact *sum;
    double *coarse;
    double *fine;
    double *count;
    uint32_t *pending;
} cva_cells;

/* total and what the arrays take; SIZE_MAX stays SIZE_MAX. */
size_t patron_cva_cells_need(size_t total, size_t groups, size_t cells);

/* Carves the arrays and clears them. */
void patron_cva_cells_open(cva_cells *cells, numeric_scratch *carve, size_t groups, size_t count);

/* Adds a respondent. 0 where a rating is infinite or outside [least, 1e9]; then *column is the first. */
int patron_cva_cells_add(cva_cells *cells, size_t group, const double *rating, double least,
                         size_t *column);

/* Brings all sums up; then sum and count are those of the cells. */
void patron_cva_cells_close(cva_cells *cells);

/* Mean of a cell; NaN without answers. */
double patron_cva_cells_mean(const cva_cells *cells, size_t cell);

#endif
