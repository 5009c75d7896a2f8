/*
 * Ratios of what comes in to what goes out: the profitability index, and the modified internal rate
 * of return
 *
 *     (1 + reinvestment) (inflows at reinvestment / outflows at finance)^(1/(m-1)) - 1.
 *
 * Source: OpenDocument 1.2, part 2, 6.12.27; Brealey, Myers and Allen, ch. 5.
 */
#include "../portability.h"

#include "../base/base_fault.h"
#include "npv_factor.h"
#include "npv_stream.h"

/* Present values with a common power of 2: at the start, of each sign. */
typedef struct npv_ratio_sides {
    npv_wide in;
    npv_wide out;
    int finite; /* every flow is */
} npv_ratio_sides;

static npv_ratio_sides npv_ratio_split(const npv_stream *stream, double rate_in, double rate_out)
{
    npv_ratio_sides sides = {npv_wide_zero(), npv_wide_zero(), 1};
    double force_in = log1p(rate_in);
    double force_out = log1p(rate_out);
    for (size_t j = 0; j < stream->count && sides.finite; j++) {
        double flow = stream->flow[j];
        sides.finite = npv_finite(flow);
        if (sides.finite && flow > 0.0)
            patron_npv_wide_add(&sides.in, flow, (double)j * force_in);
        else if (sides.finite && flow < 0.0)
            patron_npv_wide_add(&sides.out, -flow, (double)j * force_out);
    }
    return sides;
}

/* in / out as a double times 2^exponent. */
static double npv_ratio_of(const npv_ratio_sides *sides, int64_t *exponent)
{
    double in = numeric_pair_value(sides->in.sum);
    double out = numeric_pair_value(sides->out.sum);
    *exponent = in > 0.0 && out > 0.0 ? sides->in.exponent - sides->out.exponent : 0;
    return in / out;
}

static double npv_ratio_modified(const npv_stream *stream, double finance, double reinvestment)
{
    npv_ratio_sides sides = npv_ratio_split(stream, reinvestment, finance);
    int64_t exponent;
    double ratio = npv_ratio_of(&sides, &exponent);
    if (!sides.finite || stream->count < 2 || !(ratio > 0.0) || !npv_finite(ratio))
        return (double)NAN;
    double growth = log(ratio);
    if (exponent != 0)
        growth = exponent > -60 && exponent < 60 ? log(ldexp(ratio, (int)exponent))
                                                 : growth + (double)exponent * NPV_WIDE_LN2_HIGH +
                                                       (double)exponent * NPV_WIDE_LN2_LOW;
    return expm1(log1p(reinvestment) + growth / (double)(stream->count - 1));
}

int32_t PATRON_CALL patron_npv_modified_irr(double finance, double reinvestment, size_t n, size_t m,
                                            const double *flow, const uint32_t *offset,
                                            double *modified, patron_fault *fault)
{
    npv_streams streams = npv_streams_make(n, m, flow, offset, NULL, 0.0);
    int32_t status = patron_npv_check_flow(&streams, fault);
    if (status == PATRON_OK && modified == NULL && n > 0)
        return patron_base_fault_null(fault, "modified");
    if (status == PATRON_OK)
        status = patron_npv_check_rate("finance", finance, fault);
    if (status == PATRON_OK)
        status = patron_npv_check_rate("reinvestment", reinvestment, fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        npv_stream stream;
        double rate = (double)NAN;
        if (npv_slice(&streams, i, &stream))
            rate = npv_ratio_modified(&stream, finance, reinvestment);
        if (!npv_finite(rate))
            status = patron_npv_diagnose(&streams, i, fault);
        if (status == PATRON_OK && rate > DBL_MAX)
            status = patron_npv_overflow("modified", i, rate, fault);
        if (status == PATRON_OK)
            modified[i] = rate;
    }
    return status;
}

int32_t PATRON_CALL patron_npv_profitability_index(double rate, size_t n, size_t m,
                                                   const double *flow, const uint32_t *offset,
                                                   const double *rates, double *index,
                                                   patron_fault *fault)
{
    npv_streams streams = npv_streams_make(n, m, flow, offset, rates, rate);
    int32_t status = patron_npv_check_flow(&streams, fault);
    if (status == PATRON_OK && index == NULL && n > 0)
        return patron_base_fault_null(fault, "index");
    if (status == PATRON_OK && rates == NULL)
        status = patron_npv_check_rate("rate", rate, fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        npv_stream stream;
        double ratio = (double)NAN;
        if (npv_slice(&streams, i, &stream)) {
            int64_t exponent = 0;
            npv_ratio_sides sides = npv_ratio_split(&stream, stream.rate, stream.rate);
            if (sides.finite && sides.out.sum.high > 0.0)
                ratio = npv_ratio_of(&sides, &exponent);
            if (npv_finite(ratio))
                ratio = npv_wide_scale(ratio, exponent);
        }
        if (!npv_finite(ratio))
            status = patron_npv_diagnose(&streams, i, fault);
        if (status == PATRON_OK && ratio > DBL_MAX)
            status = patron_npv_overflow("index", i, ratio, fault);
        if (status == PATRON_OK)
            index[i] = ratio;
    }
    return status;
}
