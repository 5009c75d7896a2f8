/*
 * Series and their charts: published tables, identities, edges.
 */
#include "support.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include <patron/track.h>

enum { POINTS = 30, MANY = 3000 };

/* Montgomery, table 9.1: 20 observations of mean 10 and deviation 1, then 10 of mean 11. */
static const double montgomery[POINTS] = {
    9.45,  7.99,  9.29,  11.66, 12.16, 10.18, 8.04,  11.46, 9.20,  10.34,
    9.03,  11.47, 10.51, 9.40,  10.08, 9.37,  10.62, 10.31, 8.52,  10.84,
    10.90, 9.33,  12.29, 11.50, 10.60, 11.08, 10.38, 11.62, 11.31, 10.52,
};

static void the_cusum_finds_montgomerys_shift_at_observation_29(void **state)
{
    (void)state;
    /* the published columns C+ and C- of his table 9.2 */
    static const double upper[POINTS] = {
        0, 0,    0, 1.16, 2.82, 2.50, 0.04, 1.00, 0,    0,    0,    0.97, 0.98, 0,    0,
        0, 0.12, 0, 0,    0.34, 0.74, 0,    1.79, 2.79, 2.89, 3.47, 3.35, 4.47, 5.28, 5.30};
    static const double lower[POINTS] = {0.05, 1.56, 1.77, 0,    0, 0,    1.46, 0, 0.30, 0,
                                         0.47, 0,    0,    0.10, 0, 0.13, 0,    0, 0.98, 0,
                                         0,    0.17, 0,    0,    0, 0,    0,    0, 0,    0};
    const patron_track_chart chart = {10, 0.5, 5, 0.1, 1, 2.7};
    double high[POINTS], low[POINTS];
    uint32_t signal[POINTS];
    assert_int_equal(patron_track_cusum(&chart, POINTS, montgomery, high, low, signal, NULL),
                     PATRON_OK);
    for (int i = 0; i < POINTS; i++) {
        assert_close(high[i], upper[i], 0, 1e-12);
        assert_close(low[i], lower[i], 0, 1e-12);
        assert_true(signal[i] == (i >= 28 ? PATRON_TRACK_ABOVE : PATRON_TRACK_INSIDE));
    }
}

/* The same by weight .1 and width 2.7: z_1 9.945, z_2 9.7495, z_29 10.6468 beyond 10.6187. */
static void the_ewma_finds_it_at_observation_29(void **state)
{
    (void)state;
    const patron_track_chart chart = {10, 0.5, 5, 0.1, 1, 2.7};
    double ewma[POINTS], lower[POINTS], upper[POINTS];
    uint32_t signal[POINTS];
    assert_int_equal(
        patron_track_ewma(&chart, POINTS, montgomery, ewma, lower, upper, signal, NULL), PATRON_OK);
    assert_close(ewma[0], 9.945, 1e-15, 0);
    assert_close(ewma[1], 9.7495, 1e-15, 0);
    assert_close(upper[0], 10.27, 1e-15, 0);
    assert_close(lower[0], 9.73, 1e-15, 0);
    assert_close(upper[1], 10.36, 0, 5e-3);
    assert_close(upper[POINTS - 1], 10.62, 0, 5e-3);
    assert_close(ewma[28], 10.6468, 0, 5e-5);
    for (int i = 0; i < POINTS; i++)
        assert_true(signal[i] == (i >= 28 ? PATRON_TRACK_ABOVE : PATRON_TRACK_INSIDE));
}

static void a_weight_of_1_is_the_value_itself(void **state)
{
    (void)state;
    const patron_track_chart chart = {10, 0, 0, 1, 2, 1};
    const double value[3] = {7, 12, 13};
    double ewma[3], lower[3], upper[3];
    uint32_t signal[3];
    patron_track_ewma(&chart, 3, value, ewma, lower, upper, signal, NULL);
    assert_true(ewma[0] == 7 && ewma[2] == 13 && lower[1] == 8 && upper[1] == 12);
    assert_true(signal[0] == PATRON_TRACK_BELOW && signal[1] == PATRON_TRACK_INSIDE);
    assert_true(signal[2] == PATRON_TRACK_ABOVE);
}

