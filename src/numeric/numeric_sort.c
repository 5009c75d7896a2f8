/*
 * The outer half of the sort: partition what does not fit in the cache, sort the parts there.
 *
 * Keys are 64-bit numbers (numeric_key.h). A small sample chooses the range [lowest, highest] most
 * keys lie in and how finely to cut it: one pass counts keys by such entries, neighboring entries
 * are joined to buckets of about equal size, a second pass moves every key to its bucket, and each
 * bucket is sorted in the cache and written out. That adapts to any smooth distribution. Where it
 * does not (outliers, heavy ties), a bucket too large for the cache is partitioned again: by sample
 * where it is at most half of its parent, else over its own exact range, which makes the range of
 * what remains at least 2^10 times narrower. So there are at most 2 log2(n) + 7 rounds.
 *
 * The moves go through a buffer of 16 records per bucket, flushed in whole cache lines: without it
 * each of some 1,200 open buckets costs a cache and a page-table miss per record. Trials on 10 M
 * doubles (x86-64, tests/bench/bench_sort.c): 0.12 s, with the permutation 0.14 s, where the C
 * library's qsort takes 1.46 s; a least-significant-digit radix sort took 0.43 to 0.53 s.
 *
 * Source: Salzberg, "Merging sorted runs using large main memory" (1989) for the buffered
 * partition; Frazer & McKellar, "Samplesort" (1970) for choosing it by sample.
 */
#include "../portability.h"
#include "numeric_key.h"
#include "numeric_near.h"
#include "numeric_range.h"
#include "numeric_scratch.h"
#include "numeric_sort.h"

#include <string.h>

enum {
    NUMERIC_SORT_LINE = 16,      /* records buffered per bucket */
    NUMERIC_SORT_BUCKETS = 2048, /* open at once; their buffers fit a 1 MiB cache */
    NUMERIC_SORT_ENTRY_BITS = 20,
    NUMERIC_SORT_LEAST_BITS = 12,
    NUMERIC_SORT_CROWD = 2,
    NUMERIC_SORT_REAL = 0,
    NUMERIC_SORT_WHOLE = 1,
    NUMERIC_SORT_UNSIGNED = 2
};

/* How much of everything n rows need. */
typedef struct numeric_sort_plan {
    size_t near_limit; /* records sorted in the cache */
    size_t far;        /* n where partitioning is needed, else 0 */
    size_t pending;
    uint32_t entry_bits;
    uint32_t entries;
    uint32_t buckets;
} numeric_sort_plan;

/* Rows that still need partitioning: key side 0 or 1, [begin, end). */
typedef struct numeric_sort_segment {
    size_t begin;
    size_t end;
    uint32_t side;
    uint32_t exact; /* take the range from all keys, not from the sample */
} numeric_sort_segment;

/* Where the rows of a bucket go. */
typedef struct numeric_sort_bucket {
    uint32_t begin;
    uint32_t at;
} numeric_sort_bucket;

typedef struct numeric_sort_work {
    numeric_sort_plan plan;
    numeric_records side[2]; /* side 0 starts with the keys, and its rows are the order given out */
    numeric_records near;
    numeric_records line;
    uint16_t *near_count;
    uint32_t *entry;
    uint16_t *bucket_of;
    numeric_sort_bucket *bucket;
    numeric_sort_segment *pending;
    size_t pending_count;
    void *sorted; /* or NULL */
    uint64_t flip;
    uint32_t kind;     /* of sorted */
    uint32_t rows_set; /* 0 until the first partition has given every record its row */
} numeric_sort_work;

static numeric_sort_plan numeric_sort_make_plan(size_t n)
{
    numeric_sort_plan plan = {0, 0, 0, 0, 0, 0};
    plan.near_limit = n < 65536 ? 4096 : n < 1048576 ? 8192 : n < 16777216 ? 16384 : 32768;
    if (n <= plan.near_limit) {
        plan.near_limit = n;
        return plan;
    }
    plan.far = n;
    plan.pending = n / plan.near_limit + 1;
    uint32_t bits = numeric_bit_length(n) - 2;
    plan.entry_bits = bits < NUMERIC_SORT_ENTRY_BITS ? bits : NUMERIC_SORT_ENTRY_BITS;
    plan.entries = (uint32_t)1 << plan.entry_bits;
    size_t buckets = n / (plan.near_limit / 4) + 2;
    plan.buckets = buckets < NUMERIC_SORT_BUCKETS ? (uint32_t)buckets : NUMERIC_SORT_BUCKETS;
    return plan;
}

