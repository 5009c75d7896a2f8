/*
 * Integrals over the time at which a customer leaves or buys next:
 *
 *     int_0^end (A/(A+y))^power S(y) (phi'(y) of leaving) e^(-discount y) C (y/(A+y))^n dy
 *
 * In v = ln y the logarithm of the integrand is analytic in the strip |Im v| < pi, but of GGom/NBD for the
 * zeros of B - 1 + e^(b y), pi / b off the axis; so 16 points of Gauss-Legendre serve a panel no wider than
 * 3, nor wider than what 12 powers of e take, nor than 2 / b before and at the bend of the lifetime, further beyond it. Where y is
 * below A, below the scale of the lifetime, and below 8 over the rate of decay at 0, one panel in y itself
 * serves all the rest down to 0.
 */
#include "../portability.h"
#include "btyd_lifetime.h"

#include "../numeric/numeric_gamma.h"
#include "../numeric/numeric_gauss.h"

#include <math.h>

#define BTYD_LIFETIME_TINY 1e-18   /* what a tail may be of the whole */
#define BTYD_LIFETIME_WIDE 3.0     /* panel, by ln y */
#define BTYD_LIFETIME_FALL 12.0    /* powers of e within a panel */
#define BTYD_LIFETIME_BEND 2.0     /* width by b y, where the lifetime bends */
#define BTYD_LIFETIME_STRAIGHT 8.0 /* the same from 0 on */
#define BTYD_LIFETIME_FEW 8.0      /* up to such n the panel from 0 on will do */
#define BTYD_LIFETIME_FAR 50.0     /* b y from which e^(b y) is kept as a logarithm */
#define BTYD_LIFETIME_LARGE 32.0   /* from here on Stirling's series of three terms */

enum { BTYD_LIFETIME_BLOCK = 8 }; /* counts that share their panels */

/* --- lifetimes ----------------------------------------------------------------------------------- */

btyd_lifetime patron_btyd_lifetime_from(const patron_btyd_model *model, double purchases,
                                        double since)
{
    btyd_lifetime life;
    life.R = purchases;
    life.A = model->alpha + since;
    life.s = model->s;
    life.b = model->b;
    life.B = model->beta + since;
    life.excess = 0.0;
    if (model->b > 0.0) {
        double left = exp(-model->b * since);
        life.B = model->beta * left - expm1(-model->b * since);
        life.excess = (model->beta - 1.0) * left;
    }
    return life;
}

btyd_leaving patron_btyd_lifetime_at(const btyd_lifetime *life, double y)
{
    btyd_leaving at;
    double aged = life->b * y;
    if (life->b == 0.0) {
        at.phi = log1p(y / life->B);
        at.rate = at.odds = 1.0 / (life->B + y);
    } else if (aged <= BTYD_LIFETIME_FAR) {
        double grown = expm1(aged);
        at.phi = log1p(grown / life->B);
        at.odds = 1.0 / (life->B + grown);
        at.rate = life->b * (1.0 + grown) * at.odds;
    } else {
        double shrunk = exp(-aged);
        double bend = 1.0 + life->excess * shrunk;
        at.phi = aged - log(life->B) + log(bend);
        at.odds = shrunk / bend;
        at.rate = life->b / bend;
    }
    return at;
}

/* --- the integrand ------------------------------------------------------------------------------- */

typedef struct btyd_integrand {
    const btyd_lifetime *life;
    double power;
    double n;
    double log_scale; /* ln C */
    int more;         /* n + 1 ... n + more at the same time */
    double discount;
    int leaves; /* 1: times phi' */
} btyd_integrand;

/* Integrals of the integrand itself and, where wanted, times what gradients need. */
typedef struct btyd_moments {
    double total;
    double log_rate; /* ln(1 + y/A) */
    double per_rate; /* 1/(A + y) */
    double phi;
    double odds;
    double growth; /* (since + y) (b - (s + 1) phi') */
    double since;
    int wanted;
    double more[BTYD_LIFETIME_BLOCK]; /* the integrand times (y/(A+y))^1, ^2 ... */
} btyd_moments;

/* ln of Stirling's correction of the gamma function, a >= 32 (DLMF 5.11.1). */
static double btyd_lifetime_stirling(double a)
{
    double u = 1.0 / (a * a);
    return (1.0 / 12.0 + u * (-1.0 / 360.0 + u * (1.0 / 1260.0 - u / 1680.0))) / a;
}

