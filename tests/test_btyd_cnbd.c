/*
 * BG/CNBD-k and MBG/CNBD-k against exact figures, the models they become at k = 1, and their definition in
 * thirty-four digits.
 */
#include "support.h"
#include "vectors/btyd_cnbd_vectors.h"

#include <patron/btyd.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIGURES = 6 };

static patron_btyd_model model_of(uint32_t kind, uint32_t k, double r, double alpha, double a,
                                  double b)
{
    patron_btyd_model model;
    memset(&model, 0, sizeof model);
    model.kind = kind;
    model.k = k;
    model.r = r;
    model.alpha = alpha;
    model.a = a;
    model.b = b;
    return model;
}

/* A history and what is asked of it. */
typedef struct customer {
    uint32_t x;
    double t_x, T, ahead, discount;
} customer;

/* ln L, alive, expected, residual (where there is a discount), within, some. */
static void figures_of(const patron_btyd_model *model, const customer *of, double *figures)
{
    assert_int_equal(patron_btyd_log_likelihood(model, 1, &of->x, &of->t_x, &of->T, NULL, NULL,
                                                NULL, &figures[0], NULL, NULL),
                     PATRON_OK);
    assert_int_equal(
        patron_btyd_alive(model, 1, &of->x, &of->t_x, &of->T, NULL, NULL, &figures[1], NULL),
        PATRON_OK);
    assert_int_equal(patron_btyd_expected(model, of->ahead, 1, &of->x, &of->t_x, &of->T, NULL, NULL,
                                          &figures[2], NULL),
                     PATRON_OK);
    figures[3] = -1.0;
    if (of->discount > 0.0)
        assert_int_equal(patron_btyd_residual(model, of->discount, 1, &of->x, &of->t_x, &of->T,
                                              NULL, NULL, &figures[3], NULL),
                         PATRON_OK);
    assert_int_equal(patron_btyd_residual_within(model, of->discount, of->ahead, 1, &of->x,
                                                 &of->t_x, &of->T, NULL, NULL, &figures[4], NULL),
                     PATRON_OK);
    assert_int_equal(patron_btyd_at_least_one(model, of->ahead, 1, &of->x, &of->t_x, &of->T, NULL,
                                              NULL, &figures[5], NULL),
                     PATRON_OK);
}

static void numbers_of(const patron_btyd_model *model, const customer *of, size_t counts,
                       double *probability)
{
    assert_int_equal(patron_btyd_pmf(model, of->ahead, 1, &of->x, &of->t_x, &of->T, NULL, NULL,
                                     counts, probability, NULL),
                     PATRON_OK);
}

static void regular_customers_are_alive_and_buy_as_exact_sums_say(void **state)
{
    static const customer who[4] = {{2, 30.43, 38.86, 39.0, .0027},
                                    {10, 20.0, 39.0, 39.0, .0027},
                                    {0, 0.0, 39.0, 39.0, .0027},
                                    {2, 30.43, 38.86, 39.0, .0027}};
    static const double want[4][4] = {
        {-14.3650407694118, .753045752881627, 1.43230421121955, 5.88910433569397},
        {-27.8124758070065, .000546738490071419, .00437602347722266, .0156468056042401},
        {-.354503036796544, .648835243134507, .117478610034498, .705022292001646},
        {-14.5872636503826, .79754582728745, 1.55179797806767, 6.79143831984005}};
    (void)state;
    for (int i = 0; i < 4; i++) {
        patron_btyd_model model = model_of(i < 2 ? PATRON_BTYD_BG_CNBD : PATRON_BTYD_MBG_CNBD, 2,
                                           .243, 2.207, .793, 2.426);
        double got[FIGURES];
        figures_of(&model, &who[i], got);
        for (int j = 0; j < 4; j++)
            assert_close(got[j], want[i][j], 2e-14, 0.0);
    }
}

