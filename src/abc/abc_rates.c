/*
 * Rates by actual quantity, practical capacity or standard; balances of parts; levels.
 *
 *     ACTUAL    rate = cost / quantity   assigned = cost
 *     CAPACITY  rate = cost / capacity   assigned = cost quantity / capacity
 *     STANDARD  rate given               assigned = rate quantity
 *
 * Source: R. Kaplan & S. Anderson, "Time-Driven Activity-Based Costing", HBR (November 2004); the
 * hierarchy: C. Horngren et al., Cost Accounting.
 */
#include "../portability.h"
#include "abc_balance.h"

#include "../base/base_fault.h"

#include <math.h>
#include <string.h>

enum { ABC_SUMS_FIRST_SIZE = 56, ABC_LEVEL_SUMS_FIRST_SIZE = 88, ABC_LEVELS = 6 };

/* The columns that pools are described by. */
typedef struct abc_pools {
    const int64_t *cost;
    const uint32_t *basis;
    const double *capacity;
    const double *standard;
    const double *quantity;
} abc_pools;

/* --- kernels ---------------------------------------------------------------------------------- */

static uint32_t abc_basis_of(const abc_pools *pools, size_t p)
{
    return pools->basis != NULL ? pools->basis[p] : (uint32_t)PATRON_ABC_ACTUAL;
}

static double abc_rate_of(const abc_pools *pools, size_t p)
{
    switch (abc_basis_of(pools, p)) {
    case PATRON_ABC_CAPACITY:
        return (double)pools->cost[p] / pools->capacity[p];
    case PATRON_ABC_STANDARD:
        return pools->standard[p];
    default:
        if (pools->quantity[p] > 0.0)
            return (double)pools->cost[p] / pools->quantity[p];
        return (double)NAN;
    }
}

/* The balance of a pool; 1 where all of its parts are what their types can hold. */
static int abc_balance_of(const abc_pools *pools, size_t p, patron_abc_balance *balance)
{
    memset(balance, 0, sizeof *balance);
    balance->cost = pools->cost[p];
    balance->basis = abc_basis_of(pools, p);
    balance->quantity = pools->quantity[p];
    balance->capacity = balance->basis == PATRON_ABC_CAPACITY ? pools->capacity[p] : (double)NAN;
    balance->rate = abc_rate_of(pools, p);
    return !isinf(balance->rate) && patron_abc_fill(balance);
}

/* Sums of parts of balances. */
typedef struct abc_wide_sums {
    numeric_wide cost;
    numeric_wide assigned;
    numeric_wide idle;
    numeric_wide over_driven;
    numeric_wide unassigned;
    uint64_t notes;
} abc_wide_sums;

static void abc_sums_add(abc_wide_sums *sums, const patron_abc_balance *balance)
{
    sums->cost = numeric_wide_add(sums->cost, balance->cost);
    sums->assigned = numeric_wide_add(sums->assigned, balance->assigned);
    sums->idle = numeric_wide_add(sums->idle, balance->idle);
    sums->over_driven = numeric_wide_add(sums->over_driven, balance->over_driven);
    sums->unassigned = numeric_wide_add(sums->unassigned, balance->unassigned);
    sums->notes |= balance->notes;
}

static int abc_sums_fit(const abc_wide_sums *sums)
{
    return numeric_wide_fits(sums->cost) & numeric_wide_fits(sums->assigned) &
           numeric_wide_fits(sums->idle) & numeric_wide_fits(sums->over_driven) &
           numeric_wide_fits(sums->unassigned);
}

/* The balance of a part of a cost; 1 where it fits. */
static int abc_part_of(const patron_abc_balance *whole, int64_t part, patron_abc_balance *parted)
{
    uint64_t size = 0;
    patron_abc_balance made = *whole;
    made.cost = part;
    made.assigned = 0;
    made.rate = (double)NAN;
    if (whole->cost != 0) {
        int negative = (whole->assigned < 0) ^ (part < 0) ^ (whole->cost < 0);
        made.rate = whole->rate * ((double)part / (double)whole->cost);
        if (!patron_abc_scaled(patron_abc_size_of_whole(whole->assigned),
                               patron_abc_size_of_whole(part),
                               patron_abc_size_of_whole(whole->cost), &size) ||
            !patron_abc_signed(size, negative, &made.assigned) || isinf(made.rate))
            return 0;
    }
    int fits = patron_abc_settle(&made);
    if ((whole->notes & PATRON_ABC_NOTE_NO_QUANTITY) != 0) {
        made.unassigned = part;
        made.idle = 0;
        made.notes = PATRON_ABC_NOTE_NO_QUANTITY;
    }
    *parted = made;
    return fits;
}

/* --- checks ----------------------------------------------------------------------------------- */

/* Whether some pool has this basis. */
static int abc_some_basis(size_t n, const uint32_t *basis, uint32_t wanted)
{
    for (size_t p = 0; p < n; p++)
        if (basis[p] == wanted)
            return 1;
    return 0;
}

