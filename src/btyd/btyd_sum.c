#include "../portability.h"
#include "btyd_sum.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_key.h"

#include <math.h>
#include <string.h>

/* Of the differences: their error is about the square of the step, and 1e-16 divided by it. */
#define BTYD_SUM_STEP 1.52587890625e-05 /* 2^-16 */

/* --- parameters --------------------------------------------------------------------------------- */

uint32_t patron_btyd_free(uint32_t kind, uint32_t *position)
{
    uint32_t has = 0; /* bits 1 << PATRON_BTYD_R ... */
    switch (kind) {
    case PATRON_BTYD_NBD:
        has = 0x03;
        break;
    case PATRON_BTYD_PARETO_NBD:
        has = 0x0F;
        break;
    case PATRON_BTYD_GGOM_NBD:
        has = 0x2F;
        break;
    case PATRON_BTYD_BG_BB:
        has = 0xCA;
        break;
    default: /* the BG family */
        has = 0x33;
        break;
    }
    uint32_t count = 0;
    for (uint32_t j = 0; j < PATRON_BTYD_PARAMETERS; j++)
        if (has >> j & 1)
            position[count++] = j;
    return count;
}

/* The eight parameters follow each other. */
double patron_btyd_get(const patron_btyd_model *model, uint32_t position)
{
    double value[PATRON_BTYD_PARAMETERS];
    memcpy(value, (const unsigned char *)model + offsetof(patron_btyd_model, r), sizeof value);
    return value[position];
}

void patron_btyd_set(patron_btyd_model *model, uint32_t position, double value)
{
    size_t at = offsetof(patron_btyd_model, r) + position * sizeof value;
    memcpy((unsigned char *)model + at, &value, sizeof value);
}

/* --- rows ----------------------------------------------------------------------------------------- */

void patron_btyd_sum_open(btyd_sum *sum, const patron_btyd_model *model, btyd_piece *kept,
                          size_t entries)
{
    uint32_t position[BTYD_FREE];
    sum->model = *model;
    sum->free = patron_btyd_free(model->kind, position);
    sum->kept = kept;
    sum->entries = entries;
    for (size_t i = 0; i < BTYD_LATE + entries; i++) {
        kept[i].x = -1.0;
        kept[i].time = 0.0;
        kept[i].known = 0;
    }
}

static const btyd_terms *btyd_sum_by_count(btyd_sum *sum, double x)
{
    btyd_piece *piece = &sum->kept[0];
    if (piece->x == x)
        return &piece->terms;
    piece->x = x;
    if (sum->model.s > 0.0)
        patron_btyd_pareto_of_count(&sum->model, x, &piece->terms);
    else
        patron_btyd_bg_of_count(&sum->model, x, &piece->terms);
    return &piece->terms;
}

static const btyd_piece *btyd_sum_early(btyd_sum *sum, double x, double t_x)
{
    btyd_piece *piece = &sum->kept[1];
    if (piece->x == x && piece->time == t_x)
        return piece;
    piece->x = x;
    piece->time = t_x;
    if (sum->model.kind == PATRON_BTYD_PARETO_NBD)
        piece->known = (uint32_t)patron_btyd_pareto_early(&sum->model, x, t_x, &piece->terms);
    else
        piece->known = (uint32_t)patron_btyd_bg_early(&sum->model, x, t_x, &piece->terms);
    return piece;
}

static const btyd_piece *btyd_sum_late(btyd_sum *sum, double x, double T)
{
    uint64_t mixed = numeric_key_from_real(T) * UINT64_C(0x9E3779B97F4A7C15);
    btyd_piece *piece = &sum->kept[BTYD_LATE + ((size_t)(mixed >> 40) & (sum->entries - 1))];
    if (piece->x == x && piece->time == T)
        return piece;
    piece->x = x;
    piece->time = T;
    piece->known = 1;
    if (sum->model.kind == PATRON_BTYD_PARETO_NBD)
        piece->known = (uint32_t)patron_btyd_pareto_late(&sum->model, x, T, &piece->terms);
    else
        patron_btyd_bg_late(&sum->model, x, T, &piece->terms);
    return piece;
}

