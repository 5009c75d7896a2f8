/*
 * How keys are cut into entries of equal width, fine enough to tell most of them apart: what the
 * sort partitions by and the selection counts by.
 */
#ifndef PATRON_NUMERIC_RANGE_H
#define PATRON_NUMERIC_RANGE_H

#include "../portability.h"

enum { NUMERIC_RANGE_SAMPLE = 1024 };

/* Entry 0 begins at lowest, 2^shift keys each; keys outside belong to the entry at their end. */
typedef struct numeric_range {
    uint64_t lowest;
    uint64_t highest;
    uint32_t shift;
} numeric_range;

PORTABILITY_INLINE size_t numeric_range_entry(numeric_range range, uint64_t key)
{
    key = key > range.lowest ? key : range.lowest;
    key = key < range.highest ? key : range.highest;
    return (size_t)((key - range.lowest) >> range.shift);
}

PORTABILITY_INLINE uint32_t numeric_range_entries(numeric_range range)
{
    return (uint32_t)((range.highest - range.lowest) >> range.shift) + 1;
}

/* How many rows to sample of n, and the i-th of them: somewhere in the i-th of equal stretches. */
size_t patron_numeric_range_sample_size(size_t n);
size_t patron_numeric_range_sample_row(size_t n, size_t size, size_t i);

/*
 * All of the sorted sample but its outermost 1/128 on either side, and a sixteenth more, so that
 * few outliers cannot make all entries but one useless. shift is left to patron_numeric_range_cut.
 */
numeric_range patron_numeric_range_of_sample(size_t size, const uint64_t *sample);

/*
 * Sets shift: the fewest entries, from 2^least_bits to 2^most_bits, that leave at most `crowd`
 * different sampled keys in one, since a smaller table stays nearer.
 */
void patron_numeric_range_cut(numeric_range *range, size_t size, const uint64_t *sample,
                              size_t crowd, uint32_t least_bits, uint32_t most_bits);

#endif
