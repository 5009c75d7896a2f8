/*
 * Control charts of columns.
 *
 * Source: D. Montgomery, "Introduction to Statistical Quality Control" (2009), sec. 6.4, 7.2, 9.1, 9.2.
 */
#include "../portability.h"
#include "track_chart.h"
#include "track_check.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_pair.h"
#include "../sum/sum_exact.h"

#include <math.h>
#include <string.h>

enum { TRACK_SAMPLES_MAX = 2147483647, TRACK_INDIVIDUALS_FIRST_SIZE = 72 };

#define TRACK_SAMPLE_MAX UINT64_C(1000000000)

/* --- kernels ---------------------------------------------------------------------------------- */

/* Sums of values below 1e140 are doubles. */
static void track_center(size_t n, const double *value, patron_track_individuals_result *figures)
{
    patron_sum_exact sum;
    numeric_pair all = numeric_pair_make(0.0, 0.0);
    double total = 0.0;
    patron_sum_exact_init(&sum);
    (void)patron_sum_exact_add_many(&sum, n, value);
    (void)patron_sum_exact_split(&sum, &all.high, &all.low);
    figures->mean = numeric_pair_mean(all, (double)n);
    patron_sum_exact_init(&sum);
    for (size_t i = 1; i < n; i++)
        sum_exact_add(&sum, fabs(value[i] - value[i - 1]));
    (void)patron_sum_exact_round(&sum, &total);
    figures->moving_range = n >= 2 ? total / (double)(n - 1) : (double)NAN;
    figures->lower = figures->mean - TRACK_INDIVIDUALS * figures->moving_range;
    figures->upper = figures->mean + TRACK_INDIVIDUALS * figures->moving_range;
    figures->moving_range_upper = TRACK_RANGES * figures->moving_range;
}

/* The center line of shares and what is left to 1. */
typedef struct track_share {
    double yes;
    double no;
} track_share;

static track_share track_share_of(size_t n, const uint64_t *yes, const uint64_t *of)
{
    track_share center;
    uint64_t all_yes = 0, all = 0;
    for (size_t i = 0; i < n; i++) {
        all_yes += yes[i];
        all += of[i];
    }
    center.yes = (double)all_yes / (double)all;
    center.no = (double)(all - all_yes) / (double)all;
    return center;
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t track_check_values(size_t n, const double *value, patron_fault *fault)
{
    int32_t status = PATRON_OK;
    for (size_t i = 0; status == PATRON_OK && i < n; i++)
        status = patron_track_check_value(value[i], "value", i, fault);
    return status;
}

static int32_t track_check_samples(double width, size_t n, const uint64_t *yes, const uint64_t *of,
                                   patron_fault *fault)
{
    int32_t status =
        patron_track_check_number(width, 0.0, 1000.0, "width", -1, "a number in [0, 1000]", fault);
    if (status == PATRON_OK)
        status = patron_track_check_count(n, 0, TRACK_SAMPLES_MAX, "n",
                                          "a count in [0, 2147483647]", fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        if (yes[i] > (of[i] < TRACK_SAMPLE_MAX ? of[i] : TRACK_SAMPLE_MAX))
            return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "yes", (int64_t)i, yes[i],
                                              "at most as many as there were");
        if (of[i] > TRACK_SAMPLE_MAX)
            return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "of", (int64_t)i, of[i],
                                              "a count in [0, 1000000000]");
    }
    return status;
}

