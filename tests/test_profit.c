/*
 * The waterfall, the firm, break-evens and the customers below a hurdle.
 */
#include "support.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include <patron/profit.h>

enum { MANY = 400, LEVELS = 5, COSTS = MANY * LEVELS, ROOM = 200000 };

static unsigned char scratch[ROOM];
static int64_t list[MANY], discount[MANY], rebate[MANY], terms[MANY], freight[MANY], goods[MANY];
static int64_t invoice[MANY], net[MANY], gross[MANY], served[MANY], profit[MANY];
static int64_t cost[COSTS], margin[COSTS], level_cost[LEVELS];
static patron_profit_shortfall shortfall[MANY];

/* Spring Distribution (Horngren): customers P, Q, R, S, T, in cents. */
static const int64_t spring_cases[5] = {2080, 8750, 60800, 31800, 3900};
static const int64_t spring_price[5] = {1440, 1416, 1320, 1392, 1296};
static const int64_t spring_orders[5] = {15, 25, 30, 25, 30};
static const int64_t spring_visits[5] = {2, 3, 6, 2, 3};
static const int64_t spring_deliveries[5] = {10, 30, 60, 40, 20};
static const int64_t spring_miles[5] = {14, 4, 3, 8, 40};
static const int64_t spring_expedited[5] = {0, 0, 0, 0, 1};

static void fill_spring(void)
{
    for (int i = 0; i < 5; i++) {
        list[i] = 1440 * spring_cases[i];
        discount[i] = (1440 - spring_price[i]) * spring_cases[i];
        goods[i] = 1200 * spring_cases[i];
        cost[5 * i] = 10000 * spring_orders[i];
        cost[5 * i + 1] = 8000 * spring_visits[i];
        cost[5 * i + 2] = 200 * spring_deliveries[i] * spring_miles[i];
        cost[5 * i + 3] = 50 * spring_cases[i];
        cost[5 * i + 4] = 30000 * spring_expedited[i];
    }
}

static patron_profit_firm_result firm_of(size_t n, size_t levels,
                                         const patron_profit_uncarried *uncarried)
{
    patron_profit_firm_result result;
    result.struct_size = sizeof result;
    assert_int_equal(patron_profit_firm(n, list, discount, rebate, terms, freight, goods, levels,
                                        cost, uncarried, level_cost, &result, NULL),
                     PATRON_OK);
    return result;
}

static void spring_distributions_five_customers_make_90787_dollars(void **state)
{
    (void)state;
    static const int64_t list_dollars[5] = {29952, 126000, 875520, 457920, 56160};
    static const int64_t discount_dollars[5] = {0, 2100, 72960, 15264, 5616};
    static const int64_t gross_dollars[5] = {4992, 18900, 72960, 61056, 3744};
    static const int64_t served_dollars[5] = {2980, 7355, 34240, 19200, 7090};
    static const int64_t income_dollars[5] = {2012, 11545, 38720, 41856, -3346};
    patron_profit_firm_result result;
    fill_spring();
    assert_int_equal(patron_profit_revenue(5, list, discount, NULL, NULL, NULL, invoice, net, NULL),
                     PATRON_OK);
    assert_int_equal(
        patron_profit_margin(5, net, goods, 5, cost, gross, served, margin, profit, NULL),
        PATRON_OK);
    for (int i = 0; i < 5; i++) {
        assert_true(list[i] == 100 * list_dollars[i]);
        assert_true(discount[i] == 100 * discount_dollars[i]);
        assert_true(invoice[i] == spring_price[i] * spring_cases[i] && net[i] == invoice[i]);
        assert_true(gross[i] == 100 * gross_dollars[i]);
        assert_true(served[i] == 100 * served_dollars[i]);
        assert_true(profit[i] == 100 * income_dollars[i]);
        assert_true(margin[5 * i + 4] == profit[i]);
    }
    result.struct_size = sizeof result;
    assert_int_equal(patron_profit_firm(5, list, discount, NULL, NULL, NULL, goods, 5, cost, NULL,
                                        level_cost, &result, NULL),
                     PATRON_OK);
    assert_true(result.customers == 5 && result.notes == 0);
    assert_true(result.filled_size == sizeof result);
    assert_true(result.list == 154555200 && result.discount == 9594000);
    assert_true(result.invoice == result.net && result.net == 144961200);
    assert_true(result.goods == 128796000 && result.gross == 16165200);
    assert_true(result.served == 7086500);
    assert_true(result.carried == 9078700 && result.profit == 9078700 && result.uncarried == 0);
    assert_true(level_cost[0] == 1250000 && level_cost[1] == 128000 && level_cost[4] == 30000);
}

static void university_earns_725_and_memorial_loses_3829(void **state)
{
    (void)state;
    static const int64_t both[2] = {2660, 2660}, serve[2] = {1935, 6489};
    assert_int_equal(patron_profit_margin(2, both, NULL, 1, serve, NULL, NULL, NULL, profit, NULL),
                     PATRON_OK);
    assert_true(profit[0] == 725 && profit[1] == -3829);
}

