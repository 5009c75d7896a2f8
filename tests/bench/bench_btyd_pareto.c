/*
 * Pareto/NBD and GGom/NBD, one figure of a customer at a time, on customers like CDNOW's (27 to 39 weeks,
 * three in five of whom never came back). The floor reads the columns. Arguments: row counts (default 10^4
 * to 10^7).
 */
#include "bench.h"

#include "btyd/btyd_model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FIGURES = 8, COUNTS = 8 };

static const char *const figure_names[FIGURES] = {
    "alive",        "expected",          "residual",       "residual within",
    "at least one", "chances of 0 to 7", "log-likelihood", "log-likelihood and gradient"};

static double figure_of(const patron_btyd_model *model, const btyd_row *row, int figure)
{
    int growth = model->b > 0.0;
    double more[COUNTS];
    switch (figure) {
    case 0:
        return growth ? patron_btyd_ggom_alive(model, row) : patron_btyd_pareto_alive(model, row);
    case 1:
        return growth ? patron_btyd_ggom_expected(model, row, 39.0)
                      : patron_btyd_pareto_expected(model, row, 39.0);
    case 2:
        return growth ? patron_btyd_ggom_residual(model, row, 0.0027)
                      : patron_btyd_pareto_residual(model, row, 0.0027);
    case 3:
        return growth ? patron_btyd_ggom_residual_within(model, row, 0.0027, 52.0)
                      : patron_btyd_pareto_residual_within(model, row, 0.0027, 52.0);
    case 4:
        return growth ? patron_btyd_ggom_some(model, row, 39.0)
                      : patron_btyd_pareto_some(model, row, 39.0);
    case 5:
        if (growth)
            patron_btyd_ggom_pmf(model, row, 39.0, COUNTS, more);
        else
            patron_btyd_pareto_pmf(model, row, 39.0, COUNTS, more);
        return more[1];
    case 6:
        return growth ? patron_btyd_ggom_likelihood(model, row, NULL)
                      : patron_btyd_pareto_likelihood(model, row, NULL);
    default:
        return growth ? patron_btyd_ggom_likelihood(model, row, more)
                      : patron_btyd_pareto_likelihood(model, row, more);
    }
}

static double floor_of_read(size_t n, const btyd_row *rows)
{
    bench_timing timing;
    volatile double kept = 0.0;
    bench_start(&timing, "read", n, sizeof *rows);
    while (bench_again(&timing)) {
        double sum = 0.0;
        bench_clock_on(&timing);
        for (size_t i = 0; i < n; ++i)
            sum += rows[i].x + rows[i].t_x + rows[i].T;
        kept = sum;
        bench_clock_off(&timing);
    }
    (void)kept;
    return bench_median(&timing);
}

static void run(const patron_btyd_model *model, size_t n, const btyd_row *rows, double *out,
                double floor_seconds)
{
    for (int figure = 0; figure < FIGURES; ++figure) {
        bench_timing timing;
        bench_start(&timing, figure_names[figure], n, sizeof *rows + sizeof *out);
        while (bench_again(&timing)) {
            bench_clock_on(&timing);
            for (size_t i = 0; i < n; ++i)
                out[i] = figure_of(model, &rows[i], figure);
            bench_clock_off(&timing);
        }
        bench_report(&timing, floor_seconds, bench_checksum(out, n * sizeof *out));
    }
}

static void customers(size_t n, btyd_row *rows)
{
    uint64_t state = 9;
    for (size_t i = 0; i < n; ++i) {
        double back = bench_uniform(&state) - 0.6;
        rows[i].T = 27.0 + floor(84.0 * bench_uniform(&state)) / 7.0;
        rows[i].x = back > 0.0 ? 1.0 + floor(-2.5 * log(1.0 - bench_uniform(&state))) : 0.0;
        rows[i].t_x = back > 0.0 ? rows[i].T * sqrt(back / 0.4) : 0.0;
    }
}

int main(int argc, char **argv)
{
    size_t rows_of[16];
    size_t count = bench_row_counts(argc, argv, rows_of, 16);
    patron_btyd_model pareto, ggom;
    memset(&pareto, 0, sizeof pareto);
    pareto.kind = PATRON_BTYD_PARETO_NBD;
    pareto.r = .553;
    pareto.alpha = 10.578;
    pareto.s = .606;
    pareto.beta = 11.669;
    ggom = pareto;
    ggom.kind = PATRON_BTYD_GGOM_NBD;
    ggom.beta = 1.2;
    ggom.b = .05;
    for (size_t i = 0; i < count; ++i) {
        size_t n = rows_of[i];
        btyd_row *rows = bench_memory(n * sizeof *rows);
        double *out = bench_memory(n * sizeof *out);
        customers(n, rows);
        double floor_seconds = floor_of_read(n, rows);
        run(&pareto, n, rows, out, floor_seconds);
        run(&ggom, n, rows, out, floor_seconds);
        free(rows);
        free(out);
    }
    return 0;
}
