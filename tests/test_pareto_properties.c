#include "test_pareto.h"

#include <patron/sum.h>

enum { MOST = 700 };

static double column[MOST];
static double other[MOST];
static double weights[MOST];
static double repeated[4 * MOST];
static uint32_t order[4 * MOST];

/* n customers of some kind; kinds go round with the round. */
static size_t draw(support_random *random, size_t round)
{
    size_t n = 1 + (size_t)support_random_below(random, round % 3 == 0 ? 12 : MOST);
    pareto_column(random, (uint32_t)(round % PARETO_KINDS), n, column);
    return n;
}

static patron_pareto_options some_options(support_random *random)
{
    patron_pareto_options options;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.tolerance = support_random_below(random, 2) == 0 ? 0.0 : 1.0;
    options.top_share = support_random_uniform(random);
    options.target_share = 1.2 * support_random_uniform(random);
    return options;
}

static void the_order_of_the_rows_does_not_matter(void **state)
{
    (void)state;
    support_random random = support_random_from(1);
    for (size_t round = 0; round < support_rows(400, 40); round++) {
        size_t n = draw(&random, round);
        patron_pareto_options options = some_options(&random);
        patron_pareto_result a;
        patron_pareto_result b;
        support_random_permutation(&random, order, n);
        for (size_t i = 0; i < n; i++) {
            weights[i] = (double)support_random_below(&random, 4);
            other[i] = column[order[i]];
        }
        assert_int_equal(pareto_summarize(&options, n, column, NULL, NULL, &a), PATRON_OK);
        assert_int_equal(pareto_summarize(&options, n, other, NULL, NULL, &b), PATRON_OK);
        assert_memory_equal(&a, &b, sizeof a);
        for (size_t i = 0; i < n; i++)
            repeated[i] = weights[order[i]];
        assert_int_equal(pareto_summarize(&options, n, column, weights, NULL, &a), PATRON_OK);
        assert_int_equal(pareto_summarize(&options, n, other, repeated, NULL, &b), PATRON_OK);
        assert_memory_equal(&a, &b, sizeof a);
    }
}

static void every_path_gives_the_same_bits(void **state)
{
    (void)state;
    support_random random = support_random_from(2);
    for (size_t round = 0; round < support_rows(400, 40); round++) {
        size_t n = draw(&random, round);
        patron_pareto_options options = some_options(&random);
        patron_pareto_result sorted;
        patron_pareto_result ordered;
        patron_pareto_result selected;
        pareto_order_of(n, column, order);
        assert_int_equal(pareto_summarize(&options, n, column, NULL, NULL, &sorted), PATRON_OK);
        assert_int_equal(pareto_summarize(&options, n, column, NULL, order, &ordered), PATRON_OK);
        assert_memory_equal(&sorted, &ordered, sizeof sorted);
        for (size_t i = 0; i < n; i++)
            weights[i] = 1.0;
        assert_int_equal(pareto_summarize(&options, n, column, weights, NULL, &ordered), PATRON_OK);
        assert_memory_equal(&sorted, &ordered, sizeof sorted);
        options.flags = PATRON_PARETO_WITHOUT_INEQUALITY;
        assert_int_equal(pareto_summarize(&options, n, column, NULL, NULL, &selected), PATRON_OK);
        assert_true((selected.notes & PATRON_PARETO_NOTE_LEFT_OUT) != 0);
        assert_true(isnan(selected.gini) && isnan(selected.theil_t));
        selected.notes = sorted.notes;
        memcpy(&selected.gini, &sorted.gini, 5 * sizeof sorted.gini);
        assert_memory_equal(&sorted, &selected, sizeof sorted);
    }
}

