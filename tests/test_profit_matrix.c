#include "support.h"

#include <string.h>

#include <patron/profit.h>

enum { PEOPLE = 40, GOODS = 9, CELLS = PEOPLE * GOODS, LINES = 700, MANY = 60000 };

#define REFUSED(call, status, argument, row)                                                       \
    do {                                                                                           \
        patron_fault fault;                                                                        \
        memset(&fault, 0, sizeof fault);                                                           \
        assert_int_equal((call), (status));                                                        \
        assert_fault(&fault, (status), (argument), (row));                                         \
    } while (0)

static uint32_t customer[LINES], product[LINES];
static int64_t profit[LINES], cell[CELLS], expected[CELLS];
static int64_t many[MANY], many_customers[MANY], many_products[MANY];
static uint64_t room[1 << 18];

/* The seven labels of the figure: C1 to C3 buy P1 to P4. */
static const int64_t figure[12] = {1, 1, 0, 1, 1, 0, -1, 0, 1, 0, -1, -1};
static const uint32_t figure_customers[3] = {PATRON_PROFIT_LABEL_HIGH, PATRON_PROFIT_LABEL_MIXED,
                                             PATRON_PROFIT_LABEL_LOSING};
static const uint32_t figure_products[4] = {PATRON_PROFIT_LABEL_HIGH,
                                            PATRON_PROFIT_LABEL_PROFITABLE,
                                            PATRON_PROFIT_LABEL_LOSING, PATRON_PROFIT_LABEL_MIXED};

static int32_t totals_of(size_t n, size_t products, const int64_t *cells, int64_t *by_customer,
                         int64_t *by_product, int64_t *total, patron_fault *fault)
{
    size_t size = patron_profit_matrix_totals_scratch_size(n, products);
    assert_true(size <= sizeof room);
    return patron_profit_matrix_totals(n, products, cells, room, size, by_customer, by_product,
                                       total, fault);
}

static void chance_lines(support_random *random, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        customer[i] = (uint32_t)support_random_below(random, PEOPLE);
        product[i] = (uint32_t)support_random_below(random, GOODS);
        profit[i] = support_random_integer(random, -1000, 1500);
    }
}

static void by_hand(size_t n)
{
    memset(expected, 0, sizeof expected);
    for (size_t i = 0; i < n; i++)
        expected[customer[i] * GOODS + product[i]] += profit[i];
}

static int32_t add(size_t from, size_t n, int64_t *to, patron_fault *fault)
{
    return patron_profit_matrix_add(GOODS, n, customer + from, product + from, profit + from,
                                    PEOPLE, to, fault);
}

static void every_line_reaches_its_cell_whatever_the_blocks_and_their_order(void **state)
{
    (void)state;
    static int64_t part[CELLS], sum[CELLS];
    support_random random = support_random_from(4);
    for (size_t round = 0; round < 60; round++) {
        size_t n = round < 40 ? round * 5 : (size_t)support_random_below(&random, LINES);
        chance_lines(&random, n);
        by_hand(n);
        memset(cell, 0, sizeof cell);
        assert_int_equal(add(0, n, cell, NULL), PATRON_OK);
        assert_memory_equal(cell, expected, sizeof cell);

        size_t cut = (size_t)support_random_below(&random, n + 1);
        memset(cell, 0, sizeof cell);
        assert_int_equal(add(cut, n - cut, cell, NULL), PATRON_OK);
        assert_int_equal(add(0, cut, cell, NULL), PATRON_OK);
        assert_memory_equal(cell, expected, sizeof cell);

        memset(part, 0, sizeof part);
        memset(sum, 0, sizeof sum);
        assert_int_equal(add(0, cut, part, NULL), PATRON_OK);
        assert_int_equal(add(cut, n - cut, sum, NULL), PATRON_OK);
        assert_int_equal(patron_profit_matrix_merge(PEOPLE, GOODS, part, sum, NULL), PATRON_OK);
        assert_memory_equal(sum, expected, sizeof sum);
    }
}

static void totals_of_customers_and_of_products_tie_to_the_grand_total(void **state)
{
    (void)state;
    support_random random = support_random_from(5);
    for (int round = 0; round < 50; round++) {
        int64_t by_customer[PEOPLE], by_product[GOODS], total, rows = 0, columns = 0;
        size_t n = (size_t)support_random_below(&random, LINES), people, goods;
        chance_lines(&random, n);
        memset(cell, 0, sizeof cell);
        assert_int_equal(add(0, n, cell, NULL), PATRON_OK);
        people = (size_t)support_random_below(&random, PEOPLE + 1);
        goods = (size_t)support_random_below(&random, GOODS + 1);
        assert_int_equal(totals_of(people, goods, cell, by_customer, by_product, &total, NULL),
                         PATRON_OK);
        for (size_t c = 0; c < people; c++) {
            int64_t sum = 0;
            for (size_t p = 0; p < goods; p++)
                sum += cell[c * goods + p];
            assert_true(by_customer[c] == sum);
            rows += sum;
        }
        for (size_t p = 0; p < goods; p++) {
            int64_t sum = 0;
            for (size_t c = 0; c < people; c++)
                sum += cell[c * goods + p];
            assert_true(by_product[p] == sum);
            columns += sum;
        }
        assert_true(rows == total && columns == total);
    }
}

