#include "support.h"
#include "vectors/migration_vectors.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include <patron/clv.h>
#include <patron/migration.h>

enum { K = MIGRATION_STATES, MOST = 70, ROOM = 70000 };

static unsigned char scratch[ROOM];
static double transition[MOST * MOST], reward[MOST], value[MOST];

static patron_migration_value_result empty_value(void)
{
    patron_migration_value_result result;
    memset(&result, 0, sizeof result);
    result.struct_size = sizeof result;
    return result;
}

/* Pfeifer and Carraway's customers: margin 40, contact 4, chances to buy .3, .2, .15, .05. */
static void fill_pfeifer_carraway(void)
{
    static const double buys[4] = {.30, .20, .15, .05};
    memset(transition, 0, sizeof transition);
    for (size_t r = 0; r < 4; r++) {
        transition[r * 5] = buys[r];
        transition[r * 5 + r + 1] = 1.0 - buys[r];
        reward[r] = r == 0 ? 36.0 : -4.0;
    }
    transition[24] = 1.0;
    reward[4] = 0.0;
}

static int32_t value_of(double discount, uint32_t horizon, size_t states)
{
    return patron_migration_value(discount, horizon, states, transition, reward, scratch,
                                  patron_migration_scratch_size(states), value, NULL, NULL);
}

static void fill_random(support_random *random, size_t states)
{
    for (size_t i = 0; i < states; i++) {
        double sum = 0.0;
        for (size_t j = 0; j < states; j++) {
            double *cell = &transition[i * states + j];
            *cell = support_random_below(random, 3) == 0 ? 0.0 : support_random_uniform(random);
            *cell += i == j ? 0.1 : 0.0;
            sum += *cell;
        }
        for (size_t j = 0; j < states; j++)
            transition[i * states + j] /= sum;
        reward[i] = support_random_between(random, -50.0, 100.0);
    }
}

/* ------------------------------------------------------------------------------------- values */

static void the_published_customers_are_worth_what_was_published(void **state)
{
    (void)state;
    static const double expected[3][5] = {{42.6667, -.6667, -2.3333, -2.5, 0},
                                          {50.1150, 4.2199, .5921, -1.9801, 0},
                                          {52.319609, 5.553784, 1.250773, -1.820016, 0}};
    static const uint32_t horizon[3] = {1, 4, PATRON_MIGRATION_FOREVER};
    fill_pfeifer_carraway();
    for (int h = 0; h < 3; h++) {
        assert_int_equal(value_of(.2, horizon[h], 5), PATRON_OK);
        for (int s = 0; s < 5; s++)
            assert_close(value[s], expected[h][s], 0.0, h < 2 ? 5.1e-5 : 5.1e-7);
    }
}

static void values_are_those_of_sixty_digits(void **state)
{
    (void)state;
    for (size_t v = 0; v < sizeof migration_vectors / sizeof *migration_vectors; v++) {
        const migration_vector *vector = &migration_vectors[v];
        patron_migration_value_result result = empty_value();
        const double *expected[3] = {vector->value, vector->value_7, vector->value_300};
        static const uint32_t horizon[3] = {PATRON_MIGRATION_FOREVER, 7, 300};
        for (int h = 0; h < 3; h++) {
            assert_int_equal(patron_migration_value(vector->discount, horizon[h], K,
                                                    vector->transition, vector->reward, scratch,
                                                    ROOM, value, &result, NULL),
                             PATRON_OK);
            for (int s = 0; s < K; s++)
                assert_close(value[s], expected[h][s], 1e-13, 1e-300);
            assert_true(h == 0 ? result.residual < 1e-15 && result.periods > 1.0
                               : isnan(result.residual) && isnan(result.periods));
            assert_true(result.notes == 0);
        }
    }
}

static void a_horizon_of_nothing_is_this_period_alone(void **state)
{
    (void)state;
    fill_pfeifer_carraway();
    assert_int_equal(value_of(.2, 0, 5), PATRON_OK);
    assert_memory_equal(value, reward, 5 * sizeof *value);
}

