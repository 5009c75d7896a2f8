#include "test_survival.h"

#include <stdio.h>

#include <patron/calendar.h>

enum { CUSTOMERS = 24000, DAYS = 600 };

/* Days from the first to the second day of purchase, of whom, and the discs of the first. */
typedef struct waits {
    size_t n;
    double duration[CUSTOMERS];
    uint32_t event[CUSTOMERS];
    uint32_t group[CUSTOMERS];
} waits;

static int32_t day_of(unsigned year, unsigned month, unsigned day)
{
    int32_t y = (int32_t)year, m = (int32_t)month, d = (int32_t)day, number;
    assert_int_equal(patron_calendar_day(1, &y, &m, &d, &number, NULL), PATRON_OK);
    return number;
}

/* Receipts come by customer and by day. NULL where there are none. */
static waits *read_waits(void)
{
    char line[200];
    unsigned id, year, month, day, discs, before = 0;
    int32_t first = 0, end = day_of(1998, 6, 30);
    const char *path = support_data("cdnow_master.csv");
    FILE *file = path != NULL ? fopen(path, "r") : NULL;
    if (file == NULL)
        return NULL;
    waits *made = calloc(1, sizeof *made);
    assert_true(made != NULL && fgets(line, sizeof line, file) != NULL);
    while (fgets(line, sizeof line, file) != NULL) {
        assert_int_equal(sscanf(line, "%u,%u-%u-%u,%u", &id, &year, &month, &day, &discs), 5);
        int32_t today = day_of(year, month, day);
        if (id != before) {
            first = today;
            made->duration[made->n++] = end - today;
        }
        size_t i = made->n - 1;
        before = id;
        if (today == first) {
            made->group[i] += discs;
        } else if (!made->event[i]) {
            made->event[i] = 1;
            made->duration[i] = today - first;
        }
    }
    fclose(file);
    for (size_t i = 0; i < made->n; i++)
        made->group[i] = (made->group[i] < 3 ? made->group[i] : 3) - 1;
    return made;
}

static void assert_value_of_a_year(const curve *made)
{
    double margin[12];
    patron_survival_figure figure = {sizeof figure, 0, 0, 0, 0};
    for (int k = 0; k < 12; k++)
        margin[k] = 100;
    patron_survival_restricted_mean(365, made->result.last, made->steps, made->step, &figure, NULL);
    assert_close(figure.value, 239.1366143402629, 1e-14, 0);
    assert_close(figure.error, .98396090098009, 1e-13, 0);
    patron_survival_value(PATRON_SURVIVAL_AT_END, .01, 30, made->result.last, made->steps,
                          made->step, 12, margin, &figure, NULL);
    assert_close(figure.value, 722.0985034247731, 1e-12, 0);
    assert_close(figure.error, 3.141720505193599, 1e-12, 0);
}

/* By R 4.2, package survival 3.5-3. */
static void a_shop_sees_two_in_five_again_within_224_days(void **state)
{
    (void)state;
    static const double time[4] = {30, 90, 180, 365}, level[3] = {.75, .6, .5};
    static const double expected[4] = {.8254136614340264, .7078065337293169, .6254985150615182,
                                       .5413661434026298};
    static const double deviation[4] = {.002472641554274057, .002962188848156515,
                                        .003152536490918728, .003245628515781180};
    static const double below[4] = {.8205071025858904, .7019556180254833, .6192852211522775,
                                    .5349814816403178};
    static const double above[4] = {.8302003769498121, .7135672750281631, .6316427659496433,
                                    .5477037505665182};
    double survival[4], error[4], low[4], high[4];
    waits *given = read_waits();
    if (given == NULL)
        return;
    assert_int_equal(given->n, 23570);
    curve made = curve_of(given->n, given->duration, given->event, NULL, NULL);
    assert_true(made.steps == 516 && made.result.last == 545 && made.result.events == 11516);
    patron_survival_at(.95, made.steps, made.step, 4, time, survival, error, low, high, NULL);
    for (int i = 0; i < 4; i++) {
        assert_close(survival[i], expected[i], 1e-14, 0);
        assert_close(error[i], deviation[i], 1e-13, 0);
        assert_close(low[i], below[i], 1e-12, 0);
        assert_close(high[i], above[i], 1e-12, 0);
    }
    patron_survival_quantile(.95, 545, made.steps, made.step, 3, level, survival, low, high, NULL);
    assert_true(survival[0] == 60 && survival[1] == 224 && isnan(survival[2]));
    assert_true(low[0] == 57 && low[1] == 211 && high[0] == 63 && high[1] == 237);
    assert_value_of_a_year(&made);
    free(made.step);
    free(given);
}

static void who_bought_more_discs_first_comes_back_sooner(void **state)
{
    (void)state;
    static const double expected[3] = {6173.694544957169, 2587.368208664340, 2754.937246378489};
    static const double observed[3] = {5111, 2803, 3602};
    static const uint64_t customers[3] = {11920, 5435, 6215};
    patron_survival_group of[3];
    patron_survival_test_result result;
    waits *given = read_waits();
    if (given == NULL)
        return;
    size_t room = patron_survival_log_rank_scratch_size(given->n, 0, 3);
    void *scratch = support_guarded(room);
    result.struct_size = sizeof result;
    assert_int_equal(patron_survival_log_rank(given->n, given->duration, given->event, given->group,
                                              NULL, scratch, room, 3, of, NULL, &result, NULL),
                     PATRON_OK);
    for (int j = 0; j < 3; j++) {
        assert_true(of[j].customers == customers[j] && of[j].observed == observed[j]);
        assert_close(of[j].expected, expected[j], 1e-13, 0);
    }
    assert_close(result.chi_square, 463.725364534558, 1e-12, 0);
    assert_close(result.p, 2.010557657472086e-101, 1e-10, 0);
    support_guarded_free(scratch, room);
    free(given);
}

static void days_of_a_shop_counted_week_by_week_give_the_same_curve(void **state)
{
    (void)state;
    static patron_survival_cell cell[DAYS];
    static patron_survival_step step[DAYS];
    static uint32_t duration[CUSTOMERS];
    size_t found = 0, part = 1999;
    patron_survival_curve_result result;
    waits *given = read_waits();
    if (given == NULL)
        return;
    for (size_t i = 0; i < given->n; i++)
        duration[i] = (uint32_t)given->duration[i];
    for (size_t from = 0; from < given->n; from += part) {
        size_t n = given->n - from < part ? given->n - from : part;
        assert_int_equal(
            patron_survival_count(n, duration + from, given->event + from, NULL, DAYS, cell, NULL),
            PATRON_OK);
    }
    curve made = curve_of(given->n, given->duration, given->event, NULL, NULL);
    result.struct_size = sizeof result;
    assert_int_equal(patron_survival_from_counts(DAYS, cell, DAYS, step, &found, &result, NULL),
                     PATRON_OK);
    assert_int_equal(found, made.steps);
    assert_memory_equal(step, made.step, found * sizeof *step);
    assert_memory_equal(&result, &made.result, sizeof result);
    free(made.step);
    free(given);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_shop_sees_two_in_five_again_within_224_days),
        cmocka_unit_test(who_bought_more_discs_first_comes_back_sooner),
        cmocka_unit_test(days_of_a_shop_counted_week_by_week_give_the_same_curve),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
