/*
 * Along the whale curve bucket by bucket; curves and cuts from it. The bounds are in sketch_curve.h.
 */
#include "../portability.h"
#include "sketch_curve.h"

#include "../base/base_fault.h"

enum { SKETCH_POINTS_MIN = 2, SKETCH_POINTS_MAX = 2147483647 };

/* --- kernels ---------------------------------------------------------------------------------- */

static void sketch_cursor_enter(sketch_cursor *cursor)
{
    sketch_part *part = &cursor->part;
    *part = sketch_part_at(cursor->sketch, cursor->left);
    numeric_wide excess =
        numeric_wide_difference(part->sum, numeric_wide_scale(part->low, part->count));
    cursor->share = numeric_wide_divide(excess, part->count, &cursor->rest);
}

static int sketch_cursor_seek(sketch_cursor *cursor)
{
    while (cursor->left > 0)
        if (sketch_buckets(cursor->sketch)[--cursor->left].count > 0) {
            sketch_cursor_enter(cursor);
            return 1;
        }
    return 0;
}

void patron_sketch_cursor_open(sketch_cursor *cursor, const patron_sketch *sketch)
{
    memset(cursor, 0, sizeof *cursor);
    cursor->sketch = sketch;
    cursor->left = sketch->grid.buckets;
    sketch_cursor_seek(cursor);
}

int patron_sketch_cursor_next(sketch_cursor *cursor)
{
    sketch_part passed = cursor->part;
    if (!sketch_cursor_seek(cursor))
        return 0;
    cursor->above += passed.count;
    cursor->above_sum = numeric_wide_sum(cursor->above_sum, passed.sum);
    return 1;
}

void patron_sketch_cursor_to(sketch_cursor *cursor, uint64_t rank)
{
    while (rank - cursor->above > cursor->part.count)
        (void)patron_sketch_cursor_next(cursor);
}

static numeric_wide sketch_least(const sketch_cursor *cursor, uint64_t j)
{
    numeric_wide sum = numeric_wide_scale(cursor->part.low, j);
    sum = numeric_wide_sum(sum, numeric_wide_product(cursor->share, j));
    return numeric_wide_sum(sum, numeric_wide_product(j < cursor->rest ? j : cursor->rest, 1));
}

static numeric_wide sketch_most(const sketch_cursor *cursor, uint64_t j)
{
    const sketch_part *part = &cursor->part;
    numeric_wide at_most = numeric_wide_scale(part->high, j);
    numeric_wide others = numeric_wide_scale(part->low, part->count - j);
    numeric_wide rest = numeric_wide_difference(part->sum, others);
    return numeric_wide_compare(at_most, rest) < 0 ? at_most : rest;
}

sketch_bounds patron_sketch_cursor_bounds(const sketch_cursor *cursor, uint64_t rank)
{
    sketch_bounds bounds;
    uint64_t j = rank - cursor->above;
    bounds.low = numeric_wide_sum(cursor->above_sum, sketch_least(cursor, j));
    bounds.high = numeric_wide_sum(cursor->above_sum, sketch_most(cursor, j));
    return bounds;
}

int patron_sketch_cursor_reaches(const sketch_cursor *cursor, int64_t reach)
{
    numeric_wide end = numeric_wide_sum(cursor->above_sum, cursor->part.sum);
    return numeric_wide_compare(end, numeric_wide_make(reach)) >= 0;
}

/* a / divisor rounded up, a >= 0. The quotient is at most 2^62. */
static uint64_t sketch_ceiling(numeric_wide a, uint64_t divisor)
{
    uint64_t rest;
    uint64_t quotient = numeric_wide_divide(a, divisor, &rest);
    return quotient + (rest > 0 ? 1 : 0);
}

/*
 * With `wanted` of the bucket's sum to come: high(j) reaches it at j >= wanted / z and
 * c - j <= (s - wanted) / a; low(j) at j >= wanted / (q + 1), or r + (wanted - r (q + 1)) / q.
 */
void patron_sketch_cursor_reach(const sketch_cursor *cursor, int64_t reach, uint64_t *rank_low,
                                uint64_t *rank_high)
{
    const sketch_part *part = &cursor->part;
    numeric_wide wanted = numeric_wide_difference(numeric_wide_make(reach), cursor->above_sum);
    uint64_t most = sketch_ceiling(wanted, (uint64_t)part->high);
    uint64_t spare;
    numeric_wide slack = numeric_wide_difference(part->sum, wanted);
    uint64_t after = part->count;
    if (slack.high < (uint64_t)part->low)
        after = numeric_wide_divide(slack, (uint64_t)part->low, &spare);
    uint64_t least = part->count - (after < part->count ? after : part->count);
    *rank_low = cursor->above + (most > least ? most : least);

    uint64_t equal = (uint64_t)part->low + cursor->share;
    numeric_wide richer = numeric_wide_scale((int64_t)equal, cursor->rest);
    richer = numeric_wide_sum(richer, numeric_wide_product(cursor->rest, 1));
    numeric_wide beyond = numeric_wide_difference(wanted, richer);
    if (numeric_wide_is_negative(beyond))
        *rank_high = cursor->above + sketch_ceiling(wanted, equal + 1);
    else
        *rank_high = cursor->above + cursor->rest + sketch_ceiling(beyond, equal);
}

