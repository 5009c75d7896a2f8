#include "support.h"
#include "vectors/migration_vectors.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include <patron/migration.h>

enum { K = MIGRATION_STATES, MOST = 24, ACTIONS = 4, ROOM = 40000, PERIODS = 12 };

static unsigned char scratch[ROOM];
static double transition[ACTIONS * MOST * MOST], reward[ACTIONS * MOST], value[MOST * MOST];

static void fill_row(support_random *random, size_t states, double *row)
{
    double sum = 0.0;
    for (size_t j = 0; j < states; j++) {
        row[j] = support_random_below(random, 3) == 0 ? 0.0 : support_random_uniform(random);
        sum += row[j];
    }
    row[support_random_below(random, states)] += 0.2;
    for (size_t j = 0; j < states; j++)
        row[j] /= sum + 0.2;
}

static void fill_random(support_random *random, size_t actions, size_t states)
{
    for (size_t i = 0; i < actions * states; i++) {
        fill_row(random, states, transition + i * states);
        reward[i] = support_random_between(random, -50.0, 100.0);
    }
}

/* Pfeifer and Carraway's customers as in test_migration.c: no contact in action 0, contact in 1. */
static void fill_pfeifer_carraway(void)
{
    static const double buys[4] = {.30, .20, .15, .05};
    memset(transition, 0, 50 * sizeof *transition);
    memset(reward, 0, 10 * sizeof *reward);
    for (size_t r = 0; r < 5; r++)
        transition[r * 5 + 4] = 1.0;
    for (size_t r = 0; r < 4; r++) {
        transition[25 + r * 5] = buys[r];
        transition[25 + r * 5 + r + 1] = 1.0 - buys[r];
        reward[5 + r] = r == 0 ? 36.0 : -4.0;
    }
    transition[49] = 1.0;
}

/* (I - P / (1 + discount))^-1 R of a policy, by elimination with pivots. */
static void solve(double discount, size_t states, const uint32_t *action, double *x)
{
    double a[MOST][MOST + 1];
    for (size_t i = 0; i < states; i++) {
        const double *row = transition + (action[i] * states + i) * states;
        for (size_t j = 0; j < states; j++)
            a[i][j] = (i == j ? 1.0 : 0.0) - row[j] / (1 + discount);
        a[i][states] = reward[action[i] * states + i];
    }
    for (size_t k = 0; k < states; k++) {
        size_t pivot = k;
        for (size_t i = k; i < states; i++)
            pivot = fabs(a[i][k]) > fabs(a[pivot][k]) ? i : pivot;
        for (size_t j = 0; j <= states; j++) {
            double kept = a[k][j];
            a[k][j] = a[pivot][j];
            a[pivot][j] = kept;
        }
        for (size_t i = 0; i < states; i++) {
            double times = i != k ? a[i][k] / a[k][k] : 0.0;
            for (size_t j = 0; j <= states; j++)
                a[i][j] -= times * a[k][j];
        }
    }
    for (size_t i = 0; i < states; i++)
        x[i] = a[i][states] / a[i][i];
}

static patron_migration_policy_result empty_policy(void)
{
    patron_migration_policy_result result;
    memset(&result, 0, sizeof result);
    result.struct_size = sizeof result;
    return result;
}

/* ------------------------------------------------------------------------------------- policy */

static void contact_stops_after_the_third_period_without_a_purchase(void **state)
{
    (void)state;
    static const uint32_t expected[5] = {1, 1, 1, 0, 0};
    static const double worth[5] = {53.1494, 6.6207, 2.6437, 0, 0};
    patron_migration_policy_result result = empty_policy();
    uint32_t policy[5];
    fill_pfeifer_carraway();
    assert_int_equal(patron_migration_policy(.2, 2, 5, transition, reward, scratch, ROOM, policy,
                                             value, &result, NULL),
                     PATRON_OK);
    assert_memory_equal(policy, expected, sizeof policy);
    for (int s = 0; s < 5; s++)
        assert_close(value[s], worth[s], 0, 5.1e-5);
    assert_true(result.acting == 3 && result.iterations >= 2 && result.iterations < 6);
}

