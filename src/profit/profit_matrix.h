/*
 * What the functions about the customer x product matrix share: its shape.
 */
#ifndef PATRON_PROFIT_MATRIX_H
#define PATRON_PROFIT_MATRIX_H

#include "../portability.h"
#include <patron/profit.h>

/* A number of customers or products: PATRON_E_RANGE about the argument. */
int32_t patron_profit_matrix_check_count(size_t count, const char *argument, patron_fault *fault);

/* PATRON_E_RANGE about n or products, PATRON_E_NULL about the argument that holds the cells: n
   customers and products make a matrix, and it is there. Then n * products fits a size_t. */
int32_t patron_profit_matrix_check(size_t customers, size_t products, const int64_t *cell,
                                   const char *argument, patron_fault *fault);

/* Whether customers and products are in range and their cells fit into memory. */
int32_t patron_profit_matrix_fits(size_t customers, size_t products);

#endif
