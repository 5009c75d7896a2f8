/*
 * Driver rows to the costs of customers: 200 pools, a customer for every 20 rows (1 M for 20 M rows).
 * The floor adds quantity * rate of every row to a double of its customer, and no more: it knows the
 * rates, and neither adds up quantities nor rounds to cents. Beside it stands the same floor with the
 * pass that adds up quantities, as doubles. Arguments: row counts (default 10^4 to 10^7, and 2 10^7).
 */
#include "bench.h"

#include <stdlib.h>
#include <string.h>

#include <patron/abc.h>

enum { POOLS = 200, ROWS_AN_OBJECT = 20 };

typedef struct model {
    size_t n;
    size_t objects;
    uint32_t *pool;
    uint32_t *object;
    double *quantity;
    int64_t cost[POOLS];
    double total[POOLS];
    patron_abc_balance balance[POOLS];
    patron_abc_totals *totals;
    patron_abc_costs *costs;
    size_t totals_size;
    size_t costs_size;
    void *scratch;
    int64_t *answer;
} model;

/* 0: counts; 1: minutes with a fraction that no double holds exactly. */
static void fill(model *m, int fractions)
{
    uint64_t state = 11;
    for (size_t i = 0; i < m->n; ++i) {
        m->pool[i] = (uint32_t)(bench_random(&state) % POOLS);
        m->object[i] = (uint32_t)(bench_random(&state) % m->objects);
        m->quantity[i] = (double)(1 + bench_random(&state) % 400) / (fractions ? 10.0 : 1.0);
    }
    for (size_t p = 0; p < POOLS; ++p)
        m->cost[p] = 5000000 + (int64_t)(bench_random(&state) % 100000000);
}

static void make(model *m, size_t n)
{
    m->n = n;
    m->objects = n / ROWS_AN_OBJECT;
    m->pool = bench_memory(n * sizeof *m->pool);
    m->object = bench_memory(n * sizeof *m->object);
    m->quantity = bench_memory(n * sizeof *m->quantity);
    m->totals_size = patron_abc_totals_size(POOLS);
    m->costs_size = patron_abc_costs_size(POOLS, 1, m->objects);
    m->totals = bench_memory(m->totals_size);
    m->costs = bench_memory(m->costs_size);
    m->scratch = bench_memory(patron_abc_costs_finish_scratch_size());
    m->answer = bench_memory(m->objects * sizeof *m->answer);
}

static void discard(model *m)
{
    free(m->pool);
    free(m->object);
    free(m->quantity);
    free(m->totals);
    free(m->costs);
    free(m->scratch);
    free(m->answer);
}

static void add_up(model *m)
{
    patron_abc_totals_init(m->totals, m->totals_size, POOLS, NULL);
    patron_abc_totals_add(m->totals, m->totals_size, m->n, m->pool, m->quantity, NULL);
    patron_abc_totals_read(m->totals, m->totals_size, POOLS, m->total, NULL, NULL);
}

static void assign(model *m)
{
    patron_abc_costs_add(m->costs, m->costs_size, m->n, m->pool, m->object, m->quantity, NULL);
}

static void set_rates(model *m)
{
    patron_abc_rates(POOLS, m->cost, NULL, NULL, NULL, m->total, m->balance, NULL, NULL);
    patron_abc_costs_init(m->costs, m->costs_size, POOLS, m->balance, NULL, 1, m->objects, NULL);
}

static int finish(model *m)
{
    return patron_abc_costs_finish(m->costs, m->costs_size, m->scratch,
                                   patron_abc_costs_finish_scratch_size(), m->objects, m->answer,
                                   NULL);
}

/* The doubles stand in the answer's memory. */
static void floor_assign(const model *m, double *sum, const double *rate)
{
    memset(sum, 0, m->objects * sizeof *sum);
    for (size_t i = 0; i < m->n; ++i)
        sum[m->object[i]] += m->quantity[i] * rate[m->pool[i]];
}

static void floor_totals(const model *m, double *total)
{
    memset(total, 0, POOLS * sizeof *total);
    for (size_t i = 0; i < m->n; ++i)
        total[m->pool[i]] += m->quantity[i];
}

static double floor_of(model *m, int with_totals)
{
    bench_timing timing;
    double rate[POOLS], total[POOLS];
    double *sum = bench_memory(m->objects * sizeof *sum);
    for (size_t p = 0; p < POOLS; ++p)
        rate[p] = m->balance[p].rate;
    bench_start(&timing, with_totals ? "floor: totals and scatter-add" : "floor: scatter-add", m->n,
                16);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        if (with_totals) {
            floor_totals(m, total);
            for (size_t p = 0; p < POOLS; ++p)
                rate[p] = (double)m->cost[p] / total[p];
        }
        floor_assign(m, sum, rate);
        bench_clock_off(&timing);
    }
    bench_report(&timing, 0.0, bench_checksum(sum, m->objects * sizeof *sum));
    free(sum);
    return bench_median(&timing);
}

static void run(model *m, const char *kind)
{
    bench_timing timing;
    int status = 0;
    add_up(m);
    set_rates(m);
    double floor_seconds = floor_of(m, 0);
    (void)floor_of(m, 1);
    bench_start(&timing, "totals", m->n, 12);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        add_up(m);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, bench_checksum(m->total, sizeof m->total));
    bench_start(&timing, "costs: add", m->n, 16);
    while (bench_again(&timing)) {
        set_rates(m);
        bench_clock_on(&timing);
        assign(m);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, 0);
    bench_start(&timing, "costs: finish", m->n, 0);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        status |= finish(m);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, bench_checksum(m->answer, m->objects * sizeof *m->answer));
    bench_start(&timing, kind, m->n, 28);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        add_up(m);
        set_rates(m);
        assign(m);
        status |= finish(m);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds,
                 bench_checksum(m->answer, m->objects * sizeof *m->answer) + (uint64_t)status);
}

int main(int argc, char **argv)
{
    size_t rows[17];
    size_t count = bench_row_counts(argc, argv, rows, 16);
    if (argc < 2)
        rows[count++] = 20000000;
    for (size_t i = 0; i < count; ++i) {
        static model m;
        make(&m, rows[i]);
        fill(&m, 0);
        run(&m, "all of it, counts");
        fill(&m, 1);
        run(&m, "all of it, fractions");
        discard(&m);
    }
    return 0;
}
