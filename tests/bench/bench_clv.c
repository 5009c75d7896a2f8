/*
 * Lifetime values against the textbook's formula in a plain loop over the same columns, which rounds
 * its difference, checks nothing and returns infinity; and the figures beside them. Arguments: row
 * counts (default 10^4 to 10^7).
 */
#include "bench.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <patron/clv.h>

typedef struct columns {
    double *margin;
    double *retention;
    double *discount;
    double *growth;
    double *acquisition;
    double *clv;
} columns;

static double bench_floor_forever(size_t n, const columns *c)
{
    bench_timing timing;
    bench_start(&timing, "floor: m r / (1 + d - r) - ac", n, 40);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        for (size_t i = 0; i < n; i++)
            c->clv[i] = c->margin[i] * c->retention[i] / (1.0 + c->discount[i] - c->retention[i]) -
                        c->acquisition[i];
        bench_clock_off(&timing);
    }
    return bench_report(&timing, 0.0, bench_checksum(c->clv, n * sizeof *c->clv));
}

/* 36 = 32 + 4: the power by squaring, in each row. */
static double bench_floor_36(size_t n, const columns *c)
{
    bench_timing timing;
    bench_start(&timing, "floor: m q (1 - q^36) / (1 - q) - ac", n, 40);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        for (size_t i = 0; i < n; i++) {
            double q = c->retention[i] / (1.0 + c->discount[i]);
            double q4 = q * q * q * q;
            double q8 = q4 * q4;
            double q32 = q8 * q8 * q8 * q8;
            c->clv[i] = c->margin[i] * q * (1.0 - q32 * q4) / (1.0 - q) - c->acquisition[i];
        }
        bench_clock_off(&timing);
    }
    return bench_report(&timing, 0.0, bench_checksum(c->clv, n * sizeof *c->clv));
}

static void bench_call(const char *name, const patron_clv_terms *terms, size_t n, const columns *c,
                       int grows, double floor_seconds)
{
    bench_timing timing;
    bench_start(&timing, name, n, grows ? 48 : 40);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        int32_t status =
            patron_clv_constant(terms, n, c->margin, c->retention, c->discount,
                                grows ? c->growth : NULL, c->acquisition, c->clv, NULL);
        bench_clock_off(&timing);
        if (status != PATRON_OK)
            exit(1);
    }
    bench_report(&timing, floor_seconds, bench_checksum(c->clv, n * sizeof *c->clv));
}

static void bench_rows(size_t n, const columns *c)
{
    patron_clv_terms terms;
    memset(&terms, 0, sizeof terms);
    terms.horizon = PATRON_CLV_FOREVER;
    terms.timing = PATRON_CLV_END_IF_RETAINED;
    double forever = bench_floor_forever(n, c);
    bench_call("for ever: m, r, d, ac", &terms, n, c, 0, forever);
    bench_call("for ever: m, r, d, g, ac", &terms, n, c, 1, forever);
    terms.timing = PATRON_CLV_MID_IF_RETAINED;
    bench_call("for ever, mid-period", &terms, n, c, 0, forever);
    terms.timing = PATRON_CLV_END_IF_RETAINED;
    terms.horizon = 36;
    double finite = bench_floor_36(n, c);
    bench_call("36 periods: m, r, d, ac", &terms, n, c, 0, finite);
    bench_call("36 periods: m, r, d, g, ac", &terms, n, c, 1, finite);
    terms.horizon = 2147483646;
    bench_call("2147483646 periods: m, r, d, ac", &terms, n, c, 0, finite);
}

