/*
 * When a curve and its limits have fallen to a level, with the middle of a stretch that is level there: the
 * convention of quantile.survfit of T. Therneau's R package survival.
 *
 * R. Brookmeyer and J. Crowley (1982) for the interval: all times at which the level lies within the limits.
 */
#include "../portability.h"
#include "survival_check.h"
#include "survival_limit.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_normal.h"

/* --- kernels ---------------------------------------------------------------------------------- */

#define SURVIVAL_LEVEL_TOLERANCE 1e-12

/* Which of the three curves, in units of z: 0 the curve itself, 1 its lower limit, -1 its upper. */
static double survival_height(const patron_survival_step *step, double side, double z)
{
    if (side == 0.0)
        return step->survival;
    /* A curve that has come to 0 has no upper limit there. */
    if (side < 0.0 && step->survival == 0.0)
        return 2.0;
    return survival_limit(step->survival, step->error, side * z);
}

static size_t survival_first_below(size_t n, const patron_survival_step *step, double level)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (step[middle].survival > level)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The time at which a curve reaches the level, from a step on that is not behind it. */
static double survival_reach(size_t from, size_t n, const patron_survival_step *step, double last,
                             double level, double side, double z)
{
    double slack = level * SURVIVAL_LEVEL_TOLERANCE;
    size_t i = from;
    while (i < n && survival_height(step + i, side, z) > level + slack)
        i++;
    if (i == n)
        return (double)NAN;
    size_t end = i;
    while (end < n && fabs(survival_height(step + end, side, z) - level) <= slack)
        end++;
    double until = end < n ? step[end].time : last;
    return end == i ? step[i].time : step[i].time + (until - step[i].time) / 2.0;
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t survival_check_scalars(double confidence, double last, size_t n,
                                      const patron_survival_step *step, size_t m,
                                      patron_fault *fault)
{
    int32_t status = patron_survival_check_confidence(confidence, fault);
    if (status == PATRON_OK)
        status = patron_survival_check_time("last", -1, last, fault);
    if (status == PATRON_OK)
        status = patron_survival_check_table(n, step, fault);
    if (status == PATRON_OK && m > SURVIVAL_ROWS_MAX)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "m", -1, m,
                                          "a count in [0, 2147483647]");
    return status;
}

static int32_t survival_check_level(size_t i, double level, patron_fault *fault)
{
    if (level > 0.0 && level < 1.0)
        return PATRON_OK;
    int32_t status = isfinite(level) ? PATRON_E_RANGE : PATRON_E_NOT_FINITE;
    return patron_base_fault_real(fault, status, "level", (int64_t)i, level,
                                  "a fraction in (0, 1)");
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_survival_quantile(double confidence, double last, size_t n,
                                             const patron_survival_step *step, size_t m,
                                             const double *level, double *time, double *low,
                                             double *high, patron_fault *fault)
{
    int32_t status = survival_check_scalars(confidence, last, n, step, m, fault);
    if (status != PATRON_OK)
        return status;
    if (m > 0 && level == NULL)
        return patron_base_fault_null(fault, "level");
    if (m > 0 && time == NULL)
        return patron_base_fault_null(fault, "time");
    status = patron_survival_check_steps(n, step, fault);
    if (status == PATRON_OK)
        status = patron_survival_check_last(last, n, step, fault);
    for (size_t i = 0; status == PATRON_OK && i < m; i++)
        status = survival_check_level(i, level[i], fault);
    if (status != PATRON_OK)
        return status;
    double z = patron_numeric_normal_width(confidence);
    for (size_t i = 0; i < m; i++) {
        double slack = level[i] * SURVIVAL_LEVEL_TOLERANCE;
        size_t from = survival_first_below(n, step, level[i] + slack);
        time[i] = survival_reach(from, n, step, last, level[i], 0.0, z);
        if (low != NULL)
            low[i] = survival_reach(0, n, step, last, level[i], 1.0, z);
        if (high != NULL)
            high[i] = survival_reach(from, n, step, last, level[i], -1.0, z);
    }
    return PATRON_OK;
}
