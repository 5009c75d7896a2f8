#include "../portability.h"
#include "churn_check.h"

#include "../base/base_fault.h"

#include <math.h>

int32_t patron_churn_check_column(size_t n, const void *column, const char *argument,
                                  patron_fault *fault)
{
    return n > 0 && column == NULL ? patron_base_fault_null(fault, argument) : PATRON_OK;
}

int32_t patron_churn_check_real(double value, double low, double high, const char *argument,
                                int64_t row, const char *expected, patron_fault *fault)
{
    if (value >= low && value <= high)
        return PATRON_OK;
    int32_t status = isfinite(value) ? PATRON_E_RANGE : PATRON_E_NOT_FINITE;
    return patron_base_fault_real(fault, status, argument, row, value, expected);
}

int32_t patron_churn_check_fraction(double value, const char *argument, int64_t row,
                                    patron_fault *fault)
{
    return patron_churn_check_real(value, 0.0, 1.0, argument, row, "a fraction in [0, 1]", fault);
}

int32_t patron_churn_check_choice(uint32_t value, uint32_t last, const char *argument,
                                  const char *expected, patron_fault *fault)
{
    if (value <= last)
        return PATRON_OK;
    return patron_base_fault_unsigned(fault, PATRON_E_RANGE, argument, -1, value, expected);
}

int32_t patron_churn_check_reasons(size_t n, patron_fault *fault)
{
    if (n <= CHURN_REASONS_MAX)
        return PATRON_OK;
    return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "n", -1, n, "a count in [0, 1000000]");
}

int32_t patron_churn_fault_overflow(const char *argument, int64_t row, patron_fault *fault)
{
    (void)patron_base_fault_plain(fault, PATRON_E_OVERFLOW, argument,
                                  "a figure that a double holds");
    if (fault != NULL)
        fault->row = row;
    return PATRON_E_OVERFLOW;
}
