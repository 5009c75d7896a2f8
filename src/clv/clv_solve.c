/*
 * Lifetime values solved for retention and for the number of margins.
 *
 * Retention. For ever, margin b F / (D - retention (1 + growth)) = target, where b is 1, D or sqrt(D) and F
 * is retention or 1, is linear in retention. Over a finite horizon the value is a polynomial in retention
 * whose coefficients all have the sign of the margin: its size is convex and rises, and so is its
 * logarithm over that of the retention. Newton's method from the right passes the root in neither; the
 * smaller of its two steps is taken, because either alone can be slow: the one where high powers
 * rule, the other where the root is small. Where the plain step leaves next to nothing of the retention,
 * what it leaves is rounding: it goes no further than to CLV_SOLVE_LEAST of it at a time. A step on a
 * convex function leaves at most a quarter of the product of its value and its slope; the first and the last
 * of these products are less than 2^230 apart, so that there are no more than 115 steps.
 *
 * Margins. S_N = (q^N - 1) / (q - 1) reaches x at N = ln(1 + x (q - 1)) / ln q: an estimate. It is rounded
 * like a double, so that the first whole number that reaches x is at most one above it. It is more than
 * one below where x is all of an endless sum but 2^-100 of it, and is searched: values never fall as margins
 * are added.
 */
#include "../portability.h"
#include "clv_solve.h"

#include "clv_terms.h"
#include "clv_unit.h"

#define CLV_SOLVE_NIL 8.8817841970012523e-16 /* 2^-50 of the target is nothing */
#define CLV_SOLVE_LN2 0.69314718055994531
#define CLV_SOLVE_COUNT_MAX 2147483646.0
#define CLV_SOLVE_LEAST 9.094947017729282e-13 /* 2^-40 */

/* margin x value of 1 - target, a sign: 0 where it is next to nothing. */
static int clv_solve_sign(const patron_clv_terms *row, double retention, clv_wide target)
{
    clv_rates rates = patron_clv_rates(row);
    clv_wide value = clv_wide_of(0.0);
    rates.retention = clv_wide_of(retention);
    if (row->margin != 0.0) {
        if (!patron_clv_unit_value(&rates, row->horizon, row->timing, &value))
            return row->margin > 0.0 ? 1 : -1;
        value = clv_wide_product(value, clv_wide_of(row->margin));
    }
    clv_wide rest = patron_clv_wide_difference(value, target);
    clv_wide nil = clv_wide_product(target, clv_wide_of(CLV_SOLVE_NIL));
    nil.pair.high = fabs(nil.pair.high);
    nil.pair.low = 0.0;
    clv_wide size = clv_wide_sign(rest) < 0 ? clv_wide_negative(rest) : rest;
    return clv_wide_sign(patron_clv_wide_difference(size, nil)) <= 0 ? 0 : clv_wide_sign(rest);
}

/* For ever: linear. */
static clv_wide clv_solve_forever(const patron_clv_terms *row, clv_wide target)
{
    clv_wide one = clv_wide_of(1.0);
    clv_wide discount = clv_wide_of(row->discount);
    clv_wide gross = patron_clv_wide_sum(one, discount);
    clv_wide grown = patron_clv_wide_sum(one, clv_wide_of(row->growth));
    clv_wide paid =
        clv_wide_product(clv_wide_of(row->margin), patron_clv_earlier(discount, row->timing));
    if (clv_unit_if_retained(row->timing)) {
        clv_wide sum = patron_clv_wide_sum(paid, clv_wide_product(target, grown));
        return patron_clv_wide_quotient(clv_wide_product(target, gross), sum);
    }
    return patron_clv_wide_quotient(
        patron_clv_wide_difference(gross, patron_clv_wide_quotient(paid, target)), grown);
}

/* The natural logarithm of 1 + x, x > -1. */
static double clv_solve_log(clv_wide x)
{
    double near = clv_wide_value(x);
    if (fabs(near) < 0.5)
        return log1p(near);
    clv_wide sum = patron_clv_wide_sum(clv_wide_of(1.0), x);
    return log(numeric_pair_value(sum.pair)) + (double)sum.exponent * CLV_SOLVE_LN2;
}

/* Newton's smaller step from a retention right of the root; the last one keeps its 104 bits. */
static clv_wide clv_solve_finite(const patron_clv_terms *row, clv_wide target)
{
    clv_rates rates = patron_clv_rates(row);
    clv_wide margin = clv_wide_of(row->margin);
    double retention = 1.0;
    for (;;) {
        clv_unit unit;
        rates.retention = clv_wide_of(retention);
        (void)patron_clv_unit(&rates, row->horizon, row->timing, &unit);
        clv_wide value = clv_wide_product(margin, unit.value);
        clv_wide slope = clv_wide_product(margin, unit.by_retention);
        clv_wide rest = patron_clv_wide_difference(value, target);
        clv_wide plain =
            patron_clv_wide_difference(rates.retention, patron_clv_wide_quotient(rest, slope));
        clv_wide power = patron_clv_wide_quotient(clv_wide_product(slope, rates.retention), value);
        double fall = clv_solve_log(patron_clv_wide_quotient(rest, target)) / clv_wide_value(power);
        double next = fmax(clv_wide_value(plain), retention * CLV_SOLVE_LEAST);
        if (fall > 0.0 && retention * exp(-fall) < next)
            next = retention * exp(-fall);
        if (!(next > 0.0))
            return clv_wide_of(0.0);
        if (!(next < retention * (1.0 - DBL_EPSILON)))
            return plain;
        retention = next;
    }
}

