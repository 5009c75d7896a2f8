/*
 * The fit: where to start, the climb, and what is said of where it ended.
 */
#include "../portability.h"
#include "contract_fit.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_ascent.h"
#include "../numeric/numeric_compensated.h"

#include <math.h>
#include <string.h>

enum { CONTRACT_ITERATIONS = 200, CONTRACT_ITERATIONS_MAX = 10000, CONTRACT_FEW = 10 };

#define CONTRACT_FIRST_SIZE sizeof(patron_contract_fit_options)
#define CONTRACT_RESULT_FIRST_SIZE sizeof(patron_contract_fit_result)
#define CONTRACT_ILL 1e10

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

static void contract_fit(const patron_contract_fit_options *options,
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

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t contract_check_options(const patron_contract_fit_options *given,
                                      patron_contract_fit_options *options, patron_fault *fault)
{
    if (given == NULL)
        return patron_base_fault_null(fault, "options");
    int32_t status =
        patron_base_read_options(options, sizeof *options, CONTRACT_FIRST_SIZE, 0, given, fault);
    if (status != PATRON_OK)
        return status;
    if (options->kind != PATRON_CONTRACT_SBG && options->kind != PATRON_CONTRACT_BDW)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "options.kind", -1, options->kind,
                                          "PATRON_CONTRACT_SBG or PATRON_CONTRACT_BDW");
    if (options->max_iterations > CONTRACT_ITERATIONS_MAX)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "options.max_iterations", -1,
                                          options->max_iterations, "at most 10000");
    if (options->max_iterations == 0)
        options->max_iterations = CONTRACT_ITERATIONS;
    return PATRON_OK;
}

static int32_t contract_check_start(const patron_contract_model *start, uint32_t kind,
                                    patron_fault *fault)
{
    if (start == NULL)
        return PATRON_OK;
    int32_t status = patron_contract_check_model(start, "start", fault);
    if (status == PATRON_OK && start->kind != kind)
        status = patron_base_fault_unsigned(fault, PATRON_E_RANGE, "start", -1, start->kind,
                                            "a model of the kind fitted");
    return status;
}

static int32_t contract_check_data(size_t n, const void *t, const void *lost, const void *kept,
                                   const void *model, patron_fault *fault)
{
    int32_t status = patron_contract_check_count("n", n, CONTRACT_ROWS_MAX, fault);
    if (status == PATRON_OK && n > 0 && t == NULL)
        status = patron_base_fault_null(fault, "t");
    if (status == PATRON_OK && n > 0 && lost == NULL)
        status = patron_base_fault_null(fault, "lost");
    if (status == PATRON_OK && n > 0 && kept == NULL)
        status = patron_base_fault_null(fault, "kept");
    if (status == PATRON_OK && model == NULL)
        status = patron_base_fault_null(fault, "model");
    return status;
}

static int32_t contract_check_losses(size_t n, const uint32_t *t, const double *lost,
                                     const double *kept, patron_fault *fault)
{
    int32_t status = PATRON_OK;
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        status = patron_contract_check_time("t", (int64_t)i, t[i], 1, fault);
        if (status == PATRON_OK)
            status = patron_contract_check_customers("lost", (int64_t)i, lost[i], fault);
        if (status == PATRON_OK)
            status = patron_contract_check_customers("kept", (int64_t)i, kept[i], fault);
    }
    return status;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_contract_fit(const patron_contract_fit_options *options,
                                        const patron_contract_model *start, size_t n,
                                        const uint32_t *t, const double *lost, const double *kept,
                                        patron_contract_model *model, double *covariance,
                                        patron_contract_fit_result *result, patron_fault *fault)
{
    patron_contract_fit_options known;
    patron_contract_fit_result figures;
    double own[CONTRACT_CELLS];
    int32_t status = contract_check_options(options, &known, fault);
    if (status == PATRON_OK)
        status = contract_check_start(start, known.kind, fault);
    if (status == PATRON_OK)
        status = contract_check_data(n, t, lost, kept, model, fault);
    if (status == PATRON_OK)
        status = patron_base_check_result(result, CONTRACT_RESULT_FIRST_SIZE, fault);
    if (status == PATRON_OK)
        status = contract_check_losses(n, t, lost, kept, fault);
    if (status != PATRON_OK)
        return status;
    contract_data data;
    data.kind = known.kind;
    data.free = known.kind == PATRON_CONTRACT_SBG ? 2 : 3;
    data.n = n;
    data.t = t;
    data.lost = lost;
    data.kept = kept;
    data.customers = 0.0;
    contract_fit(&known, start, &data, model, own, &figures);
    if (covariance != NULL)
        memcpy(covariance, own, sizeof own);
    patron_base_write_result(result, &figures, sizeof figures);
    return PATRON_OK;
}
