/*
 * Rates and fits with covariates: at the fitted coefficients the scores of the row-wise likelihood vanish,
 * and its differences give the standard errors.
 */
#include "test_btyd_fit.h"

enum { CUSTOMERS = 1500, COLUMNS = 2, VARIABLES_MAX = 4 + 3 * COLUMNS };

typedef struct study {
    base of;
    double z[CUSTOMERS * COLUMNS];
    double weight[CUSTOMERS];
} study;

typedef struct answer {
    patron_btyd_model model;
    double coefficient[6 * 16];
    patron_btyd_fit_result result;
} answer;

static answer fit_study(uint32_t kind, const study *of, size_t m, const answer *start,
                        uint32_t max_iterations, double ridge, const double *weight)
{
    answer made;
    patron_fault fault;
    patron_btyd_fit_options options = options_of(kind);
    size_t size = patron_btyd_fit_covariates_scratch_size(m);
    void *scratch = support_guarded(size);
    memset(&made, 0, sizeof made);
    if (start != NULL) {
        made = *start;
        options.flags = PATRON_BTYD_FROM_MODEL;
    }
    options.max_iterations = max_iterations;
    options.ridge = ridge;
    made.result.struct_size = sizeof made.result;
    assert_int_equal(patron_btyd_fit_covariates(&options, of->of.n, of->of.x, of->of.t_x, of->of.T,
                                                weight, m, of->z, scratch, size, &made.model,
                                                made.coefficient, &made.result, &fault),
                     PATRON_OK);
    support_guarded_free(scratch, size);
    return made;
}

/* Two groups and a score; customers of group 1 buy twice as often and leave sooner. */
static study *made_study(uint32_t kind)
{
    study *of = malloc(sizeof *of);
    support_random random = support_random_from(71);
    assert_true(of != NULL);
    of->of = base_of(CUSTOMERS);
    for (size_t i = 0; i < CUSTOMERS; i++) {
        double group = (double)support_random_below(&random, 2);
        double score = 100.0 * support_random_normal(&random);
        double rate =
            support_random_exponential(&random, 1.0) * exp(0.7 * group + 0.002 * score) / 5;
        double gone = support_random_exponential(&random, exp(0.5 * group)) / 30.0;
        double life = support_random_exponential(&random, 1.0 / gone);
        double leaves = 0.1 * exp(0.5 * group) * support_random_uniform(&random);
        double T = support_random_between(&random, 25.0, 50.0), t = 0.0, last = 0.0;
        uint32_t x = 0;
        while ((t += support_random_exponential(&random, 1.0 / rate)) < T) {
            if (kind == PATRON_BTYD_PARETO_NBD && t > life)
                break;
            x++;
            last = t;
            if (kind != PATRON_BTYD_PARETO_NBD && support_random_uniform(&random) < leaves)
                break;
        }
        base_put(&of->of, i, x, last, T);
        of->z[COLUMNS * i] = group;
        of->z[COLUMNS * i + 1] = score;
        of->weight[i] = 1.0 + (double)(i % 2);
    }
    return of;
}

static void free_study(study *of)
{
    base_free(&of->of);
    free(of);
}

static size_t groups_of(uint32_t kind)
{
    return kind == PATRON_BTYD_PARETO_NBD ? 2 : 3;
}

static double *variable_of(answer *at, size_t v)
{
    patron_btyd_model *model = &at->model;
    int in_time = model->kind == PATRON_BTYD_PARETO_NBD;
    double *const place[4] = {&model->r, &model->alpha, in_time ? &model->s : &model->a,
                              in_time ? &model->beta : &model->b};
    return v < 4 ? place[v] : &at->coefficient[v - 4];
}

/* The sum of ln L of all rows and its score by r, alpha, ... and the coefficients, by patron_btyd_rates
   and the row-wise likelihood. */
