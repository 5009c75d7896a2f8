/*
 * What the tests of numeric/ share: shapes of columns that sorts and selections find hard, and
 * memory of an exact size, at an odd address, between guard bytes.
 */
#ifndef TEST_NUMERIC_H
#define TEST_NUMERIC_H

#include "support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TEST_GUARD = 64, TEST_SHAPES = 15 };

/* Row i of a column of n rows of the given shape. */
static inline double test_shape_real(uint32_t shape, size_t i, size_t n, support_random *state)
{
    double u = support_random_uniform(state);
    switch (shape) {
    case 0:
        return u;
    case 1:
        return 2.0 * u - 1.0;
    case 2:
        return 42.0;
    case 3:
        return floor(5.0 * u) - 2.0;
    case 4:
        return floor(1000.0 * u);
    case 5:
        return (u < 0.5 ? -1.0 : 1.0) * pow(10.0, 600.0 * support_random_uniform(state) - 300.0);
    case 6:
        return i == n / 3 ? -1e308 : i == n / 2 ? 1e308 : 1.0 + u * 1e-9;
    case 7:
        return (double)i;
    case 8:
        return (double)(n - i);
    case 9:
        return u < 0.01 ? 1e12 * u : floor(100.0 * u);
    case 10:
        return i % 3 == 0 ? 0.0 : i % 3 == 1 ? -0.0 : (u < 0.1 ? u : -0.0);
    case 11: /* each magnitude again holds most of the rest: outliers within outliers */
        return ldexp(1.0 + u * 1e-3,
                     -(int)(60.0 * floor(-log(1.0 - support_random_uniform(state)) * 2.0)));
    case 12: /* all but equal; the rest within a few units in the last place */
        return u < 0.9 ? 1.0
                       : 1.0 + 2.220446049250313e-16 * floor(8.0 * support_random_uniform(state));
    case 13: /* within every prefix the keys crowd at its lower end */
        return 1024.0 + floor(16.0 * u) + pow(2.0, -40.0 * support_random_uniform(state));
    default: /* all rows at one end but where a regular sample would look */
        return i % 64 == 0 ? u : 1e6 + u * 1e-3;
    }
}

static inline int64_t test_shape_whole(uint32_t shape, size_t i, size_t n, support_random *state)
{
    uint64_t random = support_random_bits(state);
    switch (shape) {
    case 0:
        return (int64_t)(random >> 1) - INT64_C(0x4000000000000000);
    case 5:
        return (int64_t)(random >> (1 + support_random_bits(state) % 62));
    case 6:
        return i == n / 3 ? INT64_MIN : i == n / 2 ? INT64_MAX : (int64_t)(random % 100);
    default: {
        double real = 1000.0 * test_shape_real(shape, i, n, state);
        return real > 9e18 ? INT64_MAX : real < -9e18 ? INT64_MIN : (int64_t)real;
    }
    }
}

/* size bytes at an odd address, filled with a pattern, guards on both sides. */
typedef struct test_block {
    unsigned char *whole;
    unsigned char *bytes;
    size_t size;
} test_block;

static inline test_block test_block_make(size_t size, unsigned char fill)
{
    test_block block;
    block.size = size;
    block.whole = malloc(size + 2 * TEST_GUARD + 8);
    if (block.whole == NULL)
        abort();
    size_t odd = 1 - ((uintptr_t)block.whole & 1);
    block.bytes = block.whole + TEST_GUARD + odd + (size % 3) * 2;
    memset(block.whole, 0xA5, size + 2 * TEST_GUARD + 8);
    memset(block.bytes, fill, size);
    return block;
}

/* Whether the guards still stand; frees the block. */
static inline int test_block_close(test_block block)
{
    int intact = 1;
    for (unsigned char *at = block.whole; at < block.bytes; ++at)
        intact = intact && *at == 0xA5;
    unsigned char *end = block.whole + block.size + 2 * TEST_GUARD + 8;
    for (unsigned char *at = block.bytes + block.size; at < end; ++at)
        intact = intact && *at == 0xA5;
    free(block.whole);
    return intact;
}

#endif
