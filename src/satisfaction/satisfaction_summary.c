/*
 * One question's figures, from counts or from raw answers.
 */
#include "../portability.h"
#include "satisfaction_check.h"
#include "satisfaction_net.h"
#include "satisfaction_scale.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_normal.h"
#include "../numeric/numeric_share.h"
#include "../numeric/numeric_student.h"

#include <math.h>
#include <string.h>

#define SATISFACTION_COUNT_MAX UINT64_C(1000000000000000)

enum {
    SATISFACTION_RESULT_FIRST_SIZE = 304,
    SATISFACTION_LANES = 4,
    SATISFACTION_BLOCK = 1024 /* a multiple of the lanes */
};

/* --- kernels ---------------------------------------------------------------------------------- */

static void satisfaction_sort_in(const patron_satisfaction_scale *scale, double answer,
                                 uint64_t count, patron_satisfaction_result *figures)
{
    figures->answers += count;
    figures->worst += answer <= scale->worst ? count : 0;
    figures->best += answer >= scale->best ? count : 0;
    figures->top_box += answer >= scale->top_box ? count : 0;
    figures->top_two += answer >= scale->top_two ? count : 0;
}

static void satisfaction_set_mean(const patron_satisfaction_scale *scale, double confidence,
                                  double mean, double squares, patron_satisfaction_result *figures)
{
    double n = (double)figures->answers;
    figures->mean = mean;
    figures->deviation = figures->mean_error = (double)NAN;
    figures->mean_low = figures->mean_high = (double)NAN;
    if (figures->answers < 2)
        return;
    figures->deviation = sqrt(squares / (n - 1.0));
    figures->mean_error = figures->deviation / sqrt(n);
    double width = figures->mean_error * patron_numeric_student_width(confidence, n - 1.0);
    figures->mean_low = fmax(mean - width, scale->lowest);
    figures->mean_high = fmin(mean + width, scale->highest);
    if (mean - width < scale->lowest || mean + width > scale->highest)
        figures->notes |= PATRON_SATISFACTION_NOTE_CLIPPED;
}

static void satisfaction_set_share(uint64_t yes, uint64_t of, double z, double *share,
                                   double *error, double *low, double *high)
{
    numeric_share found = patron_numeric_share_of(yes, of, z);
    *share = found.share;
    *error = found.error;
    *low = found.low;
    *high = found.high;
}

static void satisfaction_set_shares(double z, patron_satisfaction_result *f)
{
    f->middle = f->answers - f->worst - f->best;
    satisfaction_set_share(f->worst, f->answers, z, &f->worst_share, &f->worst_error, &f->worst_low,
                           &f->worst_high);
    satisfaction_set_share(f->middle, f->answers, z, &f->middle_share, &f->middle_error,
                           &f->middle_low, &f->middle_high);
    satisfaction_set_share(f->best, f->answers, z, &f->best_share, &f->best_error, &f->best_low,
                           &f->best_high);
    satisfaction_set_share(f->top_box, f->answers, z, &f->top_box_share, &f->top_box_error,
                           &f->top_box_low, &f->top_box_high);
    satisfaction_set_share(f->top_two, f->answers, z, &f->top_two_share, &f->top_two_error,
                           &f->top_two_low, &f->top_two_high);
}

static void satisfaction_set_net(double z, patron_satisfaction_result *f)
{
    double above =
        f->best >= f->worst ? (double)(f->best - f->worst) : -(double)(f->worst - f->best);
    f->net = above / (double)f->answers;
    f->net_error =
        patron_satisfaction_net_error((double)f->best, (double)f->middle, (double)f->worst);
    double width = z * f->net_error;
    f->net_low = f->net - width < -1.0 ? -1.0 : f->net - width;
    f->net_high = f->net + width > 1.0 ? 1.0 : f->net + width;
    if (f->net - width < -1.0 || f->net + width > 1.0)
        f->notes |= PATRON_SATISFACTION_NOTE_CLIPPED;
    if (f->answers == 0)
        f->notes |= PATRON_SATISFACTION_NOTE_NO_ANSWER;
}

/* All figures but the counts, which are there. */
static void satisfaction_finish(const patron_satisfaction_scale *scale, double confidence,
                                double mean, double squares, patron_satisfaction_result *figures)
{
    double z = patron_numeric_normal_width(confidence);
    satisfaction_set_mean(scale, confidence, mean, squares, figures);
    satisfaction_set_shares(z, figures);
    satisfaction_set_net(z, figures);
}

/* Sums of differences from the mean and of their squares: four lanes, which the processor adds at once. */
typedef struct satisfaction_lanes {
    double off[SATISFACTION_LANES];
    double squares[SATISFACTION_LANES];
} satisfaction_lanes;

static void satisfaction_lanes_add(satisfaction_lanes *lanes, size_t n, const double *answer,
                                   double mean)
{
    for (size_t i = 0; i < n; i++) {
        double from_mean = answer[i] - mean;
        from_mean = isnan(from_mean) ? 0.0 : from_mean;
        lanes->off[i % SATISFACTION_LANES] += from_mean;
        lanes->squares[i % SATISFACTION_LANES] += from_mean * from_mean;
    }
}

