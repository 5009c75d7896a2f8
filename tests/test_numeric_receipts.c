/*
 * The order of receipts, held to what it promises: every customer once, every receipt of the window
 * once, under its customer, days ascending, equal days in row order. That determines it.
 */
#include "../src/portability.h"
#include "../src/numeric/numeric_receipts.h"
#include "test_numeric.h"

typedef struct column {
    size_t n;
    size_t customers;
    uint32_t *customer;
    int32_t *day;
} column;

static void check(const column *given, int32_t from_day, int32_t to_day)
{
    numeric_receipts receipts;
    numeric_receipts_span span;
    size_t kept = 0;
    size_t delivered = 0;
    size_t next_customer = 0;
    size_t size = patron_numeric_receipts_scratch_size(given->n, given->customers);
    test_block scratch = test_block_make(size, 0xEE);
    for (size_t i = 0; i < given->n; ++i)
        kept += given->day[i] >= from_day && given->day[i] <= to_day;
    patron_numeric_receipts_open(&receipts, given->n, given->customer, given->day, given->customers,
                                 from_day, to_day, scratch.bytes);
    while (patron_numeric_receipts_next(&receipts, &span)) {
        assert_true(span.first_customer == next_customer && span.customers > 0);
        assert_true(span.start[0] == 0);
        for (uint32_t i = 0; i < span.customers; ++i, ++next_customer) {
            assert_true(span.start[i] <= span.start[i + 1]);
            for (uint32_t j = span.start[i]; j < span.start[i + 1]; ++j) {
                uint32_t row = span.row[j];
                assert_true(row < given->n && given->customer[row] == next_customer);
                assert_true(given->day[row] == span.day[j]);
                assert_true(span.day[j] >= from_day && span.day[j] <= to_day);
                assert_true(j == span.start[i] || span.day[j - 1] < span.day[j] ||
                            (span.day[j - 1] == span.day[j] && span.row[j - 1] < row));
                ++delivered;
            }
        }
    }
    assert_true(patron_numeric_receipts_next(&receipts, &span) == 0);
    assert_true(next_customer == given->customers && delivered == kept);
    assert_true(test_block_close(scratch));
}

static column make(size_t n, size_t customers, uint32_t days, int32_t first_day, uint32_t shape)
{
    support_random state = support_random_from(n * 7 + customers * 3 + days + shape);
    column made = {n, customers, malloc((n + 1) * 4), malloc((n + 1) * 4)};
    for (size_t i = 0; i < n; ++i) {
        double u = support_random_uniform(&state);
        double share = shape == 0 ? u : shape == 1 ? u * u * u * u : u < 0.9 ? 0.5 : u;
        made.customer[i] = (uint32_t)(share * (double)customers);
        uint64_t since =
            days == 0 ? support_random_bits(&state) >> 32 : support_random_bits(&state) % days;
        if (shape == 3)
            since = i * days / n;
        made.day[i] = (int32_t)((int64_t)first_day + (int64_t)since);
    }
    return made;
}

static void drop(column made)
{
    free(made.customer);
    free(made.day);
}

static void receipts_come_by_customer_day_and_row(void **state)
{
    (void)state;
    static const size_t counts[] = {0, 1, 2, 3, 17, 1000, 4095, 4096, 4097, 65535, 65537, 200000};
    static const size_t customers[] = {1, 2, 3, 100, 1023, 1025, 5000, 300000};
    for (uint32_t shape = 0; shape < 4; ++shape)
        for (size_t i = 0; i < sizeof counts / sizeof *counts; ++i)
            for (size_t j = 0; j < sizeof customers / sizeof *customers; ++j) {
                column made =
                    make(support_rows(counts[i], counts[i] / 4), customers[j], 1000, 10000, shape);
                check(&made, 10000, 10999);
                check(&made, 10100, 10500);
                drop(made);
            }
}

static void a_window_may_span_every_day_there_is(void **state)
{
    (void)state;
    column made = make(30000, 50, 0, INT32_MIN, 0);
    made.day[7] = INT32_MAX;
    made.day[9] = INT32_MIN;
    check(&made, INT32_MIN, INT32_MAX);
    check(&made, -5000000, 5000000);
    check(&made, 0, 0);
    check(&made, 1, 0);
    drop(made);
}

static void a_receipt_outside_the_window_may_name_anybody(void **state)
{
    (void)state;
    column made = make(1000, 10, 100, 0, 0);
    numeric_receipts receipts;
    numeric_receipts_span span;
    uint32_t delivered = 0;
    for (size_t i = 0; i < 1000; i += 2) {
        made.customer[i] = UINT32_MAX;
        made.day[i] = 200;
    }
    test_block scratch = test_block_make(patron_numeric_receipts_scratch_size(1000, 10), 0xEE);
    patron_numeric_receipts_open(&receipts, 1000, made.customer, made.day, 10, 0, 99,
                                 scratch.bytes);
    while (patron_numeric_receipts_next(&receipts, &span))
        delivered += span.start[span.customers];
    assert_int_equal(delivered, 500);
    assert_true(test_block_close(scratch));
    drop(made);
}

static void no_customers_mean_no_span(void **state)
{
    (void)state;
    numeric_receipts receipts;
    numeric_receipts_span span;
    test_block scratch = test_block_make(patron_numeric_receipts_scratch_size(0, 0), 0xEE);
    patron_numeric_receipts_open(&receipts, 0, NULL, NULL, 0, 0, 99, scratch.bytes);
    assert_true(patron_numeric_receipts_next(&receipts, &span) == 0);
    assert_true(test_block_close(scratch));
}

static void a_million_receipts_come_in_order(void **state)
{
    (void)state;
    for (uint32_t shape = 0; shape < 4; ++shape) {
        column made = make(support_rows(1000000, 50000), 100000, 1096, 12000, shape);
        check(&made, 12000, 13095);
        drop(made);
    }
}

static void scratch_stays_within_24_bytes_a_receipt_and_64_kib(void **state)
{
    (void)state;
    for (size_t n = 1; n < (size_t)1 << 27; n += 1 + n / 5)
        for (size_t customers = 1; customers < 4000000; customers *= 3)
            assert_true(patron_numeric_receipts_scratch_size(n, customers) <= 24 * n + 65536);
    assert_true(patron_numeric_receipts_scratch_size(SIZE_MAX, 1) == SIZE_MAX);
    assert_true(patron_numeric_receipts_scratch_size(1, SIZE_MAX) == SIZE_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(receipts_come_by_customer_day_and_row),
        cmocka_unit_test(a_window_may_span_every_day_there_is),
        cmocka_unit_test(a_receipt_outside_the_window_may_name_anybody),
        cmocka_unit_test(no_customers_mean_no_span),
        cmocka_unit_test(a_million_receipts_come_in_order),
        cmocka_unit_test(scratch_stays_within_24_bytes_a_receipt_and_64_kib),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
