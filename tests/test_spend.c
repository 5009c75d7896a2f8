#include "support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "vectors/spend_vectors.h"
#include <patron/spend.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum { ROOM = 4000, SCRATCH = 4194304, MANY = 60000 };

static uint32_t x[MANY];
static double m[MANY], weight[MANY];
static unsigned char scratch[SCRATCH];

static patron_spend_model model_of(double p, double q, double gamma)
{
    patron_spend_model model;
    model.p = p;
    model.q = q;
    model.gamma = gamma;
    return model;
}

static patron_spend_fit_result fit_weighted(size_t n, const double *weights,
                                            patron_spend_model *model, double *covariance)
{
    patron_spend_fit_result result;
    result.struct_size = sizeof result;
    assert_int_equal(patron_spend_fit(NULL, NULL, n, x, m, weights, scratch,
                                      patron_spend_fit_scratch_size(n), model, covariance, &result,
                                      NULL),
                     PATRON_OK);
    return result;
}

static patron_spend_fit_result fit(size_t n, patron_spend_model *model)
{
    return fit_weighted(n, NULL, model, NULL);
}

/* A Gamma(shape, 1) draw, by Marsaglia and Tsang. */
static double draw_gamma(support_random *random, double shape)
{
    double up = shape < 1 ? pow(support_random_uniform(random), 1 / shape) : 1;
    double d = (shape < 1 ? shape + 1 : shape) - 1.0 / 3, c = 1 / sqrt(9 * d);
    for (;;) {
        double z = support_random_normal(random), v = 1 + c * z;
        if (v <= 0)
            continue;
        v = v * v * v;
        if (log(support_random_uniform(random)) < z * z / 2 + d - d * v + d * log(v))
            return up * d * v;
    }
}

static void draw(support_random *random, double p, double q, double gamma, uint32_t most, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        x[i] = 1 + (uint32_t)support_random_below(random, most);
        double rate = draw_gamma(random, q) / gamma;
        m[i] = draw_gamma(random, p * x[i]) / rate / x[i];
    }
}

/* Reads x and mean spend from the summary; 0 where it is missing. */
static size_t read_summary(void)
{
    char line[200];
    size_t n = 0;
    const char *path = support_data("cdnow_summary.csv");
    FILE *file = path == NULL ? NULL : fopen(path, "r");
    if (file == NULL)
        return 0;
    assert_true(fgets(line, sizeof line, file) != NULL);
    while (n < ROOM && fgets(line, sizeof line, file) != NULL) {
        unsigned customer, repeat;
        double t_x, age;
        if (sscanf(line, "%u,%u,%lf,%lf,%lf", &customer, &repeat, &t_x, &age, &m[n]) == 5)
            x[n++] = repeat;
    }
    fclose(file);
    return n;
}

/* The same from the purchases themselves, until the end of September 1997; those of a day are one. */
static size_t read_purchases(void)
{
    char line[200], day[16], last_day[16] = "";
    size_t n = 0;
    unsigned last = 0;
    int first_day = 1;
    const char *path = support_data("cdnow_sample.csv");
    FILE *file = path == NULL ? NULL : fopen(path, "r");
    if (file == NULL)
        return 0;
    assert_true(fgets(line, sizeof line, file) != NULL);
    while (n < ROOM && fgets(line, sizeof line, file) != NULL) {
        unsigned master, customer, disks;
        double dollars;
        if (sscanf(line, "%u,%u,%15[^,],%u,%lf", &master, &customer, day, &disks, &dollars) != 5)
            continue;
        if (strcmp(day, "1997-09-30") > 0)
            continue;
        if (n == 0 || customer != last) {
            x[n] = 0;
            m[n++] = 0;
            first_day = 1;
        } else if (strcmp(day, last_day) != 0) {
            first_day = 0;
            x[n - 1]++;
        }
        if (!first_day)
            m[n - 1] += dollars;
        last = customer;
        strcpy(last_day, day);
    }
    fclose(file);
    for (size_t i = 0; i < n; i++)
        m[i] /= x[i] > 0 ? x[i] : 1;
    return n;
}

