/*
 * Figures of (M)BG/CNBD-k by the number of phases N: with q = t / A, z = q / (1 + q),
 *
 *     P(N = i) = sum_{j<k} m_j(i),   m_j(i) = w_j nb(i - j; R + j, q),
 *     m_j(i + 1) / m_j(i) = z (R + i) / (i + 1 - j)
 *
 * from i = 0 up, all terms positive. From i = (n+1) k - 1 the next phase, of the rate (R + i) / (A + t), is the
 * (n+1)-th purchase, made with a chance of g_n:
 *
 *     E[X(t)]      = sum_i P(N = i) sum_{n <= i/k} g_{n-1}
 *     d/dt E[X(t)] = sum_n g_n P(N = (n+1) k - 1) (R + (n+1) k - 1) / (A + t)
 */
#include "../portability.h"
#include "btyd_cnbd.h"

#include "../numeric/numeric_gauss.h"
#include "btyd_count.h"

#include <math.h>

#define BTYD_PHASE_TINY 1e-17
#define BTYD_PHASE_LARGE 1e200

/* What a loop over the number of phases is at. */
typedef struct btyd_phase_loop {
    double i;
    double z;
    double enter;     /* (1 + q)^-i */
    double purchases; /* floor(i / k) */
    double gain;      /* sum of g_n over n < purchases */
    double stays;     /* g_purchases */
    double ratio;     /* of the largest of the next terms to these, at least z */
    double sum;       /* of m_j(i) */
    double m[BTYD_ERLANG_MAX];
    int phase; /* i - k purchases */
    int live;  /* how many m_j have begun */
} btyd_phase_loop;

static btyd_phase_loop btyd_phase_open(const btyd_cnbd_process *now, double q, double first)
{
    btyd_phase_loop loop;
    loop.i = 0.0;
    loop.z = q / (1.0 + q);
    loop.enter = first;
    loop.purchases = 0.0;
    loop.gain = 0.0;
    loop.stays = 1.0;
    loop.ratio = 1.0;
    loop.m[0] = loop.sum = now->w[0] * first;
    loop.phase = 0;
    loop.live = 1;
    return loop;
}

static void btyd_phase_next(const btyd_cnbd_process *now, btyd_phase_loop *loop)
{
    double more = loop->z * (now->R + loop->i);
    loop->i += 1.0;
    loop->sum = 0.0;
    for (int j = 0; j < loop->live; j++) {
        loop->m[j] *= more / (loop->i - j);
        loop->sum += loop->m[j];
    }
    loop->ratio = fmax(loop->z, more / (loop->i - (loop->live - 1)));
    if (loop->live < now->k) {
        loop->enter *= 1.0 - loop->z;
        loop->m[loop->live] = now->w[loop->live] * loop->enter;
        loop->sum += loop->m[loop->live];
        loop->live++;
    }
    if (++loop->phase == now->k) {
        loop->phase = 0;
        loop->gain += loop->stays;
        loop->stays *= (now->B + loop->purchases) / (now->a + now->B + loop->purchases);
        loop->purchases += 1.0;
    }
}

/* What is summed over i, but for its factor P(N = i), and a bound of it for the i to come. */
static double btyd_phase_weight(const btyd_cnbd_process *now, const btyd_phase_loop *loop, int rate)
{
    if (!rate)
        return loop->gain;
    return loop->phase == now->k - 1 ? loop->stays * (now->R + loop->i) : 0.0;
}

static double btyd_phase_size(const btyd_cnbd_process *now, const btyd_phase_loop *loop, int rate)
{
    return rate ? loop->stays * (now->R + loop->i) : loop->gain;
}

/* E[X(t)], or where rate is not 0 its derivative; both as a share of the sum of all P(N = i), so that they may
   begin with any P(N = 0). */
static double btyd_phase_sum(const btyd_cnbd_process *now, double t, int rate)
{
    double mass = 0.0;
    double sum = 0.0;
    double q = t / now->A;
    btyd_phase_loop loop = btyd_phase_open(now, q, 1.0);
    for (;; btyd_phase_next(now, &loop)) {
        mass += loop.sum;
        sum += loop.sum * btyd_phase_weight(now, &loop, rate);
        double left = 1.0 - loop.ratio;
        double tiny = BTYD_PHASE_TINY * left * left;
        if (left > 0.0 && loop.purchases > 0.0 && loop.sum <= tiny * mass &&
            loop.sum * btyd_phase_size(now, &loop, rate) <= tiny * sum)
            break;
        if (loop.sum > BTYD_PHASE_LARGE) {
            mass /= BTYD_PHASE_LARGE;
            sum /= BTYD_PHASE_LARGE;
            loop.enter /= BTYD_PHASE_LARGE;
            for (int j = 0; j < loop.live; j++)
                loop.m[j] /= BTYD_PHASE_LARGE;
        }
    }
    return sum / (rate ? mass * (now->A + t) : mass);
}

