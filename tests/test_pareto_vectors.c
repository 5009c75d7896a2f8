#include "test_pareto.h"

#include <float.h>

#include "vectors/pareto_vectors.h"

static void figures_of(const patron_pareto_result *result, double *figure)
{
    memcpy(figure, &result->customers, PARETO_VECTOR_FIGURES * sizeof *figure);
}

static patron_pareto_options options_of(const pareto_vector *vector)
{
    patron_pareto_options options;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.tolerance = vector->tolerance;
    options.top_share = vector->top_share;
    options.target_share = vector->target_share;
    return options;
}

static void summaries_agree_with_fractions_and_sixty_digits(void **state)
{
    (void)state;
    for (size_t k = 0; k < sizeof pareto_vectors / sizeof *pareto_vectors; k++) {
        const pareto_vector *vector = &pareto_vectors[k];
        const double *weight = vector->weighted ? vector->weight : NULL;
        patron_pareto_options options = options_of(vector);
        patron_pareto_result result;
        double figure[PARETO_VECTOR_FIGURES];
        assert_int_equal(
            pareto_summarize(&options, vector->rows, vector->value, weight, NULL, &result),
            PATRON_OK);
        figures_of(&result, figure);
        int agree = result.notes == vector->notes && result.rows == vector->rows;
        for (int i = 0; i < PARETO_VECTOR_FIGURES; i++) {
            int exact = i < 11; /* counts and totals are rounded once */
            if (!support_close(figure[i], vector->figure[i], exact ? 0.0 : 1e-13, 0.0)) {
                fprintf(stderr, "%s, figure %d\n", vector->name, i);
                agree = 0;
            }
        }
        assert_true(agree);
    }
}

static void whole_values_give_money_the_same_figures(void **state)
{
    (void)state;
    for (size_t k = 0; k < sizeof pareto_vectors / sizeof *pareto_vectors; k++) {
        const pareto_vector *vector = &pareto_vectors[k];
        int64_t money[PARETO_VECTOR_ROWS];
        uint32_t weight[PARETO_VECTOR_ROWS];
        int whole = 1;
        for (uint32_t i = 0; i < vector->rows; i++) {
            double w = vector->weighted ? vector->weight[i] : 1.0;
            whole &= fabs(vector->value[i]) < 1e15 && vector->value[i] == floor(vector->value[i]);
            whole &= w == floor(w);
            money[i] = whole ? (int64_t)vector->value[i] : 0;
            weight[i] = whole ? (uint32_t)w : 0;
        }
        if (!whole)
            continue;
        patron_pareto_options options = options_of(vector);
        patron_pareto_money_result result;
        assert_int_equal(pareto_summarize_money(&options, vector->rows, money,
                                                vector->weighted ? weight : NULL, NULL, &result),
                         PATRON_OK);
        const double *expected = vector->figure;
        assert_int_equal(result.notes, vector->notes);
        assert_int_equal(result.customers, (uint64_t)expected[0]);
        assert_int_equal(result.makers, (uint64_t)expected[1]);
        assert_int_equal(result.even, (uint64_t)expected[2]);
        assert_int_equal(result.losers, (uint64_t)expected[3]);
        assert_int_equal(result.total, (int64_t)expected[4]);
        assert_int_equal(result.makers_sum, (int64_t)expected[5]);
        assert_int_equal(result.even_sum, (int64_t)expected[6]);
        assert_int_equal(result.losers_sum, (int64_t)expected[7]);
        assert_int_equal(result.peak, (int64_t)expected[8]);
        assert_int_equal(result.peak_rank, (uint64_t)expected[9]);
        assert_int_equal(result.erosion, (int64_t)expected[10]);
        const double *ratio = &result.peak_customers;
        for (int i = 11; i < PARETO_VECTOR_FIGURES; i++)
            assert_close(ratio[i - 11], expected[i], 1e-13, 0.0);
    }
}

static patron_pareto_result summary_of(size_t n, const double *value)
{
    patron_pareto_result result;
    assert_int_equal(pareto_summarize(NULL, n, value, NULL, NULL, &result), PATRON_OK);
    return result;
}

