#include "test_clv.h"

#include "vectors/clv_vectors.h"

enum { MANY = 1000 };

static uint64_t bits_of(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

static double clv_of(double margin, double retention, double discount, double growth,
                     uint32_t horizon, uint32_t timing)
{
    patron_clv_terms terms = terms_of(margin, retention, discount, growth, 0.0, horizon, timing);
    return value_of(&terms);
}

/* What a table prints with so many decimals. */
static double printed(double value, double decimals)
{
    double scale = pow(10.0, decimals);
    return floor(value * scale + 0.5) / scale;
}

static void values_are_those_of_exact_fractions_over_the_whole_domain(void **state)
{
    (void)state;
    size_t n = sizeof clv_vectors / sizeof *clv_vectors;
    for (size_t i = 0; i < n; i++) {
        const clv_vector *v = &clv_vectors[i];
        patron_clv_terms terms =
            terms_of(double_of(v->margin), double_of(v->retention), double_of(v->discount),
                     double_of(v->growth), double_of(v->acquisition), v->horizon, v->timing);
        patron_fault fault;
        double clv = -77.0;
        int32_t status = patron_clv_constant(&terms, 1, NULL, NULL, NULL, NULL, NULL, &clv, &fault);
        assert_int_equal(status, v->status);
        if (v->status == PATRON_OK) {
            assert_close(clv, double_of(v->value), 0.0, v->allowed);
        } else {
            assert_fault(&fault, v->status, v->status == PATRON_E_OVERFLOW ? "clv" : "discount", 0);
            assert_true(clv == -77.0);
        }
        double column = -77.0; /* the same through columns, to the bit */
        assert_int_equal(patron_clv_constant(&terms, 1, &terms.margin, &terms.retention,
                                             &terms.discount, &terms.growth, &terms.acquisition,
                                             &column, NULL),
                         v->status);
        assert_true(bits_of(column) == bits_of(clv));
    }
}

static void the_margin_multiples_of_gupta_and_lehmann_come_out(void **state)
{
    (void)state;
    static const double discount[4] = {0.10, 0.12, 0.14, 0.16};
    static const double retention[4] = {0.6, 0.7, 0.8, 0.9};
    static const double multiple[4][4] = {{1.20, 1.15, 1.11, 1.07},
                                          {1.75, 1.67, 1.59, 1.52},
                                          {2.67, 2.50, 2.35, 2.22},
                                          {4.50, 4.09, 3.75, 3.46}};
    for (int r = 0; r < 4; r++)
        for (int d = 0; d < 4; d++)
            assert_close(printed(clv_of(1.0, retention[r], discount[d], 0.0, PATRON_CLV_FOREVER,
                                        PATRON_CLV_END_IF_RETAINED),
                                 2),
                         multiple[r][d], 1e-14, 0.0);
    assert_close(clv_of(1, .8, .1, 0, PATRON_CLV_FOREVER, 1), 2.66666667, 0.0, 5e-9);
    assert_close(clv_of(1, .9, .12, 0, PATRON_CLV_FOREVER, 1), 4.09090909, 0.0, 5e-9);
    assert_close(clv_of(1, .6, .16, 0, PATRON_CLV_FOREVER, 1), 1.07142857, 0.0, 5e-9);
}

static void margins_that_grow_multiply_as_gupta_and_lehmann_print(void **state)
{
    (void)state;
    static const double growth[5] = {0.0, 0.02, 0.04, 0.06, 0.08};
    static const double retention[4] = {0.6, 0.7, 0.8, 0.9};
    static const double multiple[4][5] = {{1.15, 1.18, 1.21, 1.24, 1.27},
                                          {1.67, 1.72, 1.79, 1.85, 1.92},
                                          {2.50, 2.63, 2.78, 2.94, 3.13},
                                          {4.09, 4.46, 4.89, 5.42, 6.08}};
    for (int r = 0; r < 4; r++)
        for (int g = 0; g < 5; g++)
            assert_close(clv_of(1.0, retention[r], 0.12, growth[g], PATRON_CLV_FOREVER,
                                PATRON_CLV_END_IF_RETAINED),
                         multiple[r][g], 0.0, 0.005 + 1e-12);
    assert_close(clv_of(1, .9, .12, .08, PATRON_CLV_FOREVER, 1), 6.08108108, 0.0, 5e-9);
}

static void the_four_timings_of_a_hundred_at_80_percent_and_10_percent(void **state)
{
    (void)state;
    static const double value[5] = {0.0, 266.6667, 333.3333, 366.6667, 279.6824};
    for (uint32_t timing = 1; timing <= 4; timing++)
        assert_close(clv_of(100, .8, .1, 0, PATRON_CLV_FOREVER, timing), value[timing], 0.0, 5e-5);
    assert_close(clv_of(100, .8, .1, .05, PATRON_CLV_FOREVER, 2), 384.615385, 0.0, 5e-7);
    assert_close(clv_of(100, .8, .1, .05, PATRON_CLV_FOREVER, 1), 307.692308, 0.0, 5e-7);
    assert_close(clv_of(100, .8, .1, .05, PATRON_CLV_FOREVER, 3), 423.076923, 0.0, 5e-7);
    assert_close(clv_of(100, .8, 0, 0, PATRON_CLV_FOREVER, 1), 400, 1e-14, 0.0);
    assert_close(clv_of(100, 1, .1, 0, PATRON_CLV_FOREVER, 1), 1000, 1e-14, 0.0);
    assert_true(clv_of(100, 0, .1, 0, PATRON_CLV_FOREVER, 1) == 0.0);
    assert_close(clv_of(100, 0, .1, 0, PATRON_CLV_FOREVER, 2), 90.9090909090909, 1e-14, 0.0);
}

static void the_same_customer_for_1_5_10_20_and_50_years(void **state)
{
    (void)state;
    static const uint32_t horizon[5] = {1, 5, 10, 20, 50};
    static const double value[5] = {72.7273, 212.4097, 255.6274, 266.2097, 266.6666};
    for (int i = 0; i < 5; i++)
        assert_close(clv_of(100, .8, .1, 0, horizon[i], 1), value[i], 0.0, 1e-4);
}

static void the_internet_subscriber_of_farris_is_worth_1191_dollars(void **state)
{
    (void)state;
    double monthly = 19.95 - 1.50 - 6.0 / 12.0;
    assert_close(clv_of(monthly, .995, .01, 0, PATRON_CLV_FOREVER, 1), 1190.6833, 0.0, 5e-5);
    assert_close(clv_of(monthly, .995, .01, 0, PATRON_CLV_FOREVER, 3), 1208.6333, 0.0, 5e-5);
}

static void a_customer_won_for_100_pays_it_back_in_the_ninth_year(void **state)
{
    (void)state;
    static const double cumulated[9] = {-70.91, -49.75, -34.37, -23.17, -15.04,
                                        -9.12,  -4.81,  -1.68,  .595};
    for (uint32_t years = 1; years <= 9; years++) {
        patron_clv_terms terms = terms_of(40, .8, .1, 0, 100, years, PATRON_CLV_END_IF_RETAINED);
        assert_close(value_of(&terms), cumulated[years - 1], 0.0, years == 9 ? 5e-4 : 5e-3);
    }
    patron_clv_terms forever =
        terms_of(40, .8, .1, 0, 100, PATRON_CLV_FOREVER, PATRON_CLV_END_IF_RETAINED);
    assert_close(value_of(&forever), 6.6667, 0.0, 5e-5);
}

/* The definition, term by term. */
static double summed_up(double m, double r, double d, double g, uint32_t horizon)
{
    double sum = 0.0, term = m * r / (1.0 + d);
    for (uint32_t t = 0; t < horizon; t++) {
        sum += term;
        term *= r * (1.0 + g) / (1.0 + d);
    }
    return sum;
}

static void values_are_the_sums_that_the_definition_writes_out(void **state)
{
    (void)state;
    support_random random = support_random_from(17);
    for (int i = 0; i < 3000; i++) {
        double m = support_random_between(&random, -100, 100);
        double r = support_random_uniform(&random);
        double d = support_random_between(&random, -0.3, 0.5);
        double g = support_random_between(&random, -1, 0.5);
        uint32_t horizon = (uint32_t)support_random_integer(&random, 0, 70);
        assert_close(clv_of(m, r, d, g, horizon, 1), summed_up(m, r, d, g, horizon), 1e-12, 0.0);
    }
}

static void timings_of_one_customer_are_tied_by_their_identities(void **state)
{
    (void)state;
    support_random random = support_random_from(5);
    for (int i = 0; i < 5000; i++) {
        double m = support_random_between(&random, -1e6, 1e6);
        double r = support_random_uniform(&random);
        double d = support_random_between(&random, 0.001, 0.5);
        double g = support_random_between(&random, -0.5, d);
        uint32_t horizon = i % 5 == 0
                               ? (uint32_t)PATRON_CLV_FOREVER
                               : (uint32_t)1 << support_random_below(&random, i % 2 ? 31 : 8);
        double e = clv_of(m, r, d, g, horizon, PATRON_CLV_END_IF_RETAINED);
        double a = clv_of(m, r, d, g, horizon, PATRON_CLV_END_CERTAIN);
        double b = clv_of(m, r, d, g, horizon, PATRON_CLV_NOW);
        double mid = clv_of(m, r, d, g, horizon, PATRON_CLV_MID_IF_RETAINED);
        assert_close(e, r * a, 1e-14, 0.0);
        assert_close(b, (1 + d) * a, 1e-14, 0.0);
        assert_close(mid, sqrt(1 + d) * e, 1e-14, 0.0);
        mid = clv_of(m, r, d, g, horizon, PATRON_CLV_MID_CERTAIN);
        assert_close(mid, sqrt(1 + d) * a, 1e-14, 0.0);
        if (horizon != PATRON_CLV_FOREVER)
            e = clv_of(m, r, d, g, horizon - 1, PATRON_CLV_END_IF_RETAINED);
        assert_close(b, m + (1 + g) * e, 1e-12, 0.0);
    }
}

static void a_long_horizon_comes_to_the_endless_value(void **state)
{
    (void)state;
    support_random random = support_random_from(6);
    for (int i = 0; i < 2000; i++) {
        double r = support_random_uniform(&random);
        double d = support_random_between(&random, 0.001, 0.5);
        double g = support_random_between(&random, -0.5, d);
        uint32_t timing = 1 + (uint32_t)i % 5;
        double forever = clv_of(19.95, r, d, g, PATRON_CLV_FOREVER, timing);
        assert_close(clv_of(19.95, r, d, g, 2147483646, timing), forever, 1e-13, 0.0);
        double before = 0.0;
        for (uint32_t horizon = 1; horizon < 40; horizon++) {
            double now = clv_of(19.95, r, d, g, horizon, timing);
            assert_true(now >= before * (1 - 1e-14) && now <= forever * (1 + 1e-14));
            before = now;
        }
    }
}

static void a_margin_paid_now_for_one_period_is_the_margin_itself(void **state)
{
    (void)state;
    support_random random = support_random_from(8);
    for (int i = 0; i < 1000; i++) {
        double m = support_random_normal(&random) * 1e6;
        double r = support_random_uniform(&random);
        double d = support_random_between(&random, -0.9, 2);
        assert_true(clv_of(m, r, d, 0.1, 1, PATRON_CLV_NOW) == m);
    }
    for (uint32_t horizon = 1; horizon < 1000; horizon++) /* q = 1: as many as there are periods */
        assert_true(clv_of(7, 1, .25, .25, horizon, PATRON_CLV_NOW) == 7.0 * horizon);
}

static void a_column_of_one_value_gives_the_bits_of_the_terms(void **state)
{
    (void)state;
    support_random random = support_random_from(9);
    static double m[MANY], r[MANY], d[MANY], g[MANY], ac[MANY], mixed[MANY], single[MANY];
    for (int i = 0; i < 400; i++) {
        size_t n = (size_t)support_random_integer(&random, 1, 40);
        patron_clv_terms terms = terms_of(
            support_random_normal(&random), support_random_uniform(&random),
            support_random_between(&random, 0.01, 0.2),
            i % 3 ? 0.0 : support_random_between(&random, -0.1, 0.01), 3.0,
            i % 2 ? (uint32_t)PATRON_CLV_FOREVER : (uint32_t)support_random_below(&random, 100),
            1 + (uint32_t)support_random_below(&random, 4));
        for (size_t k = 0; k < n; k++) {
            m[k] = terms.margin;
            r[k] = terms.retention;
            d[k] = terms.discount;
            g[k] = terms.growth;
            ac[k] = terms.acquisition;
        }
        assert_int_equal(patron_clv_constant(&terms, n, NULL, NULL, NULL, NULL, NULL, single, NULL),
                         PATRON_OK);
        patron_clv_terms unread = terms;
        if (i & 1)
            unread.margin = (double)NAN;
        if (i & 2)
            unread.retention = 7;
        if (i & 4)
            unread.discount = -9;
        if (i & 8)
            unread.growth = -HUGE_VAL;
        if (i & 16)
            unread.acquisition = (double)NAN;
        assert_int_equal(patron_clv_constant(&unread, n, i & 1 ? m : NULL, i & 2 ? r : NULL,
                                             i & 4 ? d : NULL, i & 8 ? g : NULL, i & 16 ? ac : NULL,
                                             mixed, NULL),
                         PATRON_OK);
        assert_memory_equal(mixed, single, n * sizeof *single);
    }
}

static void a_customer_is_worth_the_same_among_any_others(void **state)
{
    (void)state;
    support_random random = support_random_from(10);
    static double m[MANY], r[MANY], d[MANY], g[MANY], ac[MANY], clv[MANY];
    for (int i = 0; i < 20; i++) {
        patron_clv_terms terms =
            terms_of(0, 0, 0, 0, 0, i % 2 ? PATRON_CLV_FOREVER : 17, 1 + (uint32_t)i % 4);
        for (size_t k = 0; k < MANY; k++) {
            m[k] = support_random_normal(&random);
            r[k] = k % 7 == 0 ? 1e-200 : support_random_uniform(&random); /* some are extreme */
            d[k] = support_random_between(&random, 0.01, 0.2);
            g[k] = k % 3 ? 0.0 : -1e-3;
            ac[k] = k % 11 == 0 ? 1e300 : support_random_uniform(&random);
        }
        assert_int_equal(patron_clv_constant(&terms, MANY, m, r, d, g, ac, clv, NULL), PATRON_OK);
        for (size_t k = 0; k < MANY; k++) {
            double alone;
            assert_int_equal(
                patron_clv_constant(&terms, 1, m + k, r + k, d + k, g + k, ac + k, &alone, NULL),
                PATRON_OK);
            assert_true(bits_of(alone) == bits_of(clv[k]));
        }
    }
}

static void values_may_overwrite_a_column_they_come_from(void **state)
{
    (void)state;
    support_random random = support_random_from(14);
    double column[5][37], expected[37];
    for (int which = 0; which < 5; which++) {
        patron_clv_terms terms = terms_of(0, 0, 0, 0, 0, PATRON_CLV_FOREVER, PATRON_CLV_NOW);
        for (size_t k = 0; k < 37; k++)
            for (int c = 0; c < 5; c++)
                column[c][k] = support_random_between(&random, 0.1, 0.9) * (c == 3 ? 0.05 : 1.0);
        assert_int_equal(patron_clv_constant(&terms, 37, column[0], column[1], column[2], column[3],
                                             column[4], expected, NULL),
                         PATRON_OK);
        assert_int_equal(patron_clv_constant(&terms, 37, column[0], column[1], column[2], column[3],
                                             column[4], column[which], NULL),
                         PATRON_OK);
        assert_memory_equal(column[which], expected, sizeof expected);
    }
}

static void columns_are_read_and_written_to_their_last_row_and_no_further(void **state)
{
    (void)state;
    for (size_t n = 1; n < 20; n++) {
        double *column[6];
        for (int c = 0; c < 6; c++) {
            column[c] = support_guarded(n * sizeof(double));
            for (size_t k = 0; k < n; k++)
                column[c][k] = 0.25;
        }
        patron_clv_terms terms = terms_of(0, 0, 0, 0, 0, 12, PATRON_CLV_END_CERTAIN);
        assert_int_equal(patron_clv_constant(&terms, n, column[0], column[1], column[2], column[3],
                                             column[4], column[5], NULL),
                         PATRON_OK);
        for (int c = 0; c < 6; c++)
            support_guarded_free(column[c], n * sizeof(double));
    }
}

static void a_customer_without_margin_costs_the_acquisition(void **state)
{
    (void)state;
    for (uint32_t timing = 1; timing <= 5; timing++) {
        patron_clv_terms terms = terms_of(0, 1, 0, 0.5, 40, PATRON_CLV_FOREVER, timing);
        assert_true(value_of(&terms) == -40.0); /* although retention and growth would diverge */
        terms.margin = 100;
        terms.horizon = 0;
        assert_true(value_of(&terms) == -40.0);
        terms.acquisition = 0;
        assert_true(bits_of(value_of(&terms)) == 0);
    }
}

static void no_value_is_a_negative_zero(void **state)
{
    (void)state;
    static const double margins[] = {0.0, -0.0, 5.0, -5.0, -1e-320};
    static const uint32_t horizons[] = {0, 1, 12, PATRON_CLV_FOREVER};
    for (size_t m = 0; m < 5; m++)
        for (size_t h = 0; h < 4; h++)
            for (int sign = -1; sign <= 1; sign += 2) {
                patron_clv_terms terms =
                    terms_of(margins[m], 0.0, 0.1, 0.0, sign * 0.0, horizons[h], 1);
                assert_true(bits_of(value_of(&terms)) == 0);
                terms.discount = 2.0; /* the same through growth, alone and extreme */
                terms.growth = 1e200;
                assert_true(bits_of(value_of(&terms)) == 0);
            }
}

static void no_customers_need_no_columns_but_terms(void **state)
{
    (void)state;
    patron_clv_terms terms = terms_of(1, .5, .1, 0, 0, 12, PATRON_CLV_NOW);
    patron_fault fault;
    assert_int_equal(patron_clv_constant(&terms, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
                     PATRON_OK);
    assert_int_equal(patron_clv_constant(NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, &fault),
                     PATRON_E_NULL);
    assert_fault(&fault, PATRON_E_NULL, "terms", -1);
    terms.timing = 0;
    assert_int_equal(patron_clv_constant(&terms, 0, NULL, NULL, NULL, NULL, NULL, NULL, &fault),
                     PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "terms.timing", -1);
}

static void terms_out_of_range_are_named_without_a_row(void **state)
{
    (void)state;
    const struct {
        int member;
        double value;
        int32_t status;
        const char *argument;
    } wrong[] = {
        {0, (double)NAN, PATRON_E_NOT_FINITE, "terms.margin"},
        {0, -HUGE_VAL, PATRON_E_NOT_FINITE, "terms.margin"},
        {1, -1e-300, PATRON_E_RANGE, "terms.retention"},
        {1, 1.0000000000000002, PATRON_E_RANGE, "terms.retention"},
        {1, (double)NAN, PATRON_E_NOT_FINITE, "terms.retention"},
        {1, HUGE_VAL, PATRON_E_NOT_FINITE, "terms.retention"},
        {2, -1.0, PATRON_E_RANGE, "terms.discount"},
        {2, -10.0, PATRON_E_RANGE, "terms.discount"},
        {2, HUGE_VAL, PATRON_E_NOT_FINITE, "terms.discount"},
        {3, -1.0000000000000002, PATRON_E_RANGE, "terms.growth"},
        {3, (double)NAN, PATRON_E_NOT_FINITE, "terms.growth"},
        {4, HUGE_VAL, PATRON_E_NOT_FINITE, "terms.acquisition"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        patron_clv_terms terms = terms_of(1, .5, .1, 0, 0, 12, 1);
        double member[5] = {1, .5, .1, 0, 0}, clv = -77.0;
        member[wrong[i].member] = wrong[i].value;
        terms = terms_of(member[0], member[1], member[2], member[3], member[4], 12, 1);
        patron_fault fault;
        assert_int_equal(patron_clv_constant(&terms, 1, NULL, NULL, NULL, NULL, NULL, &clv, &fault),
                         wrong[i].status);
        assert_fault(&fault, wrong[i].status, wrong[i].argument, -1);
        assert_int_equal(fault.kind, PATRON_FAULT_REAL);
        assert_true(bits_of(fault.real) == bits_of(wrong[i].value));
        assert_true(clv == -77.0);
    }
}

static void horizons_timings_and_outputs_that_do_not_exist_are_named(void **state)
{
    (void)state;
    patron_clv_terms terms = terms_of(1, .5, .1, 0, 0, 0x80000000u, 1);
    patron_fault fault;
    double clv;
    assert_int_equal(patron_clv_constant(&terms, 1, NULL, NULL, NULL, NULL, NULL, &clv, &fault),
                     PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "terms.horizon", -1);
    assert_true(fault.whole == INT64_C(0x80000000));
    terms.horizon = 1;
    terms.timing = 6;
    assert_int_equal(patron_clv_constant(&terms, 1, NULL, NULL, NULL, NULL, NULL, &clv, &fault),
                     PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "terms.timing", -1);
    assert_true(fault.whole == 6);
    terms.timing = 4;
    assert_int_equal(patron_clv_constant(&terms, 1, NULL, NULL, NULL, NULL, NULL, NULL, &fault),
                     PATRON_E_NULL);
    assert_fault(&fault, PATRON_E_NULL, "clv", -1);
}

static void the_first_faulty_row_stops_behind_the_rows_before_it(void **state)
{
    (void)state;
    const struct {
        int column;
        double value;
        int32_t status;
        const char *argument;
    } wrong[] = {
        {0, (double)NAN, PATRON_E_NOT_FINITE, "margin"},
        {0, HUGE_VAL, PATRON_E_NOT_FINITE, "margin"},
        {1, 1.5, PATRON_E_RANGE, "retention"},
        {1, -0.5, PATRON_E_RANGE, "retention"},
        {1, (double)NAN, PATRON_E_NOT_FINITE, "retention"},
        {2, -1.0, PATRON_E_RANGE, "discount"},
        {2, (double)NAN, PATRON_E_NOT_FINITE, "discount"},
        {2, HUGE_VAL, PATRON_E_NOT_FINITE, "discount"},
        {2, -HUGE_VAL, PATRON_E_NOT_FINITE, "discount"},
        {3, -1.5, PATRON_E_RANGE, "growth"},
        {3, HUGE_VAL, PATRON_E_NOT_FINITE, "growth"},
        {4, (double)NAN, PATRON_E_NOT_FINITE, "acquisition"},
        {4, -HUGE_VAL, PATRON_E_NOT_FINITE, "acquisition"},
    };
    support_random random = support_random_from(20);
    double column[5][50], clv[50], whole[50];
    for (int round = 0; round < 1000; round++) {
        size_t n = (size_t)support_random_integer(&random, 1, 50);
        for (size_t k = 0; k < 50; k++)
            for (int c = 0; c < 5; c++)
                column[c][k] = support_random_between(&random, 0.1, 0.9) * (c == 3 ? 0.05 : 1.0);
        patron_clv_terms terms =
            terms_of(0, 0, 0, 0, 0, round % 3 ? PATRON_CLV_FOREVER : 9 * (uint32_t)(round % 2),
                     1 + (uint32_t)round % 4);
        assert_int_equal(patron_clv_constant(&terms, n, column[0], column[1], column[2], column[3],
                                             column[4], whole, NULL),
                         PATRON_OK);
        size_t w = (size_t)round % (sizeof wrong / sizeof *wrong);
        size_t row = (size_t)support_random_below(&random, n);
        column[wrong[w].column][row] = wrong[w].value;
        for (int c = wrong[w].column + 1; c < 5; c++)
            column[c][row] = (double)NAN; /* later arguments and rows do not count */
        for (size_t k = row + 1; k < n; k++)
            column[0][k] = (double)NAN;
        for (size_t k = 0; k < n; k++)
            clv[k] = -77.0;
        patron_fault fault;
        assert_int_equal(patron_clv_constant(&terms, n, column[0], column[1], column[2], column[3],
                                             column[4], clv, &fault),
                         wrong[w].status);
        assert_fault(&fault, wrong[w].status, wrong[w].argument, (int64_t)row);
        assert_true(bits_of(fault.real) == bits_of(wrong[w].value));
        assert_memory_equal(clv, whole, row * sizeof *clv);
        for (size_t k = row; k < n; k++)
            assert_true(clv[k] == -77.0);
    }
}

static void a_customer_who_never_stops_growing_diverges(void **state)
{
    (void)state;
    static const double r[3] = {.8, 1, .5}, d[3] = {.1, 0, .1}, g[3] = {0, 0, 3};
    static const double at_pole_d[4] = {0.25, 0.0, 1e-300, -0.5};
    static const double at_pole_g[4] = {0.25, 0.0, 1e-300, -0.5};
    double clv[3] = {-77, -77, -77};
    patron_clv_terms terms = terms_of(100, 0, 0, 0, 0, PATRON_CLV_FOREVER, 1);
    patron_fault fault;
    assert_int_equal(patron_clv_constant(&terms, 3, NULL, r, d, g, NULL, clv, &fault),
                     PATRON_E_DIVERGES);
    assert_fault(&fault, PATRON_E_DIVERGES, "discount", 1);
    assert_true(fault.real == 0.0 && fault.kind == PATRON_FAULT_REAL);
    assert_close(clv[0], 266.6667, 0.0, 5e-5);
    assert_true(clv[1] == -77);
    for (int i = 0; i < 4; i++) { /* exactly at the pole, and an ulp from it */
        terms = terms_of(100, 1, at_pole_d[i], at_pole_g[i], 0, PATRON_CLV_FOREVER, 2);
        assert_int_equal(patron_clv_constant(&terms, 1, NULL, NULL, NULL, NULL, NULL, clv, &fault),
                         PATRON_E_DIVERGES);
        assert_fault(&fault, PATRON_E_DIVERGES, "discount", 0);
        assert_true(fault.real == at_pole_d[i]);
        double above = nextafter(at_pole_d[i], 1.0), gap = above - at_pole_g[i];
        if (gap > 1e-300)
            assert_close(clv_of(100, 1, above, at_pole_g[i], PATRON_CLV_FOREVER, 2), 100 / gap,
                         1e-14, 0.0);
    }
}

static void a_value_beyond_a_double_overflows(void **state)
{
    (void)state;
    static const double m[4] = {1, 2, 1e308, 1};
    double clv[4] = {-77, -77, -77, -77};
    patron_clv_terms terms = terms_of(0, 1, 0, 0, 0, 3, PATRON_CLV_NOW);
    patron_fault fault;
    assert_int_equal(patron_clv_constant(&terms, 4, m, NULL, NULL, NULL, NULL, clv, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "clv", 2);
    assert_int_equal(fault.kind, PATRON_FAULT_NO_VALUE);
    assert_true(clv[0] == 3 && clv[1] == 6 && clv[2] == -77 && clv[3] == -77);
    assert_int_equal(patron_clv_constant(&terms, 4, m, NULL, NULL, NULL, NULL, clv, NULL),
                     PATRON_E_OVERFLOW);
    terms.acquisition = 1.5e308; /* which brings 3e308 back */
    assert_int_equal(patron_clv_constant(&terms, 4, m, NULL, NULL, NULL, NULL, clv, NULL),
                     PATRON_OK);
    assert_close(clv[2], 1.5e308, 1e-15, 0.0);
}

static void the_fault_reads_as_a_sentence(void **state)
{
    (void)state;
    static const double r[2] = {.5, 1.2};
    double clv[2];
    patron_clv_terms terms = terms_of(100, 0, .1, 0, 0, 12, 1);
    patron_fault fault;
    assert_int_equal(patron_clv_constant(&terms, 2, NULL, r, NULL, NULL, NULL, clv, &fault),
                     PATRON_E_RANGE);
    assert_string_equal(fault.argument, "retention");
    assert_string_equal(fault.expected, "a fraction in [0, 1]");
}

int main(void)
{
    const struct CMUnitTest clv[] = {
        cmocka_unit_test(values_are_those_of_exact_fractions_over_the_whole_domain),
        cmocka_unit_test(the_margin_multiples_of_gupta_and_lehmann_come_out),
        cmocka_unit_test(margins_that_grow_multiply_as_gupta_and_lehmann_print),
        cmocka_unit_test(the_four_timings_of_a_hundred_at_80_percent_and_10_percent),
        cmocka_unit_test(the_same_customer_for_1_5_10_20_and_50_years),
        cmocka_unit_test(the_internet_subscriber_of_farris_is_worth_1191_dollars),
        cmocka_unit_test(a_customer_won_for_100_pays_it_back_in_the_ninth_year),
        cmocka_unit_test(values_are_the_sums_that_the_definition_writes_out),
        cmocka_unit_test(timings_of_one_customer_are_tied_by_their_identities),
        cmocka_unit_test(a_long_horizon_comes_to_the_endless_value),
        cmocka_unit_test(a_margin_paid_now_for_one_period_is_the_margin_itself),
        cmocka_unit_test(a_column_of_one_value_gives_the_bits_of_the_terms),
        cmocka_unit_test(a_customer_is_worth_the_same_among_any_others),
        cmocka_unit_test(values_may_overwrite_a_column_they_come_from),
        cmocka_unit_test(columns_are_read_and_written_to_their_last_row_and_no_further),
        cmocka_unit_test(a_customer_without_margin_costs_the_acquisition),
        cmocka_unit_test(no_value_is_a_negative_zero),
        cmocka_unit_test(no_customers_need_no_columns_but_terms),
        cmocka_unit_test(terms_out_of_range_are_named_without_a_row),
        cmocka_unit_test(horizons_timings_and_outputs_that_do_not_exist_are_named),
        cmocka_unit_test(the_first_faulty_row_stops_behind_the_rows_before_it),
        cmocka_unit_test(a_customer_who_never_stops_growing_diverges),
        cmocka_unit_test(a_value_beyond_a_double_overflows),
        cmocka_unit_test(the_fault_reads_as_a_sentence),
    };
    return cmocka_run_group_tests(clv, NULL, NULL);
}
