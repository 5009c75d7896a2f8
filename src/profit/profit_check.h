/*
 * The checks and reports that the functions of profit share, and money that must stay an int64_t.
 */
#ifndef PATRON_PROFIT_CHECK_H
#define PATRON_PROFIT_CHECK_H

#include "../portability.h"
#include "../numeric/numeric_wide.h"
#include <patron/profit.h>

enum { PROFIT_ROWS_MAX = 2147483647, PROFIT_LEVELS_MAX = 65535 };

/* A count in [0, 2147483647]; levels in [0, 65535]. */
int32_t patron_profit_check_rows(size_t n, patron_fault *fault);
int32_t patron_profit_check_levels(size_t levels, patron_fault *fault);

/* PATRON_E_OVERFLOW of money; row and column are -1 where there is none. */
int32_t patron_profit_overflow(const char *argument, int64_t row, int64_t column,
                               patron_fault *fault);

/* What a column that may be NULL says of a row. */
PORTABILITY_INLINE int64_t profit_at(const int64_t *column, size_t row)
{
    return column != NULL ? column[row] : 0;
}

/* sum where it is an int64_t; else 0, and nothing is written. */
PORTABILITY_INLINE int profit_narrow(numeric_wide sum, int64_t *whole)
{
    if (!numeric_wide_fits(sum))
        return 0;
    *whole = numeric_wide_value(sum);
    return 1;
}

/* whole = a - b; 0 where that is no int64_t, and then whole has lost its top bit. */
PORTABILITY_INLINE int profit_subtract(int64_t a, int64_t b, int64_t *whole)
{
    uint64_t left = (uint64_t)a - (uint64_t)b;
    memcpy(whole, &left, sizeof left);
    return ((((uint64_t)a ^ (uint64_t)b) & ((uint64_t)a ^ left)) >> 63) == 0;
}

/* a - b, which may be any two. */
PORTABILITY_INLINE numeric_wide profit_difference(int64_t a, int64_t b)
{
    return numeric_wide_difference(numeric_wide_make(a), numeric_wide_make(b));
}

/* The exact sum of a column, which may be NULL. */
numeric_wide patron_profit_sum(size_t n, const int64_t *column);

#endif
