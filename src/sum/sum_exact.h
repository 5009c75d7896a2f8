/*
 * The exact sum of doubles inside the library: what patron_sum holds, without its state around it.
 *
 * The accumulator is the small superaccumulator of R. Neal, "Fast exact summation using small and
 * large superaccumulators" (2015), section 2: an integer in units of 2^-1074, in chunks of 32 bits
 * that are 64 bits wide, so that carries can wait. 544 bytes: on the stack, or in scratch.
 *
 *     patron_sum_exact makers;
 *     patron_sum_exact_init(&makers);
 *     for (...) sum_exact_add(&makers, value[i]);      values known to be finite, one by one
 *     added = patron_sum_exact_add_many(&makers, n, value);    fewer than n: value[added] is not
 *     if (!patron_sum_exact_round(&makers, &total)) ... too large for a double
 */
#ifndef PATRON_SUM_EXACT_H
#define PATRON_SUM_EXACT_H

#include "../portability.h"

#include <string.h>

enum {
    SUM_EXACT_CHUNKS = 67,       /* 2^62 values below 2^1024: 2160 bits, the top 48 in the last */
    SUM_EXACT_PENDING_MAX = 2046 /* a value changes a chunk by less than 2^52; a chunk holds 2^63 */
};

/*
 * The sum is that of chunk[k] 2^(32 k - 1074), each chunk in two's complement. With no additions
 * pending, all chunks but the last are in [0, 2^32): then equal sums have equal chunks.
 */
typedef struct patron_sum_exact {
    uint64_t chunk[SUM_EXACT_CHUNKS];
    uint32_t pending;  /* additions since the carries were last brought up */
    uint32_t reserved; /* 0 */
} patron_sum_exact;

/* The sum of nothing. */
void patron_sum_exact_init(patron_sum_exact *sum);

/* Brings all carries up: afterwards equal sums are equal bytes. */
void patron_sum_exact_settle(patron_sum_exact *sum);

/* Adds values until the first that is NaN or infinite; how many were added. */
size_t patron_sum_exact_add_many(patron_sum_exact *sum, size_t n, const double *value);

/* Adds what other holds, which may be sum itself. At most 2^62 values may come together. */
void patron_sum_exact_merge(patron_sum_exact *sum, const patron_sum_exact *other);

/* The sum, to nearest, ties to even; an exact 0 is +0. 0 where it is too large for a double, and
   then total is not written. */
int patron_sum_exact_round(const patron_sum_exact *sum, double *total);

/* The sum as a double and a second for what rounding took from it: to about 106 bits. 0 as above. */
int patron_sum_exact_split(const patron_sum_exact *sum, double *high, double *low);

/* value / 2^32 towards minus infinity, of a number in two's complement. */
PORTABILITY_INLINE uint64_t sum_exact_carry(uint64_t value)
{
    return ((value ^ UINT64_C(0x8000000000000000)) >> 32) - UINT64_C(0x80000000);
}

/* Adds the finite double that has these bits, without a look at pending. */
PORTABILITY_INLINE void sum_exact_add_bits(uint64_t *chunk, uint64_t bits)
{
    uint64_t exponent = (bits >> 52) & 0x7FF;
    uint64_t normal = exponent != 0;
    uint64_t mantissa = (bits & UINT64_C(0x000FFFFFFFFFFFFF)) | normal << 52;
    uint64_t negative = 0 - (bits >> 63);
    uint64_t shift = exponent - normal;
    uint64_t low = (mantissa << (shift & 31)) & UINT64_C(0xFFFFFFFF);
    uint64_t high = mantissa >> (32 - (shift & 31));
    chunk[shift >> 5] += (low ^ negative) - negative;
    chunk[(shift >> 5) + 1] += (high ^ negative) - negative;
}

/* Adds one finite value. */
PORTABILITY_INLINE void sum_exact_add(patron_sum_exact *sum, double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    if (sum->pending == SUM_EXACT_PENDING_MAX)
        patron_sum_exact_settle(sum);
    sum->pending++;
    sum_exact_add_bits(sum->chunk, bits);
}

#endif
