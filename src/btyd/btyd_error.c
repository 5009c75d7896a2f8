/*
 * The standard error of what is expected of a whole base, from the covariance of the parameters: the delta
 * method. The slopes are by ln of each parameter, d / d ln p = p d / dp, by central differences of step
 * 2^-15: their own error of order h^2 and that of the expectations, 1e-14 / h, meet near 1e-9.
 */
#include "../portability.h"
#include "btyd_model.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_compensated.h"
#include "btyd_sum.h"

#include <math.h>
#include <string.h>

#define BTYD_ERROR_STEP (1.0 / 32768.0)
#define BTYD_ERROR_ROUNDING 1e-9

/* The base, what it is asked, and the sums. */
typedef struct btyd_error {
    btyd_columns columns;
    const double *weight;
    double ahead;
    uint32_t free;
    uint32_t position[BTYD_FREE];
    numeric_pair purchases;
    numeric_pair slope[BTYD_FREE]; /* by ln of the parameter */
} btyd_error;

/* --- kernels ---------------------------------------------------------------------------------- */

static double btyd_error_moved(const patron_btyd_model *own, const btyd_row *row, double ahead,
                               uint32_t position, double step)
{
    patron_btyd_model moved = *own;
    patron_btyd_set(&moved, position, patron_btyd_get(own, position) * exp(step));
    return patron_btyd_kind_expected(&moved, row, ahead);
}

static void btyd_error_add(const patron_btyd_model *model, btyd_error *sums)
{
    for (size_t i = 0; i < sums->columns.n; i++) {
        patron_btyd_model own;
        btyd_row row;
        double w = sums->weight == NULL ? 1.0 : sums->weight[i];
        patron_btyd_load(model, &sums->columns, i, &own, &row, NULL);
        sums->purchases = numeric_pair_add(sums->purchases,
                                           w * patron_btyd_kind_expected(&own, &row, sums->ahead));
        for (uint32_t j = 0; j < sums->free; j++) {
            double up =
                btyd_error_moved(&own, &row, sums->ahead, sums->position[j], BTYD_ERROR_STEP);
            double down =
                btyd_error_moved(&own, &row, sums->ahead, sums->position[j], -BTYD_ERROR_STEP);
            sums->slope[j] =
                numeric_pair_add(sums->slope[j], w * (up - down) / (2.0 * BTYD_ERROR_STEP));
        }
    }
}

/* g' C g, and the sum of what it is a sum of, without signs. */
static double btyd_error_variance(const patron_btyd_model *model, const btyd_error *sums,
                                  const double *covariance, double *size)
{
    double slope[BTYD_FREE], sum = 0.0;
    *size = 0.0;
    for (uint32_t j = 0; j < sums->free; j++)
        slope[j] = numeric_pair_value(sums->slope[j]) / patron_btyd_get(model, sums->position[j]);
    for (uint32_t i = 0; i < sums->free; i++)
        for (uint32_t j = 0; j < sums->free; j++) {
            double term =
                slope[i] * covariance[8 * sums->position[i] + sums->position[j]] * slope[j];
            sum += term;
            *size += fabs(term);
        }
    return sum;
}

/* --- checks ------------------------------------------------------------------------------------ */

static int32_t btyd_check_covariance(const double *covariance, patron_fault *fault)
{
    for (size_t k = 0; k < 64; k++)
        if (!isfinite(covariance[k]))
            return patron_base_fault_real(fault, PATRON_E_NOT_FINITE, "covariance", (int64_t)k,
                                          covariance[k], "finite: that of a fit that converged");
    return PATRON_OK;
}

static int32_t btyd_check_error(const patron_btyd_model *model, const double *covariance,
                                const btyd_error *of, const double *purchases, const double *error,
                                patron_fault *fault)
{
    int32_t status = patron_btyd_check_there(1, model, "model", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_there(1, covariance, "covariance", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_histories(of->columns.n, of->columns.x, of->columns.t_x,
                                             of->columns.T, fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_there(1, purchases, "purchases", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_there(1, error, "error", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_model(model, fault);
    if (status == PATRON_OK)
        status = btyd_check_covariance(covariance, fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_ahead(model, of->ahead, "ahead", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_columns(model, &of->columns, fault);
    for (size_t i = 0; status == PATRON_OK && i < of->columns.n; i++) {
        patron_btyd_model own;
        btyd_row row;
        status = patron_btyd_load(model, &of->columns, i, &own, &row, fault);
        if (status == PATRON_OK)
            status = patron_btyd_check_weight(of->weight, i, fault);
    }
    return status;
}

/* --- public functions --------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_btyd_expected_error(const patron_btyd_model *model,
                                               const double *covariance, double ahead, size_t n,
                                               const uint32_t *x, const double *t_x,
                                               const double *T, const double *alpha,
                                               const double *dropout, const double *weight,
                                               double *purchases, double *error,
                                               patron_fault *fault)
{
    btyd_error sums;
    memset(&sums, 0, sizeof sums);
    sums.columns.n = n;
    sums.columns.x = x;
    sums.columns.t_x = t_x;
    sums.columns.T = T;
    sums.columns.alpha = alpha;
    sums.columns.dropout = dropout;
    sums.weight = weight;
    sums.ahead = ahead;
    int32_t status = btyd_check_error(model, covariance, &sums, purchases, error, fault);
    if (status != PATRON_OK)
        return status;
    sums.free = patron_btyd_free(model->kind, sums.position);
    btyd_error_add(model, &sums);
    double size, variance = btyd_error_variance(model, &sums, covariance, &size);
    if (!isfinite(size))
        return patron_base_fault_real(fault, PATRON_E_OVERFLOW, "covariance", -1, size,
                                      "a variance below 1.8e308");
    if (variance < -BTYD_ERROR_ROUNDING * size)
        return patron_base_fault_real(fault, PATRON_E_RANGE, "covariance", -1, variance,
                                      "a covariance: no variance is negative");
    *purchases = numeric_pair_value(sums.purchases);
    *error = sqrt(fmax(0.0, variance));
    return PATRON_OK;
}
