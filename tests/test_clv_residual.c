#include "test_clv.h"

#include <patron/npv.h>
#include <patron/sum.h>

#include "vectors/clv_residual_vectors.h"

enum {
    INCREMENTAL = PATRON_CLV_EXPECTED_INCREMENTAL,
    CUMULATIVE = PATRON_CLV_EXPECTED_CUMULATIVE,
    ROWS = 200,
    PERIODS = 12
};

static double discounted(uint32_t kind, uint32_t moment, double discount, size_t m,
                         const double *expected)
{
    double transactions = -77;
    assert_int_equal(patron_clv_discount_transactions(kind, moment, discount, 1, m, expected,
                                                      &transactions, NULL),
                     PATRON_OK);
    return transactions;
}

static double converted(uint32_t from_kind, double from, uint32_t to_kind, double to, double rate)
{
    double made = -77;
    assert_int_equal(
        patron_clv_convert_discount(from_kind, from, to_kind, to, 1, &rate, &made, NULL),
        PATRON_OK);
    return made;
}

static patron_clv_equity_result result_of_size(uint32_t size)
{
    patron_clv_equity_result result;
    memset(&result, 0xA5, sizeof result);
    result.struct_size = size;
    return result;
}

/* ------------------------------------------------------------------------------ residual and new */

static void a_customer_is_worth_the_margins_still_to_come(void **state)
{
    (void)state;
    /* Pareto/NBD, x 2, t_x 30.43, T 38.86, .0027 a week: 52 and 520 weeks, and for ever. */
    const double transactions[3] = {1.73537226943024, 5.74996199220536, 6.48377356773074};
    const double margins[3] = {1000, 2000, -500};
    double clv[3];
    uint32_t notes[3];
    assert_int_equal(patron_clv_residual(3500, 3, transactions, NULL, clv, notes, NULL), PATRON_OK);
    assert_close(clv[0], 6073.80294300584, 1e-15, 0.0);
    assert_close(clv[1], 20124.86697271876, 1e-15, 0.0);
    assert_close(clv[2], 22693.20748705759, 1e-15, 0.0);
    assert_true(notes[0] == 0 && notes[1] == 0 && notes[2] == 0);
    assert_int_equal(patron_clv_residual((double)NAN, 3, transactions, margins, clv, NULL, NULL),
                     PATRON_OK);
    assert_close(clv[0], 1735.37226943024, 1e-15, 0.0);
    assert_close(clv[1], 11499.92398441072, 1e-15, 0.0);
    assert_close(clv[2], -3241.88678386537, 1e-15, 0.0);
}

static void a_new_customer_is_worth_the_first_purchase_and_the_rest_less_what_winning_cost(
    void **state)
{
    (void)state;
    const double transactions[2] = {3, 0}, margins[2] = {1000, 700}, first[2] = {400, 0};
    const double acquisition[2] = {2500, 900};
    double clv[2];
    assert_int_equal(
        patron_clv_new(0, 2, transactions, margins, first, acquisition, clv, NULL, NULL),
        PATRON_OK);
    assert_true(clv[0] == 900 && clv[1] == -900);
    assert_int_equal(
        patron_clv_new(0, 2, transactions, margins, NULL, acquisition, clv, NULL, NULL), PATRON_OK);
    assert_true(clv[0] == 1500 && clv[1] == -200);
    assert_int_equal(patron_clv_new(50, 2, transactions, NULL, NULL, NULL, clv, NULL, NULL),
                     PATRON_OK);
    assert_true(clv[0] == 200 && clv[1] == 50);
}

static void a_new_customer_whose_margins_nearly_pay_the_acquisition_keeps_the_difference(
    void **state)
{
    (void)state;
    /* 3 x 1e308 alone is beyond a double; (1 + 2^-30)^2 - 1 - 2^-29 is 2^-60. */
    const double transactions = 3, margin = 1e308, first = -1.5e308, acquisition = 1.7e308;
    const double near = 1 + 0x1p-30, one = -1 - 0x1p-29, none = 0;
    double clv;
    assert_int_equal(
        patron_clv_new(margin, 1, &transactions, NULL, &first, &acquisition, &clv, NULL, NULL),
        PATRON_OK);
    assert_close(clv, -2e307, 1e-14, 0.0);
    assert_int_equal(patron_clv_new(near, 1, &near, NULL, &one, &none, &clv, NULL, NULL),
                     PATRON_OK);
    assert_true(clv == 0x1p-60);
}

