/* Customers by recency, frequency and money. */
#include "base_figures.h"
#include "faults.h"
#include "memory.h"

#include <stdlib.h>

/* The customers who have bought, in columns. */
typedef struct columns {
    size_t count;
    int32_t *last_day;
    int32_t *days;
    int64_t *value;
    uint32_t *r;
    uint32_t *f;
    uint32_t *m;
    uint32_t *code;
} columns;

static void columns_make(columns *of, const figures *made)
{
    const size_t n = made->customers;
    of->last_day = memory_new(n, sizeof *of->last_day);
    of->days = memory_new(n, sizeof *of->days);
    of->value = memory_new(n, sizeof *of->value);
    of->r = memory_new(n, sizeof *of->r);
    of->f = memory_new(n, sizeof *of->f);
    of->m = memory_new(n, sizeof *of->m);
    of->code = memory_new(n, sizeof *of->code);
    of->count = 0;
    for (size_t i = 0; i < n; i++) {
        if (made->history[i].days > 0) {
            of->last_day[of->count] = made->history[i].last_day;
            of->days[of->count] = (int32_t)made->history[i].days;
            of->value[of->count++] = made->value[i];
        }
    }
}

static void columns_free(columns *of)
{
    free(of->last_day);
    free(of->days);
    free(of->value);
    free(of->r);
    free(of->f);
    free(of->m);
    free(of->code);
}

static int all_alike(size_t n, const int32_t *value)
{
    size_t i = 1;
    while (i < n && value[i] == value[0]) {
        i++;
    }
    return i >= n;
}

/* By quantiles: customers who did the same get the same score, as half of them bought once. */
static void score(base_rfm *rfm, columns *of)
{
    patron_fault fault;
    const size_t n = of->count;
    const uint32_t method = PATRON_RFM_QUANTILES;
    const uint32_t direction = PATRON_RFM_HIGH_IS_BEST;
    const size_t size = patron_rfm_score_scratch_size(n, BASE_BINS);
    void *scratch = memory_new(size, 1);
    faults_stop(patron_rfm_score_days(method, direction, n, of->last_day, scratch, size, of->r,
                                      BASE_BINS, rfm->last_day, rfm->customers_of_score[0], NULL,
                                      &fault),
                &fault);
    faults_stop(patron_rfm_score_days(method, direction, n, of->days, scratch, size, of->f,
                                      BASE_BINS, rfm->days, rfm->customers_of_score[1], NULL,
                                      &fault),
                &fault);
    faults_stop(patron_rfm_score_money(method, direction, n, of->value, scratch, size, of->m,
                                       BASE_BINS, NULL, NULL, NULL, &fault),
                &fault);
    free(scratch);
}

/* The map: how many are in each cell, what they have brought, and how they score by money. */
static void count_cells(base_rfm *rfm, columns *of)
{
    patron_fault fault;
    const size_t n = of->count;
    const size_t size = patron_rfm_cells_scratch_size(BASE_CELLS);
    void *scratch = memory_new(size, 1);
    double *money_score = memory_new(n, sizeof *money_score);
    for (size_t i = 0; i < n; i++) {
        money_score[i] = of->m[i];
    }
    rfm->all.struct_size = (uint32_t)sizeof rfm->all;
    faults_stop(patron_rfm_code(BASE_BINS, n, of->r, of->f, NULL, of->code, &fault), &fault);
    faults_stop(patron_rfm_cells_money(n, of->code, of->value, NULL, BASE_CELLS, rfm->cell,
                                       &rfm->all, &fault),
                &fault);
    faults_stop(patron_rfm_cells(n, of->code, money_score, NULL, scratch, size, BASE_CELLS,
                                 rfm->money_score, NULL, &fault),
                &fault);
    free(money_score);
    free(scratch);
}

static void name_segments(base_rfm *rfm, columns *of)
{
    patron_fault fault;
    patron_rfm_rule rule[BASE_SEGMENTS];
    size_t found = 0;
    faults_stop(patron_rfm_default_rules(BASE_SEGMENTS, rule, &found, &fault), &fault);
    faults_stop(patron_rfm_segments(BASE_BINS, of->count, of->r, of->f, of->m, BASE_SEGMENTS, rule,
                                    of->code, NULL, NULL, &fault),
                &fault);
    faults_stop(patron_rfm_cells_money(of->count, of->code, of->value, NULL, BASE_SEGMENTS,
                                       rfm->segment, NULL, &fault),
                &fault);
}

void base_rfm_make(base_rfm *rfm, const figures *made)
{
    columns of;
    columns_make(&of, made);
    rfm->customers = of.count;
    rfm->absence = of.count < BASE_LEAST              ? BASE_TOO_FEW
                   : all_alike(of.count, of.days)     ? BASE_SAME_FREQUENCY
                   : all_alike(of.count, of.last_day) ? BASE_SAME_RECENCY
                                                      : BASE_PRESENT;
    if (rfm->absence == BASE_PRESENT) {
        score(rfm, &of);
        count_cells(rfm, &of);
        name_segments(rfm, &of);
    }
    columns_free(&of);
}
