/*
 * The receipts of a file as columns: what the library takes. Every line that is not a receipt is
 * counted, and the first ten are kept with their reason.
 */
#ifndef RECEIPTS_H
#define RECEIPTS_H

#include "customer_ids.h"
#include "options.h"

#include <patron/ledger.h>

enum receipts_limit { RECEIPTS_BAD_SHOWN = 10 };

typedef struct receipts_bad {
    uint64_t line;
    char reason[160];
} receipts_bad;

typedef struct receipts {
    customer_ids ids;
    patron_ledger *ledger; /* numbers the customers: row = number in ids */
    size_t ledger_size;
    size_t count; /* receipts */
    size_t capacity;
    uint64_t *id; /* the columns */
    uint32_t *customer;
    int32_t *day;
    int64_t *amount;
    int64_t *margin; /* NULL where the file has none */
    size_t in_ledger;
    size_t customers;
    int32_t first_day;
    int32_t last_day;
    uint64_t lines; /* read, without the header and blank ones */
    uint64_t blank;
    uint64_t later; /* left out: after the day of --as-of */
    uint64_t bad;
    receipts_bad shown[RECEIPTS_BAD_SHOWN];
} receipts;

/* An exit code; on any but EXIT_DONE the reason has been said on standard error. */
int receipts_read(receipts *all, const options *chosen);
void receipts_free(receipts *all);

#endif
