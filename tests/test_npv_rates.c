#include "support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <patron/npv.h>

#include "vectors/npv_vectors.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

static double annuity_of(uint32_t timing, uint32_t periods, double payment, double rate,
                         double growth)
{
    double value = -7;
    assert_int_equal(
        patron_npv_annuity(timing, periods, 1, &payment, &rate, &growth, NULL, &value, NULL),
        PATRON_OK);
    return value;
}

static double payment_of(uint32_t timing, uint32_t periods, double value, double rate)
{
    double payment = -7;
    assert_int_equal(
        patron_npv_level_payment(timing, periods, 1, &value, &rate, NULL, &payment, NULL),
        PATRON_OK);
    return payment;
}

static double convert(uint32_t from_kind, uint32_t from, uint32_t to_kind, uint32_t to, double rate)
{
    double converted = -7;
    assert_int_equal(
        patron_npv_convert_rate(from_kind, from, to_kind, to, 1, &rate, &converted, NULL),
        PATRON_OK);
    return converted;
}

static void annuities_are_those_of_sixty_digits(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(npv_annuity_vectors); i++) {
        const struct npv_annuity_vector *v = &npv_annuity_vectors[i];
        assert_close(annuity_of(v->timing, v->periods, v->payment, v->rate, v->growth), v->value, 0,
                     v->error);
    }
}

static void an_annuity_is_worth_what_its_payments_are_worth(void **state)
{
    (void)state;
    support_random random = support_random_from(21);
    for (size_t run = 0; run < support_rows(1000, 100); run++) {
        double flow[60];
        double npv;
        uint32_t timing = 1 + (uint32_t)support_random_below(&random, 3);
        uint32_t periods = (uint32_t)support_random_below(&random, 61);
        double rate = support_random_between(&random, -0.5, 1.0);
        double growth = support_random_between(&random, -1.0, 0.5);
        for (uint32_t k = 0; k < periods; k++)
            flow[k] = 50 * pow(1.0 + growth, k);
        patron_npv_value(timing, rate, 1, periods, flow, NULL, NULL, &npv, NULL);
        assert_close(annuity_of(timing, periods, 50, rate, growth), npv, 1e-13, 0);
    }
}

/* From (1 - q^N) / (rate - growth) with sixty digits, for the doubles nearest to what is written. */
static void annuities_and_payments_reach_as_far_as_doubles_do(void **state)
{
    (void)state;
    const double near = -1 + 1e-12;
    assert_close(annuity_of(PATRON_NPV_END, 100, 3, 1e300, 1e304), 3.0003000300029665e96, 1e-12, 0);
    assert_close(annuity_of(PATRON_NPV_END, 100, 1e-30, 1e300, 1e304), 1.0001000100009889e66, 1e-12,
                 0);
    assert_close(annuity_of(PATRON_NPV_END, 179, 1e-290, 1e252, 1e256), 1.0001000100009878e170,
                 1e-12, 0);
    assert_close(payment_of(PATRON_NPV_START, 40, 1e300, near), 9.9913761543888708e-169, 1e-11, 0);
    assert_true(payment_of(PATRON_NPV_START, 1000, 1e300, near) == 0.0);
    assert_true(payment_of(PATRON_NPV_START, 2147483646, 1e300, near) == 0.0);
}

/* A perpetuity of 100 at 10 % is worth 1000; growing at 5 %, twice as much. */
static void perpetuities_are_payment_over_rate_less_growth(void **state)
{
    (void)state;
    assert_close(annuity_of(PATRON_NPV_END, PATRON_NPV_FOREVER, 100, 0.10, 0), 1000, 1e-15, 0);
    assert_close(annuity_of(PATRON_NPV_END, PATRON_NPV_FOREVER, 100, 0.10, 0.05), 2000, 1e-14, 0);
    assert_close(annuity_of(PATRON_NPV_START, PATRON_NPV_FOREVER, 100, 0.10, 0), 1100, 1e-15, 0);
    assert_close(annuity_of(PATRON_NPV_MID, PATRON_NPV_FOREVER, 100, 0.10, 0), 1000 * sqrt(1.1),
                 1e-15, 0);
    assert_true(annuity_of(PATRON_NPV_END, PATRON_NPV_FOREVER, 0, 0.10, 0.10) == 0.0);
    assert_true(annuity_of(PATRON_NPV_END, 10, 100, 0.07, 0.07) == 10 * (100 / 1.07));
}

