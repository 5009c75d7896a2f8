/*
 * What every kind of model must answer alike: quantiles and the next purchase against the distribution they
 * are of, the path of being alive against its points, own rates against a model that has them; and what is
 * refused whatever the kind.
 */
#include "support.h"

#include <patron/btyd.h>

#include <math.h>
#include <string.h>

enum { KINDS = 8, HISTORIES = 4, COUNTS = 400 };

static const uint32_t some_x[HISTORIES] = {0, 1, 3, 7};
static const double some_t_x[HISTORIES] = {0.0, 6.0, 17.0, 29.0};
static const double some_T[HISTORIES] = {30.0, 30.0, 30.0, 30.0};

static patron_btyd_model model_of(uint32_t kind)
{
    patron_btyd_model model;
    memset(&model, 0, sizeof model);
    model.kind = kind;
    model.alpha = kind == PATRON_BTYD_BG_BB ? 1.2 : 6.5;
    if (kind != PATRON_BTYD_BG_BB)
        model.r = 0.9;
    switch (kind) {
    case PATRON_BTYD_PARETO_NBD:
    case PATRON_BTYD_GGOM_NBD:
        model.s = 0.7;
        model.beta = 12.0;
        model.b = kind == PATRON_BTYD_GGOM_NBD ? 0.02 : 0.0;
        break;
    case PATRON_BTYD_BG_BB:
        model.beta = 0.75;
        model.gamma = 0.65;
        model.delta = 2.8;
        break;
    case PATRON_BTYD_NBD:
        break;
    default:
        model.a = 0.8;
        model.b = 2.4;
        model.k = kind == PATRON_BTYD_BG_CNBD || kind == PATRON_BTYD_MBG_CNBD ? 2 : 0;
    }
    return model;
}

#define ABOUT HISTORIES, some_x, some_t_x, some_T, NULL, NULL

static void a_quantile_is_the_first_number_that_is_likely_enough(void **state)
{
    static const double chance[] = {0.0, 0.3, 0.8, 0.99};
    double scratch[COUNTS + 16], pmf[HISTORIES * COUNTS];
    uint32_t count[HISTORIES];
    size_t size = patron_btyd_quantile_scratch_size(COUNTS);
    (void)state;
    assert_true(size <= sizeof scratch);
    for (uint32_t kind = 1; kind <= KINDS; kind++)
        for (size_t j = 0; j < 4; j++) {
            patron_btyd_model model = model_of(kind);
            assert_int_equal(patron_btyd_pmf(&model, 60.0, ABOUT, COUNTS, pmf, NULL), PATRON_OK);
            assert_int_equal(patron_btyd_quantile(&model, 60.0, chance[j], ABOUT, COUNTS, scratch,
                                                  size, count, NULL),
                             PATRON_OK);
            for (size_t i = 0; i < HISTORIES; i++) {
                double below = 0.0;
                for (size_t k = 0; k < count[i]; k++)
                    below += pmf[i * COUNTS + k];
                assert_true(count[i] == 0 || below < chance[j] + 1e-12);
                assert_true(below + pmf[i * COUNTS + count[i]] >= chance[j] - 1e-12);
            }
        }
}

