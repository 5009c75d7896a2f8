/*
 * BG/NBD (Fader, Hardie and Lee 2005) and MBG/NBD (Batislam, Denizel and Filiztekin 2007).
 *
 * With X flips of the coin survived (x, of MBG x + 1) and the last of them at t_x:
 *
 *     L = G(r+x)/G(r) alpha^r B(a,b+X)/B(a,b) { (alpha+T)^-(r+x) + d (alpha+t_x)^-(r+x) }
 *     d = a / (b + X - 1), and 0 of BG/NBD where x is 0
 *
 * so that the odds of having left are d ((alpha+T)/(alpha+t_x))^(r+x). Who is alive buys on as a BG/NBD
 * customer with R = r+x, A = alpha+T, a, B = b+X: figures of that process are means over the dropout
 * probability p ~ Beta(a, B), with q = t/A:
 *
 *     E[X(t)]  = E (1 - (1 + p q)^-R) / p
 *     D(disc)  = E J(disc A / p) / p,                J(z) = R e^z E_{R+1}(z)
 *     D within = E (J(z) - e^(-disc t) (1+y)^-R J(z (1+y))) / p,   z = disc A / p, y = p t / A
 *     P(n)     = g_n nb(n) + a g_{n-1} / (a+B+n-1) P(NB >= n),   g_n = prod_{i<n} (B+i)/(a+B+i)
 *
 * nb the negative binomial of R and q/(1+q). Most expectations come from the series with c = a+B-1,
 * e = a+B-1-R, z = q/(1+q):
 *
 *     E[X(t)] = c ((1+q)^(1-a) - 1)/(1-a) - (1+q)^(1-a) sum_k (a)_{k-1} (e)_k / ((c+1)_{k-1} k!) z^k
 */
#include "../portability.h"
#include "btyd_model.h"

#include "../numeric/numeric_beta.h"
#include "../numeric/numeric_expint.h"
#include "../numeric/numeric_gamma.h"
#include "../numeric/numeric_gauss.h"
#include "btyd_count.h"

#include <math.h>

enum { BTYD_BG_TERMS = 400 };

/* A customer alive now: purchase rates Gamma(R, A), dropout probabilities Beta(a, B). */
typedef struct btyd_bg_process {
    double R;
    double A;
    double a;
    double B;
} btyd_bg_process;

static double btyd_bg_flips(const patron_btyd_model *model, const btyd_row *row)
{
    return model->kind == PATRON_BTYD_MBG_NBD ? row->x + 1.0 : row->x;
}

static btyd_bg_process btyd_bg_from_now(const patron_btyd_model *model, const btyd_row *row)
{
    btyd_bg_process process;
    process.R = model->r + row->x;
    process.A = model->alpha + row->T;
    process.a = model->a;
    process.B = model->b + btyd_bg_flips(model, row);
    return process;
}

/* ln((alpha + T) / (alpha + t_x)) */
static double btyd_bg_silence(const patron_btyd_model *model, const btyd_row *row)
{
    return log1p((row->T - row->t_x) / (model->alpha + row->t_x));
}

/* The ln of the odds of having left; X >= 1. */
static double btyd_bg_log_odds(const patron_btyd_model *model, const btyd_row *row, double flips)
{
    return log(model->a / (model->b + (flips - 1.0))) +
           (model->r + row->x) * btyd_bg_silence(model, row);
}

/* --- the history -------------------------------------------------------------------------------- */

double patron_btyd_bg_alive(const patron_btyd_model *model, const btyd_row *row)
{
    double flips = btyd_bg_flips(model, row);
    if (flips == 0.0)
        return 1.0;
    return 1.0 / (1.0 + exp(btyd_bg_log_odds(model, row, flips)));
}

static void btyd_bg_gradient(const patron_btyd_model *model, const btyd_row *row, double flips,
                             double left, double *gradient)
{
    double r = model->r, alpha = model->alpha, a = model->a, b = model->b;
    double silence = btyd_bg_silence(model, row);
    double purchases = r + row->x;
    double both = patron_numeric_digamma_rise(a + b, flips);
    double end = alpha + row->T;
    double by_r = patron_numeric_digamma_rise(r, row->x) - log1p(row->T / alpha) + left * silence;
    double by_alpha = (r * row->T - row->x * alpha) / (alpha * end) -
                      left * purchases * (row->T - row->t_x) / (end * (alpha + row->t_x));
    for (int j = 0; j < PATRON_BTYD_PARAMETERS; j++)
        gradient[j] = 0.0;
    gradient[PATRON_BTYD_R] = r * by_r;
    gradient[PATRON_BTYD_ALPHA] = alpha * by_alpha;
    gradient[PATRON_BTYD_A] = left - a * both;
    gradient[PATRON_BTYD_B] = b * (patron_numeric_digamma_rise(b, flips) - both);
    if (flips > 0.0)
        gradient[PATRON_BTYD_B] -= left * b / (b + (flips - 1.0));
}

