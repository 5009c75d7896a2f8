#include "support.h"

#include <math.h>
#include <string.h>

#include <patron/cva.h>

#include "numeric/numeric_codec.h"

#include "vectors/cva_vectors.h"

enum { MANY = 5000, MOST = 20, ROOM = 1 << 19 };

static uint64_t block[4][ROOM / 8];
static unsigned char scratch[ROOM];
static double rating[MANY * MOST], overall[MANY];
static double weight[MOST], error[MOST], low[MOST], high[MOST], inflation[MOST], share[MOST];

static patron_cva_moments *state_of(int k)
{
    return (patron_cva_moments *)block[k];
}

static size_t start(int k, size_t attributes)
{
    size_t size = patron_cva_moments_size(attributes);
    assert_true(size <= sizeof block[k]);
    assert_int_equal(patron_cva_moments_init(state_of(k), size, (uint32_t)attributes, NULL),
                     PATRON_OK);
    return size;
}

static size_t take(int k, size_t n, size_t attributes, const double *x, const double *y)
{
    size_t size = start(k, attributes);
    assert_int_equal(
        patron_cva_moments_add(state_of(k), size, 0, n, NULL, attributes, 1, x, y, NULL),
        PATRON_OK);
    return size;
}

static void regress(int k, size_t attributes, double confidence, patron_cva_fit *fit)
{
    fit->struct_size = sizeof *fit;
    assert_int_equal(
        patron_cva_regression(confidence, state_of(k), patron_cva_moments_size(attributes), scratch,
                              patron_cva_regression_scratch_size(attributes), attributes, weight,
                              error, low, high, inflation, fit, NULL),
        PATRON_OK);
}

static void shapley(int k, size_t attributes, patron_cva_fit *fit)
{
    fit->struct_size = sizeof *fit;
    assert_int_equal(patron_cva_shapley(state_of(k), patron_cva_moments_size(attributes), scratch,
                                        patron_cva_shapley_scratch_size(attributes), attributes,
                                        share, fit, NULL),
                     PATRON_OK);
}

static void correlate(int k, size_t attributes, double confidence, patron_cva_fit *fit)
{
    fit->struct_size = sizeof *fit;
    assert_int_equal(patron_cva_correlations(confidence, state_of(k),
                                             patron_cva_moments_size(attributes), attributes,
                                             weight, low, high, fit, NULL),
                     PATRON_OK);
}

static void weights_are_those_of_fifty_digits(void **state)
{
    (void)state;
    patron_cva_fit fit;
    for (size_t v = 0; v < sizeof cva_derived_vectors / sizeof *cva_derived_vectors; v++) {
        size_t m = cva_derived_vectors[v].attributes, n = cva_derived_vectors[v].n;
        /* what an ulp of the answers moves grows with the square of how near they are to collinear */
        double near = cva_derived_vectors[v].condition > 1e4 ? 1e-9 : 1e-12;
        take(0, n, m, cva_derived_vectors[v].rating, cva_derived_vectors[v].overall);
        correlate(0, m, 0.9, &fit);
        for (size_t a = 0; a < m; a++) {
            assert_close(weight[a], cva_derived_vectors[v].correlation[a], 1e-14, 0);
            assert_close(low[a], cva_derived_vectors[v].low[a], 1e-12, 1e-15);
            assert_close(high[a], cva_derived_vectors[v].high[a], 1e-12, 1e-15);
        }
        assert_true(fit.used == n && fit.rank == 0 && isnan(fit.condition));
        regress(0, m, 0.9, &fit);
        for (size_t a = 0; a < m; a++) {
            assert_close(weight[a], cva_derived_vectors[v].weight[a], 1e-14, 0);
            assert_close(error[a], cva_derived_vectors[v].error[a], 1e-14, 0);
            assert_close(high[a] - weight[a], cva_derived_vectors[v].width[a], 1e-11, near);
            assert_close(weight[a] - low[a], cva_derived_vectors[v].width[a], 1e-11, near);
            assert_close(inflation[a], cva_derived_vectors[v].inflation[a], 1e-14, 0);
        }
        assert_true(fit.used == n && fit.rank == m && fit.skipped == 0);
        assert_close(fit.r_squared, cva_derived_vectors[v].r_squared, 1e-14, 0);
        assert_close(fit.adjusted_r_squared, cva_derived_vectors[v].adjusted, 1e-13, 0);
        assert_close(fit.condition, cva_derived_vectors[v].condition, near, 0);
        assert_true((fit.notes & PATRON_CVA_NOTE_FEW) != 0);
        shapley(0, m, &fit);
        for (size_t a = 0; a < m; a++)
            assert_close(share[a], cva_derived_vectors[v].shapley[a], 1e-13, 0);
        assert_close(fit.r_squared, cva_derived_vectors[v].r_squared, 1e-14, 0);
    }
}

