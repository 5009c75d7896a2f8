/*
 * BG/CNBD-k and MBG/CNBD-k (Platzer 2016; Reutterer, Platzer and Schroeder 2021), exactly: the gaps between
 * purchases are Erlang-k. With X = x, of MBG x + 1, flips of the coin survived, R = r + k x, and
 * u = (T - t_x) / (alpha + T):
 *
 *     L = G(R)/G(r) alpha^r B(a,b+X)/B(a,b) { (alpha+T)^-R sum_{j<k} c_j + d (alpha+t_x)^-R }
 *     c_j = u^j G(R+j) / (G(R) j!),   d = a / (b + X - 1), and 0 of BG where x is 0
 *
 * times (k-1)!^-x and the product of the gaps to the power of k - 1. The terms of c_j are those of who has
 * j phases of the next gap behind them, the one of d that of who has left. All are positive.
 *
 * Of who is alive, N phases since t_x come by T + t: a negative binomial of R and t_x, thinned to those of
 * whom fewer than k came by T. They make n purchases where n k <= N < (n+1) k and the coin let them stay:
 *
 *     P(n)    = g_n P(n k <= N < (n+1) k) + a g_{n-1} / (a+B+n-1) P(N >= n k),   g_n = B(a,B+n)/B(a,B)
 *     E[X(t)] = sum_n g_{n-1} P(N >= n k)
 */
#include "../portability.h"
#include "btyd_cnbd.h"

#include "../numeric/numeric_gamma.h"
#include "btyd_count.h"

#include <math.h>

#define BTYD_CNBD_PHASES 4096.0  /* up to so many they are counted */
#define BTYD_CNBD_COST 1000000.0 /* up to so many steps discounted purchases are */
#define BTYD_CNBD_FEW 7.0
#define BTYD_CNBD_FAR 45.0 /* e^-45 of a purchase is none */
#define BTYD_CNBD_LEAST 1e-300

/* --- the history -------------------------------------------------------------------------------- */

static double btyd_cnbd_flips(const patron_btyd_model *model, const btyd_row *row)
{
    return model->kind == PATRON_BTYD_MBG_CNBD ? row->x + 1.0 : row->x;
}

/* c_j, and their sum. */
static double btyd_cnbd_phases(const patron_btyd_model *model, const btyd_row *row, double *c)
{
    double R = model->r + model->k * row->x;
    double u = (row->T - row->t_x) / (model->alpha + row->T);
    double sum = 0.0;
    double term = 1.0;
    for (int j = 0; j < (int)model->k; j++) {
        c[j] = term;
        sum += term;
        term *= u * (R + j) / (j + 1);
    }
    return sum;
}

/* ln((alpha + T) / (alpha + t_x)) */
static double btyd_cnbd_silence(const patron_btyd_model *model, const btyd_row *row)
{
    return log1p((row->T - row->t_x) / (model->alpha + row->t_x));
}

/* The ln of the odds of having left; phases is the sum of c_j. */
static double btyd_cnbd_log_odds(const patron_btyd_model *model, const btyd_row *row, double phases)
{
    double flips = btyd_cnbd_flips(model, row);
    if (flips == 0.0)
        return -HUGE_VAL;
    return log(model->a / ((model->b + (flips - 1.0)) * phases)) +
           (model->r + model->k * row->x) * btyd_cnbd_silence(model, row);
}

double patron_btyd_cnbd_alive(const patron_btyd_model *model, const btyd_row *row)
{
    double c[BTYD_ERLANG_MAX];
    double phases = btyd_cnbd_phases(model, row, c);
    return 1.0 / (1.0 + exp(btyd_cnbd_log_odds(model, row, phases)));
}

static void btyd_cnbd_gradient(const patron_btyd_model *model, const btyd_row *row, const double *c,
                               double phases, double left, double *gradient)
{
    double r = model->r, alpha = model->alpha, a = model->a, b = model->b;
    double kx = model->k * row->x;
    double end = alpha + row->T;
    double flips = btyd_cnbd_flips(model, row);
    double both = patron_numeric_digamma_rise(a + b, flips);
    double rise = 0.0, by_rise = 0.0, by_j = 0.0;
    for (int j = 0; j < (int)model->k; j++) {
        by_rise += c[j] * rise;
        by_j += c[j] * j;
        rise += 1.0 / (r + kx + j);
    }
    double here = (1.0 - left) / phases;
    double by_r = patron_numeric_digamma_rise(r, kx) - log1p(row->T / alpha) +
                  left * btyd_cnbd_silence(model, row) + here * by_rise;
    double by_alpha = (r * row->T - kx * alpha) / (alpha * end) -
                      left * (r + kx) * (row->T - row->t_x) / (end * (alpha + row->t_x)) -
                      here * by_j / end;
    for (int j = 0; j < PATRON_BTYD_PARAMETERS; j++)
        gradient[j] = 0.0;
    gradient[PATRON_BTYD_R] = r * by_r;
    gradient[PATRON_BTYD_ALPHA] = alpha * by_alpha;
    gradient[PATRON_BTYD_A] = left - a * both;
    gradient[PATRON_BTYD_B] = b * (patron_numeric_digamma_rise(b, flips) - both);
    if (flips > 0.0)
        gradient[PATRON_BTYD_B] -= left * b / (b + (flips - 1.0));
}

