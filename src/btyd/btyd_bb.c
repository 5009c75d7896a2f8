/*
 * BG/BB (Fader, Hardie and Shang 2010): at each opportunity a customer leaves with a chance theta ~
 * Beta(gamma, delta), and if not buys with a chance p ~ Beta(alpha, beta). Of n = T opportunities:
 *
 *     L = B(alpha+x, beta+n-x)/B(alpha,beta) B(gamma,delta+n)/B(gamma,delta)
 *         + sum_{i=0}^{n-t_x-1} F_i
 *     F_i = B(alpha+x, beta+t_x-x+i)/B(alpha,beta) B(gamma+1,delta+t_x+i)/B(gamma,delta)
 *
 * The ratio of F_i to the one before is rational, and the first term is F_{n-t_x} (gamma+delta+n)/gamma: with
 * F_0 taken out, nothing overflows and there is one logarithm. Who is still there after n has
 * p ~ Beta(A, B), theta ~ Beta(gamma, D) with A = alpha+x, B = beta+n-x, D = delta+n, and is there for j more
 * opportunities with a chance of S(j) = prod_{i<j} (D+i)/(gamma+D+i). Of who is there for one more
 * (probability_alive), with S1(j) the same of D + 1:
 *
 *     E[X(m)]  = A/(A+B) sum_{j<m} S1(j) = A/(A+B) (gamma+D) (1 - e^-h)/(gamma-1),
 *                h = int_0^{gamma-1} psi(D+1+s+m) - psi(D+1+s) ds
 *     D(d)     = A/(A+B) sum_j S1(j) (1+d)^-(j+1) = A/(A+B) E 1/(d + theta), theta ~ Beta(gamma, D+1)
 */
#include "../portability.h"
#include "btyd_model.h"

#include "../numeric/numeric_beta.h"
#include "../numeric/numeric_gamma.h"
#include "../numeric/numeric_gauss.h"

#include <math.h>

#define BTYD_BB_TERMS 1048576.0 /* beyond, a sum is an integral */
#define BTYD_BB_FEW 64.0
#define BTYD_BB_SLOW 0.95
#define BTYD_BB_LARGE 1e200

/* f(i) = prod_{l<i} (1+k+l)/(1+l) prod_{s<2} (base_s+l)/(base_s+diff_s+l) */
typedef struct btyd_bb_terms {
    double base[2];
    double diff[2];
    double k;
} btyd_bb_terms;

/* Sums over i < n of f(i), and of f(i) times the sums over l < i of 1/(base+diff+l) and of the gap of that to
   1/(base+l); and f(n) with its sums. */
typedef struct btyd_bb_sums {
    double f;
    double by_gap[2];
    double by_diff[2];
    double end;
    double end_gap[2];
    double end_diff[2];
    double log_scale; /* of the f of all these, which of a large k grow beyond a double */
} btyd_bb_sums;

/* --- sums ---------------------------------------------------------------------------------------- */

/* Integrals in place of the sums beyond from: f changes there by a few parts in 1e5 a step, of which the first
   correction of Euler and Maclaurin leaves nothing. */
typedef struct btyd_bb_tail {
    double f;
    double log_f;
    double slope; /* d ln f / di */
    double bend;  /* at least its second derivative, here and beyond */
} btyd_bb_tail;

static btyd_bb_tail btyd_bb_at(const btyd_bb_terms *terms, double from, double log_first, double i)
{
    btyd_bb_tail tail;
    double log_f = log_first - patron_numeric_log_beta_rise(terms->k, 1.0 + from, i - from);
    tail.slope = patron_numeric_digamma_rise(1.0 + i, terms->k);
    tail.bend = terms->k / ((1.0 + i) * (1.0 + terms->k + i));
    for (int s = 0; s < 2; s++) {
        double base = terms->base[s], diff = terms->diff[s];
        log_f += patron_numeric_log_beta_rise(diff, base + from, i - from);
        tail.slope -= patron_numeric_digamma_rise(base + i, diff);
        tail.bend += diff / ((base + i) * (base + diff + i));
    }
    tail.log_f = log_f;
    tail.f = exp(log_f);
    return tail;
}

