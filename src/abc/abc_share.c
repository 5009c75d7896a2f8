#include "../portability.h"
#include "abc_share.h"

#include <math.h>

uint32_t patron_abc_share_width(int64_t assigned)
{
    uint64_t size = assigned < 0 ? 0 - (uint64_t)assigned : (uint64_t)assigned;
    uint32_t width = 0;
    for (; size != 0; size >>= 1)
        width++;
    return width;
}

uint32_t patron_abc_share_fraction(uint32_t width)
{
    uint32_t left = ABC_SHARE_BITS - width;
    return left < ABC_SHARE_FRACTION_MAX ? left : ABC_SHARE_FRACTION_MAX;
}

/* The power of two that brings quantity to [1, 2), as far as a double can hold it. */
static double abc_share_scale(double quantity)
{
    int exponent;
    (void)frexp(quantity, &exponent);
    return ldexp(1.0, exponent < -1022 ? 1023 : 1 - exponent);
}

void patron_abc_share_make(abc_share *share, int64_t assigned, double quantity, uint32_t fraction)
{
    uint64_t size = assigned < 0 ? 0 - (uint64_t)assigned : (uint64_t)assigned;
    share->most = quantity;
    share->scale = 0.0;
    share->factor = 0;
    share->flip = assigned < 0 ? UINT64_MAX : 0;
    share->base = 127;
    share->assigned = assigned;
    if (size == 0)
        return;
    int exponent;
    uint64_t rest;
    share->scale = abc_share_scale(quantity);
    uint64_t divisor =
        (uint64_t)(frexp(quantity * share->scale, &exponent) * 18446744073709551616.0);
    exponent -= 64;
    uint32_t lead = 64 - patron_abc_share_width(assigned);
    size <<= lead;
    /* size / divisor is in (1/2, 2): 2^63 or 2^64 of it have their first bit in the 64th place. */
    numeric_wide dividend = {size << 63, size >> 1};
    int32_t power = 63;
    if (size < divisor) {
        dividend.high = size;
        dividend.low = 0;
        power = 64;
    }
    share->factor = numeric_wide_divide(dividend, divisor, &rest);
    share->factor += rest != 0; /* size / divisor < 2 - 2^-52: there is room */
    /* F 2^g = size 2^-lead 2^fraction / (divisor 2^exponent); m has the exponent E - 1075. */
    int32_t g = (int32_t)fraction - (int32_t)lead - (int32_t)exponent - power;
    share->base = (uint32_t)(1075 - g);
}
