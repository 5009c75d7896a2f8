#include "support.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <patron/rfm.h>

enum { MANY = 20000, BINS_MOST = 1000, GROUPS_MOST = 30, ROOM = 2 << 20 };

static unsigned char scratch[ROOM];
static double real[MANY];
static int64_t money[MANY];
static int32_t days[MANY];
static uint32_t group[MANY], score[MANY], expected[MANY], again[MANY];
static double threshold[GROUPS_MOST * BINS_MOST], expected_threshold[BINS_MOST];
static int64_t whole_threshold[GROUPS_MOST * BINS_MOST], expected_whole[BINS_MOST];
static int32_t day_threshold[GROUPS_MOST * BINS_MOST];
static uint64_t customers[GROUPS_MOST * BINS_MOST], expected_customers[BINS_MOST];
static size_t order[MANY];

static patron_rfm_result result_of_size(void)
{
    patron_rfm_result result;
    memset(&result, 0xA5, sizeof result);
    result.struct_size = sizeof result;
    return result;
}

/* --- brute force ------------------------------------------------------------------------------ */

static int by_value(const void *a, const void *b)
{
    size_t i = *(const size_t *)a, j = *(const size_t *)b;
    if (money[i] != money[j])
        return money[i] < money[j] ? -1 : 1;
    return i < j ? -1 : 1;
}

static int by_value_descending(const void *a, const void *b)
{
    size_t i = *(const size_t *)a, j = *(const size_t *)b;
    if (money[i] != money[j])
        return money[i] > money[j] ? -1 : 1;
    return i < j ? -1 : 1;
}

/* What money[n], small whole numbers, is scored as, straight from the definitions; of one group. */
static void by_hand(uint32_t method, uint32_t direction, uint32_t wanted, size_t n, size_t bins)
{
    size_t used = 0;
    for (size_t i = 0; i < n; i++)
        if (group[i] == wanted)
            order[used++] = i;
    memset(expected_customers, 0, sizeof expected_customers);
    memset(expected_whole, 0, sizeof expected_whole);
    for (size_t b = 0; b < bins; b++)
        expected_threshold[b] = (double)NAN;
    if (used == 0)
        return;
    if (method == PATRON_RFM_TILES) {
        int low = direction == PATRON_RFM_LOW_IS_BEST;
        qsort(order, used, sizeof *order, low ? by_value_descending : by_value);
        int64_t smallest = money[order[low ? used - 1 : 0]];
        int64_t largest[BINS_MOST];
        size_t at = 0;
        for (size_t s = 0; s < bins; s++) {
            size_t size = used / bins + (s < used % bins ? 1 : 0);
            largest[s] = INT64_MIN;
            for (size_t i = at; i < at + size; i++) {
                expected[order[i]] = (uint32_t)s + 1;
                if (money[order[i]] > largest[s])
                    largest[s] = money[order[i]];
            }
            at += size;
        }
        for (size_t b = 0; b < bins; b++) {
            int64_t here = largest[low ? bins - 1 - b : b];
            int64_t before = b > 0 ? expected_whole[b - 1] : smallest;
            expected_whole[b] = here == INT64_MIN ? before : here;
            expected_threshold[b] = (double)expected_whole[b];
        }
    } else {
        qsort(order, used, sizeof *order, by_value);
        for (size_t b = 1; b <= bins; b++) {
            uint64_t h = (uint64_t)(used - 1) * b;
            size_t lo = (size_t)(h / bins), part = (size_t)(h % bins);
            int64_t low = money[order[lo]], high = money[order[lo + 1 < used ? lo + 1 : lo]];
            expected_whole[b - 1] = low + (high - low) * (int64_t)part / (int64_t)bins;
            expected_threshold[b - 1] =
                (double)low + (double)part / (double)bins * (double)(high - low);
        }
        for (size_t i = 0; i < used; i++) {
            uint32_t below = 0;
            for (size_t b = 0; b + 1 < bins; b++)
                below += money[order[i]] > expected_whole[b];
            expected[order[i]] =
                direction == PATRON_RFM_LOW_IS_BEST ? (uint32_t)bins - below : below + 1;
        }
    }
    for (size_t i = 0; i < used; i++)
        expected_customers[expected[order[i]] - 1]++;
}

/* Whole numbers, some columns full of ties, in all three types. */
static void fill(support_random *random, size_t n, uint64_t spread)
{
    for (size_t i = 0; i < n; i++) {
        money[i] = (int64_t)support_random_below(random, spread) - (int64_t)(spread / 3);
        if (support_random_below(random, 50) == 0)
            money[i] *= 40; /* outliers */
        real[i] = (double)money[i];
        days[i] = (int32_t)money[i];
        group[i] = 1;
    }
}

