#include "support.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <patron/apportion.h>

#include "vectors/apportion_vectors.h"

enum { FEW = 64, MANY = 20000, ROOM = 24 * MANY };
static const int64_t ONE = (int64_t)1 << PATRON_APPORTION_CARRY_BITS;

static unsigned char scratch[ROOM];
static int64_t counts[MANY], share[MANY], other[MANY];
static double reals[MANY];
static uint32_t order[MANY];

#define VECTOR_COUNT (sizeof apportion_vectors / sizeof *apportion_vectors)

static int32_t split(uint32_t policy, int64_t total, size_t n, const int64_t *weight, int64_t *to)
{
    return patron_apportion_split_counts(policy, total, n, weight, scratch,
                                         patron_apportion_scratch_size(n), to, NULL);
}

static int32_t split_reals(uint32_t policy, int64_t total, size_t n, const double *weight,
                           int64_t *to)
{
    return patron_apportion_split(policy, total, n, weight, scratch,
                                  patron_apportion_scratch_size(n), to, NULL);
}

static void every_cent_is_where_fractions_put_it(void **state)
{
    (void)state;
    size_t at = 0;
    for (size_t k = 0; k < VECTOR_COUNT; k++) {
        uint32_t policy = apportion_vectors[k].policy;
        size_t n = apportion_vectors[k].n;
        int64_t total = apportion_vectors[k].total;
        int32_t status;
        memcpy(counts, apportion_vector_values + at, n * sizeof *counts);
        memcpy(reals, apportion_vector_values + at, n * sizeof *reals);
        if (apportion_vectors[k].kind == VECTOR_COUNTS)
            status = split(policy, total, n, counts, share);
        else if (apportion_vectors[k].kind == VECTOR_REALS)
            status = split_reals(policy, total, n, reals, share);
        else
            status = patron_apportion_round(total, n, reals, scratch,
                                            patron_apportion_scratch_size(n), share, NULL);
        assert_int_equal(status, PATRON_OK);
        if (memcmp(share, apportion_vector_shares + at, n * sizeof *share) != 0)
            printf("vector %d, policy %d, n %d\n", (int)k, (int)policy, (int)n);
        assert_memory_equal(share, apportion_vector_shares + at, n * sizeof *share);
        at += n;
    }
}

static void complaints_of_other_tools_are_met(void **state)
{
    (void)state;
    /* dinero#144, rusty_money#103, moneyphp#492 and #258 */
    static const int64_t w1[2] = {49, 51}, w2[6] = {98, 92, 98, 123, 102, 92}, w3[2] = {75, 25};
    static const int64_t w4[2] = {3, 7}, w5[3] = {0, 0, 1};
    static const int64_t s1[2] = {491, 512}, s2[6] = {99, 93, 99, 125, 104, 93};
    static const int64_t s3[2] = {7499, 2500}, s4[2] = {-2, -3}, s5[3] = {0, 0, 5};
    split(0, 1003, 2, w1, share);
    assert_memory_equal(share, s1, sizeof s1);
    split(0, 613, 6, w2, share);
    assert_memory_equal(share, s2, sizeof s2);
    split(0, 9999, 2, w3, share);
    assert_memory_equal(share, s3, sizeof s3);
    split(0, -5, 2, w4, share);
    assert_memory_equal(share, s4, sizeof s4);
    split(0, 5, 3, w5, share);
    assert_memory_equal(share, s5, sizeof s5);
}

static void policies_differ_in_who_gets_the_odd_cents(void **state)
{
    (void)state;
    /* quotas of 10: 1.25, 2.5, 3.75, 2.5, 0 */
    static const int64_t weight[5] = {1, 2, 3, 2, 0};
    static const int64_t expected[4][5] = {
        {1, 3, 4, 2, 0}, {2, 3, 3, 2, 0}, {1, 2, 4, 3, 0}, {1, 3, 4, 2, 0}};
    for (uint32_t policy = 0; policy < 4; policy++) {
        assert_int_equal(split(policy, 10, 5, weight, share), PATRON_OK);
        assert_memory_equal(share, expected[policy], sizeof expected[policy]);
    }
}

static void a_quota_that_is_whole_is_the_share(void **state)
{
    (void)state;
    /* quotas of 4: 1, 1.5, 1.5 */
    static const int64_t weight[3] = {2, 3, 3}, wide[3] = {2 * (INT64_MAX / 3), 0, 0};
    static const int64_t expected[4][3] = {{1, 2, 1}, {1, 2, 1}, {1, 1, 2}, {1, 2, 1}};
    for (uint32_t policy = 0; policy < 4; policy++) {
        assert_int_equal(split(policy, 4, 3, weight, share), PATRON_OK);
        assert_memory_equal(share, expected[policy], sizeof expected[policy]);
        for (int i = 0; i < 3; i++)
            other[i] = weight[i] << 60;
        assert_int_equal(split(policy, 4, 3, other, share), PATRON_OK);
        assert_memory_equal(share, expected[policy], sizeof expected[policy]);
        assert_int_equal(split(policy, 4, 3, wide, share), PATRON_OK);
        assert_true(share[0] == 4);
    }
}

