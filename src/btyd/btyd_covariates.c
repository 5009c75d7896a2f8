/*
 * What is known of customers, in their rates (Hardie and Fader, "Incorporating time-invariant covariates
 * into the Pareto/NBD and BG/NBD models", 2007):
 *
 *     alpha e^-(g1 . z)      Pareto/NBD: beta e^-(g2 . z)      BG/NBD: a e^(g2 . z), b e^(g3 . z)
 *
 * a and b have coefficients of their own, since one for both cannot move the mean a / (a + b). The
 * derivative of ln L by a coefficient is z times that by the ln of its parameter; columns are measured in
 * their own root mean square while the fit climbs.
 */
#include "../portability.h"
#include "btyd_fit.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_scratch.h"

#include <math.h>
#include <string.h>

/* --- rates ---------------------------------------------------------------------------------------- */

static double btyd_effect(uint32_t m, const double *covariate, const double *coefficient)
{
    double sum = 0.0;
    for (uint32_t j = 0; j < m; j++)
        sum += covariate[j] * coefficient[j];
    return sum;
}

/* Which columns a kind has: a and b, beta, or none. */
static uint32_t btyd_dropout_groups(uint32_t kind)
{
    if (kind == PATRON_BTYD_NBD)
        return 0;
    return kind == PATRON_BTYD_PARETO_NBD || kind == PATRON_BTYD_GGOM_NBD ? 1 : 2;
}

static int32_t btyd_check_rate_of(const patron_btyd_model *model, uint32_t position, double value,
                                  const char *argument, int64_t row, patron_fault *fault)
{
    double low, high;
    patron_btyd_hill_bounds(model->kind, position, &low, &high);
    if (value >= low && value <= high)
        return PATRON_OK;
    return patron_base_fault_real(fault, PATRON_E_RANGE, argument, row, value,
                                  "coefficients that leave it in its range");
}

static int32_t btyd_check_covariates(size_t n, size_t m, const double *covariate,
                                     patron_fault *fault)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < m; j++)
            if (!isfinite(covariate[i * m + j]))
                return patron_base_fault_real_at(fault, PATRON_E_NOT_FINITE, "covariate",
                                                 (int64_t)i, (int64_t)j, covariate[i * m + j],
                                                 "a finite number");
    return PATRON_OK;
}

/* Coefficients are finite, and those that the kind has no parameter for 0. */
static int32_t btyd_check_coefficients(uint32_t groups, size_t m, const double *coefficient,
                                       patron_fault *fault)
{
    for (size_t j = 0; j < 3 * m; j++) {
        if (!isfinite(coefficient[j]))
            return patron_base_fault_real(fault, PATRON_E_NOT_FINITE, "coefficient", (int64_t)j,
                                          coefficient[j], "a finite number");
        if (j >= groups * m && coefficient[j] != 0.0)
            return patron_base_fault_real(fault, PATRON_E_RANGE, "coefficient", (int64_t)j,
                                          coefficient[j], "0: the kind has no such parameter");
    }
    return PATRON_OK;
}

