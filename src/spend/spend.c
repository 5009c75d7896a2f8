/*
 * The gamma-gamma model of P. Fader, B. Hardie and K. Lee (2005), after Colombo and Jiang (1999).
 *
 * With a = p x, n = a + q, u = gamma / (gamma + m x) and v = 1 - u,
 *
 *     ln L = -ln B(a, q) + q ln u + a ln v - ln m
 *
 * is a difference of large figures where shapes are large. With Stirling's formula in place of the
 * three gamma functions, and what it leaves, R, they are gone (C. Loader's way with the binomial, 2000):
 *
 *     ln L = ln(a q / (2 pi n)) / 2 + R(n) - R(a) - R(q) + a ln(n v / a) + q ln(n u / q) - ln m
 *
 * n v / a = 1 + d / a and n u / q = 1 - d / q, with d = (q m x - a gamma) / (gamma + m x), which is also the slope by
 * ln gamma.
 */
#include "../portability.h"
#include "spend_model.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_gamma.h"

#include <math.h>

#define SPEND_TWO_PI 6.283185307179586477
#define SPEND_LARGE 30.0 /* shapes from which ln(1 + d / a) has to be that */

/* --- kernels ---------------------------------------------------------------------------------- */

void patron_spend_count(const patron_spend_model *model, double x, spend_count *count)
{
    double q = model->q, a = model->p * x, n = a + q;
    double rest_n = patron_numeric_digamma_rest(n);
    count->a = a;
    count->n = n;
    count->n_by_a = n / a;
    count->n_by_q = n / q;
    count->constant = 0.5 * log(a / n * (q / SPEND_TWO_PI)) +
                      (patron_numeric_stirling_rest(n) - patron_numeric_stirling_rest(a) -
                       patron_numeric_stirling_rest(q));
    count->rest_p = patron_numeric_digamma_rest(a) - rest_n;
    count->rest_q = patron_numeric_digamma_rest(q) - rest_n;
}

void patron_spend_curves(const patron_spend_model *model, spend_count *count)
{
    double q = model->q, a = count->a;
    double of_n = patron_numeric_trigamma(count->n);
    count->curve_pp = a * a * (of_n - patron_numeric_trigamma(a));
    count->curve_pq = a * q * of_n;
    count->curve_qq = q * q * (of_n - patron_numeric_trigamma(q));
}

/* ln(1 + off / shape), where ratio is 1 + off / shape. */
static double spend_log_ratio(double shape, double off, double ratio)
{
    return shape > SPEND_LARGE && off > -0.5 * shape ? log1p(off / shape) : log(ratio);
}

void patron_spend_row(const patron_spend_model *model, const spend_count *count, double total,
                      spend_row *row)
{
    double whole = 1.0 / (model->gamma + total);
    double u = model->gamma * whole, v = total * whole;
    double off = (model->q * total - count->a * model->gamma) * whole;
    double log_v = spend_log_ratio(count->a, off, count->n_by_a * v);
    double log_u = spend_log_ratio(model->q, -off, count->n_by_q * u);
    row->value = count->constant + (count->a * log_v + model->q * log_u);
    row->slope[PATRON_SPEND_P] = count->a * (log_v + count->rest_p);
    row->slope[PATRON_SPEND_Q] = model->q * (log_u + count->rest_q);
    row->slope[PATRON_SPEND_GAMMA] = off;
    row->u = u;
    row->v = v;
}

