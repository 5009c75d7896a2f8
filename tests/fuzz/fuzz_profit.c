/*
 * Waterfalls, lists, correlations, tiles and bridges of any money.
 */
#include "fuzz.h"

#include <patron/profit.h>

enum { FUZZ_ROWS = 40, FUZZ_LEVELS = 4 };

/* a + b + ... in two's complement: sums that hold there hold in int64_t where each part fits. */
static uint64_t fuzz_bits(int64_t value)
{
    return (uint64_t)value;
}

static void fuzz_waterfall(fuzz_input *input, size_t n, uint8_t kind)
{
    size_t levels = fuzz_count(input, FUZZ_LEVELS);
    int64_t *column[6], *cost = fuzz_wholes(input, n * levels);
    int64_t *out[5], *margin = fuzz_memory(n * levels * sizeof *margin);
    patron_profit_uncarried uncarried = {fuzz_whole(input), fuzz_whole(input), fuzz_whole(input),
                                         fuzz_whole(input)};
    int64_t level_cost[FUZZ_LEVELS];
    patron_profit_firm_result result;
    result.struct_size = sizeof result;
    for (int k = 0; k < 6; k++)
        column[k] = kind & 1u << k ? NULL : fuzz_wholes(input, n);
    for (int k = 0; k < 5; k++)
        out[k] = fuzz_memory(n * sizeof **out);
    patron_profit_revenue(n, column[0], column[1], column[2], column[3], column[4], out[0], out[1],
                          NULL);
    if (patron_profit_margin(n, column[0], column[5], levels, cost, out[2], out[3], margin, out[4],
                             NULL) == PATRON_OK)
        for (size_t i = 0; i < n; i++) {
            FUZZ_REQUIRE(fuzz_bits(out[2][i]) - fuzz_bits(out[3][i]) == fuzz_bits(out[4][i]));
            FUZZ_REQUIRE(levels == 0 || margin[i * levels + levels - 1] == out[4][i]);
        }
    if (patron_profit_firm(n, column[0], column[1], column[2], column[3], column[4], column[5],
                           levels, cost, kind & 64 ? NULL : &uncarried, level_cost, &result,
                           NULL) == PATRON_OK) {
        uint64_t served = 0;
        for (size_t l = 0; l < levels; l++)
            served += fuzz_bits(level_cost[l]);
        FUZZ_REQUIRE(served == fuzz_bits(result.served));
        FUZZ_REQUIRE(fuzz_bits(result.profit) ==
                     fuzz_bits(result.list) - fuzz_bits(result.discount) -
                         fuzz_bits(result.rebate) - fuzz_bits(result.terms) -
                         fuzz_bits(result.freight) - fuzz_bits(result.goods) - served -
                         fuzz_bits(result.uncarried));
    }
    for (int k = 0; k < 6; k++)
        free(column[k]);
    for (int k = 0; k < 5; k++)
        free(out[k]);
    free(cost);
    free(margin);
}

static void fuzz_break_even(fuzz_input *input, size_t n)
{
    double *column[4], *order_size = fuzz_memory(n * sizeof *order_size);
    double *volume = fuzz_memory(n * sizeof *volume);
    for (int k = 0; k < 4; k++)
        column[k] = fuzz_reals(input, n);
    if (patron_profit_break_even(n, column[0], column[1], column[2], column[3], order_size, volume,
                                 NULL) == PATRON_OK)
        for (size_t i = 0; i < n; i++) {
            FUZZ_REQUIRE(!isinf(order_size[i]) && !(order_size[i] < 0));
            FUZZ_REQUIRE(!isinf(volume[i]) && !(volume[i] < 0));
        }
    for (int k = 0; k < 4; k++)
        free(column[k]);
    free(order_size);
    free(volume);
}

static void fuzz_shortfalls(fuzz_input *input, size_t n, uint8_t kind)
{
    size_t levels = fuzz_count(input, FUZZ_LEVELS), capacity = fuzz_count(input, FUZZ_ROWS);
    size_t room = patron_profit_shortfalls_scratch_size(n), found;
    int64_t hurdle = fuzz_whole(input);
    int64_t *net = fuzz_wholes(input, n), *gross = fuzz_wholes(input, n);
    int64_t *cost = fuzz_wholes(input, n * levels);
    double *avoidable = fuzz_reals(input, levels);
    void *scratch = fuzz_memory(room);
    patron_profit_shortfall *list = fuzz_memory(capacity * sizeof *list);
    if (patron_profit_shortfalls(hurdle, n, net, gross, levels, cost, kind & 1 ? NULL : avoidable,
                                 scratch, room, capacity, list, &found, NULL) == PATRON_OK)
        for (size_t k = 0; k < found && k < capacity; k++) {
            FUZZ_REQUIRE(list[k].row < n && list[k].profit < hurdle && list[k].gap > 0);
            FUZZ_REQUIRE(k == 0 || list[k - 1].profit <= list[k].profit);
            FUZZ_REQUIRE((list[k].dropping > 0) == (list[k].flags != 0));
            FUZZ_REQUIRE(!isinf(list[k].avoidable_cut) && isfinite(list[k].avoidable));
        }
    free(net);
    free(gross);
    free(cost);
    free(avoidable);
    free(scratch);
    free(list);
}

