/* A ledger held to a naive one: an array of ids and histories, searched from front to back. */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <patron/ledger.h>

enum { ROOM = 64, IDS = 48 };

/* A block that ends at a guard page, and what it must hold. */
typedef struct model {
    patron_ledger *ledger;
    size_t size;
    uint32_t capacity;
    uint32_t count;
    uint64_t customer[ROOM];
    patron_history history[ROOM];
} model;

static void model_open(model *of, uint32_t capacity)
{
    memset(of, 0, sizeof *of);
    of->capacity = capacity;
    of->size = patron_ledger_size(capacity);
    of->ledger = support_guarded(of->size);
    assert_int_equal(patron_ledger_init(of->ledger, of->size, capacity, NULL), PATRON_OK);
}

static void model_close(model *of)
{
    support_guarded_free(of->ledger, of->size);
}

static uint32_t model_find(const model *of, uint64_t customer)
{
    for (uint32_t row = 0; row < of->count; row++)
        if (of->customer[row] == customer)
            return row;
    return PATRON_NONE;
}

static void assert_like_model(const model *of)
{
    uint32_t count, capacity, row;
    uint64_t customer, ids[ROOM];
    patron_history history, histories[ROOM];
    assert_int_equal(patron_ledger_check(of->ledger, of->size, NULL), PATRON_OK);
    assert_int_equal(patron_ledger_count(of->ledger, of->size, &count, &capacity, NULL), PATRON_OK);
    assert_true(count == of->count && capacity == of->capacity);
    for (uint32_t i = 0; i < count; i++) {
        assert_int_equal(
            patron_ledger_find(of->ledger, of->size, of->customer[i], &row, &history, NULL),
            PATRON_OK);
        assert_int_equal(row, i);
        assert_memory_equal(&history, &of->history[i], sizeof history);
        assert_int_equal(patron_ledger_get(of->ledger, of->size, i, &customer, &history, NULL),
                         PATRON_OK);
        assert_true(customer == of->customer[i]);
        assert_memory_equal(&history, &of->history[i], sizeof history);
    }
    assert_int_equal(patron_ledger_rows(of->ledger, of->size, 0, count, ids, histories, NULL),
                     PATRON_OK);
    assert_memory_equal(ids, of->customer, count * sizeof *ids);
    assert_memory_equal(histories, of->history, count * sizeof *histories);
}

static void model_add(model *of, uint64_t customer, int32_t day, int64_t amount, int64_t margin)
{
    uint32_t expected = model_find(of, customer), row = 7777;
    int full = expected == PATRON_NONE && of->count == of->capacity;
    int32_t status =
        patron_ledger_add(of->ledger, of->size, customer, day, amount, margin, &row, NULL);
    if (full) {
        assert_int_equal(status, PATRON_E_FULL);
        assert_int_equal(row, 7777);
        return;
    }
    assert_int_equal(status, PATRON_OK);
    if (expected == PATRON_NONE) {
        expected = of->count++;
        of->customer[expected] = customer;
    }
    assert_int_equal(row, expected);
    patron_history_add(&of->history[expected], day, amount, margin, NULL);
}

/* Takes a row out of the model as remove does; the row that moves. */
static uint32_t model_drop(model *of, uint32_t row)
{
    uint32_t last = --of->count;
    of->customer[row] = of->customer[last];
    of->history[row] = of->history[last];
    of->customer[last] = 0;
    memset(&of->history[last], 0, sizeof of->history[last]);
    return row == last ? (uint32_t)PATRON_NONE : last;
}

static void model_remove(model *of, uint64_t customer)
{
    uint32_t expected = model_find(of, customer), hole = 7777, moved = 7777;
    int32_t status = patron_ledger_remove(of->ledger, of->size, customer, &hole, &moved, NULL);
    if (expected == PATRON_NONE) {
        assert_int_equal(status, PATRON_E_UNKNOWN);
        assert_true(hole == 7777 && moved == 7777);
        return;
    }
    assert_int_equal(status, PATRON_OK);
    assert_int_equal(hole, expected);
    assert_int_equal(moved, model_drop(of, expected));
}

