#include "test_abc.h"

enum { MANUAL, SELF_SERVICE, BACK_OFFICE, POOLS };

/* Orders by telephone, by web, and an office without a driver. */
static void firm(patron_abc_balance *balance)
{
    static const int64_t cost[POOLS] = {400000, 30000, 5000};
    static const uint32_t basis[POOLS] = {PATRON_ABC_CAPACITY, PATRON_ABC_CAPACITY,
                                          PATRON_ABC_ACTUAL};
    static const double capacity[POOLS] = {1000, 3000, 0};
    static const double quantity[POOLS] = {900, 2500, 0};
    assert_int_equal(
        patron_abc_rates(POOLS, cost, basis, capacity, NULL, quantity, balance, NULL, NULL), 0);
}

static patron_abc_change compare(size_t pools, const patron_abc_balance *before,
                                 const patron_abc_balance *after)
{
    patron_abc_change change;
    change.struct_size = sizeof change;
    assert_int_equal(patron_abc_compare(pools, before, after, &change, NULL), PATRON_OK);
    assert_true(change.saved + change.added - change.freed ==
                change.over_driven_change - change.idle_change - change.unassigned_change);
    return change;
}

static void orders_moved_to_the_web_leave_people_idle_until_they_are_removed(void **state)
{
    (void)state;
    patron_abc_balance before[POOLS], after[POOLS];
    firm(before);
    assert_true(before[MANUAL].assigned == 360000 && before[MANUAL].idle == 40000);
    assert_int_equal(
        patron_abc_shift(MANUAL, SELF_SERVICE, 300, 300, 0.0, POOLS, before, after, NULL), 0);
    patron_abc_change change = compare(POOLS, before, after);
    assert_true(change.freed == 120000 && change.added == 3000 && change.saved == 0);
    assert_true(change.idle_change == 117000 && change.over_driven_change == 0);
    assert_true(after[MANUAL].idle == 160000 && after[MANUAL].quantity == 600.0);
    assert_int_equal(
        patron_abc_shift(MANUAL, SELF_SERVICE, 300, 300, 1.0, POOLS, before, after, NULL), 0);
    change = compare(POOLS, before, after);
    assert_true(change.saved == 120000 && after[MANUAL].cost == 280000);
    assert_true(after[MANUAL].capacity == 700.0 && after[MANUAL].idle == 40000);
    assert_int_equal(
        patron_abc_shift(MANUAL, SELF_SERVICE, 300, 300, 0.25, POOLS, before, before, NULL), 0);
    assert_true(before[MANUAL].cost == 370000 && before[MANUAL].capacity == 925.0);
    assert_true(before[SELF_SERVICE].quantity == 2800.0 && before[BACK_OFFICE].unassigned == 5000);
}

static void more_orders_than_the_web_can_take_are_over_driven(void **state)
{
    (void)state;
    patron_abc_balance before[POOLS], after[POOLS];
    firm(before);
    assert_int_equal(
        patron_abc_shift(MANUAL, SELF_SERVICE, 900, 900, 1.0, POOLS, before, after, NULL), 0);
    assert_true(after[SELF_SERVICE].over_driven == 4000 && after[SELF_SERVICE].idle == 0);
    assert_true(after[MANUAL].quantity == 0.0 && after[MANUAL].idle == 40000);
    assert_true(after[MANUAL].unassigned == 0 && after[MANUAL].capacity == 100.0);
    patron_abc_change change = compare(POOLS, before, after);
    assert_true(change.notes ==
                (PATRON_ABC_NOTE_IDLE | PATRON_ABC_NOTE_OVER_DRIVEN | PATRON_ABC_NOTE_NO_QUANTITY));
}

static void removing_all_of_a_pool_leaves_nothing_of_it(void **state)
{
    (void)state;
    static const int64_t cost[2] = {9000, 1000};
    static const double quantity[2] = {90, 10};
    patron_abc_balance before[2], after[2];
    patron_abc_rates(2, cost, NULL, NULL, NULL, quantity, before, NULL, NULL);
    assert_int_equal(patron_abc_shift(0, 1, 90, 0, 1.0, 2, before, after, NULL), PATRON_OK);
    assert_true(after[0].cost == 0 && after[0].idle == 0 && after[0].basis == PATRON_ABC_ACTUAL);
    assert_true(isnan(after[0].capacity) && isnan(after[0].rate));
    assert_memory_equal(&after[1], &before[1], sizeof after[1]);
    compare(2, before, after);
}