static void a_mean_that_does_not_exist_makes_no_value(void **state)
{
    (void)state;
    const double nan = (double)NAN;
    const double transactions[4] = {nan, 2, nan, 0}, margins[4] = {100, nan, nan, 100};
    const double first[4] = {5, 5, 5, nan};
    double clv[4];
    uint32_t notes[4];
    assert_int_equal(patron_clv_residual(0, 4, transactions, margins, clv, notes, NULL), PATRON_OK);
    assert_true(clv[0] != clv[0] && clv[1] != clv[1] && clv[2] != clv[2] && clv[3] == 0);
    assert_int_equal(notes[0], PATRON_CLV_NOTE_NO_TRANSACTIONS);
    assert_int_equal(notes[1], PATRON_CLV_NOTE_NO_MARGIN);
    assert_int_equal(notes[2], PATRON_CLV_NOTE_NO_TRANSACTIONS | PATRON_CLV_NOTE_NO_MARGIN);
    assert_true(notes[3] == 0);
    assert_int_equal(patron_clv_new(0, 4, transactions, margins, first, NULL, clv, notes, NULL),
                     PATRON_OK);
    assert_true(clv[3] != clv[3] && notes[3] == PATRON_CLV_NOTE_NO_MARGIN);
    assert_int_equal(patron_clv_residual(0, 1, transactions, NULL, clv, notes, NULL), PATRON_OK);
    assert_true(clv[0] != clv[0]); /* not even for nothing each */
}

static void a_constant_margin_factors_out_of_a_base(void **state)
{
    (void)state;
    support_random random = support_random_from(3);
    double transactions[ROWS], margins[ROWS], clv[ROWS], again[ROWS], fresh[ROWS];
    double sum = 0, total = 0;
    for (size_t i = 0; i < ROWS; i++) {
        transactions[i] = support_random_exponential(&random, 4);
        margins[i] = 1250;
        sum += transactions[i];
    }
    assert_int_equal(patron_clv_residual(1250, ROWS, transactions, NULL, clv, NULL, NULL),
                     PATRON_OK);
    assert_int_equal(patron_clv_residual(0, ROWS, transactions, margins, again, NULL, NULL),
                     PATRON_OK);
    assert_memory_equal(clv, again, sizeof clv);
    assert_int_equal(patron_clv_new(1250, ROWS, transactions, NULL, NULL, NULL, fresh, NULL, NULL),
                     PATRON_OK);
    for (size_t i = 0; i < ROWS; i++) {
        assert_true(clv[i] == 1250 * transactions[i]);
        assert_close(fresh[i], clv[i] + 1250, 1e-15, 0.0);
    }
    assert_int_equal(patron_clv_equity(0, ROWS, clv, NULL, NULL, NULL, NULL, &total, NULL),
                     PATRON_OK);
    assert_close(total, 1250 * sum, 1e-13, 0.0);
}

static void expectations_that_cannot_be_are_named(void **state)
{
    (void)state;
    const double good[2] = {1, 2}, below[2] = {1, -1}, endless[2] = {1, HUGE_VAL};
    const double nan[2] = {1, (double)NAN}, huge[2] = {1, 1e308};
    double clv[2] = {-77, -77};
    patron_fault fault;
    assert_int_equal(patron_clv_residual(1, 2, NULL, NULL, clv, NULL, &fault), PATRON_E_NULL);
    assert_fault(&fault, PATRON_E_NULL, "transactions", -1);
    assert_int_equal(patron_clv_residual(1, 2, good, NULL, NULL, NULL, &fault), PATRON_E_NULL);
    assert_fault(&fault, PATRON_E_NULL, "clv", -1);
    assert_int_equal(patron_clv_residual(HUGE_VAL, 2, good, NULL, clv, NULL, &fault),
                     PATRON_E_NOT_FINITE);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "margin", -1);
    assert_true(clv[0] == -77);
    assert_int_equal(patron_clv_residual(2, 2, below, NULL, clv, NULL, &fault), PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "transactions", 1);
    assert_true(clv[0] == 2 && clv[1] == -77);
    assert_int_equal(patron_clv_residual(1, 2, endless, NULL, clv, NULL, &fault),
                     PATRON_E_NOT_FINITE);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "transactions", 1);
    assert_int_equal(patron_clv_residual(1, 2, good, endless, clv, NULL, &fault),
                     PATRON_E_NOT_FINITE);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "margins", 1);
    assert_int_equal(patron_clv_new(1, 2, good, good, endless, NULL, clv, NULL, &fault),
                     PATRON_E_NOT_FINITE);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "first_margin", 1);
    assert_int_equal(patron_clv_new(1, 2, good, good, good, nan, clv, NULL, &fault),
                     PATRON_E_NOT_FINITE);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "acquisition", 1);
    assert_int_equal(patron_clv_residual(2, 2, huge, NULL, clv, NULL, &fault), PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "clv", 1);
    assert_int_equal(patron_clv_new(2, 2, huge, NULL, NULL, NULL, clv, NULL, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "clv", 1);
    assert_int_equal(patron_clv_residual(1, 0, NULL, NULL, NULL, NULL, NULL), PATRON_OK);
}

/* ------------------------------------------------------------------------------ discounting */

