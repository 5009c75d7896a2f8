/*
 * What the models of repeat purchase share: one customer's history, the checks, and for each kind the
 * same seven functions of a checked model and history. The switches between the kinds are in
 * btyd_kind.c, and nowhere else.
 *
 * Given that a customer is alive at T, what comes is the same process with other parameters, starting
 * then: of BG and MBG/NBD with r + x, alpha + T, a, b + x (+ 1 of MBG); of Pareto/NBD with r + x,
 * alpha + T, s, beta + T; and so on. So whatever is asked about the future is the chance of being alive
 * times a figure of that process, and what is asked about a new customer is the same of the history
 * x = t_x = T = 0.
 */
#ifndef PATRON_BTYD_MODEL_H
#define PATRON_BTYD_MODEL_H

#include "../portability.h"
#include <patron/btyd.h>

enum { BTYD_ROWS_MAX = 2147483647, BTYD_ERLANG_MAX = 16 };

#define BTYD_TIME_MAX 1e15

/* One customer's history. */
typedef struct btyd_row {
    double x;
    double t_x;
    double T;
} btyd_row;

/* The columns of a call; gap, alpha and dropout may be NULL. */
typedef struct btyd_columns {
    size_t n;
    const uint32_t *x;
    const double *t_x;
    const double *T;
    const double *sum_log_gap;
    const double *alpha;
    const double *dropout;
} btyd_columns;

/* --- checks ------------------------------------------------------------------------------------ */

/* What no row is to blame for. First that pointers are there: one to n values, or those to a model and
   histories. Then the values: the model's, and that n and own rates are what the model takes. */
int32_t patron_btyd_check_there(size_t n, const void *pointer, const char *argument,
                                patron_fault *fault);
int32_t patron_btyd_check_histories(size_t n, const uint32_t *x, const double *t_x, const double *T,
                                    patron_fault *fault);
int32_t patron_btyd_check_pointers(const patron_btyd_model *model, const btyd_columns *columns,
                                   patron_fault *fault);
int32_t patron_btyd_check_model(const patron_btyd_model *model, patron_fault *fault);
int32_t patron_btyd_check_count(size_t n, const char *argument, patron_fault *fault);
int32_t patron_btyd_check_columns(const patron_btyd_model *model, const btyd_columns *columns,
                                  patron_fault *fault);

/* One row checked, as *row, and the model with the customer's own rates in it, as *own. */
int32_t patron_btyd_load(const patron_btyd_model *model, const btyd_columns *columns, size_t i,
                         patron_btyd_model *own, btyd_row *row, patron_fault *fault);

/* The same for a customer of whom nothing is known but the first purchase: x and t_x are not looked at, T
   is the argument name. */
int32_t patron_btyd_load_new(const patron_btyd_model *model, const btyd_columns *columns, size_t i,
                             const char *name, patron_btyd_model *own, patron_fault *fault);

/* A row's weight, where there are any. */
int32_t patron_btyd_check_weight(const double *weight, size_t i, patron_fault *fault);

/* A time ahead (of BG/BB whole), a probability in [0, 1), a discount, in its argument's range. */
int32_t patron_btyd_check_ahead(const patron_btyd_model *model, double value, const char *argument,
                                patron_fault *fault);
int32_t patron_btyd_check_probability(double value, const char *argument, patron_fault *fault);
int32_t patron_btyd_check_discount(double value, patron_fault *fault);

/* --- by kind, for a checked model and history ---------------------------------------------------- */

/* The ln L of a history and, where gradient is not NULL, its 8 derivatives by the ln of the parameters.
   The constant (k - 1) sum of ln gaps of CNBD is not in it. */
double patron_btyd_kind_likelihood(const patron_btyd_model *model, const btyd_row *row,
                                   double *gradient);
double patron_btyd_kind_alive(const patron_btyd_model *model, const btyd_row *row);
double patron_btyd_kind_expected(const patron_btyd_model *model, const btyd_row *row, double ahead);
/* P(0), P(1), ... P(counts - 1) purchases in (T, T + ahead]; counts >= 1. */
void patron_btyd_kind_pmf(const patron_btyd_model *model, const btyd_row *row, double ahead,
                          size_t counts, double *probability);
/* 1 - P(0), without cancellation. */
double patron_btyd_kind_some(const patron_btyd_model *model, const btyd_row *row, double ahead);
/* For ever; discount 0 only where patron_btyd_kind_converges. */
double patron_btyd_kind_residual(const patron_btyd_model *model, const btyd_row *row,
                                 double discount);
double patron_btyd_kind_residual_within(const patron_btyd_model *model, const btyd_row *row,
                                        double discount, double horizon);
/* Whether the expected number of all future purchases is finite. */
int patron_btyd_kind_converges(const patron_btyd_model *model);

/* The same of one kind: BTYD_KIND(bg) declares patron_btyd_bg_likelihood and so on. */
#define BTYD_KIND(name)                                                                            \
    double patron_btyd_##name##_likelihood(const patron_btyd_model *, const btyd_row *, double *); \
    double patron_btyd_##name##_alive(const patron_btyd_model *, const btyd_row *);                \
    double patron_btyd_##name##_expected(const patron_btyd_model *, const btyd_row *, double);     \
    void patron_btyd_##name##_pmf(const patron_btyd_model *, const btyd_row *, double, size_t,     \
                                  double *);                                                       \
    double patron_btyd_##name##_some(const patron_btyd_model *, const btyd_row *, double);         \
    double patron_btyd_##name##_residual(const patron_btyd_model *, const btyd_row *, double);     \
    double patron_btyd_##name##_residual_within(const patron_btyd_model *, const btyd_row *,       \
                                                double, double)

BTYD_KIND(bg); /* BG/NBD and MBG/NBD */
BTYD_KIND(pareto);
BTYD_KIND(ggom);
BTYD_KIND(nbd);
BTYD_KIND(cnbd); /* BG/CNBD-k and MBG/CNBD-k */
BTYD_KIND(bb);

#endif
