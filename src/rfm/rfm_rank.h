/*
 * The keys at given ranks of a column, found without sorting it.
 */
#ifndef PATRON_RFM_RANK_H
#define PATRON_RFM_RANK_H

#include "rfm_column.h"

typedef struct rfm_rank {
    size_t rank;    /* in: from 0 */
    uint64_t key;   /* out: of the row at this rank */
    uint32_t less;  /* out: rows with a smaller key */
    uint32_t equal; /* out: rows with this key, at least 1 */
} rfm_rank;

/* At most 16 n + 64 KiB; SIZE_MAX where too large. */
size_t patron_rfm_rank_scratch_size(size_t n);

/* Answers rank[count], each below column->used; the more they ascend the better. */
void patron_rfm_rank_find(const rfm_column *column, size_t count, rfm_rank *rank, void *scratch);

/* The same among sorted keys. */
void patron_rfm_rank_sorted(size_t n, const uint64_t *key, size_t count, rfm_rank *rank);

#endif
