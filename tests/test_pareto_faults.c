#include "test_pareto.h"

static const double three[3] = {5, 3, 1};
static const int64_t cents[3] = {5, 3, 1};
static double two_columns[2][8];
static int64_t whole_column[8];
static uint32_t codes[8];
static uint64_t counts[8];
static unsigned char room[1 << 20];

/* Each call of a macro runs one function with one thing wrong and looks at the fault. */
#define REFUSED(call, status, argument, row)                                                       \
    do {                                                                                           \
        patron_fault fault;                                                                        \
        memset(&fault, 0, sizeof fault);                                                           \
        assert_int_equal((call), (status));                                                        \
        assert_fault(&fault, (status), (argument), (row));                                         \
    } while (0)

static patron_pareto_result empty_result(void)
{
    patron_pareto_result result;
    memset(&result, 0x5A, sizeof result);
    result.struct_size = sizeof result;
    return result;
}

static void untouched(const patron_pareto_result *result)
{
    patron_pareto_result fresh = empty_result();
    assert_memory_equal(result, &fresh, sizeof fresh);
}

static void the_lowest_bad_row_is_reported(void **state)
{
    (void)state;
    patron_pareto_result result = empty_result();
    const double value[3] = {1, NAN, INFINITY};
    const double weight[3] = {1, -1, 1};
    const double late[3] = {1, 1, NAN};
    const uint32_t outside[3] = {3, 0, 1};
    const uint32_t wrong[3] = {0, 2, 1};
    const uint32_t twice[3] = {0, 0, 1};
    const double tied[3] = {2, 2, 2};
    const uint32_t unstable[3] = {1, 0, 2};
    size_t size = sizeof room;
    REFUSED(patron_pareto_summary(NULL, 3, value, NULL, NULL, room, size, &result, &fault),
            PATRON_E_NOT_FINITE, "value", 1);
    REFUSED(patron_pareto_summary(NULL, 3, value, weight, NULL, room, size, &result, &fault),
            PATRON_E_NOT_FINITE, "value", 1);
    REFUSED(patron_pareto_summary(NULL, 3, value, weight, outside, room, size, &result, &fault),
            PATRON_E_RANGE, "order", 0);
    REFUSED(patron_pareto_summary(NULL, 3, late, weight, NULL, room, size, &result, &fault),
            PATRON_E_RANGE, "weight", 1);
    REFUSED(patron_pareto_summary(NULL, 3, three, late, NULL, room, size, &result, &fault),
            PATRON_E_NOT_FINITE, "weight", 2);
    REFUSED(patron_pareto_summary(NULL, 3, three, NULL, wrong, room, size, &result, &fault),
            PATRON_E_RANGE, "order", 2);
    REFUSED(patron_pareto_summary(NULL, 3, three, NULL, twice, room, size, &result, &fault),
            PATRON_E_RANGE, "order", 1);
    REFUSED(patron_pareto_summary(NULL, 3, tied, NULL, unstable, room, size, &result, &fault),
            PATRON_E_RANGE, "order", 1);
    untouched(&result);
    patron_pareto_money_result money;
    money.struct_size = sizeof money;
    REFUSED(patron_pareto_summary_money(NULL, 3, cents, NULL, wrong, room, size, &money, &fault),
            PATRON_E_RANGE, "order", 2);
    REFUSED(patron_pareto_summary_money(NULL, 3, cents, NULL, outside, room, size, &money, &fault),
            PATRON_E_RANGE, "order", 0);
    REFUSED(patron_pareto_rank(3, value, room, size, codes, NULL, &fault), PATRON_E_NOT_FINITE,
            "value", 1);
    REFUSED(patron_pareto_tiles(3, value, NULL, room, size, codes, 2, NULL, NULL, &fault),
            PATRON_E_NOT_FINITE, "value", 1);
    REFUSED(patron_pareto_tiles_money(3, cents, wrong, room, size, codes, 2, NULL, NULL, &fault),
            PATRON_E_RANGE, "order", 2);
    REFUSED(patron_pareto_percent_rank(3, value, NULL, room, size, two_columns[0], NULL, &fault),
            PATRON_E_NOT_FINITE, "value", 1);
    REFUSED(
        patron_pareto_percent_rank_money(3, cents, wrong, room, size, two_columns[0], NULL, &fault),
        PATRON_E_RANGE, "order", 2);
    REFUSED(patron_pareto_whale(3, value, NULL, NULL, room, size, 3, two_columns[0], two_columns[1],
                                &fault),
            PATRON_E_NOT_FINITE, "value", 1);
    REFUSED(patron_pareto_whale_money(3, cents, NULL, wrong, room, size, 3, two_columns[0],
                                      whole_column, &fault),
            PATRON_E_RANGE, "order", 2);
    REFUSED(patron_pareto_classes(NULL, 3, value, NULL, NULL, room, size, codes, NULL, &fault),
            PATRON_E_NOT_FINITE, "value", 1);
    REFUSED(
        patron_pareto_classes_money(NULL, 3, cents, NULL, wrong, room, size, codes, NULL, &fault),
        PATRON_E_RANGE, "order", 2);
}

