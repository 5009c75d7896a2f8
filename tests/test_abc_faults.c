#include "test_abc.h"

#include <float.h>

#include "abc/abc_costs.h"
#include "abc/abc_totals.h"
#include "numeric/numeric_codec.h"

#define REFUSED(call, status, name, row)                                                           \
    do {                                                                                           \
        assert_int_equal(call, status);                                                            \
        assert_fault(&fault, status, name, row);                                                   \
    } while (0)

static patron_fault fault;
static abc_block other_block;

static const int64_t two_costs[2] = {1000, 500};
static const double two_quantities[2] = {10.0, 5.0};

static void two_pools(patron_abc_balance *balance)
{
    assert_int_equal(
        patron_abc_rates(2, two_costs, NULL, NULL, NULL, two_quantities, balance, NULL, NULL),
        PATRON_OK);
}

static void rates_name_what_is_wrong_and_write_nothing(void **state)
{
    (void)state;
    static const uint32_t basis[2] = {PATRON_ABC_CAPACITY, PATRON_ABC_STANDARD}, three[2] = {0, 3};
    static const double good[2] = {1, 2}, zero[2] = {0, 2}, infinite[2] = {HUGE_VAL, HUGE_VAL};
    static const double below[2] = {1, -1}, tiny[2] = {1, DBL_MIN};
    static const int64_t most[2] = {INT64_MAX, INT64_MAX};
    patron_abc_balance b[2], kept[2];
    patron_abc_sums sums;
    sums.struct_size = sizeof sums;
    two_pools(b);
    memcpy(kept, b, sizeof b);
    const int64_t *c = two_costs;
    REFUSED(patron_abc_rates(2, NULL, NULL, NULL, NULL, good, b, NULL, &fault), PATRON_E_NULL,
            "cost", -1);
    REFUSED(patron_abc_rates(2, c, basis, NULL, good, good, b, NULL, &fault), PATRON_E_NULL,
            "capacity", -1);
    REFUSED(patron_abc_rates(2, c, basis, good, NULL, good, b, NULL, &fault), PATRON_E_NULL,
            "standard", -1);
    REFUSED(patron_abc_rates(2, c, basis, good, good, NULL, b, NULL, &fault), PATRON_E_NULL,
            "quantity", -1);
    REFUSED(patron_abc_rates(2, c, basis, good, good, good, NULL, NULL, &fault), PATRON_E_NULL,
            "balance", -1);
    REFUSED(patron_abc_rates(2, c, three, NULL, NULL, good, b, NULL, &fault), PATRON_E_RANGE,
            "basis", 1);
    REFUSED(patron_abc_rates(2, c, basis, zero, good, good, b, NULL, &fault), PATRON_E_RANGE,
            "capacity", 0);
    REFUSED(patron_abc_rates(2, c, basis, infinite, good, good, b, NULL, &fault),
            PATRON_E_NOT_FINITE, "capacity", 0);
    REFUSED(patron_abc_rates(2, c, basis, good, infinite, good, b, NULL, &fault),
            PATRON_E_NOT_FINITE, "standard", 1);
    REFUSED(patron_abc_rates(2, c, NULL, NULL, NULL, below, b, NULL, &fault), PATRON_E_RANGE,
            "quantity", 1);
    REFUSED(patron_abc_rates(2, c, NULL, NULL, NULL, infinite, b, NULL, &fault),
            PATRON_E_NOT_FINITE, "quantity", 0);
    REFUSED(patron_abc_rates(2, most, NULL, NULL, NULL, tiny, b, NULL, &fault), PATRON_E_OVERFLOW,
            "cost", 1);
    REFUSED(patron_abc_rates(2, most, NULL, NULL, NULL, good, b, &sums, &fault), PATRON_E_OVERFLOW,
            "cost", -1);
    sums.struct_size = 0;
    REFUSED(patron_abc_rates(2, c, NULL, NULL, NULL, good, b, &sums, &fault), PATRON_E_STRUCT,
            "result.struct_size", -1);
    REFUSED(patron_abc_rates(0x80000000u, c, NULL, NULL, NULL, good, b, &sums, &fault),
            PATRON_E_RANGE, "n", -1);
    assert_memory_equal(b, kept, sizeof b);
    assert_int_equal(patron_abc_rates(0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL), 0);
    /* A cost below 0 at a rate above it: what is over-driven leaves int64_t. */
    static const int64_t least[1] = {INT64_MIN};
    static const uint32_t standard[1] = {PATRON_ABC_STANDARD};
    REFUSED(patron_abc_rates(1, least, standard, NULL, good, good, b, NULL, &fault),
            PATRON_E_OVERFLOW, "cost", 0);
    /* Half a unit below 2^64, and 2^63: neither wraps. */
    static const double factor[2] = {145295143558111.0, 0x1p62}, times[2] = {126960.5, 2.0};
    for (int k = 0; k < 2; k++)
        REFUSED(
            patron_abc_rates(1, two_costs, standard, NULL, factor + k, times + k, b, NULL, &fault),
            PATRON_E_OVERFLOW, "cost", 0);
}

static void levels_name_what_is_wrong(void **state)
{
    (void)state;
    static const uint32_t level[2] = {0, 6}, same[2] = {1, 1}, apart[2] = {1, 2};
    static const int64_t most[2] = {INT64_MAX, INT64_MAX};
    patron_abc_level_sums sums;
    sums.struct_size = sizeof sums;
    REFUSED(patron_abc_levels(6, 2, level, two_costs, NULL, NULL, &sums, &fault), PATRON_E_RANGE,
            "push_level", -1);
    REFUSED(patron_abc_levels(5, 2, level, two_costs, NULL, NULL, &sums, &fault), PATRON_E_RANGE,
            "level", 1);
    REFUSED(patron_abc_levels(5, 2, NULL, two_costs, NULL, NULL, &sums, &fault), PATRON_E_NULL,
            "level", -1);
    REFUSED(patron_abc_levels(5, 2, level, NULL, NULL, NULL, &sums, &fault), PATRON_E_NULL, "cost",
            -1);
    REFUSED(patron_abc_levels(5, 2, level, two_costs, NULL, NULL, NULL, &fault), PATRON_E_NULL,
            "result", -1);
    REFUSED(patron_abc_levels(5, 2, same, most, NULL, NULL, &sums, &fault), PATRON_E_OVERFLOW,
            "cost", -1);
    REFUSED(patron_abc_levels(1, 2, apart, most, NULL, NULL, &sums, &fault), PATRON_E_OVERFLOW,
            "cost", -1);
    REFUSED(patron_abc_levels(1, 0x80000000u, apart, most, NULL, NULL, &sums, &fault),
            PATRON_E_RANGE, "n", -1);
}

static void parts_name_what_is_wrong(void **state)
{
    (void)state;
    patron_abc_balance b[2], parted[2];
    int64_t part[2] = {10, 10};
    two_pools(b);
    REFUSED(patron_abc_part(2, NULL, part, parted, &fault), PATRON_E_NULL, "balance", -1);
    REFUSED(patron_abc_part(2, b, NULL, parted, &fault), PATRON_E_NULL, "part", -1);
    REFUSED(patron_abc_part(2, b, part, NULL, &fault), PATRON_E_NULL, "parted", -1);
    REFUSED(patron_abc_part(0x80000000u, b, part, parted, &fault), PATRON_E_RANGE, "n", -1);
    static const uint32_t basis[2] = {PATRON_ABC_STANDARD, PATRON_ABC_STANDARD};
    static const double standard[2] = {1e18, 1e18}, one[2] = {1, 1};
    static const int64_t small[2] = {1, 0};
    assert_int_equal(patron_abc_rates(2, small, basis, NULL, standard, one, b, NULL, NULL), 0);
    part[0] = 9;
    REFUSED(patron_abc_part(2, b, part, parted, &fault), PATRON_E_RANGE, "part", 1);
    assert_true(parted[0].assigned == INT64_C(9000000000000000000));
    part[0] = 10;
    REFUSED(patron_abc_part(2, b, part, parted, &fault), PATRON_E_OVERFLOW, "part", 0);
    part[0] = 100;
    REFUSED(patron_abc_part(2, b, part, parted, &fault), PATRON_E_OVERFLOW, "part", 0);
    static const double power[2] = {0x1p62, 0x1p62};
    patron_abc_rates(1, small, basis, NULL, power, one, b, NULL, NULL);
    part[0] = 2;
    REFUSED(patron_abc_part(1, b, part, parted, &fault), PATRON_E_OVERFLOW, "part", 0);
    patron_abc_rates(1, small, basis, NULL, standard, one, b, NULL, NULL);
    part[0] = -10;
    b[0].assigned = -b[0].assigned;
    b[0].over_driven = b[0].assigned - 1;
    REFUSED(patron_abc_part(2, b, part, parted, &fault), PATRON_E_OVERFLOW, "part", 0);
    b[0].assigned = 1;
    b[0].over_driven = 0;
    b[0].rate = DBL_MAX;
    REFUSED(patron_abc_part(2, b, part, parted, &fault), PATRON_E_OVERFLOW, "part", 0);
}

