/* What a purchase brings: the gamma-gamma model where it holds, else each customer's own mean. */
#include "faults.h"
#include "memory.h"
#include "repeat.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void look(repeat_spend *spend, const repeat_base *base)
{
    patron_fault fault;
    const size_t n = base->customers;
    const size_t size = patron_spend_independence_scratch_size(n);
    void *scratch = memory_new(size, 1);
    spend->looked.struct_size = (uint32_t)sizeof spend->looked;
    faults_stop(patron_spend_independence(0.05, n, base->x, base->mean, scratch, size,
                                          &spend->looked, &fault),
                &fault);
    free(scratch);
}

static void fit(repeat_spend *spend, const repeat_base *base)
{
    patron_fault fault;
    const size_t n = base->customers;
    const size_t size = patron_spend_fit_scratch_size(n);
    void *scratch = memory_new(size, 1);
    spend->fit.struct_size = (uint32_t)sizeof spend->fit;
    faults_stop(patron_spend_fit(NULL, NULL, n, base->x, base->mean, base->weight, scratch, size,
                                 &spend->model, spend->covariance, &spend->fit, &fault),
                &fault);
    free(scratch);
}

/* Returns have made less than nothing of some means, which the model takes for nothing. */
void repeat_spend_expected(const patron_spend_model *model, const repeat_base *base, double *money)
{
    patron_fault fault;
    double *mean = memory_new(base->customers, sizeof *mean);
    for (size_t i = 0; i < base->customers; i++) {
        mean[i] = fmax(base->mean[i], 0);
    }
    faults_stop(patron_spend_expected(model, base->customers, base->x, mean, money, &fault),
                &fault);
    free(mean);
}

/*
 * Only a rank correlation that is there and of a medium size (0.3; a small one is 0.1: J. Cohen,
 * "Statistical Power Analysis", 1988) rules the model out. Pearson's is not asked: a few large spenders
 * make one.
 */
int repeat_spend_depends(const repeat_spend *spend)
{
    return (spend->looked.notes & PATRON_SPEND_NOTE_RANK) != 0 && fabs(spend->looked.rank) >= 0.3;
}

/* Whether all means are in the range of the model. */
static int fits(const repeat_base *base)
{
    size_t beyond = 0;
    for (size_t i = 0; i < base->customers; i++) {
        beyond += fabs(base->mean[i]) > 1e15;
    }
    return beyond == 0;
}

void repeat_spend_make(repeat_spend *spend, const repeat_base *base)
{
    memset(spend, 0, sizeof *spend);
    spend->money = memory_new(base->customers, sizeof *spend->money);
    if (fits(base)) {
        look(spend, base);
        fit(spend, base);
    }
    spend->gamma_gamma = spend->fit.verdict == PATRON_SPEND_CONVERGED &&
                         (spend->fit.notes & PATRON_SPEND_NOTE_INFINITE_MEAN) == 0 &&
                         !repeat_spend_depends(spend);
    if (spend->gamma_gamma) {
        repeat_spend_expected(&spend->model, base, spend->money);
        return;
    }
    for (size_t i = 0; i < base->customers; i++) {
        spend->money[i] = fmax(base->own[i], 0);
    }
}
