/*
 * Where to start, the climb, and what is said of where it ended.
 *
 * What moments give: the variance of ln m is psi'(p x) + psi'(q), and psi'(y) about 1/y + 1/(2 y^2), so that a
 * line through (ln m - mean)^2 over 1/x gives both shapes, however heavy the tail of the spend.
 * Of many rows a sample is climbed first, so that few passes over all of them are left.
 */
#include "../portability.h"
#include "spend_fit.h"

#include "../numeric/numeric_compensated.h"
#include "../numeric/numeric_gamma.h"

#include <math.h>
#include <string.h>

enum { SPEND_SAMPLE_ITERATIONS = 200, SPEND_SAMPLE = 8192, SPEND_FEW = 10 };

#define SPEND_ILL 1e10
#define SPEND_NOBODY 1e-3 /* customers */
#define SPEND_PART 0.05   /* of the variance that either shape has at least */

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
    spend_open(reference, customers, SPEND_SAMPLE_ITERATIONS, from, climb);
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

/* --- the fit ---------------------------------------------------------------------------------- */

void patron_spend_climb_rows(const patron_spend_fit_options *options,
                             const patron_spend_model *start, spend_rows *rows,
                             patron_spend_model *model, double *covariance,
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
    else if (rows->customers < SPEND_NOBODY)
        result->notes |= PATRON_SPEND_NOTE_FEW;
    if (result->notes & ~(uint64_t)PATRON_SPEND_NOTE_LEFT_OUT)
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
