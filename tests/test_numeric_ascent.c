#include "support.h"

#include <math.h>
#include <string.h>

#include "numeric/numeric_ascent.h"
#include "numeric/numeric_mixed.h"

/* -(cosh of the distance from the top), each parameter by its own weight; weight 0 is level. */
static void hill(const double *top, const double *weight, size_t size, numeric_ascent_point *point)
{
    point->value = 0;
    memset(point->hessian, 0, sizeof point->hessian);
    for (size_t i = 0; i < size; i++) {
        double off = point->at[i] - top[i];
        point->value -= weight[i] * (cosh(off) - 1);
        point->gradient[i] = -weight[i] * sinh(off);
        point->hessian[i * size + i] = -weight[i] * cosh(off);
    }
}

static void open_at(numeric_ascent *climb, size_t size, const double *from)
{
    patron_numeric_ascent_open(climb, size, 100, 60);
    for (size_t i = 0; i < size; i++) {
        climb->trial.at[i] = from[i];
        climb->low[i] = -30;
        climb->high[i] = 30;
    }
}

static void a_climb_arrives_at_the_top(void **state)
{
    (void)state;
    static const double from[2] = {0, 0}, top[2] = {2, -9}, weight[2] = {1, .25};
    numeric_ascent climb;
    double covariance[4];
    open_at(&climb, 2, from);
    do
        hill(top, weight, 2, &climb.trial);
    while (patron_numeric_ascent_next(&climb));
    assert_int_equal(climb.end, NUMERIC_ASCENT_TOP); /* -9 is far, but it falls beyond */
    assert_close(climb.here.at[0], 2, 1e-12, 0);
    assert_close(climb.here.at[1], -9, 1e-12, 0);
    assert_true(climb.runs_to_zero == 0 && climb.runs_to_infinity == 0);
    assert_close(patron_numeric_ascent_condition(&climb), 1, 1e-9, 0);
    patron_numeric_ascent_covariance(&climb, covariance);
    assert_close(covariance[0], .01, 1e-9, 0);
    assert_close(covariance[3], .04, 1e-9, 0);
}

/* Neither further on nor along the direction of least curvature, which is another's, is it as high. */
static void a_steep_top_far_away_is_a_top(void **state)
{
    (void)state;
    static const double from[2] = {0, 0}, top[2] = {2, -9}, weight[2] = {.25, 1};
    numeric_ascent climb;
    open_at(&climb, 2, from);
    do
        hill(top, weight, 2, &climb.trial);
    while (patron_numeric_ascent_next(&climb));
    assert_int_equal(climb.end, NUMERIC_ASCENT_TOP);
    assert_true(climb.runs_to_zero == 0 && climb.runs_to_infinity == 0);
}

static void a_ridge_without_end_is_an_edge(void **state)
{
    (void)state;
    numeric_ascent climb;
    static const double from[1] = {0};
    open_at(&climb, 1, from);
    do { /* -e^-y rises for ever */
        climb.trial.value = -exp(-climb.trial.at[0]);
        climb.trial.gradient[0] = exp(-climb.trial.at[0]);
        climb.trial.hessian[0] = -exp(-climb.trial.at[0]);
    } while (patron_numeric_ascent_next(&climb));
    assert_int_equal(climb.end, NUMERIC_ASCENT_EDGE);
    assert_true(climb.runs_to_infinity == 1 && climb.runs_to_zero == 0);
}

static void level_ground_and_false_promises_end_a_climb(void **state)
{
    (void)state;
    numeric_ascent climb;
    static const double from[2] = {1, 1}, top[2] = {0, 0}, weight[2] = {1, 0};
    open_at(&climb, 2, from);
    do
        hill(top, weight, 2, &climb.trial);
    while (patron_numeric_ascent_next(&climb));
    assert_int_equal(climb.end, NUMERIC_ASCENT_LEVEL);
    assert_true(isnan(patron_numeric_ascent_condition(&climb)));
    open_at(&climb, 1, from);
    double value = 0;
    do { /* says that it rises, and falls wherever one goes */
        climb.trial.value = value;
        climb.trial.gradient[0] = 1;
        climb.trial.hessian[0] = -1;
        value = -1;
    } while (patron_numeric_ascent_next(&climb));
    assert_int_equal(climb.end, NUMERIC_ASCENT_LEVEL);
    assert_true(climb.iterations == 0);
    open_at(&climb, 2, from);
    climb.max_iterations = 1;
    static const double far_top[2] = {20, 20}, both[2] = {1, 1};
    do
        hill(far_top, both, 2, &climb.trial);
    while (patron_numeric_ascent_next(&climb));
    assert_int_equal(climb.end, NUMERIC_ASCENT_LIMIT);
}

