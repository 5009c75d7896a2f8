/*
 * Why profit changed: the bridge between two periods.
 */
#include "support.h"

#include <math.h>
#include <string.h>

#include <patron/profit.h>

enum { MANY = 200 };

static int64_t q0[MANY], r0[MANY], c0[MANY], q1[MANY], r1[MANY], c1[MANY];
static patron_profit_bridge_row row[MANY];

static patron_profit_bridge_result bridge_of(size_t n)
{
    patron_profit_bridge_result result;
    result.struct_size = sizeof result;
    assert_int_equal(patron_profit_bridge(n, q0, r0, c0, q1, r1, c1, row, &result, NULL),
                     PATRON_OK);
    assert_true(result.filled_size == sizeof result && result.rows == n);
    return result;
}

static void put(size_t i, int64_t was, int64_t price_was, int64_t cost_was, int64_t now,
                int64_t price_now, int64_t cost_now)
{
    q0[i] = was;
    r0[i] = was * price_was;
    c0[i] = was * cost_was;
    q1[i] = now;
    r1[i] = now * price_now;
    c1[i] = now * cost_now;
}

static void volume_130_mix_30_price_0_cost_90_make_250(void **state)
{
    (void)state;
    put(0, 100, 10, 6, 90, 11, 6);
    put(1, 50, 20, 15, 90, 19, 14);
    patron_profit_bridge_result result = bridge_of(2);
    assert_true(result.before == 650 && result.after == 900 && result.change == 250);
    assert_true(result.volume == 130 && result.mix == 30);
    assert_true(result.price == 0 && result.cost == 90);
    assert_true(result.came == 0 && result.gone == 0 && result.notes == 0);
    assert_true(row[0].before == 400 && row[0].quantity == -40 && row[0].price == 90);
    assert_true(row[0].cost == 0 && row[0].after == 450);
    assert_true(row[1].before == 250 && row[1].quantity == 200 && row[1].price == -90);
    assert_true(row[1].cost == 90 && row[1].after == 450);
}

static void what_came_and_what_went_stand_apart(void **state)
{
    (void)state;
    put(0, 100, 10, 6, 90, 11, 6);
    put(1, 50, 20, 15, 90, 19, 14);
    put(2, 0, 0, 0, 7, 30, 10); /* new: 140 */
    put(3, 5, 40, 10, 0, 0, 0); /* gone: 150 */
    put(4, 0, 0, 0, 0, 0, 0);
    r0[4] = -20; /* a rebate that belongs to no product */
    r1[4] = -50;
    c0[4] = 3;
    c1[4] = 4;
    c1[3] = 2; /* and what was left to pay */
    patron_profit_bridge_result result = bridge_of(5);
    assert_true(result.volume == 130 && result.mix == 30);
    assert_true(result.price == 0 - 30 && result.cost == 90 - 1);
    assert_true(result.came == 140 && result.gone == -152);
    assert_true(result.came_rows == 1 && result.gone_rows == 1);
    assert_true(row[2].quantity == 140 && row[2].price == 0 && row[2].cost == 0);
    assert_true(row[3].quantity == -152 && row[3].after == -2);
    assert_true(row[4].quantity == 0 && row[4].price == -30 && row[4].cost == -1);
    assert_true(result.change == 250 + 140 - 152 - 31);
}

/* a / b to the nearest, halves away from 0. */
static int64_t nearest(int64_t a, int64_t b)
{
    int64_t size = ((a < 0 ? -a : a) * 2 / (b < 0 ? -b : b) + 1) / 2;
    return (a < 0) != (b < 0) ? -size : size;
}

