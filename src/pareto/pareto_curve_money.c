/*
 * Whale and Lorenz curves of money: cumulative sums are exact.
 */
#include "pareto_curve.h"

#include "../numeric/numeric_scratch.h"
#include "pareto_check.h"
#include "pareto_sums.h"
#include "pareto_walk.h"

#include <math.h>

typedef struct pareto_curve_money {
    size_t points;
    pareto_walk_money *walk;
    pareto_sums_money sums;
    size_t next;
    uint64_t sum; /* two's complement; C_k is known to fit int64_t at the end of every row */
    uint64_t seen;
    double *customers;
    int64_t *cumulative; /* the whale curve */
    double *share;       /* or the Lorenz curve */
} pareto_curve_money;

/* --- kernels ---------------------------------------------------------------------------------- */

static void pareto_curve_money_give_out(pareto_curve_money *curve)
{
    int64_t sum;
    memcpy(&sum, &curve->sum, sizeof sum);
    double total = (double)curve->sums.total;
    curve->customers[curve->next] = (double)curve->seen / (double)curve->sums.customers;
    if (curve->cumulative != NULL)
        curve->cumulative[curve->next] = sum;
    if (curve->share != NULL && curve->next == 0)
        curve->share[0] = 0.0;
    else if (curve->share != NULL)
        curve->share[curve->next] = curve->sums.total > 0 ? (double)sum / total : PARETO_NAN;
    curve->next++;
}

static void pareto_curve_money_run(pareto_curve_money *curve)
{
    uint64_t customers = curve->sums.customers;
    uint64_t limit = 0;
    pareto_walk_money_restart(curve->walk, curve->share != NULL);
    for (size_t count; (count = patron_pareto_walk_money_next(curve->walk, PARETO_BLOCK)) != 0;) {
        for (size_t i = 0; i < count; i++) {
            uint64_t w = curve->walk->w[i];
            while (curve->seen + w > limit) { /* never the last point, which all customers are */
                pareto_curve_money_give_out(curve);
                limit = patron_pareto_curve_limit(customers, curve->points, curve->next);
            }
            curve->sum += (uint64_t)curve->walk->x[i] * w;
            curve->seen += w;
        }
    }
    while (curve->next < curve->points)
        pareto_curve_money_give_out(curve);
}

static void pareto_curve_money_none(const pareto_curve_money *curve)
{
    for (size_t i = 0; i < curve->points; i++) {
        curve->customers[i] = 0.0;
        if (curve->cumulative != NULL)
            curve->cumulative[i] = 0;
        if (curve->share != NULL)
            curve->share[i] = 0.0;
    }
}

/* --- checks ----------------------------------------------------------------------------------- */

/* Everything after the checks of single arguments. */
static int32_t pareto_curve_money_make(pareto_curve_money *curve, size_t n, const int64_t *value,
                                       const uint32_t *weight, const uint32_t *order, void *scratch,
                                       size_t scratch_size, patron_fault *fault)
{
    int32_t status = n > 0 ? patron_pareto_check_whole(n, value, order, fault) : PATRON_OK;
    if (status != PATRON_OK)
        return status;
    if (n > 0 && !patron_pareto_sums_money(n, value, weight, 0.0, &curve->sums))
        return patron_pareto_overflow("value", fault);
    if (curve->sums.customers == 0) {
        pareto_curve_money_none(curve);
        return PATRON_OK;
    }
    numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
    curve->walk = numeric_scratch_take(&carve, 1, sizeof *curve->walk);
    patron_pareto_walk_money_open(curve->walk, n, value, weight, order, &carve);
    pareto_curve_money_run(curve);
    return PATRON_OK;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_pareto_whale_money(size_t n, const int64_t *value,
                                              const uint32_t *weight, const uint32_t *order,
                                              void *scratch, size_t scratch_size, size_t points,
                                              double *customers, int64_t *cumulative,
                                              patron_fault *fault)
{
    pareto_curve_money curve;
    memset(&curve, 0, sizeof curve);
    int32_t status = patron_pareto_curve_check(n, value, scratch, scratch_size,
                                               patron_pareto_whale_scratch_size(n, order != NULL),
                                               points, customers, cumulative, "cumulative", fault);
    if (status != PATRON_OK)
        return status;
    curve.points = points;
    curve.customers = customers;
    curve.cumulative = cumulative;
    return pareto_curve_money_make(&curve, n, value, weight, order, scratch, scratch_size, fault);
}

int32_t PATRON_CALL patron_pareto_lorenz_money(size_t n, const int64_t *value,
                                               const uint32_t *weight, const uint32_t *order,
                                               void *scratch, size_t scratch_size, size_t points,
                                               double *customers, double *share,
                                               patron_fault *fault)
{
    pareto_curve_money curve;
    memset(&curve, 0, sizeof curve);
    int32_t status = patron_pareto_curve_check(n, value, scratch, scratch_size,
                                               patron_pareto_lorenz_scratch_size(n, order != NULL),
                                               points, customers, share, "share", fault);
    if (status != PATRON_OK)
        return status;
    curve.points = points;
    curve.customers = customers;
    curve.share = share;
    return pareto_curve_money_make(&curve, n, value, weight, order, scratch, scratch_size, fault);
}