static void discounted_transactions_are_those_of_120_digits(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof clv_discount_vectors / sizeof *clv_discount_vectors; i++) {
        const clv_discount_vector *v = &clv_discount_vectors[i];
        double expected[PERIODS];
        memcpy(expected, v->expected, sizeof expected);
        assert_close(discounted(v->kind, v->moment, double_of(v->discount), v->m, expected),
                     double_of(v->transactions), 1e-14, 0.0);
    }
}

static void two_purchases_a_year_are_worth_as_the_moment_says(void **state)
{
    (void)state;
    const double expected[3] = {2, 2, 2}, so_far[3] = {2, 4, 6}, none[3] = {0, 0, 0};
    /* 2 (1 + 1/1.25 + 1/1.5625) = 4.88 */
    assert_true(discounted(INCREMENTAL, PATRON_CLV_AT_START, .25, 3, expected) == 4.88);
    assert_true(discounted(CUMULATIVE, PATRON_CLV_AT_START, .25, 3, so_far) == 4.88);
    assert_close(discounted(INCREMENTAL, PATRON_CLV_AT_END, .25, 3, expected), 3.904, 1e-15, 0.0);
    assert_close(discounted(INCREMENTAL, PATRON_CLV_AT_MID, .25, 3, expected), 4.88 / sqrt(1.25),
                 1e-15, 0.0);
    assert_close(discounted(INCREMENTAL, PATRON_CLV_THROUGHOUT, .25, 3, expected),
                 4.88 * .2 / log(1.25), 1e-15, 0.0);
    for (uint32_t moment = PATRON_CLV_AT_START; moment <= PATRON_CLV_THROUGHOUT; moment++) {
        assert_true(discounted(INCREMENTAL, moment, 0, 3, expected) == 6);
        assert_true(discounted(CUMULATIVE, moment, 0, 3, so_far) == 6);
        assert_true(discounted(CUMULATIVE, moment, .1, 3, none) == 0);
        assert_true(discounted(CUMULATIVE, moment, .1, 0, NULL) == 0);
    }
}

/* Purchases that come at a rate of 2 e^-(t / 5) for 10 years, at a force of .1: 2 / .3 (1 - e^-3). */
static void discrete_periods_approach_continuous_discounting_as_they_shrink(void **state)
{
    (void)state;
    static double so_far[4096];
    const double exact = 2 / .3 * (1 - exp(-3.0));
    double last[5] = {0, 1e9, 1e9, 1e9, 1e9};
    for (size_t m = 16; m <= 4096; m *= 4) {
        double length = 10.0 / (double)m;
        double rate = converted(PATRON_CLV_CONTINUOUS, (double)m, PATRON_CLV_EFFECTIVE, (double)m,
                                .1 * length);
        for (size_t t = 0; t < m; t++)
            so_far[t] = 10 * (1 - exp(-((double)t + 1) * length / 5));
        for (uint32_t moment = PATRON_CLV_AT_START; moment <= PATRON_CLV_THROUGHOUT; moment++) {
            double off = fabs(discounted(CUMULATIVE, moment, rate, m, so_far) - exact);
            assert_true(off < last[moment] / (moment <= PATRON_CLV_AT_END ? 3.5 : 14));
            last[moment] = off;
        }
        assert_true(discounted(CUMULATIVE, PATRON_CLV_AT_START, rate, m, so_far) > exact);
        assert_true(discounted(CUMULATIVE, PATRON_CLV_AT_END, rate, m, so_far) < exact);
    }
    assert_true(last[PATRON_CLV_AT_END] < 2e-3 && last[PATRON_CLV_THROUGHOUT] < 1e-6);
}

static void customers_are_discounted_alone_or_together(void **state)
{
    (void)state;
    support_random random = support_random_from(5);
    double expected[ROWS * PERIODS], so_far[ROWS * PERIODS], whole[ROWS], cumulative[ROWS];
    for (size_t k = 0; k < ROWS * PERIODS; k++) {
        expected[k] = support_random_exponential(&random, 1);
        so_far[k] = expected[k] + (k % PERIODS > 0 ? so_far[k - 1] : 0);
    }
    assert_int_equal(patron_clv_discount_transactions(INCREMENTAL, PATRON_CLV_AT_MID, .02, ROWS,
                                                      PERIODS, expected, whole, NULL),
                     PATRON_OK);
    assert_int_equal(patron_clv_discount_transactions(CUMULATIVE, PATRON_CLV_AT_MID, .02, ROWS,
                                                      PERIODS, so_far, cumulative, NULL),
                     PATRON_OK);
    for (size_t i = 0; i < ROWS; i++) {
        double now =
            discounted(INCREMENTAL, PATRON_CLV_AT_START, .02, PERIODS, expected + i * PERIODS);
        double then =
            discounted(INCREMENTAL, PATRON_CLV_AT_END, .02, PERIODS, expected + i * PERIODS);
        assert_true(whole[i] == discounted(INCREMENTAL, PATRON_CLV_AT_MID, .02, PERIODS,
                                           expected + i * PERIODS));
        assert_close(cumulative[i], whole[i], 1e-13, 0.0);
        assert_close(now, then * 1.02, 1e-15, 0.0);
        assert_close(whole[i], sqrt(now * then), 1e-15, 0.0);
    }
}

