/* A cost model run over receipts: everything from the folder to the customers' profits. */
#ifndef COST_RUN_H
#define COST_RUN_H

#include "served.h"

typedef struct cost_run {
    cost_model model;
    cost_rows rows;
    cost_stages stages;
    served customers;
} cost_run;

/* An exit code; on any but EXIT_DONE the reason has been said on standard error. */
int cost_run_make(cost_run *run, const receipts *all, const options *chosen);
void cost_run_free(cost_run *run);

/* What was left out of a folder or file of costs. */
void cost_run_bad(FILE *file, const tables *files);

#endif
