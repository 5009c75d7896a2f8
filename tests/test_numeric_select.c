/*
 * Cuts through a column, against the whole column sorted and summed: integers in 128 bits, doubles
 * whose sums are exact (multiples of a power of two), so that both ways must agree to the last bit.
 */
#include "../src/portability.h"
#include "../src/numeric/numeric_select.h"
#include "test_numeric.h"

static const size_t sizes[] = {1, 2, 3, 16, 17, 100, 4095, 4096, 4097, 8193, 65535, 65537, 200000};

static int compare_whole(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a;
    int64_t right = *(const int64_t *)b;
    return left > right ? -1 : left < right;
}

/* What the sorted column says of a cut, summing one value at a time. */
static void expect_whole(const int64_t *sorted, size_t n, size_t rank, numeric_wide threshold,
                         numeric_cut_whole got)
{
    numeric_wide sum = numeric_wide_make(0);
    numeric_wide above = sum;
    size_t first = 0;
    size_t i = 0;
    for (; i < n; ++i) {
        if (rank == 0 && sorted[i] <= 0)
            break;
        if (i > 0 && sorted[i] != sorted[i - 1]) {
            first = i;
            above = sum;
        }
        sum = numeric_wide_add(sum, sorted[i]);
        if (rank > 0 ? i + 1 == rank : numeric_wide_compare(sum, threshold) >= 0)
            break;
    }
    if (i == n || (rank == 0 && sorted[i] <= 0)) {
        assert_true(rank == 0 && got.rank == 0 && got.equal == 0);
        return;
    }
    size_t equal = 0;
    while (first + equal < n && sorted[first + equal] == sorted[i])
        ++equal;
    assert_true(got.rank == i + 1 && got.value == sorted[i]);
    assert_true(got.greater == first && got.equal == equal);
    assert_true(numeric_wide_compare(got.above, above) == 0);
}

/* A share of the sum of the positive values, from 1 to more than all. */
static int64_t share_of(const int64_t *sorted, size_t n, size_t i)
{
    int64_t total = 0;
    for (size_t j = 0; j < n && sorted[j] > 0; ++j)
        total += sorted[j];
    static const double shares[] = {0.0, 0.01, 0.2, 0.5, 0.8, 0.95, 1.0, 1.5};
    return 1 + (int64_t)(shares[i] * (double)total) - (shares[i] == 1.0);
}

static size_t rank_of(size_t n, size_t i)
{
    static const double shares[] = {0.0, 0.001, 0.2, 0.21, 0.5, 0.8, 0.95, 1.0};
    size_t rank = (size_t)ceil(shares[i] * (double)n);
    return rank < 1 ? 1 : rank > n ? n : rank;
}

static void check(size_t n, const int64_t *whole)
{
    numeric_cut_whole ranks[NUMERIC_SELECT_CUTS];
    numeric_cut_whole sums[NUMERIC_SELECT_CUTS];
    numeric_cut_real reals[NUMERIC_SELECT_CUTS];
    int64_t *sorted = malloc(n * sizeof *sorted);
    double *real = malloc(n * sizeof *real);
    memcpy(sorted, whole, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, compare_whole);
    for (size_t i = 0; i < n; ++i)
        real[i] = (double)whole[i] / 1024.0;
    for (size_t i = 0; i < NUMERIC_SELECT_CUTS; ++i) {
        ranks[i].rank = rank_of(n, i);
        sums[i].rank = i == 2 ? n / 2 + 1 : 0;
        sums[i].threshold = numeric_wide_make(share_of(sorted, n, i));
        reals[i].rank = i == 2 ? n / 2 + 1 : 0;
        reals[i].threshold = numeric_pair_make((double)share_of(sorted, n, i) / 1024.0, 0.0);
    }
    test_block scratch = test_block_make(patron_numeric_select_scratch_size(n), 0xCC);
    patron_numeric_select_whole(n, whole, NUMERIC_SELECT_CUTS, ranks, scratch.bytes);
    patron_numeric_select_whole(n, whole, NUMERIC_SELECT_CUTS, sums, scratch.bytes);
    patron_numeric_select_real(n, real, NUMERIC_SELECT_CUTS, reals, scratch.bytes);
    assert_true(test_block_close(scratch));
    for (size_t i = 0; i < NUMERIC_SELECT_CUTS; ++i) {
        numeric_wide threshold = numeric_wide_make(share_of(sorted, n, i));
        expect_whole(sorted, n, rank_of(n, i), threshold, ranks[i]);
        expect_whole(sorted, n, i == 2 ? n / 2 + 1 : 0, threshold, sums[i]);
        assert_true(reals[i].rank == sums[i].rank && reals[i].equal == sums[i].equal);
        assert_true(reals[i].greater == sums[i].greater);
        assert_true(reals[i].rank == 0 || reals[i].value * 1024.0 == (double)sums[i].value);
        assert_true(numeric_pair_value(reals[i].above) * 1024.0 ==
                    (double)numeric_wide_value(sums[i].above));
    }
    free(sorted);
    free(real);
}

