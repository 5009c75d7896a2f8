/*
 * Churn, retention, and what follows from a churn that stays as it is.
 *
 *     1 - (1 - c)^p = -expm1(p log1p(-c))      1 / c      (1 - c) / c      -ln 2 / log1p(-c)
 *
 * F. Reichheld and W. E. Sasser, "Zero defections" (1990).
 */
#include "../portability.h"
#include "churn_check.h"

#include "../base/base_fault.h"

#include <math.h>

#define CHURN_LN_2 0.69314718055994530942
#define CHURN_PEOPLE_MAX UINT64_C(1000000000000000)

/* --- kernels ---------------------------------------------------------------------------------- */

/* Counts up to 4 10^15 are doubles without rounding. */
static double churn_denominator(uint32_t kind, uint64_t start, uint64_t joined, uint64_t lost)
{
    if (kind == PATRON_CHURN_OF_START)
        return (double)start;
    if (kind == PATRON_CHURN_OF_START_AND_JOINED)
        return (double)(start + joined);
    return (double)(start + (start + joined - lost)) / 2.0;
}

static double churn_over(double part, double of)
{
    return of > 0.0 ? part / of : (double)NAN;
}

/* What a lifetime is, and will be. */
typedef struct churn_stepped {
    double changed;
    double before;
    double after;
    double lift;
    double elasticity;
} churn_stepped;

