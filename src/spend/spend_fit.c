/*
 * The fit: rows that count, where to start, the climb, and what is said of where it ended.
 *
 * What moments give: the variance of ln m is psi'(p x) + psi'(q), and psi'(y) about 1/y + 1/(2 y^2), so that a
 * line through (ln m - mean)^2 over 1/x gives both shapes, however heavy the tail of the spend.
 * Of many rows a sample is climbed first, so that few passes over all of them are left.
 */
#include "../portability.h"
#include "spend_fit.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_ascent.h"
#include "../numeric/numeric_compensated.h"
#include "../numeric/numeric_gamma.h"
#include "../numeric/numeric_scratch.h"

#include <math.h>
#include <string.h>

enum { SPEND_ITERATIONS = 200, SPEND_ITERATIONS_MAX = 10000, SPEND_SAMPLE = 8192, SPEND_FEW = 10 };

#define SPEND_FIRST_SIZE sizeof(patron_spend_fit_options)
#define SPEND_RESULT_FIRST_SIZE sizeof(patron_spend_fit_result)
#define SPEND_ILL 1e10
#define SPEND_PART 0.05 /* of the variance that either shape has at least */

/* --- rows ------------------------------------------------------------------------------------- */

size_t PATRON_CALL patron_spend_fit_scratch_size(size_t n)
{
    size_t need = numeric_scratch_need(NUMERIC_SCRATCH_SLACK, n, sizeof(uint32_t));
    need = numeric_scratch_need(need, n, sizeof(double));
    need = numeric_scratch_need(need, n, sizeof(double));
    need = numeric_scratch_need(need, SPEND_TABLE, sizeof(spend_count));
    return numeric_scratch_need(need, SPEND_TABLE, 1);
}

static void spend_carve(void *scratch, size_t scratch_size, size_t n, spend_rows *rows)
{
    numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
    memset(rows, 0, sizeof *rows);
    rows->x = numeric_scratch_take(&carve, n, sizeof *rows->x);
    rows->total = numeric_scratch_take(&carve, n, sizeof *rows->total);
    rows->weight = numeric_scratch_take(&carve, n, sizeof *rows->weight);
    rows->table = numeric_scratch_take(&carve, SPEND_TABLE, sizeof *rows->table);
    rows->present = numeric_scratch_take(&carve, SPEND_TABLE, 1);
    rows->stride = 1;
    memset(rows->present, 0, SPEND_TABLE);
}

/* Keeps the rows that count. */
static void spend_collect(size_t n, const uint32_t *x, const double *mean_spend,
                          const double *weight, spend_rows *rows, patron_spend_fit_result *result)
{
    for (size_t i = 0; i < n; i++) {
        if (x[i] == 0) {
            result->no_purchase++;
        } else if (mean_spend[i] < SPEND_MONEY_LOW) {
            result->no_money++;
        } else if (weight == NULL || weight[i] > 0.0) {
            rows->x[rows->n] = x[i];
            rows->total[rows->n] = mean_spend[i] * x[i];
            rows->weight[rows->n] = weight == NULL ? 1.0 : weight[i];
            rows->present[x[i] < SPEND_TABLE ? x[i] : 0] = 1;
            rows->n++;
        }
    }
    result->rows = n;
    result->used = rows->n;
    if (result->no_money > 0)
        result->notes |= PATRON_SPEND_NOTE_LEFT_OUT;
}

/* --- where to start --------------------------------------------------------------------------- */

/* The shape whose psi' is about this. */
static double spend_shape(double variance)
{
    return 0.5 * (1.0 + sqrt(1.0 + 2.0 * variance)) / variance;
}

