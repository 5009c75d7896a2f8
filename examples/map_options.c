#include "map_options.h"
#include "money.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] = "usage: value_map FILE.csv [options]\n";

static const char help[] =
    "\n"
    "How customers see you beside your rivals: quality, price and worth, head to head with one of\n"
    "them, what would have to change, and satisfaction month by month. FILE.csv has a line for "
    "each\n"
    "respondent and supplier (docs/value_map.md); FILE - is standard input.\n"
    "\n"
    "  --own NAME           the supplier that you are (the first in the file)\n"
    "  --rival NAME         whom to compare with (the rival that offers most for its price)\n"
    "  --html PATH          the page to write (value_map.html)\n"
    "  --weights KIND       stated, correlation, regression or shapley (stated where the file has\n"
    "                       lines of the supplier \"importance\", else shapley)\n"
    "  --price-weight SHARE what the price counts for, the rest is quality (as stated, else 0.5)\n"
    "  --target QUALITY     what changes are to reach, 1 is parity with the rivals (1)\n"
    "  --highest N          the best rating there is, from 1 to 1000 (10)\n"
    "  --confidence SHARE   of intervals, from 0.5 to 0.9999 (0.95)\n"
    "  --delimiter CHAR     between columns; tab is a name for the tab (,)\n"
    "  --strict             stop at the first bad line\n"
    "  --help               this text\n"
    "\n"
    "exit codes: 0 done; 1 the data: a bad line under --strict, no usable answer, a figure that "
    "does\n"
    "not exist; 2 the command line, or a column or supplier that the file does not have; 3 a file\n"
    "that cannot be read or written, no memory.\n";

static int complain(const char *about, const char *wrong)
{
    fprintf(stderr, "%s %s\n%sTry value_map --help.\n", about, wrong, usage);
    return 0;
}

static const char *const weights_names[MAP_WEIGHTS] = {"stated", "correlation", "regression",
                                                       "shapley"};

const char *map_weights_name(int weights)
{
    return weights_names[weights];
}

/* A decimal number in [least, most], read the same in every locale. */
static int read_number(const char *text, double least, double most, double *number)
{
    int64_t billionths = 0;
    if (money_parse(text, strlen(text), '.', 9, &billionths) != MONEY_OK) {
        return 0;
    }
    *number = (double)billionths / 1e9;
    return *number >= least && *number <= most;
}

static int read_weights(map_options *chosen, const char *text)
{
    chosen->has_weights = 1;
    for (chosen->weights = 0; chosen->weights < MAP_WEIGHTS; chosen->weights++) {
        if (strcmp(text, weights_names[chosen->weights]) == 0) {
            return 1;
        }
    }
    return 0;
}

static int read_delimiter(map_options *chosen, const char *text)
{
    chosen->delimiter = text[0];
    if (strcmp(text, "tab") == 0) {
        chosen->delimiter = '\t';
    }
    return chosen->delimiter == '\t' ||
           (strlen(text) == 1 && strchr("\"\r\n", chosen->delimiter) == NULL);
}

static const char **text_option(map_options *chosen, const char *name)
{
    return strcmp(name, "--own") == 0     ? &chosen->own
           : strcmp(name, "--rival") == 0 ? &chosen->rival
           : strcmp(name, "--html") == 0  ? &chosen->html
                                          : NULL;
}

/* 1 taken, 0 not a value it can have, -1 no such option. */
static int read_value(map_options *chosen, const char *name, const char *value)
{
    return strcmp(name, "--weights") == 0        ? read_weights(chosen, value)
           : strcmp(name, "--price-weight") == 0 ? read_number(value, 0, 1, &chosen->price_weight)
           : strcmp(name, "--target") == 0       ? read_number(value, 0, 1000, &chosen->target)
           : strcmp(name, "--highest") == 0      ? read_number(value, 1, 1000, &chosen->highest)
           : strcmp(name, "--confidence") == 0
               ? read_number(value, 0.5, 0.9999, &chosen->confidence)
           : strcmp(name, "--delimiter") == 0 ? read_delimiter(chosen, value)
                                              : -1;
}

static void defaults(map_options *chosen)
{
    memset(chosen, 0, sizeof *chosen);
    chosen->html = "value_map.html";
    chosen->price_weight = -1;
    chosen->target = 1;
    chosen->highest = 10;
    chosen->confidence = 0.95;
    chosen->delimiter = ',';
}

/* One option with its value, or one word; how many arguments it was, 0 after a complaint. */
static int read_argument(map_options *chosen, const char *name, const char *value)
{
    if (name[0] != '-' || name[1] == 0) {
        if (chosen->file != NULL) {
            return complain(name, "is a second file; one is read.");
        }
        chosen->file = name;
        return 1;
    }
    if (strcmp(name, "--help") == 0) {
        printf("%s%s", usage, help);
        exit(MAP_DONE);
    }
    if (strcmp(name, "--strict") == 0) {
        chosen->strict = 1;
        return 1;
    }
    const char **text = text_option(chosen, name);
    if (text == NULL && read_value(chosen, name, "") < 0) {
        return complain(name, "is not an option.");
    }
    if (value == NULL) {
        return complain(name, "needs a value.");
    }
    if (text != NULL) {
        *text = value;
    } else if (read_value(chosen, name, value) != 1) {
        fprintf(stderr, "%s %s: ", name, value);
        return complain("this", "is not a value it can have.");
    }
    return 2;
}

int map_options_read(map_options *chosen, int argc, char **argv)
{
    defaults(chosen);
    for (int i = 1; i < argc;) {
        const int taken = read_argument(chosen, argv[i], i + 1 < argc ? argv[i + 1] : NULL);
        if (taken == 0) {
            return 0;
        }
        i += taken;
    }
    return chosen->file != NULL || complain("FILE.csv", "is missing.");
}
