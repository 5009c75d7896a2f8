/*
 * Each evaluation is asked for in a phase, and what came back decides the next: the first point, a step
 * that may be refused, a look ahead along a ridge, in the middle of the climb or at its end.
 */
#include "../portability.h"
#include "numeric_ascent.h"

#include "numeric_fit.h"

#include <math.h>
#include <string.h>

enum numeric_ascent_phase {
    NUMERIC_ASCENT_FIRST = 0,
    NUMERIC_ASCENT_STEP = 1,
    NUMERIC_ASCENT_AHEAD = 2,
    NUMERIC_ASCENT_AHEAD_AT_END = 3
};

enum {
    NUMERIC_ASCENT_REFUSED = 60,
    NUMERIC_ASCENT_CELLS = NUMERIC_ASCENT_MAX * NUMERIC_ASCENT_MAX
};

#define NUMERIC_ASCENT_FAR 6.907755278982137     /* ln 1000 */
#define NUMERIC_ASCENT_FURTHER 4.605170185988092 /* ln 100 */
#define NUMERIC_ASCENT_RADIUS 4.0
#define NUMERIC_ASCENT_SMALL                                                                       \
    1e-9 /* in ln parameters: the last step, after which the error is its square */
#define NUMERIC_ASCENT_LONG 1e-4   /* where it gains nothing: the likelihood is level */
#define NUMERIC_ASCENT_GAIN 1e-18  /* of the mean ln L: at the top after one more step */
#define NUMERIC_ASCENT_NOISE 1e-14 /* rounding of the mean ln L, and of its gradient */
#define NUMERIC_ASCENT_FLAT 1e-13  /* least curvature relative to the diagonal */
#define NUMERIC_ASCENT_LITTLE 1e-2 /* of the whole ln L: what an edge may still promise */

void patron_numeric_ascent_open(numeric_ascent *climb, size_t size, double customers,
                                uint32_t max_iterations)
{
    memset(climb, 0, sizeof *climb);
    climb->size = size;
    climb->customers = customers;
    climb->max_iterations = max_iterations;
    climb->radius = 1.0;
}

/* --- curvature -------------------------------------------------------------------------------- */

static void numeric_ascent_spectrum(const numeric_ascent *climb, int scaled, double *value,
                                    double *vector)
{
    double matrix[NUMERIC_ASCENT_CELLS];
    size_t size = climb->size;
    const double *hessian = climb->here.hessian;
    for (size_t i = 0; i < size; i++)
        for (size_t j = 0; j < size; j++) {
            double scale =
                scaled ? sqrt(-hessian[i * size + i]) * sqrt(-hessian[j * size + j]) : 1.0;
            matrix[i * size + j] = -hessian[i * size + j] / scale;
        }
    patron_numeric_spectrum(size, matrix, value, vector);
}

double patron_numeric_ascent_condition(const numeric_ascent *climb)
{
    double value[NUMERIC_ASCENT_MAX], vector[NUMERIC_ASCENT_CELLS];
    for (size_t i = 0; i < climb->size; i++)
        if (!(climb->here.hessian[i * climb->size + i] < 0.0))
            return (double)NAN;
    numeric_ascent_spectrum(climb, 1, value, vector);
    double least = value[0], most = value[0];
    for (size_t i = 1; i < climb->size; i++) {
        least = fmin(least, value[i]);
        most = fmax(most, value[i]);
    }
    return least > NUMERIC_ASCENT_FLAT ? most / least : (double)NAN;
}

void patron_numeric_ascent_covariance(const numeric_ascent *climb, double *covariance)
{
    double value[NUMERIC_ASCENT_MAX], vector[NUMERIC_ASCENT_CELLS];
    size_t size = climb->size;
    const double *hessian = climb->here.hessian;
    numeric_ascent_spectrum(climb, 1, value, vector);
    for (size_t i = 0; i < size; i++)
        for (size_t j = 0; j < size; j++) {
            double sum = 0.0;
            for (size_t k = 0; k < size; k++)
                sum += vector[k * size + i] * vector[k * size + j] / value[k];
            covariance[i * size + j] = sum / (sqrt(-hessian[i * size + i]) *
                                              sqrt(-hessian[j * size + j]) * climb->customers);
        }
}

double patron_numeric_ascent_norm(const numeric_ascent *climb)
{
    double norm = 0.0;
    for (size_t i = 0; i < climb->size; i++)
        norm = fmax(norm, fabs(climb->here.gradient[i]));
    return norm;
}

/* --- moves ------------------------------------------------------------------------------------ */

static void numeric_ascent_move(numeric_ascent *climb, const double *step)
{
    for (size_t i = 0; i < climb->size; i++) {
        double at = climb->here.at[i] + step[i];
        climb->trial.at[i] = fmin(fmax(at, climb->low[i]), climb->high[i]);
    }
}

static double numeric_ascent_noise(const numeric_ascent *climb)
{
    return NUMERIC_ASCENT_NOISE * (1.0 + fabs(climb->here.value));
}

