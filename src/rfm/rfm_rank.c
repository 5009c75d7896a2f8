/*
 * Selection of many ranks at once: count the keys by entries of a sampled range, find the entries that
 * hold the ranks, take out and sort only their keys. An entry that can hold one key only, as those of
 * days and of counts mostly are, needs no second look.
 *
 * Source: Knuth, TAOCP vol. 3, 5.2.5 (distribution).
 */
#include "rfm_rank.h"

#include "../numeric/numeric_near.h"
#include "../numeric/numeric_range.h"
#include "../numeric/numeric_scratch.h"
#include "../numeric/numeric_sort.h"

#include <string.h>

enum {
    RFM_RANK_SMALL = 4096, /* below, sorting everything is as quick */
    RFM_RANK_LEAST_BITS = 10,
    RFM_RANK_MOST_BITS = 12,
    RFM_RANK_CROWD = 8 /* of 1024 sampled keys: entries hold about 1 % at most */
};

#define RFM_RANK_UNWANTED UINT32_MAX

typedef struct rfm_rank_entry {
    uint32_t count;
    uint32_t place; /* where its next key is put, where it is wanted */
} rfm_rank_entry;

typedef struct rfm_rank_work {
    const rfm_column *column;
    uint64_t *key; /* of wanted entries; at first the sample */
    rfm_rank_entry *entry;
    void *sort_scratch;
    numeric_range range;
} rfm_rank_work;

/* --- among sorted keys ------------------------------------------------------------------------ */

/* How many of the sorted keys are smaller, or not larger. */
static size_t rfm_rank_below(size_t n, const uint64_t *key, uint64_t wanted, int or_equal)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (key[middle] < wanted || (or_equal && key[middle] == wanted))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The key at `at` of sorted keys that stand behind `before` others. */
static void rfm_rank_resolve(size_t n, const uint64_t *key, size_t at, size_t before,
                             rfm_rank *rank)
{
    size_t less = rfm_rank_below(at, key, key[at], 0);
    size_t upto = at + rfm_rank_below(n - at, key + at, key[at], 1);
    rank->key = key[at];
    rank->less = (uint32_t)(before + less);
    rank->equal = (uint32_t)(upto - less);
}

void patron_rfm_rank_sorted(size_t n, const uint64_t *key, size_t count, rfm_rank *rank)
{
    for (size_t i = 0; i < count; i++)
        rfm_rank_resolve(n, key, rank[i].rank, 0, &rank[i]);
}

/* --- passes over the column ------------------------------------------------------------------- */

/* By sample where there are enough rows to pay for it, else all stay in the one entry there is. */
static void rfm_rank_choose(rfm_rank_work *work)
{
    size_t n = work->column->n;
    if (n <= RFM_RANK_SMALL)
        return;
    size_t size = patron_numeric_range_sample_size(n);
    size_t kept = 0;
    for (size_t i = 0; i < size; i++)
        kept += patron_rfm_keys(work->column, patron_numeric_range_sample_row(n, size, i), 1,
                                work->key + kept);
    if (kept == 0)
        return;
    numeric_records sample = {work->key, NULL};
    numeric_records spare = {work->key + size, NULL};
    patron_numeric_near_merge_sort(kept, sample, spare);
    work->range = patron_numeric_range_of_sample(kept, sample.key);
    patron_numeric_range_cut(&work->range, kept, sample.key, RFM_RANK_CROWD, RFM_RANK_LEAST_BITS,
                             RFM_RANK_MOST_BITS);
}

static void rfm_rank_count(const rfm_rank_work *work)
{
    rfm_rank_entry *entry = work->entry;
    numeric_range range = work->range;
    uint32_t entries = numeric_range_entries(range);
    for (uint32_t i = 0; i < entries; i++) {
        entry[i].count = 0;
        entry[i].place = RFM_RANK_UNWANTED;
    }
    for (size_t begin = 0; begin < work->column->n; begin += RFM_BLOCK) {
        uint64_t key[RFM_BLOCK];
        size_t rest = work->column->n - begin;
        size_t rows =
            patron_rfm_keys(work->column, begin, rest < RFM_BLOCK ? rest : RFM_BLOCK, key);
        for (size_t i = 0; i < rows; i++)
            entry[numeric_range_entry(range, key[i])].count++;
    }
}

