/*
 * Discount factors 1 / (1 + rate)^j carried as pairs, so that their powers stay right to the last
 * bit and a rate keeps the bits that 1 + rate would round away.
 */
#ifndef PATRON_NPV_FACTOR_H
#define PATRON_NPV_FACTOR_H

#include "../portability.h"
#include "../numeric/numeric_pair.h"
#include "npv_wide.h"
#include <math.h>
#include <patron/npv.h>

/* 1 / (1 + rate). */
PORTABILITY_INLINE numeric_pair npv_factor_of(double rate)
{
    numeric_pair growth = numeric_two_sum(1.0, rate);
    double high = 1.0 / growth.high;
    numeric_pair product = numeric_two_product(high, growth.high);
    double rest = ((1.0 - product.high) - product.low) - high * growth.low;
    return numeric_quick_two_sum(high, rest * high);
}

/* How many periods can be discounted at this rate before plain doubles do not reach. */
PORTABILITY_INLINE size_t npv_factor_reach(double rate)
{
    double periods = NPV_WIDE_REACH / fabs(log1p(rate));
    return periods < 4294967295.0 ? (size_t)periods : (size_t)UINT32_MAX;
}

/* What turns a value with the first flow at once into one with the first flow as timing says. */
PORTABILITY_INLINE double npv_factor_shift(uint32_t timing, double rate)
{
    if (timing == PATRON_NPV_START)
        return 1.0;
    double factor = numeric_pair_value(npv_factor_of(rate));
    return timing == PATRON_NPV_END ? factor : sqrt(factor);
}

/* The time of the first flow, in periods. */
PORTABILITY_INLINE double npv_factor_start(uint32_t timing)
{
    if (timing == PATRON_NPV_MID)
        return 0.5;
    return timing == PATRON_NPV_END ? 1.0 : 0.0;
}

#endif