/* Maxima computed with forty digits. */
static void buyers_of_disks_give_the_maxima_of_the_likelihood(void **state)
{
    (void)state;
    patron_spend_model model;
    double covariance[9];
    size_t n = read_summary();
    if (n == 0)
        return;
    patron_spend_fit_result result = fit_weighted(n, NULL, &model, covariance);
    assert_true(result.verdict == PATRON_SPEND_CONVERGED && result.used == 946);
    assert_true(result.rows == n && result.no_purchase == n - 946 && result.no_money == 0);
    assert_close(model.p, 6.2488024897091, 1e-11, 0);
    assert_close(model.q, 3.74458845328747, 1e-11, 0);
    assert_close(model.gamma, 15.4477480094637, 1e-11, 0);
    assert_close(result.log_likelihood, -4055.9232435028643, 1e-13, 0);
    assert_close(result.error_p, 1.189687038, 1e-9, 0);
    assert_close(result.error_q, .2901656151, 1e-9, 0);
    assert_close(result.error_gamma, 4.159993878, 1e-9, 0);
    assert_close(covariance[8], result.error_gamma * result.error_gamma, 1e-13, 0);
    assert_true(covariance[1] == covariance[3] && covariance[5] == covariance[7]);
    assert_close(result.aic, 6 + 2 * 4055.9232435028643, 1e-12, 0);
    assert_close(result.bic, 3 * log(946) + 2 * 4055.9232435028643, 1e-12, 0);
    assert_close(result.mean, 35.2, 0, .05);
    n = read_purchases();
    result = fit(n, &model);
    assert_true(n == 2357 && result.used == 946 && result.verdict == PATRON_SPEND_CONVERGED);
    assert_close(model.p, 6.24957227132376, 1e-11, 0);
    assert_close(model.q, 3.74422466713202, 1e-11, 0);
    assert_close(model.gamma, 15.4435209625892, 1e-11, 0);
    assert_close(result.log_likelihood, -4055.917694801874, 1e-13, 0);
    assert_close(result.error_p, 1.190055336, 1e-9, 0);
    assert_close(result.error_q, .2901330653, 1e-9, 0);
    assert_close(result.error_gamma, 4.159422752, 1e-9, 0);
}

static void expectations_are_drawn_toward_the_mean_of_all(void **state)
{
    (void)state;
    patron_spend_model model = model_of(6.25, 3.74, 15.44);
    static const uint32_t often[3] = {1, 8, 0};
    static const double spent[3] = {35, 40, (double)NAN};
    double expected[3], mean;
    assert_int_equal(patron_spend_expected(&model, 3, often, spent, expected, NULL), PATRON_OK);
    assert_close(expected[0], 35.0667408231, 0, 5.1e-11);
    assert_close(expected[1], 39.7516116799, 0, 5.1e-11);
    assert_int_equal(patron_spend_mean(&model, &mean, NULL), PATRON_OK);
    assert_close(mean, 35.2189781022, 0, 5.1e-11);
    assert_true(expected[2] == mean);
    support_random random = support_random_from(3);
    for (int round = 0; round < 200; round++) {
        model = model_of(exp(support_random_between(&random, -3, 5)),
                         1 + exp(support_random_between(&random, -3, 5)),
                         exp(support_random_between(&random, -3, 5)));
        uint32_t count = 1 + (uint32_t)support_random_below(&random, 50);
        double seen = exp(support_random_between(&random, -3, 5)), next;
        patron_spend_mean(&model, &mean, NULL);
        patron_spend_expected(&model, 1, &count, &seen, &next, NULL);
        double all = model.p * count + (model.q - 1);
        assert_close(next, model.p * count / all * seen + (model.q - 1) / all * mean, 1e-12, 0);
    }
    model = model_of(.5, .5, 1);
    static const uint32_t once[2] = {1, 2};
    static const double much[2] = {10, 10};
    patron_spend_mean(&model, &mean, NULL);
    patron_spend_expected(&model, 2, once, much, expected, NULL);
    assert_true(isnan(mean) && isnan(expected[0]));
    assert_close(expected[1], .5 * 21 / .5, 1e-15, 0);
}

/* The mean over the posterior, as a sum over a fine grid of ln v. */
static void expectations_are_means_over_what_the_rate_may_be(void **state)
{
    (void)state;
    patron_spend_model model = model_of(2.5, 3.5, 7);
    uint32_t count = 3;
    double seen = 9, next, above = 0, below = 0;
    patron_spend_expected(&model, 1, &count, &seen, &next, NULL);
    for (double w = -30; w < 12; w += .01) {
        double v = exp(w);
        double density = exp((model.p * count + model.q) * w - (model.gamma + count * seen) * v);
        above += density * model.p / v;
        below += density;
    }
    assert_close(next, above / below, 1e-12, 0);
}

