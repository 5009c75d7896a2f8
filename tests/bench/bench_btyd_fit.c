/*
 * Fits: CDNOW from its summary (where the data is there), and simulated bases with dates in days, as
 * lifetimes of BG/NBD and Pareto/NBD with the CDNOW parameters over 27 to 39 weeks; the merge of equal
 * histories included, and alone. The floor copies the three columns once.
 *
 * Peer seconds are those of the fastest of lifetimes 0.11.3, CLVTools 0.12.1, BTYD 2.4.3 and BTYDplus 1.2.0
 * for the same fit, measured on one machine of two x86-64 cores; lines without one say 0.
 * Arguments: numbers of customers (default 10^4 to 10^6).
 */
#include "bench.h"
#include "support.h"

#include <math.h>
#include <patron/btyd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct customers {
    size_t n;
    uint32_t *x;
    double *t_x;
    double *T;
} customers;

typedef struct peer {
    uint32_t kind;
    size_t n;
    double seconds;
} peer;

static const peer peers[] = {
    {PATRON_BTYD_BG_NBD, 2357, 0.111},      {PATRON_BTYD_MBG_NBD, 2357, 0.115},
    {PATRON_BTYD_PARETO_NBD, 2357, 0.484},  {PATRON_BTYD_GGOM_NBD, 2357, 1.889},
    {PATRON_BTYD_NBD, 2357, 0.015},         {PATRON_BTYD_BG_NBD, 10000, 0.220},
    {PATRON_BTYD_MBG_NBD, 10000, 0.243},    {PATRON_BTYD_PARETO_NBD, 10000, 0.695},
    {PATRON_BTYD_BG_NBD, 100000, 1.956},    {PATRON_BTYD_MBG_NBD, 100000, 1.945},
    {PATRON_BTYD_PARETO_NBD, 100000, 3.61}, {PATRON_BTYD_BG_NBD, 1000000, 15.7},
    {PATRON_BTYD_MBG_NBD, 1000000, 15.5},   {PATRON_BTYD_PARETO_NBD, 1000000, 13.2},
};

static double peer_seconds(uint32_t kind, size_t n)
{
    for (size_t i = 0; i < sizeof peers / sizeof *peers; i++)
        if (peers[i].kind == kind && peers[i].n == n)
            return peers[i].seconds;
    return 0.0;
}

static customers new_customers(size_t n)
{
    customers made;
    made.n = n;
    made.x = bench_memory(n * sizeof *made.x);
    made.t_x = bench_memory(n * sizeof *made.t_x);
    made.T = bench_memory(n * sizeof *made.T);
    return made;
}

static void free_customers(customers *of)
{
    free(of->x);
    free(of->t_x);
    free(of->T);
}

/* Marsaglia and Tsang (2000). */
static double gamma_draw(uint64_t *state, double shape)
{
    double boost = 1.0;
    if (shape < 1.0) {
        boost = pow(bench_uniform(state) + 1e-17, 1.0 / shape);
        shape += 1.0;
    }
    double d = shape - 1.0 / 3.0, c = 1.0 / sqrt(9.0 * d);
    for (;;) {
        double z = bench_normal(state), v = 1.0 + c * z;
        if (v <= 0.0)
            continue;
        v = v * v * v;
        if (log(bench_uniform(state) + 1e-17) < 0.5 * z * z + d - d * v + d * log(v))
            return boost * d * v;
    }
}

static double wait_draw(uint64_t *state, double rate)
{
    return -log1p(-bench_uniform(state)) / rate;
}

/* Purchases on one day are one, and those of the first day none. */
static void simulate(uint64_t *state, int in_time, customers *to, size_t i)
{
    double rate = gamma_draw(state, in_time ? .553 : .243) / (in_time ? 10.578 : 4.414);
    double life = in_time ? wait_draw(state, gamma_draw(state, .606) / 11.669) : HUGE_VAL;
    double a = in_time ? 0.0 : gamma_draw(state, .793),
           b = in_time ? 1.0 : gamma_draw(state, 2.426);
    double leaves = a / (a + b);
    double T = (double)(189 + bench_random(state) % 84), t = 0.0, last = 0.0;
    uint32_t x = 0;
    for (;;) {
        t += 7.0 * wait_draw(state, rate);
        if (t > T || t > 7.0 * life)
            break;
        x += floor(t) > last;
        last = floor(t);
        if (bench_uniform(state) < leaves)
            break;
    }
    to->x[i] = x;
    to->t_x[i] = last / 7.0;
    to->T[i] = T / 7.0;
}