static void fifteen_percent_a_year_is_so_much_a_week(void **state)
{
    (void)state;
    const double week = 365.25 / 7;
    double year = .15, of_npv;
    assert_close(converted(PATRON_CLV_EFFECTIVE, 1, PATRON_CLV_CONTINUOUS, 52, .15), .00268772966,
                 0.0, 5e-12);
    assert_close(converted(PATRON_CLV_EFFECTIVE, 1, PATRON_CLV_CONTINUOUS, week, .15), .00267853141,
                 0.0, 5e-12);
    assert_int_equal(patron_npv_convert_rate(PATRON_NPV_EFFECTIVE, PATRON_NPV_YEAR,
                                             PATRON_NPV_EFFECTIVE, PATRON_NPV_WEEK_52, 1, &year,
                                             &of_npv, NULL),
                     PATRON_OK);
    assert_close(converted(PATRON_CLV_EFFECTIVE, 1, PATRON_CLV_EFFECTIVE, 52, .15), of_npv, 1e-15,
                 0.0);
    assert_int_equal(patron_npv_convert_rate(PATRON_NPV_EFFECTIVE, PATRON_NPV_YEAR,
                                             PATRON_NPV_CONTINUOUS, PATRON_NPV_YEAR, 1, &year,
                                             &of_npv, NULL),
                     PATRON_OK);
    assert_close(converted(PATRON_CLV_EFFECTIVE, 1, PATRON_CLV_CONTINUOUS, 1, .15), of_npv, 1e-15,
                 0.0);
    assert_true(converted(PATRON_CLV_EFFECTIVE, 52, PATRON_CLV_EFFECTIVE, 52, .15) == .15);
}

static void discounts_are_those_of_120_digits_and_come_back(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof clv_rate_vectors / sizeof *clv_rate_vectors; i++) {
        const clv_rate_vector *v = &clv_rate_vectors[i];
        double made = converted(v->from_kind, double_of(v->from_periods), v->to_kind,
                                double_of(v->to_periods), double_of(v->rate));
        assert_close(made, double_of(v->converted), 0.0, v->allowed + 1e-300);
    }
    support_random random = support_random_from(8);
    for (int k = 0; k < 1000; k++) {
        double rate = support_random_between(&random, -.5, 1),
               from = support_random_between(&random, 1, 60);
        double to = support_random_between(&random, 1, 60);
        double there = converted(PATRON_CLV_EFFECTIVE, from, PATRON_CLV_CONTINUOUS, to, rate);
        assert_close(converted(PATRON_CLV_CONTINUOUS, to, PATRON_CLV_EFFECTIVE, from, there), rate,
                     1e-14, 1e-16);
    }
}

static void periods_and_rates_that_cannot_be_are_named(void **state)
{
    (void)state;
    const double good[4] = {1, 2, 1, 2}, falls[4] = {1, 2, 2, 1}, below[4] = {1, 2, -1, 2};
    const double endless[4] = {1, 2, 1, HUGE_VAL}, huge[4] = {1, 2, 1e308, 1.7e308};
    const double rounded[2] = {2, 2 - 1e-12}, fallen[2] = {2, 2 - 1e-8};
    double out[2] = {-77, -77};
    patron_fault fault;
#define DISCOUNT(kind, moment, rate, expected)                                                     \
    patron_clv_discount_transactions(kind, moment, rate, 2, 2, expected, out, &fault)
    assert_int_equal(DISCOUNT(INCREMENTAL, 1, .1, NULL), PATRON_E_NULL);
    assert_fault(&fault, PATRON_E_NULL, "expected", -1);
    assert_int_equal(patron_clv_discount_transactions(1, 1, .1, 2, 2, good, NULL, &fault),
                     PATRON_E_NULL);
    assert_fault(&fault, PATRON_E_NULL, "transactions", -1);
    assert_int_equal(DISCOUNT(0, 1, .1, good), PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "kind", -1);
    assert_int_equal(DISCOUNT(3, 1, .1, good), PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "kind", -1);
    assert_int_equal(DISCOUNT(1, 0, .1, good), PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "moment", -1);
    assert_int_equal(DISCOUNT(1, 5, .1, good), PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "moment", -1);
    assert_int_equal(DISCOUNT(1, 1, -1, good), PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "discount", -1);
    assert_int_equal(DISCOUNT(1, 1, (double)NAN, good), PATRON_E_NOT_FINITE);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "discount", -1);
    assert_true(out[0] == -77);
    assert_int_equal(DISCOUNT(INCREMENTAL, 1, 0, below), PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "expected", 1);
    assert_true(fault.column == 0 && out[0] == 3 && out[1] == -77);
    assert_int_equal(DISCOUNT(CUMULATIVE, 1, 0, falls), PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "expected", 1);
    assert_true(fault.column == 1 && out[1] == -77);
    assert_int_equal(DISCOUNT(INCREMENTAL, 1, 0, falls), PATRON_OK);
    assert_int_equal(DISCOUNT(CUMULATIVE, 1, 0, endless), PATRON_E_NOT_FINITE);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "expected", 1);
    assert_int_equal(DISCOUNT(INCREMENTAL, 1, 0, huge), PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "transactions", 1);
    assert_int_equal(DISCOUNT(INCREMENTAL, 2, -.9, huge), PATRON_E_OVERFLOW);
    assert_int_equal(DISCOUNT(INCREMENTAL, 2, 1e-3, huge), PATRON_E_OVERFLOW);
    assert_int_equal(DISCOUNT(INCREMENTAL, 2, 2, huge), PATRON_OK);
