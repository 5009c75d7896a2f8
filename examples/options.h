/* The command line of customer_report. */
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

typedef struct options {
    const char *file; /* "-" is standard input */
    const char *customer;
    const char *date;
    const char *amount;
    const char *margin; /* a column, or NULL */
    const char *html;
    const char *csv; /* NULL: none */
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

/* False after saying on standard error what is wrong. --help prints and ends the program. */
int options_read(options *chosen, int argc, char **argv);

#endif
