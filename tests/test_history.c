/* Receipts added one by one, checked and summarized. Expected figures come from sets of days kept
   beside, and from hand-worked customers. */
#include "support.h"

#include <math.h>
#include <string.h>

#include <patron/history.h>

enum { DAYS = 400 };

/* What a customer truly did: every day in a set, every sum in a variable. */
typedef struct truth {
    unsigned char bought[DAYS];
    int64_t spend_on[DAYS];
    int64_t margin_on[DAYS];
    int64_t spend;
    int64_t margin;
    uint32_t receipts;
    uint32_t refunds;
} truth;

static void truth_add(truth *of, int32_t day, int64_t amount, int64_t margin)
{
    of->receipts++;
    of->spend += amount;
    of->margin += margin;
    if (amount < 0) {
        of->refunds++;
        return;
    }
    of->bought[day] = 1;
    of->spend_on[day] += amount;
    of->margin_on[day] += margin;
}

static uint32_t truth_days(const truth *of)
{
    uint32_t days = 0;
    for (int32_t d = 0; d < DAYS; d++)
        days += of->bought[d];
    return days;
}

static int32_t truth_first(const truth *of)
{
    int32_t d = 0;
    while (!of->bought[d])
        d++;
    return d;
}

static int32_t truth_last(const truth *of)
{
    int32_t d = DAYS - 1;
    while (!of->bought[d])
        d--;
    return d;
}

static void assert_like_truth(const patron_history *history, const truth *of, int32_t base)
{
    patron_fault fault;
    uint32_t days = truth_days(of);
    assert_int_equal(patron_history_check(1, history, &fault), PATRON_OK);
    assert_true(history->receipts == of->receipts && history->refunds == of->refunds);
    assert_true(history->spend == of->spend && history->margin == of->margin);
    assert_true(history->days <= days && days <= history->days + history->days_doubtful);
    if (days == 0)
        return;
    int32_t first = truth_first(of), last = truth_last(of);
    assert_int_equal(history->first_day, base + first);
    assert_int_equal(history->last_day, base + last);
    assert_true(history->first_day_spend == of->spend_on[first]);
    assert_true(history->first_day_margin == of->margin_on[first]);
    for (int32_t k = 0; k < 64; k++) {
        uint64_t expected = last - k >= 0 ? of->bought[last - k] : 0;
        assert_true((history->recent_days >> k & 1) == expected);
    }
}

static void one_customer_takes_64_bytes(void **state)
{
    (void)state;
    assert_int_equal(sizeof(patron_history), 64);
    assert_int_equal(sizeof(patron_history_totals), 96);
}

static void a_purchase_of_nothing_still_makes_a_purchase_day(void **state)
{
    (void)state;
    patron_history history = {0};
    assert_int_equal(patron_history_add(&history, 0, 0, 0, NULL), PATRON_OK);
    assert_int_equal(history.days, 1);
    assert_int_equal(history.receipts, 1);
    assert_true(history.recent_days == 1);
}

static void a_refund_changes_money_but_no_days(void **state)
{
    (void)state;
    patron_history history = {0};
    assert_int_equal(patron_history_add(&history, 500, -700, -70, NULL), PATRON_OK);
    assert_int_equal(history.days, 0);
    assert_int_equal(history.first_day, 0);
    assert_int_equal(history.refunds, 1);
    assert_true(history.spend == -700 && history.margin == -70);
    assert_int_equal(patron_history_add(&history, 400, 1000, 100, NULL), PATRON_OK);
    assert_int_equal(patron_history_add(&history, 400, -200, -20, NULL), PATRON_OK);
    assert_int_equal(history.days, 1);
    assert_int_equal(history.first_day, 400);
    assert_int_equal(history.last_day, 400);
    assert_true(history.spend == 100 && history.first_day_spend == 1000);
    assert_true(history.margin == 10 && history.first_day_margin == 100);
    assert_int_equal(patron_history_check(1, &history, NULL), PATRON_OK);
}

