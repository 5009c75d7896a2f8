/*
 * The fit of spend, a prediction and the check of independence, for customers as those of CDNOW: three of five
 * have never bought again. Peers' fits of a million such customers (models of 2024, one thread, other
 * machine): lifetimes 2.82 s; of 100,000: BTYD 1.79 s, CLVTools 0.779 s, lifetimes 0.429 s. An expectation
 * costs lifetimes 11 ns. The floor reads the columns once.
 * Arguments: row counts (default 10^4 to 10^7).
 */
#include "bench.h"

#include <math.h>
#include <stdlib.h>

#include <patron/spend.h>

/* Gamma of a whole shape, as a sum of exponentials. */
static double draw(uint64_t *state, uint32_t shape)
{
    double sum = 0.0;
    for (uint32_t i = 0; i < shape; i++)
        sum -= log(1.0 - bench_uniform(state));
    return sum;
}

static double floor_of_read(size_t n, const uint32_t *x, const double *m)
{
    bench_timing timing;
    volatile double kept = 0.0;
    bench_start(&timing, "read", n, 12);
    while (bench_again(&timing)) {
        double sum = 0.0;
        bench_clock_on(&timing);
        for (size_t i = 0; i < n; i++)
            sum += m[i] * x[i];
        kept = sum;
        bench_clock_off(&timing);
    }
    (void)kept;
    return bench_median(&timing);
}

int main(int argc, char **argv)
{
    size_t rows[16];
    size_t count = bench_row_counts(argc, argv, rows, 16);
    for (size_t i = 0; i < count; i++) {
        size_t n = rows[i], room = patron_spend_fit_scratch_size(n);
        size_t other = patron_spend_independence_scratch_size(n);
        uint64_t state = 5;
        bench_timing timing;
        uint32_t *x = bench_memory(n * sizeof *x);
        double *m = bench_memory(n * sizeof *m), *expected = bench_memory(n * sizeof *expected);
        void *scratch = bench_memory(room > other ? room : other);
        patron_spend_model model;
        patron_spend_fit_result result;
        patron_spend_independence_result looked;
        result.struct_size = sizeof result;
        looked.struct_size = sizeof looked;
        for (size_t r = 0; r < n; r++) {
            x[r] = bench_uniform(&state) < 0.6 ? 0 : 1 + (uint32_t)(draw(&state, 1) * 2.0);
            m[r] = x[r] == 0 ? 0.0 : draw(&state, 6 * x[r]) / x[r] / draw(&state, 4) * 15.0;
        }
        double floor_seconds = floor_of_read(n, x, m);
        bench_start(&timing, "spend fit", n, 12);
        while (bench_again(&timing)) {
            bench_clock_on(&timing);
            patron_spend_fit(NULL, NULL, n, x, m, NULL, scratch, room, &model, NULL, &result, NULL);
            bench_clock_off(&timing);
        }
        bench_report(&timing, floor_seconds, bench_checksum(&model, sizeof model));
        bench_start(&timing, "spend expected", n, 20);
        while (bench_again(&timing)) {
            bench_clock_on(&timing);
            patron_spend_expected(&model, n, x, m, expected, NULL);
            bench_clock_off(&timing);
        }
        bench_report(&timing, floor_seconds, bench_checksum(expected, n * sizeof *expected));
        bench_start(&timing, "spend independence", n, 12);
        while (bench_again(&timing)) {
            bench_clock_on(&timing);
            patron_spend_independence(.05, n, x, m, scratch, other, &looked, NULL);
            bench_clock_off(&timing);
        }
        bench_report(&timing, floor_seconds, bench_checksum(&looked, sizeof looked));
        free(scratch);
        free(expected);
        free(m);
        free(x);
    }
    return 0;
}
