/*
 * Cohort states: parts that merge to the bytes of the whole, blocks and bytes that are not one.
 */
#include "../src/portability.h"
#include "../src/numeric/numeric_codec.h"
#include "test_cohort.h"

#include <patron/ledger.h>

enum {
    ROOM = 64 + 104 * SHOP_PERIODS + 56 * SHOP_CELLS,
    SCRATCH = 64 * 1024,
    HEAD_RECEIPTS = 32, /* offsets in the block */
    HEAD_SIZE = 40,
    HEAD_END = 64
};

static uint64_t block[4][ROOM / 8 + 1];
static unsigned char bytes[2][ROOM + 64];
static uint64_t scratch[SCRATCH / 8];
static patron_fault fault;

static patron_cohort *state_at(int k)
{
    return (patron_cohort *)block[k];
}

static patron_cohort *make(int k, const shop *of)
{
    memset(block[k], 0xA5, sizeof block[k]);
    assert_int_equal(patron_cohort_init(state_at(k), patron_cohort_size(of->periods), &of->grid,
                                        of->periods, &fault),
                     PATRON_OK);
    return state_at(k);
}

static int32_t add(int k, const shop *of, patron_cohort_seen *seen)
{
    size_t size = patron_cohort_add_scratch_size(of->n, SHOP_CUSTOMERS);
    assert_true(size <= sizeof scratch);
    return patron_cohort_add(state_at(k), patron_cohort_size(of->periods), of->n, of->customer,
                             of->day, of->amount, of->margin, of->cost, scratch, size,
                             SHOP_CUSTOMERS, seen, &fault);
}

static int32_t merge(int k, int other, const shop *of)
{
    size_t size = patron_cohort_size(of->periods);
    return patron_cohort_merge(state_at(k), size, state_at(other), size, &fault);
}

/* The receipts for which keep says yes. */
static shop part_of(const shop *of, const uint8_t *keep)
{
    static shop part;
    part = *of;
    part.n = 0;
    for (size_t i = 0; i < of->n; i++) {
        if (!keep[i])
            continue;
        part.customer[part.n] = of->customer[i];
        part.day[part.n] = of->day[i];
        part.amount[part.n] = of->amount[i];
        part.margin[part.n] = of->margin[i];
        part.cost[part.n++] = of->cost[i];
    }
    return part;
}

static size_t encode(int k, int to)
{
    uint32_t periods;
    patron_cohort_grid grid;
    assert_int_equal(patron_cohort_shape(state_at(k), sizeof block[k], &grid, &periods, &fault),
                     PATRON_OK);
    size_t size = patron_cohort_encoded_size(periods);
    assert_int_equal(patron_cohort_encode(state_at(k), sizeof block[k], bytes[to], size, &fault),
                     PATRON_OK);
    return size;
}

static void same_state(int a, int b)
{
    size_t size = encode(a, 0);
    assert_true(encode(b, 1) == size);
    assert_memory_equal(bytes[0], bytes[1], size);
}

/* --- merging -------------------------------------------------------------------------------------- */

static void shops_split_by_customer_merge_to_the_bytes_of_the_whole(void **state)
{
    (void)state;
    support_random random = support_random_from(17);
    size_t rounds = support_rows(60, 8);
    static shop_figures from_columns, from_state;
    for (size_t round = 0; round < rounds; round++) {
        uint8_t keep[SHOP_RECEIPTS];
        shop of = random_shop(&random, 1);
        make(0, &of);
        assert_int_equal(add(0, &of, NULL), PATRON_OK);
        for (int k = 1; k < 4; k++) {
            for (size_t i = 0; i < of.n; i++)
                keep[i] = of.customer[i] % 3 == (uint32_t)(k - 1);
            shop part = part_of(&of, keep);
            make(k, &of);
            assert_int_equal(add(k, &part, NULL), PATRON_OK);
        }
        assert_int_equal(merge(3, 1, &of), PATRON_OK);
        assert_int_equal(merge(2, 3, &of), PATRON_OK);
        same_state(0, 2);
        slow_figures(&of, &from_columns);
        memset(&from_state, 0, sizeof from_state);
        assert_int_equal(patron_cohort_read(state_at(2), sizeof block[2], of.periods,
                                            from_state.cell, from_state.growth, &fault),
                         PATRON_OK);
        assert_true(same_figures(&of, &from_columns, &from_state));
    }
}

