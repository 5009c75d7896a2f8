/*
 * The waterfall, the firm, the list of customers below a hurdle, rank correlations, tiles and the
 * bridge. Floors: a plain loop of the same arithmetic without a look at overflow (waterfall, firm,
 * bridge); that of the margins and a sort of the profits with its order (list); a sort and a sum in its
 * order (tiles); the two sorts that the correlations begin with.
 * Arguments: row counts (default 10^4 to 10^7).
 */
#include "bench.h"

#include <math.h>
#include <stdlib.h>

#include <patron/pareto.h>
#include <patron/profit.h>

enum { LEVELS = 5, COLUMNS = 6, TILES = 10, CAPACITY = 1000 };

typedef struct bench_shop {
    size_t n;
    int64_t *column[COLUMNS]; /* list, discount, rebate, terms, freight, goods */
    int64_t *cost;
    int64_t *invoice;
    int64_t *net;
    int64_t *gross;
    int64_t *served;
    int64_t *profit;
    uint32_t *order;
    void *scratch;
    size_t scratch_size;
} bench_shop;

static void open_shop(bench_shop *shop, size_t n)
{
    uint64_t state = 11;
    size_t sizes[3] = {patron_profit_shortfalls_scratch_size(n),
                       patron_profit_inversion_scratch_size(n), patron_pareto_rank_scratch_size(n)};
    shop->n = n;
    for (int k = 0; k < COLUMNS; ++k)
        shop->column[k] = bench_memory(n * sizeof(int64_t));
    shop->cost = bench_memory(n * LEVELS * sizeof(int64_t));
    shop->invoice = bench_memory(n * sizeof(int64_t));
    shop->net = bench_memory(n * sizeof(int64_t));
    shop->gross = bench_memory(n * sizeof(int64_t));
    shop->served = bench_memory(n * sizeof(int64_t));
    shop->profit = bench_memory(n * sizeof(int64_t));
    shop->order = bench_memory(n * sizeof(uint32_t));
    shop->scratch_size = 0;
    for (int k = 0; k < 3; ++k)
        shop->scratch_size = sizes[k] > shop->scratch_size ? sizes[k] : shop->scratch_size;
    shop->scratch = bench_memory(shop->scratch_size);
    for (size_t i = 0; i < n; ++i) {
        double bought = exp(9.0 + 1.2 * bench_normal(&state));
        static const double part[COLUMNS] = {1.0, 0.08, 0.03, 0.02, 0.04, 0.6};
        for (int k = 0; k < COLUMNS; ++k)
            shop->column[k][i] = (int64_t)(bought * part[k] * (0.8 + 0.4 * bench_uniform(&state)));
        for (int l = 0; l < LEVELS; ++l)
            shop->cost[i * LEVELS + (size_t)l] = (int64_t)(800.0 * bench_uniform(&state));
    }
}

static void close_shop(bench_shop *shop)
{
    for (int k = 0; k < COLUMNS; ++k)
        free(shop->column[k]);
    free(shop->cost);
    free(shop->invoice);
    free(shop->net);
    free(shop->gross);
    free(shop->served);
    free(shop->profit);
    free(shop->order);
    free(shop->scratch);
}

static double floor_of_revenue(bench_shop *shop)
{
    bench_timing timing;
    bench_start(&timing, "floor", shop->n, 56);
    while (bench_again(&timing)) {
        int64_t *const *c = shop->column;
        bench_clock_on(&timing);
        for (size_t i = 0; i < shop->n; ++i) {
            int64_t invoiced = c[0][i] - c[1][i];
            shop->invoice[i] = invoiced;
            shop->net[i] = invoiced - c[2][i] - c[3][i] - c[4][i];
        }
        bench_clock_off(&timing);
    }
    return bench_median(&timing);
}

static double floor_of_margin(bench_shop *shop)
{
    bench_timing timing;
    bench_start(&timing, "floor", shop->n, 40 + 8 * LEVELS);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        for (size_t i = 0; i < shop->n; ++i) {
            int64_t spent = 0, made = shop->net[i] - shop->column[5][i];
            for (size_t l = 0; l < LEVELS; ++l)
                spent += shop->cost[i * LEVELS + l];
            shop->gross[i] = made;
            shop->served[i] = spent;
            shop->profit[i] = made - spent;
        }
        bench_clock_off(&timing);
    }
    return bench_median(&timing);
}

/* Reads columns once and adds them up. */
static double floor_of_sums(size_t n, int64_t *const *column, int columns, const int64_t *cost)
{
    bench_timing timing;
    volatile int64_t kept = 0;
    bench_start(&timing, "floor", n, 0);
    while (bench_again(&timing)) {
        int64_t sum = 0;
        bench_clock_on(&timing);
        for (int k = 0; k < columns; ++k)
            for (size_t i = 0; i < n; ++i)
                sum += column[k][i];
        for (size_t i = 0; cost != NULL && i < n * LEVELS; ++i)
            sum += cost[i];
        bench_clock_off(&timing);
        kept = sum;
    }
    (void)kept;
    return bench_median(&timing);
}

/* The parts of a bridge in whole numbers, rounded down and without a look at overflow. */
static double floor_of_bridge(const bench_shop *shop, const int64_t *before, const int64_t *after)
{
    bench_timing timing;
    volatile int64_t kept = 0;
    bench_start(&timing, "floor", shop->n, 48);
    while (bench_again(&timing)) {
        int64_t quantity = 0, price = 0, cost = 0;
        bench_clock_on(&timing);
        for (size_t i = 0; i < shop->n; ++i) {
            int64_t revenue = after[i] * shop->column[0][i] / before[i];
            int64_t spent = after[i] * shop->column[5][i] / before[i];
            quantity += revenue - spent - (shop->column[0][i] - shop->column[5][i]);
            price += shop->net[i] - revenue;
            cost += spent - shop->gross[i];
        }
        bench_clock_off(&timing);
        kept = quantity + price + cost;
    }
    (void)kept;
    return bench_median(&timing);
}

