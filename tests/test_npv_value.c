#include "support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <patron/calendar.h>
#include <patron/npv.h>

#include "vectors/npv_vectors.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

static double value_of(uint32_t timing, double rate, size_t m, const double *flow)
{
    double npv = -1.0;
    assert_int_equal(patron_npv_value(timing, rate, 1, m, flow, NULL, NULL, &npv, NULL), PATRON_OK);
    return npv;
}

static double dated_of(uint32_t basis, double rate, size_t m, const double *flow,
                       const int32_t *day)
{
    double npv = -1.0;
    assert_int_equal(patron_npv_dated(basis, PATRON_NPV_FIRST_FLOW, 0, rate, 1, m, flow, day, NULL,
                                      NULL, NULL, 0, &npv, NULL),
                     PATRON_OK);
    return npv;
}

static int32_t day_of(int32_t year, int32_t month, int32_t day_of_month)
{
    int32_t day = 0;
    assert_int_equal(patron_calendar_day(1, &year, &month, &day_of_month, &day, NULL), PATRON_OK);
    return day;
}

static void published_net_present_values_come_out_at_both_timings(void **state)
{
    (void)state;
    static const double a[] = {-500000, 200000, 300000, 200000};
    static const double b[] = {-1000, 500, 300, 800};
    static const double c[] = {1500, 2500, 3500, 4500, 6000};
    assert_close(value_of(PATRON_NPV_START, 0.10, 4, a), 80015.03, 0, 0.005);
    assert_close(value_of(PATRON_NPV_END, 0.10, 4, a), 72740.93, 0, 0.005);
    assert_close(value_of(PATRON_NPV_START, 0.08, 4, b), 355.2304, 0, 5e-5);
    assert_close(value_of(PATRON_NPV_END, 0.08, 4, b), 328.9170, 0, 5e-5);
    assert_close(value_of(PATRON_NPV_START, 0.05, 5, c), 15879.0396, 0, 5e-5);
    assert_close(value_of(PATRON_NPV_END, 0.05, 5, c), 15122.8949, 0, 5e-5);
}

/* Microsoft's help page of NPV: =NPV(A2,A3:A6) 1,188.44; =NPV(A2,A4:A8)+A3 1,922.06, and with a sixth
   year's loss of 9,000 -3,749.47. */
static void the_examples_of_excels_npv_page_come_out(void **state)
{
    (void)state;
    static const double first[] = {-10000, 3000, 4200, 6800};
    static const double second[] = {-40000, 8000, 9200, 10000, 12000, 14500, -9000};
    assert_close(value_of(PATRON_NPV_END, 0.10, 4, first), 1188.44, 0, 0.005);
    assert_close(value_of(PATRON_NPV_START, 0.08, 6, second), 1922.06, 0, 0.005);
    assert_close(value_of(PATRON_NPV_START, 0.08, 7, second), -3749.47, 0, 0.005);
}

/* LibreOffice Help, NPV: 10, 20 and 30 at 8.75 % are worth 49.43, less 40 at time zero 9.43. */
static void the_example_of_libreoffices_npv_page_comes_out(void **state)
{
    (void)state;
    static const double flow[] = {-40, 10, 20, 30};
    assert_close(value_of(PATRON_NPV_END, 0.0875, 3, flow + 1), 49.43, 0, 0.005);
    assert_close(value_of(PATRON_NPV_START, 0.0875, 4, flow), 9.43, 0, 0.005);
}

static void values_are_those_of_sixty_digits(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(npv_value_vectors); i++) {
        const struct npv_value_vector *v = &npv_value_vectors[i];
        const double *flow = npv_vector_flow + v->first;
        double own = -1.0;
        assert_close(value_of(v->timing, v->rate, v->count, flow), v->npv, 0, v->error);
        assert_int_equal(
            patron_npv_value(v->timing, 9.0, 1, v->count, flow, NULL, &v->rate, &own, NULL),
            PATRON_OK);
        assert_close(own, v->npv, 0, v->error);
    }
}

static void equal_rates_in_every_period_are_one_rate(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(npv_value_vectors); i++) {
        const struct npv_value_vector *v = &npv_value_vectors[i];
        double rate[512];
        double npv = -1.0;
        size_t need = patron_npv_varying_scratch_size(v->count);
        void *scratch = support_guarded(need);
        for (size_t j = 0; j < v->count; j++)
            rate[j] = v->rate;
        assert_int_equal(patron_npv_varying(v->timing, 1, v->count, npv_vector_flow + v->first,
                                            NULL, v->count, rate, scratch, need, &npv, NULL),
                         PATRON_OK);
        assert_close(npv, v->npv, 0, 2.0 * v->error);
        support_guarded_free(scratch, need);
    }
}

