#include "cva_model.h"

#include "../numeric/numeric_pair.h"
#include <math.h>
#include <string.h>

enum { CVA_SWEEPS = 60, CVA_FREEDOM_FEW = 30 };

/* --- kernels ---------------------------------------------------------------------------------- */

size_t patron_cva_model_need(size_t total, size_t attributes)
{
    size_t square = attributes > SIZE_MAX / 65 ? SIZE_MAX : attributes * attributes;
    if (attributes > 64)
        square = SIZE_MAX;
    total = numeric_scratch_need(total, square, sizeof(numeric_pair));
    total = numeric_scratch_need(total, square, sizeof(numeric_pair));
    for (int k = 0; k < 4; k++)
        total = numeric_scratch_need(total, attributes, sizeof(numeric_pair));
    total = numeric_scratch_need(total, attributes, sizeof(size_t));
    return numeric_scratch_need(total, 1, sizeof(numeric_pair));
}

void patron_cva_model_open(cva_model *model, numeric_scratch *carve, size_t attributes)
{
    size_t square = attributes * attributes;
    model->attributes = attributes;
    model->matrix = numeric_scratch_take(carve, square, sizeof(numeric_pair));
    model->inverse = numeric_scratch_take(carve, square, sizeof(numeric_pair));
    model->target = numeric_scratch_take(carve, attributes, sizeof(numeric_pair));
    model->solved = numeric_scratch_take(carve, attributes, sizeof(numeric_pair));
    model->weight = numeric_scratch_take(carve, attributes, sizeof(numeric_pair));
    model->order = numeric_scratch_take(carve, attributes, sizeof(size_t));
    model->root = numeric_scratch_take(carve, attributes + 1, sizeof(numeric_pair));
    model->rank = 0;
    model->unexplained = numeric_pair_make(1.0, 0.0);
}

static numeric_pair cva_correlation(const cva_model *model, const patron_cva_moments *moments,
                                    size_t a, size_t b)
{
    numeric_pair scale = numeric_pair_product(model->root[a], model->root[b]);
    if (!(scale.high > 0.0))
        return numeric_pair_make(0.0, 0.0);
    if (a == b)
        return numeric_pair_make(1.0, 0.0);
    return numeric_pair_quotient(patron_cva_cross(moments, a, b), scale);
}

int patron_cva_model_fill(cva_model *model, const patron_cva_moments *moments)
{
    size_t m = model->attributes;
    for (size_t a = 0; a <= m; a++) {
        numeric_pair square = patron_cva_cross(moments, a, a);
        model->root[a] =
            square.high > 0.0 ? numeric_pair_root(square) : numeric_pair_make(0.0, 0.0);
    }
    for (size_t a = 0; a < m; a++) {
        model->order[a] = a;
        model->target[a] = cva_correlation(model, moments, a, m);
        for (size_t b = 0; b <= a; b++) {
            model->matrix[a * m + b] = cva_correlation(model, moments, a, b);
            model->matrix[b * m + a] = model->matrix[a * m + b];
        }
    }
    return model->root[m].high > 0.0;
}

static numeric_pair *cva_entry(const cva_model *model, size_t i, size_t k)
{
    return &model->matrix[model->order[i] * model->attributes + model->order[k]];
}

/* Brings the attribute with most variance left to place k; whether that is enough. */
static int cva_pivot(cva_model *model, size_t k)
{
    size_t best = k;
    for (size_t i = k + 1; i < model->attributes; i++)
        if (numeric_pair_compare(*cva_entry(model, i, i), *cva_entry(model, best, best)) > 0)
            best = i;
    size_t attribute = model->order[best];
    model->order[best] = model->order[k];
    model->order[k] = attribute;
    return cva_entry(model, k, k)->high > CVA_PIVOT_LEAST;
}

/* Column k of L, and what it leaves of the others. */
static void cva_eliminate(cva_model *model, size_t k)
{
    numeric_pair root = numeric_pair_root(*cva_entry(model, k, k));
    *cva_entry(model, k, k) = root;
    for (size_t i = k + 1; i < model->attributes; i++)
        *cva_entry(model, i, k) = numeric_pair_quotient(*cva_entry(model, i, k), root);
    for (size_t i = k + 1; i < model->attributes; i++)
        for (size_t j = k + 1; j <= i; j++) {
            numeric_pair rest = numeric_pair_less_product(
                *cva_entry(model, i, j), *cva_entry(model, i, k), *cva_entry(model, j, k));
            *cva_entry(model, i, j) = rest;
            *cva_entry(model, j, i) = rest;
        }
}