/* Adds two columns up in the order of one of them. */
static double floor_of_gather(const bench_shop *shop)
{
    bench_timing timing;
    volatile int64_t kept = 0;
    bench_start(&timing, "floor", shop->n, 20);
    while (bench_again(&timing)) {
        int64_t first = 0, second = 0;
        bench_clock_on(&timing);
        for (size_t i = 0; i < shop->n; ++i) {
            first += shop->net[shop->order[i]];
            second += shop->profit[shop->order[i]];
        }
        bench_clock_off(&timing);
        kept = first ^ second;
    }
    (void)kept;
    return bench_median(&timing);
}

static double floor_of_sort(bench_shop *shop, const int64_t *column)
{
    bench_timing timing;
    bench_start(&timing, "floor", shop->n, 12);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_pareto_rank_money(shop->n, column, shop->scratch, shop->scratch_size, shop->order,
                                 NULL, NULL);
        bench_clock_off(&timing);
    }
    return bench_median(&timing);
}

static void bench_waterfall(bench_shop *shop)
{
    int64_t *const *c = shop->column;
    size_t n = shop->n;
    bench_timing timing;
    patron_profit_firm_result result;
    int64_t level_cost[LEVELS];
    double floor_seconds = floor_of_revenue(shop);
    bench_start(&timing, "revenue", n, 56);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_profit_revenue(n, c[0], c[1], c[2], c[3], c[4], shop->invoice, shop->net, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, bench_checksum(shop->net, n * sizeof(int64_t)));
    floor_seconds = floor_of_margin(shop);
    bench_start(&timing, "margin, 5 levels", n, 40 + 8 * LEVELS);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_profit_margin(n, shop->net, c[5], LEVELS, shop->cost, shop->gross, shop->served,
                             NULL, shop->profit, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, bench_checksum(shop->profit, n * sizeof(int64_t)));
    result.struct_size = sizeof result;
    floor_seconds = floor_of_sums(n, c, COLUMNS, shop->cost);
    bench_start(&timing, "firm, 5 levels", n, 8 * (COLUMNS + LEVELS));
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_profit_firm(n, c[0], c[1], c[2], c[3], c[4], c[5], LEVELS, shop->cost, NULL, NULL,
                           &result, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, bench_checksum(&result, sizeof result));
    bench_start(&timing, "firm, with each level", n, 8 * (COLUMNS + LEVELS));
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_profit_firm(n, c[0], c[1], c[2], c[3], c[4], c[5], LEVELS, shop->cost, NULL,
                           level_cost, &result, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, bench_checksum(level_cost, sizeof level_cost));
}

static void bench_ranked(bench_shop *shop)
{
    static patron_profit_shortfall list[CAPACITY];
    patron_profit_tile tile[TILES];
    patron_profit_inversion_result result;
    bench_timing timing;
    size_t n = shop->n, found = 0;
    double margins = floor_of_margin(shop);
    double by_profit = floor_of_sort(shop, shop->profit);
    double by_revenue = floor_of_sort(shop, shop->net);
    double gathered = floor_of_gather(shop);
    bench_start(&timing, "shortfalls, 5 levels", n, 16 + 8 * LEVELS);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_profit_shortfalls(0, n, shop->net, shop->gross, LEVELS, shop->cost, NULL,
                                 shop->scratch, shop->scratch_size, CAPACITY, list, &found, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, margins + by_profit, (uint64_t)found);
    result.struct_size = sizeof result;
    bench_start(&timing, "inversion", n, 16);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_profit_inversion_money(n, shop->net, shop->profit, shop->scratch, shop->scratch_size,
                                      &result, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, by_revenue + by_profit, bench_checksum(&result, sizeof result));
    bench_start(&timing, "tiles, 10", n, 16);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_profit_tiles(n, shop->net, shop->profit, NULL, shop->scratch, shop->scratch_size,
                            TILES, tile, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, by_revenue + gathered, bench_checksum(tile, sizeof tile));
}

static void bench_bridge(bench_shop *shop)
{
    uint64_t state = 12;
    bench_timing timing;
    patron_profit_bridge_result result;
    size_t n = shop->n;
    int64_t *before = shop->invoice, *after = shop->served;
    for (size_t i = 0; i < n; ++i) {
        before[i] = 1 + (int64_t)(500 * bench_uniform(&state));
        after[i] = 1 + (int64_t)(500 * bench_uniform(&state));
    }
    double floor_seconds = floor_of_bridge(shop, before, after);
    result.struct_size = sizeof result;
    bench_start(&timing, "bridge", n, 48);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_profit_bridge(n, before, shop->column[0], shop->column[5], after, shop->net,
                             shop->gross, NULL, &result, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, bench_checksum(&result, sizeof result));
}

int main(int argc, char **argv)
{
    size_t rows[16];
    size_t count = bench_row_counts(argc, argv, rows, 16);
    for (size_t i = 0; i < count; ++i) {
        bench_shop shop;
        open_shop(&shop, rows[i]);
        bench_waterfall(&shop);
        bench_ranked(&shop);
        bench_bridge(&shop);
        close_shop(&shop);
    }
    return 0;
}