/* Microsoft's help page of PMT: 8 % a year, 10 months, 10,000: 1,037.03 at the end of the month, 1,030.16
   at its start. LibreOffice Help: 1.99 % a year, 36 months, 25,000: 715.96. */
static void the_examples_of_spreadsheets_pmt_pages_come_out(void **state)
{
    (void)state;
    assert_close(payment_of(PATRON_NPV_END, 10, 10000, 0.08 / 12), 1037.03, 0, 0.005);
    assert_close(payment_of(PATRON_NPV_START, 10, 10000, 0.08 / 12), 1030.16, 0, 0.005);
    assert_close(payment_of(PATRON_NPV_END, 36, 25000, 0.0199 / 12), 715.96, 0, 0.005);
}

static void a_level_payment_is_worth_the_value_again(void **state)
{
    (void)state;
    support_random random = support_random_from(22);
    for (size_t run = 0; run < support_rows(3000, 300); run++) {
        uint32_t timing = 1 + (uint32_t)support_random_below(&random, 3);
        uint32_t periods =
            1 + (uint32_t)support_random_below(&random, run % 2 == 0 ? 400 : 2000000000);
        double rate = run % 3 == 0 ? support_random_between(&random, 1e-9, 5.0)
                                   : support_random_between(&random, -1e-7, 1e-7);
        if (run % 50 == 0)
            rate = 0.0;
        if (run % 10 == 1 && rate > 0)
            periods = PATRON_NPV_FOREVER;
        double payment = payment_of(timing, periods, 12345.0, rate);
        assert_close(annuity_of(timing, periods, payment, rate, 0.0), 12345.0, 1e-13, 0);
    }
    assert_close(payment_of(PATRON_NPV_START, 1, 77, 0.3), 77, 1e-15, 0);
    assert_true(payment_of(PATRON_NPV_END, 4, 100, 0) == 25.0);
}

/* Brealey, Myers and Allen, ch. 6: machines costing 15, 5, 5, 5 and 10, 6, 6 at 6 % cost 10.61 and 11.45
   a year (from present values rounded to 28.37 and 21.00). */
static void machines_of_unequal_lives_compare_by_their_equivalent_annuity(void **state)
{
    (void)state;
    static const uint32_t offset[] = {0, 4, 7, 8, 8};
    double annuity[4];
    static const double flow[] = {15, 5, 5, 5, 10, 6, 6, 3};
    patron_npv_equivalent_annuity(PATRON_NPV_START, 0.06, 4, 0, flow, offset, NULL, annuity, NULL);
    assert_close(annuity[0], 10.61, 0, 0.006);
    assert_close(annuity[1], 11.45, 0, 0.006);
    assert_true(isnan(annuity[2]) && isnan(annuity[3]));
    patron_npv_equivalent_annuity(PATRON_NPV_END, 0.06, 1, 4, flow + 1, NULL, NULL, annuity, NULL);
    double npv;
    patron_npv_value(PATRON_NPV_END, 0.06, 1, 4, flow + 1, NULL, NULL, &npv, NULL);
    assert_close(annuity_of(PATRON_NPV_END, 4, annuity[0], 0.06, 0), npv, 1e-14, 0);
}

static void kotlers_memo_pays_back_in_the_second_year(void **state)
{
    (void)state;
    static const double flow[] = {-4000, 2700, 3040, 3240, 2940, 2496, 1904, 1380, 732, 366, 124};
    double payback, whole;
    uint32_t notes;
    patron_npv_payback(PATRON_NPV_START, 0, 1, 11, flow, NULL, NULL, &payback, &whole, &notes,
                       NULL);
    assert_close(payback, 1.4276, 0, 5e-5);
    assert_true(whole == 2 && notes == 0);
    patron_npv_payback(PATRON_NPV_START, 0.1, 1, 11, flow, NULL, NULL, &payback, &whole, &notes,
                       NULL);
    assert_close(payback, 1.6151, 0, 5e-5);
    assert_true(whole == 2 && notes == 0);
    patron_npv_payback(PATRON_NPV_END, 0, 1, 11, flow, NULL, NULL, &payback, &whole, &notes, NULL);
    assert_close(payback, 2.4276, 0, 5e-5);
}

