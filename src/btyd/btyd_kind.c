/*
 * The one place that knows all kinds of model.
 */
#include "../portability.h"
#include "btyd_model.h"

double patron_btyd_kind_likelihood(const patron_btyd_model *model, const btyd_row *row,
                                   double *gradient)
{
    switch (model->kind) {
    case PATRON_BTYD_BG_NBD:
    case PATRON_BTYD_MBG_NBD:
        return patron_btyd_bg_likelihood(model, row, gradient);
    case PATRON_BTYD_PARETO_NBD:
        return patron_btyd_pareto_likelihood(model, row, gradient);
    case PATRON_BTYD_GGOM_NBD:
        return patron_btyd_ggom_likelihood(model, row, gradient);
    case PATRON_BTYD_NBD:
        return patron_btyd_nbd_likelihood(model, row, gradient);
    case PATRON_BTYD_BG_CNBD:
    case PATRON_BTYD_MBG_CNBD:
        return patron_btyd_cnbd_likelihood(model, row, gradient);
    default: /* PATRON_BTYD_BG_BB */
        return patron_btyd_bb_likelihood(model, row, gradient);
    }
}

double patron_btyd_kind_alive(const patron_btyd_model *model, const btyd_row *row)
{
    switch (model->kind) {
    case PATRON_BTYD_BG_NBD:
    case PATRON_BTYD_MBG_NBD:
        return patron_btyd_bg_alive(model, row);
    case PATRON_BTYD_PARETO_NBD:
        return patron_btyd_pareto_alive(model, row);
    case PATRON_BTYD_GGOM_NBD:
        return patron_btyd_ggom_alive(model, row);
    case PATRON_BTYD_NBD:
        return patron_btyd_nbd_alive(model, row);
    case PATRON_BTYD_BG_CNBD:
    case PATRON_BTYD_MBG_CNBD:
        return patron_btyd_cnbd_alive(model, row);
    default: /* PATRON_BTYD_BG_BB */
        return patron_btyd_bb_alive(model, row);
    }
}

double patron_btyd_kind_expected(const patron_btyd_model *model, const btyd_row *row, double ahead)
{
    switch (model->kind) {
    case PATRON_BTYD_BG_NBD:
    case PATRON_BTYD_MBG_NBD:
        return patron_btyd_bg_expected(model, row, ahead);
    case PATRON_BTYD_PARETO_NBD:
        return patron_btyd_pareto_expected(model, row, ahead);
    case PATRON_BTYD_GGOM_NBD:
        return patron_btyd_ggom_expected(model, row, ahead);
    case PATRON_BTYD_NBD:
        return patron_btyd_nbd_expected(model, row, ahead);
    case PATRON_BTYD_BG_CNBD:
    case PATRON_BTYD_MBG_CNBD:
        return patron_btyd_cnbd_expected(model, row, ahead);
    default: /* PATRON_BTYD_BG_BB */
        return patron_btyd_bb_expected(model, row, ahead);
    }
}

void patron_btyd_kind_pmf(const patron_btyd_model *model, const btyd_row *row, double ahead,
                          size_t counts, double *probability)
{
    switch (model->kind) {
    case PATRON_BTYD_BG_NBD:
    case PATRON_BTYD_MBG_NBD:
        patron_btyd_bg_pmf(model, row, ahead, counts, probability);
        break;
    case PATRON_BTYD_PARETO_NBD:
        patron_btyd_pareto_pmf(model, row, ahead, counts, probability);
        break;
    case PATRON_BTYD_GGOM_NBD:
        patron_btyd_ggom_pmf(model, row, ahead, counts, probability);
        break;
    case PATRON_BTYD_NBD:
        patron_btyd_nbd_pmf(model, row, ahead, counts, probability);
        break;
    case PATRON_BTYD_BG_CNBD:
    case PATRON_BTYD_MBG_CNBD:
        patron_btyd_cnbd_pmf(model, row, ahead, counts, probability);
        break;
    default: /* PATRON_BTYD_BG_BB */
        patron_btyd_bb_pmf(model, row, ahead, counts, probability);
        break;
    }
}

double patron_btyd_kind_some(const patron_btyd_model *model, const btyd_row *row, double ahead)
{
    switch (model->kind) {
    case PATRON_BTYD_BG_NBD:
    case PATRON_BTYD_MBG_NBD:
        return patron_btyd_bg_some(model, row, ahead);
    case PATRON_BTYD_PARETO_NBD:
        return patron_btyd_pareto_some(model, row, ahead);
    case PATRON_BTYD_GGOM_NBD:
        return patron_btyd_ggom_some(model, row, ahead);
    case PATRON_BTYD_NBD:
        return patron_btyd_nbd_some(model, row, ahead);
    case PATRON_BTYD_BG_CNBD:
    case PATRON_BTYD_MBG_CNBD:
        return patron_btyd_cnbd_some(model, row, ahead);
    default: /* PATRON_BTYD_BG_BB */
        return patron_btyd_bb_some(model, row, ahead);
    }
}

double patron_btyd_kind_residual(const patron_btyd_model *model, const btyd_row *row,
                                 double discount)
{
    switch (model->kind) {
    case PATRON_BTYD_BG_NBD:
    case PATRON_BTYD_MBG_NBD:
        return patron_btyd_bg_residual(model, row, discount);
    case PATRON_BTYD_PARETO_NBD:
        return patron_btyd_pareto_residual(model, row, discount);
    case PATRON_BTYD_GGOM_NBD:
        return patron_btyd_ggom_residual(model, row, discount);
    case PATRON_BTYD_NBD:
        return patron_btyd_nbd_residual(model, row, discount);
    case PATRON_BTYD_BG_CNBD:
    case PATRON_BTYD_MBG_CNBD:
        return patron_btyd_cnbd_residual(model, row, discount);
    default: /* PATRON_BTYD_BG_BB */
        return patron_btyd_bb_residual(model, row, discount);
    }
}

double patron_btyd_kind_residual_within(const patron_btyd_model *model, const btyd_row *row,
                                        double discount, double horizon)
{
    switch (model->kind) {
    case PATRON_BTYD_BG_NBD:
    case PATRON_BTYD_MBG_NBD:
        return patron_btyd_bg_residual_within(model, row, discount, horizon);
    case PATRON_BTYD_PARETO_NBD:
        return patron_btyd_pareto_residual_within(model, row, discount, horizon);
    case PATRON_BTYD_GGOM_NBD:
        return patron_btyd_ggom_residual_within(model, row, discount, horizon);
    case PATRON_BTYD_NBD:
        return patron_btyd_nbd_residual_within(model, row, discount, horizon);
    case PATRON_BTYD_BG_CNBD:
    case PATRON_BTYD_MBG_CNBD:
        return patron_btyd_cnbd_residual_within(model, row, discount, horizon);
    default: /* PATRON_BTYD_BG_BB */
        return patron_btyd_bb_residual_within(model, row, discount, horizon);
    }
}

int patron_btyd_kind_converges(const patron_btyd_model *model)
{
    switch (model->kind) {
    case PATRON_BTYD_PARETO_NBD:
        return model->s > 1.0;
    case PATRON_BTYD_GGOM_NBD:
        return 1;
    case PATRON_BTYD_NBD:
        return 0;
    case PATRON_BTYD_BG_BB:
        return model->gamma > 1.0;
    default: /* the BG family */
        return model->a > 1.0;
    }
}
