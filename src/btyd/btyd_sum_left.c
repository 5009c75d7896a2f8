/*
 * Pareto/NBD and GGom/NBD by the integral that their likelihood is made of, with W = ln G(r+x)/G(r), S the
 * chance to be alive at a time and g(x, t) = - r ln(1+t/alpha) - x ln(alpha+t):
 *
 *     L = e^W { S(T) e^g(x, T) + int_{t_x}^{T} -S'(y) e^g(x, y) dy }
 *     Pareto/NBD   S(t) = (1 + t/beta)^-s                 -S'(y) = S(y) s / (beta+y)
 *     GGom/NBD     S(t) = (1 + (e^(b t) - 1)/beta)^-s     -S'(y) = S(y) s b w,  w = e^(b y) / (beta-1+e^(b y))
 *
 * by Gauss panels in ln(m + y), m the distance to the nearest singularity: each at most 1 wide, and narrow
 * enough for the integrand to fall by less than e^16, and for b y to grow by less than 1. The derivatives
 * of the integral are moments of those of the integrand's logarithm.
 */
#include "../portability.h"
#include "btyd_sum.h"

#include "../numeric/numeric_gauss.h"

#include <math.h>
#include <string.h>

/* Places of s, beta and b in the gradient, and in the triangle. */
enum {
    BTYD_LEFT_S = 2,
    BTYD_LEFT_BETA = 3,
    BTYD_LEFT_B = 4,
    BTYD_LEFT_SS = 5,
    BTYD_LEFT_BETA_S = 8,
    BTYD_LEFT_BETA_BETA = 9,
    BTYD_LEFT_B_S = 12,
    BTYD_LEFT_B_BETA = 13,
    BTYD_LEFT_BB = 14
};

#define BTYD_LEFT_FALLEN 48.0 /* from here on what is left is below 1e-20 */

/* --- Gompertz ------------------------------------------------------------------------------------ */

/* At age y, with D = beta - 1 + e^(b y): shares of D without overflow or cancellation. */
typedef struct btyd_gompertz {
    double age;   /* b y */
    double log_D; /* ln(D / beta) */
    double u;     /* (e^(b y) - 1) / D */
    double v;     /* beta / D */
    double w;     /* e^(b y) / D */
} btyd_gompertz;

static btyd_gompertz btyd_gompertz_at(const patron_btyd_model *model, double y)
{
    btyd_gompertz at;
    at.age = model->b * y;
    double young = exp(-at.age), old = -expm1(-at.age);
    double shrunk = old + model->beta * young; /* D e^(-b y) */
    at.u = old / shrunk;
    at.v = model->beta * young / shrunk;
    at.w = 1.0 / shrunk;
    at.log_D =
        at.age < 30.0 ? log1p(expm1(at.age) / model->beta) : at.age + log(shrunk / model->beta);
    return at;
}

/* Adds ln S(y). */
static void btyd_add_gompertz_stay(const patron_btyd_model *model, const btyd_gompertz *at,
                                   btyd_terms *terms)
{
    double s = model->s, ageing = at->age * at->w;
    terms->value -= s * at->log_D;
    terms->gradient[BTYD_LEFT_S] -= s * at->log_D;
    terms->gradient[BTYD_LEFT_BETA] += s * at->u;
    terms->gradient[BTYD_LEFT_B] -= s * ageing;
    terms->hessian[BTYD_LEFT_SS] -= s * at->log_D;
    terms->hessian[BTYD_LEFT_BETA_S] += s * at->u;
    terms->hessian[BTYD_LEFT_BETA_BETA] -= s * at->u * at->v;
    terms->hessian[BTYD_LEFT_B_S] -= s * ageing;
    terms->hessian[BTYD_LEFT_B_BETA] += s * ageing * at->v;
    terms->hessian[BTYD_LEFT_BB] -= s * ageing * (1.0 + at->age * (1.0 - at->w));
}

/* Adds ln(s b w). */
static void btyd_add_gompertz_hazard(const patron_btyd_model *model, const btyd_gompertz *at,
                                     btyd_terms *terms)
{
    double rest = at->age * (1.0 - at->w);
    terms->value += log(model->s * model->b * at->w);
    terms->gradient[BTYD_LEFT_S] += 1.0;
    terms->gradient[BTYD_LEFT_BETA] -= at->v;
    terms->gradient[BTYD_LEFT_B] += 1.0 + rest;
    terms->hessian[BTYD_LEFT_BETA_BETA] -= at->u * at->v;
    terms->hessian[BTYD_LEFT_B_BETA] += at->v * at->w * at->age;
    terms->hessian[BTYD_LEFT_BB] += rest * (1.0 - at->age * at->w);
}

/* --- the integrand -------------------------------------------------------------------------------- */

