/*
 * What customers say: published numbers, identities, edges.
 */
#include "support.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include <patron/satisfaction.h>

enum { MANY = 5000, LEVELS = 5 };

static patron_fault fault;

static patron_satisfaction_result of_counts(const patron_satisfaction_scale *scale, size_t levels,
                                            const double *score, const uint64_t *count)
{
    patron_satisfaction_result result;
    result.struct_size = sizeof result;
    assert_int_equal(
        patron_satisfaction_of_counts(scale, 0.95, levels, score, count, &result, NULL), PATRON_OK);
    return result;
}

static patron_satisfaction_result of_answers(const patron_satisfaction_scale *scale, size_t n,
                                             const double *answer)
{
    patron_satisfaction_result result;
    result.struct_size = sizeof result;
    assert_int_equal(patron_satisfaction_of_answers(scale, 0.95, n, answer, &result, NULL),
                     PATRON_OK);
    return result;
}

/* Wilson's limits as published, and with of = 0. */
static void eight_of_ten_may_be_half_or_nearly_all(void **state)
{
    (void)state;
    const uint64_t yes[5] = {8, 6, 0, 10, 0}, of[5] = {10, 32, 10, 10, 0};
    double share[5], error[5], low[5], high[5];
    assert_int_equal(patron_satisfaction_rate(0.95, 5, yes, of, share, error, low, high, NULL),
                     PATRON_OK);
    assert_close(low[0], 0.4901625, 0, 5e-8);
    assert_close(high[0], 0.9433178, 0, 5e-8);
    assert_close(low[1], 0.0888954, 0, 5e-8);
    assert_close(high[1], 0.3530916, 0, 5e-8);
    assert_true(low[2] == 0.0 && high[3] == 1.0 && error[2] == 0.0 && error[3] == 0.0);
    assert_close(high[2], 0.2775328, 0, 5e-8);
    assert_close(low[3], 0.7224672, 0, 5e-8);
    assert_close(error[0], sqrt(0.016), 1e-15, 0);
    assert_true(isnan(share[4]) && isnan(error[4]) && isnan(low[4]) && isnan(high[4]));
}

static void intervals_lie_in_the_range_and_shrink_with_more_answers(void **state)
{
    (void)state;
    support_random random = support_random_from(1);
    for (int round = 0; round < 2000; round++) {
        uint64_t of[2], yes[2];
        double share[2], low[2], high[2], error[2];
        of[0] = 1 + support_random_below(&random, UINT64_C(1) << support_random_below(&random, 50));
        yes[0] = support_random_below(&random, of[0] + 1);
        of[1] = 4 * of[0];
        yes[1] = 4 * yes[0];
        assert_int_equal(patron_satisfaction_rate(0.9, 2, yes, of, share, error, low, high, NULL),
                         PATRON_OK);
        for (int k = 0; k < 2; k++)
            assert_true(0 <= low[k] && low[k] <= share[k] && share[k] <= high[k] && high[k] <= 1);
        assert_true(high[1] - low[1] < high[0] - low[0]);
        assert_true(share[0] == share[1] && error[1] <= error[0]);
        uint64_t no[1] = {of[0] - yes[0]};
        double other_low[1], other_high[1];
        assert_int_equal(
            patron_satisfaction_rate(0.9, 1, no, of, NULL, NULL, other_low, other_high, NULL),
            PATRON_OK);
        assert_close(1.0 - other_high[0], low[0], 1e-12, 1e-15);
        assert_close(1.0 - other_low[0], high[0], 1e-12, 1e-15);
    }
}

static void all_of_the_greatest_count_are_all(void **state)
{
    (void)state;
    const uint64_t yes[2] = {UINT64_MAX, 1}, of[2] = {UINT64_MAX, UINT64_MAX};
    double share[2], low[2], high[2];
    assert_int_equal(patron_satisfaction_rate(0.95, 2, yes, of, share, NULL, low, high, NULL),
                     PATRON_OK);
    assert_true(share[0] == 1.0 && high[0] == 1.0 && low[0] > 0.999999999);
    assert_true(low[1] > 0.0 && low[1] < share[1] && high[1] > share[1]);
}