static void likelihoods_are_right_on_the_whole_domain(void **state)
{
    (void)state;
    double worst = 0;
    for (size_t i = 0; i < COUNT(spend_vectors); i++) {
        const spend_vector *v = &spend_vectors[i];
        patron_spend_model model = model_of(v->p, v->q, v->gamma);
        double value, slope[3];
        assert_int_equal(patron_spend_log_likelihood(&model, 1, &v->x, &v->m, &value, slope, NULL),
                         PATRON_OK);
        double off = fabs(value - v->value) / fmax(1, fabs(v->value));
        off = fmax(off, .1 * fabs(value - v->value) / fmax(fmax(1, fabs(v->value)), v->bend));
        for (int j = 0; j < 3; j++)
            off =
                fmax(off, fabs(slope[j] - v->slope[j]) / fmax(fmax(1, fabs(v->slope[j])), v->bend));
        if (!(off <= 1e-11))
            printf("row %d: off by %.3g\n", (int)i, off);
        worst = fmax(worst, off);
    }
    printf("likelihood: worst %.2g\n", worst);
    assert_true(worst <= 1e-11);
}

static void known_parameters_are_found_within_their_errors(void **state)
{
    (void)state;
    support_random random = support_random_from(11);
    static const double truth[4][3] = {{6.25, 3.74, 15.44}, {1, 2, 5}, {.5, .8, 100}, {30, 9, .3}};
    for (int round = 0; round < 4; round++) {
        patron_spend_model model;
        draw(&random, truth[round][0], truth[round][1], truth[round][2], 12, 20000);
        patron_spend_fit_result result = fit(20000, &model);
        assert_true(result.verdict == PATRON_SPEND_CONVERGED);
        assert_true(fabs(model.p - truth[round][0]) < 4 * result.error_p);
        assert_true(fabs(model.q - truth[round][1]) < 4 * result.error_q);
        assert_true(fabs(model.gamma - truth[round][2]) < 4 * result.error_gamma);
        assert_true(isnan(result.mean) == (model.q <= 1));
        assert_true(((result.notes & PATRON_SPEND_NOTE_INFINITE_MEAN) != 0) == (model.q <= 1));
    }
}

static void order_currency_weights_and_samples_change_nothing(void **state)
{
    (void)state;
    support_random random = support_random_from(12);
    patron_spend_model model, other;
    draw(&random, 6, 4, 15, 700, MANY);
    patron_spend_fit_result result = fit(MANY, &model), again;
    assert_true(result.verdict == PATRON_SPEND_CONVERGED);
    for (size_t i = 0; i < MANY / 2; i++) {
        uint32_t count = x[i];
        double spent = m[i];
        x[i] = x[MANY - 1 - i];
        m[i] = m[MANY - 1 - i];
        x[MANY - 1 - i] = count;
        m[MANY - 1 - i] = spent;
    }
    again = fit(MANY, &other);
    assert_close(other.p, model.p, 1e-10, 0);
    assert_close(other.q, model.q, 1e-10, 0);
    assert_close(other.gamma, model.gamma, 1e-10, 0);
    assert_close(again.log_likelihood, result.log_likelihood, 1e-13, 0);
    for (size_t i = 0; i < MANY; i++)
        m[i] *= 100;
    fit(MANY, &other);
    assert_close(other.p, model.p, 1e-10, 0);
    assert_close(other.gamma, 100 * model.gamma, 1e-10, 0);
    draw(&random, 6, 4, 15, 10, 100);
    /* Each of 100 rows three times, or with weight 3; a weight of 0 is nobody. */
    for (size_t i = 0; i < 300; i++) {
        x[i] = x[i % 100];
        m[i] = m[i % 100];
        weight[i] = i < 100 ? 3 : 0;
    }
    result = fit(300, &model);
    again = fit_weighted(300, weight, &other, NULL);
    assert_true(again.used == 100 && again.customers == 300);
    assert_close(other.p, model.p, 1e-10, 0);
    assert_close(other.q, model.q, 1e-10, 0);
    assert_close(again.error_q, result.error_q, 1e-9, 0);
}

