#include "test_clv.h"

#include <patron/npv.h>
#include <patron/sum.h>

#include "vectors/clv_schedule_vectors.h"

enum { MOST_PERIODS = 120, ROWS = 5 };

static const patron_clv_line one_line = {PATRON_CLV_INCOME, PATRON_CLV_END_IF_RETAINED};

static patron_clv_line line_of(uint32_t kind, uint32_t timing)
{
    patron_clv_line line;
    line.kind = kind;
    line.timing = timing;
    return line;
}

static void schedules_are_those_of_60_digits(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof clv_schedule_vectors / sizeof *clv_schedule_vectors; i++) {
        const clv_schedule_vector *v = &clv_schedule_vectors[i];
        patron_clv_line line[3];
        double discounts[8], retention[8], amount[24], clv = -77, with_trail;
        double acquisition = double_of(v->acquisition);
        patron_clv_period trail[8];
        for (uint32_t t = 0; t < v->m; t++) {
            discounts[t] = double_of(v->discounts[t]);
            retention[t] = double_of(v->retention[t]);
        }
        for (uint32_t k = 0; k < v->lines; k++) {
            line[k] = line_of(v->line[k][0], v->line[k][1]);
            for (uint32_t t = 0; t < v->m; t++)
                amount[k * v->m + t] = double_of(v->amount[k][t]);
        }
        assert_int_equal(patron_clv_schedule(v->kind, 0, 1, v->lines, line, v->m, discounts,
                                             retention, amount, &acquisition, &clv, NULL, NULL),
                         PATRON_OK);
        assert_close(clv, double_of(v->value), 0.0, v->allowed);
        int32_t status =
            patron_clv_schedule(v->kind, 0, 1, v->lines, line, v->m, discounts, retention, amount,
                                &acquisition, &with_trail, trail, NULL);
        if (status == PATRON_OK) { /* a discount factor may be beyond a double */
            assert_true(with_trail == clv);
            assert_true(v->m == 0 || trail[v->m - 1].cumulative == clv);
        } else {
            assert_int_equal(status, PATRON_E_OVERFLOW);
        }
    }
}

/* 100 customers of Kotler and Keller's memo, won for 40 each. */
static const double kotler_customers[10] = {.90, .80, .72, .60, .48, .34, .23, .12, .06, .02};
static const double kotler_amount[20] = {100, 110, 120, 125, 130, 135, 140, 142, 143, 145,
                                         70,  72,  75,  76,  78,  79,  80,  81,  82,  83};

static void a_hundred_customers_are_worth_9286_50_after_acquisition(void **state)
{
    (void)state;
    static const double profit[10] = {2700, 3040, 3240, 2940, 2496, 1904, 1380, 732, 366, 124};
    static const double printed[10] = {2454.55, 2512.40, 2434.26, 2008.06, 1549.82,
                                       1074.76, 708.16,  341.48,  155.22,  47.81};
    const patron_clv_line line[2] = {{PATRON_CLV_INCOME, PATRON_CLV_END_IF_RETAINED},
                                     {PATRON_CLV_COST, PATRON_CLV_END_IF_RETAINED}};
    patron_clv_period trail[10];
    double clv, acquisition = 40, total = 0, rounded = 0;
    assert_int_equal(patron_clv_schedule(PATRON_CLV_CUMULATIVE, .1, 1, 2, line, 10, NULL,
                                         kotler_customers, kotler_amount, &acquisition, &clv, trail,
                                         NULL),
                     PATRON_OK);
    for (int t = 0; t < 10; t++) {
        assert_close(100 * trail[t].margin * trail[t].survival, profit[t], 1e-14, 0.0);
        assert_close(100 * trail[t].present_value, printed[t], 0.0, .005);
        assert_close(trail[t].present_value,
                     trail[t].margin * trail[t].survival * trail[t].discount_factor, 1e-15, 0.0);
        total += 100 * trail[t].present_value;
        rounded += floor(1e4 * trail[t].present_value + .5) / 100;
    }
    assert_close(total, 13286.508349, 0.0, 5e-7);
    assert_close(rounded, 13286.52, 0.0, 1e-9); /* as published: the sum of rounded values */
    assert_close(100 * clv, 9286.508349, 0.0, 5e-7);
    assert_close(100 * trail[0].cumulative, -1545.45, 0.0, .005); /* paid back in year 2 */
    assert_close(100 * trail[1].cumulative, 966.94, 0.0, .005);
    const double survivors[10] = {.9,        .8 / .9,   .72 / .8,  .6 / .72,  .48 / .6,
                                  .34 / .48, .23 / .34, .12 / .23, .06 / .12, .02 / .06};
    double same;
    assert_int_equal(patron_clv_schedule(PATRON_CLV_CONDITIONAL, .1, 1, 2, line, 10, NULL,
                                         survivors, kotler_amount, &acquisition, &same, NULL, NULL),
                     PATRON_OK);
    assert_close(same, clv, 1e-14, 0.0);
}

