/* The command lines of customer_report and cost_to_serve. */
#ifndef OPTIONS_H
#define OPTIONS_H

#include <stdint.h>
#include <stdio.h>

/* How the program ends. */
enum exit_code {
    EXIT_DONE = 0,
    EXIT_DATA = 1,  /* a bad line under --strict, no usable receipt, figures that do not exist */
    EXIT_USAGE = 2, /* the command line, or a column that is not in the file */
    EXIT_FILE = 3   /* a file that cannot be read or written; not enough memory */
};

enum options_program { OPTIONS_REPORT, OPTIONS_COSTS };

/* Columns of the receipts. */
enum options_column {
    COLUMN_CUSTOMER,
    COLUMN_DATE,
    COLUMN_AMOUNT,
    COLUMN_MARGIN,
    COLUMN_ON_INVOICE,
    COLUMN_OFF_INVOICE,
    COLUMN_GOODS,
    COLUMN_ITEMS,
    COLUMN_CATEGORY,
    COLUMN_RECEIPT,
    OPTIONS_COLUMNS
};

typedef struct options {
    int program;                         /* OPTIONS_* */
    const char *file;                    /* "-" is standard input */
    const char *column[OPTIONS_COLUMNS]; /* a name or number; NULL: none */
    const char *products;                /* a file of what is of which category; NULL: none */
    const char *cost_model;              /* a folder with a cost model; NULL: none */
    const char *model;                   /* of repeat buying: a name of repeat_names.h */
    const char *save_model;              /* where to write it; NULL: nowhere */
    const char *costs;                   /* a file of what customers cost; NULL: none */
    const char *html;
    const char *csv; /* NULL: none */
    int64_t hurdle;  /* minor units of profit that a customer is to bring */
    const char *hurdle_text;
    const char *currency;
    char delimiter;
    char mark; /* decimal mark */
    unsigned decimals;
    int strict;
    int header;
    int has_as_of;
    int32_t as_of;
    int has_margin_rate;
    double margin_rate; /* of the amounts */
    double discount;    /* a year */
} options;

/* "--customer" */
const char *options_column_name(int column);

/* False after saying on standard error what is wrong. --help prints and ends the program. */
int options_read(options *chosen, int program, int argc, char **argv);

/* The name, usage and help of a program. */
const char *options_program_name(int program);
void options_usage(FILE *file, int program);
void options_help(int program);

#endif
