#include "test_abc.h"

#include <stdlib.h>

static abc_block second_block, third_block;

static double random_quantity(support_random *random)
{
    switch (support_random_below(random, 4)) {
    case 0:
        return (double)support_random_below(random, 50);
    case 1:
        return (double)support_random_below(random, 1000) / 10.0;
    case 2:
        return support_random_exponential(random, 3.0);
    default:
        return support_random_exponential(random, 1.0) * 1e-6;
    }
}

/* A stage with costs from `least` on; pools of every basis unless actual. */
static void random_stage(support_random *random, abc_stage *stage, int64_t least, int actual)
{
    memset(stage, 0, sizeof *stage);
    stage->pools = 1 + (size_t)support_random_below(random, ABC_POOLS);
    stage->groups = 1 + (size_t)support_random_below(random, 7);
    stage->objects = 1 + (size_t)support_random_below(random, ABC_OBJECTS);
    size_t n = (size_t)support_random_below(random, ABC_ROWS);
    for (size_t p = 0; p < stage->pools; p++) {
        stage->cost[p] = support_random_integer(random, least, 10000000);
        stage->basis[p] = actual ? 0 : (uint32_t)support_random_below(random, 3);
        stage->group[p] = (uint32_t)support_random_below(random, stage->groups);
        stage->capacity[p] = support_random_between(random, 1.0, 900.0);
        stage->standard[p] = (double)stage->cost[p] / stage->capacity[p];
    }
    for (size_t i = 0; i < n; i++)
        abc_row(stage, (uint32_t)support_random_below(random, stage->pools),
                (uint32_t)support_random_below(random, stage->objects), random_quantity(random));
}

static int64_t column_sum(const abc_stage *stage, size_t group)
{
    int64_t sum = 0;
    for (size_t o = 0; o < stage->objects; o++)
        sum += stage->answer[o * stage->groups + group];
    return sum;
}

static int64_t group_assigned(const abc_stage *stage, size_t group)
{
    int64_t sum = 0;
    for (size_t p = 0; p < stage->pools; p++)
        sum += stage->group[p] == group ? stage->balance[p].assigned : 0;
    return sum;
}

static void every_stage_ties_to_the_cent(void **state)
{
    (void)state;
    static abc_stage stage;
    support_random random = support_random_from(1);
    for (int round = 0; round < 200; round++) {
        random_stage(&random, &stage, -1000000, 0);
        abc_run(&stage);
        for (size_t p = 0; p < stage.pools; p++) {
            const patron_abc_balance *b = &stage.balance[p];
            assert_true(b->cost == b->assigned + b->idle + b->unassigned - b->over_driven);
            assert_true(b->idle == 0 || b->over_driven == 0);
        }
        assert_true(stage.sums.cost == stage.sums.assigned + stage.sums.idle +
                                           stage.sums.unassigned - stage.sums.over_driven);
        for (size_t g = 0; g < stage.groups; g++)
            assert_true(column_sum(&stage, g) == group_assigned(&stage, g));
    }
}

static void each_cost_is_within_a_cent_of_its_share(void **state)
{
    (void)state;
    static abc_stage stage;
    static double share[ABC_OBJECTS * ABC_GROUPS];
    support_random random = support_random_from(2);
    for (int round = 0; round < 100; round++) {
        random_stage(&random, &stage, -1000000, 0);
        abc_run(&stage);
        memset(share, 0, sizeof share);
        for (size_t i = 0; i < stage.n; i++) {
            const patron_abc_balance *b = &stage.balance[stage.pool[i]];
            if (b->quantity > 0.0)
                share[stage.object[i] * stage.groups + stage.group[stage.pool[i]]] +=
                    (double)b->assigned * (stage.quantity[i] / b->quantity);
        }
        for (size_t c = 0; c < stage.objects * stage.groups; c++) {
            assert_true(fabs(share[c] - (double)stage.answer[c]) < 1.0 + 1e-6);
            assert_true(share[c] != 0.0 || stage.answer[c] == 0);
        }
    }
}

