/*
 * The figures of a sketch. Counts and sums of whole buckets are exact; what lies within one is
 * between bounds.
 *
 * Gini. With customers ascending, buckets b of c_b customers and sum s_b,
 *
 *     gini n total = sum_b s_b (customers below b - customers above b) + sum_b D_b
 *     D_b = sum over pairs within b of |xi - xj|
 *
 * As the curve's bounds, D_b is the least for values as equal as whole numbers can be, r (c - r) with
 * r = s mod c, and the most for as many as possible on the edges a and z: m = floor((s - c a) / w)
 * at z, w = z - a, one at a + p, p what remains, the others at a, hence
 *
 *     D_b <= m (c - m - 1) w + m (w - p) + (c - m - 1) p <= c^2 w / 4
 *
 * (J. Gastwirth, "The estimation of the Lorenz curve and Gini index", 1972, without whole numbers.)
 * Sums of products have about 106 bits (numeric_compensated.h), because they can cancel.
 */
#include "../portability.h"
#include "sketch_curve.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_pair.h"
#include "../numeric/numeric_reach.h"

#include <math.h>

enum { SKETCH_RESULT_FIRST_SIZE = 224, SKETCH_OPTIONS_FIRST_SIZE = 32 };

#define SKETCH_WHOLE_END 9223372036854775808.0 /* 2^63 */

typedef struct sketch_job {
    const patron_sketch *sketch;
    patron_sketch_options options;
    numeric_wide losses; /* the sum of negative values */
    patron_sketch_result figures;
} sketch_job;

/* --- kernels ---------------------------------------------------------------------------------- */

static void sketch_none(patron_sketch_result *figures)
{
    const double none = (double)NAN;
    memset(figures, 0, sizeof *figures);
    figures->notes = PATRON_SKETCH_NOTE_TOTAL_NOT_POSITIVE;
    figures->peak_customers = figures->peak_share = figures->erosion_share = none;
    figures->top_held_low = figures->top_held_high = none;
    figures->target_rank_low = figures->target_rank_high = none;
    figures->gini_low = figures->gini_high = none;
    figures->gini_rsv_low = figures->gini_rsv_high = none;
}

/* The largest edge of the grid that is not above the tolerance, and its index. */
static uint32_t sketch_even_index(uint32_t bits, double tolerance, int64_t *used)
{
    int64_t asked = tolerance < SKETCH_WHOLE_END ? (int64_t)tolerance : INT64_MAX;
    uint32_t index = sketch_index(asked, bits);
    sketch_grid grid = patron_sketch_grid_logarithmic(bits);
    int64_t low;
    patron_sketch_edges(&grid, sketch_half(bits) + index, &low, used);
    if (*used > asked)
        patron_sketch_edges(&grid, sketch_half(bits) + --index, &low, used);
    return index;
}

static sketch_bucket sketch_range(const patron_sketch *sketch, uint32_t from, uint32_t end)
{
    sketch_bucket all;
    memset(&all, 0, sizeof all);
    for (uint32_t b = from; b < end; b++) {
        all.count += sketch_buckets(sketch)[b].count;
        all.sum = numeric_wide_sum(all.sum, sketch_buckets(sketch)[b].sum);
    }
    return all;
}

/* 0 where a sum leaves int64_t. */
static int sketch_totals(sketch_job *job)
{
    patron_sketch_result *figures = &job->figures;
    uint32_t buckets = job->sketch->grid.buckets;
    uint32_t half = buckets / 2;
    uint32_t even =
        sketch_even_index(job->sketch->grid.fineness, job->options.tolerance, &figures->tolerance);
    sketch_bucket makers = sketch_range(job->sketch, half + even + 1, buckets);
    sketch_bucket losers = sketch_range(job->sketch, 0, half - even);
    sketch_bucket middle = sketch_range(job->sketch, half - even, half + even + 1);
    sketch_bucket positive = sketch_range(job->sketch, half + 1, buckets);
    numeric_wide total = patron_sketch_total(job->sketch);
    job->losses = numeric_wide_difference(total, positive.sum);
    numeric_wide erosion = numeric_wide_negate(job->losses);
    figures->makers = makers.count;
    figures->even = middle.count;
    figures->losers = losers.count;
    figures->peak_rank = positive.count;
    figures->total = numeric_wide_value(total);
    figures->makers_sum = numeric_wide_value(makers.sum);
    figures->even_sum = numeric_wide_value(middle.sum);
    figures->losers_sum = numeric_wide_value(losers.sum);
    figures->peak = numeric_wide_value(positive.sum);
    figures->erosion = numeric_wide_value(erosion);
    /* All other sums lie between these two. */
    return numeric_wide_fits(positive.sum) && numeric_wide_fits(erosion);
}

