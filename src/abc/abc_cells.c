/*
 * Small stages whose drivers fill a matrix of pools by objects.
 */
#include "../portability.h"
#include "abc_costs.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_scratch.h"
#include "../sum/sum_exact.h"
#include "abc_balance.h"

#include <string.h>

/* A stage, and where it is worked out. */
typedef struct abc_cells {
    const patron_abc_balance *balance;
    const double *quantity;
    size_t pools;
    size_t objects;
    uint32_t fraction;
    numeric_wide *amount; /* [objects] of one pool */
    numeric_wide *sum;    /* [objects] minor units of all pools */
    int64_t *figure;      /* [objects] of one pool */
    abc_column_scratch *work;
} abc_cells;

/* --- kernels ---------------------------------------------------------------------------------- */

static size_t abc_cells_bytes(size_t objects)
{
    size_t need = numeric_scratch_need(NUMERIC_SCRATCH_SLACK, 1, sizeof(abc_column_scratch));
    need = numeric_scratch_need(need, objects, sizeof(numeric_wide));
    need = numeric_scratch_need(need, objects, sizeof(numeric_wide));
    return numeric_scratch_need(need, objects, sizeof(int64_t));
}

/* The sum of a row of the matrix; 0 where a double cannot hold it. */
static int abc_cells_total(size_t objects, const double *quantity, double *total)
{
    patron_sum_exact sum;
    patron_sum_exact_init(&sum);
    (void)patron_sum_exact_add_many(&sum, objects, quantity);
    return patron_sum_exact_round(&sum, total);
}

/* The quantities of a pool; the matrix may be NULL where there are no objects. */
static const double *abc_cells_row(const abc_cells *cells, size_t pool)
{
    return cells->objects > 0 ? cells->quantity + pool * cells->objects : cells->quantity;
}

/* What a pool assigns, split over the objects. */
static void abc_cells_split(const abc_cells *cells, size_t pool, int64_t *figure)
{
    const double *quantity = abc_cells_row(cells, pool);
    int64_t assigned = cells->balance[pool].assigned;
    numeric_wide value = numeric_wide_make(assigned);
    abc_columns columns = {cells->amount, cells->objects, 1, 1, cells->fraction};
    abc_target target = {value, assigned < 0 ? numeric_wide_negate(value) : value};
    abc_share share;
    double total;
    (void)abc_cells_total(cells->objects, quantity, &total);
    share.group = 0;
    patron_abc_share_make(&share, assigned, total, cells->fraction);
    for (size_t o = 0; o < cells->objects; o++)
        cells->amount[o] = abc_share_add(numeric_wide_make(0), &share, quantity[o]);
    patron_abc_column_measure(&columns, cells->work->column);
    (void)patron_abc_column_plan(cells->work->column, &target, cells->objects, cells->fraction);
    patron_abc_column_write(&columns, cells->work, figure);
}

/* What all pools together give to each object; the first object for which that leaves int64_t. */
static size_t abc_cells_sum(const abc_cells *cells)
{
    size_t o = 0;
    for (; o < cells->objects; o++)
        cells->sum[o] = numeric_wide_make(0);
    for (size_t p = 0; p < cells->pools; p++) {
        abc_cells_split(cells, p, cells->figure);
        for (o = 0; o < cells->objects; o++)
            cells->sum[o] = numeric_wide_add(cells->sum[o], cells->figure[o]);
    }
    for (o = 0; o < cells->objects; o++)
        if (!numeric_wide_fits(cells->sum[o]))
            break;
    return o;
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t abc_cells_check_counts(size_t pools, size_t objects, patron_fault *fault)
{
    if (objects > ABC_COUNT_MAX || (objects > 0 && pools > SIZE_MAX / sizeof(double) / objects))
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "objects", -1, objects,
                                          "a count in [0, 2147483647], a matrix in memory");
    return PATRON_OK;
}

/* The quantities of a pool, and their sum. */
static int32_t abc_cells_check_row(size_t objects, const double *quantity, size_t pool,
                                   double *total, patron_fault *fault)
{
    for (size_t o = 0; o < objects; o++) {
        int32_t status = patron_abc_check_quantity(quantity[o], "quantity", (int64_t)pool, fault);
        if (status != PATRON_OK) {
            if (fault != NULL)
                fault->column = (int64_t)o;
            return status;
        }
    }
    if (!abc_cells_total(objects, quantity, total))
        return patron_base_fault_unsigned(fault, PATRON_E_OVERFLOW, "total", (int64_t)pool, objects,
                                          "quantities whose sum a double can hold");
    return PATRON_OK;
}

