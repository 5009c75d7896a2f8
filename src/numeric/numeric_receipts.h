/*
 * The one order of receipts: by customer row, then day, then receipt row. Histories, cohorts and
 * whatever else walks through purchases take the receipts from here:
 *
 *     numeric_receipts receipts;
 *     numeric_receipts_span span;
 *     patron_numeric_receipts_open(&receipts, n, customer, day, customers, from_day, to_day,
 *                                  scratch);
 *     while (patron_numeric_receipts_next(&receipts, &span)) {
 *         for (uint32_t i = 0; i < span.customers; ++i)
 *             for (uint32_t j = span.start[i]; j < span.start[i + 1]; ++j)
 *                 ... customer span.first_customer + i on span.day[j]: amount[span.row[j]] ...
 *     }
 *
 * Every customer comes exactly once, ascending, with all receipts of the window [from_day, to_day]
 * in one span; a customer without any has start[i] == start[i + 1]. The arrays of a span live in
 * the scratch until the next call. Reading other columns through row is a jump for each receipt:
 * prefetch them some 16 to 32 receipts ahead (PORTABILITY_PREFETCH(&amount[span.row[j + 24]]) where
 * j + 24 < span.start[span.customers]).
 *
 * The caller has checked: customer[i] < customers < 2^31 for receipts within the window (others may
 * be anything), n < 2^31.
 */
#ifndef PATRON_NUMERIC_RECEIPTS_H
#define PATRON_NUMERIC_RECEIPTS_H

#include "../portability.h"

/* Customer, day (above the window's first) and row of one receipt, as it travels. */
typedef struct numeric_receipt {
    uint32_t customer;
    uint32_t day;
    uint32_t row;
} numeric_receipt;

typedef struct numeric_receipts_span {
    uint32_t first_customer;
    uint32_t customers;    /* how many, at least 1 */
    const uint32_t *start; /* [customers + 1] offsets into day and row; start[0] = 0 */
    const int32_t *day;    /* [start[customers]] */
    const uint32_t *row;   /* [start[customers]] */
} numeric_receipts_span;

/* Set by open, moved by next; its members are nobody else's. */
typedef struct numeric_receipts {
    numeric_receipt *record; /* grouped by bucket of customers, in receipt order */
    numeric_receipt *other;
    uint32_t *end;   /* where each bucket ends in record */
    uint32_t *count; /* of the digits of one pass */
    uint32_t *start;
    int32_t from_day;
    uint32_t day_bits; /* 0 where receipts already come in day order */
    uint32_t shift;    /* customer >> shift is its bucket */
    uint32_t customers;
    uint32_t bucket; /* next to deliver */
    uint32_t buckets;
} numeric_receipts;

/* At most 24 n + 64 KiB, and 1/128 byte per customer beyond four million; SIZE_MAX: too large. */
size_t patron_numeric_receipts_scratch_size(size_t n, size_t customers);

void patron_numeric_receipts_open(numeric_receipts *receipts, size_t n, const uint32_t *customer,
                                  const int32_t *day, size_t customers, int32_t from_day,
                                  int32_t to_day, void *scratch);

/* 1 and the next span, or 0 at the end. */
int32_t patron_numeric_receipts_next(numeric_receipts *receipts, numeric_receipts_span *span);

#endif