/* sum_{l<i} 1/(base+l) - 1/(base+diff+l) */
static double btyd_bb_gap(const btyd_bb_terms *terms, int s, double i)
{
    return patron_numeric_digamma_rise(terms->base[s], terms->diff[s]) -
           patron_numeric_digamma_rise(terms->base[s] + i, terms->diff[s]);
}

static void btyd_bb_add(const btyd_bb_terms *terms, double i, double f, btyd_bb_sums *sums)
{
    sums->f += f;
    for (int s = 0; s < 2; s++) {
        sums->by_gap[s] += f * btyd_bb_gap(terms, s, i);
        sums->by_diff[s] += f * patron_numeric_digamma_rise(terms->base[s] + terms->diff[s], i);
    }
}

/* The ln of the largest f from there on, which rises to one peak. */
static double btyd_bb_peak(const btyd_bb_terms *terms, double from, double n, double log_first)
{
    double low = from;
    double high = n;
    while (high - low > 1e-3 * low) {
        double middle = 0.5 * (low + high);
        if (btyd_bb_at(terms, from, 0.0, middle).slope > 0.0)
            low = middle;
        else
            high = middle;
    }
    return btyd_bb_at(terms, from, log_first, low).log_f;
}

static void btyd_bb_integrate(const btyd_bb_terms *terms, double from, double n, double first,
                              btyd_bb_sums *sums)
{
    double shift = fmax(0.0, btyd_bb_peak(terms, from, n, log(first)));
    double f = log(first) - shift;
    btyd_bb_tail at = btyd_bb_at(terms, from, f, from);
    sums->f *= exp(-shift);
    sums->log_scale += shift;
    btyd_bb_add(terms, from, at.f * (0.5 - at.slope / 12.0), sums);
    double i = from;
    int goes_on = 1;
    while (goes_on) {
        at = btyd_bb_at(terms, from, f, i);
        double width = fmin(n - i, fmin(i, 3.0 / (fabs(at.slope) + sqrt(at.bend))));
        for (int g = 0; g < NUMERIC_GAUSS_POINTS; g++) {
            numeric_gauss_point point = numeric_gauss_at(g);
            double middle = i + 0.5 * width * (1.0 + point.x);
            double value = btyd_bb_at(terms, from, f, middle).f;
            btyd_bb_add(terms, middle, 0.5 * width * point.weight * value, sums);
        }
        i += width;
        goes_on = i < n && (at.slope >= 0.0 || at.f * (n - i) >= 1e-18 * sums->f);
    }
    at = btyd_bb_at(terms, from, f, n);
    btyd_bb_add(terms, n, at.f * (at.slope / 12.0 - 0.5), sums);
    sums->end = at.f;
    for (int s = 0; s < 2; s++) {
        sums->end_gap[s] = btyd_bb_gap(terms, s, n);
        sums->end_diff[s] = patron_numeric_digamma_rise(terms->base[s] + terms->diff[s], n);
    }
}

