/* Ledgers merged, encoded and decoded, and blocks and bytes that are not what they should be. */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <patron/ledger.h>

#include "numeric/numeric_codec.h"

enum { RECEIPTS = 400, PARTS = 4, ROOM = 100, ENCODED_MAX = 32 + 72 * ROOM };

typedef struct receipt {
    uint64_t customer;
    int32_t day;
    int64_t amount;
    int64_t margin;
} receipt;

static patron_ledger *opened(uint32_t capacity)
{
    size_t size = patron_ledger_size(capacity);
    patron_ledger *ledger = support_guarded(size);
    assert_int_equal(patron_ledger_init(ledger, size, capacity, NULL), PATRON_OK);
    return ledger;
}

static void closed(patron_ledger *ledger, uint32_t capacity)
{
    support_guarded_free(ledger, patron_ledger_size(capacity));
}

static void add(patron_ledger *ledger, uint32_t capacity, const receipt *of)
{
    assert_int_equal(patron_ledger_add(ledger, patron_ledger_size(capacity), of->customer, of->day,
                                       of->amount, of->margin, NULL, NULL),
                     PATRON_OK);
}

static void merge(patron_ledger *into, const patron_ledger *from)
{
    assert_int_equal(
        patron_ledger_merge(into, patron_ledger_size(ROOM), from, patron_ledger_size(ROOM), NULL),
        PATRON_OK);
    assert_int_equal(patron_ledger_check(into, patron_ledger_size(ROOM), NULL), PATRON_OK);
}

/* The ledger as bytes; their number. Scratch and bytes end at guard pages. */
static size_t encoded(const patron_ledger *ledger, uint32_t capacity, unsigned char *copy)
{
    uint32_t count;
    uint64_t size;
    assert_int_equal(patron_ledger_count(ledger, patron_ledger_size(capacity), &count, NULL, NULL),
                     PATRON_OK);
    assert_int_equal(patron_ledger_encoded_size(ledger, patron_ledger_size(capacity), &size, NULL),
                     PATRON_OK);
    assert_true(size == 32 + 72 * (uint64_t)count);
    size_t scratch_size = patron_ledger_encode_scratch_size(count);
    void *scratch = support_guarded(scratch_size), *bytes = support_guarded((size_t)size);
    assert_int_equal(patron_ledger_encode(ledger, patron_ledger_size(capacity), scratch,
                                          scratch_size, bytes, (size_t)size, NULL),
                     PATRON_OK);
    memcpy(copy, bytes, (size_t)size);
    support_guarded_free(scratch, scratch_size);
    support_guarded_free(bytes, (size_t)size);
    return (size_t)size;
}

static void assert_same_bytes(const patron_ledger *a, const patron_ledger *b)
{
    unsigned char of_a[ENCODED_MAX], of_b[ENCODED_MAX];
    size_t size = encoded(a, ROOM, of_a);
    assert_int_equal(encoded(b, ROOM, of_b), size);
    assert_memory_equal(of_a, of_b, size);
}

/* Receipts in order of days, as a shop sees them. */
static void random_receipts(support_random *random, receipt *receipts)
{
    int32_t day = -50;
    for (size_t i = 0; i < RECEIPTS; i++) {
        day += (int32_t)support_random_below(random, 3);
        receipts[i].customer = support_random_below(random, 60) * UINT64_C(0x9E3779B97F4A7C15);
        receipts[i].day = day;
        receipts[i].amount = support_random_integer(random, -20, 200);
        receipts[i].margin = support_random_integer(random, -20, 200);
    }
}

static void ledgers_split_by_customer_and_merged_in_any_order_encode_as_the_whole(void **state)
{
    (void)state;
    support_random random = support_random_from(61);
    for (int round = 0; round < 40; round++) {
        static receipt receipts[RECEIPTS];
        uint32_t order[PARTS];
        patron_ledger *whole = opened(ROOM), *part[PARTS];
        random_receipts(&random, receipts);
        for (int p = 0; p < PARTS; p++)
            part[p] = opened(ROOM);
        for (size_t i = 0; i < RECEIPTS; i++) {
            add(whole, ROOM, &receipts[i]);
            add(part[receipts[i].customer % PARTS], ROOM, &receipts[i]);
        }
        support_random_permutation(&random, order, PARTS);
        for (int p = 1; p < PARTS; p++)
            merge(part[order[0]], part[order[p]]);
        assert_same_bytes(whole, part[order[0]]);
        for (int p = 0; p < PARTS; p++)
            closed(part[p], ROOM);
        closed(whole, ROOM);
    }
}

