/*
 * Complaints: the silent ones, the worth of handling them, and how far the word goes.
 *
 * Sources: TARP, "Consumer complaint handling in America" (1986); C. Fornell and B. Wernerfelt (1987).
 */
#include "../portability.h"
#include "satisfaction_check.h"

#include "../base/base_fault.h"

#include <math.h>

#define SATISFACTION_PEOPLE_MAX 1e15
#define SATISFACTION_AMOUNT_MAX 1e250

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t satisfaction_check_people(double people, const char *argument, size_t row,
                                         patron_fault *fault)
{
    return patron_satisfaction_check_number(people, 0.0, SATISFACTION_PEOPLE_MAX, argument,
                                            (int64_t)row, "people in [0, 1e15]", fault);
}

static int32_t satisfaction_check_fraction(double fraction, const char *argument, int64_t row,
                                           patron_fault *fault)
{
    return patron_satisfaction_check_number(fraction, 0.0, 1.0, argument, row,
                                            "a fraction in [0, 1]", fault);
}

static int32_t satisfaction_check_iceberg(double customers, double complaints, double rate,
                                          size_t row, patron_fault *fault)
{
    int32_t status = satisfaction_check_people(customers, "customers", row, fault);
    if (status == PATRON_OK)
        status = satisfaction_check_people(complaints, "complaints", row, fault);
    if (status != PATRON_OK || (rate > 0.0 && rate <= 1.0))
        return status;
    return patron_base_fault_real(fault, isfinite(rate) ? PATRON_E_RANGE : PATRON_E_NOT_FINITE,
                                  "complaint_rate", (int64_t)row, rate, "a fraction in (0, 1]");
}

static int32_t satisfaction_check_handling(const patron_satisfaction_handling *handling,
                                           patron_fault *fault)
{
    int32_t status = satisfaction_check_fraction(handling->silent, "handling.silent", -1, fault);
    if (status == PATRON_OK)
        status =
            satisfaction_check_fraction(handling->unresolved, "handling.unresolved", -1, fault);
    if (status == PATRON_OK)
        status = satisfaction_check_fraction(handling->resolved, "handling.resolved", -1, fault);
    if (status == PATRON_OK)
        status = satisfaction_check_fraction(handling->quick, "handling.quick", -1, fault);
    return status;
}

/* One row of patron_satisfaction_recovery. */
typedef struct satisfaction_plan {
    double dissatisfied;
    double complaint_rate;
    double resolved_rate;
    double quick_rate;
    double value;
    double cost;
} satisfaction_plan;

