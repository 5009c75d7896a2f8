/*
 * GGom/NBD (Bemmaor and Glady, "Modeling purchasing behavior with sudden death", 2012): lifetimes of
 * Gompertz, whose rate of leaving grows as e^(b t), with Gamma(s, beta) between customers:
 *
 *     S(t) = (beta / (beta - 1 + e^(b t)))^s
 *     L    = G(r+x)/G(r) alpha^r { (alpha+T)^-(r+x) S(T) + int_{t_x}^T (alpha+y)^-(r+x) (-S'(y)) dy }
 *
 * Who is alive at T goes on with r + x, alpha + T, s, 1 + (beta - 1) e^(-b T) and b. As b falls to 0 with
 * beta = b beta_P, it is Pareto/NBD with beta_P. All by quadrature (btyd_lifetime.c).
 */
#include "../portability.h"
#include "btyd_lifetime.h"

#include "../numeric/numeric_gamma.h"

#include <math.h>

static btyd_lifetime btyd_ggom_from_now(const patron_btyd_model *model, const btyd_row *row)
{
    return patron_btyd_lifetime_from(model, model->r + row->x, row->T);
}

double patron_btyd_ggom_likelihood(const patron_btyd_model *model, const btyd_row *row,
                                   double *gradient)
{
    double value = patron_btyd_lifetime_likelihood(model, row, gradient);
    if (gradient != NULL)
        gradient[PATRON_BTYD_R] += model->r * patron_numeric_digamma_rise(model->r, row->x);
    return value + patron_numeric_log_gamma_rise(model->r, row->x);
}

double patron_btyd_ggom_alive(const patron_btyd_model *model, const btyd_row *row)
{
    return 1.0 / (1.0 + exp(patron_btyd_lifetime_log_odds(model, row)));
}

double patron_btyd_ggom_expected(const patron_btyd_model *model, const btyd_row *row, double ahead)
{
    return patron_btyd_ggom_residual_within(model, row, 0.0, ahead);
}

void patron_btyd_ggom_pmf(const patron_btyd_model *model, const btyd_row *row, double ahead,
                          size_t counts, double *probability)
{
    patron_btyd_lifetime_pmf(model, row, ahead, counts, probability);
}

double patron_btyd_ggom_some(const patron_btyd_model *model, const btyd_row *row, double ahead)
{
    btyd_lifetime now = btyd_ggom_from_now(model, row);
    return fmin(1.0, patron_btyd_ggom_alive(model, row) * patron_btyd_lifetime_some(&now, ahead));
}

double patron_btyd_ggom_residual(const patron_btyd_model *model, const btyd_row *row,
                                 double discount)
{
    return patron_btyd_ggom_residual_within(model, row, discount, HUGE_VAL);
}

double patron_btyd_ggom_residual_within(const patron_btyd_model *model, const btyd_row *row,
                                        double discount, double horizon)
{
    btyd_lifetime now = btyd_ggom_from_now(model, row);
    return patron_btyd_ggom_alive(model, row) *
           patron_btyd_lifetime_purchases(&now, discount, horizon);
}