static void expect_figures(const patron_rfm_result *result, size_t n, size_t bins, uint32_t method)
{
    uint64_t smallest = UINT64_MAX, largest = 0, empty = 0, notes = 0, split = 0;
    for (size_t b = 0; b < bins; b++) {
        smallest = customers[b] < smallest ? customers[b] : smallest;
        largest = customers[b] > largest ? customers[b] : largest;
        empty += customers[b] == 0;
    }
    for (size_t i = 1; i < n; i++) { /* order is by value, one way or the other */
        size_t first = i;
        while (i < n && money[order[i]] == money[order[first - 1]])
            i++;
        split += score[order[i - 1]] != score[order[first - 1]];
    }
    notes |= n < bins ? PATRON_RFM_NOTE_FEW : 0u;
    notes |= split > 0 ? PATRON_RFM_NOTE_TIE_SPLIT : 0u;
    notes |= method == PATRON_RFM_QUANTILES && empty > 0 ? PATRON_RFM_NOTE_COLLAPSED : 0u;
    assert_true(result->filled_size == sizeof *result && result->notes == notes);
    assert_true(result->customers == n && result->scored == n && result->missing == 0);
    assert_true(result->groups == 1 && result->empty == empty && result->split == split);
    assert_true(result->smallest == smallest && result->largest == largest);
}

/* All three types, both ways, against the brute force. */
static void expect_all(uint32_t method, uint32_t direction, size_t n, size_t bins)
{
    patron_rfm_result result = result_of_size();
    size_t room = patron_rfm_score_scratch_size(n, bins);
    assert_true(room <= ROOM);
    by_hand(method, direction, 1, n, bins);
    assert_int_equal(patron_rfm_score_money(method, direction, n, money, scratch, room, score, bins,
                                            whole_threshold, customers, &result, NULL),
                     PATRON_OK);
    assert_memory_equal(score, expected, n * sizeof *score);
    assert_memory_equal(whole_threshold, expected_whole, bins * sizeof *whole_threshold);
    assert_memory_equal(customers, expected_customers, bins * sizeof *customers);
    expect_figures(&result, n, bins, method);
    memset(score, 0, n * sizeof *score);
    memset(customers, 0xA5, bins * sizeof *customers);
    assert_int_equal(patron_rfm_score(method, direction, n, real, scratch, room, score, bins,
                                      threshold, customers, &result, NULL),
                     PATRON_OK);
    assert_memory_equal(score, expected, n * sizeof *score);
    assert_memory_equal(customers, expected_customers, bins * sizeof *customers);
    for (size_t b = 0; b < bins; b++)
        assert_close(threshold[b], expected_threshold[b], 1e-12, 1e-12);
    expect_figures(&result, n, bins, method);
    memset(score, 0, n * sizeof *score);
    assert_int_equal(patron_rfm_score_days(method, direction, n, days, scratch, room, score, bins,
                                           day_threshold, NULL, NULL, NULL),
                     PATRON_OK);
    assert_memory_equal(score, expected, n * sizeof *score);
    for (size_t b = 0; b < bins; b++)
        assert_true(day_threshold[b] == expected_whole[b]);
}

/* --- scores ----------------------------------------------------------------------------------- */

static void ties_are_split_by_tiles_and_kept_together_by_quantiles(void **state)
{
    (void)state;
    static const double value[10] = {1, 1, 1, 1, 1, 2, 3, 4, 5, 6};
    static const uint32_t tiles[10] = {1, 1, 2, 2, 3, 3, 4, 4, 5, 5};
    static const uint32_t quantiles[10] = {1, 1, 1, 1, 1, 3, 4, 4, 5, 5};
    static const double cuts[5] = {1, 1, 2.4, 4.2, 6}, ends[5] = {1, 1, 2, 4, 6};
    patron_rfm_result result = result_of_size();
    assert_int_equal(patron_rfm_score(PATRON_RFM_TILES, PATRON_RFM_HIGH_IS_BEST, 10, value, scratch,
                                      ROOM, score, 5, threshold, customers, &result, NULL),
                     PATRON_OK);
    assert_memory_equal(score, tiles, sizeof tiles);
    assert_memory_equal(threshold, ends, sizeof ends);
    assert_true(result.notes == PATRON_RFM_NOTE_TIE_SPLIT && result.split == 1);
    assert_true(result.smallest == 2 && result.largest == 2 && result.empty == 0);
    assert_int_equal(patron_rfm_score(PATRON_RFM_QUANTILES, PATRON_RFM_HIGH_IS_BEST, 10, value,
                                      scratch, ROOM, score, 5, threshold, customers, &result, NULL),
                     PATRON_OK);
    assert_memory_equal(score, quantiles, sizeof quantiles);
    for (int b = 0; b < 5; b++)
        assert_close(threshold[b], cuts[b], 1e-15, 0);
    assert_true(result.notes == PATRON_RFM_NOTE_COLLAPSED && result.empty == 1);
    assert_true(customers[0] == 5 && customers[1] == 0 && customers[2] == 1);
}