/* A price of 1e8 that varies by 1e-6: 700 units in its last place, 1e-28 of its square. */
static void a_distant_origin_takes_no_digits_from_a_correlation(void **state)
{
    (void)state;
    enum { STEPS = 19 };
    static double near[STEPS], distant[STEPS], answer[STEPS];
    patron_cva_fit fit;
    support_random random = support_random_from(5);
    for (int i = 0; i < STEPS; i++) {
        double step = floor(support_random_between(&random, 0, 600)), unit = ldexp(1.0, -26);
        near[i] = step;
        distant[i] = 1e8 + step * unit; /* exact */
        answer[i] = step + support_random_between(&random, 0, 600);
    }
    take(0, STEPS, 1, near, answer);
    correlate(0, 1, 0.9, &fit);
    double expected = weight[0], least = low[0];
    take(0, STEPS, 1, distant, answer);
    correlate(0, 1, 0.9, &fit);
    assert_close(weight[0], expected, 1e-14, 0);
    assert_close(low[0], least, 1e-13, 0);
    regress(0, 1, 0.9, &fit);
    assert_close(weight[0], expected, 1e-14, 0);
}

/* Standardized truth of y = sum b x + noise, x independent of deviation s. */
static void a_generators_truth_lies_in_nine_of_ten_intervals(void **state)
{
    (void)state;
    support_random random = support_random_from(31);
    static const double slope[4] = {0.8, 0.4, 0.2, -0.1}, deviation[4] = {1, 2, 1, 3};
    double variance = 1, truth[4];
    int held[4] = {0, 0, 0, 0}, rounds = (int)support_rows(600, 100), near = 0;
    patron_cva_fit fit;
    for (int a = 0; a < 4; a++)
        variance += slope[a] * slope[a] * deviation[a] * deviation[a];
    for (int a = 0; a < 4; a++)
        truth[a] = slope[a] * deviation[a] / sqrt(variance);
    for (int round = 0; round < rounds; round++) {
        for (size_t i = 0; i < 400; i++) {
            overall[i] = 5 + support_random_normal(&random);
            for (int a = 0; a < 4; a++) {
                rating[4 * i + (size_t)a] = 6 + deviation[a] * support_random_normal(&random);
                overall[i] += slope[a] * (rating[4 * i + (size_t)a] - 6);
            }
        }
        take(0, 400, 4, rating, overall);
        regress(0, 4, 0.9, &fit);
        for (int a = 0; a < 4; a++)
            held[a] += low[a] <= truth[a] && truth[a] <= high[a];
        assert_true((fit.notes & PATRON_CVA_NOTE_NEGATIVE) == 0 || weight[3] < 0 || weight[2] < 0);
        assert_close(fit.condition, 1.1, 0.3, 0);
        correlate(0, 4, 0.9, &fit);
        near += low[0] <= truth[0] && truth[0] <= high[0];
    }
    for (int a = 0; a < 4; a++)
        assert_true(held[a] >= rounds * 0.85); /* the scale is estimated too: about nine of ten */
    assert_true(near >= rounds * 0.86);
}

static void shapley_shares_add_up_to_what_is_explained(void **state)
{
    (void)state;
    support_random random = support_random_from(32);
    patron_cva_fit fit, whole;
    for (size_t m = 1; m <= support_rows(12, 8); m++) {
        double sum = 0;
        for (size_t i = 0; i < 200; i++) {
            double mood = support_random_normal(&random);
            overall[i] = mood + support_random_normal(&random);
            for (size_t a = 0; a < m; a++) {
                rating[i * m + a] = 5 + mood + support_random_normal(&random);
                overall[i] += 0.3 * (double)(a % 3) * rating[i * m + a];
            }
        }
        take(0, 200, m, rating, overall);
        shapley(0, m, &fit);
        regress(0, m, 0.95, &whole);
        for (size_t a = 0; a < m; a++) {
            assert_true(share[a] >= 0 && share[a] <= 1);
            sum += share[a];
        }
        assert_close(sum, fit.r_squared, 1e-14, 0);
        assert_true(fit.r_squared == whole.r_squared && fit.condition == whole.condition);
    }
}

