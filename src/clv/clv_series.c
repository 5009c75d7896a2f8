/*
 * The sum S of a lifetime's margins, its slopes, and the gap that decides whether it has an end; in numbers
 * of clv_wide.h. clv_unit.c says what they are.
 */
#include "../portability.h"
#include "clv_series.h"

#define CLV_SERIES_LARGE 2.037035976334486e90 /* 2^300 */

enum { CLV_SERIES_PARTS = 7, CLV_SERIES_SCALE = 600 };

/* Adds to an expansion of n parts, which sum to it exactly, least first: then there are n + 1 (J.
   Shewchuk, "Adaptive precision floating-point arithmetic" (1997), grow-expansion). */
static void clv_series_grow(double *part, int n, double value)
{
    for (int i = 0; i < n; i++) {
        numeric_pair sum = numeric_two_sum(value, part[i]);
        part[i] = sum.low;
        value = sum.high;
    }
    part[n] = value;
}

/* Rates are made of a few doubles each: their exponents are ints. */
static double clv_series_part(double value, int64_t exponent)
{
    return exponent == 0 ? value : ldexp(value, (int)exponent);
}

/* The parts are scaled so that none is too large, and none of those that matter too small. */
clv_wide patron_clv_gap(const clv_rates *rates)
{
    clv_wide grown = clv_wide_product(rates->retention, rates->growth);
    double growth = fabs(clv_wide_value(rates->growth));
    double discount = clv_wide_value(rates->discount);
    int scale = 0;
    if (growth < 1.0 / CLV_SERIES_LARGE && growth > 0.0 && discount <= CLV_SERIES_LARGE)
        scale = CLV_SERIES_SCALE;
    if (growth > CLV_SERIES_LARGE || discount > CLV_SERIES_LARGE)
        scale = -CLV_SERIES_SCALE;
    const clv_wide term[3] = {clv_wide_negative(grown), clv_wide_negative(rates->retention),
                              rates->discount};
    double part[CLV_SERIES_PARTS];
    for (int i = 0; i < 3; i++) {
        int64_t exponent = term[i].exponent + scale;
        clv_series_grow(part, 2 * i, clv_series_part(term[i].pair.low, exponent));
        clv_series_grow(part, 2 * i + 1, clv_series_part(term[i].pair.high, exponent));
    }
    clv_series_grow(part, CLV_SERIES_PARTS - 1, clv_series_part(1.0, scale));
    numeric_pair gap = numeric_pair_make(0.0, 0.0);
    for (int i = CLV_SERIES_PARTS; i-- > 0;)
        gap = numeric_pair_add(gap, part[i]);
    return clv_wide_normal(gap, -scale);
}

clv_wide patron_clv_earlier(clv_wide discount, uint32_t timing)
{
    clv_wide one = clv_wide_of(1.0);
    clv_wide gross = patron_clv_wide_sum(one, discount);
    switch (timing) {
    case PATRON_CLV_NOW:
        return gross;
    case PATRON_CLV_MID_IF_RETAINED:
    case PATRON_CLV_MID_CERTAIN:
        return patron_clv_wide_root(gross);
    default:
        return one;
    }
}

static void clv_series_double(clv_series *series, int slopes)
{
    clv_wide one = clv_wide_of(1.0);
    clv_wide next = patron_clv_wide_sum(one, series->power);
    if (slopes) {
        clv_wide moved = patron_clv_wide_sum(one, series->moved);
        series->sum_slope = patron_clv_wide_sum(clv_wide_product(series->sum_slope, moved),
                                                clv_wide_product(series->sum, series->power_slope));
        series->power_slope = clv_wide_product(series->power_slope,
                                               patron_clv_wide_sum(series->power, series->moved));
        series->moved = clv_wide_product(series->moved, series->moved);
    }
    series->sum = clv_wide_product(series->sum, next);
    series->power = clv_wide_product(series->power, series->power);
}

static void clv_series_next(clv_series *series, clv_wide q, clv_wide moved, int slopes)
{
    if (slopes) {
        series->sum_slope =
            patron_clv_wide_sum(series->sum, clv_wide_product(moved, series->sum_slope));
        series->power_slope =
            patron_clv_wide_sum(series->power, clv_wide_product(moved, series->power_slope));
        series->moved = clv_wide_product(moved, series->moved);
    }
    series->sum = patron_clv_wide_sum(clv_wide_of(1.0), clv_wide_product(q, series->sum));
    series->power = clv_wide_product(q, series->power);
}

/* Of horizon >= 1 margins, from those of one. */
static void clv_series_run(clv_series *series, const clv_wide *q, const clv_wide *moved,
                           uint64_t horizon, int slopes)
{
    uint64_t bit = UINT64_C(1) << 62;
    while (bit > horizon)
        bit >>= 1;
    for (bit >>= 1; bit > 0; bit >>= 1) {
        clv_series_double(series, slopes);
        if ((horizon & bit) != 0)
            clv_series_next(series, *q, *moved, slopes);
    }
}

clv_wide patron_clv_ratio(const clv_rates *rates)
{
    clv_wide grown = patron_clv_wide_sum(clv_wide_of(1.0), rates->growth);
    return patron_clv_wide_quotient(clv_wide_product(rates->retention, grown),
                                    clv_series_gross(rates));
}

/* S for ever; 0 where it diverges. */
static int clv_series_endless(const clv_rates *rates, clv_wide *sum)
{
    clv_wide gap = patron_clv_gap(rates);
    if (clv_wide_sign(gap) <= 0)
        return 0;
    *sum = patron_clv_wide_quotient(clv_series_gross(rates), gap);
    return 1;
}

static void clv_series_finite(const clv_rates *rates, const clv_rates *moved, uint64_t horizon,
                              clv_series *series)
{
    clv_wide q = patron_clv_ratio(rates);
    clv_wide other = moved == NULL || moved == rates ? q : patron_clv_ratio(moved);
    series->sum = series->power_slope = clv_wide_of(1.0);
    series->sum_slope = clv_wide_of(0.0);
    series->power = q;
    series->moved = other;
    clv_series_run(series, &q, &other, horizon, moved != NULL);
}

int patron_clv_series(const clv_rates *rates, const clv_rates *moved, uint64_t horizon,
                      clv_series *series)
{
    if (horizon == PATRON_CLV_FOREVER) {
        if (!clv_series_endless(rates, &series->sum))
            return 0;
        clv_wide other = series->sum;
        if (moved != NULL && moved != rates && !clv_series_endless(moved, &other))
            return 0;
        series->sum_slope = clv_wide_product(series->sum, other);
    } else if (horizon == 0) {
        series->sum = series->sum_slope = clv_wide_of(0.0);
    } else {
        clv_series_finite(rates, moved, horizon, series);
    }
    return 1;
}

clv_wide patron_clv_certain(clv_wide discount, uint32_t timing)
{
    clv_wide gross = patron_clv_wide_sum(clv_wide_of(1.0), discount);
    return patron_clv_wide_quotient(patron_clv_earlier(discount, timing), gross);
}
