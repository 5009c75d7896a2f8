/*
 * Sketches against the sorted column itself: every figure inside its bounds, the bounds no wider than
 * is proven, and attained; exact where exactness is promised.
 */
#include "support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <patron/sketch.h>

#include "numeric/numeric_codec.h"

enum { MANY = 20000, SHAPES = 7, BITS_MAX = 10, CELLS = 4096 };

/* The largest sketch has 2.7 MB. */
enum { ROOM = 48 + 48 * 54 * 1024 };

typedef struct block {
    uint64_t word[ROOM / 8];
} block;

static block first, second, third;
static unsigned char encoded_one[ROOM * 2], encoded_two[ROOM * 2];
static int64_t column[MANY], sorted[MANY], curve[MANY + 1];

static patron_sketch *as_sketch(block *room)
{
    return (patron_sketch *)(void *)room;
}

static patron_sketch *empty(block *room, uint32_t bits)
{
    memset(room, 0xA5, sizeof *room);
    assert_int_equal(patron_sketch_init(as_sketch(room), patron_sketch_size(bits), bits, NULL),
                     PATRON_OK);
    return as_sketch(room);
}

static void add(patron_sketch *sketch, size_t n, const int64_t *value)
{
    assert_int_equal(patron_sketch_add(sketch, ROOM, n, value, NULL, NULL), PATRON_OK);
}

static void merge(patron_sketch *sketch, const patron_sketch *other)
{
    assert_int_equal(patron_sketch_merge(sketch, ROOM, other, ROOM, NULL), PATRON_OK);
}

static patron_sketch_result summary_of(const patron_sketch *sketch,
                                       const patron_sketch_options *options)
{
    patron_sketch_result result;
    memset(&result, 0x5A, sizeof result);
    result.struct_size = sizeof result;
    assert_int_equal(patron_sketch_summary(sketch, ROOM, options, &result, NULL), PATRON_OK);
    assert_int_equal(result.filled_size, sizeof result);
    return result;
}

static size_t encode(const patron_sketch *sketch, unsigned char *bytes)
{
    uint64_t size;
    assert_int_equal(patron_sketch_encoded_size(sketch, ROOM, &size, NULL), PATRON_OK);
    assert_true(size <= sizeof encoded_one);
    assert_int_equal(patron_sketch_encode(sketch, ROOM, bytes, (size_t)size, NULL), PATRON_OK);
    return (size_t)size;
}

static int same_bytes(const patron_sketch *a, const patron_sketch *b)
{
    size_t size_a = encode(a, encoded_one);
    size_t size_b = encode(b, encoded_two);
    return size_a == size_b && memcmp(encoded_one, encoded_two, size_a) == 0;
}

static int descending(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a;
    int64_t y = *(const int64_t *)b;
    return (x < y) - (x > y);
}

/* Sorts the column and sums it up. */
static void draw_exactly(size_t n)
{
    memcpy(sorted, column, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, descending);
    curve[0] = 0;
    for (size_t i = 0; i < n; i++)
        curve[i + 1] = curve[i] + sorted[i];
}

/* The heaviest tails of money, and the worst a bucket can hold. */
static int64_t value_of(int shape, support_random *random)
{
    double tail;
    switch (shape) {
    case 0: /* Pareto of shape 1.05 */
        tail = support_random_pareto(random, 100.0, 1.05);
        return tail < 1e13 ? (int64_t)tail : INT64_C(10000000000000);
    case 1: /* lognormal of sigma 3 */
        tail = exp(8.0 + 3.0 * support_random_normal(random));
        return tail < 1e13 ? (int64_t)tail : INT64_C(10000000000000);
    case 2: /* both signs, both tails */
        tail = support_random_pareto(random, 100.0, 1.05);
        tail = tail < 1e13 ? tail : 1e13;
        return (int64_t)(support_random_below(random, 3) == 0 ? -tail : tail);
    case 3: /* all in one bucket of every resolution */
        return 1048576 + support_random_integer(random, 0, 1023);
    case 4: /* on the edges of one bucket of 3 bits only */
        return support_random_below(random, 2) == 0 ? 1048576 : 1048576 + 131071;
    case 5: /* on the edges of a bucket of 10 bits, losing */
        return support_random_below(random, 3) == 0 ? -1048576 : -1048576 - 1023;
    default: /* cents, mostly nothing */
        return support_random_below(random, 2) == 0 ? 0 : support_random_integer(random, -50, 99);
    }
}

static void fill(int shape, size_t n, support_random *random)
{
    for (size_t i = 0; i < n; i++)
        column[i] = value_of(shape, random);
    draw_exactly(n);
}

/* |whole| 2^-(bits + 2) > part, and 0 for 0. */
static int below_bound(int64_t part, int64_t whole, uint32_t bits)
{
    int64_t size = whole < 0 ? -whole : whole;
    return part == 0 || part < (size >> (bits + 2)) + 1;
}

static void the_curve_lies_between_its_bounds_and_these_within_the_proven_distance(void **state)
{
    (void)state;
    support_random random = support_random_from(1);
    size_t n = support_rows(3000, 300);
    for (uint32_t bits = 3; bits <= BITS_MAX; bits += bits == 3 ? 4 : 3)
        for (int shape = 0; shape < SHAPES; shape++) {
            fill(shape, n, &random);
            patron_sketch *sketch = empty(&first, bits);
            add(sketch, n, column);
            static double customers[MANY + 1];
            static int64_t low[MANY + 1], high[MANY + 1];
            assert_int_equal(patron_sketch_whale(sketch, ROOM, n + 1, customers, low, high, NULL),
                             PATRON_OK);
            int64_t widest = 0;
            for (size_t k = 0; k <= n; k++) {
                assert_true(customers[k] == (double)k / (double)n);
                assert_true(low[k] <= curve[k] && curve[k] <= high[k]);
                widest = high[k] - low[k] > widest ? high[k] - low[k] : widest;
            }
            assert_true(low[n] == curve[n] && high[n] == curve[n]);
            assert_true(low[0] == 0 && high[0] == 0);
            assert_true(summary_of(sketch, NULL).widest == widest);
            patron_sketch_cut cut;
            for (size_t k = 1; k <= n; k += 1 + k / 50) {
                assert_int_equal(patron_sketch_rank(sketch, ROOM, k, &cut, NULL), PATRON_OK);
                assert_true(cut.sum_low == low[k] && cut.sum_high == high[k]);
                assert_true(cut.value_low <= sorted[k - 1] && sorted[k - 1] <= cut.value_high);
                assert_true(cut.above < k && k <= cut.above + cut.beside);
                assert_true(cut.above_sum == curve[cut.above]);
                assert_true(cut.above_sum + cut.beside_sum == curve[cut.above + cut.beside]);
                assert_true(below_bound(high[k] - low[k], cut.beside_sum, bits));
                assert_true(cut.rank_low == k && cut.rank_high == k);
            }
        }
}