#undef DISCOUNT
    assert_true(discounted(CUMULATIVE, PATRON_CLV_AT_END, 0, 2, rounded) == 2 - 1e-12);
    assert_int_equal(patron_clv_discount_transactions(2, 1, 0, 1, 2, fallen, out, NULL),
                     PATRON_E_RANGE);
    assert_int_equal(patron_clv_discount_transactions(1, 1, 0, 0, 2, NULL, NULL, NULL), PATRON_OK);
}

static void discounts_that_cannot_be_are_named(void **state)
{
    (void)state;
    const double good[2] = {.1, .2}, least[2] = {.1, -1}, nan[2] = {.1, (double)NAN};
    const double steep[2] = {.1, 800}, deep[2] = {.1, -40};
    double out[2] = {-77, -77};
    patron_fault fault;
#define CONVERT(from_kind, from, to_kind, to, rate)                                                \
    patron_clv_convert_discount(from_kind, from, to_kind, to, 2, rate, out, &fault)
    assert_int_equal(CONVERT(1, 1, 2, 1, NULL), PATRON_E_NULL);
    assert_fault(&fault, PATRON_E_NULL, "rate", -1);
    assert_int_equal(patron_clv_convert_discount(1, 1, 2, 1, 2, good, NULL, &fault), PATRON_E_NULL);
    assert_fault(&fault, PATRON_E_NULL, "converted", -1);
    assert_int_equal(CONVERT(0, 1, 2, 1, good), PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "from_kind", -1);
    assert_int_equal(CONVERT(1, 1e10, 2, 1, good), PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "from_periods", -1);
    assert_int_equal(CONVERT(1, 1, 3, 1, good), PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "to_kind", -1);
    assert_int_equal(CONVERT(1, 1, 2, 0, good), PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "to_periods", -1);
    assert_int_equal(CONVERT(1, 1, 2, (double)NAN, good), PATRON_E_NOT_FINITE);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "to_periods", -1);
    assert_true(out[0] == -77);
    assert_int_equal(CONVERT(1, 1, 2, 1, least), PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "rate", 1);
    assert_true(out[0] != -77 && out[1] == -77);
    assert_int_equal(CONVERT(2, 1, 1, 2, least), PATRON_OK);
    assert_int_equal(CONVERT(2, 1, 2, 1, nan), PATRON_E_NOT_FINITE);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "rate", 1);
    assert_int_equal(CONVERT(2, 1, 1, 1, steep), PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "converted", 1);
    assert_int_equal(CONVERT(2, 1, 1, 1, deep), PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "converted", 1);
    assert_int_equal(patron_clv_convert_discount(1, 1, 2, 1, 0, NULL, NULL, NULL), PATRON_OK);
#undef CONVERT
}

/* ------------------------------------------------------------------------------ equity */

static void intervals_are_those_of_120_digits(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof clv_interval_vectors / sizeof *clv_interval_vectors; i++) {
        const clv_interval_vector *v = &clv_interval_vectors[i];
        double value[4], variance[4], gradient[3], covariance[9];
        patron_clv_equity_result result = result_of_size(sizeof result);
        memcpy(value, v->value, sizeof value);
        memcpy(variance, v->variance, sizeof variance);
        memcpy(gradient, v->gradient, sizeof gradient);
        memcpy(covariance, v->covariance, sizeof covariance);
        assert_int_equal(patron_clv_equity_interval(double_of(v->confidence), 4, value, variance, 3,
                                                    gradient, covariance, &result, NULL),
                         PATRON_OK);
        double scale = fabs(double_of(v->equity)) + double_of(v->outcome_high);
        assert_true(result.equity == double_of(v->equity));
        assert_close(result.parameter_error, double_of(v->parameter_error), 1e-14, 0.0);
        assert_close(result.customer_error, double_of(v->customer_error), 1e-15, 0.0);
        assert_close(result.outcome_error, double_of(v->outcome_error), 1e-14, 0.0);
        assert_close(result.parameter_low, double_of(v->parameter_low), 1e-14, 1e-14 * scale);
        assert_close(result.parameter_high, double_of(v->parameter_high), 1e-14, 1e-14 * scale);
        assert_close(result.outcome_low, double_of(v->outcome_low), 1e-14, 1e-14 * scale);
        assert_close(result.outcome_high, double_of(v->outcome_high), 1e-14, 1e-14 * scale);
        assert_true(result.notes == 0 && result.rows == 4 && result.filled_size == sizeof result);
    }
}

