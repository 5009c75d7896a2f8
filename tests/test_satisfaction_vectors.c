/*
 * Satisfaction against figures computed elsewhere in 60 digits.
 */
#include "support.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include <patron/satisfaction.h>

#include "vectors/satisfaction_vectors.h"

enum { OUTPUTS = 8 };

static double real(uint64_t bits)
{
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static double in(const satisfaction_vector *vector, int k)
{
    return real(vector->in[k]);
}

static uint64_t count(const satisfaction_vector *vector, int k)
{
    return (uint64_t)in(vector, k);
}

static void counts(const satisfaction_vector *vector, int from, int n, uint64_t *column)
{
    for (int k = 0; k < n; k++)
        column[k] = count(vector, from + k);
}

static int32_t answer_of_counts(const satisfaction_vector *v, double *out)
{
    uint64_t column[15];
    patron_satisfaction_result result;
    result.struct_size = sizeof result;
    counts(v, 1, 5, column);
    int32_t status = patron_satisfaction_of_counts(NULL, in(v, 0), 5, NULL, column, &result, NULL);
    out[0] = result.mean;
    out[1] = result.deviation;
    out[2] = result.mean_low;
    out[3] = result.mean_high;
    out[4] = result.net;
    out[5] = result.net_error;
    out[6] = result.net_low;
    out[7] = result.net_high;
    return status;
}

static int32_t answer_repurchase(const satisfaction_vector *v, double *out)
{
    uint64_t asked[3], bought[3];
    double share[3], lift[3], low[3], high[3];
    uint32_t reference = in(v, 1) < 0 ? (uint32_t)PATRON_NONE : 2;
    for (int k = 0; k < 3; k++) {
        asked[k] = count(v, 2 + 2 * k);
        bought[k] = count(v, 3 + 2 * k);
    }
    int32_t status = patron_satisfaction_repurchase(in(v, 0), reference, 3, asked, bought, share,
                                                    NULL, NULL, lift, low, high, NULL);
    out[0] = lift[0];
    out[1] = low[0];
    out[2] = high[0];
    return status;
}

static int32_t answer_step(const satisfaction_vector *v, double *out)
{
    const uint32_t from[2] = {0, 1}, to[2] = {1, 2};
    double moved[2] = {in(v, 2), in(v, 3)}, clv[3] = {in(v, 4), in(v, 5), in(v, 6)};
    return patron_satisfaction_step(in(v, 0), in(v, 1), 2, from, to, moved, 3, clv, NULL, &out[0],
                                    &out[1], NULL);
}

static int32_t answer_changes(const satisfaction_vector *v, double *out)
{
    uint64_t n[7];
    double m[3] = {0, in(v, 1), in(v, 4)}, s[3] = {0, in(v, 2), in(v, 5)};
    if (v->kind == VECTOR_MEAN_CHANGE) {
        n[1] = count(v, 3);
        n[2] = count(v, 6);
        return patron_satisfaction_mean_change(in(v, 0), 1, &m[1], &s[1], &n[1], &m[2], &s[2],
                                               &n[2], &out[0], &out[1], &out[2], &out[3], &out[4],
                                               NULL);
    }
    counts(v, 1, v->kind == VECTOR_SHARE_CHANGE ? 4 : 6, n);
    if (v->kind == VECTOR_SHARE_CHANGE)
        return patron_satisfaction_share_change(in(v, 0), 1, &n[0], &n[1], &n[2], &n[3], &out[0],
                                                &out[1], &out[2], &out[3], &out[4], NULL);
    return patron_satisfaction_nps_difference(in(v, 0), 1, &n[0], &n[1], &n[2], &n[3], &n[4], &n[5],
                                              &out[0], &out[1], &out[2], &out[3], &out[4], NULL);
}

static int32_t answer_rates(const satisfaction_vector *v, double *out)
{
    uint64_t n[15];
    double weight[4], rating[4];
    switch (v->kind) {
    case VECTOR_RATE:
        counts(v, 1, 2, n);
        return patron_satisfaction_rate(in(v, 0), 1, &n[0], &n[1], &out[0], &out[1], &out[2],
                                        &out[3], NULL);
    case VECTOR_NPS:
        counts(v, 1, 3, n);
        return patron_satisfaction_nps(in(v, 0), 1, &n[0], &n[1], &n[2], &out[0], &out[1], &out[2],
                                       &out[3], NULL, NULL);
    case VECTOR_INDEX:
        for (int k = 0; k < 4; k++) {
            rating[k] = in(v, 2 + k);
            weight[k] = in(v, 6 + k);
        }
        return patron_satisfaction_index(in(v, 0), in(v, 1), 1, 4, rating, weight, &out[0], NULL);
    case VECTOR_PRIOR:
        counts(v, 0, 15, n);
        return patron_satisfaction_prior(NULL, 3, 5, NULL, n, &out[0], &out[1], NULL);
    default:
        counts(v, 3, 5, n);
        return patron_satisfaction_ratings(NULL, in(v, 0), in(v, 1), in(v, 2), 1, 5, NULL, n,
                                           &out[0], &out[1], &out[2], &out[3], NULL);
    }
}

static int32_t answer_complaints(const satisfaction_vector *v, double *out)
{
    double x[10];
    patron_satisfaction_handling handling;
    for (int k = 0; k < 10; k++)
        x[k] = in(v, k);
    memcpy(&handling, x, sizeof handling);
    switch (v->kind) {
    case VECTOR_ICEBERG:
        return patron_satisfaction_iceberg(1, &x[0], &x[1], &x[2], &out[0], &out[1], &out[2], NULL);
    case VECTOR_RECOVERY:
        return patron_satisfaction_recovery(&handling, 1, &x[4], &x[5], &x[6], &x[7], &x[8], &x[9],
                                            &out[0], &out[1], &out[2], NULL);
    case VECTOR_WORD_OF_MOUTH:
        return patron_satisfaction_word_of_mouth(1, &x[0], &x[1], &x[2], &x[3], &out[0], &out[1],
                                                 NULL);
    default:
        return patron_satisfaction_gap(1, &x[0], &x[1], &out[0], &out[1], NULL);
    }
}

static int32_t answer(const satisfaction_vector *v, double *out)
{
    switch (v->kind) {
    case VECTOR_COUNTS:
        return answer_of_counts(v, out);
    case VECTOR_REPURCHASE:
        return answer_repurchase(v, out);
    case VECTOR_STEP:
        return answer_step(v, out);
    case VECTOR_MEAN_CHANGE:
    case VECTOR_SHARE_CHANGE:
    case VECTOR_NPS_DIFFERENCE:
        return answer_changes(v, out);
    case VECTOR_ICEBERG:
    case VECTOR_RECOVERY:
    case VECTOR_WORD_OF_MOUTH:
    case VECTOR_GAP:
        return answer_complaints(v, out);
    default:
        return answer_rates(v, out);
    }
}

static void every_figure_is_that_of_60_digits(void **state)
{
    (void)state;
    double worst = 0.0;
    size_t rows = sizeof satisfaction_vectors / sizeof *satisfaction_vectors;
    for (size_t i = 0; i < rows; i++) {
        const satisfaction_vector *v = &satisfaction_vectors[i];
        double out[OUTPUTS] = {0, 0, 0, 0, 0, 0, 0, 0};
        assert_int_equal(answer(v, out), PATRON_OK);
        for (int k = 0; k < OUTPUTS; k++) {
            double expected = real(v->out[k]);
            if (isinf(expected)) /* not held to a value */
                continue;
            int close = support_close(out[k], expected, 0.0, v->allowed[k]);
            if (!close)
                fprintf(stderr, "vector %d, kind %d, figure %d\n", (int)i, v->kind, k);
            assert_true(close);
            if (v->allowed[k] > 0.0)
                worst = fmax(worst, fabs(out[k] - expected) / v->allowed[k]);
        }
    }
    fprintf(stderr, "%d vectors, worst %.3g of what is allowed\n", (int)rows, worst);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_figure_is_that_of_60_digits)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
