/*
 * Discounted transactions from those expected in each period:
 *
 *     sum_{t=1}^{m} x_t F / D^(t-1),  D = 1 + discount,
 *
 * with F of when in its period a transaction is discounted: 1, 1 / D, 1 / sqrt(D), or the mean of D^-u over
 * the period, (1 - 1 / D) / ln D. By Horner's rule from the last period, in numbers whose exponents have
 * no end. And the discount itself, as an effective rate or as a force.
 *
 * Source: P. Fader, B. Hardie and K. L. Lee, "RFM and CLV: Using Iso-Value Curves for Customer Base Analysis"
 * (2005), eq. 2 and 3; S. Kellison, "The Theory of Interest", ch. 1 and 4.
 */
#include "../portability.h"
#include "clv_series.h"
#include "clv_terms.h"

#include "../base/base_fault.h"

/* How far a cumulative number may fall, of the one before: what its model's rounding may do. */
#define CLV_DISCOUNT_ROUNDING 1e-9

#define CLV_DISCOUNT_PERIODS_MIN 1e-9
#define CLV_DISCOUNT_PERIODS_MAX 1e9

/* F. */
static clv_wide clv_discount_factor(uint32_t moment, double discount)
{
    clv_wide rate = clv_wide_of(discount);
    if (moment == PATRON_CLV_AT_START)
        return clv_wide_of(1.0);
    if (moment == PATRON_CLV_AT_END)
        return patron_clv_certain(rate, PATRON_CLV_END_CERTAIN);
    if (moment == PATRON_CLV_AT_MID)
        return patron_clv_certain(rate, PATRON_CLV_MID_CERTAIN);
    if (discount == 0.0)
        return clv_wide_of(1.0);
    rate = clv_wide_product(rate, patron_clv_certain(rate, PATRON_CLV_END_CERTAIN));
    return patron_clv_wide_quotient(rate, clv_wide_of(log1p(discount)));
}

/* The sum at the start of the first period. */
static clv_wide clv_discount_sum(uint32_t kind, clv_wide step, size_t m, const double *expected)
{
    clv_wide sum = clv_wide_of(0.0);
    for (size_t t = m; t-- > 0;) {
        clv_wide x = clv_wide_of(expected[t]);
        if (kind == PATRON_CLV_EXPECTED_CUMULATIVE && t > 0)
            x = patron_clv_wide_difference(x, clv_wide_of(expected[t - 1]));
        sum = patron_clv_wide_sum(clv_wide_product(sum, step), x);
    }
    return sum;
}

static int32_t clv_discount_check_row(uint32_t kind, size_t i, size_t m, const double *expected,
                                      patron_fault *fault)
{
    double least = 0.0;
    for (size_t t = 0; t < m; t++) {
        double x = expected[t];
        if (!clv_finite(x))
            return patron_base_fault_real_at(fault, PATRON_E_NOT_FINITE, "expected", (int64_t)i,
                                             (int64_t)t, x, "a finite number");
        if (!(x >= 0.0 && x >= least))
            return patron_base_fault_real_at(fault, PATRON_E_RANGE, "expected", (int64_t)i,
                                             (int64_t)t, x,
                                             ">= 0; cumulative: at least the one before");
        if (kind == PATRON_CLV_EXPECTED_CUMULATIVE)
            least = x - CLV_DISCOUNT_ROUNDING * x;
    }
    return PATRON_OK;
}

static int32_t clv_discount_check(uint32_t kind, uint32_t moment, double discount,
                                  patron_fault *fault)
{
    if (kind != PATRON_CLV_EXPECTED_INCREMENTAL && kind != PATRON_CLV_EXPECTED_CUMULATIVE)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "kind", -1, kind,
                                          "PATRON_CLV_EXPECTED_INCREMENTAL or CUMULATIVE");
    if (moment < PATRON_CLV_AT_START || moment > PATRON_CLV_THROUGHOUT)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "moment", -1, moment,
                                          "PATRON_CLV_AT_START to PATRON_CLV_THROUGHOUT");
    return patron_clv_check_discount(discount, "discount", -1, fault);
}

