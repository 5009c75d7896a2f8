#include "support.h"

#include <math.h>
#include <string.h>

#include <patron/churn.h>

#include "vectors/churn_vectors.h"

enum { CUSTOMERS = 500, REASONS = 6, MEASURES = 7 };

static int64_t before[CUSTOMERS], after[CUSTOMERS];
static int32_t last_day[CUSTOMERS];
static double gap[CUSTOMERS], overdue[CUSTOMERS];
static uint32_t activity[CUSTOMERS];
static unsigned char scratch[200000];

/* --- rates ------------------------------------------------------------------------------------ */

static void churn_depends_on_what_the_lost_are_divided_by(void **state)
{
    (void)state;
    static const uint64_t start[4] = {52430, 2400, 50501, 0}, joined[4] = {0, 0, 16765, 0};
    static const uint64_t lost[4] = {3245, 366, 27890, 0};
    double churn[4], retention[4];
    assert_int_equal(
        patron_churn_rates(PATRON_CHURN_OF_START, 4, start, joined, lost, churn, retention, NULL),
        PATRON_OK);
    assert_close(churn[0], .061892, 0, 5e-7);
    assert_true(churn[1] == .1525);
    assert_close(churn[2], .5523, 0, 5e-5);
    assert_true(isnan(churn[3]) && isnan(retention[3]));
    for (int i = 0; i < 3; i++)
        assert_close(retention[i], 1 - churn[i], 1e-15, 0);
    patron_churn_rates(PATRON_CHURN_OF_START_AND_JOINED, 3, start, joined, lost, churn, retention,
                       NULL);
    assert_close(churn[2], .414623, 0, 5e-7);
    assert_true(churn[1] == .1525);
    patron_churn_rates(PATRON_CHURN_OF_AVERAGE, 3, start, joined, lost, churn, NULL, NULL);
    assert_close(churn[2], 27890 / 44938.5, 1e-15, 0); /* (50,501 + 39,376) / 2 */
    assert_int_equal(patron_churn_rates(0, 4, start, joined, lost, NULL, NULL, NULL), PATRON_OK);
}

static void joiners_among_the_lost_can_take_retention_below_0(void **state)
{
    (void)state;
    static const uint64_t start = 10, joined = 20, lost = 15;
    double churn, retention;
    patron_churn_rates(PATRON_CHURN_OF_START, 1, &start, &joined, &lost, &churn, &retention, NULL);
    assert_true(churn == 1.5 && retention == -.5);
}

static void three_percent_a_month_are_thirty_a_year(void **state)
{
    (void)state;
    static const double monthly[3] = {.03, 0, 1};
    double yearly[3];
    assert_int_equal(patron_churn_convert(12, 3, monthly, yearly, NULL), PATRON_OK);
    assert_close(yearly[0], .306158, 0, 5e-7);
    assert_true(yearly[1] == 0 && !signbit(yearly[1]) && yearly[2] == 1);
}

static void at_four_fifths_kept_customers_stay_five_periods_four_of_them_renewals(void **state)
{
    (void)state;
    static const double churn[4] = {.2, 1, .5, 0};
    double lifetime[4], renewals[4], half_life[4];
    assert_int_equal(patron_churn_lifetime(4, churn, lifetime, renewals, half_life, NULL),
                     PATRON_OK);
    assert_true(lifetime[0] == 5 && renewals[0] == 4);
    assert_true(lifetime[1] == 1 && renewals[1] == 0 && half_life[1] == 0);
    assert_close(half_life[2], 1, 1e-15, 0);
    assert_true(isnan(lifetime[3]) && isnan(renewals[3]) && isnan(half_life[3]));
    assert_int_equal(patron_churn_lifetime(4, churn, NULL, NULL, NULL, NULL), PATRON_OK);
}

static void figures_are_those_of_fifty_digits(void **state)
{
    (void)state;
    for (size_t v = 0; v < sizeof churn_vectors / sizeof *churn_vectors; v++) {
        const double *churn = &churn_vectors[v].churn, *discount = &churn_vectors[v].discount;
        double a, b, c, d, lift, elasticity, cut = churn_vectors[v].cut;
        /* what one ulp of the input moves a difference of nearly equal numbers by */
        double slack = 1e-12 + 4e-16 * *churn / fabs(cut);
        patron_churn_convert(churn_vectors[v].periods, 1, churn, &a, NULL);
        assert_close(a, churn_vectors[v].converted, 1e-12, 0);
        patron_churn_lifetime(1, churn, &a, &b, &c, NULL);
        assert_close(a, churn_vectors[v].lifetime, 1e-15, 0);
        assert_close(b, churn_vectors[v].renewals, 1e-15, 0);
        assert_close(c, churn_vectors[v].half_life, 1e-12, 0);
        patron_churn_step(PATRON_CHURN_POINTS, cut, 1, churn, discount, &a, &b, &c, &lift,
                          &elasticity, NULL);
        assert_close(a, churn_vectors[v].points_changed, slack, 0);
        assert_close(b, churn_vectors[v].before, 1e-12, 0);
        assert_close(c, churn_vectors[v].points_after, slack, 0);
        assert_close(lift, churn_vectors[v].points_lift, slack, 0);
        assert_close(elasticity, churn_vectors[v].elasticity, 1e-12, 0);
        patron_churn_step(PATRON_CHURN_RELATIVE, cut, 1, churn, discount, &a, NULL, &d, &lift, NULL,
                          NULL);
        assert_close(a, churn_vectors[v].relative_changed, 1e-12, 0);
        assert_close(d, churn_vectors[v].relative_after, 1e-12, 0);
        assert_close(lift, churn_vectors[v].relative_lift, 1e-12, 0);
    }
}

