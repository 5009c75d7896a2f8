/*
 * The sort, held to what a stable order is: a permutation in which values do not descend and equal
 * values keep their row order. Exactly one permutation satisfies that, so no other sort is needed.
 */
#include "../src/portability.h"
#include "../src/numeric/numeric_key.h"
#include "../src/numeric/numeric_sort.h"
#include "test_numeric.h"

static const size_t sizes[] = {1,    2,    3,     4,     15,    16,    17,    24,    25,   63,
                               64,   65,   127,   128,   129,   1000,  4095,  4096,  4097, 4160,
                               8191, 8193, 10007, 16385, 65535, 65536, 65537, 100000};

/* Whether order is the one stable order of n keys. */
static int is_stable_order(size_t n, const uint64_t *key, const uint32_t *order)
{
    unsigned char *seen = calloc(n, 1);
    int right = seen != NULL;
    for (size_t i = 0; right && i < n; ++i) {
        right = order[i] < n && !seen[order[i]];
        if (right)
            seen[order[i]] = 1;
        if (right && i > 0) {
            uint64_t before = key[order[i - 1]];
            uint64_t here = key[order[i]];
            right = before < here || (before == here && order[i - 1] < order[i]);
        }
    }
    free(seen);
    return right;
}

static void check_real(size_t n, const double *value, uint32_t descending)
{
    uint64_t *key = malloc(n * sizeof *key);
    double *sorted = malloc(n * sizeof *sorted);
    double *alone = malloc(n * sizeof *alone);
    uint32_t *order = malloc(n * sizeof *order);
    uint32_t *order_alone = malloc(n * sizeof *order);
    for (size_t i = 0; i < n; ++i)
        key[i] = numeric_key_from_real(value[i]) ^ numeric_key_flip(descending);
    test_block with = test_block_make(patron_numeric_sort_scratch_size(n, 1), 0xFF);
    patron_numeric_sort_real(n, value, descending, with.bytes, sorted, order);
    patron_numeric_sort_real(n, value, descending, with.bytes, NULL, order_alone);
    assert_true(test_block_close(with));
    test_block without = test_block_make(patron_numeric_sort_scratch_size(n, 0), 0);
    patron_numeric_sort_real(n, value, descending, without.bytes, alone, NULL);
    assert_true(test_block_close(without));
    assert_true(is_stable_order(n, key, order));
    assert_memory_equal(order, order_alone, n * sizeof *order);
    assert_memory_equal(sorted, alone, n * sizeof *sorted);
    for (size_t i = 0; i < n; ++i)
        assert_true(sorted[i] == value[order[i]] && (sorted[i] != 0.0 || 1.0 / sorted[i] > 0.0));
    free(key);
    free(sorted);
    free(alone);
    free(order);
    free(order_alone);
}

static void check_whole(size_t n, const int64_t *value, uint32_t descending)
{
    uint64_t *key = malloc(n * sizeof *key);
    int64_t *sorted = malloc(n * sizeof *sorted);
    int64_t *alone = malloc(n * sizeof *alone);
    uint32_t *order = malloc(n * sizeof *order);
    for (size_t i = 0; i < n; ++i)
        key[i] = numeric_key_from_whole(value[i]) ^ numeric_key_flip(descending);
    test_block with = test_block_make(patron_numeric_sort_scratch_size(n, 1), 0x55);
    patron_numeric_sort_whole(n, value, descending, with.bytes, sorted, order);
    patron_numeric_sort_whole(n, value, descending, with.bytes, alone, NULL);
    assert_true(test_block_close(with));
    assert_true(is_stable_order(n, key, order));
    assert_memory_equal(sorted, alone, n * sizeof *sorted);
    for (size_t i = 0; i < n; ++i)
        assert_true(sorted[i] == value[order[i]]);
    free(key);
    free(sorted);
    free(alone);
    free(order);
}

static void check_unsigned(size_t n, const uint64_t *value, uint32_t descending)
{
    uint64_t *key = malloc(n * sizeof *key);
    uint64_t *in_place = malloc(n * sizeof *in_place);
    uint64_t *sorted = malloc(n * sizeof *sorted);
    uint32_t *order = malloc(n * sizeof *order);
    for (size_t i = 0; i < n; ++i)
        key[i] = value[i] ^ numeric_key_flip(descending);
    memcpy(in_place, value, n * sizeof *value);
    test_block with = test_block_make(patron_numeric_sort_scratch_size(n, 1), 0x55);
    patron_numeric_sort_unsigned(n, value, descending, with.bytes, sorted, order);
    assert_true(test_block_close(with));
    assert_true(is_stable_order(n, key, order));
    for (size_t i = 0; i < n; ++i)
        assert_true(sorted[i] == value[order[i]]);
    test_block keys = test_block_make(patron_numeric_sort_keys_scratch_size(n), 0x55);
    patron_numeric_sort_keys(n, in_place, keys.bytes);
    assert_true(test_block_close(keys));
    for (size_t i = 0; i < n; ++i)
        assert_true(in_place[i] == sorted[descending ? n - 1 - i : i]);
    free(key);
    free(in_place);
    free(sorted);
    free(order);
}