static void a_long_horizon_adds_up_without_rounding(void **state)
{
    (void)state;
    const uint32_t horizon = 20000;
    transition[0] = .3;
    transition[1] = .7;
    transition[2] = .6;
    transition[3] = .4;
    reward[0] = reward[1] = .1;
    assert_int_equal(value_of(0.0, horizon, 2), PATRON_OK);
    assert_close(value[0], (horizon + 1) * .1, 3e-16, 0);
    assert_close(value[1], (horizon + 1) * .1, 3e-16, 0);
}

static void two_states_are_a_customer_who_stays_with_constant_retention(void **state)
{
    (void)state;
    support_random random = support_random_from(4);
    for (int round = 0; round < 200; round++) {
        double margin = support_random_between(&random, 1.0, 500.0);
        double retention = support_random_between(&random, 0.0, 0.999);
        double discount = support_random_between(&random, 0.0, 0.5);
        patron_clv_terms terms;
        double clv;
        memset(&terms, 0, sizeof terms);
        terms.margin = margin;
        terms.retention = retention;
        terms.discount = discount;
        terms.horizon = PATRON_CLV_FOREVER;
        terms.timing = PATRON_CLV_NOW;
        transition[0] = retention;
        transition[1] = 1.0 - retention;
        transition[2] = 0.0;
        transition[3] = 1.0;
        reward[0] = margin;
        reward[1] = 0.0;
        assert_int_equal(value_of(discount, PATRON_MIGRATION_FOREVER, 2), PATRON_OK);
        assert_close(value[0], margin * (1 + discount) / (1 + discount - retention), 1e-12, 0);
        assert_true(value[1] == 0.0);
        assert_int_equal(patron_clv_constant(&terms, 1, NULL, NULL, NULL, NULL, NULL, &clv, NULL),
                         PATRON_OK);
        assert_close(value[0], clv, 1e-12, 0);
    }
}

static void a_value_is_the_reward_and_what_the_next_states_are_worth(void **state)
{
    (void)state;
    support_random random = support_random_from(5);
    for (int round = 0; round < 30; round++) {
        size_t states = 1 + (size_t)support_random_below(&random, MOST);
        double discount = support_random_exponential(&random, 0.1);
        fill_random(&random, states);
        assert_int_equal(value_of(discount, PATRON_MIGRATION_FOREVER, states), PATRON_OK);
        for (size_t i = 0; i < states; i++) {
            double next = 0.0;
            for (size_t j = 0; j < states; j++)
                next += transition[i * states + j] * value[j];
            assert_close(reward[i] + next / (1 + discount), value[i], 1e-11, 1e-10);
        }
    }
}

static void a_long_horizon_comes_near_to_for_ever_as_fast_as_money_is_discounted(void **state)
{
    (void)state;
    support_random random = support_random_from(6);
    double forever[MOST];
    for (int round = 0; round < 20; round++) {
        size_t states = 1 + (size_t)support_random_below(&random, 12);
        double discount = support_random_between(&random, 0.02, 0.4);
        fill_random(&random, states);
        assert_int_equal(value_of(discount, PATRON_MIGRATION_FOREVER, states), PATRON_OK);
        memcpy(forever, value, sizeof forever);
        for (uint32_t horizon = 0; horizon < 60; horizon += 7) {
            double bound = pow(1 + discount, -(double)horizon - 1) * 100.0 * (1 + discount);
            assert_int_equal(value_of(discount, horizon, states), PATRON_OK);
            for (size_t i = 0; i < states; i++)
                assert_true(fabs(value[i] - forever[i]) <= bound / discount * (1 + 1e-9));
        }
        /* ... and is there when nothing changes any more */
        assert_int_equal(value_of(discount, PATRON_MIGRATION_FOREVER - 1, states), PATRON_OK);
        for (size_t i = 0; i < states; i++)
            assert_close(value[i], forever[i], 1e-12, 1e-11);
    }
}

