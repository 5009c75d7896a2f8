#include "receipts.h"
#include "csv.h"
#include "dates.h"
#include "faults.h"
#include "memory.h"
#include "money.h"
#include "progress.h"

#include <stdlib.h>
#include <string.h>

/* Where in a line the receipt's parts are; the number of columns where there is none. */
typedef struct layout {
    size_t columns; /* of the header */
    size_t customer;
    size_t date;
    size_t amount;
    size_t margin;
} layout;

static const char *shown_name(const options *chosen)
{
    return strcmp(chosen->file, "-") == 0 ? "standard input" : chosen->file;
}

static int is(const csv_field *field, const char *text)
{
    return field->size == strlen(text) && memcmp(field->text, text, field->size) == 0;
}

static void trim(csv_field *field)
{
    while (field->size > 0 && (field->text[0] == ' ' || field->text[0] == '\t')) {
        field->text++;
        field->size--;
    }
    while (field->size > 0 &&
           (field->text[field->size - 1] == ' ' || field->text[field->size - 1] == '\t')) {
        field->size--;
    }
}

/* A beginning of a field that is safe to show on a terminal. */
static void excerpt(char *text, size_t text_size, const csv_field *field)
{
    size_t kept = 0;
    for (; kept < field->size && kept + 4 < text_size; kept++) {
        const char c = field->text[kept];
        text[kept] = (char)((unsigned char)c < 32 || (unsigned char)c > 126 ? '?' : c);
    }
    strcpy(text + kept, kept < field->size ? "..." : "");
}

static void keep_bad(receipts *all, uint64_t line, const char *what, const csv_field *field,
                     const char *wrong)
{
    if (all->bad < RECEIPTS_BAD_SHOWN) {
        receipts_bad *bad = &all->shown[all->bad];
        char seen[44] = "";
        bad->line = line;
        if (field != NULL) {
            excerpt(seen, sizeof seen, field);
            snprintf(bad->reason, sizeof bad->reason, "%s \"%s\" %s", what, seen, wrong);
        } else {
            snprintf(bad->reason, sizeof bad->reason, "%s %s", what, wrong);
        }
    }
    all->bad++;
}

/* The column of this name or number. False after saying why there is none. */
static int find_column(const csv_reader *reader, const options *chosen, const char *option,
                       const char *name, size_t *column)
{
    size_t found = 0;
    for (size_t i = 0; chosen->header && i < reader->fields; i++) {
        if (is(&reader->field[i], name)) {
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
            shown_name(chosen), found == 0 ? "no" : "several", name, option);
    for (size_t i = 0; i < reader->fields && i < 50; i++) {
        char text[64];
        excerpt(text, sizeof text, &reader->field[i]);
        fprintf(stderr, "%4u  %s\n", (unsigned)(i + 1), text);
    }
    fputs(found > 1            ? "Give its number.\n"
          : reader->fields < 3 ? "Is there another character between the columns? --delimiter\n"
                               : "",
          stderr);
    return 0;
}

static int find_columns(csv_reader *reader, const options *chosen, layout *columns)
{
    columns->columns = reader->fields;
    columns->margin = reader->fields;
    for (size_t i = 0; i < reader->fields; i++) {
        trim(&reader->field[i]);
    }
    return find_column(reader, chosen, "--customer", chosen->customer, &columns->customer) &&
           find_column(reader, chosen, "--date", chosen->date, &columns->date) &&
           find_column(reader, chosen, "--amount", chosen->amount, &columns->amount) &&
           (chosen->margin == NULL ||
            find_column(reader, chosen, "--margin", chosen->margin, &columns->margin));
}

/* Money of a field. False after keeping the line as a bad one. */
static int read_money(receipts *all, const options *chosen, uint64_t line, const char *what,
                      csv_field *field, int64_t *minor)
{
    trim(field);
    const int result = money_parse(field->text, field->size, chosen->mark, chosen->decimals, minor);
    if (result != MONEY_OK) {
        keep_bad(all, line, what, field,
                 result == MONEY_TOO_FINE    ? "has more decimals than the currency"
                 : result == MONEY_TOO_LARGE ? "is too large"
                                             : "is not a decimal number");
    }
    return result == MONEY_OK;
}

static int read_date(receipts *all, uint64_t line, csv_field *field, int32_t *day)
{
    trim(field);
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
    trim(field);
    if (field->size == 0) {
        keep_bad(all, line, "the customer", NULL, "is empty");
    } else if (memchr(field->text, 0, field->size) != NULL) {
        keep_bad(all, line, "the customer", field, "holds a NUL byte");
    } else {
        return 1;
    }
    return 0;
}

static void make_room(receipts *all, int margin)
{
    if (all->count == all->capacity) {
        all->id = memory_room(all->id, all->count, &all->capacity, sizeof *all->id);
        all->customer = memory_grow(all->customer, all->capacity, sizeof *all->customer);
        all->day = memory_grow(all->day, all->capacity, sizeof *all->day);
        all->amount = memory_grow(all->amount, all->capacity, sizeof *all->amount);
        if (margin) {
            all->margin = memory_grow(all->margin, all->capacity, sizeof *all->margin);
        }
    }
}

/* One line: a receipt more, or a bad line more. */
static void read_receipt(receipts *all, const options *chosen, const layout *columns,
                         csv_reader *reader)
{
    int32_t day = 0;
    int64_t amount = 0;
    int64_t margin = 0;
    if (reader->fields == 1 && reader->field[0].size == 0) {
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
    csv_field *field = reader->field;
    if (!read_customer(all, reader->line, &field[columns->customer]) ||
        !read_date(all, reader->line, &field[columns->date], &day) ||
        !read_money(all, chosen, reader->line, "the amount", &field[columns->amount], &amount) ||
        (chosen->margin != NULL &&
         !read_money(all, chosen, reader->line, "the margin", &field[columns->margin], &margin))) {
        return;
    }
    if (chosen->has_as_of && day > chosen->as_of) {
        all->later++;
        return;
    }
    make_room(all, chosen->margin != NULL);
    all->id[all->count] =
        customer_ids_of(&all->ids, field[columns->customer].text, field[columns->customer].size);
    all->day[all->count] = day;
    all->amount[all->count] = amount;
    if (chosen->margin != NULL) {
        all->margin[all->count] = margin;
    }
    all->first_day = all->count == 0 || day < all->first_day ? day : all->first_day;
    all->last_day = all->count == 0 || day > all->last_day ? day : all->last_day;
    all->count++;
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

static int read_lines(receipts *all, const options *chosen, const layout *columns,
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
    layout columns;
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
    if (!find_columns(reader, chosen, &columns)) {
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
    FILE *file = strcmp(chosen->file, "-") == 0 ? stdin : fopen(chosen->file, "rb");
    if (file == NULL) {
        fprintf(stderr, "%s cannot be opened.\n", chosen->file);
        return EXIT_FILE;
    }
    csv_reader reader;
    csv_open(&reader, file, chosen->delimiter);
    customer_ids_open(&all->ids, NULL);
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
    memset(all, 0, sizeof *all);
}
