/*
 * Simulated customers against what their model expects, and models fitted to them against the model that
 * drew them.
 */
#include "test_btyd_fit.h"

enum { MODELS = 11, COUNTS = 6 };

static const patron_btyd_model drawn_from[MODELS] = {
    {PATRON_BTYD_BG_NBD, 0, 0.243, 4.414, 0.0, 0.0, 0.793, 2.426, 0.0, 0.0},
    {PATRON_BTYD_MBG_NBD, 0, 0.525, 6.183, 0.0, 0.0, 0.891, 1.614, 0.0, 0.0},
    {PATRON_BTYD_PARETO_NBD, 0, 0.553, 10.578, 0.606, 11.669, 0.0, 0.0, 0.0, 0.0},
    {PATRON_BTYD_GGOM_NBD, 0, 0.553, 10.578, 0.606, 1.2, 0.0, 0.05, 0.0, 0.0},
    {PATRON_BTYD_NBD, 0, 0.385, 12.072, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0},
    {PATRON_BTYD_BG_CNBD, 2, 0.8, 2.207, 0.0, 0.0, 0.793, 2.426, 0.0, 0.0},
    {PATRON_BTYD_MBG_CNBD, 3, 1.3, 2.207, 0.0, 0.0, 0.793, 2.426, 0.0, 0.0},
    {PATRON_BTYD_BG_BB, 0, 0.0, 1.204, 0.0, 0.75, 0.0, 0.0, 0.657, 2.783},
    {PATRON_BTYD_BG_NBD, 0, 2.5, 4.0, 0.0, 0.0, 0.05, 0.1, 0.0, 0.0},
    {PATRON_BTYD_MBG_CNBD, 1, 1.3, 2.207, 0.0, 0.0, 0.793, 2.426, 0.0, 0.0},
    {PATRON_BTYD_BG_BB, 0, 0.0, 0.02, 0.0, 0.03, 0.0, 0.0, 0.5, 3.0},
};

typedef struct drawn {
    base of;
    uint32_t *alive;
    uint32_t *future;
} drawn;

static drawn draw(const patron_btyd_model *model, uint64_t seed, size_t n, double first_T,
                  double last_T, double ahead)
{
    drawn made;
    patron_fault fault;
    made.of = base_of(n);
    made.alive = calloc(n, sizeof *made.alive);
    made.future = calloc(n, sizeof *made.future);
    assert_true(made.alive != NULL && made.future != NULL);
    for (size_t i = 0; i < n; i++)
        made.of.T[i] = floor(first_T + (last_T - first_T) * (double)(i % 13) / 12.0);
    assert_int_equal(patron_btyd_simulate(model, seed, 0, n, made.of.T, ahead, NULL, NULL,
                                          made.of.x, made.of.t_x, made.of.gaps, made.alive,
                                          made.future, &fault),
                     PATRON_OK);
    return made;
}

static void drawn_free(drawn *made)
{
    base_free(&made->of);
    free(made->alive);
    free(made->future);
}

/* The mean of what was drawn is that of a distribution by its mean and second moment of the sample. */
static void within_four_errors(double sum, double squares, double n, double expected)
{
    double mean = sum / n;
    double error = sqrt(fmax(squares / n - mean * mean, expected * 1e-9) / n);
    assert_close(mean, expected, 0.0, 4.0 * error);
}

static void numbers_of_purchases_are_those_the_model_expects(void **state)
{
    size_t n = support_rows(60000, 6000);
    (void)state;
    for (int m = 0; m < MODELS; m++) {
        drawn made = draw(&drawn_from[m], 11, n, 30.0, 30.0, 20.0);
        double pmf[COUNTS], expected, seen[COUNTS] = {0.0}, sum = 0.0, squares = 0.0;
        assert_int_equal(
            patron_btyd_expected_new(&drawn_from[m], 1, made.of.T, NULL, NULL, &expected, NULL),
            PATRON_OK);
        assert_int_equal(
            patron_btyd_pmf_new(&drawn_from[m], 1, made.of.T, NULL, NULL, COUNTS, pmf, NULL),
            PATRON_OK);
        for (size_t i = 0; i < n; i++) {
            double x = made.of.x[i];
            assert_true(made.of.t_x[i] <= 30.0 && (made.of.x[i] == 0) == (made.of.t_x[i] == 0.0));
            sum += x;
            squares += x * x;
            if (x < COUNTS)
                seen[(int)x] += 1.0;
        }
        within_four_errors(sum, squares, (double)n, expected);
        for (int k = 0; k < COUNTS; k++)
            within_four_errors(seen[k], seen[k], (double)n, pmf[k]);
        drawn_free(&made);
    }
}