/* Of 100: 10 leave, 20 + 30 + 15 would switch, 25 return; the bands and their sums by hand. */
static void five_levels_make_three_bands(void **state)
{
    (void)state;
    const uint64_t count[LEVELS] = {10, 20, 30, 15, 25};
    patron_satisfaction_result r = of_counts(NULL, LEVELS, NULL, count);
    assert_true(r.answers == 100 && r.worst == 10 && r.middle == 65 && r.best == 25);
    assert_true(r.top_box == 25 && r.top_two == 40 && r.missing == 0 && r.notes == 0);
    assert_true(r.mean == 3.25 && r.worst_share == 0.1 && r.best_share == 0.25);
    assert_true(r.middle_share == 0.65 && r.top_two_share == 0.4);
    assert_close(r.net, 0.15, 1e-15, 0);
    assert_close(r.net_error, sqrt((0.35 - 0.0225) / 100), 1e-14, 0);
    assert_close(r.deviation * r.deviation * 99,
                 10 * 5.0625 + 20 * 1.5625 + 30 * 0.0625 + 15 * 0.5625 + 25 * 3.0625, 1e-14, 0);
    assert_close(r.mean_error, r.deviation / 10, 1e-15, 0);
    assert_close(r.mean_high - r.mean, 1.9842169515864165 * r.mean_error, 1e-12, 0);
    assert_close(r.worst_error, 0.03, 1e-14, 0);
    assert_true(r.filled_size == sizeof r && r.struct_size == sizeof r);
}

/* Jones and Sasser: 82 % gave a 4 or a 5. */
static void four_and_five_are_the_top_two_boxes(void **state)
{
    (void)state;
    const uint64_t count[LEVELS] = {2, 4, 12, 45, 37};
    patron_satisfaction_result r = of_counts(NULL, LEVELS, NULL, count);
    assert_true(r.top_two_share == 0.82 && r.top_box_share == 0.37);
}

/* net is the mean of +1, 0 and -1; shares sum to 1; raw answers say what their counts say. */
static void answers_and_their_counts_say_the_same(void **state)
{
    (void)state;
    static double answer[MANY], vote[MANY];
    static int32_t whole[MANY];
    support_random random = support_random_from(2);
    patron_satisfaction_scale scale, votes = {-1.0, 1.0, -1.0, 1.0, 1.0, 1.0};
    assert_int_equal(
        patron_satisfaction_standard_scale(PATRON_SATISFACTION_RECOMMEND, &scale, NULL), PATRON_OK);
    for (int round = 0; round < 40; round++) {
        size_t n = 1 + (size_t)support_random_below(&random, round < 10 ? 5 : MANY);
        uint64_t count[11], unanswered;
        uint64_t missing = 0;
        for (size_t i = 0; i < n; i++) {
            whole[i] = (int32_t)support_random_below(&random, 11);
            if (i > 0 && support_random_below(&random, 9) == 0)
                whole[i] = PATRON_NONE;
            missing += whole[i] == PATRON_NONE;
            answer[i] = whole[i] == PATRON_NONE ? (double)NAN : whole[i];
            vote[i] = answer[i] >= 9 ? 1.0 : answer[i] <= 6 ? -1.0 : answer[i] - answer[i];
        }
        assert_int_equal(
            patron_satisfaction_tabulate(0, 11, n, NULL, whole, 1, count, &unanswered, NULL),
            PATRON_OK);
        patron_satisfaction_result a = of_answers(&scale, n, answer);
        patron_satisfaction_result b = of_counts(&scale, 11, NULL, count);
        patron_satisfaction_result c = of_answers(&votes, n, vote);
        assert_true(unanswered == missing && a.missing == missing && c.missing == missing);
        assert_true(a.answers == b.answers && a.best == b.best && a.worst == b.worst);
        assert_true(a.top_box == b.top_box && a.top_two == b.top_two && a.middle == b.middle);
        assert_close(a.mean, b.mean, 1e-14, 0);
        assert_close(a.deviation, b.deviation, 1e-12, 0);
        assert_close(a.mean_low, b.mean_low, 1e-12, 1e-14);
        assert_memory_equal(&a.worst_share, &b.worst_share,
                            sizeof a - (size_t)((char *)&a.worst_share - (char *)&a));
        assert_close(a.net, c.mean, 1e-13, 1e-16);
        assert_close(a.worst_share + a.middle_share + a.best_share, 1.0, 1e-15, 0);
        assert_true(a.net_low >= -1 && a.net_low <= a.net && a.net <= a.net_high);
        assert_true(a.net_high <= 1 && (a.answers < 2 || a.mean_low >= 0));
        assert_true(a.answers < 2 || (a.mean_low <= a.mean && a.mean_high <= 10));
    }
}

