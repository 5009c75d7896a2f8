/*
 * The test by a holdout: the model fitted to the first three quarters of the time, from the first
 * purchase on, and what it expected of the customers of then in the last quarter beside what they did.
 */
#include "faults.h"
#include "memory.h"
#include "repeat.h"

#include <stdlib.h>

static uint32_t *purchases_since(const repeat_base *then, const repeat_base *now)
{
    uint32_t *actual = memory_new(now->customers, sizeof *actual);
    for (size_t i = 0; i < now->customers; i++) {
        actual[i] = then->weight[i] > 0 ? now->x[i] - then->x[i] : 0;
    }
    return actual;
}

static void compare(repeat_holdout *holdout, const repeat_base *then, const repeat_base *now)
{
    patron_fault fault;
    uint32_t *actual = purchases_since(then, now);
    holdout->result.struct_size = (uint32_t)sizeof holdout->result;
    faults_stop(patron_btyd_holdout(&holdout->before.model, holdout->weeks, then->customers,
                                    then->x, then->t_x, then->T, NULL, NULL, then->weight, actual,
                                    REPEAT_BINS, holdout->by_class, &holdout->result, &fault),
                &fault);
    free(actual);
}

/* By the best model or, where that has no fit to the first part alone, by the next that has. */
static void fit(repeat_holdout *holdout, const repeat_tries *tries, const repeat_base *then)
{
    const repeat_try *next = tries->best;
    while (next != NULL && !holdout->made) {
        repeat_fit(&holdout->before, then, next->kind, next->k, &next->model);
        holdout->made = holdout->before.fit.verdict == PATRON_BTYD_CONVERGED;
        next = repeat_fit_next(tries, next);
    }
}

void repeat_holdout_make(repeat *made, const receipts *all, double margin_rate)
{
    const repeat_base *now = &made->base;
    repeat_holdout *holdout = &made->holdout;
    repeat_base then;
    const int64_t days = (int64_t)now->end_day - now->first_day;
    holdout->cut = (int32_t)(now->first_day + days * 3 / 4);
    holdout->weeks = ((double)now->end_day - holdout->cut) / REPEAT_DAYS;
    repeat_base_make(&then, all, holdout->cut, margin_rate);
    if (then.buyers >= REPEAT_LEAST && then.again >= REPEAT_LEAST_AGAIN) {
        fit(holdout, &made->tries, &then);
    }
    if (holdout->made) {
        compare(holdout, &then, now);
    }
    repeat_base_free(&then);
}