double patron_btyd_cnbd_count(const btyd_cnbd_process *now, double t)
{
    return btyd_phase_sum(now, t, 0);
}

/* The mean, ten deviations of it, and the exponential tail. */
double patron_btyd_cnbd_reach(const btyd_cnbd_process *now, double t)
{
    double q = t / now->A;
    double mean = (now->R + now->k) * q;
    return mean + 10.0 * sqrt(mean * (1.0 + q)) + 45.0 * (1.0 + q) + 2.0 * now->k;
}

double patron_btyd_cnbd_any(const btyd_cnbd_process *now, double t)
{
    double nb[BTYD_ERLANG_MAX];
    double q = t / now->A;
    double sum = 0.0;
    if (q == 0.0)
        return 0.0;
    for (int j = 0; j < now->k; j++) {
        size_t more = (size_t)(now->k - j);
        patron_btyd_count(now->R + j, q, more, nb);
        sum += now->w[j] * patron_btyd_count_beyond(now->R + j, q, more, nb);
    }
    return sum > 1.0 ? 1.0 : sum; /* of numbers of purchases that add up to 1 but for rounding */
}

/* --- discounted: by panels of time -------------------------------------------------------------- */

/* A panel on which neither the discount nor (1 + c t / A)^-(R + k), |c| <= 2, changes by much more than e^4. */
static double btyd_phase_panel(const btyd_cnbd_process *now, double discount, double from,
                               double to)
{
    double width = (now->A + from) * fmin(0.5, 4.0 / (now->R + now->k));
    return fmin(to - from, fmin(width, 4.0 / discount));
}

double patron_btyd_cnbd_count_cost(const btyd_cnbd_process *now, double discount, double t)
{
    double width = fmin(0.5, 4.0 / (now->R + now->k));
    double panels = 1.0 + log1p(t / now->A) / log1p(width) + 0.25 * discount * t;
    return panels * NUMERIC_GAUSS_POINTS * patron_btyd_cnbd_reach(now, t) * now->k;
}

double patron_btyd_cnbd_count_discounted(const btyd_cnbd_process *now, double discount, double t)
{
    double sum = 0.0;
    double from = 0.0;
    while (from < t) {
        double width = btyd_phase_panel(now, discount, from, t);
        for (int i = 0; i < NUMERIC_GAUSS_POINTS; i++) {
            numeric_gauss_point point = numeric_gauss_at(i);
            double at = from + 0.5 * width * (1.0 + point.x);
            sum += 0.5 * width * point.weight * exp(-discount * at) * btyd_phase_sum(now, at, 1);
        }
        from += width;
    }
    return sum;
}

/* The rates of the first purchases at t, times weight, added to head. */
static void btyd_phase_first(const btyd_cnbd_process *now, double t, double weight, double *head)
{
    double q = t / now->A;
    btyd_phase_loop loop = btyd_phase_open(now, q, exp(-now->R * log1p(q)));
    for (; loop.purchases < BTYD_CNBD_HEAD; btyd_phase_next(now, &loop))
        if (loop.phase == now->k - 1)
            head[(int)loop.purchases] += weight * loop.sum * (now->R + loop.i) / (now->A + t);
}

static void btyd_phase_head_discounted(const btyd_cnbd_process *now, double discount, double t,
                                       double *head)
{
    /* By then fewer phases than those of the head have come with a chance of e^-45. */
    double over = (45.0 + 3.0 * BTYD_CNBD_HEAD * now->k) / now->R;
    double end = over < log1p(t / now->A) ? now->A * expm1(over) : t;
    double from = 0.0;
    for (int n = 0; n < BTYD_CNBD_HEAD; n++)
        head[n] = 0.0;
    while (from < end) {
        double width = btyd_phase_panel(now, discount, from, end);
        for (int i = 0; i < NUMERIC_GAUSS_POINTS; i++) {
            numeric_gauss_point point = numeric_gauss_at(i);
            double at = from + 0.5 * width * (1.0 + point.x);
            btyd_phase_first(now, at, 0.5 * width * point.weight * exp(-discount * at), head);
        }
        from += width;
    }
}

void patron_btyd_cnbd_head(const btyd_cnbd_process *now, double discount, double t, double *head)
{
    double block[BTYD_CNBD_HEAD + 1];
    if (discount > 0.0) {
        btyd_phase_head_discounted(now, discount, t, head);
        return;
    }
    double beyond = patron_btyd_cnbd_blocks(now, t, BTYD_CNBD_HEAD + 1, block);
    for (int n = BTYD_CNBD_HEAD; n > 0; n--) {
        beyond += block[n];
        head[n - 1] = beyond;
    }
}