void patron_btyd_alive_terms(const patron_btyd_model *model, const btyd_row *row, btyd_terms *terms)
{
    patron_btyd_gamma_terms(model, row->x, row->T, terms);
    if (model->kind == PATRON_BTYD_GGOM_NBD) {
        btyd_gompertz at = btyd_gompertz_at(model, row->T);
        btyd_add_gompertz_stay(model, &at, terms);
    } else {
        patron_btyd_add_stay(model, row->T, terms);
    }
}

/* The logarithm of the integrand. */
static void btyd_left_at(const patron_btyd_model *model, double x, double y, btyd_terms *terms)
{
    patron_btyd_gamma_terms(model, x, y, terms);
    if (model->kind == PATRON_BTYD_GGOM_NBD) {
        btyd_gompertz at = btyd_gompertz_at(model, y);
        btyd_add_gompertz_stay(model, &at, terms);
        btyd_add_gompertz_hazard(model, &at, terms);
        return;
    }
    patron_btyd_add_stay(model, y, terms);
    patron_btyd_add_log_beta(model, y, -1.0, terms);
    terms->value += log(model->s);
    terms->gradient[BTYD_LEFT_S] += 1.0;
}

/* Adds weight e^terms to the sums, relative to the integrand where it starts. */
static void btyd_left_add(const btyd_terms *first, const btyd_terms *terms, double weight,
                          uint32_t free, btyd_terms *sum)
{
    double size = weight * exp(terms->value - first->value);
    double more[BTYD_FREE];
    sum->value += size;
    for (uint32_t i = 0, k = 0; i < free; i++) {
        more[i] = terms->gradient[i] - first->gradient[i];
        sum->gradient[i] += size * more[i];
        for (uint32_t j = 0; j <= i; j++, k++)
            sum->hessian[k] += size * (terms->hessian[k] + more[i] * more[j]);
    }
}

/* --- panels ---------------------------------------------------------------------------------------- */

/* m */
static double btyd_left_low(const patron_btyd_model *model)
{
    double low = model->beta;
    if (model->kind == PATRON_BTYD_GGOM_NBD)
        low = fmin(1.0, model->beta < 1.0 ? -log1p(-model->beta) : 1.0) / model->b;
    return fmin(low, model->alpha);
}

/* How fast the integrand falls in ln(m + y), and how wide a panel may be. */
static double btyd_left_fall(const patron_btyd_model *model, double x, double y, double from,
                             double *panel)
{
    double buying = (model->r + x) * (from / (model->alpha + y));
    if (model->kind != PATRON_BTYD_GGOM_NBD) {
        double fall = buying + (model->s + 1.0) * (from / (model->beta + y));
        *panel = fmin(1.0, 6.0 / fall);
        return fall - 1.0;
    }
    btyd_gompertz at = btyd_gompertz_at(model, y);
    double leaving = model->s * model->b * at.w * from;
    double ageing = model->b * (1.0 - at.w) * from;
    double step = at.age < 40.0 ? model->b * from : 0.0;
    *panel = 1.0 / fmax(fmax(1.0, step), (buying + leaving + fabs(ageing)) / 6.0);
    return buying + leaving - ageing - 1.0;
}

/* From sums to the logarithm of the integral and its derivatives. */
static void btyd_left_close(const btyd_terms *first, uint32_t free, btyd_terms *terms)
{
    double whole = 1.0 / terms->value;
    for (uint32_t i = 0; i < free; i++)
        terms->gradient[i] *= whole;
    for (uint32_t i = 0, k = 0; i < free; i++)
        for (uint32_t j = 0; j <= i; j++, k++)
            terms->hessian[k] = terms->hessian[k] * whole - terms->gradient[i] * terms->gradient[j];
    for (uint32_t i = 0; i < free; i++)
        terms->gradient[i] += first->gradient[i];
    terms->value = log(terms->value) + first->value;
}

int patron_btyd_left_terms(const patron_btyd_model *model, uint32_t free, const btyd_row *row,
                           btyd_terms *terms)
{
    double low = btyd_left_low(model);
    double from = low + row->t_x;
    double width = log1p((row->T - row->t_x) / from);
    double fallen = 0.0, panel;
    btyd_terms first, at;
    memset(terms, 0, sizeof *terms);
    btyd_left_at(model, row->x, row->t_x, &first);
    for (double w = 0.0; w < width && fallen < BTYD_LEFT_FALLEN; w += panel) {
        double start = row->t_x + from * expm1(w);
        double fall = btyd_left_fall(model, row->x, start, low + start, &panel);
        panel = fmin(panel, width - w);
        for (int i = 0; i < NUMERIC_GAUSS_POINTS; i++) {
            numeric_gauss_point point = numeric_gauss_at(i);
            double y = row->t_x + from * expm1(w + 0.5 * panel * (1.0 + point.x));
            btyd_left_at(model, row->x, y, &at);
            btyd_left_add(&first, &at, 0.5 * panel * point.weight * (low + y), free, terms);
        }
        fallen += fall * panel;
    }
    if (!(terms->value > 0.0))
        return 0;
    btyd_left_close(&first, free, terms);
    return 1;
}