static void both_sums_may_signal_at_once(void **state)
{
    (void)state;
    const patron_track_chart chart = {0, 0, 1, 1, 0, 0};
    const double value[3] = {1.5, -1.5, 0};
    double high[3], low[3];
    uint32_t signal[3];
    patron_track_cusum(&chart, 3, value, high, low, signal, NULL);
    assert_true(signal[0] == PATRON_TRACK_ABOVE && signal[1] == PATRON_TRACK_BELOW);
    const patron_track_chart none = {0, -0.0, 0, 1, 0, 0};
    const double back[2] = {2, -1};
    patron_track_cusum(&none, 2, back, high, low, signal, NULL);
    assert_true(high[1] == 1 && low[1] == 1 && signal[1] == PATRON_TRACK_BOTH);
}

/* Mean 10.315; the mean of 29 ranges added by hand in hundredths. */
static void individuals_lie_within_2_66_moving_ranges(void **state)
{
    (void)state;
    patron_track_individuals_result r;
    uint32_t signal[POINTS];
    double moved = 0, total = 0;
    r.struct_size = sizeof r;
    for (int i = 0; i < POINTS; i++) {
        double here = floor(100 * montgomery[i] + 0.5);
        total += here;
        if (i > 0)
            moved += fabs(here - floor(100 * montgomery[i - 1] + 0.5));
    }
    assert_int_equal(patron_track_individuals(POINTS, montgomery, signal, &r, NULL), PATRON_OK);
    assert_close(r.mean, total / 3000, 1e-14, 0);
    assert_close(r.moving_range, moved / 2900, 1e-14, 0);
    assert_close(r.upper, r.mean + 2.66 * r.moving_range, 1e-15, 0);
    assert_close(r.lower, r.mean - 2.66 * r.moving_range, 1e-15, 0);
    assert_close(r.moving_range_upper, 3.267 * r.moving_range, 1e-15, 0);
    assert_true(r.outside == 0 && r.values == POINTS && r.notes == 0);
    const double wild[6] = {1, 1, 1, 1, 1, 9}, low[6] = {1, 1, 1, 1, 1, -9};
    patron_track_individuals(6, wild, signal, &r, NULL);
    assert_true(r.outside == 1 && signal[5] == PATRON_TRACK_ABOVE && signal[0] == 0);
    patron_track_individuals(6, low, signal, &r, NULL);
    assert_true(r.outside == 1 && signal[5] == PATRON_TRACK_BELOW);
    patron_track_individuals(1, wild, signal, &r, NULL);
    assert_true(r.mean == 1 && isnan(r.moving_range) && isnan(r.upper) && signal[0] == 0);
    assert_true(r.notes == PATRON_TRACK_NOTE_FEW && r.outside == 0);
    patron_track_individuals(0, NULL, NULL, &r, NULL);
    assert_true(isnan(r.mean) && r.values == 0);
}

/* Two samples of 100 and 400: center .14, limits .14 -+ 3 sqrt(.14 .86 / n). */
/* .03 nine times is .27 and .27 / 9 is not .03 in a double: the sums must keep what rounding takes. */
static void a_price_that_never_changes_never_signals(void **state)
{
    (void)state;
    double price[60];
    patron_track_individuals_result r;
    for (int cents = 1; cents < 400; cents++)
        for (size_t n = 1; n <= 60; n += 1 + n / 9) {
            r.struct_size = sizeof r;
            for (size_t i = 0; i < n; i++)
                price[i] = cents / 100.0;
            assert_int_equal(patron_track_individuals(n, price, NULL, &r, NULL), PATRON_OK);
            assert_true(r.mean == price[0] && r.outside == 0);
        }
}

