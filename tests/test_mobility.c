#include "support.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include <patron/mobility.h>

enum { MANY = 2000, CLASSES = 4, CELLS = CLASSES * CLASSES, ROOM = 70000 };

static unsigned char scratch[ROOM];
static uint32_t from[MANY], to[MANY];
static int64_t before[MANY], after[MANY];
static double real_before[MANY], real_after[MANY];

static void fill(support_random *random, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        before[i] = support_random_integer(random, -1000, 3000);
        after[i] = before[i] + support_random_integer(random, -1500, 1500);
    }
    assert_int_equal(patron_mobility_band_money(250.5, n, before, from, NULL), PATRON_OK);
    assert_int_equal(patron_mobility_band_money(250.5, n, after, to, NULL), PATRON_OK);
    for (size_t i = 0; i < n; i++) {
        if (support_random_below(random, 5) == 0)
            before[i] = from[i] = 0;
        if (support_random_below(random, 5) == 0)
            after[i] = to[i] = 0;
        real_before[i] = (double)before[i];
        real_after[i] = (double)after[i];
    }
}

static void bands_go_by_the_sign_beyond_the_tolerance(void **state)
{
    (void)state;
    static const int64_t value[7] = {3, 2, 0, -2, -3, INT64_MAX, INT64_MIN};
    static const double real[7] = {3, 2, 0, -2, -3, 1e300, -1e300};
    static const uint32_t expected[7] = {1, 2, 2, 2, 3, 1, 3};
    uint32_t band[7];
    assert_int_equal(patron_mobility_band_money(2.5, 7, value, band, NULL), PATRON_OK);
    assert_memory_equal(band, expected, sizeof band);
    memset(band, 0, sizeof band);
    assert_int_equal(patron_mobility_band(2.5, 7, real, band, NULL), PATRON_OK);
    assert_memory_equal(band, expected, sizeof band);
    assert_int_equal(patron_mobility_band_money(1e300, 7, value, band, NULL), PATRON_OK);
    for (int i = 0; i < 7; i++)
        assert_true(band[i] == PATRON_MOBILITY_EVEN);
    assert_int_equal(patron_mobility_band(0.0, 0, NULL, NULL, NULL), PATRON_OK);
}

static void every_customer_is_in_one_cell_and_every_cent_counted_once(void **state)
{
    (void)state;
    support_random random = support_random_from(31);
    for (int round = 0; round < 20; round++) {
        size_t n = (size_t)support_random_below(&random, MANY);
        patron_mobility_money_cell cell[CELLS], expected[CELLS];
        patron_mobility_cell real_cell[CELLS];
        patron_mobility_money_result result;
        patron_mobility_result real_result;
        result.struct_size = sizeof result;
        real_result.struct_size = sizeof real_result;
        fill(&random, n);
        memset(expected, 0, sizeof expected);
        int64_t totals[2] = {0, 0}, change[5] = {0, 0, 0, 0, 0};
        uint64_t moved[5] = {0, 0, 0, 0, 0};
        for (size_t i = 0; i < n; i++) {
            patron_mobility_money_cell *here = &expected[from[i] * CLASSES + to[i]];
            int move = from[i] == to[i]  ? 0
                       : from[i] == 0    ? 3
                       : to[i] == 0      ? 4
                       : to[i] < from[i] ? 1
                                         : 2;
            here->customers++;
            here->before += before[i];
            here->after += after[i];
            moved[move]++;
            change[move] += after[i] - before[i];
            totals[0] += before[i];
            totals[1] += after[i];
        }
        assert_int_equal(
            patron_mobility_matrix_money(n, from, to, before, after, CLASSES, cell, &result, NULL),
            PATRON_OK);
        assert_int_equal(patron_mobility_matrix(n, from, to, real_before, real_after, scratch, ROOM,
                                                CLASSES, real_cell, &real_result, NULL),
                         PATRON_OK);
        assert_memory_equal(cell, expected, sizeof cell);
        assert_true(result.customers == n && real_result.customers == n);
        assert_true(result.before == totals[0] && result.after == totals[1]);
        assert_true(result.stayed == moved[0] && result.better == moved[1]);
        assert_true(result.worse == moved[2] && result.came == moved[3] && result.gone == moved[4]);
        assert_true(result.stayed_change == change[0] && result.better_change == change[1]);
        assert_true(result.worse_change == change[2] && result.came_change == change[3]);
        assert_true(result.gone_change == change[4]);
        assert_true(result.after - result.before == result.stayed_change + result.better_change +
                                                        result.worse_change + result.came_change +
                                                        result.gone_change);
        assert_true(real_result.before == (double)totals[0]);
        assert_true(real_result.after == (double)totals[1]);
        assert_true(real_result.stayed_change == (double)change[0]);
        assert_true(real_result.better_change == (double)change[1]);
        assert_true(real_result.worse_change == (double)change[2]);
        assert_true(real_result.came_change == (double)change[3]);
        assert_true(real_result.gone_change == (double)change[4]);
        assert_true(real_result.stayed == moved[0] && real_result.gone == moved[4]);
        for (int c = 0; c < CELLS; c++) {
            assert_true(real_cell[c].customers == cell[c].customers);
            assert_true(real_cell[c].before == (double)cell[c].before);
            assert_true(real_cell[c].after == (double)cell[c].after);
        }
        double trace = 0;
        for (int k = 1; k < CLASSES; k++) {
            double there = 0;
            for (int j = 1; j < CLASSES; j++)
                there += (double)cell[k * CLASSES + j].customers;
            trace += (double)cell[k * CLASSES + k].customers / there;
        }
        assert_close(result.index, (3 - trace) / 2, 1e-14, 0);
        assert_close(real_result.index, (3 - trace) / 2, 1e-14, 0);
        assert_true((result.notes != 0) == (isnan(trace) != 0));
    }
}