static customer some_customer(support_random *random)
{
    customer who;
    who.x = (uint32_t)support_random_below(random, 12);
    who.T = support_random_between(random, 0.5, 60.0);
    who.t_x = who.x > 0 ? who.T * support_random_uniform(random) : 0.0;
    who.ahead = exp(support_random_between(random, -4.0, 8.0));
    who.discount = exp(support_random_between(random, -7.0, 1.0));
    return who;
}

static patron_btyd_model some_model(support_random *random, uint32_t kind, uint32_t k)
{
    return model_of(kind, k, exp(support_random_between(random, -2.0, 2.0)),
                    exp(support_random_between(random, -2.0, 3.0)),
                    exp(support_random_between(random, -2.0, 2.0)),
                    exp(support_random_between(random, -2.0, 2.0)));
}

static void of_one_phase_a_gap_they_buy_like_anybody(void **state)
{
    support_random random = support_random_from(2016);
    (void)state;
    for (size_t i = 0; i < support_rows(120, 20); i++) {
        patron_btyd_model one =
            some_model(&random, i % 2 ? PATRON_BTYD_BG_CNBD : PATRON_BTYD_MBG_CNBD, 1);
        patron_btyd_model plain = one;
        customer who = some_customer(&random);
        double got[FIGURES], want[FIGURES], got_numbers[9], want_numbers[9];
        plain.kind = i % 2 ? PATRON_BTYD_BG_NBD : PATRON_BTYD_MBG_NBD;
        plain.k = 0;
        figures_of(&one, &who, got);
        figures_of(&plain, &who, want);
        for (int j = 0; j < FIGURES; j++)
            assert_close(got[j], want[j], 1e-12, 0.0);
        numbers_of(&one, &who, 9, got_numbers);
        numbers_of(&plain, &who, 9, want_numbers);
        for (int j = 0; j < 9; j++)
            assert_close(got_numbers[j], want_numbers[j], 1e-12, 1e-300);
    }
}

static void purchases_to_expect_are_the_mean_of_their_numbers(void **state)
{
    enum { COUNTS = 1500 };
    static double probability[COUNTS];
    support_random random = support_random_from(2021);
    (void)state;
    for (uint32_t i = 0; i < 60; i++) {
        patron_btyd_model model =
            some_model(&random, i % 2 ? PATRON_BTYD_BG_CNBD : PATRON_BTYD_MBG_CNBD, 1 + i % 16);
        customer who = some_customer(&random);
        double got[FIGURES], sum = 0.0, mean = 0.0;
        who.ahead = support_random_between(&random, 0.0, 5.0) * (model.alpha + who.T) /
                    (model.r + 1.0 + who.x);
        figures_of(&model, &who, got);
        numbers_of(&model, &who, COUNTS, probability);
        for (int n = COUNTS; n-- > 0;) {
            assert_true(probability[n] >= 0.0);
            sum += probability[n];
            mean += n * probability[n];
        }
        assert_close(sum, 1.0, 1e-12, 0.0);
        assert_close(mean, got[2], 1e-11, 0.0);
        assert_close(probability[0] + got[5], 1.0, 1e-13, 0.0);
        assert_true(got[1] >= 0.0 && got[1] <= 1.0);
        assert_true(got[4] <= got[2] && got[4] <= got[3] * (1.0 + 1e-11));
    }
}

static void a_long_horizon_is_for_ever(void **state)
{
    support_random random = support_random_from(7);
    (void)state;
    for (uint32_t i = 0; i < 24; i++) {
        patron_btyd_model model = some_model(&random, PATRON_BTYD_BG_CNBD + i % 2, 2 + i % 4);
        customer who = some_customer(&random);
        double within, for_ever;
        who.discount = support_random_between(&random, 0.02, 0.2);
        double horizon = 44.0 / who.discount;
        assert_int_equal(patron_btyd_residual_within(&model, who.discount, horizon, 1, &who.x,
                                                     &who.t_x, &who.T, NULL, NULL, &within, NULL),
                         PATRON_OK);
        assert_int_equal(patron_btyd_residual(&model, who.discount, 1, &who.x, &who.t_x, &who.T,
                                              NULL, NULL, &for_ever, NULL),
                         PATRON_OK);
        assert_close(within, for_ever, 1e-11, 0.0);
        assert_int_equal(patron_btyd_residual_within(&model, who.discount, 9.0 * horizon, 1, &who.x,
                                                     &who.t_x, &who.T, NULL, NULL, &within, NULL),
                         PATRON_OK);
        assert_close(within, for_ever, 0.0, 0.0);
    }
}