static void customers_on_the_edges_attain_the_upper_bound_and_equal_ones_the_lower(void **state)
{
    (void)state;
    support_random random = support_random_from(2);
    for (uint32_t bits = 3; bits <= BITS_MAX; bits++) {
        int64_t low_edge = INT64_C(1) << 40;
        int64_t high_edge = low_edge + (INT64_C(1) << (40 - bits)) - 1;
        for (int sign = 1; sign >= -1; sign -= 2) {
            size_t rich = 1 + (size_t)support_random_below(&random, 98);
            patron_sketch_cut cut;
            patron_sketch *sketch = empty(&first, bits);
            for (size_t i = 0; i < 100; i++)
                column[i] = sign * (i < rich ? high_edge : low_edge);
            add(sketch, 100, column);
            draw_exactly(100);
            for (size_t k = 1; k <= 100; k++) {
                assert_int_equal(patron_sketch_rank(sketch, ROOM, k, &cut, NULL), PATRON_OK);
                assert_true(cut.value_low == (sign > 0 ? low_edge : -high_edge));
                assert_true(cut.value_high == (sign > 0 ? high_edge : -low_edge));
                assert_true(cut.sum_high == curve[k]);
            }
            patron_sketch_result result = summary_of(sketch, NULL);
            assert_close(result.gini_rsv_high,
                         (double)(100 - rich) * (double)rich * (double)(high_edge - low_edge) /
                             (99.0 * (double)(result.peak + result.erosion)),
                         1e-14, 0);
            sketch = empty(&first, bits);
            for (size_t i = 0; i < 100; i++)
                column[i] = low_edge + 77 + (i < rich ? 1 : 0);
            add(sketch, 100, column);
            draw_exactly(100);
            for (size_t k = 1; k <= 100; k++) {
                assert_int_equal(patron_sketch_rank(sketch, ROOM, k, &cut, NULL), PATRON_OK);
                assert_true(cut.sum_low == curve[k]);
            }
            result = summary_of(sketch, NULL);
            assert_close(result.gini_low,
                         (double)(100 - rich) * (double)rich / (100.0 * (double)result.total),
                         1e-14, 0);
        }
    }
}

static void makers_losers_and_the_peak_are_exact_at_every_resolution(void **state)
{
    (void)state;
    support_random random = support_random_from(3);
    size_t n = support_rows(MANY, 1000);
    for (uint32_t bits = 3; bits <= BITS_MAX; bits++) {
        patron_sketch_options options = {sizeof options, 0, 0.0, 0.0, 0.0};
        fill(bits % 2 == 0 ? 2 : 6, n, &random);
        options.tolerance = bits < 5 ? 0.0 : support_random_uniform(&random) * 5000.0;
        patron_sketch *sketch = empty(&first, bits);
        add(sketch, n, column);
        patron_sketch_result result = summary_of(sketch, &options);
        assert_true((double)result.tolerance <= options.tolerance);
        assert_true((double)result.tolerance + 1.0 >
                    floor(options.tolerance) * (1.0 - 1.0 / (double)(1 << bits)));
        assert_int_equal((result.notes & PATRON_SKETCH_NOTE_TOLERANCE_MOVED) != 0,
                         (double)result.tolerance < floor(options.tolerance));
        uint64_t counts[3] = {0, 0, 0}, positive = 0;
        int64_t sums[3] = {0, 0, 0}, peak = 0;
        for (size_t i = 0; i < n; i++) {
            int part = column[i] > result.tolerance ? 0 : column[i] >= -result.tolerance ? 1 : 2;
            counts[part]++;
            sums[part] += column[i];
            positive += column[i] > 0 ? 1 : 0;
            peak += column[i] > 0 ? column[i] : 0;
        }
        assert_true(result.makers == counts[0] && result.makers_sum == sums[0]);
        assert_true(result.even == counts[1] && result.even_sum == sums[1]);
        assert_true(result.losers == counts[2] && result.losers_sum == sums[2]);
        assert_true(result.peak == peak && result.peak_rank == positive);
        assert_true(result.total == curve[n] && result.erosion == peak - curve[n]);
        assert_true(result.customers == n);
        assert_close(result.peak_customers, (double)positive / (double)n, 1e-15, 0);
        if (curve[n] > 0)
            assert_close(result.peak_share, (double)peak / (double)curve[n], 1e-15, 0);
    }
}

/* sum over i of (2i - n - 1) x_(i), ascending. */
static double spread_exactly(size_t n)
{
    double spread = 0.0, lost = 0.0;
    for (size_t k = 0; k < n; k++) {
        double term = (double)sorted[k] * ((double)n - 1.0 - 2.0 * (double)k) - lost;
        double sum = spread + term;
        lost = sum - spread - term;
        spread = sum;
    }
    return spread;
}

static void shares_targets_and_the_gini_lie_between_their_bounds(void **state)
{
    (void)state;
    support_random random = support_random_from(4);
    size_t n = support_rows(MANY, 1000);
    for (uint32_t bits = 3; bits <= BITS_MAX; bits++)
        for (int shape = 0; shape < SHAPES; shape++) {
            patron_sketch_options options = {sizeof options, 0, 0.0, 0.0, 0.0};
            fill(shape, n, &random);
            options.top_share = support_random_uniform(&random);
            options.target_share = support_random_uniform(&random) * 1.1;
            patron_sketch *sketch = empty(&first, bits);
            add(sketch, n, column);
            patron_sketch_result result = summary_of(sketch, &options);
            double place = options.top_share * (double)n;
            size_t whole = (size_t)place;
            double top = (double)curve[whole] + (place - (double)whole) * (double)sorted[whole];
            double slack = 1e-14 * (double)(result.peak + result.erosion);
            assert_true(result.top_sum_low <= top + slack && top - slack <= result.top_sum_high);
            double size = (double)(result.peak + result.erosion);
            double spread = spread_exactly(n);
            assert_true(result.gini_rsv_low <= spread / ((double)(n - 1) * size) * (1 + 1e-12));
            assert_true(result.gini_rsv_high >= spread / ((double)(n - 1) * size) * (1 - 1e-12));
            assert_true(result.gini_rsv_high - result.gini_rsv_low <=
                        (double)n / (double)(n - 1) / (double)(4 << bits));
            if (curve[n] <= 0) {
                assert_true(isnan(result.gini_low) && isnan(result.top_held_high));
                assert_true(result.notes & PATRON_SKETCH_NOTE_TOTAL_NOT_POSITIVE);
                continue;
            }
            assert_close(result.top_held_high, result.top_sum_high / (double)curve[n], 1e-15, 0);
            double gini = spread / ((double)n * (double)curve[n]);
            assert_true(result.gini_low <= gini * (1 + 1e-12));
            assert_true(gini * (1 - 1e-12) <= result.gini_high);
            double reach = options.target_share * (double)curve[n];
            size_t rank = 1;
            while (rank <= n && (double)curve[rank] < reach)
                rank++;
            if (rank > n) {
                assert_true(isnan(result.target_rank_low) && isnan(result.target_rank_high));
                assert_true(result.notes & PATRON_SKETCH_NOTE_NOT_REACHED);
            } else {
                assert_true(result.target_rank_low <= (double)rank);
                assert_true((double)rank <= result.target_rank_high);
            }
        }
}

