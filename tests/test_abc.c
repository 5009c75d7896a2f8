#include "test_abc.h"

#include "vectors/abc_vectors.h"

static abc_stage stage;

static void clear(size_t pools, size_t objects)
{
    memset(&stage, 0, sizeof stage);
    stage.pools = pools;
    stage.objects = objects;
    stage.groups = 1;
}

/* Kaplan & Anderson, "Time-Driven Activity-Based Costing", HBR (November 2004): 560,000 a quarter, 28
   people of 25,000 practical minutes. */
static void the_department_of_kaplan_and_anderson_uses_462880_and_leaves_97120(void **state)
{
    (void)state;
    static const double count[3] = {49000, 1400, 2500}, minutes[3] = {8, 44, 50};
    clear(1, 3);
    stage.cost[0] = 56000000;
    stage.basis[0] = PATRON_ABC_CAPACITY;
    stage.capacity[0] = 28 * 25000.0;
    for (uint32_t a = 0; a < 3; a++)
        abc_row(&stage, 0, a, count[a] * minutes[a]);
    abc_run(&stage);
    assert_true(stage.answer[0] == 31360000);
    assert_true(stage.answer[1] == 4928000);
    assert_true(stage.answer[2] == 10000000);
    assert_true(stage.sums.assigned == 46288000 && stage.sums.idle == 9712000);
    assert_true(stage.sums.cost == 56000000 && stage.sums.notes == PATRON_ABC_NOTE_IDLE);
    assert_true(stage.balance[0].rate == 80.0 && stage.balance[0].quantity == 578600.0);
}

/* Survey costing of the same department: all of the cost, by the shares people say. */
static void a_survey_of_the_same_department_hides_what_is_idle(void **state)
{
    (void)state;
    static const double share[3] = {70, 10, 20};
    clear(1, 3);
    stage.cost[0] = 56000000;
    for (uint32_t a = 0; a < 3; a++)
        abc_row(&stage, 0, a, share[a]);
    abc_run(&stage);
    assert_true(stage.sums.idle == 0 && stage.sums.assigned == 56000000);
    assert_true(stage.answer[0] / 49000 == 800);
    assert_true(stage.answer[1] / 1400 == 4000);
    assert_true(stage.answer[2] / 2500 == 4480);
}

/* Oracle Hyperion Profitability, idle capability: 100 to assign, three times 30 at the standard rate. */
static void oracle_leaves_10_of_100_idle(void **state)
{
    (void)state;
    clear(1, 3);
    stage.cost[0] = 100;
    stage.basis[0] = PATRON_ABC_STANDARD;
    stage.standard[0] = 1.0;
    for (uint32_t o = 0; o < 3; o++)
        abc_row(&stage, 0, o, 30.0);
    abc_run(&stage);
    assert_true(stage.sums.idle == 10 && stage.sums.unassigned == 0 && stage.sums.assigned == 90);
    assert_true(stage.answer[0] == 30 && stage.answer[1] == 30 && stage.answer[2] == 30);
}

/* Horngren et al., Cost Accounting: Spring Distribution and its customers P to T. */
static void spring_distribution_serves_five_customers_to_the_dollar(void **state)
{
    (void)state;
    static const double rate[5] = {10000, 8000, 200, 50,
                                   30000}; /* order, visit, mile, case, rush */
    static const double used[5][5] = {{15, 2, 10 * 14, 2080, 0},
                                      {25, 3, 30 * 4, 8750, 0},
                                      {30, 6, 60 * 3, 60800, 0},
                                      {25, 2, 40 * 8, 31800, 0},
                                      {30, 3, 20 * 40, 3900, 1}};
    static const int64_t expected[5] = {298000, 735500, 3424000, 1920000, 709000};
    static const int64_t margin[5] = {499200, 1890000, 7296000, 6105600, 374400};
    int64_t income = 0;
    clear(5, 5);
    for (uint32_t p = 0; p < 5; p++) {
        stage.basis[p] = PATRON_ABC_STANDARD;
        stage.standard[p] = rate[p];
        stage.cost[p] = 10000000;
        for (uint32_t c = 0; c < 5; c++)
            abc_row(&stage, p, c, used[c][p]);
    }
    abc_run(&stage);
    for (int c = 0; c < 5; c++) {
        assert_true(stage.answer[c] == expected[c]);
        income += margin[c] - stage.answer[c];
    }
    assert_true(income == 9078700);
}