static void a_quantile_of_1_to_30_at_a_third_is_10_and_two_thirds(void **state)
{
    (void)state; /* PostgreSQL's percentile_cont */
    for (int i = 0; i < 30; i++) {
        real[i] = 30 - i;
        money[i] = 30 - i;
    }
    assert_int_equal(patron_rfm_score(PATRON_RFM_QUANTILES, PATRON_RFM_HIGH_IS_BEST, 30, real,
                                      scratch, ROOM, score, 3, threshold, NULL, NULL, NULL),
                     PATRON_OK);
    assert_close(threshold[0], 32.0 / 3.0, 1e-15, 0);
    assert_int_equal(patron_rfm_score_money(PATRON_RFM_QUANTILES, PATRON_RFM_HIGH_IS_BEST, 30,
                                            money, scratch, ROOM, score, 3, whole_threshold, NULL,
                                            NULL, NULL),
                     PATRON_OK);
    assert_true(whole_threshold[0] == 10 && score[20] == 1 && score[19] == 2);
}

static void scores_are_those_of_the_definitions_straight_from_a_sort(void **state)
{
    (void)state;
    static const size_t sizes[] = {1, 2, 3, 4, 5, 6, 7, 9, 64, 100, 1000, 4096, 4097, 9000};
    static const size_t bins[] = {2, 3, 5, 10, 64};
    static const uint64_t spread[] = {1, 2, 5, 30, 3000, 30000000};
    support_random random = support_random_from(7);
    size_t most = support_quick() ? 11 : sizeof sizes / sizeof *sizes;
    for (size_t s = 0; s < most; s++)
        for (size_t k = 0; k < sizeof spread / sizeof *spread; k++) {
            fill(&random, sizes[s], spread[k]);
            for (size_t b = 0; b < sizeof bins / sizeof *bins; b++)
                for (uint32_t way = 0; way < 4; way++)
                    expect_all(way & 1, way >> 1, sizes[s], bins[b]);
        }
    fill(&random, 5000, 900);
    for (uint32_t way = 0; way < 4; way++)
        expect_all(way & 1, way >> 1, support_rows(5000, 500), BINS_MOST);
}

static void no_one_moves_where_a_quantile_lies_between_equal_or_neighboring_doubles(void **state)
{
    (void)state;
    double low = 0.1 * 3.0, high = nextafter(low, 1.0);
    for (size_t n = 3; n < 200; n++) {
        for (size_t i = 0; i < n; i++)
            real[i] = i < n / 2 ? low : high;
        assert_int_equal(patron_rfm_score(PATRON_RFM_QUANTILES, PATRON_RFM_HIGH_IS_BEST, n, real,
                                          scratch, ROOM, score, 7, threshold, NULL, NULL, NULL),
                         PATRON_OK);
        for (size_t b = 0; b < 7; b++)
            assert_true(threshold[b] == low || threshold[b] == high);
        for (size_t i = 0; i < n; i++) {
            uint32_t below = 0;
            for (size_t b = 1; b < 7; b++) /* the quantile is below `high` unless it is on it */
                below += real[i] == high && (n - 1) * b < 7 * (n / 2);
            assert_true(score[i] == below + 1);
        }
    }
    static const double wide[2] = {-DBL_MAX, DBL_MAX};
    assert_int_equal(patron_rfm_score(PATRON_RFM_QUANTILES, PATRON_RFM_HIGH_IS_BEST, 2, wide,
                                      scratch, ROOM, score, 4, threshold, NULL, NULL, NULL),
                     PATRON_OK);
    assert_close(threshold[0], -DBL_MAX / 2, 1e-15, 0);
    assert_true(threshold[1] == 0.0 && threshold[3] == DBL_MAX);
    assert_close(threshold[2], DBL_MAX / 2, 1e-15, 0);
    static const int64_t whole[2] = {INT64_MIN, INT64_MAX};
    assert_int_equal(patron_rfm_score_money(PATRON_RFM_QUANTILES, PATRON_RFM_HIGH_IS_BEST, 2, whole,
                                            scratch, ROOM, score, 4, whole_threshold, NULL, NULL,
                                            NULL),
                     PATRON_OK);
    assert_true(whole_threshold[0] == -INT64_C(4611686018427387905));
    assert_true(whole_threshold[1] == -1 && whole_threshold[2] == INT64_C(4611686018427387903));
    assert_true(whole_threshold[3] == INT64_MAX && score[0] == 1 && score[1] == 4);
}

