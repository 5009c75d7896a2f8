/*
 * Columns of exact amounts cut to whole minor units that add up to a total.
 *
 * Amounts are cut towards 0; the units that leaves go one each to the largest fractions of those that
 * have its sign, ties by row. Non-negative amounts are thus rounded by largest remainder, and columns
 * of opposite amounts give opposite figures. Up to four columns side by side are looked at together,
 * because they share cache lines.
 */
#ifndef PATRON_ABC_COLUMN_H
#define PATRON_ABC_COLUMN_H

#include "../portability.h"
#include "abc_share.h"

enum { ABC_COLUMN_LANES = 4, ABC_COLUMN_BUCKETS = 2048 };

/* Amounts in units of 2^-fraction: cell[object * stride + lane]. */
typedef struct abc_columns {
    const numeric_wide *cell;
    size_t objects;
    size_t stride;
    size_t lanes;
    uint32_t fraction;
} abc_columns;

/* What a column has to add up to. */
typedef struct abc_target {
    numeric_wide total; /* minor units */
    numeric_wide size;  /* minor units: of all pools behind it, without their signs */
} abc_target;

typedef struct abc_column {
    numeric_wide sum;     /* of the amounts */
    numeric_wide whole;   /* of what is left of them, cut; minor units */
    numeric_wide largest; /* amount, without its sign */
    size_t largest_row;
    size_t overflow_row; /* the first that leaves int64_t; objects where none does */
    uint64_t up;         /* positive amounts with a fraction */
    uint64_t down;       /* negative ones */
    uint64_t units;      /* out of a plan: odd units that go to fractions, one each */
    uint64_t extra;      /* and what goes to the largest amount beyond them */
    int32_t negative;    /* their sign */
    uint32_t cut;        /* the least key that may get one */
    uint64_t ties;       /* how many of that key do */
} abc_column;

typedef struct abc_column_scratch {
    abc_column column[ABC_COLUMN_LANES];
    uint32_t bucket[ABC_COLUMN_LANES][ABC_COLUMN_BUCKETS];
} abc_column_scratch;

/* The first pass: sums, counts, what overflows. */
void patron_abc_column_measure(const abc_columns *columns, abc_column *column);

/* Sets units, extra and their sign so that a measured column adds up to a total. */
void patron_abc_column_share_out(abc_column *column, numeric_wide total);

/*
 * How many units go where, of a measured column. 0 where the amounts miss the total by half a unit or
 * more, beyond what rows roundings and the rounding of pools' quantities explain.
 */
int patron_abc_column_plan(abc_column *column, const abc_target *target, uint64_t rows,
                           uint32_t fraction);

/* The figures of planned columns, to figure[object * stride + lane]. */
void patron_abc_column_write(const abc_columns *columns, abc_column_scratch *work, int64_t *figure);

#endif
