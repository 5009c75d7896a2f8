/*
 * Gini: half the mean absolute difference over the mean. In descending order, with W_k customers
 * before the gap between two neighboring values,
 *
 *     sum_{i<j} w_i w_j |x_i - x_j| = sum_k W_k (W - W_k) (x_k - x_(k+1)),
 *
 * whose terms are never negative, so that nothing cancels; the textbook form
 * sum (2 i - n - 1) x_(i) does. Equal values add nothing, whatever their order or weights: a row of
 * weight 3 gives the bits of three rows.
 *
 *     gini = that / (W total), corrected = that / ((W - 1) total),
 *     rsv = that / ((W - 1) (sum of x > 0 - sum of x < 0))
 *
 * Sources: C. Gini (1912); E. Raffinetti, E. Siletti and A. Vernizzi (2015), eq. 9; H. Theil (1967).
 *
 * Values are scaled by a power of two to at most 2^500 and weights to at most 2^200, so that no
 * product leaves the range of a double.
 */
#include "pareto_inequality.h"

#include "../numeric/numeric_compensated.h"
#include "pareto_cut.h"

#include <math.h>

/* --- kernels ---------------------------------------------------------------------------------- */

double patron_pareto_quotient(double numerator, double denominator, int exponent)
{
    int over;
    int under;
    double top = frexp(numerator, &over);
    double bottom = frexp(denominator, &under);
    return ldexp(top / bottom, over - under + exponent);
}

/* What stays the same along the walk. */
typedef struct pareto_course {
    numeric_pair customers; /* scaled, as are all below */
    numeric_pair before;    /* customers walked */
    double mean;
    double mean_rest;
    double last; /* value before this block */
    double scale;
    double weight_scale;
    double log_mean; /* of the mean unscaled */
    pareto_flow gaps;
    pareto_flow theil_t;
    pareto_flow theil_l;
} pareto_course;

static void pareto_fill(const pareto_walk *walk, size_t begin, size_t count, pareto_course *course,
                        pareto_bench *bench)
{
    if (walk->weight == NULL) {
        double customers = course->customers.high;
        for (size_t i = 0; i < count; i++) {
            double before = (double)(begin + i);
            bench->y[i] = walk->x[i] * course->scale;
            bench->w[i] = 1.0;
            bench->spread[i] = before * (customers - before);
        }
        return;
    }
    double last = course->last;
    for (size_t i = 0; i < count; i++) {
        double w = walk->w[i] * course->weight_scale;
        numeric_pair after = numeric_pair_make(-course->before.high, -course->before.low);
        after = numeric_pair_sum(course->customers, after);
        last = w > 0.0 ? walk->x[i] * course->scale : last; /* who counts for nothing has no gap */
        bench->y[i] = last;
        bench->w[i] = w;
        bench->spread[i] = numeric_pair_value(course->before) * numeric_pair_value(after);
        course->before = numeric_pair_add(course->before, w);
    }
}

static void pareto_add_gaps(size_t count, pareto_course *course, const pareto_bench *bench)
{
    pareto_flow gaps = course->gaps;
    double last = course->last;
    for (size_t i = 0; i < count; i++) {
        gaps = pareto_flow_add(gaps, bench->spread[i] * (last - bench->y[i]));
        last = bench->y[i];
    }
    course->gaps = gaps;
    course->last = last;
}

/* x is as given, for a share too small to have a logarithm of its own. */
static numeric_theil pareto_theil(const pareto_course *course, double y, double x)
{
    double d = ((y - course->mean) - course->mean_rest) / course->mean;
    if (fabs(d) < 0.0625)
        return numeric_theil_near(d);
    numeric_theil terms;
    double r = y / course->mean;
    double log_r = r >= 1e-290 ? log(r) : x > 0.0 ? log(x) - course->log_mean : 0.0;
    terms.t = r * log_r - d;
    terms.l = d - log_r;
    return terms;
}