static double score_of(const answer *at, const study *of, double *score)
{
    static double alpha[CUSTOMERS], dropout[2 * CUSTOMERS], value[CUSTOMERS], slope[8 * CUSTOMERS];
    uint32_t kind = at->model.kind;
    int in_time = kind == PATRON_BTYD_PARETO_NBD;
    const int place[4] = {0, 1, in_time ? 2 : 4, in_time ? 3 : 5};
    const int by_group[3] = {1, in_time ? 3 : 4, 5};
    double sum = 0.0;
    answer copy = *at;
    assert_int_equal(patron_btyd_rates(&at->model, CUSTOMERS, COLUMNS, of->z, at->coefficient,
                                       alpha, dropout, NULL),
                     PATRON_OK);
    assert_int_equal(patron_btyd_log_likelihood(&at->model, CUSTOMERS, of->of.x, of->of.t_x,
                                                of->of.T, NULL, alpha, dropout, value, slope, NULL),
                     PATRON_OK);
    memset(score, 0, VARIABLES_MAX * sizeof *score);
    for (size_t i = 0; i < CUSTOMERS; i++) {
        sum += value[i];
        for (size_t v = 0; v < 4; v++)
            score[v] += slope[8 * i + (size_t)place[v]] / *variable_of(&copy, v);
        for (size_t g = 0; g < groups_of(kind); g++)
            for (size_t j = 0; j < COLUMNS; j++)
                score[4 + g * COLUMNS + j] += (g == 0 || in_time ? -1.0 : 1.0) *
                                              of->z[COLUMNS * i + j] *
                                              slope[8 * i + (size_t)by_group[g]];
    }
    return sum;
}

/* Solves a x = e_k by elimination with the largest pivots. */
static double inverse_at(size_t size, const double *matrix, size_t k)
{
    double a[VARIABLES_MAX][VARIABLES_MAX + 1];
    for (size_t i = 0; i < size; i++) {
        for (size_t j = 0; j < size; j++)
            a[i][j] = matrix[i * size + j];
        a[i][size] = i == k ? 1.0 : 0.0;
    }
    for (size_t c = 0; c < size; c++) {
        size_t best = c;
        for (size_t i = c; i < size; i++)
            best = fabs(a[i][c]) > fabs(a[best][c]) ? i : best;
        for (size_t j = 0; j <= size; j++) {
            double held = a[c][j];
            a[c][j] = a[best][j];
            a[best][j] = held;
        }
        for (size_t i = 0; i < size; i++) {
            double factor = i == c ? 0.0 : a[i][c] / a[c][c];
            for (size_t j = c; j <= size; j++)
                a[i][j] -= factor * a[c][j];
        }
    }
    return a[k][size] / a[k][k];
}

static void at_the_maximum_all_scores_vanish_and_errors_are_of_the_information(void **state)
{
    (void)state;
    static const uint32_t kinds[] = {PATRON_BTYD_PARETO_NBD, PATRON_BTYD_BG_NBD,
                                     PATRON_BTYD_MBG_NBD};
    for (size_t k = 0; k < 3; k++) {
        study *of = made_study(kinds[k]);
        answer got = fit_study(kinds[k], of, COLUMNS, NULL, 0, 0.0, NULL);
        double score[VARIABLES_MAX], up[VARIABLES_MAX], down[VARIABLES_MAX];
        double information[VARIABLES_MAX * VARIABLES_MAX];
        size_t size = 4 + groups_of(kinds[k]) * COLUMNS;
        assert_int_equal(got.result.verdict, PATRON_BTYD_CONVERGED);
        assert_int_equal(got.result.notes, 0);
        assert_close(got.result.log_likelihood, score_of(&got, of, score), 1e-13, 0.0);
        for (size_t v = 0; v < size; v++) {
            answer above = got, below = got;
            double h = v < 4 ? 1e-5 * *variable_of(&got, v) : (v % 2 == 0 ? 1e-5 : 1e-7);
            *variable_of(&above, v) += h;
            *variable_of(&below, v) -= h;
            score_of(&above, of, up);
            score_of(&below, of, down);
            for (size_t u = 0; u < size; u++)
                information[v * size + u] = -(up[u] - down[u]) / (2.0 * h);
        }
        for (size_t v = 0; v < size; v++) {
            double error = sqrt(inverse_at(size, information, v));
            assert_true(fabs(score[v]) * error < 1e-7);
            if (v >= 4)
                assert_close(got.coefficient[3 * COLUMNS + v - 4], error, 1e-5, 0.0);
        }
        assert_close(got.result.error_r, sqrt(inverse_at(size, information, 0)), 1e-5, 0.0);
        assert_close(got.result.error_alpha, sqrt(inverse_at(size, information, 1)), 1e-5, 0.0);
        /* who buys twice as often */
        assert_true(fabs(got.coefficient[0] - 0.7) < 3.5 * got.coefficient[3 * COLUMNS]);
        assert_true(fabs(got.coefficient[1] - 0.002) < 3.5 * got.coefficient[3 * COLUMNS + 1]);
        free_study(of);
    }
}

