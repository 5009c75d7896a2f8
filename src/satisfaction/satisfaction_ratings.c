/*
 * Ratings of many products: shrunk means and lower bounds, and the prior to shrink to.
 *
 * Source: H. Buehlmann and E. Straub (1970); the lower bound of E. Wilson (1927).
 */
#include "../portability.h"
#include "satisfaction_check.h"
#include "satisfaction_scale.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_normal.h"
#include "../numeric/numeric_share.h"

#include <math.h>

#define SATISFACTION_RATINGS_MAX UINT64_C(1000000000000)

/* --- kernels ---------------------------------------------------------------------------------- */

/* What the products have in all. */
typedef struct satisfaction_variances {
    numeric_pair count;
    numeric_pair total;
    numeric_pair count_squares;
    numeric_pair within;  /* sum of squares within products */
    numeric_pair freedom; /* sum of n_i - 1 */
    double products;      /* that have ratings */
} satisfaction_variances;

static satisfaction_variances satisfaction_sum_products(const satisfaction_levels *levels, size_t n,
                                                        const uint64_t *count)
{
    satisfaction_variances sums;
    sums.count = sums.total = sums.count_squares = sums.within = sums.freedom =
        numeric_pair_make(0.0, 0.0);
    sums.products = 0.0;
    for (size_t i = 0; i < n; i++) {
        satisfaction_moments of = patron_satisfaction_moments_of(levels, count + i * levels->count);
        double ratings = (double)of.count;
        if (of.count == 0)
            continue;
        sums.products += 1.0;
        sums.count = numeric_pair_add(sums.count, ratings);
        sums.total = numeric_pair_sum(sums.total, of.total);
        sums.count_squares = numeric_pair_add_product(sums.count_squares, ratings, ratings);
        sums.within = numeric_pair_add(sums.within, of.squares);
        sums.freedom = numeric_pair_add(sums.freedom, ratings - 1.0);
    }
    return sums;
}

/* sum n_i (mean_i - mean)^2 */
static double satisfaction_between(const satisfaction_levels *levels, size_t n,
                                   const uint64_t *count, numeric_pair mean)
{
    numeric_pair squares = numeric_pair_make(0.0, 0.0);
    for (size_t i = 0; i < n; i++) {
        satisfaction_moments of = patron_satisfaction_moments_of(levels, count + i * levels->count);
        if (of.count == 0)
            continue;
        double off = numeric_pair_value(numeric_pair_difference(of.mean, mean));
        squares = numeric_pair_add(squares, (double)of.count * (off * off));
    }
    return numeric_pair_value(squares);
}

/* The prior's weight; NaN where it does not exist. */
static double satisfaction_weight_of(const satisfaction_variances *sums, double between)
{
    double variance = numeric_pair_value(sums->within) / numeric_pair_value(sums->freedom);
    numeric_pair left = numeric_pair_difference(
        sums->count, numeric_pair_quotient(sums->count_squares, sums->count));
    double spread = (between - (sums->products - 1.0) * variance) / numeric_pair_value(left);
    return spread > 0.0 ? variance / spread : (double)NAN;
}

/* a + weight prior over n + weight. */
static double satisfaction_shrunk(const satisfaction_moments *of, double prior_mean,
                                  double prior_weight)
{
    numeric_pair total = numeric_pair_add_product(of->total, prior_weight, prior_mean);
    return numeric_pair_value(total) / ((double)of->count + prior_weight);
}

static uint64_t satisfaction_good(const patron_satisfaction_scale *scale,
                                  const satisfaction_levels *levels, const uint64_t *count)
{
    uint64_t good = 0;
    for (size_t k = 0; k < levels->count; k++)
        if (patron_satisfaction_level_score(levels, k) >= scale->best)
            good += count[k];
    return good;
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t satisfaction_check_product(size_t row, size_t levels, const uint64_t *count,
                                          patron_fault *fault)
{
    for (size_t k = 0; k < levels; k++) {
        if (count[k] <= SATISFACTION_RATINGS_MAX)
            continue;
        (void)patron_base_fault_unsigned(fault, PATRON_E_RANGE, "count", (int64_t)row, count[k],
                                         "a count in [0, 1e12]");
        if (fault != NULL)
            fault->column = (int64_t)k;
        return PATRON_E_RANGE;
    }
    return PATRON_OK;
}

static int32_t satisfaction_check_prior(double prior_mean, double prior_weight, patron_fault *fault)
{
    int32_t status = patron_satisfaction_check_number(prior_mean, -1e9, 1e9, "prior_mean", -1,
                                                      "a rating in [-1e9, 1e9]", fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_number(prior_weight, 0.0, 1e12, "prior_weight", -1,
                                                  "a number of ratings in [0, 1e12]", fault);
    return status;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_satisfaction_prior(const patron_satisfaction_scale *scale, size_t n,
                                              size_t levels, const double *score,
                                              const uint64_t *count, double *prior_mean,
                                              double *prior_weight, patron_fault *fault)
{
    patron_satisfaction_scale used;
    int32_t status = patron_satisfaction_check_column(n, count, "count", fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_column(1, prior_mean, "prior_mean", fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_column(1, prior_weight, "prior_weight", fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_read_scale(scale, &used, fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_scores(&used, levels, score, fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++)
        status = satisfaction_check_product(i, levels, count + i * levels, fault);
    if (status != PATRON_OK)
        return status;
    satisfaction_levels steps = satisfaction_levels_of(&used, levels, score);
    satisfaction_variances sums = satisfaction_sum_products(&steps, n, count);
    numeric_pair mean = numeric_pair_quotient(sums.total, sums.count);
    *prior_mean = numeric_pair_value(mean);
    *prior_weight = satisfaction_weight_of(&sums, satisfaction_between(&steps, n, count, mean));
    return PATRON_OK;
}

int32_t PATRON_CALL patron_satisfaction_ratings(const patron_satisfaction_scale *scale,
                                                double confidence, double prior_mean,
                                                double prior_weight, size_t n, size_t levels,
                                                const double *score, const uint64_t *count,
                                                double *mean, double *shrunk, double *share,
                                                double *bound, patron_fault *fault)
{
    patron_satisfaction_scale used;
    int32_t status = patron_satisfaction_check_column(n, count, "count", fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_read_scale(scale, &used, fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_confidence(confidence, fault);
    if (status == PATRON_OK)
        status = satisfaction_check_prior(prior_mean, prior_weight, fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_scores(&used, levels, score, fault);
    if (status != PATRON_OK)
        return status;
    double z = patron_numeric_normal_width(confidence);
    satisfaction_levels steps = satisfaction_levels_of(&used, levels, score);
    for (size_t i = 0; i < n; i++) {
        const uint64_t *row = count + i * levels;
        status = satisfaction_check_product(i, levels, row, fault);
        if (status != PATRON_OK)
            return status;
        satisfaction_moments of = patron_satisfaction_moments_of(&steps, row);
        numeric_share good =
            patron_numeric_share_of(satisfaction_good(&used, &steps, row), of.count, z);
        satisfaction_put(mean, i, numeric_pair_value(of.mean));
        satisfaction_put(shrunk, i, satisfaction_shrunk(&of, prior_mean, prior_weight));
        satisfaction_put(share, i, good.share);
        satisfaction_put(bound, i, of.count > 0 ? good.low : 0.0);
    }
    return PATRON_OK;
}