/* Every way for a balance not to be one. */
static void a_balance_that_is_none_is_named_wherever_it_goes(void **state)
{
    (void)state;
    static const double quantity[2] = {1, 1}, matrix[4] = {1, 1, 1, 1};
    static const int64_t cost[1] = {0};
    int64_t part[2] = {1, 1}, amount[4];
    for (int wrong = 0; wrong < 10; wrong++) {
        patron_abc_balance b[2], after[2];
        patron_abc_change change;
        change.struct_size = sizeof change;
        two_pools(b);
        memcpy(after, b, sizeof b);
        b[1].basis = PATRON_ABC_CAPACITY;
        b[1].capacity = 5.0;
        switch (wrong) {
        case 0:
            b[1].basis = 3;
            break;
        case 1:
            b[1].quantity = (double)NAN;
            break;
        case 2:
            b[1].quantity = -1.0;
            break;
        case 3:
            b[1].rate = HUGE_VAL;
            break;
        case 4:
            b[1].capacity = 0.0;
            break;
        case 5:
            b[1].capacity = HUGE_VAL;
            break;
        case 6:
            b[1].quantity = 0.0;
            break;
        case 7:
            b[1].idle++;
            break;
        case 8:
            b[1].over_driven--;
            break;
        default:
            b[1].unassigned++;
            break;
        }
        REFUSED(patron_abc_part(2, b, part, after, &fault), PATRON_E_RANGE, "balance", 1);
        two_pools(after);
        REFUSED(patron_abc_costs_init(abc_as_costs(&abc_costs_block), sizeof abc_costs_block, 2, b,
                                      NULL, 1, 2, &fault),
                PATRON_E_RANGE, "balance", 1);
        REFUSED(patron_abc_cells(2, b, 2, matrix, abc_scratch, sizeof abc_scratch, amount, NULL,
                                 &fault),
                PATRON_E_RANGE, "balance", 1);
        REFUSED(patron_abc_trace(2, b, NULL, quantity, 1, cost, abc_scratch, sizeof abc_scratch,
                                 amount, &fault),
                PATRON_E_RANGE, "balance", 1);
        REFUSED(patron_abc_shift(0, 1, 1, 1, 0, 2, b, after, &fault), PATRON_E_RANGE, "before", 1);
        REFUSED(patron_abc_compare(2, b, after, &change, &fault), PATRON_E_RANGE, "before", 1);
        REFUSED(patron_abc_compare(2, after, b, &change, &fault), PATRON_E_RANGE, "after", 1);
        REFUSED(patron_abc_drive(2, b, quantity, after, &fault), PATRON_E_RANGE, "before", 1);
        two_pools(after);
        REFUSED(patron_abc_cut(2, b, quantity, NULL, after, &fault), PATRON_E_RANGE, "before", 1);
    }
}

static void totals_take_exactly_the_rows_before_a_fault(void **state)
{
    (void)state;
    static const uint32_t pool[4] = {0, 1, 1, 2}, wrong_pool[4] = {0, 1, 2, 0};
    static const double good[4] = {1, 2, 3, 4}, below[4] = {1, 2, -3, 4},
                        nan[4] = {1, 2, (double)NAN, 4};
    static const double infinite[4] = {1, HUGE_VAL, 3, 4};
    double total[2];
    uint64_t rows[2];
    patron_abc_totals *totals = abc_as_totals(&abc_totals_block);
    const size_t size = patron_abc_totals_size(2);
    assert_int_equal(patron_abc_totals_init(totals, size, 2, NULL), PATRON_OK);
    REFUSED(patron_abc_totals_add(totals, size, 4, wrong_pool, good, &fault), PATRON_E_RANGE,
            "pool", 2);
    REFUSED(patron_abc_totals_add(totals, size, 4, pool, below, &fault), PATRON_E_RANGE, "quantity",
            2);
    REFUSED(patron_abc_totals_add(totals, size, 4, pool, nan, &fault), PATRON_E_NOT_FINITE,
            "quantity", 2);
    REFUSED(patron_abc_totals_add(totals, size, 4, pool, infinite, &fault), PATRON_E_NOT_FINITE,
            "quantity", 1);
    REFUSED(patron_abc_totals_add(totals, size, 4, NULL, good, &fault), PATRON_E_NULL, "pool", -1);
    REFUSED(patron_abc_totals_add(totals, size, 4, pool, NULL, &fault), PATRON_E_NULL, "quantity",
            -1);
    assert_int_equal(patron_abc_totals_add(totals, size, 0, NULL, NULL, NULL), PATRON_OK);
    assert_int_equal(patron_abc_totals_read(totals, size, 2, total, rows, NULL), PATRON_OK);
    assert_true(rows[0] == 4 && rows[1] == 3 && total[0] == 4.0 && total[1] == 6.0);
    REFUSED(patron_abc_totals_read(totals, size, 3, total, rows, &fault), PATRON_E_RANGE, "pools",
            -1);
    REFUSED(patron_abc_totals_read(totals, size, 2, NULL, rows, &fault), PATRON_E_NULL, "quantity",
            -1);
    static const uint32_t zeros[2] = {1, 1};
    static const double huge[2] = {DBL_MAX, DBL_MAX};
    assert_int_equal(patron_abc_totals_add(totals, size, 2, zeros, huge, NULL), PATRON_OK);
    total[0] = 77.0;
    REFUSED(patron_abc_totals_read(totals, size, 2, total, rows, &fault), PATRON_E_OVERFLOW,
            "quantity", 1);
    assert_true(total[0] == 77.0);
}