static int32_t track_check_series(const patron_track_chart *chart, size_t n, const double *value,
                                  patron_fault *fault)
{
    if (chart == NULL)
        return patron_base_fault_null(fault, "chart");
    int32_t status = patron_track_check_column(n, value, "value", fault);
    if (status == PATRON_OK)
        status = patron_track_check_chart(chart, fault);
    if (status == PATRON_OK)
        status = track_check_values(n, value, fault);
    return status;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_track_individuals(size_t n, const double *value, uint32_t *signal,
                                             patron_track_individuals_result *result,
                                             patron_fault *fault)
{
    patron_track_individuals_result figures;
    int32_t status = patron_track_check_column(n, value, "value", fault);
    if (status == PATRON_OK)
        status = patron_base_check_result(result, TRACK_INDIVIDUALS_FIRST_SIZE, fault);
    if (status == PATRON_OK)
        status = track_check_values(n, value, fault);
    if (status != PATRON_OK)
        return status;
    memset(&figures, 0, sizeof figures);
    figures.values = n;
    figures.notes = n < 2 ? PATRON_TRACK_NOTE_FEW : 0;
    track_center(n, value, &figures);
    for (size_t i = 0; i < n; i++) {
        uint32_t beyond = track_signal_of(value[i], figures.lower, figures.upper);
        figures.outside += beyond != PATRON_TRACK_INSIDE;
        track_signal(signal, i, beyond);
    }
    patron_base_write_result(result, &figures, sizeof figures);
    return PATRON_OK;
}

int32_t PATRON_CALL patron_track_shares(double width, size_t n, const uint64_t *yes,
                                        const uint64_t *of, double *share, double *lower,
                                        double *upper, uint32_t *signal, double *center,
                                        patron_fault *fault)
{
    int32_t status = patron_track_check_column(n, yes, "yes", fault);
    if (status == PATRON_OK)
        status = patron_track_check_column(n, of, "of", fault);
    if (status == PATRON_OK)
        status = patron_track_check_column(1, center, "center", fault);
    if (status == PATRON_OK)
        status = track_check_samples(width, n, yes, of, fault);
    if (status != PATRON_OK)
        return status;
    track_share all = track_share_of(n, yes, of);
    for (size_t i = 0; i < n; i++) {
        double size = (double)of[i];
        double here = of[i] > 0 ? (double)yes[i] / size : (double)NAN;
        double reach = of[i] > 0 ? width * sqrt(all.yes * all.no / size) : (double)NAN;
        double low = all.yes - reach, high = all.yes + reach;
        low = low < 0.0 ? 0.0 : low;
        high = high > 1.0 ? 1.0 : high;
        track_put(share, i, here);
        track_put(lower, i, low);
        track_put(upper, i, high);
        track_signal(signal, i, track_signal_of(here, low, high));
    }
    *center = all.yes;
    return PATRON_OK;
}

int32_t PATRON_CALL patron_track_ewma(const patron_track_chart *chart, size_t n,
                                      const double *value, double *ewma, double *lower,
                                      double *upper, uint32_t *signal, patron_fault *fault)
{
    int32_t status = track_check_series(chart, n, value, fault);
    if (status != PATRON_OK)
        return status;
    double off = 0.0; /* of the EWMA from the target */
    for (size_t i = 0; i < n; i++) {
        off = patron_track_ewma_next(chart, off, value[i]);
        double reach = patron_track_ewma_width(chart, (double)i + 1.0);
        track_put(ewma, i, chart->target + off);
        track_put(lower, i, chart->target - reach);
        track_put(upper, i, chart->target + reach);
        track_signal(signal, i, track_signal_of(off, -reach, reach));
    }
    return PATRON_OK;
}

int32_t PATRON_CALL patron_track_cusum(const patron_track_chart *chart, size_t n,
                                       const double *value, double *high, double *low,
                                       uint32_t *signal, patron_fault *fault)
{
    const numeric_pair zero = {0.0, 0.0};
    int32_t status = track_check_series(chart, n, value, fault);
    if (status != PATRON_OK)
        return status;
    numeric_pair above = zero, below = zero;
    for (size_t i = 0; i < n; i++) {
        above = numeric_pair_sum(above, patron_track_step(chart, 1.0, value[i]));
        below = numeric_pair_sum(below, patron_track_step(chart, -1.0, value[i]));
        above = track_pair_largest(zero, above);
        below = track_pair_largest(zero, below);
        uint32_t beyond = track_pair_above(above, chart->limit) ? PATRON_TRACK_ABOVE : 0;
        beyond |= track_pair_above(below, chart->limit) ? PATRON_TRACK_BELOW : 0;
        track_put(high, i, numeric_pair_value(above));
        track_put(low, i, numeric_pair_value(below));
        track_signal(signal, i, beyond);
    }
    return PATRON_OK;
}