static void model_rekey(model *of, uint64_t customer, uint64_t new_customer)
{
    uint32_t from = model_find(of, customer), to = model_find(of, new_customer);
    uint32_t row = 7777, hole = 7777, moved = 7777;
    int32_t status = patron_ledger_rekey(of->ledger, of->size, customer, new_customer, &row, &hole,
                                         &moved, NULL);
    if (from == PATRON_NONE) {
        assert_int_equal(status, PATRON_E_UNKNOWN);
        return;
    }
    assert_int_equal(status, PATRON_OK);
    if (from == to || to == PATRON_NONE) {
        of->customer[from] = new_customer;
        assert_true(row == from && hole == PATRON_NONE && moved == PATRON_NONE);
        return;
    }
    patron_history_merge(&of->history[to], &of->history[from], NULL);
    uint32_t expected = model_drop(of, from);
    assert_true(hole == from && moved == expected);
    assert_int_equal(row, model_find(of, new_customer));
}

/* Ids that crowd: small, large, and zero. */
static uint64_t some_id(support_random *random)
{
    uint64_t id = support_random_below(random, IDS);
    return id % 3 == 0 ? id : UINT64_MAX - id * UINT64_C(0x100000001);
}

static void any_operations_leave_what_a_naive_ledger_would_hold(void **state)
{
    (void)state;
    support_random random = support_random_from(51);
    size_t rounds = support_rows(60, 6);
    for (size_t round = 0; round < rounds; round++) {
        model of;
        model_open(&of, (uint32_t)support_random_integer(&random, 0, 40));
        for (int step = 0; step < 400; step++) {
            uint64_t customer = some_id(&random);
            int32_t day = (int32_t)support_random_integer(&random, -100, 200);
            switch (support_random_below(&random, 8)) {
            case 0:
            case 1:
                model_remove(&of, customer);
                break;
            case 2:
                model_rekey(&of, customer, some_id(&random));
                break;
            default:
                model_add(&of, customer, day, support_random_integer(&random, -9, 90),
                          support_random_integer(&random, -9, 90));
            }
            if (step % 10 == 0)
                assert_like_model(&of);
        }
        assert_like_model(&of);
        model_close(&of);
    }
}

static void receipts_added_by_the_column_are_added_one_by_one(void **state)
{
    (void)state;
    enum { N = 500 };
    support_random random = support_random_from(52);
    for (int round = 0; round < 20; round++) {
        model of, many;
        static uint64_t customer[N];
        static int32_t day[N];
        static int64_t amount[N], margin[N];
        static uint32_t row[N];
        model_open(&of, ROOM);
        model_open(&many, ROOM);
        size_t n = (size_t)support_random_below(&random, N);
        for (size_t i = 0; i < n; i++) {
            customer[i] = some_id(&random);
            day[i] = (int32_t)support_random_integer(&random, -100, 200);
            amount[i] = support_random_integer(&random, -9, 90);
            margin[i] = round % 2 == 0 ? support_random_integer(&random, -9, 90) : 0;
        }
        assert_int_equal(patron_ledger_add_many(many.ledger, many.size, n, customer, day, amount,
                                                round % 2 == 0 ? margin : NULL,
                                                round % 3 == 0 ? NULL : row, NULL),
                         PATRON_OK);
        for (size_t i = 0; i < n; i++) {
            model_add(&of, customer[i], day[i], amount[i], margin[i]);
            if (round % 3 != 0)
                assert_int_equal(row[i], model_find(&of, customer[i]));
        }
        assert_memory_equal(of.ledger, many.ledger, of.size);
        model_close(&of);
        model_close(&many);
    }
}