/* The largest remainders of small amounts, by counting for each row those before it. */
static void brute_force(int64_t total, size_t n, const int64_t *weight, int64_t *to)
{
    int64_t sum = 0, left = total;
    for (size_t i = 0; i < n; i++)
        sum += weight[i];
    for (size_t i = 0; i < n; i++)
        left -= to[i] = total * weight[i] / sum;
    for (size_t i = 0; i < n; i++) {
        int64_t before = 0, rest = total * weight[i] % sum;
        for (size_t j = 0; j < n; j++) {
            int64_t theirs = total * weight[j] % sum;
            before += theirs > rest || (theirs == rest && j < i);
        }
        to[i] += before < left;
    }
}

static void large_splits_are_those_of_a_full_count(void **state)
{
    (void)state;
    support_random random = support_random_from(7);
    for (int round = 0; round < 60; round++) {
        size_t n = 1 + (size_t)support_random_below(&random, support_rows(900, 200));
        uint64_t most = 1 + support_random_below(&random, round % 2 == 0 ? 4 : 100000);
        for (size_t i = 0; i < n; i++) {
            counts[i] = (int64_t)support_random_below(&random, most + 1);
            reals[i] = (double)counts[i] * 0.125;
        }
        counts[n / 2] = 1;
        reals[n / 2] = 0.125;
        int64_t total = (int64_t)support_random_below(&random, 10000000);
        brute_force(total, n, counts, other);
        assert_int_equal(split(0, total, n, counts, share), PATRON_OK);
        assert_memory_equal(share, other, n * sizeof *share);
        assert_int_equal(split_reals(0, total, n, reals, share), PATRON_OK);
        assert_memory_equal(share, other, n * sizeof *share);
    }
}

static double ratio_of(int64_t total, double weight, double sum)
{
    return (double)total * (weight / sum);
}

static void nothing_is_lost_and_nobody_strays_by_a_cent(void **state)
{
    (void)state;
    support_random random = support_random_from(11);
    for (int round = 0; round < 200; round++) {
        size_t n = 1 + (size_t)support_random_below(&random, round < 20 ? MANY : 90);
        uint32_t policy = (uint32_t)round % 4;
        int64_t total = support_random_integer(&random, -2000000000, 2000000000);
        double sum = 0;
        for (size_t i = 0; i < n; i++) {
            reals[i] = support_random_below(&random, 5) == 0
                           ? 0.0
                           : exp(4.0 * support_random_normal(&random));
            sum += reals[i];
        }
        if (sum == 0)
            continue;
        assert_int_equal(split_reals(policy, total, n, reals, share), PATRON_OK);
        int64_t all = 0;
        for (size_t i = 0; i < n; i++) {
            all += share[i];
            assert_true(fabs((double)share[i] - ratio_of(total, reals[i], sum)) < 1.0 + 1e-5);
            assert_true(reals[i] > 0 || share[i] == 0);
            assert_true(total >= 0 ? share[i] >= 0 : share[i] <= 0);
            if (policy == 0 && i > 0) /* more weight, no smaller share */
                assert_true(reals[i] < reals[i - 1] || total < 0 || share[i] >= share[i - 1] ||
                            reals[i] == reals[i - 1]);
        }
        assert_true(all == total);
        assert_int_equal(split_reals(policy, -total, n, reals, other), PATRON_OK);
        for (size_t i = 0; i < n; i++)
            assert_true(other[i] == -share[i]);
        /* Scaling the weights changes nothing; neither does the unit of the largest double. */
        for (size_t i = 0; i < n; i++)
            reals[i] *= 0x1p-900;
        assert_int_equal(split_reals(policy, total, n, reals, other), PATRON_OK);
        assert_memory_equal(share, other, n * sizeof *share);
    }
}

static void shares_follow_their_weights_through_any_order(void **state)
{
    (void)state;
    support_random random = support_random_from(12);
    for (int round = 0; round < 100; round++) {
        /* An odd prime sum, below which distinct weights of a total of one have distinct rests. */
        size_t n = 2 + (size_t)support_random_below(&random, 60);
        int64_t moved[FEW], moved_share[FEW];
        for (size_t i = 0; i < n; i++)
            counts[i] = (int64_t)(i * i + 1);
        support_random_permutation(&random, order, n);
        for (size_t i = 0; i < n; i++)
            moved[i] = counts[order[i]];
        for (int64_t total = 1; total < 20; total++) {
            int64_t rest[FEW], sum = 0;
            int distinct = 1;
            for (size_t i = 0; i < n; i++)
                sum += counts[i];
            for (size_t i = 0; i < n; i++) {
                rest[i] = total * counts[i] % sum;
                for (size_t j = 0; j < i; j++)
                    distinct &= rest[i] != rest[j];
            }
            split(0, total, n, counts, share);
            split(0, total, n, moved, moved_share);
            for (size_t i = 0; distinct && i < n; i++)
                assert_true(moved_share[i] == share[order[i]]);
        }
    }
}

