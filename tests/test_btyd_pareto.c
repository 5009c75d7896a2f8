/*
 * Pareto/NBD and GGom/NBD, by their seven functions each. Expected numbers: published and computed with
 * mpmath elsewhere (anchors), named hard cases in the real data (btyd_adversarial.csv), and
 * vectors/make_btyd_pareto.py, which integrates the definition.
 */
#include "test_btyd_pareto.h"
#include "vectors/btyd_pareto_vectors.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- vectors ------------------------------------------------------------------------------------- */

enum { FIGURES = 8, TOP_COUNT = 172 };

static const size_t counts_of_vectors[6] = {0, 1, 2, 7, 40, 171};
static const char *const figure_names[FIGURES] = {"ln L", "gradient", "alive",  "expected",
                                                  "some", "residual", "within", "pmf"};

/* |a - b| over |b|, or where b is so small that doubles grow coarse over the smallest that is not. */
static double relative(double actual, double expected)
{
    return fabs(actual - expected) / fmax(fabs(expected), 1e-288);
}

static double blended(double actual, double expected)
{
    return fabs(actual - expected) / (1.0 + fabs(expected));
}

static void errors_of(const btyd_pareto_vector *v, double *error)
{
    static const int place[5] = {PATRON_BTYD_R, PATRON_BTYD_ALPHA, PATRON_BTYD_S, PATRON_BTYD_BETA,
                                 PATRON_BTYD_B};
    patron_btyd_model model = model_of(v->r, v->alpha, v->s, v->beta, v->b);
    btyd_row row = row_of(v->x, v->t_x, v->T);
    const kind *of = kind_of(&model);
    double gradient[8], chance[TOP_COUNT];
    for (int k = 0; k < FIGURES; ++k)
        error[k] = 0.0;
    error[0] = blended(of->likelihood(&model, &row, gradient), v->log_likelihood);
    error[0] = fmax(error[0], blended(of->likelihood(&model, &row, NULL), v->log_likelihood));
    for (int k = 0; k < 5; ++k)
        error[1] = fmax(error[1], blended(gradient[place[k]], v->gradient[k]));
    error[2] = relative(of->alive(&model, &row), v->alive);
    error[3] = relative(of->expected(&model, &row, v->t), v->expected);
    error[4] = relative(of->some(&model, &row, v->t), v->some);
    error[5] = relative(of->residual(&model, &row, v->discount), v->residual);
    error[6] = relative(of->within(&model, &row, v->discount, v->t), v->within);
    of->pmf(&model, &row, v->t, TOP_COUNT, chance);
    for (int k = 0; k < 6; ++k)
        error[7] = fmax(error[7], relative(chance[counts_of_vectors[k]], v->chance[k]));
}

static void every_figure_is_the_integral_of_its_definition(void **state)
{
    (void)state;
    size_t rows = sizeof btyd_pareto_vectors / sizeof *btyd_pareto_vectors;
    double worst[2][FIGURES] = {{0.0}};
    int good = 1;
    for (size_t i = 0; i < rows; ++i) {
        const btyd_pareto_vector *v = &btyd_pareto_vectors[i];
        double error[FIGURES];
        errors_of(v, error);
        for (int k = 0; k < FIGURES; ++k) {
            double *top = &worst[v->b > 0.0][k];
            *top = fmax(*top, error[k]);
            if (!(error[k] <= 1e-11)) {
                printf("row %d, %s: %g\n", (int)i, figure_names[k], error[k]);
                good = 0;
            }
        }
    }
    for (int k = 0; k < FIGURES; ++k)
        printf("worst error of %-9s Pareto/NBD %.1e  GGom/NBD %.1e\n", figure_names[k], worst[0][k],
               worst[1][k]);
    assert_true(good);
}

/* --- anchors --------------------------------------------------------------------------------------- */

typedef struct anchor {
    double x, t_x, T, likelihood, alive, expected, residual;
} anchor;

