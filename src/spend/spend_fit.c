/*
 * The fit: the checks, and the rows that count.
 */
#include "../portability.h"
#include "spend_fit.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_scratch.h"

#include <math.h>
#include <string.h>

enum { SPEND_ITERATIONS_DEFAULT = 200, SPEND_ITERATIONS_MAX = 10000 };

#define SPEND_FIRST_SIZE sizeof(patron_spend_fit_options)
#define SPEND_RESULT_FIRST_SIZE sizeof(patron_spend_fit_result)

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
        options->max_iterations = SPEND_ITERATIONS_DEFAULT;
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

int32_t PATRON_CALL patron_spend_fit(const patron_spend_fit_options *options,
                                     const patron_spend_model *start, size_t n, const uint32_t *x,
                                     const double *mean_spend, const double *weight, void *scratch,
                                     size_t scratch_size, patron_spend_model *model,
                                     double *covariance, patron_spend_fit_result *result,
                                     patron_fault *fault)
{
    patron_spend_fit_options known;
    patron_spend_fit_result figures;
    patron_spend_model found; /* start may be model */
    double own[SPEND_FREE * SPEND_FREE];
    spend_rows rows;
    int32_t status = spend_check_options(options, &known, fault);
    if (status == PATRON_OK && start != NULL)
        status = patron_spend_check_model(start, 1, fault);
    if (status == PATRON_OK)
        status = patron_spend_check_rows(n, x, mean_spend, fault);
    if (status == PATRON_OK)
        status = patron_base_check_scratch(scratch, scratch_size, patron_spend_fit_scratch_size(n),
                                           fault);
    if (status == PATRON_OK && model == NULL)
        return patron_base_fault_null(fault, "model");
    if (status == PATRON_OK)
        status = patron_base_check_result(result, SPEND_RESULT_FIRST_SIZE, fault);
    if (status == PATRON_OK)
        status = spend_check_fit_rows(n, x, mean_spend, weight, fault);
    if (status != PATRON_OK)
        return status;
    memset(&figures, 0, sizeof figures);
    spend_carve(scratch, scratch_size, n, &rows);
    spend_collect(n, x, mean_spend, weight, &rows, &figures);
    patron_spend_climb_rows(&known, start, &rows, &found, own, &figures);
    *model = found;
    if (covariance != NULL)
        memcpy(covariance, own, sizeof own);
    patron_base_write_result(result, &figures, sizeof figures);
    return PATRON_OK;
}
