/*
 * What a fuzz target stands on. A target is tests/fuzz/fuzz_MODULE.c: it defines
 * LLVMFuzzerTestOneInput, takes its arguments from the input with the functions below and calls the
 * library; the first byte picks the function. Inputs that have run out give zeros.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

typedef struct fuzz_input {
    const uint8_t *bytes;
    size_t size; /* bytes not yet taken */
} fuzz_input;

/* Ends the program unless the library kept a promise: the fuzzer shows the input. */
#define FUZZ_REQUIRE(holds)                                                                        \
    do {                                                                                           \
        if (!(holds)) {                                                                            \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #holds);                            \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

static inline void fuzz_take(fuzz_input *input, void *to, size_t size)
{
    size_t there = size < input->size ? size : input->size;
    memset(to, 0, size);
    if (there > 0)
        memcpy(to, input->bytes, there);
    input->bytes += there;
    input->size -= there;
}

static inline uint8_t fuzz_byte(fuzz_input *input)
{
    uint8_t value;
    fuzz_take(input, &value, sizeof value);
    return value;
}

static inline uint32_t fuzz_u32(fuzz_input *input)
{
    uint32_t value;
    fuzz_take(input, &value, sizeof value);
    return value;
}

static inline uint64_t fuzz_u64(fuzz_input *input)
{
    uint64_t value;
    fuzz_take(input, &value, sizeof value);
    return value;
}

/* 0 .. most: a number of rows. */
static inline size_t fuzz_count(fuzz_input *input, size_t most)
{
    return fuzz_byte(input) % (most + 1);
}

/* Whole numbers of every size: small ones, those at the ends of int64_t, and any. */
static inline int64_t fuzz_whole(fuzz_input *input)
{
    switch (fuzz_byte(input) % 8) {
    case 0:
        return INT64_MAX - fuzz_byte(input);
    case 1:
        return INT64_MIN + fuzz_byte(input);
    case 2:
        return (int64_t)(fuzz_u64(input) >> 1) - INT64_MAX / 2;
    case 3:
        return (int32_t)(fuzz_u32(input) >> 1) - INT32_MAX / 2;
    default:
        return fuzz_byte(input) - 128;
    }
}

/* Doubles of every kind: fractions, small wholes, money, the special ones and any bits. */
static inline double fuzz_real(fuzz_input *input)
{
    static const double special[] = {
        0.0,     -0.0,       1.0,        -1.0,   0.5,
        1e-300,  1e300,      -1e300,     5e-324, 1.7976931348623157e308,
        -5e-324, INFINITY,   -INFINITY,  NAN,    0x1p-1022,
        1e-9,    2147483647, 4294967296, 0x1p53};
    uint64_t bits;
    double value;
    switch (fuzz_byte(input) % 8) {
    case 0:
        return special[fuzz_byte(input) % (sizeof special / sizeof *special)];
    case 1:
        bits = fuzz_u64(input);
        memcpy(&value, &bits, sizeof value);
        return value;
    case 2:
    case 3:
        return fuzz_byte(input) - 128.0;
    case 4:
        return (fuzz_u32(input) >> 1) / 100.0;
    default:
        return fuzz_u32(input) / 4294967295.0;
    }
}

/* size bytes of the heap, no more, so that the sanitizer sees every step outside. */
static inline void *fuzz_memory(size_t size)
{
    void *memory = malloc(size);
    if (memory == NULL && size > 0)
        abort();
    if (size > 0)
        memset(memory, 0xA5, size);
    return memory;
}

static inline double *fuzz_reals(fuzz_input *input, size_t n)
{
    double *column = fuzz_memory(n * sizeof *column);
    for (size_t i = 0; i < n; i++)
        column[i] = fuzz_real(input);
    return column;
}

static inline int64_t *fuzz_wholes(fuzz_input *input, size_t n)
{
    int64_t *column = fuzz_memory(n * sizeof *column);
    for (size_t i = 0; i < n; i++)
        column[i] = fuzz_whole(input);
    return column;
}

#endif