static void a_fifth_of_kanthals_customers_make_225_percent(void **state)
{
    (void)state;
    double value[20] = {0};
    for (int i = 0; i < 4; i++)
        value[i] = 56.25;
    value[18] = value[19] = -62.5;
    patron_pareto_result result = summary_of(20, value);
    assert_close(result.peak_share, 2.25, 0.0, 0.0);
    assert_close(result.top_held, 2.25, 0.0, 0.0);
    assert_close(result.erosion_share, 1.25, 0.0, 0.0);
    assert_close(result.peak_rank, 4.0, 0.0, 0.0);
    assert_close(result.even, 14.0, 0.0, 0.0);
}

/* 264 customers: 30 make 513 % of the profit, the next 121 bring the peak to 654 %. */
static void of_264_customers_151_make_654_percent(void **state)
{
    (void)state;
    double value[264];
    for (int i = 0; i < 264; i++)
        value[i] = i < 30 ? 513.0 / 30 : i < 151 ? 141.0 / 121 : -554.0 / 113;
    patron_pareto_result result = summary_of(264, value);
    assert_close(result.peak_share, 6.54, 1e-12, 0.0);
    assert_close(result.peak_rank, 151.0, 0.0, 0.0);
    assert_close(result.erosion, 554.0, 1e-12, 0.0);
}

static void spring_distribution_peaks_at_103_6855_percent(void **state)
{
    (void)state;
    const int64_t value[5] = {2012, -3346, 11545, 38720, 41856};
    patron_pareto_money_result result;
    assert_int_equal(pareto_summarize_money(NULL, 5, value, NULL, NULL, &result), PATRON_OK);
    assert_int_equal(result.total, 90787);
    assert_int_equal(result.peak, 94133);
    assert_int_equal(result.erosion, 3346);
    assert_close(result.peak_share, 1.036855, 0.0, 5e-7);
}

static void published_ginis_come_out(void **state)
{
    (void)state;
    const double nine_tens[10] = {10, 10, 10, 10, 10, 10, 10, 10, 10, 100};
    const double one_to_five[5] = {1, 2, 3, 4, 5};
    const double one_of_four[4] = {0, 0, 0, 1};
    const double to_fifty[5] = {10, 10, 10, 20, 50};
    const double households[10] = {-500, -300, -300, -100, 200, 300, 300, 400, 500, 500};
    const double a[10] = {-5, -5, -5, -5, -5, -5, -5, -5, -5, 45.01};
    const double b[10] = {-45, 0, 0, 0, 0, 0, 0, 0, 0, 45.01};
    const double c[10] = {-15, -10, -8, -7, -5, 0, 0, 0, 0, 45.01};
    assert_close(summary_of(10, nine_tens).gini, 0.4263158, 0.0, 5e-8);
    assert_close(summary_of(5, one_to_five).gini, 0.2666667, 0.0, 5e-8);
    assert_close(summary_of(4, one_of_four).gini, 0.75, 0.0, 0.0);
    assert_close(summary_of(4, one_of_four).gini_corrected, 1.0, 0.0, 0.0);
    assert_close(summary_of(5, to_fifty).gini, 0.36, 1e-15, 0.0);
    assert_close(summary_of(5, to_fifty).theil_t, 0.250201, 0.0, 5e-7);
    assert_close(summary_of(5, to_fifty).theil_l, 0.2326302, 0.0, 5e-8);
    assert_close(summary_of(10, households).gini, 1.94, 1e-15, 0.0);
    assert_close(summary_of(10, households).gini_rsv, 0.633987, 0.0, 5e-7);
    assert_close(summary_of(10, a).gini_rsv, 0.555605, 0.0, 5e-7);
    assert_close(summary_of(10, b).gini_rsv, 1.0, 0.0, 0.0);
    assert_close(summary_of(10, c).gini_rsv, 0.834586, 0.0, 5e-7);
    assert_close(summary_of(10, a).gini, 4500.9, 1e-8, 0.0);
    assert_close(summary_of(10, b).gini, 8100.9, 1e-8, 0.0);
    assert_close(summary_of(10, c).gini, 6760.9, 1e-8, 0.0);
}

/* microdf's three ways to treat a negative income of -5, 0, 10: as it is, as 0, all 5 higher. */
static void a_loss_counts_as_it_is(void **state)
{
    (void)state;
    const double raw[3] = {-5, 0, 10};
    const double cut[3] = {0, 0, 10};
    const double shifted[3] = {0, 5, 15};
    assert_close(summary_of(3, raw).gini, 2.0, 1e-15, 0.0);
    assert_close(summary_of(3, cut).gini, 2.0 / 3.0, 1e-15, 0.0);
    assert_close(summary_of(3, shifted).gini, 0.5, 1e-15, 0.0);
}

