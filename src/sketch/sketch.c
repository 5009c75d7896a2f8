/*
 * The state of a sketch: made, checked, added to, merged.
 *
 * Counts are at most 2^62 in all, so that a sum of values of 63 bits has at most 125 and no
 * arithmetic on a sound state wraps.
 */
#include "../portability.h"
#include "sketch_grid.h"

#include "../base/base_fault.h"

enum { SKETCH_BLOCK = 128 };

/* --- kernels ---------------------------------------------------------------------------------- */

static void sketch_make_empty(patron_sketch *sketch, sketch_grid grid)
{
    memset(sketch, 0, patron_sketch_bytes(grid.buckets));
    sketch->magic = SKETCH_MAGIC;
    sketch->version = SKETCH_STATE_VERSION;
    sketch->grid = grid;
}

/* The buckets of a block of rows. */
static void sketch_places(const sketch_grid *grid, size_t n, const int64_t *value, uint32_t *place)
{
    const sketch_grid here = *grid;
    if (here.kind == SKETCH_LOGARITHMIC)
        for (size_t i = 0; i < n; i++)
            place[i] = sketch_place_logarithmic(value[i], here.fineness);
    else
        for (size_t i = 0; i < n; i++)
            place[i] = sketch_place_linear(value[i], &here);
}

static void sketch_add_each(sketch_bucket *bucket, const uint32_t *place, size_t n,
                            const int64_t *value)
{
    for (size_t i = 0; i < n; i++) {
        sketch_bucket *to = bucket + place[i];
        to->count++;
        to->sum = numeric_wide_add(to->sum, value[i]);
    }
}

static void sketch_add_weighted(sketch_bucket *bucket, const uint32_t *place, size_t n,
                                const int64_t *value, const uint32_t *weight)
{
    for (size_t i = 0; i < n; i++) {
        sketch_bucket *to = bucket + place[i];
        to->count += weight[i];
        to->sum = numeric_wide_sum(to->sum, numeric_wide_scale(value[i], weight[i]));
    }
}

static void sketch_add_rows(patron_sketch *sketch, size_t n, const int64_t *value,
                            const uint32_t *weight)
{
    uint32_t place[SKETCH_BLOCK];
    for (size_t from = 0; from < n; from += SKETCH_BLOCK) {
        size_t rows = n - from < SKETCH_BLOCK ? n - from : SKETCH_BLOCK;
        sketch_places(&sketch->grid, rows, value + from, place);
        if (weight == NULL)
            sketch_add_each(sketch_buckets_of(sketch), place, rows, value + from);
        else
            sketch_add_weighted(sketch_buckets_of(sketch), place, rows, value + from,
                                weight + from);
    }
}

/* How many of the rows there is room for, and how many customers those are. */
static size_t sketch_room(uint64_t room, size_t n, const uint32_t *weight, uint64_t *customers)
{
    size_t taken = 0;
    *customers = 0;
    if (weight == NULL) {
        taken = n < room ? n : (size_t)room;
        *customers = taken;
        return taken;
    }
    while (taken < n && weight[taken] <= room - *customers)
        *customers += weight[taken++];
    return taken;
}

static void sketch_merge_buckets(patron_sketch *sketch, const patron_sketch *other)
{
    sketch_bucket *to = sketch_buckets_of(sketch);
    const sketch_bucket *from = sketch_buckets(other);
    for (uint32_t b = 0; b < sketch->grid.buckets; b++) {
        to[b].count += from[b].count;
        to[b].sum = numeric_wide_sum(to[b].sum, from[b].sum);
    }
}

/* --- checks ----------------------------------------------------------------------------------- */

static int sketch_head_is_sound(const patron_sketch *sketch)
{
    return sketch->magic == SKETCH_MAGIC && sketch->version == SKETCH_STATE_VERSION &&
           sketch->customers <= SKETCH_CUSTOMERS_MAX && patron_sketch_grid_is_sound(&sketch->grid);
}

static int sketch_buckets_are_sound(const patron_sketch *sketch)
{
    uint64_t customers = 0;
    for (uint32_t b = 0; b < sketch->grid.buckets; b++) {
        const sketch_bucket *bucket = sketch_buckets(sketch) + b;
        if ((bucket->count | bucket->sum.low | bucket->sum.high) == 0)
            continue;
        if (bucket->count > sketch->customers - customers)
            return 0;
        customers += bucket->count;
        sketch_part part = sketch_part_at(sketch, b);
        if (!patron_sketch_part_is_sound(&sketch->grid, b, &part))
            return 0;
    }
    return customers == sketch->customers;
}

static int32_t sketch_fault_corrupt(const char *argument, patron_fault *fault)
{
    return patron_base_fault_plain(fault, PATRON_E_CORRUPT, argument,
                                   "a block that holds a sketch");
}

static int32_t sketch_fault_size(const char *argument, size_t size, patron_fault *fault)
{
    const char *name = argument[0] == 's' ? "sketch_size" : "other_size";
    return patron_base_fault_unsigned(fault, PATRON_E_SIZE, name, -1, size,
                                      "at least the bytes of the sketch");
}

/* As far as the head goes. */
static int32_t sketch_check_head(const patron_sketch *sketch, size_t sketch_size,
                                 const char *argument, patron_fault *fault)
{
    int32_t status = patron_base_check_state(sketch, argument, fault);
    if (status != PATRON_OK)
        return status;
    if (sketch_size < sizeof *sketch)
        return sketch_fault_size(argument, sketch_size, fault);
    if (!sketch_head_is_sound(sketch))
        return sketch_fault_corrupt(argument, fault);
    if (sketch_size < patron_sketch_bytes(sketch->grid.buckets))
        return sketch_fault_size(argument, sketch_size, fault);
    return PATRON_OK;
}

