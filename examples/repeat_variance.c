/*
 * How far what a customer will still buy may be from what is expected.
 *
 *     D = sum of e^(-d u) over the purchases to come, u from now;   R(d) = E[D], the residual
 *     E[D^2] = R(2 d) + 2 E[ sum over pairs of purchases u < v of e^(-d (u + v)) ]
 *
 * Where lifetime and rate are independent given that the customer is alive (Pareto/NBD, GGom/NBD, NBD),
 * with the rate Gamma(r + x, alpha + T), the pairs are
 *
 *     (2/d) (r + x + 1)/(alpha + T) (R(d) - R(2 d))
 *
 * and where a customer leaves after a purchase (BG and MBG), with the survival of it Beta(b + x, a),
 *
 *     (2/d) alive (r + x)/(alpha + T) (b + x)/(a + b + x) (R'(d) - R'(2 d)) / alive'
 *
 * ' being of the customer just after one purchase more. For regular buyers (CNBD) this is an
 * approximation, a little large: it takes the time to the next purchase for a random one.
 */
#include "faults.h"
#include "memory.h"
#include "repeat.h"

#include <math.h>
#include <stdlib.h>

static void residuals(const patron_btyd_model *model, double force, size_t n, const uint32_t *x,
                      const double *t_x, const double *T, double *residual)
{
    patron_fault fault;
    faults_stop(patron_btyd_residual(model, force, n, x, t_x, T, NULL, NULL, residual, &fault),
                &fault);
}

/* R'(d) - R'(2 d) over alive', of the distinct histories with one purchase more, just made. */
static void just_after(const patron_btyd_model *model, double force, const repeat_base *base,
                       double *pairs)
{
    patron_fault fault;
    const size_t n = base->distinct;
    uint32_t *x = memory_new(n, sizeof *x);
    double *alive = memory_new(n, sizeof *alive);
    double *twice = memory_new(n, sizeof *twice);
    for (size_t i = 0; i < n; i++) {
        x[i] = base->row_x[i] + 1;
    }
    faults_stop(patron_btyd_alive(model, n, x, base->row_T, base->row_T, NULL, NULL, alive, &fault),
                &fault);
    residuals(model, force, n, x, base->row_T, base->row_T, pairs);
    residuals(model, 2 * force, n, x, base->row_T, base->row_T, twice);
    for (size_t i = 0; i < n; i++) {
        pairs[i] = alive[i] > 0 ? (pairs[i] - twice[i]) / alive[i] : 0;
    }
    free(x);
    free(alive);
    free(twice);
}

static int leaves_after_a_purchase(const patron_btyd_model *model)
{
    return model->a > 0;
}

/* Purchases a unit of time to be expected of a customer who is alive. */
static double rate(const patron_btyd_model *model, const repeat_base *base, size_t i)
{
    const double k = model->k > 1 ? (double)model->k : 1;
    return (model->r + k * base->row_x[i]) / (k * (model->alpha + base->row_T[i]));
}

/* The chance to stay after the next purchase. */
static double stays(const patron_btyd_model *model, const repeat_base *base, size_t i)
{
    const int first_too = model->kind == PATRON_BTYD_MBG_NBD || model->kind == PATRON_BTYD_MBG_CNBD;
    const double kept = model->b + base->row_x[i] + first_too;
    return kept / (model->a + kept);
}

void repeat_variance(const patron_btyd_model *model, double force, const repeat_base *base,
                     const double *alive, const double *residual, double *variance)
{
    const size_t n = base->distinct;
    double *pairs = memory_new(n, sizeof *pairs);
    residuals(model, 2 * force, n, base->row_x, base->row_t_x, base->row_T, variance);
    if (leaves_after_a_purchase(model)) {
        just_after(model, force, base, pairs);
    }
    for (size_t i = 0; i < n; i++) {
        const double own = leaves_after_a_purchase(model)
                               ? alive[i] * rate(model, base, i) * stays(model, base, i) * pairs[i]
                               : (rate(model, base, i) + 1 / (model->alpha + base->row_T[i])) *
                                     (residual[i] - variance[i]);
        variance[i] = fmax(0, variance[i] + 2 / force * own - residual[i] * residual[i]);
    }
    free(pairs);
}
