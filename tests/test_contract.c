#include "support.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "vectors/contract_vectors.h"
#include <patron/contract.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum { YEARS = 7, ROWS = 40 };

static const double regular[YEARS] = {.631, .468, .382, .326, .289, .262, .241};
static const double high_end[YEARS] = {.869, .743, .653, .593, .551, .517, .491};

static patron_contract_model geometric(double a, double b)
{
    patron_contract_model model = {PATRON_CONTRACT_SBG, 0, 0, 0, 0};
    model.a = a;
    model.b = b;
    return model;
}

static patron_contract_model weibull(double a, double b, double c)
{
    patron_contract_model model = geometric(a, b);
    model.kind = PATRON_CONTRACT_BDW;
    model.c = c;
    return model;
}

static patron_contract_fit_result fit(uint32_t kind, size_t n, const uint32_t *t,
                                      const double *lost, const double *kept,
                                      patron_contract_model *model, double *covariance)
{
    patron_contract_fit_options options = {sizeof options, 0, 0, 0};
    patron_contract_fit_result result;
    result.struct_size = sizeof result;
    options.kind = kind;
    assert_int_equal(
        patron_contract_fit(&options, NULL, n, t, lost, kept, model, covariance, &result, NULL),
        PATRON_OK);
    return result;
}

static patron_contract_fit_result fit_shares(uint32_t kind, const double *share,
                                             patron_contract_model *model, double *covariance)
{
    uint32_t t[YEARS];
    double lost[YEARS], kept[YEARS];
    assert_int_equal(patron_contract_counts(1000, YEARS, share, t, lost, kept, NULL), PATRON_OK);
    return fit(kind, YEARS, t, lost, kept, model, covariance);
}

/* Maxima computed with forty digits from the published survival of seven years. */
static void seven_years_give_the_maxima_of_the_likelihood(void **state)
{
    (void)state;
    patron_contract_model model;
    double covariance[9];
    patron_contract_fit_result result =
        fit_shares(PATRON_CONTRACT_SBG, regular, &model, covariance);
    assert_true(result.verdict == PATRON_CONTRACT_CONVERGED && result.notes == 0);
    assert_close(model.a, .704077298473516, 1e-11, 0);
    assert_close(model.b, 1.18204302620948, 1e-11, 0);
    assert_true(model.c == 0 && model.kind == PATRON_CONTRACT_SBG && model.reserved == 0);
    assert_close(result.log_likelihood, -1680.265188463287, 1e-13, 0);
    assert_close(result.error_a, .06559896423, 1e-9, 0);
    assert_close(result.error_b, .1524756317, 1e-9, 0);
    assert_true(result.error_c == 0 && covariance[8] == 0 && covariance[2] == 0);
    assert_close(covariance[0], result.error_a * result.error_a, 1e-14, 0);
    assert_true(covariance[1] == covariance[3]);
    assert_close(result.aic, 4 + 2 * 1680.265188463287, 1e-12, 0);
    assert_close(result.bic, 2 * log(1000) + 2 * 1680.265188463287, 1e-12, 0);
    result = fit_shares(PATRON_CONTRACT_SBG, high_end, &model, NULL);
    assert_close(model.a, .668088351106446, 1e-11, 0);
    assert_close(model.b, 3.80609496405827, 1e-11, 0);
    assert_close(result.log_likelihood, -1611.1581473911564, 1e-13, 0);
    assert_close(result.error_a, .1037349311, 1e-9, 0);
    assert_close(result.error_b, .7855316918, 1e-9, 0);
    result = fit_shares(PATRON_CONTRACT_BDW, high_end, &model, NULL);
    assert_true(result.verdict == PATRON_CONTRACT_CONVERGED);
    assert_close(model.a, .21425333928085, 1e-9, 0);
    assert_close(model.b, 1.42657487486008, 1e-9, 0);
    assert_close(model.c, 1.72356484874453, 1e-9, 0);
    assert_close(result.log_likelihood, -1605.314213214193, 1e-13, 0);
    assert_true(result.error_c > 0 && result.gradient_norm < 1e-9 && result.condition > 1);
}

