/*
 * Why profit changed: volume, mix, price and unit cost, and what came and went.
 *
 * With m = (R - C) / q the margin per unit, over the rows with a quantity in both periods:
 *
 *     M1 - M0 = sum (q1 - q0) m0 + sum (R1 - q1 R0 / q0) + sum (q1 C0 / q0 - C1)
 *               quantity           price                   cost
 *
 * and quantity is volume, (Q1 - Q0) M0 / Q0, plus mix. Two figures of a row are fractions: its new
 * quantity at the old price and at the old unit cost. Rounded once, each of them is taken from one part
 * and given to another, so that the parts add up to the change whatever is rounded.
 *
 * Source: R. Kaplan & A. Atkinson, "Advanced Management Accounting", profit variance analysis.
 */
#include "../portability.h"
#include "profit_check.h"

#include "../base/base_fault.h"

enum { PROFIT_BRIDGE_FIRST_SIZE = 112 };

typedef struct profit_period {
    const int64_t *quantity;
    const int64_t *revenue;
    const int64_t *cost;
} profit_period;

/* Where a row belongs. */
enum profit_bridge_kind { PROFIT_BRIDGE_BOTH, PROFIT_BRIDGE_CAME, PROFIT_BRIDGE_GONE };

typedef struct profit_bridge_sums {
    numeric_wide before;
    numeric_wide after;
    numeric_wide quantity[3]; /* by kind: what rows of that kind change by quantity */
    numeric_wide price;
    numeric_wide cost;
    numeric_wide units_before; /* of rows with a quantity in both, like the next two */
    numeric_wide units_grown;
    numeric_wide margin_before;
    uint64_t rows[3]; /* by kind */
} profit_bridge_sums;

/* --- kernels ---------------------------------------------------------------------------------- */

static uint64_t profit_size(int64_t value)
{
    return value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
}

/* a b / divisor to the nearest integer, halves away from 0; 0 where that is no int64_t. */
static int profit_proportion(int64_t a, int64_t b, int64_t divisor, int64_t *whole)
{
    uint64_t by = profit_size(divisor);
    uint64_t rest;
    numeric_wide product = numeric_wide_product(profit_size(a), profit_size(b));
    if (product.high >= by)
        return 0;
    numeric_wide quotient = {numeric_wide_divide(product, by, &rest), 0};
    quotient = numeric_wide_add(quotient, rest >= by - rest ? 1 : 0);
    if (((a < 0) != (b < 0)) != (divisor < 0))
        quotient = numeric_wide_negate(quotient);
    return profit_narrow(quotient, whole);
}

static enum profit_bridge_kind profit_bridge_kind_of(int64_t before, int64_t after)
{
    if (before == 0 && after != 0)
        return PROFIT_BRIDGE_CAME;
    return before != 0 && after == 0 ? PROFIT_BRIDGE_GONE : PROFIT_BRIDGE_BOTH;
}

/*
 * What another quantity at the old margin changes, and the revenue and cost of the new quantity at the
 * old rates. Without any quantity those are what they were.
 */
static int profit_bridge_quantity(const profit_period *before, const profit_period *after, size_t i,
                                  patron_profit_bridge_row *row, int64_t *revenue, int64_t *cost)
{
    int64_t was = before->quantity[i];
    int64_t now = after->quantity[i];
    int fits = 1;
    *revenue = before->revenue[i];
    *cost = profit_at(before->cost, i);
    if (was != 0) {
        fits = profit_proportion(now, *revenue, was, revenue);
        fits &= profit_proportion(now, *cost, was, cost);
    }
    numeric_wide margin = profit_difference(*revenue, *cost);
    margin = numeric_wide_difference(margin, numeric_wide_make(row->before));
    return fits & profit_narrow(margin, &row->quantity);
}

static void profit_bridge_count(const profit_period *before, const profit_period *after, size_t i,
                                const patron_profit_bridge_row *row, profit_bridge_sums *sums)
{
    enum profit_bridge_kind kind = profit_bridge_kind_of(before->quantity[i], after->quantity[i]);
    sums->rows[kind]++;
    sums->before = numeric_wide_add(sums->before, row->before);
    sums->after = numeric_wide_add(sums->after, row->after);
    sums->quantity[kind] = numeric_wide_add(sums->quantity[kind], row->quantity);
    sums->price = numeric_wide_add(sums->price, row->price);
    sums->cost = numeric_wide_add(sums->cost, row->cost);
    if (kind != PROFIT_BRIDGE_BOTH || before->quantity[i] == 0)
        return;
    numeric_wide grown = profit_difference(after->quantity[i], before->quantity[i]);
    sums->units_before = numeric_wide_add(sums->units_before, before->quantity[i]);
    sums->units_grown = numeric_wide_sum(sums->units_grown, grown);
    sums->margin_before = numeric_wide_add(sums->margin_before, row->before);
}

