/*
 * Weighted sums of a curve and how sure they are: the restricted mean and the lifetime value.
 *
 * Greenwood: cov(S(s), S(t)) = S(s) S(t) sum_{t_i <= min(s, t)} d_i / (n_i (n_i - d_i)). The variance of
 * any sum (or integral) of S(t) c(t) is therefore
 *
 *     sum_i T_i^2 d_i / (n_i (n_i - d_i)),   T_i = the part of the sum at t_i or later
 *
 * which one walk from the end gives: J. Klein and M. Moeschberger, "Survival Analysis" (2003), 4.5. The
 * number left, n_i - d_i, is taken as n_i S_i / S_{i-1}, which keeps its digits where the weights of nearly
 * all are gone. A step to 0 has T_i = 0 and adds nothing.
 */
#include "../portability.h"
#include "survival_check.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_compensated.h"

#include <math.h>

/* --- kernels ---------------------------------------------------------------------------------- */

typedef struct survival_tail {
    numeric_pair sum;      /* T_i */
    numeric_pair variance; /* of the steps behind, times 4^-power */
    int power;             /* of 2: the largest T so far is of that size, so that squares fit */
    size_t steps;          /* steps not yet passed: the next is steps - 1 */
} survival_tail;

static survival_tail survival_tail_begin(size_t n)
{
    survival_tail tail;
    tail.sum = tail.variance = numeric_pair_make(0.0, 0.0);
    tail.power = 0;
    tail.steps = n;
    return tail;
}

/* S from the last step not yet passed on. */
static double survival_tail_level(const survival_tail *tail, const patron_survival_step *step)
{
    return tail->steps > 0 ? step[tail->steps - 1].survival : 1.0;
}

/* The sum so far in units of 2^power, which grows with it; the variance goes along. */
static double survival_tail_scaled(survival_tail *tail)
{
    double sum = numeric_pair_value(tail->sum);
    int power = 0;
    if (sum == 0.0 || !isfinite(sum))
        return sum;
    (void)frexp(sum, &power);
    if (tail->variance.high == 0.0)
        tail->power = power;
    if (power > tail->power) {
        int less = 2 * (tail->power - power);
        tail->variance.high = ldexp(tail->variance.high, less);
        tail->variance.low = ldexp(tail->variance.low, less);
        tail->power = power;
    }
    return ldexp(sum, -tail->power);
}

/* Passes the last step: all of the sum at it or later is in. */
static void survival_tail_pass(survival_tail *tail, const patron_survival_step *step)
{
    size_t i = --tail->steps;
    if (step[i].survival == 0.0)
        return;
    double sum = survival_tail_scaled(tail);
    double left = step[i].at_risk * (step[i].survival / survival_tail_level(tail, step));
    double share = step[i].events / step[i].at_risk;
    tail->variance = numeric_pair_add(tail->variance, sum * share * (sum / left));
}

static void survival_area(double tau, const patron_survival_step *step, survival_tail *tail)
{
    double until = tau;
    while (tail->steps > 0) {
        const patron_survival_step *at = step + (tail->steps - 1);
        if (at->time < until) {
            tail->sum = numeric_pair_add(tail->sum, at->survival * (until - at->time));
            until = at->time;
        }
        survival_tail_pass(tail, step);
    }
    tail->sum = numeric_pair_add(tail->sum, until);
}

/* Periods until payment k, from 0. */
static double survival_periods(uint32_t moment, size_t k)
{
    double start = (double)k;
    if (moment == PATRON_SURVIVAL_AT_START)
        return start;
    return moment == PATRON_SURVIVAL_AT_END ? start + 1.0 : start + 0.5;
}

static void survival_payments(uint32_t moment, double discount, double period,
                              const patron_survival_step *step, size_t m, const double *margin,
                              survival_tail *tail)
{
    double force = log1p(discount);
    for (size_t k = m; k-- > 0;) {
        double periods = survival_periods(moment, k);
        while (tail->steps > 0 && step[tail->steps - 1].time > period * periods)
            survival_tail_pass(tail, step);
        double there = survival_tail_level(tail, step);
        double half = exp(-0.5 * force * periods); /* alone, the whole may not be of doubles */
        if (there > 0.0 && margin[k] != 0.0)
            tail->sum = numeric_pair_add(tail->sum, margin[k] * there * half * half);
    }
    while (tail->steps > 0)
        survival_tail_pass(tail, step);
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t survival_check_moment(uint32_t moment, patron_fault *fault)
{
    if (moment >= PATRON_SURVIVAL_AT_START && moment <= PATRON_SURVIVAL_AT_MID)
        return PATRON_OK;
    return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "moment", -1, moment,
                                      "PATRON_SURVIVAL_AT_START, AT_END or AT_MID");
}