numeric_wide patron_sketch_cursor_widest(const sketch_cursor *cursor)
{
    const sketch_part *part = &cursor->part;
    numeric_wide widest = numeric_wide_make(0);
    uint64_t width = (uint64_t)part->high - (uint64_t)part->low;
    if (width == 0)
        return widest;
    uint64_t spare;
    numeric_wide excess =
        numeric_wide_difference(part->sum, numeric_wide_scale(part->low, part->count));
    uint64_t rich = numeric_wide_divide(excess, width, &spare); /* at most part->count */
    for (uint64_t j = rich; j <= part->count && j <= rich + 1; j++) {
        numeric_wide apart =
            numeric_wide_difference(sketch_most(cursor, j), sketch_least(cursor, j));
        if (numeric_wide_compare(apart, widest) > 0)
            widest = apart;
    }
    return widest;
}

numeric_wide patron_sketch_total(const patron_sketch *sketch)
{
    numeric_wide total = numeric_wide_make(0);
    for (uint32_t b = 0; b < sketch->grid.buckets; b++)
        total = numeric_wide_sum(total, sketch_buckets(sketch)[b].sum);
    return total;
}

numeric_wide patron_sketch_peak(const patron_sketch *sketch)
{
    numeric_wide peak = numeric_wide_make(0);
    for (uint32_t b = sketch_half(sketch->grid.fineness); b < sketch->grid.buckets; b++)
        peak = numeric_wide_sum(peak, sketch_buckets(sketch)[b].sum);
    return peak;
}

/* floor(point customers / (points - 1)) for customers <= 2^62 and points <= 2^31. */
static uint64_t sketch_point_rank(uint64_t customers, size_t points, size_t point)
{
    uint64_t rest;
    return numeric_wide_divide(numeric_wide_product(customers, point), (uint64_t)points - 1, &rest);
}

static void sketch_draw(const patron_sketch *sketch, size_t points, double *customers, int64_t *low,
                        int64_t *high)
{
    sketch_cursor cursor;
    patron_sketch_cursor_open(&cursor, sketch);
    for (size_t i = 0; i < points; i++) {
        uint64_t rank = sketch_point_rank(sketch->customers, points, i);
        customers[i] = (double)rank / (double)sketch->customers;
        low[i] = high[i] = 0;
        if (rank == 0)
            continue;
        patron_sketch_cursor_to(&cursor, rank);
        sketch_bounds bounds = patron_sketch_cursor_bounds(&cursor, rank);
        low[i] = numeric_wide_value(bounds.low);
        high[i] = numeric_wide_value(bounds.high);
    }
}

/* Whether all points of the curve are int64_t: it rises to the peak and falls to the total. */
static int sketch_fits(const patron_sketch *sketch)
{
    return numeric_wide_fits(patron_sketch_total(sketch)) &&
           numeric_wide_fits(patron_sketch_peak(sketch));
}

/* 0 where a sum leaves int64_t. */
static int sketch_cut_fill(const sketch_cursor *cursor, sketch_bounds bounds,
                           patron_sketch_cut *cut)
{
    cut->value_low = cursor->part.low;
    cut->value_high = cursor->part.high;
    cut->above = cursor->above;
    cut->above_sum = numeric_wide_value(cursor->above_sum);
    cut->beside = cursor->part.count;
    cut->beside_sum = numeric_wide_value(cursor->part.sum);
    cut->sum_low = numeric_wide_value(bounds.low);
    cut->sum_high = numeric_wide_value(bounds.high);
    return numeric_wide_fits(cursor->above_sum) && numeric_wide_fits(cursor->part.sum) &&
           numeric_wide_fits(bounds.low) && numeric_wide_fits(bounds.high);
}

static int sketch_is_outer(const sketch_cursor *cursor)
{
    const sketch_grid *grid = &cursor->sketch->grid;
    return grid->kind == SKETCH_LINEAR && (cursor->left == 0 || cursor->left == grid->buckets - 1);
}

/* To the bucket of positive values where the sum is reached; 0 where there is none. */
static int sketch_seek_reach(sketch_cursor *cursor, int64_t reach)
{
    do {
        if (cursor->part.low < 1)
            return 0;
        if (patron_sketch_cursor_reaches(cursor, reach))
            return !sketch_is_outer(cursor);
    } while (patron_sketch_cursor_next(cursor));
    return 0;
}