/* Sums of ln m and 1/x; whether two rows differ in spend. */
static int spend_survey(spend_rows *rows, double *mean_inverse)
{
    numeric_pair customers = numeric_pair_make(0.0, 0.0), logs = customers, inverses = customers;
    int differ = 0;
    for (size_t i = 0; i < rows->n; i++) {
        double x = rows->x[i], w = rows->weight[i];
        differ |= rows->total[i] / x != rows->total[0] / rows->x[0];
        customers = numeric_pair_add(customers, w);
        logs = numeric_pair_add(logs, w * log(rows->total[i] / x));
        inverses = numeric_pair_add(inverses, w / x);
    }
    rows->customers = numeric_pair_value(customers);
    rows->mean_log = numeric_pair_value(logs) / rows->customers;
    *mean_inverse = numeric_pair_value(inverses) / rows->customers;
    return differ;
}

static void spend_moments(const spend_rows *rows, double mean_inverse, patron_spend_model *start)
{
    double variance = 0.0, spread = 0.0, both = 0.0;
    for (size_t i = 0; i < rows->n; i += rows->stride) {
        double x = rows->x[i], w = rows->weight[i];
        double off = log(rows->total[i] / x) - rows->mean_log, apart = 1.0 / x - mean_inverse;
        variance += w * off * off;
        spread += w * apart * apart;
        both += w * off * off * apart;
    }
    variance /= rows->customers;
    double of_p = spread > 0.0 ? both / spread * mean_inverse : 0.5 * variance;
    of_p = fmin(fmax(of_p, SPEND_PART * variance), (1.0 - SPEND_PART) * variance);
    double p = spend_shape(of_p / mean_inverse), q = spend_shape(variance - of_p);
    start->p = fmin(fmax(p, SPEND_SHAPE_LOW), SPEND_SHAPE_HIGH);
    start->q = fmin(fmax(q, SPEND_SHAPE_LOW), SPEND_SHAPE_HIGH);
    double log_gamma = rows->mean_log - log(start->p) + 0.5 * mean_inverse / start->p +
                       patron_numeric_digamma(start->q);
    start->gamma = exp(fmin(fmax(log_gamma, log(SPEND_RATE_LOW)), log(SPEND_RATE_HIGH)));
}

/* --- the climb -------------------------------------------------------------------------------- */

static void spend_open(const patron_spend_model *reference, double customers,
                       uint32_t max_iterations, const double *from, numeric_ascent *climb)
{
    static const double low[SPEND_FREE] = {SPEND_SHAPE_LOW, SPEND_SHAPE_LOW, SPEND_RATE_LOW};
    static const double high[SPEND_FREE] = {SPEND_SHAPE_HIGH, SPEND_SHAPE_HIGH, SPEND_RATE_HIGH};
    double center[SPEND_FREE];
    center[0] = reference->p;
    center[1] = reference->q;
    center[2] = reference->gamma;
    patron_numeric_ascent_open(climb, SPEND_FREE, customers, max_iterations);
    for (int j = 0; j < SPEND_FREE; j++) {
        climb->reference[j] = log(center[j]);
        climb->low[j] = log(low[j]);
        climb->high[j] = log(high[j]);
        climb->trial.at[j] = from[j];
    }
}

static void spend_climb(const spend_rows *rows, numeric_ascent *climb)
{
    do
        patron_spend_evaluate(rows, climb->customers, &climb->trial);
    while (patron_numeric_ascent_next(climb));
}

/* Moves `from` near the top, by a sample. */
static void spend_approach(const spend_rows *rows, const patron_spend_model *reference,
                           double *from, numeric_ascent *climb)
{
    spend_rows sample = *rows;
    double customers = 0.0;
    sample.stride = rows->n / SPEND_SAMPLE;
    if (sample.stride < 4)
        return;
    for (size_t i = 0; i < rows->n; i += sample.stride)
        customers += rows->weight[i];
    spend_open(reference, customers, SPEND_ITERATIONS, from, climb);
    spend_climb(&sample, climb);
    memcpy(from, climb->here.at, SPEND_FREE * sizeof *from);
}

/* --- what is said of it ----------------------------------------------------------------------- */

