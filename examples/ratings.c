#include "ratings.h"
#include "fields.h"
#include "memory.h"
#include "money.h"
#include "ratings_columns.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What points of importance may be. */
static const double most_points = 1e6;

static const char *shown_name(const map_options *chosen)
{
    return strcmp(chosen->file, "-") == 0 ? "standard input" : chosen->file;
}

/* Keeps a bad line: what is wrong with which field of it, NULL for the line itself. */
static int keep_bad(ratings *all, uint64_t line, const char *what, const csv_field *field,
                    const char *wrong)
{
    if (all->bad < RATINGS_BAD_SHOWN) {
        ratings_bad *bad = &all->shown[all->bad];
        char seen[44] = "";
        bad->line = line;
        if (field != NULL) {
            fields_excerpt(seen, sizeof seen, field);
        }
        snprintf(bad->reason, sizeof bad->reason, field != NULL ? "%s \"%s\" %s" : "%s%s %s", what,
                 seen, wrong);
    }
    all->bad++;
    return 0;
}

/* What an answer may be, and what is said of another one. */
typedef struct ratings_range {
    double least;
    double most;
    int whole;
} ratings_range;

/* A field's answer: NaN where it is empty. False after keeping the line as a bad one. */
static int read_answer(ratings *all, uint64_t line, const char *what, csv_field *field,
                       ratings_range range, double *answer)
{
    fields_trim(field);
    *answer = (double)NAN;
    if (field->size == 0) {
        return 1;
    }
    const int result = fields_number(field, '.', answer);
    if (result != MONEY_OK) {
        return keep_bad(all, line, what, field,
                        result == MONEY_TOO_FINE ? "has more than 6 decimals"
                                                 : fields_money_fault(result));
    }
    if (*answer < range.least || *answer > range.most ||
        (range.whole && floor(*answer) != *answer)) {
        char wrong[80];
        snprintf(wrong, sizeof wrong, "is not a %snumber from %g to %g",
                 range.whole ? "whole " : "", range.least, range.most);
        return keep_bad(all, line, what, field, wrong);
    }
    return 1;
}

static ratings_range range_of(int column, int importance, double highest)
{
    const ratings_range points = {0, most_points, 0};
    const ratings_range rating = {0, highest, 0};
    const ratings_range level = {1, 5, 1};
    const ratings_range recommend = {0, 10, 1};
    return importance                       ? points
           : column == RATINGS_SATISFACTION ? level
           : column == RATINGS_RECOMMEND    ? recommend
                                            : rating;
}

/* All numbers of a line. */
static int read_answers(ratings *all, const map_options *chosen, const ratings_layout *columns,
                        csv_reader *reader, int importance, ratings_line *line)
{
    for (int column = RATINGS_OVERALL; column < RATINGS_COLUMNS; column++) {
        char what[32];
        double *answer = &line->question[column - RATINGS_OVERALL];
        *answer = (double)NAN;
        snprintf(what, sizeof what, "the %s", ratings_column_name(column));
        if (columns->at[column] < columns->columns &&
            !read_answer(all, reader->line, what, &reader->field[columns->at[column]],
                         range_of(column, importance, chosen->highest), answer)) {
            return 0;
        }
    }
    for (size_t j = 0; j < all->attributes.count; j++) {
        char what[64];
        char name[40];
        size_t size = 0;
        const char *text = customer_ids_name(&all->attributes, j, &size);
        fields_shorten(name, sizeof name, text, size);
        snprintf(what, sizeof what, "%s:", name);
        if (!read_answer(all, reader->line, what, &reader->field[columns->attribute_at[j]],
                         range_of(RATINGS_OVERALL, importance, chosen->highest),
                         &line->attribute[j])) {
            return 0;
        }
    }
    return 1;
}

/* The names of a line, trimmed. */
static int read_names(ratings *all, const ratings_layout *columns, csv_reader *reader)
{
    for (int column = RATINGS_RESPONDENT; column <= RATINGS_SUPPLIER; column++) {
        csv_field *field = &reader->field[columns->at[column]];
        char what[32];
        fields_trim(field);
        snprintf(what, sizeof what, "the %s", ratings_column_name(column));
        if (field->size == 0) {
            return keep_bad(all, reader->line, what, NULL, "is empty");
        }
        if (memchr(field->text, 0, field->size) != NULL) {
            return keep_bad(all, reader->line, what, field, "holds a NUL byte");
        }
        if (field->size > 200) {
            return keep_bad(all, reader->line, what, field, "is longer than 200 bytes");
        }
    }
    return 1;
}

/* Several names as one: none of them holds a NUL. */
static size_t joined(char text[640], const csv_field *a, const csv_field *b, const csv_field *c)
{
    const csv_field *part[] = {a, b, c};
    size_t size = 0;
    for (int i = 0; i < 3 && part[i] != NULL; i++) {
        memcpy(text + size, part[i]->text, part[i]->size);
        size += part[i]->size;
        text[size++] = 0;
    }
    return size;
}

static void keep_line(ratings *all, const csv_field *respondent, const csv_field *wave,
                      const csv_field *supplier, ratings_line *line)
{
    char key[640];
    const size_t size = joined(key, wave, respondent, NULL);
    if (supplier == NULL) {
        all->importance = memory_room(all->importance, all->importances, &all->importance_capacity,
                                      sizeof *all->importance);
        all->importance[all->importances++] = *line;
        return;
    }
    const size_t interview = customer_ids_number(&all->interviews, key, size);
    all->wave = memory_room(all->wave, interview, &all->wave_capacity, sizeof *all->wave);
    all->wave[interview] = (uint32_t)customer_ids_number(&all->waves, wave->text, wave->size);
    line->interview = (uint32_t)interview;
    line->supplier = (uint32_t)customer_ids_number(&all->suppliers, supplier->text, supplier->size);
    all->line = memory_room(all->line, all->count, &all->capacity, sizeof *all->line);
    all->line[all->count++] = *line;
}

