/*
 * Whether the large customers are the profitable ones: rank correlations, and profit by size.
 */
#include "support.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include <patron/profit.h>

enum { MANY = 10000, ROOM = 500000 };

static unsigned char scratch[ROOM];
static double x[MANY], y[MANY];
static int64_t revenue[MANY], profit[MANY];

static patron_profit_inversion_result inversion_of(size_t n)
{
    patron_profit_inversion_result result;
    result.struct_size = sizeof result;
    assert_int_equal(patron_profit_inversion(n, x, y, scratch, ROOM, &result, NULL), PATRON_OK);
    assert_true(result.filled_size == sizeof result && result.rows == n);
    return result;
}

static patron_profit_inversion_result inversion_of_money(size_t n)
{
    patron_profit_inversion_result result;
    result.struct_size = sizeof result;
    assert_int_equal(
        patron_profit_inversion_money(n, revenue, profit, scratch, ROOM, &result, NULL), PATRON_OK);
    return result;
}

static void take(size_t n, const double *first, const double *second)
{
    memcpy(x, first, n * sizeof *x);
    memcpy(y, second, n * sizeof *y);
}

static void published_correlations_come_out(void **state)
{
    (void)state;
    /* Wikipedia, "Spearman's rank correlation coefficient": IQ and hours of television, -29/165. */
    static const double iq[10] = {106, 100, 86, 101, 99, 103, 97, 113, 112, 110};
    static const double hours[10] = {7, 27, 2, 50, 28, 29, 20, 12, 6, 17};
    take(10, iq, hours);
    assert_close(inversion_of(10).spearman, -29.0 / 165, 1e-15, 0);
    assert_close(inversion_of(10).kendall, -5.0 / 45, 1e-15, 0);
    /* The manual of scipy: stats.spearmanr and stats.kendalltau. */
    static const double one[5] = {1, 2, 3, 4, 5}, five[5] = {5, 6, 7, 8, 7};
    take(5, one, five);
    assert_close(inversion_of(5).spearman, 0.82078268166812329, 1e-15, 0);
    static const double first[5] = {12, 2, 1, 12, 2}, second[5] = {1, 4, 7, 1, 0};
    take(5, first, second);
    assert_close(inversion_of(5).kendall, -0.47140452079103173, 1e-15, 0);
}

static void income_and_job_satisfaction_have_1331_concordant_pairs(void **state)
{
    (void)state;
    /* A. Agresti, "Categorical Data Analysis", table 2.8: 96 people, 1331 and 849 pairs, gamma .221;
       tau-b = 482 / sqrt(3401 x 2943). */
    static const int table[4][4] = {{1, 3, 10, 6}, {2, 3, 10, 7}, {1, 6, 14, 12}, {0, 1, 9, 11}};
    patron_profit_inversion_result result;
    size_t n = 0;
    for (int i = 0; i < 4; i++)
        for (int j = 0; j < 4; j++)
            for (int k = 0; k < table[i][j]; k++, n++) {
                revenue[n] = i;
                profit[n] = j;
            }
    assert_true(n == 96);
    result = inversion_of_money(n);
    assert_true(result.concordant == 1331 && result.discordant == 849);
    assert_true(result.same_revenue == 4560 - 3401 && result.same_profit == 4560 - 2943);
    assert_close(result.kendall, 482 / sqrt(3401.0 * 2943.0), 1e-15, 0);
    assert_close(1 - 2 * result.inverted, 0.221, 0, 5e-4);
}

static void springs_largest_customer_is_only_its_second_best(void **state)
{
    (void)state;
    static const int64_t net[5] = {29952, 123900, 802560, 442656, 50544};
    static const int64_t income[5] = {2012, 11545, 38720, 41856, -3346};
    patron_profit_tile tile[5];
    memcpy(revenue, net, sizeof net);
    memcpy(profit, income, sizeof income);
    patron_profit_inversion_result result = inversion_of_money(5);
    assert_close(result.spearman, 0.8, 1e-15, 0); /* 1 - 6 x 4 / (5 x 24) */
    assert_close(result.kendall, 0.6, 1e-15, 0);  /* two of ten pairs are turned over */
    assert_true(result.discordant == 2 && result.concordant == 8 && result.inverted == 0.2);
    assert_int_equal(patron_profit_tiles(5, revenue, profit, NULL, scratch, ROOM, 2, tile, NULL),
                     PATRON_OK);
    assert_true(tile[0].customers == 3 && tile[1].customers == 2);
    assert_true(tile[0].revenue == 802560 + 442656 + 123900 && tile[0].profit == 92121);
    assert_true(tile[1].profit == 2012 - 3346 && tile[1].losers == 1 && tile[0].losers == 0);
    assert_close(tile[0].profit_share, 92121.0 / 90787, 1e-15, 0);
    assert_close(tile[1].revenue_share, 80496.0 / 1449612, 1e-15, 0);
}

