/*
 * Support departments by the three methods, and minutes of events by a time equation of three terms
 * over four columns. The floors: an elimination of the same equations without pivot or check; the same
 * equation written out, summed plainly.
 * Arguments: row counts of the events (default 10^4 to 10^7).
 */
#include "bench.h"

#include <stdlib.h>
#include <string.h>

#include <patron/abc.h>

enum { SUPPORTS = 200, DEPARTMENTS = 1000, COLUMNS = 4 };

static double floor_of_elimination(const double *usage, double *matrix)
{
    bench_timing timing;
    bench_start(&timing, "elimination", SUPPORTS, DEPARTMENTS * sizeof(double));
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        for (size_t i = 0; i < SUPPORTS; i++) {
            double total = 0;
            for (size_t j = 0; j < DEPARTMENTS; j++)
                total += usage[i * DEPARTMENTS + j];
            for (size_t j = 0; j < SUPPORTS; j++)
                matrix[i * SUPPORTS + j] = (i == j) - usage[i * DEPARTMENTS + j] / total;
        }
        for (size_t k = 0; k < SUPPORTS; k++)
            for (size_t i = k + 1; i < SUPPORTS; i++) {
                double factor = matrix[i * SUPPORTS + k] / matrix[k * SUPPORTS + k];
                for (size_t j = k; j < SUPPORTS; j++)
                    matrix[i * SUPPORTS + j] -= factor * matrix[k * SUPPORTS + j];
            }
        bench_clock_off(&timing);
    }
    return bench_report(&timing, 0.0, bench_checksum(matrix, SUPPORTS * SUPPORTS * sizeof *matrix));
}

static void bench_support(void)
{
    static const char *const name[3] = {"support, direct", "support, step-down",
                                        "support, reciprocal"};
    size_t size = patron_abc_support_scratch_size(DEPARTMENTS, SUPPORTS);
    double *usage = bench_memory(SUPPORTS * DEPARTMENTS * sizeof *usage);
    double *matrix = bench_memory(SUPPORTS * SUPPORTS * sizeof *matrix);
    int64_t *cost = bench_memory(DEPARTMENTS * sizeof *cost),
            *loaded = bench_memory(8 * DEPARTMENTS);
    void *scratch = bench_memory(size);
    uint64_t state = 5;
    patron_abc_support_sums sums;
    sums.struct_size = sizeof sums;
    for (size_t i = 0; i < SUPPORTS * DEPARTMENTS; i++)
        usage[i] = bench_uniform(&state) * 100.0;
    for (size_t j = 0; j < DEPARTMENTS; j++)
        cost[j] = (int64_t)(bench_random(&state) % 100000000);
    double floor_seconds = floor_of_elimination(usage, matrix);
    for (uint32_t method = 0; method < 3; method++) {
        bench_timing timing;
        bench_start(&timing, name[method], SUPPORTS, DEPARTMENTS * sizeof(double));
        while (bench_again(&timing)) {
            bench_clock_on(&timing);
            patron_abc_support(method, DEPARTMENTS, cost, SUPPORTS, usage, NULL, scratch, size,
                               NULL, NULL, loaded, &sums, NULL);
            bench_clock_off(&timing);
        }
        bench_report(&timing, method == PATRON_ABC_RECIPROCAL ? floor_seconds : 0.0,
                     bench_checksum(loaded, DEPARTMENTS * sizeof *loaded));
    }
    free(scratch);
    free(loaded);
    free(cost);
    free(matrix);
    free(usage);
}

static void bench_minutes(size_t n)
{
    static const patron_abc_term term[3] = {
        {.5, PATRON_NONE, PATRON_NONE}, {6.5, 0, PATRON_NONE}, {.2, 1, 2}};
    static const uint32_t offset[2] = {0, 3};
    double *x = bench_memory(n * COLUMNS * sizeof *x), *minutes = bench_memory(n * sizeof *minutes);
    uint64_t state = 6;
    bench_timing timing;
    for (size_t i = 0; i < n * COLUMNS; i++)
        x[i] = (double)(bench_random(&state) % 10);
    bench_start(&timing, "equation written out", n, 40);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        for (size_t i = 0; i < n; i++)
            minutes[i] = .5 + 6.5 * x[i * COLUMNS] + .2 * x[i * COLUMNS + 1] * x[i * COLUMNS + 2];
        bench_clock_off(&timing);
    }
    double floor_seconds = bench_report(&timing, 0.0, bench_checksum(minutes, n * sizeof *minutes));
    bench_start(&timing, "minutes, 3 terms", n, 40);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_abc_minutes(1, offset, 3, term, n, NULL, COLUMNS, x, minutes, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, bench_checksum(minutes, n * sizeof *minutes));
    free(minutes);
    free(x);
}

int main(int argc, char **argv)
{
    size_t rows[16];
    size_t count = bench_row_counts(argc, argv, rows, 16);
    bench_support();
    for (size_t k = 0; k < count; ++k)
        bench_minutes(rows[k]);
    return 0;
}
