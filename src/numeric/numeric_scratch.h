/*
 * How scratch memory is carved into arrays, and how its size is counted beforehand.
 *
 * A sizing function counts what the call carves, in any order, and both saturate:
 *
 *     size_t need = NUMERIC_SCRATCH_SLACK;
 *     need = numeric_scratch_need(need, n, sizeof(double));
 *
 *     numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
 *     double *column = numeric_scratch_take(&carve, n, sizeof(double));
 *
 * Every piece starts at a multiple of 64, whatever the address of the scratch. The pointer is moved
 * by adding to it and never made from an integer, so that it keeps its provenance.
 */
#ifndef PATRON_NUMERIC_SCRATCH_H
#define PATRON_NUMERIC_SCRATCH_H

#include "../portability.h"

/* What aligning the first piece may cost; where a count starts. */
#define NUMERIC_SCRATCH_ALIGN ((size_t)64)
#define NUMERIC_SCRATCH_SLACK ((size_t)63)

typedef struct numeric_scratch {
    unsigned char *at;
} numeric_scratch;

/* total + count * size rounded up to the next piece, size > 0; SIZE_MAX stays SIZE_MAX. */
PORTABILITY_INLINE size_t numeric_scratch_need(size_t total, size_t count, size_t size)
{
    if (count > SIZE_MAX / size)
        return SIZE_MAX;
    size_t bytes = count * size;
    if (bytes > SIZE_MAX - NUMERIC_SCRATCH_SLACK)
        return SIZE_MAX;
    bytes = (bytes + NUMERIC_SCRATCH_SLACK) / NUMERIC_SCRATCH_ALIGN * NUMERIC_SCRATCH_ALIGN;
    return total > SIZE_MAX - bytes ? SIZE_MAX : total + bytes;
}

/* Starts carving. The scratch has been found to be at least as large as what will be taken. */
PORTABILITY_INLINE numeric_scratch numeric_scratch_open(void *scratch, size_t size)
{
    numeric_scratch opened;
    size_t skip = (size_t)((uintptr_t)0 - (uintptr_t)scratch) & NUMERIC_SCRATCH_SLACK;
    opened.at = (unsigned char *)scratch;
    if (skip > 0 && skip <= size)
        opened.at += skip;
    return opened;
}

/* The next piece, of count elements. */
PORTABILITY_INLINE void *numeric_scratch_take(numeric_scratch *scratch, size_t count, size_t size)
{
    size_t bytes = numeric_scratch_need(0, count, size);
    unsigned char *piece = scratch->at;
    if (bytes > 0)
        scratch->at += bytes;
    return piece;
}

#endif
