#include "support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <patron/calendar.h>
#include <patron/npv.h>

#include "vectors/npv_vectors.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

enum { ROOM = 64 };

/* A stream's report and its other roots. */
typedef struct irr_answer {
    patron_npv_irr_report report;
    double other[ROOM];
    size_t found;
} irr_answer;

static irr_answer irr_of(size_t m, const double *flow, const int32_t *day, uint32_t basis)
{
    irr_answer answer;
    uint32_t stream[ROOM];
    size_t need =
        day != NULL ? patron_npv_irr_dated_scratch_size(m) : patron_npv_irr_scratch_size(m);
    void *scratch = support_guarded(need);
    int32_t status = day != NULL ? patron_npv_irr_dated(basis, 1, m, flow, day, NULL, scratch, need,
                                                        &answer.report, ROOM, stream, answer.other,
                                                        &answer.found, NULL)
                                 : patron_npv_irr(1, m, flow, NULL, scratch, need, &answer.report,
                                                  ROOM, stream, answer.other, &answer.found, NULL);
    assert_int_equal(status, PATRON_OK);
    assert_true(answer.found <= ROOM);
    for (size_t k = 0; k < answer.found; k++)
        assert_int_equal(stream[k], 0);
    support_guarded_free(scratch, need);
    return answer;
}

static double rate_of(size_t m, const double *flow)
{
    return irr_of(m, flow, NULL, 0).report.rate;
}

static int32_t day_of(int32_t year, int32_t month, int32_t day_of_month)
{
    int32_t day = 0;
    assert_int_equal(patron_calendar_day(1, &year, &month, &day_of_month, &day, NULL), PATRON_OK);
    return day;
}

static void published_internal_rates_of_return_come_out(void **state)
{
    (void)state;
    static const double npf[] = {-250000, 100000, 150000, 200000, 250000, 300000};
    static const double clickhouse[] = {-100, 39, 59, 55, 20};
    static const double kotler[] = {-4000, 2700, 3040, 3240, 2940, 2496, 1904, 1380, 732, 366, 124};
    assert_close(rate_of(6, npf), 0.5672303344358536, 1e-14, 0);
    assert_close(rate_of(5, clickhouse), 0.2809484211599611, 1e-14, 0);
    assert_close(rate_of(11, kotler), 0.691215, 0, 5e-7);
}

/* Microsoft's help page of IRR: 70,000 into a business, five years of income: 8.7 %; after four years
   -2.1 %, after two -44.4 %. */
static void the_examples_of_spreadsheets_irr_pages_come_out(void **state)
{
    (void)state;
    static const double excel[] = {-70000, 12000, 15000, 18000, 21000, 26000};
    assert_close(rate_of(6, excel), 0.087, 0, 5e-4);
    assert_close(rate_of(5, excel), -0.021, 0, 5e-4);
    assert_close(rate_of(3, excel), -0.444, 0, 6e-4);
}

/* Microsoft's XIRR page: .373362535; the OpenOffice wiki's: about 12.4 %; LibreOffice Help: 18.28 %. */
static void the_examples_of_spreadsheets_xirr_pages_come_out(void **state)
{
    (void)state;
    static const double excel[] = {-10000, 2750, 4250, 3250, 2750};
    static const double wiki[] = {-2750, 1000, 2000};
    static const double libreoffice[] = {-10000, 2000, 2500, 5000, 1000};
    int32_t excel_day[] = {day_of(2008, 1, 1), day_of(2008, 3, 1), day_of(2008, 10, 30),
                           day_of(2009, 2, 15), day_of(2009, 4, 1)};
    int32_t wiki_day[] = {day_of(2008, 2, 5), day_of(2008, 7, 5), day_of(2009, 1, 5)};
    int32_t libreoffice_day[] = {day_of(2001, 1, 1), day_of(2001, 2, 1), day_of(2001, 3, 15),
                                 day_of(2001, 5, 12), day_of(2001, 8, 10)};
    assert_close(irr_of(5, excel, excel_day, 1).report.rate, 0.3733625335, 0, 5e-11);
    assert_close(irr_of(3, wiki, wiki_day, 1).report.rate, 0.124, 0, 5e-4);
    assert_close(irr_of(5, libreoffice, libreoffice_day, 1).report.rate, 0.1828, 0, 5e-5);
}

