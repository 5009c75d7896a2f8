#include "test_pareto.h"

enum { MOST = 600 };

static double column[MOST];
static int64_t money[MOST];
static uint32_t order[2][MOST];
static uint32_t rank[2][MOST];
static uint32_t tile[2][MOST];
static uint64_t customers[2][MOST];
static double sum[2][MOST];
static int64_t money_sum[MOST];
static double place[2][MOST];
static double share[2][MOST];

static void equal_customers_rank_by_row(void **state)
{
    (void)state;
    const double value[6] = {0.0, 7, -0.0, 7, 0.0, -1};
    const uint32_t expected[6] = {1, 3, 0, 2, 4, 5};
    const uint32_t ranks[6] = {3, 1, 4, 2, 5, 6};
    size_t size = patron_pareto_rank_scratch_size(6);
    void *scratch = support_guarded(size);
    assert_int_equal(patron_pareto_rank(6, value, scratch, size, order[0], rank[0], NULL),
                     PATRON_OK);
    assert_memory_equal(order[0], expected, sizeof expected);
    assert_memory_equal(rank[0], ranks, sizeof ranks);
    assert_int_equal(patron_pareto_rank(6, value, scratch, size, NULL, rank[1], NULL), PATRON_OK);
    assert_memory_equal(rank[1], ranks, sizeof ranks);
    assert_int_equal(patron_pareto_rank(6, value, scratch, size, NULL, NULL, NULL), PATRON_OK);
    support_guarded_free(scratch, size);
}

static void ranks_are_one_more_than_the_better_customers(void **state)
{
    (void)state;
    support_random random = support_random_from(31);
    for (size_t round = 0; round < support_rows(100, 20); round++) {
        size_t n = 1 + (size_t)support_random_below(&random, MOST - 1);
        size_t size = patron_pareto_rank_scratch_size(n);
        void *scratch = support_guarded(size);
        for (size_t i = 0; i < n; i++) {
            money[i] = support_random_integer(&random, -20, 20);
            if (round % 4 == 0)
                money[i] = (int64_t)support_random_bits(&random);
            column[i] = (double)money[i];
        }
        assert_int_equal(patron_pareto_rank_money(n, money, scratch, size, order[0], rank[0], NULL),
                         PATRON_OK);
        for (size_t i = 0; i < n; i++) {
            uint32_t better = 0;
            for (size_t j = 0; j < n; j++)
                better += money[j] > money[i] || (money[j] == money[i] && j < i);
            assert_int_equal(rank[0][i], better + 1);
            assert_int_equal(order[0][better], i);
        }
        assert_int_equal(patron_pareto_rank_money(n, money, scratch, size, NULL, rank[1], NULL),
                         PATRON_OK);
        assert_memory_equal(rank[0], rank[1], n * sizeof rank[0][0]);
        if (round % 4 != 0) {
            assert_int_equal(patron_pareto_rank(n, column, scratch, size, order[1], NULL, NULL),
                             PATRON_OK);
            assert_memory_equal(order[0], order[1], n * sizeof order[0][0]);
        }
        support_guarded_free(scratch, size);
    }
}

static void tiles_differ_by_one_customer_and_the_larger_come_first(void **state)
{
    (void)state;
    support_random random = support_random_from(32);
    for (size_t round = 0; round < support_rows(200, 30); round++) {
        size_t n = (size_t)support_random_below(&random, MOST);
        size_t tiles = 1 + (size_t)support_random_below(&random, round % 2 ? 12 : MOST - 1);
        size_t size = patron_pareto_tiles_scratch_size(n, 0);
        void *scratch = support_guarded(size);
        for (size_t i = 0; i < n; i++) {
            money[i] = support_random_integer(&random, -50, 500);
            column[i] = (double)money[i];
        }
        pareto_order_of(n, column, order[0]);
        assert_int_equal(patron_pareto_tiles(n, column, NULL, scratch, size, tile[0], tiles,
                                             customers[0], sum[0], NULL),
                         PATRON_OK);
        assert_int_equal(patron_pareto_tiles_money(n, money, NULL, scratch, size, tile[1], tiles,
                                                   customers[1], money_sum, NULL),
                         PATRON_OK);
        assert_memory_equal(tile[0], tile[1], n * sizeof tile[0][0]);
        assert_memory_equal(customers[0], customers[1], tiles * sizeof customers[0][0]);
        size_t k = 0;
        for (size_t t = 0; t < tiles; t++) {
            int64_t expected = 0;
            uint64_t larger = n / tiles + (t < n % tiles);
            assert_int_equal(customers[0][t], larger);
            for (uint64_t i = 0; i < larger; i++, k++) {
                assert_int_equal(tile[0][order[0][k]], t + 1);
                expected += money[order[0][k]];
            }
            assert_int_equal(money_sum[t], expected);
            assert_close(sum[0][t], (double)expected, 0.0, 0.0);
        }
        support_guarded_free(scratch, size);
        size = patron_pareto_tiles_scratch_size(n, 1);
        scratch = support_guarded(size);
        assert_int_equal(patron_pareto_tiles(n, column, order[0], scratch, size, tile[1], tiles,
                                             NULL, sum[1], NULL),
                         PATRON_OK);
        assert_memory_equal(tile[0], tile[1], n * sizeof tile[0][0]);
        assert_memory_equal(sum[0], sum[1], tiles * sizeof sum[0][0]);
        support_guarded_free(scratch, size);
    }
}

