/*
 * Exact sums of the ratings in each cell of attributes x suppliers, for one or more groups of respondents,
 * at nearly the speed of a plain loop.
 *
 * Adding and subtracting a large constant cuts a double into a multiple of the constant's ulp and a rest
 * (T. Dekker, 1971). Ratings below 2^10 in magnitude are cut at 2^-32 and 2^-75; 1,024 multiples of one unit
 * add up without rounding, and then go to the exact sums. Where a block of rows has no rest after the first
 * cut, as ratings of a scale have none, there is nothing to cut; a block with a rating that two cuts do not
 * hold is added value by value. NaN is a missing answer.
 */
#ifndef PATRON_CVA_CELLS_H
#define PATRON_CVA_CELLS_H

#include "../numeric/numeric_scratch.h"
#include "../portability.h"
#include "../sum/sum_exact.h"

enum { CVA_CELLS_ROWS = 32, CVA_CELLS_PENDING_MAX = 1024 };

/* Arrays [groups*cells], but for rows and pending [groups]. */
typedef struct cva_cells {
    size_t groups;
    size_t cells;
    patron_sum_exact *sum;
    double *coarse;
    double *fine;
    uint64_t *missing;
    uint64_t *rows;
    uint32_t *pending; /* rows since the sums were last brought up */
} cva_cells;

/*
 * Comparisons as arithmetic on the bits of a double, which every compiler does side by side: the magnitude of
 * a NaN is above that of infinity.
 */
#define CVA_MAGNITUDE UINT64_C(0x7FFFFFFFFFFFFFFF)
#define CVA_INFINITE UINT64_C(0x7FF0000000000000)

PORTABILITY_INLINE uint64_t cva_bits(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

/* 1 for NaN, else 0. */
PORTABILITY_INLINE uint64_t cva_missing(double rating)
{
    return (CVA_INFINITE - (cva_bits(rating) & CVA_MAGNITUDE)) >> 63;
}

/* The rating, 0 where it is missing. */
PORTABILITY_INLINE double cva_present(double rating)
{
    uint64_t bits = cva_bits(rating) & (cva_missing(rating) - 1);
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* total and what the arrays take; SIZE_MAX stays SIZE_MAX. */
size_t patron_cva_cells_need(size_t total, size_t groups, size_t cells);

/* Carves the arrays and clears them. */
void patron_cva_cells_open(cva_cells *cells, numeric_scratch *carve, size_t groups, size_t count);

/*
 * Adds a block of at most CVA_CELLS_ROWS respondents, each to his group; how many there are before the first
 * with a rating that is infinite or outside [least, 1e9], whose place is then *column.
 */
size_t patron_cva_cells_add(cva_cells *cells, size_t rows, const uint32_t *group,
                            const double *rating, double least, size_t *column);

/* Brings all sums up. */
void patron_cva_cells_close(cva_cells *cells);

/* Answers in a cell, once the sums are up. */
double patron_cva_cells_count(const cva_cells *cells, size_t cell);

/* Mean of a cell; NaN without answers. */
double patron_cva_cells_mean(const cva_cells *cells, size_t cell);

#endif