static void sketch_notes(sketch_job *job)
{
    patron_sketch_result *figures = &job->figures;
    double asked = job->options.tolerance;
    figures->notes = 0;
    if (figures->total <= 0)
        figures->notes |= PATRON_SKETCH_NOTE_TOTAL_NOT_POSITIVE;
    if (figures->peak == 0 && figures->erosion == 0)
        figures->notes |= PATRON_SKETCH_NOTE_ALL_ZERO;
    if (figures->erosion > 0)
        figures->notes |= PATRON_SKETCH_NOTE_LOSSES;
    if (asked < SKETCH_WHOLE_END && floor(asked) > (double)figures->tolerance)
        figures->notes |= PATRON_SKETCH_NOTE_TOLERANCE_MOVED;
}

static sketch_bounds sketch_curve_at(const patron_sketch *sketch, uint64_t rank)
{
    sketch_bounds bounds;
    sketch_cursor cursor;
    memset(&bounds, 0, sizeof bounds);
    if (rank == 0)
        return bounds;
    patron_sketch_cursor_open(&cursor, sketch);
    patron_sketch_cursor_to(&cursor, rank);
    return patron_sketch_cursor_bounds(&cursor, rank);
}

/* Between two whole ranks the curve is straight. */
static double sketch_between(numeric_wide before, numeric_wide after, double part)
{
    numeric_wide step = numeric_wide_difference(after, before);
    return part > 0.0 ? numeric_wide_real(before) + part * numeric_wide_real(step)
                      : numeric_wide_real(before);
}

static void sketch_top(sketch_job *job)
{
    patron_sketch_result *figures = &job->figures;
    double place = job->options.top_share * (double)figures->customers;
    double whole = floor(place);
    uint64_t rank = whole < (double)figures->customers ? (uint64_t)whole : figures->customers;
    double part = rank < figures->customers ? place - whole : 0.0;
    sketch_bounds before = sketch_curve_at(job->sketch, rank);
    sketch_bounds after = part > 0.0 ? sketch_curve_at(job->sketch, rank + 1) : before;
    figures->top_sum_low = sketch_between(before.low, after.low, part);
    figures->top_sum_high = sketch_between(before.high, after.high, part);
    if (figures->total > 0) {
        figures->top_held_low = figures->top_sum_low / (double)figures->total;
        figures->top_held_high = figures->top_sum_high / (double)figures->total;
    }
}

/* The sum that the target share comes to; 0 where the curve does not get there. */
static int64_t sketch_target(const sketch_job *job)
{
    const patron_sketch_result *figures = &job->figures;
    if (figures->total <= 0)
        return 0;
    int64_t reach = numeric_reach(job->options.target_share, figures->total);
    return reach <= figures->peak ? reach : 0;
}

static void sketch_target_rank(sketch_job *job)
{
    int64_t reach = sketch_target(job);
    if (reach == 0) {
        if (job->figures.total > 0)
            job->figures.notes |= PATRON_SKETCH_NOTE_NOT_REACHED;
        return;
    }
    sketch_cursor cursor;
    uint64_t low, high;
    patron_sketch_cursor_open(&cursor, job->sketch);
    while (!patron_sketch_cursor_reaches(&cursor, reach)) /* at the peak at the latest */
        (void)patron_sketch_cursor_next(&cursor);
    patron_sketch_cursor_reach(&cursor, reach, &low, &high);
    job->figures.target_rank_low = (double)low;
    job->figures.target_rank_high = (double)high;
}

static void sketch_shares(patron_sketch_result *figures)
{
    figures->peak_customers = (double)figures->peak_rank / (double)figures->customers;
    if (figures->total > 0) {
        figures->peak_share = (double)figures->peak / (double)figures->total;
        figures->erosion_share = (double)figures->erosion / (double)figures->total;
    }
}

/* 128 bits in two doubles, to about 106 bits. */
static numeric_pair sketch_pair(numeric_wide a)
{
    int32_t negative = numeric_wide_is_negative(a);
    numeric_wide size = negative ? numeric_wide_negate(a) : a;
    const uint64_t half = UINT64_C(0xFFFFFFFF);
    numeric_pair pair =
        numeric_pair_make((double)(size.high >> 32) * 79228162514264337593543950336.0,
                          (double)(size.high & half) * 18446744073709551616.0);
    pair = numeric_two_sum(pair.high, pair.low);
    pair = numeric_pair_add(pair, (double)(size.low >> 32) * 4294967296.0);
    pair = numeric_pair_add(pair, (double)(size.low & half));
    return negative ? numeric_pair_make(-pair.high, -pair.low) : pair;
}

static numeric_pair sketch_product(uint64_t a, uint64_t b)
{
    return sketch_pair(numeric_wide_product(a, b));
}

/* The differences of pairs within the cursor's bucket, at most. */
static numeric_pair sketch_spread_most(const sketch_part *part)
{
    numeric_pair spread = numeric_pair_make(0.0, 0.0);
    uint64_t width = (uint64_t)part->high - (uint64_t)part->low;
    if (width == 0)
        return spread;
    uint64_t left;
    numeric_wide excess =
        numeric_wide_difference(part->sum, numeric_wide_scale(part->low, part->count));
    uint64_t rich = numeric_wide_divide(excess, width, &left);
    if (rich == part->count)
        return spread;
    uint64_t poor = part->count - rich - 1;
    spread = numeric_pair_product(sketch_product(rich, poor), sketch_product(width, 1));
    spread = numeric_pair_sum(spread, sketch_product(rich, width - left));
    return numeric_pair_sum(spread, sketch_product(poor, left));
}

