/*
 * The building blocks: pairs of doubles against integers that hold the same sums exactly, 128-bit
 * sums against published and hand-made edges, and the carving of scratch.
 */
#include "../src/portability.h"
#include "../src/numeric/numeric_compensated.h"
#include "../src/numeric/numeric_reach.h"
#include "../src/numeric/numeric_scratch.h"
#include "../src/numeric/numeric_wide.h"
#include "../src/sum/sum_exact.h"
#include "test_numeric.h"

/* 53 random bits with a sign. */
static double random_integer(support_random *state)
{
    double size = (double)(support_random_bits(state) >> 11);
    return support_random_bits(state) & 1 ? -size : size;
}

static void a_sum_of_two_keeps_what_rounding_drops(void **state)
{
    (void)state;
    numeric_pair sum = numeric_two_sum(1.0, 1e-30);
    assert_true(sum.high == 1.0 && sum.low == 1e-30);
    sum = numeric_two_sum(9007199254740992.0, 1.0); /* 2^53 + 1 is no double */
    assert_true(sum.high == 9007199254740992.0 && sum.low == 1.0);
    sum = numeric_quick_two_sum(9007199254740992.0, -1.5);
    assert_true(sum.high == 9007199254740990.0 && sum.low == 0.5);
}

static void a_product_of_two_is_exact(void **state)
{
    (void)state;
    support_random random = support_random_from(1);
    for (uint32_t i = 0; i < 100000; ++i) {
        uint64_t a = support_random_bits(&random) >> 11;
        uint64_t b = support_random_bits(&random) >> 11;
        numeric_pair product = numeric_two_product((double)a, (double)b);
        /* Modulo 2^64 the product of the integers is the sum of the two halves. */
        uint64_t high = product.high < 18446744073709551616.0
                            ? (uint64_t)product.high
                            : (uint64_t)ldexp(fmod(product.high, 18446744073709551616.0), 0);
        assert_true((uint64_t)(high + (uint64_t)(int64_t)product.low) == a * b);
        assert_true(fabs(product.low) <= ldexp(product.high, -53));
    }
}

static void a_running_pair_loses_no_cent_in_a_million(void **state)
{
    (void)state;
    support_random random = support_random_from(2);
    numeric_pair pair = numeric_pair_make(0.0, 0.0);
    numeric_pair other = numeric_pair_make(0.0, 0.0);
    numeric_wide whole = numeric_wide_make(0);
    for (uint32_t i = 0; i < support_rows(1000000, 100000); ++i) {
        double value = random_integer(&random);
        if (i % 2 == 0)
            pair = numeric_pair_add(pair, value);
        else
            other = numeric_pair_add(other, value);
        whole = numeric_wide_add(whole, (int64_t)value);
        if (i % 10000 == 9999) {
            numeric_pair both = numeric_pair_sum(pair, other);
            assert_true(numeric_pair_value(both) == numeric_wide_real(whole));
        }
    }
}

static void products_accumulate_exactly_enough(void **state)
{
    (void)state;
    /* A thousand squares of the double 0.1 (mpmath):
       10.0000000000000011102230246251565712385107782866. */
    numeric_pair sum = numeric_pair_make(0.0, 0.0);
    for (uint32_t i = 0; i < 1000; ++i)
        sum = numeric_pair_add_product(sum, 0.1, 0.1);
    assert_true(sum.high == 10.000000000000002);
    assert_true(fabs(sum.low + 6.6613381477509389e-16) < 1e-27);
}

static void pairs_compare_by_both_halves(void **state)
{
    (void)state;
    numeric_pair one = numeric_pair_make(1.0, 0.0);
    numeric_pair more = numeric_pair_make(1.0, 1e-20);
    assert_true(numeric_pair_compare(one, more) == -1 && numeric_pair_compare(more, one) == 1);
    assert_true(numeric_pair_compare(more, more) == 0);
    assert_true(numeric_pair_compare(numeric_pair_make(2.0, -1e-20), more) == 1);
    assert_true(numeric_pair_compare(one, numeric_pair_make(2.0, 0.0)) == -1);
}

