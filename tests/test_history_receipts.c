/* Histories from whole columns, held to histories made receipt by receipt in order of days, and to
   the CDNOW figures. */
#include "support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <patron/history.h>

enum { CUSTOMERS = 40, RECEIPTS = 600, CDNOW_RECEIPTS = 69659, CDNOW_CUSTOMERS = 23570 };

typedef struct columns {
    uint32_t customer[RECEIPTS];
    int32_t day[RECEIPTS];
    int64_t amount[RECEIPTS];
    int64_t margin[RECEIPTS];
} columns;

static void random_columns(support_random *random, columns *of)
{
    for (size_t i = 0; i < RECEIPTS; i++) {
        of->customer[i] = (uint32_t)support_random_below(random, CUSTOMERS - 1);
        of->day[i] = (int32_t)support_random_integer(random, -300, 300);
        of->amount[i] = support_random_integer(random, -10, 50);
        of->margin[i] = support_random_integer(random, -10, 50);
    }
}

/* One customer's history and log gaps by adding the window's receipts day after day. */
static double history_by_day(const columns *of, size_t n, uint32_t customer, int32_t from,
                             int32_t to, int with_margin, patron_history *history)
{
    double gaps = 0.0;
    memset(history, 0, sizeof *history);
    for (int32_t day = from; day <= to; day++)
        for (size_t i = 0; i < n; i++) {
            if (of->customer[i] != customer || of->day[i] != day)
                continue;
            if (of->amount[i] >= 0 && history->days > 0 && day > history->last_day)
                gaps += log((double)(day - history->last_day));
            patron_history_add(history, day, of->amount[i], with_margin ? of->margin[i] : 0, NULL);
        }
    return gaps;
}

static void whole_columns_give_what_receipts_in_order_of_days_give(void **state)
{
    (void)state;
    support_random random = support_random_from(41);
    for (int round = 0; round < 12; round++) {
        static columns of;
        patron_history history[CUSTOMERS], expected;
        double gaps[CUSTOMERS];
        int with_margin = round % 3 != 0;
        int32_t from = round % 2 == 0 ? -300 : -50, to = round % 4 < 2 ? 300 : 120;
        size_t n = round == 11 ? 0 : RECEIPTS;
        random_columns(&random, &of);
        size_t size = patron_history_from_receipts_scratch_size(n, CUSTOMERS);
        void *scratch = support_guarded(size);
        memset(history, 0xEE, sizeof history);
        assert_int_equal(patron_history_from_receipts(from, to, n, of.customer, of.day, of.amount,
                                                      with_margin ? of.margin : NULL, scratch, size,
                                                      CUSTOMERS, history,
                                                      round % 5 == 4 ? NULL : gaps, NULL),
                         PATRON_OK);
        support_guarded_free(scratch, size);
        assert_int_equal(patron_history_check(CUSTOMERS, history, NULL), PATRON_OK);
        for (uint32_t c = 0; c < CUSTOMERS; c++) {
            double gap = history_by_day(&of, n, c, from, to, with_margin, &expected);
            assert_memory_equal(&history[c], &expected, sizeof expected);
            if (round % 5 != 4)
                assert_close(gaps[c], gap, 1e-12, 1e-12);
        }
    }
}

static void a_window_that_ends_before_it_begins_holds_no_receipts(void **state)
{
    (void)state;
    uint32_t customer = 0;
    int32_t day = 5;
    int64_t amount = 1;
    patron_history history, zero = {0};
    double gaps = -1.0;
    size_t size = patron_history_from_receipts_scratch_size(1, 1);
    void *scratch = support_guarded(size);
    assert_int_equal(patron_history_from_receipts(6, 4, 1, &customer, &day, &amount, NULL, scratch,
                                                  size, 1, &history, &gaps, NULL),
                     PATRON_OK);
    assert_memory_equal(&history, &zero, sizeof zero);
    assert_true(gaps == 0.0);
    support_guarded_free(scratch, size);
}

static void days_of_the_whole_calendar_are_ordered(void **state)
{
    (void)state;
    uint32_t customer[3] = {0, 0, 0};
    int32_t day[3] = {INT32_MAX, 0, INT32_MIN};
    int64_t amount[3] = {1, 2, 4};
    patron_history history;
    double gaps;
    size_t size = patron_history_from_receipts_scratch_size(3, 1);
    void *scratch = support_guarded(size);
    assert_int_equal(patron_history_from_receipts(INT32_MIN, INT32_MAX, 3, customer, day, amount,
                                                  NULL, scratch, size, 1, &history, &gaps, NULL),
                     PATRON_OK);
    support_guarded_free(scratch, size);
    assert_true(history.days == 3 && history.first_day_spend == 4 && history.recent_days == 1);
    /* ln(2^31) + ln(2^31 - 1), by mpmath */
    assert_close(gaps, 42.97512519425094790, 1e-14, 0.0);
}