/* By the definitions, pair by pair and rank by rank. */
static patron_profit_inversion_result brute(size_t n)
{
    patron_profit_inversion_result made;
    double sums[5] = {0, 0, 0, 0, 0};
    memset(&made, 0, sizeof made);
    for (size_t i = 0; i < n; i++) {
        double below[2] = {0, 0}, same[2] = {0, 0};
        for (size_t j = 0; j < n; j++) {
            below[0] += x[j] < x[i];
            same[0] += x[j] == x[i];
            below[1] += y[j] < y[i];
            same[1] += y[j] == y[i];
            if (j >= i)
                continue;
            double turn = (x[i] > x[j]   ? 1
                           : x[i] < x[j] ? -1
                                         : 0) *
                          (y[i] > y[j]   ? 1.0
                           : y[i] < y[j] ? -1.0
                                         : 0.0);
            made.concordant += turn > 0;
            made.discordant += turn < 0;
            made.same_revenue += x[i] == x[j];
            made.same_profit += y[i] == y[j];
            made.same_both += x[i] == x[j] && y[i] == y[j];
        }
        double a = below[0] + (same[0] + 1) / 2 - ((double)n + 1) / 2;
        double b = below[1] + (same[1] + 1) / 2 - ((double)n + 1) / 2;
        sums[0] += a * b;
        sums[1] += a * a;
        sums[2] += b * b;
    }
    double pairs = (double)n * ((double)n - 1) / 2;
    made.spearman = sums[0] / sqrt(sums[1] * sums[2]);
    made.kendall = ((double)made.concordant - (double)made.discordant) /
                   sqrt((pairs - (double)made.same_revenue) * (pairs - (double)made.same_profit));
    return made;
}

static void pairs_are_counted_as_one_by_one(void **state)
{
    (void)state;
    support_random random = support_random_from(51);
    size_t most = support_rows(700, 200);
    for (int round = 0; round < 60; round++) {
        size_t n = 2 + (size_t)support_random_below(&random, round < 3 ? 20 : most);
        int64_t span = round % 3 == 0 ? 4 : round % 3 == 1 ? 100 : 1000000;
        for (size_t i = 0; i < n; i++) {
            revenue[i] = support_random_integer(&random, -span, span);
            profit[i] = support_random_integer(&random, -span, span) + revenue[i] * (round % 5 - 2);
            x[i] = (double)revenue[i];
            y[i] = (double)profit[i];
        }
        patron_profit_inversion_result expected = brute(n);
        patron_profit_inversion_result real = inversion_of(n), money = inversion_of_money(n);
        assert_true(memcmp(&real, &money, sizeof real) == 0);
        assert_true(real.concordant == expected.concordant);
        assert_true(real.discordant == expected.discordant);
        assert_true(real.same_revenue == expected.same_revenue);
        assert_true(real.same_profit == expected.same_profit);
        assert_true(real.same_both == expected.same_both);
        assert_close(real.spearman, expected.spearman, 1e-12, 1e-14);
        assert_close(real.kendall, expected.kendall, 1e-12, 1e-14);
        assert_true(real.spearman >= -1 && real.spearman <= 1);
        assert_true(real.kendall >= -1 && real.kendall <= 1);
    }
}

static void correlations_are_symmetric_and_only_order_counts(void **state)
{
    (void)state;
    support_random random = support_random_from(52);
    for (int round = 0; round < 20; round++) {
        size_t n = 3 + (size_t)support_random_below(&random, MANY - 3);
        for (size_t i = 0; i < n; i++) {
            x[i] = floor(support_random_between(&random, -300, 300)) / 8;
            y[i] = floor(x[i] * 2 + 100 * support_random_normal(&random));
        }
        patron_profit_inversion_result here = inversion_of(n), there;
        for (size_t i = 0; i < n; i++) { /* the other way round */
            double swap = x[i];
            x[i] = y[i];
            y[i] = swap;
        }
        there = inversion_of(n);
        assert_true(there.spearman == here.spearman && there.kendall == here.kendall);
        assert_true(there.same_revenue == here.same_profit);
        for (size_t i = 0; i < n; i++) { /* back, stretched, and turned over */
            double swap = x[i];
            x[i] = y[i] * y[i] * y[i] * 1e200 + y[i];
            y[i] = -exp(swap / 300);
        }
        there = inversion_of(n);
        assert_true(there.spearman == -here.spearman && there.kendall == -here.kendall);
        assert_true(there.discordant == here.concordant && there.concordant == here.discordant);
        for (size_t i = 0; i < n; i++)
            y[i] = x[i] / 2;
        there = inversion_of(n);
        assert_true(there.spearman == 1 && there.kendall == 1 && there.discordant == 0);
        for (size_t i = 0; i < n; i++)
            y[i] = -x[i];
        there = inversion_of(n);
        assert_true(there.spearman == -1 && there.kendall == -1 && there.inverted == 1);
    }
}