static void whole_doubles_give_what_integers_give(void **state)
{
    (void)state;
    support_random random = support_random_from(13);
    for (int round = 0; round < 300; round++) {
        size_t n = 1 + (size_t)support_random_below(&random, 50);
        int64_t most = (int64_t)1 << support_random_below(&random, 54);
        int64_t total = (int64_t)support_random_bits(&random);
        if (round % 2 == 0)
            total /= 1000000000000;
        for (size_t i = 0; i < n; i++) {
            counts[i] = support_random_integer(&random, 0, most);
            reals[i] = (double)counts[i];
        }
        counts[0] = most;
        reals[0] = (double)most;
        for (uint32_t policy = 0; policy < 4; policy++) {
            assert_int_equal(split(policy, total, n, counts, share), PATRON_OK);
            assert_int_equal(split_reals(policy, total, n, reals, other), PATRON_OK);
            assert_memory_equal(share, other, n * sizeof *share);
            /* Doubling every double leaves them whole, or takes them out of 64 bits. */
            for (size_t i = 0; i < n; i++)
                reals[i] *= 1024.0;
            assert_int_equal(split_reals(policy, total, n, reals, other), PATRON_OK);
            assert_memory_equal(share, other, n * sizeof *share);
            for (size_t i = 0; i < n; i++)
                reals[i] /= 1024.0;
        }
    }
}

static void extreme_totals_and_weights_are_split_exactly(void **state)
{
    (void)state;
    static const int64_t weight[3] = {INT64_MAX, INT64_MAX, INT64_MAX}, one[1] = {1};
    static const int64_t thirds[3] = {-3074457345618258603, -3074457345618258603,
                                      -3074457345618258602};
    split(0, INT64_MIN, 3, weight, share);
    assert_memory_equal(share, thirds, sizeof thirds);
    split(0, INT64_MIN, 1, one, share);
    assert_true(share[0] == INT64_MIN);
    split(0, INT64_MAX, 1, weight, share);
    assert_true(share[0] == INT64_MAX);
    static const double huge[2] = {DBL_MAX, DBL_MAX}, tiny[2] = {4.9e-324, 4.9e-324};
    split_reals(0, INT64_MIN, 2, huge, share);
    assert_true(share[0] == INT64_MIN / 2 && share[1] == INT64_MIN / 2);
    split_reals(0, 101, 2, tiny, share);
    assert_true(share[0] == 51 && share[1] == 50);
    /* Remainders beyond 64 bits that differ in their last ones: the largest weights come first. */
    for (int i = 0; i < 30; i++)
        counts[i] = ((int64_t)1 << 62) + i % 3;
    for (int64_t total = 1; total <= 12; total++) {
        split(0, total, 30, counts, share);
        for (int i = 0, given = 0; i < 30; i++) {
            int expected = i % 3 == 2 ? i / 3 < total : i % 3 == 1 && i / 3 < total - 10;
            assert_true(share[i] == expected);
            given += expected;
            assert_true(i < 29 || given == total);
        }
    }
    for (int i = 0; i < 200; i++)
        counts[i] = ((int64_t)1 << 62) + (i % 50 == 49 ? 2 : i % 2);
    split(0, 6, 200, counts, share);
    for (int i = 0; i < 200; i++)
        assert_true(share[i] == (i % 50 == 49 || i == 1 || i == 3));
    for (int i = 0; i < 200; i++) { /* whole doubles whose sum takes more than 60 bits */
        reals[i] = 0x1p53;
        counts[i] = (int64_t)1 << 53;
    }
    split_reals(0, 12345, 200, reals, share);
    split(0, 12345, 200, counts, other);
    assert_memory_equal(share, other, 200 * sizeof *share);
    static const double nearly[3] = {1.0, 1e-300, -0.0};
    split_reals(PATRON_APPORTION_LAST, 7, 3, nearly, share);
    assert_true(share[0] == 7 && share[1] == 0 && share[2] == 0);
}

static void rows_are_split_one_by_one(void **state)
{
    (void)state;
    support_random random = support_random_from(14);
    static const size_t widths[5] = {1, 3, 24, 25, 100};
    for (size_t k = 0; k < 5; k++) {
        size_t m = widths[k], n = 100;
        int64_t total[100];
        size_t size = patron_apportion_rows_scratch_size(m);
        for (size_t i = 0; i < n; i++)
            total[i] = support_random_integer(&random, -100000, 100000);
        for (size_t i = 0; i < n * m; i++) {
            counts[i] = support_random_integer(&random, i % m == 0, 40);
            reals[i] = (double)counts[i] / 3.0;
        }
        for (uint32_t policy = 0; policy < 4; policy++) {
            assert_int_equal(patron_apportion_rows_counts(policy, n, total, m, counts, scratch,
                                                          size, share, NULL),
                             PATRON_OK);
            for (size_t i = 0; i < n; i++)
                split(policy, total[i], m, counts + i * m, other + i * m);
            assert_memory_equal(share, other, n * m * sizeof *share);
            assert_int_equal(
                patron_apportion_rows(policy, n, total, m, reals, scratch, size, share, NULL),
                PATRON_OK);
            for (size_t i = 0; i < n; i++)
                split_reals(policy, total[i], m, reals + i * m, other + i * m);
            assert_memory_equal(share, other, n * m * sizeof *share);
        }
    }
}

