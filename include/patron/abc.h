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
 * @param n         in                  number of pools, in [0, 2147483647]
 * @param cost      in [n]          minor units, any; negative is a credit
 * @param basis     in [n] or NULL  PATRON_ABC_ACTUAL, CAPACITY or STANDARD; NULL: ACTUAL
 * @param capacity  in [n] or NULL  practical capacity in units of the driver, > 0, finite; looked at
 *                                      where the basis is CAPACITY, and then not NULL
 * @param standard  in [n] or NULL  minor units per unit of the driver, finite; looked at where the
 *                                      basis is STANDARD, and then not NULL
 * @param quantity  in [n]          of all driver rows, in units of the driver, >= 0, finite
 * @param balance   out [n]         of each pool
 * @param result    out or NULL         sums over the pools; struct_size set by the caller
 * @param fault     out or NULL
 * @fault PATRON_E_NOT_FINITE  a capacity, standard rate or quantity is NaN or infinite
 * @fault PATRON_E_RANGE       a basis there is none of; a capacity that is not above 0, a quantity below 0
 * @fault PATRON_E_OVERFLOW    a part of a balance or a sum that leaves int64_t, a rate beyond a double; the
 *                             argument is "cost"
 * @fault PATRON_E_STRUCT      the result is of no known size
 * @source R. Kaplan & S. Anderson, "Time-Driven Activity-Based Costing", HBR (November 2004); Oracle
 *         Hyperion Profitability: assigned, idle, over-driven and unassigned cost
 * @cost O(n), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_abc_rates(size_t n, const int64_t *cost,
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
 * @param n         in          number of pools, in [0, 2147483647]
 * @param balance   in [n]  of the whole, as patron_abc_rates gives them
 * @param part      in [n]  minor units, any; 0 where the whole cost is 0
 * @param parted    out [n]  of the part; may be the same array as balance
 * @param fault     out or NULL
 * @fault PATRON_E_RANGE     a balance that is none; a part of a cost that is 0
 * @fault PATRON_E_OVERFLOW  a part of a balance that leaves int64_t; the argument is "part"
 * @cost O(n), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_abc_part(size_t n, const patron_abc_balance *balance,
                                               const int64_t *part, patron_abc_balance *parted,
                                               patron_fault *fault);

/*
 * Costs at or below a level of the hierarchy are pushed down to objects; those above are held and
 * reported. pushed is the cost to give to patron_abc_rates.
 *
 * @param push_level  in                   PATRON_ABC_LEVEL_UNIT to CORPORATE: the highest that is pushed
 * @param n           in                   number of pools, in [0, 2147483647]
 * @param level       in [n]           PATRON_ABC_LEVEL_UNIT to CORPORATE
 * @param cost        in [n]           minor units, any
 * @param pushed      out [n] or NULL  minor units: the cost, or 0
 * @param held        out [n] or NULL  minor units: the cost, or 0
 * @param result      out                  struct_size set by the caller
 * @param fault       out or NULL
 * @fault PATRON_E_RANGE     a level there is none of
 * @fault PATRON_E_OVERFLOW  a sum that leaves int64_t; the argument is "cost"
 * @fault PATRON_E_STRUCT    the result is of no known size
 * @source C. Horngren et al., Cost Accounting, "customer-cost hierarchies"
 * @cost O(n), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_abc_levels(uint32_t push_level, size_t n,
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
 * @param n           in                  number of pools, in [0, 16777216]
 * @param balance     in [n]          of each pool
 * @param group       in [n] or NULL  of each pool, in [0, groups); NULL: 0 for every pool
 * @param groups      in                  number of groups, in [1, 16777216]
 * @param objects     in                  number of objects, in [0, 2147483647]
 * @param fault       out or NULL
 * @fault PATRON_E_ALIGN  costs is not a multiple of 8
 * @fault PATRON_E_RANGE  a count out of range; a balance that is none; a group that is not below groups
 * @fault PATRON_E_SIZE   costs_size is below patron_abc_costs_size(n, groups, objects)
 * @cost O(n + objects groups), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_abc_costs_init(patron_abc_costs *costs, size_t costs_size,
                                                     size_t n, const patron_abc_balance *balance,
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
 * its pools assign, exactly: amounts are rounded to 2^-32 of a unit, cut to whole units towards 0, and
 * the units that leaves go one each to the largest fractions that have their sign, ties by object.
 * Every amount is within one unit of its share and has no other sign; the amounts of opposite costs
 * are opposite. Where pools of one group assign more than 2^51 minor units, the rounding of a pool's
 * quantity can exceed the odd units: the largest amount of the group bears what is left, below 2^-50
 * of what is assigned.
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
 * @param n             in                     number of pools
 * @param balance       in [n]             of each pool
 * @param objects       in                     number of objects, in [0, 2147483647]; with the pools,
 *                                             a matrix that memory can hold
 * @param quantity      in [n*objects]     row-major: pool, object; units of the driver, >= 0, finite
 * @param scratch       scratch
 * @param scratch_size  in                     bytes
 * @param cell          out [n*objects]    minor units; each pool's row adds up to what it assigns
 * @param cost          out [objects] or NULL  minor units: what each object receives in all
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  a quantity is NaN or infinite
 * @fault PATRON_E_RANGE       a count out of range; a balance that is none; a quantity below 0; a pool
 *                             that assigns cost and has no quantity
 * @fault PATRON_E_OVERFLOW    a sum that leaves int64_t; the argument is "cost", the row the object
 * @fault PATRON_E_SCRATCH     scratch_size below patron_abc_cells_scratch_size(objects)
 * @cost O(n objects) expected
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_abc_cells(size_t n, const patron_abc_balance *balance,
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
 * @param n      in  number of pools
 * @cost O(1); 24 bytes a pool and some 33 KiB
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_abc_trace_scratch_size(size_t n);

/*
 * Which pools made the cost of one object, to the cent: quantity times rate, in amounts that add up
 * to the object's cost in each group. Each is within one unit of its pool's share.
 *
 * @param n         in                   number of pools, in [0, 2147483647]
 * @param balance   in [n]           of each pool
 * @param group     in [n] or NULL   of each pool, in [0, groups); NULL: 0 for every pool
 * @param quantity  in [n]           of the object, units of each pool's driver, >= 0, at most the
 *                                       pool's in all
 * @param groups    in                   number of groups, in [1, 16777216]
 * @param cost      in [groups]          minor units: of the object, by patron_abc_costs_finish
 * @param scratch       scratch
 * @param scratch_size  in               bytes
 * @param amount    out [n]          minor units of cost by each pool
 * @param fault     out or NULL
 * @fault PATRON_E_NOT_FINITE  a quantity is NaN or infinite
 * @fault PATRON_E_RANGE       a count out of range, a balance that is none, a group that is not below
 *                             groups, a quantity below 0 or above the pool's; a cost that no amounts
 *                             within one unit of the pools' shares add up to
 * @fault PATRON_E_SCRATCH    scratch_size below patron_abc_trace_scratch_size(n)
 * @cost O(n groups)
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_abc_trace(size_t n, const patron_abc_balance *balance,
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
 * @param n         in          number of pools, in [0, 2147483647]
 * @param before    in [n]  balances as they are
 * @param quantity  in [n]  of all driver rows, then; in units of the driver, >= 0, finite
 * @param after     out [n]  balances as they become; may be the same array as before
 * @param fault     out or NULL
 * @fault PATRON_E_NOT_FINITE  a quantity is NaN or infinite
 * @fault PATRON_E_RANGE       a balance that is none; a quantity below 0, or one of a pool without a rate
 * @fault PATRON_E_OVERFLOW    a part of a balance that leaves its type; the argument is "before"
 * @cost O(n), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_abc_drive(size_t n, const patron_abc_balance *before,
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
 * @param n          in                  number of pools, in [0, 2147483647]
 * @param before     in [n]          balances as they are
 * @param capacity   in [n]          practical, then; in units of the driver, > 0, finite; looked at
 *                                       where the basis is CAPACITY, other pools stay as they are
 * @param avoidable  in [n] or NULL  fraction of the cost that moves with capacity, in [0, 1]; NULL: 1
 * @param after      out [n]         balances as they become; may be the same array as before
 * @param fault      out or NULL
 * @fault PATRON_E_NOT_FINITE  a number is NaN or infinite
 * @fault PATRON_E_RANGE       a balance that is none; a number out of range
 * @fault PATRON_E_OVERFLOW    a part of a balance that leaves its type; the argument is "before"
 * @cost O(n), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_abc_cut(size_t n, const patron_abc_balance *before,
                                              const double *capacity, const double *avoidable,
                                              patron_abc_balance *after, patron_fault *fault);

/*
 * What two balances of the same pools differ by: what cost was freed, what was added, what is idle
 * now, and what money no longer goes out.
 *
 * @param n       in          number of pools, in [0, 2147483647]
 * @param before  in [n]  balances as they are
 * @param after   in [n]  balances as they become
 * @param result  out         struct_size set by the caller
 * @param fault   out or NULL
 * @fault PATRON_E_RANGE     a balance that is none
 * @fault PATRON_E_OVERFLOW  a sum that leaves int64_t; the argument is "after"
 * @fault PATRON_E_STRUCT    the result is of no known size
 * @cost O(n), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_abc_compare(size_t n, const patron_abc_balance *before,
                                                  const patron_abc_balance *after,
                                                  patron_abc_change *result, patron_fault *fault);

/* --- support departments -------------------------------------------------------------------------- */

/* How the cost of support departments reaches the operating ones. */
enum patron_abc_method {
    PATRON_ABC_DIRECT =
        0, /* straight to operating departments; service between supports is left out */
    PATRON_ABC_STEP_DOWN = 1, /* one support after the other, to all that have not had their turn */
    PATRON_ABC_RECIPROCAL = 2 /* all at once: simultaneous equations */
};

/* Caveats of patron_abc_support. */
enum patron_abc_support_note {
    PATRON_ABC_SUPPORT_NOTE_NOBODY = 0x1 /* a support with a cost serves nobody: it is unassigned */
};

/* What became of all departments' cost. A result: it may grow at its end. */
typedef struct patron_abc_support_sums {
    uint32_t struct_size; /* in: sizeof(patron_abc_support_sums) */
    uint32_t filled_size; /* out: leading bytes this library knows */
    uint64_t notes;       /* out: PATRON_ABC_SUPPORT_NOTE_* */
    int64_t cost;         /* minor units of all departments: operating + unassigned */
    int64_t operating;    /* minor units that operating departments carry in the end */
    int64_t unassigned;   /* minor units that stay with supports that serve nobody */
} patron_abc_support_sums;

/* How one department works, in minutes. Frozen, 24 bytes. */
typedef struct patron_abc_staff {
    double headcount; /* people, >= 0, finite */
    double minutes;   /* each person is paid for, in the period of the cost, >= 0, finite */
    double practical; /* share of them that can be worked, in [0, 1] */
} patron_abc_staff;

/*
 * One term of a time equation: minutes, times the columns it names. Frozen, 16 bytes.
 * PATRON_NONE is no column: with two of them the term is a constant.
 */
typedef struct patron_abc_term {
    double minutes;  /* for one unit of each column named, finite */
    uint32_t first;  /* column from 0, or PATRON_NONE */
    uint32_t second; /* column from 0, or PATRON_NONE */
} patron_abc_term;

/*
 * Bytes of scratch for patron_abc_support; SIZE_MAX where there is no such number.
 *
 * @param departments  in  all departments
 * @param supports     in  the support departments
 * @cost O(1): about 8 supports^2 + 40 departments
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_abc_support_scratch_size(size_t departments, size_t supports);

/*
 * Hands the cost of support departments on to the operating departments by what these used of them,
 * so that the cost of all departments stays what it was, to the cent. The first `supports` of the
 * departments are the support ones.
 *
 *     DIRECT      each support's own cost, by use of operating departments
 *     STEP_DOWN   in this order, each support's cost with what came to it, by use of operating departments
 *                 and of supports whose turn is yet to come; cents by largest remainder at each step
 *     RECIPROCAL  full_i = cost_i + sum_k full_k usage_ki / usage_k, and full_i by use of all others; the
 *                 costs that result are rounded together to the exact total
 *
 * usage_k is the use of support k by all others: what a department used of itself is left out. A
 * support that nobody whom the method looks at used keeps its cost, which is unassigned.
 *
 * @param method        in                     PATRON_ABC_DIRECT, STEP_DOWN or RECIPROCAL
 * @param departments   in                     all of them, in [0, 2147483647]
 * @param cost          in [departments]       minor units, any; negative is a credit
 * @param supports      in                     the support departments, in [0, 1024], at most all
 * @param usage         in [supports*departments]  row-major: of support i by department j, in any unit
 *                                             of its own, >= 0, finite
 * @param order         in [supports] or NULL  their turns in STEP_DOWN, each once, in [0, supports); NULL:
 *                                             by row. Looked at by that method only
 * @param scratch       scratch
 * @param scratch_size  in                     bytes
 * @param full          out [supports] or NULL  minor units that each support hands on, finite
 * @param flow          out [supports*departments] or NULL  minor units from support i to department j,
 *                                             finite; whole up to 2^53 but for RECIPROCAL
 * @param loaded        out [departments]      minor units in the end: of a support what is unassigned
 * @param result        out                    struct_size set by the caller
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  a usage is NaN or infinite; the fault has its column
 * @fault PATRON_E_RANGE       a usage below 0, an order that is none; method, supports or departments out of
 *                             range
 * @fault PATRON_E_DIVERGES    RECIPROCAL: departments that serve only each other; the argument is "usage",
 *                             the row one of them
 * @fault PATRON_E_OVERFLOW    a cost that leaves int64_t; the argument is "cost"
 * @fault PATRON_E_STRUCT      the result is of no known size
 * @fault PATRON_E_SCRATCH     scratch_size below patron_abc_support_scratch_size(departments, supports)
 * @source C. Horngren et al., Cost Accounting, "Allocating costs of support departments"; W. Grassmann,
 *         M. Taksar, D. Heyman, "Regenerative analysis and steady state distributions" (1985)
 * @cost O(supports departments); RECIPROCAL O(supports^3) more
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_abc_support(
    uint32_t method, size_t departments, const int64_t *cost, size_t supports, const double *usage,
    const uint32_t *order, void *scratch, size_t scratch_size, double *full, double *flow,
    int64_t *loaded, patron_abc_support_sums *result, patron_fault *fault);

/* --- time-driven costing -------------------------------------------------------------------------- */

/*
 * Practical capacity of departments, and what a minute of it costs: the capacity that
 * patron_abc_rates takes with PATRON_ABC_CAPACITY.
 *
 *     capacity = headcount minutes practical        rate = cost / capacity
 *
 * @param n         in       departments, in [0, 2147483647]
 * @param cost      in [n]   minor units of the period, any
 * @param staff     in [n]   headcount, minutes, practical
 * @param capacity  out [n]  minutes
 * @param rate      out [n]  minor units per minute; NaN where there is no capacity
 * @param fault     out or NULL
 * @fault PATRON_E_NOT_FINITE  a number is NaN or infinite
 * @fault PATRON_E_RANGE       a number out of range; n out of range
 * @fault PATRON_E_OVERFLOW    a capacity or rate beyond a double; the argument is "capacity" or "rate"
 * @source R. Kaplan & S. Anderson, "Time-Driven Activity-Based Costing", HBR (November 2004)
 * @cost O(n), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_abc_capacity(size_t n, const int64_t *cost,
                                                   const patron_abc_staff *staff, double *capacity,
                                                   double *rate, patron_fault *fault);

/*
 * Minutes of events by time equations over columns of their properties:
 *
 *     minutes = sum over the terms k of b_k x_first(k) x_second(k)
 *
 * where a column that is PATRON_NONE is 1. Columns are counts, or dummies 0 and 1: packaging takes .5
 * minutes, 6.5 more where special, .2 more where by air. The terms of equation e are those from
 * offset[e] to before offset[e + 1].
 *
 * @param equations  in                  number of them, in [0, 1048576]
 * @param offset     in [equations+1]    ascending from 0: offset[equations] terms in all; may be NULL
 *                                       where there are no equations
 * @param terms      in                  number of them, offset[equations], in [0, 1048576]
 * @param term       in [terms]          minutes, first, second
 * @param n          in                  events, in [0, 2147483647]
 * @param equation   in [n] or NULL      of each event, in [0, equations); NULL: the first for all
 * @param m          in                  columns of each event, in [0, 2147483647]
 * @param x          in [n*m]            row-major, finite
 * @param minutes    out [n]             minutes, >= 0, summed with their rounding errors in order of terms
 * @param fault      out or NULL
 * @fault PATRON_E_NOT_FINITE  a term's minutes or an x is NaN or infinite
 * @fault PATRON_E_RANGE       an offset, a column or an equation that is out of range; minutes of an event
 *                             below 0
 * @fault PATRON_E_OVERFLOW    minutes beyond a double
 * @source R. Kaplan & S. Anderson, "Time-Driven Activity-Based Costing", HBR (November 2004): time
 *         equations
 * @cost O(n m + terms of the events), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_abc_minutes(size_t equations, const uint32_t *offset,
                                                  size_t terms, const patron_abc_term *term,
                                                  size_t n, const uint32_t *equation, size_t m,
                                                  const double *x, double *minutes,
                                                  patron_fault *fault);

#ifdef __cplusplus
}
#endif
#endif
