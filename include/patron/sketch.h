/*
 * patron/sketch.h - the whale curve of money in one pass and fixed memory.
 *
 * A sketch counts customers and adds up their money in buckets of a fixed grid of values: exact up to
 * 2^(bits + 1) minor units, then 2^bits buckets for each doubling, losses like gains. Counts and sums
 * are exact, so totals, makers and losers, the peak of the whale curve and every point of the curve
 * that falls on an edge of the grid are exact. Between two edges the curve lies between two bounds
 * that any customers with that count, sum and those edges respect, and that some attain: they differ
 * by less than 2^-(bits + 2) of the money in the one bucket that holds the cut.
 *
 * Sketches merge: any split of the customers gives the bits of the whole. One figure is made exact by
 * a second pass over the same values: ask for its cut, make a refined sketch of the values that the
 * cut names, add all values again, and ask again.
 *
 * The state lives in the caller's memory at a multiple of 8 and has no pointers: copy it, write it
 * out and map it back on a machine of the same byte order. To move it between machines, encode it.
 */
#ifndef PATRON_SKETCH_H
#define PATRON_SKETCH_H

#include <patron/base.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct patron_sketch patron_sketch; /* incomplete: a state in the caller's memory */

/* Caveats of a result; those that pareto.h has too have its numbers. */
enum patron_sketch_note {
    PATRON_SKETCH_NOTE_TOTAL_NOT_POSITIVE = 0x1, /* shares of the total do not exist: NaN */
    PATRON_SKETCH_NOTE_ALL_ZERO = 0x2,           /* every value is 0; the Gini is 0 by convention */
    PATRON_SKETCH_NOTE_LOSSES = 0x4,             /* negative values: the plain Gini may exceed 1;
                                                    gini_rsv does not */
    PATRON_SKETCH_NOTE_NOT_REACHED = 0x40,       /* the peak is below the target share: NaN */
    PATRON_SKETCH_NOTE_TOLERANCE_MOVED = 0x100   /* the tolerance used is a lower one, an edge */
};

/* How a summary is made. Options: all zero, or NULL, is the default. */
typedef struct patron_sketch_options {
    uint32_t struct_size; /* sizeof(patron_sketch_options) */
    uint32_t flags;       /* 0 */
    double tolerance;     /* minor units, finite, >= 0; |value| <= tolerance breaks even [0] */
    double top_share;     /* fraction of customers in [0, 1] [0 = 0.2] */
    double target_share;  /* fraction of the total, finite, >= 0; may exceed 1 [0 = 0.8] */
} patron_sketch_options;

/*
 * The summary of a sketch. Integers are exact; of the others those named _low and _high are bounds,
 * rounded to the nearest double. A result: it may grow at its end.
 */
typedef struct patron_sketch_result {
    uint32_t struct_size;    /* in: sizeof(patron_sketch_result) */
    uint32_t filled_size;    /* out: leading bytes this library knows */
    uint64_t notes;          /* out: PATRON_SKETCH_NOTE_* */
    uint64_t customers;      /* sum of weights */
    uint64_t makers;         /* customers with value > tolerance */
    uint64_t even;           /* customers with |value| <= tolerance */
    uint64_t losers;         /* customers with value < -tolerance */
    int64_t tolerance;       /* minor units: the one used, an edge of the grid */
    int64_t total;           /* minor units, of all */
    int64_t makers_sum;      /* minor units, of makers */
    int64_t even_sum;        /* minor units, of those who break even */
    int64_t losers_sum;      /* minor units, of losers */
    int64_t peak;            /* minor units: the sum of all positive values */
    uint64_t peak_rank;      /* customers up to the peak: those with a positive value */
    int64_t erosion;         /* minor units lost from the peak to the end: peak - total */
    int64_t widest;          /* minor units: the most that the curve's two bounds are apart */
    double peak_customers;   /* fraction of customers up to the peak */
    double peak_share;       /* peak / total */
    double erosion_share;    /* erosion / total */
    double top_sum_low;      /* minor units of the most valuable top_share of customers, at least */
    double top_sum_high;     /* minor units, at most */
    double top_held_low;     /* top_sum_low / total */
    double top_held_high;    /* top_sum_high / total */
    double target_rank_low;  /* smallest k with C_k >= target_share x total, at least */
    double target_rank_high; /* at most */
    double gini_low;         /* population: sum |xi - xj| / (2 n^2 mean), at least */
    double gini_high;        /* at most */
    double gini_rsv_low;     /* Raffinetti, Siletti and Vernizzi, at least */
    double gini_rsv_high;    /* at most */
} patron_sketch_result;

/*
 * Where a cut through the customers, most valuable first, falls: the bucket that holds it, what is
 * known exactly around it, and the bounds. Frozen, 80 bytes.
 */
