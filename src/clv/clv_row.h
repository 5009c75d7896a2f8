/*
 * One customer at a time, of any valid inputs: what the plain loops of clv_block.c leave.
 */
#ifndef PATRON_CLV_ROW_H
#define PATRON_CLV_ROW_H

#include "../portability.h"
#include <patron/clv.h>

/* The value of row's members, all in their ranges; faults name this row number. */
int32_t patron_clv_row(const patron_clv_terms *row, int64_t number, double *clv,
                       patron_fault *fault);

#endif
