/*
 * BG/BB against the donors of the paper, identities, and its definition in forty digits.
 */
#include "support.h"
#include "vectors/btyd_bb_vectors.h"

#include <patron/btyd.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static patron_btyd_model model_of(double alpha, double beta, double gamma, double delta)
{
    patron_btyd_model model;
    memset(&model, 0, sizeof model);
    model.kind = PATRON_BTYD_BG_BB;
    model.alpha = alpha;
    model.beta = beta;
    model.gamma = gamma;
    model.delta = delta;
    return model;
}

/* The most likely parameters of the donors. */
static patron_btyd_model donors(void)
{
    return model_of(1.20352235160191, .749716358172939, .656718208441832, 2.78344223257738);
}

/* --- the donors ----------------------------------------------------------------------------------- */

enum { DONORS_MAX = 64, YEARS = 6 };

typedef struct donations {
    size_t n;
    uint32_t x[DONORS_MAX];
    double t_x[DONORS_MAX];
    double T[DONORS_MAX];
    double weight[DONORS_MAX];
} donations;

/* frequency,recency,periods,weights; 0 rows where the file is missing. */
static donations donations_read(void)
{
    donations all;
    char line[128];
    const char *path = support_data("donations.csv");
    FILE *file = path != NULL ? fopen(path, "r") : NULL;
    all.n = 0;
    if (file == NULL)
        return all;
    while (fgets(line, sizeof line, file) != NULL && all.n < DONORS_MAX) {
        char *at = line;
        if (line[0] < '0' || line[0] > '9')
            continue;
        all.x[all.n] = (uint32_t)strtoul(at, &at, 10);
        all.t_x[all.n] = strtod(at + 1, &at);
        all.T[all.n] = strtod(at + 1, &at);
        all.weight[all.n] = strtod(at + 1, &at);
        all.n++;
    }
    fclose(file);
    return all;
}

static void donors_are_as_likely_as_the_exact_maximum(void **state)
{
    donations all = donations_read();
    patron_btyd_model model = donors();
    double value[DONORS_MAX], gradient[DONORS_MAX * PATRON_BTYD_PARAMETERS];
    double sum = 0.0, slope[PATRON_BTYD_PARAMETERS] = {0.0};
    (void)state;
    if (all.n == 0)
        return;
    assert_int_equal(all.n, 22);
    assert_int_equal(patron_btyd_log_likelihood(&model, all.n, all.x, all.t_x, all.T, NULL, NULL,
                                                NULL, value, gradient, NULL),
                     PATRON_OK);
    for (size_t i = 0; i < all.n; i++) {
        sum += all.weight[i] * value[i];
        for (int j = 0; j < PATRON_BTYD_PARAMETERS; j++)
            slope[j] += all.weight[i] * gradient[i * PATRON_BTYD_PARAMETERS + j];
    }
    assert_close(sum, -33225.581274347007, 1e-15, 0.0);
    for (int j = 0; j < PATRON_BTYD_PARAMETERS; j++)
        assert_close(slope[j], 0.0, 0.0, 1e-9); /* a maximum */
}

static void donors_give_as_often_as_published(void **state)
{
    static const double want[YEARS + 1] = {3454.88199, 1888.65436, 1348.88234, 1113.37854,
                                           1017.92241, 1027.16603, 1253.11432};
    /* The peer's own estimates, which gave these. */
    patron_btyd_model model = model_of(1.203507, .749767, .656757, 2.783887);
    patron_btyd_model exact = donors();
    double probability[YEARS + 1], years = YEARS, sum = 0.0, time[2] = {6.0, 10.0}, purchases[2];
    (void)state;
    assert_int_equal(
        patron_btyd_pmf_new(&model, 1, &years, NULL, NULL, YEARS + 1, probability, NULL),
        PATRON_OK);
    for (int k = 0; k <= YEARS; k++) {
        assert_close(11104.0 * probability[k], want[k], 1e-4, 0.0);
        sum += probability[k];
    }
    assert_close(sum, 1.0, 1e-15, 0.0);
    assert_int_equal(patron_btyd_expected_new(&exact, 2, time, NULL, NULL, purchases, NULL),
                     PATRON_OK);
    assert_close(purchases[0], 2.2201693442122, 1e-13, 0.0);
    assert_close(purchases[1], 3.1798290281327, 1e-13, 0.0);
}

