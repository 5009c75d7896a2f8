/*
 * Driver rows to the costs of objects: a block of rows is looked at, and what it leads to asked for,
 * before any of it is added.
 */
#include "../portability.h"
#include "abc_costs.h"

#include "../base/base_fault.h"
#include "abc_balance.h"

enum { ABC_COSTS_BLOCK = 128 };

/* Columns of driver rows. */
typedef struct abc_rows {
    const uint32_t *pool;
    const uint32_t *object;
    const double *quantity;
} abc_rows;

/* --- kernels ---------------------------------------------------------------------------------- */

/* How many of n rows come before one that leads nowhere; asks for what those lead to. */
static size_t abc_costs_look(const patron_abc_costs *costs, const numeric_wide *cell,
                             const abc_rows *rows, size_t n)
{
    const abc_share *share = abc_costs_shares(costs);
    const uint32_t pools = costs->pools, objects = costs->objects, groups = costs->groups;
    for (size_t i = 0; i < n; i++) {
        uint32_t pool = rows->pool[i];
        uint32_t object = rows->object[i];
        if (pool >= pools || object >= objects)
            return i;
        const abc_share *of = &share[pool];
        double quantity = rows->quantity[i];
        if (!(quantity >= 0.0 && quantity <= of->most && of->group < groups))
            return i;
        PORTABILITY_PREFETCH_WRITE(&cell[(size_t)object * groups + of->group]);
    }
    return n;
}

static void abc_costs_take(const patron_abc_costs *costs, numeric_wide *cell, const abc_rows *rows,
                           size_t n)
{
    const abc_share *share = abc_costs_shares(costs);
    const uint32_t groups = costs->groups;
    for (size_t i = 0; i < n; i++) {
        const abc_share *of = &share[rows->pool[i]];
        numeric_wide *to = &cell[(size_t)rows->object[i] * groups + of->group];
        *to = abc_share_add(*to, of, rows->quantity[i]);
    }
}

/* Adds rows up to the first that leads nowhere; how many. */
static size_t abc_costs_add_rows(const patron_abc_costs *costs, numeric_wide *cell,
                                 const abc_rows *rows, size_t n)
{
    size_t done = 0;
    while (done < n) {
        size_t wanted = n - done < ABC_COSTS_BLOCK ? n - done : ABC_COSTS_BLOCK;
        abc_rows block = {rows->pool + done, rows->object + done, rows->quantity + done};
        size_t found = abc_costs_look(costs, cell, &block, wanted);
        abc_costs_take(costs, cell, &block, found);
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

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_abc_costs_add(patron_abc_costs *costs, size_t costs_size, size_t n,
                                         const uint32_t *pool, const uint32_t *object,
                                         const double *quantity, patron_fault *fault)
{
    abc_rows rows = {pool, object, quantity};
    abc_costs_layout layout;
    int32_t status = patron_abc_costs_check_head(costs, costs_size, "costs", &layout, fault);
    if (status != PATRON_OK || n == 0)
        return status;
    if (pool == NULL)
        return patron_base_fault_null(fault, "pool");
    if (object == NULL)
        return patron_base_fault_null(fault, "object");
    if (quantity == NULL)
        return patron_base_fault_null(fault, "quantity");
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
