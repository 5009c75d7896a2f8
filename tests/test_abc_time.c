#include "support.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include <patron/abc.h>

enum { COLUMNS = 4, EVENTS = 300, TERMS = 12, ROOM = 65536 };

static unsigned char scratch[ROOM];

static void kaplan_and_andersons_department_leaves_a_sixth_unused(void **state)
{
    (void)state;
    /* 560,000 a quarter; 28 people of 31,680 minutes, of which 25,000 practical. */
    static const int64_t cost[1] = {56000000};
    static const patron_abc_staff staff[1] = {{28, 31680, 25000.0 / 31680.0}};
    static const patron_abc_term unit[3] = {
        {8, 0, PATRON_NONE}, {44, 0, PATRON_NONE}, {50, 0, PATRON_NONE}};
    static const uint32_t offset[4] = {0, 1, 2, 3}, equation[3] = {0, 1, 2};
    static const uint32_t basis[1] = {PATRON_ABC_CAPACITY};
    static const double count[3] = {49000, 1400, 2500};
    static const int64_t published[3] = {31360000, 4928000, 10000000};
    double capacity[1], rate[1], minutes[3], used[1];
    int64_t cell[3];
    patron_abc_balance balance[1];
    assert_int_equal(patron_abc_capacity(1, cost, staff, capacity, rate, NULL), PATRON_OK);
    assert_close(capacity[0], 700000, 1e-15, 0);
    assert_close(rate[0], 80, 1e-15, 0);
    assert_int_equal(patron_abc_minutes(3, offset, 3, unit, 3, equation, 1, count, minutes, NULL),
                     PATRON_OK);
    assert_true(minutes[0] == 392000 && minutes[1] == 61600 && minutes[2] == 125000);
    assert_int_equal(patron_abc_cells_totals(1, 3, minutes, used, NULL), PATRON_OK);
    assert_true(used[0] == 578600);
    assert_int_equal(patron_abc_rates(1, cost, basis, capacity, NULL, used, balance, NULL, NULL),
                     PATRON_OK);
    assert_true(balance[0].assigned == 46288000 && balance[0].idle == 9712000);
    assert_true(balance[0].over_driven == 0 && balance[0].unassigned == 0);
    assert_int_equal(patron_abc_cells(1, balance, 3, minutes, scratch, ROOM, cell, NULL, NULL),
                     PATRON_OK);
    assert_memory_equal(cell, published, sizeof published);
    /* The survey's twin: 70, 10 and 20 % of their time, and no minute idle. */
    static const double share[3] = {.7, .1, .2};
    static const double per[3] = {800, 4000, 4480};
    assert_int_equal(patron_abc_cells_totals(1, 3, share, used, NULL), PATRON_OK);
    assert_int_equal(patron_abc_rates(1, cost, NULL, NULL, NULL, used, balance, NULL, NULL),
                     PATRON_OK);
    assert_int_equal(patron_abc_cells(1, balance, 3, share, scratch, ROOM, cell, NULL, NULL),
                     PATRON_OK);
    assert_true(balance[0].idle == 0 && cell[0] + cell[1] + cell[2] == cost[0]);
    for (int i = 0; i < 3; i++)
        assert_true((double)cell[i] == per[i] * count[i]);
}

static void practical_shares_give_the_published_capacities(void **state)
{
    (void)state;
    /* 80 % of 31,680; Kaplan's Indianapolis; a call center of 11 hours of 55 minutes, every day. */
    static const int64_t cost[4] = {56000000, 7200000, 762000000, 5};
    static const patron_abc_staff staff[4] = {
        {1, 31680, .8}, {20, 9000, .8}, {50, 365 * 11 * 60, 55.0 / 60.0}, {0, 100, 1}};
    static const double minutes[4] = {25344, 144000, 11041250, 0};
    double capacity[4], rate[4];
    assert_int_equal(patron_abc_capacity(4, cost, staff, capacity, rate, NULL), PATRON_OK);
    for (int i = 0; i < 4; i++)
        assert_close(capacity[i], minutes[i], 1e-15, 0);
    assert_close(rate[1], 50, 1e-15, 0);
    assert_close(rate[2], 69.01, 1e-4, 0);
    assert_true(isnan(rate[3]));
    assert_int_equal(patron_abc_capacity(0, NULL, NULL, NULL, NULL, NULL), PATRON_OK);
}

