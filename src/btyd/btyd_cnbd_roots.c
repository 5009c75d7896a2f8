/*
 * Figures of (M)BG/CNBD-k as means over p, whatever the number of phases. With rho = (1 - p)^(1/k), omega the
 * k-th root of unity and kappa_m = 1 - rho omega^m, the purchases of a customer of the rate lambda, j phases
 * after the last, come at t at the rate
 *
 *     sum_n (1-p)^(n-1) lambda Poi(lambda t; n k - j - 1)
 *         = lambda rho^(j+1-k) / k sum_m omega^(m(j+1)) e^(-kappa_m lambda t)
 *
 * the sum over m choosing every k-th term of the power series of e^(rho lambda t). Means over lambda are
 * closed: with y_m = kappa_m t / A, z_m = discount A / kappa_m,
 *
 *     int_0^t: rho^(j+1-k) / k sum_m omega^(m(j+1)) / kappa_m (1 - (1 + y_m)^-(R+j))
 *     discounted: (J(z_m) - e^(-discount t) (1 + y_m)^-(R+j) J(z_m (1 + y_m))) in place of the brackets,
 *                 J(z) = E v / (z + v), v ~ Gamma(R + j)
 *
 * Where rho is small, its power takes digits. Of B >= 1 that is where the density of p is small, too; below, the
 * first purchases are all there are. Where phases are few the sum over m cancels; there btyd_cnbd_phase.c
 * serves.
 */
#include "../portability.h"
#include "btyd_cnbd.h"

#include "../numeric/numeric_beta.h"
#include "../numeric/numeric_gamma.h"
#include "../numeric/numeric_gauss.h"

#include <math.h>

#define BTYD_ROOTS_PI 3.14159265358979323846
#define BTYD_ROOTS_REST 3e-5 /* of 1 - p: its fourth power is nothing */
#define BTYD_ROOTS_TINY 1e-18
#define BTYD_ROOTS_NARROW 8.0 /* R from which the terms end no sooner than their weights */

/* A complex number. */
typedef struct btyd_roots_point {
    double re;
    double im;
} btyd_roots_point;

/* What is asked: figures within t of the process now. */
typedef struct btyd_roots_question {
    const btyd_cnbd_process *now;
    double discount;
    double t;
} btyd_roots_question;

/* One p: rho, its power 1 - k, and kappa_0. */
typedef struct btyd_roots_leaving {
    double rho;
    double power;
    double kappa;
} btyd_roots_leaving;

/* --- complex numbers ----------------------------------------------------------------------------- */

static btyd_roots_point btyd_roots_of(double re, double im)
{
    btyd_roots_point point;
    point.re = re;
    point.im = im;
    return point;
}

static btyd_roots_point btyd_roots_times(btyd_roots_point a, btyd_roots_point b)
{
    return btyd_roots_of(a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re);
}

static btyd_roots_point btyd_roots_inverse(btyd_roots_point a)
{
    double square = a.re * a.re + a.im * a.im;
    return btyd_roots_of(a.re / square, -a.im / square);
}

/* ln(1 + a) */
static btyd_roots_point btyd_roots_log1p(btyd_roots_point a)
{
    double more = a.re * (2.0 + a.re) + a.im * a.im;
    return btyd_roots_of(0.5 * log1p(more), atan2(a.im, 1.0 + a.re));
}

/* By the sine of half the angle, to an ulp of 1: a compiler makes sin and cos of one angle a call of sincos,
   which is no function of C. */
static double btyd_roots_cos(double angle)
{
    double half = sin(0.5 * angle);
    return 1.0 - 2.0 * half * half;
}

/* 1 - e^a */
static btyd_roots_point btyd_roots_less(btyd_roots_point a)
{
    double half = sin(0.5 * a.im);
    return btyd_roots_of(2.0 * half * half - expm1(a.re) * btyd_roots_cos(a.im),
                         -exp(a.re) * sin(a.im));
}

