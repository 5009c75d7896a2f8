/*
 * Totals of money: 128-bit sums, found to fit int64_t once, at the end. A sum of 2^31 products of an
 * int64_t and a uint32_t is below 2^126.
 */
#include "pareto_sums.h"

/* --- kernels ---------------------------------------------------------------------------------- */

typedef struct pareto_parts_money {
    numeric_wide sum[PARETO_PARTS];
    uint64_t count[PARETO_PARTS];
} pareto_parts_money;

/* The whole amounts that break even lie in [least, most]. */
typedef struct pareto_zone_money {
    int64_t least;
    int64_t most;
} pareto_zone_money;

static pareto_zone_money pareto_zone_of_money(double tolerance)
{
    pareto_zone_money zone = {INT64_MIN, INT64_MAX};
    if (tolerance < 9223372036854775808.0) {
        zone.most = (int64_t)tolerance;
        zone.least = -zone.most;
    }
    return zone;
}

static numeric_wide pareto_weighted(int64_t value, uint32_t weight)
{
    uint64_t size = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    numeric_wide product = pareto_product(size, weight);
    return value < 0 ? numeric_wide_negate(product) : product;
}

static void pareto_parts_of_money(size_t n, const int64_t *value, const uint32_t *weight,
                                  pareto_zone_money zone, pareto_parts_money *parts)
{
    memset(parts, 0, sizeof *parts);
    for (size_t i = 0; i < n; i++) {
        int64_t x = value[i];
        uint32_t part =
            (uint32_t)(x <= zone.most) + (uint32_t)(x <= 0) + (uint32_t)(x < zone.least);
        uint32_t customers = weight != NULL ? weight[i] : 1;
        numeric_wide amount = weight != NULL ? pareto_weighted(x, customers) : numeric_wide_make(x);
        parts->sum[part] = numeric_wide_sum(parts->sum[part], amount);
        parts->count[part] += customers;
    }
}

static void pareto_bounds_of_money(size_t n, const int64_t *value, const uint32_t *weight,
                                   pareto_sums_money *sums)
{
    int64_t highest = INT64_MIN;
    int64_t lowest = INT64_MAX;
    uint32_t zeros = 0;
    for (size_t i = 0; i < n; i++) {
        int64_t x = value[i];
        if (weight != NULL && weight[i] == 0)
            continue;
        highest = x > highest ? x : highest;
        lowest = x < lowest ? x : lowest;
        zeros |= x == 0;
    }
    sums->highest = highest;
    sums->lowest = lowest;
    sums->zeros = zeros;
}

/* Without losses it is at most the square of the total, so it fits. */
static numeric_wide pareto_squares_of_money(size_t n, const int64_t *value, const uint32_t *weight)
{
    numeric_wide squares = numeric_wide_make(0);
    for (size_t i = 0; i < n; i++) {
        numeric_wide square = pareto_product((uint64_t)value[i], (uint64_t)value[i]);
        if (weight != NULL)
            square = weight[i] != 0 ? pareto_product_wide(square, weight[i]) : numeric_wide_make(0);
        squares = numeric_wide_sum(squares, square);
    }
    return squares;
}

static int pareto_fit(numeric_wide sum, int64_t *whole)
{
    *whole = numeric_wide_value(sum);
    return numeric_wide_fits(sum);
}

int patron_pareto_sums_money(size_t n, const int64_t *value, const uint32_t *weight,
                             double tolerance, pareto_sums_money *sums)
{
    pareto_parts_money parts;
    pareto_parts_of_money(n, value, weight, pareto_zone_of_money(tolerance), &parts);
    memset(sums, 0, sizeof *sums);
    pareto_bounds_of_money(n, value, weight, sums);
    numeric_wide even =
        numeric_wide_sum(parts.sum[PARETO_PART_EVEN_ABOVE], parts.sum[PARETO_PART_EVEN_BELOW]);
    numeric_wide peak =
        numeric_wide_sum(parts.sum[PARETO_PART_MAKERS], parts.sum[PARETO_PART_EVEN_ABOVE]);
    numeric_wide negative =
        numeric_wide_sum(parts.sum[PARETO_PART_EVEN_BELOW], parts.sum[PARETO_PART_LOSERS]);
    sums->makers = parts.count[PARETO_PART_MAKERS];
    sums->even = parts.count[PARETO_PART_EVEN_ABOVE] + parts.count[PARETO_PART_EVEN_BELOW];
    sums->losers = parts.count[PARETO_PART_LOSERS];
    sums->positive = parts.count[PARETO_PART_MAKERS] + parts.count[PARETO_PART_EVEN_ABOVE];
    sums->customers = sums->makers + sums->even + sums->losers;
    int fits = pareto_fit(parts.sum[PARETO_PART_MAKERS], &sums->makers_sum);
    fits &= pareto_fit(even, &sums->even_sum);
    fits &= pareto_fit(parts.sum[PARETO_PART_LOSERS], &sums->losers_sum);
    fits &= pareto_fit(peak, &sums->peak);
    fits &= pareto_fit(numeric_wide_negate(negative), &sums->erosion);
    fits &= pareto_fit(numeric_wide_sum(peak, negative), &sums->total);
    if (fits && sums->lowest >= 0)
        sums->squares = pareto_squares_of_money(n, value, weight);
    return fits;
}