static void rates_that_vary_discount_period_by_period(void **state)
{
    (void)state;
    static const double flow[] = {100, 100, 100};
    static const double rate[] = {0.10, 0.20, 0.25};
    char scratch[512];
    size_t need = patron_npv_varying_scratch_size(3);
    double npv;
    assert_true(need <= sizeof scratch);
    patron_npv_varying(PATRON_NPV_START, 1, 3, flow, NULL, 3, rate, scratch, need, &npv, NULL);
    assert_close(npv, 100 + 100 / 1.1 + 100 / 1.32, 1e-15, 0);
    patron_npv_varying(PATRON_NPV_END, 1, 3, flow, NULL, 3, rate, scratch, need, &npv, NULL);
    assert_close(npv, 100 / 1.1 + 100 / 1.32 + 100 / 1.65, 1e-15, 0);
    patron_npv_varying(PATRON_NPV_MID, 1, 3, flow, NULL, 3, rate, scratch, need, &npv, NULL);
    assert_close(npv, 100 / sqrt(1.1) + 100 / (1.1 * sqrt(1.2)) + 100 / (1.32 * sqrt(1.25)), 1e-15,
                 0);
}

static double varying_of(uint32_t timing, size_t m, const double *flow, const double *rate)
{
    char scratch[2048];
    double npv = -1.0;
    assert_int_equal(
        patron_npv_varying(timing, 1, m, flow, NULL, m, rate, scratch, sizeof scratch, &npv, NULL),
        PATRON_OK);
    return npv;
}

/* A stream is worth its first flow, and what the rest is worth a period later, discounted. */
static void a_value_at_varying_rates_is_that_of_the_rest_a_period_earlier(void **state)
{
    (void)state;
    support_random random = support_random_from(8);
    for (size_t run = 0; run < support_rows(1000, 100); run++) {
        double flow[61];
        double rate[61];
        size_t m = 1 + (size_t)support_random_below(&random, 60);
        for (size_t j = 0; j <= m; j++) {
            flow[j] = support_random_between(&random, 0, 1000);
            rate[j] = support_random_between(&random, -0.9, 2.0);
        }
        flow[0] = 0.0;
        double at_once = varying_of(PATRON_NPV_START, m, flow + 1, rate);
        double rest = varying_of(PATRON_NPV_START, m - 1, flow + 2, rate + 1);
        assert_close(at_once, flow[1] + rest / (1.0 + rate[0]), 1e-14, 0);
        double later = varying_of(PATRON_NPV_END, m, flow + 1, rate);
        assert_close(later, varying_of(PATRON_NPV_START, m + 1, flow, rate), 1e-14, 0);
        rest = varying_of(PATRON_NPV_MID, m - 1, flow + 2, rate + 1);
        double half = flow[1] / sqrt(1.0 + rate[0]) + rest / (1.0 + rate[0]);
        assert_close(varying_of(PATRON_NPV_MID, m, flow + 1, rate), half, 1e-14, 0);
    }
}

/* 100 for twelve periods at 10 %, and nearly all of it paid at once; by mpmath with sixty digits. */
static void what_is_left_of_terms_that_cancel_is_right(void **state)
{
    (void)state;
    static const double rest[] = {2.3376198903442478e-15, 2.125108991222043e-15,
                                  2.228833113319624e-15};
    static const double rate = 0.1;
    double flow[13] = {-681.3691822896432};
    for (int j = 1; j <= 12; j++)
        flow[j] = 100;
    for (uint32_t timing = PATRON_NPV_START; timing <= PATRON_NPV_MID; timing++) {
        double own = -1.0;
        assert_int_equal(patron_npv_value(timing, 9.0, 1, 13, flow, NULL, &rate, &own, NULL),
                         PATRON_OK);
        assert_close(own, rest[timing - 1], 1e-13, 0);
        assert_close(value_of(timing, rate, 13, flow), 0, 0, 2 * 681.37 * ldexp(1.0, -51));
    }
}

