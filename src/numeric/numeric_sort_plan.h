/*
 * How much of what the sort needs for n rows; sizing and carving both read it here.
 */
#ifndef PATRON_NUMERIC_SORT_PLAN_H
#define PATRON_NUMERIC_SORT_PLAN_H

#include "../portability.h"

/*
 * Sorts key[n] in place, without rows: what the selection leaves to sort. scratch has
 * patron_numeric_sort_keys_scratch_size(n) bytes.
 */
size_t patron_numeric_sort_keys_scratch_size(size_t n);
void patron_numeric_sort_keys(size_t n, uint64_t *key, void *scratch);

#endif
