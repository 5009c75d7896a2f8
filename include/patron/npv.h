/*
 * patron/npv.h - money over time: present values, paybacks and internal rates of return.
 *
 * Flows are doubles in minor units, received where positive, paid where negative. n streams of
 * flows come in one call: as n rows of m flows each (offset NULL), or ragged, where stream i is
 * flow[offset[i]] to flow[offset[i + 1] - 1] and m is not read. One stream is n = 1.
 *
 * When the first flow happens is never assumed: spreadsheets put it at the end of the first period,
 * textbooks and most code at once. Rates are effective fractions per period: 0.1, not 10, and not a
 * nominal yearly rate over twelve; patron_npv_convert_rate converts.
 *
 * A fault of a flow names the stream as its row and the place in the stream as its column; a fault
 * of an offset names the element of offset.
 */
#ifndef PATRON_NPV_H
#define PATRON_NPV_H

#include <patron/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* When the first flow of a stream happens; each later one happens a period later. */
enum patron_npv_timing {
    PATRON_NPV_START = 1, /* at once: t = 0, 1, 2, ... */
    PATRON_NPV_END = 2,   /* at the end of the first period: t = 1, 2, 3, ...; spreadsheets' NPV */
    PATRON_NPV_MID = 3    /* in the middle of each period: t = 1/2, 3/2, 5/2, ... */
};

/* How many years lie between two days. */
enum patron_npv_basis {
    PATRON_NPV_ACTUAL_365 = 1,   /* fixed: days / 365, leap years or not; spreadsheets' XNPV */
    PATRON_NPV_ACTUAL_ACTUAL = 2 /* ISDA: days in leap years / 366 + days in other years / 365 */
};

/* The day at which dated flows are valued. */
enum patron_npv_origin {
    PATRON_NPV_FIRST_FLOW = 1, /* of each stream, the day of the flow listed first */
    PATRON_NPV_GIVEN_DAY = 2   /* one day for all; flows before it earn interest up to it */
};

/* A number of payments without end. */
enum patron_npv_horizon { PATRON_NPV_FOREVER = 0x7FFFFFFF };

/* What a rate is stated per, or compounded every. */
enum patron_npv_period {
    PATRON_NPV_YEAR = 1,
    PATRON_NPV_HALF_YEAR = 2,
    PATRON_NPV_QUARTER = 3,
    PATRON_NPV_MONTH = 4,
    PATRON_NPV_WEEK_52 = 5,     /* 52 weeks in a year */
    PATRON_NPV_WEEK_365_25 = 6, /* 365.25 / 7 weeks in a year */
    PATRON_NPV_DAY_365 = 7,     /* 365 days in a year */
    PATRON_NPV_DAY_365_25 = 8   /* 365.25 days in a year */
};

/* What kind a rate is of. */
enum patron_npv_rate_kind {
    PATRON_NPV_EFFECTIVE = 1, /* interest of one period on what was there at its start */
    PATRON_NPV_NOMINAL = 2,   /* a yearly rate compounded every period: periods x effective one */
    PATRON_NPV_CONTINUOUS = 3 /* force of interest per year: ln(1 + effective yearly rate) */
};

/* Caveats of a payback. */
enum patron_npv_payback_note {
    PATRON_NPV_NOTE_NEVER = 0x1,    /* the flows never pay back: NaN */
    PATRON_NPV_NOTE_DIPS = 0x2,     /* after it the balance falls below 0 again */
    PATRON_NPV_NOTE_NO_OUTLAY = 0x4 /* the balance is never below 0: paid back at 0 */
};

/* Caveats of an internal rate of return. */
enum patron_npv_irr_note {
    PATRON_NPV_NOTE_NO_ROOT = 0x1, /* no rate in (-1, 1e6] makes the value 0: NaN */
    PATRON_NPV_NOTE_SEVERAL = 0x2, /* more than one rate does */
    PATRON_NPV_NOTE_RISING = 0x4,  /* at no root does the value fall as the rate rises, as for a
                                       loan taken: the rate is the smallest root */
    PATRON_NPV_NOTE_TOUCHES = 0x8, /* at a root the value is 0, as far as doubles can tell, without
                                       changing sign, or two or more roots are too close to tell
                                       apart */
    PATRON_NPV_NOTE_ALL_ZERO = 0x10, /* every flow is 0: every rate makes the value 0: NaN */
    PATRON_NPV_NOTE_TRUNCATED = 0x20 /* not all of its other roots fitted into the list */
};