static void what_says_the_same_shares_its_weight_and_is_named_collinear(void **state)
{
    (void)state;
    support_random random = support_random_from(33);
    patron_cva_fit fit;
    for (size_t i = 0; i < 300; i++) {
        double *x = rating + 4 * i;
        x[0] = floor(support_random_between(&random, 1, 8));
        x[1] = floor(support_random_between(&random, 1, 8));
        x[2] = x[0];
        x[3] = 3; /* nobody sees a difference */
        overall[i] = x[0] + 0.5 * x[1] + floor(support_random_between(&random, 0, 3));
    }
    take(0, 300, 4, rating, overall);
    regress(0, 4, 0.95, &fit);
    assert_true(fit.rank == 2 && isnan(weight[2]) && isnan(weight[3]) && isnan(inflation[2]));
    assert_true(isnan(error[3]) && isnan(low[2]) && isnan(high[3]));
    assert_true(fit.notes == (PATRON_CVA_NOTE_COLLINEAR | PATRON_CVA_NOTE_CONSTANT));
    assert_true(weight[0] > weight[1] && weight[1] > 0 && fit.condition < 1.3);
    double explained = fit.r_squared;
    shapley(0, 4, &fit);
    assert_true(share[0] == share[2] && share[3] == 0);
    assert_close(share[0] + share[1] + share[2], explained, 1e-14, 0);
    correlate(0, 4, 0.95, &fit);
    assert_true(weight[0] == weight[2] && isnan(weight[3]) && isnan(low[3]));
    assert_true(fit.notes == PATRON_CVA_NOTE_CONSTANT && fit.r_squared == weight[0] * weight[0]);
    /* the same attribute twice in a row does not hide those behind it */
    for (size_t i = 0; i < 300; i++) {
        double x[3] = {rating[4 * i], rating[4 * i], rating[4 * i + 1]};
        memcpy(rating + 3 * MANY + 3 * i, x, sizeof x);
    }
    take(1, 300, 3, rating + 3 * MANY, overall);
    regress(1, 3, 0.95, &fit);
    assert_true(fit.rank == 2 && isnan(weight[1]) && weight[2] > 0);
    assert_close(fit.r_squared, explained, 1e-14, 0);
    /* a constant that is no sum of powers of 2 */
    for (size_t i = 0; i < 300; i++)
        rating[4 * i + 3] = 7.3;
    take(0, 300, 4, rating, overall);
    correlate(0, 4, 0.95, &fit);
    assert_true(isnan(weight[3]));
}

static void without_spread_or_answers_there_are_no_weights(void **state)
{
    (void)state;
    static const double x[8] = {1, 2, 2, 1, 3, 5, 4, 4}, same[4] = {6, 6, 6, 6},
                        y[4] = {1, 2, 3, 9};
    static const double flat[4] = {2, 2, 2, 2};
    patron_cva_fit fit;
    take(0, 4, 2, x, same);
    regress(0, 2, 0.95, &fit);
    assert_true(isnan(weight[0]) && isnan(error[0]) && isnan(fit.r_squared) && inflation[0] >= 1);
    assert_true((fit.notes & PATRON_CVA_NOTE_NO_SPREAD) != 0 && fit.rank == 2);
    shapley(0, 2, &fit);
    assert_true(isnan(share[0]) && isnan(share[1]));
    correlate(0, 2, 0.95, &fit);
    assert_true(isnan(weight[0]) && (fit.notes & PATRON_CVA_NOTE_NO_SPREAD) != 0);
    take(0, 4, 1, flat, y);
    regress(0, 1, 0.95, &fit);
    assert_true(isnan(weight[0]) && fit.rank == 0 && isnan(fit.condition));
    assert_true((fit.notes & PATRON_CVA_NOTE_NO_SPREAD) != 0);
    start(0, 2);
    regress(0, 2, 0.95, &fit);
    assert_true(isnan(weight[0]) && fit.used == 0);
    /* as many answers as unknowns: weights without errors */
    take(0, 3, 2, x, y);
    regress(0, 2, 0.95, &fit);
    assert_true(isfinite(weight[0]) && isnan(error[0]) && isnan(low[0]) && fit.r_squared == 1);
    assert_true(isnan(fit.adjusted_r_squared));
    correlate(0, 2, 0.95, &fit);
    assert_true(isfinite(weight[0]) && isnan(low[0]) && isnan(high[0]));
    /* a perfect correlation has no width */
    take(0, 4, 1, y, y);
    correlate(0, 1, 0.95, &fit);
    assert_true(weight[0] == 1 && low[0] == 1 && high[0] == 1 && fit.r_squared == 1);
    take(0, 3, 1, y, y);
    correlate(0, 1, 0.95, &fit);
    assert_true(weight[0] == 1 && isnan(low[0]));
    regress(0, 1, 0.95, &fit);
    assert_close(weight[0], 1.0, 1e-15, 0);
    assert_close(error[0], 0.0, 0, 1e-15);
}

