/*
 * patron/sum.h - the exact sum of doubles.
 *
 * A patron_sum holds the sum of any number of finite doubles without rounding, so that the result
 * depends on neither their order nor how they were split: sums of parts merged give the bits of the
 * sum of the whole. The total is rounded once, to nearest, ties to even, when it is asked for.
 *
 * The state lives in the caller's memory, patron_sum_size() bytes at a multiple of 8. It has no
 * pointers: copy it, write it out and map it back on a machine of the same byte order. To move it
 * between machines, encode it.
 */
#ifndef PATRON_SUM_H
#define PATRON_SUM_H

#include <patron/base.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct patron_sum patron_sum; /* incomplete: a state in the caller's memory */

/*
 * Bytes of a sum's state.
 *
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_sum_size(void);

/*
 * Makes a block of memory the sum of nothing.
 *
 * @param sum       out         the block, 8-byte aligned
 * @param sum_size  in          bytes of the block
 * @param fault     out or NULL
 * @fault PATRON_E_ALIGN  sum is not a multiple of 8
 * @fault PATRON_E_SIZE   sum_size is below patron_sum_size()
 * @cost O(1), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_sum_init(patron_sum *sum, size_t sum_size,
                                               patron_fault *fault);

/*
 * Whether a block, say one just mapped, holds a sum.
 *
 * @param sum       in          8-byte aligned
 * @param sum_size  in          bytes of the block
 * @param fault     out or NULL
 * @fault PATRON_E_ALIGN    sum is not a multiple of 8
 * @fault PATRON_E_SIZE     sum_size is below patron_sum_size()
 * @fault PATRON_E_CORRUPT  the block does not hold a sum
 * @cost O(1), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_sum_check(const patron_sum *sum, size_t sum_size,
                                                patron_fault *fault);

/*
 * Adds n values. On a fault exactly the values before the faulty one have been added.
 *
 * @param sum       inout       8-byte aligned
 * @param sum_size  in          bytes of the block
 * @param n         in
 * @param value     in [n]      any unit, finite
 * @param fault     out or NULL
 * @fault PATRON_E_ALIGN       sum is not a multiple of 8
 * @fault PATRON_E_SIZE        sum_size is below patron_sum_size()
 * @fault PATRON_E_CORRUPT     the block does not hold a sum
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite
 * @fault PATRON_E_FULL        more than 2^62 values in all; the argument is "sum", the row that of the
 *                             first value there was no room for, the value the number of values held
 * @source R. Neal, "Fast exact summation using small and large superaccumulators" (2015), section 2
 * @cost O(n) time, no scratch; mergeable. Looks at the head of the block only, for speed: a block from
 *       elsewhere goes through patron_sum_check first, and every other function sees a damaged one.
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_sum_add(patron_sum *sum, size_t sum_size, size_t n,
                                              const double *value, patron_fault *fault);

/*
 * Adds to a sum all that another holds.
 *
 * @param sum         inout     8-byte aligned
 * @param sum_size    in        bytes of the block
 * @param other       in        8-byte aligned; may be the same block as sum
 * @param other_size  in        bytes of the other block
 * @param fault       out or NULL
 * @fault PATRON_E_ALIGN    a block is not at a multiple of 8
 * @fault PATRON_E_SIZE     a block is smaller than patron_sum_size()
 * @fault PATRON_E_CORRUPT  a block does not hold a sum
 * @fault PATRON_E_FULL     more than 2^62 values in all; the argument is "other"
 * @cost O(1), no scratch; mergeable
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_sum_merge(patron_sum *sum, size_t sum_size,
                                                const patron_sum *other, size_t other_size,
                                                patron_fault *fault);

/*
 * The total, correctly rounded, and how many values it is of.
 *
 * @param sum       in               8-byte aligned
 * @param sum_size  in               bytes of the block
 * @param total     out              the sum, in the unit of the values; 0 for no values
 * @param count     out or NULL      number of values
 * @param fault     out or NULL
 * @fault PATRON_E_ALIGN     sum is not a multiple of 8
 * @fault PATRON_E_SIZE      sum_size is below patron_sum_size()
 * @fault PATRON_E_CORRUPT   the block does not hold a sum
 * @fault PATRON_E_OVERFLOW  the sum rounds to more than a double holds; the argument is "total"
 * @cost O(1), no scratch; mergeable
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_sum_total(const patron_sum *sum, size_t sum_size,
                                                double *total, uint64_t *count,
                                                patron_fault *fault);

/*
 * Bytes of an encoded sum: the same for every sum.
 *
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_sum_encoded_size(void);

/*
 * Writes a sum as bytes that every machine reads. Equal sums of equally many values encode to equal
 * bytes, however they were added up.
 *
 * @param sum         in                8-byte aligned
 * @param sum_size    in                bytes of the block
 * @param bytes       out [bytes_size]  the first patron_sum_encoded_size() are written
 * @param bytes_size  in                at least patron_sum_encoded_size()
 * @param fault       out or NULL
 * @fault PATRON_E_ALIGN    sum is not a multiple of 8
 * @fault PATRON_E_SIZE     a block is too small
 * @fault PATRON_E_CORRUPT  the block does not hold a sum
 * @cost O(1), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_sum_encode(const patron_sum *sum, size_t sum_size,
                                                 void *bytes, size_t bytes_size,
                                                 patron_fault *fault);

/*
 * Makes a block the sum that the bytes hold. Any corruption of the bytes is a fault.
 *
 * @param bytes       in [bytes_size]  what patron_sum_encode wrote
 * @param bytes_size  in               bytes
 * @param sum         out              the block, 8-byte aligned
 * @param sum_size    in               bytes of the block
 * @param fault       out or NULL
 * @fault PATRON_E_ALIGN    sum is not a multiple of 8
 * @fault PATRON_E_SIZE     sum_size is below patron_sum_size(), or bytes_size below what was encoded
 * @fault PATRON_E_CORRUPT  bytes that are not an encoded sum
 * @fault PATRON_E_FORMAT   a format version newer than this library
 * @cost O(1), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_sum_decode(const void *bytes, size_t bytes_size,
                                                 patron_sum *sum, size_t sum_size,
                                                 patron_fault *fault);

#ifdef __cplusplus
}
#endif
#endif
