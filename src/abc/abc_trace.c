/*
 * What made the cost of one object: its quantities by pool, and the cents of each.
 */
#include "../portability.h"
#include "abc_costs.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_scratch.h"
#include "abc_balance.h"
#include "abc_totals.h"

#include <string.h>

/* A trace, and where it is worked out: the pools of one group at a time. */
typedef struct abc_trace {
    const patron_abc_balance *balance;
    const uint32_t *group;
    const double *quantity;
    const int64_t *cost;
    size_t pools;
    size_t groups;
    uint32_t fraction;
    numeric_wide *share;
    int64_t *figure;
    abc_column_scratch *work;
} abc_trace;

/* --- kernels ---------------------------------------------------------------------------------- */

static int abc_trace_is_of(const abc_trace *trace, size_t pool, size_t group)
{
    return (trace->group != NULL ? trace->group[pool] : 0) == group;
}

/* The shares of a group's pools, side by side. */
static abc_columns abc_trace_gather(const abc_trace *trace, size_t group)
{
    abc_columns columns = {trace->share, 0, 1, 1, trace->fraction};
    for (size_t p = 0; p < trace->pools; p++) {
        if (!abc_trace_is_of(trace, p, group))
            continue;
        abc_share share;
        share.group = 0;
        patron_abc_share_make(&share, trace->balance[p].assigned, trace->balance[p].quantity,
                              trace->fraction);
        trace->share[columns.objects++] =
            abc_share_add(numeric_wide_make(0), &share, trace->quantity[p]);
    }
    return columns;
}

static void abc_trace_write(const abc_trace *trace, size_t group, int64_t *amount)
{
    abc_columns columns = abc_trace_gather(trace, group);
    size_t next = 0;
    patron_abc_column_measure(&columns, trace->work->column);
    patron_abc_column_share_out(trace->work->column, numeric_wide_make(trace->cost[group]));
    patron_abc_column_write(&columns, trace->work, trace->figure);
    for (size_t p = 0; p < trace->pools; p++)
        if (abc_trace_is_of(trace, p, group))
            amount[p] = trace->figure[next++];
}

static size_t abc_trace_bytes(size_t pools)
{
    size_t need = numeric_scratch_need(NUMERIC_SCRATCH_SLACK, 1, sizeof(abc_column_scratch));
    need = numeric_scratch_need(need, pools, sizeof(numeric_wide));
    return numeric_scratch_need(need, pools, sizeof(int64_t));
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t abc_trace_check_pool(const abc_trace *trace, size_t p, patron_fault *fault)
{
    int32_t status = patron_abc_check_balance(&trace->balance[p], "balance", p, fault);
    if (status == PATRON_OK && trace->group != NULL && trace->group[p] >= trace->groups)
        status = patron_base_fault_unsigned(fault, PATRON_E_RANGE, "group", (int64_t)p,
                                            trace->group[p], "a group below groups");
    if (status == PATRON_OK)
        status = patron_abc_check_quantity(trace->quantity[p], "quantity", (int64_t)p, fault);
    if (status == PATRON_OK && trace->quantity[p] > trace->balance[p].quantity)
        status = patron_base_fault_real(fault, PATRON_E_RANGE, "quantity", (int64_t)p,
                                        trace->quantity[p], "at most what the pool has in all");
    return status;
}

static int32_t abc_trace_check_pointers(const abc_trace *trace, const void *scratch,
                                        size_t scratch_size, const int64_t *amount,
                                        patron_fault *fault)
{
    int32_t status = patron_abc_check_pools(trace->pools, ABC_COUNT_MAX, "n", fault);
    if (status != PATRON_OK)
        return status;
    if (trace->pools > 0 && trace->balance == NULL)
        return patron_base_fault_null(fault, "balance");
    if (trace->pools > 0 && trace->quantity == NULL)
        return patron_base_fault_null(fault, "quantity");
    if (trace->groups < 1 || trace->groups > ABC_GROUPS_MAX)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "groups", -1, trace->groups,
                                          "a count in [1, 16777216]");
    if (trace->cost == NULL)
        return patron_base_fault_null(fault, "cost");
    status = patron_base_check_scratch(scratch, scratch_size, abc_trace_bytes(trace->pools), fault);
    if (status != PATRON_OK)
        return status;
    return trace->pools > 0 && amount == NULL ? patron_base_fault_null(fault, "amount") : PATRON_OK;
}

/* That each group's cost is one that its pools' shares round to. */
static int32_t abc_trace_check_costs(const abc_trace *trace, patron_fault *fault)
{
    abc_column *column = trace->work->column;
    for (size_t g = 0; g < trace->groups; g++) {
        abc_columns columns = abc_trace_gather(trace, g);
        patron_abc_column_measure(&columns, column);
        patron_abc_column_share_out(column, numeric_wide_make(trace->cost[g]));
        if (column->extra != 0)
            return patron_base_fault_signed(fault, PATRON_E_RANGE, "cost", (int64_t)g,
                                            trace->cost[g],
                                            "what the shares of the pools round to");
    }
    return PATRON_OK;
}