static void check_anchors(const patron_btyd_model *model, const anchor *anchors, size_t n)
{
    const kind *of = kind_of(model);
    for (size_t i = 0; i < n; ++i) {
        const anchor *a = &anchors[i];
        btyd_row row = row_of(a->x, a->t_x, a->T);
        assert_close(of->likelihood(model, &row, NULL), a->likelihood, 1e-13, 0.0);
        assert_close(of->alive(model, &row), a->alive, 1e-12, 0.0);
        assert_close(of->expected(model, &row, 39.0), a->expected, 1e-12, 0.0);
        assert_close(of->residual(model, &row, 0.0027), a->residual, 1e-12, 0.0);
    }
}

static void customers_of_the_cdnow_model_have_their_figures(void **state)
{
    (void)state;
    static const anchor anchors[] = {
        {0, 0, 39, -.5215074188765773, .2944670310145864, .106526713176672, .4749839074905317},
        {2, 30.43, 38.86, -9.554283245150406, .8691675591530112, 1.455123193257602,
         6.483773567730739},
        {26, 30.86, 31, -39.13167154030277, .9979187310551583, 20.11702607737051,
         86.05649360116448},
        {10, 20, 39, -24.67127355418962, .08043455316070429, .5552841921016913, 2.475914702209572},
        {15, 20, 39, -29.59493367907384, .01114608289907167, .113405249719355, .5056540940327692},
        {20, 20, 39, -32.66636602562797, .001315991722124442, .01769396232298519,
         .07889427085977339},
        {25, 20, 39, -34.41202023245828, .0001454367624084564, .002431155912524225,
         .01084009729216299}};
    static const double ahead52[] = {.135506362800835,   1.850826720701952, 25.45847295142877,
                                     .7063443426411654,  .1442561443391592, .0225074481923262,
                                     .003092530364299698};
    patron_btyd_model model = model_of(.553, 10.578, .606, 11.669, 0.0);
    check_anchors(&model, anchors, 7);
    for (int i = 0; i < 7; ++i) {
        btyd_row row = row_of(anchors[i].x, anchors[i].t_x, anchors[i].T);
        assert_close(patron_btyd_pareto_expected(&model, &row, 52.0), ahead52[i], 1e-12, 0.0);
    }
}

static void a_new_customer_of_the_cdnow_model_buys_as_published(void **state)
{
    (void)state;
    static const double chance[] = {.59362503160238,  .16556294727718,  .082487184116317,
                                    .049039953642814, .031695706744289, .021484828361821};
    patron_btyd_model model = model_of(.553, 10.578, .606, 11.669, 0.0);
    btyd_row row = row_of(0, 0, 0);
    double found[6];
    assert_true(patron_btyd_pareto_alive(&model, &row) == 1.0);
    assert_close(patron_btyd_pareto_expected(&model, &row, 52.0), 1.472996803375107, 1e-12, 0.0);
    patron_btyd_pareto_pmf(&model, &row, 39.0, 6, found);
    for (int n = 0; n < 6; ++n)
        assert_close(found[n], chance[n], 1e-12, 0.0);
}

static void residual_purchases_are_those_of_the_clv_paper(void **state)
{
    (void)state;
    static const double by_x[] = {.3647559280897533, 2.199155449704961, 2.843534406065733,
                                  2.867128391206165, 2.445410078607359, 1.840501924477494,
                                  1.262416471743856, .8096181194538384, .4948036193754493,
                                  .2920247015697986, .1679275085660533};
    patron_btyd_model model = model_of(.5629966, 12.5590370, .4081095, 10.5148048, 0.0);
    btyd_row row = row_of(7, 35, 77.86);
    assert_close(patron_btyd_pareto_residual(&model, &row, .0027), 1.86418332807133, 1e-12, 0.0);
    for (int x = 0; x <= 10; ++x) {
        row = row_of(x, x > 0 ? 30 : 0, 77.86);
        assert_close(patron_btyd_pareto_residual(&model, &row, .0027), by_x[x], 1e-12, 0.0);
    }
}