static void fuzz_inversion(fuzz_input *input, size_t n, uint8_t kind)
{
    size_t room = patron_profit_inversion_scratch_size(n);
    void *scratch = fuzz_memory(room);
    patron_profit_inversion_result result;
    result.struct_size = sizeof result;
    int32_t status;
    if (kind & 1) {
        int64_t *revenue = fuzz_wholes(input, n), *profit = fuzz_wholes(input, n);
        status = patron_profit_inversion_money(n, revenue, profit, scratch, room, &result, NULL);
        free(revenue);
        free(profit);
    } else {
        double *revenue = fuzz_reals(input, n), *profit = fuzz_reals(input, n);
        status = patron_profit_inversion(n, revenue, profit, scratch, room, &result, NULL);
        free(revenue);
        free(profit);
    }
    if (status == PATRON_OK) {
        uint64_t pairs = n > 0 ? n * (n - 1) / 2 : 0;
        FUZZ_REQUIRE(result.concordant + result.discordant + result.same_revenue +
                         result.same_profit - result.same_both ==
                     pairs);
        FUZZ_REQUIRE(isnan(result.spearman) == isnan(result.kendall));
        FUZZ_REQUIRE(!(fabs(result.spearman) > 1) && !(fabs(result.kendall) > 1));
    }
    free(scratch);
}

static void fuzz_tiles(fuzz_input *input, size_t n, uint8_t kind)
{
    size_t tiles = fuzz_count(input, FUZZ_ROWS);
    int64_t *revenue = fuzz_wholes(input, n), *profit = fuzz_wholes(input, n);
    uint32_t *order = fuzz_memory(n * sizeof *order);
    size_t room = patron_profit_tiles_scratch_size(n, kind & 1);
    void *scratch = fuzz_memory(room);
    patron_profit_tile *tile = fuzz_memory(tiles * sizeof *tile);
    for (size_t i = 0; i < n; i++)
        order[i] = kind & 2 ? fuzz_byte(input) : (uint32_t)i;
    if (patron_profit_tiles(n, revenue, profit, kind & 1 ? order : NULL, scratch, room, tiles, tile,
                            NULL) == PATRON_OK) {
        uint64_t customers = 0, sum = 0;
        for (size_t t = 0; t < tiles; t++) {
            customers += tile[t].customers;
            sum += fuzz_bits(tile[t].profit);
        }
        for (size_t i = 0; i < n; i++)
            sum -= fuzz_bits(profit[i]);
        FUZZ_REQUIRE(customers == n && sum == 0);
    }
    free(revenue);
    free(profit);
    free(order);
    free(scratch);
    free(tile);
}

static void fuzz_bridge(fuzz_input *input, size_t n, uint8_t kind)
{
    int64_t *column[6];
    patron_profit_bridge_row *row = fuzz_memory(n * sizeof *row);
    patron_profit_bridge_result result;
    result.struct_size = sizeof result;
    for (int k = 0; k < 6; k++)
        column[k] = fuzz_wholes(input, n);
    if (patron_profit_bridge(n, column[0], column[1], kind & 1 ? NULL : column[2], column[3],
                             column[4], kind & 2 ? NULL : column[5], row, &result,
                             NULL) == PATRON_OK) {
        FUZZ_REQUIRE(fuzz_bits(result.before) + fuzz_bits(result.volume) + fuzz_bits(result.mix) +
                         fuzz_bits(result.price) + fuzz_bits(result.cost) + fuzz_bits(result.came) +
                         fuzz_bits(result.gone) ==
                     fuzz_bits(result.after));
        for (size_t i = 0; i < n; i++)
            FUZZ_REQUIRE(fuzz_bits(row[i].before) + fuzz_bits(row[i].quantity) +
                             fuzz_bits(row[i].price) + fuzz_bits(row[i].cost) ==
                         fuzz_bits(row[i].after));
    }
    for (int k = 0; k < 6; k++)
        free(column[k]);
    free(row);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_input input = {data, size};
    uint8_t function = fuzz_byte(&input), kind = fuzz_byte(&input);
    size_t n = fuzz_count(&input, FUZZ_ROWS);
    switch (function % 6) {
    case 0:
        fuzz_waterfall(&input, n, kind);
        break;
    case 1:
        fuzz_break_even(&input, n);
        break;
    case 2:
        fuzz_shortfalls(&input, n, kind);
        break;
    case 3:
        fuzz_inversion(&input, n, kind);
        break;
    case 4:
        fuzz_tiles(&input, n, kind);
        break;
    default:
        fuzz_bridge(&input, n, kind);
        break;
    }
    return 0;
}
