/*
 * Concentration of profit: the summary with and without inequality, classes, the whale curve, ranks
 * and tiles, for doubles and for money.
 *
 * Floors, measured in the same run: for what needs an order, the sort of the values alone; for what
 * selects, a selection of two cuts together with one copy of the column. Arguments: row counts
 * (default 10^4 to 10^7).
 */
#include "../../src/portability.h"
#include "../../src/numeric/numeric_select.h"
#include "../../src/numeric/numeric_sort.h"
#include "bench.h"

#include <patron/pareto.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { POINTS = 1001, TILES = 10 };

typedef struct shop {
    size_t n;
    double *profit;
    int64_t *money;
    uint32_t *order;
    uint32_t *code;
    double *sorted;
    void *scratch;
    size_t scratch_size;
    double sort_seconds;
    double select_seconds;
} shop;

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

static void shop_open(shop *shop, size_t n)
{
    uint64_t state = 7;
    size_t size = patron_pareto_summary_scratch_size(n, 1, 0);
    size = larger(size, patron_pareto_rank_scratch_size(n));
    size = larger(size, patron_pareto_whale_scratch_size(n, 0));
    size = larger(size, patron_pareto_tiles_scratch_size(n, 0));
    size = larger(size, patron_numeric_sort_scratch_size(n, 1));
    size = larger(size, patron_numeric_select_scratch_size(n));
    shop->n = n;
    shop->scratch_size = size;
    shop->scratch = bench_memory(size);
    shop->profit = bench_memory(n * sizeof *shop->profit);
    shop->sorted = bench_memory(n * sizeof *shop->sorted);
    shop->money = bench_memory(n * sizeof *shop->money);
    shop->order = bench_memory(n * sizeof *shop->order);
    shop->code = bench_memory(n * sizeof *shop->code);
    for (size_t i = 0; i < n; i++) {
        shop->money[i] = (int64_t)exp(8.0 + 1.5 * bench_normal(&state));
        shop->profit[i] = (double)shop->money[i] / 100.0;
    }
    patron_pareto_rank(n, shop->profit, shop->scratch, size, shop->order, NULL, NULL);
}

static void shop_close(shop *shop)
{
    free(shop->scratch);
    free(shop->profit);
    free(shop->sorted);
    free(shop->money);
    free(shop->order);
    free(shop->code);
}

static void bench_floors(shop *shop)
{
    bench_timing timing;
    bench_start(&timing, "floor: sort", shop->n, 16);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_numeric_sort_real(shop->n, shop->profit, 1, shop->scratch, shop->sorted, NULL);
        bench_clock_off(&timing);
    }
    shop->sort_seconds = bench_report(&timing, 0.0, bench_checksum(shop->sorted, 64));
    numeric_cut_real cut[2];
    bench_start(&timing, "floor: selection and copy", shop->n, 24);
    while (bench_again(&timing)) {
        memset(cut, 0, sizeof cut);
        cut[0].rank = shop->n / 5;
        cut[1].rank = shop->n / 2;
        bench_clock_on(&timing);
        patron_numeric_select_real(shop->n, shop->profit, 2, cut, shop->scratch);
        memcpy(shop->sorted, shop->profit, shop->n * sizeof *shop->sorted);
        bench_clock_off(&timing);
    }
    shop->select_seconds = bench_report(&timing, 0.0, cut[0].equal);
}

static void bench_summary(const shop *shop, const char *name, uint32_t flags, const uint32_t *order,
                          double floor_seconds)
{
    bench_timing timing;
    patron_pareto_result result;
    patron_pareto_options options = {sizeof options, flags, 0.0, 0.0, 0.0};
    result.struct_size = sizeof result;
    bench_start(&timing, name, shop->n, 8);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_pareto_summary(&options, shop->n, shop->profit, NULL, order, shop->scratch,
                              shop->scratch_size, &result, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, bench_checksum(&result, sizeof result));
}

static void bench_summary_money(const shop *shop, const char *name, uint32_t flags,
                                double floor_seconds)
{
    bench_timing timing;
    patron_pareto_money_result result;
    patron_pareto_options options = {sizeof options, flags, 0.0, 0.0, 0.0};
    result.struct_size = sizeof result;
    bench_start(&timing, name, shop->n, 8);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_pareto_summary_money(&options, shop->n, shop->money, NULL, NULL, shop->scratch,
                                    shop->scratch_size, &result, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, bench_checksum(&result, sizeof result));
}

static void bench_classes(const shop *shop)
{
    bench_timing timing;
    patron_pareto_class_result result;
    patron_pareto_money_class_result money;
    result.struct_size = sizeof result;
    money.struct_size = sizeof money;
    bench_start(&timing, "classes", shop->n, 12);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_pareto_classes(NULL, shop->n, shop->profit, NULL, NULL, shop->scratch,
                              shop->scratch_size, shop->code, &result, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, shop->select_seconds, bench_checksum(&result, sizeof result));
    bench_start(&timing, "classes, money", shop->n, 12);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_pareto_classes_money(NULL, shop->n, shop->money, NULL, NULL, shop->scratch,
                                    shop->scratch_size, shop->code, &money, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, shop->select_seconds, bench_checksum(&money, sizeof money));
}

static void bench_whale(const shop *shop, const char *name, const uint32_t *order)
{
    bench_timing timing;
    static double customers[POINTS];
    static double cumulative[POINTS];
    bench_start(&timing, name, shop->n, 8);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_pareto_whale(shop->n, shop->profit, NULL, order, shop->scratch, shop->scratch_size,
                            POINTS, customers, cumulative, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, shop->sort_seconds, bench_checksum(cumulative, sizeof cumulative));
}

static void bench_order(const shop *shop)
{
    bench_timing timing;
    bench_start(&timing, "rank", shop->n, 16);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_pareto_rank(shop->n, shop->profit, shop->scratch, shop->scratch_size, shop->order,
                           shop->code, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, shop->sort_seconds, bench_checksum(shop->code, 64));
    double sum[TILES];
    bench_start(&timing, "tiles", shop->n, 12);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_pareto_tiles(shop->n, shop->profit, NULL, shop->scratch, shop->scratch_size,
                            shop->code, TILES, NULL, sum, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, shop->sort_seconds, bench_checksum(sum, sizeof sum));
    bench_start(&timing, "percent rank", shop->n, 16);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_pareto_percent_rank(shop->n, shop->profit, NULL, shop->scratch, shop->scratch_size,
                                   shop->sorted, NULL, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, shop->sort_seconds, bench_checksum(shop->sorted, 64));
}

static void bench_shop(size_t n)
{
    shop shop;
    shop_open(&shop, n);
    bench_floors(&shop);
    bench_summary(&shop, "summary", 0, NULL, shop.sort_seconds);
    bench_summary(&shop, "summary, order given", 0, shop.order, shop.sort_seconds);
    bench_summary(&shop, "summary without inequality", PATRON_PARETO_WITHOUT_INEQUALITY, NULL,
                  shop.select_seconds);
    bench_summary_money(&shop, "summary, money", 0, shop.sort_seconds);
    bench_summary_money(&shop, "summary without, money", PATRON_PARETO_WITHOUT_INEQUALITY,
                        shop.select_seconds);
    bench_classes(&shop);
    bench_whale(&shop, "whale curve", NULL);
    bench_whale(&shop, "whale curve, order given", shop.order);
    bench_order(&shop);
    shop_close(&shop);
}

int main(int argc, char **argv)
{
    size_t rows[16];
    size_t count = bench_row_counts(argc, argv, rows, 16);
    for (size_t i = 0; i < count; i++)
        bench_shop(rows[i]);
    return 0;
}
