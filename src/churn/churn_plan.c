/*
 * Which measures against churn to pay from a budget.
 *
 * By ratio and in part this is the continuous knapsack, and its greedy answer the best one: G. Dantzig,
 * "Discrete-variable extremum problems" (1957). saved / cost orders as (saved - cost) / cost does.
 */
#include "../portability.h"
#include "churn_check.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_compensated.h"
#include "../numeric/numeric_return.h"
#include "../numeric/numeric_scratch.h"
#include "../numeric/numeric_sort.h"

#include <math.h>
#include <string.h>

enum { CHURN_PLAN_FIRST_SIZE = 56 };

typedef struct churn_measures {
    size_t n;
    const double *value;
    const double *effect; /* or NULL */
    const double *cost;
} churn_measures;

/* What is paid on the way through the order. */
typedef struct churn_purse {
    uint32_t cut;
    int ended;
    numeric_pair left; /* of the budget */
    numeric_pair spent;
    numeric_pair saved;
    numeric_pair net; /* by itself: saved - spent would cancel, perhaps to below 0 */
    uint64_t worthwhile;
    uint64_t funded;
} churn_purse;

/* --- kernels ---------------------------------------------------------------------------------- */

static double churn_saved(const churn_measures *measures, size_t row)
{
    return measures->effect != NULL ? measures->value[row] * measures->effect[row]
                                    : measures->value[row];
}

static double churn_net(const churn_measures *measures, size_t row)
{
    return churn_saved(measures, row) - measures->cost[row];
}

static double churn_key(const churn_measures *measures, uint32_t by, size_t row)
{
    return by == PATRON_CHURN_BY_NET
               ? churn_net(measures, row)
               : numeric_return_key(churn_saved(measures, row), measures->cost[row]);
}

static void churn_pay(churn_purse *purse, double cost, double saved, double net)
{
    purse->left = numeric_pair_add(purse->left, -cost);
    purse->spent = numeric_pair_add(purse->spent, cost);
    purse->saved = numeric_pair_add(purse->saved, saved);
    purse->net = numeric_pair_add(purse->net, net);
}

/* The most that can be paid: what is left, rounded down where the nearest double is more. */
static double churn_payable(const churn_purse *purse)
{
    double left = fmax(purse->left.high, 0.0); /* rounding may leave a pair below 0 */
    return purse->left.low < 0.0 ? nextafter(left, 0.0) : left;
}

/* Pays for a measure what can be paid; the fraction of its cost. */
static double churn_fund(churn_purse *purse, const churn_measures *measures, size_t row)
{
    double cost = measures->cost[row];
    double left = churn_payable(purse);
    double saved = churn_saved(measures, row), net = churn_net(measures, row);
    if (!(net > 0.0))
        return 0.0;
    purse->worthwhile++;
    if (purse->ended)
        return 0.0;
    if (cost <= left) {
        churn_pay(purse, cost, saved, net);
        purse->funded++;
        return 1.0;
    }
    purse->ended = purse->cut == PATRON_CHURN_STOP;
    if (purse->cut != PATRON_CHURN_PART)
        return 0.0;
    double part = left / cost;
    churn_pay(purse, left, part * saved, part * net);
    return part;
}

