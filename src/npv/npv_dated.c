/*
 * Net present value of dated flows: sum_j flow_j exp(-force years_j), force = ln(1 + rate).
 *
 * One rate on days / 365: the factor of a day is the product of that of its block of 512 days and
 * that of its place in the block, both from a table that fits the first cache. All else: an
 * exponential a flow.
 *
 * Source: ISDA 2006 Definitions, section 4.16 (b) and (d).
 */
#include "../portability.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_scratch.h"
#include "npv_factor.h"
#include "npv_stream.h"
#include "npv_year.h"

enum {
    NPV_DATED_BLOCK = 512, /* days */
    NPV_DATED_BLOCKS = 7672,
    NPV_DATED_FEW = 1024 /* flows for which a table does not pay */
};

typedef struct npv_dated_terms {
    npv_streams streams;
    const int32_t *day;
    uint32_t basis;
    uint32_t origin;
    int32_t given_day;
} npv_dated_terms;

typedef struct npv_dated_table {
    double *block;
    double *place;
    int64_t first; /* the day of block 0, place 0, counted from the origin */
} npv_dated_table;

static int32_t npv_dated_origin(const npv_dated_terms *terms, const npv_stream *stream)
{
    return terms->origin == PATRON_NPV_GIVEN_DAY ? terms->given_day : terms->day[stream->first];
}

/* Years from the origin to a flow's day. */
static double npv_dated_years(const npv_dated_terms *terms, int32_t origin, int32_t day)
{
    if (terms->basis == PATRON_NPV_ACTUAL_365)
        return (double)((int64_t)day - origin) / 365.0;
    return npv_year_between(npv_year_of(origin), npv_year_of(day));
}

static double npv_dated_wide(const npv_dated_terms *terms, const npv_stream *stream)
{
    double force = log1p(stream->rate);
    int32_t origin = npv_dated_origin(terms, stream);
    npv_wide sum = npv_wide_zero();
    for (size_t j = 0; j < stream->count; j++) {
        double years = npv_dated_years(terms, origin, terms->day[stream->first + j]);
        patron_npv_wide_add(&sum, stream->flow[j], years * force);
    }
    return npv_wide_value(sum);
}

/* Not finite where a factor is out of reach. */
static double npv_dated_direct(const npv_dated_terms *terms, const npv_stream *stream)
{
    double force = log1p(stream->rate);
    int32_t origin = npv_dated_origin(terms, stream);
    const int32_t *day = terms->day + stream->first;
    double daily = terms->basis == PATRON_NPV_ACTUAL_365 ? force / 365.0 : 0.0;
    double sum = 0.0;
    double lost = 0.0;
    for (size_t j = 0; j < stream->count; j++) {
        double x = daily * (double)((int64_t)day[j] - origin);
        if (terms->basis != PATRON_NPV_ACTUAL_365)
            x = force * npv_dated_years(terms, origin, day[j]);
        if (!(fabs(x) <= NPV_WIDE_REACH))
            return HUGE_VAL;
        numeric_pair added = numeric_two_sum(sum, stream->flow[j] * exp(-x));
        sum = added.high;
        lost += added.low;
    }
    return sum + lost;
}

static double npv_dated_by_table(const npv_dated_terms *terms, const npv_stream *stream,
                                 const npv_dated_table *table)
{
    int64_t shift = -npv_dated_origin(terms, stream) - table->first;
    const int32_t *day = terms->day + stream->first;
    double sum = 0.0;
    double lost = 0.0;
    for (size_t j = 0; j < stream->count; j++) {
        uint64_t at = (uint64_t)(day[j] + shift);
        double factor = table->block[at / NPV_DATED_BLOCK] * table->place[at % NPV_DATED_BLOCK];
        numeric_pair added = numeric_two_sum(sum, stream->flow[j] * factor);
        sum = added.high;
        lost += added.low;
    }
    return sum + lost;
}

/* The days from the origins that the flows lie at; 0 where some row is faulty. */
static int npv_dated_span(const npv_dated_terms *terms, int64_t *least, int64_t *most)
{
    int64_t low = 0;
    int64_t high = 0;
    for (size_t i = 0; i < terms->streams.n; i++) {
        npv_stream stream;
        if (!npv_slice(&terms->streams, i, &stream))
            return 0;
        if (stream.count == 0)
            continue;
        int32_t first = terms->day[stream.first];
        int32_t last = first;
        for (size_t j = 1; j < stream.count; j++) {
            int32_t day = terms->day[stream.first + j];
            first = day < first ? day : first;
            last = day > last ? day : last;
        }
        int32_t origin = npv_dated_origin(terms, &stream);
        low = (int64_t)first - origin < low ? (int64_t)first - origin : low;
        high = (int64_t)last - origin > high ? (int64_t)last - origin : high;
    }
    *least = low;
    *most = high;
    return 1;
}