/* The figures that are computed row by row, in 104 bits. */
static void bench_figures(size_t n, const columns *c)
{
    patron_clv_terms terms;
    bench_timing timing;
    memset(&terms, 0, sizeof terms);
    terms.horizon = PATRON_CLV_FOREVER;
    terms.timing = PATRON_CLV_END_IF_RETAINED;
    for (int finite = 0; finite < 2; finite++) {
        terms.horizon = finite ? 36 : PATRON_CLV_FOREVER;
        bench_start(&timing, finite ? "elasticities, 36 periods" : "elasticities, for ever", n, 48);
        while (bench_again(&timing)) {
            bench_clock_on(&timing);
            if (patron_clv_sensitivity(PATRON_CLV_ELASTICITY, &terms, n, c->margin, c->retention,
                                       c->discount, NULL, c->acquisition, NULL, c->clv, c->growth,
                                       NULL, NULL, NULL) != PATRON_OK)
                exit(1);
            bench_clock_off(&timing);
        }
        bench_report(&timing, 0.0, bench_checksum(c->clv, n * sizeof *c->clv));
        bench_start(&timing, finite ? "break-evens, 36 periods" : "break-evens, for ever", n, 48);
        while (bench_again(&timing)) {
            bench_clock_on(&timing);
            if (patron_clv_break_even(&terms, n, c->margin, c->retention, c->discount, NULL,
                                      c->acquisition, NULL, NULL, c->clv, c->growth, NULL,
                                      NULL) != PATRON_OK)
                exit(1);
            bench_clock_off(&timing);
        }
        bench_report(&timing, 0.0, bench_checksum(c->clv, n * sizeof *c->clv));
    }
}

enum { BENCH_PERIODS = 12, BENCH_LINES = 2 };

/* 12 periods of a margin at the end and a cost in the middle; the floor rounds and checks nothing. */
static void bench_schedule(size_t n, double *clv)
{
    const patron_clv_line line[BENCH_LINES] = {{PATRON_CLV_INCOME, PATRON_CLV_END_IF_RETAINED},
                                               {PATRON_CLV_COST, PATRON_CLV_MID_CERTAIN}};
    const size_t m = BENCH_PERIODS;
    double *retention = bench_memory(n * m * sizeof *retention);
    double *amount = bench_memory(n * BENCH_LINES * m * sizeof *amount);
    uint64_t state = 12;
    bench_timing timing;
    for (size_t k = 0; k < n * m; k++)
        retention[k] = 0.5 + 0.5 * bench_uniform(&state);
    for (size_t k = 0; k < n * BENCH_LINES * m; k++)
        amount[k] = floor(1e4 * bench_uniform(&state));
    bench_start(&timing, "floor: schedule of 12 x 2, plain", n, 8 * 3 * BENCH_PERIODS);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        for (size_t i = 0; i < n; i++) {
            double survival = 1.0, factor = 1.0, sum = 0.0;
            for (size_t t = 0; t < m; t++) {
                sum -= amount[(i * BENCH_LINES + 1) * m + t] * survival * factor / sqrt(1.1);
                survival *= retention[i * m + t];
                factor /= 1.1;
                sum += amount[i * BENCH_LINES * m + t] * survival * factor;
            }
            clv[i] = sum;
        }
        bench_clock_off(&timing);
    }
    double floor_seconds = bench_report(&timing, 0.0, bench_checksum(clv, n * sizeof *clv));
    bench_start(&timing, "schedule of 12 periods x 2 lines", n, 8 * 3 * BENCH_PERIODS);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        if (patron_clv_schedule(PATRON_CLV_CONDITIONAL, 0.1, n, BENCH_LINES, line, m, NULL,
                                retention, amount, NULL, clv, NULL, NULL) != PATRON_OK)
            exit(1);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, bench_checksum(clv, n * sizeof *clv));
    free(amount);
    free(retention);
}

int main(int argc, char **argv)
{
    size_t rows[16];
    size_t counts = bench_row_counts(argc, argv, rows, 16);
    for (size_t k = 0; k < counts; k++) {
        size_t n = rows[k];
        uint64_t state = 11;
        double *memory = bench_memory(6 * n * sizeof *memory);
        columns c = {memory,         memory + n,     memory + 2 * n,
                     memory + 3 * n, memory + 4 * n, memory + 5 * n};
        for (size_t i = 0; i < n; i++) {
            c.margin[i] = floor(1e5 * bench_uniform(&state));
            c.retention[i] = 0.5 + 0.49 * bench_uniform(&state);
            c.discount[i] = 0.02 + 0.2 * bench_uniform(&state);
            c.growth[i] = -0.05 + 0.06 * bench_uniform(&state);
            c.acquisition[i] = floor(1e4 * bench_uniform(&state));
        }
        bench_rows(n, &c);
        if (n <= 1000000)
            bench_figures(n, &c);
        if (n <= 1000000)
            bench_schedule(n, c.clv);
        free(memory);
    }
    return 0;
}