static void donors_are_alive_and_give_on_as_published(void **state)
{
    static const uint32_t x[3] = {4, 6, 0};
    static const double t_x[3] = {5.0, 6.0, 0.0};
    static const double T[3] = {6.0, 6.0, 6.0};
    static const double alive[3] = {.69680011073334, .93043357551549, .10813328186467};
    static const double residual[3] = {3.1970914784936, 5.9098942456429, .11475271563249};
    patron_btyd_model model = donors();
    patron_fault fault;
    double got[3];
    (void)state;
    assert_int_equal(patron_btyd_alive(&model, 3, x, t_x, T, NULL, NULL, got, NULL), PATRON_OK);
    for (int i = 0; i < 3; i++)
        assert_close(got[i], alive[i], 1e-13, 0.0);
    assert_int_equal(patron_btyd_residual(&model, .1, 3, x, t_x, T, NULL, NULL, got, NULL),
                     PATRON_OK);
    for (int i = 0; i < 3; i++)
        assert_close(got[i], residual[i], 1e-13, 0.0);
    assert_int_equal(patron_btyd_expected(&model, 5.0, 1, x, t_x, T, NULL, NULL, got, NULL),
                     PATRON_OK);
    assert_close(got[0], 2.0300239997207, 1e-13, 0.0);
    assert_int_equal(patron_btyd_residual(&model, 0.0, 3, x, t_x, T, NULL, NULL, got, &fault),
                     PATRON_E_DIVERGES); /* gamma < 1 */
}

/* --- identities ----------------------------------------------------------------------------------- */

enum { COUNTS = 201 };

static void numbers_add_up_to_what_is_expected(void **state)
{
    support_random random = support_random_from(2010);
    (void)state;
    for (size_t i = 0; i < support_rows(200, 40); i++) {
        patron_btyd_model model = model_of(exp(support_random_between(&random, -3.0, 4.0)),
                                           exp(support_random_between(&random, -3.0, 4.0)),
                                           exp(support_random_between(&random, -3.0, 4.0)),
                                           exp(support_random_between(&random, -3.0, 4.0)));
        double T = (double)support_random_below(&random, 60);
        double t_x = (double)support_random_below(&random, (uint64_t)T + 1);
        uint32_t x = t_x > 0.0 ? 1 + (uint32_t)support_random_below(&random, (uint64_t)t_x) : 0;
        double ahead = (double)support_random_below(&random, 200);
        double discount = exp(support_random_between(&random, -9.0, 1.0));
        double probability[COUNTS], expected, some, alive, within, residual;
        double sum = 0.0, mean = 0.0;
        assert_int_equal(
            patron_btyd_pmf(&model, ahead, 1, &x, &t_x, &T, NULL, NULL, COUNTS, probability, NULL),
            PATRON_OK);
        assert_int_equal(
            patron_btyd_expected(&model, ahead, 1, &x, &t_x, &T, NULL, NULL, &expected, NULL),
            PATRON_OK);
        assert_int_equal(
            patron_btyd_at_least_one(&model, ahead, 1, &x, &t_x, &T, NULL, NULL, &some, NULL),
            PATRON_OK);
        assert_int_equal(patron_btyd_alive(&model, 1, &x, &t_x, &T, NULL, NULL, &alive, NULL),
                         PATRON_OK);
        for (int k = COUNTS; k-- > 0;) {
            sum += probability[k];
            mean += k * probability[k];
        }
        assert_close(sum, 1.0, 1e-13, 0.0);
        assert_close(mean, expected, 1e-12, 0.0);
        assert_close(probability[0] + some, 1.0, 1e-13, 0.0);
        assert_true(alive >= 0.0 && alive <= 1.0);
        assert_int_equal(patron_btyd_residual_within(&model, discount, 1e15, 1, &x, &t_x, &T, NULL,
                                                     NULL, &within, NULL),
                         PATRON_OK);
        assert_int_equal(
            patron_btyd_residual(&model, discount, 1, &x, &t_x, &T, NULL, NULL, &residual, NULL),
            PATRON_OK);
        assert_close(within, residual, 1e-13, 0.0);
    }
}