/* The pieces of one numeric_records; rows only where wanted. */
static size_t numeric_sort_need_records(size_t total, size_t n, uint32_t with_rows)
{
    total = numeric_scratch_need(total, n, sizeof(uint64_t));
    return with_rows ? numeric_scratch_need(total, n, sizeof(uint32_t)) : total;
}

static numeric_records numeric_sort_take_records(numeric_scratch *carve, size_t n,
                                                 uint32_t with_rows)
{
    numeric_records taken;
    taken.key = numeric_scratch_take(carve, n, sizeof(uint64_t));
    taken.row = with_rows ? numeric_scratch_take(carve, n, sizeof(uint32_t)) : NULL;
    return taken;
}

/* All but side 0. */
static size_t numeric_sort_need(size_t n, uint32_t with_rows)
{
    numeric_sort_plan plan = numeric_sort_make_plan(n);
    size_t need = numeric_sort_need_records(NUMERIC_SCRATCH_SLACK, plan.near_limit, with_rows);
    need = numeric_scratch_need(need, plan.near_limit + 2, sizeof(uint16_t));
    if (plan.far == 0)
        return need;
    need = numeric_sort_need_records(need, plan.far, with_rows);
    need = numeric_sort_need_records(need, (size_t)plan.buckets * NUMERIC_SORT_LINE, with_rows);
    need = numeric_scratch_need(need, plan.entries, sizeof(uint32_t));
    need = numeric_scratch_need(need, plan.entries, sizeof(uint16_t));
    need = numeric_scratch_need(need, plan.buckets, sizeof(numeric_sort_bucket));
    return numeric_scratch_need(need, plan.pending, sizeof(numeric_sort_segment));
}

static void numeric_sort_carve(numeric_sort_work *work, size_t n, uint32_t with_rows,
                               numeric_scratch *carve)
{
    numeric_sort_plan plan = numeric_sort_make_plan(n);
    work->plan = plan;
    work->pending_count = 0;
    work->rows_set = 0;
    work->near = numeric_sort_take_records(carve, plan.near_limit, with_rows);
    work->near_count = numeric_scratch_take(carve, plan.near_limit + 2, sizeof(uint16_t));
    if (plan.far == 0)
        return;
    work->side[1] = numeric_sort_take_records(carve, plan.far, with_rows);
    work->line =
        numeric_sort_take_records(carve, (size_t)plan.buckets * NUMERIC_SORT_LINE, with_rows);
    work->entry = numeric_scratch_take(carve, plan.entries, sizeof(uint32_t));
    work->bucket_of = numeric_scratch_take(carve, plan.entries, sizeof(uint16_t));
    work->bucket = numeric_scratch_take(carve, plan.buckets, sizeof(numeric_sort_bucket));
    work->pending = numeric_scratch_take(carve, plan.pending, sizeof(numeric_sort_segment));
}

/* --- giving out ------------------------------------------------------------------------------- */

static void numeric_sort_write_keys(const numeric_sort_work *work, size_t begin, size_t n,
                                    const uint64_t *key)
{
    uint64_t flip = work->flip;
    if (work->kind == NUMERIC_SORT_REAL) {
        double *sorted = (double *)work->sorted + begin;
        for (size_t i = 0; i < n; ++i)
            sorted[i] = numeric_key_to_real(key[i] ^ flip);
    } else if (work->kind == NUMERIC_SORT_WHOLE) {
        int64_t *sorted = (int64_t *)work->sorted + begin;
        for (size_t i = 0; i < n; ++i)
            sorted[i] = numeric_key_to_whole(key[i] ^ flip);
    } else {
        uint64_t *sorted = (uint64_t *)work->sorted + begin;
        for (size_t i = 0; i < n; ++i)
            sorted[i] = key[i] ^ flip;
    }
}

/* Records in final order: their values to sorted, their rows to order (the rows of side 0). */
static void numeric_sort_write(const numeric_sort_work *work, size_t begin, size_t n,
                               numeric_records records)
{
    if (work->sorted != NULL)
        numeric_sort_write_keys(work, begin, n, records.key);
    uint32_t *order = work->side[0].row;
    if (order == NULL)
        return;
    if (records.row != NULL)
        memmove(order + begin, records.row, n * sizeof *order);
    else
        for (size_t i = 0; i < n; ++i)
            order[begin + i] = (uint32_t)(begin + i);
}

static void numeric_sort_find_range(size_t n, const uint64_t *key, numeric_range *range)
{
    uint64_t lowest = key[0];
    uint64_t highest = key[0];
    for (size_t i = 1; i < n; ++i) {
        lowest = key[i] < lowest ? key[i] : lowest;
        highest = key[i] > highest ? key[i] : highest;
    }
    range->lowest = lowest;
    range->highest = highest;
}

