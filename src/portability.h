/*
 * The one place for what differs between compilers. Every source includes it first.
 *
 * It refuses builds whose arithmetic is not the one the results are promised for, turns contraction
 * off where the compiler would fuse a*b+c, and names the few extensions that pay: each has a plain
 * C form beside it.
 */
#ifndef PATRON_PORTABILITY_H
#define PATRON_PORTABILITY_H

#include <float.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__FAST_MATH__) || defined(_M_FP_FAST)
#    error "patron needs IEEE arithmetic: build without -ffast-math or /fp:fast"
#endif
#if defined(FLT_EVAL_METHOD) && FLT_EVAL_METHOD == 2
#    error "patron needs double arithmetic in double: on 32-bit x86 build with -msse2 -mfpmath=sse"
#endif

/*
 * GCC contracts by default outside -std=c99; its pragma is wanted only where the target can fuse,
 * because it also keeps functions from being inlined across option sets.
 */
#if defined(__GNUC__) && !defined(__clang__) && !defined(__TINYC__)
#    if defined(__FP_FAST_FMA) || defined(__ARM_FEATURE_FMA) || defined(__s390__) ||               \
        defined(__powerpc__) || defined(__ia64__)
#        pragma GCC optimize("fp-contract=off")
#    endif
#elif defined(__clang__)
#    pragma STDC FP_CONTRACT OFF
#elif defined(_MSC_VER)
#    pragma fp_contract(off)
#endif

/* Exported symbols of a build that hides the rest; a Windows DLL lists its own in a .def file. */
#if !defined(PATRON_API) && defined(__GNUC__) && !defined(_WIN32) && !defined(__TINYC__)
#    define PATRON_API __attribute__((visibility("default")))
#endif

#if defined(_MSC_VER)
#    define PORTABILITY_INLINE static __inline
#    define PORTABILITY_RESTRICT __restrict
#else
#    define PORTABILITY_INLINE static inline
#    define PORTABILITY_RESTRICT restrict
#endif

/* A hint that a cache line will soon be read or written; nothing where there is no such hint. */
#if defined(__GNUC__) && !defined(__TINYC__)
#    define PORTABILITY_PREFETCH(address) __builtin_prefetch((address), 0, 3)
#    define PORTABILITY_PREFETCH_WRITE(address) __builtin_prefetch((address), 1, 3)
#else
#    define PORTABILITY_PREFETCH(address) ((void)(address))
#    define PORTABILITY_PREFETCH_WRITE(address) ((void)(address))
#endif

/* The upper 64 bits of a * b: one instruction here; on other targets perhaps a call. */
#if defined(__SIZEOF_INT128__) && !defined(__TINYC__) &&                                           \
    (defined(__x86_64__) || defined(__aarch64__))
PORTABILITY_INLINE uint64_t portability_multiply_high(uint64_t a, uint64_t b)
{
    __extension__ typedef unsigned __int128 portability_u128;
    return (uint64_t)((portability_u128)a * b >> 64);
}
#else
PORTABILITY_INLINE uint64_t portability_multiply_high(uint64_t a, uint64_t b)
{
    uint64_t a_low = a & UINT64_C(0xFFFFFFFF);
    uint64_t a_high = a >> 32;
    uint64_t b_low = b & UINT64_C(0xFFFFFFFF);
    uint64_t b_high = b >> 32;
    uint64_t middle = a_high * b_low + (a_low * b_low >> 32);
    uint64_t cross = a_low * b_high + (middle & UINT64_C(0xFFFFFFFF));
    return a_high * b_high + (middle >> 32) + (cross >> 32);
}
#endif

/* Number of one bits. */
PORTABILITY_INLINE uint32_t portability_popcount64(uint64_t bits)
{
    bits = bits - ((bits >> 1) & UINT64_C(0x5555555555555555));
    bits = (bits & UINT64_C(0x3333333333333333)) + ((bits >> 2) & UINT64_C(0x3333333333333333));
    bits = (bits + (bits >> 4)) & UINT64_C(0x0F0F0F0F0F0F0F0F);
    return (uint32_t)((bits * UINT64_C(0x0101010101010101)) >> 56);
}

#endif
