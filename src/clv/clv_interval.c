/*
 * Customer equity and its two intervals:
 *
 *     equity -/+ z sqrt(g' C g)   and   equity -/+ z sqrt(g' C g + sum of variances).
 *
 * Source: G. Casella and R. Berger, "Statistical Inference", 5.5.4 (the delta method). Sums over customers are
 * exact; the quadratic form is in numbers of 104 bits without ends to their exponents, because the estimates
 * of a model's parameters are often so correlated that its terms cancel.
 */
#include "../portability.h"
#include "clv_terms.h"
#include "clv_wide.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_normal.h"

/* Below 0 by at most this part of the terms' sizes, a variance is 0: what rounding of an exactly singular
   covariance leaves. */
#define CLV_INTERVAL_ROUNDING 1e-9

enum {
    CLV_INTERVAL_FIRST_SIZE = 88 /* patron_clv_equity_result of 0.1 */
};

typedef struct clv_interval {
    size_t n;
    const double *value;
    const double *variance;
    size_t p;
    const double *gradient;
    const double *covariance;
} clv_interval;

static int32_t clv_interval_check_rows(const clv_interval *given, patron_fault *fault)
{
    int32_t status = PATRON_OK;
    for (size_t i = 0; status == PATRON_OK && i < given->n; i++) {
        status = patron_clv_check_amount(given->value[i], "value", (int64_t)i, fault);
        if (status == PATRON_OK && given->variance != NULL)
            status = patron_clv_check_real(given->variance[i], given->variance[i] >= 0.0,
                                           "variance", (int64_t)i, "a variance, >= 0", fault);
    }
    return status;
}

static int32_t clv_interval_check_parameters(const clv_interval *given, patron_fault *fault)
{
    int32_t status = PATRON_OK;
    for (size_t i = 0; status == PATRON_OK && i < given->p; i++)
        status = patron_clv_check_amount(given->gradient[i], "gradient", (int64_t)i, fault);
    for (size_t i = 0; status == PATRON_OK && i < given->p; i++)
        for (size_t j = 0; status == PATRON_OK && j < given->p; j++) {
            double entry = given->covariance[i * given->p + j];
            status = patron_clv_check_real(entry, i != j || entry >= 0.0, "covariance", (int64_t)i,
                                           "a variance, >= 0, on the diagonal", fault);
            if (status != PATRON_OK && fault != NULL)
                fault->column = (int64_t)j;
        }
    return status;
}

static int32_t clv_interval_check(double confidence, const clv_interval *given,
                                  const patron_clv_equity_result *result, patron_fault *fault)
{
    int32_t status = patron_clv_check_column(given->n, given->value, "value", fault);
    if (status == PATRON_OK)
        status = patron_clv_check_column(given->p, given->gradient, "gradient", fault);
    if (status == PATRON_OK)
        status = patron_clv_check_column(given->p, given->covariance, "covariance", fault);
    if (status == PATRON_OK)
        status = patron_base_check_result(result, CLV_INTERVAL_FIRST_SIZE, fault);
    if (status == PATRON_OK)
        status = patron_clv_check_real(confidence, confidence > 0.0 && confidence < 1.0,
                                       "confidence", -1, "a fraction in (0, 1)", fault);
    if (status == PATRON_OK)
        status = clv_interval_check_parameters(given, fault);
    if (status == PATRON_OK)
        status = clv_interval_check_rows(given, fault);
    return status;
}

/* g' C g. */
static int32_t clv_interval_form(const clv_interval *given, clv_wide *form, patron_fault *fault)
{
    clv_wide sizes;
    *form = patron_clv_wide_form(given->p, given->gradient, given->covariance, &sizes);
    if (clv_wide_sign(*form) >= 0)
        return PATRON_OK;
    sizes = clv_wide_product(sizes, clv_wide_of(CLV_INTERVAL_ROUNDING));
    if (clv_wide_sign(patron_clv_wide_sum(*form, sizes)) < 0)
        return patron_base_fault_plain(fault, PATRON_E_RANGE, "covariance",
                                       "one by which no variance is below 0");
    *form = clv_wide_of(0.0);
    return PATRON_OK;
}

static clv_wide clv_interval_root(clv_wide variance)
{
    return clv_wide_is_zero(variance) ? variance : patron_clv_wide_root(variance);
}

/* An error, and the interval by it. */
static void clv_interval_fill(double equity, double z, clv_wide error, double *figure)
{
    clv_wide half = clv_wide_product(error, clv_wide_of(z));
    figure[0] = clv_wide_value(error);
    figure[1] = clv_wide_value(patron_clv_wide_difference(clv_wide_of(equity), half));
    figure[2] = clv_wide_value(patron_clv_wide_sum(clv_wide_of(equity), half));
}

/* Parameter error, low, high; outcome error, low, high; customer error. */
enum { CLV_INTERVAL_FIGURES = 7 };

static int32_t clv_interval_figures(double confidence, const clv_interval *given, double equity,
                                    double *figure, patron_fault *fault)
{
    clv_wide form;
    double own, z = patron_numeric_normal_width(confidence);
    int32_t status = PATRON_OK;
    for (int k = 0; k < CLV_INTERVAL_FIGURES; k++)
        figure[k] = (double)NAN;
    if (given->variance != NULL)
        status = patron_clv_total(given->n, given->variance, "variance", &own, fault);
    if (status == PATRON_OK)
        status = clv_interval_form(given, &form, fault);
    if (status != PATRON_OK)
        return status;
    clv_interval_fill(equity, z, clv_interval_root(form), figure);
    if (given->variance != NULL) {
        clv_wide both = patron_clv_wide_sum(form, clv_wide_of(own));
        clv_interval_fill(equity, z, clv_interval_root(both), figure + 3);
        figure[6] = sqrt(own);
    }
    for (int k = 0; k < CLV_INTERVAL_FIGURES; k++)
        if (figure[k] > DBL_MAX || figure[k] < -DBL_MAX)
            return patron_clv_fault_overflow("result", -1, fault);
    return PATRON_OK;
}

int32_t PATRON_CALL patron_clv_equity_interval(double confidence, size_t n, const double *value,
                                               const double *variance, size_t p,
                                               const double *gradient, const double *covariance,
                                               patron_clv_equity_result *result,
                                               patron_fault *fault)
{
    const clv_interval given = {n, value, variance, p, gradient, covariance};
    patron_clv_equity_result made = {0};
    double figure[CLV_INTERVAL_FIGURES];
    int32_t status = clv_interval_check(confidence, &given, result, fault);
    if (status == PATRON_OK)
        status = patron_clv_total(n, value, "value", &made.equity, fault);
    if (status == PATRON_OK)
        status = clv_interval_figures(confidence, &given, made.equity, figure, fault);
    if (status != PATRON_OK)
        return status;
    made.notes = variance == NULL ? PATRON_CLV_NOTE_NO_VARIANCE : 0;
    made.rows = n;
    made.parameter_error = figure[0];
    made.parameter_low = figure[1];
    made.parameter_high = figure[2];
    made.outcome_error = figure[3];
    made.outcome_low = figure[4];
    made.outcome_high = figure[5];
    made.customer_error = figure[6];
    patron_base_write_result(result, &made, sizeof made);
    return PATRON_OK;
}
