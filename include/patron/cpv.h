/*
 * patron/cpv.h - customer-perceived value: what an offer brings a customer less what it costs him, set
 * against the offers of rivals.
 *
 *     value = total benefit - total cost
 *
 * Benefits and costs are amounts of one unit (money, or points of one scale). How many there are is the
 * caller's choice; the literature has four of each (the enumerators below), and each of those can be
 * broken into four phases: 16 columns, the kind first, the phase within it. A row is one offer, or one
 * customer with several offers: functions that compare take n customers times k offers in one call.
 */
#ifndef PATRON_CPV_H
#define PATRON_CPV_H

#include <patron/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Columns of benefits where they are those of the literature. */
enum patron_cpv_benefit {
    PATRON_CPV_PRODUCT = 0,   /* what the product does */
    PATRON_CPV_SERVICES = 1,  /* delivery, training, repair, advice */
    PATRON_CPV_PERSONNEL = 2, /* the people one meets */
    PATRON_CPV_IMAGE = 3      /* of the brand and the firm */
};

/* Columns of costs where they are those of the literature. */
enum patron_cpv_cost {
    PATRON_CPV_MONETARY = 0,     /* price, and what comes on top */
    PATRON_CPV_TIME = 1,         /* spent */
    PATRON_CPV_ENERGY = 2,       /* physical effort */
    PATRON_CPV_PSYCHOLOGICAL = 3 /* worry, risk, learning */
};

/* Phases within each kind; the column is 4 kind + phase. */
enum patron_cpv_phase {
    PATRON_CPV_SEARCH = 0,   /* finding and evaluating */
    PATRON_CPV_PURCHASE = 1, /* buying and obtaining */
    PATRON_CPV_USE = 2,      /* using and maintaining */
    PATRON_CPV_DISPOSE = 3   /* getting rid of it */
};

/* What offers are compared by. */
enum patron_cpv_criterion {
    PATRON_CPV_BY_DIFFERENCE = 0, /* total benefit - total cost */
    PATRON_CPV_BY_RATIO = 1       /* total benefit / total cost */
};

/* Which of two offers a customer favors. */
enum patron_cpv_choice {
    PATRON_CPV_INDIFFERENT = 0,
    PATRON_CPV_FAVOR_FIRST = 1,
    PATRON_CPV_FAVOR_SECOND = 2
};

/* How values become shares of choice. */
enum patron_cpv_rule {
    PATRON_CPV_PROPORTIONAL = 0, /* value^scale / sum of value^scale: Bradley, Terry and Luce */
    PATRON_CPV_LOGIT = 1         /* exp(scale value) / sum of exp(scale value) */
};

/* Caveats of a row. */
enum patron_cpv_note {
    PATRON_CPV_NOTE_SECOND_NOT_POSITIVE = 0x1, /* V2 <= 0: no V1:V2; the choice is by difference */
    PATRON_CPV_NOTE_RANKS_DISAGREE = 0x2, /* an offer is ahead of another by difference and behind
                                             it by ratio */
    PATRON_CPV_NOTE_NO_RATIO = 0x4,       /* an offer without cost: no ratio, not ranked by it */
    PATRON_CPV_NOTE_NEGATIVE_VALUE = 0x8, /* proportional shares of a value below 0 do not exist */
    PATRON_CPV_NOTE_ALL_ZERO = 0x10,      /* proportional shares of values that are all 0 */
    PATRON_CPV_NOTE_LOSS = 0x20,          /* the price is below the seller's cost */
    PATRON_CPV_NOTE_PRICED_OUT = 0x40,    /* the price is above what the offer is worth */
    PATRON_CPV_NOTE_NOTHING_TO_SPLIT = 0x80 /* worth <= cost: no shares of the surplus */
};