/* Whether a receipt's period is in [first, end). */
static void keep_periods(const shop *of, int first, int end, uint8_t *keep)
{
    for (size_t i = 0; i < of->n; i++) {
        int period = slow_period(&of->grid, of->day[i]);
        keep[i] = period >= first && period < end;
    }
}

static void blocks_of_whole_periods_add_up_to_the_bytes_of_the_whole(void **state)
{
    (void)state;
    support_random random = support_random_from(18);
    size_t rounds = support_rows(60, 8);
    for (size_t round = 0; round < rounds; round++) {
        uint8_t keep[SHOP_RECEIPTS];
        patron_cohort_seen seen[SHOP_CUSTOMERS], all[SHOP_CUSTOMERS];
        shop of = random_shop(&random, 1);
        memset(seen, 0, sizeof seen);
        memset(all, 0, sizeof all);
        make(0, &of);
        assert_int_equal(add(0, &of, all), PATRON_OK);
        make(1, &of);
        make(2, &of);
        int first = -100;
        while (first < SHOP_PERIODS + 3) {
            /* one state takes the blocks in turn, or each has its own, merged */
            int end = first + 1 + (int)support_random_below(&random, 6);
            end = end < -4 ? -4 : end;
            keep_periods(&of, first, end, keep);
            shop part = part_of(&of, keep);
            if (round % 2 == 0) {
                assert_int_equal(add(1, &part, seen), PATRON_OK);
            } else {
                make(2, &of);
                assert_int_equal(add(2, &part, seen), PATRON_OK);
                assert_int_equal(merge(1, 2, &of), PATRON_OK);
            }
            first = end;
        }
        same_state(0, 1);
        for (int c = 0; c < SHOP_CUSTOMERS; c++) {
            assert_true(seen[c].has_bought == all[c].has_bought);
            assert_true(seen[c].first_day == all[c].first_day);
            assert_true(seen[c].last_day == all[c].last_day);
            assert_true(seen[c].last_sales == all[c].last_sales);
            if (seen[c].has_bought) {
                uint64_t orders;
                int period = slow_period(&of.grid, seen[c].last_day);
                assert_true(seen[c].last_sales == slow_sales(&of, (uint32_t)c, period, &orders));
            }
        }
    }
}

static void a_ledger_says_who_has_been_seen_before_a_block(void **state)
{
    (void)state;
    static uint64_t room[(96 * SHOP_CUSTOMERS + 4096) / 8];
    patron_ledger *ledger = (patron_ledger *)room;
    support_random random = support_random_from(19);
    for (int round = 0; round < 8; round++) {
        uint8_t keep[SHOP_RECEIPTS];
        patron_cohort_seen seen[SHOP_CUSTOMERS];
        shop of = random_shop(&random, 1);
        int cut = 4;
        memset(seen, 0, sizeof seen);
        assert_int_equal(patron_ledger_init(ledger, sizeof room, SHOP_CUSTOMERS, NULL), PATRON_OK);
        make(0, &of);
        assert_int_equal(add(0, &of, NULL), PATRON_OK);
        keep_periods(&of, -100, cut, keep);
        shop early = part_of(&of, keep);
        make(1, &of);
        assert_int_equal(add(1, &early, NULL), PATRON_OK);
        for (size_t i = 0; i < early.n; i++)
            if (early.day[i] <= of.grid.as_of_day)
                patron_ledger_add(ledger, sizeof room, early.customer[i], early.day[i],
                                  early.amount[i], 0, NULL, NULL);
        for (uint32_t c = 0; c < SHOP_CUSTOMERS; c++) {
            patron_history history;
            uint64_t orders;
            uint32_t row;
            patron_ledger_find(ledger, sizeof room, c, &row, &history, NULL);
            seen[c].has_bought = history.days > 0;
            seen[c].first_day = history.first_day;
            seen[c].last_day = history.last_day;
            seen[c].last_sales = slow_sales(&early, c, cut - 1, &orders);
        }
        keep_periods(&of, cut, 100, keep);
        shop late = part_of(&of, keep);
        make(2, &of);
        assert_int_equal(add(2, &late, seen), PATRON_OK);
        assert_int_equal(merge(2, 1, &of), PATRON_OK);
        same_state(0, 2);
    }
}

