/*
 * The pieces of BG/NBD, MBG/NBD and NBD. With X flips of the coin (x, of MBG x + 1):
 *
 *     W = ln G(r+x)/G(r) + ln B(a,b+X)/B(a,b)
 *     U = - r ln(1 + T/alpha) - x ln(alpha+T)
 *     V = ln a - ln(b+X-1) - r ln(1 + t_x/alpha) - x ln(alpha+t_x)
 *
 * A derivative by ln p is p d/dp, a second one p q d2/dpdq, plus the first where p is q.
 */
#include "../portability.h"
#include "btyd_sum.h"

#include "../numeric/numeric_gamma.h"

#include <math.h>
#include <string.h>

/* Places of a and b in the gradient, and in the triangle. */
enum { BTYD_BG_A = 2, BTYD_BG_B = 3, BTYD_BG_AA = 5, BTYD_BG_BA = 8, BTYD_BG_BB = 9 };

static double btyd_flips_of(const patron_btyd_model *model, double x)
{
    return model->kind == PATRON_BTYD_MBG_NBD ? x + 1.0 : x;
}

void patron_btyd_gamma_terms(const patron_btyd_model *model, double x, double t, btyd_terms *terms)
{
    double r = model->r, alpha = model->alpha;
    double end = alpha + t;
    double wait = log1p(t / alpha);
    memset(terms, 0, sizeof *terms);
    terms->value = -r * wait - x * log(end);
    terms->gradient[0] = -r * wait;
    terms->gradient[1] = (r * t - x * alpha) / end;
    terms->hessian[0] = -r * wait;
    terms->hessian[1] = r * (t / end);
    terms->hessian[2] = -(alpha / end) * (t / end) * (r + x);
}

/* ln G(r+x)/G(r) */
void patron_btyd_pareto_of_count(const patron_btyd_model *model, double x, btyd_terms *terms)
{
    double r = model->r;
    double slope = r * patron_numeric_digamma_rise(r, x);
    memset(terms, 0, sizeof *terms);
    terms->value = patron_numeric_log_gamma_rise(r, x);
    terms->gradient[0] = slope;
    terms->hessian[0] =
        slope + r * r * (patron_numeric_trigamma(r + x) - patron_numeric_trigamma(r));
}

void patron_btyd_bg_of_count(const patron_btyd_model *model, double x, btyd_terms *terms)
{
    double a = model->a, b = model->b;
    double flips = btyd_flips_of(model, x);
    patron_btyd_pareto_of_count(model, x, terms);
    if (model->kind == PATRON_BTYD_NBD)
        return;
    double both = patron_numeric_digamma_rise(a + b, flips);
    double curve = patron_numeric_trigamma(a + b + flips) - patron_numeric_trigamma(a + b);
    double of_b = patron_numeric_digamma_rise(b, flips) - both;
    double curve_b = patron_numeric_trigamma(b + flips) - patron_numeric_trigamma(b) - curve;
    terms->value += patron_numeric_log_beta_rise(a, b, flips);
    terms->gradient[BTYD_BG_A] = -a * both;
    terms->gradient[BTYD_BG_B] = b * of_b;
    terms->hessian[BTYD_BG_AA] = -a * (both + a * curve);
    terms->hessian[BTYD_BG_BA] = -a * b * curve;
    terms->hessian[BTYD_BG_BB] = b * (of_b + b * curve_b);
}

void patron_btyd_bg_late(const patron_btyd_model *model, double x, double T, btyd_terms *terms)
{
    patron_btyd_gamma_terms(model, x, T, terms);
}

int patron_btyd_bg_early(const patron_btyd_model *model, double x, double t_x, btyd_terms *terms)
{
    double flips = btyd_flips_of(model, x);
    if (model->kind == PATRON_BTYD_NBD || flips == 0.0)
        return 0;
    double more = model->b + (flips - 1.0);
    patron_btyd_gamma_terms(model, x, t_x, terms);
    terms->value += log(model->a / more);
    terms->gradient[BTYD_BG_A] = 1.0;
    terms->gradient[BTYD_BG_B] = -model->b / more;
    terms->hessian[BTYD_BG_BB] = -(model->b / more) * ((flips - 1.0) / more);
    return 1;
}