static void five_points_off_ten_percent_double_a_lifetime_and_off_half_add_a_ninth(void **state)
{
    (void)state;
    static const double churn[4] = {.10, .50, .03, .05}, tenth[4] = {.1, .1, .1, .1};
    double changed[4], was[4], is[4], lift[4], elasticity[4];
    patron_churn_step(PATRON_CHURN_POINTS, .05, 4, churn, NULL, changed, was, is, lift, elasticity,
                      NULL);
    assert_close(lift[0], 1, 1e-14, 0);
    assert_close(lift[1], 1.0 / 9.0, 1e-14, 0);
    assert_true(was[0] == 10 && elasticity[0] == -1);
    assert_close(is[0], 20, 1e-14, 0);
    assert_true(isnan(changed[2]) && isnan(is[2]) && isnan(lift[2]) && !isnan(was[2]));
    assert_true(changed[3] == 0 && isnan(is[3]) && isnan(lift[3])); /* nobody leaves any more */
    patron_churn_step(PATRON_CHURN_RELATIVE, .5, 1, churn, NULL, changed, NULL, NULL, lift, NULL,
                      NULL);
    assert_true(changed[0] == .05 && lift[0] == 1);
    patron_churn_step(PATRON_CHURN_POINTS, .05, 4, churn, tenth, NULL, was, is, lift, elasticity,
                      NULL);
    assert_true(was[0] == 5 && elasticity[0] == -.5);
    assert_close(lift[0], 1.0 / 3.0, 1e-14, 0); /* discounted, far less than twice */
    assert_close(is[3], 10, 1e-14, 0);
    patron_churn_step(PATRON_CHURN_POINTS, -.95, 1, churn, NULL, changed, NULL, is, NULL, NULL,
                      NULL);
    assert_true(isnan(changed[0]) && isnan(is[0]));
    static const double none = 0;
    patron_churn_step(PATRON_CHURN_RELATIVE, .5, 1, &none, NULL, changed, was, is, lift, elasticity,
                      NULL);
    assert_true(changed[0] == 0 && isnan(was[0]) && isnan(lift[0]) && isnan(elasticity[0]));
    patron_churn_step(PATRON_CHURN_POINTS, -.5, 1, &none, NULL, changed, was, is, lift, elasticity,
                      NULL);
    assert_true(isnan(was[0]) && isnan(lift[0]) && is[0] == 2);
    patron_churn_step(PATRON_CHURN_RELATIVE, .5, 1, &none, tenth, NULL, was, is, lift, elasticity,
                      NULL);
    assert_true(was[0] == 10 && is[0] == 10 && lift[0] == 0 && elasticity[0] == 0);
}

static void an_elasticity_is_what_a_small_relative_cut_does(void **state)
{
    (void)state;
    support_random random = support_random_from(5);
    for (int i = 0; i < 200; i++) {
        double churn = support_random_uniform(&random), discount = support_random_uniform(&random);
        double lift, elasticity;
        patron_churn_step(PATRON_CHURN_RELATIVE, 1e-6, 1, &churn, &discount, NULL, NULL, NULL,
                          &lift, &elasticity, NULL);
        assert_close(-lift / 1e-6, elasticity, 2e-6, 0);
    }
}

static void a_carrier_loses_12_8_million_with_five_percent_of_its_accounts(void **state)
{
    (void)state;
    static const double accounts = 64000, churn = .05, revenue = 40000, margin = .1;
    double lost, unsold, profit;
    assert_int_equal(
        patron_churn_cost(1, &accounts, &churn, &revenue, &margin, &lost, &unsold, &profit, NULL),
        PATRON_OK);
    assert_close(lost, 3200, 1e-15, 0);
    assert_close(unsold, 128e6, 1e-15, 0);
    assert_close(profit, 12.8e6, 1e-15, 0);
    assert_int_equal(
        patron_churn_cost(1, &accounts, &churn, &revenue, &margin, NULL, NULL, NULL, NULL),
        PATRON_OK);
}

/* --- revenue ---------------------------------------------------------------------------------- */

static void of_100000_92_percent_are_kept_and_expansion_makes_104(void **state)
{
    (void)state;
    static const int64_t start[3] = {100000, 0, INT64_MAX}, lost[3] = {5000, 0, INT64_MAX};
    static const int64_t contraction[3] = {3000, 0, 0}, expansion[3] = {12000, 7, INT64_MAX};
    int64_t kept[3], grown[3];
    double gross[3], net[3];
    assert_int_equal(
        patron_churn_revenue(3, start, lost, contraction, expansion, kept, grown, gross, net, NULL),
        PATRON_OK);
    assert_true(gross[0] == .92 && net[0] == 1.04 && kept[0] == 92000 && grown[0] == 104000);
    assert_true(isnan(gross[1]) && isnan(net[1]) && grown[1] == 7);
    assert_true(gross[2] == 0 && net[2] == 1 && kept[2] == 0 && grown[2] == INT64_MAX);
    assert_int_equal(
        patron_churn_revenue(3, start, lost, contraction, expansion, NULL, NULL, NULL, NULL, NULL),
        PATRON_OK);
}

static patron_churn_movement_result movements(size_t n, const int64_t *was, const int64_t *is)
{
    patron_churn_movement_result result;
    memset(&result, 0, sizeof result);
    result.struct_size = sizeof result;
    assert_int_equal(patron_churn_movements(n, was, is, &result, NULL), PATRON_OK);
    return result;
}

