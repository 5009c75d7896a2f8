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
    NUMERIC_ASCENT_LEVEL_STEPS = 8, /* one by one: there is no top */
    NUMERIC_ASCENT_CELLS = NUMERIC_ASCENT_MAX * NUMERIC_ASCENT_MAX
};

#define NUMERIC_ASCENT_FAR 6.907755278982137     /* ln 1000 */
#define NUMERIC_ASCENT_FURTHER 4.605170185988092 /* ln 100 */
#define NUMERIC_ASCENT_ROOM 0.5                  /* of that: at the end of the range */
#define NUMERIC_ASCENT_RADIUS 4.0
#define NUMERIC_ASCENT_SHAPE 21.0 /* ln of what a parameter is below that is a shape */
#define NUMERIC_ASCENT_SMALL                                                                       \
    1e-9 /* in ln parameters: the last step, after which the error is its square */
#define NUMERIC_ASCENT_LONG 1e-4   /* where it gains nothing: the likelihood is level */
#define NUMERIC_ASCENT_GAIN 1e-18  /* of the mean ln L: at the top after one more step */
#define NUMERIC_ASCENT_NOISE 1e-14 /* rounding of the mean ln L, and of its gradient */
#define NUMERIC_ASCENT_TERM 1e-15  /* rounding of it for each unit of a shape */
#define NUMERIC_ASCENT_STEEP                                                                       \
    1e-6 /* of the gradient: then the curvature is rounding, not the step small */
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

/* Of a value, by terms like q ln(1 + 1 / gamma) of a shape q, too. */
static double numeric_ascent_noise(const numeric_ascent *climb, const numeric_ascent_point *point)
{
    double noise = NUMERIC_ASCENT_NOISE * (1.0 + fabs(climb->here.value));
    for (size_t i = 0; i < climb->size; i++)
        if (climb->high[i] < NUMERIC_ASCENT_SHAPE)
            noise = fmax(noise, NUMERIC_ASCENT_TERM * exp(point->at[i]));
    return noise;
}

static void numeric_ascent_runs(numeric_ascent *climb, size_t i, int up)
{
    if (up)
        climb->runs_to_infinity |= (uint32_t)1 << i;
    else
        climb->runs_to_zero |= (uint32_t)1 << i;
}

static void numeric_ascent_runs_nowhere(numeric_ascent *climb)
{
    climb->runs_to_zero = 0;
    climb->runs_to_infinity = 0;
}

/* Which parameters are far from their reference, or stopped by the end of their range: the way further on. */
static int numeric_ascent_far(numeric_ascent *climb, const double *step, int *pinned)
{
    int far = 0;
    *pinned = 0;
    numeric_ascent_runs_nowhere(climb);
    for (size_t i = 0; i < climb->size; i++) {
        double at = climb->here.at[i], away = at - climb->reference[i];
        int stopped = step[i] > 0.0 ? at >= climb->high[i] : step[i] < 0.0 && at <= climb->low[i];
        climb->way[i] = 0.0;
        *pinned |= stopped;
        if (!stopped && fabs(away) <= NUMERIC_ASCENT_FAR)
            continue;
        int up = stopped ? step[i] > 0.0 : away > 0.0;
        far = 1;
        climb->way[i] = up ? NUMERIC_ASCENT_FURTHER : -NUMERIC_ASCENT_FURTHER;
        numeric_ascent_runs(climb, i, up);
    }
    return far;
}

/* Of the way, what goes along the direction of least curvature, on which others go with it that are not far
   themselves. 0 where nothing far goes that way. */
static int numeric_ascent_take_ridge(numeric_ascent *climb)
{
    double value[NUMERIC_ASCENT_MAX], vector[NUMERIC_ASCENT_CELLS];
    size_t flattest = 0, size = climb->size;
    double most = 0.0, along = 0.0;
    numeric_ascent_spectrum(climb, 0, value, vector);
    for (size_t i = 1; i < size; i++)
        if (value[i] < value[flattest])
            flattest = i;
    const double *ridge = vector + flattest * size;
    for (size_t i = 0; i < size; i++) {
        most = fmax(most, fabs(ridge[i]));
        along += ridge[i] * climb->way[i];
    }
    if (fabs(along) < 0.5 * most * NUMERIC_ASCENT_FURTHER)
        return 0;
    double scale = (along > 0.0 ? NUMERIC_ASCENT_FURTHER : -NUMERIC_ASCENT_FURTHER) / most;
    numeric_ascent_runs_nowhere(climb);
    for (size_t i = 0; i < size; i++) {
        climb->way[i] = scale * ridge[i];
        if (fabs(ridge[i]) >= 0.5 * most)
            numeric_ascent_runs(climb, i, climb->way[i] > 0.0);
    }
    return 1;
}