static void a_fit_can_be_stopped_and_resumed(void **state)
{
    (void)state;
    support_random random = support_random_from(13);
    patron_spend_fit_options options = {sizeof options, 0, 1, 0};
    patron_spend_fit_result result;
    patron_spend_model model, whole;
    double covariance[9];
    result.struct_size = sizeof result;
    draw(&random, 2, 3, 5, 6, 500);
    fit(500, &whole);
    patron_spend_fit(&options, NULL, 500, x, m, NULL, scratch, SCRATCH, &model, covariance, &result,
                     NULL);
    assert_true(result.verdict == PATRON_SPEND_RUNNING && isnan(result.error_p));
    assert_true(isnan(covariance[0]) && model.p > 0);
    int rounds = 0;
    while (result.verdict == PATRON_SPEND_RUNNING && rounds++ < 50)
        patron_spend_fit(&options, &model, 500, x, m, NULL, scratch, SCRATCH, &model, NULL, &result,
                         NULL);
    assert_true(result.verdict == PATRON_SPEND_CONVERGED);
    assert_close(model.p, whole.p, 1e-10, 0);
}

static void spend_that_cannot_be_fitted_is_said(void **state)
{
    (void)state;
    patron_spend_model model;
    support_random random = support_random_from(14);
    for (size_t i = 0; i < 100; i++) {
        x[i] = 1 + (uint32_t)(i % 7);
        m[i] = 25;
    }
    patron_spend_fit_result result = fit(100, &model);
    assert_true(result.verdict == PATRON_SPEND_NOT_IDENTIFIED && isnan(model.p));
    assert_true(result.notes == PATRON_SPEND_NOTE_IDENTICAL && isnan(result.mean));
    result = fit(0, &model);
    assert_true(result.notes == PATRON_SPEND_NOTE_NOBODY && result.customers == 0);
    memset(x, 0, 100 * sizeof *x);
    result = fit(100, &model);
    assert_true(result.notes == PATRON_SPEND_NOTE_NOBODY && result.no_purchase == 100);
    /* Customers who are all alike: q and gamma run away. */
    for (size_t i = 0; i < 2000; i++) {
        x[i] = 1 + (uint32_t)(i % 20);
        m[i] = exp(support_random_normal(&random) / x[i]);
    }
    result = fit(2000, &model);
    assert_true(result.verdict == PATRON_SPEND_BOUNDARY);
    assert_true(result.runs_to_infinity == (1u << PATRON_SPEND_Q | 1u << PATRON_SPEND_GAMMA));
    /* Customers who always spend the same: p runs to infinity, gamma to 0. */
    for (size_t i = 0; i < 2000; i++)
        m[i] = 30 / draw_gamma(&random, 3);
    result = fit(2000, &model);
    assert_true(result.verdict == PATRON_SPEND_BOUNDARY || model.p > 10);
    for (size_t i = 0; i < 2000; i++) /* who buys often differs more, not less */
        m[i] = 10 * pow(3 / draw_gamma(&random, 3), x[i] > 10 ? 1 : .9);
    result = fit(2000, &model);
    assert_true(result.verdict == PATRON_SPEND_BOUNDARY && isnan(result.bic));
    assert_true(result.runs_to_infinity == 1u << PATRON_SPEND_P);
    assert_true(result.runs_to_zero == 1u << PATRON_SPEND_GAMMA);
    draw(&random, 2, 3, 5, 6, 20);
    for (size_t i = 0; i < 20; i++)
        weight[i] = 1e-9;
    result = fit_weighted(20, weight, &model, NULL);
    assert_true(result.verdict == PATRON_SPEND_NOT_IDENTIFIED);
    assert_true(result.notes == PATRON_SPEND_NOTE_FEW && isnan(model.p));
    /* All with the same number of purchases: p and q are told apart by the shape alone. */
    draw(&random, 2, 3, 5, 1, 2000);
    assert_true(fit(2000, &model).verdict == PATRON_SPEND_CONVERGED);
    /* Returns are left out, and a handful of customers is noted. */
    draw(&random, 2, 3, 5, 6, 20);
    m[3] = 0;
    m[4] = -5;
    result = fit(20, &model);
    assert_true(result.no_money == 2 && result.used == 18);
    assert_true((result.notes & PATRON_SPEND_NOTE_LEFT_OUT) != 0);
    assert_true((result.notes & PATRON_SPEND_NOTE_FEW) != 0);
}

