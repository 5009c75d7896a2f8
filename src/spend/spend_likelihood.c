/*
 * The likelihood of all rows with its derivatives by ln p, ln q, ln gamma. What depends on x and the
 * parameters alone is tabled; next to it the curvature has -a u, q v and -n u v beside gamma.
 */
#include "../portability.h"
#include "spend_fit.h"

#include "../numeric/numeric_compensated.h"

#include <math.h>
#include <string.h>

enum {
    SPEND_BLOCK = 128,
    SPEND_SUMS = 10 /* value, slopes, curvatures pp pq pg qq qg gg */
};

static void spend_tabulate(const spend_rows *rows, const patron_spend_model *model)
{
    for (uint32_t x = 1; x < SPEND_TABLE; x++)
        if (rows->present[x]) {
            patron_spend_count(model, x, &rows->table[x]);
            patron_spend_curves(model, &rows->table[x]);
        }
}

static const spend_count *spend_look_up(const spend_rows *rows, const patron_spend_model *model,
                                        uint32_t x, spend_count *own)
{
    if (x < SPEND_TABLE)
        return &rows->table[x];
    patron_spend_count(model, x, own);
    patron_spend_curves(model, own);
    return own;
}

static void spend_add_row(const patron_spend_model *model, const spend_count *count, double total,
                          double w, double *sum)
{
    spend_row row;
    patron_spend_row(model, count, total, &row);
    sum[0] += w * row.value;
    sum[1] += w * row.slope[0];
    sum[2] += w * row.slope[1];
    sum[3] += w * row.slope[2];
    sum[4] += w * (row.slope[0] + count->curve_pp);
    sum[5] += w * count->curve_pq;
    sum[6] -= w * count->a * row.u;
    sum[7] += w * (row.slope[1] + count->curve_qq);
    sum[8] += w * model->q * row.v;
    sum[9] -= w * count->n * row.u * row.v;
}

void patron_spend_evaluate(const spend_rows *rows, double customers, numeric_ascent_point *at)
{
    static const unsigned char place[SPEND_SUMS] = {0, 0, 0, 0, 0, 1, 2, 4, 5, 8};
    patron_spend_model model;
    numeric_pair sum[SPEND_SUMS];
    spend_count own;
    model.p = exp(at->at[0]);
    model.q = exp(at->at[1]);
    model.gamma = exp(at->at[2]);
    spend_tabulate(rows, &model);
    memset(sum, 0, sizeof sum);
    for (size_t i = 0; i < rows->n;) {
        double block[SPEND_SUMS] = {0.0};
        for (size_t k = 0; k < SPEND_BLOCK && i < rows->n; k++, i += rows->stride) {
            const spend_count *count = spend_look_up(rows, &model, rows->x[i], &own);
            spend_add_row(&model, count, rows->total[i], rows->weight[i], block);
        }
        for (int s = 0; s < SPEND_SUMS; s++)
            sum[s] = numeric_pair_add(sum[s], block[s]);
    }
    at->value = numeric_pair_value(sum[0]) / customers;
    for (int j = 0; j < SPEND_FREE; j++)
        at->gradient[j] = numeric_pair_value(sum[1 + j]) / customers;
    for (int s = 4; s < SPEND_SUMS; s++) {
        int i = place[s] / SPEND_FREE, j = place[s] % SPEND_FREE;
        at->hessian[i * SPEND_FREE + j] = numeric_pair_value(sum[s]) / customers;
        at->hessian[j * SPEND_FREE + i] = at->hessian[i * SPEND_FREE + j];
    }
}