/* Where only the sum of two is known, and where what a step gains drowns in rounding. */
static void a_crest_and_a_slope_below_rounding_are_level(void **state)
{
    (void)state;
    numeric_ascent climb;
    static const double from[2] = {1, 2};
    open_at(&climb, 2, from);
    do {
        double sum = climb.trial.at[0] + climb.trial.at[1];
        climb.trial.value = -.5 * sum * sum;
        for (int i = 0; i < 2; i++)
            climb.trial.gradient[i] = -sum;
        for (int i = 0; i < 4; i++)
            climb.trial.hessian[i] = -1;
    } while (patron_numeric_ascent_next(&climb));
    assert_int_equal(climb.end, NUMERIC_ASCENT_LEVEL);
    assert_true(fabs(climb.here.at[0] + climb.here.at[1]) < 1e-9);
    assert_true(isnan(patron_numeric_ascent_condition(&climb)));
    open_at(&climb, 1, from);
    do {
        climb.trial.value = 0;
        climb.trial.gradient[0] = 1e-15;
        climb.trial.hessian[0] = -1e-12;
    } while (patron_numeric_ascent_next(&climb));
    assert_int_equal(climb.end, NUMERIC_ASCENT_LEVEL);
    assert_true(climb.iterations < 5);
}

/* A slope without an end, up (way 1) or down (way -1), on which the range of the parameter has one. */
static void the_end_of_a_range_is_an_edge(void **state)
{
    (void)state;
    static const double from[1] = {0};
    for (int way = -1; way <= 1; way += 2) {
        numeric_ascent climb;
        open_at(&climb, 1, from);
        do {
            climb.trial.value = way * climb.trial.at[0];
            climb.trial.gradient[0] = way;
            climb.trial.hessian[0] = -1e-3;
        } while (patron_numeric_ascent_next(&climb));
        assert_int_equal(climb.end, NUMERIC_ASCENT_EDGE);
        assert_true(climb.here.at[0] == 30 * way);
        assert_int_equal(climb.runs_to_infinity, way > 0);
        assert_int_equal(climb.runs_to_zero, way < 0);
    }
}

static void a_short_step_up_a_steep_slope_does_not_arrive(void **state)
{
    (void)state;
    static const double from[1] = {0};
    numeric_ascent climb;
    open_at(&climb, 1, from);
    do {
        climb.trial.value = 0;
        climb.trial.gradient[0] = 1;
        climb.trial.hessian[0] = -1e12;
    } while (patron_numeric_ascent_next(&climb));
    assert_int_equal(climb.end, NUMERIC_ASCENT_LEVEL);
}

/* Steps that gain nothing: of what is far, it has run there; of what is not, nothing is known. */
static void steps_without_gain_end(void **state)
{
    (void)state;
    static const double from[1] = {0};
    for (int far = 0; far < 2; far++) {
        numeric_ascent climb;
        open_at(&climb, 1, from);
        climb.reference[0] = far ? -10 : 0;
        do { /* but far ahead it falls */
            climb.trial.value = climb.trial.at[0] > 1 ? -1 : 0;
            climb.trial.gradient[0] = 1e-13;
            climb.trial.hessian[0] = -1e-9;
        } while (patron_numeric_ascent_next(&climb));
        assert_int_equal(climb.end, far ? NUMERIC_ASCENT_EDGE : NUMERIC_ASCENT_LEVEL);
        assert_true(climb.iterations < 20);
    }
}

/* -psi'(b) a n for sides near nothing, and the definition for whole n. */
static void a_mixed_rise_keeps_its_digits_however_small(void **state)
{
    (void)state;
    assert_close(patron_numeric_mixed_rise(1e-9, 1, 1e-9), -1.6449340668482264e-18, 1e-8, 0);
    for (double b = .5; b < 1e6; b *= 3)
        for (double a = 1e-6; a < 1e4; a *= 7) {
            double sum = 0;
            for (int i = 0; i < 5; i++)
                sum -= log1p(a / (b + i));
            assert_close(patron_numeric_mixed_rise(a, b, 5), sum, 2e-14, 0);
            assert_close(patron_numeric_mixed_rise(5, b, a), sum, 2e-14, 0);
        }
    assert_true(patron_numeric_mixed_rise(2, 3, 0) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_climb_arrives_at_the_top),
        cmocka_unit_test(a_steep_top_far_away_is_a_top),
        cmocka_unit_test(the_end_of_a_range_is_an_edge),
        cmocka_unit_test(a_short_step_up_a_steep_slope_does_not_arrive),
        cmocka_unit_test(steps_without_gain_end),
        cmocka_unit_test(a_ridge_without_end_is_an_edge),
        cmocka_unit_test(level_ground_and_false_promises_end_a_climb),
        cmocka_unit_test(a_crest_and_a_slope_below_rounding_are_level),
        cmocka_unit_test(a_mixed_rise_keeps_its_digits_however_small),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