static void no_fixed_policy_is_worth_more(void **state)
{
    (void)state;
    support_random random = support_random_from(1);
    int rounds = support_quick() ? 10 : 60;
    for (int round = 0; round < rounds; round++) {
        size_t states = 1 + (size_t)support_random_below(&random, 5), all = 1;
        size_t actions = 1 + (size_t)support_random_below(&random, 3);
        double discount = support_random_exponential(&random, .1) + 1e-4;
        patron_migration_policy_result result = empty_policy();
        uint32_t policy[5], other[5];
        double x[MOST];
        double scale = ldexp(1.0, (int)support_random_integer(&random, -30, 30));
        fill_random(&random, actions, states);
        for (size_t i = 0; i < actions * states; i++)
            reward[i] *= scale;
        assert_int_equal(patron_migration_policy(discount, actions, states, transition, reward,
                                                 scratch, ROOM, policy, value, &result, NULL),
                         PATRON_OK);
        solve(discount, states, policy, x);
        for (size_t i = 0; i < states; i++)
            assert_close(value[i], x[i], 1e-9, 1e-8 * scale);
        for (size_t i = 0; i < states; i++)
            all *= actions;
        for (size_t code = 0; code < all; code++) {
            size_t rest = code;
            for (size_t i = 0; i < states; i++, rest /= actions)
                other[i] = (uint32_t)(rest % actions);
            solve(discount, states, other, x);
            for (size_t i = 0; i < states; i++)
                assert_true(x[i] <= value[i] + 1e-9 * fabs(value[i]) + 1e-8 * scale);
        }
        assert_true(result.iterations >= 1 && result.iterations <= all + 1);
    }
}

static void of_actions_that_are_as_good_the_first_is_taken(void **state)
{
    (void)state;
    support_random random = support_random_from(2);
    uint32_t policy[MOST], again[MOST];
    for (int round = 0; round < 20; round++) {
        size_t states = 2 + (size_t)support_random_below(&random, 10);
        size_t cells = states * states;
        fill_random(&random, 1, states);
        /* the same three times over: action 0 everywhere */
        for (size_t a = 1; a < 3; a++) {
            memcpy(transition + a * cells, transition, cells * sizeof *transition);
            memcpy(reward + a * states, reward, states * sizeof *reward);
        }
        assert_int_equal(patron_migration_policy(.1, 3, states, transition, reward, scratch, ROOM,
                                                 policy, value, NULL, NULL),
                         PATRON_OK);
        for (size_t i = 0; i < states; i++)
            assert_true(policy[i] == 0);
        /* twins of two actions after them change nothing */
        fill_random(&random, 2, states);
        memcpy(transition + 2 * cells, transition, 2 * cells * sizeof *transition);
        memcpy(reward + 2 * states, reward, 2 * states * sizeof *reward);
        assert_int_equal(patron_migration_policy(.1, 2, states, transition, reward, scratch, ROOM,
                                                 policy, value, NULL, NULL),
                         PATRON_OK);
        assert_int_equal(patron_migration_policy(.1, 4, states, transition, reward, scratch, ROOM,
                                                 again, value, NULL, NULL),
                         PATRON_OK);
        assert_memory_equal(policy, again, states * sizeof *policy);
    }
}

