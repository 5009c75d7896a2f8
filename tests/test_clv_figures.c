#include "test_clv.h"

#include "vectors/clv_figure_vectors.h"

/* All figures of one customer, in the order of the vectors. */
static int32_t figures_of(const patron_clv_terms *t, double *value, uint32_t *notes,
                          patron_fault *fault)
{
    const double raised = t->retention + 0.015625 < 1.0 ? t->retention + 0.015625 : 1.0;
    const double cost = 12.5;
    int32_t status =
        patron_clv_sensitivity(PATRON_CLV_DERIVATIVE, t, 1, NULL, NULL, NULL, NULL, NULL,
                               &value[FIGURE_BY_MARGIN], &value[FIGURE_BY_RETENTION],
                               &value[FIGURE_BY_DISCOUNT], &value[FIGURE_BY_GROWTH], NULL, fault);
    if (status != PATRON_OK)
        return status;
    assert_int_equal(patron_clv_sensitivity(PATRON_CLV_ELASTICITY_NET, t, 1, NULL, NULL, NULL, NULL,
                                            NULL, &value[FIGURE_NET_MARGIN],
                                            &value[FIGURE_NET_RETENTION],
                                            &value[FIGURE_NET_DISCOUNT], &value[FIGURE_NET_GROWTH],
                                            &value[FIGURE_NET_ACQUISITION], NULL),
                     PATRON_OK);
    assert_int_equal(patron_clv_levers(PATRON_CLV_RELATIVE, 0.01, t, 1, NULL, NULL, NULL, NULL,
                                       NULL, &value[FIGURE_PERCENT_RETENTION],
                                       &value[FIGURE_PERCENT_DISCOUNT],
                                       &value[FIGURE_PERCENT_GROWTH], NULL),
                     PATRON_OK);
    assert_int_equal(patron_clv_levers(PATRON_CLV_POINTS, 0.01, t, 1, NULL, NULL, NULL, NULL, NULL,
                                       &value[FIGURE_POINT_RETENTION],
                                       &value[FIGURE_POINT_DISCOUNT], &value[FIGURE_POINT_GROWTH],
                                       NULL),
                     PATRON_OK);
    assert_int_equal(patron_clv_break_even(t, 1, NULL, NULL, NULL, NULL, NULL,
                                           &value[FIGURE_TO_ACQUIRE], &value[FIGURE_TO_EARN],
                                           &value[FIGURE_TO_RETAIN], &value[FIGURE_PERIODS], notes,
                                           NULL),
                     PATRON_OK);
    assert_int_equal(patron_clv_break_even_lift(t, 1, NULL, NULL, NULL, NULL, &cost,
                                                &value[FIGURE_RETENTION_LIFT],
                                                &value[FIGURE_MARGIN_LIFT], NULL, NULL),
                     PATRON_OK);
    status =
        patron_clv_retention_ceilings(t, 1, NULL, NULL, NULL, NULL, &raised, &value[FIGURE_ONCE],
                                      &value[FIGURE_IN_ADVANCE], &value[FIGURE_ON_RETAINED], NULL);
    assert_true(status == PATRON_OK || status == PATRON_E_DIVERGES);
    status = patron_clv_retention_cost(PATRON_CLV_MID_CERTAIN, 0.0, t, 1, NULL, NULL, NULL, NULL,
                                       NULL, &cost, &value[FIGURE_WITH_COST], NULL);
    assert_true(status == PATRON_OK || status == PATRON_E_DIVERGES);
    return PATRON_OK;
}