static void a_value_is_linear_in_the_flows_and_the_sum_of_them_at_rate_zero(void **state)
{
    (void)state;
    support_random random = support_random_from(1);
    for (size_t run = 0; run < support_rows(2000, 200); run++) {
        double a[40], b[40], sum[40];
        double total = 0.0;
        size_t m = (size_t)support_random_below(&random, 41);
        double rate = support_random_between(&random, -0.5, 1.0);
        for (size_t j = 0; j < m; j++) {
            a[j] = (double)support_random_integer(&random, -1000000, 1000000);
            b[j] = (double)support_random_integer(&random, -1000000, 1000000);
            sum[j] = 3 * a[j] + b[j];
            total += a[j];
        }
        double of_a = value_of(PATRON_NPV_END, rate, m, a);
        double of_b = value_of(PATRON_NPV_END, rate, m, b);
        double size = 1e7 * (double)(m + 1) * pow(fmin(1.0, 1.0 + rate), -(double)m - 1);
        assert_close(value_of(PATRON_NPV_END, rate, m, sum), 3 * of_a + of_b, 0, 1e-14 * size);
        assert_close(value_of(PATRON_NPV_START, rate, m, a), of_a * (1.0 + rate), 1e-14, 0);
        assert_close(value_of(PATRON_NPV_MID, rate, m, a), of_a * sqrt(1.0 + rate), 1e-14, 0);
        assert_true(value_of(PATRON_NPV_START, 0.0, m, a) == total);
    }
}

static void rows_ragged_streams_and_single_streams_have_the_same_values(void **state)
{
    (void)state;
    support_random random = support_random_from(2);
    double flow[7 * 90];
    for (size_t j = 0; j < COUNT(flow); j++)
        flow[j] = support_random_between(&random, -100, 100);
    for (size_t m = 0; m <= 90; m++) {
        uint32_t offset[8];
        double rows[7], ragged[7];
        for (size_t i = 0; i < 8; i++)
            offset[i] = (uint32_t)(i * m);
        patron_npv_value(PATRON_NPV_MID, 0.01, 7, m, flow, NULL, NULL, rows, NULL);
        patron_npv_value(PATRON_NPV_MID, 0.01, 7, 999, flow, offset, NULL, ragged, NULL);
        assert_memory_equal(rows, ragged, sizeof rows);
        for (size_t i = 0; i < 7; i++)
            assert_true(rows[i] == value_of(PATRON_NPV_MID, 0.01, m, flow + i * m));
    }
}

/* 20,000 gains and as many losses: what is left keeps its digits by a table and by Horner's scheme. */
static void the_rest_of_a_long_stream_keeps_its_digits(void **state)
{
    (void)state;
    enum { M = 40000 };
    static double flow[M];
    support_random random = support_random_from(5);
    double rate = 1e-9, own, size = 0.0;
    for (size_t j = 0; j < M; j++) {
        flow[j] = support_random_between(&random, 900, 1100) * (j < M / 2 ? 1 : -1);
        size += fabs(flow[j]);
    }
    patron_npv_value(PATRON_NPV_START, 0.0, 1, M, flow, NULL, &rate, &own, NULL);
    assert_close(own, value_of(PATRON_NPV_START, rate, M, flow), 0, 2e-17 * size);
}

static void excels_xnpv_comes_out(void **state)
{
    (void)state;
    static const double flow[] = {-10000, 2750, 4250, 3250, 2750};
    int32_t day[] = {day_of(2008, 1, 1), day_of(2008, 3, 1), day_of(2008, 10, 30),
                     day_of(2009, 2, 15), day_of(2009, 4, 1)};
    double npv;
    assert_close(dated_of(PATRON_NPV_ACTUAL_365, 0.09, 5, flow, day), 2086.647602, 0, 5e-7);
    patron_npv_dated(PATRON_NPV_ACTUAL_365, PATRON_NPV_GIVEN_DAY, day[0] + 365, 0.09, 1, 5, flow,
                     day, NULL, NULL, NULL, 0, &npv, NULL);
    assert_close(npv, 2086.647602 * 1.09, 0, 1e-6);
}