/* Projections and lifetimes from the same, with forty digits; DERL 7.530, 7.345 and DEL 5.922 as published. */
static void cohorts_are_projected_and_valued_as_the_literature_has_it(void **state)
{
    (void)state;
    static const double of_regular[12] = {.62671, .47382, .38797, .33207, .29235, .26246,
                                          .23902, .22008, .20441, .19119, .17986, .17004};
    static const double of_high[12] = {.85068, .74686, .66979, .60992, .56183, .52222,
                                       .48891, .46044, .43578, .41417, .39506, .37800};
    static const double of_weibull[5] = {.467752, .448338, .431582, .416916, .40393};
    static const double residual_high[5] = {5.4144788453616, 5.90137759380513, 6.29389156941211,
                                            6.61991998791364, 6.89670668142951};
    static const double residual_regular[5] = {2.96439927026332, 4.10313977508384, 4.86980465252412,
                                               5.44205846674191, 5.89409536138086};
    static const uint32_t renewals[5] = {0, 1, 2, 3, 4};
    uint32_t t[12];
    double survival[12], residual[5], lifetime;
    for (uint32_t i = 0; i < 12; i++)
        t[i] = i + 1;
    patron_contract_model model = geometric(.704077298473516, 1.18204302620948);
    patron_contract_survival(&model, 12, t, survival, NULL);
    for (int i = 0; i < 12; i++)
        assert_close(survival[i], of_regular[i], 0, 5.01e-6);
    patron_contract_residual(&model, .1, 5, renewals, residual, NULL);
    for (int i = 0; i < 5; i++)
        assert_close(residual[i], residual_regular[i], 1e-13, 0);
    patron_contract_lifetime(&model, .1, &lifetime, NULL);
    assert_close(lifetime, 3.69490842751211, 1e-13, 0);
    model = geometric(.668088351106446, 3.80609496405827);
    patron_contract_survival(&model, 12, t, survival, NULL);
    for (int i = 0; i < 12; i++)
        assert_close(survival[i], of_high[i], 0, 5.01e-6);
    patron_contract_residual(&model, .1, 5, renewals, residual, NULL);
    for (int i = 0; i < 5; i++)
        assert_close(residual[i], residual_high[i], 1e-13, 0);
    patron_contract_lifetime(&model, .1, &lifetime, NULL);
    assert_close(lifetime, 5.92225349578328, 1e-13, 0);
    model = geometric(.668088, 3.806095);
    static const uint32_t late[2] = {7, 6};
    patron_contract_residual(&model, .1, 2, late, residual, NULL);
    assert_close(residual[0], 7.529628, 0, 1e-5);
    assert_close(residual[1], 7.344721, 0, 1e-5);
    model = weibull(.21425333928085, 1.42657487486008, 1.72356484874453);
    patron_contract_survival(&model, 5, t + 7, survival, NULL);
    for (int i = 0; i < 5; i++)
        assert_close(survival[i], of_weibull[i], 0, 5.01e-7);
    static const uint32_t made[3] = {0, 1, 7};
    patron_contract_residual(&model, .1, 3, made, residual, NULL);
    assert_close(residual[0], 5.602391451823, 1e-12, 0);
    assert_close(residual[1], 5.988179060974, 1e-12, 0);
    assert_close(residual[2], 8.318878052173, 1e-12, 0);
}

/* The vectors have 0 in place of what is below 1e-290. */
static double relative(double actual, double expected)
{
    double off = fabs(actual - expected);
    return off <= 1e-285 ? 0 : off / expected;
}

static void curves_are_right_on_the_whole_domain(void **state)
{
    (void)state;
    double worst = 0, figure[3];
    for (size_t i = 0; i < COUNT(contract_curve_vectors); i++) {
        const contract_curve_vector *v = &contract_curve_vectors[i];
        patron_contract_model model =
            v->kind == 1 ? geometric(v->a, v->b) : weibull(v->a, v->b, v->c);
        assert_int_equal(patron_contract_survival(&model, 1, &v->t, &figure[0], NULL), PATRON_OK);
        assert_int_equal(patron_contract_retention(&model, 1, &v->t, &figure[1], NULL), PATRON_OK);
        assert_int_equal(patron_contract_lapse(&model, 1, &v->t, &figure[2], NULL), PATRON_OK);
        double expected[3] = {v->survival, v->retention, v->lapse};
        for (int j = 0; j < 3; j++) {
            double off = relative(figure[j], expected[j]);
            if (!(off <= 1e-11))
                printf("row %d figure %d: %.17g, not %.17g\n", (int)i, j, figure[j], expected[j]);
            worst = fmax(worst, off);
        }
    }
    printf("curves: worst %.2g\n", worst);
    assert_true(worst <= 1e-11);
}

static void discounted_sums_are_right_on_the_whole_domain(void **state)
{
    (void)state;
    double worst = 0, figure;
    for (size_t i = 0; i < COUNT(contract_sum_vectors); i++) {
        const contract_sum_vector *v = &contract_sum_vectors[i];
        patron_contract_model model =
            v->kind == 1 ? geometric(v->a, v->b) : weibull(v->a, v->b, v->c);
        int32_t status =
            v->horizon == 0
                ? patron_contract_residual(&model, v->discount, 1, &v->renewals, &figure, NULL)
                : patron_contract_residual_within(&model, v->discount, v->horizon, 1, &v->renewals,
                                                  &figure, NULL);
        assert_int_equal(status, PATRON_OK);
        double off = relative(figure, v->residual);
        if (!(off <= 1e-11))
            printf("row %d: %.17g, not %.17g\n", (int)i, figure, v->residual);
        worst = fmax(worst, off);
    }
    printf("sums: worst %.2g\n", worst);
    assert_true(worst <= 1e-11);
}