static void weights_count_like_repeated_rows(void **state)
{
    (void)state;
    support_random random = support_random_from(3);
    for (size_t round = 0; round < support_rows(400, 40); round++) {
        size_t n = draw(&random, round);
        size_t all = 0;
        patron_pareto_options options = some_options(&random);
        patron_pareto_result a;
        patron_pareto_result b;
        for (size_t i = 0; i < n; i++) {
            weights[i] = (double)support_random_below(&random, 4);
            for (double w = 0.0; w < weights[i]; w += 1.0)
                repeated[all++] = column[i];
        }
        assert_int_equal(pareto_summarize(&options, n, column, weights, NULL, &a), PATRON_OK);
        assert_int_equal(pareto_summarize(&options, all, repeated, NULL, NULL, &b), PATRON_OK);
        assert_int_equal(a.notes, b.notes);
        assert_memory_equal(&a.customers, &b.customers, 21 * sizeof a.total); /* up to gini_rsv */
        assert_close(a.theil_t, b.theil_t, 1e-13, 0.0);
        assert_close(a.theil_l, b.theil_l, 1e-13, 0.0);
        assert_close(a.hhi, b.hhi, 1e-13, 0.0);
        assert_close(a.effective, b.effective, 1e-13, 0.0);
    }
}

static void doubling_all_values_doubles_the_sums_alone(void **state)
{
    (void)state;
    support_random random = support_random_from(4);
    for (size_t round = 0; round < support_rows(400, 40); round++) {
        size_t n = draw(&random, round);
        uint32_t kind = (uint32_t)(round % PARETO_KINDS);
        double factor = kind == 3 ? 0.25 : kind == 4 ? 4.0 : ldexp(1.0, (int)(round % 40) - 20);
        patron_pareto_options options = some_options(&random);
        patron_pareto_result a;
        patron_pareto_result b;
        for (size_t i = 0; i < n; i++)
            other[i] = column[i] * factor;
        assert_int_equal(pareto_summarize(&options, n, column, NULL, NULL, &a), PATRON_OK);
        options.tolerance *= factor;
        assert_int_equal(pareto_summarize(&options, n, other, NULL, NULL, &b), PATRON_OK);
        double *sum[7] = {&a.total, &a.makers_sum, &a.even_sum, &a.losers_sum,
                          &a.peak,  &a.erosion,    &a.top_sum};
        for (int i = 0; i < 7; i++)
            *sum[i] = *sum[i] * factor;
        if (kind == 4) { /* what is cut off a customer is rounded to a denormal */
            assert_close(a.top_sum, b.top_sum, 0.0, 2e-323);
            a.top_sum = b.top_sum;
            a.top_held = b.top_held;
            a.target_rank = b.target_rank; /* and so is the target */
            a.target_customers = b.target_customers;
            a.notes = b.notes;
        }
        assert_memory_equal(&a, &b, sizeof a);
    }
}

/* The definitions, over all pairs. */
static double pair_distance(size_t n, const double *value)
{
    double distance = 0.0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            distance += fabs(value[i] - value[j]);
    return distance;
}

static void gini_is_the_mean_distance_of_all_pairs(void **state)
{
    (void)state;
    support_random random = support_random_from(5);
    for (size_t round = 0; round < support_rows(300, 40); round++) {
        if (round % PARETO_KINDS == 3 || round % PARETO_KINDS == 4)
            continue; /* the plain double sum cannot hold those */
        size_t n = draw(&random, round) % 80 + 1;
        patron_pareto_result result;
        assert_int_equal(pareto_summarize(NULL, n, column, NULL, NULL, &result), PATRON_OK);
        double size = result.peak + result.erosion;
        double distance = pair_distance(n, column);
        if (result.total > 0.0)
            assert_close(result.gini, distance / (2.0 * (double)n * result.total), 1e-9, 0.0);
        if (n > 1 && size > 0.0) {
            assert_close(result.gini_rsv, distance / (2.0 * (double)(n - 1) * size), 1e-9, 0.0);
            assert_true(result.gini_rsv >= 0.0 && result.gini_rsv <= 1.0);
        }
        if (n > 1 && !(result.notes & PATRON_PARETO_NOTE_LOSSES))
            assert_close(result.gini_rsv, result.gini_corrected, 0.0, 0.0);
        if (result.notes & PATRON_PARETO_NOTE_LOSSES) {
            assert_true(isnan(result.hhi) && isnan(result.theil_t) && isnan(result.theil_l));
        } else if (result.total > 0.0) {
            assert_true(result.gini >= 0.0 && result.gini < 1.0 && result.theil_t >= 0.0);
            assert_true(result.hhi >= 1.0 / (double)n && result.hhi <= 1.0);
            assert_true(result.effective >= 1.0 && result.effective <= (double)n);
        }
    }
}

