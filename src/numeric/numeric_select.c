/*
 * Selection: count and sum the column by entries of a sampled range, find the entries that hold the
 * cuts, take out and sort only their keys. Two passes over the values, whatever the cuts; a third,
 * sorting one, over the few keys that stand as close to a cut as an entry is wide (about 1 %).
 *
 * Keys are complemented, so that ascending keys are descending values. Sums of doubles carry their
 * rounding errors in a second double: within an entry as they arise, across entries as a pair.
 *
 * Source: Knuth, TAOCP vol. 3, 5.2.5 (distribution); Ogita, Rump & Oishi, "Accurate sum and dot
 * product" (2005), algorithm 4.4 (Sum2), for the sums within an entry.
 */
#include "../portability.h"
#include "numeric_key.h"
#include "numeric_near.h"
#include "numeric_range.h"
#include "numeric_scratch.h"
#include "numeric_select.h"
#include "numeric_sort.h"

enum {
    NUMERIC_SELECT_SMALL = 4096, /* below, sorting everything is as quick */
    NUMERIC_SELECT_LEAST_BITS = 11,
    NUMERIC_SELECT_MOST_BITS = 16,
    NUMERIC_SELECT_CROWD = 8 /* of 1024 sampled keys: entries hold about 1 % at most */
};

/* The complemented key of 0, as a double and as an int64: positive values lie below. */
#define NUMERIC_SELECT_ZERO (~NUMERIC_KEY_SIGN)
#define NUMERIC_SELECT_UNWANTED UINT32_MAX

typedef union numeric_select_sum {
    numeric_pair real;
    numeric_wide whole;
} numeric_select_sum;

typedef struct numeric_select_entry {
    numeric_select_sum sum;
    uint32_t count;
    uint32_t place; /* where its next key is put, where it is wanted */
} numeric_select_entry;

/* A cut of either kind while it is looked for. */
typedef struct numeric_select_cut {
    size_t rank;
    numeric_select_sum threshold;
    uint64_t key;
    size_t greater;
    size_t equal;
    numeric_select_sum above;
    size_t entry;
} numeric_select_cut;

typedef struct numeric_select_work {
    const double *real;   /* one of these is */
    const int64_t *whole; /* the column, the other NULL */
    size_t n;
    uint64_t *key; /* of wanted entries; at first the sample */
    numeric_select_entry *entry;
    numeric_select_cut *cut;
    void *sort_scratch;
    numeric_range range;
} numeric_select_work;

/* --- sums of either kind ---------------------------------------------------------------------- */

static numeric_select_sum numeric_select_nothing(const numeric_select_work *work)
{
    numeric_select_sum sum;
    if (work->real != NULL)
        sum.real = numeric_pair_make(0.0, 0.0);
    else
        sum.whole = numeric_wide_make(0);
    return sum;
}

static numeric_select_sum numeric_select_plus_key(const numeric_select_work *work,
                                                  numeric_select_sum sum, uint64_t key)
{
    if (work->real != NULL)
        sum.real = numeric_pair_add(sum.real, numeric_key_to_real(~key));
    else
        sum.whole = numeric_wide_add(sum.whole, numeric_key_to_whole(~key));
    return sum;
}

static numeric_select_sum numeric_select_plus(const numeric_select_work *work, numeric_select_sum a,
                                              numeric_select_sum b)
{
    if (work->real != NULL)
        a.real = numeric_pair_sum(a.real, b.real);
    else
        a.whole = numeric_wide_sum(a.whole, b.whole);
    return a;
}

static int32_t numeric_select_reaches(const numeric_select_work *work, numeric_select_sum sum,
                                      numeric_select_sum threshold)
{
    if (work->real != NULL)
        return numeric_pair_compare(sum.real, threshold.real) >= 0;
    return numeric_wide_compare(sum.whole, threshold.whole) >= 0;
}

/* --- passes over the column ------------------------------------------------------------------- */

PORTABILITY_INLINE uint64_t numeric_select_real_key(double value)
{
    return ~numeric_key_from_real(value);
}

PORTABILITY_INLINE uint64_t numeric_select_whole_key(int64_t value)
{
    return ~numeric_key_from_whole(value);
}

static uint64_t numeric_select_key(const numeric_select_work *work, size_t row)
{
    return work->real != NULL ? numeric_select_real_key(work->real[row])
                              : numeric_select_whole_key(work->whole[row]);
}

static void numeric_select_count_real(const numeric_select_work *work)
{
    const double *value = work->real;
    numeric_select_entry *entries = work->entry;
    numeric_range range = work->range;
    for (size_t i = 0; i < work->n; ++i) {
        uint64_t key = numeric_select_real_key(value[i]);
        numeric_select_entry *entry = entries + numeric_range_entry(range, key);
        numeric_pair sum = numeric_two_sum(entry->sum.real.high, value[i]);
        entry->sum.real.high = sum.high;
        entry->sum.real.low += sum.low;
        ++entry->count;
    }
}