static void covariates_that_say_nothing_change_nothing(void **state)
{
    (void)state;
    study *of = made_study(PATRON_BTYD_BG_NBD);
    fitted plain = fit_of(PATRON_BTYD_BG_NBD, &of->of);
    answer none = fit_study(PATRON_BTYD_BG_NBD, of, 0, NULL, 0, 0.0, NULL);
    assert_int_equal(none.result.verdict, PATRON_BTYD_CONVERGED);
    assert_close(none.model.r, plain.model.r, 1e-10, 0.0);
    assert_close(none.model.b, plain.model.b, 1e-10, 0.0);
    assert_close(none.result.error_b, plain.result.error_b, 1e-8, 0.0);
    /* a ridge of infinite weight holds coefficients at 0 */
    answer held = fit_study(PATRON_BTYD_BG_NBD, of, COLUMNS, NULL, 0, 1e9, NULL);
    assert_true((held.result.notes & PATRON_BTYD_NOTE_PENALIZED) != 0);
    assert_true(fabs(held.coefficient[0]) < 1e-5 && held.coefficient[0] != 0.0);
    free_study(of);
}

static void resuming_and_starting_elsewhere_end_at_the_same_maximum(void **state)
{
    (void)state;
    study *of = made_study(PATRON_BTYD_PARETO_NBD);
    answer whole = fit_study(PATRON_BTYD_PARETO_NBD, of, COLUMNS, NULL, 0, 0.0, of->weight);
    answer part = fit_study(PATRON_BTYD_PARETO_NBD, of, COLUMNS, NULL, 2, 0.0, of->weight);
    assert_int_equal(part.result.verdict, PATRON_BTYD_RUNNING);
    assert_true(isnan(part.coefficient[3 * COLUMNS]));
    part = fit_study(PATRON_BTYD_PARETO_NBD, of, COLUMNS, &part, 0, 0.0, of->weight);
    assert_close(part.result.customers, 2250.0, 0.0, 0.0);
    assert_int_equal(part.result.verdict, PATRON_BTYD_CONVERGED);
    for (size_t v = 0; v < 4 + 2 * COLUMNS; v++)
        assert_close(*variable_of(&part, v), *variable_of(&whole, v), 1e-9, 0.0);
    assert_true(part.coefficient[2 * COLUMNS] == 0.0 && part.coefficient[5 * COLUMNS] == 0.0);
    free_study(of);
}

static void columns_that_cannot_be_told_apart_are_not_identified(void **state)
{
    (void)state;
    study *of = made_study(PATRON_BTYD_BG_NBD);
    for (size_t i = 0; i < CUSTOMERS; i++)
        of->z[COLUMNS * i + 1] = 1.0; /* as good as alpha itself */
    answer got = fit_study(PATRON_BTYD_BG_NBD, of, COLUMNS, NULL, 0, 0.0, NULL);
    assert_int_equal(got.result.verdict, PATRON_BTYD_NOT_IDENTIFIED);
    assert_true((got.result.notes & PATRON_BTYD_NOTE_FLAT) != 0);
    assert_true(isnan(got.coefficient[3 * COLUMNS]));
    for (size_t i = 0; i < CUSTOMERS; i++)
        of->z[COLUMNS * i + 1] = 0.0;
    got = fit_study(PATRON_BTYD_BG_NBD, of, COLUMNS, NULL, 0, 0.0, NULL);
    assert_int_equal(got.result.verdict, PATRON_BTYD_NOT_IDENTIFIED);
    got = fit_study(PATRON_BTYD_BG_NBD, of, COLUMNS, NULL, 0, 1.0, NULL);
    assert_int_equal(got.result.verdict, PATRON_BTYD_CONVERGED);
    for (size_t i = 0; i < CUSTOMERS; i++)
        base_put(&of->of, i, 0, 0.0, 20.0);
    got = fit_study(PATRON_BTYD_BG_NBD, of, COLUMNS, &got, 0, 0.0, NULL);
    assert_int_equal(got.result.verdict, PATRON_BTYD_NOT_IDENTIFIED);
    assert_true(got.model.r == 0.0 && got.coefficient[0] == 0.0);
    free_study(of);
}