/* A segment that fits the cache: sort and give out. */
static void numeric_sort_finish(const numeric_sort_work *work, size_t begin, size_t n,
                                uint32_t side)
{
    numeric_records from = numeric_records_at(work->side[side], begin);
    numeric_range range;
    numeric_sort_find_range(n, from.key, &range);
    patron_numeric_near_sort(n, from, work->near, range.lowest, range.highest, work->near_count);
    numeric_sort_write(work, begin, n, work->near);
}

/* --- partitioning ----------------------------------------------------------------------------- */

/* The range to cut into entries: by a sample, which is sorted in work->near, or exactly. */
static numeric_range numeric_sort_choose(const numeric_sort_work *work,
                                         const numeric_sort_segment *segment)
{
    size_t n = segment->end - segment->begin;
    const uint64_t *key = work->side[segment->side].key + segment->begin;
    size_t size = patron_numeric_range_sample_size(n);
    uint64_t *sample = work->near.key;
    for (size_t i = 0; i < size; ++i)
        sample[i] = key[patron_numeric_range_sample_row(n, size, i)];
    numeric_records records = {sample, NULL};
    numeric_records spare = {sample + size, NULL};
    patron_numeric_near_merge_sort(size, records, spare);
    numeric_range range = patron_numeric_range_of_sample(size, sample);
    if (segment->exact)
        numeric_sort_find_range(n, key, &range);
    patron_numeric_range_cut(&range, size, sample, NUMERIC_SORT_CROWD, NUMERIC_SORT_LEAST_BITS,
                             work->plan.entry_bits);
    return range;
}

/* Joins entries to buckets of about `room` rows, none of them empty; returns how many buckets. */
static uint32_t numeric_sort_join(const numeric_sort_work *work, uint32_t entries, size_t begin,
                                  size_t n)
{
    size_t room = work->plan.near_limit / 2;
    size_t least = 2 * n / (work->plan.buckets - 1) + 1;
    room = room > least ? room : least;
    uint32_t bucket = 0;
    size_t held = 0;
    work->bucket[0].begin = (uint32_t)begin;
    for (uint32_t i = 0; i < entries; ++i) {
        size_t count = work->entry[i];
        if (held > 0 && count > 0 && held + count > room) {
            begin += held;
            work->bucket[++bucket].begin = (uint32_t)begin;
            held = 0;
        }
        held += count;
        work->bucket_of[i] = (uint16_t)bucket;
    }
    for (uint32_t i = 0; i <= bucket; ++i)
        work->bucket[i].at = work->bucket[i].begin;
    return bucket + 1;
}

/* The buffered records of a bucket up to `at`, to their place. */
PORTABILITY_INLINE void numeric_sort_flush(const uint64_t *line, uint64_t *key, uint32_t begin,
                                           uint32_t at)
{
    uint32_t first = (at - 1) / NUMERIC_SORT_LINE * NUMERIC_SORT_LINE;
    uint32_t skip = begin > first ? begin - first : 0;
    if (skip == 0 && at - first == NUMERIC_SORT_LINE)
        memcpy(key + first, line, NUMERIC_SORT_LINE * sizeof *key);
    else
        for (uint32_t i = first + skip; i < at; ++i)
            key[i] = line[i - first];
}

PORTABILITY_INLINE void numeric_sort_flush_rows(const uint32_t *line, uint32_t *row, uint32_t begin,
                                                uint32_t at)
{
    uint32_t first = (at - 1) / NUMERIC_SORT_LINE * NUMERIC_SORT_LINE;
    uint32_t skip = begin > first ? begin - first : 0;
    if (skip == 0 && at - first == NUMERIC_SORT_LINE)
        memcpy(row + first, line, NUMERIC_SORT_LINE * sizeof *row);
    else
        for (uint32_t i = first + skip; i < at; ++i)
            row[i] = line[i - first];
}

static void numeric_sort_move_keys(const numeric_sort_work *work,
                                   const numeric_sort_segment *segment, numeric_range range)
{
    const uint64_t *key = work->side[segment->side].key;
    uint64_t *to = work->side[1 - segment->side].key;
    const uint16_t *bucket_of = work->bucket_of;
    numeric_sort_bucket *bucket = work->bucket;
    uint64_t *line = work->line.key;
    for (size_t i = segment->begin; i < segment->end; ++i) {
        size_t b = bucket_of[numeric_range_entry(range, key[i])];
        uint32_t at = bucket[b].at++;
        line[b * NUMERIC_SORT_LINE + at % NUMERIC_SORT_LINE] = key[i];
        if (at % NUMERIC_SORT_LINE == NUMERIC_SORT_LINE - 1)
            numeric_sort_flush(line + b * NUMERIC_SORT_LINE, to, bucket[b].begin, at + 1);
    }
}

