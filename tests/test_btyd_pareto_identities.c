/*
 * What holds of Pareto/NBD and GGom/NBD whatever the numbers are: sums, limits, units of time, the range of
 * every figure; and the public functions.
 */
#include "test_btyd_pareto.h"

#include <patron/btyd.h>

#include <math.h>
#include <stdlib.h>

static void chances_of_all_counts_sum_to_one(void **state)
{
    (void)state;
    enum { COUNTS = 4000 };
    support_random random = support_random_from(6);
    double *chance = malloc(COUNTS * sizeof *chance);
    int rows = 0;
    assert_true(chance != NULL);
    while (rows < 60) {
        patron_btyd_model model;
        btyd_row row;
        likely(&random, rows % 2, &model, &row);
        double t = span(&random, 0.1, 100.0);
        if ((model.r + row.x) * t > 20.0 * (model.alpha + row.T))
            continue; /* more counts than there is room for */
        const kind *of = kind_of(&model);
        double sum = 0.0, mean = 0.0;
        of->pmf(&model, &row, t, COUNTS, chance);
        for (int n = COUNTS - 1; n >= 0; --n) {
            sum += chance[n];
            mean += n * chance[n];
        }
        assert_close(sum, 1.0, 1e-12, 0.0);
        assert_close(mean, of->expected(&model, &row, t), 1e-12, 0.0);
        assert_close(of->some(&model, &row, t), 1.0 - chance[0], 1e-12, 1e-15);
        ++rows;
    }
    free(chance);
}

static void a_busy_shop_has_chances_for_thousands_of_purchases(void **state)
{
    (void)state;
    enum { COUNTS = 16384 };
    double *chance = malloc(COUNTS * sizeof *chance);
    assert_true(chance != NULL);
    for (int growth = 0; growth < 2; ++growth) {
        patron_btyd_model model = model_of(900.0, 1000.0, 2.0, 500.0, growth ? 0.001 : 0.0);
        btyd_row row = row_of(5000.0, 4999.0, 5000.0);
        const kind *of = kind_of(&model);
        double sum = 0.0, mean = 0.0;
        of->pmf(&model, &row, 10000.0, COUNTS, chance);
        for (int n = COUNTS - 1; n >= 0; --n) {
            sum += chance[n];
            mean += n * chance[n];
        }
        assert_close(sum, 1.0, 1e-11, 0.0);
        assert_close(mean, of->expected(&model, &row, 10000.0), 1e-11, 0.0);
    }
    free(chance);
}

static void a_chance_is_the_same_however_many_are_asked_for(void **state)
{
    (void)state;
    support_random random = support_random_from(7);
    double many[64], few[64];
    for (int i = 0; i < 40; ++i) {
        patron_btyd_model model;
        btyd_row row;
        likely(&random, i % 2, &model, &row);
        kind_of(&model)->pmf(&model, &row, 25.0, 64, many);
        for (size_t counts = 0; counts < 64; counts += 1 + counts / 3) {
            few[counts] = -1.0;
            kind_of(&model)->pmf(&model, &row, 25.0, counts, few);
            for (size_t n = 0; n < counts; ++n)
                assert_close(few[n], many[n], 1e-12, 0.0);
            assert_true(few[counts] == -1.0);
        }
    }
}

static void a_gompertz_rate_near_zero_is_pareto(void **state)
{
    (void)state;
    support_random random = support_random_from(8);
    static const int place[4] = {PATRON_BTYD_R, PATRON_BTYD_ALPHA, PATRON_BTYD_S, PATRON_BTYD_BETA};
    for (int i = 0; i < 60; ++i) {
        patron_btyd_model plain, slow;
        btyd_row row;
        double by[8], by_slow[8], chance[8], chance_slow[8];
        likely(&random, 0, &plain, &row);
        double b = 1e-12;
        slow = model_of(plain.r, plain.alpha, plain.s, b * plain.beta, b);
        assert_close(patron_btyd_ggom_likelihood(&slow, &row, by_slow),
                     patron_btyd_pareto_likelihood(&plain, &row, by), 1e-9, 1e-9);
        for (int k = 0; k < 4; ++k)
            assert_close(by_slow[place[k]], by[place[k]], 1e-8, 1e-8);
        assert_close(patron_btyd_ggom_alive(&slow, &row), patron_btyd_pareto_alive(&plain, &row),
                     1e-8, 0.0);
        assert_close(patron_btyd_ggom_expected(&slow, &row, 52.0),
                     patron_btyd_pareto_expected(&plain, &row, 52.0), 1e-8, 0.0);
        assert_close(patron_btyd_ggom_some(&slow, &row, 52.0),
                     patron_btyd_pareto_some(&plain, &row, 52.0), 1e-8, 0.0);
        assert_close(patron_btyd_ggom_residual(&slow, &row, 0.01),
                     patron_btyd_pareto_residual(&plain, &row, 0.01), 1e-7, 0.0);
        assert_close(patron_btyd_ggom_residual_within(&slow, &row, 0.01, 52.0),
                     patron_btyd_pareto_residual_within(&plain, &row, 0.01, 52.0), 1e-8, 0.0);
        patron_btyd_ggom_pmf(&slow, &row, 52.0, 8, chance_slow);
        patron_btyd_pareto_pmf(&plain, &row, 52.0, 8, chance);
        for (int n = 0; n < 8; ++n)
            assert_close(chance_slow[n], chance[n], 1e-8, 0.0);
    }
}

