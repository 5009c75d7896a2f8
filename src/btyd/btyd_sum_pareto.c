/*
 * The pieces of Pareto/NBD: eq. (22) and (23) of B. Hardie and P. Fader, "Deriving the Pareto/NBD model"
 * (note 009), with Euler's transformation, so that all terms are positive. With p = r+x, n = r+s+x,
 * G(b, c, z) = 2F1(1, b; c; z) = sum_k z^k prod_{j<k} (b+j)/(c+j), and W = ln G(r+x)/G(r):
 *
 *     alpha >= beta, z = (alpha-beta)/(alpha+t)
 *       V = ln s - ln n + ln G(p, n+1, z)   + g(x, t_x) - s ln(1+t_x/beta)
 *       U = ln p - ln n + ln G(p+1, n+1, z) + g(x+1, T) - s ln(1+T/beta) + ln(beta+T)
 *     alpha < beta, z = (beta-alpha)/(beta+t)
 *       V = ln s - ln n + ln G(s+1, n+1, z) + g(x-1, t_x) - s ln(1+t_x/beta) - ln(beta+t_x)
 *       U = ln p - ln n + ln G(s, n+1, z)   + g(x, T) - s ln(1+T/beta)
 *     g(x, t) = - r ln(1+t/alpha) - x ln(alpha+t)
 *
 * The derivatives of ln G by b and c are means over the terms of sums of 1/(b+j) and 1/(c+j), those by z
 * of powers of k; all come from the one loop. Where it would be long (z near 1) there is no quick form:
 * btyd_sum_left.c has another.
 */
#include "../portability.h"
#include "btyd_sum.h"

#include <math.h>
#include <string.h>

enum {
    BTYD_PARETO_R = 0,
    BTYD_PARETO_ALPHA = 1,
    BTYD_PARETO_S = 2,
    BTYD_PARETO_BETA = 3,
    BTYD_PARETO_TERMS = 160,
    BTYD_PARETO_LEAST = 4 /* terms, which derivatives by z at 0 need */
};

static size_t btyd_packed(size_t i, size_t j)
{
    return i >= j ? i * (i + 1) / 2 + j : j * (j + 1) / 2 + i;
}

/* --- the series ----------------------------------------------------------------------------------- */

/* ln G(b, c, z) and its derivatives: 0 by b, 1 by c, 2 by z. */
typedef struct btyd_series {
    double value;
    double by[3];
    double by2[6]; /* packed */
} btyd_series;

/* Whether the terms fall below 1e-17 early enough: ln(t_N) by the integral of ln((b+j)/(c+j)). */
static int btyd_series_is_short(double b, double c, double z)
{
    const double last = BTYD_PARETO_TERMS;
    if (z < 0.75)
        return 1;
    double size = (b + last) * log(b + last) - b * log(b) - (c + last) * log(c + last) + c * log(c);
    return last * log(z) + size < -42.0;
}

/* Sums of terms t_k, k >= 1, with what a derivative makes of them. */
typedef struct btyd_series_sums {
    double one, b, c, k, bb, bc, cc, bk, ck, kk;
} btyd_series_sums;

static void btyd_series_add(double b, double c, double z, btyd_series_sums *sum)
{
    double term = 1.0, by_b = 0.0, by_b2 = 0.0, by_c = 0.0, by_c2 = 0.0;
    for (double k = 1.0;; k += 1.0) {
        double at_b = b + (k - 1.0), at_c = c + (k - 1.0);
        double inverse = 1.0 / (at_b * at_c);
        double one_b = inverse * at_c, one_c = inverse * at_b;
        term *= at_b * one_c * z;
        by_b += one_b;
        by_c += one_c;
        by_b2 += one_b * one_b;
        by_c2 += one_c * one_c;
        double term_b = term * by_b, term_c = term * by_c, term_k = term * k;
        sum->one += term;
        sum->b += term_b;
        sum->c += term_c;
        sum->k += term_k;
        sum->bb += term_b * by_b - term * by_b2;
        sum->bc += term_b * by_c;
        sum->cc += term_c * by_c + term * by_c2;
        sum->bk += term_b * k;
        sum->ck += term_c * k;
        sum->kk += term_k * (k - 1.0);
        if (term_k * k < 1e-17 && k >= BTYD_PARETO_LEAST)
            return;
    }
}