static void blocks_of_the_wrong_place_or_size_are_named(void **state)
{
    (void)state;
    patron_abc_balance b[2];
    two_pools(b);
    patron_abc_totals *totals = abc_as_totals(&abc_totals_block),
                      *more = abc_as_totals(&other_block);
    patron_abc_totals *odd =
        (patron_abc_totals *)(void *)(abc_totals_block.bytes + 4); /* never read through */
    const size_t size = patron_abc_totals_size(2);
    REFUSED(patron_abc_totals_init(NULL, size, 2, &fault), PATRON_E_NULL, "totals", -1);
    REFUSED(patron_abc_totals_init(odd, size, 2, &fault), PATRON_E_ALIGN, "totals", -1);
    REFUSED(patron_abc_totals_init(totals, size - 1, 2, &fault), PATRON_E_SIZE, "totals_size", -1);
    REFUSED(patron_abc_totals_init(totals, size, 16777217, &fault), PATRON_E_RANGE, "pools", -1);
    assert_int_equal(patron_abc_totals_init(totals, size, 2, NULL), PATRON_OK);
    REFUSED(patron_abc_totals_check(totals, 8, &fault), PATRON_E_SIZE, "totals_size", -1);
    REFUSED(patron_abc_totals_check(totals, size - 1, &fault), PATRON_E_SIZE, "totals_size", -1);
    REFUSED(patron_abc_totals_add(totals, 8, 0, NULL, NULL, &fault), PATRON_E_SIZE, "totals_size",
            -1);
    REFUSED(patron_abc_totals_check(odd, size, &fault), PATRON_E_ALIGN, "totals", -1);
    REFUSED(patron_abc_totals_read(totals, 8, 2, NULL, NULL, &fault), PATRON_E_SIZE, "totals_size",
            -1);
    REFUSED(patron_abc_totals_merge(totals, 8, more, size, &fault), PATRON_E_SIZE, "totals_size",
            -1);
    assert_int_equal(patron_abc_totals_init(more, size, 1, NULL), PATRON_OK);
    REFUSED(patron_abc_totals_merge(totals, size, more, 8, &fault), PATRON_E_SIZE, "other_size",
            -1);
    REFUSED(patron_abc_totals_merge(totals, size, more, size, &fault), PATRON_E_RANGE, "other", -1);
    assert_true(patron_abc_totals_size(16777217) == SIZE_MAX);
    assert_true(patron_abc_totals_encoded_size(16777217) == SIZE_MAX);
    assert_true(patron_abc_costs_size(16777217, 1, 1) == SIZE_MAX);
    assert_true(patron_abc_costs_size(1, 0, 1) == SIZE_MAX);
    assert_true(patron_abc_costs_size(1, 16777217, 1) == SIZE_MAX);
    assert_true(patron_abc_costs_size(1, 1, 0x80000000u) == SIZE_MAX);
    assert_true(patron_abc_object_quantities_scratch_size(16777217) == SIZE_MAX);
    patron_abc_costs *costs = abc_as_costs(&abc_costs_block);
    patron_abc_costs *askew = (patron_abc_costs *)(void *)(abc_costs_block.bytes + 4);
    const size_t bytes = patron_abc_costs_size(2, 1, 3);
    REFUSED(patron_abc_costs_init(askew, bytes, 2, b, NULL, 1, 3, &fault), PATRON_E_ALIGN, "costs",
            -1);
    REFUSED(patron_abc_costs_init(costs, bytes - 1, 2, b, NULL, 1, 3, &fault), PATRON_E_SIZE,
            "costs_size", -1);
    REFUSED(patron_abc_costs_init(costs, bytes, 2, NULL, NULL, 1, 3, &fault), PATRON_E_NULL,
            "balance", -1);
    REFUSED(patron_abc_costs_init(costs, bytes, 16777217, b, NULL, 1, 3, &fault), PATRON_E_RANGE,
            "n", -1);
    REFUSED(patron_abc_costs_init(costs, bytes, 2, b, NULL, 0, 3, &fault), PATRON_E_RANGE, "groups",
            -1);
    REFUSED(patron_abc_costs_init(costs, bytes, 2, b, NULL, 16777217, 3, &fault), PATRON_E_RANGE,
            "groups", -1);
    REFUSED(patron_abc_costs_init(costs, bytes, 2, b, NULL, 1, 0x80000000u, &fault), PATRON_E_RANGE,
            "objects", -1);
    static const uint32_t group[2] = {0, 1};
    REFUSED(patron_abc_costs_init(costs, bytes, 2, b, group, 1, 3, &fault), PATRON_E_RANGE, "group",
            1);
    assert_int_equal(patron_abc_costs_init(costs, bytes, 2, b, NULL, 1, 3, NULL), PATRON_OK);
    REFUSED(patron_abc_costs_check(costs, 8, &fault), PATRON_E_SIZE, "costs_size", -1);
    REFUSED(patron_abc_costs_check(costs, bytes - 1, &fault), PATRON_E_SIZE, "costs_size", -1);
    REFUSED(patron_abc_costs_check(askew, bytes, &fault), PATRON_E_ALIGN, "costs", -1);
    patron_abc_costs *second = abc_as_costs(&other_block);
    assert_int_equal(patron_abc_costs_init(second, sizeof other_block, 2, b, NULL, 1, 4, NULL), 0);
    REFUSED(patron_abc_costs_merge(costs, bytes, second, 8, &fault), PATRON_E_SIZE, "other_size",
            -1);
    REFUSED(patron_abc_costs_merge(costs, 8, second, 8, &fault), PATRON_E_SIZE, "costs_size", -1);
    REFUSED(patron_abc_costs_merge(costs, bytes, second, sizeof other_block, &fault),
            PATRON_E_RANGE, "other", -1);
    patron_abc_costs_init(second, sizeof other_block, 2, b, NULL, 2, 3, NULL);
    REFUSED(patron_abc_costs_merge(costs, bytes, second, sizeof other_block, &fault),
            PATRON_E_RANGE, "other", -1);
    patron_abc_costs_init(second, sizeof other_block, 1, b, NULL, 1, 3, NULL);
    REFUSED(patron_abc_costs_merge(costs, bytes, second, sizeof other_block, &fault),
            PATRON_E_RANGE, "other", -1);
    b[1].cost++;
    b[1].assigned++;
    patron_abc_costs_init(second, sizeof other_block, 2, b, NULL, 1, 3, NULL);
    REFUSED(patron_abc_costs_merge(costs, bytes, second, sizeof other_block, &fault),
            PATRON_E_RANGE, "other", -1);
}

static void costs_take_exactly_the_rows_before_a_fault(void **state)
{
    (void)state;
    static const uint32_t pool[4] = {0, 0, 1, 1}, object[4] = {0, 1, 2, 0};
    static const uint32_t wrong_pool[4] = {0, 0, 1, 2}, wrong_object[4] = {0, 1, 2, 3};
    static const double good[4] = {4, 6, 2, 3}, above[4] = {4, 6, 2, 5.1}, below[4] = {4, 6, 2, -1};
    static const double nan[4] = {4, 6, 2, (double)NAN};
    int64_t cost[3] = {77, 77, 77};
    patron_abc_balance b[2];
    two_pools(b);
    patron_abc_costs *costs = abc_as_costs(&abc_costs_block);
    const size_t size = patron_abc_costs_size(2, 1, 3);
    const uint32_t *const pools[5] = {wrong_pool, pool, pool, pool, pool};
    const uint32_t *const objects[5] = {object, wrong_object, object, object, object};
    const double *const quantities[5] = {good, good, above, below, nan};
    static const char *const name[5] = {"pool", "object", "quantity", "quantity", "quantity"};
    for (int f = 0; f < 5; f++) {
        int32_t expected = f == 4 ? PATRON_E_NOT_FINITE : PATRON_E_RANGE;
        assert_int_equal(patron_abc_costs_init(costs, size, 2, b, NULL, 1, 3, NULL), PATRON_OK);
        REFUSED(patron_abc_costs_add(costs, size, 4, pools[f], objects[f], quantities[f], &fault),
                expected, name[f], 3);
        REFUSED(
            patron_abc_costs_finish(costs, size, abc_scratch, sizeof abc_scratch, 3, cost, &fault),
            PATRON_E_RANGE, "costs", 0);
        assert_true(cost[0] == 77);
        assert_int_equal(
            patron_abc_costs_add(costs, size, 1, pool + 3, object + 3, good + 3, &fault),
            PATRON_OK);
        assert_int_equal(
            patron_abc_costs_finish(costs, size, abc_scratch, sizeof abc_scratch, 3, cost, &fault),
            PATRON_OK);
        assert_true(cost[0] == 700 && cost[1] == 600 && cost[2] == 200);
        cost[0] = 77;
    }
    REFUSED(patron_abc_costs_add(costs, size, 1, NULL, object, good, &fault), PATRON_E_NULL, "pool",
            -1);
    REFUSED(patron_abc_costs_add(costs, size, 1, pool, NULL, good, &fault), PATRON_E_NULL, "object",
            -1);
    REFUSED(patron_abc_costs_add(costs, size, 1, pool, object, NULL, &fault), PATRON_E_NULL,
            "quantity", -1);
    REFUSED(patron_abc_costs_add(costs, 8, 1, pool, object, good, &fault), PATRON_E_SIZE,
            "costs_size", -1);
    assert_int_equal(patron_abc_costs_add(costs, size, 0, NULL, NULL, NULL, NULL), PATRON_OK);
}