static btyd_bb_sums btyd_bb_sum(const btyd_bb_terms *terms, double n)
{
    btyd_bb_sums sums = {0.0, {0.0, 0.0}, {0.0, 0.0}, 0.0, {0.0, 0.0}, {0.0, 0.0}, 0.0};
    double some = fmin(n, BTYD_BB_TERMS);
    double f = 1.0;
    double i = 0.0;
    while (i < some) {
        double ratio = (1.0 + terms->k + i) / (1.0 + i);
        sums.f += f;
        for (int s = 0; s < 2; s++) {
            double low = terms->base[s] + i;
            double high = low + terms->diff[s];
            sums.by_gap[s] += f * sums.end_gap[s];
            sums.by_diff[s] += f * sums.end_diff[s];
            sums.end_gap[s] += terms->diff[s] / (low * high);
            sums.end_diff[s] += 1.0 / high;
            /* Of a long sum low + diff is off to one side again and again. */
            ratio *= low < terms->diff[s] ? low / high : 1.0 - terms->diff[s] / high;
        }
        f *= ratio;
        i += 1.0;
        if (f > BTYD_BB_LARGE) {
            f /= BTYD_BB_LARGE;
            sums.f /= BTYD_BB_LARGE;
            sums.log_scale += log(BTYD_BB_LARGE);
        }
    }
    sums.end = f;
    if (some < n)
        btyd_bb_integrate(terms, some, n, f, &sums);
    return sums;
}

/* --- the history -------------------------------------------------------------------------------- */

static btyd_bb_sums btyd_bb_left(const patron_btyd_model *model, const btyd_row *row)
{
    btyd_bb_terms terms;
    terms.base[0] = model->beta + (row->t_x - row->x);
    terms.diff[0] = model->alpha + row->x;
    terms.base[1] = model->delta + row->t_x;
    terms.diff[1] = model->gamma + 1.0;
    terms.k = 0.0;
    return btyd_bb_sum(&terms, row->T - row->t_x);
}

/* The term of who is still there over F_0. */
static double btyd_bb_there(const patron_btyd_model *model, const btyd_row *row,
                            const btyd_bb_sums *sums)
{
    return sums->end * ((model->gamma + model->delta + row->T) / model->gamma);
}

/* The chance of being there after T. */
static double btyd_bb_stays(const patron_btyd_model *model, const btyd_row *row)
{
    btyd_bb_sums sums = btyd_bb_left(model, row);
    double there = btyd_bb_there(model, row, &sums);
    return there / (there + sums.f);
}

double patron_btyd_bb_alive(const patron_btyd_model *model, const btyd_row *row)
{
    double D = model->delta + row->T;
    return btyd_bb_stays(model, row) * (D / (model->gamma + D));
}

/* d ln L / d parameter as means over the terms, each F_i and the one of who is still there. */
static void btyd_bb_gradient(const patron_btyd_model *model, const btyd_row *row,
                             const btyd_bb_sums *sums, double *gradient)
{
    double alpha = model->alpha, beta = model->beta, gamma = model->gamma, delta = model->delta;
    double end = btyd_bb_there(model, row, sums);
    double all = sums->f + end;
    double both = patron_numeric_digamma_rise(alpha + beta, row->t_x) +
                  (sums->by_diff[0] + end * sums->end_diff[0]) / all;
    double none = (sums->by_gap[0] + end * sums->end_gap[0]) / all;
    double stays = (sums->by_gap[1] + end * sums->end_gap[1]) / all;
    double leaves = (sums->by_diff[1] + end * sums->end_diff[1]) / all;
    double last = end / all / (gamma + delta + row->T);
    double dropout = patron_numeric_digamma_rise(gamma + delta, row->t_x) +
                     1.0 / (gamma + delta + row->t_x) + leaves - last;
    for (int j = 0; j < PATRON_BTYD_PARAMETERS; j++)
        gradient[j] = 0.0;
    gradient[PATRON_BTYD_ALPHA] = alpha * (patron_numeric_digamma_rise(alpha, row->x) - both);
    gradient[PATRON_BTYD_BETA] =
        beta * (patron_numeric_digamma_rise(beta, alpha) -
                patron_numeric_digamma_rise(beta + (row->t_x - row->x), alpha + row->x) + none);
    gradient[PATRON_BTYD_GAMMA] = sums->f / all - gamma * dropout;
    gradient[PATRON_BTYD_DELTA] =
        delta * (patron_numeric_digamma_rise(delta, gamma) -
                 patron_numeric_digamma_rise(delta + row->t_x, gamma + 1.0) + stays + last);
}

