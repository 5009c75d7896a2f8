/*
 * The value of one customer whose rates or margin are extreme: by the formula of clv_block.c, in
 * numbers whose exponents have no end, so that only the result can be too large; and with the sign of
 * the gap decided exactly, because that is what diverges or not.
 */
#include "../portability.h"
#include "clv_row.h"

#include "clv_block.h"
#include "../base/base_fault.h"
#include "../numeric/numeric_compensated.h"

#include <math.h>

/* A number x 2^exponent, x in [0.5, 1) or 0: neither overflow nor underflow ends a product early. */
typedef struct clv_scaled {
    double x;
    int64_t exponent;
} clv_scaled;

static clv_scaled clv_scale(double value, int64_t exponent)
{
    int shift = 0;
    clv_scaled scaled;
    scaled.x = frexp(value, &shift);
    scaled.exponent = value == 0.0 ? 0 : exponent + shift;
    return scaled;
}

static clv_scaled clv_product(clv_scaled a, clv_scaled b)
{
    return clv_scale(a.x * b.x, a.exponent + b.exponent);
}

static clv_scaled clv_quotient(clv_scaled a, clv_scaled b)
{
    return clv_scale(a.x / b.x, a.exponent - b.exponent);
}

static clv_scaled clv_sum(clv_scaled a, clv_scaled b)
{
    if (a.x == 0.0 || (b.x != 0.0 && a.exponent < b.exponent)) {
        clv_scaled swapped = a;
        a = b;
        b = swapped;
    }
    if (b.x == 0.0 || a.exponent - b.exponent > 200)
        return a;
    return clv_scale(a.x + ldexp(b.x, (int)(b.exponent - a.exponent)), a.exponent);
}

/* Adds to an expansion of n parts, which sum to it exactly, least first: then there are n + 1 (J.
   Shewchuk, "Adaptive precision floating-point arithmetic" (1997), grow-expansion). */
static void clv_grow(double *part, int n, double value)
{
    for (int i = 0; i < n; i++) {
        numeric_pair sum = numeric_two_sum(value, part[i]);
        part[i] = sum.low;
        value = sum.high;
    }
    part[n] = value;
}

/* The gap of valid inputs, its sign exact; its parts are scaled so that their product neither
   overflows nor loses bits. */
static clv_scaled clv_gap_exact(double retention, double discount, double growth)
{
    int scale = 0;
    if (fabs(growth) < 1.0 / CLV_RATE_MAX && discount <= CLV_RATE_MAX)
        scale = 600;
    if (growth > CLV_RATE_MAX || discount > CLV_RATE_MAX)
        scale = -600;
    numeric_pair grown = numeric_two_product(retention, ldexp(growth, scale));
    double part[5];
    clv_grow(part, 0, -grown.low);
    clv_grow(part, 1, -grown.high);
    clv_grow(part, 2, ldexp(-retention, scale));
    clv_grow(part, 3, ldexp(discount, scale));
    clv_grow(part, 4, ldexp(1.0, scale));
    double gap = (((part[0] + part[1]) + part[2]) + part[3]) + part[4];
    return clv_scale(gap, -scale);
}

/* 1 + q + ... + q^(horizon - 1) for q = 1 + step, horizon >= 1. */
static clv_scaled clv_series(clv_scaled step, uint32_t horizon)
{
    clv_scaled one = clv_scale(1.0, 0);
    clv_scaled two = clv_scale(2.0, 0);
    if (step.x == 0.0 || step.exponent <= -91)
        return clv_scale((double)horizon, 0);
    clv_scaled q = clv_sum(one, step);
    clv_scaled power = step;
    uint32_t bit = UINT32_C(1) << 30;
    while (bit > horizon)
        bit >>= 1;
    for (bit >>= 1; bit > 0; bit >>= 1) {
        power = clv_product(power, clv_sum(two, power));
        if ((horizon & bit) != 0)
            power = clv_sum(clv_product(power, q), step);
    }
    return clv_quotient(power, step);
}

/* What the margin of END_CERTAIN is multiplied with, to come to the one of this timing. */
static clv_scaled clv_timing_factor(const patron_clv_terms *row)
{
    clv_scaled gross = clv_scale(1.0 + row->discount, 0);
    clv_scaled retention = clv_scale(row->retention, 0);
    switch (row->timing) {
    case PATRON_CLV_END_IF_RETAINED:
        return retention;
    case PATRON_CLV_NOW:
        return gross;
    case PATRON_CLV_MID_IF_RETAINED:
        return clv_product(retention, clv_scale(sqrt(1.0 + row->discount), 0));
    default:
        return clv_scale(1.0, 0);
    }
}

static int32_t clv_fault_overflow(int64_t row, patron_fault *fault)
{
    (void)patron_base_fault_plain(fault, PATRON_E_OVERFLOW, "clv", "a value that a double holds");
    if (fault != NULL)
        fault->row = row;
    return PATRON_E_OVERFLOW;
}

int32_t patron_clv_row(const patron_clv_terms *row, int64_t number, double *clv,
                       patron_fault *fault)
{
    clv_scaled value = clv_scale(row->margin, 0);
    if (row->margin != 0.0 && row->horizon > 0) {
        clv_scaled gap = clv_gap_exact(row->retention, row->discount, row->growth);
        clv_scaled gross = clv_scale(1.0 + row->discount, 0);
        if (row->horizon == PATRON_CLV_FOREVER) {
            if (!(gap.x > 0.0))
                return patron_base_fault_real(fault, PATRON_E_DIVERGES, "discount", number,
                                              row->discount,
                                              "more than retention (1 + growth) - 1");
            value = clv_quotient(value, gap);
        } else {
            clv_scaled step = clv_quotient(gap, gross);
            step.x = 0.0 - step.x;
            value = clv_quotient(clv_product(value, clv_series(step, row->horizon)), gross);
        }
        value = clv_product(value, clv_timing_factor(row));
    } else {
        value = clv_scale(0.0, 0);
    }
    value = clv_sum(value, clv_scale(0.0 - row->acquisition, 0));
    if (value.exponent > 1024)
        return clv_fault_overflow(number, fault);
    *clv = value.exponent < -1100 ? 0.0 : ldexp(value.x, (int)value.exponent);
    return PATRON_OK;
}
