/*
 * The customer x product matrix, from lines and from other matrices.
 *
 *     cell[customer * products + product] += profit
 *
 * A line's cell is anywhere in memory. Lines are therefore taken a handful at a time: the cells of the
 * next handful are named to the cache before those of the last one are added to, so that many misses
 * are on their way at once. A handful ends before the first line that has no cell.
 */
#include "profit_check.h"
#include "profit_matrix.h"

#include "../base/base_fault.h"

#include <string.h>

enum { PROFIT_MATRIX_HANDFUL = 32 };

typedef struct profit_matrix_lines {
    size_t n;
    const uint32_t *customer;
    const uint32_t *product;
    const int64_t *profit;
    size_t customers;
    size_t products;
} profit_matrix_lines;

/* --- kernels ---------------------------------------------------------------------------------- */

/* a + b, wrapped; *excess has its top bit set where that is not the sum. */
PORTABILITY_INLINE uint64_t profit_matrix_sum(uint64_t a, uint64_t b, uint64_t *excess)
{
    uint64_t sum = a + b;
    *excess = (a ^ sum) & (b ^ sum);
    return sum;
}

/* Finds the cells of the lines from first on; how many have one, up to a handful. */
static size_t profit_matrix_aim(const profit_matrix_lines *lines, size_t first, const int64_t *cell,
                                size_t *at)
{
    size_t left = lines->n - first;
    size_t count = left < PROFIT_MATRIX_HANDFUL ? left : (size_t)PROFIT_MATRIX_HANDFUL;
    for (size_t i = 0; i < count; i++) {
        size_t customer = lines->customer[first + i];
        size_t product = lines->product[first + i];
        if (customer >= lines->customers || product >= lines->products)
            return i;
        at[i] = customer * lines->products + product;
        PORTABILITY_PREFETCH_WRITE(cell + at[i]);
    }
    return count;
}

/* Adds to the cells that were found; how many could take it. */
static size_t profit_matrix_put(size_t count, const int64_t *profit, const size_t *at,
                                int64_t *cell)
{
    for (size_t i = 0; i < count; i++) {
        uint64_t excess;
        uint64_t sum = profit_matrix_sum((uint64_t)cell[at[i]], (uint64_t)profit[i], &excess);
        if (excess >> 63 != 0)
            return i;
        memcpy(&cell[at[i]], &sum, sizeof sum);
    }
    return count;
}

/* Adds lines up to the first that cannot be; how many were. */
static size_t profit_matrix_add_lines(const profit_matrix_lines *lines, int64_t *cell)
{
    size_t at[2][PROFIT_MATRIX_HANDFUL];
    size_t done = 0;
    size_t count = profit_matrix_aim(lines, 0, cell, at[0]);
    for (uint32_t turn = 0; count > 0; turn ^= 1) {
        size_t next = 0;
        if (count == PROFIT_MATRIX_HANDFUL)
            next = profit_matrix_aim(lines, done + count, cell, at[turn ^ 1]);
        size_t put = profit_matrix_put(count, lines->profit + done, at[turn], cell);
        done += put;
        if (put < count)
            break;
        count = next;
    }
    return done;
}

/* Whether every cell can take the other one. */
static int32_t profit_matrix_can_merge(size_t cells, const int64_t *other, const int64_t *cell)
{
    uint64_t any = 0;
    for (size_t i = 0; i < cells; i++) {
        uint64_t excess;
        (void)profit_matrix_sum((uint64_t)cell[i], (uint64_t)other[i], &excess);
        any |= excess;
    }
    return any >> 63 == 0;
}

/* --- checks ----------------------------------------------------------------------------------- */

int32_t patron_profit_matrix_fits(size_t customers, size_t products)
{
    return customers <= PROFIT_ROWS_MAX && products <= PROFIT_ROWS_MAX &&
           (products == 0 || customers <= SIZE_MAX / sizeof(int64_t) / products);
}