/* Amounts of all sizes, so that most sums on the way leave int64_t, with their opposites. */
static void sums_on_the_way_may_leave_int64(void **state)
{
    (void)state;
    support_random random = support_random_from(6);
    int64_t by_customer[2], by_product[GOODS], total;
    for (size_t p = 0; p < GOODS; p++) {
        cell[p] = INT64_MAX - (int64_t)p;
        cell[GOODS + p] = -INT64_MAX;
    }
    assert_int_equal(totals_of(2, GOODS, cell, NULL, by_product, &total, NULL), PATRON_OK);
    for (size_t p = 0; p < GOODS; p++)
        assert_true(by_product[p] == -(int64_t)p);
    assert_true(total == -36);
    static const int64_t ups[8] = {INT64_MAX, INT64_MAX, -INT64_MAX, -INT64_MAX,
                                   INT64_MIN, INT64_MIN, INT64_MAX,  INT64_MAX};
    assert_int_equal(totals_of(2, 4, ups, by_customer, NULL, &total, NULL), PATRON_OK);
    assert_true(by_customer[0] == 0 && by_customer[1] == -2 && total == -2);
    for (int bits = 40; bits < 63; bits++) {
        int64_t most = (int64_t)1 << bits;
        for (size_t i = 0; i < CELLS; i += 2) {
            cell[i] = support_random_integer(&random, -most, most);
            cell[i + 1] = (int64_t)i - cell[i];
        }
        assert_int_equal(totals_of(CELLS / 2, 2, cell, many, NULL, &total, NULL), PATRON_OK);
        for (size_t i = 0; i < CELLS / 2; i++)
            assert_true(many[i] == (int64_t)(2 * i));
        assert_true(total == CELLS * (CELLS / 2 - 1) / 2);
        assert_int_equal(totals_of(2, CELLS / 2, cell, by_customer, NULL, &total, NULL), PATRON_OK);
        assert_true(by_customer[0] + by_customer[1] == total);
    }
}

static void long_rows_and_long_columns_are_summed_to_the_last_cent(void **state)
{
    (void)state;
    const int64_t large = ((int64_t)1 << 50) - 1;
    int64_t total, one;
    static const int64_t amount[3] = {1, -2, 3};
    for (int loss = 0; loss < 2; loss++) {
        const int64_t sum = loss ? -(8191 * large) : 8191 * large;
        for (size_t i = 0; i < 8191; i++)
            many[i] = loss ? -large : large;
        assert_int_equal(totals_of(8191, 1, many, many_customers, &one, &total, NULL), PATRON_OK);
        assert_true(one == sum && total == sum && many_customers[8190] == many[0]);
        assert_int_equal(totals_of(1, 8191, many, &one, many_products, &total, NULL), PATRON_OK);
        assert_true(one == sum && total == sum && many_products[8190] == many[0]);
    }
    for (int bits = 45; bits < 62; bits++) { /* what comes in the first half goes in the second */
        for (size_t i = 0; i < 8192; i++)
            many[i] = i < 4096 ? (int64_t)1 << bits : -((int64_t)1 << bits);
        assert_int_equal(totals_of(8192, 1, many, NULL, &one, &total, NULL), PATRON_OK);
        assert_true(one == 0 && total == 0);
        assert_int_equal(totals_of(1, 8192, many, &one, NULL, &total, NULL), PATRON_OK);
        assert_true(one == 0 && total == 0);
    }
    for (size_t rows = 8192; rows <= 40960; rows += 8192) { /* 8192 of them are just an int64_t */
        int32_t status = rows == 8192 ? PATRON_OK : PATRON_E_OVERFLOW;
        for (size_t i = 0; i < rows; i++)
            many[i] = large;
        assert_int_equal(totals_of(rows, 1, many, NULL, &one, NULL, NULL), status);
        assert_int_equal(totals_of(1, rows, many, &one, NULL, NULL, NULL), status);
        assert_int_equal(totals_of(rows / 8, 8, many, NULL, NULL, &total, NULL), status);
        assert_true(one == 8192 * large && total == one);
    }
    for (size_t i = 0; i < MANY; i++)
        many[i] = amount[i % 3] + (i % 7 == 0 ? large + 1 : 0) - (i % 7 == 1 ? large + 1 : 0);
    size_t shape[4][2] = {{20000, 3}, {3, 20000}, {12, 5000}, {1, MANY}};
    int64_t grand = 0;
    for (size_t i = 0; i < MANY; i++)
        grand += many[i];
    for (int k = 0; k < 4; k++) {
        size_t n = shape[k][0], goods = shape[k][1];
        assert_int_equal(totals_of(n, goods, many, many_customers, many_products, &total, NULL),
                         PATRON_OK);
        assert_true(total == grand);
        for (size_t c = 0; c < n; c++) {
            for (size_t p = 0; p < goods; p++)
                many_customers[c] -= many[c * goods + p];
            assert_true(many_customers[c] == 0);
        }
        for (size_t p = 0; p < goods; p++) {
            for (size_t c = 0; c < n; c++)
                many_products[p] -= many[c * goods + p];
            assert_true(many_products[p] == 0);
        }
    }
}