static void moments_of_any_split_are_the_bytes_of_the_whole(void **state)
{
    (void)state;
    support_random random = support_random_from(34);
    for (int kind = 0; kind < 3; kind++) {
        size_t size = start(0, 3), at = 0;
        start(1, 3);
        for (size_t i = 0; i < MANY; i++) {
            for (int a = 0; a < 3; a++) {
                double x = support_random_between(&random, 1, 10);
                x = kind == 0 ? floor(x) : kind == 1 ? floor(10 * x) / 10 : x * 1e5 * x;
                rating[3 * i + (size_t)a] = support_random_below(&random, 40) ? x : NAN;
            }
            overall[i] = support_random_below(&random, 40) ? floor(rating[3 * i]) : NAN;
        }
        take(0, MANY, 3, rating, overall);
        while (at < MANY) {
            size_t part = 1 + (size_t)support_random_below(&random, 2000);
            part = part < MANY - at ? part : MANY - at;
            take(2, part, 3, rating + 3 * at, overall + at);
            assert_int_equal(patron_cva_moments_merge(state_of(1), size, state_of(2), size, NULL),
                             PATRON_OK);
            at += part;
        }
        assert_memory_equal(block[0], block[1], size);
        assert_int_equal(patron_cva_moments_check(state_of(1), size, NULL), PATRON_OK);
        /* one by one, the last first */
        start(3, 3);
        for (size_t i = 500; i-- > 0;)
            assert_int_equal(patron_cva_moments_add(state_of(3), size, 0, 1, NULL, 3, 1,
                                                    rating + 3 * i, overall + i, NULL),
                             PATRON_OK);
        take(2, 500, 3, rating, overall);
        assert_memory_equal(block[2], block[3], size);
        /* with itself */
        assert_int_equal(patron_cva_moments_merge(state_of(2), size, state_of(2), size, NULL),
                         PATRON_OK);
        assert_int_equal(patron_cva_moments_merge(state_of(3), size, state_of(3), size, NULL),
                         PATRON_OK);
        assert_memory_equal(block[2], block[3], size);
    }
}

/* The same answers, written in other units, go other ways into the sums. */
static void a_scale_of_ratings_changes_no_bit_of_the_weights(void **state)
{
    (void)state;
    support_random random = support_random_from(36);
    static const double scales[5] = {1, 1048576, 1.0 / 1048576, 8, 0.125};
    static double scaled[MANY * 3], value[MANY];
    patron_cva_fit fit;
    for (int kind = 0; kind < 3; kind++) {
        double before[3], width[3];
        for (size_t i = 0; i < MANY; i++) {
            double sum = 0;
            for (size_t a = 0; a < 3; a++) {
                double x = support_random_between(&random, 1, 10);
                x = kind == 0 ? floor(x) : kind == 1 ? floor(10 * x) / 10 : x;
                rating[3 * i + a] = x;
                sum += x;
            }
            overall[i] = kind == 2 ? sum + support_random_normal(&random) : floor(sum);
        }
        for (int k = 0; k < 5; k++) {
            for (size_t i = 0; i < 3 * MANY; i++)
                scaled[i] = rating[i] * scales[k];
            for (size_t i = 0; i < MANY; i++)
                value[i] = overall[i] * scales[k];
            take(0, MANY, 3, scaled, value);
            regress(0, 3, 0.95, &fit);
            if (k > 0)
                assert_memory_equal(before, weight, sizeof before);
            if (k > 0)
                assert_memory_equal(width, error, sizeof width);
            memcpy(before, weight, sizeof before);
            memcpy(width, error, sizeof width);
        }
    }
}

