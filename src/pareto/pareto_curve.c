/*
 * Whale and Lorenz curves: C_k over k, down from the most valuable or up from the least, at the rows
 * where the points of a plot fall. C_k is a sum with the errors of adding gathered beside it, about
 * as good as twice the precision of a double; the last point is the exact total.
 */
#include "../base/base_fault.h"
#include "../numeric/numeric_compensated.h"
#include "../numeric/numeric_scratch.h"
#include "pareto_check.h"
#include "pareto_curve.h"
#include "pareto_cut.h"
#include "pareto_inequality.h"

#include <math.h>

typedef struct pareto_curve {
    size_t points;
    uint32_t lorenz;
    double *customers; /* NULL: only find out whether all figures fit */
    double *height;
    pareto_walk *walk;
    pareto_sums sums;
    double scale;
    double weight_scale;
    int value_exponent;
    int weight_exponent;
    size_t next;      /* point to give out */
    double all;       /* customers, scaled */
    pareto_flow sum;  /* scaled by both */
    pareto_flow seen; /* customers, scaled */
    int fits;
} pareto_curve;

/* --- kernels ---------------------------------------------------------------------------------- */

uint64_t patron_pareto_curve_limit(uint64_t customers, size_t points, size_t point)
{
    uint64_t steps = (uint64_t)points - 1;
    return point * (customers / steps) + point * (customers % steps) / steps;
}

static void pareto_curve_give_out(pareto_curve *curve)
{
    double customers = (curve->seen.sum + curve->seen.error) / curve->all;
    double sum = curve->sum.sum + curve->sum.error;
    int unscale = -curve->value_exponent - curve->weight_exponent;
    double height = curve->lorenz ? patron_pareto_quotient(sum, curve->sums.total, unscale)
                                  : ldexp(sum, unscale);
    if (curve->lorenz && !(curve->sums.total > 0.0))
        height = PARETO_NAN;
    curve->fits &= !isinf(height);
    if (curve->customers != NULL) {
        curve->customers[curve->next] = customers;
        curve->height[curve->next] = height;
    }
    curve->next++;
}

/* Whether a row of this weight, the next one, ends behind the next point. */
static int pareto_curve_passes(const pareto_curve *curve, double w, uint64_t rows, uint64_t limit)
{
    if (curve->walk->weight == NULL)
        return rows + 1 > limit;
    double ends = (curve->seen.sum + w) + curve->seen.error;
    numeric_pair at = numeric_two_product(ends, (double)(curve->points - 1));
    numeric_pair point = numeric_two_product(curve->all, (double)curve->next);
    return numeric_pair_compare(at, point) > 0;
}

static void pareto_curve_add(pareto_curve *curve, double x, double w)
{
    if (curve->walk->weight == NULL) {
        curve->sum = pareto_flow_add(curve->sum, x * curve->scale);
        curve->seen.sum += 1.0;
        return;
    }
    numeric_pair product = numeric_two_product(x * curve->scale, w);
    curve->sum = pareto_flow_add(curve->sum, product.high);
    curve->sum.error += product.low;
    curve->seen = pareto_flow_add(curve->seen, w);
}

/* All points but the first and the last. The last customer ends behind each, as long as points are
   further apart than customers are rounded: fewer than 2^50. */
static void pareto_curve_run(pareto_curve *curve)
{
    uint64_t rows = 0;
    curve->next = 1;
    curve->sum.sum = curve->sum.error = curve->seen.sum = curve->seen.error = 0.0;
    uint64_t limit = patron_pareto_curve_limit(curve->walk->n, curve->points, 1);
    pareto_walk_restart(curve->walk, curve->lorenz);
    for (size_t count; (count = patron_pareto_walk_next(curve->walk, PARETO_BLOCK)) != 0;) {
        for (size_t i = 0; i < count; i++, rows++) {
            double w = curve->walk->weight != NULL ? curve->walk->w[i] * curve->weight_scale : 1.0;
            while (curve->next < curve->points - 1 && pareto_curve_passes(curve, w, rows, limit)) {
                pareto_curve_give_out(curve);
                limit = patron_pareto_curve_limit(curve->walk->n, curve->points, curve->next);
            }
            pareto_curve_add(curve, curve->walk->x[i], w);
        }
    }
}

static void pareto_curve_ends(const pareto_curve *curve)
{
    size_t last = curve->points - 1;
    curve->customers[0] = curve->height[0] = 0.0;
    curve->customers[last] = 1.0;
    curve->height[last] = curve->sums.total;
    if (curve->lorenz)
        curve->height[last] = curve->sums.total > 0.0 ? 1.0 : PARETO_NAN;
}

static void pareto_curve_none(size_t points, double *customers, double *height)
{
    for (size_t i = 0; i < points; i++)
        customers[i] = height[i] = 0.0;
}

