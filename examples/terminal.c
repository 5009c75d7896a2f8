#include "terminal.h"

#include <string.h>

enum terminal_width { TERMINAL_WIDTH = 78 };

void terminal_paragraph(FILE *file, const char *text)
{
    while (*text != 0) {
        size_t size = strlen(text);
        if (size > TERMINAL_WIDTH) {
            for (size = TERMINAL_WIDTH; size > 1 && text[size] != ' ';) {
                size--;
            }
        }
        fprintf(file, "%.*s\n", (int)size, text);
        text += size;
        text += *text == ' ';
    }
}

/* Writes a name's beginning in at most so many columns where there is a file; the columns. */
static size_t put_name(FILE *file, const customer_ids *ids, size_t row, size_t width)
{
    size_t size = 0;
    const char *name = customer_ids_name(ids, row, &size);
    size_t shown = 0;
    for (size_t i = 0; i < size; i++) {
        const unsigned char c = (unsigned char)name[i];
        const int begins = (c & 0xC0) != 0x80;
        if (begins && shown == width) {
            break;
        }
        if (file != NULL) {
            putc(c < 32 || c == 127 ? '?' : name[i], file);
        }
        shown += (size_t)begins;
    }
    return shown;
}

void terminal_customer(FILE *file, const customer_ids *ids, size_t row, size_t width)
{
    const size_t shown = put_name(file, ids, row, width);
    fprintf(file, "%*s", (int)(width - shown), "");
}

void terminal_customer_right(FILE *file, const customer_ids *ids, size_t row, size_t width)
{
    const size_t shown = put_name(NULL, ids, row, width - 2);
    fprintf(file, "%*s", (int)(width - shown), "");
    put_name(file, ids, row, width - 2);
}
