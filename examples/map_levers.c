/*
 * What would have to change: for quality to reach its target (cva), and for our value as customers perceive
 * it to be level with the best rival's (cpv). Value is in points of rating:
 *
 *     benefit_j = (1 - p) w_j rating_j      cost = p (best rating - price satisfaction)
 *
 * with p what the price counts for and w the parts of the attributes.
 */
#include "map_figures.h"
#include "memory.h"

#include <math.h>
#include <stdlib.h>

static void quadrants(map_figures *made)
{
    patron_fault fault;
    double performance[RATINGS_ATTRIBUTES];
    patron_cva_quadrant_options cuts = {sizeof cuts, PATRON_CVA_GIVEN_CUTS, 0, 1};
    patron_cva_quadrant_result result = {0};
    result.struct_size = sizeof result;
    cuts.importance_cut = 1.0 / (double)made->attributes;
    for (size_t j = 0; j < made->attributes; j++) {
        const double ratio = made->ratio[j * made->suppliers + made->own];
        performance[j] = isnan(ratio) ? 1 : ratio;
    }
    map_stop(patron_cva_quadrants(&cuts, made->attributes, made->weight, performance,
                                  made->quadrant, &result, &fault),
             &fault);
}

/* Benefits of each supplier and attribute, and costs of each supplier. */
static void perceived(const map_figures *made, double highest, double *benefit, double *cost)
{
    for (size_t s = 0; s < made->suppliers; s++) {
        for (size_t j = 0; j < made->attributes; j++) {
            benefit[s * made->attributes + j] =
                (1 - made->price_weight) * made->weight[j] * made->mean[j * made->suppliers + s];
        }
        cost[s] = made->price_weight * (highest - made->supplier[s].rated_price);
    }
}

static void totals(map_figures *made, const double *benefit, const double *cost)
{
    patron_fault fault;
    double total_benefit[RATINGS_SUPPLIERS];
    double total_cost[RATINGS_SUPPLIERS];
    double value[RATINGS_SUPPLIERS];
    double rank[RATINGS_SUPPLIERS];
    map_stop(patron_cpv_value(made->suppliers, made->attributes, benefit, 1, cost, total_benefit,
                              total_cost, value, NULL, &fault),
             &fault);
    map_stop(
        patron_cpv_rank(1, made->suppliers, total_benefit, total_cost, rank, NULL, NULL, &fault),
        &fault);
    for (size_t s = 0; s < made->suppliers; s++) {
        made->supplier[s].benefit = total_benefit[s];
        made->supplier[s].cost = total_cost[s];
        made->supplier[s].value = value[s];
        made->supplier[s].rank = rank[s];
    }
}

/* The change of value to points of rating, where a point is worth so much. */
static double in_points(double change, double worth)
{
    return worth > 0 && !isnan(change) ? change / worth : (double)NAN;
}

/* The lever that takes fewest points of rating. */
static void find_smallest(map_figures *made)
{
    double least = made->level_price;
    made->smallest = (uint32_t)made->attributes;
    for (uint32_t j = 0; j < made->attributes; j++) {
        if (!isnan(made->level[j]) && !(made->level[j] >= least)) {
            least = made->level[j];
            made->smallest = j;
        }
    }
}

static void level_with_best(map_figures *made, const double *benefit, const double *cost)
{
    patron_fault fault;
    double increase = 0;
    double cut = 0;
    map_stop(patron_cpv_contributions(made->own, 1, made->suppliers, made->attributes, benefit, 1,
                                      cost, &made->best, &made->best_gap, NULL, NULL, &fault),
             &fault);
    map_stop(patron_cpv_changes(PATRON_CPV_BY_DIFFERENCE, made->own, 0, 1, made->suppliers,
                                made->attributes, benefit, 1, cost, &increase, &cut, NULL, NULL,
                                &fault),
             &fault);
    for (size_t j = 0; j < made->attributes; j++) {
        made->level[j] = in_points(increase, (1 - made->price_weight) * made->weight[j]);
    }
    made->level_price = in_points(cut, made->price_weight);
    find_smallest(made);
}

void map_levers_make(map_figures *made, const map_options *chosen)
{
    patron_fault fault;
    double *benefit = memory_new(made->suppliers * made->attributes, sizeof *benefit);
    double cost[RATINGS_SUPPLIERS];
    quadrants(made);
    map_stop(patron_cva_change_needed(made->own, chosen->target, made->attributes, made->weight,
                                      made->suppliers, made->mean, NULL, made->points, &fault),
             &fault);
    perceived(made, chosen->highest, benefit, cost);
    totals(made, benefit, cost);
    level_with_best(made, benefit, cost);
    free(benefit);
}