static void undiscounted_purchases_are_one_by_each_chance_of_leaving(void **state)
{
    patron_btyd_model model = model_of(PATRON_BTYD_MBG_CNBD, 3, 1.0, 4.0, 3.0, 2.0);
    customer who = {4, 20.0, 22.0, 10.0, 1e-9};
    patron_fault fault;
    double got[FIGURES], residual, nothing = 1.0, numbers[2];
    (void)state;
    figures_of(&model, &who, got);
    assert_int_equal(
        patron_btyd_residual(&model, 0.0, 1, &who.x, &who.t_x, &who.T, NULL, NULL, &residual, NULL),
        PATRON_OK);
    assert_close(residual, got[1] * (3.0 + 7.0 - 1.0) / 2.0, 1e-14, 0.0); /* b + x + 1 = 7 */
    assert_close(got[3], residual, 1e-6, 0.0);
    assert_close(got[4], got[2], 1e-6, 0.0);
    model.a = 1.0;
    assert_int_equal(patron_btyd_residual(&model, 0.0, 1, &who.x, &who.t_x, &who.T, NULL, NULL,
                                          &residual, &fault),
                     PATRON_E_DIVERGES);
    who.ahead = 0.0;
    assert_int_equal(
        patron_btyd_expected(&model, 0.0, 1, &who.x, &who.t_x, &who.T, NULL, NULL, &nothing, NULL),
        PATRON_OK);
    assert_true(nothing == 0.0);
    assert_int_equal(patron_btyd_residual_within(&model, 0.1, 0.0, 1, &who.x, &who.t_x, &who.T,
                                                 NULL, NULL, &nothing, NULL),
                     PATRON_OK);
    assert_true(nothing == 0.0);
    assert_int_equal(patron_btyd_at_least_one(&model, 0.0, 1, &who.x, &who.t_x, &who.T, NULL, NULL,
                                              &nothing, NULL),
                     PATRON_OK);
    assert_true(nothing == 0.0);
    numbers_of(&model, &who, 2, numbers);
    assert_close(numbers[0], 1.0, 1e-15, 0.0);
    assert_true(numbers[1] == 0.0);
}

static void many_purchases_leave_the_first_numbers_without_chance(void **state)
{
    patron_btyd_model model = model_of(PATRON_BTYD_MBG_CNBD, 2, 500.0, 1.0, 1.0, 1.0);
    customer who = {0, 0.0, 0.0, 100.0, 0.0};
    double numbers[4], got[FIGURES];
    (void)state;
    figures_of(&model, &who, got);
    numbers_of(&model, &who, 4, numbers);
    /* Of the first n flips only: B(1, n + 1) is 1 / ((n + 1) (n + 2)) of a = b = 1, the first before any. */
    assert_close(numbers[0], 0.5, 1e-14, 0.0);
    assert_close(numbers[1], 1.0 / 6.0, 1e-14, 0.0);
    assert_close(numbers[3], 1.0 / 20.0, 1e-14, 0.0);
    assert_close(got[5], 0.5, 1e-14, 0.0);
}

/* --- the whole domain ---------------------------------------------------------------------------- */

static int close_enough(double got, double want, size_t i, const char *what)
{
    if (fabs(got - want) <= 1e-12 * fabs(want) + 1e-290)
        return 1;
    printf("vector %u, %s: %.17g, not %.17g\n", (unsigned)i, what, got, want);
    return 0;
}