static int32_t btyd_check_rates_call(const patron_btyd_model *model, size_t n, size_t m,
                                     const double *covariate, const double *coefficient,
                                     const double *alpha, patron_fault *fault)
{
    int32_t status = patron_btyd_check_there(1, model, "model", fault);
    if (status == PATRON_OK && m > 0)
        status = patron_btyd_check_there(n, covariate, "covariate", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_there(m, coefficient, "coefficient", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_there(n, alpha, "alpha", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_model(model, fault);
    if (status == PATRON_OK && model->kind == PATRON_BTYD_BG_BB)
        status = patron_base_fault_unsigned(fault, PATRON_E_RANGE, "model.kind", -1, model->kind,
                                            "a kind with rates");
    if (status == PATRON_OK)
        status = patron_btyd_check_count(n, "n", fault);
    if (status == PATRON_OK && m > BTYD_COVARIATES_MAX)
        status =
            patron_base_fault_unsigned(fault, PATRON_E_RANGE, "m", -1, m, "at most 16 columns");
    if (status == PATRON_OK)
        status =
            btyd_check_coefficients(1 + btyd_dropout_groups(model->kind), m, coefficient, fault);
    return status;
}

/* Own a and b, or beta and 0. */
static int32_t btyd_rate_dropout(const patron_btyd_model *model, uint32_t m,
                                 const double *covariate, const double *coefficient, int64_t row,
                                 double *own, patron_fault *fault)
{
    double first = btyd_effect(m, covariate, coefficient + m);
    if (btyd_dropout_groups(model->kind) == 1) {
        own[0] = model->beta * exp(-first);
        own[1] = 0.0;
        return btyd_check_rate_of(model, PATRON_BTYD_BETA, own[0], "dropout", row, fault);
    }
    own[0] = model->a * exp(first);
    own[1] = model->b * exp(btyd_effect(m, covariate, coefficient + (size_t)2 * m));
    int32_t status = btyd_check_rate_of(model, PATRON_BTYD_A, own[0], "dropout", row, fault);
    if (status == PATRON_OK)
        status = btyd_check_rate_of(model, PATRON_BTYD_B, own[1], "dropout", row, fault);
    return status;
}

int32_t PATRON_CALL patron_btyd_rates(const patron_btyd_model *model, size_t n, size_t m,
                                      const double *covariate, const double *coefficient,
                                      double *alpha, double *dropout, patron_fault *fault)
{
    int32_t status = btyd_check_rates_call(model, n, m, covariate, coefficient, alpha, fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        const double *own = m > 0 ? covariate + i * m : NULL;
        double rates[2] = {0.0, 0.0};
        status = btyd_check_covariates(1, m, own, NULL);
        if (status != PATRON_OK)
            return btyd_check_covariates(i + 1, m, covariate, fault);
        double purchase = model->alpha * exp(-btyd_effect((uint32_t)m, own, coefficient));
        status = btyd_check_rate_of(model, PATRON_BTYD_ALPHA, purchase, "alpha", (int64_t)i, fault);
        if (status == PATRON_OK && btyd_dropout_groups(model->kind) > 0)
            status =
                btyd_rate_dropout(model, (uint32_t)m, own, coefficient, (int64_t)i, rates, fault);
        if (status != PATRON_OK)
            return status;
        alpha[i] = purchase;
        if (dropout != NULL) {
            dropout[2 * i] = rates[0];
            dropout[2 * i + 1] = rates[1];
        }
    }
    return status;
}

/* --- fit ------------------------------------------------------------------------------------------ */

static size_t btyd_covariate_variables(uint32_t kind, size_t m)
{
    return 4 + patron_btyd_groups(kind) * m;
}

size_t PATRON_CALL patron_btyd_fit_covariates_scratch_size(size_t m)
{
    size_t need = NUMERIC_SCRATCH_SLACK;
    if (m > BTYD_COVARIATES_MAX)
        return SIZE_MAX;
    need = numeric_scratch_need(need, BTYD_LATE + 1, sizeof(btyd_piece));
    return numeric_scratch_need(
        need, patron_btyd_climb_size(btyd_covariate_variables(PATRON_BTYD_BG_NBD, m)), 1);
}

/* Row by row, so that the lowest wrong one is named. */
static int32_t btyd_check_weighted_covariates(const patron_btyd_model *any,
                                              const btyd_weighted *rows, size_t m,
                                              const double *covariate, patron_fault *fault)
{
    patron_fault found;
    int32_t status = patron_btyd_check_weighted(any, rows, NULL, &found);
    size_t sound = status == PATRON_OK ? rows->n : (size_t)found.row;
    int32_t before = btyd_check_covariates(sound, m, covariate, fault);
    if (before != PATRON_OK || status == PATRON_OK)
        return before;
    return patron_btyd_check_weighted(any, rows, NULL, fault);
}

static int32_t btyd_check_fit_covariates(const patron_btyd_fit_options *options,
                                         const btyd_weighted *rows, size_t m,
                                         const double *covariate, const void *scratch,
                                         size_t scratch_size, const patron_btyd_model *model,
                                         const double *coefficient,
                                         const patron_btyd_fit_result *result, patron_fault *fault)
{
    patron_btyd_model any = {PATRON_BTYD_NBD, 0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0};
    int32_t status = patron_btyd_check_histories(rows->n, rows->x, rows->t_x, rows->T, fault);
    if (status == PATRON_OK && m > 0)
        status = patron_btyd_check_there(rows->n, covariate, "covariate", fault);
    if (status == PATRON_OK)
        status = patron_base_check_scratch(scratch, scratch_size,
                                           patron_btyd_fit_covariates_scratch_size(m), fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_there(1, model, "model", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_there(m, coefficient, "coefficient", fault);
    if (status == PATRON_OK)
        status = patron_base_check_result(result, sizeof *result, fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_options(options, fault);
    if (status == PATRON_OK && options->kind > PATRON_BTYD_PARETO_NBD)
        status = patron_base_fault_unsigned(fault, PATRON_E_RANGE, "options.kind", -1,
                                            options->kind, "BG/NBD, MBG/NBD or Pareto/NBD");
    if (status == PATRON_OK)
        status = patron_btyd_check_count(rows->n, "n", fault);
    if (status == PATRON_OK && m > BTYD_COVARIATES_MAX)
        status =
            patron_base_fault_unsigned(fault, PATRON_E_RANGE, "m", -1, m, "at most 16 columns");
    if (status == PATRON_OK && (options->flags & PATRON_BTYD_FROM_MODEL) != 0) {
        status = patron_btyd_check_start(options, model, "model", fault);
        if (status == PATRON_OK)
            status =
                btyd_check_coefficients(patron_btyd_groups(options->kind), m, coefficient, fault);
    }
    if (status == PATRON_OK)
        status = btyd_check_weighted_covariates(&any, rows, m, covariate, fault);
    return status;
}

/* Root mean squares of the columns; 1 of a column of zeros. */
static void btyd_scale_columns(const btyd_hill *hill, double *scale)
{
    for (uint32_t j = 0; j < hill->covariates; j++) {
        double most = 0.0, sum = 0.0;
        for (size_t i = 0; i < hill->rows.n; i++)
            most = fmax(most, fabs(hill->covariate[i * hill->covariates + j]));
        for (size_t i = 0; most > 0.0 && i < hill->rows.n; i++) {
            double part = hill->covariate[i * hill->covariates + j] / most;
            sum += part * part;
        }
        scale[j] = most > 0.0 ? most * sqrt(sum / (double)hill->rows.n) : 1.0;
    }
}

/* Coefficients, in place of those of the scaled columns; the third block of Pareto/NBD is 0. */
static void btyd_report_coefficients(const btyd_hill *hill, const btyd_climb *climb,
                                     double *coefficient)
{
    size_t m = hill->covariates;
    for (size_t j = 0; j < 3 * m; j++)
        coefficient[j] =
            j < hill->groups * m ? climb->here.at[hill->free + j] / hill->scale[j % m] : 0.0;
}

static void btyd_report_errors(const btyd_hill *hill, btyd_climb *climb, double *error)
{
    size_t m = hill->covariates, size = climb->size;
    double *inverse = climb->there.hessian;
    patron_btyd_climb_covariance(hill, climb, inverse);
    for (size_t j = 0; j < 3 * m; j++) {
        size_t v = hill->free + j;
        error[j] = j < hill->groups * m ? sqrt(inverse[v * size + v]) / hill->scale[j % m] : 0.0;
    }
}

static void btyd_covariates_start(const btyd_hill *hill, int from_model, const double *coefficient,
                                  double *at)
{
    size_t m = hill->covariates;
    for (size_t j = 0; j < hill->groups * m; j++)
        at[hill->free + j] = from_model ? coefficient[j] * hill->scale[j % m] : 0.0;
}

int32_t PATRON_CALL patron_btyd_fit_covariates(const patron_btyd_fit_options *options, size_t n,
                                               const uint32_t *x, const double *t_x,
                                               const double *T, const double *weight, size_t m,
                                               const double *covariate, void *scratch,
                                               size_t scratch_size, patron_btyd_model *model,
                                               double *coefficient, patron_btyd_fit_result *result,
                                               patron_fault *fault)
{
    patron_btyd_fit_options known = {0};
    btyd_weighted rows = {n, x, t_x, T, weight};
    int32_t status = patron_btyd_read_options(options, PATRON_BTYD_FROM_MODEL, &known, fault);
    if (status == PATRON_OK)
        status = btyd_check_fit_covariates(&known, &rows, m, covariate, scratch, scratch_size,
                                           model, coefficient, result, fault);
    if (status != PATRON_OK)
        return status;

    btyd_hill hill;
    btyd_climb climb;
    patron_btyd_fit_result found;
    numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
    int from_model = (known.flags & PATRON_BTYD_FROM_MODEL) != 0;
    size_t size = btyd_covariate_variables(known.kind, m);
    double scale[BTYD_COVARIATES_MAX];
    patron_btyd_hill_open(&known, &hill);
    hill.rows = rows;
    hill.covariate = covariate;
    hill.by_row = 1;
    hill.covariates = (uint32_t)m;
    hill.groups = patron_btyd_groups(known.kind);
    hill.kept = numeric_scratch_take(&carve, BTYD_LATE + 1, sizeof(btyd_piece));
    hill.entries = 1;
    btyd_scale_columns(&hill, scale);
    hill.scale = scale;
    uint64_t notes = patron_btyd_hill_survey(&hill);
    patron_btyd_fit_blank(n, n, notes, &hill, &found);
    for (size_t j = 0; j < 3 * m; j++)
        coefficient[3 * m + j] = (double)NAN;
    if (notes == 0) {
        patron_btyd_climb_open(&climb, size,
                               numeric_scratch_take(&carve, patron_btyd_climb_size(size), 1));
        patron_btyd_hill_begin(from_model ? model : NULL, &hill, climb.here.at);
        btyd_covariates_start(&hill, from_model, coefficient, climb.here.at);
        patron_btyd_climb_run(&hill, known.max_iterations, &climb);
        patron_btyd_fit_report(&hill, &climb, &found);
        patron_btyd_climb_model(&hill, climb.here.at, model);
        btyd_report_coefficients(&hill, &climb, coefficient);
        if (climb.verdict == PATRON_BTYD_CONVERGED) {
            patron_btyd_fit_errors(&hill, &climb, NULL, &found);
            btyd_report_errors(&hill, &climb, coefficient + 3 * m);
        }
    } else {
        memset(model, 0, sizeof *model);
        model->kind = known.kind;
        model->k = known.k;
        for (size_t j = 0; j < 3 * m; j++)
            coefficient[j] = 0.0;
    }
    patron_base_write_result(result, &found, sizeof found);
    return PATRON_OK;
}