/* --- the whole domain ---------------------------------------------------------------------------- */

static int close_enough(double got, double want, size_t i, const char *what)
{
    if (fabs(got - want) <= 1e-13 * fabs(want))
        return 1;
    printf("vector %u, %s: %.17g, not %.17g\n", (unsigned)i, what, got, want);
    return 0;
}

static int ahead_is_right(const patron_btyd_model *model, const btyd_bb_vector *v, size_t i)
{
    double expected, residual, within, some, pmf[6];
    int right = 1;
    assert_int_equal(patron_btyd_expected(model, v->ahead, 1, &v->x, &v->t_x, &v->T, NULL, NULL,
                                          &expected, NULL),
                     PATRON_OK);
    assert_int_equal(patron_btyd_residual_within(model, v->discount, v->ahead, 1, &v->x, &v->t_x,
                                                 &v->T, NULL, NULL, &within, NULL),
                     PATRON_OK);
    assert_int_equal(patron_btyd_at_least_one(model, v->ahead, 1, &v->x, &v->t_x, &v->T, NULL, NULL,
                                              &some, NULL),
                     PATRON_OK);
    assert_int_equal(
        patron_btyd_pmf(model, v->ahead, 1, &v->x, &v->t_x, &v->T, NULL, NULL, 6, pmf, NULL),
        PATRON_OK);
    int32_t status = patron_btyd_residual(model, v->discount, 1, &v->x, &v->t_x, &v->T, NULL, NULL,
                                          &residual, NULL);
    assert_int_equal(status, v->residual < 0.0 ? PATRON_E_DIVERGES : PATRON_OK);
    if (status == PATRON_OK)
        right &= close_enough(residual, v->residual, i, "residual");
    right &= close_enough(expected, v->expected, i, "expected");
    right &= close_enough(within, v->within, i, "within");
    right &= close_enough(some, v->some, i, "some");
    right &= close_enough(pmf[0], v->none, i, "P(0)");
    right &= close_enough(pmf[1], v->one, i, "P(1)");
    right &= close_enough(pmf[5], v->five, i, "P(5)");
    return right;
}

static const int btyd_bb_where[4] = {PATRON_BTYD_ALPHA, PATRON_BTYD_BETA, PATRON_BTYD_GAMMA,
                                     PATRON_BTYD_DELTA};

static void every_figure_is_right_by_its_definition(void **state)
{
    size_t count = sizeof btyd_bb_vectors / sizeof *btyd_bb_vectors;
    int right = 1;
    (void)state;
    for (size_t i = 0; i < count; i++) {
        const btyd_bb_vector *v = &btyd_bb_vectors[i];
        patron_btyd_model model = model_of(v->alpha, v->beta, v->gamma, v->delta);
        double likelihood, alive, gradient[PATRON_BTYD_PARAMETERS];
        assert_int_equal(patron_btyd_log_likelihood(&model, 1, &v->x, &v->t_x, &v->T, NULL, NULL,
                                                    NULL, &likelihood, gradient, NULL),
                         PATRON_OK);
        assert_int_equal(
            patron_btyd_alive(&model, 1, &v->x, &v->t_x, &v->T, NULL, NULL, &alive, NULL),
            PATRON_OK);
        right &= close_enough(1.0 + fabs(v->log_likelihood) + likelihood - v->log_likelihood,
                              1.0 + fabs(v->log_likelihood), i, "log-likelihood");
        right &= close_enough(alive, v->alive, i, "alive");
        right &= ahead_is_right(&model, v, i);
        for (int j = 0; j < 4; j++)
            assert_close(gradient[btyd_bb_where[j]], v->slope[j], 1e-12, 1e-13);
        assert_true(gradient[PATRON_BTYD_R] == 0.0 && gradient[PATRON_BTYD_B] == 0.0);
    }
    assert_true(right);
}

