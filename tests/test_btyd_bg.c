/*
 * BG/NBD and MBG/NBD against published figures and their definitions in twenty-four
 * digits.
 */
#include "support.h"
#include "vectors/btyd_bg_vectors.h"

#include <patron/btyd.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

static patron_btyd_model model_of(uint32_t kind, double r, double alpha, double a, double b)
{
    patron_btyd_model model;
    memset(&model, 0, sizeof model);
    model.kind = kind;
    model.r = r;
    model.alpha = alpha;
    model.a = a;
    model.b = b;
    return model;
}

/* The published CDNOW parameters, weeks. */
static patron_btyd_model cdnow(uint32_t kind)
{
    return model_of(kind, 0.243, 4.414, 0.793, 2.426);
}

enum { ANCHORS = 7 };

static const uint32_t anchor_x[ANCHORS] = {0, 2, 26, 10, 15, 20, 25};
static const double anchor_t_x[ANCHORS] = {0.0, 30.43, 30.86, 20.0, 20.0, 20.0, 20.0};
static const double anchor_T[ANCHORS] = {39.0, 38.86, 31.0, 39.0, 39.0, 39.0, 39.0};

static void customers_of_the_papers_are_alive_and_buy_as_published(void **state)
{
    static const double alive[ANCHORS] = {1.0,
                                          .7265785700806729,
                                          .9689156497175251,
                                          .03811431321203633,
                                          .003193440389998524,
                                          .0002349637391699759,
                                          1.630166042371297e-5};
    static const double in_39[ANCHORS] = {
        .1945307217032655,  1.226028174767144,   20.74972614085729,   .2766536618129242,
        .03416990968248131, .003321234243203933, .0002863755500201249};
    static const double in_52[ANCHORS] = {
        .2513580348944457,  1.558720806432088,   25.75819593648351,   .3473997627085592,
        .04282717596767621, .004158433098754646, .0003583324619112166};
    patron_btyd_model model = cdnow(PATRON_BTYD_BG_NBD);
    double got[ANCHORS];
    (void)state;
    assert_int_equal(
        patron_btyd_alive(&model, ANCHORS, anchor_x, anchor_t_x, anchor_T, NULL, NULL, got, NULL),
        PATRON_OK);
    for (int i = 0; i < ANCHORS; i++)
        assert_close(got[i], alive[i], 1e-12, 0.0);
    assert_int_equal(patron_btyd_expected(&model, 39.0, ANCHORS, anchor_x, anchor_t_x, anchor_T,
                                          NULL, NULL, got, NULL),
                     PATRON_OK);
    for (int i = 0; i < ANCHORS; i++)
        assert_close(got[i], in_39[i], 1e-12, 0.0);
    assert_int_equal(patron_btyd_expected(&model, 52.0, ANCHORS, anchor_x, anchor_t_x, anchor_T,
                                          NULL, NULL, got, NULL),
                     PATRON_OK);
    for (int i = 0; i < ANCHORS; i++)
        assert_close(got[i], in_52[i], 1e-12, 0.0);
}

static void purchases_still_to_come_are_discounted_as_two_routes_say(void **state)
{
    static const double bg[4] = {1.0135475127006007, 5.1563798261540375, 70.906486525558057,
                                 1.0323113302927163};
    static const double mbg[4] = {.714546039040415, 5.974853668518364, 0.0, 1.160666572028820};
    double got[4];
    (void)state;
    patron_btyd_model model = cdnow(PATRON_BTYD_BG_NBD);
    assert_int_equal(patron_btyd_residual(&model, .0027, 4, anchor_x, anchor_t_x, anchor_T, NULL,
                                          NULL, got, NULL),
                     PATRON_OK);
    for (int i = 0; i < 4; i++)
        assert_close(got[i], bg[i], 1e-12, 0.0);
    model = cdnow(PATRON_BTYD_MBG_NBD);
    assert_int_equal(patron_btyd_residual(&model, .0027, 4, anchor_x, anchor_t_x, anchor_T, NULL,
                                          NULL, got, NULL),
                     PATRON_OK);
    for (int i = 0; i < 4; i++)
        if (i != 2)
            assert_close(got[i], mbg[i], 1e-12, 0.0);
}

static void a_customer_who_may_leave_at_once_is_less_alive(void **state)
{
    static const double alive[4] = {.63707188335381966, .77441924262364617, 0.0,
                                    .041312258673741977};
    static const double in_39[4] = {.1270466123160236, 1.340497428491213, 0.0, .3040345199777281};
    patron_btyd_model model = cdnow(PATRON_BTYD_MBG_NBD);
    double got[4], year = 52.0, expected, none, weeks = 39.0;
    (void)state;
    assert_int_equal(
        patron_btyd_alive(&model, 4, anchor_x, anchor_t_x, anchor_T, NULL, NULL, got, NULL),
        PATRON_OK);
    for (int i = 0; i < 4; i++)
        if (i != 2)
            assert_close(got[i], alive[i], 1e-12, 0.0);
    assert_int_equal(patron_btyd_expected(&model, 39.0, 4, anchor_x, anchor_t_x, anchor_T, NULL,
                                          NULL, got, NULL),
                     PATRON_OK);
    for (int i = 0; i < 4; i++)
        if (i != 2)
            assert_close(got[i], in_39[i], 1e-12, 0.0);
    assert_int_equal(patron_btyd_expected_new(&model, 1, &year, NULL, NULL, &expected, NULL),
                     PATRON_OK);
    assert_close(expected, 1.210400810929425, 1e-12, 0.0);
    assert_int_equal(patron_btyd_pmf_new(&model, 1, &weeks, NULL, NULL, 1, &none, NULL), PATRON_OK);
    assert_close(none, .67878399819351, 1e-12, 0.0);
}

