/*
 * Rates: every kind and period is led back to the force of interest, the natural logarithm of a
 * year's growth.
 *
 * Source: S. Kellison, "The Theory of Interest", ch. 1.
 */
#include "../portability.h"

#include "../base/base_fault.h"
#include "npv_stream.h"
#include <math.h>

/* Periods in a year; 0 for a period that does not exist. */
static double npv_rate_periods(uint32_t period)
{
    switch (period) {
    case PATRON_NPV_YEAR:
        return 1.0;
    case PATRON_NPV_HALF_YEAR:
        return 2.0;
    case PATRON_NPV_QUARTER:
        return 4.0;
    case PATRON_NPV_MONTH:
        return 12.0;
    case PATRON_NPV_WEEK_52:
        return 52.0;
    case PATRON_NPV_WEEK_365_25:
        return 365.25 / 7.0;
    case PATRON_NPV_DAY_365:
        return 365.0;
    case PATRON_NPV_DAY_365_25:
        return 365.25;
    default:
        return 0.0;
    }
}

static double npv_rate_to_force(uint32_t kind, double periods, double rate)
{
    if (kind == PATRON_NPV_EFFECTIVE)
        return periods * log1p(rate);
    return kind == PATRON_NPV_NOMINAL ? periods * log1p(rate / periods) : rate;
}

static double npv_rate_from_force(uint32_t kind, double periods, double force)
{
    if (kind == PATRON_NPV_EFFECTIVE)
        return expm1(force / periods);
    return kind == PATRON_NPV_NOMINAL ? periods * expm1(force / periods) : force;
}

/* Between an effective and a nominal rate of the same period, only a factor lies. A continuous rate
   has the period 1. */
static double npv_rate_convert(uint32_t from_kind, double from, uint32_t to_kind, double to,
                               double rate)
{
    int compounded = from_kind != PATRON_NPV_CONTINUOUS && to_kind != PATRON_NPV_CONTINUOUS;
    if (from_kind == to_kind && from == to)
        return rate;
    if (compounded && from == to)
        return to_kind == PATRON_NPV_NOMINAL ? rate * to : rate / from;
    return npv_rate_from_force(to_kind, to, npv_rate_to_force(from_kind, from, rate));
}

static int32_t npv_rate_check_kind(const char *argument, uint32_t kind, patron_fault *fault)
{
    if (kind >= PATRON_NPV_EFFECTIVE && kind <= PATRON_NPV_CONTINUOUS)
        return PATRON_OK;
    return patron_base_fault_unsigned(fault, PATRON_E_RANGE, argument, -1, kind,
                                      "PATRON_NPV_EFFECTIVE, NOMINAL or CONTINUOUS");
}

static int32_t npv_rate_check_period(const char *argument, uint32_t kind, uint32_t period,
                                     patron_fault *fault)
{
    if (kind == PATRON_NPV_CONTINUOUS || npv_rate_periods(period) > 0.0)
        return PATRON_OK;
    return patron_base_fault_unsigned(fault, PATRON_E_RANGE, argument, -1, period,
                                      "PATRON_NPV_YEAR to PATRON_NPV_DAY_365_25");
}

static int32_t npv_rate_check(uint32_t from_kind, uint32_t from_period, uint32_t to_kind,
                              uint32_t to_period, patron_fault *fault)
{
    int32_t status = npv_rate_check_kind("from_kind", from_kind, fault);
    if (status == PATRON_OK)
        status = npv_rate_check_period("from_period", from_kind, from_period, fault);
    if (status == PATRON_OK)
        status = npv_rate_check_kind("to_kind", to_kind, fault);
    if (status == PATRON_OK)
        status = npv_rate_check_period("to_period", to_kind, to_period, fault);
    return status;
}

int32_t PATRON_CALL patron_npv_convert_rate(uint32_t from_kind, uint32_t from_period,
                                            uint32_t to_kind, uint32_t to_period, size_t n,
                                            const double *rate, double *converted,
                                            patron_fault *fault)
{
    if (rate == NULL && n > 0)
        return patron_base_fault_null(fault, "rate");
    if (converted == NULL && n > 0)
        return patron_base_fault_null(fault, "converted");
    int32_t status = npv_rate_check(from_kind, from_period, to_kind, to_period, fault);
    double from = from_kind == PATRON_NPV_CONTINUOUS ? 1.0 : npv_rate_periods(from_period);
    double to = to_kind == PATRON_NPV_CONTINUOUS ? 1.0 : npv_rate_periods(to_period);
    double least = from_kind == PATRON_NPV_EFFECTIVE ? -1.0 : -from;
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        double value = rate[i];
        if (!npv_finite(value))
            return patron_base_fault_real(fault, PATRON_E_NOT_FINITE, "rate", (int64_t)i, value,
                                          "a finite rate");
        if (from_kind != PATRON_NPV_CONTINUOUS && value <= least)
            return patron_base_fault_real(fault, PATRON_E_RANGE, "rate", (int64_t)i, value,
                                          "above -1; nominal: above minus the periods in a year");
        value = npv_rate_convert(from_kind, from, to_kind, to, value);
        if (!npv_finite(value))
            return patron_npv_overflow("converted", i, value, fault);
        converted[i] = value;
    }
    return status;
}