static void a_merge_of_any_split_is_the_whole_bit_for_bit(void **state)
{
    (void)state;
    support_random random = support_random_from(5);
    static uint32_t order[MANY];
    static int64_t shuffled[MANY];
    for (int round = 0; round < 14; round++) {
        uint32_t bits = (uint32_t)support_random_integer(&random, 3, 7);
        size_t n = (size_t)support_random_integer(&random, 1, MANY);
        fill(round % SHAPES, n, &random);
        support_random_permutation(&random, order, n);
        for (size_t i = 0; i < n; i++)
            shuffled[i] = column[order[i]];
        patron_sketch *whole = empty(&first, bits);
        patron_sketch *merged = empty(&second, bits);
        add(whole, n, column);
        for (size_t from = 0; from < n;) {
            size_t length = (size_t)support_random_integer(&random, 0, (int64_t)(n - from));
            patron_sketch *part = empty(&third, bits);
            add(part, length, shuffled + from);
            merge(merged, part);
            from += length;
        }
        assert_memory_equal(whole, merged, patron_sketch_size(bits));
        assert_true(same_bytes(whole, merged));
        assert_int_equal(patron_sketch_check(merged, ROOM, NULL), PATRON_OK);
    }
}

static void a_sketch_merged_with_itself_holds_everyone_twice(void **state)
{
    (void)state;
    support_random random = support_random_from(6);
    fill(2, 500, &random);
    patron_sketch *twice = empty(&first, 5);
    patron_sketch *doubled = empty(&second, 5);
    add(twice, 500, column);
    add(twice, 500, column);
    add(doubled, 500, column);
    merge(doubled, doubled);
    assert_true(same_bytes(twice, doubled));
}

static void a_weight_is_so_many_customers_of_that_value(void **state)
{
    (void)state;
    support_random random = support_random_from(7);
    static uint32_t weight[300];
    patron_sketch *weighted = empty(&first, 4);
    patron_sketch *repeated = empty(&second, 4);
    for (size_t i = 0; i < 300; i++) {
        column[i] = value_of((int)(i % SHAPES), &random);
        weight[i] = (uint32_t)support_random_below(&random, 5);
        for (uint32_t w = 0; w < weight[i]; w++)
            add(repeated, 1, &column[i]);
    }
    assert_int_equal(patron_sketch_add(weighted, ROOM, 300, column, weight, NULL), PATRON_OK);
    assert_true(same_bytes(weighted, repeated));
    weight[0] = UINT32_MAX;
    column[0] = INT64_MIN;
    assert_int_equal(patron_sketch_add(weighted, ROOM, 1, column, weight, NULL), PATRON_OK);
    assert_int_equal(patron_sketch_check(weighted, ROOM, NULL), PATRON_OK);
}

static void every_value_of_money_has_a_bucket_that_holds_it_and_is_narrow_enough(void **state)
{
    (void)state;
    support_random random = support_random_from(8);
    for (uint32_t bits = 3; bits <= BITS_MAX; bits++)
        for (int round = 0; round < (bits < 7 ? 300 : 40); round++) {
            int64_t value = (int64_t)(support_random_bits(&random) >> 1);
            value >>= support_random_below(&random, 63);
            if (round < 6) {
                static const int64_t ends[6] = {0, 1, INT64_MAX, INT64_MAX - 1, 7, 8};
                value = ends[round];
            }
            if (round % 2 == 1)
                value = -value - (value == INT64_MAX && round == 3 ? 1 : 0);
            patron_sketch_cut cut;
            patron_sketch *sketch = empty(&first, bits);
            add(sketch, 1, &value);
            assert_int_equal(patron_sketch_rank(sketch, ROOM, 1, &cut, NULL), PATRON_OK);
            assert_true(cut.value_low <= value && value <= cut.value_high);
            assert_true(cut.sum_low == value && cut.sum_high == value);
            double least = fmin(fabs((double)cut.value_low), fabs((double)cut.value_high));
            double width = (double)((uint64_t)cut.value_high - (uint64_t)cut.value_low);
            assert_true(width * (double)(1 << bits) <= least);
            if (value > -(2 << bits) && value < 2 << bits)
                assert_true(width == 0);
            assert_int_equal(patron_sketch_check(sketch, ROOM, NULL), PATRON_OK);
        }
}

static void the_least_and_the_greatest_amounts_of_int64_are_kept_exactly(void **state)
{
    (void)state;
    static const int64_t ends[4] = {INT64_MIN, INT64_MAX, INT64_MIN, INT64_MAX};
    for (uint32_t bits = 3; bits <= BITS_MAX; bits++) {
        patron_sketch *sketch = empty(&first, bits);
        patron_sketch_cut cut;
        patron_fault fault;
        add(sketch, 2, ends);
        assert_int_equal(patron_sketch_rank(sketch, ROOM, 2, &cut, NULL), PATRON_OK);
        assert_true(cut.sum_low == -1 && cut.sum_high == -1 && cut.value_low == INT64_MIN);
        assert_true(cut.value_high == INT64_MIN);
        assert_int_equal(patron_sketch_reach(sketch, ROOM, INT64_MAX, &cut, NULL), PATRON_OK);
        assert_true(cut.rank_low == 1 && cut.rank_high == 1 && cut.sum_low == INT64_MAX);
        patron_sketch_result result;
        result.struct_size = sizeof result;
        assert_int_equal(patron_sketch_summary(sketch, ROOM, NULL, &result, &fault),
                         PATRON_E_OVERFLOW); /* an erosion of 2^63 */
        assert_fault(&fault, PATRON_E_OVERFLOW, "sketch", -1);
        add(sketch, 1, ends + 1);
        assert_int_equal(patron_sketch_rank(sketch, ROOM, 2, &cut, &fault), PATRON_E_OVERFLOW);
        assert_fault(&fault, PATRON_E_OVERFLOW, "sketch", -1);
        assert_int_equal(patron_sketch_check(sketch, ROOM, NULL), PATRON_OK);
    }
}