static void another_unit_of_time_changes_nothing_but_it(void **state)
{
    (void)state;
    support_random random = support_random_from(9);
    for (int i = 0; i < 60; ++i) {
        patron_btyd_model weeks, days;
        btyd_row row;
        likely(&random, i % 2, &weeks, &row);
        btyd_row in_days = row_of(row.x, 7.0 * row.t_x, 7.0 * row.T);
        const kind *of = kind_of(&weeks);
        days = weeks;
        days.alpha *= 7.0;
        days.beta *= i % 2 ? 1.0 : 7.0;
        days.b /= 7.0;
        assert_close(of->likelihood(&days, &in_days, NULL),
                     of->likelihood(&weeks, &row, NULL) - row.x * log(7.0), 1e-12, 1e-13);
        assert_close(of->alive(&days, &in_days), of->alive(&weeks, &row), 1e-12, 0.0);
        assert_close(of->expected(&days, &in_days, 70.0), of->expected(&weeks, &row, 10.0), 1e-12,
                     0.0);
        assert_close(of->residual(&days, &in_days, 0.01 / 7.0), of->residual(&weeks, &row, 0.01),
                     1e-12, 0.0);
    }
}

static void a_long_horizon_is_for_ever_and_no_discount_the_mean(void **state)
{
    (void)state;
    support_random random = support_random_from(10);
    for (int i = 0; i < 60; ++i) {
        patron_btyd_model model;
        btyd_row row;
        likely(&random, i % 2, &model, &row);
        const kind *of = kind_of(&model);
        assert_close(of->within(&model, &row, 0.01, 1e5), of->residual(&model, &row, 0.01), 1e-12,
                     0.0);
        assert_close(of->within(&model, &row, 0.0, 30.0), of->expected(&model, &row, 30.0), 1e-13,
                     0.0);
        assert_true(of->within(&model, &row, 0.01, 30.0) < of->expected(&model, &row, 30.0));
        if (model.b > 0.0)
            assert_close(of->residual(&model, &row, 0.0), of->expected(&model, &row, 1e9), 1e-12,
                         0.0);
    }
    patron_btyd_model model = model_of(.553, 10.578, 3.0, 20.0, 0.0);
    btyd_row row = row_of(2, 30.43, 38.86); /* P(alive) R (beta + T) / ((alpha + T) (s - 1)) */
    assert_close(patron_btyd_pareto_residual(&model, &row, 0.0),
                 patron_btyd_pareto_alive(&model, &row) * 2.553 * 58.86 / 49.438 / 2.0, 1e-12, 0.0);
}

static void the_least_discount_is_not_none(void **state)
{
    (void)state;
    for (int i = 0; i < 3; ++i) {
        patron_btyd_model model = model_of(.553, 10.578, 0.9 + 0.05 * i, 1e-9, 0.0);
        btyd_row row = row_of(0, 0, 0);
        double residual = patron_btyd_pareto_residual(&model, &row, 4.9406564584124654e-324);
        assert_true(residual > 0.0 && isfinite(residual));
    }
}

