/*
 * What the customers of a shop cost to serve and what is left of each, from a file of receipts and a
 * cost model. docs/cost_to_serve.md says how to use it and what the figures mean.
 */
#include "cost_text.h"
#include "output.h"

/* A row for each customer, for customer_report --costs; an exit code. */
static int save(const char *path, const cost_run *run, const receipts *all, const options *chosen)
{
    output written;
    if (!output_open(&written, path)) {
        return EXIT_FILE;
    }
    served_write(written.file, &run->customers, all, chosen);
    return output_close(&written) ? EXIT_DONE : EXIT_FILE;
}

static int report(const cost_run *run, const receipts *all, const options *chosen)
{
    const wording said = {chosen, all, NULL, &run->customers, &run->model.files, 0, NULL, NULL};
    if (chosen->csv != NULL) {
        const int code = save(chosen->csv, run, all, chosen);
        if (code != EXIT_DONE) {
            return code;
        }
    }
    cost_text(stdout, &said, run);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fputs("The figures cannot be written.\n", stderr);
        return EXIT_FILE;
    }
    return EXIT_DONE;
}

int main(int argc, char **argv)
{
    options chosen;
    if (!options_read(&chosen, OPTIONS_COSTS, argc, argv)) {
        return EXIT_USAGE;
    }
    receipts all;
    int code = receipts_read(&all, &chosen);
    if (code == EXIT_DONE) {
        cost_run run;
        code = cost_run_make(&run, &all, &chosen);
        if (code == EXIT_DONE) {
            code = report(&run, &all, &chosen);
        }
        cost_run_free(&run);
    }
    receipts_free(&all);
    return code;
}
