/*
 * Bases of customers for the tests of fits: real ones, simulated ones.
 */
#ifndef TEST_BTYD_FIT_H
#define TEST_BTYD_FIT_H

#include "support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <patron/btyd.h>
#include <patron/calendar.h>
#include <patron/history.h>

typedef struct base {
    size_t n;
    uint32_t *x;
    double *t_x;
    double *T;
    double *gaps; /* sums of ln gaps */
} base;

typedef struct fitted {
    patron_btyd_model model;
    double covariance[64];
    patron_btyd_fit_result result;
} fitted;

static inline base base_of(size_t n)
{
    base made;
    made.n = n;
    made.x = calloc(n + 1, sizeof *made.x);
    made.t_x = calloc(n + 1, sizeof *made.t_x);
    made.T = calloc(n + 1, sizeof *made.T);
    made.gaps = calloc(n + 1, sizeof *made.gaps);
    assert_true(made.x != NULL && made.t_x != NULL && made.T != NULL && made.gaps != NULL);
    return made;
}

static inline void base_free(base *of)
{
    free(of->x);
    free(of->t_x);
    free(of->T);
    free(of->gaps);
}

static inline void base_put(base *of, size_t i, uint32_t x, double t_x, double T)
{
    of->x[i] = x;
    of->t_x[i] = t_x;
    of->T[i] = T;
}

static inline patron_btyd_fit_options options_of(uint32_t kind)
{
    patron_btyd_fit_options options;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.kind = kind;
    options.k = kind == PATRON_BTYD_BG_CNBD || kind == PATRON_BTYD_MBG_CNBD ? 2 : 0;
    return options;
}

static inline fitted fit_with(const patron_btyd_fit_options *options,
                              const patron_btyd_model *start, const base *of, const double *weight)
{
    fitted made;
    patron_fault fault;
    size_t size = patron_btyd_fit_scratch_size(of->n);
    void *scratch = support_guarded(size);
    memset(&made, 0, sizeof made);
    made.result.struct_size = sizeof made.result;
    int32_t status =
        patron_btyd_fit(options, start, of->n, of->x, of->t_x, of->T, of->gaps, weight, scratch,
                        size, &made.model, made.covariance, &made.result, &fault);
    support_guarded_free(scratch, size);
    assert_int_equal(status, PATRON_OK);
    return made;
}

static inline fitted fit_of(uint32_t kind, const base *of)
{
    patron_btyd_fit_options options = options_of(kind);
    return fit_with(&options, NULL, of, NULL);
}

#endif