static void a_column_that_meets_a_full_ledger_goes_on_after_growing(void **state)
{
    (void)state;
    uint64_t customer[5] = {7, 8, 7, 9, 10};
    int32_t day[5] = {1, 2, 3, 4, 5};
    int64_t amount[5] = {10, 20, 30, 40, 50};
    uint32_t row[5] = {99, 99, 99, 99, 99};
    patron_fault fault;
    model small, large, whole;
    model_open(&small, 2);
    model_open(&large, 4);
    model_open(&whole, 4);
    assert_int_equal(patron_ledger_add_many(small.ledger, small.size, 5, customer, day, amount,
                                            NULL, row, &fault),
                     PATRON_E_FULL);
    assert_fault(&fault, PATRON_E_FULL, "customer", 3);
    assert_true(fault.whole == 9 && row[2] == 0 && row[3] == 99);
    assert_int_equal(
        patron_ledger_grow(small.ledger, small.size, 4, large.ledger, large.size, NULL), PATRON_OK);
    assert_int_equal(patron_ledger_add_many(large.ledger, large.size, 2, customer + 3, day + 3,
                                            amount + 3, NULL, row + 3, NULL),
                     PATRON_OK);
    assert_true(row[3] == 2 && row[4] == 3);
    for (int i = 0; i < 5; i++)
        model_add(&whole, customer[i], day[i], amount[i], 0);
    assert_memory_equal(large.ledger, whole.ledger, whole.size);
    model_close(&small);
    model_close(&large);
    model_close(&whole);
}