/* ln of G(R+n)/(G(R) n!), n >= 1; where both are large that of its product with p^n (1-p)^R at p = n/(R+n),
   the greatest (Loader, "Fast and accurate computation of binomial probabilities", 2000). */
static double btyd_lifetime_ways(double R, double n)
{
    if (R >= BTYD_LIFETIME_LARGE && n >= BTYD_LIFETIME_LARGE)
        return 0.5 * log(R / (n * (R + n)) * 0.15915494309189533577) +
               (btyd_lifetime_stirling(R + n) - btyd_lifetime_stirling(R)) -
               btyd_lifetime_stirling(n);
    if (R < n)
        return patron_numeric_log_gamma_rise(n, R) - patron_numeric_log_gamma(R) - log(n);
    return patron_numeric_log_gamma_rise(R, n) - patron_numeric_log_gamma(n + 1.0);
}

/* n ln(y/(A+y)) + R ln(A/(A+y)), n >= 1, less the greatest value of it where both are large. */
static double btyd_lifetime_log_count(double R, double A, double n, double y)
{
    if (R < BTYD_LIFETIME_LARGE || n < BTYD_LIFETIME_LARGE)
        return -n * log1p(A / y) - R * log1p(y / A);
    double off = (y * R - n * A) / (A + y);
    double up = off > -0.5 * n ? log1p(off / n) : log(y * (R + n) / ((A + y) * n));
    double down = off < 0.5 * R ? log1p(-off / R) : log(A * (R + n) / ((A + y) * R));
    return n * up + R * down;
}

static double btyd_integrand_at(const btyd_integrand *in, double y, const btyd_leaving *at)
{
    double count = in->n > 0.0 ? btyd_lifetime_log_count(in->power, in->life->A, in->n, y)
                               : -in->power * log1p(y / in->life->A);
    double value = exp(in->log_scale + count - in->life->s * at->phi - in->discount * y);
    return in->leaves ? value * at->rate : value;
}

/* Slopes of the ln of y times the integrand, by ln y: without phi' of n and of n + more, and the steepest of
   those with it. */
typedef struct btyd_slopes {
    double bare;
    double bare_more;
    double steepest;
} btyd_slopes;

static btyd_slopes btyd_slopes_at(const btyd_integrand *in, double y, const btyd_leaving *at)
{
    const btyd_lifetime *life = in->life;
    btyd_slopes slope;
    double rate = life->A / (life->A + y);
    double by_leaving = 0.0;
    if (in->leaves)
        by_leaving = y * (life->b == 0.0 ? -at->rate : life->b * life->excess * at->odds);
    slope.bare = 1.0 + in->n * rate - in->power * y / (life->A + y) - life->s * y * at->rate -
                 in->discount * y;
    slope.bare_more = slope.bare + in->more * rate;
    slope.steepest = fmax(fabs(slope.bare + by_leaving), fabs(slope.bare_more + by_leaving));
    return slope;
}

/* --- panels -------------------------------------------------------------------------------------- */

static void btyd_moments_add(btyd_moments *sum, const btyd_integrand *in, double y,
                             const btyd_leaving *at, double weight)
{
    const btyd_lifetime *life = in->life;
    sum->total += weight;
    if (in->more > 0) {
        double share = y / (life->A + y);
        double value = weight;
        for (int j = 0; j < in->more; j++)
            sum->more[j] += value *= share;
    }
    if (!sum->wanted)
        return;
    sum->log_rate += weight * log1p(y / life->A);
    sum->per_rate += weight / (life->A + y);
    sum->phi += weight * at->phi;
    sum->odds += weight * at->odds;
    sum->growth += weight * (sum->since + y) * (life->b - (life->s + 1.0) * at->rate);
}

/* From 0 to end. */
static void btyd_panel_straight(btyd_moments *sum, const btyd_integrand *in, double end)
{
    double half = 0.5 * end;
    for (int i = 0; i < NUMERIC_GAUSS_POINTS; i++) {
        numeric_gauss_point point = numeric_gauss_at(i);
        double y = half * (1.0 + point.x);
        btyd_leaving at = patron_btyd_lifetime_at(in->life, y);
        btyd_moments_add(sum, in, y, &at, point.weight * half * btyd_integrand_at(in, y, &at));
    }
}

/* From y to y e^width; width may be negative. */
static void btyd_panel(btyd_moments *sum, const btyd_integrand *in, double from, double width)
{
    double half = 0.5 * width;
    double middle = from * exp(half);
    for (int i = 0; i < NUMERIC_GAUSS_POINTS; i++) {
        numeric_gauss_point point = numeric_gauss_at(i);
        double y = middle * exp(half * point.x);
        btyd_leaving at = patron_btyd_lifetime_at(in->life, y);
        double value = btyd_integrand_at(in, y, &at);
        btyd_moments_add(sum, in, y, &at, point.weight * fabs(half) * y * value);
    }
}