/* After a million purchases spend is known, all but the same for all: nothing is left to tell p from gamma. */
/* Money from a cent to a trillion: gamma comes to the end of its range, which is said at once. */
static void money_of_all_sizes_is_at_an_edge(void **state)
{
    (void)state;
    patron_spend_model model;
    for (size_t i = 0; i < 3; i++) {
        x[i] = i < 2 ? 1 : 8;
        m[i] = i < 1 ? 1 : 1e12;
    }
    patron_spend_fit_result result = fit(3, &model);
    assert_int_equal(result.verdict, PATRON_SPEND_BOUNDARY);
    assert_true(result.runs_to_infinity & 1 << PATRON_SPEND_GAMMA);
    assert_true(result.iterations < 50);
}

static void parameters_that_cannot_be_told_apart_are_noted(void **state)
{
    (void)state;
    static const double apart[2] = {1e-4, 1e-3};
    static const uint32_t often[2] = {1000000, 1000000000};
    int flat = 0, ill = 0;
    for (size_t k = 0; k < 4; k++)
        for (size_t n = 2; n < 8; n++) {
            patron_spend_model model;
            for (size_t i = 0; i < n; i++) {
                x[i] = often[k / 2];
                m[i] = 1 + (double)i * apart[k % 2];
            }
            patron_spend_fit_result result = fit(n, &model);
            int is_flat = (result.notes & PATRON_SPEND_NOTE_FLAT) != 0;
            int is_ill = (result.notes & PATRON_SPEND_NOTE_ILL_CONDITIONED) != 0;
            assert_true(result.verdict != PATRON_SPEND_CONVERGED || is_ill);
            assert_true(is_flat == (result.verdict == PATRON_SPEND_NOT_IDENTIFIED));
            assert_true(is_ill == (result.condition > 1e10));
            flat += is_flat;
            ill += is_ill;
        }
    assert_true(flat > 0 && ill > 0);
}

static patron_spend_independence_result look(size_t n)
{
    patron_spend_independence_result result;
    result.struct_size = sizeof result;
    assert_int_equal(patron_spend_independence(.05, n, x, m, scratch, SCRATCH, &result, NULL),
                     PATRON_OK);
    return result;
}

/* Expected numbers from the definitions, in fractions and with mpmath's incomplete beta function. */
static void dependence_of_how_much_on_how_often_is_noted(void **state)
{
    (void)state;
    static const uint32_t often[8] = {1, 2, 2, 3, 5, 8, 0, 4};
    static const double much[8] = {10, 14, 9, 20, 26, 22, 99, -3};
    memcpy(x, often, sizeof often);
    memcpy(m, much, sizeof much);
    patron_spend_independence_result result = look(8);
    assert_true(result.rows == 8 && result.used == 6);
    assert_close(result.pearson, SPEND_EXAMPLE_PEARSON, 1e-13, 0);
    assert_close(result.pearson_p, SPEND_EXAMPLE_PEARSON_P, 1e-11, 0);
    assert_close(result.rank, SPEND_EXAMPLE_RANK, 1e-13, 0);
    assert_close(result.rank_p, SPEND_EXAMPLE_RANK_P, 1e-11, 0);
    assert_true(result.notes == PATRON_SPEND_NOTE_RANK); /* p-values of 0.08 and 0.04 */
    for (size_t i = 0; i < 50; i++) {
        x[i] = 1 + (uint32_t)i;
        m[i] = exp(.5 * (double)i);
    }
    result = look(50);
    assert_true(result.rank == 1 && result.rank_p < 1e-90 && result.pearson < 1);
    assert_true(result.notes == (PATRON_SPEND_NOTE_LINEAR | PATRON_SPEND_NOTE_RANK));
    support_random random = support_random_from(15);
    draw(&random, 6, 4, 15, 10, 20000);
    result = look(20000);
    assert_true((result.notes & PATRON_SPEND_NOTE_SLIGHT) != 0 && fabs(result.rank) < .03);
    /* Two large spenders make a line, but no order; one amid all hides an order from the line. */
    for (size_t i = 0; i < 100; i++) {
        x[i] = 1 + (uint32_t)i;
        m[i] = i < 98 ? (double)(10 + i % 2) : 1e6;
    }
    assert_true(look(100).notes == PATRON_SPEND_NOTE_LINEAR);
    for (size_t i = 0; i < 100; i++)
        m[i] = i == 50 ? 1e9 : 10 + (double)i;
    result = look(100);
    assert_true(result.notes == PATRON_SPEND_NOTE_RANK && fabs(result.pearson) < .1);
    for (size_t i = 0; i < 5; i++)
        m[i] = 7;
    result = look(5);
    assert_true(result.notes == PATRON_SPEND_NOTE_TOO_FEW && isnan(result.rank));
    for (size_t i = 0; i < 5; i++) {
        x[i] = 7;
        m[i] = (double)i + 1;
    }
    assert_true(look(5).notes == PATRON_SPEND_NOTE_TOO_FEW);
    assert_true(look(2).notes == PATRON_SPEND_NOTE_TOO_FEW && isnan(look(0).pearson_p));
}

