/*
 * Tables and answers of any ratings; moments of any bytes.
 */
#include "fuzz.h"

#include <patron/cva.h>

enum { FUZZ_ROWS = 40, FUZZ_ATTRIBUTES = 4, FUZZ_SUPPLIERS = 3, FUZZ_STATE = 1 << 14 };
enum { FUZZ_CELLS = FUZZ_ROWS * FUZZ_SUPPLIERS };

static void fuzz_finite(size_t n, const double *value)
{
    for (size_t i = 0; i < n; i++)
        FUZZ_REQUIRE(!isinf(value[i]));
}

/* Mostly ratings of a scale, some of any kind, some missing. */
static double *fuzz_ratings(fuzz_input *input, size_t n)
{
    double *rating = fuzz_memory(n * sizeof *rating);
    for (size_t i = 0; i < n; i++) {
        uint8_t kind = fuzz_byte(input);
        rating[i] = kind < 8     ? NAN
                    : kind < 10  ? fuzz_real(input)
                    : kind < 100 ? kind / 10.0
                                 : kind % 11;
    }
    return rating;
}

static void fuzz_tables(fuzz_input *input, size_t n, size_t suppliers)
{
    double *weight = fuzz_reals(input, n), *rating = fuzz_reals(input, n * suppliers);
    double out[FUZZ_CELLS], more[FUZZ_CELLS], last[FUZZ_CELLS], total;
    uint32_t order[FUZZ_CELLS], own = fuzz_byte(input) % 4, choice = fuzz_byte(input) % 3;
    size_t room = patron_cva_head_to_head_scratch_size(n);
    void *scratch = fuzz_memory(room);
    if (patron_cva_quality(choice, n, weight, suppliers, rating, out, more, NULL) == PATRON_OK) {
        fuzz_finite(n * suppliers, out);
        fuzz_finite(suppliers, more);
    }
    if (patron_cva_price(choice, n, weight, suppliers, rating, out, more, last, NULL) == PATRON_OK)
        fuzz_finite(suppliers, last);
    if (patron_cva_scores(n, weight, suppliers, rating, out, more, NULL) == PATRON_OK) {
        fuzz_finite(suppliers, out);
        fuzz_finite(suppliers, more);
    }
    if (patron_cva_head_to_head(choice, own, fuzz_byte(input) % 4, n, weight, suppliers, rating,
                                scratch, room, out, more, order, &total, NULL) == PATRON_OK) {
        fuzz_finite(n, out);
        fuzz_finite(n, more);
        fuzz_finite(1, &total);
    }
    if (patron_cva_change_needed(own, fuzz_real(input), n, weight, suppliers, rating, out, more,
                                 NULL) == PATRON_OK) {
        fuzz_finite(n, out);
        fuzz_finite(n, more);
    }
    if (patron_cva_checklist(own, n, weight, weight, suppliers, rating, out, more, order, NULL) ==
        PATRON_OK) {
        fuzz_finite(suppliers, out);
        fuzz_finite(suppliers, more);
    }
    free(scratch);
    free(weight);
    free(rating);
}

static void fuzz_maps(fuzz_input *input, size_t n)
{
    double *x = fuzz_reals(input, n), *y = fuzz_reals(input, n);
    double out[3][FUZZ_ROWS];
    uint32_t which[FUZZ_ROWS];
    patron_cva_line line;
    patron_cva_line_result fitted;
    patron_cva_weights_result weights;
    patron_cva_quadrant_result quadrants;
    fitted.struct_size = sizeof fitted;
    weights.struct_size = sizeof weights;
    quadrants.struct_size = sizeof quadrants;
    if (patron_cva_fit_line(n, x, y, &line, &fitted, NULL) == PATRON_OK)
        FUZZ_REQUIRE(!isinf(fitted.slope) && !isinf(fitted.intercept) &&
                     !isinf(fitted.standard_error) && !isinf(fitted.r_squared));
    if (fuzz_byte(input) & 1) {
        line.quality_weight = fuzz_real(input);
        line.price_weight = fuzz_real(input);
        line.quality_at = line.price_at = 1;
    }
    if (patron_cva_map(&line, fuzz_real(input), n, x, y, out[0], out[1], out[2], which, NULL) ==
        PATRON_OK)
        for (int k = 0; k < 3; k++)
            fuzz_finite(n, out[k]);
    if (patron_cva_worth(n, x, y, out[0], which, NULL) == PATRON_OK)
        fuzz_finite(n, out[0]);
    if (patron_cva_weights(fuzz_byte(input) & 1, n, x, out[0], &weights, NULL) == PATRON_OK)
        for (size_t j = 0; j < n; j++)
            FUZZ_REQUIRE(!(out[0][j] < 0) && !(out[0][j] > 1));
    patron_cva_quadrants(NULL, n, x, y, which, &quadrants, NULL);
    free(x);
    free(y);
}