static void labels_of(const patron_profit_hurdles *hurdles, size_t n, size_t goods,
                      const int64_t *cells, uint32_t *of_customer, uint32_t *of_product)
{
    int64_t by_customer[PEOPLE], by_product[PEOPLE], total;
    assert_int_equal(totals_of(n, goods, cells, by_customer, by_product, &total, NULL), PATRON_OK);
    assert_int_equal(patron_profit_matrix_labels(hurdles, n, goods, cells, by_customer, by_product,
                                                 of_customer, of_product, NULL),
                     PATRON_OK);
}

static void the_figure_has_one_high_customer_one_mixed_bag_and_one_losing(void **state)
{
    (void)state;
    const patron_profit_hurdles unit = {2, 0, 0}, money = {2 * 12550, 0, 0};
    int64_t cents[12];
    uint32_t of_customer[3], of_product[4];
    labels_of(&unit, 3, 4, figure, of_customer, of_product);
    assert_memory_equal(of_customer, figure_customers, sizeof of_customer);
    assert_memory_equal(of_product, figure_products, sizeof of_product);
    for (int i = 0; i < 12; i++)
        cents[i] = figure[i] * 12550;
    memset(of_customer, 0xFF, sizeof of_customer);
    labels_of(&money, 3, 4, cents, of_customer, of_product);
    assert_memory_equal(of_customer, figure_customers, sizeof of_customer);
    assert_memory_equal(of_product, figure_products, sizeof of_product);
}

/* The rule of the figure in its own words: no negative cell and a sum of 2 or more, and so on. */
static uint32_t label_in_words(const patron_profit_hurdles *hurdles, const int64_t *cells,
                               size_t count, size_t step)
{
    int64_t sum = 0;
    int bought = 0, negative = 0;
    for (size_t i = 0; i < count; i++) {
        int64_t here = cells[i * step];
        sum += here;
        bought |= here != 0;
        negative |= here + hurdles->tolerance < 0;
    }
    if (!bought)
        return PATRON_PROFIT_LABEL_NONE;
    if (!negative && sum >= hurdles->high)
        return PATRON_PROFIT_LABEL_HIGH;
    if (!negative && sum >= hurdles->low)
        return PATRON_PROFIT_LABEL_PROFITABLE;
    return sum < hurdles->low ? PATRON_PROFIT_LABEL_LOSING : PATRON_PROFIT_LABEL_MIXED;
}

