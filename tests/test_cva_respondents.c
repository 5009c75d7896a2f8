#include "support.h"

#include <math.h>
#include <string.h>

#include <patron/cva.h>

#include "vectors/cva_vectors.h"

enum { MANY = 3000, ATTRIBUTES = 3, SUPPLIERS = 4, CELLS = ATTRIBUTES * SUPPLIERS, SEGMENTS = 3 };
enum { ROOM = 1 << 20 };

static unsigned char scratch[ROOM];
static double rating[MANY * CELLS];
static uint32_t segment[MANY];

static size_t means_room(size_t segments)
{
    size_t size = patron_cva_means_scratch_size(ATTRIBUTES, SUPPLIERS, segments);
    assert_true(size <= ROOM);
    return size;
}

static size_t intervals_room(size_t attributes, size_t suppliers)
{
    size_t size = patron_cva_intervals_scratch_size(attributes, suppliers);
    assert_true(size <= ROOM);
    return size;
}

/* Kind 0: whole numbers; 1: a tenth; 2: any double; 3: now and then large or tiny. */
static void fill(support_random *random, size_t n, int kind)
{
    for (size_t i = 0; i < n; i++) {
        segment[i] = (uint32_t)support_random_below(random, SEGMENTS);
        for (size_t c = 0; c < CELLS; c++) {
            double x = support_random_between(random, 1, 10);
            if (kind == 0)
                x = floor(x);
            if (kind == 1)
                x = floor(10 * x) / 10;
            if (kind == 3 && support_random_below(random, 50) == 0)
                x *= support_random_below(random, 2) ? 1e6 : 1e-30;
            rating[i * CELLS + c] = support_random_below(random, 10) == 0 ? NAN : x;
        }
    }
}

/* Sums in 128 bits would do for tenths; for any double, 60 digits of long multiplication do not: compare
   with compensated sums. */
static void brute_means(size_t n, size_t groups, double *mean, uint32_t *used)
{
    for (size_t g = 0; g < groups; g++)
        for (size_t c = 0; c < CELLS; c++) {
            double sum = 0, rest = 0;
            uint32_t count = 0;
            for (size_t i = 0; i < n; i++) {
                double x = rating[i * CELLS + c];
                if ((groups > 1 && segment[i] != g) || isnan(x))
                    continue;
                double next = sum + x, part = next - sum;
                rest += (sum - (next - part)) + (x - part);
                sum = next;
                count++;
            }
            mean[g * CELLS + c] = (sum + rest) / count;
            used[g * CELLS + c] = count;
        }
}

static void means_of_segments_are_those_of_their_respondents(void **state)
{
    (void)state;
    support_random random = support_random_from(17);
    double mean[SEGMENTS * CELLS], expected[SEGMENTS * CELLS];
    uint32_t used[SEGMENTS * CELLS], count[SEGMENTS * CELLS];
    for (int round = 0; round < 24; round++) {
        size_t n = round == 0 ? MANY : 1 + (size_t)support_random_below(&random, MANY);
        fill(&random, n, round % 4);
        assert_int_equal(patron_cva_means(n, segment, ATTRIBUTES, SUPPLIERS, rating, scratch,
                                          means_room(SEGMENTS), SEGMENTS, mean, used, NULL),
                         PATRON_OK);
        brute_means(n, SEGMENTS, expected, count);
        assert_memory_equal(used, count, sizeof used);
        for (int c = 0; c < SEGMENTS * CELLS; c++)
            assert_close(mean[c], expected[c], 1e-15, 0);
        assert_int_equal(patron_cva_means(n, NULL, ATTRIBUTES, SUPPLIERS, rating, scratch,
                                          means_room(1), 1, mean, NULL, NULL),
                         PATRON_OK);
        brute_means(n, 1, expected, count);
        for (int c = 0; c < CELLS; c++)
            assert_close(mean[c], expected[c], 1e-15, 0);
    }
}

