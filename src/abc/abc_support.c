/*
 * Support departments: direct, step-down, and the frame of reciprocal.
 *
 * DIRECT and STEP_DOWN move whole minor units by largest remainder, one support after the other. Which
 * departments a support reaches is all that differs: operating ones, or also supports whose turn is
 * yet to come.
 *
 * Source: C. Horngren et al., Cost Accounting, "Allocating costs of support departments".
 */
#include "../portability.h"
#include "abc_support.h"
#include "../base/base_fault.h"
#include "../numeric/numeric_scratch.h"

#include <float.h>
#include <math.h>
#include <string.h>

#define ABC_SUPPORT_DEPARTMENTS_MAX ((size_t)0x7FFFFFFF)
#define ABC_SUPPORT_FIRST_SIZE 40 /* of the first version of the result */

/* --- kernels ------------------------------------------------------------------------------------ */

int32_t patron_abc_support_add(int64_t *a, int64_t b)
{
    numeric_wide sum = numeric_wide_add(numeric_wide_make(*a), b);
    if (!numeric_wide_fits(sum))
        return 0;
    *a = numeric_wide_value(sum);
    return 1;
}

/* Usage of a support by those it reaches now; the others weigh nothing. */
static void abc_support_weigh(const abc_support *work, uint32_t method, size_t from)
{
    const double *usage = work->usage + from * work->departments;
    for (size_t j = 0; j < work->departments; j++) {
        int32_t out = j < work->supports && (method == PATRON_ABC_DIRECT || work->turn[j]);
        work->weight[j] = out ? 0.0 : usage[j];
    }
}

/* Hands the cost of one support on; 0 where a cost leaves int64_t. */
static int32_t abc_support_hand_on(const abc_support *work, uint32_t method, size_t from,
                                   double *flow)
{
    apportion_weights weights = {work->weight, NULL};
    int64_t cost = work->loaded[from];
    work->turn[from] = 1;
    abc_support_weigh(work, method, from);
    memset(work->share, 0, work->departments * sizeof *work->share);
    if (patron_apportion_shares_in(PATRON_APPORTION_LARGEST_REMAINDER, cost, work->departments,
                                   weights, work->work, work->share)) {
        work->full[from] = (double)cost;
        work->loaded[from] = 0;
    }
    for (size_t j = 0; j < work->departments; j++) {
        if (!patron_abc_support_add(&work->loaded[j], work->share[j]))
            return 0;
        if (flow != NULL)
            flow[j] = (double)work->share[j];
    }
    return 1;
}

/* Each support in its turn. flow, written in a first round that cannot fail, is NULL in the trial. */
static int32_t abc_support_in_turns(const abc_support *work, uint32_t method, double *flow)
{
    memcpy(work->loaded, work->cost, work->departments * sizeof *work->loaded);
    for (size_t i = 0; i < work->supports; i++) {
        work->turn[i] = 0;
        work->full[i] = 0.0;
    }
    for (size_t i = 0; i < work->supports; i++) {
        size_t from = work->order != NULL && method == PATRON_ABC_STEP_DOWN ? work->order[i] : i;
        if (!abc_support_hand_on(work, method, from,
                                 flow != NULL ? flow + from * work->departments : NULL))
            return 0;
    }
    return 1;
}

/* Sums over departments; 0 where one leaves int64_t. */
static int32_t abc_support_sum(const abc_support *work, patron_abc_support_sums *sums)
{
    numeric_wide operating = numeric_wide_make(0), unassigned = operating;
    memset(sums, 0, sizeof *sums);
    for (size_t j = 0; j < work->departments; j++) {
        if (j >= work->supports) {
            operating = numeric_wide_add(operating, work->loaded[j]);
            continue;
        }
        unassigned = numeric_wide_add(unassigned, work->loaded[j]);
        if (work->loaded[j] != 0)
            sums->notes = PATRON_ABC_SUPPORT_NOTE_NOBODY;
    }
    numeric_wide cost = numeric_wide_sum(operating, unassigned);
    if (!numeric_wide_fits(operating) || !numeric_wide_fits(unassigned) || !numeric_wide_fits(cost))
        return 0;
    sums->operating = numeric_wide_value(operating);
    sums->unassigned = numeric_wide_value(unassigned);
    sums->cost = numeric_wide_value(cost);
    return 1;
}