static void packaging_takes_half_a_minute_and_more_where_special_or_by_air(void **state)
{
    (void)state;
    static const patron_abc_term term[3] = {
        {.5, PATRON_NONE, PATRON_NONE}, {6.5, 0, PATRON_NONE}, {.2, PATRON_NONE, 1}};
    static const uint32_t offset[2] = {0, 3};
    static const double x[8] = {0, 0, 0, 1, 1, 0, 1, 1}, published[4] = {.5, .7, 7.0, 7.2};
    double minutes[4];
    assert_int_equal(patron_abc_minutes(1, offset, 3, term, 4, NULL, 2, x, minutes, NULL),
                     PATRON_OK);
    for (int i = 0; i < 4; i++)
        assert_close(minutes[i], published[i], 1e-15, 0);
}

static void equations_are_sums_of_products_of_two_columns(void **state)
{
    (void)state;
    support_random random = support_random_from(31);
    static double x[EVENTS * COLUMNS], minutes[EVENTS];
    uint32_t equation[EVENTS];
    for (int round = 0; round < 50; round++) {
        static const uint32_t offset[5] = {0, 0, 3, 4, TERMS};
        patron_abc_term term[TERMS];
        for (int k = 0; k < TERMS; k++) {
            uint64_t first = support_random_below(&random, COLUMNS + 1);
            uint64_t second = support_random_below(&random, COLUMNS + 1);
            term[k].minutes = (double)support_random_integer(&random, 0, 20);
            term[k].first = first == COLUMNS ? PATRON_NONE : (uint32_t)first;
            term[k].second = second == COLUMNS ? PATRON_NONE : (uint32_t)second;
        }
        for (int i = 0; i < EVENTS * COLUMNS; i++)
            x[i] = (double)support_random_integer(&random, 0, 9);
        for (int i = 0; i < EVENTS; i++)
            equation[i] = (uint32_t)support_random_below(&random, 4);
        assert_int_equal(
            patron_abc_minutes(4, offset, TERMS, term, EVENTS, equation, COLUMNS, x, minutes, NULL),
            PATRON_OK);
        for (int i = 0; i < EVENTS; i++) {
            double sum = 0; /* of whole numbers: exact */
            for (uint32_t k = offset[equation[i]]; k < offset[equation[i] + 1]; k++) {
                double product = term[k].minutes;
                if (term[k].first != PATRON_NONE)
                    product *= x[i * COLUMNS + (int)term[k].first];
                if (term[k].second != PATRON_NONE)
                    product *= x[i * COLUMNS + (int)term[k].second];
                sum += product;
            }
            assert_true(minutes[i] == sum);
        }
    }
    static const uint32_t none[1] = {0}, empty[2] = {0, 0};
    assert_int_equal(patron_abc_minutes(0, none, 0, NULL, 0, NULL, 3, NULL, NULL, NULL), PATRON_OK);
    minutes[0] = 9;
    assert_int_equal(patron_abc_minutes(1, empty, 0, NULL, 1, NULL, 0, NULL, minutes, NULL),
                     PATRON_OK);
    assert_true(minutes[0] == 0);
}

#define REFUSED(call, status, name, row)                                                           \
    do {                                                                                           \
        assert_int_equal(call, status);                                                            \
        assert_fault(&fault, status, name, row);                                                   \
    } while (0)