/* Who has z = 1 never bought: their rate runs to 0. */
static void a_covariate_that_tells_who_buys_at_all_runs_away(void **state)
{
    (void)state;
    study *of = made_study(PATRON_BTYD_PARETO_NBD);
    for (size_t i = 0; i < CUSTOMERS; i++) {
        of->z[i] = i % 5 == 0 ? 1.0 : 0.0;
        if (i % 5 == 0)
            base_put(&of->of, i, 0, 0.0, 30.0);
    }
    answer got = fit_study(PATRON_BTYD_PARETO_NBD, of, 1, NULL, 0, 0.0, NULL);
    assert_true(got.result.verdict != PATRON_BTYD_CONVERGED);
    if (got.result.verdict == PATRON_BTYD_BOUNDARY)
        assert_true((got.result.notes & PATRON_BTYD_NOTE_COVARIATE) != 0);
    got = fit_study(PATRON_BTYD_PARETO_NBD, of, 1, NULL, 0, 1.0, NULL);
    assert_int_equal(got.result.verdict, PATRON_BTYD_CONVERGED);
    assert_true(got.coefficient[0] < -2.0);
    free_study(of);
}

/* Two columns that are all but one: the errors are rough, and that is said. */
static void columns_all_but_equal_are_ill_conditioned(void **state)
{
    (void)state;
    study *of = made_study(PATRON_BTYD_BG_NBD);
    support_random random = support_random_from(5);
    for (size_t i = 0; i < CUSTOMERS; i++)
        of->z[COLUMNS * i + 1] = of->z[COLUMNS * i] * (1.0 + 4e-6 * support_random_normal(&random));
    answer got = fit_study(PATRON_BTYD_BG_NBD, of, COLUMNS, NULL, 0, 0.0, NULL);
    assert_true(got.result.verdict == PATRON_BTYD_BOUNDARY ||
                (got.result.notes & PATRON_BTYD_NOTE_ILL_CONDITIONED) != 0);
    for (size_t i = 0; i < CUSTOMERS; i++)
        of->z[COLUMNS * i + 1] = of->z[COLUMNS * i] + 1e-5 * support_random_normal(&random);
    got = fit_study(PATRON_BTYD_BG_NBD, of, COLUMNS, NULL, 0, 1e-3, NULL);
    assert_true(got.result.verdict != PATRON_BTYD_RUNNING);
    free_study(of);
}

static void hopeless_starts_are_said_to_be(void **state)
{
    (void)state;
    study *of = made_study(PATRON_BTYD_BG_NBD);
    answer start = fit_study(PATRON_BTYD_BG_NBD, of, COLUMNS, NULL, 0, 0.0, NULL);
    start.coefficient[0] = 1e200;
    answer got = fit_study(PATRON_BTYD_BG_NBD, of, COLUMNS, &start, 0, 1.0, NULL);
    assert_int_equal(got.result.verdict, PATRON_BTYD_NOT_IDENTIFIED);
    start.coefficient[0] = 60.0; /* every alpha of group 1 at its least */
    got = fit_study(PATRON_BTYD_BG_NBD, of, COLUMNS, &start, 0, 0.0, NULL);
    assert_true(got.result.verdict != PATRON_BTYD_CONVERGED);
    free_study(of);
}

static void rows_without_weight_are_nobody(void **state)
{
    (void)state;
    study *of = made_study(PATRON_BTYD_BG_NBD);
    answer whole = fit_study(PATRON_BTYD_BG_NBD, of, 1, NULL, 0, 0.0, NULL);
    assert_int_equal(whole.result.verdict, PATRON_BTYD_CONVERGED);
    memset(of->weight, 0, sizeof of->weight);
    answer none = fit_study(PATRON_BTYD_BG_NBD, of, 1, NULL, 0, 0.0, of->weight);
    assert_int_equal(none.result.verdict, PATRON_BTYD_NOT_IDENTIFIED);
    of->weight[3] = 2.0;
    none = fit_study(PATRON_BTYD_BG_NBD, of, 1, NULL, 0, 0.0, of->weight);
    assert_true((none.result.notes & PATRON_BTYD_NOTE_ONE_HISTORY) != 0);
    assert_close(none.result.customers, 2.0, 0.0, 0.0);
    free_study(of);
}

