/*
 * The totals of driver rows by pool: made, checked, added to, merged, read.
 *
 * Sums are exact, so that they depend on neither order nor split; they are rounded when read.
 */
#include "../portability.h"
#include "abc_totals.h"

#include "../base/base_fault.h"
#include "abc_balance.h"

#include <math.h>

/* --- kernels ---------------------------------------------------------------------------------- */

int patron_abc_total_round(const abc_total *total, double *rounded)
{
    abc_total folded = *total;
    abc_total_fold(&folded);
    return patron_sum_exact_round(&folded.exact, rounded);
}

/* The sums of rows values in [0, 2^1024) come to at most rows 2^-14 units of the last chunk. */
int patron_abc_total_top_is_sound(uint64_t rows, uint64_t top)
{
    return top <= rows >> 14;
}

/* Pools of a good row are there, and its quantity finite and not below 0. */
static size_t abc_totals_add_rows(patron_abc_totals *totals, size_t n, const uint32_t *pool,
                                  const double *quantity)
{
    abc_total *total = abc_totals_pools_of(totals);
    const uint32_t pools = totals->pools;
    size_t done = 0;
    for (; done < n; done++) {
        if (!((pool[done] < pools) & (quantity[done] >= 0.0) & (quantity[done] <= DBL_MAX)))
            break;
        abc_total_add(&total[pool[done]], quantity[done]);
    }
    return done;
}

/* other may be total itself. */
static void abc_total_merge(abc_total *total, const abc_total *other)
{
    uint64_t whole = other->whole;
    total->rows += other->rows;
    patron_sum_exact_merge(&total->exact, &other->exact);
    abc_total_fold(total);
    total->whole = whole;
}

/* --- checks ----------------------------------------------------------------------------------- */

static int abc_total_is_sound(const abc_total *total)
{
    patron_sum_exact settled = total->exact;
    uint64_t moved = (uint64_t)settled.pending << 52;
    uint64_t wild = settled.reserved;
    uint64_t any = total->whole;
    if (settled.pending > SUM_EXACT_PENDING_MAX || total->whole >= ABC_TOTALS_WHOLE_MAX)
        return 0;
    for (int k = 0; k < SUM_EXACT_CHUNKS - 1; k++) {
        wild |= settled.chunk[k] >= UINT64_C(0x100000000) + moved;
        any |= settled.chunk[k];
    }
    any |= settled.chunk[SUM_EXACT_CHUNKS - 1];
    patron_sum_exact_settle(&settled);
    return wild == 0 && (total->rows > 0 || any == 0) &&
           patron_abc_total_top_is_sound(total->rows, settled.chunk[SUM_EXACT_CHUNKS - 1]);
}

static int abc_totals_are_sound(const patron_abc_totals *totals)
{
    uint64_t rows = 0;
    for (uint32_t p = 0; p < totals->pools; p++) {
        const abc_total *total = &abc_totals_pools(totals)[p];
        if (total->rows > totals->rows - rows || !abc_total_is_sound(total))
            return 0;
        rows += total->rows;
    }
    return rows == totals->rows;
}

static int32_t abc_totals_fault_size(const char *argument, size_t size, patron_fault *fault)
{
    const char *name = argument[0] == 't' ? "totals_size" : "other_size";
    return patron_base_fault_unsigned(fault, PATRON_E_SIZE, name, -1, size,
                                      "at least the bytes of the totals");
}

static int32_t abc_totals_fault_corrupt(const char *argument, patron_fault *fault)
{
    return patron_base_fault_plain(fault, PATRON_E_CORRUPT, argument,
                                   "a block that holds totals of driver rows");
}

static int32_t abc_totals_check_head(const patron_abc_totals *totals, size_t totals_size,
                                     const char *argument, patron_fault *fault)
{
    int32_t status = patron_base_check_state(totals, argument, fault);
    if (status != PATRON_OK)
        return status;
    if (totals_size < sizeof *totals)
        return abc_totals_fault_size(argument, totals_size, fault);
    if (totals->magic != ABC_TOTALS_MAGIC || totals->version != ABC_TOTALS_VERSION ||
        totals->pools > ABC_TOTALS_POOLS_MAX || totals->reserved != 0 ||
        totals->rows > ABC_TOTALS_ROWS_MAX)
        return abc_totals_fault_corrupt(argument, fault);
    if (totals_size < patron_abc_totals_size(totals->pools))
        return abc_totals_fault_size(argument, totals_size, fault);
    return PATRON_OK;
}

int32_t patron_abc_totals_check_whole(const patron_abc_totals *totals, size_t totals_size,
                                      const char *argument, patron_fault *fault)
{
    int32_t status = abc_totals_check_head(totals, totals_size, argument, fault);
    if (status == PATRON_OK && !abc_totals_are_sound(totals))
        status = abc_totals_fault_corrupt(argument, fault);
    return status;
}

static int32_t abc_totals_fault_pool(uint32_t pool, size_t row, patron_fault *fault)
{
    return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "pool", (int64_t)row, pool,
                                      "a pool below the number of pools");
}

static int32_t abc_totals_fault_full(const char *argument, int64_t row, uint64_t rows,
                                     patron_fault *fault)
{
    return patron_base_fault_unsigned(fault, PATRON_E_FULL, argument, row, rows,
                                      "at most 2^62 rows in all");
}