static void labels_change_with_the_hurdles_alone(void **state)
{
    (void)state;
    support_random random = support_random_from(7);
    for (int round = 0; round < 400; round++) {
        size_t n = 1 + (size_t)support_random_below(&random, 8);
        size_t goods = 1 + (size_t)support_random_below(&random, 6);
        patron_profit_hurdles hurdles = {0, support_random_integer(&random, -3, 3),
                                         support_random_integer(&random, 0, 2)};
        patron_profit_hurdles higher, thousandfold = hurdles;
        uint32_t of_customer[8], of_product[6], again[8], again_product[6], order[8];
        int64_t moved[48], large[48];
        hurdles.high = hurdles.low + support_random_integer(&random, 0, 5);
        for (size_t i = 0; i < n * goods; i++) {
            cell[i] =
                support_random_integer(&random, -2, 3) * (int64_t)((size_t)round % 3 != i % 3);
            large[i] = cell[i] * 1000;
        }
        labels_of(&hurdles, n, goods, cell, of_customer, of_product);
        for (size_t c = 0; c < n; c++)
            assert_int_equal(of_customer[c], label_in_words(&hurdles, cell + c * goods, goods, 1));
        for (size_t p = 0; p < goods; p++)
            assert_int_equal(of_product[p], label_in_words(&hurdles, cell + p, n, goods));

        support_random_permutation(&random, order, n); /* the order of customers does not count */
        for (size_t c = 0; c < n; c++)
            memcpy(moved + c * goods, cell + order[c] * goods, goods * sizeof *cell);
        labels_of(&hurdles, n, goods, moved, again, again_product);
        assert_memory_equal(again_product, of_product, goods * sizeof *of_product);
        for (size_t c = 0; c < n; c++)
            assert_int_equal(again[c], of_customer[order[c]]);

        thousandfold.high = hurdles.high * 1000;
        thousandfold.low *= 1000;
        thousandfold.tolerance *= 1000;
        labels_of(&thousandfold, n, goods, large, again, again_product);
        assert_memory_equal(again, of_customer, n * sizeof *again);
        assert_memory_equal(again_product, of_product, goods * sizeof *of_product);

        higher = hurdles; /* a higher hurdle makes nobody highly profitable */
        higher.high++;
        labels_of(&higher, n, goods, cell, again, again_product);
        for (size_t c = 0; c < n; c++)
            assert_true(again[c] == of_customer[c] || (of_customer[c] == PATRON_PROFIT_LABEL_HIGH &&
                                                       again[c] == PATRON_PROFIT_LABEL_PROFITABLE));
    }
}

static void a_customers_own_costs_lower_a_label_and_extreme_cells_have_one(void **state)
{
    (void)state;
    const patron_profit_hurdles unit = {2, 0, 0}, wide = {INT64_MAX, INT64_MIN, INT64_MAX};
    const int64_t costly[3] = {-1, 1, -1}, by_product[4] = {3, 1, -2, 0};
    const int64_t extreme[4] = {INT64_MIN, -INT64_MAX, INT64_MAX, 0};
    const int64_t sums[4] = {INT64_MIN, -INT64_MAX, INT64_MAX, 0};
    uint32_t label[4];
    assert_int_equal(
        patron_profit_matrix_labels(&unit, 3, 4, figure, costly, by_product, label, NULL, NULL),
        PATRON_OK);
    assert_int_equal(label[0], PATRON_PROFIT_LABEL_LOSING);
    assert_int_equal(label[1], PATRON_PROFIT_LABEL_MIXED);
    assert_int_equal(
        patron_profit_matrix_labels(&wide, 4, 1, extreme, sums, sums, label, NULL, NULL),
        PATRON_OK);
    assert_int_equal(label[0], PATRON_PROFIT_LABEL_MIXED);
    assert_int_equal(label[1], PATRON_PROFIT_LABEL_PROFITABLE);
    assert_int_equal(label[2], PATRON_PROFIT_LABEL_HIGH);
    assert_int_equal(label[3], PATRON_PROFIT_LABEL_NONE);
    assert_int_equal(
        patron_profit_matrix_labels(&wide, 1, 4, extreme, sums, sums, NULL, label, NULL),
        PATRON_OK);
    assert_int_equal(label[0], PATRON_PROFIT_LABEL_MIXED);
    assert_int_equal(label[1], PATRON_PROFIT_LABEL_PROFITABLE);
    assert_int_equal(label[2], PATRON_PROFIT_LABEL_HIGH);
    assert_int_equal(label[3], PATRON_PROFIT_LABEL_NONE);
}

typedef struct loss_list {
    uint32_t customer[CELLS + 1], product[CELLS + 1];
    int64_t profit[CELLS + 1];
    size_t found;
} loss_list;

static int32_t losses_of(int64_t tolerance, uint32_t only_customer, uint32_t only_product, size_t n,
                         size_t goods, size_t capacity, loss_list *list)
{
    size_t size = patron_profit_matrix_losses_scratch_size(n, goods, capacity);
    assert_true(size <= sizeof room);
    memset(list, 0x77, sizeof *list);
    return patron_profit_matrix_losses(tolerance, only_customer, only_product, n, goods, cell, room,
                                       size, capacity, list->customer, list->product, list->profit,
                                       &list->found, NULL);
}

