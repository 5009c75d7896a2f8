/*
 * What a margin of 1 is worth, in numbers of clv_wide.h. With D = 1 + discount,
 * q = retention (1 + growth) / D and S = 1 + q + ... + q^(horizon - 1), it is G S, where G is
 *
 *     NOW 1,  END 1 / D,  MID 1 / sqrt(D),  times retention where the margin is paid if retained;
 *     for ever S = D / gap, where gap = D - retention (1 + growth) > 0.
 *
 * Source: S. Gupta and D. Lehmann, "Customers as Assets" (2003), eq. 1. The derivatives are those of the
 * product: G' S + G S' q', with S' = 1 + 2 q + ... + (horizon - 1) q^(horizon - 2), for ever S^2. Both
 * terms always have the same sign, so that nothing cancels; nor does it where S and S' of 2k and k + 1
 * margins are made of those of k:
 *
 *     S_2k = S_k (1 + q^k),  S_(k+1) = 1 + q S_k,  and the same differentiated.
 */
#include "../portability.h"
#include "clv_unit.h"

#define CLV_UNIT_LARGE 2.037035976334486e90 /* 2^300 */

enum { CLV_UNIT_PARTS = 7, CLV_UNIT_SCALE = 600 };

/* S and q^k of the first k margins, and their derivatives by q. */
typedef struct clv_series {
    clv_wide sum;
    clv_wide power;
    clv_wide sum_slope;
    clv_wide power_slope;
} clv_series;

clv_rates patron_clv_rates(const patron_clv_terms *row)
{
    clv_rates rates;
    rates.retention = clv_wide_of(row->retention);
    rates.discount = clv_wide_of(row->discount);
    rates.growth = clv_wide_of(row->growth);
    return rates;
}

/* Adds to an expansion of n parts, which sum to it exactly, least first: then there are n + 1 (J.
   Shewchuk, "Adaptive precision floating-point arithmetic" (1997), grow-expansion). */
static void clv_unit_grow(double *part, int n, double value)
{
    for (int i = 0; i < n; i++) {
        numeric_pair sum = numeric_two_sum(value, part[i]);
        part[i] = sum.low;
        value = sum.high;
    }
    part[n] = value;
}

static double clv_unit_part(double value, int64_t exponent)
{
    if (exponent == 0)
        return value;
    return ldexp(value, exponent > 3000 ? 3000 : exponent < -3000 ? -3000 : (int)exponent);
}

/* The parts are scaled so that none is too large, and none of those that matter too small. */
clv_wide patron_clv_gap(const clv_rates *rates)
{
    clv_wide grown = clv_wide_product(rates->retention, rates->growth);
    double growth = fabs(clv_wide_value(rates->growth));
    double discount = clv_wide_value(rates->discount);
    int scale = 0;
    if (growth < 1.0 / CLV_UNIT_LARGE && growth > 0.0 && discount <= CLV_UNIT_LARGE)
        scale = CLV_UNIT_SCALE;
    if (growth > CLV_UNIT_LARGE || discount > CLV_UNIT_LARGE)
        scale = -CLV_UNIT_SCALE;
    const clv_wide term[3] = {clv_wide_negative(grown), clv_wide_negative(rates->retention),
                              rates->discount};
    double part[CLV_UNIT_PARTS];
    for (int i = 0; i < 3; i++) {
        int64_t exponent = term[i].exponent + scale;
        clv_unit_grow(part, 2 * i, clv_unit_part(term[i].pair.low, exponent));
        clv_unit_grow(part, 2 * i + 1, clv_unit_part(term[i].pair.high, exponent));
    }
    clv_unit_grow(part, CLV_UNIT_PARTS - 1, clv_unit_part(1.0, scale));
    numeric_pair gap = numeric_pair_make(0.0, 0.0);
    for (int i = CLV_UNIT_PARTS; i-- > 0;)
        gap = numeric_pair_add(gap, part[i]);
    return clv_wide_normal(gap, -scale);
}

clv_wide patron_clv_earlier(clv_wide discount, uint32_t timing)
{
    clv_wide one = clv_wide_of(1.0);
    clv_wide gross = clv_wide_sum(one, discount);
    switch (timing) {
    case PATRON_CLV_NOW:
        return gross;
    case PATRON_CLV_MID_IF_RETAINED:
    case PATRON_CLV_MID_CERTAIN:
        return clv_wide_root(gross);
    default:
        return one;
    }
}