static void the_parts_add_up_to_the_change_whatever_is_rounded(void **state)
{
    (void)state;
    support_random random = support_random_from(61);
    for (int round = 0; round < 300; round++) {
        size_t n = (size_t)support_random_below(&random, MANY);
        int64_t sums[6] = {0, 0, 0, 0, 0, 0}, effect[3] = {0, 0, 0};
        for (size_t i = 0; i < n; i++) {
            q0[i] = support_random_integer(&random, round % 3 ? 0 : -50, 50);
            q1[i] = support_random_integer(&random, round % 3 ? 0 : -50, 50);
            r0[i] = support_random_integer(&random, -1000, 100000);
            r1[i] = support_random_integer(&random, -1000, 100000);
            c0[i] = support_random_integer(&random, -1000, 80000);
            c1[i] = support_random_integer(&random, -1000, 80000);
        }
        patron_profit_bridge_result result = bridge_of(n);
        for (size_t i = 0; i < n; i++) {
            const patron_profit_bridge_row *here = &row[i];
            assert_true(here->before == r0[i] - c0[i] && here->after == r1[i] - c1[i]);
            assert_true(here->before + here->quantity + here->price + here->cost == here->after);
            sums[0] += here->before;
            sums[1] += here->after;
            effect[0] += here->quantity;
            effect[1] += here->price;
            effect[2] += here->cost;
            if (q0[i] == 0 || q1[i] == 0)
                continue;
            assert_true(here->price == r1[i] - nearest(q1[i] * r0[i], q0[i]));
            assert_true(here->cost == nearest(q1[i] * c0[i], q0[i]) - c1[i]);
            sums[2] += q0[i];
            sums[3] += q1[i] - q0[i];
            sums[4] += here->before;
        }
        assert_true(result.before == sums[0] && result.after == sums[1]);
        assert_true(result.change == sums[1] - sums[0]);
        assert_true(result.volume == (sums[2] ? nearest(sums[3] * sums[4], sums[2]) : 0));
        assert_true((result.notes != 0) == (sums[2] == 0));
        assert_true(result.volume + result.mix + result.came + result.gone == effect[0]);
        assert_true(result.price == effect[1] && result.cost == effect[2]);
        assert_true(result.before + result.volume + result.mix + result.price + result.cost +
                        result.came + result.gone ==
                    result.after);
    }
}

static void each_cause_alone_moves_its_own_part_only(void **state)
{
    (void)state;
    support_random random = support_random_from(62);
    for (int round = 0; round < 100; round++) {
        size_t n = 1 + (size_t)support_random_below(&random, MANY - 1);
        int64_t times = support_random_integer(&random, 2, 9), added = 0;
        for (size_t i = 0; i < n; i++)
            put(i, support_random_integer(&random, 1, 90), 30,
                support_random_integer(&random, 1, 40), 0, 0, 0);
        for (size_t i = 0; i < n; i++) { /* as much more of everything */
            q1[i] = times * q0[i];
            r1[i] = times * r0[i];
            c1[i] = times * c0[i];
        }
        patron_profit_bridge_result result = bridge_of(n);
        assert_true(result.volume == (times - 1) * result.before && result.change == result.volume);
        assert_true(result.mix == 0 && result.price == 0 && result.cost == 0);
        memcpy(q1, q0, sizeof q1);
        memcpy(c1, c0, sizeof c1);
        for (size_t i = 0; i < n; i++) { /* another price */
            r1[i] = r0[i] + (int64_t)i;
            added += (int64_t)i;
        }
        result = bridge_of(n);
        assert_true(result.price == added && result.change == added);
        assert_true(result.volume == 0 && result.mix == 0 && result.cost == 0);
        memcpy(c1, r1, sizeof c1);
        memcpy(c0, r0, sizeof c0);
        memcpy(r1, r0, sizeof r1); /* another cost */
        result = bridge_of(n);
        assert_true(result.cost == -added && result.price == 0 && result.volume == 0);
        put(0, 10, 9, 1, 4, 9, 1); /* the same number, of what earns less */
        put(1, 10, 9, 6, 16, 9, 6);
        result = bridge_of(2);
        assert_true(result.mix == 6 * (3 - 8) && result.change == result.mix);
    }
}