/* Insertion, the plainest stable sort there is. */
static void losses_by_hand(int64_t tolerance, uint32_t only_customer, uint32_t only_product,
                           size_t n, size_t goods, size_t capacity, loss_list *list)
{
    memset(list, 0x77, sizeof *list);
    size_t found = 0;
    for (size_t i = 0; i < n * goods; i++) {
        uint32_t c = (uint32_t)(i / goods), p = (uint32_t)(i % goods);
        if (cell[i] >= -tolerance || (only_customer != PATRON_NONE && only_customer != c) ||
            (only_product != PATRON_NONE && only_product != p))
            continue;
        size_t at = found < capacity ? found : capacity;
        found++;
        for (; at > 0 && list->profit[at - 1] > cell[i]; at--) {
            list->profit[at] = list->profit[at - 1];
            list->customer[at] = list->customer[at - 1];
            list->product[at] = list->product[at - 1];
        }
        list->profit[at] = cell[i];
        list->customer[at] = c;
        list->product[at] = p;
    }
    if (found > capacity) {
        memset(list->profit + capacity, 0x77, sizeof *list->profit);
        memset(list->customer + capacity, 0x77, sizeof *list->customer);
        memset(list->product + capacity, 0x77, sizeof *list->product);
    }
    list->found = found;
}

static void the_largest_losses_are_listed_first_and_equal_ones_in_order(void **state)
{
    (void)state;
    static loss_list list, right;
    support_random random = support_random_from(8);
    for (int round = 0; round < 300; round++) {
        size_t n = 1 + (size_t)support_random_below(&random, PEOPLE);
        size_t goods = 1 + (size_t)support_random_below(&random, GOODS);
        size_t capacity = (size_t)support_random_below(&random, CELLS + 1);
        int64_t tolerance = support_random_integer(&random, 0, 3);
        uint32_t only_customer = PATRON_NONE, only_product = PATRON_NONE;
        for (size_t i = 0; i < n * goods; i++)
            cell[i] = support_random_integer(&random, -9, 6);
        if (round % 3 == 0)
            cell[0] = INT64_MIN;
        if (round % 4 == 1)
            only_customer = (uint32_t)support_random_below(&random, n);
        if (round % 5 == 1)
            only_product = (uint32_t)support_random_below(&random, goods);
        if (round % 2 == 0)
            capacity = (size_t)support_random_below(&random, 12);
        assert_int_equal(
            losses_of(tolerance, only_customer, only_product, n, goods, capacity, &list),
            PATRON_OK);
        losses_by_hand(tolerance, only_customer, only_product, n, goods, capacity, &right);
        assert_memory_equal(&list, &right, sizeof list);
    }
}

/* Ever larger losses push all others out, ever smaller ones never come in. */
static void a_short_list_holds_the_largest_of_many_losses(void **state)
{
    (void)state;
    uint32_t of_customer[7], of_product[7], tied_customer[5000];
    int64_t money[7];
    size_t found, size = patron_profit_matrix_losses_scratch_size(MANY / 10, 10, 7);
    for (int way = 0; way < 3; way++) {
        for (size_t i = 0; i < MANY; i++)
            many[i] = way == 0 ? -(int64_t)i - 1 : way == 1 ? (int64_t)i - MANY : -5;
        assert_int_equal(patron_profit_matrix_losses(0, PATRON_NONE, PATRON_NONE, MANY / 10, 10,
                                                     many, room, size, 7, of_customer, of_product,
                                                     money, &found, NULL),
                         PATRON_OK);
        assert_true(found == MANY);
        for (size_t i = 0; i < 7; i++) {
            size_t at = way == 0 ? MANY - 1 - i : i;
            assert_true(of_customer[i] == at / 10 && of_product[i] == at % 10);
            assert_true(money[i] == many[at]);
        }
    }
    for (size_t i = 0; i < MANY; i++) /* ties at the end of a list that was cut several times */
        many[i] = -(int64_t)(i / 12000);
    size = patron_profit_matrix_losses_scratch_size(MANY, 1, 5000);
    assert_true(size <= sizeof room);
    assert_int_equal(patron_profit_matrix_losses(0, PATRON_NONE, 0, MANY, 1, many, room, size, 5000,
                                                 tied_customer, NULL, NULL, &found, NULL),
                     PATRON_OK);
    assert_true(found == MANY - 12000);
    for (size_t i = 0; i < 5000; i++)
        assert_true(tied_customer[i] == 48000 + i);
}

static void losses_can_be_counted_without_a_list(void **state)
{
    (void)state;
    size_t found;
    uint32_t of_product[12];
    assert_true(patron_profit_matrix_losses_scratch_size(3, 4, 0) == 0);
    assert_int_equal(patron_profit_matrix_losses(0, PATRON_NONE, PATRON_NONE, 3, 4, figure, NULL, 0,
                                                 0, NULL, NULL, NULL, &found, NULL),
                     PATRON_OK);
    assert_true(found == 3);
    size_t size = patron_profit_matrix_losses_scratch_size(3, 4, 12);
    assert_int_equal(patron_profit_matrix_losses(0, 2, PATRON_NONE, 3, 4, figure, room, size, 12,
                                                 NULL, of_product, NULL, NULL, NULL),
                     PATRON_OK);
    assert_true(of_product[0] == 2 && of_product[1] == 3);
}

