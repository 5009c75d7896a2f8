/*
 * What the customers of a shop are worth, from a file of receipts: a summary on the terminal, a page
 * for the browser and, when asked, a row for each customer. docs/customer_report.md says how to use
 * it and what the figures mean.
 */
#include "output.h"
#include "report.h"

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
    if (code == EXIT_DONE) {
        report_text(stdout, said);
        if (fflush(stdout) != 0 || ferror(stdout)) {
            fputs("The summary cannot be written.\n", stderr);
            code = EXIT_FILE;
        }
    }
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
        figures made;
        const wording said = {&chosen, &all, &made};
        figures_make(&made, &all, &chosen);
        code = report(&said);
        figures_free(&made);
    }
    receipts_free(&all);
    return code;
}
