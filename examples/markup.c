#include "markup.h"

#include <math.h>
#include <string.h>

/* The size of the UTF-8 sequence at text, 0 where there is none (RFC 3629). */
static size_t sequence(const char *text, size_t size)
{
    const unsigned char first = (unsigned char)text[0];
    const size_t length = first < 0x80                    ? 1
                          : first >= 0xC2 && first < 0xE0 ? 2
                          : first >= 0xE0 && first < 0xF0 ? 3
                          : first >= 0xF0 && first < 0xF5 ? 4
                                                          : 0;
    if (length == 0 || length > size || (length == 1 && (first < 0x20 || first == 0x7F))) {
        return 0;
    }
    for (size_t i = 1; i < length; i++) {
        if (((unsigned char)text[i] & 0xC0) != 0x80) {
            return 0;
        }
    }
    if (length < 3) {
        return length == 2 && first == 0xC2 && (unsigned char)text[1] < 0xA0 ? 0 : length;
    }
    const unsigned char second = (unsigned char)text[1];
    const int wrong = (first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F) ||
                      (first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F);
    return wrong ? 0 : length;
}

void markup_bytes(FILE *file, const char *text, size_t size)
{
    for (size_t i = 0; i < size;) {
        const size_t length = sequence(text + i, size - i);
        const char *escaped = text[i] == '&'    ? "&amp;"
                              : text[i] == '<'  ? "&lt;"
                              : text[i] == '>'  ? "&gt;"
                              : text[i] == '"'  ? "&quot;"
                              : text[i] == '\'' ? "&#39;"
                              : length == 0     ? "&#xFFFD;"
                                                : NULL;
        if (escaped != NULL) {
            fputs(escaped, file);
        } else {
            fwrite(text + i, 1, length, file);
        }
        i += length > 0 ? length : 1;
    }
}

void markup_text(FILE *file, const char *text)
{
    markup_bytes(file, text, strlen(text));
}

void markup_number(FILE *file, double number)
{
    const int tenths = (int)floor(number * 10 + 0.5);
    fprintf(file, "%s%d", tenths < 0 ? "-" : "", (tenths < 0 ? -tenths : tenths) / 10);
    if (tenths % 10 != 0) {
        fprintf(file, ".%d", (tenths < 0 ? -tenths : tenths) % 10);
    }
}
