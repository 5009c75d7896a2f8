/*
 * NBD (Ehrenberg 1959) in the form of the other models, of the times of purchases: nobody leaves.
 *
 *     L = G(r+x)/G(r) alpha^r (alpha+T)^-(r+x)
 *
 * What comes is negative binomial with R = r+x and q = t / (alpha+T); purchases come at the mean rate
 * R / (alpha+T) for ever.
 */
#include "../portability.h"
#include "btyd_model.h"

#include "../numeric/numeric_gamma.h"
#include "btyd_count.h"

#include <math.h>

static double btyd_nbd_rate(const patron_btyd_model *model, const btyd_row *row)
{
    return (model->r + row->x) / (model->alpha + row->T);
}

double patron_btyd_nbd_likelihood(const patron_btyd_model *model, const btyd_row *row,
                                  double *gradient)
{
    double r = model->r, alpha = model->alpha;
    double wait = log1p(row->T / alpha);
    if (gradient != NULL) {
        for (int j = 0; j < PATRON_BTYD_PARAMETERS; j++)
            gradient[j] = 0.0;
        gradient[PATRON_BTYD_R] = r * (patron_numeric_digamma_rise(r, row->x) - wait);
        gradient[PATRON_BTYD_ALPHA] = (r * row->T - row->x * alpha) / (alpha + row->T);
    }
    return patron_numeric_log_gamma_rise(r, row->x) - r * wait - row->x * log(alpha + row->T);
}

double patron_btyd_nbd_alive(const patron_btyd_model *model, const btyd_row *row)
{
    (void)model;
    (void)row;
    return 1.0;
}

double patron_btyd_nbd_expected(const patron_btyd_model *model, const btyd_row *row, double ahead)
{
    return btyd_nbd_rate(model, row) * ahead;
}

void patron_btyd_nbd_pmf(const patron_btyd_model *model, const btyd_row *row, double ahead,
                         size_t counts, double *probability)
{
    patron_btyd_count(model->r + row->x, ahead / (model->alpha + row->T), counts, probability);
}

double patron_btyd_nbd_some(const patron_btyd_model *model, const btyd_row *row, double ahead)
{
    return -expm1(-(model->r + row->x) * log1p(ahead / (model->alpha + row->T)));
}

double patron_btyd_nbd_residual(const patron_btyd_model *model, const btyd_row *row,
                                double discount)
{
    return btyd_nbd_rate(model, row) / discount;
}

double patron_btyd_nbd_residual_within(const patron_btyd_model *model, const btyd_row *row,
                                       double discount, double horizon)
{
    double time = discount == 0.0 ? horizon : -expm1(-discount * horizon) / discount;
    return btyd_nbd_rate(model, row) * time;
}