/* Which parameters are far from their reference, and the way further on. */
static int numeric_ascent_far(numeric_ascent *climb, double *way)
{
    int far = 0;
    climb->runs_to_zero = 0;
    climb->runs_to_infinity = 0;
    for (size_t i = 0; i < climb->size; i++) {
        double away = climb->here.at[i] - climb->reference[i];
        way[i] = 0.0;
        if (fabs(away) <= NUMERIC_ASCENT_FAR)
            continue;
        far = 1;
        way[i] = away > 0.0 ? NUMERIC_ASCENT_FURTHER : -NUMERIC_ASCENT_FURTHER;
        if (away > 0.0)
            climb->runs_to_infinity |= (uint32_t)1 << i;
        else
            climb->runs_to_zero |= (uint32_t)1 << i;
    }
    return far;
}

/* Asks for a look ahead where there is reason to. */
static int numeric_ascent_look(numeric_ascent *climb, uint32_t phase)
{
    double way[NUMERIC_ASCENT_MAX];
    if (!numeric_ascent_far(climb, way))
        return 0;
    numeric_ascent_move(climb, way);
    climb->phase = phase;
    climb->looked = 1;
    return 1;
}

/* Whether the likelihood goes on to rise, or is level, further on. */
static int numeric_ascent_goes_on(numeric_ascent *climb)
{
    double way[NUMERIC_ASCENT_MAX];
    double slope = 0.0;
    double noise = numeric_ascent_noise(climb);
    (void)numeric_ascent_far(climb, way);
    for (size_t i = 0; i < climb->size; i++)
        slope += way[i] * climb->trial.gradient[i];
    if (climb->trial.value >= climb->here.value - noise && slope >= -noise)
        return 1;
    climb->runs_to_zero = 0;
    climb->runs_to_infinity = 0;
    return 0;
}

static int numeric_ascent_finish(numeric_ascent *climb, uint32_t end)
{
    climb->end = end;
    return 0;
}

/* --- the climb -------------------------------------------------------------------------------- */

/* At a point where the step is small: is it a maximum? The step left is too small to change anything
   but the point. */
static int numeric_ascent_arrive(numeric_ascent *climb, const double *step, double longest)
{
    numeric_ascent_move(climb, step);
    memcpy(climb->here.at, climb->trial.at, sizeof climb->here.at);
    climb->end = NUMERIC_ASCENT_TOP;
    if (!(longest <= NUMERIC_ASCENT_LONG) || isnan(patron_numeric_ascent_condition(climb)))
        climb->end = NUMERIC_ASCENT_LEVEL;
    return numeric_ascent_look(climb, NUMERIC_ASCENT_AHEAD_AT_END);
}

/* From here: what to evaluate next; 0 at the end. */
static int numeric_ascent_plan(numeric_ascent *climb)
{
    double value[NUMERIC_ASCENT_MAX], vector[NUMERIC_ASCENT_CELLS];
    double work[NUMERIC_ASCENT_MAX], step[NUMERIC_ASCENT_MAX];
    double longest = 0.0;
    numeric_ascent_spectrum(climb, 0, value, vector);
    climb->gain = patron_numeric_step(climb->size, value, vector, climb->here.gradient,
                                      climb->radius, work, step);
    climb->length = 0.0;
    for (size_t i = 0; i < climb->size; i++) {
        longest = fmax(longest, fabs(step[i]));
        climb->length += step[i] * step[i];
    }
    climb->length = sqrt(climb->length);
    climb->small += climb->gain <= NUMERIC_ASCENT_GAIN * (1.0 + fabs(climb->here.value));
    if (longest < 0.9 * climb->radius && (longest <= NUMERIC_ASCENT_SMALL || climb->small > 1))
        return numeric_ascent_arrive(climb, step, longest);
    if (!climb->looked && climb->gain * climb->customers <= NUMERIC_ASCENT_LITTLE &&
        numeric_ascent_look(climb, NUMERIC_ASCENT_AHEAD))
        return 1;
    if (climb->iterations == climb->max_iterations)
        return numeric_ascent_finish(climb, NUMERIC_ASCENT_LIMIT);
    numeric_ascent_move(climb, step);
    climb->phase = NUMERIC_ASCENT_STEP;
    return 1;
}

/* Takes the step or refuses it. */
static int numeric_ascent_judge(numeric_ascent *climb)
{
    double risen = climb->trial.value - climb->here.value;
    if (!(risen >= 0.1 * climb->gain - numeric_ascent_noise(climb))) {
        climb->radius = 0.25 * climb->length;
        if (++climb->refused > NUMERIC_ASCENT_REFUSED)
            return numeric_ascent_finish(climb, NUMERIC_ASCENT_LEVEL);
        return numeric_ascent_plan(climb);
    }
    if (risen > 0.5 * climb->gain && climb->length > 0.9 * climb->radius)
        climb->radius = fmin(2.0 * climb->radius, NUMERIC_ASCENT_RADIUS);
    climb->here = climb->trial;
    climb->iterations++;
    climb->refused = 0;
    climb->looked = 0;
    return numeric_ascent_plan(climb);
}

int patron_numeric_ascent_next(numeric_ascent *climb)
{
    if (climb->phase == NUMERIC_ASCENT_STEP)
        return numeric_ascent_judge(climb);
    if (climb->phase == NUMERIC_ASCENT_FIRST) {
        climb->here = climb->trial;
        return numeric_ascent_plan(climb);
    }
    if (numeric_ascent_goes_on(climb))
        return numeric_ascent_finish(climb, NUMERIC_ASCENT_EDGE);
    return climb->phase == NUMERIC_ASCENT_AHEAD_AT_END ? 0 : numeric_ascent_plan(climb);
}
