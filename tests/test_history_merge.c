/* Histories merged. The truth is the set of all days, kept beside. */
#include "support.h"

#include <string.h>

#include <patron/history.h>

enum { RECEIPTS = 24, PARTS = 5 };

typedef struct receipt {
    int32_t day;
    int64_t amount;
    int64_t margin;
} receipt;

/* Distinct purchase days, by looking at all pairs. */
static uint32_t distinct_days(const receipt *receipts, size_t n)
{
    uint32_t days = 0;
    for (size_t i = 0; i < n; i++) {
        int is_new = receipts[i].amount >= 0;
        for (size_t j = 0; j < i && is_new; j++)
            is_new = !(receipts[j].amount >= 0 && receipts[j].day == receipts[i].day);
        days += is_new ? 1 : 0;
    }
    return days;
}

static patron_history history_of(const receipt *receipts, size_t n)
{
    patron_history history;
    memset(&history, 0, sizeof history);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(patron_history_add(&history, receipts[i].day, receipts[i].amount,
                                            receipts[i].margin, NULL),
                         PATRON_OK);
    return history;
}

static patron_history merged(patron_history a, patron_history b)
{
    patron_history ba = b;
    assert_int_equal(patron_history_merge(&ba, &a, NULL), PATRON_OK);
    assert_int_equal(patron_history_merge(&a, &b, NULL), PATRON_OK);
    assert_memory_equal(&a, &ba, sizeof a);
    assert_int_equal(patron_history_check(1, &a, NULL), PATRON_OK);
    return a;
}

static void random_receipts(support_random *random, receipt *receipts, size_t n, int64_t width)
{
    for (size_t i = 0; i < n; i++) {
        receipts[i].day = (int32_t)support_random_integer(random, 0, width);
        receipts[i].amount = support_random_integer(random, -3, 20);
        receipts[i].margin = support_random_integer(random, -3, 20);
    }
}

static void sort_by_day(receipt *receipts, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        receipt moving = receipts[i];
        size_t j = i;
        for (; j > 0 && receipts[j - 1].day > moving.day; j--)
            receipts[j] = receipts[j - 1];
        receipts[j] = moving;
    }
}

/* All but the days, which are bounds: the truth lies in them. */
static void assert_holds_truth(const patron_history *of, const receipt *receipts, size_t n)
{
    receipt sorted[RECEIPTS];
    memcpy(sorted, receipts, n * sizeof sorted[0]);
    sort_by_day(sorted, n);
    patron_history truth = history_of(sorted, n); /* in order of days: exact */
    uint32_t days = distinct_days(receipts, n);
    assert_true(truth.days == days && truth.days_doubtful == 0);
    assert_true(of->days <= days && days <= of->days + of->days_doubtful);
    truth.days = of->days;
    truth.days_doubtful = of->days_doubtful;
    assert_memory_equal(of, &truth, sizeof truth);
}

static void receipts_split_and_merged_in_any_way_keep_the_truth_in_bounds(void **state)
{
    (void)state;
    support_random random = support_random_from(31);
    static const int64_t widths[] = {3, 30, 64, 66, 70, 100, 130, 200, 1000};
    size_t rounds = support_rows(60000, 3000);
    for (size_t round = 0; round < rounds; round++) {
        receipt receipts[RECEIPTS], part[PARTS][RECEIPTS];
        size_t n = (size_t)support_random_integer(&random, 1, RECEIPTS);
        size_t parts = (size_t)support_random_integer(&random, 2, PARTS);
        size_t held[PARTS] = {0};
        patron_history histories[PARTS];
        random_receipts(&random, receipts, n, widths[support_random_below(&random, 9)]);
        for (size_t i = 0; i < n; i++) {
            size_t p = (size_t)support_random_below(&random, parts);
            part[p][held[p]++] = receipts[i];
        }
        for (size_t p = 0; p < parts; p++)
            histories[p] = history_of(part[p], held[p]);
        while (parts > 1) { /* a random tree */
            size_t p = (size_t)support_random_below(&random, parts - 1);
            histories[p] = merged(histories[p], histories[parts - 1]);
            parts--;
        }
        assert_holds_truth(&histories[0], receipts, n);
    }
}

static void ranges_of_days_merged_with_their_neighbors_are_exact_even_cut_within_a_day(void **state)
{
    (void)state;
    support_random random = support_random_from(32);
    size_t rounds = support_rows(20000, 1000);
    for (size_t round = 0; round < rounds; round++) {
        receipt receipts[RECEIPTS];
        size_t n = RECEIPTS, parts = 0, at = 0;
        patron_history histories[RECEIPTS];
        random_receipts(&random, receipts, n, round % 2 == 0 ? 12 : 600);
        sort_by_day(receipts, n);
        while (at < n) {
            size_t length = (size_t)support_random_integer(&random, 1, 8);
            length = length > n - at ? n - at : length;
            histories[parts++] = history_of(receipts + at, length);
            at += length;
        }
        while (parts > 1) { /* any neighbors */
            size_t p = (size_t)support_random_below(&random, parts - 1);
            histories[p] = merged(histories[p], histories[p + 1]);
            memmove(histories + p + 1, histories + p + 2, (parts - p - 2) * sizeof histories[0]);
            parts--;
        }
        patron_history whole = history_of(receipts, n);
        assert_memory_equal(&histories[0], &whole, sizeof whole);
        assert_int_equal(whole.days_doubtful, 0);
        assert_int_equal(whole.days, distinct_days(receipts, n));
    }
}

