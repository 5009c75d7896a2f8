/*
 * What lifts of a funnel's rates bring, and in which order to make them.
 *
 *     end = n_K target / rate_k,   gain = n_K (target - rate_k) / rate_k,   worth = gain value
 */
#include "../portability.h"
#include "funnel_row.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_return.h"
#include "../numeric/numeric_scratch.h"
#include "../numeric/numeric_sort.h"

#include <math.h>

/* The lifts to be made of one funnel. */
typedef struct funnel_lifts {
    double value;
    funnel_row row;
    size_t n;
    const uint32_t *stage;
    const double *target;
    const double *cost;
} funnel_lifts;

/* --- kernels ---------------------------------------------------------------------------------- */

/* What remains of a rate of 0, or of none, nobody knows. */
static int funnel_lift_exists(const funnel_lifts *lifts, size_t i)
{
    return funnel_rate_at(&lifts->row, lifts->stage[i]) > 0.0;
}

static double funnel_lift_end(const funnel_lifts *lifts, size_t i)
{
    double rate = funnel_rate_at(&lifts->row, lifts->stage[i]);
    if (!funnel_lift_exists(lifts, i))
        return (double)NAN;
    return funnel_last(&lifts->row) * (lifts->target[i] / rate);
}

static double funnel_lift_gain(const funnel_lifts *lifts, size_t i)
{
    double rate = funnel_rate_at(&lifts->row, lifts->stage[i]);
    if (!funnel_lift_exists(lifts, i))
        return (double)NAN;
    return funnel_last(&lifts->row) * ((lifts->target[i] - rate) / rate);
}

static double funnel_lift_worth(const funnel_lifts *lifts, size_t i)
{
    return funnel_lift_gain(lifts, i) * lifts->value;
}

static void funnel_lift_rates(const funnel_lifts *lifts, double *rate)
{
    for (size_t k = 0; k < lifts->row.stages; k++)
        rate[k] = funnel_rate_at(&lifts->row, k);
}

static void funnel_raise(const funnel_lifts *lifts, size_t i, double *rate)
{
    uint32_t stage = lifts->stage[i];
    if (funnel_lift_exists(lifts, i) && lifts->target[i] > rate[stage])
        rate[stage] = lifts->target[i];
}

/* What the funnel ends at with these rates, none below its own. */
static double funnel_end_of(const funnel_lifts *lifts, const double *rate)
{
    double end = funnel_last(&lifts->row);
    for (size_t k = 1; k < lifts->row.stages; k++)
        if (rate[k] > funnel_rate_at(&lifts->row, k))
            end *= rate[k] / funnel_rate_at(&lifts->row, k);
    return end;
}

/* All lifts together end at most at this. */
static double funnel_end_most(const funnel_lifts *lifts)
{
    double rate[FUNNEL_STAGES_MAX];
    funnel_lift_rates(lifts, rate);
    for (size_t i = 0; i < lifts->n; i++)
        funnel_raise(lifts, i, rate);
    return funnel_end_of(lifts, rate);
}

static void funnel_ends(const funnel_lifts *lifts, const uint32_t *order, double *end)
{
    double rate[FUNNEL_STAGES_MAX];
    funnel_lift_rates(lifts, rate);
    for (size_t i = 0; i < lifts->n; i++) {
        funnel_raise(lifts, order[i], rate);
        end[order[i]] = funnel_end_of(lifts, rate);
    }
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t funnel_check_lift(const funnel_lifts *lifts, size_t i, patron_fault *fault)
{
    if (lifts->stage[i] < 1 || lifts->stage[i] >= lifts->row.stages)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "stage", (int64_t)i,
                                          lifts->stage[i], "a stage from 1 on, below stages");
    int32_t status = patron_funnel_check_real(lifts->target[i], 1.0, "target", (int64_t)i, fault);
    if (status == PATRON_OK && lifts->cost != NULL)
        status =
            patron_funnel_check_real(lifts->cost[i], FUNNEL_COUNT_MAX, "cost", (int64_t)i, fault);
    return status;
}