/* Both ways are worth the same in the end, but not under the policy that is tried first. */
static void an_action_that_becomes_as_good_as_a_later_one_is_gone_back_to(void **state)
{
    (void)state;
    uint32_t policy[2];
    memset(transition, 0, 12 * sizeof *transition);
    transition[1] = transition[4] = transition[8] = 1.0; /* action 0, 1, 2 of state 0: to 1, 0, 0 */
    transition[3] = transition[7] = transition[11] = 1.0;
    reward[0] = 0.0, reward[2] = 5.0, reward[4] = 5.0;
    reward[1] = 1.0, reward[3] = 11.0, reward[5] = 1.0; /* state 1 earns 11 at most, for ever */
    assert_int_equal(patron_migration_policy(1.2, 3, 2, transition, reward, scratch, ROOM, policy,
                                             value, NULL, NULL),
                     PATRON_OK);
    assert_close(value[1], 11 * 2.2 / 1.2, 1e-14, 0);
    assert_close(value[0], 5 * 2.2 / 1.2, 1e-14, 0);
    /* 11 * 2.2 / 1.2 / 2.2 = 5 * 2.2 / 1.2: the first action is as good */
    assert_true(policy[0] == 0 && policy[1] == 1);
}

/* Active customers are mailed for 36 and stay with .5; what is forbidden costs more than all there is. */
static void what_nobody_does_does_not_blur_the_choice(void **state)
{
    static const double stay[3] = {0.0, .5, 1.0}, earns[3] = {0.0, 36.0, -1e15};
    uint32_t action[2];
    (void)state;
    for (size_t a = 0; a < 3; a++) {
        transition[a * 4] = stay[a];
        transition[a * 4 + 1] = 1.0 - stay[a];
        transition[a * 4 + 2] = 0.0;
        transition[a * 4 + 3] = 1.0;
        reward[a * 2] = earns[a];
        reward[a * 2 + 1] = 0.0;
    }
    assert_true(patron_migration_policy(.1, 3, 2, transition, reward, scratch, sizeof scratch,
                                        action, value, NULL, NULL) == PATRON_OK);
    assert_true(action[0] == 1 && action[1] == 0);
    assert_close(value[0], 66.0, 1e-13, 0);
    assert_true(value[1] == 0.0);
}

static void a_small_gain_for_ever_is_not_overlooked(void **state)
{
    static const double discounts[4] = {1e-4, 1e-6, 1e-9, 1e-12};
    (void)state;
    for (size_t i = 0; i < 4; i++) {
        uint32_t action = 7;
        double worth;
        transition[0] = transition[1] = 1.0;
        reward[0] = 1.0;
        reward[1] = 1.0 + 1e-10;
        assert_true(patron_migration_policy(discounts[i], 2, 1, transition, reward, scratch,
                                            sizeof scratch, &action, &worth, NULL,
                                            NULL) == PATRON_OK);
        assert_true(action == 1);
        assert_close(worth, reward[1] * (1.0 + discounts[i]) / discounts[i], 1e-13, 0);
    }
}

static void policies_that_cannot_be_are_named(void **state)
{
    (void)state;
    patron_fault fault;
    uint32_t policy[5];
    fill_pfeifer_carraway();
    assert_int_equal(patron_migration_policy(0.0, 2, 5, transition, reward, scratch, ROOM, policy,
                                             value, NULL, &fault),
                     PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "discount", -1);
    transition[25 + 15] = .06;
    assert_int_equal(patron_migration_policy(.2, 2, 5, transition, reward, scratch, ROOM, policy,
                                             value, NULL, &fault),
                     PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "transition", 1);
    assert_true(fault.column == 15);
    assert_close(fault.real, 1.01, 1e-15, 0);
    transition[25 + 15] = .05;
    reward[7] = NAN;
    assert_int_equal(patron_migration_policy(.2, 2, 5, transition, reward, scratch, ROOM, policy,
                                             value, NULL, &fault),
                     PATRON_E_NOT_FINITE);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "reward", 1);
    assert_true(fault.column == 2);
    assert_int_equal(patron_migration_policy(.2, 65, 5, transition, reward, scratch, ROOM, policy,
                                             value, NULL, &fault),
                     PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "actions", -1);
}

/* ----------------------------------------------------------------------------------- cut-offs */