static void histories_within_64_days_of_the_latest_but_for_the_first_day_are_exact(void **state)
{
    (void)state;
    support_random random = support_random_from(33);
    for (int round = 0; round < 20000; round++) {
        receipt receipts[RECEIPTS], part[2][RECEIPTS];
        size_t held[2] = {0, 0};
        random_receipts(&random, receipts, RECEIPTS, 63);
        int32_t first = (int32_t)support_random_integer(&random, -200, 0);
        size_t firsts = (size_t)support_random_integer(&random, 0, 3);
        for (size_t i = 0; i < firsts; i++)
            receipts[i].day = first;
        for (size_t i = 0; i < RECEIPTS; i++) {
            size_t p = (size_t)support_random_below(&random, 2);
            part[p][held[p]++] = receipts[i];
        }
        sort_by_day(part[0], held[0]);
        sort_by_day(part[1], held[1]);
        patron_history both = merged(history_of(part[0], held[0]), history_of(part[1], held[1]));
        assert_int_equal(both.days_doubtful, 0);
        assert_int_equal(both.days, distinct_days(receipts, RECEIPTS));
    }
}

static void a_customer_who_never_bought_adds_money_only(void **state)
{
    (void)state;
    receipt refund = {50, -7, -1}, purchase = {-20, 9, 2};
    patron_history one = merged(history_of(&refund, 1), history_of(&purchase, 1));
    assert_true(one.first_day == -20 && one.last_day == -20 && one.days == 1);
    assert_true(one.spend == 2 && one.first_day_spend == 9 && one.refunds == 1);
    patron_history none = merged(history_of(&refund, 0), history_of(&refund, 0));
    patron_history zero = {0};
    assert_memory_equal(&none, &zero, sizeof zero);
}

static void a_history_merged_with_itself_counts_every_receipt_twice(void **state)
{
    (void)state;
    receipt receipts[3] = {{0, 5, 1}, {1, 5, 1}, {200, 5, 1}};
    patron_history twice = history_of(receipts, 3);
    assert_int_equal(patron_history_merge(&twice, &twice, NULL), PATRON_OK);
    assert_true(twice.receipts == 6 && twice.spend == 30 && twice.first_day_spend == 10);
    assert_true(twice.days == 3 && twice.days_doubtful == 1);
}

/* A merge that must be refused, and leaves the history as it was. */
static void refuse_merge(patron_history a, patron_history b)
{
    patron_fault fault;
    patron_history before = a;
    assert_int_equal(patron_history_merge(&a, &b, &fault), PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "other", -1);
    assert_memory_equal(&a, &before, sizeof a);
}

static void sums_that_do_not_fit_are_refused_and_nothing_changes(void **state)
{
    (void)state;
    receipt large = {5, INT64_MAX, 0}, small = {5, 1, 0}, back[2] = {{5, 1, 0}, {5, -9, 0}};
    refuse_merge(history_of(&large, 1), history_of(&small, 1));
    refuse_merge(history_of(&large, 1), history_of(back, 2)); /* the first day's spend alone */
    receipt loss = {5, 0, INT64_MIN}, less = {5, 0, -1};
    refuse_merge(history_of(&loss, 1), history_of(&less, 1));
    patron_history many = history_of(&small, 1), more = history_of(&small, 1);
    many.receipts = UINT32_MAX;
    refuse_merge(many, more);
    patron_history gain = history_of(&less, 1), other = history_of(&less, 1);
    gain.first_day_margin = INT64_MIN;
    refuse_merge(gain, other);
}

static void a_missing_history_is_a_fault(void **state)
{
    (void)state;
    patron_fault fault;
    patron_history history = {0};
    assert_int_equal(patron_history_merge(NULL, &history, &fault), PATRON_E_NULL);
    assert_fault(&fault, PATRON_E_NULL, "history", -1);
    assert_int_equal(patron_history_merge(&history, NULL, &fault), PATRON_E_NULL);
    assert_fault(&fault, PATRON_E_NULL, "other", -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(receipts_split_and_merged_in_any_way_keep_the_truth_in_bounds),
        cmocka_unit_test(
            ranges_of_days_merged_with_their_neighbors_are_exact_even_cut_within_a_day),
        cmocka_unit_test(histories_within_64_days_of_the_latest_but_for_the_first_day_are_exact),
        cmocka_unit_test(a_customer_who_never_bought_adds_money_only),
        cmocka_unit_test(a_history_merged_with_itself_counts_every_receipt_twice),
        cmocka_unit_test(sums_that_do_not_fit_are_refused_and_nothing_changes),
        cmocka_unit_test(a_missing_history_is_a_fault),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
