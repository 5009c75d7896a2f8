/*
 * Any terms and columns: a value is finite, or the fault names the first wrong row; a column of equal
 * values gives the bits of the terms; a customer is worth the same alone. Figures are finite or NaN,
 * or a fault; what breaks even is in its range; a schedule's trail ends in its value. Discounted
 * transactions fall from the start of a period to its end, and the outcome interval holds the parameters'.
 */
#include "fuzz.h"

#include <patron/clv.h>

enum { FUZZ_ROWS = 40 };

/* Mostly what rates are, in [-1, 1). */
static double fuzz_rate(fuzz_input *input)
{
    if (fuzz_byte(input) % 4 == 0)
        return fuzz_real(input);
    return (double)(fuzz_u32(input) % 65536) / 32768.0 - 1.0;
}

static int fuzz_finite(double value)
{
    return value - value == 0.0;
}

static void fuzz_read_terms(patron_clv_terms *terms, fuzz_input *input)
{
    terms->margin = 1000.0 * fuzz_rate(input);
    terms->retention = fuzz_rate(input);
    terms->discount = fuzz_rate(input);
    terms->growth = fuzz_rate(input);
    terms->acquisition = fuzz_rate(input);
}

static void fuzz_one(const patron_clv_terms *terms)
{
    double whole = -77.0, column = -77.0;
    patron_fault fault;
    int32_t status = patron_clv_constant(terms, 1, NULL, NULL, NULL, NULL, NULL, &whole, &fault);
    int32_t again =
        patron_clv_constant(terms, 1, &terms->margin, &terms->retention, &terms->discount,
                            &terms->growth, &terms->acquisition, &column, NULL);
    int known = terms->timing >= 1 && terms->timing <= 4 && terms->horizon <= PATRON_CLV_FOREVER;
    FUZZ_REQUIRE(!known || status == again); /* else the one may be about a member, the other not */
    FUZZ_REQUIRE(memcmp(&whole, &column, sizeof whole) == 0);
    FUZZ_REQUIRE(status == PATRON_OK ? fuzz_finite(whole) : whole == -77.0);
    FUZZ_REQUIRE(status == PATRON_OK || fault.status == status);
}

static void fuzz_columns(const patron_clv_terms *terms, fuzz_input *input)
{
    double m[FUZZ_ROWS], r[FUZZ_ROWS], d[FUZZ_ROWS], g[FUZZ_ROWS], ac[FUZZ_ROWS], clv[FUZZ_ROWS];
    size_t n = 0;
    for (; n < FUZZ_ROWS && input->size > 0; n++) {
        patron_clv_terms row = *terms;
        fuzz_read_terms(&row, input);
        m[n] = row.margin;
        r[n] = row.retention;
        d[n] = row.discount;
        g[n] = row.growth;
        ac[n] = row.acquisition;
        clv[n] = -77.0;
    }
    patron_fault fault;
    int32_t status = patron_clv_constant(terms, n, m, r, d, g, ac, clv, &fault);
    size_t good = status == PATRON_OK ? n : fault.row < 0 ? 0 : (size_t)fault.row;
    FUZZ_REQUIRE(good <= n);
    for (size_t i = 0; i < n; i++) {
        double alone = -77.0;
        int32_t its =
            patron_clv_constant(terms, 1, m + i, r + i, d + i, g + i, ac + i, &alone, NULL);
        if (i < good)
            FUZZ_REQUIRE(its == PATRON_OK && fuzz_finite(alone));
        if (i == good)
            FUZZ_REQUIRE(its == status);
        if (i >= good)
            alone = -77.0;
        FUZZ_REQUIRE(memcmp(&alone, &clv[i], sizeof alone) == 0);
    }
}

static int fuzz_figures_are_finite(const double *value, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (value[i] > 1.7976931348623157e308 || value[i] < -1.7976931348623157e308)
            return 0;
    return 1;
}

/* A call that answers has written figures; one that does not has written none. */
static void fuzz_figures_hold(int32_t status, const double *value, size_t n)
{
    FUZZ_REQUIRE(fuzz_figures_are_finite(value, n));
    for (size_t i = 0; status != PATRON_OK && i < n; i++)
        FUZZ_REQUIRE(value[i] == -77.0);
}

static void fuzz_clear(double *value, size_t n)
{
    for (size_t i = 0; i < n; i++)
        value[i] = -77.0;
}

