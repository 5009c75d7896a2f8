/*
 * A track: its head, which an addition looks at, and four exact sums.
 */
#ifndef PATRON_TRACK_STATE_H
#define PATRON_TRACK_STATE_H

#include "../portability.h"
#include "../sum/sum_exact.h"
#include "track_chart.h"

enum {
    TRACK_TOTAL = 0,    /* of the values */
    TRACK_SQUARES = 1,  /* of their squares */
    TRACK_PRODUCTS = 2, /* of period times value */
    TRACK_MOVES = 3,    /* of |value - value before| */
    TRACK_SUMS = 4
};

#define TRACK_PERIOD_MAX INT64_C(1000000000000000)

/* All but the sums. Without values earliest, newest, least and greatest are 0. */
typedef struct track_head {
    patron_track_chart chart;
    int64_t first; /* period of the first value */
    int64_t next;  /* period of the value to come */
    double earliest;
    double newest;
    double least;
    double greatest;
    double ewma; /* from the target, as if it had been there before the first value */
    track_side high;
    track_side low;
} track_head;

struct patron_track {
    uint32_t magic;
    uint32_t version;
    track_head head;
    patron_sum_exact sum[TRACK_SUMS];
};

/* The head of a track without values. */
track_head patron_track_head_none(const patron_track_chart *chart, int64_t first);

/* Whether a head and its sums, rounded, may be those of a track: of any values, not only of some. */
int32_t patron_track_is_sound(const track_head *head, const double *total);

/* Rounds the sums; 0 where one is no double. */
int32_t patron_track_totals(const patron_track *track, double *total);

/* Alignment, size and, by is_sound, what is in the block. */
int32_t patron_track_check_block(const patron_track *track, size_t track_size, patron_fault *fault);
int32_t patron_track_check_whole(const patron_track *track, size_t track_size, patron_fault *fault);

/* The marks of a block that holds a track. */
void patron_track_mark(patron_track *track);

#endif
