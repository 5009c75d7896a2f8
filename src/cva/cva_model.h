/*
 * The regression of the overall rating on the attributes, all standardized, from moments: correlations in
 * twice the digits of a double, and of them the R of QR with column pivoting. (R'R is the correlation
 * matrix: its pivoted Cholesky factor is that R. In twice the digits nothing is lost by the squaring.)
 */
#ifndef PATRON_CVA_MODEL_H
#define PATRON_CVA_MODEL_H

#include "../numeric/numeric_compensated.h"
#include "../numeric/numeric_scratch.h"
#include "../portability.h"
#include "cva_moments.h"

/* An attribute is left out where what the others leave of its variance is not above this: 1e-7 squared. */
#define CVA_PIVOT_LEAST 1e-14

typedef struct cva_model {
    size_t attributes;
    numeric_pair
        *matrix; /* [attributes*attributes] correlations; then L, rows and columns by attribute */
    numeric_pair *target;  /* [attributes] correlations with the overall rating */
    numeric_pair *root;    /* [attributes + 1] n standard deviation; 0: constant */
    numeric_pair *solved;  /* [attributes] L^-1 target, in the order of the pivots */
    numeric_pair *weight;  /* [attributes] coefficients, in that order */
    numeric_pair *inverse; /* [attributes*attributes] L^-1, in that order */
    size_t *order;         /* [attributes] the attributes, the pivots first */
    size_t rank;
    numeric_pair unexplained; /* 1 - R^2 */
} cva_model;

size_t patron_cva_model_need(size_t total, size_t attributes);
void patron_cva_model_open(cva_model *model, numeric_scratch *carve, size_t attributes);

/* Correlations; whether the overall rating varies. */
int patron_cva_model_fill(cva_model *model, const patron_cva_moments *moments);

/* L, rank, the coefficients and what is left unexplained. */
void patron_cva_model_solve(cva_model *model);

/* Of a filled and solved model: what the fit says. */
void patron_cva_model_describe(cva_model *model, const patron_cva_moments *moments, int varies,
                               patron_cva_fit *fit);

/* Degrees of freedom left; below 1: none. */
double patron_cva_model_freedom(const cva_model *model, const patron_cva_moments *moments);

/* The fit of anything: counts, and NaN for what was not fitted. */
void patron_cva_empty_fit(const patron_cva_moments *moments, patron_cva_fit *fit);

enum { CVA_FIT_FIRST_SIZE = 64 };

#endif