/* Where the walk has come to. */
typedef struct btyd_walk {
    double y;
    btyd_leaving leaving;
    btyd_slopes slope;
} btyd_walk;

static void btyd_walk_to(btyd_walk *walk, const btyd_integrand *in, double y)
{
    walk->y = y;
    walk->leaving = patron_btyd_lifetime_at(in->life, y);
    walk->slope = btyd_slopes_at(in, y, &walk->leaving);
}

/* How wide a panel may be from here in a direction, at most limit; *next is the walk at its end. */
static double btyd_walk_width(const btyd_walk *walk, const btyd_integrand *in, double direction,
                              double limit, btyd_walk *next)
{
    const btyd_lifetime *life = in->life;
    double width = fmin(BTYD_LIFETIME_WIDE, BTYD_LIFETIME_FALL / walk->slope.steepest);
    if (life->b > 0.0) {
        double aged = life->b * walk->y;
        double past = 0.5 * (aged - log(fabs(life->excess)));
        width = fmin(width, log1p(fmax(past, BTYD_LIFETIME_BEND) / aged));
    }
    for (;;) {
        width = fmin(width, limit);
        btyd_walk_to(next, in, walk->y * exp(direction * width));
        double fall = width * next->slope.steepest;
        if (!(fall > 1.25 * BTYD_LIFETIME_FALL))
            return width;
        width *= sqrt(BTYD_LIFETIME_FALL / fall);
    }
}

/* What is above y is no more than this: without phi' the integrand falls faster than a power, and phi' stays
   below the greater of b and what it is now. Of the greatest n the most of it is there. */
static int btyd_walk_is_over(const btyd_walk *walk, const btyd_integrand *in,
                             const btyd_moments *sum)
{
    double total = in->more > 0 ? sum->more[in->more - 1] : sum->total;
    if (walk->slope.bare_more >= 0.0)
        return 0;
    double most = walk->y * btyd_integrand_at(in, walk->y, &walk->leaving);
    for (int j = 0; j < in->more; j++)
        most *= walk->y / (in->life->A + walk->y);
    if (in->leaves && in->life->b > walk->leaving.rate)
        most *= in->life->b / walk->leaving.rate;
    return most <= BTYD_LIFETIME_TINY * total * -walk->slope.bare_more;
}

static void btyd_walk_up(btyd_moments *sum, const btyd_integrand *in, double from, double end)
{
    btyd_walk walk, next;
    double limit = log(end / from);
    btyd_walk_to(&walk, in, from);
    while (limit > 0.0 && !btyd_walk_is_over(&walk, in, sum)) {
        double width = btyd_walk_width(&walk, in, 1.0, limit, &next);
        btyd_panel(sum, in, walk.y, width);
        limit = width < limit ? limit - width : 0.0;
        walk = next;
    }
}

/* Below the start the integrand rises toward it. */
static void btyd_walk_down(btyd_moments *sum, const btyd_integrand *in, double from,
                           double straight)
{
    btyd_walk walk, next;
    btyd_walk_to(&walk, in, from);
    for (;;) {
        if (walk.y <= straight * (1.0 + 1e-12)) {
            btyd_panel_straight(sum, in, walk.y);
            return;
        }
        double most = walk.y * btyd_integrand_at(in, walk.y, &walk.leaving);
        if (most <= BTYD_LIFETIME_TINY * sum->total)
            return;
        double width = btyd_walk_width(&walk, in, -1.0, log(walk.y / straight), &next);
        btyd_panel(sum, in, walk.y, -width);
        walk = next;
    }
}

/* --- integrals ------------------------------------------------------------------------------------ */

/* Up to here one panel from 0 serves. */
static double btyd_integrand_straight(const btyd_integrand *in)
{
    const btyd_lifetime *life = in->life;
    double scale = life->b == 0.0 ? life->B : fmin(life->B, 1.0) / life->b;
    double rate = in->power / life->A + life->s * patron_btyd_lifetime_at(life, 0.0).rate;
    return fmin(fmin(life->A, scale), BTYD_LIFETIME_STRAIGHT / (rate + in->discount));
}

/* Where the integrand without phi' is greatest, or near there: n A = power y + s y phi' (A + y), by halving
   of ln y. */
