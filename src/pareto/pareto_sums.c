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

/* Chunks are in two's complement each, so the sum's negative has their negatives. */
void patron_pareto_subtract(patron_sum_exact *sum, patron_sum_exact *other)
{
    patron_sum_exact_settle(other);
    for (int k = 0; k < SUM_EXACT_CHUNKS; k++)
        other->chunk[k] = 0 - other->chunk[k];
    patron_sum_exact_merge(sum, other);
}

PORTABILITY_INLINE uint32_t pareto_part(double value, double tolerance)
{
    return (uint32_t)(value <= tolerance) + (uint32_t)(value <= 0.0) +
           (uint32_t)(value < -tolerance);
}

/*
 * Exact sums at the speed of a plain loop. Adding and subtracting a large constant cuts a double into
 * a multiple of the constant's ulp and a rest (T. Dekker, 1971); 1,024 multiples of the same unit add
 * up without rounding. Two cuts hold all bits of values down to 2^-33 of the largest in the block;
 * where one has more, the block is added value by value.
 */
enum { PARETO_SUM_BLOCK = 1024, PARETO_LANES = 8 };

typedef struct pareto_lanes {
    double coarse[PARETO_LANES];
    double fine[PARETO_LANES];
    double rest[PARETO_LANES]; /* magnitudes of what neither holds */
    double rows[PARETO_LANES];
} pareto_lanes;

static size_t pareto_at_most(size_t left, size_t most)
{
    return left < most ? left : most;
}

/* |x| < 2^exponent for all of the block; count is a multiple of PARETO_LANES. */
static void pareto_cut_up(size_t count, const double *value, double low, double high, int exponent,
                          pareto_lanes *lanes)
{
    const double coarse_unit = ldexp(1.5, exponent + 10);
    const double fine_unit = ldexp(1.5, exponent - 33);
    pareto_lanes made;
    memset(&made, 0, sizeof made);
    for (size_t i = 0; i < count; i += PARETO_LANES) {
        for (int k = 0; k < PARETO_LANES; k++) {
            double x = value[i + (size_t)k];
            double one = (x >= low ? 1.0 : 0.0) * (x <= high ? 1.0 : 0.0);
            double y = x * one;
            double coarse = (y + coarse_unit) - coarse_unit;
            double rest = y - coarse;
            double fine = (rest + fine_unit) - fine_unit;
            made.coarse[k] += coarse;
            made.fine[k] += fine;
            made.rest[k] += fabs(rest - fine);
            made.rows[k] += one;
        }
    }
    *lanes = made;
}

static double pareto_lane_sum(const double *lane)
{
    return ((lane[0] + lane[1]) + (lane[2] + lane[3])) +
           ((lane[4] + lane[5]) + (lane[6] + lane[7]));
}

static double pareto_block_largest(size_t count, const double *value)
{
    double largest[PARETO_LANES] = {0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0};
    size_t i = 0;
    for (; i + PARETO_LANES <= count; i += PARETO_LANES) {
        for (int k = 0; k < PARETO_LANES; k++) {
            double size = fabs(value[i + (size_t)k]);
            largest[k] = size > largest[k] ? size : largest[k];
        }
    }
    for (; i < count; i++)
        largest[0] = fmax(largest[0], fabs(value[i]));
    for (int k = 1; k < PARETO_LANES; k++)
        largest[0] = fmax(largest[0], largest[k]);
    return largest[0];
}

/* One by one: those of a block with values in [low, high]. */
static uint64_t pareto_add_each(size_t count, const double *value, double low, double high,
                                patron_sum_exact *sum)
{
    uint64_t rows = 0;
    for (size_t i = 0; i < count; i++) {
        if (value[i] >= low && value[i] <= high) {
            sum_exact_add(sum, value[i]);
            rows++;
        }
    }
    return rows;
}