static int32_t survival_check_scalar(const char *argument, int64_t row, double value, double above,
                                     const char *expected, patron_fault *fault)
{
    if (value > above && isfinite(value))
        return PATRON_OK;
    int32_t status = isfinite(value) ? PATRON_E_RANGE : PATRON_E_NOT_FINITE;
    return patron_base_fault_real(fault, status, argument, row, value, expected);
}

static int32_t survival_check_terms(uint32_t moment, double discount, double period, double last,
                                    patron_fault *fault)
{
    int32_t status = survival_check_moment(moment, fault);
    if (status == PATRON_OK)
        status =
            survival_check_scalar("discount", -1, discount, -1.0, "a fraction above -1", fault);
    if (status == PATRON_OK)
        status = survival_check_scalar("period", -1, period, 0.0, "a finite length > 0", fault);
    if (status == PATRON_OK)
        status = patron_survival_check_time("last", -1, last, fault);
    return status;
}

static int32_t survival_check_margins(size_t m, const double *margin, patron_fault *fault)
{
    for (size_t k = 0; k < m; k++)
        if (!isfinite(margin[k]))
            return patron_base_fault_real(fault, PATRON_E_NOT_FINITE, "margin", (int64_t)k,
                                          margin[k], "a finite amount");
    return PATRON_OK;
}

static int32_t survival_check_curve(double last, size_t n, const patron_survival_step *step,
                                    const patron_survival_figure *result, patron_fault *fault)
{
    int32_t status = patron_base_check_result(result, SURVIVAL_FIGURE_FIRST_SIZE, fault);
    if (status == PATRON_OK)
        status = patron_survival_check_steps(n, step, fault);
    if (status == PATRON_OK)
        status = patron_survival_check_last(last, n, step, fault);
    return status;
}

static int32_t survival_report(const survival_tail *tail, int beyond, size_t n,
                               const patron_survival_step *step, patron_survival_figure *result,
                               patron_fault *fault)
{
    patron_survival_figure figure = {0, 0, 0, 0.0, 0.0};
    figure.value = numeric_pair_value(tail->sum);
    figure.error = ldexp(sqrt(numeric_pair_value(tail->variance)), tail->power);
    if (!isfinite(figure.value) || !isfinite(figure.error))
        return patron_base_fault_plain(fault, PATRON_E_OVERFLOW, "result",
                                       "a value and an error within a double");
    if (beyond && (n == 0 || step[n - 1].survival > 0.0))
        figure.notes = PATRON_SURVIVAL_NOTE_BEYOND_LAST;
    patron_base_write_result(result, &figure, sizeof figure);
    return PATRON_OK;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_survival_restricted_mean(double tau, double last, size_t n,
                                                    const patron_survival_step *step,
                                                    patron_survival_figure *result,
                                                    patron_fault *fault)
{
    int32_t status = patron_survival_check_time("tau", -1, tau, fault);
    if (status == PATRON_OK)
        status = patron_survival_check_time("last", -1, last, fault);
    if (status == PATRON_OK)
        status = patron_survival_check_table(n, step, fault);
    if (status == PATRON_OK)
        status = survival_check_curve(last, n, step, result, fault);
    if (status != PATRON_OK)
        return status;
    survival_tail tail = survival_tail_begin(n);
    survival_area(tau, step, &tail);
    return survival_report(&tail, tau > last, n, step, result, fault);
}

int32_t PATRON_CALL patron_survival_value(uint32_t moment, double discount, double period,
                                          double last, size_t n, const patron_survival_step *step,
                                          size_t m, const double *margin,
                                          patron_survival_figure *result, patron_fault *fault)
{
    int32_t status = survival_check_terms(moment, discount, period, last, fault);
    if (status == PATRON_OK)
        status = patron_survival_check_table(n, step, fault);
    if (status != PATRON_OK)
        return status;
    if (m > SURVIVAL_PERIODS_MAX)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "m", -1, m,
                                          "a count in [0, 16777216]");
    if (m > 0 && margin == NULL)
        return patron_base_fault_null(fault, "margin");
    status = survival_check_curve(last, n, step, result, fault);
    if (status == PATRON_OK)
        status = survival_check_margins(m, margin, fault);
    if (status != PATRON_OK)
        return status;
    survival_tail tail = survival_tail_begin(n);
    survival_payments(moment, discount, period, step, m, margin, &tail);
    int beyond = m > 0 && period * survival_periods(moment, m - 1) > last;
    return survival_report(&tail, beyond, n, step, result, fault);
}