static void nobody_moving_is_0_and_everyone_changing_places_2(void **state)
{
    (void)state;
    static const uint32_t here[4] = {1, 1, 2, 2}, there[4] = {2, 2, 1, 1}, half[4] = {1, 2, 1, 2};
    static const int64_t value[4] = {1, 2, 3, 4};
    patron_mobility_money_cell cell[9];
    patron_mobility_money_result result;
    result.struct_size = sizeof result;
    patron_mobility_matrix_money(4, here, here, value, value, 3, cell, &result, NULL);
    assert_true(result.index == 0 && result.stayed == 4 && result.notes == 0);
    patron_mobility_matrix_money(4, here, there, value, value, 3, cell, &result, NULL);
    assert_true(result.index == 2 && result.better == 2 && result.worse == 2);
    patron_mobility_matrix_money(4, here, half, value, value, 3, cell, &result, NULL);
    assert_true(result.index == 1);
    static const uint32_t absent[4] = {0, 0, 0, 0};
    patron_mobility_matrix_money(4, absent, absent, value, value, 1, cell, &result, NULL);
    assert_true(isnan(result.index) && result.stayed == 4 && cell[0].before == 10);
    patron_mobility_matrix_money(4, absent, here, value, value, 3, cell, &result, NULL);
    assert_true(isnan(result.index) && result.came == 4);
    assert_true(result.notes == PATRON_MOBILITY_NOTE_EMPTY_CLASS);
    assert_int_equal(
        patron_mobility_matrix_money(0, NULL, NULL, NULL, NULL, 3, cell, &result, NULL), PATRON_OK);
    assert_true(result.before == 0 && cell[8].customers == 0);
    patron_mobility_cell real_cell;
    patron_mobility_result real;
    real.struct_size = sizeof real;
    assert_int_equal(patron_mobility_matrix(0, NULL, NULL, NULL, NULL, scratch, ROOM, 1, &real_cell,
                                            &real, NULL),
                     PATRON_OK);
    assert_true(real.after == 0 && real_cell.customers == 0 && isnan(real.index));
}

#define REFUSED(call, status, name, row)                                                           \
    do {                                                                                           \
        assert_int_equal(call, status);                                                            \
        assert_fault(&fault, status, name, row);                                                   \
    } while (0)

