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
 *
 * A whole step from q to p works in the same way, with the slope (S(p) - S(q)) / (p - q), for ever
 * S(p) S(q), in place of the derivative: a difference of two values is never formed.
 */
#include "../portability.h"
#include "clv_unit.h"

#define CLV_UNIT_LARGE 2.037035976334486e90 /* 2^300 */

enum { CLV_UNIT_PARTS = 7, CLV_UNIT_SCALE = 600 };

/* S and q^k of the first k margins, the power of a moved q, and the slopes of S and q^k from q to it. */
typedef struct clv_series {
    clv_wide sum;
    clv_wide power;
    clv_wide moved;
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
    clv_wide one = clv_wide_of(1.0);
    clv_wide next = clv_wide_sum(one, series->power);
    if (slopes) {
        clv_wide moved = clv_wide_sum(one, series->moved);
        series->sum_slope = clv_wide_sum(clv_wide_product(series->sum_slope, moved),
                                         clv_wide_product(series->sum, series->power_slope));
        series->power_slope =
            clv_wide_product(series->power_slope, clv_wide_sum(series->power, series->moved));
        series->moved = clv_wide_product(series->moved, series->moved);
    }
    series->sum = clv_wide_product(series->sum, next);
    series->power = clv_wide_product(series->power, series->power);
}

static void clv_unit_next(clv_series *series, clv_wide q, clv_wide moved, int slopes)
{
    if (slopes) {
        series->sum_slope = clv_wide_sum(series->sum, clv_wide_product(moved, series->sum_slope));
        series->power_slope =
            clv_wide_sum(series->power, clv_wide_product(moved, series->power_slope));
        series->moved = clv_wide_product(moved, series->moved);
    }
    series->sum = clv_wide_sum(clv_wide_of(1.0), clv_wide_product(q, series->sum));
    series->power = clv_wide_product(q, series->power);
}

/* Of horizon >= 1 margins. */
static clv_series clv_unit_series(clv_wide q, clv_wide moved, uint64_t horizon, int slopes)
{
    clv_wide one = clv_wide_of(1.0);
    clv_series series = {one, q, moved, clv_wide_of(0.0), one};
    uint64_t bit = UINT64_C(1) << 62;
    while (bit > horizon)
        bit >>= 1;
    for (bit >>= 1; bit > 0; bit >>= 1) {
        clv_unit_double(&series, slopes);
        if ((horizon & bit) != 0)
            clv_unit_next(&series, q, moved, slopes);
    }
    return series;
}

static clv_wide clv_unit_gross(const clv_rates *rates)
{
    return clv_wide_sum(clv_wide_of(1.0), rates->discount);
}

static clv_wide clv_unit_q(const clv_rates *rates)
{
    clv_wide grown = clv_wide_sum(clv_wide_of(1.0), rates->growth);
    return clv_wide_quotient(clv_wide_product(rates->retention, grown), clv_unit_gross(rates));
}

/* S for ever; 0 where it diverges. */
static int clv_unit_endless(const clv_rates *rates, clv_wide *sum)
{
    clv_wide gap = patron_clv_gap(rates);
    if (clv_wide_sign(gap) <= 0)
        return 0;
    *sum = clv_wide_quotient(clv_unit_gross(rates), gap);
    return 1;
}

/* S at the rates, and the slope of S from there to the moved ones, which may be the same; 0 where one
   of them diverges. */
static int clv_unit_sum(const clv_rates *rates, const clv_rates *moved, uint64_t horizon,
                        clv_series *series)
{
    int slopes = moved != NULL;
    if (horizon == PATRON_CLV_FOREVER) {
        clv_wide other;
        if (!clv_unit_endless(rates, &series->sum))
            return 0;
        if (slopes && !clv_unit_endless(moved, &other))
            return 0;
        if (slopes)
            series->sum_slope = clv_wide_product(series->sum, other);
    } else if (horizon == 0) {
        series->sum = series->sum_slope = clv_wide_of(0.0);
    } else {
        clv_wide q = clv_unit_q(rates);
        *series = clv_unit_series(q, slopes ? clv_unit_q(moved) : q, horizon, slopes);
    }
    return 1;
}

/* G but for retention: 1 / D, 1, 1 / sqrt(D). */
static clv_wide clv_unit_certain(clv_wide discount, uint32_t timing)
{
    clv_wide gross = clv_wide_sum(clv_wide_of(1.0), discount);
    return clv_wide_quotient(patron_clv_earlier(discount, timing), gross);
}