static void work_that_is_beyond_capacity_frees_none_until_it_is_within(void **state)
{
    (void)state;
    static const int64_t cost[2] = {1000, 1000};
    static const uint32_t basis[2] = {PATRON_ABC_CAPACITY, PATRON_ABC_STANDARD};
    static const double capacity[2] = {100, 1}, quantity[2] = {120, 50}, standard[2] = {0, 20};
    patron_abc_balance before[2], after[2];
    patron_abc_rates(2, cost, basis, capacity, standard, quantity, before, NULL, NULL);
    assert_int_equal(patron_abc_shift(0, 1, 30, 10, 1.0, 2, before, after, NULL), PATRON_OK);
    assert_true(after[0].capacity == 90.0 && after[0].cost == 900 && after[0].assigned == 900);
    assert_true(after[1].assigned == 1200 && after[1].over_driven == 200);
    assert_int_equal(patron_abc_shift(0, 1, 10, 0, 1.0, 2, before, after, NULL), PATRON_OK);
    assert_true(after[0].capacity == 100.0 && after[0].over_driven == 100);
    assert_int_equal(patron_abc_shift(1, 0, 10, 0, 0.5, 2, before, after, NULL), PATRON_OK);
    assert_true(after[1].cost == 900 && after[1].assigned == 800 && after[1].idle == 100);
}

static void other_drivers_at_the_rates_as_they_are_leave_costs_as_they_are(void **state)
{
    (void)state;
    patron_abc_balance before[POOLS], after[POOLS];
    static const double quantity[POOLS] = {1100, 2500, 0};
    firm(before);
    assert_int_equal(patron_abc_drive(POOLS, before, quantity, after, NULL), PATRON_OK);
    assert_true(after[MANUAL].over_driven == 40000 && after[MANUAL].cost == 400000);
    assert_memory_equal(&after[1], &before[1], 2 * sizeof *after);
    patron_abc_change change = compare(POOLS, before, after);
    assert_true(change.added == 80000 && change.idle_change == -40000 && change.saved == 0);
    assert_int_equal(patron_abc_drive(0, NULL, NULL, NULL, NULL), PATRON_OK);
}

static void a_cut_of_capacity_saves_what_can_be_avoided(void **state)
{
    (void)state;
    patron_abc_balance before[POOLS], after[POOLS];
    static const double capacity[POOLS] = {800, 6000, -1};
    static const double avoidable[POOLS] = {0.5, 1.0, 7.0};
    firm(before);
    assert_int_equal(patron_abc_cut(POOLS, before, capacity, NULL, after, NULL), PATRON_OK);
    assert_true(after[MANUAL].cost == 320000 && after[MANUAL].rate == 400.0);
    assert_true(after[MANUAL].assigned == 360000 && after[MANUAL].over_driven == 40000);
    assert_true(after[SELF_SERVICE].cost == 60000 && after[SELF_SERVICE].idle == 35000);
    assert_true(compare(POOLS, before, after).saved == 50000);
    assert_int_equal(patron_abc_cut(POOLS, before, capacity, avoidable, after, NULL), PATRON_OK);
    assert_true(after[MANUAL].cost == 360000 && after[MANUAL].rate == 450.0);
    assert_true(after[MANUAL].assigned == 405000);
    assert_int_equal(patron_abc_cut(0, NULL, NULL, NULL, NULL, NULL), PATRON_OK);
}

static void any_change_keeps_every_balance_and_leads_back(void **state)
{
    (void)state;
    support_random random = support_random_from(17);
    for (int round = 0; round < 300; round++) {
        enum { N = 5 };
        int64_t cost[N];
        uint32_t basis[N];
        double capacity[N], standard[N], quantity[N], now[N];
        patron_abc_balance before[N], after[N], again[N];
        for (int p = 0; p < N; p++) {
            cost[p] = support_random_integer(&random, -1000000, 9000000);
            basis[p] = (uint32_t)support_random_below(&random, 3);
            capacity[p] = support_random_between(&random, 10, 500);
            standard[p] = support_random_between(&random, -5, 500);
            quantity[p] = support_random_between(&random, 1, 500);
            now[p] = support_random_between(&random, 0, 700);
        }
        assert_int_equal(
            patron_abc_rates(N, cost, basis, capacity, standard, quantity, before, NULL, NULL), 0);
        assert_int_equal(patron_abc_drive(N, before, now, after, NULL), 0);
        assert_true(compare(N, before, after).saved == 0);
        assert_int_equal(patron_abc_drive(N, after, quantity, again, NULL), 0);
        for (int p = 0; p < N; p++)
            assert_true(again[p].assigned == before[p].assigned && again[p].idle == before[p].idle);
        uint32_t from = (uint32_t)support_random_below(&random, N);
        double moved = quantity[from] * support_random_uniform(&random);
        assert_int_equal(patron_abc_shift(from, (from + 1) % N, moved, moved,
                                          support_random_uniform(&random), N, before, after, NULL),
                         0);
        compare(N, before, after);
        assert_int_equal(patron_abc_cut(N, before, now, NULL, after, NULL), 0);
        compare(N, before, after);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(orders_moved_to_the_web_leave_people_idle_until_they_are_removed),
        cmocka_unit_test(more_orders_than_the_web_can_take_are_over_driven),
        cmocka_unit_test(removing_all_of_a_pool_leaves_nothing_of_it),
        cmocka_unit_test(work_that_is_beyond_capacity_frees_none_until_it_is_within),
        cmocka_unit_test(other_drivers_at_the_rates_as_they_are_leave_costs_as_they_are),
        cmocka_unit_test(a_cut_of_capacity_saves_what_can_be_avoided),
        cmocka_unit_test(any_change_keeps_every_balance_and_leads_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
