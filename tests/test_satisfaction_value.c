/*
 * What satisfaction is worth: ratings of products, repurchase, waves, steps up the scale, complaints.
 */
#include "support.h"

#include <math.h>
#include <string.h>

#include <patron/satisfaction.h>

enum { LEVELS = 5 };

/* Two products at 5 stars: one rating of one proves less than 40 of 50. */
static void few_ratings_are_no_proof(void **state)
{
    (void)state;
    const uint64_t count[15] = {0, 0, 0, 0, 1, 2, 2, 2, 4, 40, 0, 0, 0, 0, 0};
    double mean[3], shrunk[3], share[3], bound[3], lonely;
    assert_int_equal(patron_satisfaction_ratings(NULL, 0.95, 3.5, 10, 3, LEVELS, NULL, count, mean,
                                                 shrunk, share, bound, NULL),
                     PATRON_OK);
    assert_true(mean[0] == 5 && share[0] == 1 && mean[1] == 4.56 && share[1] == 0.8);
    assert_close(shrunk[0], (35.0 + 5) / 11, 1e-15, 0);
    assert_close(shrunk[1], (35.0 + 228) / 60, 1e-15, 0);
    assert_true(shrunk[1] > shrunk[0] && bound[1] > bound[0]);
    assert_true(isnan(mean[2]) && isnan(share[2]) && shrunk[2] == 3.5 && bound[2] == 0);
    patron_satisfaction_ratings(NULL, 0.95, 3.5, 0, 1, LEVELS, NULL, count + 10, NULL, &lonely,
                                NULL, NULL, NULL);
    assert_true(isnan(lonely));
}

static void priors_shrink_to_the_mean_of_all(void **state)
{
    (void)state;
    /* products 1 and 2 differ by 2 without any variance inside: nothing is shrunk */
    const uint64_t sure[10] = {0, 4, 0, 0, 0, 0, 0, 0, 4, 0};
    const uint64_t alike[10] = {2, 0, 0, 0, 2, 2, 0, 0, 0, 2};
    const uint64_t lone[5] = {1, 0, 0, 0, 3}, single[10] = {1, 0, 0, 0, 0, 0, 1, 0, 0, 0};
    double mean, weight;
    patron_satisfaction_prior(NULL, 2, LEVELS, NULL, sure, &mean, &weight, NULL);
    assert_true(mean == 3 && weight == 0);
    patron_satisfaction_prior(NULL, 2, LEVELS, NULL, alike, &mean, &weight, NULL);
    assert_true(mean == 3 && isnan(weight));
    patron_satisfaction_prior(NULL, 1, LEVELS, NULL, lone, &mean, &weight, NULL);
    assert_true(mean == 4 && isnan(weight));
    patron_satisfaction_prior(NULL, 2, LEVELS, NULL, single, &mean, &weight, NULL);
    assert_true(mean == 1.5 && isnan(weight));
    assert_int_equal(patron_satisfaction_prior(NULL, 0, LEVELS, NULL, NULL, &mean, &weight, NULL),
                     PATRON_OK);
    assert_true(isnan(mean) && isnan(weight));
    const uint64_t gap[15] = {0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0};
    patron_satisfaction_prior(NULL, 3, LEVELS, NULL, gap, &mean, &weight, NULL);
    assert_true(mean == 3 && weight == 0);
}

/* Xerox: the totally satisfied were six times likelier to buy again than the satisfied. */
static void a_5_buys_again_six_times_likelier_than_a_4(void **state)
{
    (void)state;
    const uint64_t asked[LEVELS] = {100, 100, 100, 100, 100}, bought[LEVELS] = {1, 2, 4, 15, 90};
    double share[LEVELS], low[LEVELS], high[LEVELS], lift[LEVELS], lift_low[LEVELS],
        lift_high[LEVELS];
    assert_int_equal(patron_satisfaction_repurchase(0.95, 3, LEVELS, asked, bought, share, low,
                                                    high, lift, lift_low, lift_high, NULL),
                     PATRON_OK);
    assert_close(lift[4], 6.0, 1e-15, 0);
    assert_true(lift[3] == 1 && lift_low[3] == 1 && lift_high[3] == 1);
    for (int k = 0; k < LEVELS; k++)
        assert_true(lift_low[k] <= lift[k] && lift[k] <= lift_high[k] && low[k] < high[k]);
    /* the limits of Donner and Zou, in their form, by hand */
    assert_close(lift_low[4], 3.8284416436659177, 1e-12, 0);
    assert_close(lift_high[4], 9.690680728566878, 1e-12, 0);
}

