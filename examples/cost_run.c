#include "cost_run.h"

#include <string.h>

int cost_run_make(cost_run *run, const receipts *all, const options *chosen)
{
    memset(run, 0, sizeof *run);
    const int code = cost_model_read(&run->model, all, chosen);
    if (code != EXIT_DONE) {
        return code;
    }
    cost_rows_make(&run->rows, &run->model, all);
    cost_stages_make(&run->stages, &run->model, &run->rows, all->customers);
    served_make(&run->customers, all, chosen, &run->model, &run->rows, &run->stages);
    return EXIT_DONE;
}

void cost_run_free(cost_run *run)
{
    served_free(&run->customers);
    cost_stages_free(&run->stages);
    cost_rows_free(&run->rows);
    cost_model_free(&run->model);
}

void cost_run_bad(FILE *file, const tables *files)
{
    for (uint64_t i = 0; i < files->bad && i < TABLES_BAD_SHOWN; i++) {
        fprintf(file, "  %s\n", files->shown[i]);
    }
    if (files->bad > TABLES_BAD_SHOWN) {
        fprintf(file, "  and %.0f more\n", (double)(files->bad - TABLES_BAD_SHOWN));
    }
}
