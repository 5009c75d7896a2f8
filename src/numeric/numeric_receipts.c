/*
 * Receipts by customer, day and row: stable counting passes only, so the cost does not depend on
 * who buys how often.
 *
 * open() partitions the receipts of the window, as records of customer, day and row, into buckets
 * of neighboring customers, through buffers of 16 records per bucket (numeric_sort.c says why).
 * next() then sorts one bucket, which as a rule fits the cache, by day (one pass per 11 bits of the
 * window; none where the receipts come in day order already) and by customer.
 *
 * Amounts do not travel along: 16 bytes more a receipt in each of two buffers go beyond what
 * scratch may hold, and fetching them through row is cheap where it is prefetched. 10 M receipts of
 * 1 M customers (x86-64, tests/bench/bench_receipts.c): the order alone 0.09 s, with one column
 * fetched 0.13 s.
 */
#include "../portability.h"
#include "numeric_near.h"
#include "numeric_receipts.h"
#include "numeric_scratch.h"

#include <string.h>

enum {
    NUMERIC_RECEIPTS_LINE = 16,
    NUMERIC_RECEIPTS_BUCKETS = 1024,
    NUMERIC_RECEIPTS_BUCKET_ROWS = 4096, /* receipts, or customers, wanted per bucket */
    NUMERIC_RECEIPTS_DAY_BITS = 11,
    NUMERIC_RECEIPTS_DIGITS = 1 << NUMERIC_RECEIPTS_DAY_BITS
};

/* log2 of the customers of one bucket. */
static uint32_t numeric_receipts_shift(size_t n, size_t customers)
{
    size_t wanted = (n > customers ? n : customers) / NUMERIC_RECEIPTS_BUCKET_ROWS + 1;
    if (wanted > NUMERIC_RECEIPTS_BUCKETS)
        wanted = NUMERIC_RECEIPTS_BUCKETS;
    if (customers <= wanted)
        return 0;
    return numeric_bit_length((customers - 1) / wanted);
}

size_t patron_numeric_receipts_scratch_size(size_t n, size_t customers)
{
    if (customers > INT32_MAX || n > INT32_MAX)
        return SIZE_MAX;
    size_t span = (size_t)1 << numeric_receipts_shift(n, customers);
    size_t buckets = NUMERIC_RECEIPTS_BUCKETS + 1;
    size_t need = numeric_scratch_need(NUMERIC_SCRATCH_SLACK, n, sizeof(numeric_receipt));
    need = numeric_scratch_need(need, n, sizeof(numeric_receipt));
    need = numeric_scratch_need(need, buckets, sizeof(uint32_t));
    need = numeric_scratch_need(need, NUMERIC_RECEIPTS_DIGITS, sizeof(uint32_t));
    return numeric_scratch_need(need, span + 1, sizeof(uint32_t));
}

static int32_t numeric_receipts_inside(int32_t day, int32_t from_day, int32_t to_day)
{
    return day >= from_day && day <= to_day;
}

/* Counts the receipts of each bucket into end; says whether days never go back. */
static uint32_t numeric_receipts_count(const numeric_receipts *receipts, size_t n,
                                       const uint32_t *customer, const int32_t *day, int32_t to_day)
{
    uint32_t *count = receipts->end;
    uint32_t shift = receipts->shift;
    int32_t from_day = receipts->from_day;
    int32_t latest = from_day;
    uint32_t steps_back = 0;
    memset(count, 0, receipts->buckets * sizeof *count);
    for (size_t i = 0; i < n; ++i) {
        if (!numeric_receipts_inside(day[i], from_day, to_day))
            continue;
        ++count[customer[i] >> shift];
        steps_back |= (uint32_t)(day[i] < latest);
        latest = day[i];
    }
    return steps_back == 0;
}

static numeric_receipt numeric_receipts_record(uint32_t customer, uint32_t day, size_t row)
{
    numeric_receipt record;
    record.customer = customer;
    record.day = day;
    record.row = (uint32_t)row;
    return record;
}