double patron_btyd_bg_likelihood(const patron_btyd_model *model, const btyd_row *row,
                                 double *gradient)
{
    double flips = btyd_bg_flips(model, row);
    double alive = patron_numeric_log_gamma_rise(model->r, row->x) -
                   model->r * log1p(row->T / model->alpha) - row->x * log(model->alpha + row->T) +
                   patron_numeric_log_beta_rise(model->a, model->b, flips);
    double odds = flips > 0.0 ? btyd_bg_log_odds(model, row, flips) : -HUGE_VAL;
    if (gradient != NULL)
        btyd_bg_gradient(model, row, flips, 1.0 / (1.0 + exp(-odds)), gradient);
    return alive + (odds > 0.0 ? odds + log1p(exp(-odds)) : log1p(exp(odds)));
}

/* --- the future of who is alive ------------------------------------------------------------------- */

/* The series; NaN where it converges too slowly or cancels. */
static double btyd_bg_series(const btyd_bg_process *now, double q)
{
    double c = now->a + now->B - 1.0;
    double e = c - now->R;
    double z = q / (1.0 + q);
    double shape = (1.0 - now->a) * log1p(q);
    double first = c * log1p(q) * (fabs(shape) < 1e-300 ? 1.0 : expm1(shape) / shape);
    double term = e * z;
    double sum = term;
    double size = fabs(term);
    for (int k = 1; k < BTYD_BG_TERMS; k++) {
        term *= (now->a + (k - 1)) * (e + k) / ((c + k) * (k + 1.0)) * z;
        sum += term;
        size += fabs(term);
        if (fabs(term) > 1e-17 * size)
            continue;
        double scale = exp(shape);
        double value = first - scale * sum;
        return value > 1e-3 * (fabs(first) + scale * size) ? value : (double)NAN;
    }
    return (double)NAN;
}

static double btyd_bg_mean(const btyd_bg_process *now, double q)
{
    numeric_beta mean;
    patron_numeric_beta_open(&mean, now->a, now->B, q * (now->R + 1.0));
    while (patron_numeric_beta_next(&mean))
        patron_numeric_beta_add(&mean, -expm1(-now->R * log1p(mean.p * q)) / mean.p);
    return patron_numeric_beta_value(&mean);
}

static double btyd_bg_purchases(const btyd_bg_process *now, double ahead)
{
    double q = ahead / now->A;
    if (q == 0.0)
        return 0.0;
    double value = btyd_bg_series(now, q);
    return isnan(value) ? btyd_bg_mean(now, q) : value;
}

double patron_btyd_bg_expected(const patron_btyd_model *model, const btyd_row *row, double ahead)
{
    btyd_bg_process now = btyd_bg_from_now(model, row);
    return patron_btyd_bg_alive(model, row) * btyd_bg_purchases(&now, ahead);
}

double patron_btyd_bg_some(const patron_btyd_model *model, const btyd_row *row, double ahead)
{
    btyd_bg_process now = btyd_bg_from_now(model, row);
    return patron_btyd_bg_alive(model, row) * -expm1(-now.R * log1p(ahead / now.A));
}

/* J(z) = R int_0^inf e^(-z v) (1 + v)^-(R+1) dv */
static double btyd_bg_share(double R, double z)
{
    return R * patron_numeric_expint(R + 1.0, z);
}

/* R int_0^Y exp(-z (e^w - 1) - R w) dw, of a decay by less than e: panels of at most 2 suffice. */
static double btyd_bg_share_by_panels(double R, double z, double Y)
{
    double panels = ceil(Y / 2.0);
    double half = Y / (2.0 * panels);
    double sum = 0.0;
    for (int k = 0; k < (int)panels; k++) {
        for (int i = 0; i < NUMERIC_GAUSS_POINTS; i++) {
            numeric_gauss_point point = numeric_gauss_at(i);
            double w = half * (2.0 * k + 1.0 + point.x);
            sum += point.weight * exp(-z * expm1(w) - R * w);
        }
    }
    return R * half * sum;
}

/* R int_0^y e^(-z v) (1 + v)^-(R+1) dv: what lies beyond y taken off J, or where that is most of it the
   integral itself, by w = ln(1 + v). */
