/*
 * The curve of a model: survival, retention, lapses, cohorts to come.
 *
 *     r(t) = B(a, b + t^c) / B(a, b + (t-1)^c)      sBG: (b + t - 1) / (a + b + t - 1)
 *
 * P. Fader and B. Hardie, "How to project customer retention" (2007), and revisited (2018).
 */
#include "../portability.h"
#include "contract_model.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_mixed.h"

#include <math.h>

/* --- kernels ---------------------------------------------------------------------------------- */

double patron_contract_clock(double c, double t)
{
    return c == 1.0 ? t : pow(t, c);
}

double patron_contract_clock_rise(double c, double from, double by)
{
    if (c == 1.0)
        return by;
    if (from == 0.0)
        return pow(by, c);
    return pow(from, c) * expm1(c * log1p(by / from));
}

double patron_contract_log_retention(const patron_contract_model *model, double t)
{
    double c = contract_bend(model);
    double before = patron_contract_clock(c, t - 1.0);
    double rise = patron_contract_clock_rise(c, t - 1.0, 1.0);
    return patron_numeric_mixed_rise(model->a, model->b + before, rise);
}

double patron_contract_retain(const patron_contract_model *model, double t)
{
    if (model->kind == PATRON_CONTRACT_SBG)
        return (model->b + (t - 1.0)) / (model->a + (model->b + (t - 1.0)));
    return exp(patron_contract_log_retention(model, t));
}

static double contract_survive(const patron_contract_model *model, double t)
{
    double clock = patron_contract_clock(contract_bend(model), t);
    return exp(patron_numeric_mixed_rise(model->a, model->b, clock));
}

static double contract_leave(const patron_contract_model *model, double t)
{
    double before = contract_survive(model, t - 1.0);
    if (model->kind == PATRON_CONTRACT_SBG)
        return before * (model->a / (model->a + (model->b + (t - 1.0))));
    return before * -expm1(patron_contract_log_retention(model, t));
}

/* Adds a cohort to those there. */
static void contract_add_cohort(const patron_contract_model *model, uint32_t renewals,
                                double customers, size_t periods, double *there)
{
    double left = customers;
    for (size_t j = 0; j < periods; j++) {
        left *= patron_contract_retain(model, (double)renewals + 1.0 + (double)j);
        there[j] += left;
    }
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t contract_check_parameter(const char *argument, double value, double low, double high,
                                        const char *expected, patron_fault *fault)
{
    if (value >= low && value <= high)
        return PATRON_OK;
    int32_t status = isfinite(value) ? PATRON_E_RANGE : PATRON_E_NOT_FINITE;
    return patron_base_fault_real(fault, status, argument, -1, value, expected);
}

int32_t patron_contract_check_model(const patron_contract_model *model, int is_start,
                                    patron_fault *fault)
{
    if (model == NULL)
        return patron_base_fault_null(fault, "model");
    if (model->kind != PATRON_CONTRACT_SBG && model->kind != PATRON_CONTRACT_BDW)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE,
                                          is_start ? "start.kind" : "model.kind", -1, model->kind,
                                          "PATRON_CONTRACT_SBG or PATRON_CONTRACT_BDW");
    if (model->reserved != 0)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE,
                                          is_start ? "start.reserved" : "model.reserved", -1,
                                          model->reserved, "0");
    int32_t status =
        contract_check_parameter(is_start ? "start.a" : "model.a", model->a, CONTRACT_SHAPE_LOW,
                                 CONTRACT_SHAPE_HIGH, "a shape in [1e-6, 1e9]", fault);
    if (status == PATRON_OK)
        status =
            contract_check_parameter(is_start ? "start.b" : "model.b", model->b, CONTRACT_SHAPE_LOW,
                                     CONTRACT_SHAPE_HIGH, "a shape in [1e-6, 1e9]", fault);
    if (status != PATRON_OK)
        return status;
    const char *c = is_start ? "start.c" : "model.c";
    if (model->kind == PATRON_CONTRACT_SBG)
        return contract_check_parameter(c, model->c, 0.0, 0.0, "0, of sBG", fault);
    return contract_check_parameter(c, model->c, CONTRACT_BEND_LOW, CONTRACT_BEND_HIGH,
                                    "a power in [1e-3, 20]", fault);
}

int32_t patron_contract_check_count(const char *argument, size_t count, size_t most,
                                    patron_fault *fault)
{
    if (count <= most)
        return PATRON_OK;
    return patron_base_fault_unsigned(fault, PATRON_E_RANGE, argument, -1, count,
                                      most == CONTRACT_ROWS_MAX   ? "a count in [0, 2147483647]"
                                      : most == CONTRACT_TIME_MAX ? "a count in [0, 1000000000]"
                                                                  : "a count in [0, 1000000]");
}

int32_t patron_contract_check_time(const char *argument, int64_t row, uint32_t t, uint32_t least,
                                   patron_fault *fault)
{
    if (t >= least && t <= CONTRACT_TIME_MAX)
        return PATRON_OK;
    return patron_base_fault_unsigned(fault, PATRON_E_RANGE, argument, row, t,
                                      least == 0 ? "a number in [0, 1000000000]"
                                                 : "a number in [1, 1000000000]");
}

int32_t patron_contract_check_customers(const char *argument, int64_t row, double value,
                                        patron_fault *fault)
{
    if (value >= 0.0 && value <= CONTRACT_CUSTOMERS_MAX)
        return PATRON_OK;
    int32_t status = isfinite(value) ? PATRON_E_RANGE : PATRON_E_NOT_FINITE;
    return patron_base_fault_real(fault, status, argument, row, value, "customers in [0, 1e15]");
}

