/*
 * Figures of one number a customer: alive, purchases to expect, residual transactions, overdue.
 * btyd_kind.c has the formulas, by kind of model.
 */
#include "../portability.h"
#include "btyd_model.h"

#include "../base/base_fault.h"
#include "btyd_solve.h"

#include <math.h>

enum btyd_figure {
    BTYD_ALIVE,
    BTYD_EXPECTED,
    BTYD_SOME,
    BTYD_RESIDUAL,
    BTYD_RESIDUAL_WITHIN,
    BTYD_NEXT,
    BTYD_OVERDUE
};

/* What is asked: the figure and its scalars. */
typedef struct btyd_question {
    int figure;
    double ahead;
    double discount;
    double q;
} btyd_question;

/* --- kernels ---------------------------------------------------------------------------------- */

static double btyd_overdue_of(const patron_btyd_model *model, const btyd_row *row)
{
    if (model->kind != PATRON_BTYD_BG_BB)
        return (row->T - row->t_x) * (model->r + row->x) / (model->alpha + row->t_x);
    /* The mean of the gap 1/p of a posterior Beta(alpha + x, ...) is not finite for x = 0; the gap at the
       mean p is. */
    return (row->T - row->t_x) * (model->alpha + row->x) / (model->alpha + model->beta + row->t_x);
}

static double btyd_answer(const btyd_question *asked, const patron_btyd_model *model,
                          const btyd_row *row)
{
    switch (asked->figure) {
    case BTYD_ALIVE:
        return patron_btyd_kind_alive(model, row);
    case BTYD_EXPECTED:
        return patron_btyd_kind_expected(model, row, asked->ahead);
    case BTYD_SOME:
        return patron_btyd_kind_some(model, row, asked->ahead);
    case BTYD_RESIDUAL:
        return patron_btyd_kind_residual(model, row, asked->discount);
    case BTYD_RESIDUAL_WITHIN:
        return patron_btyd_kind_residual_within(model, row, asked->discount, asked->ahead);
    case BTYD_NEXT:
        return patron_btyd_solve_next(model, row, asked->q);
    default: /* BTYD_OVERDUE */
        return btyd_overdue_of(model, row);
    }
}

/* --- checks ------------------------------------------------------------------------------------ */

static int32_t btyd_check_convergence(const btyd_question *asked, const patron_btyd_model *model,
                                      int64_t row, patron_fault *fault)
{
    if (asked->figure != BTYD_RESIDUAL || asked->discount > 0.0 ||
        patron_btyd_kind_converges(model))
        return PATRON_OK;
    return patron_base_fault_real(fault, PATRON_E_DIVERGES, "discount", row, asked->discount,
                                  "> 0: the number of all purchases is infinite");
}

