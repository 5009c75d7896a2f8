#include "support.h"

#include <math.h>
#include <string.h>

#include <patron/calendar.h>
#include <patron/migration.h>

enum { MANY = 3000, CUSTOMERS = 60, STATES_MAX = 9, ROOM = 200000, PERIODS_MAX = 40 };

static unsigned char scratch[ROOM];
static uint32_t customer[MANY], before[MANY], after[MANY];
static int32_t day[MANY];
static int64_t amount[MANY];

static patron_migration_receipts_result empty_receipts(void)
{
    patron_migration_receipts_result result;
    memset(&result, 0, sizeof result);
    result.struct_size = sizeof result;
    return result;
}

/* ------------------------------------------------------------------------------------- counts */

static void every_move_is_counted_once_and_parts_add_to_the_whole(void **state)
{
    (void)state;
    support_random random = support_random_from(1);
    for (int round = 0; round < 30; round++) {
        size_t n = (size_t)support_random_below(&random, MANY), split;
        size_t states = 1 + (size_t)support_random_below(&random, STATES_MAX);
        uint64_t count[STATES_MAX * STATES_MAX], first[STATES_MAX * STATES_MAX];
        uint64_t expected[STATES_MAX * STATES_MAX];
        memset(expected, 0, sizeof expected);
        for (size_t i = 0; i < n; i++) {
            before[i] = (uint32_t)support_random_below(&random, states);
            after[i] = (uint32_t)support_random_below(&random, states);
            expected[before[i] * states + after[i]]++;
        }
        split = n > 0 ? (size_t)support_random_below(&random, n) : 0;
        assert_int_equal(patron_migration_count(n, before, after, states, count, NULL), PATRON_OK);
        assert_memory_equal(count, expected, states * states * sizeof *count);
        assert_int_equal(patron_migration_count(split, before, after, states, first, NULL),
                         PATRON_OK);
        assert_int_equal(
            patron_migration_count(n - split, before + split, after + split, states, count, NULL),
            PATRON_OK);
        for (size_t c = 0; c < states * states; c++)
            assert_true(count[c] + first[c] == expected[c]);
    }
}

static void states_that_do_not_exist_are_named(void **state)
{
    (void)state;
    static const uint32_t was[3] = {0, 1, 2}, is[3] = {1, 2, 3};
    uint64_t count[9];
    patron_fault fault;
    assert_int_equal(patron_migration_count(3, was, is, 3, count, &fault), PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "after", 2);
    assert_int_equal(patron_migration_count(3, is, was, 3, count, &fault), PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "before", 2);
    assert_int_equal(patron_migration_count(3, was, is, 2, count, &fault), PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "after", 1);
    assert_int_equal(patron_migration_count(0, NULL, NULL, 2, count, &fault), PATRON_OK);
    assert_true(count[0] == 0 && count[3] == 0);
    assert_int_equal(patron_migration_count(2147483648u, was, is, 3, count, &fault),
                     PATRON_E_RANGE);
}

/* ----------------------------------------------------------------------------------- receipts */

typedef struct expectation {
    uint64_t count[STATES_MAX * STATES_MAX];
    uint32_t state[CUSTOMERS];
    double base[STATES_MAX];
    patron_migration_receipts_result figures;
} expectation;

/* The start of period p, for p also before the first. */
static int64_t start_of(const patron_migration_periods *terms, int64_t p)
{
    int32_t later;
    if (terms->unit == PATRON_MIGRATION_DAYS)
        return terms->first_day + p * terms->length;
    assert_int_equal(patron_calendar_add_months(
                         1, &terms->first_day, (int32_t)(p * (int64_t)terms->length), &later, NULL),
                     PATRON_OK);
    return later;
}

