/*
 * Series to charts, and a track fed value by value. The floor reads the column once.
 * Arguments: row counts (default 10^4 to 10^7).
 */
#include "bench.h"

#include <stdlib.h>

#include <patron/track.h>

static double floor_of_read(size_t n, const double *value)
{
    bench_timing timing;
    volatile double kept = 0.0;
    bench_start(&timing, "read", n, 8);
    while (bench_again(&timing)) {
        double sum[4] = {0.0, 0.0, 0.0, 0.0};
        bench_clock_on(&timing);
        for (size_t i = 0; i + 4 <= n; i += 4)
            for (size_t k = 0; k < 4; k++)
                sum[k] += value[i + k];
        kept = sum[0] + sum[1] + sum[2] + sum[3];
        bench_clock_off(&timing);
    }
    (void)kept;
    return bench_median(&timing);
}

static void run(size_t n, const double *value, double *a, double *b, double floor_seconds)
{
    const patron_track_chart chart = {10, 0.5, 5, 0.2, 1, 3};
    bench_timing timing;
    patron_track_line line;
    uint64_t *block = bench_memory(patron_track_size());
    patron_track *track = (patron_track *)block;
    line.struct_size = sizeof line;
    bench_start(&timing, "cusum", n, 24);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_track_cusum(&chart, n, value, a, b, NULL, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, bench_checksum(a, n * sizeof *a));
    bench_start(&timing, "moving mean, 12", n, 16);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_track_moving_mean(12, 1, n, value, a, NULL, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, bench_checksum(a, n * sizeof *a));
    bench_start(&timing, "slope", n, 8);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_track_slope(0.95, n, NULL, value, &line, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, bench_checksum(&line, sizeof line));
    bench_start(&timing, "track, one by one", n, 8);
    while (bench_again(&timing)) {
        patron_track_init(track, patron_track_size(), &chart, 0, NULL);
        bench_clock_on(&timing);
        for (size_t i = 0; i < n; i++)
            patron_track_add(track, patron_track_size(), 1, &value[i], NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, bench_checksum(block, patron_track_size()));
    free(block);
}

int main(int argc, char **argv)
{
    size_t rows[16];
    size_t count = bench_row_counts(argc, argv, rows, 16);
    for (size_t i = 0; i < count; ++i) {
        size_t n = rows[i];
        uint64_t state = 6;
        double *value = bench_memory(n * sizeof *value);
        double *a = bench_memory(n * sizeof *a);
        double *b = bench_memory(n * sizeof *b);
        for (size_t r = 0; r < n; ++r)
            value[r] = 10.0 + bench_normal(&state);
        run(n, value, a, b, floor_of_read(n, value));
        free(value);
        free(a);
        free(b);
    }
    return 0;
}
