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

void terminal_customer(FILE *file, const customer_ids *ids, size_t row, size_t width)
{
    size_t size = 0;
    const char *name = customer_ids_name(ids, row, &size);
    size_t shown = 0;
    for (size_t i = 0; i < size && shown < width; i++) {
        const unsigned char c = (unsigned char)name[i];
        putc(c < 32 || c == 127 ? '?' : name[i], file);
        shown += (c & 0xC0) != 0x80;
    }
    fprintf(file, "%*s", (int)(width - shown), "");
}