static void numeric_sort_move_records(const numeric_sort_work *work,
                                      const numeric_sort_segment *segment, numeric_range range)
{
    const uint64_t *key = work->side[segment->side].key;
    const uint32_t *row = work->rows_set ? work->side[segment->side].row : NULL;
    numeric_records to = work->side[1 - segment->side];
    const uint16_t *bucket_of = work->bucket_of;
    numeric_sort_bucket *bucket = work->bucket;
    numeric_records line = work->line;
    for (size_t i = segment->begin; i < segment->end; ++i) {
        size_t b = bucket_of[numeric_range_entry(range, key[i])];
        uint32_t at = bucket[b].at++;
        size_t place = b * NUMERIC_SORT_LINE + at % NUMERIC_SORT_LINE;
        line.key[place] = key[i];
        line.row[place] = row != NULL ? row[i] : (uint32_t)i;
        if (at % NUMERIC_SORT_LINE == NUMERIC_SORT_LINE - 1) {
            size_t first = b * NUMERIC_SORT_LINE;
            numeric_sort_flush(line.key + first, to.key, bucket[b].begin, at + 1);
            numeric_sort_flush_rows(line.row + first, to.row, bucket[b].begin, at + 1);
        }
    }
}

static void numeric_sort_move(const numeric_sort_work *work, const numeric_sort_segment *segment,
                              numeric_range range, uint32_t buckets)
{
    numeric_records to = work->side[1 - segment->side];
    if (to.row != NULL)
        numeric_sort_move_records(work, segment, range);
    else
        numeric_sort_move_keys(work, segment, range);
    for (uint32_t b = 0; b < buckets; ++b) {
        uint32_t at = work->bucket[b].at;
        size_t first = (size_t)b * NUMERIC_SORT_LINE;
        if (at % NUMERIC_SORT_LINE == 0)
            continue;
        numeric_sort_flush(work->line.key + first, to.key, work->bucket[b].begin, at);
        if (to.row != NULL)
            numeric_sort_flush_rows(work->line.row + first, to.row, work->bucket[b].begin, at);
    }
}

/* Partitions one segment into the other side; gives out what fits the cache, notes the rest. */
static void numeric_sort_partition(numeric_sort_work *work, numeric_sort_segment segment)
{
    numeric_range range = numeric_sort_choose(work, &segment);
    size_t n = segment.end - segment.begin;
    uint32_t entries = numeric_range_entries(range);
    const uint64_t *key = work->side[segment.side].key;
    uint32_t *entry = work->entry;
    memset(entry, 0, entries * sizeof *entry);
    for (size_t i = segment.begin; i < segment.end; ++i)
        ++entry[numeric_range_entry(range, key[i])];
    uint32_t buckets = numeric_sort_join(work, entries, segment.begin, n);
    numeric_sort_move(work, &segment, range, buckets);
    work->rows_set = 1;
    for (uint32_t b = 0; b < buckets; ++b) {
        size_t begin = work->bucket[b].begin;
        size_t size = work->bucket[b].at - begin;
        if (size <= work->plan.near_limit) {
            numeric_sort_finish(work, begin, size, 1 - segment.side);
        } else {
            numeric_sort_segment rest = {begin, begin + size, 1 - segment.side, size > n / 2};
            work->pending[work->pending_count++] = rest;
        }
    }
}

static uint32_t numeric_sort_all_equal(size_t n, const uint64_t *key)
{
    for (size_t i = 1; i < n; ++i)
        if (key[i] != key[0])
            return 0;
    return 1;
}

static uint32_t numeric_sort_ascends(size_t n, const uint64_t *key)
{
    for (size_t i = 1; i < n; ++i) {
        if (key[i] < key[i - 1])
            return 0;
    }
    return 1;
}

/* Keys are in side 0, in row order. */
static void numeric_sort_run(numeric_sort_work *work, size_t n)
{
    if (work->plan.far == 0) {
        if (work->side[0].row != NULL)
            for (size_t i = 0; i < n; ++i)
                work->side[0].row[i] = (uint32_t)i;
        numeric_sort_finish(work, 0, n, 0);
        return;
    }
    numeric_sort_segment whole = {0, n, 0, 0};
    numeric_sort_partition(work, whole);
    while (work->pending_count > 0) {
        numeric_sort_segment segment = work->pending[--work->pending_count];
        size_t size = segment.end - segment.begin;
        numeric_records records = numeric_records_at(work->side[segment.side], segment.begin);
        if (numeric_sort_all_equal(size, records.key))
            numeric_sort_write(work, segment.begin, size, records);
        else
            numeric_sort_partition(work, segment);
    }
}