/* --- one p --------------------------------------------------------------------------------------- */

/* kappa_m for the angle 2 pi m / k. */
static btyd_roots_point btyd_roots_kappa(const btyd_roots_leaving *leaving, double angle)
{
    double half = sin(0.5 * angle);
    return btyd_roots_of(leaving->kappa + 2.0 * leaving->rho * half * half,
                         -leaving->rho * sin(angle));
}

/* sum_j w_j rho^(j+1-k) omega^(j+1) (1 - (1 + y)^-(R+j)) / kappa; from one bracket to the next, plus y and
   divided by 1 + y. */
static btyd_roots_point btyd_roots_count(const btyd_roots_question *asked,
                                         const btyd_roots_leaving *leaving, double angle)
{
    const btyd_cnbd_process *now = asked->now;
    btyd_roots_point kappa = btyd_roots_kappa(leaving, angle);
    btyd_roots_point turn =
        btyd_roots_of(leaving->rho * btyd_roots_cos(angle), leaving->rho * sin(angle));
    btyd_roots_point factor =
        btyd_roots_of(leaving->power * btyd_roots_cos(angle), leaving->power * sin(angle));
    double q = asked->t / now->A;
    btyd_roots_point y = btyd_roots_of(q * kappa.re, q * kappa.im);
    btyd_roots_point log_1y = btyd_roots_log1p(y);
    btyd_roots_point shrink = btyd_roots_inverse(btyd_roots_of(1.0 + y.re, y.im));
    btyd_roots_point part =
        btyd_roots_less(btyd_roots_of(-now->R * log_1y.re, -now->R * log_1y.im));
    btyd_roots_point sum = btyd_roots_of(0.0, 0.0);
    for (int j = 0; j < now->k; j++) {
        btyd_roots_point term = btyd_roots_times(part, factor);
        sum.re += now->w[j] * term.re;
        sum.im += now->w[j] * term.im;
        factor = btyd_roots_times(factor, turn);
        part = btyd_roots_times(btyd_roots_of(part.re + y.re, part.im + y.im), shrink);
    }
    return btyd_roots_times(sum, btyd_roots_inverse(kappa));
}

/* The same discounted of omega^0 = 1, by w = ln(1 + kappa_0 t / A), on panels of at most e^3 each. */
static double btyd_roots_slow(const btyd_roots_question *asked, const btyd_roots_leaving *leaving)
{
    const btyd_cnbd_process *now = asked->now;
    double z = asked->discount * now->A / leaving->kappa;
    double end = log1p(leaving->kappa * asked->t / now->A);
    double sum = 0.0;
    double from = 0.0;
    while (from < end && z * expm1(from) + now->R * from < 45.0) {
        double width = fmin(end - from, fmin(1.0, 3.0 / (now->R + z * exp(from))));
        for (int i = 0; i < NUMERIC_GAUSS_POINTS; i++) {
            numeric_gauss_point point = numeric_gauss_at(i);
            double w = from + 0.5 * width * (1.0 + point.x);
            double step = leaving->rho * exp(-w);
            double factor = leaving->power;
            double terms = 0.0;
            for (int j = 0; j < now->k; j++, factor *= step)
                terms += now->w[j] * factor * (now->R + j);
            sum += 0.5 * width * point.weight * terms * exp(-z * expm1(w) - now->R * w);
        }
        from += width;
    }
    return sum / leaving->kappa;
}

/* Points of ln v for v ~ Gamma(R), apart as in numeric_beta. */
typedef struct btyd_roots_grid {
    double R;
    double peak; /* v at the center */
    double step;
    double v;
    double weight; /* v^R e^-v, over that at the center */
} btyd_roots_grid;

static btyd_roots_grid btyd_roots_open(double R, double k, double peak)
{
    btyd_roots_grid grid;
    grid.R = R;
    grid.peak = peak;
    grid.step = fmin(0.2, 0.5 / sqrt(R + k));
    grid.v = peak;
    grid.weight = 1.0;
    return grid;
}

