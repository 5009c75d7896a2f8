/*
 * Rates of counts, and whether a share or a mean has changed.
 *
 * Sources: E. Wilson (1927); R. Newcombe (1998), method 10; B. Welch (1947).
 */
#include "../portability.h"
#include "satisfaction_check.h"

#include "../numeric/numeric_normal.h"
#include "../numeric/numeric_pair.h"
#include "../numeric/numeric_share.h"
#include "../numeric/numeric_student.h"

#include <math.h>

/* --- kernels ---------------------------------------------------------------------------------- */

typedef struct satisfaction_change {
    double difference;
    double low;
    double high;
    double statistic;
    double p_value;
} satisfaction_change;

static numeric_pair satisfaction_quotient(double above, double of)
{
    return numeric_pair_quotient(numeric_pair_of(above), numeric_pair_of(of));
}

static satisfaction_change satisfaction_no_change(double difference)
{
    satisfaction_change change;
    change.difference = difference;
    change.low = change.high = change.statistic = change.p_value = (double)NAN;
    return change;
}

static satisfaction_change satisfaction_change_of_share(uint64_t yes_1, uint64_t of_1,
                                                        uint64_t yes_2, uint64_t of_2, double z)
{
    if (of_1 == 0 || of_2 == 0)
        return satisfaction_no_change((double)NAN);
    satisfaction_change change;
    numeric_share first = patron_numeric_share_of(yes_1, of_1, z);
    numeric_share second = patron_numeric_share_of(yes_2, of_2, z);
    numeric_pair before = satisfaction_quotient((double)yes_1, (double)of_1);
    numeric_pair after = satisfaction_quotient((double)yes_2, (double)of_2);
    change.difference = numeric_pair_value(numeric_pair_difference(after, before));
    change.low = fmax(change.difference - hypot(second.down, first.up), -1.0);
    change.high = fmin(change.difference + hypot(second.up, first.down), 1.0);
    double yes = (double)yes_1 + (double)yes_2;
    double no = (double)(of_1 - yes_1) + (double)(of_2 - yes_2);
    double all = yes + no;
    double inverse = 1.0 / (double)of_1 + 1.0 / (double)of_2;
    double error = sqrt(yes / all * (no / all) * inverse);
    change.statistic = error > 0.0 ? change.difference / error : (double)NAN;
    change.p_value = patron_numeric_normal_tails(change.statistic);
    return change;
}

/* A wave's mean. */
typedef struct satisfaction_wave {
    double mean;
    double deviation;
    uint64_t answers;
} satisfaction_wave;

