/*
 * patron/apportion.h - an amount of money split so that nothing is lost: whole minor units that add up
 * to the total exactly, each within one unit of its quota.
 *
 *     quota_i = total weight_i / sum of the weights
 *
 * Every policy first rounds the quotas toward zero. The odd units that are left, fewer than there
 * are rows, go one each to rows whose quota is not whole, in the policy's order; so
 * |share - quota| < 1 always, and a row of weight 0 gets nothing. Splitting -total gives the
 * shares of total with their signs turned. Ties go to the lower row.
 *
 * Everything is decided in integers, exactly and alike on every platform. Weights that are doubles
 * are first rounded toward zero to a multiple of 2^-79 of the power of two that the largest of them
 * reaches: doubles that are whole numbers up to 2^53 give what the same integers give.
 */
#ifndef PATRON_APPORTION_H
#define PATRON_APPORTION_H

#include <patron/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Who gets the odd units, one each, among the rows whose quota is not whole. */
enum patron_apportion_policy {
    PATRON_APPORTION_LARGEST_REMAINDER = 0, /* who lost most to rounding down (Hamilton) */
    PATRON_APPORTION_FIRST = 1,             /* the first rows */
    PATRON_APPORTION_LAST = 2,              /* the last rows */
    PATRON_APPORTION_LARGEST_WEIGHT = 3     /* the largest weights */
};

/* What one minor unit is in the columns named carry: 2^PATRON_APPORTION_CARRY_BITS. */
enum patron_apportion_carry_bits { PATRON_APPORTION_CARRY_BITS = 48 };

