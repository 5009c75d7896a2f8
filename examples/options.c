#include "options.h"
#include "dates.h"
#include "money.h"

#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "usage: customer_report FILE.csv --customer COL --date COL --amount COL [options]\n";

static const char help[] =
    "\n"
    "What the customers of a shop are worth, from its receipts: one line of FILE.csv each.\n"
    "FILE - is standard input. A column COL is a name in the header or a number from 1.\n"
    "\n"
    "  --customer COL       who bought: any text\n"
    "  --date COL           when: YYYY-MM-DD or YYYYMMDD, with or without a time behind\n"
    "  --amount COL         for how much: a decimal number, negative for a refund\n"
    "  --html PATH          the page to write (report.html)\n"
    "  --csv PATH           also write a row for each customer\n"
    "  --strict             stop at the first bad line\n"
    "  --margin COL         a column with the margin earned: customers are ranked by it\n"
    "  --margin-rate SHARE  the share of the amounts that is margin (1: lifetime values are "
    "revenue)\n"
    "  --discount SHARE     what a later payment is worth less, a year (0.1)\n"
    "  --as-of DATE         look at the shop on this day, leaving out what came later (the last "
    "day)\n"
    "  --currency LABEL     put before money: EUR\n"
    "  --decimals N         decimals of the currency, 0 to 4 (2)\n"
    "  --decimal-mark MARK  . or , (.)\n"
    "  --delimiter CHAR     between columns; tab is a name for the tab (,)\n"
    "  --no-header          the first line is a receipt; columns are numbers\n"
    "  --help               this text\n"
    "\n"
    "exit codes: 0 done; 1 the data: a bad line under --strict, no usable receipt, a figure that\n"
    "does not exist; 2 the command line; 3 a file that cannot be read or written, no memory.\n";

static int complain(const char *about, const char *wrong)
{
    fprintf(stderr, "%s %s\n%sTry customer_report --help.\n", about, wrong, usage);
    return 0;
}

/* A fraction such as 0.35, read exactly to nine decimals whatever the locale. */
static int read_share(const char *text, double *share)
{
    int64_t billionths = 0;
    if (money_parse(text, strlen(text), '.', 9, &billionths) != MONEY_OK) {
        return 0;
    }
    *share = (double)billionths / 1e9;
    return 1;
}

static int read_character(const char *text, char *character)
{
    *character = text[0];
    if (strcmp(text, "tab") == 0) {
        *character = '\t';
    }
    return *character == '\t' || (strlen(text) == 1 && strchr("\"\r\n", *character) == NULL);
}

/* Options whose value is a text. */
static const char **text_option(options *chosen, const char *name)
{
    return strcmp(name, "--customer") == 0   ? &chosen->customer
           : strcmp(name, "--date") == 0     ? &chosen->date
           : strcmp(name, "--amount") == 0   ? &chosen->amount
           : strcmp(name, "--margin") == 0   ? &chosen->margin
           : strcmp(name, "--html") == 0     ? &chosen->html
           : strcmp(name, "--csv") == 0      ? &chosen->csv
           : strcmp(name, "--currency") == 0 ? &chosen->currency
                                             : NULL;
}

enum value_option {
    VALUE_MARGIN_RATE,
    VALUE_DISCOUNT,
    VALUE_AS_OF,
    VALUE_DECIMALS,
    VALUE_DECIMAL_MARK,
    VALUE_DELIMITER,
    VALUE_OPTIONS
};

/* Which option whose value is checked this is; VALUE_OPTIONS where it is none. */
static int value_option_of(const char *name)
{
    static const char *const names[VALUE_OPTIONS] = {
        "--margin-rate", "--discount", "--as-of", "--decimals", "--decimal-mark", "--delimiter"};
    int option = 0;
    while (option < VALUE_OPTIONS && strcmp(names[option], name) != 0) {
        option++;
    }
    return option;
}

static int read_value(options *chosen, int option, const char *value)
{
    switch (option) {
    case VALUE_MARGIN_RATE:
        chosen->has_margin_rate = 1;
        return read_share(value, &chosen->margin_rate);
    case VALUE_DISCOUNT:
        return read_share(value, &chosen->discount) && chosen->discount > -1;
    case VALUE_AS_OF:
        chosen->has_as_of = 1;
        return dates_parse(value, strlen(value), &chosen->as_of) == DATES_OK;
    case VALUE_DECIMALS:
        chosen->decimals = (unsigned)(value[0] - '0');
        return chosen->decimals <= 4 && value[1] == 0;
    case VALUE_DECIMAL_MARK:
        return read_character(value, &chosen->mark) && strchr(".,", chosen->mark) != NULL;
    default:
        return read_character(value, &chosen->delimiter);
    }
}

static int flag(options *chosen, const char *name)
{
    if (strcmp(name, "--help") == 0) {
        fputs(usage, stdout);
        fputs(help, stdout);
        exit(EXIT_DONE);
    }
    chosen->strict |= strcmp(name, "--strict") == 0;
    chosen->header &= strcmp(name, "--no-header") != 0;
    return strcmp(name, "--strict") == 0 || strcmp(name, "--no-header") == 0;
}

static int complete(const options *chosen)
{
    const char *missing = chosen->file == NULL       ? "FILE.csv"
                          : chosen->customer == NULL ? "--customer"
                          : chosen->date == NULL     ? "--date"
                          : chosen->amount == NULL   ? "--amount"
                                                     : NULL;
    if (missing != NULL) {
        return complain(missing, "is missing.");
    }
    if (chosen->margin != NULL && chosen->has_margin_rate) {
        return complain("--margin-rate", "has no meaning beside --margin.");
    }
    if (strlen(chosen->currency) > 8) {
        return complain("--currency", "has more than 8 characters.");
    }
    if (chosen->mark == chosen->delimiter) {
        return complain("--decimal-mark", "cannot be the delimiter too: give --delimiter.");
    }
    return 1;
}

int options_read(options *chosen, int argc, char **argv)
{
    memset(chosen, 0, sizeof *chosen);
    chosen->html = "report.html";
    chosen->currency = "";
    chosen->delimiter = ',';
    chosen->mark = '.';
    chosen->decimals = 2;
    chosen->header = 1;
    chosen->margin_rate = 1;
    chosen->discount = 0.1;
    for (int i = 1; i < argc; i++) {
        const char *name = argv[i];
        if (name[0] != '-' || name[1] == 0) {
            if (chosen->file != NULL) {
                return complain(name, "is a second file; one is read.");
            }
            chosen->file = name;
            continue;
        }
        if (flag(chosen, name)) {
            continue;
        }
        const char **text = text_option(chosen, name);
        const int option = value_option_of(name);
        if (text == NULL && option == VALUE_OPTIONS) {
            return complain(name, "is not an option.");
        }
        if (++i == argc) {
            return complain(name, "needs a value.");
        }
        if (text != NULL) {
            *text = argv[i];
        } else if (!read_value(chosen, option, argv[i])) {
            fprintf(stderr, "%s %s: ", name, argv[i]);
            return complain("this", "is not a value it can have.");
        }
    }
    return complete(chosen);
}
