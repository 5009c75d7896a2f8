#include "../portability.h"

#include "../base/base_fault.h"
#include "npv_stream.h"

#define NPV_RATE_EXPECTED "a fraction above -1"

int32_t patron_npv_check_flow(const npv_streams *streams, patron_fault *fault)
{
    if (streams->flow != NULL)
        return PATRON_OK;
    size_t flows = streams->offset == NULL && streams->n > 0 ? streams->m : 0;
    for (size_t i = 0; streams->offset != NULL && i < streams->n; i++)
        flows |= streams->offset[i] ^ streams->offset[i + 1];
    return flows == 0 ? PATRON_OK : patron_base_fault_null(fault, "flow");
}

static int32_t npv_check_rate_at(const char *argument, int64_t row, double rate,
                                 patron_fault *fault)
{
    if (npv_rate_usable(rate))
        return PATRON_OK;
    int32_t status = npv_finite(rate) ? PATRON_E_RANGE : PATRON_E_NOT_FINITE;
    return patron_base_fault_real(fault, status, argument, row, rate, NPV_RATE_EXPECTED);
}

int32_t patron_npv_check_rate(const char *argument, double rate, patron_fault *fault)
{
    return npv_check_rate_at(argument, -1, rate, fault);
}

int32_t patron_npv_check_timing(uint32_t timing, patron_fault *fault)
{
    if (timing >= PATRON_NPV_START && timing <= PATRON_NPV_MID)
        return PATRON_OK;
    return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "timing", -1, timing,
                                      "PATRON_NPV_START, END or MID");
}

int32_t patron_npv_diagnose(const npv_streams *streams, size_t i, patron_fault *fault)
{
    const uint32_t *offset = streams->offset;
    if (offset != NULL && offset[i + 1] < offset[i])
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "offset", (int64_t)i + 1,
                                          offset[i + 1], "at least the offset before it");
    size_t first = offset != NULL ? offset[i] : i * streams->m;
    size_t count = offset != NULL ? offset[i + 1] - first : streams->m;
    for (size_t j = 0; j < count; j++)
        if (!npv_finite(streams->flow[first + j]))
            return patron_base_fault_real_at(fault, PATRON_E_NOT_FINITE, "flow", (int64_t)i,
                                             (int64_t)j, streams->flow[first + j],
                                             "a finite amount");
    if (streams->rates != NULL)
        return npv_check_rate_at("rates", (int64_t)i, streams->rates[i], fault);
    return PATRON_OK;
}

int32_t patron_npv_check_all(const npv_streams *streams, patron_fault *fault)
{
    for (size_t i = 0; i < streams->n; i++) {
        npv_stream stream;
        double sum = 0.0; /* NaN as soon as one flow is not finite */
        int usable = npv_slice(streams, i, &stream);
        for (size_t j = 0; usable && j < stream.count; j++)
            sum += 0.0 * stream.flow[j];
        if (usable && sum == 0.0)
            continue;
        return patron_npv_diagnose(streams, i, fault);
    }
    return PATRON_OK;
}

int32_t patron_npv_overflow(const char *argument, size_t i, double value, patron_fault *fault)
{
    return patron_base_fault_real(fault, PATRON_E_OVERFLOW, argument, (int64_t)i, value,
                                  "a result within the range of a double");
}