static void zeros_of_both_signs_are_one_value(void **state)
{
    (void)state;
    static const double value[6] = {0.0, -0.0, 0.0, -0.0, 1.0, -1.0};
    assert_int_equal(patron_rfm_score(PATRON_RFM_TILES, PATRON_RFM_LOW_IS_BEST, 6, value, scratch,
                                      ROOM, score, 3, threshold, NULL, NULL, NULL),
                     PATRON_OK);
    static const uint32_t tiles[6] = {1, 2, 2, 3, 1, 3};
    assert_memory_equal(score, tiles, sizeof tiles);
    assert_true(threshold[0] == 0.0 && threshold[1] == 0.0 && threshold[2] == 1.0);
}

static void a_missing_value_has_score_0_and_changes_no_other(void **state)
{
    (void)state;
    support_random random = support_random_from(11);
    static const size_t sizes[] = {40, 3000, 9000};
    for (size_t s = 0; s < 3; s++)
        for (uint32_t way = 0; way < 4; way++) {
            size_t n = sizes[s], kept = 0;
            patron_rfm_result result = result_of_size();
            fill(&random, n, 60);
            for (size_t i = 0; i < n; i++)
                if (support_random_below(&random, 3) > 0)
                    real[kept++] = real[i];
            patron_rfm_score(way & 1, way >> 1, kept, real, scratch, ROOM, expected, 5,
                             expected_threshold, NULL, NULL, NULL);
            for (size_t i = n, left = kept; i-- > 0;) {
                int is_kept = left > 0 && (left > i || support_random_below(&random, 3) > 0);
                real[i] = is_kept ? real[left - 1] : (double)NAN;
                expected[i] = is_kept ? expected[left - 1] : 0;
                left -= is_kept ? 1 : 0;
            }
            if (kept < n)
                expected[n - 1] = isnan(real[n - 1]) ? 0 : expected[n - 1];
            assert_int_equal(patron_rfm_score(way & 1, way >> 1, n, real, scratch, ROOM, score, 5,
                                              threshold, NULL, &result, NULL),
                             PATRON_OK);
            assert_memory_equal(score, expected, n * sizeof *score);
            assert_memory_equal(threshold, expected_threshold, 5 * sizeof *threshold);
            assert_true(result.scored == kept && result.missing == n - kept);
            assert_true((result.notes & PATRON_RFM_NOTE_MISSING) != 0);
        }
    for (size_t i = 0; i < 6000; i++)
        real[i] = (double)NAN;
    real[5000] = 4.0;
    real[5999] = 3.0; /* no sample finds them, and they are fewer than bins */
    assert_int_equal(patron_rfm_score(PATRON_RFM_TILES, PATRON_RFM_HIGH_IS_BEST, 6000, real,
                                      scratch, ROOM, score, 5, threshold, NULL, NULL, NULL),
                     PATRON_OK);
    assert_true(score[5000] == 2 && score[5999] == 1 && score[0] == 0 && threshold[4] == 4.0);
}

static void few_values_among_many_missing_are_scored_as_if_alone(void **state)
{
    (void)state;
    support_random random = support_random_from(13);
    size_t n = support_rows(MANY, 6000), kept = 0;
    static double alone[MANY];
    for (size_t i = 0; i < n; i++) {
        int is_there = support_random_below(&random, 30) == 0 && kept < 900;
        real[i] = is_there ? support_random_normal(&random) : (double)NAN;
        if (is_there)
            alone[kept++] = real[i];
    }
    for (uint32_t way = 0; way < 4; way++) {
        assert_int_equal(patron_rfm_score(way & 1, way >> 1, kept, alone, scratch, ROOM, expected,
                                          BINS_MOST, expected_threshold, NULL, NULL, NULL),
                         PATRON_OK);
        assert_int_equal(patron_rfm_score(way & 1, way >> 1, n, real, scratch, ROOM, score,
                                          BINS_MOST, threshold, NULL, NULL, NULL),
                         PATRON_OK);
        assert_memory_equal(threshold, expected_threshold, BINS_MOST * sizeof *threshold);
        for (size_t i = 0, k = 0; i < n; i++)
            assert_true(score[i] == (isnan(real[i]) ? 0 : expected[k++]));
    }
}

