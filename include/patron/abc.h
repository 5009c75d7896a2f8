/*
 * patron/abc.h - activity-based costing: what each customer costs to serve, to the cent.
 *
 * Cost sits in pools and flows to objects by driver rows (pool, object, quantity), in any order. A
 * pool is a resource and its objects are activities, or a pool is an activity and its objects are
 * customers, orders, products, channels: every stage is the same calls.
 *
 *     totals of the rows   patron_abc_totals_*   exact, mergeable, in as many blocks as the host likes
 *     rates and balances   patron_abc_rates      cost = assigned + idle + unassigned - over_driven
 *     cost of each object  patron_abc_costs_*    exact, mergeable; adds up to what was assigned
 *
 * Small stages whose drivers fill a matrix take patron_abc_cells instead. Nothing is lost at a stage,
 * spread where no driver leads, or clipped where more was used than there was; credits, which are
 * negative costs, flow with their sign.
 *
 * States live in the caller's memory at a multiple of 8 and have no pointers: copy them, write them
 * out and map them back on a machine of the same byte order.
 */
#ifndef PATRON_ABC_H
#define PATRON_ABC_H

#include <patron/base.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct patron_abc_totals patron_abc_totals; /* incomplete: a state in the caller's memory */
typedef struct patron_abc_costs patron_abc_costs;   /* incomplete: a state in the caller's memory */

/* What the rate of a pool is. */
enum patron_abc_basis {
    PATRON_ABC_ACTUAL = 0,   /* cost / quantity: all of it is assigned */
    PATRON_ABC_CAPACITY = 1, /* cost / practical capacity: what is not used is idle */
    PATRON_ABC_STANDARD = 2  /* given */
};

/* Caveats of a balance, and of a result that any of its balances has. */
enum patron_abc_note {
    PATRON_ABC_NOTE_NO_QUANTITY = 0x1, /* no driver row: the cost is unassigned */
    PATRON_ABC_NOTE_IDLE = 0x2,        /* idle is not 0 */
    PATRON_ABC_NOTE_OVER_DRIVEN = 0x4  /* over_driven is not 0 */
};

/* The cost hierarchy: what one more of causes the cost. */
enum patron_abc_level {
    PATRON_ABC_LEVEL_UNIT = 0,     /* a unit sold */
    PATRON_ABC_LEVEL_BATCH = 1,    /* a batch or an order */
    PATRON_ABC_LEVEL_PRODUCT = 2,  /* a product kept in the range */
    PATRON_ABC_LEVEL_CUSTOMER = 3, /* a customer kept */
    PATRON_ABC_LEVEL_CHANNEL = 4,  /* a channel kept open */
    PATRON_ABC_LEVEL_CORPORATE = 5 /* the firm itself: no customer causes it */
};

/*
 * Where the cost of a pool went; cost = assigned + idle + unassigned - over_driven. All parts of a
 * credit are negative. Frozen, 72 bytes.
 */
typedef struct patron_abc_balance {
    int64_t cost;        /* minor units */
    int64_t assigned;    /* minor units that the driver rows carry to objects */
    int64_t idle;        /* minor units of capacity that no row used */
    int64_t over_driven; /* minor units assigned beyond the cost */
    int64_t unassigned;  /* minor units no row could carry: the quantity is 0 */
    double quantity;     /* of all driver rows, in units of the driver, >= 0 */
    double capacity; /* practical, in units of the driver, > 0; NaN where the basis is another */
    double rate;     /* minor units per unit of the driver, finite; NaN where there is none */
    uint32_t basis;  /* PATRON_ABC_ACTUAL, CAPACITY or STANDARD */
    uint32_t notes;  /* PATRON_ABC_NOTE_* */
} patron_abc_balance;

/* The balance of a whole stage. A result: it may grow at its end. */
typedef struct patron_abc_sums {
    uint32_t struct_size; /* in: sizeof(patron_abc_sums) */
    uint32_t filled_size; /* out: leading bytes this library knows */
    uint64_t notes;       /* out: PATRON_ABC_NOTE_* of any pool */
    int64_t cost;         /* minor units; assigned + idle + unassigned - over_driven */
    int64_t assigned;     /* minor units */
    int64_t idle;         /* minor units */
    int64_t over_driven;  /* minor units */
    int64_t unassigned;   /* minor units */
} patron_abc_sums;