static void a_part_without_the_period_before_knows_of_nobody_lost(void **state)
{
    (void)state;
    const patron_cohort_grid grid = {0, 40, PATRON_COHORT_DAYS, 10};
    shop of;
    memset(&of, 0, sizeof of);
    of.grid = grid, of.periods = 4, of.n = 2;
    of.day[0] = 10, of.customer[1] = 1, of.day[1] = 12;
    of.amount[0] = of.amount[1] = 5;
    patron_cohort_seen seen[SHOP_CUSTOMERS];
    patron_cohort_growth growth[4];
    memset(seen, 0, sizeof seen);
    for (int c = 0; c < 2; c++)
        seen[c].first_day = seen[c].last_day = 3, seen[c].last_sales = 90, seen[c].has_bought = 1;
    make(0, &of);
    assert_int_equal(add(0, &of, seen), PATRON_OK);
    assert_int_equal(patron_cohort_read(state_at(0), ROOM, 4, NULL, growth, &fault), PATRON_OK);
    assert_true(growth[1].kept_customers == 2 && growth[1].kept_sales_before == 180);
    assert_true(growth[1].lost_customers == 0 && growth[1].lost_sales == 0);
    assert_true(growth[2].lost_customers == 2 && growth[2].lost_sales == 10);
    /* A part in which as many were active, but had spent less than the kept. */
    shop before = of;
    before.n = 2, before.day[0] = before.day[1] = 3;
    make(1, &of);
    assert_int_equal(add(1, &before, NULL), PATRON_OK);
    assert_int_equal(merge(1, 0, &of), PATRON_OK);
    assert_int_equal(patron_cohort_read(state_at(1), ROOM, 4, NULL, growth, &fault), PATRON_OK);
    assert_true(growth[1].lost_customers == 0 && growth[1].lost_sales == 0);
    assert_int_equal(patron_cohort_read(state_at(1), ROOM, 4, NULL, NULL, &fault), PATRON_OK);
}

static void the_as_of_day_moves_on_and_never_back(void **state)
{
    (void)state;
    support_random random = support_random_from(20);
    shop of = random_shop(&random, 1);
    of.grid.unit = PATRON_COHORT_DAYS, of.grid.length = 7, of.periods = 5;
    of.grid.as_of_day = of.grid.from_day + 20;
    patron_cohort_grid grid;
    make(0, &of);
    assert_int_equal(patron_cohort_advance(state_at(0), ROOM, of.grid.as_of_day - 1, &fault),
                     PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "as_of_day", -1);
    assert_int_equal(patron_cohort_advance(state_at(0), ROOM, of.grid.as_of_day + 14, &fault),
                     PATRON_OK);
    patron_cohort_shape(state_at(0), ROOM, &grid, NULL, NULL);
    assert_int_equal(grid.as_of_day, of.grid.as_of_day + 14);
    patron_cohort_shape(state_at(0), ROOM, NULL, NULL, NULL);
    assert_int_equal(add(0, &of, NULL), PATRON_OK);
    of.grid.as_of_day += 14;
    make(1, &of);
    assert_int_equal(add(1, &of, NULL), PATRON_OK);
    same_state(0, 1);
    assert_int_equal(patron_cohort_advance(NULL, ROOM, 0, &fault), PATRON_E_NULL);
}

/* --- faults of adding ----------------------------------------------------------------------------- */

/* Two customers in weeks; the first has been seen on days 3 to 15. */
static shop two_customers(patron_cohort_seen *seen)
{
    const patron_cohort_grid grid = {0, 200, PATRON_COHORT_DAYS, 7};
    shop of;
    memset(&of, 0, sizeof of);
    of.grid = grid, of.periods = 6, of.n = 3;
    of.day[0] = 30, of.day[1] = 21, of.day[2] = 10;
    of.customer[2] = 1;
    of.amount[0] = 100, of.amount[1] = 200, of.amount[2] = 300;
    memset(seen, 0, SHOP_CUSTOMERS * sizeof *seen);
    seen[0].first_day = 3, seen[0].last_day = 15, seen[0].last_sales = 40, seen[0].has_bought = 1;
    return of;
}

