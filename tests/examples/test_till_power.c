/* The till on a disk whose power is cut before any of its steps: what it answered, it knows. */
#include "support.h"

#include "power_cut.h"
#include "till_snapshot.h"
#include "till_store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EVENTS = 400, WINDOW = 10, SNAPSHOT_EVERY = 12, HOUSEHOLDS = 7 };

/* A customer's number, of which nothing may stay after an erasure. */
static uint64_t customer_of(uint64_t i)
{
    return UINT64_C(0xC0FFEE0000000000) + i % HOUSEHOLDS;
}

/* What the host sends as its event i, from 0: always good, so that it is record i + 1. */
static till_record event(uint64_t i)
{
    till_record record;
    memset(&record, 0, sizeof record);
    record.sequence = i + 1;
    if (i % 50 == 49) {
        record.kind = TILL_ERASE;
        record.customer = customer_of(i / 50);
    } else if (i % 13 == 0 && i > 0 && (i - 1) % 50 != 49) {
        record.kind = TILL_VOID;
        record.receipt = i - 1;
    } else {
        record.kind = TILL_RECEIPT;
        record.receipt = i;
        record.customer = customer_of(i * i);
        record.amount = (int64_t)i * 100;
        record.day = (int32_t)i / 5;
    }
    return record;
}

/* The store's book is the one that the first events make without a disk. */
static int knows_exactly(const till_book *book, uint64_t events)
{
    till_book counted;
    size_t size = 0;
    size_t counted_size = 0;
    till_book_open(&counted, 0, WINDOW);
    for (uint64_t i = 0; i < events; i++) {
        const till_record record = event(i);
        till_book_apply(&counted, &record);
    }
    unsigned char *bytes = till_snapshot_encode(book, 0, &size);
    unsigned char *counted_bytes = till_snapshot_encode(&counted, 0, &counted_size);
    const int same = size == counted_size && memcmp(bytes, counted_bytes, size) == 0;
    free(bytes);
    free(counted_bytes);
    till_book_close(&counted);
    return same;
}

static void nothing_stays_of(uint64_t customer)
{
    unsigned char bytes[8];
    for (unsigned i = 0; i < 8; i++) {
        bytes[i] = (unsigned char)(customer >> (8 * i));
    }
    assert_true(!power_cut_holds(bytes, sizeof bytes));
}

/* Sends what is not answered until the power is cut or all is sent. The number answered then. */
static uint64_t live(till_store *store, uint64_t answered)
{
    for (uint64_t i = store->book.sequence; i < EVENTS; i++) {
        till_record record = event(i);
        uint64_t customer = 0;
        assert_int_equal(till_book_check(&store->book, &record, &customer), TILL_GOOD);
        if (!till_store_append(store, &record)) {
            return answered;
        }
        if (record.kind == TILL_ERASE) {
            nothing_stays_of(record.customer);
        }
        answered = i + 1;
        if (!till_store_tidy(store)) {
            return answered;
        }
    }
    return answered;
}

/* A life of so many steps, and the look at what is known after it. False when all events are in. */
static int live_and_look(uint64_t batch, uint64_t steps, uint64_t *answered)
{
    till_store store;
    power_cut_after(steps);
    if (till_store_open(&store, "disk", WINDOW, batch, SNAPSHOT_EVERY)) {
        *answered = live(&store, *answered);
        till_store_close(&store);
    }
    power_cut_restart();
    assert_true(till_store_open(&store, "disk", WINDOW, batch, SNAPSHOT_EVERY));
    const uint64_t known = store.book.sequence;
    assert_true(known + (batch - 1) >= *answered && known <= *answered + batch);
    assert_true(knows_exactly(&store.book, known));
    if (known > 0 && event(known - 1).kind == TILL_ERASE) {
        nothing_stays_of(event(known - 1).customer);
    }
    till_store_close(&store);
    *answered = known;
    return known < EVENTS;
}

static void what_was_answered_is_known_after_a_power_cut_at_any_step(void **state)
{
    (void)state;
    uint64_t answered = 0;
    power_cut_format(1);
    assert_true(!live_and_look(1, UINT64_MAX, &answered));
    power_cut_after(UINT64_MAX);
    const uint64_t all = 3 * EVENTS;
    for (uint64_t steps = 0; steps < all; steps += support_quick() ? 7 : 1) {
        power_cut_format(steps);
        answered = 0;
        live_and_look(1, steps, &answered);
    }
}

static void many_power_cuts_in_one_life_lose_nothing(void **state)
{
    (void)state;
    support_random random = support_random_from(2);
    for (uint64_t round = 0; round < support_rows(60, 6); round++) {
        uint64_t answered = 0;
        power_cut_format(1000 + round);
        while (live_and_look(1, support_random_below(&random, 120), &answered)) {
        }
    }
}

static void a_batch_loses_no_more_than_itself_and_nothing_in_between(void **state)
{
    (void)state;
    support_random random = support_random_from(3);
    for (uint64_t round = 0; round < support_rows(60, 6); round++) {
        uint64_t answered = 0;
        power_cut_format(2000 + round);
        while (live_and_look(2 + round % 9, support_random_below(&random, 120), &answered)) {
        }
    }
}

int main(void)
{
    const struct CMUnitTest power[] = {
        cmocka_unit_test(what_was_answered_is_known_after_a_power_cut_at_any_step),
        cmocka_unit_test(many_power_cuts_in_one_life_lose_nothing),
        cmocka_unit_test(a_batch_loses_no_more_than_itself_and_nothing_in_between),
    };
    /* The till says at every cut that it cannot write. */
    assert_true(freopen("/dev/null", "w", stderr) != NULL);
    const int failed = cmocka_run_group_tests(power, NULL, NULL);
    power_cut_free();
    return failed;
}