/* --- checks ------------------------------------------------------------------------------------- */

static int32_t abc_support_check_order(uint32_t method, size_t supports, const uint32_t *order,
                                       patron_fault *fault)
{
    if (order == NULL || method != PATRON_ABC_STEP_DOWN)
        return PATRON_OK;
    for (size_t i = 0; i < supports; i++) {
        size_t twice = 0;
        while (twice < i && order[twice] != order[i])
            twice++;
        if (order[i] >= supports || twice < i)
            return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "order", (int64_t)i, order[i],
                                              "each support department once");
    }
    return PATRON_OK;
}

static int32_t abc_support_check_usage(size_t supports, size_t departments, const double *usage,
                                       patron_fault *fault)
{
    for (size_t i = 0; i < supports; i++)
        for (size_t j = 0; j < departments; j++) {
            double used = usage[i * departments + j];
            if (used >= 0.0 && used <= DBL_MAX)
                continue;
            int32_t finite = isfinite(used) != 0;
            return patron_base_fault_real_at(fault, finite ? PATRON_E_RANGE : PATRON_E_NOT_FINITE,
                                             "usage", (int64_t)i, (int64_t)j, used,
                                             finite ? "a usage of at least 0" : "a finite number");
        }
    return PATRON_OK;
}

static int32_t abc_support_check_departments(uint32_t method, size_t departments,
                                             const int64_t *cost, patron_fault *fault)
{
    if (method > PATRON_ABC_RECIPROCAL)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "method", -1, method,
                                          "PATRON_ABC_DIRECT, STEP_DOWN or RECIPROCAL");
    if (departments > ABC_SUPPORT_DEPARTMENTS_MAX)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "departments", -1, departments,
                                          "a count in [0, 2147483647]");
    if (departments > 0 && cost == NULL)
        return patron_base_fault_null(fault, "cost");
    return PATRON_OK;
}

static int32_t abc_support_check(uint32_t method, size_t departments, const int64_t *cost,
                                 size_t supports, const double *usage, const void *scratch,
                                 size_t scratch_size, const int64_t *loaded, const void *result,
                                 patron_fault *fault)
{
    int32_t status = abc_support_check_departments(method, departments, cost, fault);
    if (status != PATRON_OK)
        return status;
    if (supports > ABC_SUPPORT_MAX || supports > departments)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "supports", -1, supports,
                                          "a count in [0, 1024], at most departments");
    if (supports > 0 && usage == NULL)
        return patron_base_fault_null(fault, "usage");
    status = patron_base_check_scratch(
        scratch, scratch_size, patron_abc_support_scratch_size(departments, supports), fault);
    if (status == PATRON_OK && departments > 0 && loaded == NULL)
        status = patron_base_fault_null(fault, "loaded");
    if (status == PATRON_OK)
        status = patron_base_check_result(result, ABC_SUPPORT_FIRST_SIZE, fault);
    return status;
}

static int32_t abc_support_overflow(patron_fault *fault)
{
    return patron_base_fault_plain(fault, PATRON_E_OVERFLOW, "cost", "costs that fit in int64_t");
}

/* --- compute ------------------------------------------------------------------------------------ */

static void abc_support_carve(abc_support *work, void *scratch, size_t scratch_size)
{
    numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
    size_t supports = work->supports, departments = work->departments;
    work->weight = numeric_scratch_take(&carve, departments, sizeof(double));
    work->share = numeric_scratch_take(&carve, departments, sizeof(int64_t));
    work->loaded = numeric_scratch_take(&carve, departments, sizeof(int64_t));
    work->full = numeric_scratch_take(&carve, supports, sizeof(double));
    work->total = numeric_scratch_take(&carve, supports, sizeof(double));
    work->largest = numeric_scratch_take(&carve, supports, sizeof(double));
    work->chance = numeric_scratch_take(&carve, supports * supports, sizeof(double));
    work->turn = numeric_scratch_take(&carve, supports, sizeof(uint8_t));
    work->work = patron_apportion_work_take(&carve, departments);
}