static void ledgers_split_by_ranges_of_days_and_merged_with_neighbors_encode_as_the_whole(
    void **state)
{
    (void)state;
    support_random random = support_random_from(62);
    for (int round = 0; round < 40; round++) {
        static receipt receipts[RECEIPTS];
        patron_ledger *whole = opened(ROOM), *part[PARTS];
        random_receipts(&random, receipts);
        for (int p = 0; p < PARTS; p++)
            part[p] = opened(ROOM);
        for (size_t i = 0; i < RECEIPTS; i++) {
            add(whole, ROOM, &receipts[i]);
            add(part[i * PARTS / RECEIPTS], ROOM, &receipts[i]); /* cut within a day, too */
        }
        if (round % 2 == 0) {
            merge(part[0], part[1]);
            merge(part[2], part[3]);
            merge(part[0], part[2]);
        } else { /* the later into which the earlier goes */
            merge(part[2], part[1]);
            merge(part[2], part[3]);
            merge(part[2], part[0]);
            patron_ledger *first = part[0];
            part[0] = part[2];
            part[2] = first;
        }
        assert_same_bytes(whole, part[0]);
        for (int p = 0; p < PARTS; p++)
            closed(part[p], ROOM);
        closed(whole, ROOM);
    }
}

static void any_other_split_conserves_money_and_bounds_the_days(void **state)
{
    (void)state;
    support_random random = support_random_from(63);
    for (int round = 0; round < 40; round++) {
        static receipt receipts[RECEIPTS];
        patron_ledger *whole = opened(ROOM), *a = opened(ROOM), *b = opened(ROOM);
        size_t size = patron_ledger_size(ROOM);
        random_receipts(&random, receipts);
        for (size_t i = 0; i < RECEIPTS; i++) {
            add(whole, ROOM, &receipts[i]);
            add(support_random_below(&random, 2) != 0 ? a : b, ROOM, &receipts[i]);
        }
        merge(a, b);
        uint32_t count, row;
        uint64_t customer;
        patron_history truth, merged;
        patron_ledger_count(whole, size, &count, NULL, NULL);
        for (uint32_t i = 0; i < count; i++) {
            patron_ledger_get(whole, size, i, &customer, &truth, NULL);
            patron_ledger_find(a, size, customer, &row, &merged, NULL);
            assert_int_equal(truth.days_doubtful, 0);
            assert_true(merged.days <= truth.days &&
                        truth.days <= merged.days + merged.days_doubtful);
            merged.days = truth.days;
            merged.days_doubtful = 0;
            assert_memory_equal(&merged, &truth, sizeof truth);
        }
        closed(whole, ROOM);
        closed(a, ROOM);
        closed(b, ROOM);
    }
}

static void a_ledger_that_lost_a_customer_encodes_as_if_there_had_been_none(void **state)
{
    (void)state;
    support_random random = support_random_from(64);
    static receipt receipts[RECEIPTS];
    random_receipts(&random, receipts);
    for (size_t gone = 0; gone < 30; gone++) {
        patron_ledger *with = opened(ROOM), *without = opened(ROOM);
        for (size_t i = 0; i < RECEIPTS; i++) {
            add(with, ROOM, &receipts[i]);
            if (receipts[i].customer != receipts[gone].customer)
                add(without, ROOM, &receipts[i]);
        }
        assert_int_equal(patron_ledger_remove(with, patron_ledger_size(ROOM),
                                              receipts[gone].customer, NULL, NULL, NULL),
                         PATRON_OK);
        assert_same_bytes(with, without);
        closed(with, ROOM);
        closed(without, ROOM);
    }
}