static void a_horizon_cuts_the_residual_purchases(void **state)
{
    (void)state;
    patron_btyd_model model = model_of(.553, 10.578, .606, 11.669, 0.0);
    btyd_row row = row_of(2, 30.43, 38.86);
    assert_close(patron_btyd_pareto_residual_within(&model, &row, .0027, 52.0), 1.73537226943024,
                 1e-12, 0.0);
    assert_close(patron_btyd_pareto_residual_within(&model, &row, .0027, 520.0), 5.74996199220536,
                 1e-12, 0.0);
    assert_close(patron_btyd_pareto_residual_within(&model, &row, .0027, 1e15), 6.48377356773074,
                 1e-12, 0.0);
}

static void customers_of_a_gompertz_model_have_their_figures(void **state)
{
    (void)state;
    static const anchor anchors[] = {
        {0, 0, 39, -.5637558382529557, .2519011825897772, .06480883449073873, .0860183086300521},
        {2, 30.43, 38.86, -9.583590140836538, .735765719027854, .8764389173318265,
         1.163281198100075},
        {10, 20, 39, -24.19491404043962, .04096449625818172, .2011233204610624, .2669433571528396}};
    patron_btyd_model model = model_of(.553, 10.578, .606, 1.2, .05);
    btyd_row row = row_of(0, 0, 0);
    check_anchors(&model, anchors, 3);
    assert_close(patron_btyd_ggom_expected(&model, &row, 52.0), 1.449250818901073, 1e-12, 0.0);
}

/* --- hard cases --------------------------------------------------------------------------------------- */

enum { NAMED_COLUMNS = 21 };

/* The columns of a line of btyd_adversarial.csv after its name. */
static int read_named(FILE *file, char *name, double *cell)
{
    char line[1024];
    if (fgets(line, sizeof line, file) == NULL)
        return 0;
    char *comma = strchr(line, ',');
    if (comma == NULL)
        return 0;
    memcpy(name, line, (size_t)(comma - line));
    name[comma - line] = '\0';
    for (int k = 1; k < NAMED_COLUMNS; ++k) {
        char *end;
        cell[k] = strtod(comma + 1, &end);
        comma = end;
    }
    return 1;
}

static int named_figure(const char *name, const char *figure, double error)
{
    if (error <= 1e-11)
        return 1;
    printf("%s, %s: off by %g\n", name, figure, error);
    return 0;
}

/* The figures of BG/NBD in a line. */
static int named_of_bg(const char *name, const double *c, int has_expected)
{
    patron_btyd_model model;
    btyd_row row = row_of(c[11], c[12], c[13]);
    memset(&model, 0, sizeof model);
    model.kind = PATRON_BTYD_BG_NBD;
    model.r = c[1];
    model.alpha = c[2];
    model.a = c[3];
    model.b = c[4];
    int good = named_figure(name, "ln L of BG/NBD",
                            blended(patron_btyd_bg_likelihood(&model, &row, NULL), c[14]));
    good &=
        named_figure(name, "alive of BG/NBD", relative(patron_btyd_bg_alive(&model, &row), c[15]));
    if (has_expected)
        good &= named_figure(name, "expected of BG/NBD",
                             relative(patron_btyd_bg_expected(&model, &row, c[9]), c[16]));
    return good;
}

