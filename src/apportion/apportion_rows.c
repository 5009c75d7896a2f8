/*
 * Splits of many totals, each over a row of weights.
 *
 *     quota_ij = total_i weight_ij / sum_j weight_ij,   sum_j share_ij = total_i
 *
 * The arithmetic is in apportion_share.c.
 */
#include "../portability.h"
#include "apportion_check.h"
#include "../base/base_fault.h"

/* --- checks ------------------------------------------------------------------------------------- */

static int32_t apportion_check_rows(uint32_t policy, size_t n, const int64_t *total, size_t m,
                                    const void *weight, const void *scratch, size_t scratch_size,
                                    const int64_t *share, patron_fault *fault)
{
    int32_t status = patron_apportion_check_policy(policy, fault);
    if (status == PATRON_OK)
        status = patron_apportion_check_count("n", n, fault);
    if (status == PATRON_OK && n > 0 && total == NULL)
        status = patron_base_fault_null(fault, "total");
    if (status == PATRON_OK)
        status = patron_apportion_check_count("m", m, fault);
    if (status != PATRON_OK)
        return status;
    if (m > 0 && n > SIZE_MAX / sizeof *share / m)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "m", -1, m,
                                          "n rows of m that fit in memory");
    if (n > 0 && m > 0 && weight == NULL)
        return patron_base_fault_null(fault, "weight");
    status =
        patron_base_check_scratch(scratch, scratch_size, patron_apportion_scratch_size(m), fault);
    if (status == PATRON_OK && n > 0 && m > 0 && share == NULL)
        status = patron_base_fault_null(fault, "share");
    return status;
}

/* --- rows --------------------------------------------------------------------------------------- */

static int32_t apportion_split_rows(uint32_t policy, size_t n, const int64_t *total, size_t m,
                                    apportion_weights weights, void *scratch, size_t scratch_size,
                                    int64_t *share, patron_fault *fault)
{
    numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
    apportion_work work = patron_apportion_work_take(&carve, m);
    for (size_t i = 0; i < n; i++) {
        apportion_weights row = weights;
        int32_t status = patron_apportion_check_weights((int64_t)i, i * m, m, weights, fault);
        if (status != PATRON_OK)
            return status;
        if (weights.real != NULL)
            row.real += i * m;
        if (weights.whole != NULL)
            row.whole += i * m;
        if (!patron_apportion_shares_in(policy, total[i], m, row, work,
                                        m > 0 ? share + i * m : share))
            return patron_apportion_fault_nobody((int64_t)i, total[i], fault);
    }
    return PATRON_OK;
}

/* --- public ------------------------------------------------------------------------------------- */

size_t PATRON_CALL patron_apportion_rows_scratch_size(size_t m)
{
    return patron_apportion_scratch_size(m);
}

int32_t PATRON_CALL patron_apportion_rows(uint32_t policy, size_t n, const int64_t *total, size_t m,
                                          const double *weight, void *scratch, size_t scratch_size,
                                          int64_t *share, patron_fault *fault)
{
    apportion_weights weights = {weight, NULL};
    int32_t status =
        apportion_check_rows(policy, n, total, m, weight, scratch, scratch_size, share, fault);
    if (status != PATRON_OK)
        return status;
    return apportion_split_rows(policy, n, total, m, weights, scratch, scratch_size, share, fault);
}

int32_t PATRON_CALL patron_apportion_rows_counts(uint32_t policy, size_t n, const int64_t *total,
                                                 size_t m, const int64_t *weight, void *scratch,
                                                 size_t scratch_size, int64_t *share,
                                                 patron_fault *fault)
{
    apportion_weights weights = {NULL, weight};
    int32_t status =
        apportion_check_rows(policy, n, total, m, weight, scratch, scratch_size, share, fault);
    if (status != PATRON_OK)
        return status;
    return apportion_split_rows(policy, n, total, m, weights, scratch, scratch_size, share, fault);
}