static void customers_who_hardly_ever_leave_are_as_exact_as_others(void **state)
{
    (void)state;
    /* 1 of 2^1000 leaves a period: worth 2^1000 margins, where 1 - chance is 1. */
    const double leave = ldexp(1.0, -1000);
    transition[0] = 1.0;
    transition[1] = leave;
    transition[2] = 0.0;
    transition[3] = 1.0;
    reward[0] = 3.0;
    reward[1] = 0.0;
    assert_int_equal(value_of(0.0, PATRON_MIGRATION_FOREVER, 2), PATRON_OK);
    assert_close(value[0], 3.0 / leave, 1e-15, 0);
    /* Three states in a ring, one with a way out. */
    memset(transition, 0, sizeof transition);
    transition[1] = transition[6] = transition[15] = 1.0;
    transition[8] = 1.0;
    transition[11] = 1e-200;
    reward[0] = reward[1] = reward[2] = 1.0;
    reward[3] = 0.0;
    assert_int_equal(value_of(0.0, PATRON_MIGRATION_FOREVER, 4), PATRON_OK);
    assert_close(value[0], 3e200, 1e-14, 0);
}

static void rows_count_by_their_shares(void **state)
{
    (void)state;
    double first[5];
    fill_pfeifer_carraway();
    assert_int_equal(value_of(.2, PATRON_MIGRATION_FOREVER, 5), PATRON_OK);
    memcpy(first, value, sizeof first);
    for (int c = 0; c < 10; c++)
        transition[c] *= 1.0 - 9e-10;
    assert_int_equal(value_of(.2, PATRON_MIGRATION_FOREVER, 5), PATRON_OK);
    for (int s = 0; s < 5; s++)
        assert_close(value[s], first[s], 1e-14, 0);
    assert_int_equal(value_of(.2, 4, 5), PATRON_OK);
    assert_close(value[0], 50.114969, 1e-8, 0);
}

static void what_is_earned_without_end_has_no_value(void **state)
{
    (void)state;
    patron_fault fault;
    fill_pfeifer_carraway();
    assert_int_equal(value_of(0.0, PATRON_MIGRATION_FOREVER, 5), PATRON_OK);
    reward[4] = 1e-9; /* the lost bring a trifle */
    memset(value, 0x7F, sizeof value);
    assert_int_equal(patron_migration_value(0.0, PATRON_MIGRATION_FOREVER, 5, transition, reward,
                                            scratch, ROOM, value, NULL, &fault),
                     PATRON_E_DIVERGES);
    assert_fault(&fault, PATRON_E_DIVERGES, "transition", 0);
    assert_int_equal(value_of(0.0, PATRON_MIGRATION_FOREVER, 5), PATRON_E_DIVERGES);
    for (size_t b = 0; b < sizeof value; b++)
        assert_true(((unsigned char *)value)[b] == 0x7F);
    assert_int_equal(value_of(1e-9, PATRON_MIGRATION_FOREVER, 5), PATRON_OK);
    assert_close(value[4], 1.0 + 1e-9, 1e-12, 0);
    /* With money that grows as fast as customers leave, or faster. */
    transition[0] = transition[3] = 0.0;
    transition[0] = 0.75;
    transition[1] = 0.25;
    transition[2] = 0.0;
    transition[3] = 1.0;
    reward[1] = 0.0;
    assert_int_equal(value_of(-0.24, PATRON_MIGRATION_FOREVER, 2), PATRON_OK);
    assert_close(value[0], 36.0 * 0.76 / 0.01, 1e-12, 0);
    assert_int_equal(value_of(-0.25, PATRON_MIGRATION_FOREVER, 2), PATRON_E_DIVERGES);
    assert_int_equal(value_of(-0.26, PATRON_MIGRATION_FOREVER, 2), PATRON_E_DIVERGES);
    assert_int_equal(value_of(-0.26, 3, 2), PATRON_OK);
    /* Nobody earns: worth nothing at any discount. */
    reward[0] = 0.0;
    assert_int_equal(value_of(-0.9, PATRON_MIGRATION_FOREVER, 2), PATRON_OK);
    assert_true(value[0] == 0.0 && value[1] == 0.0);
}

