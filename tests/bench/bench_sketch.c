/*
 * Sketches of the whale curve: ns per value at each resolution, bytes, merge, the questions, and the
 * widest distance of the curve's bounds, seen and proven, in parts of the peak. The floor of adding
 * sums the column once. Arguments: row counts (default 10^4 to 10^7).
 */
#include "bench.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <patron/sketch.h>

enum { SHAPES = 3 };

static const char *const shape_name[SHAPES] = {"Pareto 1.05", "lognormal 3", "profits with losers"};

static int64_t shape_value(int shape, uint64_t *state)
{
    double value;
    switch (shape) {
    case 0:
        value = 100.0 * pow(1.0 - bench_uniform(state), -1.0 / 1.05);
        break;
    case 1:
        value = exp(8.0 + 3.0 * bench_normal(state));
        break;
    default:
        value = exp(8.0 + 1.5 * bench_normal(state)) - 2000.0;
        break;
    }
    return (int64_t)(value < 1e11 ? value : 1e11);
}

static double floor_of_sum(size_t n, const int64_t *value)
{
    bench_timing timing;
    volatile int64_t kept = 0;
    bench_start(&timing, "sum", n, 8);
    while (bench_again(&timing)) {
        int64_t sum = 0;
        bench_clock_on(&timing);
        for (size_t i = 0; i < n; ++i)
            sum += value[i];
        kept = sum;
        bench_clock_off(&timing);
    }
    (void)kept;
    return bench_median(&timing);
}

static void bench_questions(const patron_sketch *sketch, size_t size, const char *name)
{
    bench_timing timing;
    patron_sketch_result result;
    result.struct_size = sizeof result;
    bench_start(&timing, name, 1, size);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_sketch_summary(sketch, size, NULL, &result, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, 0.0, (uint64_t)result.total);
}

static void bench_resolution(size_t n, const int64_t *value, uint32_t bits, double floor_seconds)
{
    bench_timing timing;
    char name[64];
    size_t size = patron_sketch_size(bits);
    patron_sketch *sketch = bench_memory(size);
    patron_sketch *other = bench_memory(size);
    snprintf(name, sizeof name, "  add, %u bits, %u KB", (unsigned)bits, (unsigned)(size / 1000));
    bench_start(&timing, name, n, 8);
    while (bench_again(&timing)) {
        patron_sketch_init(sketch, size, bits, NULL);
        bench_clock_on(&timing);
        patron_sketch_add(sketch, size, n, value, NULL, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, bench_checksum(sketch, size));
    bench_start(&timing, "  merge, one sketch", 1, size);
    while (bench_again(&timing)) {
        patron_sketch_init(other, size, bits, NULL);
        bench_clock_on(&timing);
        patron_sketch_merge(other, size, sketch, size, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, 0.0, bench_checksum(other, size));
    bench_questions(sketch, size, "  summary, one sketch");
    patron_sketch_result result;
    result.struct_size = sizeof result;
    if (patron_sketch_summary(sketch, size, NULL, &result, NULL) == PATRON_OK)
        printf("  widest %.2e of the peak, proven %.2e of a bucket; gini %.6f to %.6f\n",
               (double)result.widest / (double)result.peak, 1.0 / (double)(4 << bits),
               result.gini_low, result.gini_high);
    free(sketch);
    free(other);
}

int main(int argc, char **argv)
{
    size_t rows[16];
    size_t count = bench_row_counts(argc, argv, rows, 16);
    for (size_t i = 0; i < count; ++i)
        for (int shape = 0; shape < SHAPES; ++shape) {
            uint64_t state = 5;
            int64_t *value = bench_memory(rows[i] * sizeof *value);
            for (size_t r = 0; r < rows[i]; ++r)
                value[r] = shape_value(shape, &state);
            double floor_seconds = floor_of_sum(rows[i], value);
            printf("%s\n", shape_name[shape]);
            for (uint32_t bits = 4; bits <= 10; bits += 3)
                bench_resolution(rows[i], value, bits, floor_seconds);
            free(value);
        }
    return 0;
}