static void segments_and_suppliers_are_answers_like_any(void **state)
{
    (void)state;
    /* two respondents, two attributes, three suppliers */
    const double x[12] = {1, 2, 3, 4, 5, NAN, 7, 8, 9, 1, 2, 3}, y[6] = {5, 6, 7, 8, NAN, 9};
    const double rows[8] = {1, 4, 2, 5, 7, 1, 9, 3}, values[4] = {5, 6, 8, 9};
    static const uint32_t segment[2] = {4, 9};
    patron_cva_fit fit;
    size_t size = start(0, 2);
    assert_int_equal(patron_cva_moments_add(state_of(0), size, 0, 2, NULL, 2, 3, x, y, NULL),
                     PATRON_OK);
    take(1, 4, 2, rows, values);
    correlate(0, 2, 0.9, &fit);
    assert_true(fit.used == 4 && fit.skipped == 2);
    double first = weight[0], second = weight[1];
    correlate(1, 2, 0.9, &fit);
    assert_true(weight[0] == first && weight[1] == second);
    start(0, 2);
    assert_int_equal(patron_cva_moments_add(state_of(0), size, 9, 2, segment, 2, 3, x, y, NULL),
                     PATRON_OK);
    correlate(0, 2, 0.9, &fit);
    assert_true(fit.used == 2 && fit.skipped == 1);
    start(1, 2);
    assert_int_equal(patron_cva_moments_add(state_of(1), size, 4, 2, segment, 2, 3, x, y, NULL),
                     PATRON_OK);
    assert_int_equal(patron_cva_moments_merge(state_of(0), size, state_of(1), size, NULL),
                     PATRON_OK);
    start(1, 2);
    assert_int_equal(patron_cva_moments_add(state_of(1), size, 0, 2, NULL, 2, 3, x, y, NULL),
                     PATRON_OK);
    assert_memory_equal(block[0], block[1], size);
}

static void a_wrong_answer_is_named_and_those_before_it_are_kept(void **state)
{
    (void)state;
    double x[8] = {1, 2, 3, 4, 5, 6, 7, 8}, y[4] = {1, 2, 3, 4};
    patron_fault fault;
    patron_cva_fit fit;
    size_t size = start(0, 2);
    x[5] = INFINITY;
    assert_int_equal(patron_cva_moments_add(state_of(0), size, 0, 4, NULL, 2, 1, x, y, &fault),
                     PATRON_E_NOT_FINITE);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "rating", 2);
    assert_true(fault.column == 1);
    take(1, 2, 2, x, y);
    assert_memory_equal(block[0], block[1], size);
    x[5] = 6;
    y[3] = 1e10;
    start(0, 2);
    assert_int_equal(patron_cva_moments_add(state_of(0), size, 0, 4, NULL, 2, 1, x, y, &fault),
                     PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "overall", 3);
    assert_int_equal(patron_cva_moments_add(state_of(0), size, 0, 1, NULL, 3, 1, x, y, &fault),
                     PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "attributes", -1);
    start(0, 21);
    fit.struct_size = sizeof fit;
    assert_int_equal(patron_cva_shapley(state_of(0), patron_cva_moments_size(21), scratch, ROOM, 21,
                                        share, &fit, &fault),
                     PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "attributes", -1);
}

/* A byte of the block: of the member of so many bytes at a place, the one worth 256^power. */
static unsigned char *byte_of(size_t place, size_t bytes, size_t power)
{
    static const uint16_t one = 1;
    int little = *(const unsigned char *)&one == 1;
    return (unsigned char *)block[0] + place + (little ? power : bytes - 1 - power);
}