static void shares_are_held_to_limits_of_their_size(void **state)
{
    (void)state;
    const uint64_t yes[4] = {30, 40, 0, 0}, of[4] = {100, 400, 0, 5};
    double share[4], lower[4], upper[4], center;
    uint32_t signal[4];
    assert_int_equal(patron_track_shares(3, 4, yes, of, share, lower, upper, signal, &center, NULL),
                     PATRON_OK);
    assert_close(center, 70.0 / 505, 1e-15, 0);
    double deviation = sqrt(70.0 / 505 * 435.0 / 505);
    assert_close(upper[0], center + 3 * deviation / 10, 1e-14, 0);
    assert_close(lower[1], center - 3 * deviation / 20, 1e-14, 0);
    assert_true(signal[0] == PATRON_TRACK_ABOVE && signal[1] == PATRON_TRACK_INSIDE);
    assert_true(isnan(share[2]) && isnan(lower[2]) && isnan(upper[2]) && signal[2] == 0);
    assert_true(lower[3] == 0 && share[3] == 0 && signal[3] == 0);
    patron_track_shares(1, 2, yes, of, share, lower, upper, signal, &center, NULL);
    assert_true(signal[1] == PATRON_TRACK_BELOW);
    const uint64_t most[2] = {9, 10}, ten[2] = {10, 10};
    patron_track_shares(3, 2, most, ten, share, lower, upper, signal, &center, NULL);
    assert_true(upper[0] == 1);
    patron_track_shares(3, 0, NULL, NULL, NULL, NULL, NULL, NULL, &center, NULL);
    assert_true(isnan(center));
}

static void an_index_is_100_at_its_base(void **state)
{
    (void)state;
    const double value[4] = {80, 100, 0, -40};
    double index[4];
    assert_int_equal(patron_track_index(80, 4, value, index, NULL), PATRON_OK);
    assert_true(index[0] == 100 && index[1] == 125 && index[2] == 0 && index[3] == -50);
}

static void changes_look_back_a_year(void **state)
{
    (void)state;
    const double value[8] = {100, 200, 0, -50, 110, 150, 5, 50};
    double difference[8], rate[8];
    assert_int_equal(patron_track_change(4, 8, value, difference, rate, NULL), PATRON_OK);
    for (int i = 0; i < 4; i++)
        assert_true(isnan(difference[i]) && isnan(rate[i]));
    assert_true(difference[4] == 10 && rate[4] == 0.1 && rate[5] == -0.25);
    assert_true(difference[6] == 5 && isnan(rate[6]) && difference[7] == 100 && isnan(rate[7]));
    patron_track_change(9, 8, value, difference, rate, NULL);
    assert_true(isnan(difference[7]));
    patron_fault fault;
    const double vast[2] = {-1.7e308, 1.7e308};
    assert_int_equal(patron_track_change(1, 2, vast, difference, NULL, &fault), PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "difference", 1);
    assert_int_equal(patron_track_change(1, 2, vast, NULL, rate, NULL), PATRON_OK);
}

static void a_moving_mean_passes_over_gaps(void **state)
{
    (void)state;
    const double value[7] = {1, NAN, 3, 1e290, NAN, NAN, 5};
    double mean[7];
    uint32_t used[7];
    assert_int_equal(patron_track_moving_mean(3, 1, 7, value, mean, used, NULL), PATRON_OK);
    const uint32_t expected[7] = {1, 1, 2, 2, 2, 1, 1};
    assert_memory_equal(used, expected, sizeof used);
    assert_true(mean[0] == 1 && mean[1] == 1 && mean[2] == 2 && mean[5] == 1e290 && mean[6] == 5);
    patron_track_moving_mean(3, 2, 7, value, mean, NULL, NULL);
    assert_true(isnan(mean[0]) && isnan(mean[1]) && mean[2] == 2 && isnan(mean[5]));
}

