/*
 * What would make customers choose us: where the gap to the best rival comes from, and the smallest single
 * change that closes it.
 *
 *     by difference   increase = cut = V_rival + lead - V
 *     by ratio        increase = (target - B / C) C,   cut = C - B / target = increase / target
 */
#include "cpv_row.h"

#include <patron/cpv.h>

#include <math.h>

/* --- kernels ---------------------------------------------------------------------------------- */

/* What it takes in one row. */
typedef struct cpv_change {
    uint32_t best;   /* the rival; PATRON_NONE: none */
    double increase; /* of a benefit; NaN without a rival */
    double cut;      /* of a cost; NaN where none helps */
} cpv_change;

static double cpv_criterion_of(uint32_t criterion, const cpv_offer *offer)
{
    if (criterion == PATRON_CPV_BY_DIFFERENCE)
        return numeric_pair_value(offer->value);
    return patron_cpv_ratio(numeric_pair_value(offer->benefit), numeric_pair_value(offer->cost));
}

/* The rival with the greatest figure, the first of equal ones; PATRON_NONE where none has one. */
static uint32_t cpv_best_rival(uint32_t criterion, uint32_t own, size_t row, const cpv_table *table,
                               cpv_offer *rival)
{
    uint32_t best = PATRON_NONE;
    double greatest = 0.0;
    for (uint32_t k = 0; k < table->offers; k++) {
        if (k == own)
            continue;
        cpv_offer offer = cpv_offer_at(table, row, k);
        double figure = cpv_criterion_of(criterion, &offer);
        if (figure > greatest || (best == PATRON_NONE && !isnan(figure))) {
            best = k;
            greatest = figure;
            *rival = offer;
        }
    }
    return best;
}

static double cpv_lacking(double need)
{
    return need > 0.0 ? need : 0.0;
}

static void cpv_change_by_difference(const cpv_offer *ours, const cpv_offer *rival, double lead,
                                     cpv_change *change)
{
    numeric_pair need = numeric_pair_difference(numeric_pair_add(rival->value, lead), ours->value);
    change->increase = cpv_lacking(numeric_pair_value(need));
    change->cut = change->increase;
}

static void cpv_change_by_ratio(const cpv_offer *ours, const cpv_offer *rival, double lead,
                                cpv_change *change)
{
    double ratio = cpv_criterion_of(PATRON_CPV_BY_RATIO, ours);
    double target = cpv_criterion_of(PATRON_CPV_BY_RATIO, rival) + lead;
    double short_of = target - ratio;
    change->increase =
        isnan(ratio) ? ratio : cpv_lacking(short_of * numeric_pair_value(ours->cost));
    if (isnan(short_of) && isinf(ratio)) /* both too large: nobody knows */
        change->increase = (double)INFINITY;
    change->cut = change->increase;
    if (change->increase > 0.0)
        change->cut = ratio > 0.0 ? change->increase / target : (double)NAN;
}

static cpv_change cpv_change_of(uint32_t criterion, uint32_t own, double lead, size_t row,
                                const cpv_table *table)
{
    cpv_change change;
    cpv_offer ours = cpv_offer_at(table, row, own), rival = ours;
    change.best = cpv_best_rival(criterion, own, row, table, &rival);
    change.increase = (double)NAN;
    change.cut = (double)NAN;
    if (change.best == PATRON_NONE)
        return change;
    if (criterion == PATRON_CPV_BY_DIFFERENCE)
        cpv_change_by_difference(&ours, &rival, lead, &change);
    else
        cpv_change_by_ratio(&ours, &rival, lead, &change);
    return change;
}

/* The cut of one cost, NaN where the cost is less. */
static double cpv_cut_of(const cpv_change *change, double cost)
{
    return cost >= change->cut ? change->cut : (double)NAN;
}

/* The component of least change; among equal ones that where we are furthest behind. */
typedef struct cpv_least {
    double change;
    double contribution;
    uint32_t component;
} cpv_least;

static void cpv_consider(cpv_least *least, double change, double contribution, size_t component)
{
    int better = least->component == PATRON_NONE || change < least->change ||
                 (change == least->change && contribution < least->contribution);
    if (isnan(change) || !better)
        return;
    least->change = change;
    least->contribution = contribution;
    least->component = (uint32_t)component;
}

