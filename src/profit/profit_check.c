#include "profit_check.h"

#include "../base/base_fault.h"

enum { PROFIT_SUM_BLOCK = 1 << 30 };

/* --- kernels ---------------------------------------------------------------------------------- */

numeric_wide patron_profit_sum(size_t n, const int64_t *column)
{
    numeric_wide sum = numeric_wide_make(0);
    for (size_t begin = 0; column != NULL && begin < n; begin += PROFIT_SUM_BLOCK) {
        size_t rows = n - begin < PROFIT_SUM_BLOCK ? n - begin : PROFIT_SUM_BLOCK;
        profit_halves halves = {0, 0};
        for (size_t i = begin; i < begin + rows; i++)
            profit_halves_add(&halves, column[i]);
        sum = numeric_wide_sum(sum, profit_halves_sum(&halves, rows));
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