static void only_equal_customers_have_a_gini_of_0(void **state)
{
    (void)state;
    support_random random = support_random_from(16);
    for (size_t round = 0; round < support_rows(200, 40); round++) {
        size_t n = 2 + (size_t)support_random_below(&random, 200);
        double each = support_random_between(&random, 1e-3, 1e6);
        patron_pareto_result result;
        for (size_t i = 0; i < n; i++)
            column[i] = each;
        assert_int_equal(pareto_summarize(NULL, n, column, NULL, NULL, &result), PATRON_OK);
        assert_true(result.gini == 0.0 && result.gini_corrected == 0.0 && result.gini_rsv == 0.0);
        assert_close(result.theil_t, 0.0, 0.0, 1e-15);
        assert_close(result.hhi, 1.0 / (double)n, 1e-15, 0.0);
        column[support_random_below(&random, n)] = nextafter(each, 2.0 * each);
        assert_int_equal(pareto_summarize(NULL, n, column, NULL, NULL, &result), PATRON_OK);
        assert_true(result.gini > 0.0 && result.gini_corrected > 0.0 && result.gini_rsv > 0.0);
    }
}

static void twice_the_customers_are_as_unequal(void **state)
{
    (void)state;
    support_random random = support_random_from(6);
    for (size_t round = 0; round < support_rows(200, 40); round++) {
        size_t n = draw(&random, round);
        patron_pareto_result once;
        patron_pareto_result twice;
        memcpy(repeated, column, n * sizeof *column);
        memcpy(repeated + n, column, n * sizeof *column);
        assert_int_equal(pareto_summarize(NULL, n, column, NULL, NULL, &once), PATRON_OK);
        assert_int_equal(pareto_summarize(NULL, 2 * n, repeated, NULL, NULL, &twice), PATRON_OK);
        assert_close(twice.gini, once.gini, 1e-13, 0.0);
        assert_close(twice.theil_t, once.theil_t, 1e-13, 0.0);
        assert_close(twice.theil_l, once.theil_l, 1e-13, 0.0);
        assert_close(twice.hhi, once.hhi / 2.0, 1e-13, 0.0);
        if (round % PARETO_KINDS != 4) /* a part of a denormal customer is rounded */
            assert_close(twice.top_held, once.top_held, 1e-13, 0.0);
        assert_true(once.peak >= once.total);
    }
}

static void money_counts_like_doubles(void **state)
{
    (void)state;
    support_random random = support_random_from(7);
    static int64_t money[MOST];
    static uint32_t whole[MOST];
    for (size_t round = 0; round < support_rows(400, 40); round++) {
        size_t n = 1 + (size_t)support_random_below(&random, MOST);
        int64_t width = round % 2 == 0 ? 5 : 1000000;
        for (size_t i = 0; i < n; i++) {
            money[i] = support_random_integer(&random, round % 4 < 2 ? 0 : -width / 4, width);
            whole[i] = (uint32_t)support_random_below(&random, 4);
            column[i] = (double)money[i];
            weights[i] = (double)whole[i];
        }
        patron_pareto_options options = some_options(&random);
        options.flags = round % 5 == 0 ? PATRON_PARETO_WITHOUT_INEQUALITY : 0;
        int weighted = round % 3 == 0;
        patron_pareto_result a;
        patron_pareto_money_result b;
        pareto_order_of(n, column, order);
        const uint32_t *given = round % 7 == 0 ? order : NULL;
        assert_int_equal(pareto_summarize(&options, n, column, weighted ? weights : NULL, NULL, &a),
                         PATRON_OK);
        assert_int_equal(
            pareto_summarize_money(&options, n, money, weighted ? whole : NULL, given, &b),
            PATRON_OK);
        assert_int_equal(a.notes, b.notes);
        assert_int_equal((int64_t)a.total, b.total);
        assert_int_equal((int64_t)a.even_sum, b.even_sum);
        assert_int_equal((int64_t)a.losers_sum, b.losers_sum);
        assert_int_equal((int64_t)a.peak, b.peak);
        assert_int_equal((uint64_t)a.makers, b.makers);
        assert_int_equal((uint64_t)a.even, b.even);
        const double *x = &a.peak_customers;
        const double *y = &b.peak_customers;
        for (int i = 0; i < 14; i++)
            assert_close(x[i], y[i], 1e-13, 0.0);
    }
}