/* Whole amounts below 2^32 in size, so that sums of a million stay exact in a double. */
static int64_t amount(uint32_t shape, size_t i, size_t n, support_random *state)
{
    double real = 1000.0 * test_shape_real(shape, i, n, state);
    double limit = 4294967296.0;
    return (int64_t)(real > limit ? limit : real < -limit ? -limit : real);
}

static void cuts_are_those_of_the_sorted_column(void **state)
{
    (void)state;
    for (uint32_t shape = 0; shape < TEST_SHAPES; ++shape)
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; ++i) {
            size_t n = sizes[i];
            if (n > support_rows(SIZE_MAX, 10000))
                continue;
            support_random random = support_random_from(shape + 100 * n);
            int64_t *whole = malloc(n * sizeof *whole);
            for (size_t row = 0; row < n; ++row)
                whole[row] = amount(shape, row, n, &random);
            check(n, whole);
            for (size_t row = 0; row < n; ++row)
                whole[row] -= 300;
            check(n, whole);
            free(whole);
        }
}

static void sums_of_the_largest_amounts_there_are_do_not_overflow(void **state)
{
    (void)state;
    int64_t whole[5] = {INT64_MAX, INT64_MIN, INT64_MAX, INT64_MAX, INT64_MIN};
    numeric_cut_whole cuts[2] = {{0, {0, 0}, 0, 0, 0, {0, 0}}, {5, {0, 0}, 0, 0, 0, {0, 0}}};
    numeric_wide two = numeric_wide_add(numeric_wide_make(INT64_MAX), INT64_MAX);
    cuts[0].threshold = numeric_wide_add(two, 1);
    test_block scratch = test_block_make(patron_numeric_select_scratch_size(5), 0xCC);
    patron_numeric_select_whole(5, whole, 2, cuts, scratch.bytes);
    assert_true(cuts[0].rank == 3 && cuts[0].greater == 0 && cuts[0].equal == 3);
    assert_true(cuts[1].value == INT64_MIN && cuts[1].greater == 3 && cuts[1].equal == 2);
    assert_true(numeric_wide_compare(cuts[1].above, numeric_wide_add(two, INT64_MAX)) == 0);
    assert_true(test_block_close(scratch));
}

static void nobody_reaches_a_share_where_all_lose(void **state)
{
    (void)state;
    double loss[4] = {-1.0, 0.0, -0.0, -5.0};
    numeric_cut_real cut = {0, {1.0, 0.0}, 0.0, 0, 0, {0.0, 0.0}};
    test_block scratch = test_block_make(patron_numeric_select_scratch_size(4), 0xCC);
    patron_numeric_select_real(4, loss, 1, &cut, scratch.bytes);
    assert_true(cut.rank == 0 && cut.equal == 0);
    cut.rank = 2;
    patron_numeric_select_real(4, loss, 1, &cut, scratch.bytes);
    assert_true(cut.value == 0.0 && cut.greater == 0 && cut.equal == 2);
    assert_true(test_block_close(scratch));
}

static void scratch_stays_within_24_bytes_a_customer_and_64_kib(void **state)
{
    (void)state;
    for (size_t n = 1; n < (size_t)1 << 27; n += 1 + n / 9)
        assert_true(patron_numeric_select_scratch_size(n) <= 24 * n + 65536);
    assert_true(patron_numeric_select_scratch_size(4097) <= 24 * 4097 + 65536);
    assert_true(patron_numeric_select_scratch_size(65536) <= 24 * 65536 + 65536);
    assert_true(patron_numeric_select_scratch_size(SIZE_MAX / 8) == SIZE_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cuts_are_those_of_the_sorted_column),
        cmocka_unit_test(sums_of_the_largest_amounts_there_are_do_not_overflow),
        cmocka_unit_test(nobody_reaches_a_share_where_all_lose),
        cmocka_unit_test(scratch_stays_within_24_bytes_a_customer_and_64_kib),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
