/*
 * A customer who may leave at any time: what Pareto/NBD and GGom/NBD share.
 *
 * From some moment at which the customer is alive, purchases come at a rate ~ Gamma(R, A) until the end of a
 * lifetime that is longer than y with probability S(y) = e^(-s phi(y)):
 *
 *     Pareto/NBD  phi(y) = ln(1 + y / B)                  b = 0
 *     GGom/NBD    phi(y) = ln(1 + (e^(b y) - 1) / B)      B = beta' has no unit, excess = B - 1
 *
 * All figures are integrals over y of positive functions, none of them a difference.
 */
#ifndef BTYD_LIFETIME_H
#define BTYD_LIFETIME_H

#include "btyd_model.h"

typedef struct btyd_lifetime {
    double R;
    double A;
    double s;
    double B;
    double b;
    double excess;
} btyd_lifetime;

/* The lifetime at one time. */
typedef struct btyd_leaving {
    double phi;
    double rate; /* phi' */
    double odds; /* 1 / (B + y), of GGom/NBD 1 / (B + e^(b y) - 1) */
} btyd_leaving;

/* The rest of the lifetime of a customer of this history (t_x or T, purchases r + x), alive at time since. */
btyd_lifetime patron_btyd_lifetime_from(const patron_btyd_model *model, double purchases,
                                        double since);
btyd_leaving patron_btyd_lifetime_at(const btyd_lifetime *life, double y);

/* The ln of the odds of having left by the time T, last seen at t_x: -infinity where they are one. */
double patron_btyd_lifetime_log_odds(const patron_btyd_model *model, const btyd_row *row);

/* ln L but for ln G(r+x)/G(r), and its gradient by the ln of the parameters (r without the digamma
   functions), by quadrature. */
double patron_btyd_lifetime_likelihood(const patron_btyd_model *model, const btyd_row *row,
                                       double *gradient);

/* int_0^end e^(-discount y) S(y) dy R / A; end may be infinite. */
double patron_btyd_lifetime_purchases(const btyd_lifetime *life, double discount, double end);

/* The chance of a purchase before end. */
double patron_btyd_lifetime_some(const btyd_lifetime *life, double end);

/* P(0), P(1), ... P(counts - 1) purchases in (T, T + ahead]. */
void patron_btyd_lifetime_pmf(const patron_btyd_model *model, const btyd_row *row, double ahead,
                              size_t counts, double *probability);

#endif