static void a_base_of_several_ages_retains_more_than_its_newest_cohort(void **state)
{
    (void)state;
    support_random random = support_random_from(7);
    for (int round = 0; round < 60; round++) {
        patron_contract_model model = weibull(exp(support_random_between(&random, -3, 3)),
                                              exp(support_random_between(&random, -3, 3)),
                                              exp(support_random_between(&random, -1, 1)));
        if (round % 2 == 0)
            model = geometric(model.a, model.b);
        static const uint32_t renewals[3] = {0, 4, 9};
        static const double customers[3] = {1000, 300, 50};
        double there[20], retention[20], before = 1350;
        assert_int_equal(
            patron_contract_project(&model, 3, renewals, customers, 20, there, retention, NULL),
            PATRON_OK);
        for (uint32_t j = 0; j < 20; j++) {
            double sum = 0;
            for (int i = 0; i < 3; i++) {
                uint32_t from = renewals[i], to = from + j + 1;
                double was, is;
                patron_contract_survival(&model, 1, &from, &was, NULL);
                patron_contract_survival(&model, 1, &to, &is, NULL);
                sum += customers[i] * is / was;
            }
            assert_close(there[j], sum, 1e-12, 0);
            assert_close(retention[j], there[j] / before, 1e-15, 0);
            before = there[j];
        }
        if (model.kind == PATRON_CONTRACT_SBG) {
            uint32_t first = 1;
            double newest;
            patron_contract_retention(&model, 1, &first, &newest, NULL);
            assert_true(retention[0] > newest);
            for (int j = 1; j < 20; j++)
                assert_true(retention[j] > retention[j - 1] * (1 - 1e-14));
        }
    }
    patron_contract_model model = geometric(1, 1);
    static const uint32_t none[1] = {0};
    static const double nobody[1] = {0};
    double there, retention;
    patron_contract_project(&model, 1, none, nobody, 1, &there, &retention, NULL);
    assert_true(there == 0 && isnan(retention));
    assert_int_equal(patron_contract_project(&model, 0, NULL, NULL, 0, NULL, NULL, NULL),
                     PATRON_OK);
}

/* By adding the terms one by one. */
static double brute(const patron_contract_model *model, double discount, uint32_t periods,
                    uint32_t renewals)
{
    double was, is, sum = 0;
    patron_contract_survival(model, 1, &renewals, &was, NULL);
    for (uint32_t k = 1; k <= periods; k++) {
        uint32_t t = renewals + k;
        patron_contract_survival(model, 1, &t, &is, NULL);
        sum += is / was * pow(1 + discount, 1.0 - k);
    }
    return sum;
}

static void lifetimes_are_the_sums_of_their_terms(void **state)
{
    (void)state;
    support_random random = support_random_from(8);
    for (int round = 0; round < 60; round++) {
        patron_contract_model model = weibull(exp(support_random_between(&random, -3, 3)),
                                              exp(support_random_between(&random, -3, 3)),
                                              exp(support_random_between(&random, -1, 1)));
        if (round % 2 == 0)
            model = geometric(model.a, model.b);
        double discount = exp(support_random_between(&random, -5, 1));
        uint32_t renewals = (uint32_t)support_random_below(&random, 30);
        uint32_t periods = (uint32_t)support_random_below(&random, 900);
        double within, all, far, lifetime;
        patron_contract_residual_within(&model, discount, periods, 1, &renewals, &within, NULL);
        assert_close(within, brute(&model, discount, periods, renewals), 2e-12, 1e-300);
        patron_contract_residual(&model, discount, 1, &renewals, &all, NULL);
        patron_contract_residual_within(&model, discount, 1000000000, 1, &renewals, &far, NULL);
        assert_close(far, all, 1e-12, 0);
        patron_contract_lifetime_within(&model, discount, periods + 1, &lifetime, NULL);
        assert_close(lifetime, 1 + brute(&model, discount, periods, 0) / (1 + discount), 2e-12, 0);
        patron_contract_lifetime_within(&model, discount, 0, &lifetime, NULL);
        assert_true(lifetime == 0);
        patron_contract_lifetime_within(&model, discount, 1, &lifetime, NULL);
        assert_true(lifetime == 1);
        patron_contract_lifetime(&model, discount, &lifetime, NULL);
        renewals = 0;
        patron_contract_residual(&model, discount, 1, &renewals, &all, NULL);
        assert_close(lifetime, 1 + all / (1 + discount), 1e-15, 0);
    }
}

static void lapses_are_what_survival_falls_by(void **state)
{
    (void)state;
    static const uint32_t t[4] = {1, 2, 30, 1000};
    patron_contract_model model[3];
    model[0] = geometric(.5, 2);
    model[1] = weibull(.5, 2, 1);
    model[2] = weibull(.5, 2, 1.7);
    double first[4];
    for (int m = 0; m < 3; m++) {
        double survival[4], retention[4], lapse[4], before[4];
        uint32_t earlier[4];
        for (int i = 0; i < 4; i++)
            earlier[i] = t[i] - 1;
        patron_contract_survival(&model[m], 4, t, survival, NULL);
        patron_contract_survival(&model[m], 4, earlier, before, NULL);
        patron_contract_retention(&model[m], 4, t, retention, NULL);
        patron_contract_lapse(&model[m], 4, t, lapse, NULL);
        assert_true(before[0] == 1);
        for (int i = 0; i < 4; i++) {
            assert_close(lapse[i], before[i] - survival[i], 1e-10, 0);
            assert_close(retention[i], survival[i] / before[i], 1e-14, 0);
            if (m == 0)
                first[i] = survival[i];
            if (m == 1)
                assert_close(survival[i], first[i], 1e-14, 0);
        }
    }
}