static void figures_are_those_of_differences_and_bisection_in_150_digits(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof clv_figure_vectors / sizeof *clv_figure_vectors; i++) {
        const clv_figure_vector *v = &clv_figure_vectors[i];
        patron_clv_terms terms =
            terms_of(double_of(v->margin), double_of(v->retention), double_of(v->discount),
                     double_of(v->growth), double_of(v->acquisition), v->horizon, v->timing);
        double value[FIGURES];
        uint32_t notes;
        patron_fault fault;
        for (int k = 0; k < FIGURES; k++)
            value[k] = -77.0;
        assert_int_equal(figures_of(&terms, value, &notes, &fault), v->status);
        if (v->status != PATRON_OK) {
            assert_fault(&fault, PATRON_E_DIVERGES, "discount", 0);
            continue;
        }
        for (int k = 0; k < FIGURES; k++) {
            double expected = double_of(v->value[k]);
            if (expected == HUGE_VAL)
                continue;
            assert_close(value[k], expected, 0.0, v->allowed[k]);
        }
        if (double_of(v->value[FIGURE_PERIODS]) == HUGE_VAL) /* too many to sum up */
            notes &= ~(uint32_t)PATRON_CLV_NOTE_NEVER_PERIODS;
        assert_int_equal(notes, v->notes);
    }
}

static void elasticities_are_those_of_each_timing(void **state)
{
    (void)state;
    static const double retention[4] = {3.666667, 2.666667, 2.666667, 3.666667};
    static const double discount[4] = {-.333333, -.333333, -.242424, -.287879};
    for (uint32_t timing = 1; timing <= 4; timing++) {
        patron_clv_terms terms = terms_of(100, .8, .1, 0, 50, FOREVER, timing);
        double m, r, d, g, ac, net_r, net_ac;
        assert_int_equal(patron_clv_sensitivity(PATRON_CLV_ELASTICITY, &terms, 1, NULL, NULL, NULL,
                                                NULL, NULL, &m, &r, &d, &g, &ac, NULL),
                         PATRON_OK);
        assert_close(r, retention[timing - 1], 0.0, 5e-7);
        assert_close(d, discount[timing - 1], 0.0, 5e-7);
        assert_true(m == 1.0 && ac == 0.0 && g == 0.0);
        assert_int_equal(patron_clv_sensitivity(PATRON_CLV_ELASTICITY_NET, &terms, 1, NULL, NULL,
                                                NULL, NULL, NULL, NULL, &net_r, NULL, NULL, &net_ac,
                                                NULL),
                         PATRON_OK);
        double net = value_of(&terms);
        assert_close(net_r, r * (net + 50) / net, 1e-14, 0.0);
        assert_close(net_ac, -50 / net, 1e-14, 0.0);
    }
}

static void one_percent_of_retention_is_not_its_elasticity(void **state)
{
    (void)state;
    static const double r[5] = {.60, .70, .80, .90, .95};
    static const double elasticity[5] = {2.1538, 2.6667, 3.5000, 5.0909, 6.5882};
    static const double exactly[5] = {.02179, .02712, .03590, .05308, .06978};
    static const double of_discount[5] = {-.2308, -.2857, -.3750, -.5455, -.7059};
    double by_retention[5], by_discount[5], percent[5], clv[5];
    patron_clv_terms terms = terms_of(1, 0, .12, 0, 0, FOREVER, PATRON_CLV_END_IF_RETAINED);
    assert_int_equal(patron_clv_constant(&terms, 5, NULL, r, NULL, NULL, NULL, clv, NULL), 0);
    assert_int_equal(patron_clv_sensitivity(PATRON_CLV_ELASTICITY, &terms, 5, NULL, r, NULL, NULL,
                                            NULL, NULL, by_retention, by_discount, NULL, NULL,
                                            NULL),
                     PATRON_OK);
    assert_int_equal(patron_clv_levers(PATRON_CLV_RELATIVE, .01, &terms, 5, NULL, r, NULL, NULL,
                                       NULL, percent, NULL, NULL, NULL),
                     PATRON_OK);
    for (int i = 0; i < 5; i++) {
        assert_close(by_retention[i], elasticity[i], 0.0, 5e-5);
        assert_close(by_discount[i], of_discount[i], 0.0, 5e-5);
        assert_close(percent[i] / clv[i], exactly[i], 0.0, 5.1e-6);
    }
}