/* Costs by level. A result: it may grow at its end. */
typedef struct patron_abc_level_sums {
    uint32_t struct_size; /* in: sizeof(patron_abc_level_sums) */
    uint32_t filled_size; /* out: leading bytes this library knows */
    uint64_t notes;       /* out: 0 */
    int64_t cost;         /* minor units of all pools: pushed + held */
    int64_t pushed;       /* minor units of levels up to the push level */
    int64_t held;         /* minor units of levels above it */
    int64_t unit;         /* minor units of PATRON_ABC_LEVEL_UNIT */
    int64_t batch;        /* minor units of PATRON_ABC_LEVEL_BATCH */
    int64_t product;      /* minor units of PATRON_ABC_LEVEL_PRODUCT */
    int64_t customer;     /* minor units of PATRON_ABC_LEVEL_CUSTOMER */
    int64_t channel;      /* minor units of PATRON_ABC_LEVEL_CHANNEL */
    int64_t corporate;    /* minor units of PATRON_ABC_LEVEL_CORPORATE */
} patron_abc_level_sums;

/*
 * What changed between two balances of the same pools. A result: it may grow at its end. saved +
 * added - freed = the change of idle and unassigned, less that of over_driven, with its sign turned.
 */
typedef struct patron_abc_change {
    uint32_t struct_size; /* in: sizeof(patron_abc_change) */
    uint32_t filled_size; /* out: leading bytes this library knows */
    uint64_t notes;       /* out: PATRON_ABC_NOTE_* of any pool after */
    int64_t freed;        /* minor units of assigned cost, of pools that assign less than before */
    int64_t added;        /* minor units of assigned cost, of pools that assign more than before */
    int64_t saved;        /* minor units of cost gone: cost before - cost after */
    int64_t idle_change;  /* minor units: after - before */
    int64_t over_driven_change; /* minor units: after - before */
    int64_t unassigned_change;  /* minor units: after - before */
} patron_abc_change;

/* --- quantities of the drivers: the first pass over the rows ---------------------------------- */