static void what_customers_paid_tells_the_same_story(void **state)
{
    (void)state;
    static const int64_t was[7] = {5000, 20000, 45000, 30000, 0, 0, 0};
    static const int64_t is[7] = {0, 17000, 57000, 30000, 900, 0, 100};
    patron_churn_movement_result result = movements(7, was, is);
    assert_true(result.customers == 4 && result.lost_customers == 1 && result.shrunk == 1);
    assert_true(result.grown == 1 && result.added_customers == 2 && result.notes == 0);
    assert_true(result.start == 100000 && result.lost == 5000 && result.contraction == 3000);
    assert_true(result.expansion == 12000 && result.added == 1000 && result.end == 105000);
    assert_true(result.gross == .92 && result.net == 1.04 && result.churn == .25);
    result = movements(0, NULL, NULL);
    assert_true(isnan(result.churn) && isnan(result.gross) && isnan(result.net));
    assert_true(result.end == 0 && result.filled_size == sizeof result);
}

static void parts_of_a_base_add_up_to_the_whole(void **state)
{
    (void)state;
    support_random random = support_random_from(6);
    for (int i = 0; i < CUSTOMERS; i++) {
        before[i] = support_random_integer(&random, -300, 900);
        after[i] = support_random_integer(&random, -300, 900);
        before[i] = before[i] < 0 ? 0 : before[i];
        after[i] = after[i] < 0 ? 0 : after[i];
    }
    patron_churn_movement_result all = movements(CUSTOMERS, before, after);
    int64_t kept, grown;
    double gross, net;
    patron_churn_revenue(1, &all.start, &all.lost, &all.contraction, &all.expansion, &kept, &grown,
                         &gross, &net, NULL);
    assert_true(gross == all.gross && net == all.net && grown + all.added == all.end);
    for (size_t cut = 0; cut <= CUSTOMERS; cut += 83) {
        patron_churn_movement_result one = movements(cut, before, after);
        patron_churn_movement_result two = movements(CUSTOMERS - cut, before + cut, after + cut);
        assert_true(one.lost + two.lost == all.lost && one.end + two.end == all.end);
        assert_true(one.contraction + two.contraction == all.contraction);
        assert_true(one.expansion + two.expansion == all.expansion);
        assert_true(one.added + two.added == all.added);
        assert_true(one.shrunk + two.shrunk == all.shrunk && one.grown + two.grown == all.grown);
        assert_true(one.lost_customers + two.lost_customers == all.lost_customers);
    }
}

/* --- who is still there ----------------------------------------------------------------------- */

static void in_a_shop_who_has_not_come_for_long_is_lapsed_under_a_rule(void **state)
{
    (void)state;
    static const int32_t last[6] = {100, 40, 41, 90, 85, 10};
    static const double own[6] = {3, 30, 30, NAN, 5, 0};
    static const uint32_t fixed[6] = {1, 1, 1, 1, 1, 2}, by_gap[6] = {1, 1, 1, 1, 2, 2};
    double late[6];
    uint64_t active, lapsed;
    assert_int_equal(patron_churn_inactive(PATRON_CHURN_FIXED_DAYS, 60, 2, 100, 6, last, own,
                                           activity, late, &active, &lapsed, NULL),
                     PATRON_OK);
    assert_memory_equal(activity, fixed, sizeof fixed);
    assert_true(active == 5 && lapsed == 1 && late[1] == 1 && late[5] == 1.5);
    assert_int_equal(patron_churn_inactive(PATRON_CHURN_OWN_GAP, 60, 2, 100, 6, last, own, activity,
                                           late, &active, &lapsed, NULL),
                     PATRON_OK);
    assert_memory_equal(activity, by_gap, sizeof by_gap);
    assert_true(active == 4 && lapsed == 2 && late[0] == 0 && late[1] == 1 && late[4] == 1.5);
    assert_true(late[3] == 10.0 / 60.0 && late[5] == 1.5);
    patron_churn_inactive(PATRON_CHURN_OWN_GAP, 60, 2, 100, 6, last, NULL, NULL, NULL, &active,
                          NULL, NULL);
    assert_true(active == 5);
    patron_churn_inactive(PATRON_CHURN_OWN_GAP, 60, 2, 100, 6, last, own, activity, NULL, NULL,
                          &lapsed, NULL);
    assert_true(lapsed == 2);
    patron_churn_inactive(0, 1, 1, 0, 0, NULL, NULL, NULL, NULL, &active, &lapsed, NULL);
    assert_true(active == 0 && lapsed == 0);
}

static void the_longer_the_limit_the_more_are_active(void **state)
{
    (void)state;
    support_random random = support_random_from(7);
    uint64_t some = 0, more, lapsed, half;
    for (int i = 0; i < CUSTOMERS; i++) {
        last_day[i] = (int32_t)support_random_integer(&random, 19000, 20000);
        gap[i] = support_random_exponential(&random, 30);
    }
    for (int step = 0; step < 7; step++) {
        double multiple = ldexp(.5, step);
        patron_churn_inactive(PATRON_CHURN_OWN_GAP, 1, multiple, 20000, CUSTOMERS, last_day, gap,
                              activity, overdue, &more, &lapsed, NULL);
        assert_true(more >= some && more + lapsed == CUSTOMERS);
        for (int i = 0; i < CUSTOMERS; i++)
            assert_true((activity[i] == PATRON_CHURN_LAPSED) ==
                        (20000 - last_day[i] > multiple * gap[i]));
        patron_churn_inactive(PATRON_CHURN_OWN_GAP, 1, multiple, 20000, 200, last_day, gap, NULL,
                              NULL, &half, NULL, NULL);
        patron_churn_inactive(PATRON_CHURN_OWN_GAP, 1, multiple, 20000, CUSTOMERS - 200,
                              last_day + 200, gap + 200, NULL, NULL, &some, NULL, NULL);
        assert_true(half + some == more);
        some = more;
    }
    static const int32_t first = INT32_MIN;
    double late;
    patron_churn_inactive(0, 1, 1, INT32_MAX, 1, &first, NULL, NULL, &late, NULL, NULL, NULL);
    assert_true(late == 4294967295.0);
}