static void the_levers_of_a_thousand_customers_are_those_of_the_equity_table(void **state)
{
    (void)state;
    patron_clv_terms terms = terms_of(100, .8, .1, 0, 0, FOREVER, PATRON_CLV_END_IF_RETAINED);
    double m, r, d, g;
    assert_int_equal(patron_clv_levers(PATRON_CLV_POINTS, .01, &terms, 1, NULL, NULL, NULL, NULL,
                                       &m, &r, &d, &g, NULL),
                     PATRON_OK);
    assert_close(1000 * r, 12643.678161, 0.0, 5e-7);
    assert_true(isnan(m)); /* money has no points */
    assert_int_equal(patron_clv_levers(PATRON_CLV_RELATIVE, .01, &terms, 1, NULL, NULL, NULL, NULL,
                                       &m, &r, NULL, NULL, NULL),
                     PATRON_OK);
    assert_close(1000 * r, 10045.662100, 0.0, 5e-7);
    assert_close(1000 * m, 2666.666667, 0.0, 5e-7);
    assert_int_equal(patron_clv_levers(PATRON_CLV_POINTS, -.01, &terms, 1, NULL, NULL, NULL, NULL,
                                       NULL, NULL, &d, NULL, NULL),
                     PATRON_OK);
    assert_close(1000 * d, 9195.402299, 0.0, 5e-7);
}

static void a_lever_that_is_not_moved_adds_nothing(void **state)
{
    (void)state;
    support_random random = support_random_from(31);
    for (int i = 0; i < 1000; i++) {
        double d = support_random_between(&random, .01, .4);
        patron_clv_terms terms =
            terms_of(support_random_between(&random, -100, 100), support_random_uniform(&random), d,
                     support_random_between(&random, -.4, .4 * d), 30,
                     i % 3 ? (uint32_t)(i % 90) : (uint32_t)FOREVER, 1 + (uint32_t)i % 5);
        for (uint32_t kind = 1; kind <= 2; kind++) {
            double by[4] = {1, 1, 1, 1};
            assert_int_equal(patron_clv_levers(kind, 0.0, &terms, 1, NULL, NULL, NULL, NULL, &by[0],
                                               &by[1], &by[2], &by[3], NULL),
                             PATRON_OK);
            assert_true(kind == PATRON_CLV_RELATIVE ? by[0] == 0.0 : isnan(by[0]));
            assert_true(by[1] == 0.0 && by[2] == 0.0 && by[3] == 0.0);
            assert_true(!signbit(by[1]) && !signbit(by[2]) && !signbit(by[3]));
        }
        double step = 1e-14, r, slope; /* a small step is its derivative */
        assert_int_equal(patron_clv_levers(PATRON_CLV_POINTS, step, &terms, 1, NULL, NULL, NULL,
                                           NULL, NULL, &r, NULL, NULL, NULL),
                         PATRON_OK);
        assert_int_equal(patron_clv_sensitivity(PATRON_CLV_DERIVATIVE, &terms, 1, NULL, NULL, NULL,
                                                NULL, NULL, NULL, &slope, NULL, NULL, NULL, NULL),
                         PATRON_OK);
        assert_close(r, slope * step, 1e-11, 1e-300);
    }
}

static void a_lever_beyond_its_range_has_no_figure(void **state)
{
    (void)state;
    patron_clv_terms terms = terms_of(100, .995, .001, 0, 0, FOREVER, PATRON_CLV_NOW);
    double r, d, g;
    assert_int_equal(patron_clv_levers(PATRON_CLV_POINTS, .01, &terms, 1, NULL, NULL, NULL, NULL,
                                       NULL, &r, &d, &g, NULL),
                     PATRON_OK);
    assert_true(isnan(r) && isnan(g)); /* above 1; endless */
    assert_true(d < 0);
    assert_int_equal(patron_clv_levers(PATRON_CLV_POINTS, -2, &terms, 1, NULL, NULL, NULL, NULL,
                                       NULL, &r, &d, &g, NULL),
                     PATRON_OK);
    assert_true(isnan(r) && isnan(d) && isnan(g));
}

