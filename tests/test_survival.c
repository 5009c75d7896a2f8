#include "test_survival.h"

#include "vectors/survival_vectors.h"

/* Bewick, Cheek & Ball, "Statistics review 12: survival analysis" (2004), table 2; limits, quantiles and the
   restricted mean by R 4.2, package survival 3.5-3. */
static void eight_patients_give_the_published_curve(void **state)
{
    (void)state;
    static const double duration[8] = {9, 22, 1, 6, 4, 1, 9, 5};
    static const uint32_t event[8] = {0, 1, 1, 0, 1, 1, 1, 1};
    static const double time[5] = {1, 4, 5, 9, 22}, survival[5] = {.75, .625, .5, 1. / 3, 0};
    static const double at_risk[5] = {8, 6, 5, 3, 1}, events[5] = {2, 1, 1, 1, 1};
    static const double censored[5] = {0, 0, 1, 1, 0};
    static const double error[5] = {.1530931089, .1711632992, .1767766953, .1800205750, 0};
    static const double low[5] = {.31480711371, .22933332243, .15203589030, .05617565071, 0};
    static const double high[5] = {.9308983171, .8606982769, .7748650121, .6575822163, 0};
    static const double hazard[5] = {.25, .25 + 1. / 6, .45 + 1. / 6, .95, 1.95};
    static const double deviation[5] = {.176776695296637, .242956328951888, .314686793141653,
                                        .458409084649169, 1.100063129501616};
    static const double level[3] = {.75, .5, .25};
    double below[8], above[8], when[3];
    patron_survival_figure mean = {sizeof mean, 0, 0, 0, 0};
    curve made = curve_of(8, duration, event, NULL, NULL);
    assert_int_equal(made.steps, 5);
    assert_int_equal(patron_survival_band(.95, 5, made.step, below, above, NULL), PATRON_OK);
    for (int i = 0; i < 5; i++) {
        const patron_survival_step *step = made.step + i;
        assert_true(step->time == time[i] && step->at_risk == at_risk[i]);
        assert_true(step->events == events[i] && step->censored == censored[i]);
        assert_close(step->survival, survival[i], 1e-15, 0);
        assert_close(step->error, error[i], 1e-9, 0);
        assert_close(step->hazard, hazard[i], 1e-15, 0);
        assert_close(sqrt(step->hazard_variance), deviation[i], 1e-14, 0);
        assert_close(below[i], low[i], 1e-9, 0);
        assert_close(above[i], high[i], 1e-9, 0);
    }
    assert_true(made.step[4].survival == 0 && made.result.notes == 0);
    assert_true(made.result.customers == 8 && made.result.events == 6);
    assert_true(made.result.censored == 2 && made.result.last == 22);
    assert_true(made.result.censored_first == 0);
    assert_int_equal(
        patron_survival_quantile(.95, 22, 5, made.step, 3, level, when, below, above, NULL),
        PATRON_OK);
    assert_true(when[0] == 2.5 && when[1] == 7 && when[2] == 22);
    assert_true(below[0] == 1 && below[1] == 1 && below[2] == 4);
    assert_true(above[0] == 9 && isnan(above[1]) && isnan(above[2]));
    assert_int_equal(patron_survival_restricted_mean(20, 22, 5, made.step, &mean, NULL), PATRON_OK);
    assert_close(mean.value, 9.54166666666667, 1e-14, 0);
    assert_close(mean.error, 2.86457702019506, 1e-14, 0);
    free(made.step);
}