static void millions_of_opportunities_do_no_harm(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof btyd_bb_many / sizeof *btyd_bb_many; i += support_rows(1, 5)) {
        const double *v = btyd_bb_many[i];
        patron_btyd_model model = model_of(v[0], v[1], v[2], v[3]);
        uint32_t x = (uint32_t)v[4];
        double likelihood, some, twenty[21], gradient[PATRON_BTYD_PARAMETERS];
        assert_int_equal(patron_btyd_log_likelihood(&model, 1, &x, &v[5], &v[6], NULL, NULL, NULL,
                                                    &likelihood, gradient, NULL),
                         PATRON_OK);
        assert_close(likelihood, v[7], 1e-12, 0.0);
        for (int j = 0; j < 4; j++)
            assert_close(gradient[btyd_bb_where[j]], v[10 + j], 1e-10, 0.0);
        assert_int_equal(
            patron_btyd_at_least_one(&model, v[6], 1, &x, &v[5], &v[6], NULL, NULL, &some, NULL),
            PATRON_OK);
        assert_close(some, v[8], 1e-11, 0.0);
        assert_int_equal(patron_btyd_pmf_new(&model, 1, &v[6], NULL, NULL, 21, twenty, NULL),
                         PATRON_OK);
        assert_close(twenty[20], v[9], 1e-11, 0.0);
        double longest = 1e15;
        assert_int_equal(patron_btyd_log_likelihood(&model, 1, &x, &v[5], &longest, NULL, NULL,
                                                    NULL, &likelihood, NULL, NULL),
                         PATRON_OK);
        assert_true(isfinite(likelihood));
    }
}

/* With shapes of millions and nobody leaving soon the number is binomial: of 4,000 at one half, 2,000 has the
   chance C(4000, 2000) / 2^4000; and of ten million at 4e-6, 40 is about Poisson. */
static void of_many_opportunities_the_middle_is_likeliest(void **state)
{
    enum { MANY = 4001 };
    static double probability[MANY];
    patron_btyd_model model = model_of(5e8, 5e8, 1e-6, 1e9);
    size_t half = support_rows(2000, 200);
    double opportunities = 2.0 * (double)half, sum = 0.0, log_middle = 0.0;
    (void)state;
    for (size_t i = 1; i <= half; i++)
        log_middle += log(((double)half + (double)i) / (double)i) - 2.0 * log(2.0);
    assert_int_equal(
        patron_btyd_pmf_new(&model, 1, &opportunities, NULL, NULL, 2 * half + 1, probability, NULL),
        PATRON_OK);
    for (size_t k = 0; k <= 2 * half; k++)
        sum += probability[k];
    assert_close(sum, 1.0, 1e-11, 0.0);
    assert_close(probability[half], exp(log_middle), 1e-5, 0.0);
    opportunities = (double)support_rows(10000000, 100000);
    model = model_of(4000.0, 100.0 * opportunities - 4000.0, 1e-6, 1e9);
    assert_int_equal(
        patron_btyd_pmf_new(&model, 1, &opportunities, NULL, NULL, 41, probability, NULL),
        PATRON_OK);
    /* 40^40 e^-40 / 40!; the shapes widen it by one part in a hundred of the variance */
    assert_close(probability[40], 0.06294703942359 / sqrt(1.01), 1e-3, 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(donors_are_as_likely_as_the_exact_maximum),
        cmocka_unit_test(donors_give_as_often_as_published),
        cmocka_unit_test(donors_are_alive_and_give_on_as_published),
        cmocka_unit_test(numbers_add_up_to_what_is_expected),
        cmocka_unit_test(every_figure_is_right_by_its_definition),
        cmocka_unit_test(millions_of_opportunities_do_no_harm),
        cmocka_unit_test(of_many_opportunities_the_middle_is_likeliest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