/* What the totals are made of; 0 where one is no int64_t. */
static int profit_bridge_fill(const profit_bridge_sums *sums, patron_profit_bridge_result *figures)
{
    numeric_wide mix = sums->quantity[PROFIT_BRIDGE_BOTH];
    figures->came_rows = sums->rows[PROFIT_BRIDGE_CAME];
    figures->gone_rows = sums->rows[PROFIT_BRIDGE_GONE];
    mix = numeric_wide_difference(mix, numeric_wide_make(figures->volume));
    int fits = profit_narrow(sums->before, &figures->before);
    fits &= profit_narrow(mix, &figures->mix);
    fits &= profit_narrow(sums->price, &figures->price);
    fits &= profit_narrow(sums->cost, &figures->cost);
    fits &= profit_narrow(sums->quantity[PROFIT_BRIDGE_CAME], &figures->came);
    fits &= profit_narrow(sums->quantity[PROFIT_BRIDGE_GONE], &figures->gone);
    fits &= profit_narrow(sums->after, &figures->after);
    return fits & profit_subtract(figures->after, figures->before, &figures->change);
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t profit_bridge_check(size_t n, const profit_period *before,
                                   const profit_period *after, const void *result,
                                   patron_fault *fault)
{
    if (n > 0 && before->quantity == NULL)
        return patron_base_fault_null(fault, "quantity_before");
    if (n > 0 && before->revenue == NULL)
        return patron_base_fault_null(fault, "revenue_before");
    if (n > 0 && after->quantity == NULL)
        return patron_base_fault_null(fault, "quantity_after");
    if (n > 0 && after->revenue == NULL)
        return patron_base_fault_null(fault, "revenue_after");
    return patron_base_check_result(result, PROFIT_BRIDGE_FIRST_SIZE, fault);
}

/* The parts of a row, or the first of them that is no int64_t. */
static int32_t profit_bridge_row(const profit_period *before, const profit_period *after, size_t i,
                                 patron_profit_bridge_row *row, patron_fault *fault)
{
    int64_t revenue;
    int64_t cost;
    int both = profit_bridge_kind_of(before->quantity[i], after->quantity[i]) == PROFIT_BRIDGE_BOTH;
    memset(row, 0, sizeof *row);
    if (!profit_subtract(before->revenue[i], profit_at(before->cost, i), &row->before))
        return patron_profit_overflow("revenue_before", (int64_t)i, -1, fault);
    if (both && !profit_bridge_quantity(before, after, i, row, &revenue, &cost))
        return patron_profit_overflow("quantity_after", (int64_t)i, -1, fault);
    if (!profit_subtract(after->revenue[i], profit_at(after->cost, i), &row->after))
        return patron_profit_overflow("revenue_after", (int64_t)i, -1, fault);
    if (both ? !profit_subtract(after->revenue[i], revenue, &row->price)
             : !profit_subtract(row->after, row->before, &row->quantity))
        return patron_profit_overflow("revenue_after", (int64_t)i, -1, fault);
    if (both && !profit_subtract(cost, profit_at(after->cost, i), &row->cost))
        return patron_profit_overflow("cost_after", (int64_t)i, -1, fault);
    return PATRON_OK;
}

/* (Q1 - Q0) M0 / Q0. Without a quantity to grow from there is no volume. */
static int32_t profit_bridge_volume(const profit_bridge_sums *sums,
                                    patron_profit_bridge_result *figures, patron_fault *fault)
{
    int64_t units;
    int64_t grown;
    int64_t margin;
    if (!profit_narrow(sums->units_before, &units))
        return patron_profit_overflow("quantity_before", -1, -1, fault);
    if (!profit_narrow(sums->margin_before, &margin))
        return patron_profit_overflow("revenue_before", -1, -1, fault);
    if (units == 0) {
        figures->notes |= PATRON_PROFIT_NOTE_NO_QUANTITY;
        return PATRON_OK;
    }
    if (!profit_narrow(sums->units_grown, &grown) ||
        !profit_proportion(grown, margin, units, &figures->volume))
        return patron_profit_overflow("quantity_after", -1, -1, fault);
    return PATRON_OK;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_profit_bridge(size_t n, const int64_t *quantity_before,
                                         const int64_t *revenue_before, const int64_t *cost_before,
                                         const int64_t *quantity_after,
                                         const int64_t *revenue_after, const int64_t *cost_after,
                                         patron_profit_bridge_row *row,
                                         patron_profit_bridge_result *result, patron_fault *fault)
{
    profit_period before = {quantity_before, revenue_before, cost_before};
    profit_period after = {quantity_after, revenue_after, cost_after};
    patron_profit_bridge_result figures;
    patron_profit_bridge_row made;
    profit_bridge_sums sums;
    int32_t status = profit_bridge_check(n, &before, &after, result, fault);
    memset(&sums, 0, sizeof sums);
    memset(&figures, 0, sizeof figures);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        status = profit_bridge_row(&before, &after, i, &made, fault);
        if (status == PATRON_OK)
            profit_bridge_count(&before, &after, i, &made, &sums);
    }
    if (status == PATRON_OK)
        status = profit_bridge_volume(&sums, &figures, fault);
    if (status != PATRON_OK)
        return status;
    figures.rows = n;
    if (!profit_bridge_fill(&sums, &figures))
        return patron_profit_overflow("revenue_after", -1, -1, fault);
    for (size_t i = 0; row != NULL && i < n; i++)
        (void)profit_bridge_row(&before, &after, i, &row[i], NULL);
    patron_base_write_result(result, &figures, sizeof figures);
    return PATRON_OK;
}