static void without_customers_thresholds_do_not_exist(void **state)
{
    (void)state;
    static const double none[2] = {(double)NAN, (double)NAN};
    patron_rfm_result result = result_of_size();
    assert_true(patron_rfm_score_scratch_size(0, 5) == 0);
    for (size_t n = 0; n < 3; n += 2) {
        assert_int_equal(patron_rfm_score(PATRON_RFM_TILES, PATRON_RFM_HIGH_IS_BEST, n,
                                          n > 0 ? none : NULL, n > 0 ? scratch : NULL,
                                          n > 0 ? ROOM : 0, n > 0 ? score : NULL, 5, threshold,
                                          customers, &result, NULL),
                         PATRON_OK);
        assert_true(isnan(threshold[0]) && isnan(threshold[4]) && customers[4] == 0);
        assert_true(result.scored == 0 && result.missing == n && result.groups == 0);
        assert_true(result.smallest == 0 && result.largest == 0 && result.empty == 0);
    }
    assert_true(score[0] == 0 && score[1] == 0);
    assert_int_equal(patron_rfm_score(PATRON_RFM_TILES, PATRON_RFM_HIGH_IS_BEST, 2, none, scratch,
                                      ROOM, score, 5, NULL, NULL, NULL, NULL),
                     PATRON_OK);
    assert_int_equal(patron_rfm_score_money(PATRON_RFM_QUANTILES, PATRON_RFM_LOW_IS_BEST, 0, NULL,
                                            NULL, 0, NULL, 2, whole_threshold, NULL, NULL, NULL),
                     PATRON_OK);
    assert_int_equal(patron_rfm_score_days(PATRON_RFM_QUANTILES, PATRON_RFM_LOW_IS_BEST, 0, NULL,
                                           NULL, 0, NULL, 2, day_threshold, NULL, NULL, NULL),
                     PATRON_OK);
    assert_true(whole_threshold[1] == 0 && day_threshold[0] == 0);
}

static void a_better_value_never_has_a_lower_score_and_rows_may_come_in_any_order(void **state)
{
    (void)state;
    support_random random = support_random_from(5);
    size_t n = support_rows(MANY, 5000);
    static uint32_t place[MANY];
    static double moved[MANY];
    for (size_t i = 0; i < n; i++)
        real[i] = support_random_normal(&random) * exp(support_random_normal(&random));
    support_random_permutation(&random, place, n);
    for (size_t i = 0; i < n; i++)
        moved[i] = real[place[i]];
    for (uint32_t way = 0; way < 4; way++) {
        size_t bins = way == 0 ? 1000 : 5;
        assert_int_equal(patron_rfm_score(way & 1, way >> 1, n, real, scratch, ROOM, score, bins,
                                          threshold, customers, NULL, NULL),
                         PATRON_OK);
        assert_int_equal(patron_rfm_score(way & 1, way >> 1, n, moved, scratch, ROOM, again, bins,
                                          NULL, NULL, NULL, NULL),
                         PATRON_OK);
        uint64_t all = 0;
        for (size_t b = 0; b < bins; b++)
            all += customers[b];
        assert_true(all == n);
        for (size_t i = 0; i < n; i++)
            assert_true(again[i] == score[place[i]]);
        for (size_t i = 1; i < n; i++) {
            int higher = real[i] > real[i - 1];
            int upward = way >> 1 ? !higher : higher;
            assert_true(upward ? score[i] >= score[i - 1] : score[i] <= score[i - 1]);
        }
        assert_int_equal(patron_rfm_apply(way >> 1, n, real, bins - 1, threshold, again, NULL),
                         PATRON_OK);
        assert_memory_equal(again, score, n * sizeof *score); /* no ties: thresholds say it all */
    }
}

/* --- within groups ---------------------------------------------------------------------------- */