static void cut_offs_are_those_published(void **state)
{
    (void)state;
    static const double expected[3][3] = {
        {48.0, 0, 0}, {51.5745, 4.5957, 0}, {53.1494, 6.6207, 2.6437}};
    uint32_t best;
    fill_pfeifer_carraway();
    assert_int_equal(patron_migration_cut_offs(.2, 5, transition + 25, reward + 5, scratch, ROOM,
                                               value, &best, NULL),
                     PATRON_OK);
    assert_true(best == 3);
    for (int c = 0; c < 3; c++)
        for (int s = 0; s < 3; s++)
            assert_close(value[5 * c + s], expected[c][s], 0, 5.1e-5);
    assert_close(value[15], 52.319609, 0, 5.1e-7);
    assert_close(value[20 + 3], -1.820016, 0, 5.1e-7);
    assert_true(value[13] == 0.0 && value[24] == 0.0);
}

static void a_cut_off_is_the_chain_whose_other_states_are_let_go(void **state)
{
    (void)state;
    support_random random = support_random_from(3);
    for (int round = 0; round < 10; round++) {
        size_t states = 1 + (size_t)support_random_below(&random, 20);
        double discount = support_random_exponential(&random, .1) + 1e-6, most = 0.0;
        uint32_t action[MOST], best, expected = 0;
        double x[MOST];
        fill_random(&random, 1, states);
        assert_int_equal(patron_migration_cut_offs(discount, states, transition, reward, scratch,
                                                   ROOM, value, &best, NULL),
                         PATRON_OK);
        memset(transition + states * states, 0, states * states * sizeof *transition);
        for (size_t i = 0; i < states; i++) {
            transition[states * states + i * states + i] = 1.0;
            reward[states + i] = 0.0;
        }
        for (size_t c = 1; c <= states; c++) {
            for (size_t i = 0; i < states; i++)
                action[i] = i >= c;
            solve(discount, states, action, x);
            for (size_t i = 0; i < states; i++)
                assert_close(value[(c - 1) * states + i], x[i], 1e-9, 1e-9);
            expected = x[0] > most + 1e-9 ? (uint32_t)c : expected;
            most = fmax(x[0], most);
        }
        assert_true(best == expected);
    }
}

static void nobody_is_kept_up_where_that_only_costs(void **state)
{
    (void)state;
    uint32_t best = 9;
    fill_pfeifer_carraway();
    for (int s = 0; s < 5; s++)
        reward[5 + s] = s == 2 ? 10.0 : -4.0;
    assert_int_equal(patron_migration_cut_offs(.2, 5, transition + 25, reward + 5, scratch, ROOM,
                                               value, &best, NULL),
                     PATRON_OK);
    assert_true(best == 0);
    assert_close(value[0], -4.0 / (1 - .25), 1e-14, 0);
    assert_int_equal(patron_migration_cut_offs(.2, 5, transition + 25, reward + 5, scratch, ROOM,
                                               value, NULL, NULL),
                     PATRON_OK);
}

/* -------------------------------------------------------------------------------- sensitivity */

static void sensitivities_are_those_of_sixty_digits(void **state)
{
    (void)state;
    double base[K], visits[K], raw[K * K], compensated[K * K], alone[K * K];
    for (int i = 0; i < K; i++)
        base[i] = 10.0 * (i + 1);
    for (size_t v = 0; v < sizeof migration_vectors / sizeof *migration_vectors; v++) {
        const migration_vector *vector = &migration_vectors[v];
        if (!(vector->discount > 0.0))
            continue;
        assert_int_equal(patron_migration_sensitivity(vector->discount, K, vector->transition,
                                                      vector->reward, base, scratch, ROOM, visits,
                                                      raw, compensated, NULL),
                         PATRON_OK);
        for (int i = 0; i < K; i++)
            assert_close(visits[i], vector->visits[i], 1e-13, 0);
        for (int c = 0; c < K * K; c++) {
            int only = vector->transition[c] == 1.0;
            assert_close(raw[c], vector->raw[c], 1e-12, 0);
            assert_close(compensated[c], only ? (double)NAN : vector->compensated[c], 1e-11, 0);
        }
        assert_int_equal(patron_migration_sensitivity(vector->discount, K, vector->transition,
                                                      vector->reward, base, scratch, ROOM, NULL,
                                                      NULL, alone, NULL),
                         PATRON_OK);
        assert_memory_equal(alone, compensated, sizeof alone);
        assert_int_equal(patron_migration_sensitivity(vector->discount, K, vector->transition,
                                                      vector->reward, base, scratch, ROOM, NULL,
                                                      alone, NULL, NULL),
                         PATRON_OK);
        assert_memory_equal(alone, raw, sizeof alone);
    }
}