/* Whether a customer bought in period p, by looking at every receipt. */
static int bought(const patron_migration_periods *terms, size_t n, const int64_t *of, uint32_t who,
                  int64_t p)
{
    for (size_t i = 0; i < n; i++)
        if (customer[i] == who && day[i] >= start_of(terms, p) && day[i] < start_of(terms, p + 1) &&
            (of == NULL || of[i] >= 0))
            return 1;
    return 0;
}

/* By walking through all periods of every customer, from long before the first. */
static void expect(const patron_migration_periods *terms, size_t n, const int64_t *of,
                   size_t customers, size_t states, expectation *expected)
{
    uint32_t last = (uint32_t)states - 1;
    memset(expected, 0, sizeof *expected);
    for (uint32_t who = 0; who < customers; who++) {
        uint32_t now = PATRON_NONE;
        int entered = 0;
        for (int64_t p = -PERIODS_MAX; p < terms->periods; p++) {
            int buys = bought(terms, n, of, who, p);
            uint32_t next = buys ? 0 : now == PATRON_NONE ? now : now < last ? now + 1 : last;
            int counts = now != PATRON_NONE && p >= 0;
            entered = now == PATRON_NONE && buys ? p >= 0 : entered;
            expected->figures.comebacks += counts && now == last && buys;
            if (counts && !(now == last && buys && terms->lost == PATRON_MIGRATION_ABSORBING)) {
                expected->count[now * states + next]++;
                expected->figures.transitions++;
            }
            now = next;
        }
        expected->state[who] = now;
        expected->figures.customers += now != PATRON_NONE;
        expected->figures.entered += (uint64_t)entered;
        if (now != PATRON_NONE)
            expected->base[now] += 1.0;
    }
}

static patron_migration_periods random_terms(support_random *random)
{
    patron_migration_periods terms;
    terms.first_day = (int32_t)support_random_integer(random, -400, 20000);
    if (support_random_below(random, 2)) /* January 29, 30 or 31 of a leap year */
        terms.first_day = 10957 + 27 + (int32_t)support_random_below(random, 4);
    terms.unit = (uint32_t)support_random_below(random, 2);
    terms.length =
        1 + (uint32_t)support_random_below(random, terms.unit == PATRON_MIGRATION_DAYS ? 40 : 4);
    terms.periods = 1 + (uint32_t)support_random_below(random, 14);
    terms.lost = (uint32_t)support_random_below(random, 2);
    terms.reserved = 0;
    return terms;
}

static void moves_are_those_of_a_walk_through_all_periods(void **state)
{
    (void)state;
    static expectation expected;
    support_random random = support_random_from(2);
    int rounds = support_quick() ? 8 : 80;
    for (int round = 0; round < rounds; round++) {
        patron_migration_periods terms = random_terms(&random);
        size_t customers = 1 + (size_t)support_random_below(&random, 12);
        size_t states = 2 + (size_t)support_random_below(&random, STATES_MAX - 1);
        size_t n = (size_t)support_random_below(&random, 80);
        const int64_t *of = support_random_below(&random, 2) ? amount : NULL;
        patron_migration_receipts_result result = empty_receipts();
        uint64_t count[STATES_MAX * STATES_MAX];
        uint32_t at[CUSTOMERS];
        double base[STATES_MAX];
        for (size_t i = 0; i < n; i++) {
            int64_t early = start_of(&terms, -10), late = start_of(&terms, terms.periods + 1);
            customer[i] = (uint32_t)support_random_below(&random, customers);
            day[i] = (int32_t)support_random_integer(&random, early, late);
            amount[i] = support_random_integer(&random, -50, 200);
        }
        expect(&terms, n, of, customers, states, &expected);
        size_t room = patron_migration_from_receipts_scratch_size(n, customers, states);
        assert_true(room <= ROOM);
        assert_int_equal(patron_migration_from_receipts(&terms, n, customer, day, of, scratch, room,
                                                        customers, at, states, count, base, &result,
                                                        NULL),
                         PATRON_OK);
        assert_memory_equal(count, expected.count, states * states * sizeof *count);
        assert_memory_equal(at, expected.state, customers * sizeof *at);
        assert_memory_equal(base, expected.base, states * sizeof *base);
        assert_true(result.customers == expected.figures.customers);
        assert_true(result.entered == expected.figures.entered);
        assert_true(result.transitions == expected.figures.transitions);
        assert_true(result.comebacks == expected.figures.comebacks);
        assert_int_equal(patron_migration_from_receipts(&terms, n, customer, day, of, scratch, room,
                                                        customers, NULL, states, count, NULL, NULL,
                                                        NULL),
                         PATRON_OK);
        assert_memory_equal(count, expected.count, states * states * sizeof *count);
    }
}