/* Whether an entry holds one key only: it is one wide, and not one that takes what is outside. */
static int rfm_rank_single(const rfm_rank_work *work, size_t entry)
{
    return work->range.shift == 0 && entry > 0 &&
           entry + 1 < (size_t)numeric_range_entries(work->range);
}

/*
 * Finds the entries of the ranks; those with one key are answered, the others get a place among the
 * extracted keys and leave in `less` what stands before them, in `equal` their number. How many keys
 * there are to extract.
 */
static uint32_t rfm_rank_locate(const rfm_rank_work *work, size_t count, rfm_rank *rank)
{
    size_t at = 0;
    size_t before = 0;
    uint32_t place = 0;
    for (size_t i = 0; i < count; i++) {
        if (rank[i].rank < before) { /* few keys, many bins: ranks repeat */
            at = 0;
            before = 0;
        }
        while (before + work->entry[at].count <= rank[i].rank)
            before += work->entry[at++].count;
        rfm_rank_entry *entry = &work->entry[at];
        rank[i].less = (uint32_t)before;
        rank[i].equal = entry->count;
        rank[i].key = at;
        if (!rfm_rank_single(work, at) && entry->place == RFM_RANK_UNWANTED) {
            entry->place = place;
            place += entry->count;
        }
    }
    return place;
}

/* The keys of wanted entries, each entry's together. */
static void rfm_rank_extract(const rfm_rank_work *work)
{
    rfm_rank_entry *entries = work->entry;
    numeric_range range = work->range;
    for (size_t begin = 0; begin < work->column->n; begin += RFM_BLOCK) {
        uint64_t key[RFM_BLOCK];
        size_t rest = work->column->n - begin;
        size_t rows =
            patron_rfm_keys(work->column, begin, rest < RFM_BLOCK ? rest : RFM_BLOCK, key);
        for (size_t i = 0; i < rows; i++) {
            rfm_rank_entry *entry = entries + numeric_range_entry(range, key[i]);
            if (entry->place != RFM_RANK_UNWANTED)
                work->key[entry->place++] = key[i];
        }
    }
}

/* *sorted is the entry whose keys were sorted last: ranks next to each other are often in one. */
static void rfm_rank_answer(const rfm_rank_work *work, rfm_rank *rank, size_t *sorted)
{
    size_t at = (size_t)rank->key;
    const rfm_rank_entry *entry = &work->entry[at];
    if (rfm_rank_single(work, at)) {
        rank->key = work->range.lowest + at;
        return;
    }
    uint64_t *key = work->key + (entry->place - entry->count);
    if (at != *sorted)
        patron_numeric_sort_keys(entry->count, key, work->sort_scratch);
    *sorted = at;
    rfm_rank_resolve(entry->count, key, rank->rank - rank->less, rank->less, rank);
}

/* --- internal --------------------------------------------------------------------------------- */

size_t patron_rfm_rank_scratch_size(size_t n)
{
    size_t need = numeric_scratch_need(NUMERIC_SCRATCH_SLACK, n, sizeof(uint64_t));
    need = numeric_scratch_need(need, (size_t)1 << RFM_RANK_MOST_BITS, sizeof(rfm_rank_entry));
    return numeric_scratch_need(need, patron_numeric_sort_keys_scratch_size(n), 1);
}

void patron_rfm_rank_find(const rfm_column *column, size_t count, rfm_rank *rank, void *scratch)
{
    rfm_rank_work work;
    size_t n = column->n;
    numeric_scratch carve = numeric_scratch_open(scratch, patron_rfm_rank_scratch_size(n));
    memset(&work, 0, sizeof work);
    work.column = column;
    work.key = numeric_scratch_take(&carve, n, sizeof(uint64_t));
    work.entry =
        numeric_scratch_take(&carve, (size_t)1 << RFM_RANK_MOST_BITS, sizeof(rfm_rank_entry));
    work.sort_scratch = numeric_scratch_take(&carve, patron_numeric_sort_keys_scratch_size(n), 1);
    rfm_rank_choose(&work);
    rfm_rank_count(&work);
    if (rfm_rank_locate(&work, count, rank) > 0)
        rfm_rank_extract(&work);
    size_t sorted = SIZE_MAX;
    for (size_t i = 0; i < count; i++)
        rfm_rank_answer(&work, &rank[i], &sorted);
}