/* ISDA, "EMU and Market Conventions" (1998), example of the Actual/Actual convention. */
static void half_a_year_across_a_leap_years_begin_counts_as_isda_counts_it(void **state)
{
    (void)state;
    static const double flow[] = {0, 1};
    int32_t day[] = {day_of(2003, 11, 1), day_of(2004, 5, 1)};
    double npv = dated_of(PATRON_NPV_ACTUAL_ACTUAL, 1.0, 2, flow, day);
    assert_close(-log2(npv), 0.497724380567, 0, 5e-13);
    npv = dated_of(PATRON_NPV_ACTUAL_365, 1.0, 2, flow, day);
    assert_close(-log2(npv), 182.0 / 365.0, 1e-14, 0);
}

static void centuries_are_leap_years_every_fourth_time(void **state)
{
    (void)state;
    static const double flow[] = {0, 1};
    static const int32_t year[] = {1900, 2000, 2100, 2104};
    static const double length[] = {365, 366, 365, 366};
    for (size_t i = 0; i < COUNT(year); i++) {
        int32_t day[] = {day_of(year[i], 1, 1), 0};
        day[1] = day[0] + 100;
        assert_close(-log2(dated_of(PATRON_NPV_ACTUAL_ACTUAL, 1.0, 2, flow, day)), 100 / length[i],
                     1e-14, 0);
    }
}

static void dated_values_are_those_of_sixty_digits(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(npv_dated_vectors); i++) {
        const struct npv_dated_vector *v = &npv_dated_vectors[i];
        assert_close(dated_of(v->basis, v->rate, v->count, npv_vector_flow + v->first,
                              npv_vector_day + v->first),
                     v->npv, 0, v->error);
    }
}

static void years_of_365_days_are_periods(void **state)
{
    (void)state;
    support_random random = support_random_from(3);
    for (size_t run = 0; run < support_rows(500, 50); run++) {
        double flow[20];
        int32_t day[20];
        double rate = support_random_between(&random, -0.5, 1.0);
        double size = 0.0;
        for (size_t j = 0; j < 20; j++) {
            flow[j] = support_random_between(&random, -1000, 1000);
            day[j] = -4000 + 365 * (int32_t)j;
            size += fabs(flow[j]) * pow(1.0 + rate, -(double)j);
        }
        assert_close(dated_of(PATRON_NPV_ACTUAL_365, rate, 20, flow, day),
                     value_of(PATRON_NPV_START, rate, 20, flow), 0, 1e-14 * size);
    }
}

/* Many streams go by a table of days, one stream by exponentials. */
static void many_dated_streams_have_the_values_of_each(void **state)
{
    (void)state;
    enum { STREAMS = 300, EACH = 7 };
    static double flow[STREAMS * EACH], many[STREAMS], own[STREAMS], rates[STREAMS];
    static int32_t day[STREAMS * EACH];
    static const int32_t spans[] = {400, 20000, 3000000, 2000000000};
    size_t need = patron_npv_dated_scratch_size(STREAMS * EACH);
    void *scratch = support_guarded(need);
    support_random random = support_random_from(4);
    for (size_t s = 0; s < COUNT(spans); s++) {
        double rate = s < 2 ? 0.12 : 1e-6;
        for (size_t j = 0; j < COUNT(flow); j++) {
            flow[j] = support_random_between(&random, 0, 1000);
            day[j] = (int32_t)support_random_integer(&random, -spans[s], spans[s]);
        }
        for (size_t i = 0; i < STREAMS; i++)
            rates[i] = rate;
        assert_int_equal(patron_npv_dated(1, 1, 0, rate, STREAMS, EACH, flow, day, NULL, NULL,
                                          scratch, need, many, NULL),
                         PATRON_OK);
        assert_int_equal(patron_npv_dated(1, 1, 0, 9.0, STREAMS, EACH, flow, day, NULL, rates,
                                          scratch, need, own, NULL),
                         PATRON_OK);
        for (size_t i = 0; i < STREAMS; i++) {
            double one = dated_of(1, rate, EACH, flow + i * EACH, day + i * EACH);
            assert_close(many[i], one, 1e-13, 0);
            assert_true(own[i] == one);
        }
    }
    support_guarded_free(scratch, need);
}