static void a_damaged_block_is_seen(void **state)
{
    (void)state;
    static const double x[4] = {1, 2, 3.1, 5}, y[4] = {4, -1, 2, 3};
    size_t size = take(0, 4, 1, x, y), seen = 0;
    patron_fault fault;
    static unsigned char good[1 << 13];
    assert_true(size <= sizeof good);
    memcpy(good, block[0], size);
    for (size_t k = 0; k < size; k++) {
        ((unsigned char *)block[0])[k] ^= 0x80;
        seen += patron_cva_moments_check(state_of(0), size, &fault) != PATRON_OK;
        memcpy(block[0], good, size);
    }
    assert_true(seen > size / 2); /* not the low half of a chunk that holds a digit */
    assert_int_equal(patron_cva_moments_check(state_of(0), size - 1, &fault), PATRON_E_SIZE);
    assert_int_equal(patron_cva_moments_check(state_of(0), 8, &fault), PATRON_E_SIZE);
    /* The mark, the attributes twice, what is reserved, used, skipped, the sign of a sum. */
    unsigned char *places[7] = {byte_of(0, 8, 0),          byte_of(8, 4, 0),  byte_of(8, 4, 3),
                                byte_of(12, 4, 0),         byte_of(16, 8, 7), byte_of(24, 8, 7),
                                byte_of(32 + 8 * 66, 8, 0)};
    for (int k = 0; k < 7; k++) {
        *places[k] ^= 0xFF;
        assert_int_equal(patron_cva_moments_check(state_of(0), size, &fault), PATRON_E_CORRUPT);
        assert_fault(&fault, PATRON_E_CORRUPT, "moments", -1);
        memcpy(block[0], good, size);
    }
    *byte_of(8, 4, 0) = 0; /* no attributes */
    assert_int_equal(patron_cva_moments_check(state_of(0), size, NULL), PATRON_E_CORRUPT);
    memcpy(block[0], good, size);
    *byte_of(8, 4, 0) = 64; /* more than the block has room for */
    assert_int_equal(patron_cva_moments_check(state_of(0), size, NULL), PATRON_E_SIZE);
    assert_true(patron_cva_moments_size(0) == SIZE_MAX && patron_cva_moments_size(65) == SIZE_MAX);
    assert_true(patron_cva_regression_scratch_size(SIZE_MAX) == SIZE_MAX);
    assert_true(patron_cva_shapley_scratch_size(65) == SIZE_MAX);
}

static void two_to_the_62_answers_fill_moments_and_nothing_is_lost(void **state)
{
    (void)state;
    static const double x[4] = {1, -2, 2, 5}, y[4] = {4, -1, 2, 3};
    size_t size = take(0, 4, 1, x, y);
    patron_fault fault;
    patron_cva_fit fit;
    correlate(0, 1, 0.9, &fit);
    double r = weight[0];
    for (int k = 0; k < 60; k++)
        assert_int_equal(patron_cva_moments_merge(state_of(0), size, state_of(0), size, NULL),
                         PATRON_OK);
    memcpy(block[1], block[0], size);
    assert_int_equal(patron_cva_moments_merge(state_of(0), size, state_of(0), size, &fault),
                     PATRON_E_FULL);
    assert_fault(&fault, PATRON_E_FULL, "other", -1);
    assert_int_equal(patron_cva_moments_add(state_of(0), size, 0, 1, NULL, 1, 1, x, y, &fault),
                     PATRON_E_FULL);
    assert_fault(&fault, PATRON_E_FULL, "n", -1);
    assert_memory_equal(block[0], block[1], size);
    correlate(0, 1, 0.9, &fit);
    assert_close(weight[0], r, 1e-15, 0);
    assert_true(fit.used == UINT64_C(1) << 62);
    regress(0, 1, 0.9, &fit);
    assert_close(weight[0], r, 1e-15, 0);
    /* so many unanswered ones too */
    const double missing[1] = {NAN};
    size = take(2, 1, 1, missing, y);
    for (int k = 0; k < 62; k++)
        assert_int_equal(patron_cva_moments_merge(state_of(2), size, state_of(2), size, NULL),
                         PATRON_OK);
    assert_int_equal(patron_cva_moments_merge(state_of(2), size, state_of(2), size, NULL),
                     PATRON_E_FULL);
}