static int32_t abc_totals_check_sums(const patron_abc_totals *totals, patron_fault *fault)
{
    for (uint32_t p = 0; p < totals->pools; p++) {
        double rounded;
        if (!patron_abc_total_round(&abc_totals_pools(totals)[p], &rounded))
            return patron_base_fault_unsigned(fault, PATRON_E_OVERFLOW, "quantity", (int64_t)p,
                                              abc_totals_pools(totals)[p].rows,
                                              "rows whose sum a double can hold");
    }
    return PATRON_OK;
}

/* --- public ----------------------------------------------------------------------------------- */

size_t PATRON_CALL patron_abc_totals_size(size_t pools)
{
    if (pools > ABC_TOTALS_POOLS_MAX)
        return SIZE_MAX;
    if (pools > (SIZE_MAX - 64) / sizeof(abc_total)) /* GCOVR_EXCL_BR_LINE: on 32 bits */
        return SIZE_MAX;                             /* GCOVR_EXCL_LINE */
    return sizeof(patron_abc_totals) + pools * sizeof(abc_total);
}

int32_t PATRON_CALL patron_abc_totals_init(patron_abc_totals *totals, size_t totals_size,
                                           size_t pools, patron_fault *fault)
{
    int32_t status = patron_base_check_state(totals, "totals", fault);
    if (status == PATRON_OK)
        status = patron_abc_check_pools(pools, ABC_TOTALS_POOLS_MAX, "pools", fault);
    if (status != PATRON_OK)
        return status;
    if (totals_size < patron_abc_totals_size(pools))
        return abc_totals_fault_size("totals", totals_size, fault);
    memset(totals, 0, patron_abc_totals_size(pools));
    totals->magic = ABC_TOTALS_MAGIC;
    totals->version = ABC_TOTALS_VERSION;
    totals->pools = (uint32_t)pools;
    return PATRON_OK;
}

int32_t PATRON_CALL patron_abc_totals_check(const patron_abc_totals *totals, size_t totals_size,
                                            patron_fault *fault)
{
    return patron_abc_totals_check_whole(totals, totals_size, "totals", fault);
}

int32_t PATRON_CALL patron_abc_totals_add(patron_abc_totals *totals, size_t totals_size, size_t n,
                                          const uint32_t *pool, const double *quantity,
                                          patron_fault *fault)
{
    int32_t status = abc_totals_check_head(totals, totals_size, "totals", fault);
    if (status != PATRON_OK)
        return status;
    if (n > 0 && pool == NULL)
        return patron_base_fault_null(fault, "pool");
    if (n > 0 && quantity == NULL)
        return patron_base_fault_null(fault, "quantity");
    uint64_t room = ABC_TOTALS_ROWS_MAX - totals->rows;
    size_t taken = n < room ? n : (size_t)room;
    size_t added = abc_totals_add_rows(totals, taken, pool, quantity);
    totals->rows += added;
    if (added < taken)
        return pool[added] >= totals->pools
                   ? abc_totals_fault_pool(pool[added], added, fault)
                   : patron_abc_check_quantity(quantity[added], "quantity", (int64_t)added, fault);
    if (taken < n)
        return abc_totals_fault_full("totals", (int64_t)taken, totals->rows, fault);
    return PATRON_OK;
}

int32_t PATRON_CALL patron_abc_totals_merge(patron_abc_totals *totals, size_t totals_size,
                                            const patron_abc_totals *other, size_t other_size,
                                            patron_fault *fault)
{
    int32_t status = patron_abc_totals_check_whole(totals, totals_size, "totals", fault);
    if (status == PATRON_OK)
        status = patron_abc_totals_check_whole(other, other_size, "other", fault);
    if (status != PATRON_OK)
        return status;
    if (other->pools != totals->pools)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "other", -1, other->pools,
                                          "totals of as many pools");
    uint64_t rows = totals->rows + other->rows;
    if (rows > ABC_TOTALS_ROWS_MAX)
        return abc_totals_fault_full("other", -1, other->rows, fault);
    for (uint32_t p = 0; p < totals->pools; p++)
        abc_total_merge(&abc_totals_pools_of(totals)[p], &abc_totals_pools(other)[p]);
    totals->rows = rows;
    return PATRON_OK;
}

int32_t PATRON_CALL patron_abc_totals_read(const patron_abc_totals *totals, size_t totals_size,
                                           size_t pools, double *quantity, uint64_t *rows,
                                           patron_fault *fault)
{
    int32_t status = patron_abc_totals_check_whole(totals, totals_size, "totals", fault);
    if (status != PATRON_OK)
        return status;
    if (pools != totals->pools)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "pools", -1, pools,
                                          "as many pools as the totals are of");
    if (pools > 0 && quantity == NULL)
        return patron_base_fault_null(fault, "quantity");
    status = abc_totals_check_sums(totals, fault);
    if (status != PATRON_OK)
        return status;
    for (size_t p = 0; p < pools; p++) {
        const abc_total *total = &abc_totals_pools(totals)[p];
        (void)patron_abc_total_round(total, &quantity[p]);
        if (rows != NULL)
            rows[p] = total->rows;
    }
    return PATRON_OK;
}
