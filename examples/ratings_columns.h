/* Where in a line of ratings its parts are. */
#ifndef RATINGS_COLUMNS_H
#define RATINGS_COLUMNS_H

#include "csv.h"
#include "ratings.h"

typedef struct ratings_layout {
    size_t columns;             /* of the first line */
    size_t at[RATINGS_COLUMNS]; /* the number of columns where there is none */
    size_t attribute_at[RATINGS_ATTRIBUTES];
} ratings_layout;

/* An exit code, after saying what is wrong with the first line, which is in the reader. */
int ratings_find_columns(csv_reader *reader, ratings *all, const char *file,
                         ratings_layout *columns);

#endif