static void a_receipt_63_days_late_is_exact_and_64_days_late_is_doubtful(void **state)
{
    (void)state;
    patron_history history = {0};
    patron_history_add(&history, 0, 1, 0, NULL);
    patron_history_add(&history, 100, 1, 0, NULL);
    patron_history_add(&history, 37, 1, 0, NULL);
    patron_history_add(&history, 37, 1, 0, NULL);
    assert_int_equal(history.days, 3);
    assert_int_equal(history.days_doubtful, 0);
    patron_history_add(&history, 36, 1, 0, NULL);
    assert_int_equal(history.days, 3);
    assert_int_equal(history.days_doubtful, 1);
    patron_history_add(&history, 0, 1, 0, NULL);
    assert_int_equal(history.days_doubtful, 1);
    patron_history_add(&history, -1, 5, 2, NULL);
    assert_int_equal(history.days, 4);
    assert_int_equal(history.days_doubtful, 1);
    assert_true(history.first_day_spend == 5 && history.first_day_margin == 2);
}

static void more_days_than_the_calendar_has_are_never_in_doubt(void **state)
{
    (void)state;
    patron_history history = {0};
    patron_history_add(&history, 0, 1, 0, NULL);
    patron_history_add(&history, 66, 1, 0, NULL);
    for (int i = 0; i < 10; i++)
        patron_history_add(&history, 1 + i % 2, 1, 0, NULL);
    assert_int_equal(history.days, 2);
    assert_int_equal(history.days_doubtful, 2);
    assert_int_equal(patron_history_check(1, &history, NULL), PATRON_OK);
}

static void any_order_of_receipts_gives_exact_money_and_bounds_for_days(void **state)
{
    (void)state;
    support_random random = support_random_from(20);
    size_t rounds = support_rows(3000, 200);
    for (size_t round = 0; round < rounds; round++) {
        truth of;
        patron_history history;
        memset(&of, 0, sizeof of);
        memset(&history, 0, sizeof history);
        int32_t base = (int32_t)support_random_integer(&random, -1000, 1000);
        int32_t width = (int32_t)support_random_integer(&random, 1, DAYS);
        size_t receipts = (size_t)support_random_integer(&random, 0, 60);
        for (size_t i = 0; i < receipts; i++) {
            int32_t day = (int32_t)support_random_below(&random, (uint64_t)width);
            int64_t amount = support_random_integer(&random, -20, 100);
            int64_t margin = support_random_integer(&random, -20, 100);
            truth_add(&of, day, amount, margin);
            assert_int_equal(patron_history_add(&history, base + day, amount, margin, NULL),
                             PATRON_OK);
            assert_like_truth(&history, &of, base);
        }
    }
}

static void days_are_exact_while_no_receipt_is_more_than_63_days_late(void **state)
{
    (void)state;
    support_random random = support_random_from(21);
    size_t rounds = support_rows(3000, 200);
    for (size_t round = 0; round < rounds; round++) {
        truth of;
        patron_history history;
        memset(&of, 0, sizeof of);
        memset(&history, 0, sizeof history);
        int32_t latest = 0;
        for (int i = 0; i < 80; i++) {
            int32_t day = latest + (int32_t)support_random_integer(&random, -63, 20);
            if (day < 0 || day >= DAYS)
                continue;
            if (day > latest)
                latest = day;
            truth_add(&of, day, 10, 1);
            patron_history_add(&history, day, 10, 1, NULL);
            /* The latest day is itself a purchase only once one came; a lone early one is exact. */
            if (truth_last(&of) < latest)
                latest = truth_last(&of);
            assert_int_equal(history.days_doubtful, 0);
            assert_int_equal(history.days, truth_days(&of));
        }
    }
}

