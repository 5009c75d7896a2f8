#include "test_survival.h"

enum { ROWS = 4 };

static const double huge = 1e308;

/* Columns of four customers, all right, to spoil. */
typedef struct customers {
    double duration[ROWS], entry[ROWS], weight[ROWS];
    uint32_t event[ROWS], group[ROWS];
} customers;

static customers four_customers(void)
{
    customers made = {{3, 1, 4, 2}, {0, 0, 1, 1}, {1, 2, 0, .5}, {1, 0, 1, 0}, {0, 1, 1, 0}};
    return made;
}

static char scratch[16384];

/* The fault of a curve; nothing may have been written. */
static patron_fault curve_fault(size_t n, const customers *given)
{
    patron_fault fault;
    patron_survival_step step[ROWS], untouched[ROWS];
    patron_survival_curve_result result, before;
    size_t found = 99;
    memset(step, 0x33, sizeof step);
    memset(untouched, 0x33, sizeof untouched);
    memset(&result, 0x44, sizeof result);
    result.struct_size = sizeof result;
    before = result;
    memset(&fault, 0, sizeof fault);
    assert_true(patron_survival_curve_scratch_size(ROWS, 1, 1) <= sizeof scratch);
    int32_t status =
        patron_survival_curve(n, given->duration, given->event, given->entry, given->weight,
                              scratch, sizeof scratch, ROWS, step, &found, &result, &fault);
    assert_true(status == fault.status);
    if (status != PATRON_OK) {
        assert_memory_equal(step, untouched, sizeof step);
        assert_memory_equal(&result, &before, sizeof result);
        assert_int_equal(found, 99);
    }
    return fault;
}

static void customers_that_cannot_be_are_named(void **state)
{
    (void)state;
    const double durations[4] = {-1, (double)NAN, (double)INFINITY, -(double)INFINITY};
    const double entries[4] = {-1e-300, 4, (double)NAN, (double)INFINITY};
    const double weights[5] = {-1, 9e-101, 2e15, (double)NAN, (double)INFINITY};
    customers given = four_customers();
    patron_fault fault = curve_fault(ROWS, &given);
    assert_int_equal(fault.status, PATRON_OK);
    for (int i = 0; i < 4; i++) {
        given = four_customers();
        given.duration[2] = durations[i];
        fault = curve_fault(ROWS, &given);
        assert_fault(&fault, i == 0 ? PATRON_E_RANGE : PATRON_E_NOT_FINITE, "duration", 2);
        given = four_customers();
        given.entry[2] = entries[i];
        fault = curve_fault(ROWS, &given);
        assert_fault(&fault, i < 2 ? PATRON_E_RANGE : PATRON_E_NOT_FINITE, "entry", 2);
    }
    for (int i = 0; i < 5; i++) {
        given = four_customers();
        given.weight[1] = weights[i];
        fault = curve_fault(ROWS, &given);
        assert_fault(&fault, i < 3 ? PATRON_E_RANGE : PATRON_E_NOT_FINITE, "weight", 1);
    }
    given.event[1] = 2;
    fault = curve_fault(ROWS, &given);
    assert_fault(&fault, PATRON_E_RANGE, "event", 1);
    assert_true(fault.whole == 2);
}

static void a_curve_without_its_arguments_is_refused(void **state)
{
    (void)state;
    customers c = four_customers();
    patron_fault fault;
    patron_survival_step step[ROWS];
    patron_survival_curve_result result;
    size_t found, room = patron_survival_curve_scratch_size(ROWS, 0, 0);
    result.struct_size = sizeof result;
    patron_survival_curve((size_t)2147483648u, c.duration, c.event, NULL, NULL, scratch, room, ROWS,
                          step, &found, &result, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "n", -1);
    patron_survival_curve(ROWS, NULL, c.event, NULL, NULL, scratch, room, ROWS, step, &found,
                          &result, &fault);
    assert_fault(&fault, PATRON_E_NULL, "duration", -1);
    patron_survival_curve(ROWS, c.duration, NULL, NULL, NULL, scratch, room, ROWS, step, &found,
                          &result, &fault);
    assert_fault(&fault, PATRON_E_NULL, "event", -1);
    patron_survival_curve(ROWS, c.duration, c.event, NULL, NULL, scratch, room - 1, ROWS, step,
                          &found, &result, &fault);
    assert_fault(&fault, PATRON_E_SCRATCH, "scratch_size", -1);
    patron_survival_curve(ROWS, c.duration, c.event, NULL, NULL, scratch, room, ROWS, NULL, &found,
                          &result, &fault);
    assert_fault(&fault, PATRON_E_NULL, "step", -1);
    patron_survival_curve(ROWS, c.duration, c.event, NULL, NULL, scratch, room, ROWS, step, NULL,
                          &result, &fault);
    assert_fault(&fault, PATRON_E_NULL, "found", -1);
    patron_survival_curve(ROWS, c.duration, c.event, NULL, NULL, scratch, room, ROWS, step, &found,
                          NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "result", -1);
    result.struct_size = 8;
    patron_survival_curve(ROWS, c.duration, c.event, NULL, NULL, scratch, room, ROWS, step, &found,
                          &result, &fault);
    assert_fault(&fault, PATRON_E_STRUCT, "result.struct_size", -1);
}

