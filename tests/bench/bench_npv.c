/*
 * Money over time: a matrix of 12 flows a customer, dated flows at one rate and at a rate of each
 * stream's own, internal rates of return of 6 flows. Each floor reads the same arrays in the same
 * run: plain dot products for the matrix, one addition a flow for the dated flows, one step of
 * Newton's for the rates of return. Arguments: streams (default 10^4 to 10^6; the matrix has ten
 * times as many rows).
 */
#include "bench.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <patron/npv.h>

enum { BENCH_MONTHS = 12, BENCH_DATED = 10, BENCH_IRR = 6 };

static void require(int32_t status)
{
    if (status == PATRON_OK)
        return;
    fprintf(stderr, "bench_npv: status %d\n", (int)status);
    exit(1);
}

static double *bench_flows(size_t n, size_t m, int outlay)
{
    uint64_t state = 7;
    double *flow = bench_memory(n * m * sizeof *flow);
    for (size_t i = 0; i < n * m; i++)
        flow[i] = floor(1000.0 * bench_uniform(&state)) + 200.0;
    for (size_t i = 0; outlay && i < n; i++)
        flow[i * m] *= -(double)m * 0.5;
    return flow;
}

static void bench_matrix(size_t n)
{
    double *flow = bench_flows(n, BENCH_MONTHS, 1);
    double *npv = bench_memory(n * sizeof *npv);
    double *rates = bench_memory(n * sizeof *rates);
    double factor[BENCH_MONTHS];
    bench_timing timing;
    for (size_t i = 0; i < n; i++)
        rates[i] = 0.01 + 1e-9 * (double)i;
    for (size_t j = 0; j < BENCH_MONTHS; j++)
        factor[j] = pow(1.01, -(double)j);
    bench_start(&timing, "floor: dot products", n, 8 * BENCH_MONTHS + 8);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        for (size_t i = 0; i < n; i++) {
            double sum = 0.0;
            for (size_t j = 0; j < BENCH_MONTHS; j++)
                sum += flow[i * BENCH_MONTHS + j] * factor[j];
            npv[i] = sum;
        }
        bench_clock_off(&timing);
    }
    double least = bench_report(&timing, 0.0, bench_checksum(npv, n * sizeof *npv));
    bench_start(&timing, "npv of rows of 12, one rate", n, 8 * BENCH_MONTHS + 8);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        require(
            patron_npv_value(PATRON_NPV_START, 0.01, n, BENCH_MONTHS, flow, NULL, NULL, npv, NULL));
        bench_clock_off(&timing);
    }
    bench_report(&timing, least, bench_checksum(npv, n * sizeof *npv));
    bench_start(&timing, "npv of rows of 12, own rates", n, 8 * BENCH_MONTHS + 16);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        require(
            patron_npv_value(PATRON_NPV_START, 0.0, n, BENCH_MONTHS, flow, NULL, rates, npv, NULL));
        bench_clock_off(&timing);
    }
    bench_report(&timing, least, bench_checksum(npv, n * sizeof *npv));
    free(flow);
    free(npv);
    free(rates);
}

static void bench_dated(size_t n)
{
    uint64_t state = 9;
    size_t flows = n * BENCH_DATED;
    size_t need = patron_npv_dated_scratch_size(flows);
    double *flow = bench_flows(n, BENCH_DATED, 1);
    int32_t *day = bench_memory(flows * sizeof *day);
    double *npv = bench_memory(n * sizeof *npv);
    double *rates = bench_memory(n * sizeof *rates);
    void *scratch = bench_memory(need);
    bench_timing timing;
    for (size_t i = 0; i < flows; i++)
        day[i] = i % BENCH_DATED == 0 ? 15000 + (int32_t)(bench_random(&state) % 1000)
                                      : day[i - 1] + (int32_t)(bench_random(&state) % 200);
    for (size_t i = 0; i < n; i++)
        rates[i] = 0.05 + 0.1 * bench_uniform(&state);
    bench_start(&timing, "floor: flows and days added", flows, 12);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        for (size_t i = 0; i < n; i++) {
            double sum = 0.0;
            for (size_t j = i * BENCH_DATED; j < (i + 1) * BENCH_DATED; j++)
                sum += flow[j] * (double)(day[j] - day[i * BENCH_DATED]);
            npv[i] = sum;
        }
        bench_clock_off(&timing);
    }
    double least = bench_report(&timing, 0.0, bench_checksum(npv, n * sizeof *npv));
    for (int own = 0; own <= 1; own++) {
        bench_start(&timing, own ? "dated flows, own rates" : "dated flows, one rate", flows, 12);
        while (bench_again(&timing)) {
            bench_clock_on(&timing);
            require(patron_npv_dated(PATRON_NPV_ACTUAL_365, PATRON_NPV_FIRST_FLOW, 0, 0.09, n,
                                     BENCH_DATED, flow, day, NULL, own ? rates : NULL, scratch,
                                     need, npv, NULL));
            bench_clock_off(&timing);
        }
        bench_report(&timing, least, bench_checksum(npv, n * sizeof *npv));
    }
    free(flow);
    free(day);
    free(npv);
    free(rates);
    free(scratch);
}

/* A step of Newton's for each stream, as a hand-written loop would take several of. */
static void bench_newton(size_t n, const double *flow, patron_npv_irr_report *report)
{
    for (size_t i = 0; i < n; i++) {
        double value = 0.0;
        double slope = 0.0;
        for (size_t j = BENCH_IRR; j-- > 0;) {
            slope = slope * 0.9 + value;
            value = value * 0.9 + flow[i * BENCH_IRR + j];
        }
        report[i].rate = 1.0 / (0.9 - value / slope) - 1.0;
    }
}

static void bench_irr(size_t n)
{
    size_t need = patron_npv_irr_scratch_size(BENCH_IRR);
    double *flow = bench_flows(n, BENCH_IRR, 1);
    patron_npv_irr_report *report = bench_memory(n * sizeof *report);
    void *scratch = bench_memory(need);
    bench_timing timing;
    bench_start(&timing, "floor: one Newton step", n, 8 * BENCH_IRR + 24);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        bench_newton(n, flow, report);
        bench_clock_off(&timing);
    }
    double least = bench_report(&timing, 0.0, bench_checksum(report, n * sizeof *report));
    for (int twice = 0; twice <= 1; twice++) {
        for (size_t i = 0; twice && i < n; i++)
            flow[i * BENCH_IRR + BENCH_IRR - 1] *= -1.0;
        bench_start(&timing, twice ? "irr of 6 flows, two changes" : "irr of 6 flows, with report",
                    n, 8 * BENCH_IRR + 24);
        while (bench_again(&timing)) {
            bench_clock_on(&timing);
            require(patron_npv_irr(n, BENCH_IRR, flow, NULL, scratch, need, report, 0, NULL, NULL,
                                   NULL, NULL));
            bench_clock_off(&timing);
        }
        bench_report(&timing, least, bench_checksum(report, n * sizeof *report));
    }
    free(flow);
    free(report);
    free(scratch);
}

int main(int argc, char **argv)
{
    size_t rows[16];
    size_t count = bench_row_counts(argc, argv, rows, 16);
    if (argc < 2)
        count--;
    for (size_t i = 0; i < count; i++) {
        bench_matrix(10 * rows[i]);
        bench_dated(rows[i]);
        bench_irr(rows[i]);
    }
    return 0;
}
