/*
 * The likelihood-ratio test of a model against one with more parameters that it is a case of: twice the
 * difference of the log-likelihoods is, where the simpler one is true and not at an edge, chi-square
 * distributed (Wilks 1938).
 */
#include "../portability.h"
#include <patron/btyd.h>

#include "../base/base_fault.h"
#include "../numeric/numeric_tail.h"

#include <math.h>

#define BTYD_RATIO_ROUNDING 1e-9

static int32_t btyd_check_log_likelihood(double value, const char *argument, patron_fault *fault)
{
    if (isfinite(value))
        return PATRON_OK;
    return patron_base_fault_real(fault, PATRON_E_NOT_FINITE, argument, -1, value,
                                  "a finite logarithm");
}

int32_t PATRON_CALL patron_btyd_ratio_test(double simple, double full, uint32_t degrees,
                                           double *statistic, double *p_value, patron_fault *fault)
{
    if (statistic == NULL)
        return patron_base_fault_null(fault, "statistic");
    if (p_value == NULL)
        return patron_base_fault_null(fault, "p_value");
    int32_t status = btyd_check_log_likelihood(simple, "simple", fault);
    if (status == PATRON_OK)
        status = btyd_check_log_likelihood(full, "full", fault);
    if (status != PATRON_OK)
        return status;
    if (full < simple - BTYD_RATIO_ROUNDING * (1.0 + fabs(simple)))
        return patron_base_fault_real(fault, PATRON_E_RANGE, "full", -1, full,
                                      "at least simple: it has more parameters");
    if (degrees < 1 || degrees > 1000)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "degrees", -1, degrees,
                                          "parameters more, in [1, 1000]");
    double ratio = fmax(0.0, 2.0 * (full - simple));
    if (isinf(ratio))
        return patron_base_fault_real(fault, PATRON_E_OVERFLOW, "full", -1, full,
                                      "a difference below 8e307");
    *statistic = ratio;
    *p_value = patron_numeric_chi_square_tail(degrees, ratio);
    return PATRON_OK;
}
