/*
 * The exact sum of a column, against the plain loop that adds it in order (which rounds at every step
 * and so does less than the sum promises). Arguments: row counts (default 10^4 to 10^7).
 */
#include "../../src/portability.h"
#include "../../src/sum/sum_exact.h"
#include "bench.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <patron/sum.h>

enum { SHAPES = 4, STATE = 1024 };

static const char *const shape_name[SHAPES] = {"lognormal profits", "all equal",
                                               "magnitudes 1e-300..1e300", "alternating signs"};

static double shape_value(size_t shape, size_t i, uint64_t *state)
{
    switch (shape) {
    case 0:
        return floor(exp(8.0 + 1.5 * bench_normal(state)) - 2000.0);
    case 1:
        return 19.95;
    case 2:
        return pow(10.0, 600.0 * bench_uniform(state) - 300.0);
    default:
        return (i % 2 ? -1.0 : 1.0) * bench_uniform(state);
    }
}

static double bench_plain(size_t n, const double *value, double *total)
{
    bench_timing timing;
    bench_start(&timing, "plain loop", n, 8);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        double sum = 0.0;
        for (size_t i = 0; i < n; i++)
            sum += value[i];
        bench_clock_off(&timing);
        *total = sum;
    }
    return bench_report(&timing, 0.0, bench_checksum(total, sizeof *total));
}

static void bench_column(const char *name, size_t n, const double *value, double floor_seconds)
{
    uint64_t block[STATE / 8];
    patron_sum *sum = (patron_sum *)(void *)block;
    double total = 0.0;
    bench_timing timing;
    bench_start(&timing, name, n, 8);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_sum_init(sum, sizeof block, NULL);
        patron_sum_add(sum, sizeof block, n, value, NULL);
        patron_sum_total(sum, sizeof block, &total, NULL, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, bench_checksum(&total, sizeof total));
}

/* Makers, break-even zone and losers in one pass, as a summary of profits keeps them. */
static void bench_three(size_t n, const double *value, double floor_seconds)
{
    patron_sum_exact sums[3];
    double total[3];
    bench_timing timing;
    bench_start(&timing, "three sums in one pass", n, 8);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        for (int k = 0; k < 3; k++)
            patron_sum_exact_init(&sums[k]);
        for (size_t i = 0; i < n; i++)
            sum_exact_add(&sums[1 + (value[i] > 100.0) - (value[i] < -100.0)], value[i]);
        for (int k = 0; k < 3; k++)
            patron_sum_exact_round(&sums[k], &total[k]);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, bench_checksum(total, sizeof total));
}

static void bench_one_by_one(size_t n, const double *value, double floor_seconds)
{
    uint64_t block[STATE / 8];
    patron_sum *sum = (patron_sum *)(void *)block;
    double total = 0.0;
    bench_timing timing;
    bench_start(&timing, "a call per value", n, 8);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_sum_init(sum, sizeof block, NULL);
        for (size_t i = 0; i < n; i++)
            patron_sum_add(sum, sizeof block, 1, &value[i], NULL);
        patron_sum_total(sum, sizeof block, &total, NULL, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, bench_checksum(&total, sizeof total));
}

int main(int argc, char **argv)
{
    size_t rows[16];
    size_t counts = bench_row_counts(argc, argv, rows, 16);
    for (size_t c = 0; c < counts; c++) {
        size_t n = rows[c];
        double *value = bench_memory(n * sizeof *value);
        for (size_t shape = SHAPES; shape-- > 0;) {
            uint64_t state = 7;
            double total = 0.0;
            for (size_t i = 0; i < n; i++)
                value[i] = shape_value(shape, i, &state);
            double plain = bench_plain(n, value, &total);
            bench_column(shape_name[shape], n, value, plain);
            if (shape == 0) {
                bench_three(n, value, plain);
                bench_one_by_one(n, value, plain);
            }
        }
        free(value);
    }
    return 0;
}
