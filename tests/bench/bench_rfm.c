/*
 * Three columns scored from 1 to 5: the last day, purchase days, spend. The floor reads the columns
 * and writes the scores. Arguments: row counts (default 10^4 to 10^7).
 */
#include "bench.h"

#include <math.h>
#include <stdlib.h>

#include <patron/rfm.h>

enum { BINS = PATRON_RFM_QUINTILES };

typedef struct columns {
    size_t n;
    int32_t *last_day;
    double *days;
    int64_t *spend;
    uint32_t *score[3];
    uint32_t *code;
    void *scratch;
    size_t room;
} columns;

static void fill(columns *c, size_t n)
{
    uint64_t state = 9;
    c->n = n;
    c->room = patron_rfm_score_scratch_size(n, BINS);
    size_t within = patron_rfm_within_scratch_size(n, BINS * BINS, BINS);
    c->room = within > c->room ? within : c->room;
    c->last_day = bench_memory(n * sizeof *c->last_day);
    c->days = bench_memory(n * sizeof *c->days);
    c->spend = bench_memory(n * sizeof *c->spend);
    for (int k = 0; k < 3; ++k)
        c->score[k] = bench_memory(n * sizeof *c->score[k]);
    c->code = bench_memory(n * sizeof *c->code);
    c->scratch = bench_memory(c->room);
    for (size_t i = 0; i < n; ++i) {
        double visits = floor(1.0 + exp(0.5 + bench_normal(&state)));
        c->last_day[i] = 20000 - (int32_t)fabs(200.0 * bench_normal(&state));
        c->days[i] = visits;
        c->spend[i] = (int64_t)(visits * exp(8.0 + 0.8 * bench_normal(&state)));
    }
}

static void release(columns *c)
{
    free(c->last_day);
    free(c->days);
    free(c->spend);
    for (int k = 0; k < 3; ++k)
        free(c->score[k]);
    free(c->code);
    free(c->scratch);
}

static double floor_of_pass(const columns *c)
{
    bench_timing timing;
    bench_start(&timing, "read and write", c->n, 32);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        for (size_t i = 0; i < c->n; ++i) {
            c->score[0][i] = (uint32_t)c->last_day[i];
            c->score[1][i] = (uint32_t)c->days[i];
            c->score[2][i] = (uint32_t)c->spend[i];
        }
        bench_clock_off(&timing);
    }
    return bench_median(&timing);
}

static void scores(const columns *c, uint32_t method, const char *name, double floor_seconds)
{
    bench_timing timing;
    bench_start(&timing, name, c->n, 32);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_rfm_score_days(method, PATRON_RFM_HIGH_IS_BEST, c->n, c->last_day, c->scratch,
                              c->room, c->score[0], BINS, NULL, NULL, NULL, NULL);
        patron_rfm_score(method, PATRON_RFM_HIGH_IS_BEST, c->n, c->days, c->scratch, c->room,
                         c->score[1], BINS, NULL, NULL, NULL, NULL);
        patron_rfm_score_money(method, PATRON_RFM_HIGH_IS_BEST, c->n, c->spend, c->scratch, c->room,
                               c->score[2], BINS, NULL, NULL, NULL, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, bench_checksum(c->score[1], c->n * sizeof *c->score[1]));
}

static void nested(const columns *c, double floor_seconds)
{
    bench_timing timing;
    bench_start(&timing, "nested", c->n, 32);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_rfm_score_days(PATRON_RFM_TILES, PATRON_RFM_HIGH_IS_BEST, c->n, c->last_day,
                              c->scratch, c->room, c->score[0], BINS, NULL, NULL, NULL, NULL);
        patron_rfm_within(PATRON_RFM_TILES, PATRON_RFM_HIGH_IS_BEST, c->n, c->days, c->score[0],
                          c->scratch, c->room, c->score[1], BINS, BINS, NULL, NULL, NULL, NULL);
        patron_rfm_code(BINS, c->n, c->score[0], c->score[1], NULL, c->code, NULL);
        patron_rfm_within_money(PATRON_RFM_TILES, PATRON_RFM_HIGH_IS_BEST, c->n, c->spend, c->code,
                                c->scratch, c->room, c->score[2], BINS * BINS, BINS, NULL, NULL,
                                NULL, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, bench_checksum(c->score[2], c->n * sizeof *c->score[2]));
}

static void segments(const columns *c, double floor_seconds)
{
    bench_timing timing;
    patron_rfm_rule rule[PATRON_RFM_DEFAULT_RULES];
    size_t found;
    patron_rfm_default_rules(PATRON_RFM_DEFAULT_RULES, rule, &found, NULL);
    bench_start(&timing, "segments, 11 rules", c->n, 16);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_rfm_segments(BINS, c->n, c->score[0], c->score[1], c->score[2], found, rule, c->code,
                            NULL, NULL, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, bench_checksum(c->code, c->n * sizeof *c->code));
}

int main(int argc, char **argv)
{
    size_t rows[16];
    size_t count = bench_row_counts(argc, argv, rows, 16);
    for (size_t i = 0; i < count; ++i) {
        columns c;
        fill(&c, rows[i]);
        double floor_seconds = floor_of_pass(&c);
        scores(&c, PATRON_RFM_TILES, "tiles, 3 columns", floor_seconds);
        scores(&c, PATRON_RFM_QUANTILES, "quantiles, 3 columns", floor_seconds);
        nested(&c, floor_seconds);
        segments(&c, floor_seconds);
        release(&c);
    }
    return 0;
}