static void finishing_names_what_is_missing(void **state)
{
    (void)state;
    static const uint32_t pool[2] = {0, 1}, object[2] = {0, 0}, group[2] = {0, 4};
    static const uint32_t four[4] = {0, 1, 2, 3}, both[4] = {2, 2, 1, 1};
    static const int64_t most[4] = {INT64_MAX, INT64_MAX, INT64_MAX, INT64_MAX};
    int64_t cost[15];
    patron_abc_balance b[2];
    two_pools(b);
    patron_abc_costs *costs = abc_as_costs(&abc_costs_block);
    size_t size = patron_abc_costs_size(2, 5, 3);
    assert_int_equal(patron_abc_costs_init(costs, size, 2, b, group, 5, 3, NULL), PATRON_OK);
    assert_int_equal(patron_abc_costs_add(costs, size, 1, pool, object, two_quantities, NULL), 0);
    REFUSED(patron_abc_costs_finish(costs, size, abc_scratch, sizeof abc_scratch, 15, cost, &fault),
            PATRON_E_RANGE, "costs", 4);
    REFUSED(patron_abc_costs_finish(costs, size, abc_scratch, sizeof abc_scratch, 14, cost, &fault),
            PATRON_E_RANGE, "cells", -1);
    REFUSED(patron_abc_costs_finish(costs, size, abc_scratch, sizeof abc_scratch, 15, NULL, &fault),
            PATRON_E_NULL, "cost", -1);
    REFUSED(patron_abc_costs_finish(costs, size, NULL, sizeof abc_scratch, 15, cost, &fault),
            PATRON_E_NULL, "scratch", -1);
    REFUSED(patron_abc_costs_finish(costs, size, abc_scratch,
                                    patron_abc_costs_finish_scratch_size() - 1, 15, cost, &fault),
            PATRON_E_SCRATCH, "scratch_size", -1);
    REFUSED(patron_abc_costs_finish(costs, 8, abc_scratch, sizeof abc_scratch, 15, cost, &fault),
            PATRON_E_SIZE, "costs_size", -1);
    /* Two pools of all the money there is meet at one customer; apart, they are fine. */
    patron_abc_rates(2, most, NULL, NULL, NULL, two_quantities, b, NULL, NULL);
    patron_abc_costs_init(costs, size, 2, b, NULL, 5, 3, NULL);
    patron_abc_costs_add(costs, size, 2, pool, object, two_quantities, NULL);
    REFUSED(patron_abc_costs_finish(costs, size, abc_scratch, sizeof abc_scratch, 15, cost, &fault),
            PATRON_E_OVERFLOW, "cost", 0);
    patron_abc_balance more[4];
    static const double one[4] = {1, 1, 1, 1};
    patron_abc_rates(4, most, NULL, NULL, NULL, one, more, NULL, NULL);
    patron_abc_costs_init(costs, sizeof abc_costs_block, 4, more, NULL, 1, 3, NULL);
    patron_abc_costs_add(costs, sizeof abc_costs_block, 4, four, both, one, NULL);
    REFUSED(patron_abc_costs_finish(costs, sizeof abc_costs_block, abc_scratch, sizeof abc_scratch,
                                    3, cost, &fault),
            PATRON_E_OVERFLOW, "cost", 1);
    patron_abc_costs_init(costs, size, 2, b, group, 5, 3, NULL);
    patron_abc_costs_add(costs, size, 2, pool, object, two_quantities, NULL);
    assert_int_equal(
        patron_abc_costs_finish(costs, size, abc_scratch, sizeof abc_scratch, 15, cost, NULL),
        PATRON_OK);
    assert_true(cost[0] == INT64_MAX && cost[4] == INT64_MAX && cost[5] == 0);
}

/* Pools whose sums nearly cancel: no row at all, and half a unit is far below their roundings. */
static void rows_that_never_came_are_missed_though_costs_cancel(void **state)
{
    (void)state;
    static const int64_t cost[2] = {INT64_MAX, -INT64_MAX + 5};
    int64_t answer[1];
    patron_abc_balance b[2];
    patron_abc_rates(2, cost, NULL, NULL, NULL, two_quantities, b, NULL, NULL);
    patron_abc_costs *costs = abc_as_costs(&abc_costs_block);
    patron_abc_costs_init(costs, sizeof abc_costs_block, 2, b, NULL, 1, 1, NULL);
    REFUSED(patron_abc_costs_finish(costs, sizeof abc_costs_block, abc_scratch, sizeof abc_scratch,
                                    1, answer, &fault),
            PATRON_E_RANGE, "costs", 0);
}

/* The rounding of quantities moves more units than there are fractions, past the end of int64_t. */
static void what_rounding_adds_to_the_largest_cost_may_overflow(void **state)
{
    (void)state;
    abc_column column;
    abc_target target;
    memset(&column, 0, sizeof column);
    target.total = numeric_wide_make(INT64_MAX);
    target.size = numeric_wide_make(INT64_MAX);
    column.whole = numeric_wide_make(INT64_MAX - 9);
    column.sum.low = (uint64_t)(INT64_MAX - 9) << 27;
    column.sum.high = (uint64_t)(INT64_MAX - 9) >> 37;
    column.largest = column.sum;
    column.overflow_row = 3;
    column.largest_row = 1;
    assert_true(patron_abc_column_plan(&column, &target, 1, 27) == 1);
    assert_true(column.extra == 9 && column.overflow_row == 1);
    column.overflow_row = 0;
    assert_true(patron_abc_column_plan(&column, &target, 1, 27) == 1);
    assert_true(column.overflow_row == 0);
    column.overflow_row = 3;
    column.whole = numeric_wide_make(INT64_MAX / 2);
    column.sum.low = (uint64_t)(INT64_MAX / 2) << 27;
    column.sum.high = (uint64_t)(INT64_MAX / 2) >> 37;
    column.largest = column.sum;
    target.total = numeric_wide_make(INT64_MAX / 2 + 9);
    assert_true(patron_abc_column_plan(&column, &target, 1, 27) == 1);
    assert_true(column.extra == 9 && column.overflow_row == 3);
}