static void means_do_not_depend_on_the_order_of_respondents(void **state)
{
    (void)state;
    support_random random = support_random_from(18);
    double mean[CELLS], again[CELLS];
    static uint32_t order[MANY];
    static double shuffled[MANY * CELLS];
    for (int kind = 0; kind < 4; kind++) {
        fill(&random, MANY, kind);
        support_random_permutation(&random, order, MANY);
        for (size_t i = 0; i < MANY; i++)
            memcpy(shuffled + i * CELLS, rating + order[i] * CELLS, CELLS * sizeof *rating);
        assert_int_equal(patron_cva_means(MANY, NULL, ATTRIBUTES, SUPPLIERS, rating, scratch,
                                          means_room(1), 1, mean, NULL, NULL),
                         PATRON_OK);
        assert_int_equal(patron_cva_means(MANY, NULL, ATTRIBUTES, SUPPLIERS, shuffled, scratch,
                                          means_room(1), 1, again, NULL, NULL),
                         PATRON_OK);
        assert_memory_equal(mean, again, sizeof mean);
    }
    static const double cancel[6] = {1e9, 0.1, -1e9, 1e9, 0.2, -1e9};
    assert_int_equal(
        patron_cva_means(6, NULL, 1, 1, cancel, scratch, means_room(1), 1, mean, NULL, NULL),
        PATRON_OK);
    assert_close(mean[0], 0.3 / 6, 4e-16, 0);
}

static void nobody_has_no_means_and_a_segment_without_answers_neither(void **state)
{
    (void)state;
    static const uint32_t two[2] = {2, 0};
    const double answers[2] = {4, NAN};
    double mean[3];
    uint32_t used[3];
    assert_int_equal(patron_cva_means(2, two, 1, 1, answers, scratch, ROOM, 3, mean, used, NULL),
                     PATRON_OK);
    assert_true(isnan(mean[0]) && isnan(mean[1]) && mean[2] == 4);
    assert_true(used[0] == 0 && used[1] == 0 && used[2] == 1);
    assert_true(patron_cva_means_scratch_size(SIZE_MAX, SIZE_MAX, 1) == SIZE_MAX);
    assert_true(patron_cva_means_scratch_size(64, 64, SIZE_MAX) == SIZE_MAX);
    assert_true(patron_cva_intervals_scratch_size(SIZE_MAX, 2) == SIZE_MAX);
    assert_true(patron_cva_means_scratch_size(4, 0, 2) < 1000);
}

static void intervals_are_those_of_the_covariance_matrix(void **state)
{
    (void)state;
    static const double weight[2] = {3.0, 1.5};
    for (size_t v = 0; v < sizeof cva_interval_vectors / sizeof *cva_interval_vectors; v++) {
        patron_cva_interval ratio[6], quality[3];
        assert_int_equal(patron_cva_intervals(0.95, 0, cva_interval_vectors[v].n, NULL, 2, 3,
                                              cva_interval_vectors[v].rating, weight, scratch,
                                              intervals_room(2, 3), ratio, quality, NULL),
                         PATRON_OK);
        for (int c = 0; c < 6; c++) {
            double width = cva_interval_vectors[v].width[c];
            assert_close(ratio[c].ratio, cva_interval_vectors[v].ratio[c], 1e-14, 0);
            assert_close(ratio[c].standard_error, cva_interval_vectors[v].error[c], 1e-13, 0);
            assert_close(ratio[c].high - ratio[c].ratio, width, 1e-11, 1e-15);
            assert_close(ratio[c].ratio - ratio[c].low, width, 1e-11, 1e-15);
            assert_true((double)ratio[c].used == cva_interval_vectors[v].used[c]);
            assert_true((ratio[c].notes & PATRON_CVA_NOTE_FEW) != 0);
        }
        for (int s = 0; s < 3; s++) {
            assert_close(quality[s].ratio, cva_interval_vectors[v].quality[s], 1e-14, 0);
            assert_close(quality[s].standard_error, cva_interval_vectors[v].quality_error[s], 1e-13,
                         0);
            assert_close(quality[s].high - quality[s].low,
                         2 * cva_interval_vectors[v].quality_width[s], 1e-11, 1e-15);
        }
    }
}

static void intervals_shrink_as_the_root_of_their_respondents(void **state)
{
    (void)state;
    support_random random = support_random_from(19);
    static const double weight[ATTRIBUTES] = {2, 1, 1};
    patron_cva_interval few[SUPPLIERS], many[SUPPLIERS], wide[SUPPLIERS];
    fill(&random, MANY / 4, 1);
    for (size_t k = 1; k < 4; k++)
        memcpy(rating + k * (MANY / 4) * CELLS, rating, MANY / 4 * CELLS * sizeof *rating);
    assert_int_equal(patron_cva_intervals(0.9, 0, MANY / 4, NULL, ATTRIBUTES, SUPPLIERS, rating,
                                          weight, scratch, intervals_room(ATTRIBUTES, SUPPLIERS),
                                          NULL, few, NULL),
                     PATRON_OK);
    assert_int_equal(patron_cva_intervals(0.9, 0, MANY, NULL, ATTRIBUTES, SUPPLIERS, rating, weight,
                                          scratch, intervals_room(ATTRIBUTES, SUPPLIERS), NULL,
                                          many, NULL),
                     PATRON_OK);
    assert_int_equal(patron_cva_intervals(0.99, 0, MANY, NULL, ATTRIBUTES, SUPPLIERS, rating,
                                          weight, scratch, intervals_room(ATTRIBUTES, SUPPLIERS),
                                          NULL, wide, NULL),
                     PATRON_OK);
    for (int s = 0; s < SUPPLIERS; s++) {
        assert_close(many[s].ratio, few[s].ratio, 1e-14, 0);
        assert_close(many[s].standard_error, few[s].standard_error / 2, 2e-3, 0);
        assert_true(many[s].low > few[s].low && many[s].high < few[s].high);
        assert_true(wide[s].low < many[s].low && wide[s].high > many[s].high);
        assert_true(many[s].low < many[s].ratio && many[s].ratio < many[s].high);
        assert_true(few[s].notes == 0);
    }
}