static void sketch_gini(sketch_job *job)
{
    patron_sketch_result *figures = &job->figures;
    uint64_t n = figures->customers;
    numeric_pair between = numeric_pair_make(0.0, 0.0);
    numeric_pair least = between;
    numeric_pair most = between;
    numeric_wide widest = numeric_wide_make(0);
    sketch_cursor cursor;
    patron_sketch_cursor_open(&cursor, job->sketch);
    do {
        uint64_t below = n - cursor.above - cursor.part.count;
        numeric_wide lead = numeric_wide_difference(numeric_wide_product(below, 1),
                                                    numeric_wide_product(cursor.above, 1));
        numeric_pair step = numeric_pair_product(sketch_pair(cursor.part.sum), sketch_pair(lead));
        numeric_wide apart = patron_sketch_cursor_widest(&cursor);
        between = numeric_pair_sum(between, step);
        least =
            numeric_pair_sum(least, sketch_product(cursor.rest, cursor.part.count - cursor.rest));
        most = numeric_pair_sum(most, sketch_spread_most(&cursor.part));
        if (numeric_wide_compare(apart, widest) > 0)
            widest = apart;
    } while (patron_sketch_cursor_next(&cursor));
    figures->widest = numeric_wide_value(widest);
    double low = numeric_pair_value(numeric_pair_sum(between, least));
    double high = numeric_pair_value(numeric_pair_sum(between, most));
    double size = (double)figures->peak + (double)figures->erosion;
    if (figures->total > 0) {
        figures->gini_low = low / ((double)n * (double)figures->total);
        figures->gini_high = high / ((double)n * (double)figures->total);
    } else if (size == 0.0) {
        figures->gini_low = figures->gini_high = 0.0;
    }
    if (n > 1) {
        figures->gini_rsv_low = size > 0.0 ? low / ((double)(n - 1) * size) : 0.0;
        figures->gini_rsv_high = size > 0.0 ? high / ((double)(n - 1) * size) : 0.0;
    }
}

/* 0 where a sum leaves int64_t. */
static int sketch_compute(sketch_job *job)
{
    sketch_none(&job->figures);
    job->figures.customers = job->sketch->customers;
    if (!sketch_totals(job))
        return 0;
    if (job->figures.customers == 0)
        return 1;
    sketch_notes(job);
    sketch_shares(&job->figures);
    sketch_top(job);
    sketch_target_rank(job);
    sketch_gini(job);
    return 1;
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t sketch_check_options(const patron_sketch_options *known, patron_fault *fault)
{
    if (!(known->tolerance >= 0.0 && known->tolerance <= DBL_MAX))
        return patron_base_fault_real(fault, PATRON_E_RANGE, "options.tolerance", -1,
                                      known->tolerance, "a finite amount, 0 or more");
    if (!(known->top_share >= 0.0 && known->top_share <= 1.0))
        return patron_base_fault_real(fault, PATRON_E_RANGE, "options.top_share", -1,
                                      known->top_share, "a fraction in [0, 1]");
    if (!(known->target_share >= 0.0 && known->target_share <= DBL_MAX))
        return patron_base_fault_real(fault, PATRON_E_RANGE, "options.target_share", -1,
                                      known->target_share, "a finite fraction, 0 or more");
    return PATRON_OK;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_sketch_summary(const patron_sketch *sketch, size_t sketch_size,
                                          const patron_sketch_options *options,
                                          patron_sketch_result *result, patron_fault *fault)
{
    sketch_job job;
    memset(&job, 0, sizeof job);
    job.sketch = sketch;
    int32_t status = patron_sketch_check_whole(sketch, sketch_size, "sketch", fault);
    if (status == PATRON_OK)
        status = patron_base_read_options(&job.options, sizeof job.options,
                                          SKETCH_OPTIONS_FIRST_SIZE, 0, options, fault);
    if (status == PATRON_OK)
        status = patron_base_check_result(result, SKETCH_RESULT_FIRST_SIZE, fault);
    if (status == PATRON_OK)
        status = patron_sketch_check_all(sketch, fault);
    if (status == PATRON_OK)
        status = sketch_check_options(&job.options, fault);
    if (status != PATRON_OK)
        return status;
    if (job.options.top_share == 0.0)
        job.options.top_share = 0.2;
    if (job.options.target_share == 0.0)
        job.options.target_share = 0.8;
    if (!sketch_compute(&job))
        return patron_sketch_overflow(fault);
    patron_base_write_result(result, &job.figures, sizeof job.figures);
    return PATRON_OK;
}