static void cells_and_traces_name_what_is_wrong(void **state)
{
    (void)state;
    static const double matrix[4] = {1, 1, 2, 2}, below[4] = {1, 1, 2, -2}, zero[4] = {1, 1, 0, 0};
    static const double huge[4] = {1, 1, DBL_MAX, DBL_MAX}, nan[4] = {1, (double)NAN, 2, 2};
    static const int64_t most[2] = {INT64_MAX, INT64_MAX};
    patron_abc_balance b[2];
    int64_t cell[4] = {77, 77, 77, 77}, cost[2] = {77, 77};
    double total[2];
    void *s = abc_scratch;
    const size_t room = sizeof abc_scratch;
    two_pools(b);
    REFUSED(patron_abc_cells(2, NULL, 2, matrix, s, room, cell, cost, &fault), PATRON_E_NULL,
            "balance", -1);
    REFUSED(patron_abc_cells(2, b, 2, NULL, s, room, cell, cost, &fault), PATRON_E_NULL, "quantity",
            -1);
    REFUSED(patron_abc_cells(2, b, 2, matrix, s, room, NULL, cost, &fault), PATRON_E_NULL, "cell",
            -1);
    REFUSED(patron_abc_cells(2, b, 2, matrix, NULL, room, cell, cost, &fault), PATRON_E_NULL,
            "scratch", -1);
    REFUSED(patron_abc_cells(2, b, 2, matrix, s, patron_abc_cells_scratch_size(2) - 1, cell, cost,
                             &fault),
            PATRON_E_SCRATCH, "scratch_size", -1);
    REFUSED(patron_abc_cells(2, b, 2, below, s, room, cell, cost, &fault), PATRON_E_RANGE,
            "quantity", 1);
    assert_true(fault.column == 1);
    assert_int_equal(patron_abc_cells(2, b, 2, below, s, room, cell, cost, NULL), PATRON_E_RANGE);
    REFUSED(patron_abc_cells(2, b, 2, nan, s, room, cell, cost, &fault), PATRON_E_NOT_FINITE,
            "quantity", 0);
    REFUSED(patron_abc_cells(2, b, 2, zero, s, room, cell, cost, &fault), PATRON_E_RANGE,
            "quantity", 1);
    REFUSED(patron_abc_cells(2, b, 2, huge, s, room, cell, cost, &fault), PATRON_E_OVERFLOW,
            "total", 1);
    REFUSED(patron_abc_cells(2, b, 0x80000000u, matrix, s, room, cell, cost, &fault),
            PATRON_E_RANGE, "objects", -1);
    REFUSED(patron_abc_cells(SIZE_MAX / 2, b, 2, matrix, s, room, cell, cost, &fault),
            PATRON_E_RANGE, "objects", -1);
    patron_abc_rates(2, most, NULL, NULL, NULL, two_quantities, b, NULL, NULL);
    static const double one_sided[4] = {0, 1, 0, 1};
    REFUSED(patron_abc_cells(2, b, 2, one_sided, s, room, cell, cost, &fault), PATRON_E_OVERFLOW,
            "cost", 1);
    assert_true(cell[0] == 77 && cost[0] == 77);
    REFUSED(patron_abc_cells_totals(2, 2, NULL, total, &fault), PATRON_E_NULL, "quantity", -1);
    REFUSED(patron_abc_cells_totals(2, 2, matrix, NULL, &fault), PATRON_E_NULL, "total", -1);
    REFUSED(patron_abc_cells_totals(2, 2, below, total, &fault), PATRON_E_RANGE, "quantity", 1);
    assert_true(total[0] == 2.0);
    REFUSED(patron_abc_cells_totals(2, 2, huge, total, &fault), PATRON_E_OVERFLOW, "total", 1);
    REFUSED(patron_abc_cells_totals(SIZE_MAX / 2, 2, huge, total, &fault), PATRON_E_RANGE,
            "objects", -1);
    two_pools(b);
    static const double used[2] = {5, 1}, over[2] = {5, 5.5};
    static const uint32_t group[2] = {0, 1};
    static const int64_t right[1] = {600}, wrong[1] = {601};
    int64_t amount[2] = {77, 77};
    assert_int_equal(patron_abc_trace(2, b, NULL, used, 1, right, s, room, amount, NULL), 0);
    assert_true(amount[0] == 500 && amount[1] == 100);
    REFUSED(patron_abc_trace(2, b, NULL, used, 1, wrong, s, room, amount, &fault), PATRON_E_RANGE,
            "cost", 0);
    REFUSED(patron_abc_trace(2, b, group, used, 1, right, s, room, amount, &fault), PATRON_E_RANGE,
            "group", 1);
    REFUSED(patron_abc_trace(2, b, NULL, over, 1, right, s, room, amount, &fault), PATRON_E_RANGE,
            "quantity", 1);
    REFUSED(patron_abc_trace(2, b, NULL, below + 2, 1, right, s, room, amount, &fault),
            PATRON_E_RANGE, "quantity", 1);
    REFUSED(patron_abc_trace(2, b, NULL, used, 0, right, s, room, amount, &fault), PATRON_E_RANGE,
            "groups", -1);
    REFUSED(patron_abc_trace(2, b, NULL, used, 16777217, right, s, room, amount, &fault),
            PATRON_E_RANGE, "groups", -1);
    REFUSED(patron_abc_trace(0x80000000u, b, NULL, used, 1, right, s, room, amount, &fault),
            PATRON_E_RANGE, "n", -1);
    REFUSED(patron_abc_trace(2, NULL, NULL, used, 1, right, s, room, amount, &fault), PATRON_E_NULL,
            "balance", -1);
    REFUSED(patron_abc_trace(2, b, NULL, NULL, 1, right, s, room, amount, &fault), PATRON_E_NULL,
            "quantity", -1);
    REFUSED(patron_abc_trace(2, b, NULL, used, 1, NULL, s, room, amount, &fault), PATRON_E_NULL,
            "cost", -1);
    REFUSED(patron_abc_trace(2, b, NULL, used, 1, right, NULL, room, amount, &fault), PATRON_E_NULL,
            "scratch", -1);
    REFUSED(patron_abc_trace(2, b, NULL, used, 1, right, s, patron_abc_trace_scratch_size(2) - 1,
                             amount, &fault),
            PATRON_E_SCRATCH, "scratch_size", -1);
    REFUSED(patron_abc_trace(2, b, NULL, used, 1, right, s, room, NULL, &fault), PATRON_E_NULL,
            "amount", -1);
    assert_true(amount[0] == 500);
}

static void quantities_of_a_customer_name_what_is_wrong(void **state)
{
    (void)state;
    static const uint32_t pool[4] = {0, 9, 1, 1}, object[4] = {7, 8, 7, 7}, good[4] = {0, 9, 1, 0};
    static const double quantity[4] = {1, -1, DBL_MAX, DBL_MAX}, below[4] = {1, 2, -1, 1};
    double used[2] = {77, 77};
    void *s = abc_scratch;
    const size_t room = sizeof abc_scratch;
    REFUSED(patron_abc_object_quantities(7, 4, pool, object, quantity, s, room, 2, used, &fault),
            PATRON_E_OVERFLOW, "quantity", 1);
    REFUSED(patron_abc_object_quantities(8, 4, pool, object, quantity, s, room, 2, used, &fault),
            PATRON_E_RANGE, "pool", 1);
    REFUSED(patron_abc_object_quantities(7, 4, pool, object, below, s, room, 2, used, &fault),
            PATRON_E_RANGE, "quantity", 2);
    REFUSED(patron_abc_object_quantities(7, 4, NULL, object, quantity, s, room, 2, used, &fault),
            PATRON_E_NULL, "pool", -1);
    REFUSED(patron_abc_object_quantities(7, 4, pool, NULL, quantity, s, room, 2, used, &fault),
            PATRON_E_NULL, "object", -1);
    REFUSED(patron_abc_object_quantities(7, 4, pool, object, NULL, s, room, 2, used, &fault),
            PATRON_E_NULL, "quantity", -1);
    REFUSED(patron_abc_object_quantities(7, 4, pool, object, quantity, s, 8, 2, used, &fault),
            PATRON_E_SCRATCH, "scratch_size", -1);
    REFUSED(
        patron_abc_object_quantities(7, 4, pool, object, quantity, s, room, 16777217, used, &fault),
        PATRON_E_RANGE, "pools", -1);
    REFUSED(patron_abc_object_quantities(7, 4, pool, object, quantity, s, room, 2, NULL, &fault),
            PATRON_E_NULL, "used", -1);
    assert_true(used[0] == 77.0);
    assert_int_equal(
        patron_abc_object_quantities(7, 4, good, object, quantity, s, room, 2, used, NULL),
        PATRON_OK);
    assert_true(used[0] == DBL_MAX && used[1] == DBL_MAX);
}

