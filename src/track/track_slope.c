/*
 * Least squares of a series on time.
 *
 *     slope = S_xy / S_xx,   error^2 = (sum of squared residuals / (n - 2)) / S_xx,   slope -+ t error
 *
 * Differences from the means, their products and the residuals are pairs, so that neither a distant origin
 * of time nor a line that fits nearly everything takes digits.
 *
 * Source: N. Draper and H. Smith, "Applied Regression Analysis" (1998), ch. 1.
 */
#include "../portability.h"
#include "track_check.h"
#include "track_line.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_student.h"

#include <math.h>
#include <string.h>

enum { TRACK_LINE_FIRST_SIZE = 96 };

/* Of S_xx: below, products of differences lose digits; above, figures of values below 1e140 are doubles. */
#define TRACK_NEAREST 1e-280

/* --- kernels ---------------------------------------------------------------------------------- */

track_line patron_track_line_none(void)
{
    track_line line;
    line.intercept = line.slope = line.error = line.low = line.high = (double)NAN;
    line.t = line.p_value = line.r_squared = line.deviation = (double)NAN;
    return line;
}

track_line patron_track_line_of(const track_points *points, numeric_pair slope, double rest,
                                double confidence)
{
    track_line line = patron_track_line_none();
    numeric_pair rise = numeric_pair_product(slope, points->mean_x);
    line.slope = numeric_pair_value(slope);
    line.intercept = numeric_pair_value(numeric_pair_difference(points->mean_y, rise));
    if (points->yy > 0.0)
        line.r_squared = fmin(line.slope * (points->xy.high / points->yy), 1.0);
    if (points->count < 3.0)
        return line;
    double freedom = points->count - 2.0;
    line.deviation = sqrt(rest / freedom);
    line.error = line.deviation / sqrt(numeric_pair_value(points->xx));
    double width = line.error * patron_numeric_student_width(confidence, freedom);
    line.low = line.slope - width;
    line.high = line.slope + width;
    if (line.error > 0.0) {
        line.t = line.slope / line.error;
        line.p_value = patron_numeric_student_tails(line.t, freedom);
    }
    return line;
}

static double track_time(const double *time, size_t i)
{
    return time != NULL ? time[i] : (double)i;
}

static numeric_pair track_mean(size_t n, const double *column)
{
    numeric_pair sum = numeric_pair_make(0.0, 0.0);
    for (size_t i = 0; i < n; i++)
        sum = numeric_pair_add(sum, track_time(column, i));
    return numeric_pair_quotient(sum, numeric_pair_make((double)n, 0.0));
}

static numeric_pair track_off(double value, numeric_pair mean)
{
    return numeric_pair_add(numeric_pair_make(-mean.high, -mean.low), value);
}

static track_points track_points_of(size_t n, const double *time, const double *value)
{
    track_points points;
    numeric_pair yy = numeric_pair_make(0.0, 0.0);
    points.count = (double)n;
    points.mean_x = track_mean(n, time);
    points.mean_y = track_mean(n, value);
    points.xx = points.xy = yy;
    for (size_t i = 0; i < n; i++) {
        numeric_pair x = track_off(track_time(time, i), points.mean_x);
        numeric_pair y = track_off(value[i], points.mean_y);
        points.xx = numeric_pair_sum(points.xx, numeric_pair_product(x, x));
        points.xy = numeric_pair_sum(points.xy, numeric_pair_product(x, y));
        yy = numeric_pair_sum(yy, numeric_pair_product(y, y));
    }
    points.yy = numeric_pair_value(yy);
    return points;
}

static double track_residuals(size_t n, const double *time, const double *value,
                              const track_points *points, numeric_pair slope)
{
    numeric_pair squares = numeric_pair_make(0.0, 0.0);
    for (size_t i = 0; i < n; i++) {
        numeric_pair x = track_off(track_time(time, i), points->mean_x);
        numeric_pair y = track_off(value[i], points->mean_y);
        double off = numeric_pair_value(numeric_pair_difference(y, numeric_pair_product(slope, x)));
        squares = numeric_pair_add(squares, off * off);
    }
    return numeric_pair_value(squares);
}

static void track_set_line(const track_line *line, patron_track_line *figures)
{
    figures->intercept = line->intercept;
    figures->slope = line->slope;
    figures->slope_error = line->error;
    figures->slope_low = line->low;
    figures->slope_high = line->high;
    figures->t = line->t;
    figures->p_value = line->p_value;
    figures->r_squared = line->r_squared;
    figures->deviation = line->deviation;
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t track_check_points(size_t n, const double *time, const double *value,
                                  patron_fault *fault)
{
    int32_t status = PATRON_OK;
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        if (time != NULL)
            status = patron_track_check_value(time[i], "time", i, fault);
        if (status == PATRON_OK)
            status = patron_track_check_value(value[i], "value", i, fault);
    }
    return status;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_track_slope(double confidence, size_t n, const double *time,
                                       const double *value, patron_track_line *result,
                                       patron_fault *fault)
{
    patron_track_line figures;
    track_line line = patron_track_line_none();
    int32_t status = patron_track_check_column(n, value, "value", fault);
    if (status == PATRON_OK)
        status = patron_base_check_result(result, TRACK_LINE_FIRST_SIZE, fault);
    if (status == PATRON_OK)
        status = patron_track_check_confidence(confidence, fault);
    if (status == PATRON_OK)
        status = track_check_points(n, time, value, fault);
    if (status != PATRON_OK)
        return status;
    memset(&figures, 0, sizeof figures);
    figures.values = n;
    figures.notes = n < 3 ? PATRON_TRACK_NOTE_FEW : 0;
    if (n >= 2) {
        track_points points = track_points_of(n, time, value);
        if (points.xx.high > 0.0 && points.xx.high < TRACK_NEAREST)
            return patron_track_fault_overflow("value", -1, fault);
        if (points.xx.high > 0.0) {
            numeric_pair slope = numeric_pair_quotient(points.xy, points.xx);
            double rest = track_residuals(n, time, value, &points, slope);
            line = patron_track_line_of(&points, slope, rest, confidence);
        } else {
            figures.notes |= PATRON_TRACK_NOTE_NO_TREND;
        }
    }
    track_set_line(&line, &figures);
    patron_base_write_result(result, &figures, sizeof figures);
    return PATRON_OK;
}