static void nobody_needs_no_columns(void **state)
{
    (void)state;
    study none;
    double g[6] = {0.0};
    patron_btyd_model model, nbd;
    memset(&none, 0, sizeof none);
    none.of = base_of(0);
    answer got = fit_study(PATRON_BTYD_BG_NBD, &none, 1, NULL, 0, 1.0, NULL);
    assert_int_equal(got.result.verdict, PATRON_BTYD_NOT_IDENTIFIED);
    memset(&model, 0, sizeof model);
    model.kind = PATRON_BTYD_BG_NBD;
    model.r = model.alpha = model.a = model.b = 1.0;
    nbd = model;
    nbd.kind = PATRON_BTYD_NBD;
    nbd.a = nbd.b = 0.0;
    assert_int_equal(patron_btyd_rates(&model, 0, 1, NULL, g, NULL, NULL, NULL), PATRON_OK);
    assert_int_equal(patron_btyd_rates(&nbd, 0, 1, NULL, g, NULL, NULL, NULL), PATRON_OK);
    patron_btyd_fit_options options = options_of(PATRON_BTYD_BG_NBD);
    patron_btyd_fit_result result;
    size_t size = patron_btyd_fit_covariates_scratch_size(1);
    void *scratch = support_guarded(size);
    memset(&result, 0, sizeof result);
    result.struct_size = sizeof result;
    assert_int_equal(patron_btyd_fit_covariates(&options, 0, NULL, NULL, NULL, NULL, 1, NULL,
                                                scratch, size, &model, g, &result, NULL),
                     PATRON_OK);
    support_guarded_free(scratch, size);
    base_free(&none.of);
}

/* --- rates ---------------------------------------------------------------------------------------- */

static patron_btyd_model model_of(uint32_t kind)
{
    patron_btyd_model model;
    memset(&model, 0, sizeof model);
    model.kind = kind;
    model.r = 0.5;
    model.alpha = 4.0;
    if (kind == PATRON_BTYD_PARETO_NBD || kind == PATRON_BTYD_GGOM_NBD) {
        model.s = 0.7;
        model.beta = 10.0;
        model.b = kind == PATRON_BTYD_GGOM_NBD ? 0.1 : 0.0;
    } else if (kind != PATRON_BTYD_NBD) {
        model.a = 0.8;
        model.b = 2.5;
    }
    return model;
}

static void rates_are_the_models_times_what_covariates_do(void **state)
{
    (void)state;
    const double z[2 * 2] = {1.0, -2.0, 0.0, 0.5};
    const double g[3 * 2] = {0.3, 0.1, -0.2, 0.4, 0.6, 0.7}, g_time[3 * 2] = {0.3, 0.1, -0.2, 0.4};
    const double effect[3][2] = {{0.1, 0.05}, {-1.0, 0.2}, {-0.8, 0.35}};
    double alpha[2], dropout[4];
    patron_btyd_model model = model_of(PATRON_BTYD_BG_NBD);
    assert_int_equal(patron_btyd_rates(&model, 2, 2, z, g, alpha, dropout, NULL), PATRON_OK);
    for (int i = 0; i < 2; i++) {
        assert_close(alpha[i], 4.0 * exp(-effect[0][i]), 1e-15, 0.0);
        assert_close(dropout[2 * i], 0.8 * exp(effect[1][i]), 1e-15, 0.0);
        assert_close(dropout[2 * i + 1], 2.5 * exp(effect[2][i]), 1e-15, 0.0);
    }
    for (uint32_t kind = PATRON_BTYD_PARETO_NBD; kind <= PATRON_BTYD_GGOM_NBD; kind++) {
        model = model_of(kind);
        assert_int_equal(patron_btyd_rates(&model, 2, 2, z, g_time, alpha, dropout, NULL),
                         PATRON_OK);
        assert_close(dropout[0], 10.0 * exp(1.0), 1e-15, 0.0);
        assert_true(dropout[1] == 0.0 && dropout[3] == 0.0);
    }
    const double g_alone[3 * 2] = {0.3, 0.1};
    model = model_of(PATRON_BTYD_NBD);
    assert_int_equal(patron_btyd_rates(&model, 2, 2, z, g_alone, alpha, NULL, NULL), PATRON_OK);
    assert_close(alpha[1], 4.0 * exp(-0.05), 1e-15, 0.0);
    assert_int_equal(patron_btyd_rates(&model, 2, 0, NULL, NULL, alpha, NULL, NULL), PATRON_OK);
    assert_true(alpha[0] == 4.0 && alpha[1] == 4.0);
}