static void btyd_terms_add(uint32_t free, const btyd_terms *more, btyd_terms *terms)
{
    terms->value += more->value;
    for (uint32_t i = 0, k = 0; i < free; i++) {
        terms->gradient[i] += more->gradient[i];
        for (uint32_t j = 0; j <= i; j++, k++)
            terms->hessian[k] += more->hessian[k];
    }
}

/* ln(e^late + e^early) */
static void btyd_terms_join(uint32_t free, const btyd_terms *late, const btyd_terms *early,
                            btyd_terms *terms)
{
    double ahead = early->value - late->value;
    double small = exp(-fabs(ahead));
    double share = ahead > 0.0 ? 1.0 / (1.0 + small) : small / (1.0 + small); /* of early */
    double other = ahead > 0.0 ? small / (1.0 + small) : 1.0 / (1.0 + small);
    double spread = share * other;
    double apart[BTYD_FREE];
    terms->value = (ahead > 0.0 ? early->value : late->value) + log1p(small);
    for (uint32_t i = 0, k = 0; i < free; i++) {
        apart[i] = early->gradient[i] - late->gradient[i];
        terms->gradient[i] = late->gradient[i] + share * apart[i];
        for (uint32_t j = 0; j <= i; j++, k++)
            terms->hessian[k] =
                other * late->hessian[k] + share * early->hessian[k] + spread * apart[i] * apart[j];
    }
}

/* Pareto/NBD with a long series, and GGom/NBD. */
static void btyd_sum_slowly(btyd_sum *sum, const btyd_row *row, btyd_terms *terms)
{
    btyd_terms alive, left;
    patron_btyd_alive_terms(&sum->model, row, &alive);
    if (patron_btyd_left_terms(&sum->model, sum->free, row, &left))
        btyd_terms_join(sum->free, &alive, &left, terms);
    else
        *terms = alive;
}

/* Kinds that have no pieces. */
static void btyd_sum_by_differences(const btyd_sum *sum, const btyd_row *row, btyd_terms *terms)
{
    uint32_t position[BTYD_FREE];
    double gradient[PATRON_BTYD_PARAMETERS], above[PATRON_BTYD_PARAMETERS];
    patron_btyd_free(sum->model.kind, position);
    terms->value = patron_btyd_kind_likelihood(&sum->model, row, gradient);
    for (uint32_t i = 0; i < sum->free; i++)
        terms->gradient[i] = gradient[position[i]];
    for (uint32_t i = 0, k = 0; i < sum->free; i++) {
        patron_btyd_model near = sum->model;
        double value = patron_btyd_get(&near, position[i]);
        patron_btyd_set(&near, position[i], value * exp(BTYD_SUM_STEP));
        patron_btyd_kind_likelihood(&near, row, above);
        patron_btyd_set(&near, position[i], value * exp(-BTYD_SUM_STEP));
        patron_btyd_kind_likelihood(&near, row, gradient);
        for (uint32_t j = 0; j <= i; j++, k++)
            terms->hessian[k] =
                (above[position[j]] - gradient[position[j]]) / (2.0 * BTYD_SUM_STEP);
    }
}

void patron_btyd_sum_row(btyd_sum *sum, const btyd_row *row, btyd_terms *terms)
{
    uint32_t kind = sum->model.kind;
    if (kind > PATRON_BTYD_NBD) {
        btyd_sum_by_differences(sum, row, terms);
        return;
    }
    if (kind == PATRON_BTYD_GGOM_NBD) {
        btyd_sum_slowly(sum, row, terms);
    } else {
        const btyd_piece *late = btyd_sum_late(sum, row->x, row->T);
        const btyd_piece *early = btyd_sum_early(sum, row->x, row->t_x);
        if (late->known && early->known)
            btyd_terms_join(sum->free, &late->terms, &early->terms, terms);
        else if (kind == PATRON_BTYD_PARETO_NBD)
            btyd_sum_slowly(sum, row, terms);
        else
            *terms = late->terms;
    }
    btyd_terms_add(sum->free, btyd_sum_by_count(sum, row->x), terms);
}

