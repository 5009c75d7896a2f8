/*
 * The likelihood of weighted rows with its derivatives, and where to start to climb it.
 */
#include "../portability.h"
#include "btyd_climb.h"
#include "btyd_fit.h"

#include <math.h>
#include <string.h>

enum { BTYD_FREE_FLIPS = 4 }; /* r, alpha, a, b */

#define BTYD_START_APART 1.5 /* in ln b */

/* --- parameters --------------------------------------------------------------------------------- */

uint32_t patron_btyd_groups(uint32_t kind)
{
    return kind == PATRON_BTYD_PARETO_NBD ? 2 : 3;
}

uint32_t patron_btyd_group_parameter(uint32_t kind, uint32_t group, double *sign)
{
    *sign = -1.0;
    if (group == 0)
        return 1; /* alpha */
    if (kind == PATRON_BTYD_PARETO_NBD)
        return 3; /* beta */
    *sign = 1.0;
    return group + 1; /* a, b */
}

void patron_btyd_hill_bounds(uint32_t kind, uint32_t position, double *low, double *high)
{
    int shape = kind == PATRON_BTYD_BG_BB ||
                (position != PATRON_BTYD_ALPHA && position != PATRON_BTYD_BETA);
    *low = shape ? 1e-6 : 1e-9;
    *high = shape ? 1e9 : 1e15;
    if (kind == PATRON_BTYD_GGOM_NBD && position == PATRON_BTYD_B) {
        *low = 1e-12;
        *high = 1e6;
    }
}

void patron_btyd_climb_model(const btyd_hill *hill, const double *at, patron_btyd_model *model)
{
    memset(model, 0, sizeof *model);
    model->kind = hill->kind;
    model->k = hill->k;
    for (uint32_t i = 0; i < hill->free; i++) {
        double low, high;
        patron_btyd_hill_bounds(hill->kind, hill->position[i], &low, &high);
        patron_btyd_set(model, hill->position[i], fmin(fmax(exp(at[i]), low), high));
    }
}

/* --- evaluation ----------------------------------------------------------------------------------- */

static void btyd_hill_plain(const btyd_hill *hill, btyd_point *point)
{
    btyd_total total;
    patron_btyd_model model;
    size_t free = hill->free;
    patron_btyd_climb_model(hill, point->at, &model);
    patron_btyd_total_clear(&total);
    patron_btyd_total_rows(&model, &hill->rows, hill->kept, hill->entries, &total);
    point->value = numeric_pair_value(total.value);
    for (size_t i = 0, k = 0; i < free; i++) {
        point->gradient[i] = numeric_pair_value(total.gradient[i]);
        for (size_t j = 0; j <= i; j++, k++)
            point->hessian[i * free + j] = total.hessian[k];
    }
}

/* A variable as a multiple of the ln of a parameter, in one row. */
typedef struct btyd_variable {
    uint32_t parameter;
    double factor;
} btyd_variable;

static btyd_variable btyd_variable_of(const btyd_hill *hill, size_t v, const double *covariate)
{
    btyd_variable variable = {(uint32_t)v, 1.0};
    if (v < hill->free)
        return variable;
    uint32_t group = (uint32_t)(v - hill->free) / hill->covariates;
    variable.parameter = patron_btyd_group_parameter(hill->kind, group, &variable.factor);
    size_t column = (v - hill->free) % hill->covariates;
    variable.factor *= covariate[column] / hill->scale[column];
    return variable;
}

/* The parameters of a row: ln alpha - g1 z, and so on. */
static void btyd_hill_own(const btyd_hill *hill, size_t size, const double *at,
                          const double *covariate, patron_btyd_model *own)
{
    double log_value[BTYD_FREE] = {0.0};
    for (uint32_t i = 0; i < hill->free; i++)
        log_value[i] = at[i];
    for (size_t v = hill->free; v < size; v++) {
        btyd_variable variable = btyd_variable_of(hill, v, covariate);
        log_value[variable.parameter] += at[v] * variable.factor;
    }
    patron_btyd_climb_model(hill, log_value, own);
}

static void btyd_hill_add(const btyd_hill *hill, size_t size, const double *covariate,
                          const btyd_terms *terms, double weight, btyd_point *point)
{
    point->value += weight * terms->value;
    for (size_t v = 0; v < size; v++) {
        btyd_variable by = btyd_variable_of(hill, v, covariate);
        double factor = weight * by.factor;
        point->gradient[v] += factor * terms->gradient[by.parameter];
        for (size_t u = 0; u <= v; u++) {
            btyd_variable and_by = btyd_variable_of(hill, u, covariate);
            size_t i = by.parameter, j = and_by.parameter;
            size_t packed = i >= j ? i * (i + 1) / 2 + j : j * (j + 1) / 2 + i;
            point->hessian[v * size + u] += factor * and_by.factor * terms->hessian[packed];
        }
    }
}