static void each_group_is_scored_as_if_it_were_alone(void **state)
{
    (void)state;
    support_random random = support_random_from(23);
    static const uint64_t spread[] = {3, 500};
    size_t n = support_rows(3000, 400), groups = 12;
    for (size_t k = 0; k < 2; k++)
        for (uint32_t way = 0; way < 4; way++) {
            uint32_t method = way & 1, direction = way >> 1;
            size_t bins = k == 0 ? 5 : 9;
            patron_rfm_result result = result_of_size(), rest = result_of_size();
            fill(&random, n, spread[k]);
            uint64_t missing = 0, with_someone = 0;
            for (size_t i = 0; i < n; i++) {
                group[i] = (uint32_t)support_random_below(&random, 11); /* 11, 12 have no one */
                if (group[i] == 3 && support_random_below(&random, 60) > 0)
                    group[i] = 0; /* a small group */
                missing += group[i] == 0;
                expected[i] = 0;
            }
            assert_int_equal(patron_rfm_within_money(method, direction, n, money, group, scratch,
                                                     ROOM, score, groups, bins, whole_threshold,
                                                     customers, &result, NULL),
                             PATRON_OK);
            assert_int_equal(patron_rfm_within(method, direction, n, real, group, scratch, ROOM,
                                               again, groups, bins, threshold, NULL, &rest, NULL),
                             PATRON_OK);
            assert_memory_equal(&result, &rest, sizeof rest);
            assert_true(result.missing == missing && result.scored == n - missing);
            assert_true((result.notes & PATRON_RFM_NOTE_MISSING) != 0);
            for (size_t g = 1; g <= groups; g++) {
                by_hand(method, direction, (uint32_t)g, n, bins);
                uint64_t in_group = 0;
                for (size_t b = 0; b < bins; b++)
                    in_group += expected_customers[b];
                with_someone += in_group > 0;
                size_t at = (g - 1) * bins;
                assert_memory_equal(whole_threshold + at, expected_whole, bins * sizeof *money);
                assert_memory_equal(customers + at, expected_customers, bins * sizeof *customers);
                for (size_t b = 0; b < bins; b++)
                    assert_close(threshold[at + b], expected_threshold[b], 1e-12, 1e-12);
            }
            assert_true(result.groups == with_someone);
            assert_memory_equal(score, expected, n * sizeof *score);
            assert_memory_equal(again, expected, n * sizeof *score);
            assert_int_equal(patron_rfm_within_days(method, direction, n, days, group, scratch,
                                                    ROOM, again, groups, bins, NULL, NULL, NULL,
                                                    NULL),
                             PATRON_OK);
            assert_memory_equal(again, expected, n * sizeof *score);
        }
}

static void customers_in_no_group_or_without_a_value_are_left_out(void **state)
{
    (void)state;
    static const double value[5] = {(double)NAN, 7.0, 3.0, 5.0, 1.0};
    static const uint32_t in[5] = {1, 1, 0, 1, 1}, none[5] = {0, 0, 0, 0, 0};
    static const uint32_t tiles[5] = {0, 3, 0, 2, 1};
    patron_rfm_result result = result_of_size();
    assert_int_equal(patron_rfm_within(PATRON_RFM_TILES, PATRON_RFM_HIGH_IS_BEST, 5, value, in,
                                       scratch, ROOM, score, 1, 3, threshold, NULL, &result, NULL),
                     PATRON_OK);
    assert_memory_equal(score, tiles, sizeof tiles);
    assert_true(result.missing == 2 && threshold[2] == 7.0);
    assert_int_equal(patron_rfm_within(PATRON_RFM_TILES, PATRON_RFM_HIGH_IS_BEST, 5, value, none,
                                       scratch, ROOM, score, 2, 3, threshold, customers, &result,
                                       NULL),
                     PATRON_OK);
    assert_memory_equal(score, none, sizeof none);
    assert_true(isnan(threshold[0]) && isnan(threshold[5]) && customers[5] == 0);
    assert_true(result.missing == 5 && result.groups == 0);
    assert_int_equal(patron_rfm_within(PATRON_RFM_TILES, PATRON_RFM_HIGH_IS_BEST, 0, NULL, NULL,
                                       NULL, 0, NULL, 2, 3, threshold, customers, &result, NULL),
                     PATRON_OK);
    assert_true(isnan(threshold[5]) && result.missing == 0 && result.notes == 0);
}

/* --- caller's thresholds ---------------------------------------------------------------------- */