static void no_rows_and_no_targets_are_valid(void **state)
{
    (void)state;
    static const int64_t zero[2] = {0, 0};
    int64_t carry[1] = {5};
    size_t size = patron_apportion_scratch_size(0);
    assert_int_equal(patron_apportion_split(0, 0, 0, NULL, scratch, size, NULL, NULL), PATRON_OK);
    assert_int_equal(patron_apportion_split_counts(0, 0, 0, NULL, scratch, size, NULL, NULL),
                     PATRON_OK);
    assert_int_equal(patron_apportion_rows(0, 0, NULL, 3, NULL, scratch, ROOM, NULL, NULL),
                     PATRON_OK);
    assert_int_equal(patron_apportion_rows_counts(0, 2, zero, 0, NULL, scratch, ROOM, NULL, NULL),
                     PATRON_OK);
    assert_int_equal(patron_apportion_rows(0, 2, zero, 0, NULL, scratch, ROOM, NULL, NULL),
                     PATRON_OK);
    assert_int_equal(patron_apportion_carry(0, 0, NULL, scratch, ROOM, NULL, NULL, NULL),
                     PATRON_OK);
    assert_int_equal(patron_apportion_carry_counts(0, 1, zero, scratch, ROOM, carry, share, NULL),
                     PATRON_OK);
    assert_true(carry[0] == 5 && share[0] == 0);
    assert_int_equal(patron_apportion_round(0, 0, NULL, scratch, size, NULL, NULL), PATRON_OK);
    share[0] = 9;
    assert_int_equal(split(0, 0, 2, zero, share), PATRON_OK);
    assert_true(share[0] == 0 && share[1] == 0);
}

static int32_t carry_on(int64_t total, size_t n, const int64_t *weight, int64_t *carry, int64_t *to)
{
    return patron_apportion_carry_counts(total, n, weight, scratch,
                                         patron_apportion_carry_scratch_size(n), carry, to, NULL);
}

/* All weights 0 .. 4 of four parties, totals 1 .. 3 in every order for five splits. */
static void repeated_splits_favor_nobody(void **state)
{
    (void)state;
    int steps = support_quick() ? 3 : 5, sequences = 1;
    for (int step = 0; step < steps; step++)
        sequences *= 3;
    for (int code = 1; code < 625; code++) {
        int64_t weight[4] = {code % 5, code / 5 % 5, code / 25 % 5, code / 125};
        int64_t sum = weight[0] + weight[1] + weight[2] + weight[3];
        for (int sequence = 0; sequence < sequences; sequence++) {
            int64_t carry[4] = {0, 0, 0, 0}, given[4] = {0, 0, 0, 0}, so_far = 0;
            for (int step = 0, rest = sequence; step < steps; step++, rest /= 3) {
                int64_t total = 1 + rest % 3, all = 0;
                assert_int_equal(carry_on(total, 4, weight, carry, share), PATRON_OK);
                so_far += total;
                for (int i = 0; i < 4; i++) {
                    all += share[i];
                    given[i] += share[i];
                    int64_t away = given[i] * sum - so_far * weight[i];
                    assert_true(share[i] >= 0 && (weight[i] > 0 || share[i] == 0));
                    assert_true(away < sum && -away < sum);
                    assert_close((double)carry[i] / (double)ONE, -(double)away / (double)sum, 0,
                                 1e-13);
                }
                assert_true(all == total && carry[0] + carry[1] + carry[2] + carry[3] == 0);
            }
        }
    }
}

static void long_runs_of_one_sign_stay_within_one_cent(void **state)
{
    (void)state;
    support_random random = support_random_from(15);
    for (int round = 0; round < (support_quick() ? 40 : 1500); round++) {
        size_t n = 2 + (size_t)support_random_below(&random, 30);
        int64_t weight[FEW], carry[FEW], given[FEW], sum = 0, so_far = 0;
        int64_t sign = round % 2 == 0 ? 1 : -1;
        memset(carry, 0, sizeof carry);
        memset(given, 0, sizeof given);
        for (size_t i = 0; i < n; i++) {
            weight[i] = support_random_integer(&random, 0, round % 3 == 0 ? 3 : 1000);
            weight[i] += i == 0;
            sum += weight[i];
        }
        for (int step = 0; step < 100; step++) {
            int64_t total = sign * support_random_integer(&random, 0, round % 5 == 0 ? 2 : 200);
            so_far += total;
            if (round % 7 == 0) { /* the same proportions */
                double real[FEW];
                for (size_t i = 0; i < n; i++)
                    real[i] = (double)weight[i] * 0.01;
                assert_int_equal(
                    patron_apportion_carry(total, n, real, scratch, ROOM, carry, share, NULL),
                    PATRON_OK);
            } else {
                assert_int_equal(carry_on(total, n, weight, carry, share), PATRON_OK);
            }
            for (size_t i = 0; i < n; i++) {
                given[i] += share[i];
                assert_true(sign * share[i] >= 0);
                assert_true(llabs(given[i] * sum - so_far * weight[i]) < sum);
            }
        }
    }
}

static void one_cent_after_the_other_goes_round(void **state)
{
    (void)state;
    static const int64_t weight[3] = {1, 1, 1};
    int64_t carry[3] = {0, 0, 0};
    for (size_t step = 0; step < 9; step++) {
        assert_int_equal(carry_on(1, 3, weight, carry, share), PATRON_OK);
        for (size_t i = 0; i < 3; i++)
            assert_true(share[i] == (i == step % 3));
    }
    int64_t up[3] = {0, 0, 0}, down[3] = {0, 0, 0};
    for (int64_t total = 1; total < 9; total++) { /* mirrored, from the start */
        carry_on(total, 3, weight, up, other);
        carry_on(-total, 3, weight, down, share);
        for (size_t i = 0; i < 3; i++)
            assert_true(share[i] == -other[i] && up[i] == -down[i]);
    }
}