static void shuffle(support_random *random, abc_stage *stage)
{
    static uint32_t order[ABC_ROWS];
    static abc_stage from;
    from = *stage;
    support_random_permutation(random, order, stage->n);
    for (size_t i = 0; i < stage->n; i++) {
        stage->pool[i] = from.pool[order[i]];
        stage->object[i] = from.object[order[i]];
        stage->quantity[i] = from.quantity[order[i]];
    }
}

/* Adds the rows to a state in blocks, every other block by way of a second state. */
static void add_in_blocks(support_random *random, const abc_stage *stage, patron_abc_costs *costs)
{
    patron_abc_costs *part = abc_begin(stage, &third_block);
    for (size_t i = 0; i < stage->n;) {
        size_t rows = 1 + (size_t)support_random_below(random, stage->n - i);
        patron_abc_costs *to = support_random_below(random, 2) == 0 ? costs : part;
        assert_int_equal(patron_abc_costs_add(to, sizeof third_block, rows, stage->pool + i,
                                              stage->object + i, stage->quantity + i, NULL),
                         PATRON_OK);
        i += rows;
    }
    assert_int_equal(
        patron_abc_costs_merge(costs, sizeof second_block, part, sizeof third_block, NULL),
        PATRON_OK);
}

static void any_order_and_split_of_rows_gives_the_same_bytes(void **state)
{
    (void)state;
    static abc_stage stage, other;
    support_random random = support_random_from(3);
    for (int round = 0; round < 100; round++) {
        random_stage(&random, &stage, -1000000, 0);
        abc_run(&stage);
        other = stage;
        shuffle(&random, &other);
        add_in_blocks(&random, &other, abc_begin(&other, &second_block));
        size_t size = patron_abc_costs_size(stage.pools, stage.groups, stage.objects);
        assert_memory_equal(&abc_costs_block, &second_block, size);
        assert_int_equal(abc_end(&other, &second_block, other.answer), PATRON_OK);
        assert_memory_equal(stage.answer, other.answer,
                            stage.objects * stage.groups * sizeof *stage.answer);
    }
}

static void any_order_and_split_of_rows_has_the_same_totals(void **state)
{
    (void)state;
    static abc_stage stage;
    static unsigned char one[16384], two[16384];
    support_random random = support_random_from(4);
    for (int round = 0; round < 100; round++) {
        random_stage(&random, &stage, 0, 1);
        abc_add_up(&stage);
        size_t length = patron_abc_totals_encoded_size(stage.pools);
        patron_abc_totals *totals = abc_as_totals(&abc_totals_block);
        assert_int_equal(
            patron_abc_totals_encode(totals, sizeof abc_totals_block, one, sizeof one, NULL), 0);
        shuffle(&random, &stage);
        patron_abc_totals *left = abc_as_totals(&second_block);
        patron_abc_totals *right = abc_as_totals(&third_block);
        patron_abc_totals_init(left, sizeof second_block, stage.pools, NULL);
        patron_abc_totals_init(right, sizeof third_block, stage.pools, NULL);
        size_t cut = (size_t)support_random_below(&random, stage.n + 1);
        assert_int_equal(
            patron_abc_totals_add(left, sizeof second_block, cut, stage.pool, stage.quantity, NULL),
            0);
        assert_int_equal(patron_abc_totals_add(right, sizeof third_block, stage.n - cut,
                                               stage.pool + cut, stage.quantity + cut, NULL),
                         0);
        assert_int_equal(
            patron_abc_totals_merge(left, sizeof second_block, right, sizeof third_block, NULL), 0);
        assert_int_equal(patron_abc_totals_encode(left, sizeof second_block, two, sizeof two, NULL),
                         0);
        assert_memory_equal(one, two, length);
        uint64_t pools;
        assert_int_equal(patron_abc_totals_decoded_pools(two, length, &pools, NULL), 0);
        assert_true(pools == stage.pools);
        assert_int_equal(patron_abc_totals_decode(two, length, right, sizeof third_block, NULL), 0);
        double quantity[ABC_POOLS];
        uint64_t rows[ABC_POOLS], all = 0;
        assert_int_equal(
            patron_abc_totals_read(right, sizeof third_block, stage.pools, quantity, rows, NULL),
            0);
        assert_memory_equal(quantity, stage.total, stage.pools * sizeof *quantity);
        for (size_t p = 0; p < stage.pools; p++)
            all += rows[p];
        assert_true(all == stage.n);
        assert_int_equal(patron_abc_totals_encode(right, sizeof third_block, two, sizeof two, NULL),
                         0);
        assert_memory_equal(one, two, length);
    }
}

