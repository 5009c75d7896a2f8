/*
 * BG/NBD, one figure of a customer at a time, through the public functions with their checks, on customers
 * like CDNOW's (27 to 39 weeks, three in five of whom never came back). The floor reads the columns.
 * Arguments: row counts (default 10^4 to 10^7).
 */
#include "bench.h"

#include <math.h>
#include <stdlib.h>

#include <patron/btyd.h>

enum { FIGURES = 5 };

typedef struct columns {
    uint32_t *x;
    double *t_x;
    double *T;
    double *out;
} columns;

static const char *const figure_names[FIGURES] = {"alive", "expected", "at least one", "residual",
                                                  "log-likelihood"};

static int32_t figure_of(const patron_btyd_model *model, size_t n, const columns *c, int figure)
{
    switch (figure) {
    case 0:
        return patron_btyd_alive(model, n, c->x, c->t_x, c->T, NULL, NULL, c->out, NULL);
    case 1:
        return patron_btyd_expected(model, 39.0, n, c->x, c->t_x, c->T, NULL, NULL, c->out, NULL);
    case 2:
        return patron_btyd_at_least_one(model, 39.0, n, c->x, c->t_x, c->T, NULL, NULL, c->out,
                                        NULL);
    case 3:
        return patron_btyd_residual(model, 0.0027, n, c->x, c->t_x, c->T, NULL, NULL, c->out, NULL);
    default:
        return patron_btyd_log_likelihood(model, n, c->x, c->t_x, c->T, NULL, NULL, NULL, c->out,
                                          NULL, NULL);
    }
}

static double floor_of_read(size_t n, const columns *c)
{
    bench_timing timing;
    bench_start(&timing, "read and write", n, 28);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        for (size_t i = 0; i < n; ++i)
            c->out[i] = c->x[i] + c->t_x[i] + c->T[i];
        bench_clock_off(&timing);
    }
    return bench_report(&timing, 0.0, bench_checksum(c->out, n * sizeof *c->out));
}

static void run(const patron_btyd_model *model, size_t n, const columns *c, double floor_seconds)
{
    for (int figure = 0; figure < FIGURES; ++figure) {
        bench_timing timing;
        bench_start(&timing, figure_names[figure], n, 28);
        while (bench_again(&timing)) {
            bench_clock_on(&timing);
            if (figure_of(model, n, c, figure) != PATRON_OK)
                exit(1);
            bench_clock_off(&timing);
        }
        bench_report(&timing, floor_seconds, bench_checksum(c->out, n * sizeof *c->out));
    }
}

int main(int argc, char **argv)
{
    size_t rows_of[16];
    size_t count = bench_row_counts(argc, argv, rows_of, 16);
    const patron_btyd_model model = {
        PATRON_BTYD_BG_NBD, 0, .243, 4.414, 0.0, 0.0, .793, 2.426, 0.0, 0.0};
    for (size_t k = 0; k < count; ++k) {
        size_t n = rows_of[k];
        uint64_t state = 9;
        columns c;
        c.x = bench_memory(n * sizeof *c.x);
        c.t_x = bench_memory(n * sizeof *c.t_x);
        c.T = bench_memory(n * sizeof *c.T);
        c.out = bench_memory(n * sizeof *c.out);
        for (size_t i = 0; i < n; ++i) {
            double back = bench_uniform(&state) - 0.6;
            c.T[i] = 27.0 + floor(84.0 * bench_uniform(&state)) / 7.0;
            c.x[i] = back > 0.0 ? 1 + (uint32_t)floor(-2.5 * log(1.0 - bench_uniform(&state))) : 0;
            c.t_x[i] = back > 0.0 ? c.T[i] * sqrt(back / 0.4) : 0.0;
        }
        run(&model, n, &c, floor_of_read(n, &c));
        free(c.x);
        free(c.t_x);
        free(c.T);
        free(c.out);
    }
    return 0;
}