static void of_two_rates_the_one_at_which_the_value_falls_is_returned(void **state)
{
    (void)state;
    static const double two[] = {-50, -100, 600, 300, -100};
    irr_answer answer = irr_of(5, two, NULL, 0);
    assert_close(answer.report.rate, 1.854418, 0, 5e-7);
    assert_int_equal(answer.found, 1);
    assert_close(answer.other[0], -0.768895, 0, 5e-7);
    assert_int_equal(answer.report.roots, 2);
    assert_int_equal(answer.report.sign_changes, 2);
    assert_int_equal(answer.report.notes, PATRON_NPV_NOTE_SEVERAL);
}

static void a_stream_that_is_never_worth_nothing_has_no_rate(void **state)
{
    (void)state;
    static const double none[] = {10, 1, 2, -3, 4};
    static const double gains[] = {0, 3, 4};
    static const double zeros[] = {0, 0, 0};
    irr_answer answer = irr_of(5, none, NULL, 0);
    assert_true(isnan(answer.report.rate));
    assert_int_equal(answer.report.notes, PATRON_NPV_NOTE_NO_ROOT);
    assert_int_equal(answer.report.sign_changes, 2);
    assert_int_equal(answer.report.roots, 0);
    answer = irr_of(3, gains, NULL, 0);
    assert_true(isnan(answer.report.rate));
    assert_int_equal(answer.report.notes, PATRON_NPV_NOTE_NO_ROOT);
    answer = irr_of(3, zeros, NULL, 0);
    assert_true(isnan(answer.report.rate));
    assert_int_equal(answer.report.notes, PATRON_NPV_NOTE_ALL_ZERO);
    answer = irr_of(0, NULL, NULL, 0);
    assert_int_equal(answer.report.notes, PATRON_NPV_NOTE_ALL_ZERO);
}

static void a_loan_has_a_rate_and_a_note(void **state)
{
    (void)state;
    static const double loan[] = {1000, -600, -600};
    static const double lent[] = {-1000, 600, 600};
    irr_answer answer = irr_of(3, loan, NULL, 0);
    assert_close(answer.report.rate, rate_of(3, lent), 1e-14, 0);
    assert_int_equal(answer.report.notes, PATRON_NPV_NOTE_RISING);
    assert_int_equal(irr_of(3, lent, NULL, 0).report.notes, 0);
}

static void a_rate_of_nothing_and_rates_at_the_ends_are_found(void **state)
{
    (void)state;
    static const double even[] = {-100, 50, 50};
    static const double million[] = {-1, 1000001};
    static const double beyond[] = {-1, 1000002};
    static const double lost[] = {-1e15, 1};
    static const double gone[] = {-1e17, 1};
    assert_true(rate_of(3, even) == 0.0);
    assert_close(rate_of(2, million), 1e6, 1e-14, 0);
    assert_true(rate_of(2, million) <= 1e6);
    assert_true(isnan(rate_of(2, beyond)));
    assert_close(rate_of(2, lost), -1.0 + 1e-15, 1e-16, 0);
    assert_true(rate_of(2, lost) > -1.0);
    assert_true(isnan(rate_of(2, gone)));
}

static void a_value_that_touches_nothing_is_noted(void **state)
{
    (void)state;
    static const double touches[] = {100, -220, 121}; /* 100 (1 - 1.1 x)^2: only at 10 % */
    static const double thrice[] = {-1000, 3300, -3630, 1331};
    irr_answer answer = irr_of(3, touches, NULL, 0);
    assert_close(answer.report.rate, 0.1, 0, 1e-12);
    assert_int_equal(answer.report.roots, 1);
    assert_int_equal(answer.report.notes, PATRON_NPV_NOTE_TOUCHES | PATRON_NPV_NOTE_RISING);
    answer = irr_of(4, thrice, NULL, 0);
    assert_close(answer.report.rate, 0.1, 0, 1e-5);
    assert_int_equal(answer.report.roots, 1);
    assert_int_equal(answer.report.sign_changes, 3);
    assert_int_equal(answer.report.notes, PATRON_NPV_NOTE_TOUCHES);
}

/* (1 - x)(1 - 2 x)...(1 - 22 x) has a rate at each of 0, 1, ..., 21; doubles cannot tell them all apart. */
static void a_crowd_of_rates_is_noted(void **state)
{
    (void)state;
    double flow[23] = {1};
    for (int k = 1; k <= 22; k++)
        for (int j = k; j > 0; j--)
            flow[j] -= k * flow[j - 1];
    irr_answer answer = irr_of(23, flow, NULL, 0);
    assert_int_equal(answer.report.sign_changes, 22);
    assert_true(answer.report.roots <= 22);
    assert_true(answer.report.roots == 22 || answer.report.notes & PATRON_NPV_NOTE_TOUCHES);
}