static void the_whole_calendar_from_first_to_last_day_is_allowed(void **state)
{
    (void)state;
    patron_history history = {0};
    patron_history_add(&history, INT32_MAX, 1, 0, NULL);
    patron_history_add(&history, INT32_MIN, 1, 0, NULL);
    patron_history_add(&history, 0, 1, 0, NULL);
    assert_int_equal(history.days, 2);
    assert_int_equal(history.days_doubtful, 1);
    assert_int_equal(patron_history_check(1, &history, NULL), PATRON_OK);
    patron_history_totals totals;
    memset(&totals, 0xFF, sizeof totals);
    totals.struct_size = sizeof totals;
    double t_x, T;
    assert_int_equal(patron_history_summarize(INT32_MAX, 1.0, 1, &history, NULL, NULL, &t_x, &T,
                                              NULL, NULL, &totals, NULL),
                     PATRON_OK);
    assert_true(t_x == 4294967295.0 && T == 4294967295.0);
    assert_true(totals.t_x_days == INT64_C(4294967295));
}

/* Adds a receipt that must be refused, and sees that nothing changed. */
static void refuse_receipt(patron_history history, int64_t amount, int64_t margin,
                           const char *argument)
{
    patron_fault fault;
    patron_history before = history;
    assert_int_equal(patron_history_add(&history, 7, amount, margin, &fault), PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, argument, -1);
    assert_memory_equal(&history, &before, sizeof history);
}

static void money_that_does_not_fit_is_refused_and_nothing_changes(void **state)
{
    (void)state;
    patron_history history = {0};
    patron_history_add(&history, 7, INT64_MAX, 5, NULL);
    refuse_receipt(history, 1, 0, "amount");
    refuse_receipt(history, 0, INT64_MAX - 4, "margin");
    patron_history_add(&history, 7, -5, 0, NULL);
    assert_true(history.spend == INT64_MAX - 5);
    refuse_receipt(history, 3, 0, "amount"); /* fits the net spend, not the first day's */
    history.margin = 0;
    refuse_receipt(history, 0, INT64_MAX, "margin");
    patron_history loss = {0};
    patron_history_add(&loss, 7, INT64_MIN, INT64_MIN, NULL);
    refuse_receipt(loss, -1, 0, "amount");
    refuse_receipt(loss, 0, -1, "margin");
}

static void receipts_beyond_four_billion_are_refused(void **state)
{
    (void)state;
    patron_history history = {0};
    patron_history_add(&history, 7, 1, 0, NULL);
    history.receipts = UINT32_MAX;
    refuse_receipt(history, 1, 0, "history.receipts");
}

static void a_missing_history_is_a_fault(void **state)
{
    (void)state;
    patron_fault fault;
    assert_int_equal(patron_history_add(NULL, 1, 1, 1, &fault), PATRON_E_NULL);
    assert_fault(&fault, PATRON_E_NULL, "history", -1);
    assert_int_equal(patron_history_check(1, NULL, &fault), PATRON_E_NULL);
    assert_int_equal(patron_history_check(0, NULL, NULL), PATRON_OK);
    assert_int_equal(
        patron_history_summarize(0, 1.0, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, &fault),
        PATRON_E_NULL);
    assert_fault(&fault, PATRON_E_NULL, "history", -1);
}

/* A customer with purchases on days 0, 10 and 100 and a refund. */
static patron_history usual_customer(void)
{
    patron_history history = {0};
    patron_history_add(&history, 0, 500, 100, NULL);
    patron_history_add(&history, 10, 300, 50, NULL);
    patron_history_add(&history, 100, 200, 40, NULL);
    patron_history_add(&history, 101, -100, -20, NULL);
    return history;
}

static void assert_corrupt(patron_history history)
{
    patron_fault fault;
    patron_history both[2];
    both[0] = usual_customer();
    both[1] = history;
    assert_int_equal(patron_history_check(2, both, &fault), PATRON_E_CORRUPT);
    assert_fault(&fault, PATRON_E_CORRUPT, "history", 1);
    assert_int_equal(patron_history_summarize(INT32_MAX, 1.0, 2, both, NULL, NULL, NULL, NULL, NULL,
                                              NULL, NULL, &fault),
                     PATRON_E_CORRUPT);
}