static void faults_of_capacity_name_department_and_member(void **state)
{
    (void)state;
    patron_fault fault;
    int64_t cost[3] = {1, INT64_MAX, 3};
    patron_abc_staff staff[3] = {{1, 1, 1}, {1, 1, 1}, {1, 1, 1}};
    double capacity[3] = {9, 9, 9}, rate[3];
    REFUSED(patron_abc_capacity(3, NULL, staff, capacity, rate, &fault), PATRON_E_NULL, "cost", -1);
    REFUSED(patron_abc_capacity(3, cost, NULL, capacity, rate, &fault), PATRON_E_NULL, "staff", -1);
    REFUSED(patron_abc_capacity(3, cost, staff, NULL, rate, &fault), PATRON_E_NULL, "capacity", -1);
    REFUSED(patron_abc_capacity(3, cost, staff, capacity, NULL, &fault), PATRON_E_NULL, "rate", -1);
    if (SIZE_MAX > 2147483648u)
        REFUSED(patron_abc_capacity((size_t)2147483648u, cost, staff, capacity, rate, &fault),
                PATRON_E_RANGE, "n", -1);
    staff[1].headcount = -1;
    REFUSED(patron_abc_capacity(3, cost, staff, capacity, rate, &fault), PATRON_E_RANGE,
            "staff.headcount", 1);
    assert_true(capacity[0] == 1 && rate[0] == 1 && capacity[1] == 9);
    staff[1].headcount = 1;
    staff[1].minutes = NAN;
    REFUSED(patron_abc_capacity(3, cost, staff, capacity, rate, &fault), PATRON_E_NOT_FINITE,
            "staff.minutes", 1);
    staff[1].minutes = 1;
    staff[1].practical = 1.01;
    REFUSED(patron_abc_capacity(3, cost, staff, capacity, rate, &fault), PATRON_E_RANGE,
            "staff.practical", 1);
    staff[1].practical = 1;
    staff[1].headcount = staff[1].minutes = 1e200;
    REFUSED(patron_abc_capacity(3, cost, staff, capacity, rate, &fault), PATRON_E_OVERFLOW,
            "capacity", 1);
    staff[1].headcount = staff[1].minutes = 1e-160;
    REFUSED(patron_abc_capacity(3, cost, staff, capacity, rate, &fault), PATRON_E_OVERFLOW, "rate",
            1);
}

