/*
 * Weights derived from answers: correlations with the overall rating, and standardized coefficients of its
 * regression on all attributes.
 *
 *     standard error_j = sqrt(inflation_j (1 - R^2) / (used - rank - 1)),   inflation_j = (C^-1)_jj
 */
#include "cva_check.h"
#include "cva_model.h"
#include "cva_respondents.h"

#include "../numeric/numeric_pair.h"
#include "../numeric/numeric_normal.h"
#include "../numeric/numeric_student.h"

#include <math.h>
#include <string.h>

enum { CVA_CORRELATED_FEW = 30 };

/* --- kernels ---------------------------------------------------------------------------------- */

/* Where the columns of a regression go; all but weight may be NULL. */
typedef struct cva_columns {
    double *weight;
    double *standard_error;
    double *low;
    double *high;
    double *inflation;
} cva_columns;

size_t PATRON_CALL patron_cva_regression_scratch_size(size_t attributes)
{
    return patron_cva_model_need(NUMERIC_SCRATCH_SLACK, attributes);
}

/* Columns of L^-1, and of them the sums of squares: the diagonal of C^-1. */
static numeric_pair cva_inflation(const cva_model *model, size_t k)
{
    size_t m = model->attributes;
    numeric_pair sum = numeric_pair_make(0.0, 0.0);
    for (size_t i = k; i < model->rank; i++) {
        numeric_pair rest = numeric_pair_make(i == k ? 1.0 : 0.0, 0.0);
        const numeric_pair *row = model->matrix + model->order[i] * m;
        for (size_t t = k; t < i; t++)
            rest = numeric_pair_less_product(rest, row[model->order[t]], model->inverse[t]);
        model->inverse[i] = numeric_pair_quotient(rest, row[model->order[i]]);
        sum = numeric_pair_sum(sum, numeric_pair_product(model->inverse[i], model->inverse[i]));
    }
    return sum;
}

static void cva_write_column(double *column, size_t row, double value)
{
    if (column != NULL)
        column[row] = value;
}

static void cva_write_row(const cva_columns *columns, size_t row, double weight, double error,
                          double width, double inflation)
{
    columns->weight[row] = weight;
    cva_write_column(columns->standard_error, row, error);
    cva_write_column(columns->low, row, weight - width * error);
    cva_write_column(columns->high, row, weight + width * error);
    cva_write_column(columns->inflation, row, inflation);
}

static void cva_write_model(const cva_model *model, const patron_cva_moments *moments, int varies,
                            double confidence, const cva_columns *columns)
{
    double freedom = patron_cva_model_freedom(model, moments);
    double width = freedom >= 1.0 ? patron_numeric_student_width(confidence, freedom) : (double)NAN;
    double left = numeric_pair_value(model->unexplained) / (freedom >= 1.0 ? freedom : (double)NAN);
    for (size_t k = 0; k < model->attributes; k++) {
        double weight = (double)NAN, error = weight, inflation = weight;
        if (k < model->rank) {
            inflation = numeric_pair_value(cva_inflation(model, k));
            weight = varies ? numeric_pair_value(model->weight[k]) : weight;
            error = varies ? sqrt(inflation * left) : error;
        }
        cva_write_row(columns, model->order[k], weight, error, width, inflation);
    }
}

static uint64_t cva_sign_notes(size_t attributes, const double *weight)
{
    uint64_t notes = 0;
    for (size_t a = 0; a < attributes; a++)
        if (weight[a] < 0.0)
            notes |= PATRON_CVA_NOTE_NEGATIVE;
    return notes;
}

/* In [-1, 1]; NaN where one does not vary. */
static double cva_correlated(const patron_cva_moments *moments, size_t a)
{
    size_t overall = moments->attributes;
    numeric_pair x = patron_cva_cross(moments, a, a);
    numeric_pair y = patron_cva_cross(moments, overall, overall);
    if (!(x.high > 0.0 && y.high > 0.0))
        return (double)NAN;
    numeric_pair scale = numeric_pair_product(numeric_pair_root(x), numeric_pair_root(y));
    double r =
        numeric_pair_value(numeric_pair_quotient(patron_cva_cross(moments, a, overall), scale));
    return fmax(-1.0, fmin(1.0, r));
}