static void named_hard_cases_have_their_figures(void **state)
{
    (void)state;
    const char *path = support_data("btyd_adversarial.csv");
    if (path == NULL)
        return;
    FILE *file = fopen(path, "r");
    char name[1024];
    double c[NAMED_COLUMNS];
    int good = 1, rows = 0;
    assert_true(file != NULL);
    assert_true(fgets(name, sizeof name, file) != NULL);
    for (; read_named(file, name, c); ++rows) {
        patron_btyd_model model = model_of(c[5], c[6], c[7], c[8], 0.0);
        btyd_row row = row_of(c[11], c[12], c[13]);
        double likelihood = patron_btyd_pareto_likelihood(&model, &row, NULL);
        good &= named_of_bg(name, c, strcmp(name, "a+b+x=1 (x=0)") != 0); /* not in the file */
        good &= named_figure(name, "ln L", blended(likelihood, c[17]));
        good &=
            named_figure(name, "alive", relative(patron_btyd_pareto_alive(&model, &row), c[18]));
        good &= named_figure(name, "expected",
                             relative(patron_btyd_pareto_expected(&model, &row, c[9]), c[19]));
        good &= named_figure(name, "residual",
                             relative(patron_btyd_pareto_residual(&model, &row, c[10]), c[20]));
    }
    fclose(file);
    assert_int_equal(rows, 31);
    assert_true(good);
}

/* --- real data -------------------------------------------------------------------------------------- */

typedef struct base_sums {
    int customers;
    double likelihood, gradient[8], alive, expected, residual;
} base_sums;

/* Sums over cdnow_summary.csv, whose times are weeks to two decimals, or of whole days. */
static base_sums base_of(FILE *file, const patron_btyd_model *model, int days)
{
    base_sums sum;
    char line[256];
    memset(&sum, 0, sizeof sum);
    while (fgets(line, sizeof line, file) != NULL) {
        char *at = strchr(line, ',');
        if (at == NULL || line[0] < '0' || line[0] > '9')
            continue;
        double by[8], x = strtod(at + 1, &at), t_x = strtod(at + 1, &at), T = strtod(at + 1, &at);
        btyd_row row = days ? row_of(x, floor(7.0 * t_x + 0.5) / 7.0, floor(7.0 * T + 0.5) / 7.0)
                            : row_of(x, t_x, T);
        ++sum.customers;
        sum.likelihood += patron_btyd_pareto_likelihood(model, &row, by);
        sum.alive += patron_btyd_pareto_alive(model, &row);
        sum.expected += patron_btyd_pareto_expected(model, &row, 39.0);
        sum.residual += patron_btyd_pareto_residual(model, &row, .0027);
        for (int k = 0; k < 8; ++k)
            sum.gradient[k] += by[k];
    }
    return sum;
}

static void the_cdnow_base_is_most_likely_where_it_is(void **state)
{
    (void)state;
    const char *path = support_data("cdnow_summary.csv");
    if (path == NULL)
        return;
    for (int days = 0; days < 2; ++days) {
        patron_btyd_model model = days ? model_of(.55327704685318, 10.5776834633023,
                                                  .606239989127826, 11.668735288855, 0.0)
                                       : model_of(.553275508689519, 10.5776122386817,
                                                  .606213568674084, 11.6679112379202, 0.0);
        FILE *file = fopen(path, "r");
        assert_true(file != NULL);
        base_sums sum = base_of(file, &model, days);
        fclose(file);
        assert_int_equal(sum.customers, 2357);
        assert_close(sum.likelihood, days ? -9594.9761789395431 : -9594.9739298268636, 1e-13, 0.0);
        for (int k = 0; k < 8; ++k)
            assert_close(sum.gradient[k], 0.0, 0.0, 1e-9);
        if (!days)
            continue;
        assert_close(sum.alive, 1051.875247181193, 1e-12, 0.0);
        assert_close(sum.expected, 1665.513107210185, 1e-12, 0.0);
        assert_close(sum.residual, 7185.97220494355, 1e-12, 0.0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_figure_is_the_integral_of_its_definition),
        cmocka_unit_test(customers_of_the_cdnow_model_have_their_figures),
        cmocka_unit_test(a_new_customer_of_the_cdnow_model_buys_as_published),
        cmocka_unit_test(residual_purchases_are_those_of_the_clv_paper),
        cmocka_unit_test(a_horizon_cuts_the_residual_purchases),
        cmocka_unit_test(customers_of_a_gompertz_model_have_their_figures),
        cmocka_unit_test(named_hard_cases_have_their_figures),
        cmocka_unit_test(the_cdnow_base_is_most_likely_where_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