/* Fills the table where it serves every flow; 0 where it does not. */
static int npv_dated_fill(const npv_dated_terms *terms, npv_dated_table *table)
{
    int64_t least;
    int64_t most;
    double daily = log1p(terms->streams.rate) / 365.0;
    if (!npv_dated_span(terms, &least, &most))
        return 0;
    int64_t blocks = (most - least) / NPV_DATED_BLOCK + 1;
    if (blocks > NPV_DATED_BLOCKS ||
        fabs(daily) * (double)(most - least + NPV_DATED_BLOCK) > NPV_WIDE_REACH)
        return 0;
    table->first = least;
    for (int64_t k = 0; k < blocks; k++)
        table->block[k] = exp(-daily * (double)(least + k * NPV_DATED_BLOCK));
    for (int32_t k = 0; k < NPV_DATED_BLOCK; k++)
        table->place[k] = exp(-daily * (double)k);
    return 1;
}

static int32_t npv_dated_rows(const npv_dated_terms *terms, const npv_dated_table *table,
                              double *npv, patron_fault *fault)
{
    for (size_t i = 0; i < terms->streams.n; i++) {
        npv_stream stream;
        double value = 0.0;
        int usable = npv_slice(&terms->streams, i, &stream);
        if (usable && stream.count > 0)
            value = table != NULL ? npv_dated_by_table(terms, &stream, table)
                                  : npv_dated_direct(terms, &stream);
        if (!usable || !npv_finite(value)) {
            int32_t status = patron_npv_diagnose(&terms->streams, i, fault);
            if (status != PATRON_OK)
                return status;
            value = npv_dated_wide(terms, &stream);
            if (!npv_finite(value))
                return patron_npv_overflow("npv", i, value, fault);
        }
        npv[i] = value;
    }
    return PATRON_OK;
}

size_t PATRON_CALL patron_npv_dated_scratch_size(size_t flows)
{
    if (flows < NPV_DATED_FEW)
        return 0;
    size_t need = numeric_scratch_need(NUMERIC_SCRATCH_SLACK, NPV_DATED_BLOCKS, sizeof(double));
    return numeric_scratch_need(need, NPV_DATED_BLOCK, sizeof(double));
}

/* Flows in all streams together, as far as the offsets can be trusted. */
static size_t npv_dated_flows(const npv_streams *streams)
{
    const uint32_t *offset = streams->offset;
    if (streams->n == 0)
        return 0;
    if (offset == NULL)
        return streams->n * streams->m;
    return offset[streams->n] > offset[0] ? offset[streams->n] - offset[0] : 0;
}

static int32_t npv_dated_check(const npv_dated_terms *terms, const void *scratch,
                               size_t scratch_size, const double *npv, patron_fault *fault)
{
    const npv_streams *streams = &terms->streams;
    npv_streams days = *streams; /* days stand where flows do: a NULL is found in the same way */
    int32_t status = patron_npv_check_flow(streams, fault);
    if (status == PATRON_OK && terms->day == NULL) {
        days.flow = NULL;
        if (patron_npv_check_flow(&days, NULL) != PATRON_OK)
            status = patron_base_fault_null(fault, "day");
    }
    size_t need = patron_npv_dated_scratch_size(npv_dated_flows(streams));
    if (status == PATRON_OK)
        status = patron_base_check_scratch(scratch, scratch_size, need, fault);
    if (status == PATRON_OK && npv == NULL && streams->n > 0)
        return patron_base_fault_null(fault, "npv");
    if (status == PATRON_OK &&
        (terms->basis < PATRON_NPV_ACTUAL_365 || terms->basis > PATRON_NPV_ACTUAL_ACTUAL))
        status = patron_base_fault_unsigned(fault, PATRON_E_RANGE, "basis", -1, terms->basis,
                                            "PATRON_NPV_ACTUAL_365 or ACTUAL_ACTUAL");
    if (status == PATRON_OK &&
        (terms->origin < PATRON_NPV_FIRST_FLOW || terms->origin > PATRON_NPV_GIVEN_DAY))
        status = patron_base_fault_unsigned(fault, PATRON_E_RANGE, "origin", -1, terms->origin,
                                            "PATRON_NPV_FIRST_FLOW or GIVEN_DAY");
    if (status == PATRON_OK && streams->rates == NULL)
        status = patron_npv_check_rate("rate", streams->rate, fault);
    return status;
}

int32_t PATRON_CALL patron_npv_dated(uint32_t basis, uint32_t origin, int32_t given_day,
                                     double rate, size_t n, size_t m, const double *flow,
                                     const int32_t *day, const uint32_t *offset,
                                     const double *rates, void *scratch, size_t scratch_size,
                                     double *npv, patron_fault *fault)
{
    npv_dated_terms terms;
    terms.streams = npv_streams_make(n, m, flow, offset, rates, rate);
    terms.day = day;
    terms.basis = basis;
    terms.origin = origin;
    terms.given_day = given_day;
    int32_t status = npv_dated_check(&terms, scratch, scratch_size, npv, fault);
    if (status != PATRON_OK)
        return status;
    int serves = 0;
    npv_dated_table table;
    if (rates == NULL && basis == PATRON_NPV_ACTUAL_365 &&
        npv_dated_flows(&terms.streams) >= NPV_DATED_FEW) {
        numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
        table.block = numeric_scratch_take(&carve, NPV_DATED_BLOCKS, sizeof(double));
        table.place = numeric_scratch_take(&carve, NPV_DATED_BLOCK, sizeof(double));
        serves = npv_dated_fill(&terms, &table);
    }
    return npv_dated_rows(&terms, serves ? &table : NULL, npv, fault);
}
