#include "pareto_walk.h"

#include "../numeric/numeric_scratch.h"
#include "../numeric/numeric_sort.h"

/*
 * Without weights the sorted values are enough; with weights the order leads to both. So the need is
 * the larger of 8 n and the sort of values, or 4 n and the sort of records.
 */
size_t patron_pareto_walk_scratch_size(size_t n, uint32_t ordered)
{
    if (ordered != 0)
        return 0;
    size_t plain = numeric_scratch_need(NUMERIC_SCRATCH_SLACK, n, sizeof(double));
    plain = numeric_scratch_need(plain, patron_numeric_sort_scratch_size(n, 0), 1);
    size_t weighted = numeric_scratch_need(NUMERIC_SCRATCH_SLACK, n, sizeof(uint32_t));
    weighted = numeric_scratch_need(weighted, patron_numeric_sort_scratch_size(n, 1), 1);
    return plain > weighted ? plain : weighted;
}

void patron_pareto_walk_open(pareto_walk *walk, size_t n, const double *value, const double *weight,
                             const uint32_t *order, numeric_scratch *carve)
{
    walk->n = n;
    walk->at = 0;
    walk->value = value;
    walk->weight = weight;
    walk->order = order;
    walk->sorted = NULL;
    walk->ascending = 0;
    if (order != NULL)
        return;
    if (weight != NULL) {
        uint32_t *made = numeric_scratch_take(carve, n, sizeof *made);
        patron_numeric_sort_real(n, value, 1, carve->at, NULL, made);
        walk->order = made;
    } else {
        double *sorted = numeric_scratch_take(carve, n, sizeof *sorted);
        patron_numeric_sort_real(n, value, 1, carve->at, sorted, NULL);
        walk->sorted = sorted;
    }
}

void patron_pareto_walk_money_open(pareto_walk_money *walk, size_t n, const int64_t *value,
                                   const uint32_t *weight, const uint32_t *order,
                                   numeric_scratch *carve)
{
    walk->n = n;
    walk->at = 0;
    walk->value = value;
    walk->weight = weight;
    walk->order = order;
    walk->sorted = NULL;
    walk->ascending = 0;
    walk->reserved = 0;
    for (size_t i = 0; i < PARETO_BLOCK; i++)
        walk->w[i] = 1;
    if (order != NULL)
        return;
    if (weight != NULL) {
        uint32_t *made = numeric_scratch_take(carve, n, sizeof *made);
        patron_numeric_sort_whole(n, value, 1, carve->at, NULL, made);
        walk->order = made;
    } else {
        int64_t *sorted = numeric_scratch_take(carve, n, sizeof *sorted);
        patron_numeric_sort_whole(n, value, 1, carve->at, sorted, NULL);
        walk->sorted = sorted;
    }
}

/* Where in the descending sequence the i-th row of the next block stands. */
PORTABILITY_INLINE size_t pareto_walk_place(size_t n, size_t at, uint32_t ascending, size_t i)
{
    return ascending ? n - 1 - at - i : at + i;
}

size_t patron_pareto_walk_next(pareto_walk *walk, size_t room)
{
    size_t left = walk->n - walk->at;
    room = room < PARETO_BLOCK ? room : PARETO_BLOCK;
    size_t count = left < room ? left : room;
    for (size_t i = 0; i < count; i++) {
        size_t place = pareto_walk_place(walk->n, walk->at, walk->ascending, i);
        size_t row = walk->order != NULL ? walk->order[place] : place;
        walk->x[i] =
            (walk->order != NULL ? walk->value[row] : walk->sorted[place]) + 0.0; /* no -0 */
        if (walk->weight != NULL)
            walk->w[i] = walk->weight[row];
    }
    walk->at += count;
    return count;
}

size_t patron_pareto_walk_money_next(pareto_walk_money *walk, size_t room)
{
    size_t left = walk->n - walk->at;
    room = room < PARETO_BLOCK ? room : PARETO_BLOCK;
    size_t count = left < room ? left : room;
    for (size_t i = 0; i < count; i++) {
        size_t place = pareto_walk_place(walk->n, walk->at, walk->ascending, i);
        size_t row = walk->order != NULL ? walk->order[place] : place;
        walk->x[i] = walk->order != NULL ? walk->value[row] : walk->sorted[place];
        if (walk->weight != NULL)
            walk->w[i] = walk->weight[row];
    }
    walk->at += count;
    return count;
}