static void options_outside_their_range_are_refused(void **state)
{
    (void)state;
    patron_pareto_result result = empty_result();
    const double bad[3] = {-1, NAN, INFINITY};
    const char *const name[3] = {"options.tolerance", "options.top_share", "options.target_share"};
    for (int member = 0; member < 3; member++) {
        for (int k = 0; k < 3; k++) {
            patron_pareto_options options = {sizeof options, 0, 0, 0, 0};
            (&options.tolerance)[member] = bad[k];
            REFUSED(patron_pareto_summary(&options, 3, three, NULL, NULL, room, sizeof room,
                                          &result, &fault),
                    PATRON_E_RANGE, name[member], -1);
        }
    }
    patron_pareto_options options = {sizeof options, 2, 0, 0, 0};
    REFUSED(
        patron_pareto_summary(&options, 3, three, NULL, NULL, room, sizeof room, &result, &fault),
        PATRON_E_STRUCT, "options.flags", -1);
    options.flags = 0;
    options.struct_size = 8;
    REFUSED(
        patron_pareto_summary(&options, 3, three, NULL, NULL, room, sizeof room, &result, &fault),
        PATRON_E_STRUCT, "options.struct_size", -1);
    result.struct_size = 8;
    REFUSED(patron_pareto_summary(NULL, 3, three, NULL, NULL, room, sizeof room, &result, &fault),
            PATRON_E_STRUCT, "result.struct_size", -1);
    REFUSED(patron_pareto_summary(NULL, 3, three, NULL, NULL, room, sizeof room, NULL, &fault),
            PATRON_E_NULL, "result", -1);
}

static void class_options_outside_their_range_are_refused(void **state)
{
    (void)state;
    patron_pareto_class_result result;
    memset(&result, 0, sizeof result);
    const patron_pareto_class_options bad[7] = {
        {sizeof *bad, 0, -0.1, 0, 0, 0}, {sizeof *bad, 0, 0, 1.1, 0, 0},
        {sizeof *bad, 0, 0.97, 0, 0, 0}, {sizeof *bad, 0, 0.9, 0.8, 0, 0},
        {sizeof *bad, 0, 0, 0, 3, 0},    {sizeof *bad, 0, 0, 0, 0, 1},
        {sizeof *bad, 2, 0, 0, 0, 0},
    };
    const char *const name[7] = {"options.cut_a", "options.cut_b", "options.cut_b",
                                 "options.cut_b", "options.basis", "options.reserved",
                                 "options.flags"};
    for (int k = 0; k < 7; k++)
        REFUSED(patron_pareto_classes(&bad[k], 3, three, NULL, NULL, room, sizeof room, codes, NULL,
                                      &fault),
                k < 5 ? PATRON_E_RANGE : PATRON_E_STRUCT, name[k], -1);
    REFUSED(
        patron_pareto_classes(NULL, 3, three, NULL, NULL, room, sizeof room, NULL, NULL, &fault),
        PATRON_E_NULL, "customer_class", -1);
    REFUSED(patron_pareto_classes_money(NULL, 3, cents, NULL, NULL, room, sizeof room, codes,
                                        (patron_pareto_money_class_result *)&result, &fault),
            PATRON_E_STRUCT, "result.struct_size", -1);
}