static void btyd_roots_at(btyd_roots_grid *grid, double steps)
{
    double s = steps * grid->step;
    grid->v = grid->peak * exp(s);
    grid->weight = exp(grid->R * s - grid->peak * expm1(s));
}

/* The sum of all weights, which for a small R reach too far to be added up. */
static double btyd_roots_whole(const btyd_roots_grid *grid)
{
    double log_whole = patron_numeric_log_gamma(grid->R) + grid->peak - grid->R * log(grid->peak);
    return exp(log_whole) / grid->step;
}

/* The coefficients of v^j: w_j rho^(j+1-k) omega^(j+1) G(R) / G(R+j). */
static void btyd_roots_coefficients(const btyd_cnbd_process *now, const btyd_roots_leaving *leaving,
                                    double angle, btyd_roots_point *c)
{
    double scale = leaving->power;
    for (int j = 0; j < now->k; j++) {
        c[j] = btyd_roots_of(now->w[j] * scale * btyd_roots_cos(angle * (j + 1)),
                             now->w[j] * scale * sin(angle * (j + 1)));
        scale *= leaving->rho / (now->R + j);
    }
}

/* sum_j c_j v^j v / (z + v) of a complex v and z. */
static btyd_roots_point btyd_roots_term(int k, const btyd_roots_point *c, btyd_roots_point v,
                                        btyd_roots_point z)
{
    btyd_roots_point sum = c[k - 1];
    for (int j = k - 2; j >= 0; j--) {
        sum = btyd_roots_times(sum, v);
        sum.re += c[j].re;
        sum.im += c[j].im;
    }
    btyd_roots_point share =
        btyd_roots_times(v, btyd_roots_inverse(btyd_roots_of(z.re + v.re, z.im + v.im)));
    return btyd_roots_times(sum, share);
}

/* The terms of one root other than 1, discounted. v (1 + y)^-1 takes the place of v in what is beyond t. */
static btyd_roots_point btyd_roots_fast(const btyd_roots_question *asked,
                                        const btyd_roots_leaving *leaving, double angle)
{
    const btyd_cnbd_process *now = asked->now;
    btyd_roots_point c[BTYD_ERLANG_MAX];
    btyd_roots_point kappa = btyd_roots_kappa(leaving, angle);
    btyd_roots_point per = btyd_roots_inverse(kappa);
    double base = asked->discount * now->A;
    double q = asked->t / now->A;
    btyd_roots_point z = btyd_roots_of(base * per.re, base * per.im);
    btyd_roots_point log_1y = btyd_roots_log1p(btyd_roots_of(q * kappa.re, q * kappa.im));
    double far = exp(-now->R * log_1y.re - asked->discount * asked->t);
    btyd_roots_point beyond =
        btyd_roots_of(-far * btyd_roots_cos(now->R * log_1y.im), far * sin(now->R * log_1y.im));
    btyd_roots_point shrink = btyd_roots_inverse(btyd_roots_of(1.0 + q * kappa.re, q * kappa.im));
    btyd_roots_point sum = btyd_roots_of(0.0, 0.0);
    btyd_roots_grid grid = btyd_roots_open(now->R, now->k, now->R + 1.0);
    double whole = btyd_roots_whole(&grid);
    double norm = 0.0;
    double size = fmax(fabs(z.re), fabs(z.im));
    btyd_roots_coefficients(now, leaving, angle, c);
    for (int direction = -1; direction <= 1; direction += 2) {
        for (double steps = direction > 0 ? 1.0 : 0.0;; steps += 1.0) {
            btyd_roots_at(&grid, direction * steps);
            btyd_roots_point v = btyd_roots_of(grid.v, 0.0);
            btyd_roots_point term = btyd_roots_term(now->k, c, v, z);
            v = btyd_roots_of(grid.v * shrink.re, grid.v * shrink.im);
            btyd_roots_point later = btyd_roots_times(beyond, btyd_roots_term(now->k, c, v, z));
            sum.re += grid.weight * (term.re + later.re);
            sum.im += grid.weight * (term.im + later.im);
            norm += grid.weight;
            double reach = direction > 0 ? pow(grid.v / now->R + 1.0, now->k) : grid.v / size;
            if (grid.weight * fmin(reach, 1e300) < BTYD_ROOTS_TINY * whole)
                break;
        }
    }
    if (now->R < BTYD_ROOTS_NARROW)
        norm = whole;
    return btyd_roots_times(btyd_roots_of(sum.re / norm, sum.im / norm), per);
}

