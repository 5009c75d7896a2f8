#include "options.h"
#include "dates.h"
#include "money.h"
#include "repeat_names.h"

#include <stdlib.h>
#include <string.h>

static int complain(const options *chosen, const char *about, const char *wrong)
{
    fprintf(stderr, "%s %s\n", about, wrong);
    options_usage(stderr, chosen->program);
    fprintf(stderr, "Try %s --help.\n", options_program_name(chosen->program));
    return 0;
}

static const char *const column_names[OPTIONS_COLUMNS] = {
    "--customer",    "--date",  "--amount", "--margin",   "--on-invoice",
    "--off-invoice", "--goods", "--items",  "--category", "--receipt"};

const char *options_column_name(int column)
{
    return column_names[column];
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

/* Options whose value is a text. NULL where the program has none of this name. */
static const char **text_option(options *chosen, const char *name)
{
    const int report = chosen->program == OPTIONS_REPORT;
    for (int column = 0; column < OPTIONS_COLUMNS; column++) {
        if (strcmp(name, column_names[column]) == 0) {
            return &chosen->column[column];
        }
    }
    return strcmp(name, "--csv") == 0 && report          ? &chosen->csv
           : strcmp(name, "--html") == 0 && report       ? &chosen->html
           : strcmp(name, "--model") == 0 && report      ? &chosen->model
           : strcmp(name, "--save-model") == 0 && report ? &chosen->save_model
           : strcmp(name, "--costs") == 0 && report      ? &chosen->costs
           : strcmp(name, "--out") == 0 && !report       ? &chosen->csv
           : strcmp(name, "--cost-model") == 0           ? &chosen->cost_model
           : strcmp(name, "--products") == 0             ? &chosen->products
           : strcmp(name, "--hurdle") == 0               ? &chosen->hurdle_text
           : strcmp(name, "--currency") == 0             ? &chosen->currency
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
static int value_option_of(int program, const char *name)
{
    static const char *const names[VALUE_OPTIONS] = {
        "--margin-rate", "--discount", "--as-of", "--decimals", "--decimal-mark", "--delimiter"};
    int option = program == OPTIONS_COSTS ? VALUE_AS_OF : 0;
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
        options_usage(stdout, chosen->program);
        options_help(chosen->program);
        exit(EXIT_DONE);
    }
    chosen->strict |= strcmp(name, "--strict") == 0;
    chosen->header &= strcmp(name, "--no-header") != 0;
    return strcmp(name, "--strict") == 0 || strcmp(name, "--no-header") == 0;
}

/* What must be given and is not. */
static const char *missing(const options *chosen)
{
    return chosen->file == NULL                                             ? "FILE.csv"
           : chosen->column[COLUMN_CUSTOMER] == NULL                        ? "--customer"
           : chosen->column[COLUMN_DATE] == NULL                            ? "--date"
           : chosen->column[COLUMN_AMOUNT] == NULL                          ? "--amount"
           : chosen->program == OPTIONS_COSTS && chosen->cost_model == NULL ? "--cost-model"
           : chosen->products != NULL && !chosen->column[COLUMN_CATEGORY]   ? "--category"
                                                                            : NULL;
}

static int known_model(const options *chosen)
{
    int choice = 0;
    uint32_t kind = 0;
    uint32_t k = 0;
    return repeat_names_read(chosen->model, &choice, &kind, &k);
}

static int complete(options *chosen)
{
    if (missing(chosen) != NULL) {
        return complain(chosen, missing(chosen), "is missing.");
    }
    if (chosen->column[COLUMN_MARGIN] != NULL && chosen->has_margin_rate) {
        return complain(chosen, "--margin-rate", "has no meaning beside --margin.");
    }
    if (chosen->column[COLUMN_MARGIN] != NULL && chosen->column[COLUMN_GOODS] != NULL) {
        return complain(chosen, "--goods", "has no meaning beside --margin.");
    }
    if (chosen->costs != NULL && chosen->cost_model != NULL) {
        return complain(chosen, "--costs", "has no meaning beside --cost-model.");
    }
    if (!known_model(chosen)) {
        fprintf(stderr, "--model %s: ", chosen->model);
        return complain(chosen, "this",
                        "is not a model of repeat buying (a cost model is given by --cost-model).");
    }
    if (chosen->save_model != NULL && strcmp(chosen->model, "none") == 0) {
        return complain(chosen, "--save-model", "has no meaning beside --model none.");
    }
    if (strlen(chosen->currency) > 8) {
        return complain(chosen, "--currency", "has more than 8 characters.");
    }
    if (chosen->mark == chosen->delimiter) {
        return complain(chosen, "--decimal-mark", "cannot be the delimiter too: give --delimiter.");
    }
    if (chosen->hurdle_text != NULL &&
        money_parse(chosen->hurdle_text, strlen(chosen->hurdle_text), chosen->mark,
                    chosen->decimals, &chosen->hurdle) != MONEY_OK) {
        return complain(chosen, "--hurdle", "is not an amount of money.");
    }
    return 1;
}

static void defaults(options *chosen, int program)
{
    memset(chosen, 0, sizeof *chosen);
    chosen->program = program;
    chosen->html = "report.html";
    chosen->currency = "";
    chosen->model = "best";
    chosen->delimiter = ',';
    chosen->mark = '.';
    chosen->decimals = 2;
    chosen->header = 1;
    chosen->margin_rate = 1;
    chosen->discount = 0.1;
}

int options_read(options *chosen, int program, int argc, char **argv)
{
    defaults(chosen, program);
    for (int i = 1; i < argc; i++) {
        const char *name = argv[i];
        if (name[0] != '-' || name[1] == 0) {
            if (chosen->file != NULL) {
                return complain(chosen, name, "is a second file; one is read.");
            }
            chosen->file = name;
            continue;
        }
        if (flag(chosen, name)) {
            continue;
        }
        const char **text = text_option(chosen, name);
        const int option = value_option_of(program, name);
        if (text == NULL && option == VALUE_OPTIONS) {
            return complain(chosen, name, "is not an option.");
        }
        if (++i == argc) {
            return complain(chosen, name, "needs a value.");
        }
        if (text != NULL) {
            *text = argv[i];
        } else if (!read_value(chosen, option, argv[i])) {
            fprintf(stderr, "%s %s: ", name, argv[i]);
            return complain(chosen, "this", "is not a value it can have.");
        }
    }
    return complete(chosen);
}