static void ragged_dated_streams_are_valued_up_to_the_one_that_is_wrong(void **state)
{
    (void)state;
    enum { FLOWS = 1200 };
    static double flow[FLOWS];
    static int32_t day[FLOWS];
    uint32_t offset[] = {0, 500, 500, 700, 1200};
    double npv[4], given[4] = {-7, -7, -7, -7};
    size_t need = patron_npv_dated_scratch_size(FLOWS);
    void *scratch = support_guarded(need);
    patron_fault fault;
    for (size_t j = 0; j < FLOWS; j++) {
        flow[j] = (double)(j % 7);
        day[j] = 10000 + (int32_t)(j * 37 % 900);
    }
    patron_npv_dated(1, PATRON_NPV_GIVEN_DAY, 9000, 0.1, 4, 0, flow, day, offset, NULL, scratch,
                     need, npv, NULL);
    assert_true(npv[1] == 0.0);
    for (size_t i = 0; i < 4; i++) {
        double sum = 0.0;
        for (size_t j = offset[i]; j < offset[i + 1]; j++)
            sum += flow[j] * pow(1.1, -(day[j] - 9000) / 365.0);
        assert_close(npv[i], sum, 1e-13, 0);
    }
    offset[3] = 400;
    patron_npv_dated(1, PATRON_NPV_GIVEN_DAY, 9000, 0.1, 4, 0, flow, day, offset, NULL, scratch,
                     need, given, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "offset", 3);
    assert_close(given[0], npv[0], 1e-13, 0);
    assert_true(given[1] == 0.0 && given[2] == -7 && given[3] == -7);
    offset[4] = 0;
    patron_npv_dated(1, PATRON_NPV_GIVEN_DAY, 9000, 0.1, 4, 0, flow, day, offset, NULL, NULL, 0,
                     given, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "offset", 3);
    support_guarded_free(scratch, need);
}

/* exp(700) beyond a double's reach on the way, not at the end. */
static void factors_beyond_a_double_make_values_that_are_not(void **state)
{
    (void)state;
    static const double flow[] = {1.0, 1e-200, -1e-250};
    static const int32_t day[] = {0, -365 * 230, -365 * 240};
    static const double rates[] = {9.0, 9.0};
    double npv;
    assert_close(dated_of(PATRON_NPV_ACTUAL_365, 9.0, 2, flow, day), 1e30, 1e-11, 0);
    patron_npv_dated(1, 1, 0, 0.0, 1, 3, flow, day, NULL, rates, NULL, 0, &npv, NULL);
    assert_close(npv, 1e30, 1e-11, 0);
    static const double falls[] = {0.0, 1e300, -1e300};
    static const int32_t later[] = {0, 365 * 400, 365 * 401};
    assert_close(dated_of(PATRON_NPV_ACTUAL_365, 9.0, 3, falls, later), 9e-101, 1e-11, 0);
}

static void a_stream_without_flows_is_worth_nothing(void **state)
{
    (void)state;
    static const uint32_t offset[] = {0, 0, 1, 1};
    static const double flow[] = {5};
    static const int32_t day[] = {100};
    double npv[3];
    patron_npv_value(PATRON_NPV_START, 0.1, 3, 0, flow, offset, NULL, npv, NULL);
    assert_true(npv[0] == 0.0 && npv[1] == 5.0 && npv[2] == 0.0);
    patron_npv_dated(1, 1, 0, 0.1, 3, 0, flow, day, offset, NULL, NULL, 0, npv, NULL);
    assert_true(npv[0] == 0.0 && npv[1] == 5.0 && npv[2] == 0.0);
    assert_int_equal(patron_npv_value(PATRON_NPV_END, 0.1, 0, 5, NULL, NULL, NULL, NULL, NULL),
                     PATRON_OK);
    assert_int_equal(patron_npv_value(PATRON_NPV_END, 0.1, 3, 0, NULL, NULL, NULL, npv, NULL),
                     PATRON_OK);
    assert_int_equal(
        patron_npv_dated(1, 2, 7, 0.1, 0, 5, NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL),
        PATRON_OK);
    assert_int_equal(patron_npv_varying(1, 0, 5, NULL, NULL, 0, NULL, npv, 0, NULL, NULL),
                     PATRON_E_SCRATCH);
}

