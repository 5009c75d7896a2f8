#include "products.h"
#include "fields.h"
#include "memory.h"
#include "options.h"

#include <stdlib.h>
#include <string.h>

/* A product's line; of two for one product the first counts. */
static void keep(products *all, csv_field *field)
{
    fields_trim(&field[0]);
    fields_trim(&field[1]);
    const size_t known = all->names.count;
    const size_t number = customer_ids_number(&all->names, field[0].text, field[0].size);
    if (number < known) {
        return;
    }
    if (all->names.count > all->capacity) {
        all->group = memory_room(all->group, number, &all->capacity, sizeof *all->group);
    }
    const int none = field[1].size == 0;
    all->group[number] = (uint32_t)customer_ids_number(&all->groups, none ? "none" : field[1].text,
                                                       none ? 4 : field[1].size);
}

static int read_lines(products *all, const char *path, csv_reader *reader)
{
    for (int result = csv_next(reader), first = 1; result != CSV_END; result = csv_next(reader)) {
        if (result == CSV_UNREADABLE) {
            fprintf(stderr, "%s cannot be read to its end.\n", path);
            return EXIT_FILE;
        }
        if (result == CSV_BAD || (reader->fields < 2 && !fields_blank(reader))) {
            fprintf(stderr, "%s, line %.0f: the line %s.\n", path, (double)reader->line,
                    result == CSV_BAD ? reader->reason : "has no second column");
            return EXIT_DATA;
        }
        if (!first && !fields_blank(reader)) {
            keep(all, reader->field);
        }
        first = 0;
    }
    if (all->group == NULL) {
        fprintf(stderr, "%s has no products.\n", path);
        return EXIT_DATA;
    }
    return EXIT_DONE;
}

int products_read(products *all, const char *path, char delimiter)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        fprintf(stderr, "%s cannot be opened.\n", path);
        return EXIT_FILE;
    }
    csv_reader reader;
    csv_open(&reader, file, delimiter);
    customer_ids_open(&all->names, NULL);
    customer_ids_open(&all->groups, NULL);
    const int code = read_lines(all, path, &reader);
    csv_close(&reader);
    fclose(file);
    return code;
}

void products_free(products *all)
{
    customer_ids_close(&all->names);
    customer_ids_close(&all->groups);
    free(all->group);
    memset(all, 0, sizeof *all);
}
