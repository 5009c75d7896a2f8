/*
 * Why customers left, the costliest reason first.
 */
#include "../portability.h"
#include "churn_check.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_scratch.h"
#include "../numeric/numeric_sort.h"
#include "../sum/sum_exact.h"

#include <math.h>
#include <string.h>

enum { CHURN_REASON_FIRST_SIZE = 80 };

#define CHURN_REASON_PEOPLE_MAX UINT64_C(1000000000000)

typedef struct churn_reasons {
    uint64_t lost;
    size_t n;
    const uint64_t *customers;
    const uint32_t *controllable; /* or NULL */
    const double *value;          /* or NULL */
    uint64_t explained;
    double worth; /* the sum of value */
} churn_reasons;

/* --- kernels ---------------------------------------------------------------------------------- */

static int churn_is_controllable(const churn_reasons *reasons, size_t row)
{
    return reasons->controllable == NULL || reasons->controllable[row] == 1;
}

/* The values of all reasons, or of those that can be controlled; at most 10^6 of 10^300 each. */
static double churn_worth(const churn_reasons *reasons, int only_controllable)
{
    double worth = (double)NAN;
    patron_sum_exact sum;
    if (reasons->value == NULL)
        return worth;
    patron_sum_exact_init(&sum);
    for (size_t i = 0; i < reasons->n; i++)
        if (!only_controllable || churn_is_controllable(reasons, i))
            sum_exact_add(&sum, reasons->value[i]);
    (void)patron_sum_exact_round(&sum, &worth);
    return worth;
}

static double churn_part(double part, double of)
{
    return of > 0.0 ? part / of : (double)NAN;
}

static void churn_reasons_sort(const churn_reasons *reasons, int by_value, void *scratch,
                               size_t scratch_size, uint32_t *order)
{
    numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
    if (by_value)
        patron_numeric_sort_real(reasons->n, reasons->value, 1, carve.at, NULL, order);
    else
        patron_numeric_sort_unsigned(reasons->n, reasons->customers, 1, carve.at, NULL, order);
}

/* Shares of this reason and those before it, from sums: so the last is the whole. */
static void churn_accumulate(const churn_reasons *reasons, int by_value, const uint32_t *order,
                             double *cumulative)
{
    uint64_t people = 0;
    double worth = 0.0;
    patron_sum_exact sum;
    patron_sum_exact_init(&sum);
    for (size_t i = 0; i < reasons->n; i++) {
        size_t row = order[i];
        people += reasons->customers[row];
        if (by_value) {
            sum_exact_add(&sum, reasons->value[row]);
            (void)patron_sum_exact_round(&sum, &worth);
        }
        cumulative[row] = by_value ? churn_part(worth, reasons->worth)
                                   : churn_part((double)people, (double)reasons->lost);
    }
}

static void churn_reasons_write(const churn_reasons *reasons, patron_churn_reason_result *result)
{
    patron_churn_reason_result known;
    double lost = (double)reasons->lost;
    memset(&known, 0, sizeof known);
    for (size_t i = 0; i < reasons->n; i++)
        known.controllable += churn_is_controllable(reasons, i) ? reasons->customers[i] : 0;
    known.explained = reasons->explained;
    known.unexplained = reasons->lost - reasons->explained;
    known.notes = known.unexplained > 0 ? PATRON_CHURN_NOTE_UNEXPLAINED : 0;
    known.unexplained_share = churn_part((double)known.unexplained, lost);
    known.controllable_share = churn_part((double)known.controllable, lost);
    known.value = reasons->worth;
    known.controllable_value = churn_worth(reasons, 1);
    known.controllable_value_share = churn_part(known.controllable_value, known.value);
    patron_base_write_result(result, &known, sizeof known);
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t churn_check_reason(const churn_reasons *reasons, size_t row, patron_fault *fault)
{
    if (reasons->customers[row] > CHURN_REASON_PEOPLE_MAX)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "customers", (int64_t)row,
                                          reasons->customers[row], "a count in [0, 1000000000000]");
    if (reasons->controllable != NULL && reasons->controllable[row] > 1)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "controllable", (int64_t)row,
                                          reasons->controllable[row], "0 or 1");
    if (reasons->value == NULL)
        return PATRON_OK;
    return patron_churn_check_real(reasons->value[row], 0.0, 1e300, "value", (int64_t)row,
                                   "an amount in [0, 1e300]", fault);
}

