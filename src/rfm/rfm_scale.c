/*
 * From ranks to scores. With used = q bins + m, tile s of `used` customers ranked from worst to best
 * holds q + 1 of them for s <= m, else q; threshold b of the quantiles stands at
 *
 *     h = (used - 1) b / bins = lo + part / bins,   threshold = x_lo + part / bins (x_hi - x_lo)
 *
 * in whole numbers lo and part, so that who stands below it never depends on rounding: those who do are
 * the customers with a value of at most x_lo, unless x_hi is the same.
 *
 * Source: Hyndman and Fan (1996), definition 7; ISO SQL, NTILE.
 */
#include "rfm_scale.h"

#include "../numeric/numeric_key.h"
#include "../numeric/numeric_wide.h"

#include <math.h>

enum { RFM_SCALE_FEW = 4 /* steps that are counted faster one by one */ };

/* Of rank[2 bins], from 0: the first, lo and hi at each threshold, the last. */
static size_t rfm_scale_lo(size_t b)
{
    return 1 + 2 * b;
}

static size_t rfm_scale_hi(size_t b)
{
    return 2 + 2 * b;
}

/* --- tiles ------------------------------------------------------------------------------------ */

/* How many customers have a score up to `score`. */
static size_t rfm_scale_end(size_t used, size_t bins, size_t score)
{
    size_t more = used % bins;
    return used / bins * score + (score < more ? score : more);
}

static uint32_t rfm_scale_tile(size_t used, size_t bins, size_t rank)
{
    size_t size = used / bins;
    size_t larger = used % bins * (size + 1);
    if (rank < larger)
        return (uint32_t)(rank / (size + 1) + 1);
    return (uint32_t)(used % bins + (rank - larger) / size + 1);
}

static void rfm_scale_tile_step(size_t bins, const rfm_rank *rank, rfm_scale *scale)
{
    size_t at = scale->steps++;
    size_t next = (size_t)rank->less + rank->equal;
    uint32_t first = rfm_scale_tile(scale->used, bins, rank->less);
    scale->step[at] = rank->key;
    scale->tie[at].score = first;
    scale->tie[at].left = (uint32_t)(rfm_scale_end(scale->used, bins, first) - rank->less);
    scale->split += rfm_scale_tile(scale->used, bins, next - 1) != first ? 1 : 0;
    scale->above[at + 1] = next < scale->used ? rfm_scale_tile(scale->used, bins, next) : first;
}

static void rfm_scale_tiles(const rfm_request *request, const rfm_rank *rank, rfm_scale *scale)
{
    scale->above[0] = 1;
    for (size_t b = 0; b + 1 < request->bins; b++) {
        const rfm_rank *end = &rank[rfm_scale_lo(b)];
        if (b == 0 || end->key != scale->step[scale->steps - 1])
            rfm_scale_tile_step(request->bins, end, scale);
    }
    scale->step[scale->steps] = 0; /* no key above the last step is 0 */
    scale->tie[scale->steps].score = 0;
    scale->tie[scale->steps].left = 1;
}

/* --- quantiles -------------------------------------------------------------------------------- */

static void rfm_scale_quantiles(const rfm_request *request, const rfm_rank *rank, rfm_scale *scale)
{
    uint32_t best = (uint32_t)request->bins;
    int low_is_best = request->direction == PATRON_RFM_LOW_IS_BEST;
    scale->above[0] = low_is_best ? best : 1;
    for (size_t b = 0; b + 1 < request->bins; b++) {
        uint64_t key = rank[rfm_scale_lo(b)].key;
        uint32_t passed = (uint32_t)b + 1;
        if (b == 0 || key != scale->step[scale->steps - 1])
            scale->step[scale->steps++] = key;
        scale->above[scale->steps] = low_is_best ? best - passed : passed + 1;
    }
}

/* The type-7 threshold between two doubles: never the larger of different ones. */
static double rfm_scale_between(double low, double high, size_t part, size_t bins)
{
    if (part == 0 || low == high)
        return low;
    double share = (double)part / (double)bins;
    double width = high - low;
    double threshold = isinf(width) ? low * (1.0 - share) + high * share : low + share * width;
    return threshold < high ? threshold : nextafter(high, low);
}

/* The same of whole numbers, rounded down. */
static int64_t rfm_scale_between_whole(int64_t low, int64_t high, size_t part, size_t bins)
{
    uint64_t rest;
    uint64_t width = (uint64_t)high - (uint64_t)low;
    uint64_t made =
        (uint64_t)low + numeric_wide_divide(numeric_wide_product(width, part), bins, &rest);
    int64_t threshold;
    memcpy(&threshold, &made, sizeof threshold);
    return threshold;
}

