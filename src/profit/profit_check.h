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

/*
 * The exact sum of up to 2^31 values, fast whatever their signs: with the sign bit turned they are
 * unsigned, each 2^63 too large, and their halves add up apart. Starts from two zeros.
 */
typedef struct profit_halves {
    uint64_t low;
    uint64_t high;
} profit_halves;

PORTABILITY_INLINE void profit_halves_add(profit_halves *sum, int64_t value)
{
    uint64_t turned = (uint64_t)value ^ UINT64_C(1) << 63;
    sum->low += turned & UINT64_C(0xFFFFFFFF);
    sum->high += turned >> 32;
}

PORTABILITY_INLINE numeric_wide profit_halves_sum(const profit_halves *sum, size_t count)
{
    numeric_wide low = {sum->low, 0};
    numeric_wide high = numeric_wide_product(sum->high, UINT64_C(1) << 32);
    numeric_wide excess = numeric_wide_product(count, UINT64_C(1) << 63);
    return numeric_wide_difference(numeric_wide_sum(high, low), excess);
}

/* The exact sum of a column, which may be NULL. */
numeric_wide patron_profit_sum(size_t n, const int64_t *column);

#endif