/* A fifth makes 140 % and another fifth erodes 40 %; at a bank a fifth holds 82 % and 47 % lose. */
static void a_fifth_makes_140_percent_or_82(void **state)
{
    (void)state;
    const double firm[10] = {-20, 0, 70, 0, 0, 0, 70, 0, 0, -20};
    double bank[100];
    patron_pareto_result result = summary_of(10, firm);
    assert_close(result.top_held, 1.4, 1e-15, 0.0);
    assert_close(result.peak_share, 1.4, 1e-15, 0.0);
    assert_close(result.erosion_share, 0.4, 1e-15, 0.0);
    assert_true(result.losers == 2.0 && result.peak_rank == 2.0);
    for (int i = 0; i < 100; i++)
        bank[i] = i < 20 ? 8.2 / 2 : i < 53 ? 65.0 / 33 : -1.0;
    result = summary_of(100, bank);
    assert_close(result.total, 100.0, 1e-14, 0.0);
    assert_close(result.top_held, 0.82, 1e-14, 0.0);
    assert_true(result.losers == 47.0 && result.peak_rank == 53.0);
    assert_close(result.peak_share, 1.47, 1e-14, 0.0);
}

static void weights_2_1_2_give_a_gini_of_24_percent(void **state)
{
    (void)state;
    const double value[3] = {1, 2, 3};
    const double weight[3] = {2, 1, 2};
    patron_pareto_result result;
    assert_int_equal(pareto_summarize(NULL, 3, value, weight, NULL, &result), PATRON_OK);
    assert_close(result.gini, 0.24, 1e-15, 0.0);
    assert_close(result.gini_corrected, 0.3, 1e-15, 0.0);
    assert_close(result.gini_rsv, 0.3, 1e-15, 0.0);
}

static void shares_of_30_30_20_20_have_an_hhi_of_2600_points(void **state)
{
    (void)state;
    const double value[4] = {30, 30, 20, 20};
    patron_pareto_result result = summary_of(4, value);
    assert_close(result.hhi, 0.26, 1e-15, 0.0);
    assert_close(result.effective, 3.846, 0.0, 5e-4);
    assert_close((result.hhi - 0.25) / 0.75, 0.013333, 0.0, 5e-7);
}

static void who_crosses_95_percent_counts(void **state)
{
    (void)state;
    const double value[10] = {500, 300, 80, 50, 30, 20, 10, 5, 3, 2};
    patron_pareto_options options = {sizeof options, 0, 0.0, 0.0, 0.95};
    patron_pareto_result result;
    assert_int_equal(pareto_summarize(&options, 10, value, NULL, NULL, &result), PATRON_OK);
    assert_close(result.target_rank, 5.0, 0.0, 0.0);
    assert_close(result.top_held, 0.8, 0.0, 0.0);
    assert_close(result.hhi, 0.350338, 1e-15, 0.0);
    assert_close(result.effective, 2.854, 0.0, 5e-4);
    assert_close(result.gini, 0.7066, 1e-15, 0.0);
    assert_close(result.gini_corrected, 0.785111, 0.0, 5e-7);
    result = summary_of(10, value);
    assert_close(result.target_rank, 2.0, 0.0, 0.0);
}

static patron_pareto_result summary_asking(double top_share, double target_share, uint32_t flags,
                                           size_t n, const double *value, const double *weight)
{
    patron_pareto_options options;
    patron_pareto_result result;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.flags = flags;
    options.top_share = top_share;
    options.target_share = target_share;
    assert_int_equal(pareto_summarize(&options, n, value, weight, NULL, &result), PATRON_OK);
    return result;
}

/* 2^53 + 3 - 2^-55, the sum of all but one crumb, rounds to 2^53 + 2; of all, a tie, to 2^53 + 4. */
static void the_last_crumb_of_a_total_is_needed_for_all_of_it(void **state)
{
    (void)state;
    const double crumb = ldexp(1.0, -55);
    const double value[7] = {crumb, 9007199254740994.0, crumb, 1.0 - ldexp(1.0, -53), crumb, crumb,
                             -crumb};
    const double rising[6] = {
        crumb, crumb, crumb, crumb, 1.0 - ldexp(1.0, -53), 9007199254740994.0};
    patron_pareto_result result =
        summary_asking(0, 1.0, PATRON_PARETO_WITHOUT_INEQUALITY, 6, value, NULL);
    assert_true(result.total == 9007199254740996.0 && result.target_rank == 6.0);
    result = summary_asking(0, 1.0, 0, 6, value, NULL);
    assert_true(result.total == 9007199254740996.0 && result.target_rank == 6.0);
    result = summary_asking(0, 1.0, PATRON_PARETO_WITHOUT_INEQUALITY, 6, rising, NULL);
    assert_true(result.target_rank == 6.0);
    result = summary_asking(0, 1.0, PATRON_PARETO_WITHOUT_INEQUALITY, 7, value, NULL);
    assert_true(result.total == 9007199254740994.0 && result.target_rank == 1.0);
}