/* --- mapping values to keys; each says whether they already ascend ---------------------------- */

static uint32_t numeric_sort_map_real(size_t n, const double *value, uint64_t flip, uint64_t *key)
{
    uint64_t before = 0;
    uint32_t descents = 0;
    for (size_t i = 0; i < n; ++i) {
        uint64_t mapped = numeric_key_from_real(value[i]) ^ flip;
        descents |= mapped < before;
        key[i] = before = mapped;
    }
    return descents == 0;
}

static uint32_t numeric_sort_map_whole(size_t n, const int64_t *value, uint64_t flip, uint64_t *key)
{
    uint64_t before = 0;
    uint32_t descents = 0;
    for (size_t i = 0; i < n; ++i) {
        uint64_t mapped = numeric_key_from_whole(value[i]) ^ flip;
        descents |= mapped < before;
        key[i] = before = mapped;
    }
    return descents == 0;
}

static uint32_t numeric_sort_map_unsigned(size_t n, const uint64_t *value, uint64_t flip,
                                          uint64_t *key)
{
    uint64_t before = 0;
    uint32_t descents = 0;
    for (size_t i = 0; i < n; ++i) {
        uint64_t mapped = value[i] ^ flip;
        descents |= mapped < before;
        key[i] = before = mapped;
    }
    return descents == 0;
}

static void numeric_sort_column(size_t n, const void *value, uint32_t kind, uint32_t descending,
                                void *scratch, void *sorted, uint32_t *order)
{
    if (n == 0)
        return;
    numeric_sort_work work;
    uint32_t with_rows = order != NULL;
    numeric_scratch carve =
        numeric_scratch_open(scratch, patron_numeric_sort_scratch_size(n, with_rows));
    work.side[0].key = numeric_scratch_take(&carve, n, sizeof(uint64_t));
    work.side[0].row = order;
    work.sorted = sorted;
    work.flip = numeric_key_flip(descending);
    work.kind = kind;
    numeric_sort_carve(&work, n, with_rows, &carve);
    uint32_t ascends;
    if (kind == NUMERIC_SORT_REAL)
        ascends = numeric_sort_map_real(n, value, work.flip, work.side[0].key);
    else if (kind == NUMERIC_SORT_WHOLE)
        ascends = numeric_sort_map_whole(n, value, work.flip, work.side[0].key);
    else
        ascends = numeric_sort_map_unsigned(n, value, work.flip, work.side[0].key);
    if (ascends) {
        numeric_records as_it_is = {work.side[0].key, NULL};
        numeric_sort_write(&work, 0, n, as_it_is);
    } else {
        numeric_sort_run(&work, n);
    }
}

size_t patron_numeric_sort_scratch_size(size_t n, uint32_t with_order)
{
    return numeric_scratch_need(numeric_sort_need(n, with_order), n, sizeof(uint64_t));
}

void patron_numeric_sort_real(size_t n, const double *value, uint32_t descending, void *scratch,
                              double *sorted, uint32_t *order)
{
    numeric_sort_column(n, value, NUMERIC_SORT_REAL, descending, scratch, sorted, order);
}

void patron_numeric_sort_whole(size_t n, const int64_t *value, uint32_t descending, void *scratch,
                               int64_t *sorted, uint32_t *order)
{
    numeric_sort_column(n, value, NUMERIC_SORT_WHOLE, descending, scratch, sorted, order);
}

void patron_numeric_sort_unsigned(size_t n, const uint64_t *value, uint32_t descending,
                                  void *scratch, uint64_t *sorted, uint32_t *order)
{
    numeric_sort_column(n, value, NUMERIC_SORT_UNSIGNED, descending, scratch, sorted, order);
}

size_t patron_numeric_sort_keys_scratch_size(size_t n)
{
    return numeric_sort_need(n, 0);
}

void patron_numeric_sort_keys(size_t n, uint64_t *key, void *scratch)
{
    if (numeric_sort_ascends(n, key))
        return;
    numeric_sort_work work;
    numeric_scratch carve = numeric_scratch_open(scratch, numeric_sort_need(n, 0));
    work.side[0].key = key;
    work.side[0].row = NULL;
    work.sorted = key;
    work.flip = 0;
    work.kind = NUMERIC_SORT_UNSIGNED;
    numeric_sort_carve(&work, n, 0, &carve);
    numeric_sort_run(&work, n);
}