static void btyd_series_of(double b, double c, double z, btyd_series *series)
{
    btyd_series_sums sum;
    memset(&sum, 0, sizeof sum);
    double least = z > 1e-100 ? z : 1e-100; /* so that dividing by z gives the derivatives at 0 */
    btyd_series_add(b, c, least, &sum);
    double whole = 1.0 / (1.0 + sum.one);
    double by_b = sum.b * whole, by_c = -sum.c * whole, by_z = sum.k * whole / least;
    series->value = log1p(sum.one);
    series->by[0] = by_b;
    series->by[1] = by_c;
    series->by[2] = by_z;
    series->by2[0] = sum.bb * whole - by_b * by_b;
    series->by2[1] = -sum.bc * whole - by_b * by_c;
    series->by2[2] = sum.cc * whole - by_c * by_c;
    series->by2[3] = sum.bk * whole / least - by_b * by_z;
    series->by2[4] = -sum.ck * whole / least - by_c * by_z;
    series->by2[5] = sum.kk * whole / (least * least) - by_z * by_z;
}

/* Adds ln G(b, c, z), z = (high - low) / (high + t), to terms; high and low are alpha and beta or the
   reverse, with_r and with_s the derivatives of b by r and s. */
typedef struct btyd_blend {
    double high;
    double low;
    size_t at_high; /* their places */
    size_t at_low;
    double with_r;
    double with_s;
} btyd_blend;

static void btyd_blend_shapes(const patron_btyd_model *model, const btyd_blend *blend,
                              const btyd_series *of, btyd_terms *terms)
{
    const size_t place[2] = {BTYD_PARETO_R, BTYD_PARETO_S};
    const double with[2] = {blend->with_r, blend->with_s};
    const double shape[2] = {model->r, model->s};
    for (size_t i = 0; i < 2; i++) {
        double slope = shape[i] * (with[i] * of->by[0] + of->by[1]);
        terms->gradient[place[i]] += slope;
        terms->hessian[btyd_packed(place[i], place[i])] += slope;
        for (size_t j = 0; j <= i; j++)
            terms->hessian[btyd_packed(place[i], place[j])] +=
                shape[i] * shape[j] *
                (with[i] * with[j] * of->by2[0] + (with[i] + with[j]) * of->by2[1] + of->by2[2]);
    }
}

static void btyd_blend_rates(const patron_btyd_model *model, const btyd_blend *blend, double t,
                             const btyd_series *of, btyd_terms *terms)
{
    double end = blend->high + t;
    double high = blend->high / end, low = blend->low / end;
    double z_high = high * ((blend->low + t) / end); /* dz / d ln high */
    double z_low = -low;
    size_t i = blend->at_high, j = blend->at_low;
    double mixed_r = model->r * (blend->with_r * of->by2[3] + of->by2[4]);
    double mixed_s = model->s * (blend->with_s * of->by2[3] + of->by2[4]);
    terms->gradient[i] += of->by[2] * z_high;
    terms->gradient[j] += of->by[2] * z_low;
    terms->hessian[btyd_packed(i, i)] +=
        of->by2[5] * z_high * z_high + of->by[2] * z_high * ((t - blend->high) / end);
    terms->hessian[btyd_packed(i, j)] += of->by2[5] * z_high * z_low + of->by[2] * high * low;
    terms->hessian[btyd_packed(j, j)] += of->by2[5] * z_low * z_low + of->by[2] * z_low;
    terms->hessian[btyd_packed(i, BTYD_PARETO_R)] += mixed_r * z_high;
    terms->hessian[btyd_packed(j, BTYD_PARETO_R)] += mixed_r * z_low;
    terms->hessian[btyd_packed(i, BTYD_PARETO_S)] += mixed_s * z_high;
    terms->hessian[btyd_packed(j, BTYD_PARETO_S)] += mixed_s * z_low;
}

/* --- the pieces ------------------------------------------------------------------------------------ */

