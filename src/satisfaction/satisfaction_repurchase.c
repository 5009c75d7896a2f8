/*
 * Who buys again by level of satisfaction, with lifts.
 *
 * The ratio p1/p2 of two independent shares from Wilson's distances a below p1, b above p2 (MOVER):
 *
 *     low = (p1 - a)(p1 + a) / (p1 p2 + sqrt(b^2 (p1 - a)(p1 + a) + p2^2 a^2)),
 *
 * the usual form times its conjugate, in which no terms cancel; with a above p1 and b below p2
 *
 *     high = (p1 p2 + sqrt(a^2 (p2 - b)(p2 + b) + p1^2 b^2)) / ((p2 - b)(p2 + b)).
 *
 * A level is a part w of all customers, so that with the ratio r to the others p1 / p = r / (w r + 1 - w).
 */
#include "../portability.h"
#include "satisfaction_check.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_normal.h"
#include "../numeric/numeric_share.h"

#include <math.h>

#define SATISFACTION_ASKED_MAX UINT64_C(1000000000000000)

enum { SATISFACTION_TABLE_MAX = 4096 };

/* --- kernels ---------------------------------------------------------------------------------- */

static double satisfaction_ratio_low(const numeric_share *one, const numeric_share *two)
{
    double square = one->low * (one->share + one->down);
    double root =
        sqrt(two->up * two->up * square + two->share * one->down * (two->share * one->down));
    return square > 0.0 ? square / (one->share * two->share + root) : 0.0;
}

/* two->low > 0 */
static double satisfaction_ratio_high(const numeric_share *one, const numeric_share *two)
{
    double square = two->low * (two->share + two->down);
    double root =
        sqrt(one->up * one->up * square + one->share * two->down * (one->share * two->down));
    return (one->share * two->share + root) / square;
}

typedef struct satisfaction_lift {
    double lift;
    double low;
    double high;
} satisfaction_lift;

static satisfaction_lift satisfaction_lift_even(double lift)
{
    satisfaction_lift even;
    even.lift = even.low = even.high = lift;
    return even;
}

static satisfaction_lift satisfaction_lift_of(const numeric_share *one, const numeric_share *two)
{
    satisfaction_lift found = satisfaction_lift_even((double)NAN);
    if (isnan(one->share) || !(two->low > 0.0))
        return found;
    found.lift = one->share / two->share;
    found.low = satisfaction_ratio_low(one, two);
    found.high = satisfaction_ratio_high(one, two);
    return found;
}

/* Of one level, a part w of all, against all; the others are at least one customer. */
static satisfaction_lift satisfaction_lift_in_all(const numeric_share *one,
                                                  const numeric_share *others, double w,
                                                  double rest, double all)
{
    satisfaction_lift found;
    double low = satisfaction_ratio_low(one, others);
    found.lift = one->share / all;
    found.low = low / (w * low + rest);
    found.high = 1.0 / w;
    if (others->low > 0.0) {
        double high = satisfaction_ratio_high(one, others);
        found.high = high / (w * high + rest);
    }
    return found;
}

/* The table's totals. */
typedef struct satisfaction_buyers {
    uint64_t asked;
    uint64_t bought;
} satisfaction_buyers;

static satisfaction_lift satisfaction_lift_among(satisfaction_buyers level, satisfaction_buyers all,
                                                 double z)
{
    if (level.asked == 0 || all.bought == 0)
        return satisfaction_lift_even((double)NAN);
    if (level.asked == all.asked)
        return satisfaction_lift_even(1.0);
    numeric_share one = patron_numeric_share_of(level.bought, level.asked, z);
    numeric_share others =
        patron_numeric_share_of(all.bought - level.bought, all.asked - level.asked, z);
    double asked = (double)all.asked;
    return satisfaction_lift_in_all(&one, &others, (double)level.asked / asked,
                                    (double)(all.asked - level.asked) / asked,
                                    (double)all.bought / asked);
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t satisfaction_check_buyers(size_t n, const uint64_t *asked, const uint64_t *bought,
                                         patron_fault *fault)
{
    for (size_t k = 0; k < n; k++) {
        if (asked[k] > SATISFACTION_ASKED_MAX)
            return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "asked", (int64_t)k, asked[k],
                                              "a count in [0, 1e15]");
        int32_t status = patron_satisfaction_check_yes(bought[k], asked[k], "bought", k, fault);
        if (status != PATRON_OK)
            return status;
    }
    return PATRON_OK;
}

static int32_t satisfaction_check_table_size(uint32_t reference, size_t n, patron_fault *fault)
{
    if (reference >= n && reference != PATRON_NONE)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "reference", -1, reference,
                                          "a level below n, or PATRON_NONE");
    if (n > SATISFACTION_TABLE_MAX)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "n", -1, n,
                                          "a count in [0, 4096]");
    return PATRON_OK;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_satisfaction_repurchase(double confidence, uint32_t reference, size_t n,
                                                   const uint64_t *asked, const uint64_t *bought,
                                                   double *share, double *share_low,
                                                   double *share_high, double *lift,
                                                   double *lift_low, double *lift_high,
                                                   patron_fault *fault)
{
    int32_t status = patron_satisfaction_check_column(n, asked, "asked", fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_column(n, bought, "bought", fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_column(n, share, "share", fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_confidence(confidence, fault);
    if (status == PATRON_OK)
        status = satisfaction_check_table_size(reference, n, fault);
    if (status == PATRON_OK)
        status = satisfaction_check_buyers(n, asked, bought, fault);
    if (status != PATRON_OK)
        return status;
    double z = patron_numeric_normal_width(confidence);
    satisfaction_buyers all = {0, 0};
    numeric_share base = {0.0, 0.0, 0.0, 0.0, 0.0, 0.0};
    for (size_t k = 0; k < n; k++) {
        all.asked += asked[k];
        all.bought += bought[k];
    }
    if (reference < n)
        base = patron_numeric_share_of(bought[reference], asked[reference], z);
    for (size_t k = 0; k < n; k++) {
        satisfaction_buyers level = {asked[k], bought[k]};
        numeric_share here = patron_numeric_share_of(bought[k], asked[k], z);
        satisfaction_lift found = reference == PATRON_NONE ? satisfaction_lift_among(level, all, z)
                                                           : satisfaction_lift_of(&here, &base);
        if (k == reference && bought[k] > 0)
            found = satisfaction_lift_even(1.0);
        share[k] = here.share;
        satisfaction_put(share_low, k, here.low);
        satisfaction_put(share_high, k, here.high);
        satisfaction_put(lift, k, found.lift);
        satisfaction_put(lift_low, k, found.low);
        satisfaction_put(lift_high, k, found.high);
    }
    return PATRON_OK;
}
