/* Distinct histories among many, in ascending (x, t_x, T), each with how many have it. */
#ifndef REPEAT_ROWS_H
#define REPEAT_ROWS_H

#include <stddef.h>
#include <stdint.h>

enum repeat_rows_none { REPEAT_NOBODY = -1 };

typedef struct repeat_rows {
    size_t count;
    uint32_t *x;
    double *t_x;
    double *T;
    double *weight;
    int32_t *of; /* which row each of the many is; REPEAT_NOBODY of those of weight 0 */
} repeat_rows;

void repeat_rows_make(repeat_rows *rows, size_t n, const uint32_t *x, const double *t_x,
                      const double *T, const double *weight);
void repeat_rows_free(repeat_rows *rows);

#endif