static void faulty_rates_are_refused_at_their_row(void **state)
{
    (void)state;
    double z[3] = {0.0, 1.0, (double)NAN}, g[3] = {0.0, 0.0, 0.0};
    double alpha[3] = {-1.0, -1.0, -1.0}, dropout[6];
    patron_btyd_model model = model_of(PATRON_BTYD_BG_NBD), bb;
    patron_fault fault;
    assert_int_equal(patron_btyd_rates(&model, 3, 1, z, g, alpha, dropout, &fault),
                     PATRON_E_NOT_FINITE);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "covariate", 2);
    assert_true(alpha[0] == 4.0 && alpha[1] == 4.0 && alpha[2] == -1.0);
    g[0] = 100.0;
    patron_btyd_rates(&model, 2, 1, z, g, alpha, dropout, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "alpha", 1);
    g[0] = 0.0;
    g[1] = 100.0;
    patron_btyd_rates(&model, 2, 1, z, g, alpha, dropout, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "dropout", 1);
    g[1] = 0.0;
    g[2] = -100.0;
    patron_btyd_rates(&model, 2, 1, z, g, alpha, dropout, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "dropout", 1);
    model = model_of(PATRON_BTYD_PARETO_NBD);
    patron_btyd_rates(&model, 2, 1, z, g, alpha, dropout, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "coefficient", 2);
    g[2] = 0.0;
    g[1] = 100.0;
    patron_btyd_rates(&model, 2, 1, z, g, alpha, dropout, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "dropout", 1);
    g[1] = HUGE_VAL;
    patron_btyd_rates(&model, 2, 1, z, g, alpha, dropout, &fault);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "coefficient", 1);
    g[1] = 0.0;
    patron_btyd_rates(&model, (size_t)0x80000000u, 1, z, g, alpha, dropout, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "n", -1);
    patron_btyd_rates(&model, 2, 17, z, g, alpha, dropout, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "m", -1);
    patron_btyd_rates(&model, 2, 1, NULL, g, alpha, dropout, &fault);
    assert_fault(&fault, PATRON_E_NULL, "covariate", -1);
    patron_btyd_rates(&model, 2, 1, z, NULL, alpha, dropout, &fault);
    assert_fault(&fault, PATRON_E_NULL, "coefficient", -1);
    patron_btyd_rates(&model, 2, 1, z, g, NULL, dropout, &fault);
    assert_fault(&fault, PATRON_E_NULL, "alpha", -1);
    assert_int_equal(patron_btyd_rates(&model, 2, 1, z, g, alpha, NULL, &fault), PATRON_OK);
    memset(&bb, 0, sizeof bb);
    bb.kind = PATRON_BTYD_BG_BB;
    bb.alpha = bb.beta = bb.gamma = bb.delta = 1.0;
    patron_btyd_rates(&bb, 2, 1, z, g, alpha, dropout, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "model.kind", -1);
    bb.alpha = 0.0;
    patron_btyd_rates(&bb, 2, 1, z, g, alpha, dropout, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "model.alpha", -1);
}

