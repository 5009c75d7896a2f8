/*
 * The state of the costs of objects: a head, 64 bytes; a share for each pool; a target for each group;
 * an amount for each object and group. The parts begin at multiples of 64 bytes of the block.
 */
#ifndef PATRON_ABC_COSTS_H
#define PATRON_ABC_COSTS_H

#include "../portability.h"
#include "abc_column.h"
#include <patron/abc.h>

enum {
    ABC_COSTS_MAGIC = 0x54534F43, /* "COST", read with the bytes of this machine */
    ABC_COSTS_VERSION = 1,
    ABC_POOLS_MAX = 16777216,
    ABC_GROUPS_MAX = 16777216
};

#define ABC_ROWS_MAX (UINT64_C(1) << ABC_SHARE_ROWS_LOG)

struct patron_abc_costs {
    uint32_t magic;
    uint32_t version;
    uint32_t pools;
    uint32_t groups;
    uint32_t objects;
    uint32_t fraction;
    uint64_t rows;
    uint64_t reserved[4]; /* 0 */
};

/* Bytes of the parts; cells is where the amounts begin. SIZE_MAX where there is no such number. */
typedef struct abc_costs_layout {
    size_t targets;
    size_t cells;
    size_t bytes;
} abc_costs_layout;

abc_costs_layout patron_abc_costs_lay_out(size_t pools, size_t groups, size_t objects);

PORTABILITY_INLINE const abc_share *abc_costs_shares(const patron_abc_costs *costs)
{
    return (const abc_share *)(const void *)(costs + 1);
}

PORTABILITY_INLINE abc_share *abc_costs_shares_of(patron_abc_costs *costs)
{
    return (abc_share *)(void *)(costs + 1);
}

/* What begins so many bytes into the block. */
PORTABILITY_INLINE const void *abc_costs_at(const patron_abc_costs *costs, size_t offset)
{
    return (const unsigned char *)costs + offset;
}

PORTABILITY_INLINE void *abc_costs_at_of(patron_abc_costs *costs, size_t offset)
{
    return (unsigned char *)costs + offset;
}

/* Bits of the fraction that fits what all pools assign. */
uint32_t patron_abc_costs_fraction(size_t pools, const patron_abc_balance *balance);

/* The block holds costs of objects; argument is "costs" or "other". */
int32_t patron_abc_costs_check_head(const patron_abc_costs *costs, size_t costs_size,
                                    const char *argument, abc_costs_layout *layout,
                                    patron_fault *fault);
int32_t patron_abc_costs_check_whole(const patron_abc_costs *costs, size_t costs_size,
                                     const char *argument, abc_costs_layout *layout,
                                     patron_fault *fault);

#endif
