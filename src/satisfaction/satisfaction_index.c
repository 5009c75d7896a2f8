/*
 * A weighted index of ratings, and performance against expectation.
 *
 *     index = 100 sum_j weight_j (rating_j - lowest) / (sum_j weight_j (highest - lowest))
 *
 * in this form all terms are at least 0, so that the index of ratings near the lowest is right too.
 */
#include "../portability.h"
#include "satisfaction_check.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_compensated.h"

#include <math.h>

static double satisfaction_weights(size_t m, const double *weight)
{
    numeric_pair sum = numeric_pair_make(0.0, 0.0);
    for (size_t j = 0; j < m; j++)
        sum = numeric_pair_add(sum, weight[j]);
    return numeric_pair_value(sum);
}

static double satisfaction_index_of(double lowest, size_t m, const double *rating,
                                    const double *weight, double whole)
{
    numeric_pair sum = numeric_pair_make(0.0, 0.0);
    for (size_t j = 0; j < m; j++)
        sum = numeric_pair_add(sum, weight[j] * (rating[j] - lowest));
    return fmin(100.0 * (numeric_pair_value(sum) / whole), 100.0);
}

static int32_t satisfaction_check_weights(size_t m, const double *weight, patron_fault *fault)
{
    double sum = 0.0;
    for (size_t j = 0; j < m; j++) {
        int32_t status = patron_satisfaction_check_number(weight[j], 0.0, 1e9, "weight", (int64_t)j,
                                                          "a weight in [0, 1e9]", fault);
        if (status != PATRON_OK)
            return status;
        sum += weight[j];
    }
    if (!(sum > 0.0))
        return patron_base_fault_real(fault, PATRON_E_RANGE, "weight", -1, sum,
                                      "weights that are not all 0");
    return PATRON_OK;
}

static int32_t satisfaction_check_ends(double lowest, double highest, patron_fault *fault)
{
    int32_t status = patron_satisfaction_check_number(lowest, -1e9, 1e9, "lowest", -1,
                                                      "a rating in [-1e9, 1e9]", fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_number(highest, -1e9, 1e9, "highest", -1,
                                                  "a rating in [-1e9, 1e9]", fault);
    if (status == PATRON_OK && !(lowest < highest))
        return patron_base_fault_real(fault, PATRON_E_RANGE, "highest", -1, highest,
                                      "a rating above lowest");
    return status;
}

static int32_t satisfaction_check_ratings(double lowest, double highest, size_t row, size_t m,
                                          const double *rating, patron_fault *fault)
{
    for (size_t j = 0; j < m; j++)
        if (!(rating[j] >= lowest && rating[j] <= highest))
            return patron_base_fault_real_at(
                fault, isfinite(rating[j]) ? PATRON_E_RANGE : PATRON_E_NOT_FINITE, "rating",
                (int64_t)row, (int64_t)j, rating[j], "a rating from lowest to highest");
    return PATRON_OK;
}

int32_t PATRON_CALL patron_satisfaction_index(double lowest, double highest, size_t n, size_t m,
                                              const double *rating, const double *weight,
                                              double *index, patron_fault *fault)
{
    int32_t status = patron_satisfaction_check_column(n, rating, "rating", fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_column(1, weight, "weight", fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_column(n, index, "index", fault);
    if (status == PATRON_OK)
        status = satisfaction_check_ends(lowest, highest, fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_levels(m, "m", fault);
    if (status == PATRON_OK)
        status = satisfaction_check_weights(m, weight, fault);
    if (status != PATRON_OK)
        return status;
    double whole = satisfaction_weights(m, weight) * (highest - lowest);
    for (size_t i = 0; i < n; i++) {
        status = satisfaction_check_ratings(lowest, highest, i, m, rating + i * m, fault);
        if (status != PATRON_OK)
            return status;
        index[i] = satisfaction_index_of(lowest, m, rating + i * m, weight, whole);
    }
    return PATRON_OK;
}

int32_t PATRON_CALL patron_satisfaction_gap(size_t n, const double *performance,
                                            const double *expectation, double *gap, double *ratio,
                                            patron_fault *fault)
{
    int32_t status = patron_satisfaction_check_column(n, performance, "performance", fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_column(n, expectation, "expectation", fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        status = patron_satisfaction_check_number(performance[i], -1e9, 1e9, "performance",
                                                  (int64_t)i, "a rating in [-1e9, 1e9]", fault);
        if (status == PATRON_OK)
            status = patron_satisfaction_check_number(expectation[i], -1e9, 1e9, "expectation",
                                                      (int64_t)i, "a rating in [-1e9, 1e9]", fault);
        if (status != PATRON_OK)
            return status;
        double met = expectation[i] > 0.0 ? performance[i] / expectation[i] : (double)NAN;
        if (isinf(met))
            return patron_satisfaction_fault_overflow("ratio", (int64_t)i, fault);
        satisfaction_put(gap, i, performance[i] - expectation[i]);
        satisfaction_put(ratio, i, met);
    }
    return status;
}