/* Ratings of a known truth, with an opinion of each person in all of them. */
static void nine_of_ten_intervals_hold_the_truth(void **state)
{
    (void)state;
    support_random random = support_random_from(20);
    static const double weight[2] = {1, 2}, truth[4] = {7, 6, 5, 8};
    static double answers[200 * 4];
    int held[2] = {0, 0}, rounds = (int)support_rows(1000, 150);
    double expected = (1 * (7.0 / 6.0) + 2 * (5.0 / 8.0)) / 3;
    for (int round = 0; round < rounds; round++) {
        patron_cva_interval ratio[4], quality[2];
        for (int i = 0; i < 200; i++) {
            double mood = support_random_normal(&random);
            for (int c = 0; c < 4; c++) {
                answers[4 * i + c] = truth[c] + mood + 0.7 * support_random_normal(&random);
                answers[4 * i + c] = fmax(0, answers[4 * i + c]);
            }
        }
        assert_int_equal(patron_cva_intervals(0.9, 0, 200, NULL, 2, 2, answers, weight, scratch,
                                              intervals_room(2, 2), ratio, quality, NULL),
                         PATRON_OK);
        held[0] += ratio[0].low <= 7.0 / 6.0 && 7.0 / 6.0 <= ratio[0].high;
        held[1] += quality[0].low <= expected && expected <= quality[0].high;
    }
    for (int k = 0; k < 2; k++)
        assert_close((double)held[k] / rounds, 0.9, 0, 4 * sqrt(0.09 / rounds));
}

static void a_segment_is_what_its_respondents_alone_would_be(void **state)
{
    (void)state;
    support_random random = support_random_from(21);
    static const double weight[ATTRIBUTES] = {2, 0, 1};
    static double alone[MANY * CELLS];
    size_t n = 0;
    patron_cva_interval one[CELLS], other[CELLS], quality[SUPPLIERS], same[SUPPLIERS];
    fill(&random, MANY, 3);
    for (size_t i = 0; i < MANY; i++)
        if (segment[i] == 1)
            memcpy(alone + n++ * CELLS, rating + i * CELLS, CELLS * sizeof *alone);
    assert_int_equal(patron_cva_intervals(0.95, 1, MANY, segment, ATTRIBUTES, SUPPLIERS, rating,
                                          weight, scratch, intervals_room(ATTRIBUTES, SUPPLIERS),
                                          one, quality, NULL),
                     PATRON_OK);
    assert_int_equal(patron_cva_intervals(0.95, 1, n, NULL, ATTRIBUTES, SUPPLIERS, alone, weight,
                                          scratch, intervals_room(ATTRIBUTES, SUPPLIERS), other,
                                          same, NULL),
                     PATRON_OK);
    assert_memory_equal(one, other, sizeof one);
    assert_memory_equal(quality, same, sizeof same);
}

