/*
 * One total over many targets. The floor divides: floor(total weight / sum) in 64 bits for every
 * target, with the sum found first, which is what a split that loses cents does.
 * Arguments: row counts (default 10^4 to 10^7).
 */
#include "bench.h"

#include <stdlib.h>

#include <patron/apportion.h>

enum { WIDTH = 5 };

static double floor_of_division(size_t n, int64_t total, const int64_t *weight, int64_t *share)
{
    bench_timing timing;
    bench_start(&timing, "floor divide", n, 16);
    while (bench_again(&timing)) {
        uint64_t sum = 0;
        bench_clock_on(&timing);
        for (size_t i = 0; i < n; ++i)
            sum += (uint64_t)weight[i];
        for (size_t i = 0; i < n; ++i)
            share[i] = (int64_t)((uint64_t)total * (uint64_t)weight[i] / sum);
        bench_clock_off(&timing);
    }
    return bench_report(&timing, 0.0, bench_checksum(share, n * sizeof *share));
}

static void bench_split(const char *name, int64_t total, size_t n, const int64_t *weight,
                        const double *real, void *scratch, int64_t *share, double floor_seconds)
{
    bench_timing timing;
    size_t size = patron_apportion_scratch_size(n);
    bench_start(&timing, name, n, 16);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        if (real != NULL)
            patron_apportion_split(0, total, n, real, scratch, size, share, NULL);
        else
            patron_apportion_split_counts(0, total, n, weight, scratch, size, share, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, bench_checksum(share, n * sizeof *share));
}

int main(int argc, char **argv)
{
    size_t rows[16];
    size_t count = bench_row_counts(argc, argv, rows, 16);
    for (size_t k = 0; k < count; ++k) {
        size_t n = rows[k];
        uint64_t state = 9;
        bench_timing timing;
        int64_t *weight = bench_memory(n * sizeof *weight),
                *share = bench_memory(n * sizeof *share);
        int64_t *carry = bench_memory(n * sizeof *carry), *total = bench_memory(n * sizeof *total);
        double *whole = bench_memory(n * sizeof *whole), *real = bench_memory(n * sizeof *real);
        size_t size = patron_apportion_carry_scratch_size(n);
        void *scratch = bench_memory(size);
        for (size_t i = 0; i < n; ++i) {
            weight[i] = (int64_t)(bench_random(&state) % 100000);
            whole[i] = (double)weight[i];
            real[i] = bench_uniform(&state) * 100.0;
            carry[i] = 0;
            total[i] = (int64_t)(bench_random(&state) % 100000);
        }
        double floor_seconds = floor_of_division(n, 1234567890, weight, share);
        bench_split("counts", 1234567890, n, weight, NULL, scratch, share, floor_seconds);
        bench_split("doubles, whole", 1234567890, n, NULL, whole, scratch, share, floor_seconds);
        bench_split("doubles", 1234567890, n, NULL, real, scratch, share, floor_seconds);
        bench_split("counts, total of 60 bits", INT64_MAX / 8, n, weight, NULL, scratch, share,
                    floor_seconds);
        bench_start(&timing, "carry", n, 24);
        while (bench_again(&timing)) {
            bench_clock_on(&timing);
            patron_apportion_carry_counts(1234567890, n, weight, scratch, size, carry, share, NULL);
            bench_clock_off(&timing);
        }
        bench_report(&timing, floor_seconds, bench_checksum(share, n * sizeof *share));
        bench_start(&timing, "rows of 5 targets", n, 16);
        while (bench_again(&timing)) {
            bench_clock_on(&timing);
            patron_apportion_rows_counts(0, n / WIDTH, total, WIDTH, weight, scratch, size, share,
                                         NULL);
            bench_clock_off(&timing);
        }
        bench_report(&timing, floor_seconds, bench_checksum(share, n * sizeof *share));
        free(weight);
        free(share);
        free(carry);
        free(total);
        free(whole);
        free(real);
        free(scratch);
    }
    return 0;
}