static void the_encoded_bytes_are_as_documented(void **state)
{
    (void)state;
    const receipt later = {2, 258, 3, -1}, first = {1, -1, 0x0102030405060708, 7};
    static const unsigned char expected[] = {
        1,    0,    0,    0,    0,    0,    0,    0,                            /* customer */
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,                         /* first, last */
        1,    0,    0,    0,    0,    0,    0,    0,    1, 0, 0, 0, 0, 0, 0, 0, /* counts */
        8,    7,    6,    5,    4,    3,    2,    1,    7, 0, 0, 0, 0, 0, 0, 0, /* money */
        8,    7,    6,    5,    4,    3,    2,    1,    7, 0, 0, 0, 0, 0, 0, 0, /* first day */
        1,    0,    0,    0,    0,    0,    0,    0,                            /* map */
        2,    0,    0,    0,    0,    0,    0,    0,    2, 1, 0, 0, 2, 1, 0, 0};
    unsigned char bytes[ENCODED_MAX];
    patron_ledger *ledger = opened(2);
    add(ledger, 2, &later);
    add(ledger, 2, &first);
    assert_int_equal(encoded(ledger, 2, bytes), 32 + 144);
    assert_memory_equal(bytes, "PATRON\r\n", 8);
    assert_true(bytes[8] == 2 && bytes[12] == 1 && bytes[16] == 176 && bytes[17] == 0);
    assert_memory_equal(bytes + 32, expected, sizeof expected);
    closed(ledger, 2);
}

static void what_is_encoded_and_decoded_is_the_same_ledger(void **state)
{
    (void)state;
    support_random random = support_random_from(65);
    static receipt receipts[RECEIPTS];
    unsigned char bytes[ENCODED_MAX];
    uint32_t count;
    patron_ledger *ledger = opened(ROOM), *again = opened(ROOM);
    size_t room = patron_ledger_size(ROOM);
    random_receipts(&random, receipts);
    for (int filled = 0; filled < 2; filled++) { /* empty at first */
        size_t size = encoded(ledger, ROOM, bytes);
        assert_int_equal(patron_ledger_encoded_count(bytes, size, &count, NULL), PATRON_OK);
        assert_true(size == 32 + 72 * (size_t)count);
        memset(again, 0x77, room);
        assert_int_equal(patron_ledger_decode(bytes, size, ROOM, again, room, NULL), PATRON_OK);
        assert_int_equal(patron_ledger_check(again, room, NULL), PATRON_OK);
        assert_same_bytes(ledger, again);
        uint64_t before = 0, customer;
        for (uint32_t row = 0; row < count; row++) {
            patron_ledger_get(again, room, row, &customer, NULL, NULL);
            assert_true(row == 0 || before < customer);
            before = customer;
        }
        for (size_t i = 0; i < RECEIPTS; i++)
            add(ledger, ROOM, &receipts[i]);
    }
    closed(ledger, ROOM);
    closed(again, ROOM);
}

/* Decodes bytes that must be refused, into a block that must stay as it is. */
static int32_t refuse_bytes(const unsigned char *bytes, size_t size, patron_fault *fault)
{
    static uint64_t block[80], before[80];
    memset(block, 0x5A, sizeof block);
    memcpy(before, block, sizeof block);
    assert_true(patron_ledger_size(3) <= sizeof block);
    int32_t status =
        patron_ledger_decode(bytes, size, 3, (patron_ledger *)block, sizeof block, fault);
    assert_memory_equal(block, before, sizeof block);
    return status;
}

static void any_flipped_bit_and_any_cut_of_encoded_bytes_is_found(void **state)
{
    (void)state;
    unsigned char bytes[ENCODED_MAX];
    uint32_t count;
    patron_fault fault;
    patron_ledger *ledger = opened(3);
    const receipt receipts[3] = {{5, 10, 100, 10}, {3, 11, 50, 5}, {5, 90, -7, -1}};
    for (uint32_t customers = 0; customers < 3; customers++) {
        size_t size = encoded(ledger, 3, bytes);
        for (size_t bit = 0; bit < 8 * size; bit++) {
            bytes[bit / 8] ^= (unsigned char)(1u << bit % 8);
            assert_true(refuse_bytes(bytes, size, &fault) != PATRON_OK);
            int in_length_or_body = bit >= 8 * 24;
            assert_true(in_length_or_body ||
                        patron_ledger_encoded_count(bytes, size, &count, NULL) != PATRON_OK);
            bytes[bit / 8] ^= (unsigned char)(1u << bit % 8);
        }
        for (size_t cut = 0; cut < size; cut++) {
            assert_int_equal(refuse_bytes(bytes, cut, &fault), PATRON_E_SIZE);
            assert_int_equal(patron_ledger_encoded_count(bytes, cut, &count, NULL), PATRON_E_SIZE);
        }
        bytes[size] = 0;
        assert_int_equal(refuse_bytes(bytes, size + 1, &fault), PATRON_E_CORRUPT);
        assert_int_equal(patron_ledger_encoded_count(bytes, size + 1, &count, NULL),
                         PATRON_E_CORRUPT);
        add(ledger, 3, &receipts[customers]);
    }
    closed(ledger, 3);
}