typedef struct patron_sketch_cut {
    int64_t value_low;  /* minor units: the customer at the cut is worth at least this */
    int64_t value_high; /* minor units: and at most this */
    uint64_t above;     /* customers worth more than value_high */
    int64_t above_sum;  /* minor units, of those */
    uint64_t beside;    /* customers from value_low to value_high */
    int64_t beside_sum; /* minor units, of those */
    uint64_t rank_low;  /* customers up to the cut, at least */
    uint64_t rank_high; /* customers up to the cut, at most */
    int64_t sum_low;    /* minor units, of the customers up to the cut, at least */
    int64_t sum_high;   /* minor units, of the customers up to the cut, at most */
} patron_sketch_cut;

/*
 * Bytes of a sketch; SIZE_MAX where there is no such number or bits are out of range.
 *
 * @param bits  in  resolution, in [3, 10]
 * @cost O(1). 48 + 48 (64 - bits) 2^bits bytes: 23 KB for 3 bits, 350 KB for 7, 2.7 MB for 10.
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_sketch_size(uint32_t bits);

/*
 * Makes a block of memory a sketch of no customers.
 *
 * @param sketch       out          the block, 8-byte aligned
 * @param sketch_size  in           bytes of the block
 * @param bits         in           resolution, in [3, 10]
 * @param fault        out or NULL
 * @fault PATRON_E_RANGE  bits out of range
 * @fault PATRON_E_ALIGN  sketch is not a multiple of 8
 * @fault PATRON_E_SIZE   sketch_size is below patron_sketch_size(bits)
 * @source the grid: G. Tene, HdrHistogram (2012); sums in its buckets and bounds: here
 * @cost O(size), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_sketch_init(patron_sketch *sketch, size_t sketch_size,
                                                  uint32_t bits, patron_fault *fault);

/*
 * Bytes of a refined sketch of so many cells; SIZE_MAX where there is no such number.
 *
 * @param cells  in  in [1, 16777216]
 * @cost O(1). 96 + 24 cells bytes.
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_sketch_refined_size(uint32_t cells);

/*
 * Makes a block of memory a refined sketch of no customers: the values from low to high in at most
 * `cells` cells of one width, the smallest power of two that reaches, and one bucket on each side.
 * With high - low < cells every value has its own cell, and cuts between low and high are exact. Else
 * they are narrower by a factor of cells / 2 or more, and another pass narrows them again.
 *
 * @param sketch       out          the block, 8-byte aligned
 * @param sketch_size  in           bytes of the block
 * @param cells        in           in [1, 16777216]
 * @param low          in           minor units, any: value_low of a cut
 * @param high         in           minor units, >= low: value_high of a cut
 * @param fault        out or NULL
 * @fault PATRON_E_RANGE  cells out of range, or high below low
 * @fault PATRON_E_ALIGN  sketch is not a multiple of 8
 * @fault PATRON_E_SIZE   sketch_size is below patron_sketch_refined_size(cells)
 * @cost O(cells), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_sketch_init_refined(patron_sketch *sketch, size_t sketch_size,
                                                          uint32_t cells, int64_t low, int64_t high,
                                                          patron_fault *fault);

/*
 * Whether a block, say one just mapped, holds a sketch.
 *
 * @param sketch       in           8-byte aligned
 * @param sketch_size  in           bytes of the block
 * @param fault        out or NULL
 * @fault PATRON_E_ALIGN    sketch is not a multiple of 8
 * @fault PATRON_E_SIZE     the block is smaller than the sketch in it
 * @fault PATRON_E_CORRUPT  the block does not hold a sketch
 * @cost O(buckets), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_sketch_check(const patron_sketch *sketch, size_t sketch_size,
                                                   patron_fault *fault);

/*
 * Adds n rows. On a fault exactly the rows before the faulty one have been added.
 *
 * @param sketch       inout           8-byte aligned
 * @param sketch_size  in              bytes of the block
 * @param n            in
 * @param value        in [n]          minor units, any
 * @param weight       in [n] or NULL  customers that a row stands for, any
 * @param fault        out or NULL
 * @fault PATRON_E_ALIGN    sketch is not a multiple of 8
 * @fault PATRON_E_SIZE     the block is smaller than the sketch in it
 * @fault PATRON_E_CORRUPT  the block does not hold a sketch
 * @fault PATRON_E_FULL     more than 2^62 customers in all; the argument is "sketch", the row that of
 *                          the first there was no room for, the value the number of customers held
 * @cost O(n) time, no scratch; mergeable. Looks at the head of the block only, for speed: a block from
 *       elsewhere goes through patron_sketch_check first.
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_sketch_add(patron_sketch *sketch, size_t sketch_size,
                                                 size_t n, const int64_t *value,
                                                 const uint32_t *weight, patron_fault *fault);

/*
 * Adds to a sketch all that another of the same grid holds.
 *
 * @param sketch       inout        8-byte aligned
 * @param sketch_size  in           bytes of the block
 * @param other        in           8-byte aligned; may be the same block as sketch
 * @param other_size   in           bytes of the other block
 * @param fault        out or NULL
 * @fault PATRON_E_ALIGN    a block is not at a multiple of 8
 * @fault PATRON_E_SIZE     a block is smaller than the sketch in it
 * @fault PATRON_E_CORRUPT  a block does not hold a sketch
 * @fault PATRON_E_RANGE    the other was made with another resolution, or refines other values
 * @fault PATRON_E_FULL     more than 2^62 customers in all; the argument is "other"
 * @cost O(buckets), no scratch; mergeable
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_sketch_merge(patron_sketch *sketch, size_t sketch_size,
                                                   const patron_sketch *other, size_t other_size,
                                                   patron_fault *fault);

/*
 * Who makes the profit, in figures: exact ones, and bounds for those that fall between two edges of
 * the grid. The tolerance is moved down to an edge, by less than 2^-bits of itself.
 *
 *     whale curve:  C_high - C_low <= widest < 2^-(bits + 2) (money of a bucket)
 *     gini_high - gini_low < 2^-(bits + 2) (customers of the fullest bucket / customers)
 *                            (peak + losses) / total
 *
 * @param sketch       in           8-byte aligned
 * @param sketch_size  in           bytes of the block
 * @param options      in or NULL   NULL: the defaults
 * @param result       out          struct_size set by the caller
 * @param fault        out or NULL
 * @fault PATRON_E_ALIGN    sketch is not a multiple of 8
 * @fault PATRON_E_SIZE     the block is smaller than the sketch in it
 * @fault PATRON_E_CORRUPT  the block does not hold a sketch
 * @fault PATRON_E_STRUCT    options or result are of no known size; an unknown flag
 * @fault PATRON_E_RANGE     an option outside its range; a refined sketch, the argument is "sketch"
 * @fault PATRON_E_OVERFLOW  a sum that leaves int64_t; the argument is "sketch"
 * @source R. Kaplan and V. Narayanan, "Measuring and managing customer profitability" (2001); bounds of
 *         grouped data: J. Gastwirth, "The estimation of the Lorenz curve and Gini index" (1972)
 * @cost O(buckets), no scratch; mergeable
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_sketch_summary(const patron_sketch *sketch,
                                                     size_t sketch_size,
                                                     const patron_sketch_options *options,
                                                     patron_sketch_result *result,
                                                     patron_fault *fault);

/*
 * The whale curve between its bounds, in as many points as a plot needs: cumulative value over
 * customers, the most valuable first. The first point is (0, 0), the last (1, total). Point j stands
 * at the last whole customer before or at j / (points - 1) of them. Without customers all points are
 * (0, 0).
 *
 * @param sketch       in           8-byte aligned
 * @param sketch_size  in           bytes of the block
 * @param points       in           points of the curve, in [2, 2147483647]
 * @param customers    out [points]  fraction of customers, from 0 to 1, ascending
 * @param low          out [points]  minor units of the most valuable, at least
 * @param high         out [points]  minor units of the most valuable, at most
 * @param fault        out or NULL
 * @fault PATRON_E_ALIGN    sketch is not a multiple of 8
 * @fault PATRON_E_SIZE     the block is smaller than the sketch in it
 * @fault PATRON_E_CORRUPT  the block does not hold a sketch
 * @fault PATRON_E_RANGE     points out of range; a refined sketch, the argument is "sketch"
 * @fault PATRON_E_OVERFLOW  a sum that leaves int64_t; the argument is "sketch"
 * @cost O(buckets + points), no scratch; mergeable
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_sketch_whale(const patron_sketch *sketch, size_t sketch_size,
                                                   size_t points, double *customers, int64_t *low,
                                                   int64_t *high, patron_fault *fault);

/*
 * What the `rank` most valuable customers bring. Exact where sum_low equals sum_high: always so in a
 * bucket of one value, of one customer, and at its edges.
 *
 * @param sketch       in           8-byte aligned
 * @param sketch_size  in           bytes of the block
 * @param rank         in           customers, in [1, 4611686018427387904], at most those held
 * @param cut          out          rank_low = rank_high = rank
 * @param fault        out or NULL
 * @fault PATRON_E_ALIGN    sketch is not a multiple of 8
 * @fault PATRON_E_SIZE     the block is smaller than the sketch in it
 * @fault PATRON_E_CORRUPT  the block does not hold a sketch
 * @fault PATRON_E_RANGE     rank is 0 or more than the customers held; in a refined sketch, the cut is
 *                           not among the values it refines
 * @fault PATRON_E_OVERFLOW  a sum that leaves int64_t; the argument is "sketch"
 * @cost O(buckets), no scratch; mergeable
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_sketch_rank(const patron_sketch *sketch, size_t sketch_size,
                                                  uint64_t rank, patron_sketch_cut *cut,
                                                  patron_fault *fault);

/*
 * The smallest number of customers that bring the sum: the smallest rank with C_rank >= sum, who
 * crosses included. Exact where rank_low equals rank_high.
 *
 * @param sketch       in           8-byte aligned
 * @param sketch_size  in           bytes of the block
 * @param sum          in           minor units, >= 1, at most the peak
 * @param cut          out          rank between its bounds
 * @param fault        out or NULL
 * @fault PATRON_E_ALIGN    sketch is not a multiple of 8
 * @fault PATRON_E_SIZE     the block is smaller than the sketch in it
 * @fault PATRON_E_CORRUPT  the block does not hold a sketch
 * @fault PATRON_E_RANGE     sum is not positive or above the peak; in a refined sketch, the cut is
 *                           not among the positive values it refines
 * @fault PATRON_E_OVERFLOW  a sum that leaves int64_t; the argument is "sketch"
 * @cost O(buckets), no scratch; mergeable
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_sketch_reach(const patron_sketch *sketch, size_t sketch_size,
                                                   int64_t sum, patron_sketch_cut *cut,
                                                   patron_fault *fault);

/*
 * Bytes of the sketch encoded: 72, and 28 for each bucket that holds customers.
 *
 * @param sketch       in           8-byte aligned
 * @param sketch_size  in           bytes of the block
 * @param encoded_size  out         bytes
 * @param fault        out or NULL
 * @fault PATRON_E_ALIGN    sketch is not a multiple of 8
 * @fault PATRON_E_SIZE     the block is smaller than the sketch in it
 * @fault PATRON_E_CORRUPT  the block does not hold a sketch
 * @cost O(buckets), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_sketch_encoded_size(const patron_sketch *sketch,
                                                          size_t sketch_size,
                                                          uint64_t *encoded_size,
                                                          patron_fault *fault);

/*
 * Writes a sketch as bytes that every machine and every later version of the library reads. Sketches
 * of the same grid and the same customers encode to equal bytes, however they were merged.
 *
 * @param sketch       in           8-byte aligned
 * @param sketch_size  in           bytes of the block
 * @param bytes        out [bytes_size]  the first encoded_size are written
 * @param bytes_size   in           at least what patron_sketch_encoded_size says
 * @param fault        out or NULL
 * @fault PATRON_E_ALIGN    sketch is not a multiple of 8
 * @fault PATRON_E_SIZE     a block is too small
 * @fault PATRON_E_CORRUPT  the block does not hold a sketch
 * @cost O(buckets), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_sketch_encode(const patron_sketch *sketch, size_t sketch_size,
                                                    void *bytes, size_t bytes_size,
                                                    patron_fault *fault);

/*
 * Bytes of the block that patron_sketch_decode needs for these bytes.
 *
 * @param bytes         in [bytes_size]  what patron_sketch_encode wrote
 * @param bytes_size    in               bytes
 * @param sketch_size   out              bytes of a block
 * @param fault         out or NULL
 * @fault PATRON_E_SIZE     bytes_size is below what was encoded
 * @fault PATRON_E_CORRUPT  bytes that are not an encoded sketch
 * @fault PATRON_E_FORMAT   a format version newer than this library
 * @cost O(bytes_size), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_sketch_decoded_size(const void *bytes, size_t bytes_size,
                                                          uint64_t *sketch_size,
                                                          patron_fault *fault);

/*
 * Makes a block the sketch that the bytes hold. Any corruption of the bytes is a fault.
 *
 * @param bytes        in [bytes_size]  what patron_sketch_encode wrote
 * @param bytes_size   in               bytes
 * @param sketch       out              the block, 8-byte aligned
 * @param sketch_size  in               bytes of the block
 * @param fault        out or NULL
 * @fault PATRON_E_ALIGN    sketch is not a multiple of 8
 * @fault PATRON_E_SIZE     sketch_size is below patron_sketch_decoded_size, or bytes_size below what
 *                          was encoded
 * @fault PATRON_E_CORRUPT  bytes that are not an encoded sketch
 * @fault PATRON_E_FORMAT   a format version newer than this library
 * @cost O(buckets + bytes_size), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_sketch_decode(const void *bytes, size_t bytes_size,
                                                    patron_sketch *sketch, size_t sketch_size,
                                                    patron_fault *fault);

#ifdef __cplusplus
}
#endif
#endif
