#include "support.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <patron/abc.h>

#include "vectors/abc_support_vectors.h"

enum { ROOM = 1 << 17, WIDE = 40, MOST = 20 };

static unsigned char scratch[ROOM];
static double full[MOST], flow[MOST * WIDE], usage[MOST * WIDE];
static int64_t cost[WIDE], loaded[WIDE], other[WIDE];
static patron_abc_support_sums sums = {sizeof sums, 0, 0, 0, 0, 0};

static int32_t run(uint32_t method, size_t supports, const uint32_t *order, size_t departments,
                   const int64_t *costs, const double *used, patron_fault *fault)
{
    return patron_abc_support(method, departments, costs, supports, used, order, scratch,
                              patron_abc_support_scratch_size(departments, supports), full, flow,
                              loaded, &sums, fault);
}

/* Plant Maintenance, Information Systems, Machining, Assembly, in dollars and in cents. */
static const int64_t horngren[4] = {6300000, 1452150, 4000000, 2000000};
static const int64_t horngren_cents[4] = {630000000, 145215000, 400000000, 200000000};
static const double horngren_hours[8] = {0, 1600, 2400, 4000, 200, 0, 1600, 200};

static void horngrens_departments_come_out_as_published(void **state)
{
    (void)state;
    static const uint32_t systems_first[2] = {1, 0};
    static const int64_t direct[4] = {0, 0, 7653300, 6098850};
    static const int64_t maintenance_first[4] = {0, 0, 8300800, 5451350};
    static const int64_t reciprocal[4] = {0, 0, 8187025, 5565125};
    assert_int_equal(run(PATRON_ABC_DIRECT, 2, NULL, 4, horngren, horngren_hours, NULL), PATRON_OK);
    assert_memory_equal(loaded, direct, sizeof direct);
    assert_true(full[0] == 6300000 && full[1] == 1452150 && flow[1] == 0 && flow[2] == 2362500);
    assert_int_equal(run(PATRON_ABC_STEP_DOWN, 2, NULL, 4, horngren, horngren_hours, NULL),
                     PATRON_OK);
    assert_memory_equal(loaded, maintenance_first, sizeof maintenance_first);
    assert_true(flow[1] == 1260000 && full[1] == 2712150);
    assert_int_equal(
        run(PATRON_ABC_RECIPROCAL, 2, systems_first, 4, horngren, horngren_hours, NULL), PATRON_OK);
    assert_memory_equal(loaded, reciprocal, sizeof reciprocal);
    assert_close(full[0], 6576750, 1e-14, 0);
    assert_close(full[1], 2767500, 1e-14, 0);
    assert_close(flow[1], 1315350, 1e-14, 0);
    assert_close(flow[4], 276750, 1e-14, 0);
    assert_true(flow[0] == 0 && flow[5] == 0);
    assert_true(sums.cost == 13752150 && sums.operating == 13752150 && sums.unassigned == 0);
    assert_true(sums.notes == 0);
    /* Information Systems first: 7,578,675.625 and 6,173,474.375; the half cents are tied. */
    assert_int_equal(
        run(PATRON_ABC_STEP_DOWN, 2, systems_first, 4, horngren_cents, horngren_hours, NULL),
        PATRON_OK);
    assert_true(loaded[2] == 757867563 && loaded[3] == 617347437 && sums.cost == 1375215000);
}