/*
 * Bytes of the totals of this many pools; SIZE_MAX where there is no such number.
 *
 * @param pools  in  number of pools, in [0, 16777216]
 * @cost O(1); some 560 bytes a pool
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_abc_totals_size(size_t pools);

/*
 * Makes a block of memory the totals of no rows.
 *
 * @param totals       out  the block, 8-byte aligned
 * @param totals_size  in   bytes of the block
 * @param pools        in   number of pools, in [0, 16777216]
 * @param fault        out or NULL
 * @fault PATRON_E_ALIGN  totals is not a multiple of 8
 * @fault PATRON_E_RANGE  too many pools
 * @fault PATRON_E_SIZE   totals_size is below patron_abc_totals_size(pools)
 * @cost O(pools), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_abc_totals_init(patron_abc_totals *totals, size_t totals_size,
                                                      size_t pools, patron_fault *fault);

/*
 * Whether a block, say one just mapped, holds totals.
 *
 * @param totals       in           8-byte aligned
 * @param totals_size  in           bytes of the block
 * @param fault        out or NULL
 * @fault PATRON_E_ALIGN    totals is not a multiple of 8
 * @fault PATRON_E_SIZE     the block is smaller than the totals in it
 * @fault PATRON_E_CORRUPT  the block does not hold totals
 * @cost O(pools), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_abc_totals_check(const patron_abc_totals *totals,
                                                       size_t totals_size, patron_fault *fault);

/*
 * Adds the quantities of n driver rows. On a fault exactly the rows before the faulty one have been
 * added.
 *
 * @param totals       inout    8-byte aligned
 * @param totals_size  in       bytes of the block
 * @param n            in
 * @param pool         in [n]   of each row, < the number of pools
 * @param quantity     in [n]   units of the pool's driver, >= 0, finite
 * @param fault        out or NULL
 * @fault PATRON_E_ALIGN       totals is not a multiple of 8
 * @fault PATRON_E_SIZE        the block is smaller than the totals in it
 * @fault PATRON_E_CORRUPT     the block does not hold totals
 * @fault PATRON_E_NOT_FINITE  a quantity is NaN or infinite
 * @fault PATRON_E_RANGE       a pool that is not there; a quantity below 0
 * @fault PATRON_E_FULL        more than 2^62 rows in all; the argument is "totals", the row that of the
 *                             first row there was no room for, the value the number of rows held
 * @cost O(n), no scratch; mergeable. Looks at the head of the block only, for speed.
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_abc_totals_add(patron_abc_totals *totals, size_t totals_size,
                                                     size_t n, const uint32_t *pool,
                                                     const double *quantity, patron_fault *fault);

/*
 * Adds to totals all that others, of as many pools, hold.
 *
 * @param totals       inout    8-byte aligned
 * @param totals_size  in       bytes of the block
 * @param other        in       8-byte aligned; may be the same block as totals
 * @param other_size   in       bytes of the other block
 * @param fault        out or NULL
 * @fault PATRON_E_ALIGN    a block is not at a multiple of 8
 * @fault PATRON_E_SIZE     a block is smaller than the totals in it
 * @fault PATRON_E_CORRUPT  a block does not hold totals
 * @fault PATRON_E_RANGE    the other block is of another number of pools
 * @fault PATRON_E_FULL     more than 2^62 rows in all; the argument is "other"
 * @cost O(pools), no scratch; mergeable
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_abc_totals_merge(patron_abc_totals *totals,
                                                       size_t totals_size,
                                                       const patron_abc_totals *other,
                                                       size_t other_size, patron_fault *fault);

/*
 * The quantity of each pool, rounded once, and how many rows it is of.
 *
 * @param totals       in                   8-byte aligned
 * @param totals_size  in                   bytes of the block
 * @param pools        in                   as the totals were made for
 * @param quantity     out [pools]          units of each pool's driver
 * @param rows         out [pools] or NULL  number of driver rows
 * @param fault        out or NULL
 * @fault PATRON_E_ALIGN     totals is not a multiple of 8
 * @fault PATRON_E_SIZE      the block is smaller than the totals in it
 * @fault PATRON_E_CORRUPT   the block does not hold totals
 * @fault PATRON_E_RANGE     the totals are of another number of pools
 * @fault PATRON_E_OVERFLOW  a sum beyond a double; the argument is "quantity", the row its pool
 * @cost O(pools), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_abc_totals_read(const patron_abc_totals *totals,
                                                      size_t totals_size, size_t pools,
                                                      double *quantity, uint64_t *rows,
                                                      patron_fault *fault);

/*
 * Bytes of encoded totals: the same for all of as many pools; SIZE_MAX where there is no such number.
 *
 * @param pools  in  number of pools, in [0, 16777216]
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_abc_totals_encoded_size(size_t pools);

/*
 * Writes totals as bytes that every machine reads. Equal rows encode to equal bytes, in whatever
 * order and split they were added.
 *
 * @param totals       in                8-byte aligned
 * @param totals_size  in                bytes of the block
 * @param bytes        out [bytes_size]  the first patron_abc_totals_encoded_size(pools) are written
 * @param bytes_size   in                at least that many
 * @param fault        out or NULL
 * @fault PATRON_E_ALIGN    totals is not a multiple of 8
 * @fault PATRON_E_SIZE     a block is too small
 * @fault PATRON_E_CORRUPT  the block does not hold totals
 * @cost O(pools), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_abc_totals_encode(const patron_abc_totals *totals,
                                                        size_t totals_size, void *bytes,
                                                        size_t bytes_size, patron_fault *fault);

/*
 * How many pools encoded totals are of, so that a block of the right size can be made.
 *
 * @param bytes       in [bytes_size]  what patron_abc_totals_encode wrote
 * @param bytes_size  in               bytes
 * @param pools       out              number of pools
 * @param fault       out or NULL
 * @fault PATRON_E_SIZE     bytes_size is below what was encoded
 * @fault PATRON_E_CORRUPT  bytes that are not encoded totals
 * @fault PATRON_E_FORMAT   a format version newer than this library
 * @cost O(bytes_size), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_abc_totals_decoded_pools(const void *bytes, size_t bytes_size,
                                                               uint64_t *pools,
                                                               patron_fault *fault);

/*
 * Makes a block the totals that the bytes hold. Any corruption of the bytes is a fault.
 *
 * @param bytes        in [bytes_size]  what patron_abc_totals_encode wrote
 * @param bytes_size   in               bytes
 * @param totals       out              the block, 8-byte aligned
 * @param totals_size  in               bytes of the block
 * @param fault        out or NULL
 * @fault PATRON_E_ALIGN    totals is not a multiple of 8
 * @fault PATRON_E_SIZE     totals_size is below patron_abc_totals_size, or bytes_size below what was
 *                          encoded
 * @fault PATRON_E_CORRUPT  bytes that are not encoded totals
 * @fault PATRON_E_FORMAT   a format version newer than this library
 * @cost O(bytes_size), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_abc_totals_decode(const void *bytes, size_t bytes_size,
                                                        patron_abc_totals *totals,
                                                        size_t totals_size, patron_fault *fault);

/* --- rates, balances, levels ------------------------------------------------------------------ */

