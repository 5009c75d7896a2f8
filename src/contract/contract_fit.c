/*
 * The fit, with its checks.
 */
#include "../portability.h"
#include "contract_fit.h"

#include "../base/base_fault.h"

#include <math.h>
#include <string.h>

enum { CONTRACT_ITERATIONS = 200, CONTRACT_ITERATIONS_MAX = 10000 };

#define CONTRACT_FIRST_SIZE sizeof(patron_contract_fit_options)
#define CONTRACT_RESULT_FIRST_SIZE sizeof(patron_contract_fit_result)

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t contract_check_options(const patron_contract_fit_options *given,
                                      patron_contract_fit_options *options, patron_fault *fault)
{
    if (given == NULL)
        return patron_base_fault_null(fault, "options");
    int32_t status =
        patron_base_read_options(options, sizeof *options, CONTRACT_FIRST_SIZE, 0, given, fault);
    if (status != PATRON_OK)
        return status;
    if (options->kind != 0 && options->kind != PATRON_CONTRACT_SBG &&
        options->kind != PATRON_CONTRACT_BDW)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "options.kind", -1, options->kind,
                                          "PATRON_CONTRACT_SBG or PATRON_CONTRACT_BDW");
    if (options->max_iterations > CONTRACT_ITERATIONS_MAX)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "options.max_iterations", -1,
                                          options->max_iterations, "at most 10000");
    if (options->max_iterations == 0)
        options->max_iterations = CONTRACT_ITERATIONS;
    return PATRON_OK;
}

/* Settles the kind, too. */
static int32_t contract_check_start(const patron_contract_model *start,
                                    patron_contract_fit_options *options, patron_fault *fault)
{
    if (start == NULL) {
        options->kind = options->kind == 0 ? PATRON_CONTRACT_SBG : options->kind;
        return PATRON_OK;
    }
    int32_t status = patron_contract_check_model(start, 1, fault);
    if (status == PATRON_OK && options->kind != 0 && start->kind != options->kind)
        status = patron_base_fault_unsigned(fault, PATRON_E_RANGE, "start.kind", -1, start->kind,
                                            "a model of the kind fitted");
    options->kind = start->kind;
    return status;
}

static int32_t contract_check_data(size_t n, const void *t, const void *lost, const void *kept,
                                   const void *model, patron_fault *fault)
{
    int32_t status = patron_contract_check_count("n", n, CONTRACT_ROWS_MAX, fault);
    if (status == PATRON_OK && n > 0 && t == NULL)
        return patron_base_fault_null(fault, "t");
    if (status == PATRON_OK && n > 0 && lost == NULL)
        return patron_base_fault_null(fault, "lost");
    if (status == PATRON_OK && n > 0 && kept == NULL)
        return patron_base_fault_null(fault, "kept");
    if (status == PATRON_OK && model == NULL)
        return patron_base_fault_null(fault, "model");
    return status;
}

static int32_t contract_check_losses(size_t n, const uint32_t *t, const double *lost,
                                     const double *kept, patron_fault *fault)
{
    int32_t status = PATRON_OK;
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        status = patron_contract_check_time("t", (int64_t)i, t[i], 1, fault);
        if (status == PATRON_OK)
            status = patron_contract_check_customers("lost", (int64_t)i, lost[i], fault);
        if (status == PATRON_OK)
            status = patron_contract_check_customers("kept", (int64_t)i, kept[i], fault);
    }
    return status;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_contract_fit(const patron_contract_fit_options *options,
                                        const patron_contract_model *start, size_t n,
                                        const uint32_t *t, const double *lost, const double *kept,
                                        patron_contract_model *model, double *covariance,
                                        patron_contract_fit_result *result, patron_fault *fault)
{
    patron_contract_fit_options known;
    patron_contract_fit_result figures;
    patron_contract_model found; /* start may be model */
    double own[CONTRACT_CELLS];
    memset(&known, 0, sizeof known);
    int32_t status = contract_check_options(options, &known, fault);
    if (status == PATRON_OK)
        status = contract_check_start(start, &known, fault);
    if (status == PATRON_OK)
        status = contract_check_data(n, t, lost, kept, model, fault);
    if (status == PATRON_OK)
        status = patron_base_check_result(result, CONTRACT_RESULT_FIRST_SIZE, fault);
    if (status == PATRON_OK)
        status = contract_check_losses(n, t, lost, kept, fault);
    if (status != PATRON_OK)
        return status;
    contract_data data;
    data.kind = known.kind;
    data.free = known.kind == PATRON_CONTRACT_SBG ? 2 : 3;
    data.n = n;
    data.t = t;
    data.lost = lost;
    data.kept = kept;
    data.customers = 0.0;
    patron_contract_climb_rows(&known, start, &data, &found, own, &figures);
    *model = found;
    if (covariance != NULL)
        memcpy(covariance, own, sizeof own);
    patron_base_write_result(result, &figures, sizeof figures);
    return PATRON_OK;
}
