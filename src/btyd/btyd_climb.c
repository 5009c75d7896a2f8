/*
 * Trust-region Newton steps in the logarithms of the parameters (Nocedal and Wright, "Numerical
 * Optimization" (2006), algorithm 4.1).
 *
 * A parameter that runs to 0 or infinity makes the likelihood rise ever more slowly, like L - c/s, along a
 * ridge on which all looks well at each point: the Hessian is negative definite and the gradient goes to
 * zero. What gives it away is that Newton's step does not: it stays 1 in ln s. So a climb has converged
 * only when the step itself is small; and when a parameter is a thousand times off what the moments give,
 * the climb looks ahead, a hundred times further on: where the likelihood is no lower there and does not
 * fall, there is no maximum inside.
 */
#include "../portability.h"
#include "btyd_climb.h"

#include "../numeric/numeric_fit.h"
#include "../numeric/numeric_scratch.h"

#include <math.h>
#include <string.h>

enum { BTYD_CLIMB_REFUSED = 60 };

#define BTYD_CLIMB_FAR 6.907755278982137     /* ln 1000 */
#define BTYD_CLIMB_FURTHER 4.605170185988092 /* ln 100 */
#define BTYD_CLIMB_BEYOND 10.0               /* of coefficients of scaled columns */
#define BTYD_CLIMB_RADIUS 4.0
#define BTYD_CLIMB_STEP 1e-9   /* in ln parameters: the last, after which the error is its square */
#define BTYD_CLIMB_LONG 1e-4   /* where it gains nothing: the likelihood is flat */
#define BTYD_CLIMB_GAIN 1e-18  /* of the mean ln L: converged after one more step */
#define BTYD_CLIMB_NOISE 1e-14 /* rounding of the mean ln L, and of its gradient */
#define BTYD_CLIMB_FLAT 1e-13  /* least curvature relative to the diagonal */
#define BTYD_CLIMB_LITTLE 1e-2 /* of the whole ln L: what an edge may still promise */

/* --- memory ------------------------------------------------------------------------------------- */

static size_t btyd_climb_doubles(size_t size)
{
    return 3 * size * size + size * size + 7 * size;
}

size_t patron_btyd_climb_size(size_t size)
{
    return numeric_scratch_need(0, btyd_climb_doubles(size), sizeof(double));
}

static double *btyd_climb_take(double **memory, size_t count)
{
    double *piece = *memory;
    *memory += count;
    return piece;
}

void patron_btyd_climb_open(btyd_climb *climb, size_t size, void *memory)
{
    double *at = memory;
    memset(climb, 0, sizeof *climb);
    climb->size = size;
    climb->here.at = btyd_climb_take(&at, size);
    climb->here.gradient = btyd_climb_take(&at, size);
    climb->here.hessian = btyd_climb_take(&at, size * size);
    climb->there.at = btyd_climb_take(&at, size);
    climb->there.gradient = btyd_climb_take(&at, size);
    climb->there.hessian = btyd_climb_take(&at, size * size);
    climb->matrix = btyd_climb_take(&at, size * size);
    climb->eigenvector = btyd_climb_take(&at, size * size);
    climb->eigenvalue = btyd_climb_take(&at, size);
    climb->work = btyd_climb_take(&at, size);
    climb->step = btyd_climb_take(&at, size);
    climb->radius = 1.0;
}

/* --- points --------------------------------------------------------------------------------------- */

static void btyd_climb_evaluate(const btyd_hill *hill, btyd_climb *climb, btyd_point *point)
{
    patron_btyd_hill_evaluate(hill, climb->size, point);
    climb->evaluations++;
}

static void btyd_climb_swap(btyd_climb *climb)
{
    btyd_point swapped = climb->here;
    climb->here = climb->there;
    climb->there = swapped;
}

