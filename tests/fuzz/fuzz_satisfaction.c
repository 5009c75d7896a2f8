/*
 * Arguments of any kind: every call answers or names a fault, no figure is infinite, and intervals hold
 * their figure and stay in range.
 */
#include "fuzz.h"

#include <patron/satisfaction.h>

enum { FUZZ_ROWS = 8, FUZZ_COLUMNS = 6 };

static void fuzz_counts_of(fuzz_input *input, size_t n, uint64_t *count)
{
    for (size_t i = 0; i < n; i++)
        count[i] =
            fuzz_byte(input) % 4 == 0 ? fuzz_u64(input) >> fuzz_byte(input) % 64 : fuzz_byte(input);
}

static void fuzz_none_infinite(const double *figure, size_t n)
{
    for (size_t i = 0; i < n; i++)
        FUZZ_REQUIRE(!isinf(figure[i]));
}

static double fuzz_confidence(fuzz_input *input)
{
    return fuzz_byte(input) % 4 == 0 ? fuzz_real(input) : 0.01 + fuzz_byte(input) / 270.0;
}

static void fuzz_question(fuzz_input *input)
{
    patron_satisfaction_result r;
    patron_satisfaction_scale scale = {1, 5, 1, 5, 5, 4};
    uint64_t count[FUZZ_ROWS];
    size_t n = fuzz_count(input, FUZZ_ROWS);
    double *score = fuzz_reals(input, n);
    int32_t status;
    r.struct_size = sizeof r;
    fuzz_counts_of(input, FUZZ_ROWS, count);
    if (fuzz_byte(input) % 2 == 0)
        scale.lowest = fuzz_real(input), scale.highest = fuzz_real(input);
    if (fuzz_byte(input) % 4 == 0)
        scale.worst = fuzz_real(input), scale.best = fuzz_real(input);
    double confidence = fuzz_confidence(input);
    if (fuzz_byte(input) % 2 == 0)
        status = patron_satisfaction_of_answers(&scale, confidence, n, score, &r, NULL);
    else
        status = patron_satisfaction_of_counts(
            &scale, confidence, n, fuzz_byte(input) % 2 ? score : NULL, count, &r, NULL);
    free(score);
    if (status != PATRON_OK)
        return;
    fuzz_none_infinite(&r.mean, (sizeof r - offsetof(patron_satisfaction_result, mean)) / 8);
    FUZZ_REQUIRE(r.worst + r.middle + r.best == r.answers);
    if (r.answers == 0)
        return;
    FUZZ_REQUIRE(r.best_low >= 0 && r.best_low <= r.best_share && r.best_share <= r.best_high);
    FUZZ_REQUIRE(r.best_high <= 1 && r.net_low >= -1 && r.net_high <= 1);
    FUZZ_REQUIRE(r.answers < 2 || (r.mean_low >= scale.lowest && r.mean_high <= scale.highest));
}

static void fuzz_waves(fuzz_input *input)
{
    uint64_t count[FUZZ_COLUMNS];
    double out[5], mean[2] = {fuzz_real(input), fuzz_real(input)};
    double spread[2] = {fuzz_real(input), fuzz_real(input)};
    double confidence = fuzz_confidence(input);
    fuzz_counts_of(input, FUZZ_COLUMNS, count);
    int32_t status = patron_satisfaction_nps_difference(
        confidence, 1, &count[0], &count[1], &count[2], &count[3], &count[4], &count[5], &out[0],
        &out[1], &out[2], &out[3], &out[4], NULL);
    if (status == PATRON_OK) {
        fuzz_none_infinite(out, 5);
        FUZZ_REQUIRE(isnan(out[0]) || (out[1] >= -200 && out[1] <= out[0] && out[2] <= 200));
    }
    status =
        patron_satisfaction_share_change(confidence, 1, &count[0], &count[1], &count[2], &count[3],
                                         &out[0], &out[1], &out[2], &out[3], &out[4], NULL);
    if (status == PATRON_OK) {
        fuzz_none_infinite(out, 5);
        FUZZ_REQUIRE(isnan(out[0]) || (out[1] >= -1 && out[1] <= out[0] && out[0] <= out[2]));
    }
    status = patron_satisfaction_mean_change(confidence, 1, &mean[0], &spread[0], &count[4],
                                             &mean[1], &spread[1], &count[5], &out[0], &out[1],
                                             &out[2], &out[3], &out[4], NULL);
    if (status == PATRON_OK)
        fuzz_none_infinite(out, 5);
}