static void arguments_without_rows_are_checked_first(void **state)
{
    (void)state;
    patron_pareto_result result = empty_result();
    size_t size = sizeof room;
    size_t many = (size_t)2147483647 + 1;
    REFUSED(patron_pareto_summary(NULL, many, three, NULL, NULL, room, size, &result, &fault),
            PATRON_E_RANGE, "n", -1);
    REFUSED(patron_pareto_rank(many, three, room, size, codes, NULL, &fault), PATRON_E_RANGE, "n",
            -1);
    REFUSED(patron_pareto_rank_money(3, NULL, room, size, codes, NULL, &fault), PATRON_E_NULL,
            "value", -1);
    REFUSED(patron_pareto_summary(NULL, 3, three, NULL, NULL, room, 10, &result, &fault),
            PATRON_E_SCRATCH, "scratch_size", -1);
    REFUSED(patron_pareto_summary(NULL, 3, three, NULL, NULL, NULL, size, &result, &fault),
            PATRON_E_NULL, "scratch", -1);
    REFUSED(patron_pareto_whale(3, three, NULL, NULL, room, size, 1, two_columns[0], two_columns[1],
                                &fault),
            PATRON_E_RANGE, "points", -1);
    REFUSED(patron_pareto_whale(3, three, NULL, NULL, room, size, 2, NULL, two_columns[1], &fault),
            PATRON_E_NULL, "customers", -1);
    REFUSED(patron_pareto_whale(3, three, NULL, NULL, room, size, 2, two_columns[0], NULL, &fault),
            PATRON_E_NULL, "cumulative", -1);
    REFUSED(patron_pareto_whale_money(3, cents, NULL, NULL, room, size, 2, two_columns[0], NULL,
                                      &fault),
            PATRON_E_NULL, "cumulative", -1);
    REFUSED(patron_pareto_lorenz(3, three, NULL, NULL, room, size, 2, two_columns[0], NULL, &fault),
            PATRON_E_NULL, "share", -1);
    REFUSED(patron_pareto_lorenz_money(3, cents, NULL, NULL, room, size, many, two_columns[0],
                                       two_columns[1], &fault),
            PATRON_E_RANGE, "points", -1);
    REFUSED(patron_pareto_tiles(3, three, NULL, room, size, codes, 0, counts, NULL, &fault),
            PATRON_E_RANGE, "tiles", -1);
    REFUSED(patron_pareto_tiles_money(3, cents, NULL, room, 1, codes, 2, counts, NULL, &fault),
            PATRON_E_SCRATCH, "scratch_size", -1);
    REFUSED(patron_pareto_percent_rank(3, three, NULL, room, 1, NULL, NULL, &fault),
            PATRON_E_SCRATCH, "scratch_size", -1);
    untouched(&result);
}

static void scratch_sizes_say_when_there_is_none(void **state)
{
    (void)state;
    size_t many = (size_t)2147483647 + 1;
    assert_true(patron_pareto_rank_scratch_size(many) == SIZE_MAX);
    assert_true(patron_pareto_summary_scratch_size(many, 0, 1) == SIZE_MAX);
    assert_true(patron_pareto_whale_scratch_size(many, 1) == SIZE_MAX);
    assert_true(patron_pareto_lorenz_scratch_size(many, 0) == SIZE_MAX);
    assert_true(patron_pareto_classes_scratch_size(many, 0) == SIZE_MAX);
    assert_true(patron_pareto_tiles_scratch_size(many, 1) == SIZE_MAX);
    assert_true(patron_pareto_percent_rank_scratch_size(many, 1) == SIZE_MAX);
    assert_true(patron_pareto_summary_scratch_size(1000000, 0, 1) < 65536);
    for (uint32_t flags = 0; flags < 2; flags++)
        assert_true(patron_pareto_summary_scratch_size(10000000, flags, 0) < (size_t)25 * 10000000);
}