/*
 * Bytes of scratch for splits of one total over n rows; SIZE_MAX where there is no such number.
 *
 * @param n  in  rows
 * @cost O(1): about 16 n + 1 KiB
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_apportion_scratch_size(size_t n);

/*
 * Bytes of scratch for patron_apportion_rows and _rows_counts; SIZE_MAX where there is no such number.
 *
 * @param m  in  targets of each total
 * @cost O(1): about 16 m + 1 KiB
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_apportion_rows_scratch_size(size_t m);

/*
 * Bytes of scratch for patron_apportion_carry and _carry_counts; SIZE_MAX where there is no such
 * number.
 *
 * @param n  in  rows
 * @cost O(1): about 40 n + 1 KiB
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_apportion_carry_scratch_size(size_t n);

/*
 * Splits one total over n weights. 1003 by 49 and 51 is 491 and 512; 100 by 1, 1 and 1 is 34, 33 and
 * 33; -5 by 3 and 7 is -2 and -3.
 *
 * @param policy        in               PATRON_APPORTION_LARGEST_REMAINDER, FIRST, LAST,
 *                                       LARGEST_WEIGHT
 * @param total         in               minor units, any
 * @param n             in               rows, in [0, 2147483647]
 * @param weight        in [n]           any unit, >= 0, finite
 * @param scratch       scratch
 * @param scratch_size  in               bytes
 * @param share         out [n]          minor units; their sum is total
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  a weight is NaN or infinite
 * @fault PATRON_E_RANGE       a weight below 0; all weights 0 and a total that is not; policy or n
 *                             out of range
 * @fault PATRON_E_SCRATCH     scratch_size below patron_apportion_scratch_size(n)
 * @source A. Hamilton's method of largest remainders: M. Balinski, H. P. Young, "Fair Representation"
 *         (1982), ch. 2
 * @cost O(n)
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_apportion_split(uint32_t policy, int64_t total, size_t n,
                                                      const double *weight, void *scratch,
                                                      size_t scratch_size, int64_t *share,
                                                      patron_fault *fault);

/*
 * Like patron_apportion_split, over weights that are whole numbers: counts, or money.
 *
 * @param policy        in               PATRON_APPORTION_LARGEST_REMAINDER, FIRST, LAST,
 *                                       LARGEST_WEIGHT
 * @param total         in               minor units, any
 * @param n             in               rows, in [0, 2147483647]
 * @param weight        in [n]           any unit, >= 0
 * @param scratch       scratch
 * @param scratch_size  in               bytes
 * @param share         out [n]          minor units; their sum is total
 * @param fault         out or NULL
 * @fault PATRON_E_RANGE       a weight below 0; all weights 0 and a total that is not; policy or n
 *                             out of range
 * @fault PATRON_E_SCRATCH     scratch_size below patron_apportion_scratch_size(n)
 * @source A. Hamilton's method of largest remainders: M. Balinski, H. P. Young, "Fair Representation"
 *         (1982), ch. 2
 * @cost O(n)
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_apportion_split_counts(uint32_t policy, int64_t total,
                                                             size_t n, const int64_t *weight,
                                                             void *scratch, size_t scratch_size,
                                                             int64_t *share, patron_fault *fault);

/*
 * Splits n totals, each over m weights of its own: every order over its lines, say.
 *
 * @param policy        in               PATRON_APPORTION_LARGEST_REMAINDER, FIRST, LAST,
 *                                       LARGEST_WEIGHT
 * @param n             in               totals, in [0, 2147483647]
 * @param total         in [n]           minor units, any
 * @param m             in               targets of each total, in [0, 2147483647]
 * @param weight        in [n*m]         any unit, >= 0, finite; row-major
 * @param scratch       scratch
 * @param scratch_size  in               bytes
 * @param share         out [n*m]        minor units; each row adds up to its total
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  a weight is NaN or infinite; the fault has its column
 * @fault PATRON_E_RANGE       a weight below 0; all weights of a row 0 and its total not; policy, n, m
 *                             or their product out of range
 * @fault PATRON_E_SCRATCH     scratch_size below patron_apportion_rows_scratch_size(m)
 * @source A. Hamilton's method of largest remainders: M. Balinski, H. P. Young, "Fair Representation"
 *         (1982), ch. 2
 * @cost O(n m); row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_apportion_rows(uint32_t policy, size_t n,
                                                     const int64_t *total, size_t m,
                                                     const double *weight, void *scratch,
                                                     size_t scratch_size, int64_t *share,
                                                     patron_fault *fault);

/*
 * Like patron_apportion_rows, over weights that are whole numbers.
 *
 * @param policy        in               PATRON_APPORTION_LARGEST_REMAINDER, FIRST, LAST,
 *                                       LARGEST_WEIGHT
 * @param n             in               totals, in [0, 2147483647]
 * @param total         in [n]           minor units, any
 * @param m             in               targets of each total, in [0, 2147483647]
 * @param weight        in [n*m]         any unit, >= 0; row-major
 * @param scratch       scratch
 * @param scratch_size  in               bytes
 * @param share         out [n*m]        minor units; each row adds up to its total
 * @param fault         out or NULL
 * @fault PATRON_E_RANGE       a weight below 0 (the fault has its column); all weights of a row 0 and
 *                             its total not; policy, n, m or their product out of range
 * @fault PATRON_E_SCRATCH     scratch_size below patron_apportion_rows_scratch_size(m)
 * @source A. Hamilton's method of largest remainders: M. Balinski, H. P. Young, "Fair Representation"
 *         (1982), ch. 2
 * @cost O(n m); row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_apportion_rows_counts(uint32_t policy, size_t n,
                                                            const int64_t *total, size_t m,
                                                            const int64_t *weight, void *scratch,
                                                            size_t scratch_size, int64_t *share,
                                                            patron_fault *fault);

/*
 * Splits one of many totals so that no party is favored over time: what each is owed in fractions of
 * a unit is carried to the next split. One cent over two equal parties goes to the first, the next
 * to the second.
 *
 * In every split the shares add up to the total, none has the other sign, and a weight of 0 gets
 * nothing. While the proportions of the weights stay the same and the totals keep their sign, every
 * party's shares so far differ from its quotas so far by less than one unit, give or take 2^-48 of a
 * unit per split, to which quotas are rounded in the carry. A split in which every party takes
 * part, and none is ahead by more than its quota in it, brings all back within one unit.
 *
 * @param total         in               minor units, at most 2^62 either way
 * @param n             in               parties, in [0, 2147483647]
 * @param weight        in [n]           any unit, >= 0, finite
 * @param scratch       scratch
 * @param scratch_size  in               bytes
 * @param carry         inout [n]        2^-48 minor units, at most 2^61 either way; 0 at first:
 *                                       quotas so far minus shares so far
 * @param share         out [n]          minor units; their sum is total
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  a weight is NaN or infinite
 * @fault PATRON_E_RANGE       a weight below 0, a carry out of range; all weights 0 and a total that is
 *                             not; n or total out of range
 * @fault PATRON_E_OVERFLOW    a carry that would leave [-2^61, 2^61]
 * @fault PATRON_E_SCRATCH     scratch_size below patron_apportion_carry_scratch_size(n)
 * @source G. Steiner, S. Yeomans, "Level schedules for mixed-model, just-in-time processes" (1993);
 *         R. Tijdeman, "The chairman assignment problem" (1980)
 * @cost O(n). Not promised: less than one unit over splits whose proportions change; no rule that
 *       does not know the splits to come can keep it (docs/apportion.md has four parties and three
 *       splits that show it).
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_apportion_carry(int64_t total, size_t n, const double *weight,
                                                      void *scratch, size_t scratch_size,
                                                      int64_t *carry, int64_t *share,
                                                      patron_fault *fault);

/*
 * Like patron_apportion_carry, over weights that are whole numbers.
 *
 * @param total         in               minor units, at most 2^62 either way
 * @param n             in               parties, in [0, 2147483647]
 * @param weight        in [n]           any unit, >= 0
 * @param scratch       scratch
 * @param scratch_size  in               bytes
 * @param carry         inout [n]        2^-48 minor units, at most 2^61 either way; 0 at first:
 *                                       quotas so far minus shares so far
 * @param share         out [n]          minor units; their sum is total
 * @param fault         out or NULL
 * @fault PATRON_E_RANGE       a weight below 0, a carry out of range; all weights 0 and a total that is
 *                             not; n or total out of range
 * @fault PATRON_E_OVERFLOW    a carry that would leave [-2^61, 2^61]
 * @fault PATRON_E_SCRATCH     scratch_size below patron_apportion_carry_scratch_size(n)
 * @source G. Steiner, S. Yeomans, "Level schedules for mixed-model, just-in-time processes" (1993);
 *         R. Tijdeman, "The chairman assignment problem" (1980)
 * @cost O(n). Not promised: less than one unit over splits whose proportions change; no rule that
 *       does not know the splits to come can keep it (docs/apportion.md has four parties and three
 *       splits that show it).
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_apportion_carry_counts(int64_t total, size_t n,
                                                             const int64_t *weight, void *scratch,
                                                             size_t scratch_size, int64_t *carry,
                                                             int64_t *share, patron_fault *fault);

/*
 * Rounds amounts that add up to about a whole total, so that they add up to it exactly: each to one of
 * the two whole numbers around it, up first where the fraction is largest (compared to 2^-64), ties by row. A whole
 * amount stays. The negated amounts and total give the negated result: rows are compared by the
 * sign of the total, or of the first amount that is not 0.
 *
 * @param total         in               minor units, any
 * @param n             in               rows, in [0, 2147483647]
 * @param value         in [n]           minor units, in [-4e18, 4e18]
 * @param scratch       scratch
 * @param scratch_size  in               bytes
 * @param rounded       out [n]          minor units; their sum is total
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite
 * @fault PATRON_E_RANGE       a value out of range; a total that no such rounding reaches (the
 *                             argument is "total"); n out of range
 * @fault PATRON_E_SCRATCH     scratch_size below patron_apportion_scratch_size(n)
 * @cost O(n)
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_apportion_round(int64_t total, size_t n, const double *value,
                                                      void *scratch, size_t scratch_size,
                                                      int64_t *rounded, patron_fault *fault);

#ifdef __cplusplus
}
#endif
#endif
