/*
 * What customers are still worth, from columns of expected transactions; the floor is the product in a plain
 * loop, and for a discounted year the sum by months. Arguments: row counts (default 10^4 to 10^7).
 */
#include "bench.h"

#include <stdlib.h>
#include <string.h>

#include <patron/clv.h>

enum { MONTHS = 12, MOST_BY_MONTH = 1000000 };

typedef struct columns {
    double *transactions;
    double *margin;
    double *clv;
} columns;

static void check(int32_t status)
{
    if (status != PATRON_OK)
        exit(1);
}

static double floor_of_product(size_t n, const columns *c)
{
    bench_timing timing;
    bench_start(&timing, "floor: margin x transactions", n, 24);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        for (size_t i = 0; i < n; i++)
            c->clv[i] = c->margin[i] * c->transactions[i];
        bench_clock_off(&timing);
    }
    return bench_report(&timing, 0.0, bench_checksum(c->clv, n * sizeof *c->clv));
}

static void by_customer(size_t n, const columns *c)
{
    double floor_seconds = floor_of_product(n, c);
    bench_timing timing;
    bench_start(&timing, "residual", n, 24);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        check(patron_clv_residual(0.0, n, c->transactions, c->margin, c->clv, NULL, NULL));
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, bench_checksum(c->clv, n * sizeof *c->clv));
    bench_start(&timing, "new", n, 24);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        check(patron_clv_new(0.0, n, c->transactions, c->margin, NULL, NULL, c->clv, NULL, NULL));
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, bench_checksum(c->clv, n * sizeof *c->clv));
    bench_start(&timing, "convert discount", n, 16);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        check(patron_clv_convert_discount(PATRON_CLV_EFFECTIVE, 1.0, PATRON_CLV_CONTINUOUS, 52.0, n,
                                          c->transactions, c->clv, NULL));
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, bench_checksum(c->clv, n * sizeof *c->clv));
}

static void equity(size_t n, const columns *c)
{
    static const double gradient[2] = {1e5, 1e3};
    static const double covariance[4] = {1e-4, 0.0, 0.0, 1e-2};
    patron_clv_equity_result result;
    bench_timing timing;
    memset(&result, 0, sizeof result);
    result.struct_size = sizeof result;
    bench_start(&timing, "equity with two intervals", n, 16);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        check(patron_clv_equity_interval(0.95, n, c->margin, c->transactions, 2, gradient,
                                         covariance, &result, NULL));
        bench_clock_off(&timing);
    }
    bench_report(&timing, 0.0, bench_checksum(&result.equity, sizeof result.equity));
}

static void by_month(size_t n, const columns *c)
{
    uint64_t state = 5;
    double *expected = bench_memory(n * MONTHS * sizeof *expected);
    bench_timing timing;
    for (size_t i = 0; i < n * MONTHS; i++)
        expected[i] = bench_uniform(&state);
    bench_start(&timing, "floor: twelve months, plain", n, 8 * (MONTHS + 1));
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        for (size_t i = 0; i < n; i++) {
            double sum = 0.0;
            for (size_t t = MONTHS; t-- > 0;)
                sum = (sum + expected[i * MONTHS + t]) / 1.01;
            c->clv[i] = sum;
        }
        bench_clock_off(&timing);
    }
    double floor_seconds = bench_report(&timing, 0.0, bench_checksum(c->clv, n * sizeof *c->clv));
    bench_start(&timing, "discount transactions of twelve months", n, 8 * (MONTHS + 1));
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        check(patron_clv_discount_transactions(PATRON_CLV_EXPECTED_INCREMENTAL, PATRON_CLV_AT_END,
                                               0.01, n, MONTHS, expected, c->clv, NULL));
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, bench_checksum(c->clv, n * sizeof *c->clv));
    free(expected);
}

int main(int argc, char **argv)
{
    size_t rows[16];
    size_t counts = bench_row_counts(argc, argv, rows, 16);
    for (size_t k = 0; k < counts; k++) {
        size_t n = rows[k];
        uint64_t state = 11;
        columns c;
        c.transactions = bench_memory(n * sizeof *c.transactions);
        c.margin = bench_memory(n * sizeof *c.margin);
        c.clv = bench_memory(n * sizeof *c.clv);
        for (size_t i = 0; i < n; i++) {
            c.transactions[i] = 20.0 * bench_uniform(&state);
            c.margin[i] = 1e4 * bench_uniform(&state);
        }
        by_customer(n, &c);
        equity(n, &c);
        if (n <= MOST_BY_MONTH)
            by_month(n, &c);
        free(c.transactions);
        free(c.margin);
        free(c.clv);
    }
    return 0;
}