static double btyd_integrand_mode(const btyd_integrand *in, double low, double end)
{
    double from = log(low);
    double to = log(fmin(end, fmax(low, in->n * in->life->A / in->power)));
    while (to - from > 0.01) {
        double middle = 0.5 * (from + to);
        double y = exp(middle);
        btyd_leaving at = patron_btyd_lifetime_at(in->life, y);
        if (btyd_slopes_at(in, y, &at).bare > 1.0)
            from = middle;
        else
            to = middle;
    }
    return exp(to);
}

static void btyd_integrate(btyd_moments *sum, const btyd_integrand *in, double end)
{
    double straight = btyd_integrand_straight(in);
    double start = fmin(straight, end);
    if (in->n > 0.0)
        start = btyd_integrand_mode(in, fmin(straight, end) * 1e-4, end);
    if (in->n + in->more > BTYD_LIFETIME_FEW)
        straight = 1e-300;
    if (start < end)
        btyd_walk_up(sum, in, start, end);
    btyd_walk_down(sum, in, start, straight);
}

static double btyd_integral(const btyd_integrand *in, double end)
{
    btyd_moments sum = {0};
    if (end > 0.0)
        btyd_integrate(&sum, in, end);
    return sum.total;
}

/* --- figures -------------------------------------------------------------------------------------- */

static btyd_integrand btyd_integrand_of(const btyd_lifetime *life, double power, int leaves)
{
    btyd_integrand in;
    in.life = life;
    in.power = power;
    in.n = 0.0;
    in.log_scale = 0.0;
    in.more = 0;
    in.discount = 0.0;
    in.leaves = leaves;
    return in;
}

double patron_btyd_lifetime_purchases(const btyd_lifetime *life, double discount, double end)
{
    btyd_integrand in = btyd_integrand_of(life, 0.0, 0);
    in.discount = discount;
    return life->R / life->A * btyd_integral(&in, end);
}

double patron_btyd_lifetime_some(const btyd_lifetime *life, double end)
{
    btyd_integrand in = btyd_integrand_of(life, life->R + 1.0, 0);
    return life->R / life->A * btyd_integral(&in, end);
}

/* The chances of n, n + 1 ... n + more purchases before end > 0, given that the customer is alive. */
static void btyd_lifetime_chances(const btyd_lifetime *life, double n, int more, double end,
                                  double *chance)
{
    btyd_integrand in = btyd_integrand_of(life, life->R, 1);
    btyd_moments sum = {0};
    in.n = n;
    in.log_scale = n > 0.0 ? btyd_lifetime_ways(life->R, n) : 0.0;
    in.more = more;
    btyd_integrate(&sum, &in, end);
    btyd_leaving at = patron_btyd_lifetime_at(life, end);
    in.leaves = 0;
    double stays = btyd_integrand_at(&in, end, &at);
    double share = end / (life->A + end);
    double ways = 1.0;
    chance[0] = stays + life->s * sum.total;
    for (int j = 1; j <= more; j++) {
        ways *= (life->R + (n + (j - 1))) / (n + j);
        stays *= share;
        chance[j] = ways * (stays + life->s * sum.more[j - 1]);
    }
}

void patron_btyd_lifetime_pmf(const patron_btyd_model *model, const btyd_row *row, double ahead,
                              size_t counts, double *probability)
{
    btyd_lifetime life = patron_btyd_lifetime_from(model, model->r + row->x, row->T);
    double log_odds = patron_btyd_lifetime_log_odds(model, row);
    double alive = 1.0 / (1.0 + exp(log_odds));
    for (size_t n = 0; n < counts; n += BTYD_LIFETIME_BLOCK) {
        double chance[BTYD_LIFETIME_BLOCK] = {n == 0 ? 1.0 : 0.0};
        size_t rest = counts - n;
        int block = rest < BTYD_LIFETIME_BLOCK ? (int)rest : BTYD_LIFETIME_BLOCK;
        if (ahead > 0.0)
            btyd_lifetime_chances(&life, (double)n, block - 1, ahead, chance);
        for (int j = 0; j < block; j++)
            probability[n + (size_t)j] = alive * chance[j];
    }
    if (counts > 0)
        probability[0] = fmin(1.0, probability[0] + 1.0 / (1.0 + exp(-log_odds)));
}

/* --- the history ---------------------------------------------------------------------------------- */

/* The ln of the odds, from their integral from t_x on: life that of t_x. */
static double btyd_lifetime_log_odds_of(const btyd_lifetime *life, double silence, double integral)
{
    if (integral == 0.0)
        return -HUGE_VAL;
    return life->R * log1p(silence / life->A) +
           life->s * patron_btyd_lifetime_at(life, silence).phi + log(life->s * integral);
}

