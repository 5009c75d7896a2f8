/*
 * BG/CNBD-k and MBG/CNBD-k: a purchase is every k-th phase of a Poisson process of a rate lambda. Who is
 * alive now has j = 0, 1, ... k - 1 phases behind them since the last purchase, with a chance of w_j each;
 * given j, lambda ~ Gamma(R + j, A), and apart from it the dropout probability p ~ Beta(a, B).
 */
#ifndef PATRON_BTYD_CNBD_H
#define PATRON_BTYD_CNBD_H

#include "../portability.h"
#include "btyd_model.h"

typedef struct btyd_cnbd_process {
    double R; /* r + k x */
    double A; /* alpha + T */
    double a;
    double B;
    int k;
    double w[BTYD_ERLANG_MAX];
} btyd_cnbd_process;

enum { BTYD_CNBD_HEAD = 4 };

/* How many phases may come within t, all but some 1e-17 of them. */
double patron_btyd_cnbd_reach(const btyd_cnbd_process *now, double t);

/* Purchases to expect within t, by the number of phases: reach steps. */
double patron_btyd_cnbd_count(const btyd_cnbd_process *now, double t);

/* The same, each discounted: by time, with the number of phases at each of the times. */
double patron_btyd_cnbd_count_discounted(const btyd_cnbd_process *now, double discount, double t);

/* About how many steps that takes. */
double patron_btyd_cnbd_count_cost(const btyd_cnbd_process *now, double discount, double t);

/* P(n k <= N < (n + 1) k) of n < counts, N the phases by then, those behind now among them; returns P(N >= counts k). */
double patron_btyd_cnbd_blocks(const btyd_cnbd_process *now, double ahead, size_t counts,
                               double *block);

/* Were p 0: the chance of the first purchase, the second, ... within t, discounted. */
void patron_btyd_cnbd_head(const btyd_cnbd_process *now, double discount, double t, double *head);

/* P(k phases or more within t). */
double patron_btyd_cnbd_any(const btyd_cnbd_process *now, double t);

/* Purchases to expect within t, as a mean over p, for any number of phases above some thousands; with
   discount > 0, discounted. */
double patron_btyd_cnbd_roots(const btyd_cnbd_process *now, double discount, double t);

/* All purchases to come, discounted; discount > 0. */
double patron_btyd_cnbd_forever(const btyd_cnbd_process *now, double discount);

#endif
