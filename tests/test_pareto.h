/*
 * What the tests of pareto share: calls with scratch of the exact size that ends at a guard page, and
 * columns of chance.
 */
#ifndef TEST_PARETO_H
#define TEST_PARETO_H

#include "support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <patron/pareto.h>

static inline void *pareto_allocate(size_t size)
{
    void *memory = calloc(size + 1, 1);
    assert_true(memory != NULL);
    return memory;
}

static inline int32_t pareto_summarize(const patron_pareto_options *options, size_t n,
                                       const double *value, const double *weight,
                                       const uint32_t *order, patron_pareto_result *result)
{
    uint32_t flags = options != NULL ? options->flags : 0;
    size_t size = patron_pareto_summary_scratch_size(n, flags, order != NULL);
    void *scratch = support_guarded(size);
    memset(result, 0x5A, sizeof *result);
    result->struct_size = sizeof *result;
    int32_t status =
        patron_pareto_summary(options, n, value, weight, order, scratch, size, result, NULL);
    support_guarded_free(scratch, size);
    return status;
}

static inline int32_t pareto_summarize_money(const patron_pareto_options *options, size_t n,
                                             const int64_t *value, const uint32_t *weight,
                                             const uint32_t *order,
                                             patron_pareto_money_result *result)
{
    uint32_t flags = options != NULL ? options->flags : 0;
    size_t size = patron_pareto_summary_scratch_size(n, flags, order != NULL);
    void *scratch = support_guarded(size);
    memset(result, 0x5A, sizeof *result);
    result->struct_size = sizeof *result;
    int32_t status =
        patron_pareto_summary_money(options, n, value, weight, order, scratch, size, result, NULL);
    support_guarded_free(scratch, size);
    return status;
}

static inline void pareto_order_of(size_t n, const double *value, uint32_t *order)
{
    size_t size = patron_pareto_rank_scratch_size(n);
    void *scratch = support_guarded(size);
    assert_int_equal(patron_pareto_rank(n, value, scratch, size, order, NULL, NULL), PATRON_OK);
    support_guarded_free(scratch, size);
}

/* Values of a kind that shops have, and kinds that they should not: kind in [0, 8). */
static inline void pareto_column(support_random *random, uint32_t kind, size_t n, double *value)
{
    for (size_t i = 0; i < n; i++) {
        double x = support_random_normal(random);
        if (kind == 0)
            x = (double)support_random_integer(random, -4, 9); /* ties, zeros, losses */
        else if (kind == 1)
            x = support_random_pareto(random, 100.0, 1.16);
        else if (kind == 2)
            x = support_random_exponential(random, 50.0);
        else if (kind == 3)
            x = x * 1e300;
        else if (kind == 4)
            x = (double)support_random_integer(random, 0, 900) * 4.9e-324;
        else if (kind == 5)
            x = 20.0 + x * 1e-7; /* nearly equal */
        else if (kind == 6)
            x = (double)support_random_integer(random, 0, 3);
        else
            x = x * 30.0 + 10.0;
        value[i] = x;
    }
}

enum { PARETO_KINDS = 8 };

#endif
