/* Fields of a record as people fill them in: with blanks around them, and bytes no terminal likes. */
#ifndef FIELDS_H
#define FIELDS_H

#include "csv.h"

/* An amount or quantity as the columns of quantities hold it: to a millionth. */
enum fields_place { FIELDS_PLACES = 6 };

void fields_trim(csv_field *field);
int fields_is(const csv_field *field, const char *text);
int fields_blank(const csv_reader *reader); /* whether the record is an empty line */

/* A beginning of a field, or of any bytes, that is safe to show on a terminal. */
void fields_excerpt(char *text, size_t text_size, const csv_field *field);
void fields_shorten(char *text, size_t text_size, const char *bytes, size_t size);

/* What is wrong with money that money_parse gave this result for. */
const char *fields_money_fault(int result);

/* A decimal number, to a millionth; a money_result. */
int fields_number(const csv_field *field, char mark, double *number);

#endif
