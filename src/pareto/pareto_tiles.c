/*
 * Equal tiles of customers, and where each customer stands among all: both follow from the order.
 */
#include "../base/base_fault.h"
#include "../numeric/numeric_scratch.h"
#include "../numeric/numeric_sort.h"
#include "pareto_check.h"
#include "pareto_sums.h"

#include <math.h>

enum { PARETO_TILE_BLOCK = 64 };

/* --- kernels ---------------------------------------------------------------------------------- */

/* SQL's NTILE: the larger tiles first. */
static size_t pareto_tile_size(size_t n, size_t tiles, size_t tile)
{
    return n / tiles + (tile < n % tiles ? 1 : 0);
}

static void pareto_tile_rows(size_t n, const uint32_t *order, uint32_t *tile, size_t tiles,
                             uint64_t *customers)
{
    size_t begin = 0;
    for (size_t t = 0; t < tiles; t++) {
        size_t size = pareto_tile_size(n, tiles, t);
        for (size_t i = begin; tile != NULL && i < begin + size; i++)
            tile[order[i]] = (uint32_t)(t + 1);
        if (customers != NULL)
            customers[t] = size;
        begin += size;
    }
}

/* The sum of the values of some rows, rounded once; 0 where it is too large. */
static int pareto_tile_sum(size_t size, const uint32_t *row, const double *value,
                           patron_sum_exact *account, double *sum)
{
    if (size <= 2) { /* one addition rounds once; that of 0.0 makes -0 a 0 */
        *sum = value[row[0]] + 0.0 + (size == 2 ? value[row[1]] : 0.0);
        return !isinf(*sum);
    }
    patron_sum_exact_init(account);
    for (size_t begin = 0; begin < size; begin += PARETO_TILE_BLOCK) {
        double block[PARETO_TILE_BLOCK]; /* a column adds up faster than rows one by one */
        size_t rows = size - begin < PARETO_TILE_BLOCK ? size - begin : PARETO_TILE_BLOCK;
        for (size_t i = 0; i < rows; i++)
            block[i] = value[row[begin + i]];
        (void)patron_sum_exact_add_many(account, rows, block);
    }
    return patron_sum_exact_round(account, sum);
}

/* Sums of all tiles, written where sum is given; whether all fit. */
static int pareto_tile_sums(size_t n, const double *value, const uint32_t *order, size_t tiles,
                            patron_sum_exact *account, double *sum)
{
    size_t begin = 0;
    for (size_t t = 0; t < tiles; t++) {
        double made = 0.0;
        size_t size = pareto_tile_size(n, tiles, t);
        if (size > 0 && !pareto_tile_sum(size, order + begin, value, account, &made))
            return 0;
        if (sum != NULL)
            sum[t] = made;
        begin += size;
    }
    return 1;
}

static int pareto_tile_sums_money(size_t n, const int64_t *value, const uint32_t *order,
                                  size_t tiles, int64_t *sum)
{
    size_t begin = 0;
    for (size_t t = 0; t < tiles; t++) {
        numeric_wide made = numeric_wide_make(0);
        size_t end = begin + pareto_tile_size(n, tiles, t);
        for (; begin < end; begin++)
            made = numeric_wide_add(made, value[order[begin]]);
        if (!numeric_wide_fits(made))
            return 0;
        if (sum != NULL)
            sum[t] = numeric_wide_value(made);
    }
    return 1;
}

/* Whether no sum of these values can be too large: then their sums need no trial run. */
static int pareto_tile_safe(size_t n, const double *value)
{
    double largest = 0.0;
    for (size_t i = 0; i < n; i++)
        largest = fmax(largest, fabs(value[i]));
    return largest <= DBL_MAX / 4294967296.0;
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t pareto_tiles_check(size_t n, const void *value, uint32_t ordered,
                                  const void *scratch, size_t scratch_size, size_t tiles,
                                  patron_fault *fault)
{
    int32_t status = patron_pareto_check_column(n, value, fault);
    if (status == PATRON_OK)
        status = patron_base_check_scratch(scratch, scratch_size,
                                           patron_pareto_tiles_scratch_size(n, ordered), fault);
    if (status == PATRON_OK)
        status = patron_pareto_check_count(tiles, 1, "tiles", fault);
    return status;
}

/* --- public ----------------------------------------------------------------------------------- */

size_t PATRON_CALL patron_pareto_tiles_scratch_size(size_t n, uint32_t ordered)
{
    if (n == 0 || n > PARETO_ROWS_MAX)
        return n == 0 ? 0 : SIZE_MAX;
    size_t need = numeric_scratch_need(NUMERIC_SCRATCH_SLACK, 1, sizeof(patron_sum_exact));
    if (ordered != 0)
        return need;
    need = numeric_scratch_need(need, n, sizeof(uint32_t));
    return numeric_scratch_need(need, patron_numeric_sort_scratch_size(n, 1), 1);
}

int32_t PATRON_CALL patron_pareto_tiles(size_t n, const double *value, const uint32_t *order,
                                        void *scratch, size_t scratch_size, uint32_t *tile,
                                        size_t tiles, uint64_t *customers, double *sum,
                                        patron_fault *fault)
{
    int32_t status =
        pareto_tiles_check(n, value, order != NULL, scratch, scratch_size, tiles, fault);
    if (status == PATRON_OK && n > 0)
        status = patron_pareto_check_real(n, value, NULL, order, fault);
    if (status != PATRON_OK)
        return status;
    numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
    patron_sum_exact *account = NULL;
    if (n > 0)
        account = numeric_scratch_take(&carve, 1, sizeof *account);
    if (n > 0 && order == NULL) {
        uint32_t *made = numeric_scratch_take(&carve, n, sizeof *made);
        patron_numeric_sort_real(n, value, 1, carve.at, NULL, made);
        order = made;
    }
    if (sum != NULL && !pareto_tile_safe(n, value) &&
        !pareto_tile_sums(n, value, order, tiles, account, NULL))
        return patron_pareto_overflow("value", fault);
    if (sum != NULL)
        (void)pareto_tile_sums(n, value, order, tiles, account, sum);
    pareto_tile_rows(n, order, tile, tiles, customers);
    return PATRON_OK;
}

int32_t PATRON_CALL patron_pareto_tiles_money(size_t n, const int64_t *value, const uint32_t *order,
                                              void *scratch, size_t scratch_size, uint32_t *tile,
                                              size_t tiles, uint64_t *customers, int64_t *sum,
                                              patron_fault *fault)
{
    int32_t status =
        pareto_tiles_check(n, value, order != NULL, scratch, scratch_size, tiles, fault);
    if (status == PATRON_OK && n > 0)
        status = patron_pareto_check_whole(n, value, order, fault);
    if (status != PATRON_OK)
        return status;
    if (n > 0 && order == NULL) {
        numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
        uint32_t *made = numeric_scratch_take(&carve, n, sizeof *made);
        patron_numeric_sort_whole(n, value, 1, carve.at, NULL, made);
        order = made;
    }
    if (sum != NULL && !pareto_tile_sums_money(n, value, order, tiles, NULL))
        return patron_pareto_overflow("value", fault);
    if (sum != NULL)
        (void)pareto_tile_sums_money(n, value, order, tiles, sum);
    pareto_tile_rows(n, order, tile, tiles, customers);
    return PATRON_OK;
}
