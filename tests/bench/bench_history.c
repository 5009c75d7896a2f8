/*
 * Histories: one receipt added, two histories merged, a summary, and exact histories from whole
 * columns of receipts in any order (ten a customer, days over three years).
 * The floor of the columns scatters the same 64-byte rows: adds every receipt to its customer's
 * history as it comes, which needs no order and gives days in doubt.
 * Arguments: row counts (default 10^4 to 10^7).
 */
#include "../../src/portability.h"
#include "../../src/history/history_kernel.h"
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PER_CUSTOMER = 10, DAYS = 1095 };

typedef struct receipts {
    size_t n;
    size_t customers;
    uint32_t *customer;
    int32_t *day;
    int64_t *amount;
    int64_t *margin;
    patron_history *history;
} receipts;

static receipts new_receipts(size_t n)
{
    receipts made;
    uint64_t state = 3;
    made.n = n;
    made.customers = n / PER_CUSTOMER > 0 ? n / PER_CUSTOMER : 1;
    made.customer = bench_memory(n * sizeof *made.customer);
    made.day = bench_memory(n * sizeof *made.day);
    made.amount = bench_memory(n * sizeof *made.amount);
    made.margin = bench_memory(n * sizeof *made.margin);
    made.history = bench_memory(made.customers * sizeof *made.history);
    for (size_t i = 0; i < n; i++) {
        made.customer[i] = (uint32_t)(bench_random(&state) % made.customers);
        made.day[i] = (int32_t)(bench_random(&state) % DAYS);
        made.amount[i] = (int64_t)(bench_random(&state) % 20000) - 500;
        made.margin[i] = made.amount[i] / 3;
    }
    return made;
}

static uint64_t checksum_of(const receipts *of)
{
    return bench_checksum(of->history, of->customers * sizeof *of->history);
}

/* One customer, in order of days: what one call costs. */
static void bench_add(const receipts *of)
{
    bench_timing timing;
    patron_history history;
    bench_start(&timing, "history_add, one customer", of->n, 20);
    while (bench_again(&timing)) {
        memset(&history, 0, sizeof history);
        bench_clock_on(&timing);
        for (size_t i = 0; i < of->n; i++)
            patron_history_add(&history, (int32_t)(i / 4), of->amount[i], of->margin[i], NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, 0.0, bench_checksum(&history, sizeof history));
}

static double bench_scatter(const receipts *of)
{
    bench_timing timing;
    bench_start(&timing, "floor: rows scattered to", of->n, 24 + 128);
    while (bench_again(&timing)) {
        memset(of->history, 0, of->customers * sizeof *of->history);
        bench_clock_on(&timing);
        for (size_t i = 0; i < of->n; i++)
            history_add_receipt(&of->history[of->customer[i]], of->day[i], of->amount[i],
                                of->margin[i]);
        bench_clock_off(&timing);
    }
    return bench_report(&timing, 0.0, checksum_of(of));
}

static void bench_columns(const receipts *of, const char *name, int with_margin, double *gaps,
                          double floor_seconds)
{
    bench_timing timing;
    size_t size = patron_history_from_receipts_scratch_size(of->n, of->customers);
    void *scratch = bench_memory(size);
    bench_start(&timing, name, of->n, with_margin ? 24 : 16);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        if (patron_history_from_receipts(0, DAYS, of->n, of->customer, of->day, of->amount,
                                         with_margin ? of->margin : NULL, scratch, size,
                                         of->customers, of->history, gaps, NULL) != PATRON_OK)
            exit(1);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, checksum_of(of));
    free(scratch);
}

static void bench_summary(const receipts *of)
{
    bench_timing timing;
    size_t n = of->customers;
    uint32_t *x = bench_memory(n * sizeof *x);
    double *t_x = bench_memory(n * sizeof *t_x), *T = bench_memory(n * sizeof *T);
    double *mean = bench_memory(n * sizeof *mean);
    patron_history_totals totals;
    totals.struct_size = sizeof totals;
    bench_start(&timing, "summarize (a row: a customer)", n, 64 + 28);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_history_summarize(DAYS, 7.0, n, of->history, x, NULL, t_x, T, mean, NULL, &totals,
                                 NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, 0.0, bench_checksum(x, n * sizeof *x) ^ totals.x);
    free(x);
    free(t_x);
    free(T);
    free(mean);
}

static void bench_merge(const receipts *of)
{
    bench_timing timing;
    size_t n = of->customers;
    patron_history *merged = bench_memory(n * sizeof *merged);
    bench_start(&timing, "merge (a row: a customer)", n, 192);
    while (bench_again(&timing)) {
        memcpy(merged, of->history, n * sizeof *merged);
        bench_clock_on(&timing);
        for (size_t i = 0; i < n; i++)
            patron_history_merge(&merged[i], &of->history[n - 1 - i], NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, 0.0, bench_checksum(merged, n * sizeof *merged));
    free(merged);
}

int main(int argc, char **argv)
{
    size_t rows[16];
    size_t counts = bench_row_counts(argc, argv, rows, 16);
    for (size_t r = 0; r < counts; r++) {
        receipts of = new_receipts(rows[r]);
        double *gaps = bench_memory(of.customers * sizeof *gaps);
        bench_add(&of);
        double floor_seconds = bench_scatter(&of);
        bench_columns(&of, "from_receipts", 0, NULL, floor_seconds);
        bench_columns(&of, "from_receipts with margins", 1, NULL, floor_seconds);
        bench_columns(&of, "from_receipts with log gaps", 0, gaps, floor_seconds);
        bench_summary(&of);
        bench_merge(&of);
        free(gaps);
        free(of.customer);
        free(of.day);
        free(of.amount);
        free(of.margin);
        free(of.history);
    }
    return 0;
}