static double btyd_bg_share_within(double R, double z, double y)
{
    double whole = btyd_bg_share(R, z);
    double beyond = exp(-z * y - R * log1p(y)) * btyd_bg_share(R, z * (1.0 + y));
    if (beyond < 0.5 * whole)
        return whole - beyond;
    return btyd_bg_share_by_panels(R, z, log1p(y));
}

static double btyd_bg_discounted(const btyd_bg_process *now, double discount)
{
    double base = discount * now->A;
    numeric_beta mean;
    if (discount == 0.0) /* E (1/p), a > 1 */
        return (now->a + now->B - 1.0) / (now->a - 1.0);
    patron_numeric_beta_open(&mean, now->a, now->B, (now->R + 1.0) / base);
    while (patron_numeric_beta_next(&mean))
        patron_numeric_beta_add(&mean, btyd_bg_share(now->R, base / mean.p) / mean.p);
    return patron_numeric_beta_value(&mean);
}

static double btyd_bg_discounted_within(const btyd_bg_process *now, double discount, double ahead)
{
    double base = discount * now->A;
    double q = ahead / now->A;
    numeric_beta mean;
    if (discount == 0.0 || q == 0.0)
        return btyd_bg_purchases(now, ahead);
    patron_numeric_beta_open(&mean, now->a, now->B, (now->R + 1.0) / base);
    while (patron_numeric_beta_next(&mean))
        patron_numeric_beta_add(&mean,
                                btyd_bg_share_within(now->R, base / mean.p, q * mean.p) / mean.p);
    return patron_numeric_beta_value(&mean);
}

double patron_btyd_bg_residual(const patron_btyd_model *model, const btyd_row *row, double discount)
{
    btyd_bg_process now = btyd_bg_from_now(model, row);
    return patron_btyd_bg_alive(model, row) * btyd_bg_discounted(&now, discount);
}

double patron_btyd_bg_residual_within(const patron_btyd_model *model, const btyd_row *row,
                                      double discount, double horizon)
{
    btyd_bg_process now = btyd_bg_from_now(model, row);
    return patron_btyd_bg_alive(model, row) * btyd_bg_discounted_within(&now, discount, horizon);
}

/* --- numbers of purchases ----------------------------------------------------------------------- */

/* g_n = prod_{i<n} (B + i) / (a + B + i) as a number times 2^exponent, which goes below what a double
   holds. */
typedef struct btyd_bg_survival {
    double g;
    int exponent;
} btyd_bg_survival;

static btyd_bg_survival btyd_bg_survive(const btyd_bg_process *now, double n)
{
    const double log_2 = 0.69314718055994530942;
    btyd_bg_survival survival;
    double log_g = patron_numeric_log_beta_rise(now->a, now->B, n);
    survival.exponent = (int)(log_g / log_2);
    survival.g = exp(log_g - survival.exponent * log_2);
    return survival;
}

/* From g_n to g_(n-1). */
static void btyd_bg_back(const btyd_bg_process *now, double n, btyd_bg_survival *survival)
{
    survival->g *= (now->a + now->B + (n - 1.0)) / (now->B + (n - 1.0));
    while (survival->g > 1.0) {
        survival->g *= 0.5;
        survival->exponent++;
    }
}

/* From nb(n) of all to the probabilities of who may leave, from the last number down. */
static void btyd_bg_thin(const btyd_bg_process *now, double q, size_t counts, double *probability)
{
    double beyond = patron_btyd_count_beyond(now->R, q, counts, probability);
    btyd_bg_survival survival = btyd_bg_survive(now, (double)(counts - 1));
    for (size_t i = counts; i-- > 1;) {
        double n = (double)i;
        double stays = ldexp(survival.g * probability[i], survival.exponent);
        beyond += probability[i];
        btyd_bg_back(now, n, &survival);
        double leaves = survival.g * now->a / (now->a + now->B + (n - 1.0));
        probability[i] = stays + ldexp(leaves * beyond, survival.exponent);
    }
}

void patron_btyd_bg_pmf(const patron_btyd_model *model, const btyd_row *row, double ahead,
                        size_t counts, double *probability)
{
    btyd_bg_process now = btyd_bg_from_now(model, row);
    double alive = patron_btyd_bg_alive(model, row);
    double flips = btyd_bg_flips(model, row);
    double q = ahead / now.A;
    patron_btyd_count(now.R, q, counts, probability);
    btyd_bg_thin(&now, q, counts, probability);
    for (size_t i = 0; i < counts; i++)
        probability[i] *= alive;
    if (flips > 0.0)
        probability[0] += 1.0 / (1.0 + exp(-btyd_bg_log_odds(model, row, flips)));
}