static double btyd_roots_figure(const btyd_roots_question *asked, double p, double rest)
{
    btyd_roots_leaving leaving;
    int k = asked->now->k;
    double log_rho = (p > 0.5 ? log(rest) : log1p(-p)) / k;
    leaving.rho = exp(log_rho);
    leaving.power = exp((1 - k) * log_rho);
    leaving.kappa = -expm1(log_rho);
    double sum = asked->discount > 0.0 ? btyd_roots_slow(asked, &leaving)
                                       : btyd_roots_count(asked, &leaving, 0.0).re;
    for (int m = 1; 2 * m <= k; m++) {
        double angle = 2.0 * BTYD_ROOTS_PI * m / k;
        btyd_roots_point part = asked->discount > 0.0 ? btyd_roots_fast(asked, &leaving, angle)
                                                      : btyd_roots_count(asked, &leaving, angle);
        sum += 2 * m < k ? 2.0 * part.re : part.re; /* with its conjugate */
    }
    return sum / k;
}

static double btyd_roots_first(const double *head, double rest)
{
    double sum = 0.0;
    for (int n = BTYD_CNBD_HEAD - 1; n >= 0; n--)
        sum = sum * rest + head[n];
    return sum;
}

double patron_btyd_cnbd_roots(const btyd_cnbd_process *now, double discount, double t)
{
    btyd_roots_question asked;
    double head[BTYD_CNBD_HEAD];
    numeric_beta mean;
    asked.now = now;
    asked.discount = discount;
    asked.t = t;
    int near = now->B < 1.0;
    if (near)
        patron_btyd_cnbd_head(now, discount, t, head);
    patron_numeric_beta_open(&mean, now->a, now->B, t / now->A * (now->R + 1.0));
    while (patron_numeric_beta_next(&mean))
        patron_numeric_beta_add(&mean, near && mean.rest < BTYD_ROOTS_REST
                                           ? btyd_roots_first(head, mean.rest)
                                           : btyd_roots_figure(&asked, mean.p, mean.rest));
    return patron_numeric_beta_value(&mean);
}

/* --- for ever ------------------------------------------------------------------------------------ */

enum { BTYD_ROOTS_CHUNK = 24 };

/* Points v = A lambda with what belongs to each: x = phi^k, 1 - x, and the weight with sum_j w_j phi^(k-j) in it. */
typedef struct btyd_roots_chunk {
    int n;
    double x[BTYD_ROOTS_CHUNK];
    double rest[BTYD_ROOTS_CHUNK];
    double weight[BTYD_ROOTS_CHUNK];
} btyd_roots_chunk;

/* Where the walk over ln v is. */
typedef struct btyd_roots_walk {
    btyd_roots_grid grid;
    double base; /* discount A */
    double steps;
    double direction; /* -1, 1, 0 at the end */
    double last;
    double sum;      /* of the weights with phi */
    double sum_v;    /* times v */
    double norm;     /* of the plain weights */
    double smallest; /* of 1 - x */
} btyd_roots_walk;

/* The v where v^(R+k) e^-v / (base + v)^k is largest. */
static double btyd_roots_peak(double R, double k, double base)
{
    double half = 0.5 * (base - R);
    double root = sqrt(half * half + (R + k) * base);
    return half > 0.0 ? (R + k) * base / (half + root) : root - half;
}