static void a_history_that_receipts_cannot_make_is_found_out(void **state)
{
    (void)state;
    patron_history h = usual_customer();
    assert_int_equal(patron_history_check(1, &h, NULL), PATRON_OK);
    h = usual_customer(), h.first_day = 101, assert_corrupt(h);             /* first after last */
    h = usual_customer(), h.recent_days &= ~UINT64_C(1), assert_corrupt(h); /* last not bought */
    h = usual_customer(), h.days = 0, assert_corrupt(h);
    h = usual_customer(), h.days = 1, assert_corrupt(h);          /* no old day */
    h = usual_customer(), h.days = 4, assert_corrupt(h);          /* more than purchases */
    h = usual_customer(), h.days_doubtful = 1, assert_corrupt(h); /* more than purchases */
    h = usual_customer(), h.receipts = 3, assert_corrupt(h);
    h = usual_customer(), h.refunds = 5, assert_corrupt(h);
    h = usual_customer(), h.first_day_spend = -1, assert_corrupt(h);
    h = usual_customer(), h.receipts = 90, h.days = 40, assert_corrupt(h); /* 37 old days */
    h = usual_customer(), h.first_day = 95, assert_corrupt(h); /* no bit on the first day */
    h = usual_customer(), h.first_day = 95, h.recent_days = 33, h.receipts = 9;
    h.days = 2, assert_int_equal(patron_history_check(1, &h, NULL), PATRON_OK);
    h.days = 3, assert_corrupt(h); /* an old day in the map */
    h.days = 2, h.days_doubtful = 1, assert_corrupt(h);
    h.days_doubtful = 0, h.recent_days |= 64, assert_corrupt(h); /* before the first day */
    h = usual_customer(), h.refunds = 0, h.spend = 499, assert_corrupt(h);
}

static void a_customer_of_one_day_spent_it_all_on_that_day(void **state)
{
    (void)state;
    patron_history one = {0}, h;
    patron_history_add(&one, -5, 500, -100, NULL);
    patron_history_add(&one, -5, 0, 30, NULL);
    assert_int_equal(patron_history_check(1, &one, NULL), PATRON_OK);
    h = one, h.spend = 501, assert_corrupt(h);
    h = one, h.margin = 0, assert_corrupt(h);
    patron_history_add(&one, -5, -1, 0, NULL);
    assert_int_equal(patron_history_check(1, &one, NULL), PATRON_OK);
    h = one, h.spend = 500, assert_corrupt(h);
}

static void a_customer_who_never_bought_has_nothing_but_refunds(void **state)
{
    (void)state;
    patron_history none = {0}, h;
    assert_int_equal(patron_history_check(1, &none, NULL), PATRON_OK);
    h = none, h.first_day = 1, assert_corrupt(h);
    h = none, h.last_day = 1, assert_corrupt(h);
    h = none, h.days_doubtful = 1, assert_corrupt(h);
    h = none, h.recent_days = 1, assert_corrupt(h);
    h = none, h.first_day_spend = 1, assert_corrupt(h);
    h = none, h.first_day_margin = 1, assert_corrupt(h);
    h = none, h.receipts = 1, assert_corrupt(h);
    h = none, h.spend = -1, assert_corrupt(h);
    h = none, h.margin = 1, assert_corrupt(h);
    patron_history_add(&none, 3, -7, -1, NULL);
    assert_int_equal(patron_history_check(1, &none, NULL), PATRON_OK);
    h = none, h.spend = 0, assert_corrupt(h);
}

