#include "ratings_columns.h"
#include "fields.h"

#include <string.h>

static const char *const names[RATINGS_COLUMNS] = {
    "respondent", "wave", "supplier", "overall", "price", "worth", "satisfaction", "recommend"};

const char *ratings_column_name(int column)
{
    return names[column];
}

/* The column of this name; RATINGS_COLUMNS where it is an attribute. */
static int column_of(const csv_field *field)
{
    int column = 0;
    while (column < RATINGS_COLUMNS && !fields_is(field, names[column])) {
        column++;
    }
    return column;
}

static int wrong(const char *file, const csv_field *field, const char *what)
{
    char seen[44];
    fields_excerpt(seen, sizeof seen, field);
    fprintf(stderr, "%s: the first line has the column \"%s\" %s.\n", file, seen, what);
    return MAP_USAGE;
}

static int take_column(csv_reader *reader, size_t i, ratings *all, const char *file,
                       ratings_layout *columns)
{
    csv_field *field = &reader->field[i];
    size_t number = 0;
    fields_trim(field);
    const int column = column_of(field);
    if (column < RATINGS_COLUMNS) {
        if (columns->at[column] < columns->columns) {
            return wrong(file, field, "twice");
        }
        columns->at[column] = i;
        return MAP_DONE;
    }
    if (field->size == 0) {
        fprintf(stderr, "%s: column %u of the first line has no name.\n", file, (unsigned)(i + 1));
        return MAP_USAGE;
    }
    if (customer_ids_find(&all->attributes, field->text, field->size, &number)) {
        return wrong(file, field, "twice");
    }
    if (all->attributes.count == RATINGS_ATTRIBUTES) {
        return wrong(file, field, "as the 21st attribute; 20 can be weighed");
    }
    number = customer_ids_number(&all->attributes, field->text, field->size);
    columns->attribute_at[number] = i;
    return MAP_DONE;
}

int ratings_find_columns(csv_reader *reader, ratings *all, const char *file,
                         ratings_layout *columns)
{
    columns->columns = reader->fields;
    for (int column = 0; column < RATINGS_COLUMNS; column++) {
        columns->at[column] = reader->fields;
    }
    for (size_t i = 0; i < reader->fields; i++) {
        const int code = take_column(reader, i, all, file, columns);
        if (code != MAP_DONE) {
            return code;
        }
    }
    for (int column = 0; column < RATINGS_RECOMMEND; column++) {
        if (columns->at[column] == reader->fields) {
            fprintf(stderr, "%s: the first line has no column \"%s\".\n", file, names[column]);
            return MAP_USAGE;
        }
    }
    all->has_recommend = columns->at[RATINGS_RECOMMEND] < reader->fields;
    if (all->attributes.count == 0) {
        fprintf(stderr, "%s: the first line has no column of an attribute.\n", file);
        return MAP_USAGE;
    }
    return MAP_DONE;
}