/* One line: answers more, or a bad line more. */
static int read_line(ratings *all, const map_options *chosen, const ratings_layout *columns,
                     csv_reader *reader)
{
    const csv_field *field = reader->field;
    ratings_line line;
    char key[640];
    size_t number = 0;
    all->lines++;
    if (reader->fields != columns->columns) {
        char wrong[64];
        snprintf(wrong, sizeof wrong, "has %u columns where the first line has %u",
                 (unsigned)reader->fields, (unsigned)columns->columns);
        return keep_bad(all, reader->line, "the line", NULL, wrong);
    }
    if (!read_names(all, columns, reader)) {
        return 0;
    }
    const csv_field *supplier = &field[columns->at[RATINGS_SUPPLIER]];
    const csv_field *respondent = &field[columns->at[RATINGS_RESPONDENT]];
    const csv_field *wave = &field[columns->at[RATINGS_WAVE]];
    const int importance = fields_is(supplier, "importance");
    memset(&line, 0, sizeof line);
    if (!read_answers(all, chosen, columns, reader, importance, &line)) {
        return 0;
    }
    const size_t size = joined(key, wave, respondent, supplier);
    if (customer_ids_find(&all->seen, key, size, &number)) {
        return keep_bad(all, reader->line, "the supplier", supplier,
                        "was rated by this respondent in this wave before");
    }
    if (!importance && all->suppliers.count == RATINGS_SUPPLIERS &&
        !customer_ids_find(&all->suppliers, supplier->text, supplier->size, &number)) {
        return keep_bad(all, reader->line, "the supplier", supplier,
                        "is the 33rd; 32 can be compared");
    }
    customer_ids_number(&all->seen, key, size);
    keep_line(all, respondent, wave, importance ? NULL : supplier, &line);
    return 1;
}

static int usable(const ratings *all, const map_options *chosen)
{
    if (all->count > 0 && all->suppliers.count > 1) {
        return MAP_DONE;
    }
    fprintf(stderr, "%s: %s: %.0f lines, %.0f bad ones.\n", shown_name(chosen),
            all->count == 0
                ? "there is no usable answer"
                : "all answers are about one supplier, and there is none to compare with",
            (double)all->lines, (double)all->bad);
    for (uint64_t i = 0; i < all->bad && i < RATINGS_BAD_SHOWN; i++) {
        fprintf(stderr, "line %.0f: %s\n", (double)all->shown[i].line, all->shown[i].reason);
    }
    return MAP_DATA;
}

static int read_lines(ratings *all, const map_options *chosen, const ratings_layout *columns,
                      csv_reader *reader)
{
    int result = csv_next(reader);
    for (; result == CSV_RECORD || result == CSV_BAD; result = csv_next(reader)) {
        if (result == CSV_BAD) {
            all->lines++;
            keep_bad(all, reader->line, "the line", NULL, reader->reason);
        } else if (!fields_blank(reader)) {
            read_line(all, chosen, columns, reader);
        }
        if (all->bad > 0 && chosen->strict) {
            fprintf(stderr, "%s, line %.0f: %s.\n", shown_name(chosen), (double)all->shown[0].line,
                    all->shown[0].reason);
            return MAP_DATA;
        }
    }
    if (result == CSV_UNREADABLE) {
        fprintf(stderr, "%s cannot be read to its end.\n", shown_name(chosen));
        return MAP_FILE;
    }
    return usable(all, chosen);
}

static int read_file(ratings *all, const map_options *chosen, csv_reader *reader)
{
    ratings_layout columns;
    const int result = csv_next(reader);
    if (result == CSV_END) {
        fprintf(stderr, "%s is empty.\n", shown_name(chosen));
        return MAP_DATA;
    }
    if (result != CSV_RECORD) {
        fprintf(stderr, "%s: the first line %s.\n", shown_name(chosen),
                result == CSV_BAD ? reader->reason : "cannot be read");
        return result == CSV_BAD ? MAP_DATA : MAP_FILE;
    }
    const int code = ratings_find_columns(reader, all, shown_name(chosen), &columns);
    return code != MAP_DONE ? code : read_lines(all, chosen, &columns, reader);
}

int ratings_read(ratings *all, const map_options *chosen)
{
    memset(all, 0, sizeof *all);
    customer_ids_open(&all->attributes, NULL);
    customer_ids_open(&all->suppliers, NULL);
    customer_ids_open(&all->waves, NULL);
    customer_ids_open(&all->interviews, NULL);
    customer_ids_open(&all->seen, NULL);
    FILE *file = strcmp(chosen->file, "-") == 0 ? stdin : fopen(chosen->file, "rb");
    if (file == NULL) {
        fprintf(stderr, "%s cannot be opened.\n", chosen->file);
        return MAP_FILE;
    }
    csv_reader reader;
    csv_open(&reader, file, chosen->delimiter);
    const int code = read_file(all, chosen, &reader);
    csv_close(&reader);
    if (file != stdin) {
        fclose(file);
    }
    return code;
}

void ratings_free(ratings *all)
{
    customer_ids_close(&all->attributes);
    customer_ids_close(&all->suppliers);
    customer_ids_close(&all->waves);
    customer_ids_close(&all->interviews);
    customer_ids_close(&all->seen);
    free(all->wave);
    free(all->line);
    free(all->importance);
    memset(all, 0, sizeof *all);
}
