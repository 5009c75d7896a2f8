/*
 * Figures of a triangle: measure / per, by cohort and age, and over the cohorts by age.
 *
 * What is not over does not exist: a cell of a period that the as-of day cuts would say that customers
 * left who have only not come yet. A mean leaves out those cells and no others.
 *
 * Numerators and denominators are exact in 128 bits, each rounded once.
 */
#include "../portability.h"
#include "cohort_axis.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_wide.h"
#include "../sum/sum_exact.h"

#include <math.h>

/* What a figure is, checked. */
typedef struct cohort_kind {
    uint32_t measure;
    uint32_t per;
    uint32_t cumulative;
} cohort_kind;

/* A figure before the division. */
typedef struct cohort_quotient {
    numeric_wide measure;
    numeric_wide per;
} cohort_quotient;

/* --- kernels ---------------------------------------------------------------------------------- */

static numeric_wide cohort_wide_count(uint64_t count)
{
    numeric_wide wide = {0, 0};
    wide.low = count;
    return wide;
}

static numeric_wide cohort_measure_of(const patron_cohort_cell *cell, uint32_t measure)
{
    switch (measure) {
    case PATRON_COHORT_CUSTOMERS:
        return cohort_wide_count(cell->customers);
    case PATRON_COHORT_ORDERS:
        return cohort_wide_count(cell->orders);
    case PATRON_COHORT_REFUNDS:
        return cohort_wide_count(cell->refunds);
    case PATRON_COHORT_SALES:
        return numeric_wide_make(cell->sales);
    case PATRON_COHORT_REFUNDED:
        return numeric_wide_make(cell->refunded);
    case PATRON_COHORT_SPEND:
        return numeric_wide_difference(numeric_wide_make(cell->sales),
                                       numeric_wide_make(cell->refunded));
    case PATRON_COHORT_MARGIN:
        return numeric_wide_make(cell->margin);
    case PATRON_COHORT_COST:
        return numeric_wide_make(cell->cost);
    default:
        return numeric_wide_difference(numeric_wide_make(cell->margin),
                                       numeric_wide_make(cell->cost));
    }
}

/* Adds a cell of a cohort of so many customers, at its age. */
static void cohort_quotient_add(cohort_quotient *quotient, const cohort_kind *kind,
                                const patron_cohort_cell *cell, uint64_t size)
{
    numeric_wide measure = cohort_measure_of(cell, kind->measure);
    numeric_wide none = cohort_wide_count(0);
    quotient->measure = numeric_wide_sum(kind->cumulative ? quotient->measure : none, measure);
    if (kind->per == PATRON_COHORT_PER_COHORT)
        quotient->per = cohort_wide_count(size);
    else if (kind->per == PATRON_COHORT_TOTAL)
        quotient->per = cohort_wide_count(1);
    else
        quotient->per = numeric_wide_sum(kind->cumulative ? quotient->per : none,
                                         cohort_wide_count(kind->per == PATRON_COHORT_PER_ORDER
                                                               ? cell->orders
                                                               : cell->customers));
}

static cohort_quotient cohort_quotient_none(void)
{
    cohort_quotient none;
    none.measure = none.per = cohort_wide_count(0);
    return none;
}

static double cohort_quotient_value(const cohort_quotient *quotient)
{
    double per = numeric_wide_real(quotient->per);
    return per > 0.0 ? numeric_wide_real(quotient->measure) / per : (double)NAN;
}

/* What a cohort's row comes to at an age. */
static cohort_quotient cohort_at_age(const cohort_kind *kind, const patron_cohort_cell *row,
                                     size_t age)
{
    cohort_quotient quotient = cohort_quotient_none();
    for (size_t a = kind->cumulative ? 0 : age; a <= age; a++)
        cohort_quotient_add(&quotient, kind, &row[a], row[0].customers);
    return quotient;
}

/* One age over the cohorts that have reached it. */
typedef struct cohort_mean {
    double simple;
    double weighted;
    uint64_t used;
    uint64_t customers;
} cohort_mean;