static int32_t churn_check_all_reasons(churn_reasons *reasons, patron_fault *fault)
{
    int32_t status = PATRON_OK;
    for (size_t i = 0; status == PATRON_OK && i < reasons->n; i++) {
        status = churn_check_reason(reasons, i, fault);
        reasons->explained += reasons->customers[i];
    }
    if (status == PATRON_OK && reasons->explained > reasons->lost)
        status = patron_base_fault_unsigned(fault, PATRON_E_RANGE, "lost", -1, reasons->lost,
                                            "at least the sum of customers");
    return status;
}

/* --- public ----------------------------------------------------------------------------------- */

size_t PATRON_CALL patron_churn_reasons_scratch_size(size_t n)
{
    if (n == 0 || n > CHURN_REASONS_MAX)
        return n == 0 ? 0 : SIZE_MAX;
    return numeric_scratch_need(NUMERIC_SCRATCH_SLACK, patron_numeric_sort_scratch_size(n, 1), 1);
}

static int32_t churn_check_reason_columns(const churn_reasons *reasons, const void *scratch,
                                          size_t scratch_size, const uint32_t *order,
                                          const patron_churn_reason_result *result,
                                          patron_fault *fault)
{
    int32_t status = patron_churn_check_column(reasons->n, reasons->customers, "customers", fault);
    if (status == PATRON_OK)
        status = patron_base_check_scratch(scratch, scratch_size,
                                           patron_churn_reasons_scratch_size(reasons->n), fault);
    if (status == PATRON_OK)
        status = patron_churn_check_column(reasons->n, order, "order", fault);
    if (status == PATRON_OK)
        status = patron_base_check_result(result, CHURN_REASON_FIRST_SIZE, fault);
    return status;
}

int32_t PATRON_CALL patron_churn_reasons(uint32_t measure, uint64_t lost, size_t n,
                                         const uint64_t *customers, const uint32_t *controllable,
                                         const double *value, void *scratch, size_t scratch_size,
                                         uint32_t *order, double *share, double *value_share,
                                         double *cumulative, patron_churn_reason_result *result,
                                         patron_fault *fault)
{
    churn_reasons reasons = {lost, n, customers, controllable, value, 0, 0.0};
    int32_t status =
        churn_check_reason_columns(&reasons, scratch, scratch_size, order, result, fault);
    if (status == PATRON_OK)
        status = patron_churn_check_choice(measure, PATRON_CHURN_BY_VALUE, "measure",
                                           "PATRON_CHURN_BY_CUSTOMERS or BY_VALUE", fault);
    if (status == PATRON_OK)
        status = patron_churn_check_reasons(n, fault);
    if (status == PATRON_OK)
        status = churn_check_all_reasons(&reasons, fault);
    if (status != PATRON_OK)
        return status;
    int by_value = measure == PATRON_CHURN_BY_VALUE && value != NULL;
    reasons.worth = churn_worth(&reasons, 0);
    if (n > 0)
        churn_reasons_sort(&reasons, by_value, scratch, scratch_size, order);
    for (size_t i = 0; i < n; i++) {
        churn_put(share, i, churn_part((double)customers[i], (double)lost));
        churn_put(value_share, i,
                  value != NULL ? churn_part(value[i], reasons.worth) : (double)NAN);
    }
    if (cumulative != NULL)
        churn_accumulate(&reasons, by_value, order, cumulative);
    churn_reasons_write(&reasons, result);
    return PATRON_OK;
}
