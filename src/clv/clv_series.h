/* The sum of a lifetime's margins, and what it is made of. */
#ifndef PATRON_CLV_SERIES_H
#define PATRON_CLV_SERIES_H

#include "../portability.h"
#include "clv_unit.h"

/* S and q^k of the first k margins, the power of a moved q, and the slopes of S and q^k from q to it. */
typedef struct clv_series {
    clv_wide sum;
    clv_wide power;
    clv_wide moved;
    clv_wide sum_slope;
    clv_wide power_slope;
} clv_series;

/* D. */
PORTABILITY_INLINE clv_wide clv_series_gross(const clv_rates *rates)
{
    return patron_clv_wide_sum(clv_wide_of(1.0), rates->discount);
}

/* q. */
clv_wide patron_clv_ratio(const clv_rates *rates);

/* G but for retention: 1 / D, 1, 1 / sqrt(D). */
clv_wide patron_clv_certain(clv_wide discount, uint32_t timing);

/* S at the rates, and the slope of S from there to the moved ones, which may be the same, or NULL; 0
   where one of them diverges. */
int patron_clv_series(const clv_rates *rates, const clv_rates *moved, uint64_t horizon,
                      clv_series *series);

/* What step takes from 1 / D, 1 or 1 / sqrt(D) where it is added to discount. */
clv_wide patron_clv_certain_step(clv_wide discount, clv_wide step, uint32_t timing);

/* What step adds to q. */
clv_wide patron_clv_ratio_step(const clv_rates *rates, const clv_rates *step,
                               const clv_rates *moved);

/* What step adds to G, and G at the moved rates. */
clv_wide patron_clv_factor_step(const clv_rates *rates, const clv_rates *step,
                                const clv_rates *moved, uint32_t timing, clv_wide *factor);

#endif