/* --- totals --------------------------------------------------------------------------------------- */

void patron_btyd_total_clear(btyd_total *total)
{
    memset(total, 0, sizeof *total);
}

static void btyd_total_add(uint32_t free, const btyd_terms *terms, double weight, btyd_total *total)
{
    total->customers = numeric_pair_add(total->customers, weight);
    total->value = numeric_pair_add(total->value, weight * terms->value);
    for (uint32_t i = 0, k = 0; i < free; i++) {
        total->gradient[i] = numeric_pair_add(total->gradient[i], weight * terms->gradient[i]);
        for (uint32_t j = 0; j <= i; j++, k++)
            total->hessian[k] += weight * terms->hessian[k];
    }
}

void patron_btyd_total_rows(const patron_btyd_model *model, const btyd_weighted *rows,
                            btyd_piece *kept, size_t entries, btyd_total *total)
{
    btyd_sum sum;
    btyd_terms terms;
    patron_btyd_sum_open(&sum, model, kept, entries);
    for (size_t i = 0; i < rows->n; i++) {
        btyd_row row = {(double)rows->x[i], rows->t_x[i], rows->T[i]};
        patron_btyd_sum_row(&sum, &row, &terms);
        btyd_total_add(sum.free, &terms, rows->weight == NULL ? 1.0 : rows->weight[i], total);
    }
}

/* --- public function ------------------------------------------------------------------------------ */

static void btyd_total_spread(const btyd_total *total, const patron_btyd_model *model,
                              double *gradient, double *hessian)
{
    uint32_t position[BTYD_FREE];
    uint32_t free = patron_btyd_free(model->kind, position);
    memset(gradient, 0, PATRON_BTYD_PARAMETERS * sizeof *gradient);
    memset(hessian, 0, sizeof(double[PATRON_BTYD_PARAMETERS][PATRON_BTYD_PARAMETERS]));
    for (uint32_t i = 0, k = 0; i < free; i++) {
        gradient[position[i]] = numeric_pair_value(total->gradient[i]);
        for (uint32_t j = 0; j <= i; j++, k++) {
            hessian[position[i] * PATRON_BTYD_PARAMETERS + position[j]] = total->hessian[k];
            hessian[position[j] * PATRON_BTYD_PARAMETERS + position[i]] = total->hessian[k];
        }
    }
}

static int32_t btyd_check_sums(const patron_btyd_model *model, const btyd_weighted *rows,
                               const double *sum_log_gap, const double *customers,
                               const double *log_likelihood, const double *gradient,
                               const double *hessian, patron_fault *fault)
{
    int32_t status = patron_btyd_check_there(1, model, "model", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_histories(rows->n, rows->x, rows->t_x, rows->T, fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_there(1, customers, "customers", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_there(1, log_likelihood, "log_likelihood", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_there(1, gradient, "gradient", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_there(1, hessian, "hessian", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_model(model, fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_weighted(model, rows, sum_log_gap, fault);
    return status;
}

int32_t PATRON_CALL patron_btyd_sums(const patron_btyd_model *model, size_t n, const uint32_t *x,
                                     const double *t_x, const double *T, const double *sum_log_gap,
                                     const double *weight, double *customers,
                                     double *log_likelihood, double *gradient, double *hessian,
                                     patron_fault *fault)
{
    btyd_weighted rows = {n, x, t_x, T, weight};
    int32_t status = btyd_check_sums(model, &rows, sum_log_gap, customers, log_likelihood, gradient,
                                     hessian, fault);
    if (status != PATRON_OK)
        return status;

    btyd_piece kept[BTYD_LATE + 1];
    btyd_total total;
    patron_btyd_total_clear(&total);
    patron_btyd_total_rows(model, &rows, kept, 1, &total);
    *customers = numeric_pair_value(total.customers);
    *log_likelihood =
        numeric_pair_value(total.value) + patron_btyd_gaps_term(&rows, sum_log_gap, model->k);
    btyd_total_spread(&total, model, gradient, hessian);
    return PATRON_OK;
}