static void where_all_are_alike_there_is_no_correlation(void **state)
{
    (void)state;
    for (size_t n = 0; n < 40; n++) {
        for (size_t i = 0; i < n; i++) {
            x[i] = i % 2 ? 0.0 : -0.0;
            y[i] = (double)i;
        }
        patron_profit_inversion_result result = inversion_of(n);
        assert_true(isnan(result.spearman) && isnan(result.kendall) && isnan(result.inverted));
        assert_true(result.notes == PATRON_PROFIT_NOTE_CONSTANT);
        assert_true(n == 0 || result.same_revenue == n * (n - 1) / 2);
        for (size_t i = 0; i < n; i++) {
            revenue[i] = i % 2 ? INT64_MIN : INT64_MAX;
            profit[i] = 7;
        }
        result = inversion_of_money(n);
        assert_true(isnan(result.spearman) && isnan(result.kendall) && isnan(result.inverted));
        assert_true(result.notes == PATRON_PROFIT_NOTE_CONSTANT);
    }
    revenue[0] = INT64_MIN;
    profit[0] = INT64_MAX;
    revenue[1] = INT64_MAX;
    profit[1] = INT64_MIN;
    assert_true(inversion_of_money(2).kendall == -1);
    x[0] = y[1] = -DBL_MAX;
    x[1] = y[0] = DBL_MAX;
    assert_true(inversion_of(2).spearman == -1 && inversion_of(2).notes == 0);
}

static void a_correlation_needs_its_scratch_to_the_byte(void **state)
{
    (void)state;
    size_t n = 100;
    size_t size = patron_profit_inversion_scratch_size(n);
    void *exact = support_guarded(size);
    patron_profit_inversion_result result;
    for (size_t i = 0; i < n; i++) {
        x[i] = (double)(i * 37 % 100);
        y[i] = (double)(i * 61 % 100);
    }
    result.struct_size = sizeof result;
    assert_int_equal(patron_profit_inversion(n, x, y, exact, size, &result, NULL), PATRON_OK);
    assert_close(result.kendall, brute(n).kendall, 1e-13, 0);
    support_guarded_free(exact, size);
    patron_profit_inversion_result roomy;
    patron_profit_tile tile[7], again[7];
    for (size_t i = 0; i < MANY; i++) {
        x[i] = (double)(i * 37 % 5003);
        y[i] = (double)(i * 61 % 9001);
        revenue[i] = (int64_t)x[i];
        profit[i] = (int64_t)y[i] - 4000;
    }
    size = patron_profit_inversion_scratch_size(MANY);
    exact = support_guarded(size);
    roomy = inversion_of(MANY);
    assert_int_equal(patron_profit_inversion(MANY, x, y, exact, size, &result, NULL), PATRON_OK);
    assert_memory_equal(&result, &roomy, sizeof result);
    support_guarded_free(exact, size);
    size = patron_profit_tiles_scratch_size(MANY, 0);
    exact = support_guarded(size);
    assert_int_equal(patron_profit_tiles(MANY, revenue, profit, NULL, exact, size, 7, tile, NULL),
                     PATRON_OK);
    assert_int_equal(
        patron_profit_tiles(MANY, revenue, profit, NULL, scratch, ROOM, 7, again, NULL), PATRON_OK);
    assert_memory_equal(tile, again, sizeof tile);
    support_guarded_free(exact, size);
    assert_true(patron_profit_inversion_scratch_size(0) == 0);
    assert_true(patron_profit_inversion_scratch_size((size_t)2147483648u) == SIZE_MAX);
}