static void fuzz_answers(fuzz_input *input, size_t n, size_t attributes, size_t suppliers)
{
    double *rating = fuzz_ratings(input, n * attributes * suppliers);
    double *weight = fuzz_reals(input, attributes), confidence = fuzz_real(input);
    uint32_t *segment = fuzz_memory(n * sizeof *segment);
    for (size_t i = 0; i < n; i++)
        segment[i] = fuzz_byte(input) % 3;
    size_t cells = attributes * suppliers, segments = 1 + fuzz_count(input, 2);
    size_t room = patron_cva_means_scratch_size(attributes, suppliers, segments);
    size_t more = patron_cva_intervals_scratch_size(attributes, suppliers);
    void *scratch = fuzz_memory(room), *other = fuzz_memory(more);
    double *mean = fuzz_memory(segments * cells * sizeof *mean);
    uint32_t *used = fuzz_memory(segments * cells * sizeof *used);
    patron_cva_interval ratio[FUZZ_ATTRIBUTES * FUZZ_SUPPLIERS], quality[FUZZ_SUPPLIERS];
    if (patron_cva_means(n, segments > 1 ? segment : NULL, attributes, suppliers, rating, scratch,
                         room, segments, mean, used, NULL) == PATRON_OK)
        fuzz_finite(segments * cells, mean);
    if (patron_cva_intervals(confidence, 1, n, fuzz_byte(input) & 1 ? segment : NULL, attributes,
                             suppliers, rating, weight, other, more, ratio, quality,
                             NULL) == PATRON_OK)
        for (size_t s = 0; s < suppliers; s++)
            FUZZ_REQUIRE(!isinf(quality[s].ratio) && !isinf(quality[s].low) &&
                         !isinf(quality[s].high) && !(quality[s].standard_error < 0));
    free(rating);
    free(weight);
    free(segment);
    free(scratch);
    free(other);
    free(mean);
    free(used);
}

static void fuzz_fit(const patron_cva_moments *moments, size_t size, size_t attributes,
                     double confidence)
{
    double weight[FUZZ_ATTRIBUTES], error[FUZZ_ATTRIBUTES], low[FUZZ_ATTRIBUTES];
    double high[FUZZ_ATTRIBUTES], inflation[FUZZ_ATTRIBUTES];
    patron_cva_fit fit;
    size_t room = patron_cva_regression_scratch_size(attributes);
    size_t more = patron_cva_shapley_scratch_size(attributes);
    void *scratch = fuzz_memory(room), *other = fuzz_memory(more);
    fit.struct_size = sizeof fit;
    if (patron_cva_regression(confidence, moments, size, scratch, room, attributes, weight, error,
                              low, high, inflation, &fit, NULL) == PATRON_OK) {
        fuzz_finite(attributes, weight);
        fuzz_finite(attributes, low);
        FUZZ_REQUIRE(fit.rank <= attributes && !(fit.r_squared > 1) && !(fit.r_squared < 0));
    }
    if (patron_cva_shapley(moments, size, other, more, attributes, weight, &fit, NULL) == PATRON_OK)
        fuzz_finite(attributes, weight);
    if (patron_cva_correlations(confidence, moments, size, attributes, weight, low, high, &fit,
                                NULL) == PATRON_OK)
        for (size_t a = 0; a < attributes; a++)
            FUZZ_REQUIRE(!(fabs(weight[a]) > 1) && !(fabs(low[a]) > 1));
    free(scratch);
    free(other);
}

static void fuzz_moments(fuzz_input *input, size_t n, size_t attributes, size_t suppliers)
{
    static uint64_t block[FUZZ_STATE / 8];
    patron_cva_moments *moments = (patron_cva_moments *)block;
    double *rating = fuzz_ratings(input, n * attributes * suppliers);
    double *overall = fuzz_ratings(input, n * suppliers);
    size_t size = patron_cva_moments_size(attributes), spoiled = fuzz_count(input, 5);
    FUZZ_REQUIRE(patron_cva_moments_init(moments, size, (uint32_t)attributes, NULL) == PATRON_OK);
    patron_cva_moments_add(moments, size, 0, n, NULL, attributes, suppliers, rating, overall, NULL);
    FUZZ_REQUIRE(patron_cva_moments_check(moments, size, NULL) == PATRON_OK);
    for (size_t k = 0; k < spoiled; k++)
        ((unsigned char *)block)[fuzz_u32(input) % size] ^= fuzz_byte(input);
    fuzz_fit(moments, size, attributes, spoiled ? 0.9 : fuzz_real(input));
    patron_cva_moments_merge(moments, size, moments, size, NULL);
    size_t length = patron_cva_moments_encoded_size(attributes);
    unsigned char *bytes = fuzz_memory(length);
    uint32_t
        held; /* spoiled moments may be sound ones of fewer attributes, and of another length */
    memcpy(&held, (const unsigned char *)block + 8, sizeof held);
    if (patron_cva_moments_encode(moments, size, bytes, length, NULL) == PATRON_OK &&
        held == attributes) {
        static uint64_t other[FUZZ_STATE / 8];
        FUZZ_REQUIRE(patron_cva_moments_decode(bytes, length, (patron_cva_moments *)other, size,
                                               NULL) == PATRON_OK);
        FUZZ_REQUIRE(memcmp(other, block, size) == 0);
    }
    free(bytes);
    free(rating);
    free(overall);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_input input = {data, size};
    uint8_t kind = fuzz_byte(&input);
    size_t n = fuzz_count(&input, FUZZ_ROWS);
    size_t attributes = 1 + fuzz_count(&input, FUZZ_ATTRIBUTES - 1);
    size_t suppliers = 1 + fuzz_count(&input, FUZZ_SUPPLIERS - 1);
    if (kind % 4 == 0)
        fuzz_tables(&input, n, suppliers);
    else if (kind % 4 == 1)
        fuzz_maps(&input, n);
    else if (kind % 4 == 2)
        fuzz_answers(&input, n, attributes, suppliers);
    else
        fuzz_moments(&input, n, attributes, suppliers);
    return 0;
}
