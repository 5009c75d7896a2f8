/*
 * Chances from moves and from receipts (ten a customer over three years; the floors read the columns
 * and walk through the one order of receipts), and values of chains of 10, 100 and 500 states (the
 * floor is the multiplications and additions of an elimination: k^3 / 3 of each, on rows in order).
 * Arguments: row counts (default 10^4 to 10^7).
 */
#include "../../src/portability.h"
#include "../../src/numeric/numeric_receipts.h"
#include "bench.h"

#include <stdlib.h>

#include <patron/migration.h>

enum { MOVE_STATES = 10, RECENCY_STATES = 13 };

static void bench_moves(size_t n)
{
    uint64_t state = 3, count[MOVE_STATES * MOVE_STATES];
    uint32_t *before = bench_memory(n * sizeof *before), *after = bench_memory(n * sizeof *after);
    bench_timing timing;
    volatile uint32_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        before[i] = (uint32_t)(bench_random(&state) % MOVE_STATES);
        after[i] = (uint32_t)(bench_random(&state) % MOVE_STATES);
    }
    bench_start(&timing, "read", n, 8);
    while (bench_again(&timing)) {
        uint32_t sum = 0;
        bench_clock_on(&timing);
        for (size_t i = 0; i < n; i++)
            sum += before[i] ^ after[i];
        kept = sum;
        bench_clock_off(&timing);
    }
    (void)kept;
    double floor_seconds = bench_median(&timing);
    bench_start(&timing, "moves, 10 states", n, 8);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_migration_count(n, before, after, MOVE_STATES, count, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, bench_checksum(count, sizeof count));
    free(before);
    free(after);
}

static double floor_of_order(size_t n, const uint32_t *customer, const int32_t *day,
                             size_t customers, void *scratch)
{
    bench_timing timing;
    volatile uint32_t kept = 0;
    bench_start(&timing, "receipt order", n, 8);
    while (bench_again(&timing)) {
        numeric_receipts receipts;
        numeric_receipts_span span;
        bench_clock_on(&timing);
        patron_numeric_receipts_open(&receipts, n, customer, day, customers, 0, 1095, scratch);
        uint32_t spans = 0;
        while (patron_numeric_receipts_next(&receipts, &span))
            spans++;
        kept = spans;
        bench_clock_off(&timing);
    }
    (void)kept;
    return bench_median(&timing);
}

static void bench_receipts(size_t n)
{
    uint64_t state = 4, count[RECENCY_STATES * RECENCY_STATES];
    size_t customers = n / 10 + 1;
    size_t room = patron_migration_from_receipts_scratch_size(n, customers, RECENCY_STATES);
    uint32_t *customer = bench_memory(n * sizeof *customer);
    int32_t *day = bench_memory(n * sizeof *day);
    void *scratch = bench_memory(room);
    bench_timing timing;
    for (size_t i = 0; i < n; i++) {
        customer[i] = (uint32_t)(bench_random(&state) % customers);
        day[i] = (int32_t)(bench_random(&state) % 1096);
    }
    double floor_seconds = floor_of_order(n, customer, day, customers, scratch);
    for (uint32_t unit = 0; unit < 2; unit++) {
        patron_migration_periods terms = {0, 0, 30, 36, 0, 0};
        terms.unit = unit;
        terms.length = unit == PATRON_MIGRATION_DAYS ? 30 : 1;
        bench_start(&timing, unit ? "receipts, months" : "receipts, 30 days", n, 8);
        while (bench_again(&timing)) {
            bench_clock_on(&timing);
            patron_migration_from_receipts(&terms, n, customer, day, NULL, scratch, room, customers,
                                           NULL, RECENCY_STATES, count, NULL, NULL, NULL);
            bench_clock_off(&timing);
        }
        bench_report(&timing, floor_seconds, bench_checksum(count, sizeof count));
    }
    free(customer);
    free(day);
    free(scratch);
}

/* As many operations as elimination needs, in the same order of memory. */
static double floor_of_elimination(size_t k, double *matrix)
{
    bench_timing timing;
    bench_start(&timing, "elimination", k, k * sizeof *matrix);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        for (size_t c = 0; c < k; c++)
            for (size_t i = c + 1; i < k; i++) {
                double *PORTABILITY_RESTRICT row = matrix + i * k;
                const double *from = matrix + c * k;
                for (size_t j = c + 1; j < k; j++)
                    row[j] += 1e-9 * from[j];
            }
        bench_clock_off(&timing);
    }
    return bench_median(&timing);
}

static void bench_values(size_t k)
{
    uint64_t state = 5;
    size_t room = patron_migration_scratch_size(k);
    double *transition = bench_memory(k * k * sizeof *transition);
    double *work = bench_memory(k * k * sizeof *work);
    double *reward = bench_memory(k * sizeof *reward), *value = bench_memory(k * sizeof *value);
    void *scratch = bench_memory(room);
    bench_timing timing;
    for (size_t i = 0; i < k; i++) {
        double sum = 0.0;
        for (size_t j = 0; j < k; j++)
            sum += transition[i * k + j] = bench_uniform(&state);
        for (size_t j = 0; j < k; j++)
            work[i * k + j] = transition[i * k + j] /= sum;
        reward[i] = 100.0 * bench_uniform(&state) - 20.0;
    }
    double floor_seconds = floor_of_elimination(k, work);
    bench_start(&timing, "value for ever", k, k * sizeof *transition);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_migration_value(0.1, PATRON_MIGRATION_FOREVER, k, transition, reward, scratch, room,
                               value, NULL, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, bench_checksum(value, k * sizeof *value));
    free(transition);
    free(work);
    free(reward);
    free(value);
    free(scratch);
}

int main(int argc, char **argv)
{
    size_t rows[16];
    size_t count = bench_row_counts(argc, argv, rows, 16);
    for (size_t i = 0; i < count; i++) {
        bench_moves(rows[i]);
        bench_receipts(rows[i]);
    }
    bench_values(10);
    bench_values(100);
    bench_values(500);
    return 0;
}