static int32_t abc_support_compute(const abc_support *work, uint32_t method, patron_fault *fault)
{
    if (method != PATRON_ABC_RECIPROCAL)
        return abc_support_in_turns(work, method, NULL) ? PATRON_OK : abc_support_overflow(fault);
    size_t row = 0;
    int32_t status = patron_abc_reciprocal_full(work, &row);
    if (status == PATRON_E_DIVERGES)
        return patron_base_fault_unsigned(fault, status, "usage", (int64_t)row, row,
                                          "departments that do not serve only each other");
    if (status != PATRON_OK || !patron_abc_reciprocal_load(work))
        return abc_support_overflow(fault);
    return PATRON_OK;
}

static void abc_support_write_flow(const abc_support *work, uint32_t method, double *flow)
{
    if (method != PATRON_ABC_RECIPROCAL) {
        (void)abc_support_in_turns(work, method, flow); /* as it went before */
        return;
    }
    for (size_t i = 0; i < work->supports; i++)
        for (size_t j = 0; j < work->departments; j++)
            flow[i * work->departments + j] = patron_abc_reciprocal_flow(work, i, j);
}

/* --- public ------------------------------------------------------------------------------------- */

size_t PATRON_CALL patron_abc_support_scratch_size(size_t departments, size_t supports)
{
    if (supports > ABC_SUPPORT_MAX)
        return SIZE_MAX;
    size_t need = numeric_scratch_need(NUMERIC_SCRATCH_SLACK, departments, sizeof(double));
    need = numeric_scratch_need(need, departments, sizeof(int64_t));
    need = numeric_scratch_need(need, departments, sizeof(int64_t));
    need = numeric_scratch_need(need, supports, sizeof(double));
    need = numeric_scratch_need(need, supports, sizeof(double));
    need = numeric_scratch_need(need, supports, sizeof(double));
    need = numeric_scratch_need(need, supports * supports, sizeof(double));
    need = numeric_scratch_need(need, supports, sizeof(uint8_t));
    return patron_apportion_work_need(need, departments);
}

int32_t PATRON_CALL patron_abc_support(uint32_t method, size_t departments, const int64_t *cost,
                                       size_t supports, const double *usage, const uint32_t *order,
                                       void *scratch, size_t scratch_size, double *full,
                                       double *flow, int64_t *loaded,
                                       patron_abc_support_sums *result, patron_fault *fault)
{
    abc_support work;
    patron_abc_support_sums sums;
    int32_t status = abc_support_check(method, departments, cost, supports, usage, scratch,
                                       scratch_size, loaded, result, fault);
    if (status == PATRON_OK)
        status = abc_support_check_usage(supports, departments, usage, fault);
    if (status == PATRON_OK)
        status = abc_support_check_order(method, supports, order, fault);
    if (status != PATRON_OK)
        return status;
    memset(&work, 0, sizeof work);
    work.supports = supports;
    work.departments = departments;
    work.order = order;
    work.cost = cost;
    work.usage = usage;
    abc_support_carve(&work, scratch, scratch_size);
    if (departments > 0)
        status = abc_support_compute(&work, method, fault);
    if (status != PATRON_OK)
        return status;
    if (!abc_support_sum(&work, &sums))
        return abc_support_overflow(fault);
    if (flow != NULL && supports > 0)
        abc_support_write_flow(&work, method, flow);
    if (full != NULL && supports > 0)
        memcpy(full, work.full, supports * sizeof *full);
    if (departments > 0)
        memcpy(loaded, work.loaded, departments * sizeof *loaded);
    patron_base_write_result(result, &sums, sizeof sums);
    return PATRON_OK;
}
