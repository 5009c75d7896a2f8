/*
 * In-cache sorting: one counting pass over about log2(n) bits right below the highest bit in which
 * keys differ leaves groups of a record or two, which insertion puts in order. A group that the
 * pass could not spread (its keys lie close together in a wide range) is sorted before: a small one
 * by merging, a large one by radix passes over the bits in which its keys differ. So no input costs
 * more than eight passes.
 *
 * Source: Sedgewick & Wayne, Algorithms (4th ed.), 2.1, 2.2, 5.1.
 */
#include "../portability.h"
#include "numeric_near.h"

#include <string.h>

enum {
    NUMERIC_NEAR_RUN = 16,
    NUMERIC_NEAR_GROUP = 24,
    NUMERIC_NEAR_MERGED = 128, /* a group above this is cheaper by radix passes */
    NUMERIC_NEAR_DIGIT_BITS = 8,
    NUMERIC_NEAR_DIGITS = 1 << NUMERIC_NEAR_DIGIT_BITS
};

static void numeric_near_insert_keys(size_t n, uint64_t *key)
{
    for (size_t i = 1; i < n; ++i) {
        uint64_t moved = key[i];
        size_t j = i;
        for (; j > 0 && key[j - 1] > moved; --j)
            key[j] = key[j - 1];
        key[j] = moved;
    }
}

static void numeric_near_insert_records(size_t n, uint64_t *key, uint32_t *row)
{
    for (size_t i = 1; i < n; ++i) {
        uint64_t moved = key[i];
        if (key[i - 1] <= moved)
            continue;
        uint32_t moved_row = row[i];
        size_t j = i;
        do {
            key[j] = key[j - 1];
            row[j] = row[j - 1];
            --j;
        } while (j > 0 && key[j - 1] > moved);
        key[j] = moved;
        row[j] = moved_row;
    }
}

static void numeric_near_insert(size_t n, numeric_records records)
{
    if (records.row != NULL)
        numeric_near_insert_records(n, records.key, records.row);
    else
        numeric_near_insert_keys(n, records.key);
}

static void numeric_near_copy(size_t n, numeric_records from, numeric_records to)
{
    memcpy(to.key, from.key, n * sizeof *to.key);
    if (to.row != NULL)
        memcpy(to.row, from.row, n * sizeof *to.row);
}

/* from[0, middle) and from[middle, n), each in order, into `to`; among equals the left first. */
static void numeric_near_merge(size_t middle, size_t n, numeric_records from, numeric_records to)
{
    if (middle >= n || from.key[middle - 1] <= from.key[middle]) {
        numeric_near_copy(n, from, to);
        return;
    }
    size_t left = 0;
    size_t right = middle;
    size_t at = 0;
    while (left < middle && right < n) {
        size_t taken = from.key[right] < from.key[left] ? right++ : left++;
        to.key[at] = from.key[taken];
        if (to.row != NULL)
            to.row[at] = from.row[taken];
        ++at;
    }
    size_t rest = left < middle ? left : right;
    numeric_near_copy(n - at, numeric_records_at(from, rest), numeric_records_at(to, at));
}

void patron_numeric_near_merge_sort(size_t n, numeric_records records, numeric_records spare)
{
    for (size_t begin = 0; begin < n; begin += NUMERIC_NEAR_RUN) {
        size_t length = n - begin < NUMERIC_NEAR_RUN ? n - begin : NUMERIC_NEAR_RUN;
        numeric_near_insert(length, numeric_records_at(records, begin));
    }
    numeric_records from = records;
    numeric_records to = spare;
    for (size_t width = NUMERIC_NEAR_RUN; width < n; width *= 2) {
        for (size_t begin = 0; begin < n;) {
            size_t length = (n - begin) / 2 < width ? n - begin : 2 * width;
            size_t middle = length < width ? length : width;
            numeric_near_merge(middle, length, numeric_records_at(from, begin),
                               numeric_records_at(to, begin));
            begin += length;
        }
        numeric_records swapped = from;
        from = to;
        to = swapped;
    }
    if (from.key != records.key)
        numeric_near_copy(n, from, records);
}

/* Counts groups, turns the counts into where each begins; returns the size of the largest. */
static uint32_t numeric_near_count(size_t n, const uint64_t *key, uint64_t lowest, uint32_t shift,
                                   uint32_t groups, uint16_t *count)
{
    memset(count, 0, groups * sizeof *count);
    for (size_t i = 0; i < n; ++i)
        ++count[(key[i] - lowest) >> shift];
    uint32_t begin = 0;
    uint32_t largest = 0;
    for (uint32_t group = 0; group < groups; ++group) {
        uint32_t size = count[group];
        count[group] = (uint16_t)begin;
        begin += size;
        largest = size > largest ? size : largest;
    }
    return largest;
}

