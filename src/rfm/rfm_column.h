/*
 * A column of any of the three kinds, read as keys that ascend with its values; and the checks that
 * the functions that score share.
 */
#ifndef PATRON_RFM_COLUMN_H
#define PATRON_RFM_COLUMN_H

#include "../portability.h"
#include <patron/rfm.h>

enum {
    RFM_ROWS_MAX = 2147483647,
    RFM_BINS_MAX = 1000,
    RFM_GROUPS_MAX = 1000000,
    RFM_BLOCK = 32, /* rows that are turned into keys at a time */
    RFM_RESULT_FIRST_SIZE = 80
};

enum rfm_kind { RFM_REAL, RFM_WHOLE, RFM_DAY };

typedef struct rfm_column {
    enum rfm_kind kind;
    int nested;            /* group is given */
    const void *value;     /* double, int64_t or int32_t */
    const uint32_t *group; /* 0 = left out */
    size_t n;
    size_t used;   /* rows with a key: neither NaN nor in group 0 */
    uint64_t flip; /* all ones: keys descend with the values */
} rfm_column;

/* The keys of some rows, those without one left out; how many there are. */
size_t patron_rfm_keys(const rfm_column *column, size_t begin, size_t rows, uint64_t *key);

/* Whether a row has a key. */
PORTABILITY_INLINE int rfm_column_has(const rfm_column *column, size_t row)
{
    if (column->nested && column->group[row] == 0)
        return 0;
    if (column->kind != RFM_REAL)
        return 1;
    double value = ((const double *)column->value)[row];
    return value == value;
}

/* How a column is to be scored, and where the answer goes. */
typedef struct rfm_request {
    uint32_t method;
    uint32_t direction;
    size_t groups;
    size_t bins;
    uint32_t *score;
    void *threshold; /* of the column's type */
    uint64_t *customers;
    patron_rfm_result *result;
} rfm_request;

rfm_request patron_rfm_request(uint32_t method, uint32_t direction, size_t groups, size_t bins,
                               uint32_t *score, void *threshold, uint64_t *customers,
                               patron_rfm_result *result);

rfm_column patron_rfm_column(enum rfm_kind kind, size_t n, const void *value);

/* Tells the figures of a request that is done. */
void patron_rfm_finish(const rfm_request *request, const rfm_column *column,
                       patron_rfm_result *figures);

/* The faults of a request and its column, values included; counts column->used. */
int32_t patron_rfm_check(const rfm_request *request, rfm_column *column, const void *scratch,
                         size_t given, size_t needed, patron_fault *fault);

int32_t patron_rfm_check_direction(uint32_t direction, patron_fault *fault);

/* n is a number of rows, and a column of so many is there. */
int32_t patron_rfm_check_rows(size_t n, patron_fault *fault);
int32_t patron_rfm_check_there(size_t n, const void *column, const char *argument,
                               patron_fault *fault);

/* A count in [low, high]. */
int32_t patron_rfm_check_count(size_t count, size_t low, size_t high, const char *argument,
                               const char *expected, patron_fault *fault);

#endif