static double exact_sum(size_t n, const double *value, double above)
{
    uint64_t block[128];
    double total;
    patron_sum *sum_of = (patron_sum *)(void *)block;
    assert_int_equal(patron_sum_init(sum_of, sizeof block, NULL), PATRON_OK);
    for (size_t i = 0; i < n; i++)
        if (value[i] > above)
            assert_int_equal(patron_sum_add(sum_of, sizeof block, 1, &value[i], NULL), PATRON_OK);
    assert_int_equal(patron_sum_total(sum_of, sizeof block, &total, NULL, NULL), PATRON_OK);
    return total;
}

static void totals_of_any_spread_are_rounded_once(void **state)
{
    (void)state;
    support_random random = support_random_from(8);
    for (size_t round = 0; round < support_rows(300, 40); round++) {
        size_t n = 1 + (size_t)support_random_below(&random, MOST);
        int width = 1 + (int)(round % 90);
        for (size_t i = 0; i < n; i++)
            column[i] = ldexp(support_random_normal(&random),
                              (int)support_random_integer(&random, -width, width));
        for (size_t i = 1; i < n; i += 2) /* large ones cancel, so that small ones show */
            if (fabs(column[i - 1]) > 1.0)
                column[i] = -column[i - 1];
        patron_pareto_options options = {sizeof options, 0, 0.0, 0.0, 0.0};
        patron_pareto_result result;
        options.tolerance = round % 2 ? 0.5 : 0.0;
        assert_int_equal(pareto_summarize(&options, n, column, NULL, NULL, &result), PATRON_OK);
        assert_close(result.total, exact_sum(n, column, -HUGE_VAL), 0.0, 0.0);
        assert_close(result.peak, exact_sum(n, column, 0.0), 0.0, 0.0);
        assert_close(result.makers_sum, exact_sum(n, column, options.tolerance), 0.0, 0.0);
    }
}

/* Between two cuts of the exact sums hardly a double fits: who crosses is a matter of rounding. */
static void the_target_is_found_where_every_sum_rounds_alike(void **state)
{
    (void)state;
    size_t n = 300;
    column[0] = 1e16;
    for (size_t i = 1; i < n; i++)
        column[i] = 0.5 - (double)i * 1e-6;
    patron_pareto_result result;
    patron_pareto_options options = {sizeof options, 0, 0.0, 0.0, 0.0};
    options.target_share = 1.0;
    assert_int_equal(pareto_summarize(&options, n, column, NULL, NULL, &result), PATRON_OK);
    /* 1e16 + 149.955.. rounds to 1e16 + 150, to the even of the doubles two apart */
    double tail = 0.0;
    size_t k = 1;
    while (k < n && 1e16 + tail < result.total)
        tail += column[k++];
    assert_close(result.target_rank, (double)k, 0.0, 0.0);
    options.flags = PATRON_PARETO_WITHOUT_INEQUALITY;
    assert_int_equal(pareto_summarize(&options, n, column, NULL, NULL, &result), PATRON_OK);
    assert_close(result.target_rank, (double)k, 0.0, 0.0);
}