static int32_t satisfaction_check_plan(const satisfaction_plan *plan, size_t i, patron_fault *fault)
{
    int64_t row = (int64_t)i;
    int32_t status = satisfaction_check_people(plan->dissatisfied, "dissatisfied", i, fault);
    if (status == PATRON_OK)
        status = satisfaction_check_fraction(plan->complaint_rate, "complaint_rate", row, fault);
    if (status == PATRON_OK)
        status = satisfaction_check_fraction(plan->resolved_rate, "resolved_rate", row, fault);
    if (status == PATRON_OK)
        status = satisfaction_check_fraction(plan->quick_rate, "quick_rate", row, fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_number(plan->value, -SATISFACTION_AMOUNT_MAX,
                                                  SATISFACTION_AMOUNT_MAX, "value", row,
                                                  "an amount in [-1e250, 1e250]", fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_number(plan->cost, 0.0, SATISFACTION_AMOUNT_MAX, "cost",
                                                  row, "an amount in [0, 1e250]", fault);
    return status;
}

static int32_t satisfaction_check_plan_columns(size_t n, const void *dissatisfied,
                                               const void *complaint_rate,
                                               const void *resolved_rate, const void *quick_rate,
                                               const void *value, patron_fault *fault)
{
    int32_t status = patron_satisfaction_check_column(n, dissatisfied, "dissatisfied", fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_column(n, complaint_rate, "complaint_rate", fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_column(n, resolved_rate, "resolved_rate", fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_column(n, quick_rate, "quick_rate", fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_column(n, value, "value", fault);
    return status;
}

static int32_t satisfaction_check_talk(double customers, double told, double retold, double rate,
                                       size_t i, patron_fault *fault)
{
    int32_t status = satisfaction_check_people(customers, "customers", i, fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_number(told, 0.0, 1e9, "told", (int64_t)i,
                                                  "people in [0, 1e9]", fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_number(retold, 0.0, 1e9, "retold", (int64_t)i,
                                                  "people in [0, 1e9]", fault);
    if (status == PATRON_OK)
        status = satisfaction_check_fraction(rate, "lost_rate", (int64_t)i, fault);
    return status;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_satisfaction_iceberg(size_t n, const double *customers,
                                                const double *complaints,
                                                const double *complaint_rate, double *dissatisfied,
                                                double *silent, double *share, patron_fault *fault)
{
    int32_t status = patron_satisfaction_check_column(n, customers, "customers", fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_column(n, complaints, "complaints", fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_column(n, complaint_rate, "complaint_rate", fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        double rate = complaint_rate[i];
        status = satisfaction_check_iceberg(customers[i], complaints[i], rate, i, fault);
        if (status != PATRON_OK)
            return status;
        double all = complaints[i] / rate;
        double part = customers[i] > 0.0 ? all / customers[i] : (double)NAN;
        if (isinf(all))
            return patron_satisfaction_fault_overflow("dissatisfied", (int64_t)i, fault);
        if (isinf(part))
            return patron_satisfaction_fault_overflow("share", (int64_t)i, fault);
        satisfaction_put(dissatisfied, i, all);
        satisfaction_put(silent, i, all * (1.0 - rate));
        satisfaction_put(share, i, part);
    }
    return status;
}

int32_t PATRON_CALL patron_satisfaction_published_handling(uint32_t loss,
                                                           patron_satisfaction_handling *handling,
                                                           patron_fault *fault)
{
    const patron_satisfaction_handling slight = {0.37, 0.46, 0.70, 0.95};
    const patron_satisfaction_handling heavy = {0.09, 0.19, 0.54, 0.82};
    if (handling == NULL)
        return patron_base_fault_null(fault, "handling");
    if (loss > PATRON_SATISFACTION_LOSS_LARGE)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "loss", -1, loss,
                                          "PATRON_SATISFACTION_LOSS_SMALL or _LARGE");
    *handling = loss == PATRON_SATISFACTION_LOSS_LARGE ? heavy : slight;
    return PATRON_OK;
}

/* Of those who complain: how many more buy again than had they kept silent, as a fraction. */
static double satisfaction_recovered(const patron_satisfaction_handling *handling,
                                     double resolved_rate, double quick_rate)
{
    return (1.0 - resolved_rate) * (handling->unresolved - handling->silent) +
           resolved_rate * ((1.0 - quick_rate) * (handling->resolved - handling->silent) +
                            quick_rate * (handling->quick - handling->silent));
}

/* Of all the dissatisfied: all terms are at least 0. */
static double satisfaction_kept(const patron_satisfaction_handling *handling,
                                const satisfaction_plan *plan)
{
    double c = plan->complaint_rate, r = plan->resolved_rate, q = plan->quick_rate;
    return (1.0 - c) * handling->silent +
           c * ((1.0 - r) * handling->unresolved +
                r * ((1.0 - q) * handling->resolved + q * handling->quick));
}

int32_t PATRON_CALL patron_satisfaction_recovery(
    const patron_satisfaction_handling *handling, size_t n, const double *dissatisfied,
    const double *complaint_rate, const double *resolved_rate, const double *quick_rate,
    const double *value, const double *cost, double *kept, double *recovered, double *net,
    patron_fault *fault)
{
    if (handling == NULL)
        return patron_base_fault_null(fault, "handling");
    int32_t status = satisfaction_check_plan_columns(n, dissatisfied, complaint_rate, resolved_rate,
                                                     quick_rate, value, fault);
    if (status == PATRON_OK)
        status = satisfaction_check_handling(handling, fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        satisfaction_plan plan = {dissatisfied[i], complaint_rate[i], resolved_rate[i],
                                  quick_rate[i],   value[i],          cost != NULL ? cost[i] : 0.0};
        status = satisfaction_check_plan(&plan, i, fault);
        if (status != PATRON_OK)
            return status;
        double more = plan.dissatisfied * plan.complaint_rate *
                      satisfaction_recovered(handling, plan.resolved_rate, plan.quick_rate);
        satisfaction_put(kept, i, plan.dissatisfied * satisfaction_kept(handling, &plan));
        satisfaction_put(recovered, i, more);
        satisfaction_put(net, i, more * plan.value - plan.cost);
    }
    return status;
}

int32_t PATRON_CALL patron_satisfaction_word_of_mouth(size_t n, const double *customers,
                                                      const double *told, const double *retold,
                                                      const double *lost_rate, double *reached,
                                                      double *lost, patron_fault *fault)
{
    int32_t status = patron_satisfaction_check_column(n, customers, "customers", fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_column(n, told, "told", fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_column(n, retold, "retold", fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_column(n, lost_rate, "lost_rate", fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        status = satisfaction_check_talk(customers[i], told[i], retold[i], lost_rate[i], i, fault);
        if (status != PATRON_OK)
            return status;
        double heard = customers[i] * (1.0 + told[i] + told[i] * retold[i]);
        satisfaction_put(reached, i, heard);
        satisfaction_put(lost, i, heard * lost_rate[i]);
    }
    return status;
}
