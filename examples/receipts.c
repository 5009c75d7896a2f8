#include "receipts.h"
#include "csv.h"
#include "dates.h"
#include "faults.h"
#include "fields.h"
#include "memory.h"
#include "money.h"
#include "progress.h"

#include <stdlib.h>
#include <string.h>

static const char *shown_name(const options *chosen)
{
    return strcmp(chosen->file, "-") == 0 ? "standard input" : chosen->file;
}

static void keep_bad(receipts *all, uint64_t line, const char *what, const csv_field *field,
                     const char *wrong)
{
    if (all->bad < RECEIPTS_BAD_SHOWN) {
        receipts_bad *bad = &all->shown[all->bad];
        char seen[44] = "";
        bad->line = line;
        if (field != NULL) {
            fields_excerpt(seen, sizeof seen, field);
            snprintf(bad->reason, sizeof bad->reason, "%s \"%s\" %s", what, seen, wrong);
        } else {
            snprintf(bad->reason, sizeof bad->reason, "%s %s", what, wrong);
        }
    }
    all->bad++;
}

/* Money of a field. False after keeping the line as a bad one. */
static int read_money(receipts *all, const options *chosen, uint64_t line, const char *what,
                      csv_field *field, int64_t *minor)
{
    fields_trim(field);
    const int result = money_parse(field->text, field->size, chosen->mark, chosen->decimals, minor);
    if (result != MONEY_OK) {
        keep_bad(all, line, what, field, fields_money_fault(result));
    }
    return result == MONEY_OK;
}

static int read_date(receipts *all, uint64_t line, csv_field *field, int32_t *day)
{
    fields_trim(field);
    const int result = dates_parse(field->text, field->size, day);
    if (result != DATES_OK) {
        keep_bad(all, line, "the date", field,
                 result == DATES_NO_SUCH_DAY ? "is not a day of the calendar"
                                             : "is not of the form YYYY-MM-DD");
    }
    return result == DATES_OK;
}

static int read_customer(receipts *all, uint64_t line, csv_field *field)
{
    fields_trim(field);
    if (field->size == 0) {
        keep_bad(all, line, "the customer", NULL, "is empty");
    } else if (memchr(field->text, 0, field->size) != NULL) {
        keep_bad(all, line, "the customer", field, "holds a NUL byte");
    } else {
        return 1;
    }
    return 0;
}

/* The column of money of this kind. */
static int64_t **money_of(receipts *all, int column)
{
    return column == COLUMN_AMOUNT        ? &all->amount
           : column == COLUMN_MARGIN      ? &all->margin
           : column == COLUMN_ON_INVOICE  ? &all->on_invoice
           : column == COLUMN_OFF_INVOICE ? &all->off_invoice
           : column == COLUMN_GOODS       ? &all->goods
                                          : NULL;
}

static void make_room(receipts *all, const options *chosen)
{
    if (all->count < all->capacity) {
        return;
    }
    all->id = memory_room(all->id, all->count, &all->capacity, sizeof *all->id);
    all->customer = memory_grow(all->customer, all->capacity, sizeof *all->customer);
    all->day = memory_grow(all->day, all->capacity, sizeof *all->day);
    for (int column = 0; column < OPTIONS_COLUMNS; column++) {
        int64_t **money = money_of(all, column);
        if (money != NULL && chosen->column[column] != NULL) {
            *money = memory_grow(*money, all->capacity, sizeof **money);
        }
    }
    if (chosen->column[COLUMN_ITEMS] != NULL) {
        all->items = memory_grow(all->items, all->capacity, sizeof *all->items);
    }
    if (chosen->column[COLUMN_CATEGORY] != NULL) {
        all->category = memory_grow(all->category, all->capacity, sizeof *all->category);
    }
    if (chosen->column[COLUMN_RECEIPT] != NULL) {
        all->slip = memory_grow(all->slip, all->capacity, sizeof *all->slip);
    }
}

/* The numbers of a line, into the place behind the last receipt. */
static int read_numbers(receipts *all, const options *chosen, const receipts_layout *columns,
                        csv_reader *reader)
{
    static const char *const names[OPTIONS_COLUMNS] = {
        NULL, NULL, "the amount", "the margin", "the discount", "the rebate", "the cost of goods"};
    for (int column = 0; column < OPTIONS_COLUMNS; column++) {
        int64_t **money = money_of(all, column);
        if (money != NULL && *money != NULL &&
            !read_money(all, chosen, reader->line, names[column],
                        &reader->field[columns->at[column]], &(*money)[all->count])) {
            return 0;
        }
    }
    if (all->items != NULL) {
        csv_field *field = &reader->field[columns->at[COLUMN_ITEMS]];
        fields_trim(field);
        const int result = fields_number(field, chosen->mark, &all->items[all->count]);
        if (result != MONEY_OK) {
            keep_bad(all, reader->line, "the number of items", field, fields_money_fault(result));
            return 0;
        }
    }
    return 1;
}