static void fractions_give_the_same_costs(void **state)
{
    (void)state;
    for (size_t k = 0; k < sizeof abc_support_vectors / sizeof *abc_support_vectors; k++) {
        size_t supports = abc_support_vectors[k].supports;
        size_t departments = abc_support_vectors[k].departments;
        int64_t whole = 0, there = 0, scale = 1;
        assert_int_equal(run(abc_support_vectors[k].method, supports, abc_support_vectors[k].order,
                             departments, abc_support_vectors[k].cost, abc_support_vectors[k].usage,
                             NULL),
                         PATRON_OK);
        for (size_t j = 0; j < departments; j++) {
            double exact = abc_support_vectors[k].loaded[j];
            whole += abc_support_vectors[k].cost[j];
            there += loaded[j];
            scale += llabs(abc_support_vectors[k].cost[j]);
            if (abc_support_vectors[k].method == PATRON_ABC_RECIPROCAL)
                assert_true(fabs((double)loaded[j] - exact) < 1.0);
            else
                assert_true((double)loaded[j] == exact);
        }
        assert_true(there == whole && sums.cost == whole);
        for (size_t i = 0; i < supports; i++)
            assert_close(full[i], abc_support_vectors[k].full[i], 1e-13, 1e-13 * (double)scale);
    }
}

static void make_model(support_random *random, size_t supports, size_t departments, uint64_t empty)
{
    for (size_t j = 0; j < departments; j++)
        cost[j] = support_random_integer(random, -50000, 1000000);
    for (size_t i = 0; i < supports * departments; i++)
        usage[i] = support_random_below(random, 10) < empty
                       ? 0.0
                       : exp(2.0 * support_random_normal(random));
}

static void every_method_ties_to_the_cent(void **state)
{
    (void)state;
    support_random random = support_random_from(21);
    for (int round = 0; round < 600; round++) {
        size_t supports = (size_t)support_random_below(&random, 9);
        size_t departments = supports + 1 + (size_t)support_random_below(&random, 8);
        uint32_t order[MOST], method = (uint32_t)round % 3;
        make_model(&random, supports, departments, 4);
        support_random_permutation(&random, order, supports);
        int32_t status = run(method, supports, order, departments, cost, usage, NULL);
        if (status == PATRON_E_DIVERGES && method == PATRON_ABC_RECIPROCAL)
            continue;
        assert_int_equal(status, PATRON_OK);
        int64_t before = 0, after = 0, kept = 0;
        for (size_t j = 0; j < departments; j++) {
            before += cost[j];
            after += loaded[j];
            kept += j < supports ? loaded[j] : 0;
        }
        assert_true(before == after && sums.cost == before && sums.unassigned == kept);
        assert_true(sums.operating == before - kept);
        /* What arrives is what was there, with what came, less what was handed on. */
        for (size_t j = 0; j < departments; j++) {
            double comes = (double)cost[j];
            for (size_t i = 0; i < supports; i++)
                comes += flow[i * departments + j];
            comes -= j < supports ? full[j] : 0.0;
            assert_true(fabs(comes - (double)loaded[j]) <
                        (method == PATRON_ABC_RECIPROCAL ? 1.0 + 1e-6 : 1e-6));
        }
        for (size_t i = 0; i < supports; i++) {
            double goes = 0;
            for (size_t j = 0; j < departments; j++)
                goes += flow[i * departments + j];
            assert_true(flow[i * departments + i] == 0);
            assert_close(goes, full[i], 1e-12, 1e-6);
        }
    }
}

/* SAP's way: rounds of handing everything on until nothing is left with the supports. */
static void reciprocal_is_the_limit_of_repeated_rounds(void **state)
{
    (void)state;
    support_random random = support_random_from(22);
    for (int round = 0; round < 40; round++) {
        size_t supports = 1 + (size_t)support_random_below(&random, 6), departments = supports + 4;
        double now[WIDE], next[WIDE], handed[MOST] = {0};
        make_model(&random, supports, departments, 3);
        for (size_t i = 0; i < supports; i++)
            usage[i * departments + supports] += 1.0;
        assert_int_equal(run(PATRON_ABC_RECIPROCAL, supports, NULL, departments, cost, usage, NULL),
                         PATRON_OK);
        for (size_t j = 0; j < departments; j++)
            now[j] = (double)cost[j];
        for (int again = 0; again < 4000; again++) {
            for (size_t j = 0; j < departments; j++)
                next[j] = j < supports ? 0.0 : now[j];
            for (size_t i = 0; i < supports; i++) {
                double total = 0;
                for (size_t j = 0; j < departments; j++)
                    total += j == i ? 0.0 : usage[i * departments + j];
                for (size_t j = 0; j < departments; j++)
                    next[j] += j == i ? 0.0 : now[i] * (usage[i * departments + j] / total);
                handed[i] += now[i];
            }
            memcpy(now, next, sizeof now);
        }
        for (size_t i = 0; i < supports; i++)
            assert_close(full[i], handed[i], 1e-9, 1e-6);
        for (size_t j = supports; j < departments; j++)
            assert_true(fabs((double)loaded[j] - now[j]) < 1.0 + 1e-6);
    }
}

