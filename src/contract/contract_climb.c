/*
 * The fit: where to start, the climb, and what is said of where it ended.
 */
#include "../portability.h"
#include "contract_fit.h"

#include "../numeric/numeric_compensated.h"

#include <math.h>
#include <string.h>

enum { CONTRACT_FEW = 10 };

#define CONTRACT_ILL 1e10
#define CONTRACT_NOBODY 1e-3 /* customers */

/* --- the fit ---------------------------------------------------------------------------------- */

/* Customers and, by the mean chance to leave, where to start; notes, 0 where there is something to fit. */
static uint64_t contract_survey(contract_data *data, double *start)
{
    numeric_pair lost = numeric_pair_make(0.0, 0.0), kept = lost, exposed = lost;
    uint32_t longest = 0;
    for (size_t i = 0; i < data->n; i++) {
        double customers = data->lost[i] + data->kept[i];
        lost = numeric_pair_add(lost, data->lost[i]);
        kept = numeric_pair_add(kept, data->kept[i]);
        exposed = numeric_pair_add(exposed, customers * data->t[i]);
        if (customers > 0.0 && data->t[i] > longest)
            longest = data->t[i];
    }
    double leave = numeric_pair_value(lost) / numeric_pair_value(exposed);
    data->customers = numeric_pair_value(lost) + numeric_pair_value(kept);
    start[0] = 0.0;
    start[1] = log(fmin(fmax((1.0 - leave) / leave, 1e-3), 1e6));
    start[2] = 0.0;
    uint64_t notes = 0;
    if (numeric_pair_value(lost) == 0.0)
        notes |= PATRON_CONTRACT_NOTE_NOBODY_LOST;
    else if (leave == 1.0)
        notes |= PATRON_CONTRACT_NOTE_NOBODY_KEPT;
    else if (data->customers < CONTRACT_NOBODY)
        notes |= PATRON_CONTRACT_NOTE_FEW;
    if (longest < data->free)
        notes |= PATRON_CONTRACT_NOTE_FEW_PERIODS;
    return notes;
}

static void contract_climb(const contract_data *data, uint32_t max_iterations, const double *start,
                           const patron_contract_model *from, numeric_ascent *climb)
{
    patron_numeric_ascent_open(climb, data->free, data->customers, max_iterations);
    for (size_t i = 0; i < data->free; i++) {
        climb->reference[i] = start[i];
        climb->trial.at[i] = start[i];
        climb->low[i] = log(i < 2 ? CONTRACT_SHAPE_LOW : CONTRACT_BEND_LOW);
        climb->high[i] = log(i < 2 ? CONTRACT_SHAPE_HIGH : CONTRACT_BEND_HIGH);
    }
    if (from != NULL) {
        climb->trial.at[0] = log(from->a);
        climb->trial.at[1] = log(from->b);
        if (data->free == CONTRACT_FREE)
            climb->trial.at[2] = log(from->c);
    }
    do
        patron_contract_evaluate(data, &climb->trial);
    while (patron_numeric_ascent_next(climb));
}

static void contract_blank(uint32_t kind, patron_contract_model *model, double *covariance,
                           patron_contract_fit_result *result)
{
    double none = (double)NAN;
    memset(model, 0, sizeof *model);
    memset(result, 0, sizeof *result);
    model->kind = kind;
    model->a = model->b = none;
    model->c = kind == PATRON_CONTRACT_SBG ? 0.0 : none;
    result->verdict = PATRON_CONTRACT_NOT_IDENTIFIED;
    result->log_likelihood = result->aic = result->bic = none;
    result->gradient_norm = result->condition = none;
    result->error_a = result->error_b = result->error_c = none;
    for (int i = 0; i < CONTRACT_CELLS; i++)
        covariance[i] = none;
}

static uint32_t contract_verdict(uint32_t end)
{
    if (end == NUMERIC_ASCENT_TOP)
        return PATRON_CONTRACT_CONVERGED;
    if (end == NUMERIC_ASCENT_EDGE)
        return PATRON_CONTRACT_BOUNDARY;
    return end == NUMERIC_ASCENT_LIMIT ? PATRON_CONTRACT_RUNNING : PATRON_CONTRACT_NOT_IDENTIFIED;
}

static void contract_report(const contract_data *data, const numeric_ascent *climb,
                            patron_contract_model *model, patron_contract_fit_result *result)
{
    patron_contract_model_at(data, climb->here.at, model);
    if (data->kind == PATRON_CONTRACT_SBG)
        model->c = 0.0;
    model->kind = data->kind;
    result->verdict = contract_verdict(climb->end);
    result->iterations = climb->iterations;
    result->runs_to_zero = climb->runs_to_zero;
    result->runs_to_infinity = climb->runs_to_infinity;
    result->log_likelihood = data->customers * climb->here.value;
    result->gradient_norm = patron_numeric_ascent_norm(climb);
    result->condition = patron_numeric_ascent_condition(climb);
    if (result->condition > CONTRACT_ILL)
        result->notes |= PATRON_CONTRACT_NOTE_ILL_CONDITIONED;
    if (data->customers < CONTRACT_FEW * (double)data->free)
        result->notes |= PATRON_CONTRACT_NOTE_FEW;
    if (climb->end == NUMERIC_ASCENT_LEVEL)
        result->notes |= PATRON_CONTRACT_NOTE_FLAT;
}

static void contract_report_errors(const contract_data *data, const numeric_ascent *climb,
                                   double *covariance, patron_contract_fit_result *result)
{
    double inverse[CONTRACT_CELLS], value[CONTRACT_FREE];
    size_t free = data->free;
    double p = (double)free;
    patron_numeric_ascent_covariance(climb, inverse);
    memset(covariance, 0, CONTRACT_CELLS * sizeof *covariance);
    for (size_t i = 0; i < free; i++)
        value[i] = exp(climb->here.at[i]);
    for (size_t i = 0; i < free; i++)
        for (size_t j = 0; j < free; j++)
            covariance[i * CONTRACT_FREE + j] = inverse[i * free + j] * value[i] * value[j];
    result->error_a = sqrt(covariance[0]);
    result->error_b = sqrt(covariance[4]);
    result->error_c = sqrt(covariance[8]);
    result->aic = 2.0 * p - 2.0 * result->log_likelihood;
    result->bic = p * log(data->customers) - 2.0 * result->log_likelihood;
}

void patron_contract_climb_rows(const patron_contract_fit_options *options,
                                const patron_contract_model *from, contract_data *data,
                                patron_contract_model *model, double *covariance,
                                patron_contract_fit_result *result)
{
    numeric_ascent climb;
    double start[CONTRACT_FREE];
    contract_blank(data->kind, model, covariance, result);
    result->notes = contract_survey(data, start);
    result->rows = data->n;
    result->customers = data->customers;
    if (result->notes != 0)
        return;
    contract_climb(data, options->max_iterations, start, from, &climb);
    contract_report(data, &climb, model, result);
    if (result->verdict == PATRON_CONTRACT_CONVERGED)
        contract_report_errors(data, &climb, covariance, result);
}