static void paybacks_that_never_come_dip_or_are_not_needed_are_noted(void **state)
{
    (void)state;
    static const double flow[] = {-40,  22,  13,  7,  /* in year 3 */
                                  -100, 50,  30,  10, /* never */
                                  -100, 150, -80, 10, /* dips and stays below */
                                  10,   20,  -5,  0,  /* never below 0 */
                                  10,   -30, 5,   20, /* below later */
                                  0,    0,   0,   0};
    double payback[6], whole[6];
    uint32_t notes[6];
    patron_npv_payback(PATRON_NPV_START, 0, 6, 4, flow, NULL, NULL, payback, whole, notes, NULL);
    assert_close(payback[0], 2 + 5.0 / 7, 1e-15, 0);
    assert_true(whole[0] == 3 && notes[0] == 0);
    assert_true(isnan(payback[1]) && isnan(whole[1]) && notes[1] == PATRON_NPV_NOTE_NEVER);
    assert_close(payback[2], 100.0 / 150, 1e-15, 0);
    assert_true(whole[2] == 1 && notes[2] == PATRON_NPV_NOTE_DIPS);
    assert_true(payback[3] == 0 && whole[3] == 0 && notes[3] == PATRON_NPV_NOTE_NO_OUTLAY);
    assert_close(payback[4], 2.75, 1e-15, 0);
    assert_true(whole[4] == 3 && notes[4] == 0);
    assert_true(payback[5] == 0 && notes[5] == PATRON_NPV_NOTE_NO_OUTLAY);
}

static void money_that_comes_back_with_just_its_interest_is_paid_back(void **state)
{
    (void)state;
    for (int k = 1; k <= 99; k++) {
        double rate = k / 100.0;
        double flow[] = {-100, 0, 100 * (1 + rate) * (1 + rate), -1e-9};
        double whole, payback;
        uint32_t notes;
        patron_npv_payback(PATRON_NPV_START, rate, 1, 3, flow, NULL, NULL, &payback, &whole, &notes,
                           NULL);
        assert_true(whole == 2 && notes == 0);
        assert_close(payback, 2, 1e-13, 0);
        patron_npv_payback(PATRON_NPV_START, 9, 1, 4, flow, NULL, &rate, NULL, NULL, &notes, NULL);
        assert_int_equal(notes, PATRON_NPV_NOTE_DIPS);
    }
}

static void a_payback_at_any_rate_is_found(void **state)
{
    (void)state;
    static const double flow[] = {-1, 1e300, 1e300, 1e300};
    static const double lost[] = {-1e-300, 0, 0, 1e-300};
    double payback;
    uint32_t notes;
    patron_npv_payback(PATRON_NPV_START, 1e299, 1, 4, flow, NULL, NULL, &payback, NULL, &notes,
                       NULL);
    assert_close(payback, 0.1, 1e-12, 0);
    assert_int_equal(notes, 0);
    patron_npv_payback(PATRON_NPV_START, 1e301, 1, 4, flow, NULL, NULL, &payback, NULL, &notes,
                       NULL);
    assert_true(isnan(payback) && notes == PATRON_NPV_NOTE_NEVER);
    patron_npv_payback(PATRON_NPV_END, -1 + 0x1p-53, 1, 4, lost, NULL, NULL, &payback, NULL, NULL,
                       NULL);
    assert_close(payback, 3.0, 0, 1e-12);
}

/* Microsoft's help page of MIRR: 12.61 %, after three years -4.80 %, reinvested at 14 % 13.48 %.
   LibreOffice Help: -5, 10, 15, 8 at 50 % and 10 %: 94.16 %. */
static void the_examples_of_spreadsheets_mirr_pages_come_out(void **state)
{
    (void)state;
    static const double excel[] = {-120000, 39000, 30000, 21000, 37000, 46000};
    static const double libreoffice[] = {-5, 10, 15, 8};
    double rate;
    patron_npv_modified_irr(0.10, 0.12, 1, 6, excel, NULL, &rate, NULL);
    assert_close(rate, 0.1260941303659051, 1e-14, 0);
    patron_npv_modified_irr(0.10, 0.12, 1, 4, excel, NULL, &rate, NULL);
    assert_close(rate, -0.048044655249980516, 1e-13, 0);
    patron_npv_modified_irr(0.10, 0.14, 1, 6, excel, NULL, &rate, NULL);
    assert_close(rate, 0.1347591108, 0, 5e-11);
    patron_npv_modified_irr(0.5, 0.1, 1, 4, libreoffice, NULL, &rate, NULL);
    assert_close(rate, 0.9416, 0, 5e-5);
}