void patron_cva_model_solve(cva_model *model)
{
    size_t k = 0;
    while (k < model->attributes && cva_pivot(model, k)) {
        cva_eliminate(model, k);
        numeric_pair rest = model->target[model->order[k]];
        for (size_t t = 0; t < k; t++)
            rest = numeric_pair_less_product(rest, *cva_entry(model, k, t), model->solved[t]);
        model->solved[k] = numeric_pair_quotient(rest, *cva_entry(model, k, k));
        model->unexplained =
            numeric_pair_less_product(model->unexplained, model->solved[k], model->solved[k]);
        k++;
    }
    model->rank = k;
    if (!(model->unexplained.high > 0.0))
        model->unexplained = numeric_pair_make(0.0, 0.0);
    for (; k > 0; k--) {
        numeric_pair rest = model->solved[k - 1];
        for (size_t t = k; t < model->rank; t++)
            rest = numeric_pair_less_product(rest, *cva_entry(model, t, k - 1), model->weight[t]);
        model->weight[k - 1] = numeric_pair_quotient(rest, *cva_entry(model, k - 1, k - 1));
    }
}

/* One rotation of columns a and b of a [rank*rank] matrix; whether it was needed. */
static int cva_rotate(size_t rank, double *column_a, double *column_b)
{
    double aa = 0.0, bb = 0.0, ab = 0.0;
    for (size_t i = 0; i < rank; i++) {
        aa += column_a[i] * column_a[i];
        bb += column_b[i] * column_b[i];
        ab += column_a[i] * column_b[i];
    }
    if (fabs(ab) <= 1e-15 * sqrt(aa * bb))
        return 0;
    double zeta = (bb - aa) / (2.0 * ab);
    double tangent = (zeta >= 0.0 ? 1.0 : -1.0) / (fabs(zeta) + sqrt(1.0 + zeta * zeta));
    double cosine = 1.0 / sqrt(1.0 + tangent * tangent), sine = cosine * tangent;
    for (size_t i = 0; i < rank; i++) {
        double a = column_a[i], b = column_b[i];
        column_a[i] = cosine * a - sine * b;
        column_b[i] = sine * a + cosine * b;
    }
    return 1;
}

/*
 * Largest by smallest singular value of L: one-sided Jacobi rotations (G. Golub and C. Van Loan, "Matrix
 * computations", 8.6.3). room has [rank*rank] places.
 */
static double cva_condition(const cva_model *model, double *room)
{
    size_t rank = model->rank;
    for (size_t k = 0; k < rank; k++)
        for (size_t i = 0; i < rank; i++)
            room[k * rank + i] = i >= k ? numeric_pair_value(*cva_entry(model, i, k)) : 0.0;
    int turned = 1;
    /* A few sweeps do; the bound is for numbers that no answers give. */
    for (int sweep = 0; sweep < CVA_SWEEPS && turned; sweep++) { /* GCOVR_EXCL_BR_LINE */
        turned = 0;
        for (size_t a = 0; a < rank; a++)
            for (size_t b = a + 1; b < rank; b++)
                turned |= cva_rotate(rank, room + a * rank, room + b * rank);
    }
    double least = (double)INFINITY, most = 0.0;
    for (size_t k = 0; k < rank; k++) {
        double square = 0.0;
        for (size_t i = 0; i < rank; i++)
            square += room[k * rank + i] * room[k * rank + i];
        least = fmin(least, square);
        most = fmax(most, square);
    }
    return sqrt(most / least);
}

double patron_cva_model_freedom(const cva_model *model, const patron_cva_moments *moments)
{
    return (double)moments->used - (double)model->rank - 1.0;
}

void patron_cva_empty_fit(const patron_cva_moments *moments, patron_cva_fit *fit)
{
    memset(fit, 0, sizeof *fit);
    fit->used = moments->used;
    fit->skipped = moments->skipped;
    fit->r_squared = fit->adjusted_r_squared = fit->condition = (double)NAN;
}

void patron_cva_model_describe(cva_model *model, const patron_cva_moments *moments, int varies,
                               patron_cva_fit *fit)
{
    double freedom = patron_cva_model_freedom(model, moments);
    patron_cva_empty_fit(moments, fit);
    fit->rank = model->rank;
    for (size_t a = 0; a < model->attributes; a++)
        if (!(model->root[a].high > 0.0))
            fit->notes |= PATRON_CVA_NOTE_CONSTANT;
    for (size_t k = model->rank; k < model->attributes; k++)
        if (model->root[model->order[k]].high > 0.0)
            fit->notes |= PATRON_CVA_NOTE_COLLINEAR;
    if (freedom < CVA_FREEDOM_FEW)
        fit->notes |= PATRON_CVA_NOTE_FEW;
    if (!varies || model->rank == 0) {
        fit->notes |= PATRON_CVA_NOTE_NO_SPREAD;
        return;
    }
    double unexplained = numeric_pair_value(model->unexplained);
    fit->r_squared = numeric_pair_value(
        numeric_pair_difference(numeric_pair_make(1.0, 0.0), model->unexplained));
    if (freedom >= 1.0)
        fit->adjusted_r_squared = 1.0 - unexplained * ((double)(moments->used - 1) / freedom);
    fit->condition = cva_condition(model, (double *)(void *)model->inverse);
}