static void a_rate_moved_below_its_range_or_beyond_a_double_has_no_figure(void **state)
{
    (void)state;
    patron_clv_terms terms = terms_of(100, .8, .1, -.5, 0, 2, PATRON_CLV_NOW); /* 100 + 40 / 1.1 */
    double m, r, d, g;
    assert_int_equal(patron_clv_levers(PATRON_CLV_POINTS, -.75, &terms, 1, NULL, NULL, NULL, NULL,
                                       NULL, &r, &d, &g, NULL),
                     PATRON_OK);
    assert_close(r, (2.5 - 40) / 1.1, 1e-14, 0.0);
    assert_close(d, 40 / .35 - 40 / 1.1, 1e-14, 0.0);
    assert_true(isnan(g)); /* -1.25 */
    /* 5e6 / 1.1, and 1e-300 */
    terms = terms_of(1e-300, .05, .1, 1e308, 0, 2, PATRON_CLV_NOW);
    assert_int_equal(patron_clv_levers(PATRON_CLV_RELATIVE, 9, &terms, 1, NULL, NULL, NULL, NULL,
                                       &m, &r, &d, &g, NULL),
                     PATRON_OK);
    assert_close(m, 4.5e7 / 1.1, 1e-14, 0.0);
    assert_close(r, 4.5e7 / 1.1, 1e-14, 0.0);
    assert_close(d, 5e6 / 2 - 5e6 / 1.1, 1e-14, 0.0);
    assert_true(isnan(g)); /* 1e309 */
    terms = terms_of(100, .05, 1e308, .5, 0, 2, PATRON_CLV_NOW);
    assert_int_equal(patron_clv_levers(PATRON_CLV_RELATIVE, 9, &terms, 1, NULL, NULL, NULL, NULL,
                                       &m, &r, &d, &g, NULL),
                     PATRON_OK);
    assert_true(isnan(d)); /* 1e309 again; the second margin is worth 7.5 / 1e308 */
    assert_true(m == 900);
    assert_close(r, 100 * .45 * 1.5 / 1e308, 1e-14, 0.0);
    assert_close(g, 100 * .05 * 4.5 / 1e308, 1e-14, 0.0);
}

static void a_value_of_nothing_has_no_elasticity(void **state)
{
    (void)state;
    double m, r, d, g, ac;
    patron_clv_terms terms = terms_of(0, .8, .1, 0, 50, FOREVER, PATRON_CLV_NOW);
    assert_int_equal(patron_clv_sensitivity(PATRON_CLV_ELASTICITY, &terms, 1, NULL, NULL, NULL,
                                            NULL, NULL, &m, &r, &d, &g, &ac, NULL),
                     PATRON_OK);
    assert_true(isnan(m) && isnan(r) && isnan(d) && isnan(g) && isnan(ac));
}

static void a_customer_won_for_100_breaks_even_as_the_tables_say(void **state)
{
    (void)state;
    static const double retention[5] = {0, .785714, .70, .66, 0};
    for (uint32_t timing = 1; timing <= 3; timing++) {
        patron_clv_terms terms = terms_of(40, .8, .1, 0, 100, FOREVER, timing);
        double acquire, earn, retain, periods;
        uint32_t notes;
        assert_int_equal(patron_clv_break_even(&terms, 1, NULL, NULL, NULL, NULL, NULL, &acquire,
                                               &earn, &retain, &periods, &notes, NULL),
                         PATRON_OK);
        assert_close(retain, retention[timing], 0.0, 5e-7);
        assert_true(notes == 0);
        if (timing != PATRON_CLV_END_IF_RETAINED)
            continue;
        assert_true(periods == 9);
        assert_close(acquire, 106.6666667, 0.0, 5e-7); /* asymptote +6.6667 */
        assert_close(earn, 100 * (1.1 - .8) / .8, 1e-14, 0.0);
    }
}