/* Three splits of one cent over two of four parties leave somebody a whole cent away, whoever gets
   which: the limit that the header names. */
static void no_rule_keeps_changing_parties_within_a_cent(void **state)
{
    (void)state;
    int best = 99; /* in halves */
    for (int first = 0; first < 2; first++)
        for (int second = 0; second < 2; second++) {
            int owed[4] = {1, 1, 1, 1};
            owed[first] -= 2;
            owed[2 + second] -= 2;
            int a = 1 - first, b = 3 - second; /* who waits in each pair */
            int worst = 0;
            owed[a]++;
            owed[b]++;
            for (int third = 0; third < 2; third++) {
                int left = owed[third == 0 ? b : a];
                worst = third == 0 || left < worst ? left : worst;
            }
            best = worst < best ? worst : best;
        }
    assert_int_equal(best, 2);
    static const int64_t pairs[3][4] = {{1, 1, 0, 0}, {0, 0, 1, 1}, {0, 1, 0, 1}};
    int64_t carry[4] = {0, 0, 0, 0};
    for (int k = 0; k < 3; k++)
        assert_int_equal(carry_on(1, 4, pairs[k], carry, share), PATRON_OK);
    assert_true(carry[1] == ONE && carry[3] == 0);
}

static void proportions_may_change_and_signs_mix_at_any_time(void **state)
{
    (void)state;
    support_random random = support_random_from(16);
    double farthest = 0;
    for (int round = 0; round < (support_quick() ? 20 : 400); round++) {
        size_t n = 2 + (size_t)support_random_below(&random, 12);
        int64_t carry[FEW], weight[FEW], before[FEW];
        memset(carry, 0, sizeof carry);
        for (int step = 0; step < 200; step++) {
            int64_t total = support_random_integer(&random, round % 2 == 0 ? -3 : 0, 3), all = 0;
            int64_t kept = 0, sum = 0;
            for (size_t i = 0; i < n; i++)
                weight[i] = support_random_integer(&random, 0, 3);
            weight[step % (int)n]++;
            memcpy(before, carry, sizeof carry);
            assert_int_equal(carry_on(total, n, weight, carry, share), PATRON_OK);
            for (size_t i = 0; i < n; i++)
                sum += weight[i];
            for (size_t i = 0; i < n; i++) {
                all += share[i];
                kept += carry[i];
                assert_true(total >= 0 ? share[i] >= 0 : share[i] <= 0);
                assert_true(weight[i] > 0 || (share[i] == 0 && carry[i] == before[i]));
                /* The carry is what it says: old, plus quota, minus share. */
                assert_close((double)(carry[i] - before[i]) / (double)ONE,
                             (double)(total * weight[i]) / (double)sum - (double)share[i], 0,
                             1e-13);
                double away = fabs((double)carry[i]) / (double)ONE;
                farthest = away > farthest ? away : farthest;
            }
            assert_true(all == total && kept == 0);
        }
        /* A split in which nobody is ahead by more than the quota brings all back. */
        for (size_t i = 0; i < n; i++)
            weight[i] = 1;
        assert_int_equal(carry_on(1000, n, weight, carry, share), PATRON_OK);
        for (size_t i = 0; i < n; i++)
            assert_true(llabs(carry[i]) < ONE);
    }
    assert_true(farthest < 3.0); /* in practice; nothing is promised */
}

static void large_debts_are_paid_as_far_as_a_total_goes(void **state)
{
    (void)state;
    static const int64_t weight[3] = {1, 1, 2}, two[3] = {1, 1, 0};
    int64_t carry[3] = {6 * ONE, 3 * ONE, -9 * ONE};
    carry_on(3, 3, weight, carry, share); /* due 6.75, 3.75, -7.5: 6 and 3 for certain, of 3 */
    assert_true(share[0] == 2 && share[1] == 1 && share[2] == 0);
    int64_t ahead[3] = {-2 * ONE, -3 * ONE, 5 * ONE};
    carry_on(4, 3, two, ahead, share); /* who take part are ahead; by weight, then */
    assert_true(share[0] == 2 && share[1] == 2 && share[2] == 0);
    assert_true(ahead[0] == -2 * ONE && ahead[1] == -3 * ONE && ahead[2] == 5 * ONE);
    int64_t half[3] = {ONE / 2, -3 * ONE, 5 * ONE / 2};
    carry_on(4, 3, two, half, share); /* due 2.5 and -1: 2 for certain, 1 by date, 1 by weight */
    assert_true(share[0] == 4 && share[1] == 0);
}