/* Two cohorts, and their customers one by one. */
static void cohorts_of_any_length_and_order_fit_as_one(void **state)
{
    (void)state;
    static const uint32_t t[7] = {1, 2, 3, 4, 1, 2, 3};
    static const double lost[7] = {131, 126, 90, 60, 20, 18, 11};
    static const double kept[7] = {0, 0, 0, 593, 0, 0, 101};
    patron_contract_model whole, mixed, merged;
    double covariance[9];
    patron_contract_fit_result result =
        fit(PATRON_CONTRACT_SBG, 7, t, lost, kept, &whole, covariance);
    assert_true(result.verdict == PATRON_CONTRACT_CONVERGED && result.customers == 1150);
    uint32_t back[7];
    double lost_back[7], kept_back[7];
    for (int i = 0; i < 7; i++) {
        back[i] = t[6 - i];
        lost_back[i] = lost[6 - i];
        kept_back[i] = kept[6 - i];
    }
    fit(PATRON_CONTRACT_SBG, 7, back, lost_back, kept_back, &mixed, NULL);
    assert_close(mixed.a, whole.a, 1e-11, 0);
    assert_close(mixed.b, whole.b, 1e-11, 0);
    static const double lost_merged[4] = {151, 144, 101, 60}, kept_merged[4] = {0, 0, 101, 593};
    fit(PATRON_CONTRACT_SBG, 4, t, lost_merged, kept_merged, &merged, NULL);
    assert_close(merged.a, whole.a, 1e-11, 0);
    assert_close(merged.b, whole.b, 1e-11, 0);
    patron_contract_fit_options options = {sizeof options, 0, PATRON_CONTRACT_SBG, 0};
    patron_contract_model again;
    result.struct_size = sizeof result;
    patron_contract_fit(&options, &whole, 7, t, lost, kept, &again, NULL, &result, NULL);
    assert_true(result.verdict == PATRON_CONTRACT_CONVERGED && result.iterations <= 1);
    assert_close(again.a, whole.a, 1e-11, 0);
    options.max_iterations = 1;
    patron_contract_fit(&options, NULL, 7, t, lost, kept, &again, covariance, &result, NULL);
    options.kind = 0; /* sBG */
    assert_true(result.verdict == PATRON_CONTRACT_RUNNING && isnan(result.aic));
    assert_true(isnan(covariance[0]) && again.a > 0);
    options.max_iterations = 0;
    patron_contract_fit(&options, &again, 7, t, lost, kept, &again, NULL, &result, NULL);
    assert_true(result.verdict == PATRON_CONTRACT_CONVERGED);
    assert_close(again.b, whole.b, 1e-11, 0);
}

/* Counts in proportion to the model's own are the most likely under it. */
static void a_model_is_found_again_in_its_own_curve(void **state)
{
    (void)state;
    support_random random = support_random_from(9);
    for (int round = 0; round < 40; round++) {
        patron_contract_model model = weibull(exp(support_random_between(&random, -1, 1)),
                                              exp(support_random_between(&random, -1, 2)),
                                              exp(support_random_between(&random, -.5, .7)));
        if (round % 2 == 0)
            model = geometric(model.a, model.b);
        uint32_t t[ROWS];
        double share[ROWS], lost[ROWS], kept[ROWS];
        for (uint32_t i = 0; i < ROWS; i++)
            t[i] = i + 1;
        patron_contract_survival(&model, ROWS, t, share, NULL);
        patron_contract_counts(1e6, ROWS, share, t, lost, kept, NULL);
        patron_contract_model found;
        patron_contract_fit_result result = fit(model.kind, ROWS, t, lost, kept, &found, NULL);
        assert_true(result.verdict == PATRON_CONTRACT_CONVERGED);
        assert_close(found.a, model.a, 1e-6, 0);
        assert_close(found.b, model.b, 1e-6, 0);
        assert_close(found.c, model.c, 1e-6, 0);
    }
}

