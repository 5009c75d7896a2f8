/*
 * Totals over customers, exact and rounded once: makers, those who break even, losers, the peak.
 */
#ifndef PATRON_PARETO_SUMS_H
#define PATRON_PARETO_SUMS_H

#include "../numeric/numeric_wide.h"
#include "../portability.h"
#include "../sum/sum_exact.h"

/* Where a value lies; those who break even are apart by sign, because the peak counts some. */
enum {
    PARETO_PART_MAKERS = 0,
    PARETO_PART_EVEN_ABOVE = 1, /* 0 < x <= tolerance */
    PARETO_PART_EVEN_BELOW = 2, /* -tolerance <= x <= 0 */
    PARETO_PART_LOSERS = 3,
    PARETO_PARTS = 4
};

/* Exact sums, too large for the stack: they live in scratch. */
typedef struct pareto_accounts {
    patron_sum_exact value[PARETO_PARTS];
    patron_sum_exact weight[PARETO_PARTS];
    patron_sum_exact trial;
    patron_sum_exact above;         /* of a cut: the greater values */
    patron_sum_exact above_weight;  /* their customers */
    patron_sum_exact beside_weight; /* customers of the value itself */
    patron_sum_exact upto[2];       /* of two cuts: all values before them */
} pareto_accounts;

typedef struct pareto_sums {
    double customers;
    double customers_rest; /* exact customers - customers, rounded */
    double customers_less; /* exact customers - 1, rounded */
    double makers;
    double even;
    double losers;
    double positive; /* customers */
    double total;
    double total_rest; /* exact total - total, rounded */
    double makers_sum;
    double even_sum;
    double losers_sum;
    double peak;
    double erosion;
    double size;    /* (sum of positive - sum of negative values) 2^-size_exponent */
    double highest; /* of values with a weight */
    double lowest;
    double largest;        /* magnitude of a value with a weight */
    double largest_weight; /* 1 without weights */
    double least_weight;   /* of those above 0 */
    uint32_t zeros;        /* whether there is a 0 with a weight */
    int size_exponent;     /* 1 where the size itself is too large for a double */
} pareto_sums;

/* What of a sum is too large for a double: NULL for nothing, else the argument to blame. */
const char *patron_pareto_sums(size_t n, const double *value, const double *weight,
                               double tolerance, pareto_accounts *accounts, pareto_sums *sums);

/* Adds a * b exactly (but for bits below 2^-1074); 0 where the product is too large for a double. */
int patron_pareto_add_product(patron_sum_exact *sum, double a, double b);

/* sum - other; other turns into -other. */
void patron_pareto_subtract(patron_sum_exact *sum, patron_sum_exact *other);

/* Adds the values above a bound; how many there are. */
uint64_t patron_pareto_add_above(size_t n, const double *value, double bound,
                                 patron_sum_exact *sum);

/* Sum of (w weight_scale) (x scale)^2, independent of the order; |x| <= largest <= 1 / scale. */
double patron_pareto_squares(size_t n, const double *value, const double *weight, double largest,
                             double scale, double weight_scale, patron_sum_exact *sum);

typedef struct pareto_sums_money {
    uint64_t customers;
    uint64_t makers;
    uint64_t even;
    uint64_t losers;
    uint64_t positive;
    int64_t total;
    int64_t makers_sum;
    int64_t even_sum;
    int64_t losers_sum;
    int64_t peak;
    int64_t erosion;
    int64_t highest;
    int64_t lowest;
    numeric_wide squares; /* sum of w x^2, unsigned; only without losses */
    uint32_t zeros;
    uint32_t reserved;
} pareto_sums_money;

/* 0 where a sum leaves int64_t. */
int patron_pareto_sums_money(size_t n, const int64_t *value, const uint32_t *weight,
                             double tolerance, pareto_sums_money *sums);

/* The low 128 bits of a * b. */
PORTABILITY_INLINE numeric_wide pareto_product_wide(numeric_wide a, uint64_t b)
{
    numeric_wide product = numeric_wide_product(a.low, b);
    product.high += a.high * b;
    return product;
}

#endif