static void scaling_every_cost_scales_what_is_assigned(void **state)
{
    (void)state;
    static abc_stage stage, scaled;
    support_random random = support_random_from(5);
    for (int round = 0; round < 100; round++) {
        int64_t k = support_random_integer(&random, 2, 900);
        random_stage(&random, &stage, 0, 1);
        scaled = stage;
        for (size_t p = 0; p < stage.pools; p++)
            scaled.cost[p] *= k;
        abc_run(&stage);
        abc_run(&scaled);
        for (size_t p = 0; p < stage.pools; p++)
            assert_true(scaled.balance[p].assigned == k * stage.balance[p].assigned);
        for (size_t c = 0; c < stage.objects * stage.groups; c++) {
            int64_t gap = scaled.answer[c] - k * stage.answer[c];
            assert_true(gap >= -k && gap <= k);
        }
    }
}

static void merging_pools_of_the_same_driver_changes_no_cent(void **state)
{
    (void)state;
    static abc_stage stage, merged;
    support_random random = support_random_from(6);
    for (int round = 0; round < 100; round++) {
        memset(&stage, 0, sizeof stage);
        stage.pools = 2;
        stage.groups = 1;
        stage.objects = 1 + (size_t)support_random_below(&random, 40);
        stage.cost[0] = support_random_integer(&random, 0, 1000000);
        stage.cost[1] = support_random_integer(&random, 0, 1000000);
        merged = stage;
        merged.pools = 1;
        merged.cost[0] += merged.cost[1];
        for (uint32_t i = 0; i < ABC_ROWS / 2; i++) {
            uint32_t object = (uint32_t)support_random_below(&random, stage.objects);
            double quantity = random_quantity(&random);
            abc_row(&stage, 0, object, quantity);
            abc_row(&stage, 1, object, quantity);
            abc_row(&merged, 0, object, quantity);
        }
        abc_run(&stage);
        abc_run(&merged);
        assert_memory_equal(stage.answer, merged.answer, stage.objects * sizeof *stage.answer);
    }
}

static void merging_rows_of_the_same_customer_changes_no_cent(void **state)
{
    (void)state;
    static abc_stage stage, merged;
    support_random random = support_random_from(7);
    for (int round = 0; round < 100; round++) {
        random_stage(&random, &stage, 0, 1);
        for (size_t i = 0; i < stage.n; i++)
            stage.quantity[i] = (double)support_random_below(&random, 9);
        merged = stage;
        merged.n = 0;
        for (size_t i = 0; i < stage.n; i++) {
            size_t j = 0;
            while (j < merged.n &&
                   (merged.pool[j] != stage.pool[i] || merged.object[j] != stage.object[i]))
                j++;
            if (j == merged.n)
                abc_row(&merged, stage.pool[i], stage.object[i], 0.0);
            merged.quantity[j] += stage.quantity[i];
        }
        abc_run(&stage);
        abc_run(&merged);
        assert_memory_equal(stage.answer, merged.answer,
                            stage.objects * stage.groups * sizeof *stage.answer);
    }
}

static void costs_flow_as_costs_and_credits_as_credits(void **state)
{
    (void)state;
    static abc_stage stage, credit;
    support_random random = support_random_from(8);
    for (int round = 0; round < 100; round++) {
        random_stage(&random, &stage, round % 2 == 0 ? 0 : -5000000, 0);
        credit = stage;
        for (size_t p = 0; p < stage.pools; p++) {
            credit.cost[p] = -stage.cost[p];
            credit.standard[p] = -stage.standard[p];
        }
        abc_run(&stage);
        abc_run(&credit);
        for (size_t c = 0; c < stage.objects * stage.groups; c++) {
            assert_true(round % 2 != 0 || stage.answer[c] >= 0);
            assert_true(credit.answer[c] == -stage.answer[c]);
        }
        assert_true(credit.sums.idle == -stage.sums.idle);
        assert_true(credit.sums.over_driven == -stage.sums.over_driven);
    }
}