/*
 * The rate of each pool, and the balance of its cost:
 *
 *     ACTUAL     rate = cost / quantity                assigned = cost
 *     CAPACITY   rate = cost / capacity                assigned = cost quantity / capacity
 *     STANDARD   rate = standard                       assigned = standard quantity
 *
 * assigned is rounded once, half a cent away from 0. What assigned leaves of the cost is idle; what
 * it exceeds it by is over_driven, reported and never clipped. Where the quantity is 0, all of the
 * cost is unassigned, with a note, whatever the basis.
 *
 * @param pools     in                  number of pools, in [0, 2147483647]
 * @param cost      in [pools]          minor units, any; negative is a credit
 * @param basis     in [pools] or NULL  PATRON_ABC_*; NULL: PATRON_ABC_ACTUAL for every pool
 * @param capacity  in [pools] or NULL  practical capacity in units of the driver, > 0, finite; looked at
 *                                      where the basis is CAPACITY, and then not NULL
 * @param standard  in [pools] or NULL  minor units per unit of the driver, finite; looked at where the
 *                                      basis is STANDARD, and then not NULL
 * @param quantity  in [pools]          of all driver rows, in units of the driver, >= 0, finite
 * @param balance   out [pools]         of each pool
 * @param result    out or NULL         sums over the pools; struct_size set by the caller
 * @param fault     out or NULL
 * @fault PATRON_E_NOT_FINITE  a capacity, standard rate or quantity is NaN or infinite
 * @fault PATRON_E_RANGE       a basis there is none of; a capacity that is not above 0, a quantity below 0
 * @fault PATRON_E_OVERFLOW    a part of a balance or a sum that leaves int64_t, a rate beyond a double; the
 *                             argument is "cost"
 * @fault PATRON_E_STRUCT      the result is of no known size
 * @source R. Kaplan & S. Anderson, "Time-Driven Activity-Based Costing", HBR (November 2004); Oracle
 *         Hyperion Profitability: assigned, idle, over-driven and unassigned cost
 * @cost O(pools), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_abc_rates(size_t pools, const int64_t *cost,
                                                const uint32_t *basis, const double *capacity,
                                                const double *standard, const double *quantity,
                                                patron_abc_balance *balance,
                                                patron_abc_sums *result, patron_fault *fault);

/*
 * The balances of a part of each pool's cost, with the rows of the whole: say, of what one resource
 * gave to each activity. Costs of objects made with them say where that part went.
 *
 *     assigned = assigned of the whole * part / cost of the whole, rounded half away from 0
 *
 * and the rest is idle, over-driven or unassigned as that of the whole is.
 *
 * @param pools     in          number of pools, in [0, 2147483647]
 * @param balance   in [pools]  of the whole, as patron_abc_rates gives them
 * @param part      in [pools]  minor units, any; 0 where the whole cost is 0
 * @param parted    out [pools]  of the part; may be the same array as balance
 * @param fault     out or NULL
 * @fault PATRON_E_RANGE     a balance that is none; a part of a cost that is 0
 * @fault PATRON_E_OVERFLOW  a part of a balance that leaves int64_t; the argument is "part"
 * @cost O(pools), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_abc_part(size_t pools, const patron_abc_balance *balance,
                                               const int64_t *part, patron_abc_balance *parted,
                                               patron_fault *fault);

/*
 * Costs at or below a level of the hierarchy are pushed down to objects; those above are held and
 * reported. pushed is the cost to give to patron_abc_rates.
 *
 * @param push_level  in                   PATRON_ABC_LEVEL_*: the highest that is pushed
 * @param pools       in                   number of pools, in [0, 2147483647]
 * @param level       in [pools]           PATRON_ABC_LEVEL_*
 * @param cost        in [pools]           minor units, any
 * @param pushed      out [pools] or NULL  minor units: the cost, or 0
 * @param held        out [pools] or NULL  minor units: the cost, or 0
 * @param result      out                  struct_size set by the caller
 * @param fault       out or NULL
 * @fault PATRON_E_RANGE     a level there is none of
 * @fault PATRON_E_OVERFLOW  a sum that leaves int64_t; the argument is "cost"
 * @fault PATRON_E_STRUCT    the result is of no known size
 * @source C. Horngren et al., Cost Accounting, "customer-cost hierarchies"
 * @cost O(pools), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_abc_levels(uint32_t push_level, size_t pools,
                                                 const uint32_t *level, const int64_t *cost,
                                                 int64_t *pushed, int64_t *held,
                                                 patron_abc_level_sums *result,
                                                 patron_fault *fault);

/* --- costs of objects: the second pass over the rows ------------------------------------------ */

