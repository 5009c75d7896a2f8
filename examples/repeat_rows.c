/* Distinct rows among many, and which of them each one is. */
#include "repeat_rows.h"
#include "faults.h"
#include "memory.h"

#include <patron/btyd.h>

#include <stdlib.h>
#include <string.h>

/* The row of a history among the distinct ones, which ascend by (x, t_x, T). */
static int32_t find(const repeat_rows *rows, uint32_t x, double t_x, double T)
{
    size_t low = 0;
    size_t high = rows->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int before = rows->x[middle] != x       ? rows->x[middle] < x
                           : rows->t_x[middle] != t_x ? rows->t_x[middle] < t_x
                                                      : rows->T[middle] < T;
        if (before) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return (int32_t)low;
}

void repeat_rows_make(repeat_rows *rows, size_t n, const uint32_t *x, const double *t_x,
                      const double *T, const double *weight)
{
    patron_fault fault;
    const size_t size = patron_btyd_distinct_scratch_size(n);
    void *scratch = memory_new(size, 1);
    rows->x = memory_new(n, sizeof *rows->x);
    rows->t_x = memory_new(n, sizeof *rows->t_x);
    rows->T = memory_new(n, sizeof *rows->T);
    rows->weight = memory_new(n, sizeof *rows->weight);
    rows->of = memory_new(n, sizeof *rows->of);
    faults_stop(patron_btyd_distinct(n, x, t_x, T, weight, scratch, size, n, rows->x, rows->t_x,
                                     rows->T, rows->weight, &rows->count, &fault),
                &fault);
    free(scratch);
    for (size_t i = 0; i < n; i++) {
        rows->of[i] = weight[i] > 0 ? find(rows, x[i], t_x[i], T[i]) : REPEAT_NOBODY;
    }
}

void repeat_rows_free(repeat_rows *rows)
{
    free(rows->x);
    free(rows->t_x);
    free(rows->T);
    free(rows->weight);
    free(rows->of);
    memset(rows, 0, sizeof *rows);
}
