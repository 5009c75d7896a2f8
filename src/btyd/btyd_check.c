#include "../portability.h"
#include "btyd_model.h"

#include "../base/base_fault.h"

#include <math.h>
#include <string.h>

#define BTYD_SHAPE_MIN 1e-6
#define BTYD_SHAPE_MAX 1e9
#define BTYD_RATE_MIN 1e-9
#define BTYD_GROWTH_MIN 1e-12
#define BTYD_GROWTH_MAX 1e6
#define BTYD_WEIGHT_MAX 1e15

static int32_t btyd_check_within(double value, double low, double high, const char *argument,
                                 int64_t row, const char *expected, patron_fault *fault)
{
    if (value >= low && value <= high)
        return PATRON_OK;
    int32_t status = isfinite(value) ? PATRON_E_RANGE : PATRON_E_NOT_FINITE;
    return patron_base_fault_real(fault, status, argument, row, value, expected);
}

static int32_t btyd_check_shape(double value, const char *argument, int64_t row,
                                patron_fault *fault)
{
    return btyd_check_within(value, BTYD_SHAPE_MIN, BTYD_SHAPE_MAX, argument, row,
                             "a shape in [1e-6, 1e9]", fault);
}

static int32_t btyd_check_rate(double value, const char *argument, int64_t row, patron_fault *fault)
{
    return btyd_check_within(value, BTYD_RATE_MIN, BTYD_TIME_MAX, argument, row,
                             "a rate in [1e-9, 1e15]", fault);
}

static int32_t btyd_check_absent(double value, const char *argument, patron_fault *fault)
{
    return btyd_check_within(value, 0.0, 0.0, argument, -1, "0: this kind has no such parameter",
                             fault);
}

/* What a kind does with a parameter. */
enum btyd_role { BTYD_ABSENT, BTYD_SHAPE, BTYD_RATE, BTYD_GROWTH };

static int32_t btyd_check_parameter(int role, double value, const char *argument,
                                    patron_fault *fault)
{
    switch (role) {
    case BTYD_SHAPE:
        return btyd_check_shape(value, argument, -1, fault);
    case BTYD_RATE:
        return btyd_check_rate(value, argument, -1, fault);
    case BTYD_GROWTH:
        return btyd_check_within(value, BTYD_GROWTH_MIN, BTYD_GROWTH_MAX, argument, -1,
                                 "a rate in [1e-12, 1e6]", fault);
    default:
        return btyd_check_absent(value, argument, fault);
    }
}

static int32_t btyd_check_erlang(const patron_btyd_model *model, patron_fault *fault)
{
    int regular = model->kind == PATRON_BTYD_BG_CNBD || model->kind == PATRON_BTYD_MBG_CNBD;
    if (regular && (model->k < 1 || model->k > BTYD_ERLANG_MAX))
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "model.k", -1, model->k,
                                          "an Erlang shape in [1, 16]");
    if (!regular && model->k > 1)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "model.k", -1, model->k,
                                          "0 or 1: this kind has no k");
    return PATRON_OK;
}

int32_t patron_btyd_check_model(const patron_btyd_model *model, patron_fault *fault)
{
    if (model->kind < PATRON_BTYD_BG_NBD || model->kind > PATRON_BTYD_BG_BB)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "model.kind", -1, model->kind,
                                          "a PATRON_BTYD_ kind, 1 to 8");
    int32_t status = btyd_check_erlang(model, fault);
    int bb = model->kind == PATRON_BTYD_BG_BB;
    int dies_in_time = model->kind == PATRON_BTYD_PARETO_NBD || model->kind == PATRON_BTYD_GGOM_NBD;
    int flips = !bb && !dies_in_time && model->kind != PATRON_BTYD_NBD;
    int growth = model->kind == PATRON_BTYD_GGOM_NBD ? BTYD_GROWTH : BTYD_ABSENT;
    if (status == PATRON_OK)
        status = btyd_check_parameter(bb ? BTYD_ABSENT : BTYD_SHAPE, model->r, "model.r", fault);
    if (status == PATRON_OK)
        status =
            btyd_check_parameter(bb ? BTYD_SHAPE : BTYD_RATE, model->alpha, "model.alpha", fault);
    if (status == PATRON_OK)
        status = btyd_check_parameter(dies_in_time ? BTYD_SHAPE : BTYD_ABSENT, model->s, "model.s",
                                      fault);
    if (status == PATRON_OK)
        status = btyd_check_parameter(bb             ? BTYD_SHAPE
                                      : dies_in_time ? BTYD_RATE
                                                     : BTYD_ABSENT,
                                      model->beta, "model.beta", fault);
    if (status == PATRON_OK)
        status = btyd_check_parameter(flips ? BTYD_SHAPE : BTYD_ABSENT, model->a, "model.a", fault);
    if (status == PATRON_OK)
        status = btyd_check_parameter(flips ? BTYD_SHAPE : growth, model->b, "model.b", fault);
    if (status == PATRON_OK)
        status =
            btyd_check_parameter(bb ? BTYD_SHAPE : BTYD_ABSENT, model->gamma, "model.gamma", fault);
    if (status == PATRON_OK)
        status =
            btyd_check_parameter(bb ? BTYD_SHAPE : BTYD_ABSENT, model->delta, "model.delta", fault);
    return status;
}