/* Sturm sequences of exact fractions say how many rates there are, bisection where. */
static void check_vector(const struct npv_irr_vector *v, const int32_t *day)
{
    irr_answer answer = irr_of(v->count, npv_vector_flow + v->first,
                               day != NULL ? day + v->first : NULL, PATRON_NPV_ACTUAL_365);
    assert_int_equal(answer.report.sign_changes, v->changes);
    assert_int_equal(answer.report.roots, v->roots);
    assert_int_equal((answer.report.notes & PATRON_NPV_NOTE_RISING) != 0, v->rising);
    assert_int_equal((answer.report.notes & PATRON_NPV_NOTE_SEVERAL) != 0, v->roots > 1);
    assert_int_equal((answer.report.notes & PATRON_NPV_NOTE_NO_ROOT) != 0, v->roots == 0);
    assert_int_equal(answer.found, v->roots > 0 ? v->roots - 1 : 0);
    assert_close(answer.report.rate, v->roots > 0 ? v->rate : (double)NAN, 0, v->error);
    for (size_t k = 0; k < answer.found; k++)
        assert_close(answer.other[k], npv_vector_flow[v->others + 2 * k], 0,
                     npv_vector_flow[v->others + 2 * k + 1]);
    assert_true(answer.report.iterations <= 40 * (v->changes + 1) * (v->changes + 1));
}

static void every_rate_of_hundreds_of_streams_is_found_and_no_other(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(npv_irr_vectors); i++)
        check_vector(&npv_irr_vectors[i], NULL);
}

static void every_rate_of_dated_streams_is_found_and_no_other(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(npv_irr_dated_vectors); i++) {
        struct npv_irr_vector vector;
        memcpy(&vector, &npv_irr_dated_vectors[i], sizeof vector);
        check_vector(&vector, npv_vector_day);
    }
}

/* Sign changes a dense scan sees; it may miss pairs, and never sees too many. */
static size_t scanned(size_t m, const double *flow, const int32_t *day)
{
    size_t seen = 0;
    int before = 0;
    for (int step = 0; step <= 4000; step++) {
        double force = -3.0 + 0.003 * (double)step;
        double npv = 0.0;
        double size = 0.0;
        for (size_t j = 0; j < m; j++) {
            double worth = flow[j] * exp(-force * (double)(day[j] - day[0]) / 365.0);
            npv += worth;
            size += fabs(worth);
        }
        int sign = npv > 1e-13 * size ? 1 : npv < -1e-13 * size ? -1 : 0;
        if (sign != 0 && before != 0 && sign != before)
            seen++;
        before = sign != 0 ? sign : before;
    }
    return seen;
}

static void a_dense_scan_sees_no_rate_that_is_not_listed(void **state)
{
    (void)state;
    support_random random = support_random_from(11);
    for (size_t run = 0; run < support_rows(400, 20); run++) {
        double flow[12];
        int32_t day[12];
        size_t m = 2 + (size_t)support_random_below(&random, 11);
        for (size_t j = 0; j < m; j++) {
            flow[j] = support_random_between(&random, -100, 100);
            day[j] = (int32_t)support_random_integer(&random, 0, 3000);
        }
        irr_answer answer = irr_of(m, flow, day, PATRON_NPV_ACTUAL_365);
        size_t inside = 0;
        double low = expm1(-3.0);
        double high = expm1(9.0);
        for (size_t k = 0; k < answer.found; k++)
            inside += answer.other[k] > low && answer.other[k] < high;
        inside += answer.report.rate > low && answer.report.rate < high;
        assert_true(scanned(m, flow, day) <= inside);
        assert_true(answer.report.roots <= answer.report.sign_changes);
    }
}

static void the_value_at_an_internal_rate_of_return_is_nothing(void **state)
{
    (void)state;
    support_random random = support_random_from(12);
    for (size_t run = 0; run < support_rows(2000, 100); run++) {
        double flow[30];
        double size = 0.0;
        double npv;
        size_t m = 2 + (size_t)support_random_below(&random, 29);
        for (size_t j = 0; j < m; j++)
            flow[j] = support_random_between(&random, 0, 100);
        flow[0] = -support_random_between(&random, 1, 2000);
        irr_answer answer = irr_of(m, flow, NULL, 0);
        assert_int_equal(answer.report.roots, 1);
        for (size_t j = 0; j < m; j++)
            size +=
                fabs(flow[j]) * (double)(j + 1) * pow(1.0 + answer.report.rate, -(double)j - 1.0);
        patron_npv_value(PATRON_NPV_START, answer.report.rate, 1, m, flow, NULL, NULL, &npv, NULL);
        size *= fmax(1.0, 1.0 + answer.report.rate);
        assert_close(npv, 0.0, 0, 2e-15 * size);
    }
}