/* there = here + step, within the bounds of the parameters. */
static void btyd_climb_move(const btyd_hill *hill, const double *step, btyd_climb *climb)
{
    for (size_t v = 0; v < climb->size; v++) {
        double at = climb->here.at[v] + step[v];
        if (v < hill->free) {
            double low, high;
            patron_btyd_hill_bounds(hill->kind, hill->position[v], &low, &high);
            at = fmin(fmax(at, log(low)), log(high));
        }
        climb->there.at[v] = at;
    }
}

/* --- curvature ------------------------------------------------------------------------------------ */

/* The spectrum of the information, scaled to a unit diagonal where scaled. 0 where the diagonal is not
   positive, and nothing can be scaled. */
static int btyd_climb_spectrum(btyd_climb *climb, int scaled)
{
    size_t size = climb->size;
    const double *hessian = climb->here.hessian;
    for (size_t v = 0; v < size; v++)
        if (scaled && !(hessian[v * size + v] < 0.0))
            return 0;
    for (size_t v = 0; v < size; v++)
        for (size_t u = 0; u < size; u++) {
            climb->matrix[v * size + u] =
                scaled ? -hessian[v * size + u] /
                             (sqrt(-hessian[v * size + v]) * sqrt(-hessian[u * size + u]))
                       : -hessian[v * size + u];
        }
    patron_numeric_spectrum(size, climb->matrix, climb->eigenvalue, climb->eigenvector);
    return 1;
}

double patron_btyd_climb_condition(btyd_climb *climb)
{
    if (!btyd_climb_spectrum(climb, 1))
        return (double)NAN;
    double least = climb->eigenvalue[0], most = climb->eigenvalue[0];
    for (size_t v = 1; v < climb->size; v++) {
        least = fmin(least, climb->eigenvalue[v]);
        most = fmax(most, climb->eigenvalue[v]);
    }
    return least > BTYD_CLIMB_FLAT ? most / least : (double)NAN;
}

void patron_btyd_climb_covariance(const btyd_hill *hill, btyd_climb *climb, double *inverse)
{
    size_t size = climb->size;
    const double *hessian = climb->here.hessian;
    btyd_climb_spectrum(climb, 1);
    for (size_t v = 0; v < size; v++)
        for (size_t u = 0; u < size; u++) {
            double sum = 0.0;
            for (size_t k = 0; k < size; k++)
                sum += climb->eigenvector[k * size + v] * climb->eigenvector[k * size + u] /
                       climb->eigenvalue[k];
            inverse[v * size + u] = sum / (sqrt(-hessian[v * size + v]) *
                                           sqrt(-hessian[u * size + u]) * hill->customers);
        }
}

/* --- edges ---------------------------------------------------------------------------------------- */

/* Parameters that are far from what the moments give, and coefficients that change rates beyond belief:
   their bits, up and down; work leads further on. */
static int btyd_climb_far(const btyd_hill *hill, btyd_climb *climb, uint32_t *up, uint32_t *down)
{
    int far = 0;
    *up = 0;
    *down = 0;
    climb->coefficient_runs = 0;
    for (size_t v = 0; v < climb->size; v++) {
        double reference = v < hill->free ? hill->reference[v] : 0.0;
        double limit = v < hill->free ? BTYD_CLIMB_FAR : BTYD_CLIMB_BEYOND;
        double away = climb->here.at[v] - reference;
        climb->work[v] = 0.0;
        if (fabs(away) <= limit)
            continue;
        far = 1;
        climb->work[v] = away > 0.0 ? BTYD_CLIMB_FURTHER : -BTYD_CLIMB_FURTHER;
        if (v >= hill->free)
            climb->coefficient_runs = 1;
        else if (away > 0.0)
            *up |= (uint32_t)1 << hill->position[v];
        else
            *down |= (uint32_t)1 << hill->position[v];
    }
    return far;
}

