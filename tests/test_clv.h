/* What the tests of lifetime values share. */
#ifndef TEST_CLV_H
#define TEST_CLV_H

#include "support.h"

#include <math.h>
#include <string.h>

#include <patron/clv.h>

enum { FOREVER = PATRON_CLV_FOREVER };

static inline double double_of(uint64_t bits)
{
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static inline patron_clv_terms terms_of(double margin, double retention, double discount,
                                        double growth, double acquisition, uint32_t horizon,
                                        uint32_t timing)
{
    patron_clv_terms terms;
    terms.margin = margin;
    terms.retention = retention;
    terms.discount = discount;
    terms.growth = growth;
    terms.acquisition = acquisition;
    terms.horizon = horizon;
    terms.timing = timing;
    return terms;
}

static inline double value_of(const patron_clv_terms *terms)
{
    double clv = (double)NAN;
    assert_int_equal(patron_clv_constant(terms, 1, NULL, NULL, NULL, NULL, NULL, &clv, NULL),
                     PATRON_OK);
    return clv;
}

#endif