static void the_order_of_dated_flows_and_flows_of_one_day_do_not_matter(void **state)
{
    (void)state;
    support_random random = support_random_from(13);
    for (size_t run = 0; run < support_rows(200, 20); run++) {
        enum { M = 100 };
        double flow[M], mixed[M];
        int32_t day[M], mixed_day[M];
        uint32_t order[M];
        for (size_t j = 0; j < M; j++) {
            day[j] = 10 * (int32_t)(j / 2);
            flow[j] =
                (double)support_random_integer(&random, j < 10 ? -900 : -100, j < 10 ? 0 : 200);
        }
        support_random_permutation(&random, order, M);
        for (size_t j = 0; j < M; j++) {
            mixed[j] = flow[order[j]];
            mixed_day[j] = day[order[j]];
        }
        irr_answer plain = irr_of(M, flow, day, PATRON_NPV_ACTUAL_ACTUAL);
        irr_answer other = irr_of(M, mixed, mixed_day, PATRON_NPV_ACTUAL_ACTUAL);
        assert_memory_equal(&plain.report, &other.report, sizeof plain.report);
        assert_int_equal(plain.found, other.found);
        assert_memory_equal(plain.other, other.other, plain.found * sizeof *plain.other);
    }
}

static void sizes_and_lengths_of_every_kind_are_borne(void **state)
{
    (void)state;
    double flow[400];
    for (size_t j = 0; j < 400; j++)
        flow[j] = 6e-300;
    flow[0] = -1e-297;
    assert_close(rate_of(361, flow), 0.00500216, 0, 1e-3);
    double tiny[] = {-1e-320, 1e-300, 1e300, -1e-300};
    assert_true(irr_of(4, tiny, NULL, 0).report.roots <= 2);
    for (size_t j = 0; j < 40; j++)
        flow[j] = j % 2 == 0 ? -1.0 : 1.0;
    irr_answer answer = irr_of(40, flow, NULL, 0);
    assert_int_equal(answer.report.sign_changes, 39);
    assert_int_equal(answer.report.roots, 1); /* (x^40 - 1) / (x + 1) */
    assert_close(answer.report.rate, 0.0, 0, 1e-14);
}

static void many_streams_share_one_list(void **state)
{
    (void)state;
    static const double flow[] = {-50, -100, 600, 300, -100, -1, 1.1, -50, -100, 600, 300, -100};
    static const uint32_t offset[] = {0, 5, 7, 12};
    patron_npv_irr_report report[3];
    uint32_t stream[2] = {77, 77};
    double root[2] = {77, 77};
    size_t found = 77;
    char scratch[2048];
    assert_true(patron_npv_irr_scratch_size(5) <= sizeof scratch);
    patron_npv_irr(3, 0, flow, offset, scratch, sizeof scratch, report, 2, stream, root, &found,
                   NULL);
    assert_int_equal(found, 2);
    assert_true(stream[0] == 0 && stream[1] == 2 && root[0] == root[1]);
    assert_close(report[1].rate, 0.1, 1e-14, 0);
    assert_int_equal(report[2].notes, PATRON_NPV_NOTE_SEVERAL);
    root[1] = 77;
    patron_npv_irr(3, 0, flow, offset, scratch, sizeof scratch, report, 1, stream, root, &found,
                   NULL);
    assert_int_equal(found, 2);
    assert_true(root[1] == 77);
    assert_int_equal(report[0].notes, PATRON_NPV_NOTE_SEVERAL);
    assert_int_equal(report[2].notes, PATRON_NPV_NOTE_SEVERAL | PATRON_NPV_NOTE_TRUNCATED);
    assert_int_equal(patron_npv_irr(3, 0, flow, offset, scratch, sizeof scratch, report, 0, NULL,
                                    NULL, NULL, NULL),
                     PATRON_OK);
    assert_int_equal(sizeof(patron_npv_irr_report), 24);
}

