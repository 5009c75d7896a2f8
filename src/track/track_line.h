/*
 * The line through points from their sums around the means, and arithmetic on pairs for it.
 */
#ifndef PATRON_TRACK_LINE_H
#define PATRON_TRACK_LINE_H

#include "../numeric/numeric_compensated.h"
#include "../portability.h"

/* a b, to about 100 bits. */
PORTABILITY_INLINE numeric_pair track_pair_times(numeric_pair a, numeric_pair b)
{
    numeric_pair product = numeric_two_product(a.high, b.high);
    return numeric_quick_two_sum(product.high, product.low + (a.high * b.low + a.low * b.high));
}

PORTABILITY_INLINE numeric_pair track_pair_minus(numeric_pair a, numeric_pair b)
{
    return numeric_pair_sum(a, numeric_pair_make(-b.high, -b.low));
}

/* a / b, to about 100 bits. */
PORTABILITY_INLINE numeric_pair track_pair_over(numeric_pair a, numeric_pair b)
{
    double first = a.high / b.high;
    numeric_pair rest = track_pair_minus(a, track_pair_times(b, numeric_pair_make(first, 0.0)));
    return numeric_quick_two_sum(first, rest.high / b.high);
}

/* Points, times x and values y. */
typedef struct track_points {
    double count;
    numeric_pair mean_x;
    numeric_pair mean_y;
    numeric_pair xx; /* sum of (x - mean)^2 */
    numeric_pair xy;
    double yy;
} track_points;

/* What does not exist is NaN. */
typedef struct track_line {
    double intercept;
    double slope;
    double error;
    double low;
    double high;
    double t;
    double p_value;
    double r_squared;
    double deviation;
} track_line;

/* rest is the sum of squares around the line of this slope. */
track_line patron_track_line_of(const track_points *points, numeric_pair slope, double rest,
                                double confidence);

/* The line that does not exist. */
track_line patron_track_line_none(void);

#endif
