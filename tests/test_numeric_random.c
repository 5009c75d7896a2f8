/*
 * Draws against the known answers of their authors and the moments of their distributions.
 */
#include "../src/portability.h"
#include "../src/numeric/numeric_random.h"
#include "test_numeric.h"

static void blocks_are_those_of_the_authors(void **state)
{
    /* Random123's known answers of philox4x32-10: counter[4], key, block[4] */
    static const struct {
        uint32_t counter[4];
        uint64_t key;
        uint32_t block[4];
    } known[3] = {
        {{0, 0, 0, 0}, 0, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
        {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
         UINT64_C(0xffffffffffffffff),
         {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
        {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
         UINT64_C(0x299f31d0a4093822),
         {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
    };
    (void)state;
    for (int i = 0; i < 3; i++) {
        uint32_t word[4];
        memcpy(word, known[i].counter, sizeof word);
        patron_numeric_philox(known[i].key, word);
        assert_memory_equal(word, known[i].block, sizeof word);
    }
    numeric_random random = patron_numeric_random_open(0, 0);
    assert_true(patron_numeric_random_bits(&random) == UINT64_C(0xe169c58d6627e8d5));
    assert_true(patron_numeric_random_bits(&random) == UINT64_C(0x9b00dbd8bc57ac4c));
    random = patron_numeric_random_open(UINT64_C(0xffffffffffffffff), UINT64_C(0xffffffffffffffff));
    random.block = UINT64_C(0xffffffffffffffff);
    assert_true(patron_numeric_random_bits(&random) == UINT64_C(0x41c83b0e408f276d));
}

enum { KINDS = 9 };

/* One draw of a kind, and what its mean and variance are. */
static double draw(int kind, numeric_random *random, double *mean, double *variance)
{
    static const double shape[4] = {0.02, 0.7, 3.5, 1e6};
    double a, b;
    if (kind < 4) {
        *mean = *variance = shape[kind];
        return exp(patron_numeric_random_log_gamma(random, shape[kind]));
    }
    switch (kind) {
    case 4:
        *mean = 0.5;
        *variance = 1.0 / 12.0;
        return patron_numeric_random_uniform(random);
    case 5:
        *mean = *variance = 1.0;
        return patron_numeric_random_exponential(random);
    case 6:
        *mean = 0.0;
        *variance = 1.0;
        return patron_numeric_random_normal(random);
    case 7:
        a = 0.05, b = 0.2;
        break;
    default:
        a = 2.5, b = 1.5;
        break;
    }
    *mean = a / (a + b);
    *variance = a * b / ((a + b) * (a + b) * (a + b + 1.0));
    return 1.0 / (1.0 + exp(-patron_numeric_random_logit_beta(random, a, b)));
}

static void draws_have_the_moments_of_their_distributions(void **state)
{
    size_t rows = support_rows(200000, 20000);
    (void)state;
    for (int kind = 0; kind < KINDS; kind++) {
        double mean = 0.0, variance = 0.0, sum = 0.0, squares = 0.0, fourths = 0.0;
        for (size_t i = 0; i < rows; i++) {
            numeric_random random = patron_numeric_random_open(7 + (uint64_t)kind, i);
            double off = draw(kind, &random, &mean, &variance) - mean;
            sum += off;
            squares += off * off;
            fourths += off * off * off * off;
        }
        double n = (double)rows, second = squares / n;
        assert_close(sum / n, 0.0, 0.0, 4.0 * sqrt(variance / n));
        assert_close(second, variance, 0.0, 4.0 * sqrt((fourths / n - second * second) / n));
    }
}

/* ln U / shape, but for what is bounded. */
static void gammas_of_tiny_shapes_keep_their_size(void **state)
{
    double sum = 0.0;
    (void)state;
    for (uint64_t i = 0; i < 20000; i++) {
        numeric_random random = patron_numeric_random_open(3, i);
        double value = patron_numeric_random_log_gamma(&random, 1e-6);
        assert_true(isfinite(value));
        sum += value / 20000.0;
    }
    assert_close(sum, -1e6, 0.03, 0.0); /* digamma(1e-6) = -1e6 - 0.577 */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_are_those_of_the_authors),
        cmocka_unit_test(draws_have_the_moments_of_their_distributions),
        cmocka_unit_test(gammas_of_tiny_shapes_keep_their_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
