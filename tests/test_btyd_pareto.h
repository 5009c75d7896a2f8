/*
 * Pareto/NBD and GGom/NBD for tests: their seven functions each by one name, models, histories.
 */
#ifndef TEST_BTYD_PARETO_H
#define TEST_BTYD_PARETO_H

#include "btyd/btyd_model.h"
#include "support.h"

#include <math.h>
#include <string.h>

/* The same functions of two kinds. */
typedef struct kind {
    double (*likelihood)(const patron_btyd_model *, const btyd_row *, double *);
    double (*alive)(const patron_btyd_model *, const btyd_row *);
    double (*expected)(const patron_btyd_model *, const btyd_row *, double);
    void (*pmf)(const patron_btyd_model *, const btyd_row *, double, size_t, double *);
    double (*some)(const patron_btyd_model *, const btyd_row *, double);
    double (*residual)(const patron_btyd_model *, const btyd_row *, double);
    double (*within)(const patron_btyd_model *, const btyd_row *, double, double);
} kind;

static const kind pareto = {patron_btyd_pareto_likelihood,     patron_btyd_pareto_alive,
                            patron_btyd_pareto_expected,       patron_btyd_pareto_pmf,
                            patron_btyd_pareto_some,           patron_btyd_pareto_residual,
                            patron_btyd_pareto_residual_within};
static const kind ggom = {patron_btyd_ggom_likelihood,     patron_btyd_ggom_alive,
                          patron_btyd_ggom_expected,       patron_btyd_ggom_pmf,
                          patron_btyd_ggom_some,           patron_btyd_ggom_residual,
                          patron_btyd_ggom_residual_within};

static inline patron_btyd_model model_of(double r, double alpha, double s, double beta, double b)
{
    patron_btyd_model model;
    memset(&model, 0, sizeof model);
    model.kind = b > 0.0 ? PATRON_BTYD_GGOM_NBD : PATRON_BTYD_PARETO_NBD;
    model.r = r;
    model.alpha = alpha;
    model.s = s;
    model.beta = beta;
    model.b = b;
    return model;
}

static inline const kind *kind_of(const patron_btyd_model *model)
{
    return model->b > 0.0 ? &ggom : &pareto;
}

static inline btyd_row row_of(double x, double t_x, double T)
{
    btyd_row row;
    row.x = x;
    row.t_x = t_x;
    row.T = T;
    return row;
}

static inline double span(support_random *random, double low, double high)
{
    return exp(support_random_between(random, log(low), log(high)));
}

/* A model and a history as a base of customers has them. */
static inline void likely(support_random *random, int growth, patron_btyd_model *model,
                          btyd_row *row)
{
    double T = span(random, 1.0, 200.0);
    double x = support_random_uniform(random) < 0.4 ? 0.0 : floor(span(random, 1.0, 40.0));
    *model = model_of(span(random, 0.1, 5.0), span(random, 1.0, 50.0), span(random, 0.2, 5.0),
                      span(random, 0.5, 100.0), growth ? span(random, 1e-3, 0.3) : 0.0);
    *row = row_of(x, x > 0.0 ? T * support_random_uniform(random) : 0.0, T);
}

#endif
