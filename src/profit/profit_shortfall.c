/*
 * The customers below a hurdle, and what would bring each to it.
 *
 * Source: C. Horngren et al., "Cost Accounting", relevant-cost analysis: what is lost with a customer
 * is its gross margin, what is saved is the part of the costs to serve that ends with it.
 */
#include "../portability.h"
#include "profit_check.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_compensated.h"
#include "../numeric/numeric_scratch.h"
#include "../numeric/numeric_sort.h"

#include <math.h>

/* gap / avoidable then stays far below the largest double. */
#define PROFIT_SHARE_LEAST 1e-200

/* The columns of one call. */
typedef struct profit_customers {
    const int64_t *net;
    const int64_t *gross;
    size_t levels;
    const int64_t *cost;
    const double *avoidable;
} profit_customers;

/* --- kernels ---------------------------------------------------------------------------------- */

/* An int64_t has more bits than a double; its halves have fewer. */
static numeric_pair profit_pair(int64_t value)
{
    int64_t low = (int64_t)((uint64_t)value & UINT64_C(0xFFFFFFFF));
    return numeric_two_sum((double)(value - low), (double)low);
}

static numeric_wide profit_served(const profit_customers *customers, size_t row)
{
    if (customers->cost == NULL)
        return numeric_wide_make(0);
    return patron_profit_sum(customers->levels, customers->cost + row * customers->levels);
}

/* Tiny shares count as 0, so that what remains of a cancellation is large enough to divide by. */
static numeric_pair profit_avoidable(const profit_customers *customers, size_t row)
{
    numeric_pair sum = numeric_pair_make(0.0, 0.0);
    if (customers->avoidable == NULL)
        return profit_pair(numeric_wide_value(profit_served(customers, row)));
    for (size_t l = 0; customers->cost != NULL && l < customers->levels; l++) {
        numeric_pair cost = profit_pair(customers->cost[row * customers->levels + l]);
        double share = customers->avoidable[l];
        if (share < PROFIT_SHARE_LEAST)
            continue;
        sum = numeric_pair_add_product(sum, share, cost.high);
        sum = numeric_pair_add_product(sum, share, cost.low);
    }
    return sum;
}

/* gap / amount where the amount can be raised or cut, else NaN. */
static double profit_part(int64_t gap, double amount)
{
    return amount > 0.0 ? (double)gap / amount : (double)NAN;
}

