/*
 * The grids of sketches, from bucket to values.
 */
#include "../portability.h"
#include "sketch_grid.h"

int patron_sketch_grid_is_sound(const sketch_grid *grid)
{
    if (grid->reserved != 0)
        return 0;
    if (grid->kind == SKETCH_LOGARITHMIC)
        return grid->fineness >= SKETCH_BITS_MIN && grid->fineness <= SKETCH_BITS_MAX &&
               grid->low == 0 && grid->high == 0 &&
               grid->buckets == 2 * sketch_half(grid->fineness);
    if (grid->kind != SKETCH_LINEAR || grid->fineness > 63 || grid->high < grid->low)
        return 0;
    uint64_t cells = ((uint64_t)grid->high - (uint64_t)grid->low) >> grid->fineness;
    return cells < SKETCH_CELLS_MAX && grid->buckets == cells + 3;
}

sketch_grid patron_sketch_grid_logarithmic(uint32_t bits)
{
    sketch_grid grid;
    memset(&grid, 0, sizeof grid);
    grid.kind = SKETCH_LOGARITHMIC;
    grid.fineness = bits;
    grid.buckets = 2 * sketch_half(bits);
    return grid;
}

sketch_grid patron_sketch_grid_linear(uint32_t cells, int64_t low, int64_t high)
{
    sketch_grid grid;
    uint64_t width = (uint64_t)high - (uint64_t)low;
    memset(&grid, 0, sizeof grid);
    grid.kind = SKETCH_LINEAR;
    while (width >> grid.fineness >= cells && grid.fineness < 63)
        ++grid.fineness;
    grid.low = low;
    grid.high = high;
    grid.buckets = (uint32_t)(width >> grid.fineness) + 3;
    return grid;
}

/* The magnitudes of an index, the highest no more than 2^63. */
static void sketch_magnitudes(uint32_t index, uint32_t bits, uint64_t *least, uint64_t *most)
{
    if (index >> (bits + 1) == 0) {
        *least = *most = index;
        return;
    }
    uint32_t shift = (index >> bits) - 1;
    *least = (uint64_t)(index - (shift << bits)) << shift;
    *most = *least >> 63 != 0 ? *least : *least + ((UINT64_C(1) << shift) - 1);
}

/* -magnitude, in [1, 2^63]. */
static int64_t sketch_negative(uint64_t magnitude)
{
    return -(int64_t)(magnitude - 1) - 1;
}

/* value + distance, which is an int64_t. */
static int64_t sketch_up(int64_t value, uint64_t distance)
{
    uint64_t moved = (uint64_t)value + distance;
    int64_t there;
    memcpy(&there, &moved, sizeof there);
    return there;
}

static void sketch_cell(const sketch_grid *grid, uint32_t bucket, int64_t *low, int64_t *high)
{
    uint64_t from = (uint64_t)(bucket - 1) << grid->fineness;
    uint64_t rest = (uint64_t)grid->high - (uint64_t)grid->low - from;
    uint64_t last = (UINT64_C(1) << grid->fineness) - 1;
    *low = sketch_up(grid->low, from);
    *high = sketch_up(*low, last < rest ? last : rest);
}

void patron_sketch_edges(const sketch_grid *grid, uint32_t bucket, int64_t *low, int64_t *high)
{
    if (grid->kind == SKETCH_LINEAR) {
        if (bucket == 0) {
            *low = INT64_MIN;
            *high = grid->low > INT64_MIN ? grid->low - 1 : INT64_MIN;
        } else if (bucket == grid->buckets - 1) {
            *low = grid->high < INT64_MAX ? grid->high + 1 : INT64_MAX;
            *high = INT64_MAX;
        } else {
            sketch_cell(grid, bucket, low, high);
        }
        return;
    }
    uint32_t half = sketch_half(grid->fineness);
    uint64_t least, most;
    if (bucket >= half) {
        sketch_magnitudes(bucket - half, grid->fineness, &least, &most);
        *low = (int64_t)least;
        *high = (int64_t)most;
    } else {
        sketch_magnitudes(half - bucket, grid->fineness, &least, &most);
        *low = sketch_negative(most);
        *high = sketch_negative(least);
    }
}

size_t patron_sketch_bytes(uint64_t buckets)
{
    uint64_t bytes = sizeof(patron_sketch) + buckets * sizeof(sketch_bucket);
    return bytes < SIZE_MAX ? (size_t)bytes : SIZE_MAX;
}

int patron_sketch_part_is_sound(const sketch_grid *grid, uint32_t bucket, const sketch_part *part)
{
    /* Nobody is below the least int64_t, nor above the greatest. */
    if (grid->kind == SKETCH_LINEAR && sketch_place_linear(part->low, grid) != bucket)
        return 0;
    uint64_t width = (uint64_t)part->high - (uint64_t)part->low;
    numeric_wide above =
        numeric_wide_difference(part->sum, numeric_wide_scale(part->low, part->count));
    return !numeric_wide_is_negative(above) &&
           numeric_wide_compare(above, numeric_wide_product(width, part->count)) <= 0;
}
