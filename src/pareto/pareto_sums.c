/*
 * Every total is the exact sum of its rows, rounded once (Neal's superaccumulator, sum_exact.h), so
 * that it depends neither on the order of the rows nor on how ties fall. The parts are summed apart
 * in one pass; total, peak and erosion are merged from them before rounding.
 */
#include "pareto_sums.h"

#include "../numeric/numeric_compensated.h"

#include <math.h>

/* --- kernels ---------------------------------------------------------------------------------- */

int patron_pareto_add_product(patron_sum_exact *sum, double a, double b)
{
    double size = fabs(a * b);
    numeric_pair product;
    if (size >= 1e-270 && size <= 1e290 && fabs(a) <= 1e290 && fabs(b) <= 1e290) {
        product = numeric_two_product(a, b);
    } else {
        int a_exponent;
        int b_exponent;
        a = frexp(a, &a_exponent);
        b = frexp(b, &b_exponent);
        product = numeric_two_product(a, b);
        product.high = ldexp(product.high, a_exponent + b_exponent);
        product.low = ldexp(product.low, a_exponent + b_exponent);
        if (isinf(product.high))
            return 0;
    }
    sum_exact_add(sum, product.high);
    if (product.low != 0.0)
        sum_exact_add(sum, product.low);
    return 1;
}

PORTABILITY_INLINE uint32_t pareto_part(double value, double tolerance)
{
    return (uint32_t)(value <= tolerance) + (uint32_t)(value <= 0.0) +
           (uint32_t)(value < -tolerance);
}

/* Rows of one customer each. As many as may be pending are added between two looks at the carries. */
static void pareto_sum_rows(size_t n, const double *value, double tolerance,
                            pareto_accounts *accounts, uint64_t *count)
{
    patron_sum_exact *sum = accounts->value;
    for (size_t begin = 0; begin < n; begin += SUM_EXACT_PENDING_MAX) {
        size_t end = n - begin < SUM_EXACT_PENDING_MAX ? n : begin + SUM_EXACT_PENDING_MAX;
        uint64_t not_makers = 0;
        uint64_t not_above = 0;
        uint64_t losers = 0;
        for (size_t i = begin; i < end; i++) {
            double x = value[i];
            uint64_t bits;
            memcpy(&bits, &x, sizeof bits);
            sum_exact_add_bits(sum[pareto_part(x, tolerance)].chunk, bits);
            not_makers += x <= tolerance;
            not_above += x <= 0.0;
            losers += x < -tolerance;
        }
        for (int k = 0; k < PARETO_PARTS; k++)
            patron_sum_exact_settle(&sum[k]);
        count[PARETO_PART_MAKERS] += end - begin - not_makers;
        count[PARETO_PART_EVEN_ABOVE] += not_makers - not_above;
        count[PARETO_PART_EVEN_BELOW] += not_above - losers;
        count[PARETO_PART_LOSERS] += losers;
    }
}

static int pareto_sum_weighted(size_t n, const double *value, const double *weight,
                               double tolerance, pareto_accounts *accounts)
{
    for (size_t i = 0; i < n; i++) {
        if (weight[i] == 0.0)
            continue;
        uint32_t part = pareto_part(value[i], tolerance);
        sum_exact_add(&accounts->weight[part], weight[i]);
        if (!patron_pareto_add_product(&accounts->value[part], value[i], weight[i]))
            return 0;
    }
    return 1;
}

static void pareto_bounds(size_t n, const double *value, const double *weight, pareto_sums *sums)
{
    double highest = -DBL_MAX;
    double lowest = DBL_MAX;
    uint32_t zeros = 0;
    for (size_t i = 0; i < n; i++) {
        double x = value[i];
        if (weight != NULL && weight[i] == 0.0)
            continue;
        highest = x > highest ? x : highest;
        lowest = x < lowest ? x : lowest;
        zeros |= x == 0.0;
    }
    sums->highest = highest;
    sums->lowest = lowest;
    sums->zeros = zeros;
}

static void pareto_weight_bounds(size_t n, const double *weight, pareto_sums *sums)
{
    sums->largest_weight = weight == NULL ? 1.0 : 0.0;
    sums->least_weight = weight == NULL ? 1.0 : DBL_MAX;
    for (size_t i = 0; weight != NULL && i < n; i++) {
        if (weight[i] > sums->largest_weight)
            sums->largest_weight = weight[i];
        if (weight[i] > 0.0 && weight[i] < sums->least_weight)
            sums->least_weight = weight[i];
    }
}

/* a + b rounded, their sum left in trial. */
static int pareto_merge(pareto_accounts *accounts, const patron_sum_exact *a,
                        const patron_sum_exact *b, double *total)
{
    accounts->trial = *a;
    patron_sum_exact_merge(&accounts->trial, b);
    return patron_sum_exact_round(&accounts->trial, total);
}

