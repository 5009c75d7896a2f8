/*
 * With a = df/2, s = t^2/df, x = 1/(1 + s):
 *
 *     P(|T| > t) = I_x(a, 1/2) = 1 - I_(1-x)(1/2, a),   front = x^a (1-x)^(1/2) / B(a, 1/2)
 *
 * and d P(|T| > t) / d log t = -2 front. The fraction is DLMF 8.17.22, evaluated by Lentz's method; of the
 * two forms the one that converges at once is taken, and then the other area is its complement without a
 * loss, since it is not small.
 *
 * B(a, 1/2) = sqrt(pi) / R(a) with R(a) = Gamma(a + 1/2) / Gamma(a): the series of log(R(a) / sqrt(a)) in 1/a
 * from 16 on, R(a) = R(a + 1) a / (a + 1/2) below (Tricomi and Erdelyi, 1951; coefficients from Stirling's).
 *
 * Above 100,000 degrees: G. Hill, "Algorithm 395: Student's t-distribution" (1970), z as a series in
 * w = sqrt((df - 1/2) log(1 + s)); what is cut off is below 1e-16 there for |z| < 40.
 */
#include "../portability.h"
#include "numeric_student.h"

#include "numeric_normal.h"

#include <math.h>

#define NUMERIC_STUDENT_MANY 1e5    /* degrees from which the expansion serves */
#define NUMERIC_STUDENT_SERIES 16.0 /* from here on the series of R */
#define NUMERIC_STUDENT_VAST 1e8    /* t / sqrt(df) from which 1 + s is s */
#define NUMERIC_STUDENT_NARROW 1e-9 /* up to which an area is that of a rectangle */
#define NUMERIC_STUDENT_ROOT_PI 1.7724538509055160273

typedef struct numeric_student_areas {
    double tails;  /* P(|T| > t) */
    double center; /* P(|T| <= t) */
    double front;
} numeric_student_areas;

static double numeric_student_gamma_ratio(double a)
{
    double down = 1.0;
    while (a < NUMERIC_STUDENT_SERIES) {
        down *= a / (a + 0.5);
        a += 1.0;
    }
    double u = 1.0 / (a * a);
    double log_ratio =
        ((((-31.0 / 18432.0 * u + 17.0 / 14336.0) * u - 1.0 / 640.0) * u + 1.0 / 192.0) * u -
         1.0 / 8.0) /
        a;
    return down * sqrt(a) * exp(log_ratio);
}

/* 1 + d1 / (1 + d2 / (1 + ...)) of the incomplete beta function, inverted. */
static double numeric_student_fraction(double a, double b, double x)
{
    double c = 1.0;
    double d = 1.0 / (1.0 - (a + b) * x / (a + 1.0));
    double value = d * c, change;
    double m = 0.0;
    do {
        m += 1.0;
        double even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / (1.0 + even * d);
        c = 1.0 + even / c;
        value *= d * c;
        double odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / (1.0 + odd * d);
        c = 1.0 + odd / c;
        change = d * c;
        value *= change;
    } while (fabs(change - 1.0) > 1e-15);
    return value;
}

static numeric_student_areas numeric_student_split(double t, double df)
{
    numeric_student_areas areas;
    double a = df / 2.0, y = t / sqrt(df);
    int vast = y > NUMERIC_STUDENT_VAST;
    double s = vast ? 0.0 : y * y;
    double log_x = vast ? -2.0 * log(y) : -log1p(s);
    double outer = vast ? 1.0 : y / sqrt(1.0 + s); /* sqrt(1 - x) */
    areas.front = exp(a * log_x) * outer * numeric_student_gamma_ratio(a) / NUMERIC_STUDENT_ROOT_PI;
    if (vast || s > 1.5 / (a + 1.0)) {
        areas.tails = areas.front * numeric_student_fraction(a, 0.5, exp(log_x)) / a;
        areas.center = 1.0 - areas.tails;
    } else {
        areas.center = areas.front * numeric_student_fraction(0.5, a, outer * outer) * 2.0;
        areas.tails = 1.0 - areas.center;
    }
    return areas;
}

/* z - w of Hill's expansion. */
static double numeric_student_shift(double w, double df)
{
    double y = w * w;
    double b = 48.0 * (df - 0.5) * (df - 0.5);
    double second = ((0.4 * y + 3.3) * y + 24.0) * y + 85.5;
    return w * (y + 3.0 - second / (0.8 * y * y + 100.0 + b)) / b;
}

double patron_numeric_student_tails(double t, double df)
{
    t = fabs(t);
    if (df <= NUMERIC_STUDENT_MANY)
        return numeric_student_split(t, df).tails;
    double y = t / sqrt(df);
    if (y > 1.0) /* more than 300 standard errors: beyond the least double */
        return 0.0;
    double w = sqrt((df - 0.5) * log1p(y * y));
    return patron_numeric_normal_tails(w + numeric_student_shift(w, df));
}

/* Newton's method for log t on the logarithm of the smaller area: concave, so it cannot run away. Of a confidence so
   small that it has few digits itself, the density at 0 is all there is. */
double patron_numeric_student_width(double confidence, double df)
{
    double z = patron_numeric_normal_width(confidence);
    if (df > NUMERIC_STUDENT_MANY) {
        double w = z;
        for (int round = 0; round < 3; round++)
            w = z - numeric_student_shift(w, df);
        return sqrt(df * expm1(w * w / (df - 0.5)));
    }
    if (confidence < NUMERIC_STUDENT_NARROW)
        return 0.5 * confidence * NUMERIC_STUDENT_ROOT_PI * sqrt(df) /
               numeric_student_gamma_ratio(0.5 * df);
    double t = z, step;
    do {
        numeric_student_areas areas = numeric_student_split(t, df);
        step = confidence < 0.5 ? -log(areas.center / confidence) * areas.center
                                : log(areas.tails / (1.0 - confidence)) * areas.tails;
        step /= 2.0 * areas.front;
        t *= exp(step);
    } while (fabs(step) > 1e-9);
    return t;
}
