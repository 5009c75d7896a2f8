#include "../portability.h"
#include "satisfaction_check.h"

#include "../base/base_fault.h"

#include <math.h>

enum { SATISFACTION_LEVELS_MAX = 4096 };

int32_t patron_satisfaction_check_number(double value, double low, double high,
                                         const char *argument, int64_t row, const char *expected,
                                         patron_fault *fault)
{
    if (value >= low && value <= high)
        return PATRON_OK;
    int32_t status = isfinite(value) ? PATRON_E_RANGE : PATRON_E_NOT_FINITE;
    return patron_base_fault_real(fault, status, argument, row, value, expected);
}

int32_t patron_satisfaction_check_confidence(double confidence, patron_fault *fault)
{
    return patron_satisfaction_check_number(confidence, 0.01, 0.9999999999, "confidence", -1,
                                            "a fraction in [0.01, 0.9999999999]", fault);
}

int32_t patron_satisfaction_check_levels(size_t levels, const char *argument, patron_fault *fault)
{
    if (levels >= 1 && levels <= SATISFACTION_LEVELS_MAX)
        return PATRON_OK;
    return patron_base_fault_unsigned(fault, PATRON_E_RANGE, argument, -1, levels,
                                      "a count in [1, 4096]");
}

int32_t patron_satisfaction_check_column(size_t n, const void *column, const char *argument,
                                         patron_fault *fault)
{
    return n > 0 && column == NULL ? patron_base_fault_null(fault, argument) : PATRON_OK;
}

int32_t patron_satisfaction_check_yes(uint64_t yes, uint64_t of, const char *argument, size_t row,
                                      patron_fault *fault)
{
    if (yes <= of)
        return PATRON_OK;
    return patron_base_fault_unsigned(fault, PATRON_E_RANGE, argument, (int64_t)row, yes,
                                      "at most as many as there were");
}

int32_t patron_satisfaction_fault_overflow(const char *argument, int64_t row, patron_fault *fault)
{
    (void)patron_base_fault_plain(fault, PATRON_E_OVERFLOW, argument,
                                  "a value that a double holds");
    if (fault != NULL)
        fault->row = row;
    return PATRON_E_OVERFLOW;
}
