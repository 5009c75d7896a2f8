#include "../portability.h"
#include "track_check.h"

#include "../base/base_fault.h"

#include <math.h>

int32_t patron_track_check_number(double value, double low, double high, const char *argument,
                                  int64_t row, const char *expected, patron_fault *fault)
{
    if (value >= low && value <= high)
        return PATRON_OK;
    int32_t status = isfinite(value) ? PATRON_E_RANGE : PATRON_E_NOT_FINITE;
    return patron_base_fault_real(fault, status, argument, row, value, expected);
}

int32_t patron_track_check_value(double value, const char *argument, size_t row,
                                 patron_fault *fault)
{
    return patron_track_check_number(value, -TRACK_VALUE_MAX, TRACK_VALUE_MAX, argument,
                                     (int64_t)row, "a number in [-1e140, 1e140]", fault);
}

int32_t patron_track_check_confidence(double confidence, patron_fault *fault)
{
    return patron_track_check_number(confidence, 0.01, 0.9999999999, "confidence", -1,
                                     "a fraction in [0.01, 0.9999999999]", fault);
}

static int32_t track_check_size(double value, const char *argument, patron_fault *fault)
{
    return patron_track_check_number(value, 0.0, TRACK_VALUE_MAX, argument, -1,
                                     "a number in [0, 1e140]", fault);
}

int32_t patron_track_check_chart(const patron_track_chart *chart, patron_fault *fault)
{
    if (chart == NULL)
        return patron_base_fault_null(fault, "chart");
    int32_t status =
        patron_track_check_number(chart->target, -TRACK_VALUE_MAX, TRACK_VALUE_MAX, "chart.target",
                                  -1, "a number in [-1e140, 1e140]", fault);
    if (status == PATRON_OK)
        status = track_check_size(chart->slack, "chart.slack", fault);
    if (status == PATRON_OK)
        status = track_check_size(chart->limit, "chart.limit", fault);
    if (status == PATRON_OK && !(chart->weight > 0.0 && chart->weight <= 1.0))
        return patron_base_fault_real(
            fault, isfinite(chart->weight) ? PATRON_E_RANGE : PATRON_E_NOT_FINITE, "chart.weight",
            -1, chart->weight, "a fraction in (0, 1]");
    if (status == PATRON_OK)
        status = track_check_size(chart->sigma, "chart.sigma", fault);
    if (status == PATRON_OK)
        status = patron_track_check_number(chart->width, 0.0, 1000.0, "chart.width", -1,
                                           "a number in [0, 1000]", fault);
    return status;
}

int32_t patron_track_check_column(size_t n, const void *column, const char *argument,
                                  patron_fault *fault)
{
    return n > 0 && column == NULL ? patron_base_fault_null(fault, argument) : PATRON_OK;
}

int32_t patron_track_check_count(size_t count, size_t low, size_t high, const char *argument,
                                 const char *expected, patron_fault *fault)
{
    if (count >= low && count <= high)
        return PATRON_OK;
    return patron_base_fault_unsigned(fault, PATRON_E_RANGE, argument, -1, count, expected);
}

int32_t patron_track_fault_overflow(const char *argument, int64_t row, patron_fault *fault)
{
    (void)patron_base_fault_plain(fault, PATRON_E_OVERFLOW, argument,
                                  "a value that a double holds");
    if (fault != NULL)
        fault->row = row;
    return PATRON_E_OVERFLOW;
}