/* The category of a field, by the file of products where there is one. */
static uint32_t category_of(receipts *all, csv_field *field)
{
    size_t product = 0;
    if (all->products.group == NULL) {
        fields_trim(field);
        return (uint32_t)(field->size > 0
                              ? customer_ids_number(&all->categories, field->text, field->size)
                              : customer_ids_number(&all->categories, "none", 4));
    }
    fields_trim(field);
    if (!customer_ids_find(&all->products.names, field->text, field->size, &product)) {
        return (uint32_t)customer_ids_number(&all->categories, "unknown", 7);
    }
    const char *name =
        customer_ids_name(&all->products.groups, all->products.group[product], &product);
    return (uint32_t)customer_ids_number(&all->categories, name, product);
}

/* What a receipt is known by, into the place behind the last one. */
static void keep_receipt(receipts *all, const receipts_layout *columns, csv_reader *reader,
                         int32_t day)
{
    csv_field *field = reader->field;
    const csv_field *customer = &field[columns->at[COLUMN_CUSTOMER]];
    all->id[all->count] = customer_ids_of(&all->ids, customer->text, customer->size);
    all->day[all->count] = day;
    if (all->category != NULL) {
        all->category[all->count] = category_of(all, &field[columns->at[COLUMN_CATEGORY]]);
    }
    if (all->slip != NULL) {
        const csv_field *slip = &field[columns->at[COLUMN_RECEIPT]];
        all->slip[all->count] = (uint32_t)customer_ids_number(&all->slips, slip->text, slip->size);
    }
    all->first_day = all->count == 0 || day < all->first_day ? day : all->first_day;
    all->last_day = all->count == 0 || day > all->last_day ? day : all->last_day;
    all->count++;
}

/* One line: a receipt more, or a bad line more. */
static void read_receipt(receipts *all, const options *chosen, const receipts_layout *columns,
                         csv_reader *reader)
{
    int32_t day = 0;
    if (fields_blank(reader)) {
        all->blank++;
        return;
    }
    all->lines++;
    if (reader->fields != columns->columns) {
        char text[64];
        snprintf(text, sizeof text, "has %u columns where the first line has %u",
                 (unsigned)reader->fields, (unsigned)columns->columns);
        keep_bad(all, reader->line, "the line", NULL, text);
        return;
    }
    make_room(all, chosen);
    if (!read_customer(all, reader->line, &reader->field[columns->at[COLUMN_CUSTOMER]]) ||
        !read_date(all, reader->line, &reader->field[columns->at[COLUMN_DATE]], &day) ||
        !read_numbers(all, chosen, columns, reader)) {
        return;
    }
    if (chosen->has_as_of && day > chosen->as_of) {
        all->later++;
        return;
    }
    keep_receipt(all, columns, reader, day);
}

static void grow_ledger(receipts *all, uint32_t capacity)
{
    patron_fault fault;
    const size_t size = patron_ledger_size(capacity);
    patron_ledger *grown = memory_new(size, 1);
    faults_stop(all->ledger == NULL ? patron_ledger_init(grown, size, capacity, &fault)
                                    : patron_ledger_grow(all->ledger, all->ledger_size, capacity,
                                                         grown, size, &fault),
                &fault);
    free(all->ledger);
    all->ledger = grown;
    all->ledger_size = size;
}

/* Takes the receipts that are not yet in the ledger into it, which numbers their customers. */
static void add_to_ledger(receipts *all)
{
    while (all->in_ledger < all->count) {
        patron_fault fault;
        const size_t from = all->in_ledger;
        const int32_t status = patron_ledger_add_many(
            all->ledger, all->ledger_size, all->count - from, all->id + from, all->day + from,
            all->amount + from, all->margin != NULL ? all->margin + from : NULL,
            all->customer + from, &fault);
        if (status != PATRON_E_FULL) {
            faults_stop(status, &fault);
            all->in_ledger = all->count;
            break;
        }
        uint32_t capacity = 0;
        uint32_t count = 0;
        patron_ledger_count(all->ledger, all->ledger_size, &count, &capacity, NULL);
        all->in_ledger += (size_t)fault.row;
        grow_ledger(all, capacity + capacity);
    }
}

