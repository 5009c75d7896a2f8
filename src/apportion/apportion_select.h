/*
 * Which rows get an odd unit: those with the largest keys, found without sorting all of them.
 */
#ifndef PATRON_APPORTION_SELECT_H
#define PATRON_APPORTION_SELECT_H

#include "../portability.h"

enum { APPORTION_SELECT_ENTRIES = 256 };

/* The rows chosen: those with a greater key, and the first `equal` rows with this key. */
typedef struct apportion_cut {
    uint64_t key;
    size_t equal;
} apportion_cut;

/*
 * The cut that chooses `count` of n rows, 1 <= count <= n < 2^32. work[n] may be key itself, which
 * is then overwritten; entry[APPORTION_SELECT_ENTRIES].
 */
apportion_cut patron_apportion_select(size_t n, const uint64_t *key, size_t count, uint64_t *work,
                                      uint32_t *entry);

#endif
