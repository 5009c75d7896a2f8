#include "test_survival.h"

#include "vectors/survival_vectors.h"

enum { GROUPS = 3, PERIODS = 25 };

static patron_survival_test_result log_rank(size_t n, const double *duration, const uint32_t *event,
                                            const uint32_t *group, const double *entry,
                                            size_t groups, patron_survival_group *of,
                                            double *variance)
{
    patron_survival_test_result result;
    size_t room = patron_survival_log_rank_scratch_size(n, entry != NULL, groups);
    void *scratch = support_guarded(room);
    result.struct_size = sizeof result;
    assert_int_equal(patron_survival_log_rank(n, duration, event, group, entry, scratch, room,
                                              groups, of, variance, &result, NULL),
                     PATRON_OK);
    support_guarded_free(scratch, room);
    return result;
}

/* Chi-square 16.79, expected 19.25 and 10.75 as in every textbook; digits by R, package survival 3.5-3. */
static void the_leukemia_trial_has_a_chi_square_of_16_79(void **state)
{
    (void)state;
    double duration[2 * PLACEBO], variance[4];
    uint32_t event[2 * PLACEBO], group[2 * PLACEBO];
    patron_survival_group of[2];
    for (int i = 0; i < PLACEBO; i++) {
        duration[i] = mercaptopurine[i];
        duration[PLACEBO + i] = placebo[i];
        event[i] = relapse[i];
        event[PLACEBO + i] = all_relapse[i];
        group[i] = 0;
        group[PLACEBO + i] = 1;
    }
    patron_survival_test_result result =
        log_rank(2 * PLACEBO, duration, event, group, NULL, 2, of, variance);
    assert_true(result.notes == 0 && result.degrees == 1);
    assert_close(result.chi_square, 16.7929409892165, 1e-14, 0);
    assert_close(result.p, 4.16880910933453e-05, 1e-11, 0);
    assert_true(of[0].customers == 21 && of[0].observed == 9);
    assert_true(of[1].customers == 21 && of[1].observed == 21);
    assert_close(of[0].expected, 19.2505009480311, 1e-14, 0);
    assert_close(of[1].expected, 10.7494990519689, 1e-14, 0);
    assert_close(variance[0], 6.2569605736755, 1e-14, 0);
    assert_close(variance[1], -6.2569605736755, 1e-14, 0);
    assert_true(variance[1] == variance[2]);
    assert_close(variance[3], 6.2569605736755, 1e-14, 0);
}

static void assert_test(size_t n, const double *duration, const uint32_t *event,
                        const uint32_t *group, const double *entry, const double *expected,
                        const double *variance, const double *test)
{
    double covariance[GROUPS * GROUPS];
    patron_survival_group of[GROUPS];
    patron_survival_test_result result =
        log_rank(n, duration, event, group, entry, GROUPS, of, covariance);
    assert_true(result.degrees == GROUPS - 1 && result.notes == 0);
    for (int j = 0; j < GROUPS; j++)
        assert_close(of[j].expected, expected[j], 1e-15, 0);
    for (int j = 0; j < GROUPS * GROUPS; j++)
        assert_close(covariance[j], variance[j], 1e-14, 0);
    assert_close(result.chi_square, test[0], 1e-12, 0);
    assert_close(result.p, test[1], 1e-11, 0);
}

static void tests_of_three_groups_are_what_their_definition_says(void **state)
{
    (void)state;
    assert_test(COUNT(plain_duration), plain_duration, plain_event, plain_group, NULL,
                plain_expected, plain_variance, plain_test);
    assert_test(COUNT(tied_duration), tied_duration, tied_event, tied_group, NULL, tied_expected,
                tied_variance, tied_test);
    assert_test(COUNT(late_duration), late_duration, late_event, late_group, late_entry,
                late_expected, late_variance, late_test);
}

static void groups_with_nobody_do_not_change_the_test(void **state)
{
    (void)state;
    patron_survival_group of[6];
    uint32_t group[60];
    for (int i = 0; i < 60; i++)
        group[i] = 2 * tied_group[i] + 1;
    patron_survival_test_result result =
        log_rank(60, tied_duration, tied_event, group, NULL, 6, of, NULL);
    assert_true(result.notes == PATRON_SURVIVAL_NOTE_EMPTY_GROUP && result.degrees == 2);
    assert_close(result.chi_square, tied_test[0], 1e-12, 0);
    assert_true(of[0].customers == 0 && of[0].expected == 0);
}

