/*
 * The state of the costs of objects: made, checked, merged.
 *
 * Amounts are integers in units of 2^-fraction minor units, so that rows add up the same in any order
 * and split.
 */
#include "../portability.h"
#include "abc_costs.h"

#include "../base/base_fault.h"
#include "abc_balance.h"

#include <math.h>
#include <string.h>

/* --- kernels ---------------------------------------------------------------------------------- */

abc_costs_layout patron_abc_costs_lay_out(size_t pools, size_t groups, size_t objects)
{
    abc_costs_layout layout = {SIZE_MAX, SIZE_MAX, SIZE_MAX};
    if (pools > ABC_POOLS_MAX || groups < 1 || groups > ABC_GROUPS_MAX || objects > ABC_COUNT_MAX)
        return layout;
    uint64_t shares = (pools * UINT64_C(48) + 63) / 64 * 64;
    uint64_t targets = (groups * UINT64_C(32) + 63) / 64 * 64;
    uint64_t cells = (uint64_t)groups * objects * 16;
    uint64_t bytes = sizeof(patron_abc_costs) + shares + targets + cells;
    if (bytes >= SIZE_MAX) /* GCOVR_EXCL_BR_LINE: on targets of 32 bits */
        return layout;     /* GCOVR_EXCL_LINE */
    layout.targets = (size_t)(sizeof(patron_abc_costs) + shares);
    layout.cells = layout.targets + (size_t)targets;
    layout.bytes = (size_t)bytes;
    return layout;
}

uint32_t patron_abc_costs_fraction(size_t pools, const patron_abc_balance *balance)
{
    uint32_t width = 0;
    for (size_t p = 0; p < pools; p++) {
        uint32_t here = patron_abc_share_width(balance[p].assigned);
        width = here > width ? here : width;
    }
    return patron_abc_share_fraction(width);
}

static void abc_target_add(abc_target *target, int64_t assigned)
{
    numeric_wide value = numeric_wide_make(assigned);
    target->total = numeric_wide_sum(target->total, value);
    target->size =
        numeric_wide_sum(target->size, assigned < 0 ? numeric_wide_negate(value) : value);
}

static void abc_costs_make(patron_abc_costs *costs, const abc_costs_layout *layout, size_t pools,
                           const patron_abc_balance *balance, const uint32_t *group)
{
    abc_share *share = abc_costs_shares_of(costs);
    abc_target *target = (abc_target *)abc_costs_at_of(costs, layout->targets);
    for (size_t p = 0; p < pools; p++) {
        share[p].group = group != NULL ? group[p] : 0;
        patron_abc_share_make(&share[p], balance[p].assigned, balance[p].quantity, costs->fraction);
        abc_target_add(&target[share[p].group], balance[p].assigned);
    }
}

/* Every byte of two states that does not depend on rows. */
static int abc_costs_same_model(const patron_abc_costs *costs, const patron_abc_costs *other,
                                const abc_costs_layout *layout)
{
    return costs->pools == other->pools && costs->groups == other->groups &&
           costs->objects == other->objects &&
           memcmp(costs + 1, other + 1, layout->targets - sizeof *costs) == 0;
}

/* --- checks ----------------------------------------------------------------------------------- */

static int abc_costs_head_is_sound(const patron_abc_costs *costs)
{
    uint64_t reserved =
        costs->reserved[0] | costs->reserved[1] | costs->reserved[2] | costs->reserved[3];
    return costs->magic == ABC_COSTS_MAGIC && costs->version == ABC_COSTS_VERSION &&
           costs->rows <= ABC_ROWS_MAX && reserved == 0 && costs->fraction >= ABC_SHARE_BITS - 64 &&
           costs->fraction <= ABC_SHARE_FRACTION_MAX;
}

/* What is made of a pool's figures is the same. */
static int abc_share_is(const abc_share *made, const abc_share *found)
{
    return !(made->scale < found->scale || made->scale > found->scale || isnan(found->scale)) &&
           made->factor == found->factor && made->flip == found->flip && made->base == found->base;
}