/*
 * Perceived value of n offers: sums of their benefits and costs, difference and ratio.
 *
 *     difference = total benefit - total cost        ratio = total benefit / total cost
 *
 * The sums and the difference are right but for the last bit, however much cancels. n customers with
 * k offers each are n k rows.
 *
 * @param n              in                  offers
 * @param benefits       in                  benefits of an offer, in [1, 4096]
 * @param benefit        in [n*benefits]     one unit, in [-1e300, 1e300]
 * @param costs          in                  costs of an offer, in [1, 4096]
 * @param cost           in [n*costs]        one unit, in [0, 1e300]
 * @param total_benefit  out [n] or NULL     in that unit
 * @param total_cost     out [n] or NULL     in that unit
 * @param difference     out [n] or NULL     in that unit
 * @param ratio          out [n] or NULL     pure number; NaN where the total cost is 0
 * @param fault          out or NULL
 * @fault PATRON_E_NOT_FINITE  a benefit or cost is NaN or infinite
 * @fault PATRON_E_RANGE       a benefit, a cost or a count out of range
 * @fault PATRON_E_OVERFLOW    a ratio beyond a double; the argument is "ratio"
 * @source P. Kotler and K. Keller, "Marketing Management", determinants of customer-perceived value
 * @cost O(n (benefits + costs)), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_cpv_value(size_t n, size_t benefits, const double *benefit,
                                                size_t costs, const double *cost,
                                                double *total_benefit, double *total_cost,
                                                double *difference, double *ratio,
                                                patron_fault *fault);

/*
 * Benefits or costs broken into phases, summed by kind and by phase: what a table of 4 x 4 says of the
 * product in all its phases, and of the use with all its costs.
 *
 * @param n         in                      offers
 * @param kinds     in                      kinds of benefits or costs, in [1, 4096]
 * @param phases    in                      phases of each kind, in [1, 4096]
 * @param part      in [n*kinds*phases]     one unit, in [-1e300, 1e300]
 * @param by_kind   out [n*kinds] or NULL   in that unit, over all phases
 * @param by_phase  out [n*phases] or NULL  in that unit, over all kinds
 * @param fault     out or NULL
 * @fault PATRON_E_NOT_FINITE  a part is NaN or infinite
 * @fault PATRON_E_RANGE       a part or a count out of range
 * @cost O(n kinds phases), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_cpv_phases(size_t n, size_t kinds, size_t phases,
                                                 const double *part, double *by_kind,
                                                 double *by_phase, patron_fault *fault);

/*
 * The value ratio of two offers and what follows from it: V1 : V2 > 1 favors the first, < 1 the second,
 * 1 leaves the customer indifferent. The choice is made by V1 - V2, which says the same where V2 > 0
 * and goes on where V2 <= 0 and the ratio does not exist.
 *
 * @param tolerance   in                 unit of value, in [0, 1e300]; |V1 - V2| <= tolerance is no preference
 * @param n           in                 customers
 * @param first       in [n]             value of the first offer, in [-1e300, 1e300]
 * @param second      in [n]             value of the second offer, in [-1e300, 1e300]
 * @param ratio       out [n] or NULL    V1 / V2; NaN where V2 <= 0
 * @param difference  out [n] or NULL    V1 - V2, in the unit of value
 * @param choice      out [n] or NULL    PATRON_CPV_INDIFFERENT, FAVOR_FIRST or FAVOR_SECOND
 * @param note        out [n] or NULL    PATRON_CPV_NOTE_SECOND_NOT_POSITIVE, or 0
 * @param fault       out or NULL
 * @fault PATRON_E_NOT_FINITE  tolerance or a value is NaN or infinite
 * @fault PATRON_E_RANGE       tolerance or a value out of range
 * @fault PATRON_E_OVERFLOW    a ratio beyond a double; the argument is "ratio"
 * @source P. Kotler and K. Keller, "Marketing Management", on the value ratio V1:V2
 * @cost O(n), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_cpv_compare(double tolerance, size_t n, const double *first,
                                                  const double *second, double *ratio,
                                                  double *difference, uint32_t *choice,
                                                  uint32_t *note, patron_fault *fault);

/*
 * Ranks of each customer's offers, 1 the best, by difference and by ratio; equal ones share the mean of
 * their ranks. The two can disagree: (10, 6) against (100, 92) loses by difference, 4 to 8, and wins by
 * ratio, 1.67 to 1.09; the note says so.
 *
 * @param n               in                      customers
 * @param offers          in                      offers of each customer, in [1, 4096]
 * @param total_benefit   in [n*offers]           one unit, in [-1e300, 1e300]
 * @param total_cost      in [n*offers]           one unit, in [0, 1e300]
 * @param by_difference   out [n*offers] or NULL  rank in [1, offers]
 * @param by_ratio        out [n*offers] or NULL  rank among the offers with a ratio; NaN for those without
 *                                                cost
 * @param note            out [n] or NULL         PATRON_CPV_NOTE_RANKS_DISAGREE, NO_RATIO, or 0
 * @param fault           out or NULL
 * @fault PATRON_E_NOT_FINITE  a total is NaN or infinite
 * @fault PATRON_E_RANGE       a total or offers out of range
 * @cost O(n offers^2), no scratch; row-wise. Ratios too large for a double count as equal.
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_cpv_rank(size_t n, size_t offers, const double *total_benefit,
                                               const double *total_cost, double *by_difference,
                                               double *by_ratio, uint32_t *note,
                                               patron_fault *fault);

/*
 * How likely each customer chooses each of his offers.
 *
 *     proportional   V_k^scale / sum_j V_j^scale          logit   exp(scale V_k) / sum_j exp(scale V_j)
 *
 * Taken from the largest value on, so that no magnitude overflows. Scale 0 makes all equal; a greater
 * one favors the best more. Of proportional shares a value of 0 gets none where scale > 0.
 *
 * @param rule    in                  PATRON_CPV_PROPORTIONAL or LOGIT
 * @param scale   in                  exponent, or per unit of value, in [0, 1e300]
 * @param n       in                  customers
 * @param offers  in                  offers of each customer, in [1, 4096]
 * @param value   in [n*offers]       any unit, in [-1e300, 1e300]
 * @param share   out [n*offers]      fraction; NaN where the note says that a customer's shares do not exist
 * @param note    out [n] or NULL     PATRON_CPV_NOTE_NEGATIVE_VALUE, ALL_ZERO, or 0
 * @param fault   out or NULL
 * @fault PATRON_E_NOT_FINITE  scale or a value is NaN or infinite
 * @fault PATRON_E_RANGE       rule, scale, offers or a value out of range
 * @source R. Bradley and M. Terry (1952); R. D. Luce, "Individual choice behavior" (1959); D. McFadden,
 *         "Conditional logit analysis of qualitative choice behavior" (1974)
 * @cost O(n offers), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_cpv_shares(uint32_t rule, double scale, size_t n,
                                                 size_t offers, const double *value, double *share,
                                                 uint32_t *note, patron_fault *fault);

/*
 * Where the gap to the best rival comes from: what each component adds to our value less his.
 *
 *     gap = value of ours - value of the best rival = sum of by_benefit + sum of by_cost
 *     by_benefit = our benefit - his,   by_cost = his cost - ours
 *
 * The best rival is the offer of greatest difference but ours, the first of equal ones.
 *
 * @param own         in                          which offer is ours, in [0, offers)
 * @param n           in                          customers
 * @param offers      in                          offers of each customer, in [1, 4096]
 * @param benefits    in                          benefits of an offer, in [1, 4096]
 * @param benefit     in [n*offers*benefits]      one unit, in [-1e300, 1e300]
 * @param costs       in                          costs of an offer, in [1, 4096]
 * @param cost        in [n*offers*costs]         one unit, in [0, 1e300]
 * @param best        out [n] or NULL             the best rival; PATRON_NONE where offers is 1
 * @param gap         out [n] or NULL             in that unit; NaN without a rival
 * @param by_benefit  out [n*benefits] or NULL    in that unit; NaN without a rival
 * @param by_cost     out [n*costs] or NULL       in that unit; NaN without a rival
 * @param fault       out or NULL
 * @fault PATRON_E_NOT_FINITE  a benefit or cost is NaN or infinite
 * @fault PATRON_E_RANGE       own, a benefit, a cost or a count out of range
 * @cost O(n offers (benefits + costs)), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_cpv_contributions(uint32_t own, size_t n, size_t offers,
                                                        size_t benefits, const double *benefit,
                                                        size_t costs, const double *cost,
                                                        uint32_t *best, double *gap,
                                                        double *by_benefit, double *by_cost,
                                                        patron_fault *fault);

/*
 * The smallest single change that puts us level with the best rival, or ahead of him by a lead: raise any
 * one benefit by `increase`, or lower the one cost by its `cut`.
 *
 *     by difference   increase = cut = best rival's difference + lead - ours
 *     by ratio        increase = target C - B,  cut = C - B / target,  target = best rival's ratio + lead
 *
 * both 0 where we are there already. A cost cannot be cut below 0: NaN where it is less than the cut, and
 * where no cut helps (by ratio, B <= 0). The component named is one of least change; among equal ones that
 * where we are furthest behind the best rival, and then the first, benefits before costs.
 *
 * By ratio, rivals without cost have no ratio and are passed over; where ours or all of theirs have none,
 * everything is NaN.
 *
 * @param criterion  in                       PATRON_CPV_BY_DIFFERENCE or BY_RATIO
 * @param own        in                       which offer is ours, in [0, offers)
 * @param lead       in                       to be ahead by, unit of the criterion, in [-1e300, 1e300]; 0 = parity
 * @param n          in                       customers
 * @param offers     in                       offers of each customer, in [1, 4096]
 * @param benefits   in                       benefits of an offer, in [1, 4096]
 * @param benefit    in [n*offers*benefits]   one unit, in [-1e300, 1e300]
 * @param costs      in                       costs of an offer, in [1, 4096]
 * @param cost       in [n*offers*costs]      one unit, in [0, 1e300]
 * @param increase   out [n] or NULL          of any one benefit, >= 0, in that unit; NaN without a rival
 * @param cut        out [n*costs] or NULL    of that cost, >= 0, in that unit; NaN where it does not do
 * @param smallest   out [n] or NULL          the smallest of these changes; NaN without a rival
 * @param component  out [n] or NULL          which: a benefit's column, or benefits + a cost's column;
 *                                            PATRON_NONE where nothing needs to change, or without a rival
 * @param fault      out or NULL
 * @fault PATRON_E_NOT_FINITE  lead, a benefit or a cost is NaN or infinite
 * @fault PATRON_E_RANGE       criterion, own, lead, a benefit, a cost or a count out of range
 * @fault PATRON_E_OVERFLOW    a change beyond a double; the argument is "increase"
 * @cost O(n offers (benefits + costs)), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_cpv_changes(uint32_t criterion, uint32_t own, double lead,
                                                  size_t n, size_t offers, size_t benefits,
                                                  const double *benefit, size_t costs,
                                                  const double *cost, double *increase, double *cut,
                                                  double *smallest, uint32_t *component,
                                                  patron_fault *fault);

/*
 * The price at which our offer becomes indifferent with each rival, all else as it is.
 *
 *     indifferent = our price + our value - the rival's value
 *
 * In our own column it is our price + our value: where not buying is as good, above which we price
 * ourselves out. Below 0 the customer would have to be paid.
 *
 * @param own          in                 which offer is ours, in [0, offers)
 * @param n            in                 customers
 * @param price        in [n]             of our offer, contained in its value, in [-1e300, 1e300]
 * @param offers       in                 offers of each customer, in [1, 4096]
 * @param value        in [n*offers]      total benefit - total cost, unit of the price, in [-1e300, 1e300]
 * @param indifferent  out [n*offers]     price, in that unit
 * @param fault        out or NULL
 * @fault PATRON_E_NOT_FINITE  a price or value is NaN or infinite
 * @fault PATRON_E_RANGE       own, offers, a price or a value out of range
 * @cost O(n offers), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_cpv_indifferent_price(uint32_t own, size_t n,
                                                            const double *price, size_t offers,
                                                            const double *value,
                                                            double *indifferent,
                                                            patron_fault *fault);

/*
 * Value-in-use pricing: what an offer is worth beside a reference product, from what each of its
 * differences is worth to the customer.
 *
 *     worth = reference + sum of extras     premium = price - reference     surplus = worth - price
 *
 * @param n          in                  offers
 * @param reference  in [n]              price of the reference product, in [-1e300, 1e300]
 * @param price      in [n]              of the offer, in [-1e300, 1e300]
 * @param extras     in                  differences valued, in [1, 4096]
 * @param extra      in [n*extras]       unit of the price, in [-1e300, 1e300]
 * @param worth      out [n] or NULL     price above which the reference is the better buy
 * @param premium    out [n] or NULL     paid above the reference
 * @param surplus    out [n] or NULL     what the buyer keeps
 * @param fault      out or NULL
 * @fault PATRON_E_NOT_FINITE  a reference, price or extra is NaN or infinite
 * @fault PATRON_E_RANGE       a reference, a price, an extra or extras out of range
 * @source P. Kotler and K. Keller, "Marketing Management", perceived-value pricing at Caterpillar
 * @cost O(n extras), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_cpv_value_in_use(size_t n, const double *reference,
                                                       const double *price, size_t extras,
                                                       const double *extra, double *worth,
                                                       double *premium, double *surplus,
                                                       patron_fault *fault);

/*
 * How a price splits what an offer is worth above its cost between buyer and seller.
 *
 *     surplus = worth - cost = buyer + seller,   buyer = worth - price,   seller = price - cost
 *
 * @param n             in               offers
 * @param worth         in [n]           to the customer, in [-1e300, 1e300]
 * @param price         in [n]           unit of worth, in [-1e300, 1e300]
 * @param cost          in [n]           of the seller, unit of worth, in [-1e300, 1e300]
 * @param surplus       out [n] or NULL  to be split
 * @param buyer         out [n] or NULL  the customer's perceived value
 * @param seller        out [n] or NULL  the seller's margin
 * @param buyer_share   out [n] or NULL  buyer / surplus; NaN where the surplus is not positive
 * @param note          out [n] or NULL  PATRON_CPV_NOTE_LOSS, PRICED_OUT, NOTHING_TO_SPLIT, or 0
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  a worth, price or cost is NaN or infinite
 * @fault PATRON_E_RANGE       a worth, a price or a cost out of range
 * @fault PATRON_E_OVERFLOW    a share beyond a double; the argument is "buyer_share"
 * @source P. Kotler, "Marketing Management", on the value delivered by Caterpillar
 * @cost O(n), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_cpv_split(size_t n, const double *worth, const double *price,
                                                const double *cost, double *surplus, double *buyer,
                                                double *seller, double *buyer_share, uint32_t *note,
                                                patron_fault *fault);

#ifdef __cplusplus
}
#endif
#endif
