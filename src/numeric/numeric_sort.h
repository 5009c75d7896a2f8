/*
 * The one sort: stable in both directions, for doubles, int64 and unsigned ids.
 *
 * sorted and order may each be NULL (not both). order[0] is the row that comes first; equal values
 * keep their row order, descending as well. -0.0 and 0.0 are equal, and sorted gets 0.0 for both.
 * The inputs are checked: no NaN, n < 2^32. Nothing overlaps. scratch has at least
 * patron_numeric_sort_scratch_size bytes, at any address.
 *
 * Cost: O(n) passes for any distribution of keys, at most O(n log n).
 */
#ifndef PATRON_NUMERIC_SORT_H
#define PATRON_NUMERIC_SORT_H

#include "../portability.h"

/* At most 24 n + 64 KiB; SIZE_MAX where too large. with_order is 0 where order is NULL. */
size_t patron_numeric_sort_scratch_size(size_t n, uint32_t with_order);

void patron_numeric_sort_real(size_t n, const double *value, uint32_t descending, void *scratch,
                              double *sorted, uint32_t *order);
void patron_numeric_sort_whole(size_t n, const int64_t *value, uint32_t descending, void *scratch,
                               int64_t *sorted, uint32_t *order);
void patron_numeric_sort_unsigned(size_t n, const uint64_t *value, uint32_t descending,
                                  void *scratch, uint64_t *sorted, uint32_t *order);

/*
 * Sorts key[n] ascending in place: what is left to sort where callers made the keys themselves.
 * scratch has patron_numeric_sort_keys_scratch_size(n) bytes, at most 16 n + 64 KiB.
 */
size_t patron_numeric_sort_keys_scratch_size(size_t n);
void patron_numeric_sort_keys(size_t n, uint64_t *key, void *scratch);

#endif