static void wide_sums_pass_the_ends_of_64_bits(void **state)
{
    (void)state;
    numeric_wide sum = numeric_wide_add(numeric_wide_make(INT64_MAX), 1);
    assert_true(!numeric_wide_fits(sum) && numeric_wide_real(sum) == 9223372036854775808.0);
    sum = numeric_wide_add(sum, -1);
    assert_true(numeric_wide_fits(sum) && numeric_wide_value(sum) == INT64_MAX);
    sum = numeric_wide_add(numeric_wide_make(INT64_MIN), -1);
    assert_true(!numeric_wide_fits(sum) && numeric_wide_is_negative(sum));
    assert_true(numeric_wide_real(sum) == -9223372036854775808.0);
    sum = numeric_wide_negate(sum);
    assert_true(!numeric_wide_is_negative(sum) && sum.low == UINT64_C(0x8000000000000001));
    assert_true(numeric_wide_fits(numeric_wide_make(INT64_MIN)));
    assert_true(numeric_wide_compare(numeric_wide_make(-1), numeric_wide_make(1)) == -1);
    assert_true(numeric_wide_compare(numeric_wide_make(2), numeric_wide_make(1)) == 1);
    assert_true(numeric_wide_compare(numeric_wide_make(-5), numeric_wide_make(-5)) == 0);
    assert_true(numeric_wide_is_negative(numeric_wide_negate(numeric_wide_make(1))));
    sum = numeric_wide_negate(numeric_wide_make(0));
    assert_true(sum.low == 0 && sum.high == 0);
}

static void a_wide_sum_becomes_the_nearest_double(void **state)
{
    (void)state;
    numeric_wide wide;
    wide.high = 1;
    wide.low = 2048; /* 2^64 + 2^11: half a step above, ties to even */
    assert_true(numeric_wide_real(wide) == 18446744073709551616.0);
    wide.low = 2049;
    assert_true(numeric_wide_real(wide) == 18446744073709555712.0);
    wide.low = 6144; /* 2^64 + 1.5 steps: to the even one above */
    assert_true(numeric_wide_real(wide) == 18446744073709559808.0);
    wide.high = UINT64_MAX >> 1;
    wide.low = UINT64_MAX;
    assert_true(numeric_wide_real(wide) == ldexp(1.0, 127));
    wide.high = UINT64_C(1) << 63;
    wide.low = 0;
    assert_true(numeric_wide_real(wide) == -ldexp(1.0, 127));
    assert_true(numeric_wide_real(numeric_wide_make(0)) == 0.0);
}

static void scratch_is_carved_at_multiples_of_64_within_its_size(void **state)
{
    (void)state;
    size_t need = numeric_scratch_need(NUMERIC_SCRATCH_SLACK, 3, 8);
    need = numeric_scratch_need(need, 0, 8);
    need = numeric_scratch_need(need, 100, 1);
    assert_true(need == 63 + 64 + 128);
    unsigned char memory[63 + 64 + 128 + 64];
    for (size_t offset = 0; offset < 64; ++offset) {
        numeric_scratch carve = numeric_scratch_open(memory + offset, need);
        unsigned char *first = numeric_scratch_take(&carve, 3, 8);
        unsigned char *none = numeric_scratch_take(&carve, 0, 8);
        unsigned char *second = numeric_scratch_take(&carve, 100, 1);
        assert_true((uintptr_t)first % 64 == 0 && second == first + 64 && none == second);
        assert_true(first >= memory + offset && second + 128 <= memory + offset + need);
    }
}