static void no_time_ahead_brings_no_purchase(void **state)
{
    (void)state;
    support_random random = support_random_from(11);
    for (int i = 0; i < 20; ++i) {
        patron_btyd_model model;
        btyd_row row;
        double chance[12];
        likely(&random, i % 2, &model, &row);
        const kind *of = kind_of(&model);
        of->pmf(&model, &row, 0.0, 12, chance);
        assert_close(chance[0], 1.0, 1e-15, 0.0);
        for (int n = 1; n < 12; ++n)
            assert_true(chance[n] == 0.0);
        assert_true(of->expected(&model, &row, 0.0) == 0.0);
        assert_true(of->some(&model, &row, 0.0) == 0.0);
        assert_true(of->within(&model, &row, 0.1, 0.0) == 0.0);
        row.t_x = row.T;
        assert_true(of->alive(&model, &row) == 1.0);
    }
}

/* Where the series gives way to quadrature the figures run on. */
static void figures_run_on_where_the_method_changes(void **state)
{
    (void)state;
    support_random random = support_random_from(12);
    for (int i = 0; i < 100; ++i) {
        patron_btyd_model model;
        btyd_row row;
        double by[2][8], value[2], alive[2];
        likely(&random, 0, &model, &row);
        int swap = i % 2;
        double *hi = swap ? &model.beta : &model.alpha, *lo = swap ? &model.alpha : &model.beta;
        for (int side = 0; side < 2; ++side) { /* (hi - lo) / (hi + t_x) = 0.8 (1 -+ 1e-14) */
            *hi = 5.0 * *lo + 4.0 * row.t_x;
            *hi *= side ? 1.0 + 1e-14 : 1.0 - 1e-14;
            value[side] = patron_btyd_pareto_likelihood(&model, &row, by[side]);
            alive[side] = patron_btyd_pareto_alive(&model, &row);
        }
        assert_close(value[0], value[1], 1e-12, 1e-13);
        assert_close(alive[0], alive[1], 1e-12, 0.0);
        for (int k = 0; k < 8; ++k)
            assert_close(by[0][k], by[1][k], 1e-11, 1e-12);
    }
}

/* --- the public functions ----------------------------------------------------------------------------- */

static void the_public_functions_answer_for_both_kinds(void **state)
{
    (void)state;
    enum { N = 3, COUNTS = 40 };
    static const uint32_t x[N] = {0, 2, 10};
    static const double t_x[N] = {0.0, 30.43, 20.0}, T[N] = {39.0, 38.86, 39.0};
    for (int growth = 0; growth < 2; ++growth) {
        patron_btyd_model model =
            model_of(.553, 10.578, .606, growth ? 1.2 : 11.669, growth ? .05 : 0.0);
        const kind *of = kind_of(&model);
        double got[N], by[8 * N], own[8], chance[COUNTS * N], want[COUNTS], beta[2 * N];
        for (int i = 0; i < N; ++i) {
            beta[2 * i] = model.beta;
            beta[2 * i + 1] = 0.0;
        }
        patron_btyd_model other = model;
        other.beta *= 3.0; /* the column replaces it */
        for (int i = 0; i < N; ++i) {
            btyd_row row = row_of(x[i], t_x[i], T[i]);
            assert_int_equal(
                patron_btyd_log_likelihood(&other, N, x, t_x, T, NULL, NULL, beta, got, by, NULL),
                PATRON_OK);
            assert_true(got[i] == of->likelihood(&model, &row, own));
            assert_memory_equal(&by[8 * i], own, sizeof own);
            assert_int_equal(patron_btyd_alive(&model, N, x, t_x, T, NULL, NULL, got, NULL),
                             PATRON_OK);
            assert_true(got[i] == of->alive(&model, &row));
            assert_int_equal(
                patron_btyd_expected(&model, 39.0, N, x, t_x, T, NULL, NULL, got, NULL), PATRON_OK);
            assert_true(got[i] == of->expected(&model, &row, 39.0));
            assert_int_equal(
                patron_btyd_residual(&model, .0027, N, x, t_x, T, NULL, NULL, got, NULL),
                PATRON_OK);
            assert_true(got[i] == of->residual(&model, &row, .0027));
            assert_int_equal(
                patron_btyd_pmf(&model, 39.0, N, x, t_x, T, NULL, NULL, COUNTS, chance, NULL),
                PATRON_OK);
            of->pmf(&model, &row, 39.0, COUNTS, want);
            assert_memory_equal(&chance[COUNTS * i], want, sizeof want);
        }
    }
}

