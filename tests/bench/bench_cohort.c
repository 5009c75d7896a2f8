/*
 * Cohorts from receipts in any order: ten receipts a customer over three years, in months; amounts alone
 * and with margin and cost; a state with what was seen; and the figures of a triangle. The floor adds each
 * receipt as it comes to its customer's row of 64 bytes: what a count that knows the cohort scatters.
 * Arguments: row counts (default 10^4 to 10^7).
 */
#include "../../src/portability.h"
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <patron/cohort.h>

enum { PERIODS = 36, DAYS = 1096, AHEAD = 32 };

typedef struct shop {
    size_t n;
    size_t customers;
    uint32_t *customer;
    int32_t *day;
    int64_t *amount;
    int64_t *margin;
    int64_t *cost;
    void *scratch;
    size_t scratch_size;
} shop;

/* 2021-01-01 to 2023-12-31. */
static const patron_cohort_grid grid = {18628, 19722, PATRON_COHORT_MONTHS, 1};

static shop new_shop(size_t n)
{
    shop made;
    uint64_t state = 5;
    made.n = n;
    made.customers = n / 10 + 1;
    made.customer = bench_memory(n * sizeof *made.customer);
    made.day = bench_memory(n * sizeof *made.day);
    made.amount = bench_memory(n * sizeof *made.amount);
    made.margin = bench_memory(n * sizeof *made.margin);
    made.cost = bench_memory(n * sizeof *made.cost);
    made.scratch_size = patron_cohort_from_receipts_scratch_size(n, made.customers);
    made.scratch = bench_memory(made.scratch_size);
    for (size_t i = 0; i < n; i++) {
        made.customer[i] = (uint32_t)(bench_random(&state) % made.customers);
        made.day[i] = grid.from_day + (int32_t)(bench_random(&state) % DAYS);
        made.amount[i] = (int64_t)(bench_random(&state) % 20000) - 500;
        made.margin[i] = made.amount[i] / 3;
        made.cost[i] = 100;
    }
    return made;
}

static double floor_of_scatter(const shop *of)
{
    bench_timing timing;
    int64_t *row = bench_memory(of->customers * 64);
    bench_start(&timing, "scatter", of->n, 16);
    while (bench_again(&timing)) {
        memset(row, 0, of->customers * 64);
        bench_clock_on(&timing);
        for (size_t i = 0; i < of->n; i++) {
            if (i + AHEAD < of->n)
                PORTABILITY_PREFETCH_WRITE(row + 8 * (size_t)of->customer[i + AHEAD]);
            int64_t *to = row + 8 * (size_t)of->customer[i];
            to[0]++;
            to[1] += of->amount[i];
            to[2] = of->day[i] > to[2] ? of->day[i] : to[2];
        }
        bench_clock_off(&timing);
    }
    double seconds = bench_report(&timing, 0.0, bench_checksum(row, of->customers * 64));
    free(row);
    return seconds;
}

static void bench_columns(const shop *of, const char *name, int all, double floor_seconds,
                          patron_cohort_cell *cell)
{
    patron_cohort_growth growth[PERIODS];
    bench_timing timing;
    bench_start(&timing, name, of->n, all ? 32 : 16);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_cohort_from_receipts(&grid, of->n, of->customer, of->day, of->amount,
                                    all ? of->margin : NULL, all ? of->cost : NULL, of->scratch,
                                    of->scratch_size, of->customers, PERIODS, cell, growth, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds,
                 bench_checksum(cell, PERIODS * PERIODS * sizeof *cell) ^
                     bench_checksum(growth, sizeof growth));
}

static void bench_state(const shop *of, double floor_seconds)
{
    size_t size = patron_cohort_size(PERIODS);
    patron_cohort *cohort = bench_memory(size);
    patron_cohort_seen *seen = bench_memory(of->customers * sizeof *seen);
    bench_timing timing;
    bench_start(&timing, "add to a state, with seen", of->n, 16);
    while (bench_again(&timing)) {
        memset(seen, 0, of->customers * sizeof *seen);
        patron_cohort_init(cohort, size, &grid, PERIODS, NULL);
        bench_clock_on(&timing);
        patron_cohort_add(cohort, size, of->n, of->customer, of->day, of->amount, NULL, NULL,
                          of->scratch, of->scratch_size, of->customers, seen, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, bench_checksum(cohort, size));
    free(cohort);
    free(seen);
}

static void bench_means(const patron_cohort_cell *cell)
{
    double simple[PERIODS], weighted[PERIODS];
    bench_timing timing;
    bench_start(&timing, "cumulative means", PERIODS * PERIODS, 56);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_cohort_means(&grid, PATRON_COHORT_SPEND, PATRON_COHORT_PER_COHORT, 1, PERIODS, cell,
                            simple, weighted, NULL, NULL, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, 0.0, bench_checksum(weighted, sizeof weighted));
}

int main(int argc, char **argv)
{
    size_t rows[16];
    size_t count = bench_row_counts(argc, argv, rows, 16);
    for (size_t i = 0; i < count; i++) {
        shop of = new_shop(rows[i]);
        patron_cohort_cell *cell = bench_memory(PERIODS * PERIODS * sizeof *cell);
        double floor_seconds = floor_of_scatter(&of);
        bench_columns(&of, "cohorts and growth", 0, floor_seconds, cell);
        bench_columns(&of, "with margin and cost", 1, floor_seconds, cell);
        bench_state(&of, floor_seconds);
        bench_means(cell);
        free(of.customer);
        free(of.day);
        free(of.amount);
        free(of.margin);
        free(of.cost);
        free(of.scratch);
        free(cell);
    }
    return 0;
}
