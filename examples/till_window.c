#include "till_window.h"
#include "memory.h"

#include <stdlib.h>
#include <string.h>

void till_window_open(till_window *window, uint32_t capacity)
{
    memset(window, 0, sizeof *window);
    window->capacity = capacity;
    window->customer = memory_new(capacity, sizeof *window->customer);
    window->entry = memory_new(capacity, sizeof *window->entry);
}

void till_window_close(till_window *window)
{
    free(window->customer);
    free(window->entry);
    memset(window, 0, sizeof *window);
}

uint32_t till_window_slot(const till_window *window, uint32_t age)
{
    const uint32_t to_end = window->capacity - window->begin;
    return age < to_end ? window->begin + age : age - to_end;
}

void till_window_push(till_window *window, uint64_t customer, const till_entry *entry)
{
    const uint32_t slot = till_window_slot(window, window->count);
    window->customer[slot] = customer;
    window->entry[slot] = *entry;
    window->count++;
}

void till_window_pop(till_window *window)
{
    window->customer[window->begin] = 0;
    memset(&window->entry[window->begin], 0, sizeof *window->entry);
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

int till_window_knows(const till_window *window, uint64_t customer)
{
    for (uint32_t age = 0; age < window->count; age++) {
        const uint32_t slot = till_window_slot(window, age);
        if (window->customer[slot] == customer && window->entry[slot].state == TILL_ENTRY_COUNTS) {
            return 1;
        }
    }
    return 0;
}

int32_t till_window_add_to(const till_window *window, uint64_t customer, uint64_t or_customer,
                           patron_history *history, patron_fault *fault)
{
    for (uint32_t age = 0; age < window->count; age++) {
        const uint32_t slot = till_window_slot(window, age);
        const till_entry *entry = &window->entry[slot];
        if ((window->customer[slot] != customer && window->customer[slot] != or_customer) ||
            entry->state != TILL_ENTRY_COUNTS) {
            continue;
        }
        const int32_t status =
            patron_history_add(history, entry->day, entry->amount, entry->margin, fault);
        if (status != PATRON_OK) {
            return status;
        }
    }
    return PATRON_OK;
}

void till_window_rekey(till_window *window, uint64_t customer, uint64_t new_customer)
{
    for (uint32_t age = 0; age < window->count; age++) {
        const uint32_t slot = till_window_slot(window, age);
        if (window->customer[slot] == customer && window->entry[slot].state != TILL_ENTRY_ERASED) {
            window->customer[slot] = new_customer;
        }
    }
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
}
