/* The customers as the models take them. */
#include "faults.h"
#include "memory.h"
#include "repeat.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

double repeat_total(size_t n, const double *value, const double *count)
{
    patron_fault fault;
    double total = 0;
    faults_stop(patron_clv_equity(0, n, value, count, NULL, NULL, NULL, &total, &fault), &fault);
    return total;
}

/* Histories until the end day, with each customer's sum of ln(gap in days). */
static patron_history *histories(const repeat_base *base, const receipts *all, double *log_gaps)
{
    patron_fault fault;
    const size_t n = base->customers;
    const size_t size = patron_history_from_receipts_scratch_size(all->count, n);
    void *scratch = memory_new(size, 1);
    patron_history *history = memory_new(n, sizeof *history);
    faults_stop(patron_history_from_receipts(INT32_MIN, base->end_day, all->count, all->customer,
                                             all->day, all->amount, all->margin, scratch, size, n,
                                             history, log_gaps, &fault),
                &fault);
    free(scratch);
    return history;
}

static void columns(repeat_base *base, const patron_history *history, int margin)
{
    patron_fault fault;
    const size_t n = base->customers;
    base->weight = memory_new(n, sizeof *base->weight);
    base->x = memory_new(n, sizeof *base->x);
    base->t_x = memory_new(n, sizeof *base->t_x);
    base->T = memory_new(n, sizeof *base->T);
    base->mean = memory_new(n, sizeof *base->mean);
    base->own = memory_new(n, sizeof *base->own);
    faults_stop(patron_history_summarize(base->end_day, REPEAT_DAYS, n, history, base->x, NULL,
                                         base->t_x, base->T, margin ? NULL : base->mean,
                                         margin ? base->mean : NULL, NULL, &fault),
                &fault);
}

/* Who never bought is nobody to the models; what is not there is 0, for they take no NaN. */
static void complete(repeat_base *base, const patron_history *history, int margin, double rate)
{
    base->first_day = base->end_day;
    for (size_t i = 0; i < base->customers; i++) {
        const patron_history *own = &history[i];
        base->mean[i] = base->x[i] > 0 ? base->mean[i] * rate : 0;
        if (own->days == 0) {
            base->t_x[i] = 0;
            base->T[i] = 0;
            continue;
        }
        base->weight[i] = 1;
        base->own[i] = (double)(margin ? own->margin : own->spend) * rate / own->days;
        base->first_day = own->first_day < base->first_day ? own->first_day : base->first_day;
        base->buyers++;
        base->again += own->days > 1;
    }
}

void repeat_base_ages(const repeat_base *base, repeat_rows *ages)
{
    const size_t n = base->rows.count;
    uint32_t *x = memory_new(n, sizeof *x);
    double *t_x = memory_new(n, sizeof *t_x);
    repeat_rows_make(ages, n, x, t_x, base->rows.T, base->rows.weight);
    free(x);
    free(t_x);
}

void repeat_base_make(repeat_base *base, const receipts *all, int32_t end_day, double margin_rate)
{
    const int margin = all->margin != NULL;
    memset(base, 0, sizeof *base);
    base->customers = all->customers;
    base->end_day = end_day;
    double *log_gaps = memory_new(base->customers, sizeof *log_gaps);
    patron_history *history = histories(base, all, log_gaps);
    columns(base, history, margin);
    complete(base, history, margin, margin ? 1 : margin_rate);
    repeat_rows_make(&base->rows, base->customers, base->x, base->t_x, base->T, base->weight);
    uint64_t repeats = 0;
    for (size_t i = 0; i < base->customers; i++) {
        repeats += base->x[i];
    }
    base->log_gaps =
        repeat_total(base->customers, log_gaps, NULL) - (double)repeats * log((double)REPEAT_DAYS);
    free(history);
    free(log_gaps);
}

void repeat_base_free(repeat_base *base)
{
    free(base->weight);
    free(base->x);
    free(base->t_x);
    free(base->T);
    free(base->mean);
    free(base->own);
    repeat_rows_free(&base->rows);
    memset(base, 0, sizeof *base);
}
