/*
 * Ratings of suppliers as interviews give them: a line for what one respondent says of one supplier, an
 * empty field where he says nothing, and a line of the supplier "importance" for what matters to him. A
 * line that is none is counted, and the first are kept with their reason.
 */
#ifndef RATINGS_H
#define RATINGS_H

#include "customer_ids.h"
#include "map_options.h"

enum ratings_limit { RATINGS_BAD_SHOWN = 10, RATINGS_ATTRIBUTES = 20, RATINGS_SUPPLIERS = 32 };

/* Columns of every file; all others are attributes. */
enum ratings_column {
    RATINGS_RESPONDENT,
    RATINGS_WAVE,
    RATINGS_SUPPLIER,
    RATINGS_OVERALL,      /* quality as a whole; of importance: what quality counts for */
    RATINGS_PRICE,        /* satisfaction with the price; of importance: what it counts for */
    RATINGS_WORTH,        /* worth what paid for */
    RATINGS_SATISFACTION, /* 1 to 5 */
    RATINGS_RECOMMEND,    /* 0 to 10; a file may lack it */
    RATINGS_COLUMNS
};

enum ratings_question { RATINGS_QUESTIONS = RATINGS_COLUMNS - RATINGS_OVERALL };

typedef struct ratings_bad {
    uint64_t line;
    char reason[200];
} ratings_bad;

/* One line; NaN where there is no answer. */
typedef struct ratings_line {
    uint32_t interview;
    uint32_t supplier;
    double question[RATINGS_QUESTIONS]; /* RATINGS_OVERALL is the first */
    double attribute[RATINGS_ATTRIBUTES];
} ratings_line;

typedef struct ratings {
    customer_ids attributes;
    customer_ids suppliers;
    customer_ids waves;      /* in the order of the file */
    customer_ids interviews; /* a respondent in a wave */
    customer_ids seen;       /* an interview and a supplier */
    uint32_t *wave;          /* of each interview */
    size_t wave_capacity;
    ratings_line *line;
    size_t count; /* of lines about suppliers */
    size_t capacity;
    ratings_line *importance; /* lines of what matters */
    size_t importances;
    size_t importance_capacity;
    int has_recommend;
    uint64_t lines; /* read, without the header and blank ones */
    uint64_t bad;
    ratings_bad shown[RATINGS_BAD_SHOWN];
} ratings;

/* What a column is called in the first line of the file. */
const char *ratings_column_name(int column);

/* An exit code; on any but MAP_DONE the reason has been said on standard error. */
int ratings_read(ratings *all, const map_options *chosen);
void ratings_free(ratings *all);

#endif
