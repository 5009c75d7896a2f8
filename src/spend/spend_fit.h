/*
 * What a fit of spend climbs.
 */
#ifndef PATRON_SPEND_FIT_H
#define PATRON_SPEND_FIT_H

#include "../portability.h"
#include "spend_model.h"

#include "../numeric/numeric_ascent.h"

enum {
    SPEND_TABLE = 512, /* x below this have their count tabled */
    SPEND_FREE = PATRON_SPEND_PARAMETERS
};

typedef struct spend_rows {
    size_t n;
    size_t stride; /* 1, or more for a sample */
    uint32_t *x;
    double *total;  /* m x */
    double *weight; /* NULL: 1 */
    double customers;
    double mean_log; /* of m */
    spend_count *table;
    unsigned char *present; /* [SPEND_TABLE] */
} spend_rows;

/* Means of a customer at a point whose at is given. */
void patron_spend_evaluate(const spend_rows *rows, double customers, numeric_ascent_point *at);

/* The fit of rows that have been collected; covariance [9]. */
void patron_spend_climb_rows(const patron_spend_fit_options *options,
                             const patron_spend_model *start, spend_rows *rows,
                             patron_spend_model *model, double *covariance,
                             patron_spend_fit_result *result);

#endif