/* Given the histories, who is alive and what they go on to buy are what the model says of them. */
static void what_comes_is_what_the_histories_say(void **state)
{
    size_t n = support_rows(20000, 4000);
    (void)state;
    for (int m = 0; m < MODELS; m++) {
        drawn made = draw(&drawn_from[m], 12, n, 25.0, 37.0, 20.0);
        double *alive = calloc(n, sizeof *alive), *ahead = calloc(n, sizeof *ahead);
        double off[2] = {0.0, 0.0}, squares[2] = {0.0, 0.0};
        assert_true(alive != NULL && ahead != NULL);
        assert_int_equal(patron_btyd_alive(&drawn_from[m], n, made.of.x, made.of.t_x, made.of.T,
                                           NULL, NULL, alive, NULL),
                         PATRON_OK);
        assert_int_equal(patron_btyd_expected(&drawn_from[m], 20.0, n, made.of.x, made.of.t_x,
                                              made.of.T, NULL, NULL, ahead, NULL),
                         PATRON_OK);
        for (size_t i = 0; i < n; i++) {
            double late[2] = {made.alive[i] - alive[i], made.future[i] - ahead[i]};
            assert_true(made.alive[i] <= 1 && (made.alive[i] || made.future[i] == 0));
            for (int k = 0; k < 2; k++) {
                off[k] += late[k];
                squares[k] += late[k] * late[k];
            }
        }
        for (int k = 0; k < 2; k++)
            assert_close(off[k], 0.0, 0.0, 4.0 * sqrt(squares[k]) + 1e-6);
        free(alive);
        free(ahead);
        drawn_free(&made);
    }
}

static void a_customer_is_the_same_however_rows_are_split(void **state)
{
    enum { N = 100 };
    (void)state;
    for (int m = 0; m < MODELS; m++) {
        drawn made = draw(&drawn_from[m], 5, N, 25.0, 37.0, 13.0);
        for (size_t i = 0; i < N; i++) {
            uint32_t x, future = 77, alive = 77;
            double t_x, gaps = 77.0;
            assert_int_equal(patron_btyd_simulate(&drawn_from[m], 5, i, 1, &made.of.T[i],
                                                  i % 2 ? 13.0 : 0.0, NULL, NULL, &x, &t_x,
                                                  i % 3 ? &gaps : NULL, i % 5 ? &alive : NULL,
                                                  i % 2 ? &future : NULL, NULL),
                             PATRON_OK);
            assert_int_equal(x, made.of.x[i]);
            assert_true(t_x == made.of.t_x[i]);
            assert_true(i % 3 == 0 || gaps == made.of.gaps[i]);
            assert_true(i % 5 == 0 || alive == made.alive[i]);
            assert_true(i % 2 == 0 || future == made.future[i]);
        }
        drawn_free(&made);
    }
    double T[2] = {30.0, 30.0}, t_x[2], first;
    uint32_t x[2], only;
    assert_int_equal(patron_btyd_simulate(&drawn_from[0], 5, UINT64_MAX, 2, T, 0.0, NULL, NULL, x,
                                          t_x, NULL, NULL, NULL, NULL),
                     PATRON_OK);
    assert_int_equal(patron_btyd_simulate(&drawn_from[0], 5, 0, 1, T, 0.0, NULL, NULL, &only,
                                          &first, NULL, NULL, NULL, NULL),
                     PATRON_OK);
    assert_true(x[1] == only && t_x[1] == first);
    assert_int_equal(patron_btyd_simulate(&drawn_from[0], 5, 0, 0, NULL, 0.0, NULL, NULL, NULL,
                                          NULL, NULL, NULL, NULL, NULL),
                     PATRON_OK);
}