static int32_t abc_check_columns(size_t n, const abc_pools *pools,
                                 const patron_abc_balance *balance, patron_fault *fault)
{
    int32_t status = patron_abc_check_pools(n, ABC_COUNT_MAX, "n", fault);
    if (status != PATRON_OK || n == 0)
        return status;
    if (pools->cost == NULL)
        return patron_base_fault_null(fault, "cost");
    if (pools->basis != NULL && pools->capacity == NULL &&
        abc_some_basis(n, pools->basis, PATRON_ABC_CAPACITY))
        return patron_base_fault_null(fault, "capacity");
    if (pools->basis != NULL && pools->standard == NULL &&
        abc_some_basis(n, pools->basis, PATRON_ABC_STANDARD))
        return patron_base_fault_null(fault, "standard");
    if (pools->quantity == NULL)
        return patron_base_fault_null(fault, "quantity");
    return balance == NULL ? patron_base_fault_null(fault, "balance") : PATRON_OK;
}

static int32_t abc_check_pool(const abc_pools *pools, size_t p, patron_fault *fault)
{
    uint32_t basis = abc_basis_of(pools, p);
    int64_t row = (int64_t)p;
    if (basis > PATRON_ABC_STANDARD)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "basis", row, basis,
                                          "PATRON_ABC_ACTUAL, CAPACITY or STANDARD");
    if (basis == PATRON_ABC_CAPACITY) {
        double capacity = pools->capacity[p];
        if (!(capacity > 0.0 && isfinite(capacity)))
            return patron_base_fault_real(fault,
                                          isfinite(capacity) ? PATRON_E_RANGE : PATRON_E_NOT_FINITE,
                                          "capacity", row, capacity, "a finite number above 0");
    }
    if (basis == PATRON_ABC_STANDARD && !isfinite(pools->standard[p]))
        return patron_base_fault_real(fault, PATRON_E_NOT_FINITE, "standard", row,
                                      pools->standard[p], "a finite number");
    return patron_abc_check_quantity(pools->quantity[p], "quantity", row, fault);
}

/* All pools, and their sums, before anything is written. */
static int32_t abc_check_rates(size_t n, const abc_pools *pools, abc_wide_sums *sums,
                               patron_fault *fault)
{
    memset(sums, 0, sizeof *sums);
    for (size_t p = 0; p < n; p++) {
        patron_abc_balance balance;
        int32_t status = abc_check_pool(pools, p, fault);
        if (status != PATRON_OK)
            return status;
        if (!abc_balance_of(pools, p, &balance))
            return patron_base_fault_signed(fault, PATRON_E_OVERFLOW, "cost", (int64_t)p,
                                            pools->cost[p], "a balance and a rate that fit");
        abc_sums_add(sums, &balance);
    }
    return PATRON_OK;
}

static int32_t abc_fault_sums(patron_fault *fault)
{
    return patron_base_fault_plain(fault, PATRON_E_OVERFLOW, "cost", "sums in int64_t");
}

/* Sums by level, of all, of those pushed. */
static int32_t abc_sum_levels(uint32_t push_level, size_t n, const uint32_t *level,
                              const int64_t *cost, numeric_wide *sum, patron_fault *fault)
{
    memset(sum, 0, (ABC_LEVELS + 3) * sizeof *sum);
    for (size_t p = 0; p < n; p++) {
        if (level[p] >= ABC_LEVELS)
            return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "level", (int64_t)p, level[p],
                                              "PATRON_ABC_LEVEL_UNIT to CORPORATE");
        sum[level[p]] = numeric_wide_add(sum[level[p]], cost[p]);
    }
    for (uint32_t at = 0; at < ABC_LEVELS; at++) {
        numeric_wide *side = &sum[at <= push_level ? ABC_LEVELS + 1 : ABC_LEVELS + 2];
        *side = numeric_wide_sum(*side, sum[at]);
        sum[ABC_LEVELS] = numeric_wide_sum(sum[ABC_LEVELS], sum[at]);
    }
    for (uint32_t at = 0; at < ABC_LEVELS + 3; at++)
        if (!numeric_wide_fits(sum[at]))
            return abc_fault_sums(fault);
    return PATRON_OK;
}