static void scratch_grows_with_what_is_sorted(void **state)
{
    (void)state;
    size_t n = 1000000;
    assert_true(patron_survival_curve_scratch_size((size_t)2147483648u, 0, 0) == SIZE_MAX);
    assert_true(patron_survival_curve_scratch_size(n, 0, 0) <= 24 * n + 66000);
    assert_true(patron_survival_curve_scratch_size(n, 0, 1) <= 28 * n + 68000);
    assert_true(patron_survival_curve_scratch_size(n, 1, 0) <= 32 * n + 66000);
    assert_true(patron_survival_curve_scratch_size(n, 1, 1) <= 32 * n + 68000);
    assert_true(patron_survival_log_rank_scratch_size((size_t)2147483648u, 0, 2) == SIZE_MAX);
    assert_true(patron_survival_log_rank_scratch_size(n, 0, 257) == SIZE_MAX);
    assert_true(patron_survival_log_rank_scratch_size(n, 1, 2) <= 32 * n + 66000);
}

/* Two steps of a curve, to spoil. */
static void two_steps(patron_survival_step *step)
{
    static const patron_survival_step first = {1, 4, 1, 0, .75, .2, .25, .0625};
    static const patron_survival_step second = {3, 3, 1, 2, .5, .25, .58, .17};
    step[0] = first;
    step[1] = second;
}

/* All readers of a curve refuse it. */
static void assert_no_curve(const patron_survival_step *step, const char *argument, int64_t row,
                            int32_t status)
{
    static const double one[1] = {.5};
    double low[2], high[2];
    patron_fault fault;
    patron_survival_figure figure = {sizeof figure, 0, 0, 0, 0};
    patron_survival_band(.95, 2, step, low, high, &fault);
    assert_fault(&fault, status, argument, row);
    patron_survival_at(.95, 2, step, 1, one, low, NULL, NULL, NULL, &fault);
    assert_fault(&fault, status, argument, row);
    patron_survival_quantile(.95, 9, 2, step, 1, one, low, NULL, NULL, &fault);
    assert_fault(&fault, status, argument, row);
    patron_survival_restricted_mean(9, 9, 2, step, &figure, &fault);
    assert_fault(&fault, status, argument, row);
    patron_survival_value(1, 0, 1, 9, 2, step, 1, one, &figure, &fault);
    assert_fault(&fault, status, argument, row);
}

static void steps_that_are_no_curve_are_named(void **state)
{
    (void)state;
    static const struct {
        size_t member;
        const char *name;
        double low, high;
    } member[8] = {{0, "step.time", -1, 1},
                   {1, "step.at_risk", 0, (double)INFINITY},
                   {2, "step.events", 0, 3.5},
                   {3, "step.censored", -1, (double)INFINITY},
                   {4, "step.survival", -.1, .76},
                   {5, "step.error", -1, (double)INFINITY},
                   {6, "step.hazard", -1, (double)INFINITY},
                   {7, "step.hazard_variance", -1, (double)INFINITY}};
    for (size_t i = 0; i < COUNT(member); i++) {
        const double wrong[3] = {member[i].low, member[i].high, (double)NAN};
        for (int k = 0; k < 3; k++) {
            patron_survival_step step[2];
            two_steps(step);
            memcpy((char *)(step + 1) + 8 * member[i].member, wrong + k, 8);
            assert_no_curve(step, member[i].name, 1,
                            isfinite(wrong[k]) ? PATRON_E_RANGE : PATRON_E_NOT_FINITE);
        }
    }
    patron_survival_step step[2];
    two_steps(step);
    step[0].time = -1;
    assert_no_curve(step, "step.time", 0, PATRON_E_RANGE);
    step[0].time = (double)INFINITY;
    assert_no_curve(step, "step.time", 0, PATRON_E_NOT_FINITE);
}