static void churn_plan_write(const churn_purse *purse, patron_churn_plan_result *result)
{
    patron_churn_plan_result known;
    memset(&known, 0, sizeof known);
    known.notes = purse->funded < purse->worthwhile ? PATRON_CHURN_NOTE_BUDGET : 0;
    known.worthwhile = purse->worthwhile;
    known.funded = purse->funded;
    known.spent = numeric_pair_value(purse->spent);
    known.saved = numeric_pair_value(purse->saved);
    known.net = numeric_pair_value(purse->net);
    patron_base_write_result(result, &known, sizeof known);
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t churn_check_measure(const churn_measures *measures, size_t row, patron_fault *fault)
{
    int32_t status = patron_churn_check_real(measures->value[row], 0.0, 1e300, "value",
                                             (int64_t)row, "an amount in [0, 1e300]", fault);
    if (status == PATRON_OK && measures->effect != NULL)
        status = patron_churn_check_fraction(measures->effect[row], "effect", (int64_t)row, fault);
    if (status == PATRON_OK)
        status = patron_churn_check_real(measures->cost[row], 0.0, 1e300, "cost", (int64_t)row,
                                         "an amount in [0, 1e300]", fault);
    return status;
}

static int32_t churn_check_plan(uint32_t by, uint32_t cut, double budget,
                                const churn_measures *measures, patron_fault *fault)
{
    int32_t status = patron_churn_check_choice(by, PATRON_CHURN_BY_RATIO, "by",
                                               "PATRON_CHURN_BY_NET or BY_RATIO", fault);
    if (status == PATRON_OK)
        status = patron_churn_check_choice(cut, PATRON_CHURN_PART, "cut",
                                           "PATRON_CHURN_STOP, SKIP or PART", fault);
    if (status == PATRON_OK)
        status = patron_churn_check_real(budget, 0.0, 1e300, "budget", -1,
                                         "an amount in [0, 1e300]", fault);
    if (status == PATRON_OK)
        status = patron_churn_check_reasons(measures->n, fault);
    for (size_t i = 0; status == PATRON_OK && i < measures->n; i++)
        status = churn_check_measure(measures, i, fault);
    return status;
}

static int32_t churn_check_plan_columns(const churn_measures *measures, const void *scratch,
                                        size_t scratch_size, const uint32_t *order,
                                        const patron_churn_plan_result *result, patron_fault *fault)
{
    int32_t status = patron_churn_check_column(measures->n, measures->value, "value", fault);
    if (status == PATRON_OK)
        status = patron_churn_check_column(measures->n, measures->cost, "cost", fault);
    if (status == PATRON_OK)
        status = patron_base_check_scratch(scratch, scratch_size,
                                           patron_churn_plan_scratch_size(measures->n), fault);
    if (status == PATRON_OK)
        status = patron_churn_check_column(measures->n, order, "order", fault);
    if (status == PATRON_OK)
        status = patron_base_check_result(result, CHURN_PLAN_FIRST_SIZE, fault);
    return status;
}

/* --- public ----------------------------------------------------------------------------------- */

size_t PATRON_CALL patron_churn_plan_scratch_size(size_t n)
{
    if (n == 0 || n > CHURN_REASONS_MAX)
        return n == 0 ? 0 : SIZE_MAX;
    size_t need = numeric_scratch_need(NUMERIC_SCRATCH_SLACK, n, sizeof(double));
    return numeric_scratch_need(need, patron_numeric_sort_scratch_size(n, 1), 1);
}

static void churn_plan_sort(const churn_measures *measures, uint32_t by, void *scratch,
                            size_t scratch_size, uint32_t *order)
{
    numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
    double *key = numeric_scratch_take(&carve, measures->n, sizeof *key);
    for (size_t i = 0; i < measures->n; i++)
        key[i] = churn_key(measures, by, i);
    patron_numeric_sort_real(measures->n, key, 1, carve.at, NULL, order);
}

int32_t PATRON_CALL patron_churn_plan(uint32_t by, uint32_t cut, double budget, size_t n,
                                      const double *value, const double *effect, const double *cost,
                                      void *scratch, size_t scratch_size, uint32_t *order,
                                      double *net, double *paid, patron_churn_plan_result *result,
                                      patron_fault *fault)
{
    churn_measures measures = {n, value, effect, cost};
    churn_purse purse = {cut, 0, {budget, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, 0, 0};
    int32_t status =
        churn_check_plan_columns(&measures, scratch, scratch_size, order, result, fault);
    if (status == PATRON_OK)
        status = churn_check_plan(by, cut, budget, &measures, fault);
    if (status != PATRON_OK)
        return status;
    if (n > 0)
        churn_plan_sort(&measures, by, scratch, scratch_size, order);
    for (size_t i = 0; i < n; i++) {
        double part = churn_fund(&purse, &measures, order[i]);
        churn_put(paid, order[i], part);
        churn_put(net, i, churn_net(&measures, i));
    }
    churn_plan_write(&purse, result);
    return PATRON_OK;
}