static void what_a_value_cannot_be_made_of_is_named(void **state)
{
    (void)state;
    double flow[] = {1, 2, 3, 4};
    static const uint32_t back[] = {0, 2, 1};
    double rates[] = {0.1, -1.0};
    double npv[2] = {-7, -7};
    patron_fault fault;
    patron_npv_value(0, 0.1, 2, 2, flow, NULL, NULL, npv, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "timing", -1);
    patron_npv_value(1, -1.0, 2, 2, flow, NULL, NULL, npv, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "rate", -1);
    patron_npv_value(1, (double)NAN, 2, 2, flow, NULL, NULL, npv, &fault);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "rate", -1);
    patron_npv_value(1, 0.1, 2, 2, NULL, NULL, NULL, npv, &fault);
    assert_fault(&fault, PATRON_E_NULL, "flow", -1);
    patron_npv_value(1, 0.1, 2, 0, NULL, back, NULL, npv, &fault);
    assert_fault(&fault, PATRON_E_NULL, "flow", -1);
    patron_npv_value(1, 0.1, 2, 2, flow, NULL, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "npv", -1);
    assert_true(npv[0] == -7);
    patron_npv_value(1, 0.1, 2, 2, flow, back, NULL, npv, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "offset", 2);
    assert_true(npv[0] != -7 && npv[1] == -7);
    patron_npv_value(1, 0.1, 2, 2, flow, NULL, rates, npv, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "rates", 1);
    flow[3] = HUGE_VAL;
    patron_npv_value(1, 0.1, 2, 2, flow, NULL, rates, npv, &fault);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "flow", 1);
    assert_int_equal(fault.column, 1);
    assert_true(npv[1] == -7);
    flow[3] = flow[2] = 1.7e308;
    patron_npv_value(1, 0.1, 2, 2, flow, NULL, NULL, npv, &fault);
    assert_fault(&fault, PATRON_E_OVERFLOW, "npv", 1);
}

static void what_varying_and_dated_values_cannot_be_made_of_is_named(void **state)
{
    (void)state;
    double flow[] = {1, 2, 3, 4};
    int32_t day[] = {1, 2, 3, 4};
    double rate[] = {0.1, -2.0};
    double npv[2] = {-7, -7};
    char scratch[1024];
    patron_fault fault;
    patron_npv_varying(1, 2, 2, flow, NULL, 2, rate, scratch, sizeof scratch, npv, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "rate", 1);
    rate[1] = HUGE_VAL;
    patron_npv_varying(1, 2, 2, flow, NULL, 2, rate, scratch, sizeof scratch, npv, &fault);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "rate", 1);
    rate[1] = 0.1;
    patron_npv_varying(4, 2, 2, flow, NULL, 2, rate, scratch, sizeof scratch, npv, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "timing", -1);
    patron_npv_varying(1, 2, 2, flow, NULL, 2, NULL, scratch, sizeof scratch, npv, &fault);
    assert_fault(&fault, PATRON_E_NULL, "rate", -1);
    patron_npv_varying(1, 2, 2, flow, NULL, 2, rate, NULL, sizeof scratch, npv, &fault);
    assert_fault(&fault, PATRON_E_NULL, "scratch", -1);
    patron_npv_varying(1, 2, 2, flow, NULL, 2, rate, scratch,
                       patron_npv_varying_scratch_size(2) - 1, npv, &fault);
    assert_fault(&fault, PATRON_E_SCRATCH, "scratch_size", -1);
    patron_npv_varying(1, 2, 2, flow, NULL, 1, rate, scratch, sizeof scratch, npv, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "periods", -1);
    patron_npv_varying(1, 2, 2, flow, NULL, 2, rate, scratch, sizeof scratch, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "npv", -1);
    patron_npv_dated(3, 1, 0, 0.1, 2, 2, flow, day, NULL, NULL, NULL, 0, npv, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "basis", -1);
    patron_npv_dated(1, 0, 0, 0.1, 2, 2, flow, day, NULL, NULL, NULL, 0, npv, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "origin", -1);
    patron_npv_dated(1, 1, 0, -1.5, 2, 2, flow, day, NULL, NULL, NULL, 0, npv, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "rate", -1);
    patron_npv_dated(1, 1, 0, 0.1, 2, 2, flow, NULL, NULL, NULL, NULL, 0, npv, &fault);
    assert_fault(&fault, PATRON_E_NULL, "day", -1);
    patron_npv_dated(1, 1, 0, 0.1, 2, 1024, flow, day, NULL, NULL, NULL, 0, npv, &fault);
    assert_fault(&fault, PATRON_E_NULL, "scratch", -1);
    assert_true(npv[0] == -7 && npv[1] == -7);
    flow[2] = 1.7e308;
    flow[3] = 1.7e308;
    patron_npv_dated(1, 1, 0, 0.1, 2, 2, flow, day, NULL, NULL, NULL, 0, npv, &fault);
    assert_fault(&fault, PATRON_E_OVERFLOW, "npv", 1);
    assert_true(npv[0] != -7 && npv[1] == -7);
    assert_true(patron_npv_varying_scratch_size(SIZE_MAX / 8) == SIZE_MAX);
    assert_true(patron_npv_dated_scratch_size(SIZE_MAX) <= 65536);
}