int32_t PATRON_CALL patron_clv_discount_transactions(uint32_t kind, uint32_t moment,
                                                     double discount, size_t n, size_t m,
                                                     const double *expected, double *transactions,
                                                     patron_fault *fault)
{
    int32_t status = patron_clv_check_column(m > 0 ? n : 0, expected, "expected", fault);
    if (status == PATRON_OK)
        status = patron_clv_check_column(n, transactions, "transactions", fault);
    if (status == PATRON_OK)
        status = clv_discount_check(kind, moment, discount, fault);
    if (status != PATRON_OK)
        return status;
    clv_wide step = patron_clv_certain(clv_wide_of(discount), PATRON_CLV_END_CERTAIN);
    clv_wide factor = clv_discount_factor(moment, discount);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        const double *row = m > 0 ? expected + i * m : NULL;
        status = clv_discount_check_row(kind, i, m, row, fault);
        if (status != PATRON_OK)
            return status;
        clv_wide sum = clv_wide_product(clv_discount_sum(kind, step, m, row), factor);
        const clv_figure figure =
            clv_figure_make(transactions, "transactions", clv_wide_value(sum));
        status = patron_clv_write_row(&figure, 1, i, fault);
    }
    return status;
}

/* A rate of one kind per period as that of a period `longer` times as long. */
static double clv_discount_convert(uint32_t from_kind, uint32_t to_kind, double longer, double rate)
{
    if (from_kind == to_kind && longer == 1.0)
        return rate;
    double force = (from_kind == PATRON_CLV_EFFECTIVE ? log1p(rate) : rate) * longer;
    return to_kind == PATRON_CLV_EFFECTIVE ? expm1(force) : force;
}

static int32_t clv_discount_check_kind(uint32_t kind, const char *argument, patron_fault *fault)
{
    if (kind == PATRON_CLV_EFFECTIVE || kind == PATRON_CLV_CONTINUOUS)
        return PATRON_OK;
    return patron_base_fault_unsigned(fault, PATRON_E_RANGE, argument, -1, kind,
                                      "PATRON_CLV_EFFECTIVE or PATRON_CLV_CONTINUOUS");
}

static int32_t clv_discount_check_periods(double periods, const char *argument, patron_fault *fault)
{
    int in_range = periods >= CLV_DISCOUNT_PERIODS_MIN && periods <= CLV_DISCOUNT_PERIODS_MAX;
    return patron_clv_check_real(periods, in_range, argument, -1,
                                 "a number of periods in [1e-9, 1e9]", fault);
}

int32_t PATRON_CALL patron_clv_convert_discount(uint32_t from_kind, double from_periods,
                                                uint32_t to_kind, double to_periods, size_t n,
                                                const double *rate, double *converted,
                                                patron_fault *fault)
{
    int32_t status = patron_clv_check_column(n, rate, "rate", fault);
    if (status == PATRON_OK)
        status = patron_clv_check_column(n, converted, "converted", fault);
    if (status == PATRON_OK)
        status = clv_discount_check_kind(from_kind, "from_kind", fault);
    if (status == PATRON_OK)
        status = clv_discount_check_periods(from_periods, "from_periods", fault);
    if (status == PATRON_OK)
        status = clv_discount_check_kind(to_kind, "to_kind", fault);
    if (status == PATRON_OK)
        status = clv_discount_check_periods(to_periods, "to_periods", fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        int in_range = from_kind == PATRON_CLV_CONTINUOUS || rate[i] > -1.0;
        status = patron_clv_check_real(rate[i], in_range, "rate", (int64_t)i,
                                       "above -1 where it is effective", fault);
        if (status != PATRON_OK)
            return status;
        double made = clv_discount_convert(from_kind, to_kind, from_periods / to_periods, rate[i]);
        if (!clv_finite(made) || (to_kind == PATRON_CLV_EFFECTIVE && made <= -1.0))
            return patron_clv_fault_overflow("converted", (int64_t)i, fault);
        converted[i] = made;
    }
    return status;
}