/* Each share is what its pool's figures make it, and the targets add up. */
static int abc_costs_model_is_sound(const patron_abc_costs *costs, const abc_costs_layout *layout)
{
    const abc_share *share = abc_costs_shares(costs);
    const abc_target *target = (const abc_target *)abc_costs_at(costs, layout->targets);
    abc_target sum, all;
    uint32_t width = 0;
    memset(&sum, 0, sizeof sum);
    memset(&all, 0, sizeof all);
    for (uint32_t p = 0; p < costs->pools; p++) {
        abc_share made = share[p];
        uint32_t here = patron_abc_share_width(made.assigned);
        width = here > width ? here : width;
        if (!(made.most >= 0.0) || isinf(made.most) || made.group >= costs->groups ||
            (made.most == 0.0 && made.assigned != 0))
            return 0;
        patron_abc_share_make(&made, made.assigned, made.most, costs->fraction);
        if (!abc_share_is(&made, &share[p]))
            return 0;
        abc_target_add(&sum, made.assigned);
    }
    for (uint32_t g = 0; g < costs->groups; g++) {
        all.total = numeric_wide_sum(all.total, target[g].total);
        all.size = numeric_wide_sum(all.size, target[g].size);
    }
    return costs->fraction == patron_abc_share_fraction(width) &&
           memcmp(&sum, &all, sizeof sum) == 0;
}

/* A row moves an amount by less than 2^91 units. */
static int abc_costs_cells_are_sound(const patron_abc_costs *costs, const abc_costs_layout *layout)
{
    const numeric_wide *cell = (const numeric_wide *)abc_costs_at(costs, layout->cells);
    size_t cells = (size_t)costs->groups * costs->objects;
    uint64_t most = costs->rows << (ABC_SHARE_BITS + 1 - 64);
    uint64_t wild = 0;
    for (size_t c = 0; c < cells; c++) {
        numeric_wide size =
            numeric_wide_is_negative(cell[c]) ? numeric_wide_negate(cell[c]) : cell[c];
        wild |= (uint64_t)(size.high > most) | (costs->rows == 0 ? size.low : 0);
    }
    return wild == 0;
}

static int32_t abc_costs_fault_size(const char *argument, size_t size, patron_fault *fault)
{
    const char *name = argument[0] == 'c' ? "costs_size" : "other_size";
    return patron_base_fault_unsigned(fault, PATRON_E_SIZE, name, -1, size,
                                      "at least the bytes of the costs of objects");
}

static int32_t abc_costs_fault_corrupt(const char *argument, patron_fault *fault)
{
    return patron_base_fault_plain(fault, PATRON_E_CORRUPT, argument,
                                   "a block that holds costs of objects");
}

int32_t patron_abc_costs_check_head(const patron_abc_costs *costs, size_t costs_size,
                                    const char *argument, abc_costs_layout *layout,
                                    patron_fault *fault)
{
    memset(layout, 0, sizeof *layout);
    int32_t status = patron_base_check_state(costs, argument, fault);
    if (status != PATRON_OK)
        return status;
    if (costs_size < sizeof *costs)
        return abc_costs_fault_size(argument, costs_size, fault);
    *layout = patron_abc_costs_lay_out(costs->pools, costs->groups, costs->objects);
    if (!abc_costs_head_is_sound(costs) || layout->bytes == SIZE_MAX)
        return abc_costs_fault_corrupt(argument, fault);
    if (costs_size < layout->bytes)
        return abc_costs_fault_size(argument, costs_size, fault);
    return PATRON_OK;
}

int32_t patron_abc_costs_check_whole(const patron_abc_costs *costs, size_t costs_size,
                                     const char *argument, abc_costs_layout *layout,
                                     patron_fault *fault)
{
    int32_t status = patron_abc_costs_check_head(costs, costs_size, argument, layout, fault);
    if (status == PATRON_OK &&
        !(abc_costs_model_is_sound(costs, layout) && abc_costs_cells_are_sound(costs, layout)))
        status = abc_costs_fault_corrupt(argument, fault);
    return status;
}

