/*
 * The order of receipts, alone and with one amount fetched for each: ten receipts a customer over
 * three years. The floor copies the three columns a receipt has (customer, day, row).
 * Arguments: row counts (default 10^4 to 10^7).
 */
#include "../../src/portability.h"
#include "../../src/numeric/numeric_receipts.h"
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct shop {
    size_t n;
    size_t customers;
    uint32_t *customer;
    int32_t *day;
    int64_t *amount;
    void *scratch;
} shop;

static uint64_t walk(const shop *given, int fetch)
{
    numeric_receipts receipts;
    numeric_receipts_span span;
    uint64_t checksum = 0;
    patron_numeric_receipts_open(&receipts, given->n, given->customer, given->day, given->customers,
                                 0, 1095, given->scratch);
    while (patron_numeric_receipts_next(&receipts, &span)) {
        uint32_t rows = span.start[span.customers];
        if (!fetch) {
            for (uint32_t i = 0; i < span.customers; ++i)
                checksum += (uint64_t)(span.start[i] < rows ? span.day[span.start[i]] : 0);
            continue;
        }
        for (uint32_t j = 0; j < rows; ++j) {
            if (j + 24 < rows)
                PORTABILITY_PREFETCH(&given->amount[span.row[j + 24]]);
            checksum = checksum * 3 + (uint64_t)given->amount[span.row[j]];
        }
    }
    return checksum;
}

static void bench_walk(const shop *given, const char *name, int fetch, double floor_seconds)
{
    bench_timing timing;
    uint64_t checksum = 0;
    bench_start(&timing, name, given->n, fetch ? 16 : 8);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        checksum = walk(given, fetch);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, checksum);
}

static void bench_shop(size_t n)
{
    uint64_t state = 11;
    shop made;
    made.n = n;
    made.customers = n / 10 + 1;
    made.customer = bench_memory(n * sizeof *made.customer);
    made.day = bench_memory(n * sizeof *made.day);
    made.amount = bench_memory(n * sizeof *made.amount);
    made.scratch = bench_memory(patron_numeric_receipts_scratch_size(n, made.customers));
    for (size_t i = 0; i < n; ++i) {
        made.customer[i] = (uint32_t)(bench_random(&state) % made.customers);
        made.day[i] = (int32_t)(bench_random(&state) % 1096);
        made.amount[i] = (int64_t)(bench_random(&state) % 10000);
    }
    double floor_seconds = bench_floor_copy(12 * n);
    printf("floor: copy of %.0f x 12 bytes %.5f s; scratch %.2f bytes/row\n", (double)n,
           floor_seconds,
           (double)patron_numeric_receipts_scratch_size(n, made.customers) / (double)n);
    bench_walk(&made, "order, unsorted days", 0, floor_seconds);
    bench_walk(&made, "order and fetch an amount", 1, floor_seconds);
    for (size_t i = 0; i < n; ++i)
        made.day[i] = (int32_t)(i * 1096 / n);
    bench_walk(&made, "order, days ascending", 0, floor_seconds);
    for (size_t i = 0; i < n; ++i) {
        double u = bench_uniform(&state);
        made.customer[i] = (uint32_t)(u * u * u * u * (double)made.customers);
        made.day[i] = (int32_t)(bench_random(&state) % 1096);
    }
    bench_walk(&made, "order, few buy most", 0, floor_seconds);
    for (size_t i = 0; i < n; ++i)
        made.customer[i] = 0;
    bench_walk(&made, "order, one customer", 0, floor_seconds);
    free(made.customer);
    free(made.day);
    free(made.amount);
    free(made.scratch);
}

int main(int argc, char **argv)
{
    size_t rows[16];
    size_t count = bench_row_counts(argc, argv, rows, 16);
    for (size_t i = 0; i < count; ++i)
        bench_shop(rows[i]);
    return 0;
}
