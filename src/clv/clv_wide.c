#include "../portability.h"
#include "clv_wide.h"

clv_wide patron_clv_wide_rescaled(numeric_pair pair, int64_t exponent)
{
    clv_wide made;
    int shift = 0;
    (void)frexp(pair.high, &shift);
    made.pair.high = ldexp(pair.high, -shift);
    made.pair.low = ldexp(pair.low, -shift);
    made.exponent = made.pair.high == 0.0 ? 0 : exponent + shift;
    return made;
}

clv_wide patron_clv_wide_sum(clv_wide a, clv_wide b)
{
    if (clv_wide_is_zero(b))
        return a;
    if (clv_wide_is_zero(a))
        return b;
    int64_t apart = b.exponent - a.exponent;
    if (apart < -CLV_WIDE_REACH)
        return a;
    if (apart > CLV_WIDE_REACH)
        return b;
    if (apart != 0) {
        int64_t least = apart < 0 ? b.exponent : a.exponent;
        clv_wide *larger = apart < 0 ? &a : &b;
        int shift = (int)(larger->exponent - least);
        larger->pair.high = ldexp(larger->pair.high, shift);
        larger->pair.low = ldexp(larger->pair.low, shift);
        a.exponent = least;
    }
    return clv_wide_normal(numeric_pair_sum(a.pair, b.pair), a.exponent);
}

clv_wide patron_clv_wide_root(clv_wide a)
{
    if (a.exponent % 2 != 0) {
        a.pair.high *= 2.0;
        a.pair.low *= 2.0;
        a.exponent--;
    }
    double high = sqrt(a.pair.high);
    numeric_pair square = numeric_two_product(high, high);
    double rest = ((a.pair.high - square.high) - square.low) + a.pair.low;
    return clv_wide_normal(numeric_quick_two_sum(high, rest / (2.0 * high)), a.exponent / 2);
}

clv_wide patron_clv_wide_difference(clv_wide a, clv_wide b)
{
    return patron_clv_wide_sum(a, clv_wide_negative(b));
}

clv_wide patron_clv_wide_quotient(clv_wide a, clv_wide b)
{
    double high = a.pair.high / b.pair.high;
    numeric_pair product = numeric_two_product(high, b.pair.high);
    double rest = ((a.pair.high - product.high) - product.low) + a.pair.low - high * b.pair.low;
    return clv_wide_normal(numeric_quick_two_sum(high, rest / b.pair.high),
                           a.exponent - b.exponent);
}