static void receipts_in_any_order_and_parts_of_the_customers_give_the_same(void **state)
{
    (void)state;
    support_random random = support_random_from(3);
    patron_migration_periods terms = {10957, PATRON_MIGRATION_MONTHS, 1, 24, 0, 0};
    static uint32_t order[MANY], part_of[MANY], shuffled[MANY];
    static int32_t part_day[MANY], shuffled_day[MANY];
    uint64_t whole[25], part[2][25], again[25];
    for (size_t i = 0; i < MANY; i++) {
        customer[i] = (uint32_t)support_random_below(&random, CUSTOMERS);
        day[i] = (int32_t)support_random_integer(&random, 10800, 11800);
    }
    assert_int_equal(patron_migration_from_receipts(&terms, MANY, customer, day, NULL, scratch,
                                                    ROOM, CUSTOMERS, NULL, 5, whole, NULL, NULL,
                                                    NULL),
                     PATRON_OK);
    support_random_permutation(&random, order, MANY);
    for (size_t i = 0; i < MANY; i++) {
        shuffled[i] = customer[order[i]];
        shuffled_day[i] = day[order[i]];
    }
    assert_int_equal(patron_migration_from_receipts(&terms, MANY, shuffled, shuffled_day, NULL,
                                                    scratch, ROOM, CUSTOMERS, NULL, 5, again, NULL,
                                                    NULL, NULL),
                     PATRON_OK);
    assert_memory_equal(whole, again, sizeof whole);
    for (uint32_t half = 0; half < 2; half++) {
        size_t n = 0;
        for (size_t i = 0; i < MANY; i++)
            if (customer[i] % 2 == half) {
                part_of[n] = customer[i];
                part_day[n++] = day[i];
            }
        assert_int_equal(patron_migration_from_receipts(&terms, n, part_of, part_day, NULL, scratch,
                                                        ROOM, CUSTOMERS, NULL, 5, part[half], NULL,
                                                        NULL, NULL),
                         PATRON_OK);
    }
    for (int c = 0; c < 25; c++)
        assert_true(part[0][c] + part[1][c] == whole[c]);
}

static void days_at_the_ends_of_time_have_their_period(void **state)
{
    (void)state;
    static const int32_t ends[3] = {INT32_MIN, INT32_MAX - 1, INT32_MAX};
    static const uint32_t who[3] = {0, 0, 0};
    patron_migration_periods terms = {INT32_MAX - 9, PATRON_MIGRATION_DAYS, 5, 2, 0, 0};
    patron_migration_receipts_result result = empty_receipts();
    uint64_t count[9];
    uint32_t at;
    assert_int_equal(patron_migration_from_receipts(&terms, 3, who, ends, NULL, scratch, ROOM, 1,
                                                    &at, 3, count, NULL, &result, NULL),
                     PATRON_OK);
    assert_true(at == 0 && count[8] == 1 && count[6] == 1 && result.transitions == 2);
    assert_true(result.comebacks == 1 && result.entered == 0);
    /* a hundred thousand periods of nothing, and nobody at all */
    terms.first_day = 0;
    terms.periods = 100000;
    assert_int_equal(patron_migration_from_receipts(&terms, 1, who, ends, NULL, scratch, ROOM, 1,
                                                    &at, 3, count, NULL, &result, NULL),
                     PATRON_OK);
    assert_true(at == 2 && count[8] == 100000 && result.transitions == 100000);
    assert_int_equal(patron_migration_from_receipts(&terms, 0, NULL, NULL, NULL, scratch, ROOM, 0,
                                                    NULL, 3, count, NULL, &result, NULL),
                     PATRON_OK);
    assert_true(result.transitions == 0 && result.customers == 0);
}