static void one_group_or_nobody_leaves_nothing_to_test(void **state)
{
    (void)state;
    static const uint32_t none[PLACEBO] = {0};
    patron_survival_group of[2];
    patron_survival_test_result result =
        log_rank(PLACEBO, placebo, all_relapse, none, NULL, 1, of, NULL);
    assert_true(result.degrees == 0 && isnan(result.chi_square) && isnan(result.p));
    assert_true(result.notes == 0 && of[0].observed == 21);
    assert_close(of[0].expected, 21, 1e-15, 0);
    result = log_rank(0, NULL, NULL, NULL, NULL, 2, of, NULL);
    assert_true(result.degrees == 0 && isnan(result.p));
    assert_true(result.notes == PATRON_SURVIVAL_NOTE_EMPTY_GROUP);
    assert_true(of[1].customers == 0 && of[1].expected == 0);
}

/* The second group comes when the first has gone. */
static void groups_never_there_together_are_not_compared(void **state)
{
    (void)state;
    static const double duration[5] = {1, 2, 3, 8, 9}, entry[5] = {0, 0, 0, 5, 5};
    static const uint32_t event[5] = {1, 1, 0, 1, 1}, group[5] = {0, 0, 0, 1, 1};
    patron_survival_group of[2];
    double variance[4];
    patron_survival_test_result result =
        log_rank(5, duration, event, group, entry, 2, of, variance);
    assert_true(result.degrees == 0 && isnan(result.chi_square));
    assert_true(result.notes == PATRON_SURVIVAL_NOTE_NOT_COMPARABLE);
    assert_true(of[0].expected == 2 && of[1].expected == 2 && variance[0] == 0);
}

/* Four groups, two of which are there early and two late: two tests in one. */
static void pairs_never_there_together_are_compared_within(void **state)
{
    (void)state;
    double duration[4 * PLACEBO], entry[4 * PLACEBO];
    uint32_t event[4 * PLACEBO], group[4 * PLACEBO];
    patron_survival_group of[4];
    for (int i = 0; i < 4 * PLACEBO; i++) {
        int k = i % PLACEBO, late = i / (2 * PLACEBO);
        group[i] = (uint32_t)(i / PLACEBO);
        entry[i] = late ? 100 : 0;
        duration[i] = entry[i] + (group[i] % 2 ? placebo[k] : mercaptopurine[k]);
        event[i] = group[i] % 2 ? 1 : relapse[k];
    }
    patron_survival_test_result result =
        log_rank(4 * PLACEBO, duration, event, group, entry, 4, of, NULL);
    assert_true(result.degrees == 2 && result.notes == PATRON_SURVIVAL_NOTE_NOT_COMPARABLE);
    assert_close(result.chi_square, 2 * 16.7929409892165, 1e-13, 0);
    assert_close(result.p, exp(-16.7929409892165), 1e-11, 0);
}

static void whole_columns(size_t n, const double *duration, const double *entry,
                          uint32_t *duration_out, uint32_t *entry_out)
{
    for (size_t i = 0; i < n; i++) {
        duration_out[i] = (uint32_t)duration[i];
        if (entry != NULL)
            entry_out[i] = (uint32_t)entry[i];
    }
}

static void assert_counted(const patron_survival_cell *cell, const curve *whole)
{
    patron_survival_step step[PERIODS];
    size_t found = 0;
    patron_survival_curve_result result;
    result.struct_size = sizeof result;
    assert_int_equal(
        patron_survival_from_counts(PERIODS, cell, PERIODS, step, &found, &result, NULL),
        PATRON_OK);
    assert_int_equal(found, whole->steps);
    assert_memory_equal(step, whole->step, found * sizeof *step);
    assert_memory_equal(&result, &whole->result, sizeof result);
}

static void counts_of_any_split_add_up_to_the_curve_of_all(void **state)
{
    (void)state;
    support_random random = support_random_from(8);
    uint32_t duration[60], entry[60];
    curve plain_curve = curve_of(60, late_duration, late_event, NULL, NULL);
    curve late_curve = curve_of(60, late_duration, late_event, late_entry, NULL);
    whole_columns(60, late_duration, late_entry, duration, entry);
    for (int round = 0; round < 50; round++) {
        patron_survival_cell cell[PERIODS];
        int with_entry = round % 2;
        size_t from = 0;
        memset(cell, 0, sizeof cell);
        while (from < 60) {
            patron_survival_cell part[PERIODS];
            size_t n = 1 + (size_t)support_random_below(&random, 60 - from);
            memset(part, 0, sizeof part);
            assert_int_equal(patron_survival_count(n, duration + from, late_event + from,
                                                   with_entry ? entry + from : NULL, PERIODS, part,
                                                   NULL),
                             PATRON_OK);
            for (int p = 0; p < PERIODS; p++) {
                cell[p].entered += part[p].entered;
                cell[p].events += part[p].events;
                cell[p].censored += part[p].censored;
            }
            from += n;
        }
        assert_counted(cell, with_entry ? &late_curve : &plain_curve);
    }
    free(plain_curve.step);
    free(late_curve.step);
}