/* --- what is reported ------------------------------------------------------------------------- */

/* Threshold b of a group: two ranks and the part of the way between them. */
static void rfm_scale_threshold(const rfm_request *request, const rfm_column *column, size_t at,
                                const rfm_rank *low, const rfm_rank *high, size_t part)
{
    if (column->kind == RFM_REAL) {
        double *threshold = (double *)request->threshold;
        threshold[at] =
            rfm_scale_between(numeric_key_to_real(low->key ^ column->flip),
                              numeric_key_to_real(high->key ^ column->flip), part, request->bins);
        return;
    }
    int64_t whole = rfm_scale_between_whole(numeric_key_to_whole(low->key ^ column->flip),
                                            numeric_key_to_whole(high->key ^ column->flip), part,
                                            request->bins);
    if (column->kind == RFM_WHOLE)
        ((int64_t *)request->threshold)[at] = whole;
    else
        ((int32_t *)request->threshold)[at] = (int32_t)whole;
}

static void rfm_scale_thresholds(const rfm_request *request, const rfm_column *column, size_t group,
                                 const rfm_scale *scale, const rfm_rank *rank)
{
    size_t bins = request->bins;
    size_t begin = group * bins;
    const rfm_rank *highest = &rank[column->flip != 0 ? 0 : 2 * bins - 1];
    rfm_scale_threshold(request, column, begin + bins - 1, highest, highest, 0);
    for (size_t b = 0; b + 1 < bins; b++) {
        const rfm_rank *low = &rank[rfm_scale_lo(b)];
        const rfm_rank *high = &rank[rfm_scale_hi(b)];
        size_t part = 0;
        if (request->method == PATRON_RFM_QUANTILES)
            part = (size_t)((uint64_t)(scale->used - 1) * (b + 1) % bins);
        if (column->flip != 0) /* the highest of a tile is its first */
            low = high = &rank[rfm_scale_hi(bins - 2 - b)];
        rfm_scale_threshold(request, column, begin + b, low, high, part);
    }
}

static void rfm_scale_no_thresholds(const rfm_request *request, const rfm_column *column,
                                    size_t group)
{
    for (size_t b = group * request->bins; b < (group + 1) * request->bins; b++) {
        if (column->kind == RFM_REAL)
            ((double *)request->threshold)[b] = (double)NAN;
        else if (column->kind == RFM_WHOLE)
            ((int64_t *)request->threshold)[b] = 0;
        else
            ((int32_t *)request->threshold)[b] = 0;
    }
}

/* Customers in bin b, counted from the end that scores are counted from. */
static size_t rfm_scale_size(const rfm_request *request, const rfm_scale *scale,
                             const rfm_rank *rank, size_t b)
{
    size_t bins = request->bins;
    if (request->method == PATRON_RFM_TILES)
        return rfm_scale_end(scale->used, bins, b + 1) - rfm_scale_end(scale->used, bins, b);
    if (request->direction == PATRON_RFM_LOW_IS_BEST)
        b = bins - 1 - b;
    const rfm_rank *low = &rank[rfm_scale_lo(b) - (b > 0 ? 2 : 0)];
    const rfm_rank *high = &rank[rfm_scale_lo(b)];
    size_t before = b > 0 ? (size_t)low->less + low->equal : 0;
    size_t upto = b + 1 < bins ? (size_t)high->less + high->equal : scale->used;
    return upto - before;
}

static void rfm_scale_sizes(const rfm_request *request, const rfm_scale *scale,
                            const rfm_rank *rank, size_t group, patron_rfm_result *figures)
{
    for (size_t b = 0; b < request->bins; b++) {
        size_t size = rfm_scale_size(request, scale, rank, b);
        if (request->customers != NULL)
            request->customers[group * request->bins + b] = size;
        if (size < figures->smallest || (b == 0 && figures->groups == 0))
            figures->smallest = size;
        if (size > figures->largest)
            figures->largest = size;
        figures->empty += size == 0 ? 1 : 0;
        if (size == 0 && request->method == PATRON_RFM_QUANTILES)
            figures->notes |= PATRON_RFM_NOTE_COLLAPSED;
    }
}

/* --- internal --------------------------------------------------------------------------------- */