static void too_few_answers_or_a_doubtful_divisor_are_noted(void **state)
{
    (void)state;
    static const double weight[1] = {1};
    const double one[2] = {8, 4}, doubtful[8] = {8, 1, 8, 9, 8, 2, 8, 0.5},
                 silent[4] = {8, NAN, 7, NAN};
    const double worthless[4] = {8, 0, 7, 0};
    patron_cva_interval ratio[2], quality[2];
    assert_int_equal(patron_cva_intervals(0.9, 0, 1, NULL, 1, 2, one, weight, scratch,
                                          intervals_room(1, 2), ratio, quality, NULL),
                     PATRON_OK);
    assert_true(quality[0].ratio == 2 && isnan(quality[0].standard_error) && isnan(ratio[0].low));
    assert_true(ratio[0].notes == PATRON_CVA_NOTE_FEW && ratio[0].used == 1);
    assert_int_equal(patron_cva_intervals(0.9, 0, 4, NULL, 1, 2, doubtful, weight, scratch,
                                          intervals_room(1, 2), ratio, quality, NULL),
                     PATRON_OK);
    assert_true((ratio[0].notes & PATRON_CVA_NOTE_UNSURE_DIVISOR) != 0);
    assert_true((quality[0].notes & PATRON_CVA_NOTE_UNSURE_DIVISOR) != 0);
    assert_true((ratio[1].notes & PATRON_CVA_NOTE_UNSURE_DIVISOR) == 0);
    assert_int_equal(patron_cva_intervals(0.9, 0, 2, NULL, 1, 2, silent, weight, scratch,
                                          intervals_room(1, 2), ratio, quality, NULL),
                     PATRON_OK);
    assert_true(isnan(ratio[0].ratio) && isnan(quality[1].ratio) && quality[0].used == 0);
    assert_int_equal(patron_cva_intervals(0.9, 0, 2, NULL, 1, 2, worthless, weight, scratch,
                                          intervals_room(1, 2), ratio, quality, NULL),
                     PATRON_OK);
    assert_true(isnan(ratio[0].ratio) && ratio[1].ratio == 0);
    assert_int_equal(patron_cva_intervals(0.9, 0, 0, NULL, 1, 1, NULL, weight, scratch,
                                          intervals_room(1, 1), ratio, quality, NULL),
                     PATRON_OK);
    assert_true(isnan(quality[0].ratio));
}

static void the_first_wrong_answer_is_named_with_row_and_column(void **state)
{
    (void)state;
    double answers[8] = {1, 2, 3, 4, 5, 6, 7, 8}, mean[2] = {9, 9};
    static const double weight[1] = {1};
    uint32_t segments[4] = {0, 0, 0, 0};
    patron_cva_interval quality[2];
    patron_fault fault;
    answers[5] = INFINITY;
    answers[7] = -INFINITY;
    assert_int_equal(
        patron_cva_means(4, segments, 1, 2, answers, scratch, ROOM, 1, mean, NULL, &fault),
        PATRON_E_NOT_FINITE);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "rating", 2);
    assert_true(fault.column == 1 && mean[0] == 9);
    segments[1] = 7;
    assert_int_equal(
        patron_cva_means(4, segments, 1, 2, answers, scratch, ROOM, 1, mean, NULL, &fault),
        PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "segment", 1);
    answers[5] = -2e9;
    segments[1] = 0;
    assert_int_equal(
        patron_cva_means(4, segments, 1, 2, answers, scratch, ROOM, 1, mean, NULL, &fault),
        PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "rating", 2);
    answers[5] = -0.5;
    answers[7] = 8;
    assert_int_equal(
        patron_cva_means(4, segments, 1, 2, answers, scratch, ROOM, 1, mean, NULL, &fault),
        PATRON_OK);
    assert_int_equal(patron_cva_intervals(0.9, 0, 4, segments, 1, 2, answers, weight, scratch, ROOM,
                                          NULL, quality, &fault),
                     PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "rating", 2);
    assert_int_equal(patron_cva_intervals(0.9, 3, 4, segments, 1, 2, answers, weight, scratch, ROOM,
                                          NULL, quality, &fault),
                     PATRON_E_RANGE);
    /* a ratio that is a double, the upper end of its interval is none */
    static const double wide[4] = {1e9, 4e-300, 0, 4e-300};
    assert_int_equal(patron_cva_intervals(0.9, 0, 2, NULL, 1, 2, wide, weight, scratch, ROOM, NULL,
                                          quality, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "quality", -1);
#if SIZE_MAX > 0xFFFFFFFF
    assert_int_equal(patron_cva_means((size_t)2147483648u, segments, 1, 2, answers, scratch, ROOM,
                                      1, mean, NULL, &fault),
                     PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "n", -1);
#endif
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(means_of_segments_are_those_of_their_respondents),
        cmocka_unit_test(means_do_not_depend_on_the_order_of_respondents),
        cmocka_unit_test(nobody_has_no_means_and_a_segment_without_answers_neither),
        cmocka_unit_test(intervals_are_those_of_the_covariance_matrix),
        cmocka_unit_test(intervals_shrink_as_the_root_of_their_respondents),
        cmocka_unit_test(nine_of_ten_intervals_hold_the_truth),
        cmocka_unit_test(a_segment_is_what_its_respondents_alone_would_be),
        cmocka_unit_test(too_few_answers_or_a_doubtful_divisor_are_noted),
        cmocka_unit_test(the_first_wrong_answer_is_named_with_row_and_column),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