static void spend_blank(patron_spend_model *model, double *covariance,
                        patron_spend_fit_result *result)
{
    double none = (double)NAN;
    model->p = model->q = model->gamma = none;
    result->verdict = PATRON_SPEND_NOT_IDENTIFIED;
    result->log_likelihood = result->aic = result->bic = none;
    result->gradient_norm = result->condition = none;
    result->error_p = result->error_q = result->error_gamma = none;
    result->mean = none;
    for (int i = 0; i < SPEND_FREE * SPEND_FREE; i++)
        covariance[i] = none;
}

static uint32_t spend_verdict(uint32_t end)
{
    if (end == NUMERIC_ASCENT_TOP)
        return PATRON_SPEND_CONVERGED;
    if (end == NUMERIC_ASCENT_EDGE)
        return PATRON_SPEND_BOUNDARY;
    return end == NUMERIC_ASCENT_LIMIT ? PATRON_SPEND_RUNNING : PATRON_SPEND_NOT_IDENTIFIED;
}

static void spend_report(const spend_rows *rows, const numeric_ascent *climb,
                         patron_spend_model *model, patron_spend_fit_result *result)
{
    model->p = exp(climb->here.at[0]);
    model->q = exp(climb->here.at[1]);
    model->gamma = exp(climb->here.at[2]);
    result->verdict = spend_verdict(climb->end);
    result->iterations = climb->iterations;
    result->runs_to_zero = climb->runs_to_zero;
    result->runs_to_infinity = climb->runs_to_infinity;
    result->log_likelihood = rows->customers * (climb->here.value - rows->mean_log);
    result->gradient_norm = patron_numeric_ascent_norm(climb);
    result->condition = patron_numeric_ascent_condition(climb);
    if (model->q > 1.0)
        result->mean = model->p * model->gamma / (model->q - 1.0);
    else
        result->notes |= PATRON_SPEND_NOTE_INFINITE_MEAN;
    if (result->condition > SPEND_ILL)
        result->notes |= PATRON_SPEND_NOTE_ILL_CONDITIONED;
    if (rows->customers < SPEND_FEW * SPEND_FREE)
        result->notes |= PATRON_SPEND_NOTE_FEW;
    if (climb->end == NUMERIC_ASCENT_LEVEL)
        result->notes |= PATRON_SPEND_NOTE_FLAT;
}

static void spend_report_errors(const spend_rows *rows, const numeric_ascent *climb,
                                const patron_spend_model *model, double *covariance,
                                patron_spend_fit_result *result)
{
    double value[SPEND_FREE];
    value[0] = model->p;
    value[1] = model->q;
    value[2] = model->gamma;
    patron_numeric_ascent_covariance(climb, covariance);
    for (int i = 0; i < SPEND_FREE; i++)
        for (int j = 0; j < SPEND_FREE; j++)
            covariance[i * SPEND_FREE + j] *= value[i] * value[j];
    result->error_p = sqrt(covariance[0]);
    result->error_q = sqrt(covariance[4]);
    result->error_gamma = sqrt(covariance[8]);
    result->aic = 2.0 * SPEND_FREE - 2.0 * result->log_likelihood;
    result->bic = SPEND_FREE * log(rows->customers) - 2.0 * result->log_likelihood;
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t spend_check_options(const patron_spend_fit_options *given,
                                   patron_spend_fit_options *options, patron_fault *fault)
{
    int32_t status =
        patron_base_read_options(options, sizeof *options, SPEND_FIRST_SIZE, 0, given, fault);
    if (status != PATRON_OK)
        return status;
    if (options->max_iterations > SPEND_ITERATIONS_MAX)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "options.max_iterations", -1,
                                          options->max_iterations, "at most 10000");
    if (options->reserved != 0)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "options.reserved", -1,
                                          options->reserved, "0");
    if (options->max_iterations == 0)
        options->max_iterations = SPEND_ITERATIONS;
    return PATRON_OK;
}

