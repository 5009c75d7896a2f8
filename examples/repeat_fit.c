/* The fits, and which of them is the best. */
#include "faults.h"
#include "memory.h"
#include "repeat.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int free_parameters(uint32_t kind)
{
    return kind == PATRON_BTYD_NBD ? 2 : kind == PATRON_BTYD_GGOM_NBD ? 5 : 4;
}

/*
 * The gaps of regular buyers add (k - 1) times the sum of their logarithms to ln L, whatever the other
 * parameters are: they are added once, here, so that the fit can do with the distinct histories.
 */
static void compare_by(repeat_try *tried, const repeat_base *base)
{
    const double gaps = tried->k > 1 ? (tried->k - 1) * base->log_gaps : 0;
    tried->log_likelihood = tried->fit.log_likelihood + gaps;
    tried->bic =
        tried->fit.verdict != PATRON_BTYD_CONVERGED
            ? (double)NAN
            : free_parameters(tried->kind) * log(tried->fit.customers) - 2 * tried->log_likelihood;
}

void repeat_fit(repeat_try *tried, const repeat_base *base, uint32_t kind, uint32_t k,
                const patron_btyd_model *start)
{
    patron_fault fault;
    patron_btyd_fit_options how;
    const size_t n = base->rows.count;
    const size_t size = patron_btyd_fit_scratch_size(n);
    void *scratch = memory_new(size, 1);
    memset(tried, 0, sizeof *tried);
    memset(&how, 0, sizeof how);
    how.struct_size = (uint32_t)sizeof how;
    how.kind = kind;
    how.k = k;
    tried->kind = kind;
    tried->k = k;
    tried->fit.struct_size = (uint32_t)sizeof tried->fit;
    faults_stop(patron_btyd_fit(&how, start, n, base->rows.x, base->rows.t_x, base->rows.T, NULL,
                                base->rows.weight, scratch, size, &tried->model, tried->covariance,
                                &tried->fit, &fault),
                &fault);
    free(scratch);
    compare_by(tried, base);
}

static const repeat_try *try_one(repeat_tries *tries, const repeat_base *base, uint32_t kind,
                                 uint32_t k, const patron_btyd_model *start)
{
    repeat_try *tried = &tries->tried[tries->count++];
    repeat_fit(tried, base, kind, k, start);
    if (tried->fit.verdict == PATRON_BTYD_CONVERGED &&
        (tries->best == NULL || tried->bic < tries->best->bic)) {
        tries->best = tried;
    }
    return tried;
}

/*
 * The shape of the gaps: k from 2 on, as long as it makes the histories likelier, to 4. Each starts from
 * the one before: at k phases a gap, a phase passes k times as fast.
 */
static void try_regular(repeat_tries *tries, const repeat_base *base, uint32_t kind,
                        const repeat_try *before)
{
    for (uint32_t k = 2; k <= 4; k++) {
        patron_btyd_model start = before->model;
        start.kind = kind;
        start.k = k;
        start.alpha *= (k - 1.0) / k;
        const repeat_try *tried = try_one(
            tries, base, kind, k, before->fit.verdict == PATRON_BTYD_CONVERGED ? &start : NULL);
        if (!(tried->log_likelihood > before->log_likelihood)) {
            break;
        }
        before = tried;
    }
}

const repeat_try *repeat_fit_next(const repeat_tries *tries, const repeat_try *behind)
{
    const repeat_try *next = NULL;
    for (size_t i = 0; i < tries->count; i++) {
        const repeat_try *tried = &tries->tried[i];
        if (tried->fit.verdict == PATRON_BTYD_CONVERGED && tried->bic > behind->bic &&
            (next == NULL || tried->bic < next->bic)) {
            next = tried;
        }
    }
    return next;
}

void repeat_fit_best(repeat_tries *tries, const repeat_base *base)
{
    memset(tries, 0, sizeof *tries);
    const repeat_try *bg = try_one(tries, base, PATRON_BTYD_BG_NBD, 0, NULL);
    const repeat_try *mbg = try_one(tries, base, PATRON_BTYD_MBG_NBD, 0, NULL);
    try_one(tries, base, PATRON_BTYD_PARETO_NBD, 0, NULL);
    if (base->rows.count <= REPEAT_SLOW) {
        try_one(tries, base, PATRON_BTYD_GGOM_NBD, 0, NULL);
    }
    try_one(tries, base, PATRON_BTYD_NBD, 0, NULL);
    if (bg->log_likelihood > mbg->log_likelihood) {
        try_regular(tries, base, PATRON_BTYD_BG_CNBD, bg);
    } else {
        try_regular(tries, base, PATRON_BTYD_MBG_CNBD, mbg);
    }
}
