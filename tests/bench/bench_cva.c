/*
 * Respondents x 8 attributes x 5 suppliers: means, intervals, moments. Rows are respondents of 40 ratings.
 * The floor reads them once. Arguments: row counts (default 10^4 to 10^6).
 */
#include "bench.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <patron/cva.h>

enum { ATTRIBUTES = 8, SUPPLIERS = 5, CELLS = ATTRIBUTES * SUPPLIERS };

static double floor_of_read(size_t n, const double *rating)
{
    bench_timing timing;
    volatile double kept = 0;
    bench_start(&timing, "read", n, CELLS * sizeof *rating);
    while (bench_again(&timing)) {
        double sum[8] = {0, 0, 0, 0, 0, 0, 0, 0};
        bench_clock_on(&timing);
        for (size_t i = 0; i < n * CELLS; i += 8)
            for (int k = 0; k < 8; ++k)
                sum[k] += rating[i + (size_t)k];
        bench_clock_off(&timing);
        for (int k = 0; k < 8; ++k)
            kept = kept + sum[k];
    }
    (void)kept;
    return bench_report(&timing, 0.0, 0);
}

static void report(const bench_timing *timing, size_t n, double floor_seconds, const void *bytes,
                   size_t size)
{
    double seconds = bench_report(timing, floor_seconds, bench_checksum(bytes, size));
    printf("    %.2f ns a rating\n", seconds / (double)(n * CELLS) * 1e9);
}

/* Kind 0: whole numbers; 1: tenths; 2: whole numbers, a tenth of them missing. */
static void fill(size_t n, int kind, double *rating, double *overall, uint32_t *segment)
{
    uint64_t state = 5;
    for (size_t i = 0; i < n; ++i) {
        double mood = bench_normal(&state);
        segment[i] = (uint32_t)(bench_random(&state) % 4);
        for (int c = 0; c < CELLS; ++c) {
            double x = 6.0 + mood + 1.5 * bench_normal(&state);
            x = kind == 1 ? floor(10.0 * x + 0.5) / 10.0 : floor(x + 0.5);
            x = x < 1.0 ? 1.0 : x > 10.0 ? 10.0 : x;
            rating[i * CELLS + (size_t)c] = kind == 2 && bench_uniform(&state) < 0.1 ? NAN : x;
        }
        for (int s = 0; s < SUPPLIERS; ++s)
            overall[i * SUPPLIERS + (size_t)s] = floor(6.5 + mood + bench_normal(&state));
    }
}

static void respondents(size_t n, int kind, const char *const *name, const double *rating,
                        const double *overall, const uint32_t *segment)
{
    static const double weight[ATTRIBUTES] = {10, 20, 20, 15, 10, 25, 5, 5};
    static double mean[4 * CELLS];
    static uint64_t block[1 << 13];
    patron_cva_interval quality[SUPPLIERS];
    bench_timing timing;
    size_t room = patron_cva_means_scratch_size(ATTRIBUTES, SUPPLIERS, 4);
    size_t more = patron_cva_intervals_scratch_size(ATTRIBUTES, SUPPLIERS);
    size_t size = patron_cva_moments_size(ATTRIBUTES);
    void *scratch = bench_memory(room > more ? room : more);
    patron_cva_moments *moments = (patron_cva_moments *)block;
    double floor_seconds = floor_of_read(n, rating);
    bench_start(&timing, name[0], n, CELLS * sizeof *rating);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_cva_means(n, NULL, ATTRIBUTES, SUPPLIERS, rating, scratch, room, 1, mean, NULL,
                         NULL);
        bench_clock_off(&timing);
    }
    report(&timing, n, floor_seconds, mean, CELLS * sizeof *mean);
    bench_start(&timing, name[1], n, CELLS * sizeof *rating);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_cva_means(n, segment, ATTRIBUTES, SUPPLIERS, rating, scratch, room, 4, mean, NULL,
                         NULL);
        bench_clock_off(&timing);
    }
    report(&timing, n, floor_seconds, mean, sizeof mean);
    bench_start(&timing, name[2], n, CELLS * sizeof *rating);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_cva_intervals(0.95, 0, n, NULL, ATTRIBUTES, SUPPLIERS, rating, weight, scratch, more,
                             NULL, quality, NULL);
        bench_clock_off(&timing);
    }
    report(&timing, n, floor_seconds, quality, sizeof quality);
    bench_start(&timing, name[3], n, CELLS * sizeof *rating);
    while (bench_again(&timing)) {
        patron_cva_moments_init(moments, size, ATTRIBUTES, NULL);
        bench_clock_on(&timing);
        patron_cva_moments_add(moments, size, 0, n, NULL, ATTRIBUTES, SUPPLIERS, rating, overall,
                               NULL);
        bench_clock_off(&timing);
    }
    report(&timing, n, floor_seconds, block, size);
    free(scratch);
    (void)kind;
}

static void shapley(void)
{
    static double x[200 * 16], y[200], share[16];
    static unsigned char scratch[1 << 16];
    static uint64_t block[1 << 14];
    patron_cva_moments *moments = (patron_cva_moments *)block;
    patron_cva_fit fit;
    bench_timing timing;
    uint64_t state = 6;
    fit.struct_size = sizeof fit;
    for (int i = 0; i < 200; ++i) {
        y[i] = bench_normal(&state);
        for (int a = 0; a < 16; ++a)
            x[16 * i + a] = y[i] + bench_normal(&state);
    }
    patron_cva_moments_init(moments, sizeof block, 16, NULL);
    patron_cva_moments_add(moments, sizeof block, 0, 200, NULL, 16, 1, x, y, NULL);
    bench_start(&timing, "Shapley, 16 attributes", 65536, 0);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_cva_shapley(moments, sizeof block, scratch, sizeof scratch, 16, share, &fit, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, 0.0, bench_checksum(share, sizeof share));
}

int main(int argc, char **argv)
{
    static const char *const names[3][4] = {
        {"means, whole", "4 segments, whole", "intervals, whole", "moments, whole"},
        {"means, tenths", "4 segments, tenths", "intervals, tenths", "moments, tenths"},
        {"means, missing", "4 segments, missing", "intervals, missing", "moments, missing"}};
    size_t rows[16] = {10000, 100000, 1000000};
    size_t count = argc > 1 ? bench_row_counts(argc, argv, rows, 16) : 3;
    for (size_t i = 0; i < count; ++i) {
        size_t n = rows[i];
        double *rating = bench_memory(n * CELLS * sizeof *rating);
        double *overall = bench_memory(n * SUPPLIERS * sizeof *overall);
        uint32_t *segment = bench_memory(n * sizeof *segment);
        for (int kind = 0; kind < 3; ++kind) {
            fill(n, kind, rating, overall, segment);
            respondents(n, kind, names[kind], rating, overall, segment);
        }
        free(rating);
        free(overall);
        free(segment);
    }
    shapley();
    return 0;
}