static void modified_rates_and_indexes_are_those_of_sixty_digits(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(npv_ratio_vectors); i++) {
        const struct npv_ratio_vector *v = &npv_ratio_vectors[i];
        const double *flow = npv_vector_flow + v->first;
        double rate, index;
        patron_npv_modified_irr(v->finance, v->reinvestment, 1, v->count, flow, NULL, &rate, NULL);
        assert_close(rate, v->modified, 0, v->modified_error);
        patron_npv_profitability_index(v->finance, 1, v->count, flow, NULL, NULL, &index, NULL);
        assert_close(index, v->index, 0, v->index_error);
    }
}

static void an_index_is_one_plus_the_value_over_a_single_outlay(void **state)
{
    (void)state;
    static const double flow[] = {-500000, 200000, 300000, 200000};
    double rate = 0.1;
    double index, npv;
    patron_npv_profitability_index(9, 1, 4, flow, NULL, &rate, &index, NULL);
    patron_npv_value(PATRON_NPV_START, 0.1, 1, 4, flow, NULL, NULL, &npv, NULL);
    assert_close(index, 1 + npv / 500000, 1e-15, 0);
    patron_npv_profitability_index(0.1, 1, 3, flow + 1, NULL, NULL, &index, NULL);
    assert_true(isnan(index));
    patron_npv_profitability_index(0.1, 1, 1, flow, NULL, NULL, &index, NULL);
    assert_true(index == 0.0);
    patron_npv_modified_irr(0.1, 0.1, 1, 3, flow + 1, NULL, &rate, NULL);
    assert_true(isnan(rate));
    patron_npv_modified_irr(0.1, 0.1, 1, 1, flow, NULL, &rate, NULL);
    assert_true(isnan(rate));
}

/* LibreOffice Help, EFFECT and NOMINAL: 9.75 % compounded quarterly is 10.11 %; an effective 13.5 % is
   12.73 % compounded monthly. */
static void ten_percent_a_year_has_its_known_other_names(void **state)
{
    (void)state;
    assert_close(convert(1, PATRON_NPV_YEAR, 1, PATRON_NPV_MONTH, 0.1), 0.007974140, 0, 5e-10);
    assert_close(convert(1, PATRON_NPV_YEAR, 3, 0, 0.1), 0.0953102, 0, 5e-8);
    assert_close(convert(1, PATRON_NPV_YEAR, 1, PATRON_NPV_WEEK_52, 0.1), 0.00183457, 0, 5e-9);
    assert_close(convert(1, PATRON_NPV_YEAR, 1, PATRON_NPV_WEEK_365_25, 0.1),
                 pow(1.1, 7 / 365.25) - 1, 1e-12, 0);
    assert_close(convert(2, PATRON_NPV_QUARTER, 1, PATRON_NPV_YEAR, 0.0975), 0.1011, 0, 5e-5);
    assert_close(convert(1, PATRON_NPV_YEAR, 2, PATRON_NPV_MONTH, 0.135), 0.1273, 0, 5e-5);
    assert_close(convert(2, PATRON_NPV_MONTH, 1, PATRON_NPV_MONTH, 0.12), 0.01, 1e-15, 0);
}

static void converted_rates_are_those_of_sixty_digits_and_come_back(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(npv_convert_vectors); i++) {
        const struct npv_convert_vector *v = &npv_convert_vectors[i];
        double there = convert(v->from_kind, v->from_period, v->to_kind, v->to_period, v->rate);
        assert_close(there, v->converted, 0, v->error);
        if (fabs(v->rate) < 0.5)
            assert_close(convert(v->to_kind, v->to_period, v->from_kind, v->from_period, there),
                         v->rate, 1e-13, 0);
    }
    for (uint32_t kind = 1; kind <= 3; kind++)
        for (uint32_t period = 1; period <= 8; period++)
            assert_true(convert(kind, period, kind, period, 0.07) == 0.07);
}