/*
 * Bytes of the costs of objects in groups of pools; SIZE_MAX where there is no such number.
 *
 * @param pools    in  number of pools, in [0, 16777216]
 * @param groups   in  number of groups, in [1, 16777216]
 * @param objects  in  number of objects, in [0, 2147483647]
 * @cost O(1); 16 bytes for each object and group, 48 for each pool
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_abc_costs_size(size_t pools, size_t groups, size_t objects);

/*
 * Makes a block of memory the costs of objects that no row has reached yet. The balances and groups
 * become part of the state. A group is what one column of the answer is: all pools, those of one
 * level of the hierarchy, or one pool alone.
 *
 * @param costs       out                 the block, 8-byte aligned
 * @param costs_size  in                  bytes of the block
 * @param pools       in                  number of pools, in [0, 16777216]
 * @param balance     in [pools]          of each pool
 * @param group       in [pools] or NULL  of each pool, in [0, groups); NULL: 0 for every pool
 * @param groups      in                  number of groups, in [1, 16777216]
 * @param objects     in                  number of objects, in [0, 2147483647]
 * @param fault       out or NULL
 * @fault PATRON_E_ALIGN  costs is not a multiple of 8
 * @fault PATRON_E_RANGE  a count out of range; a balance that is none; a group that is not below groups
 * @fault PATRON_E_SIZE   costs_size is below patron_abc_costs_size(pools, groups, objects)
 * @cost O(pools + objects groups), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_abc_costs_init(patron_abc_costs *costs, size_t costs_size,
                                                     size_t pools,
                                                     const patron_abc_balance *balance,
                                                     const uint32_t *group, size_t groups,
                                                     size_t objects, patron_fault *fault);

/*
 * Whether a block, say one just mapped, holds costs of objects.
 *
 * @param costs       in           8-byte aligned
 * @param costs_size  in           bytes of the block
 * @param fault       out or NULL
 * @fault PATRON_E_ALIGN    costs is not a multiple of 8
 * @fault PATRON_E_SIZE     the block is smaller than the costs in it
 * @fault PATRON_E_CORRUPT  the block does not hold costs of objects
 * @cost O(pools + objects groups), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_abc_costs_check(const patron_abc_costs *costs,
                                                      size_t costs_size, patron_fault *fault);

/*
 * Adds n driver rows: object o bears quantity / pool's quantity of what pool p assigns. The rows of
 * the totals, all of them, once; in any order and split. On a fault exactly the rows before the
 * faulty one have been added.
 *
 * @param costs       inout    8-byte aligned
 * @param costs_size  in       bytes of the block
 * @param n           in
 * @param pool        in [n]   of each row, < the number of pools
 * @param object      in [n]   of each row, < the number of objects
 * @param quantity    in [n]   units of the pool's driver, >= 0, finite, at most the pool's in all
 * @param fault       out or NULL
 * @fault PATRON_E_ALIGN       costs is not a multiple of 8
 * @fault PATRON_E_SIZE        the block is smaller than the costs in it
 * @fault PATRON_E_CORRUPT     the block does not hold costs of objects
 * @fault PATRON_E_NOT_FINITE  a quantity is NaN or infinite
 * @fault PATRON_E_RANGE       a pool or an object that is not there; a quantity below 0 or above what
 *                             the pool has in all
 * @fault PATRON_E_FULL        more than 2^36 rows in all; the argument is "costs", the row that of the
 *                             first row there was no room for, the value the number of rows held
 * @cost O(n), no scratch; mergeable. Looks at the head of the block and at what the rows lead to, for
 *       speed.
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_abc_costs_add(patron_abc_costs *costs, size_t costs_size,
                                                    size_t n, const uint32_t *pool,
                                                    const uint32_t *object, const double *quantity,
                                                    patron_fault *fault);

/*
 * Adds to costs of objects all that others hold that were made with the same balances and groups.
 *
 * @param costs       inout    8-byte aligned
 * @param costs_size  in       bytes of the block
 * @param other       in       8-byte aligned; may be the same block as costs
 * @param other_size  in       bytes of the other block
 * @param fault       out or NULL
 * @fault PATRON_E_ALIGN    a block is not at a multiple of 8
 * @fault PATRON_E_SIZE     a block is smaller than the costs in it
 * @fault PATRON_E_CORRUPT  a block does not hold costs of objects
 * @fault PATRON_E_RANGE    the other block was made with other counts, balances or groups
 * @fault PATRON_E_FULL     more than 2^36 rows in all; the argument is "other"
 * @cost O(pools + objects groups), no scratch; mergeable
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_abc_costs_merge(patron_abc_costs *costs, size_t costs_size,
                                                      const patron_abc_costs *other,
                                                      size_t other_size, patron_fault *fault);

/*
 * Bytes of scratch for patron_abc_costs_finish.
 *
 * @cost O(1); below 64 KiB
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_abc_costs_finish_scratch_size(void);

/*
 * The cost of each object in each group, in whole minor units. The column of a group adds up to what
 * its pools assign, exactly: amounts are cut to whole units towards 0 and the units that leaves go
 * one each to the largest fractions that have their sign, ties by object. Every amount is within one
 * unit of its share, amounts of opposite sign change theirs when all costs do, and no amount has a
 * sign that its share has not.
 *
 * @param costs         in            8-byte aligned
 * @param costs_size    in            bytes of the block
 * @param scratch       scratch
 * @param scratch_size  in            bytes
 * @param cells         in            objects * groups, as the state was made for
 * @param cost          out [cells]   minor units, row-major: object, group
 * @param fault         out or NULL
 * @fault PATRON_E_ALIGN     costs is not a multiple of 8
 * @fault PATRON_E_SIZE      the block is smaller than the costs in it
 * @fault PATRON_E_CORRUPT   the block does not hold costs of objects
 * @fault PATRON_E_RANGE     cells is not objects * groups; or the rows added are not those of the
 *                           balances: then the argument is "costs" and the row the first group whose
 *                           shares miss what its pools assign by half a minor unit or more
 * @fault PATRON_E_OVERFLOW  a cost that leaves int64_t; the argument is "cost", the row its object
 * @fault PATRON_E_SCRATCH   scratch_size below patron_abc_costs_finish_scratch_size()
 * @cost O(pools + objects groups) time
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_abc_costs_finish(const patron_abc_costs *costs,
                                                       size_t costs_size, void *scratch,
                                                       size_t scratch_size, size_t cells,
                                                       int64_t *cost, patron_fault *fault);

/*
 * The quantity of each pool of a small stage whose drivers fill a matrix: its rows' sums, rounded once.
 *
 * @param n         in                   number of pools
 * @param objects   in                   number of objects
 * @param quantity  in [n*objects]   row-major: pool, object; units of the driver, >= 0, finite
 * @param total     out [n]          units of each pool's driver
 * @param fault     out or NULL
 * @fault PATRON_E_NOT_FINITE  a quantity is NaN or infinite; the row is the pool, the column the object
 * @fault PATRON_E_RANGE       a quantity below 0; n * objects beyond memory, argument "objects"
 * @fault PATRON_E_OVERFLOW    a sum beyond a double; the argument is "total", the row its pool
 * @cost O(n objects), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_abc_cells_totals(size_t n, size_t objects,
                                                       const double *quantity, double *total,
                                                       patron_fault *fault);

/*
 * Bytes of scratch for patron_abc_cells; SIZE_MAX where there is no such number.
 *
 * @param objects  in  number of objects
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_abc_cells_scratch_size(size_t objects);

/*
 * A small stage at once: what each pool assigns, split over the objects by a matrix of quantities,
 * each pool's row by largest remainder: the cents of patron_abc_costs_finish with a
 * group for each pool. The pool's quantity is that of its row of the matrix.
 *
 * @param pools         in                     number of pools
 * @param balance       in [pools]             of each pool
 * @param objects       in                     number of objects, in [0, 2147483647]; with the pools,
 *                                             a matrix that memory can hold
 * @param quantity      in [pools*objects]     row-major: pool, object; units of the driver, >= 0, finite
 * @param scratch       scratch
 * @param scratch_size  in                     bytes
 * @param cell          out [pools*objects]    minor units; each pool's row adds up to what it assigns
 * @param cost          out [objects] or NULL  minor units: what each object receives in all
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  a quantity is NaN or infinite
 * @fault PATRON_E_RANGE       a count out of range; a balance that is none; a quantity below 0; a pool
 *                             that assigns cost and has no quantity
 * @fault PATRON_E_OVERFLOW    a sum that leaves int64_t; the argument is "cost", the row the object
 * @fault PATRON_E_SCRATCH     scratch_size below patron_abc_cells_scratch_size(objects)
 * @cost O(pools objects) expected
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_abc_cells(size_t pools, const patron_abc_balance *balance,
                                                size_t objects, const double *quantity,
                                                void *scratch, size_t scratch_size, int64_t *cell,
                                                int64_t *cost, patron_fault *fault);

/* --- trace ------------------------------------------------------------------------------------ */