static void own_rates_take_the_place_of_the_models(void **state)
{
    enum { N = 50 };
    patron_btyd_model other = drawn_from[2];
    double T[N], alpha[N], dropout[2 * N], t_x[2][N];
    uint32_t x[2][N];
    (void)state;
    for (int i = 0; i < N; i++) {
        T[i] = 30.0;
        alpha[i] = 3.0;
        dropout[2 * i] = 50.0;
        dropout[2 * i + 1] = 0.0;
    }
    other.alpha = 3.0;
    other.beta = 50.0;
    assert_int_equal(patron_btyd_simulate(&drawn_from[2], 8, 0, N, T, 0.0, alpha, dropout, x[0],
                                          t_x[0], NULL, NULL, NULL, NULL),
                     PATRON_OK);
    assert_int_equal(patron_btyd_simulate(&other, 8, 0, N, T, 0.0, NULL, NULL, x[1], t_x[1], NULL,
                                          NULL, NULL, NULL),
                     PATRON_OK);
    assert_memory_equal(x[0], x[1], sizeof x[0]);
    assert_memory_equal(t_x[0], t_x[1], sizeof t_x[0]);
}

static void fits_find_the_parameters_that_drew_the_customers(void **state)
{
    static const int models[7] = {0, 1, 2, 4, 5, 6, 7};
    size_t n = support_rows(20000, 1500);
    (void)state;
    for (int j = 0; j < 7; j++) {
        const patron_btyd_model *model = &drawn_from[models[j]];
        drawn made = draw(model, 21, n, 30.0, 78.0, 0.0);
        patron_btyd_fit_options options = options_of(model->kind);
        options.k = model->k;
        if (model->kind == PATRON_BTYD_BG_BB)
            for (size_t i = 0; i < n; i++)
                made.of.gaps[i] = 0.0;
        fitted fit = fit_with(&options, NULL, &made.of, NULL);
        const double *found = &fit.model.r, *true_one = &model->r, *error = &fit.result.error_r;
        assert_int_equal(fit.result.verdict, PATRON_BTYD_CONVERGED);
        for (int p = 0; p < 8; p++)
            assert_close(found[p], true_one[p], 0.0, 3.0 * error[p]);
        drawn_free(&made);
    }
}

/* The hardest corners end, and in numbers. */
static void customers_of_extreme_models_are_drawn_too(void **state)
{
    static const double shapes[3] = {1e-6, 1.0, 1e9}, rates[3] = {1e-9, 1.0, 1e15};
    double T[3] = {0.0, 1.0, 1e15}, t_x, gaps;
    uint32_t x, alive, future;
    patron_fault fault;
    (void)state;
    for (uint32_t kind = PATRON_BTYD_BG_NBD; kind <= PATRON_BTYD_BG_BB; kind++)
        for (int c = 0; c < 81; c += support_quick() ? 20 : 1) {
            patron_btyd_model model;
            int bb = kind == PATRON_BTYD_BG_BB;
            int in_time = kind == PATRON_BTYD_PARETO_NBD || kind == PATRON_BTYD_GGOM_NBD;
            int flips = !bb && !in_time && kind != PATRON_BTYD_NBD;
            memset(&model, 0, sizeof model);
            model.kind = kind;
            model.k = kind == PATRON_BTYD_BG_CNBD || kind == PATRON_BTYD_MBG_CNBD ? 2 : 0;
            model.r = bb ? 0.0 : shapes[c % 3];
            model.alpha = bb ? shapes[c % 3] : rates[c / 3 % 3];
            model.s = in_time ? shapes[c / 9 % 3] : 0.0;
            model.beta = in_time ? rates[c / 27] : bb ? shapes[c / 3 % 3] : 0.0;
            model.a = flips ? shapes[c / 9 % 3] : 0.0;
            model.b = flips ? shapes[c / 27] : kind == PATRON_BTYD_GGOM_NBD ? 1e-12 : 0.0;
            model.gamma = bb ? shapes[c / 9 % 3] : 0.0;
            model.delta = bb ? shapes[c / 27] : 0.0;
            for (int j = 0; j < 3; j++) {
                int32_t status =
                    patron_btyd_simulate(&model, 1, (uint64_t)c, 1, &T[j], 0.0, NULL, NULL, &x,
                                         &t_x, &gaps, &alive, &future, &fault);
                if (status == PATRON_OK)
                    assert_true(x <= 1000000 && t_x <= T[j] && isfinite(gaps) && future == 0);
                else
                    assert_fault(&fault, PATRON_E_OVERFLOW, "T", 0);
                if (status != PATRON_OK)
                    j = 2; /* a million purchases take their time */
            }
        }
}