static void by_the_time_of_the_next_purchase_there_is_one_with_that_chance(void **state)
{
    static const double chance[] = {1e-6, 0.05, 0.2};
    double ahead[HISTORIES], some, before;
    (void)state;
    for (uint32_t kind = 1; kind <= KINDS; kind++)
        for (size_t j = 0; j < 3; j++) {
            patron_btyd_model model = model_of(kind);
            int whole = kind == PATRON_BTYD_BG_BB;
            assert_int_equal(patron_btyd_next(&model, chance[j], ABOUT, ahead, NULL), PATRON_OK);
            for (size_t i = 0; i < HISTORIES; i++) {
                if (isnan(ahead[i])) { /* it does not come that surely, ever so late */
                    patron_btyd_at_least_one(&model, whole ? 65536.0 : 1e15, 1, &some_x[i],
                                             &some_t_x[i], &some_T[i], NULL, NULL, &some, NULL);
                    assert_true(some < chance[j] * (1.0 + 1e-9));
                    continue;
                }
                patron_btyd_at_least_one(&model, ahead[i], 1, &some_x[i], &some_t_x[i], &some_T[i],
                                         NULL, NULL, &some, NULL);
                if (!whole) {
                    assert_close(some, chance[j], 1e-10, 0.0);
                    continue;
                }
                patron_btyd_at_least_one(&model, ahead[i] - 1.0, 1, &some_x[i], &some_t_x[i],
                                         &some_T[i], NULL, NULL, &before, NULL);
                assert_true(some >= chance[j] && before < chance[j]);
            }
        }
}

static void what_is_sure_to_come_at_once_takes_no_time_and_never_comes_takes_none_known(
    void **state)
{
    double ahead[HISTORIES];
    (void)state;
    for (uint32_t kind = 1; kind <= KINDS; kind++) {
        patron_btyd_model model = model_of(kind);
        assert_int_equal(patron_btyd_next(&model, 0.0, ABOUT, ahead, NULL), PATRON_OK);
        for (size_t i = 0; i < HISTORIES; i++)
            assert_true(ahead[i] == 0.0);
        assert_int_equal(patron_btyd_next(&model, 1.0 - 1e-15, ABOUT, ahead, NULL), PATRON_OK);
        for (size_t i = 1; i < HISTORIES; i++) /* who bought may have left, but of NBD */
            assert_true(isnan(ahead[i]) == (kind != PATRON_BTYD_NBD));
    }
}

static void a_path_of_being_alive_is_made_of_its_points(void **state)
{
    static const double time[] = {4.0, 6.0, 17.0}, at[] = {0.0, 3.0, 4.0, 9.0, 17.0, 40.0};
    static const uint32_t x[] = {0, 0, 1, 2, 3, 3};
    static const double t_x[] = {0.0, 0.0, 4.0, 6.0, 17.0, 17.0};
    double path[6], alive[6];
    (void)state;
    for (uint32_t kind = 1; kind <= KINDS; kind++) {
        patron_btyd_model model = model_of(kind);
        assert_int_equal(patron_btyd_alive_path(&model, 3, time, 6, at, path, NULL), PATRON_OK);
        assert_int_equal(patron_btyd_alive(&model, 6, x, t_x, at, NULL, NULL, alive, NULL),
                         PATRON_OK);
        assert_memory_equal(path, alive, sizeof path);
    }
}

static void overdue_is_silence_in_gaps_to_expect(void **state)
{
    double overdue[HISTORIES];
    (void)state;
    for (uint32_t kind = 1; kind <= KINDS; kind++) {
        patron_btyd_model model = model_of(kind);
        double before = kind == PATRON_BTYD_BG_BB ? 1.2 + 0.75 : 6.5;
        double shape = kind == PATRON_BTYD_BG_BB ? 1.2 : 0.9;
        assert_int_equal(patron_btyd_overdue(&model, ABOUT, overdue, NULL), PATRON_OK);
        for (size_t i = 0; i < HISTORIES; i++)
            assert_close(overdue[i],
                         (30.0 - some_t_x[i]) / ((before + some_t_x[i]) / (shape + some_x[i])),
                         1e-14, 0.0);
    }
}

