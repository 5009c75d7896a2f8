/*
 * Shares of assigned cost, in integers, so that they add up the same in any order.
 *
 * A row of quantity q bears q / Q of what its pool assigns. That share is kept in units of 2^-s of a
 * minor unit, s the same for all pools that are added up:
 *
 *     q' = q 2^-E  in [0, 2)      E the exponent of Q, so that only negligible q' are subnormal
 *     share = |m F 2^g| and above  q' = m 2^e with 53 bits, F 2^(g-e) = |assigned| 2^s / Q' in 64 bits
 *
 * F and the share are rounded up, so that a share which is a whole number of minor units does not fall
 * short of it, however many rows it is the sum of; what is too much is too little to bring an odd unit.
 *
 * The bits of all |assigned| and s make at most 90, so that 2^36 rows stay inside 127 bits.
 */
#ifndef PATRON_ABC_SHARE_H
#define PATRON_ABC_SHARE_H

#include "../portability.h"
#include "../numeric/numeric_wide.h"

#include <string.h>

enum { ABC_SHARE_BITS = 90, ABC_SHARE_FRACTION_MAX = 60, ABC_SHARE_ROWS_LOG = 36 };

/* How the rows of one pool are turned into shares. 48 bytes. */
typedef struct abc_share {
    double most;      /* Q: no row has more */
    double scale;     /* 2^-E */
    uint64_t factor;  /* F; 0 where nothing is assigned */
    uint64_t flip;    /* all ones where assigned is negative, else 0 */
    uint32_t base;    /* of the shift of the product */
    uint32_t group;   /* of the pool */
    int64_t assigned; /* minor units */
} abc_share;

/* Bits of |assigned|, at most 64; those of the fraction that go with pools of at most so many. */
uint32_t patron_abc_share_width(int64_t assigned);
uint32_t patron_abc_share_fraction(uint32_t width);

/* For quantity >= 0, finite, above 0 where assigned is not 0; group is left as it is. */
void patron_abc_share_make(abc_share *share, int64_t assigned, double quantity, uint32_t fraction);

/* The size of the share of 0 <= quantity <= share->most, rounded up, or up by 1 where it is whole: 0 of
   none. Any bytes in share give a number. */
PORTABILITY_INLINE numeric_wide abc_share_size(const abc_share *share, double quantity)
{
    double scaled = quantity * share->scale;
    uint64_t bits;
    memcpy(&bits, &scaled, sizeof bits);
    uint32_t exponent = (uint32_t)(bits >> 52) & 0x7FF;
    uint64_t mantissa = (bits & UINT64_C(0x000FFFFFFFFFFFFF)) | UINT64_C(1) << 52;
    uint32_t shift = share->base - exponent;
    shift = shift < 127 ? shift : 127;
    numeric_wide product = numeric_wide_product(mantissa, share->factor);
    uint64_t far = (uint64_t)0 - (shift >> 6); /* all ones from 64 on */
    uint64_t low = (product.low & ~far) | (product.high & far);
    uint64_t high = product.high & ~far;
    shift &= 63;
    numeric_wide value;
    value.low = low >> shift | (high << 1) << (63 - shift);
    value.high = high >> shift;
    uint64_t up = scaled > 0.0;
    value.low += up;
    value.high += value.low < up;
    return value;
}

/* amount + the share of a quantity; amount - size is ~(~amount + size). */
PORTABILITY_INLINE numeric_wide abc_share_add(numeric_wide amount, const abc_share *share,
                                              double quantity)
{
    numeric_wide size = abc_share_size(share, quantity);
    uint64_t low = (amount.low ^ share->flip) + size.low;
    uint64_t high = (amount.high ^ share->flip) + size.high;
    high += low < size.low;
    numeric_wide sum = {low ^ share->flip, high ^ share->flip};
    return sum;
}

/*
 * An amount in units of 2^-fraction, rounded to 2^-32 minor units: whole minor units cut towards 0, and
 * what was cut off. So a share that is whole, or a near tie, is not told apart from another by what
 * its rows were cut off by.
 */
typedef struct abc_amount {
    uint64_t whole;
    uint32_t rest; /* in units of 2^-32 */
    int32_t negative;
    int32_t fits; /* whether whole, and one more where there is a rest, is an int64_t */
} abc_amount;

PORTABILITY_INLINE abc_amount abc_amount_of(numeric_wide value, uint32_t fraction)
{
    abc_amount amount;
    amount.negative = numeric_wide_is_negative(value);
    numeric_wide size = amount.negative ? numeric_wide_negate(value) : value;
    uint64_t whole = size.low >> fraction | size.high << (64 - fraction);
    uint64_t rest = size.low << (64 - fraction);
    uint64_t most = (uint64_t)INT64_MAX + (uint64_t)amount.negative;
    amount.fits = ((size.high >> fraction) == 0) & (whole <= most);
    rest = (rest >> 32) + (rest >> 31 & 1);
    rest = whole == most ? 0 : rest; /* there is no room above */
    amount.whole = whole + (rest >> 32);
    amount.rest = (uint32_t)(rest & UINT32_MAX);
    return amount;
}

#endif