static void fill(support_random *random, size_t n, int64_t size)
{
    for (size_t i = 0; i < n; i++) {
        list[i] = support_random_integer(random, -size, 3 * size);
        discount[i] = support_random_integer(random, -size, size);
        rebate[i] = support_random_integer(random, -size, size);
        terms[i] = support_random_integer(random, -size, size);
        freight[i] = support_random_integer(random, -size, size);
        goods[i] = support_random_integer(random, -size, size);
        for (int l = 0; l < LEVELS; l++)
            cost[LEVELS * i + l] = support_random_integer(random, -size / 4, size / 2);
    }
}

static void each_step_is_the_one_before_minus_its_item(void **state)
{
    (void)state;
    support_random random = support_random_from(41);
    for (int round = 0; round < 30; round++) {
        size_t n = (size_t)support_random_below(&random, MANY);
        fill(&random, n, round % 2 ? 100000 : INT64_C(100000000000000));
        assert_int_equal(
            patron_profit_revenue(n, list, discount, rebate, terms, freight, invoice, net, NULL),
            PATRON_OK);
        assert_int_equal(
            patron_profit_margin(n, net, goods, LEVELS, cost, gross, served, margin, profit, NULL),
            PATRON_OK);
        for (size_t i = 0; i < n; i++) {
            int64_t left = gross[i], spent = 0;
            assert_true(invoice[i] == list[i] - discount[i]);
            assert_true(net[i] == invoice[i] - rebate[i] - terms[i] - freight[i]);
            assert_true(gross[i] == net[i] - goods[i]);
            for (size_t l = 0; l < LEVELS; l++) {
                left -= cost[LEVELS * i + l];
                spent += cost[LEVELS * i + l];
                assert_true(margin[LEVELS * i + l] == left);
            }
            assert_true(served[i] == spent && profit[i] == left && profit[i] == gross[i] - spent);
        }
    }
}

static void customers_less_what_nobody_carries_are_the_firm(void **state)
{
    (void)state;
    support_random random = support_random_from(42);
    for (int round = 0; round < 30; round++) {
        size_t n = (size_t)support_random_below(&random, MANY);
        patron_profit_uncarried uncarried;
        int64_t sum[4] = {0, 0, 0, 0}, level[LEVELS] = {0};
        fill(&random, n, 1000000);
        uncarried.held = support_random_integer(&random, 0, 1000);
        uncarried.idle = support_random_integer(&random, 0, 1000);
        uncarried.unassigned = support_random_integer(&random, -1000, 1000);
        uncarried.over_driven = support_random_integer(&random, 0, 1000);
        patron_profit_revenue(n, list, discount, rebate, terms, freight, invoice, net, NULL);
        patron_profit_margin(n, net, goods, LEVELS, cost, gross, served, margin, profit, NULL);
        for (size_t i = 0; i < n; i++) {
            sum[0] += net[i];
            sum[1] += gross[i];
            sum[2] += served[i];
            sum[3] += profit[i];
            for (size_t l = 0; l < LEVELS; l++)
                level[l] += cost[LEVELS * i + l];
        }
        patron_profit_firm_result whole = firm_of(n, LEVELS, &uncarried);
        assert_true(whole.customers == n);
        assert_true(whole.net == sum[0] && whole.gross == sum[1] && whole.served == sum[2]);
        assert_true(whole.carried == sum[3]);
        assert_true(whole.invoice == whole.list - whole.discount);
        assert_true(whole.net == whole.invoice - whole.rebate - whole.terms - whole.freight);
        assert_true(whole.gross == whole.net - whole.goods);
        assert_true(whole.uncarried ==
                    uncarried.held + uncarried.idle + uncarried.unassigned - uncarried.over_driven);
        assert_true(whole.profit == whole.carried - whole.uncarried);
        assert_memory_equal(level, level_cost, sizeof level);
    }
}

static void forty_levels_add_up_column_by_column(void **state)
{
    (void)state;
    enum { WIDE = 40, ROWS = 9 };
    static int64_t matrix[ROWS * WIDE], sums[WIDE];
    patron_profit_firm_result result;
    for (int i = 0; i < ROWS * WIDE; i++)
        matrix[i] = (i % WIDE) * 1000 + i / WIDE;
    result.struct_size = sizeof result;
    assert_int_equal(patron_profit_firm(ROWS, NULL, NULL, NULL, NULL, NULL, NULL, WIDE, matrix,
                                        NULL, sums, &result, NULL),
                     PATRON_OK);
    for (int l = 0; l < WIDE; l++)
        assert_true(sums[l] == ROWS * 1000 * l + 36);
    assert_true(result.profit == -result.served && result.served == 9 * 1000 * 780 + 36 * 40);
    matrix[30] = INT64_MAX;
    matrix[31] = -INT64_MAX;
    sums[0] = 99;
    assert_int_equal(patron_profit_firm(ROWS, NULL, NULL, NULL, NULL, NULL, NULL, WIDE, matrix,
                                        NULL, sums, &result, NULL),
                     PATRON_E_OVERFLOW);
    assert_true(sums[0] == 99);
    assert_int_equal(patron_profit_firm(ROWS, NULL, NULL, NULL, NULL, NULL, NULL, WIDE, NULL, NULL,
                                        sums, &result, NULL),
                     PATRON_OK);
    assert_true(sums[0] == 0 && sums[39] == 0 && result.served == 0);
}

