/*
 * Amounts rounded to a total they are about.
 *
 *     rounded_i = floor(value_i) or one more,   sum of rounded = total
 *
 * The rows that get one more are those with the largest fractions value - floor(value), as in
 * Hamilton's method. Where the total is negative, or 0 and the first amount that is not 0 is
 * negative, all signs are turned before and after.
 */
#include "../portability.h"
#include "apportion_check.h"
#include "../base/base_fault.h"

#include <math.h>

#define APPORTION_ROUND_MOST 4e18
#define APPORTION_ROUND_PARTS 18446744073709551616.0 /* 2^64 */

/* --- kernels ------------------------------------------------------------------------------------ */

static int64_t apportion_round_floor(double value)
{
    int64_t whole = (int64_t)value;
    return whole - (value < (double)whole);
}

/*
 * The fraction above the floor in 2^-64, at least 1 unless the value is whole. Below 0 it is 1 minus
 * the fraction of the magnitude, which is exact.
 */
static uint64_t apportion_round_key(double value)
{
    double size = value < 0.0 ? -value : value;
    double part = size - (double)(int64_t)size;
    uint64_t key = (uint64_t)(part * APPORTION_ROUND_PARTS);
    if (value < 0.0)
        key = 0 - (key + ((double)key < part * APPORTION_ROUND_PARTS));
    return key == 0 && part > 0.0 ? 1 : key;
}

static double apportion_round_sign(int64_t total, size_t n, const double *value)
{
    if (total != 0)
        return total < 0 ? -1.0 : 1.0;
    size_t i = 0;
    while (i < n && value[i] == 0.0)
        i++;
    return i < n && value[i] < 0.0 ? -1.0 : 1.0;
}

/* How many rows get one more; n + 1 where no such number makes the total. */
static size_t apportion_round_up(int64_t total, size_t n, const double *value, double sign)
{
    numeric_wide left = numeric_wide_make(total);
    size_t broken = 0;
    if (sign < 0.0)
        left = numeric_wide_negate(left);
    for (size_t i = 0; i < n; i++) {
        double turned = sign * value[i];
        int64_t whole = apportion_round_floor(turned);
        left = numeric_wide_add(left, -whole);
        broken += turned != (double)whole;
    }
    if (left.high != 0 || left.low > broken)
        return n + 1;
    return (size_t)left.low;
}

/* --- checks ------------------------------------------------------------------------------------- */

static int32_t apportion_round_check(size_t n, const double *value, const void *scratch,
                                     size_t scratch_size, const int64_t *rounded,
                                     patron_fault *fault)
{
    int32_t status = patron_apportion_check_count("n", n, fault);
    if (status != PATRON_OK)
        return status;
    if (n > 0 && value == NULL)
        return patron_base_fault_null(fault, "value");
    status =
        patron_base_check_scratch(scratch, scratch_size, patron_apportion_scratch_size(n), fault);
    if (status == PATRON_OK && n > 0 && rounded == NULL)
        status = patron_base_fault_null(fault, "rounded");
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        if (!isfinite(value[i]))
            status = patron_base_fault_real(fault, PATRON_E_NOT_FINITE, "value", (int64_t)i,
                                            value[i], "a finite number");
        else if (fabs(value[i]) > APPORTION_ROUND_MOST)
            status = patron_base_fault_real(fault, PATRON_E_RANGE, "value", (int64_t)i, value[i],
                                            "an amount in [-4e18, 4e18]");
    }
    return status;
}

/* --- public ------------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_apportion_round(int64_t total, size_t n, const double *value,
                                           void *scratch, size_t scratch_size, int64_t *rounded,
                                           patron_fault *fault)
{
    int32_t status = apportion_round_check(n, value, scratch, scratch_size, rounded, fault);
    if (status != PATRON_OK)
        return status;
    double sign = apportion_round_sign(total, n, value);
    size_t up = apportion_round_up(total, n, value, sign);
    if (up > n)
        return patron_base_fault_signed(fault, PATRON_E_RANGE, "total", -1, total,
                                        "a sum of the values rounded up or down");
    numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
    apportion_work work = patron_apportion_work_take(&carve, n);
    int64_t unit = sign < 0.0 ? -1 : 1;
    for (size_t i = 0; i < n; i++) {
        rounded[i] = unit * apportion_round_floor(sign * value[i]);
        work.key[i] = apportion_round_key(sign * value[i]);
    }
    patron_apportion_hand_out(n, up, unit, work, rounded);
    return PATRON_OK;
}