/* Garrison, Noreen & Brewer, Managerial Accounting, Worley Company: two hospitals whose gross margin is
   2,660 each; rates 84 a delivery, 78 a manual and 17 an electronic order, 1.50 a line. */
static void two_hospitals_of_equal_margin_bring_725_and_lose_3829(void **state)
{
    (void)state;
    static const int64_t cost[4] = {42000000, 62400000, 17000000, 67500000};
    static const double quantity[4] = {5000, 8000, 10000, 450000};
    static const double rate[4] = {8400, 7800, 1700, 150};
    static const double used[2][4] = {{16, 0, 18, 190}, {28, 49, 0, 210}};
    clear(4, 3);
    for (uint32_t p = 0; p < 4; p++) {
        stage.cost[p] = cost[p];
        abc_row(&stage, p, 2, quantity[p] - used[0][p] - used[1][p]);
        for (uint32_t c = 0; c < 2; c++)
            abc_row(&stage, p, c, used[c][p]);
    }
    abc_run(&stage);
    for (int p = 0; p < 4; p++)
        assert_true(stage.balance[p].rate == rate[p]);
    assert_true(stage.answer[0] == 193500 && stage.answer[1] == 648900);
    assert_true(266000 - stage.answer[0] == 72500 && 266000 - stage.answer[1] == -382900);
}

static void random_stages_are_what_fractions_say(void **state)
{
    (void)state;
    size_t p0 = 0, r0 = 0, a0 = 0;
    for (size_t m = 0; m < sizeof abc_model / sizeof *abc_model; m++) {
        clear(abc_model[m][0], abc_model[m][2]);
        stage.groups = abc_model[m][1];
        for (size_t p = 0; p < stage.pools; p++, p0++) {
            stage.cost[p] = abc_cost[p0];
            stage.basis[p] = abc_basis[p0];
            stage.group[p] = abc_group[p0];
            stage.capacity[p] = abc_capacity[p0];
            stage.standard[p] = abc_standard[p0];
        }
        for (size_t r = 0; r < abc_model[m][3]; r++, r0++)
            abc_row(&stage, abc_pool[r0], abc_object[r0], abc_quantity[r0]);
        abc_run(&stage);
        p0 -= stage.pools;
        for (size_t p = 0; p < stage.pools; p++, p0++) {
            const patron_abc_balance *balance = &stage.balance[p];
            assert_true(balance->quantity == abc_used[p0]);
            assert_true(balance->assigned == abc_parts[4 * p0]);
            assert_true(balance->idle == abc_parts[4 * p0 + 1]);
            assert_true(balance->over_driven == abc_parts[4 * p0 + 2]);
            assert_true(balance->unassigned == abc_parts[4 * p0 + 3]);
        }
        assert_memory_equal(stage.answer, &abc_answer[a0],
                            stage.objects * stage.groups * sizeof *stage.answer);
        a0 += stage.objects * stage.groups;
    }
}

static void more_work_than_capacity_is_reported_and_not_clipped(void **state)
{
    (void)state;
    clear(1, 1);
    stage.cost[0] = 1000;
    stage.basis[0] = PATRON_ABC_CAPACITY;
    stage.capacity[0] = 8.0;
    abc_row(&stage, 0, 0, 10.0);
    abc_run(&stage);
    assert_true(stage.balance[0].assigned == 1250 && stage.balance[0].over_driven == 250);
    assert_true(stage.balance[0].idle == 0 && stage.answer[0] == 1250);
    assert_true(stage.sums.notes == PATRON_ABC_NOTE_OVER_DRIVEN);
}

static void cost_without_a_driver_stays_unassigned_on_every_basis(void **state)
{
    (void)state;
    clear(4, 2);
    for (uint32_t p = 0; p < 4; p++) {
        stage.cost[p] = p == 3 ? -700 : 500;
        stage.basis[p] = p % 3;
        stage.capacity[p] = 10.0;
        stage.standard[p] = 5.0;
    }
    abc_run(&stage);
    for (int p = 0; p < 4; p++) {
        assert_true(stage.balance[p].unassigned == stage.cost[p] && stage.balance[p].assigned == 0);
        assert_true(stage.balance[p].notes == PATRON_ABC_NOTE_NO_QUANTITY);
    }
    assert_true(stage.sums.unassigned == 800 && stage.answer[0] == 0 && stage.answer[1] == 0);
    assert_true(isnan(stage.balance[0].rate) && stage.balance[1].rate == 50.0);
}

