/*
 * Sources: E. Page, "Continuous inspection schemes" (1954), for the recursion; that such maps are closed under
 * composition is the algebra of max and plus. S. Roberts (1959) for the EWMA.
 */
#include "../portability.h"
#include "track_chart.h"

#include <math.h>

numeric_pair patron_track_step(const patron_track_chart *chart, double sign, double value)
{
    numeric_pair mark = numeric_two_sum(sign * chart->target, chart->slack);
    return numeric_pair_add(numeric_pair_make(-mark.high, -mark.low), sign * value);
}

track_side patron_track_side_none(void)
{
    track_side side;
    side.now = side.drift = side.peak = side.drift_peak = numeric_pair_make(0.0, 0.0);
    side.drift_peak_at = side.signal_after = side.signal_by = TRACK_NEVER;
    return side;
}

void patron_track_side_add(track_side *side, numeric_pair step, double limit, int64_t period,
                           int32_t first)
{
    const numeric_pair zero = {0.0, 0.0};
    side->drift = numeric_pair_sum(side->drift, step);
    side->now = track_pair_largest(zero, numeric_pair_sum(side->now, step));
    side->peak = track_pair_largest(side->peak, side->now);
    if (first || numeric_pair_compare(side->drift, side->drift_peak) > 0) {
        side->drift_peak = side->drift;
        side->drift_peak_at = period;
    }
    if (side->signal_by == TRACK_NEVER && track_pair_above(side->now, limit))
        side->signal_after = side->signal_by = period;
}

/* The first signal of both stretches: that of the one behind may come sooner than from 0. */
static void track_side_join_signal(track_side *side, const track_side *behind, double limit,
                                   int64_t from)
{
    if (side->signal_by != TRACK_NEVER)
        return;
    side->signal_after = behind->signal_after;
    side->signal_by = behind->signal_by;
    if (!(side->now.high > 0.0))
        return;
    numeric_pair raised = numeric_pair_sum(side->now, behind->drift_peak);
    if (track_pair_above(raised, limit) && behind->drift_peak_at < side->signal_by)
        side->signal_by = behind->drift_peak_at;
    if (side->signal_by != TRACK_NEVER)
        side->signal_after = from;
}

void patron_track_side_join(track_side *side, const track_side *behind, double limit, int64_t from)
{
    track_side_join_signal(side, behind, limit, from);
    numeric_pair raised = numeric_pair_sum(side->now, behind->drift_peak);
    numeric_pair drift_peak = numeric_pair_sum(side->drift, behind->drift_peak);
    side->peak = track_pair_largest(side->peak, track_pair_largest(behind->peak, raised));
    if (numeric_pair_compare(drift_peak, side->drift_peak) > 0) {
        side->drift_peak = drift_peak;
        side->drift_peak_at = behind->drift_peak_at;
    }
    side->now = track_pair_largest(behind->now, numeric_pair_sum(side->now, behind->drift));
    side->drift = numeric_pair_sum(side->drift, behind->drift);
}

double patron_track_ewma_next(const patron_track_chart *chart, double off, double value)
{
    return chart->weight * (value - chart->target) + (1.0 - chart->weight) * off;
}

/* weight sigma^2 (1 - (1 - weight)^(2 values)) / (2 - weight), by expm1 so that few values are right too. */
double patron_track_ewma_width(const patron_track_chart *chart, double values)
{
    double settled = chart->weight / (2.0 - chart->weight);
    double reached = -expm1(2.0 * values * log1p(-chart->weight));
    return chart->width * chart->sigma * sqrt(settled * reached);
}
