/*
 * One total over one column of weights: what every public split comes down to, and how other modules
 * split money (abc, profit).
 *
 *     apportion_weights weights = {quantity, NULL};       doubles >= 0, checked by the caller
 *     if (!patron_apportion_shares(PATRON_APPORTION_LARGEST_REMAINDER, total, n, weights,
 *                                  scratch, share)) ... all weights are 0 and the total is not
 */
#ifndef PATRON_APPORTION_SHARE_H
#define PATRON_APPORTION_SHARE_H

#include "../portability.h"
#include "../numeric/numeric_scratch.h"
#include "../numeric/numeric_wide.h"
#include <patron/apportion.h>

/* A column of weights of one of two kinds, the other NULL; both NULL where there are no rows. */
typedef struct apportion_weights {
    const double *real;   /* finite, >= 0 */
    const int64_t *whole; /* >= 0 */
} apportion_weights;

/* Memory of a split, in scratch. */
typedef struct apportion_work {
    uint64_t *key;   /* [n] */
    uint64_t *pick;  /* [n] */
    uint32_t *entry; /* [APPORTION_SELECT_ENTRIES] */
} apportion_work;

/*
 * Integers in place of the weights, in one unit for all: quota = total weight / sum. Weights are
 * below 2^80 and their sum below 2^111, whatever the column.
 */
typedef struct apportion_ratio {
    apportion_weights weights;
    uint64_t total;    /* its magnitude, at most 2^63 */
    numeric_wide sum;  /* of the integers */
    double per;        /* a little below total / sum */
    double inverse;    /* a little below 1 / sum */
    uint32_t exponent; /* of doubles that are not all whole: that of the largest */
    uint32_t bits;     /* of sum: 2^(bits - 1) <= sum < 2^bits */
    int32_t narrow;    /* all fits in 64 bits */
} apportion_ratio;

/* A quota: whole units and what remains, rest / sum of a unit. */
typedef struct apportion_quota {
    uint64_t whole;
    numeric_wide rest; /* in [0, sum) */
} apportion_quota;

/* About a, for 0 <= a < 2^127. */
double patron_apportion_real(numeric_wide a);

/* Bytes a split of n rows carves, from what was needed before; saturates. */
size_t patron_apportion_work_need(size_t need, size_t n);
apportion_work patron_apportion_work_take(numeric_scratch *carve, size_t n);

apportion_ratio patron_apportion_ratio_make(int64_t total, size_t n, apportion_weights weights);
apportion_quota patron_apportion_quota_of(const apportion_ratio *ratio, size_t row);

/* The integer of a row's weight. */
numeric_wide patron_apportion_weight_of(const apportion_ratio *ratio, size_t row);

/*
 * The shares of a total; 0, and nothing written, where all weights are 0 and the total is not.
 * scratch as patron_apportion_scratch_size(n) says.
 */
int32_t patron_apportion_shares(uint32_t policy, int64_t total, size_t n, apportion_weights weights,
                                void *scratch, int64_t *share);

/* The same in memory that was carved already. */
int32_t patron_apportion_shares_in(uint32_t policy, int64_t total, size_t n,
                                   apportion_weights weights, apportion_work work, int64_t *share);

/*
 * Adds `unit` to the amount of the `count` rows with the largest work.key, ties by row;
 * count <= n. Overwrites work.pick.
 */
void patron_apportion_hand_out(size_t n, size_t count, int64_t unit, apportion_work work,
                               int64_t *amount);

#endif
