/* Which category a product belongs to: a file with a line for each, the product first, then its category. */
#ifndef PRODUCTS_H
#define PRODUCTS_H

#include "customer_ids.h"

typedef struct products {
    customer_ids names;
    customer_ids groups;
    uint32_t *group; /* of each name; NULL where there is no such file */
    size_t capacity;
} products;

/* An exit code; on any but EXIT_DONE the reason has been said on standard error. */
int products_read(products *all, const char *path, char delimiter);
void products_free(products *all);

#endif