/* Customers are counted exactly and rounded once: 2^53 + 3 and a crumb are 2^53 + 4. */
static void a_crumb_of_a_customer_does_not_move_the_border(void **state)
{
    (void)state;
    const double value[3] = {7, 5, 3};
    const double weight[3] = {9007199254740994.0, 1, ldexp(1.0, -60)};
    patron_pareto_result result = summary_asking(1.0, 0, 0, 3, value, weight);
    assert_true(result.customers == 9007199254740996.0);
    assert_close(result.top_sum, 7.0 * 9007199254740994.0 + 5.0, 3e-16, 0);
    /* a fifth of the smallest part of a customer that there is is nobody */
    const double least[1] = {4.9406564584124654e-324};
    const double loss[1] = {-1e300};
    result = summary_asking(0.2, 0, 0, 1, loss, least);
    assert_true(result.customers == least[0] && result.total < 0.0 && result.top_sum == 0.0);
}

/* 3 (2^53 + 1) rounds to 3 2^53 + 4, which 2^53 + 1 customers, rounded to 2^53, do not make. */
static void rounded_customers_who_just_miss_the_target_still_rank(void **state)
{
    (void)state;
    const double value[4] = {3, 3, 1e-300, 0};
    const double nothing[3] = {3, 3, 0};
    const double weight[4] = {9007199254740992.0, 1, 1, 1};
    patron_pareto_result result = summary_asking(0, 1.0, 0, 4, value, weight);
    assert_true(result.total == 27021597764222980.0);
    assert_close(result.target_rank, 9007199254740993.0, 3e-16, 0);
    result = summary_asking(0, 1.0, 0, 3, nothing, weight);
    assert_true(result.total == 27021597764222980.0);
    assert_close(result.target_rank, 9007199254740993.0, 3e-16, 0);
}

/* v (2^53 + 3) is the greatest double; rounded, the customers are 2^53 + 4, and v times that is none. */
static void a_total_at_the_end_of_the_doubles_has_a_target(void **state)
{
    (void)state;
    const double v = ldexp(1.0 - ldexp(1.0, -51), 971);
    const double value[2] = {v, v};
    const double weight[2] = {9007199254740994.0, 1};
    patron_pareto_result result = summary_asking(0.2, 0.8, 0, 2, value, weight);
    assert_true(result.total == DBL_MAX && result.customers == 9007199254740996.0);
    assert_close(result.target_customers, 0.8, 1e-15, 0);
    assert_close(result.top_held, 0.2, 1e-15, 0);
    /* Half of 2^969 short of the end, with 2^53 + 3 customers of 2^969 who round to one more. */
    const double next[4] = {ldexp(0.75, 1024) - ldexp(1.0, 972), ldexp(1.25, 970), ldexp(1.0, 969),
                            ldexp(1.0, 969)};
    const double beside[4] = {1, 1, 9007199254740994.0, 1};
    result = summary_asking(0.2, 1.0, 0, 4, next, beside);
    assert_true(result.total == DBL_MAX);
    assert_close(result.target_customers, 1.0, 1e-15, 0);
}