static void a_value_on_a_threshold_falls_below_it(void **state)
{
    (void)state;
    static const int32_t gap[7] = {0, 30, 31, 90, 91, 365, 366}, limit[3] = {30, 90, 365};
    static const uint32_t low[7] = {4, 4, 3, 3, 2, 2, 1}, high[7] = {1, 1, 2, 2, 3, 3, 4};
    static const int64_t cents[7] = {0, 30, 31, 90, 91, 365, 366}, most[3] = {30, 90, 365};
    static const double value[8] = {0, 30, 31, 90, 91, 365, 366, (double)NAN};
    static const double cut[3] = {30, 90, 365};
    assert_int_equal(patron_rfm_apply_days(PATRON_RFM_LOW_IS_BEST, 7, gap, 3, limit, score, NULL),
                     PATRON_OK);
    assert_memory_equal(score, low, sizeof low);
    assert_int_equal(
        patron_rfm_apply_money(PATRON_RFM_HIGH_IS_BEST, 7, cents, 3, most, score, NULL), PATRON_OK);
    assert_memory_equal(score, high, sizeof high);
    assert_int_equal(patron_rfm_apply(PATRON_RFM_HIGH_IS_BEST, 8, value, 3, cut, score, NULL),
                     PATRON_OK);
    assert_memory_equal(score, high, sizeof high);
    assert_true(score[7] == 0);
    static const double same[2] = {5.0, 5.0};
    assert_int_equal(patron_rfm_apply(PATRON_RFM_HIGH_IS_BEST, 3, value, 2, same, score, NULL),
                     PATRON_OK);
    assert_true(score[0] == 1 && score[1] == 3);
    assert_int_equal(patron_rfm_apply(PATRON_RFM_HIGH_IS_BEST, 0, NULL, 2, same, NULL, NULL),
                     PATRON_OK);
}

/* --- faults ----------------------------------------------------------------------------------- */

static void what_cannot_be_scored_is_named_and_nothing_is_written(void **state)
{
    (void)state;
    static const double value[3] = {1.0, (double)INFINITY, 2.0};
    static const double good[3] = {1.0, 3.0, 2.0};
    static const uint32_t in[3] = {1, 2, 4}, wrong[3] = {5, 1, 1};
    uint32_t made[3] = {77, 77, 77};
    patron_fault fault;
    patron_rfm_result result = result_of_size();
    size_t room = patron_rfm_score_scratch_size(3, 5);
    assert_int_equal(
        patron_rfm_score(0, 0, 3, value, scratch, room, made, 5, NULL, NULL, NULL, &fault),
        PATRON_E_NOT_FINITE);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "value", 1);
    assert_int_equal(
        patron_rfm_score(2, 0, 3, good, scratch, room, made, 5, NULL, NULL, NULL, &fault),
        PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "method", -1);
    assert_int_equal(
        patron_rfm_score(0, 2, 3, good, scratch, room, made, 5, NULL, NULL, NULL, &fault),
        PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "direction", -1);
    assert_int_equal(
        patron_rfm_score(0, 0, 3, good, scratch, room, made, 1, NULL, NULL, NULL, &fault),
        PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "bins", -1);
    assert_int_equal(
        patron_rfm_score(0, 0, 3, good, scratch, room, made, 1001, NULL, NULL, NULL, &fault),
        PATRON_E_RANGE);
    assert_int_equal(patron_rfm_score(0, 0, (size_t)INT32_MAX + 1, good, scratch, room, made, 5,
                                      NULL, NULL, NULL, &fault),
                     PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "n", -1);
    assert_int_equal(
        patron_rfm_score(0, 0, 3, NULL, scratch, room, made, 5, NULL, NULL, NULL, &fault),
        PATRON_E_NULL);
    assert_fault(&fault, PATRON_E_NULL, "value", -1);
    assert_int_equal(
        patron_rfm_score(0, 0, 3, good, scratch, room, NULL, 5, NULL, NULL, NULL, &fault),
        PATRON_E_NULL);
    assert_fault(&fault, PATRON_E_NULL, "score", -1);
    assert_int_equal(
        patron_rfm_score(0, 0, 3, good, scratch, room - 1, made, 5, NULL, NULL, NULL, &fault),
        PATRON_E_SCRATCH);
    result.struct_size = 8;
    assert_int_equal(
        patron_rfm_score(0, 0, 3, good, scratch, room, made, 5, NULL, NULL, &result, &fault),
        PATRON_E_STRUCT);
    assert_int_equal(
        patron_rfm_within(0, 0, 3, value, in, scratch, ROOM, made, 3, 5, NULL, NULL, NULL, &fault),
        PATRON_E_NOT_FINITE);
    assert_int_equal(
        patron_rfm_within(0, 0, 3, good, in, scratch, ROOM, made, 3, 5, NULL, NULL, NULL, &fault),
        PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "group", 2);
    assert_int_equal(patron_rfm_within(0, 0, 3, value, wrong, scratch, ROOM, made, 3, 5, NULL, NULL,
                                       NULL, &fault),
                     PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "group", 0);
    assert_int_equal(
        patron_rfm_within(0, 0, 3, good, NULL, scratch, ROOM, made, 3, 5, NULL, NULL, NULL, &fault),
        PATRON_E_NULL);
    assert_fault(&fault, PATRON_E_NULL, "group", -1);
    assert_int_equal(
        patron_rfm_within(0, 0, 3, good, in, scratch, ROOM, made, 0, 5, NULL, NULL, NULL, &fault),
        PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "groups", -1);
    assert_int_equal(
        patron_rfm_score(0, 0, 3, NULL, scratch, room, made, 1, NULL, NULL, NULL, &fault),
        PATRON_E_NULL);
    assert_fault(&fault, PATRON_E_NULL, "value", -1);
    assert_int_equal(
        patron_rfm_within(0, 0, 3, good, NULL, scratch, ROOM, made, 0, 1, NULL, NULL, NULL, &fault),
        PATRON_E_NULL);
    assert_fault(&fault, PATRON_E_NULL, "group", -1);
    assert_true(made[0] == 77 && made[1] == 77 && made[2] == 77);
}