static void decoding_names_what_is_wrong(void **state)
{
    (void)state;
    unsigned char bytes[ENCODED_MAX];
    uint32_t count;
    patron_fault fault;
    patron_ledger *ledger = opened(3), *again = opened(3);
    const receipt receipts[2] = {{5, 10, 100, 10}, {3, 11, 50, 5}};
    size_t room = patron_ledger_size(3);
    add(ledger, 3, &receipts[0]);
    add(ledger, 3, &receipts[1]);
    size_t size = encoded(ledger, 3, bytes);
    patron_ledger_decode(NULL, size, 3, again, room, &fault);
    assert_fault(&fault, PATRON_E_NULL, "bytes", -1);
    patron_ledger_decode(bytes, size, 1, again, room, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "capacity", -1);
    patron_ledger_decode(bytes, size, 3, NULL, room, &fault);
    assert_fault(&fault, PATRON_E_NULL, "ledger", -1);
    patron_ledger_decode(bytes, size, 3, again, room - 1, &fault);
    assert_fault(&fault, PATRON_E_SIZE, "ledger_size", -1);
    patron_ledger_encoded_count(NULL, size, &count, &fault);
    assert_fault(&fault, PATRON_E_NULL, "bytes", -1);
    patron_ledger_encoded_count(bytes, size, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "count", -1);
    patron_ledger_encoded_size(ledger, room, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "encoded_size", -1);
    patron_ledger_encoded_size(ledger, room - 1, NULL, &fault);
    assert_fault(&fault, PATRON_E_SIZE, "ledger_size", -1);
    bytes[12] = 2;
    patron_ledger_encoded_count(bytes, size, &count, &fault);
    assert_fault(&fault, PATRON_E_FORMAT, "bytes", -1);

    size_t scratch_size = patron_ledger_encode_scratch_size(2);
    void *scratch = support_guarded(scratch_size);
    patron_ledger_encode(ledger, room, NULL, scratch_size, bytes, size, &fault);
    assert_fault(&fault, PATRON_E_NULL, "scratch", -1);
    patron_ledger_encode(ledger, room, scratch, scratch_size - 1, bytes, size, &fault);
    assert_fault(&fault, PATRON_E_SCRATCH, "scratch_size", -1);
    patron_ledger_encode(ledger, room, scratch, scratch_size, NULL, size, &fault);
    assert_fault(&fault, PATRON_E_NULL, "bytes", -1);
    patron_ledger_encode(ledger, room, scratch, scratch_size, bytes, size - 1, &fault);
    assert_fault(&fault, PATRON_E_SIZE, "bytes_size", -1);
    patron_ledger_encode(NULL, room, scratch, scratch_size, bytes, size, &fault);
    assert_fault(&fault, PATRON_E_NULL, "ledger", -1);
    support_guarded_free(scratch, scratch_size);
    assert_true(patron_ledger_encode_scratch_size(0x7FFFFFFF) == SIZE_MAX);
    closed(ledger, 3);
    closed(again, 3);
}