static void a_move_that_nearly_all_make_is_compared_with_those_who_do_not(void **state)
{
    (void)state;
    static const double chances[4] = {1e-30, 1.0, 0.5, 0.5}, bring[2] = {8, 1}, who[2] = {1, 0};
    double visits[2], compensated[4], worth[2];
    assert_int_equal(patron_migration_value(.25, PATRON_MIGRATION_FOREVER, 2, chances, bring,
                                            scratch, ROOM, worth, NULL, NULL),
                     PATRON_OK);
    assert_int_equal(patron_migration_sensitivity(.25, 2, chances, bring, who, scratch, ROOM,
                                                  visits, NULL, compensated, NULL),
                     PATRON_OK);
    assert_close(compensated[1], visits[0] * (worth[1] - worth[0]) / 1.25, 1e-14, 0);
    assert_close(compensated[0], visits[0] * (worth[0] - worth[1]) / 1.25, 1e-14, 0);
}

static void a_point_more_of_a_move_is_worth_what_the_sensitivity_says(void **state)
{
    (void)state;
    support_random random = support_random_from(4);
    const double step = 1e-5;
    for (int round = 0; round < 12; round++) {
        size_t states = 2 + (size_t)support_random_below(&random, 6);
        size_t from = (size_t)support_random_below(&random, states);
        size_t to = (size_t)support_random_below(&random, states);
        double base[MOST], compensated[MOST * MOST], side[2], kept[MOST], x[MOST];
        uint32_t action[MOST] = {0};
        fill_random(&random, 1, states);
        double *row = transition + from * states;
        if (row[to] < 0.01 || row[to] > 0.99)
            continue;
        for (size_t i = 0; i < states; i++)
            base[i] = support_random_between(&random, 0.0, 5.0);
        assert_int_equal(patron_migration_sensitivity(.1, states, transition, reward, base, scratch,
                                                      ROOM, NULL, NULL, compensated, NULL),
                         PATRON_OK);
        memcpy(kept, row, states * sizeof *row);
        for (int s = 0; s < 2; s++) {
            double moved = s == 0 ? step : -step;
            for (size_t j = 0; j < states; j++)
                row[j] =
                    j == to ? kept[to] + moved : kept[j] * (1 - kept[to] - moved) / (1 - kept[to]);
            solve(.1, states, action, x);
            side[s] = 0.0;
            for (size_t i = 0; i < states; i++)
                side[s] += base[i] * x[i];
        }
        assert_close((side[0] - side[1]) / (2 * step), compensated[from * states + to], 1e-5, 1e-4);
    }
}

/* ----------------------------------------------------------------------------------- projection */

static patron_migration_project_result empty_project(void)
{
    patron_migration_project_result result;
    memset(&result, 0, sizeof result);
    result.struct_size = sizeof result;
    return result;
}

