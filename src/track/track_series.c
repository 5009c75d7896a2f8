/*
 * A series against a base, against last year, against its own mean and against a target.
 */
#include "../portability.h"
#include "track_check.h"

#include "../base/base_fault.h"
#include "../sum/sum_exact.h"

#include <math.h>

enum { TRACK_ROWS_MAX = 2147483647 };

/* --- kernels ---------------------------------------------------------------------------------- */

/* The change on the value before as a fraction of it; NaN where that is not above 0. */
static double track_rate(double value, double before)
{
    return before > 0.0 ? (value - before) / before : (double)NAN;
}

static double track_attainment(double value, double target)
{
    return target > 0.0 ? value / target : (double)NAN;
}

/* A window that moves along a column: the exact sum of its values and how many there are. */
typedef struct track_window {
    patron_sum_exact sum;
    uint32_t used;
} track_window;

static void track_window_take(track_window *window, double value)
{
    if (isnan(value))
        return;
    sum_exact_add(&window->sum, value);
    window->used++;
}

static void track_window_drop(track_window *window, double value)
{
    if (isnan(value))
        return;
    sum_exact_add(&window->sum, -value);
    window->used--;
}

/* Values are below 1e290 and fewer than 2^31: the sum is a double. */
static double track_window_mean(const track_window *window, size_t least)
{
    double sum = 0.0;
    if (window->used < least)
        return (double)NAN;
    (void)patron_sum_exact_round(&window->sum, &sum);
    return sum / (double)window->used;
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t track_check_finite(double value, size_t row, patron_fault *fault)
{
    if (isfinite(value))
        return PATRON_OK;
    return patron_base_fault_real(fault, PATRON_E_NOT_FINITE, "value", (int64_t)row, value,
                                  "a finite number");
}

static int32_t track_check_changes(size_t lag, size_t n, const double *value, int with_difference,
                                   int with_rate, patron_fault *fault)
{
    int32_t status = PATRON_OK;
    for (size_t i = 0; status == PATRON_OK && i < n; i++)
        status = track_check_finite(value[i], i, fault);
    if (status != PATRON_OK)
        return status;
    for (size_t i = lag; i < n; i++) {
        if (with_difference && isinf(value[i] - value[i - lag]))
            return patron_track_fault_overflow("difference", (int64_t)i, fault);
        if (with_rate && isinf(track_rate(value[i], value[i - lag])))
            return patron_track_fault_overflow("rate", (int64_t)i, fault);
    }
    return PATRON_OK;
}

static int32_t track_check_window(size_t window, size_t least, size_t n, const double *value,
                                  patron_fault *fault)
{
    int32_t status = patron_track_check_count(window, 1, TRACK_ROWS_MAX, "window",
                                              "a count in [1, 2147483647]", fault);
    if (status == PATRON_OK)
        status = patron_track_check_count(least, 1, TRACK_ROWS_MAX, "least",
                                          "a count in [1, 2147483647]", fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++)
        if (!isnan(value[i]))
            status = patron_track_check_number(value[i], -1e290, 1e290, "value", (int64_t)i,
                                               "a number in [-1e290, 1e290], or NaN", fault);
    return status;
}

static int32_t track_check_total(double value, double most, const char *argument, size_t row,
                                 const char *expected, patron_fault *fault)
{
    return patron_track_check_number(value, -most, most, argument, (int64_t)row, expected, fault);
}

static int32_t track_check_time(double elapsed, double length, patron_fault *fault)
{
    int32_t status = patron_track_check_number(elapsed, 0.001, 1e6, "elapsed", -1,
                                               "a time in [0.001, 1e6]", fault);
    if (status == PATRON_OK)
        status = patron_track_check_number(length, 0.001, 1e6, "length", -1,
                                           "a time in [0.001, 1e6]", fault);
    if (status == PATRON_OK && elapsed > length)
        return patron_base_fault_real(fault, PATRON_E_RANGE, "elapsed", -1, elapsed,
                                      "a time that is at most length");
    return status;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_track_index(double base, size_t n, const double *value, double *index,
                                       patron_fault *fault)
{
    int32_t status = patron_track_check_column(n, value, "value", fault);
    if (status == PATRON_OK)
        status = patron_track_check_column(n, index, "index", fault);
    if (status != PATRON_OK)
        return status;
    if (!(base > 0.0 && isfinite(base)))
        return patron_base_fault_real(fault, isfinite(base) ? PATRON_E_RANGE : PATRON_E_NOT_FINITE,
                                      "base", -1, base, "a number > 0");
    for (size_t i = 0; i < n; i++) {
        status = track_check_finite(value[i], i, fault);
        if (status != PATRON_OK)
            return status;
        double points = 100.0 * (value[i] / base);
        if (isinf(points))
            return patron_track_fault_overflow("index", (int64_t)i, fault);
        index[i] = points;
    }
    return PATRON_OK;
}

int32_t PATRON_CALL patron_track_change(size_t lag, size_t n, const double *value,
                                        double *difference, double *rate, patron_fault *fault)
{
    int32_t status = patron_track_check_column(n, value, "value", fault);
    if (status == PATRON_OK)
        status = patron_track_check_count(lag, 1, TRACK_ROWS_MAX, "lag",
                                          "a count in [1, 2147483647]", fault);
    if (status == PATRON_OK)
        status = track_check_changes(lag, n, value, difference != NULL, rate != NULL, fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        double before = i >= lag ? value[i - lag] : (double)NAN;
        track_put(difference, i, value[i] - before);
        track_put(rate, i, track_rate(value[i], before));
    }
    return status;
}

int32_t PATRON_CALL patron_track_moving_mean(size_t window, size_t least, size_t n,
                                             const double *value, double *mean, uint32_t *used,
                                             patron_fault *fault)
{
    track_window moving;
    int32_t status = patron_track_check_column(n, value, "value", fault);
    if (status == PATRON_OK)
        status = patron_track_check_column(n, mean, "mean", fault);
    if (status == PATRON_OK)
        status = track_check_window(window, least, n, value, fault);
    if (status != PATRON_OK)
        return status;
    moving.used = 0;
    patron_sum_exact_init(&moving.sum);
    for (size_t i = 0; i < n; i++) {
        track_window_take(&moving, value[i]);
        if (i >= window)
            track_window_drop(&moving, value[i - window]);
        mean[i] = track_window_mean(&moving, least);
        track_signal(used, i, moving.used);
    }
    return PATRON_OK;
}

int32_t PATRON_CALL patron_track_target(size_t n, const double *value, const double *target,
                                        double *variance, double *attainment, patron_fault *fault)
{
    int32_t status = patron_track_check_column(n, value, "value", fault);
    if (status == PATRON_OK)
        status = patron_track_check_column(n, target, "target", fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        status =
            track_check_total(value[i], 1e300, "value", i, "a number in [-1e300, 1e300]", fault);
        if (status == PATRON_OK)
            status = track_check_total(target[i], 1e300, "target", i, "a number in [-1e300, 1e300]",
                                       fault);
        if (status != PATRON_OK)
            return status;
        double attained = track_attainment(value[i], target[i]);
        if (isinf(attained))
            return patron_track_fault_overflow("attainment", (int64_t)i, fault);
        track_put(variance, i, value[i] - target[i]);
        track_put(attainment, i, attained);
    }
    return status;
}

int32_t PATRON_CALL patron_track_run_rate(double elapsed, double length, size_t n,
                                          const double *so_far, const double *target,
                                          double *forecast, double *needed, double *attainment,
                                          patron_fault *fault)
{
    int32_t status = patron_track_check_column(n, so_far, "so_far", fault);
    if (status == PATRON_OK)
        status = patron_track_check_column(n, target, "target", fault);
    if (status == PATRON_OK)
        status = track_check_time(elapsed, length, fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        status =
            track_check_total(so_far[i], 1e280, "so_far", i, "a total in [-1e280, 1e280]", fault);
        if (status == PATRON_OK)
            status = track_check_total(target[i], 1e280, "target", i, "a total in [-1e280, 1e280]",
                                       fault);
        if (status != PATRON_OK)
            return status;
        double end = so_far[i] * length / elapsed;
        double attained = track_attainment(end, target[i]);
        if (isinf(attained))
            return patron_track_fault_overflow("attainment", (int64_t)i, fault);
        double left = length - elapsed;
        track_put(forecast, i, end);
        track_put(needed, i, left > 0.0 ? (target[i] - so_far[i]) / left : (double)NAN);
        track_put(attainment, i, attained);
    }
    return status;
}
