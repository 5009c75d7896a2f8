#include "fields.h"
#include "money.h"

#include <string.h>

int fields_is(const csv_field *field, const char *text)
{
    return field->size == strlen(text) && memcmp(field->text, text, field->size) == 0;
}

int fields_blank(const csv_reader *reader)
{
    return reader->fields == 1 && reader->field[0].size == 0;
}

void fields_trim(csv_field *field)
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

void fields_shorten(char *text, size_t text_size, const char *bytes, size_t size)
{
    size_t kept = 0;
    for (; kept < size && kept + 4 < text_size; kept++) {
        const char c = bytes[kept];
        text[kept] = (char)((unsigned char)c < 32 || (unsigned char)c > 126 ? '?' : c);
    }
    strcpy(text + kept, kept < size ? "..." : "");
}

void fields_excerpt(char *text, size_t text_size, const csv_field *field)
{
    fields_shorten(text, text_size, field->text, field->size);
}

const char *fields_money_fault(int result)
{
    return result == MONEY_TOO_FINE    ? "has more decimals than the currency"
           : result == MONEY_TOO_LARGE ? "is too large"
                                       : "is not a decimal number";
}

int fields_number(const csv_field *field, char mark, double *number)
{
    int64_t millionths = 0;
    const int result = money_parse(field->text, field->size, mark, FIELDS_PLACES, &millionths);
    *number = (double)millionths / 1e6;
    return result;
}