static void numeric_select_count_whole(const numeric_select_work *work)
{
    const int64_t *value = work->whole;
    numeric_select_entry *entries = work->entry;
    numeric_range range = work->range;
    for (size_t i = 0; i < work->n; ++i) {
        uint64_t key = numeric_select_whole_key(value[i]);
        numeric_select_entry *entry = entries + numeric_range_entry(range, key);
        entry->sum.whole = numeric_wide_add(entry->sum.whole, value[i]);
        ++entry->count;
    }
}

static void numeric_select_count(const numeric_select_work *work)
{
    uint32_t entries = numeric_range_entries(work->range);
    for (uint32_t i = 0; i < entries; ++i) {
        work->entry[i].sum = numeric_select_nothing(work);
        work->entry[i].count = 0;
        work->entry[i].place = NUMERIC_SELECT_UNWANTED;
    }
    if (work->real == NULL) {
        numeric_select_count_whole(work);
        return;
    }
    numeric_select_count_real(work);
    for (uint32_t i = 0; i < entries; ++i) {
        numeric_pair sum = work->entry[i].sum.real;
        work->entry[i].sum.real = numeric_two_sum(sum.high, sum.low);
    }
}

PORTABILITY_INLINE void numeric_select_keep(const numeric_select_work *work, uint64_t key)
{
    numeric_select_entry *entry = work->entry + numeric_range_entry(work->range, key);
    if (entry->place != NUMERIC_SELECT_UNWANTED)
        work->key[entry->place++] = key;
}

/* The keys of wanted entries, each entry's together. */
static void numeric_select_extract(const numeric_select_work *work)
{
    numeric_select_work local = *work;
    if (local.real != NULL) {
        for (size_t i = 0; i < local.n; ++i)
            numeric_select_keep(&local, numeric_select_real_key(local.real[i]));
    } else {
        for (size_t i = 0; i < local.n; ++i)
            numeric_select_keep(&local, numeric_select_whole_key(local.whole[i]));
    }
}

/* --- finding the cuts ------------------------------------------------------------------------- */

/* By sample where there are enough rows to pay for it, else everything in one entry. */
static void numeric_select_choose(numeric_select_work *work)
{
    work->range.lowest = 0;
    work->range.highest = 0;
    work->range.shift = 0;
    if (work->n <= NUMERIC_SELECT_SMALL)
        return;
    size_t size = patron_numeric_range_sample_size(work->n);
    numeric_records sample = {work->key, NULL};
    numeric_records spare = {work->key + size, NULL};
    for (size_t i = 0; i < size; ++i)
        sample.key[i] = numeric_select_key(work, patron_numeric_range_sample_row(work->n, size, i));
    patron_numeric_near_merge_sort(size, sample, spare);
    uint32_t bits = numeric_bit_length(work->n) - 4;
    work->range = patron_numeric_range_of_sample(size, sample.key);
    patron_numeric_range_cut(&work->range, size, sample.key, NUMERIC_SELECT_CROWD,
                             NUMERIC_SELECT_LEAST_BITS,
                             bits < NUMERIC_SELECT_MOST_BITS ? bits : NUMERIC_SELECT_MOST_BITS);
}

/*
 * The entry a cut falls in, with what stands before it. A sum is looked for up to the entry of
 * zero: beyond, sums no longer ascend.
 */
static void numeric_select_locate(const numeric_select_work *work, numeric_select_cut *cut)
{
    size_t zero = numeric_range_entry(work->range, NUMERIC_SELECT_ZERO);
    size_t count = 0;
    size_t i = 0;
    numeric_select_sum sum = numeric_select_nothing(work);
    for (;; ++i) {
        const numeric_select_entry *entry = work->entry + i;
        numeric_select_sum next = numeric_select_plus(work, sum, entry->sum);
        if (cut->rank > 0 && count + entry->count >= cut->rank)
            break;
        if (cut->rank == 0 && (i == zero || numeric_select_reaches(work, next, cut->threshold)))
            break;
        count += entry->count;
        sum = next;
    }
    cut->entry = i;
    cut->greater = count;
    cut->above = sum;
}

/* Gives the entry of each cut its place among the extracted keys. */
static void numeric_select_want(const numeric_select_work *work, size_t count)
{
    uint32_t place = 0;
    for (size_t i = 0; i < count; ++i) {
        numeric_select_entry *entry = work->entry + work->cut[i].entry;
        if (entry->place != NUMERIC_SELECT_UNWANTED)
            continue;
        entry->place = place;
        place += entry->count;
    }
}

/*
 * Walks the sorted keys of the cut's entry. Where the sum of a whole entry reached the threshold
 * but the walk, rounding differently in the 32nd digit, did not, its last key is the cut.
 */
