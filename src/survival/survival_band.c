/*
 * The curve and its limits, step by step and at given times.
 */
#include "../portability.h"
#include "survival_check.h"
#include "survival_limit.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_normal.h"

/* --- kernels ---------------------------------------------------------------------------------- */

/* How many steps are at or before the time. */
static size_t survival_steps_until(size_t n, const patron_survival_step *step, double time)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (step[middle].time <= time)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t survival_check_at(double confidence, size_t n, const patron_survival_step *step,
                                 size_t m, const double *time, const double *survival,
                                 patron_fault *fault)
{
    int32_t status = patron_survival_check_confidence(confidence, fault);
    if (status == PATRON_OK)
        status = patron_survival_check_table(n, step, fault);
    if (status != PATRON_OK)
        return status;
    if (m > SURVIVAL_ROWS_MAX)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "m", -1, m,
                                          "a count in [0, 2147483647]");
    if (m > 0 && time == NULL)
        return patron_base_fault_null(fault, "time");
    if (m > 0 && survival == NULL)
        return patron_base_fault_null(fault, "survival");
    status = patron_survival_check_steps(n, step, fault);
    for (size_t i = 0; status == PATRON_OK && i < m; i++)
        status = patron_survival_check_time("time", (int64_t)i, time[i], fault);
    return status;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_survival_band(double confidence, size_t n,
                                         const patron_survival_step *step, double *low,
                                         double *high, patron_fault *fault)
{
    int32_t status = patron_survival_check_confidence(confidence, fault);
    if (status == PATRON_OK)
        status = patron_survival_check_table(n, step, fault);
    if (status == PATRON_OK && n > 0 && low == NULL)
        return patron_base_fault_null(fault, "low");
    if (status == PATRON_OK && n > 0 && high == NULL)
        return patron_base_fault_null(fault, "high");
    if (status == PATRON_OK)
        status = patron_survival_check_steps(n, step, fault);
    if (status != PATRON_OK)
        return status;
    double z = patron_numeric_normal_width(confidence);
    for (size_t i = 0; i < n; i++) {
        low[i] = survival_limit(step[i].survival, step[i].error, z);
        high[i] = survival_limit(step[i].survival, step[i].error, -z);
    }
    return PATRON_OK;
}

int32_t PATRON_CALL patron_survival_at(double confidence, size_t n,
                                       const patron_survival_step *step, size_t m,
                                       const double *time, double *survival, double *error,
                                       double *low, double *high, patron_fault *fault)
{
    int32_t status = survival_check_at(confidence, n, step, m, time, survival, fault);
    if (status != PATRON_OK)
        return status;
    double z = patron_numeric_normal_width(confidence);
    for (size_t i = 0; i < m; i++) {
        size_t until = survival_steps_until(n, step, time[i]);
        double there = until > 0 ? step[until - 1].survival : 1.0;
        double wrong = until > 0 ? step[until - 1].error : 0.0;
        survival[i] = there;
        if (error != NULL)
            error[i] = wrong;
        if (low != NULL)
            low[i] = survival_limit(there, wrong, z);
        if (high != NULL)
            high[i] = survival_limit(there, wrong, -z);
    }
    return PATRON_OK;
}
