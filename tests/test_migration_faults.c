#include "support.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include <patron/migration.h>

enum { K = 2, ROOM = 100000 };

static unsigned char scratch[ROOM];
static const double half[4] = {.5, .5, .5, .5}, reward[2] = {3, -1}, base[2] = {1, 2};
static double out[4];
static uint32_t number[4];
static uint64_t count[4];
static patron_fault fault;

/* The call is refused with this status about this argument, as a whole. */
#define assert_refused(call, status, argument)                                                     \
    do {                                                                                           \
        assert_int_equal((call), (status));                                                        \
        assert_fault(&fault, (status), (argument), -1);                                            \
    } while (0)

static int32_t value_with(double discount, uint32_t horizon, size_t states, const double *chances,
                          const double *rewards, size_t room, double *value,
                          patron_migration_value_result *result)
{
    return patron_migration_value(discount, horizon, states, chances, rewards, scratch, room, value,
                                  result, &fault);
}

static void what_a_value_is_not_computed_from_is_named(void **state)
{
    (void)state;
    patron_migration_value_result bad;
    memset(&bad, 0, sizeof bad);
    assert_refused(value_with(-1, 1, K, half, reward, ROOM, out, NULL), PATRON_E_RANGE, "discount");
    assert_refused(value_with(NAN, 1, K, half, reward, ROOM, out, NULL), PATRON_E_NOT_FINITE,
                   "discount");
    assert_refused(value_with(2e9, 1, K, half, reward, ROOM, out, NULL), PATRON_E_RANGE,
                   "discount");
    assert_refused(value_with(.1, 0x80000000u, K, half, reward, ROOM, out, NULL), PATRON_E_RANGE,
                   "horizon");
    assert_refused(value_with(.1, 1, 0, half, reward, ROOM, out, NULL), PATRON_E_RANGE, "states");
    assert_refused(value_with(.1, 1, 1025, half, reward, ROOM, out, NULL), PATRON_E_RANGE,
                   "states");
    assert_refused(value_with(.1, 1, K, NULL, reward, ROOM, out, NULL), PATRON_E_NULL,
                   "transition");
    assert_refused(value_with(.1, 1, K, half, NULL, ROOM, out, NULL), PATRON_E_NULL, "reward");
    assert_refused(value_with(.1, 1, K, half, reward, 1, out, NULL), PATRON_E_SCRATCH,
                   "scratch_size");
    assert_refused(value_with(.1, 1, K, half, reward, ROOM, NULL, NULL), PATRON_E_NULL, "value");
    assert_refused(value_with(.1, 1, K, half, reward, ROOM, out, &bad), PATRON_E_STRUCT,
                   "result.struct_size");
}

static void chances_and_rewards_that_are_none_are_named_with_their_row(void **state)
{
    (void)state;
    static const double above[4] = {1, 0, 0, 1.5}, below[4] = {.5, .5, -.5, 1.5};
    static const double never[4] = {.5, .5, NAN, 1}, endless[2] = {1, INFINITY};
    static const double less[2] = {1, -1};
    assert_int_equal(value_with(.1, 1, K, above, reward, ROOM, out, NULL), PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "transition", 1);
    assert_true(fault.column == 1 && fault.real == 1.5);
    assert_int_equal(value_with(.1, 1, K, below, reward, ROOM, out, NULL), PATRON_E_RANGE);
    assert_true(fault.row == 1 && fault.column == 0 && fault.real == -.5);
    assert_int_equal(value_with(.1, 1, K, never, reward, ROOM, out, NULL), PATRON_E_NOT_FINITE);
    assert_true(fault.row == 1 && fault.column == 0);
    assert_int_equal(value_with(.1, 1, K, half, endless, ROOM, out, NULL), PATRON_E_NOT_FINITE);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "reward", 1);
    assert_int_equal(patron_migration_equity(K, less, reward, NULL, out, &fault), PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "base", 1);
    assert_int_equal(patron_migration_equity(K, endless, reward, NULL, out, &fault),
                     PATRON_E_NOT_FINITE);
    assert_int_equal(patron_migration_equity(K, base, endless, NULL, out, &fault),
                     PATRON_E_NOT_FINITE);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "value", 1);
}

static int32_t absorbed(size_t states, const double *chances, size_t room,
                        patron_migration_absorption_result *result)
{
    return patron_migration_absorption(states, chances, scratch, room, number, out, NULL, NULL,
                                       result, &fault);
}

static void what_stays_are_not_computed_from_is_named(void **state)
{
    (void)state;
    patron_migration_absorption_result bad;
    memset(&bad, 0, sizeof bad);
    assert_refused(absorbed(0, half, ROOM, NULL), PATRON_E_RANGE, "states");
    assert_refused(absorbed(K, NULL, ROOM, NULL), PATRON_E_NULL, "transition");
    assert_refused(absorbed(K, half, 1, NULL), PATRON_E_SCRATCH, "scratch_size");
    assert_refused(absorbed(K, half, ROOM, &bad), PATRON_E_STRUCT, "result.struct_size");
}

