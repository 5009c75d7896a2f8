/*
 * What all customers together are still worth, with the two intervals of patron_clv_equity_interval. The
 * parameters are those of the model of purchases and those of the model of spend, whose estimates do not
 * depend on each other.
 */
#include "faults.h"
#include "memory.h"
#include "repeat.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum equity_size {
    EQUITY_PURCHASES = PATRON_BTYD_PARAMETERS,
    EQUITY_ALL = PATRON_BTYD_PARAMETERS + PATRON_SPEND_PARAMETERS
};

/* Of a parameter, up and down, for a central difference. */
static const double equity_step = 1e-4;

static double *purchase_parameter(patron_btyd_model *model, size_t which)
{
    double *parameters[EQUITY_PURCHASES];
    parameters[PATRON_BTYD_R] = &model->r;
    parameters[PATRON_BTYD_ALPHA] = &model->alpha;
    parameters[PATRON_BTYD_S] = &model->s;
    parameters[PATRON_BTYD_BETA] = &model->beta;
    parameters[PATRON_BTYD_A] = &model->a;
    parameters[PATRON_BTYD_B] = &model->b;
    parameters[PATRON_BTYD_GAMMA] = &model->gamma;
    parameters[PATRON_BTYD_DELTA] = &model->delta;
    return parameters[which];
}

static double *spend_parameter(patron_spend_model *model, size_t which)
{
    double *parameters[PATRON_SPEND_PARAMETERS];
    parameters[PATRON_SPEND_P] = &model->p;
    parameters[PATRON_SPEND_Q] = &model->q;
    parameters[PATRON_SPEND_GAMMA] = &model->gamma;
    return parameters[which];
}

/* What customers who share a history would pay for a purchase each. */
static double *money_of_rows(const repeat *made)
{
    double *money = memory_new(made->base.rows.count, sizeof *money);
    for (size_t i = 0; i < made->base.customers; i++) {
        if (made->base.rows.of[i] != REPEAT_NOBODY) {
            money[made->base.rows.of[i]] += made->spend.money[i];
        }
    }
    return money;
}

/* What the slopes of the residuals are made of: the classes' residuals and the rows' chances as they are. */
typedef struct equity_now {
    const repeat_ahead *ahead;
    const double *alive;
    const double *residual;
    double *ahead_alive; /* of the classes */
    double *money;       /* of the rows */
} equity_now;

/* Equity where a parameter is a little larger, or smaller. */
static double equity_by_purchases(const repeat *made, const equity_now *now, size_t which,
                                  double factor)
{
    patron_fault fault;
    const repeat_rows *rows = &made->base.rows;
    const repeat_rows *classes = &now->ahead->classes;
    patron_btyd_model model = made->tries.best->model;
    double *alive = memory_new(rows->count, sizeof *alive);
    double *ahead = memory_new(classes->count, sizeof *ahead);
    *purchase_parameter(&model, which) *= factor;
    faults_stop(patron_btyd_alive(&model, rows->count, rows->x, rows->t_x, rows->T, NULL, NULL,
                                  alive, &fault),
                &fault);
    repeat_ahead_alive(&model, made->force, 0, classes, ahead);
    for (size_t i = 0; i < rows->count; i++) {
        const double before = now->alive[i] * now->ahead_alive[classes->of[i]];
        alive[i] = before > 0 ? now->residual[i] * alive[i] * ahead[classes->of[i]] / before : 0;
    }
    const double equity = repeat_total(rows->count, alive, now->money);
    free(alive);
    free(ahead);
    return equity;
}

static double equity_by_spend(const repeat *made, size_t which, double factor,
                              const double *purchases)
{
    patron_spend_model model = made->spend.model;
    double *money = memory_new(made->base.customers, sizeof *money);
    *spend_parameter(&model, which) *= factor;
    repeat_spend_expected(&model, &made->base, money);
    const double equity = repeat_total(made->base.customers, money, purchases);
    free(money);
    return equity;
}

/* d equity / d parameter; 0 of those the model lacks. */
static void slopes_by_purchases(const repeat *made, const equity_now *now, double *gradient)
{
    patron_btyd_model model = made->tries.best->model;
    for (size_t i = 0; i < EQUITY_PURCHASES; i++) {
        const double at = *purchase_parameter(&model, i);
        gradient[i] = at == 0 ? 0
                              : (equity_by_purchases(made, now, i, 1 + equity_step) -
                                 equity_by_purchases(made, now, i, 1 - equity_step)) /
                                    (2 * equity_step * at);
    }
}

static void slopes_by_spend(const repeat *made, const double *purchases, double *gradient)
{
    patron_spend_model model = made->spend.model;
    for (size_t i = 0; i < PATRON_SPEND_PARAMETERS; i++) {
        gradient[i] = !made->spend.gamma_gamma
                          ? 0
                          : (equity_by_spend(made, i, 1 + equity_step, purchases) -
                             equity_by_spend(made, i, 1 - equity_step, purchases)) /
                                (2 * equity_step * *spend_parameter(&model, i));
    }
}

