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

#include "clv_series.h"

clv_rates patron_clv_rates(const patron_clv_terms *row)
{
    clv_rates rates;
    rates.retention = clv_wide_of(row->retention);
    rates.discount = clv_wide_of(row->discount);
    rates.growth = clv_wide_of(row->growth);
    return rates;
}

int patron_clv_unit(const clv_rates *rates, uint32_t horizon, uint32_t timing, clv_unit *unit)
{
    clv_series series;
    if (!patron_clv_series(rates, rates, horizon, &series))
        return 0;
    clv_wide gross = clv_series_gross(rates);
    clv_wide certain = patron_clv_certain(rates->discount, timing);
    int if_retained = clv_unit_if_retained(timing);
    clv_wide factor = if_retained ? clv_wide_product(certain, rates->retention) : certain;
    clv_wide slope = clv_wide_product(factor, series.sum_slope); /* by q */
    clv_wide step =
        patron_clv_wide_quotient(patron_clv_wide_sum(clv_wide_of(1.0), rates->growth), gross);
    unit->value = clv_wide_product(factor, series.sum);
    unit->by_growth = clv_wide_product(slope, patron_clv_wide_quotient(rates->retention, gross));
    unit->by_retention = clv_wide_product(slope, step);
    if (if_retained)
        unit->by_retention =
            patron_clv_wide_sum(unit->by_retention, clv_wide_product(certain, series.sum));
    double part = timing == PATRON_CLV_NOW ? 0.0 : timing >= PATRON_CLV_MID_IF_RETAINED ? 0.5 : 1.0;
    clv_wide falls = patron_clv_wide_sum(clv_wide_product(clv_wide_of(part), unit->value),
                                         clv_wide_product(slope, patron_clv_ratio(rates)));
    unit->by_discount = clv_wide_negative(patron_clv_wide_quotient(falls, gross));
    return 1;
}

int patron_clv_unit_value(const clv_rates *rates, uint64_t horizon, uint32_t timing,
                          clv_wide *value)
{
    clv_series series;
    if (!patron_clv_series(rates, NULL, horizon, &series))
        return 0;
    *value = patron_clv_certain(rates->discount, timing);
    if (clv_unit_if_retained(timing))
        *value = clv_wide_product(*value, rates->retention);
    *value = clv_wide_product(*value, series.sum);
    return 1;
}