double patron_btyd_bb_likelihood(const patron_btyd_model *model, const btyd_row *row,
                                 double *gradient)
{
    double alpha = model->alpha, beta = model->beta, gamma = model->gamma, delta = model->delta;
    btyd_bb_sums sums = btyd_bb_left(model, row);
    double first = patron_numeric_log_gamma_rise(alpha, row->x) +
                   patron_numeric_log_gamma_rise(beta, row->t_x - row->x) -
                   patron_numeric_log_gamma_rise(alpha + beta, row->t_x) +
                   patron_numeric_log_beta_rise(gamma, delta, row->t_x) +
                   log(gamma / (gamma + delta + row->t_x));
    if (gradient != NULL)
        btyd_bb_gradient(model, row, &sums, gradient);
    return first + log(sums.f + btyd_bb_there(model, row, &sums));
}

/* --- the future ----------------------------------------------------------------------------------- */

/* Who is there after T. */
typedef struct btyd_bb_process {
    double A;
    double B;
    double gamma;
    double D;
} btyd_bb_process;

static btyd_bb_process btyd_bb_from_now(const patron_btyd_model *model, const btyd_row *row)
{
    btyd_bb_process now;
    now.A = model->alpha + row->x;
    now.B = model->beta + (row->T - row->x);
    now.gamma = model->gamma;
    now.D = model->delta + row->T;
    return now;
}

/* sum_{j<m} S1(j) v^j, until nothing is added. */
static double btyd_bb_series(const btyd_bb_process *now, double v, double m)
{
    double term = 1.0;
    double sum = 0.0;
    double j = 0.0;
    while (j < m && term > 1e-18 * sum) {
        sum += term;
        term *= v * (now->D + 1.0 + j) / (now->gamma + now->D + 1.0 + j);
        j += 1.0;
    }
    return sum;
}

/* The mean over s between 0 and gamma - 1 of psi(D+1+s+m) - psi(D+1+s): panels that double its argument. */
static double btyd_bb_mean_rise(const btyd_bb_process *now, double m)
{
    double low = fmin(now->D + 1.0, now->gamma + now->D);
    double high = fmax(now->D + 1.0, now->gamma + now->D);
    double sum = 0.0;
    if (high - low <= 1e-9 * low)
        return patron_numeric_digamma_rise(0.5 * (low + high), m);
    double from = low;
    while (from < high) {
        double width = fmin(high - from, from);
        for (int i = 0; i < NUMERIC_GAUSS_POINTS; i++) {
            numeric_gauss_point point = numeric_gauss_at(i);
            double at = from + 0.5 * width * (1.0 + point.x);
            sum += 0.5 * width * point.weight * patron_numeric_digamma_rise(at, m);
        }
        from += width;
    }
    return sum / (high - low);
}

/* sum_{j<m} S1(j) */
static double btyd_bb_opportunities(const btyd_bb_process *now, double m)
{
    if (m <= BTYD_BB_FEW)
        return btyd_bb_series(now, 1.0, m);
    double mean = btyd_bb_mean_rise(now, m);
    double h = (now->gamma - 1.0) * mean;
    return (now->gamma + now->D) * mean * (fabs(h) < 1e-300 ? 1.0 : -expm1(-h) / h);
}

/* sum_{j<m} S1(j) (1+d)^-(j+1); m may be infinite where d > 0. */
static double btyd_bb_discounted(const btyd_bb_process *now, double discount, double m)
{
    double v = 1.0 / (1.0 + discount);
    double log_v = -log1p(discount);
    numeric_beta mean;
    if (discount == 0.0)
        return btyd_bb_opportunities(now, m);
    if (v <= BTYD_BB_SLOW || m <= BTYD_BB_FEW)
        return v * btyd_bb_series(now, v, m);
    patron_numeric_beta_open(&mean, now->gamma, now->D + 1.0, fmin(m, 1.0) + 1.0 / discount);
    while (patron_numeric_beta_next(&mean)) {
        double log_stay = mean.p > 0.5 ? log(mean.rest) : log1p(-mean.p);
        double value = -expm1(m * (log_stay + log_v)) / (discount + mean.p);
        patron_numeric_beta_add(&mean, value);
    }
    return patron_numeric_beta_value(&mean);
}

