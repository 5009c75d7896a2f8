/*
 * Bands and the matrix of moves between two periods. The floor reads the four columns once.
 * Arguments: row counts (default 10^4 to 10^7).
 */
#include "bench.h"

#include <math.h>
#include <stdlib.h>

#include <patron/mobility.h>

enum { CLASSES = 4 };

static double floor_of_read(size_t n, const uint32_t *from, const uint32_t *to,
                            const int64_t *before, const int64_t *after)
{
    bench_timing timing;
    volatile int64_t kept = 0;
    bench_start(&timing, "read", n, 24);
    while (bench_again(&timing)) {
        int64_t sum = 0;
        bench_clock_on(&timing);
        for (size_t i = 0; i < n; ++i)
            sum += before[i] ^ after[i] ^ from[i] ^ to[i];
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
    for (size_t i = 0; i < count; ++i) {
        size_t n = rows[i];
        uint64_t state = 9;
        bench_timing timing;
        int64_t *before = bench_memory(n * sizeof *before);
        int64_t *after = bench_memory(n * sizeof *after);
        uint32_t *from = bench_memory(n * sizeof *from);
        uint32_t *to = bench_memory(n * sizeof *to);
        patron_mobility_money_cell cell[CLASSES * CLASSES];
        patron_mobility_money_result result;
        result.struct_size = sizeof result;
        for (size_t r = 0; r < n; ++r) {
            before[r] = (int64_t)(exp(8.0 + 1.5 * bench_normal(&state)) - 2000.0);
            after[r] = before[r] + (int64_t)(1000.0 * bench_normal(&state));
        }
        bench_start(&timing, "band", n, 12);
        while (bench_again(&timing)) {
            bench_clock_on(&timing);
            patron_mobility_band_money(500.0, n, before, from, NULL);
            bench_clock_off(&timing);
        }
        bench_report(&timing, 0.0, bench_checksum(from, n * sizeof *from));
        patron_mobility_band_money(500.0, n, after, to, NULL);
        double floor_seconds = floor_of_read(n, from, to, before, after);
        bench_start(&timing, "matrix, 4 classes", n, 24);
        while (bench_again(&timing)) {
            bench_clock_on(&timing);
            patron_mobility_matrix_money(n, from, to, before, after, CLASSES, cell, &result, NULL);
            bench_clock_off(&timing);
        }
        bench_report(&timing, floor_seconds, bench_checksum(cell, sizeof cell));
        free(before);
        free(after);
        free(from);
        free(to);
    }
    return 0;
}
