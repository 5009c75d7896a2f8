/*
 * Counts by whole periods, which add up over any split of the customers, and the curve of them.
 *
 *     at risk at p = those who leave at p or later, less those who come under watch at p or later
 */
#include "../portability.h"
#include "survival_build.h"
#include "survival_check.h"

#include "../base/base_fault.h"

#include <string.h>

#define SURVIVAL_CUSTOMERS_MAX (UINT64_C(1) << 53)

/* --- kernels ---------------------------------------------------------------------------------- */

static uint64_t survival_cell_left(const patron_survival_cell *cell)
{
    return cell->events + cell->censored;
}

/* at_risk is that at period 0. */
static void survival_walk_cells(size_t periods, const patron_survival_cell *cell, uint64_t at_risk,
                                survival_build *build, patron_survival_curve_result *figures)
{
    double censored = 0.0;
    for (size_t p = 0; p < periods; p++) {
        uint64_t left = survival_cell_left(cell + p);
        if (left > 0) {
            survival_build_time(build);
            figures->last = (double)p;
        }
        if (cell[p].events > 0) {
            survival_build_censored(build, censored);
            censored = 0.0;
            survival_build_step(build, (double)p, numeric_pair_of((double)at_risk),
                                numeric_pair_of((double)(at_risk - cell[p].events)),
                                (double)cell[p].events);
        }
        censored += (double)cell[p].censored;
        figures->events += (double)cell[p].events;
        figures->censored += (double)cell[p].censored;
        at_risk = at_risk - left + cell[p].entered;
    }
    survival_build_censored(build, censored);
    figures->customers = figures->events + figures->censored;
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t survival_check_periods(size_t periods, const patron_survival_cell *cell,
                                      patron_fault *fault)
{
    if (periods > SURVIVAL_PERIODS_MAX)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "periods", -1, periods,
                                          "a count in [0, 16777216]");
    return periods > 0 && cell == NULL ? patron_base_fault_null(fault, "cell") : PATRON_OK;
}

static int32_t survival_check_counted(size_t i, uint32_t duration, uint32_t event,
                                      const uint32_t *entry, size_t periods, patron_fault *fault)
{
    if (duration >= periods)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "duration", (int64_t)i, duration,
                                          "a period below periods");
    int32_t status = patron_survival_check_event(i, event, fault);
    if (status == PATRON_OK && entry != NULL && entry[i] >= duration)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "entry", (int64_t)i, entry[i],
                                          "a period before the duration");
    return status;
}

/* Counts backwards, to know who is at risk; *at_risk is that at period 0. */
static int32_t survival_check_cells(size_t periods, const patron_survival_cell *cell,
                                    uint64_t *at_risk, patron_fault *fault)
{
    uint64_t left = 0, entered = 0, lacking = 0;
    size_t lacks = periods;
    for (size_t p = periods; p-- > 0;) {
        uint64_t most = SURVIVAL_CUSTOMERS_MAX - left;
        if (cell[p].events > most || cell[p].censored > most - cell[p].events)
            return patron_base_fault_plain(fault, PATRON_E_OVERFLOW, "cell",
                                           "at most 2^53 customers in all");
        if (cell[p].entered > left - entered) {
            lacks = p;
            lacking = cell[p].entered;
            entered = left;
        } else {
            entered += cell[p].entered;
        }
        left += survival_cell_left(cell + p);
    }
    if (lacks < periods)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "cell", (int64_t)lacks, lacking,
                                          "no more entered than leave later");
    *at_risk = left - entered;
    return PATRON_OK;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_survival_count(size_t n, const uint32_t *duration, const uint32_t *event,
                                          const uint32_t *entry, size_t periods,
                                          patron_survival_cell *cell, patron_fault *fault)
{
    int32_t status = patron_survival_check_there(n, duration, event, fault);
    if (status == PATRON_OK)
        status = survival_check_periods(periods, cell, fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        status = survival_check_counted(i, duration[i], event[i], entry, periods, fault);
        if (status != PATRON_OK)
            return status;
        uint64_t *left = event[i] != 0 ? &cell[duration[i]].events : &cell[duration[i]].censored;
        uint64_t *entered = entry != NULL ? &cell[entry[i]].entered : NULL;
        if (*left == UINT64_MAX || (entered != NULL && *entered == UINT64_MAX))
            return patron_base_fault_unsigned(fault, PATRON_E_OVERFLOW, "cell", (int64_t)i,
                                              UINT64_MAX, "a count with room for one more");
        ++*left;
        if (entered != NULL)
            ++*entered;
    }
    return status;
}

int32_t PATRON_CALL patron_survival_from_counts(size_t periods, const patron_survival_cell *cell,
                                                size_t capacity, patron_survival_step *step,
                                                size_t *found, patron_survival_curve_result *result,
                                                patron_fault *fault)
{
    uint64_t at_risk = 0;
    int32_t status = survival_check_periods(periods, cell, fault);
    if (status == PATRON_OK)
        status = patron_survival_check_outputs(capacity, step, found, result, fault);
    if (status == PATRON_OK)
        status = survival_check_cells(periods, cell, &at_risk, fault);
    if (status != PATRON_OK)
        return status;
    patron_survival_curve_result figures = {0, 0, 0, 0.0, 0.0, 0.0, 0.0, 0.0};
    survival_build build = survival_build_begin(capacity, step);
    survival_walk_cells(periods, cell, at_risk, &build, &figures);
    survival_build_end(&build, &figures);
    *found = build.found;
    patron_base_write_result(result, &figures, sizeof figures);
    return PATRON_OK;
}
