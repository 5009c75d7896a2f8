/*
 * Net promoter scores: 100 times the mean of a variable of +1, 0 and -1.
 */
#include "../portability.h"
#include "satisfaction_check.h"
#include "satisfaction_net.h"

#include "../numeric/numeric_normal.h"
#include "../numeric/numeric_pair.h"

#include <math.h>

typedef struct satisfaction_votes {
    uint64_t promoter;
    uint64_t passive;
    uint64_t detractor;
} satisfaction_votes;

typedef struct satisfaction_score {
    numeric_pair net; /* -1 to 1; NaN where nobody voted */
    double error;
} satisfaction_score;

/* The total as a double: the sum of three counts may not be a count. */
static satisfaction_score satisfaction_score_of(const satisfaction_votes *votes)
{
    satisfaction_score score;
    double plus = (double)votes->promoter, zero = (double)votes->passive;
    double minus = (double)votes->detractor;
    double total = plus + zero + minus;
    double above = votes->promoter >= votes->detractor
                       ? (double)(votes->promoter - votes->detractor)
                       : -(double)(votes->detractor - votes->promoter);
    score.net = numeric_pair_quotient(numeric_pair_of(above), numeric_pair_of(total));
    score.error = patron_satisfaction_net_error(plus, zero, minus);
    return score;
}

static int32_t satisfaction_check_votes(size_t n, const void *promoter, const void *passive,
                                        const void *detractor, patron_fault *fault)
{
    int32_t status = patron_satisfaction_check_column(n, promoter, "promoter", fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_column(n, passive, "passive", fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_column(n, detractor, "detractor", fault);
    return status;
}

int32_t PATRON_CALL patron_satisfaction_nps(double confidence, size_t n, const uint64_t *promoter,
                                            const uint64_t *passive, const uint64_t *detractor,
                                            double *nps, double *error, double *low, double *high,
                                            uint64_t *notes, patron_fault *fault)
{
    int32_t status = satisfaction_check_votes(n, promoter, passive, detractor, fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_confidence(confidence, fault);
    if (status != PATRON_OK)
        return status;
    double z = 100.0 * patron_numeric_normal_width(confidence);
    for (size_t i = 0; i < n; i++) {
        satisfaction_votes votes = {promoter[i], passive[i], detractor[i]};
        satisfaction_score score = satisfaction_score_of(&votes);
        double points = 100.0 * score.net.high;
        double from = points - z * score.error, to = points + z * score.error;
        uint64_t note = isnan(points) ? PATRON_SATISFACTION_NOTE_NO_ANSWER : 0;
        if (from < -100.0 || to > 100.0)
            note = PATRON_SATISFACTION_NOTE_CLIPPED;
        satisfaction_put(nps, i, points);
        satisfaction_put(error, i, 100.0 * score.error);
        satisfaction_put(low, i, from < -100.0 ? -100.0 : from);
        satisfaction_put(high, i, to > 100.0 ? 100.0 : to);
        if (notes != NULL)
            notes[i] = note;
    }
    return PATRON_OK;
}

static int32_t satisfaction_check_second_votes(size_t n, const void *promoter, const void *passive,
                                               const void *detractor, patron_fault *fault)
{
    int32_t status = patron_satisfaction_check_column(n, promoter, "promoter_2", fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_column(n, passive, "passive_2", fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_column(n, detractor, "detractor_2", fault);
    return status;
}

static int32_t satisfaction_check_first_votes(size_t n, const void *promoter, const void *passive,
                                              const void *detractor, patron_fault *fault)
{
    int32_t status = patron_satisfaction_check_column(n, promoter, "promoter_1", fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_column(n, passive, "passive_1", fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_column(n, detractor, "detractor_1", fault);
    return status;
}

int32_t PATRON_CALL patron_satisfaction_nps_difference(
    double confidence, size_t n, const uint64_t *promoter_1, const uint64_t *passive_1,
    const uint64_t *detractor_1, const uint64_t *promoter_2, const uint64_t *passive_2,
    const uint64_t *detractor_2, double *difference, double *low, double *high, double *z,
    double *p_value, patron_fault *fault)
{
    int32_t status = satisfaction_check_first_votes(n, promoter_1, passive_1, detractor_1, fault);
    if (status == PATRON_OK)
        status = satisfaction_check_second_votes(n, promoter_2, passive_2, detractor_2, fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_confidence(confidence, fault);
    if (status != PATRON_OK)
        return status;
    double width = patron_numeric_normal_width(confidence);
    for (size_t i = 0; i < n; i++) {
        satisfaction_votes votes_1 = {promoter_1[i], passive_1[i], detractor_1[i]};
        satisfaction_votes votes_2 = {promoter_2[i], passive_2[i], detractor_2[i]};
        satisfaction_score first = satisfaction_score_of(&votes_1);
        satisfaction_score second = satisfaction_score_of(&votes_2);
        numeric_pair net = numeric_pair_difference(second.net, first.net);
        double points = 100.0 * numeric_pair_value(net);
        double error = 100.0 * hypot(first.error, second.error);
        double from = points - width * error, to = points + width * error;
        double statistic = error > 0.0 ? points / error : (double)NAN;
        satisfaction_put(difference, i, points);
        satisfaction_put(low, i, from < -200.0 ? -200.0 : from);
        satisfaction_put(high, i, to > 200.0 ? 200.0 : to);
        satisfaction_put(z, i, statistic);
        satisfaction_put(p_value, i, patron_numeric_normal_tails(statistic));
    }
    return PATRON_OK;
}