static void what_a_rate_cannot_be_found_for_is_named(void **state)
{
    (void)state;
    double flow[] = {-1, 2, 3, (double)NAN};
    int32_t day[] = {1, 1, 3, 4};
    static const uint32_t back[] = {0, 2, 1};
    patron_npv_irr_report report[2];
    patron_npv_irr_report blank[2];
    static char scratch[262144];
    size_t size = sizeof scratch;
    patron_fault fault;
    memset(report, 9, sizeof report);
    memset(blank, 9, sizeof blank);
    patron_npv_irr(2, 2, flow, NULL, scratch, size, report, 0, NULL, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "flow", 1);
    assert_int_equal(fault.column, 1);
    patron_npv_irr(2, 2, NULL, NULL, scratch, size, report, 0, NULL, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "flow", -1);
    patron_npv_irr(2, 2, flow, back, scratch, size, report, 0, NULL, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "offset", 2);
    patron_npv_irr(2, 2, flow, NULL, scratch, 3, report, 0, NULL, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_SCRATCH, "scratch_size", -1);
    patron_npv_irr(2, 2, flow, NULL, NULL, 3, report, 0, NULL, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "scratch", -1);
    patron_npv_irr(2, 2, flow, NULL, scratch, size, NULL, 0, NULL, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "report", -1);
    patron_npv_irr(2, 2, flow, NULL, scratch, size, report, 1, NULL, flow, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "stream", -1);
    patron_npv_irr(2, 2, flow, NULL, scratch, size, report, 1, (uint32_t *)day, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "root", -1);
    patron_npv_irr_dated(0, 2, 2, flow, day, NULL, scratch, size, report, 0, NULL, NULL, NULL,
                         &fault);
    assert_fault(&fault, PATRON_E_RANGE, "basis", -1);
    patron_npv_irr_dated(1, 2, 2, flow, NULL, NULL, scratch, size, report, 0, NULL, NULL, NULL,
                         &fault);
    assert_fault(&fault, PATRON_E_NULL, "day", -1);
    patron_npv_irr_dated(1, 2, 2, flow, day, NULL, scratch, size, report, 0, NULL, NULL, NULL,
                         &fault);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "flow", 1);
    patron_npv_irr_dated(1, 2, 2, flow, day, NULL, scratch, 64, report, 0, NULL, NULL, NULL,
                         &fault);
    assert_fault(&fault, PATRON_E_SCRATCH, "scratch_size", -1);
    flow[0] = flow[1] = 1.7e308;
    patron_npv_irr_dated(1, 1, 3, flow, day, NULL, scratch, size, report, 0, NULL, NULL, NULL,
                         &fault);
    assert_fault(&fault, PATRON_E_OVERFLOW, "flow", 0);
    assert_memory_equal(report, blank, sizeof report);
    assert_true(patron_npv_irr_scratch_size(SIZE_MAX) == SIZE_MAX);
    assert_true(patron_npv_irr_dated_scratch_size(SIZE_MAX) == SIZE_MAX);
    assert_int_equal(
        patron_npv_irr(0, 2, NULL, NULL, scratch, size, NULL, 0, NULL, NULL, NULL, NULL),
        PATRON_OK);
}

/* Nearly all comes back at the very end, so that the logarithm of what comes back over what was paid
   bends much in the rate. The value has one rate of return, found here by halving. */
static void rates_of_returns_that_come_late_and_large_are_found(void **state)
{
    (void)state;
    static const double late[] = {-3, -0.01, -9, -0.01, -4, -4, -110, 130000};
    static const double later[] = {-2, -0.1, -0.2, -0.1, -8, 35892732};
    const double *flow[] = {late, later};
    static const size_t count[] = {8, 6};
    for (size_t i = 0; i < 2; i++) {
        irr_answer answer = irr_of(count[i], flow[i], NULL, 0);
        double low = -1.0;
        double high = 1e6;
        for (int step = 0; step < 120; step++) {
            double middle = low + 0.5 * (high - low);
            double value = 0.0;
            for (size_t j = count[i]; j-- > 0;)
                value = value / (1.0 + middle) + flow[i][j];
            if (value > 0.0)
                low = middle;
            else
                high = middle;
        }
        assert_close(answer.report.rate, low, 1e-13, 0);
        assert_int_equal(answer.report.roots, 1);
    }
}