/* Scales as for the Gini, so that products are exact pairs. */
static void pareto_curve_scale(pareto_curve *curve)
{
    curve->value_exponent = patron_pareto_scale(curve->sums.largest, 500, &curve->scale);
    curve->weight_scale = 1.0;
    if (curve->walk->weight != NULL)
        curve->weight_exponent =
            patron_pareto_scale(curve->sums.largest_weight, 200, &curve->weight_scale);
    curve->all = curve->sums.customers * curve->weight_scale;
    curve->fits = 1;
}

/* --- checks ----------------------------------------------------------------------------------- */

int32_t patron_pareto_curve_check(size_t n, const void *value, const void *scratch,
                                  size_t scratch_size, size_t needed, size_t points,
                                  const void *customers, const void *height,
                                  const char *height_name, patron_fault *fault)
{
    int32_t status = patron_pareto_check_column(n, value, fault);
    if (status == PATRON_OK)
        status = patron_base_check_scratch(scratch, scratch_size, needed, fault);
    if (status == PATRON_OK)
        status = patron_pareto_check_count(points, 2, "points", fault);
    if (status == PATRON_OK && customers == NULL)
        status = patron_base_fault_null(fault, "customers");
    if (status == PATRON_OK && height == NULL)
        status = patron_base_fault_null(fault, height_name);
    return status;
}

/* Everything after the checks of single arguments. */
static int32_t pareto_curve_make(pareto_curve *curve, size_t n, const double *value,
                                 const double *weight, const uint32_t *order, void *scratch,
                                 size_t scratch_size, double *customers, double *height,
                                 patron_fault *fault)
{
    int32_t status = n > 0 ? patron_pareto_check_real(n, value, weight, order, fault) : PATRON_OK;
    if (status != PATRON_OK)
        return status;
    numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
    if (n > 0) {
        pareto_accounts *accounts = numeric_scratch_take(&carve, 1, sizeof *accounts);
        const char *large = patron_pareto_sums(n, value, weight, 0.0, accounts, &curve->sums);
        if (large != NULL)
            return patron_pareto_overflow(large, fault);
    }
    if (n == 0 || curve->sums.customers == 0.0) {
        pareto_curve_none(curve->points, customers, height);
        return PATRON_OK;
    }
    curve->walk = numeric_scratch_take(&carve, 1, sizeof *curve->walk);
    patron_pareto_walk_open(curve->walk, n, value, weight, order, &carve);
    pareto_curve_scale(curve);
    if (curve->lorenz && isinf(curve->sums.erosion / curve->sums.total)) {
        pareto_curve_run(curve); /* the dip is the only place where a share can be too large */
        if (!curve->fits)
            return patron_pareto_overflow("value", fault);
    }
    curve->customers = customers;
    curve->height = height;
    pareto_curve_run(curve);
    pareto_curve_ends(curve);
    return PATRON_OK;
}

/* --- public ----------------------------------------------------------------------------------- */

size_t PATRON_CALL patron_pareto_whale_scratch_size(size_t n, uint32_t ordered)
{
    if (n == 0 || n > PARETO_ROWS_MAX)
        return n == 0 ? 0 : SIZE_MAX;
    size_t need = numeric_scratch_need(NUMERIC_SCRATCH_SLACK, 1, sizeof(pareto_accounts));
    need = numeric_scratch_need(need, 1, sizeof(pareto_walk));
    return numeric_scratch_need(need, patron_pareto_walk_scratch_size(n, ordered), 1);
}

size_t PATRON_CALL patron_pareto_lorenz_scratch_size(size_t n, uint32_t ordered)
{
    return patron_pareto_whale_scratch_size(n, ordered);
}

int32_t PATRON_CALL patron_pareto_whale(size_t n, const double *value, const double *weight,
                                        const uint32_t *order, void *scratch, size_t scratch_size,
                                        size_t points, double *customers, double *cumulative,
                                        patron_fault *fault)
{
    pareto_curve curve;
    memset(&curve, 0, sizeof curve);
    int32_t status = patron_pareto_curve_check(n, value, scratch, scratch_size,
                                               patron_pareto_whale_scratch_size(n, order != NULL),
                                               points, customers, cumulative, "cumulative", fault);
    if (status != PATRON_OK)
        return status;
    curve.points = points;
    return pareto_curve_make(&curve, n, value, weight, order, scratch, scratch_size, customers,
                             cumulative, fault);
}

int32_t PATRON_CALL patron_pareto_lorenz(size_t n, const double *value, const double *weight,
                                         const uint32_t *order, void *scratch, size_t scratch_size,
                                         size_t points, double *customers, double *share,
                                         patron_fault *fault)
{
    pareto_curve curve;
    memset(&curve, 0, sizeof curve);
    int32_t status = patron_pareto_curve_check(n, value, scratch, scratch_size,
                                               patron_pareto_lorenz_scratch_size(n, order != NULL),
                                               points, customers, share, "share", fault);
    if (status != PATRON_OK)
        return status;
    curve.points = points;
    curve.lorenz = 1;
    return pareto_curve_make(&curve, n, value, weight, order, scratch, scratch_size, customers,
                             share, fault);
}
