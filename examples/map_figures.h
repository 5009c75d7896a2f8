/* What value_map shows, computed from the ratings by the library. */
#ifndef MAP_FIGURES_H
#define MAP_FIGURES_H

#include "ratings.h"

#include <patron/patron.h>

/* One way to weigh the attributes: raw as it comes, in parts of 1, and how sure it is. */
typedef struct map_importance {
    int known;
    double raw[RATINGS_ATTRIBUTES];
    double low[RATINGS_ATTRIBUTES];  /* NaN where there is no interval */
    double high[RATINGS_ATTRIBUTES]; /* the same */
    double part[RATINGS_ATTRIBUTES];
    patron_cva_weights_result result;
} map_importance;

/* How the market sees one supplier. */
typedef struct map_supplier {
    patron_cva_interval quality;
    double rated_price; /* mean satisfaction with the price */
    double price;       /* relative, 1 = parity, above it dearer */
    double rated_worth; /* mean of worth what paid for */
    double worth;       /* to the mean of the rivals */
    double distance;    /* from the fair-value line, > 0 better value */
    double headroom;    /* by which the price can rise to be fair */
    uint32_t band;      /* PATRON_CVA_BELOW ... */
    uint32_t zone;      /* PATRON_CVA_BETTER_VALUE ... */
    patron_satisfaction_result satisfaction;
    uint64_t recommend; /* answers to the question of recommending */
    double nps;         /* points; NaN without answers */
    double nps_low;
    double nps_high;
    double benefit; /* points of quality, weighed */
    double cost;    /* points that the price falls short of the best rating, weighed */
    double value;   /* benefit - cost */
    double rank;    /* by value, 1 the best */
} map_supplier;

/* The satisfaction of the own customers by wave, and what is watched in it. */
typedef struct map_track {
    size_t waves;    /* that have answers */
    size_t baseline; /* the first of these, which set the target */
    uint32_t *wave;  /* number of each in the ratings */
    double *mean;
    double *rivals; /* the mean of the rivals' means; NaN where one has no answer */
    double *ewma;
    double *ewma_low;
    double *ewma_high;
    double *high; /* sums of the CUSUM */
    double *low;
    uint32_t *ewma_signal;
    uint32_t *cusum_signal;
    uint32_t *single_signal; /* of the chart of individual values */
    patron_track_chart chart;
    patron_track_individuals_result individuals;
    patron_track_line line;
} map_track;

typedef struct map_figures {
    size_t attributes;
    size_t suppliers;
    size_t interviews;
    uint32_t own;
    uint32_t rival;
    double *rating;   /* [interviews * attributes * suppliers], as the library takes them */
    double *question; /* [RATINGS_QUESTIONS][interviews * suppliers] */
    double *mean;     /* [attributes * suppliers] */
    double *ratio;    /* the same, to the mean of the others */
    map_importance importance[MAP_WEIGHTS];
    patron_cva_fit fit[MAP_WEIGHTS]; /* of the derived ones */
    double inflation[RATINGS_ATTRIBUTES];
    int weights;          /* which of these is used */
    const double *weight; /* the parts of that one */
    double price_weight;
    int price_stated; /* whether respondents said so */
    map_supplier *supplier;
    patron_cva_line line;   /* by weights */
    patron_cva_line fitted; /* by regression; slope NaN without one */
    patron_cva_line_result fitted_result;
    double gap[RATINGS_ATTRIBUTES]; /* head to head with the rival, ratio less 1 */
    double area[RATINGS_ATTRIBUTES];
    uint32_t order[RATINGS_ATTRIBUTES];
    double total;
    uint32_t quadrant[RATINGS_ATTRIBUTES];
    double points[RATINGS_ATTRIBUTES]; /* of rating, to reach the target quality */
    uint32_t best;                     /* the rival of greatest value */
    double best_gap;                   /* our value less his */
    double level[RATINGS_ATTRIBUTES];  /* points of rating, to be level with him */
    double level_price; /* points of price satisfaction, the same; NaN: it cannot be */
    uint32_t smallest;  /* attribute of the smallest change, attributes: the price */
    map_track track;
} map_figures;

/* An exit code; on any but MAP_DONE the reason has been said on standard error. */
int map_figures_make(map_figures *made, const ratings *all, const map_options *chosen);
void map_figures_free(map_figures *made);

/* The steps of it. */
int map_weights_make(map_figures *made, const ratings *all, const map_options *chosen);
void map_profile_make(map_figures *made, const map_options *chosen);
void map_levers_make(map_figures *made, const map_options *chosen);
void map_track_make(map_figures *made, const ratings *all, const map_options *chosen);

/* The answers to a question, a row for each interview, a column for each supplier. */
const double *map_answers(const map_figures *made, int question);
/* The same of one supplier. */
void map_answers_of(const map_figures *made, int question, size_t supplier, double *answer);
/* Means of a question, by wave where waves are given; [segments * suppliers]. */
void map_question_means(const map_figures *made, int question, const uint32_t *wave, size_t waves,
                        double *mean);
/* Ends the program with exit code 1 where there is a fault. */
void map_stop(int32_t status, const patron_fault *fault);

#endif