static void the_outcome_interval_adds_the_customers_own_chance(void **state)
{
    (void)state;
    /* 3-4-5: parameters 3, customers 4, both 5; z of .95 is 1.959963984540054. */
    const double value[2] = {60, 40}, variance[2] = {7, 9}, gradient[2] = {1, 1};
    const double covariance[4] = {5, 1, -3, 6}; /* only 5 + 6 + (1 - 3) counts */
    patron_clv_equity_result r = result_of_size(sizeof r);
    assert_int_equal(
        patron_clv_equity_interval(.95, 2, value, variance, 2, gradient, covariance, &r, NULL),
        PATRON_OK);
    assert_true(r.equity == 100 && r.parameter_error == 3 && r.customer_error == 4 &&
                r.outcome_error == 5);
    assert_close(r.parameter_low, 100 - 3 * 1.959963984540054, 1e-15, 0.0);
    assert_close(r.parameter_high, 100 + 3 * 1.959963984540054, 1e-15, 0.0);
    assert_close(r.outcome_low, 100 - 5 * 1.959963984540054, 1e-15, 0.0);
    assert_close(r.outcome_high, 100 + 5 * 1.959963984540054, 1e-15, 0.0);
}

static void what_was_not_given_makes_no_interval(void **state)
{
    (void)state;
    const double value[2] = {60, 40}, gradient = 2, variance = 4, own[2] = {0, 9};
    patron_clv_equity_result r = result_of_size(sizeof r);
    assert_int_equal(
        patron_clv_equity_interval(.95, 2, value, NULL, 1, &gradient, &variance, &r, NULL),
        PATRON_OK);
    assert_true(r.notes == PATRON_CLV_NOTE_NO_VARIANCE && r.parameter_error == 4);
    assert_true(r.customer_error != r.customer_error && r.outcome_error != r.outcome_error);
    assert_true(r.outcome_low != r.outcome_low && r.outcome_high != r.outcome_high);
    assert_int_equal(patron_clv_equity_interval(.95, 2, value, own, 0, NULL, NULL, &r, NULL),
                     PATRON_OK);
    assert_true(r.parameter_error == 0 && r.parameter_low == 100 && r.parameter_high == 100);
    assert_true(r.notes == 0 && r.customer_error == 3 && r.outcome_error == 3);
    assert_int_equal(patron_clv_equity_interval(.95, 0, NULL, own, 0, NULL, NULL, &r, NULL),
                     PATRON_OK);
    assert_true(r.rows == 0 && r.equity == 0 && r.outcome_low == 0 && r.outcome_high == 0);
}

/* The rows of random customers in any order, and of two parts that patron_sum adds up. */
static void parts_of_a_base_make_the_intervals_of_the_whole(void **state)
{
    (void)state;
    support_random random = support_random_from(13);
    double value[ROWS], variance[ROWS], slope[ROWS], turned[ROWS], turned_variance[ROWS], part[3],
        covariance = .01;
    static uint64_t block[2][128];
    size_t size = patron_sum_size();
    assert_true(size <= sizeof block[0]);
    for (size_t i = 0; i < ROWS; i++) {
        value[i] = 1e6 * support_random_normal(&random);
        variance[i] = 1e8 * support_random_uniform(&random);
        slope[i] = 1e3 * support_random_normal(&random);
        turned[ROWS - 1 - i] = value[i];
        turned_variance[ROWS - 1 - i] = variance[i];
    }
    const double *column[3] = {value, variance, slope};
    for (int k = 0; k < 3; k++) {
        for (size_t half = 0; half < 2; half++) {
            assert_int_equal(patron_sum_init((patron_sum *)block[half], size, NULL), PATRON_OK);
            assert_int_equal(patron_sum_add((patron_sum *)block[half], size, ROWS / 2,
                                            column[k] + half * ROWS / 2, NULL),
                             PATRON_OK);
        }
        assert_int_equal(patron_sum_merge((patron_sum *)block[0], size,
                                          (const patron_sum *)block[1], size, NULL),
                         PATRON_OK);
        assert_int_equal(patron_sum_total((const patron_sum *)block[0], size, &part[k], NULL, NULL),
                         PATRON_OK);
    }
    patron_clv_equity_result whole = result_of_size(sizeof whole), other = whole, one = whole;
    assert_int_equal(patron_clv_equity_interval(.9, ROWS, value, variance, 1, &part[2], &covariance,
                                                &whole, NULL),
                     PATRON_OK);
    assert_int_equal(patron_clv_equity_interval(.9, ROWS, turned, turned_variance, 1, &part[2],
                                                &covariance, &other, NULL),
                     PATRON_OK);
    assert_int_equal(
        patron_clv_equity_interval(.9, 1, part, part + 1, 1, &part[2], &covariance, &one, NULL),
        PATRON_OK);
    assert_memory_equal(&whole, &other, sizeof whole);
    one.rows = whole.rows;
    assert_memory_equal(&whole, &one, sizeof whole);
    assert_close(whole.parameter_error, .1 * fabs(part[2]), 1e-15, 0.0);
}