static void rows_together_are_worth_what_each_is_alone(void **state)
{
    (void)state;
    patron_spend_model model = model_of(6.25, 3.74, 15.44);
    static const uint32_t often[4] = {2, 2, 7, 2};
    static const double much[4] = {20, 35, 35, 20};
    double together[4], alone[4], slopes[12], slope[3];
    patron_spend_log_likelihood(&model, 4, often, much, together, slopes, NULL);
    for (size_t i = 0; i < 4; i++) {
        patron_spend_log_likelihood(&model, 1, often + i, much + i, alone + i, slope, NULL);
        assert_memory_equal(slope, slopes + 3 * i, sizeof slope);
    }
    assert_memory_equal(together, alone, sizeof alone);
}

static void arguments_out_of_range_are_named(void **state)
{
    (void)state;
    patron_fault fault;
    patron_spend_model model = model_of(1, 2, 3), wrong;
    static const uint32_t often[2] = {1, 0}, twice[2] = {2, 2};
    static const double much[2] = {1, 0}, bad[2] = {1, (double)INFINITY}, less[2] = {1, -1};
    double out[2] = {9, 9};
    wrong = model_of(0, 1, 1);
    patron_spend_mean(&wrong, out, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "model.p", -1);
    wrong = model_of(1, (double)NAN, 1);
    patron_spend_mean(&wrong, out, &fault);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "model.q", -1);
    wrong = model_of(1, 1, 1e16);
    patron_spend_mean(&wrong, out, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "model.gamma", -1);
    patron_spend_mean(NULL, out, &fault);
    assert_fault(&fault, PATRON_E_NULL, "model", -1);
    patron_spend_mean(&model, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "mean", -1);
    patron_spend_log_likelihood(&model, 2, often, much, out, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "x", 1);
    assert_true(out[0] != 9 && out[1] == 9);
    patron_spend_log_likelihood(&model, 2, twice, much, out, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "mean_spend", 1);
    patron_spend_log_likelihood(&model, 2, twice, bad, out, NULL, &fault);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "mean_spend", 1);
    patron_spend_log_likelihood(NULL, 2, twice, much, out, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "model", -1);
    assert_int_equal(patron_spend_log_likelihood(&model, 0, NULL, NULL, NULL, NULL, &fault),
                     PATRON_OK);
    patron_spend_log_likelihood(&model, 2, NULL, much, out, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "x", -1);
    patron_spend_log_likelihood(&model, 2, twice, NULL, out, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "mean_spend", -1);
    patron_spend_log_likelihood(&model, 2, twice, much, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "log_likelihood", -1);
    patron_spend_expected(&model, 2, twice, less, out, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "mean_spend", 1);
    patron_spend_expected(&model, 2, twice, less, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "expected", -1);
#if SIZE_MAX > 0xFFFFFFFF
    patron_spend_expected(&model, 2147483648U, twice, less, out, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "n", -1);
#endif
}

