/*
 * The last receipts of a till, which can still be voided: a ring of a fixed number of entries. They
 * are not in the ledger yet, so that a void takes nothing out of a ledger, which cannot subtract.
 */
#ifndef TILL_WINDOW_H
#define TILL_WINDOW_H

#include <patron/history.h>

enum till_entry_state {
    TILL_ENTRY_COUNTS = 0,
    TILL_ENTRY_VOID = 1,
    TILL_ENTRY_ERASED = 2 /* everything else in the entry is 0 */
};

typedef struct till_entry {
    uint64_t receipt;
    int64_t amount;
    int64_t margin;
    int32_t day;
    uint32_t state;
} till_entry;

/* Each slot stands in a queue with the others whose customers share a hash, from the oldest on. */
typedef struct till_window {
    uint64_t *customer; /* by slot; 0 where it was erased */
    till_entry *entry;
    uint32_t *next;  /* slot + 1; 0 ends a queue */
    uint32_t *first; /* by hash: slot + 1; 0 is an empty queue */
    uint32_t *last;
    uint32_t hashes; /* a power of two, at least the capacity */
    uint32_t capacity;
    uint32_t begin; /* slot of the oldest */
    uint32_t count;
} till_window;

void till_window_open(till_window *window, uint32_t capacity);
void till_window_close(till_window *window);

uint32_t till_window_slot(const till_window *window, uint32_t age); /* age 0 is the oldest */
void till_window_push(till_window *window, uint64_t customer, const till_entry *entry);
void till_window_pop(till_window *window); /* the oldest */

/* The entry of a receipt and its customer; NULL where it is not (or no longer) here. */
till_entry *till_window_find(const till_window *window, uint64_t receipt, uint64_t *customer);

/* Whether receipts of a customer count here. */
int till_window_knows(const till_window *window, uint64_t customer);

/* Adds to a history the receipts here of a customer, in their order. */
int32_t till_window_add_to(const till_window *window, uint64_t customer, patron_history *history,
                           patron_fault *fault);

/* The same of two customers, as if they were one: every receipt here is looked at. */
int32_t till_window_add_both_to(const till_window *window, uint64_t customer, uint64_t other,
                                patron_history *history, patron_fault *fault);

void till_window_rekey(till_window *window, uint64_t customer, uint64_t new_customer);
void till_window_erase(till_window *window, uint64_t customer);

#endif
