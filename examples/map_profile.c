/* How the market sees each supplier: quality, price, worth, place on the map, satisfaction. */
#include "map_figures.h"
#include "memory.h"

#include <math.h>
#include <stdlib.h>

/* An offer so near the line is fair value: ratings do not tell it from one that is on it. */
static const double tolerance = 0.01;

static void quality(map_figures *made, double confidence)
{
    patron_fault fault;
    double exact[RATINGS_SUPPLIERS];
    patron_cva_interval interval[RATINGS_SUPPLIERS];
    const size_t size = patron_cva_intervals_scratch_size(made->attributes, made->suppliers);
    void *scratch = memory_new(size, 1);
    map_stop(patron_cva_quality(PATRON_CVA_EXACT, made->attributes, made->weight, made->suppliers,
                                made->mean, made->ratio, exact, &fault),
             &fault);
    map_stop(patron_cva_intervals(confidence, 0, made->interviews, NULL, made->attributes,
                                  made->suppliers, made->rating, made->weight, scratch, size, NULL,
                                  interval, &fault),
             &fault);
    free(scratch);
    for (size_t s = 0; s < made->suppliers; s++) {
        made->supplier[s].quality = interval[s];
    }
}

static void price_and_worth(map_figures *made)
{
    static const double one = 1;
    patron_fault fault;
    double mean[RATINGS_SUPPLIERS];
    double relative[RATINGS_SUPPLIERS];
    map_question_means(made, RATINGS_PRICE, NULL, 1, mean);
    map_stop(patron_cva_price(PATRON_CVA_EXACT, 1, &one, made->suppliers, mean, NULL, NULL,
                              relative, &fault),
             &fault);
    for (size_t s = 0; s < made->suppliers; s++) {
        made->supplier[s].rated_price = mean[s];
        made->supplier[s].price = relative[s];
    }
    map_question_means(made, RATINGS_WORTH, NULL, 1, mean);
    for (size_t s = 0; s < made->suppliers; s++) {
        map_supplier *supplier = &made->supplier[s];
        double rivals = 0;
        for (size_t other = 0; other < made->suppliers; other++) {
            rivals += other != s ? mean[other] : 0;
        }
        rivals /= (double)(made->suppliers - 1);
        supplier->rated_worth = mean[s];
        map_stop(patron_cva_worth(1, &mean[s], &rivals, &supplier->worth, &supplier->band, &fault),
                 &fault);
    }
}

/* Where nobody likes any price there is no relative price, and no place on the map. */
static void place(map_figures *made)
{
    patron_fault fault;
    made->line.quality_weight = 1 - made->price_weight;
    made->line.price_weight = made->price_weight;
    made->line.quality_at = 1;
    made->line.price_at = 1;
    for (size_t s = 0; s < made->suppliers; s++) {
        map_supplier *supplier = &made->supplier[s];
        map_stop(patron_cva_map(&made->line, tolerance, 1, &supplier->quality.ratio,
                                &supplier->price, &supplier->distance, NULL, &supplier->headroom,
                                &supplier->zone, &fault),
                 &fault);
    }
}

static void fit_line(map_figures *made)
{
    patron_fault fault;
    double x[RATINGS_SUPPLIERS];
    double y[RATINGS_SUPPLIERS];
    made->fitted_result.struct_size = sizeof made->fitted_result;
    for (size_t s = 0; s < made->suppliers; s++) {
        x[s] = made->supplier[s].quality.ratio;
        y[s] = made->supplier[s].price;
    }
    map_stop(
        patron_cva_fit_line(made->suppliers, x, y, &made->fitted, &made->fitted_result, &fault),
        &fault);
}

static void satisfaction(map_figures *made, size_t s, double *answer, double confidence)
{
    patron_fault fault;
    patron_satisfaction_scale scale;
    patron_satisfaction_result recommend = {0};
    map_supplier *supplier = &made->supplier[s];
    supplier->satisfaction.struct_size = sizeof supplier->satisfaction;
    recommend.struct_size = sizeof recommend;
    map_answers_of(made, RATINGS_SATISFACTION, s, answer);
    map_stop(patron_satisfaction_of_answers(NULL, confidence, made->interviews, answer,
                                            &supplier->satisfaction, &fault),
             &fault);
    map_stop(patron_satisfaction_standard_scale(PATRON_SATISFACTION_RECOMMEND, &scale, &fault),
             &fault);
    map_answers_of(made, RATINGS_RECOMMEND, s, answer);
    map_stop(patron_satisfaction_of_answers(&scale, confidence, made->interviews, answer,
                                            &recommend, &fault),
             &fault);
    supplier->recommend = recommend.answers;
    map_stop(patron_satisfaction_nps(confidence, 1, &recommend.best, &recommend.middle,
                                     &recommend.worst, &supplier->nps, NULL, &supplier->nps_low,
                                     &supplier->nps_high, NULL, &fault),
             &fault);
}

/* The rival who offers most for his price, where none was named. */
static void choose_rival(map_figures *made)
{
    for (uint32_t s = 0; made->rival == PATRON_NONE && s < made->suppliers; s++) {
        int best = s != made->own;
        for (uint32_t other = 0; other < made->suppliers; other++) {
            best &=
                other == made->own || made->supplier[other].distance <= made->supplier[s].distance;
        }
        made->rival = best ? s : PATRON_NONE;
    }
}

static void head_to_head(map_figures *made)
{
    patron_fault fault;
    const size_t size = patron_cva_head_to_head_scratch_size(made->attributes);
    void *scratch = memory_new(size, 1);
    map_stop(patron_cva_head_to_head(PATRON_CVA_RATIO, made->own, made->rival, made->attributes,
                                     made->weight, made->suppliers, made->mean, scratch, size,
                                     made->gap, made->area, made->order, &made->total, &fault),
             &fault);
    free(scratch);
}

void map_profile_make(map_figures *made, const map_options *chosen)
{
    double *answer = memory_new(made->interviews, sizeof *answer);
    made->supplier = memory_new(made->suppliers, sizeof *made->supplier);
    quality(made, chosen->confidence);
    price_and_worth(made);
    place(made);
    fit_line(made);
    for (size_t s = 0; s < made->suppliers; s++) {
        satisfaction(made, s, answer, chosen->confidence);
    }
    free(answer);
    choose_rival(made);
    head_to_head(made);
}