static void scaling_a_departments_usage_changes_nothing(void **state)
{
    (void)state;
    support_random random = support_random_from(23);
    for (int round = 0; round < 100; round++) {
        uint32_t method = (uint32_t)round % 3;
        size_t supports = 4, departments = 8;
        make_model(&random, supports, departments, 2);
        int32_t status = run(method, supports, NULL, departments, cost, usage, NULL);
        memcpy(other, loaded, sizeof other);
        for (size_t i = 0; i < supports; i++)
            for (size_t j = 0; j < departments; j++)
                usage[i * departments + j] *= i % 2 == 0 ? 0x1p900 : 0x1p-900;
        for (size_t i = 0; i < supports; i++) /* and what it used of itself is left out */
            usage[i * departments + i] = 12345.0;
        assert_int_equal(run(method, supports, NULL, departments, cost, usage, NULL), status);
        if (status == PATRON_OK)
            assert_memory_equal(other, loaded, departments * sizeof *loaded);
    }
}

static void support_that_serves_nobody_stays_unassigned(void **state)
{
    (void)state;
    /* Department 1 was used by itself alone; department 0 by department 1 too. */
    static const int64_t costs[4] = {1000, 500, 70, 30};
    static const double used[8] = {0, 1, 1, 2, 0, 9, 0, 0};
    assert_int_equal(run(PATRON_ABC_DIRECT, 2, NULL, 4, costs, used, NULL), PATRON_OK);
    assert_true(loaded[0] == 0 && loaded[1] == 500 && loaded[2] == 403 && loaded[3] == 697);
    for (uint32_t method = PATRON_ABC_STEP_DOWN; method <= PATRON_ABC_RECIPROCAL; method++) {
        assert_int_equal(run(method, 2, NULL, 4, costs, used, NULL), PATRON_OK);
        assert_true(loaded[0] == 0 && loaded[1] == 750 && loaded[2] == 320 && loaded[3] == 530);
        assert_true(sums.unassigned == 750 && sums.operating == 850 && sums.cost == 1600);
        assert_true(sums.notes == PATRON_ABC_SUPPORT_NOTE_NOBODY);
        assert_true(full[0] == 1000 && full[1] == 0);
    }
    /* One whose turn comes before those it could have served. */
    static const uint32_t order[2] = {1, 0};
    static const double mutual[8] = {0, 1, 1, 1, 0, 0, 1, 0};
    assert_int_equal(run(PATRON_ABC_STEP_DOWN, 2, order, 4, costs, mutual, NULL), PATRON_OK);
    assert_true(loaded[0] == 0 && loaded[1] == 0 && loaded[2] == 1070 && loaded[3] == 530);
}

