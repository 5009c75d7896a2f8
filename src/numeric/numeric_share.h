/*
 * A share of a count with Wilson's interval.
 *
 * With p = yes/of, q = 1 - p, r = z / sqrt(of), the interval's ends are p - down and p + up,
 *
 *     down = (r sqrt(r^2 + 4pq) + r^2 (p - q)) / (2 (1 + r^2)),   up the same with p and q exchanged,
 *
 * and where p < q the numerator's terms cancel: times its conjugate, down = 2pq r / (sqrt(r^2 + 4pq) + r(q - p)).
 * The product of both ends is p^2 / (1 + r^2), which gives the lower one without a difference.
 *
 * Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference" (1927), eq. 4.
 */
#ifndef PATRON_NUMERIC_SHARE_H
#define PATRON_NUMERIC_SHARE_H

#include "../portability.h"

typedef struct numeric_share {
    double share; /* NaN where nobody was asked, as all others */
    double error; /* standard error */
    double down;  /* share - low, right also where it is small */
    double up;    /* high - share */
    double low;
    double high;
} numeric_share;

/* yes <= of; z > 0 the normal's width of the confidence. */
numeric_share patron_numeric_share_of(uint64_t yes, uint64_t of, double z);

#endif