static void what_annuities_cannot_be_made_of_is_named(void **state)
{
    (void)state;
    double payment[] = {1, 2};
    double rate[] = {0.1, 0.1};
    double growth[] = {0, 0};
    uint32_t periods[] = {5, 5};
    double out[] = {-7, -7};
    patron_fault fault;
    patron_npv_annuity(0, 5, 2, payment, rate, growth, periods, out, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "timing", -1);
    patron_npv_annuity(2, 0x80000000u, 2, payment, rate, growth, NULL, out, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "horizon", -1);
    patron_npv_annuity(2, 5, 2, NULL, rate, growth, periods, out, &fault);
    assert_fault(&fault, PATRON_E_NULL, "payment", -1);
    patron_npv_annuity(2, 5, 2, payment, NULL, growth, periods, out, &fault);
    assert_fault(&fault, PATRON_E_NULL, "rate", -1);
    patron_npv_annuity(2, 5, 2, payment, rate, growth, periods, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "value", -1);
    growth[1] = -1.5;
    patron_npv_annuity(2, 5, 2, payment, rate, growth, periods, out, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "growth", 1);
    growth[1] = 0.1;
    periods[1] = PATRON_NPV_FOREVER;
    patron_npv_annuity(2, 5, 2, payment, rate, growth, periods, out, &fault);
    assert_fault(&fault, PATRON_E_DIVERGES, "rate", 1);
    rate[1] = -1;
    patron_npv_annuity(2, 5, 2, payment, rate, growth, periods, out, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "rate", 1);
    payment[1] = (double)NAN;
    patron_npv_annuity(2, 5, 2, payment, rate, growth, periods, out, &fault);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "payment", 1);
    assert_true(out[0] > 0 && out[1] == -7);
    payment[1] = 1e300;
    rate[1] = 0;
    growth[1] = 1e10;
    periods[1] = 50;
    patron_npv_annuity(2, 5, 2, payment, rate, growth, periods, out, &fault);
    assert_fault(&fault, PATRON_E_OVERFLOW, "value", 1);
    periods[0] = 0;
    patron_npv_level_payment(2, 5, 2, payment, rate, periods, out, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "periods", 0);
    patron_npv_level_payment(2, 0, 2, payment, rate, NULL, out, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "horizon", -1);
    patron_npv_level_payment(2, PATRON_NPV_FOREVER, 2, payment, rate, NULL, out, &fault);
    assert_fault(&fault, PATRON_E_DIVERGES, "rate", 1);
    payment[0] = 1.7e308;
    rate[0] = 1e10;
    patron_npv_level_payment(2, 3, 2, payment, rate, NULL, out, &fault);
    assert_fault(&fault, PATRON_E_OVERFLOW, "payment", 0);
    assert_int_equal(patron_npv_annuity(2, 5, 0, NULL, NULL, NULL, NULL, NULL, NULL), PATRON_OK);
    assert_int_equal(patron_npv_level_payment(2, 5, 0, NULL, NULL, NULL, NULL, NULL), PATRON_OK);
}

