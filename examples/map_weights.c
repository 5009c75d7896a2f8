/* What matters: stated by the respondents, and derived from their answers in three ways. */
#include "map_figures.h"
#include "memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* Points beyond those of the attributes. */
enum map_points {
    POINTS_QUALITY = RATINGS_ATTRIBUTES,
    POINTS_PRICE = RATINGS_ATTRIBUTES + RATINGS_PRICE - RATINGS_OVERALL
};

/* Mean points of an attribute, of quality or of the price; NaN without an answer. */
static double mean_points(const ratings *all, size_t what)
{
    double sum = 0;
    double count = 0;
    for (size_t i = 0; i < all->importances; i++) {
        const ratings_line *line = &all->importance[i];
        const double points = what < RATINGS_ATTRIBUTES ? line->attribute[what]
                                                        : line->question[what - RATINGS_ATTRIBUTES];
        if (!isnan(points)) {
            sum += points;
            count++;
        }
    }
    return count > 0 ? sum / count : (double)NAN;
}

/* Raw weights to parts of 1. */
static void normalize(map_figures *made, int weights)
{
    patron_fault fault;
    map_importance *importance = &made->importance[weights];
    importance->result.struct_size = sizeof importance->result;
    map_stop(patron_cva_weights(weights == MAP_STATED ? PATRON_CVA_STATED : PATRON_CVA_DERIVED,
                                made->attributes, importance->raw, importance->part,
                                &importance->result, &fault),
             &fault);
    importance->known = !isnan(importance->part[0]);
}

static void no_intervals(map_importance *importance)
{
    for (size_t j = 0; j < RATINGS_ATTRIBUTES; j++) {
        importance->low[j] = (double)NAN;
        importance->high[j] = (double)NAN;
    }
}

static void stated(map_figures *made, const ratings *all)
{
    map_importance *importance = &made->importance[MAP_STATED];
    double sum = 0;
    no_intervals(importance);
    for (size_t j = 0; j < made->attributes; j++) {
        importance->raw[j] = mean_points(all, j);
        sum += importance->raw[j];
    }
    if (sum > 0) { /* neither NaN nor all 0 */
        normalize(made, MAP_STATED);
    }
}

/* Everything that weights are derived from, in fixed memory. */
static patron_cva_moments *moments_of(const map_figures *made, size_t *size)
{
    patron_fault fault;
    *size = patron_cva_moments_size(made->attributes);
    patron_cva_moments *moments = memory_new(*size, 1);
    map_stop(patron_cva_moments_init(moments, *size, (uint32_t)made->attributes, &fault), &fault);
    map_stop(patron_cva_moments_add(moments, *size, 0, made->interviews, NULL, made->attributes,
                                    made->suppliers, made->rating,
                                    map_answers(made, RATINGS_OVERALL), &fault),
             &fault);
    return moments;
}

static void regression(map_figures *made, const patron_cva_moments *moments, size_t size,
                       double confidence)
{
    patron_fault fault;
    map_importance *importance = &made->importance[MAP_REGRESSION];
    const size_t scratch_size = patron_cva_regression_scratch_size(made->attributes);
    void *scratch = memory_new(scratch_size, 1);
    map_stop(patron_cva_regression(confidence, moments, size, scratch, scratch_size,
                                   made->attributes, importance->raw, NULL, importance->low,
                                   importance->high, made->inflation, &made->fit[MAP_REGRESSION],
                                   &fault),
             &fault);
    free(scratch);
    normalize(made, MAP_REGRESSION);
}

static void shapley(map_figures *made, const patron_cva_moments *moments, size_t size)
{
    patron_fault fault;
    map_importance *importance = &made->importance[MAP_SHAPLEY];
    const size_t scratch_size = patron_cva_shapley_scratch_size(made->attributes);
    void *scratch = memory_new(scratch_size, 1);
    no_intervals(importance);
    map_stop(patron_cva_shapley(moments, size, scratch, scratch_size, made->attributes,
                                importance->raw, &made->fit[MAP_SHAPLEY], &fault),
             &fault);
    free(scratch);
    normalize(made, MAP_SHAPLEY);
}

static void derive(map_figures *made, double confidence)
{
    patron_fault fault;
    size_t size = 0;
    patron_cva_moments *moments = moments_of(made, &size);
    map_importance *importance = &made->importance[MAP_CORRELATION];
    for (int weights = 0; weights < MAP_WEIGHTS; weights++) {
        made->fit[weights].struct_size = sizeof made->fit[weights];
    }
    map_stop(patron_cva_correlations(confidence, moments, size, made->attributes, importance->raw,
                                     importance->low, importance->high, &made->fit[MAP_CORRELATION],
                                     &fault),
             &fault);
    normalize(made, MAP_CORRELATION);
    regression(made, moments, size, confidence);
    shapley(made, moments, size);
    free(moments);
}

/* What quality and price count for. */
static void weigh_price(map_figures *made, const ratings *all, const map_options *chosen)
{
    const double quality = mean_points(all, POINTS_QUALITY);
    const double price = mean_points(all, POINTS_PRICE);
    made->price_stated = chosen->price_weight < 0 && quality + price > 0;
    made->price_weight = chosen->price_weight >= 0 ? chosen->price_weight
                         : made->price_stated      ? price / (quality + price)
                                                   : 0.5;
}

int map_weights_make(map_figures *made, const ratings *all, const map_options *chosen)
{
    stated(made, all);
    derive(made, chosen->confidence);
    weigh_price(made, all, chosen);
    made->weights = chosen->has_weights                  ? chosen->weights
                    : made->importance[MAP_STATED].known ? MAP_STATED
                                                         : MAP_SHAPLEY;
    if (!made->importance[made->weights].known) {
        fprintf(stderr, "There are no %s weights: %s.\n", map_weights_name(made->weights),
                made->weights == MAP_STATED
                    ? "the file has no full lines of the supplier \"importance\""
                    : "no attribute goes with the overall rating");
        return MAP_DATA;
    }
    made->weight = made->importance[made->weights].part;
    return MAP_DONE;
}