static void check_shape(uint32_t shape, size_t n)
{
    support_random state = support_random_from(shape * 1000 + n);
    double *real = malloc(n * sizeof *real);
    int64_t *whole = malloc(n * sizeof *whole);
    uint64_t *unsigned_ids = malloc(n * sizeof *unsigned_ids);
    for (size_t i = 0; i < n; ++i) {
        real[i] = test_shape_real(shape, i, n, &state);
        whole[i] = test_shape_whole(shape, i, n, &state);
        unsigned_ids[i] = (uint64_t)whole[i];
    }
    for (uint32_t descending = 0; descending < 2; ++descending) {
        check_real(n, real, descending);
        check_whole(n, whole, descending);
        check_unsigned(n, unsigned_ids, descending);
    }
    free(real);
    free(whole);
    free(unsigned_ids);
}

static void every_shape_of_profit_sorts_stably_at_every_size(void **state)
{
    (void)state;
    for (uint32_t shape = 0; shape < TEST_SHAPES; ++shape)
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; ++i)
            if (sizes[i] <= support_rows(SIZE_MAX, 10007))
                check_shape(shape, sizes[i]);
}

static void a_million_customers_sort_stably(void **state)
{
    (void)state;
    static const uint32_t shapes[] = {13, 0, 3, 6, 9, 11, 14};
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; ++i)
        check_shape(shapes[i], support_rows(i == 0 ? 1200000 : 200000, 70000));
}

static void nobody_sorts_without_touching_anything(void **state)
{
    (void)state;
    patron_numeric_sort_real(0, NULL, 0, NULL, NULL, NULL);
    patron_numeric_sort_whole(0, NULL, 1, NULL, NULL, NULL);
    patron_numeric_sort_unsigned(0, NULL, 0, NULL, NULL, NULL);
    patron_numeric_sort_keys(0, NULL, NULL);
    assert_true(patron_numeric_sort_scratch_size(0, 0) < 1024);
}

static void scratch_stays_within_24_bytes_a_customer_and_64_kib(void **state)
{
    (void)state;
    for (size_t n = 1; n < (size_t)1 << 27; n += 1 + n / 7) {
        assert_true(patron_numeric_sort_scratch_size(n, 1) <= 24 * n + 65536);
        assert_true(patron_numeric_sort_scratch_size(n, 0) <= 24 * n + 65536);
        assert_true(patron_numeric_sort_keys_scratch_size(n) <= 16 * n + 65536);
    }
    assert_true(patron_numeric_sort_scratch_size(SIZE_MAX, 1) == SIZE_MAX);
    assert_true(patron_numeric_sort_scratch_size(SIZE_MAX / 9, 1) == SIZE_MAX);
}

static void keys_order_as_their_values_do(void **state)
{
    (void)state;
    const double real[] = {-INFINITY,
                           -1.7976931348623157e308,
                           -1.0,
                           -2.2250738585072014e-308,
                           -4.9e-324,
                           0.0,
                           4.9e-324,
                           1.0,
                           1.7976931348623157e308,
                           INFINITY};
    static const int64_t whole[] = {INT64_MIN, INT64_MIN + 1, -1, 0, 1, INT64_MAX};
    for (size_t i = 0; i < sizeof real / sizeof *real; ++i) {
        assert_true(numeric_key_to_real(numeric_key_from_real(real[i])) == real[i]);
        assert_true(i == 0 || numeric_key_from_real(real[i - 1]) < numeric_key_from_real(real[i]));
    }
    for (size_t i = 0; i < sizeof whole / sizeof *whole; ++i) {
        assert_true(numeric_key_to_whole(numeric_key_from_whole(whole[i])) == whole[i]);
        assert_true(i == 0 ||
                    numeric_key_from_whole(whole[i - 1]) < numeric_key_from_whole(whole[i]));
    }
    assert_true(numeric_key_from_real(-0.0) == numeric_key_from_real(0.0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_order_as_their_values_do),
        cmocka_unit_test(nobody_sorts_without_touching_anything),
        cmocka_unit_test(scratch_stays_within_24_bytes_a_customer_and_64_kib),
        cmocka_unit_test(every_shape_of_profit_sorts_stably_at_every_size),
        cmocka_unit_test(a_million_customers_sort_stably),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
