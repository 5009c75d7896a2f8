/* Text for a terminal: lines that fit, names that cannot drive it. */
#ifndef TERMINAL_H
#define TERMINAL_H

#include "customer_ids.h"

#include <stdio.h>

/* A sentence in lines no wider than a terminal. */
void terminal_paragraph(FILE *file, const char *text);

/* A customer's name in so many columns, filled up with blanks. */
void terminal_customer(FILE *file, const customer_ids *ids, size_t row, size_t width);
/* The same at the right, behind two blanks. */
void terminal_customer_right(FILE *file, const customer_ids *ids, size_t row, size_t width);

#endif