static void what_cannot_be_fitted_is_said(void **state)
{
    (void)state;
    static const uint32_t t[5] = {1, 2, 3, 4, 5};
    static const double none[5] = {0, 0, 0, 0, 0}, half[5] = {512, 256, 128, 64, 32};
    static const double end[5] = {0, 0, 0, 0, 32}, all[5] = {100, 0, 0, 0, 0};
    static const double falling[5] = {10, 30, 80, 200, 300};
    patron_contract_model model;
    double covariance[9];
    patron_contract_fit_result result = fit(PATRON_CONTRACT_SBG, 5, t, half, end, &model, NULL);
    assert_true(result.verdict == PATRON_CONTRACT_BOUNDARY && isnan(result.error_a));
    assert_true(result.runs_to_infinity == 3 && result.runs_to_zero == 0);
    assert_close(model.a / model.b, 1, 1e-2, 0);
    result = fit(PATRON_CONTRACT_SBG, 5, t, falling, end, &model, NULL);
    assert_true(result.verdict == PATRON_CONTRACT_BOUNDARY && result.runs_to_infinity == 3);
    result = fit(PATRON_CONTRACT_BDW, 5, t, falling, end, &model, NULL);
    assert_true(result.verdict != PATRON_CONTRACT_CONVERGED || model.c > 1);
    result = fit(PATRON_CONTRACT_BDW, 5, t, none, end, &model, covariance);
    assert_true(result.verdict == PATRON_CONTRACT_NOT_IDENTIFIED && isnan(model.a));
    assert_true(result.notes == PATRON_CONTRACT_NOTE_NOBODY_LOST && isnan(covariance[8]));
    assert_true(isnan(model.c) && model.kind == PATRON_CONTRACT_BDW);
    result = fit(PATRON_CONTRACT_SBG, 5, t, all, none, &model, NULL);
    assert_true(result.verdict == PATRON_CONTRACT_NOT_IDENTIFIED && model.c == 0);
    assert_true(result.notes ==
                (PATRON_CONTRACT_NOTE_NOBODY_KEPT | PATRON_CONTRACT_NOTE_FEW_PERIODS));
    result = fit(PATRON_CONTRACT_BDW, 2, t, half, end + 3, &model, NULL);
    assert_true(result.notes == PATRON_CONTRACT_NOTE_FEW_PERIODS);
    result = fit(PATRON_CONTRACT_SBG, 0, NULL, NULL, NULL, &model, NULL);
    assert_true(result.verdict == PATRON_CONTRACT_NOT_IDENTIFIED && result.customers == 0);
    patron_contract_fit_options options = {sizeof options, 0, PATRON_CONTRACT_BDW, 0};
    patron_contract_model start = weibull(1, 2, 1.1);
    uint32_t years[YEARS];
    double gone[YEARS], stay[YEARS];
    patron_contract_counts(1000, YEARS, high_end, years, gone, stay, NULL);
    patron_contract_fit(&options, &start, YEARS, years, gone, stay, &model, NULL, &result, NULL);
    assert_true(result.verdict == PATRON_CONTRACT_CONVERGED);
    for (int i = 0; i < YEARS; i++) {
        gone[i] *= 1e-9;
        stay[i] *= 1e-9;
    }
    patron_contract_fit(&options, &start, YEARS, years, gone, stay, &model, NULL, &result, NULL);
    assert_true(result.verdict == PATRON_CONTRACT_NOT_IDENTIFIED);
    assert_true(result.notes == PATRON_CONTRACT_NOTE_FEW && isnan(model.a));
    static const double few[5] = {5, 2, 1, 0, 0}, left[5] = {0, 0, 0, 0, 4};
    result = fit(PATRON_CONTRACT_SBG, 5, t, few, left, &model, NULL);
    assert_true((result.notes & PATRON_CONTRACT_NOTE_FEW) != 0);
    /* Of one renewal only a / b can be told. */
    static const double first[2] = {40, 0}, second[2] = {60, 1e-30};
    result = fit(PATRON_CONTRACT_SBG, 2, t, first, second, &model, covariance);
    assert_true(result.verdict == PATRON_CONTRACT_NOT_IDENTIFIED && isnan(covariance[0]));
    assert_true((result.notes & PATRON_CONTRACT_NOTE_FLAT) != 0);
    assert_close(model.a / model.b, 40.0 / 60, 1e-9, 0);
}

/* A bend that runs to the end of its range, and losses among billions of renewals, once ended at the limit of
   steps, or converged where the likelihood rose. */
static void edges_and_great_ages_are_no_successes_unless_they_are(void **state)
{
    (void)state;
    static const uint32_t t[8] = {1, 2, 3, 4, 5, 6, 7, 8};
    static const double lost[8] = {170.869, 567.396, 71.048, 4.872, 9.798, 151.838, 5.58, 5.949};
    static const double kept[8] = {0, 0, 0, 0, 0, 0, 0, 12.65};
    static const uint32_t ages[3] = {10000000, 2, 20000000};
    static const double gone[3] = {377, 101, 40}, here[3] = {0, 520, 30};
    patron_contract_model model;
    patron_contract_fit_result result = fit(PATRON_CONTRACT_BDW, 8, t, lost, kept, &model, NULL);
    assert_int_equal(result.verdict, PATRON_CONTRACT_BOUNDARY);
    assert_int_equal(result.runs_to_infinity, 1 << PATRON_CONTRACT_C);
    assert_true(result.iterations < 50);
    /* All but alike: a and b run together, and errors would be rough. */
    static const uint32_t renewal[3] = {1, 4, 2};
    static const double few[3] = {100, 1, 1}, many[3] = {1000, 0, 1000};
    result = fit(PATRON_CONTRACT_BDW, 3, renewal, few, many, &model, NULL);
    assert_int_equal(result.verdict, PATRON_CONTRACT_BOUNDARY);
    int is_ill = (result.notes & PATRON_CONTRACT_NOTE_ILL_CONDITIONED) != 0;
    assert_int_equal(is_ill, result.condition > 1e10);
    result = fit(PATRON_CONTRACT_SBG, 3, ages, gone, here, &model, NULL);
    assert_true(result.verdict != PATRON_CONTRACT_CONVERGED || result.gradient_norm < 1e-8);
    result = fit(PATRON_CONTRACT_SBG, 2, ages, gone, here, &model, NULL);
    assert_true(result.verdict != PATRON_CONTRACT_CONVERGED || result.gradient_norm < 1e-8);
}

