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
 *
 * Along a direction that the data do not tell from staying, slope and curvature are what rounding makes
 * them, and Newton's step is one by the other: it would lead anywhere. No step is made along it.
 */
#include "../portability.h"
#include "btyd_climb.h"

#include "../numeric/numeric_fit.h"
#include "../numeric/numeric_scratch.h"

#include <math.h>
#include <string.h>

#define BTYD_CLIMB_FAR 6.907755278982137     /* ln 1000 */
#define BTYD_CLIMB_FURTHER 4.605170185988092 /* ln 100 */
#define BTYD_CLIMB_ROOM 0.5                  /* of that: at the end of the range */
#define BTYD_CLIMB_BEYOND 10.0               /* of coefficients of scaled columns */
#define BTYD_CLIMB_RADIUS 4.0
#define BTYD_CLIMB_STEP 1e-9 /* in ln parameters: the last, after which the error is its square */
#define BTYD_CLIMB_LONG 1e-4 /* the most that rounding may leave */
#define BTYD_CLIMB_ROUNDING 1e-15 /* of the mean gradient */
#define BTYD_CLIMB_NOISE 1e-12    /* rounding of the mean ln L, and of its gradient */
#define BTYD_CLIMB_TERM 1e-15     /* rounding of it for each unit of a shape */
#define BTYD_CLIMB_HIGHER 1e-9    /* of the mean ln L: less is the same top */
#define BTYD_CLIMB_FLAT 1e-13     /* least curvature, and slope, relative to the diagonal */
#define BTYD_CLIMB_LEVEL                                                                           \
    8 /* steps one by one that gain no more than that: what is far has no top */
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
    climb->memory = memory;
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