static void what_paybacks_ratios_and_rates_cannot_be_made_of_is_named(void **state)
{
    (void)state;
    double flow[] = {-1, 2, -3, HUGE_VAL};
    double rate[] = {0.1, -13};
    double out[] = {-7, -7};
    patron_fault fault;
    patron_npv_payback(1, 0.1, 2, 2, flow, NULL, NULL, out, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "flow", 1);
    assert_true(out[0] == 0.55 && out[1] == -7);
    patron_npv_payback(9, 0.1, 2, 2, flow, NULL, NULL, out, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "timing", -1);
    patron_npv_payback(1, -2, 2, 2, flow, NULL, NULL, out, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "rate", -1);
    patron_npv_equivalent_annuity(1, 0.1, 2, 2, flow, NULL, NULL, out, &fault);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "flow", 1);
    patron_npv_equivalent_annuity(1, 0.1, 2, 2, flow, NULL, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "annuity", -1);
    patron_npv_modified_irr(0.1, 0.1, 2, 2, flow, NULL, out, &fault);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "flow", 1);
    patron_npv_modified_irr(-1, 0.1, 2, 2, flow, NULL, out, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "finance", -1);
    patron_npv_modified_irr(0.1, (double)NAN, 2, 2, flow, NULL, out, &fault);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "reinvestment", -1);
    patron_npv_modified_irr(0.1, 0.1, 2, 2, flow, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "modified", -1);
    patron_npv_profitability_index(0.1, 2, 2, flow, NULL, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "index", -1);
    patron_npv_profitability_index(0.1, 2, 2, flow, NULL, rate, out, &fault);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "flow", 1);
    flow[3] = 3;
    patron_npv_profitability_index(0.1, 2, 2, flow, NULL, rate, out, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "rates", 1);
    flow[2] = -1e-300;
    flow[3] = 1e300;
    patron_npv_profitability_index(0.1, 2, 2, flow, NULL, NULL, out, &fault);
    assert_fault(&fault, PATRON_E_OVERFLOW, "index", 1);
    patron_npv_modified_irr(0.1, 0.1, 2, 2, flow, NULL, out, &fault);
    assert_fault(&fault, PATRON_E_OVERFLOW, "modified", 1);
    flow[2] = -1.7e308;
    flow[3] = -1.7e308;
    patron_npv_payback(1, 0, 2, 2, flow, NULL, NULL, out, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_OVERFLOW, "payback", 1);
    patron_npv_equivalent_annuity(1, 0.1, 2, 2, flow, NULL, NULL, out, &fault);
    assert_fault(&fault, PATRON_E_OVERFLOW, "annuity", 1);
    patron_npv_convert_rate(0, 1, 1, 1, 2, rate, out, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "from_kind", -1);
    patron_npv_convert_rate(1, 9, 1, 1, 2, rate, out, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "from_period", -1);
    patron_npv_convert_rate(1, 1, 4, 1, 2, rate, out, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "to_kind", -1);
    patron_npv_convert_rate(1, 1, 1, 0, 2, rate, out, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "to_period", -1);
    patron_npv_convert_rate(1, 1, 1, 4, 2, NULL, out, &fault);
    assert_fault(&fault, PATRON_E_NULL, "rate", -1);
    patron_npv_convert_rate(1, 1, 1, 4, 2, rate, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "converted", -1);
    patron_npv_convert_rate(2, 4, 1, 1, 2, rate, out, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "rate", 1);
    rate[1] = 1e300;
    patron_npv_convert_rate(1, 4, 1, 1, 2, rate, out, &fault);
    assert_fault(&fault, PATRON_E_OVERFLOW, "converted", 1);
    rate[1] = (double)NAN;
    patron_npv_convert_rate(3, 0, 3, 0, 2, rate, out, &fault);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "rate", 1);
    assert_true(out[0] == 0.1);
}

static void no_level_payment_forever_pays_off_even_nothing_at_a_rate_of_zero(void **state)
{
    (void)state;
    static const double nothing[] = {0, 0};
    static const double rate[] = {0.1, 0};
    double payment[] = {7, 7};
    patron_fault fault;
    patron_npv_level_payment(2, PATRON_NPV_FOREVER, 2, nothing, rate, NULL, payment, &fault);
    assert_fault(&fault, PATRON_E_DIVERGES, "rate", 1);
    assert_true(payment[0] == 0.0 && payment[1] == 7.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(annuities_are_those_of_sixty_digits),
        cmocka_unit_test(an_annuity_is_worth_what_its_payments_are_worth),
        cmocka_unit_test(annuities_and_payments_reach_as_far_as_doubles_do),
        cmocka_unit_test(perpetuities_are_payment_over_rate_less_growth),
        cmocka_unit_test(the_examples_of_spreadsheets_pmt_pages_come_out),
        cmocka_unit_test(a_level_payment_is_worth_the_value_again),
        cmocka_unit_test(machines_of_unequal_lives_compare_by_their_equivalent_annuity),
        cmocka_unit_test(kotlers_memo_pays_back_in_the_second_year),
        cmocka_unit_test(paybacks_that_never_come_dip_or_are_not_needed_are_noted),
        cmocka_unit_test(money_that_comes_back_with_just_its_interest_is_paid_back),
        cmocka_unit_test(a_payback_at_any_rate_is_found),
        cmocka_unit_test(the_examples_of_spreadsheets_mirr_pages_come_out),
        cmocka_unit_test(modified_rates_and_indexes_are_those_of_sixty_digits),
        cmocka_unit_test(an_index_is_one_plus_the_value_over_a_single_outlay),
        cmocka_unit_test(ten_percent_a_year_has_its_known_other_names),
        cmocka_unit_test(converted_rates_are_those_of_sixty_digits_and_come_back),
        cmocka_unit_test(what_annuities_cannot_be_made_of_is_named),
        cmocka_unit_test(what_paybacks_ratios_and_rates_cannot_be_made_of_is_named),
        cmocka_unit_test(no_level_payment_forever_pays_off_even_nothing_at_a_rate_of_zero),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