/* From C at the lowest to C at the highest rank, and at least `reach`, which the customer before
   the cut had not reached. */
static sketch_bounds sketch_reached(const sketch_cursor *cursor, int64_t reach,
                                    const patron_sketch_cut *cut)
{
    sketch_bounds bounds = patron_sketch_cursor_bounds(cursor, cut->rank_high);
    numeric_wide asked = numeric_wide_make(reach);
    numeric_wide before = numeric_wide_add(asked, -1);
    numeric_wide most = numeric_wide_add(before, cursor->part.high);
    bounds.low = patron_sketch_cursor_bounds(cursor, cut->rank_low).low;
    if (numeric_wide_compare(bounds.low, asked) < 0)
        bounds.low = asked;
    if (numeric_wide_compare(bounds.high, most) > 0)
        bounds.high = most;
    return bounds;
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t sketch_check_points(size_t points, const void *customers, const void *low,
                                   const void *high, patron_fault *fault)
{
    if (customers == NULL)
        return patron_base_fault_null(fault, "customers");
    if (low == NULL)
        return patron_base_fault_null(fault, "low");
    if (high == NULL)
        return patron_base_fault_null(fault, "high");
    if (points < SKETCH_POINTS_MIN || points > SKETCH_POINTS_MAX)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "points", -1, points,
                                          "a count in [2, 2147483647]");
    return PATRON_OK;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_sketch_whale(const patron_sketch *sketch, size_t sketch_size,
                                        size_t points, double *customers, int64_t *low,
                                        int64_t *high, patron_fault *fault)
{
    int32_t status = patron_sketch_check_whole(sketch, sketch_size, "sketch", fault);
    if (status == PATRON_OK)
        status = sketch_check_points(points, customers, low, high, fault);
    if (status == PATRON_OK)
        status = patron_sketch_check_all(sketch, fault);
    if (status != PATRON_OK)
        return status;
    if (!sketch_fits(sketch))
        return patron_sketch_overflow(fault);
    if (sketch->customers > 0) {
        sketch_draw(sketch, points, customers, low, high);
    } else {
        memset(customers, 0, points * sizeof *customers);
        memset(low, 0, points * sizeof *low);
        memset(high, 0, points * sizeof *high);
    }
    return PATRON_OK;
}

int32_t PATRON_CALL patron_sketch_rank(const patron_sketch *sketch, size_t sketch_size,
                                       uint64_t rank, patron_sketch_cut *cut, patron_fault *fault)
{
    int32_t status = patron_sketch_check_whole(sketch, sketch_size, "sketch", fault);
    if (status != PATRON_OK)
        return status;
    if (cut == NULL)
        return patron_base_fault_null(fault, "cut");
    if (rank < 1 || rank > sketch->customers)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "rank", -1, rank,
                                          "from 1 to the customers of the sketch");
    sketch_cursor cursor;
    patron_sketch_cut found;
    patron_sketch_cursor_open(&cursor, sketch);
    patron_sketch_cursor_to(&cursor, rank);
    if (sketch_is_outer(&cursor))
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "rank", -1, rank,
                                          "a cut among the refined values");
    found.rank_low = found.rank_high = rank;
    if (!sketch_cut_fill(&cursor, patron_sketch_cursor_bounds(&cursor, rank), &found))
        return patron_sketch_overflow(fault);
    *cut = found;
    return PATRON_OK;
}

int32_t PATRON_CALL patron_sketch_reach(const patron_sketch *sketch, size_t sketch_size,
                                        int64_t sum, patron_sketch_cut *cut, patron_fault *fault)
{
    int32_t status = patron_sketch_check_whole(sketch, sketch_size, "sketch", fault);
    if (status != PATRON_OK)
        return status;
    if (cut == NULL)
        return patron_base_fault_null(fault, "cut");
    sketch_cursor cursor;
    patron_sketch_cut found;
    memset(&found, 0, sizeof found);
    int there = sum >= 1 && sketch->customers > 0;
    if (there) {
        patron_sketch_cursor_open(&cursor, sketch);
        there = sketch_seek_reach(&cursor, sum);
    }
    if (!there)
        return patron_base_fault_signed(fault, PATRON_E_RANGE, "sum", -1, sum,
                                        "in [1, the peak], and its cut among the values");
    patron_sketch_cursor_reach(&cursor, sum, &found.rank_low, &found.rank_high);
    if (!sketch_cut_fill(&cursor, sketch_reached(&cursor, sum, &found), &found))
        return patron_sketch_overflow(fault);
    *cut = found;
    return PATRON_OK;
}
