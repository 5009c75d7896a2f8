/*
 * Numbers as text, without locale and without the C library's formatter.
 */
#ifndef PATRON_BASE_NUMBER_H
#define PATRON_BASE_NUMBER_H

#include "../portability.h"

/* Bytes that hold any number's text and its NUL; every text below has room for as many. */
enum { PATRON_BASE_NUMBER_SIZE = 32 };

/*
 * The fewest decimal digits that read back as the same double, the nearest of those to its value:
 * "0.1", "-1.7976931348623157e308", "NaN", "infinity". Plain notation from 1e-5 to 1e21.
 */
void patron_base_number_real(double value, char *text);

void patron_base_number_signed(int64_t value, char *text);
void patron_base_number_unsigned(uint64_t value, char *text);

#endif
