/*
 * Pareto/NBD (Schmittlein, Morrison and Colombo, "Counting your customers", 1987).
 *
 * With R = r + x, hi and lo the greater and the smaller of alpha and beta, and
 * G(b, z) = 2F1(1, b; R+s+1; z) (Fader and Hardie, "A note on deriving the Pareto/NBD model", 2005, by
 * Euler's transformation):
 *
 *     L (alpha+T)^R (beta+T)^s G(r) / (G(R) alpha^r beta^s) = 1 / P(alive) = U + V
 *     U = s/(R+s) G(b_1, z_1) [1 - z_1 where alpha < beta] ((alpha+T)/(alpha+t_x))^R ((beta+T)/(beta+t_x))^s
 *     V = R/(R+s) G(b_2, z_2) [1 - z_2 where alpha >= beta]
 *     z_1 = (hi-lo)/(hi+t_x), z_2 = (hi-lo)/(hi+T)
 *     b_1, b_2 = R, R + 1 where alpha >= beta, else s + 1, s
 *
 * all terms positive. Where z_1 is near 1 the integral over the time of leaving serves (btyd_lifetime.c).
 * Who is alive at T goes on with R, alpha + T, s and beta + T:
 *
 *     E[X(t)]  = R/(alpha+T) int_0^t S,   S(y) = (1 + y/(beta+T))^-s
 *     D(disc)  = R (beta+T)/(alpha+T) e^z E_s(z),   z = disc (beta+T)
 */
#include "../portability.h"
#include "btyd_lifetime.h"

#include "../numeric/numeric_decay.h"
#include "../numeric/numeric_expint.h"
#include "../numeric/numeric_gamma.h"
#include "../numeric/numeric_hyper.h"

#include <float.h>
#include <math.h>

#define BTYD_PARETO_NEAR 0.8   /* z_1 up to which the series serves */
#define BTYD_PARETO_LARGE 30.0 /* the ln of odds of having left */

/* The series of a history. */
typedef struct btyd_pareto_series {
    double R;
    double c;
    double hi;
    double lo;
    int alpha_is_hi;
    double log_alpha; /* ln((alpha+T)/(alpha+t_x)) */
    double log_beta;
    numeric_hyper one;
    numeric_hyper two;
} btyd_pareto_series;

static int btyd_pareto_is_near(const patron_btyd_model *model, const btyd_row *row)
{
    double hi = fmax(model->alpha, model->beta);
    return hi - fmin(model->alpha, model->beta) <= BTYD_PARETO_NEAR * (hi + row->t_x);
}

static btyd_pareto_series btyd_pareto_open(const patron_btyd_model *model, const btyd_row *row)
{
    double alpha = model->alpha, beta = model->beta, s = model->s;
    double silence = row->T - row->t_x;
    btyd_pareto_series series;
    series.R = model->r + row->x;
    series.c = series.R + s + 1.0;
    series.alpha_is_hi = alpha >= beta;
    series.hi = series.alpha_is_hi ? alpha : beta;
    series.lo = series.alpha_is_hi ? beta : alpha;
    series.log_alpha = log1p(silence / (alpha + row->t_x));
    series.log_beta = log1p(silence / (beta + row->t_x));
    series.one.b = series.alpha_is_hi ? series.R : s + 1.0;
    series.two.b = series.alpha_is_hi ? series.R + 1.0 : s;
    series.one.z = (series.hi - series.lo) / (series.hi + row->t_x);
    series.two.z = (series.hi - series.lo) / (series.hi + row->T);
    return series;
}

/* U without its powers, and V. */
static double btyd_pareto_u(const patron_btyd_model *model, const btyd_row *row,
                            const btyd_pareto_series *series)
{
    double both = series->R + model->s;
    double less = (series->lo + row->t_x) / (series->hi + row->t_x);
    return model->s / both * series->one.value * (series->alpha_is_hi ? 1.0 : less);
}

static double btyd_pareto_v(const patron_btyd_model *model, const btyd_row *row,
                            const btyd_pareto_series *series)
{
    double both = series->R + model->s;
    double less = (series->lo + row->T) / (series->hi + row->T);
    return series->R / both * series->two.value * (series->alpha_is_hi ? less : 1.0);
}

