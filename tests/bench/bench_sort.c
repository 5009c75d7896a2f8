/*
 * The sort on columns of many shapes, against a copy of the same column and against qsort.
 * Arguments: row counts (default 10^4 to 10^7).
 */
#include "../../src/portability.h"
#include "../../src/numeric/numeric_sort.h"
#include "bench.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SHAPES = 13 };

static const char *const shape_name[SHAPES] = {"uniform [0,1)",
                                               "normal",
                                               "lognormal",
                                               "profits with losers",
                                               "all equal",
                                               "8 values",
                                               "1000 values",
                                               "magnitudes 1e-300..1e300",
                                               "one prefix, an outlier",
                                               "ascending",
                                               "descending",
                                               "whale among cents",
                                               "hostile: clusters in clusters"};

static double shape_value(size_t shape, size_t i, size_t n, uint64_t *state)
{
    switch (shape) {
    case 0:
        return bench_uniform(state);
    case 1:
        return bench_normal(state);
    case 2:
        return exp(8.0 + 1.5 * bench_normal(state));
    case 3:
        return floor(exp(8.0 + 1.5 * bench_normal(state)) - 2000.0);
    case 4:
        return 42.0;
    case 5:
        return (double)(bench_random(state) % 8);
    case 6:
        return (double)(bench_random(state) % 1000) * 1.25;
    case 7:
        return pow(10.0, 600.0 * bench_uniform(state) - 300.0);
    case 8:
        return i == n / 3 ? -1e308 : 1.0 + bench_uniform(state) * 1e-9;
    case 9:
        return (double)i;
    case 10:
        return (double)(n - i);
    case 12:
        return 1024.0 + floor(1024.0 * bench_uniform(state)) + exp2(-40.0 * bench_uniform(state));
    default:
        return i % 1000 == 0 ? 1e12 * bench_uniform(state) : (double)(bench_random(state) % 100000);
    }
}

static int compare_reals(const void *a, const void *b)
{
    double left = *(const double *)a;
    double right = *(const double *)b;
    return left < right ? -1 : left > right;
}

static void bench_shape(size_t n, size_t shape, double floor_seconds)
{
    bench_timing timing;
    uint64_t state = 7;
    double *value = bench_memory(n * sizeof *value);
    double *sorted = bench_memory(n * sizeof *sorted);
    uint32_t *order = bench_memory(n * sizeof *order);
    void *scratch = bench_memory(patron_numeric_sort_scratch_size(n, 1));
    char name[64];
    for (size_t i = 0; i < n; ++i)
        value[i] = shape_value(shape, i, n, &state);
    snprintf(name, sizeof name, "%s", shape_name[shape]);
    bench_start(&timing, name, n, 16);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_numeric_sort_real(n, value, 0, scratch, sorted, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, bench_checksum(sorted, n * sizeof *sorted));
    bench_start(&timing, "  with order, descending", n, 20);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_numeric_sort_real(n, value, 1, scratch, sorted, order);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, bench_checksum(order, n * sizeof *order));
    if (shape == 0) {
        bench_start(&timing, "  qsort, keys only", n, 16);
        timing.runs = 1;
        while (bench_again(&timing)) {
            memcpy(sorted, value, n * sizeof *value);
            bench_clock_on(&timing);
            qsort(sorted, n, sizeof *sorted, compare_reals);
            bench_clock_off(&timing);
        }
        bench_report(&timing, floor_seconds, bench_checksum(sorted, n * sizeof *sorted));
    }
    free(value);
    free(sorted);
    free(order);
    free(scratch);
}

int main(int argc, char **argv)
{
    size_t rows[16];
    size_t count = bench_row_counts(argc, argv, rows, 16);
    for (size_t i = 0; i < count; ++i) {
        double floor_seconds = bench_floor_copy(rows[i] * sizeof(double));
        printf("floor: copy of %.0f doubles %.5f s; scratch with order %.2f bytes/row\n",
               (double)rows[i], floor_seconds,
               (double)patron_numeric_sort_scratch_size(rows[i], 1) / (double)rows[i]);
        for (size_t shape = 0; shape < SHAPES; ++shape)
            bench_shape(rows[i], shape, floor_seconds);
    }
    return 0;
}