/* Quadratics in 1 + rate with one root above 0. */
static void rates_around_ten_thousand_and_near_minus_one_are_found(void **state)
{
    (void)state;
    for (double growth = 9900; growth < 10100; growth += 0.5) {
        double large[] = {-1, growth - 3, 3 * growth}; /* -(y - growth)(y + 3) */
        assert_close(rate_of(3, large), growth - 1, 1e-13, 0);
    }
    for (double part = 0.5; part < 2.0; part += 0.001) {
        double growth = part * 1e-4; /* -(y - growth)(y + 0.32 + growth) */
        double small[] = {-1, -0.32, growth * growth + 0.32 * growth};
        assert_close(rate_of(3, small), growth - 1, 1e-12, 0);
    }
}

/* Rates above 1,000,000 are none; a ten-billionth above counts as 1,000,000. */
static void a_rate_within_rounding_of_a_million_is_a_million_or_none(void **state)
{
    (void)state;
    size_t at_limit = 0;
    size_t none = 0;
    for (int sign = -1; sign <= 1; sign += 2) {
        double back = 1000001.0;
        for (int step = 0; step < 1500; step++) {
            double flow[] = {-sign, sign * back};
            irr_answer answer = irr_of(2, flow, NULL, 0);
            back = nextafter(back, HUGE_VAL);
            none += answer.report.roots == 0;
            if (answer.report.roots == 0) {
                assert_true(isnan(answer.report.rate) && back > 1000001.00000009);
                continue;
            }
            at_limit += answer.report.rate == 1e6;
            assert_true(answer.report.rate <= 1e6 && answer.report.rate > 999999.9999999);
        }
    }
    assert_true(at_limit > 100 && none > 100);
}

/* Doubles tell a root of multiplicity m to about the m-th part of their digits. */
static void rates_too_close_to_be_told_apart_are_found_where_they_are(void **state)
{
    (void)state;
    support_random random = support_random_from(77);
    for (int round = 0; round < 400; round++) {
        int degree = 3 + round % 4;
        double spread = pow(10.0, -(double)(2 + round % 11));
        double center = 1.0 + 0.25 * (double)(1 + round % 7);
        double flow[8] = {1, 0, 0, 0,
                          0, 0, 0, 0}; /* prod (y - root), y = 1 + rate, times y^-degree */
        for (int k = 0; k < degree; k++) {
            double root = center * (1.0 + support_random_between(&random, -spread, spread));
            for (int j = k + 1; j > 0; j--)
                flow[j] -= root * flow[j - 1];
        }
        irr_answer answer = irr_of((size_t)degree + 1, flow, NULL, 0);
        assert_true(answer.report.roots >= (uint32_t)(degree % 2));
        double near = 3.0 * (spread + pow(1e-15, 1.0 / degree));
        if (answer.report.roots > 0)
            assert_close(1.0 + answer.report.rate, center, near, 0);
        for (size_t k = 0; k < answer.found; k++)
            assert_close(1.0 + answer.other[k], center, near, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_internal_rates_of_return_come_out),
        cmocka_unit_test(the_examples_of_spreadsheets_irr_pages_come_out),
        cmocka_unit_test(the_examples_of_spreadsheets_xirr_pages_come_out),
        cmocka_unit_test(of_two_rates_the_one_at_which_the_value_falls_is_returned),
        cmocka_unit_test(a_stream_that_is_never_worth_nothing_has_no_rate),
        cmocka_unit_test(a_loan_has_a_rate_and_a_note),
        cmocka_unit_test(a_rate_of_nothing_and_rates_at_the_ends_are_found),
        cmocka_unit_test(a_value_that_touches_nothing_is_noted),
        cmocka_unit_test(a_crowd_of_rates_is_noted),
        cmocka_unit_test(every_rate_of_hundreds_of_streams_is_found_and_no_other),
        cmocka_unit_test(every_rate_of_dated_streams_is_found_and_no_other),
        cmocka_unit_test(a_dense_scan_sees_no_rate_that_is_not_listed),
        cmocka_unit_test(the_value_at_an_internal_rate_of_return_is_nothing),
        cmocka_unit_test(the_order_of_dated_flows_and_flows_of_one_day_do_not_matter),
        cmocka_unit_test(sizes_and_lengths_of_every_kind_are_borne),
        cmocka_unit_test(many_streams_share_one_list),
        cmocka_unit_test(what_a_rate_cannot_be_found_for_is_named),
        cmocka_unit_test(rates_of_returns_that_come_late_and_large_are_found),
        cmocka_unit_test(rates_around_ten_thousand_and_near_minus_one_are_found),
        cmocka_unit_test(a_rate_within_rounding_of_a_million_is_a_million_or_none),
        cmocka_unit_test(rates_too_close_to_be_told_apart_are_found_where_they_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