static void a_summary_gives_what_repeat_buying_models_take(void **state)
{
    (void)state;
    patron_history history[4];
    memset(history, 0, sizeof history);
    history[0] = usual_customer();
    patron_history_add(&history[1], 50, 900, 90, NULL);
    patron_history_add(&history[2], 1, -30, -3, NULL);
    patron_history_add(&history[3], 0, 1, 0, NULL);
    patron_history_add(&history[3], 140, 1, 0, NULL);
    patron_history_add(&history[3], 70, 5, 2, NULL);
    uint32_t x[4], x_doubtful[4];
    double t_x[4], T[4], mean_spend[4], mean_margin[4];
    patron_history_totals totals;
    memset(&totals, 0xFF, sizeof totals);
    totals.struct_size = sizeof totals;
    assert_int_equal(patron_history_summarize(140, 7.0, 4, history, x, x_doubtful, t_x, T,
                                              mean_spend, mean_margin, &totals, NULL),
                     PATRON_OK);
    assert_true(x[0] == 2 && x[1] == 0 && x[2] == 0 && x[3] == 1);
    assert_true(x_doubtful[0] == 0 && x_doubtful[1] == 0 && x_doubtful[2] == 0);
    assert_int_equal(x_doubtful[3], 1);
    assert_true(t_x[0] == 100.0 / 7.0 && T[0] == 20.0 && t_x[1] == 0.0 && T[1] == 90.0 / 7.0);
    assert_true(isnan(t_x[2]) && isnan(T[2]) && t_x[3] == 20.0);
    assert_true(mean_spend[0] == 200.0 && mean_margin[0] == 35.0);
    assert_true(isnan(mean_spend[1]) && isnan(mean_spend[2]) && isnan(mean_margin[2]));
    assert_true(mean_spend[3] == 6.0 && mean_margin[3] == 2.0);
    assert_true(totals.filled_size == sizeof totals && totals.notes == 0);
    assert_true(totals.customers == 4 && totals.buyers == 3);
    assert_true(totals.x == 3 && totals.x_doubtful == 1);
    assert_true(totals.receipts == 9 && totals.refunds == 2);
    assert_true(totals.t_x_days == 240 && totals.T_days == 140 + 90 + 140);
    assert_true(totals.spend == 900 + 900 - 30 + 7 && totals.margin == 170 + 90 - 3 + 2);
}