/* Whether the likelihood goes on to rise, or to be level, where parameters that are far go further. */
static int btyd_climb_at_edge(const btyd_hill *hill, btyd_climb *climb)
{
    uint32_t up, down;
    if (!btyd_climb_far(hill, climb, &up, &down))
        return 0;
    btyd_climb_move(hill, climb->work, climb);
    btyd_climb_evaluate(hill, climb, &climb->there);
    double noise = BTYD_CLIMB_NOISE * (1.0 + fabs(climb->here.value));
    double slope = 0.0;
    for (size_t v = 0; v < climb->size; v++)
        if (climb->work[v] != 0.0)
            slope += climb->work[v] > 0.0 ? climb->there.gradient[v] : -climb->there.gradient[v];
    if (!(fmin(climb->there.value - climb->here.value, slope) >= -noise)) {
        climb->coefficient_runs = 0;
        return 0;
    }
    climb->runs_to_infinity = up;
    climb->runs_to_zero = down;
    return 1;
}

/* --- the climb ------------------------------------------------------------------------------------ */

/* Makes the step unless it leads down; whether it did. */
static int btyd_climb_try(const btyd_hill *hill, double gain, btyd_climb *climb)
{
    double length = 0.0;
    double noise = BTYD_CLIMB_NOISE * (1.0 + fabs(climb->here.value));
    for (size_t v = 0; v < climb->size; v++)
        length += climb->step[v] * climb->step[v];
    length = sqrt(length);
    btyd_climb_move(hill, climb->step, climb);
    btyd_climb_evaluate(hill, climb, &climb->there);
    double risen = climb->there.value - climb->here.value;
    if (!(risen >= 0.1 * gain - noise)) {
        climb->radius = 0.25 * length;
        return 0;
    }
    if (risen > 0.5 * gain && length > 0.9 * climb->radius)
        climb->radius = fmin(2.0 * climb->radius, BTYD_CLIMB_RADIUS);
    btyd_climb_swap(climb);
    climb->iterations++;
    return 1;
}

static double btyd_climb_longest(const btyd_climb *climb)
{
    double longest = 0.0;
    for (size_t v = 0; v < climb->size; v++)
        longest = fmax(longest, fabs(climb->step[v]));
    return longest;
}

/* At a point where the gradient is as good as zero: is it a maximum? The step left is made; it is too
   small to change the value or the Hessian, unless the likelihood is flat. */
static void btyd_climb_end(const btyd_hill *hill, double longest, btyd_climb *climb)
{
    double condition =
        longest <= BTYD_CLIMB_LONG ? patron_btyd_climb_condition(climb) : (double)NAN;
    btyd_climb_move(hill, climb->step, climb);
    memcpy(climb->here.at, climb->there.at, climb->size * sizeof(double));
    climb->verdict = isnan(condition) ? PATRON_BTYD_NOT_IDENTIFIED : PATRON_BTYD_CONVERGED;
}

void patron_btyd_climb_run(const btyd_hill *hill, uint32_t max_iterations, btyd_climb *climb)
{
    int small = 0, refused = 0;
    btyd_climb_evaluate(hill, climb, &climb->here);
    climb->verdict = PATRON_BTYD_NOT_IDENTIFIED;
    if (!isfinite(climb->here.value))
        return;
    for (;;) {
        btyd_climb_spectrum(climb, 0);
        double gain =
            patron_numeric_step(climb->size, climb->eigenvalue, climb->eigenvector,
                                climb->here.gradient, climb->radius, climb->work, climb->step);
        small += gain <= BTYD_CLIMB_GAIN * (1.0 + fabs(climb->here.value));
        double longest = btyd_climb_longest(climb);
        int free = longest < 0.9 * climb->radius; /* Newton's step, not cut short */
        if (gain * hill->customers <= BTYD_CLIMB_LITTLE && btyd_climb_at_edge(hill, climb)) {
            climb->verdict = PATRON_BTYD_BOUNDARY;
            return;
        }
        if (free && (longest <= BTYD_CLIMB_STEP || small > 1)) {
            btyd_climb_end(hill, longest, climb);
            return;
        }
        if (climb->iterations == max_iterations) {
            climb->verdict = PATRON_BTYD_RUNNING;
            return;
        }
        refused = btyd_climb_try(hill, gain, climb) ? 0 : refused + 1;
        if (refused > BTYD_CLIMB_REFUSED)
            return;
    }
}