static void fuzz_products(fuzz_input *input)
{
    enum { LEVELS = 3, PRODUCTS = 3 };
    uint64_t count[PRODUCTS * LEVELS];
    double out[4][PRODUCTS], mean, weight;
    fuzz_counts_of(input, PRODUCTS * LEVELS, count);
    size_t n = fuzz_count(input, PRODUCTS);
    if (patron_satisfaction_prior(NULL, n, LEVELS, NULL, count, &mean, &weight, NULL) == PATRON_OK)
        FUZZ_REQUIRE(!isinf(mean) && !isinf(weight) && !(weight < 0));
    if (patron_satisfaction_ratings(NULL, fuzz_confidence(input), fuzz_real(input),
                                    fuzz_real(input), n, LEVELS, NULL, count, out[0], out[1],
                                    out[2], out[3], NULL) != PATRON_OK)
        return;
    for (size_t i = 0; i < n; i++)
        for (int k = 0; k < 4; k++)
            FUZZ_REQUIRE(!isinf(out[k][i]));
}

static void fuzz_table(fuzz_input *input)
{
    uint64_t asked[FUZZ_ROWS], bought[FUZZ_ROWS];
    double share[FUZZ_ROWS], lift[FUZZ_ROWS], low[FUZZ_ROWS], high[FUZZ_ROWS];
    size_t n = fuzz_count(input, FUZZ_ROWS);
    uint32_t reference = fuzz_byte(input) % 2 ? (uint32_t)PATRON_NONE : fuzz_byte(input) % 9;
    fuzz_counts_of(input, n, asked);
    for (size_t k = 0; k < n; k++)
        bought[k] = fuzz_byte(input) % 8 == 0 ? fuzz_u64(input) : asked[k] / (1 + fuzz_byte(input));
    if (patron_satisfaction_repurchase(fuzz_confidence(input), reference, n, asked, bought, share,
                                       NULL, NULL, lift, low, high, NULL) != PATRON_OK)
        return;
    fuzz_none_infinite(high, n);
    for (size_t k = 0; k < n; k++)
        FUZZ_REQUIRE(isnan(lift[k]) || (low[k] >= 0 && low[k] <= lift[k] * (1 + 1e-9) &&
                                        lift[k] <= high[k] * (1 + 1e-9)));
}

static void fuzz_complaints(fuzz_input *input)
{
    double x[10], out[3];
    patron_satisfaction_handling handling;
    for (int k = 0; k < 10; k++)
        x[k] = fuzz_real(input);
    memcpy(&handling, x, sizeof handling);
    if (patron_satisfaction_recovery(&handling, 1, &x[4], &x[5], &x[6], &x[7], &x[8], &x[9],
                                     &out[0], &out[1], &out[2], NULL) == PATRON_OK)
        fuzz_none_infinite(out, 3);
    if (patron_satisfaction_iceberg(1, &x[0], &x[1], &x[2], &out[0], &out[1], &out[2], NULL) ==
        PATRON_OK)
        fuzz_none_infinite(out, 3);
    if (patron_satisfaction_word_of_mouth(1, &x[0], &x[1], &x[2], &x[3], &out[0], &out[1], NULL) ==
        PATRON_OK)
        fuzz_none_infinite(out, 2);
    if (patron_satisfaction_gap(1, &x[0], &x[1], &out[0], &out[1], NULL) == PATRON_OK)
        fuzz_none_infinite(out, 2);
    if (patron_satisfaction_index(x[0], x[1], 1, 3, &x[2], &x[5], out, NULL) == PATRON_OK)
        FUZZ_REQUIRE(out[0] >= 0 && out[0] <= 100);
}

static void fuzz_answers(fuzz_input *input)
{
    uint32_t group[FUZZ_ROWS];
    int32_t answer[FUZZ_ROWS];
    uint64_t count[12], unanswered[3], all = 0;
    size_t n = fuzz_count(input, FUZZ_ROWS);
    for (size_t i = 0; i < n; i++) {
        group[i] = fuzz_byte(input) % 16 == 0 ? fuzz_u32(input) : fuzz_byte(input) % 3;
        answer[i] = fuzz_byte(input) % 8 == 0 ? (int32_t)(fuzz_u32(input) >> 1)
                                              : (int32_t)(fuzz_byte(input) % 4);
    }
    if (patron_satisfaction_tabulate(0, 4, n, group, answer, 3, count, unanswered, NULL) !=
        PATRON_OK)
        return;
    for (int k = 0; k < 12; k++)
        all += count[k];
    FUZZ_REQUIRE(all + unanswered[0] + unanswered[1] + unanswered[2] == n);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    fuzz_input input = {bytes, size};
    switch (fuzz_byte(&input) % 6) {
    case 0:
        fuzz_question(&input);
        break;
    case 1:
        fuzz_waves(&input);
        break;
    case 2:
        fuzz_products(&input);
        break;
    case 3:
        fuzz_table(&input);
        break;
    case 4:
        fuzz_complaints(&input);
        break;
    default:
        fuzz_answers(&input);
        break;
    }
    return 0;
}