static void a_rate_of_the_other_sign_charges_beyond_the_cost(void **state)
{
    (void)state;
    clear(4, 1);
    static const int64_t cost[4] = {-100, 100, -100, -100};
    static const double rate[4] = {1.5, -1.5, -0.5, -1.5};
    static const int64_t idle[4] = {0, 0, -50, 0}, over[4] = {250, -250, 0, -50};
    for (uint32_t p = 0; p < 4; p++) {
        stage.cost[p] = cost[p];
        stage.basis[p] = PATRON_ABC_STANDARD;
        stage.standard[p] = rate[p];
        abc_row(&stage, p, 0, 100.0);
    }
    abc_run(&stage);
    for (int p = 0; p < 4; p++)
        assert_true(stage.balance[p].idle == idle[p] && stage.balance[p].over_driven == over[p]);
    assert_true(stage.answer[0] == 150 - 150 - 50 - 150);
}

static void assigned_cost_is_rounded_half_away_from_0_at_every_size(void **state)
{
    (void)state;
    /* cost, quantity, capacity, assigned: by Python's fractions. */
    static const struct {
        int64_t cost;
        double quantity;
        double capacity;
        int64_t assigned;
    } vector[] = {
        {1, 1.0, 2.0, 1},
        {-1, 1.0, 2.0, -1},
        {3, 1.0, 2.0, 2},
        {1, 1.0, 2.0000000000000004, 0},
        {1, 0x1p-1000, 0x1p-999, 1},
        {1, 0x1p-1000, 0x1.8p-1000, 1},
        {1, 0x1p-1000, 0x1.1p-999, 0},
        {5, 0x1p-1074, 0x1p-1021, 0},
        {1, 0x1p1023, 0x1p-1000, 0}, /* overflows */
        {INT64_MAX, 1.0, 1.0, INT64_MAX},
        {INT64_MIN, 1.0, 1.0, INT64_MIN},
        {INT64_MAX, 1.0, 3.0, INT64_C(3074457345618258602)},
        {INT64_MAX, 0x1p60, 0x1p61, INT64_C(4611686018427387904)},
        {7, 0x1p-1000, 0x1p1000, 0},
        {INT64_C(1000000000000000003), 0x1.8p70, 0x1p71, INT64_C(750000000000000002)},
        {5, 0x1p62, 4.0, INT64_C(5764607523034234880)},
        {INT64_MAX, 0x1.8p0, 1.0, 0}, /* overflows */
        {2, 0x1p62, 1.0, 0},          /* overflows, by one */
        {-2, 0x1p62, 1.0, INT64_MIN},
        {-2, 0x1.0000000000001p62, 1.0, 0}, /* overflows */
    };
    static const uint32_t basis[1] = {PATRON_ABC_CAPACITY};
    for (size_t v = 0; v < sizeof vector / sizeof *vector; v++) {
        patron_abc_balance balance;
        patron_fault fault;
        int32_t status = patron_abc_rates(1, &vector[v].cost, basis, &vector[v].capacity, NULL,
                                          &vector[v].quantity, &balance, NULL, &fault);
        if (vector[v].assigned == 0 && vector[v].quantity > vector[v].capacity) {
            assert_int_equal(status, PATRON_E_OVERFLOW);
            assert_fault(&fault, PATRON_E_OVERFLOW, "cost", 0);
        } else {
            assert_int_equal(status, PATRON_OK);
            assert_true(balance.assigned == vector[v].assigned);
        }
    }
}

static void levels_are_pushed_up_to_one_and_held_above_it(void **state)
{
    (void)state;
    static const uint32_t level[7] = {0, 1, 2, 3, 4, 5, 3};
    static const int64_t cost[7] = {10, 20, 30, 40, 50, 4800, -5};
    int64_t pushed[7], held[7];
    patron_abc_level_sums sums;
    sums.struct_size = sizeof sums;
    for (uint32_t push = 0; push < 6; push++) {
        int64_t down = 0;
        assert_int_equal(patron_abc_levels(push, 7, level, cost, pushed, held, &sums, NULL), 0);
        for (int p = 0; p < 7; p++) {
            assert_true(pushed[p] == (level[p] <= push ? cost[p] : 0));
            assert_true(pushed[p] + held[p] == cost[p]);
            down += pushed[p];
        }
        assert_true(sums.pushed == down && sums.pushed + sums.held == sums.cost);
        assert_true(sums.cost == 4945 && sums.customer == 35 && sums.corporate == 4800);
        assert_true(sums.unit == 10 && sums.batch == 20 && sums.product == 30);
        assert_true(sums.channel == 50 && sums.notes == 0 && sums.filled_size == sizeof sums);
    }
    assert_int_equal(patron_abc_levels(5, 0, NULL, NULL, NULL, NULL, &sums, NULL), PATRON_OK);
    assert_true(sums.cost == 0);
}