static int unusable(const receipts *all, const options *chosen)
{
    if (all->count > 0) {
        return EXIT_DONE;
    }
    fprintf(stderr, "%s: there is no usable receipt: %.0f lines, %.0f bad ones, %.0f too late.\n",
            shown_name(chosen), (double)all->lines, (double)all->bad, (double)all->later);
    for (uint64_t i = 0; i < all->bad && i < RECEIPTS_BAD_SHOWN; i++) {
        fprintf(stderr, "line %.0f: %s\n", (double)all->shown[i].line, all->shown[i].reason);
    }
    return EXIT_DATA;
}

static int read_lines(receipts *all, const options *chosen, const receipts_layout *columns,
                      csv_reader *reader, int result)
{
    progress shown;
    progress_start(&shown);
    for (; result == CSV_RECORD || result == CSV_BAD; result = csv_next(reader)) {
        if (result == CSV_BAD) {
            all->lines++;
            keep_bad(all, reader->line, "the line", NULL, reader->reason);
        } else {
            read_receipt(all, chosen, columns, reader);
        }
        if (all->bad > 0 && chosen->strict) {
            fprintf(stderr, "%s, line %.0f: %s.\n", shown_name(chosen), (double)all->shown[0].line,
                    all->shown[0].reason);
            return EXIT_DATA;
        }
        if (all->lines % 4096 == 0) {
            add_to_ledger(all);
            progress_show(&shown, all->lines, reader->bytes);
        }
    }
    progress_end(&shown);
    add_to_ledger(all);
    all->customers = all->ids.count;
    if (result == CSV_UNREADABLE) {
        fprintf(stderr, "%s cannot be read to its end.\n", shown_name(chosen));
        return EXIT_FILE;
    }
    return unusable(all, chosen);
}

static int read_file(receipts *all, const options *chosen, csv_reader *reader)
{
    receipts_layout columns;
    int result = csv_next(reader);
    if (result == CSV_END) {
        fprintf(stderr, "%s is empty.\n", shown_name(chosen));
        return EXIT_DATA;
    }
    if (result != CSV_RECORD) {
        fprintf(stderr, "%s: the first line %s.\n", shown_name(chosen),
                result == CSV_BAD ? reader->reason : "cannot be read");
        return result == CSV_BAD ? EXIT_DATA : EXIT_FILE;
    }
    if (reader->field[0].size > 1 && memchr(reader->field[0].text, 0, reader->field[0].size)) {
        fprintf(stderr, "%s is not text in UTF-8 (is it UTF-16?).\n", shown_name(chosen));
        return EXIT_DATA;
    }
    if (!receipts_find_columns(reader, chosen, &columns)) {
        return EXIT_USAGE;
    }
    if (chosen->header) {
        result = csv_next(reader);
    }
    return read_lines(all, chosen, &columns, reader, result);
}

int receipts_read(receipts *all, const options *chosen)
{
    memset(all, 0, sizeof *all);
    if (chosen->products != NULL) {
        const int read = products_read(&all->products, chosen->products, chosen->delimiter);
        if (read != EXIT_DONE) {
            return read;
        }
    }
    FILE *file = strcmp(chosen->file, "-") == 0 ? stdin : fopen(chosen->file, "rb");
    if (file == NULL) {
        fprintf(stderr, "%s cannot be opened.\n", chosen->file);
        return EXIT_FILE;
    }
    csv_reader reader;
    csv_open(&reader, file, chosen->delimiter);
    customer_ids_open(&all->ids, NULL);
    customer_ids_open(&all->categories, NULL);
    customer_ids_open(&all->slips, NULL);
    grow_ledger(all, 4096);
    const int code = read_file(all, chosen, &reader);
    csv_close(&reader);
    if (file != stdin) {
        fclose(file);
    }
    return code;
}

void receipts_free(receipts *all)
{
    customer_ids_close(&all->ids);
    free(all->ledger);
    free(all->id);
    free(all->customer);
    free(all->day);
    free(all->amount);
    free(all->margin);
    free(all->on_invoice);
    free(all->off_invoice);
    free(all->goods);
    free(all->items);
    free(all->category);
    free(all->slip);
    customer_ids_close(&all->categories);
    customer_ids_close(&all->slips);
    products_free(&all->products);
    memset(all, 0, sizeof *all);
}
