/*
 * What it costs to be handed a fresh output: the same call into memory that was just asked of the
 * system, and into memory that was used before. Arguments: row counts (default 10^4 to 10^7).
 */
#include "bench.h"

#include <stdlib.h>

#include <patron/clv.h>

enum { ROW_COUNTS = 8 };

static const patron_clv_terms terms = {
    0, 0.8, 0.1, 0, 0, PATRON_CLV_FOREVER, PATRON_CLV_END_IF_RETAINED};

static double bench_reused(size_t n, const double *margin)
{
    double *clv = bench_memory(n * sizeof *clv);
    bench_timing timing;
    bench_start(&timing, "lifetime value, output used before", n, 16);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_clv_constant(&terms, n, margin, NULL, NULL, NULL, NULL, clv, NULL);
        bench_clock_off(&timing);
    }
    double seconds = bench_report(&timing, 0.0, bench_checksum(clv, n * sizeof *clv));
    free(clv);
    return seconds;
}

static void bench_fresh(size_t n, const double *margin, double reused)
{
    uint64_t checksum = 0;
    bench_timing timing;
    bench_start(&timing, "lifetime value, fresh output", n, 16);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        double *clv = malloc(n * sizeof *clv);
        if (clv == NULL)
            abort();
        patron_clv_constant(&terms, n, margin, NULL, NULL, NULL, NULL, clv, NULL);
        bench_clock_off(&timing);
        checksum = bench_checksum(clv, n * sizeof *clv);
        free(clv);
    }
    bench_report(&timing, reused, checksum);
}

int main(int argc, char **argv)
{
    size_t rows[ROW_COUNTS];
    size_t counts = bench_row_counts(argc, argv, rows, ROW_COUNTS);
    for (size_t k = 0; k < counts; k++) {
        double *margin = bench_memory(rows[k] * sizeof *margin);
        uint64_t state = 1;
        for (size_t i = 0; i < rows[k]; i++)
            margin[i] = 1e4 * bench_uniform(&state);
        bench_fresh(rows[k], margin, bench_reused(rows[k], margin));
        free(margin);
    }
    return 0;
}
