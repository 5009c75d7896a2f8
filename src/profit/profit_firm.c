/*
 * The waterfall of all customers together, and what the firm keeps of it.
 */
#include "../portability.h"
#include "profit_check.h"

#include "../base/base_fault.h"

enum {
    PROFIT_FIRM_FIRST_SIZE = 128,
    PROFIT_FIRM_LEVELS = 16,   /* whose sums are made in one pass over the matrix */
    PROFIT_FIRM_ROWS = 1 << 20 /* whose halves certainly add up in 64 bits */
};

/* --- kernels ---------------------------------------------------------------------------------- */

/* Adds `count` columns from `first` up. */
static void profit_firm_columns(size_t n, size_t levels, const int64_t *cost, size_t first,
                                size_t count, numeric_wide *sum)
{
    profit_halves halves[PROFIT_FIRM_LEVELS];
    memset(halves, 0, sizeof halves);
    for (size_t i = 0; i < n; i++)
        for (size_t l = 0; l < count; l++)
            profit_halves_add(&halves[l], cost[i * levels + first + l]);
    for (size_t l = 0; l < count; l++)
        sum[l] = numeric_wide_sum(sum[l], profit_halves_sum(&halves[l], n));
}

/* The cost of each level, written where level_cost is given; the first that does not fit, or levels.
   Levels made in one pass are all looked at before the first is written. */
static size_t profit_firm_levels(size_t n, size_t levels, const int64_t *cost, int64_t *level_cost)
{
    for (size_t first = 0; first < levels; first += PROFIT_FIRM_LEVELS) {
        size_t count = levels - first < PROFIT_FIRM_LEVELS ? levels - first : PROFIT_FIRM_LEVELS;
        numeric_wide sum[PROFIT_FIRM_LEVELS];
        memset(sum, 0, sizeof sum);
        for (size_t begin = 0; cost != NULL && begin < n; begin += PROFIT_FIRM_ROWS) {
            size_t rows = n - begin < PROFIT_FIRM_ROWS ? n - begin : PROFIT_FIRM_ROWS;
            profit_firm_columns(rows, levels, cost + begin * levels, first, count, sum);
        }
        for (size_t l = 0; l < count; l++)
            if (!numeric_wide_fits(sum[l]))
                return first + l;
        for (size_t l = 0; level_cost != NULL && l < count; l++)
            level_cost[first + l] = numeric_wide_value(sum[l]);
    }
    return levels;
}

static numeric_wide profit_firm_uncarried(const patron_profit_uncarried *uncarried)
{
    numeric_wide sum = numeric_wide_make(0);
    if (uncarried == NULL)
        return sum;
    sum = profit_difference(uncarried->held, uncarried->over_driven);
    sum = numeric_wide_add(sum, uncarried->idle);
    return numeric_wide_add(sum, uncarried->unassigned);
}

/* The totals of the waterfall, in its order. */
enum profit_firm_total {
    PROFIT_FIRM_LIST,
    PROFIT_FIRM_DISCOUNT,
    PROFIT_FIRM_INVOICE,
    PROFIT_FIRM_REBATE,
    PROFIT_FIRM_TERMS,
    PROFIT_FIRM_FREIGHT,
    PROFIT_FIRM_NET,
    PROFIT_FIRM_GOODS,
    PROFIT_FIRM_GROSS,
    PROFIT_FIRM_SERVED,
    PROFIT_FIRM_CARRIED,
    PROFIT_FIRM_UNCARRIED,
    PROFIT_FIRM_PROFIT,
    PROFIT_FIRM_TOTALS
};

/* The totals that are made of others. */
static void profit_firm_derive(numeric_wide *total)
{
    numeric_wide after;
    total[PROFIT_FIRM_INVOICE] =
        numeric_wide_difference(total[PROFIT_FIRM_LIST], total[PROFIT_FIRM_DISCOUNT]);
    after = numeric_wide_difference(total[PROFIT_FIRM_INVOICE], total[PROFIT_FIRM_REBATE]);
    after = numeric_wide_difference(after, total[PROFIT_FIRM_TERMS]);
    total[PROFIT_FIRM_NET] = numeric_wide_difference(after, total[PROFIT_FIRM_FREIGHT]);
    total[PROFIT_FIRM_GROSS] =
        numeric_wide_difference(total[PROFIT_FIRM_NET], total[PROFIT_FIRM_GOODS]);
    total[PROFIT_FIRM_CARRIED] =
        numeric_wide_difference(total[PROFIT_FIRM_GROSS], total[PROFIT_FIRM_SERVED]);
    total[PROFIT_FIRM_PROFIT] =
        numeric_wide_difference(total[PROFIT_FIRM_CARRIED], total[PROFIT_FIRM_UNCARRIED]);
}