static void sizes_too_large_stay_too_large(void **state)
{
    (void)state;
    assert_true(numeric_scratch_need(0, SIZE_MAX, 2) == SIZE_MAX);
    assert_true(numeric_scratch_need(0, SIZE_MAX - 10, 1) == SIZE_MAX);
    assert_true(numeric_scratch_need(SIZE_MAX - 63, 1, 1) == SIZE_MAX);
    assert_true(numeric_scratch_need(SIZE_MAX, 0, 1) == SIZE_MAX);
}

static void nothing_carves_nothing(void **state)
{
    (void)state;
    unsigned char memory[64];
    numeric_scratch carve = numeric_scratch_open(NULL, 0);
    assert_true(numeric_scratch_take(&carve, 0, 8) == NULL);
    carve = numeric_scratch_open(memory + 1 - ((uintptr_t)memory & 1), 0);
    assert_true(numeric_scratch_take(&carve, 0, 8) == memory + 1 - ((uintptr_t)memory & 1));
}

/* q (2^64 - 1) + 7 = q 2^64 - (q - 7). */
static void a_wide_sum_divides_by_the_largest_divisor(void **state)
{
    (void)state;
    uint64_t quotient = UINT64_C(12345678901234567890);
    numeric_wide wide;
    wide.high = quotient - 1;
    wide.low = (uint64_t)0 - (quotient - 7);
    uint64_t rest = 0;
    assert_true(numeric_wide_divide(wide, UINT64_MAX, &rest) == quotient);
    assert_true(rest == 7);
}

/* Against Python's fractions: ceil of the double nearest to share x total, within [1, total]. */
static void a_share_of_money_is_a_whole_amount_that_the_total_holds(void **state)
{
    (void)state;
    assert_true(numeric_reach(0.0, 100) == 1 && numeric_reach(.001, 100) == 1);
    assert_true(numeric_reach(.8, 100) == 80 && numeric_reach(.801, 100) == 81);
    assert_true(numeric_reach(2.25, 100) == 225);
    assert_true(numeric_reach(1.0, INT64_C(9007199254740995)) == INT64_C(9007199254740995));
    assert_true(numeric_reach(1.0, INT64_MAX) == INT64_MAX);
    assert_true(numeric_reach(.5, INT64_MAX) == INT64_C(1) << 62);
    assert_true(numeric_reach(1.5, INT64_MAX) == 0 && numeric_reach(1e300, 1) == 0);
}

static void a_sum_beyond_a_double_is_not_split(void **state)
{
    patron_sum_exact sum;
    double high = 7.0, low = 7.0;
    (void)state;
    patron_sum_exact_init(&sum);
    sum_exact_add(&sum, 1.0);
    sum_exact_add(&sum, 0x1p-80);
    assert_true(patron_sum_exact_split(&sum, &high, &low));
    assert_true(high == 1.0 && low == 0x1p-80);
    sum_exact_add(&sum, DBL_MAX);
    sum_exact_add(&sum, DBL_MAX);
    assert_true(!patron_sum_exact_split(&sum, &high, &low));
    assert_true(high == 1.0 && low == 0x1p-80);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sum_beyond_a_double_is_not_split),
        cmocka_unit_test(a_sum_of_two_keeps_what_rounding_drops),
        cmocka_unit_test(a_product_of_two_is_exact),
        cmocka_unit_test(a_running_pair_loses_no_cent_in_a_million),
        cmocka_unit_test(products_accumulate_exactly_enough),
        cmocka_unit_test(pairs_compare_by_both_halves),
        cmocka_unit_test(wide_sums_pass_the_ends_of_64_bits),
        cmocka_unit_test(a_wide_sum_becomes_the_nearest_double),
        cmocka_unit_test(scratch_is_carved_at_multiples_of_64_within_its_size),
        cmocka_unit_test(sizes_too_large_stay_too_large),
        cmocka_unit_test(nothing_carves_nothing),
        cmocka_unit_test(a_wide_sum_divides_by_the_largest_divisor),
        cmocka_unit_test(a_share_of_money_is_a_whole_amount_that_the_total_holds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