static void without_a_quantity_to_grow_from_all_is_mix(void **state)
{
    (void)state;
    put(0, 5, 10, 4, 10, 10, 4);
    put(1, -5, 10, 4, 5, 10, 4);
    patron_profit_bridge_result result = bridge_of(2);
    assert_true(result.notes == PATRON_PROFIT_NOTE_NO_QUANTITY);
    assert_true(result.volume == 0 && result.mix == 90 && result.change == 90);
    result = bridge_of(0);
    assert_true(result.notes == PATRON_PROFIT_NOTE_NO_QUANTITY && result.change == 0);
    result.struct_size = sizeof result;
    assert_int_equal(
        patron_profit_bridge(0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, &result, NULL),
        PATRON_OK);
    put(0, 3, 10, 0, 5, 12, 0);
    assert_int_equal(patron_profit_bridge(1, q0, r0, NULL, q1, r1, NULL, NULL, &result, NULL),
                     PATRON_OK);
    assert_true(result.volume == 20 && result.price == 10 && result.cost == 0);
}

static void halves_of_a_cent_go_away_from_0_on_both_sides(void **state)
{
    (void)state;
    put(0, 2, 0, 0, 1, 0, 0);
    r0[0] = 5;  /* 2.5 at the old price */
    c0[0] = -7; /* -3.5 */
    patron_profit_bridge_result result = bridge_of(1);
    assert_true(row[0].price == -3 && row[0].cost == -4);
    assert_true(row[0].quantity == 3 + 4 - 12 && result.volume == -6 && result.mix == 1);
    /* beyond 64 bits on the way: 3 x (2^63 - 1) / 6 = 2^62 - .5 */
    put(0, 6, 0, 0, 3, 0, 0);
    r0[0] = INT64_MAX;
    result = bridge_of(1);
    assert_true(row[0].price == -(INT64_C(1) << 62));
    /* the least amount of all stays what it is */
    put(0, 1, 0, 0, 1, 0, 0);
    r0[0] = r1[0] = INT64_MIN;
    result = bridge_of(1);
    assert_true(result.change == 0 && result.price == 0);
}