static void faults_name_the_lowest_row_and_write_nothing(void **state)
{
    (void)state;
    patron_fault fault;
    uint32_t one[3] = {1, 1, 1}, two[3] = {1, 5, 1}, band[3] = {9, 9, 9};
    static const int64_t whole[3] = {INT64_MAX, 1, INT64_MIN}, least[3] = {INT64_MIN, -1, 0};
    static const int64_t most[3] = {INT64_MAX, 1, 0}, small[3] = {1, 1, 1};
    double good[3] = {1, 2, 3}, bad[3] = {1, NAN, 2}, huge[3] = {DBL_MAX, DBL_MAX, -DBL_MAX};
    patron_mobility_cell cell[4];
    patron_mobility_money_cell money_cell[4];
    patron_mobility_result result;
    patron_mobility_money_result money_result;
    result.struct_size = sizeof result;
    money_result.struct_size = sizeof money_result;
    cell[0].customers = money_cell[0].customers = 77;
    REFUSED(patron_mobility_band(0.0, 3, bad, band, &fault), PATRON_E_NOT_FINITE, "value", 1);
    assert_true(band[0] == 1 && band[1] == 9);
    REFUSED(patron_mobility_band(-1.0, 3, good, band, &fault), PATRON_E_RANGE, "tolerance", -1);
    REFUSED(patron_mobility_band(NAN, 3, good, band, &fault), PATRON_E_NOT_FINITE, "tolerance", -1);
    REFUSED(patron_mobility_band(0.0, 3, NULL, band, &fault), PATRON_E_NULL, "value", -1);
    REFUSED(patron_mobility_band_money(0.0, 3, whole, NULL, &fault), PATRON_E_NULL, "band", -1);
    if (SIZE_MAX > 2147483648u)
        REFUSED(patron_mobility_band(0.0, (size_t)2147483647 + 1, good, band, &fault),
                PATRON_E_RANGE, "n", -1);
    REFUSED(
        patron_mobility_matrix(3, one, two, good, good, scratch, ROOM, 2, cell, &result, &fault),
        PATRON_E_RANGE, "to", 1);
    REFUSED(patron_mobility_matrix(3, two, one, good, bad, scratch, ROOM, 2, cell, &result, &fault),
            PATRON_E_RANGE, "from", 1);
    REFUSED(patron_mobility_matrix(3, one, one, good, bad, scratch, ROOM, 2, cell, &result, &fault),
            PATRON_E_NOT_FINITE, "after", 1);
    REFUSED(patron_mobility_matrix(3, one, one, bad, bad, scratch, ROOM, 2, cell, &result, &fault),
            PATRON_E_NOT_FINITE, "before", 1);
    assert_int_equal(
        patron_mobility_matrix(3, one, one, huge, good, scratch, ROOM, 2, cell, &result, NULL),
        PATRON_OK);
    cell[0].customers = 77;
    REFUSED(
        patron_mobility_matrix(2, one, one, huge, good, scratch, ROOM, 2, cell, &result, &fault),
        PATRON_E_OVERFLOW, "before", -1);
    REFUSED(patron_mobility_matrix(3, one, one, good, good, scratch, 99, 2, cell, &result, &fault),
            PATRON_E_SCRATCH, "scratch_size", -1);
    REFUSED(
        patron_mobility_matrix(3, one, one, good, good, scratch, ROOM, 4097, cell, &result, &fault),
        PATRON_E_RANGE, "classes", -1);
    REFUSED(
        patron_mobility_matrix(3, NULL, one, good, good, scratch, ROOM, 2, cell, &result, &fault),
        PATRON_E_NULL, "from", -1);
    REFUSED(
        patron_mobility_matrix(3, one, NULL, good, good, scratch, ROOM, 2, cell, &result, &fault),
        PATRON_E_NULL, "to", -1);
    REFUSED(
        patron_mobility_matrix(3, one, one, NULL, good, scratch, ROOM, 2, cell, &result, &fault),
        PATRON_E_NULL, "before", -1);
    REFUSED(
        patron_mobility_matrix(3, one, one, good, NULL, scratch, ROOM, 2, cell, &result, &fault),
        PATRON_E_NULL, "after", -1);
    REFUSED(
        patron_mobility_matrix(3, one, one, good, good, scratch, ROOM, 2, NULL, &result, &fault),
        PATRON_E_NULL, "cell", -1);
    REFUSED(patron_mobility_matrix(3, one, one, good, good, scratch, ROOM, 2, cell, NULL, &fault),
            PATRON_E_NULL, "result", -1);
    REFUSED(patron_mobility_matrix_money(3, one, two, small, small, 2, money_cell, &money_result,
                                         &fault),
            PATRON_E_RANGE, "to", 1);
    REFUSED(patron_mobility_matrix_money(3, one, one, small, small, 0, money_cell, &money_result,
                                         &fault),
            PATRON_E_RANGE, "classes", -1);
    REFUSED(patron_mobility_matrix_money(3, one, one, whole, small, 2, money_cell, &money_result,
                                         &fault),
            PATRON_E_OVERFLOW, "before", -1);
    REFUSED(patron_mobility_matrix_money(1, one, one, least, most, 2, money_cell, &money_result,
                                         &fault),
            PATRON_E_OVERFLOW, "before", -1);
    REFUSED(patron_mobility_matrix_money(3, one, one, small, small, 2, NULL, &money_result, &fault),
            PATRON_E_NULL, "cell", -1);
    money_result.struct_size = 0;
    REFUSED(patron_mobility_matrix_money(3, one, one, small, small, 2, money_cell, &money_result,
                                         &fault),
            PATRON_E_STRUCT, "result.struct_size", -1);
    assert_true(cell[0].customers == 77 && money_cell[0].customers == 77);
    assert_true(patron_mobility_matrix_scratch_size(4097) == SIZE_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bands_go_by_the_sign_beyond_the_tolerance),
        cmocka_unit_test(every_customer_is_in_one_cell_and_every_cent_counted_once),
        cmocka_unit_test(nobody_moving_is_0_and_everyone_changing_places_2),
        cmocka_unit_test(faults_name_the_lowest_row_and_write_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