/* Takes out of the gradient its parts along eigenvectors of no curvature that are no slope either. */
static void btyd_climb_level(btyd_climb *climb)
{
    size_t size = climb->size;
    for (size_t k = 0; k < size; k++) {
        const double *vector = climb->eigenvector + k * size;
        double slope = 0.0, diagonal = 0.0;
        for (size_t v = 0; v < size; v++) {
            slope += vector[v] * climb->here.gradient[v];
            diagonal += vector[v] * vector[v] * fabs(climb->here.hessian[v * size + v]);
        }
        int flat = fabs(climb->eigenvalue[k]) <= BTYD_CLIMB_FLAT * diagonal &&
                   fabs(slope) <= BTYD_CLIMB_FLAT * sqrt(diagonal);
        for (size_t v = 0; flat && v < size; v++)
            climb->here.gradient[v] -= slope * vector[v];
    }
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

/* Whether the step leads a parameter out of its range. */
static int btyd_climb_is_pinned(const btyd_hill *hill, const btyd_climb *climb, size_t v)
{
    double low, high;
    if (v >= hill->free)
        return 0;
    patron_btyd_hill_bounds(hill->kind, hill->position[v], &low, &high);
    return climb->step[v] > 0.0 ? climb->here.at[v] >= log(high) : climb->here.at[v] <= log(low);
}

/* That variable v runs, up or down. */
static void btyd_climb_runs(const btyd_hill *hill, size_t v, int up, btyd_climb *climb)
{
    if (v >= hill->free)
        climb->coefficient_runs = 1;
    else if (up)
        climb->runs_to_infinity |= (uint32_t)1 << hill->position[v];
    else
        climb->runs_to_zero |= (uint32_t)1 << hill->position[v];
}

static void btyd_climb_runs_nowhere(btyd_climb *climb)
{
    climb->runs_to_zero = 0;
    climb->runs_to_infinity = 0;
    climb->coefficient_runs = 0;
}

/* A parameter that is far from what the moments give, or a coefficient that changes rates beyond belief:
   its bit, up or down, and in work where it would be further on. */
static int btyd_climb_is_far(const btyd_hill *hill, btyd_climb *climb, size_t v, int pinned)
{
    int of_model = v < hill->free;
    double away = climb->here.at[v] - (of_model ? hill->reference[v] : 0.0);
    climb->work[v] = 0.0;
    if (!pinned && fabs(away) <= (of_model ? BTYD_CLIMB_FAR : BTYD_CLIMB_BEYOND))
        return 0;
    int up = pinned ? climb->step[v] > 0.0 : away > 0.0;
    climb->work[v] = up ? BTYD_CLIMB_FURTHER : -BTYD_CLIMB_FURTHER;
    btyd_climb_runs(hill, v, up, climb);
    return 1;
}

/* Of what is far (work), the way along the direction of least curvature, on which others go with it that are
   not far themselves: beta with s, where all leave at once. 0 where nothing far goes that way. */
static int btyd_climb_take_ridge(const btyd_hill *hill, btyd_climb *climb)
{
    size_t flattest = 0;
    double most = 0.0, along = 0.0;
    for (size_t v = 1; v < climb->size; v++)
        if (climb->eigenvalue[v] < climb->eigenvalue[flattest])
            flattest = v;
    const double *ridge = climb->eigenvector + flattest * climb->size;
    for (size_t v = 0; v < climb->size; v++) {
        most = fmax(most, fabs(ridge[v]));
        along += ridge[v] * climb->work[v];
    }
    if (fabs(along) < 0.5 * most * BTYD_CLIMB_FURTHER)
        return 0;
    double scale = (along > 0.0 ? BTYD_CLIMB_FURTHER : -BTYD_CLIMB_FURTHER) / most;
    btyd_climb_runs_nowhere(climb);
    for (size_t v = 0; v < climb->size; v++) {
        climb->work[v] = scale * ridge[v];
        if (fabs(ridge[v]) >= 0.5 * most)
            btyd_climb_runs(hill, v, climb->work[v] > 0.0, climb);
    }
    return 1;
}

/* How far what is far (work) can go before the first of it is at the end of its range, as a share: were it
   stopped while others go on, they would leave the ridge. */
static double btyd_climb_room(const btyd_hill *hill, const btyd_climb *climb)
{
    double room = 1.0;
    for (size_t v = 0; v < hill->free; v++) {
        double low, high;
        if (fabs(climb->work[v]) < 0.5 * BTYD_CLIMB_FURTHER)
            continue;
        patron_btyd_hill_bounds(hill->kind, hill->position[v], &low, &high);
        double end = climb->work[v] > 0.0 ? log(high) : log(low);
        room = fmin(room, (end - climb->here.at[v]) / climb->work[v]);
    }
    return room;
}

static int btyd_climb_is_shape(const btyd_hill *hill, size_t v)
{
    uint32_t position = hill->position[v];
    return hill->kind == PATRON_BTYD_BG_BB ||
           (position != PATRON_BTYD_ALPHA && position != PATRON_BTYD_BETA);
}

/* Whether the likelihood goes on to rise, or to be level, where what is far (work) goes further. Where it has
   come to the end of its range, it has gone on all the way. */
static int btyd_climb_goes_on(const btyd_hill *hill, btyd_climb *climb)
{
    double noise = BTYD_CLIMB_NOISE * (1.0 + fabs(climb->here.value));
    double slope = 0.0;
    double room = btyd_climb_room(hill, climb);
    if (room < BTYD_CLIMB_ROOM)
        return 1;
    for (size_t v = 0; v < climb->size; v++)
        climb->work[v] *= room;
    btyd_climb_move(hill, climb->work, climb);
    btyd_climb_evaluate(hill, climb, &climb->there);
    for (size_t v = 0; v < hill->free; v++) /* of terms like r ln(1 + T / alpha) */
        noise = fmax(noise, btyd_climb_is_shape(hill, v) ? BTYD_CLIMB_TERM * exp(climb->there.at[v])
                                                         : 0.0);
    for (size_t v = 0; v < climb->size; v++)
        slope += climb->work[v] * climb->there.gradient[v];
    return fmin(climb->there.value - climb->here.value, slope) >= -noise;
}

/* Whether there is no maximum inside: a parameter is at the end of its range and would go on, or one is
   far, little is left to gain, and it goes on or nothing tells where it should stop. */
static int btyd_climb_at_edge(const btyd_hill *hill, double gain, btyd_climb *climb)
{
    int far = 0, pinned = 0;
    btyd_climb_runs_nowhere(climb);
    for (size_t v = 0; v < climb->size; v++) {
        int is_pinned = btyd_climb_is_pinned(hill, climb, v);
        pinned |= is_pinned;
        far |= btyd_climb_is_far(hill, climb, v, is_pinned);
    }
    if (pinned || (far && gain * hill->customers <= BTYD_CLIMB_LITTLE &&
                   (climb->level > BTYD_CLIMB_LEVEL || btyd_climb_goes_on(hill, climb) ||
                    (btyd_climb_take_ridge(hill, climb) && btyd_climb_goes_on(hill, climb)))))
        return 1;
    btyd_climb_runs_nowhere(climb);
    return 0;
}

/* --- the climb ------------------------------------------------------------------------------------ */

/* Makes the step unless it leads down. */
static void btyd_climb_try(const btyd_hill *hill, double gain, btyd_climb *climb)
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
        return;
    }
    if (risen > 0.5 * gain && length > 0.9 * climb->radius)
        climb->radius = fmin(2.0 * climb->radius, BTYD_CLIMB_RADIUS);
    climb->level = risen <= noise ? climb->level + 1 : 0;
    btyd_climb_swap(climb);
    climb->iterations++;
}

