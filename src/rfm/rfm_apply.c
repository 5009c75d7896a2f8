/*
 * Scores by the caller's thresholds: how many of them are below the value, by bisection.
 */
#include "rfm_column.h"

#include "../base/base_fault.h"

#include <math.h>

enum { RFM_CUTS_MAX = RFM_BINS_MAX - 1 };

/* --- kernels ---------------------------------------------------------------------------------- */

static uint32_t rfm_apply_score(uint32_t direction, size_t cuts, size_t below)
{
    return (uint32_t)(direction == PATRON_RFM_LOW_IS_BEST ? cuts - below : below) + 1;
}

static size_t rfm_apply_real(size_t cuts, const double *threshold, double value)
{
    size_t low = 0, high = cuts;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (threshold[middle] < value)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static size_t rfm_apply_whole(size_t cuts, const int64_t *threshold, int64_t value)
{
    size_t low = 0, high = cuts;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (threshold[middle] < value)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static size_t rfm_apply_day(size_t cuts, const int32_t *threshold, int32_t value)
{
    size_t low = 0, high = cuts;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (threshold[middle] < value)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t rfm_apply_check(uint32_t direction, size_t n, const void *value, size_t cuts,
                               const void *threshold, const uint32_t *score, patron_fault *fault)
{
    int32_t status = patron_rfm_check_direction(direction, fault);
    if (status == PATRON_OK)
        status = patron_rfm_check_rows(n, fault);
    if (status == PATRON_OK)
        status = patron_rfm_check_there(n, value, "value", fault);
    if (status == PATRON_OK)
        status =
            patron_rfm_check_count(cuts, 1, RFM_CUTS_MAX, "cuts", "a number in [1, 999]", fault);
    if (status == PATRON_OK)
        status = patron_rfm_check_there(cuts, threshold, "threshold", fault);
    if (status == PATRON_OK)
        status = patron_rfm_check_there(n, score, "score", fault);
    return status;
}

static int32_t rfm_apply_descends(size_t row, int64_t threshold, patron_fault *fault)
{
    return patron_base_fault_signed(fault, PATRON_E_RANGE, "threshold", (int64_t)row, threshold,
                                    "a threshold not below the one before it");
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_rfm_apply(uint32_t direction, size_t n, const double *value, size_t cuts,
                                     const double *threshold, uint32_t *score, patron_fault *fault)
{
    int32_t status = rfm_apply_check(direction, n, value, cuts, threshold, score, fault);
    if (status != PATRON_OK)
        return status;
    for (size_t c = 0; c < cuts; c++) {
        if (!isfinite(threshold[c]))
            return patron_base_fault_real(fault, PATRON_E_NOT_FINITE, "threshold", (int64_t)c,
                                          threshold[c], "a finite number");
        if (c > 0 && threshold[c] < threshold[c - 1])
            return patron_base_fault_real(fault, PATRON_E_RANGE, "threshold", (int64_t)c,
                                          threshold[c], "a threshold not below the one before it");
    }
    for (size_t i = 0; i < n; i++) {
        if (isinf(value[i]))
            return patron_base_fault_real(fault, PATRON_E_NOT_FINITE, "value", (int64_t)i, value[i],
                                          "a finite number, or NaN for none");
        score[i] = isnan(value[i]) ? 0
                                   : rfm_apply_score(direction, cuts,
                                                     rfm_apply_real(cuts, threshold, value[i]));
    }
    return PATRON_OK;
}

int32_t PATRON_CALL patron_rfm_apply_money(uint32_t direction, size_t n, const int64_t *value,
                                           size_t cuts, const int64_t *threshold, uint32_t *score,
                                           patron_fault *fault)
{
    int32_t status = rfm_apply_check(direction, n, value, cuts, threshold, score, fault);
    if (status != PATRON_OK)
        return status;
    for (size_t c = 1; c < cuts; c++)
        if (threshold[c] < threshold[c - 1])
            return rfm_apply_descends(c, threshold[c], fault);
    for (size_t i = 0; i < n; i++)
        score[i] = rfm_apply_score(direction, cuts, rfm_apply_whole(cuts, threshold, value[i]));
    return PATRON_OK;
}

int32_t PATRON_CALL patron_rfm_apply_days(uint32_t direction, size_t n, const int32_t *value,
                                          size_t cuts, const int32_t *threshold, uint32_t *score,
                                          patron_fault *fault)
{
    int32_t status = rfm_apply_check(direction, n, value, cuts, threshold, score, fault);
    if (status != PATRON_OK)
        return status;
    for (size_t c = 1; c < cuts; c++)
        if (threshold[c] < threshold[c - 1])
            return rfm_apply_descends(c, threshold[c], fault);
    for (size_t i = 0; i < n; i++)
        score[i] = rfm_apply_score(direction, cuts, rfm_apply_day(cuts, threshold, value[i]));
    return PATRON_OK;
}