/* Two stages: what one resource cost comes out at the customers, whole. */
static void a_resource_is_traced_through_activities_to_customers(void **state)
{
    (void)state;
    static const int64_t resource[2] = {100003, 57001};
    static const double time_of[2][3] = {{0.7, 0.1, 0.2}, {0.0, 2.0, 1.0}};
    double total[2];
    patron_abc_balance resources[2], parted[3];
    int64_t cell[2][3], activity[3], everything[4] = {0, 0, 0, 0};
    assert_int_equal(patron_abc_cells_totals(2, 3, time_of[0], total, NULL), 0);
    assert_int_equal(patron_abc_rates(2, resource, NULL, NULL, NULL, total, resources, NULL, NULL),
                     0);
    assert_int_equal(patron_abc_cells(2, resources, 3, time_of[0], abc_scratch, sizeof abc_scratch,
                                      cell[0], activity, NULL),
                     0);
    assert_true(cell[0][0] + cell[0][1] + cell[0][2] == 100003);
    assert_true(cell[1][0] == 0 && cell[1][1] == 38001 && cell[1][2] == 19000);
    assert_true(activity[0] + activity[1] + activity[2] == 157004);
    clear(3, 4);
    for (uint32_t a = 0; a < 3; a++) {
        stage.cost[a] = activity[a];
        for (uint32_t c = 0; c < 4; c++)
            abc_row(&stage, a, c, a + c * 1.5);
    }
    stage.basis[2] = PATRON_ABC_CAPACITY;
    stage.capacity[2] = 40.0;
    abc_run(&stage);
    int64_t idle = stage.balance[2].idle;
    assert_true(idle > 0);
    for (int r = 0; r < 2; r++) {
        int64_t reached = 0, left = 0;
        assert_int_equal(patron_abc_part(3, stage.balance, cell[r], parted, NULL), PATRON_OK);
        abc_stage of = stage;
        memcpy(of.balance, parted, sizeof parted);
        abc_assign_rows(&of);
        for (int c = 0; c < 4; c++) {
            reached += of.answer[c];
            everything[c] += of.answer[c];
        }
        for (int a = 0; a < 3; a++)
            left += parted[a].idle;
        assert_true(reached + left == resource[r]);
        idle -= left;
    }
    assert_true(idle >= -1 && idle <= 1);
    for (int c = 0; c < 4; c++)
        assert_true(everything[c] - stage.answer[c] >= -2 && everything[c] - stage.answer[c] <= 2);
}

static void parts_of_every_kind_of_balance_keep_their_kind(void **state)
{
    (void)state;
    clear(4, 1);
    static const int64_t cost[4] = {1000, 1000, 1000, 0}, part[4] = {300, -300, 300, 0};
    patron_abc_balance parted[4];
    for (uint32_t p = 0; p < 4; p++) {
        stage.cost[p] = cost[p];
        stage.basis[p] = p == 3 ? PATRON_ABC_STANDARD : PATRON_ABC_CAPACITY;
        stage.capacity[p] = p == 0 ? 8.0 : 20.0;
        stage.standard[p] = 2.0;
        if (p != 2)
            abc_row(&stage, p, 0, 10.0);
    }
    abc_run(&stage);
    assert_int_equal(patron_abc_part(4, stage.balance, part, parted, NULL), PATRON_OK);
    assert_true(parted[0].assigned == 375 && parted[0].over_driven == 75 && parted[0].rate == 37.5);
    assert_true(parted[1].assigned == -150 && parted[1].idle == -150);
    assert_true(parted[2].unassigned == 300 && parted[2].notes == PATRON_ABC_NOTE_NO_QUANTITY);
    assert_true(parted[3].cost == 0 && parted[3].assigned == 0 && parted[3].over_driven == 0);
    assert_true(stage.balance[3].over_driven == 20);
    assert_int_equal(patron_abc_part(0, NULL, NULL, NULL, NULL), PATRON_OK);
    /* Halves: of 1, -1, 3 at a capacity used by half. */
    static const int64_t odd[3] = {1, -1, 3}, rounded[3] = {1, -1, 2};
    for (int k = 0; k < 3; k++) {
        assert_int_equal(patron_abc_part(1, &stage.balance[1], &odd[k], parted, NULL), PATRON_OK);
        assert_true(parted[0].assigned == rounded[k]);
    }
}