static void a_summary_of_no_customers_has_totals_of_zero(void **state)
{
    (void)state;
    patron_history_totals totals;
    memset(&totals, 0xFF, sizeof totals);
    totals.struct_size = sizeof totals;
    assert_int_equal(patron_history_summarize(0, 1.0, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                                              &totals, NULL),
                     PATRON_OK);
    assert_true(totals.customers == 0 && totals.spend == 0 && totals.T_days == 0);
    assert_int_equal(
        patron_history_summarize(0, 1.0, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
        PATRON_OK);
}

/* Summarizes two customers and sees the fault, and nothing written. */
static void refuse_summary(int32_t end_day, double days_per_unit, const patron_history *history,
                           uint32_t struct_size, int32_t status, const char *argument, int64_t row)
{
    patron_fault fault;
    uint32_t x[2] = {77, 77};
    double T[2] = {-1.0, -1.0};
    patron_history_totals totals, before;
    memset(&totals, 0x5A, sizeof totals);
    totals.struct_size = struct_size;
    before = totals;
    assert_int_equal(patron_history_summarize(end_day, days_per_unit, 2, history, x, NULL, NULL, T,
                                              NULL, NULL, &totals, &fault),
                     status);
    assert_fault(&fault, status, argument, row);
    assert_true(x[0] == 77 && x[1] == 77 && T[0] == -1.0 && T[1] == -1.0);
    assert_memory_equal(&totals, &before, sizeof totals);
}

static void a_summary_that_cannot_be_writes_nothing(void **state)
{
    (void)state;
    enum { SIZE = sizeof(patron_history_totals) };
    patron_history history[2];
    history[0] = usual_customer();
    history[1] = usual_customer();
    refuse_summary(99, 1.0, history, SIZE, PATRON_E_RANGE, "history.last_day", 0);
    patron_history_add(&history[1], 102, 1, 1, NULL);
    refuse_summary(101, 1.0, history, SIZE, PATRON_E_RANGE, "history.last_day", 1);
    refuse_summary(200, 0.0, history, SIZE, PATRON_E_RANGE, "days_per_unit", -1);
    refuse_summary(200, -7.0, history, SIZE, PATRON_E_RANGE, "days_per_unit", -1);
    refuse_summary(200, NAN, history, SIZE, PATRON_E_NOT_FINITE, "days_per_unit", -1);
    refuse_summary(200, INFINITY, history, SIZE, PATRON_E_NOT_FINITE, "days_per_unit", -1);
    refuse_summary(200, 1e-307, history, SIZE, PATRON_E_OVERFLOW, "days_per_unit", 0);
    refuse_summary(200, 1.0, history, 0, PATRON_E_STRUCT, "totals.struct_size", -1);
    refuse_summary(200, 1.0, history, SIZE - 1, PATRON_E_STRUCT, "totals.struct_size", -1);
    history[0].days = 77;
    refuse_summary(200, 1.0, history, SIZE, PATRON_E_CORRUPT, "history", 0);
}

static void totals_that_do_not_fit_are_refused_only_if_the_true_total_does_not(void **state)
{
    (void)state;
    patron_history history[3];
    memset(history, 0, sizeof history);
    patron_history_add(&history[0], 1, INT64_MAX, 0, NULL);
    patron_history_add(&history[1], 1, 5, 0, NULL);
    refuse_summary(9, 1.0, history, sizeof(patron_history_totals), PATRON_E_OVERFLOW,
                   "totals.spend", -1);
    patron_history_add(&history[2], 1, -5, 0, NULL);
    patron_history_totals totals;
    totals.struct_size = sizeof totals;
    assert_int_equal(patron_history_summarize(9, 1.0, 3, history, NULL, NULL, NULL, NULL, NULL,
                                              NULL, &totals, NULL),
                     PATRON_OK);
    assert_true(totals.spend == INT64_MAX);
    memset(history, 0, sizeof history);
    patron_history_add(&history[0], 1, 0, INT64_MIN, NULL);
    patron_history_add(&history[1], 1, 0, -1, NULL);
    refuse_summary(9, 1.0, history, sizeof(patron_history_totals), PATRON_E_OVERFLOW,
                   "totals.margin", -1);
}

static void a_mean_is_right_where_net_spend_less_the_first_day_leaves_64_bits(void **state)
{
    (void)state;
    patron_history history = {0};
    patron_history_add(&history, 1, INT64_MAX, 0, NULL);
    patron_history_add(&history, 2, 0, 0, NULL);
    patron_history_add(&history, 2, -INT64_MAX, 0, NULL);
    patron_history_add(&history, 2, -INT64_MAX, 0, NULL);
    double mean;
    assert_int_equal(patron_history_summarize(2, 1.0, 1, &history, NULL, NULL, NULL, NULL, &mean,
                                              NULL, NULL, NULL),
                     PATRON_OK);
    assert_true(mean == -18446744073709551616.0); /* -2 (2^63 - 1) to the nearest double */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_customer_takes_64_bytes),
        cmocka_unit_test(a_purchase_of_nothing_still_makes_a_purchase_day),
        cmocka_unit_test(a_refund_changes_money_but_no_days),
        cmocka_unit_test(a_receipt_63_days_late_is_exact_and_64_days_late_is_doubtful),
        cmocka_unit_test(more_days_than_the_calendar_has_are_never_in_doubt),
        cmocka_unit_test(any_order_of_receipts_gives_exact_money_and_bounds_for_days),
        cmocka_unit_test(days_are_exact_while_no_receipt_is_more_than_63_days_late),
        cmocka_unit_test(the_whole_calendar_from_first_to_last_day_is_allowed),
        cmocka_unit_test(money_that_does_not_fit_is_refused_and_nothing_changes),
        cmocka_unit_test(receipts_beyond_four_billion_are_refused),
        cmocka_unit_test(a_missing_history_is_a_fault),
        cmocka_unit_test(a_history_that_receipts_cannot_make_is_found_out),
        cmocka_unit_test(a_customer_of_one_day_spent_it_all_on_that_day),
        cmocka_unit_test(a_customer_who_never_bought_has_nothing_but_refunds),
        cmocka_unit_test(a_summary_gives_what_repeat_buying_models_take),
        cmocka_unit_test(a_summary_of_no_customers_has_totals_of_zero),
        cmocka_unit_test(a_summary_that_cannot_be_writes_nothing),
        cmocka_unit_test(totals_that_do_not_fit_are_refused_only_if_the_true_total_does_not),
        cmocka_unit_test(a_mean_is_right_where_net_spend_less_the_first_day_leaves_64_bits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