/* --- reasons ---------------------------------------------------------------------------------- */

static void reasons_and_the_unexplained_are_the_churn(void **state)
{
    (void)state;
    static const uint64_t customers[REASONS] = {40, 100, 40, 0, 10, 60};
    static const uint32_t controllable[REASONS] = {1, 1, 0, 1, 0, 1};
    static const double value[REASONS] = {9000, 5000, 100, 0, 900, 5000};
    static const uint32_t by_customers[REASONS] = {1, 5, 0, 2, 4, 3};
    static const uint32_t by_value[REASONS] = {0, 1, 5, 4, 2, 3};
    patron_churn_reason_result result;
    uint32_t order[REASONS];
    double share[REASONS], worth[REASONS], sum[REASONS];
    size_t size = patron_churn_reasons_scratch_size(REASONS);
    assert_true(size <= sizeof scratch);
    memset(&result, 0, sizeof result);
    result.struct_size = sizeof result;
    assert_int_equal(patron_churn_reasons(PATRON_CHURN_BY_CUSTOMERS, 320, REASONS, customers,
                                          controllable, value, scratch, size, order, share, worth,
                                          sum, &result, NULL),
                     PATRON_OK);
    assert_memory_equal(order, by_customers, sizeof order);
    assert_true(result.explained == 250 && result.unexplained == 70 && result.controllable == 200);
    assert_true(result.notes == PATRON_CHURN_NOTE_UNEXPLAINED);
    assert_close(result.unexplained_share, 70.0 / 320.0, 1e-15, 0);
    assert_close(result.controllable_share, .625, 1e-15, 0);
    assert_true(result.value == 20000 && result.controllable_value == 19000);
    assert_close(result.controllable_value_share, .95, 1e-15, 0);
    double all = result.unexplained_share;
    for (int i = 0; i < REASONS; i++)
        all += share[i];
    assert_close(all, 1, 1e-15, 0);
    assert_close(sum[1], 100.0 / 320, 1e-15, 0);
    assert_close(sum[0], 200.0 / 320, 1e-15, 0);
    assert_close(sum[3], 250.0 / 320, 1e-15, 0);
    assert_true(worth[0] == .45 && worth[3] == 0);
    assert_int_equal(patron_churn_reasons(PATRON_CHURN_BY_VALUE, 250, REASONS, customers, NULL,
                                          value, scratch, size, order, NULL, NULL, sum, &result,
                                          NULL),
                     PATRON_OK);
    assert_memory_equal(order, by_value, sizeof order);
    assert_true(result.notes == 0 && result.controllable == 250 && sum[3] == 1 && sum[2] == 1);
    assert_true(sum[0] == .45 && sum[1] == .7 && sum[5] == .95);
}

static void without_values_reasons_go_by_customers(void **state)
{
    (void)state;
    static const uint64_t customers[3] = {1, 3, 2}, nobody[2] = {0, 0};
    static const uint32_t due[3] = {1, 2, 0}, rows[2] = {0, 1};
    patron_churn_reason_result result;
    uint32_t order[3];
    double share[3], worth[3], sum[3];
    memset(&result, 0, sizeof result);
    result.struct_size = sizeof result;
    assert_int_equal(patron_churn_reasons(PATRON_CHURN_BY_VALUE, 6, 3, customers, NULL, NULL,
                                          scratch, sizeof scratch, order, share, worth, sum,
                                          &result, NULL),
                     PATRON_OK);
    assert_memory_equal(order, due, sizeof order);
    assert_true(sum[0] == 1 && isnan(worth[0]) && isnan(result.value));
    assert_true(isnan(result.controllable_value) && isnan(result.controllable_value_share));
    assert_int_equal(patron_churn_reasons(PATRON_CHURN_BY_CUSTOMERS, 0, 2, nobody, NULL, NULL,
                                          scratch, sizeof scratch, order, share, NULL, NULL,
                                          &result, NULL),
                     PATRON_OK);
    assert_memory_equal(order, rows, sizeof rows);
    assert_true(isnan(share[0]) && isnan(result.unexplained_share));
    assert_int_equal(patron_churn_reasons(PATRON_CHURN_BY_CUSTOMERS, 9, 0, NULL, NULL, NULL, NULL,
                                          0, NULL, NULL, NULL, sum, &result, NULL),
                     PATRON_OK);
    assert_true(result.unexplained == 9 && result.unexplained_share == 1);
}

/* --- plans ------------------------------------------------------------------------------------ */

static patron_churn_plan_result plan(uint32_t by, uint32_t cut, double budget, size_t n,
                                     const double *value, const double *effect, const double *cost,
                                     uint32_t *order, double *net, double *paid)
{
    patron_churn_plan_result result;
    memset(&result, 0, sizeof result);
    result.struct_size = sizeof result;
    assert_int_equal(patron_churn_plan(by, cut, budget, n, value, effect, cost, scratch,
                                       sizeof scratch, order, net, paid, &result, NULL),
                     PATRON_OK);
    return result;
}