/* Shares weighted by their customers are the whole's: lifts average to 1. */
static void lifts_average_to_1_and_stay_in_range(void **state)
{
    (void)state;
    support_random random = support_random_from(9);
    for (int round = 0; round < 1000; round++) {
        uint64_t asked[LEVELS], bought[LEVELS], all = 0, buyers = 0;
        double share[LEVELS], lift[LEVELS], low[LEVELS], high[LEVELS], mean = 0;
        for (int k = 0; k < LEVELS; k++) {
            asked[k] = support_random_below(&random, 30);
            bought[k] = support_random_below(&random, 3) == 0
                            ? 0
                            : support_random_below(&random, asked[k] + 1);
            all += asked[k];
            buyers += bought[k];
        }
        assert_int_equal(patron_satisfaction_repurchase(0.9, PATRON_NONE, LEVELS, asked, bought,
                                                        share, NULL, NULL, lift, low, high, NULL),
                         PATRON_OK);
        for (int k = 0; k < LEVELS; k++) {
            double w = (double)asked[k] / (double)all;
            if (asked[k] == 0 || buyers == 0) {
                assert_true(isnan(lift[k]) && isnan(low[k]) && isnan(high[k]));
                continue;
            }
            mean += w * lift[k];
            assert_true(low[k] >= 0 && low[k] <= lift[k] * (1 + 1e-12));
            assert_true(lift[k] <= high[k] * (1 + 1e-12) && high[k] <= (1 + 1e-12) / w);
        }
        if (buyers > 0)
            assert_close(mean, 1.0, 1e-13, 0);
    }
}

static void lifts_against_nobody_do_not_exist(void **state)
{
    (void)state;
    const uint64_t asked[3] = {10, 10, 0}, bought[3] = {0, 5, 0}, one[1] = {10}, some[1] = {4};
    double share[3], lift[3], low[3], high[3];
    patron_satisfaction_repurchase(0.95, 0, 3, asked, bought, share, NULL, NULL, lift, low, high,
                                   NULL);
    assert_true(isnan(lift[0]) && isnan(lift[1]) && isnan(low[1]) && isnan(high[1]));
    patron_satisfaction_repurchase(0.95, 1, 3, asked, bought, share, NULL, NULL, lift, low, high,
                                   NULL);
    assert_true(lift[0] == 0 && low[0] == 0 && high[0] > 0 && lift[1] == 1 && isnan(lift[2]));
    patron_satisfaction_repurchase(0.95, 2, 3, asked, bought, share, NULL, NULL, lift, low, high,
                                   NULL);
    assert_true(isnan(lift[2]) && isnan(lift[1]) && isnan(share[2]));
    patron_satisfaction_repurchase(0.95, PATRON_NONE, 3, asked, bought, share, NULL, NULL, lift,
                                   low, high, NULL);
    assert_close(lift[1], 2.0, 1e-15, 0);
    assert_true(high[1] == 2 && low[1] > 1);
    patron_satisfaction_repurchase(0.95, PATRON_NONE, 1, one, some, share, NULL, NULL, lift, low,
                                   high, NULL);
    assert_true(lift[0] == 1 && low[0] == 1 && high[0] == 1);
    assert_int_equal(patron_satisfaction_repurchase(0.95, PATRON_NONE, 0, NULL, NULL, NULL, NULL,
                                                    NULL, NULL, NULL, NULL, NULL),
                     PATRON_OK);
}