static void thresholds_must_ascend(void **state)
{
    (void)state;
    static const double value[2] = {1.0, (double)INFINITY}, down[2] = {3.0, 2.0};
    static const double nan[2] = {1.0, (double)NAN}, up[2] = {1.0, 2.0};
    static const int64_t whole[2] = {3, 2};
    static const int32_t day[2] = {3, 2};
    uint32_t made[2] = {77, 77};
    patron_fault fault;
    patron_rfm_apply(0, 2, value, 2, down, made, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "threshold", 1);
    patron_rfm_apply(0, 2, value, 2, nan, made, &fault);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "threshold", 1);
    patron_rfm_apply_money(0, 2, whole, 2, whole, made, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "threshold", 1);
    patron_rfm_apply_days(0, 2, day, 2, day, made, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "threshold", 1);
    patron_rfm_apply(0, 2, value, 0, up, made, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "cuts", -1);
    patron_rfm_apply_days(2, 2, day, 2, day, made, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "direction", -1);
    patron_rfm_apply_money(0, 2, whole, 2, NULL, made, &fault);
    assert_fault(&fault, PATRON_E_NULL, "threshold", -1);
    assert_true(made[0] == 77);
    patron_rfm_apply(0, 2, value, 2, up, made, &fault);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "value", 1);
    assert_true(made[0] == 1 && made[1] == 77);
}

static void scratch_is_what_the_sizes_say_or_there_is_none(void **state)
{
    (void)state;
    assert_true(patron_rfm_score_scratch_size(10, 1) == SIZE_MAX);
    assert_true(patron_rfm_score_scratch_size(10, 1001) == SIZE_MAX);
    assert_true(patron_rfm_score_scratch_size(SIZE_MAX, 5) == SIZE_MAX);
    assert_true(patron_rfm_within_scratch_size(SIZE_MAX, 5, 5) == SIZE_MAX);
    assert_true(patron_rfm_within_scratch_size(10, 0, 5) == SIZE_MAX);
    assert_true(patron_rfm_within_scratch_size(10, 1000001, 5) == SIZE_MAX);
    assert_true(patron_rfm_within_scratch_size(10, 5, 1) == SIZE_MAX);
    assert_true(patron_rfm_within_scratch_size(10, 5, 1001) == SIZE_MAX);
    assert_true(patron_rfm_within_scratch_size(0, 5, 5) == 0);
    for (size_t n = 1; n <= 10000000; n *= 10)
        assert_true(patron_rfm_score_scratch_size(n, 5) <= 24 * n + 65536 &&
                    patron_rfm_within_scratch_size(n, 25, 5) <= 24 * n + 65536);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ties_are_split_by_tiles_and_kept_together_by_quantiles),
        cmocka_unit_test(a_quantile_of_1_to_30_at_a_third_is_10_and_two_thirds),
        cmocka_unit_test(scores_are_those_of_the_definitions_straight_from_a_sort),
        cmocka_unit_test(no_one_moves_where_a_quantile_lies_between_equal_or_neighboring_doubles),
        cmocka_unit_test(zeros_of_both_signs_are_one_value),
        cmocka_unit_test(a_missing_value_has_score_0_and_changes_no_other),
        cmocka_unit_test(few_values_among_many_missing_are_scored_as_if_alone),
        cmocka_unit_test(without_customers_thresholds_do_not_exist),
        cmocka_unit_test(a_better_value_never_has_a_lower_score_and_rows_may_come_in_any_order),
        cmocka_unit_test(each_group_is_scored_as_if_it_were_alone),
        cmocka_unit_test(customers_in_no_group_or_without_a_value_are_left_out),
        cmocka_unit_test(a_value_on_a_threshold_falls_below_it),
        cmocka_unit_test(what_cannot_be_scored_is_named_and_nothing_is_written),
        cmocka_unit_test(thresholds_must_ascend),
        cmocka_unit_test(scratch_is_what_the_sizes_say_or_there_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
