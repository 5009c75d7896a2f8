/*
 * The whale curve within a bucket, between its two bounds.
 *
 * A bucket of c customers, sum s and values from a to z, whole numbers: what can the j most valuable
 * of them bring? By majorization, the least where the values are as equal as whole numbers can be
 * and the most where as many as possible are a or z:
 *
 *     low(j)  = j q + min(j, r)                   q = floor(s / c), r = s - c q
 *     high(j) = min(j z, s - (c - j) a)
 *
 * Both are attained. Their distance is the largest next to j = (s - c a) / (z - a), where, m = s / c
 * being the mean, it is less than c (m - a) (z - m) / (z - a) <= c (z - a) / 4. On the logarithmic
 * grid z - a < 2^-bits min(|a|, |z|), so it is less than 2^-(bits + 2) |s|.
 */
#ifndef PATRON_SKETCH_CURVE_H
#define PATRON_SKETCH_CURVE_H

#include "../portability.h"
#include "sketch_grid.h"

/* A bucket on the way from the most to the least valuable, and what lies above it. */
typedef struct sketch_cursor {
    const patron_sketch *sketch;
    uint32_t left; /* buckets below this one */
    uint32_t reserved;
    sketch_part part;
    uint64_t above;
    numeric_wide above_sum;
    /* excess over the low edge: the equal share of each, and how many have one more */
    uint64_t share;
    uint64_t rest;
} sketch_cursor;

typedef struct sketch_bounds {
    numeric_wide low;
    numeric_wide high;
} sketch_bounds;

/* At the most valuable bucket that holds customers; the sketch holds some. */
void patron_sketch_cursor_open(sketch_cursor *cursor, const patron_sketch *sketch);

/* To the next bucket that holds customers; 0 where there is none. */
int patron_sketch_cursor_next(sketch_cursor *cursor);

/* To the bucket that holds this rank, in [1, customers], at or below the cursor's. */
void patron_sketch_cursor_to(sketch_cursor *cursor, uint64_t rank);

/* What the customers up to a rank within the cursor's bucket, or on its upper edge, bring. */
sketch_bounds patron_sketch_cursor_bounds(const sketch_cursor *cursor, uint64_t rank);

/* The bounds of the smallest rank within the cursor's bucket, of positive values, that reaches. */
void patron_sketch_cursor_reach(const sketch_cursor *cursor, int64_t reach, uint64_t *rank_low,
                                uint64_t *rank_high);

/* Whether the sum up to the end of the cursor's bucket is at least this. */
int patron_sketch_cursor_reaches(const sketch_cursor *cursor, int64_t reach);

/* The most that the bounds within the cursor's bucket are apart. */
numeric_wide patron_sketch_cursor_widest(const sketch_cursor *cursor);

/* The sum of all; of positive values. */
numeric_wide patron_sketch_total(const patron_sketch *sketch);
numeric_wide patron_sketch_peak(const patron_sketch *sketch);

#endif