static void values_that_gains_and_costs_nearly_cancel_are_noted(void **state)
{
    (void)state;
    patron_migration_value_result result = empty_value();
    transition[0] = transition[3] = 0.0;
    transition[1] = transition[2] = 1.0;
    reward[0] = 100.0;
    reward[1] = -110.0;
    assert_int_equal(patron_migration_value(.1, PATRON_MIGRATION_FOREVER, 2, transition, reward,
                                            scratch, ROOM, value, &result, NULL),
                     PATRON_OK);
    assert_true(result.notes == PATRON_MIGRATION_NOTE_CANCELS && fabs(value[0]) < 1e-12);
    assert_close(result.periods, 11.0, 1e-13, 0);
    reward[1] = -11.0;
    assert_int_equal(patron_migration_value(.1, PATRON_MIGRATION_FOREVER, 2, transition, reward,
                                            scratch, ROOM, value, &result, NULL),
                     PATRON_OK);
    assert_true(result.notes == 0 && result.filled_size == sizeof result);
}

static void rewards_of_any_size_give_values_in_proportion(void **state)
{
    (void)state;
    static const int power[4] = {1000, 900, -900, -1040};
    double plain[5];
    fill_pfeifer_carraway();
    assert_int_equal(value_of(.2, PATRON_MIGRATION_FOREVER, 5), PATRON_OK);
    memcpy(plain, value, sizeof plain);
    for (int p = 0; p < 4; p++) {
        fill_pfeifer_carraway();
        for (int s = 0; s < 5; s++)
            reward[s] = ldexp(reward[s], power[p]);
        assert_int_equal(value_of(.2, PATRON_MIGRATION_FOREVER, 5), PATRON_OK);
        for (int s = 0; s < 5; s++)
            assert_close(value[s], ldexp(plain[s], power[p]), 1e-8, 0);
    }
}

/* --------------------------------------------------------------------------------- absorption */

static void stays_and_endings_are_those_of_the_fundamental_matrix(void **state)
{
    (void)state;
    for (size_t v = 0; v < sizeof migration_vectors / sizeof *migration_vectors; v++) {
        const migration_vector *vector = &migration_vectors[v];
        uint32_t closed_class[K];
        double time[K], ending[K * K], stay[K * K];
        patron_migration_absorption_result result;
        memset(&result, 0, sizeof result);
        result.struct_size = sizeof result;
        assert_int_equal(patron_migration_absorption(K, vector->transition, scratch, ROOM,
                                                     closed_class, time, ending, stay, &result,
                                                     NULL),
                         PATRON_OK);
        assert_true(result.closed == 1 && result.transient == (vector->closed ? K - 1 : 0));
        for (int i = 0; i < K; i++) {
            double sum = 0.0;
            int is_closed = !vector->closed || i == K - 1;
            uint32_t lowest = vector->closed ? K - 1 : 0;
            for (int j = 0; j < K; j++) {
                int other = !vector->closed || j == K - 1;
                double expected = other ? (double)NAN : vector->stay[i * K + j];
                assert_close(stay[i * K + j], expected, 1e-13, 0);
                sum += vector->stay[i * K + j];
                assert_close(ending[i * K + j], (uint32_t)j == lowest ? 1.0 : 0.0, 1e-14, 0);
            }
            assert_close(time[i], sum, 1e-13, 0);
            assert_true(closed_class[i] == (is_closed ? lowest : PATRON_NONE));
        }
    }
}

