/*
 * patron/clv.h - customer lifetime value.
 *
 * The value of a customer is the net present value of the margins still to come, less what it cost
 * to win the customer. When the first margin is paid, and whether it is certain, is the largest
 * source of differences between published numbers, so it is an explicit member of the terms.
 */
#ifndef PATRON_CLV_H
#define PATRON_CLV_H

#include <patron/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* When a period's margin is received, and on which condition. */
enum patron_clv_timing {
    PATRON_CLV_END_IF_RETAINED = 1, /* at the end of the period, from those who stayed */
    PATRON_CLV_END_CERTAIN = 2,     /* at the end; the first one certain, retention from then on */
    PATRON_CLV_NOW = 3,             /* at the start; the first one now and certain */
    PATRON_CLV_MID_IF_RETAINED = 4, /* in the middle of the period, from those who stayed */
    PATRON_CLV_MID_CERTAIN = 5 /* in the middle; the first one certain, as a promotion's cost is */
};

/* A horizon without end. */
enum patron_clv_horizon { PATRON_CLV_FOREVER = 0x7FFFFFFF };

/* What a customer pays, for how long, and what a later cent is worth. Frozen, 48 bytes. */
typedef struct patron_clv_terms {
    double margin;      /* minor units per period, finite, may be negative */
    double retention;   /* fraction per period in [0, 1] */
    double discount;    /* fraction per period > -1 */
    double growth;      /* of the margin, fraction per period >= -1 */
    double acquisition; /* minor units, finite, paid at once */
    uint32_t horizon;   /* number of margins in [0, 2147483646], or PATRON_CLV_FOREVER */
    uint32_t timing;    /* PATRON_CLV_END_IF_RETAINED ... PATRON_CLV_MID_CERTAIN */
} patron_clv_terms;

/*
 * Lifetime value of n customers who renew each period with a constant probability.
 *
 *     CLV = sum_{t=1}^{horizon} margin (1+growth)^(t-1) retention^t / (1+discount)^t  -  acquisition
 *
 * for timing PATRON_CLV_END_IF_RETAINED. END_CERTAIN has retention^(t-1) in place of retention^t;
 * NOW = (1+discount) END_CERTAIN; a MID timing is sqrt(1+discount) times its END, each before
 * acquisition. 0^0 = 1. Every timing counts `horizon` margins; none at horizon 0. With
 * q = retention (1+growth) / (1+discount), the endless sum of END_CERTAIN is
 * margin / (1+discount - retention (1+growth)), and exists where q < 1.
 *
 * A NULL column means the value in terms for every customer; then the member must be in its range,
 * and a member whose column is given is not read. The terms are checked even where n is 0. A row is
 * checked for inputs that are wrong by themselves, in argument order, and then as a whole.
 *
 * @param terms        in              margin, retention, discount, growth, acquisition, horizon, timing
 * @param n            in
 * @param margin       in [n] or NULL  minor units per period, finite
 * @param retention    in [n] or NULL  fraction per period in [0, 1]
 * @param discount     in [n] or NULL  fraction per period > -1
 * @param growth       in [n] or NULL  fraction per period >= -1
 * @param acquisition  in [n] or NULL  minor units, finite
 * @param clv          out [n]         minor units; may be one of the input columns
 * @param fault        out or NULL
 * @fault PATRON_E_RANGE       a rate outside its range; a horizon or timing that does not exist
 * @fault PATRON_E_NOT_FINITE  an input is NaN or infinite
 * @fault PATRON_E_DIVERGES    horizon PATRON_CLV_FOREVER, a margin that is not 0 and
 *                             retention (1+growth) >= 1+discount; the argument is "discount"
 * @fault PATRON_E_OVERFLOW    a value beyond the range of a double; the argument is "clv"
 * @source S. Gupta and D. Lehmann, "Customers as Assets" (2003), eq. 1; P. Kotler and K. Keller,
 *         "Marketing Management", "Calculating customer lifetime value"
 * @cost O(n) time for ever, O(n log horizon) finite; no scratch; row-wise. A column of equal values
 *       gives the bits of the value in terms. Not promised: the same last bit with another timing of
 *       the same value.
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_clv_constant(const patron_clv_terms *terms, size_t n,
                                                   const double *margin, const double *retention,
                                                   const double *discount, const double *growth,
                                                   const double *acquisition, double *clv,
                                                   patron_fault *fault);

#ifdef __cplusplus
}
#endif
#endif