/* Newcombe's first example: 56 of 70 against 48 of 80, .0524 to .3339. */
static void newcombes_interval_is_found(void **state)
{
    (void)state;
    const uint64_t yes_1[1] = {48}, of_1[1] = {80}, yes_2[1] = {56}, of_2[1] = {70};
    double d, low, high, z, p;
    assert_int_equal(patron_satisfaction_share_change(0.95, 1, yes_1, of_1, yes_2, of_2, &d, &low,
                                                      &high, &z, &p, NULL),
                     PATRON_OK);
    assert_close(d, 0.2, 1e-15, 0);
    assert_close(low, 0.0524, 0, 5e-5);
    assert_close(high, 0.3339, 0, 5e-5);
    assert_true(z > 2.6 && z < 2.7 && p < 0.01);
    const uint64_t all[1] = {7}, none[1] = {0};
    patron_fault fault;
    assert_int_equal(patron_satisfaction_share_change(0.95, 1, of_1, yes_1, yes_2, of_2, &d, &low,
                                                      &high, &z, &p, &fault),
                     PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "yes_1", 0);
    patron_satisfaction_share_change(0.95, 1, none, all, all, all, &d, &low, &high, &z, &p, NULL);
    assert_true(d == 1 && high == 1 && low > 0 && low < 1);
    patron_satisfaction_share_change(0.95, 1, all, all, all, all, &d, &low, &high, &z, &p, NULL);
    assert_true(d == 0 && isnan(z) && isnan(p) && low < 0);
    patron_satisfaction_share_change(0.95, 1, none, none, all, all, &d, &low, &high, &z, &p, NULL);
    assert_true(isnan(d) && isnan(low) && isnan(high));
    patron_satisfaction_share_change(0.95, 1, all, all, none, none, &d, &low, &high, &z, &p, NULL);
    assert_true(isnan(d) && isnan(low) && isnan(high) && isnan(p));
}

/* Equal sizes and deviations: Welch is Student with 2 (n - 1) degrees. 3.0 to 3.5, s 1, n 10 each. */
static void waves_of_equal_spread_are_students(void **state)
{
    (void)state;
    const double mean_1[4] = {3, 3, 3, 3}, mean_2[4] = {3.5, 3.5, 3.5, 3.5};
    const double s_1[4] = {1, 1, 0, 1}, s_2[4] = {1, 1, 0, 1};
    const uint64_t n_1[4] = {10, 1, 10, 10}, n_2[4] = {10, 10, 10, 1};
    double d[4], low[4], high[4], t[4], p[4];
    assert_int_equal(patron_satisfaction_mean_change(0.95, 4, mean_1, s_1, n_1, mean_2, s_2, n_2, d,
                                                     low, high, t, p, NULL),
                     PATRON_OK);
    assert_close(t[0], 0.5 / sqrt(0.2), 1e-14, 0);
    assert_close(high[0] - 0.5, 2.1009220402410378 * sqrt(0.2), 1e-11, 0);
    assert_close(low[0] + high[0], 1.0, 1e-14, 0);
    assert_true(p[0] > 0.27 && p[0] < 0.29);
    assert_true(d[1] == 0.5 && isnan(low[1]) && isnan(p[1]) && isnan(t[3]) && isnan(high[3]));
    assert_true(low[2] == 0.5 && high[2] == 0.5 && isnan(t[2]) && isnan(p[2]));
}

/* 2 % of 10,000 from 3 to 4 and 1 % from 4 to 5, at 100, 250, 700: 200 x 150 + 100 x 450 = 75,000. */
static void a_step_up_the_scale_pays_what_the_moved_are_worth(void **state)
{
    (void)state;
    const uint32_t from[2] = {2, 3}, to[2] = {3, 4};
    const double moved[2] = {0.02, 0.01}, clv[5] = {-50, 20, 100, 250, 700};
    double gain[2], net, ratio;
    assert_int_equal(patron_satisfaction_step(10000, 50000, 2, from, to, moved, 5, clv, gain, &net,
                                              &ratio, NULL),
                     PATRON_OK);
    assert_close(gain[0], 30000.0, 1e-15, 0);
    assert_close(gain[1], 45000.0, 1e-15, 0);
    assert_close(net, 25000.0, 1e-14, 0);
    assert_close(ratio, 0.5, 1e-14, 0);
    patron_satisfaction_step(10000, 0, 2, from, to, moved, 5, clv, NULL, &net, &ratio, NULL);
    assert_true(isnan(ratio) && net == gain[0] + gain[1]);
    patron_satisfaction_step(10000, 7, 0, NULL, NULL, NULL, 5, clv, NULL, &net, NULL, NULL);
    assert_true(net == -7);
}

