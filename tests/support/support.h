/*
 * What the tests share: cmocka (or the shim), chance that is the same on every run and target,
 * comparisons that say what they saw, memory that ends at a guard page, and the real data.
 *
 * A test needs no other header of the test kind: #include "support.h".
 */
#ifndef SUPPORT_H
#define SUPPORT_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#ifndef __wasi__ /* has no setjmp.h; the shim needs none */
#    include <setjmp.h>
#endif
#include <cmocka.h>
#include <patron/base.h>

/* |actual - expected| <= relative |expected| + absolute. NaN is close to NaN, infinity to itself. */
#define assert_close(actual, expected, relative, absolute)                                         \
    assert_true(support_close((actual), (expected), (relative), (absolute)))

/* The fault (a pointer) has this status, argument and row (-1 = none). */
#define assert_fault(fault, status, argument, row)                                                 \
    assert_true(support_fault_is((fault), (status), (argument), (row)))

/* These print what they saw when the answer is no. */
int support_close(double actual, double expected, double relative, double absolute);
int support_fault_is(const patron_fault *fault, int32_t status, const char *argument, int64_t row);

/* A generator of chance (splitmix64): equal seeds give equal draws, bits on every target. */
typedef struct support_random {
    uint64_t state;
} support_random;

support_random support_random_from(uint64_t seed);
uint64_t support_random_bits(support_random *random);
uint64_t support_random_below(support_random *random, uint64_t end); /* 0 .. end - 1 */
int64_t support_random_integer(support_random *random, int64_t first, int64_t last);
double support_random_uniform(support_random *random); /* in (0, 1), 52 bits */
double support_random_between(support_random *random, double low, double high);
double support_random_normal(support_random *random);                   /* mean 0, deviation 1 */
double support_random_exponential(support_random *random, double mean); /* > 0 */
double support_random_pareto(support_random *random, double minimum, double shape);
void support_random_permutation(support_random *random, uint32_t *order, size_t n);

/* size bytes that end exactly at a page no one may touch (where the system has such pages), filled
   with 0xA5. Never NULL. */
void *support_guarded(size_t size);
void support_guarded_free(void *memory, size_t size);

/* PATRON_QUICK=1: emulators and sanitizers ask for short tests. */
int support_quick(void);

/* full rows, or quick rows when the tests are to be short. */
size_t support_rows(size_t full, size_t quick);

/* The path of a file of the real data, in PATRON_DATA; NULL (and a line with the word skipped) where
   it is missing. The text is good until the next call. */
const char *support_data(const char *name);

#endif
