#include "till_line.h"
#include "dates.h"
#include "money.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum line_limit { MOST_FIELDS = 5 };

typedef struct line_field {
    const char *text;
    size_t size;
} line_field;

int till_line_whole(const char *text, size_t size, uint64_t largest, uint64_t *value)
{
    *value = 0;
    for (size_t i = 0; i < size; i++) {
        const uint64_t digit = (uint64_t)(unsigned char)text[i] - '0';
        if (digit > 9 || digit > largest || *value > (largest - digit) / 10) {
            return 0;
        }
        *value = *value * 10 + digit;
    }
    return size > 0;
}

void till_line_receipt(char text[24], uint64_t receipt)
{
    snprintf(text, 24, "%" PRIu64 "-%" PRIu64, receipt >> TILL_LINE_NUMBER_BITS,
             receipt & ((UINT64_C(1) << TILL_LINE_NUMBER_BITS) - 1));
}

static int receipt_of(line_field field, uint64_t own_till, uint64_t *receipt)
{
    uint64_t till = own_till;
    uint64_t number = 0;
    const char *dash = memchr(field.text, '-', field.size);
    if (dash != NULL) {
        const size_t size = (size_t)(dash - field.text);
        if (!till_line_whole(field.text, size, TILL_LINE_TILL, &till)) {
            return 0;
        }
        field.text += size + 1;
        field.size -= size + 1;
    }
    if (!till_line_whole(field.text, field.size, (UINT64_C(1) << TILL_LINE_NUMBER_BITS) - 1,
                         &number)) {
        return 0;
    }
    *receipt = till << TILL_LINE_NUMBER_BITS | number;
    return 1;
}

static int customer_of(line_field field, uint64_t *customer)
{
    return till_line_whole(field.text, field.size, UINT64_MAX, customer);
}

static int is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

/* Cuts a line at each separator and takes blanks off the ends of its fields. */
static size_t split(const char *text, char separator, line_field field[MOST_FIELDS])
{
    size_t fields = 0;
    for (;;) {
        while (is_blank(*text)) {
            text++;
        }
        const char *end = strchr(text, separator);
        const char *next = end;
        end = end != NULL ? end : text + strlen(text);
        while (end > text && is_blank(end[-1])) {
            end--;
        }
        if (fields == MOST_FIELDS || (separator == ' ' && end == text)) {
            return fields == MOST_FIELDS ? MOST_FIELDS + 1 : fields;
        }
        field[fields].text = text;
        field[fields++].size = (size_t)(end - text);
        if (next == NULL) {
            return fields;
        }
        text = next + 1;
    }
}

static const char *money_of(line_field field, unsigned decimals, int64_t *minor)
{
    switch (money_parse(field.text, field.size, '.', decimals, minor)) {
    case MONEY_OK:
        return NULL;
    case MONEY_TOO_FINE:
        return "more decimals than the currency has";
    case MONEY_TOO_LARGE:
        return "too much money";
    default:
        return "not an amount of money: 12.50 is one";
    }
}

static const char *read_receipt(const line_field *field, size_t fields, uint64_t own_till,
                                unsigned decimals, till_record *record)
{
    if (fields < 4 || fields > MOST_FIELDS) {
        return "a receipt is RECEIPT,CUSTOMER,DATE,AMOUNT[,MARGIN]";
    }
    if (!receipt_of(field[0], own_till, &record->receipt)) {
        return "not a receipt number: 1-1042 or 1042 is one";
    }
    record->kind = field[1].size > 0 ? TILL_RECEIPT : TILL_NOBODY;
    if (field[1].size > 0 && !customer_of(field[1], &record->customer)) {
        return "not a customer: a whole number of at most 64 bits is one";
    }
    if (dates_parse(field[2].text, field[2].size, &record->day) != DATES_OK) {
        return "not a day of the calendar: 2024-12-31 is one";
    }
    const char *wrong = money_of(field[3], decimals, &record->amount);
    if (wrong == NULL && fields == MOST_FIELDS) {
        wrong = money_of(field[4], decimals, &record->margin);
    }
    if (record->kind == TILL_NOBODY) {
        record->amount = 0;
        record->margin = 0;
    }
    return wrong;
}

static int is_word(line_field field, const char *word)
{
    return field.size == strlen(word) && memcmp(field.text, word, field.size) == 0;
}

/* Tells a command by its first word; what follows must fit it. */
static const char *read_command(const line_field *field, size_t fields, uint64_t own_till,
                                till_line *line)
{
    till_record *record = &line->record;
    const int good = fields == 2 && is_word(field[0], "void")
                         ? receipt_of(field[1], own_till, &record->receipt)
                     : fields == 2 && (is_word(field[0], "erase") || is_word(field[0], "ask"))
                         ? customer_of(field[1], &record->customer)
                     : fields == 3 && is_word(field[0], "rekey")
                         ? customer_of(field[1], &record->customer) &&
                               customer_of(field[2], &record->new_customer)
                         : 0;
    record->kind = is_word(field[0], "void")    ? TILL_VOID
                   : is_word(field[0], "rekey") ? TILL_REKEY
                                                : TILL_ERASE;
    line->kind = is_word(field[0], "ask") ? TILL_LINE_ASK : TILL_LINE_RECORD;
    return good ? NULL
                : "not a receipt, nor void RECEIPT, erase CUSTOMER, rekey OLD NEW, ask CUSTOMER";
}

void till_line_read(const char *text, uint64_t own_till, unsigned decimals, till_line *line)
{
    line_field field[MOST_FIELDS];
    memset(line, 0, sizeof *line);
    memset(field, 0, sizeof field);
    if (text[0] == '#' || text[strspn(text, " \t\r\n")] == 0) {
        return;
    }
    line->kind = TILL_LINE_RECORD;
    if (strchr(text, ',') != NULL) {
        const size_t fields = split(text, ',', field);
        line->reason = read_receipt(field, fields, own_till, decimals, &line->record);
    } else {
        const size_t fields = split(text, ' ', field);
        line->reason = read_command(field, fields, own_till, line);
    }
    if (line->reason != NULL) {
        line->kind = TILL_LINE_BAD;
    }
}