/* Half a cent of a rate of 2 / n, which is no dyadic number, and half a cent of a rate of 1/2. */
static void equal_halves_tie_however_they_came_about(void **state)
{
    (void)state;
    for (int n = 3; n < 99; n += 2) {
        clear(2, 3);
        stage.cost[0] = 5;
        stage.cost[1] = 2;
        abc_row(&stage, 1, 0, n * 0.25);
        abc_row(&stage, 0, 1, 1.0);
        abc_row(&stage, 0, 2, 9.0);
        abc_row(&stage, 1, 2, n * 0.75);
        abc_run(&stage);
        assert_true(stage.answer[0] == 1 && stage.answer[1] == 0 && stage.answer[2] == 6);
    }
}

/*
 * Shares that are whole minor units stay what they are where credits and costs meet: 613722379 by
 * 7, 4 and 18 of 29 has fractions of 17/29, 18/29 and 23/29, and the customer alone in the other pool
 * bears all of its 17.
 */
static void a_customer_alone_in_a_pool_bears_all_of_its_cost(void **state)
{
    (void)state;
    static const int64_t expected[4] = {-148139884, -84651363, -380931132, 17};
    for (int large = 0; large < 2; large++) {
        int64_t more = large ? INT64_C(46000000000001) : 0;
        clear(2, 4);
        stage.cost[0] = -613722379;
        stage.cost[1] = 17 + more;
        abc_row(&stage, 1, 3, 11.0);
        abc_row(&stage, 0, 0, 7.0);
        abc_row(&stage, 0, 1, 4.0);
        abc_row(&stage, 0, 2, 18.0);
        abc_run(&stage);
        stage.answer[3] -= more;
        assert_memory_equal(stage.answer, expected, sizeof expected);
    }
}

/* One customer used all of three pools, one of them a credit. */
static void the_trace_of_the_only_customer_is_what_the_pools_assigned(void **state)
{
    (void)state;
    static const int64_t cost[2][4] = {
        {-910502914, 953224, 1076, -187528430},
        {852548, INT64_C(-14701325350463), 38, INT64_C(10878378330056)}};
    static const double used[2][4] = {{54.0, 30.0, 4.0, 29.0}, {48.0, 101.0, 38.0, 77.0}};
    int64_t amount[4];
    for (int t = 0; t < 2; t++) {
        clear(4, 1);
        for (uint32_t p = 0; p < 4; p++) {
            stage.cost[p] = cost[t][p];
            abc_row(&stage, p, 0, 1.0);
            abc_row(&stage, p, 0, used[t][p] - 1.0);
        }
        abc_run(&stage);
        assert_int_equal(patron_abc_trace(4, stage.balance, NULL, used[t], 1, stage.answer,
                                          abc_scratch, sizeof abc_scratch, amount, NULL),
                         PATRON_OK);
        assert_memory_equal(amount, cost[t], sizeof amount);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_department_of_kaplan_and_anderson_uses_462880_and_leaves_97120),
        cmocka_unit_test(a_survey_of_the_same_department_hides_what_is_idle),
        cmocka_unit_test(oracle_leaves_10_of_100_idle),
        cmocka_unit_test(spring_distribution_serves_five_customers_to_the_dollar),
        cmocka_unit_test(two_hospitals_of_equal_margin_bring_725_and_lose_3829),
        cmocka_unit_test(random_stages_are_what_fractions_say),
        cmocka_unit_test(more_work_than_capacity_is_reported_and_not_clipped),
        cmocka_unit_test(cost_without_a_driver_stays_unassigned_on_every_basis),
        cmocka_unit_test(a_rate_of_the_other_sign_charges_beyond_the_cost),
        cmocka_unit_test(assigned_cost_is_rounded_half_away_from_0_at_every_size),
        cmocka_unit_test(levels_are_pushed_up_to_one_and_held_above_it),
        cmocka_unit_test(a_resource_is_traced_through_activities_to_customers),
        cmocka_unit_test(parts_of_every_kind_of_balance_keep_their_kind),
        cmocka_unit_test(equal_halves_tie_however_they_came_about),
        cmocka_unit_test(a_customer_alone_in_a_pool_bears_all_of_its_cost),
        cmocka_unit_test(the_trace_of_the_only_customer_is_what_the_pools_assigned),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