static void sums_beyond_their_type_are_faults(void **state)
{
    (void)state;
    patron_pareto_result result = empty_result();
    patron_pareto_money_result money;
    money.struct_size = sizeof money;
    const double huge[3] = {1.5e308, 1e308, -1.5e308};
    const double heavy[3] = {1.5e308, 1e308, 1e308};
    const double tiny[3] = {1e300, -1e300, 1e-300};
    const double far[2] = {1e300, 1};
    const double crowd[2] = {1e10, 1};
    const int64_t whole[3] = {INT64_MAX, 1, -1};
    const int64_t lowest[1] = {INT64_MIN};
    const int64_t large[1] = {INT64_C(1) << 40};
    const uint32_t often[1] = {UINT32_MAX};
    size_t size = sizeof room;
    REFUSED(patron_pareto_summary(NULL, 3, huge, NULL, NULL, room, size, &result, &fault),
            PATRON_E_OVERFLOW, "value", -1);
    REFUSED(patron_pareto_summary(NULL, 3, three, heavy, NULL, room, size, &result, &fault),
            PATRON_E_OVERFLOW, "value", -1);
    REFUSED(patron_pareto_summary(NULL, 3, tiny, heavy, NULL, room, size, &result, &fault),
            PATRON_E_OVERFLOW, "value", -1);
    REFUSED(patron_pareto_summary(NULL, 3, tiny, NULL, NULL, room, size, &result, &fault),
            PATRON_E_OVERFLOW, "value", -1);
    REFUSED(patron_pareto_summary(NULL, 2, far, crowd, NULL, room, size, &result, &fault),
            PATRON_E_OVERFLOW, "value", -1);
    const double small[3] = {1e-10, 1e-10, 1e-10};
    REFUSED(patron_pareto_summary(NULL, 3, small, heavy, NULL, room, size, &result, &fault),
            PATRON_E_OVERFLOW, "weight", -1);
    untouched(&result);
    REFUSED(patron_pareto_summary_money(NULL, 3, whole, NULL, NULL, room, size, &money, &fault),
            PATRON_E_OVERFLOW, "value", -1);
    REFUSED(patron_pareto_summary_money(NULL, 1, lowest, NULL, NULL, room, size, &money, &fault),
            PATRON_E_OVERFLOW, "value", -1);
    REFUSED(patron_pareto_summary_money(NULL, 1, large, often, NULL, room, size, &money, &fault),
            PATRON_E_OVERFLOW, "value", -1);
    REFUSED(patron_pareto_whale(3, huge, NULL, NULL, room, size, 3, two_columns[0], two_columns[1],
                                &fault),
            PATRON_E_OVERFLOW, "value", -1);
    REFUSED(patron_pareto_whale_money(3, whole, NULL, NULL, room, size, 3, two_columns[0],
                                      whole_column, &fault),
            PATRON_E_OVERFLOW, "value", -1);
    REFUSED(patron_pareto_classes(NULL, 3, huge, NULL, NULL, room, size, codes, NULL, &fault),
            PATRON_E_OVERFLOW, "value", -1);
    REFUSED(
        patron_pareto_classes_money(NULL, 3, whole, NULL, NULL, room, size, codes, NULL, &fault),
        PATRON_E_OVERFLOW, "value", -1);
}

static void a_shop_without_customers_has_no_ratios(void **state)
{
    (void)state;
    patron_pareto_result result = empty_result();
    const double nobody[3] = {0, 0, 0};
    assert_int_equal(patron_pareto_summary(NULL, 0, NULL, NULL, NULL, NULL, 0, &result, NULL),
                     PATRON_OK);
    for (int k = 0; k < 2; k++) {
        assert_int_equal(result.notes, PATRON_PARETO_NOTE_TOTAL_NOT_POSITIVE);
        assert_true(result.customers == 0 && result.total == 0 && result.top_sum == 0);
        assert_true(isnan(result.gini) && isnan(result.peak_share) && isnan(result.effective));
        assert_int_equal(result.filled_size, sizeof result);
        assert_int_equal(pareto_summarize(NULL, 3, three, nobody, NULL, &result), PATRON_OK);
        assert_int_equal(result.rows, 3);
    }
    patron_pareto_money_result money;
    assert_int_equal(pareto_summarize_money(NULL, 0, NULL, NULL, NULL, &money), PATRON_OK);
    assert_true(money.customers == 0 && isnan(money.gini));
    assert_int_equal(patron_pareto_rank(0, NULL, NULL, 0, NULL, NULL, NULL), PATRON_OK);
    assert_int_equal(
        patron_pareto_tiles(0, NULL, NULL, NULL, 0, NULL, 3, counts, two_columns[0], NULL),
        PATRON_OK);
    assert_true(counts[2] == 0 && two_columns[0][2] == 0.0);
    assert_int_equal(patron_pareto_percent_rank(0, NULL, NULL, NULL, 0, NULL, NULL, NULL),
                     PATRON_OK);
    assert_int_equal(patron_pareto_classes(NULL, 0, NULL, NULL, NULL, NULL, 0, NULL, NULL, NULL),
                     PATRON_OK);
}