/* Ten thousand bases drawn with the errors given: as many lie in the interval as it says. */
static void nine_of_ten_outcomes_lie_in_the_interval_of_nine_tenths(void **state)
{
    (void)state;
    support_random random = support_random_from(21);
    const double value[3] = {10, 20, 30}, variance[3] = {1, 4, 4}, gradient[2] = {3, 1};
    const double covariance[4] = {1, .5, .5, 4};
    patron_clv_equity_result r = result_of_size(sizeof r);
    int expected_in = 0, outcome_in = 0, narrow_in = 0;
    assert_int_equal(
        patron_clv_equity_interval(.9, 3, value, variance, 2, gradient, covariance, &r, NULL),
        PATRON_OK);
    for (int k = 0; k < 10000; k++) {
        double a = support_random_normal(&random);
        double b = .5 * a + sqrt(3.75) * support_random_normal(&random);
        double mean = 60 + 3 * a + b, outcome = mean;
        for (int i = 0; i < 3; i++)
            outcome += sqrt(variance[i]) * support_random_normal(&random);
        expected_in += mean >= r.parameter_low && mean <= r.parameter_high;
        narrow_in += outcome >= r.parameter_low && outcome <= r.parameter_high;
        outcome_in += outcome >= r.outcome_low && outcome <= r.outcome_high;
    }
    assert_true(expected_in > 8880 && expected_in < 9120);
    assert_true(outcome_in > 8880 && outcome_in < 9120);
    assert_true(narrow_in < 8500);
}

static void a_covariance_that_is_singular_has_no_variance_below_zero(void **state)
{
    (void)state;
    const double value = 5, gradient[2] = {1, -1};
    double covariance[4] = {.1, .1 + 1e-16, .1 + 1e-16, .1};
    patron_clv_equity_result r = result_of_size(sizeof r);
    patron_fault fault;
    assert_int_equal(
        patron_clv_equity_interval(.95, 1, &value, NULL, 2, gradient, covariance, &r, NULL),
        PATRON_OK);
    assert_true(r.parameter_error == 0 && r.parameter_low == 5);
    covariance[1] = covariance[2] = .2;
    assert_int_equal(
        patron_clv_equity_interval(.95, 1, &value, NULL, 2, gradient, covariance, &r, &fault),
        PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "covariance", -1);
}