int32_t patron_btyd_check_there(size_t n, const void *pointer, const char *argument,
                                patron_fault *fault)
{
    return n > 0 && pointer == NULL ? patron_base_fault_null(fault, argument) : PATRON_OK;
}

int32_t patron_btyd_check_histories(size_t n, const uint32_t *x, const double *t_x, const double *T,
                                    patron_fault *fault)
{
    int32_t status = patron_btyd_check_there(n, x, "x", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_there(n, t_x, "t_x", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_there(n, T, "T", fault);
    return status;
}

int32_t patron_btyd_check_pointers(const patron_btyd_model *model, const btyd_columns *columns,
                                   patron_fault *fault)
{
    int32_t status = patron_btyd_check_there(1, model, "model", fault);
    if (status == PATRON_OK)
        status =
            patron_btyd_check_histories(columns->n, columns->x, columns->t_x, columns->T, fault);
    return status;
}

int32_t patron_btyd_check_count(size_t n, const char *argument, patron_fault *fault)
{
    if (n <= BTYD_ROWS_MAX)
        return PATRON_OK;
    return patron_base_fault_unsigned(fault, PATRON_E_RANGE, argument, -1, n,
                                      "a number of at most 2147483647");
}

/* Own rates only where the kind has them. */
static int32_t btyd_check_rates(const patron_btyd_model *model, const btyd_columns *columns,
                                patron_fault *fault)
{
    int bb = model->kind == PATRON_BTYD_BG_BB;
    if (columns->alpha != NULL && bb)
        return patron_base_fault_plain(fault, PATRON_E_RANGE, "alpha", "NULL: BG/BB has no rates");
    if (columns->dropout != NULL && (bb || model->kind == PATRON_BTYD_NBD))
        return patron_base_fault_plain(fault, PATRON_E_RANGE, "dropout",
                                       "NULL: this kind has no dropout rates");
    return PATRON_OK;
}

int32_t patron_btyd_check_columns(const patron_btyd_model *model, const btyd_columns *columns,
                                  patron_fault *fault)
{
    int32_t status = patron_btyd_check_count(columns->n, "n", fault);
    if (status == PATRON_OK)
        status = btyd_check_rates(model, columns, fault);
    return status;
}

static int btyd_whole(double value)
{
    return value == floor(value);
}

static int32_t btyd_check_opportunities(const btyd_row *row, int64_t at, patron_fault *fault)
{
    if (row->x > row->t_x)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "x", at, (uint64_t)row->x,
                                          "at most one purchase an opportunity, t_x");
    if (!btyd_whole(row->t_x))
        return patron_base_fault_real(fault, PATRON_E_RANGE, "t_x", at, row->t_x,
                                      "a whole number of opportunities");
    if (!btyd_whole(row->T))
        return patron_base_fault_real(fault, PATRON_E_RANGE, "T", at, row->T,
                                      "a whole number of opportunities");
    return PATRON_OK;
}

static int32_t btyd_check_row(const patron_btyd_model *model, const btyd_row *row, int64_t at,
                              patron_fault *fault)
{
    if (row->x > BTYD_ROWS_MAX)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "x", at, (uint64_t)row->x,
                                          "at most 2147483647 purchases");
    if (!isfinite(row->t_x))
        return patron_base_fault_real(fault, PATRON_E_NOT_FINITE, "t_x", at, row->t_x,
                                      "a time in [0, T]");
    if (row->x == 0.0 && row->t_x != 0.0)
        return patron_base_fault_real(fault, PATRON_E_RANGE, "t_x", at, row->t_x, "0 where x is 0");
    if (row->t_x < 0.0 || (row->t_x > row->T && row->T >= 0.0))
        return patron_base_fault_real(fault, PATRON_E_RANGE, "t_x", at, row->t_x,
                                      "a time in [0, T]");
    int32_t status =
        btyd_check_within(row->T, 0.0, BTYD_TIME_MAX, "T", at, "a time in [0, 1e15]", fault);
    if (status == PATRON_OK && model->kind == PATRON_BTYD_BG_BB)
        status = btyd_check_opportunities(row, at, fault);
    return status;
}

static int32_t btyd_check_gap(const btyd_columns *columns, size_t i, patron_fault *fault)
{
    if (columns->sum_log_gap == NULL || isfinite(columns->sum_log_gap[i]))
        return PATRON_OK;
    return patron_base_fault_real(fault, PATRON_E_NOT_FINITE, "sum_log_gap", (int64_t)i,
                                  columns->sum_log_gap[i], "a finite number");
}

