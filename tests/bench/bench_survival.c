/*
 * The curve of Kaplan and Meier: days (some hundred steps) and times without ties (half as many steps as
 * customers), with weights, and the log-rank test of two groups. The floor is the one sort of the
 * durations, for curves with weights and tests with its order.
 * Arguments: row counts (default 10^4 to 10^7).
 */
#include "bench.h"

#include <math.h>
#include <stdlib.h>

#include "numeric/numeric_sort.h"
#include <patron/survival.h>

typedef struct customers {
    size_t n, room;
    double *duration, *weight, *sorted;
    uint32_t *event, *group, *order;
    void *scratch;
    patron_survival_step *step;
} customers;

static double bench_floor(customers *c, uint32_t with_order)
{
    bench_timing timing;
    bench_start(&timing, with_order ? "sort, order" : "sort", c->n, with_order ? 12 : 16);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_numeric_sort_real(c->n, c->duration, 0, c->scratch, with_order ? NULL : c->sorted,
                                 with_order ? c->order : NULL);
        bench_clock_off(&timing);
    }
    return bench_report(&timing, 0.0, bench_checksum(c->scratch, 64));
}

static void bench_curve(customers *c, const char *name, const double *weight, double floor_seconds)
{
    bench_timing timing;
    size_t found = 0;
    patron_survival_curve_result result;
    result.struct_size = sizeof result;
    bench_start(&timing, name, c->n, weight != NULL ? 20 : 12);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_survival_curve(c->n, c->duration, c->event, NULL, weight, c->scratch, c->room, c->n,
                              c->step, &found, &result, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, bench_checksum(c->step, found * sizeof *c->step));
}

static void bench_test(customers *c, double floor_seconds)
{
    bench_timing timing;
    patron_survival_group of[2];
    patron_survival_test_result result;
    result.struct_size = sizeof result;
    bench_start(&timing, "log-rank, days", c->n, 16);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_survival_log_rank(c->n, c->duration, c->event, c->group, NULL, c->scratch, c->room,
                                 2, of, NULL, &result, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, bench_checksum(of, sizeof of));
}

static void bench_fill(customers *c, int days)
{
    uint64_t state = 7;
    for (size_t i = 0; i < c->n; i++) {
        double time = -200.0 * log(1.0 - bench_uniform(&state));
        c->duration[i] = days ? floor(time < 700.0 ? time : 700.0) : time;
        c->event[i] = bench_uniform(&state) < 0.5 ? 1 : 0;
        c->group[i] = bench_uniform(&state) < 0.5 ? 1 : 0;
        c->weight[i] = 1.0 + floor(4.0 * bench_uniform(&state));
    }
}

static size_t bench_room(size_t n)
{
    size_t weighted = patron_survival_curve_scratch_size(n, 0, 1);
    size_t compared = patron_survival_log_rank_scratch_size(n, 0, 2);
    return weighted > compared ? weighted : compared;
}

int main(int argc, char **argv)
{
    size_t rows[16];
    size_t count = bench_row_counts(argc, argv, rows, 16);
    for (size_t i = 0; i < count; ++i) {
        customers c;
        c.n = rows[i];
        c.room = bench_room(c.n);
        c.duration = bench_memory(c.n * sizeof *c.duration);
        c.weight = bench_memory(c.n * sizeof *c.weight);
        c.sorted = bench_memory(c.n * sizeof *c.sorted);
        c.event = bench_memory(c.n * sizeof *c.event);
        c.group = bench_memory(c.n * sizeof *c.group);
        c.order = bench_memory(c.n * sizeof *c.order);
        c.scratch = bench_memory(c.room);
        c.step = bench_memory(c.n * sizeof *c.step);
        bench_fill(&c, 1);
        double plain = bench_floor(&c, 0), ordered = bench_floor(&c, 1);
        bench_curve(&c, "curve, days", NULL, plain);
        bench_curve(&c, "weighted, days", c.weight, ordered);
        bench_test(&c, ordered);
        bench_fill(&c, 0);
        bench_curve(&c, "curve, no ties", NULL, bench_floor(&c, 0));
        free(c.duration);
        free(c.weight);
        free(c.sorted);
        free(c.event);
        free(c.group);
        free(c.order);
        free(c.scratch);
        free(c.step);
    }
    return 0;
}
