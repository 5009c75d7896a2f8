/*
 * Raw answers to figures, and tables of answers by group. The floor reads the columns once.
 * Arguments: row counts (default 10^4 to 10^7).
 */
#include "bench.h"

#include <stdlib.h>

#include <patron/satisfaction.h>

enum { LEVELS = 5, GROUPS = 50 };

static double floor_of_answers(size_t n, const double *answer)
{
    bench_timing timing;
    volatile double kept = 0.0;
    bench_start(&timing, "read", n, 8);
    while (bench_again(&timing)) {
        double sum[4] = {0.0, 0.0, 0.0, 0.0};
        bench_clock_on(&timing);
        for (size_t i = 0; i + 4 <= n; i += 4)
            for (size_t k = 0; k < 4; k++)
                sum[k] += answer[i + k];
        kept = sum[0] + sum[1] + sum[2] + sum[3];
        bench_clock_off(&timing);
    }
    (void)kept;
    return bench_median(&timing);
}

static double floor_of_table(size_t n, const uint32_t *group, const int32_t *answer)
{
    bench_timing timing;
    static uint64_t count[GROUPS * LEVELS];
    bench_start(&timing, "count", n, 8);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        for (size_t i = 0; i < n; i++)
            count[group[i] * LEVELS + (uint32_t)(answer[i] - 1)]++;
        bench_clock_off(&timing);
    }
    return bench_median(&timing);
}

int main(int argc, char **argv)
{
    size_t rows[16];
    size_t count = bench_row_counts(argc, argv, rows, 16);
    for (size_t i = 0; i < count; ++i) {
        size_t n = rows[i];
        uint64_t state = 5, table[GROUPS * LEVELS];
        bench_timing timing;
        patron_satisfaction_result result;
        double *answer = bench_memory(n * sizeof *answer);
        int32_t *whole = bench_memory(n * sizeof *whole);
        uint32_t *group = bench_memory(n * sizeof *group);
        result.struct_size = sizeof result;
        for (size_t r = 0; r < n; ++r) {
            whole[r] = 1 + (int32_t)(bench_random(&state) % LEVELS);
            answer[r] = 1.0 + 4.0 * bench_uniform(&state);
            group[r] = (uint32_t)(bench_random(&state) % GROUPS);
        }
        double floor_seconds = floor_of_answers(n, answer);
        bench_start(&timing, "of answers", n, 8);
        while (bench_again(&timing)) {
            bench_clock_on(&timing);
            patron_satisfaction_of_answers(NULL, 0.95, n, answer, &result, NULL);
            bench_clock_off(&timing);
        }
        bench_report(&timing, floor_seconds, bench_checksum(&result, sizeof result));
        floor_seconds = floor_of_table(n, group, whole);
        bench_start(&timing, "tabulate, 50 groups", n, 8);
        while (bench_again(&timing)) {
            bench_clock_on(&timing);
            patron_satisfaction_tabulate(1, LEVELS, n, group, whole, GROUPS, table, NULL, NULL);
            bench_clock_off(&timing);
        }
        bench_report(&timing, floor_seconds, bench_checksum(table, sizeof table));
        free(answer);
        free(whole);
        free(group);
    }
    return 0;
}