static void limits_need_a_confidence_and_their_columns(void **state)
{
    (void)state;
    double time[2] = {1, -1}, out[2];
    patron_fault fault;
    patron_survival_step step[2];
    two_steps(step);
    patron_survival_band(0, 2, step, out, out, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "confidence", -1);
    patron_survival_band((double)NAN, 2, step, out, out, &fault);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "confidence", -1);
    patron_survival_band(.9, (size_t)2147483648u, step, out, out, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "n", -1);
    patron_survival_band(.9, 2, NULL, out, out, &fault);
    assert_fault(&fault, PATRON_E_NULL, "step", -1);
    patron_survival_band(.9, 2, step, NULL, out, &fault);
    assert_fault(&fault, PATRON_E_NULL, "low", -1);
    patron_survival_band(.9, 2, step, out, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "high", -1);
    patron_survival_at(1, 2, step, 1, time, out, NULL, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "confidence", -1);
    patron_survival_at(.9, 2, step, (size_t)2147483648u, time, out, NULL, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "m", -1);
    patron_survival_at(.9, 2, step, 2, NULL, out, NULL, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "time", -1);
    patron_survival_at(.9, 2, step, 2, time, NULL, NULL, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "survival", -1);
    patron_survival_at(.9, 2, step, 2, time, out, NULL, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "time", 1);
}

static void quantiles_need_levels_and_the_last_time(void **state)
{
    (void)state;
    double level[2] = {.5, 1}, out[2];
    patron_fault fault;
    patron_survival_step step[2];
    two_steps(step);
    patron_survival_quantile(2, 9, 2, step, 2, level, out, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "confidence", -1);
    patron_survival_quantile(.9, -9, 2, step, 2, level, out, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "last", -1);
    patron_survival_quantile(.9, 2.9, 2, step, 2, level, out, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "last", -1);
    patron_survival_quantile(.9, 9, 2, NULL, 2, level, out, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "step", -1);
    patron_survival_quantile(.9, 9, 2, step, (size_t)2147483648u, level, out, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "m", -1);
    patron_survival_quantile(.9, 9, 2, step, 2, NULL, out, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "level", -1);
    patron_survival_quantile(.9, 9, 2, step, 2, level, NULL, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "time", -1);
    patron_survival_quantile(.9, 9, 2, step, 2, level, out, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "level", 1);
    level[0] = (double)NAN;
    patron_survival_quantile(.9, 9, 2, step, 2, level, out, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "level", 0);
}

static void means_and_values_need_finite_terms(void **state)
{
    (void)state;
    double margin[2] = {1, (double)NAN};
    patron_fault fault;
    patron_survival_step step[2];
    patron_survival_figure figure = {sizeof figure, 0, 0, 7, 7}, old = {16, 0, 0, 7, 7};
    two_steps(step);
    patron_survival_restricted_mean(-1, 9, 2, step, &figure, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "tau", -1);
    patron_survival_restricted_mean(1, (double)INFINITY, 2, step, &figure, &fault);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "last", -1);
    patron_survival_restricted_mean(1, 2, 2, step, &figure, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "last", -1);
    patron_survival_restricted_mean(1, 9, 2, NULL, &figure, &fault);
    assert_fault(&fault, PATRON_E_NULL, "step", -1);
    patron_survival_restricted_mean(1, 9, 2, step, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "result", -1);
    patron_survival_restricted_mean(1, 9, 2, step, &old, &fault);
    assert_fault(&fault, PATRON_E_STRUCT, "result.struct_size", -1);
    patron_survival_value(0, .1, 1, 9, 2, step, 2, margin, &figure, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "moment", -1);
    patron_survival_value(4, .1, 1, 9, 2, step, 2, margin, &figure, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "moment", -1);
    patron_survival_value(1, -1, 1, 9, 2, step, 2, margin, &figure, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "discount", -1);
    patron_survival_value(1, (double)INFINITY, 1, 9, 2, step, 2, margin, &figure, &fault);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "discount", -1);
    patron_survival_value(1, .1, 0, 9, 2, step, 2, margin, &figure, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "period", -1);
    patron_survival_value(1, .1, 1, -1, 2, step, 2, margin, &figure, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "last", -1);
    patron_survival_value(1, .1, 1, 9, 2, NULL, 2, margin, &figure, &fault);
    assert_fault(&fault, PATRON_E_NULL, "step", -1);
    patron_survival_value(1, .1, 1, 9, 2, step, 16777217, margin, &figure, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "m", -1);
    patron_survival_value(1, .1, 1, 9, 2, step, 2, NULL, &figure, &fault);
    assert_fault(&fault, PATRON_E_NULL, "margin", -1);
    patron_survival_value(1, .1, 1, 9, 2, step, 2, margin, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "result", -1);
    patron_survival_value(1, .1, 1, 9, 2, step, 2, margin, &figure, &fault);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "margin", 1);
    assert_true(figure.value == 7 && figure.error == 7);
}