static void pareto_add_theil(const pareto_walk *walk, size_t count, pareto_course *course,
                             const pareto_bench *bench)
{
    pareto_flow t = course->theil_t;
    pareto_flow l = course->theil_l;
    for (size_t i = 0; i < count; i++) {
        numeric_theil terms = pareto_theil(course, bench->y[i], walk->x[i]);
        t = pareto_flow_add(t, bench->w[i] * terms.t);
        l = pareto_flow_add(l, bench->w[i] * terms.l);
    }
    course->theil_t = t;
    course->theil_l = l;
}

static void pareto_finish_gini(const pareto_course *course, const pareto_sums *sums, int exponent,
                               int weight_exponent, pareto_inequality *figures)
{
    double gaps = course->gaps.sum + course->gaps.error;
    double mean_gap = gaps / course->customers.high; /* over all customers, scaled by both */
    int unscale = -exponent - weight_exponent;
    if (sums->total > 0.0)
        figures->gini = patron_pareto_quotient(mean_gap, sums->total, unscale);
    if (sums->customers_less > 0.0) {
        double per_pair = patron_pareto_quotient(gaps, sums->customers_less, -weight_exponent);
        if (sums->total > 0.0)
            figures->corrected = patron_pareto_quotient(per_pair, sums->total, unscale);
        figures->rsv = patron_pareto_quotient(per_pair, sums->size, unscale - sums->size_exponent);
    }
    if (sums->lowest >= 0.0 && figures->gini > 1.0)
        figures->gini = 1.0;
    if (sums->least_weight >= 1.0 && figures->rsv > 1.0)
        figures->rsv = 1.0;
    if (sums->least_weight >= 1.0 && sums->lowest >= 0.0 && figures->corrected > 1.0)
        figures->corrected = 1.0;
}

static void pareto_finish_theil(const pareto_course *course, const pareto_sums *sums,
                                pareto_inequality *figures)
{
    double customers = course->customers.high;
    int equal = sums->highest == sums->lowest;
    figures->theil_t = equal ? 0.0 : (course->theil_t.sum + course->theil_t.error) / customers;
    if (!sums->zeros)
        figures->theil_l = equal ? 0.0 : (course->theil_l.sum + course->theil_l.error) / customers;
}

void patron_pareto_inequality(pareto_walk *walk, const pareto_sums *sums, pareto_bench *bench,
                              pareto_inequality *figures)
{
    pareto_course course;
    memset(&course, 0, sizeof course);
    int exponent = patron_pareto_scale(sums->largest, 500, &course.scale);
    int weight_exponent = 0;
    course.weight_scale = 1.0;
    if (walk->weight != NULL)
        weight_exponent = patron_pareto_scale(sums->largest_weight, 200, &course.weight_scale);
    course.customers = numeric_pair_make(sums->customers * course.weight_scale,
                                         sums->customers_rest * course.weight_scale);
    course.mean = patron_pareto_quotient(sums->total, sums->customers, exponent);
    /* total = customers mean + rest, to twice the precision of the mean alone */
    double total = ldexp(sums->total, exponent + weight_exponent);
    numeric_pair whole = numeric_two_product(course.mean, -course.customers.high);
    double rest = (total + whole.high) + whole.low - course.mean * course.customers.low +
                  ldexp(sums->total_rest, exponent + weight_exponent);
    course.mean_rest = rest / course.customers.high;
    course.log_mean = log(course.mean) - exponent * 0.693147180559945309417;
    course.last = sums->highest * course.scale;
    int theil = sums->lowest >= 0.0 && sums->total > 0.0;
    pareto_walk_restart(walk, 0);
    for (size_t begin = 0, count; (count = patron_pareto_walk_next(walk, PARETO_BLOCK)) != 0;) {
        pareto_fill(walk, begin, count, &course, bench);
        pareto_add_gaps(count, &course, bench);
        if (theil)
            pareto_add_theil(walk, count, &course, bench);
        begin += count;
    }
    pareto_finish_gini(&course, sums, exponent, weight_exponent, figures);
    if (theil)
        pareto_finish_theil(&course, sums, figures);
}
