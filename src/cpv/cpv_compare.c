/*
 * Offers side by side: V1 : V2 and the choice it stands for, ranks, and shares of choice.
 *
 *     proportional   V_k^s / sum_j V_j^s = (V_k / max)^s / sum_j (V_j / max)^s
 *     logit          exp(s V_k) / sum_j exp(s V_j) = exp(s (V_k - max)) / sum_j exp(s (V_j - max))
 *
 * R. D. Luce, "Individual choice behavior" (1959); D. McFadden (1974). Taken from the largest value on, no
 * term is above 1 and one is 1.
 */
#include "cpv_row.h"

#include <patron/cpv.h>

#include <math.h>

#define CPV_PART_LEAST 1e-300 /* quotients below lose digits */

/* --- kernels ---------------------------------------------------------------------------------- */

static uint32_t cpv_choice_of(double difference, double tolerance)
{
    if (difference > tolerance)
        return PATRON_CPV_FAVOR_FIRST;
    return difference < -tolerance ? PATRON_CPV_FAVOR_SECOND : PATRON_CPV_INDIFFERENT;
}

static double cpv_figure(uint32_t criterion, double benefit, double cost)
{
    return criterion == PATRON_CPV_BY_RATIO ? patron_cpv_ratio(benefit, cost) : benefit - cost;
}

/* 1 + those that are greater + half of the others that are equal; NaN has no rank and counts for none. */
static double cpv_rank_of(uint32_t criterion, size_t offers, const double *benefit,
                          const double *cost, size_t own)
{
    double figure = cpv_figure(criterion, benefit[own], cost[own]);
    size_t greater = 0, equal = 0;
    for (size_t k = 0; k < offers; k++) {
        double other = cpv_figure(criterion, benefit[k], cost[k]);
        greater += other > figure;
        equal += other == figure;
    }
    return equal > 0 ? (double)greater + 0.5 * (double)(equal + 1) : (double)NAN;
}

/* Whether an offer is ahead of this one by difference and behind it by ratio. */
static int cpv_disagrees(size_t offers, const double *benefit, const double *cost, size_t own)
{
    double difference = benefit[own] - cost[own], ratio = patron_cpv_ratio(benefit[own], cost[own]);
    for (size_t k = 0; k < offers; k++)
        if (benefit[k] - cost[k] > difference && patron_cpv_ratio(benefit[k], cost[k]) < ratio)
            return 1;
    return 0;
}

static uint32_t cpv_rank_note(size_t offers, const double *benefit, const double *cost)
{
    uint32_t note = 0;
    for (size_t k = 0; k < offers; k++) {
        if (!(cost[k] > 0.0))
            note |= PATRON_CPV_NOTE_NO_RATIO;
        else if (cpv_disagrees(offers, benefit, cost, k))
            note |= PATRON_CPV_NOTE_RANKS_DISAGREE;
    }
    return note;
}

static uint32_t cpv_share_note(uint32_t rule, double scale, double least, double most)
{
    if (rule == PATRON_CPV_LOGIT)
        return 0;
    if (least < 0.0)
        return PATRON_CPV_NOTE_NEGATIVE_VALUE;
    return most == 0.0 && scale > 0.0 ? PATRON_CPV_NOTE_ALL_ZERO : 0;
}

/* In [0, 1]; 1 for the largest value. */
static double cpv_pull(uint32_t rule, double scale, double value, double most)
{
    if (rule == PATRON_CPV_LOGIT)
        return exp(scale * (value - most));
    double part = most > 0.0 ? value / most : 1.0;
    if (scale == 1.0)
        return part;
    if (part < CPV_PART_LEAST && scale < 1.0) /* not a double to the last bit, its power is */
        return pow(value, scale) / pow(most, scale);
    return pow(part, scale);
}

