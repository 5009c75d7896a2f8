/*
 * patron/track.h - watching one series over time: satisfaction, price, churn, visits a day.
 *
 * Columns of one value per period give indexes, changes, moving means, targets, trends and control charts.
 * A patron_track does the same in fixed memory, value by value: a till adds each day and asks whether
 * anything has changed. Tracks of consecutive stretches merge: what each shop's year says is what its
 * twelve months say together.
 *
 * The track lives in the caller's memory, patron_track_size() bytes at a multiple of 8. It has no pointers:
 * copy it, write it out and map it back on a machine of the same byte order. To move it between machines,
 * encode it.
 */
#ifndef PATRON_TRACK_H
#define PATRON_TRACK_H

#include <patron/base.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct patron_track patron_track; /* incomplete: a state in the caller's memory */

/* Which limit a value is beyond. */
enum patron_track_signal {
    PATRON_TRACK_INSIDE = 0, /* between the limits, or on one */
    PATRON_TRACK_ABOVE = 1,  /* above the upper limit */
    PATRON_TRACK_BELOW = 2,  /* below the lower limit */
    PATRON_TRACK_BOTH = 3    /* of a CUSUM: both sums are beyond theirs */
};

/* Caveats of a result. */
enum patron_track_note {
    PATRON_TRACK_NOTE_FEW = 0x1, /* too few values for a figure that is NaN */
    PATRON_TRACK_NOTE_BETWEEN =
        0x2, /* a first signal lies between two periods: merged, not added */
    PATRON_TRACK_NOTE_NO_TREND = 0x4 /* the values all lie at one time: no slope */
};

/* What a track watches for. Frozen, 48 bytes. */
typedef struct patron_track_chart {
    double target; /* the mean in control, in [-1e140, 1e140] */
    double slack;  /* of the CUSUM: half the shift to be found, unit of the values, in [0, 1e140] */
    double limit;  /* of the CUSUM: a sum above this signals, unit of the values, in [0, 1e140] */
    double weight; /* of the EWMA: of the newest value, in (0, 1] */
    double sigma;  /* of the EWMA: standard deviation in control, in [0, 1e140] */
    double width;  /* of the EWMA: its limits are this many standard errors away, in [0, 1000] */
} patron_track_chart;

/* A line through a series, by least squares. A result: it may grow at its end. */
typedef struct patron_track_line {
    uint32_t struct_size; /* in: sizeof(patron_track_line) */
    uint32_t filled_size; /* out: leading bytes this library knows */
    uint64_t notes;       /* out: PATRON_TRACK_NOTE_* */
    uint64_t values;      /* n */
    double intercept;     /* the line at time 0, unit of the values */
    double slope;         /* unit of the values per unit of time */
    double slope_error;   /* standard error; NaN below three values */
    double slope_low;     /* Student's interval */
    double slope_high;    /* Student's interval */
    double t;             /* slope / slope_error; NaN where that is 0 */
    double p_value;       /* of no slope, two-sided; NaN where t is */
    double r_squared;     /* part of the variance that the line explains; NaN where there is none */
    double deviation;     /* standard deviation of the values around the line */
} patron_track_line;

/* A chart of individual values. A result: it may grow at its end. */
typedef struct patron_track_individuals_result {
    uint32_t struct_size;      /* in: sizeof(patron_track_individuals_result) */
    uint32_t filled_size;      /* out: leading bytes this library knows */
    uint64_t notes;            /* out: PATRON_TRACK_NOTE_* */
    uint64_t values;           /* n */
    uint64_t outside;          /* values beyond a limit */
    double mean;               /* center line */
    double moving_range;       /* mean of |value - value before|; NaN below two values */
    double lower;              /* mean - 2.66 moving_range */
    double upper;              /* mean + 2.66 moving_range */
    double moving_range_upper; /* 3.267 moving_range: a larger jump is a signal */
} patron_track_individuals_result;

/*
 * What a track has seen. Counts, least, greatest, total, mean, deviation, the individuals' limits and the
 * line are those of the whole, however it was split, and so are the CUSUM and its peak where values and
 * target are multiples of one unit, else to 1e-30 of the largest; the EWMA is to 1e-12 of its largest; of the
 * first signals see PATRON_TRACK_NOTE_BETWEEN. Deviation and slope_error are right to 1e-11 where the
 * deviation is above 1e-10 of the mean. A result: it may grow at its end.
 */