/* The same source of R; chi-square and medians as in every textbook. */
static void children_on_mercaptopurine_stay_in_remission_longer(void **state)
{
    (void)state;
    static const double survival[7] = {.857142857142857, .806722689075630, .752941176470588,
                                       .690196078431372, .627450980392157, .537815126050420,
                                       .448179271708683};
    static const double error[7] = {.0763603548321213, .0869352851800572, .0963496529943205,
                                    .1068147077750098, .1140538652567525, .1282337516930340,
                                    .1345914567557604};
    static const double low[7] = {.619717955265984, .563146564622233, .503199510799957,
                                  .431610222486184, .367510855987502, .267778936767135,
                                  .188052005959232};
    static const double high[7] = {.951551747646997, .922809019202880, .889361835169265,
                                   .849065963349451, .804912189471841, .746790717635394,
                                   .680142628495241};
    static const double level[3] = {.75, .5, .25};
    double below[7], above[7], when[3];
    patron_survival_figure mean = {sizeof mean, 0, 0, 0, 0};
    curve treated = curve_of(PLACEBO, mercaptopurine, relapse, NULL, NULL);
    curve given = curve_of(PLACEBO, placebo, all_relapse, NULL, NULL);
    assert_int_equal(treated.steps, 7);
    patron_survival_band(.95, 7, treated.step, below, above, NULL);
    for (int i = 0; i < 7; i++) {
        assert_close(treated.step[i].survival, survival[i], 1e-14, 0);
        assert_close(treated.step[i].error, error[i], 1e-14, 0);
        assert_close(below[i], low[i], 1e-12, 0);
        assert_close(above[i], high[i], 1e-12, 0);
    }
    patron_survival_quantile(.95, 35, 7, treated.step, 3, level, when, below, above, NULL);
    assert_true(when[0] == 13 && when[1] == 23 && isnan(when[2]));
    assert_true(below[0] == 6 && below[1] == 13 && below[2] == 23);
    assert_true(above[0] == 22 && isnan(above[1]) && isnan(above[2]));
    patron_survival_restricted_mean(35, 35, 7, treated.step, &mean, NULL);
    assert_close(mean.value, 23.2873949579832, 1e-14, 0);
    assert_close(mean.error, 2.82746762337144, 1e-14, 0);
    patron_survival_quantile(.95, 23, given.steps, given.step, 3, level, when, below, above, NULL);
    assert_true(when[0] == 4 && when[1] == 8 && when[2] == 12);
    assert_true(below[0] == 1 && below[1] == 4 && below[2] == 8);
    assert_true(above[0] == 5 && above[1] == 11 && above[2] == 22);
    patron_survival_restricted_mean(35, 23, given.steps, given.step, &mean, NULL);
    assert_close(mean.value, 8.66666666666667, 1e-14, 0);
    assert_close(mean.error, 1.37739004126455, 1e-14, 0);
    assert_true(mean.notes == 0); /* nothing is carried on behind 0 */
    free(treated.step);
    free(given.step);
}

/* Every figure of five data sets from the definitions. */
typedef struct sample {
    size_t n, steps;
    const double *duration, *entry, *weight;
    const uint32_t *event;
    const double *at_risk, *censored, *survival, *error, *hazard, *spread;
    const double *low, *high, *quantile, *margin, *figure;
    double tau, period;
} sample;