static void the_books_of_the_trade_come_out(void **state)
{
    (void)state;
    static const int64_t toy[10] = {420, 310, 150, 90, 60, 25, 0, -15, -70, -170};
    static const int64_t chen[10] = {-500, -300, -300, -100, 200, 300, 300, 400, 500, 500};
    static const int64_t eighty[10] = {500, 300, 80, 50, 30, 20, 10, 5, 3, 2};
    patron_sketch *sketch = empty(&first, 10); /* every value below 2048 has its own bucket */
    add(sketch, 10, toy);
    patron_sketch_result result = summary_of(sketch, NULL);
    assert_true(result.peak == 1055 && result.peak_rank == 6 && result.erosion == 255);
    assert_true(result.losers == 3 && result.losers_sum == -255 && result.even == 1);
    assert_close(result.peak_share, 1.31875, 1e-15, 0);
    assert_close(result.gini_low, 1.1375, 1e-15, 0);
    assert_true(result.gini_low == result.gini_high && result.widest == 0);
    assert_close(result.gini_rsv_low, .771841, 0, 5e-7);
    assert_true(result.notes == PATRON_SKETCH_NOTE_LOSSES);
    sketch = empty(&first, 10);
    add(sketch, 10, chen);
    result = summary_of(sketch, NULL);
    assert_close(result.gini_low, 1.94, 1e-15, 0);
    assert_close(result.gini_rsv_high, .633987, 0, 5e-7);
    sketch = empty(&first, 10);
    add(sketch, 10, eighty);
    result = summary_of(sketch, NULL);
    assert_close(result.gini_high, .7066, 1e-15, 0);
    assert_close(result.top_held_low, .8, 1e-15, 0);
    assert_true(result.top_held_high == result.top_held_low);
    assert_true(result.target_rank_low == 2 && result.target_rank_high == 2);
    patron_sketch_cut cut;
    assert_int_equal(patron_sketch_reach(sketch, ROOM, 950, &cut, NULL), PATRON_OK);
    assert_true(cut.rank_low == 5 && cut.rank_high == 5 && cut.sum_low == 960);
}

static void a_sketch_of_nobody_has_totals_of_0_and_no_ratios(void **state)
{
    (void)state;
    patron_sketch *sketch = empty(&first, 3);
    assert_int_equal(patron_sketch_add(sketch, ROOM, 0, NULL, NULL, NULL), PATRON_OK);
    patron_sketch_result result = summary_of(sketch, NULL);
    assert_true(result.customers == 0 && result.total == 0 && result.widest == 0);
    assert_true(isnan(result.gini_low) && isnan(result.peak_customers));
    assert_true(isnan(result.target_rank_low) && isnan(result.top_held_low));
    double customers[3];
    int64_t low[3], high[3];
    assert_int_equal(patron_sketch_whale(sketch, ROOM, 3, customers, low, high, NULL), PATRON_OK);
    for (int i = 0; i < 3; i++)
        assert_true(customers[i] == 0 && low[i] == 0 && high[i] == 0);
    static const int64_t zero = 0;
    add(sketch, 1, &zero);
    result = summary_of(sketch, NULL);
    assert_true(result.gini_low == 0 && result.gini_high == 0 && isnan(result.gini_rsv_low));
    assert_true(result.notes ==
                (PATRON_SKETCH_NOTE_ALL_ZERO | PATRON_SKETCH_NOTE_TOTAL_NOT_POSITIVE));
}

/* Passes until the cut is exact, each a refined sketch of the bucket that held it. */
static int refine(size_t n, uint64_t rank, int64_t sum, uint32_t cells, patron_sketch_cut *cut)
{
    int passes = 0;
    while (rank > 0 ? cut->sum_low != cut->sum_high : cut->rank_low != cut->rank_high) {
        patron_sketch *zoom = as_sketch(&second);
        memset(&second, 0xA5, sizeof second);
        assert_int_equal(patron_sketch_init_refined(zoom, patron_sketch_refined_size(cells), cells,
                                                    cut->value_low, cut->value_high, NULL),
                         PATRON_OK);
        for (size_t from = 0; from < n; from += 700)
            add(zoom, n - from < 700 ? n - from : 700, column + from);
        assert_int_equal(patron_sketch_check(zoom, ROOM, NULL), PATRON_OK);
        patron_sketch_cut before = *cut;
        if (rank > 0)
            assert_int_equal(patron_sketch_rank(zoom, ROOM, rank, cut, NULL), PATRON_OK);
        else
            assert_int_equal(patron_sketch_reach(zoom, ROOM, sum, cut, NULL), PATRON_OK);
        assert_true(before.value_low <= cut->value_low && cut->value_high <= before.value_high);
        assert_true(before.sum_low <= cut->sum_low && cut->sum_high <= before.sum_high);
        assert_true(before.rank_low <= cut->rank_low && cut->rank_high <= before.rank_high);
        passes++;
        assert_true(passes < 64);
    }
    return passes;
}

static void a_second_pass_makes_one_figure_exact(void **state)
{
    (void)state;
    support_random random = support_random_from(9);
    size_t n = support_rows(MANY, 1000);
    for (int shape = 0; shape < SHAPES; shape++) {
        fill(shape, n, &random);
        patron_sketch *sketch = empty(&first, 7);
        add(sketch, n, column);
        patron_sketch_cut cut;
        for (int round = 0; round < 5; round++) {
            uint64_t rank = 1 + support_random_below(&random, n);
            assert_int_equal(patron_sketch_rank(sketch, ROOM, rank, &cut, NULL), PATRON_OK);
            double cells = (double)cut.value_high - (double)cut.value_low + 1;
            uint32_t enough = cells < 1e5 ? (uint32_t)cells : 64;
            int passes = refine(n, rank, 0, enough, &cut);
            assert_true(passes <= (cells < 1e5 ? 1 : 9));
            assert_true(cut.sum_low == curve[rank]);
            if (sorted[0] <= 0)
                continue;
            int64_t peak = 0;
            for (size_t i = 0; i < n; i++)
                peak += column[i] > 0 ? column[i] : 0;
            int64_t sum = support_random_integer(&random, 1, peak);
            assert_int_equal(patron_sketch_reach(sketch, ROOM, sum, &cut, NULL), PATRON_OK);
            assert_true(cut.sum_low >= sum);
            size_t exact = 1;
            while (curve[exact] < sum)
                exact++;
            assert_true(cut.rank_low <= exact && exact <= cut.rank_high);
            assert_true(cut.sum_low <= curve[exact] && curve[exact] <= cut.sum_high);
            refine(n, 0, sum, CELLS, &cut);
            assert_true(cut.rank_low == exact);
        }
    }
}