static void what_breaks_even_is_worth_nothing(void **state)
{
    (void)state;
    support_random random = support_random_from(32);
    for (int i = 0; i < 3000; i++) {
        double d = support_random_between(&random, .01, .4);
        patron_clv_terms terms = terms_of(
            support_random_between(&random, 1, 100), support_random_uniform(&random), d,
            support_random_between(&random, -.4, .5 * d), support_random_between(&random, 0, 500),
            i % 3 ? 1 + (uint32_t)(i % 90) : (uint32_t)FOREVER, 1 + (uint32_t)i % 5);
        double acquire, earn, retain, periods, scale = terms.acquisition + 1;
        uint32_t notes;
        assert_int_equal(patron_clv_break_even(&terms, 1, NULL, NULL, NULL, NULL, NULL, &acquire,
                                               &earn, &retain, &periods, &notes, NULL),
                         PATRON_OK);
        patron_clv_terms at = terms;
        at.margin = earn;
        assert_close(value_of(&at), 0.0, 0.0, 1e-12 * scale);
        at = terms;
        at.acquisition = acquire;
        assert_close(value_of(&at), 0.0, 0.0, 1e-12 * (acquire + 1));
        at = terms;
        at.retention = retain;
        if (notes & PATRON_CLV_NOTE_NEVER_RETENTION) {
            at.retention = 1;
            assert_true(isnan(retain) && (terms.growth < d || terms.horizon != FOREVER));
            assert_true(value_of(&at) < 0);
        } else if (notes & PATRON_CLV_NOTE_ANY_RETENTION) {
            assert_true(retain == 0.0 && value_of(&at) >= 0);
        } else {
            assert_close(value_of(&at), 0.0, 0.0, 1e-8 * scale);
        }
        at = terms;
        assert_true(isnan(periods) == ((notes & PATRON_CLV_NOTE_NEVER_PERIODS) != 0));
        if (isnan(periods)) {
            assert_true(value_of(&terms) < 0);
            continue;
        }
        at.horizon = (uint32_t)periods;
        assert_true(value_of(&at) > -1e-12 * scale);
        if (at.horizon-- > 0)
            assert_true(value_of(&at) < 0);
    }
}

static void a_payback_that_doubles_would_miss_by_a_hair_counts(void **state)
{
    (void)state;
    patron_clv_terms terms = terms_of(110, 1, .1, 0, 100, 12, PATRON_CLV_END_IF_RETAINED);
    double periods;
    assert_int_equal(patron_clv_break_even(&terms, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                                           NULL, &periods, NULL, NULL),
                     PATRON_OK);
    assert_true(periods == 1);
    terms = terms_of(1, 1, 0, 0, 1e12, FOREVER, PATRON_CLV_NOW);
    patron_fault fault;
    assert_int_equal(patron_clv_break_even(&terms, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                                           NULL, &periods, NULL, &fault),
                     PATRON_E_DIVERGES);
    assert_fault(&fault, PATRON_E_DIVERGES, "discount", 0);
    terms.discount = 1e-13; /* in the year 1.05e12 */
    assert_int_equal(patron_clv_break_even(&terms, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                                           NULL, &periods, NULL, NULL),
                     PATRON_OK);
    assert_close(periods, -log1p(-1e12 * 1e-13) / log1p(1e-13), 1e-9, 0.0);
}

static void a_price_that_so_many_margins_bring_is_paid_back_by_the_last_of_them(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof clv_payback_vectors / sizeof *clv_payback_vectors; i++) {
        const clv_payback_vector *v = &clv_payback_vectors[i];
        patron_clv_terms terms =
            terms_of(double_of(v->margin), double_of(v->retention), double_of(v->discount),
                     double_of(v->growth), double_of(v->acquisition), v->horizon, v->timing);
        double periods;
        uint32_t notes;
        assert_int_equal(patron_clv_break_even(&terms, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                                               NULL, &periods, &notes, NULL),
                         PATRON_OK);
        assert_true(v->periods < 0 ? isnan(periods) : periods == v->periods);
        assert_true(isnan(periods) == ((notes & PATRON_CLV_NOTE_NEVER_PERIODS) != 0));
    }
}