/* Of 1000 customers 12.5 complain: 250 are dissatisfied and 237.5 silent. */
static void the_silent_are_nineteen_of_twenty(void **state)
{
    (void)state;
    const double customers[2] = {1000, 0}, complaints[2] = {12.5, 3}, rate[2] = {0.05, 1};
    double dissatisfied[2], silent[2], share[2];
    assert_int_equal(patron_satisfaction_iceberg(2, customers, complaints, rate, dissatisfied,
                                                 silent, share, NULL),
                     PATRON_OK);
    assert_true(dissatisfied[0] == 250 && silent[0] == 237.5 && share[0] == 0.25);
    assert_true(dissatisfied[1] == 3 && silent[1] == 0 && isnan(share[1]));
}

/* 250 dissatisfied after small losses, all complain and are heard at once: 95 % instead of 37 % stay. */
static void complaints_that_are_heard_bring_customers_back(void **state)
{
    (void)state;
    patron_satisfaction_handling small_loss, large_loss;
    const double dissatisfied[4] = {250, 250, 250, 250}, complain[4] = {0, 1, 1, 1};
    const double resolved[4] = {1, 0, 1, 1}, quick[4] = {1, 1, 0, 1};
    const double value[4] = {100, 100, 100, 100}, cost[4] = {0, 1000, 0, 500};
    double kept[4], recovered[4], net[4];
    patron_satisfaction_published_handling(PATRON_SATISFACTION_LOSS_SMALL, &small_loss, NULL);
    patron_satisfaction_published_handling(PATRON_SATISFACTION_LOSS_LARGE, &large_loss, NULL);
    assert_true(small_loss.silent == 0.37 && small_loss.unresolved == 0.46);
    assert_true(small_loss.resolved == 0.7 && small_loss.quick == 0.95);
    assert_true(large_loss.silent == 0.09 && large_loss.unresolved == 0.19);
    assert_true(large_loss.resolved == 0.54 && large_loss.quick == 0.82);
    assert_int_equal(patron_satisfaction_recovery(&small_loss, 4, dissatisfied, complain, resolved,
                                                  quick, value, cost, kept, recovered, net, NULL),
                     PATRON_OK);
    assert_close(kept[0], 92.5, 1e-14, 0);
    assert_true(recovered[0] == 0 && net[0] == 0);
    assert_close(kept[1], 115.0, 1e-14, 0);
    assert_close(net[1], 2250.0 - 1000, 1e-13, 0);
    assert_close(kept[2], 175.0, 1e-14, 0);
    assert_close(kept[3], 237.5, 1e-14, 0);
    assert_close(recovered[3], 145.0, 1e-14, 0);
    assert_close(net[3], 14000.0, 1e-14, 0);
}

/* One tells 12, each of whom tells 6: 85 affected, a quarter of whom, 21, are lost. */
static void one_dissatisfied_customer_reaches_85(void **state)
{
    (void)state;
    const double one[1] = {1}, told[1] = {12}, retold[1] = {6}, rate[1] = {0.25};
    double reached, lost;
    assert_int_equal(
        patron_satisfaction_word_of_mouth(1, one, told, retold, rate, &reached, &lost, NULL),
        PATRON_OK);
    assert_true(reached == 85 && floor(lost) == 21);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(few_ratings_are_no_proof),
        cmocka_unit_test(priors_shrink_to_the_mean_of_all),
        cmocka_unit_test(a_5_buys_again_six_times_likelier_than_a_4),
        cmocka_unit_test(lifts_average_to_1_and_stay_in_range),
        cmocka_unit_test(lifts_against_nobody_do_not_exist),
        cmocka_unit_test(newcombes_interval_is_found),
        cmocka_unit_test(waves_of_equal_spread_are_students),
        cmocka_unit_test(a_step_up_the_scale_pays_what_the_moved_are_worth),
        cmocka_unit_test(the_silent_are_nineteen_of_twenty),
        cmocka_unit_test(complaints_that_are_heard_bring_customers_back),
        cmocka_unit_test(one_dissatisfied_customer_reaches_85),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
