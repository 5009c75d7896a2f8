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
        column[i] = base->row[i] == REPEAT_NOBODY ? 0 : of_row[base->row[i]];
    }
    return column;
}

static void next_year(repeat *made, double *row)
{
    patron_fault fault;
    const repeat_base *base = &made->base;
    const repeat_try *best = made->tries.best;
    repeat_values *values = &made->values;
    faults_stop(patron_btyd_expected(&best->model, REPEAT_YEAR, base->distinct, base->row_x,
                                     base->row_t_x, base->row_T, NULL, NULL, row, &fault),
                &fault);
    values->purchases = spread(base, row);
    values->money = memory_new(base->customers, sizeof *values->money);
    for (size_t i = 0; i < base->customers; i++) {
        values->money[i] = values->purchases[i] * made->spend.money[i];
    }
    faults_stop(patron_btyd_expected_error(&best->model, best->covariance, REPEAT_YEAR,
                                           base->distinct, base->row_x, base->row_t_x, base->row_T,
                                           NULL, NULL, base->row_weight, &values->purchases_sum,
                                           &values->purchases_error, &fault),
                &fault);
    values->money_sum = repeat_total(base->customers, values->money, NULL);
}

static void count_tenths(repeat *made)
{
    repeat_values *values = &made->values;
    for (size_t i = 0; i < made->base.customers; i++) {
        const int tenth = (int)floor(values->alive[i] * REPEAT_TENTHS);
        if (made->base.row[i] != REPEAT_NOBODY) {
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
    double *variance = memory_new(base->distinct, sizeof *variance);
    faults_stop(patron_btyd_residual(model, made->force, base->distinct, base->row_x, base->row_t_x,
                                     base->row_T, NULL, NULL, row, &fault),
                &fault);
    double *purchases = spread(base, row);
    made->values.residual = memory_new(base->customers, sizeof *made->values.residual);
    faults_stop(patron_clv_residual(0, base->customers, purchases, made->spend.money,
                                    made->values.residual, NULL, &fault),
                &fault);
    repeat_variance(model, made->force, base, alive, row, variance);
    repeat_equity_make(made, row, variance);
    free(purchases);
    free(variance);
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
    double *alive = memory_new(base->distinct, sizeof *alive);
    double *row = memory_new(base->distinct, sizeof *row);
    faults_stop(patron_btyd_alive(&made->tries.best->model, base->distinct, base->row_x,
                                  base->row_t_x, base->row_T, NULL, NULL, alive, &fault),
                &fault);
    made->values.alive = spread(base, alive);
    made->values.alive_sum = repeat_total(base->distinct, alive, base->row_weight);
    count_tenths(made);
    next_year(made, row);
    rank(made);
    worth(made, alive, row);
    free(alive);
    free(row);
}