int32_t patron_profit_matrix_check_count(size_t count, const char *argument, patron_fault *fault)
{
    if (count <= PROFIT_ROWS_MAX)
        return PATRON_OK;
    return patron_base_fault_unsigned(fault, PATRON_E_RANGE, argument, -1, count,
                                      "a count in [0, 2147483647]");
}

int32_t patron_profit_matrix_check(size_t customers, size_t products, const int64_t *cell,
                                   const char *argument, patron_fault *fault)
{
    int32_t status = patron_profit_matrix_check_count(customers, "n", fault);
    if (status == PATRON_OK)
        status = patron_profit_matrix_check_count(products, "products", fault);
    if (status != PATRON_OK)
        return status;
    if (!patron_profit_matrix_fits(customers, products))
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "products", -1, products,
                                          "no more cells than memory has bytes for");
    if (customers > 0 && products > 0 && cell == NULL)
        return patron_base_fault_null(fault, argument);
    return PATRON_OK;
}

static int32_t profit_matrix_check_lines(const profit_matrix_lines *lines, const int64_t *cell,
                                         patron_fault *fault)
{
    int32_t status = patron_profit_matrix_check_count(lines->products, "products", fault);
    if (status != PATRON_OK)
        return status;
    if (lines->n > 0 && lines->customer == NULL)
        return patron_base_fault_null(fault, "customer");
    if (lines->n > 0 && lines->product == NULL)
        return patron_base_fault_null(fault, "product");
    if (lines->n > 0 && lines->profit == NULL)
        return patron_base_fault_null(fault, "profit");
    status = patron_profit_matrix_check_count(lines->customers, "customers", fault);
    if (status != PATRON_OK)
        return status;
    return patron_profit_matrix_check(lines->customers, lines->products, cell, "cell", fault);
}

/* Why a line could not be added. */
static int32_t profit_matrix_line_fault(const profit_matrix_lines *lines, size_t row,
                                        patron_fault *fault)
{
    if (lines->customer[row] >= lines->customers)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "customer", (int64_t)row,
                                          lines->customer[row], "a customer below customers");
    if (lines->product[row] >= lines->products)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "product", (int64_t)row,
                                          lines->product[row], "a product below products");
    return patron_base_fault_signed(fault, PATRON_E_OVERFLOW, "profit", (int64_t)row,
                                    lines->profit[row], "a cell that int64_t can hold");
}

/* The first cell that cannot take the other one. There is one. */
static int32_t profit_matrix_merge_fault(size_t products, const int64_t *other, const int64_t *cell,
                                         patron_fault *fault)
{
    size_t at = 0;
    while (profit_matrix_can_merge(1, other + at, cell + at))
        at++;
    (void)patron_base_fault_signed(fault, PATRON_E_OVERFLOW, "other", (int64_t)(at / products),
                                   other[at], "a cell that int64_t can hold");
    if (fault != NULL)
        fault->column = (int64_t)(at % products);
    return PATRON_E_OVERFLOW;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_profit_matrix_add(size_t products, size_t n, const uint32_t *customer,
                                             const uint32_t *product, const int64_t *profit,
                                             size_t customers, int64_t *cell, patron_fault *fault)
{
    profit_matrix_lines lines = {n, customer, product, profit, customers, products};
    int32_t status = profit_matrix_check_lines(&lines, cell, fault);
    if (status != PATRON_OK)
        return status;
    size_t added = profit_matrix_add_lines(&lines, cell);
    return added == n ? PATRON_OK : profit_matrix_line_fault(&lines, added, fault);
}

int32_t PATRON_CALL patron_profit_matrix_merge(size_t n, size_t products, const int64_t *other,
                                               int64_t *cell, patron_fault *fault)
{
    int32_t status = patron_profit_matrix_check(n, products, other, "other", fault);
    if (status == PATRON_OK)
        status = patron_profit_matrix_check(n, products, cell, "cell", fault);
    if (status != PATRON_OK)
        return status;
    size_t cells = n * products;
    if (!profit_matrix_can_merge(cells, other, cell))
        return profit_matrix_merge_fault(products, other, cell, fault);
    for (size_t i = 0; i < cells; i++)
        cell[i] += other[i];
    return PATRON_OK;
}