static void a_larger_result_gets_zeros_behind_what_is_known(void **state)
{
    (void)state;
    unsigned char later[sizeof(patron_pareto_result) + 16];
    uint32_t size = sizeof later;
    memset(later, 0x5A, sizeof later);
    memcpy(later, &size, sizeof size);
    assert_int_equal(patron_pareto_summary(NULL, 3, three, NULL, NULL, room, sizeof room,
                                           (patron_pareto_result *)(void *)later, NULL),
                     PATRON_OK);
    patron_pareto_result result;
    memcpy(&result, later, sizeof result);
    assert_int_equal(result.filled_size, sizeof result);
    assert_close(result.total, 9.0, 0.0, 0.0);
    for (size_t i = sizeof result; i < sizeof later; i++)
        assert_int_equal(later[i], 0);
}

/* Sums that fit, and one figure made of them that does not. */
static void figures_beyond_a_double_are_faults(void **state)
{
    (void)state;
    patron_pareto_result result = empty_result();
    patron_pareto_options options;
    size_t size = sizeof room;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;

    /* Gini: 4/3 x / t of x, t and -x; corrected: 2 x / t. The peak's share is x / t. */
    const double gini[3] = {1.5e8, 1e-300, -1.5e8};
    const double corrected[3] = {1.3e8, 1e-300, -1.3e8};
    REFUSED(patron_pareto_summary(NULL, 3, gini, NULL, NULL, room, size, &result, &fault),
            PATRON_E_OVERFLOW, "value", -1);
    REFUSED(patron_pareto_summary(NULL, 3, corrected, NULL, NULL, room, size, &result, &fault),
            PATRON_E_OVERFLOW, "value", -1);
    options.flags = PATRON_PARETO_WITHOUT_INEQUALITY;
    assert_int_equal(
        patron_pareto_summary(&options, 3, gini, NULL, NULL, room, size, &result, NULL), PATRON_OK);
    assert_close(result.peak_share, 1.5e308, 1e-14, 0);
    result = empty_result();

    /* Gini of losers over W - 1 customers, the smallest double. */
    const double losers[3] = {-1, -2, -3};
    const double barely[3] = {0.5, 0.5, 4.9406564584124654e-324};
    REFUSED(patron_pareto_summary(NULL, 3, losers, barely, NULL, room, size, &result, &fault),
            PATRON_E_OVERFLOW, "value", -1);

    /* The HHI of W equal customers is 1 / W. */
    const double few[1] = {1e-310};
    REFUSED(patron_pareto_summary(NULL, 1, three, few, NULL, room, size, &result, &fault),
            PATRON_E_OVERFLOW, "value", -1);

    /* v (2^53 + 3) rounds to the last double of its binade, v (2^53 + 4), as the customers round, to
       the next. At the end of the doubles that is none; over a total of 2^-1000 its share is none. */
    const double crowd[2] = {9007199254740994.0, 1};
    const double v = 1.0 - ldexp(1.0, -51);
    const double large[2] = {ldexp(v, 971), ldexp(v, 971)};
    options.top_share = 1.0;
    REFUSED(patron_pareto_summary(&options, 2, large, crowd, NULL, room, size, &result, &fault),
            PATRON_E_OVERFLOW, "value", -1);
    const double x = ldexp(v, -29);
    const double both[5] = {x, x, ldexp(1.0, -1000), -x, -x};
    const double crowds[5] = {9007199254740994.0, 1, 1, 9007199254740994.0, 1};
    options.top_share = 0.5;
    REFUSED(patron_pareto_summary(&options, 5, both, crowds, NULL, room, size, &result, &fault),
            PATRON_E_OVERFLOW, "value", -1);
    untouched(&result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_lowest_bad_row_is_reported),
        cmocka_unit_test(options_outside_their_range_are_refused),
        cmocka_unit_test(class_options_outside_their_range_are_refused),
        cmocka_unit_test(arguments_without_rows_are_checked_first),
        cmocka_unit_test(scratch_sizes_say_when_there_is_none),
        cmocka_unit_test(sums_beyond_their_type_are_faults),
        cmocka_unit_test(a_shop_without_customers_has_no_ratios),
        cmocka_unit_test(a_larger_result_gets_zeros_behind_what_is_known),
        cmocka_unit_test(figures_beyond_a_double_are_faults),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