/*
 * Of answers around the rounded mean: the correction is what rounding took from it. Blocks are short enough
 * that their plain sums are right to 1e-13, and the sum of blocks is a pair.
 */
static double satisfaction_squares(size_t n, const double *answer, double mean, double count)
{
    numeric_pair off = numeric_pair_make(0.0, 0.0), squares = off;
    for (size_t from = 0; from < n; from += SATISFACTION_BLOCK) {
        satisfaction_lanes lanes = {{0.0, 0.0, 0.0, 0.0}, {0.0, 0.0, 0.0, 0.0}};
        size_t left = n - from;
        satisfaction_lanes_add(&lanes, left < SATISFACTION_BLOCK ? left : SATISFACTION_BLOCK,
                               answer + from, mean);
        for (int k = 0; k < SATISFACTION_LANES; k++) {
            off = numeric_pair_add(off, lanes.off[k]);
            squares = numeric_pair_add(squares, lanes.squares[k]);
        }
    }
    double shift = numeric_pair_value(off);
    return fmax(numeric_pair_value(squares) - shift * shift / count, 0.0);
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t satisfaction_check_call(const patron_satisfaction_scale *given, double confidence,
                                       const void *result, patron_satisfaction_scale *scale,
                                       patron_fault *fault)
{
    int32_t status = patron_base_check_result(result, SATISFACTION_RESULT_FIRST_SIZE, fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_read_scale(given, scale, fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_confidence(confidence, fault);
    return status;
}

static int32_t satisfaction_check_counts(size_t levels, const uint64_t *count, patron_fault *fault)
{
    for (size_t k = 0; k < levels; k++)
        if (count[k] > SATISFACTION_COUNT_MAX)
            return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "count", (int64_t)k, count[k],
                                              "a count in [0, 1e15]");
    return PATRON_OK;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_satisfaction_of_counts(const patron_satisfaction_scale *scale,
                                                  double confidence, size_t levels,
                                                  const double *score, const uint64_t *count,
                                                  patron_satisfaction_result *result,
                                                  patron_fault *fault)
{
    patron_satisfaction_scale used;
    patron_satisfaction_result figures;
    if (count == NULL)
        return patron_base_fault_null(fault, "count");
    int32_t status = satisfaction_check_call(scale, confidence, result, &used, fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_scores(&used, levels, score, fault);
    if (status == PATRON_OK)
        status = satisfaction_check_counts(levels, count, fault);
    if (status != PATRON_OK)
        return status;
    memset(&figures, 0, sizeof figures);
    satisfaction_levels steps = satisfaction_levels_of(&used, levels, score);
    for (size_t k = 0; k < levels; k++)
        satisfaction_sort_in(&used, patron_satisfaction_level_score(&steps, k), count[k], &figures);
    satisfaction_moments sums = patron_satisfaction_moments_of(&steps, count);
    satisfaction_finish(&used, confidence, numeric_pair_value(sums.mean), sums.squares, &figures);
    patron_base_write_result(result, &figures, sizeof figures);
    return PATRON_OK;
}

/* The checks and the counts in one pass over the answers. */
static int32_t satisfaction_take(const patron_satisfaction_scale *scale, size_t n,
                                 const double *answer, patron_satisfaction_result *figures,
                                 patron_fault *fault)
{
    for (size_t i = 0; i < n; i++) {
        if (isnan(answer[i])) {
            figures->missing++;
            continue;
        }
        if (!(answer[i] >= scale->lowest && answer[i] <= scale->highest))
            return patron_satisfaction_check_answer(scale, answer[i], "answer", i, fault);
        satisfaction_sort_in(scale, answer[i], 1, figures);
    }
    return PATRON_OK;
}

int32_t PATRON_CALL patron_satisfaction_of_answers(const patron_satisfaction_scale *scale,
                                                   double confidence, size_t n,
                                                   const double *answer,
                                                   patron_satisfaction_result *result,
                                                   patron_fault *fault)
{
    patron_satisfaction_scale used;
    patron_satisfaction_result figures;
    int32_t status = patron_satisfaction_check_column(n, answer, "answer", fault);
    if (status == PATRON_OK)
        status = satisfaction_check_call(scale, confidence, result, &used, fault);
    if (status != PATRON_OK)
        return status;
    memset(&figures, 0, sizeof figures);
    status = satisfaction_take(&used, n, answer, &figures, fault);
    if (status != PATRON_OK)
        return status;
    double count = (double)figures.answers;
    double mean = numeric_pair_mean(patron_satisfaction_total(n, answer), count);
    double squares = satisfaction_squares(n, answer, mean, count);
    satisfaction_finish(&used, confidence, mean, squares, &figures);
    patron_base_write_result(result, &figures, sizeof figures);
    return PATRON_OK;
}
