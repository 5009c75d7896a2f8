/*
 * The checks that functions of survival share.
 */
#ifndef PATRON_SURVIVAL_CHECK_H
#define PATRON_SURVIVAL_CHECK_H

#include "../portability.h"

#include <patron/survival.h>

enum {
    SURVIVAL_ROWS_MAX = 2147483647,
    SURVIVAL_PERIODS_MAX = 16777216,
    SURVIVAL_GROUPS_MAX = 256,
    SURVIVAL_CURVE_FIRST_SIZE = 56,
    SURVIVAL_FIGURE_FIRST_SIZE = 32,
    SURVIVAL_TEST_FIRST_SIZE = 40
};

/* The columns of customers: group and weight may be NULL. */
typedef struct survival_columns {
    const double *duration;
    const uint32_t *event;
    const uint32_t *group;
    const double *entry;
    const double *weight;
    size_t groups;
} survival_columns;

/* n, and that duration and event are there. */
int32_t patron_survival_check_there(size_t n, const void *duration, const void *event,
                                    patron_fault *fault);

/* Every row. */
int32_t patron_survival_check_rows(size_t n, const survival_columns *columns, patron_fault *fault);

int32_t patron_survival_check_event(size_t row, uint32_t event, patron_fault *fault);

/* Where the steps of a curve go. */
int32_t patron_survival_check_outputs(size_t capacity, const patron_survival_step *step,
                                      const size_t *found,
                                      const patron_survival_curve_result *result,
                                      patron_fault *fault);

int32_t patron_survival_check_confidence(double confidence, patron_fault *fault);

/* n and, without a look at its rows, step. */
int32_t patron_survival_check_table(size_t n, const patron_survival_step *step,
                                    patron_fault *fault);

/* That the steps are a curve. */
int32_t patron_survival_check_steps(size_t n, const patron_survival_step *step,
                                    patron_fault *fault);

/* A number that is finite and >= 0. */
int32_t patron_survival_check_time(const char *argument, int64_t row, double time,
                                   patron_fault *fault);

/* That last is a time and does not lie before the last step. Steps have been checked. */
int32_t patron_survival_check_last(double last, size_t n, const patron_survival_step *step,
                                   patron_fault *fault);

#endif