static void every_figure_is_right_by_its_definition(void **state)
{
    size_t count = sizeof btyd_cnbd_vectors / sizeof *btyd_cnbd_vectors;
    int right = 1;
    (void)state;
    for (size_t i = 0; i < count; i++) {
        const btyd_cnbd_vector *v = &btyd_cnbd_vectors[i];
        patron_btyd_model model = model_of(v->kind, v->k, v->r, v->alpha, v->a, v->b);
        customer who = {v->x, v->t_x, v->T, v->ahead, v->discount};
        double got[FIGURES], pmf[6];
        figures_of(&model, &who, got);
        numbers_of(&model, &who, 6, pmf);
        right &= close_enough(1.0 + fabs(v->log_likelihood) + got[0] - v->log_likelihood,
                              1.0 + fabs(v->log_likelihood), i, "log-likelihood");
        right &= close_enough(got[1], v->alive, i, "alive");
        right &= close_enough(got[2], v->alive * v->expected, i, "expected");
        if (v->discount > 0.0)
            right &= close_enough(got[3], v->alive * v->residual, i, "residual");
        right &= close_enough(got[4], v->alive * v->within, i, "within");
        right &= close_enough(pmf[0], v->none, i, "P(0)");
        right &= close_enough(pmf[1], v->alive * v->one, i, "P(1)");
        right &= close_enough(pmf[5], v->alive * v->five, i, "P(5)");
    }
    assert_true(right);
}

static void slopes_of_the_likelihood_are_those_of_its_definition(void **state)
{
    static const int where[4] = {PATRON_BTYD_R, PATRON_BTYD_ALPHA, PATRON_BTYD_A, PATRON_BTYD_B};
    size_t count = sizeof btyd_cnbd_vectors / sizeof *btyd_cnbd_vectors;
    (void)state;
    for (size_t i = 0; i < count; i++) {
        const btyd_cnbd_vector *v = &btyd_cnbd_vectors[i];
        patron_btyd_model model = model_of(v->kind, v->k, v->r, v->alpha, v->a, v->b);
        double value, gradient[PATRON_BTYD_PARAMETERS];
        assert_int_equal(patron_btyd_log_likelihood(&model, 1, &v->x, &v->t_x, &v->T, NULL, NULL,
                                                    NULL, &value, gradient, NULL),
                         PATRON_OK);
        for (int j = 0; j < 4; j++)
            assert_close(gradient[where[j]], v->slope[j], 1e-12, 1e-13);
        assert_true(gradient[PATRON_BTYD_S] == 0.0 && gradient[PATRON_BTYD_GAMMA] == 0.0);
    }
}

/* Ten phases or more at once, of a customer of tens of thousands: by logarithms of factorials of some 1e5
   it would be certain to ten digits only. NBD of many purchases: mpmath, 40 digits. */
static void rare_numbers_of_busy_customers_keep_their_digits(void **state)
{
    patron_btyd_model model =
        model_of(PATRON_BTYD_BG_CNBD, 12, 1.0, 4374.416211517145, 16.132288402841482, 3.7);
    customer who = {3858, 138.3866664748111, 138.38666647489055, 0.009090090280747785, 0.0};
    double number;
    (void)state;
    numbers_of(&model, &who, 1, &number);
    assert_close(number, 1.0, 1e-14, 0.0);
    model = model_of(PATRON_BTYD_NBD, 0, 9.5, 1.0, 0.0, 0.0);
    double *numbers = malloc(20001 * sizeof *numbers);
    customer crowd = {0, 0.0, 0.0, 2000.0, 0.0};
    numbers_of(&model, &crowd, 20001, numbers);
    assert_close(numbers[20000], 6.0160546843138067e-5, 1e-12, 0.0);
    model = model_of(PATRON_BTYD_NBD, 0, 300.3, 1e5, 0.0, 0.0);
    customer busy = {10000, 1e6, 1e6, 1e5, 0.0};
    numbers_of(&model, &busy, 1001, numbers);
    assert_close(numbers[1000], 0.0017420588988281645, 1e-12, 0.0);
    free(numbers);
}