static void money_is_judged_by_its_sum_not_by_the_order_of_receipts(void **state)
{
    (void)state;
    uint32_t customer[4] = {1, 1, 1, 0};
    int32_t day[4] = {1, 2, 3, 1};
    int64_t amount[4] = {INT64_MAX, 5, -5, 7}, margin[4] = {0, 0, 0, 0};
    patron_history history[2], before[2];
    patron_fault fault;
    size_t size = patron_history_from_receipts_scratch_size(4, 2);
    void *scratch = support_guarded(size);
    assert_int_equal(patron_history_from_receipts(0, 9, 4, customer, day, amount, margin, scratch,
                                                  size, 2, history, NULL, NULL),
                     PATRON_OK);
    assert_true(history[1].spend == INT64_MAX && history[0].spend == 7);
    memcpy(before, history, sizeof before);
    amount[2] = 0;
    assert_int_equal(patron_history_from_receipts(0, 9, 4, customer, day, amount, margin, scratch,
                                                  size, 2, history, NULL, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "history.spend", 1);
    amount[2] = -5;
    margin[0] = INT64_MIN;
    margin[1] = -1;
    assert_int_equal(patron_history_from_receipts(0, 9, 4, customer, day, amount, margin, scratch,
                                                  size, 2, history, NULL, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "history.margin", 1);
    margin[1] = 0;
    amount[1] = 0;
    day[1] = 1;
    amount[2] = 3;
    day[2] = 1;
    customer[3] = 1;
    amount[3] = -9; /* fits when net, but what the first day bought does not */
    assert_int_equal(patron_history_from_receipts(0, 9, 4, customer, day, amount, margin, scratch,
                                                  size, 2, history, NULL, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "history.spend", 1);
    assert_memory_equal(history, before, sizeof before);
    support_guarded_free(scratch, size);
}

static void faulty_columns_are_refused_and_nothing_is_written(void **state)
{
    (void)state;
    uint32_t customer[2] = {0, 3};
    int32_t day[2] = {1, 100};
    int64_t amount[2] = {1, 1};
    patron_history history[3], before[3];
    patron_fault fault;
    size_t size = patron_history_from_receipts_scratch_size(2, 3);
    void *scratch = support_guarded(size);
    memset(history, 0xA7, sizeof history);
    memcpy(before, history, sizeof before);
    /* out of the window, yet no row */
    patron_history_from_receipts(0, 9, 2, customer, day, amount, NULL, scratch, size, 3, history,
                                 NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "customer", 1);
    patron_history_from_receipts(0, 9, 2, NULL, day, amount, NULL, scratch, size, 3, history, NULL,
                                 &fault);
    assert_fault(&fault, PATRON_E_NULL, "customer", -1);
    patron_history_from_receipts(0, 9, 2, customer, NULL, amount, NULL, scratch, size, 3, history,
                                 NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "day", -1);
    patron_history_from_receipts(0, 9, 2, customer, day, NULL, NULL, scratch, size, 3, history,
                                 NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "amount", -1);
    patron_history_from_receipts(0, 9, 2, customer, day, amount, NULL, NULL, size, 3, history, NULL,
                                 &fault);
    assert_fault(&fault, PATRON_E_NULL, "scratch", -1);
    patron_history_from_receipts(0, 9, 2, customer, day, amount, NULL, scratch, size - 1, 3,
                                 history, NULL, &fault);
    assert_fault(&fault, PATRON_E_SCRATCH, "scratch_size", -1);
    patron_history_from_receipts(0, 9, 2, customer, day, amount, NULL, scratch, size, 3, NULL, NULL,
                                 &fault);
    assert_fault(&fault, PATRON_E_NULL, "history", -1);
    patron_history_from_receipts(0, 9, (size_t)0x80000000u, customer, day, amount, NULL, scratch,
                                 size, 3, history, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "n", -1);
    patron_history_from_receipts(0, 9, 2, customer, day, amount, NULL, scratch, size,
                                 (size_t)0x80000000u, history, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "customers", -1);
    assert_memory_equal(history, before, sizeof before);
    support_guarded_free(scratch, size);
}

static void scratch_is_at_most_24_bytes_a_receipt_and_64_kib_where_customers_have_receipts(
    void **state)
{
    (void)state;
    static const size_t rows[] = {0, 1, 1000, 1000000, 10000000};
    static const size_t customers[] = {0, 1, 900, 1000000, 1000000};
    for (size_t i = 0; i < 5; i++)
        assert_true(patron_history_from_receipts_scratch_size(rows[i], customers[i]) <=
                    24 * rows[i] + 65536);
    assert_true(patron_history_from_receipts_scratch_size((size_t)0x80000000u, 1) == SIZE_MAX);
    assert_true(patron_history_from_receipts_scratch_size(1, (size_t)0x80000000u) == SIZE_MAX);
}

static void no_customers_and_no_receipts_need_no_arrays(void **state)
{
    (void)state;
    size_t size = patron_history_from_receipts_scratch_size(0, 0);
    void *scratch = support_guarded(size);
    assert_int_equal(patron_history_from_receipts(0, 9, 0, NULL, NULL, NULL, NULL, scratch, size, 0,
                                                  NULL, NULL, NULL),
                     PATRON_OK);
    support_guarded_free(scratch, size);
}

/* The day number of a date of 1997 or 1998. */
static int32_t day_of(int year, int month, int day)
{
    static const int before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    return 9862 + 365 * (year - 1997) + before[month - 1] + day - 1; /* 1997-01-01 is 9862 */
}

static void cdnow_customers_come_out_as_published(void **state)
{
    (void)state;
    const char *path = support_data("cdnow_master.csv");
    if (path == NULL)
        return;
    FILE *file = fopen(path, "r");
    uint32_t *customer = malloc(CDNOW_RECEIPTS * sizeof *customer);
    int32_t *day = malloc(CDNOW_RECEIPTS * sizeof *day);
    int64_t *amount = malloc(CDNOW_RECEIPTS * sizeof *amount);
    patron_history *history = calloc(CDNOW_CUSTOMERS, sizeof *history);
    patron_history *added = calloc(CDNOW_CUSTOMERS, sizeof *added);
    assert_true(file && customer && day && amount && history && added);
    char line[128];
    assert_true(fgets(line, sizeof line, file) != NULL);
    size_t n = 0;
    unsigned id, year, month, date, cds, dollars, cents;
    while (n < CDNOW_RECEIPTS && fgets(line, sizeof line, file) != NULL) {
        assert_int_equal(sscanf(line, "%u,%u-%u-%u,%u,%u.%2u", &id, &year, &month, &date, &cds,
                                &dollars, &cents),
                         7);
        customer[n] = id - 1;
        day[n] = day_of((int)year, (int)month, (int)date);
        amount[n] = (int64_t)dollars * 100 + cents;
        patron_history_add(&added[id - 1], day[n], amount[n], 0, NULL);
        n++;
    }
    fclose(file);
    assert_int_equal(n, CDNOW_RECEIPTS);
    size_t size = patron_history_from_receipts_scratch_size(n, CDNOW_CUSTOMERS);
    void *scratch = support_guarded(size);
    int32_t end = day_of(1998, 6, 30);
    assert_int_equal(patron_history_from_receipts(INT32_MIN, end, n, customer, day, amount, NULL,
                                                  scratch, size, CDNOW_CUSTOMERS, history, NULL,
                                                  NULL),
                     PATRON_OK);
    support_guarded_free(scratch, size);
    patron_history_totals totals;
    totals.struct_size = sizeof totals;
    assert_int_equal(patron_history_summarize(end, 1.0, CDNOW_CUSTOMERS, history, NULL, NULL, NULL,
                                              NULL, NULL, NULL, &totals, NULL),
                     PATRON_OK);
    assert_true(totals.buyers == 23570 && totals.x == 44021 && totals.x_doubtful == 0);
    assert_true(totals.t_x_days == 3178932 && totals.T_days == 11834346);
    assert_memory_equal(history, added, CDNOW_CUSTOMERS * sizeof *history); /* the file is by day */
    free(customer);
    free(day);
    free(amount);
    free(history);
    free(added);
}

/* Two sales on the first day beyond 2^63 and refunds that bring the total back. */
static void a_first_day_beyond_64_bits_is_refused_though_refunds_make_up_for_it(void **state)
{
    (void)state;
    static const uint32_t customer[] = {0, 1, 1, 1};
    static const int32_t day[] = {5, 5, 5, 6};
    static const int64_t amount[] = {7, INT64_MAX, 1, -INT64_MAX};
    static const int64_t small[] = {1, 1, 1, 1};
    patron_history history[2], before[2];
    patron_fault fault;
    size_t size = patron_history_from_receipts_scratch_size(4, 2);
    void *scratch = support_guarded(size);
    memset(history, 9, sizeof history);
    memcpy(before, history, sizeof before);
    patron_history_from_receipts(0, 9, 4, customer, day, amount, small, scratch, size, 2, history,
                                 NULL, &fault);
    assert_fault(&fault, PATRON_E_OVERFLOW, "history.spend", 1);
    patron_history_from_receipts(0, 9, 4, customer, day, small, amount, scratch, size, 2, history,
                                 NULL, &fault);
    assert_fault(&fault, PATRON_E_OVERFLOW, "history.margin", 1);
    assert_memory_equal(history, before, sizeof before);
    support_guarded_free(scratch, size);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_columns_give_what_receipts_in_order_of_days_give),
        cmocka_unit_test(a_window_that_ends_before_it_begins_holds_no_receipts),
        cmocka_unit_test(days_of_the_whole_calendar_are_ordered),
        cmocka_unit_test(money_is_judged_by_its_sum_not_by_the_order_of_receipts),
        cmocka_unit_test(faulty_columns_are_refused_and_nothing_is_written),
        cmocka_unit_test(
            scratch_is_at_most_24_bytes_a_receipt_and_64_kib_where_customers_have_receipts),
        cmocka_unit_test(no_customers_and_no_receipts_need_no_arrays),
        cmocka_unit_test(cdnow_customers_come_out_as_published),
        cmocka_unit_test(a_first_day_beyond_64_bits_is_refused_though_refunds_make_up_for_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
