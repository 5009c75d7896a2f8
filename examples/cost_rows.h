/*
 * The driver rows of the second stage: of each activity, so much for a customer and a column of the
 * matrix. The categories with the highest sales are columns, the rest share the last one.
 */
#ifndef COST_ROWS_H
#define COST_ROWS_H

#include "cost_model.h"

enum cost_rows_limit { COST_COLUMNS_MOST = 12 };

typedef struct cost_rows {
    size_t columns;      /* of the matrix; 0 without --category */
    uint32_t *column_of; /* of each category */
    uint32_t *shown;     /* of each column: its category, PATRON_NONE for the others */
    size_t count;
    size_t capacity;
    uint32_t *activity;
    uint32_t *customer;
    uint32_t *object; /* customer * (columns + 1) + column, the last for what has none */
    double *quantity;
} cost_rows;

void cost_rows_make(cost_rows *rows, const cost_model *model, const receipts *all);
void cost_rows_free(cost_rows *rows);

void cost_columns_make(cost_rows *rows, const receipts *all); /* for cost_rows_make */

/* The column of a category, or that of what has none. */
uint32_t cost_rows_column(const cost_rows *rows, uint32_t category);

/* "delivery", "others", "-" */
void cost_rows_column_name(const cost_rows *rows, const receipts *all, size_t column, char *text,
                           size_t size);

#endif