/* Purchases of who is alive at the next opportunity, an opportunity each. */
static double btyd_bb_buys(const patron_btyd_model *model, const btyd_row *row,
                           const btyd_bb_process *now)
{
    return patron_btyd_bb_alive(model, row) * (now->A / (now->A + now->B));
}

double patron_btyd_bb_expected(const patron_btyd_model *model, const btyd_row *row, double ahead)
{
    btyd_bb_process now = btyd_bb_from_now(model, row);
    return btyd_bb_buys(model, row, &now) * btyd_bb_opportunities(&now, ahead);
}

double patron_btyd_bb_residual(const patron_btyd_model *model, const btyd_row *row, double discount)
{
    btyd_bb_process now = btyd_bb_from_now(model, row);
    double buys = btyd_bb_buys(model, row, &now);
    if (discount == 0.0) /* gamma > 1 */
        return buys * ((now.gamma + now.D) / (now.gamma - 1.0));
    return buys * btyd_bb_discounted(&now, discount, HUGE_VAL);
}

double patron_btyd_bb_residual_within(const patron_btyd_model *model, const btyd_row *row,
                                      double discount, double horizon)
{
    btyd_bb_process now = btyd_bb_from_now(model, row);
    return btyd_bb_buys(model, row, &now) * btyd_bb_discounted(&now, discount, horizon);
}

/* The first purchase at each opportunity ahead: those before without, the customer there. */
double patron_btyd_bb_some(const patron_btyd_model *model, const btyd_row *row, double ahead)
{
    btyd_bb_process now = btyd_bb_from_now(model, row);
    btyd_bb_terms terms;
    terms.base[0] = now.B;
    terms.diff[0] = now.A + 1.0;
    terms.base[1] = now.D + 1.0;
    terms.diff[1] = now.gamma;
    terms.k = 0.0;
    return btyd_bb_buys(model, row, &now) * btyd_bb_sum(&terms, ahead).f;
}

/*
 * P(k), of who is there: left after j opportunities, or there at all of them, with k of them taken,
 *
 *     sum_{j=k}^{m-1} S(j) gamma/(gamma+D+j) BB(j,k) + S(m) BB(m,k),  BB the beta-binomial of A and B.
 */
static double btyd_bb_number(const btyd_bb_process *now, double m, double k)
{
    btyd_bb_terms terms;
    terms.base[0] = now->B;
    terms.diff[0] = now->A + k;
    terms.base[1] = now->D + k;
    terms.diff[1] = now->gamma + 1.0;
    terms.k = k;
    double log_first = patron_numeric_log_beta_rise(now->gamma, now->D, k) +
                       patron_numeric_log_beta_rise(now->B, now->A, k);
    btyd_bb_sums sums = btyd_bb_sum(&terms, m - k);
    double sum = sums.f + sums.end * ((now->gamma + now->D + m) / now->gamma);
    return exp(log_first + sums.log_scale + log(sum)) * (now->gamma / (now->gamma + now->D + k));
}

void patron_btyd_bb_pmf(const patron_btyd_model *model, const btyd_row *row, double ahead,
                        size_t counts, double *probability)
{
    btyd_bb_process now = btyd_bb_from_now(model, row);
    btyd_bb_sums sums = btyd_bb_left(model, row);
    double there = btyd_bb_there(model, row, &sums);
    for (size_t k = 0; k < counts; k++) {
        double number = (double)k <= ahead ? btyd_bb_number(&now, ahead, (double)k) : 0.0;
        probability[k] = number * there / (there + sums.f);
    }
    probability[0] += sums.f / (there + sums.f);
}
