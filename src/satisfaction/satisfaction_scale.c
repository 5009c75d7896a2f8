#include "../portability.h"
#include "satisfaction_scale.h"

#include "../base/base_fault.h"
#include "../sum/sum_exact.h"
#include "satisfaction_check.h"

#include <math.h>

#define SATISFACTION_SCORE_MAX 1e9

static patron_satisfaction_scale satisfaction_scale_of(uint32_t kind)
{
    const patron_satisfaction_scale five = {1.0, 5.0, 1.0, 5.0, 5.0, 4.0};
    const patron_satisfaction_scale recommend = {0.0, 10.0, 6.0, 9.0, 10.0, 9.0};
    return kind == PATRON_SATISFACTION_RECOMMEND ? recommend : five;
}

int32_t PATRON_CALL patron_satisfaction_standard_scale(uint32_t kind,
                                                       patron_satisfaction_scale *scale,
                                                       patron_fault *fault)
{
    if (scale == NULL)
        return patron_base_fault_null(fault, "scale");
    if (kind > PATRON_SATISFACTION_RECOMMEND)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "kind", -1, kind,
                                          "a PATRON_SATISFACTION_* kind of scale");
    *scale = satisfaction_scale_of(kind);
    return PATRON_OK;
}

static int32_t satisfaction_check_member(double value, const char *argument, patron_fault *fault)
{
    return patron_satisfaction_check_number(value, -SATISFACTION_SCORE_MAX, SATISFACTION_SCORE_MAX,
                                            argument, -1, "an answer in [-1e9, 1e9]", fault);
}

static int32_t satisfaction_check_members(const patron_satisfaction_scale *scale,
                                          patron_fault *fault)
{
    int32_t status = satisfaction_check_member(scale->lowest, "scale.lowest", fault);
    if (status == PATRON_OK)
        status = satisfaction_check_member(scale->highest, "scale.highest", fault);
    if (status == PATRON_OK)
        status = satisfaction_check_member(scale->worst, "scale.worst", fault);
    if (status == PATRON_OK)
        status = satisfaction_check_member(scale->best, "scale.best", fault);
    if (status == PATRON_OK)
        status = satisfaction_check_member(scale->top_box, "scale.top_box", fault);
    if (status == PATRON_OK)
        status = satisfaction_check_member(scale->top_two, "scale.top_two", fault);
    return status;
}

int32_t patron_satisfaction_read_scale(const patron_satisfaction_scale *given,
                                       patron_satisfaction_scale *scale, patron_fault *fault)
{
    *scale = given != NULL ? *given : satisfaction_scale_of(PATRON_SATISFACTION_FIVE);
    int32_t status = satisfaction_check_members(scale, fault);
    if (status != PATRON_OK)
        return status;
    if (!(scale->lowest < scale->highest))
        return patron_base_fault_real(fault, PATRON_E_RANGE, "scale.highest", -1, scale->highest,
                                      "an answer above lowest");
    if (!(scale->worst < scale->best))
        return patron_base_fault_real(fault, PATRON_E_RANGE, "scale.best", -1, scale->best,
                                      "an answer above worst");
    return PATRON_OK;
}

int32_t patron_satisfaction_check_answer(const patron_satisfaction_scale *scale, double answer,
                                         const char *argument, size_t row, patron_fault *fault)
{
    return patron_satisfaction_check_number(answer, scale->lowest, scale->highest, argument,
                                            (int64_t)row, "an answer on the scale", fault);
}

int32_t patron_satisfaction_check_scores(const patron_satisfaction_scale *scale, size_t levels,
                                         const double *score, patron_fault *fault)
{
    int32_t status = patron_satisfaction_check_levels(levels, "levels", fault);
    for (size_t k = 0; status == PATRON_OK && score != NULL && k < levels; k++)
        status = patron_satisfaction_check_answer(scale, score[k], "score", k, fault);
    return status;
}

double patron_satisfaction_level_score(const satisfaction_levels *levels, size_t k)
{
    if (levels->score != NULL)
        return levels->score[k];
    if (k == 0)
        return levels->lowest;
    double span = levels->highest - levels->lowest;
    return levels->lowest + span * (double)k / (double)(levels->count - 1);
}

satisfaction_moments patron_satisfaction_moments_of(const satisfaction_levels *levels,
                                                    const uint64_t *count)
{
    satisfaction_moments sums;
    numeric_pair squares = numeric_pair_make(0.0, 0.0);
    sums.count = 0;
    sums.total = squares;
    for (size_t k = 0; k < levels->count; k++) {
        sums.count += count[k];
        sums.total = numeric_pair_add_product(sums.total, (double)count[k],
                                              patron_satisfaction_level_score(levels, k));
    }
    double n = (double)sums.count;
    sums.mean = numeric_pair_quotient(sums.total, numeric_pair_of(n));
    for (size_t k = 0; k < levels->count; k++) {
        double off = patron_satisfaction_level_score(levels, k) - sums.mean.high - sums.mean.low;
        squares = numeric_pair_add(squares, (double)count[k] * (off * off));
    }
    sums.squares = numeric_pair_value(squares);
    return sums;
}

/* Here, and not where it is called: its accumulator shall not stand on the stack beside the figures. */
numeric_pair patron_satisfaction_total(size_t n, const double *answer)
{
    patron_sum_exact exact;
    numeric_pair total = numeric_pair_make(0.0, 0.0);
    patron_sum_exact_init(&exact);
    for (size_t at = 0; at < n; at++) /* over the missing one that stopped it */
        at += patron_sum_exact_add_many(&exact, n - at, answer + at);
    (void)patron_sum_exact_split(&exact, &total.high, &total.low);
    return total;
}
