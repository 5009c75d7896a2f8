#include "../portability.h"
#include "numeric_hyper.h"

#define NUMERIC_HYPER_TINY 1e-17

void patron_numeric_hyper(double c, numeric_hyper *first, numeric_hyper *second)
{
    double one = 1.0, two = 1.0;
    double sum_one = 1.0, sum_two = 1.0;
    int goes_on = 1;
    for (int k = 0; goes_on; k++) {
        double per = 1.0 / (c + k);
        one *= (first->b + k) * (first->z * per);
        two *= (second->b + k) * (second->z * per);
        sum_one += one;
        sum_two += two;
        goes_on = one > NUMERIC_HYPER_TINY * sum_one || two > NUMERIC_HYPER_TINY * sum_two;
    }
    first->value = sum_one;
    second->value = sum_two;
}

/* One series under way: the term and its derivative by b. */
typedef struct numeric_hyper_term {
    double term;
    double by_b;
} numeric_hyper_term;

/* From the term of k to that of k + 1; per is 1 / (c + k), pers the sum of these: d term / dc = -term pers. */
static void numeric_hyper_step(numeric_hyper *series, numeric_hyper_term *at, int k, double per,
                               double pers)
{
    double share = series->z * per;
    double ratio = (series->b + k) * share;
    at->by_b = at->by_b * ratio + at->term * share;
    at->term *= ratio;
    series->value += at->term;
    series->by_b += at->by_b;
    series->by_c -= at->term * pers;
    series->by_z += at->term * (k + 1);
}

static void numeric_hyper_begin(numeric_hyper *series)
{
    series->value = 1.0;
    series->by_b = series->by_c = series->by_z = 0.0;
}

/* Of z d/dz a term has k times itself, of b d/db and c d/dc less than that: once z d/dz has converged, all
   have. */
static int numeric_hyper_goes_on(const numeric_hyper *series, const numeric_hyper_term *at, int k)
{
    return at->term * (k + 1) > NUMERIC_HYPER_TINY * series->by_z;
}

void patron_numeric_hyper_slopes(double c, numeric_hyper *first, numeric_hyper *second)
{
    numeric_hyper one = *first, two = *second;
    numeric_hyper_term at_one = {1.0, 0.0}, at_two = {1.0, 0.0};
    double pers = 0.0;
    int goes_on = one.z > 0.0;
    numeric_hyper_begin(&one);
    numeric_hyper_begin(&two);
    for (int k = 0; goes_on; k++) {
        double per = 1.0 / (c + k);
        pers += per;
        numeric_hyper_step(&one, &at_one, k, per, pers);
        numeric_hyper_step(&two, &at_two, k, per, pers);
        goes_on =
            numeric_hyper_goes_on(&one, &at_one, k) || numeric_hyper_goes_on(&two, &at_two, k);
    }
    one.by_z = one.z > 0.0 ? one.by_z / one.z : one.b / c;
    two.by_z = two.z > 0.0 ? two.by_z / two.z : two.b / c;
    *first = one;
    *second = two;
}
