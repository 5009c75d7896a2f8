/*
 * How a curve grows, step by step.
 *
 * The product and the sums are carried in pairs of doubles: ten million steps would cost a plain product seven
 * of its sixteen digits in the worst case. Greenwood's sum stops where the curve has come to 0.
 */
#ifndef PATRON_SURVIVAL_BUILD_H
#define PATRON_SURVIVAL_BUILD_H

#include "../portability.h"
#include "../numeric/numeric_compensated.h"
#include "../numeric/numeric_pair.h"

#include <math.h>
#include <patron/survival.h>

typedef struct survival_build {
    numeric_pair survival;
    numeric_pair greenwood;
    numeric_pair hazard;
    numeric_pair hazard_variance;
    patron_survival_step *step;
    size_t capacity;
    size_t found;
    double censored_first;
    uint32_t ended;       /* a step left nobody at risk */
    uint32_t ended_early; /* and others came after it */
} survival_build;

PORTABILITY_INLINE survival_build survival_build_begin(size_t capacity, patron_survival_step *step)
{
    survival_build build;
    build.survival = numeric_pair_make(1.0, 0.0);
    build.greenwood = build.hazard = build.hazard_variance = numeric_pair_make(0.0, 0.0);
    build.step = step;
    build.capacity = capacity;
    build.found = 0;
    build.censored_first = 0.0;
    build.ended = build.ended_early = 0;
    return build;
}

/* a / b where b > 0: to about 100 bits, by one remainder. */
PORTABILITY_INLINE numeric_pair survival_build_ratio(numeric_pair a, numeric_pair b)
{
    double ratio = a.high / b.high;
    numeric_pair back = numeric_two_product(ratio, b.high);
    double rest = ((a.high - back.high) - back.low) + (a.low - ratio * b.low);
    return numeric_quick_two_sum(ratio, rest / b.high);
}

/* Customers who left at a time at which someone was there: the first thing of every time. */
PORTABILITY_INLINE void survival_build_time(survival_build *build)
{
    build->ended_early |= build->ended;
}

/* A time of events: at_risk just before, left just after them, before the censorings. */
PORTABILITY_INLINE void survival_build_step(survival_build *build, double time,
                                            numeric_pair at_risk, numeric_pair left, double events)
{
    double share = events / at_risk.high;
    build->survival = numeric_pair_product(build->survival, survival_build_ratio(left, at_risk));
    if (left.high > 0.0)
        build->greenwood = numeric_pair_add(build->greenwood, share / left.high);
    else
        build->ended = 1;
    build->hazard = numeric_pair_add(build->hazard, share);
    build->hazard_variance = numeric_pair_add(build->hazard_variance, share / at_risk.high);
    if (build->found < build->capacity) {
        patron_survival_step *step = build->step + build->found;
        step->time = time;
        step->at_risk = at_risk.high;
        step->events = events;
        step->censored = 0.0;
        step->survival = numeric_pair_value(build->survival);
        step->error = step->survival * sqrt(build->greenwood.high);
        step->hazard = build->hazard.high;
        step->hazard_variance = build->hazard_variance.high;
    }
    build->found++;
}

/* Customers censored since the last step, before the next. */
PORTABILITY_INLINE void survival_build_censored(survival_build *build, double censored)
{
    if (build->found == 0)
        build->censored_first = censored;
    else if (build->found <= build->capacity)
        build->step[build->found - 1].censored = censored;
}

/* What the result takes from it. */
PORTABILITY_INLINE void survival_build_end(const survival_build *build,
                                           patron_survival_curve_result *figures)
{
    figures->notes = 0;
    if (build->found == 0)
        figures->notes |= PATRON_SURVIVAL_NOTE_NO_EVENTS;
    if (build->ended_early)
        figures->notes |= PATRON_SURVIVAL_NOTE_ENDED_EARLY;
    figures->censored_first = build->censored_first;
}

#endif