static void a_merge_that_cannot_be_changes_nothing(void **state)
{
    (void)state;
    patron_fault fault;
    const receipt a[2] = {{1, 5, INT64_MAX, 0}, {2, 5, 1, 0}};
    const receipt b[3] = {{2, 6, 1, 0}, {1, 6, 1, 0}, {3, 6, 1, 0}};
    patron_ledger *into = opened(2), *from = opened(3), *before = opened(2);
    size_t size = patron_ledger_size(2), from_size = patron_ledger_size(3);
    add(into, 2, &a[0]);
    add(into, 2, &a[1]);
    memcpy(before, into, size);
    add(from, 3, &b[0]);
    add(from, 3, &b[1]);
    patron_ledger_merge(into, size, from, from_size, &fault);
    assert_fault(&fault, PATRON_E_OVERFLOW, "other", 1);
    add(from, 3, &b[2]);
    patron_ledger_merge(into, size, from, from_size, &fault);
    assert_fault(&fault, PATRON_E_FULL, "ledger", -1);
    assert_int_equal(fault.whole, 3);
    patron_ledger_merge(into, size, into, size, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "other", -1);
    patron_ledger_merge(into, size, NULL, from_size, &fault);
    assert_fault(&fault, PATRON_E_NULL, "other", -1);
    patron_ledger_merge(NULL, size, from, from_size, &fault);
    assert_fault(&fault, PATRON_E_NULL, "ledger", -1);
    patron_ledger_merge(into, size, from, from_size - 1, &fault);
    assert_fault(&fault, PATRON_E_SIZE, "other_size", -1);
    unsigned char *bytes = (void *)from;
    memcpy(bytes + from_size - 24, bytes + from_size - 16, 8); /* one id twice */
    patron_ledger_merge(into, size, from, from_size, &fault);
    assert_fault(&fault, PATRON_E_CORRUPT, "other", 0);
    assert_memory_equal(into, before, size);
    closed(into, 2);
    closed(before, 2);
    closed(from, 3);
}

/* Every operation on a block of any bytes: faults or not, but no step outside and an end. */
static void use_block(patron_ledger *ledger, size_t size, uint64_t customer)
{
    uint32_t row, count = 0;
    uint64_t encoded_size = 0, ids[3] = {customer, 1, customer};
    int32_t days[3] = {1, 2, 3};
    int64_t amounts[3] = {1, 2, 3};
    patron_history history;
    static uint64_t other[200];
    static unsigned char bytes[4096];
    static unsigned char scratch[90000];
    patron_ledger_check(ledger, size, NULL);
    patron_ledger_count(ledger, size, &count, NULL, NULL);
    patron_ledger_find(ledger, size, customer, &row, &history, NULL);
    patron_ledger_get(ledger, size, count / 2, &ids[1], &history, NULL);
    patron_ledger_encoded_size(ledger, size, &encoded_size, NULL);
    patron_ledger_encode(ledger, size, scratch, sizeof scratch, bytes, sizeof bytes, NULL);
    patron_ledger_grow(ledger, size, count, (patron_ledger *)other, sizeof other, NULL);
    patron_ledger_init((patron_ledger *)other, sizeof other, 8, NULL);
    patron_ledger_add((patron_ledger *)other, sizeof other, customer, 1, 1, 1, NULL, NULL);
    patron_ledger_merge((patron_ledger *)other, sizeof other, ledger, size, NULL);
    patron_ledger_merge(ledger, size, (patron_ledger *)other, sizeof other, NULL);
    patron_ledger_add_many(ledger, size, 3, ids, days, amounts, NULL, NULL, NULL);
    patron_ledger_rekey(ledger, size, customer, 77, NULL, NULL, NULL, NULL);
    patron_ledger_rekey(ledger, size, ids[1], 1, NULL, NULL, NULL, NULL);
    patron_ledger_remove(ledger, size, customer, NULL, NULL, NULL);
    patron_ledger_remove(ledger, size, ids[1], NULL, NULL, NULL);
}

static void blocks_of_any_bytes_are_survived(void **state)
{
    (void)state;
    support_random random = support_random_from(66);
    size_t size = patron_ledger_size(6);
    size_t rounds = support_rows(20000, 1000);
    for (size_t round = 0; round < rounds; round++) {
        patron_ledger *ledger = opened(6);
        unsigned char *bytes = (void *)ledger;
        for (uint64_t id = 0; id < support_random_below(&random, 7); id++)
            patron_ledger_add(ledger, size, id, (int32_t)id, 1, 1, NULL, NULL);
        size_t changes = (size_t)support_random_below(&random, 12);
        size_t from = round % 2 == 0 ? 24 : 64 + 6 * 64; /* counts and all, or index and ids */
        for (size_t i = 0; i < changes; i++)
            bytes[from + support_random_below(&random, size - from)] =
                (unsigned char)support_random_below(&random, 9);
        if (round % 5 == 0)
            for (size_t i = 64; i < size; i++)
                bytes[i] = (unsigned char)support_random_bits(&random);
        use_block(ledger, size, support_random_below(&random, 9));
        closed(ledger, 6);
    }
}