/* NTILE(5) over 1 1 1 1 1 2 3 4 5 6, the most valuable first. */
static void tiles_split_equal_customers_by_row(void **state)
{
    (void)state;
    const double value[10] = {1, 1, 1, 1, 1, 2, 3, 4, 5, 6};
    const uint32_t expected[10] = {3, 4, 4, 5, 5, 3, 2, 2, 1, 1};
    size_t size = patron_pareto_tiles_scratch_size(10, 0);
    void *scratch = support_guarded(size);
    assert_int_equal(
        patron_pareto_tiles(10, value, NULL, scratch, size, tile[0], 5, NULL, NULL, NULL),
        PATRON_OK);
    assert_memory_equal(tile[0], expected, sizeof expected);
    support_guarded_free(scratch, size);
}

static void a_tile_that_no_double_holds_is_a_fault(void **state)
{
    (void)state;
    const double value[4] = {1.5e308, 1.5e308, 1.5e308, -1.5e308};
    const int64_t whole[3] = {INT64_MAX, 1, INT64_MIN};
    size_t size = patron_pareto_tiles_scratch_size(4, 0);
    void *scratch = support_guarded(size);
    patron_fault fault;
    sum[0][0] = 5;
    assert_int_equal(
        patron_pareto_tiles(4, value, NULL, scratch, size, tile[0], 2, NULL, sum[0], &fault),
        PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "value", -1);
    assert_close(sum[0][0], 5.0, 0.0, 0.0);
    assert_int_equal(
        patron_pareto_tiles(4, value, NULL, scratch, size, tile[0], 4, NULL, sum[0], &fault),
        PATRON_OK); /* each alone fits */
    assert_close(sum[0][3], -1.5e308, 0.0, 0.0);
    money_sum[0] = 7;
    assert_int_equal(
        patron_pareto_tiles_money(2, whole, NULL, scratch, size, NULL, 1, NULL, money_sum, &fault),
        PATRON_E_OVERFLOW);
    assert_int_equal(money_sum[0], 7);
    assert_int_equal(
        patron_pareto_tiles_money(3, whole, NULL, scratch, size, NULL, 1, NULL, money_sum, &fault),
        PATRON_OK);
    assert_int_equal(money_sum[0], 0);
    support_guarded_free(scratch, size);
}

static void places_are_shares_of_customers_below_and_up_to(void **state)
{
    (void)state;
    support_random random = support_random_from(33);
    for (size_t round = 0; round < support_rows(100, 20); round++) {
        size_t n = 1 + (size_t)support_random_below(&random, round % 5 ? MOST - 1 : 3);
        size_t size = patron_pareto_percent_rank_scratch_size(n, 0);
        void *scratch = support_guarded(size);
        for (size_t i = 0; i < n; i++) {
            money[i] = support_random_integer(&random, -20, 20);
            column[i] = (double)money[i] * 1e300;
        }
        assert_int_equal(
            patron_pareto_percent_rank(n, column, NULL, scratch, size, place[0], share[0], NULL),
            PATRON_OK);
        assert_int_equal(patron_pareto_percent_rank_money(n, money, NULL, scratch, size, place[1],
                                                          share[1], NULL),
                         PATRON_OK);
        for (size_t i = 0; i < n; i++) {
            size_t below = 0;
            size_t up_to = 0;
            for (size_t j = 0; j < n; j++) {
                below += money[j] < money[i];
                up_to += money[j] <= money[i];
            }
            assert_close(place[0][i], n > 1 ? (double)below / (double)(n - 1) : 0.0, 0.0, 0.0);
            assert_close(share[0][i], (double)up_to / (double)n, 0.0, 0.0);
        }
        assert_memory_equal(place[0], place[1], n * sizeof place[0][0]);
        assert_memory_equal(share[0], share[1], n * sizeof share[0][0]);
        pareto_order_of(n, column, order[0]);
        assert_int_equal(
            patron_pareto_percent_rank(n, column, order[0], NULL, 0, NULL, share[1], NULL),
            PATRON_OK);
        assert_int_equal(
            patron_pareto_percent_rank_money(n, money, order[0], NULL, 0, place[1], NULL, NULL),
            PATRON_OK);
        assert_memory_equal(place[0], place[1], n * sizeof place[0][0]);
        assert_memory_equal(share[0], share[1], n * sizeof share[0][0]);
        support_guarded_free(scratch, size);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_customers_rank_by_row),
        cmocka_unit_test(ranks_are_one_more_than_the_better_customers),
        cmocka_unit_test(tiles_differ_by_one_customer_and_the_larger_come_first),
        cmocka_unit_test(tiles_split_equal_customers_by_row),
        cmocka_unit_test(a_tile_that_no_double_holds_is_a_fault),
        cmocka_unit_test(places_are_shares_of_customers_below_and_up_to),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
