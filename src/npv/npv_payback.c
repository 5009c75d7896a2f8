/*
 * Payback: the first return of the balance to 0 or above after it was below.
 *
 * Source: R. Brealey, S. Myers and F. Allen, "Principles of Corporate Finance", ch. 5.
 */
#include "../portability.h"

#include "../base/base_fault.h"
#include "npv_factor.h"
#include "npv_stream.h"

/* A balance this small beside the flows that made it is 0. */
#define NPV_PAYBACK_NIL 8.8817841970012523e-16 /* 2^-50 */

typedef struct npv_payback {
    double whole;
    double payback;
    uint32_t notes;
    int finite; /* 0 where a balance is beyond a double */
} npv_payback;

/* What the walk along a stream knows. */
typedef struct npv_payback_walk {
    numeric_pair balance;
    double nil; /* what counts as 0 beside the flows so far */
    int below;  /* it has been below 0 */
} npv_payback_walk;

static double npv_payback_balance(const npv_payback_walk *walk)
{
    double balance = numeric_pair_value(walk->balance);
    return fabs(balance) <= walk->nil ? 0.0 : balance;
}

static void npv_payback_step(npv_payback_walk *walk, double worth, double time, npv_payback *found)
{
    double before = npv_payback_balance(walk);
    walk->balance = numeric_pair_add(walk->balance, worth);
    walk->nil += NPV_PAYBACK_NIL * fabs(worth);
    double balance = npv_payback_balance(walk);
    int paid_back = found->whole >= 0.0;
    if (paid_back && balance < 0.0)
        found->notes |= PATRON_NPV_NOTE_DIPS;
    if (!paid_back && walk->below && balance >= 0.0) {
        found->whole = time;
        found->payback = time - 0.5 * balance / (0.5 * balance - 0.5 * before);
    }
    walk->below |= balance < 0.0;
}

static npv_payback npv_payback_of(const npv_stream *stream, uint32_t timing)
{
    npv_payback found = {-1.0, -1.0, 0, 1};
    npv_payback_walk walk = {{0.0, 0.0}, 0.0, 0};
    double start = npv_factor_start(timing);
    double force = log1p(stream->rate);
    int plain = (double)stream->count * fabs(force) <= NPV_WIDE_REACH;
    numeric_pair step = npv_factor_of(plain ? stream->rate : 0.0);
    numeric_pair factor = numeric_pair_make(1.0, 0.0);
    double shift = plain ? npv_factor_shift(timing, stream->rate) : 1.0;
    for (size_t j = 0; j < stream->count; j++) {
        double time = (double)j + start;
        double worth = stream->flow[j] * numeric_pair_value(factor) * shift;
        if (!plain) {
            npv_wide term = npv_wide_zero();
            patron_npv_wide_add(&term, stream->flow[j], time * force);
            worth = npv_wide_value(term);
        }
        npv_payback_step(&walk, worth, time, &found);
        factor = numeric_pair_product(factor, step);
    }
    found.finite = npv_finite(numeric_pair_value(walk.balance));
    if (!walk.below) {
        found.whole = found.payback = 0.0;
        found.notes = PATRON_NPV_NOTE_NO_OUTLAY;
    } else if (found.whole < 0.0) {
        found.whole = found.payback = (double)NAN;
        found.notes = PATRON_NPV_NOTE_NEVER;
    }
    return found;
}

int32_t PATRON_CALL patron_npv_payback(uint32_t timing, double rate, size_t n, size_t m,
                                       const double *flow, const uint32_t *offset,
                                       const double *rates, double *payback, double *whole,
                                       uint32_t *notes, patron_fault *fault)
{
    npv_streams streams = npv_streams_make(n, m, flow, offset, rates, rate);
    int32_t status = patron_npv_check_flow(&streams, fault);
    if (status == PATRON_OK)
        status = patron_npv_check_timing(timing, fault);
    if (status == PATRON_OK && rates == NULL)
        status = patron_npv_check_rate("rate", rate, fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        npv_stream stream;
        npv_payback found = {0.0, 0.0, 0, 0};
        if (npv_slice(&streams, i, &stream))
            found = npv_payback_of(&stream, timing);
        if (!found.finite) {
            status = patron_npv_diagnose(&streams, i, fault);
            return status != PATRON_OK ? status
                                       : patron_npv_overflow("payback", i, HUGE_VAL, fault);
        }
        if (payback != NULL)
            payback[i] = found.payback;
        if (whole != NULL)
            whole[i] = found.whole;
        if (notes != NULL)
            notes[i] = found.notes;
    }
    return status;
}