static int32_t spend_check_fit_rows(size_t n, const uint32_t *x, const double *mean_spend,
                                    const double *weight, patron_fault *fault)
{
    for (size_t i = 0; i < n; i++) {
        if (x[i] > 0) {
            int32_t status = patron_spend_check_money(i, mean_spend[i], -SPEND_MONEY_HIGH,
                                                      "money in [-1e15, 1e15]", fault);
            if (status != PATRON_OK)
                return status;
        }
        if (weight != NULL && !(weight[i] >= 0.0 && weight[i] <= 1e15))
            return patron_base_fault_real(
                fault, isfinite(weight[i]) ? PATRON_E_RANGE : PATRON_E_NOT_FINITE, "weight",
                (int64_t)i, weight[i], "customers in [0, 1e15]");
    }
    return PATRON_OK;
}

/* --- public ----------------------------------------------------------------------------------- */

static void spend_fit(const patron_spend_fit_options *options, const patron_spend_model *start,
                      spend_rows *rows, patron_spend_model *model, double *covariance,
                      patron_spend_fit_result *result)
{
    numeric_ascent climb;
    patron_spend_model moments;
    double mean_inverse, from[SPEND_FREE];
    spend_blank(model, covariance, result);
    int differ = spend_survey(rows, &mean_inverse);
    result->customers = rows->customers;
    if (rows->n == 0)
        result->notes |= PATRON_SPEND_NOTE_NOBODY;
    else if (!differ)
        result->notes |= PATRON_SPEND_NOTE_IDENTICAL;
    if (!differ)
        return;
    spend_moments(rows, mean_inverse, &moments);
    const patron_spend_model *begin = start != NULL ? start : &moments;
    from[0] = log(begin->p);
    from[1] = log(begin->q);
    from[2] = log(begin->gamma);
    spend_approach(rows, &moments, from, &climb);
    spend_open(&moments, rows->customers, options->max_iterations, from, &climb);
    spend_climb(rows, &climb);
    spend_report(rows, &climb, model, result);
    if (result->verdict == PATRON_SPEND_CONVERGED)
        spend_report_errors(rows, &climb, model, covariance, result);
}

int32_t PATRON_CALL patron_spend_fit(const patron_spend_fit_options *options,
                                     const patron_spend_model *start, size_t n, const uint32_t *x,
                                     const double *mean_spend, const double *weight, void *scratch,
                                     size_t scratch_size, patron_spend_model *model,
                                     double *covariance, patron_spend_fit_result *result,
                                     patron_fault *fault)
{
    patron_spend_fit_options known;
    patron_spend_fit_result figures;
    double own[SPEND_FREE * SPEND_FREE];
    spend_rows rows;
    int32_t status = spend_check_options(options, &known, fault);
    if (status == PATRON_OK && start != NULL)
        status = patron_spend_check_model(start, "start", fault);
    if (status == PATRON_OK)
        status = patron_spend_check_rows(n, x, mean_spend, fault);
    if (status == PATRON_OK)
        status = patron_base_check_scratch(scratch, scratch_size, patron_spend_fit_scratch_size(n),
                                           fault);
    if (status == PATRON_OK && model == NULL)
        status = patron_base_fault_null(fault, "model");
    if (status == PATRON_OK)
        status = patron_base_check_result(result, SPEND_RESULT_FIRST_SIZE, fault);
    if (status == PATRON_OK)
        status = spend_check_fit_rows(n, x, mean_spend, weight, fault);
    if (status != PATRON_OK)
        return status;
    memset(&figures, 0, sizeof figures);
    spend_carve(scratch, scratch_size, n, &rows);
    spend_collect(n, x, mean_spend, weight, &rows, &figures);
    spend_fit(&known, start, &rows, model, own, &figures);
    if (covariance != NULL)
        memcpy(covariance, own, sizeof own);
    patron_base_write_result(result, &figures, sizeof figures);
    return PATRON_OK;
}
