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
    numeric_wide product = numeric_wide_product(size, weight);
    return value < 0 ? numeric_wide_negate(product) : product;
}

static void pareto_parts_weighted(size_t n, const int64_t *value, const uint32_t *weight,
                                  pareto_zone_money zone, pareto_parts_money *parts)
{
    for (size_t i = 0; i < n; i++) {
        int64_t x = value[i];
        uint32_t part =
            (uint32_t)(x <= zone.most) + (uint32_t)(x <= 0) + (uint32_t)(x < zone.least);
        parts->sum[part] = numeric_wide_sum(parts->sum[part], pareto_weighted(x, weight[i]));
        parts->count[part] += weight[i];
    }
}

/* Values in [least, most], as the sums of their lower halves and of the rest: of 2^31 rows both fit. */
static void pareto_part_plain(size_t n, const int64_t *value, int64_t least, int64_t most,
                              pareto_parts_money *parts, int part)
{
    uint64_t low = 0;
    uint64_t high = 0; /* of x + 2^63, which has no sign */
    uint64_t rows = 0;
    for (size_t i = 0; i < n; i++) {
        uint64_t in = 0 - ((uint64_t)(value[i] >= least) & (uint64_t)(value[i] <= most));
        uint64_t shifted = ((uint64_t)value[i] ^ UINT64_C(0x8000000000000000)) & in;
        low += shifted & UINT64_C(0xFFFFFFFF);
        high += shifted >> 32;
        rows -= in;
    }
    numeric_wide sum;
    sum.low = low + (high << 32);
    sum.high = (high >> 32) + (sum.low < low ? 1 : 0);
    numeric_wide excess; /* rows 2^63 */
    excess.low = rows << 63;
    excess.high = rows >> 1;
    parts->sum[part] = numeric_wide_sum(sum, numeric_wide_negate(excess));
    parts->count[part] = rows;
}

static void pareto_parts_plain(size_t n, const int64_t *value, pareto_zone_money zone,
                               pareto_parts_money *parts)
{
    if (zone.most < INT64_MAX)
        pareto_part_plain(n, value, zone.most + 1, INT64_MAX, parts, PARETO_PART_MAKERS);
    if (zone.least > INT64_MIN)
        pareto_part_plain(n, value, INT64_MIN, zone.least - 1, parts, PARETO_PART_LOSERS);
    if (zone.most > 0) {
        pareto_part_plain(n, value, 1, zone.most, parts, PARETO_PART_EVEN_ABOVE);
        pareto_part_plain(n, value, zone.least, 0, parts, PARETO_PART_EVEN_BELOW);
    } else {
        parts->count[PARETO_PART_EVEN_BELOW] =
            n - parts->count[PARETO_PART_MAKERS] - parts->count[PARETO_PART_LOSERS];
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
        numeric_wide square = numeric_wide_product((uint64_t)value[i], (uint64_t)value[i]);
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
    memset(&parts, 0, sizeof parts);
    if (weight != NULL)
        pareto_parts_weighted(n, value, weight, pareto_zone_of_money(tolerance), &parts);
    else
        pareto_parts_plain(n, value, pareto_zone_of_money(tolerance), &parts);
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