/*
 * Bytes of scratch for patron_abc_object_quantities; SIZE_MAX where there is no such number.
 *
 * @param pools  in  number of pools, in [0, 16777216]
 * @cost O(1); some 560 bytes a pool
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_abc_object_quantities_scratch_size(size_t pools);

/*
 * How much of each pool's driver one object used: the sums of its rows, rounded once.
 *
 * @param wanted        in           the object
 * @param n             in
 * @param pool          in [n]       of each row, < pools
 * @param object        in [n]       of each row, any
 * @param quantity      in [n]       units of the pool's driver, >= 0, finite
 * @param scratch       scratch
 * @param scratch_size  in           bytes
 * @param pools         in           number of pools, in [0, 16777216]
 * @param used          out [pools]  units of each pool's driver
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  a quantity of the object is NaN or infinite
 * @fault PATRON_E_RANGE       too many pools; a pool of the object that is not there; a quantity of it
 *                             below 0
 * @fault PATRON_E_OVERFLOW    a sum beyond a double; the argument is "quantity", the row the pool
 * @fault PATRON_E_SCRATCH     scratch_size below patron_abc_object_quantities_scratch_size(pools)
 * @cost O(n + pools)
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_abc_object_quantities(
    uint32_t wanted, size_t n, const uint32_t *pool, const uint32_t *object, const double *quantity,
    void *scratch, size_t scratch_size, size_t pools, double *used, patron_fault *fault);

/*
 * Bytes of scratch for patron_abc_trace; SIZE_MAX where there is no such number.
 *
 * @param pools  in  number of pools
 * @cost O(1); 24 bytes a pool and some 33 KiB
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_abc_trace_scratch_size(size_t pools);

/*
 * Which pools made the cost of one object, to the cent: quantity times rate, in amounts that add up
 * to the object's cost in each group. Each is within one unit of its pool's share.
 *
 * @param pools     in                   number of pools, in [0, 2147483647]
 * @param balance   in [pools]           of each pool
 * @param group     in [pools] or NULL   of each pool, in [0, groups); NULL: 0 for every pool
 * @param quantity  in [pools]           of the object, units of each pool's driver, >= 0, at most the
 *                                       pool's in all
 * @param groups    in                   number of groups, in [1, 16777216]
 * @param cost      in [groups]          minor units: of the object, by patron_abc_costs_finish
 * @param scratch       scratch
 * @param scratch_size  in               bytes
 * @param amount    out [pools]          minor units of cost by each pool
 * @param fault     out or NULL
 * @fault PATRON_E_NOT_FINITE  a quantity is NaN or infinite
 * @fault PATRON_E_RANGE       a count out of range, a balance that is none, a group that is not below
 *                             groups, a quantity below 0 or above the pool's; a cost that no amounts
 *                             within one unit of the pools' shares add up to
 * @fault PATRON_E_SCRATCH    scratch_size below patron_abc_trace_scratch_size(pools)
 * @cost O(pools groups)
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_abc_trace(size_t pools, const patron_abc_balance *balance,
                                                const uint32_t *group, const double *quantity,
                                                size_t groups, const int64_t *cost, void *scratch,
                                                size_t scratch_size, int64_t *amount,
                                                patron_fault *fault);

/* --- what if ---------------------------------------------------------------------------------- */