static churn_stepped churn_step_of(uint32_t unit, double cut, double churn, double discount)
{
    churn_stepped step;
    double fall = unit == PATRON_CHURN_POINTS ? cut : churn * cut;
    step.changed = churn - fall;
    if (!(step.changed >= 0.0 && step.changed <= 1.0))
        step.changed = (double)NAN;
    step.before = churn_over(1.0, churn + discount);
    step.after = churn_over(1.0, step.changed + discount);
    step.lift = isnan(step.before) ? step.before : churn_over(fall, step.changed + discount);
    step.elasticity = 0.0 - churn_over(churn, churn + discount);
    return step;
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t churn_check_people(uint64_t people, const char *argument, size_t row,
                                  patron_fault *fault)
{
    if (people <= CHURN_PEOPLE_MAX)
        return PATRON_OK;
    return patron_base_fault_unsigned(fault, PATRON_E_RANGE, argument, (int64_t)row, people,
                                      "a count in [0, 1000000000000000]");
}

static int32_t churn_check_counts(uint64_t start, uint64_t joined, uint64_t lost, size_t row,
                                  patron_fault *fault)
{
    int32_t status = churn_check_people(start, "start", row, fault);
    if (status == PATRON_OK)
        status = churn_check_people(joined, "joined", row, fault);
    if (status == PATRON_OK && lost > start + joined)
        status = patron_base_fault_unsigned(fault, PATRON_E_RANGE, "lost", (int64_t)row, lost,
                                            "at most start + joined");
    return status;
}

static int32_t churn_check_segment(double customers, double churn, double revenue, double margin,
                                   int64_t row, patron_fault *fault)
{
    int32_t status = patron_churn_check_real(customers, 0.0, 1e15, "customers", row,
                                             "a number in [0, 1e15]", fault);
    if (status == PATRON_OK)
        status = patron_churn_check_fraction(churn, "churn", row, fault);
    if (status == PATRON_OK)
        status = patron_churn_check_real(revenue, 0.0, 1e15, "revenue", row,
                                         "an amount in [0, 1e15]", fault);
    if (status == PATRON_OK)
        status = patron_churn_check_real(margin, -1.0, 1.0, "margin", row, "a fraction in [-1, 1]",
                                         fault);
    return status;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_churn_rates(uint32_t denominator, size_t n, const uint64_t *start,
                                       const uint64_t *joined, const uint64_t *lost, double *churn,
                                       double *retention, patron_fault *fault)
{
    int32_t status = patron_churn_check_column(n, start, "start", fault);
    if (status == PATRON_OK)
        status = patron_churn_check_column(n, joined, "joined", fault);
    if (status == PATRON_OK)
        status = patron_churn_check_column(n, lost, "lost", fault);
    if (status == PATRON_OK)
        status =
            patron_churn_check_choice(denominator, PATRON_CHURN_OF_START_AND_JOINED, "denominator",
                                      "PATRON_CHURN_OF_START to OF_START_AND_JOINED", fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        status = churn_check_counts(start[i], joined[i], lost[i], i, fault);
        if (status != PATRON_OK)
            return status;
        double of = churn_denominator(denominator, start[i], joined[i], lost[i]);
        double all = (double)start[i], gone = (double)lost[i];
        churn_put(churn, i, churn_over(gone, of));
        churn_put(retention, i, churn_over(all - gone, all));
    }
    return status;
}

int32_t PATRON_CALL patron_churn_convert(double periods, size_t n, const double *churn,
                                         double *converted, patron_fault *fault)
{
    int32_t status = patron_churn_check_column(n, churn, "churn", fault);
    if (status == PATRON_OK)
        status = patron_churn_check_column(n, converted, "converted", fault);
    if (status == PATRON_OK)
        status = patron_churn_check_real(periods, 1e-9, 1e9, "periods", -1,
                                         "a number in [1e-9, 1e9]", fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        status = patron_churn_check_fraction(churn[i], "churn", (int64_t)i, fault);
        if (status == PATRON_OK)
            converted[i] = -expm1(periods * log1p(-churn[i]));
    }
    return status;
}

int32_t PATRON_CALL patron_churn_lifetime(size_t n, const double *churn, double *lifetime,
                                          double *renewals, double *half_life, patron_fault *fault)
{
    int32_t status = patron_churn_check_column(n, churn, "churn", fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        status = patron_churn_check_fraction(churn[i], "churn", (int64_t)i, fault);
        if (status != PATRON_OK)
            return status;
        double periods = churn_over(1.0, churn[i]);
        if (isinf(periods))
            return patron_churn_fault_overflow("lifetime", (int64_t)i, fault);
        churn_put(lifetime, i, periods);
        churn_put(renewals, i, churn_over(1.0 - churn[i], churn[i]));
        churn_put(half_life, i, churn_over(CHURN_LN_2, -log1p(-churn[i])));
    }
    return status;
}

int32_t PATRON_CALL patron_churn_cost(size_t n, const double *customers, const double *churn,
                                      const double *revenue, const double *margin, double *lost,
                                      double *revenue_lost, double *profit_lost,
                                      patron_fault *fault)
{
    int32_t status = patron_churn_check_column(n, customers, "customers", fault);
    if (status == PATRON_OK)
        status = patron_churn_check_column(n, churn, "churn", fault);
    if (status == PATRON_OK)
        status = patron_churn_check_column(n, revenue, "revenue", fault);
    if (status == PATRON_OK)
        status = patron_churn_check_column(n, margin, "margin", fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        status =
            churn_check_segment(customers[i], churn[i], revenue[i], margin[i], (int64_t)i, fault);
        if (status != PATRON_OK)
            return status;
        double gone = customers[i] * churn[i], unsold = gone * revenue[i];
        churn_put(lost, i, gone);
        churn_put(revenue_lost, i, unsold);
        churn_put(profit_lost, i, unsold * margin[i]);
    }
    return status;
}

static int32_t churn_check_step(uint32_t unit, double cut, size_t n, const double *churn,
                                patron_fault *fault)
{
    int32_t status = patron_churn_check_column(n, churn, "churn", fault);
    if (status == PATRON_OK)
        status = patron_churn_check_choice(unit, PATRON_CHURN_RELATIVE, "unit",
                                           "PATRON_CHURN_POINTS or RELATIVE", fault);
    if (status == PATRON_OK)
        status = patron_churn_check_real(cut, -1.0, 1.0, "cut", -1, "a number in [-1, 1]", fault);
    return status;
}

int32_t PATRON_CALL patron_churn_step(uint32_t unit, double cut, size_t n, const double *churn,
                                      const double *discount, double *changed, double *before,
                                      double *after, double *lift, double *elasticity,
                                      patron_fault *fault)
{
    int32_t status = churn_check_step(unit, cut, n, churn, fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        double rate = discount != NULL ? discount[i] : 0.0;
        status = patron_churn_check_fraction(churn[i], "churn", (int64_t)i, fault);
        if (status == PATRON_OK)
            status = patron_churn_check_real(rate, 0.0, 1e9, "discount", (int64_t)i,
                                             "a fraction in [0, 1e9]", fault);
        if (status != PATRON_OK)
            return status;
        churn_stepped step = churn_step_of(unit, cut, churn[i], rate);
        if (isinf(step.before) || isinf(step.after)) /* the lift is no more than after */
            return patron_churn_fault_overflow("after", (int64_t)i, fault);
        churn_put(changed, i, step.changed);
        churn_put(before, i, step.before);
        churn_put(after, i, step.after);
        churn_put(lift, i, step.lift);
        churn_put(elasticity, i, step.elasticity);
    }
    return status;
}