static void a_fit_can_be_stopped_and_resumed(void **state)
{
    (void)state;
    patron_contract_fit_options options = {sizeof options, 0, PATRON_CONTRACT_BDW, 1};
    patron_contract_fit_result result;
    patron_contract_model model, whole, other;
    double covariance[9], gone[YEARS], stay[YEARS];
    uint32_t years[YEARS];
    result.struct_size = sizeof result;
    patron_contract_counts(1000, YEARS, high_end, years, gone, stay, NULL);
    fit(PATRON_CONTRACT_BDW, YEARS, years, gone, stay, &whole, NULL);
    patron_contract_fit(&options, NULL, YEARS, years, gone, stay, &model, covariance, &result,
                        NULL);
    assert_true(result.verdict == PATRON_CONTRACT_RUNNING && isnan(result.error_a));
    assert_true(isnan(covariance[0]) && model.a > 0);
    options.kind = 0; /* sBG, where no start says otherwise */
    patron_contract_fit(&options, NULL, YEARS, years, gone, stay, &other, NULL, &result, NULL);
    assert_true(other.kind == PATRON_CONTRACT_SBG);
    result.verdict = PATRON_CONTRACT_RUNNING;
    for (int round = 0; round < 50 && result.verdict == PATRON_CONTRACT_RUNNING; round++)
        patron_contract_fit(&options, &model, YEARS, years, gone, stay, &model, NULL, &result,
                            NULL);
    assert_true(result.verdict == PATRON_CONTRACT_CONVERGED);
    assert_true(model.kind == PATRON_CONTRACT_BDW);
    assert_close(model.a, whole.a, 1e-9, 0);
    assert_close(model.c, whole.c, 1e-9, 0);
}

/* A curve like 1/k to the horizon, beside its terms one by one. */
static void slow_curves_are_added_up_to_their_horizon(void **state)
{
    (void)state;
    enum { PERIODS = 100000 };
    patron_contract_model model = weibull(.05, 1, 20);
    double sum = 0, lifetime;
    for (uint32_t t = 0; t < PERIODS; t++) {
        double there;
        patron_contract_survival(&model, 1, &t, &there, NULL);
        sum += there;
    }
    assert_int_equal(patron_contract_lifetime_within(&model, 0, PERIODS, &lifetime, NULL),
                     PATRON_OK);
    assert_close(lifetime, sum, 1e-11, 0);
    /* So little discounted that renewals^20 leaves a double. mpmath: 2000 terms and the incomplete gamma. */
    model.a = .001;
    patron_contract_lifetime(&model, 1e-20, &lifetime, NULL);
    assert_close(lifetime, 40263135753878282859.0, 1e-12, 0);
    patron_contract_lifetime(&model, 1e-30, &lifetime, NULL);
    assert_close(lifetime, 2.5404321215712565042e29, 1e-12, 0);
}

static void customers_of_one_age_have_one_residual(void **state)
{
    (void)state;
    patron_contract_model model = geometric(.668, 3.806);
    static const uint32_t renewals[4] = {3, 3, 0, 3};
    double together[4], alone[4];
    assert_int_equal(patron_contract_residual(&model, .1, 4, renewals, together, NULL), PATRON_OK);
    for (int i = 0; i < 4; i++)
        patron_contract_residual(&model, .1, 1, renewals + i, alone + i, NULL);
    assert_memory_equal(together, alone, sizeof alone);
}