/* One customer with everything among n: gini (n - 1) / n, corrected 1, whatever is rounded. */
static void no_inequality_is_greater_than_that_of_one_who_has_everything(void **state)
{
    (void)state;
    double value[8] = {0, 0, 0, 0, 0, 0, 0, 0};
    const double weight[6] = {2e-20, 1, 1, 1, 1, 1};
    for (int cents = 1; cents < 1000; cents++) {
        value[0] = cents / 100.0;
        for (size_t n = 2; n <= 8; n++) {
            patron_pareto_result result = summary_asking(0, 0, 0, n, value, NULL);
            assert_close(result.gini, (double)(n - 1) / (double)n, 1e-15, 0);
            assert_true(result.gini_corrected <= 1.0 && result.gini_corrected > 1.0 - 1e-15);
            assert_true(result.gini_rsv <= 1.0 && result.gini_rsv > 1.0 - 1e-15);
        }
        patron_pareto_result rare = summary_asking(0, 0, 0, 6, value, weight);
        assert_true(rare.gini <= 1.0 && rare.gini > 1.0 - 1e-15);
    }
    const int64_t whole[4] = {INT64_C(1849602750645473144), 0, 0, 0};
    patron_pareto_money_result money;
    assert_int_equal(pareto_summarize_money(NULL, 4, whole, NULL, NULL, &money), PATRON_OK);
    assert_true(money.gini_corrected == 1.0 && money.gini_rsv == 1.0);
    assert_close(money.gini, 0.75, 1e-15, 0);
}

/* A quarter of the smallest double is less than any. */
static void a_total_too_small_for_a_double_is_zero(void **state)
{
    (void)state;
    const double least[2] = {4.9406564584124654e-324, 4.9406564584124654e-324};
    const double quarter[2] = {0.25, 0.25};
    patron_pareto_result result = summary_asking(0, 0, 0, 2, least, quarter);
    assert_true(result.total == 0.0 && result.customers == 0.5);
    assert_true(isnan(result.gini) && isnan(result.theil_t) && isnan(result.target_rank));
    assert_true((result.notes & PATRON_PARETO_NOTE_TOTAL_NOT_POSITIVE) != 0);
}

static void money_of_every_size_has_its_summary(void **state)
{
    (void)state;
    patron_pareto_options options;
    patron_pareto_money_result result;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    const int64_t none[1] = {0};
    const int64_t losers[2] = {0, -5};
    const int64_t odd[2] = {INT64_C(9007199254740994), 1}; /* the nearest double is one more */
    assert_int_equal(pareto_summarize_money(NULL, 1, none, NULL, NULL, &result), PATRON_OK);
    assert_true(result.gini == 0.0 && isnan(result.gini_corrected) && isnan(result.gini_rsv));
    assert_int_equal(pareto_summarize_money(NULL, 2, losers, NULL, NULL, &result), PATRON_OK);
    assert_true(result.total == -5 && isnan(result.gini) && result.gini_rsv == 1.0);
    assert_true((result.notes & PATRON_PARETO_NOTE_ALL_ZERO) == 0);
    options.target_share = 1.0;
    assert_int_equal(pareto_summarize_money(&options, 2, odd, NULL, NULL, &result), PATRON_OK);
    assert_true(result.total == INT64_C(9007199254740995) && result.target_rank == 2.0);
    options.target_share = 1e10; /* times 2^53 leaves int64_t */
    assert_int_equal(pareto_summarize_money(&options, 2, odd, NULL, NULL, &result), PATRON_OK);
    assert_true((result.notes & PATRON_PARETO_NOTE_NOT_REACHED) != 0 && isnan(result.target_rank));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(summaries_agree_with_fractions_and_sixty_digits),
        cmocka_unit_test(whole_values_give_money_the_same_figures),
        cmocka_unit_test(a_fifth_of_kanthals_customers_make_225_percent),
        cmocka_unit_test(of_264_customers_151_make_654_percent),
        cmocka_unit_test(spring_distribution_peaks_at_103_6855_percent),
        cmocka_unit_test(published_ginis_come_out),
        cmocka_unit_test(a_loss_counts_as_it_is),
        cmocka_unit_test(a_fifth_makes_140_percent_or_82),
        cmocka_unit_test(weights_2_1_2_give_a_gini_of_24_percent),
        cmocka_unit_test(shares_of_30_30_20_20_have_an_hhi_of_2600_points),
        cmocka_unit_test(who_crosses_95_percent_counts),
        cmocka_unit_test(the_last_crumb_of_a_total_is_needed_for_all_of_it),
        cmocka_unit_test(a_crumb_of_a_customer_does_not_move_the_border),
        cmocka_unit_test(rounded_customers_who_just_miss_the_target_still_rank),
        cmocka_unit_test(a_total_at_the_end_of_the_doubles_has_a_target),
        cmocka_unit_test(no_inequality_is_greater_than_that_of_one_who_has_everything),
        cmocka_unit_test(a_total_too_small_for_a_double_is_zero),
        cmocka_unit_test(money_of_every_size_has_its_summary),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
