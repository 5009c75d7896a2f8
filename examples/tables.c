#include "tables.h"
#include "memory.h"
#include "money.h"

#include <stdlib.h>
#include <string.h>

/* What a file is called where something is said of it. */
static void put_name(const table *open)
{
    const char *folder = open->all->folder;
    fprintf(stderr, "%s%s%s", folder != NULL ? folder : "", folder != NULL ? "/" : "",
            open->form->file);
}

static int fail(table *open, int code, const char *wrong)
{
    put_name(open);
    fprintf(stderr, "%s\n", wrong);
    open->all->code = code;
    return 0;
}

static void keep(table *open, const char *text)
{
    tables *all = open->all;
    if (all->chosen->strict && all->code == EXIT_DONE) {
        put_name(open);
        fprintf(stderr, ", line %.0f: %s.\n", (double)open->reader.line, text);
        all->code = EXIT_DATA;
    }
    if (all->bad < TABLES_BAD_SHOWN) {
        snprintf(all->shown[all->bad], sizeof all->shown[0], "%s, line %.0f: %s", open->form->file,
                 (double)open->reader.line, text);
    }
    all->bad++;
}

void table_bad(table *open, const char *what, const csv_field *field, const char *wrong)
{
    char text[208];
    char seen[44] = "";
    if (field != NULL && field->size > 0) {
        fields_excerpt(seen, sizeof seen, field);
        snprintf(text, sizeof text, "%s \"%s\" %s", what, seen, wrong);
    } else {
        snprintf(text, sizeof text, "%s %s", what, field != NULL ? "is empty" : wrong);
    }
    keep(open, text);
}

/* Where the columns are, by the names of the first line. */
static int find_columns(table *open)
{
    const tables_form *form = open->form;
    open->columns = open->reader.fields;
    for (size_t i = 0; i < open->columns; i++) {
        fields_trim(&open->reader.field[i]);
    }
    for (size_t column = 0; form->column[column] != NULL; column++) {
        size_t at = 0;
        while (at < open->columns && !fields_is(&open->reader.field[at], form->column[column])) {
            at++;
        }
        if (at == open->columns && column < form->required) {
            char text[96];
            snprintf(text, sizeof text, ", line 1: there is no column \"%s\".",
                     form->column[column]);
            return fail(open, EXIT_DATA, text);
        }
        open->at[column] = at;
    }
    return 1;
}

static char *path_of(const tables *all, const char *file)
{
    const char *folder = all->folder != NULL ? all->folder : "";
    char *path = memory_new(strlen(folder) + strlen(file) + 2, 1);
    strcpy(path, folder);
    strcat(path, all->folder != NULL ? "/" : "");
    return strcat(path, file);
}

int table_open(table *open, tables *all, const tables_form *form, int may_be_missing)
{
    memset(open, 0, sizeof *open);
    open->all = all;
    open->form = form;
    if (all->code != EXIT_DONE) {
        return 0;
    }
    char *path = path_of(all, form->file);
    open->file = fopen(path, "rb");
    free(path);
    if (open->file == NULL) {
        return may_be_missing ? 0 : fail(open, EXIT_FILE, " cannot be opened.");
    }
    csv_open(&open->reader, open->file, all->delimiter);
    if (csv_next(&open->reader) != CSV_RECORD || fields_blank(&open->reader)) {
        fail(open, EXIT_DATA, " has no first line with the names of its columns.");
    } else if (find_columns(open)) {
        return 1;
    }
    table_close(open);
    return 0;
}

void table_close(table *open)
{
    if (open->file != NULL) {
        csv_close(&open->reader);
        fclose(open->file);
        open->file = NULL;
    }
}

int table_next(table *open)
{
    while (open->all->code == EXIT_DONE) {
        const int result = csv_next(&open->reader);
        if (result == CSV_END) {
            return 0;
        }
        if (result == CSV_UNREADABLE) {
            return fail(open, EXIT_FILE, " cannot be read to its end.");
        }
        if (result == CSV_BAD) {
            table_bad(open, "the line", NULL, open->reader.reason);
        } else if (fields_blank(&open->reader)) {
            continue;
        } else if (open->reader.fields != open->columns) {
            char text[64];
            snprintf(text, sizeof text, "has %u columns where the first line has %u",
                     (unsigned)open->reader.fields, (unsigned)open->columns);
            table_bad(open, "the line", NULL, text);
        } else {
            return 1;
        }
    }
    return 0;
}

csv_field *table_field(table *open, size_t column)
{
    csv_field *field =
        open->at[column] < open->columns ? &open->reader.field[open->at[column]] : &open->none;
    fields_trim(field);
    return field;
}

int table_money(table *open, size_t column, int64_t *minor)
{
    const csv_field *field = table_field(open, column);
    const int result =
        money_parse(field->text, field->size, open->all->mark, open->all->chosen->decimals, minor);
    if (result != MONEY_OK) {
        table_bad(open, open->form->column[column], field, fields_money_fault(result));
    }
    return result == MONEY_OK;
}

int table_number(table *open, size_t column, double from, double to, double *number)
{
    const csv_field *field = table_field(open, column);
    const int result = fields_number(field, open->all->mark, number);
    if (result != MONEY_OK) {
        table_bad(open, open->form->column[column], field,
                  result == MONEY_TOO_FINE ? "has more than six decimals"
                                           : fields_money_fault(result));
        return 0;
    }
    if (*number < from || *number > to) {
        char text[64];
        snprintf(text, sizeof text, "is not between %.0f and %.0f", from, to);
        table_bad(open, open->form->column[column], field,
                  from > 0         ? "is not above 0"
                  : *number < from ? "is below 0"
                                   : text);
        return 0;
    }
    return 1;
}
