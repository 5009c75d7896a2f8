/*
 * The line through points from their sums around the means.
 */
#ifndef PATRON_TRACK_LINE_H
#define PATRON_TRACK_LINE_H

#include "../numeric/numeric_pair.h"
#include "../portability.h"

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