/* Adds c ln(r + s + x) where of_s, else c ln(r + x). */
static void btyd_add_log_shapes(const patron_btyd_model *model, double x, int of_s, double c,
                                btyd_terms *terms)
{
    double r = model->r, s = of_s ? model->s : 0.0;
    double n = r + s + x;
    terms->value += c * log(n);
    terms->gradient[BTYD_PARETO_R] += c * (r / n);
    terms->gradient[BTYD_PARETO_S] += c * (s / n);
    terms->hessian[btyd_packed(0, 0)] += c * (r / n) * ((s + x) / n);
    terms->hessian[btyd_packed(2, 0)] -= c * (r / n) * (s / n);
    terms->hessian[btyd_packed(2, 2)] += c * (s / n) * ((r + x) / n);
}

void patron_btyd_add_log_beta(const patron_btyd_model *model, double t, double c, btyd_terms *terms)
{
    double end = model->beta + t;
    terms->value += c * log(end);
    terms->gradient[BTYD_PARETO_BETA] += c * (model->beta / end);
    terms->hessian[btyd_packed(3, 3)] += c * (model->beta / end) * (t / end);
}

void patron_btyd_add_stay(const patron_btyd_model *model, double t, btyd_terms *terms)
{
    double s = model->s, end = model->beta + t;
    double wait = s * log1p(t / model->beta);
    terms->value -= wait;
    terms->gradient[BTYD_PARETO_S] -= wait;
    terms->gradient[BTYD_PARETO_BETA] += s * (t / end);
    terms->hessian[btyd_packed(2, 2)] -= wait;
    terms->hessian[btyd_packed(3, 2)] += s * (t / end);
    terms->hessian[btyd_packed(3, 3)] -= s * (t / end) * (model->beta / end);
}

static btyd_blend btyd_blend_of(const patron_btyd_model *model)
{
    btyd_blend blend = {model->alpha, model->beta, BTYD_PARETO_ALPHA, BTYD_PARETO_BETA, 1.0, 0.0};
    if (model->alpha >= model->beta)
        return blend;
    blend.high = model->beta;
    blend.low = model->alpha;
    blend.at_high = BTYD_PARETO_BETA;
    blend.at_low = BTYD_PARETO_ALPHA;
    blend.with_r = 0.0;
    blend.with_s = 1.0;
    return blend;
}

/* Adds ln G(b, r+s+x+1, z); 0 where the series is long. */
static int btyd_add_series(const patron_btyd_model *model, double x, double t, double b,
                           btyd_terms *terms)
{
    btyd_blend blend = btyd_blend_of(model);
    double c = model->r + model->s + x + 1.0;
    double z = (blend.high - blend.low) / (blend.high + t);
    btyd_series series;
    if (!btyd_series_is_short(b, c, z))
        return 0;
    btyd_series_of(b, c, z, &series);
    terms->value += series.value;
    btyd_blend_shapes(model, &blend, &series, terms);
    btyd_blend_rates(model, &blend, t, &series, terms);
    return 1;
}

int patron_btyd_pareto_early(const patron_btyd_model *model, double x, double t_x,
                             btyd_terms *terms)
{
    int before = model->alpha >= model->beta;
    patron_btyd_gamma_terms(model, before ? x : x - 1.0, t_x, terms);
    patron_btyd_add_stay(model, t_x, terms);
    btyd_add_log_shapes(model, x, 1, -1.0, terms);
    terms->value += log(model->s);
    terms->gradient[BTYD_PARETO_S] += 1.0;
    if (!before)
        patron_btyd_add_log_beta(model, t_x, -1.0, terms);
    return btyd_add_series(model, x, t_x, before ? model->r + x : model->s + 1.0, terms);
}

int patron_btyd_pareto_late(const patron_btyd_model *model, double x, double T, btyd_terms *terms)
{
    int before = model->alpha >= model->beta;
    patron_btyd_gamma_terms(model, before ? x + 1.0 : x, T, terms);
    patron_btyd_add_stay(model, T, terms);
    btyd_add_log_shapes(model, x, 1, -1.0, terms);
    btyd_add_log_shapes(model, x, 0, 1.0, terms);
    if (before)
        patron_btyd_add_log_beta(model, T, 1.0, terms);
    return btyd_add_series(model, x, T, before ? model->r + x + 1.0 : model->s, terms);
}