static int32_t funnel_check_funnel(funnel_lifts *lifts, const funnel_table *table,
                                   patron_fault *fault)
{
    int32_t status = patron_funnel_check_real(lifts->value, FUNNEL_COUNT_MAX, "value", -1, fault);
    if (status == PATRON_OK)
        status = patron_funnel_check_stages(table->stages, fault);
    if (status == PATRON_OK)
        status = patron_funnel_take_only(table, &lifts->row, fault);
    for (size_t k = 0; status == PATRON_OK && k < table->stages; k++)
        if (isinf(funnel_rate_at(&lifts->row, k)))
            status = patron_funnel_fault_overflow("count", (int64_t)k, fault);
    return status;
}

static int32_t funnel_check_lift_columns(const funnel_lifts *lifts, const funnel_table *table,
                                         patron_fault *fault)
{
    int32_t status = patron_funnel_check_table(1, table, fault);
    if (status == PATRON_OK)
        status = patron_funnel_check_column(lifts->n, lifts->stage, "stage", fault);
    if (status == PATRON_OK)
        status = patron_funnel_check_column(lifts->n, lifts->target, "target", fault);
    return status;
}

/* --- lifts, each by itself -------------------------------------------------------------------- */

static int32_t funnel_lift_all(funnel_lifts *lifts, const funnel_table *table, double *end,
                               double *gain, double *worth, patron_fault *fault)
{
    int32_t status = funnel_check_lift_columns(lifts, table, fault);
    if (status == PATRON_OK)
        status = funnel_check_funnel(lifts, table, fault);
    for (size_t i = 0; status == PATRON_OK && i < lifts->n; i++) {
        status = funnel_check_lift(lifts, i, fault);
        if (status != PATRON_OK)
            return status;
        double ends = funnel_lift_end(lifts, i), more = funnel_lift_gain(lifts, i);
        double worthy = funnel_lift_worth(lifts, i);
        if (isinf(ends) || isinf(worthy)) /* the gain is no more than the end */
            return patron_funnel_fault_overflow("worth", (int64_t)i, fault);
        funnel_put(end, i, ends);
        funnel_put(gain, i, more);
        funnel_put(worth, i, worthy);
    }
    return status;
}

int32_t PATRON_CALL patron_funnel_lift(double value, size_t stages, const double *count, size_t n,
                                       const uint32_t *stage, const double *target, double *end,
                                       double *gain, double *worth, patron_fault *fault)
{
    funnel_lifts lifts;
    funnel_table table = patron_funnel_table_real(count, stages, "count");
    lifts.value = value;
    lifts.n = n;
    lifts.stage = stage;
    lifts.target = target;
    lifts.cost = NULL;
    return funnel_lift_all(&lifts, &table, end, gain, worth, fault);
}

int32_t PATRON_CALL patron_funnel_lift_counts(double value, size_t stages, const uint64_t *count,
                                              size_t n, const uint32_t *stage, const double *target,
                                              double *end, double *gain, double *worth,
                                              patron_fault *fault)
{
    funnel_lifts lifts;
    funnel_table table = patron_funnel_table_counts(count, stages, "count");
    lifts.value = value;
    lifts.n = n;
    lifts.stage = stage;
    lifts.target = target;
    lifts.cost = NULL;
    return funnel_lift_all(&lifts, &table, end, gain, worth, fault);
}

/* --- the plan --------------------------------------------------------------------------------- */

size_t PATRON_CALL patron_funnel_plan_scratch_size(size_t n)
{
    if (n == 0 || n > FUNNEL_ROWS_MAX)
        return n == 0 ? 0 : SIZE_MAX;
    size_t need = numeric_scratch_need(NUMERIC_SCRATCH_SLACK, n, sizeof(double));
    return numeric_scratch_need(need, patron_numeric_sort_scratch_size(n, 1), 1);
}