static void a_program_breaks_even_at_the_lift_of_the_table(void **state)
{
    (void)state;
    patron_clv_terms terms = terms_of(100, .8, .1, 0, 0, 5, PATRON_CLV_END_IF_RETAINED);
    const double cost[4] = {17.5815735388, 0, 1e6, -100};
    double retention[4], margin[4];
    uint32_t notes[4];
    assert_int_equal(patron_clv_break_even_lift(&terms, 4, NULL, NULL, NULL, NULL, cost, retention,
                                                margin, notes, NULL),
                     PATRON_OK);
    assert_close(retention[0], .0267406306699, 0.0, 5e-13);
    assert_close(margin[0], 17.5815735388 / 2.124097, 1e-6, 0.0);
    assert_true(retention[1] == 0.0 && margin[1] == 0.0);
    assert_true(isnan(retention[2]) && notes[2] == PATRON_CLV_NOTE_NEVER_RETENTION);
    assert_true(retention[3] < 0 && notes[0] == 0 && notes[1] == 0 && notes[3] == 0);
}

static void a_cost_to_keep_customers_has_a_clock_of_its_own(void **state)
{
    (void)state;
    static const double expected[4] = {0, 240, 233.333333, 230};
    const double cost = 10;
    for (uint32_t timing = 1; timing <= 3; timing++) {
        patron_clv_terms terms = terms_of(100, .8, .1, 0, 0, FOREVER, PATRON_CLV_END_IF_RETAINED);
        double clv;
        assert_int_equal(patron_clv_retention_cost(timing, 0, &terms, 1, NULL, NULL, NULL, NULL,
                                                   NULL, &cost, &clv, NULL),
                         PATRON_OK);
        assert_close(clv, expected[timing], 0.0, 5e-7);
        terms.acquisition = 25;
        double less;
        assert_int_equal(patron_clv_retention_cost(timing, 0, &terms, 1, NULL, NULL, NULL, NULL,
                                                   NULL, &cost, &less, NULL),
                         PATRON_OK);
        assert_close(less, clv - 25, 1e-14, 0.0);
    }
}

static void what_may_be_spent_on_two_points_of_retention(void **state)
{
    (void)state;
    patron_clv_terms terms = terms_of(100, .8, .1, 0, 0, FOREVER, PATRON_CLV_END_IF_RETAINED);
    const double raised[3] = {.82, .8, 0};
    double once[3], in_advance[3], on_retained[3];
    assert_int_equal(patron_clv_retention_ceilings(&terms, 3, NULL, NULL, NULL, NULL, raised, once,
                                                   in_advance, on_retained, NULL),
                     PATRON_OK);
    assert_close(once[0], 26.190476, 0.0, 5e-7);
    assert_close(in_advance[0], 6.666667, 0.0, 5e-7);
    assert_close(on_retained[0], 8.943089, 0.0, 5e-7);
    assert_true(once[1] == 0.0 && in_advance[1] == 0.0 && on_retained[1] == 0.0);
    assert_close(once[2], -266.666667, 0.0, 5e-7);
    assert_true(isnan(on_retained[2]));
    terms.discount = 0; /* level spend on those who never leave has no end */
    const double all = 1;
    patron_fault fault;
    terms.growth = -.5;
    assert_int_equal(patron_clv_retention_ceilings(&terms, 1, NULL, NULL, NULL, NULL, &all, once,
                                                   NULL, NULL, &fault),
                     PATRON_E_DIVERGES);
    assert_fault(&fault, PATRON_E_DIVERGES, "raised", 0);
}