/* One of a row's own dropout rates: a rate, or of the BG family a shape. */
static int32_t btyd_check_dropout(const double *dropout, int column, int rate, int64_t row,
                                  patron_fault *fault)
{
    double value = dropout[column];
    double low = rate ? BTYD_RATE_MIN : BTYD_SHAPE_MIN;
    double high = rate ? BTYD_TIME_MAX : BTYD_SHAPE_MAX;
    if (value >= low && value <= high)
        return PATRON_OK;
    return patron_base_fault_real_at(fault, isfinite(value) ? PATRON_E_RANGE : PATRON_E_NOT_FINITE,
                                     "dropout", row, column, value,
                                     rate ? "a rate in [1e-9, 1e15]" : "a shape in [1e-6, 1e9]");
}

/* Own rates in place of the model's. */
static int32_t btyd_load_rates(const btyd_columns *columns, size_t i, patron_btyd_model *own,
                               patron_fault *fault)
{
    int32_t status = PATRON_OK;
    if (columns->alpha != NULL) {
        own->alpha = columns->alpha[i];
        status = btyd_check_rate(own->alpha, "alpha", (int64_t)i, fault);
    }
    if (status != PATRON_OK || columns->dropout == NULL)
        return status;
    const double *dropout = columns->dropout + 2 * i;
    if (own->s != 0.0) {
        own->beta = dropout[0];
        status = btyd_check_dropout(dropout, 0, 1, (int64_t)i, fault);
        if (status == PATRON_OK && dropout[1] != 0.0)
            status = patron_base_fault_real_at(
                fault, isfinite(dropout[1]) ? PATRON_E_RANGE : PATRON_E_NOT_FINITE, "dropout",
                (int64_t)i, 1, dropout[1], "0 beside beta");
        return status;
    }
    own->a = dropout[0];
    own->b = dropout[1];
    status = btyd_check_dropout(dropout, 0, 0, (int64_t)i, fault);
    if (status == PATRON_OK)
        status = btyd_check_dropout(dropout, 1, 0, (int64_t)i, fault);
    return status;
}

int32_t patron_btyd_load(const patron_btyd_model *model, const btyd_columns *columns, size_t i,
                         patron_btyd_model *own, btyd_row *row, patron_fault *fault)
{
    row->x = (double)columns->x[i];
    row->t_x = columns->t_x[i];
    row->T = columns->T[i];
    *own = *model;
    int32_t status = btyd_check_row(model, row, (int64_t)i, fault);
    if (status == PATRON_OK)
        status = btyd_check_gap(columns, i, fault);
    if (status == PATRON_OK)
        status = btyd_load_rates(columns, i, own, fault);
    return status;
}

int32_t patron_btyd_load_new(const patron_btyd_model *model, const btyd_columns *columns, size_t i,
                             const char *name, patron_btyd_model *own, patron_fault *fault)
{
    *own = *model;
    double t = columns->T[i];
    int32_t status =
        btyd_check_within(t, 0.0, BTYD_TIME_MAX, name, (int64_t)i, "a time in [0, 1e15]", fault);
    if (status == PATRON_OK && model->kind == PATRON_BTYD_BG_BB && !btyd_whole(t))
        status = patron_base_fault_real(fault, PATRON_E_RANGE, name, (int64_t)i, t,
                                        "a whole number of opportunities");
    if (status == PATRON_OK)
        status = btyd_load_rates(columns, i, own, fault);
    return status;
}

int32_t patron_btyd_check_weight(const double *weight, size_t i, patron_fault *fault)
{
    if (weight == NULL)
        return PATRON_OK;
    return btyd_check_within(weight[i], 0.0, BTYD_WEIGHT_MAX, "weight", (int64_t)i,
                             "customers in [0, 1e15]", fault);
}

int32_t patron_btyd_check_ahead(const patron_btyd_model *model, double value, const char *argument,
                                patron_fault *fault)
{
    int32_t status =
        btyd_check_within(value, 0.0, BTYD_TIME_MAX, argument, -1, "a time in [0, 1e15]", fault);
    if (status == PATRON_OK && model->kind == PATRON_BTYD_BG_BB && !btyd_whole(value))
        status = patron_base_fault_real(fault, PATRON_E_RANGE, argument, -1, value,
                                        "a whole number of opportunities");
    return status;
}

int32_t patron_btyd_check_probability(double value, const char *argument, patron_fault *fault)
{
    if (value >= 0.0 && value < 1.0)
        return PATRON_OK;
    int32_t status = isfinite(value) ? PATRON_E_RANGE : PATRON_E_NOT_FINITE;
    return patron_base_fault_real(fault, status, argument, -1, value, "a probability in [0, 1)");
}

int32_t patron_btyd_check_discount(double value, patron_fault *fault)
{
    return btyd_check_within(value, 0.0, 1e9, "discount", -1, "a rate in [0, 1e9]", fault);
}
