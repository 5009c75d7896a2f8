/* What a margin of 1 is worth before acquisition, and how that changes with the rates. */
#ifndef PATRON_CLV_UNIT_H
#define PATRON_CLV_UNIT_H

#include "../portability.h"
#include "clv_wide.h"
#include <patron/clv.h>

/* Rates as they were given, or moved by less than a double can say. */
typedef struct clv_rates {
    clv_wide retention;
    clv_wide discount;
    clv_wide growth;
} clv_rates;

/* A value and its derivatives by each rate. */
typedef struct clv_unit {
    clv_wide value;
    clv_wide by_retention;
    clv_wide by_discount;
    clv_wide by_growth;
} clv_unit;

clv_rates patron_clv_rates(const patron_clv_terms *row);

/* D - retention (1 + growth), its sign exact for rates that are doubles. */
clv_wide patron_clv_gap(const clv_rates *rates);

/* How a margin is discounted beside the end of its period: 1, 1 + discount, sqrt(1 + discount). */
clv_wide patron_clv_earlier(clv_wide discount, uint32_t timing);

/* Whether retention comes before the first margin. */
PORTABILITY_INLINE int clv_unit_if_retained(uint32_t timing)
{
    return timing == PATRON_CLV_END_IF_RETAINED || timing == PATRON_CLV_MID_IF_RETAINED;
}

/* The first so many margins; 0, or PATRON_CLV_FOREVER. Returns 0 where the sum diverges. */
int patron_clv_unit(const clv_rates *rates, uint32_t horizon, uint32_t timing, clv_unit *unit);

/* What the value changes by where step is added to the rates, one of them. Returns 0 where either sum
   diverges. */
int patron_clv_unit_step(const clv_rates *rates, const clv_rates *step, uint32_t horizon,
                         uint32_t timing, clv_wide *added);

/* Only the value, for any number of margins. */
int patron_clv_unit_value(const clv_rates *rates, uint64_t horizon, uint32_t timing,
                          clv_wide *value);

#endif