static void arguments_out_of_range_are_named(void **state)
{
    (void)state;
    patron_fault fault;
    patron_contract_model model = geometric(1, 2);
    static const uint32_t t[2] = {1, 0}, vast[2] = {1, 1000000001};
    double out[2], other[2];
    patron_contract_model wrong = model;
    wrong.kind = 3;
    patron_contract_survival(&wrong, 1, t, out, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "model.kind", -1);
    wrong = model;
    wrong.reserved = 1;
    patron_contract_survival(&wrong, 1, t, out, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "model.reserved", -1);
    wrong = geometric(0, 1);
    patron_contract_survival(&wrong, 1, t, out, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "model.a", -1);
    wrong = geometric(1, (double)NAN);
    patron_contract_survival(&wrong, 1, t, out, &fault);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "model.b", -1);
    wrong = geometric(1, 1);
    wrong.c = 1;
    patron_contract_survival(&wrong, 1, t, out, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "model.c", -1);
    wrong = weibull(1, 1, 21);
    patron_contract_survival(&wrong, 1, t, out, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "model.c", -1);
    patron_contract_survival(NULL, 1, t, out, &fault);
    assert_fault(&fault, PATRON_E_NULL, "model", -1);
    patron_contract_survival(&model, 1, NULL, out, &fault);
    assert_fault(&fault, PATRON_E_NULL, "t", -1);
    patron_contract_lapse(&model, 1, t, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "lapse", -1);
    out[0] = out[1] = 9;
    patron_contract_retention(&model, 2, t, out, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "t", 1);
    assert_true(out[0] != 9 && out[1] == 9);
    patron_contract_lapse(&model, 2, t, out, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "t", 1);
    patron_contract_survival(&model, 2, vast, out, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "t", 1);
    patron_contract_residual(&model, 0, 1, t, out, &fault);
    assert_fault(&fault, PATRON_E_DIVERGES, "discount", -1);
    patron_contract_lifetime(&model, 0, out, &fault);
    assert_fault(&fault, PATRON_E_DIVERGES, "discount", -1);
    patron_contract_lifetime(&model, -1, out, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "discount", -1);
    patron_contract_lifetime(&model, (double)INFINITY, out, &fault);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "discount", -1);
    patron_contract_lifetime(NULL, 1, out, &fault);
    assert_fault(&fault, PATRON_E_NULL, "model", -1);
    patron_contract_lifetime_within(NULL, 1, 5, out, &fault);
    assert_fault(&fault, PATRON_E_NULL, "model", -1);
    patron_contract_residual(NULL, 1, 1, t, out, &fault);
    assert_fault(&fault, PATRON_E_NULL, "model", -1);
    patron_contract_residual_within(NULL, 1, 5, 1, t, out, &fault);
    assert_fault(&fault, PATRON_E_NULL, "model", -1);
    patron_contract_residual_within(&model, 1, 5, 1, NULL, out, &fault);
    assert_fault(&fault, PATRON_E_NULL, "renewals", -1);
    patron_contract_lifetime(&model, 1, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "lifetime", -1);
    patron_contract_lifetime_within(&model, 1, 5, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "lifetime", -1);
    patron_contract_lifetime_within(&model, 1, 1000000001, out, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "periods", -1);
    patron_contract_residual_within(&model, 1, 1000000001, 1, t, out, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "periods", -1);
    patron_contract_residual(&model, 1, 1, NULL, out, &fault);
    assert_fault(&fault, PATRON_E_NULL, "renewals", -1);
    patron_contract_residual(&model, 1, 1, t, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "residual", -1);
    patron_contract_residual_within(&model, 1, 5, 2, vast, out, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "renewals", 1);
    patron_contract_residual(&model, 1, 2, vast, out, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "renewals", 1);
    static const double people[2] = {1, -1}, share[2] = {.5, .6};
    uint32_t when[2];
    patron_contract_project(&model, 2, t, people, 1, out, other, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "customers", 1);
    static const double all_of_them[1] = {2e15};
    patron_contract_project(&model, 1, t, all_of_them, 1, out, other, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "customers", 0);
    patron_contract_project(&model, 2, vast, people, 1, out, other, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "renewals", 1);
    patron_contract_project(&model, 1, t, people, 1000001, out, other, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "periods", -1);
    patron_contract_project(&model, 1, t, people, 1, NULL, other, &fault);
    assert_fault(&fault, PATRON_E_NULL, "there", -1);
    patron_contract_counts(10, 2, share, when, out, other, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "share", 1);
    patron_contract_counts(-1, 2, share, when, out, other, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "customers", -1);
    patron_contract_counts((double)NAN, 2, share, when, out, other, &fault);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "customers", -1);
    static const double unknown[2] = {.5, (double)NAN};
    patron_contract_counts(1, 2, unknown, when, out, other, &fault);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "share", 1);
    patron_contract_counts(1, 2, NULL, when, out, other, &fault);
    assert_fault(&fault, PATRON_E_NULL, "share", -1);
    patron_contract_counts(1, 2, share, NULL, out, other, &fault);
    assert_fault(&fault, PATRON_E_NULL, "t", -1);
    patron_contract_counts(1, 2, share, when, NULL, other, &fault);
    assert_fault(&fault, PATRON_E_NULL, "lost", -1);
    patron_contract_counts(1, 2, share, when, out, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "kept", -1);
    assert_int_equal(patron_contract_counts(1, 0, NULL, NULL, NULL, NULL, NULL), PATRON_OK);
    assert_int_equal(patron_contract_residual(&model, .1, 0, NULL, NULL, NULL), PATRON_OK);
    patron_contract_project(&model, 1, NULL, people, 1, out, other, &fault);
    assert_fault(&fault, PATRON_E_NULL, "renewals", -1);
    patron_contract_project(&model, 1, t, NULL, 1, out, other, &fault);
    assert_fault(&fault, PATRON_E_NULL, "customers", -1);
    patron_contract_project(&model, 1, t, people, 1, out, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "retention", -1);
    patron_contract_project(NULL, 1, t, people, 1, out, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "model", -1);
    assert_int_equal(patron_contract_survival(&model, 0, NULL, NULL, NULL), PATRON_OK);
#if SIZE_MAX > 0xFFFFFFFF
    patron_contract_counts(1, 1000000001, share, when, out, other, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "n", -1);
    patron_contract_survival(&model, 2147483648U, t, out, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "n", -1);
    patron_contract_residual(&model, 1, 2147483648U, t, out, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "n", -1);
#endif
    /* So long a life that its length is beyond a double. */
    model = weibull(1000.0000001, 1e9, 1e-3);
    assert_int_equal(patron_contract_lifetime(&model, 0, out, &fault), PATRON_E_OVERFLOW);
    assert_int_equal(patron_contract_residual(&model, 0, 1, t, out, &fault), PATRON_E_OVERFLOW);
}

