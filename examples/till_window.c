#include "till_window.h"
#include "memory.h"

#include <stdlib.h>
#include <string.h>

void till_window_open(till_window *window, uint32_t capacity)
{
    memset(window, 0, sizeof *window);
    window->capacity = capacity;
    window->hashes = 1;
    while (window->hashes < capacity) {
        window->hashes += window->hashes;
    }
    window->customer = memory_new(capacity, sizeof *window->customer);
    window->entry = memory_new(capacity, sizeof *window->entry);
    window->next = memory_new(capacity, sizeof *window->next);
    window->first = memory_new(window->hashes, sizeof *window->first);
    window->last = memory_new(window->hashes, sizeof *window->last);
}

void till_window_close(till_window *window)
{
    free(window->customer);
    free(window->entry);
    free(window->next);
    free(window->first);
    free(window->last);
    memset(window, 0, sizeof *window);
}

uint32_t till_window_slot(const till_window *window, uint32_t age)
{
    const uint32_t to_end = window->capacity - window->begin;
    return age < to_end ? window->begin + age : age - to_end;
}

/* Multiplication by 2^64 over the golden ratio spreads ids that follow each other. */
static uint32_t hash_of(const till_window *window, uint64_t customer)
{
    return (uint32_t)(customer * UINT64_C(0x9E3779B97F4A7C15) >> 33) & (window->hashes - 1);
}

static void enqueue(till_window *window, uint32_t slot)
{
    const uint32_t hash = hash_of(window, window->customer[slot]);
    window->next[slot] = 0;
    if (window->first[hash] == 0) {
        window->first[hash] = slot + 1;
    } else {
        window->next[window->last[hash] - 1] = slot + 1;
    }
    window->last[hash] = slot + 1;
}

/* All queues again, after customers have changed. */
static void enqueue_all(till_window *window)
{
    memset(window->first, 0, window->hashes * sizeof *window->first);
    for (uint32_t age = 0; age < window->count; age++) {
        enqueue(window, till_window_slot(window, age));
    }
}

void till_window_push(till_window *window, uint64_t customer, const till_entry *entry)
{
    const uint32_t slot = till_window_slot(window, window->count);
    window->customer[slot] = customer;
    window->entry[slot] = *entry;
    window->count++;
    enqueue(window, slot);
}

/* The oldest of all is the first of its queue. */
void till_window_pop(till_window *window)
{
    const uint32_t slot = window->begin;
    window->first[hash_of(window, window->customer[slot])] = window->next[slot];
    window->customer[slot] = 0;
    memset(&window->entry[slot], 0, sizeof *window->entry);
    window->begin = till_window_slot(window, 1);
    window->count--;
}

till_entry *till_window_find(const till_window *window, uint64_t receipt, uint64_t *customer)
{
    for (uint32_t age = window->count; age > 0; age--) {
        const uint32_t slot = till_window_slot(window, age - 1);
        if (window->entry[slot].receipt == receipt &&
            window->entry[slot].state != TILL_ENTRY_ERASED) {
            *customer = window->customer[slot];
            return &window->entry[slot];
        }
    }
    return NULL;
}

static int counts(const till_window *window, uint32_t slot, uint64_t customer)
{
    return window->customer[slot] == customer && window->entry[slot].state == TILL_ENTRY_COUNTS;
}

int till_window_knows(const till_window *window, uint64_t customer)
{
    uint32_t at = window->first[hash_of(window, customer)];
    while (at != 0 && !counts(window, at - 1, customer)) {
        at = window->next[at - 1];
    }
    return at != 0;
}

static int32_t add(const till_entry *entry, patron_history *history, patron_fault *fault)
{
    return patron_history_add(history, entry->day, entry->amount, entry->margin, fault);
}

int32_t till_window_add_to(const till_window *window, uint64_t customer, patron_history *history,
                           patron_fault *fault)
{
    int32_t status = PATRON_OK;
    uint32_t at = window->first[hash_of(window, customer)];
    for (; at != 0 && status == PATRON_OK; at = window->next[at - 1]) {
        if (counts(window, at - 1, customer)) {
            status = add(&window->entry[at - 1], history, fault);
        }
    }
    return status;
}

int32_t till_window_add_both_to(const till_window *window, uint64_t customer, uint64_t other,
                                patron_history *history, patron_fault *fault)
{
    int32_t status = PATRON_OK;
    for (uint32_t age = 0; age < window->count && status == PATRON_OK; age++) {
        const uint32_t slot = till_window_slot(window, age);
        if (counts(window, slot, customer) || counts(window, slot, other)) {
            status = add(&window->entry[slot], history, fault);
        }
    }
    return status;
}

void till_window_rekey(till_window *window, uint64_t customer, uint64_t new_customer)
{
    for (uint32_t age = 0; age < window->count; age++) {
        const uint32_t slot = till_window_slot(window, age);
        if (window->customer[slot] == customer && window->entry[slot].state != TILL_ENTRY_ERASED) {
            window->customer[slot] = new_customer;
        }
    }
    enqueue_all(window);
}

void till_window_erase(till_window *window, uint64_t customer)
{
    for (uint32_t age = 0; age < window->count; age++) {
        const uint32_t slot = till_window_slot(window, age);
        if (window->customer[slot] == customer && window->entry[slot].state != TILL_ENTRY_ERASED) {
            window->customer[slot] = 0;
            memset(&window->entry[slot], 0, sizeof *window->entry);
            window->entry[slot].state = TILL_ENTRY_ERASED;
        }
    }
    enqueue_all(window);
}