static void projections_are_those_of_sixty_digits(void **state)
{
    (void)state;
    double base[K], composition[PERIODS * K], cash[PERIODS], variance[PERIODS];
    for (int i = 0; i < K; i++)
        base[i] = 10.0 * (i + 1);
    for (size_t v = 0; v < sizeof migration_vectors / sizeof *migration_vectors; v++) {
        const migration_vector *vector = &migration_vectors[v];
        patron_migration_project_result result = empty_project();
        double present = 0.0, of_values = 0.0;
        assert_int_equal(patron_migration_project(vector->discount, K, vector->transition,
                                                  vector->reward, base, scratch, ROOM, PERIODS,
                                                  composition, cash, variance, &result, NULL),
                         PATRON_OK);
        assert_close(result.present_value, vector->project[0], 1e-12, 0);
        assert_close(result.variance, vector->project[1], 1e-12, 0);
        assert_close(cash[PERIODS - 1], vector->project[2], 1e-12, 0);
        assert_close(variance[PERIODS - 1], vector->project[3], 1e-12, 0);
        assert_true(result.customers == 210.0 && variance[0] == 0.0);
        assert_memory_equal(composition, base, sizeof base);
        for (int t = 0; t < PERIODS; t++) {
            double there = 0.0, brought = 0.0;
            for (int s = 0; s < K; s++) {
                there += composition[t * K + s];
                brought += composition[t * K + s] * vector->reward[s];
            }
            assert_close(there, 210.0, 1e-13, 0);
            assert_close(cash[t], brought, 1e-12, 1e-9);
            present += cash[t] / pow(1 + vector->discount, t);
        }
        assert_close(result.present_value, present, 1e-12, 0);
        assert_int_equal(patron_migration_value(vector->discount, PERIODS - 1, K,
                                                vector->transition, vector->reward, scratch, ROOM,
                                                value, NULL, NULL),
                         PATRON_OK);
        for (int s = 0; s < K; s++)
            of_values += base[s] * value[s];
        assert_close(result.present_value, of_values, 1e-12, 0);
    }
}

/* A coin: from either state to either with .5, 10 or 0 a period. */
static void cash_of_independent_customers_varies_as_binomials_do(void **state)
{
    (void)state;
    static const double coin[4] = {.5, .5, .5, .5}, bring[2] = {10, 0}, base[2] = {3, 5};
    double cash[4], variance[4];
    patron_migration_project_result result = empty_project();
    assert_int_equal(patron_migration_project(0.0, 2, coin, bring, base, scratch, ROOM, 4, NULL,
                                              cash, variance, &result, NULL),
                     PATRON_OK);
    assert_true(cash[0] == 30.0 && variance[0] == 0.0);
    for (int t = 1; t < 4; t++)
        assert_true(cash[t] == 40.0 && variance[t] == 8 * 25.0);
    assert_true(result.present_value == 150.0 && result.variance == 3 * 200.0);
    assert_int_equal(patron_migration_project(1.0, 2, coin, bring, base, scratch, ROOM, 3, NULL,
                                              NULL, NULL, &result, NULL),
                     PATRON_OK);
    assert_true(result.present_value == 60.0 && result.variance == 200.0 * (1 / 4.0 + 1 / 16.0));
    assert_int_equal(patron_migration_project(1.0, 2, coin, bring, base, scratch, ROOM, 0, NULL,
                                              NULL, NULL, &result, NULL),
                     PATRON_OK);
    assert_true(result.present_value == 0.0 && result.variance == 0.0 && result.customers == 8.0);
    assert_int_equal(patron_migration_project(1.0, 2, coin, bring, base, scratch, ROOM, 2, NULL,
                                              cash, NULL, NULL, NULL),
                     PATRON_OK);
    assert_int_equal(patron_migration_project(1.0, 2, coin, bring, base, scratch, ROOM, 2, NULL,
                                              NULL, variance, NULL, NULL),
                     PATRON_OK);
    assert_true(cash[1] == 40.0 && variance[1] == 200.0);
}