static void receipts_that_do_not_fit_leave_the_ledger_as_it_was(void **state)
{
    (void)state;
    patron_fault fault;
    model of;
    model_open(&of, 3);
    model_add(&of, 5, 1, INT64_MAX, 0);
    model_add(&of, 6, 1, 1, INT64_MIN);
    assert_int_equal(patron_ledger_add(of.ledger, of.size, 5, 2, 1, 0, NULL, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "amount", -1);
    assert_like_model(&of);
    uint64_t customer[3] = {4, 6, 4};
    int32_t day[3] = {1, 1, 1};
    int64_t amount[3] = {1, 1, 1}, margin[3] = {1, -1, 1};
    assert_int_equal(
        patron_ledger_add_many(of.ledger, of.size, 3, customer, day, amount, margin, NULL, &fault),
        PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "margin", 1);
    of.customer[of.count++] = 4;
    patron_history_add(&of.history[2], 1, 1, 1, NULL);
    assert_like_model(&of);
    uint32_t row = 7;
    assert_int_equal(patron_ledger_rekey(of.ledger, of.size, 4, 5, &row, NULL, NULL, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "customer", -1);
    assert_true(row == 7);
    assert_like_model(&of);
    model_close(&of);
}

/* Whether the bytes of a number are anywhere in the block. */
static int holds(const model *of, const void *bytes, size_t size)
{
    const unsigned char *block = (const void *)of->ledger;
    for (size_t at = 0; at + size <= of->size; at++)
        if (memcmp(block + at, bytes, size) == 0)
            return 1;
    return 0;
}

static void an_erased_customer_leaves_no_byte_behind(void **state)
{
    (void)state;
    support_random random = support_random_from(53);
    for (int round = 0; round < 200; round++) {
        model of;
        uint64_t id = support_random_bits(&random) | UINT64_C(0x8080808080808080);
        int64_t amount = support_random_integer(&random, INT64_C(1) << 56, INT64_C(1) << 57);
        int32_t day = (int32_t)support_random_integer(&random, 0x10101010, 0x20202020);
        size_t others = (size_t)support_random_below(&random, 20);
        size_t place = (size_t)support_random_below(&random, others + 1);
        model_open(&of, 20);
        for (size_t i = 0; i <= others && of.count < 20; i++) {
            if (i == place)
                model_add(&of, id, day, amount, amount);
            model_add(&of, some_id(&random), 40, 3, 1);
        }
        if (model_find(&of, id) == PATRON_NONE)
            model_add(&of, of.customer[0], 41, 3, 1);
        else
            model_remove(&of, id);
        assert_true(!holds(&of, &id, sizeof id) && !holds(&of, &amount, sizeof amount));
        assert_true(!holds(&of, &day, sizeof day));
        assert_like_model(&of);
        model_close(&of);
    }
}

static void a_ledger_copied_elsewhere_is_the_same_ledger(void **state)
{
    (void)state;
    model of, copy;
    model_open(&of, 10);
    for (uint64_t id = 0; id < 10; id++)
        model_add(&of, id * id, (int32_t)id, 5, 1);
    copy = of;
    copy.ledger = support_guarded(of.size);
    memcpy(copy.ledger, of.ledger, of.size);
    assert_like_model(&copy);
    model_add(&copy, 81, 100, 5, 1);
    assert_like_model(&copy);
    model_close(&of);
    model_close(&copy);
}

static void growing_and_shrinking_lose_nothing(void **state)
{
    (void)state;
    support_random random = support_random_from(54);
    static const uint32_t capacities[] = {12, 13, 24, 64, 12, 40};
    model of;
    patron_fault fault;
    model_open(&of, 12);
    while (of.count < 12)
        model_add(&of, some_id(&random), (int32_t)of.count, 7, 2);
    for (size_t i = 0; i < 6; i++) {
        model next = of;
        next.capacity = capacities[i];
        next.size = patron_ledger_size(capacities[i]);
        next.ledger = support_guarded(next.size);
        assert_int_equal(
            patron_ledger_grow(of.ledger, of.size, next.capacity, next.ledger, next.size, NULL),
            PATRON_OK);
        assert_like_model(&of);
        assert_like_model(&next);
        model_close(&of);
        of = next;
    }
    patron_ledger *other = support_guarded(of.size);
    patron_ledger_grow(of.ledger, of.size, 11, other, of.size, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "capacity", -1);
    patron_ledger_grow(of.ledger, of.size, 0x7FFFFFFF, other, of.size, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "capacity", -1);
    patron_ledger_grow(of.ledger, of.size, 41, other, of.size, &fault);
    assert_fault(&fault, PATRON_E_SIZE, "grown_size", -1);
    patron_ledger_grow(of.ledger, of.size, 40, NULL, of.size, &fault);
    assert_fault(&fault, PATRON_E_NULL, "grown", -1);
    patron_ledger_grow(of.ledger, of.size, 40, of.ledger, of.size, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "grown", -1);
    assert_like_model(&of);
    support_guarded_free(other, of.size);
    model_close(&of);
}

static void a_ledger_without_room_finds_no_one_and_takes_no_one(void **state)
{
    (void)state;
    model of;
    uint32_t row;
    patron_history history;
    patron_fault fault;
    model_open(&of, 0);
    model_add(&of, 0, 1, 1, 1);
    assert_int_equal(patron_ledger_find(of.ledger, of.size, 0, &row, &history, NULL), PATRON_OK);
    assert_int_equal(row, PATRON_NONE);
    assert_true(history.receipts == 0 && history.days == 0);
    assert_int_equal(
        patron_ledger_add_many(of.ledger, of.size, 0, NULL, NULL, NULL, NULL, NULL, NULL),
        PATRON_OK);
    assert_int_equal(patron_ledger_get(of.ledger, of.size, 0, NULL, NULL, &fault), PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "row", -1);
    assert_int_equal(patron_ledger_rows(of.ledger, of.size, 0, 0, NULL, NULL, NULL), PATRON_OK);
    assert_int_equal(patron_ledger_rows(of.ledger, of.size, 0, 1, NULL, NULL, &fault),
                     PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "n", -1);
    assert_int_equal(patron_ledger_rows(of.ledger, of.size, 1, 0, NULL, NULL, &fault),
                     PATRON_E_RANGE); /* behind the last customer nothing begins */
    assert_fault(&fault, PATRON_E_RANGE, "n", -1);
    assert_like_model(&of);
    model_close(&of);
}

static void a_block_grows_with_its_capacity_by_about_96_bytes_a_customer(void **state)
{
    (void)state;
    size_t before = 0;
    for (uint32_t capacity = 0; capacity < 3000; capacity++) {
        size_t size = patron_ledger_size(capacity);
        assert_true(size > before && size % 8 == 0);
        assert_true(size <= 192 + 96 * (size_t)capacity && size >= 64 + 96 * (size_t)capacity);
        before = size;
    }
    assert_true(patron_ledger_size(0x7FFFFFFF) == SIZE_MAX);
    assert_true(patron_ledger_size(UINT32_MAX) == SIZE_MAX);
    assert_true(patron_ledger_size(0x7FFFFFFE) >= (size_t)0xFFFFFFFFu);
}

static void faulty_arguments_are_named(void **state)
{
    (void)state;
    model of;
    patron_fault fault;
    uint32_t row;
    uint64_t id = 1;
    int32_t day = 1;
    int64_t amount = 1;
    model_open(&of, 2);
    unsigned char *bytes = (void *)of.ledger;
    patron_ledger *crooked = (void *)(bytes + 4);
    patron_ledger_init(NULL, 1000, 2, &fault);
    assert_fault(&fault, PATRON_E_NULL, "ledger", -1);
    patron_ledger_init(crooked, of.size, 2, &fault);
    assert_fault(&fault, PATRON_E_ALIGN, "ledger", -1);
    patron_ledger_init(of.ledger, of.size, 0x7FFFFFFF, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "capacity", -1);
    patron_ledger_init(of.ledger, of.size - 1, 2, &fault);
    assert_fault(&fault, PATRON_E_SIZE, "ledger_size", -1);
    patron_ledger_check(crooked, of.size, &fault);
    assert_fault(&fault, PATRON_E_ALIGN, "ledger", -1);
    patron_ledger_check(of.ledger, 63, &fault);
    assert_fault(&fault, PATRON_E_SIZE, "ledger_size", -1);
    patron_ledger_check(of.ledger, of.size - 1, &fault);
    assert_fault(&fault, PATRON_E_SIZE, "ledger_size", -1);
    patron_ledger_count(of.ledger, of.size, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "count", -1);
    patron_ledger_count(NULL, of.size, &row, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "ledger", -1);
    assert_int_equal(patron_ledger_count(of.ledger, of.size, &row, NULL, NULL), PATRON_OK);
    patron_ledger_find(of.ledger, of.size, 1, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "row", -1);
    patron_ledger_find(NULL, of.size, 1, &row, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "ledger", -1);
    patron_ledger_get(NULL, of.size, 1, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "ledger", -1);
    patron_ledger_rows(NULL, of.size, 1, 0, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "ledger", -1);
    patron_ledger_add(NULL, of.size, 1, 1, 1, 1, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "ledger", -1);
    patron_ledger_add_many(of.ledger, of.size, 1, NULL, &day, &amount, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "customer", -1);
    patron_ledger_add_many(of.ledger, of.size, 1, &id, NULL, &amount, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "day", -1);
    patron_ledger_add_many(of.ledger, of.size, 1, &id, &day, NULL, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "amount", -1);
    patron_ledger_remove(of.ledger, of.size, 1, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_UNKNOWN, "customer", -1);
    patron_ledger_remove(NULL, of.size, 1, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "ledger", -1);
    patron_ledger_rekey(NULL, of.size, 1, 2, NULL, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "ledger", -1);
    assert_int_equal(patron_ledger_add(of.ledger, of.size, 1, 1, 1, 1, NULL, NULL), PATRON_OK);
    assert_int_equal(patron_ledger_rekey(of.ledger, of.size, 1, 2, NULL, NULL, NULL, NULL),
                     PATRON_OK);
    assert_int_equal(patron_ledger_get(of.ledger, of.size, 0, NULL, NULL, NULL), PATRON_OK);
    assert_int_equal(patron_ledger_rows(of.ledger, of.size, 0, 1, NULL, NULL, NULL), PATRON_OK);
    assert_int_equal(patron_ledger_remove(of.ledger, of.size, 2, NULL, NULL, NULL), PATRON_OK);
    model_close(&of);
}

/* The day number of a date of 1997 or 1998. */
static int32_t day_of(int year, int month, int day)
{
    static const int before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    return 9862 + 365 * (year - 1997) + before[month - 1] + day - 1; /* 1997-01-01 is 9862 */
}

static void cdnow_customers_added_in_the_order_of_the_file_come_out_as_published(void **state)
{
    (void)state;
    enum { CUSTOMERS = 23570 };
    const char *path = support_data("cdnow_master.csv");
    if (path == NULL)
        return;
    FILE *file = fopen(path, "r");
    size_t size = patron_ledger_size(CUSTOMERS);
    patron_ledger *ledger = support_guarded(size);
    patron_history *history = malloc(CUSTOMERS * sizeof *history);
    assert_true(file != NULL && history != NULL);
    assert_int_equal(patron_ledger_init(ledger, size, CUSTOMERS, NULL), PATRON_OK);
    char line[128];
    assert_true(fgets(line, sizeof line, file) != NULL);
    unsigned id, year, month, date, cds, dollars, cents;
    while (fgets(line, sizeof line, file) != NULL) {
        assert_int_equal(sscanf(line, "%u,%u-%u-%u,%u,%u.%2u", &id, &year, &month, &date, &cds,
                                &dollars, &cents),
                         7);
        assert_int_equal(patron_ledger_add(ledger, size, id,
                                           day_of((int)year, (int)month, (int)date),
                                           (int64_t)dollars * 100 + cents, 0, NULL, NULL),
                         PATRON_OK);
    }
    fclose(file);
    patron_history_totals totals;
    totals.struct_size = sizeof totals;
    assert_int_equal(patron_ledger_check(ledger, size, NULL), PATRON_OK);
    assert_int_equal(patron_ledger_rows(ledger, size, 0, CUSTOMERS, NULL, history, NULL),
                     PATRON_OK);
    assert_int_equal(patron_history_summarize(day_of(1998, 6, 30), 1.0, CUSTOMERS, history, NULL,
                                              NULL, NULL, NULL, NULL, NULL, &totals, NULL),
                     PATRON_OK);
    assert_true(totals.buyers == 23570 && totals.x == 44021 && totals.x_doubtful == 0);
    assert_true(totals.t_x_days == 3178932 && totals.T_days == 11834346);
    free(history);
    support_guarded_free(ledger, size);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_operations_leave_what_a_naive_ledger_would_hold),
        cmocka_unit_test(receipts_added_by_the_column_are_added_one_by_one),
        cmocka_unit_test(a_column_that_meets_a_full_ledger_goes_on_after_growing),
        cmocka_unit_test(receipts_that_do_not_fit_leave_the_ledger_as_it_was),
        cmocka_unit_test(an_erased_customer_leaves_no_byte_behind),
        cmocka_unit_test(a_ledger_copied_elsewhere_is_the_same_ledger),
        cmocka_unit_test(growing_and_shrinking_lose_nothing),
        cmocka_unit_test(a_ledger_without_room_finds_no_one_and_takes_no_one),
        cmocka_unit_test(a_block_grows_with_its_capacity_by_about_96_bytes_a_customer),
        cmocka_unit_test(faulty_arguments_are_named),
        cmocka_unit_test(cdnow_customers_added_in_the_order_of_the_file_come_out_as_published),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
