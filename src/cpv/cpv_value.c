/*
 * Customer-perceived value is total benefit less total cost (P. Kotler and K. Keller, "Marketing
 * Management"): sums of a row, their difference and their ratio.
 */
#include "cpv_row.h"

#include <patron/cpv.h>

#include <math.h>

/* --- kernels ---------------------------------------------------------------------------------- */

/* What of an offer goes where; any may be NULL. */
typedef struct cpv_totals {
    double *benefit;
    double *cost;
    double *difference;
    double *ratio;
} cpv_totals;

static void cpv_write_totals(const cpv_totals *totals, size_t row, const cpv_offer *offer,
                             double ratio)
{
    if (totals->benefit != NULL)
        totals->benefit[row] = numeric_pair_value(offer->benefit);
    if (totals->cost != NULL)
        totals->cost[row] = numeric_pair_value(offer->cost);
    if (totals->difference != NULL)
        totals->difference[row] = numeric_pair_value(offer->value);
    if (totals->ratio != NULL)
        totals->ratio[row] = ratio;
}

/* part[kinds][phases] of one offer, summed both ways; either way may be NULL. */
static void cpv_sum_table(size_t kinds, size_t phases, const double *part, double *by_kind,
                          double *by_phase)
{
    for (size_t k = 0; by_kind != NULL && k < kinds; k++)
        by_kind[k] = numeric_pair_value(patron_cpv_sum(phases, part + k * phases));
    for (size_t p = 0; by_phase != NULL && p < phases; p++) {
        numeric_pair sum = numeric_pair_make(0.0, 0.0);
        for (size_t k = 0; k < kinds; k++)
            sum = numeric_pair_add(sum, part[k * phases + p]);
        by_phase[p] = numeric_pair_value(sum);
    }
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t cpv_check_columns(size_t n, size_t benefits, const double *benefit, size_t costs,
                                 const double *cost, patron_fault *fault)
{
    if (n > 0 && benefit == NULL)
        return patron_base_fault_null(fault, "benefit");
    if (n > 0 && cost == NULL)
        return patron_base_fault_null(fault, "cost");
    int32_t status = patron_cpv_check_count("benefits", benefits, fault);
    if (status == PATRON_OK)
        status = patron_cpv_check_count("costs", costs, fault);
    return status;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_cpv_value(size_t n, size_t benefits, const double *benefit, size_t costs,
                                     const double *cost, double *total_benefit, double *total_cost,
                                     double *difference, double *ratio, patron_fault *fault)
{
    cpv_totals totals;
    totals.benefit = total_benefit;
    totals.cost = total_cost;
    totals.difference = difference;
    totals.ratio = ratio;
    int32_t status = cpv_check_columns(n, benefits, benefit, costs, cost, fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        int64_t row = (int64_t)i;
        status = patron_cpv_check_row("benefit", row, benefits, benefit, -CPV_AMOUNT_MAX, fault);
        if (status == PATRON_OK)
            status = patron_cpv_check_row("cost", row, costs, cost, 0.0, fault);
        if (status != PATRON_OK)
            return status;
        cpv_offer offer =
            patron_cpv_offer_of(benefits, benefit + i * benefits, costs, cost + i * costs);
        double quotient =
            patron_cpv_ratio(numeric_pair_value(offer.benefit), numeric_pair_value(offer.cost));
        if (isinf(quotient))
            return patron_base_fault_real(fault, PATRON_E_OVERFLOW, "ratio", row,
                                          numeric_pair_value(offer.cost),
                                          "a cost large enough for the ratio to be a double");
        cpv_write_totals(&totals, i, &offer, quotient);
    }
    return status;
}

int32_t PATRON_CALL patron_cpv_phases(size_t n, size_t kinds, size_t phases, const double *part,
                                      double *by_kind, double *by_phase, patron_fault *fault)
{
    if (n > 0 && part == NULL)
        return patron_base_fault_null(fault, "part");
    int32_t status = patron_cpv_check_count("kinds", kinds, fault);
    if (status == PATRON_OK)
        status = patron_cpv_check_count("phases", phases, fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        status =
            patron_cpv_check_row("part", (int64_t)i, kinds * phases, part, -CPV_AMOUNT_MAX, fault);
        if (status == PATRON_OK)
            cpv_sum_table(kinds, phases, part + i * kinds * phases,
                          by_kind != NULL ? by_kind + i * kinds : NULL,
                          by_phase != NULL ? by_phase + i * phases : NULL);
    }
    return status;
}