/* One customer's shares; the note where they do not exist. */
static uint32_t cpv_share_row(uint32_t rule, double scale, size_t offers, const double *value,
                              double *share)
{
    double least = value[0], most = value[0];
    numeric_pair sum = numeric_pair_make(0.0, 0.0);
    for (size_t k = 1; k < offers; k++) {
        least = fmin(least, value[k]);
        most = fmax(most, value[k]);
    }
    uint32_t note = cpv_share_note(rule, scale, least, most);
    for (size_t k = 0; k < offers; k++) {
        share[k] = note == 0 ? cpv_pull(rule, scale, value[k], most) : (double)NAN;
        sum = numeric_pair_add(sum, share[k]);
    }
    for (size_t k = 0; k < offers; k++)
        share[k] /= numeric_pair_value(sum);
    return note;
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t cpv_check_two(const char *one, double first, const char *two, double second,
                             double least, int64_t row, patron_fault *fault)
{
    int32_t status = patron_cpv_check_value(one, row, first, -CPV_AMOUNT_MAX, fault);
    return status == PATRON_OK ? patron_cpv_check_value(two, row, second, least, fault) : status;
}

static int32_t cpv_check_shares(uint32_t rule, double scale, size_t n, size_t offers,
                                const double *value, const double *share, patron_fault *fault)
{
    if (n > 0 && value == NULL)
        return patron_base_fault_null(fault, "value");
    if (n > 0 && share == NULL)
        return patron_base_fault_null(fault, "share");
    if (rule > PATRON_CPV_LOGIT)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "rule", -1, rule,
                                          "PATRON_CPV_PROPORTIONAL or PATRON_CPV_LOGIT");
    int32_t status = patron_cpv_check_value("scale", -1, scale, 0.0, fault);
    return status == PATRON_OK ? patron_cpv_check_count("offers", offers, fault) : status;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_cpv_compare(double tolerance, size_t n, const double *first,
                                       const double *second, double *ratio, double *difference,
                                       uint32_t *choice, uint32_t *note, patron_fault *fault)
{
    if (n > 0 && first == NULL)
        return patron_base_fault_null(fault, "first");
    if (n > 0 && second == NULL)
        return patron_base_fault_null(fault, "second");
    int32_t status = patron_cpv_check_value("tolerance", -1, tolerance, 0.0, fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        int64_t row = (int64_t)i;
        status = cpv_check_two("first", first[i], "second", second[i], -CPV_AMOUNT_MAX, row, fault);
        if (status != PATRON_OK)
            return status;
        double gap = first[i] - second[i], quotient = patron_cpv_ratio(first[i], second[i]);
        if (isinf(quotient))
            return patron_base_fault_real(fault, PATRON_E_OVERFLOW, "ratio", row, second[i],
                                          "a value large enough for the ratio to be a double");
        if (ratio != NULL)
            ratio[i] = quotient;
        if (difference != NULL)
            difference[i] = gap;
        if (choice != NULL)
            choice[i] = cpv_choice_of(gap, tolerance);
        if (note != NULL)
            note[i] = second[i] > 0.0 ? 0 : PATRON_CPV_NOTE_SECOND_NOT_POSITIVE;
    }
    return status;
}

int32_t PATRON_CALL patron_cpv_rank(size_t n, size_t offers, const double *total_benefit,
                                    const double *total_cost, double *by_difference,
                                    double *by_ratio, uint32_t *note, patron_fault *fault)
{
    if (n > 0 && total_benefit == NULL)
        return patron_base_fault_null(fault, "total_benefit");
    if (n > 0 && total_cost == NULL)
        return patron_base_fault_null(fault, "total_cost");
    int32_t status = patron_cpv_check_count("offers", offers, fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        const double *benefit = total_benefit + i * offers, *cost = total_cost + i * offers;
        status = patron_cpv_check_row("total_benefit", (int64_t)i, offers, total_benefit,
                                      -CPV_AMOUNT_MAX, fault);
        if (status == PATRON_OK)
            status = patron_cpv_check_row("total_cost", (int64_t)i, offers, total_cost, 0.0, fault);
        if (status != PATRON_OK)
            return status;
        for (size_t k = 0; k < offers; k++) {
            if (by_difference != NULL)
                by_difference[i * offers + k] =
                    cpv_rank_of(PATRON_CPV_BY_DIFFERENCE, offers, benefit, cost, k);
            if (by_ratio != NULL)
                by_ratio[i * offers + k] =
                    cpv_rank_of(PATRON_CPV_BY_RATIO, offers, benefit, cost, k);
        }
        if (note != NULL)
            note[i] = cpv_rank_note(offers, benefit, cost);
    }
    return status;
}

int32_t PATRON_CALL patron_cpv_shares(uint32_t rule, double scale, size_t n, size_t offers,
                                      const double *value, double *share, uint32_t *note,
                                      patron_fault *fault)
{
    int32_t status = cpv_check_shares(rule, scale, n, offers, value, share, fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        status = patron_cpv_check_row("value", (int64_t)i, offers, value, -CPV_AMOUNT_MAX, fault);
        if (status != PATRON_OK)
            return status;
        uint32_t caveat =
            cpv_share_row(rule, scale, offers, value + i * offers, share + i * offers);
        if (note != NULL)
            note[i] = caveat;
    }
    return status;
}
