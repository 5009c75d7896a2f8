#include "till_book.h"
#include "faults.h"
#include "memory.h"

#include <stdlib.h>
#include <string.h>

void till_book_open(till_book *book, uint32_t capacity, uint32_t window)
{
    patron_fault fault;
    memset(book, 0, sizeof *book);
    book->ledger_size = patron_ledger_size(capacity);
    book->ledger = memory_new(book->ledger_size, 1);
    faults_stop(patron_ledger_init(book->ledger, book->ledger_size, capacity, &fault), &fault);
    till_window_open(&book->window, window);
}

void till_book_close(till_book *book)
{
    free(book->ledger);
    till_seen_close(&book->seen);
    till_window_close(&book->window);
    memset(book, 0, sizeof *book);
}

static void in_ledger(const till_book *book, uint64_t customer, uint32_t *row,
                      patron_history *history)
{
    patron_fault fault;
    faults_stop(patron_ledger_find(book->ledger, book->ledger_size, customer, row, history, &fault),
                &fault);
}

int till_book_history(const till_book *book, uint64_t customer, patron_history *history)
{
    patron_fault fault;
    uint32_t row = PATRON_NONE;
    in_ledger(book, customer, &row, history);
    faults_stop(till_window_add_to(&book->window, customer, history, &fault), &fault);
    return history->receipts > 0;
}

/* Whether what a customer has, and a receipt more, can be counted. */
static int can_hold(const till_book *book, uint64_t customer, const till_record *receipt)
{
    uint32_t row = PATRON_NONE;
    patron_history history;
    in_ledger(book, customer, &row, &history);
    return till_window_add_to(&book->window, customer, &history, NULL) == PATRON_OK &&
           (receipt == NULL || patron_history_add(&history, receipt->day, receipt->amount,
                                                  receipt->margin, NULL) == PATRON_OK);
}

/* Whether what two customers have can be counted as one's. */
static int can_hold_both(const till_book *book, uint64_t customer, uint64_t other)
{
    uint32_t row = PATRON_NONE;
    patron_history history;
    patron_history added;
    in_ledger(book, customer, &row, &history);
    in_ledger(book, other, &row, &added);
    return patron_history_merge(&history, &added, NULL) == PATRON_OK &&
           till_window_add_both_to(&book->window, customer, other, &history, NULL) == PATRON_OK;
}

/* A void can be too large: what it took back may have kept a sum within its type. */
static int check_void(till_book *book, const till_record *record, uint64_t *customer)
{
    till_entry *entry = till_window_find(&book->window, record->receipt, customer);
    if (entry == NULL) {
        return till_seen_has(&book->seen, record->receipt) ? TILL_TOO_LATE : TILL_UNKNOWN;
    }
    if (entry->state == TILL_ENTRY_VOID) {
        return TILL_DUPLICATE;
    }
    entry->state = TILL_ENTRY_VOID;
    const int fits = can_hold(book, *customer, NULL);
    entry->state = TILL_ENTRY_COUNTS;
    return fits ? TILL_GOOD : TILL_TOO_LARGE;
}

static int knows(const till_book *book, uint64_t customer)
{
    uint32_t row = PATRON_NONE;
    in_ledger(book, customer, &row, NULL);
    return row != PATRON_NONE || till_window_knows(&book->window, customer);
}

int till_book_check(till_book *book, const till_record *record, uint64_t *customer)
{
    *customer = record->customer;
    switch (record->kind) {
    case TILL_RECEIPT:
        return till_seen_has(&book->seen, record->receipt) ? TILL_DUPLICATE
               : can_hold(book, *customer, record)         ? TILL_GOOD
                                                           : TILL_TOO_LARGE;
    case TILL_NOBODY:
        return till_seen_has(&book->seen, record->receipt) ? TILL_DUPLICATE : TILL_GOOD;
    case TILL_VOID:
        return check_void(book, record, customer);
    case TILL_REKEY:
        *customer = record->new_customer;
        return record->customer == record->new_customer                      ? TILL_DUPLICATE
               : !knows(book, record->customer)                              ? TILL_UNKNOWN
               : can_hold_both(book, record->new_customer, record->customer) ? TILL_GOOD
                                                                             : TILL_TOO_LARGE;
    default:
        return TILL_GOOD; /* who is not there is erased again: nothing of them may stay in a file */
    }
}

/* A ledger twice as large takes the place of the full one. */
static void grow(till_book *book, uint32_t capacity)
{
    patron_fault fault;
    const size_t size = patron_ledger_size(capacity);
    patron_ledger *grown = memory_new(size, 1);
    faults_stop(patron_ledger_grow(book->ledger, book->ledger_size, capacity, grown, size, &fault),
                &fault);
    free(book->ledger);
    book->ledger = grown;
    book->ledger_size = size;
}