/* The columns have this fault, and nothing is written. */
static void refused(size_t n, const char *argument, int64_t at)
{
    patron_profit_bridge_result result, kept;
    patron_fault fault;
    result.struct_size = sizeof result;
    memset((char *)&result + 4, 0x5A, sizeof result - 4);
    kept = result;
    memset(row, 0x33, sizeof row);
    assert_int_equal(patron_profit_bridge(n, q0, r0, c0, q1, r1, c1, row, &result, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, argument, at);
    assert_memory_equal(&result, &kept, sizeof result);
    assert_true(row[0].before == INT64_C(0x3333333333333333));
}

static void set(size_t i, int64_t a, int64_t b, int64_t c, int64_t d, int64_t e, int64_t f)
{
    q0[i] = a;
    r0[i] = b;
    c0[i] = c;
    q1[i] = d;
    r1[i] = e;
    c1[i] = f;
}

static void what_leaves_int64_is_named_with_its_row(void **state)
{
    (void)state;
    const int64_t most = INT64_MAX, least = INT64_MIN;
    set(0, 1, 1, 1, 1, 1, 1);
    set(1, 1, most, -1, 1, 0, 0);
    refused(2, "revenue_before", 1);
    set(1, 1, 0, 0, 1, least, 1);
    refused(2, "revenue_after", 1);
    set(1, 1, most, 0, 3, 0, 0);
    refused(2, "quantity_after", 1); /* 2^64 and more */
    set(1, 1, most, 0, 2, 0, 0);
    refused(2, "quantity_after", 1); /* 2^64 - 2 */
    set(1, 1, 0, most, 2, 0, 0);
    refused(2, "quantity_after", 1);
    set(1, -2, least, least, most, 0, 0);
    refused(2, "quantity_after", 1);
    set(1, 2, least, 0, 1, -5, 0);
    assert_true(bridge_of(2).rows == 2);
    set(1, 2, most, 1, -2, 0, 0);
    refused(2, "quantity_after", 1); /* -most + 1 - (most - 1) */
    set(1, 1, -5, 0, 1, most, 0);
    refused(2, "revenue_after", 1); /* the price */
    set(1, 1, most, most, 1, 0, -5);
    refused(2, "cost_after", 1);
    set(1, 0, least, 0, 1, 5, 0);
    refused(2, "revenue_after", 1); /* all that came */
}

static void totals_that_leave_int64_are_named_without_a_row(void **state)
{
    (void)state;
    const int64_t most = INT64_MAX, least = INT64_MIN;
    set(0, most, 0, 0, most, 0, 0);
    set(1, most, 0, 0, most, 0, 0);
    refused(2, "quantity_before", -1);
    set(0, 1, most, 0, 1, most, 0);
    set(1, 1, 1, 0, 1, 1, 0);
    refused(2, "revenue_before", -1);
    set(0, 1, 0, 0, most, 0, 0);
    set(1, -2, 0, 0, most, 0, 0);
    refused(2, "quantity_after", -1); /* the change of quantity */
    set(0, 1, 1, 0, INT64_C(1) << 61, 0, 0);
    set(1, 1, 6, 0, 1, 0, 0);
    set(2, -1, 1, 0, 1, 0, 0);
    refused(3, "quantity_after", -1); /* the volume: 2^61 x 8 */
    set(0, 1, 0, 0, 0, 0, 0);
    set(1, 1, 0, 0, 0, 0, 0);
    r0[0] = most;
    r0[1] = 1;
    refused(2, "revenue_after", -1); /* the margin before, of rows that went */
    set(0, 1, 0, 0, 1, most, 0);
    set(1, 1, 0, 0, 1, 1, 0);
    refused(2, "revenue_after", -1); /* prices, and the margin after */
    set(0, 1, 0, 0, 1, 0, most);
    set(1, 1, 0, 0, 1, 0, 2);
    refused(2, "revenue_after", -1); /* costs */
    set(0, 0, 0, 0, 1, most, 0);
    set(1, 0, 0, 0, 1, 1, 0);
    refused(2, "revenue_after", -1); /* what came */
    set(0, 1, most, 0, 1, 0, 0);
    set(1, 0, 0, 0, 1, least, 0);
    refused(2, "revenue_after", -1); /* the change */
}

static void what_no_bridge_can_be_made_of_is_named(void **state)
{
    (void)state;
    static const char *const name[4] = {"quantity_before", "revenue_before", "quantity_after",
                                        "revenue_after"};
    patron_profit_bridge_result result;
    patron_fault fault;
    result.struct_size = sizeof result;
    for (int k = 0; k < 4; k++) {
        assert_int_equal(patron_profit_bridge(1, k == 0 ? NULL : q0, k == 1 ? NULL : r0, c0,
                                              k == 2 ? NULL : q1, k == 3 ? NULL : r1, c1, row,
                                              &result, &fault),
                         PATRON_E_NULL);
        assert_fault(&fault, PATRON_E_NULL, name[k], -1);
    }
    result.struct_size = 16;
    assert_int_equal(patron_profit_bridge(1, q0, r0, c0, q1, r1, c1, row, &result, &fault),
                     PATRON_E_STRUCT);
    assert_int_equal(patron_profit_bridge(1, q0, r0, c0, q1, r1, c1, row, NULL, &fault),
                     PATRON_E_NULL);
    assert_fault(&fault, PATRON_E_NULL, "result", -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(volume_130_mix_30_price_0_cost_90_make_250),
        cmocka_unit_test(what_came_and_what_went_stand_apart),
        cmocka_unit_test(the_parts_add_up_to_the_change_whatever_is_rounded),
        cmocka_unit_test(each_cause_alone_moves_its_own_part_only),
        cmocka_unit_test(without_a_quantity_to_grow_from_all_is_mix),
        cmocka_unit_test(halves_of_a_cent_go_away_from_0_on_both_sides),
        cmocka_unit_test(what_leaves_int64_is_named_with_its_row),
        cmocka_unit_test(totals_that_leave_int64_are_named_without_a_row),
        cmocka_unit_test(what_no_bridge_can_be_made_of_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