static void one_customer_gets_everything_exactly(void **state)
{
    (void)state;
    static const int64_t cost[6] = {INT64_MAX, INT64_MIN, 1, -1, 0, INT64_C(4611686018427387905)};
    static const double quantity[4] = {1.0, 3.0, 0.1, 1e300};
    for (int c = 0; c < 6; c++)
        for (int q = 0; q < 4; q++) {
            abc_stage stage;
            memset(&stage, 0, sizeof stage);
            stage.pools = stage.objects = stage.groups = 1;
            stage.cost[0] = cost[c];
            abc_row(&stage, 0, 0, quantity[q]);
            abc_run(&stage);
            assert_true(stage.answer[0] == stage.balance[0].assigned);
        }
}

/* Pools of one customer each, in rows of counts: costs and credits of any size stay whole. */
static void who_alone_uses_a_pool_bears_its_cost_exactly(void **state)
{
    (void)state;
    static abc_stage stage;
    support_random random = support_random_from(29);
    for (int t = 0; t < 400; t++) {
        memset(&stage, 0, sizeof stage);
        stage.pools = stage.objects = 6;
        stage.groups = 1;
        for (uint32_t p = 0; p < 6; p++) {
            uint64_t bits = support_random_bits(&random);
            int64_t size = (int64_t)(support_random_bits(&random) >> (4 + bits % 50));
            stage.cost[p] = bits >> 63 != 0 ? -size : size;
            for (int row = 0; row < 5; row++)
                abc_row(&stage, p, p, 1.0 + (double)(support_random_bits(&random) % 999));
        }
        abc_run(&stage);
        assert_memory_equal(stage.answer, stage.cost, 6 * sizeof *stage.cost);
    }
}

/* The smallest quantities, at a rate that makes money of them. */
static void quantities_below_the_normal_ones_carry_cost(void **state)
{
    (void)state;
    abc_stage stage;
    memset(&stage, 0, sizeof stage);
    stage.pools = stage.groups = 1;
    stage.objects = 2;
    stage.cost[0] = 10;
    stage.basis[0] = PATRON_ABC_STANDARD;
    stage.standard[0] = 1.7e308;
    abc_row(&stage, 0, 0, 4e-308);
    abc_row(&stage, 0, 1, 1e-308);
    abc_run(&stage);
    assert_true(stage.answer[0] == 7 && stage.answer[1] == 2 && stage.sums.over_driven == 0);
    stage.n = 0;
    abc_row(&stage, 0, 0, 0x1p-1024);
    abc_row(&stage, 0, 1, 0x1p-1025);
    stage.standard[0] = 0x1p1023;
    abc_run(&stage);
    assert_true(stage.answer[0] == 1 && stage.answer[1] == 0); /* 2/3 and 1/3 of 1 */
}

static void the_largest_costs_tie_though_quantities_are_rounded(void **state)
{
    (void)state;
    static abc_stage stage;
    support_random random = support_random_from(9);
    for (int round = 0; round < 200; round++) {
        memset(&stage, 0, sizeof stage);
        stage.pools = 1 + (size_t)support_random_below(&random, 3);
        stage.groups = 1;
        stage.objects = 1 + (size_t)support_random_below(&random, 5);
        for (size_t p = 0; p < stage.pools; p++) {
            stage.cost[p] = (int64_t)(support_random_bits(&random) >> 2);
            if (support_random_below(&random, 2) == 0)
                stage.cost[p] = -stage.cost[p];
        }
        for (int i = 0; i < 40; i++)
            abc_row(&stage, (uint32_t)support_random_below(&random, stage.pools),
                    (uint32_t)support_random_below(&random, stage.objects),
                    support_random_uniform(&random));
        abc_add_up(&stage);
        if (patron_abc_rates(stage.pools, stage.cost, NULL, NULL, NULL, stage.total, stage.balance,
                             NULL, NULL) != PATRON_OK)
            continue;
        patron_abc_costs *costs = abc_begin(&stage, &abc_costs_block);
        assert_int_equal(patron_abc_costs_add(costs, sizeof abc_costs_block, stage.n, stage.pool,
                                              stage.object, stage.quantity, NULL),
                         0);
        int32_t status = abc_end(&stage, &abc_costs_block, stage.answer);
        assert_true(status == PATRON_OK || (status == PATRON_E_OVERFLOW && stage.pools > 1));
        uint64_t sum = 0, assigned = 0;
        for (size_t o = 0; status == PATRON_OK && o < stage.objects; o++)
            sum += (uint64_t)stage.answer[o];
        for (size_t p = 0; status == PATRON_OK && p < stage.pools; p++)
            assigned += (uint64_t)stage.balance[p].assigned;
        assert_true(sum == assigned);
    }
}