static void nobody_or_one_who_answers_leaves_figures_out(void **state)
{
    (void)state;
    const uint64_t nobody[LEVELS] = {0, 0, 0, 0, 0}, one[LEVELS] = {0, 0, 1, 0, 0};
    const double blank[2] = {NAN, NAN};
    patron_satisfaction_result r = of_counts(NULL, LEVELS, NULL, nobody);
    assert_true(r.notes == PATRON_SATISFACTION_NOTE_NO_ANSWER && r.answers == 0);
    assert_true(isnan(r.mean) && isnan(r.best_share) && isnan(r.net) && isnan(r.net_low));
    r = of_answers(NULL, 2, blank);
    assert_true(r.notes == PATRON_SATISFACTION_NOTE_NO_ANSWER && r.missing == 2);
    assert_true(isnan(r.mean) && isnan(r.mean_high) && isnan(r.top_box_high));
    r = of_answers(NULL, 0, NULL);
    assert_true(r.answers == 0 && isnan(r.net_error));
    r = of_counts(NULL, LEVELS, NULL, one);
    assert_true(r.mean == 3 && isnan(r.deviation) && isnan(r.mean_low) && r.middle_share == 1);
    assert_true(r.net == 0 && r.net_error == 0 && r.net_low == 0 && r.notes == 0);
    const uint64_t single[1] = {7};
    r = of_counts(NULL, 1, NULL, single);
    assert_true(r.mean == 1 && r.worst == 7 && r.deviation == 0 && r.mean_low == 1);
}

/* One 5 and one 4: an interval of the mean that reaches beyond the scale is cut and noted. */
static void intervals_that_leave_the_scale_are_cut(void **state)
{
    (void)state;
    const uint64_t two[LEVELS] = {0, 0, 0, 1, 1}, low[LEVELS] = {1, 1, 0, 0, 0};
    const uint64_t split[LEVELS] = {1, 0, 0, 0, 2}, fall[LEVELS] = {2, 0, 0, 0, 1};
    patron_satisfaction_result r = of_counts(NULL, LEVELS, NULL, two);
    assert_true(r.mean_high == 5 && r.mean_low == 1);
    assert_true(r.notes == PATRON_SATISFACTION_NOTE_CLIPPED);
    r = of_counts(NULL, LEVELS, NULL, low);
    assert_true(r.mean_high == 5 && r.mean_low == 1 && r.net_low == -1);
    r = of_counts(NULL, LEVELS, NULL, split);
    assert_true(r.net_high == 1 && (r.notes & PATRON_SATISFACTION_NOTE_CLIPPED) != 0);
    r = of_counts(NULL, LEVELS, NULL, fall);
    assert_true(r.net_low == -1 && r.mean_low == 1);
    const double near_top[3] = {5, 5, 4.999}, near_low[3] = {1, 1, 1.001};
    r = of_answers(NULL, 3, near_top);
    assert_true(r.mean_high == 5 && r.mean_low > 4.9);
    assert_true((r.notes & PATRON_SATISFACTION_NOTE_CLIPPED) != 0);
    r = of_answers(NULL, 3, near_low);
    assert_true(r.mean_low == 1 && r.mean_high < 1.1);
}