static void moves_that_are_nearly_certain_vary_as_little(void **state)
{
    static const double chances[4] = {0.0, 1e-200, 1e-30, 1e-12};
    (void)state;
    for (size_t i = 0; i < 4; i++) {
        double base[3] = {1.0, 0.0, 0.0}, variance[3];
        memset(transition, 0, 9 * sizeof *transition);
        transition[0] = chances[i], transition[1] = 1e-16, transition[2] = 1.0 - chances[i];
        transition[5] = transition[8] = 1.0;
        reward[0] = 1000000.0, reward[1] = reward[2] = -999999.0;
        assert_int_equal(patron_migration_project(0.0, 3, transition, reward, base, scratch, ROOM,
                                                  2, NULL, NULL, variance, NULL, NULL),
                         PATRON_OK);
        /* 1999999^2 p (1 - p) */
        assert_close(variance[1], 3999996000001.0 * chances[i] * (1.0 - chances[i]), 1e-13, 0);
    }
}

static void customers_who_all_bring_nearly_the_same_vary_by_the_difference(void **state)
{
    double base[2] = {1.0, 0.0}, variance[2];
    (void)state;
    transition[0] = .25, transition[1] = .75, transition[2] = 0.0, transition[3] = 1.0;
    reward[0] = 1e9, reward[1] = 1e9 + ldexp(1.0, -22);
    assert_int_equal(patron_migration_project(0.0, 2, transition, reward, base, scratch, ROOM, 2,
                                              NULL, NULL, variance, NULL, NULL),
                     PATRON_OK);
    assert_close(variance[1], .1875 * ldexp(1.0, -44), 1e-13, 0);
}

static void equity_adds_up_exactly(void **state)
{
    (void)state;
    static const double base[4] = {1e15, 3, 1e15, 0}, worth[4] = {1e8, .25, -1e8, 7};
    double equity[4], total;
    patron_fault fault;
    assert_int_equal(patron_migration_equity(4, base, worth, equity, &total, NULL), PATRON_OK);
    assert_true(total == .75 && equity[0] == 1e23 && equity[1] == .75 && equity[3] == 0.0);
    assert_int_equal(patron_migration_equity(4, base, worth, NULL, &total, NULL), PATRON_OK);
    assert_true(total == .75);
    assert_int_equal(patron_migration_equity(0, NULL, NULL, NULL, &total, NULL), PATRON_OK);
    assert_true(total == 0.0);
    static const double largest[2] = {DBL_MAX, DBL_MAX}, ones[2] = {1, 1};
    assert_int_equal(patron_migration_equity(2, ones, largest, NULL, &total, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "value", -1);
    assert_int_equal(patron_migration_equity(1025, ones, largest, NULL, &total, &fault),
                     PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "states", -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(contact_stops_after_the_third_period_without_a_purchase),
        cmocka_unit_test(no_fixed_policy_is_worth_more),
        cmocka_unit_test(of_actions_that_are_as_good_the_first_is_taken),
        cmocka_unit_test(an_action_that_becomes_as_good_as_a_later_one_is_gone_back_to),
        cmocka_unit_test(what_nobody_does_does_not_blur_the_choice),
        cmocka_unit_test(a_small_gain_for_ever_is_not_overlooked),
        cmocka_unit_test(policies_that_cannot_be_are_named),
        cmocka_unit_test(cut_offs_are_those_published),
        cmocka_unit_test(a_cut_off_is_the_chain_whose_other_states_are_let_go),
        cmocka_unit_test(nobody_is_kept_up_where_that_only_costs),
        cmocka_unit_test(sensitivities_are_those_of_sixty_digits),
        cmocka_unit_test(a_move_that_nearly_all_make_is_compared_with_those_who_do_not),
        cmocka_unit_test(a_point_more_of_a_move_is_worth_what_the_sensitivity_says),
        cmocka_unit_test(projections_are_those_of_sixty_digits),
        cmocka_unit_test(cash_of_independent_customers_varies_as_binomials_do),
        cmocka_unit_test(moves_that_are_nearly_certain_vary_as_little),
        cmocka_unit_test(customers_who_all_bring_nearly_the_same_vary_by_the_difference),
        cmocka_unit_test(equity_adds_up_exactly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