static void what_no_correlation_can_be_made_of_is_named(void **state)
{
    (void)state;
    patron_profit_inversion_result result, kept;
    patron_fault fault;
    result.struct_size = sizeof result;
    memset((char *)&result + 4, 0x5A, sizeof result - 4);
    kept = result;
    x[0] = x[1] = y[0] = y[1] = 1;
    y[1] = (double)NAN;
    assert_int_equal(patron_profit_inversion(2, x, y, scratch, ROOM, &result, &fault),
                     PATRON_E_NOT_FINITE);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "profit", 1);
    x[1] = (double)INFINITY;
    assert_int_equal(patron_profit_inversion(2, x, y, scratch, ROOM, &result, &fault),
                     PATRON_E_NOT_FINITE);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "revenue", 1);
    assert_int_equal(
        patron_profit_inversion((size_t)2147483648u, x, y, scratch, ROOM, &result, &fault),
        PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "n", -1);
    assert_int_equal(patron_profit_inversion(2, NULL, y, scratch, ROOM, &result, &fault),
                     PATRON_E_NULL);
    assert_fault(&fault, PATRON_E_NULL, "revenue", -1);
    assert_int_equal(
        patron_profit_inversion_money(2, revenue, NULL, scratch, ROOM, &result, &fault),
        PATRON_E_NULL);
    assert_fault(&fault, PATRON_E_NULL, "profit", -1);
    assert_int_equal(patron_profit_inversion_money(2, revenue, profit, scratch, 7, &result, &fault),
                     PATRON_E_SCRATCH);
    assert_memory_equal(&result, &kept, sizeof result);
    result.struct_size = 8;
    assert_int_equal(
        patron_profit_inversion_money(2, revenue, profit, scratch, ROOM, &result, &fault),
        PATRON_E_STRUCT);
    assert_int_equal(patron_profit_inversion_money(2, revenue, profit, scratch, ROOM, NULL, &fault),
                     PATRON_E_NULL);
    assert_fault(&fault, PATRON_E_NULL, "result", -1);
}

/* --- tiles ------------------------------------------------------------------------------------ */

static void tiles_hold_everyone_once_the_largest_first(void **state)
{
    (void)state;
    static patron_profit_tile tile[MANY], again[MANY];
    static uint32_t order[MANY];
    support_random random = support_random_from(53);
    for (int round = 0; round < 30; round++) {
        size_t n = (size_t)support_random_below(&random, 300);
        size_t tiles = 1 + (size_t)support_random_below(&random, 40);
        double sums[2] = {0, 0};
        for (size_t i = 0; i < n; i++) {
            revenue[i] = support_random_integer(&random, -20, 200);
            profit[i] = support_random_integer(&random, -100, 100);
            sums[0] += (double)revenue[i];
            sums[1] += (double)profit[i];
        }
        for (size_t i = 0; i < n; i++) { /* the place of each, by counting who comes before */
            size_t place = 0;
            for (size_t j = 0; j < n; j++)
                place += revenue[j] > revenue[i] || (revenue[j] == revenue[i] && j < i);
            order[place] = (uint32_t)i;
        }
        assert_int_equal(
            patron_profit_tiles(n, revenue, profit, NULL, scratch, ROOM, tiles, tile, NULL),
            PATRON_OK);
        assert_int_equal(
            patron_profit_tiles(n, revenue, profit, order, NULL, 0, tiles, again, NULL), PATRON_OK);
        size_t at = 0;
        for (size_t t = 0; t < tiles; t++) {
            uint64_t size = n / tiles + (t < n % tiles), losers = 0;
            int64_t sum = 0, made = 0;
            for (uint64_t k = 0; k < size; k++, at++) {
                sum += revenue[order[at]];
                made += profit[order[at]];
                losers += profit[order[at]] < 0;
            }
            assert_true(tile[t].customers == size && tile[t].losers == losers);
            assert_true(tile[t].revenue == sum && tile[t].profit == made);
            assert_true((isnan(tile[t].revenue_share) != 0) == (sums[0] <= 0));
            assert_true((isnan(tile[t].profit_share) != 0) == (sums[1] <= 0));
            if (sums[0] > 0)
                assert_close(tile[t].revenue_share, (double)sum / sums[0], 1e-15, 0);
            if (sums[1] > 0)
                assert_close(tile[t].profit_share, (double)made / sums[1], 1e-15, 0);
            assert_true(again[t].revenue == sum && again[t].profit == made);
            assert_true(again[t].losers == losers && again[t].customers == size);
        }
        assert_true(at == n);
    }
    assert_int_equal(patron_profit_tiles(0, NULL, NULL, NULL, NULL, 0, 2, tile, NULL), PATRON_OK);
    assert_true(tile[0].customers == 0 && tile[1].revenue == 0 && isnan(tile[0].profit_share));
    assert_true(patron_profit_tiles_scratch_size(0, 0) == 0);
    assert_true(patron_profit_tiles_scratch_size(9, 1) == 0);
    assert_true(patron_profit_tiles_scratch_size((size_t)2147483648u, 1) == SIZE_MAX);
}