static void a_carry_that_would_leave_its_range_writes_nothing(void **state)
{
    (void)state;
    patron_fault fault;
    const int64_t most = (int64_t)1 << 61;
    static const int64_t weight[3] = {1, 1, 0};
    static const double real[3] = {1, 1, 0};
    int64_t carry[3] = {-most, -most, most}, to[3] = {7, 7, 7};
    /* Two who are ahead take one more each than their quota, because a third takes no part. */
    carry[0] += 1;
    assert_int_equal(patron_apportion_carry_counts(1, 3, weight, scratch, ROOM, carry, to, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "carry", 0);
    assert_int_equal(patron_apportion_carry(1, 3, real, scratch, ROOM, carry, to, &fault),
                     PATRON_E_OVERFLOW);
    assert_true(carry[0] == 1 - most && carry[2] == most && to[0] == 7);
    /* Two who are owed all that a carry holds, and go without. */
    int64_t owed[2] = {most, most};
    assert_int_equal(patron_apportion_carry_counts(1, 2, weight, scratch, ROOM, owed, to, NULL),
                     PATRON_E_OVERFLOW);
    /* One who gives up for many what they are owed, or takes what many are ahead. */
    int64_t wide[40], behind[40], ahead[40], shares[40];
    for (int i = 0; i < 40; i++) {
        wide[i] = i == 0 ? 1000000 : 8192;
        behind[i] = most;
        ahead[i] = -most;
    }
    int64_t total = 1000000 + 39 * 8192;
    assert_int_equal(
        patron_apportion_carry_counts(total, 40, wide, scratch, ROOM, behind, shares, &fault),
        PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "carry", 0);
    assert_int_equal(
        patron_apportion_carry_counts(total, 40, wide, scratch, ROOM, ahead, shares, &fault),
        PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "carry", 0);
}

static void rounding_to_a_total_keeps_each_amount_within_one(void **state)
{
    (void)state;
    /* A published table of percentages in tenths, and amounts of both signs. */
    static const double percent[3] = {100 / 3.0, 100 / 3.0, 100 / 3.0};
    static const int64_t whole[3] = {34, 33, 33}, negative[3] = {-34, -33, -33};
    assert_int_equal(patron_apportion_round(100, 3, percent, scratch, ROOM, share, NULL),
                     PATRON_OK);
    assert_memory_equal(share, whole, sizeof whole);
    double turned[3];
    for (int i = 0; i < 3; i++)
        turned[i] = -percent[i];
    assert_int_equal(patron_apportion_round(-100, 3, turned, scratch, ROOM, share, NULL),
                     PATRON_OK);
    assert_memory_equal(share, negative, sizeof negative);
    support_random random = support_random_from(17);
    for (int round = 0; round < 300; round++) {
        size_t n = 1 + (size_t)support_random_below(&random, 60);
        double opposite[FEW], sum = 0;
        for (size_t i = 0; i < n; i++) {
            reals[i] = support_random_between(&random, -1000, 1000);
            if (round % 3 == 0)
                reals[i] = floor(reals[i] * 4) / 4;
            opposite[i] = -reals[i];
            sum += reals[i];
        }
        int64_t total = (int64_t)floor(sum + 0.5);
        int32_t status = patron_apportion_round(total, n, reals, scratch, ROOM, share, NULL);
        if (status != PATRON_OK) /* all whole, and a sum that is not the total: not with n >= 1 */
            continue;
        int64_t all = 0;
        for (size_t i = 0; i < n; i++) {
            all += share[i];
            assert_true(fabs((double)share[i] - reals[i]) < 1.0);
        }
        assert_true(all == total);
        assert_int_equal(patron_apportion_round(-total, n, opposite, scratch, ROOM, other, NULL),
                         PATRON_OK);
        for (size_t i = 0; i < n; i++)
            assert_true(other[i] == -share[i]);
    }
}

#define REFUSED(call, status, name, row)                                                           \
    do {                                                                                           \
        assert_int_equal(call, status);                                                            \
        assert_fault(&fault, status, name, row);                                                   \
    } while (0)

static void faults_of_splits_name_row_and_value(void **state)
{
    (void)state;
    patron_fault fault;
    static const int64_t good[3] = {1, 2, 3}, bad[3] = {1, -2, -3}, zero[3] = {0, 0, 0};
    static const double fine[3] = {1, 2, 3}, below[3] = {1, 2, -0.5}, odd[3] = {NAN, -1, 1};
    static const double endless[3] = {1, INFINITY, 1}, none[3] = {0, -0.0, 0};
    int64_t to[3] = {7, 7, 7};
    size_t size = patron_apportion_scratch_size(3);
    REFUSED(patron_apportion_split(4, 1, 3, fine, scratch, size, to, &fault), PATRON_E_RANGE,
            "policy", -1);
    REFUSED(patron_apportion_split(0, 1, 3, NULL, scratch, size, to, &fault), PATRON_E_NULL,
            "weight", -1);
    REFUSED(patron_apportion_split(0, 1, 3, fine, NULL, size, to, &fault), PATRON_E_NULL, "scratch",
            -1);
    REFUSED(patron_apportion_split(0, 1, 3, fine, scratch, size - 1, to, &fault), PATRON_E_SCRATCH,
            "scratch_size", -1);
    REFUSED(patron_apportion_split(0, 1, 3, fine, scratch, size, NULL, &fault), PATRON_E_NULL,
            "share", -1);
    REFUSED(patron_apportion_split(0, 1, 3, below, scratch, size, to, &fault), PATRON_E_RANGE,
            "weight", 2);
    assert_true(fault.real == -0.5 && fault.column == -1);
    REFUSED(patron_apportion_split(0, 1, 3, odd, scratch, size, to, &fault), PATRON_E_NOT_FINITE,
            "weight", 0);
    REFUSED(patron_apportion_split(0, 1, 3, endless, scratch, size, to, &fault),
            PATRON_E_NOT_FINITE, "weight", 1);
    REFUSED(patron_apportion_split(0, 1, 3, none, scratch, size, to, &fault), PATRON_E_RANGE,
            "total", -1);
    REFUSED(patron_apportion_split(0, -9, 0, NULL, scratch, size, NULL, &fault), PATRON_E_RANGE,
            "total", -1);
    assert_true(fault.whole == -9);
    REFUSED(patron_apportion_split_counts(0, 1, 3, bad, scratch, size, to, &fault), PATRON_E_RANGE,
            "weight", 1);
    assert_true(fault.whole == -2);
    assert_int_equal(patron_apportion_split_counts(0, 1, 3, bad, scratch, size, to, NULL),
                     PATRON_E_RANGE);
    REFUSED(patron_apportion_split_counts(0, 1, 3, zero, scratch, size, to, &fault), PATRON_E_RANGE,
            "total", -1);
    REFUSED(patron_apportion_split_counts(9, 1, 3, good, scratch, size, to, &fault), PATRON_E_RANGE,
            "policy", -1);
    assert_true(to[0] == 7 && to[1] == 7 && to[2] == 7);
    if (SIZE_MAX > 2147483648u)
        REFUSED(patron_apportion_split_counts(0, 1, (size_t)2147483648u, good, scratch, size, to,
                                              &fault),
                PATRON_E_RANGE, "n", -1);
    assert_true(patron_apportion_scratch_size(SIZE_MAX) == SIZE_MAX);
    assert_true(patron_apportion_rows_scratch_size(SIZE_MAX / 8) == SIZE_MAX);
    assert_true(patron_apportion_carry_scratch_size(SIZE_MAX / 16) == SIZE_MAX);
}

static void faults_of_rows_name_row_and_column(void **state)
{
    (void)state;
    patron_fault fault;
    static const int64_t total[3] = {5, 6, 7}, weight[6] = {1, 2, 3, -4, 0, 0};
    static const double real[6] = {1, 2, 0, 0, 5, NAN};
    int64_t to[6] = {9, 9, 9, 9, 9, 9};
    size_t size = patron_apportion_rows_scratch_size(2), half = SIZE_MAX / 2;
    REFUSED(patron_apportion_rows_counts(0, 3, total, 2, weight, scratch, size, to, &fault),
            PATRON_E_RANGE, "weight", 1);
    assert_true(fault.column == 1 && fault.whole == -4);
    assert_true(to[0] == 2 && to[1] == 3 && to[2] == 9);
    REFUSED(patron_apportion_rows(0, 3, total, 2, real, scratch, size, to, &fault), PATRON_E_RANGE,
            "total", 1);
    assert_true(fault.whole == 6 && to[2] == 9);
    REFUSED(patron_apportion_rows(0, 1, total, 2, real + 4, scratch, size, to, &fault),
            PATRON_E_NOT_FINITE, "weight", 0);
    assert_true(fault.column == 1);
    REFUSED(patron_apportion_rows(7, 3, total, 2, real, scratch, size, to, &fault), PATRON_E_RANGE,
            "policy", -1);
    REFUSED(patron_apportion_rows_counts(7, 3, total, 2, weight, scratch, size, to, &fault),
            PATRON_E_RANGE, "policy", -1);
    REFUSED(patron_apportion_rows(0, 3, NULL, 2, real, scratch, size, to, &fault), PATRON_E_NULL,
            "total", -1);
    REFUSED(patron_apportion_rows(0, 3, total, 2, NULL, scratch, size, to, &fault), PATRON_E_NULL,
            "weight", -1);
    REFUSED(patron_apportion_rows(0, 3, total, 2, real, scratch, 8, to, &fault), PATRON_E_SCRATCH,
            "scratch_size", -1);
    REFUSED(patron_apportion_rows(0, 3, total, 2, real, scratch, size, NULL, &fault), PATRON_E_NULL,
            "share", -1);
    REFUSED(patron_apportion_rows(0, 2, total, 0, NULL, scratch, size, NULL, &fault),
            PATRON_E_RANGE, "total", 0);
    if (half > 2147483648u) {
        REFUSED(patron_apportion_rows(0, (size_t)2147483648u, total, 2, real, scratch, size, to,
                                      &fault),
                PATRON_E_RANGE, "n", -1);
        REFUSED(patron_apportion_rows(0, 3, total, (size_t)2147483648u, real, scratch, size, to,
                                      &fault),
                PATRON_E_RANGE, "m", -1);
        REFUSED(patron_apportion_rows(0, (size_t)2147483647u, total, (size_t)2147483647u, real,
                                      scratch, size, to, &fault),
                PATRON_E_RANGE, "m", -1);
    }
}

static void faults_of_carries_and_roundings_write_nothing(void **state)
{
    (void)state;
    patron_fault fault;
    static const int64_t good[3] = {1, 2, 3}, bad[3] = {1, 2, -3}, zero[3] = {0, 0, 0};
    static const double fine[3] = {1, 2, 3}, odd[3] = {1, NAN, 1}, vast[3] = {0.5, 5e18, 1};
    const int64_t limit = (int64_t)1 << 61;
    int64_t carry[3] = {0, 0, 0}, far[3] = {0, limit + 1, 0}, low[3] = {0, -limit - 1, 0};
    int64_t to[3] = {7, 7, 7};
    size_t size = patron_apportion_carry_scratch_size(3);
    REFUSED(patron_apportion_carry(INT64_MIN, 3, fine, scratch, size, carry, to, &fault),
            PATRON_E_RANGE, "total", -1);
    REFUSED(patron_apportion_carry_counts(INT64_MAX, 3, good, scratch, size, carry, to, &fault),
            PATRON_E_RANGE, "total", -1);
    REFUSED(patron_apportion_carry(1, 3, NULL, scratch, size, carry, to, &fault), PATRON_E_NULL,
            "weight", -1);
    REFUSED(patron_apportion_carry(1, 3, fine, scratch, size - 1, carry, to, &fault),
            PATRON_E_SCRATCH, "scratch_size", -1);
    REFUSED(patron_apportion_carry(1, 3, fine, scratch, size, NULL, to, &fault), PATRON_E_NULL,
            "carry", -1);
    REFUSED(patron_apportion_carry(1, 3, fine, scratch, size, carry, NULL, &fault), PATRON_E_NULL,
            "share", -1);
    REFUSED(patron_apportion_carry(1, 3, odd, scratch, size, far, to, &fault), PATRON_E_NOT_FINITE,
            "weight", 1);
    REFUSED(patron_apportion_carry_counts(1, 3, bad, scratch, size, far, to, &fault),
            PATRON_E_RANGE, "carry", 1);
    assert_true(fault.whole == limit + 1);
    REFUSED(patron_apportion_carry_counts(1, 3, good, scratch, size, low, to, &fault),
            PATRON_E_RANGE, "carry", 1);
    REFUSED(patron_apportion_carry_counts(1, 3, zero, scratch, size, carry, to, &fault),
            PATRON_E_RANGE, "total", -1);
    size = patron_apportion_scratch_size(3);
    REFUSED(patron_apportion_round(1, 3, NULL, scratch, size, to, &fault), PATRON_E_NULL, "value",
            -1);
    REFUSED(patron_apportion_round(1, 3, fine, scratch, 3, to, &fault), PATRON_E_SCRATCH,
            "scratch_size", -1);
    REFUSED(patron_apportion_round(1, 3, fine, scratch, size, NULL, &fault), PATRON_E_NULL,
            "rounded", -1);
    REFUSED(patron_apportion_round(1, 3, odd, scratch, size, to, &fault), PATRON_E_NOT_FINITE,
            "value", 1);
    REFUSED(patron_apportion_round(1, 3, vast, scratch, size, to, &fault), PATRON_E_RANGE, "value",
            1);
    REFUSED(patron_apportion_round(7, 3, fine, scratch, size, to, &fault), PATRON_E_RANGE, "total",
            -1);
    REFUSED(patron_apportion_round(5, 3, fine, scratch, size, to, &fault), PATRON_E_RANGE, "total",
            -1);
    if (SIZE_MAX > 2147483648u)
        REFUSED(patron_apportion_round(0, (size_t)2147483648u, fine, scratch, size, to, &fault),
                PATRON_E_RANGE, "n", -1);
    assert_true(to[0] == 7 && to[2] == 7 && carry[0] == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_cent_is_where_fractions_put_it),
        cmocka_unit_test(complaints_of_other_tools_are_met),
        cmocka_unit_test(policies_differ_in_who_gets_the_odd_cents),
        cmocka_unit_test(a_quota_that_is_whole_is_the_share),
        cmocka_unit_test(large_splits_are_those_of_a_full_count),
        cmocka_unit_test(nothing_is_lost_and_nobody_strays_by_a_cent),
        cmocka_unit_test(shares_follow_their_weights_through_any_order),
        cmocka_unit_test(whole_doubles_give_what_integers_give),
        cmocka_unit_test(extreme_totals_and_weights_are_split_exactly),
        cmocka_unit_test(rows_are_split_one_by_one),
        cmocka_unit_test(no_rows_and_no_targets_are_valid),
        cmocka_unit_test(repeated_splits_favor_nobody),
        cmocka_unit_test(long_runs_of_one_sign_stay_within_one_cent),
        cmocka_unit_test(one_cent_after_the_other_goes_round),
        cmocka_unit_test(no_rule_keeps_changing_parties_within_a_cent),
        cmocka_unit_test(proportions_may_change_and_signs_mix_at_any_time),
        cmocka_unit_test(large_debts_are_paid_as_far_as_a_total_goes),
        cmocka_unit_test(a_carry_that_would_leave_its_range_writes_nothing),
        cmocka_unit_test(rounding_to_a_total_keeps_each_amount_within_one),
        cmocka_unit_test(faults_of_splits_name_row_and_value),
        cmocka_unit_test(faults_of_rows_name_row_and_column),
        cmocka_unit_test(faults_of_carries_and_roundings_write_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
