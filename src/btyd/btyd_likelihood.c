/*
 * The log-likelihood of each customer's history, and its gradient.
 */
#include "../portability.h"
#include "btyd_model.h"

#include "../base/base_fault.h"

#include <math.h>

static int32_t btyd_load_gap(const patron_btyd_model *model, const btyd_columns *columns, size_t i,
                             double *constant, patron_fault *fault)
{
    *constant = 0.0;
    if (columns->sum_log_gap == NULL)
        return PATRON_OK;
    double sum = columns->sum_log_gap[i];
    if (!isfinite(sum))
        return patron_base_fault_real(fault, PATRON_E_NOT_FINITE, "sum_log_gap", (int64_t)i, sum,
                                      "a finite number");
    *constant = model->k > 1 ? (model->k - 1.0) * sum : 0.0;
    return PATRON_OK;
}

int32_t PATRON_CALL patron_btyd_log_likelihood(const patron_btyd_model *model, size_t n,
                                               const uint32_t *x, const double *t_x,
                                               const double *T, const double *sum_log_gap,
                                               const double *alpha, const double *dropout,
                                               double *log_likelihood, double *gradient,
                                               patron_fault *fault)
{
    btyd_columns columns = {n, x, t_x, T, sum_log_gap, alpha, dropout};
    int32_t status = patron_btyd_check_model(model, fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_columns(model, &columns, fault);
    if (status == PATRON_OK && n > 0 && log_likelihood == NULL)
        status = patron_base_fault_null(fault, "log_likelihood");
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        patron_btyd_model own;
        btyd_row row;
        double constant;
        status = patron_btyd_load(model, &columns, i, &own, &row, fault);
        if (status == PATRON_OK)
            status = btyd_load_gap(model, &columns, i, &constant, fault);
        if (status != PATRON_OK)
            return status;
        double *slope = gradient == NULL ? NULL : gradient + PATRON_BTYD_PARAMETERS * i;
        log_likelihood[i] = patron_btyd_kind_likelihood(&own, &row, slope) + constant;
    }
    return status;
}
