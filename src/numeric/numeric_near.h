/*
 * The inner half of the sort: records few enough to stay in cache.
 */
#ifndef PATRON_NUMERIC_NEAR_H
#define PATRON_NUMERIC_NEAR_H

#include "../portability.h"

/* A column of keys and, unless row is NULL, the row each came from. */
typedef struct numeric_records {
    uint64_t *key;
    uint32_t *row;
} numeric_records;

/*
 * Sorts n records stably into `to`, n <= 32768. `from` is overwritten. lowest and highest are the
 * range of the keys; count has at least max(n, 2) elements.
 */
void patron_numeric_near_sort(size_t n, numeric_records from, numeric_records to, uint64_t lowest,
                              uint64_t highest, uint16_t *count);

/* The same by merging, for few or badly spread records. Both sides are overwritten. */
void patron_numeric_near_merge_sort(size_t n, numeric_records records, numeric_records spare);

/* How often a 64-bit number can be halved before it is 0. */
PORTABILITY_INLINE uint32_t numeric_bit_length(uint64_t value)
{
    uint32_t length = 0;
    if (value >> 32 != 0) {
        length = 32;
        value >>= 32;
    }
    while (value != 0) {
        ++length;
        value >>= 1;
    }
    return length;
}

PORTABILITY_INLINE numeric_records numeric_records_at(numeric_records records, size_t offset)
{
    records.key += offset;
    if (records.row != NULL)
        records.row += offset;
    return records;
}

#endif