static int32_t policy_with(double discount, size_t actions, size_t states, size_t room,
                           uint32_t *policy, double *value, patron_migration_policy_result *result)
{
    return patron_migration_policy(discount, actions, states, half, reward, scratch, room, policy,
                                   value, result, &fault);
}

static void what_policies_are_not_computed_from_is_named(void **state)
{
    (void)state;
    patron_migration_policy_result bad;
    memset(&bad, 0, sizeof bad);
    assert_refused(policy_with(0, 1, K, ROOM, number, out, NULL), PATRON_E_RANGE, "discount");
    assert_refused(policy_with(.1, 0, K, ROOM, number, out, NULL), PATRON_E_RANGE, "actions");
    assert_refused(policy_with(.1, 1, 0, ROOM, number, out, NULL), PATRON_E_RANGE, "states");
    assert_refused(policy_with(.1, 1, K, 1, number, out, NULL), PATRON_E_SCRATCH, "scratch_size");
    assert_refused(policy_with(.1, 1, K, ROOM, NULL, out, NULL), PATRON_E_NULL, "policy");
    assert_refused(policy_with(.1, 1, K, ROOM, number, NULL, NULL), PATRON_E_NULL, "value");
    assert_refused(policy_with(.1, 1, K, ROOM, number, out, &bad), PATRON_E_STRUCT,
                   "result.struct_size");
    assert_refused(patron_migration_cut_offs(0, K, half, reward, scratch, ROOM, out, NULL, &fault),
                   PATRON_E_RANGE, "discount");
    assert_refused(patron_migration_cut_offs(.1, K, NULL, reward, scratch, ROOM, out, NULL, &fault),
                   PATRON_E_NULL, "transition");
    assert_refused(
        patron_migration_cut_offs(.1, K, half, reward, scratch, ROOM, NULL, NULL, &fault),
        PATRON_E_NULL, "value");
    assert_int_equal(
        patron_migration_cut_offs(.1, K, reward, reward, scratch, ROOM, out, NULL, &fault),
        PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "transition", 0);
}

static int32_t sensitive(double discount, const double *chances, const double *rewards,
                         const double *customers)
{
    return patron_migration_sensitivity(discount, K, chances, rewards, customers, scratch, ROOM,
                                        out, NULL, NULL, &fault);
}

static int32_t projected(double discount, const double *chances, const double *rewards,
                         const double *customers, size_t periods,
                         patron_migration_project_result *result)
{
    return patron_migration_project(discount, K, chances, rewards, customers, scratch, ROOM,
                                    periods, NULL, NULL, NULL, result, &fault);
}

static void what_sensitivities_and_projections_are_not_computed_from_is_named(void **state)
{
    (void)state;
    static const double endless[2] = {1, INFINITY};
    patron_migration_project_result bad;
    memset(&bad, 0, sizeof bad);
    assert_refused(sensitive(0, half, reward, base), PATRON_E_RANGE, "discount");
    assert_refused(sensitive(.1, half, reward, NULL), PATRON_E_NULL, "base");
    assert_int_equal(sensitive(.1, reward, reward, base), PATRON_E_RANGE);
    assert_int_equal(sensitive(.1, half, endless, base), PATRON_E_NOT_FINITE);
    assert_int_equal(sensitive(.1, half, reward, reward), PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "base", 1);
    assert_refused(projected(-1, half, reward, base, 1, NULL), PATRON_E_RANGE, "discount");
    assert_refused(projected(.1, half, NULL, base, 1, NULL), PATRON_E_NULL, "reward");
    assert_refused(projected(.1, half, reward, base, 1000001, NULL), PATRON_E_RANGE, "periods");
    assert_refused(projected(.1, half, reward, base, 1, &bad), PATRON_E_STRUCT,
                   "result.struct_size");
    assert_int_equal(projected(.1, reward, reward, base, 1, NULL), PATRON_E_RANGE);
    assert_int_equal(projected(.1, half, endless, base, 1, NULL), PATRON_E_NOT_FINITE);
    assert_int_equal(projected(.1, half, reward, reward, 1, NULL), PATRON_E_RANGE);
    assert_refused(patron_migration_equity(K, NULL, reward, NULL, out, &fault), PATRON_E_NULL,
                   "base");
    assert_refused(patron_migration_equity(K, base, NULL, NULL, out, &fault), PATRON_E_NULL,
                   "value");
    assert_refused(patron_migration_equity(K, base, reward, NULL, NULL, &fault), PATRON_E_NULL,
                   "total");
}

static int32_t moved(size_t n, const uint32_t *before, const uint32_t *after, size_t states,
                     uint64_t *counted)
{
    return patron_migration_count(n, before, after, states, counted, &fault);
}