static void a_plan_keeps_who_is_worth_more_than_keeping_costs(void **state)
{
    (void)state;
    static const double value[5] = {1000, 400, 900, 300, 500};
    static const double effect[5] = {.5, .5, 1, .1, .5}, cost[5] = {200, 50, 500, 40, 100};
    /* saved 500 200 900 30 250, net 300 150 400 -10 150, ratio 2.5 4 1.8 .75 2.5 */
    static const uint32_t by_net[5] = {2, 0, 1, 4, 3}, by_ratio[5] = {1, 0, 4, 2, 3};
    uint32_t order[5];
    double net[5], paid[5];
    patron_churn_plan_result all = plan(PATRON_CHURN_BY_NET, PATRON_CHURN_STOP, 1e300, 5, value,
                                        effect, cost, order, net, paid);
    assert_memory_equal(order, by_net, sizeof order);
    assert_true(all.net == 1000 && all.spent == 850 && all.saved == 1850 && all.notes == 0);
    assert_true(all.worthwhile == 4 && all.funded == 4 && net[3] == -10 && paid[3] == 0);
    patron_churn_plan_result stop = plan(PATRON_CHURN_BY_RATIO, PATRON_CHURN_STOP, 300, 5, value,
                                         effect, cost, order, net, paid);
    assert_memory_equal(order, by_ratio, sizeof order);
    assert_true(stop.net == 450 && stop.spent == 250 && stop.funded == 2);
    assert_true(stop.notes == PATRON_CHURN_NOTE_BUDGET && paid[4] == 0 && paid[1] == 1);
    patron_churn_plan_result part = plan(PATRON_CHURN_BY_RATIO, PATRON_CHURN_PART, 300, 5, value,
                                         effect, cost, order, net, paid);
    assert_true(part.net == 525 && part.spent == 300 && paid[4] == .5 && paid[2] == 0);
    patron_churn_plan_result skip =
        plan(PATRON_CHURN_BY_NET, PATRON_CHURN_SKIP, 300, 5, value, effect, cost, order, net, paid);
    assert_true(paid[2] == 0 && paid[0] == 1 && paid[1] == 1 && paid[4] == 0 && skip.net == 450);
    stop = plan(PATRON_CHURN_BY_NET, PATRON_CHURN_STOP, 300, 5, value, effect, cost, order, NULL,
                NULL);
    assert_true(stop.net == 0 && stop.funded == 0 && stop.worthwhile == 4);
}

static void measures_without_cost_come_first_and_are_paid_from_nothing(void **state)
{
    (void)state;
    static const double value[4] = {10, 0, 5, 7}, cost[4] = {1, 0, 0, 0};
    static const uint32_t due[4] = {2, 3, 0, 1};
    uint32_t order[4];
    double paid[4];
    patron_churn_plan_result result =
        plan(PATRON_CHURN_BY_RATIO, PATRON_CHURN_STOP, 0, 4, value, NULL, cost, order, NULL, paid);
    assert_memory_equal(order, due, sizeof order);
    assert_true(result.net == 12 && result.funded == 2 && paid[0] == 0 && paid[1] == 0);
    result =
        plan(PATRON_CHURN_BY_NET, PATRON_CHURN_PART, .5, 4, value, NULL, cost, order, NULL, paid);
    assert_true(paid[0] == .5 && paid[2] == 1 && paid[3] == 1 && result.saved == 17);
    result =
        plan(PATRON_CHURN_BY_NET, PATRON_CHURN_PART, .5, 0, NULL, NULL, NULL, NULL, NULL, NULL);
    assert_true(result.net == 0 && result.worthwhile == 0 && result.notes == 0);
}

/* The best net of all subsets that the budget pays, and of all with one of them in part. */
static void best_of(size_t n, const double *value, const double *cost, double budget, double *whole,
                    double *in_part)
{
    *whole = *in_part = 0;
    for (uint32_t subset = 0; subset < 1u << n; subset++) {
        double spent = 0, net = 0;
        for (size_t i = 0; i < n; i++)
            if (subset >> i & 1) {
                spent += cost[i];
                net += value[i] - cost[i];
            }
        if (spent > budget)
            continue;
        *whole = fmax(*whole, net);
        *in_part = fmax(*in_part, net);
        for (size_t i = 0; i < n; i++)
            if (!(subset >> i & 1) && cost[i] > 0)
                *in_part = fmax(*in_part,
                                net + (value[i] - cost[i]) * fmin(1, (budget - spent) / cost[i]));
    }
}

/* Of a budget of 1 - 2^-53 the first measure leaves .75 - 2^-54, whose nearest double is .75. */
static void a_plan_is_never_over_its_budget_by_a_rounding(void **state)
{
    const double budget = 1.0 - ldexp(1.0, -53);
    const double value[2] = {10.0, 10.0}, cost[2] = {0.25 - ldexp(1.0, -54), 0.75};
    uint32_t order[2];
    double net[2], paid[2];
    (void)state;
    for (uint32_t cut = PATRON_CHURN_STOP; cut <= PATRON_CHURN_PART; cut++) {
        patron_churn_plan_result result =
            plan(PATRON_CHURN_BY_RATIO, cut, budget, 2, value, NULL, cost, order, net, paid);
        assert_int_equal(result.funded, 1);
        assert_int_equal(result.notes, PATRON_CHURN_NOTE_BUDGET);
        assert_true(result.spent <= budget && paid[0] == 1.0 && paid[1] < 1.0);
        assert_true(cut == PATRON_CHURN_PART || result.spent == cost[0]);
    }
}