static int32_t receipts_of(const patron_migration_periods *terms, patron_fault *fault)
{
    static const uint32_t who[2] = {0, 1};
    static const int32_t on[2] = {5, 3};
    uint64_t count[4] = {7, 7, 7, 7};
    int32_t status = patron_migration_from_receipts(terms, 2, who, on, NULL, scratch, ROOM, 2, NULL,
                                                    2, count, NULL, NULL, fault);
    assert_true(status == PATRON_OK || (count[0] == 7 && count[3] == 7));
    return status;
}

static void periods_that_cannot_be_are_named(void **state)
{
    (void)state;
    const patron_migration_periods good = {0, PATRON_MIGRATION_DAYS, 7, 10, 0, 0};
    patron_migration_periods terms = good;
    patron_fault fault;
    assert_int_equal(receipts_of(&good, &fault), PATRON_OK);
    terms.reserved = 1;
    assert_int_equal(receipts_of(&terms, &fault), PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "terms.reserved", -1);
    terms = good;
    terms.first_day = INT32_MAX - 69;
    assert_int_equal(receipts_of(&terms, &fault), PATRON_OK);
    terms.first_day = INT32_MAX - 68;
    assert_int_equal(receipts_of(&terms, &fault), PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "terms.periods", -1);
    terms.unit = PATRON_MIGRATION_MONTHS;
    assert_int_equal(receipts_of(&terms, &fault), PATRON_E_OVERFLOW);
    terms.length = 36525;
    terms.periods = 100000;
    terms.first_day = INT32_MIN;
    assert_int_equal(receipts_of(&terms, &fault), PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "terms.periods", -1);
    terms.periods = 2;
    assert_int_equal(receipts_of(&terms, &fault), PATRON_OK);
}

/* ---------------------------------------------------------------------------------- estimates */

static patron_migration_estimate_result empty_estimate(void)
{
    patron_migration_estimate_result result;
    memset(&result, 0, sizeof result);
    result.struct_size = sizeof result;
    return result;
}

static void plain_chances_are_shares_with_binomial_errors(void **state)
{
    (void)state;
    static const uint64_t count[9] = {30, 10, 60, 0, 4, 0, 0, 0, 0};
    patron_migration_estimate_result result = empty_estimate();
    double chance[9], error[9];
    assert_int_equal(patron_migration_estimate(0.0, PATRON_MIGRATION_POOLED, 3, count, NULL, chance,
                                               error, &result, NULL),
                     PATRON_OK);
    assert_close(chance[0], .3, 1e-15, 0);
    assert_close(chance[1], .1, 1e-15, 0);
    assert_close(error[0], sqrt(.3 * .7 / 100), 1e-14, 0);
    assert_close(error[1], .03, 1e-14, 0);
    assert_true(chance[4] == 1.0 && error[4] == 0.0 && error[3] == 0.0);
    /* a state that nobody was seen to move from stays put */
    assert_true(chance[6] == 0.0 && chance[7] == 0.0 && chance[8] == 1.0 && isnan(error[8]));
    assert_true(result.notes == PATRON_MIGRATION_NOTE_EMPTY_STATE && result.empty_states == 1);
    assert_true(result.transitions == 104.0);
}

