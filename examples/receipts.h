/*
 * The receipts of a file as columns: what the library takes. Every line that is not a receipt is
 * counted, and the first ten are kept with their reason.
 */
#ifndef RECEIPTS_H
#define RECEIPTS_H

#include "csv.h"
#include "customer_ids.h"
#include "options.h"
#include "products.h"

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
    int64_t *margin; /* this and what follows: NULL where the file has none */
    int64_t *on_invoice;
    int64_t *off_invoice;
    int64_t *goods;
    double *items;
    uint32_t *category; /* number in categories */
    uint32_t *slip;     /* number in slips: lines of one receipt have the same */
    customer_ids categories;
    customer_ids slips;
    products products;
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

/* Where in a line the parts of a receipt are: the number of columns where they are not. */
typedef struct receipts_layout {
    size_t columns; /* of the first line */
    size_t at[OPTIONS_COLUMNS];
} receipts_layout;

/* False after saying why a column is not there. The first line is in the reader. */
int receipts_find_columns(csv_reader *reader, const options *chosen, receipts_layout *columns);

/* An exit code; on any but EXIT_DONE the reason has been said on standard error. */
int receipts_read(receipts *all, const options *chosen);
void receipts_free(receipts *all);

#endif