static void by_ratio_and_in_part_no_plan_nets_more(void **state)
{
    (void)state;
    support_random random = support_random_from(8);
    int rounds = (int)support_rows(200, 20);
    for (int round = 0; round < rounds; round++) {
        double value[MEASURES], cost[MEASURES], paid[MEASURES], net[MEASURES], whole, in_part;
        uint32_t order[MEASURES];
        double budget = (double)support_random_integer(&random, 0, 120), missing = 0;
        for (int i = 0; i < MEASURES; i++) {
            value[i] = (double)support_random_integer(&random, 0, 90);
            cost[i] = (double)support_random_integer(&random, 0, 40);
        }
        best_of(MEASURES, value, cost, budget, &whole, &in_part);
        patron_churn_plan_result part = plan(PATRON_CHURN_BY_RATIO, PATRON_CHURN_PART, budget,
                                             MEASURES, value, NULL, cost, order, net, paid);
        assert_close(part.net, in_part, 1e-12, 1e-12);
        assert_true(part.spent <= budget);
        patron_churn_plan_result stop = plan(PATRON_CHURN_BY_RATIO, PATRON_CHURN_STOP, budget,
                                             MEASURES, value, NULL, cost, order, net, paid);
        for (int i = 0; i < MEASURES && missing == 0; i++)
            if (net[order[i]] > 0 && paid[order[i]] == 0)
                missing = net[order[i]];
        patron_churn_plan_result skip = plan(PATRON_CHURN_BY_RATIO, PATRON_CHURN_SKIP, budget,
                                             MEASURES, value, NULL, cost, order, net, paid);
        assert_true(stop.net >= part.net - missing - 1e-9 && skip.net >= stop.net);
        assert_true(skip.net <= whole && whole <= part.net + 1e-9 && skip.spent <= budget);
        plan(PATRON_CHURN_BY_NET, PATRON_CHURN_SKIP, budget, MEASURES, value, NULL, cost, order,
             net, paid);
        for (int i = 1; i < MEASURES; i++)
            assert_true(net[order[i - 1]] > net[order[i]] ||
                        (net[order[i - 1]] == net[order[i]] && order[i - 1] < order[i]));
    }
}

/* --- faults ----------------------------------------------------------------------------------- */

static void counts_that_cannot_be_are_named(void **state)
{
    (void)state;
    uint64_t start[2] = {10, 10}, joined[2] = {5, 5}, lost[2] = {15, 16};
    double churn[2] = {7, 7};
    patron_fault fault;
    assert_int_equal(patron_churn_rates(0, 2, start, joined, lost, churn, NULL, &fault),
                     PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "lost", 1);
    assert_true(churn[0] == 1.5 && churn[1] == 7);
    joined[1] = 1000000000000001;
    patron_churn_rates(0, 2, start, joined, lost, churn, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "joined", 1);
    start[1] = UINT64_MAX;
    patron_churn_rates(0, 2, start, joined, lost, churn, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "start", 1);
    patron_churn_rates(3, 2, start, joined, lost, churn, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "denominator", -1);
    patron_churn_rates(0, 2, NULL, joined, lost, churn, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "start", -1);
    patron_churn_rates(0, 2, start, NULL, lost, churn, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "joined", -1);
    patron_churn_rates(0, 2, start, joined, NULL, churn, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "lost", -1);
}

static void fractions_that_cannot_be_are_named(void **state)
{
    (void)state;
    static const double good = .5, high = 1.5, none = NAN, least = 5e-324, low = -.5, huge = 2e15;
    double out;
    patron_fault fault;
    patron_churn_convert(12, 1, &high, &out, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "churn", 0);
    patron_churn_convert(0, 1, &good, &out, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "periods", -1);
    patron_churn_convert(1, 1, NULL, &out, &fault);
    assert_fault(&fault, PATRON_E_NULL, "churn", -1);
    patron_churn_convert(1, 1, &good, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "converted", -1);
    patron_churn_lifetime(1, NULL, &out, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "churn", -1);
    patron_churn_lifetime(1, &none, &out, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "churn", 0);
    patron_churn_lifetime(1, &least, NULL, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_OVERFLOW, "lifetime", 0);
    assert_int_equal(patron_churn_lifetime(1, &least, &out, NULL, NULL, NULL), PATRON_E_OVERFLOW);
    patron_churn_step(2, .1, 1, &good, NULL, NULL, NULL, &out, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "unit", -1);
    patron_churn_step(0, 2, 1, &good, NULL, NULL, NULL, &out, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "cut", -1);
    patron_churn_step(0, .1, 1, NULL, NULL, NULL, NULL, &out, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "churn", -1);
    patron_churn_step(0, .1, 1, &high, NULL, NULL, NULL, &out, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "churn", 0);
    patron_churn_step(0, .1, 1, &good, &low, NULL, NULL, &out, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "discount", 0);
    patron_churn_step(0, 0, 1, &least, NULL, NULL, NULL, &out, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_OVERFLOW, "after", 0);
    static const double edge = 2e-308; /* 1 over half of it is beyond a double */
    patron_churn_step(1, .9, 1, &edge, NULL, NULL, NULL, &out, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_OVERFLOW, "after", 0);
    patron_churn_cost(1, NULL, &good, &good, &good, NULL, NULL, &out, &fault);
    assert_fault(&fault, PATRON_E_NULL, "customers", -1);
    patron_churn_cost(1, &good, NULL, &good, &good, NULL, NULL, &out, &fault);
    assert_fault(&fault, PATRON_E_NULL, "churn", -1);
    patron_churn_cost(1, &good, &good, NULL, &good, NULL, NULL, &out, &fault);
    assert_fault(&fault, PATRON_E_NULL, "revenue", -1);
    patron_churn_cost(1, &good, &good, &good, NULL, NULL, NULL, &out, &fault);
    assert_fault(&fault, PATRON_E_NULL, "margin", -1);
    patron_churn_cost(1, &low, &good, &good, &good, NULL, NULL, &out, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "customers", 0);
    patron_churn_cost(1, &good, &high, &good, &good, NULL, NULL, &out, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "churn", 0);
    patron_churn_cost(1, &good, &good, &huge, &good, NULL, NULL, &out, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "revenue", 0);
    patron_churn_cost(1, &good, &good, &good, &high, NULL, NULL, &out, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "margin", 0);
}