static void counts_of_nobody_are_a_curve_of_no_steps(void **state)
{
    (void)state;
    size_t found = 3;
    patron_survival_curve_result result;
    result.struct_size = sizeof result;
    assert_int_equal(patron_survival_count(0, NULL, NULL, NULL, 0, NULL, NULL), PATRON_OK);
    assert_int_equal(patron_survival_from_counts(0, NULL, 0, NULL, &found, &result, NULL),
                     PATRON_OK);
    assert_true(found == 0 && result.customers == 0);
    assert_true(result.notes == PATRON_SURVIVAL_NOTE_NO_EVENTS);
}

static void counts_of_a_whole_country_are_exact(void **state)
{
    (void)state;
    static const patron_survival_cell cell[2] = {{0, UINT64_C(4503599627370497), 0},
                                                 {0, 1, UINT64_C(4503599627370494)}};
    patron_survival_step step[2];
    size_t found = 0;
    patron_survival_curve_result result;
    result.struct_size = sizeof result;
    assert_int_equal(patron_survival_from_counts(2, cell, 2, step, &found, &result, NULL),
                     PATRON_OK);
    assert_true(result.customers == 9007199254740992.0 && step[1].at_risk == 4503599627370495.0);
    assert_close(step[0].survival, .49999999999999988898, 1e-16, 0);
}

/* Two pairs of groups, each alike within, and one customer of the first pair who had the event while
   as many of the second were watched: 1 observed where 1 / (n + 1) was expected is a chi-square of n. */
static void one_event_compares_groups_that_were_else_never_watched_together(void **state)
{
    enum { EACH = 3000, ROWS = 4 * EACH + 1, GROUPS = 4 };
    static double duration[ROWS], entry[ROWS];
    static uint32_t event[ROWS], group[ROWS];
    static const double begins[GROUPS] = {0, 0, 10.0 * EACH, 15.0 * EACH};
    patron_survival_group of[GROUPS];
    patron_survival_test_result result;
    size_t room = patron_survival_log_rank_scratch_size(ROWS, 1, GROUPS);
    void *scratch = support_guarded(room);
    (void)state;
    for (size_t i = 0; i < ROWS; i++) {
        uint32_t g = (uint32_t)(i % GROUPS);
        group[i] = g;
        event[i] = 1;
        entry[i] = begins[g];
        duration[i] = (double)(i / GROUPS + 1) + (g < 2 ? 0.0 : 20.0 * EACH);
    }
    group[ROWS - 1] = 0;
    entry[ROWS - 1] = 9.0 * EACH;
    duration[ROWS - 1] = 12.0 * EACH;
    result.struct_size = sizeof result;
    assert_int_equal(patron_survival_log_rank(ROWS, duration, event, group, entry, scratch, room,
                                              GROUPS, of, NULL, &result, NULL),
                     PATRON_OK);
    assert_true(result.degrees == 3.0 && result.notes == 0);
    assert_close(result.chi_square, EACH, 1e-12, 0);
    support_guarded_free(scratch, room);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_event_compares_groups_that_were_else_never_watched_together),
        cmocka_unit_test(the_leukemia_trial_has_a_chi_square_of_16_79),
        cmocka_unit_test(tests_of_three_groups_are_what_their_definition_says),
        cmocka_unit_test(groups_with_nobody_do_not_change_the_test),
        cmocka_unit_test(one_group_or_nobody_leaves_nothing_to_test),
        cmocka_unit_test(groups_never_there_together_are_not_compared),
        cmocka_unit_test(pairs_never_there_together_are_compared_within),
        cmocka_unit_test(counts_of_any_split_add_up_to_the_curve_of_all),
        cmocka_unit_test(counts_of_nobody_are_a_curve_of_no_steps),
        cmocka_unit_test(counts_of_a_whole_country_are_exact),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
