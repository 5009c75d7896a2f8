/*
 * Support departments inside the module: what the three methods share.
 */
#ifndef PATRON_ABC_SUPPORT_H
#define PATRON_ABC_SUPPORT_H

#include "../portability.h"
#include "../apportion/apportion_share.h"
#include <patron/abc.h>

enum { ABC_SUPPORT_MAX = 1024 };

/* One call in work. Pieces of scratch, or checked arguments. */
typedef struct abc_support {
    size_t supports;
    size_t departments;
    const uint32_t *order; /* or NULL */
    const int64_t *cost;
    const double *usage;
    double *weight;      /* [departments] */
    int64_t *share;      /* [departments] */
    int64_t *loaded;     /* [departments]: what is with each department by now */
    double *full;        /* [supports] */
    double *total;       /* [supports]: usage by others, of the largest of them; 0: nobody */
    double *largest;     /* [supports]: usage by another department */
    double *chance;      /* [supports*supports], RECIPROCAL only */
    uint8_t *turn;       /* [supports]: has had its turn, or its cost has a way out */
    apportion_work work; /* of departments */
} abc_support;

/* a + b; 0 where that leaves int64_t. */
int32_t patron_abc_support_add(int64_t *a, int64_t b);

/*
 * Full costs of all supports at once: work->full, work->total and work->largest. PATRON_OK;
 * PATRON_E_DIVERGES with *row in a closed loop; PATRON_E_OVERFLOW.
 */
int32_t patron_abc_reciprocal_full(const abc_support *work, size_t *row);

/* Costs in the end, from the full ones: work->loaded. 0 where one leaves int64_t. */
int32_t patron_abc_reciprocal_load(const abc_support *work);

/* Minor units from a support to a department. */
double patron_abc_reciprocal_flow(const abc_support *work, size_t from, size_t to);

#endif