static void btyd_hill_covariates(const btyd_hill *hill, size_t size, btyd_point *point)
{
    btyd_sum sum;
    btyd_terms terms;
    btyd_row row;
    patron_btyd_model own;
    point->value = 0.0;
    for (size_t v = 0; v < size; v++)
        point->gradient[v] = 0.0;
    for (size_t v = 0; v < size * size; v++)
        point->hessian[v] = 0.0;
    for (size_t i = 0; i < hill->rows.n; i++) {
        const double *covariate = hill->covariate + i * hill->covariates;
        double weight = hill->rows.weight == NULL ? 1.0 : hill->rows.weight[i];
        row.x = (double)hill->rows.x[i];
        row.t_x = hill->rows.t_x[i];
        row.T = hill->rows.T[i];
        btyd_hill_own(hill, size, point->at, covariate, &own);
        patron_btyd_sum_open(&sum, &own, hill->kept, hill->entries);
        patron_btyd_sum_row(&sum, &row, &terms);
        btyd_hill_add(hill, size, covariate, &terms, weight, point);
    }
}

/* Adds - weight (at - center)^2 / 2. */
static void btyd_hill_draw(double weight, double center, size_t size, size_t v, btyd_point *point)
{
    double away = point->at[v] - center;
    point->value -= 0.5 * weight * away * away;
    point->gradient[v] -= weight * away;
    point->hessian[v * size + v] -= weight;
}

/* The penalty of a scaled coefficient. */
static double btyd_hill_ridge(const btyd_hill *hill, size_t v)
{
    double scale = hill->scale[(v - hill->free) % hill->covariates];
    return hill->ridge / scale / scale;
}

void patron_btyd_hill_evaluate(const btyd_hill *hill, size_t size, btyd_point *point)
{
    if (hill->by_row)
        btyd_hill_covariates(hill, size, point);
    else
        btyd_hill_plain(hill, point);
    point->log_likelihood = point->value;
    for (size_t v = 0; v < size; v++) {
        if (v < hill->free)
            btyd_hill_draw(hill->prior_weight, hill->center[v], size, v, point);
        else
            btyd_hill_draw(btyd_hill_ridge(hill, v), 0.0, size, v, point);
    }
    double mean = 1.0 / hill->customers;
    point->value *= mean;
    for (size_t v = 0; v < size; v++) {
        point->gradient[v] *= mean;
        for (size_t u = 0; u <= v; u++) {
            point->hessian[v * size + u] *= mean;
            point->hessian[u * size + v] = point->hessian[v * size + u];
        }
    }
}

/* --- start ------------------------------------------------------------------------------------------ */

/* Means over customers. */
typedef struct btyd_base_means {
    double x;
    double spread; /* variance of x */
    double logs;   /* ln(1 + x), by which one robot among many says little */
    double T;
} btyd_base_means;

static btyd_base_means btyd_base_means_of(const btyd_hill *hill)
{
    const btyd_weighted *rows = &hill->rows;
    btyd_base_means mean = {0.0, 0.0, 0.0, 0.0};
    for (size_t i = 0; i < rows->n; i++) {
        double share = (rows->weight == NULL ? 1.0 : rows->weight[i]) / hill->customers;
        mean.x += share * rows->x[i];
        mean.T += share * rows->T[i];
        mean.logs += share * log1p(rows->x[i]);
    }
    for (size_t i = 0; i < rows->n; i++) {
        double share = (rows->weight == NULL ? 1.0 : rows->weight[i]) / hill->customers;
        double away = rows->x[i] - mean.x;
        mean.spread += share * away * away;
    }
    return mean;
}

static double btyd_between(double value, double low, double high)
{
    return fmin(fmax(value, low), high);
}

/* r and alpha by the moments of the negative binomial; what drops out is given shapes near 1, and rates
   by the mean T. Of Pareto/NBD that start gives a customer some two thirds of T to buy in, and spreads the
   numbers of purchases itself, so that r is larger than without. */