static void encoded_moments_come_back_as_they_were(void **state)
{
    (void)state;
    support_random random = support_random_from(35);
    static unsigned char bytes[1 << 16], again[1 << 16];
    size_t size = patron_cva_moments_size(5), length = patron_cva_moments_encoded_size(5);
    patron_fault fault;
    for (int round = 0; round < 20; round++) {
        for (size_t k = 0; k < 500; k++)
            rating[k] = support_random_between(&random, -9, 9) * (round % 2 ? 1e8 : 1e-3);
        for (size_t k = 0; k < 100; k++)
            overall[k] = support_random_between(&random, -9, 9);
        take(0, 100, 5, rating, overall);
        assert_int_equal(patron_cva_moments_encode(state_of(0), size, bytes, length, NULL),
                         PATRON_OK);
        memset(block[1], 0xA5, size);
        assert_int_equal(patron_cva_moments_decode(bytes, length, state_of(1), size, NULL),
                         PATRON_OK);
        assert_memory_equal(block[0], block[1], size);
        assert_int_equal(patron_cva_moments_encode(state_of(1), size, again, length, NULL),
                         PATRON_OK);
        assert_memory_equal(bytes, again, length);
    }
    for (size_t k = 0; k < length; k++) {
        bytes[k] ^= 0x11;
        assert_true(patron_cva_moments_decode(bytes, length, state_of(1), size, NULL) != PATRON_OK);
        bytes[k] ^= 0x11;
    }
    assert_memory_equal(block[0], block[1], size);
    assert_int_equal(patron_cva_moments_decode(bytes, length, state_of(1), size - 1, &fault),
                     PATRON_E_SIZE);
    assert_fault(&fault, PATRON_E_SIZE, "moments_size", -1);
    assert_true(patron_cva_moments_encoded_size(0) == SIZE_MAX);
    assert_true(patron_cva_moments_encoded_size(65) == SIZE_MAX);
}

static void sealed_bytes_that_no_moments_encode_to_are_refused(void **state)
{
    (void)state;
    static const double x[4] = {1, -2, 2, 5}, y[4] = {4, -1, 2, 3};
    static const struct {
        size_t at;
        uint32_t value;
    } wrong[] = {{32, 0},          {32, 2},          {32, 65},      {36, 1},
                 {44, 0x50000000}, {52, 0x50000000}, {56 + 160, 1}, {56 + 160, 0xFFFFFFFE}};
    static unsigned char bytes[2000], spoiled[2000];
    size_t size = take(0, 4, 1, x, y), length = patron_cva_moments_encoded_size(1);
    patron_fault fault;
    assert_true(length <= sizeof bytes);
    assert_int_equal(patron_cva_moments_encode(state_of(0), size, bytes, length, NULL), PATRON_OK);
    memcpy(block[1], block[0], size);
    for (size_t w = 0; w < sizeof wrong / sizeof *wrong; w++) {
        memcpy(spoiled, bytes, length);
        numeric_put_u32(spoiled + wrong[w].at, wrong[w].value);
        patron_numeric_codec_seal(spoiled, length, NUMERIC_CODEC_MOMENTS, 1);
        assert_int_equal(patron_cva_moments_decode(spoiled, length, state_of(1), size, &fault),
                         PATRON_E_CORRUPT);
        assert_fault(&fault, PATRON_E_CORRUPT, "bytes", -1);
    }
    patron_numeric_codec_seal(bytes, length, NUMERIC_CODEC_MOMENTS, 2);
    assert_int_equal(patron_cva_moments_decode(bytes, length, state_of(1), size, &fault),
                     PATRON_E_FORMAT);
    assert_fault(&fault, PATRON_E_FORMAT, "bytes", -1);
    patron_numeric_codec_seal(bytes, 40, NUMERIC_CODEC_MOMENTS, 1);
    assert_int_equal(patron_cva_moments_decode(bytes, 40, state_of(1), size, &fault),
                     PATRON_E_CORRUPT);
    assert_memory_equal(block[0], block[1], size);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weights_are_those_of_fifty_digits),
        cmocka_unit_test(a_distant_origin_takes_no_digits_from_a_correlation),
        cmocka_unit_test(a_generators_truth_lies_in_nine_of_ten_intervals),
        cmocka_unit_test(shapley_shares_add_up_to_what_is_explained),
        cmocka_unit_test(what_says_the_same_shares_its_weight_and_is_named_collinear),
        cmocka_unit_test(without_spread_or_answers_there_are_no_weights),
        cmocka_unit_test(moments_of_any_split_are_the_bytes_of_the_whole),
        cmocka_unit_test(a_scale_of_ratings_changes_no_bit_of_the_weights),
        cmocka_unit_test(segments_and_suppliers_are_answers_like_any),
        cmocka_unit_test(a_wrong_answer_is_named_and_those_before_it_are_kept),
        cmocka_unit_test(a_damaged_block_is_seen),
        cmocka_unit_test(encoded_moments_come_back_as_they_were),
        cmocka_unit_test(sealed_bytes_that_no_moments_encode_to_are_refused),
        cmocka_unit_test(two_to_the_62_answers_fill_moments_and_nothing_is_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
