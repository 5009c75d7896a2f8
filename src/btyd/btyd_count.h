/*
 * The negative binomial distribution: purchases in a time of customers who all stay.
 *
 *     nb(n) = G(R + n) / (G(R) n!) (1 + q)^-R (q / (1 + q))^n
 */
#ifndef PATRON_BTYD_COUNT_H
#define PATRON_BTYD_COUNT_H

#include "../portability.h"

/* ln nb(n), q > 0 where n > 0. */
double patron_btyd_count_log(double R, double q, double n);

/* nb(0), nb(1), ... nb(counts - 1); what is below 1e-300 is 0. counts >= 1. */
void patron_btyd_count(double R, double q, size_t counts, double *probability);

/* P(N >= counts) = nb(counts) + nb(counts + 1) + ..., given the probabilities below; counts >= 1. */
double patron_btyd_count_beyond(double R, double q, size_t counts, const double *probability);

#endif
