/*
 * What the first and the last purchase of each customer say, without a receipt: sizes, value to date,
 * last seen.
 */
#include "../portability.h"
#include "cohort_axis.h"

#include "../base/base_fault.h"

#include <string.h>

/* The columns as the caller gave them. */
typedef struct cohort_ledger {
    size_t n;
    const uint32_t *days;
    const int32_t *first_day;
    const int32_t *last_day;
    const int64_t *spend;  /* or NULL */
    const int64_t *margin; /* or NULL */
} cohort_ledger;

/* --- kernels ---------------------------------------------------------------------------------- */

static void cohort_count_customer(const cohort_ledger *ledger, const cohort_axis *axis, size_t i,
                                  patron_cohort_value *value, uint64_t *last_seen)
{
    int64_t periods = axis->periods;
    int64_t cohort = patron_cohort_axis_period(axis, ledger->first_day[i]);
    if (cohort < 0 || cohort >= periods)
        return;
    if (value != NULL) {
        value[cohort].customers++;
        value[cohort].spend += ledger->spend != NULL ? ledger->spend[i] : 0;
        value[cohort].margin += ledger->margin != NULL ? ledger->margin[i] : 0;
    }
    int64_t last = patron_cohort_axis_period(axis, ledger->last_day[i]);
    if (last_seen != NULL && last < periods)
        last_seen[(size_t)cohort * axis->periods + (size_t)(last - cohort)]++;
}

/* Takes the size of a value off the room; 0 where there is none left. */
static int cohort_fits(int64_t value, uint64_t *room)
{
    uint64_t size = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    if (size > *room)
        return 0;
    *room -= size;
    return 1;
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t cohort_check_ledger(const cohort_ledger *ledger, patron_fault *fault)
{
    if (ledger->n > COHORT_ROWS_MAX)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "n", -1, ledger->n,
                                          "at most 2147483647 customers");
    if (ledger->days == NULL && ledger->n > 0)
        return patron_base_fault_null(fault, "days");
    if (ledger->first_day == NULL && ledger->n > 0)
        return patron_base_fault_null(fault, "first_day");
    if (ledger->last_day == NULL && ledger->n > 0)
        return patron_base_fault_null(fault, "last_day");
    return PATRON_OK;
}

static int32_t cohort_fault_room(const char *argument, size_t row, int64_t value,
                                 patron_fault *fault)
{
    return patron_base_fault_signed(fault, PATRON_E_OVERFLOW, argument, (int64_t)row, value,
                                    "sizes that sum to at most 9223372036854775807");
}

static int32_t cohort_check_customers(const cohort_ledger *ledger, int32_t as_of_day,
                                      patron_fault *fault)
{
    uint64_t spend = INT64_MAX, margin = INT64_MAX;
    for (size_t i = 0; i < ledger->n; i++) {
        int buyer = ledger->days[i] > 0;
        if (buyer &&
            (ledger->last_day[i] < ledger->first_day[i] || ledger->last_day[i] > as_of_day))
            return patron_base_fault_signed(fault, PATRON_E_RANGE, "last_day", (int64_t)i,
                                            ledger->last_day[i],
                                            "a day from first_day to the as-of day");
        if (ledger->spend != NULL && !cohort_fits(ledger->spend[i], &spend))
            return cohort_fault_room("spend", i, ledger->spend[i], fault);
        if (ledger->margin != NULL && !cohort_fits(ledger->margin[i], &margin))
            return cohort_fault_room("margin", i, ledger->margin[i], fault);
    }
    return PATRON_OK;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_cohort_from_customers(const patron_cohort_grid *grid, size_t n,
                                                 const uint32_t *days, const int32_t *first_day,
                                                 const int32_t *last_day, const int64_t *spend,
                                                 const int64_t *margin, size_t periods,
                                                 patron_cohort_value *value, uint64_t *last_seen,
                                                 patron_fault *fault)
{
    const cohort_ledger ledger = {n, days, first_day, last_day, spend, margin};
    cohort_axis axis;
    int32_t status = patron_cohort_axis_open(grid, &axis, fault);
    if (status == PATRON_OK)
        status = cohort_check_ledger(&ledger, fault);
    if (status == PATRON_OK)
        status = patron_cohort_axis_extend(&axis, periods, fault);
    if (status == PATRON_OK)
        status = cohort_check_customers(&ledger, grid->as_of_day, fault);
    if (status != PATRON_OK)
        return status;

    if (value != NULL)
        memset(value, 0, periods * sizeof *value);
    if (last_seen != NULL)
        memset(last_seen, 0, periods * periods * sizeof *last_seen);
    for (size_t i = 0; i < n; i++)
        if (days[i] > 0)
            cohort_count_customer(&ledger, &axis, i, value, last_seen);
    return PATRON_OK;
}
