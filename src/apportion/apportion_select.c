/*
 * Selection by leading digits: count the keys by their first byte, keep those of the byte that holds
 * the cut, go on with the next byte; a few keys are sorted. At most eight passes over all rows,
 * whatever the keys; two over keys that are spread out.
 *
 * Source: Knuth, TAOCP vol. 3, 5.2.5 (distribution) and 5.2.1 (insertion).
 */
#include "../portability.h"
#include "apportion_select.h"

#include <string.h>

enum { APPORTION_SELECT_FEW = 24, APPORTION_SELECT_FIRST_SHIFT = 56, APPORTION_SELECT_DIGIT = 8 };

/* Descending. */
static void apportion_select_sort(size_t n, uint64_t *key)
{
    for (size_t i = 1; i < n; i++) {
        uint64_t moved = key[i];
        size_t at = i;
        for (; at > 0 && key[at - 1] < moved; at--)
            key[at] = key[at - 1];
        key[at] = moved;
    }
}

static apportion_cut apportion_select_few(size_t n, const uint64_t *key, size_t count,
                                          uint64_t *work)
{
    apportion_cut cut;
    memmove(work, key, n * sizeof *key);
    apportion_select_sort(n, work);
    cut.key = work[count - 1];
    cut.equal = 0;
    for (size_t i = 0; i < count; i++)
        cut.equal += work[i] == cut.key;
    return cut;
}

/* Keeps the keys with this digit, in order; how many. */
static size_t apportion_select_keep(size_t n, const uint64_t *key, uint32_t shift, uint64_t digit,
                                    uint64_t *work)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        uint64_t here = key[i];
        work[kept] = here;
        kept += (here >> shift & (APPORTION_SELECT_ENTRIES - 1)) == digit;
    }
    return kept;
}

apportion_cut patron_apportion_select(size_t n, const uint64_t *key, size_t count, uint64_t *work,
                                      uint32_t *entry)
{
    for (uint32_t shift = APPORTION_SELECT_FIRST_SHIFT;; shift -= APPORTION_SELECT_DIGIT) {
        if (n <= APPORTION_SELECT_FEW)
            return apportion_select_few(n, key, count, work);
        memset(entry, 0, APPORTION_SELECT_ENTRIES * sizeof *entry);
        for (size_t i = 0; i < n; i++)
            entry[key[i] >> shift & (APPORTION_SELECT_ENTRIES - 1)]++;
        uint32_t digit = APPORTION_SELECT_ENTRIES - 1;
        for (; entry[digit] < count; digit--)
            count -= entry[digit];
        n = apportion_select_keep(n, key, shift, digit, work);
        key = work;
        if (shift == 0)
            break;
    }
    apportion_cut cut = {work[0], count};
    return cut;
}