/* sum_j w_j phi^(k-j) v^j G(R) / G(R+j) */
static double btyd_roots_polynomial(const btyd_cnbd_process *now, double v, double phi)
{
    double power = 1.0;
    double sum = 0.0;
    for (int j = 0; j < now->k; j++) {
        sum = sum * phi + now->w[j] * power;
        power *= v / (now->R + j);
    }
    return sum * phi;
}

/* The mean of 1 / (1 - (1-p) x) grows with v, but no faster than v. */
static int btyd_roots_spent(const btyd_roots_walk *walk, double weight)
{
    double v = walk->grid.v;
    if (weight > walk->last ||
        (walk->grid.R >= 1.0 && walk->grid.weight > BTYD_ROOTS_TINY * walk->norm))
        return 0;
    if (walk->direction < 0.0)
        return weight <= BTYD_ROOTS_TINY * walk->sum;
    return weight * v <= BTYD_ROOTS_TINY * walk->sum_v;
}

static void btyd_roots_step(const btyd_cnbd_process *now, btyd_roots_walk *walk,
                            btyd_roots_chunk *chunk)
{
    btyd_roots_at(&walk->grid, walk->direction * walk->steps);
    double v = walk->grid.v;
    double log_phi = -log1p(walk->base / v);
    double weight = walk->grid.weight * btyd_roots_polynomial(now, v, exp(log_phi));
    double rest = -expm1(now->k * log_phi);
    chunk->x[chunk->n] = exp(now->k * log_phi);
    chunk->rest[chunk->n] = rest;
    chunk->weight[chunk->n] = weight;
    chunk->n++;
    walk->smallest = fmin(walk->smallest, rest);
    walk->sum += weight;
    walk->sum_v += weight * v;
    walk->norm += walk->grid.weight;
    walk->steps += 1.0;
    if (btyd_roots_spent(walk, weight)) {
        walk->direction = walk->direction < 0.0 ? 1.0 : 0.0;
        walk->steps = 1.0;
        weight = 0.0;
    }
    walk->last = weight;
}

static double btyd_roots_over_p(const btyd_cnbd_process *now, const btyd_roots_chunk *chunk,
                                double scale)
{
    numeric_beta mean;
    patron_numeric_beta_open(&mean, now->a, now->B, scale);
    while (patron_numeric_beta_next(&mean)) {
        double sum = 0.0;
        for (int i = 0; i < chunk->n; i++)
            sum += chunk->weight[i] / (chunk->rest[i] + chunk->x[i] * mean.p);
        patron_numeric_beta_add(&mean, sum);
    }
    return patron_numeric_beta_value(&mean);
}

/*
 * E sum_n (1-p)^(n-1) phi^(n k - j) = E phi^(k-j) / (1 - (1-p) phi^k), phi = lambda / (lambda + discount): by the
 * trapezoidal rule over ln lambda and the logit of p, on both of which it is analytic in a strip of width
 * pi/2 at least (the poles in lambda are at discount omega / (rho - omega), to the left of the imaginary axis).
 */
double patron_btyd_cnbd_forever(const btyd_cnbd_process *now, double discount)
{
    btyd_roots_walk walk;
    btyd_roots_chunk chunk;
    double total = 0.0;
    walk.base = discount * now->A;
    walk.grid = btyd_roots_open(now->R, now->k, btyd_roots_peak(now->R, now->k, walk.base));
    walk.steps = 0.0;
    walk.direction = -1.0;
    walk.last = HUGE_VAL;
    walk.sum = walk.sum_v = walk.norm = 0.0;
    walk.smallest = 1.0;
    while (walk.direction != 0.0) {
        chunk.n = 0;
        while (walk.direction != 0.0 && chunk.n < BTYD_ROOTS_CHUNK)
            btyd_roots_step(now, &walk, &chunk);
        total += btyd_roots_over_p(now, &chunk, 1.0 / walk.smallest);
    }
    return total / (now->R < 1.0 ? btyd_roots_whole(&walk.grid) : walk.norm);
}