static void a_block_that_is_no_ledger_in_order_is_found_out(void **state)
{
    (void)state;
    support_random random = support_random_from(67);
    size_t size = patron_ledger_size(5);
    patron_ledger *ledger = opened(5);
    unsigned char *bytes = (void *)ledger;
    for (uint64_t id = 10; id < 13; id++)
        patron_ledger_add(ledger, size, id, (int32_t)id, 100, 10, NULL, NULL);
    patron_ledger_add(ledger, size, 13, 1, 100, 10, NULL, NULL);
    /* Any change but to figures of a history that stay possible. */
    for (size_t at = 0; at < size; at++) {
        unsigned char was = bytes[at];
        size_t in_row = (at - 64) % 64;
        int figure = at >= 64 && at < 64 + 4 * 64 && in_row >= 16;
        int day_alone = at >= 64 && at < 64 + 4 * 64 && in_row < 16;
        bytes[at] ^= (unsigned char)(1u << support_random_below(&random, 8));
        if (!figure || day_alone)
            assert_true(patron_ledger_check(ledger, size, NULL) != PATRON_OK);
        bytes[at] = was;
    }
    assert_int_equal(patron_ledger_check(ledger, size, NULL), PATRON_OK);
    closed(ledger, 5);
}

static void a_big_ledger_is_grown_encoded_and_merged_in_order(void **state)
{
    (void)state;
    uint32_t n = (uint32_t)support_rows(200000, 5000);
    support_random random = support_random_from(68);
    size_t size = patron_ledger_size(n), big_size = patron_ledger_size(2 * n);
    patron_ledger *ledger = support_guarded(size), *big = support_guarded(big_size);
    uint64_t *id = malloc(n * sizeof *id);
    int32_t *day = malloc(n * sizeof *day);
    int64_t *amount = malloc(n * sizeof *amount);
    uint32_t *row = malloc(n * sizeof *row);
    assert_true(id && day && amount && row);
    for (uint32_t i = 0; i < n; i++) {
        id[i] = i % 2 == 0 ? i : support_random_bits(&random) | UINT64_C(1) << 40;
        day[i] = (int32_t)i;
        amount[i] = i;
    }
    assert_int_equal(patron_ledger_init(ledger, size, n, NULL), PATRON_OK);
    assert_int_equal(patron_ledger_add_many(ledger, size, n, id, day, amount, NULL, row, NULL),
                     PATRON_OK);
    for (uint32_t i = 0; i < n; i++)
        assert_true(row[i] == i);
    assert_int_equal(patron_ledger_grow(ledger, size, 2 * n, big, big_size, NULL), PATRON_OK);
    assert_int_equal(patron_ledger_check(big, big_size, NULL), PATRON_OK);
    assert_int_equal(patron_ledger_merge(big, big_size, ledger, size, NULL), PATRON_OK);
    assert_int_equal(patron_ledger_check(big, big_size, NULL), PATRON_OK);
    uint32_t found;
    patron_history history;
    patron_ledger_find(big, big_size, id[n - 1], &found, &history, NULL);
    assert_true(found == n - 1 && history.receipts == 2 && history.spend == 2 * (int64_t)(n - 1));
    free(id);
    free(day);
    free(amount);
    free(row);
    support_guarded_free(ledger, size);
    support_guarded_free(big, big_size);
}