static void fuzz_figures(const patron_clv_terms *t, fuzz_input *input)
{
    double v[5], x = fuzz_rate(input) * 1000.0, raised = fuzz_real(input);
    uint32_t which = fuzz_byte(input) % 4, notes;
    int32_t status;
    fuzz_clear(v, 5);
    status = patron_clv_sensitivity(which, t, 1, NULL, NULL, NULL, NULL, NULL, &v[0], &v[1], &v[2],
                                    &v[3], &v[4], NULL);
    fuzz_figures_hold(status, v, 5);
    fuzz_clear(v, 5);
    status = patron_clv_levers(which, raised, t, 1, NULL, NULL, NULL, NULL, &v[0], &v[1], &v[2],
                               &v[3], NULL);
    fuzz_figures_hold(status, v, 4);
    fuzz_clear(v, 5);
    status = patron_clv_break_even(t, 1, NULL, NULL, NULL, NULL, NULL, &v[0], &v[1], &v[2], &v[3],
                                   &notes, NULL);
    fuzz_figures_hold(status, v, 4);
    if (status == PATRON_OK) {
        FUZZ_REQUIRE(v[2] != v[2] ? notes & PATRON_CLV_NOTE_NEVER_RETENTION
                                  : v[2] >= 0.0 && v[2] <= 1.0);
        FUZZ_REQUIRE(v[3] != v[3] ? notes & PATRON_CLV_NOTE_NEVER_PERIODS : v[3] >= 0.0);
    }
    fuzz_clear(v, 5);
    status = patron_clv_break_even_lift(t, 1, NULL, NULL, NULL, NULL, &x, &v[0], &v[1], NULL, NULL);
    fuzz_figures_hold(status, v, 2);
    fuzz_clear(v, 5);
    status = patron_clv_retention_ceilings(t, 1, NULL, NULL, NULL, NULL, &raised, &v[0], &v[1],
                                           &v[2], NULL);
    fuzz_figures_hold(status, v, 3);
    fuzz_clear(v, 5);
    status =
        patron_clv_retention_cost(which, raised, t, 1, NULL, NULL, NULL, NULL, NULL, &x, v, NULL);
    fuzz_figures_hold(status, v, 1);
}

enum { FUZZ_LINES = 3, FUZZ_PERIODS = 5, FUZZ_CUSTOMERS = 2 };

static void fuzz_schedule(fuzz_input *input)
{
    patron_clv_line line[FUZZ_LINES];
    patron_clv_period trail[FUZZ_CUSTOMERS * FUZZ_PERIODS];
    double discounts[FUZZ_PERIODS], clv[FUZZ_CUSTOMERS], with_trail[FUZZ_CUSTOMERS];
    double retention[FUZZ_CUSTOMERS * FUZZ_PERIODS];
    double amount[FUZZ_CUSTOMERS * FUZZ_LINES * FUZZ_PERIODS];
    size_t lines = fuzz_count(input, FUZZ_LINES), m = fuzz_count(input, FUZZ_PERIODS);
    uint32_t kind = fuzz_byte(input) % 4;
    for (size_t k = 0; k < lines; k++) {
        line[k].kind = 1 + fuzz_byte(input) % 3 % 2;
        line[k].timing = 1 + fuzz_byte(input) % 6 % 5;
    }
    for (size_t t = 0; t < m; t++)
        discounts[t] = fuzz_rate(input);
    for (size_t k = 0; k < FUZZ_CUSTOMERS * m; k++)
        retention[k] = fabs(fuzz_rate(input));
    for (size_t k = 0; k < FUZZ_CUSTOMERS * lines * m; k++)
        amount[k] = fuzz_real(input);
    fuzz_clear(clv, FUZZ_CUSTOMERS);
    fuzz_clear(with_trail, FUZZ_CUSTOMERS);
    patron_fault fault;
    int32_t status = patron_clv_schedule(kind, 0.0, FUZZ_CUSTOMERS, lines, line, m, discounts,
                                         retention, amount, NULL, clv, NULL, &fault);
    size_t good = status == PATRON_OK ? FUZZ_CUSTOMERS : clv[0] == -77.0 ? 0 : 1;
    FUZZ_REQUIRE(fuzz_figures_are_finite(clv, FUZZ_CUSTOMERS));
    int32_t again = patron_clv_schedule(kind, 0.0, FUZZ_CUSTOMERS, lines, line, m, discounts,
                                        retention, amount, NULL, with_trail, trail, NULL);
    FUZZ_REQUIRE(again == status || again == PATRON_E_OVERFLOW);
    for (size_t i = 0; i < good && again == PATRON_OK; i++) {
        FUZZ_REQUIRE(with_trail[i] == clv[i]);
        FUZZ_REQUIRE(m == 0 || trail[(i + 1) * m - 1].cumulative == clv[i]);
    }
}