static void own_rates_are_those_of_a_model_that_has_them(void **state)
{
    static const double alpha[HISTORIES] = {1.0, 4.0, 9.0, 50.0};
    (void)state;
    for (uint32_t kind = 1; kind < PATRON_BTYD_BG_BB; kind++) {
        patron_btyd_model model = model_of(kind);
        int lives = model.s != 0.0, leaves = kind != PATRON_BTYD_NBD;
        double dropout[2 * HISTORIES], got[2 * HISTORIES];
        for (size_t i = 0; i < HISTORIES; i++) {
            dropout[2 * i] = 0.5 + (double)i;
            dropout[2 * i + 1] = lives ? 0.0 : 3.0 + (double)i;
        }
        const double *own_dropout = leaves ? dropout : NULL;
        patron_btyd_expected(&model, 20.0, HISTORIES, some_x, some_t_x, some_T, alpha, own_dropout,
                             got, NULL);
        patron_btyd_expected_new(&model, HISTORIES, some_T, alpha, own_dropout, got + HISTORIES,
                                 NULL);
        for (size_t i = 0; i < HISTORIES; i++) {
            patron_btyd_model own = model;
            double one, fresh;
            own.alpha = alpha[i];
            if (lives)
                own.beta = dropout[2 * i];
            else if (leaves) {
                own.a = dropout[2 * i];
                own.b = dropout[2 * i + 1];
            }
            patron_btyd_expected(&own, 20.0, 1, &some_x[i], &some_t_x[i], &some_T[i], NULL, NULL,
                                 &one, NULL);
            patron_btyd_expected_new(&own, 1, &some_T[i], NULL, NULL, &fresh, NULL);
            assert_true(got[i] == one && got[HISTORIES + i] == fresh);
        }
    }
}

/* --- faults ------------------------------------------------------------------------------------- */

static void assert_refused(const patron_btyd_model *model, uint32_t x, double t_x, double T,
                           const double *alpha, const double *dropout, const char *argument)
{
    patron_fault fault;
    double alive = -7.0;
    assert_int_equal(patron_btyd_alive(model, 1, &x, &t_x, &T, alpha, dropout, &alive, &fault),
                     PATRON_E_RANGE);
    assert_string_equal(fault.argument, argument);
    assert_true(alive == -7.0);
}

static void a_model_has_the_parameters_of_its_kind_and_no_others(void **state)
{
    (void)state;
    for (uint32_t kind = 1; kind <= KINDS; kind++) {
        static const char *const name[8] = {"model.r", "model.alpha", "model.s",     "model.beta",
                                            "model.a", "model.b",     "model.gamma", "model.delta"};
        for (size_t j = 0; j < 8; j++) {
            patron_btyd_model model = model_of(kind);
            double value[8];
            unsigned char *members = (unsigned char *)&model + sizeof model - sizeof value;
            memcpy(value, members, sizeof value);
            value[j] = value[j] == 0.0 ? 1.0 : 0.0;
            memcpy(members, value, sizeof value);
            assert_refused(&model, 1, 6.0, 30.0, NULL, NULL, name[j]);
        }
        patron_btyd_model model = model_of(kind);
        model.k = model.k > 1 ? 17 : 2;
        assert_refused(&model, 1, 6.0, 30.0, NULL, NULL, "model.k");
        model.k = 0;
        if (kind == PATRON_BTYD_BG_CNBD || kind == PATRON_BTYD_MBG_CNBD)
            assert_refused(&model, 1, 6.0, 30.0, NULL, NULL, "model.k");
    }
}

static void histories_that_cannot_be_are_refused(void **state)
{
    patron_btyd_model bg = model_of(PATRON_BTYD_BG_NBD), bb = model_of(PATRON_BTYD_BG_BB);
    (void)state;
    assert_refused(&bg, 0, 1.0, 30.0, NULL, NULL, "t_x");
    assert_refused(&bg, 1, 30.5, 30.0, NULL, NULL, "t_x");
    assert_refused(&bg, 1, 0.5, -30.0, NULL, NULL, "T");
    assert_refused(&bb, 7, 6.0, 30.0, NULL, NULL, "x");
    assert_refused(&bb, 1, 6.5, 30.0, NULL, NULL, "t_x");
    assert_refused(&bb, 1, 6.0, 30.5, NULL, NULL, "T");
}

