/*
 * The profit of customers in tiles of like revenue. Tiles are SQL's NTILE: the larger ones first.
 */
#include "../portability.h"
#include "profit_check.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_scratch.h"
#include "../numeric/numeric_sort.h"

#include <math.h>

/* A tile before its sums are known to fit. */
typedef struct profit_tile_sums {
    numeric_wide revenue;
    numeric_wide profit;
    uint64_t losers;
} profit_tile_sums;

/* --- kernels ---------------------------------------------------------------------------------- */

static size_t profit_tile_size(size_t n, size_t tiles, size_t tile)
{
    return n / tiles + (tile < n % tiles ? 1 : 0);
}

static profit_tile_sums profit_tile_add(size_t begin, size_t end, const uint32_t *order,
                                        const int64_t *revenue, const int64_t *profit)
{
    profit_tile_sums sums;
    profit_halves large = {0, 0};
    profit_halves made = {0, 0};
    uint64_t losers = 0;
    for (size_t i = begin; i < end; i++) {
        profit_halves_add(&large, revenue[order[i]]);
        profit_halves_add(&made, profit[order[i]]);
        losers += (uint64_t)profit[order[i]] >> 63;
    }
    sums.revenue = profit_halves_sum(&large, end - begin);
    sums.profit = profit_halves_sum(&made, end - begin);
    sums.losers = losers;
    return sums;
}

/* part / total where the total is above 0, else NaN. */
static double profit_tile_share(numeric_wide part, numeric_wide total)
{
    double whole = numeric_wide_real(total);
    return whole > 0.0 ? numeric_wide_real(part) / whole : (double)NAN;
}

static void profit_tile_write(size_t n, const int64_t *revenue, const int64_t *profit,
                              const uint32_t *order, size_t tiles, patron_profit_tile *tile)
{
    numeric_wide revenues = patron_profit_sum(n, revenue);
    numeric_wide profits = patron_profit_sum(n, profit);
    size_t begin = 0;
    for (size_t t = 0; t < tiles; t++) {
        size_t size = profit_tile_size(n, tiles, t);
        profit_tile_sums sums = profit_tile_add(begin, begin + size, order, revenue, profit);
        tile[t].customers = size;
        tile[t].losers = sums.losers;
        tile[t].revenue = numeric_wide_value(sums.revenue);
        tile[t].profit = numeric_wide_value(sums.profit);
        tile[t].revenue_share = profit_tile_share(sums.revenue, revenues);
        tile[t].profit_share = profit_tile_share(sums.profit, profits);
        begin += size;
    }
}

/* Whether every sum of some of the values is an int64_t. */
static int profit_tile_safe(size_t n, const int64_t *value)
{
    int64_t largest = 0;
    for (size_t i = 0; i < n; i++) {
        int64_t size = value[i] < 0 ? ~value[i] : value[i];
        largest = size > largest ? size : largest;
    }
    return largest < INT64_MAX / PROFIT_ROWS_MAX;
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t profit_tiles_check(size_t n, const void *revenue, const void *profit,
                                  uint32_t ordered, const void *scratch, size_t scratch_size,
                                  size_t tiles, const void *tile, patron_fault *fault)
{
    int32_t status = patron_profit_check_rows(n, fault);
    if (status != PATRON_OK)
        return status;
    if (n > 0 && revenue == NULL)
        return patron_base_fault_null(fault, "revenue");
    if (n > 0 && profit == NULL)
        return patron_base_fault_null(fault, "profit");
    status = patron_base_check_scratch(scratch, scratch_size,
                                       patron_profit_tiles_scratch_size(n, ordered), fault);
    if (status != PATRON_OK)
        return status;
    if (tiles < 1 || tiles > PROFIT_ROWS_MAX)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "tiles", -1, tiles,
                                          "a count in [1, 2147483647]");
    return tile != NULL ? PATRON_OK : patron_base_fault_null(fault, "tile");
}

/* Where each entry follows the one before it, no row occurs twice, so all n occur. */
static int32_t profit_check_order(size_t n, const int64_t *revenue, const uint32_t *order,
                                  patron_fault *fault)
{
    for (size_t i = 0; i < n; i++) {
        if (order[i] < n) {
            if (i == 0 || revenue[order[i - 1]] > revenue[order[i]])
                continue;
            if (revenue[order[i - 1]] == revenue[order[i]] && order[i - 1] < order[i])
                continue;
        }
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "order", (int64_t)i, order[i],
                                          "the order of this revenue, the largest first");
    }
    return PATRON_OK;
}

static int32_t profit_check_tiles(size_t n, const int64_t *revenue, const int64_t *profit,
                                  const uint32_t *order, size_t tiles, patron_fault *fault)
{
    size_t begin = 0;
    if (profit_tile_safe(n, revenue) && profit_tile_safe(n, profit))
        return PATRON_OK;
    for (size_t t = 0; t < tiles; t++) {
        size_t size = profit_tile_size(n, tiles, t);
        profit_tile_sums sums = profit_tile_add(begin, begin + size, order, revenue, profit);
        if (!numeric_wide_fits(sums.revenue))
            return patron_profit_overflow("revenue", -1, -1, fault);
        if (!numeric_wide_fits(sums.profit))
            return patron_profit_overflow("profit", -1, -1, fault);
        begin += size;
    }
    return PATRON_OK;
}

/* --- public ----------------------------------------------------------------------------------- */

size_t PATRON_CALL patron_profit_tiles_scratch_size(size_t n, uint32_t ordered)
{
    if (n > PROFIT_ROWS_MAX)
        return SIZE_MAX;
    if (n == 0 || ordered != 0)
        return 0;
    size_t need = numeric_scratch_need(NUMERIC_SCRATCH_SLACK, n, sizeof(uint32_t));
    return numeric_scratch_need(need, patron_numeric_sort_scratch_size(n, 1), 1);
}

int32_t PATRON_CALL patron_profit_tiles(size_t n, const int64_t *revenue, const int64_t *profit,
                                        const uint32_t *order, void *scratch, size_t scratch_size,
                                        size_t tiles, patron_profit_tile *tile, patron_fault *fault)
{
    int32_t status = profit_tiles_check(n, revenue, profit, order != NULL, scratch, scratch_size,
                                        tiles, tile, fault);
    if (status == PATRON_OK && order != NULL)
        status = profit_check_order(n, revenue, order, fault);
    if (status != PATRON_OK)
        return status;
    if (n > 0 && order == NULL) {
        numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
        uint32_t *made = numeric_scratch_take(&carve, n, sizeof *made);
        patron_numeric_sort_whole(n, revenue, 1, carve.at, NULL, made);
        order = made;
    }
    status = profit_check_tiles(n, revenue, profit, order, tiles, fault);
    if (status == PATRON_OK)
        profit_tile_write(n, revenue, profit, order, tiles, tile);
    return status;
}