static void a_closed_loop_names_a_department_of_the_loop(void **state)
{
    (void)state;
    patron_fault fault;
    static const int64_t costs[5] = {10, 20, 30, 40, 50};
    /* 0 serves 1 and the last; 1 serves 3; 2 and 3 serve each other alone. */
    static const double used[20] = {0, 5, 0, 0, 1, 0, 7, 0, 2, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0};
    sums.cost = loaded[0] = -7;
    assert_int_equal(run(PATRON_ABC_RECIPROCAL, 4, NULL, 5, costs, used, &fault),
                     PATRON_E_DIVERGES);
    assert_fault(&fault, PATRON_E_DIVERGES, "usage", 2);
    assert_true(sums.cost == -7 && loaded[0] == -7);
    /* Step-down ends, whatever serves whom: what reaches nobody is unassigned. */
    assert_int_equal(run(PATRON_ABC_STEP_DOWN, 4, NULL, 5, costs, used, NULL), PATRON_OK);
    assert_true(sums.unassigned == loaded[3] && sums.cost == 150);
    static const double pair[4] = {0, 1, 1, 0};
    assert_int_equal(run(PATRON_ABC_RECIPROCAL, 2, NULL, 2, costs, pair, &fault),
                     PATRON_E_DIVERGES);
    assert_fault(&fault, PATRON_E_DIVERGES, "usage", 0);
    /* From 1 to 2 and back; 0 serves the last. */
    static const double behind[12] = {0, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0};
    assert_int_equal(run(PATRON_ABC_RECIPROCAL, 3, NULL, 4, costs, behind, &fault),
                     PATRON_E_DIVERGES);
    assert_fault(&fault, PATRON_E_DIVERGES, "usage", 1);
    /* The smallest way out is a way out: 1 in 2^1000 of each round. */
    static const double leak[6] = {0, 1, 0, 0x1p1000, 0, 1};
    static const int64_t thirty[3] = {30, 12, 0};
    assert_int_equal(run(PATRON_ABC_RECIPROCAL, 2, NULL, 3, thirty, leak, NULL), PATRON_OK);
    assert_true(loaded[2] == 42);
    assert_close(full[0], 42 * 0x1p1000, 1e-14, 0);
    static const double lost[6] = {0, 1e300, 1e-200, 1e300, 0, 0};
    assert_int_equal(run(PATRON_ABC_RECIPROCAL, 2, NULL, 3, thirty, lost, NULL),
                     PATRON_E_DIVERGES); /* that part is 0 */
    static const double far[12] = {0, 1, 0, 0, 1, 0, 1e-200, 0, 1, 0, 0, 1e-200};
    static const int64_t four[4] = {1, 1, 1, 1};
    assert_int_equal(run(PATRON_ABC_RECIPROCAL, 3, NULL, 4, four, far, &fault), PATRON_E_OVERFLOW);
}

static void the_largest_costs_tie_and_what_is_larger_overflows(void **state)
{
    (void)state;
    patron_fault fault;
    static const double used[12] = {0, 1, 1, 3, 1, 0, 5, 2, 3, 3, 0, 1};
    int64_t most[4] = {INT64_MAX / 4, INT64_MAX / 5, INT64_MAX / 7, INT64_MAX / 9};
    static const double spread[8] = {0, 1, 3, 1, 1, 0, 2, 7};
    for (uint32_t method = 0; method < 3; method++) {
        assert_int_equal(run(method, 2, NULL, 4, most, spread, NULL), PATRON_OK);
        assert_true(loaded[2] + loaded[3] == most[0] + most[1] + most[2] + most[3]);
        assert_int_equal(run(method, 3, NULL, 4, most, used, NULL), PATRON_OK);
        assert_true(loaded[3] == most[0] + most[1] + most[2] + most[3]);
        int64_t over[4] = {INT64_MAX / 2, INT64_MAX / 2, INT64_MAX / 2, INT64_MAX / 2};
        assert_int_equal(run(method, 2, NULL, 4, over, spread, &fault), PATRON_E_OVERFLOW);
        assert_fault(&fault, PATRON_E_OVERFLOW, "cost", -1);
        assert_int_equal(run(method, 3, NULL, 4, over, used, &fault), PATRON_E_OVERFLOW);
        int64_t one[2] = {INT64_MAX, INT64_MAX};
        static const double all[2] = {0, 1};
        assert_int_equal(run(method, 1, NULL, 2, one, all, &fault), PATRON_E_OVERFLOW);
        int64_t signs[4] = {INT64_MAX / 2, INT64_MIN / 2, INT64_MIN / 2, INT64_MAX / 2};
        assert_int_equal(run(method, 2, NULL, 4, signs, spread, NULL), PATRON_OK);
        assert_true(loaded[2] + loaded[3] == signs[0] + signs[1] + signs[2] + signs[3]);
        static const int64_t apart[3] = {INT64_MAX, INT64_MAX, INT64_MIN};
        static const double none[6] = {0, 0, 0, 0, 0, 0};
        assert_int_equal(run(method, 2, NULL, 3, apart, none, &fault), PATRON_E_OVERFLOW);
        static const int64_t below[3] = {INT64_MIN, 0, -1};
        assert_int_equal(run(method, 1, NULL, 3, below, none, &fault), PATRON_E_OVERFLOW);
        static const int64_t both[3] = {0, INT64_MAX, 1};
        assert_int_equal(run(method, 1, NULL, 3, both, none, &fault), PATRON_E_OVERFLOW);
    }
}