static uint64_t pareto_add_block(size_t count, const double *value, double low, double high,
                                 double largest, patron_sum_exact *sum)
{
    int exponent;
    (void)frexp(largest, &exponent);
    if (exponent < -900 || exponent > 900)
        return pareto_add_each(count, value, low, high, sum);
    pareto_lanes lanes;
    size_t whole = count - count % PARETO_LANES;
    pareto_cut_up(whole, value, low, high, exponent, &lanes);
    if (pareto_lane_sum(lanes.rest) != 0.0)
        return pareto_add_each(count, value, low, high, sum);
    sum_exact_add(sum, pareto_lane_sum(lanes.coarse));
    sum_exact_add(sum, pareto_lane_sum(lanes.fine));
    return (uint64_t)pareto_lane_sum(lanes.rows) +
           pareto_add_each(count - whole, value + whole, low, high, sum);
}

uint64_t patron_pareto_add_above(size_t n, const double *value, double bound, patron_sum_exact *sum)
{
    uint64_t rows = 0;
    double low = nextafter(bound, HUGE_VAL);
    for (size_t begin = 0; begin < n; begin += PARETO_SUM_BLOCK) {
        size_t count = pareto_at_most(n - begin, PARETO_SUM_BLOCK);
        double largest = pareto_block_largest(count, value + begin);
        rows += pareto_add_block(count, value + begin, low, DBL_MAX, largest, sum);
    }
    return rows;
}

