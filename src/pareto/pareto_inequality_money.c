/*
 * Gini of whole amounts: the same sum over gaps (pareto_inequality.c), exact in integers. With the
 * totals of gains and of losses each within int64_t and W < 2^31 2^32, the sum is at most
 * W (gains + losses) < 2^127.
 */
#include "pareto_inequality.h"

#include <math.h>

/* --- kernels ---------------------------------------------------------------------------------- */

typedef struct pareto_course_money {
    numeric_wide gaps;
    uint64_t before;
    int64_t last;
    int64_t mean; /* the whole part of it */
    double mean_rest;
    double mean_real;
    pareto_flow theil_t;
    pareto_flow theil_l;
} pareto_course_money;

static void pareto_add_gaps_money(const pareto_walk_money *walk, size_t count, uint64_t customers,
                                  pareto_course_money *course)
{
    numeric_wide gaps = course->gaps;
    for (size_t i = 0; i < count; i++) {
        int64_t x = walk->x[i];
        uint64_t w = walk->w[i];
        if (w == 0)
            continue;
        uint64_t gap = (uint64_t)course->last - (uint64_t)x;
        if (gap != 0) {
            numeric_wide spread = numeric_wide_product(course->before, customers - course->before);
            gaps = numeric_wide_sum(gaps, pareto_product_wide(spread, gap));
        }
        course->before += w;
        course->last = x;
    }
    course->gaps = gaps;
}

static void pareto_add_theil_money(const pareto_walk_money *walk, size_t count,
                                   pareto_course_money *course)
{
    for (size_t i = 0; i < count; i++) {
        if (walk->w[i] == 0)
            continue;
        double w = (double)walk->w[i];
        double d = ((double)(walk->x[i] - course->mean) - course->mean_rest) / course->mean_real;
        numeric_theil terms;
        if (fabs(d) < 0.0625) {
            terms = numeric_theil_near(d);
        } else {
            double r = (double)walk->x[i] / course->mean_real;
            double log_r = r > 0.0 ? log(r) : 0.0;
            terms.t = r * log_r - d;
            terms.l = d - log_r;
        }
        course->theil_t = pareto_flow_add(course->theil_t, w * terms.t);
        course->theil_l = pareto_flow_add(course->theil_l, w * terms.l);
    }
}

static void pareto_finish_money(const pareto_course_money *course, const pareto_sums_money *sums,
                                pareto_inequality *figures)
{
    double gaps = numeric_wide_real(course->gaps);
    double total = (double)sums->total;
    double size = (double)((uint64_t)sums->peak + (uint64_t)sums->erosion);
    double most = sums->lowest >= 0 ? 1.0 : HUGE_VAL; /* rounding does not lift it above */
    if (sums->total > 0)
        figures->gini = fmin(gaps / (double)sums->customers / total, most);
    if (sums->customers > 1) {
        double per_pair = gaps / (double)(sums->customers - 1);
        if (sums->total > 0)
            figures->corrected = fmin(per_pair / total, most);
        figures->rsv = fmin(per_pair / size, 1.0);
    }
}

void patron_pareto_inequality_money(pareto_walk_money *walk, const pareto_sums_money *sums,
                                    pareto_inequality *figures)
{
    pareto_course_money course;
    memset(&course, 0, sizeof course);
    course.last = sums->highest;
    int theil = sums->lowest >= 0; /* not all are 0, so the total is above it */
    if (theil) {
        uint64_t whole = (uint64_t)sums->total / sums->customers;
        uint64_t rest = (uint64_t)sums->total % sums->customers;
        course.mean = (int64_t)whole;
        course.mean_rest = (double)rest / (double)sums->customers;
        course.mean_real = (double)sums->total / (double)sums->customers;
    }
    pareto_walk_money_restart(walk, 0);
    for (size_t count; (count = patron_pareto_walk_money_next(walk, PARETO_BLOCK)) != 0;) {
        pareto_add_gaps_money(walk, count, sums->customers, &course);
        if (theil)
            pareto_add_theil_money(walk, count, &course);
    }
    pareto_finish_money(&course, sums, figures);
    if (!theil)
        return;
    double customers = (double)sums->customers;
    int equal = sums->highest == sums->lowest;
    figures->theil_t = equal ? 0.0 : (course.theil_t.sum + course.theil_t.error) / customers;
    if (!sums->zeros)
        figures->theil_l = equal ? 0.0 : (course.theil_l.sum + course.theil_l.error) / customers;
}