static void nobody_and_nothing_make_an_empty_matrix(void **state)
{
    (void)state;
    const patron_profit_hurdles hurdles = {0, 0, 0};
    int64_t none[3] = {7, 7, 7}, total = 7;
    uint32_t label[3];
    size_t found = 7;
    assert_int_equal(patron_profit_matrix_add(0, 0, NULL, NULL, NULL, 0, NULL, NULL), PATRON_OK);
    assert_int_equal(patron_profit_matrix_merge(0, 5, NULL, NULL, NULL), PATRON_OK);
    assert_int_equal(totals_of(3, 0, NULL, none, NULL, &total, NULL), PATRON_OK);
    assert_true(none[0] == 0 && none[2] == 0 && total == 0);
    none[0] = total = 7;
    assert_int_equal(totals_of(0, 3, NULL, NULL, none, &total, NULL), PATRON_OK);
    assert_true(none[0] == 0 && none[2] == 0 && total == 0);
    assert_int_equal(totals_of(0, 0, NULL, NULL, NULL, NULL, NULL), PATRON_OK);
    label[2] = 7;
    assert_int_equal(
        patron_profit_matrix_labels(&hurdles, 3, 0, NULL, none, NULL, label, label, NULL),
        PATRON_OK);
    assert_true(label[2] == PATRON_PROFIT_LABEL_NONE);
    label[2] = 7;
    assert_int_equal(
        patron_profit_matrix_labels(&hurdles, 0, 3, NULL, NULL, none, NULL, label, NULL),
        PATRON_OK);
    assert_true(label[2] == PATRON_PROFIT_LABEL_NONE);
    assert_int_equal(patron_profit_matrix_losses(0, PATRON_NONE, PATRON_NONE, 0, 3, NULL, NULL, 0,
                                                 9, NULL, NULL, NULL, &found, NULL),
                     PATRON_OK);
    assert_true(found == 0);
}

/* A line that cannot be added stops the call just before it, wherever it stands. */
static void the_lines_before_a_fault_are_in_the_matrix(void **state)
{
    (void)state;
    static const size_t places[] = {0, 1, 30, 31, 32, 33, 63, 64, 65, 200, 255, 256, 298, 299};
    support_random random = support_random_from(9);
    enum { N = 300 };
    for (size_t k = 0; k < sizeof places / sizeof *places; k++)
        for (int kind = 0; kind < 3; kind++) {
            size_t at = places[k], later = at + 1 + (size_t)support_random_below(&random, 40);
            patron_fault fault;
            chance_lines(&random, N);
            by_hand(at);
            if (later < N)
                customer[later] = PEOPLE;
            if (kind == 0)
                customer[at] = (uint32_t)(k % 2 == 0 ? PEOPLE : UINT32_MAX);
            if (kind <= 1)
                product[at] = (uint32_t)(k % 2 == 0 ? GOODS : UINT32_MAX);
            if (kind == 2) {
                customer[at] = PEOPLE - 1;
                product[at] = GOODS - 1;
                profit[at] = expected[CELLS - 1] < 0 ? INT64_MIN : INT64_MAX;
            }
            if (kind == 2 && expected[CELLS - 1] == 0)
                continue; /* that is no overflow */
            memset(cell, 0, sizeof cell);
            assert_int_equal(add(0, N, cell, &fault),
                             kind == 2 ? PATRON_E_OVERFLOW : PATRON_E_RANGE);
            assert_fault(&fault, kind == 2 ? PATRON_E_OVERFLOW : PATRON_E_RANGE,
                         kind == 0   ? "customer"
                         : kind == 1 ? "product"
                                     : "profit",
                         (int64_t)at);
            assert_true(kind == 2 ? fault.whole == profit[at]
                                  : (uint64_t)fault.whole == (kind == 0 ? customer : product)[at]);
            assert_memory_equal(cell, expected, sizeof cell);
        }
}

static void a_merge_that_leaves_int64_adds_nothing(void **state)
{
    (void)state;
    int64_t a[4] = {1, INT64_MAX, -5, INT64_MIN}, b[4] = {1, -1, 5, -1}, kept[4];
    patron_fault fault;
    memcpy(kept, a, sizeof a);
    assert_int_equal(patron_profit_matrix_merge(2, 2, b, a, &fault), PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "other", 1);
    assert_true(fault.column == 1 && fault.whole == -1);
    assert_int_equal(patron_profit_matrix_merge(2, 2, b, a, NULL), PATRON_E_OVERFLOW);
    assert_memory_equal(a, kept, sizeof a);
    b[1] = 1;
    assert_int_equal(patron_profit_matrix_merge(2, 2, b, a, &fault), PATRON_E_OVERFLOW);
    assert_true(fault.row == 0 && fault.column == 1);
    b[3] = 0;
    assert_int_equal(patron_profit_matrix_merge(2, 2, b, a, &fault), PATRON_E_OVERFLOW);
    assert_true(fault.row == 0 && fault.column == 1);
    assert_memory_equal(a, kept, sizeof a);
    assert_int_equal(patron_profit_matrix_merge(1, 2, b + 2, a, NULL), PATRON_OK);
    assert_true(a[0] == 6 && a[1] == INT64_MAX);
}