/* One unit in the last place apart, half and half: the mean is no double, the deviation is half of it. */
static void the_mean_of_equal_answers_is_that_answer(void **state)
{
    (void)state;
    static double answer[60];
    patron_satisfaction_result r;
    for (int tenths = 10; tenths <= 50; tenths++)
        for (size_t n = 2; n <= 60; n++) {
            const patron_satisfaction_scale scale = {1, tenths == 10 ? 5 : tenths / 10.0, 1, 5, 5,
                                                     4};
            for (size_t i = 0; i < n; i++)
                answer[i] = tenths / 10.0;
            r.struct_size = sizeof r;
            assert_int_equal(patron_satisfaction_of_answers(&scale, 0.95, n, answer, &r, NULL),
                             PATRON_OK);
            assert_true(r.mean == answer[0] && r.mean_low == r.mean && r.mean_high == r.mean);
            assert_true(r.deviation == 0.0);
        }
}

static void small_differences_of_large_answers_are_kept(void **state)
{
    (void)state;
    static double answer[1000];
    patron_satisfaction_scale scale = {0.0, 1e9, 1.0, 1e9, 1e9, 1e9};
    for (int i = 0; i < 1000; i++)
        answer[i] = 1e9 - (i % 2) * 0x1p-23;
    patron_satisfaction_result r = of_answers(&scale, 1000, answer);
    assert_close(r.deviation, 0x1p-24 * sqrt(1000.0 / 999.0), 1e-12, 0);
    const double score[2] = {1e9 - 0x1p-23, 1e9};
    const uint64_t count[2] = {500, 500};
    r = of_counts(&scale, 2, score, count);
    assert_close(r.deviation, 0x1p-24 * sqrt(1000.0 / 999.0), 1e-12, 0);
}

static void tables_of_parts_add_up_to_the_table_of_the_whole(void **state)
{
    (void)state;
    static uint32_t group[MANY];
    static int32_t answer[MANY];
    static uint64_t whole[12 * 7], part[12 * 7], none[12], part_none[12];
    support_random random = support_random_from(5);
    for (int round = 0; round < 30; round++) {
        size_t n = (size_t)support_random_below(&random, MANY), cut = n / 3;
        uint64_t expected[12 * 7], expected_none[12];
        memset(expected, 0, sizeof expected);
        memset(expected_none, 0, sizeof expected_none);
        for (size_t i = 0; i < n; i++) {
            group[i] = (uint32_t)support_random_below(&random, 12);
            answer[i] = (int32_t)support_random_below(&random, 8) - 3;
            if (answer[i] == 4) {
                answer[i] = PATRON_NONE;
                expected_none[group[i]]++;
            } else {
                expected[group[i] * 7 + (uint32_t)(answer[i] + 3)]++;
            }
        }
        patron_satisfaction_tabulate(-3, 7, n, group, answer, 12, whole, none, NULL);
        assert_memory_equal(whole, expected, sizeof whole);
        assert_memory_equal(none, expected_none, sizeof none);
        patron_satisfaction_tabulate(-3, 7, cut, group, answer, 12, whole, none, NULL);
        assert_int_equal(patron_satisfaction_tabulate(-3, 7, n - cut, group + cut, answer + cut, 12,
                                                      part, part_none, NULL),
                         PATRON_OK);
        for (int k = 0; k < 12 * 7; k++)
            assert_true(whole[k] + part[k] == expected[k]);
        for (int k = 0; k < 12; k++)
            assert_true(none[k] + part_none[k] == expected_none[k]);
        assert_int_equal(
            patron_satisfaction_tabulate(-3, 7, n, group, answer, 12, whole, NULL, NULL),
            PATRON_OK);
        assert_memory_equal(whole, expected, sizeof whole);
    }
}

static void a_table_larger_than_memory_is_refused(void **state)
{
    (void)state;
    uint64_t count[1];
    if (SIZE_MAX / 8 / 4096 < 2147483647) {
        assert_int_equal(
            patron_satisfaction_tabulate(0, 4096, 0, NULL, NULL, 2147483647, count, NULL, &fault),
            PATRON_E_RANGE);
        assert_fault(&fault, PATRON_E_RANGE, "groups", -1);
    }
    const int32_t answer[2] = {1, 0};
    assert_int_equal(patron_satisfaction_tabulate(1, 5, 2, NULL, answer, 1, count, NULL, &fault),
                     PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "answer", 1);
    assert_true(fault.whole == 0);
}