static void a_refined_sketch_answers_only_within_the_values_it_refines(void **state)
{
    (void)state;
    static const int64_t values[6] = {900, 500, 400, 300, 100, -50};
    patron_sketch *zoom = as_sketch(&first);
    patron_sketch_cut cut;
    patron_sketch_result result;
    patron_fault fault;
    double customers[2];
    int64_t low[2], high[2];
    assert_int_equal(patron_sketch_init_refined(zoom, ROOM, 1000, 300, 500, NULL), PATRON_OK);
    add(zoom, 6, values);
    static const int good[7] = {0, 0, 1, 1, 1, 0, 0};
    static const int64_t sum[7] = {0, 900, 1400, 1800, 2100, 2200, 2150};
    for (uint64_t rank = 1; rank <= 6; rank++) {
        int32_t status = patron_sketch_rank(zoom, ROOM, rank, &cut, &fault);
        assert_int_equal(status, good[rank] ? PATRON_OK : PATRON_E_RANGE);
        if (good[rank])
            assert_true(cut.sum_low == sum[rank] && cut.sum_high == sum[rank]);
        else
            assert_fault(&fault, PATRON_E_RANGE, "rank", -1);
        if (rank > 5)
            continue;
        status = patron_sketch_reach(zoom, ROOM, sum[rank], &cut, &fault);
        assert_int_equal(status, good[rank] ? PATRON_OK : PATRON_E_RANGE);
        if (good[rank])
            assert_true(cut.rank_low == rank && cut.rank_high == rank);
        else
            assert_fault(&fault, PATRON_E_RANGE, "sum", -1);
    }
    result.struct_size = sizeof result;
    assert_int_equal(patron_sketch_summary(zoom, ROOM, NULL, &result, &fault), PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "sketch", -1);
    assert_int_equal(patron_sketch_whale(zoom, ROOM, 2, customers, low, high, &fault),
                     PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "sketch", -1);
    /* The whole range of int64_t in one cell, and in as many as fit. */
    for (uint32_t cells = 1; cells <= 3000; cells += 2999) {
        assert_int_equal(patron_sketch_init_refined(zoom, ROOM, cells, INT64_MIN, INT64_MAX, NULL),
                         PATRON_OK);
        static const int64_t ends[3] = {INT64_MIN, 0, INT64_MAX};
        add(zoom, 3, ends);
        assert_int_equal(patron_sketch_check(zoom, ROOM, NULL), PATRON_OK);
        assert_int_equal(patron_sketch_rank(zoom, ROOM, 3, &cut, NULL), PATRON_OK);
        assert_true(cut.sum_low == -1 && cut.sum_high == -1);
    }
}

static void sketches_merge_only_with_those_of_the_same_grid(void **state)
{
    (void)state;
    static const int64_t value = 50;
    static const struct {
        int64_t low, high;
        int32_t status;
    } other[] = {{0, 99, PATRON_OK}, {1, 99, PATRON_E_RANGE}, {0, 98, PATRON_E_RANGE}};
    patron_fault fault;
    patron_sketch *zoom = as_sketch(&first);
    assert_int_equal(patron_sketch_init_refined(zoom, ROOM, 10, 0, 99, NULL), PATRON_OK);
    for (size_t i = 0; i < sizeof other / sizeof *other; i++) { /* each of cells 16 wide */
        patron_sketch *beside = as_sketch(&second);
        assert_int_equal(
            patron_sketch_init_refined(beside, ROOM, 10, other[i].low, other[i].high, NULL),
            PATRON_OK);
        add(beside, 1, &value);
        memcpy(&third, &first, sizeof third);
        assert_int_equal(patron_sketch_merge(zoom, ROOM, beside, ROOM, &fault), other[i].status);
        if (other[i].status == PATRON_OK)
            continue;
        assert_fault(&fault, PATRON_E_RANGE, "other", -1);
        assert_memory_equal(&first, &third, sizeof first);
    }
    assert_int_equal(patron_sketch_merge(zoom, ROOM, empty(&second, 4), ROOM, &fault),
                     PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "other", -1);
    patron_sketch_cut cut;
    assert_int_equal(patron_sketch_rank(zoom, ROOM, 1, &cut, NULL), PATRON_OK);
    assert_true(cut.beside == 1 && cut.sum_low == 50); /* the one merged from the same grid */
}

/* 2^32 - 1 customers of 2^40 in one cell, from 1 on: all but 5 is more than 2^64 times the least. */
static void a_sum_beyond_money_within_one_refined_cell_is_refused(void **state)
{
    (void)state;
    static const int64_t value = INT64_C(1) << 40;
    static const uint32_t weight = UINT32_MAX;
    patron_fault fault;
    patron_sketch_cut cut;
    patron_sketch *zoom = as_sketch(&first);
    assert_int_equal(patron_sketch_init_refined(zoom, ROOM, 1, 1, value, NULL), PATRON_OK);
    assert_int_equal(patron_sketch_add(zoom, ROOM, 1, &value, &weight, NULL), PATRON_OK);
    assert_int_equal(patron_sketch_reach(zoom, ROOM, 5, &cut, &fault), PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "sketch", -1);
}

static void a_target_is_at_least_1_and_the_whole_total_at_most(void **state)
{
    (void)state;
    static const int64_t few[3] = {1, 1, 1};
    static const int64_t value[2][2] = {{INT64_C(9007199254740992), 3}, {INT64_MAX - 5, 5}};
    patron_sketch_options options = {sizeof options, 0, 0.0, 0.0, .1};
    patron_sketch *sketch = empty(&first, 10);
    add(sketch, 3, few);
    patron_sketch_result result = summary_of(sketch, &options);
    assert_true(result.target_rank_low == 1 && result.target_rank_high == 1);
    options.target_share = 1.0;
    for (int i = 0; i < 2; i++) { /* both totals round up to a double */
        sketch = empty(&first, 10);
        add(sketch, 2, value[i]);
        result = summary_of(sketch, &options);
        assert_true(result.target_rank_low == 2 && result.target_rank_high == 2);
        assert_true(result.notes == 0);
    }
}

static void customers_who_bring_nothing_are_equal(void **state)
{
    (void)state;
    static const int64_t nothing[2] = {0, 0};
    patron_sketch *sketch = empty(&first, 5);
    add(sketch, 2, nothing);
    patron_sketch_result result = summary_of(sketch, NULL);
    assert_true(result.gini_low == 0 && result.gini_high == 0);
    assert_true(result.gini_rsv_low == 0 && result.gini_rsv_high == 0);
    assert_true(result.notes ==
                (PATRON_SKETCH_NOTE_ALL_ZERO | PATRON_SKETCH_NOTE_TOTAL_NOT_POSITIVE));
}

static void decoding_gives_back_what_was_encoded(void **state)
{
    (void)state;
    support_random random = support_random_from(10);
    for (int round = 0; round < 12; round++) {
        size_t n = (size_t)support_random_below(&random, 400);
        fill(round % SHAPES, n, &random);
        patron_sketch *sketch = as_sketch(&first);
        if (round % 3 == 2)
            assert_int_equal(patron_sketch_init_refined(sketch, ROOM, 99, -70, 1048577, NULL),
                             PATRON_OK);
        else
            empty(&first, 3 + (uint32_t)round % 5);
        add(sketch, n, column);
        size_t size = encode(sketch, encoded_one);
        uint64_t needed;
        assert_int_equal(patron_sketch_decoded_size(encoded_one, size, &needed, NULL), PATRON_OK);
        memset(&second, 0x77, sizeof second);
        patron_sketch *back = as_sketch(&second);
        assert_int_equal(patron_sketch_decode(encoded_one, size, back, (size_t)needed, NULL),
                         PATRON_OK);
        assert_memory_equal(sketch, back, (size_t)needed);
        assert_int_equal(patron_sketch_check(back, (size_t)needed, NULL), PATRON_OK);
        patron_fault fault;
        assert_int_equal(patron_sketch_decode(encoded_one, size, back, (size_t)needed - 1, &fault),
                         PATRON_E_SIZE);
        assert_fault(&fault, PATRON_E_SIZE, "sketch_size", -1);
    }
}

