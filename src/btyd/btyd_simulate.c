/*
 * Customers drawn from a model: a rate, a time or chance of leaving, then purchase after purchase.
 *
 *     purchase rate lambda ~ Gamma(r, alpha), gaps Erlang(k, lambda)
 *     BG, MBG, CNBD   leaves after a purchase (of MBG after the first, too) with p ~ Beta(a, b)
 *     Pareto/NBD      leaves at E / mu, mu ~ Gamma(s, beta), E exponential
 *     GGom/NBD        leaves at ln(1 + E / mu) / b: S(t | mu) = exp(-mu (e^(b t) - 1))
 *     BG/BB           takes an opportunity with p ~ Beta(alpha, beta), leaves before each with theta ~
 *                     Beta(gamma, delta): both waits are geometric
 */
#include "../portability.h"
#include "btyd_model.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_random.h"

#include <math.h>

enum { BTYD_PURCHASES_MAX = 1000000 };

/* One customer being drawn, and what has been seen. */
typedef struct btyd_life {
    numeric_random random;
    uint32_t k;
    double rate;    /* of the phases of gaps; of BG/BB -ln(1 - p) of a purchase */
    double coin;    /* chance to leave after a purchase */
    double left_at; /* infinite where not yet known; of BG/BB the last opportunity before leaving */
    uint32_t x;
    uint32_t future;
    double t_x;
    double sum_log_gap;
} btyd_life;

/* --- kernels ---------------------------------------------------------------------------------- */

static double btyd_draw_gamma(numeric_random *random, double shape, double rate)
{
    return exp(patron_numeric_random_log_gamma(random, shape)) / rate;
}

/* -ln(1 - p) from the logit of p, without loss at either end. */
static double btyd_log_stay(double logit)
{
    return logit > 0.0 ? logit + log1p(exp(-logit)) : log1p(exp(logit));
}

/* The failures before a success whose -ln(1 - p) this is. */
static double btyd_draw_failures(numeric_random *random, double log_stay)
{
    return floor(patron_numeric_random_exponential(random) / log_stay);
}

static int btyd_flips(btyd_life *life)
{
    return patron_numeric_random_uniform(&life->random) < life->coin;
}

static void btyd_life_begin(const patron_btyd_model *model, btyd_life *life)
{
    numeric_random *random = &life->random;
    life->k = model->k > 1 ? model->k : 1;
    life->coin = 0.0;
    life->left_at = (double)INFINITY;
    life->x = life->future = 0;
    life->t_x = life->sum_log_gap = 0.0;
    if (model->kind == PATRON_BTYD_BG_BB) {
        double buys = patron_numeric_random_logit_beta(random, model->alpha, model->beta);
        double leaves = patron_numeric_random_logit_beta(random, model->gamma, model->delta);
        life->rate = btyd_log_stay(buys);
        life->left_at = btyd_draw_failures(random, btyd_log_stay(leaves));
        return;
    }
    life->rate = btyd_draw_gamma(random, model->r, model->alpha);
    if (model->s > 0.0) {
        double odds = patron_numeric_random_exponential(random) /
                      btyd_draw_gamma(random, model->s, model->beta);
        life->left_at = model->kind == PATRON_BTYD_GGOM_NBD ? log1p(odds) / model->b : odds;
    } else if (model->a > 0.0) {
        life->coin =
            1.0 / (1.0 + exp(-patron_numeric_random_logit_beta(random, model->a, model->b)));
        if (model->kind == PATRON_BTYD_MBG_NBD || model->kind == PATRON_BTYD_MBG_CNBD)
            life->left_at = btyd_flips(life) ? 0.0 : (double)INFINITY;
    }
}

/* The gap to the next purchase: of whole opportunities, or of k phases, whose uniforms have a product
   above 2^-848. */
static double btyd_life_gap(const patron_btyd_model *model, btyd_life *life)
{
    if (model->kind == PATRON_BTYD_BG_BB)
        return 1.0 + btyd_draw_failures(&life->random, life->rate);
    double product = 1.0;
    for (uint32_t j = 0; j < life->k; j++)
        product *= patron_numeric_random_uniform(&life->random);
    return -log(product) / life->rate;
}

/* All purchases by T + ahead; 0 where there are too many. */
static int btyd_life_run(const patron_btyd_model *model, double T, double ahead, btyd_life *life)
{
    double t = 0.0;
    btyd_life_begin(model, life);
    while (life->x + life->future <= BTYD_PURCHASES_MAX) {
        double gap = btyd_life_gap(model, life);
        t += gap;
        if (t > T + ahead || t > life->left_at)
            return 1;
        if (t <= T) {
            life->x++;
            life->t_x = t;
            life->sum_log_gap += log(gap);
        } else {
            life->future++;
        }
        if (life->coin > 0.0 && btyd_flips(life))
            life->left_at = t;
    }
    return 0;
}

/* --- public functions --------------------------------------------------------------------------- */

/* What no row is to blame for. */
static int32_t btyd_check_simulate(const patron_btyd_model *model, const btyd_columns *columns,
                                   double ahead, const uint32_t *x, const double *t_x,
                                   patron_fault *fault)
{
    int32_t status = patron_btyd_check_there(1, model, "model", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_there(columns->n, columns->T, "T", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_there(columns->n, x, "x", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_there(columns->n, t_x, "t_x", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_model(model, fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_columns(model, columns, fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_ahead(model, ahead, "ahead", fault);
    return status;
}

int32_t PATRON_CALL patron_btyd_simulate(const patron_btyd_model *model, uint64_t seed,
                                         uint64_t first_row, size_t n, const double *T,
                                         double ahead, const double *alpha, const double *dropout,
                                         uint32_t *x, double *t_x, double *sum_log_gap,
                                         uint32_t *alive, uint32_t *future, patron_fault *fault)
{
    btyd_columns columns = {n, NULL, NULL, T, NULL, alpha, dropout};
    int32_t status = btyd_check_simulate(model, &columns, ahead, x, t_x, fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        patron_btyd_model own;
        btyd_life life;
        status = patron_btyd_load_new(model, &columns, i, "T", &own, fault);
        if (status != PATRON_OK)
            return status;
        life.random = patron_numeric_random_open(seed, first_row + i);
        if (!btyd_life_run(&own, T[i], ahead, &life))
            return patron_base_fault_real(fault, PATRON_E_OVERFLOW, "T", (int64_t)i, T[i],
                                          "a customer of at most 1000000 purchases");
        x[i] = life.x;
        t_x[i] = life.t_x;
        if (sum_log_gap != NULL)
            sum_log_gap[i] = life.sum_log_gap;
        if (alive != NULL)
            alive[i] = life.left_at > T[i];
        if (future != NULL)
            future[i] = life.future;
    }
    return status;
}
