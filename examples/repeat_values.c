/* What is to be expected of each customer, and of all. */
#include "faults.h"
#include "memory.h"
#include "repeat.h"

#include <math.h>
#include <stdlib.h>

/* A column of the customers from one of the distinct histories; 0 of who never bought. */
static double *spread(const repeat_base *base, const double *of_row)
{
    double *column = memory_new(base->customers, sizeof *column);
    for (size_t i = 0; i < base->customers; i++) {
        column[i] = base->rows.of[i] == REPEAT_NOBODY ? 0 : of_row[base->rows.of[i]];
    }
    return column;
}

static void next_year(repeat *made, double *row)
{
    patron_fault fault;
    const repeat_base *base = &made->base;
    const repeat_try *best = made->tries.best;
    repeat_values *values = &made->values;
    faults_stop(patron_btyd_expected(&best->model, REPEAT_YEAR, base->rows.count, base->rows.x,
                                     base->rows.t_x, base->rows.T, NULL, NULL, row, &fault),
                &fault);
    values->purchases = spread(base, row);
    values->money = memory_new(base->customers, sizeof *values->money);
    for (size_t i = 0; i < base->customers; i++) {
        values->money[i] = values->purchases[i] * made->spend.money[i];
    }
    if (patron_btyd_expected_error(&best->model, best->covariance, REPEAT_YEAR, base->rows.count,
                                   base->rows.x, base->rows.t_x, base->rows.T, NULL, NULL,
                                   base->rows.weight, &values->purchases_sum,
                                   &values->purchases_error, &fault) != PATRON_OK) {
        /* A covariance too rough to have a variance. */
        values->purchases_sum = repeat_total(base->rows.count, row, base->rows.weight);
        values->purchases_error = (double)NAN;
    }
    values->money_sum = repeat_total(base->customers, values->money, NULL);
}

static void count_tenths(repeat *made)
{
    repeat_values *values = &made->values;
    for (size_t i = 0; i < made->base.customers; i++) {
        const int tenth = (int)floor(values->alive[i] * REPEAT_TENTHS);
        if (made->base.rows.of[i] != REPEAT_NOBODY) {
            values->tenth[tenth < REPEAT_TENTHS ? tenth : REPEAT_TENTHS - 1]++;
        }
    }
}

/* All purchases to come, discounted, and what they are worth. Without a discount they have no sum. */
static void worth(repeat *made, const double *alive, double *row)
{
    patron_fault fault;
    const repeat_base *base = &made->base;
    const patron_btyd_model *model = &made->tries.best->model;
    if (!(made->force > 0)) {
        return;
    }
    repeat_ahead ahead;
    repeat_ahead_make(&ahead, &base->rows);
    repeat_ahead_residual(model, made->force, &ahead, &base->rows, alive, row);
    double *purchases = spread(base, row);
    made->values.residual = memory_new(base->customers, sizeof *made->values.residual);
    faults_stop(patron_clv_residual(0, base->customers, purchases, made->spend.money,
                                    made->values.residual, NULL, &fault),
                &fault);
    repeat_equity_make(made, &ahead, alive, row);
    made->values.next = repeat_fit_next(&made->tries, made->tries.best);
    if (made->values.next != NULL) {
        made->values.next_equity = repeat_equity_by(made, &ahead, made->values.next);
    }
    repeat_ahead_free(&ahead);
    free(purchases);
}

/* Customers by the money to come in the year. */
static void rank(repeat *made)
{
    patron_fault fault;
    const size_t n = made->base.customers;
    const size_t size = patron_pareto_rank_scratch_size(n);
    void *scratch = memory_new(size, 1);
    made->values.order = memory_new(n, sizeof *made->values.order);
    faults_stop(
        patron_pareto_rank(n, made->values.money, scratch, size, made->values.order, NULL, &fault),
        &fault);
    free(scratch);
}

void repeat_values_make(repeat *made)
{
    patron_fault fault;
    const repeat_base *base = &made->base;
    double *alive = memory_new(base->rows.count, sizeof *alive);
    double *row = memory_new(base->rows.count, sizeof *row);
    faults_stop(patron_btyd_alive(&made->tries.best->model, base->rows.count, base->rows.x,
                                  base->rows.t_x, base->rows.T, NULL, NULL, alive, &fault),
                &fault);
    made->values.alive = spread(base, alive);
    made->values.alive_sum = repeat_total(base->rows.count, alive, base->rows.weight);
    count_tenths(made);
    next_year(made, row);
    rank(made);
    worth(made, alive, row);
    free(alive);
    free(row);
}