/*
 * Quantity moved from one pool to another at the rates as they are: calls that become clicks. What
 * the first pool no longer does is idle until capacity is removed; of what has become idle the share
 * `removed` goes, cost and capacity. A pool with the basis ACTUAL has, after, the
 * capacity that it used before. What the second pool does beyond its capacity is over-driven.
 *
 * @param from      in          the pool that does less
 * @param to        in          the pool that does more: another
 * @param moved     in          units of from's driver, >= 0, finite, at most its quantity
 * @param received  in          units of to's driver, >= 0, finite
 * @param removed   in          fraction of the freed capacity that is removed, in [0, 1]
 * @param pools     in          number of pools, in [0, 2147483647]
 * @param before    in [pools]  balances as they are
 * @param after     out [pools]  balances as they become; may be the same array as before
 * @param fault     out or NULL
 * @fault PATRON_E_NOT_FINITE  a number is NaN or infinite
 * @fault PATRON_E_RANGE       a pool that is not there, has no rate, or is both; a number out of range; a
 *                             balance that is none
 * @fault PATRON_E_OVERFLOW    a part of a balance that leaves its type; the argument is "before"
 * @cost O(pools), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_abc_shift(uint32_t from, uint32_t to, double moved,
                                                double received, double removed, size_t pools,
                                                const patron_abc_balance *before,
                                                patron_abc_balance *after, patron_fault *fault);

/*
 * Balances with other quantities of the drivers at the rates as they are; costs stay. A pool with the
 * basis ACTUAL has, after, the capacity that it used before. Where the quantity becomes 0 the cost is
 * idle. A pool whose quantity stays keeps its balance, and one without a rate must stay at 0.
 *
 * @param pools     in          number of pools, in [0, 2147483647]
 * @param before    in [pools]  balances as they are
 * @param quantity  in [pools]  of all driver rows, then; in units of the driver, >= 0, finite
 * @param after     out [pools]  balances as they become; may be the same array as before
 * @param fault     out or NULL
 * @fault PATRON_E_NOT_FINITE  a quantity is NaN or infinite
 * @fault PATRON_E_RANGE       a balance that is none; a quantity below 0, or one of a pool without a rate
 * @fault PATRON_E_OVERFLOW    a part of a balance that leaves its type; the argument is "before"
 * @cost O(pools), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_abc_drive(size_t pools, const patron_abc_balance *before,
                                                const double *quantity, patron_abc_balance *after,
                                                patron_fault *fault);

/*
 * Balances with other capacities at the quantities as they are: a pool's cost moves with its capacity
 * as far as it can be avoided,
 *
 *     cost after = cost + avoidable * cost * (capacity after - capacity) / capacity
 *
 * and the rate is the new cost by the new capacity. What the quantities need beyond it is over-driven.
 *
 * @param pools      in                  number of pools, in [0, 2147483647]
 * @param before     in [pools]          balances as they are
 * @param capacity   in [pools]          practical, then; in units of the driver, > 0, finite; looked at
 *                                       where the basis is CAPACITY, other pools stay as they are
 * @param avoidable  in [pools] or NULL  fraction of the cost that moves with capacity, in [0, 1]; NULL: 1
 * @param after      out [pools]         balances as they become; may be the same array as before
 * @param fault      out or NULL
 * @fault PATRON_E_NOT_FINITE  a number is NaN or infinite
 * @fault PATRON_E_RANGE       a balance that is none; a number out of range
 * @fault PATRON_E_OVERFLOW    a part of a balance that leaves its type; the argument is "before"
 * @cost O(pools), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_abc_cut(size_t pools, const patron_abc_balance *before,
                                              const double *capacity, const double *avoidable,
                                              patron_abc_balance *after, patron_fault *fault);

/*
 * What two balances of the same pools differ by: what cost was freed, what was added, what is idle
 * now, and what money no longer goes out.
 *
 * @param pools   in          number of pools, in [0, 2147483647]
 * @param before  in [pools]  balances as they are
 * @param after   in [pools]  balances as they become
 * @param result  out         struct_size set by the caller
 * @param fault   out or NULL
 * @fault PATRON_E_RANGE     a balance that is none
 * @fault PATRON_E_OVERFLOW  a sum that leaves int64_t; the argument is "after"
 * @fault PATRON_E_STRUCT    the result is of no known size
 * @cost O(pools), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_abc_compare(size_t pools, const patron_abc_balance *before,
                                                  const patron_abc_balance *after,
                                                  patron_abc_change *result, patron_fault *fault);

#ifdef __cplusplus
}
#endif
#endif