/* Stepping from value to value over this many rows would take minutes. */
static void one_row_of_endless_customers_is_no_obstacle(void **state)
{
    (void)state;
    size_t n = support_rows(300000, 30000);
    double *value = pareto_allocate(n * sizeof *value);
    double *weight = pareto_allocate(n * sizeof *weight);
    uint32_t *class_of = pareto_allocate(n * sizeof *class_of);
    support_random random = support_random_from(11);
    for (size_t i = 0; i < n; i++) {
        value[i] = support_random_uniform(&random);
        weight[i] = i == 0 ? 1e300 : 1.0;
    }
    value[0] = 0.5;
    patron_pareto_result result;
    assert_int_equal(pareto_summarize(NULL, n, value, weight, NULL, &result), PATRON_OK);
    assert_close(result.target_customers, 0.8, 1e-12, 0.0);
    assert_close(result.top_held, 0.2, 1e-12, 0.0);
    size_t size = patron_pareto_classes_scratch_size(n, 0);
    void *scratch = pareto_allocate(size);
    assert_int_equal(
        patron_pareto_classes(NULL, n, value, weight, NULL, scratch, size, class_of, NULL, NULL),
        PATRON_OK);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(class_of[i], value[i] >= 0.5 ? PATRON_PARETO_A : PATRON_PARETO_C);
    free(scratch);
    free(class_of);
    free(weight);
    free(value);
}

/* The sum stays next to the tie between 1 and the double after it, closer than pairs of doubles
   tell: it must pass 1 + 2^-53, of which 2^-106, or 2^32 units, is left to the small values. */
static void the_target_is_found_in_time_beside_a_tie(void **state)
{
    (void)state;
    size_t n = support_rows(300000, 30000);
    double *value = pareto_allocate(n * sizeof *value);
    value[0] = 1.0;
    value[1] = ldexp(1.0, -53) - ldexp(1.0, -106);
    uint64_t units = 0;
    size_t expected = 0;
    for (size_t i = 2; i < n; i++) {
        uint64_t unit = 1000000 + (n - i);
        value[i] = ldexp((double)unit, -138);
        units += unit;
        if (expected == 0 && units > UINT64_C(1) << 32)
            expected = i + 1;
    }
    patron_pareto_options options = {.struct_size = sizeof options, .target_share = 1.0};
    patron_pareto_result result;
    assert_int_equal(pareto_summarize(&options, n, value, NULL, NULL, &result), PATRON_OK);
    assert_true(result.total == 1.0 + ldexp(1.0, -52));
    assert_true(result.target_rank == (double)expected);
    options.flags = PATRON_PARETO_WITHOUT_INEQUALITY;
    assert_int_equal(pareto_summarize(&options, n, value, NULL, NULL, &result), PATRON_OK);
    assert_true(result.target_rank == (double)expected);
    free(value);
}

/* The same search among rows that stand for nobody, and with customers who bring nothing. */
static void rows_of_no_customers_do_not_stand_in_the_way_of_the_target(void **state)
{
    (void)state;
    size_t n = support_rows(60000, 30000);
    double *value = pareto_allocate(2 * n * sizeof *value);
    double *weight = pareto_allocate(2 * n * sizeof *weight);
    value[0] = 1.0;
    value[1] = 0.0;
    value[2] = ldexp(1.0, -53) - ldexp(1.0, -106);
    value[3] = ldexp(1.0, -60);
    uint64_t units = 0;
    size_t expected = 0;
    for (size_t i = 2; i < n; i++) {
        uint64_t unit = 1000000 + (n - i);
        value[2 * i] = ldexp((double)unit, -138);
        value[2 * i + 1] = ldexp((double)unit + 0.5, -138);
        units += unit;
        if (expected == 0 && units > UINT64_C(1) << 32)
            expected = i + 1;
    }
    for (size_t i = 0; i < 2 * n; i++)
        weight[i] = i % 2 == 0 || i == 1 ? 1.0 : 0.0;
    patron_pareto_options options = {.struct_size = sizeof options, .target_share = 1.0};
    patron_pareto_result result;
    assert_int_equal(pareto_summarize(&options, 2 * n, value, weight, NULL, &result), PATRON_OK);
    assert_true(result.customers == (double)(n + 1));
    assert_true(result.total == 1.0 + ldexp(1.0, -52));
    assert_true(result.target_rank == (double)expected);
    free(weight);
    free(value);
}