static int32_t abc_check_levels(uint32_t push_level, size_t n, const uint32_t *level,
                                const int64_t *cost, const patron_abc_level_sums *result,
                                patron_fault *fault)
{
    if (push_level >= ABC_LEVELS)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "push_level", -1, push_level,
                                          "PATRON_ABC_LEVEL_UNIT to CORPORATE");
    int32_t status = patron_abc_check_pools(n, ABC_COUNT_MAX, "n", fault);
    if (status != PATRON_OK)
        return status;
    if (n > 0 && level == NULL)
        return patron_base_fault_null(fault, "level");
    if (n > 0 && cost == NULL)
        return patron_base_fault_null(fault, "cost");
    return patron_base_check_result(result, ABC_LEVEL_SUMS_FIRST_SIZE, fault);
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_abc_rates(size_t pools, const int64_t *cost, const uint32_t *basis,
                                     const double *capacity, const double *standard,
                                     const double *quantity, patron_abc_balance *balance,
                                     patron_abc_sums *result, patron_fault *fault)
{
    abc_pools columns = {cost, basis, capacity, standard, quantity};
    abc_wide_sums sums;
    int32_t status = abc_check_columns(pools, &columns, balance, fault);
    if (status == PATRON_OK && result != NULL)
        status = patron_base_check_result(result, ABC_SUMS_FIRST_SIZE, fault);
    if (status == PATRON_OK)
        status = abc_check_rates(pools, &columns, &sums, fault);
    if (status != PATRON_OK)
        return status;
    if (result != NULL && !abc_sums_fit(&sums))
        return abc_fault_sums(fault);
    for (size_t p = 0; p < pools; p++)
        (void)abc_balance_of(&columns, p, &balance[p]);
    if (result != NULL) {
        patron_abc_sums figures;
        memset(&figures, 0, sizeof figures);
        figures.notes = sums.notes;
        figures.cost = numeric_wide_value(sums.cost);
        figures.assigned = numeric_wide_value(sums.assigned);
        figures.idle = numeric_wide_value(sums.idle);
        figures.over_driven = numeric_wide_value(sums.over_driven);
        figures.unassigned = numeric_wide_value(sums.unassigned);
        patron_base_write_result(result, &figures, sizeof figures);
    }
    return PATRON_OK;
}

int32_t PATRON_CALL patron_abc_part(size_t pools, const patron_abc_balance *balance,
                                    const int64_t *part, patron_abc_balance *parted,
                                    patron_fault *fault)
{
    int32_t status = patron_abc_check_pools(pools, ABC_COUNT_MAX, "n", fault);
    if (status != PATRON_OK || pools == 0)
        return status;
    if (balance == NULL)
        return patron_base_fault_null(fault, "balance");
    if (part == NULL)
        return patron_base_fault_null(fault, "part");
    if (parted == NULL)
        return patron_base_fault_null(fault, "parted");
    for (size_t p = 0; p < pools; p++) {
        status = patron_abc_check_balance(&balance[p], "balance", p, fault);
        if (status != PATRON_OK)
            return status;
        if (balance[p].cost == 0 && part[p] != 0)
            return patron_base_fault_signed(fault, PATRON_E_RANGE, "part", (int64_t)p, part[p],
                                            "0: the whole cost is 0");
        if (!abc_part_of(&balance[p], part[p], &parted[p]))
            return patron_base_fault_signed(fault, PATRON_E_OVERFLOW, "part", (int64_t)p, part[p],
                                            "a balance and a rate that fit");
    }
    return PATRON_OK;
}

int32_t PATRON_CALL patron_abc_levels(uint32_t push_level, size_t pools, const uint32_t *level,
                                      const int64_t *cost, int64_t *pushed, int64_t *held,
                                      patron_abc_level_sums *result, patron_fault *fault)
{
    numeric_wide sum[ABC_LEVELS + 3];
    patron_abc_level_sums figures;
    int32_t status = abc_check_levels(push_level, pools, level, cost, result, fault);
    if (status == PATRON_OK)
        status = abc_sum_levels(push_level, pools, level, cost, sum, fault);
    if (status != PATRON_OK)
        return status;
    for (size_t p = 0; pushed != NULL && p < pools; p++)
        pushed[p] = level[p] <= push_level ? cost[p] : 0;
    for (size_t p = 0; held != NULL && p < pools; p++)
        held[p] = level[p] > push_level ? cost[p] : 0;
    memset(&figures, 0, sizeof figures);
    figures.unit = numeric_wide_value(sum[PATRON_ABC_LEVEL_UNIT]);
    figures.batch = numeric_wide_value(sum[PATRON_ABC_LEVEL_BATCH]);
    figures.product = numeric_wide_value(sum[PATRON_ABC_LEVEL_PRODUCT]);
    figures.customer = numeric_wide_value(sum[PATRON_ABC_LEVEL_CUSTOMER]);
    figures.channel = numeric_wide_value(sum[PATRON_ABC_LEVEL_CHANNEL]);
    figures.corporate = numeric_wide_value(sum[PATRON_ABC_LEVEL_CORPORATE]);
    figures.cost = numeric_wide_value(sum[ABC_LEVELS]);
    figures.pushed = numeric_wide_value(sum[ABC_LEVELS + 1]);
    figures.held = numeric_wide_value(sum[ABC_LEVELS + 2]);
    patron_base_write_result(result, &figures, sizeof figures);
    return PATRON_OK;
}