static double btyd_climb_longest(const btyd_climb *climb)
{
    double longest = 0.0;
    for (size_t v = 0; v < climb->size; v++)
        longest = fmax(longest, fabs(climb->step[v]));
    return longest;
}

/* What a step may be at the end: its square is lost in the next, or it is what rounding of the gradient
   makes of the least curvature. */
static double btyd_climb_tolerance(const btyd_climb *climb)
{
    double least = climb->eigenvalue[0];
    for (size_t v = 1; v < climb->size; v++)
        least = fmin(least, climb->eigenvalue[v]);
    double rounding = BTYD_CLIMB_ROUNDING / fmax(least, 1e-300);
    return fmin(BTYD_CLIMB_STEP + rounding, BTYD_CLIMB_LONG);
}

/* At a point where the gradient is as good as zero: is it a maximum? The step left is made; it is too
   small to change the value or the Hessian. */
static void btyd_climb_end(const btyd_hill *hill, btyd_climb *climb)
{
    climb->verdict = PATRON_BTYD_CONVERGED;
    if (isnan(patron_btyd_climb_condition(climb)))
        climb->verdict = PATRON_BTYD_NOT_IDENTIFIED;
    btyd_climb_move(hill, climb->step, climb);
    memcpy(climb->here.at, climb->there.at, climb->size * sizeof(double));
}

/* A step that is refused shortens the radius, until it is too short to change anything: so one is taken
   at last, and the limit of iterations reached. */
void patron_btyd_climb_run(const btyd_hill *hill, uint32_t max_iterations, btyd_climb *climb)
{
    btyd_climb_evaluate(hill, climb, &climb->here);
    for (;;) {
        btyd_climb_spectrum(climb, 0);
        btyd_climb_level(climb);
        double gain =
            patron_numeric_step(climb->size, climb->eigenvalue, climb->eigenvector,
                                climb->here.gradient, climb->radius, climb->work, climb->step);
        climb->verdict = PATRON_BTYD_NOT_IDENTIFIED;
        if (!isfinite(climb->here.value + gain))
            return;
        climb->verdict = PATRON_BTYD_BOUNDARY;
        if (btyd_climb_at_edge(hill, gain, climb))
            return;
        double longest = btyd_climb_longest(climb);
        int whole = longest < 0.9 * climb->radius; /* Newton's step, not cut short */
        if (whole && longest <= btyd_climb_tolerance(climb)) {
            btyd_climb_end(hill, climb);
            return;
        }
        climb->verdict = PATRON_BTYD_RUNNING;
        if (climb->iterations == max_iterations)
            return;
        btyd_climb_try(hill, gain, climb);
    }
}

double *patron_btyd_climb_again(const btyd_hill *hill, uint32_t max_iterations, double *memory,
                                btyd_climb *climb)
{
    btyd_climb other;
    double *spare = memory;
    patron_btyd_climb_open(&other, hill->free, memory);
    if (!patron_btyd_hill_begin_again(hill, other.here.at))
        return memory;
    patron_btyd_climb_run(hill, max_iterations, &other);
    uint32_t evaluations = climb->evaluations + other.evaluations;
    if (other.here.value >
        climb->here.value + BTYD_CLIMB_HIGHER * (1.0 + fabs(climb->here.value))) {
        spare = climb->memory;
        *climb = other;
    }
    climb->evaluations = evaluations;
    return spare;
}