static void fits_name_what_they_cannot_take(void **state)
{
    (void)state;
    patron_fault fault;
    patron_spend_fit_options options = {sizeof options, 0, 0, 0};
    patron_spend_fit_result result;
    patron_spend_independence_result looked;
    patron_spend_model model, start = model_of(1, 1, 0);
    static const uint32_t twice[2] = {2, 2};
    static const double much[2] = {1, 4}, bad[2] = {1, (double)NAN}, less[2] = {1, -1};
    result.struct_size = sizeof result;
    looked.struct_size = sizeof looked;
    patron_spend_fit(&options, &start, 2, twice, much, NULL, scratch, SCRATCH, &model, NULL,
                     &result, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "start.gamma", -1);
    patron_spend_fit(NULL, NULL, 2, twice, bad, NULL, scratch, SCRATCH, &model, NULL, &result,
                     &fault);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "mean_spend", 1);
    patron_spend_fit(NULL, NULL, 2, twice, much, less, scratch, SCRATCH, &model, NULL, &result,
                     &fault);
    assert_fault(&fault, PATRON_E_RANGE, "weight", 1);
    static const double more[2] = {1, 2e15};
    patron_spend_fit(NULL, NULL, 2, twice, much, more, scratch, SCRATCH, &model, NULL, &result,
                     &fault);
    assert_fault(&fault, PATRON_E_RANGE, "weight", 1);
    patron_spend_fit(NULL, NULL, 2, twice, much, bad, scratch, SCRATCH, &model, NULL, &result,
                     &fault);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "weight", 1);
    patron_spend_fit(NULL, NULL, 2, twice, much, NULL, scratch,
                     patron_spend_fit_scratch_size(2) - 1, &model, NULL, &result, &fault);
    assert_fault(&fault, PATRON_E_SCRATCH, "scratch_size", -1);
    patron_spend_fit(NULL, NULL, 2, twice, much, NULL, scratch, SCRATCH, NULL, NULL, &result,
                     &fault);
    assert_fault(&fault, PATRON_E_NULL, "model", -1);
    patron_spend_fit(NULL, NULL, 2, twice, much, NULL, scratch, SCRATCH, &model, NULL, NULL,
                     &fault);
    assert_fault(&fault, PATRON_E_NULL, "result", -1);
    options.reserved = 1;
    patron_spend_fit(&options, NULL, 2, twice, much, NULL, scratch, SCRATCH, &model, NULL, &result,
                     &fault);
    assert_fault(&fault, PATRON_E_RANGE, "options.reserved", -1);
    options.max_iterations = 10001;
    patron_spend_fit(&options, NULL, 2, twice, much, NULL, scratch, SCRATCH, &model, NULL, &result,
                     &fault);
    assert_fault(&fault, PATRON_E_RANGE, "options.max_iterations", -1);
    options.flags = 1;
    assert_int_equal(patron_spend_fit(&options, NULL, 2, twice, much, NULL, scratch, SCRATCH,
                                      &model, NULL, &result, &fault),
                     PATRON_E_STRUCT);
    patron_spend_independence(1, 2, twice, much, scratch, SCRATCH, &looked, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "level", -1);
    patron_spend_independence((double)NAN, 2, twice, much, scratch, SCRATCH, &looked, &fault);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "level", -1);
    patron_spend_independence(.1, 2, twice, bad, scratch, SCRATCH, &looked, &fault);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "mean_spend", 1);
    assert_int_equal(patron_spend_independence(.1, 2, twice, much, scratch, SCRATCH, NULL, &fault),
                     PATRON_E_NULL);
    assert_int_equal(
        patron_spend_independence(.1, 2, NULL, much, scratch, SCRATCH, &looked, &fault),
        PATRON_E_NULL);
    patron_spend_independence(.1, 2, twice, much, scratch, 1, &looked, &fault);
    assert_fault(&fault, PATRON_E_SCRATCH, "scratch_size", -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(buyers_of_disks_give_the_maxima_of_the_likelihood),
        cmocka_unit_test(expectations_are_drawn_toward_the_mean_of_all),
        cmocka_unit_test(expectations_are_means_over_what_the_rate_may_be),
        cmocka_unit_test(likelihoods_are_right_on_the_whole_domain),
        cmocka_unit_test(known_parameters_are_found_within_their_errors),
        cmocka_unit_test(order_currency_weights_and_samples_change_nothing),
        cmocka_unit_test(a_fit_can_be_stopped_and_resumed),
        cmocka_unit_test(spend_that_cannot_be_fitted_is_said),
        cmocka_unit_test(money_of_all_sizes_is_at_an_edge),
        cmocka_unit_test(parameters_that_cannot_be_told_apart_are_noted),
        cmocka_unit_test(dependence_of_how_much_on_how_often_is_noted),
        cmocka_unit_test(rows_together_are_worth_what_each_is_alone),
        cmocka_unit_test(arguments_out_of_range_are_named),
        cmocka_unit_test(fits_name_what_they_cannot_take),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