double patron_btyd_lifetime_log_odds(const patron_btyd_model *model, const btyd_row *row)
{
    btyd_lifetime life = patron_btyd_lifetime_from(model, model->r + row->x, row->t_x);
    btyd_integrand in = btyd_integrand_of(&life, life.R, 1);
    double silence = row->T - row->t_x;
    return btyd_lifetime_log_odds_of(&life, silence, btyd_integral(&in, silence));
}

/* ln of alpha^r (alpha+time)^-(r+x) S(time) */
static double btyd_lifetime_log_alive(const patron_btyd_model *model, double x, double time)
{
    btyd_lifetime life = patron_btyd_lifetime_from(model, model->r, 0.0);
    return -model->r * log1p(time / model->alpha) - x * log(model->alpha + time) -
           model->s * patron_btyd_lifetime_at(&life, time).phi;
}

/* The gradient of that by the ln of the parameters. */
static void btyd_lifetime_gradient(const patron_btyd_model *model, double x, double y,
                                   double *gradient)
{
    btyd_lifetime life = patron_btyd_lifetime_from(model, model->r, 0.0);
    btyd_leaving at = patron_btyd_lifetime_at(&life, y);
    double grown = model->b > 0.0 ? -expm1(-model->b * y) * (at.rate / model->b) : y * at.rate;
    for (int j = 0; j < PATRON_BTYD_PARAMETERS; j++)
        gradient[j] = 0.0;
    gradient[PATRON_BTYD_R] = -model->r * log1p(y / model->alpha);
    gradient[PATRON_BTYD_ALPHA] = (model->r * y - x * model->alpha) / (model->alpha + y);
    gradient[PATRON_BTYD_S] = -model->s * at.phi;
    gradient[PATRON_BTYD_BETA] = model->s * grown;
    if (model->b > 0.0)
        gradient[PATRON_BTYD_B] = -model->s * y * at.rate;
}

/* The gradient of the ln of the chance of this history and of having left since. */
static void btyd_lifetime_gradient_left(const patron_btyd_model *model, const btyd_row *row,
                                        const btyd_moments *sum, double *gradient)
{
    double s = model->s;
    double odds = model->beta * exp(-model->b * row->t_x) * (sum->odds / sum->total);
    btyd_lifetime_gradient(model, row->x, row->t_x, gradient);
    gradient[PATRON_BTYD_R] -= model->r * (sum->log_rate / sum->total);
    gradient[PATRON_BTYD_ALPHA] =
        model->r - model->alpha * (model->r + row->x) * (sum->per_rate / sum->total);
    gradient[PATRON_BTYD_S] += 1.0 - s * (sum->phi / sum->total);
    gradient[PATRON_BTYD_BETA] = s - (s + 1.0) * odds;
    if (model->b > 0.0)
        gradient[PATRON_BTYD_B] = 1.0 + sum->growth / sum->total;
}

double patron_btyd_lifetime_likelihood(const patron_btyd_model *model, const btyd_row *row,
                                       double *gradient)
{
    btyd_lifetime life = patron_btyd_lifetime_from(model, model->r + row->x, row->t_x);
    btyd_integrand in = btyd_integrand_of(&life, life.R, 1);
    double silence = row->T - row->t_x;
    btyd_moments sum = {0};
    sum.since = row->t_x;
    sum.wanted = gradient != NULL;
    if (silence > 0.0)
        btyd_integrate(&sum, &in, silence);
    double log_odds = btyd_lifetime_log_odds_of(&life, silence, sum.total);
    if (gradient != NULL) {
        double left[PATRON_BTYD_PARAMETERS];
        double alive = 1.0 / (1.0 + exp(log_odds));
        btyd_lifetime_gradient(model, row->x, row->T, gradient);
        if (sum.total > 0.0) {
            btyd_lifetime_gradient_left(model, row, &sum, left);
            for (int j = 0; j < PATRON_BTYD_PARAMETERS; j++)
                gradient[j] = alive * gradient[j] + 1.0 / (1.0 + exp(-log_odds)) * left[j];
        }
    }
    if (log_odds > 0.0)
        return btyd_lifetime_log_alive(model, row->x, row->t_x) + log(life.s * sum.total) +
               log1p(exp(-log_odds));
    return btyd_lifetime_log_alive(model, row->x, row->T) + log1p(exp(log_odds));
}
