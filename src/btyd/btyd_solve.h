/*
 * Times and counts that a probability is reached by.
 */
#ifndef PATRON_BTYD_SOLVE_H
#define PATRON_BTYD_SOLVE_H

#include "../portability.h"
#include "btyd_model.h"

/* The time ahead by which the next purchase has come with probability q in [0, 1); NaN where it comes
   at all with less. */
double patron_btyd_solve_next(const patron_btyd_model *model, const btyd_row *row, double q);

#endif
