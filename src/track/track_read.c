/*
 * What a track has seen, from its sums:
 *
 *     S_yy = sum y^2 - (sum y)^2 / n,   S_xy = sum x y - mean x sum y,   S_xx = n (n^2 - 1) / 12,
 *
 * all from the exact sums to about 100 bits, of which S_yy loses those of (mean / deviation)^2: at a ratio of
 * 1e10 1e-11 of it is wrong, at 1e14 1e-3. Columns have no such limit, for patron_track_slope sees the values.
 */
#include "../portability.h"
#include "track_check.h"
#include "track_line.h"
#include "track_state.h"

#include "../base/base_fault.h"

#include <math.h>
#include <string.h>

enum { TRACK_RESULT_FIRST_SIZE = 256 };

/* An exact sum to about 100 bits. */
static numeric_pair track_sum_pair(const patron_sum_exact *sum)
{
    numeric_pair pair = numeric_pair_make(0.0, 0.0);
    (void)patron_sum_exact_split(sum, &pair.high, &pair.low);
    return pair;
}

/* Then what roundings leave of the differences must not pass for a trend. */
static int track_is_constant(const patron_track *track)
{
    return track->head.least == track->head.greatest;
}

static track_points track_points_seen(const patron_track *track)
{
    track_points points;
    double n = (double)(track->head.next - track->head.first);
    numeric_pair sum = track_sum_pair(&track->sum[TRACK_TOTAL]);
    numeric_pair squares = track_sum_pair(&track->sum[TRACK_SQUARES]);
    numeric_pair products = track_sum_pair(&track->sum[TRACK_PRODUCTS]);
    numeric_pair size = numeric_pair_add(numeric_two_product(n, n), -1.0);
    points.count = n;
    points.mean_x =
        numeric_pair_of(((double)track->head.first + (double)(track->head.next - 1)) / 2.0);
    points.mean_y = numeric_pair_quotient(sum, numeric_pair_of(n));
    points.xx = numeric_pair_quotient(numeric_pair_product(size, numeric_pair_of(n)),
                                      numeric_pair_of(12.0));
    points.xy = numeric_pair_difference(products, numeric_pair_product(points.mean_x, sum));
    squares = numeric_pair_difference(squares, numeric_pair_product(points.mean_y, sum));
    points.yy = fmax(numeric_pair_value(squares), 0.0);
    if (track_is_constant(track)) {
        points.xy = numeric_pair_make(0.0, 0.0);
        points.yy = 0.0;
    }
    return points;
}

/* Sums of squares around the line. */
static double track_rest(const patron_track *track, const track_points *points, numeric_pair slope)
{
    if (track_is_constant(track))
        return 0.0;
    numeric_pair sum = track_sum_pair(&track->sum[TRACK_TOTAL]);
    numeric_pair all = numeric_pair_difference(track_sum_pair(&track->sum[TRACK_SQUARES]),
                                               numeric_pair_product(points->mean_y, sum));
    numeric_pair rest = numeric_pair_difference(all, numeric_pair_product(slope, points->xy));
    return fmax(numeric_pair_value(rest), 0.0);
}

static void track_read_line(const patron_track *track, double confidence,
                            patron_track_result *figures)
{
    track_line line = patron_track_line_none();
    track_points points = track_points_seen(track);
    figures->deviation = (double)NAN;
    if (figures->values >= 2) {
        numeric_pair slope = numeric_pair_quotient(points.xy, points.xx);
        line = patron_track_line_of(&points, slope, track_rest(track, &points, slope), confidence);
        figures->deviation = sqrt(points.yy / (points.count - 1.0));
    }
    figures->intercept = line.intercept;
    figures->slope = line.slope;
    figures->slope_error = line.error;
    figures->slope_low = line.low;
    figures->slope_high = line.high;
    figures->t = line.t;
    figures->p_value = line.p_value;
}

static void track_read_values(const patron_track *track, const double *total,
                              patron_track_result *figures)
{
    const track_head *head = &track->head;
    double n = (double)figures->values;
    int none = figures->values == 0;
    figures->newest = none ? (double)NAN : head->newest;
    figures->least = none ? (double)NAN : head->least;
    figures->greatest = none ? (double)NAN : head->greatest;
    figures->total = none ? (double)NAN : total[TRACK_TOTAL];
    figures->mean = numeric_pair_mean(track_sum_pair(&track->sum[TRACK_TOTAL]), n);
    figures->moving_range = figures->values < 2 ? (double)NAN : total[TRACK_MOVES] / (n - 1.0);
    figures->lower = figures->mean - TRACK_INDIVIDUALS * figures->moving_range;
    figures->upper = figures->mean + TRACK_INDIVIDUALS * figures->moving_range;
}

static void track_read_signal(const track_head *head, const track_side *side, int64_t *after,
                              int64_t *by, patron_track_result *figures)
{
    int never = side->signal_by == TRACK_NEVER;
    *after = never ? head->next : side->signal_after;
    *by = never ? head->next : side->signal_by;
    if (*after != *by)
        figures->notes |= PATRON_TRACK_NOTE_BETWEEN;
}

static void track_read_charts(const track_head *head, patron_track_result *figures)
{
    double n = (double)figures->values;
    double reach = figures->values == 0 ? 0.0 : patron_track_ewma_width(&head->chart, n);
    figures->ewma = head->chart.target + head->ewma;
    figures->ewma_lower = head->chart.target - reach;
    figures->ewma_upper = head->chart.target + reach;
    figures->cusum_high = numeric_pair_value(head->high.now);
    figures->cusum_low = numeric_pair_value(head->low.now);
    figures->cusum_high_peak = numeric_pair_value(head->high.peak);
    figures->cusum_low_peak = numeric_pair_value(head->low.peak);
    track_read_signal(head, &head->high, &figures->high_after, &figures->high_by, figures);
    track_read_signal(head, &head->low, &figures->low_after, &figures->low_by, figures);
}

int32_t PATRON_CALL patron_track_read(const patron_track *track, size_t track_size,
                                      double confidence, patron_track_result *result,
                                      patron_fault *fault)
{
    patron_track_result figures;
    double total[TRACK_SUMS];
    int32_t status = patron_track_check_whole(track, track_size, fault);
    if (status == PATRON_OK)
        status = patron_base_check_result(result, TRACK_RESULT_FIRST_SIZE, fault);
    if (status == PATRON_OK)
        status = patron_track_check_confidence(confidence, fault);
    if (status != PATRON_OK)
        return status;
    (void)patron_track_totals(track, total);
    memset(&figures, 0, sizeof figures);
    figures.values = (uint64_t)(track->head.next - track->head.first);
    figures.notes = figures.values < 3 ? PATRON_TRACK_NOTE_FEW : 0;
    figures.first = track->head.first;
    figures.next = track->head.next;
    track_read_values(track, total, &figures);
    track_read_line(track, confidence, &figures);
    track_read_charts(&track->head, &figures);
    patron_base_write_result(result, &figures, sizeof figures);
    return PATRON_OK;
}
