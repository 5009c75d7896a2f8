/*
 * A share of a count with Wilson's interval.
 *
 * With p = yes/of, q = 1 - p, r = z / sqrt(of), the interval's ends are p - down and p + up,
 *
 *     down = (r sqrt(r^2 + 4pq) + r^2 (p - q)) / (2 (1 + r^2)),   up the same with p and q exchanged,
 *
 * and where p < q the numerator's terms cancel: times its conjugate, down = 2pq r / (sqrt(r^2 + 4pq) + r(q - p)).
 * The product of both ends is p^2 / (1 + r^2), which gives the lower one without a difference.
 */
#ifndef PATRON_SATISFACTION_SHARE_H
#define PATRON_SATISFACTION_SHARE_H

#include "../portability.h"

typedef struct satisfaction_share {
    double share; /* NaN where nobody was asked, as all others */
    double error; /* standard error */
    double down;  /* share - low, right also where it is small */
    double up;    /* high - share */
    double low;
    double high;
} satisfaction_share;

/* yes <= of; z > 0 the normal's width of the confidence. */
satisfaction_share patron_satisfaction_share_of(uint64_t yes, uint64_t of, double z);

/* +1, 0 and -1 as of many: their mean's standard error; total > 0. */
double patron_satisfaction_net_error(double plus, double zero, double minus);

#endif
