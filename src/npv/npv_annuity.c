/*
 * Annuities: sum_{k=1}^{N} (1+g)^(k-1) / (1+i)^k = ((1 + d)^N - 1) / d / (1 + i), d = (g - i)/(1 +
 * i), where (1 + d)^N - 1 is expm1(N log1p(d)): nothing cancels as g comes near i.
 *
 * Source: R. Brealey, S. Myers and F. Allen, "Principles of Corporate Finance", ch. 2 and 6.
 */
#include "../portability.h"

#include "../base/base_fault.h"
#include "npv_factor.h"
#include "npv_stream.h"
#include "npv_value.h"

/* (1 + rate)^s: what lies between now and the first payment. */
static double npv_annuity_wait(uint32_t timing, double rate)
{
    if (timing == PATRON_NPV_START)
        return 1.0;
    return timing == PATRON_NPV_END ? 1.0 + rate : sqrt(1.0 + rate);
}

/* amount x up / down x 2^exponent, both at least 0, without leaving the range of doubles on the way. */
static double npv_annuity_ratio(double amount, double up, double down, int64_t exponent)
{
    int amount_exponent, up_exponent, down_exponent;
    if (exponent == 0)
        return (fabs(amount) > 1.0) == (down > 1.0) ? amount / down * up : amount * up / down;
    amount = frexp(amount, &amount_exponent);
    up = frexp(up, &up_exponent);
    down = frexp(down, &down_exponent);
    exponent += (int64_t)amount_exponent + up_exponent - down_exponent;
    return npv_wide_scale(amount * up / down, exponent);
}

/* 1 + q + ... + q^(periods-1), q = (1 + growth) / (1 + rate); a factor 2^exponent apart. */
static double npv_annuity_sum(double rate, double growth, uint32_t periods, int64_t *exponent)
{
    double excess = (growth - rate) / (1.0 + rate);
    *exponent = 0;
    if (periods == 0)
        return 0.0;
    if (excess == 0.0)
        return (double)periods;
    double power = (double)periods * log1p(excess);
    if (power > NPV_WIDE_REACH) {
        double twos = floor(power * NPV_WIDE_PER_LN2);
        *exponent = (int64_t)twos;
        return exp((power - twos * NPV_WIDE_LN2_HIGH) - twos * NPV_WIDE_LN2_LOW) / excess;
    }
    return expm1(power) / excess;
}

static double npv_annuity_value(uint32_t timing, double payment, double rate, double growth,
                                uint32_t periods)
{
    double wait = npv_annuity_wait(timing, rate);
    if (payment == 0.0)
        return 0.0;
    if (periods == PATRON_NPV_FOREVER)
        return npv_annuity_ratio(payment, (1.0 + rate) / wait, rate - growth, 0);
    int64_t exponent;
    double sum = npv_annuity_sum(rate, growth, periods, &exponent);
    return npv_annuity_ratio(payment, sum, wait, exponent);
}

/* The payment whose annuity has this value. */
static double npv_annuity_payment(uint32_t timing, double value, double rate, uint32_t periods)
{
    double wait = npv_annuity_wait(timing, rate);
    if (periods == PATRON_NPV_FOREVER)
        return npv_annuity_ratio(value, rate, (1.0 + rate) / wait, 0);
    int64_t exponent;
    double sum = npv_annuity_sum(rate, 0.0, periods, &exponent);
    return npv_annuity_ratio(value, wait, sum, -exponent);
}

static int32_t npv_annuity_check_real(const char *argument, size_t i, double value, double least,
                                      const char *expected, patron_fault *fault)
{
    if (npv_finite(value) && value >= least)
        return PATRON_OK;
    int32_t status = npv_finite(value) ? PATRON_E_RANGE : PATRON_E_NOT_FINITE;
    return patron_base_fault_real(fault, status, argument, (int64_t)i, value, expected);
}

static int32_t npv_annuity_check_periods(const char *argument, int64_t row, uint32_t periods,
                                         uint32_t least, patron_fault *fault)
{
    if (periods >= least && periods <= PATRON_NPV_FOREVER)
        return PATRON_OK;
    return patron_base_fault_unsigned(fault, PATRON_E_RANGE, argument, row, periods,
                                      least == 0 ? "at most 2147483646, or PATRON_NPV_FOREVER"
                                                 : "in [1, 2147483646], or PATRON_NPV_FOREVER");
}

static int32_t npv_annuity_diverges(size_t i, double rate, patron_fault *fault)
{
    return patron_base_fault_real(fault, PATRON_E_DIVERGES, "rate", (int64_t)i, rate,
                                  "a rate above the growth, for payments without end");
}

/* What one row asks for. */
typedef struct npv_annuity_row {
    double amount;
    double rate;
    double growth;
    uint32_t periods;
} npv_annuity_row;

