/*
 * One customer at a time, of any valid inputs: what the plain loops of clv_block.c leave, and what all
 * the figures beside the value are made of.
 */
#ifndef PATRON_CLV_ROW_H
#define PATRON_CLV_ROW_H

#include "../portability.h"
#include "clv_unit.h"
#include <patron/clv.h>

/* The value of row's members before acquisition, all in their ranges; faults name this row number. */
int32_t patron_clv_gross(const patron_clv_terms *row, int64_t number, clv_wide *gross,
                         patron_fault *fault);

/* Less acquisition. */
int32_t patron_clv_row(const patron_clv_terms *row, int64_t number, double *clv,
                       patron_fault *fault);

#endif
