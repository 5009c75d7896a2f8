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

/* Of n rows, the distinct ones, with the customers they stand for. */
static size_t distinct(size_t n, const uint32_t *x, const double *t_x, const double *T,
                       const double *weight, uint32_t *row_x, double *row_t_x, double *row_T,
                       double *row_weight)
{
    patron_fault fault;
    size_t found = 0;
    const size_t size = patron_btyd_distinct_scratch_size(n);
    void *scratch = memory_new(size, 1);
    faults_stop(patron_btyd_distinct(n, x, t_x, T, weight, scratch, size, n, row_x, row_t_x, row_T,
                                     row_weight, &found, &fault),
                &fault);
    free(scratch);
    return found;
}

static int before(const repeat_base *base, size_t row, size_t customer)
{
    return base->row_x[row] != base->x[customer]       ? base->row_x[row] < base->x[customer]
           : base->row_t_x[row] != base->t_x[customer] ? base->row_t_x[row] < base->t_x[customer]
                                                       : base->row_T[row] < base->T[customer];
}

/* The row of a customer among the distinct ones, which ascend. */
static int32_t find(const repeat_base *base, size_t customer)
{
    size_t low = 0;
    size_t high = base->distinct;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (before(base, middle, customer)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return (int32_t)low;
}

static void merge(repeat_base *base)
{
    const size_t n = base->customers;
    base->row_x = memory_new(n, sizeof *base->row_x);
    base->row_t_x = memory_new(n, sizeof *base->row_t_x);
    base->row_T = memory_new(n, sizeof *base->row_T);
    base->row_weight = memory_new(n, sizeof *base->row_weight);
    base->row = memory_new(n, sizeof *base->row);
    base->distinct = distinct(n, base->x, base->t_x, base->T, base->weight, base->row_x,
                              base->row_t_x, base->row_T, base->row_weight);
    for (size_t i = 0; i < n; i++) {
        base->row[i] = base->weight[i] > 0 ? find(base, i) : REPEAT_NOBODY;
    }
}

size_t repeat_base_ages(const repeat_base *base, double **T, double **weight)
{
    const size_t n = base->distinct;
    uint32_t *x = memory_new(n, sizeof *x);
    double *t_x = memory_new(n, sizeof *t_x);
    uint32_t *of_x = memory_new(n, sizeof *of_x);
    double *of_t_x = memory_new(n, sizeof *of_t_x);
    *T = memory_new(n, sizeof **T);
    *weight = memory_new(n, sizeof **weight);
    const size_t found =
        distinct(n, x, t_x, base->row_T, base->row_weight, of_x, of_t_x, *T, *weight);
    free(x);
    free(t_x);
    free(of_x);
    free(of_t_x);
    return found;
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
    merge(base);
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
    free(base->row_x);
    free(base->row_t_x);
    free(base->row_T);
    free(base->row_weight);
    free(base->row);
    memset(base, 0, sizeof *base);
}