static void faulty_fits_are_refused(void **state)
{
    (void)state;
    const uint32_t x[2] = {1, 0};
    const double t_x[2] = {1.0, 0.0}, T[2] = {2.0, 3.0}, bad_T[2] = {2.0, -3.0};
    double z[2] = {0.0, 1.0}, g[6] = {0.0};
    static char scratch[140000];
    size_t size = patron_btyd_fit_covariates_scratch_size(1);
    patron_btyd_model model = model_of(PATRON_BTYD_PARETO_NBD);
    patron_btyd_fit_options options = options_of(PATRON_BTYD_PARETO_NBD);
    patron_btyd_fit_result result;
    patron_fault fault;
    memset(&result, 0, sizeof result);
    result.struct_size = sizeof result;
    assert_true(patron_btyd_fit_covariates_scratch_size(16) <= 131072);
    assert_true(patron_btyd_fit_covariates_scratch_size(17) == SIZE_MAX);
#define FIT(o, n, x_, T_, m, z_, scratch_, size_, model_, g_, result_)                             \
    patron_btyd_fit_covariates(o, n, x_, t_x, T_, NULL, m, z_, scratch_, size_, model_, g_,        \
                               result_, &fault)
    FIT(NULL, 2, x, T, 1, z, scratch, size, &model, g, &result);
    assert_fault(&fault, PATRON_E_NULL, "options", -1);
    options.kind = PATRON_BTYD_NBD;
    FIT(&options, 2, x, T, 1, z, scratch, size, &model, g, &result);
    assert_fault(&fault, PATRON_E_RANGE, "options.kind", -1);
    options.kind = PATRON_BTYD_PARETO_NBD;
    FIT(&options, (size_t)0x80000000u, x, T, 1, z, scratch, size, &model, g, &result);
    assert_fault(&fault, PATRON_E_RANGE, "n", -1);
    FIT(&options, 2, NULL, T, 1, z, scratch, size, &model, g, &result);
    assert_fault(&fault, PATRON_E_NULL, "x", -1);
    FIT(&options, 2, x, T, 17, z, scratch, SIZE_MAX, &model, g, &result);
    assert_fault(&fault, PATRON_E_RANGE, "m", -1);
    FIT(&options, 2, x, T, 1, NULL, scratch, size, &model, g, &result);
    assert_fault(&fault, PATRON_E_NULL, "covariate", -1);
    FIT(&options, 2, x, T, 1, z, scratch, size - 1, &model, g, &result);
    assert_fault(&fault, PATRON_E_SCRATCH, "scratch_size", -1);
    FIT(&options, 2, x, T, 1, z, scratch, size, NULL, g, &result);
    assert_fault(&fault, PATRON_E_NULL, "model", -1);
    FIT(&options, 2, x, T, 1, z, scratch, size, &model, NULL, &result);
    assert_fault(&fault, PATRON_E_NULL, "coefficient", -1);
    FIT(&options, 2, x, T, 1, z, scratch, size, &model, g, NULL);
    assert_fault(&fault, PATRON_E_NULL, "result", -1);
    FIT(&options, 2, x, bad_T, 1, z, scratch, size, &model, g, &result);
    assert_fault(&fault, PATRON_E_RANGE, "T", 1);
    options.flags = PATRON_BTYD_FROM_MODEL;
    g[2] = 1.0;
    FIT(&options, 2, x, T, 1, z, scratch, size, &model, g, &result);
    assert_fault(&fault, PATRON_E_RANGE, "coefficient", 2);
    model.kind = PATRON_BTYD_NBD;
    FIT(&options, 2, x, T, 1, z, scratch, size, &model, g, &result);
    assert_fault(&fault, PATRON_E_RANGE, "model.kind", -1);
    options.flags = 0;
    z[1] = HUGE_VAL;
    FIT(&options, 2, x, T, 1, z, scratch, size, &model, g, &result);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "covariate", 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(at_the_maximum_all_scores_vanish_and_errors_are_of_the_information),
        cmocka_unit_test(covariates_that_say_nothing_change_nothing),
        cmocka_unit_test(resuming_and_starting_elsewhere_end_at_the_same_maximum),
        cmocka_unit_test(columns_that_cannot_be_told_apart_are_not_identified),
        cmocka_unit_test(a_covariate_that_tells_who_buys_at_all_runs_away),
        cmocka_unit_test(columns_all_but_equal_are_ill_conditioned),
        cmocka_unit_test(hopeless_starts_are_said_to_be),
        cmocka_unit_test(rows_without_weight_are_nobody),
        cmocka_unit_test(nobody_needs_no_columns),
        cmocka_unit_test(rates_are_the_models_times_what_covariates_do),
        cmocka_unit_test(faulty_rates_are_refused_at_their_row),
        cmocka_unit_test(faulty_fits_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
