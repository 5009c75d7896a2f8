/*
 * Source: M. Wichura, "Algorithm AS 241: the percentage points of the normal distribution" (1988): three
 * rational functions of degree 7, around p = 1/2 and in terms of sqrt(-log p) in the tail.
 */
#include "../portability.h"
#include "numeric_normal.h"

#include <math.h>

enum { NUMERIC_NORMAL_TERMS = 8 };

#define NUMERIC_NORMAL_CENTER 0.425 /* |p - 1/2| up to here is the middle */

/* Coefficients from the constant on: numerator, denominator. */
static const double numeric_normal_middle[2][NUMERIC_NORMAL_TERMS] = {
    {3.387132872796366608, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
     45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727},
    {1.0, 42.313330701600911252, 687.1870074920579083, 5394.1960214247511077, 21213.794301586595867,
     39307.89580009271061, 28729.085735721942674, 5226.495278852545925}};
static const double numeric_normal_near[2][NUMERIC_NORMAL_TERMS] = {
    {1.42343711074968357734, 4.6303378461565452959, 5.7694972214606914055, 3.64784832476320460504,
     1.27045825245236838258, 0.24178072517745061177, 0.0227238449892691845833,
     7.7454501427834140764e-4},
    {1.0, 2.05319162663775882187, 1.6763848301838038494, 0.68976733498510000455,
     0.14810397642748007459, 0.0151986665636164571966, 5.475938084995344946e-4,
     1.05075007164441684324e-9}};
static const double numeric_normal_far[2][NUMERIC_NORMAL_TERMS] = {
    {6.6579046435011037772, 5.4637849111641143699, 1.7848265399172913358, 0.29656057182850489123,
     0.026532189526576123093, 0.0012426609473880784386, 2.71155556874348757815e-5,
     2.01033439929228813265e-7},
    {1.0, 0.59983220655588793769, 0.13692988092273580531, 0.0148753612908506148525,
     7.868691311456132591e-4, 1.8463183175100546818e-5, 1.4215117583164458887e-7,
     2.04426310338993978564e-15}};

static double numeric_normal_ratio(const double (*term)[NUMERIC_NORMAL_TERMS], double r)
{
    double above = 0.0, below = 0.0;
    for (int k = NUMERIC_NORMAL_TERMS; k-- > 0;) {
        above = above * r + term[0][k];
        below = below * r + term[1][k];
    }
    return above / below;
}

/* The quantile that has `tail` beyond it, off = 1/2 - tail >= 0. */
static double numeric_normal_beyond(double tail, double off)
{
    if (off <= NUMERIC_NORMAL_CENTER) {
        double r = NUMERIC_NORMAL_CENTER * NUMERIC_NORMAL_CENTER - off * off;
        return off * numeric_normal_ratio(numeric_normal_middle, r);
    }
    double r = sqrt(-log(tail));
    return r <= 5.0 ? numeric_normal_ratio(numeric_normal_near, r - 1.6)
                    : numeric_normal_ratio(numeric_normal_far, r - 5.0);
}

double patron_numeric_normal_quantile(double p)
{
    return p < 0.5 ? -numeric_normal_beyond(p, 0.5 - p) : numeric_normal_beyond(1.0 - p, p - 0.5);
}

double patron_numeric_normal_width(double confidence)
{
    return numeric_normal_beyond((1.0 - confidence) / 2.0, confidence / 2.0);
}

double patron_numeric_normal_tails(double z)
{
    return erfc(fabs(z) / 1.4142135623730950488);
}
