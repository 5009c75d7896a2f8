/*
 * What the customers of a shop are worth, from a file of receipts: a summary on the terminal, a page
 * for the browser and, when asked, a row for each customer. docs/customer_report.md says how to use
 * it and what the figures mean.
 */
#include "cost_run.h"
#include "memory.h"
#include "output.h"
#include "report.h"

#include <stdlib.h>
#include <string.h>

/* Writes one form of the report to a file; an exit code. */
static int save(const char *path, const wording *said, void (*write)(FILE *, const wording *))
{
    output written;
    if (!output_open(&written, path)) {
        return EXIT_FILE;
    }
    write(written.file, said);
    return output_close(&written) ? EXIT_DONE : EXIT_FILE;
}

/* The files first: who reads the summary may close it early. */
static int report(const wording *said)
{
    int code = save(said->chosen->html, said, report_html);
    if (code == EXIT_DONE && said->chosen->csv != NULL) {
        code = save(said->chosen->csv, said, report_csv);
    }
    if (code == EXIT_DONE && said->chosen->save_model != NULL) {
        code = repeat_save(said->repeat, said->all, said->chosen);
    }
    if (code == EXIT_DONE) {
        report_text(stdout, said);
        if (fflush(stdout) != 0 || ferror(stdout)) {
            fputs("The summary cannot be written.\n", stderr);
            code = EXIT_FILE;
        }
    }
    return code;
}

/* What customers cost, by a model or by a file. */
typedef struct costs {
    cost_run run;
    served rows;
    tables files;
    size_t missing;
} costs;

/* An exit code. Nothing is done where neither model nor file is given. */
static int read_costs(costs *read, wording *said)
{
    const options *chosen = said->chosen;
    if (chosen->cost_model != NULL) {
        said->served = &read->run.customers;
        said->cost_files = &read->run.model.files;
        return cost_run_make(&read->run, said->all, chosen);
    }
    if (chosen->costs != NULL) {
        const int code = served_read(&read->rows, said->all, chosen, &read->files, &read->missing);
        said->served = &read->rows;
        said->cost_files = &read->files;
        said->cost_missing = read->missing;
        return code;
    }
    return EXIT_DONE;
}

/* NULL where no model is asked for. */
static repeat *make_repeat(const receipts *all, const options *chosen, int32_t as_of)
{
    if (strcmp(chosen->model, "none") == 0) {
        return NULL;
    }
    repeat *made = memory_new(1, sizeof *made);
    repeat_make(made, all, chosen, as_of);
    return made;
}

static int make_report(const receipts *all, const options *chosen)
{
    figures made;
    costs *read = memory_new(1, sizeof *read);
    base_figures *base = memory_new(1, sizeof *base);
    wording said = {chosen, all, &made, NULL, NULL, 0, NULL, base};
    figures_make(&made, all, chosen);
    base_make(base, all, &made, chosen);
    repeat *buying = make_repeat(all, chosen, made.as_of);
    said.repeat = buying;
    int code = read_costs(read, &said);
    if (code == EXIT_DONE) {
        code = report(&said);
    }
    cost_run_free(&read->run);
    served_free(&read->rows);
    free(read);
    free(base);
    if (buying != NULL) {
        repeat_free(buying);
        free(buying);
    }
    figures_free(&made);
    return code;
}

int main(int argc, char **argv)
{
    options chosen;
    if (!options_read(&chosen, OPTIONS_REPORT, argc, argv)) {
        return EXIT_USAGE;
    }
    receipts all;
    int code = receipts_read(&all, &chosen);
    if (code == EXIT_DONE) {
        code = make_report(&all, &chosen);
    }
    receipts_free(&all);
    return code;
}