/* Against sums of each window by itself, in whole numbers that add up exactly. */
static void a_moving_mean_keeps_no_trace_of_what_has_left(void **state)
{
    (void)state;
    static double value[MANY], mean[MANY];
    support_random random = support_random_from(14);
    for (int round = 0; round < 10; round++) {
        size_t n = (size_t)support_random_below(&random, support_rows(MANY, 300));
        size_t window = 1 + (size_t)support_random_below(&random, 40);
        for (size_t i = 0; i < n; i++) {
            value[i] = (double)support_random_integer(&random, -1000000, 1000000);
            if (support_random_below(&random, 3) == 0)
                value[i] = (double)NAN;
        }
        assert_int_equal(patron_track_moving_mean(window, 1, n, value, mean, NULL, NULL),
                         PATRON_OK);
        for (size_t i = 0; i < n; i++) {
            double sum = 0, count = 0;
            for (size_t k = i + 1 > window ? i + 1 - window : 0; k <= i; k++)
                if (!isnan(value[k])) {
                    sum += value[k];
                    count += 1;
                }
            assert_true(count == 0 ? isnan(mean[i]) : mean[i] == sum / count);
        }
    }
}

static void targets_are_attained_or_missed(void **state)
{
    (void)state;
    const double value[3] = {90, 110, 5}, target[3] = {100, 100, 0};
    double variance[3], attainment[3];
    assert_int_equal(patron_track_target(3, value, target, variance, attainment, NULL), PATRON_OK);
    assert_true(variance[0] == -10 && attainment[0] == 0.9 && attainment[1] == 1.1);
    assert_true(variance[2] == 5 && isnan(attainment[2]));
}

/* 45 in 3 of 12 months of a target of 240: 180 by the end, 195 in 9 months to go. */
static void the_run_rate_says_where_the_year_ends(void **state)
{
    (void)state;
    const double so_far[2] = {45, 300}, target[2] = {240, 240};
    double forecast[2], needed[2], attainment[2];
    assert_int_equal(
        patron_track_run_rate(3, 12, 2, so_far, target, forecast, needed, attainment, NULL),
        PATRON_OK);
    assert_true(forecast[0] == 180 && attainment[0] == 0.75 && needed[1] < 0);
    assert_close(needed[0], 195.0 / 9, 1e-15, 0);
    patron_track_run_rate(12, 12, 2, so_far, target, forecast, needed, NULL, NULL);
    assert_true(forecast[0] == 45 && isnan(needed[0]));
}

/* y = 1 3 2 5 4 at 0 .. 4: slope .8, residual variance 1.2, error sqrt(.12) = .34641. */
static void five_points_have_a_slope_and_an_interval(void **state)
{
    (void)state;
    const double value[5] = {1, 3, 2, 5, 4}, time[5] = {10, 11, 12, 13, 14};
    patron_track_line r, at;
    r.struct_size = at.struct_size = sizeof r;
    assert_int_equal(patron_track_slope(0.95, 5, NULL, value, &r, NULL), PATRON_OK);
    assert_close(r.slope, 0.8, 1e-15, 0);
    assert_close(r.intercept, 1.4, 1e-15, 0);
    assert_close(r.slope_error, sqrt(0.12), 1e-14, 0);
    assert_close(r.slope_high - 0.8, 3.182446305284263 * sqrt(0.12), 1e-12, 0);
    assert_close(r.t, 0.8 / sqrt(0.12), 1e-14, 0);
    assert_close(r.r_squared, 0.64, 1e-14, 0);
    assert_close(r.deviation, sqrt(1.2), 1e-14, 0);
    assert_true(r.values == 5 && r.notes == 0 && r.p_value > 0.1 && r.p_value < 0.11);
    patron_track_slope(0.95, 5, time, value, &at, NULL);
    assert_true(at.slope == r.slope && at.t == r.t);
    assert_close(at.intercept, 1.4 - 8, 1e-15, 0);
}