static void own_rates_are_refused_where_a_kind_has_none(void **state)
{
    const double alpha = 1.0, beta[2] = {1.0, 0.0}, wrong[2] = {1.0, 1.0}, low[2] = {0.0, 0.0};
    const double infinite[2] = {1.0, HUGE_VAL}, x[1] = {0.0};
    patron_btyd_model bb = model_of(PATRON_BTYD_BG_BB), nbd = model_of(PATRON_BTYD_NBD);
    patron_btyd_model pareto = model_of(PATRON_BTYD_PARETO_NBD);
    patron_fault fault;
    double alive;
    const uint32_t none = 0;
    (void)state;
    assert_refused(&bb, 1, 6.0, 30.0, &alpha, NULL, "alpha");
    assert_refused(&bb, 1, 6.0, 30.0, NULL, beta, "dropout");
    assert_refused(&nbd, 1, 6.0, 30.0, NULL, beta, "dropout");
    assert_refused(&pareto, 1, 6.0, 30.0, NULL, wrong, "dropout");
    patron_btyd_model bg = model_of(PATRON_BTYD_BG_NBD);
    assert_refused(&bg, 1, 6.0, 30.0, NULL, low, "dropout");
    assert_refused(&pareto, 1, 6.0, 30.0, NULL, low, "dropout");
    assert_int_equal(
        patron_btyd_alive(&pareto, 1, &none, x, some_T, NULL, infinite, &alive, &fault),
        PATRON_E_NOT_FINITE);
    assert_true(fault.row == 0 && fault.column == 1);
}

static void opportunities_are_whole(void **state)
{
    patron_btyd_model bb = model_of(PATRON_BTYD_BG_BB);
    const double t = 2.5, back[2] = {5.0, 5.0}, between[1] = {5.5};
    double got[2];
    patron_fault fault;
    (void)state;
    assert_int_equal(patron_btyd_expected(&bb, 2.5, ABOUT, got, &fault), PATRON_E_RANGE);
    assert_string_equal(fault.argument, "ahead");
    assert_int_equal(patron_btyd_expected_new(&bb, 1, &t, NULL, NULL, got, &fault), PATRON_E_RANGE);
    assert_string_equal(fault.argument, "t");
    assert_int_equal(patron_btyd_alive_path(&bb, 2, back, 0, NULL, NULL, &fault), PATRON_E_RANGE);
    assert_true(strcmp(fault.argument, "time") == 0 && fault.row == 1);
    assert_int_equal(patron_btyd_alive_path(&bb, 0, NULL, 1, between, got, &fault), PATRON_E_RANGE);
    assert_string_equal(fault.argument, "at");
}

static void pointers_come_before_values(void **state)
{
    patron_btyd_model model = model_of(PATRON_BTYD_BG_NBD);
    patron_fault fault;
    double got[HISTORIES];
    (void)state;
    model.r = -1.0;
    assert_int_equal(
        patron_btyd_alive(&model, 1, some_x, some_t_x, some_T, NULL, NULL, NULL, &fault),
        PATRON_E_NULL);
    assert_string_equal(fault.argument, "probability");
    assert_int_equal(patron_btyd_pmf(&model, 1.0, ABOUT, 0, NULL, &fault), PATRON_E_RANGE);
    assert_string_equal(fault.argument, "model.r");
    assert_int_equal(patron_btyd_pmf_new(&model, 1, NULL, NULL, NULL, 3, got, &fault),
                     PATRON_E_NULL);
    assert_string_equal(fault.argument, "t");
}