/* Rows of one customer each. Where only a 0 breaks even, those parts have no sum to add up. */
static void pareto_sum_rows(size_t n, const double *value, double tolerance,
                            pareto_accounts *accounts, uint64_t *count)
{
    double makers = nextafter(tolerance, HUGE_VAL);
    for (size_t begin = 0; begin < n; begin += PARETO_SUM_BLOCK) {
        const double *block = value + begin;
        size_t size = pareto_at_most(n - begin, PARETO_SUM_BLOCK);
        double largest = pareto_block_largest(size, block);
        uint64_t rows[PARETO_PARTS] = {0, 0, 0, 0};
        rows[0] = pareto_add_block(size, block, makers, DBL_MAX, largest, &accounts->value[0]);
        if (tolerance > 0.0)
            rows[1] = pareto_add_block(size, block, nextafter(0.0, 1.0), tolerance, largest,
                                       &accounts->value[1]);
        if (rows[0] + rows[1] < size)
            rows[3] =
                pareto_add_block(size, block, -DBL_MAX, -makers, largest, &accounts->value[3]);
        if (tolerance > 0.0)
            rows[2] = pareto_add_block(size, block, -tolerance, 0.0, largest, &accounts->value[2]);
        else
            rows[2] = size - rows[0] - rows[3];
        for (int k = 0; k < PARETO_PARTS; k++)
            count[k] += rows[k];
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

static void pareto_bounds_plain(size_t n, const double *value, pareto_sums *sums)
{
    double highest[PARETO_LANES];
    double lowest[PARETO_LANES];
    double zeros[PARETO_LANES];
    for (int k = 0; k < PARETO_LANES; k++) {
        highest[k] = lowest[k] = value[0];
        zeros[k] = 0.0;
    }
    size_t i = 0;
    for (; i + PARETO_LANES <= n; i += PARETO_LANES) {
        for (int k = 0; k < PARETO_LANES; k++) {
            double x = value[i + (size_t)k];
            highest[k] = x > highest[k] ? x : highest[k];
            lowest[k] = x < lowest[k] ? x : lowest[k];
            zeros[k] += x == 0.0 ? 1.0 : 0.0;
        }
    }
    for (; i < n; i++) {
        highest[0] = fmax(highest[0], value[i]);
        lowest[0] = fmin(lowest[0], value[i]);
        zeros[0] += value[i] == 0.0 ? 1.0 : 0.0;
    }
    for (int k = 1; k < PARETO_LANES; k++) {
        highest[0] = fmax(highest[0], highest[k]);
        lowest[0] = fmin(lowest[0], lowest[k]);
        zeros[0] += zeros[k];
    }
    sums->highest = highest[0];
    sums->lowest = lowest[0];
    sums->zeros = zeros[0] > 0.0;
}

/* Of the rows that have customers. */
static void pareto_bounds_weighted(size_t n, const double *value, const double *weight,
                                   pareto_sums *sums)
{
    sums->highest = -DBL_MAX;
    sums->lowest = DBL_MAX;
    sums->zeros = 0;
    for (size_t i = 0; i < n; i++) {
        if (weight[i] == 0.0)
            continue;
        sums->highest = fmax(sums->highest, value[i]);
        sums->lowest = fmin(sums->lowest, value[i]);
        sums->zeros |= value[i] == 0.0;
    }
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
    sums->size = sums->peak + sums->erosion;
    sums->size_exponent = isinf(sums->size) ? 1 : 0;
    if (sums->size_exponent == 1)
        sums->size = 0.5 * sums->peak + 0.5 * sums->erosion;
    patron_sum_exact_merge(&accounts->trial, &part[PARETO_PART_EVEN_BELOW]);
    patron_sum_exact_merge(&accounts->trial, &part[PARETO_PART_LOSERS]);
    fits = patron_sum_exact_round(&accounts->trial, &sums->total);
    sum_exact_add(&accounts->trial, -sums->total);
    return fits & patron_sum_exact_round(&accounts->trial, &sums->total_rest);
}

const char *patron_pareto_sums(size_t n, const double *value, const double *weight,
                               double tolerance, pareto_accounts *accounts, pareto_sums *sums)
{
    for (int k = 0; k < PARETO_PARTS; k++) {
        patron_sum_exact_init(&accounts->value[k]);
        patron_sum_exact_init(&accounts->weight[k]);
    }
    if (weight == NULL)
        pareto_bounds_plain(n, value, sums);
    else
        pareto_bounds_weighted(n, value, weight, sums);
    pareto_weight_bounds(n, weight, sums);
    sums->largest = fmax(fabs(sums->highest), fabs(sums->lowest));
    if (weight == NULL) {
        uint64_t count[PARETO_PARTS] = {0, 0, 0, 0};
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

/* Each square is taken to the nearest 2^-85 of the bound 2^exponent on squares, so that 1,024 add up
   without rounding, in any order. */
static void pareto_add_squares(size_t count, const double *value, double scale, int exponent,
                               patron_sum_exact *sum)
{
    const double coarse_unit = ldexp(1.5, exponent + 10);
    const double fine_unit = ldexp(1.5, exponent - 33);
    double coarse[PARETO_LANES] = {0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0};
    double fine[PARETO_LANES] = {0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0};
    for (size_t i = 0; i < count; i += PARETO_LANES) {
        size_t left = pareto_at_most(count - i, PARETO_LANES);
        for (size_t k = 0; k < left; k++) {
            double x = value[i + k] * scale;
            double square = x * x;
            double high = (square + coarse_unit) - coarse_unit;
            coarse[k] += high;
            fine[k] += ((square - high) + fine_unit) - fine_unit;
        }
    }
    sum_exact_add(sum, pareto_lane_sum(coarse));
    sum_exact_add(sum, pareto_lane_sum(fine));
}

double patron_pareto_squares(size_t n, const double *value, const double *weight, double largest,
                             double scale, double weight_scale, patron_sum_exact *sum)
{
    double total = 0.0;
    int exponent;
    (void)frexp(largest * scale, &exponent);
    patron_sum_exact_init(sum);
    for (size_t i = 0; weight == NULL && i < n; i += PARETO_SUM_BLOCK) {
        size_t count = pareto_at_most(n - i, PARETO_SUM_BLOCK);
        pareto_add_squares(count, value + i, scale, 2 * exponent, sum);
    }
    for (size_t i = 0; weight != NULL && i < n; i++) {
        double x = value[i] * scale;
        if (weight[i] > 0.0)
            sum_exact_add(sum, x * x * (weight[i] * weight_scale));
    }
    (void)patron_sum_exact_round(sum, &total); /* at most 2^31: it fits */
    return total;
}
