/*
 * Splits of one total.
 *
 *     quota_i = total weight_i / sum of the weights,   sum of the shares = total
 *
 * The arithmetic is in apportion_share.c.
 */
#include "../portability.h"
#include "apportion_check.h"
#include "../base/base_fault.h"

/* --- checks ------------------------------------------------------------------------------------- */

static int32_t apportion_check_split(uint32_t policy, size_t n, const void *weight,
                                     const void *scratch, size_t scratch_size, const int64_t *share,
                                     patron_fault *fault)
{
    int32_t status = patron_apportion_check_policy(policy, fault);
    if (status == PATRON_OK)
        status = patron_apportion_check_column(n, weight, fault);
    if (status == PATRON_OK)
        status = patron_base_check_scratch(scratch, scratch_size, patron_apportion_scratch_size(n),
                                           fault);
    if (status == PATRON_OK && n > 0 && share == NULL)
        status = patron_base_fault_null(fault, "share");
    return status;
}

static int32_t apportion_split_column(uint32_t policy, int64_t total, size_t n,
                                      apportion_weights weights, void *scratch, int64_t *share,
                                      patron_fault *fault)
{
    int32_t status = patron_apportion_check_weights(-1, 0, n, weights, fault);
    if (status != PATRON_OK)
        return status;
    if (!patron_apportion_shares(policy, total, n, weights, scratch, share))
        return patron_apportion_fault_nobody(-1, total, fault);
    return PATRON_OK;
}

/* --- public ------------------------------------------------------------------------------------- */

size_t PATRON_CALL patron_apportion_scratch_size(size_t n)
{
    return patron_apportion_work_need(NUMERIC_SCRATCH_SLACK, n);
}

int32_t PATRON_CALL patron_apportion_split(uint32_t policy, int64_t total, size_t n,
                                           const double *weight, void *scratch, size_t scratch_size,
                                           int64_t *share, patron_fault *fault)
{
    apportion_weights weights = {weight, NULL};
    int32_t status = apportion_check_split(policy, n, weight, scratch, scratch_size, share, fault);
    if (status != PATRON_OK)
        return status;
    return apportion_split_column(policy, total, n, weights, scratch, share, fault);
}

int32_t PATRON_CALL patron_apportion_split_counts(uint32_t policy, int64_t total, size_t n,
                                                  const int64_t *weight, void *scratch,
                                                  size_t scratch_size, int64_t *share,
                                                  patron_fault *fault)
{
    apportion_weights weights = {NULL, weight};
    int32_t status = apportion_check_split(policy, n, weight, scratch, scratch_size, share, fault);
    if (status != PATRON_OK)
        return status;
    return apportion_split_column(policy, total, n, weights, scratch, share, fault);
}