static void spending_the_ceiling_leaves_the_value_as_it_was(void **state)
{
    (void)state;
    support_random random = support_random_from(33);
    for (int i = 0; i < 1000; i++) {
        double r = support_random_between(&random, .1, .9);
        patron_clv_terms terms = terms_of(
            support_random_between(&random, 1, 100), r, support_random_between(&random, .01, .3), 0,
            0, i % 3 ? 1 + (uint32_t)(i % 90) : (uint32_t)FOREVER, 1 + (uint32_t)i % 5);
        double raised = support_random_between(&random, r, 1);
        double once, in_advance, on_retained, clv;
        assert_int_equal(patron_clv_retention_ceilings(&terms, 1, NULL, NULL, NULL, NULL, &raised,
                                                       &once, &in_advance, &on_retained, NULL),
                         PATRON_OK);
        double before = value_of(&terms);
        terms.retention = raised;
        assert_close(value_of(&terms) - once, before, 1e-12, 0.0);
        assert_int_equal(patron_clv_retention_cost(PATRON_CLV_NOW, 0, &terms, 1, NULL, NULL, NULL,
                                                   NULL, NULL, &in_advance, &clv, NULL),
                         PATRON_OK);
        assert_close(clv, before, 1e-12, 0.0);
        assert_int_equal(patron_clv_retention_cost(PATRON_CLV_END_IF_RETAINED, 0, &terms, 1, NULL,
                                                   NULL, NULL, NULL, NULL, &on_retained, &clv,
                                                   NULL),
                         PATRON_OK);
        assert_close(clv, before, 1e-12, 0.0);
    }
}

