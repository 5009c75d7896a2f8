/*
 * Totals of a customer x product matrix, exact: no sum on the way can overflow.
 *
 * Nearly every amount of money is below 2^50 minor units. Columns are summed in 64 bits, modulo 2^64,
 * which is exact for a few thousand rows of such amounts, and then handed on to sums of 128 bits. A
 * piece of a row with a larger amount is taken out again, which a sum modulo 2^64 allows, and goes to
 * the 128 bits one by one.
 *
 * The totals of customers wait in scratch until all are known to fit, so that a fault writes nothing.
 */
#include "profit_check.h"
#include "profit_matrix.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_scratch.h"
#include "../numeric/numeric_wide.h"

#include <string.h>

/* 2^12 amounts below 2^50 sum to less than 2^63. */
enum { PROFIT_TOTALS_PIECE = 4096, PROFIT_TOTALS_ROWS = 4096, PROFIT_TOTALS_BITS = 50 };

typedef struct profit_totals {
    size_t products;
    uint64_t *narrow;   /* [products] modulo 2^64, of the latest rows */
    numeric_wide *wide; /* [products] of the rows before */
    int64_t *customer;  /* [customers] */
} profit_totals;

/* --- kernels ---------------------------------------------------------------------------------- */

static int64_t profit_totals_signed(uint64_t bits)
{
    int64_t value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* Adds amounts to sums modulo 2^64; whether all are below 2^50. *sum is theirs, modulo 2^64. */
static int32_t profit_totals_narrow(size_t count, const int64_t *PORTABILITY_RESTRICT cell,
                                    uint64_t *PORTABILITY_RESTRICT narrow, uint64_t *sum)
{
    uint64_t all = 0;
    uint64_t spread = 0;
    for (size_t i = 0; i < count; i++) {
        uint64_t amount = (uint64_t)cell[i];
        spread |= amount + (UINT64_C(1) << PROFIT_TOTALS_BITS);
        all += amount;
        narrow[i] += amount;
    }
    *sum = all;
    return spread >> (PROFIT_TOTALS_BITS + 1) == 0;
}

/* Takes amounts out of the narrow sums and into the wide ones; their own sum. */
static numeric_wide profit_totals_wide(size_t count, const int64_t *cell, uint64_t *narrow,
                                       numeric_wide *wide)
{
    numeric_wide sum = numeric_wide_make(0);
    for (size_t i = 0; i < count; i++) {
        narrow[i] -= (uint64_t)cell[i];
        wide[i] = numeric_wide_add(wide[i], cell[i]);
        sum = numeric_wide_add(sum, cell[i]);
    }
    return sum;
}

/* Adds the row of a customer to the columns; its total. */
static numeric_wide profit_totals_row(const profit_totals *totals, const int64_t *cell, size_t c)
{
    numeric_wide total = numeric_wide_make(0);
    for (size_t from = 0; from < totals->products; from += PROFIT_TOTALS_PIECE) {
        size_t left = totals->products - from;
        size_t count = left < PROFIT_TOTALS_PIECE ? left : (size_t)PROFIT_TOTALS_PIECE;
        const int64_t *piece = cell + c * totals->products + from;
        uint64_t sum;
        if (profit_totals_narrow(count, piece, totals->narrow + from, &sum))
            total = numeric_wide_add(total, profit_totals_signed(sum));
        else
            total = numeric_wide_sum(total, profit_totals_wide(count, piece, totals->narrow + from,
                                                               totals->wide + from));
    }
    return total;
}

static void profit_totals_hand_on(const profit_totals *totals)
{
    for (size_t p = 0; p < totals->products; p++) {
        totals->wide[p] =
            numeric_wide_add(totals->wide[p], profit_totals_signed(totals->narrow[p]));
        totals->narrow[p] = 0;
    }
}

/* All sums; the first customer whose total leaves int64_t, or customers. */
static size_t profit_totals_take(const profit_totals *totals, size_t customers, const int64_t *cell)
{
    size_t broken = customers;
    memset(totals->narrow, 0, totals->products * sizeof *totals->narrow);
    memset(totals->wide, 0, totals->products * sizeof *totals->wide);
    for (size_t c = 0; c < customers; c++) {
        numeric_wide total = profit_totals_row(totals, cell, c);
        totals->customer[c] = numeric_wide_value(total);
        if (broken == customers && !numeric_wide_fits(total))
            broken = c;
        if (c % PROFIT_TOTALS_ROWS == PROFIT_TOTALS_ROWS - 1)
            profit_totals_hand_on(totals);
    }
    profit_totals_hand_on(totals);
    return broken;
}

static size_t profit_totals_need(size_t customers, size_t products)
{
    size_t need = NUMERIC_SCRATCH_SLACK;
    need = numeric_scratch_need(need, products, sizeof(uint64_t));
    need = numeric_scratch_need(need, products, sizeof(numeric_wide));
    return numeric_scratch_need(need, customers, sizeof(int64_t));
}

/* --- public ----------------------------------------------------------------------------------- */

size_t PATRON_CALL patron_profit_matrix_totals_scratch_size(size_t n, size_t products)
{
    return patron_profit_matrix_fits(n, products) ? profit_totals_need(n, products) : SIZE_MAX;
}

int32_t PATRON_CALL patron_profit_matrix_totals(size_t n, size_t products, const int64_t *cell,
                                                void *scratch, size_t scratch_size,
                                                int64_t *by_customer, int64_t *by_product,
                                                int64_t *total, patron_fault *fault)
{
    int32_t status = patron_profit_matrix_check(n, products, cell, "cell", fault);
    if (status == PATRON_OK)
        status = patron_base_check_scratch(scratch, scratch_size, profit_totals_need(n, products),
                                           fault);
    if (status != PATRON_OK)
        return status;
    numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
    profit_totals totals;
    totals.products = products;
    totals.narrow = numeric_scratch_take(&carve, products, sizeof *totals.narrow);
    totals.wide = numeric_scratch_take(&carve, products, sizeof *totals.wide);
    totals.customer = numeric_scratch_take(&carve, n, sizeof *totals.customer);

    numeric_wide grand = numeric_wide_make(0);
    size_t broken = profit_totals_take(&totals, n, cell);
    if (by_customer != NULL && broken < n)
        return patron_profit_overflow("by_customer", (int64_t)broken, -1, fault);
    for (size_t p = 0; p < products; p++) {
        grand = numeric_wide_sum(grand, totals.wide[p]);
        if (by_product != NULL && !numeric_wide_fits(totals.wide[p]))
            return patron_profit_overflow("by_product", (int64_t)p, -1, fault);
    }
    if (total != NULL && !numeric_wide_fits(grand))
        return patron_profit_overflow("total", -1, -1, fault);

    if (by_customer != NULL)
        memcpy(by_customer, totals.customer, n * sizeof *by_customer);
    for (size_t p = 0; by_product != NULL && p < products; p++)
        by_product[p] = numeric_wide_value(totals.wide[p]);
    if (total != NULL)
        *total = numeric_wide_value(grand);
    return PATRON_OK;
}