static void new_customers_buy_as_often_as_published(void **state)
{
    static const double pmf[6] = {.57378635209601, .19939528083591,  .085429759539061,
                                  .045860353848,   .027671449335782, .017965493866579};
    patron_btyd_model model = cdnow(PATRON_BTYD_BG_NBD);
    double got[6], year = 52.0, weeks = 39.0, expected;
    (void)state;
    assert_int_equal(patron_btyd_pmf_new(&model, 1, &weeks, NULL, NULL, 6, got, NULL), PATRON_OK);
    for (int i = 0; i < 6; i++)
        assert_close(got[i], pmf[i], 1e-11, 0.0);
    assert_int_equal(patron_btyd_expected_new(&model, 1, &year, NULL, NULL, &expected, NULL),
                     PATRON_OK);
    assert_close(expected, 1.446050595396404, 1e-12, 0.0);
}

static void the_next_purchase_comes_within_thirty_weeks_with_even_odds(void **state)
{
    patron_btyd_model model = cdnow(PATRON_BTYD_BG_NBD);
    double ahead, some;
    (void)state;
    assert_int_equal(patron_btyd_next(&model, 0.5, 1, &anchor_x[1], &anchor_t_x[1], &anchor_T[1],
                                      NULL, NULL, &ahead, NULL),
                     PATRON_OK);
    assert_close(ahead, 29.4782100016556, 1e-12, 0.0);
    assert_int_equal(patron_btyd_at_least_one(&model, ahead, 1, &anchor_x[1], &anchor_t_x[1],
                                              &anchor_T[1], NULL, NULL, &some, NULL),
                     PATRON_OK);
    assert_close(some, 0.5, 1e-13, 0.0);
    assert_int_equal(patron_btyd_next(&model, 0.73, 1, &anchor_x[1], &anchor_t_x[1], &anchor_T[1],
                                      NULL, NULL, &ahead, NULL),
                     PATRON_OK);
    assert_true(isnan(ahead)); /* alive with a chance of 0.727 only */
}

/* --- the whole domain ---------------------------------------------------------------------------- */

static int close_enough(double got, double want, size_t i, const char *what)
{
    if (fabs(got - want) <= 1e-11 * fabs(want) + 1e-290)
        return 1;
    printf("vector %u, %s: %.17g, not %.17g\n", (unsigned)i, what, got, want);
    return 0;
}

static void every_figure_is_right_over_the_whole_domain(void **state)
{
    size_t count = sizeof btyd_bg_vectors / sizeof *btyd_bg_vectors;
    int right = 1;
    (void)state;
    for (size_t i = 0; i < count; i++) {
        const btyd_bg_vector *v = &btyd_bg_vectors[i];
        patron_btyd_model model = model_of(v->kind, v->r, v->alpha, v->a, v->b);
        double likelihood, alive, expected, residual, within, pmf[6];
        assert_int_equal(patron_btyd_log_likelihood(&model, 1, &v->x, &v->t_x, &v->T, NULL, NULL,
                                                    NULL, &likelihood, NULL, NULL),
                         PATRON_OK);
        assert_int_equal(
            patron_btyd_alive(&model, 1, &v->x, &v->t_x, &v->T, NULL, NULL, &alive, NULL),
            PATRON_OK);
        assert_int_equal(patron_btyd_expected(&model, v->ahead, 1, &v->x, &v->t_x, &v->T, NULL,
                                              NULL, &expected, NULL),
                         PATRON_OK);
        assert_int_equal(patron_btyd_residual(&model, v->discount, 1, &v->x, &v->t_x, &v->T, NULL,
                                              NULL, &residual, NULL),
                         PATRON_OK);
        assert_int_equal(patron_btyd_residual_within(&model, v->discount, v->ahead, 1, &v->x,
                                                     &v->t_x, &v->T, NULL, NULL, &within, NULL),
                         PATRON_OK);
        assert_int_equal(
            patron_btyd_pmf(&model, v->ahead, 1, &v->x, &v->t_x, &v->T, NULL, NULL, 6, pmf, NULL),
            PATRON_OK);
        right &= close_enough(1.0 + fabs(v->log_likelihood) + likelihood - v->log_likelihood,
                              1.0 + fabs(v->log_likelihood), i, "log-likelihood");
        right &= close_enough(alive, v->alive, i, "alive");
        right &= close_enough(expected, v->alive * v->expected, i, "expected");
        right &= close_enough(residual, v->alive * v->residual, i, "residual");
        right &= close_enough(within, v->alive * v->within, i, "within");
        right &= close_enough(pmf[0], v->none, i, "P(0)");
        right &= close_enough(pmf[1], v->alive * v->one, i, "P(1)");
        right &= close_enough(pmf[5], v->alive * v->five, i, "P(5)");
    }
    assert_true(right);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(customers_of_the_papers_are_alive_and_buy_as_published),
        cmocka_unit_test(purchases_still_to_come_are_discounted_as_two_routes_say),
        cmocka_unit_test(a_customer_who_may_leave_at_once_is_less_alive),
        cmocka_unit_test(new_customers_buy_as_often_as_published),
        cmocka_unit_test(the_next_purchase_comes_within_thirty_weeks_with_even_odds),
        cmocka_unit_test(every_figure_is_right_over_the_whole_domain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