static void profit_firm_fill(const numeric_wide *total, patron_profit_firm_result *figures)
{
    figures->list = numeric_wide_value(total[PROFIT_FIRM_LIST]);
    figures->discount = numeric_wide_value(total[PROFIT_FIRM_DISCOUNT]);
    figures->invoice = numeric_wide_value(total[PROFIT_FIRM_INVOICE]);
    figures->rebate = numeric_wide_value(total[PROFIT_FIRM_REBATE]);
    figures->terms = numeric_wide_value(total[PROFIT_FIRM_TERMS]);
    figures->freight = numeric_wide_value(total[PROFIT_FIRM_FREIGHT]);
    figures->net = numeric_wide_value(total[PROFIT_FIRM_NET]);
    figures->goods = numeric_wide_value(total[PROFIT_FIRM_GOODS]);
    figures->gross = numeric_wide_value(total[PROFIT_FIRM_GROSS]);
    figures->served = numeric_wide_value(total[PROFIT_FIRM_SERVED]);
    figures->carried = numeric_wide_value(total[PROFIT_FIRM_CARRIED]);
    figures->uncarried = numeric_wide_value(total[PROFIT_FIRM_UNCARRIED]);
    figures->profit = numeric_wide_value(total[PROFIT_FIRM_PROFIT]);
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t profit_firm_check(const numeric_wide *total, patron_fault *fault)
{
    static const char name[PROFIT_FIRM_TOTALS][20] = {
        "result.list",    "result.discount",  "result.invoice", "result.rebate", "result.terms",
        "result.freight", "result.net",       "result.goods",   "result.gross",  "result.served",
        "result.carried", "result.uncarried", "result.profit"};
    for (size_t k = 0; k < PROFIT_FIRM_TOTALS; k++)
        if (!numeric_wide_fits(total[k]))
            return patron_profit_overflow(name[k], -1, -1, fault);
    return PATRON_OK;
}

static int32_t profit_firm_write_levels(size_t n, size_t levels, const int64_t *cost,
                                        int64_t *level_cost, patron_fault *fault)
{
    if (level_cost == NULL)
        return PATRON_OK;
    size_t level = levels;
    if (levels > PROFIT_FIRM_LEVELS)
        level = profit_firm_levels(n, levels, cost, NULL);
    if (level == levels)
        level = profit_firm_levels(n, levels, cost, level_cost);
    if (level < levels)
        return patron_profit_overflow("level_cost", (int64_t)level, -1, fault);
    return PATRON_OK;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_profit_firm(size_t n, const int64_t *list, const int64_t *discount,
                                       const int64_t *rebate, const int64_t *terms,
                                       const int64_t *freight, const int64_t *goods, size_t levels,
                                       const int64_t *cost,
                                       const patron_profit_uncarried *uncarried,
                                       int64_t *level_cost, patron_profit_firm_result *result,
                                       patron_fault *fault)
{
    patron_profit_firm_result figures;
    numeric_wide total[PROFIT_FIRM_TOTALS];
    int32_t status = patron_profit_check_levels(levels, fault);
    if (status == PATRON_OK)
        status = patron_base_check_result(result, PROFIT_FIRM_FIRST_SIZE, fault);
    if (status != PATRON_OK)
        return status;
    total[PROFIT_FIRM_LIST] = patron_profit_sum(n, list);
    total[PROFIT_FIRM_DISCOUNT] = patron_profit_sum(n, discount);
    total[PROFIT_FIRM_REBATE] = patron_profit_sum(n, rebate);
    total[PROFIT_FIRM_TERMS] = patron_profit_sum(n, terms);
    total[PROFIT_FIRM_FREIGHT] = patron_profit_sum(n, freight);
    total[PROFIT_FIRM_GOODS] = patron_profit_sum(n, goods);
    total[PROFIT_FIRM_SERVED] = patron_profit_sum(n * levels, cost);
    total[PROFIT_FIRM_UNCARRIED] = profit_firm_uncarried(uncarried);
    profit_firm_derive(total);
    status = profit_firm_check(total, fault);
    if (status != PATRON_OK)
        return status;
    status = profit_firm_write_levels(n, levels, cost, level_cost, fault);
    if (status != PATRON_OK)
        return status;
    memset(&figures, 0, sizeof figures);
    figures.customers = n;
    profit_firm_fill(total, &figures);
    patron_base_write_result(result, &figures, sizeof figures);
    return PATRON_OK;
}