static void slopes(const repeat *made, const repeat_ahead *ahead, const double *alive,
                   const double *residual, double *gradient)
{
    const repeat_base *base = &made->base;
    double *purchases = memory_new(base->customers, sizeof *purchases);
    equity_now now = {ahead, alive, residual, NULL, NULL};
    now.ahead_alive = memory_new(ahead->classes.count, sizeof *now.ahead_alive);
    now.money = money_of_rows(made);
    repeat_ahead_alive(&made->tries.best->model, made->force, 0, &ahead->classes, now.ahead_alive);
    for (size_t i = 0; i < base->customers; i++) {
        purchases[i] = base->rows.of[i] == REPEAT_NOBODY ? 0 : residual[base->rows.of[i]];
    }
    slopes_by_purchases(made, &now, gradient);
    slopes_by_spend(made, purchases, gradient + EQUITY_PURCHASES);
    free(purchases);
    free(now.ahead_alive);
    free(now.money);
}

static void covariances(const repeat *made, double *covariance)
{
    for (size_t i = 0; i < EQUITY_PURCHASES; i++) {
        for (size_t j = 0; j < EQUITY_PURCHASES; j++) {
            covariance[i * EQUITY_ALL + j] = made->tries.best->covariance[i * EQUITY_PURCHASES + j];
        }
    }
    for (size_t i = 0; i < PATRON_SPEND_PARAMETERS && made->spend.gamma_gamma; i++) {
        for (size_t j = 0; j < PATRON_SPEND_PARAMETERS; j++) {
            covariance[(EQUITY_PURCHASES + i) * EQUITY_ALL + EQUITY_PURCHASES + j] =
                made->spend.covariance[i * PATRON_SPEND_PARAMETERS + j];
        }
    }
}

/*
 * The variance of the money that each customer will still bring: purchases D, whose squares add up to
 * D2, of amounts Gamma(p, v), v ~ Gamma(p x + q, gamma + x m). Amounts that are each customer's own mean
 * are taken as known. False where the second moment of the amounts does not exist: q <= 2.
 */
static int variances(const repeat *made, const repeat_ahead *ahead, const double *residual,
                     double *variance)
{
    const patron_spend_model *model = &made->spend.model;
    const repeat_base *base = &made->base;
    if (made->spend.gamma_gamma && model->q <= 2) {
        return 0;
    }
    double *squares = memory_new(base->rows.count, sizeof *squares);
    double *of_row = memory_new(base->rows.count, sizeof *of_row);
    repeat_variance(&made->tries.best->model, made->force, ahead, &base->rows, residual, squares,
                    of_row);
    for (size_t i = 0; i < base->customers; i++) {
        if (base->rows.of[i] == REPEAT_NOBODY) {
            continue;
        }
        const size_t row = (size_t)base->rows.of[i];
        const double mean = made->spend.money[i];
        double square = mean * mean;
        double within = 0;
        if (made->spend.gamma_gamma) {
            const double shape = model->p * base->x[i] + model->q;
            square *= (shape - 1) / (shape - 2);
            within = square / model->p;
        }
        variance[i] = square * of_row[row] + within * squares[row] +
                      (square - mean * mean) * residual[row] * residual[row];
    }
    free(squares);
    free(of_row);
    return 1;
}

double repeat_equity_by(const repeat *made, const repeat_ahead *ahead, const repeat_try *other)
{
    patron_fault fault;
    const repeat_rows *rows = &made->base.rows;
    double *alive = memory_new(rows->count, sizeof *alive);
    double *residual = memory_new(rows->count, sizeof *residual);
    double *money = money_of_rows(made);
    faults_stop(patron_btyd_alive(&other->model, rows->count, rows->x, rows->t_x, rows->T, NULL,
                                  NULL, alive, &fault),
                &fault);
    repeat_ahead_residual(&other->model, made->force, ahead, rows, alive, residual);
    const double equity = repeat_total(rows->count, residual, money);
    free(alive);
    free(residual);
    free(money);
    return equity;
}

void repeat_equity_make(repeat *made, const repeat_ahead *ahead, const double *alive,
                        const double *residual)
{
    patron_fault fault;
    const size_t n = made->base.customers;
    double *gradient = memory_new(EQUITY_ALL, sizeof *gradient);
    double *covariance = memory_new(EQUITY_ALL * EQUITY_ALL, sizeof *covariance);
    double *variance = memory_new(n, sizeof *variance);
    slopes(made, ahead, alive, residual, gradient);
    covariances(made, covariance);
    const int known = variances(made, ahead, residual, variance);
    made->values.equity.struct_size = (uint32_t)sizeof made->values.equity;
    if (patron_clv_equity_interval(0.95, n, made->values.residual, known ? variance : NULL,
                                   EQUITY_ALL, gradient, covariance, &made->values.equity,
                                   &fault) != PATRON_OK) {
        /* A covariance too rough to have a variance: equity has no interval. */
        made->values.equity.equity = repeat_total(n, made->values.residual, NULL);
        made->values.equity.parameter_error = (double)NAN;
    }
    free(gradient);
    free(covariance);
    free(variance);
}
