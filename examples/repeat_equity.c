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
    double *money = memory_new(made->base.distinct, sizeof *money);
    for (size_t i = 0; i < made->base.customers; i++) {
        if (made->base.row[i] != REPEAT_NOBODY) {
            money[made->base.row[i]] += made->spend.money[i];
        }
    }
    return money;
}

static double equity_by_purchases(const repeat *made, size_t which, double factor,
                                  const double *money)
{
    patron_fault fault;
    const repeat_base *base = &made->base;
    patron_btyd_model model = made->tries.best->model;
    double *residual = memory_new(base->distinct, sizeof *residual);
    *purchase_parameter(&model, which) *= factor;
    faults_stop(patron_btyd_residual(&model, made->force, base->distinct, base->row_x,
                                     base->row_t_x, base->row_T, NULL, NULL, residual, &fault),
                &fault);
    const double equity = repeat_total(base->distinct, residual, money);
    free(residual);
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
static void slopes(const repeat *made, const double *purchases, double gradient[EQUITY_ALL])
{
    patron_btyd_model model = made->tries.best->model;
    patron_spend_model spend = made->spend.model;
    double *money = money_of_rows(made);
    for (size_t i = 0; i < EQUITY_PURCHASES; i++) {
        const double at = *purchase_parameter(&model, i);
        gradient[i] = at == 0 ? 0
                              : (equity_by_purchases(made, i, 1 + equity_step, money) -
                                 equity_by_purchases(made, i, 1 - equity_step, money)) /
                                    (2 * equity_step * at);
    }
    for (size_t i = 0; i < PATRON_SPEND_PARAMETERS; i++) {
        gradient[EQUITY_PURCHASES + i] =
            !made->spend.gamma_gamma ? 0
                                     : (equity_by_spend(made, i, 1 + equity_step, purchases) -
                                        equity_by_spend(made, i, 1 - equity_step, purchases)) /
                                           (2 * equity_step * *spend_parameter(&spend, i));
    }
    free(money);
}

static void covariances(const repeat *made, double covariance[EQUITY_ALL * EQUITY_ALL])
{
    memset(covariance, 0, EQUITY_ALL * EQUITY_ALL * sizeof *covariance);
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
static int variances(const repeat *made, const double *row_residual, const double *row_variance,
                     const double *row_squares, double *variance)
{
    const patron_spend_model *model = &made->spend.model;
    const repeat_base *base = &made->base;
    if (made->spend.gamma_gamma && model->q <= 2) {
        return 0;
    }
    for (size_t i = 0; i < base->customers; i++) {
        if (base->row[i] == REPEAT_NOBODY) {
            continue;
        }
        const size_t row = (size_t)base->row[i];
        const double mean = made->spend.money[i];
        double square = mean * mean;
        double within = 0;
        if (made->spend.gamma_gamma) {
            const double shape = model->p * base->x[i] + model->q;
            square *= (shape - 1) / (shape - 2);
            within = square / model->p;
        }
        variance[i] = square * row_variance[row] + within * row_squares[row] +
                      (square - mean * mean) * row_residual[row] * row_residual[row];
    }
    return 1;
}

void repeat_equity_make(repeat *made, const double *row_residual, const double *row_variance)
{
    patron_fault fault;
    const repeat_base *base = &made->base;
    double gradient[EQUITY_ALL];
    double covariance[EQUITY_ALL * EQUITY_ALL];
    double *purchases = memory_new(base->customers, sizeof *purchases);
    double *variance = memory_new(base->customers, sizeof *variance);
    double *squares = memory_new(base->distinct, sizeof *squares);
    for (size_t i = 0; i < base->customers; i++) {
        purchases[i] = base->row[i] == REPEAT_NOBODY ? 0 : row_residual[base->row[i]];
    }
    slopes(made, purchases, gradient);
    covariances(made, covariance);
    faults_stop(patron_btyd_residual(&made->tries.best->model, 2 * made->force, base->distinct,
                                     base->row_x, base->row_t_x, base->row_T, NULL, NULL, squares,
                                     &fault),
                &fault);
    const int known = variances(made, row_residual, row_variance, squares, variance);
    made->values.equity.struct_size = (uint32_t)sizeof made->values.equity;
    faults_stop(patron_clv_equity_interval(0.95, base->customers, made->values.residual,
                                           known ? variance : NULL, EQUITY_ALL, gradient,
                                           covariance, &made->values.equity, &fault),
                &fault);
    free(purchases);
    free(variance);
    free(squares);
}