static void values_beyond_a_double_overflow(void **state)
{
    (void)state;
    double margin[3] = {huge, huge, huge};
    patron_fault fault;
    patron_survival_step step[2];
    patron_survival_figure figure = {sizeof figure, 0, 0, 7, 7};
    two_steps(step);
    patron_survival_value(1, 0, .1, 9, 2, step, 3, margin, &figure, &fault);
    assert_fault(&fault, PATRON_E_OVERFLOW, "result", -1);
    patron_survival_value(2, -.9, 9, 9, 2, step, 3, margin, &figure, &fault);
    assert_fault(&fault, PATRON_E_OVERFLOW, "result", -1);
    step[1].at_risk = 1e-300; /* 1e200 sqrt(1e299) */
    step[1].events = 1e-301;
    patron_survival_restricted_mean(1e200, 9, 2, step, &figure, &fault);
    assert_fault(&fault, PATRON_E_OVERFLOW, "result", -1);
    assert_true(figure.value == 7 && figure.error == 7);
}

static void groups_that_cannot_be_compared_are_named(void **state)
{
    (void)state;
    customers c = four_customers();
    patron_fault fault;
    patron_survival_group of[2];
    patron_survival_test_result result;
    size_t room = patron_survival_log_rank_scratch_size(ROWS, 0, 2);
    assert_true(room <= sizeof scratch);
    result.struct_size = sizeof result;
    patron_survival_log_rank(ROWS, NULL, c.event, c.group, NULL, scratch, room, 2, of, NULL,
                             &result, &fault);
    assert_fault(&fault, PATRON_E_NULL, "duration", -1);
    patron_survival_log_rank(ROWS, c.duration, c.event, NULL, NULL, scratch, room, 2, of, NULL,
                             &result, &fault);
    assert_fault(&fault, PATRON_E_NULL, "group", -1);
    patron_survival_log_rank(ROWS, c.duration, c.event, c.group, NULL, scratch, room, 0, of, NULL,
                             &result, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "groups", -1);
    patron_survival_log_rank(ROWS, c.duration, c.event, c.group, NULL, scratch, room, 257, of, NULL,
                             &result, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "groups", -1);
    patron_survival_log_rank(ROWS, c.duration, c.event, c.group, NULL, scratch, room - 1, 2, of,
                             NULL, &result, &fault);
    assert_fault(&fault, PATRON_E_SCRATCH, "scratch_size", -1);
    patron_survival_log_rank(ROWS, c.duration, c.event, c.group, NULL, scratch, room, 2, NULL, NULL,
                             &result, &fault);
    assert_fault(&fault, PATRON_E_NULL, "of", -1);
    patron_survival_log_rank(ROWS, c.duration, c.event, c.group, NULL, scratch, room, 2, of, NULL,
                             NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "result", -1);
    c.group[3] = 2;
    patron_survival_log_rank(ROWS, c.duration, c.event, c.group, NULL, scratch, room, 2, of, NULL,
                             &result, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "group", 3);
}

