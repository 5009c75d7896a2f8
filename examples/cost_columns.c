/* Which categories are columns of the matrix. */
#include "cost_rows.h"
#include "memory.h"

#include <stdlib.h>
#include <string.h>

typedef struct sold {
    double amount;
    uint32_t category;
} sold;

static int most_first(const void *a, const void *b)
{
    const sold *left = a;
    const sold *right = b;
    if (left->amount != right->amount) {
        return left->amount > right->amount ? -1 : 1;
    }
    return left->category < right->category ? -1 : 1;
}

static sold *by_amount(const receipts *all)
{
    sold *order = memory_new(all->categories.count, sizeof *order);
    for (uint32_t i = 0; i < all->categories.count; i++) {
        order[i].category = i;
    }
    for (size_t i = 0; i < all->count; i++) {
        order[all->category[i]].amount += (double)all->amount[i];
    }
    qsort(order, all->categories.count, sizeof *order, most_first);
    return order;
}

void cost_columns_make(cost_rows *rows, const receipts *all)
{
    const size_t categories = all->category != NULL ? all->categories.count : 0;
    const int folded = categories > COST_COLUMNS_MOST;
    const size_t own = folded ? COST_COLUMNS_MOST - 1 : categories;
    rows->columns = folded ? COST_COLUMNS_MOST : categories;
    rows->column_of = memory_new(categories, sizeof *rows->column_of);
    rows->shown = memory_new(rows->columns, sizeof *rows->shown);
    if (categories == 0) {
        return;
    }
    sold *order = by_amount(all);
    for (size_t i = 0; i < categories; i++) {
        rows->column_of[order[i].category] = (uint32_t)(i < own ? i : own);
        if (i < rows->columns) {
            rows->shown[i] = i < own ? order[i].category : PATRON_NONE;
        }
    }
    free(order);
}

uint32_t cost_rows_column(const cost_rows *rows, uint32_t category)
{
    return rows->columns == 0 || category == PATRON_NONE ? (uint32_t)rows->columns
                                                         : rows->column_of[category];
}

void cost_rows_column_name(const cost_rows *rows, const receipts *all, size_t column, char *text,
                           size_t size)
{
    if (column == rows->columns || rows->shown[column] == PATRON_NONE) {
        snprintf(text, size, "%s", column == rows->columns ? "-" : "others");
        return;
    }
    size_t name_size = 0;
    const char *name = customer_ids_name(&all->categories, rows->shown[column], &name_size);
    fields_shorten(text, size, name, name_size);
}
