/*
 * Cutting a range of keys by a sample. Where a sample misleads, only time is lost: both users check
 * what each entry really holds.
 */
#include "../portability.h"
#include "numeric_near.h"
#include "numeric_range.h"

size_t patron_numeric_range_sample_size(size_t n)
{
    return n / 64 < NUMERIC_RANGE_SAMPLE ? n / 64 + 1 : NUMERIC_RANGE_SAMPLE;
}

size_t patron_numeric_range_sample_row(size_t n, size_t size, size_t i)
{
    size_t stretch = n / size;
    uint64_t mixed = ((uint64_t)i + 1) * UINT64_C(0x9E3779B97F4A7C15);
    mixed = (mixed ^ mixed >> 32) * UINT64_C(0xD6E8FEB86659FD93);
    return i * stretch + (size_t)(mixed >> 33) % stretch;
}

numeric_range patron_numeric_range_of_sample(size_t size, const uint64_t *sample)
{
    numeric_range range;
    range.lowest = sample[size / 128];
    range.highest = sample[size - 1 - size / 128];
    range.shift = 0;
    uint64_t margin = (range.highest - range.lowest) / 16;
    range.lowest = range.lowest > margin ? range.lowest - margin : 0;
    range.highest = range.highest < UINT64_MAX - margin ? range.highest + margin : UINT64_MAX;
    return range;
}

/* The largest number of different sampled keys within one entry. */
static size_t numeric_range_crowd(numeric_range range, size_t size, const uint64_t *sample)
{
    size_t largest = 1;
    size_t run = 1;
    for (size_t i = 1; i < size; ++i) {
        if (sample[i] == sample[i - 1])
            continue;
        size_t before = numeric_range_entry(range, sample[i - 1]);
        run = numeric_range_entry(range, sample[i]) == before ? run + 1 : 1;
        if (run > largest && sample[i] > range.lowest && sample[i] < range.highest)
            largest = run;
    }
    return largest;
}

void patron_numeric_range_cut(numeric_range *range, size_t size, const uint64_t *sample,
                              size_t crowd, uint32_t least_bits, uint32_t most_bits)
{
    uint32_t width = numeric_bit_length(range->highest - range->lowest);
    uint32_t bits = least_bits < most_bits ? least_bits : most_bits;
    range->shift = width > bits ? width - bits : 0;
    while (bits < most_bits && range->shift > 0 &&
           numeric_range_crowd(*range, size, sample) > crowd) {
        ++bits;
        --range->shift;
    }
}
