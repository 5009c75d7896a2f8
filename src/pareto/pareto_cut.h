/*
 * Where a cut through the customers in descending order falls: after so many customers, or where
 * the sum of the most valuable first reaches a threshold.
 *
 * A cut is found in two steps. A guess at the value it falls on comes from a selection or from a
 * walk; then exact sums over the rows confirm it or move it: by one value at a time, and by halves where
 * that leads far. So the answer is the same whichever way the guess came.
 */
#ifndef PATRON_PARETO_CUT_H
#define PATRON_PARETO_CUT_H

#include "../portability.h"
#include "pareto_sums.h"
#include "pareto_walk.h"

typedef struct pareto_rows {
    size_t n;
    const double *value;
    const double *weight; /* or NULL */
} pareto_rows;

/* What is asked: `customers` where it is not NaN, else the sum `reach`, above 0. */
typedef struct pareto_aim {
    double customers;
    double reach;
} pareto_aim;

typedef struct pareto_cut {
    double value;    /* the cut is among the customers of this value: */
    double above;    /* customers of greater value */
    double beside;   /* customers of this value */
    double crossing; /* how many of those are before the cut; the one who crosses counts as whole */
} pareto_cut;

enum { PARETO_AIMS = 2 };

/* Values near which the aims fall; both aims in one go. */
void patron_pareto_guess_by_walk(pareto_walk *walk, const pareto_sums *sums, const pareto_aim *aim,
                                 double *guess);
void patron_pareto_guess_by_select(const pareto_rows *rows, const pareto_sums *sums,
                                   const pareto_aim *aim, double *guess, void *scratch);

/* The cut; afterwards accounts->above holds the exact sum of the greater values. */
void patron_pareto_cut_find(const pareto_rows *rows, const pareto_aim *aim, double guess,
                            pareto_accounts *accounts, pareto_cut *cut);

/* The power of two that brings |largest| into [2^(goal-1), 2^goal), as far as a double has one. */
int patron_pareto_scale(double largest, int goal, double *scale);

/* --- money ------------------------------------------------------------------------------------ */

typedef struct pareto_rows_money {
    size_t n;
    const int64_t *value;
    const uint32_t *weight;
} pareto_rows_money;

typedef struct pareto_aim_money {
    uint64_t customers; /* the cut falls on this customer, from 1; 0: */
    int64_t reach;      /* above 0 */
} pareto_aim_money;

typedef struct pareto_cut_money {
    int64_t value;
    int64_t above_sum;
    uint64_t above;
    uint64_t beside;
    uint64_t crossing; /* customers of this value up to the cut, the one who crosses included */
} pareto_cut_money;

void patron_pareto_guess_money_by_walk(pareto_walk_money *walk, const pareto_aim_money *aim,
                                       int64_t *guess);
void patron_pareto_guess_money_by_select(const pareto_rows_money *rows, const pareto_aim_money *aim,
                                         int64_t *guess, void *scratch);
void patron_pareto_cut_money_find(const pareto_rows_money *rows, const pareto_aim_money *aim,
                                  int64_t guess, pareto_cut_money *cut);

#endif