static int32_t npv_annuity_check_row(const npv_annuity_row *row, const char *amount, size_t i,
                                     uint32_t least, patron_fault *fault)
{
    int32_t status =
        npv_annuity_check_real(amount, i, row->amount, -DBL_MAX, "a finite amount", fault);
    if (status == PATRON_OK && !npv_rate_usable(row->rate))
        status = patron_base_fault_real(
            fault, npv_finite(row->rate) ? PATRON_E_RANGE : PATRON_E_NOT_FINITE, "rate", (int64_t)i,
            row->rate, "a fraction above -1");
    if (status == PATRON_OK)
        status = npv_annuity_check_real("growth", i, row->growth, -1.0, "a fraction of at least -1",
                                        fault);
    if (status == PATRON_OK)
        status = npv_annuity_check_periods("periods", (int64_t)i, row->periods, least, fault);
    if (status == PATRON_OK && row->periods == PATRON_NPV_FOREVER && row->growth >= row->rate &&
        (row->amount != 0.0 || least > 0))
        status = npv_annuity_diverges(i, row->rate, fault);
    return status;
}

static int32_t npv_annuity_check(uint32_t timing, uint32_t horizon, size_t n,
                                 const char *amount_name, const double *amount, const double *rate,
                                 const uint32_t *periods, uint32_t least, const char *result_name,
                                 const double *result, patron_fault *fault)
{
    if (amount == NULL && n > 0)
        return patron_base_fault_null(fault, amount_name);
    if (rate == NULL && n > 0)
        return patron_base_fault_null(fault, "rate");
    if (result == NULL && n > 0)
        return patron_base_fault_null(fault, result_name);
    int32_t status = patron_npv_check_timing(timing, fault);
    if (status == PATRON_OK && periods == NULL)
        status = npv_annuity_check_periods("horizon", -1, horizon, least, fault);
    return status;
}

int32_t PATRON_CALL patron_npv_annuity(uint32_t timing, uint32_t horizon, size_t n,
                                       const double *payment, const double *rate,
                                       const double *growth, const uint32_t *periods, double *value,
                                       patron_fault *fault)
{
    int32_t status = npv_annuity_check(timing, horizon, n, "payment", payment, rate, periods, 0,
                                       "value", value, fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        npv_annuity_row row;
        row.amount = payment[i];
        row.rate = rate[i];
        row.growth = growth != NULL ? growth[i] : 0.0;
        row.periods = periods != NULL ? periods[i] : horizon;
        status = npv_annuity_check_row(&row, "payment", i, 0, fault);
        if (status != PATRON_OK)
            break;
        double worth = npv_annuity_value(timing, row.amount, row.rate, row.growth, row.periods);
        if (!npv_finite(worth))
            return patron_npv_overflow("value", i, worth, fault);
        value[i] = worth;
    }
    return status;
}

int32_t PATRON_CALL patron_npv_level_payment(uint32_t timing, uint32_t horizon, size_t n,
                                             const double *value, const double *rate,
                                             const uint32_t *periods, double *payment,
                                             patron_fault *fault)
{
    int32_t status = npv_annuity_check(timing, horizon, n, "value", value, rate, periods, 1,
                                       "payment", payment, fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        npv_annuity_row row;
        row.amount = value[i];
        row.rate = rate[i];
        row.growth = 0.0;
        row.periods = periods != NULL ? periods[i] : horizon;
        status = npv_annuity_check_row(&row, "value", i, 1, fault);
        if (status != PATRON_OK)
            break;
        double level = npv_annuity_payment(timing, row.amount, row.rate, row.periods);
        if (!npv_finite(level))
            return patron_npv_overflow("payment", i, level, fault);
        payment[i] = level;
    }
    return status;
}

/* Of a stream with payments: flows beyond the first where that comes at once. */
static double npv_annuity_equivalent(const npv_stream *stream, uint32_t timing)
{
    size_t life = stream->count;
    uint32_t paid = timing == PATRON_NPV_START ? (uint32_t)PATRON_NPV_END : timing;
    if (timing == PATRON_NPV_START)
        life--;
    double value = patron_npv_value_of(stream, timing);
    if (!npv_finite(value))
        return HUGE_VAL;
    size_t most = PATRON_NPV_FOREVER - 1u;
    life = life < most ? life : most; /* GCOVR_EXCL_BR_LINE: so many flows take 16 GiB */
    return npv_annuity_payment(paid, value, stream->rate, (uint32_t)life);
}

int32_t PATRON_CALL patron_npv_equivalent_annuity(uint32_t timing, double rate, size_t n, size_t m,
                                                  const double *flow, const uint32_t *offset,
                                                  const double *rates, double *annuity,
                                                  patron_fault *fault)
{
    npv_streams streams = npv_streams_make(n, m, flow, offset, rates, rate);
    int32_t status = patron_npv_check_flow(&streams, fault);
    if (status == PATRON_OK && annuity == NULL && n > 0)
        return patron_base_fault_null(fault, "annuity");
    if (status == PATRON_OK)
        status = patron_npv_check_timing(timing, fault);
    if (status == PATRON_OK && rates == NULL)
        status = patron_npv_check_rate("rate", rate, fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        npv_stream stream;
        double level = (double)NAN;
        int usable = npv_slice(&streams, i, &stream);
        int lives = usable && stream.count > (timing == PATRON_NPV_START ? 1u : 0u);
        if (lives)
            level = npv_annuity_equivalent(&stream, timing);
        if (!npv_finite(level)) {
            status = patron_npv_diagnose(&streams, i, fault);
            if (status == PATRON_OK && lives)
                status = patron_npv_overflow("annuity", i, level, fault);
        }
        if (status == PATRON_OK)
            annuity[i] = level;
    }
    return status;
}
