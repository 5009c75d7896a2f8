/*
 * The streams of flows that one call values: rows of a matrix or ragged, with one rate or a rate
 * each.
 *
 * A caller slices stream after stream and computes; only where that refuses, or where the result is
 * not finite, does it ask for a diagnosis. So the flows are read once: a NaN or infinity among them
 * leaves no finite result.
 */
#ifndef PATRON_NPV_STREAM_H
#define PATRON_NPV_STREAM_H

#include "../portability.h"
#include <patron/npv.h>

typedef struct npv_streams {
    size_t n;
    size_t m;
    const double *flow;
    const uint32_t *offset; /* NULL: m flows in each */
    const double *rates;    /* NULL: rate for all */
    double rate;
} npv_streams;

typedef struct npv_stream {
    const double *flow;
    size_t first; /* its place in flow */
    size_t count;
    double rate;
} npv_stream;

PORTABILITY_INLINE npv_streams npv_streams_make(size_t n, size_t m, const double *flow,
                                                const uint32_t *offset, const double *rates,
                                                double rate)
{
    npv_streams made;
    made.n = n;
    made.m = m;
    made.flow = flow;
    made.offset = offset;
    made.rates = rates;
    made.rate = rate;
    return made;
}

/* A rate that money can be discounted at. */
PORTABILITY_INLINE int npv_rate_usable(double rate)
{
    return rate > -1.0 && rate <= DBL_MAX;
}

/* A number: neither NaN nor infinite. */
PORTABILITY_INLINE int npv_finite(double value)
{
    return value - value == 0.0;
}

/* Stream i; 0 where its offsets or its rate are wrong. */
PORTABILITY_INLINE int npv_slice(const npv_streams *streams, size_t i, npv_stream *stream)
{
    size_t first = i * streams->m;
    size_t end = first + streams->m;
    if (streams->offset != NULL) {
        first = streams->offset[i];
        end = streams->offset[i + 1];
    }
    stream->first = first;
    stream->count = end >= first ? end - first : 0;
    stream->flow = stream->count > 0 ? streams->flow + first : NULL;
    stream->rate = streams->rates != NULL ? streams->rates[i] : streams->rate;
    return end >= first && npv_rate_usable(stream->rate);
}

/* What has no row: flow NULL though there are flows. */
int32_t patron_npv_check_flow(const npv_streams *streams, patron_fault *fault);

/* What has no row: a rate for all that is not usable. */
int32_t patron_npv_check_rate(const char *argument, double rate, patron_fault *fault);

/* A timing that does not exist. */
int32_t patron_npv_check_timing(uint32_t timing, patron_fault *fault);

/* The first fault of stream i: its offset, its flows, its rate; PATRON_OK where there is none. */
int32_t patron_npv_diagnose(const npv_streams *streams, size_t i, patron_fault *fault);

/* The first fault of any stream. */
int32_t patron_npv_check_all(const npv_streams *streams, patron_fault *fault);

/* PATRON_E_OVERFLOW of a result of row i. */
int32_t patron_npv_overflow(const char *argument, size_t i, double value, patron_fault *fault);

#endif