/* What no row is to blame for, in the order of the arguments. */
static int32_t btyd_check_call(const btyd_question *asked, const patron_btyd_model *model,
                               const btyd_columns *columns, const double *answer, const char *name,
                               patron_fault *fault)
{
    int32_t status = patron_btyd_check_pointers(model, columns, fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_there(columns->n, answer, name, fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_model(model, fault);
    int looks_ahead = asked->figure == BTYD_EXPECTED || asked->figure == BTYD_SOME;
    if (status == PATRON_OK && looks_ahead)
        status = patron_btyd_check_ahead(model, asked->ahead, "ahead", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_discount(asked->discount, fault);
    if (status == PATRON_OK && asked->figure == BTYD_RESIDUAL_WITHIN)
        status = patron_btyd_check_ahead(model, asked->ahead, "horizon", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_probability(asked->q, "q", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_columns(model, columns, fault);
    return status;
}

/* --- public functions --------------------------------------------------------------------------- */

static int32_t btyd_answer_all(const btyd_question *asked, const patron_btyd_model *model,
                               const btyd_columns *columns, const char *name, double *answer,
                               patron_fault *fault)
{
    int32_t status = btyd_check_call(asked, model, columns, answer, name, fault);
    for (size_t i = 0; status == PATRON_OK && i < columns->n; i++) {
        patron_btyd_model own;
        btyd_row row;
        status = patron_btyd_load(model, columns, i, &own, &row, fault);
        if (status == PATRON_OK)
            status = btyd_check_convergence(asked, &own, (int64_t)i, fault);
        if (status != PATRON_OK)
            return status;
        double value = btyd_answer(asked, &own, &row);
        if (isinf(value))
            return patron_base_fault_real(fault, PATRON_E_OVERFLOW, name, (int64_t)i, value,
                                          "a number below 1.8e308");
        answer[i] = value;
    }
    return status;
}

int32_t PATRON_CALL patron_btyd_alive(const patron_btyd_model *model, size_t n, const uint32_t *x,
                                      const double *t_x, const double *T, const double *alpha,
                                      const double *dropout, double *probability,
                                      patron_fault *fault)
{
    btyd_question asked = {BTYD_ALIVE, 0.0, 0.0, 0.0};
    btyd_columns columns = {n, x, t_x, T, NULL, alpha, dropout};
    return btyd_answer_all(&asked, model, &columns, "probability", probability, fault);
}

int32_t PATRON_CALL patron_btyd_expected(const patron_btyd_model *model, double ahead, size_t n,
                                         const uint32_t *x, const double *t_x, const double *T,
                                         const double *alpha, const double *dropout,
                                         double *purchases, patron_fault *fault)
{
    btyd_question asked = {BTYD_EXPECTED, ahead, 0.0, 0.0};
    btyd_columns columns = {n, x, t_x, T, NULL, alpha, dropout};
    return btyd_answer_all(&asked, model, &columns, "purchases", purchases, fault);
}

int32_t PATRON_CALL patron_btyd_at_least_one(const patron_btyd_model *model, double ahead, size_t n,
                                             const uint32_t *x, const double *t_x, const double *T,
                                             const double *alpha, const double *dropout,
                                             double *probability, patron_fault *fault)
{
    btyd_question asked = {BTYD_SOME, ahead, 0.0, 0.0};
    btyd_columns columns = {n, x, t_x, T, NULL, alpha, dropout};
    return btyd_answer_all(&asked, model, &columns, "probability", probability, fault);
}

int32_t PATRON_CALL patron_btyd_residual(const patron_btyd_model *model, double discount, size_t n,
                                         const uint32_t *x, const double *t_x, const double *T,
                                         const double *alpha, const double *dropout,
                                         double *transactions, patron_fault *fault)
{
    btyd_question asked = {BTYD_RESIDUAL, 0.0, discount, 0.0};
    btyd_columns columns = {n, x, t_x, T, NULL, alpha, dropout};
    return btyd_answer_all(&asked, model, &columns, "transactions", transactions, fault);
}

int32_t PATRON_CALL patron_btyd_residual_within(const patron_btyd_model *model, double discount,
                                                double horizon, size_t n, const uint32_t *x,
                                                const double *t_x, const double *T,
                                                const double *alpha, const double *dropout,
                                                double *transactions, patron_fault *fault)
{
    btyd_question asked = {BTYD_RESIDUAL_WITHIN, horizon, discount, 0.0};
    btyd_columns columns = {n, x, t_x, T, NULL, alpha, dropout};
    return btyd_answer_all(&asked, model, &columns, "transactions", transactions, fault);
}

int32_t PATRON_CALL patron_btyd_next(const patron_btyd_model *model, double q, size_t n,
                                     const uint32_t *x, const double *t_x, const double *T,
                                     const double *alpha, const double *dropout, double *ahead_q,
                                     patron_fault *fault)
{
    btyd_question asked = {BTYD_NEXT, 0.0, 0.0, q};
    btyd_columns columns = {n, x, t_x, T, NULL, alpha, dropout};
    return btyd_answer_all(&asked, model, &columns, "ahead_q", ahead_q, fault);
}

int32_t PATRON_CALL patron_btyd_overdue(const patron_btyd_model *model, size_t n, const uint32_t *x,
                                        const double *t_x, const double *T, const double *alpha,
                                        const double *dropout, double *overdue, patron_fault *fault)
{
    btyd_question asked = {BTYD_OVERDUE, 0.0, 0.0, 0.0};
    btyd_columns columns = {n, x, t_x, T, NULL, alpha, dropout};
    return btyd_answer_all(&asked, model, &columns, "overdue", overdue, fault);
}