static void amounts_that_cannot_be_are_named(void **state)
{
    (void)state;
    int64_t start = 100, lost = 60, contraction = 41, expansion = 0, minus = -1, kept = 5;
    int64_t two[2] = {INT64_MAX, 1}, one[2] = {1, 1};
    patron_churn_movement_result result;
    patron_fault fault;
    memset(&result, 0, sizeof result);
    result.struct_size = sizeof result;
    patron_churn_revenue(1, &start, &lost, &contraction, &expansion, &kept, NULL, NULL, NULL,
                         &fault);
    assert_fault(&fault, PATRON_E_RANGE, "contraction", 0);
    patron_churn_revenue(1, &lost, &start, &contraction, &expansion, &kept, NULL, NULL, NULL,
                         &fault);
    assert_fault(&fault, PATRON_E_RANGE, "lost", 0);
    patron_churn_revenue(1, &minus, &lost, &contraction, &expansion, &kept, NULL, NULL, NULL,
                         &fault);
    assert_fault(&fault, PATRON_E_RANGE, "start", 0);
    contraction = 0;
    patron_churn_revenue(1, &start, &lost, &contraction, &minus, &kept, NULL, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "expansion", 0);
    expansion = INT64_MAX - 39;
    patron_churn_revenue(1, &start, &lost, &contraction, &expansion, &kept, NULL, NULL, NULL,
                         &fault);
    assert_fault(&fault, PATRON_E_OVERFLOW, "expansion", 0);
    assert_true(kept == 5);
    patron_churn_revenue(1, NULL, &lost, &lost, &lost, NULL, NULL, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "start", -1);
    patron_churn_revenue(1, &lost, NULL, &lost, &lost, NULL, NULL, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "lost", -1);
    patron_churn_revenue(1, &lost, &lost, NULL, &lost, NULL, NULL, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "contraction", -1);
    patron_churn_revenue(1, &lost, &lost, &lost, NULL, NULL, NULL, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "expansion", -1);
    patron_churn_movements(2, two, one, &result, &fault);
    assert_fault(&fault, PATRON_E_OVERFLOW, "before", -1);
    patron_churn_movements(2, one, two, &result, &fault);
    assert_fault(&fault, PATRON_E_OVERFLOW, "after", -1);
    one[1] = -1;
    patron_churn_movements(2, one, two, &result, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "before", 1);
    patron_churn_movements(2, two, one, &result, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "after", 1);
    patron_churn_movements(2, NULL, one, &result, &fault);
    assert_fault(&fault, PATRON_E_NULL, "before", -1);
    patron_churn_movements(2, two, NULL, &result, &fault);
    assert_fault(&fault, PATRON_E_NULL, "after", -1);
    result.struct_size = 0;
    patron_churn_movements(2, two, one, &result, &fault);
    assert_int_equal(fault.status, PATRON_E_STRUCT);
}

static void customers_who_cannot_be_are_named(void **state)
{
    (void)state;
    static const int32_t day[2] = {5, 9};
    static const double wrong[2] = {1, -1}, endless[2] = {INFINITY, 1}, least[2] = {5e-324, 1};
    patron_fault fault;
    uint64_t active = 77;
    patron_churn_inactive(0, 30, 2, 8, 2, day, NULL, NULL, NULL, &active, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "last_day", 1);
    patron_churn_inactive(0, 30, 2, 10, 2, day, wrong, NULL, NULL, &active, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "gap", 1);
    patron_churn_inactive(1, 30, 2, 10, 2, day, endless, NULL, NULL, &active, NULL, &fault);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "gap", 0);
    patron_churn_inactive(1, 30, 2, 10, 2, day, least, NULL, NULL, &active, NULL, &fault);
    assert_fault(&fault, PATRON_E_OVERFLOW, "overdue", 0);
    patron_churn_inactive(2, 30, 2, 10, 2, day, NULL, NULL, NULL, &active, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "rule", -1);
    patron_churn_inactive(1, .5, 2, 10, 2, day, NULL, NULL, NULL, &active, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "days", -1);
    patron_churn_inactive(1, 30, 0, 10, 2, day, NULL, NULL, NULL, &active, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "multiple", -1);
    patron_churn_inactive(1, 30, 2, 10, 2, NULL, NULL, NULL, NULL, &active, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "last_day", -1);
    assert_true(active == 77);
}

static int32_t reasons(uint32_t measure, uint64_t lost, size_t n, const uint64_t *customers,
                       const uint32_t *controllable, const double *value, void *memory,
                       uint32_t *order, uint32_t size, patron_fault *fault)
{
    patron_churn_reason_result result;
    memset(&result, 0, sizeof result);
    result.struct_size = size;
    return patron_churn_reasons(measure, lost, n, customers, controllable, value, memory, SIZE_MAX,
                                order, NULL, NULL, NULL, &result, fault);
}

