/*
 * The state of a sketch and its grid: which values share a bucket.
 *
 * Buckets ascend by value. The logarithmic grid has P = (64 - bits) 2^bits buckets on either side
 * of 0; the magnitude m falls into
 *
 *     index(m) = m                                          for m < 2^(bits + 1)
 *              = shift 2^bits + floor(m / 2^shift)          else, shift = floor(log2 m) - bits
 *
 * which ascends without gaps, so that value v has bucket P + index(v), or P - index(-v). A bucket is
 * 2^shift wide and its values are at least 2^(shift + bits), hence width <= 2^-bits magnitude.
 *
 * The linear grid has a bucket for all values below, cells of 2^fineness values from low to high, and a
 * bucket for all values above.
 */
#ifndef PATRON_SKETCH_GRID_H
#define PATRON_SKETCH_GRID_H

#include "../numeric/numeric_wide.h"
#include "../portability.h"
#include <patron/sketch.h>

enum {
    SKETCH_MAGIC = 0x48534B50, /* "PKSH", read with the bytes of this machine */
    SKETCH_STATE_VERSION = 1,
    SKETCH_BITS_MIN = 3,
    SKETCH_BITS_MAX = 10,
    SKETCH_CELLS_MAX = 16777216
};

enum sketch_kind { SKETCH_LOGARITHMIC = 1, SKETCH_LINEAR = 2 };

#define SKETCH_CUSTOMERS_MAX (UINT64_C(1) << 62)

typedef struct sketch_grid {
    uint32_t kind;
    uint32_t fineness; /* bits; or the logarithm of a cell's width */
    int64_t low;       /* of the cells; 0 in a logarithmic grid */
    int64_t high;
    uint32_t buckets;
    uint32_t reserved; /* 0 */
} sketch_grid;

typedef struct sketch_bucket {
    uint64_t count;
    numeric_wide sum;
} sketch_bucket;

struct patron_sketch {
    uint32_t magic;
    uint32_t version;
    uint64_t customers;
    sketch_grid grid;
};

/* The values from low to high, and the customers among them. */
typedef struct sketch_part {
    int64_t low;
    int64_t high;
    uint64_t count;
    numeric_wide sum;
} sketch_part;

PORTABILITY_INLINE uint32_t sketch_half(uint32_t bits)
{
    return (uint32_t)(64 - bits) << bits;
}

/*
 * The index of |value|, without a branch that chance would make slow. Small magnitudes have shift 0.
 * A double that rounds up to the next power of two is of a magnitude in the last bucket below it, and
 * that has the same index counted from either side.
 */
PORTABILITY_INLINE uint32_t sketch_index(int64_t value, uint32_t bits)
{
    double real = (double)value;
    uint64_t pattern;
    memcpy(&pattern, &real, sizeof pattern);
    uint32_t exponent = (uint32_t)(pattern >> 52) & 0x7FF;
    uint32_t shift = exponent > 1023 + bits ? exponent - 1023 - bits : 0;
    uint64_t sign = (uint64_t)0 - ((uint64_t)value >> 63);
    uint64_t magnitude = ((uint64_t)value ^ sign) - sign;
    return (shift << bits) + (uint32_t)(magnitude >> shift);
}

PORTABILITY_INLINE uint32_t sketch_place_logarithmic(int64_t value, uint32_t bits)
{
    uint32_t sign = (uint32_t)0 - (uint32_t)((uint64_t)value >> 63);
    return sketch_half(bits) + ((sketch_index(value, bits) ^ sign) - sign);
}

PORTABILITY_INLINE uint32_t sketch_place_linear(int64_t value, const sketch_grid *grid)
{
    if (value < grid->low)
        return 0;
    if (value > grid->high)
        return grid->buckets - 1;
    return 1 + (uint32_t)(((uint64_t)value - (uint64_t)grid->low) >> grid->fineness);
}

/* Whether a grid can be; then its buckets fit a uint32_t and every value has a place among them. */
int patron_sketch_grid_is_sound(const sketch_grid *grid);

sketch_grid patron_sketch_grid_logarithmic(uint32_t bits);
sketch_grid patron_sketch_grid_linear(uint32_t cells, int64_t low, int64_t high);

/* The edges of a bucket. */
void patron_sketch_edges(const sketch_grid *grid, uint32_t bucket, int64_t *low, int64_t *high);

/* Bytes of a sketch with so many buckets; SIZE_MAX where there is no such number. */
size_t patron_sketch_bytes(uint64_t buckets);

PORTABILITY_INLINE const sketch_bucket *sketch_buckets(const patron_sketch *sketch)
{
    return (const sketch_bucket *)(const void *)(sketch + 1);
}

PORTABILITY_INLINE sketch_bucket *sketch_buckets_of(patron_sketch *sketch)
{
    return (sketch_bucket *)(void *)(sketch + 1);
}

PORTABILITY_INLINE sketch_part sketch_part_at(const patron_sketch *sketch, uint32_t bucket)
{
    sketch_part part;
    patron_sketch_edges(&sketch->grid, bucket, &part.low, &part.high);
    part.count = sketch_buckets(sketch)[bucket].count;
    part.sum = sketch_buckets(sketch)[bucket].sum;
    return part;
}

/* Whether so many customers between the edges of a bucket can have that sum; count <= 2^62. */
int patron_sketch_part_is_sound(const sketch_grid *grid, uint32_t bucket, const sketch_part *part);

/* The block holds a sketch, edge to edge. */
int32_t patron_sketch_check_whole(const patron_sketch *sketch, size_t sketch_size,
                                  const char *argument, patron_fault *fault);

/* It is not refined; a sum leaves int64_t. */
int32_t patron_sketch_check_all(const patron_sketch *sketch, patron_fault *fault);
int32_t patron_sketch_overflow(patron_fault *fault);

#endif