/* The checksum is no secret: bytes can be sealed again after a change. */
static void sealed_bytes_of_customers_that_no_ledger_has_are_refused(void **state)
{
    (void)state;
    unsigned char good[ENCODED_MAX], bytes[ENCODED_MAX];
    patron_fault fault;
    uint32_t count = 7;
    patron_ledger *ledger = opened(ROOM), *again = opened(ROOM);
    size_t room = patron_ledger_size(ROOM);
    for (uint64_t id = 1; id <= 3; id++)
        assert_int_equal(patron_ledger_add(ledger, room, id, 9, 100, 10, NULL, NULL), PATRON_OK);
    size_t size = encoded(ledger, ROOM, good);

    memcpy(bytes, good, size);
    bytes[32 + 72] = 1; /* the second customer is the first */
    patron_numeric_codec_seal(bytes, size, NUMERIC_CODEC_LEDGER, 1);
    patron_ledger_decode(bytes, size, ROOM, again, room, &fault);
    assert_fault(&fault, PATRON_E_CORRUPT, "bytes", 1);

    memcpy(bytes, good, size);
    bytes[32 + 2 * 72 + 16] = 2; /* the third has two purchase days and a map of one */
    patron_numeric_codec_seal(bytes, size, NUMERIC_CODEC_LEDGER, 1);
    patron_ledger_decode(bytes, size, ROOM, again, room, &fault);
    assert_fault(&fault, PATRON_E_CORRUPT, "bytes", 2);

    patron_numeric_codec_seal(bytes, size - 1, NUMERIC_CODEC_LEDGER, 1); /* no whole customer */
    patron_ledger_decode(bytes, size - 1, ROOM, again, room, &fault);
    assert_fault(&fault, PATRON_E_CORRUPT, "bytes", -1);

    /* One customer more than the largest ledger; the count reads the header alone. */
    uint64_t many = 32 + 72 * (uint64_t)0x7FFFFFFF;
    patron_numeric_codec_seal(bytes, 32, NUMERIC_CODEC_LEDGER, 1);
    for (int k = 0; k < 8; k++)
        bytes[16 + k] = (unsigned char)(many >> 8 * k);
    if (many <= SIZE_MAX) {
        patron_ledger_encoded_count(bytes, (size_t)many, &count, &fault);
        assert_fault(&fault, PATRON_E_CORRUPT, "bytes", -1);
        assert_int_equal(count, 7);
    }
    assert_int_equal(patron_ledger_count(again, room, &count, NULL, NULL), PATRON_OK);
    assert_int_equal(count, 0);
    closed(ledger, ROOM);
    closed(again, ROOM);
}

/* Two ids that lead to one row pass the check of each, but their money together does not fit. */
static void a_ledger_whose_index_leads_two_customers_to_one_row_is_found_out(void **state)
{
    (void)state;
    enum { CUSTOMERS = 2, SLOT = 16, TAKEN = 8 };
    patron_fault fault;
    size_t size = patron_ledger_size(CUSTOMERS);
    patron_ledger *into = opened(CUSTOMERS), *from = opened(CUSTOMERS);
    for (uint64_t id = 1; id <= CUSTOMERS; id++) {
        patron_ledger_add(into, size, id, 5, 1, 0, NULL, NULL);
        patron_ledger_add(from, size, id, 6, INT64_MAX / 2 + 1, 0, NULL, NULL);
    }
    unsigned char *slots = (unsigned char *)into + 64 + 64 * CUSTOMERS;
    for (size_t at = 0; at < size - 64 - (64 + 8) * CUSTOMERS; at += SLOT) {
        uint32_t taken;
        memcpy(&taken, slots + at + TAKEN, sizeof taken);
        taken = taken == 0 ? 0 : 1;
        memcpy(slots + at + TAKEN, &taken, sizeof taken);
    }
    patron_ledger_merge(into, size, from, size, &fault);
    assert_fault(&fault, PATRON_E_CORRUPT, "ledger", -1);
    closed(into, CUSTOMERS);
    closed(from, CUSTOMERS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ledgers_split_by_customer_and_merged_in_any_order_encode_as_the_whole),
        cmocka_unit_test(
            ledgers_split_by_ranges_of_days_and_merged_with_neighbors_encode_as_the_whole),
        cmocka_unit_test(any_other_split_conserves_money_and_bounds_the_days),
        cmocka_unit_test(a_ledger_that_lost_a_customer_encodes_as_if_there_had_been_none),
        cmocka_unit_test(the_encoded_bytes_are_as_documented),
        cmocka_unit_test(what_is_encoded_and_decoded_is_the_same_ledger),
        cmocka_unit_test(any_flipped_bit_and_any_cut_of_encoded_bytes_is_found),
        cmocka_unit_test(decoding_names_what_is_wrong),
        cmocka_unit_test(a_merge_that_cannot_be_changes_nothing),
        cmocka_unit_test(blocks_of_any_bytes_are_survived),
        cmocka_unit_test(a_block_that_is_no_ledger_in_order_is_found_out),
        cmocka_unit_test(a_big_ledger_is_grown_encoded_and_merged_in_order),
        cmocka_unit_test(sealed_bytes_of_customers_that_no_ledger_has_are_refused),
        cmocka_unit_test(a_ledger_whose_index_leads_two_customers_to_one_row_is_found_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
