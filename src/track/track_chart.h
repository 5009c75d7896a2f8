/*
 * The recursions of the charts, which columns and tracks share.
 *
 * One side of a CUSUM takes s from c to max(0, c + d). Any number of steps takes it to max(now, c + drift),
 * with now what it comes to from 0 and drift the sum of the d, so that stretches can be joined; likewise
 * the largest it has been is max(peak, c + drift_peak). All are pairs: exact where values and target are
 * multiples of one unit and sums stay below 2^100 of them, else right to about 100 bits.
 */
#ifndef PATRON_TRACK_CHART_H
#define PATRON_TRACK_CHART_H

#include "../numeric/numeric_compensated.h"
#include "../portability.h"
#include <patron/track.h>

#define TRACK_INDIVIDUALS 2.66 /* 3 / 1.128, of the mean moving range of two */
#define TRACK_RANGES 3.267     /* upper limit of the moving range, of its mean */
#define TRACK_NEVER INT64_MAX

/* One side of a CUSUM over a stretch. Without values all but the last three are 0. */
typedef struct track_side {
    numeric_pair now;
    numeric_pair drift;
    numeric_pair peak;
    numeric_pair drift_peak; /* the largest drift after any value */
    int64_t drift_peak_at;   /* the first period it was that large */
    int64_t signal_after;    /* the first signal, if it starts from 0: not before, */
    int64_t signal_by;       /* and not after; TRACK_NEVER */
} track_side;

PORTABILITY_INLINE numeric_pair track_pair_largest(numeric_pair a, numeric_pair b)
{
    return numeric_pair_compare(a, b) >= 0 ? a : b;
}

PORTABILITY_INLINE int track_pair_above(numeric_pair a, double limit)
{
    return numeric_pair_compare(a, numeric_pair_make(limit, 0.0)) > 0;
}

/* What the upper (sign 1) or lower (-1) side adds for a value. */
numeric_pair patron_track_step(const patron_track_chart *chart, double sign, double value);

track_side patron_track_side_none(void);

/* One more value; first says that it is the first of the stretch. */
void patron_track_side_add(track_side *side, numeric_pair step, double limit, int64_t period,
                           int32_t first);

/* The stretch behind, of at least one value, which begins in period `from`. */
void patron_track_side_join(track_side *side, const track_side *behind, double limit, int64_t from);

/* How far from the target the EWMA is after one more value. */
double patron_track_ewma_next(const patron_track_chart *chart, double off, double value);

/* How far from the target the EWMA's limits are after so many values. */
double patron_track_ewma_width(const patron_track_chart *chart, double values);

#endif