static void thin_rows_are_drawn_toward_the_prior(void **state)
{
    (void)state;
    static const uint64_t count[4] = {6, 2, 0, 0};
    static const double prior[4] = {.9, .1, .25, .75};
    patron_migration_estimate_result result = empty_estimate();
    double chance[4], error[4];
    /* pooled: 3/4 and 1/4 whatever the strength, and for the empty row, too */
    assert_int_equal(patron_migration_estimate(5.0, PATRON_MIGRATION_POOLED, 2, count, NULL, chance,
                                               error, &result, NULL),
                     PATRON_OK);
    for (int row = 0; row < 2; row++) {
        assert_close(chance[2 * row], .75, 1e-15, 0);
        assert_close(chance[2 * row + 1], .25, 1e-15, 0);
    }
    /* of a beta distribution of 9.75 and 3.25 */
    assert_close(error[0], sqrt(9.75 * 3.25 / (13.0 * 13.0 * 14.0)), 1e-14, 0);
    assert_true(result.notes == 0 && result.empty_states == 1);
    assert_int_equal(patron_migration_estimate(2.0, PATRON_MIGRATION_UNIFORM, 2, count, NULL,
                                               chance, NULL, NULL, NULL),
                     PATRON_OK);
    assert_close(chance[0], .7, 1e-15, 0);
    assert_close(chance[2], .5, 1e-15, 0);
    assert_int_equal(patron_migration_estimate(2.0, PATRON_MIGRATION_UNIFORM, 2, count, prior,
                                               chance, NULL, NULL, NULL),
                     PATRON_OK);
    assert_close(chance[0], .78, 1e-15, 0);
    assert_close(chance[1], .22, 1e-15, 0);
    assert_close(chance[2], .25, 1e-15, 0);
    assert_close(chance[3], .75, 1e-15, 0);
}

static void nothing_can_be_pooled_where_nobody_moved(void **state)
{
    (void)state;
    static const uint64_t count[4] = {0, 0, 0, 0};
    patron_migration_estimate_result result = empty_estimate();
    double chance[4], error[4];
    assert_int_equal(patron_migration_estimate(5.0, PATRON_MIGRATION_POOLED, 2, count, NULL, chance,
                                               error, &result, NULL),
                     PATRON_OK);
    assert_true(chance[0] == 1.0 && chance[1] == 0.0 && chance[2] == 0.0 && chance[3] == 1.0);
    assert_true(isnan(error[0]) && isnan(error[3]) && result.empty_states == 2);
    assert_true(result.notes == PATRON_MIGRATION_NOTE_EMPTY_STATE && result.transitions == 0.0);
    assert_int_equal(patron_migration_estimate(5.0, PATRON_MIGRATION_UNIFORM, 2, count, NULL,
                                               chance, error, &result, NULL),
                     PATRON_OK);
    assert_true(chance[1] == .5 && result.notes == 0);
}

static void counts_of_any_size_give_rows_that_sum_to_1(void **state)
{
    (void)state;
    support_random random = support_random_from(8);
    for (int round = 0; round < 300; round++) {
        uint64_t count[STATES_MAX * STATES_MAX];
        double chance[STATES_MAX * STATES_MAX], value[STATES_MAX], reward[STATES_MAX];
        size_t states = 1 + (size_t)support_random_below(&random, STATES_MAX);
        double strength =
            support_random_below(&random, 2) ? support_random_exponential(&random, 1e3) : 0.0;
        for (size_t c = 0; c < states * states; c++)
            count[c] = support_random_bits(&random) >> support_random_below(&random, 64);
        assert_int_equal(patron_migration_estimate(strength, PATRON_MIGRATION_POOLED, states, count,
                                                   NULL, chance, NULL, NULL, NULL),
                         PATRON_OK);
        for (size_t i = 0; i < states; i++) {
            double sum = 0.0;
            reward[i] = 1.0;
            for (size_t j = 0; j < states; j++)
                sum += chance[i * states + j];
            assert_close(sum, 1.0, 1e-14, 0);
        }
        /* ... and that the other functions take */
        assert_int_equal(
            patron_migration_value(.1, 3, states, chance, reward, scratch, ROOM, value, NULL, NULL),
            PATRON_OK);
    }
}

