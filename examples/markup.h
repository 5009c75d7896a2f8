/* Pieces of HTML and SVG: text that cannot break out of its place, numbers without a locale. */
#ifndef MARKUP_H
#define MARKUP_H

#include <stddef.h>
#include <stdio.h>

/* Text of any bytes: markup escaped, what is not UTF-8 or not printable replaced by U+FFFD. */
void markup_bytes(FILE *file, const char *text, size_t size);
void markup_text(FILE *file, const char *text);

/* A coordinate, to a tenth. */
void markup_number(FILE *file, double number);

#endif