double patron_btyd_cnbd_likelihood(const patron_btyd_model *model, const btyd_row *row,
                                   double *gradient)
{
    double c[BTYD_ERLANG_MAX];
    double k = model->k;
    double phases = btyd_cnbd_phases(model, row, c);
    double odds = btyd_cnbd_log_odds(model, row, phases);
    double alive = patron_numeric_log_gamma_rise(model->r, k * row->x) -
                   row->x * patron_numeric_log_gamma(k) - model->r * log1p(row->T / model->alpha) -
                   k * row->x * log(model->alpha + row->T) + log(phases) +
                   patron_numeric_log_beta_rise(model->a, model->b, btyd_cnbd_flips(model, row));
    if (gradient != NULL)
        btyd_cnbd_gradient(model, row, c, phases, 1.0 / (1.0 + exp(-odds)), gradient);
    return alive + (odds > 0.0 ? odds + log1p(exp(-odds)) : log1p(exp(odds)));
}

/* --- the future ----------------------------------------------------------------------------------- */

static btyd_cnbd_process btyd_cnbd_from_now(const patron_btyd_model *model, const btyd_row *row)
{
    btyd_cnbd_process now;
    double phases = btyd_cnbd_phases(model, row, now.w);
    now.R = model->r + model->k * row->x;
    now.A = model->alpha + row->T;
    now.a = model->a;
    now.B = model->b + btyd_cnbd_flips(model, row);
    now.k = (int)model->k;
    for (int j = 0; j < now.k; j++)
        now.w[j] /= phases;
    return now;
}

static double btyd_cnbd_purchases(const btyd_cnbd_process *now, double ahead)
{
    if (ahead == 0.0)
        return 0.0;
    if (patron_btyd_cnbd_reach(now, ahead) <= BTYD_CNBD_PHASES)
        return patron_btyd_cnbd_count(now, ahead);
    return patron_btyd_cnbd_roots(now, 0.0, ahead);
}

double patron_btyd_cnbd_expected(const patron_btyd_model *model, const btyd_row *row, double ahead)
{
    btyd_cnbd_process now = btyd_cnbd_from_now(model, row);
    return patron_btyd_cnbd_alive(model, row) * btyd_cnbd_purchases(&now, ahead);
}

double patron_btyd_cnbd_some(const patron_btyd_model *model, const btyd_row *row, double ahead)
{
    btyd_cnbd_process now = btyd_cnbd_from_now(model, row);
    return patron_btyd_cnbd_alive(model, row) * patron_btyd_cnbd_any(&now, ahead);
}

double patron_btyd_cnbd_residual(const patron_btyd_model *model, const btyd_row *row,
                                 double discount)
{
    btyd_cnbd_process now = btyd_cnbd_from_now(model, row);
    double alive = patron_btyd_cnbd_alive(model, row);
    if (discount == 0.0) /* E (1/p), a > 1 */
        return alive * ((now.a + now.B - 1.0) / (now.a - 1.0));
    return alive * patron_btyd_cnbd_forever(&now, discount);
}

/* Beyond the time at which the discount has left nothing, all that was to come has. */
static double btyd_cnbd_discounted_within(const btyd_cnbd_process *now, double discount,
                                          double ahead)
{
    if (discount == 0.0 || ahead == 0.0)
        return btyd_cnbd_purchases(now, ahead);
    if (discount * ahead > BTYD_CNBD_FAR + 4.0 * now->k)
        return patron_btyd_cnbd_forever(now, discount);
    /* About the ln of the share that lives to see a purchase: the roots lose that many digits. */
    double few = now->k * log1p(discount * now->A / (now->R + 1.0));
    if (few > BTYD_CNBD_FEW || patron_btyd_cnbd_count_cost(now, discount, ahead) <= BTYD_CNBD_COST)
        return patron_btyd_cnbd_count_discounted(now, discount, ahead);
    return patron_btyd_cnbd_roots(now, discount, ahead);
}

double patron_btyd_cnbd_residual_within(const patron_btyd_model *model, const btyd_row *row,
                                        double discount, double horizon)
{
    btyd_cnbd_process now = btyd_cnbd_from_now(model, row);
    return patron_btyd_cnbd_alive(model, row) *
           btyd_cnbd_discounted_within(&now, discount, horizon);
}

/* --- numbers of purchases ----------------------------------------------------------------------- */

/* P(N = i) as a sum over the phases j behind the customer, each a negative binomial. */
typedef struct btyd_cnbd_ladder {
    double i;
    size_t purchase; /* floor(i / k) */
    int phase;       /* i - k purchase */
    double z;
    double m[BTYD_ERLANG_MAX];
} btyd_cnbd_ladder;