static int32_t abc_object_check(size_t n, const abc_trace *rows, const uint32_t *pool,
                                const uint32_t *object, uint32_t wanted, patron_fault *fault)
{
    for (size_t i = 0; i < n; i++) {
        if (object[i] != wanted)
            continue;
        if (pool[i] >= rows->pools)
            return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "pool", (int64_t)i, pool[i],
                                              "a pool below pools");
        int32_t status =
            patron_abc_check_quantity(rows->quantity[i], "quantity", (int64_t)i, fault);
        if (status != PATRON_OK)
            return status;
    }
    return PATRON_OK;
}

/* --- public ----------------------------------------------------------------------------------- */

size_t PATRON_CALL patron_abc_object_quantities_scratch_size(size_t pools)
{
    if (pools > ABC_POOLS_MAX)
        return SIZE_MAX;
    return numeric_scratch_need(NUMERIC_SCRATCH_SLACK, pools, sizeof(abc_total));
}

static int32_t abc_object_check_pointers(size_t n, const uint32_t *pool, const uint32_t *object,
                                         const double *quantity, patron_fault *fault)
{
    if (n > 0 && pool == NULL)
        return patron_base_fault_null(fault, "pool");
    if (n > 0 && object == NULL)
        return patron_base_fault_null(fault, "object");
    if (n > 0 && quantity == NULL)
        return patron_base_fault_null(fault, "quantity");
    return PATRON_OK;
}

/* The totals of one object's rows; PATRON_E_OVERFLOW where a double cannot hold one. */
static int32_t abc_object_total(size_t n, const uint32_t *pool, const uint32_t *object,
                                const double *quantity, uint32_t wanted, size_t pools,
                                abc_total *total, patron_fault *fault)
{
    if (pools > 0)
        memset(total, 0, pools * sizeof *total);
    for (size_t i = 0; i < n; i++)
        if (object[i] == wanted)
            abc_total_add(&total[pool[i]], quantity[i]);
    for (size_t p = 0; p < pools; p++) {
        double rounded;
        if (!patron_abc_total_round(&total[p], &rounded))
            return patron_base_fault_unsigned(fault, PATRON_E_OVERFLOW, "quantity", (int64_t)p,
                                              total[p].rows, "rows whose sum a double can hold");
    }
    return PATRON_OK;
}

int32_t PATRON_CALL patron_abc_object_quantities(uint32_t wanted, size_t n, const uint32_t *pool,
                                                 const uint32_t *object, const double *quantity,
                                                 void *scratch, size_t scratch_size, size_t pools,
                                                 double *used, patron_fault *fault)
{
    abc_trace rows;
    memset(&rows, 0, sizeof rows);
    rows.quantity = quantity;
    rows.pools = pools;
    int32_t status = abc_object_check_pointers(n, pool, object, quantity, fault);
    if (status == PATRON_OK)
        status = patron_abc_check_pools(pools, ABC_POOLS_MAX, "pools", fault);
    if (status == PATRON_OK)
        status = patron_base_check_scratch(scratch, scratch_size,
                                           patron_abc_object_quantities_scratch_size(pools), fault);
    if (status != PATRON_OK)
        return status;
    if (pools > 0 && used == NULL)
        return patron_base_fault_null(fault, "used");
    status = abc_object_check(n, &rows, pool, object, wanted, fault);
    if (status != PATRON_OK)
        return status;
    numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
    abc_total *total = numeric_scratch_take(&carve, pools, sizeof *total);
    status = abc_object_total(n, pool, object, quantity, wanted, pools, total, fault);
    for (size_t p = 0; status == PATRON_OK && p < pools; p++)
        (void)patron_abc_total_round(&total[p], &used[p]);
    return status;
}

size_t PATRON_CALL patron_abc_trace_scratch_size(size_t pools)
{
    return abc_trace_bytes(pools);
}

int32_t PATRON_CALL patron_abc_trace(size_t pools, const patron_abc_balance *balance,
                                     const uint32_t *group, const double *quantity, size_t groups,
                                     const int64_t *cost, void *scratch, size_t scratch_size,
                                     int64_t *amount, patron_fault *fault)
{
    abc_trace trace = {balance, group, quantity, cost, pools, groups, 0, NULL, NULL, NULL};
    int32_t status = abc_trace_check_pointers(&trace, scratch, scratch_size, amount, fault);
    for (size_t p = 0; status == PATRON_OK && p < pools; p++)
        status = abc_trace_check_pool(&trace, p, fault);
    if (status != PATRON_OK)
        return status;
    numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
    trace.work = numeric_scratch_take(&carve, 1, sizeof *trace.work);
    trace.share = numeric_scratch_take(&carve, pools, sizeof *trace.share);
    trace.figure = numeric_scratch_take(&carve, pools, sizeof *trace.figure);
    trace.fraction = patron_abc_costs_fraction(pools, balance);
    status = abc_trace_check_costs(&trace, fault);
    for (size_t g = 0; status == PATRON_OK && g < groups; g++)
        abc_trace_write(&trace, g, amount);
    return status;
}
