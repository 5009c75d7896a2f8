/*
 * What customers will still buy, discounted. Who is alive goes on in a way that depends on x and T only
 * (but for regular buyers, whose gap is under way), so that the residual, which takes many times as long
 * as anything else here, is needed once for each distinct (x, T). For the slopes and variances behind an
 * interval T is told apart in classes only, within which their ratios to the residual hardly change.
 */
#include "faults.h"
#include "memory.h"
#include "repeat.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { AHEAD_CLASSES = 32 };

static double oldest(const repeat_rows *rows)
{
    double T = 0;
    for (size_t i = 0; i < rows->count; i++) {
        T = fmax(T, rows->T[i]);
    }
    return T;
}

void repeat_ahead_make(repeat_ahead *ahead, const repeat_rows *rows)
{
    const size_t n = rows->count;
    const double width = fmax(oldest(rows) / AHEAD_CLASSES, 1e-9);
    double *t_x = memory_new(n, sizeof *t_x);
    double *middle = memory_new(n, sizeof *middle);
    for (size_t i = 0; i < n; i++) {
        middle[i] = (floor(rows->T[i] / width) + 0.5) * width;
    }
    repeat_rows_make(&ahead->ages, n, rows->x, t_x, rows->T, rows->weight);
    repeat_rows_make(&ahead->classes, n, rows->x, t_x, middle, rows->weight);
    free(t_x);
    free(middle);
}

void repeat_ahead_free(repeat_ahead *ahead)
{
    repeat_rows_free(&ahead->ages);
    repeat_rows_free(&ahead->classes);
}

void repeat_ahead_alive(const patron_btyd_model *model, double force, uint32_t more,
                        const repeat_rows *ages, double *residual)
{
    patron_fault fault;
    const size_t n = ages->count;
    uint32_t *x = memory_new(n, sizeof *x);
    double *t_x = memory_new(n, sizeof *t_x);
    double *alive = memory_new(n, sizeof *alive);
    for (size_t i = 0; i < n; i++) {
        x[i] = ages->x[i] + more;
        t_x[i] = x[i] > 0 ? ages->T[i] : 0;
    }
    faults_stop(patron_btyd_alive(model, n, x, t_x, ages->T, NULL, NULL, alive, &fault), &fault);
    faults_stop(
        patron_btyd_residual(model, force, n, x, t_x, ages->T, NULL, NULL, residual, &fault),
        &fault);
    for (size_t i = 0; i < n; i++) {
        residual[i] = alive[i] > 0 ? residual[i] / alive[i] : 0;
    }
    free(x);
    free(t_x);
    free(alive);
}

void repeat_ahead_residual(const patron_btyd_model *model, double force, const repeat_ahead *ahead,
                           const repeat_rows *rows, const double *alive, double *residual)
{
    patron_fault fault;
    if (model->k > 1) {
        faults_stop(patron_btyd_residual(model, force, rows->count, rows->x, rows->t_x, rows->T,
                                         NULL, NULL, residual, &fault),
                    &fault);
        return;
    }
    double *of_age = memory_new(ahead->ages.count, sizeof *of_age);
    repeat_ahead_alive(model, force, 0, &ahead->ages, of_age);
    for (size_t i = 0; i < rows->count; i++) {
        residual[i] = alive[i] * of_age[ahead->ages.of[i]];
    }
    free(of_age);
}
