#include "test_pareto.h"

enum { MOST = 500 };

static double column[MOST];
static double weights[MOST];
static uint32_t order[MOST];
static uint32_t class_of[2][MOST];

static int32_t classify(const patron_pareto_class_options *options, size_t n, const double *value,
                        const double *weight, const uint32_t *given, int which,
                        patron_pareto_class_result *result)
{
    size_t size = patron_pareto_classes_scratch_size(n, given != NULL);
    void *scratch = support_guarded(size);
    memset(result, 0x5A, sizeof *result);
    result->struct_size = sizeof *result;
    int32_t status = patron_pareto_classes(options, n, value, weight, given, scratch, size,
                                           class_of[which], result, NULL);
    support_guarded_free(scratch, size);
    return status;
}

static void eighty_twenty_gives_two_a_three_b_five_c(void **state)
{
    (void)state;
    const double value[10] = {500, 300, 80, 50, 30, 20, 10, 5, 3, 2};
    const uint32_t expected[10] = {1, 1, 2, 2, 2, 3, 3, 3, 3, 3};
    patron_pareto_class_result result;
    assert_int_equal(classify(NULL, 10, value, NULL, NULL, 0, &result), PATRON_OK);
    assert_memory_equal(class_of[0], expected, sizeof expected);
    assert_int_equal(result.notes, 0);
    assert_true(result.a_customers == 2 && result.b_customers == 3 && result.c_customers == 5);
    assert_true(result.a_sum == 800 && result.b_sum == 160 && result.c_sum == 40);
}

/* 80 % of the peak of 654: the green customers of the 264; past the peak nobody is A or B. */
static void classes_of_the_peak_stop_at_the_peak(void **state)
{
    (void)state;
    double value[264];
    for (int i = 0; i < 264; i++)
        value[i] = i < 30 ? 513.0 / 30 : i < 151 ? 141.0 / 121 : -554.0 / 113;
    patron_pareto_class_options options = {sizeof options, 0, 0, 0, PATRON_PARETO_OF_PEAK, 0};
    patron_pareto_class_result result;
    assert_int_equal(classify(&options, 264, value, NULL, NULL, 0, &result), PATRON_OK);
    /* 523.2 = 513 + 8.75 x 141 / 121: 39 customers; 621.3 needs 93 of the 121 */
    assert_true(result.a_customers == 39 && result.b_customers == 30 + 93 - 39);
    assert_close(result.a_sum + result.b_sum + result.c_sum, 100.0, 1e-12, 0.0);
    for (int i = 151; i < 264; i++)
        assert_int_equal(class_of[0][i], PATRON_PARETO_C);
}

/* The definition, customer by customer; values are small whole numbers, so that sums are exact. */
static void classify_plainly(const patron_pareto_class_options *options, size_t n,
                             const double *value, const double *weight, uint32_t *expected)
{
    double basis = 0.0;
    double before = 0.0;
    for (size_t i = 0; i < n; i++)
        if (options->basis != PATRON_PARETO_OF_PEAK || value[i] > 0.0)
            basis += value[i] * weight[i];
    for (size_t k = 0; k < n; k++) {
        size_t i = order[k];
        uint32_t made = before < options->cut_a * basis   ? PATRON_PARETO_A
                        : before < options->cut_b * basis ? PATRON_PARETO_B
                                                          : PATRON_PARETO_C;
        if (value[i] <= 0.0)
            made = PATRON_PARETO_C;
        if (options->flags != 0 && k > 0 && value[order[k - 1]] == value[i])
            made = expected[order[k - 1]];
        expected[i] = basis > 0.0 ? made : 0;
        before += value[i] * weight[i];
    }
}

