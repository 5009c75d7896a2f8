/* The file of customers: what each brought, cost and left. */
#include "csv.h"
#include "memory.h"
#include "money.h"
#include "served.h"

#include <stdlib.h>
#include <string.h>

enum file_column {
    FILE_CUSTOMER,
    FILE_LIST,
    FILE_ON_INVOICE,
    FILE_OFF_INVOICE,
    FILE_NET,
    FILE_GOODS,
    FILE_UNIT,
    FILE_COST = FILE_UNIT + PATRON_ABC_LEVEL_CUSTOMER + 1,
    FILE_PROFIT,
    FILE_COLUMNS
};

static const char *const column_names[FILE_COLUMNS] = {
    "customer",  "list",       "on_invoice",   "off_invoice",   "net",  "goods",
    "cost_unit", "cost_order", "cost_product", "cost_customer", "cost", "profit"};

static const char cell_prefix[] = "profit:";

static void put_row(FILE *file, const served *made, const receipts *all, unsigned decimals,
                    size_t row)
{
    const int64_t *cost = made->cost + row * COST_LEVELS;
    const int64_t money[FILE_COLUMNS] = {0,
                                         made->list[row],
                                         made->on_invoice[row],
                                         made->off_invoice[row],
                                         made->net[row],
                                         made->goods[row],
                                         cost[0],
                                         cost[1],
                                         cost[2],
                                         cost[3],
                                         made->served[row],
                                         made->profit[row]};
    char text[MONEY_TEXT];
    size_t size = 0;
    const char *name = customer_ids_name(&all->ids, row, &size);
    csv_write(file, name, size);
    for (size_t column = FILE_LIST; column < FILE_COLUMNS; column++) {
        money_format(text, money[column], decimals, 0);
        fprintf(file, ",%s", text);
    }
    for (size_t column = 0; column < made->columns; column++) {
        money_format(text, made->cell[row * made->columns + column], decimals, 0);
        fprintf(file, ",%s", text);
    }
    fputs("\r\n", file);
}

void served_write(FILE *file, const served *made, const receipts *all, const options *chosen)
{
    for (size_t column = 0; column < FILE_COLUMNS; column++) {
        fprintf(file, "%s%s", column > 0 ? "," : "", column_names[column]);
    }
    for (size_t column = 0; column < made->columns; column++) {
        char name[SERVED_NAME + sizeof cell_prefix];
        snprintf(name, sizeof name, "%s%s", cell_prefix, made->column_name[column]);
        putc(',', file);
        csv_write(file, name, strlen(name));
    }
    fputs("\r\n", file);
    for (size_t i = 0; i < made->customers; i++) {
        put_row(file, made, all, chosen->decimals, made->order[i]);
    }
}

/* A file that is being read: which of its columns are cells, which customers have been seen. */
typedef struct file_reading {
    table open;
    size_t cells;
    size_t cell_at[COST_COLUMNS_MOST];
    char cell_name[COST_COLUMNS_MOST][SERVED_NAME];
    unsigned char *seen;
} file_reading;

static int there(const file_reading *reading, size_t column)
{
    return reading->open.at[column] < reading->open.columns;
}

/* The first line is still in the reader. */
static void find_cells(file_reading *reading)
{
    const csv_reader *reader = &reading->open.reader;
    const size_t prefix = sizeof cell_prefix - 1;
    for (size_t i = 0; i < reader->fields && reading->cells < COST_COLUMNS_MOST; i++) {
        const csv_field *field = &reader->field[i];
        if (field->size > prefix && memcmp(field->text, cell_prefix, prefix) == 0) {
            fields_shorten(reading->cell_name[reading->cells], SERVED_NAME, field->text + prefix,
                           field->size - prefix);
            reading->cell_at[reading->cells++] = i;
        }
    }
}

/* The amounts of a row; columns that are not there are 0. */
static int read_amounts(file_reading *reading, int64_t money[FILE_COLUMNS],
                        int64_t cell[COST_COLUMNS_MOST])
{
    for (size_t column = FILE_LIST; column < FILE_COLUMNS; column++) {
        money[column] = 0;
        if (there(reading, column) && !table_money(&reading->open, column, &money[column])) {
            return 0;
        }
    }
    const tables *files = reading->open.all;
    for (size_t i = 0; i < reading->cells; i++) {
        csv_field *field = &reading->open.reader.field[reading->cell_at[i]];
        fields_trim(field);
        const int result =
            money_parse(field->text, field->size, files->mark, files->chosen->decimals, &cell[i]);
        if (result != MONEY_OK) {
            table_bad(&reading->open, reading->cell_name[i], field, fields_money_fault(result));
            return 0;
        }
    }
    return 1;
}

static int64_t minus(int64_t a, int64_t b)
{
    money_add(&a, b == INT64_MIN ? INT64_MAX : -b);
    return a;
}