/* Exactly the customers before the faulty one are counted. */
static void counts_that_cannot_be_are_named(void **state)
{
    (void)state;
    uint32_t duration[3] = {1, 2, 0}, event[3] = {0, 1, 0}, entry[3] = {0, 1, 0};
    patron_survival_cell cell[3] = {{0, 0, 0}, {0, 0, 0}, {0, 0, 0}};
    patron_fault fault;
    patron_survival_count(3, NULL, event, NULL, 3, cell, &fault);
    assert_fault(&fault, PATRON_E_NULL, "duration", -1);
    patron_survival_count(3, duration, event, NULL, 16777217, cell, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "periods", -1);
    patron_survival_count(3, duration, event, NULL, 3, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "cell", -1);
    event[0] = 7;
    patron_survival_count(3, duration, event, NULL, 3, cell, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "event", 0);
    assert_true(cell[0].events + cell[0].censored + cell[1].censored + cell[2].events == 0);
    event[0] = 0;
    patron_survival_count(3, duration, event, NULL, 2, cell, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "duration", 1);
    assert_true(cell[1].censored == 1 && cell[2].events == 0);
    patron_survival_count(3, duration, event, entry, 3, cell, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "entry", 2);
    assert_true(cell[1].censored == 2 && cell[2].events == 1 && cell[0].censored == 0);
    assert_true(cell[0].entered == 1 && cell[1].entered == 1);
}

static void a_full_count_takes_no_more(void **state)
{
    (void)state;
    static const uint32_t duration[2] = {1, 2}, event[2] = {0, 1}, entry[2] = {0, 1};
    patron_fault fault;
    patron_survival_cell cell[3];
    memset(cell, 0, sizeof cell);
    cell[2].events = UINT64_MAX;
    patron_survival_count(2, duration, event, entry, 3, cell, &fault);
    assert_fault(&fault, PATRON_E_OVERFLOW, "cell", 1);
    assert_true(cell[1].censored == 1 && cell[1].entered == 0 && cell[2].events == UINT64_MAX);
    cell[1].censored = UINT64_MAX;
    patron_survival_count(2, duration, event, NULL, 3, cell, &fault);
    assert_fault(&fault, PATRON_E_OVERFLOW, "cell", 0);
    cell[1].censored = 0;
    cell[0].entered = UINT64_MAX;
    patron_survival_count(2, duration, event, entry, 3, cell, &fault);
    assert_fault(&fault, PATRON_E_OVERFLOW, "cell", 0);
    assert_true(cell[1].censored == 0);
}

static void counts_that_are_no_customers_are_named(void **state)
{
    (void)state;
    patron_survival_cell cell[3] = {{0, 1, 0}, {2, 0, 1}, {0, 1, 0}};
    patron_survival_step step[3];
    patron_survival_curve_result result;
    size_t found = 9;
    patron_fault fault;
    result.struct_size = sizeof result;
    patron_survival_from_counts(16777217, cell, 3, step, &found, &result, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "periods", -1);
    patron_survival_from_counts(3, NULL, 3, step, &found, &result, &fault);
    assert_fault(&fault, PATRON_E_NULL, "cell", -1);
    patron_survival_from_counts(3, cell, 3, NULL, &found, &result, &fault);
    assert_fault(&fault, PATRON_E_NULL, "step", -1);
    patron_survival_from_counts(3, cell, 3, step, &found, &result, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "cell", 1);
    cell[0].entered = 2;
    patron_survival_from_counts(3, cell, 3, step, &found, &result, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "cell", 0);
    cell[0].events = UINT64_C(9007199254740991);
    patron_survival_from_counts(3, cell, 3, step, &found, &result, &fault);
    assert_fault(&fault, PATRON_E_OVERFLOW, "cell", -1);
    cell[0].events = 0;
    cell[0].censored = UINT64_MAX;
    patron_survival_from_counts(3, cell, 3, step, &found, &result, &fault);
    assert_fault(&fault, PATRON_E_OVERFLOW, "cell", -1);
    assert_int_equal(found, 9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(customers_that_cannot_be_are_named),
        cmocka_unit_test(a_curve_without_its_arguments_is_refused),
        cmocka_unit_test(scratch_grows_with_what_is_sorted),
        cmocka_unit_test(steps_that_are_no_curve_are_named),
        cmocka_unit_test(limits_need_a_confidence_and_their_columns),
        cmocka_unit_test(quantiles_need_levels_and_the_last_time),
        cmocka_unit_test(means_and_values_need_finite_terms),
        cmocka_unit_test(values_beyond_a_double_overflow),
        cmocka_unit_test(groups_that_cannot_be_compared_are_named),
        cmocka_unit_test(counts_that_cannot_be_are_named),
        cmocka_unit_test(a_full_count_takes_no_more),
        cmocka_unit_test(counts_that_are_no_customers_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
