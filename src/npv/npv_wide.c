#include "../portability.h"

#include "npv_wide.h"

void patron_npv_wide_add(npv_wide *sum, double flow, double x)
{
    if (flow == 0.0)
        return;
    int flow_exponent;
    double mantissa = frexp(flow, &flow_exponent);
    double power = floor(0.5 - x * NPV_WIDE_PER_LN2);
    double rest = (-x - power * NPV_WIDE_LN2_HIGH) - power * NPV_WIDE_LN2_LOW;
    double term = mantissa * exp(rest);
    int64_t exponent = flow_exponent + (int64_t)power;
    if (exponent > sum->exponent) {
        sum->sum.high = npv_wide_scale(sum->sum.high, sum->exponent - exponent);
        sum->sum.low = npv_wide_scale(sum->sum.low, sum->exponent - exponent);
        sum->exponent = exponent;
    }
    sum->sum = numeric_pair_add(sum->sum, npv_wide_scale(term, exponent - sum->exponent));
}