/* Fills key[n], in scratch, with what the order goes by. */
static int32_t funnel_plan_keys(const funnel_lifts *lifts, double *key, patron_fault *fault)
{
    for (size_t i = 0; i < lifts->n; i++) {
        int32_t status = funnel_check_lift(lifts, i, fault);
        if (status != PATRON_OK)
            return status;
        double worth = funnel_lift_worth(lifts, i);
        if (isinf(worth))
            return patron_funnel_fault_overflow("worth", (int64_t)i, fault);
        if (isinf(numeric_return_ratio(worth, lifts->cost[i])))
            return patron_funnel_fault_overflow("ratio", (int64_t)i, fault);
        key[i] = numeric_return_key(worth, lifts->cost[i]);
    }
    if (isinf(funnel_end_most(lifts)))
        return patron_funnel_fault_overflow("end", -1, fault);
    return PATRON_OK;
}

static int32_t funnel_check_plan(const funnel_lifts *lifts, const funnel_table *table,
                                 const void *scratch, size_t scratch_size, const uint32_t *order,
                                 patron_fault *fault)
{
    int32_t status = funnel_check_lift_columns(lifts, table, fault);
    if (status == PATRON_OK)
        status = patron_funnel_check_column(lifts->n, lifts->cost, "cost", fault);
    if (status == PATRON_OK)
        status = patron_base_check_scratch(scratch, scratch_size,
                                           patron_funnel_plan_scratch_size(lifts->n), fault);
    if (status == PATRON_OK)
        status = patron_funnel_check_column(lifts->n, order, "order", fault);
    return status;
}

static int32_t funnel_plan_all(funnel_lifts *lifts, const funnel_table *table, void *scratch,
                               size_t scratch_size, uint32_t *order, double *ratio, double *end,
                               patron_fault *fault)
{
    int32_t status = funnel_check_plan(lifts, table, scratch, scratch_size, order, fault);
    if (status == PATRON_OK)
        status = funnel_check_funnel(lifts, table, fault);
    if (status == PATRON_OK && lifts->n > FUNNEL_ROWS_MAX)
        status = patron_base_fault_unsigned(fault, PATRON_E_RANGE, "n", -1, lifts->n,
                                            "a count in [0, 2147483647]");
    if (status != PATRON_OK || lifts->n == 0)
        return status;
    numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
    double *key = numeric_scratch_take(&carve, lifts->n, sizeof *key);
    status = funnel_plan_keys(lifts, key, fault);
    if (status != PATRON_OK)
        return status;
    patron_numeric_sort_real(lifts->n, key, 1, carve.at, NULL, order);
    for (size_t i = 0; i < lifts->n; i++)
        funnel_put(ratio, i, numeric_return_ratio(funnel_lift_worth(lifts, i), lifts->cost[i]));
    if (end != NULL)
        funnel_ends(lifts, order, end);
    return status;
}

int32_t PATRON_CALL patron_funnel_plan(double value, size_t stages, const double *count, size_t n,
                                       const uint32_t *stage, const double *target,
                                       const double *cost, void *scratch, size_t scratch_size,
                                       uint32_t *order, double *ratio, double *end,
                                       patron_fault *fault)
{
    funnel_lifts lifts;
    funnel_table table = patron_funnel_table_real(count, stages, "count");
    lifts.value = value;
    lifts.n = n;
    lifts.stage = stage;
    lifts.target = target;
    lifts.cost = cost;
    return funnel_plan_all(&lifts, &table, scratch, scratch_size, order, ratio, end, fault);
}

int32_t PATRON_CALL patron_funnel_plan_counts(double value, size_t stages, const uint64_t *count,
                                              size_t n, const uint32_t *stage, const double *target,
                                              const double *cost, void *scratch,
                                              size_t scratch_size, uint32_t *order, double *ratio,
                                              double *end, patron_fault *fault)
{
    funnel_lifts lifts;
    funnel_table table = patron_funnel_table_counts(count, stages, "count");
    lifts.value = value;
    lifts.n = n;
    lifts.stage = stage;
    lifts.target = target;
    lifts.cost = cost;
    return funnel_plan_all(&lifts, &table, scratch, scratch_size, order, ratio, end, fault);
}
