/*
 * A scale with its levels, and the sums of counts per level around their mean.
 */
#ifndef PATRON_SATISFACTION_SCALE_H
#define PATRON_SATISFACTION_SCALE_H

#include "../numeric/numeric_pair.h"
#include "../portability.h"
#include <patron/satisfaction.h>

/* The scale given, or that of five levels; PATRON_E_NOT_FINITE, PATRON_E_RANGE where it is none. */
int32_t patron_satisfaction_read_scale(const patron_satisfaction_scale *given,
                                       patron_satisfaction_scale *scale, patron_fault *fault);

/* Whether an answer is on the scale; argument "answer" or "score". */
int32_t patron_satisfaction_check_answer(const patron_satisfaction_scale *scale, double answer,
                                         const char *argument, size_t row, patron_fault *fault);

/* levels in range, and their scores, if given, on the scale. */
int32_t patron_satisfaction_check_scores(const patron_satisfaction_scale *scale, size_t levels,
                                         const double *score, patron_fault *fault);

/* How a question's levels are scored. */
typedef struct satisfaction_levels {
    const double *score; /* NULL = even steps */
    double lowest;
    double highest;
    size_t count;
} satisfaction_levels;

PORTABILITY_INLINE satisfaction_levels
satisfaction_levels_of(const patron_satisfaction_scale *scale, size_t count, const double *score)
{
    satisfaction_levels levels;
    levels.score = score;
    levels.lowest = scale->lowest;
    levels.highest = scale->highest;
    levels.count = count;
    return levels;
}

/* What level k stands for; a single level is the lowest. */
double patron_satisfaction_level_score(const satisfaction_levels *levels, size_t k);

/* Counts summed up. */
typedef struct satisfaction_moments {
    uint64_t count;
    numeric_pair total; /* sum of scores */
    numeric_pair mean;  /* to about 100 bits; NaN without a count */
    double squares;     /* sum of (score - mean)^2 */
} satisfaction_moments;

satisfaction_moments patron_satisfaction_moments_of(const satisfaction_levels *levels,
                                                    const uint64_t *count);

/* The exact sum of answers up to 1e9 that are not NaN, to about 106 bits. */
numeric_pair patron_satisfaction_total(size_t n, const double *answer);

#endif
