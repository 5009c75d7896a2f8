#include "repeat.h"
#include "faults.h"
#include "memory.h"

#include <stdlib.h>
#include <string.h>

/* The discount of a year as a continuous one of a week; 0 where there is none. */
static double force_of(double discount)
{
    patron_fault fault;
    double force = 0;
    if (discount > 0) {
        faults_stop(patron_clv_convert_discount(PATRON_CLV_EFFECTIVE, 1, PATRON_CLV_CONTINUOUS,
                                                REPEAT_YEAR, 1, &discount, &force, &fault),
                    &fault);
    }
    return force;
}

static int absence_of(const repeat_base *base)
{
    const int64_t days = (int64_t)base->end_day - base->first_day + 1;
    return base->buyers < REPEAT_LEAST || base->again < REPEAT_LEAST_AGAIN ? REPEAT_TOO_FEW
           : days < REPEAT_LEAST_DAYS                                      ? REPEAT_TOO_SHORT
                                                                           : REPEAT_PRESENT;
}

static void fit(repeat *made, const options *chosen)
{
    int choice = REPEAT_NAMES_BEST;
    uint32_t kind = 0;
    uint32_t k = 0;
    repeat_names_read(chosen->model, &choice, &kind, &k);
    made->asked = choice == REPEAT_NAMES_ONE;
    if (!made->asked) {
        repeat_fit_best(&made->tries, &made->base);
        return;
    }
    repeat_try *tried = &made->tries.tried[0];
    repeat_fit(tried, &made->base, kind, k, NULL);
    made->tries.count = 1;
    made->tries.best = tried->fit.verdict == PATRON_BTYD_CONVERGED ? tried : NULL;
}

void repeat_make(repeat *made, const receipts *all, const options *chosen, int32_t as_of)
{
    memset(made, 0, sizeof *made);
    made->force = force_of(chosen->discount);
    repeat_base_make(&made->base, all, as_of, chosen->margin_rate);
    made->absence = absence_of(&made->base);
    if (made->absence != REPEAT_PRESENT) {
        return;
    }
    fit(made, chosen);
    if (made->tries.best == NULL) {
        made->absence = REPEAT_NO_FIT;
        return;
    }
    repeat_spend_make(&made->spend, &made->base);
    repeat_values_make(made);
    repeat_histogram_make(&made->histogram, made->tries.best, &made->base);
    repeat_holdout_make(made, all, chosen->margin_rate);
    repeat_tracking_make(made, all);
}

void repeat_free(repeat *made)
{
    repeat_base_free(&made->base);
    free(made->spend.money);
    free(made->values.alive);
    free(made->values.purchases);
    free(made->values.money);
    free(made->values.residual);
    free(made->values.order);
    free(made->tracking.end);
    free(made->tracking.actual);
    free(made->tracking.actual_in);
    free(made->tracking.expected);
    free(made->tracking.expected_in);
    memset(made, 0, sizeof *made);
}