static void what_ifs_name_what_is_wrong(void **state)
{
    (void)state;
    patron_abc_balance b[3], after[3];
    static const int64_t cost[3] = {1000, 500, 70};
    static const double quantity[3] = {10, 5, 0}, now[3] = {10, 5, 1};
    static const uint32_t basis[3] = {PATRON_ABC_CAPACITY, 0, 0};
    static const double capacity[3] = {20, 1, 1}, zero[3] = {0, 1, 1}, nan[3] = {(double)NAN, 1, 1};
    static const double share[3] = {1.5, 0, 0};
    patron_abc_change change;
    change.struct_size = sizeof change;
    patron_abc_rates(3, cost, basis, capacity, NULL, quantity, b, NULL, NULL);
    REFUSED(patron_abc_shift(3, 0, 1, 1, 0, 3, b, after, &fault), PATRON_E_RANGE, "from", -1);
    REFUSED(patron_abc_shift(0, 3, 1, 1, 0, 3, b, after, &fault), PATRON_E_RANGE, "to", -1);
    REFUSED(patron_abc_shift(0, 0, 1, 1, 0, 3, b, after, &fault), PATRON_E_RANGE, "to", -1);
    REFUSED(patron_abc_shift(2, 0, 0, 1, 0, 3, b, after, &fault), PATRON_E_RANGE, "from", -1);
    REFUSED(patron_abc_shift(0, 2, 1, 1, 0, 3, b, after, &fault), PATRON_E_RANGE, "to", -1);
    REFUSED(patron_abc_shift(0, 1, 11, 1, 0, 3, b, after, &fault), PATRON_E_RANGE, "moved", -1);
    REFUSED(patron_abc_shift(0, 1, -1, 1, 0, 3, b, after, &fault), PATRON_E_RANGE, "moved", -1);
    REFUSED(patron_abc_shift(0, 1, 1, -1, 0, 3, b, after, &fault), PATRON_E_RANGE, "received", -1);
    REFUSED(patron_abc_shift(0, 1, 1, HUGE_VAL, 0, 3, b, after, &fault), PATRON_E_NOT_FINITE,
            "received", -1);
    REFUSED(patron_abc_shift(0, 1, 1, 1, 1.1, 3, b, after, &fault), PATRON_E_RANGE, "removed", -1);
    REFUSED(patron_abc_shift(0, 1, 1, 1, -0.1, 3, b, after, &fault), PATRON_E_RANGE, "removed", -1);
    REFUSED(patron_abc_shift(0, 1, 1, 1, (double)NAN, 3, b, after, &fault), PATRON_E_NOT_FINITE,
            "removed", -1);
    REFUSED(patron_abc_shift(0, 1, 1, 1e300, 0, 3, b, after, &fault), PATRON_E_OVERFLOW, "before",
            1);
    REFUSED(patron_abc_shift(0, 1, 1, 1, 0, 3, NULL, after, &fault), PATRON_E_NULL, "before", -1);
    REFUSED(patron_abc_shift(0, 1, 1, 1, 0, 3, b, NULL, &fault), PATRON_E_NULL, "after", -1);
    REFUSED(patron_abc_shift(0, 1, 1, 1, 0, 0x80000000u, b, after, &fault), PATRON_E_RANGE, "pools",
            -1);
    REFUSED(patron_abc_shift(0, 1, 1, 1, 0, 0, NULL, NULL, &fault), PATRON_E_RANGE, "from", -1);
    REFUSED(patron_abc_drive(3, b, now, after, &fault), PATRON_E_RANGE, "quantity", 2);
    REFUSED(patron_abc_drive(3, b, nan, after, &fault), PATRON_E_NOT_FINITE, "quantity", 0);
    REFUSED(patron_abc_drive(3, NULL, now, after, &fault), PATRON_E_NULL, "before", -1);
    REFUSED(patron_abc_drive(3, b, NULL, after, &fault), PATRON_E_NULL, "quantity", -1);
    REFUSED(patron_abc_drive(3, b, now, NULL, &fault), PATRON_E_NULL, "after", -1);
    REFUSED(patron_abc_drive(0x80000000u, b, now, after, &fault), PATRON_E_RANGE, "n", -1);
    static const double far[3] = {1e300, 0, 0};
    REFUSED(patron_abc_drive(3, b, far, after, &fault), PATRON_E_OVERFLOW, "before", 0);
    REFUSED(patron_abc_cut(3, b, zero, NULL, after, &fault), PATRON_E_RANGE, "capacity", 0);
    REFUSED(patron_abc_cut(3, b, nan, NULL, after, &fault), PATRON_E_NOT_FINITE, "capacity", 0);
    REFUSED(patron_abc_cut(3, b, capacity, share, after, &fault), PATRON_E_RANGE, "avoidable", 0);
    REFUSED(patron_abc_cut(3, b, far, NULL, after, &fault), PATRON_E_OVERFLOW, "before", 0);
    REFUSED(patron_abc_cut(3, NULL, zero, NULL, after, &fault), PATRON_E_NULL, "before", -1);
    REFUSED(patron_abc_cut(3, b, NULL, NULL, after, &fault), PATRON_E_NULL, "capacity", -1);
    REFUSED(patron_abc_cut(3, b, zero, NULL, NULL, &fault), PATRON_E_NULL, "after", -1);
    REFUSED(patron_abc_cut(0x80000000u, b, zero, NULL, after, &fault), PATRON_E_RANGE, "n", -1);
    static const double tiny[3] = {1e-308, 1, 1}, fixed[3] = {0, 0, 0};
    REFUSED(patron_abc_cut(3, b, tiny, fixed, after, &fault), PATRON_E_OVERFLOW, "before", 0);
    REFUSED(patron_abc_compare(3, NULL, b, &change, &fault), PATRON_E_NULL, "before", -1);
    REFUSED(patron_abc_compare(3, b, NULL, &change, &fault), PATRON_E_NULL, "after", -1);
    REFUSED(patron_abc_compare(3, b, b, NULL, &fault), PATRON_E_NULL, "result", -1);
    assert_int_equal(patron_abc_compare(0, NULL, NULL, &change, NULL), PATRON_OK);
}

/* Money at the ends of int64_t in every what-if. */
static void what_ifs_at_the_ends_of_int64_overflow_and_write_nothing(void **state)
{
    (void)state;
    static const int64_t most[2] = {INT64_MAX, INT64_MIN};
    static const uint32_t basis[2] = {PATRON_ABC_CAPACITY, PATRON_ABC_STANDARD};
    static const double capacity[2] = {100, 1}, quantity[2] = {100, 1}, more[2] = {101, 1};
    static const double standard[2] = {0, -9e18};
    patron_abc_balance b[2], after[2];
    patron_abc_change change;
    change.struct_size = sizeof change;
    assert_int_equal(patron_abc_rates(2, most, basis, capacity, standard, quantity, b, NULL, NULL),
                     PATRON_OK);
    REFUSED(patron_abc_cut(2, b, more, NULL, after, &fault), PATRON_E_OVERFLOW, "before", 0);
    REFUSED(patron_abc_drive(2, b, more, after, &fault), PATRON_E_OVERFLOW, "before", 0);
    memcpy(after, b, sizeof b);
    after[0].cost = after[0].assigned = -INT64_MAX;
    REFUSED(patron_abc_compare(1, b, after, &change, &fault), PATRON_E_OVERFLOW, "after", -1);
    static const double half[2] = {50, 1}, none[2] = {0, 0};
    REFUSED(patron_abc_cut(2, b, half, none, after, &fault), PATRON_E_OVERFLOW, "before", 0);
    static const int64_t large[1] = {INT64_C(1) << 62};
    static const double one[1] = {1}, three[1] = {3}, infinite[1] = {HUGE_VAL};
    patron_abc_balance small[1];
    patron_abc_rates(1, large, basis, one, NULL, one, small, NULL, NULL);
    REFUSED(patron_abc_cut(1, small, three, NULL, after, &fault), PATRON_E_OVERFLOW, "before", 0);
    REFUSED(patron_abc_cut(1, small, infinite, NULL, after, &fault), PATRON_E_NOT_FINITE,
            "capacity", 0);
    /* A balance made by hand whose idle cost is far from what its quantity leaves. */
    b[0].cost = 0;
    b[0].assigned = 0;
    b[0].over_driven = INT64_MIN;
    b[0].idle = INT64_MIN;
    b[0].basis = PATRON_ABC_STANDARD;
    b[0].rate = -1e18;
    b[0].quantity = 9;
    b[1] = b[0];
    b[1].rate = 1.0;
    REFUSED(patron_abc_shift(0, 1, 9, 0, 1.0, 2, b, after, &fault), PATRON_E_OVERFLOW, "before", 0);
    /* The cost after what is saved, and what is over-driven beside it. */
    b[0].cost = b[0].idle = INT64_MIN;
    b[0].over_driven = 0;
    b[0].rate = -10.0;
    REFUSED(patron_abc_shift(0, 1, 8, 0, 1.0, 2, b, after, &fault), PATRON_E_OVERFLOW, "before", 0);
    b[0].rate = 1.0;
    REFUSED(patron_abc_shift(0, 1, 8, 0, 1.0, 2, b, after, &fault), PATRON_E_OVERFLOW, "before", 0);
    b[0].rate = 10.0;
    b[0].cost = INT64_MIN + 20;
    b[0].idle = -15;
    b[0].unassigned = INT64_MIN + 35;
    REFUSED(patron_abc_shift(0, 1, 8, 0, 1.0, 2, b, after, &fault), PATRON_E_OVERFLOW, "before", 0);
    /* A quantity beyond a double. */
    static const uint32_t given[2] = {PATRON_ABC_STANDARD, PATRON_ABC_STANDARD};
    static const double huge[2] = {1e308, 1e308}, nothing[2] = {0, 0};
    patron_abc_rates(2, two_costs, given, NULL, nothing, huge, b, NULL, NULL);
    REFUSED(patron_abc_shift(0, 1, 1, 1e308, 0, 2, b, after, &fault), PATRON_E_OVERFLOW, "before",
            1);
}

