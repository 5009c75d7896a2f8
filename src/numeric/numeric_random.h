/*
 * Chance without a state: the draws of a row depend on the seed, the row and how many were made before,
 * and on nothing else, so that rows can be drawn in any order and anywhere.
 *
 * The bits are Philox-4x32 with 10 rounds: a bijection of the counter (draw, row) under the key, the
 * seed. Source: J. Salmon, M. Moraes, R. Dror and D. Shaw, "Parallel random numbers: as easy as 1, 2, 3"
 * (2011).
 */
#ifndef PATRON_NUMERIC_RANDOM_H
#define PATRON_NUMERIC_RANDOM_H

#include "../portability.h"

typedef struct numeric_random {
    uint64_t seed;
    uint64_t row;
    uint64_t block; /* the next one */
    uint64_t spare; /* the second half of the last one */
    uint32_t left;  /* 1 where spare has not been drawn */
} numeric_random;

/* One block: word[4] is the counter, and becomes the bits. */
void patron_numeric_philox(uint64_t key, uint32_t *word);

numeric_random patron_numeric_random_open(uint64_t seed, uint64_t row);
uint64_t patron_numeric_random_bits(numeric_random *random);

/* In (0, 1), a multiple of 2^-53: never 0, never 1. */
double patron_numeric_random_uniform(numeric_random *random);

/* Of mean 1, in [1.1e-16, 37]. */
double patron_numeric_random_exponential(numeric_random *random);

/* Of mean 0 and variance 1. */
double patron_numeric_random_normal(numeric_random *random);

/* ln of a gamma of this shape > 0 and rate 1: a logarithm because draws of small shapes leave the range of
   a double. */
double patron_numeric_random_log_gamma(numeric_random *random, double shape);

/* ln(p / (1 - p)) of a beta of shapes a, b > 0: it keeps both p and 1 - p. */
double patron_numeric_random_logit_beta(numeric_random *random, double a, double b);

#endif