static void a_matrix_of_drivers_gives_the_cents_of_its_rows(void **state)
{
    (void)state;
    static abc_stage stage;
    static double matrix[ABC_POOLS * ABC_OBJECTS];
    static int64_t cell[ABC_POOLS * ABC_OBJECTS], cost[ABC_OBJECTS];
    support_random random = support_random_from(10);
    for (int round = 0; round < 60; round++) {
        memset(&stage, 0, sizeof stage);
        stage.pools = stage.groups = 1 + (size_t)support_random_below(&random, 8);
        stage.objects = 1 + (size_t)support_random_below(&random, 20);
        for (uint32_t p = 0; p < stage.pools; p++) {
            stage.cost[p] = support_random_integer(&random, -5000000, 10000000);
            stage.group[p] = p;
            for (uint32_t o = 0; o < stage.objects; o++)
                abc_row(&stage, p, o, p == 3 ? 0.0 : random_quantity(&random));
        }
        memcpy(matrix, stage.quantity, stage.n * sizeof *matrix);
        abc_run(&stage);
        double total[ABC_POOLS];
        assert_int_equal(patron_abc_cells_totals(stage.pools, stage.objects, matrix, total, NULL),
                         0);
        assert_memory_equal(total, stage.total, stage.pools * sizeof *total);
        assert_int_equal(patron_abc_cells(stage.pools, stage.balance, stage.objects, matrix,
                                          abc_scratch, sizeof abc_scratch, cell, cost, NULL),
                         0);
        for (size_t o = 0; o < stage.objects; o++) {
            int64_t sum = 0;
            for (size_t p = 0; p < stage.pools; p++) {
                assert_true(cell[p * stage.objects + o] == stage.answer[o * stage.groups + p]);
                sum += stage.answer[o * stage.groups + p];
            }
            assert_true(cost[o] == sum);
        }
        assert_int_equal(patron_abc_cells(stage.pools, stage.balance, stage.objects, matrix,
                                          abc_scratch, sizeof abc_scratch, cell, NULL, NULL),
                         0);
    }
}

static void the_trace_of_a_customer_adds_up_to_its_cost(void **state)
{
    (void)state;
    static abc_stage stage;
    support_random random = support_random_from(11);
    for (int round = 0; round < 100; round++) {
        random_stage(&random, &stage, -1000000, 0);
        abc_run(&stage);
        for (uint32_t o = 0; o < stage.objects; o++) {
            double used[ABC_POOLS];
            int64_t amount[ABC_POOLS];
            assert_int_equal(patron_abc_object_quantities(
                                 o, stage.n, stage.pool, stage.object, stage.quantity, abc_scratch,
                                 sizeof abc_scratch, stage.pools, used, NULL),
                             0);
            assert_int_equal(patron_abc_trace(stage.pools, stage.balance, stage.group, used,
                                              stage.groups, &stage.answer[o * stage.groups],
                                              abc_scratch, sizeof abc_scratch, amount, NULL),
                             0);
            for (size_t p = 0; p < stage.pools; p++) {
                const patron_abc_balance *b = &stage.balance[p];
                double share =
                    b->quantity > 0.0 ? (double)b->assigned * (used[p] / b->quantity) : 0;
                stage.answer[o * stage.groups + stage.group[p]] -= amount[p];
                assert_true(fabs(share - (double)amount[p]) < 1.0 + 1e-6);
            }
            for (size_t g = 0; g < stage.groups; g++)
                assert_true(stage.answer[o * stage.groups + g] == 0);
        }
    }
}

