/*
 * What stands on the ranking of customers: shares, the jackknife, segments, bands. The floor of all
 * is a sort of the column. Arguments: row counts (default 10^4 to 10^7).
 */
#include "bench.h"
#include "numeric/numeric_sort.h"

#include <math.h>
#include <stdlib.h>

#include <patron/concentration.h>

enum { SEGMENTS = 50, SHARES = 9 };

static double floor_of_sort(size_t n, const int64_t *value, void *scratch, int64_t *sorted)
{
    bench_timing timing;
    bench_start(&timing, "sort", n, 16);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_numeric_sort_whole(n, value, 1, scratch, sorted, NULL);
        bench_clock_off(&timing);
    }
    return bench_report(&timing, 0.0, bench_checksum(sorted, n * sizeof *sorted));
}

static void bench_all(size_t n, const int64_t *value, const uint32_t *segment, void *scratch,
                      size_t size, double floor_seconds)
{
    static const double share[SHARES] = {.01, .05, .1, .2, .3, .5, .7, .8, .95};
    bench_timing timing;
    double first[SHARES], second[SHARES];
    patron_concentration_interval interval;
    patron_concentration_split split;
    patron_concentration_money_bands_result bands;
    static patron_concentration_money_part part[SEGMENTS];
    interval.struct_size = sizeof interval;
    split.struct_size = sizeof split;
    bands.struct_size = sizeof bands;
    bench_start(&timing, "  9 shares of the top", n, 8);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_concentration_top_money(n, value, NULL, scratch, size, SHARES, share, first, second,
                                       NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, bench_checksum(first, sizeof first));
    bench_start(&timing, "  9 targets", n, 8);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_concentration_target_money(n, value, NULL, scratch, size, SHARES, share, first,
                                          second, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, bench_checksum(first, sizeof first));
    bench_start(&timing, "  jackknife of the Gini", n, 8);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_concentration_jackknife_money(1.96, n, value, NULL, scratch, size, &interval, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, bench_checksum(&interval.low, sizeof interval.low));
    bench_start(&timing, "  decomposition, 50 segments", n, 12);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_concentration_decompose_money(n, value, segment, NULL, scratch, size, SEGMENTS, NULL,
                                             &split, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, bench_checksum(&split.gini, sizeof split.gini));
    bench_start(&timing, "  contributions, 50 segments", n, 12);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_concentration_contributions_money(50.0, n, value, segment, SEGMENTS, part, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, bench_checksum(part, sizeof part));
    bench_start(&timing, "  bands", n, 8);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_concentration_bands_money(50.0, n, value, NULL, scratch, size, &bands, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, bands.notes + bands.makers);
}

int main(int argc, char **argv)
{
    size_t rows[16];
    size_t count = bench_row_counts(argc, argv, rows, 16);
    for (size_t i = 0; i < count; ++i) {
        size_t n = rows[i];
        uint64_t state = 7;
        size_t size = patron_concentration_decompose_scratch_size(n, 0, SEGMENTS);
        if (size < patron_concentration_top_scratch_size(n, 0))
            size = patron_concentration_top_scratch_size(n, 0);
        void *scratch = bench_memory(size);
        int64_t *value = bench_memory(n * sizeof *value);
        int64_t *sorted = bench_memory(n * sizeof *sorted);
        uint32_t *segment = bench_memory(n * sizeof *segment);
        for (size_t r = 0; r < n; ++r) {
            value[r] = (int64_t)(exp(8.0 + 1.5 * bench_normal(&state)) - 2000.0);
            segment[r] = (uint32_t)(bench_random(&state) % SEGMENTS);
        }
        bench_all(n, value, segment, scratch, size, floor_of_sort(n, value, scratch, sorted));
        free(scratch);
        free(value);
        free(sorted);
        free(segment);
    }
    return 0;
}
