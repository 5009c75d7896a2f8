/*
 * Gini and Theil along a walk from the most valuable customer down.
 */
#ifndef PATRON_PARETO_INEQUALITY_H
#define PATRON_PARETO_INEQUALITY_H

#include "../numeric/numeric_theil.h"
#include "../portability.h"
#include "pareto_sums.h"
#include "pareto_walk.h"

/* NaN where a figure does not exist; infinite where it is too large for a double. */
typedef struct pareto_inequality {
    double gini;
    double corrected;
    double rsv;
    double theil_t;
    double theil_l;
} pareto_inequality;

/* Room for the numbers of a block, in scratch. */
typedef struct pareto_bench {
    double y[PARETO_BLOCK];      /* values, scaled */
    double w[PARETO_BLOCK];      /* weights, scaled */
    double spread[PARETO_BLOCK]; /* customers before x customers from here on */
} pareto_bench;

void patron_pareto_inequality(pareto_walk *walk, const pareto_sums *sums, pareto_bench *bench,
                              pareto_inequality *figures);
void patron_pareto_inequality_money(pareto_walk_money *walk, const pareto_sums_money *sums,
                                    pareto_inequality *figures);

/* numerator 2^exponent / denominator, with no overflow or underflow on the way. */
double patron_pareto_quotient(double numerator, double denominator, int exponent);

/* A sum of non-negative terms and the errors of adding them. */
typedef struct pareto_flow {
    double sum;
    double error;
} pareto_flow;

PORTABILITY_INLINE pareto_flow pareto_flow_add(pareto_flow flow, double term)
{
    double sum = flow.sum + term;
    double term_part = sum - flow.sum;
    double sum_part = sum - term_part;
    flow.error += (flow.sum - sum_part) + (term - term_part);
    flow.sum = sum;
    return flow;
}

#endif