enum clv_solved patron_clv_solve_retention(const patron_clv_terms *row, clv_wide target,
                                           clv_wide *retention)
{
    int none = clv_solve_sign(row, 0.0, target);
    int all = clv_solve_sign(row, 1.0, target);
    if (none < 0 && all < 0)
        return CLV_SOLVED_NEVER;
    *retention = clv_wide_of(0.0);
    if (none >= 0 && all >= 0)
        return CLV_SOLVED_ANY;
    if (none == 0)
        return CLV_SOLVED;
    *retention = clv_wide_of(1.0);
    if (all == 0)
        return CLV_SOLVED;
    /* What is next to nothing of the target is more than rounding: the root stays between 0 and 1. */
    *retention = row->horizon == PATRON_CLV_FOREVER ? clv_solve_forever(row, target)
                                                    : clv_solve_finite(row, target);
    return CLV_SOLVED;
}

/* Whether the value of that many margins reaches the target. */
static int clv_solve_reaches(const patron_clv_terms *row, double count, clv_wide target)
{
    clv_rates rates = patron_clv_rates(row);
    clv_wide value;
    (void)patron_clv_unit_value(&rates, (uint64_t)count, row->timing, &value);
    value = clv_wide_product(value, clv_wide_of(row->margin));
    return clv_wide_sign(patron_clv_wide_difference(value, target)) >= 0;
}

/* N of S_N = x as a real number; NaN where it is never reached. A q that is 0, or next to 1 nothing, leaves
   the first margin alone. first is what one margin is worth. */
static double clv_solve_estimate(const patron_clv_terms *row, clv_wide first, clv_wide target)
{
    clv_rates rates = patron_clv_rates(row);
    clv_wide one = clv_wide_of(1.0);
    clv_wide gross = patron_clv_wide_sum(one, rates.discount);
    clv_wide x = patron_clv_wide_quotient(target, first);
    clv_wide step = clv_wide_negative(patron_clv_wide_quotient(patron_clv_gap(&rates), gross));
    clv_wide power = clv_wide_product(x, step); /* q^N - 1 */
    if (clv_wide_is_zero(step))
        return clv_wide_value(x);
    if (clv_wide_sign(patron_clv_wide_sum(one, power)) <= 0 ||
        clv_wide_sign(patron_clv_wide_sum(one, step)) <= 0)
        return clv_wide_sign(patron_clv_wide_difference(x, one)) <= 0 ? 1.0 : (double)NAN;
    return clv_solve_log(power) / clv_solve_log(step);
}

/* The first whole number of margins that reaches the target, at most one above count: steps down that
   double find one that does not, and halves of what is left the first that does. */
static double clv_solve_first(const patron_clv_terms *row, double count, clv_wide target)
{
    double low = count, high = count + 1.0; /* the answer is above low and at most high */
    for (double step = 1.0; low > 0.0 && clv_solve_reaches(row, low, target); step *= 2.0) {
        high = low;
        low = fmax(low - step, 0.0);
    }
    while (high - low > 1.0) {
        double middle = floor(low + (high - low) / 2.0);
        if (clv_solve_reaches(row, middle, target))
            high = middle;
        else
            low = middle;
    }
    return high;
}

double patron_clv_solve_periods(const patron_clv_terms *row)
{
    if (row->acquisition <= 0.0)
        return 0.0;
    clv_rates rates = patron_clv_rates(row);
    int endless = row->horizon == PATRON_CLV_FOREVER;
    double most = endless ? CLV_SOLVE_COUNT_MAX : (double)row->horizon;
    clv_wide first = clv_wide_of(0.0);
    if (row->margin > 0.0 && row->horizon > 0)
        (void)patron_clv_unit_value(&rates, 1, row->timing, &first);
    first = clv_wide_product(first, clv_wide_of(row->margin));
    if (clv_wide_is_zero(first))
        return (double)NAN;
    clv_wide target =
        clv_wide_product(clv_wide_of(row->acquisition), clv_wide_of(1.0 - CLV_SOLVE_NIL));
    if (!endless && !clv_solve_reaches(row, most, target))
        return (double)NAN;
    double count = ceil(clv_solve_estimate(row, first, target));
    if (endless && !(count <= most))
        return count;
    return clv_solve_first(row, fmax(fmin(count, most), 1.0), target); /* fmin(NaN, most) is most */
}