static void bases_that_cannot_be_are_named_and_nothing_is_written(void **state)
{
    (void)state;
    const double good[2] = {1, 2}, nan[2] = {1, (double)NAN}, below[2] = {1, -1},
                 huge[2] = {1.7e308, 1.7e308};
    const double square[4] = {1, 0, 0, 1}, off[4] = {1, 0, 0, -1}, endless[4] = {1, 0, HUGE_VAL, 1};
    patron_clv_equity_result r = result_of_size(sizeof r), before = r, old = result_of_size(80);
    struct {
        patron_clv_equity_result known;
        uint64_t newer[2];
    } wide;
    patron_fault fault;
#define INTERVAL(confidence, value, variance, gradient, covariance)                                \
    patron_clv_equity_interval(confidence, 2, value, variance, 2, gradient, covariance, &r, &fault)
#define REFUSED(call, status, argument, row)                                                       \
    do {                                                                                           \
        assert_int_equal(call, status);                                                            \
        assert_fault(&fault, status, argument, row);                                               \
        assert_memory_equal(&r, &before, sizeof r);                                                \
    } while (0)
    REFUSED(INTERVAL(.9, NULL, good, good, square), PATRON_E_NULL, "value", -1);
    REFUSED(INTERVAL(.9, good, good, NULL, square), PATRON_E_NULL, "gradient", -1);
    REFUSED(INTERVAL(.9, good, good, good, NULL), PATRON_E_NULL, "covariance", -1);
    REFUSED(INTERVAL(0, good, good, good, square), PATRON_E_RANGE, "confidence", -1);
    REFUSED(INTERVAL(1, good, good, good, square), PATRON_E_RANGE, "confidence", -1);
    REFUSED(INTERVAL((double)NAN, good, good, good, square), PATRON_E_NOT_FINITE, "confidence", -1);
    REFUSED(INTERVAL(.9, nan, good, good, square), PATRON_E_NOT_FINITE, "value", 1);
    REFUSED(INTERVAL(.9, good, nan, good, square), PATRON_E_NOT_FINITE, "variance", 1);
    REFUSED(INTERVAL(.9, good, below, good, square), PATRON_E_RANGE, "variance", 1);
    REFUSED(INTERVAL(.9, good, good, nan, square), PATRON_E_NOT_FINITE, "gradient", 1);
    REFUSED(INTERVAL(.9, good, good, good, off), PATRON_E_RANGE, "covariance", 1);
    assert_true(fault.column == 1);
    REFUSED(INTERVAL(.9, good, good, good, endless), PATRON_E_NOT_FINITE, "covariance", 1);
    assert_true(fault.column == 0);
    REFUSED(INTERVAL(.9, huge, good, good, square), PATRON_E_OVERFLOW, "value", -1);
    REFUSED(INTERVAL(.9, good, huge, good, square), PATRON_E_OVERFLOW, "variance", -1);
    REFUSED(INTERVAL(.9, good, good, huge, square), PATRON_E_OVERFLOW, "result", -1);
    const double low[2] = {-1.7e308, 0}, slope[2] = {1.7e307, 0};
    REFUSED(INTERVAL(.9, low, NULL, slope, square), PATRON_E_OVERFLOW, "result", -1);
    assert_int_equal(patron_clv_equity_interval(.9, 2, nan, NULL, 2, nan, off, &r, NULL),
                     PATRON_E_NOT_FINITE);
    assert_int_equal(patron_clv_equity_interval(.9, 2, good, NULL, 2, good, off, &r, NULL),
                     PATRON_E_RANGE);
    assert_int_equal(patron_clv_equity_interval(.9, 2, good, NULL, 2, good, square, NULL, &fault),
                     PATRON_E_NULL);
    assert_fault(&fault, PATRON_E_NULL, "result", -1);
    assert_int_equal(patron_clv_equity_interval(.9, 2, good, NULL, 2, good, square, &old, &fault),
                     PATRON_E_STRUCT);
    assert_fault(&fault, PATRON_E_STRUCT, "result.struct_size", -1);
#undef REFUSED
#undef INTERVAL
    memset(&wide, 0xA5, sizeof wide);
    wide.known.struct_size = sizeof wide;
    assert_int_equal(
        patron_clv_equity_interval(.9, 2, good, NULL, 2, good, square, &wide.known, NULL),
        PATRON_OK);
    assert_true(wide.known.filled_size == sizeof wide.known && wide.newer[0] == 0 &&
                wide.newer[1] == 0);
    assert_true(wide.known.struct_size == sizeof wide && wide.known.equity == 3);
}

int main(void)
{
    const struct CMUnitTest residual[] = {
        cmocka_unit_test(a_customer_is_worth_the_margins_still_to_come),
        cmocka_unit_test(
            a_new_customer_is_worth_the_first_purchase_and_the_rest_less_what_winning_cost),
        cmocka_unit_test(
            a_new_customer_whose_margins_nearly_pay_the_acquisition_keeps_the_difference),
        cmocka_unit_test(a_mean_that_does_not_exist_makes_no_value),
        cmocka_unit_test(a_constant_margin_factors_out_of_a_base),
        cmocka_unit_test(expectations_that_cannot_be_are_named),
        cmocka_unit_test(discounted_transactions_are_those_of_120_digits),
        cmocka_unit_test(two_purchases_a_year_are_worth_as_the_moment_says),
        cmocka_unit_test(discrete_periods_approach_continuous_discounting_as_they_shrink),
        cmocka_unit_test(customers_are_discounted_alone_or_together),
        cmocka_unit_test(fifteen_percent_a_year_is_so_much_a_week),
        cmocka_unit_test(discounts_are_those_of_120_digits_and_come_back),
        cmocka_unit_test(periods_and_rates_that_cannot_be_are_named),
        cmocka_unit_test(discounts_that_cannot_be_are_named),
        cmocka_unit_test(intervals_are_those_of_120_digits),
        cmocka_unit_test(the_outcome_interval_adds_the_customers_own_chance),
        cmocka_unit_test(what_was_not_given_makes_no_interval),
        cmocka_unit_test(parts_of_a_base_make_the_intervals_of_the_whole),
        cmocka_unit_test(nine_of_ten_outcomes_lie_in_the_interval_of_nine_tenths),
        cmocka_unit_test(a_covariance_that_is_singular_has_no_variance_below_zero),
        cmocka_unit_test(bases_that_cannot_be_are_named_and_nothing_is_written),
    };
    return cmocka_run_group_tests(residual, NULL, NULL);
}