static int32_t abc_costs_check_counts(size_t pools, size_t groups, size_t objects,
                                      patron_fault *fault)
{
    int32_t status = patron_abc_check_pools(pools, ABC_POOLS_MAX, "n", fault);
    if (status != PATRON_OK)
        return status;
    if (groups < 1 || groups > ABC_GROUPS_MAX)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "groups", -1, groups,
                                          "a count in [1, 16777216]");
    if (objects > ABC_COUNT_MAX)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "objects", -1, objects,
                                          "a count in [0, 2147483647]");
    return PATRON_OK;
}

static int32_t abc_costs_check_pools(size_t pools, const patron_abc_balance *balance,
                                     const uint32_t *group, size_t groups, patron_fault *fault)
{
    int32_t status = PATRON_OK;
    for (size_t p = 0; status == PATRON_OK && p < pools; p++) {
        status = patron_abc_check_balance(&balance[p], "balance", p, fault);
        if (status == PATRON_OK && group != NULL && group[p] >= groups)
            status = patron_base_fault_unsigned(fault, PATRON_E_RANGE, "group", (int64_t)p,
                                                group[p], "a group below groups");
    }
    return status;
}

/* --- public ----------------------------------------------------------------------------------- */

size_t PATRON_CALL patron_abc_costs_size(size_t pools, size_t groups, size_t objects)
{
    return patron_abc_costs_lay_out(pools, groups, objects).bytes;
}

int32_t PATRON_CALL patron_abc_costs_init(patron_abc_costs *costs, size_t costs_size, size_t pools,
                                          const patron_abc_balance *balance, const uint32_t *group,
                                          size_t groups, size_t objects, patron_fault *fault)
{
    int32_t status = patron_base_check_state(costs, "costs", fault);
    if (status == PATRON_OK)
        status = abc_costs_check_counts(pools, groups, objects, fault);
    if (status != PATRON_OK)
        return status;
    if (pools > 0 && balance == NULL)
        return patron_base_fault_null(fault, "balance");
    abc_costs_layout layout = patron_abc_costs_lay_out(pools, groups, objects);
    if (costs_size < layout.bytes)
        return abc_costs_fault_size("costs", costs_size, fault);
    status = abc_costs_check_pools(pools, balance, group, groups, fault);
    if (status != PATRON_OK)
        return status;
    memset(costs, 0, layout.bytes);
    costs->magic = ABC_COSTS_MAGIC;
    costs->version = ABC_COSTS_VERSION;
    costs->pools = (uint32_t)pools;
    costs->groups = (uint32_t)groups;
    costs->objects = (uint32_t)objects;
    costs->fraction = patron_abc_costs_fraction(pools, balance);
    abc_costs_make(costs, &layout, pools, balance, group);
    return PATRON_OK;
}

int32_t PATRON_CALL patron_abc_costs_check(const patron_abc_costs *costs, size_t costs_size,
                                           patron_fault *fault)
{
    abc_costs_layout layout;
    return patron_abc_costs_check_whole(costs, costs_size, "costs", &layout, fault);
}

int32_t PATRON_CALL patron_abc_costs_merge(patron_abc_costs *costs, size_t costs_size,
                                           const patron_abc_costs *other, size_t other_size,
                                           patron_fault *fault)
{
    abc_costs_layout layout, second;
    int32_t status = patron_abc_costs_check_whole(costs, costs_size, "costs", &layout, fault);
    if (status == PATRON_OK)
        status = patron_abc_costs_check_whole(other, other_size, "other", &second, fault);
    if (status != PATRON_OK)
        return status;
    if (!abc_costs_same_model(costs, other, &layout))
        return patron_base_fault_plain(fault, PATRON_E_RANGE, "other",
                                       "costs made with the same balances and groups");
    uint64_t rows = costs->rows + other->rows;
    if (rows > ABC_ROWS_MAX)
        return patron_base_fault_unsigned(fault, PATRON_E_FULL, "other", -1, other->rows,
                                          "at most 2^36 rows in all");
    numeric_wide *cell = (numeric_wide *)abc_costs_at_of(costs, layout.cells);
    const numeric_wide *from = (const numeric_wide *)abc_costs_at(other, layout.cells);
    size_t cells = (size_t)costs->groups * costs->objects;
    for (size_t c = 0; c < cells; c++)
        cell[c] = numeric_wide_sum(cell[c], from[c]);
    costs->rows = rows;
    return PATRON_OK;
}