static void reasons_that_cannot_be_are_named(void **state)
{
    (void)state;
    static const uint64_t customers[2] = {5, 6}, many[2] = {1, 1000000000001};
    static const uint32_t two[2] = {0, 2};
    static const double value[2] = {1, -1};
    const uint32_t size = sizeof(patron_churn_reason_result);
    uint32_t order[2];
    patron_fault fault;
    reasons(0, 10, 2, customers, NULL, NULL, scratch, order, size, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "lost", -1);
    reasons(0, 11, 2, customers, two, NULL, scratch, order, size, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "controllable", 1);
    reasons(0, 11, 2, customers, NULL, value, scratch, order, size, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "value", 1);
    reasons(0, 11, 2, many, NULL, NULL, scratch, order, size, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "customers", 1);
    reasons(2, 11, 2, customers, NULL, NULL, scratch, order, size, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "measure", -1);
    reasons(0, 11, 1000001, customers, NULL, NULL, scratch, order, size, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "n", -1);
    reasons(0, 11, 2, NULL, NULL, NULL, scratch, order, size, &fault);
    assert_fault(&fault, PATRON_E_NULL, "customers", -1);
    reasons(0, 11, 2, customers, NULL, NULL, NULL, order, size, &fault);
    assert_fault(&fault, PATRON_E_NULL, "scratch", -1);
    reasons(0, 11, 2, customers, NULL, NULL, scratch, NULL, size, &fault);
    assert_fault(&fault, PATRON_E_NULL, "order", -1);
    assert_int_equal(reasons(0, 11, 2, customers, NULL, NULL, scratch, order, 0, &fault),
                     PATRON_E_STRUCT);
    assert_true(patron_churn_reasons_scratch_size(1000001) == SIZE_MAX);
    assert_true(patron_churn_plan_scratch_size(1000001) == SIZE_MAX);
}

static int32_t planned(uint32_t by, uint32_t cut, double budget, size_t n, const double *value,
                       const double *effect, const double *cost, void *memory, uint32_t *order,
                       uint32_t size, patron_fault *fault)
{
    patron_churn_plan_result result;
    memset(&result, 0, sizeof result);
    result.struct_size = size;
    return patron_churn_plan(by, cut, budget, n, value, effect, cost, memory, SIZE_MAX, order, NULL,
                             NULL, &result, fault);
}

static void plans_that_cannot_be_are_named(void **state)
{
    (void)state;
    static const double good[2] = {1, 1}, bad[2] = {1, -1};
    const uint32_t size = sizeof(patron_churn_plan_result);
    uint32_t order[2];
    patron_fault fault;
    planned(2, 0, 1, 2, good, good, good, scratch, order, size, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "by", -1);
    planned(0, 3, 1, 2, good, good, good, scratch, order, size, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "cut", -1);
    planned(0, 0, -1, 2, good, good, good, scratch, order, size, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "budget", -1);
    planned(0, 0, 1, 1000001, good, good, good, scratch, order, size, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "n", -1);
    planned(0, 0, 1, 2, bad, good, good, scratch, order, size, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "value", 1);
    planned(0, 0, 1, 2, good, bad, good, scratch, order, size, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "effect", 1);
    planned(0, 0, 1, 2, good, good, bad, scratch, order, size, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "cost", 1);
    planned(0, 0, 1, 2, NULL, good, good, scratch, order, size, &fault);
    assert_fault(&fault, PATRON_E_NULL, "value", -1);
    planned(0, 0, 1, 2, good, NULL, NULL, scratch, order, size, &fault);
    assert_fault(&fault, PATRON_E_NULL, "cost", -1);
    planned(0, 0, 1, 2, good, good, good, NULL, order, size, &fault);
    assert_fault(&fault, PATRON_E_NULL, "scratch", -1);
    planned(0, 0, 1, 2, good, good, good, scratch, NULL, size, &fault);
    assert_fault(&fault, PATRON_E_NULL, "order", -1);
    assert_int_equal(planned(0, 0, 1, 2, good, good, good, scratch, order, 0, &fault),
                     PATRON_E_STRUCT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(churn_depends_on_what_the_lost_are_divided_by),
        cmocka_unit_test(joiners_among_the_lost_can_take_retention_below_0),
        cmocka_unit_test(three_percent_a_month_are_thirty_a_year),
        cmocka_unit_test(at_four_fifths_kept_customers_stay_five_periods_four_of_them_renewals),
        cmocka_unit_test(figures_are_those_of_fifty_digits),
        cmocka_unit_test(five_points_off_ten_percent_double_a_lifetime_and_off_half_add_a_ninth),
        cmocka_unit_test(an_elasticity_is_what_a_small_relative_cut_does),
        cmocka_unit_test(a_carrier_loses_12_8_million_with_five_percent_of_its_accounts),
        cmocka_unit_test(of_100000_92_percent_are_kept_and_expansion_makes_104),
        cmocka_unit_test(what_customers_paid_tells_the_same_story),
        cmocka_unit_test(parts_of_a_base_add_up_to_the_whole),
        cmocka_unit_test(in_a_shop_who_has_not_come_for_long_is_lapsed_under_a_rule),
        cmocka_unit_test(the_longer_the_limit_the_more_are_active),
        cmocka_unit_test(reasons_and_the_unexplained_are_the_churn),
        cmocka_unit_test(without_values_reasons_go_by_customers),
        cmocka_unit_test(a_plan_keeps_who_is_worth_more_than_keeping_costs),
        cmocka_unit_test(measures_without_cost_come_first_and_are_paid_from_nothing),
        cmocka_unit_test(a_plan_is_never_over_its_budget_by_a_rounding),
        cmocka_unit_test(by_ratio_and_in_part_no_plan_nets_more),
        cmocka_unit_test(counts_that_cannot_be_are_named),
        cmocka_unit_test(fractions_that_cannot_be_are_named),
        cmocka_unit_test(amounts_that_cannot_be_are_named),
        cmocka_unit_test(customers_who_cannot_be_are_named),
        cmocka_unit_test(reasons_that_cannot_be_are_named),
        cmocka_unit_test(plans_that_cannot_be_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