static void no_time_brings_no_purchase_and_no_discount_the_mean_of_all(void **state)
{
    patron_btyd_model model = model_of(PATRON_BTYD_MBG_NBD);
    double got[HISTORIES], alive[HISTORIES];
    (void)state;
    model.a = 3.0;
    patron_btyd_expected(&model, 0.0, ABOUT, got, NULL);
    for (size_t i = 0; i < HISTORIES; i++)
        assert_true(got[i] == 0.0);
    patron_btyd_residual_within(&model, 0.1, 0.0, ABOUT, got, NULL);
    for (size_t i = 0; i < HISTORIES; i++)
        assert_true(got[i] == 0.0);
    patron_btyd_residual(&model, 0.0, ABOUT, got, NULL);
    patron_btyd_alive(&model, ABOUT, alive, NULL);
    for (size_t i = 0; i < HISTORIES; i++) /* alive E (1/p), p ~ Beta(3, 2.4 + x + 1) */
        assert_close(got[i], alive[i] * (3.0 + 3.4 + some_x[i] - 1.0) / 2.0, 1e-14, 0.0);
    double expected[HISTORIES];
    patron_btyd_expected(&model, 20.0, ABOUT, expected, NULL);
    patron_btyd_residual_within(&model, 0.0, 20.0, ABOUT, got, NULL);
    assert_memory_equal(got, expected, sizeof got);
}

static void what_is_less_likely_than_1_to_1e300_is_zero(void **state)
{
    patron_btyd_model model = model_of(PATRON_BTYD_NBD);
    double probability[COUNTS];
    const double t = 1e-9;
    (void)state;
    assert_int_equal(patron_btyd_pmf_new(&model, 1, &t, NULL, NULL, COUNTS, probability, NULL),
                     PATRON_OK);
    assert_true(probability[1] > 0.0 && probability[COUNTS - 1] == 0.0);
}

static void counts_are_limited(void **state)
{
    patron_btyd_model model = model_of(PATRON_BTYD_BG_NBD);
    patron_fault fault;
    double got[32];
    uint32_t count;
    (void)state;
    if (sizeof(size_t) > 4) {
        assert_int_equal(patron_btyd_pmf(&model, 1.0, 0x7fffffffu, some_x, some_t_x, some_T, NULL,
                                         NULL, 0x7fffffffu, got, &fault),
                         PATRON_E_RANGE);
        assert_string_equal(fault.argument, "counts");
    }
    assert_int_equal(patron_btyd_quantile(&model, 1.0, 0.5, 1, some_x, some_t_x, some_T, NULL, NULL,
                                          0, got, sizeof got, &count, &fault),
                     PATRON_E_RANGE);
    assert_string_equal(fault.argument, "counts");
}

static void numbers_nobody_asks_for_are_not_written(void **state)
{
    patron_btyd_model model = model_of(PATRON_BTYD_BG_NBD);
    (void)state;
    assert_int_equal(patron_btyd_pmf(&model, 1.0, ABOUT, 0, NULL, NULL), PATRON_OK);
    assert_int_equal(patron_btyd_pmf_new(&model, HISTORIES, some_T, NULL, NULL, 0, NULL, NULL),
                     PATRON_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_quantile_is_the_first_number_that_is_likely_enough),
        cmocka_unit_test(by_the_time_of_the_next_purchase_there_is_one_with_that_chance),
        cmocka_unit_test(
            what_is_sure_to_come_at_once_takes_no_time_and_never_comes_takes_none_known),
        cmocka_unit_test(a_path_of_being_alive_is_made_of_its_points),
        cmocka_unit_test(overdue_is_silence_in_gaps_to_expect),
        cmocka_unit_test(own_rates_are_those_of_a_model_that_has_them),
        cmocka_unit_test(a_model_has_the_parameters_of_its_kind_and_no_others),
        cmocka_unit_test(histories_that_cannot_be_are_refused),
        cmocka_unit_test(own_rates_are_refused_where_a_kind_has_none),
        cmocka_unit_test(opportunities_are_whole),
        cmocka_unit_test(pointers_come_before_values),
        cmocka_unit_test(no_time_brings_no_purchase_and_no_discount_the_mean_of_all),
        cmocka_unit_test(what_is_less_likely_than_1_to_1e300_is_zero),
        cmocka_unit_test(counts_are_limited),
        cmocka_unit_test(numbers_nobody_asks_for_are_not_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