/* Few receipts for many buckets, or one bucket: straight to their place. end[b] begins b. */
static void numeric_receipts_move(const numeric_receipts *receipts, size_t n,
                                  const uint32_t *customer, const int32_t *day, int32_t to_day)
{
    for (size_t i = 0; i < n; ++i) {
        if (!numeric_receipts_inside(day[i], receipts->from_day, to_day))
            continue;
        uint32_t place = receipts->end[customer[i] >> receipts->shift]++;
        uint32_t since = (uint32_t)day[i] - (uint32_t)receipts->from_day;
        receipts->record[place] = numeric_receipts_record(customer[i], since, i);
    }
}

/* What a bucket's buffer still holds. */
static void numeric_receipts_flush(const numeric_receipts *receipts, const numeric_receipt *line,
                                   const uint32_t *begin)
{
    for (uint32_t b = 0; b < receipts->buckets; ++b) {
        uint32_t end = receipts->end[b];
        uint32_t first = end - end % NUMERIC_RECEIPTS_LINE;
        uint32_t skip = begin[b] > first ? begin[b] - first : 0;
        for (uint32_t i = first + skip; i < end; ++i)
            receipts->record[i] = line[b * NUMERIC_RECEIPTS_LINE + i - first];
    }
}

/* The same through a buffer of whole cache lines per bucket, kept in `other`, as begin is. */
static void numeric_receipts_move_buffered(const numeric_receipts *receipts, size_t n,
                                           const uint32_t *customer, const int32_t *day,
                                           int32_t to_day)
{
    numeric_receipt *record = receipts->record;
    numeric_receipt *line = receipts->other;
    uint32_t *end = receipts->end;
    uint32_t *begin = receipts->count;
    uint32_t shift = receipts->shift;
    int32_t from_day = receipts->from_day;
    memcpy(begin, end, receipts->buckets * sizeof *begin);
    for (size_t i = 0; i < n; ++i) {
        if (!numeric_receipts_inside(day[i], from_day, to_day))
            continue;
        uint32_t since = (uint32_t)day[i] - (uint32_t)from_day;
        size_t b = customer[i] >> shift;
        uint32_t at = end[b]++;
        numeric_receipt *buffer = line + b * NUMERIC_RECEIPTS_LINE;
        buffer[at % NUMERIC_RECEIPTS_LINE] = numeric_receipts_record(customer[i], since, i);
        if (at % NUMERIC_RECEIPTS_LINE != NUMERIC_RECEIPTS_LINE - 1)
            continue;
        uint32_t first = at - (NUMERIC_RECEIPTS_LINE - 1);
        uint32_t skip = begin[b] > first ? begin[b] - first : 0;
        if (skip == 0)
            memcpy(record + first, buffer, NUMERIC_RECEIPTS_LINE * sizeof *record);
        else
            memcpy(record + first + skip, buffer + skip,
                   (NUMERIC_RECEIPTS_LINE - skip) * sizeof *record);
    }
    numeric_receipts_flush(receipts, line, begin);
}

static uint32_t numeric_receipts_sum_up(uint32_t *count, size_t n)
{
    uint32_t begin = 0;
    for (size_t i = 0; i < n; ++i) {
        uint32_t size = count[i];
        count[i] = begin;
        begin += size;
    }
    return begin;
}