static cohort_mean cohort_mean_of(const cohort_axis *axis, const cohort_kind *kind,
                                  const patron_cohort_cell *cell, size_t age)
{
    patron_sum_exact sum;
    cohort_quotient all = cohort_quotient_none();
    cohort_mean mean = {0.0, 0.0, 0, 0};
    patron_sum_exact_init(&sum);
    for (size_t c = 0; c + age < axis->mature; c++) {
        const patron_cohort_cell *row = cell + c * axis->periods;
        if (row[0].customers == 0)
            continue;
        cohort_quotient quotient = cohort_at_age(kind, row, age);
        double value = cohort_quotient_value(&quotient);
        all.measure = numeric_wide_sum(all.measure, quotient.measure);
        all.per = numeric_wide_sum(all.per, quotient.per);
        mean.customers += row[0].customers;
        if (isnan(value))
            continue;
        sum_exact_add(&sum, value);
        mean.used++;
    }
    patron_sum_exact_round(&sum, &mean.simple);
    mean.simple = mean.used > 0 ? mean.simple / (double)mean.used : (double)NAN;
    mean.weighted = cohort_quotient_value(&all);
    return mean;
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t cohort_check_kind(const cohort_kind *kind, patron_fault *fault)
{
    if (kind->measure > PATRON_COHORT_PROFIT)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "measure", -1, kind->measure,
                                          "PATRON_COHORT_CUSTOMERS to PATRON_COHORT_PROFIT");
    if (kind->per > PATRON_COHORT_TOTAL)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "per", -1, kind->per,
                                          "PATRON_COHORT_PER_COHORT to PATRON_COHORT_TOTAL");
    if (kind->cumulative > 1)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "cumulative", -1, kind->cumulative,
                                          "0 or 1");
    return PATRON_OK;
}

static int32_t cohort_check_triangle(const patron_cohort_grid *grid, const cohort_kind *kind,
                                     size_t periods, const patron_cohort_cell *cell,
                                     cohort_axis *axis, patron_fault *fault)
{
    int32_t status = patron_cohort_axis_open(grid, axis, fault);
    if (status == PATRON_OK)
        status = cohort_check_kind(kind, fault);
    if (status == PATRON_OK)
        status = patron_cohort_axis_extend(axis, periods, fault);
    if (status == PATRON_OK && cell == NULL && periods > 0)
        status = patron_base_fault_null(fault, "cell");
    return status;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_cohort_figures(const patron_cohort_grid *grid, uint32_t measure,
                                          uint32_t per, uint32_t cumulative, size_t periods,
                                          const patron_cohort_cell *cell, double *figure,
                                          patron_fault *fault)
{
    const cohort_kind kind = {measure, per, cumulative};
    cohort_axis axis;
    int32_t status = cohort_check_triangle(grid, &kind, periods, cell, &axis, fault);
    if (status != PATRON_OK)
        return status;
    if (figure == NULL && periods > 0)
        return patron_base_fault_null(fault, "figure");

    for (size_t c = 0; c < periods; c++) {
        const patron_cohort_cell *row = cell + c * periods;
        cohort_quotient quotient = cohort_quotient_none();
        for (size_t age = 0; age < periods; age++) {
            figure[c * periods + age] = (double)NAN;
            if (c + age >= axis.mature)
                continue;
            cohort_quotient_add(&quotient, &kind, &row[age], row[0].customers);
            figure[c * periods + age] = cohort_quotient_value(&quotient);
        }
    }
    return PATRON_OK;
}

int32_t PATRON_CALL patron_cohort_means(const patron_cohort_grid *grid, uint32_t measure,
                                        uint32_t per, uint32_t cumulative, size_t periods,
                                        const patron_cohort_cell *cell, double *simple,
                                        double *weighted, uint64_t *used, uint64_t *customers,
                                        patron_fault *fault)
{
    const cohort_kind kind = {measure, per, cumulative};
    cohort_axis axis;
    int32_t status = cohort_check_triangle(grid, &kind, periods, cell, &axis, fault);
    for (size_t age = 0; status == PATRON_OK && age < periods; age++) {
        cohort_mean mean = cohort_mean_of(&axis, &kind, cell, age);
        if (simple != NULL)
            simple[age] = mean.simple;
        if (weighted != NULL)
            weighted[age] = mean.weighted;
        if (used != NULL)
            used[age] = mean.used;
        if (customers != NULL)
            customers[age] = mean.customers;
    }
    return status;
}