static void a_margin_at_the_start_and_a_promotion_in_the_middle_are_one_call(void **state)
{
    (void)state;
    /* Berger and Nasr, case 1: 260 a year, 50 of promotion, 75 % retained, 10 years at 20 %. */
    const patron_clv_line line[2] = {{PATRON_CLV_INCOME, PATRON_CLV_NOW},
                                     {PATRON_CLV_COST, PATRON_CLV_MID_CERTAIN}};
    double retention[11], amount[22], clv;
    for (int t = 0; t < 11; t++) {
        retention[t] = .75;
        amount[t] = 260;
        amount[11 + t] = t < 10 ? 50 : 0;
    }
    assert_int_equal(patron_clv_schedule(PATRON_CLV_CONDITIONAL, .2, 1, 2, line, 11, NULL,
                                         retention, amount, NULL, &clv, NULL, NULL),
                     PATRON_OK);
    assert_close(clv, 568.78, 0.0, .005);
}

static void a_constant_schedule_is_the_closed_form(void **state)
{
    (void)state;
    support_random random = support_random_from(41);
    for (int i = 0; i < 2000; i++) {
        double r = support_random_uniform(&random), m = support_random_between(&random, -99, 99);
        double d = support_random_between(&random, -.2, .5);
        double g = support_random_between(&random, -.5, .3);
        double ac = support_random_between(&random, 0, 50), clv, vector;
        uint32_t periods = (uint32_t)support_random_integer(&random, 0, MOST_PERIODS);
        patron_clv_terms terms = terms_of(m, r, d, g, ac, periods, 1 + (uint32_t)i % 5);
        patron_clv_line line = line_of(PATRON_CLV_INCOME, terms.timing);
        double retention[MOST_PERIODS], amount[MOST_PERIODS], discounts[MOST_PERIODS];
        for (uint32_t t = 0; t < periods; t++) {
            retention[t] = r;
            discounts[t] = d;
        }
        assert_int_equal(patron_clv_tenure(0, 1, &m, &g, NULL, 1, periods, amount, NULL),
                         PATRON_OK);
        assert_int_equal(patron_clv_schedule(PATRON_CLV_CONDITIONAL, d, 1, 1, &line, periods, NULL,
                                             retention, amount, &ac, &clv, NULL, NULL),
                         PATRON_OK);
        terms.acquisition = 0;
        double gross = fabs(value_of(&terms));
        terms.acquisition = ac;
        assert_close(clv, value_of(&terms), 0.0, 1e-12 * (gross + ac));
        assert_int_equal(patron_clv_schedule(PATRON_CLV_CONDITIONAL, 7, 1, 1, &line, periods,
                                             discounts, retention, amount, &ac, &vector, NULL,
                                             NULL),
                         PATRON_OK);
        assert_true(vector == clv); /* equal rates are one rate */
    }
}

static void the_trail_sums_to_the_value_exactly(void **state)
{
    (void)state;
    support_random random = support_random_from(42);
    static uint64_t block[128];
    patron_sum *sum = (patron_sum *)block;
    size_t size = patron_sum_size();
    assert_true(size <= sizeof block);
    for (int i = 0; i < 1000; i++) {
        size_t m = (size_t)support_random_integer(&random, 1, MOST_PERIODS);
        double retention[MOST_PERIODS], amount[2 * MOST_PERIODS], clv, total, minus;
        double acquisition = support_random_between(&random, 0, 900);
        patron_clv_period trail[MOST_PERIODS];
        const patron_clv_line line[2] = {{PATRON_CLV_INCOME, 1 + (uint32_t)i % 5},
                                         {PATRON_CLV_COST, 1 + (uint32_t)i % 3}};
        for (size_t t = 0; t < m; t++) {
            retention[t] = support_random_between(&random, .5, 1);
            amount[t] = support_random_between(&random, 0, 100);
            amount[m + t] = support_random_between(&random, 0, 100);
        }
        assert_int_equal(patron_clv_schedule(PATRON_CLV_CONDITIONAL, .01, 1, 2, line, m, NULL,
                                             retention, amount, &acquisition, &clv, trail, NULL),
                         PATRON_OK);
        assert_int_equal(patron_sum_init(sum, size, NULL), PATRON_OK);
        minus = -acquisition;
        assert_int_equal(patron_sum_add(sum, size, 1, &minus, NULL), PATRON_OK);
        double running = minus;
        for (size_t t = 0; t < m; t++) {
            assert_int_equal(patron_sum_add(sum, size, 1, &trail[t].present_value, NULL),
                             PATRON_OK);
            assert_int_equal(patron_sum_total(sum, size, &total, NULL, NULL), PATRON_OK);
            assert_close(trail[t].cumulative, total, 1e-15, 1e-28);
            running += trail[t].present_value;
            assert_close(trail[t].cumulative, running, 0.0, 1e-10);
        }
        assert_true(total == clv && trail[m - 1].cumulative == clv);
    }
}