double patron_btyd_pareto_alive(const patron_btyd_model *model, const btyd_row *row)
{
    if (row->T == row->t_x)
        return 1.0;
    if (!btyd_pareto_is_near(model, row))
        return 1.0 / (1.0 + exp(patron_btyd_lifetime_log_odds(model, row)));
    btyd_pareto_series series = btyd_pareto_open(model, row);
    patron_numeric_hyper(series.c, &series.one, &series.two);
    double power = series.R * series.log_alpha + model->s * series.log_beta;
    double whole =
        btyd_pareto_u(model, row, &series) * exp(power) + btyd_pareto_v(model, row, &series);
    return whole > 1.0 ? 1.0 / whole : 1.0;
}

/* --- likelihood ----------------------------------------------------------------------------------- */

/* A gradient by the ln of the four parameters. */
typedef struct btyd_pareto_slopes {
    double r;
    double alpha;
    double s;
    double beta;
} btyd_pareto_slopes;

/* Adds what U at t_x (or V at T) says, by its share of the whole: the derivatives of
   r ln alpha - R ln(alpha+time) - s ln(1+time/beta) + ln G + ln s - ln(R+s) (of V ln R in place of ln s),
   and of 1 - z = (lo+time)/(hi+time) where that is a factor. log_alpha is ln(1+time/alpha). */
static void btyd_pareto_add(const patron_btyd_model *model, const btyd_row *row,
                            const btyd_pareto_series *series, int is_u, double log_alpha,
                            double log_beta, double share, btyd_pareto_slopes *sum)
{
    const numeric_hyper *G = is_u ? &series->one : &series->two;
    int hi_is_alpha = series->alpha_is_hi;
    double time = is_u ? row->t_x : row->T;
    double per_hi = 1.0 / (series->hi + time), per_lo = 1.0 / (series->lo + time);
    double per_alpha = hi_is_alpha ? per_hi : per_lo, per_beta = hi_is_alpha ? per_lo : per_hi;
    double per_value = 1.0 / G->value;
    double by_z = G->by_z * per_value * per_hi;
    double by_hi = by_z * series->hi * (series->lo + time) * per_hi;
    double by_lo = -by_z * series->lo;
    double by_b = G->by_b * per_value;
    double by_c = G->by_c * per_value - 1.0 / (series->c - 1.0);
    if (is_u != hi_is_alpha) {
        by_hi -= series->hi * per_hi;
        by_lo += series->lo * per_lo;
    }
    double by_r = by_c + (hi_is_alpha ? by_b : 0.0) + (is_u ? 0.0 : 1.0 / series->R);
    double by_s = by_c + (hi_is_alpha ? 0.0 : by_b);
    sum->r += share * model->r * (by_r - log_alpha);
    sum->s += share * (model->s * (by_s - log_beta) + (is_u ? 1.0 : 0.0));
    sum->alpha += share * ((model->r * time - row->x * model->alpha) * per_alpha +
                           (hi_is_alpha ? by_hi : by_lo));
    sum->beta += share * (model->s * time * per_beta + (hi_is_alpha ? by_lo : by_hi));
}

/* ln L but for ln G(R)/G(r), and its gradient likewise, with the logarithms shared. Reckoned from the chance of
   this history and of living on to T, or where U is by far the greater, to t_x: so that nothing large is taken
   off again. */
