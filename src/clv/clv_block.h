/*
 * The plain loops over a few customers at a time.
 */
#ifndef PATRON_CLV_BLOCK_H
#define PATRON_CLV_BLOCK_H

#include "../portability.h"
#include <patron/clv.h>

enum { CLV_BLOCK = 8 };

/* 2^300: rates up to it have no product that is too large, or whose rounding error is too small. */
#define CLV_RATE_MAX 2.037035976334486e90

typedef struct clv_block {
    double margin[CLV_BLOCK];
    double retention[CLV_BLOCK];
    double discount[CLV_BLOCK];
    double growth[CLV_BLOCK];
    double acquisition[CLV_BLOCK];
    double gap[CLV_BLOCK]; /* D - retention (1 + growth); for a finite horizon then q - 1 */
    double value[CLV_BLOCK];
} clv_block;

/*
 * Fills in the values, by horizon and timing of the terms. One that is NaN or infinite belongs to a
 * row that is invalid, extreme or too large. grows says whether any growth is not 0. Returns bits that
 * are 0 where all are finite.
 */
uint64_t patron_clv_block_values(clv_block *block, const patron_clv_terms *terms, int grows);

#endif