static int32_t contract_check_columns(const patron_contract_model *model, size_t n, const void *t,
                                      const void *out, const char *out_name, patron_fault *fault)
{
    int32_t status = patron_contract_check_model(model, 0, fault);
    if (status == PATRON_OK)
        status = patron_contract_check_count("n", n, CONTRACT_ROWS_MAX, fault);
    if (status == PATRON_OK && n > 0 && t == NULL)
        return patron_base_fault_null(fault, "t");
    if (status == PATRON_OK && n > 0 && out == NULL)
        return patron_base_fault_null(fault, out_name);
    return status;
}

static int32_t contract_check_projection(const patron_contract_model *model, size_t n,
                                         const uint32_t *renewals, const double *customers,
                                         size_t periods, const void *there, const void *retention,
                                         patron_fault *fault)
{
    int32_t status = patron_contract_check_model(model, 0, fault);
    if (status == PATRON_OK)
        status = patron_contract_check_count("n", n, CONTRACT_ROWS_MAX, fault);
    if (status == PATRON_OK && n > 0 && renewals == NULL)
        return patron_base_fault_null(fault, "renewals");
    if (status == PATRON_OK && n > 0 && customers == NULL)
        return patron_base_fault_null(fault, "customers");
    if (status == PATRON_OK)
        status = patron_contract_check_count("periods", periods, 1000000, fault);
    if (status == PATRON_OK && periods > 0 && there == NULL)
        return patron_base_fault_null(fault, "there");
    if (status == PATRON_OK && periods > 0 && retention == NULL)
        return patron_base_fault_null(fault, "retention");
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        status = patron_contract_check_time("renewals", (int64_t)i, renewals[i], 0, fault);
        if (status == PATRON_OK)
            status = patron_contract_check_customers("customers", (int64_t)i, customers[i], fault);
    }
    return status;
}

static int32_t contract_check_shares(double customers, size_t n, const double *share, const void *t,
                                     const void *lost, const void *kept, patron_fault *fault)
{
    double before = 1.0;
    int32_t status = patron_contract_check_customers("customers", -1, customers, fault);
    if (status == PATRON_OK)
        status = patron_contract_check_count("n", n, CONTRACT_TIME_MAX, fault);
    if (status == PATRON_OK && n > 0 && share == NULL)
        return patron_base_fault_null(fault, "share");
    if (status == PATRON_OK && n > 0 && t == NULL)
        return patron_base_fault_null(fault, "t");
    if (status == PATRON_OK && n > 0 && lost == NULL)
        return patron_base_fault_null(fault, "lost");
    if (status == PATRON_OK && n > 0 && kept == NULL)
        return patron_base_fault_null(fault, "kept");
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        if (!(share[i] >= 0.0 && share[i] <= before))
            status = patron_base_fault_real(
                fault, isfinite(share[i]) ? PATRON_E_RANGE : PATRON_E_NOT_FINITE, "share",
                (int64_t)i, share[i], "a share in [0, 1], no larger than before");
        before = share[i];
    }
    return status;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_contract_survival(const patron_contract_model *model, size_t n,
                                             const uint32_t *t, double *survival,
                                             patron_fault *fault)
{
    int32_t status = contract_check_columns(model, n, t, survival, "survival", fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        status = patron_contract_check_time("t", (int64_t)i, t[i], 0, fault);
        if (status == PATRON_OK)
            survival[i] = contract_survive(model, (double)t[i]);
    }
    return status;
}

int32_t PATRON_CALL patron_contract_retention(const patron_contract_model *model, size_t n,
                                              const uint32_t *t, double *retention,
                                              patron_fault *fault)
{
    int32_t status = contract_check_columns(model, n, t, retention, "retention", fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        status = patron_contract_check_time("t", (int64_t)i, t[i], 1, fault);
        if (status == PATRON_OK)
            retention[i] = patron_contract_retain(model, (double)t[i]);
    }
    return status;
}

int32_t PATRON_CALL patron_contract_lapse(const patron_contract_model *model, size_t n,
                                          const uint32_t *t, double *lapse, patron_fault *fault)
{
    int32_t status = contract_check_columns(model, n, t, lapse, "lapse", fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        status = patron_contract_check_time("t", (int64_t)i, t[i], 1, fault);
        if (status == PATRON_OK)
            lapse[i] = contract_leave(model, (double)t[i]);
    }
    return status;
}

int32_t PATRON_CALL patron_contract_project(const patron_contract_model *model, size_t n,
                                            const uint32_t *renewals, const double *customers,
                                            size_t periods, double *there, double *retention,
                                            patron_fault *fault)
{
    double before = 0.0;
    int32_t status =
        contract_check_projection(model, n, renewals, customers, periods, there, retention, fault);
    if (status != PATRON_OK)
        return status;
    for (size_t j = 0; j < periods; j++)
        there[j] = 0.0;
    for (size_t i = 0; i < n; i++) {
        before += customers[i];
        contract_add_cohort(model, renewals[i], customers[i], periods, there);
    }
    for (size_t j = 0; j < periods; j++) {
        retention[j] = before > 0.0 ? there[j] / before : (double)NAN;
        before = there[j];
    }
    return PATRON_OK;
}

int32_t PATRON_CALL patron_contract_counts(double customers, size_t n, const double *share,
                                           uint32_t *t, double *lost, double *kept,
                                           patron_fault *fault)
{
    double before = 1.0;
    int32_t status = contract_check_shares(customers, n, share, t, lost, kept, fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        t[i] = (uint32_t)(i + 1);
        lost[i] = customers * (before - share[i]);
        kept[i] = i + 1 == n ? customers * share[i] : 0.0;
        before = share[i];
    }
    return status;
}