static int pareto_round_counts(pareto_accounts *accounts, pareto_sums *sums)
{
    const patron_sum_exact *part = accounts->weight;
    int fits = patron_sum_exact_round(&part[PARETO_PART_MAKERS], &sums->makers);
    fits &= patron_sum_exact_round(&part[PARETO_PART_LOSERS], &sums->losers);
    fits &= pareto_merge(accounts, &part[PARETO_PART_EVEN_ABOVE], &part[PARETO_PART_EVEN_BELOW],
                         &sums->even);
    fits &= pareto_merge(accounts, &part[PARETO_PART_MAKERS], &part[PARETO_PART_EVEN_ABOVE],
                         &sums->positive);
    patron_sum_exact_merge(&accounts->trial, &part[PARETO_PART_EVEN_BELOW]);
    patron_sum_exact_merge(&accounts->trial, &part[PARETO_PART_LOSERS]);
    fits &= patron_sum_exact_round(&accounts->trial, &sums->customers);
    if (!fits)
        return 0;
    sum_exact_add(&accounts->trial, -1.0);
    fits = patron_sum_exact_round(&accounts->trial, &sums->customers_less);
    sum_exact_add(&accounts->trial, 1.0);
    sum_exact_add(&accounts->trial, -sums->customers);
    return fits & patron_sum_exact_round(&accounts->trial, &sums->customers_rest);
}

static int pareto_round_values(pareto_accounts *accounts, pareto_sums *sums)
{
    const patron_sum_exact *part = accounts->value;
    double negative;
    int fits = patron_sum_exact_round(&part[PARETO_PART_MAKERS], &sums->makers_sum);
    fits &= patron_sum_exact_round(&part[PARETO_PART_LOSERS], &sums->losers_sum);
    fits &= pareto_merge(accounts, &part[PARETO_PART_EVEN_ABOVE], &part[PARETO_PART_EVEN_BELOW],
                         &sums->even_sum);
    fits &=
        pareto_merge(accounts, &part[PARETO_PART_EVEN_BELOW], &part[PARETO_PART_LOSERS], &negative);
    fits &= pareto_merge(accounts, &part[PARETO_PART_MAKERS], &part[PARETO_PART_EVEN_ABOVE],
                         &sums->peak);
    if (!fits)
        return 0;
    sums->erosion = 0.0 - negative;
    sums->half_size = 0.5 * sums->peak + 0.5 * sums->erosion;
    patron_sum_exact_merge(&accounts->trial, &part[PARETO_PART_EVEN_BELOW]);
    patron_sum_exact_merge(&accounts->trial, &part[PARETO_PART_LOSERS]);
    fits = patron_sum_exact_round(&accounts->trial, &sums->total);
    sum_exact_add(&accounts->trial, -sums->total);
    return fits & patron_sum_exact_round(&accounts->trial, &sums->total_rest);
}

const char *patron_pareto_sums(size_t n, const double *value, const double *weight,
                               double tolerance, pareto_accounts *accounts, pareto_sums *sums)
{
    uint64_t count[PARETO_PARTS] = {0, 0, 0, 0};
    for (int k = 0; k < PARETO_PARTS; k++) {
        patron_sum_exact_init(&accounts->value[k]);
        patron_sum_exact_init(&accounts->weight[k]);
    }
    sums->reserved = 0;
    pareto_bounds(n, value, weight, sums);
    pareto_weight_bounds(n, weight, sums);
    sums->largest = fmax(fabs(sums->highest), fabs(sums->lowest));
    if (weight == NULL) {
        pareto_sum_rows(n, value, tolerance, accounts, count);
        for (int k = 0; k < PARETO_PARTS; k++)
            sum_exact_add(&accounts->weight[k], (double)count[k]);
    } else if (!pareto_sum_weighted(n, value, weight, tolerance, accounts)) {
        return "value";
    }
    if (!pareto_round_counts(accounts, sums))
        return "weight";
    return pareto_round_values(accounts, sums) ? NULL : "value";
}

double patron_pareto_squares(size_t n, const double *value, const double *weight, double scale,
                             double weight_scale, patron_sum_exact *sum)
{
    double total = 0.0;
    patron_sum_exact_init(sum);
    for (size_t i = 0; i < n; i++) {
        if (weight != NULL && weight[i] == 0.0)
            continue;
        double x = value[i] * scale;
        double square = x * x;
        if (weight != NULL)
            square *= weight[i] * weight_scale;
        sum_exact_add(sum, square);
    }
    (void)patron_sum_exact_round(sum, &total); /* at most 2^31: it fits */
    return total;
}
