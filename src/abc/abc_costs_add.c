/*
 * Driver rows to the costs of objects: a block of rows is looked at, and what it leads to asked for,
 * before any of it is added.
 */
#include "../portability.h"
#include "abc_costs.h"

#include "../base/base_fault.h"
#include "abc_balance.h"

enum { ABC_COSTS_BLOCK = 64 };

/* Columns of driver rows. */
typedef struct abc_rows {
    const uint32_t *pool;
    const uint32_t *object;
    const double *quantity;
} abc_rows;

/* --- kernels ---------------------------------------------------------------------------------- */

/* The amounts that n rows lead to; how many rows come before one that leads nowhere. */
static size_t abc_costs_look(const patron_abc_costs *costs, const numeric_wide *cell,
                             const abc_rows *rows, size_t n, size_t *at)
{
    const abc_share *share = abc_costs_shares(costs);
    for (size_t i = 0; i < n; i++) {
        uint32_t pool = rows->pool[i];
        uint32_t object = rows->object[i];
        if ((pool >= costs->pools) | (object >= costs->objects))
            return i;
        const abc_share *of = &share[pool];
        double quantity = rows->quantity[i];
        if (!((quantity >= 0.0) & (quantity <= of->most) & (of->group < costs->groups)))
            return i;
        at[i] = (size_t)object * costs->groups + of->group;
        PORTABILITY_PREFETCH_WRITE(&cell[at[i]]);
    }
    return n;
}

static void abc_costs_take(const abc_share *share, numeric_wide *cell, const abc_rows *rows,
                           size_t n, const size_t *at)
{
    for (size_t i = 0; i < n; i++) {
        numeric_wide value = abc_share_of(&share[rows->pool[i]], rows->quantity[i]);
        cell[at[i]] = numeric_wide_sum(cell[at[i]], value);
    }
}

/* Adds rows up to the first that leads nowhere; how many. */
static size_t abc_costs_add_rows(patron_abc_costs *costs, numeric_wide *cell, const abc_rows *rows,
                                 size_t n)
{
    size_t at[ABC_COSTS_BLOCK];
    size_t done = 0;
    while (done < n) {
        size_t wanted = n - done < ABC_COSTS_BLOCK ? n - done : ABC_COSTS_BLOCK;
        abc_rows block = {rows->pool + done, rows->object + done, rows->quantity + done};
        size_t found = abc_costs_look(costs, cell, &block, wanted, at);
        abc_costs_take(abc_costs_shares(costs), cell, &block, found, at);
        done += found;
        if (found < wanted)
            break;
    }
    return done;
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t abc_costs_fault_row(const patron_abc_costs *costs, const abc_rows *rows, size_t i,
                                   patron_fault *fault)
{
    int64_t row = (int64_t)i;
    if (rows->pool[i] >= costs->pools)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "pool", row, rows->pool[i],
                                          "a pool below the number of pools");
    if (rows->object[i] >= costs->objects)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "object", row, rows->object[i],
                                          "an object below the number of objects");
    const abc_share *share = &abc_costs_shares(costs)[rows->pool[i]];
    int32_t status = patron_abc_check_quantity(rows->quantity[i], "quantity", row, fault);
    if (status != PATRON_OK)
        return status;
    if (share->group < costs->groups)
        return patron_base_fault_real(fault, PATRON_E_RANGE, "quantity", row, rows->quantity[i],
                                      "at most what the pool has in all");
    return patron_base_fault_plain(fault, PATRON_E_CORRUPT, "costs",
                                   "a block that holds costs of objects");
}

static int32_t abc_costs_check_rows(size_t n, const abc_rows *rows, patron_fault *fault)
{
    if (n > 0 && rows->pool == NULL)
        return patron_base_fault_null(fault, "pool");
    if (n > 0 && rows->object == NULL)
        return patron_base_fault_null(fault, "object");
    if (n > 0 && rows->quantity == NULL)
        return patron_base_fault_null(fault, "quantity");
    return PATRON_OK;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_abc_costs_add(patron_abc_costs *costs, size_t costs_size, size_t n,
                                         const uint32_t *pool, const uint32_t *object,
                                         const double *quantity, patron_fault *fault)
{
    abc_rows rows = {pool, object, quantity};
    abc_costs_layout layout;
    int32_t status = patron_abc_costs_check_head(costs, costs_size, "costs", &layout, fault);
    if (status == PATRON_OK)
        status = abc_costs_check_rows(n, &rows, fault);
    if (status != PATRON_OK)
        return status;
    uint64_t room = ABC_ROWS_MAX - costs->rows;
    size_t taken = n < room ? n : (size_t)room;
    numeric_wide *cell = (numeric_wide *)abc_costs_at_of(costs, layout.cells);
    size_t added = abc_costs_add_rows(costs, cell, &rows, taken);
    costs->rows += added;
    if (added < taken)
        return abc_costs_fault_row(costs, &rows, added, fault);
    if (taken < n)
        return patron_base_fault_unsigned(fault, PATRON_E_FULL, "costs", (int64_t)taken,
                                          costs->rows, "at most 2^36 rows in all");
    return PATRON_OK;
}