static void a_total_that_leaves_int64_is_named_and_nothing_written(void **state)
{
    (void)state;
    static const int64_t rows[6] = {INT64_MAX, 0, INT64_MAX, 1, INT64_MIN, -1};
    static const int64_t columns[4] = {5, INT64_MIN, 3, -1};
    static const int64_t all[4] = {INT64_MAX, 0, 0, 1};
    int64_t by_customer[3] = {7, 7, 7}, by_product[2] = {7, 7}, total = 7;
    patron_fault fault;
    assert_int_equal(totals_of(3, 2, rows, by_customer, by_product, &total, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "by_customer", 1);
    assert_int_equal(totals_of(3, 2, rows, by_customer, by_product, &total, NULL),
                     PATRON_E_OVERFLOW);
    assert_int_equal(totals_of(2, 2, columns, by_customer, by_product, &total, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "by_product", 1);
    assert_int_equal(totals_of(2, 2, all, by_customer, by_product, &total, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "total", -1);
    for (int i = 0; i < 3; i++)
        assert_true(by_customer[i] == 7);
    assert_true(by_product[0] == 7 && by_product[1] == 7 && total == 7);

    assert_int_equal(totals_of(3, 2, rows, NULL, by_product, &total, NULL), PATRON_OK);
    assert_true(by_product[0] == INT64_MAX - 1 && by_product[1] == 0 && total == INT64_MAX - 1);
    assert_int_equal(totals_of(2, 2, columns, by_customer, NULL, NULL, NULL), PATRON_OK);
    assert_true(by_customer[0] == INT64_MIN + 5 && by_customer[1] == 2);
    assert_int_equal(totals_of(2, 2, all, by_customer, by_product, NULL, NULL), PATRON_OK);
    assert_true(by_customer[1] == 1 && by_product[1] == 1);
}

static void arguments_that_make_no_matrix_are_named(void **state)
{
    (void)state;
    const size_t most = 2147483647, beyond = most + 1;
    const patron_profit_hurdles right = {2, 0, 0}, crossed = {1, 2, 0}, below = {2, 0, -1};
    const uint32_t one[1] = {0};
    int64_t money[1] = {3}, kept = 3;
    uint32_t label[1];
    size_t size = sizeof room, found = 77;

    REFUSED(patron_profit_matrix_add(beyond, 1, one, one, money, 1, money, &fault), PATRON_E_RANGE,
            "products", -1);
    REFUSED(patron_profit_matrix_add(1, 1, NULL, one, money, 1, money, &fault), PATRON_E_NULL,
            "customer", -1);
    REFUSED(patron_profit_matrix_add(1, 1, one, NULL, money, 1, money, &fault), PATRON_E_NULL,
            "product", -1);
    REFUSED(patron_profit_matrix_add(1, 1, one, one, NULL, 1, money, &fault), PATRON_E_NULL,
            "profit", -1);
    REFUSED(patron_profit_matrix_add(1, 1, one, one, money, beyond, money, &fault), PATRON_E_RANGE,
            "customers", -1);
    REFUSED(patron_profit_matrix_add(most, 1, one, one, money, most, money, &fault), PATRON_E_RANGE,
            "products", -1);
    REFUSED(patron_profit_matrix_add(1, 1, one, one, money, 1, NULL, &fault), PATRON_E_NULL, "cell",
            -1);
    REFUSED(patron_profit_matrix_add(0, 1, one, one, money, 1, money, &fault), PATRON_E_RANGE,
            "product", 0);
    REFUSED(patron_profit_matrix_merge(beyond, 1, money, money, &fault), PATRON_E_RANGE, "n", -1);
    REFUSED(patron_profit_matrix_merge(1, 1, NULL, money, &fault), PATRON_E_NULL, "other", -1);
    REFUSED(patron_profit_matrix_merge(1, 1, money, NULL, &fault), PATRON_E_NULL, "cell", -1);
    REFUSED(patron_profit_matrix_totals(1, beyond, money, room, size, NULL, NULL, &kept, &fault),
            PATRON_E_RANGE, "products", -1);
    REFUSED(patron_profit_matrix_totals(1, 1, NULL, room, size, NULL, NULL, &kept, &fault),
            PATRON_E_NULL, "cell", -1);
    REFUSED(patron_profit_matrix_totals(1, 1, money, room, 3, NULL, NULL, &kept, &fault),
            PATRON_E_SCRATCH, "scratch_size", -1);
    REFUSED(patron_profit_matrix_labels(NULL, 1, 1, money, money, money, label, NULL, &fault),
            PATRON_E_NULL, "hurdles", -1);
    REFUSED(patron_profit_matrix_labels(&crossed, 1, 1, money, money, money, label, NULL, &fault),
            PATRON_E_RANGE, "hurdles.high", -1);
    REFUSED(patron_profit_matrix_labels(&below, 1, 1, money, money, money, label, NULL, &fault),
            PATRON_E_RANGE, "hurdles.tolerance", -1);
    REFUSED(patron_profit_matrix_labels(&right, 1, 1, NULL, money, money, label, NULL, &fault),
            PATRON_E_NULL, "cell", -1);
    REFUSED(patron_profit_matrix_labels(&right, 1, 1, money, NULL, money, label, NULL, &fault),
            PATRON_E_NULL, "by_customer", -1);
    REFUSED(patron_profit_matrix_labels(&right, 1, 1, money, money, NULL, label, NULL, &fault),
            PATRON_E_NULL, "by_product", -1);
#define LOSSES(tolerance, only_customer, only_product, n, capacity)                                \
    patron_profit_matrix_losses(tolerance, only_customer, only_product, n, 1, money, room, size,   \
                                capacity, NULL, NULL, money, &found, &fault)
    REFUSED(LOSSES(-1, 0, 0, 1, 1), PATRON_E_RANGE, "tolerance", -1);
    REFUSED(LOSSES(0, 1, 0, 1, 1), PATRON_E_RANGE, "only_customer", -1);
    REFUSED(LOSSES(0, 0, 1, 1, 1), PATRON_E_RANGE, "only_product", -1);
    REFUSED(LOSSES(0, 0, 0, beyond, 1), PATRON_E_RANGE, "only_customer", -1);
    REFUSED(LOSSES(0, PATRON_NONE, 0, beyond, 1), PATRON_E_RANGE, "n", -1);
    REFUSED(LOSSES(0, 0, 0, 1, beyond), PATRON_E_SCRATCH, "scratch_size", -1);
    size = SIZE_MAX;
    REFUSED(LOSSES(0, 0, 0, 1, beyond), PATRON_E_RANGE, "capacity", -1);
    REFUSED(patron_profit_matrix_losses(0, 0, 0, 1, 1, money, room, 3, 1, NULL, NULL, NULL, NULL,
                                        &fault),
            PATRON_E_SCRATCH, "scratch_size", -1);
    assert_true(kept == 3 && money[0] == 3 && found == 77);
    assert_true(patron_profit_matrix_totals_scratch_size(beyond, 1) == SIZE_MAX);
    assert_true(patron_profit_matrix_totals_scratch_size(1, beyond) == SIZE_MAX);
    assert_true(patron_profit_matrix_totals_scratch_size(most, most) == SIZE_MAX);
    assert_true(patron_profit_matrix_losses_scratch_size(most, most, 1) == SIZE_MAX);
    assert_true(patron_profit_matrix_losses_scratch_size(1, 1, beyond) == SIZE_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_line_reaches_its_cell_whatever_the_blocks_and_their_order),
        cmocka_unit_test(totals_of_customers_and_of_products_tie_to_the_grand_total),
        cmocka_unit_test(sums_on_the_way_may_leave_int64),
        cmocka_unit_test(long_rows_and_long_columns_are_summed_to_the_last_cent),
        cmocka_unit_test(the_figure_has_one_high_customer_one_mixed_bag_and_one_losing),
        cmocka_unit_test(labels_change_with_the_hurdles_alone),
        cmocka_unit_test(a_customers_own_costs_lower_a_label_and_extreme_cells_have_one),
        cmocka_unit_test(the_largest_losses_are_listed_first_and_equal_ones_in_order),
        cmocka_unit_test(a_short_list_holds_the_largest_of_many_losses),
        cmocka_unit_test(losses_can_be_counted_without_a_list),
        cmocka_unit_test(nobody_and_nothing_make_an_empty_matrix),
        cmocka_unit_test(the_lines_before_a_fault_are_in_the_matrix),
        cmocka_unit_test(a_merge_that_leaves_int64_adds_nothing),
        cmocka_unit_test(a_total_that_leaves_int64_is_named_and_nothing_written),
        cmocka_unit_test(arguments_that_make_no_matrix_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