static void money_of_any_size_is_added_up_by_tile(void **state)
{
    (void)state;
    patron_profit_tile tile[2];
    patron_fault fault;
    revenue[0] = INT64_MAX;
    revenue[1] = INT64_MIN;
    profit[0] = INT64_MIN;
    profit[1] = INT64_MAX;
    assert_int_equal(patron_profit_tiles(2, revenue, profit, NULL, scratch, ROOM, 2, tile, NULL),
                     PATRON_OK);
    assert_true(tile[0].revenue == INT64_MAX && tile[0].profit == INT64_MIN);
    assert_true(isnan(tile[0].revenue_share) && isnan(tile[0].profit_share));
    assert_int_equal(patron_profit_tiles(2, revenue, profit, NULL, scratch, ROOM, 1, tile, NULL),
                     PATRON_OK);
    assert_true(tile[0].revenue == -1 && tile[0].profit == -1 && tile[0].losers == 1);
    memset(tile, 0x33, sizeof tile);
    revenue[1] = 2;
    profit[0] = profit[1] = 1;
    assert_int_equal(patron_profit_tiles(2, revenue, profit, NULL, scratch, ROOM, 1, tile, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "revenue", -1);
    revenue[0] = 1;
    profit[0] = profit[1] = INT64_MIN;
    assert_int_equal(patron_profit_tiles(2, revenue, profit, NULL, scratch, ROOM, 1, tile, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "profit", -1);
    assert_true(tile[0].customers == UINT64_C(0x3333333333333333));
}

static void what_no_tiles_can_be_made_of_is_named(void **state)
{
    (void)state;
    static const uint32_t bad[5][3] = {{0, 1, 3}, {1, 0, 2}, {0, 2, 1}, {2, 1, 1}, {0, 1, 1}};
    static const int64_t row[5] = {2, 1, 2, 1, 2};
    static const int64_t size[3] = {9, 5, 5};
    patron_profit_tile tile;
    patron_fault fault;
    for (int k = 0; k < 5; k++) {
        assert_int_equal(patron_profit_tiles(3, size, size, bad[k], NULL, 0, 1, &tile, &fault),
                         PATRON_E_RANGE);
        assert_fault(&fault, PATRON_E_RANGE, "order", row[k]);
    }
    assert_int_equal(
        patron_profit_tiles((size_t)2147483648u, size, size, NULL, scratch, ROOM, 1, &tile, &fault),
        PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "n", -1);
    assert_int_equal(patron_profit_tiles(3, NULL, size, NULL, scratch, ROOM, 1, &tile, &fault),
                     PATRON_E_NULL);
    assert_fault(&fault, PATRON_E_NULL, "revenue", -1);
    assert_int_equal(patron_profit_tiles(3, size, NULL, NULL, scratch, ROOM, 1, &tile, &fault),
                     PATRON_E_NULL);
    assert_fault(&fault, PATRON_E_NULL, "profit", -1);
    assert_int_equal(patron_profit_tiles(3, size, size, NULL, scratch, 9, 1, &tile, &fault),
                     PATRON_E_SCRATCH);
    assert_int_equal(patron_profit_tiles(3, size, size, NULL, scratch, ROOM, 0, &tile, &fault),
                     PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "tiles", -1);
    assert_int_equal(
        patron_profit_tiles(3, size, size, NULL, scratch, ROOM, (size_t)2147483648u, &tile, &fault),
        PATRON_E_RANGE);
    assert_int_equal(patron_profit_tiles(3, size, size, NULL, scratch, ROOM, 1, NULL, &fault),
                     PATRON_E_NULL);
    assert_fault(&fault, PATRON_E_NULL, "tile", -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_correlations_come_out),
        cmocka_unit_test(income_and_job_satisfaction_have_1331_concordant_pairs),
        cmocka_unit_test(springs_largest_customer_is_only_its_second_best),
        cmocka_unit_test(pairs_are_counted_as_one_by_one),
        cmocka_unit_test(correlations_are_symmetric_and_only_order_counts),
        cmocka_unit_test(where_all_are_alike_there_is_no_correlation),
        cmocka_unit_test(a_correlation_needs_its_scratch_to_the_byte),
        cmocka_unit_test(what_no_correlation_can_be_made_of_is_named),
        cmocka_unit_test(tiles_hold_everyone_once_the_largest_first),
        cmocka_unit_test(money_of_any_size_is_added_up_by_tile),
        cmocka_unit_test(what_no_tiles_can_be_made_of_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