static void every_column_is_optional_and_nobody_makes_nothing(void **state)
{
    (void)state;
    static const int64_t seven[2] = {7, -7};
    int64_t left[2] = {1, 1};
    patron_profit_firm_result result;
    patron_profit_revenue(2, NULL, NULL, NULL, seven, NULL, NULL, left, NULL);
    assert_true(left[0] == -7 && left[1] == 7);
    patron_profit_revenue(2, seven, NULL, NULL, NULL, NULL, left, NULL, NULL);
    assert_true(left[0] == 7 && left[1] == -7);
    patron_profit_margin(2, NULL, seven, 0, NULL, NULL, NULL, NULL, left, NULL);
    assert_true(left[0] == -7 && left[1] == 7);
    patron_profit_margin(2, seven, NULL, 1, NULL, NULL, NULL, left, NULL, NULL);
    assert_true(left[0] == 7 && left[1] == -7);
    patron_profit_margin(2, NULL, NULL, 1, NULL, NULL, left, NULL, NULL, NULL);
    assert_true(left[0] == 0 && left[1] == 0);
    assert_int_equal(patron_profit_revenue(0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
                     PATRON_OK);
    assert_int_equal(patron_profit_margin(0, NULL, NULL, 3, NULL, NULL, NULL, NULL, NULL, NULL),
                     PATRON_OK);
    result.struct_size = sizeof result;
    assert_int_equal(patron_profit_firm(0, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL, NULL,
                                        &result, NULL),
                     PATRON_OK);
    assert_true(result.profit == 0 && result.customers == 0);
}

static void a_step_beyond_int64_is_named_and_the_rows_before_it_stand(void **state)
{
    (void)state;
    int64_t a[3] = {5, INT64_MIN, 1}, b[3] = {2, 1, 1}, c[3] = {0, 0, 0}, d[3] = {0, 0, 0};
    int64_t first[3] = {99, 99, 99}, second[3] = {99, 99, 99};
    patron_fault fault;
    assert_int_equal(patron_profit_revenue(3, a, b, NULL, NULL, NULL, first, second, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "invoice", 1);
    assert_true(first[0] == 3 && second[0] == 3 && first[1] == 99 && second[1] == 99);
    assert_int_equal(patron_profit_revenue(3, a, NULL, b, NULL, NULL, first, second, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "net", 1);
    assert_int_equal(patron_profit_revenue(3, a, NULL, NULL, b, NULL, first, second, NULL),
                     PATRON_E_OVERFLOW);
    assert_int_equal(patron_profit_revenue(3, a, NULL, NULL, NULL, b, first, second, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "net", 1);
    c[1] = -4; /* what leaves int64_t on the way may come back */
    assert_int_equal(patron_profit_revenue(2, a, NULL, b, c, NULL, first, second, &fault),
                     PATRON_OK);
    assert_true(second[1] == INT64_MIN + 3);
    d[1] = -3;
    assert_int_equal(patron_profit_revenue(2, a, NULL, c, b, d, first, second, &fault), PATRON_OK);
    assert_true(second[1] == INT64_MIN + 6);
    assert_int_equal(patron_profit_margin(3, a, b, 0, NULL, first, NULL, NULL, NULL, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "gross", 1);
    assert_true(first[0] == 3);
}

static void a_margin_beyond_int64_is_named_with_its_level(void **state)
{
    (void)state;
    int64_t a[2] = {5, -10};
    int64_t two[4] = {1, 2, INT64_MAX, 0};
    int64_t left[4] = {99, 99, 99, 99}, spent[2] = {99, 99}, last[2] = {99, 99};
    patron_fault fault;
    two[2] = 3;
    two[3] = INT64_MAX - 3; /* the costs fit, the margin does not */
    assert_int_equal(patron_profit_margin(2, a, NULL, 2, two, NULL, spent, left, last, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "margin", 1);
    assert_true(fault.column == 1);
    assert_true(left[0] == 4 && left[1] == 2 && left[2] == 99 && left[3] == 99);
    assert_true(spent[0] == 3 && spent[1] == 99 && last[0] == 2 && last[1] == 99);
    two[3] = INT64_MAX; /* neither do */
    assert_int_equal(patron_profit_margin(2, a, NULL, 2, two, NULL, spent, left, last, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "served", 1);
    a[1] = INT64_MAX; /* the margins do, the costs do not */
    two[2] = INT64_MAX;
    two[3] = 1;
    assert_int_equal(patron_profit_margin(2, a, NULL, 2, two, NULL, NULL, NULL, NULL, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "served", 1);
    assert_int_equal(
        patron_profit_margin(0, NULL, NULL, 65536, NULL, NULL, NULL, NULL, NULL, &fault),
        PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "levels", -1);
    assert_int_equal(patron_profit_margin(0, NULL, NULL, 65535, NULL, NULL, NULL, NULL, NULL, NULL),
                     PATRON_OK);
}

static void a_total_beyond_int64_is_named_and_nothing_is_written(void **state)
{
    (void)state;
    static const char *const name[13] = {
        "result.list",    "result.discount",  "result.invoice", "result.rebate", "result.terms",
        "result.freight", "result.net",       "result.goods",   "result.gross",  "result.served",
        "result.carried", "result.uncarried", "result.profit"};
    static const int64_t most[2] = {INT64_MAX, 1}, one[1] = {1}, least[1] = {INT64_MIN};
    patron_profit_uncarried uncarried = {INT64_MAX, 1, 0, 0};
    patron_profit_uncarried little = {1, 0, 0, 0};
    int64_t level[2] = {99, 99};
    patron_profit_firm_result result, kept;
    patron_fault fault;
    result.struct_size = sizeof result;
    memset((char *)&result + 4, 0x5A, sizeof result - 4);
    kept = result;
    for (int k = 0; k < 13; k++) {
        size_t n = k == 0 || k == 1 || (k >= 3 && k <= 5) || k == 7 || k == 9 ? 2 : 1;
        const int64_t *c[7] = {NULL, NULL, NULL, NULL, NULL, NULL, NULL};
        const patron_profit_uncarried *u = k == 11 ? &uncarried : k == 12 ? &little : NULL;
        if (n == 2) {
            static const int column[10] = {0, 1, 0, 2, 3, 4, 0, 5, 0, 6};
            c[column[k]] = most;
        } else if (k != 11) {
            c[0] = least;
            if (k == 2 || k == 6 || k == 8 || k == 10)
                c[k == 2 ? 1 : k == 6 ? 2 : k == 8 ? 5 : 6] = one;
        }
        assert_int_equal(patron_profit_firm(n, c[0], c[1], c[2], c[3], c[4], c[5], 1, c[6], u,
                                            level, &result, &fault),
                         PATRON_E_OVERFLOW);
        assert_fault(&fault, PATRON_E_OVERFLOW, name[k], -1);
        assert_memory_equal(&result, &kept, sizeof result);
        assert_true(level[0] == 99);
    }
    static const int64_t opposite[4] = {INT64_MAX, INT64_MIN, 1, 0};
    assert_int_equal(patron_profit_firm(2, NULL, NULL, NULL, NULL, NULL, NULL, 2, opposite, NULL,
                                        level, &result, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "level_cost", 0);
    assert_true(level[0] == 99 && level[1] == 99);
    assert_memory_equal(&result, &kept, sizeof result);
    assert_int_equal(patron_profit_firm(2, NULL, NULL, NULL, NULL, NULL, NULL, 2, opposite, NULL,
                                        NULL, &result, &fault),
                     PATRON_OK);
    assert_true(result.served == 0);
    assert_int_equal(patron_profit_firm(0, NULL, NULL, NULL, NULL, NULL, NULL, 65536, NULL, NULL,
                                        NULL, &result, &fault),
                     PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "levels", -1);
    result.struct_size = 0;
    assert_int_equal(patron_profit_firm(0, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL, NULL,
                                        &result, &fault),
                     PATRON_E_STRUCT);
    assert_int_equal(patron_profit_firm(0, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL, NULL,
                                        NULL, &fault),
                     PATRON_E_NULL);
}

/* --- break-evens ------------------------------------------------------------------------------ */

static void an_order_of_53_cases_pays_for_itself(void **state)
{
    (void)state;
    /* Spring's customer P: 2.40 margin - .50 handling a case, 100 an order, 160 of visits; 15 orders of
       2080 cases. 1000/19, 1600/19, and 160 / (1.9 - 1500/2080) = 33280/245.2 by hand in fractions. */
    static const double unit[1] = {190}, order[1] = {10000}, visits[1] = {16000};
    static const double cases[1] = {2080.0 / 15};
    double order_size, volume;
    assert_int_equal(
        patron_profit_break_even(1, unit, order, visits, NULL, &order_size, &volume, NULL),
        PATRON_OK);
    assert_close(order_size, 1000.0 / 19, 1e-15, 0);
    assert_close(volume, 1600.0 / 19, 1e-15, 0);
    assert_int_equal(patron_profit_break_even(1, unit, order, visits, cases, NULL, &volume, NULL),
                     PATRON_OK);
    assert_close(volume, 332800.0 / 2452, 1e-14, 0);
    static const double fraction[1] = {0.25};
    patron_profit_break_even(1, fraction, order, NULL, NULL, &order_size, &volume, NULL);
    assert_true(order_size == 40000 && volume == 0);
}

static void at_the_break_even_volume_the_customer_makes_exactly_nothing(void **state)
{
    (void)state;
    support_random random = support_random_from(43);
    for (int round = 0; round < 2000; round++) {
        double unit = support_random_between(&random, -1, 4);
        double order = support_random_between(&random, 0, 30);
        double fixed = support_random_between(&random, 0, 5000);
        double size = support_random_between(&random, 1, 60);
        double order_size, volume, plain;
        assert_int_equal(
            patron_profit_break_even(1, &unit, &order, &fixed, &size, &order_size, &volume, NULL),
            PATRON_OK);
        assert_int_equal(patron_profit_break_even(1, &unit, NULL, &fixed, NULL, NULL, &plain, NULL),
                         PATRON_OK);
        assert_true((isnan(order_size) != 0) == (unit <= 0));
        assert_true((isnan(plain) != 0) == (unit <= 0));
        assert_true((isnan(volume) != 0) == (unit - order / size <= 0));
        if (unit > 0) {
            assert_close(order_size * unit, order, 1e-14, 0);
            assert_close(plain * unit, fixed, 1e-14, 0);
        }
        if (!isnan(volume))
            assert_close(volume * unit - volume / size * order, fixed, 1e-12 * (1 + volume), 0);
    }
}

static void without_a_contribution_nothing_breaks_even_and_without_cost_everything(void **state)
{
    (void)state;
    static const double unit[5] = {0, -1, -1, 1, 1}, order[5] = {1, 1, 0, 1e300, 0};
    static const double fixed[5] = {1, 1, 0, 5, 0}, size[5] = {1, 1, 1, 1e-300, 1};
    double order_size[5], volume[5];
    assert_int_equal(
        patron_profit_break_even(5, unit, order, fixed, size, order_size, volume, NULL), PATRON_OK);
    assert_true(isnan(order_size[0]) && isnan(volume[0]));
    assert_true(isnan(order_size[1]) && isnan(volume[1]));
    assert_true(order_size[2] == 0 && volume[2] == 0);
    assert_true(order_size[3] == 1e300 && isnan(volume[3]));
    assert_true(order_size[4] == 0 && volume[4] == 0);
    assert_int_equal(patron_profit_break_even(0, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
                     PATRON_OK);
}

static void what_no_break_even_can_be_made_of_is_named(void **state)
{
    (void)state;
    static const double bad[3] = {-1, (double)NAN, (double)INFINITY};
    static const char *const name[4] = {"contribution", "order_cost", "sustaining", "size"};
    patron_fault fault;
    double order_size[2], volume[2];
    for (int argument = 0; argument < 4; argument++)
        for (int k = 0; k < 3; k++) {
            double column[4][2] = {{4, 4}, {4, 4}, {4, 4}, {4, 4}};
            column[argument][1] = bad[k];
            order_size[0] = order_size[1] = volume[1] = 99;
            int32_t status = patron_profit_break_even(2, column[0], column[1], column[2], column[3],
                                                      order_size, volume, &fault);
            if (argument == 0 && k == 0) {
                assert_int_equal(status, PATRON_OK);
                continue;
            }
            assert_int_equal(status, k == 0 ? PATRON_E_RANGE : PATRON_E_NOT_FINITE);
            assert_fault(&fault, status, name[argument], 1);
            assert_true(order_size[0] == 1 && order_size[1] == 99 && volume[1] == 99);
        }
    static const double tiny[2] = {1, 1e-300}, vast[2] = {1, 1e300}, none[2] = {0, 0};
    assert_int_equal(patron_profit_break_even(2, tiny, none, vast, none, NULL, NULL, &fault),
                     PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "size", 0);
    assert_int_equal(
        patron_profit_break_even(2, tiny, vast, none, NULL, order_size, volume, &fault),
        PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "order_size", 1);
    assert_int_equal(
        patron_profit_break_even(2, tiny, none, vast, NULL, order_size, volume, &fault),
        PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "volume", 1);
    assert_int_equal(patron_profit_break_even(2, tiny, vast, vast, NULL, NULL, volume, NULL),
                     PATRON_E_OVERFLOW);
    assert_int_equal(patron_profit_break_even(2, tiny, vast, vast, NULL, NULL, NULL, NULL),
                     PATRON_OK);
    assert_int_equal(patron_profit_break_even(1, NULL, none, none, NULL, NULL, NULL, &fault),
                     PATRON_E_NULL);
    assert_fault(&fault, PATRON_E_NULL, "contribution", -1);
}

/* --- customers below a hurdle ----------------------------------------------------------------- */

static size_t list_below(int64_t hurdle, size_t n, size_t levels, const double *avoidable,
                         size_t capacity)
{
    size_t found = 12345;
    assert_int_equal(patron_profit_shortfalls(hurdle, n, net, gross, levels, cost, avoidable,
                                              scratch, ROOM, capacity, shortfall, &found, NULL),
                     PATRON_OK);
    return found;
}

static void memorial_is_worth_dropping_only_where_its_costs_end_with_it(void **state)
{
    (void)state;
    double avoidable = 1.0;
    net[0] = net[1] = 26600;
    gross[0] = gross[1] = 2660;
    cost[0] = 1935;
    cost[1] = 6489;
    assert_true(list_below(0, 2, 1, &avoidable, 2) == 1);
    assert_true(shortfall[0].row == 1 && shortfall[0].profit == -3829 && shortfall[0].gap == 3829);
    assert_true(shortfall[0].flags == PATRON_PROFIT_FLAG_WORTH_DROPPING);
    assert_true(shortfall[0].dropping == 3829 && shortfall[0].avoidable == 6489);
    assert_close(shortfall[0].repricing, 3829.0 / 26600, 1e-15, 0);
    assert_close(shortfall[0].cost_cut, 3829.0 / 6489, 1e-15, 0);
    assert_true(shortfall[0].avoidable_cut == shortfall[0].cost_cut);
    avoidable = 0.25; /* 1622.25 would end, 2660 would be lost */
    assert_true(list_below(0, 2, 1, &avoidable, 2) == 1);
    assert_true(shortfall[0].flags == 0 && shortfall[0].avoidable == 1622.25);
    assert_true(shortfall[0].dropping == 1622.25 - 2660);
    assert_close(shortfall[0].avoidable_cut, 3829.0 / 1622.25, 1e-15, 0);
    assert_true(list_below(726, 2, 1, NULL, 2) == 2);
    assert_true(shortfall[0].row == 1 && shortfall[1].row == 0 && shortfall[1].gap == 1);
    assert_true(list_below(725, 2, 1, NULL, 2) == 1);
}

static void horngrens_customer_t_needs_7_percent_more_price(void **state)
{
    (void)state;
    /* T: income -3,346 of net revenue 50,544, cost to serve 7,090; handling and expediting in part. */
    static const double avoidable[5] = {0.5, 0, 1, 1, 1};
    fill_spring();
    patron_profit_revenue(5, list, discount, NULL, NULL, NULL, NULL, net, NULL);
    patron_profit_margin(5, net, goods, 5, cost, gross, NULL, NULL, NULL, NULL);
    assert_true(list_below(0, 5, 5, avoidable, MANY) == 1);
    assert_true(shortfall[0].row == 4 && shortfall[0].gap == 334600);
    assert_close(shortfall[0].repricing, 3346.0 / 50544, 1e-15, 0);
    assert_close(shortfall[0].cost_cut, 3346.0 / 7090, 1e-15, 0);
    /* 1,500 of orders, 1,600 of deliveries, 1,950 of handling, 300 expedited */
    assert_true(shortfall[0].avoidable == 535000 && shortfall[0].dropping == 535000 - 374400);
    assert_close(shortfall[0].avoidable_cut, 3346.0 / 5350, 1e-15, 0);
    assert_true(shortfall[0].flags == PATRON_PROFIT_FLAG_WORTH_DROPPING);
}

static void the_list_has_everyone_below_the_hurdle_the_worst_first(void **state)
{
    (void)state;
    support_random random = support_random_from(44);
    for (int round = 0; round < 30; round++) {
        size_t n = (size_t)support_random_below(&random, MANY);
        size_t below = 0, capacity = (size_t)support_random_below(&random, MANY);
        int64_t hurdle = support_random_integer(&random, -30, 30);
        double avoidable[3];
        for (int l = 0; l < 3; l++)
            avoidable[l] = (double)support_random_below(&random, 65) / 64;
        for (size_t i = 0; i < n; i++) {
            net[i] = support_random_integer(&random, -20, 400);
            gross[i] = support_random_integer(&random, -20, 200);
            profit[i] = gross[i];
            for (size_t l = 0; l < 3; l++) {
                cost[3 * i + l] = support_random_integer(&random, -10, 100);
                profit[i] -= cost[3 * i + l];
            }
            below += profit[i] < hurdle;
        }
        memset(shortfall, 0x77, sizeof shortfall);
        assert_true(list_below(hurdle, n, 3, avoidable, capacity) == below);
        for (size_t k = 0; k < below && k < capacity; k++) {
            const patron_profit_shortfall *here = &shortfall[k];
            size_t i = here->row;
            int64_t spent = gross[i] - profit[i];
            double saved = avoidable[0] * (double)cost[3 * i] +
                           avoidable[1] * (double)cost[3 * i + 1] +
                           avoidable[2] * (double)cost[3 * i + 2]; /* exact: 1/64ths */
            assert_true(here->profit == profit[i] && here->gap == hurdle - profit[i]);
            assert_true(k == 0 || here[-1].profit < here->profit ||
                        (here[-1].profit == here->profit && here[-1].row < here->row));
            assert_true(here->avoidable == saved && here->dropping == saved - (double)gross[i]);
            assert_true((here->flags != 0) == (saved > (double)gross[i]));
            assert_true((isnan(here->repricing) != 0) == (net[i] <= 0));
            assert_true((isnan(here->cost_cut) != 0) == (spent <= 0));
            assert_true((isnan(here->avoidable_cut) != 0) == (saved <= 0));
            if (net[i] > 0)
                assert_close(here->repricing * (double)net[i], (double)here->gap, 1e-15, 0);
            if (spent > 0)
                assert_close(here->cost_cut * (double)spent, (double)here->gap, 1e-15, 0);
            if (saved > 0)
                assert_close(here->avoidable_cut * saved, (double)here->gap, 1e-15, 0);
        }
        for (size_t k = below; k < MANY; k++)
            assert_true(shortfall[k].row == 0x77777777);
    }
}

static void a_cent_in_90_trillion_decides_who_is_worth_dropping(void **state)
{
    (void)state;
    static const double half[2] = {1, 0.5};
    gross[0] = gross[1] = INT64_C(9007199254740993);
    net[0] = net[1] = 1;
    cost[0] = INT64_C(9007199254740993); /* 2^53 + 1 */
    cost[1] = 0;
    cost[2] = INT64_C(9007199254740992);
    cost[3] = 3;
    assert_true(list_below(1, 2, 2, half, MANY) == 2);
    assert_true(shortfall[0].row == 1 && shortfall[0].profit == -2);
    assert_true(shortfall[0].flags == PATRON_PROFIT_FLAG_WORTH_DROPPING);
    assert_true(shortfall[0].dropping == 0.5);
    assert_true(shortfall[1].dropping == 0 && shortfall[1].flags == 0);
    gross[0] = INT64_MIN + 1;
    cost[0] = -2;
    assert_true(list_below(INT64_MIN + 10, 1, 1, NULL, 1) == 1);
    assert_true(shortfall[0].profit == INT64_MIN + 3 && shortfall[0].gap == 7);
    assert_true(shortfall[0].avoidable == -2 && isnan(shortfall[0].avoidable_cut));
    assert_true(shortfall[0].flags != 0);
    gross[0] = -10; /* costs that cancel on the way beyond int64_t and back */
    cost[0] = INT64_MAX;
    cost[1] = -INT64_MAX;
    assert_true(list_below(0, 1, 2, NULL, 1) == 1);
    assert_true(shortfall[0].profit == -10 && shortfall[0].avoidable == 0);
}

static void a_list_needs_no_prices_no_costs_and_no_room(void **state)
{
    (void)state;
    static const int64_t made[3] = {5, -5, -5};
    static const double share[2] = {0.5, 0.5};
    size_t found = 0;
    size_t size = patron_profit_shortfalls_scratch_size(3);
    void *exact = support_guarded(size);
    patron_profit_shortfall two[2];
    assert_int_equal(patron_profit_shortfalls(0, 3, NULL, made, 2, NULL, share, exact, size, 2, two,
                                              &found, NULL),
                     PATRON_OK);
    assert_true(found == 2 && two[0].row == 1 && two[1].row == 2);
    assert_true(isnan(two[0].repricing) && isnan(two[0].cost_cut) && isnan(two[0].avoidable_cut));
    assert_true(two[0].avoidable == 0 && two[0].dropping == 5 && two[0].flags == 1);
    assert_int_equal(patron_profit_shortfalls(0, 3, NULL, made, 2, NULL, NULL, exact, size, 0, NULL,
                                              &found, NULL),
                     PATRON_OK);
    assert_true(found == 2);
    support_guarded_free(exact, size);
    static const double tiny[2] = {5e-324, 1e-200};
    static const int64_t spent[4] = {9, 0, 9, 9};
    assert_int_equal(patron_profit_shortfalls(0, 2, NULL, made + 1, 2, spent, tiny, scratch, ROOM,
                                              2, two, &found, NULL),
                     PATRON_OK);
    assert_true(two[0].row == 1 && isfinite(two[0].avoidable_cut));
    assert_close(two[0].avoidable, 9e-200, 1e-15, 0);
    assert_true(two[1].avoidable == 0 && isnan(two[1].avoidable_cut));
    assert_int_equal(
        patron_profit_shortfalls(0, 0, NULL, NULL, 0, NULL, NULL, NULL, 0, 0, NULL, &found, NULL),
        PATRON_OK);
    assert_true(found == 0 && patron_profit_shortfalls_scratch_size(0) == 0);
    assert_true(patron_profit_shortfalls_scratch_size((size_t)2147483648u) == SIZE_MAX);
}

static void what_no_list_can_be_made_of_is_named(void **state)
{
    (void)state;
    static const double shares[4][2] = {
        {1, 1.5}, {1, -0.5}, {1, (double)NAN}, {1, (double)INFINITY}};
    int64_t made[2] = {5, INT64_MIN}, two[4] = {0, 0, 0, 1};
    patron_profit_shortfall here[2], kept[2];
    size_t found = 77;
    patron_fault fault;
    memset(here, 0x33, sizeof here);
    memcpy(kept, here, sizeof here);
    for (int k = 0; k < 4; k++) {
        int32_t expected = k < 2 ? PATRON_E_RANGE : PATRON_E_NOT_FINITE;
        assert_int_equal(patron_profit_shortfalls(0, 2, NULL, made, 2, NULL, shares[k], scratch,
                                                  ROOM, 2, here, &found, &fault),
                         expected);
        assert_fault(&fault, expected, "avoidable", 1);
    }
    assert_int_equal(patron_profit_shortfalls(0, 2, NULL, made, 2, two, NULL, scratch, ROOM, 2,
                                              here, &found, &fault),
                     PATRON_E_OVERFLOW); /* the profit */
    assert_fault(&fault, PATRON_E_OVERFLOW, "gross", 1);
    made[1] = INT64_MAX;
    two[2] = INT64_MAX;
    assert_int_equal(patron_profit_shortfalls(0, 2, NULL, made, 2, two, NULL, scratch, ROOM, 2,
                                              here, &found, &fault),
                     PATRON_E_OVERFLOW); /* the cost to serve */
    assert_fault(&fault, PATRON_E_OVERFLOW, "gross", 1);
    two[2] = -1; /* the profit: a credit beyond the most there is */
    two[3] = 0;
    assert_int_equal(patron_profit_shortfalls(0, 2, NULL, made, 2, two, NULL, scratch, ROOM, 2,
                                              here, &found, &fault),
                     PATRON_E_OVERFLOW);
    two[2] = INT64_MAX; /* the cost to serve, although the profit fits */
    two[3] = 1;
    assert_int_equal(patron_profit_shortfalls(0, 2, NULL, made, 2, two, NULL, scratch, ROOM, 2,
                                              here, &found, &fault),
                     PATRON_E_OVERFLOW);
    made[1] = -10;
    assert_int_equal(patron_profit_shortfalls(0, 2, NULL, made, 2, two, NULL, scratch, ROOM, 2,
                                              here, &found, &fault),
                     PATRON_E_OVERFLOW); /* both */
    made[1] = -1;
    assert_int_equal(patron_profit_shortfalls(INT64_MAX, 2, NULL, made, 0, NULL, NULL, scratch,
                                              ROOM, 2, here, &found, &fault),
                     PATRON_E_OVERFLOW); /* the gap */
    assert_fault(&fault, PATRON_E_OVERFLOW, "gross", 1);
    assert_memory_equal(here, kept, sizeof here);
    assert_true(found == 77);
    assert_int_equal(patron_profit_shortfalls(0, (size_t)2147483648u, NULL, made, 0, NULL, NULL,
                                              scratch, ROOM, 2, here, &found, &fault),
                     PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "n", -1);
    assert_int_equal(patron_profit_shortfalls(0, 2, NULL, NULL, 0, NULL, NULL, scratch, ROOM, 2,
                                              here, &found, &fault),
                     PATRON_E_NULL);
    assert_fault(&fault, PATRON_E_NULL, "gross", -1);
    assert_int_equal(patron_profit_shortfalls(0, 2, NULL, made, 65536, NULL, NULL, scratch, ROOM, 2,
                                              here, &found, &fault),
                     PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "levels", -1);
    assert_int_equal(patron_profit_shortfalls(0, 2, NULL, made, 0, NULL, NULL, scratch, 8, 2, here,
                                              &found, &fault),
                     PATRON_E_SCRATCH);
    assert_int_equal(patron_profit_shortfalls(0, 2, NULL, made, 0, NULL, NULL, NULL, ROOM, 2, here,
                                              &found, &fault),
                     PATRON_E_NULL);
    assert_fault(&fault, PATRON_E_NULL, "scratch", -1);
    assert_int_equal(patron_profit_shortfalls(0, 2, NULL, made, 0, NULL, NULL, scratch, ROOM, 2,
                                              NULL, &found, &fault),
                     PATRON_E_NULL);
    assert_fault(&fault, PATRON_E_NULL, "shortfall", -1);
    assert_int_equal(patron_profit_shortfalls(0, 2, NULL, made, 0, NULL, NULL, scratch, ROOM, 2,
                                              here, NULL, &fault),
                     PATRON_E_NULL);
    assert_fault(&fault, PATRON_E_NULL, "found", -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spring_distributions_five_customers_make_90787_dollars),
        cmocka_unit_test(university_earns_725_and_memorial_loses_3829),
        cmocka_unit_test(each_step_is_the_one_before_minus_its_item),
        cmocka_unit_test(customers_less_what_nobody_carries_are_the_firm),
        cmocka_unit_test(forty_levels_add_up_column_by_column),
        cmocka_unit_test(every_column_is_optional_and_nobody_makes_nothing),
        cmocka_unit_test(a_step_beyond_int64_is_named_and_the_rows_before_it_stand),
        cmocka_unit_test(a_margin_beyond_int64_is_named_with_its_level),
        cmocka_unit_test(a_total_beyond_int64_is_named_and_nothing_is_written),
        cmocka_unit_test(an_order_of_53_cases_pays_for_itself),
        cmocka_unit_test(at_the_break_even_volume_the_customer_makes_exactly_nothing),
        cmocka_unit_test(without_a_contribution_nothing_breaks_even_and_without_cost_everything),
        cmocka_unit_test(what_no_break_even_can_be_made_of_is_named),
        cmocka_unit_test(memorial_is_worth_dropping_only_where_its_costs_end_with_it),
        cmocka_unit_test(horngrens_customer_t_needs_7_percent_more_price),
        cmocka_unit_test(the_list_has_everyone_below_the_hurdle_the_worst_first),
        cmocka_unit_test(a_cent_in_90_trillion_decides_who_is_worth_dropping),
        cmocka_unit_test(a_list_needs_no_prices_no_costs_and_no_room),
        cmocka_unit_test(what_no_list_can_be_made_of_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