static void every_flipped_bit_of_an_encoded_sketch_is_noticed(void **state)
{
    (void)state;
    support_random random = support_random_from(11);
    fill(2, 12, &random);
    patron_sketch *sketch = empty(&first, 3);
    add(sketch, 12, column);
    size_t size = encode(sketch, encoded_one);
    memcpy(&second, &first, sizeof second);
    for (size_t bit = 0; bit < 8 * size; bit++) {
        encoded_one[bit / 8] ^= (unsigned char)(1u << (bit % 8));
        assert_true(patron_sketch_decode(encoded_one, size, as_sketch(&second), ROOM, NULL) !=
                    PATRON_OK);
        encoded_one[bit / 8] ^= (unsigned char)(1u << (bit % 8));
    }
    assert_memory_equal(&first, &second, sizeof first);
    for (size_t cut = 0; cut < size; cut++)
        assert_int_equal(patron_sketch_decode(encoded_one, cut, as_sketch(&second), ROOM, NULL),
                         PATRON_E_SIZE);
    assert_int_equal(patron_sketch_decode(encoded_one, size + 1, as_sketch(&second), ROOM, NULL),
                     PATRON_E_CORRUPT);
}

/* Sealed again: the checksum is right, the figures are not. */
static void sealed_bytes_that_no_sketch_encodes_to_are_refused(void **state)
{
    (void)state;
    static const int64_t values[3] = {100, 2000, -2000};
    static const struct {
        size_t at;
        uint32_t value;
    } wrong[] = {{32, 3},          {32, 2}, {36, 2},  {36, 11}, {40, 4}, {44, 0x40000000},
                 {48, 1},          {56, 9}, {64, 1},  {68, 2},  {68, 4}, {72, 0},
                 {72, 0x7FFFFFFF}, {76, 0}, {76, 2},  {76, 9},  {84, 0}, {84, 1},
                 {92, 1},          {96, 7}, {100, 0}, {128, 0}};
    patron_sketch *sketch = empty(&first, 3);
    add(sketch, 3, values);
    size_t size = encode(sketch, encoded_one);
    patron_fault fault;
    for (size_t w = 0; w < sizeof wrong / sizeof *wrong; w++) {
        memcpy(encoded_two, encoded_one, size);
        if (numeric_get_u32(encoded_two + wrong[w].at) == wrong[w].value)
            continue;
        numeric_put_u32(encoded_two + wrong[w].at, wrong[w].value);
        patron_numeric_codec_seal(encoded_two, size, NUMERIC_CODEC_SKETCH, 1);
        memcpy(&second, &first, sizeof second);
        assert_int_equal(patron_sketch_decode(encoded_two, size, as_sketch(&second), ROOM, &fault),
                         PATRON_E_CORRUPT);
        assert_fault(&fault, PATRON_E_CORRUPT, "bytes", -1);
        assert_memory_equal(&first, &second, sizeof first);
    }
    memcpy(encoded_two, encoded_one, size);
    patron_numeric_codec_seal(encoded_two, size, NUMERIC_CODEC_SKETCH, 2);
    uint64_t needed;
    assert_int_equal(patron_sketch_decode(encoded_two, size, as_sketch(&second), ROOM, &fault),
                     PATRON_E_FORMAT);
    assert_fault(&fault, PATRON_E_FORMAT, "bytes", -1);
    assert_int_equal(patron_sketch_decoded_size(encoded_two, size, &needed, &fault),
                     PATRON_E_FORMAT);
    patron_numeric_codec_seal(encoded_two, size, NUMERIC_CODEC_SUM, 1);
    assert_int_equal(patron_sketch_decoded_size(encoded_two, size, &needed, &fault),
                     PATRON_E_CORRUPT);
    patron_numeric_codec_seal(encoded_two, 40, NUMERIC_CODEC_SKETCH, 1);
    assert_int_equal(patron_sketch_decoded_size(encoded_two, 40, &needed, &fault),
                     PATRON_E_CORRUPT);
    assert_int_equal(patron_sketch_decoded_size(NULL, 40, &needed, &fault), PATRON_E_NULL);
    assert_int_equal(patron_sketch_decoded_size(encoded_one, size, NULL, &fault), PATRON_E_NULL);
    assert_fault(&fault, PATRON_E_NULL, "sketch_size", -1);
}

/* A refined sketch of one cell: kind, fineness, customers, low, high, buckets, filled; bucket, count,
   sum. */
static void sealed_bytes_of_a_grid_that_cannot_be_are_refused(void **state)
{
    (void)state;
    static const int64_t values[2] = {300, 500}, ends[2] = {INT64_MIN, INT64_MAX};
    static const struct {
        size_t at;
        uint32_t value;
    } wrong[] = {
        {32, 3},          /* of no kind */
        {36, 64},         /* cells wider than int64_t */
        {56, 299},        /* high below low */
        {60, 0x01000000}, /* cells beyond 2^24 */
        {64, 4},
    };
    patron_sketch *sketch = as_sketch(&first);
    patron_fault fault;
    assert_int_equal(patron_sketch_init_refined(sketch, ROOM, 1, 300, 500, NULL), PATRON_OK);
    add(sketch, 2, values);
    size_t size = encode(sketch, encoded_one);
    for (size_t w = 0; w < sizeof wrong / sizeof *wrong; w++) {
        memcpy(encoded_two, encoded_one, size);
        numeric_put_u32(encoded_two + wrong[w].at, wrong[w].value);
        patron_numeric_codec_seal(encoded_two, size, NUMERIC_CODEC_SKETCH, 1);
        assert_int_equal(patron_sketch_decode(encoded_two, size, as_sketch(&second), ROOM, &fault),
                         PATRON_E_CORRUPT);
        assert_fault(&fault, PATRON_E_CORRUPT, "bytes", -1);
    }
    /* Nobody is below the least or above the greatest int64_t. */
    assert_int_equal(patron_sketch_init_refined(sketch, ROOM, 1, INT64_MIN, INT64_MAX, NULL),
                     PATRON_OK);
    add(sketch, 2, ends);
    size = encode(sketch, encoded_one);
    static const size_t place[2] = {72, 100}; /* buckets 1 and 2, the lower and the upper half */
    for (uint32_t i = 0; i < 2; i++) {
        assert_true(numeric_get_u32(encoded_one + place[i]) == i + 1);
        memcpy(encoded_two, encoded_one, size);
        numeric_put_u32(encoded_two + place[i], 3 * i);
        patron_numeric_codec_seal(encoded_two, size, NUMERIC_CODEC_SKETCH, 1);
        assert_int_equal(patron_sketch_decode(encoded_two, size, as_sketch(&second), ROOM, &fault),
                         PATRON_E_CORRUPT);
        assert_fault(&fault, PATRON_E_CORRUPT, "bytes", -1);
    }
}