/* Moves every record to its group; count then holds where each group ends. */
static void numeric_near_spread(size_t n, numeric_records from, numeric_records to, uint64_t lowest,
                                uint32_t shift, uint16_t *count)
{
    if (from.row == NULL) {
        for (size_t i = 0; i < n; ++i)
            to.key[count[(from.key[i] - lowest) >> shift]++] = from.key[i];
        return;
    }
    for (size_t i = 0; i < n; ++i) {
        uint32_t place = count[(from.key[i] - lowest) >> shift]++;
        to.key[place] = from.key[i];
        to.row[place] = from.row[i];
    }
}

/* One stable pass by the digit of key - lowest that begins at bit `low`. */
static void numeric_near_pass(size_t n, numeric_records from, numeric_records to, uint64_t lowest,
                              uint32_t low)
{
    uint16_t count[NUMERIC_NEAR_DIGITS] = {0};
    for (size_t i = 0; i < n; ++i)
        ++count[(from.key[i] - lowest) >> low & (NUMERIC_NEAR_DIGITS - 1)];
    uint32_t begin = 0;
    for (uint32_t digit = 0; digit < NUMERIC_NEAR_DIGITS; ++digit) {
        uint32_t size = count[digit];
        count[digit] = (uint16_t)begin;
        begin += size;
    }
    for (size_t i = 0; i < n; ++i) {
        uint32_t place = count[(from.key[i] - lowest) >> low & (NUMERIC_NEAR_DIGITS - 1)]++;
        to.key[place] = from.key[i];
        if (to.row != NULL)
            to.row[place] = from.row[i];
    }
}

/* Least significant digit first; the result is in records. */
static void numeric_near_radix_sort(size_t n, numeric_records records, numeric_records spare)
{
    uint64_t lowest = records.key[0];
    uint64_t highest = lowest;
    for (size_t i = 1; i < n; ++i) {
        lowest = records.key[i] < lowest ? records.key[i] : lowest;
        highest = records.key[i] > highest ? records.key[i] : highest;
    }
    uint32_t width = numeric_bit_length(highest - lowest);
    numeric_records from = records;
    numeric_records to = spare;
    for (uint32_t low = 0; low < width; low += NUMERIC_NEAR_DIGIT_BITS) {
        numeric_near_pass(n, from, to, lowest, low);
        numeric_records swapped = from;
        from = to;
        to = swapped;
    }
    if (from.key != records.key)
        numeric_near_copy(n, from, records);
}

static void numeric_near_sort_groups(uint32_t groups, const uint16_t *end, numeric_records records,
                                     numeric_records spare)
{
    size_t begin = 0;
    for (uint32_t group = 0; group < groups; ++group) {
        size_t size = end[group] - begin;
        numeric_records group_records = numeric_records_at(records, begin);
        numeric_records group_spare = numeric_records_at(spare, begin);
        if (size > NUMERIC_NEAR_MERGED)
            numeric_near_radix_sort(size, group_records, group_spare);
        else if (size > NUMERIC_NEAR_GROUP)
            patron_numeric_near_merge_sort(size, group_records, group_spare);
        begin = end[group];
    }
}

void patron_numeric_near_sort(size_t n, numeric_records from, numeric_records to, uint64_t lowest,
                              uint64_t highest, uint16_t *count)
{
    if (n <= NUMERIC_NEAR_GROUP || lowest == highest) {
        numeric_near_copy(n, from, to);
        if (lowest != highest)
            numeric_near_insert(n, to);
        return;
    }
    uint32_t bits = numeric_bit_length(n) - 1;
    uint32_t width = numeric_bit_length(highest - lowest);
    uint32_t shift = width > bits ? width - bits : 0;
    uint32_t groups = (uint32_t)((highest - lowest) >> shift) + 1;
    uint32_t largest = numeric_near_count(n, from.key, lowest, shift, groups, count);
    numeric_near_spread(n, from, to, lowest, shift, count);
    if (shift == 0)
        return;
    if (largest > NUMERIC_NEAR_GROUP)
        numeric_near_sort_groups(groups, count, to, from);
    numeric_near_insert(n, to);
}