/* Makes the row whole: what the file does not say follows from what it says. */
static int complete(file_reading *reading, int64_t money[FILE_COLUMNS])
{
    int64_t levels = 0;
    int has_levels = 0;
    for (size_t column = FILE_UNIT; column < FILE_COST; column++) {
        has_levels |= there(reading, column);
        money_add(&levels, money[column]);
    }
    const int64_t gross = minus(money[FILE_NET], money[FILE_GOODS]);
    if (!there(reading, FILE_COST)) {
        money[FILE_COST] = has_levels ? levels : minus(gross, money[FILE_PROFIT]);
    }
    if (!has_levels) {
        money[FILE_COST - 1] = money[FILE_COST];
        levels = money[FILE_COST];
    }
    if (!there(reading, FILE_PROFIT)) {
        money[FILE_PROFIT] = minus(gross, levels);
    }
    if (levels != money[FILE_COST]) {
        table_bad(&reading->open, "the cost", NULL, "is not the sum of its levels");
    } else if (minus(gross, levels) != money[FILE_PROFIT]) {
        table_bad(&reading->open, "the profit", NULL, "is not net less goods and costs to serve");
    } else if (there(reading, FILE_LIST) && minus(minus(money[FILE_LIST], money[FILE_ON_INVOICE]),
                                                  money[FILE_OFF_INVOICE]) != money[FILE_NET]) {
        table_bad(&reading->open, "the net revenue", NULL, "is not list less discounts");
    } else {
        return 1;
    }
    return 0;
}

static void keep(served *made, const int64_t money[FILE_COLUMNS], const int64_t *cell, size_t row)
{
    made->list[row] = money[FILE_NET];
    money_add(&made->list[row], money[FILE_ON_INVOICE]);
    money_add(&made->list[row], money[FILE_OFF_INVOICE]);
    made->on_invoice[row] = money[FILE_ON_INVOICE];
    made->off_invoice[row] = money[FILE_OFF_INVOICE];
    made->net[row] = money[FILE_NET];
    made->goods[row] = money[FILE_GOODS];
    for (size_t level = 0; level <= PATRON_ABC_LEVEL_CUSTOMER; level++) {
        made->cost[row * COST_LEVELS + level] = money[FILE_UNIT + level];
    }
    if (made->columns > 0) {
        memcpy(made->cell + row * made->columns, cell, made->columns * sizeof *cell);
    }
}

static void read_row(served *made, const receipts *all, file_reading *reading)
{
    int64_t money[FILE_COLUMNS] = {0};
    int64_t cell[COST_COLUMNS_MOST] = {0};
    const csv_field *name = table_field(&reading->open, FILE_CUSTOMER);
    size_t row = 0;
    if (name->size == 0 || !customer_ids_find(&all->ids, name->text, name->size, &row)) {
        table_bad(&reading->open, "customer", name, "is in no receipt");
    } else if (reading->seen[row]) {
        table_bad(&reading->open, "customer", name, "is there twice");
    } else if (read_amounts(reading, money, cell)) {
        money[FILE_NET] = there(reading, FILE_NET) ? money[FILE_NET] : made->net[row];
        if (complete(reading, money)) {
            keep(made, money, cell, row);
            reading->seen[row] = 1;
        }
    }
}

/* What the receipts say, where the file says nothing. */
static void start(served *made, const receipts *all, const options *chosen,
                  const file_reading *reading)
{
    served_open(made, all->customers, reading->cells, chosen->hurdle);
    for (size_t i = 0; i < reading->cells; i++) {
        memcpy(made->column_name[i], reading->cell_name[i], SERVED_NAME);
    }
    for (size_t i = 0; i < all->count; i++) {
        money_add(&made->net[all->customer[i]], all->amount[i]);
        made->list[all->customer[i]] = made->net[all->customer[i]];
    }
}

int served_read(served *made, const receipts *all, const options *chosen, tables *files,
                size_t *missing)
{
    tables_form form = {chosen->costs, 1, {NULL}};
    file_reading *reading = memory_new(1, sizeof *reading);
    memcpy(form.column, column_names, sizeof column_names);
    files->chosen = chosen;
    files->delimiter = ',';
    files->mark = '.';
    memset(made, 0, sizeof *made);
    if (table_open(&reading->open, files, &form, 0)) {
        find_cells(reading);
        start(made, all, chosen, reading);
        reading->seen = memory_new(made->customers, 1);
        if (!there(reading, FILE_PROFIT) && !there(reading, FILE_COST)) {
            fprintf(stderr, "%s, line 1: there is no column \"profit\" or \"cost\".\n",
                    chosen->costs);
            files->code = EXIT_DATA;
        }
        while (table_next(&reading->open)) {
            read_row(made, all, reading);
        }
        *missing = 0;
        for (size_t row = 0; row < made->customers; row++) {
            *missing += !reading->seen[row];
        }
        free(reading->seen);
        table_close(&reading->open);
    }
    if (files->code == EXIT_DONE) {
        served_figures(made);
    }
    free(reading);
    return files->code;
}
