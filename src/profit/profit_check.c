#include "profit_check.h"

#include "../base/base_fault.h"

/* Rows whose halves add up in 64 bits. */
enum { PROFIT_SUM_BLOCK = 1 << 30 };

/* --- kernels ---------------------------------------------------------------------------------- */

/* With the sign bit turned, values are unsigned, each 2^63 too large; their halves add up apart. */
static numeric_wide profit_sum_block(size_t n, const int64_t *column)
{
    uint64_t low = 0;
    uint64_t high = 0;
    for (size_t i = 0; i < n; i++) {
        uint64_t value = (uint64_t)column[i] ^ UINT64_C(1) << 63;
        low += value & UINT64_C(0xFFFFFFFF);
        high += value >> 32;
    }
    numeric_wide sum = numeric_wide_product(high, UINT64_C(1) << 32);
    numeric_wide excess = numeric_wide_product(n, UINT64_C(1) << 63);
    numeric_wide rest = {low, 0};
    return numeric_wide_difference(numeric_wide_sum(sum, rest), excess);
}

numeric_wide patron_profit_sum(size_t n, const int64_t *column)
{
    numeric_wide sum = numeric_wide_make(0);
    for (size_t begin = 0; column != NULL && begin < n; begin += PROFIT_SUM_BLOCK) {
        size_t rows = n - begin < PROFIT_SUM_BLOCK ? n - begin : PROFIT_SUM_BLOCK;
        sum = numeric_wide_sum(sum, profit_sum_block(rows, column + begin));
    }
    return sum;
}

/* --- checks ----------------------------------------------------------------------------------- */

int32_t patron_profit_check_rows(size_t n, patron_fault *fault)
{
    if (n <= PROFIT_ROWS_MAX)
        return PATRON_OK;
    return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "n", -1, n,
                                      "a count in [0, 2147483647]");
}

int32_t patron_profit_check_levels(size_t levels, patron_fault *fault)
{
    if (levels <= PROFIT_LEVELS_MAX)
        return PATRON_OK;
    return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "levels", -1, levels,
                                      "a count in [0, 65535]");
}

int32_t patron_profit_overflow(const char *argument, int64_t row, int64_t column,
                               patron_fault *fault)
{
    (void)patron_base_fault_plain(fault, PATRON_E_OVERFLOW, argument, "money that fits an int64_t");
    if (fault != NULL) {
        fault->row = row;
        fault->column = column;
    }
    return PATRON_E_OVERFLOW;
}