/* A gambler with 1 of 4 who wins with chance p; states 0 and 4 are where it ends. */
static void a_gambler_is_ruined_as_often_as_known(void **state)
{
    (void)state;
    const double p = .4, ratio = 1.5;
    uint32_t closed_class[5];
    double time[5], ending[25], stay[25];
    memset(transition, 0, sizeof transition);
    transition[0] = transition[24] = 1.0;
    for (size_t i = 1; i < 4; i++) {
        transition[i * 5 + i + 1] = p;
        transition[i * 5 + i - 1] = 1 - p;
    }
    assert_int_equal(patron_migration_absorption(5, transition, scratch, ROOM, closed_class, time,
                                                 ending, stay, NULL, NULL),
                     PATRON_OK);
    for (size_t i = 0; i < 5; i++) {
        double wins = (pow(ratio, (double)i) - 1) / (pow(ratio, 4) - 1);
        double plays = ((double)i - 4 * wins) / (1 - 2 * p);
        assert_close(ending[i * 5 + 4], wins, 1e-13, 1e-300);
        assert_close(ending[i * 5], 1 - wins, 1e-13, 1e-15);
        assert_close(time[i], plays, 1e-13, 1e-14);
        assert_true(closed_class[i] == (i == 0 ? 0 : i == 4 ? 4 : PATRON_NONE));
        assert_true(i % 4 == 0 || (isnan(stay[i * 5]) && isnan(stay[i * 5 + 4])));
    }
    assert_true(isnan(stay[0]) && stay[4] == 0.0 && stay[1] == 0.0);
}

static void classes_of_several_states_are_named_by_the_lowest(void **state)
{
    (void)state;
    /* 1 and 69 go to each other, 2 to itself, all others to 0, 1 and 2. */
    static uint32_t closed_class[MOST];
    static double ending[MOST * MOST], time[MOST];
    patron_migration_absorption_result result;
    memset(&result, 0, sizeof result);
    result.struct_size = sizeof result;
    memset(transition, 0, sizeof transition);
    for (size_t i = 0; i < MOST; i++)
        for (size_t j = 0; j < 3; j++)
            transition[i * MOST + j] = j == 0 ? .5 : .25;
    memset(transition + MOST, 0, 2 * MOST * sizeof *transition);
    memset(transition + 69 * MOST, 0, MOST * sizeof *transition);
    transition[MOST + 69] = transition[2 * MOST + 2] = transition[69 * MOST + 1] = 1.0;
    assert_int_equal(patron_migration_absorption(MOST, transition, scratch, ROOM, closed_class,
                                                 time, ending, NULL, &result, NULL),
                     PATRON_OK);
    assert_true(result.closed == 2 && result.transient == MOST - 3);
    assert_true(closed_class[69] == 1 && closed_class[1] == 1 && closed_class[2] == 2);
    assert_true(closed_class[0] == PATRON_NONE && closed_class[68] == PATRON_NONE);
    for (size_t i = 0; i < MOST; i++) {
        double to_1 = i == 1 || i == 69 ? 1.0 : i == 2 ? 0.0 : .5;
        assert_close(ending[i * MOST + 1], to_1, 1e-15, 0);
        assert_close(ending[i * MOST + 2], 1 - to_1, 1e-15, 0);
        assert_close(time[i], i == 0 ? 2.0 : i < 3 || i == 69 ? 0.0 : 2.0, 1e-15, 0);
    }
    assert_int_equal(patron_migration_absorption(MOST, transition, scratch, ROOM, NULL, NULL, NULL,
                                                 NULL, NULL, NULL),
                     PATRON_OK);
}

/* ------------------------------------------------------------------------------------- faults */