static void classes_follow_their_definition(void **state)
{
    (void)state;
    support_random random = support_random_from(21);
    static uint32_t expected[MOST];
    static int64_t money[MOST];
    static uint32_t whole[MOST];
    for (size_t round = 0; round < support_rows(500, 60); round++) {
        size_t n = 1 + (size_t)support_random_below(&random, round % 2 ? 12 : MOST - 1);
        int weighted = round % 3 == 0;
        patron_pareto_class_options options = {sizeof options, 0, 0, 0, 0, 0};
        options.flags = (uint32_t)support_random_below(&random, 2);
        options.basis = (uint32_t)support_random_below(&random, 3);
        options.cut_a = (double)(1 + support_random_below(&random, 16)) / 16.0;
        options.cut_b = fmin(1.0, options.cut_a + (double)support_random_below(&random, 4) / 16.0);
        for (size_t i = 0; i < n; i++) {
            column[i] = (double)support_random_integer(&random, round % 5 ? 0 : -3, round % 7 * 3);
            whole[i] = weighted ? (uint32_t)support_random_below(&random, 4) : 1;
            weights[i] = (double)whole[i];
            money[i] = (int64_t)column[i];
        }
        pareto_order_of(n, column, order);
        classify_plainly(&options, n, column, weights, expected);
        patron_pareto_class_result a;
        patron_pareto_class_result b;
        const double *given = weighted ? weights : NULL;
        assert_int_equal(classify(&options, n, column, given, NULL, 0, &a), PATRON_OK);
        assert_memory_equal(class_of[0], expected, n * sizeof *expected);
        assert_int_equal(classify(&options, n, column, given, order, 1, &b), PATRON_OK);
        assert_memory_equal(class_of[0], class_of[1], n * sizeof *expected);
        assert_memory_equal(&a, &b, sizeof a);
        double customers[4] = {0, 0, 0, 0};
        double sum[4] = {0, 0, 0, 0};
        uint32_t split = 0;
        for (size_t k = 0; k < n; k++) {
            size_t i = order[k];
            customers[expected[i]] += weights[i];
            sum[expected[i]] += weights[i] * column[i];
            split |=
                k > 0 && column[order[k - 1]] == column[i] && expected[order[k - 1]] != expected[i];
        }
        assert_int_equal((a.notes & PATRON_PARETO_NOTE_TIE_SPLIT) != 0, split);
        assert_int_equal((a.notes & PATRON_PARETO_NOTE_TOTAL_NOT_POSITIVE) != 0, expected[0] == 0);
        assert_true(a.a_customers == customers[1] && a.b_customers == customers[2]);
        assert_true(a.c_customers == customers[3] && a.a_sum == sum[1] && a.b_sum == sum[2]);
        assert_true(a.c_sum == sum[3]);
        patron_pareto_money_class_result m;
        m.struct_size = sizeof m;
        size_t size = patron_pareto_classes_scratch_size(n, 0);
        void *scratch = support_guarded(size);
        assert_int_equal(patron_pareto_classes_money(&options, n, money, weighted ? whole : NULL,
                                                     NULL, scratch, size, class_of[1], &m, NULL),
                         PATRON_OK);
        support_guarded_free(scratch, size);
        assert_memory_equal(class_of[0], class_of[1], n * sizeof *expected);
        assert_int_equal(m.notes, a.notes);
        assert_int_equal(m.a_sum, (int64_t)a.a_sum);
        assert_int_equal(m.b_customers, (uint64_t)a.b_customers);
        assert_int_equal(m.c_customers, (uint64_t)a.c_customers);
        assert_int_equal(m.c_sum, (int64_t)a.c_sum);
    }
}

static void classes_of_real_values_partition_the_customers(void **state)
{
    (void)state;
    support_random random = support_random_from(22);
    for (size_t round = 0; round < support_rows(300, 40); round++) {
        size_t n = 1 + (size_t)support_random_below(&random, MOST - 1);
        pareto_column(&random, (uint32_t)(round % PARETO_KINDS), n, column);
        for (size_t i = 0; i < n; i++)
            weights[i] = support_random_exponential(&random, 2.0);
        const double *given = round % 2 ? weights : NULL;
        patron_pareto_class_result a;
        patron_pareto_class_result b;
        assert_int_equal(classify(NULL, n, column, given, NULL, 0, &a), PATRON_OK);
        pareto_order_of(n, column, order);
        assert_int_equal(classify(NULL, n, column, given, order, 1, &b), PATRON_OK);
        assert_memory_equal(&a, &b, sizeof a);
        assert_memory_equal(class_of[0], class_of[1], n * sizeof(uint32_t));
        patron_pareto_result result;
        assert_int_equal(pareto_summarize(NULL, n, column, given, NULL, &result), PATRON_OK);
        if (a.notes & PATRON_PARETO_NOTE_TOTAL_NOT_POSITIVE) {
            assert_true(!(result.total > 0.0));
            continue;
        }
        assert_close(a.a_customers + a.b_customers + a.c_customers, result.customers, 1e-14, 0.0);
        assert_close(a.a_sum / 2 + a.b_sum / 2 + a.c_sum / 2, result.total / 2, 1e-14,
                     1e-15 * result.erosion + 5e-321);
        for (size_t k = 1; k < n; k++)
            assert_true(class_of[0][order[k - 1]] <= class_of[0][order[k]]);
        assert_int_equal(class_of[0][order[0]], PATRON_PARETO_A);
        assert_true(given != NULL || a.a_sum >= 0.8 * result.total * (1.0 - 1e-15));
    }
}

static void one_customer_is_a(void **state)
{
    (void)state;
    const double value[1] = {3};
    patron_pareto_class_result result;
    assert_int_equal(classify(NULL, 1, value, NULL, NULL, 0, &result), PATRON_OK);
    assert_int_equal(class_of[0][0], PATRON_PARETO_A);
    assert_int_equal(classify(NULL, 0, NULL, NULL, NULL, 0, &result), PATRON_OK);
    assert_true(result.a_customers == 0 && result.c_sum == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(eighty_twenty_gives_two_a_three_b_five_c),
        cmocka_unit_test(classes_of_the_peak_stop_at_the_peak),
        cmocka_unit_test(classes_follow_their_definition),
        cmocka_unit_test(classes_of_real_values_partition_the_customers),
        cmocka_unit_test(one_customer_is_a),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