typedef struct patron_track_result {
    uint32_t struct_size; /* in: sizeof(patron_track_result) */
    uint32_t filled_size; /* out: leading bytes this library knows */
    uint64_t notes;       /* out: PATRON_TRACK_NOTE_* */
    uint64_t values;      /* how many were added */
    int64_t first;        /* period of the first value */
    int64_t next;         /* period of the value to come */
    double newest;        /* the last value; NaN without values, as all below */
    double least;         /* the smallest value */
    double greatest;      /* the largest value */
    double total;         /* exact, rounded once */
    double mean;          /* total / values */
    double deviation;     /* standard deviation, of a sample; NaN below two values */
    double moving_range;  /* mean of |value - value before|; NaN below two values */
    double lower;         /* mean - 2.66 moving_range */
    double upper;         /* mean + 2.66 moving_range */
    double intercept;     /* the line at period 0 */
    double slope;         /* per period; NaN below two values */
    double slope_error;   /* standard error; NaN below three values */
    double slope_low;     /* Student's interval */
    double slope_high;    /* Student's interval */
    double t;             /* slope / slope_error; NaN where that is 0 */
    double p_value;       /* of no slope, two-sided; NaN where t is */
    double ewma;          /* the weighted mean now; the target without values */
    double ewma_lower;    /* its limit now */
    double ewma_upper;    /* its limit now */
    double cusum_high;    /* the upper sum now; 0 without values */
    double cusum_low;     /* the lower sum now; 0 without values */
    double
        cusum_high_peak; /* the largest the upper sum has been: above the limit, it has signaled */
    double cusum_low_peak; /* the largest the lower sum has been */
    int64_t high_after;    /* the first signal of the upper sum is not before this period, */
    int64_t high_by;       /* and not after this: the same where values were added in order; both
                                next where there was none */
    int64_t low_after;     /* the same of the lower sum */
    int64_t low_by;        /* the same of the lower sum */
} patron_track_result;