static void rows_that_do_not_sum_to_1_are_named(void **state)
{
    (void)state;
    patron_fault fault;
    double first[5];
    fill_pfeifer_carraway();
    memset(first, 0x7F, sizeof first);
    memcpy(value, first, sizeof first);
    transition[15] += 2e-9;
    assert_int_equal(
        patron_migration_value(.2, 4, 5, transition, reward, scratch, ROOM, value, NULL, &fault),
        PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "transition", 3);
    assert_true(fault.column == -1);
    assert_close(fault.real, 1.0 + 2e-9, 1e-15, 0);
    assert_memory_equal(value, first, sizeof first);
    assert_int_equal(patron_migration_absorption(5, transition, scratch, ROOM, NULL, NULL, NULL,
                                                 NULL, NULL, &fault),
                     PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "transition", 3);
    memset(transition, 0, sizeof transition);
    assert_int_equal(value_of(.2, 4, 5), PATRON_E_RANGE);
}

static void figures_beyond_a_double_overflow_and_write_nothing(void **state)
{
    (void)state;
    patron_fault fault;
    double out[25], was[25], total;
    uint32_t policy[5] = {7, 7, 7, 7, 7};
    static const double base[5] = {1e15, 1, 1, 1, 1};
    memset(out, 0x7F, sizeof out);
    memcpy(was, out, sizeof was);
    fill_pfeifer_carraway();
    for (int s = 0; s < 4; s++)
        reward[s] = DBL_MAX;
    assert_int_equal(patron_migration_value(.2, PATRON_MIGRATION_FOREVER, 5, transition, reward,
                                            scratch, ROOM, out, NULL, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "reward", -1);
    assert_int_equal(
        patron_migration_value(.2, 2, 5, transition, reward, scratch, ROOM, out, NULL, &fault),
        PATRON_E_OVERFLOW);
    assert_int_equal(patron_migration_policy(.2, 1, 5, transition, reward, scratch, ROOM, policy,
                                             out, NULL, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "reward", -1);
    assert_int_equal(
        patron_migration_cut_offs(.2, 5, transition, reward, scratch, ROOM, out, policy, &fault),
        PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "reward", -1);
    assert_int_equal(patron_migration_sensitivity(.2, 5, transition, reward, base, scratch, ROOM,
                                                  out, NULL, NULL, &fault),
                     PATRON_E_OVERFLOW);
    assert_int_equal(patron_migration_project(.2, 5, transition, reward, base, scratch, ROOM, 5,
                                              out, NULL, NULL, NULL, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "reward", -1);
    for (int s = 0; s < 5; s++)
        reward[s] = 1e295;
    assert_int_equal(patron_migration_sensitivity(.2, 5, transition, reward, base, scratch, ROOM,
                                                  out, NULL, NULL, &fault),
                     PATRON_E_OVERFLOW);
    /* A present value, and its variance, of money that grows. */
    reward[0] = reward[4] = 100.0;
    assert_int_equal(patron_migration_project(-.999, 5, transition, reward, base, scratch, ROOM,
                                              110, out, NULL, NULL, NULL, &fault),
                     PATRON_E_OVERFLOW);
    memset(reward, 0, sizeof reward);
    reward[0] = 100.0;
    assert_int_equal(patron_migration_project(-.99, 5, transition, reward, base, scratch, ROOM, 200,
                                              out, NULL, NULL, NULL, &fault),
                     PATRON_E_OVERFLOW);
    assert_int_equal(patron_migration_project(-.99, 5, transition, reward, base, scratch, ROOM, 100,
                                              out, NULL, NULL, NULL, &fault),
                     PATRON_E_OVERFLOW);
    static const double coin[4] = {.5, .5, .5, .5}, vast[2] = {1e140, 0.0};
    static const double tiny[2] = {1e-10, 0.0};
    assert_int_equal(patron_migration_project(-.9, 2, coin, vast, base, scratch, ROOM, 20, out,
                                              NULL, NULL, NULL, &fault),
                     PATRON_E_OVERFLOW);
    assert_int_equal(patron_migration_sensitivity(1e-300, 2, coin, tiny, base, scratch, ROOM, out,
                                                  NULL, NULL, &fault),
                     PATRON_E_OVERFLOW);
    /* Customers who stay for more than 1e300 periods, and ones of whom too few leave for a double. */
    static const double leave[3] = {1e-301, 5e-324, 1e-309};
    for (int l = 0; l < 3; l++) {
        transition[0] = 1.0;
        transition[1] = leave[l];
        transition[2] = 0.0;
        transition[3] = 1.0;
        reward[0] = 1e9;
        assert_int_equal(patron_migration_absorption(2, transition, scratch, ROOM, policy, out,
                                                     NULL, NULL, NULL, &fault),
                         PATRON_E_OVERFLOW);
        assert_fault(&fault, PATRON_E_OVERFLOW, "transition", -1);
        assert_int_equal(patron_migration_value(0.0, PATRON_MIGRATION_FOREVER, 2, transition,
                                                reward, scratch, ROOM, out, NULL, &fault),
                         PATRON_E_OVERFLOW);
    }
    static const double lost[9] = {0, 1, 5e-324, .25, .75, 0, 0, 0, 1};
    reward[2] = 0.0;
    assert_int_equal(patron_migration_value(0.0, PATRON_MIGRATION_FOREVER, 3, lost, reward, scratch,
                                            ROOM, out, NULL, NULL),
                     PATRON_E_OVERFLOW);
    assert_int_equal(
        patron_migration_absorption(3, lost, scratch, ROOM, policy, out, NULL, NULL, NULL, NULL),
        PATRON_E_OVERFLOW);
    assert_memory_equal(out, was, sizeof was);
    for (int s = 0; s < 5; s++)
        assert_true(policy[s] == 7);
    reward[0] = DBL_MAX;
    assert_int_equal(patron_migration_equity(1, base, reward, out, &total, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "value", -1);
}

static void scratch_for_too_many_states_does_not_exist(void **state)
{
    (void)state;
    assert_true(patron_migration_scratch_size(1025) == SIZE_MAX);
    assert_true(patron_migration_scratch_size(SIZE_MAX) == SIZE_MAX);
    assert_true(patron_migration_scratch_size(1024) < (size_t)9000000);
    assert_true(patron_migration_scratch_size(0) < 100);
    assert_true(patron_migration_scratch_size(MOST) <= ROOM);
    assert_true(patron_migration_from_receipts_scratch_size(1, 1, 1025) == SIZE_MAX);
    assert_true(patron_migration_from_receipts_scratch_size(2147483648u, 1, 5) == SIZE_MAX);
    assert_true(patron_migration_from_receipts_scratch_size(1, 2147483648u, 5) == SIZE_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_published_customers_are_worth_what_was_published),
        cmocka_unit_test(values_are_those_of_sixty_digits),
        cmocka_unit_test(a_horizon_of_nothing_is_this_period_alone),
        cmocka_unit_test(a_long_horizon_adds_up_without_rounding),
        cmocka_unit_test(two_states_are_a_customer_who_stays_with_constant_retention),
        cmocka_unit_test(a_value_is_the_reward_and_what_the_next_states_are_worth),
        cmocka_unit_test(a_long_horizon_comes_near_to_for_ever_as_fast_as_money_is_discounted),
        cmocka_unit_test(customers_who_hardly_ever_leave_are_as_exact_as_others),
        cmocka_unit_test(rows_count_by_their_shares),
        cmocka_unit_test(what_is_earned_without_end_has_no_value),
        cmocka_unit_test(values_that_gains_and_costs_nearly_cancel_are_noted),
        cmocka_unit_test(rewards_of_any_size_give_values_in_proportion),
        cmocka_unit_test(stays_and_endings_are_those_of_the_fundamental_matrix),
        cmocka_unit_test(a_gambler_is_ruined_as_often_as_known),
        cmocka_unit_test(classes_of_several_states_are_named_by_the_lowest),
        cmocka_unit_test(rows_that_do_not_sum_to_1_are_named),
        cmocka_unit_test(figures_beyond_a_double_overflow_and_write_nothing),
        cmocka_unit_test(scratch_for_too_many_states_does_not_exist),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
