/*
 * The likelihood of losses, with its derivatives.
 *
 * By the shapes and by w = t^c the logarithm of survival has the slopes
 *
 *     -(psi(a+b+w) - psi(a+b)),   psi(b+w) - psi(b) - (psi(a+b+w) - psi(a+b)),   psi(b+w) - psi(a+b+w)
 *
 * and d w / d ln c = w ln w. The chance to leave at t is S(t-1) - S(t), whose derivatives relative to itself are those
 * of S(t-1) and S(t) weighted by 1 + odds and -odds, odds = r / (1 - r).
 */
#include "../portability.h"
#include "contract_fit.h"

#include "../numeric/numeric_compensated.h"
#include "../numeric/numeric_gamma.h"
#include "../numeric/numeric_mixed.h"

#include <math.h>
#include <string.h>

enum { CONTRACT_SUMS = 1 + CONTRACT_FREE + CONTRACT_CELLS };

/* --- likelihood ------------------------------------------------------------------------------- */

/* A logarithm with its derivatives by ln a, ln b, ln c. */
typedef struct contract_slopes {
    double value;
    double slope[CONTRACT_FREE];
    double curve[CONTRACT_CELLS];
} contract_slopes;

/* ln S(t). */
static void contract_log_survival(const patron_contract_model *model, double t,
                                  contract_slopes *out)
{
    memset(out, 0, sizeof *out);
    if (t == 0.0)
        return;
    double a = model->a, b = model->b, w = patron_contract_clock(model->c, t);
    double turn = w * (model->c * log(t)); /* d w / d ln c */
    double by_a = -patron_numeric_digamma_rise(a + b, w);
    double by_b = by_a + patron_numeric_digamma_rise(b, w);
    double by_w = -patron_numeric_digamma_rise(b + w, a);
    double far = patron_numeric_trigamma(a + b + w), apart = patron_numeric_trigamma_fall(b + w, a);
    double both = patron_numeric_trigamma_fall(a + b, w);
    out->value = patron_numeric_mixed_rise(a, b, w);
    out->slope[0] = a * by_a;
    out->slope[1] = b * by_b;
    out->slope[2] = by_w * turn;
    out->curve[0] = a * a * both + out->slope[0];
    out->curve[1] = out->curve[3] = a * b * both;
    out->curve[4] = b * b * (apart - patron_numeric_trigamma_fall(b, a)) + out->slope[1];
    out->curve[2] = out->curve[6] = -a * far * turn;
    out->curve[5] = out->curve[7] = b * apart * turn;
    out->curve[8] = apart * turn * turn + by_w * turn * (model->c * log(t) + 1.0);
}

/* ln(S(t-1) - S(t)) of sBG, which is ln S(t-1) + ln a/(a+b+t-1): what is left of a and b cancels in the general
   one when t is large. */
static void contract_log_lapse_constant(const patron_contract_model *model, double t,
                                        contract_slopes *out)
{
    double sum = model->a + model->b + (t - 1.0);
    double a = model->a / sum, b = model->b / sum;
    contract_log_survival(model, t - 1.0, out);
    out->value += log(a);
    out->slope[0] += (model->b + (t - 1.0)) / sum;
    out->slope[1] -= b;
    out->curve[0] -= a * (1.0 - a);
    out->curve[1] += a * b;
    out->curve[3] = out->curve[1];
    out->curve[4] -= b * (1.0 - b);
}

/* ln(S(t-1) - S(t)). */
static void contract_log_lapse(const patron_contract_model *model, double t, contract_slopes *out)
{
    contract_slopes before, after;
    contract_log_survival(model, t - 1.0, &before);
    contract_log_survival(model, t, &after);
    double log_retention = patron_contract_log_retention(model, t);
    double odds = 1.0 / expm1(-log_retention);
    out->value = before.value + log(-expm1(log_retention));
    for (int i = 0; i < CONTRACT_FREE; i++)
        out->slope[i] = before.slope[i] + odds * (before.slope[i] - after.slope[i]);
    for (int i = 0; i < CONTRACT_CELLS; i++) {
        int row = i / CONTRACT_FREE, column = i % CONTRACT_FREE;
        double was = before.curve[i] + before.slope[row] * before.slope[column];
        double is = after.curve[i] + after.slope[row] * after.slope[column];
        out->curve[i] = was + odds * (was - is) - out->slope[row] * out->slope[column];
    }
}

static void contract_add(const contract_slopes *row, double customers, numeric_pair *sum)
{
    sum[0] = numeric_pair_add(sum[0], customers * row->value);
    for (int i = 0; i < CONTRACT_FREE; i++)
        sum[1 + i] = numeric_pair_add(sum[1 + i], customers * row->slope[i]);
    for (int i = 0; i < CONTRACT_CELLS; i++)
        sum[1 + CONTRACT_FREE + i] =
            numeric_pair_add(sum[1 + CONTRACT_FREE + i], customers * row->curve[i]);
}

void patron_contract_model_at(const contract_data *data, const double *at,
                              patron_contract_model *model)
{
    memset(model, 0, sizeof *model);
    model->kind = PATRON_CONTRACT_BDW;
    model->a = exp(at[0]);
    model->b = exp(at[1]);
    model->c = data->free < CONTRACT_FREE ? 1.0 : exp(at[2]);
}

void patron_contract_evaluate(const contract_data *data, numeric_ascent_point *point)
{
    patron_contract_model model;
    contract_slopes row;
    numeric_pair sum[CONTRACT_SUMS];
    size_t free = data->free;
    patron_contract_model_at(data, point->at, &model);
    memset(sum, 0, sizeof sum);
    for (size_t i = 0; i < data->n; i++) {
        if (data->lost[i] > 0.0) {
            if (data->free < CONTRACT_FREE)
                contract_log_lapse_constant(&model, data->t[i], &row);
            else
                contract_log_lapse(&model, data->t[i], &row);
            contract_add(&row, data->lost[i], sum);
        }
        if (data->kept[i] > 0.0) {
            contract_log_survival(&model, data->t[i], &row);
            contract_add(&row, data->kept[i], sum);
        }
    }
    point->value = numeric_pair_value(sum[0]) / data->customers;
    for (size_t i = 0; i < free; i++) {
        point->gradient[i] = numeric_pair_value(sum[1 + i]) / data->customers;
        for (size_t j = 0; j < free; j++)
            point->hessian[i * free + j] =
                numeric_pair_value(sum[1 + CONTRACT_FREE + i * CONTRACT_FREE + j]) /
                data->customers;
    }
}