static patron_profit_shortfall profit_shortfall_of(const profit_customers *customers, size_t row,
                                                   int64_t profit, int64_t hurdle)
{
    patron_profit_shortfall made;
    numeric_pair avoidable = profit_avoidable(customers, row);
    numeric_pair gross = profit_pair(customers->gross[row]);
    numeric_pair dropping = numeric_pair_sum(avoidable, numeric_pair_make(-gross.high, -gross.low));
    made.row = (uint32_t)row;
    made.flags = dropping.high > 0.0 ? PATRON_PROFIT_FLAG_WORTH_DROPPING : 0;
    made.profit = profit;
    (void)profit_subtract(hurdle, profit, &made.gap);
    made.repricing = profit_part(made.gap, (double)profit_at(customers->net, row));
    made.cost_cut = profit_part(made.gap, numeric_wide_real(profit_served(customers, row)));
    made.avoidable = numeric_pair_value(avoidable);
    made.avoidable_cut = profit_part(made.gap, made.avoidable);
    made.dropping = numeric_pair_value(dropping);
    return made;
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t profit_shortfalls_check(size_t n, const profit_customers *customers,
                                       const void *scratch, size_t scratch_size, size_t capacity,
                                       const void *shortfall, const size_t *found,
                                       patron_fault *fault)
{
    int32_t status = patron_profit_check_rows(n, fault);
    if (status != PATRON_OK)
        return status;
    if (n > 0 && customers->gross == NULL)
        return patron_base_fault_null(fault, "gross");
    status = patron_profit_check_levels(customers->levels, fault);
    if (status == PATRON_OK)
        status = patron_base_check_scratch(scratch, scratch_size,
                                           patron_profit_shortfalls_scratch_size(n), fault);
    if (status != PATRON_OK)
        return status;
    if (capacity > 0 && shortfall == NULL)
        return patron_base_fault_null(fault, "shortfall");
    return found != NULL ? PATRON_OK : patron_base_fault_null(fault, "found");
}

static int32_t profit_check_avoidable(const profit_customers *customers, patron_fault *fault)
{
    for (size_t l = 0; customers->avoidable != NULL && l < customers->levels; l++) {
        double share = customers->avoidable[l];
        if (share >= 0.0 && share <= 1.0)
            continue;
        int32_t status = isfinite(share) ? PATRON_E_RANGE : PATRON_E_NOT_FINITE;
        return patron_base_fault_real(fault, status, "avoidable", (int64_t)l, share,
                                      "a fraction in [0, 1]");
    }
    return PATRON_OK;
}

/* Costs that leave int64_t on the way may come back. */
static int profit_of_customer(const profit_customers *customers, size_t row, int64_t *profit)
{
    const int64_t *cost = customers->cost;
    int64_t served;
    size_t level = 0;
    *profit = customers->gross[row];
    while (cost != NULL && level < customers->levels &&
           profit_subtract(*profit, cost[row * customers->levels + level], profit))
        level++;
    if (cost == NULL || level == customers->levels)
        return profit_subtract(customers->gross[row], *profit, &served);
    return profit_narrow(profit_served(customers, row), &served) &&
           profit_subtract(customers->gross[row], served, profit);
}

/* The profit of each customer, and that each figure of money fits. */
static int32_t profit_shortfalls_profit(int64_t hurdle, size_t n, const profit_customers *customers,
                                        int64_t *profit, patron_fault *fault)
{
    for (size_t i = 0; i < n; i++) {
        int64_t gap;
        if (!profit_of_customer(customers, i, &profit[i]) ||
            (profit[i] < hurdle && !profit_subtract(hurdle, profit[i], &gap)))
            return patron_profit_overflow("gross", (int64_t)i, -1, fault);
    }
    return PATRON_OK;
}

/* --- public ----------------------------------------------------------------------------------- */

size_t PATRON_CALL patron_profit_shortfalls_scratch_size(size_t n)
{
    if (n == 0 || n > PROFIT_ROWS_MAX)
        return n == 0 ? 0 : SIZE_MAX;
    size_t need = numeric_scratch_need(NUMERIC_SCRATCH_SLACK, n, sizeof(int64_t));
    need = numeric_scratch_need(need, n, sizeof(uint32_t));
    return numeric_scratch_need(need, patron_numeric_sort_scratch_size(n, 1), 1);
}

int32_t PATRON_CALL patron_profit_shortfalls(int64_t hurdle, size_t n, const int64_t *net,
                                             const int64_t *gross, size_t levels,
                                             const int64_t *cost, const double *avoidable,
                                             void *scratch, size_t scratch_size, size_t capacity,
                                             patron_profit_shortfall *shortfall, size_t *found,
                                             patron_fault *fault)
{
    profit_customers customers = {net, gross, levels, cost, avoidable};
    int32_t status = profit_shortfalls_check(n, &customers, scratch, scratch_size, capacity,
                                             shortfall, found, fault);
    if (status == PATRON_OK)
        status = profit_check_avoidable(&customers, fault);
    if (status != PATRON_OK)
        return status;
    numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
    int64_t *profit = numeric_scratch_take(&carve, n, sizeof *profit);
    uint32_t *order = numeric_scratch_take(&carve, n, sizeof *order);
    status = profit_shortfalls_profit(hurdle, n, &customers, profit, fault);
    if (status != PATRON_OK)
        return status;
    if (n > 0)
        patron_numeric_sort_whole(n, profit, 0, carve.at, NULL, order);
    size_t below = 0;
    for (; below < n && profit[order[below]] < hurdle; below++)
        if (below < capacity)
            shortfall[below] =
                profit_shortfall_of(&customers, order[below], profit[order[below]], hurdle);
    *found = below;
    return PATRON_OK;
}