static void lines_that_fit_or_do_not_exist(void **state)
{
    (void)state;
    const double line[4] = {1, 3, 5, 7}, flat[3] = {2, 2, 2}, once[3] = {0.1, 0.1, 0.1};
    patron_track_line r;
    r.struct_size = sizeof r;
    patron_track_slope(0.95, 4, NULL, line, &r, NULL);
    assert_true(r.slope == 2 && r.intercept == 1 && r.slope_error == 0 && r.r_squared == 1);
    assert_true(isnan(r.t) && isnan(r.p_value) && r.slope_low == 2 && r.slope_high == 2);
    patron_track_slope(0.95, 3, NULL, flat, &r, NULL);
    assert_true(r.slope == 0 && isnan(r.r_squared) && r.deviation == 0);
    patron_track_slope(0.95, 3, once, line, &r, NULL);
    assert_true(isnan(r.slope) && r.notes == PATRON_TRACK_NOTE_NO_TREND);
    patron_track_slope(0.95, 2, NULL, line, &r, NULL);
    assert_true(r.slope == 2 && isnan(r.slope_error) && isnan(r.slope_low));
    assert_true(r.notes == PATRON_TRACK_NOTE_FEW && r.r_squared == 1);
    patron_track_slope(0.95, 1, NULL, line, &r, NULL);
    assert_true(isnan(r.slope) && r.notes == PATRON_TRACK_NOTE_FEW);
    patron_track_slope(0.95, 0, NULL, NULL, &r, NULL);
    assert_true(isnan(r.intercept) && r.values == 0);
    patron_fault fault;
    const double near_times[3] = {0, 1e-139, 2e-139};
    const double vast[3] = {-1e140, 1e140, 9e139}, noise[3] = {-1e140, 1e140, -1e140};
    assert_int_equal(patron_track_slope(0.95, 3, near_times, vast, &r, &fault), PATRON_OK);
    const double few[2] = {0, 1.1e-140}, pair[2] = {-1e140, 1e140};
    assert_int_equal(patron_track_slope(0.95, 2, few, pair, &r, &fault), PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "value", -1);
    const double apart[3] = {0, 1e-120, 2e-120};
    assert_int_equal(patron_track_slope(0.95, 3, apart, noise, &r, NULL), PATRON_OK);
}

/* A line's slope grows with the values' scale and does not see their level or the origin of time. */
static void slopes_do_not_see_origins(void **state)
{
    (void)state;
    support_random random = support_random_from(15);
    for (int round = 0; round < 200; round++) {
        double time[20], value[20], later[20], scaled[20];
        size_t n = 3 + (size_t)support_random_below(&random, 18);
        patron_track_line r, s;
        r.struct_size = s.struct_size = sizeof r;
        for (size_t i = 0; i < n; i++) {
            time[i] = (double)support_random_integer(&random, -500, 500) + 1001.0 * (double)i;
            value[i] = (double)support_random_integer(&random, -500, 500);
            later[i] = time[i] + 1e9;
            scaled[i] = 4.0 * value[i] + 1e6;
        }
        patron_track_slope(0.9, n, time, value, &r, NULL);
        patron_track_slope(0.9, n, later, scaled, &s, NULL);
        assert_close(s.slope, 4 * r.slope, 1e-12, 1e-14);
        assert_close(s.slope_error, 4 * r.slope_error, 1e-12, 0);
        assert_close(s.r_squared, r.r_squared, 1e-11, 1e-14);
        assert_true(r.slope_low <= r.slope && r.slope <= r.slope_high && r.r_squared <= 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_cusum_finds_montgomerys_shift_at_observation_29),
        cmocka_unit_test(the_ewma_finds_it_at_observation_29),
        cmocka_unit_test(a_weight_of_1_is_the_value_itself),
        cmocka_unit_test(both_sums_may_signal_at_once),
        cmocka_unit_test(individuals_lie_within_2_66_moving_ranges),
        cmocka_unit_test(a_price_that_never_changes_never_signals),
        cmocka_unit_test(shares_are_held_to_limits_of_their_size),
        cmocka_unit_test(an_index_is_100_at_its_base),
        cmocka_unit_test(changes_look_back_a_year),
        cmocka_unit_test(a_moving_mean_passes_over_gaps),
        cmocka_unit_test(a_moving_mean_keeps_no_trace_of_what_has_left),
        cmocka_unit_test(targets_are_attained_or_missed),
        cmocka_unit_test(the_run_rate_says_where_the_year_ends),
        cmocka_unit_test(five_points_have_a_slope_and_an_interval),
        cmocka_unit_test(lines_that_fit_or_do_not_exist),
        cmocka_unit_test(slopes_do_not_see_origins),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