static void a_period_may_not_be_cut_in_two(void **state)
{
    (void)state;
    patron_cohort_seen seen[SHOP_CUSTOMERS], before[SHOP_CUSTOMERS];
    shop of = two_customers(seen);
    memcpy(before, seen, sizeof seen);
    make(0, &of);
    make(1, &of);
    for (int32_t day = -30; day < 21; day++) {
        of.day[1] = day;
        assert_int_equal(add(0, &of, seen), PATRON_E_RANGE);
        assert_fault(&fault, PATRON_E_RANGE, "day", 1);
    }
    assert_memory_equal(seen, before, sizeof seen);
    same_state(0, 1);
    /* Rows that are left out, or refunds, do not hide the one that is wrong. */
    of.day[0] = 300, of.day[1] = -30, of.amount[1] = -200, of.day[2] = 10, of.customer[2] = 0;
    assert_int_equal(add(0, &of, seen), PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "day", 2);
    of.day[0] = 30, of.customer[2] = 1; /* a refund may come at any time */
    assert_int_equal(add(0, &of, seen), PATRON_OK);
    assert_true(seen[0].last_day == 30 && seen[0].first_day == 3 && seen[1].first_day == 10);
    of.amount[1] = 200, of.day[1] = 300; /* left out: after the as-of day */
    of.day[0] = 37, of.day[2] = 40;
    assert_int_equal(add(0, &of, seen), PATRON_OK);
}

static void what_cannot_have_been_seen_is_named(void **state)
{
    (void)state;
    patron_cohort_seen seen[SHOP_CUSTOMERS];
    shop of = two_customers(seen);
    make(0, &of);
    const patron_cohort_seen wrong[7] = {{0, 0, 0, 2, 0}, {3, 3, 1, 1, 7}, {1, 1, 0, 0, 0},
                                         {0, 1, 0, 0, 0}, {4, 3, 0, 1, 0}, {3, 3, -1, 1, 0},
                                         {0, 0, 5, 0, 0}};
    static const char *const argument[7] = {"seen.has_bought", "seen.reserved", "seen.last_day",
                                            "seen.last_day",   "seen.last_day", "seen.last_sales",
                                            "seen.last_sales"};
    for (int k = 0; k < 7; k++) {
        seen[2] = wrong[k];
        assert_int_equal(add(0, &of, seen), PATRON_E_RANGE);
        assert_fault(&fault, PATRON_E_RANGE, argument[k], 2);
    }
    memset(&seen[2], 0, sizeof seen[2]);
    seen[3] = seen[0], seen[4] = seen[0];
    seen[3].last_sales = INT64_MAX - 640; /* the amounts are 600 */
    seen[4].last_sales = 1;
    assert_int_equal(add(0, &of, seen), PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "seen.last_sales", 4);
    seen[4].last_sales = 0;
    assert_int_equal(add(0, &of, seen), PATRON_OK);
}

static void parts_leave_int64_exactly_where_the_whole_does(void **state)
{
    (void)state;
    patron_cohort_seen seen[SHOP_CUSTOMERS];
    shop of = two_customers(seen);
    of.n = 1;
    of.amount[0] = INT64_MIN + 1;
    make(0, &of);
    make(1, &of);
    make(2, &of);
    assert_int_equal(add(0, &of, NULL), PATRON_OK);
    of.amount[0] = 1;
    assert_int_equal(add(0, &of, NULL), PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "amount", 0);
    assert_int_equal(add(1, &of, NULL), PATRON_OK);
    assert_int_equal(merge(0, 1, &of), PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "other", -1);
    of.amount[0] = 0, of.cost[0] = INT64_MAX;
    assert_int_equal(add(1, &of, NULL), PATRON_OK);
    assert_int_equal(add(2, &of, NULL), PATRON_OK);
    assert_int_equal(merge(2, 1, &of), PATRON_E_OVERFLOW);
    assert_int_equal(merge(1, 1, &of), PATRON_E_OVERFLOW);
}

/* What customers had spent before is no receipt of the block: it is bounded on its own. */
static void what_the_kept_had_spent_before_leaves_int64_as_a_fault(void **state)
{
    (void)state;
    patron_cohort_seen seen[SHOP_CUSTOMERS], again[SHOP_CUSTOMERS];
    shop of = two_customers(seen);
    of.n = 1;
    of.day[0] = 21;
    seen[0].last_sales = INT64_MAX - 100;
    memcpy(again, seen, sizeof seen);
    make(0, &of);
    make(1, &of);
    assert_int_equal(add(0, &of, seen), PATRON_OK);
    memcpy(seen, again, sizeof seen);
    assert_int_equal(add(1, &of, seen), PATRON_OK);
    assert_int_equal(merge(0, 1, &of), PATRON_E_OVERFLOW);
    of.amount[0] = 101;
    assert_int_equal(add(0, &of, NULL), PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "amount", 0);
    of.amount[0] = 0;
    memcpy(seen, again, sizeof seen);
    assert_int_equal(add(0, &of, seen), PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "seen.last_sales", 0);
}