static void bench_fit(const char *name, uint32_t kind, const customers *of)
{
    bench_timing timing;
    patron_btyd_fit_options options;
    patron_btyd_model model;
    patron_btyd_fit_result result;
    size_t size = patron_btyd_fit_scratch_size(of->n);
    void *scratch = bench_memory(size);
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.kind = kind;
    bench_start(&timing, name, of->n, 20);
    while (bench_again(&timing)) {
        memset(&result, 0, sizeof result);
        result.struct_size = sizeof result;
        bench_clock_on(&timing);
        patron_btyd_fit(&options, NULL, of->n, of->x, of->t_x, of->T, NULL, NULL, scratch, size,
                        &model, NULL, &result, NULL);
        bench_clock_off(&timing);
    }
    double seconds =
        bench_report(&timing, bench_floor_copy(20 * of->n), bench_checksum(&model, sizeof model));
    double peer_took = peer_seconds(kind, of->n);
    printf(
        "    verdict %u, %u passes over %.0f histories; scratch %.1f bytes/customer; peer %.3f s, "
        "%.0f times\n",
        (unsigned)result.verdict, (unsigned)result.evaluations, (double)result.distinct,
        (double)size / (double)of->n, peer_took, peer_took / seconds);
    free(scratch);
}

static void bench_distinct(const customers *of)
{
    bench_timing timing;
    customers to = new_customers(of->n);
    double *weight = bench_memory(of->n * sizeof *weight);
    size_t found, size = patron_btyd_distinct_scratch_size(of->n);
    void *scratch = bench_memory(size);
    bench_start(&timing, "distinct", of->n, 20);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_btyd_distinct(of->n, of->x, of->t_x, of->T, NULL, scratch, size, of->n, to.x, to.t_x,
                             to.T, weight, &found, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, bench_floor_copy(20 * of->n),
                 bench_checksum(weight, found * sizeof *weight));
    free(scratch);
    free(weight);
    free_customers(&to);
}

/* The CDNOW summary; 0 customers where it is not there. */
static customers read_cdnow(void)
{
    char line[200];
    customers made = new_customers(2357);
    const char *path = support_data("cdnow_summary.csv");
    FILE *file = path == NULL ? NULL : fopen(path, "r");
    size_t n = 0;
    while (file != NULL && fgets(line, sizeof line, file) != NULL && n < made.n) {
        unsigned id, x;
        if (sscanf(line, "%u,%u,%lf,%lf", &id, &x, &made.t_x[n], &made.T[n]) == 4)
            made.x[n++] = x;
    }
    if (file != NULL)
        fclose(file);
    made.n = n;
    return made;
}

int main(int argc, char **argv)
{
    size_t rows[16] = {10000, 100000, 1000000};
    size_t counts = argc > 1 ? bench_row_counts(argc, argv, rows, 16) : 3;
    customers cdnow = read_cdnow();
    if (cdnow.n > 0) {
        bench_fit("CDNOW BG/NBD", PATRON_BTYD_BG_NBD, &cdnow);
        bench_fit("CDNOW MBG/NBD", PATRON_BTYD_MBG_NBD, &cdnow);
        bench_fit("CDNOW Pareto/NBD", PATRON_BTYD_PARETO_NBD, &cdnow);
        bench_fit("CDNOW GGom/NBD", PATRON_BTYD_GGOM_NBD, &cdnow);
        bench_fit("CDNOW NBD", PATRON_BTYD_NBD, &cdnow);
    }
    free_customers(&cdnow);
    for (size_t k = 0; k < counts; k++) {
        customers of = new_customers(rows[k]);
        for (int in_time = 0; in_time < 2; in_time++) {
            uint64_t state = 7;
            for (size_t i = 0; i < of.n; i++)
                simulate(&state, in_time, &of, i);
            if (in_time) {
                bench_fit("Pareto/NBD", PATRON_BTYD_PARETO_NBD, &of);
            } else {
                bench_distinct(&of);
                bench_fit("BG/NBD", PATRON_BTYD_BG_NBD, &of);
                bench_fit("MBG/NBD", PATRON_BTYD_MBG_NBD, &of);
            }
        }
        free_customers(&of);
    }
    return 0;
}