static satisfaction_change satisfaction_change_of_mean(const satisfaction_wave *first,
                                                       const satisfaction_wave *second,
                                                       double confidence)
{
    satisfaction_change change = satisfaction_no_change(second->mean - first->mean);
    if (first->answers < 2 || second->answers < 2)
        return change;
    double error_1 = first->deviation / sqrt((double)first->answers);
    double error_2 = second->deviation / sqrt((double)second->answers);
    double error = hypot(error_1, error_2);
    change.low = change.high = change.difference;
    if (!(error > 0.0))
        return change;
    double part_1 = error_1 / error * (error_1 / error);
    double part_2 = error_2 / error * (error_2 / error);
    double df = 1.0 / (part_1 * part_1 / (double)(first->answers - 1) +
                       part_2 * part_2 / (double)(second->answers - 1));
    df = fmax(df, 1.0); /* rounding must not take it below what it is for two answers each */
    double width = error * patron_numeric_student_width(confidence, df);
    change.low -= width;
    change.high += width;
    change.statistic = change.difference / error;
    change.p_value = patron_numeric_student_tails(change.statistic, df);
    return change;
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t satisfaction_check_deviation(double deviation, const char *argument, size_t row,
                                            patron_fault *fault)
{
    return patron_satisfaction_check_number(deviation, 0.0, 1e9, argument, (int64_t)row,
                                            "a deviation in [0, 1e9]", fault);
}

static int32_t satisfaction_check_mean(double mean, const char *argument, size_t row,
                                       patron_fault *fault)
{
    return patron_satisfaction_check_number(mean, -1e9, 1e9, argument, (int64_t)row,
                                            "a mean in [-1e9, 1e9]", fault);
}

static int32_t satisfaction_check_waves(const satisfaction_wave *first,
                                        const satisfaction_wave *second, size_t row,
                                        patron_fault *fault)
{
    int32_t status = satisfaction_check_mean(first->mean, "mean_1", row, fault);
    if (status == PATRON_OK)
        status = satisfaction_check_deviation(first->deviation, "deviation_1", row, fault);
    if (status == PATRON_OK)
        status = satisfaction_check_mean(second->mean, "mean_2", row, fault);
    if (status == PATRON_OK)
        status = satisfaction_check_deviation(second->deviation, "deviation_2", row, fault);
    return status;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_satisfaction_rate(double confidence, size_t n, const uint64_t *yes,
                                             const uint64_t *of, double *share, double *error,
                                             double *low, double *high, patron_fault *fault)
{
    int32_t status = patron_satisfaction_check_column(n, yes, "yes", fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_column(n, of, "of", fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_confidence(confidence, fault);
    if (status != PATRON_OK)
        return status;
    double z = patron_numeric_normal_width(confidence);
    for (size_t i = 0; i < n; i++) {
        status = patron_satisfaction_check_yes(yes[i], of[i], "yes", i, fault);
        if (status != PATRON_OK)
            return status;
        numeric_share found = patron_numeric_share_of(yes[i], of[i], z);
        satisfaction_put(share, i, found.share);
        satisfaction_put(error, i, found.error);
        satisfaction_put(low, i, found.low);
        satisfaction_put(high, i, found.high);
    }
    return PATRON_OK;
}

int32_t PATRON_CALL patron_satisfaction_share_change(double confidence, size_t n,
                                                     const uint64_t *yes_1, const uint64_t *of_1,
                                                     const uint64_t *yes_2, const uint64_t *of_2,
                                                     double *difference, double *low, double *high,
                                                     double *z, double *p_value,
                                                     patron_fault *fault)
{
    int32_t status = patron_satisfaction_check_column(n, yes_1, "yes_1", fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_column(n, of_1, "of_1", fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_column(n, yes_2, "yes_2", fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_column(n, of_2, "of_2", fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_confidence(confidence, fault);
    if (status != PATRON_OK)
        return status;
    double width = patron_numeric_normal_width(confidence);
    for (size_t i = 0; i < n; i++) {
        status = patron_satisfaction_check_yes(yes_1[i], of_1[i], "yes_1", i, fault);
        if (status == PATRON_OK)
            status = patron_satisfaction_check_yes(yes_2[i], of_2[i], "yes_2", i, fault);
        if (status != PATRON_OK)
            return status;
        satisfaction_change change =
            satisfaction_change_of_share(yes_1[i], of_1[i], yes_2[i], of_2[i], width);
        satisfaction_put(difference, i, change.difference);
        satisfaction_put(low, i, change.low);
        satisfaction_put(high, i, change.high);
        satisfaction_put(z, i, change.statistic);
        satisfaction_put(p_value, i, change.p_value);
    }
    return PATRON_OK;
}

static int32_t satisfaction_check_wave_columns(size_t n, const void *mean_1,
                                               const void *deviation_1, const void *answers_1,
                                               const void *mean_2, const void *deviation_2,
                                               const void *answers_2, patron_fault *fault)
{
    int32_t status = patron_satisfaction_check_column(n, mean_1, "mean_1", fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_column(n, deviation_1, "deviation_1", fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_column(n, answers_1, "answers_1", fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_column(n, mean_2, "mean_2", fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_column(n, deviation_2, "deviation_2", fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_column(n, answers_2, "answers_2", fault);
    return status;
}

int32_t PATRON_CALL patron_satisfaction_mean_change(double confidence, size_t n,
                                                    const double *mean_1, const double *deviation_1,
                                                    const uint64_t *answers_1, const double *mean_2,
                                                    const double *deviation_2,
                                                    const uint64_t *answers_2, double *difference,
                                                    double *low, double *high, double *t,
                                                    double *p_value, patron_fault *fault)
{
    int32_t status = satisfaction_check_wave_columns(n, mean_1, deviation_1, answers_1, mean_2,
                                                     deviation_2, answers_2, fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_confidence(confidence, fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        satisfaction_wave first = {mean_1[i], deviation_1[i], answers_1[i]};
        satisfaction_wave second = {mean_2[i], deviation_2[i], answers_2[i]};
        status = satisfaction_check_waves(&first, &second, i, fault);
        if (status != PATRON_OK)
            return status;
        satisfaction_change change = satisfaction_change_of_mean(&first, &second, confidence);
        if (isinf(change.statistic))
            return patron_satisfaction_fault_overflow("t", (int64_t)i, fault);
        satisfaction_put(difference, i, change.difference);
        satisfaction_put(low, i, change.low);
        satisfaction_put(high, i, change.high);
        satisfaction_put(t, i, change.statistic);
        satisfaction_put(p_value, i, change.p_value);
    }
    return status;
}