/* 1 + 2^-53 + 2^-200 rounds up to the target, which is more than pairs of doubles see. */
static void a_crumb_that_tips_the_total_makes_its_customer_the_last_of_the_target(void **state)
{
    (void)state;
    const double value[5] = {0.0, 1.0, ldexp(1.0, -53), ldexp(1.0, -200), 0.0};
    patron_pareto_options options = {.struct_size = sizeof options, .target_share = 1.0};
    patron_pareto_result result;
    assert_int_equal(pareto_summarize(&options, 5, value, NULL, NULL, &result), PATRON_OK);
    assert_true(result.total == 1.0 + ldexp(1.0, -52));
    assert_true(result.target_rank == 3.0);
}

/* The others sum to 2^-53, which tips 1 + 2^-52 over; sums that drop what is below 2^-106 never get
   there, and the customer who brings nothing must not be taken for the last. */
static void a_target_that_rounding_misses_ends_with_the_last_who_brings_anything(void **state)
{
    (void)state;
    const double value[7] = {0x1.0000000000001p+0,
                             0x1.2e8f533cf55adp-54,
                             0x1.d8587a624d34ep-56,
                             0x1.c99072f944bc4p-57,
                             0x1.1143fe5a76034p-57,
                             0x1.0000000000000p-107,
                             0.0};
    patron_pareto_options options = {.struct_size = sizeof options, .target_share = 1.0};
    patron_pareto_result result;
    assert_int_equal(pareto_summarize(&options, 7, value, NULL, NULL, &result), PATRON_OK);
    assert_true(result.total == 1.0 + ldexp(1.0, -51));
    assert_true(result.target_rank == 6.0);
}

/* 2^53 + 3 and 2^63 - 1 round up to the double beyond them. */
static void everyone_makes_the_whole_total_of_money(void **state)
{
    (void)state;
    static const int64_t value[2][2] = {{INT64_C(9007199254740992), 3}, {INT64_MAX - 5, 5}};
    patron_pareto_options options = {.struct_size = sizeof options};
    patron_pareto_money_result result;
    for (int i = 0; i < 4; i++) {
        options.flags = i < 2 ? 0 : PATRON_PARETO_WITHOUT_INEQUALITY;
        options.target_share = 1.0;
        assert_int_equal(pareto_summarize_money(&options, 2, value[i % 2], NULL, NULL, &result),
                         PATRON_OK);
        assert_true(result.target_rank == 2 && !(result.notes & PATRON_PARETO_NOTE_NOT_REACHED));
        options.target_share = 1.5;
        assert_int_equal(pareto_summarize_money(&options, 2, value[i % 2], NULL, NULL, &result),
                         PATRON_OK);
        assert_true(isnan(result.target_rank) && result.notes & PATRON_PARETO_NOTE_NOT_REACHED);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_order_of_the_rows_does_not_matter),
        cmocka_unit_test(every_path_gives_the_same_bits),
        cmocka_unit_test(weights_count_like_repeated_rows),
        cmocka_unit_test(doubling_all_values_doubles_the_sums_alone),
        cmocka_unit_test(gini_is_the_mean_distance_of_all_pairs),
        cmocka_unit_test(only_equal_customers_have_a_gini_of_0),
        cmocka_unit_test(twice_the_customers_are_as_unequal),
        cmocka_unit_test(money_counts_like_doubles),
        cmocka_unit_test(totals_of_any_spread_are_rounded_once),
        cmocka_unit_test(the_target_is_found_where_every_sum_rounds_alike),
        cmocka_unit_test(one_row_of_endless_customers_is_no_obstacle),
        cmocka_unit_test(the_target_is_found_in_time_beside_a_tie),
        cmocka_unit_test(a_crumb_that_tips_the_total_makes_its_customer_the_last_of_the_target),
        cmocka_unit_test(rows_of_no_customers_do_not_stand_in_the_way_of_the_target),
        cmocka_unit_test(a_target_that_rounding_misses_ends_with_the_last_who_brings_anything),
        cmocka_unit_test(everyone_makes_the_whole_total_of_money),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