static void two_to_the_62_rows_fill_totals_and_nothing_is_lost(void **state)
{
    (void)state;
    static const uint32_t pool[3] = {0, 0, 0};
    static const double quantity[3] = {4294967295.0, 4294967295.0, 0.1};
    patron_abc_totals *totals = abc_as_totals(&abc_totals_block);
    const size_t size = patron_abc_totals_size(1);
    double total;
    uint64_t rows;
    patron_abc_totals_init(totals, size, 1, NULL);
    assert_int_equal(patron_abc_totals_add(totals, size, 1, pool, quantity, NULL), PATRON_OK);
    for (int doubling = 0; doubling < 61; doubling++)
        assert_int_equal(patron_abc_totals_merge(totals, size, totals, size, NULL), PATRON_OK);
    memcpy(&other_block, &abc_totals_block, size);
    patron_abc_totals *half = abc_as_totals(&other_block);
    REFUSED(patron_abc_totals_merge(totals, size, totals, size - 1, &fault), PATRON_E_SIZE,
            "other_size", -1);
    assert_int_equal(patron_abc_totals_merge(totals, size, half, size, NULL), PATRON_OK);
    REFUSED(patron_abc_totals_merge(totals, size, half, size, &fault), PATRON_E_FULL, "other", -1);
    REFUSED(patron_abc_totals_add(totals, size, 3, pool, quantity, &fault), PATRON_E_FULL, "totals",
            0);
    assert_int_equal(patron_abc_totals_read(totals, size, 1, &total, &rows, NULL), PATRON_OK);
    assert_true(rows == UINT64_C(1) << 62 && total == 4294967295.0 * 0x1p62);
    assert_int_equal(patron_abc_totals_check(totals, size, NULL), PATRON_OK);
}

/* 2^31 whole quantities wait in one word at most; beyond, they move on. */
static void whole_quantities_wait_no_longer_than_they_fit(void **state)
{
    (void)state;
    abc_total total;
    double rounded;
    memset(&total, 0, sizeof total);
    total.whole = ABC_TOTALS_WHOLE_MAX - 1;
    abc_total_add(&total, 5.0);
    assert_true(total.whole == 0 && total.rows == 1);
    assert_true(patron_abc_total_round(&total, &rounded) == 1 && rounded == 0x1p63);
}

static void two_to_the_36_rows_fill_costs_and_nothing_is_lost(void **state)
{
    (void)state;
    static const uint32_t zero[2] = {0, 1};
    patron_abc_balance b[2];
    two_pools(b);
    patron_abc_costs *costs = abc_as_costs(&abc_costs_block);
    const size_t size = patron_abc_costs_size(2, 1, 2);
    patron_abc_costs_init(costs, size, 2, b, NULL, 1, 2, NULL);
    assert_int_equal(patron_abc_costs_add(costs, size, 1, zero, zero, two_quantities, NULL), 0);
    for (int doubling = 0; doubling < 36; doubling++)
        assert_int_equal(patron_abc_costs_merge(costs, size, costs, size, NULL), PATRON_OK);
    memcpy(&other_block, &abc_costs_block, size);
    REFUSED(patron_abc_costs_merge(costs, size, abc_as_costs(&other_block), size, &fault),
            PATRON_E_FULL, "other", -1);
    REFUSED(patron_abc_costs_add(costs, size, 2, zero, zero, two_quantities, &fault), PATRON_E_FULL,
            "costs", 0);
    assert_memory_equal(&other_block, &abc_costs_block, size);
    assert_int_equal(patron_abc_costs_check(costs, size, NULL), PATRON_OK);
}

static void sealed_bytes_that_no_totals_encode_to_are_refused(void **state)
{
    (void)state;
    static unsigned char bytes[1024], wrong[1024];
    static const uint32_t pool[2] = {0, 1};
    static const double quantity[2] = {3.0, 0.1};
    static const struct {
        size_t at;
        uint32_t value;
    } change[] = {
        {32, 1}, {32, 3}, {32, 16777217}, {36, 1}, {44, 0x40000001}, {40, 0}, {40 + 272, 1},
    };
    patron_abc_totals *totals = abc_as_totals(&abc_totals_block);
    patron_abc_totals *into = abc_as_totals(&other_block);
    const size_t size = patron_abc_totals_size(2), length = patron_abc_totals_encoded_size(2);
    uint64_t pools;
    patron_abc_totals_init(totals, size, 2, NULL);
    patron_abc_totals_add(totals, size, 2, pool, quantity, NULL);
    assert_int_equal(patron_abc_totals_encode(totals, size, bytes, sizeof bytes, NULL), PATRON_OK);
    assert_int_equal(patron_abc_totals_decode(bytes, length, into, size, NULL), PATRON_OK);
    for (size_t w = 0; w < sizeof change / sizeof *change; w++) {
        memcpy(wrong, bytes, length);
        numeric_put_u32(wrong + change[w].at, change[w].value);
        patron_numeric_codec_seal(wrong, length, NUMERIC_CODEC_ABC_TOTALS, 1);
        REFUSED(patron_abc_totals_decode(wrong, length, into, size, &fault), PATRON_E_CORRUPT,
                "bytes", -1);
        REFUSED(patron_abc_totals_decoded_pools(wrong, length, &pools, &fault), PATRON_E_CORRUPT,
                "bytes", -1);
    }
    memcpy(wrong, bytes, length);
    patron_numeric_codec_seal(wrong, length, NUMERIC_CODEC_ABC_TOTALS, 2);
    REFUSED(patron_abc_totals_decode(wrong, length, into, size, &fault), PATRON_E_FORMAT, "bytes",
            -1);
    REFUSED(patron_abc_totals_decoded_pools(wrong, length, &pools, &fault), PATRON_E_FORMAT,
            "bytes", -1);
    patron_numeric_codec_seal(wrong, 36, NUMERIC_CODEC_ABC_TOTALS, 1);
    REFUSED(patron_abc_totals_decoded_pools(wrong, 36, &pools, &fault), PATRON_E_CORRUPT, "bytes",
            -1);
    REFUSED(patron_abc_totals_decoded_pools(bytes, length, NULL, &fault), PATRON_E_NULL, "pools",
            -1);
    REFUSED(patron_abc_totals_decode(bytes, length, NULL, size, &fault), PATRON_E_NULL, "totals",
            -1);
    REFUSED(patron_abc_totals_decode(bytes, length, into, size - 1, &fault), PATRON_E_SIZE,
            "totals_size", -1);
    REFUSED(patron_abc_totals_encode(totals, size, bytes, length - 1, &fault), PATRON_E_SIZE,
            "bytes_size", -1);
    REFUSED(patron_abc_totals_encode(totals, size, NULL, length, &fault), PATRON_E_NULL, "bytes",
            -1);
    REFUSED(patron_abc_totals_encode(totals, 8, bytes, length, &fault), PATRON_E_SIZE,
            "totals_size", -1);
}

