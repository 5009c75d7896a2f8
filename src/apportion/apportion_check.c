/*
 * Checks of what splits are asked for.
 */
#include "../portability.h"
#include "apportion_check.h"
#include "../base/base_fault.h"

#include <float.h>
#include <math.h>

#define APPORTION_ROWS_MAX ((size_t)0x7FFFFFFF)

int32_t patron_apportion_check_count(const char *argument, size_t n, patron_fault *fault)
{
    if (n > APPORTION_ROWS_MAX)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, argument, -1, n,
                                          "a count in [0, 2147483647]");
    return PATRON_OK;
}

int32_t patron_apportion_check_policy(uint32_t policy, patron_fault *fault)
{
    if (policy > PATRON_APPORTION_LARGEST_WEIGHT)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "policy", -1, policy,
                                          "a PATRON_APPORTION_ policy");
    return PATRON_OK;
}

int32_t patron_apportion_check_column(size_t n, const void *weight, patron_fault *fault)
{
    int32_t status = patron_apportion_check_count("n", n, fault);
    if (status == PATRON_OK && n > 0 && weight == NULL)
        status = patron_base_fault_null(fault, "weight");
    return status;
}

static int32_t apportion_fault_real(int64_t row, int64_t column, double weight, patron_fault *fault)
{
    int32_t finite = isfinite(weight) != 0;
    return patron_base_fault_real_at(fault, finite ? PATRON_E_RANGE : PATRON_E_NOT_FINITE, "weight",
                                     row, column, weight,
                                     finite ? "a weight of at least 0" : "a finite number");
}

static int32_t apportion_fault_whole(int64_t row, int64_t column, int64_t weight,
                                     patron_fault *fault)
{
    int32_t status = patron_base_fault_signed(fault, PATRON_E_RANGE, "weight", row, weight,
                                              "a weight of at least 0");
    if (fault != NULL)
        fault->column = column;
    return status;
}

int32_t patron_apportion_check_weights(int64_t row, size_t first, size_t m,
                                       apportion_weights weights, patron_fault *fault)
{
    for (size_t j = 0; j < m; j++) {
        int64_t fault_row = row < 0 ? (int64_t)j : row;
        int64_t fault_column = row < 0 ? -1 : (int64_t)j;
        if (weights.real != NULL) {
            double weight = weights.real[first + j];
            if (!(weight >= 0.0 && weight <= DBL_MAX))
                return apportion_fault_real(fault_row, fault_column, weight, fault);
        } else if (weights.whole[first + j] < 0) {
            return apportion_fault_whole(fault_row, fault_column, weights.whole[first + j], fault);
        }
    }
    return PATRON_OK;
}

int32_t patron_apportion_fault_nobody(int64_t row, int64_t total, patron_fault *fault)
{
    return patron_base_fault_signed(fault, PATRON_E_RANGE, "total", row, total,
                                    "0 where all weights are 0");
}