static cpv_least cpv_least_change(const cpv_change *change, uint32_t own, size_t row,
                                  const cpv_table *table)
{
    cpv_least least = {change->increase, 0.0, PATRON_NONE};
    if (!(change->increase > 0.0))
        return least;
    size_t ours = row * table->offers + own, his = row * table->offers + change->best;
    for (size_t j = 0; j < table->benefits; j++)
        cpv_consider(&least, change->increase,
                     table->benefit[ours * table->benefits + j] -
                         table->benefit[his * table->benefits + j],
                     j);
    for (size_t j = 0; j < table->costs; j++) {
        double cost = table->cost[ours * table->costs + j];
        cpv_consider(&least, cpv_cut_of(change, cost), table->cost[his * table->costs + j] - cost,
                     table->benefits + j);
    }
    return least;
}

/* What his columns have more than ours, or ours more than his; NaN without a rival. */
static void cpv_write_gaps(size_t row, size_t offers, uint32_t own, uint32_t best, size_t columns,
                           const double *value, int ours_is_good, double *gap)
{
    const double *ours = value + (row * offers + own) * columns;
    const double *his = value + (row * offers + (best == PATRON_NONE ? own : best)) * columns;
    const double *more = ours_is_good ? ours : his, *less = ours_is_good ? his : ours;
    for (size_t c = 0; gap != NULL && c < columns; c++)
        gap[row * columns + c] = best == PATRON_NONE ? (double)NAN : more[c] - less[c];
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_cpv_contributions(uint32_t own, size_t n, size_t offers, size_t benefits,
                                             const double *benefit, size_t costs,
                                             const double *cost, uint32_t *best, double *gap,
                                             double *by_benefit, double *by_cost,
                                             patron_fault *fault)
{
    cpv_table table = {offers, benefits, benefit, costs, cost};
    int32_t status = patron_cpv_check_table(own, n, &table, fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        status = patron_cpv_check_customer((int64_t)i, &table, fault);
        if (status != PATRON_OK)
            return status;
        cpv_offer ours = cpv_offer_at(&table, i, own), rival = ours;
        uint32_t k = cpv_best_rival(PATRON_CPV_BY_DIFFERENCE, own, i, &table, &rival);
        if (best != NULL)
            best[i] = k;
        if (gap != NULL)
            gap[i] = k == PATRON_NONE
                         ? (double)NAN
                         : numeric_pair_value(numeric_pair_difference(ours.value, rival.value));
        cpv_write_gaps(i, offers, own, k, benefits, benefit, 1, by_benefit);
        cpv_write_gaps(i, offers, own, k, costs, cost, 0, by_cost);
    }
    return status;
}

static int32_t cpv_check_changes(uint32_t criterion, uint32_t own, double lead, size_t n,
                                 const cpv_table *table, patron_fault *fault)
{
    if (n > 0 && table->benefit == NULL)
        return patron_base_fault_null(fault, "benefit");
    if (n > 0 && table->cost == NULL)
        return patron_base_fault_null(fault, "cost");
    if (criterion > PATRON_CPV_BY_RATIO)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "criterion", -1, criterion,
                                          "PATRON_CPV_BY_DIFFERENCE or PATRON_CPV_BY_RATIO");
    int32_t status = patron_cpv_check_own(own, table->offers, fault);
    if (status == PATRON_OK)
        status = patron_cpv_check_value("lead", -1, lead, -CPV_AMOUNT_MAX, fault);
    return status == PATRON_OK ? patron_cpv_check_table(own, n, table, fault) : status;
}

int32_t PATRON_CALL patron_cpv_changes(uint32_t criterion, uint32_t own, double lead, size_t n,
                                       size_t offers, size_t benefits, const double *benefit,
                                       size_t costs, const double *cost, double *increase,
                                       double *cut, double *smallest, uint32_t *component,
                                       patron_fault *fault)
{
    cpv_table table = {offers, benefits, benefit, costs, cost};
    int32_t status = cpv_check_changes(criterion, own, lead, n, &table, fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        status = patron_cpv_check_customer((int64_t)i, &table, fault);
        if (status != PATRON_OK)
            return status;
        cpv_change change = cpv_change_of(criterion, own, lead, i, &table);
        if (isinf(change.increase)) /* a cut is at most the cost */
            return patron_base_fault_real(fault, PATRON_E_OVERFLOW, "increase", (int64_t)i, lead,
                                          "ratios of which the change is a double");
        cpv_least least = cpv_least_change(&change, own, i, &table);
        if (increase != NULL)
            increase[i] = change.increase;
        for (size_t j = 0; cut != NULL && j < costs; j++)
            cut[i * costs + j] = cpv_cut_of(&change, cost[(i * offers + own) * costs + j]);
        if (smallest != NULL)
            smallest[i] = least.change;
        if (component != NULL)
            component[i] = least.component;
    }
    return status;
}