static void set_u64(int k, size_t offset, uint64_t value)
{
    memcpy((unsigned char *)block[k] + offset, &value, sizeof value);
}

static void two_to_the_62_receipts_fill_a_state_and_nothing_is_lost(void **state)
{
    (void)state;
    patron_cohort_seen seen[SHOP_CUSTOMERS];
    shop of = two_customers(seen);
    make(0, &of);
    make(1, &of);
    set_u64(0, HEAD_RECEIPTS, UINT64_C(1) << 62);
    memcpy(block[1], block[0], sizeof block[0]);
    assert_int_equal(patron_cohort_check(state_at(0), ROOM, &fault), PATRON_OK);
    assert_int_equal(add(0, &of, seen), PATRON_E_FULL);
    assert_fault(&fault, PATRON_E_FULL, "cohort", -1);
    assert_int_equal(merge(0, 1, &of), PATRON_E_FULL);
    assert_fault(&fault, PATRON_E_FULL, "other", -1);
    same_state(0, 1);
}

/* --- blocks and bytes ----------------------------------------------------------------------------- */

static void blocks_of_another_place_size_or_grid_are_named(void **state)
{
    (void)state;
    patron_cohort_seen seen[SHOP_CUSTOMERS];
    shop of = two_customers(seen);
    size_t size = patron_cohort_size(6);
    patron_cohort *odd = (patron_cohort *)(void *)((unsigned char *)block[2] + 4);
    make(0, &of);
    assert_int_equal(patron_cohort_init(odd, size, &of.grid, 6, &fault), PATRON_E_ALIGN);
    assert_int_equal(patron_cohort_check(odd, size, &fault), PATRON_E_ALIGN);
    assert_int_equal(patron_cohort_init(NULL, size, &of.grid, 6, &fault), PATRON_E_NULL);
    assert_int_equal(patron_cohort_init(state_at(1), size - 1, &of.grid, 6, &fault), PATRON_E_SIZE);
    assert_int_equal(patron_cohort_init(state_at(1), size, &of.grid, 4097, &fault), PATRON_E_RANGE);
    assert_int_equal(patron_cohort_check(state_at(0), size - 1, &fault), PATRON_E_SIZE);
    assert_fault(&fault, PATRON_E_SIZE, "cohort_size", -1);
    assert_int_equal(patron_cohort_check(state_at(0), 8, &fault), PATRON_E_SIZE);
    assert_int_equal(patron_cohort_merge(state_at(0), size, state_at(0), 8, &fault), PATRON_E_SIZE);
    assert_fault(&fault, PATRON_E_SIZE, "other_size", -1);
    of.grid.as_of_day++;
    make(1, &of);
    assert_int_equal(merge(0, 1, &of), PATRON_E_RANGE);
    of.grid.as_of_day--, of.periods = 5;
    make(1, &of);
    assert_int_equal(patron_cohort_merge(state_at(0), size, state_at(1), size, &fault),
                     PATRON_E_RANGE);
    assert_int_equal(patron_cohort_read(state_at(0), size, 5, NULL, NULL, &fault), PATRON_E_RANGE);
    assert_int_equal(patron_cohort_merge(state_at(0), size, NULL, size, &fault), PATRON_E_NULL);
    assert_int_equal(patron_cohort_merge(NULL, size, NULL, size, &fault), PATRON_E_NULL);
    assert_int_equal(patron_cohort_read(NULL, size, 5, NULL, NULL, &fault), PATRON_E_NULL);
    assert_int_equal(patron_cohort_shape(NULL, size, NULL, NULL, &fault), PATRON_E_NULL);
    memset(block[3], 0, sizeof block[3]);
    assert_int_equal(add(3, &of, NULL), PATRON_E_CORRUPT);
    of.n = (size_t)INT32_MAX + 1;
    assert_int_equal(patron_cohort_add(state_at(0), size, of.n, of.customer, of.day, of.amount,
                                       NULL, NULL, scratch, sizeof scratch, 2, NULL, &fault),
                     PATRON_E_RANGE);
    assert_true(patron_cohort_size(4097) == SIZE_MAX && patron_cohort_size(0) == HEAD_END);
    assert_true(patron_cohort_encoded_size(4097) == SIZE_MAX);
}

