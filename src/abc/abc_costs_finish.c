/*
 * Costs of objects in whole minor units: each group's column adds up to what its pools assign.
 */
#include "../portability.h"
#include "abc_costs.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_scratch.h"
#include "abc_balance.h"

/* --- kernels ---------------------------------------------------------------------------------- */

/* Up to four groups from the first one on. */
static abc_columns abc_costs_columns(const patron_abc_costs *costs, const abc_costs_layout *layout,
                                     size_t first)
{
    abc_columns columns;
    size_t left = costs->groups - first;
    columns.cell = (const numeric_wide *)abc_costs_at(costs, layout->cells) + first;
    columns.objects = costs->objects;
    columns.stride = costs->groups;
    columns.lanes = left < ABC_COLUMN_LANES ? left : ABC_COLUMN_LANES;
    columns.fraction = costs->fraction;
    return columns;
}

/* Measures and plans them; the first lane whose amounts miss their total, or as many as there are. */
static size_t abc_costs_plan(const patron_abc_costs *costs, const abc_costs_layout *layout,
                             const abc_columns *columns, size_t first, abc_column *column)
{
    const abc_target *target = (const abc_target *)abc_costs_at(costs, layout->targets) + first;
    size_t lane = 0;
    patron_abc_column_measure(columns, column);
    while (lane < columns->lanes &&
           patron_abc_column_plan(&column[lane], &target[lane], costs->rows, costs->fraction))
        lane++;
    return lane;
}

/* --- checks ----------------------------------------------------------------------------------- */

/* That all groups have their rows, and every amount an int64_t. */
static int32_t abc_costs_check_columns(const patron_abc_costs *costs,
                                       const abc_costs_layout *layout, abc_column_scratch *work,
                                       patron_fault *fault)
{
    size_t overflow = costs->objects;
    for (size_t first = 0; first < costs->groups; first += ABC_COLUMN_LANES) {
        abc_columns columns = abc_costs_columns(costs, layout, first);
        size_t planned = abc_costs_plan(costs, layout, &columns, first, work->column);
        if (planned < columns.lanes)
            return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "costs",
                                              (int64_t)(first + planned), costs->rows,
                                              "all driver rows of the balances, once");
        for (size_t lane = 0; lane < columns.lanes; lane++)
            if (work->column[lane].overflow_row < overflow)
                overflow = work->column[lane].overflow_row;
    }
    if (overflow < costs->objects)
        return patron_base_fault_signed(fault, PATRON_E_OVERFLOW, "cost", (int64_t)overflow,
                                        (int64_t)overflow, "a cost in int64_t");
    return PATRON_OK;
}

/* --- public ----------------------------------------------------------------------------------- */

size_t PATRON_CALL patron_abc_costs_finish_scratch_size(void)
{
    return numeric_scratch_need(NUMERIC_SCRATCH_SLACK, 1, sizeof(abc_column_scratch));
}

int32_t PATRON_CALL patron_abc_costs_finish(const patron_abc_costs *costs, size_t costs_size,
                                            void *scratch, size_t scratch_size, size_t cells,
                                            int64_t *cost, patron_fault *fault)
{
    abc_costs_layout layout;
    int32_t status = patron_abc_costs_check_whole(costs, costs_size, "costs", &layout, fault);
    if (status == PATRON_OK)
        status = patron_base_check_scratch(scratch, scratch_size,
                                           patron_abc_costs_finish_scratch_size(), fault);
    if (status != PATRON_OK)
        return status;
    if (cells != (size_t)costs->objects * costs->groups)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "cells", -1, cells,
                                          "objects times groups");
    if (cells > 0 && cost == NULL)
        return patron_base_fault_null(fault, "cost");
    numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
    abc_column_scratch *work = numeric_scratch_take(&carve, 1, sizeof *work);
    status = abc_costs_check_columns(costs, &layout, work, fault);
    if (status != PATRON_OK)
        return status;
    for (size_t first = 0; cells > 0 && first < costs->groups; first += ABC_COLUMN_LANES) {
        abc_columns columns = abc_costs_columns(costs, &layout, first);
        if (costs->groups > ABC_COLUMN_LANES) /* else they are still planned */
            (void)abc_costs_plan(costs, &layout, &columns, first, work->column);
        patron_abc_column_write(&columns, work, cost + first);
    }
    return PATRON_OK;
}
