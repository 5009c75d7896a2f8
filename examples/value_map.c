/*
 * How customers see a supplier beside its rivals, from a file of ratings: the profile, head to head with
 * a rival, the levers and satisfaction over time on the terminal, the map of value and the charts on a
 * page. docs/value_map.md says how to use it and what the figures mean.
 */
#include "map_report.h"
#include "output.h"

static int save(const map_report *said)
{
    output written;
    if (!output_open(&written, said->chosen->html)) {
        return MAP_FILE;
    }
    map_html(written.file, said);
    return output_close(&written) ? MAP_DONE : MAP_FILE;
}

/* The page first: who reads the text may close it early. */
static int report(const map_report *said)
{
    const int code = save(said);
    if (code != MAP_DONE) {
        return code;
    }
    map_text(stdout, said);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fputs("The figures cannot be written.\n", stderr);
        return MAP_FILE;
    }
    return MAP_DONE;
}

int main(int argc, char **argv)
{
    map_options chosen;
    if (!map_options_read(&chosen, argc, argv)) {
        return MAP_USAGE;
    }
    ratings all;
    int code = ratings_read(&all, &chosen);
    if (code == MAP_DONE) {
        map_figures made;
        code = map_figures_make(&made, &all, &chosen);
        if (code == MAP_DONE) {
            const map_report said = {&chosen, &all, &made};
            code = report(&said);
        }
        map_figures_free(&made);
    }
    ratings_free(&all);
    return code;
}
