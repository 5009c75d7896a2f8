/*
 * Cuts through a column in descending order, found without sorting it: who stands at rank k, and
 * how many of the largest values together reach a threshold.
 *
 * A cut names the customer at its rank by value: `greater` rows have a greater value, `equal` rows
 * this one, and by the stable order the first rank - greater of those equal rows (ascending row)
 * are at or before the cut. `above` is the sum of the greater values, so that the sum of the `rank`
 * largest is above + (rank - greater) * value.
 *
 * A cut with rank > 0 asks for that rank, in [1, n]. A cut with rank 0 asks for the smallest rank
 * whose values sum to at least `threshold` (> 0), looking at positive values only; it comes back
 * with that rank, or still 0 where all positive values together stay below.
 */
#ifndef PATRON_NUMERIC_SELECT_H
#define PATRON_NUMERIC_SELECT_H

#include "../portability.h"
#include "numeric_compensated.h"
#include "numeric_wide.h"

enum { NUMERIC_SELECT_CUTS = 8 };

typedef struct numeric_cut_real {
    size_t rank;            /* in and out */
    numeric_pair threshold; /* in, where rank is 0 */
    double value;           /* out: the value at the rank */
    size_t greater;         /* out: rows with a greater value */
    size_t equal;           /* out: rows with this value, at least 1 */
    numeric_pair above;     /* out: sum of the greater values, to about 100 bits */
} numeric_cut_real;

typedef struct numeric_cut_whole {
    size_t rank;
    numeric_wide threshold;
    int64_t value;
    size_t greater;
    size_t equal;
    numeric_wide above; /* exact */
} numeric_cut_whole;

/* At most 24 n + 64 KiB; SIZE_MAX where too large. */
size_t patron_numeric_select_scratch_size(size_t n);

/*
 * Answers cuts[count], count <= NUMERIC_SELECT_CUTS, all in the same passes over value[n]. n >= 1,
 * n < 2^32, no NaN or infinity; the partial sums of the doubles do not overflow (checked before).
 */
void patron_numeric_select_real(size_t n, const double *value, size_t count, numeric_cut_real *cuts,
                                void *scratch);
void patron_numeric_select_whole(size_t n, const int64_t *value, size_t count,
                                 numeric_cut_whole *cuts, void *scratch);

#endif