static void cents_that_doubles_cancel_arrive_all_the_same(void **state)
{
    (void)state;
    /* The two costs differ by less than a double of their size can tell. */
    static const int64_t costs[3] = {INT64_MAX - 212, INT64_MIN, 84};
    static const double used[6] = {0, 1, 2, 1, 0, 0};
    assert_int_equal(run(PATRON_ABC_RECIPROCAL, 2, NULL, 3, costs, used, NULL), PATRON_OK);
    assert_true(loaded[0] == 0 && loaded[1] == 0 && loaded[2] == 84 - 213);
    /* What comes leaves int64_t only with the cost that is there. */
    static const int64_t near[3] = {INT64_MAX / 2, 0, INT64_MAX / 2 + 900};
    patron_fault fault;
    assert_int_equal(run(PATRON_ABC_RECIPROCAL, 2, NULL, 3, near, used, &fault), PATRON_E_OVERFLOW);
    static const int64_t brim[3] = {1, 0, INT64_MAX};
    assert_int_equal(run(PATRON_ABC_RECIPROCAL, 2, NULL, 3, brim, used, &fault), PATRON_E_OVERFLOW);
    /* A full cost beyond a double. */
    static const int64_t large[3] = {INT64_MAX, INT64_MAX, 0};
    static const double leak[6] = {0, 1, 0, 1, 0, 0x1p-1000};
    assert_int_equal(run(PATRON_ABC_RECIPROCAL, 2, NULL, 3, large, leak, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "cost", -1);
}

static void no_departments_and_no_supports_are_valid(void **state)
{
    (void)state;
    static const int64_t costs[2] = {5, -7};
    for (uint32_t method = 0; method < 3; method++) {
        assert_int_equal(patron_abc_support(method, 0, NULL, 0, NULL, NULL, scratch, ROOM, NULL,
                                            NULL, NULL, &sums, NULL),
                         PATRON_OK);
        assert_true(sums.cost == 0 && sums.notes == 0);
        assert_int_equal(patron_abc_support(method, 2, costs, 0, NULL, NULL, scratch, ROOM, NULL,
                                            NULL, loaded, &sums, NULL),
                         PATRON_OK);
        assert_true(loaded[0] == 5 && loaded[1] == -7 && sums.operating == -2);
        assert_int_equal(run(method, 0, NULL, 2, costs, usage, NULL), PATRON_OK);
    }
}

#define REFUSED(call, status, name, row)                                                           \
    do {                                                                                           \
        assert_int_equal(call, status);                                                            \
        assert_fault(&fault, status, name, row);                                                   \
    } while (0)

static void faults_of_support_name_department_and_value(void **state)
{
    (void)state;
    patron_fault fault;
    static const double bad[8] = {0, 1, 2, 3, 1, 0, -1, 3},
                        odd[8] = {0, 1, 2, 3, 1, INFINITY, 1, 3};
    static const double huge[8] = {0, 1, DBL_MAX, DBL_MAX, DBL_MAX, 0, DBL_MAX, 3};
    static const uint32_t far[2] = {0, 2}, twice[2] = {1, 1};
    size_t size = patron_abc_support_scratch_size(4, 2);
    loaded[0] = -7;
    REFUSED(run(3, 2, NULL, 4, horngren, bad, &fault), PATRON_E_RANGE, "method", -1);
    REFUSED(run(0, 1025, NULL, 2000, horngren, bad, &fault), PATRON_E_RANGE, "supports", -1);
    REFUSED(run(0, 2, NULL, 1, horngren, bad, &fault), PATRON_E_RANGE, "supports", -1);
    if (SIZE_MAX > 2147483648u)
        REFUSED(run(0, 2, NULL, (size_t)2147483648u, horngren, bad, &fault), PATRON_E_RANGE,
                "departments", -1);
    REFUSED(run(0, 2, NULL, 4, NULL, bad, &fault), PATRON_E_NULL, "cost", -1);
    REFUSED(run(0, 2, NULL, 4, horngren, NULL, &fault), PATRON_E_NULL, "usage", -1);
    REFUSED(run(1, 2, far, 4, horngren, horngren_hours, &fault), PATRON_E_RANGE, "order", 1);
    REFUSED(run(1, 2, twice, 4, horngren, horngren_hours, &fault), PATRON_E_RANGE, "order", 1);
    REFUSED(run(2, 2, twice, 4, horngren, bad, &fault), PATRON_E_RANGE, "usage", 1);
    assert_true(fault.column == 2 && fault.real == -1);
    REFUSED(run(0, 2, NULL, 4, horngren, odd, &fault), PATRON_E_NOT_FINITE, "usage", 1);
    assert_true(fault.column == 1);
    REFUSED(patron_abc_support(0, 4, horngren, 2, bad, NULL, NULL, size, full, flow, loaded, &sums,
                               &fault),
            PATRON_E_NULL, "scratch", -1);
    REFUSED(patron_abc_support(0, 4, horngren, 2, bad, NULL, scratch, size - 1, full, flow, loaded,
                               &sums, &fault),
            PATRON_E_SCRATCH, "scratch_size", -1);
    REFUSED(patron_abc_support(0, 4, horngren, 2, bad, NULL, scratch, size, full, flow, NULL, &sums,
                               &fault),
            PATRON_E_NULL, "loaded", -1);
    REFUSED(patron_abc_support(0, 4, horngren, 2, bad, NULL, scratch, size, full, flow, loaded,
                               NULL, &fault),
            PATRON_E_NULL, "result", -1);
    patron_abc_support_sums unset = {0, 0, 0, 0, 0, 0};
    REFUSED(patron_abc_support(0, 4, horngren, 2, bad, NULL, scratch, size, full, flow, loaded,
                               &unset, &fault),
            PATRON_E_STRUCT, "result.struct_size", -1);
    assert_true(loaded[0] == -7);
    /* Usage whose sum is beyond a double is shared all the same. */
    for (uint32_t method = 0; method < 3; method++) {
        assert_int_equal(run(method, 2, NULL, 4, horngren, huge, NULL), PATRON_OK);
        assert_true(sums.operating == 13752150);
    }
    assert_true(patron_abc_support_scratch_size(2000, 1025) == SIZE_MAX);
    assert_true(patron_abc_support_scratch_size(SIZE_MAX / 8, 2) == SIZE_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(horngrens_departments_come_out_as_published),
        cmocka_unit_test(fractions_give_the_same_costs),
        cmocka_unit_test(every_method_ties_to_the_cent),
        cmocka_unit_test(reciprocal_is_the_limit_of_repeated_rounds),
        cmocka_unit_test(scaling_a_departments_usage_changes_nothing),
        cmocka_unit_test(support_that_serves_nobody_stays_unassigned),
        cmocka_unit_test(a_closed_loop_names_a_department_of_the_loop),
        cmocka_unit_test(the_largest_costs_tie_and_what_is_larger_overflows),
        cmocka_unit_test(cents_that_doubles_cancel_arrive_all_the_same),
        cmocka_unit_test(no_departments_and_no_supports_are_valid),
        cmocka_unit_test(faults_of_support_name_department_and_value),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