/* At a growth of 2^15 a year, 2^(15 k) after k years of 365 days is worth 1. */
static void many_dated_flows_at_a_huge_rate_are_each_worth_their_share(void **state)
{
    (void)state;
    enum { YEARS = 64, STREAMS = 20 };
    static double flow[STREAMS][YEARS];
    static int32_t day[STREAMS][YEARS];
    double npv[STREAMS];
    for (int i = 0; i < STREAMS; i++)
        for (int k = 0; k < YEARS; k++) {
            flow[i][k] = ldexp(i + 1, 15 * k);
            day[i][k] = 365 * k;
        }
    size_t need = patron_npv_dated_scratch_size((size_t)STREAMS * YEARS);
    void *scratch = support_guarded(need);
    assert_int_equal(patron_npv_dated(PATRON_NPV_ACTUAL_365, PATRON_NPV_FIRST_FLOW, 0, 32767,
                                      STREAMS, YEARS, flow[0], day[0], NULL, NULL, scratch, need,
                                      npv, NULL),
                     PATRON_OK);
    support_guarded_free(scratch, need);
    for (int i = 0; i < STREAMS; i++)
        assert_close(npv[i], (i + 1) * YEARS, 1e-12, 0);
}

/* Money that grows by halves: 1.7e308 now is 3.4e308 a period earlier, and no double. */
static void a_value_at_varying_rates_beyond_a_double_is_refused(void **state)
{
    (void)state;
    static const double flow[] = {1, 2, 0, 1.7e308};
    static const double rate[] = {-0.5, -0.5};
    double npv[2] = {7, 7};
    patron_fault fault;
    size_t need = patron_npv_varying_scratch_size(2);
    void *scratch = support_guarded(need);
    patron_npv_varying(PATRON_NPV_START, 2, 2, flow, NULL, 2, rate, scratch, need, npv, &fault);
    support_guarded_free(scratch, need);
    assert_fault(&fault, PATRON_E_OVERFLOW, "npv", 1);
    assert_true(npv[0] == 5.0 && npv[1] == 7.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_net_present_values_come_out_at_both_timings),
        cmocka_unit_test(the_examples_of_excels_npv_page_come_out),
        cmocka_unit_test(the_example_of_libreoffices_npv_page_comes_out),
        cmocka_unit_test(values_are_those_of_sixty_digits),
        cmocka_unit_test(equal_rates_in_every_period_are_one_rate),
        cmocka_unit_test(rates_that_vary_discount_period_by_period),
        cmocka_unit_test(a_value_at_varying_rates_is_that_of_the_rest_a_period_earlier),
        cmocka_unit_test(what_is_left_of_terms_that_cancel_is_right),
        cmocka_unit_test(a_value_is_linear_in_the_flows_and_the_sum_of_them_at_rate_zero),
        cmocka_unit_test(rows_ragged_streams_and_single_streams_have_the_same_values),
        cmocka_unit_test(the_rest_of_a_long_stream_keeps_its_digits),
        cmocka_unit_test(excels_xnpv_comes_out),
        cmocka_unit_test(half_a_year_across_a_leap_years_begin_counts_as_isda_counts_it),
        cmocka_unit_test(centuries_are_leap_years_every_fourth_time),
        cmocka_unit_test(dated_values_are_those_of_sixty_digits),
        cmocka_unit_test(years_of_365_days_are_periods),
        cmocka_unit_test(many_dated_streams_have_the_values_of_each),
        cmocka_unit_test(ragged_dated_streams_are_valued_up_to_the_one_that_is_wrong),
        cmocka_unit_test(factors_beyond_a_double_make_values_that_are_not),
        cmocka_unit_test(a_stream_without_flows_is_worth_nothing),
        cmocka_unit_test(what_a_value_cannot_be_made_of_is_named),
        cmocka_unit_test(what_varying_and_dated_values_cannot_be_made_of_is_named),
        cmocka_unit_test(many_dated_flows_at_a_huge_rate_are_each_worth_their_share),
        cmocka_unit_test(a_value_at_varying_rates_beyond_a_double_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