/* NaN where there is no interval. */
static double cva_fisher(double correlation, double half)
{
    if (fabs(correlation) == 1.0)
        return half == half ? correlation : half;
    double z = 0.5 * (log1p(correlation) - log1p(-correlation)); /* artanh */
    return tanh(z + half);
}

static void cva_note_correlation(double correlation, patron_cva_fit *fit)
{
    if (isnan(correlation))
        fit->notes |= PATRON_CVA_NOTE_CONSTANT;
    else
        fit->r_squared = fmax(fit->r_squared, correlation * correlation);
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t cva_check_derive(double confidence, const patron_cva_moments *moments,
                                size_t attributes, patron_fault *fault)
{
    int32_t status = patron_cva_check_confidence(confidence, fault);
    if (status == PATRON_OK)
        status = patron_cva_check_attributes(moments, attributes, CVA_TABLE_MAX, fault);
    return status;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_cva_correlations(double confidence, const patron_cva_moments *moments,
                                            size_t moments_size, size_t attributes,
                                            double *correlation, double *low, double *high,
                                            patron_cva_fit *result, patron_fault *fault)
{
    patron_cva_fit fit;
    int32_t status =
        patron_cva_check_moments(moments, moments_size, "moments", "moments_size", fault);
    if (status != PATRON_OK)
        return status;
    if (correlation == NULL)
        return patron_base_fault_null(fault, "correlation");
    status = patron_base_check_result(result, CVA_FIT_FIRST_SIZE, fault);
    if (status == PATRON_OK)
        status = cva_check_derive(confidence, moments, attributes, fault);
    if (status != PATRON_OK)
        return status;
    patron_cva_empty_fit(moments, &fit);
    double half = moments->used > 3
                      ? patron_numeric_normal_width(confidence) / sqrt((double)(moments->used - 3))
                      : (double)NAN;
    for (size_t a = 0; a < attributes; a++) {
        double r = cva_correlated(moments, a);
        correlation[a] = r;
        cva_write_column(low, a, cva_fisher(r, -half));
        cva_write_column(high, a, cva_fisher(r, half));
        cva_note_correlation(r, &fit);
    }
    fit.notes |= cva_sign_notes(attributes, correlation);
    if (isnan(fit.r_squared))
        fit.notes |= PATRON_CVA_NOTE_NO_SPREAD;
    if (moments->used < CVA_CORRELATED_FEW)
        fit.notes |= PATRON_CVA_NOTE_FEW;
    patron_base_write_result(result, &fit, sizeof fit);
    return PATRON_OK;
}

int32_t PATRON_CALL patron_cva_regression(double confidence, const patron_cva_moments *moments,
                                          size_t moments_size, void *scratch, size_t scratch_size,
                                          size_t attributes, double *weight, double *standard_error,
                                          double *low, double *high, double *inflation,
                                          patron_cva_fit *result, patron_fault *fault)
{
    cva_columns columns;
    cva_model model;
    patron_cva_fit fit;
    int32_t status =
        patron_cva_check_moments(moments, moments_size, "moments", "moments_size", fault);
    if (status == PATRON_OK)
        status = patron_base_check_scratch(scratch, scratch_size,
                                           patron_cva_regression_scratch_size(attributes), fault);
    if (status != PATRON_OK)
        return status;
    if (weight == NULL)
        return patron_base_fault_null(fault, "weight");
    status = patron_base_check_result(result, CVA_FIT_FIRST_SIZE, fault);
    if (status == PATRON_OK)
        status = cva_check_derive(confidence, moments, attributes, fault);
    if (status != PATRON_OK)
        return status;
    columns.weight = weight;
    columns.standard_error = standard_error;
    columns.low = low;
    columns.high = high;
    columns.inflation = inflation;
    numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
    patron_cva_model_open(&model, &carve, attributes);
    int varies = patron_cva_model_fill(&model, moments);
    patron_cva_model_solve(&model);
    patron_cva_model_describe(&model, moments, varies, &fit);
    cva_write_model(&model, moments, varies, confidence, &columns);
    fit.notes |= cva_sign_notes(attributes, weight);
    patron_base_write_result(result, &fit, sizeof fit);
    return PATRON_OK;
}