static void clv_unit_double(clv_series *series, int slopes)
{
    clv_wide next = clv_wide_sum(clv_wide_of(1.0), series->power);
    if (slopes) {
        clv_wide twice = clv_wide_sum(series->power, series->power);
        series->sum_slope = clv_wide_sum(clv_wide_product(series->sum_slope, next),
                                         clv_wide_product(series->sum, series->power_slope));
        series->power_slope = clv_wide_product(series->power_slope, twice);
    }
    series->sum = clv_wide_product(series->sum, next);
    series->power = clv_wide_product(series->power, series->power);
}

static void clv_unit_next(clv_series *series, clv_wide q, int slopes)
{
    if (slopes) {
        series->sum_slope = clv_wide_sum(series->sum, clv_wide_product(q, series->sum_slope));
        series->power_slope = clv_wide_sum(series->power, clv_wide_product(q, series->power_slope));
    }
    series->sum = clv_wide_sum(clv_wide_of(1.0), clv_wide_product(q, series->sum));
    series->power = clv_wide_product(q, series->power);
}

/* Of horizon >= 1 margins. */
static clv_series clv_unit_series(clv_wide q, uint64_t horizon, int slopes)
{
    clv_wide zero = clv_wide_of(0.0);
    clv_wide one = clv_wide_of(1.0);
    clv_series series = {one, q, zero, one};
    uint64_t bit = UINT64_C(1) << 62;
    while (bit > horizon)
        bit >>= 1;
    for (bit >>= 1; bit > 0; bit >>= 1) {
        clv_unit_double(&series, slopes);
        if ((horizon & bit) != 0)
            clv_unit_next(&series, q, slopes);
    }
    return series;
}

/* S and S' of the horizon, and q; 0 where they diverge. */
static int clv_unit_sum(const clv_rates *rates, uint64_t horizon, int slopes, clv_wide *q,
                        clv_series *series)
{
    clv_wide one = clv_wide_of(1.0);
    clv_wide gross = clv_wide_sum(one, rates->discount);
    if (horizon == PATRON_CLV_FOREVER) {
        clv_wide gap = patron_clv_gap(rates);
        if (clv_wide_sign(gap) <= 0)
            return 0;
        series->sum = clv_wide_quotient(gross, gap);
        series->sum_slope = clv_wide_product(series->sum, series->sum);
    }
    clv_wide grown = clv_wide_product(rates->retention, clv_wide_sum(one, rates->growth));
    *q = clv_wide_quotient(grown, gross);
    if (horizon == 0)
        series->sum = series->sum_slope = clv_wide_of(0.0);
    else if (horizon != PATRON_CLV_FOREVER)
        *series = clv_unit_series(*q, horizon, slopes);
    return 1;
}

int patron_clv_unit(const clv_rates *rates, uint32_t horizon, uint32_t timing, clv_unit *unit)
{
    clv_wide q;
    clv_series series;
    if (!clv_unit_sum(rates, horizon, 1, &q, &series))
        return 0;
    clv_wide one = clv_wide_of(1.0);
    clv_wide gross = clv_wide_sum(one, rates->discount);
    clv_wide certain = clv_wide_quotient(patron_clv_earlier(rates->discount, timing), gross);
    int if_retained = clv_unit_if_retained(timing);
    clv_wide factor = if_retained ? clv_wide_product(certain, rates->retention) : certain;
    clv_wide slope = clv_wide_product(factor, series.sum_slope); /* by q */
    unit->value = clv_wide_product(factor, series.sum);
    unit->by_growth = clv_wide_product(slope, clv_wide_quotient(rates->retention, gross));
    clv_wide step = clv_wide_quotient(clv_wide_sum(one, rates->growth), gross);
    unit->by_retention = clv_wide_product(slope, step);
    if (if_retained)
        unit->by_retention =
            clv_wide_sum(unit->by_retention, clv_wide_product(certain, series.sum));
    double part = timing == PATRON_CLV_NOW ? 0.0 : timing >= PATRON_CLV_MID_IF_RETAINED ? 0.5 : 1.0;
    clv_wide falls =
        clv_wide_sum(clv_wide_product(clv_wide_of(part), unit->value), clv_wide_product(slope, q));
    unit->by_discount = clv_wide_negative(clv_wide_quotient(falls, gross));
    return 1;
}

int patron_clv_unit_value(const clv_rates *rates, uint64_t horizon, uint32_t timing,
                          clv_wide *value)
{
    clv_wide q;
    clv_series series;
    if (!clv_unit_sum(rates, horizon, 0, &q, &series))
        return 0;
    clv_wide gross = clv_wide_sum(clv_wide_of(1.0), rates->discount);
    *value = clv_wide_quotient(patron_clv_earlier(rates->discount, timing), gross);
    if (clv_unit_if_retained(timing))
        *value = clv_wide_product(*value, rates->retention);
    *value = clv_wide_product(*value, series.sum);
    return 1;
}