static void fits_name_what_they_cannot_take(void **state)
{
    (void)state;
    patron_fault fault;
    patron_contract_fit_options options = {sizeof options, 0, PATRON_CONTRACT_SBG, 0};
    patron_contract_model model, start = weibull(1, 1, 1);
    patron_contract_fit_result result;
    static const uint32_t t[2] = {1, 0}, fine[2] = {1, 2};
    static const double lost[2] = {1, 1}, wrong[2] = {1, (double)NAN};
    result.struct_size = sizeof result;
    patron_contract_fit(NULL, NULL, 2, t, lost, lost, &model, NULL, &result, &fault);
    assert_fault(&fault, PATRON_E_NULL, "options", -1);
    patron_contract_fit(&options, &start, 2, fine, lost, lost, &model, NULL, &result, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "start.kind", -1);
    start.a = 0;
    patron_contract_fit(&options, &start, 2, fine, lost, lost, &model, NULL, &result, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "start.a", -1);
    start.a = 1;
    start.reserved = 1;
    patron_contract_fit(&options, &start, 2, fine, lost, lost, &model, NULL, &result, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "start.reserved", -1);
    start.reserved = 0;
    start.kind = 3;
    patron_contract_fit(&options, &start, 2, fine, lost, lost, &model, NULL, &result, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "start.kind", -1);
    start.kind = PATRON_CONTRACT_BDW;
    start.b = 0;
    patron_contract_fit(&options, &start, 2, fine, lost, lost, &model, NULL, &result, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "start.b", -1);
    start.b = 1;
    start.c = 0;
    patron_contract_fit(&options, &start, 2, fine, lost, lost, &model, NULL, &result, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "start.c", -1);
    start.c = 1;
    patron_contract_fit(&options, &start, 2, fine, lost, lost, &model, NULL, &result, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "start.kind", -1);
    patron_contract_fit(&options, NULL, 2, t, lost, lost, &model, NULL, &result, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "t", 1);
    patron_contract_fit(&options, NULL, 2, fine, wrong, lost, &model, NULL, &result, &fault);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "lost", 1);
    patron_contract_fit(&options, NULL, 2, fine, lost, wrong, &model, NULL, &result, &fault);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "kept", 1);
    patron_contract_fit(&options, NULL, 2, NULL, lost, lost, &model, NULL, &result, &fault);
    assert_fault(&fault, PATRON_E_NULL, "t", -1);
    patron_contract_fit(&options, NULL, 2, t, NULL, lost, &model, NULL, &result, &fault);
    assert_fault(&fault, PATRON_E_NULL, "lost", -1);
    patron_contract_fit(&options, NULL, 2, t, lost, NULL, &model, NULL, &result, &fault);
    assert_fault(&fault, PATRON_E_NULL, "kept", -1);
    patron_contract_fit(&options, NULL, 2, t, lost, lost, NULL, NULL, &result, &fault);
    assert_fault(&fault, PATRON_E_NULL, "model", -1);
#if SIZE_MAX > 0xFFFFFFFF
    patron_contract_fit(&options, NULL, 2147483648U, t, lost, lost, &model, NULL, &result, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "n", -1);
#endif
    patron_contract_fit(&options, NULL, 2, t, lost, lost, &model, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "result", -1);
    options.max_iterations = 10001;
    patron_contract_fit(&options, NULL, 2, t, lost, lost, &model, NULL, &result, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "options.max_iterations", -1);
    options.kind = 3;
    patron_contract_fit(&options, NULL, 2, t, lost, lost, &model, NULL, &result, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "options.kind", -1);
    options.flags = 1;
    assert_int_equal(
        patron_contract_fit(&options, NULL, 2, t, lost, lost, &model, NULL, &result, &fault),
        PATRON_E_STRUCT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(seven_years_give_the_maxima_of_the_likelihood),
        cmocka_unit_test(cohorts_are_projected_and_valued_as_the_literature_has_it),
        cmocka_unit_test(curves_are_right_on_the_whole_domain),
        cmocka_unit_test(discounted_sums_are_right_on_the_whole_domain),
        cmocka_unit_test(a_base_of_several_ages_retains_more_than_its_newest_cohort),
        cmocka_unit_test(lifetimes_are_the_sums_of_their_terms),
        cmocka_unit_test(lapses_are_what_survival_falls_by),
        cmocka_unit_test(cohorts_of_any_length_and_order_fit_as_one),
        cmocka_unit_test(a_model_is_found_again_in_its_own_curve),
        cmocka_unit_test(what_cannot_be_fitted_is_said),
        cmocka_unit_test(edges_and_great_ages_are_no_successes_unless_they_are),
        cmocka_unit_test(a_fit_can_be_stopped_and_resumed),
        cmocka_unit_test(slow_curves_are_added_up_to_their_horizon),
        cmocka_unit_test(customers_of_one_age_have_one_residual),
        cmocka_unit_test(arguments_out_of_range_are_named),
        cmocka_unit_test(fits_name_what_they_cannot_take),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
