/*
 * How far what a customer will still buy may be from what is expected.
 *
 *     D = sum of e^(-d u) over the purchases to come, u from now;   R(d) = E[D], the residual
 *     E[D^2] = R(2 d) + 2 E[ sum over pairs of purchases u < v of e^(-d (u + v)) ]
 *
 * Where lifetime and rate are independent given that the customer is alive (Pareto/NBD, GGom/NBD, NBD),
 * with the rate Gamma(r + x, alpha + T), the pairs are
 *
 *     (1/d) (r + x + 1)/(alpha + T) (R(d) - R(2 d))
 *
 * and where a customer leaves after a purchase (BG and MBG), with the survival of it Beta(b + x, a),
 *
 *     (1/d) alive (r + x)/(alpha + T) (b + x)/(a + b + x) (R'(d) - R'(2 d)) / alive'
 *
 * ' being of the customer just after one purchase more. Regular buyers (CNBD), of rate Gamma(r + k x,
 * k (alpha + T)), are taken for ones who buy at random at the same rates, which makes it a little large.
 */
#include "faults.h"
#include "memory.h"
#include "repeat.h"

#include <math.h>
#include <stdlib.h>

static int leaves_after_a_purchase(const patron_btyd_model *model)
{
    return model->a > 0;
}

/* Purchases a unit of time to be expected of a customer who is alive. */
static double rate(const patron_btyd_model *model, uint32_t x, double T)
{
    const double k = model->k > 1 ? (double)model->k : 1;
    return (model->r + k * x) / (k * (model->alpha + T));
}

/* Whether the first purchase may be the last. */
static int first_too(const patron_btyd_model *model)
{
    return model->kind == PATRON_BTYD_MBG_NBD || model->kind == PATRON_BTYD_MBG_CNBD;
}

/* The chance to stay after the next purchase. */
static double stays(const patron_btyd_model *model, uint32_t x)
{
    const double kept = model->b + x + first_too(model);
    return kept / (model->a + kept);
}

/* Buyers at random who buy, and leave, at the rates of regular ones of so many purchases and this age. */
static patron_btyd_model at_random(const patron_btyd_model *model, uint32_t x, double T)
{
    patron_btyd_model random = *model;
    random.kind = first_too(model) ? PATRON_BTYD_MBG_NBD : PATRON_BTYD_BG_NBD;
    random.k = 0;
    random.r = model->r + (model->k - 1.0) * x;
    random.alpha = model->k * (model->alpha + T) - T;
    return random;
}

/* What who is alive will still buy, of each class. */
static void ahead_of(const patron_btyd_model *model, double force, uint32_t more,
                     const repeat_rows *classes, double *residual)
{
    if (model->k <= 1) {
        repeat_ahead_alive(model, force, more, classes, residual);
        return;
    }
    for (size_t i = 0; i < classes->count; i++) {
        const patron_btyd_model random = at_random(model, classes->x[i], classes->T[i]);
        const repeat_rows one = {1, &classes->x[i], NULL, &classes->T[i], NULL, NULL};
        repeat_ahead_alive(&random, force, more, &one, &residual[i]);
    }
}

/* Of each class, over R(d) of who is alive: R(2 d) and, of who leaves after a purchase, the pairs. */
static void ratios(const patron_btyd_model *model, double force, const repeat_rows *classes,
                   double *squares, double *pairs)
{
    const size_t n = classes->count;
    double *once = memory_new(n, sizeof *once);
    double *next = memory_new(n, sizeof *next);
    double *next_squares = memory_new(n, sizeof *next_squares);
    ahead_of(model, force, 0, classes, once);
    ahead_of(model, 2 * force, 0, classes, squares);
    if (leaves_after_a_purchase(model)) {
        ahead_of(model, force, 1, classes, next);
        ahead_of(model, 2 * force, 1, classes, next_squares);
    }
    for (size_t i = 0; i < n; i++) {
        pairs[i] = leaves_after_a_purchase(model) && once[i] > 0
                       ? rate(model, classes->x[i], classes->T[i]) * stays(model, classes->x[i]) *
                             (next[i] - next_squares[i]) / (once[i] * force)
                       : 0;
        squares[i] = once[i] > 0 ? squares[i] / once[i] : 0;
    }
    free(once);
    free(next);
    free(next_squares);
}

void repeat_variance(const patron_btyd_model *model, double force, const repeat_ahead *ahead,
                     const repeat_rows *rows, const double *residual, double *squares,
                     double *variance)
{
    const repeat_rows *classes = &ahead->classes;
    double *of_squares = memory_new(classes->count, sizeof *of_squares);
    double *of_pairs = memory_new(classes->count, sizeof *of_pairs);
    ratios(model, force, classes, of_squares, of_pairs);
    for (size_t i = 0; i < rows->count; i++) {
        const double expected = residual[i];
        squares[i] = expected * of_squares[classes->of[i]];
        const double pairs =
            leaves_after_a_purchase(model)
                ? expected * of_pairs[classes->of[i]]
                : (rate(model, rows->x[i], rows->T[i]) + 1 / (model->alpha + rows->T[i])) *
                      (expected - squares[i]) / force;
        variance[i] = fmax(0, squares[i] + 2 * pairs - expected * expected);
    }
    free(of_squares);
    free(of_pairs);
}