static void every_byte_of_a_block_that_matters_is_looked_at(void **state)
{
    (void)state;
    patron_cohort_seen seen[SHOP_CUSTOMERS];
    shop of = two_customers(seen);
    size_t size = patron_cohort_size(6);
    of.amount[1] = -200;
    make(0, &of);
    assert_int_equal(add(0, &of, seen), PATRON_OK);
    memcpy(block[1], block[0], sizeof block[0]);
    for (size_t at = 0; at < size; at += 8) {
        /* A grid of other days, or more room in the head, is as good a state. */
        if ((at >= 8 && at < 16) || (at >= HEAD_RECEIPTS && at < HEAD_END))
            continue;
        set_u64(1, at, UINT64_C(0x8123456789ABCDEF));
        assert_int_equal(patron_cohort_check(state_at(1), size, &fault), PATRON_E_CORRUPT);
        assert_fault(&fault, PATRON_E_CORRUPT, "cohort", -1);
        assert_int_equal(patron_cohort_merge(state_at(0), size, state_at(1), size, &fault),
                         PATRON_E_CORRUPT);
        assert_fault(&fault, PATRON_E_CORRUPT, "other", -1);
        memcpy((unsigned char *)block[1] + at, (unsigned char *)block[0] + at, 8);
    }
    for (size_t at = HEAD_RECEIPTS; at < HEAD_END; at += 8) {
        set_u64(1, at, UINT64_MAX);
        assert_int_equal(patron_cohort_check(state_at(1), size, &fault), PATRON_E_CORRUPT);
        set_u64(1, at, 0);
        assert_int_equal(patron_cohort_check(state_at(1), size, &fault),
                         at < HEAD_SIZE + 8 ? PATRON_E_CORRUPT : PATRON_OK);
        memcpy((unsigned char *)block[1] + at, (unsigned char *)block[0] + at, 8);
    }
}

/* One member after the other of a state with every kind of receipt set to what it cannot be. */
static void sums_that_no_receipts_make_are_found(void **state)
{
    (void)state;
    const patron_cohort_grid grid = {0, 100, PATRON_COHORT_DAYS, 10};
    shop of;
    memset(&of, 0, sizeof of);
    of.grid = grid, of.periods = 2, of.n = 4;
    for (int i = 0; i < 4; i++) {
        of.customer[i] = i < 3 ? 0 : 1;
        of.day[i] = i < 2 ? 1 : i < 3 ? 12 : -20;
        of.amount[i] = i == 1 ? -4 : 9;
        of.margin[i] = 3 - 2 * i, of.cost[i] = 1 + i;
    }
    size_t growth = HEAD_END, cell = growth + 2 * sizeof(patron_cohort_growth);
    size_t last = cell + 4 * sizeof(patron_cohort_cell);
    make(0, &of);
    assert_int_equal(add(0, &of, NULL), PATRON_OK);
    assert_int_equal(patron_cohort_check(state_at(0), ROOM, &fault), PATRON_OK);
    for (size_t at = growth; at < last; at += 8) {
        const uint64_t wrong[4] = {1000, UINT64_MAX, (uint64_t)INT64_MIN, 5};
        int found = 0;
        for (int k = 0; k < 4; k++) {
            memcpy(block[1], block[0], sizeof block[0]);
            set_u64(1, at, wrong[k]);
            found += patron_cohort_check(state_at(1), ROOM, &fault) == PATRON_E_CORRUPT;
        }
        assert_true(found >= 1);
    }
    /* Counts without money and money without counts: orders and refunds of the first cell. */
    const size_t nothing[3] = {cell + 0, cell + 8, cell + 16};
    for (int k = 0; k < 3; k++) {
        memcpy(block[1], block[0], sizeof block[0]);
        set_u64(1, nothing[k], 0);
        assert_int_equal(patron_cohort_check(state_at(1), ROOM, &fault), PATRON_E_CORRUPT);
    }
    memcpy(block[1], block[0], sizeof block[0]);
    set_u64(1, cell, 1000), set_u64(1, growth + 8, 1000);
    assert_int_equal(patron_cohort_check(state_at(1), ROOM, &fault), PATRON_E_CORRUPT);
    memcpy(block[1], block[0], sizeof block[0]);
    set_u64(1, cell, 0), set_u64(1, cell + 8, 0), set_u64(1, growth + 8, 0);
    assert_int_equal(patron_cohort_check(state_at(1), ROOM, &fault), PATRON_E_CORRUPT);
}