static void faults_of_minutes_name_what_was_wrong(void **state)
{
    (void)state;
    patron_fault fault;
    patron_abc_term term[3] = {{.5, PATRON_NONE, PATRON_NONE}, {6.5, 0, 1}, {-1, 1, PATRON_NONE}};
    uint32_t offset[3] = {0, 2, 3}, equation[3] = {0, 0, 1};
    double x[6] = {1, 0, 1, 1, 0, 3}, minutes[3] = {9, 9, 9};
    REFUSED(patron_abc_minutes(2, NULL, 3, term, 3, equation, 2, x, minutes, &fault), PATRON_E_NULL,
            "offset", -1);
    REFUSED(patron_abc_minutes(2, offset, 3, NULL, 3, equation, 2, x, minutes, &fault),
            PATRON_E_NULL, "term", -1);
    REFUSED(patron_abc_minutes(0, offset, 0, term, 3, NULL, 2, x, minutes, &fault), PATRON_E_NULL,
            "equation", -1);
    REFUSED(patron_abc_minutes(2, offset, 3, term, 3, equation, 2, NULL, minutes, &fault),
            PATRON_E_NULL, "x", -1);
    REFUSED(patron_abc_minutes(2, offset, 3, term, 3, equation, 2, x, NULL, &fault), PATRON_E_NULL,
            "minutes", -1);
    REFUSED(patron_abc_minutes(1048577, offset, 3, term, 3, equation, 2, x, minutes, &fault),
            PATRON_E_RANGE, "equations", -1);
    REFUSED(patron_abc_minutes(2, offset, 1048577, term, 3, equation, 2, x, minutes, &fault),
            PATRON_E_RANGE, "terms", -1);
    if (SIZE_MAX > 2147483648u) {
        const size_t most = (size_t)2147483647u;
        REFUSED(patron_abc_minutes(2, offset, 3, term, most + 1, equation, 2, x, minutes, &fault),
                PATRON_E_RANGE, "n", -1);
        REFUSED(patron_abc_minutes(2, offset, 3, term, 3, equation, most + 1, x, minutes, &fault),
                PATRON_E_RANGE, "m", -1);
        REFUSED(patron_abc_minutes(2, offset, 3, term, most, equation, most, x, minutes, &fault),
                PATRON_E_RANGE, "m", -1);
    }
    assert_int_equal(patron_abc_minutes(0, NULL, 0, NULL, 0, NULL, 0, NULL, NULL, &fault),
                     PATRON_OK);
    REFUSED(patron_abc_minutes(0, NULL, 1, term, 0, NULL, 0, NULL, NULL, &fault), PATRON_E_NULL,
            "offset", -1);
    /* The last event comes to -3 minutes. */
    REFUSED(patron_abc_minutes(2, offset, 3, term, 3, equation, 2, x, minutes, &fault),
            PATRON_E_RANGE, "minutes", 2);
    assert_true(fault.real == -3 && minutes[0] == .5 && minutes[1] == 7 && minutes[2] == 9);
    equation[1] = 2;
    REFUSED(patron_abc_minutes(2, offset, 3, term, 3, equation, 2, x, minutes, &fault),
            PATRON_E_RANGE, "equation", 1);
    equation[1] = 0;
    x[3] = INFINITY;
    REFUSED(patron_abc_minutes(2, offset, 3, term, 3, equation, 2, x, minutes, &fault),
            PATRON_E_NOT_FINITE, "x", 1);
    assert_true(fault.column == 1);
    x[3] = x[2] = 1e200;
    REFUSED(patron_abc_minutes(2, offset, 3, term, 3, equation, 2, x, minutes, &fault),
            PATRON_E_OVERFLOW, "minutes", 1);
    term[1].second = 2;
    REFUSED(patron_abc_minutes(2, offset, 3, term, 3, equation, 2, x, minutes, &fault),
            PATRON_E_RANGE, "term.second", 1);
    term[1].first = 7;
    REFUSED(patron_abc_minutes(2, offset, 3, term, 3, equation, 2, x, minutes, &fault),
            PATRON_E_RANGE, "term.first", 1);
    term[1].minutes = NAN;
    REFUSED(patron_abc_minutes(2, offset, 3, term, 3, equation, 2, x, minutes, &fault),
            PATRON_E_NOT_FINITE, "term.minutes", 1);
    offset[0] = 1;
    REFUSED(patron_abc_minutes(2, offset, 3, term, 3, equation, 2, x, minutes, &fault),
            PATRON_E_RANGE, "offset", 0);
    offset[0] = 0;
    offset[1] = 4;
    REFUSED(patron_abc_minutes(2, offset, 3, term, 3, equation, 2, x, minutes, &fault),
            PATRON_E_RANGE, "offset", 1);
    offset[1] = 2;
    offset[2] = 1;
    REFUSED(patron_abc_minutes(2, offset, 3, term, 3, equation, 2, x, minutes, &fault),
            PATRON_E_RANGE, "offset", 2);
    offset[2] = 2;
    REFUSED(patron_abc_minutes(2, offset, 3, term, 3, equation, 2, x, minutes, &fault),
            PATRON_E_RANGE, "offset", 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kaplan_and_andersons_department_leaves_a_sixth_unused),
        cmocka_unit_test(practical_shares_give_the_published_capacities),
        cmocka_unit_test(packaging_takes_half_a_minute_and_more_where_special_or_by_air),
        cmocka_unit_test(equations_are_sums_of_products_of_two_columns),
        cmocka_unit_test(faults_of_capacity_name_department_and_member),
        cmocka_unit_test(faults_of_minutes_name_what_was_wrong),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