/* p = 1/2, d = 1/6, n = 324: 33.3333, se 4.140867, 25.2174 to 41.4493. */
static void promoters_less_detractors_are_the_score(void **state)
{
    (void)state;
    const uint64_t promoter[4] = {162, 108, 9, 0}, passive[4] = {108, 108, 1, 0};
    const uint64_t detractor[4] = {54, 108, 0, 0};
    double nps[4], error[4], low[4], high[4];
    uint64_t notes[4];
    assert_int_equal(patron_satisfaction_nps(0.95, 4, promoter, passive, detractor, nps, error, low,
                                             high, notes, NULL),
                     PATRON_OK);
    assert_close(nps[0], 100.0 / 3, 1e-15, 0);
    assert_close(error[0], 4.140867, 0, 5e-7);
    assert_close(low[0], 25.2174, 0, 5e-5);
    assert_close(high[0], 41.4493, 0, 5e-5);
    /* p = d = 1/3: the width of 95 % is 320 / sqrt(n) */
    assert_true(nps[1] == 0);
    assert_close((high[1] - low[1]) * sqrt(324.0), 320.0, 0, 0.1);
    assert_true(high[2] == 100 && notes[2] == PATRON_SATISFACTION_NOTE_CLIPPED && notes[0] == 0);
    assert_true(isnan(nps[3]) && isnan(error[3]) && isnan(low[3]) && isnan(high[3]));
    assert_true(notes[3] == PATRON_SATISFACTION_NOTE_NO_ANSWER);
    const uint64_t zero[1] = {0}, ten[1] = {10}, nine[1] = {9}, one[1] = {1};
    patron_satisfaction_nps(0.95, 1, zero, zero, ten, nps, error, low, high, notes, NULL);
    assert_true(nps[0] == -100 && low[0] == -100 && high[0] == -100 && notes[0] == 0);
    patron_satisfaction_nps(0.95, 1, zero, one, nine, nps, error, low, high, notes, NULL);
    assert_true(low[0] == -100 && notes[0] == PATRON_SATISFACTION_NOTE_CLIPPED);
}

static void a_score_against_itself_does_not_differ(void **state)
{
    (void)state;
    support_random random = support_random_from(6);
    for (int round = 0; round < 500; round++) {
        uint64_t v[6];
        double d[2], low[2], high[2], z[2], p[2];
        for (int k = 0; k < 6; k++)
            v[k] = support_random_below(&random, 50);
        v[0]++, v[3]++;
        patron_satisfaction_nps_difference(0.9, 1, &v[0], &v[1], &v[2], &v[3], &v[4], &v[5], &d[0],
                                           &low[0], &high[0], &z[0], &p[0], NULL);
        patron_satisfaction_nps_difference(0.9, 1, &v[3], &v[4], &v[5], &v[0], &v[1], &v[2], &d[1],
                                           &low[1], &high[1], &z[1], &p[1], NULL);
        assert_true(d[0] == -d[1] && low[0] == -high[1] && high[0] == -low[1]);
        assert_true(low[0] >= -200 && high[0] <= 200);
        assert_close(p[0], p[1], 0, 0);
        patron_satisfaction_nps_difference(0.9, 1, &v[0], &v[1], &v[2], &v[0], &v[1], &v[2], &d[0],
                                           &low[0], &high[0], &z[0], &p[0], NULL);
        assert_true(d[0] == 0 && (isnan(p[0]) || p[0] == 1));
    }
    const uint64_t all[1] = {5}, none[1] = {0};
    double d, low, high, z, p;
    patron_satisfaction_nps_difference(0.9, 1, all, none, none, none, none, all, &d, &low, &high,
                                       &z, &p, NULL);
    assert_true(d == -200 && low == -200 && high == -200 && isnan(z) && isnan(p));
    const uint64_t one[1] = {1};
    patron_satisfaction_nps_difference(0.9, 1, one, none, all, all, none, one, &d, &low, &high, &z,
                                       &p, NULL);
    assert_true(d > 0 && high == 200);
    patron_satisfaction_nps_difference(0.9, 1, all, none, one, one, none, all, &d, &low, &high, &z,
                                       &p, NULL);
    assert_true(d < 0 && low == -200);
    patron_satisfaction_nps_difference(0.9, 1, all, none, none, none, none, none, &d, &low, &high,
                                       &z, &p, NULL);
    assert_true(isnan(d) && isnan(low) && isnan(high) && isnan(z) && isnan(p));
}

