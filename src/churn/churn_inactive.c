/*
 * Who has not come for longer than a rule allows.
 */
#include "../portability.h"
#include "churn_check.h"

#include "../base/base_fault.h"

#include <math.h>

typedef struct churn_rule {
    double days;
    double multiple;
    int32_t end_day;
    const int32_t *last_day;
    const double *gap; /* NULL where the rule does not look at it */
} churn_rule;

/* --- kernels ---------------------------------------------------------------------------------- */

static double churn_idle(const churn_rule *rule, size_t row)
{
    return (double)((int64_t)rule->end_day - rule->last_day[row]);
}

static double churn_limit(const churn_rule *rule, size_t row)
{
    int own = rule->gap != NULL && rule->gap[row] > 0.0; /* not NaN */
    return own ? rule->multiple * rule->gap[row] : rule->days;
}

static uint32_t churn_activity_of(const churn_rule *rule, size_t row)
{
    return churn_idle(rule, row) > churn_limit(rule, row) ? PATRON_CHURN_LAPSED
                                                          : PATRON_CHURN_ACTIVE;
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t churn_check_rule(uint32_t kind, const churn_rule *rule, patron_fault *fault)
{
    int32_t status = patron_churn_check_choice(kind, PATRON_CHURN_OWN_GAP, "rule",
                                               "PATRON_CHURN_FIXED_DAYS or OWN_GAP", fault);
    if (status == PATRON_OK)
        status =
            patron_churn_check_real(rule->days, 1.0, 1e9, "days", -1, "days in [1, 1e9]", fault);
    if (status == PATRON_OK)
        status = patron_churn_check_real(rule->multiple, 0.01, 1e9, "multiple", -1,
                                         "a number in [0.01, 1e9]", fault);
    return status;
}

/* gap is the argument, whether the rule looks at it or not. */
static int32_t churn_check_shopper(const churn_rule *rule, const double *gap, size_t row,
                                   patron_fault *fault)
{
    int32_t status = PATRON_OK;
    if (rule->last_day[row] > rule->end_day)
        return patron_base_fault_signed(fault, PATRON_E_RANGE, "last_day", (int64_t)row,
                                        rule->last_day[row], "a day not after end_day");
    if (gap != NULL && !isnan(gap[row]))
        status = patron_churn_check_real(gap[row], 0.0, 1e9, "gap", (int64_t)row,
                                         "days in [0, 1e9], or NaN", fault);
    if (status == PATRON_OK && isinf(churn_idle(rule, row) / churn_limit(rule, row)))
        status = patron_churn_fault_overflow("overdue", (int64_t)row, fault);
    return status;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_churn_inactive(uint32_t rule, double days, double multiple,
                                          int32_t end_day, size_t n, const int32_t *last_day,
                                          const double *gap, uint32_t *activity, double *overdue,
                                          uint64_t *active, uint64_t *lapsed, patron_fault *fault)
{
    churn_rule used = {days, multiple, end_day, last_day, NULL};
    int32_t status = patron_churn_check_column(n, last_day, "last_day", fault);
    if (status == PATRON_OK)
        status = churn_check_rule(rule, &used, fault);
    used.gap = rule == PATRON_CHURN_OWN_GAP ? gap : NULL;
    for (size_t i = 0; status == PATRON_OK && i < n; i++)
        status = churn_check_shopper(&used, gap, i, fault);
    if (status != PATRON_OK)
        return status;
    uint64_t late = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t found = churn_activity_of(&used, i);
        late += found == PATRON_CHURN_LAPSED ? 1 : 0;
        if (activity != NULL)
            activity[i] = found;
        churn_put(overdue, i, churn_idle(&used, i) / churn_limit(&used, i));
    }
    if (active != NULL)
        *active = n - late;
    if (lapsed != NULL)
        *lapsed = late;
    return PATRON_OK;
}