static void quantities_of_any_size_add_up_exactly(void **state)
{
    (void)state;
    static const uint32_t pool[6] = {0, 0, 0, 1, 1, 1};
    static const double quantity[6] = {1e300, 1.0, 4294967296.0, 5e-324, 4294967295.0, 0.0};
    patron_abc_totals *totals = abc_as_totals(&abc_totals_block);
    double total[2], doubled[2];
    uint64_t rows[2];
    size_t size = patron_abc_totals_size(2);
    assert_int_equal(patron_abc_totals_init(totals, size, 2, NULL), 0);
    assert_int_equal(patron_abc_totals_add(totals, size, 6, pool, quantity, NULL), 0);
    assert_int_equal(patron_abc_totals_read(totals, size, 2, total, rows, NULL), 0);
    assert_true(total[0] == 1e300 && total[1] == 4294967295.0 && rows[0] == 3 && rows[1] == 3);
    assert_int_equal(patron_abc_totals_merge(totals, size, totals, size, NULL), 0);
    assert_int_equal(patron_abc_totals_read(totals, size, 2, doubled, rows, NULL), 0);
    assert_true(doubled[1] == 2 * 4294967295.0 && rows[1] == 6);
    assert_int_equal(patron_abc_totals_check(totals, size, NULL), 0);
}

static void nothing_costs_nothing(void **state)
{
    (void)state;
    abc_stage stage;
    memset(&stage, 0, sizeof stage);
    stage.groups = 3;
    abc_run(&stage);
    stage.objects = 2;
    abc_run(&stage);
    for (int c = 0; c < 6; c++)
        assert_true(stage.answer[c] == 0);
    stage.pools = 2;
    stage.objects = 0;
    abc_run(&stage);
    assert_int_equal(patron_abc_cells(0, NULL, 2, NULL, abc_scratch, sizeof abc_scratch, NULL,
                                      stage.answer, NULL),
                     0);
    assert_true(stage.answer[0] == 0 && stage.answer[1] == 0);
    assert_int_equal(patron_abc_cells(2, stage.balance, 0, NULL, abc_scratch, sizeof abc_scratch,
                                      NULL, NULL, NULL),
                     0);
    assert_int_equal(patron_abc_cells_totals(2, 0, NULL, stage.total, NULL), 0);
    assert_true(stage.total[0] == 0.0);
    assert_int_equal(patron_abc_cells_totals(0, 2, NULL, NULL, NULL), 0);
    int64_t zero[1] = {0};
    assert_int_equal(
        patron_abc_trace(0, NULL, NULL, NULL, 1, zero, abc_scratch, sizeof abc_scratch, NULL, NULL),
        0);
    assert_int_equal(patron_abc_object_quantities(0, 0, NULL, NULL, NULL, abc_scratch,
                                                  sizeof abc_scratch, 0, NULL, NULL),
                     0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_stage_ties_to_the_cent),
        cmocka_unit_test(each_cost_is_within_a_cent_of_its_share),
        cmocka_unit_test(any_order_and_split_of_rows_gives_the_same_bytes),
        cmocka_unit_test(any_order_and_split_of_rows_has_the_same_totals),
        cmocka_unit_test(scaling_every_cost_scales_what_is_assigned),
        cmocka_unit_test(merging_pools_of_the_same_driver_changes_no_cent),
        cmocka_unit_test(merging_rows_of_the_same_customer_changes_no_cent),
        cmocka_unit_test(costs_flow_as_costs_and_credits_as_credits),
        cmocka_unit_test(one_customer_gets_everything_exactly),
        cmocka_unit_test(who_alone_uses_a_pool_bears_its_cost_exactly),
        cmocka_unit_test(quantities_below_the_normal_ones_carry_cost),
        cmocka_unit_test(the_largest_costs_tie_though_quantities_are_rounded),
        cmocka_unit_test(a_matrix_of_drivers_gives_the_cents_of_its_rows),
        cmocka_unit_test(the_trace_of_a_customer_adds_up_to_its_cost),
        cmocka_unit_test(quantities_of_any_size_add_up_exactly),
        cmocka_unit_test(nothing_costs_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
