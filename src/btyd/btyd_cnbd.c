#include "../portability.h"
#include "btyd_model.h"

#include <math.h>

double patron_btyd_cnbd_likelihood(const patron_btyd_model *model, const btyd_row *row,
                                   double *gradient)
{
    (void)model;
    (void)row;
    (void)gradient;
    return (double)NAN;
}
double patron_btyd_cnbd_alive(const patron_btyd_model *model, const btyd_row *row)
{
    (void)model;
    (void)row;
    return (double)NAN;
}
double patron_btyd_cnbd_expected(const patron_btyd_model *model, const btyd_row *row, double ahead)
{
    (void)model;
    (void)row;
    (void)ahead;
    return (double)NAN;
}
void patron_btyd_cnbd_pmf(const patron_btyd_model *model, const btyd_row *row, double ahead,
                          size_t counts, double *probability)
{
    (void)model;
    (void)row;
    (void)ahead;
    for (size_t i = 0; i < counts; i++)
        probability[i] = (double)NAN;
}
double patron_btyd_cnbd_some(const patron_btyd_model *model, const btyd_row *row, double ahead)
{
    return patron_btyd_cnbd_expected(model, row, ahead);
}
double patron_btyd_cnbd_residual(const patron_btyd_model *model, const btyd_row *row,
                                 double discount)
{
    return patron_btyd_cnbd_expected(model, row, discount);
}
double patron_btyd_cnbd_residual_within(const patron_btyd_model *model, const btyd_row *row,
                                        double discount, double horizon)
{
    (void)horizon;
    return patron_btyd_cnbd_expected(model, row, discount);
}