#define SAMPLE(name, entry, weight, tau, period)                                                   \
    {                                                                                              \
        COUNT(name##_duration), COUNT(name##_at_risk), name##_duration, entry, weight,             \
            name##_event, name##_at_risk, name##_censored, name##_survival, name##_error,          \
            name##_hazard, name##_spread, name##_low, name##_high, name##_quantile, name##_margin, \
            name##_figure, tau, period                                                             \
    }

static void assert_curve(const sample *given, const curve *made)
{
    double low[STEPS], high[STEPS];
    assert_int_equal(made->steps, given->steps);
    assert_int_equal(patron_survival_band(.9, given->steps, made->step, low, high, NULL),
                     PATRON_OK);
    for (size_t i = 0; i < given->steps; i++) {
        const patron_survival_step *step = made->step + i;
        assert_true(step->at_risk == given->at_risk[i]);
        assert_true(step->censored == given->censored[i]);
        assert_close(step->survival, given->survival[i], 3e-16, 0);
        assert_close(step->error, given->error[i], 1e-14, 0);
        assert_close(step->hazard, given->hazard[i], 1e-15, 0);
        assert_close(step->hazard_variance, given->spread[i], 1e-15, 0);
        assert_close(low[i], given->low[i], 1e-12, 0);
        assert_close(high[i], given->high[i], 1e-12, 0);
    }
}

static void curves_are_what_their_definition_says(void **state)
{
    (void)state;
    static const sample samples[5] = {
        SAMPLE(plain, NULL, NULL, 400, 61.5), SAMPLE(tied, NULL, NULL, 15, 3),
        SAMPLE(late, late_entry, NULL, 15, 3), SAMPLE(heavy, NULL, heavy_weight, 15, 3),
        SAMPLE(both, both_entry, both_weight, 400, 61.5)};
    static const double level[3] = {.75, .5, .25};
    for (size_t s = 0; s < COUNT(samples); s++) {
        const sample *given = samples + s;
        double time[3], low[3], high[3];
        patron_survival_figure figure = {sizeof figure, 0, 0, 0, 0};
        curve made = curve_of(given->n, given->duration, given->event, given->entry, given->weight);
        double last = made.result.last;
        assert_curve(given, &made);
        assert_int_equal(patron_survival_quantile(.9, last, made.steps, made.step, 3, level, time,
                                                  low, high, NULL),
                         PATRON_OK);
        for (int i = 0; i < 3; i++) {
            assert_close(time[i], given->quantile[3 * i], 1e-15, 0);
            assert_close(low[i], given->quantile[3 * i + 1], 1e-15, 0);
            assert_close(high[i], given->quantile[3 * i + 2], 1e-15, 0);
        }
        patron_survival_restricted_mean(given->tau, last, made.steps, made.step, &figure, NULL);
        assert_close(figure.value, given->figure[0], 1e-14, 0);
        assert_close(figure.error, given->figure[1], 1e-13, 0);
        for (uint32_t moment = 1; moment <= 3; moment++) {
            assert_int_equal(patron_survival_value(moment, .03, given->period, last, made.steps,
                                                   made.step, 7, given->margin, &figure, NULL),
                             PATRON_OK);
            assert_close(figure.value, given->figure[2 * moment], 1e-12, 0);
            assert_close(figure.error, given->figure[2 * moment + 1], 1e-12, 0);
        }
        free(made.step);
    }
}

static void customers_in_any_order_give_the_same_bits(void **state)
{
    (void)state;
    support_random random = support_random_from(12);
    uint32_t order[60];
    double duration[60], weight[60], entry[60];
    uint32_t event[60];
    for (int round = 0; round < 4; round++) {
        int with_entry = round & 1, with_weight = round & 2;
        const double *heavy = with_weight ? heavy_weight : NULL;
        curve first =
            curve_of(60, late_duration, late_event, with_entry ? late_entry : NULL, heavy);
        support_random_permutation(&random, order, 60);
        for (int i = 0; i < 60; i++) {
            duration[i] = late_duration[order[i]];
            event[i] = late_event[order[i]];
            entry[i] = late_entry[order[i]];
            weight[i] = heavy_weight[order[i]];
        }
        curve second =
            curve_of(60, duration, event, with_entry ? entry : NULL, with_weight ? weight : NULL);
        assert_int_equal(first.steps, second.steps);
        assert_memory_equal(first.step, second.step, first.steps * sizeof *first.step);
        assert_memory_equal(&first.result, &second.result, sizeof first.result);
        free(first.step);
        free(second.step);
    }
}

static void a_weight_of_three_is_three_customers_alike(void **state)
{
    (void)state;
    double duration[3 * PLACEBO], weight[PLACEBO];
    uint32_t event[3 * PLACEBO];
    size_t n = 0;
    for (int i = 0; i < PLACEBO; i++) {
        weight[i] = i % 4;
        for (int k = 0; k < i % 4; k++) {
            duration[n] = mercaptopurine[i];
            event[n++] = relapse[i];
        }
    }
    curve weighed = curve_of(PLACEBO, mercaptopurine, relapse, NULL, weight);
    curve each = curve_of(n, duration, event, NULL, NULL);
    assert_int_equal(weighed.steps, each.steps);
    assert_memory_equal(weighed.step, each.step, each.steps * sizeof *each.step);
    assert_memory_equal(&weighed.result, &each.result, sizeof each.result);
    free(weighed.step);
    free(each.step);
}

/* Some come under watch at the very time at which others leave. */
static void a_weight_of_one_changes_nothing_of_late_customers(void **state)
{
    (void)state;
    double weight[60];
    for (int i = 0; i < 60; i++)
        weight[i] = 1;
    curve weighed = curve_of(60, late_duration, late_event, late_entry, weight);
    curve each = curve_of(60, late_duration, late_event, late_entry, NULL);
    assert_int_equal(weighed.steps, each.steps);
    assert_memory_equal(weighed.step, each.step, each.steps * sizeof *each.step);
    assert_memory_equal(&weighed.result, &each.result, sizeof each.result);
    free(weighed.step);
    free(each.step);
}

static void without_censoring_the_curve_is_the_share_left(void **state)
{
    (void)state;
    size_t n = support_rows(100000, 2000);
    support_random random = support_random_from(3);
    double *duration = malloc(n * sizeof *duration);
    uint32_t *event = malloc(n * sizeof *event);
    assert_true(duration != NULL && event != NULL);
    for (size_t i = 0; i < n; i++) {
        duration[i] = support_random_exponential(&random, 100);
        event[i] = 1;
    }
    curve made = curve_of(n, duration, event, NULL, NULL);
    assert_true(made.steps == n); /* draws of 52 bits do not tie here */
    for (size_t i = 0; i < n; i++) {
        double share = (double)(n - i - 1) / (double)n;
        assert_true(made.step[i].survival == share);
        double gone = (double)(i + 1) / (double)n;
        assert_close(made.step[i].error, sqrt(share * gone / (double)n), 1e-13, 0);
    }
    free(made.step);
    free(duration);
    free(event);
}

static void products_of_many_factors_keep_their_digits(void **state)
{
    (void)state;
    size_t n = support_rows(200000, 2000);
    double *duration = malloc(n * sizeof *duration);
    uint32_t *event = malloc(n * sizeof *event);
    assert_true(duration != NULL && event != NULL);
    for (size_t i = 0; i < n; i++) {
        duration[i] = (double)(i / 2); /* the censored leave after the event of their time */
        event[i] = 1 - (uint32_t)(i % 2);
    }
    curve made = curve_of(n, duration, event, NULL, NULL);
    assert_int_equal(made.steps, n / 2);
    assert_close(made.step[n / 2 - 1].survival, n == 2000 ? alternating_2000 : alternating_200000,
                 3e-16, 0);
    free(made.step);
    free(duration);
    free(event);
}

static void the_curve_between_steps_is_that_of_the_step_before(void **state)
{
    (void)state;
    static const double time[6] = {0, 5.999, 6, 22.5, 23, 1e9};
    static const size_t index[6] = {0, 0, 1, 6, 7, 7};
    double survival[6], error[6], low[6], high[6], below[7], above[7];
    curve made = curve_of(PLACEBO, mercaptopurine, relapse, NULL, NULL);
    patron_survival_band(.8, 7, made.step, below, above, NULL);
    assert_int_equal(
        patron_survival_at(.8, 7, made.step, 6, time, survival, error, low, high, NULL), PATRON_OK);
    for (int i = 0; i < 6; i++) {
        size_t k = index[i];
        assert_true(survival[i] == (k == 0 ? 1 : made.step[k - 1].survival));
        assert_true(error[i] == (k == 0 ? 0 : made.step[k - 1].error));
        assert_true(low[i] == (k == 0 ? 1 : below[k - 1]));
        assert_true(high[i] == (k == 0 ? 1 : above[k - 1]));
    }
    assert_int_equal(patron_survival_at(.8, 7, made.step, 6, time, error, NULL, NULL, NULL, NULL),
                     PATRON_OK);
    assert_memory_equal(error, survival, sizeof error);
    free(made.step);
}

/* R: median 3 of 1, 2, 3+, 4+; a stretch that is level to the end reaches to the last observation. */
static void a_level_stretch_at_the_median_is_cut_in_the_middle(void **state)
{
    (void)state;
    static const double duration[4] = {4, 3, 2, 1}, level[2] = {.5, .25};
    static const uint32_t event[4] = {0, 0, 1, 1};
    double time[2];
    curve made = curve_of(4, duration, event, NULL, NULL);
    patron_survival_quantile(.95, made.result.last, 2, made.step, 2, level, time, NULL, NULL, NULL);
    assert_true(time[0] == 3 && isnan(time[1]));
    free(made.step);
}

static void a_mean_beyond_the_last_observation_is_noted(void **state)
{
    (void)state;
    static const double margin[2] = {100, 100};
    patron_survival_figure figure = {sizeof figure, 0, 0, 0, 0};
    curve made = curve_of(PLACEBO, mercaptopurine, relapse, NULL, NULL);
    patron_survival_restricted_mean(36, 35, 7, made.step, &figure, NULL);
    assert_true(figure.notes == PATRON_SURVIVAL_NOTE_BEYOND_LAST);
    assert_close(figure.value, 23.2873949579832 + made.step[6].survival, 1e-14, 0);
    patron_survival_value(PATRON_SURVIVAL_AT_END, 0, 20, 35, 7, made.step, 2, margin, &figure,
                          NULL);
    assert_true(figure.notes == PATRON_SURVIVAL_NOTE_BEYOND_LAST);
    patron_survival_value(PATRON_SURVIVAL_AT_START, 0, 20, 35, 7, made.step, 2, margin, &figure,
                          NULL);
    assert_true(figure.notes == 0);
    assert_close(figure.value, 100 + 100 * made.step[4].survival, 1e-15, 0);
    assert_close(figure.error, 100 * made.step[4].error, 1e-14, 0);
    patron_survival_restricted_mean(4, 35, 7, made.step, &figure, NULL);
    assert_true(figure.value == 4 && figure.error == 0);
    free(made.step);
}

static void nobody_gives_a_curve_of_no_steps(void **state)
{
    (void)state;
    static const double time[1] = {3}, level[1] = {.5};
    double survival, when;
    size_t found = 7;
    patron_survival_curve_result result;
    patron_survival_figure figure = {sizeof figure, 0, 0, 0, 0};
    result.struct_size = sizeof result;
    assert_int_equal(patron_survival_curve_scratch_size(0, 1, 1), 0);
    assert_int_equal(
        patron_survival_curve(0, NULL, NULL, NULL, NULL, NULL, 0, 0, NULL, &found, &result, NULL),
        PATRON_OK);
    assert_true(found == 0 && result.notes == PATRON_SURVIVAL_NOTE_NO_EVENTS);
    assert_true(result.customers == 0 && result.last == 0);
    patron_survival_at(.95, 0, NULL, 1, time, &survival, NULL, NULL, NULL, NULL);
    assert_true(survival == 1);
    patron_survival_quantile(.95, 0, 0, NULL, 1, level, &when, NULL, NULL, NULL);
    assert_true(isnan(when));
    patron_survival_restricted_mean(5, 0, 0, NULL, &figure, NULL);
    assert_true(figure.value == 5 && figure.notes == PATRON_SURVIVAL_NOTE_BEYOND_LAST);
    patron_survival_value(PATRON_SURVIVAL_AT_MID, 0, 1, 0, 0, NULL, 0, NULL, &figure, NULL);
    assert_true(figure.value == 0 && figure.error == 0 && figure.notes == 0);
    assert_int_equal(patron_survival_band(.95, 0, NULL, NULL, NULL, NULL), PATRON_OK);
}

static void no_times_and_no_levels_are_no_question(void **state)
{
    (void)state;
    static const double weight[1] = {1};
    patron_survival_curve_result result;
    size_t found = 1;
    curve made = curve_of(PLACEBO, placebo, all_relapse, NULL, NULL);
    result.struct_size = sizeof result;
    assert_int_equal(
        patron_survival_at(.95, made.steps, made.step, 0, NULL, NULL, NULL, NULL, NULL, NULL),
        PATRON_OK);
    assert_int_equal(
        patron_survival_quantile(.95, 23, made.steps, made.step, 0, NULL, NULL, NULL, NULL, NULL),
        PATRON_OK);
    assert_int_equal(
        patron_survival_curve(0, NULL, NULL, NULL, weight, NULL, 0, 0, NULL, &found, &result, NULL),
        PATRON_OK);
    assert_true(found == 0 && result.customers == 0);
    free(made.step);
}

static void margins_of_nobody_and_of_nothing_add_nothing(void **state)
{
    (void)state;
    static const double margin[4] = {100, 0, 1e308, -1e308};
    patron_survival_figure figure = {sizeof figure, 0, 0, 0, 0};
    curve made = curve_of(PLACEBO, placebo, all_relapse, NULL, NULL);
    /* a discount that would make a factor of what is never paid infinite */
    assert_int_equal(patron_survival_value(PATRON_SURVIVAL_AT_END, -1 + 9.094947017729282e-13, 11,
                                           23, made.steps, made.step, 4, margin, &figure, NULL),
                     PATRON_OK);
    assert_close(figure.value, 100 * made.step[6].survival * 1099511627776.0, 1e-13, 0);
    patron_survival_value(PATRON_SURVIVAL_AT_END, 0, 11, 23, made.steps, made.step, 4, margin,
                          &figure, NULL);
    assert_true(made.step[6].time == 11 && figure.notes == 0);
    assert_close(figure.value, 100 * made.step[6].survival, 1e-15, 0);
    assert_close(figure.error, 100 * made.step[6].error, 1e-14, 0);
    free(made.step);
}

static void those_censored_before_the_first_event_are_told_apart(void **state)
{
    (void)state;
    static const double duration[5] = {1, 2, 3, 3, 4}, weight[5] = {1, 0, 1, 0, 1.5};
    static const uint32_t event[5] = {0, 0, 1, 1, 0}, none[5] = {0, 0, 0, 0, 0};
    curve made = curve_of(5, duration, event, NULL, NULL);
    assert_true(made.result.censored_first == 2 && made.step[0].at_risk == 3);
    assert_true(made.step[0].censored == 1);
    free(made.step);
    made = curve_of(5, duration, event, NULL, weight);
    assert_true(made.result.censored_first == 1 && made.step[0].at_risk == 2.5);
    assert_true(made.step[0].censored == 1.5 && made.step[0].events == 1);
    assert_close(made.step[0].survival, .6, 2e-16, 0);
    free(made.step);
    made = curve_of(5, duration, none, NULL, weight);
    assert_true(made.steps == 0 && made.result.notes == PATRON_SURVIVAL_NOTE_NO_EVENTS);
    assert_true(made.result.censored_first == 3.5 && made.result.events == 0);
    free(made.step);
}

static void a_curve_that_ends_before_the_last_come_is_noted(void **state)
{
    (void)state;
    static const double duration[4] = {1, 5, 6, 7}, entry[4] = {0, 2, 2, 6.5};
    static const double weight[4] = {1, 1, 1, 0}, light[4] = {1, 0, 0, 0};
    static const uint32_t event[4] = {1, 1, 0, 0};
    curve made = curve_of(4, duration, event, entry, NULL);
    assert_true(made.steps == 2 && made.result.notes == PATRON_SURVIVAL_NOTE_ENDED_EARLY);
    assert_true(made.step[0].survival == 0 && made.step[1].survival == 0);
    assert_true(made.step[1].at_risk == 2 && made.step[1].hazard == 1.5);
    assert_true(made.step[1].error == 0);
    free(made.step);
    made = curve_of(4, duration, event, entry, weight);
    assert_true(made.steps == 2 && made.result.notes == PATRON_SURVIVAL_NOTE_ENDED_EARLY);
    assert_true(made.result.last == 6);
    free(made.step);
    made = curve_of(4, duration, event, entry, light);
    assert_true(made.steps == 1 && made.result.notes == 0 && made.result.last == 1);
    free(made.step);
}

static void weights_far_apart_are_subtracted_exactly(void **state)
{
    (void)state;
    static const double duration[4] = {1, 2, 3, 4}, weight[4] = {1e15, 1e-100, 3e-100, 1e15};
    static const double entry[4] = {0, 0, 0, 3.5};
    static const uint32_t event[4] = {1, 1, 1, 1};
    patron_survival_figure figure = {sizeof figure, 0, 0, 0, 0};
    curve made = curve_of(4, duration, event, entry, weight);
    assert_true(made.step[1].at_risk == 4e-100);
    assert_close(made.step[0].survival, 4e-115, 1e-15, 0);
    assert_close(made.step[1].survival, 3e-115, 1e-15, 0);
    assert_true(made.step[2].survival == 0 && made.step[3].at_risk == 1e15);
    /* T_1 = 7e-115, T_2 = 3e-115: squared over what is left */
    assert_int_equal(patron_survival_restricted_mean(9, 9, 4, made.step, &figure, NULL), PATRON_OK);
    assert_close(figure.error, sqrt(7e-115 * (7e-115 / 4e-100) + 3e-115 * .25 * (3e-115 / 3e-100)),
                 1e-13, 0);
    free(made.step);
}

static void steps_beyond_the_capacity_are_counted(void **state)
{
    (void)state;
    static char scratch[200000];
    patron_survival_step step[4];
    size_t found = 0;
    patron_survival_curve_result result;
    curve made = curve_of(PLACEBO, mercaptopurine, relapse, NULL, NULL);
    result.struct_size = sizeof result;
    memset(step, 0x5A, sizeof step);
    assert_true(patron_survival_curve_scratch_size(PLACEBO, 0, 0) <= sizeof scratch);
    for (size_t capacity = 0; capacity < 4; capacity++) {
        assert_int_equal(patron_survival_curve(PLACEBO, mercaptopurine, relapse, NULL, NULL,
                                               scratch, sizeof scratch, capacity,
                                               capacity > 0 ? step : NULL, &found, &result, NULL),
                         PATRON_OK);
        assert_int_equal(found, 7);
        assert_memory_equal(step, made.step, capacity * sizeof *step);
    }
    assert_true(step[3].time != made.step[3].time);
    free(made.step);
}

static void an_event_at_once_counts_and_zero_has_one_sign(void **state)
{
    (void)state;
    static const double duration[4] = {-0.0, 0, 0, 2}, weight[4] = {1, 1, 1, 1};
    static const uint32_t event[4] = {1, 1, 0, 0};
    double survival, time = 0;
    curve made = curve_of(4, duration, event, NULL, NULL);
    curve weighed = curve_of(4, duration, event, NULL, weight);
    assert_true(made.steps == 1 && made.step[0].at_risk == 4 && made.step[0].events == 2);
    assert_true(made.step[0].survival == .5 && made.step[0].censored == 2);
    assert_true(!signbit(made.step[0].time));
    assert_memory_equal(made.step, weighed.step, sizeof *made.step);
    patron_survival_at(.5, 1, made.step, 1, &time, &survival, NULL, NULL, NULL, NULL);
    assert_true(survival == .5);
    free(made.step);
    free(weighed.step);
}

/* An error is of the unit of time or money, whatever that is: its square need not be of doubles. */
static void the_unit_of_time_and_money_scales_figures(void **state)
{
    static const double duration[5] = {1.0, 2.0, 2.0, 3.0, 5.0}, margin[3] = {50.0, 50.0, 50.0};
    static const uint32_t event[5] = {1, 1, 0, 1, 0};
    static const int power[4] = {-900, -600, 600, 900};
    (void)state;
    for (int k = 0; k < 4; k++) {
        patron_survival_figure mean = {0, 0, 0, 0, 0}, scaled = {0, 0, 0, 0, 0};
        double stretched[5], paid[3];
        mean.struct_size = scaled.struct_size = sizeof mean;
        for (int i = 0; i < 5; i++)
            stretched[i] = ldexp(duration[i], power[k]);
        for (int i = 0; i < 3; i++)
            paid[i] = ldexp(margin[i], power[k]);
        curve of = curve_of(5, duration, event, NULL, NULL);
        curve to = curve_of(5, stretched, event, NULL, NULL);
        assert_true(patron_survival_restricted_mean(4.0, of.result.last, of.steps, of.step, &mean,
                                                    NULL) == PATRON_OK);
        assert_true(patron_survival_restricted_mean(ldexp(4.0, power[k]), to.result.last, to.steps,
                                                    to.step, &scaled, NULL) == PATRON_OK);
        assert_close(ldexp(scaled.value, -power[k]), mean.value, 1e-15, 0);
        assert_close(ldexp(scaled.error, -power[k]), mean.error, 1e-15, 0);
        assert_true(patron_survival_value(PATRON_SURVIVAL_AT_END, .1, 1.0, of.result.last, of.steps,
                                          of.step, 3, margin, &mean, NULL) == PATRON_OK);
        assert_true(patron_survival_value(PATRON_SURVIVAL_AT_END, .1, 1.0, of.result.last, of.steps,
                                          of.step, 3, paid, &scaled, NULL) == PATRON_OK);
        assert_close(ldexp(scaled.value, -power[k]), mean.value, 1e-15, 0);
        assert_close(ldexp(scaled.error, -power[k]), mean.error, 1e-15, 0);
        free(of.step);
        free(to.step);
    }
}

static void a_factor_beyond_a_double_leaves_a_value_that_is_not(void **state)
{
    patron_survival_figure figure = {0, 0, 0, 0, 0};
    double margin[60] = {0.0};
    (void)state;
    figure.struct_size = sizeof figure;
    margin[59] = 1e-100;
    /* 1e-100 / (2^-20)^60 = 1e-100 2^1200 */
    assert_true(patron_survival_value(PATRON_SURVIVAL_AT_END, ldexp(1.0, -20) - 1.0, 1.0, 0.0, 0,
                                      NULL, 60, margin, &figure, NULL) == PATRON_OK);
    assert_close(figure.value, ldexp(ldexp(1e-100, 600), 600), 1e-12, 0);
    margin[59] = 1e200;
    assert_true(patron_survival_value(PATRON_SURVIVAL_AT_END, ldexp(1.0, 20) - 1.0, 1.0, 0.0, 0,
                                      NULL, 60, margin, &figure, NULL) == PATRON_OK);
    assert_close(figure.value, ldexp(ldexp(1e200, -600), -600), 1e-12, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_unit_of_time_and_money_scales_figures),
        cmocka_unit_test(a_factor_beyond_a_double_leaves_a_value_that_is_not),
        cmocka_unit_test(eight_patients_give_the_published_curve),
        cmocka_unit_test(children_on_mercaptopurine_stay_in_remission_longer),
        cmocka_unit_test(curves_are_what_their_definition_says),
        cmocka_unit_test(customers_in_any_order_give_the_same_bits),
        cmocka_unit_test(a_weight_of_three_is_three_customers_alike),
        cmocka_unit_test(a_weight_of_one_changes_nothing_of_late_customers),
        cmocka_unit_test(without_censoring_the_curve_is_the_share_left),
        cmocka_unit_test(products_of_many_factors_keep_their_digits),
        cmocka_unit_test(the_curve_between_steps_is_that_of_the_step_before),
        cmocka_unit_test(a_level_stretch_at_the_median_is_cut_in_the_middle),
        cmocka_unit_test(a_mean_beyond_the_last_observation_is_noted),
        cmocka_unit_test(nobody_gives_a_curve_of_no_steps),
        cmocka_unit_test(no_times_and_no_levels_are_no_question),
        cmocka_unit_test(margins_of_nobody_and_of_nothing_add_nothing),
        cmocka_unit_test(those_censored_before_the_first_event_are_told_apart),
        cmocka_unit_test(a_curve_that_ends_before_the_last_come_is_noted),
        cmocka_unit_test(weights_far_apart_are_subtracted_exactly),
        cmocka_unit_test(steps_beyond_the_capacity_are_counted),
        cmocka_unit_test(an_event_at_once_counts_and_zero_has_one_sign),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
