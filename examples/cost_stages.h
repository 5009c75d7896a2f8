/*
 * The stages of a cost model: resources that serve others to these, resources to activities, activities
 * to customers. What is above the level of the customers is held. docs/abc.md has the formulas.
 */
#ifndef COST_STAGES_H
#define COST_STAGES_H

#include "cost_rows.h"

typedef struct cost_stages {
    patron_abc_support_sums support; /* all 0 where no resource serves another */
    size_t resources;
    size_t activities;
    size_t objects;               /* customers * (columns + 1) */
    patron_abc_balance *resource; /* of each resource */
    patron_abc_sums first;
    int64_t *flow; /* [resources*activities] minor units */
    int64_t *held; /* [activities] of levels that no customer causes */
    patron_abc_level_sums levels;
    patron_abc_balance *activity; /* of each activity: the cost that is pushed to customers */
    patron_abc_sums second;
    int64_t *cost; /* [objects*COST_LEVELS] minor units */
} cost_stages;

/* Ends the program with exit code 1 where the library finds a fault. Sets the activities' costs. */
void cost_stages_make(cost_stages *made, cost_model *model, const cost_rows *rows,
                      size_t customers);
void cost_support_hand_on(cost_model *model, patron_abc_support_sums *sums); /* the stage before */
void cost_stages_free(cost_stages *made);

/* What each activity cost for one customer, and how much of its driver that was: both [activities]. */
void cost_stages_trace(const cost_stages *made, const cost_model *model, const cost_rows *rows,
                       uint32_t customer, int64_t *amount, double *quantity);

#endif