/* What comes within sixty times the time of the discount is all that comes: e^-60 of it does not. */
static void a_horizon_of_many_discounts_is_for_ever(void **state)
{
    (void)state;
    static const double shape[4] = {1.1238736357922974, 1.9, 3.3, 7.5};
    customer who = {0, 0.0, 0.0, 60.0 / 0.0003, 0.0003};
    for (size_t i = 0; i < 4; i++) {
        patron_btyd_model model = model_of(PATRON_BTYD_BG_CNBD, 13, shape[i], 8.7, 99.0, 1.5);
        double got[FIGURES];
        figures_of(&model, &who, got);
        assert_close(got[4], got[3], 1e-12, 0.0);
    }
}

/* Within a blink of a long life nothing comes, which is all but certain; and what comes late enough comes
   never, as far as times go. */
static void blinks_and_ages_are_no_exceptions(void **state)
{
    (void)state;
    patron_btyd_model model =
        model_of(PATRON_BTYD_MBG_CNBD, 15, 0.0013241997878610649, 5.719614211411092e-09,
                 0.02440397647025558, 39.031259892779545);
    customer who = {0, 0.0, 200671408712820.22, 1.3004451065515303e-12, 0.0};
    double numbers[2], ahead;
    numbers_of(&model, &who, 2, numbers);
    assert_close(numbers[0], 1.0, 1e-14, 0.0);
    model = model_of(PATRON_BTYD_BG_CNBD, 4, 2.0455770775464334e-06, 765043074690292.4,
                     199.2441233539413, 0.31808486487303306);
    for (int i = 1; i < 10; i++) {
        assert_int_equal(patron_btyd_next(&model, 1e-7 * i, 1, &who.x, &who.t_x, &who.t_x, NULL,
                                          NULL, &ahead, NULL),
                         PATRON_OK);
        assert_true(isnan(ahead) || ahead <= 1e15);
    }
}

/* Sums of probabilities that round up end at 1. */
static void a_purchase_is_never_more_than_certain(void **state)
{
    (void)state;
    const patron_btyd_model model =
        model_of(PATRON_BTYD_BG_CNBD, 3, 6.710759170575141, 36.558816322347141,
                 0.0093004494584813906, 0.31622776601683794);
    const uint32_t x = 0;
    const double t_x = 0.0, T = 0.25;
    for (double ahead = 1.0; ahead < 1e15; ahead *= 1.7) {
        double some;
        assert_int_equal(
            patron_btyd_at_least_one(&model, ahead, 1, &x, &t_x, &T, NULL, NULL, &some, NULL),
            PATRON_OK);
        assert_true(some > 0.0 && some <= 1.0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(regular_customers_are_alive_and_buy_as_exact_sums_say),
        cmocka_unit_test(of_one_phase_a_gap_they_buy_like_anybody),
        cmocka_unit_test(purchases_to_expect_are_the_mean_of_their_numbers),
        cmocka_unit_test(a_long_horizon_is_for_ever),
        cmocka_unit_test(undiscounted_purchases_are_one_by_each_chance_of_leaving),
        cmocka_unit_test(many_purchases_leave_the_first_numbers_without_chance),
        cmocka_unit_test(every_figure_is_right_by_its_definition),
        cmocka_unit_test(a_purchase_is_never_more_than_certain),
        cmocka_unit_test(blinks_and_ages_are_no_exceptions),
        cmocka_unit_test(a_horizon_of_many_discounts_is_for_ever),
        cmocka_unit_test(rare_numbers_of_busy_customers_keep_their_digits),
        cmocka_unit_test(slopes_of_the_likelihood_are_those_of_its_definition),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
