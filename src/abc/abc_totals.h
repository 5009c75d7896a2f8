/*
 * The state of the totals of driver rows: a head, then for each pool an exact sum.
 */
#ifndef PATRON_ABC_TOTALS_H
#define PATRON_ABC_TOTALS_H

#include "../portability.h"
#include "../sum/sum_exact.h"
#include <patron/abc.h>

enum {
    ABC_TOTALS_MAGIC = 0x544F5451, /* "QTOT", read with the bytes of this machine */
    ABC_TOTALS_VERSION = 1,
    ABC_TOTALS_POOLS_MAX = 16777216
};

#define ABC_TOTALS_ROWS_MAX (UINT64_C(1) << 62)
#define ABC_TOTALS_WHOLE_MAX (UINT64_C(1) << 63)

/* Quantities that are whole numbers below 2^32 wait in `whole`, since most drivers are counts. */
typedef struct abc_total {
    uint64_t rows;
    uint64_t whole; /* below 2^63 */
    patron_sum_exact exact;
} abc_total;

struct patron_abc_totals {
    uint32_t magic;
    uint32_t version;
    uint32_t pools;
    uint32_t reserved; /* 0 */
    uint64_t rows;
};

PORTABILITY_INLINE const abc_total *abc_totals_pools(const patron_abc_totals *totals)
{
    return (const abc_total *)(const void *)(totals + 1);
}

PORTABILITY_INLINE abc_total *abc_totals_pools_of(patron_abc_totals *totals)
{
    return (abc_total *)(void *)(totals + 1);
}

/* Brings what waits into the exact sum. */
PORTABILITY_INLINE void abc_total_fold(abc_total *total)
{
    sum_exact_add(&total->exact, (double)(total->whole >> 32) * 4294967296.0);
    sum_exact_add(&total->exact, (double)(total->whole & UINT32_MAX));
    total->whole = 0;
}

/* One quantity, >= 0 and finite. */
PORTABILITY_INLINE void abc_total_add(abc_total *total, double quantity)
{
    total->rows++;
    if (quantity < 4294967296.0) {
        int64_t whole = (int64_t)quantity;
        if ((double)whole == quantity) {
            total->whole += (uint64_t)whole;
            if (total->whole >= ABC_TOTALS_WHOLE_MAX)
                abc_total_fold(total);
            return;
        }
    }
    sum_exact_add(&total->exact, quantity);
}

/* The sum, rounded once; 0 where a double cannot hold it. */
int patron_abc_total_round(const abc_total *total, double *rounded);

/* Whether this many rows can have left an exact sum with this last chunk, all carries brought up. */
int patron_abc_total_top_is_sound(uint64_t rows, uint64_t top);

/* The block holds totals; argument is "totals" or "other". */
int32_t patron_abc_totals_check_whole(const patron_abc_totals *totals, size_t totals_size,
                                      const char *argument, patron_fault *fault);

#endif