uint64_t patron_rfm_scale_flip(const rfm_request *request)
{
    return numeric_key_flip(request->method == PATRON_RFM_TILES &&
                            request->direction == PATRON_RFM_LOW_IS_BEST);
}

void patron_rfm_scale_ask(const rfm_request *request, size_t used, rfm_rank *rank)
{
    size_t bins = request->bins;
    rank[0].rank = 0;
    rank[2 * bins - 1].rank = used - 1;
    for (size_t b = 0; b + 1 < bins; b++) {
        size_t lo = (size_t)((uint64_t)(used - 1) * (b + 1) / bins);
        if (request->method == PATRON_RFM_TILES)
            lo = rfm_scale_end(used, bins, b + 1) - 1;
        rank[rfm_scale_lo(b)].rank = lo;
        rank[rfm_scale_hi(b)].rank = lo + 1 < used ? lo + 1 : lo;
    }
}

void patron_rfm_scale_make(const rfm_request *request, const rfm_rank *rank, rfm_scale *scale)
{
    scale->steps = 0;
    scale->split = 0;
    if (request->method == PATRON_RFM_TILES)
        rfm_scale_tiles(request, rank, scale);
    else
        rfm_scale_quantiles(request, rank, scale);
}

/*
 * The score of a key that stands `at` steps up. Customers with the key of a step are counted off, and
 * without a branch on whether this is one: in a column of few values most are.
 */
static uint32_t rfm_scale_next(const rfm_request *request, rfm_scale *scale, size_t at,
                               uint64_t key)
{
    rfm_tie *tie = &scale->tie[at];
    uint32_t equal = scale->step[at] == key;
    uint32_t score = equal != 0 ? tie->score : scale->above[at];
    tie->left -= equal;
    if (tie->left == 0) {
        size_t begin = rfm_scale_end(scale->used, request->bins, tie->score);
        size_t end = rfm_scale_end(scale->used, request->bins, (size_t)tie->score + 1);
        tie->left = end > begin ? (uint32_t)(end - begin) : 1;
        tie->score++;
    }
    return score;
}

static void rfm_scale_steps(const rfm_scale *scale, size_t rows, const uint64_t *key, uint32_t *at)
{
    const uint64_t *step = scale->step;
    if (scale->steps == RFM_SCALE_FEW) { /* quintiles */
        for (size_t i = 0; i < rows; i++)
            at[i] = (uint32_t)(step[0] < key[i]) + (uint32_t)(step[1] < key[i]) +
                    (uint32_t)(step[2] < key[i]) + (uint32_t)(step[3] < key[i]);
        return;
    }
    for (size_t i = 0; i < rows; i++)
        at[i] = (uint32_t)rfm_scale_below(scale->steps, step, key[i]);
}

void patron_rfm_scale_block(const rfm_request *request, rfm_scale *scale, size_t rows,
                            const uint64_t *key, uint32_t *score)
{
    uint32_t at[RFM_BLOCK];
    rfm_scale_steps(scale, rows, key, at);
    if (scale->split == 0) {
        for (size_t i = 0; i < rows; i++)
            score[i] = scale->above[at[i]];
        return;
    }
    for (size_t i = 0; i < rows; i++)
        score[i] = rfm_scale_next(request, scale, at[i], key[i]);
}

uint32_t patron_rfm_scale_place(const rfm_request *request, rfm_scale *scale, uint64_t key)
{
    size_t at = rfm_scale_below(scale->steps, scale->step, key);
    return scale->split == 0 ? scale->above[at] : rfm_scale_next(request, scale, at, key);
}

void patron_rfm_scale_report(const rfm_request *request, const rfm_column *column, size_t group,
                             const rfm_scale *scale, const rfm_rank *rank,
                             patron_rfm_result *figures)
{
    if (scale->used == 0) {
        if (request->threshold != NULL)
            rfm_scale_no_thresholds(request, column, group);
        if (request->customers != NULL)
            memset(request->customers + group * request->bins, 0,
                   request->bins * sizeof *request->customers);
        return;
    }
    if (request->threshold != NULL)
        rfm_scale_thresholds(request, column, group, scale, rank);
    rfm_scale_sizes(request, scale, rank, group, figures);
    figures->groups++;
    figures->scored += scale->used;
    figures->split += scale->split;
    if (scale->split > 0)
        figures->notes |= PATRON_RFM_NOTE_TIE_SPLIT;
    if (scale->used < request->bins)
        figures->notes |= PATRON_RFM_NOTE_FEW;
}
