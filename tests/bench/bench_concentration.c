/*
 * What stands on the ranking of customers: shares, the jackknife, segments, bands, the normalized Gini,
 * percentiles. The floor is a sort of the column; that of percentiles the selection of as many ranks,
 * which would do without a sort. Arguments: row counts (default 10^4 to 10^7).
 */
#include "bench.h"
#include "numeric/numeric_select.h"
#include "numeric/numeric_sort.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <patron/concentration.h>

enum { SEGMENTS = 50, SHARES = 9, PERCENTILES = NUMERIC_SELECT_CUTS };

static const double percentile_at[PERCENTILES] = {.01, .05, .1, .25, .5, .75, .9, .99};

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

static void bench_money(size_t n, const int64_t *value, void *scratch, size_t size,
                        double floor_seconds)
{
    bench_timing timing;
    numeric_cut_whole cut[PERCENTILES];
    double found[PERCENTILES];
    double gini = 0.0;
    bench_start(&timing, "  normalized Gini", n, 8);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_concentration_gini_ctr_money(n, value, NULL, scratch, size, &gini, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, bench_checksum(&gini, sizeof gini));
    bench_start(&timing, "  selection of 8 ranks", n, 8);
    while (bench_again(&timing)) {
        memset(cut, 0, sizeof cut);
        for (int i = 0; i < PERCENTILES; i++)
            cut[i].rank = n - (size_t)(percentile_at[i] * (double)(n - 1));
        bench_clock_on(&timing);
        patron_numeric_select_whole(n, value, PERCENTILES, cut, scratch);
        bench_clock_off(&timing);
    }
    double select_seconds = bench_report(&timing, 0.0, bench_checksum(cut, sizeof cut));
    bench_start(&timing, "    8 percentiles", n, 8);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_concentration_percentile_money(n, value, NULL, scratch, size, PERCENTILES,
                                              percentile_at, found, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, select_seconds, bench_checksum(found, sizeof found));
}

static void bench_doubles(size_t n, const double *value, void *scratch, size_t size, double *sorted)
{
    bench_timing timing;
    numeric_cut_real cut[PERCENTILES];
    double found[PERCENTILES];
    double gini = 0.0;
    bench_start(&timing, "sort, doubles", n, 16);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_numeric_sort_real(n, value, 1, scratch, sorted, NULL);
        bench_clock_off(&timing);
    }
    double floor_seconds = bench_report(&timing, 0.0, bench_checksum(sorted, n * sizeof *sorted));
    bench_start(&timing, "  normalized Gini", n, 8);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_concentration_gini_ctr(n, value, NULL, scratch, size, &gini, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, bench_checksum(&gini, sizeof gini));
    bench_start(&timing, "  selection of 8 ranks", n, 8);
    while (bench_again(&timing)) {
        memset(cut, 0, sizeof cut);
        for (int i = 0; i < PERCENTILES; i++)
            cut[i].rank = n - (size_t)(percentile_at[i] * (double)(n - 1));
        bench_clock_on(&timing);
        patron_numeric_select_real(n, value, PERCENTILES, cut, scratch);
        bench_clock_off(&timing);
    }
    double select_seconds = bench_report(&timing, 0.0, bench_checksum(cut, sizeof cut));
    bench_start(&timing, "    8 percentiles", n, 8);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_concentration_percentile(n, value, NULL, scratch, size, PERCENTILES, percentile_at,
                                        found, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, select_seconds, bench_checksum(found, sizeof found));
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
        if (size < patron_numeric_select_scratch_size(n))
            size = patron_numeric_select_scratch_size(n);
        void *scratch = bench_memory(size);
        int64_t *value = bench_memory(n * sizeof *value);
        int64_t *sorted = bench_memory(n * sizeof *sorted);
        double *real = bench_memory(2 * n * sizeof *real);
        uint32_t *segment = bench_memory(n * sizeof *segment);
        for (size_t r = 0; r < n; ++r) {
            real[r] = exp(8.0 + 1.5 * bench_normal(&state)) - 2000.0;
            value[r] = (int64_t)real[r];
            segment[r] = (uint32_t)(bench_random(&state) % SEGMENTS);
        }
        bench_all(n, value, segment, scratch, size, floor_of_sort(n, value, scratch, sorted));
        bench_money(n, value, scratch, size, floor_of_sort(n, value, scratch, sorted));
        bench_doubles(n, real, scratch, size, real + n);
        free(scratch);
        free(value);
        free(sorted);
        free(real);
        free(segment);
    }
    return 0;
}