static void figures_beyond_a_double_overflow_and_name_their_column(void **state)
{
    (void)state;
    patron_clv_terms terms = terms_of(1.7e308, 1, 1e-3, 0, 0, FOREVER, PATRON_CLV_END_CERTAIN);
    double value = -77, other = -77;
    patron_fault fault;
    assert_int_equal(patron_clv_break_even(&terms, 1, NULL, NULL, NULL, NULL, NULL, &value, &other,
                                           NULL, NULL, NULL, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "to_acquire", 0);
    assert_true(value == -77 && other == -77);
    assert_int_equal(patron_clv_sensitivity(PATRON_CLV_DERIVATIVE, &terms, 1, NULL, NULL, NULL,
                                            NULL, NULL, &value, NULL, &other, NULL, NULL, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "by_discount", 0);
    assert_int_equal(patron_clv_levers(PATRON_CLV_RELATIVE, 1, &terms, 1, NULL, NULL, NULL, NULL,
                                       &value, NULL, NULL, NULL, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "by_margin", 0);
    const double cost = -1.7e308;
    terms.horizon = 3;
    terms.retention = .1;
    assert_int_equal(patron_clv_break_even_lift(&terms, 1, NULL, NULL, NULL, NULL, &cost, NULL,
                                                &value, NULL, NULL),
                     PATRON_OK); /* worth 1.1 margins, of which it is less */
    terms.discount = 9;
    assert_int_equal(patron_clv_break_even_lift(&terms, 1, NULL, NULL, NULL, NULL, &cost, NULL,
                                                &other, NULL, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "margin_lift", 0);
    value = -77;
    terms.retention = 1;
    terms.discount = 1e-3;
    assert_int_equal(patron_clv_retention_cost(PATRON_CLV_NOW, 0, &terms, 1, NULL, NULL, NULL, NULL,
                                               NULL, &cost, &value, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "clv", 0);
    assert_true(value == -77 && other == -77);
}

static void a_margin_far_above_the_acquisition_needs_next_to_no_retention(void **state)
{
    (void)state;
    /* To retain 100 / 4e222 with one margin, 1.1 of it at 10 %; a quarter in the middle of two at 300 %. */
    patron_clv_terms terms = terms_of(4e222, .5, .1, 0, 100, 1, PATRON_CLV_END_IF_RETAINED);
    double retain, lift;
    const double cost = -2e222 / 1.1;
    assert_int_equal(patron_clv_break_even(&terms, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                                           &retain, NULL, NULL, NULL),
                     PATRON_OK);
    assert_close(retain, 2.75e-221, 1e-15, 0.0);
    assert_int_equal(patron_clv_break_even_lift(&terms, 1, NULL, NULL, NULL, NULL, &cost, &lift,
                                                NULL, NULL, NULL),
                     PATRON_OK);
    assert_close(lift, -.5, 1e-15, 0.0);
    terms = terms_of(-1e40, .5, 3, 0, -100, 2, PATRON_CLV_MID_IF_RETAINED);
    assert_int_equal(patron_clv_break_even(&terms, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                                           &retain, NULL, NULL, NULL),
                     PATRON_OK);
    assert_close(retain, 2e-38, 1e-15, 0.0);
    terms = terms_of(2e241, 0, .5, 0, 1e-166, 31, PATRON_CLV_END_IF_RETAINED); /* 7.5e-408 */
    assert_int_equal(patron_clv_break_even(&terms, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                                           &retain, NULL, NULL, NULL),
                     PATRON_OK);
    assert_true(retain == 0);
}

static void a_discount_beyond_all_bounds_leaves_the_first_payment(void **state)
{
    (void)state;
    patron_clv_terms terms = terms_of(100, .0125, 1e216, 0, 100, FOREVER, PATRON_CLV_NOW);
    double periods, d;
    assert_int_equal(patron_clv_break_even(&terms, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                                           NULL, &periods, NULL, NULL),
                     PATRON_OK);
    assert_true(periods == 1);
    terms.timing = PATRON_CLV_END_CERTAIN; /* and without any: 100 / (1 - .0125) */
    assert_int_equal(patron_clv_levers(PATRON_CLV_RELATIVE, -1, &terms, 1, NULL, NULL, NULL, NULL,
                                       NULL, NULL, &d, NULL, NULL),
                     PATRON_OK);
    assert_close(d, 100 / .9875, 1e-15, 0.0);
}

int main(void)
{
    const struct CMUnitTest figures[] = {
        cmocka_unit_test(figures_are_those_of_differences_and_bisection_in_150_digits),
        cmocka_unit_test(elasticities_are_those_of_each_timing),
        cmocka_unit_test(one_percent_of_retention_is_not_its_elasticity),
        cmocka_unit_test(the_levers_of_a_thousand_customers_are_those_of_the_equity_table),
        cmocka_unit_test(a_lever_that_is_not_moved_adds_nothing),
        cmocka_unit_test(a_lever_beyond_its_range_has_no_figure),
        cmocka_unit_test(a_rate_moved_below_its_range_or_beyond_a_double_has_no_figure),
        cmocka_unit_test(a_value_of_nothing_has_no_elasticity),
        cmocka_unit_test(a_customer_won_for_100_breaks_even_as_the_tables_say),
        cmocka_unit_test(what_breaks_even_is_worth_nothing),
        cmocka_unit_test(a_payback_that_doubles_would_miss_by_a_hair_counts),
        cmocka_unit_test(a_price_that_so_many_margins_bring_is_paid_back_by_the_last_of_them),
        cmocka_unit_test(a_margin_far_above_the_acquisition_needs_next_to_no_retention),
        cmocka_unit_test(a_discount_beyond_all_bounds_leaves_the_first_payment),
        cmocka_unit_test(a_program_breaks_even_at_the_lift_of_the_table),
        cmocka_unit_test(a_cost_to_keep_customers_has_a_clock_of_its_own),
        cmocka_unit_test(what_may_be_spent_on_two_points_of_retention),
        cmocka_unit_test(spending_the_ceiling_leaves_the_value_as_it_was),
        cmocka_unit_test(figures_beyond_a_double_overflow_and_name_their_column),
    };
    return cmocka_run_group_tests(figures, NULL, NULL);
}
