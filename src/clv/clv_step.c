/*
 * What a whole step of one rate changes a value by: G(p) - G(q) and S(p) - S(q) as products with the step,
 * as clv_unit.c says.
 */
#include "../portability.h"
#include "clv_series.h"
#include "clv_unit.h"

clv_wide patron_clv_certain_step(clv_wide discount, clv_wide step, uint32_t timing)
{
    clv_wide one = clv_wide_of(1.0);
    clv_wide before = patron_clv_wide_sum(one, discount);
    clv_wide after = patron_clv_wide_sum(one, patron_clv_wide_sum(discount, step));
    if (timing == PATRON_CLV_NOW)
        return clv_wide_of(0.0);
    clv_wide under = clv_wide_product(before, after);
    if (timing >= PATRON_CLV_MID_IF_RETAINED) {
        before = patron_clv_wide_root(before);
        after = patron_clv_wide_root(after);
        under = clv_wide_product(patron_clv_wide_root(under), patron_clv_wide_sum(before, after));
    }
    return clv_wide_negative(patron_clv_wide_quotient(step, under));
}

clv_wide patron_clv_ratio_step(const clv_rates *rates, const clv_rates *step,
                               const clv_rates *moved)
{
    clv_wide grown = patron_clv_wide_sum(clv_wide_of(1.0), moved->growth);
    clv_wide more = patron_clv_wide_sum(clv_wide_product(step->retention, grown),
                                        clv_wide_product(rates->retention, step->growth));
    clv_wide less = clv_wide_product(patron_clv_ratio(rates), step->discount);
    return patron_clv_wide_quotient(patron_clv_wide_difference(more, less),
                                    clv_series_gross(moved));
}

clv_wide patron_clv_factor_step(const clv_rates *rates, const clv_rates *step,
                                const clv_rates *moved, uint32_t timing, clv_wide *factor)
{
    clv_wide added = patron_clv_certain_step(rates->discount, step->discount, timing);
    *factor = patron_clv_certain(moved->discount, timing);
    if (clv_unit_if_retained(timing)) {
        clv_wide before = patron_clv_certain(rates->discount, timing);
        *factor = clv_wide_product(*factor, moved->retention);
        added = patron_clv_wide_sum(clv_wide_product(added, moved->retention),
                                    clv_wide_product(before, step->retention));
    }
    return added;
}

int patron_clv_unit_step(const clv_rates *rates, const clv_rates *step, uint32_t horizon,
                         uint32_t timing, clv_wide *added)
{
    clv_rates moved;
    clv_series series;
    clv_wide factor;
    moved.retention = patron_clv_wide_sum(rates->retention, step->retention);
    moved.discount = patron_clv_wide_sum(rates->discount, step->discount);
    moved.growth = patron_clv_wide_sum(rates->growth, step->growth);
    if (!patron_clv_series(rates, &moved, horizon, &series))
        return 0;
    clv_wide factor_step = patron_clv_factor_step(rates, step, &moved, timing, &factor);
    clv_wide slope = clv_wide_product(series.sum_slope, patron_clv_ratio_step(rates, step, &moved));
    *added = patron_clv_wide_sum(clv_wide_product(factor_step, series.sum),
                                 clv_wide_product(factor, slope));
    return 1;
}