static int32_t estimated(uint32_t prior_kind, size_t states, const uint64_t *counted,
                         double *transition, patron_migration_estimate_result *result)
{
    return patron_migration_estimate(1.0, prior_kind, states, counted, NULL, transition, NULL,
                                     result, &fault);
}

static void what_chances_are_not_estimated_from_is_named(void **state)
{
    (void)state;
    patron_migration_estimate_result bad;
    memset(&bad, 0, sizeof bad);
    assert_refused(moved(1, NULL, number, K, count), PATRON_E_NULL, "before");
    assert_refused(moved(1, number, NULL, K, count), PATRON_E_NULL, "after");
    assert_refused(moved(0, number, number, 0, count), PATRON_E_RANGE, "states");
    assert_refused(moved(0, number, number, K, NULL), PATRON_E_NULL, "count");
    assert_refused(estimated(2, K, count, out, NULL), PATRON_E_RANGE, "prior_kind");
    assert_refused(estimated(1, 1025, count, out, NULL), PATRON_E_RANGE, "states");
    assert_refused(estimated(1, K, NULL, out, NULL), PATRON_E_NULL, "count");
    assert_refused(estimated(1, K, count, NULL, NULL), PATRON_E_NULL, "transition");
    assert_refused(estimated(1, K, count, out, &bad), PATRON_E_STRUCT, "result.struct_size");
    assert_refused(patron_migration_estimate(2e15, 0, K, count, NULL, out, NULL, NULL, &fault),
                   PATRON_E_RANGE, "strength");
}

typedef struct receipts_call {
    patron_migration_periods terms;
    size_t n, customers, states;
    const uint32_t *customer;
    const int32_t *day;
    size_t room;
    uint64_t *count;
    patron_migration_receipts_result *result;
} receipts_call;

static int32_t received(const receipts_call *call)
{
    return patron_migration_from_receipts(&call->terms, call->n, call->customer, call->day, NULL,
                                          scratch, call->room, call->customers, NULL, call->states,
                                          call->count, NULL, call->result, &fault);
}

static void what_moves_are_not_counted_from_is_named(void **state)
{
    (void)state;
    static const uint32_t who[1] = {1};
    static const int32_t on[1] = {5};
    static const size_t many = 2147483648u;
    patron_migration_receipts_result bad;
    const receipts_call good = {{0, 0, 7, 10, 0, 0}, 1, 2, K, who, on, ROOM, count, NULL};
    receipts_call call = good;
    memset(&bad, 0, sizeof bad);
    assert_int_equal(received(&good), PATRON_OK);
    assert_refused(patron_migration_from_receipts(NULL, 1, who, on, NULL, scratch, ROOM, 2, NULL, K,
                                                  count, NULL, NULL, &fault),
                   PATRON_E_NULL, "terms");
    call.terms.unit = 2;
    assert_refused(received(&call), PATRON_E_RANGE, "terms.unit");
    call = good;
    call.terms.length = 0;
    assert_refused(received(&call), PATRON_E_RANGE, "terms.length");
    call.terms.length = 36526;
    assert_refused(received(&call), PATRON_E_RANGE, "terms.length");
    call = good;
    call.terms.periods = 0;
    assert_refused(received(&call), PATRON_E_RANGE, "terms.periods");
    call.terms.periods = 100001;
    assert_refused(received(&call), PATRON_E_RANGE, "terms.periods");
    call = good;
    call.terms.lost = 2;
    assert_refused(received(&call), PATRON_E_RANGE, "terms.lost");
    call = good;
    call.n = many;
    assert_refused(received(&call), PATRON_E_RANGE, "n");
    call = good;
    call.customer = NULL;
    assert_refused(received(&call), PATRON_E_NULL, "customer");
    call = good;
    call.day = NULL;
    assert_refused(received(&call), PATRON_E_NULL, "day");
    call = good;
    call.customers = many;
    assert_refused(received(&call), PATRON_E_RANGE, "customers");
    call = good;
    call.states = 1;
    assert_refused(received(&call), PATRON_E_RANGE, "states");
    call = good;
    call.room = 1;
    assert_refused(received(&call), PATRON_E_SCRATCH, "scratch_size");
    call = good;
    call.count = NULL;
    assert_refused(received(&call), PATRON_E_NULL, "count");
    call = good;
    call.result = &bad;
    assert_refused(received(&call), PATRON_E_STRUCT, "result.struct_size");
    call = good;
    call.customers = 1;
    assert_int_equal(received(&call), PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "customer", 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_value_is_not_computed_from_is_named),
        cmocka_unit_test(chances_and_rewards_that_are_none_are_named_with_their_row),
        cmocka_unit_test(what_stays_are_not_computed_from_is_named),
        cmocka_unit_test(what_policies_are_not_computed_from_is_named),
        cmocka_unit_test(what_sensitivities_and_projections_are_not_computed_from_is_named),
        cmocka_unit_test(what_chances_are_not_estimated_from_is_named),
        cmocka_unit_test(what_moves_are_not_counted_from_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