static void customers_are_valued_alike_alone_and_among_others(void **state)
{
    (void)state;
    support_random random = support_random_from(43);
    enum { LINES = 3, M = 12 };
    const patron_clv_line line[LINES] = {{1, 3}, {2, 5}, {2, 1}};
    double retention[ROWS * M], amount[ROWS * LINES * M], acquisition[ROWS], clv[ROWS], alone;
    patron_clv_period trail[ROWS * M], single[M];
    for (size_t k = 0; k < ROWS * LINES * M; k++)
        amount[k] = support_random_between(&random, 0, 50);
    for (size_t k = 0; k < ROWS * M; k++)
        retention[k] = support_random_uniform(&random);
    for (size_t k = 0; k < ROWS; k++)
        acquisition[k] = support_random_uniform(&random);
    assert_int_equal(patron_clv_schedule(1, .1, ROWS, LINES, line, M, NULL, retention, amount,
                                         acquisition, clv, trail, NULL),
                     PATRON_OK);
    for (size_t i = 0; i < ROWS; i++) {
        assert_int_equal(patron_clv_schedule(1, .1, 1, LINES, line, M, NULL, retention + i * M,
                                             amount + i * LINES * M, acquisition + i, &alone,
                                             single, NULL),
                         PATRON_OK);
        assert_true(alone == clv[i]);
        assert_memory_equal(single, trail + i * M, sizeof single);
    }
}

static void a_schedule_without_lines_or_periods_is_the_acquisition(void **state)
{
    (void)state;
    double retention[2] = {.5, .5}, acquisition = 40, clv;
    patron_clv_period trail[2];
    assert_int_equal(patron_clv_schedule(1, .1, 1, 0, NULL, 2, NULL, retention, NULL, &acquisition,
                                         &clv, trail, NULL),
                     PATRON_OK);
    assert_true(clv == -40 && trail[1].survival == .25 && trail[1].margin == 0);
    assert_int_equal(
        patron_clv_schedule(1, .1, 1, 1, &one_line, 0, NULL, NULL, NULL, NULL, &clv, NULL, NULL),
        PATRON_OK);
    assert_true(clv == 0 && !signbit(clv));
    assert_int_equal(
        patron_clv_schedule(1, .1, 0, 1, &one_line, 2, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
        PATRON_OK);
}

static void faults_of_a_schedule_name_customer_and_period(void **state)
{
    (void)state;
    double retention[4] = {.5, .6, .8, .7}, amount[4] = {1, 2, 3, 4}, clv[2] = {-77, -77};
    double discounts[2] = {.1, -1};
    patron_clv_line line = one_line;
    patron_fault fault;
    assert_int_equal(patron_clv_schedule(PATRON_CLV_CUMULATIVE, .1, 2, 1, &line, 2, NULL, retention,
                                         amount, NULL, clv, NULL, &fault),
                     PATRON_E_RANGE); /* survival does not rise */
    assert_fault(&fault, PATRON_E_RANGE, "retention", 0);
    assert_true(fault.column == 1 && clv[0] == -77);
    amount[3] = (double)NAN;
    assert_int_equal(patron_clv_schedule(PATRON_CLV_CONDITIONAL, .1, 2, 1, &line, 2, NULL,
                                         retention, amount, NULL, clv, NULL, &fault),
                     PATRON_E_NOT_FINITE);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "amount", 1);
    assert_true(fault.column == 1 && clv[0] != -77 && clv[1] == -77);
    amount[3] = 4;
    assert_int_equal(patron_clv_schedule(PATRON_CLV_CONDITIONAL, .1, 2, 1, &line, 2, discounts,
                                         retention, amount, NULL, clv, NULL, &fault),
                     PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "discounts", 1);
    line.timing = 6;
    assert_int_equal(patron_clv_schedule(PATRON_CLV_CONDITIONAL, .1, 2, 1, &line, 2, NULL,
                                         retention, amount, NULL, clv, NULL, &fault),
                     PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "line.timing", 0);
    for (uint32_t kind = 0; kind <= 3; kind += 3) {
        line = line_of(kind, 1);
        assert_int_equal(patron_clv_schedule(PATRON_CLV_CONDITIONAL, .1, 2, 1, &line, 2, NULL,
                                             retention, amount, NULL, clv, NULL, &fault),
                         PATRON_E_RANGE);
        assert_fault(&fault, PATRON_E_RANGE, "line.kind", 0);
    }
}