static void add_to_ledger(till_book *book, uint64_t customer, const till_entry *entry)
{
    patron_fault fault;
    int32_t status = patron_ledger_add(book->ledger, book->ledger_size, customer, entry->day,
                                       entry->amount, entry->margin, NULL, &fault);
    if (status == PATRON_E_FULL) {
        uint32_t count = 0;
        patron_ledger_count(book->ledger, book->ledger_size, &count, NULL, NULL);
        grow(book, count < 1073741823 ? count + count + 1 : 2147483646);
        status = patron_ledger_add(book->ledger, book->ledger_size, customer, entry->day,
                                   entry->amount, entry->margin, NULL, &fault);
    }
    faults_stop(status, &fault);
}

/* The oldest receipt leaves the window for good. */
static void settle(till_book *book)
{
    const till_window *window = &book->window;
    if (window->entry[window->begin].state == TILL_ENTRY_COUNTS) {
        add_to_ledger(book, window->customer[window->begin], &window->entry[window->begin]);
    }
    till_window_pop(&book->window);
}

static void apply_receipt(till_book *book, const till_record *record)
{
    const till_entry entry = {record->receipt, record->amount, record->margin, record->day,
                              TILL_ENTRY_COUNTS};
    if (book->window.count == book->window.capacity) {
        settle(book);
    }
    till_window_push(&book->window, record->customer, &entry);
    till_seen_add(&book->seen, record->receipt);
    book->day = record->day;
}

static void apply_rekey(till_book *book, const till_record *record)
{
    patron_fault fault;
    const int32_t status = patron_ledger_rekey(book->ledger, book->ledger_size, record->customer,
                                               record->new_customer, NULL, NULL, NULL, &fault);
    if (status != PATRON_E_UNKNOWN) { /* who is in the window only */
        faults_stop(status, &fault);
    }
    till_window_rekey(&book->window, record->customer, record->new_customer);
}

static void apply_erase(till_book *book, const till_record *record)
{
    patron_fault fault;
    const int32_t status =
        patron_ledger_remove(book->ledger, book->ledger_size, record->customer, NULL, NULL, &fault);
    if (status != PATRON_E_UNKNOWN) {
        faults_stop(status, &fault);
    }
    till_window_erase(&book->window, record->customer);
}

void till_book_apply(till_book *book, const till_record *record)
{
    uint64_t customer = 0;
    switch (record->kind) {
    case TILL_RECEIPT:
        apply_receipt(book, record);
        break;
    case TILL_NOBODY:
        till_seen_add(&book->seen, record->receipt);
        book->day = record->day;
        break;
    case TILL_VOID:
        till_window_find(&book->window, record->receipt, &customer)->state = TILL_ENTRY_VOID;
        break;
    case TILL_REKEY:
        apply_rekey(book, record);
        break;
    default:
        apply_erase(book, record);
        break;
    }
    book->sequence = record->sequence;
}

static int by_value(const void *left, const void *right)
{
    const uint64_t a = *(const uint64_t *)left;
    const uint64_t b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

uint64_t *till_book_customers(const till_book *book, size_t *count)
{
    patron_fault fault;
    uint32_t rows = 0;
    faults_stop(patron_ledger_count(book->ledger, book->ledger_size, &rows, NULL, &fault), &fault);
    uint64_t *customer = memory_new((size_t)rows + book->window.count, sizeof *customer);
    faults_stop(
        patron_ledger_rows(book->ledger, book->ledger_size, 0, rows, customer, NULL, &fault),
        &fault);
    size_t found = rows;
    for (uint32_t age = 0; age < book->window.count; age++) {
        const uint32_t slot = till_window_slot(&book->window, age);
        if (book->window.entry[slot].state == TILL_ENTRY_COUNTS) {
            customer[found++] = book->window.customer[slot];
        }
    }
    qsort(customer, found, sizeof *customer, by_value);
    *count = 0;
    for (size_t i = 0; i < found; i++) {
        if (*count == 0 || customer[*count - 1] != customer[i]) {
            customer[(*count)++] = customer[i];
        }
    }
    return customer;
}

int till_book_merge(till_book *book, till_book *other, uint64_t *number)
{
    patron_fault fault;
    if (!till_seen_merge(&book->seen, &other->seen, number)) {
        return TILL_DUPLICATE;
    }
    while (book->window.count > 0) {
        settle(book);
    }
    while (other->window.count > 0) {
        settle(other);
    }
    int32_t status = patron_ledger_merge(book->ledger, book->ledger_size, other->ledger,
                                         other->ledger_size, &fault);
    if (status == PATRON_E_FULL) {
        grow(book, (uint32_t)fault.whole);
        status = patron_ledger_merge(book->ledger, book->ledger_size, other->ledger,
                                     other->ledger_size, &fault);
    }
    if (status == PATRON_E_OVERFLOW) {
        return TILL_TOO_LARGE;
    }
    faults_stop(status, &fault);
    book->day = book->day > other->day ? book->day : other->day;
    return TILL_GOOD;
}