/* Offsets from the rows of growth on: row p at 104 p, cell k at 208 + 56 k. */
static void nobody_spends_and_nothing_happens_before_its_day(void **state)
{
    (void)state;
    const patron_cohort_grid grid = {0, 9, PATRON_COHORT_DAYS, 10};
    static const size_t money[9] = {48,       56,       64,       72,     208 + 24,
                                    208 + 32, 208 + 40, 208 + 48, 208 + 8};
    static const size_t later[3][2] = {{104 + 32 + 56, 0}, {208 + 56 + 16, 0}, {104 + 24, 0}};
    shop of;
    memset(&of, 0, sizeof of);
    of.grid = grid, of.periods = 2, of.n = 2;
    of.day[0] = of.day[1] = -20; /* room for sums, and nothing in the grid */
    of.amount[0] = of.margin[0] = of.cost[0] = 50;
    make(0, &of);
    assert_int_equal(add(0, &of, NULL), PATRON_OK);
    for (int k = 0; k < 9; k++) {
        memcpy(block[1], block[0], sizeof block[0]);
        set_u64(1, HEAD_END + money[k], 1);
        assert_int_equal(patron_cohort_check(state_at(1), ROOM, &fault), PATRON_E_CORRUPT);
    }
    for (int k = 0; k < 3; k++) {
        memcpy(block[1], block[0], sizeof block[0]);
        set_u64(1, HEAD_END + later[k][0], 1);
        assert_int_equal(patron_cohort_check(state_at(1), ROOM, &fault), PATRON_E_CORRUPT);
        assert_int_equal(patron_cohort_advance(state_at(1), ROOM, 10, &fault), PATRON_E_CORRUPT);
    }
    of.grid.as_of_day = 10;
    make(0, &of);
    assert_int_equal(add(0, &of, NULL), PATRON_OK);
    for (int k = 0; k < 3; k++) {
        memcpy(block[1], block[0], sizeof block[0]);
        set_u64(1, HEAD_END + later[k][0], 1);
        assert_int_equal(patron_cohort_check(state_at(1), ROOM, &fault), PATRON_OK);
    }
}

static void encoded_states_come_back(void **state)
{
    (void)state;
    support_random random = support_random_from(21);
    for (int round = 0; round < 20; round++) {
        shop of = random_shop(&random, 1);
        size_t size = patron_cohort_size(of.periods);
        uint32_t periods = 99;
        make(0, &of);
        assert_int_equal(add(0, &of, NULL), PATRON_OK);
        size_t length = encode(0, 0);
        assert_int_equal(patron_cohort_encoded_periods(bytes[0], length, &periods, &fault),
                         PATRON_OK);
        assert_true(periods == of.periods);
        memset(block[1], 0xA5, sizeof block[1]);
        assert_int_equal(patron_cohort_decode(bytes[0], length, state_at(1), size, &fault),
                         PATRON_OK);
        assert_memory_equal(block[0], block[1], size);
    }
}