/* How much of the way there is before the range of a parameter ends: were it stopped while others go on, they
   would leave the ridge. */
static double numeric_ascent_room(const numeric_ascent *climb)
{
    double room = 1.0;
    for (size_t i = 0; i < climb->size; i++) {
        if (fabs(climb->way[i]) < 0.5 * NUMERIC_ASCENT_FURTHER)
            continue;
        double end = climb->way[i] > 0.0 ? climb->high[i] : climb->low[i];
        room = fmin(room, (end - climb->here.at[i]) / climb->way[i]);
    }
    return room;
}

/* Whether the likelihood goes on to rise, or is level, further on, where the trial is. */
static int numeric_ascent_goes_on(const numeric_ascent *climb)
{
    double slope = 0.0;
    double noise = numeric_ascent_noise(climb, &climb->trial);
    for (size_t i = 0; i < climb->size; i++)
        slope += climb->way[i] * climb->trial.gradient[i];
    return climb->trial.value >= climb->here.value - noise && slope >= -noise;
}

static int numeric_ascent_finish(numeric_ascent *climb, uint32_t end)
{
    climb->end = end;
    return 0;
}

/* --- the climb -------------------------------------------------------------------------------- */

/* Asks for a look along the way; or ends there, where the range of a parameter does. */
static int numeric_ascent_look(numeric_ascent *climb, uint32_t phase)
{
    double room = numeric_ascent_room(climb);
    if (room < NUMERIC_ASCENT_ROOM)
        return numeric_ascent_finish(climb, NUMERIC_ASCENT_EDGE);
    for (size_t i = 0; i < climb->size; i++)
        climb->way[i] *= room;
    numeric_ascent_move(climb, climb->way);
    climb->phase = phase;
    climb->looked++;
    return 1;
}

/* At a point where the step is small: is it a maximum? The step left is too small to change anything
   but the point. */
static int numeric_ascent_arrive(numeric_ascent *climb, const double *step, double longest, int far)
{
    numeric_ascent_move(climb, step);
    memcpy(climb->here.at, climb->trial.at, sizeof climb->here.at);
    climb->end = NUMERIC_ASCENT_TOP;
    if (!(longest <= NUMERIC_ASCENT_LONG) || isnan(patron_numeric_ascent_condition(climb)) ||
        !(patron_numeric_ascent_norm(climb) <=
          NUMERIC_ASCENT_STEEP * (1.0 + fabs(climb->here.value))))
        climb->end = NUMERIC_ASCENT_LEVEL;
    return far ? numeric_ascent_look(climb, NUMERIC_ASCENT_AHEAD_AT_END) : 0;
}

/* From here: what to evaluate next; 0 at the end. */
static int numeric_ascent_plan(numeric_ascent *climb)
{
    double value[NUMERIC_ASCENT_MAX], vector[NUMERIC_ASCENT_CELLS];
    double work[NUMERIC_ASCENT_MAX], step[NUMERIC_ASCENT_MAX];
    double longest = 0.0;
    int pinned;
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
    int far = numeric_ascent_far(climb, step, &pinned);
    if (pinned)
        return numeric_ascent_finish(climb, NUMERIC_ASCENT_EDGE);
    if (longest < 0.9 * climb->radius && (longest <= NUMERIC_ASCENT_SMALL || climb->small > 1))
        return numeric_ascent_arrive(climb, step, longest, far);
    if (climb->level > NUMERIC_ASCENT_LEVEL_STEPS)
        return numeric_ascent_finish(climb, far ? NUMERIC_ASCENT_EDGE : NUMERIC_ASCENT_LEVEL);
    if (far && climb->looked == 0 && climb->gain * climb->customers <= NUMERIC_ASCENT_LITTLE)
        return numeric_ascent_look(climb, NUMERIC_ASCENT_AHEAD);
    numeric_ascent_runs_nowhere(climb);
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
    double noise = numeric_ascent_noise(climb, &climb->here);
    if (!(risen >= 0.1 * climb->gain - noise)) {
        climb->radius = 0.25 * climb->length;
        if (++climb->refused > NUMERIC_ASCENT_REFUSED)
            return numeric_ascent_finish(climb, NUMERIC_ASCENT_LEVEL);
        return numeric_ascent_plan(climb);
    }
    if (risen > 0.5 * climb->gain && climb->length > 0.9 * climb->radius)
        climb->radius = fmin(2.0 * climb->radius, NUMERIC_ASCENT_RADIUS);
    climb->level = risen <= noise ? climb->level + 1 : 0;
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
    if (climb->looked == 1 && numeric_ascent_take_ridge(climb))
        return numeric_ascent_look(climb, climb->phase);
    numeric_ascent_runs_nowhere(climb);
    return climb->phase == NUMERIC_ASCENT_AHEAD_AT_END ? 0 : numeric_ascent_plan(climb);
}