static double btyd_pareto_by_series(const patron_btyd_model *model, const btyd_row *row,
                                    btyd_pareto_slopes *gradient)
{
    btyd_pareto_series series = btyd_pareto_open(model, row);
    if (gradient != NULL)
        patron_numeric_hyper_slopes(series.c, &series.one, &series.two);
    else
        patron_numeric_hyper(series.c, &series.one, &series.two);
    double power = series.R * series.log_alpha + model->s * series.log_beta;
    int left = power > BTYD_PARETO_LARGE;
    double u = btyd_pareto_u(model, row, &series) * (left ? 1.0 : exp(power));
    double v = btyd_pareto_v(model, row, &series) * (left ? exp(-power) : 1.0);
    double time = left ? row->t_x : row->T;
    double log_alpha = log1p(time / model->alpha);
    double log_beta = log1p(time / model->beta);
    if (gradient != NULL) {
        double share = u / (u + v);
        btyd_pareto_add(model, row, &series, 1, log_alpha - (left ? 0.0 : series.log_alpha),
                        log_beta - (left ? 0.0 : series.log_beta), share, gradient);
        btyd_pareto_add(model, row, &series, 0, log_alpha + (left ? series.log_alpha : 0.0),
                        log_beta + (left ? series.log_beta : 0.0), 1.0 - share, gradient);
    }
    double per_unit = row->x > 0.0 ? row->x * log(model->alpha + time) : 0.0;
    return log(u + v) - model->r * log_alpha - per_unit - model->s * log_beta;
}

static double btyd_pareto_near(const patron_btyd_model *model, const btyd_row *row,
                               double *gradient)
{
    btyd_pareto_slopes sum = {0.0, 0.0, 0.0, 0.0};
    double value = btyd_pareto_by_series(model, row, gradient != NULL ? &sum : NULL);
    if (gradient == NULL)
        return value;
    for (int j = 0; j < PATRON_BTYD_PARAMETERS; j++)
        gradient[j] = 0.0;
    gradient[PATRON_BTYD_R] = sum.r;
    gradient[PATRON_BTYD_ALPHA] = sum.alpha;
    gradient[PATRON_BTYD_S] = sum.s;
    gradient[PATRON_BTYD_BETA] = sum.beta;
    return value;
}

double patron_btyd_pareto_likelihood(const patron_btyd_model *model, const btyd_row *row,
                                     double *gradient)
{
    double value = btyd_pareto_is_near(model, row)
                       ? btyd_pareto_near(model, row, gradient)
                       : patron_btyd_lifetime_likelihood(model, row, gradient);
    if (row->x == 0.0)
        return value;
    if (gradient != NULL)
        gradient[PATRON_BTYD_R] += model->r * patron_numeric_digamma_rise(model->r, row->x);
    return value + patron_numeric_log_gamma_rise(model->r, row->x);
}

/* --- the future ----------------------------------------------------------------------------------- */

/* P(alive) R (beta + T) / (alpha + T) */
static double btyd_pareto_scale(const patron_btyd_model *model, const btyd_row *row)
{
    return patron_btyd_pareto_alive(model, row) * (model->r + row->x) *
           ((model->beta + row->T) / (model->alpha + row->T));
}

double patron_btyd_pareto_expected(const patron_btyd_model *model, const btyd_row *row,
                                   double ahead)
{
    return patron_btyd_pareto_residual_within(model, row, 0.0, ahead);
}

void patron_btyd_pareto_pmf(const patron_btyd_model *model, const btyd_row *row, double ahead,
                            size_t counts, double *probability)
{
    patron_btyd_lifetime_pmf(model, row, ahead, counts, probability);
}

double patron_btyd_pareto_some(const patron_btyd_model *model, const btyd_row *row, double ahead)
{
    btyd_lifetime now = patron_btyd_lifetime_from(model, model->r + row->x, row->T);
    return fmin(1.0, patron_btyd_pareto_alive(model, row) * patron_btyd_lifetime_some(&now, ahead));
}

double patron_btyd_pareto_residual(const patron_btyd_model *model, const btyd_row *row,
                                   double discount)
{
    double z = discount * (model->beta + row->T);
    if (discount > 0.0) /* the least discount is not none, which may diverge */
        z = fmax(z, DBL_MIN);
    return btyd_pareto_scale(model, row) * patron_numeric_expint(model->s, z);
}

double patron_btyd_pareto_residual_within(const patron_btyd_model *model, const btyd_row *row,
                                          double discount, double horizon)
{
    double end = model->beta + row->T;
    return btyd_pareto_scale(model, row) *
           patron_numeric_decay(model->s, discount * end, horizon / end);
}