static void fuzz_discounted(fuzz_input *input)
{
    double expected[FUZZ_PERIODS], rate = fuzz_rate(input), moment[5], clv = -77.0;
    size_t m = fuzz_count(input, FUZZ_PERIODS);
    uint32_t kind = 1 + fuzz_byte(input) % 2;
    int32_t status = PATRON_OK;
    for (size_t t = 0; t < m; t++)
        expected[t] = fuzz_real(input);
    fuzz_clear(moment, 5);
    for (uint32_t k = 1; k <= 4 && status == PATRON_OK; k++)
        status = patron_clv_discount_transactions(kind, k, rate, 1, m, expected, &moment[k], NULL);
    FUZZ_REQUIRE(fuzz_figures_are_finite(moment, 5));
    if (status == PATRON_OK && rate >= 0.0 && kind == PATRON_CLV_EXPECTED_INCREMENTAL) {
        FUZZ_REQUIRE(moment[PATRON_CLV_AT_START] >= moment[PATRON_CLV_THROUGHOUT] * (1 - 1e-15));
        FUZZ_REQUIRE(moment[PATRON_CLV_THROUGHOUT] >= moment[PATRON_CLV_AT_END] * (1 - 1e-15));
    }
    double margin = fuzz_real(input);
    uint32_t note = 77;
    status = patron_clv_residual(0.0, 1, &moment[1], &margin, &clv, &note, NULL);
    FUZZ_REQUIRE(fuzz_figures_are_finite(&clv, 1));
    FUZZ_REQUIRE(status == PATRON_OK ? (clv != clv) == (note != 0) : clv == -77.0 && note == 77);
    status = patron_clv_convert_discount(1 + note % 2, 12.0, kind, 1.0, 1, &rate, &clv, NULL);
    FUZZ_REQUIRE(fuzz_figures_are_finite(&clv, 1) || status != PATRON_OK);
}

static void fuzz_interval(fuzz_input *input)
{
    double value[4], variance[4], gradient[2], covariance[4], confidence = fabs(fuzz_rate(input));
    patron_clv_equity_result r;
    for (int k = 0; k < 4; k++) {
        value[k] = fuzz_real(input);
        variance[k] = fabs(fuzz_real(input));
        covariance[k] = fuzz_real(input);
        gradient[k % 2] = fuzz_rate(input);
    }
    memset(&r, 0, sizeof r);
    r.struct_size = sizeof r;
    int32_t status = patron_clv_equity_interval(confidence, 4, value, variance, 2, gradient,
                                                covariance, &r, NULL);
    FUZZ_REQUIRE(status == PATRON_OK ? r.filled_size == sizeof r : r.filled_size == 0);
    if (status != PATRON_OK)
        return;
    FUZZ_REQUIRE(r.outcome_error >= r.parameter_error && r.parameter_error >= 0.0);
    FUZZ_REQUIRE(r.outcome_low <= r.parameter_low && r.parameter_low <= r.equity);
    FUZZ_REQUIRE(r.outcome_high >= r.parameter_high && r.parameter_high >= r.equity);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    fuzz_input input = {bytes, size};
    patron_clv_terms terms;
    uint8_t choice = fuzz_byte(&input);
    uint8_t bits = fuzz_byte(&input);
    fuzz_read_terms(&terms, &input);
    terms.horizon = fuzz_u32(&input) >> bits % 32;
    if (choice % 3 == 0)
        terms.horizon = PATRON_CLV_FOREVER;
    terms.timing = (uint32_t)bits / 32;
    if ((choice & 96) == 32)
        fuzz_figures(&terms, &input);
    else if ((choice & 96) == 64)
        fuzz_schedule(&input);
    else if ((choice & 96) == 96 && bits % 2)
        fuzz_discounted(&input);
    else if ((choice & 96) == 96)
        fuzz_interval(&input);
    else if (choice & 128)
        fuzz_columns(&terms, &input);
    else
        fuzz_one(&terms);
    return 0;
}
