/*
 * Series against figures computed elsewhere in 60 digits, as columns and as tracks in any split.
 */
#include "support.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include <patron/track.h>

#include "vectors/track_vectors.h"

enum { LONGEST = 24, TRACK_WORDS = 512 };

static double worst;

static double real(uint64_t bits)
{
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static void hold(const track_vector *v, int figure, double found)
{
    double due = real(v->due[figure]);
    int close = support_close(found, due, 0.0, v->allowed[figure]);
    if (v->allowed[figure] >= 1e300) /* does not exist one ulp away */
        return;
    if (!close)
        fprintf(stderr, "vector %d, figure %d\n", (int)(v - track_vectors), figure);
    assert_true(close);
    if (v->allowed[figure] > 0.0)
        worst = fmax(worst, fabs(found - due) / v->allowed[figure]);
}

static void unpack(const track_vector *v, patron_track_chart *chart, double *time, double *value)
{
    double part[6];
    for (int k = 0; k < 6; k++)
        part[k] = real(v->chart[k]);
    memcpy(chart, part, sizeof *chart);
    for (int k = 0; k < LONGEST; k++) {
        time[k] = real(v->time[k]);
        value[k] = real(v->value[k]);
    }
}

static void columns_are_those_of_60_digits(void **state)
{
    (void)state;
    worst = 0.0;
    size_t rows = sizeof track_vectors / sizeof *track_vectors;
    for (size_t i = 0; i < rows; i++) {
        const track_vector *v = &track_vectors[i];
        patron_track_chart chart;
        double time[LONGEST], value[LONGEST], ewma[LONGEST], upper[LONGEST];
        double high[LONGEST], low[LONGEST];
        size_t n = (size_t)v->n;
        patron_track_line line;
        patron_track_individuals_result individuals;
        line.struct_size = sizeof line;
        individuals.struct_size = sizeof individuals;
        unpack(v, &chart, time, value);
        assert_int_equal(patron_track_slope(v->confidence, n, time, value, &line, NULL), PATRON_OK);
        hold(v, VECTOR_SLOPE, line.slope);
        hold(v, VECTOR_INTERCEPT, line.intercept);
        hold(v, VECTOR_ERROR, line.slope_error);
        hold(v, VECTOR_LOW, line.slope_low);
        hold(v, VECTOR_HIGH, line.slope_high);
        hold(v, VECTOR_T, line.t);
        hold(v, VECTOR_P, line.p_value);
        hold(v, VECTOR_R_SQUARED, line.r_squared);
        hold(v, VECTOR_DEVIATION, line.deviation);
        assert_int_equal(patron_track_individuals(n, value, NULL, &individuals, NULL), PATRON_OK);
        hold(v, VECTOR_MEAN, individuals.mean);
        hold(v, VECTOR_MOVING, individuals.moving_range);
        hold(v, VECTOR_LOWER, individuals.lower);
        hold(v, VECTOR_UPPER, individuals.upper);
        assert_int_equal(patron_track_ewma(&chart, n, value, ewma, NULL, upper, NULL, NULL),
                         PATRON_OK);
        hold(v, VECTOR_EWMA, ewma[n - 1]);
        assert_int_equal(patron_track_cusum(&chart, n, value, high, low, NULL, NULL), PATRON_OK);
        hold(v, VECTOR_HIGH_NOW, high[n - 1]);
        hold(v, VECTOR_LOW_NOW, low[n - 1]);
        for (size_t k = 0; k + 1 < n; k++) {
            high[n - 1] = fmax(high[n - 1], high[k]);
            low[n - 1] = fmax(low[n - 1], low[k]);
        }
        hold(v, VECTOR_HIGH_PEAK, high[n - 1]);
        hold(v, VECTOR_LOW_PEAK, low[n - 1]);
    }
    fprintf(stderr, "%d vectors, worst %.3g of what is allowed\n", (int)rows, worst);
}

static void read_track(const patron_track *track, double confidence, patron_track_result *result)
{
    memset(result, 0, sizeof *result);
    result->struct_size = sizeof *result;
    assert_int_equal(patron_track_read(track, patron_track_size(), confidence, result, NULL),
                     PATRON_OK);
}

static void hold_track(const track_vector *v, const patron_track_result *seen)
{
    hold(v, VECTOR_SLOPE, seen->slope);
    hold(v, VECTOR_INTERCEPT, seen->intercept);
    hold(v, VECTOR_ERROR, seen->slope_error);
    hold(v, VECTOR_LOW, seen->slope_low);
    hold(v, VECTOR_HIGH, seen->slope_high);
    hold(v, VECTOR_T, seen->t);
    hold(v, VECTOR_P, seen->p_value);
    hold(v, VECTOR_MEAN, seen->mean);
    hold(v, VECTOR_SPREAD, seen->deviation);
    hold(v, VECTOR_MOVING, seen->moving_range);
    hold(v, VECTOR_LOWER, seen->lower);
    hold(v, VECTOR_UPPER, seen->upper);
    hold(v, VECTOR_EWMA, seen->ewma);
    hold(v, VECTOR_HIGH_NOW, seen->cusum_high);
    hold(v, VECTOR_LOW_NOW, seen->cusum_low);
    hold(v, VECTOR_HIGH_PEAK, seen->cusum_high_peak);
    hold(v, VECTOR_LOW_PEAK, seen->cusum_low_peak);
}

static void tracks_are_those_of_60_digits_in_any_split(void **state)
{
    (void)state;
    static uint64_t whole[TRACK_WORDS], part[TRACK_WORDS], more[TRACK_WORDS];
    size_t size = patron_track_size();
    support_random random = support_random_from(8);
    assert_true(size <= sizeof whole);
    worst = 0.0;
    for (size_t i = 0; i < sizeof track_vectors / sizeof *track_vectors; i++) {
        const track_vector *v = &track_vectors[i];
        patron_track_chart chart;
        double time[LONGEST], value[LONGEST];
        patron_track_result all, joined;
        size_t n = (size_t)v->n;
        if (v->timed)
            continue;
        unpack(v, &chart, time, value);
        patron_track *track = (patron_track *)whole;
        assert_int_equal(patron_track_init(track, size, &chart, v->first, NULL), PATRON_OK);
        assert_int_equal(patron_track_add(track, size, n, value, NULL), PATRON_OK);
        read_track(track, v->confidence, &all);
        hold_track(v, &all);
        assert_true(all.high_after == all.high_by && all.low_after == all.low_by);
        patron_track *first = (patron_track *)part, *next = (patron_track *)more;
        assert_int_equal(patron_track_init(first, size, &chart, v->first, NULL), PATRON_OK);
        for (size_t at = 0; at < n;) {
            size_t take = 1 + (size_t)support_random_below(&random, n - at);
            assert_int_equal(patron_track_init(next, size, &chart, v->first + (int64_t)at, NULL),
                             PATRON_OK);
            assert_int_equal(patron_track_add(next, size, take, value + at, NULL), PATRON_OK);
            assert_int_equal(patron_track_merge(first, size, next, size, NULL), PATRON_OK);
            at += take;
        }
        read_track(first, v->confidence, &joined);
        hold_track(v, &joined);
        assert_true(all.values == joined.values && all.next == joined.next);
        assert_true(all.least == joined.least && all.greatest == joined.greatest);
        assert_memory_equal(&all.total, &joined.total,
                            (size_t)((char *)&all.ewma - (char *)&all.total));
        assert_close(joined.cusum_high, all.cusum_high, 1e-15, 0);
        assert_true(joined.high_after <= all.high_by && all.high_by <= joined.high_by);
        assert_true(joined.low_after <= all.low_by && all.low_by <= joined.low_by);
    }
    fprintf(stderr, "worst %.3g of what is allowed\n", worst);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_those_of_60_digits),
        cmocka_unit_test(tracks_are_those_of_60_digits_in_any_split),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