static void errors_of_what_nearly_all_do_are_those_of_the_few_who_do_not(void **state)
{
    static const uint64_t huge[4] = {UINT64_C(1) << 63, 12, 0, 0}, none[4] = {0, 0, 0, 0};
    double prior[4] = {1.0, 1e-12, .5, .5}, chance[4], error[4];
    (void)state;
    prior[0] = 1.0 - 1e-12;
    assert_int_equal(patron_migration_estimate(0.0, 0, 2, huge, NULL, chance, error, NULL, NULL),
                     PATRON_OK);
    /* 12 of 2^63 do not: sqrt(12) / 2^63 */
    assert_close(error[0], sqrt(12.0) * ldexp(1.0, -63), 1e-14, 0);
    assert_close(error[1], error[0], 1e-14, 0);
    assert_int_equal(patron_migration_estimate(3.0, 0, 2, none, prior, chance, error, NULL, NULL),
                     PATRON_OK);
    assert_close(error[0], sqrt(1e-12 * (1.0 - 1e-12)) / 2.0, 1e-14, 0);
    assert_close(error[1], error[0], 1e-14, 0);
}

static void a_prior_is_all_there_is_where_nobody_was_seen(void **state)
{
    static const uint64_t none[9] = {0, 0, 0, 0, 0, 0, 0, 0, 0};
    double chance[9], error[9];
    (void)state;
    assert_int_equal(patron_migration_estimate(ldexp(1.0, -1074), PATRON_MIGRATION_UNIFORM, 3, none,
                                               NULL, chance, error, NULL, NULL),
                     PATRON_OK);
    for (int i = 0; i < 9; i++) {
        assert_close(chance[i], 1.0 / 3.0, 1e-15, 0);
        assert_close(error[i], sqrt(2.0) / 3.0, 1e-15, 0);
    }
}

static void a_prior_that_is_none_is_named(void **state)
{
    (void)state;
    static const uint64_t count[4] = {1, 1, 1, 1};
    static const double prior[4] = {.5, .5, .5, .4};
    double chance[4] = {7, 7, 7, 7};
    patron_fault fault;
    assert_int_equal(patron_migration_estimate(1.0, 0, 2, count, prior, chance, NULL, NULL, &fault),
                     PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "prior", 1);
    assert_close(fault.real, .9, 1e-15, 0);
    assert_true(chance[0] == 7);
    assert_int_equal(patron_migration_estimate(NAN, 0, 2, count, NULL, chance, NULL, NULL, &fault),
                     PATRON_E_NOT_FINITE);
    assert_int_equal(patron_migration_estimate(-1.0, 0, 2, count, NULL, chance, NULL, NULL, &fault),
                     PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "strength", -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_move_is_counted_once_and_parts_add_to_the_whole),
        cmocka_unit_test(states_that_do_not_exist_are_named),
        cmocka_unit_test(moves_are_those_of_a_walk_through_all_periods),
        cmocka_unit_test(receipts_in_any_order_and_parts_of_the_customers_give_the_same),
        cmocka_unit_test(days_at_the_ends_of_time_have_their_period),
        cmocka_unit_test(periods_that_cannot_be_are_named),
        cmocka_unit_test(plain_chances_are_shares_with_binomial_errors),
        cmocka_unit_test(thin_rows_are_drawn_toward_the_prior),
        cmocka_unit_test(nothing_can_be_pooled_where_nobody_moved),
        cmocka_unit_test(counts_of_any_size_give_rows_that_sum_to_1),
        cmocka_unit_test(errors_of_what_nearly_all_do_are_those_of_the_few_who_do_not),
        cmocka_unit_test(a_prior_is_all_there_is_where_nobody_was_seen),
        cmocka_unit_test(a_prior_that_is_none_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