void patron_btyd_hill_start(const btyd_hill *hill, patron_btyd_model *start)
{
    btyd_base_means mean = btyd_base_means_of(hill);
    uint32_t kind = hill->kind;
    memset(start, 0, sizeof *start);
    start->kind = kind;
    start->k = hill->k;
    if (kind == PATRON_BTYD_BG_BB) {
        start->alpha = 1.0;
        start->beta = btyd_between(mean.T / mean.x - 1.0, 0.01, 1000.0);
        start->gamma = 1.0;
        start->delta = 3.0;
        return;
    }
    double stages = hill->k > 1 ? (double)hill->k : 1.0;
    start->r = btyd_between(mean.x * mean.x / fmax(mean.spread - mean.x, 1e-3 * mean.x), 0.1, 10.0);
    start->alpha = btyd_between(start->r * mean.T / (mean.x * stages), 1e-9, BTYD_TIME_MAX);
    if (kind == PATRON_BTYD_NBD)
        return;
    if (kind == PATRON_BTYD_PARETO_NBD || kind == PATRON_BTYD_GGOM_NBD) {
        start->r *= 1.8;
        start->alpha *= 1.8 * 0.65;
        start->s = 0.6;
        start->beta = btyd_between(0.4 * mean.T, 1e-9, BTYD_TIME_MAX);
        if (kind == PATRON_BTYD_PARETO_NBD)
            return;
        start->b = btyd_between(0.2 / mean.T, 1e-12, 1e6);
        start->beta = 0.1;
        return;
    }
    start->a = 1.0;
    start->b = 1.0 + exp(mean.logs);
}

/* --- what is known before the climb ------------------------------------------------------------- */

void patron_btyd_hill_open(const patron_btyd_fit_options *options, btyd_hill *hill)
{
    memset(hill, 0, sizeof *hill);
    hill->kind = options->kind;
    hill->k = options->k;
    hill->free = patron_btyd_free(options->kind, hill->position);
    hill->prior_weight = options->prior_weight;
    hill->ridge = options->ridge;
}

/* Customers, and why there is nothing to fit: notes, 0 where there is. */
uint64_t patron_btyd_hill_survey(btyd_hill *hill)
{
    const btyd_weighted *rows = &hill->rows;
    int repeat = 0, time = 0, several = 0;
    size_t first = rows->n;
    numeric_pair customers = numeric_pair_make(0.0, 0.0);
    for (size_t i = 0; i < rows->n; i++) {
        double weight = rows->weight == NULL ? 1.0 : rows->weight[i];
        if (weight == 0.0)
            continue;
        first = first == rows->n ? i : first;
        customers = numeric_pair_add(customers, weight);
        repeat |= rows->x[i] > 0;
        time |= rows->T[i] > 0.0;
        several |= rows->x[i] != rows->x[first] || rows->t_x[i] != rows->t_x[first] ||
                   rows->T[i] != rows->T[first];
    }
    hill->customers = numeric_pair_value(customers);
    uint64_t notes = 0;
    if (!repeat)
        notes |= PATRON_BTYD_NOTE_NO_REPEAT;
    if (!several)
        notes |= PATRON_BTYD_NOTE_ONE_HISTORY;
    if (!time)
        notes |= PATRON_BTYD_NOTE_NO_TIME;
    return notes;
}

/* Where the climb starts, in ln: the model given, or moments. */
void patron_btyd_hill_begin(const patron_btyd_model *start, btyd_hill *hill, double *at)
{
    patron_btyd_model moments;
    patron_btyd_hill_start(hill, &moments);
    for (uint32_t i = 0; i < hill->free; i++) {
        hill->reference[i] = log(patron_btyd_get(&moments, hill->position[i]));
        at[i] = start == NULL ? hill->reference[i] : log(patron_btyd_get(start, hill->position[i]));
        hill->center[i] = at[i];
    }
}

/* Another place to start, where a few customers buy far more than the rest: then the mean of x is theirs, and
   a likelihood may have two tops, one for them and one for the rest. 0 where there is none. */
int patron_btyd_hill_begin_again(const btyd_hill *hill, double *at)
{
    if (hill->free != BTYD_FREE_FLIPS || hill->position[BTYD_FREE_FLIPS - 1] != PATRON_BTYD_B)
        return 0;
    double b = log(2.0 + btyd_base_means_of(hill).x);
    if (b < hill->reference[BTYD_FREE_FLIPS - 1] + BTYD_START_APART)
        return 0;
    for (uint32_t i = 0; i < hill->free; i++)
        at[i] = hill->reference[i];
    at[BTYD_FREE_FLIPS - 1] = b;
    return 1;
}
