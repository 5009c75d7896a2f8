/*
 * The log-likelihood of each customer's history, and its gradient.
 */
#include "../portability.h"
#include "btyd_model.h"

#include "../base/base_fault.h"

#include <math.h>

/* What the gaps between purchases add. */
static double btyd_gap_term(const patron_btyd_model *model, const double *sum_log_gap, size_t i)
{
    return sum_log_gap == NULL || model->k <= 1 ? 0.0 : (model->k - 1.0) * sum_log_gap[i];
}

int32_t PATRON_CALL patron_btyd_log_likelihood(const patron_btyd_model *model, size_t n,
                                               const uint32_t *x, const double *t_x,
                                               const double *T, const double *sum_log_gap,
                                               const double *alpha, const double *dropout,
                                               double *log_likelihood, double *gradient,
                                               patron_fault *fault)
{
    btyd_columns columns = {n, x, t_x, T, sum_log_gap, alpha, dropout};
    int32_t status = patron_btyd_check_pointers(model, &columns, fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_there(n, log_likelihood, "log_likelihood", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_model(model, fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_columns(model, &columns, fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        patron_btyd_model own;
        btyd_row row;
        status = patron_btyd_load(model, &columns, i, &own, &row, fault);
        if (status != PATRON_OK)
            return status;
        double *slope = gradient == NULL ? NULL : gradient + PATRON_BTYD_PARAMETERS * i;
        log_likelihood[i] =
            patron_btyd_kind_likelihood(&own, &row, slope) + btyd_gap_term(model, sum_log_gap, i);
    }
    return status;
}