/* .4 x 8.2 + .3 x 7.5 + .3 x 7.0 on a scale of 1 to 10: 73.6667. */
static void three_questions_make_the_american_index(void **state)
{
    (void)state;
    const double rating[9] = {8.2, 7.5, 7.0, 1, 1, 1, 10, 10, 10};
    const double weight[3] = {0.4, 0.3, 0.3};
    double index[3];
    assert_int_equal(patron_satisfaction_index(1, 10, 3, 3, rating, weight, index, NULL),
                     PATRON_OK);
    assert_close(index[0], 73.6667, 0, 5e-5);
    assert_close(index[0], 100 * 6.63 / 9, 1e-14, 0);
    assert_true(index[1] == 0 && index[2] == 100);
}

/* Perdue's chickens, by the weights 10 20 20 15 10 25: satisfaction 8.80 against 7.08. */
static void performance_scores_of_rivals_compare(void **state)
{
    (void)state;
    const double rating[12] = {8.1, 9.0, 9.2, 8.0, 8.0, 9.4, 7.2, 7.3, 6.5, 8.0, 8.0, 6.4};
    const double weight[6] = {10, 20, 20, 15, 10, 25};
    double index[2];
    patron_satisfaction_index(0, 10, 2, 6, rating, weight, index, NULL);
    assert_close(index[0], 88.0, 1e-14, 0);
    assert_close(index[1], 70.8, 1e-14, 0);
}

static void a_gap_below_0_disappoints(void **state)
{
    (void)state;
    const double performance[4] = {8, 6, 3, -1}, expectation[4] = {8, 7.5, 0, -2};
    double gap[4], ratio[4];
    assert_int_equal(patron_satisfaction_gap(4, performance, expectation, gap, ratio, NULL),
                     PATRON_OK);
    assert_true(gap[0] == 0 && ratio[0] == 1 && gap[1] == -1.5 && ratio[1] == 0.8);
    assert_true(gap[2] == 3 && isnan(ratio[2]) && gap[3] == 1 && isnan(ratio[3]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(eight_of_ten_may_be_half_or_nearly_all),
        cmocka_unit_test(intervals_lie_in_the_range_and_shrink_with_more_answers),
        cmocka_unit_test(all_of_the_greatest_count_are_all),
        cmocka_unit_test(five_levels_make_three_bands),
        cmocka_unit_test(four_and_five_are_the_top_two_boxes),
        cmocka_unit_test(answers_and_their_counts_say_the_same),
        cmocka_unit_test(nobody_or_one_who_answers_leaves_figures_out),
        cmocka_unit_test(intervals_that_leave_the_scale_are_cut),
        cmocka_unit_test(the_mean_of_equal_answers_is_that_answer),
        cmocka_unit_test(small_differences_of_large_answers_are_kept),
        cmocka_unit_test(tables_of_parts_add_up_to_the_table_of_the_whole),
        cmocka_unit_test(a_table_larger_than_memory_is_refused),
        cmocka_unit_test(promoters_less_detractors_are_the_score),
        cmocka_unit_test(a_score_against_itself_does_not_differ),
        cmocka_unit_test(three_questions_make_the_american_index),
        cmocka_unit_test(performance_scores_of_rivals_compare),
        cmocka_unit_test(a_gap_below_0_disappoints),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
