/*
 * The CSV files of a folder, each a table with named columns. A line that is not a row of its table is
 * left out and counted, and the first ten are kept with their file, number and reason.
 */
#ifndef TABLES_H
#define TABLES_H

#include "fields.h"
#include "options.h"

enum tables_limit { TABLES_BAD_SHOWN = 10, TABLES_COLUMNS = 16 };

/* A folder; what is wrong in it. */
typedef struct tables {
    const char *folder; /* NULL: names are paths */
    const options *chosen;
    char delimiter;
    char mark; /* decimal mark */
    int code;  /* an exit code; EXIT_DONE as long as reading may go on */
    uint64_t bad;
    char shown[TABLES_BAD_SHOWN][256];
} tables;

/* The columns of a table: the first are required, others may be missing and then are empty. */
typedef struct tables_form {
    const char *file; /* "resources.csv" */
    size_t required;
    const char *column[TABLES_COLUMNS]; /* ends with NULL */
} tables_form;

typedef struct table {
    tables *all;
    const tables_form *form;
    FILE *file;
    csv_reader reader;
    size_t columns; /* of the first line */
    size_t at[TABLES_COLUMNS];
    csv_field none;
} table;

/* False where there is no such file, which is said unless it may be missing, or no usable header. */
int table_open(table *open, tables *all, const tables_form *form, int may_be_missing);
int table_next(table *open); /* false at the end, and under --strict behind a bad line */
csv_field *table_field(table *open, size_t column); /* of the row, without blanks around it */
void table_close(table *open);

/* Keeps the row as a bad line: `the level "x" is not ...`; without the field where it is NULL. */
void table_bad(table *open, const char *what, const csv_field *field, const char *wrong);

/* Numbers and money of a field; false after keeping the line as a bad one. */
int table_money(table *open, size_t column, int64_t *minor);
int table_number(table *open, size_t column, double from, double to, double *number);

#endif