static btyd_cnbd_ladder btyd_cnbd_ladder_at(const btyd_cnbd_process *now, double q, size_t purchase,
                                            int phase)
{
    btyd_cnbd_ladder ladder;
    ladder.purchase = purchase;
    ladder.phase = phase;
    ladder.i = (double)purchase * now->k + phase;
    ladder.z = q / (1.0 + q);
    for (int j = 0; j < now->k; j++)
        ladder.m[j] = now->w[j] * exp(patron_btyd_count_log(now->R + j, q, ladder.i - j));
    return ladder;
}

static double btyd_cnbd_ladder_sum(const btyd_cnbd_process *now, const btyd_cnbd_ladder *ladder)
{
    double sum = 0.0;
    for (int j = 0; j < now->k; j++)
        sum += ladder->m[j];
    return sum;
}

static void btyd_cnbd_ladder_up(const btyd_cnbd_process *now, btyd_cnbd_ladder *ladder)
{
    double more = ladder->z * (now->R + ladder->i);
    ladder->i += 1.0;
    for (int j = 0; j < now->k; j++)
        ladder->m[j] *= more / (ladder->i - j);
    if (++ladder->phase == now->k) {
        ladder->phase = 0;
        ladder->purchase++;
    }
}

static void btyd_cnbd_ladder_down(const btyd_cnbd_process *now, btyd_cnbd_ladder *ladder)
{
    double more = ladder->z * (now->R + (ladder->i - 1.0));
    for (int j = 0; j < now->k; j++)
        ladder->m[j] *= (ladder->i - j > 0.0 ? ladder->i - j : 0.0) / more;
    ladder->i -= 1.0;
    if (--ladder->phase < 0) {
        ladder->phase = now->k - 1;
        ladder->purchase--;
    }
}

/* From the most likely number up and down. What is beyond is what P(N >= k), known to its last digits, has
   left; or where that is little, the sum of the terms beyond, whose ratios are below 1 and fall. */
double patron_btyd_cnbd_blocks(const btyd_cnbd_process *now, double ahead, size_t counts,
                               double *block)
{
    for (size_t n = 0; n < counts; n++)
        block[n] = 0.0;
    double q = ahead / now->A;
    double mode = now->R > 1.0 ? floor((now->R - 1.0) * q / now->k) : 0.0;
    if (q == 0.0) {
        block[0] = 1.0;
        return 0.0;
    }
    size_t start = mode < (double)counts ? (size_t)mode : counts - 1;
    btyd_cnbd_ladder up = btyd_cnbd_ladder_at(now, q, start, now->k - 1);
    btyd_cnbd_ladder down = up;
    double sum = btyd_cnbd_ladder_sum(now, &up);
    double some = patron_btyd_cnbd_any(now, ahead);
    double below = 0.0;
    for (; up.purchase < counts && sum >= BTYD_CNBD_LEAST; sum = btyd_cnbd_ladder_sum(now, &up)) {
        block[up.purchase] += sum;
        btyd_cnbd_ladder_up(now, &up);
    }
    while (down.i > 0.0) {
        btyd_cnbd_ladder_down(now, &down);
        sum = btyd_cnbd_ladder_sum(now, &down);
        if (sum < BTYD_CNBD_LEAST)
            break;
        block[down.purchase] += sum;
    }
    if (start == 0 && some < 0.5) /* and terms of no phase at all were none at k - 1 of them */
        block[0] = 1.0 - some;
    for (size_t n = 1; n < counts; n++)
        below += block[n];
    if (some - below > 1e-3 * some)
        return some - below;
    double beyond = 0.0;
    sum = btyd_cnbd_ladder_sum(now, &up);
    while (sum > 1e-17 * beyond) {
        beyond += sum;
        btyd_cnbd_ladder_up(now, &up);
        sum = btyd_cnbd_ladder_sum(now, &up);
    }
    return beyond;
}

void patron_btyd_cnbd_pmf(const patron_btyd_model *model, const btyd_row *row, double ahead,
                          size_t counts, double *probability)
{
    double c[BTYD_ERLANG_MAX];
    double odds = btyd_cnbd_log_odds(model, row, btyd_cnbd_phases(model, row, c));
    double alive = 1.0 / (1.0 + exp(odds));
    btyd_cnbd_process now = btyd_cnbd_from_now(model, row);
    double beyond = patron_btyd_cnbd_blocks(&now, ahead, counts, probability);
    for (size_t i = counts; i-- > 1;) {
        double n = (double)i;
        double before = exp(patron_numeric_log_beta_rise(now.a, now.B, n - 1.0));
        double per = before / (now.a + now.B + (n - 1.0));
        beyond += probability[i];
        probability[i] = alive * per * ((now.B + (n - 1.0)) * probability[i] + now.a * beyond);
    }
    probability[0] = 1.0 / (1.0 + exp(-odds)) + alive * probability[0];
}