/*
 * A series as an index: 100 value / base.
 *
 * @param base   in         the value that is 100, finite, > 0
 * @param n      in         periods
 * @param value  in [n]     unit of base, finite
 * @param index  out [n]    100 where value is base
 * @param fault  out or NULL
 * @fault PATRON_E_NOT_FINITE  a number is NaN or infinite
 * @fault PATRON_E_RANGE       base is not above 0
 * @fault PATRON_E_OVERFLOW    an index beyond a double
 * @cost O(n), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_track_index(double base, size_t n, const double *value,
                                                  double *index, patron_fault *fault);

/*
 * The change on the value some periods before: 12 for last year's month, 4 for its quarter, 1 for the
 * period before.
 *
 *     difference_i = value_i - value_(i - lag),   rate_i = difference_i / value_(i - lag)
 *
 * NaN in the first lag rows; rate is NaN where the value before is not above 0.
 *
 * @param lag         in                periods, in [1, 2147483647]
 * @param n           in                periods
 * @param value       in [n]            any unit, finite
 * @param difference  out [n] or NULL   unit of the values
 * @param rate        out [n] or NULL   fraction
 * @param fault       out or NULL
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite
 * @fault PATRON_E_RANGE       lag out of range
 * @fault PATRON_E_OVERFLOW    a change beyond a double; the argument is that of the output
 * @cost O(n), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_track_change(size_t lag, size_t n, const double *value,
                                                   double *difference, double *rate,
                                                   patron_fault *fault);

/*
 * The mean of the last `window` periods that have a value; NaN where fewer than `least` have one. Each is
 * the exact sum rounded once, over the number: a large value leaves no trace when it drops out.
 *
 * @param window  in                periods, in [1, 2147483647]
 * @param least   in                values that make a mean, in [1, 2147483647]
 * @param n       in                periods
 * @param value   in [n]            any unit, in [-1e290, 1e290]; NaN = missing
 * @param mean    out [n]           unit of the values
 * @param used    out [n] or NULL   values in the window
 * @param fault   out or NULL
 * @fault PATRON_E_NOT_FINITE  a value is infinite
 * @fault PATRON_E_RANGE       a value, window or least out of range
 * @cost O(n), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_track_moving_mean(size_t window, size_t least, size_t n,
                                                        const double *value, double *mean,
                                                        uint32_t *used, patron_fault *fault);

/*
 * Value against target.
 *
 * @param n           in                rows
 * @param value       in [n]            any unit, in [-1e300, 1e300]
 * @param target      in [n]            unit of value, in [-1e300, 1e300]
 * @param variance    out [n] or NULL   value - target
 * @param attainment  out [n] or NULL   value / target; NaN where target is not above 0
 * @param fault       out or NULL
 * @fault PATRON_E_NOT_FINITE  a number is NaN or infinite
 * @fault PATRON_E_RANGE       a number out of range
 * @fault PATRON_E_OVERFLOW    a target so small that attainment is no double; the argument is "attainment"
 * @cost O(n), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_track_target(size_t n, const double *value,
                                                   const double *target, double *variance,
                                                   double *attainment, patron_fault *fault);

/*
 * Where a total to date leads by the end of the period, and what the rest of it must bring.
 *
 *     forecast = so_far length / elapsed,   needed = (target - so_far) / (length - elapsed),
 *     attainment = forecast / target
 *
 * needed is per unit of time, negative where the target is passed, NaN when no time is left; attainment is
 * NaN where target is not above 0.
 *
 * @param elapsed     in                time gone, in [0.001, 1e6] and at most length
 * @param length      in                time in all, same unit, in [0.001, 1e6]
 * @param n           in                rows
 * @param so_far      in [n]            total to date, in [-1e280, 1e280]
 * @param target      in [n]            total aimed at, in [-1e280, 1e280]
 * @param forecast    out [n] or NULL   total at the end
 * @param needed      out [n] or NULL   per unit of time
 * @param attainment  out [n] or NULL   fraction
 * @param fault       out or NULL
 * @fault PATRON_E_NOT_FINITE  a number is NaN or infinite
 * @fault PATRON_E_RANGE       a number out of range, or elapsed above length
 * @fault PATRON_E_OVERFLOW    a target so small that attainment is no double; the argument is "attainment"
 * @cost O(n), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_track_run_rate(double elapsed, double length, size_t n,
                                                     const double *so_far, const double *target,
                                                     double *forecast, double *needed,
                                                     double *attainment, patron_fault *fault);

/*
 * The line through a series by least squares, with Student's interval of its slope (n - 2 degrees of
 * freedom).
 *
 * @param confidence  in              fraction in [0.01, 0.9999999999]
 * @param n           in              values
 * @param time        in [n] or NULL  any unit, in [-1e140, 1e140]; NULL = 0, 1, 2, ...
 * @param value       in [n]          any unit, in [-1e140, 1e140]
 * @param result      out             struct_size set by the caller
 * @param fault       out or NULL
 * @fault PATRON_E_NOT_FINITE  a number is NaN or infinite
 * @fault PATRON_E_RANGE       a number out of range
 * @fault PATRON_E_OVERFLOW    times so near each other that a figure is no double; the argument is "value"
 * @fault PATRON_E_STRUCT      the result is of no known size
 * @source N. Draper and H. Smith, "Applied Regression Analysis" (1998), ch. 1
 * @cost O(n), three passes, no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_track_slope(double confidence, size_t n, const double *time,
                                                  const double *value, patron_track_line *result,
                                                  patron_fault *fault);

/*
 * A chart of individual values: mean -+ 2.66 mean moving range.
 *
 * @param n       in                values
 * @param value   in [n]            any unit, in [-1e140, 1e140]
 * @param signal  out [n] or NULL   PATRON_TRACK_INSIDE, ABOVE or BELOW
 * @param result  out               struct_size set by the caller
 * @param fault   out or NULL
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite
 * @fault PATRON_E_RANGE       a value out of range
 * @fault PATRON_E_STRUCT      the result is of no known size
 * @source W. Shewhart (1931); D. Montgomery, "Introduction to Statistical Quality Control" (2009), sec. 6.4
 * @cost O(n), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_track_individuals(size_t n, const double *value,
                                                        uint32_t *signal,
                                                        patron_track_individuals_result *result,
                                                        patron_fault *fault);

/*
 * A chart of shares, of samples that may differ in size: p chart.
 *
 *     center = sum yes / sum of,   limits = center -+ width sqrt(center (1 - center) / of_i), cut at 0, 1
 *
 * share and limits are NaN, the signal INSIDE, where of is 0; center is NaN where all are.
 *
 * @param width   in                standard errors, 3 by custom, in [0, 1000]
 * @param n       in                samples, in [0, 2147483647]
 * @param yes     in [n]            how many, at most of, in [0, 1000000000]
 * @param of      in [n]            of how many, in [0, 1000000000]
 * @param share   out [n] or NULL   fraction
 * @param lower   out [n] or NULL   fraction
 * @param upper   out [n] or NULL   fraction
 * @param signal  out [n] or NULL   PATRON_TRACK_INSIDE, ABOVE or BELOW
 * @param center  out               fraction
 * @param fault   out or NULL
 * @fault PATRON_E_NOT_FINITE  width is NaN or infinite
 * @fault PATRON_E_RANGE       a number out of range, or more yes than asked
 * @source D. Montgomery (2009), sec. 7.2
 * @cost O(n), two passes, no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_track_shares(double width, size_t n, const uint64_t *yes,
                                                   const uint64_t *of, double *share, double *lower,
                                                   double *upper, uint32_t *signal, double *center,
                                                   patron_fault *fault);

/*
 * Exponentially weighted moving averages with their exact limits: wide as they settle, never as if they
 * always had.
 *
 *     z_i = weight x_i + (1 - weight) z_(i-1),   z_0 = target,
 *     limits = target -+ width sigma sqrt(weight (1 - (1 - weight)^(2i)) / (2 - weight))
 *
 * @param chart   in                target, weight, sigma, width; slack and limit are not used
 * @param n       in                values
 * @param value   in [n]            any unit, in [-1e140, 1e140]
 * @param ewma    out [n] or NULL   unit of the values
 * @param lower   out [n] or NULL   unit of the values
 * @param upper   out [n] or NULL   unit of the values
 * @param signal  out [n] or NULL   PATRON_TRACK_INSIDE, ABOVE or BELOW
 * @param fault   out or NULL
 * @fault PATRON_E_NOT_FINITE  a number is NaN or infinite
 * @fault PATRON_E_RANGE       a number out of range
 * @source S. Roberts, "Control chart tests based on geometric moving averages" (1959); D. Montgomery (2009),
 *         eq. 9.22 to 9.26
 * @cost O(n), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_track_ewma(const patron_track_chart *chart, size_t n,
                                                 const double *value, double *ewma, double *lower,
                                                 double *upper, uint32_t *signal,
                                                 patron_fault *fault);

/*
 * The tabular CUSUM: finds a small shift that lasts sooner than any chart of single values.
 *
 *     high_i = max(0, x_i - (target + slack) + high_(i-1)),
 *     low_i  = max(0, (target - slack) - x_i + low_(i-1)),   from 0; above limit is a signal
 *
 * @param chart   in                target, slack, limit; weight, sigma and width are not used
 * @param n       in                values
 * @param value   in [n]            any unit, in [-1e140, 1e140]
 * @param high    out [n] or NULL   unit of the values
 * @param low     out [n] or NULL   unit of the values
 * @param signal  out [n] or NULL   PATRON_TRACK_INSIDE, ABOVE (high), BELOW (low) or BOTH
 * @param fault   out or NULL
 * @fault PATRON_E_NOT_FINITE  a number is NaN or infinite
 * @fault PATRON_E_RANGE       a number out of range
 * @source E. Page, "Continuous inspection schemes" (1954); D. Montgomery (2009), eq. 9.2 and 9.3
 * @cost O(n), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_track_cusum(const patron_track_chart *chart, size_t n,
                                                  const double *value, double *high, double *low,
                                                  uint32_t *signal, patron_fault *fault);

/*
 * Bytes of a track.
 *
 * @cost O(1). About 2.5 KB.
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_track_size(void);

/*
 * Makes a block of memory a track without values.
 *
 * @param track       out         the block, 8-byte aligned
 * @param track_size  in          bytes of the block
 * @param chart       in          what to watch for
 * @param first       in          period of the first value to come, in [-1000000000000000, 1000000000000000]
 * @param fault       out or NULL
 * @fault PATRON_E_ALIGN       track is not a multiple of 8
 * @fault PATRON_E_SIZE        track_size is below patron_track_size()
 * @fault PATRON_E_NOT_FINITE  a member of chart is NaN or infinite
 * @fault PATRON_E_RANGE       a member of chart, or first, out of range
 * @cost O(1), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_track_init(patron_track *track, size_t track_size,
                                                 const patron_track_chart *chart, int64_t first,
                                                 patron_fault *fault);

/*
 * Whether a block, say one just mapped, holds a track.
 *
 * @param track       in          8-byte aligned
 * @param track_size  in          bytes of the block
 * @param fault       out or NULL
 * @fault PATRON_E_ALIGN    track is not a multiple of 8
 * @fault PATRON_E_SIZE     track_size is below patron_track_size()
 * @fault PATRON_E_CORRUPT  the block does not hold a track
 * @cost O(1), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_track_check(const patron_track *track, size_t track_size,
                                                  patron_fault *fault);

/*
 * Adds the values of the next n periods, in order. On a fault exactly the values before the faulty one
 * have been added.
 *
 * @param track       inout       8-byte aligned
 * @param track_size  in          bytes of the block
 * @param n           in          values
 * @param value       in [n]      any unit, in [-1e140, 1e140]
 * @param fault       out or NULL
 * @fault PATRON_E_ALIGN       track is not a multiple of 8
 * @fault PATRON_E_SIZE        track_size is below patron_track_size()
 * @fault PATRON_E_CORRUPT     the block does not hold a track
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite
 * @fault PATRON_E_RANGE       a value out of range
 * @fault PATRON_E_FULL        the period of a value would be 1000000000000000
 * @source R. Neal, "Fast exact summation using small and large superaccumulators" (2015), for the sums
 * @cost O(n), no scratch; mergeable. Looks at the head of the block only, for speed: a block from
 *       elsewhere goes through patron_track_check first.
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_track_add(patron_track *track, size_t track_size, size_t n,
                                                const double *value, patron_fault *fault);

/*
 * Adds to a track the one of the periods right after it, made with the same chart.
 *
 * @param track       inout     8-byte aligned
 * @param track_size  in        bytes of the block
 * @param other       in        8-byte aligned; its first period is the track's next
 * @param other_size  in        bytes of the other block
 * @param fault       out or NULL
 * @fault PATRON_E_ALIGN    a block is not at a multiple of 8
 * @fault PATRON_E_SIZE     a block is smaller than patron_track_size()
 * @fault PATRON_E_CORRUPT  a block does not hold a track
 * @fault PATRON_E_RANGE    the other track is of another chart, or does not begin where this one ends
 * @cost O(1), no scratch; mergeable
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_track_merge(patron_track *track, size_t track_size,
                                                  const patron_track *other, size_t other_size,
                                                  patron_fault *fault);

/*
 * What a track has seen.
 *
 * @param track       in          8-byte aligned
 * @param track_size  in          bytes of the block
 * @param confidence  in          of the slope's interval, fraction in [0.01, 0.9999999999]
 * @param result      out         struct_size set by the caller
 * @param fault       out or NULL
 * @fault PATRON_E_ALIGN       track is not a multiple of 8
 * @fault PATRON_E_SIZE        track_size is below patron_track_size()
 * @fault PATRON_E_CORRUPT     the block does not hold a track
 * @fault PATRON_E_NOT_FINITE  confidence is NaN or infinite
 * @fault PATRON_E_RANGE       confidence out of range
 * @fault PATRON_E_STRUCT      the result is of no known size
 * @source patron_track_slope, _individuals, _ewma and _cusum
 * @cost O(1), no scratch; mergeable
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_track_read(const patron_track *track, size_t track_size,
                                                 double confidence, patron_track_result *result,
                                                 patron_fault *fault);

/*
 * Bytes of an encoded track: the same for every track.
 *
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_track_encoded_size(void);

/*
 * Writes a track as bytes that every machine reads.
 *
 * @param track       in                8-byte aligned
 * @param track_size  in                bytes of the block
 * @param bytes       out [bytes_size]  the first patron_track_encoded_size() are written
 * @param bytes_size  in                at least patron_track_encoded_size()
 * @param fault       out or NULL
 * @fault PATRON_E_ALIGN    track is not a multiple of 8
 * @fault PATRON_E_SIZE     a block is too small
 * @fault PATRON_E_CORRUPT  the block does not hold a track
 * @cost O(1), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_track_encode(const patron_track *track, size_t track_size,
                                                   void *bytes, size_t bytes_size,
                                                   patron_fault *fault);

/*
 * Makes a block the track that the bytes hold. Any corruption of the bytes is a fault.
 *
 * @param bytes       in [bytes_size]  what patron_track_encode wrote
 * @param bytes_size  in               bytes
 * @param track       out              the block, 8-byte aligned
 * @param track_size  in               bytes of the block
 * @param fault       out or NULL
 * @fault PATRON_E_ALIGN    track is not a multiple of 8
 * @fault PATRON_E_SIZE     track_size is below patron_track_size(), or bytes_size below what was encoded
 * @fault PATRON_E_CORRUPT  bytes that are not an encoded track
 * @fault PATRON_E_FORMAT   a format version newer than this library
 * @cost O(1), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_track_decode(const void *bytes, size_t bytes_size,
                                                   patron_track *track, size_t track_size,
                                                   patron_fault *fault);

#ifdef __cplusplus
}
#endif
#endif