void patron_numeric_receipts_open(numeric_receipts *receipts, size_t n, const uint32_t *customer,
                                  const int32_t *day, size_t customers, int32_t from_day,
                                  int32_t to_day, void *scratch)
{
    uint32_t shift = numeric_receipts_shift(n, customers);
    size_t span = (size_t)1 << shift;
    numeric_scratch carve =
        numeric_scratch_open(scratch, patron_numeric_receipts_scratch_size(n, customers));
    receipts->record = numeric_scratch_take(&carve, n, sizeof(numeric_receipt));
    receipts->other = numeric_scratch_take(&carve, n, sizeof(numeric_receipt));
    receipts->end = numeric_scratch_take(&carve, NUMERIC_RECEIPTS_BUCKETS + 1, sizeof(uint32_t));
    receipts->count = numeric_scratch_take(&carve, NUMERIC_RECEIPTS_DIGITS, sizeof(uint32_t));
    receipts->start = numeric_scratch_take(&carve, span + 1, sizeof(uint32_t));
    receipts->from_day = from_day;
    receipts->shift = shift;
    receipts->customers = (uint32_t)customers;
    receipts->bucket = 0;
    receipts->buckets = customers == 0 ? 0 : (uint32_t)((customers - 1) >> shift) + 1;
    receipts->day_bits = 0;
    if (customers == 0 || to_day < from_day) {
        if (customers != 0)
            memset(receipts->end, 0, receipts->buckets * sizeof *receipts->end);
        return;
    }
    if (!numeric_receipts_count(receipts, n, customer, day, to_day))
        receipts->day_bits = numeric_bit_length((uint32_t)to_day - (uint32_t)from_day);
    numeric_receipts_sum_up(receipts->end, receipts->buckets);
    if ((size_t)receipts->buckets * NUMERIC_RECEIPTS_LINE <= n && receipts->buckets > 1)
        numeric_receipts_move_buffered(receipts, n, customer, day, to_day);
    else
        numeric_receipts_move(receipts, n, customer, day, to_day);
}

/* One stable pass by the digit of the day above `low` bits. */
static void numeric_receipts_by_day(uint32_t n, const numeric_receipt *from, numeric_receipt *to,
                                    uint32_t low, uint32_t *count)
{
    const uint32_t mask = NUMERIC_RECEIPTS_DIGITS - 1;
    memset(count, 0, NUMERIC_RECEIPTS_DIGITS * sizeof *count);
    for (uint32_t i = 0; i < n; ++i)
        ++count[(from[i].day >> low) & mask];
    numeric_receipts_sum_up(count, NUMERIC_RECEIPTS_DIGITS);
    for (uint32_t i = 0; i < n; ++i)
        to[count[(from[i].day >> low) & mask]++] = from[i];
}

/* The last pass, by customer, which also takes the records apart into columns. */
static void numeric_receipts_by_customer(const numeric_receipts *receipts, uint32_t n,
                                         const numeric_receipt *from, uint32_t first,
                                         uint32_t customers, int32_t *day, uint32_t *row)
{
    uint32_t *start = receipts->start;
    uint32_t from_day = (uint32_t)receipts->from_day;
    memset(start, 0, ((size_t)customers + 1) * sizeof *start);
    for (uint32_t i = 0; i < n; ++i)
        ++start[from[i].customer - first];
    numeric_receipts_sum_up(start, customers);
    for (uint32_t i = 0; i < n; ++i) {
        uint32_t place = start[from[i].customer - first]++;
        uint32_t since = from[i].day + from_day;
        memcpy(day + place, &since, sizeof since);
        row[place] = from[i].row;
    }
    /* Each start has moved to the next one's. */
    memmove(start + 1, start, customers * sizeof *start);
    start[0] = 0;
}

int32_t patron_numeric_receipts_next(numeric_receipts *receipts, numeric_receipts_span *span)
{
    if (receipts->bucket == receipts->buckets)
        return 0;
    uint32_t bucket = receipts->bucket++;
    uint32_t begin = bucket == 0 ? 0 : receipts->end[bucket - 1];
    uint32_t n = receipts->end[bucket] - begin;
    numeric_receipt *from = receipts->record + begin;
    numeric_receipt *to = receipts->other;
    for (uint32_t low = 0; low < receipts->day_bits; low += NUMERIC_RECEIPTS_DAY_BITS) {
        numeric_receipts_by_day(n, from, to, low, receipts->count);
        numeric_receipt *swapped = from;
        from = to;
        to = swapped;
    }
    uint32_t first = bucket << receipts->shift;
    uint32_t left = receipts->customers - first;
    uint32_t customers = left >> receipts->shift != 0 ? (uint32_t)1 << receipts->shift : left;
    int32_t *day = (int32_t *)(void *)to;
    uint32_t *row = (uint32_t *)(void *)to + n;
    numeric_receipts_by_customer(receipts, n, from, first, customers, day, row);
    span->first_customer = first;
    span->customers = customers;
    span->start = receipts->start;
    span->day = day;
    span->row = row;
    return 1;
}