/* What is known of an internal rate of return. Frozen, 24 bytes. */
typedef struct patron_npv_irr_report {
    double rate;           /* fraction per period (dated: per year), in (-1, 1e6]; NaN: see notes */
    uint32_t sign_changes; /* of the flows in time order, days together, zeros left out */
    uint32_t roots;        /* distinct rates in (-1, 1e6] that make the value 0 */
    uint32_t iterations;   /* evaluations it took, all roots together */
    uint32_t notes;        /* PATRON_NPV_NOTE_NO_ROOT ... */
} patron_npv_irr_report;

/*
 * Net present value of n streams at one rate per period, or at a rate of each stream's own.
 *
 *     npv = sum_{j=0}^{m-1} flow_j / (1 + rate)^(j + s),  s = 0 START, 1 END, 1/2 MID
 *
 * npv(END) = npv(START) / (1 + rate). A stream without flows is worth 0. Sums keep their rounding
 * errors: a value is right to 2^-51 of its terms' sizes added up, and with rates also where the
 * terms cancel; to 1e-12 of these sizes where factors leave the range of doubles.
 *
 * @param timing  in                in [1, 3]: PATRON_NPV_START, END or MID
 * @param rate    in                fraction per period > -1; not read where rates is given
 * @param n       in                streams
 * @param m       in                flows in each stream; not read where offset is given
 * @param flow    in [n*m]          minor units, finite; offset[n] of them where offset is given
 * @param offset  in [n+1] or NULL  place of each stream's first flow, ascending
 * @param rates   in [n] or NULL    fraction per period > -1
 * @param npv     out [n]           minor units
 * @param fault   out or NULL
 * @fault PATRON_E_RANGE       a rate of -1 or less; a timing that does not exist; an offset below the
 *                             one before it
 * @fault PATRON_E_NOT_FINITE  a flow or rate is NaN or infinite
 * @fault PATRON_E_OVERFLOW    a value beyond a double; the argument is "npv"
 * @source R. Brealey, S. Myers and F. Allen, "Principles of Corporate Finance", ch. 2
 * @cost O(flows) time, no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_npv_value(uint32_t timing, double rate, size_t n, size_t m,
                                                const double *flow, const uint32_t *offset,
                                                const double *rates, double *npv,
                                                patron_fault *fault);

/*
 * Bytes of scratch for patron_npv_varying; SIZE_MAX where there is no such number.
 *
 * @param periods  in  rates
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_npv_varying_scratch_size(size_t periods);

/*
 * Net present value of n streams at rates that change from period to period, the same for all.
 *
 *     npv = sum_{j=0}^{m-1} flow_j D_j
 *     START: D_j = 1 / prod_{k<j} (1 + rate_k)    END: D_j = 1 / prod_{k<=j} (1 + rate_k)
 *     MID:   D_j = START's D_j / sqrt(1 + rate_j)
 *
 * rate_k is the effective rate of period k, from time k to time k + 1. Equal rates give what
 * patron_npv_value gives, to rounding.
 *
 * @param timing        in                in [1, 3]: PATRON_NPV_START, END or MID
 * @param n             in                streams
 * @param m             in                flows in each stream; not read where offset is given
 * @param flow          in [n*m]          minor units, finite; offset[n] of them where offset is given
 * @param offset        in [n+1] or NULL  place of each stream's first flow, ascending
 * @param periods       in                rates; at least as many as the longest stream has flows
 * @param rate          in [periods]      fraction per period > -1
 * @param scratch       scratch           at least patron_npv_varying_scratch_size(periods) bytes
 * @param scratch_size  in                bytes
 * @param npv           out [n]           minor units
 * @param fault         out or NULL
 * @fault PATRON_E_RANGE       a rate of -1 or less; a timing that does not exist; an offset below the
 *                             one before it; fewer periods than a stream has flows ("periods")
 * @fault PATRON_E_NOT_FINITE  a flow or rate is NaN or infinite
 * @fault PATRON_E_OVERFLOW    a value beyond a double; the argument is "npv"
 * @fault PATRON_E_SCRATCH     scratch_size is too small
 * @source R. Brealey, S. Myers and F. Allen, "Principles of Corporate Finance", ch. 3 (the term
 *         structure)
 * @cost O(flows + periods) time, 16 bytes of scratch a period; row-wise, rates before the first row
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_npv_varying(uint32_t timing, size_t n, size_t m,
                                                  const double *flow, const uint32_t *offset,
                                                  size_t periods, const double *rate, void *scratch,
                                                  size_t scratch_size, double *npv,
                                                  patron_fault *fault);

/*
 * Bytes of scratch for patron_npv_dated: at most 65536, and none for fewer than 1024 flows.
 *
 * @param flows  in  flows in all streams together
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_npv_dated_scratch_size(size_t flows);

/*
 * Net present value of n streams of dated flows.
 *
 *     npv = sum_j flow_j / (1 + rate)^years(origin, day_j)
 *
 * The order of the flows does not matter, but that PATRON_NPV_FIRST_FLOW means the day of the flow
 * listed first. Flows before the origin count with negative years.
 *
 * @param basis         in                in [1, 2]: PATRON_NPV_ACTUAL_365 or ACTUAL_ACTUAL
 * @param origin        in                in [1, 2]: PATRON_NPV_FIRST_FLOW or GIVEN_DAY
 * @param given_day     in                days since 1970-01-01, any; read for GIVEN_DAY only
 * @param rate          in                fraction per year > -1; not read where rates is given
 * @param n             in                streams
 * @param m             in                flows in each stream; not read where offset is given
 * @param flow          in [n*m]          minor units, finite; offset[n] of them where offset is given
 * @param day           in [n*m]          days since 1970-01-01, any; as many as flows
 * @param offset        in [n+1] or NULL  place of each stream's first flow, ascending
 * @param rates         in [n] or NULL    fraction per year > -1
 * @param scratch       scratch           at least patron_npv_dated_scratch_size(flows) bytes
 * @param scratch_size  in                bytes
 * @param npv           out [n]           minor units
 * @param fault         out or NULL
 * @fault PATRON_E_RANGE       a rate of -1 or less; a basis or origin that does not exist; an offset
 *                             below the one before it
 * @fault PATRON_E_NOT_FINITE  a flow or rate is NaN or infinite
 * @fault PATRON_E_OVERFLOW    a value beyond a double; the argument is "npv"
 * @fault PATRON_E_SCRATCH     scratch_size is too small
 * @source ISDA 2006 Definitions, section 4.16 (b) and (d): Actual/Actual and Actual/365 (Fixed)
 * @cost O(flows) time; one rate on ACTUAL_365 looks its factors up in a table, all else takes an
 *       exponential a flow; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_npv_dated(uint32_t basis, uint32_t origin, int32_t given_day,
                                                double rate, size_t n, size_t m, const double *flow,
                                                const int32_t *day, const uint32_t *offset,
                                                const double *rates, void *scratch,
                                                size_t scratch_size, double *npv,
                                                patron_fault *fault);

/*
 * Present value of n growing annuities, or of perpetuities.
 *
 *     value = sum_{k=1}^{periods} payment (1 + growth)^(k-1) / (1 + rate)^(k - 1 + s)
 *           = payment (1 + rate)^(1-s) (1 - q^periods) / (rate - growth),  q = (1+growth) / (1+rate)
 *
 * with s as for patron_npv_value; payment x periods / (1 + rate)^s at growth = rate, reached
 * without cancellation. For PATRON_NPV_FOREVER, q^periods is 0 and growth < rate is needed.
 *
 * @param timing   in              in [1, 3]: PATRON_NPV_START, END or MID: when the first payment is made
 * @param horizon  in              payments in [0, 2147483647], the last PATRON_NPV_FOREVER; not read
 *                                 where periods is given
 * @param n        in
 * @param payment  in [n]          the first payment, minor units, finite
 * @param rate     in [n]          fraction per period > -1
 * @param growth   in [n] or NULL  of the payment, fraction per period >= -1; NULL: none
 * @param periods  in [n] or NULL  payments in [0, 2147483647], the last PATRON_NPV_FOREVER
 * @param value    out [n]         minor units
 * @param fault    out or NULL
 * @fault PATRON_E_RANGE       a rate or growth outside its range; a timing or number of payments that
 *                             does not exist
 * @fault PATRON_E_NOT_FINITE  an input is NaN or infinite
 * @fault PATRON_E_DIVERGES    FOREVER, a payment that is not 0 and growth >= rate; the argument is
 *                             "rate"
 * @fault PATRON_E_OVERFLOW    a value beyond a double; the argument is "value"
 * @source R. Brealey, S. Myers and F. Allen, "Principles of Corporate Finance", ch. 2 (annuities,
 *         growing perpetuities)
 * @cost O(n) time, no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_npv_annuity(uint32_t timing, uint32_t horizon, size_t n,
                                                  const double *payment, const double *rate,
                                                  const double *growth, const uint32_t *periods,
                                                  double *value, patron_fault *fault);

/*
 * The level payments that are worth n amounts today: the installments of loans.
 *
 *     payment = value / (value of an annuity of 1)
 *
 * Positive for a positive value (spreadsheets' PMT has the other sign). The value a
 * patron_npv_annuity without growth has of it is the value again.
 *
 * @param timing   in              in [1, 3]: PATRON_NPV_START, END or MID: when the first payment is made
 * @param horizon  in              payments in [1, 2147483647], the last PATRON_NPV_FOREVER; not read
 *                                 where periods is given
 * @param n        in
 * @param value    in [n]          today's amount, minor units, finite
 * @param rate     in [n]          fraction per period > -1
 * @param periods  in [n] or NULL  payments in [1, 2147483647], the last PATRON_NPV_FOREVER
 * @param payment  out [n]         minor units per period
 * @param fault    out or NULL
 * @fault PATRON_E_RANGE       a rate outside its range; a timing or number of payments that does not
 *                             exist
 * @fault PATRON_E_NOT_FINITE  an input is NaN or infinite
 * @fault PATRON_E_DIVERGES    FOREVER and a rate that is not above 0; the argument is "rate"
 * @fault PATRON_E_OVERFLOW    a payment beyond a double; the argument is "payment"
 * @source R. Brealey, S. Myers and F. Allen, "Principles of Corporate Finance", ch. 2 (annuities)
 * @cost O(n) time, no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_npv_level_payment(uint32_t timing, uint32_t horizon, size_t n,
                                                        const double *value, const double *rate,
                                                        const uint32_t *periods, double *payment,
                                                        patron_fault *fault);

/*
 * Equivalent annuity of n streams: the level amount per period of a stream's life that is worth as
 * much as the stream, so that projects of unequal lives compare.
 *
 * Where the first flow is at once (START) a stream of m flows lives m - 1 periods, and the amounts
 * come at their ends. Otherwise it lives m periods, and the amounts come when the flows do.
 *
 * @param timing   in                in [1, 3]: PATRON_NPV_START, END or MID
 * @param rate     in                fraction per period > -1; not read where rates is given
 * @param n        in                streams
 * @param m        in                flows in each stream; not read where offset is given
 * @param flow     in [n*m]          minor units, finite; offset[n] of them where offset is given
 * @param offset   in [n+1] or NULL  place of each stream's first flow, ascending
 * @param rates    in [n] or NULL    fraction per period > -1
 * @param annuity  out [n]           minor units per period; NaN for a life of no period
 * @param fault    out or NULL
 * @fault PATRON_E_RANGE       as patron_npv_value
 * @fault PATRON_E_NOT_FINITE  a flow or rate is NaN or infinite
 * @fault PATRON_E_OVERFLOW    a value or annuity beyond a double; the argument is "annuity"
 * @source R. Brealey, S. Myers and F. Allen, "Principles of Corporate Finance", ch. 6 (equivalent
 *         annual cash flows)
 * @cost O(flows) time, no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_npv_equivalent_annuity(uint32_t timing, double rate, size_t n,
                                                             size_t m, const double *flow,
                                                             const uint32_t *offset,
                                                             const double *rates, double *annuity,
                                                             patron_fault *fault);

/*
 * Payback of n streams: the time from now after which the flows have paid back what was put in.
 * Rate 0 is the plain payback, any other the discounted one.
 *
 *     balance_k = sum_{j<=k} flow_j / (1 + rate)^(j + s)
 *     whole  = k + s for the first k with balance_k >= 0 after one below 0
 *     payback = whole - balance_k / (balance_k - balance_{k-1}): the flow spread evenly over the
 *               period before it
 *
 * s as for patron_npv_value. A balance within 2^-50 of the sum of the flows' sizes counts as 0, so
 * that 100 lent at 10 % and paid back as 110 is paid back.
 *
 * @param timing   in                in [1, 3]: PATRON_NPV_START, END or MID
 * @param rate     in                fraction per period > -1; not read where rates is given
 * @param n        in                streams
 * @param m        in                flows in each stream; not read where offset is given
 * @param flow     in [n*m]          minor units, finite; offset[n] of them where offset is given
 * @param offset   in [n+1] or NULL  place of each stream's first flow, ascending
 * @param rates    in [n] or NULL    fraction per period > -1
 * @param payback  out [n] or NULL   periods from now, interpolated; NaN: never
 * @param whole    out [n] or NULL   periods from now, to the flow that pays back; NaN: never
 * @param notes    out [n] or NULL   PATRON_NPV_NOTE_NEVER, DIPS, NO_OUTLAY
 * @param fault    out or NULL
 * @fault PATRON_E_RANGE       as patron_npv_value
 * @fault PATRON_E_NOT_FINITE  a flow or rate is NaN or infinite
 * @fault PATRON_E_OVERFLOW    a balance beyond a double; the argument is "payback"
 * @source R. Brealey, S. Myers and F. Allen, "Principles of Corporate Finance", ch. 5
 * @cost O(flows) time, no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_npv_payback(uint32_t timing, double rate, size_t n, size_t m,
                                                  const double *flow, const uint32_t *offset,
                                                  const double *rates, double *payback,
                                                  double *whole, uint32_t *notes,
                                                  patron_fault *fault);

/*
 * Bytes of scratch for patron_npv_irr; SIZE_MAX where there is no such number.
 *
 * @param longest  in  flows of the longest stream
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_npv_irr_scratch_size(size_t longest);

/*
 * Internal rates of return of n streams: the rates at which a stream is worth nothing, all of them.
 *
 *     sum_j flow_j / (1 + rate)^j = 0,  rate in (-1, 1e6]
 *
 * The rate returned is the smallest one at which the value falls through 0 as the rate rises: what
 * a stream that is worth having at a lower rate and not at a higher one earns. The others of every
 * stream go to the list, streams ascending, and rates ascending within one. Roots that differ by
 * less than about 1e-7 count as one, with PATRON_NPV_NOTE_TOUCHES. A rate within 2^-53 of -1
 * is not looked for.
 *
 * @param n             in                streams
 * @param m             in                flows in each stream; not read where offset is given
 * @param flow          in [n*m]          minor units, finite; offset[n] of them where offset is given
 * @param offset        in [n+1] or NULL  place of each stream's first flow, ascending
 * @param scratch       scratch           at least patron_npv_irr_scratch_size(longest) bytes
 * @param scratch_size  in                bytes
 * @param report        out [n]           rate, counts and notes of each stream
 * @param capacity      in                rows there is room for in the list of other roots
 * @param stream        out [capacity] or NULL  the stream of each other root; NULL where capacity is 0
 * @param root          out [capacity] or NULL  fraction per period; NULL where capacity is 0
 * @param found         out or NULL       other roots there are; min(capacity, found) are written
 * @param fault         out or NULL
 * @fault PATRON_E_RANGE       an offset below the one before it
 * @fault PATRON_E_NOT_FINITE  a flow is NaN or infinite
 * @fault PATRON_E_SCRATCH     scratch_size is too small for the longest stream
 * @source E. Laguerre, "Sur la theorie des equations numeriques" (1883): the real zeros of an
 *         exponential sum are at most its changes of sign
 * @cost O(flows) time for streams with one change of sign; O(s^2 flows) with s; about 70 bytes of
 *       scratch for each flow of the longest stream. Nothing is written on a fault.
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_npv_irr(size_t n, size_t m, const double *flow,
                                              const uint32_t *offset, void *scratch,
                                              size_t scratch_size, patron_npv_irr_report *report,
                                              size_t capacity, uint32_t *stream, double *root,
                                              size_t *found, patron_fault *fault);

/*
 * Bytes of scratch for patron_npv_irr_dated; SIZE_MAX where there is no such number.
 *
 * @param longest  in  flows of the longest stream
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_npv_irr_dated_scratch_size(size_t longest);

/*
 * Internal rates of return of n streams of dated flows, in any order: the yearly rates at which a
 * stream is worth nothing on any day.
 *
 *     sum_j flow_j / (1 + rate)^years(day_0, day_j) = 0,  rate in (-1, 1e6]
 *
 * All else as patron_npv_irr.
 *
 * @param basis         in                in [1, 2]: PATRON_NPV_ACTUAL_365 or ACTUAL_ACTUAL
 * @param n             in                streams
 * @param m             in                flows in each stream; not read where offset is given
 * @param flow          in [n*m]          minor units, finite; offset[n] of them where offset is given
 * @param day           in [n*m]          days since 1970-01-01, any; as many as flows
 * @param offset        in [n+1] or NULL  place of each stream's first flow, ascending
 * @param scratch       scratch           at least patron_npv_irr_dated_scratch_size(longest) bytes
 * @param scratch_size  in                bytes
 * @param report        out [n]           rate, counts and notes of each stream
 * @param capacity      in                rows there is room for in the list of other roots
 * @param stream        out [capacity] or NULL  the stream of each other root; NULL where capacity is 0
 * @param root          out [capacity] or NULL  fraction per year; NULL where capacity is 0
 * @param found         out or NULL       other roots there are; min(capacity, found) are written
 * @param fault         out or NULL
 * @fault PATRON_E_RANGE       a basis that does not exist; an offset below the one before it
 * @fault PATRON_E_NOT_FINITE  a flow is NaN or infinite
 * @fault PATRON_E_OVERFLOW    flows of one day add up beyond a double; the argument is "flow"
 * @fault PATRON_E_SCRATCH     scratch_size is too small for the longest stream
 * @source E. Laguerre, "Sur la theorie des equations numeriques" (1883)
 * @cost as patron_npv_irr, and the sorting of the days. Nothing is written on a fault.
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_npv_irr_dated(
    uint32_t basis, size_t n, size_t m, const double *flow, const int32_t *day,
    const uint32_t *offset, void *scratch, size_t scratch_size, patron_npv_irr_report *report,
    size_t capacity, uint32_t *stream, double *root, size_t *found, patron_fault *fault);

/*
 * Modified internal rate of return of n streams: what was put in, at the rate it was financed at,
 * grows to what came out, at the rate it was reinvested at.
 *
 *     rate = ((sum of flows > 0, compounded at reinvestment to the last flow) /
 *             (- sum of flows < 0, discounted at finance to the first))^(1/(m-1)) - 1
 *
 * @param finance       in                fraction per period > -1
 * @param reinvestment  in                fraction per period > -1
 * @param n             in                streams
 * @param m             in                flows in each stream; not read where offset is given
 * @param flow          in [n*m]          minor units, finite; offset[n] of them where offset is given
 * @param offset        in [n+1] or NULL  place of each stream's first flow, ascending
 * @param modified      out [n]           fraction per period; NaN for flows of one sign only
 * @param fault         out or NULL
 * @fault PATRON_E_RANGE       a rate of -1 or less; an offset below the one before it
 * @fault PATRON_E_NOT_FINITE  a flow or rate is NaN or infinite
 * @fault PATRON_E_OVERFLOW    a rate beyond a double; the argument is "modified"
 * @source OpenDocument 1.2, part 2, 6.12.27 (MIRR)
 * @cost O(flows) time, no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_npv_modified_irr(double finance, double reinvestment,
                                                       size_t n, size_t m, const double *flow,
                                                       const uint32_t *offset, double *modified,
                                                       patron_fault *fault);

/*
 * Profitability index of n streams: the present value of what comes in for each unit of the present
 * value of what goes out. Above 1 where the net present value is above 0.
 *
 *     index = sum of flows > 0, discounted / - sum of flows < 0, discounted
 *
 * For a single outlay at the start it is 1 + npv / outlay. When the first flow happens does not
 * matter.
 *
 * @param rate    in                fraction per period > -1; not read where rates is given
 * @param n       in                streams
 * @param m       in                flows in each stream; not read where offset is given
 * @param flow    in [n*m]          minor units, finite; offset[n] of them where offset is given
 * @param offset  in [n+1] or NULL  place of each stream's first flow, ascending
 * @param rates   in [n] or NULL    fraction per period > -1
 * @param index   out [n]           ratio >= 0; NaN where nothing goes out
 * @param fault   out or NULL
 * @fault PATRON_E_RANGE       a rate of -1 or less; an offset below the one before it
 * @fault PATRON_E_NOT_FINITE  a flow or rate is NaN or infinite
 * @fault PATRON_E_OVERFLOW    an index beyond a double; the argument is "index"
 * @source R. Brealey, S. Myers and F. Allen, "Principles of Corporate Finance", ch. 5
 * @cost O(flows) time, no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_npv_profitability_index(double rate, size_t n, size_t m,
                                                              const double *flow,
                                                              const uint32_t *offset,
                                                              const double *rates, double *index,
                                                              patron_fault *fault);

/*
 * The same growth stated as another kind of rate, or per another period.
 *
 *     f = k ln(1 + effective) = k ln(1 + nominal / k) = continuous,  k periods a year
 *
 * 10 % a year is .797414 % a month (not .8333), .183457 % in each of 52 weeks, .0953102 continuous,
 * and the nominal .0956897 compounded monthly.
 *
 * @param from_kind    in       in [1, 3]: PATRON_NPV_EFFECTIVE, NOMINAL or CONTINUOUS
 * @param from_period  in       in [1, 8]: PATRON_NPV_YEAR ... DAY_365_25; not read for CONTINUOUS
 * @param to_kind      in       in [1, 3]: PATRON_NPV_EFFECTIVE, NOMINAL or CONTINUOUS
 * @param to_period    in       in [1, 8]: PATRON_NPV_YEAR ... DAY_365_25; not read for CONTINUOUS
 * @param n            in
 * @param rate         in [n]   fraction, finite; an effective one above -1, a nominal one above minus
 *                              the periods in a year
 * @param converted    out [n]  fraction; may be the same array as rate
 * @param fault        out or NULL
 * @fault PATRON_E_RANGE       a rate outside its range; a kind or period that does not exist
 * @fault PATRON_E_NOT_FINITE  a rate is NaN or infinite
 * @fault PATRON_E_OVERFLOW    a rate beyond a double; the argument is "converted"
 * @source S. Kellison, "The Theory of Interest", ch. 1
 * @cost O(n) time, no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_npv_convert_rate(uint32_t from_kind, uint32_t from_period,
                                                       uint32_t to_kind, uint32_t to_period,
                                                       size_t n, const double *rate,
                                                       double *converted, patron_fault *fault);

#ifdef __cplusplus
}
#endif
#endif