static void what_cannot_be_drawn_is_named(void **state)
{
    patron_btyd_model model = drawn_from[0];
    double T[3] = {30.0, 30.0, 30.0}, t_x[3] = {-1.0, -1.0, -1.0};
    double alpha[3] = {4.0, 4.0, 0.0}, dropout[6] = {1.0, 1.0, 1.0, 1.0, 1.0, 0.0};
    uint32_t x[3] = {99, 99, 99};
    patron_fault fault;
    (void)state;
#define DRAW(model, n, T, ahead, alpha, dropout, x, t_x)                                           \
    patron_btyd_simulate(model, 1, 0, n, T, ahead, alpha, dropout, x, t_x, NULL, NULL, NULL, &fault)
    DRAW(NULL, 3, T, 0.0, NULL, NULL, x, t_x);
    assert_fault(&fault, PATRON_E_NULL, "model", -1);
    DRAW(&model, 3, NULL, 0.0, NULL, NULL, x, t_x);
    assert_fault(&fault, PATRON_E_NULL, "T", -1);
    DRAW(&model, 3, T, 0.0, NULL, NULL, NULL, t_x);
    assert_fault(&fault, PATRON_E_NULL, "x", -1);
    DRAW(&model, 3, T, 0.0, NULL, NULL, x, NULL);
    assert_fault(&fault, PATRON_E_NULL, "t_x", -1);
    DRAW(&model, 3, T, -1.0, NULL, NULL, x, t_x);
    assert_fault(&fault, PATRON_E_RANGE, "ahead", -1);
    DRAW(&model, (size_t)2147483648u, T, 0.0, NULL, NULL, x, t_x);
    assert_fault(&fault, PATRON_E_RANGE, "n", -1);
    assert_int_equal(x[0], 99);
    T[1] = NAN;
    DRAW(&model, 3, T, 0.0, NULL, NULL, x, t_x);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "T", 1);
    assert_true(x[0] != 99 && x[1] == 99 && t_x[1] == -1.0);
    T[1] = 30.0;
    DRAW(&model, 3, T, 0.0, alpha, NULL, x, t_x);
    assert_fault(&fault, PATRON_E_RANGE, "alpha", 2);
    DRAW(&model, 3, T, 0.0, NULL, dropout, x, t_x);
    assert_fault(&fault, PATRON_E_RANGE, "dropout", 2);
    model.r = 0.0;
    DRAW(&model, 3, T, 0.0, NULL, NULL, x, t_x);
    assert_fault(&fault, PATRON_E_RANGE, "model.r", -1);
    model = drawn_from[7];
    T[1] = 5.5;
    DRAW(&model, 3, T, 0.0, NULL, NULL, x, t_x);
    assert_fault(&fault, PATRON_E_RANGE, "T", 1);
    model = drawn_from[4];
    model.r = 1000.0;
    T[1] = 1e6;
    x[1] = 99;
    DRAW(&model, 3, T, 0.0, NULL, NULL, x, t_x);
    assert_fault(&fault, PATRON_E_OVERFLOW, "T", 1);
    assert_int_equal(x[1], 99);
    DRAW(&model, 1, T, 1e6, NULL, NULL, x, t_x); /* what comes counts, too */
    assert_fault(&fault, PATRON_E_OVERFLOW, "T", 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_of_purchases_are_those_the_model_expects),
        cmocka_unit_test(what_comes_is_what_the_histories_say),
        cmocka_unit_test(a_customer_is_the_same_however_rows_are_split),
        cmocka_unit_test(own_rates_take_the_place_of_the_models),
        cmocka_unit_test(fits_find_the_parameters_that_drew_the_customers),
        cmocka_unit_test(customers_of_extreme_models_are_drawn_too),
        cmocka_unit_test(what_cannot_be_drawn_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