static void numeric_select_resolve(const numeric_select_work *work, numeric_select_cut *cut)
{
    const numeric_select_entry *entry = work->entry + cut->entry;
    const uint64_t *key = work->key + (entry->place - entry->count);
    size_t zero = numeric_range_entry(work->range, NUMERIC_SELECT_ZERO);
    size_t before = cut->greater;
    size_t first = 0; /* of the keys equal to key[i] */
    numeric_select_sum sum = cut->above;
    for (size_t i = 0; i < entry->count; ++i) {
        if (cut->rank == 0 && key[i] >= NUMERIC_SELECT_ZERO)
            break;
        if (i > 0 && key[i] != key[i - 1]) {
            first = i;
            cut->above = sum;
        }
        sum = numeric_select_plus_key(work, sum, key[i]);
        size_t rank = before + i + 1;
        int32_t last = cut->entry != zero && i + 1 == entry->count;
        if (cut->rank > 0 ? rank < cut->rank
                          : !last && !numeric_select_reaches(work, sum, cut->threshold))
            continue;
        cut->rank = rank;
        cut->key = key[i];
        cut->greater = before + first;
        while (first + cut->equal < entry->count && key[first + cut->equal] == key[i])
            ++cut->equal;
        return;
    }
    /* All positive values together stay below. */
    cut->key = NUMERIC_SELECT_ZERO;
    cut->greater = 0;
    cut->above = numeric_select_nothing(work);
}

static void numeric_select_answer(numeric_select_work *work, size_t count)
{
    numeric_select_choose(work);
    numeric_select_count(work);
    for (size_t i = 0; i < count; ++i)
        numeric_select_locate(work, work->cut + i);
    numeric_select_want(work, count);
    numeric_select_extract(work);
    for (size_t i = 0; i < count; ++i) {
        const numeric_select_entry *entry = work->entry + work->cut[i].entry;
        /* Two cuts in one entry: the second time the keys ascend already, which costs a look. */
        patron_numeric_sort_keys(entry->count, work->key + (entry->place - entry->count),
                                 work->sort_scratch);
        numeric_select_resolve(work, work->cut + i);
    }
}

/* --- the two kinds ---------------------------------------------------------------------------- */

static size_t numeric_select_entries(size_t n)
{
    if (n <= NUMERIC_SELECT_SMALL)
        return 1;
    uint32_t bits = numeric_bit_length(n) - 4;
    return (size_t)1 << (bits < NUMERIC_SELECT_MOST_BITS ? bits : NUMERIC_SELECT_MOST_BITS);
}

size_t patron_numeric_select_scratch_size(size_t n)
{
    size_t need = numeric_scratch_need(NUMERIC_SCRATCH_SLACK, n, sizeof(uint64_t));
    need = numeric_scratch_need(need, NUMERIC_SELECT_CUTS, sizeof(numeric_select_cut));
    need = numeric_scratch_need(need, numeric_select_entries(n), sizeof(numeric_select_entry));
    return numeric_scratch_need(need, patron_numeric_sort_keys_scratch_size(n), 1);
}

static void numeric_select_carve(numeric_select_work *work, size_t n, void *scratch)
{
    numeric_scratch carve = numeric_scratch_open(scratch, patron_numeric_select_scratch_size(n));
    work->key = numeric_scratch_take(&carve, n, sizeof(uint64_t));
    work->cut = numeric_scratch_take(&carve, NUMERIC_SELECT_CUTS, sizeof(numeric_select_cut));
    work->entry =
        numeric_scratch_take(&carve, numeric_select_entries(n), sizeof(numeric_select_entry));
    work->sort_scratch = numeric_scratch_take(&carve, patron_numeric_sort_keys_scratch_size(n), 1);
}

void patron_numeric_select_real(size_t n, const double *value, size_t count, numeric_cut_real *cuts,
                                void *scratch)
{
    numeric_select_work work;
    work.real = value;
    work.whole = NULL;
    work.n = n;
    numeric_select_carve(&work, n, scratch);
    for (size_t i = 0; i < count; ++i) {
        work.cut[i].rank = cuts[i].rank;
        work.cut[i].threshold.real = cuts[i].threshold;
        work.cut[i].equal = 0;
    }
    numeric_select_answer(&work, count);
    for (size_t i = 0; i < count; ++i) {
        cuts[i].rank = work.cut[i].rank;
        cuts[i].value = numeric_key_to_real(~work.cut[i].key);
        cuts[i].greater = work.cut[i].greater;
        cuts[i].equal = work.cut[i].equal;
        cuts[i].above = work.cut[i].above.real;
    }
}

void patron_numeric_select_whole(size_t n, const int64_t *value, size_t count,
                                 numeric_cut_whole *cuts, void *scratch)
{
    numeric_select_work work;
    work.real = NULL;
    work.whole = value;
    work.n = n;
    numeric_select_carve(&work, n, scratch);
    for (size_t i = 0; i < count; ++i) {
        work.cut[i].rank = cuts[i].rank;
        work.cut[i].threshold.whole = cuts[i].threshold;
        work.cut[i].equal = 0;
    }
    numeric_select_answer(&work, count);
    for (size_t i = 0; i < count; ++i) {
        cuts[i].rank = work.cut[i].rank;
        cuts[i].value = numeric_key_to_whole(~work.cut[i].key);
        cuts[i].greater = work.cut[i].greater;
        cuts[i].equal = work.cut[i].equal;
        cuts[i].above = work.cut[i].above.whole;
    }
}