static int32_t abc_cells_check_pools(const abc_cells *cells, patron_fault *fault)
{
    for (size_t p = 0; p < cells->pools; p++) {
        double total;
        int32_t status = patron_abc_check_balance(&cells->balance[p], "balance", p, fault);
        if (status == PATRON_OK)
            status = abc_cells_check_row(cells->objects, abc_cells_row(cells, p), p, &total, fault);
        if (status != PATRON_OK)
            return status;
        if (total == 0.0 && cells->balance[p].assigned != 0)
            return patron_base_fault_real(fault, PATRON_E_RANGE, "quantity", (int64_t)p, total,
                                          "a quantity above 0 where cost is assigned");
    }
    return PATRON_OK;
}

static int32_t abc_cells_check_pointers(const abc_cells *cells, const void *scratch,
                                        size_t scratch_size, const int64_t *cell,
                                        patron_fault *fault)
{
    int filled = cells->pools > 0 && cells->objects > 0;
    if (cells->pools > 0 && cells->balance == NULL)
        return patron_base_fault_null(fault, "balance");
    int32_t status = abc_cells_check_counts(cells->pools, cells->objects, fault);
    if (status != PATRON_OK)
        return status;
    if (filled && cells->quantity == NULL)
        return patron_base_fault_null(fault, "quantity");
    status =
        patron_base_check_scratch(scratch, scratch_size, abc_cells_bytes(cells->objects), fault);
    if (status != PATRON_OK)
        return status;
    return filled && cell == NULL ? patron_base_fault_null(fault, "cell") : PATRON_OK;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_abc_cells_totals(size_t n, size_t objects, const double *quantity,
                                            double *total, patron_fault *fault)
{
    int32_t status = abc_cells_check_counts(n, objects, fault);
    if (status != PATRON_OK)
        return status;
    if (n > 0 && objects > 0 && quantity == NULL)
        return patron_base_fault_null(fault, "quantity");
    if (n > 0 && total == NULL)
        return patron_base_fault_null(fault, "total");
    for (size_t p = 0; status == PATRON_OK && p < n; p++) {
        double sum = 0.0;
        if (objects > 0)
            status = abc_cells_check_row(objects, quantity + p * objects, p, &sum, fault);
        if (status == PATRON_OK)
            total[p] = sum;
    }
    return status;
}

size_t PATRON_CALL patron_abc_cells_scratch_size(size_t objects)
{
    return abc_cells_bytes(objects);
}

int32_t PATRON_CALL patron_abc_cells(size_t pools, const patron_abc_balance *balance,
                                     size_t objects, const double *quantity, void *scratch,
                                     size_t scratch_size, int64_t *cell, int64_t *cost,
                                     patron_fault *fault)
{
    abc_cells cells;
    memset(&cells, 0, sizeof cells);
    cells.balance = balance;
    cells.quantity = quantity;
    cells.pools = pools;
    cells.objects = objects;
    int32_t status = abc_cells_check_pointers(&cells, scratch, scratch_size, cell, fault);
    if (status == PATRON_OK)
        status = abc_cells_check_pools(&cells, fault);
    if (status != PATRON_OK)
        return status;
    numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
    cells.work = numeric_scratch_take(&carve, 1, sizeof *cells.work);
    cells.amount = numeric_scratch_take(&carve, objects, sizeof *cells.amount);
    cells.sum = numeric_scratch_take(&carve, objects, sizeof *cells.sum);
    cells.figure = numeric_scratch_take(&carve, objects, sizeof *cells.figure);
    cells.fraction = patron_abc_costs_fraction(pools, balance);
    size_t overflow = cost != NULL ? abc_cells_sum(&cells) : objects;
    if (overflow < objects)
        return patron_base_fault_unsigned(fault, PATRON_E_OVERFLOW, "cost", (int64_t)overflow,
                                          pools, "a cost in int64_t, of all pools");
    for (size_t p = 0; objects > 0 && p < pools; p++)
        abc_cells_split(&cells, p, cell + p * objects);
    for (size_t o = 0; cost != NULL && o < objects; o++)
        cost[o] = numeric_wide_value(cells.sum[o]);
    return PATRON_OK;
}