/* NaN where it is infinite. */
static double spend_expectation(const patron_spend_model *model, double x, double m)
{
    double below = model->p * x + (model->q - 1.0);
    return below > 0.0 ? model->p * (model->gamma + x * m) / below : (double)NAN;
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t spend_check_parameter(const char *argument, double value, double low, double high,
                                     const char *expected, patron_fault *fault)
{
    if (value >= low && value <= high)
        return PATRON_OK;
    int32_t status = isfinite(value) ? PATRON_E_RANGE : PATRON_E_NOT_FINITE;
    return patron_base_fault_real(fault, status, argument, -1, value, expected);
}

int32_t patron_spend_check_model(const patron_spend_model *model, int is_start, patron_fault *fault)
{
    if (model == NULL)
        return patron_base_fault_null(fault, "model");
    int32_t status =
        spend_check_parameter(is_start ? "start.p" : "model.p", model->p, SPEND_SHAPE_LOW,
                              SPEND_SHAPE_HIGH, "a shape in [1e-6, 1e9]", fault);
    if (status == PATRON_OK)
        status = spend_check_parameter(is_start ? "start.q" : "model.q", model->q, SPEND_SHAPE_LOW,
                                       SPEND_SHAPE_HIGH, "a shape in [1e-6, 1e9]", fault);
    if (status == PATRON_OK)
        status = spend_check_parameter(is_start ? "start.gamma" : "model.gamma", model->gamma,
                                       SPEND_RATE_LOW, SPEND_RATE_HIGH, "a rate in [1e-12, 1e15]",
                                       fault);
    return status;
}

int32_t patron_spend_check_rows(size_t n, const void *x, const void *mean_spend,
                                patron_fault *fault)
{
    if (n > SPEND_ROWS_MAX)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "n", -1, n,
                                          "a count in [0, 2147483647]");
    if (n > 0 && x == NULL)
        return patron_base_fault_null(fault, "x");
    if (n > 0 && mean_spend == NULL)
        return patron_base_fault_null(fault, "mean_spend");
    return PATRON_OK;
}

int32_t patron_spend_check_money(size_t row, double value, double low, const char *expected,
                                 patron_fault *fault)
{
    if (value >= low && value <= SPEND_MONEY_HIGH)
        return PATRON_OK;
    int32_t status = isfinite(value) ? PATRON_E_RANGE : PATRON_E_NOT_FINITE;
    return patron_base_fault_real(fault, status, "mean_spend", (int64_t)row, value, expected);
}

static int32_t spend_check_columns(const patron_spend_model *model, size_t n, const void *x,
                                   const void *mean_spend, const void *out, const char *out_name,
                                   patron_fault *fault)
{
    int32_t status = patron_spend_check_model(model, 0, fault);
    if (status == PATRON_OK)
        status = patron_spend_check_rows(n, x, mean_spend, fault);
    if (status == PATRON_OK && n > 0 && out == NULL)
        return patron_base_fault_null(fault, out_name);
    return status;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_spend_log_likelihood(const patron_spend_model *model, size_t n,
                                                const uint32_t *x, const double *mean_spend,
                                                double *log_likelihood, double *gradient,
                                                patron_fault *fault)
{
    spend_count count;
    spend_row row;
    int32_t status =
        spend_check_columns(model, n, x, mean_spend, log_likelihood, "log_likelihood", fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        if (x[i] == 0)
            return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "x", (int64_t)i, x[i],
                                              "at least one repeat purchase");
        status = patron_spend_check_money(i, mean_spend[i], SPEND_MONEY_LOW,
                                          "money in [1e-12, 1e15]", fault);
        if (status != PATRON_OK)
            return status;
        if (i == 0 || x[i] != x[i - 1])
            patron_spend_count(model, x[i], &count);
        patron_spend_row(model, &count, mean_spend[i] * x[i], &row);
        log_likelihood[i] = row.value - log(mean_spend[i]);
        for (int j = 0; gradient != NULL && j < PATRON_SPEND_PARAMETERS; j++)
            gradient[i * PATRON_SPEND_PARAMETERS + (size_t)j] = row.slope[j];
    }
    return status;
}

int32_t PATRON_CALL patron_spend_expected(const patron_spend_model *model, size_t n,
                                          const uint32_t *x, const double *mean_spend,
                                          double *expected, patron_fault *fault)
{
    int32_t status = spend_check_columns(model, n, x, mean_spend, expected, "expected", fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        double m = x[i] == 0 ? 0.0 : mean_spend[i];
        status = patron_spend_check_money(i, m, 0.0, "money in [0, 1e15]", fault);
        if (status == PATRON_OK)
            expected[i] = spend_expectation(model, x[i], m);
    }
    return status;
}

int32_t PATRON_CALL patron_spend_mean(const patron_spend_model *model, double *mean,
                                      patron_fault *fault)
{
    int32_t status = patron_spend_check_model(model, 0, fault);
    if (status == PATRON_OK && mean == NULL)
        return patron_base_fault_null(fault, "mean");
    if (status == PATRON_OK)
        *mean = spend_expectation(model, 0.0, 0.0);
    return status;
}