static void two_to_the_62_customers_fill_a_sketch_and_nothing_is_lost(void **state)
{
    (void)state;
    static const int64_t value[3] = {INT64_MAX, INT64_MIN, INT64_MAX};
    static const uint32_t weight[3] = {1, 0, 1};
    patron_sketch *sketch = empty(&first, 3);
    patron_fault fault;
    add(sketch, 1, value);
    for (int i = 0; i < 62; i++)
        merge(sketch, sketch);
    assert_int_equal(patron_sketch_check(sketch, ROOM, NULL), PATRON_OK);
    memcpy(&second, &first, sizeof second);
    assert_int_equal(patron_sketch_add(sketch, ROOM, 3, value, NULL, &fault), PATRON_E_FULL);
    assert_fault(&fault, PATRON_E_FULL, "sketch", 0);
    assert_true((uint64_t)fault.whole == UINT64_C(1) << 62);
    assert_int_equal(patron_sketch_merge(sketch, ROOM, as_sketch(&second), ROOM, &fault),
                     PATRON_E_FULL);
    assert_fault(&fault, PATRON_E_FULL, "other", -1);
    assert_int_equal(patron_sketch_add(sketch, ROOM, 2, value + 1, weight + 1, &fault),
                     PATRON_E_FULL);
    assert_fault(&fault, PATRON_E_FULL, "sketch", 1);
    assert_memory_equal(&first, &second, sizeof first);
    patron_sketch_cut cut;
    assert_int_equal(patron_sketch_rank(sketch, ROOM, 1, &cut, &fault), PATRON_E_OVERFLOW);
    assert_int_equal(patron_sketch_reach(sketch, ROOM, 1, &cut, &fault), PATRON_E_OVERFLOW);
    double customers[2];
    int64_t low[2], high[2];
    assert_int_equal(patron_sketch_whale(sketch, ROOM, 2, customers, low, high, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "sketch", -1);
}

static void a_damaged_block_is_corrupt_for_every_function(void **state)
{
    (void)state;
    static const int64_t values[3] = {100, 2000, -2000};
    /* Whole members, so that byte order does not matter: their places and sizes. */
    static const size_t place[] = {0, 4, 8, 16, 20, 24, 32, 40, 44, 48, 56};
    static const size_t width[] = {4, 4, 8, 4, 4, 8, 8, 4, 4, 8, 8};
    patron_fault fault;
    patron_sketch_cut cut;
    patron_sketch_result result;
    uint64_t size;
    double customers[2];
    int64_t low[2], high[2];
    result.struct_size = sizeof result;
    patron_sketch *good = empty(&second, 3);
    add(good, 3, values);
    for (size_t p = 0; p < sizeof place / sizeof *place; p++) {
        patron_sketch *bad = empty(&first, 3);
        add(bad, 3, values);
        for (size_t i = 0; i < width[p]; i++)
            ((unsigned char *)&first)[place[p] + i] ^= 0xF0;
        memcpy(&third, &first, sizeof third);
#define CORRUPT(call, name)                                                                        \
    do {                                                                                           \
        assert_int_equal(call, PATRON_E_CORRUPT);                                                  \
        assert_fault(&fault, PATRON_E_CORRUPT, name, -1);                                          \
    } while (0)
        CORRUPT(patron_sketch_check(bad, ROOM, &fault), "sketch");
        if (place[p] < 48)
            CORRUPT(patron_sketch_add(bad, ROOM, 1, values, NULL, &fault), "sketch");
        CORRUPT(patron_sketch_merge(bad, ROOM, good, ROOM, &fault), "sketch");
        CORRUPT(patron_sketch_merge(good, ROOM, bad, ROOM, &fault), "other");
        CORRUPT(patron_sketch_summary(bad, ROOM, NULL, &result, &fault), "sketch");
        CORRUPT(patron_sketch_whale(bad, ROOM, 2, customers, low, high, &fault), "sketch");
        CORRUPT(patron_sketch_rank(bad, ROOM, 1, &cut, &fault), "sketch");
        CORRUPT(patron_sketch_reach(bad, ROOM, 1, &cut, &fault), "sketch");
        CORRUPT(patron_sketch_encoded_size(bad, ROOM, &size, &fault), "sketch");
        CORRUPT(patron_sketch_encode(bad, ROOM, encoded_one, sizeof encoded_one, &fault), "sketch");
#undef CORRUPT
        assert_memory_equal(&first, &third, sizeof first);
    }
}

static void arguments_out_of_range_are_named(void **state)
{
    (void)state;
    patron_fault fault;
    patron_sketch *sketch = as_sketch(&first);
    patron_sketch *crooked = (patron_sketch *)(void *)((char *)&first + 4);
    patron_sketch_cut cut;
    patron_sketch_result result;
    patron_sketch_options options = {sizeof options, 0, 0.0, 0.0, 0.0};
    double customers[2];
    int64_t low[2], high[2];
    static const int64_t one = 1;
#define REFUSED(call, status, name)                                                                \
    do {                                                                                           \
        assert_int_equal(call, status);                                                            \
        assert_fault(&fault, status, name, -1);                                                    \
    } while (0)
    assert_true(patron_sketch_size(2) == SIZE_MAX && patron_sketch_size(11) == SIZE_MAX);
    assert_true(patron_sketch_size(10) == ROOM);
    assert_true(patron_sketch_refined_size(0) == SIZE_MAX);
    assert_true(patron_sketch_refined_size(16777217) == SIZE_MAX);
    REFUSED(patron_sketch_init(NULL, ROOM, 3, &fault), PATRON_E_NULL, "sketch");
    REFUSED(patron_sketch_init(crooked, ROOM, 3, &fault), PATRON_E_ALIGN, "sketch");
    REFUSED(patron_sketch_init(sketch, ROOM, 2, &fault), PATRON_E_RANGE, "bits");
    REFUSED(patron_sketch_init(sketch, ROOM, 11, &fault), PATRON_E_RANGE, "bits");
    REFUSED(patron_sketch_init(sketch, ROOM - 1, 10, &fault), PATRON_E_SIZE, "sketch_size");
    REFUSED(patron_sketch_init_refined(NULL, ROOM, 3, 0, 1, &fault), PATRON_E_NULL, "sketch");
    REFUSED(patron_sketch_init_refined(sketch, ROOM, 0, 0, 1, &fault), PATRON_E_RANGE, "cells");
    REFUSED(patron_sketch_init_refined(sketch, ROOM, 16777217, 0, 1, &fault), PATRON_E_RANGE,
            "cells");
    REFUSED(patron_sketch_init_refined(sketch, ROOM, 9, 0, -1, &fault), PATRON_E_RANGE, "high");
    REFUSED(patron_sketch_init_refined(sketch, 311, 9, 0, 1, &fault), PATRON_E_SIZE, "sketch_size");
    empty(&first, 3);
    empty(&second, 4);
    REFUSED(patron_sketch_check(sketch, 47, &fault), PATRON_E_SIZE, "sketch_size");
    REFUSED(patron_sketch_check(sketch, patron_sketch_size(3) - 1, &fault), PATRON_E_SIZE,
            "sketch_size");
    REFUSED(patron_sketch_merge(sketch, ROOM, as_sketch(&second), 48, &fault), PATRON_E_SIZE,
            "other_size");
    REFUSED(patron_sketch_merge(sketch, ROOM, NULL, 48, &fault), PATRON_E_NULL, "other");
    REFUSED(patron_sketch_merge(sketch, ROOM, as_sketch(&second), ROOM, &fault), PATRON_E_RANGE,
            "other");
    REFUSED(patron_sketch_add(sketch, ROOM, 1, NULL, NULL, &fault), PATRON_E_NULL, "value");
    REFUSED(patron_sketch_reach(sketch, ROOM, 1, &cut, &fault), PATRON_E_RANGE, "sum");
    REFUSED(patron_sketch_rank(sketch, ROOM, 1, &cut, &fault), PATRON_E_RANGE, "rank");
    add(sketch, 1, &one);
    REFUSED(patron_sketch_rank(sketch, ROOM, 0, &cut, &fault), PATRON_E_RANGE, "rank");
    REFUSED(patron_sketch_rank(sketch, ROOM, 2, &cut, &fault), PATRON_E_RANGE, "rank");
    REFUSED(patron_sketch_rank(sketch, ROOM, 1, NULL, &fault), PATRON_E_NULL, "cut");
    REFUSED(patron_sketch_reach(sketch, ROOM, 0, &cut, &fault), PATRON_E_RANGE, "sum");
    REFUSED(patron_sketch_reach(sketch, ROOM, 2, &cut, &fault), PATRON_E_RANGE, "sum");
    REFUSED(patron_sketch_reach(sketch, ROOM, 1, NULL, &fault), PATRON_E_NULL, "cut");
    REFUSED(patron_sketch_whale(sketch, ROOM, 1, customers, low, high, &fault), PATRON_E_RANGE,
            "points");
    REFUSED(patron_sketch_whale(sketch, ROOM, 2, NULL, low, high, &fault), PATRON_E_NULL,
            "customers");
    REFUSED(patron_sketch_whale(sketch, ROOM, 2, customers, NULL, high, &fault), PATRON_E_NULL,
            "low");
    REFUSED(patron_sketch_whale(sketch, ROOM, 2, customers, low, NULL, &fault), PATRON_E_NULL,
            "high");
    REFUSED(patron_sketch_encoded_size(sketch, ROOM, NULL, &fault), PATRON_E_NULL, "encoded_size");
    REFUSED(patron_sketch_encode(sketch, ROOM, NULL, 999, &fault), PATRON_E_NULL, "bytes");
    REFUSED(patron_sketch_encode(sketch, ROOM, encoded_one, 99, &fault), PATRON_E_SIZE,
            "bytes_size");
    REFUSED(patron_sketch_summary(sketch, ROOM, NULL, NULL, &fault), PATRON_E_NULL, "result");
    result.struct_size = 8;
    REFUSED(patron_sketch_summary(sketch, ROOM, NULL, &result, &fault), PATRON_E_STRUCT,
            "result.struct_size");
    result.struct_size = sizeof result;
    options.flags = 1;
    REFUSED(patron_sketch_summary(sketch, ROOM, &options, &result, &fault), PATRON_E_STRUCT,
            "options.flags");
    options.flags = 0;
    options.tolerance = -1.0;
    REFUSED(patron_sketch_summary(sketch, ROOM, &options, &result, &fault), PATRON_E_RANGE,
            "options.tolerance");
    options.tolerance = 1e300;
    options.top_share = 1.1;
    REFUSED(patron_sketch_summary(sketch, ROOM, &options, &result, &fault), PATRON_E_RANGE,
            "options.top_share");
    options.top_share = 1.0;
    options.target_share = NAN;
    REFUSED(patron_sketch_summary(sketch, ROOM, &options, &result, &fault), PATRON_E_RANGE,
            "options.target_share");
    options.target_share = 1e300;
    assert_int_equal(patron_sketch_summary(sketch, ROOM, &options, &result, NULL), PATRON_OK);
    assert_true(result.notes & PATRON_SKETCH_NOTE_NOT_REACHED && result.even == 1);
#undef REFUSED
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_curve_lies_between_its_bounds_and_these_within_the_proven_distance),
        cmocka_unit_test(customers_on_the_edges_attain_the_upper_bound_and_equal_ones_the_lower),
        cmocka_unit_test(makers_losers_and_the_peak_are_exact_at_every_resolution),
        cmocka_unit_test(shares_targets_and_the_gini_lie_between_their_bounds),
        cmocka_unit_test(a_merge_of_any_split_is_the_whole_bit_for_bit),
        cmocka_unit_test(a_sketch_merged_with_itself_holds_everyone_twice),
        cmocka_unit_test(a_weight_is_so_many_customers_of_that_value),
        cmocka_unit_test(every_value_of_money_has_a_bucket_that_holds_it_and_is_narrow_enough),
        cmocka_unit_test(the_least_and_the_greatest_amounts_of_int64_are_kept_exactly),
        cmocka_unit_test(the_books_of_the_trade_come_out),
        cmocka_unit_test(a_sketch_of_nobody_has_totals_of_0_and_no_ratios),
        cmocka_unit_test(a_second_pass_makes_one_figure_exact),
        cmocka_unit_test(a_refined_sketch_answers_only_within_the_values_it_refines),
        cmocka_unit_test(sketches_merge_only_with_those_of_the_same_grid),
        cmocka_unit_test(a_sum_beyond_money_within_one_refined_cell_is_refused),
        cmocka_unit_test(a_target_is_at_least_1_and_the_whole_total_at_most),
        cmocka_unit_test(customers_who_bring_nothing_are_equal),
        cmocka_unit_test(decoding_gives_back_what_was_encoded),
        cmocka_unit_test(every_flipped_bit_of_an_encoded_sketch_is_noticed),
        cmocka_unit_test(sealed_bytes_that_no_sketch_encodes_to_are_refused),
        cmocka_unit_test(sealed_bytes_of_a_grid_that_cannot_be_are_refused),
        cmocka_unit_test(two_to_the_62_customers_fill_a_sketch_and_nothing_is_lost),
        cmocka_unit_test(a_damaged_block_is_corrupt_for_every_function),
        cmocka_unit_test(arguments_out_of_range_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
