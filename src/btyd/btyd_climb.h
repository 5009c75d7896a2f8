/*
 * The climb to the maximum of a likelihood: what is climbed, and where the climb stands. The variables are
 * the logarithms of a kind's parameters, then the coefficients of covariates.
 */
#ifndef PATRON_BTYD_CLIMB_H
#define PATRON_BTYD_CLIMB_H

#include "../portability.h"
#include "btyd_distinct.h"
#include "btyd_sum.h"

enum { BTYD_COVARIATES_MAX = 16, BTYD_VARIABLES_MAX = 4 + 3 * BTYD_COVARIATES_MAX };

/* What is climbed: rows of positive weight, and the pieces of their sum. */
typedef struct btyd_hill {
    uint32_t kind;
    uint32_t k;
    uint32_t free;       /* parameters */
    uint32_t covariates; /* columns; 0 = none */
    uint32_t groups;     /* parameters with coefficients: alpha, then beta, or a and b */
    btyd_weighted rows;
    uint32_t by_row;         /* rows that are not merged, with covariates */
    const double *covariate; /* [rows.n * covariates] */
    const double *scale;     /* of its columns, which divided by it are about 1 */
    btyd_piece *kept;
    size_t entries;
    double customers;
    double prior_weight;      /* on ln parameters, toward center */
    double ridge;             /* on coefficients, toward 0 */
    double center[BTYD_FREE]; /* ln of the parameters to start from */
    double
        reference[BTYD_FREE]; /* ln of what the moments give: a parameter far from it runs away */
    uint32_t position[BTYD_FREE]; /* of the parameters in the model */
} btyd_hill;

/* A point with the mean log-likelihood of a customer, its gradient [size] and Hessian [size*size]. */
typedef struct btyd_point {
    double value;
    double log_likelihood; /* the sum, without priors */
    double *at;
    double *gradient;
    double *hessian;
} btyd_point;

typedef struct btyd_climb {
    size_t size;
    double *memory; /* of all its arrays */
    btyd_point here;
    btyd_point there;
    double *matrix;
    double *eigenvalue;
    double *eigenvector;
    double *work;
    double *step;
    double radius;
    uint32_t iterations;
    uint32_t evaluations;
    uint32_t level; /* steps, the last ones, that gained no more than rounding */
    uint32_t verdict;
    uint32_t runs_to_zero; /* bits of free parameters, by position in the model */
    uint32_t runs_to_infinity;
    uint32_t coefficient_runs; /* 1 where it is coefficients that run */
} btyd_climb;

uint32_t patron_btyd_groups(uint32_t kind);
/* The local number of the parameter of a group of coefficients, and the sign they have in its ln. */
uint32_t patron_btyd_group_parameter(uint32_t kind, uint32_t group, double *sign);

size_t patron_btyd_climb_size(size_t size);
void patron_btyd_climb_open(btyd_climb *climb, size_t size, void *memory);
/* From climb->here.at to a verdict. */
void patron_btyd_climb_run(const btyd_hill *hill, uint32_t max_iterations, btyd_climb *climb);
/* Climbs from another place, too, where there is one, and keeps the higher top; memory as for open. Returns the
   memory that is not the climb's in the end. */
double *patron_btyd_climb_again(const btyd_hill *hill, uint32_t max_iterations, double *memory,
                                btyd_climb *climb);
/* The model of a point, and its coefficients. */
void patron_btyd_climb_model(const btyd_hill *hill, const double *at, patron_btyd_model *model);

/* The mean log-likelihood with derivatives at a point whose at is given; NaN where there is none. */
void patron_btyd_hill_evaluate(const btyd_hill *hill, size_t size, btyd_point *point);
/* The least and greatest that a parameter may be. */
void patron_btyd_hill_bounds(uint32_t kind, uint32_t position, double *low, double *high);
/* Another place to start, in ln; 0 where there is none. */
int patron_btyd_hill_begin_again(const btyd_hill *hill, double *at);
/* Where to start: moments, in the unit of time of the rows. */
void patron_btyd_hill_start(const btyd_hill *hill, patron_btyd_model *start);

/* The covariance of the variables at the top, from the information: inverse[size*size] of the climb's
   spectrum of it; and its condition, scaled to a unit diagonal. */
void patron_btyd_climb_covariance(const btyd_hill *hill, btyd_climb *climb, double *inverse);
double patron_btyd_climb_condition(btyd_climb *climb);

#endif
