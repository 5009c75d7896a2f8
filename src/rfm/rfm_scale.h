/*
 * A scale: what key has what score, in one group of customers.
 */
#ifndef PATRON_RFM_SCALE_H
#define PATRON_RFM_SCALE_H

#include "rfm_column.h"
#include "rfm_rank.h"

/* Customers with the key of a step: who of them comes next has this score, and so many after. */
typedef struct rfm_tie {
    uint32_t score;
    uint32_t left;
} rfm_tie;

/* Keys above step[j - 1] and below step[j] have score above[j]. */
typedef struct rfm_scale {
    size_t used;     /* customers */
    size_t steps;    /* in [1, bins - 1] where there are customers */
    size_t split;    /* steps whose customers have different scores */
    uint64_t *step;  /* [bins] ascending */
    uint32_t *above; /* [bins] */
    rfm_tie *tie;    /* [bins] of tiles */
} rfm_scale;

/* The ranks whose keys make a scale: rank[2 bins]. */
PORTABILITY_INLINE size_t rfm_scale_ranks(size_t bins)
{
    return 2 * bins;
}

/* All ones where the method ranks from worst to best and the worst are the highest. */
uint64_t patron_rfm_scale_flip(const rfm_request *request);

/* Asks for the ranks of `used` customers, at least 1. */
void patron_rfm_scale_ask(const rfm_request *request, size_t used, rfm_rank *rank);

/* Makes the steps from the answered ranks. */
void patron_rfm_scale_make(const rfm_request *request, const rfm_rank *rank, rfm_scale *scale);

/* The scores of keys; those of one value have to come in the order of their rows. */
void patron_rfm_scale_block(const rfm_request *request, rfm_scale *scale, size_t rows,
                            const uint64_t *key, uint32_t *score);

/* The same for one. */
uint32_t patron_rfm_scale_place(const rfm_request *request, rfm_scale *scale, uint64_t key);

/* Writes thresholds and customers of a group (from 0), and adds it to the figures. */
void patron_rfm_scale_report(const rfm_request *request, const rfm_column *column, size_t group,
                             const rfm_scale *scale, const rfm_rank *rank,
                             patron_rfm_result *figures);

/* The number of values, of ascending ones and at least one, below a key. */
PORTABILITY_INLINE size_t rfm_scale_below(size_t count, const uint64_t *step, uint64_t key)
{
    const uint64_t *base = step;
    while (count > 1) { /* without a branch on what the keys are */
        size_t half = count / 2;
        base += base[half - 1] < key ? half : 0;
        count -= half;
    }
    return (size_t)(base - step) + (base[0] < key ? 1 : 0);
}

#endif