static void bytes_that_are_no_state_change_nothing(void **state)
{
    (void)state;
    support_random random = support_random_from(22);
    shop of = random_shop(&random, 1);
    while (of.periods < 3)
        of = random_shop(&random, 1);
    size_t size = patron_cohort_size(of.periods);
    uint32_t periods;
    make(0, &of);
    assert_int_equal(add(0, &of, NULL), PATRON_OK);
    size_t length = encode(0, 0);
    make(1, &of);
    memcpy(block[2], block[1], sizeof block[1]);
    for (size_t at = 0; at < length; at += support_quick() ? 61 : 3) {
        bytes[0][at] ^= 0x10;
        assert_true(patron_cohort_decode(bytes[0], length, state_at(1), size, &fault) != PATRON_OK);
        bytes[0][at] ^= 0x10;
    }
    assert_int_equal(patron_cohort_decode(bytes[0], length - 1, state_at(1), size, &fault),
                     PATRON_E_SIZE);
    assert_int_equal(patron_cohort_decode(bytes[0], length, state_at(1), size - 1, &fault),
                     PATRON_E_SIZE);
    assert_int_equal(patron_cohort_decode(bytes[0], length, NULL, size, &fault), PATRON_E_NULL);
    assert_int_equal(patron_cohort_decode(NULL, length, state_at(1), size, &fault), PATRON_E_NULL);
    assert_int_equal(patron_cohort_encoded_periods(bytes[0], length, NULL, &fault), PATRON_E_NULL);
    assert_int_equal(patron_cohort_encoded_periods(bytes[0], 31, &periods, &fault), PATRON_E_SIZE);
    assert_int_equal(patron_cohort_encode(state_at(0), size, NULL, length, &fault), PATRON_E_NULL);
    assert_int_equal(patron_cohort_encode(state_at(0), size, bytes[1], length - 1, &fault),
                     PATRON_E_SIZE);
    assert_int_equal(patron_cohort_encode(NULL, size, bytes[1], length, &fault), PATRON_E_NULL);
    assert_memory_equal(block[1], block[2], size);
}

static int32_t decode_sealed(size_t length, uint32_t version)
{
    patron_numeric_codec_seal(bytes[0], length, NUMERIC_CODEC_COHORT, version);
    return patron_cohort_decode(bytes[0], length, state_at(1), ROOM, &fault);
}

static void sealed_bytes_that_no_state_encodes_to_are_refused(void **state)
{
    (void)state;
    patron_cohort_seen seen[SHOP_CUSTOMERS];
    shop of = two_customers(seen);
    uint32_t periods;
    make(0, &of);
    assert_int_equal(add(0, &of, seen), PATRON_OK);
    size_t length = encode(0, 0), head = 32 + 56, row = head + 6 * 64;
    assert_int_equal(decode_sealed(length, 2), PATRON_E_FORMAT);
    assert_int_equal(patron_cohort_encoded_periods(bytes[0], length, &periods, &fault),
                     PATRON_E_FORMAT);
    assert_int_equal(decode_sealed(length, 1), PATRON_OK);
    assert_int_equal(decode_sealed(40, 1), PATRON_E_CORRUPT);
    assert_int_equal(decode_sealed(length - 8, 1), PATRON_E_CORRUPT);
    const size_t at[6] = {32 + 8, 32 + 20, 32 + 31, head, row, row + 56};
    for (int k = 0; k < 6; k++) { /* unit, 0, receipts, new customers, cells */
        bytes[0][at[k]] ^= 0x40;
        assert_int_equal(decode_sealed(length, 1), PATRON_E_CORRUPT);
        bytes[0][at[k]] ^= 0x40;
    }
    assert_int_equal(decode_sealed(length, 1), PATRON_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shops_split_by_customer_merge_to_the_bytes_of_the_whole),
        cmocka_unit_test(blocks_of_whole_periods_add_up_to_the_bytes_of_the_whole),
        cmocka_unit_test(a_ledger_says_who_has_been_seen_before_a_block),
        cmocka_unit_test(a_part_without_the_period_before_knows_of_nobody_lost),
        cmocka_unit_test(the_as_of_day_moves_on_and_never_back),
        cmocka_unit_test(a_period_may_not_be_cut_in_two),
        cmocka_unit_test(what_cannot_have_been_seen_is_named),
        cmocka_unit_test(parts_leave_int64_exactly_where_the_whole_does),
        cmocka_unit_test(what_the_kept_had_spent_before_leaves_int64_as_a_fault),
        cmocka_unit_test(two_to_the_62_receipts_fill_a_state_and_nothing_is_lost),
        cmocka_unit_test(blocks_of_another_place_size_or_grid_are_named),
        cmocka_unit_test(every_byte_of_a_block_that_matters_is_looked_at),
        cmocka_unit_test(sums_that_no_receipts_make_are_found),
        cmocka_unit_test(nobody_spends_and_nothing_happens_before_its_day),
        cmocka_unit_test(encoded_states_come_back),
        cmocka_unit_test(bytes_that_are_no_state_change_nothing),
        cmocka_unit_test(sealed_bytes_that_no_state_encodes_to_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