static void a_schedule_beyond_a_double_overflows_and_writes_nothing(void **state)
{
    (void)state;
    double retention[2] = {1, 1}, amount[2] = {1.7e308, 1.7e308}, clv = -77;
    patron_clv_period trail[2], before[2];
    memset(trail, 0x5A, sizeof trail);
    memcpy(before, trail, sizeof trail);
    patron_fault fault;
    assert_int_equal(patron_clv_schedule(1, 0, 1, 1, &one_line, 2, NULL, retention, amount, NULL,
                                         &clv, trail, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "clv", 0);
    assert_true(clv == -77);
    assert_memory_equal(trail, before, sizeof trail);
    amount[1] = -1.7e308;
    amount[0] = 1.7e308;
    assert_int_equal(patron_clv_schedule(1, -.5, 1, 1, &one_line, 2, NULL, retention, amount, NULL,
                                         &clv, NULL, &fault),
                     PATRON_E_OVERFLOW);
}

static void a_trail_holds_no_margin_and_no_running_value_beyond_a_double(void **state)
{
    (void)state;
    const patron_clv_line two[2] = {{PATRON_CLV_INCOME, PATRON_CLV_END_IF_RETAINED},
                                    {PATRON_CLV_INCOME, PATRON_CLV_END_IF_RETAINED}};
    const double quarter = .25, both[2] = {1.7e308, 1.7e308};
    double clv = -77, before;
    patron_clv_period trail[3];
    patron_fault fault;
    assert_int_equal(patron_clv_schedule(PATRON_CLV_CONDITIONAL, 0, 1, 2, two, 1, NULL, &quarter,
                                         both, NULL, &clv, NULL, NULL),
                     PATRON_OK);
    assert_true(clv == 1.7e308 / 2); /* a quarter of two */
    before = clv = -77;
    assert_int_equal(patron_clv_schedule(PATRON_CLV_CONDITIONAL, 0, 1, 2, two, 1, NULL, &quarter,
                                         both, NULL, &clv, trail, &fault),
                     PATRON_E_OVERFLOW); /* the margin is two */
    assert_fault(&fault, PATRON_E_OVERFLOW, "clv", 0);
    assert_true(clv == before);
    const double all[3] = {1, 1, 1}, amount[3] = {1.7e308, 1.7e308, -1.7e308};
    assert_int_equal(patron_clv_schedule(PATRON_CLV_CONDITIONAL, 0, 1, 1, &one_line, 3, NULL, all,
                                         amount, NULL, &clv, NULL, NULL),
                     PATRON_OK);
    assert_true(clv == 1.7e308);
    before = clv = -77;
    assert_int_equal(patron_clv_schedule(PATRON_CLV_CONDITIONAL, 0, 1, 1, &one_line, 3, NULL, all,
                                         amount, NULL, &clv, trail, &fault),
                     PATRON_E_OVERFLOW); /* after two periods it is two */
    assert_fault(&fault, PATRON_E_OVERFLOW, "clv", 0);
    assert_true(clv == before);
}

static void later_money_may_be_worth_2_to_the_636_times_as_much(void **state)
{
    (void)state;
    double retention[20], amount[20], clv;
    patron_clv_period trail[20];
    patron_fault fault;
    for (int t = 0; t < 20; t++) {
        retention[t] = 1;
        amount[t] = ldexp(1, -53 * (t + 1)); /* at a discount of 2^-53 - 1 each is worth 1 */
    }
    assert_int_equal(patron_clv_schedule(PATRON_CLV_CONDITIONAL, ldexp(1, -53) - 1, 1, 1, &one_line,
                                         12, NULL, retention, amount, NULL, &clv, trail, NULL),
                     PATRON_OK);
    assert_true(clv == 12);
    for (int t = 0; t < 12; t++)
        assert_true(trail[t].present_value == 1 && trail[t].cumulative == t + 1 &&
                    trail[t].discount_factor == ldexp(1, 53 * (t + 1)));
    assert_int_equal(patron_clv_schedule(PATRON_CLV_CONDITIONAL, ldexp(1, -53) - 1, 1, 1, &one_line,
                                         20, NULL, retention, amount, NULL, &clv, NULL, NULL),
                     PATRON_OK);
    assert_true(clv == 20);
    assert_int_equal(patron_clv_schedule(PATRON_CLV_CONDITIONAL, ldexp(1, -53) - 1, 1, 1, &one_line,
                                         20, NULL, retention, amount, NULL, &clv, trail, &fault),
                     PATRON_E_OVERFLOW); /* a trail would show 2^1060 */
    assert_fault(&fault, PATRON_E_OVERFLOW, "clv", 0);
}

static void costs_fall_towards_a_floor_and_margins_grow_with_tenure(void **state)
{
    (void)state;
    const double start[2] = {20, 100}, rate[2] = {-.3, .05}, limit[2] = {8, 0};
    double amount[12];
    for (int k = 0; k < 12; k++)
        amount[k] = -77;
    assert_int_equal(patron_clv_tenure(1, 2, start, rate, limit, 2, 3, amount, NULL), PATRON_OK);
    const double expected[12] = {-77, -77, -77, 20,  8 + 12 * .7, 8 + 12 * .49,
                                 -77, -77, -77, 100, 105,         110.25};
    for (int k = 0; k < 12; k++)
        assert_close(amount[k], expected[k], 1e-15, 0.0);
    const double brought = .2, value = 50;
    assert_int_equal(patron_clv_referrals(0, 2, 1, &brought, &value, 1, 4, amount, NULL),
                     PATRON_OK);
    assert_true(amount[0] == 0 && amount[1] == 0 && amount[2] == 10 && amount[3] == 10);
    const double growing = 1e10;
    patron_fault fault;
    static double many[60];
    assert_int_equal(patron_clv_tenure(0, 1, start, &growing, NULL, 1, 60, many, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "amount", 0);
    assert_true(many[0] == 0);
    assert_int_equal(patron_clv_tenure(2, 1, start, &growing, NULL, 2, 3, amount, &fault),
                     PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "line", -1);
    assert_int_equal(patron_clv_tenure(0, 1, start, rate, NULL, 0, 3, NULL, &fault),
                     PATRON_E_RANGE); /* a schedule without lines has none to write */
    assert_fault(&fault, PATRON_E_RANGE, "line", -1);
    const double huge = 1e300;
    assert_int_equal(patron_clv_referrals(0, 0, 1, &huge, &huge, 1, 1, amount, &fault),
                     PATRON_E_OVERFLOW);
}

static void customers_to_date_are_worth_what_they_paid_with_interest(void **state)
{
    (void)state;
    const double margin[6] = {10, 20, 30, 0, 0, 0}, acquisition[2] = {40, 10};
    double value[2];
    assert_int_equal(patron_clv_to_date(.1, 2, 3, margin, acquisition, value, NULL), PATRON_OK);
    assert_close(value[0], 10 * 1.21 + 20 * 1.1 + 30 - 40 * 1.331, 1e-14, 0.0);
    assert_close(value[1], -13.31, 1e-14, 0.0);
    assert_int_equal(patron_clv_to_date(0, 2, 3, margin, NULL, value, NULL), PATRON_OK);
    assert_true(value[0] == 60 && value[1] == 0);
    assert_int_equal(patron_clv_to_date(.1, 1, 0, NULL, acquisition, value, NULL), PATRON_OK);
    assert_true(value[0] == -40);
}

static void four_sales_visits_cost_more_than_the_account_is_worth(void **state)
{
    (void)state;
    /* Kotler's acquisition test: 4 visits of 300 for 20 years of 500 at 10 %. */
    const double value[4] = {1000, 3000, 5, 7}, margin[4] = {50, 100, 0, 1};
    const double acquisition[4] = {1200, 1000, 10, 0};
    double ratio[4], periods[4];
    uint32_t notes[4];
    assert_int_equal(
        patron_clv_recovery(4, value, margin, acquisition, ratio, periods, notes, NULL), PATRON_OK);
    assert_close(ratio[0], 1000.0 / 1200, 1e-15, 0.0);
    assert_true(ratio[0] < 1 && periods[0] == 24 && ratio[1] == 3 && periods[1] == 10);
    assert_true(ratio[2] == .5 && isnan(periods[2]) && notes[2] == PATRON_CLV_NOTE_NEVER_PERIODS);
    assert_true(isnan(ratio[3]) && periods[3] == 0 && notes[3] == PATRON_CLV_NOTE_NO_ACQUISITION);
    assert_true(notes[0] == 0 && notes[1] == 0);
}

static void a_reader_of_the_advertisement_is_worth_52_cents(void **state)
{
    (void)state;
    const double rate[4] = {.012, .012, .5, .5}, first[4] = {10, 0, 1, -3};
    const double clv[4] = {100, 0, 1, 2}, cost[4] = {.8, 0, 3, 1};
    double value[4], ceiling[4], break_even[4];
    uint32_t notes[4];
    assert_int_equal(
        patron_clv_prospect(4, rate, first, clv, cost, value, ceiling, break_even, notes, NULL),
        PATRON_OK);
    assert_close(value[0], .52, 1e-14, 0.0);
    assert_close(75000 * value[0], 39000, 1e-14, 0.0);
    assert_close(ceiling[0], 1.32, 1e-14, 0.0);
    assert_close(break_even[0], .00727273, 0.0, 5e-9);
    assert_true(break_even[1] == 0 && notes[0] == 0 && notes[1] == 0);
    assert_true(isnan(break_even[2]) && notes[2] == PATRON_CLV_NOTE_NEVER_RATE);
    assert_true(isnan(break_even[3]) && notes[3] == PATRON_CLV_NOTE_NEVER_RATE);
    assert_int_equal(patron_clv_prospect(1, rate, NULL, clv, cost, value, NULL, NULL, NULL, NULL),
                     PATRON_OK);
    assert_close(value[0], .4, 1e-14, 0.0);
}

static void an_equity_is_the_sum_of_its_segments(void **state)
{
    (void)state;
    enum { BASE = 200 };
    support_random random = support_random_from(44);
    static uint64_t block[128];
    patron_sum *sum = (patron_sum *)block;
    size_t size = patron_sum_size();
    double clv[BASE], count[BASE], acquisition[BASE], value[BASE], part[BASE], whole, equity, total;
    uint32_t period[BASE];
    for (int i = 0; i < BASE; i++) {
        clv[i] = support_random_between(&random, -50, 500);
        count[i] = (double)support_random_below(&random, 1000);
        acquisition[i] = support_random_between(&random, 0, 100);
        period[i] = (uint32_t)support_random_below(&random, 20);
    }
    assert_int_equal(
        patron_clv_equity(.1, BASE, clv, count, acquisition, period, value, &whole, NULL),
        PATRON_OK);
    double plain = 0;
    for (int i = 0; i < BASE; i++) {
        assert_close(value[i], count[i] * (clv[i] - acquisition[i]) / pow(1.1, period[i]), 1e-13,
                     1e-300);
        plain += value[i];
    }
    assert_close(whole, plain, 1e-13, 0.0);
    for (size_t cut = 0; cut <= BASE; cut += 20) {
        size_t rest = BASE - cut;
        assert_int_equal(
            patron_clv_equity(.1, cut, clv, count, acquisition, period, part, &equity, NULL),
            PATRON_OK);
        assert_int_equal(patron_clv_equity(.1, rest, clv + cut, count + cut, acquisition + cut,
                                           period + cut, part + cut, &total, NULL),
                         PATRON_OK);
        assert_close(equity + total, whole, 1e-15, 0.0);
        assert_int_equal(patron_sum_init(sum, size, NULL), PATRON_OK);
        assert_int_equal(patron_sum_add(sum, size, rest, part + cut, NULL), PATRON_OK);
        assert_int_equal(patron_sum_add(sum, size, cut, part, NULL), PATRON_OK);
        assert_int_equal(patron_sum_total(sum, size, &total, NULL, NULL), PATRON_OK);
        assert_true(total == whole);
    }
    const uint32_t far[2] = {0, UINT32_MAX};
    assert_int_equal(patron_clv_equity(.1, 2, clv, NULL, NULL, far, value, &equity, NULL),
                     PATRON_OK);
    assert_true(value[1] == 0 && equity == clv[0]);
}

static void an_equity_beyond_a_double_writes_nothing(void **state)
{
    (void)state;
    const double clv[2] = {1.7e308, 1.7e308}, count[2] = {1, -1};
    double value[2] = {-77, -77}, equity = -77;
    patron_fault fault;
    assert_int_equal(patron_clv_equity(0, 2, clv, NULL, NULL, NULL, value, &equity, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "equity", -1);
    const uint32_t period[2] = {0, 1};
    assert_int_equal(patron_clv_equity(-.9, 2, clv, NULL, NULL, period, value, &equity, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "value", 1);
    assert_int_equal(patron_clv_equity(0, 2, clv, count, NULL, NULL, value, &equity, &fault),
                     PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "count", 1);
    assert_true(value[0] == -77 && equity == -77);
    assert_int_equal(patron_clv_equity(0, 0, NULL, NULL, NULL, NULL, NULL, &equity, NULL),
                     PATRON_OK);
    assert_true(equity == 0);
}

static void a_base_that_loses_what_it_earns_returns_nothing(void **state)
{
    (void)state;
    const double profit[3] = {100, 100, 100}, start[3] = {1000, 1000, 0}, end[3] = {900, 1150, 5};
    double result[3];
    assert_int_equal(patron_clv_return_on_customer(3, profit, start, end, result, NULL), PATRON_OK);
    assert_true(result[0] == 0 && result[1] == .25 && isnan(result[2]));
}

static void ratios_beyond_a_double_overflow(void **state)
{
    (void)state;
    const double huge = 1.7e308, minus = -1.7e308, tiny = 1e-300, one = 1;
    double value = -77;
    patron_fault fault;
    assert_int_equal(patron_clv_recovery(1, &huge, &one, &tiny, &value, NULL, NULL, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "ratio", 0);
    assert_int_equal(patron_clv_recovery(1, &one, &tiny, &huge, NULL, &value, NULL, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "periods", 0);
    assert_int_equal(patron_clv_to_date(1, 1, 1, &huge, &minus, &value, &fault), PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "value", 0);
    assert_int_equal(
        patron_clv_prospect(1, &one, &huge, &huge, &one, NULL, &value, NULL, NULL, &fault),
        PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "ceiling", 0);
    assert_int_equal(
        patron_clv_prospect(1, &one, &huge, &huge, &huge, &value, NULL, NULL, NULL, NULL),
        PATRON_OK); /* only the sum on the way is too large */
    assert_true(value == huge);
    value = -77;
    assert_int_equal(patron_clv_return_on_customer(1, &huge, &tiny, &huge, &value, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "result", 0);
    assert_true(value == -77);
}

static void a_crm_program_costs_175815_today(void **state)
{
    (void)state;
    const double cost[12] = {100000, 20000, 20000, 20000, 20000, 20000, 0, 0, 0, 0, 0, 0};
    double gain[12] = {0}, npv[2], spent[2], share[2], flow[12];
    gain[1] = 350000;
    assert_int_equal(patron_clv_program(.1, 2, 6, cost, gain, npv, spent, share, flow, NULL),
                     PATRON_OK);
    assert_close(spent[0], 175815.735388, 0.0, 5e-7);
    assert_close(npv[0], 350000 / 1.1 - 175815.735388, 0.0, 5e-7);
    assert_close(share[0], 175815.735388 * 1.1 / 350000, 1e-11, 0.0);
    assert_true(npv[1] == 0 && spent[1] == 0 && isnan(share[1]));
    assert_true(flow[0] == -100000 && flow[1] == 330000 && flow[5] == -20000 && flow[11] == 0);
    gain[1] *= share[0];
    assert_int_equal(patron_clv_program(.1, 1, 6, cost, gain, npv, NULL, NULL, NULL, NULL),
                     PATRON_OK);
    assert_close(npv[0], 0.0, 0.0, 1e-9);
    gain[6] = 1.7e308;
    const double minus[12] = {0, 0, 0, 0, 0, 0, -1.7e308, 0, 0, 0, 0, 0};
    patron_fault fault;
    flow[6] = npv[1] = -77;
    assert_int_equal(patron_clv_program(.1, 2, 6, minus, gain, npv, NULL, NULL, flow, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "npv", 1);
    gain[7] = gain[8] = -1.7e308; /* the value is in range, the flow of the first period is not */
    assert_int_equal(patron_clv_program(.1, 2, 6, minus, gain, npv, NULL, NULL, flow, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "flow", 1);
    assert_true(flow[6] == -77 && npv[1] == -77);
}

static void a_program_without_periods_costs_and_brings_nothing(void **state)
{
    (void)state;
    double npv[2], spent[2], share[2];
    assert_int_equal(patron_clv_program(.1, 2, 0, NULL, NULL, npv, spent, share, NULL, NULL),
                     PATRON_OK);
    for (int i = 0; i < 2; i++)
        assert_true(npv[i] == 0 && spent[i] == 0 && isnan(share[i]));
}

static void an_amount_of_a_program_that_is_no_number_is_named_by_row_and_column(void **state)
{
    (void)state;
    double cost[6] = {5, 4, 3, 2, 1, 0}, gain[6] = {9, 9, 9, 9, 9, 9}, npv[2] = {-77, -77};
    patron_fault fault;
    cost[4] = (double)NAN;
    assert_int_equal(patron_clv_program(0, 2, 3, cost, gain, npv, NULL, NULL, NULL, &fault),
                     PATRON_E_NOT_FINITE);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "cost", 1);
    assert_true(fault.column == 1 && npv[0] == 27 - 12 && npv[1] == -77);
    gain[0] = HUGE_VAL; /* of the first program */
    assert_int_equal(patron_clv_program(0, 2, 3, cost, gain, npv, NULL, NULL, NULL, &fault),
                     PATRON_E_NOT_FINITE);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "gain", 0);
    assert_true(fault.column == 0);
}

static void a_customer_who_pays_22_13_and_7_pays_back_40_in_year_3(void **state)
{
    (void)state;
    const double retention[3] = {1, 1, 1}, margin[3] = {22, 13, 7}, acquisition = 40;
    patron_clv_period trail[3];
    double clv;
    assert_int_equal(patron_clv_schedule(1, 0, 1, 1, &one_line, 3, NULL, retention, margin,
                                         &acquisition, &clv, trail, NULL),
                     PATRON_OK);
    assert_true(clv == 2 && trail[1].cumulative == -5 && trail[2].cumulative == 2);
}

static void the_flows_of_a_program_are_worth_its_value(void **state)
{
    (void)state;
    support_random random = support_random_from(45);
    for (int i = 0; i < 500; i++) {
        double cost[12], gain[12], flow[12], npv, again, share, rate;
        rate = support_random_between(&random, -.5, 1);
        for (int j = 0; j < 12; j++) {
            cost[j] = support_random_between(&random, 0, 100);
            gain[j] = support_random_between(&random, 0, 200);
        }
        assert_int_equal(
            patron_clv_program(rate, 1, 12, cost, gain, &npv, NULL, &share, flow, NULL), PATRON_OK);
        assert_int_equal(
            patron_npv_value(PATRON_NPV_START, rate, 1, 12, flow, NULL, NULL, &again, NULL),
            PATRON_OK);
        assert_close(npv, again, 1e-12, 1e-7);
        for (int j = 0; j < 12; j++)
            gain[j] *= share;
        assert_int_equal(
            patron_clv_program(rate, 1, 12, cost, gain, &again, NULL, NULL, NULL, NULL), PATRON_OK);
        assert_close(again, 0.0, 0.0, 1e-12 * (1 + fabs(npv)) * 1e3);
    }
}

int main(void)
{
    const struct CMUnitTest schedule[] = {
        cmocka_unit_test(schedules_are_those_of_60_digits),
        cmocka_unit_test(a_hundred_customers_are_worth_9286_50_after_acquisition),
        cmocka_unit_test(a_margin_at_the_start_and_a_promotion_in_the_middle_are_one_call),
        cmocka_unit_test(a_constant_schedule_is_the_closed_form),
        cmocka_unit_test(the_trail_sums_to_the_value_exactly),
        cmocka_unit_test(customers_are_valued_alike_alone_and_among_others),
        cmocka_unit_test(a_schedule_without_lines_or_periods_is_the_acquisition),
        cmocka_unit_test(faults_of_a_schedule_name_customer_and_period),
        cmocka_unit_test(a_schedule_beyond_a_double_overflows_and_writes_nothing),
        cmocka_unit_test(a_trail_holds_no_margin_and_no_running_value_beyond_a_double),
        cmocka_unit_test(later_money_may_be_worth_2_to_the_636_times_as_much),
        cmocka_unit_test(costs_fall_towards_a_floor_and_margins_grow_with_tenure),
        cmocka_unit_test(customers_to_date_are_worth_what_they_paid_with_interest),
        cmocka_unit_test(four_sales_visits_cost_more_than_the_account_is_worth),
        cmocka_unit_test(a_reader_of_the_advertisement_is_worth_52_cents),
        cmocka_unit_test(an_equity_is_the_sum_of_its_segments),
        cmocka_unit_test(an_equity_beyond_a_double_writes_nothing),
        cmocka_unit_test(a_base_that_loses_what_it_earns_returns_nothing),
        cmocka_unit_test(ratios_beyond_a_double_overflow),
        cmocka_unit_test(a_crm_program_costs_175815_today),
        cmocka_unit_test(a_program_without_periods_costs_and_brings_nothing),
        cmocka_unit_test(an_amount_of_a_program_that_is_no_number_is_named_by_row_and_column),
        cmocka_unit_test(the_flows_of_a_program_are_worth_its_value),
        cmocka_unit_test(a_customer_who_pays_22_13_and_7_pays_back_40_in_year_3),
    };
    return cmocka_run_group_tests(schedule, NULL, NULL);
}
