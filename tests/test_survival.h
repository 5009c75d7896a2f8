/*
 * What the tests of survival share.
 */
#ifndef TEST_SURVIVAL_H
#define TEST_SURVIVAL_H

#include "support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <patron/survival.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum { PLACEBO = 21, STEPS = 64 };

/* Weeks in remission of 42 children with leukemia: Freireich et al. (1963), Gehan (1965). */
static const double mercaptopurine[PLACEBO] = {6,  6,  6,  6,  7,  9,  10, 10, 11, 13, 16,
                                               17, 19, 20, 22, 23, 25, 32, 32, 34, 35};
static const uint32_t relapse[PLACEBO] = {1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1,
                                          0, 0, 0, 1, 1, 0, 0, 0, 0, 0};
static const double placebo[PLACEBO] = {1, 1, 2,  2,  3,  4,  4,  5,  5,  8, 8,
                                        8, 8, 11, 11, 12, 12, 15, 17, 22, 23};
static const uint32_t all_relapse[PLACEBO] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
                                              1, 1, 1, 1, 1, 1, 1, 1, 1, 1};

typedef struct curve {
    patron_survival_step *step;
    size_t steps;
    patron_survival_curve_result result;
} curve;

/* The curve, all of whose steps have room; freed by the caller. */
static inline curve curve_of(size_t n, const double *duration, const uint32_t *event,
                             const double *entry, const double *weight)
{
    curve made;
    size_t room = patron_survival_curve_scratch_size(n, entry != NULL, weight != NULL);
    void *scratch = support_guarded(room);
    made.step = malloc((n + 1) * sizeof *made.step);
    made.result.struct_size = sizeof made.result;
    made.steps = 0;
    assert_true(made.step != NULL);
    assert_int_equal(patron_survival_curve(n, duration, event, entry, weight, scratch, room, n,
                                           made.step, &made.steps, &made.result, NULL),
                     PATRON_OK);
    assert_true(made.steps <= n);
    support_guarded_free(scratch, room);
    return made;
}

#endif