int patron_clv_unit(const clv_rates *rates, uint32_t horizon, uint32_t timing, clv_unit *unit)
{
    clv_series series;
    if (!clv_unit_sum(rates, rates, horizon, &series))
        return 0;
    clv_wide gross = clv_unit_gross(rates);
    clv_wide certain = clv_unit_certain(rates->discount, timing);
    int if_retained = clv_unit_if_retained(timing);
    clv_wide factor = if_retained ? clv_wide_product(certain, rates->retention) : certain;
    clv_wide slope = clv_wide_product(factor, series.sum_slope); /* by q */
    clv_wide step = clv_wide_quotient(clv_wide_sum(clv_wide_of(1.0), rates->growth), gross);
    unit->value = clv_wide_product(factor, series.sum);
    unit->by_growth = clv_wide_product(slope, clv_wide_quotient(rates->retention, gross));
    unit->by_retention = clv_wide_product(slope, step);
    if (if_retained)
        unit->by_retention =
            clv_wide_sum(unit->by_retention, clv_wide_product(certain, series.sum));
    double part = timing == PATRON_CLV_NOW ? 0.0 : timing >= PATRON_CLV_MID_IF_RETAINED ? 0.5 : 1.0;
    clv_wide falls = clv_wide_sum(clv_wide_product(clv_wide_of(part), unit->value),
                                  clv_wide_product(slope, clv_unit_q(rates)));
    unit->by_discount = clv_wide_negative(clv_wide_quotient(falls, gross));
    return 1;
}

/* What step takes from 1 / D, 1 or 1 / sqrt(D) where it is added to discount. */
static clv_wide clv_unit_certain_step(clv_wide discount, clv_wide step, uint32_t timing)
{
    clv_wide one = clv_wide_of(1.0);
    clv_wide before = clv_wide_sum(one, discount);
    clv_wide after = clv_wide_sum(before, step);
    if (timing == PATRON_CLV_NOW)
        return clv_wide_of(0.0);
    clv_wide under = clv_wide_product(before, after);
    if (timing >= PATRON_CLV_MID_IF_RETAINED) {
        before = clv_wide_root(before);
        after = clv_wide_root(after);
        under = clv_wide_product(clv_wide_root(under), clv_wide_sum(before, after));
    }
    return clv_wide_negative(clv_wide_quotient(step, under));
}

int patron_clv_unit_step(const clv_rates *rates, const clv_rates *step, uint32_t horizon,
                         uint32_t timing, clv_wide *added)
{
    clv_rates moved;
    clv_series series;
    moved.retention = clv_wide_sum(rates->retention, step->retention);
    moved.discount = clv_wide_sum(rates->discount, step->discount);
    moved.growth = clv_wide_sum(rates->growth, step->growth);
    if (!clv_unit_sum(rates, &moved, horizon, &series))
        return 0;
    int if_retained = clv_unit_if_retained(timing);
    clv_wide grown = clv_wide_sum(clv_wide_of(1.0), moved.growth);
    clv_wide q_step = clv_wide_sum(clv_wide_product(step->retention, grown),
                                   clv_wide_product(rates->retention, step->growth));
    q_step = clv_wide_difference(q_step, clv_wide_product(clv_unit_q(rates), step->discount));
    q_step = clv_wide_quotient(q_step, clv_unit_gross(&moved));
    clv_wide factor = clv_unit_certain(moved.discount, timing);
    clv_wide factor_step = clv_unit_certain_step(rates->discount, step->discount, timing);
    if (if_retained) {
        clv_wide before = clv_unit_certain(rates->discount, timing);
        factor = clv_wide_product(factor, moved.retention);
        factor_step = clv_wide_sum(clv_wide_product(factor_step, moved.retention),
                                   clv_wide_product(before, step->retention));
    }
    *added = clv_wide_sum(clv_wide_product(factor_step, series.sum),
                          clv_wide_product(factor, clv_wide_product(series.sum_slope, q_step)));
    return 1;
}

int patron_clv_unit_value(const clv_rates *rates, uint64_t horizon, uint32_t timing,
                          clv_wide *value)
{
    clv_series series;
    if (!clv_unit_sum(rates, NULL, horizon, &series))
        return 0;
    *value = clv_unit_certain(rates->discount, timing);
    if (clv_unit_if_retained(timing))
        *value = clv_wide_product(*value, rates->retention);
    *value = clv_wide_product(*value, series.sum);
    return 1;
}