static void a_damaged_block_of_totals_is_corrupt(void **state)
{
    (void)state;
    static const uint32_t pool[2] = {0, 0};
    static const double quantity[2] = {3.0, 0.1};
    const size_t size = patron_abc_totals_size(2);
    patron_abc_totals *totals = abc_as_totals(&abc_totals_block);
    abc_total *first = abc_totals_pools_of(totals);
    for (int damage = 0; damage < 15; damage++) {
        patron_abc_totals_init(totals, size, 2, NULL);
        patron_abc_totals_add(totals, size, 2, pool, quantity, NULL);
        switch (damage) {
        case 0:
            totals->magic++;
            break;
        case 1:
            totals->version++;
            break;
        case 2:
            totals->pools = 16777217;
            break;
        case 3:
            totals->reserved = 1;
            break;
        case 4:
            totals->rows = (UINT64_C(1) << 62) + 1;
            break;
        case 5:
            totals->rows++;
            break;
        case 6:
            totals->rows--;
            break;
        case 7:
            first[0].exact.pending = 2047;
            break;
        case 8:
            first[0].whole = ABC_TOTALS_WHOLE_MAX;
            break;
        case 9:
            first[0].exact.reserved = 1;
            break;
        case 10:
            first[0].exact.chunk[3] = UINT64_MAX;
            break;
        case 11:
            first[1].exact.chunk[3] = 1;
            break;
        case 12:
            first[1].whole = 1;
            break;
        case 13:
            first[0].exact.chunk[66] = 1;
            break;
        default:
            first[0].exact.chunk[66] = UINT64_MAX;
            break;
        }
        REFUSED(patron_abc_totals_check(totals, size, &fault), PATRON_E_CORRUPT, "totals", -1);
        patron_abc_totals *good = abc_as_totals(&other_block);
        patron_abc_totals_init(good, size, 2, NULL);
        REFUSED(patron_abc_totals_merge(good, size, totals, size, &fault), PATRON_E_CORRUPT,
                "other", -1);
    }
}

static void a_fraction_that_no_cost_asks_for_is_corrupt(void **state)
{
    (void)state;
    static const int64_t nothing[2] = {0, 0};
    patron_abc_balance b[2];
    patron_abc_rates(2, nothing, NULL, NULL, NULL, two_quantities, b, NULL, NULL);
    patron_abc_costs *costs = abc_as_costs(&abc_costs_block);
    patron_abc_costs_init(costs, sizeof abc_costs_block, 2, b, NULL, 1, 2, NULL);
    costs->fraction--;
    REFUSED(patron_abc_costs_check(costs, sizeof abc_costs_block, &fault), PATRON_E_CORRUPT,
            "costs", -1);
}

static void a_damaged_block_of_costs_is_corrupt(void **state)
{
    (void)state;
    static const uint32_t zero[2] = {0, 1};
    int64_t cost[2];
    patron_abc_balance b[2];
    two_pools(b);
    const size_t size = patron_abc_costs_size(2, 1, 2);
    patron_abc_costs *costs = abc_as_costs(&abc_costs_block);
    abc_costs_layout layout = patron_abc_costs_lay_out(2, 1, 2);
    for (int damage = 0; damage < 24; damage++) {
        patron_abc_costs_init(costs, size, 2, b, NULL, 1, 2, NULL);
        if (damage != 12)
            patron_abc_costs_add(costs, size, 2, zero, zero, two_quantities, NULL);
        abc_share *share = abc_costs_shares_of(costs);
        abc_target *target = (abc_target *)abc_costs_at_of(costs, layout.targets);
        numeric_wide *cell = (numeric_wide *)abc_costs_at_of(costs, layout.cells);
        switch (damage) {
        case 0:
            costs->magic++;
            break;
        case 1:
            costs->version++;
            break;
        case 2:
            costs->pools = 16777217;
            break;
        case 3:
            costs->groups = 0;
            break;
        case 4:
            costs->rows = (UINT64_C(1) << 36) + 1;
            break;
        case 5:
            costs->reserved[2] = 1;
            break;
        case 6:
            costs->fraction = 25;
            break;
        case 7:
            costs->fraction = 61;
            break;
        case 8:
            costs->fraction--;
            break;
        case 9:
            share[0].group = 1;
            break;
        case 10:
            share[1].factor++;
            break;
        case 11:
            target->total.low++;
            break;
        case 12:
            cell[1].low = 1;
            break;
        case 13:
            cell[1].high = UINT64_C(1) << 50;
            break;
        case 14:
            cell[1].high = UINT64_C(1) << 63;
            break;
        case 15:
            share[0].most = (double)NAN;
            break;
        case 16:
            share[0].most = HUGE_VAL;
            break;
        case 17:
            share[0].most = 0.0;
            break;
        case 18:
            share[0].scale *= 2.0;
            break;
        case 19:
            share[0].scale /= 2.0;
            break;
        case 20:
            share[0].scale = (double)NAN;
            break;
        case 21:
            share[0].flip = UINT64_MAX;
            break;
        case 22:
            share[0].base++;
            break;
        default:
            target->size.high++;
            break;
        }
        REFUSED(patron_abc_costs_check(costs, size, &fault), PATRON_E_CORRUPT, "costs", -1);
        REFUSED(
            patron_abc_costs_finish(costs, size, abc_scratch, sizeof abc_scratch, 2, cost, &fault),
            PATRON_E_CORRUPT, "costs", -1);
        if (damage == 9)
            REFUSED(patron_abc_costs_add(costs, size, 1, zero, zero, two_quantities, &fault),
                    PATRON_E_CORRUPT, "costs", -1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rates_name_what_is_wrong_and_write_nothing),
        cmocka_unit_test(levels_name_what_is_wrong),
        cmocka_unit_test(parts_name_what_is_wrong),
        cmocka_unit_test(a_balance_that_is_none_is_named_wherever_it_goes),
        cmocka_unit_test(totals_take_exactly_the_rows_before_a_fault),
        cmocka_unit_test(blocks_of_the_wrong_place_or_size_are_named),
        cmocka_unit_test(costs_take_exactly_the_rows_before_a_fault),
        cmocka_unit_test(finishing_names_what_is_missing),
        cmocka_unit_test(rows_that_never_came_are_missed_though_costs_cancel),
        cmocka_unit_test(what_rounding_adds_to_the_largest_cost_may_overflow),
        cmocka_unit_test(cells_and_traces_name_what_is_wrong),
        cmocka_unit_test(quantities_of_a_customer_name_what_is_wrong),
        cmocka_unit_test(what_ifs_name_what_is_wrong),
        cmocka_unit_test(what_ifs_at_the_ends_of_int64_overflow_and_write_nothing),
        cmocka_unit_test(two_to_the_62_rows_fill_totals_and_nothing_is_lost),
        cmocka_unit_test(whole_quantities_wait_no_longer_than_they_fit),
        cmocka_unit_test(two_to_the_36_rows_fill_costs_and_nothing_is_lost),
        cmocka_unit_test(sealed_bytes_that_no_totals_encode_to_are_refused),
        cmocka_unit_test(a_damaged_block_of_totals_is_corrupt),
        cmocka_unit_test(a_fraction_that_no_cost_asks_for_is_corrupt),
        cmocka_unit_test(a_damaged_block_of_costs_is_corrupt),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
