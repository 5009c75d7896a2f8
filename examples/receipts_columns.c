#include "fields.h"
#include "money.h"
#include "receipts.h"

#include <string.h>

/* The column of this name or number. False after saying why there is none. */
static int find_column(const csv_reader *reader, const options *chosen, int part, size_t *column)
{
    const char *name = chosen->column[part];
    size_t found = 0;
    for (size_t i = 0; chosen->header && i < reader->fields; i++) {
        if (fields_is(&reader->field[i], name)) {
            *column = i;
            found++;
        }
    }
    if (found == 0) {
        int64_t number = 0;
        if (money_parse(name, strlen(name), '.', 0, &number) == MONEY_OK && number >= 1 &&
            (uint64_t)number <= reader->fields) {
            *column = (size_t)number - 1;
            found = 1;
        }
    }
    if (found == 1) {
        return 1;
    }
    fprintf(stderr, "%s: %s columns are called \"%s\" (%s). The first line has:\n",
            strcmp(chosen->file, "-") == 0 ? "standard input" : chosen->file,
            found == 0 ? "no" : "several", name, options_column_name(part));
    for (size_t i = 0; i < reader->fields && i < 50; i++) {
        char text[64];
        fields_excerpt(text, sizeof text, &reader->field[i]);
        fprintf(stderr, "%4u  %s\n", (unsigned)(i + 1), text);
    }
    fputs(found > 1            ? "Give its number.\n"
          : reader->fields < 3 ? "Is there another character between the columns? --delimiter\n"
                               : "",
          stderr);
    return 0;
}

int receipts_find_columns(csv_reader *reader, const options *chosen, receipts_layout *columns)
{
    columns->columns = reader->fields;
    for (size_t i = 0; i < reader->fields; i++) {
        fields_trim(&reader->field[i]);
    }
    for (int part = 0; part < OPTIONS_COLUMNS; part++) {
        columns->at[part] = reader->fields;
        if (chosen->column[part] != NULL &&
            !find_column(reader, chosen, part, &columns->at[part])) {
            return 0;
        }
    }
    return 1;
}
