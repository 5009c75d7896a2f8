/* The steps from the list price to the profit, for paper, page and terminal. */
#ifndef WATERFALL_H
#define WATERFALL_H

#include "served.h"

enum waterfall_size { WATERFALL_STEPS = 20 };

typedef struct waterfall_step {
    const char *name;
    int64_t amount; /* of a sum: the sum; of a step: what it changes the sum by */
    int is_sum;
} waterfall_step;

/* Steps of 0 are left out; the number of steps. */
size_t waterfall_of_firm(const served *made, waterfall_step step[WATERFALL_STEPS]);

/* All steps of one customer, and of all: [*_row][step] of a table. NULL row: all customers. */
size_t waterfall_of_customer(const served *made, const uint32_t *row,
                             waterfall_step step[WATERFALL_STEPS]);

#endif