int32_t patron_sketch_check_whole(const patron_sketch *sketch, size_t sketch_size,
                                  const char *argument, patron_fault *fault)
{
    int32_t status = sketch_check_head(sketch, sketch_size, argument, fault);
    if (status == PATRON_OK && !sketch_buckets_are_sound(sketch))
        status = sketch_fault_corrupt(argument, fault);
    return status;
}

int32_t patron_sketch_check_all(const patron_sketch *sketch, patron_fault *fault)
{
    if (sketch->grid.kind == SKETCH_LOGARITHMIC)
        return PATRON_OK;
    return patron_base_fault_plain(fault, PATRON_E_RANGE, "sketch",
                                   "a sketch of all values, not a refined one");
}

int32_t patron_sketch_overflow(patron_fault *fault)
{
    return patron_base_fault_plain(fault, PATRON_E_OVERFLOW, "sketch", "sums in int64_t");
}

static int32_t sketch_check_rows(size_t n, const int64_t *value, patron_fault *fault)
{
    return n > 0 && value == NULL ? patron_base_fault_null(fault, "value") : PATRON_OK;
}

static int sketch_same_grid(const sketch_grid *a, const sketch_grid *b)
{
    return a->kind == b->kind && a->fineness == b->fineness && a->low == b->low &&
           a->high == b->high;
}

/* --- public ----------------------------------------------------------------------------------- */

size_t PATRON_CALL patron_sketch_size(uint32_t bits)
{
    if (bits < SKETCH_BITS_MIN || bits > SKETCH_BITS_MAX)
        return SIZE_MAX;
    return patron_sketch_bytes(2 * (uint64_t)sketch_half(bits));
}

int32_t PATRON_CALL patron_sketch_init(patron_sketch *sketch, size_t sketch_size, uint32_t bits,
                                       patron_fault *fault)
{
    int32_t status = patron_base_check_state(sketch, "sketch", fault);
    if (status != PATRON_OK)
        return status;
    if (bits < SKETCH_BITS_MIN || bits > SKETCH_BITS_MAX)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "bits", -1, bits,
                                          "a resolution in [3, 10]");
    sketch_grid grid = patron_sketch_grid_logarithmic(bits);
    if (sketch_size < patron_sketch_bytes(grid.buckets))
        return sketch_fault_size("sketch", sketch_size, fault);
    sketch_make_empty(sketch, grid);
    return PATRON_OK;
}

size_t PATRON_CALL patron_sketch_refined_size(uint32_t cells)
{
    if (cells < 1 || cells > SKETCH_CELLS_MAX)
        return SIZE_MAX;
    return patron_sketch_bytes((uint64_t)cells + 2);
}

int32_t PATRON_CALL patron_sketch_init_refined(patron_sketch *sketch, size_t sketch_size,
                                               uint32_t cells, int64_t low, int64_t high,
                                               patron_fault *fault)
{
    int32_t status = patron_base_check_state(sketch, "sketch", fault);
    if (status != PATRON_OK)
        return status;
    if (cells < 1 || cells > SKETCH_CELLS_MAX)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "cells", -1, cells,
                                          "a count in [1, 16777216]");
    if (high < low)
        return patron_base_fault_signed(fault, PATRON_E_RANGE, "high", -1, high,
                                        "a value not below low");
    sketch_grid grid = patron_sketch_grid_linear(cells, low, high);
    if (sketch_size < patron_sketch_bytes((uint64_t)cells + 2))
        return sketch_fault_size("sketch", sketch_size, fault);
    sketch_make_empty(sketch, grid);
    return PATRON_OK;
}

int32_t PATRON_CALL patron_sketch_check(const patron_sketch *sketch, size_t sketch_size,
                                        patron_fault *fault)
{
    return patron_sketch_check_whole(sketch, sketch_size, "sketch", fault);
}

int32_t PATRON_CALL patron_sketch_add(patron_sketch *sketch, size_t sketch_size, size_t n,
                                      const int64_t *value, const uint32_t *weight,
                                      patron_fault *fault)
{
    int32_t status = sketch_check_head(sketch, sketch_size, "sketch", fault);
    if (status == PATRON_OK)
        status = sketch_check_rows(n, value, fault);
    if (status != PATRON_OK)
        return status;
    uint64_t customers;
    size_t taken = sketch_room(SKETCH_CUSTOMERS_MAX - sketch->customers, n, weight, &customers);
    sketch_add_rows(sketch, taken, value, weight);
    sketch->customers += customers;
    if (taken < n)
        return patron_base_fault_unsigned(fault, PATRON_E_FULL, "sketch", (int64_t)taken,
                                          sketch->customers, "at most 2^62 customers in all");
    return PATRON_OK;
}

int32_t PATRON_CALL patron_sketch_merge(patron_sketch *sketch, size_t sketch_size,
                                        const patron_sketch *other, size_t other_size,
                                        patron_fault *fault)
{
    int32_t status = patron_sketch_check_whole(sketch, sketch_size, "sketch", fault);
    if (status == PATRON_OK)
        status = patron_sketch_check_whole(other, other_size, "other", fault);
    if (status != PATRON_OK)
        return status;
    if (!sketch_same_grid(&sketch->grid, &other->grid))
        return patron_base_fault_plain(fault, PATRON_E_RANGE, "other",
                                       "a sketch of the same resolution and values");
    uint64_t customers = sketch->customers + other->customers;
    if (customers > SKETCH_CUSTOMERS_MAX)
        return patron_base_fault_unsigned(fault, PATRON_E_FULL, "other", -1, other->customers,
                                          "at most 2^62 customers in all");
    sketch_merge_buckets(sketch, other);
    sketch->customers = customers;
    return PATRON_OK;
}
