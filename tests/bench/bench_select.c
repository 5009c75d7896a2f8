/*
 * Cuts through a column: the 80 and 95 per cent marks and the top fifth, for doubles and for money.
 * The floor sums the column once. Arguments: row counts (default 10^4 to 10^7).
 */
#include "../../src/portability.h"
#include "../../src/numeric/numeric_select.h"
#include "bench.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { SHAPES = 5 };

static const char *const shape_name[SHAPES] = {"lognormal", "profits with losers", "uniform [-1,1)",
                                               "100 values", "whales among cents"};

static double shape_value(size_t shape, size_t i, uint64_t *state)
{
    switch (shape) {
    case 0:
        return floor(exp(8.0 + 1.5 * bench_normal(state)));
    case 1:
        return floor(exp(8.0 + 1.5 * bench_normal(state)) - 2000.0);
    case 2:
        return 1e6 * (2.0 * bench_uniform(state) - 1.0);
    case 3:
        return (double)(bench_random(state) % 100);
    default:
        return i % 1000 == 0 ? 1e12 * bench_uniform(state) : (double)(bench_random(state) % 100000);
    }
}

static double floor_of_sum(size_t n, const double *value)
{
    bench_timing timing;
    volatile double kept = 0.0;
    bench_start(&timing, "sum", n, 8);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        double sum = 0.0;
        for (size_t i = 0; i < n; ++i)
            sum += value[i];
        kept = sum;
        bench_clock_off(&timing);
    }
    (void)kept;
    return bench_median(&timing);
}

static void bench_shape(size_t n, size_t shape)
{
    bench_timing timing;
    uint64_t state = 3;
    double *real = bench_memory(n * sizeof *real);
    int64_t *whole = bench_memory(n * sizeof *whole);
    void *scratch = bench_memory(patron_numeric_select_scratch_size(n));
    numeric_cut_real cuts[3] = {{0}};
    numeric_cut_whole money[3] = {{0}};
    double total = 0.0;
    for (size_t i = 0; i < n; ++i) {
        real[i] = shape_value(shape, i, &state);
        whole[i] = (int64_t)real[i];
        total += real[i] > 0.0 ? real[i] : 0.0;
    }
    double floor_seconds = floor_of_sum(n, real);
    bench_start(&timing, shape_name[shape], n, 16);
    while (bench_again(&timing)) {
        for (size_t i = 0; i < 3; ++i) {
            cuts[i].rank = i == 2 ? n / 5 + 1 : 0;
            cuts[i].threshold = numeric_pair_make((i == 0 ? 0.80 : 0.95) * total, 0.0);
        }
        bench_clock_on(&timing);
        patron_numeric_select_real(n, real, 3, cuts, scratch);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, cuts[0].rank ^ cuts[1].rank << 8);
    bench_start(&timing, "  as money", n, 16);
    while (bench_again(&timing)) {
        for (size_t i = 0; i < 3; ++i) {
            money[i].rank = i == 2 ? n / 5 + 1 : 0;
            money[i].threshold = numeric_wide_make((int64_t)((i == 0 ? 0.80 : 0.95) * total));
        }
        bench_clock_on(&timing);
        patron_numeric_select_whole(n, whole, 3, money, scratch);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, money[0].rank ^ money[1].rank << 8);
    free(real);
    free(whole);
    free(scratch);
}

int main(int argc, char **argv)
{
    size_t rows[16];
    size_t count = bench_row_counts(argc, argv, rows, 16);
    for (size_t i = 0; i < count; ++i)
        for (size_t shape = 0; shape < SHAPES; ++shape)
            bench_shape(rows[i], shape);
    return 0;
}