static void the_next_purchase_comes_with_its_probability(void **state)
{
    (void)state;
    support_random random = support_random_from(14);
    for (int i = 0; i < 40; ++i) {
        patron_btyd_model model;
        btyd_row row;
        likely(&random, i % 2, &model, &row);
        const kind *of = kind_of(&model);
        uint32_t x = (uint32_t)row.x;
        double q = support_random_uniform(&random) * of->alive(&model, &row), ahead;
        assert_int_equal(
            patron_btyd_next(&model, q, 1, &x, &row.t_x, &row.T, NULL, NULL, &ahead, NULL),
            PATRON_OK);
        if (isnan(ahead))
            assert_true(of->some(&model, &row, 1e15) < q);
        else
            assert_close(of->some(&model, &row, ahead), q, 1e-12, 0.0);
    }
}

static void purchases_without_end_need_a_discount(void **state)
{
    (void)state;
    static const uint32_t x = 2;
    static const double t_x = 30.0, T = 39.0;
    patron_btyd_model model = model_of(.553, 10.578, 1.0, 11.669, 0.0);
    patron_fault fault;
    double got = 7.0;
    assert_int_equal(patron_btyd_residual(&model, 0.0, 1, &x, &t_x, &T, NULL, NULL, &got, &fault),
                     PATRON_E_DIVERGES);
    assert_true(got == 7.0);
    model = model_of(.553, 10.578, 1.0, 1.2, .05);
    assert_int_equal(patron_btyd_residual(&model, 0.0, 1, &x, &t_x, &T, NULL, NULL, &got, &fault),
                     PATRON_OK);
}

/* --- the whole range ------------------------------------------------------------------------------------ */

static void nothing_is_ever_nan_or_infinite(void **state)
{
    (void)state;
    support_random random = support_random_from(13);
    size_t rows = support_rows(4000, 200);
    for (size_t i = 0; i < rows; ++i) {
        int growth = i % 2 == 1;
        patron_btyd_model model =
            model_of(span(&random, 1e-6, 1e9), span(&random, 1e-9, 1e15), span(&random, 1e-6, 1e9),
                     span(&random, 1e-9, 1e15), growth ? span(&random, 1e-12, 1e6) : 0.0);
        const kind *of = kind_of(&model);
        double x = i % 3 == 0 ? 0.0 : floor(span(&random, 1.0, 2147483647.0));
        double T = i % 11 == 0 ? 0.0 : span(&random, 1e-6, 1e15);
        btyd_row row = row_of(x, x > 0.0 ? T * support_random_uniform(&random) : 0.0, T);
        double t = span(&random, 1e-6, 1e15), discount = span(&random, 1e-30, 1e9);
        double by[8], chance[10], alive, some, sum = 0.0;
        assert_true(isfinite(of->likelihood(&model, &row, by)));
        for (int k = 0; k < 8; ++k)
            assert_true(isfinite(by[k]));
        alive = of->alive(&model, &row);
        some = of->some(&model, &row, t);
        assert_true(alive >= 0.0 && alive <= 1.0 && some >= 0.0 && some <= 1.0);
        assert_true(isfinite(of->expected(&model, &row, t)));
        assert_true(isfinite(of->residual(&model, &row, discount)));
        assert_true(isfinite(of->within(&model, &row, discount, t)));
        of->pmf(&model, &row, t, 10, chance);
        for (int n = 0; n < 10; ++n) {
            assert_true(chance[n] >= 0.0 && chance[n] <= 1.0);
            sum += chance[n];
        }
        assert_true(sum <= 1.0 + 1e-9);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chances_of_all_counts_sum_to_one),
        cmocka_unit_test(a_busy_shop_has_chances_for_thousands_of_purchases),
        cmocka_unit_test(a_chance_is_the_same_however_many_are_asked_for),
        cmocka_unit_test(a_gompertz_rate_near_zero_is_pareto),
        cmocka_unit_test(another_unit_of_time_changes_nothing_but_it),
        cmocka_unit_test(a_long_horizon_is_for_ever_and_no_discount_the_mean),
        cmocka_unit_test(the_least_discount_is_not_none),
        cmocka_unit_test(no_time_ahead_brings_no_purchase),
        cmocka_unit_test(figures_run_on_where_the_method_changes),
        cmocka_unit_test(the_public_functions_answer_for_both_kinds),
        cmocka_unit_test(the_next_purchase_comes_with_its_probability),
        cmocka_unit_test(purchases_without_end_need_a_discount),
        cmocka_unit_test(nothing_is_ever_nan_or_infinite),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
