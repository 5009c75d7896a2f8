/*
 * All that a till knows: the ledger of older receipts, the window of the last ones, the numbers of
 * all. What a record does to it depends on nothing else, so that records applied again after a
 * restart lead to where they led before.
 */
#ifndef TILL_BOOK_H
#define TILL_BOOK_H

#include "till_record.h"
#include "till_seen.h"
#include "till_window.h"

#include <patron/ledger.h>

typedef struct till_book {
    patron_ledger *ledger;
    size_t ledger_size;
    till_seen seen;
    till_window window;
    uint64_t sequence; /* of the last record applied */
    int32_t day; /* of the receipt taken last: today, as far as a till without a clock knows */
} till_book;

enum till_verdict {
    TILL_GOOD = 0,
    TILL_DUPLICATE = 1, /* done before: nothing is left to do */
    TILL_UNKNOWN = 2,   /* no such receipt or customer */
    TILL_TOO_LATE = 3,  /* a void of a receipt that is no longer in the window, or was erased */
    TILL_TOO_LARGE = 4  /* a sum of money or a count of receipts would leave its type */
};

void till_book_open(till_book *book, uint32_t capacity, uint32_t window);
void till_book_close(till_book *book);

/* Whether a record can be applied. customer is the one it is about; 0 where it is about none. */
int till_book_check(till_book *book, const till_record *record, uint64_t *customer);
void till_book_apply(till_book *book, const till_record *record); /* a good one */

/* A customer's receipts, of ledger and window. False where there are none: history is all zero. */
int till_book_history(const till_book *book, uint64_t customer, patron_history *history);

/* Customers with receipts, ascending, in memory to be freed. */
uint64_t *till_book_customers(const till_book *book, size_t *count);

/* Adds all that another book holds; its window goes into the ledger, as does that of book. A verdict;
   where it is TILL_DUPLICATE both have the receipt number. On any but TILL_GOOD book is of no use. */
int till_book_merge(till_book *book, till_book *other, uint64_t *number);

#endif
