/*
 * Where a base will be, what it will bring, and how far chance alone may move that.
 *
 *     u_t = P u_{t-1},  u_0 = R           v_t = P v_{t-1} + Var_P(u_{t-1}),  v_0 = 0
 *     V_h = R + q P V_{h-1}               S_h = q^2 (P S_{h-1} + Var_P(V_{h-1})),  S_0 = 0
 *
 * with q = 1 / (1 + discount) and Var_P(u)(s) = sum_j p_sj (u_j - (P u)_s)^2: what the next state alone
 * spreads. Customers are independent, so that variances of a base are base s times that of each.
 *
 * Source: M. Sobel, "The variance of discounted Markov decision processes", Journal of Applied
 * Probability 19 (1982), theorem 1; Bartholomew, "Stochastic Models for Social Processes" (1982), 3.1.
 */
#include "../portability.h"
#include "migration_chain.h"

#include "../base/base_fault.h"
#include "../sum/sum_exact.h"
#include "migration_check.h"
#include <patron/migration.h>

#include <math.h>
#include <string.h>

enum { MIGRATION_PROJECT_FIRST_SIZE = 40, MIGRATION_PROJECT_PERIODS_MAX = 1000000 };

#define MIGRATION_PROJECT_MOST 1e307

typedef struct migration_project {
    const double *reward;
    const double *base;
    size_t periods;
    double *composition;
    double *cash;
    double *variance;
} migration_project;

/* --- kernels ---------------------------------------------------------------------------------- */

/* sum base_s each_s, exact but for the products; 0 where it is beyond a double. */
static int32_t migration_project_total(size_t states, const double *base, const double *each,
                                       double *total)
{
    patron_sum_exact sum;
    patron_sum_exact_init(&sum);
    for (size_t s = 0; s < states; s++) {
        double part = base[s] * each[s];
        if (!isfinite(part))
            return 0;
        sum_exact_add(&sum, part);
    }
    return patron_sum_exact_round(&sum, total);
}

/* The mean of a column after a move from state i; chain->leak holds sums of rows. */
static double migration_project_mean(const migration_chain *chain, size_t i, const double *column)
{
    const double *row = migration_chain_row(chain, i);
    double sum = 0.0;
    for (size_t j = 0; j < chain->states; j++)
        sum += row[j] * column[j];
    return sum / chain->leak[i];
}

/* Where most of those in state i are a period later. */
static size_t migration_project_most(const migration_chain *chain, size_t i)
{
    const double *row = migration_chain_row(chain, i);
    size_t most = 0;
    for (size_t j = 1; j < chain->states; j++)
        most = row[j] > row[most] ? j : most;
    return most;
}

/* The variance of a column after a move from state i, about its value in the state where most go:
   what the mean is off that, squared, is at most the share of the others in the sum of squares, so
   that little is subtracted, and nothing is left of moves that are certain. */
static double migration_project_spread(const migration_chain *chain, size_t i, const double *column)
{
    const double *row = migration_chain_row(chain, i);
    double about = column[chain->mark[i]], off = 0.0, sum = 0.0;
    for (size_t j = 0; j < chain->states; j++) {
        double part = row[j] * (column[j] - about);
        off += part;
        sum += part * (column[j] - about);
    }
    return fmax(sum - off * (off / chain->leak[i]), 0.0) / chain->leak[i];
}

/* One period more, in place: mean and variance of what comes later, times `later`, and a reward, if
   not NULL, now. Uses b and y. */
static void migration_project_step(const migration_chain *chain, const double *reward, double later,
                                   double *mean, double *variance)
{
    size_t bytes = chain->states * sizeof *mean;
    for (size_t i = 0; i < chain->states; i++) {
        double next = migration_project_mean(chain, i, mean);
        double spread = migration_project_spread(chain, i, mean);
        chain->b[i] = next * later + (reward != NULL ? reward[i] : 0.0);
        chain->y[i] = (migration_project_mean(chain, i, variance) + spread) * (later * later);
    }
    memcpy(mean, chain->b, bytes);
    memcpy(variance, chain->y, bytes);
}

/* Customers a period later, in place. Uses b. */
static void migration_project_move(const migration_chain *chain, double *customers)
{
    size_t k = chain->states;
    memset(chain->b, 0, k * sizeof *chain->b);
    for (size_t i = 0; i < k; i++) {
        const double *row = migration_chain_row(chain, i);
        double each = customers[i] / chain->leak[i];
        for (size_t j = 0; j < k; j++)
            chain->b[j] += each * row[j];
    }
    memcpy(customers, chain->b, k * sizeof *customers);
}

/* What all periods bring together; 0 where a figure, of this or of a single period, may be beyond a
   double. */
static int32_t migration_project_present(migration_chain *chain, const migration_project *given,
                                         patron_migration_project_result *figures)
{
    size_t k = chain->states;
    double later = 1.0 / (1.0 + chain->discount);
    double largest = 0.0;
    memcpy(chain->x, given->reward, k * sizeof *chain->x);
    memset(chain->reward, 0, k * sizeof *chain->reward);
    for (size_t t = 1; t < given->periods; t++)
        migration_project_step(chain, given->reward, later, chain->x, chain->reward);
    for (size_t i = 0; i < k; i++) {
        largest = fmax(largest, fabs(given->reward[i]));
        chain->x[i] = given->periods > 0 ? chain->x[i] : 0.0;
        chain->pivot[i] = 1.0;
    }
    (void)migration_project_total(k, given->base, chain->pivot, &figures->customers);
    return figures->customers * (largest * largest) <= MIGRATION_PROJECT_MOST &&
           migration_project_total(k, given->base, chain->x, &figures->present_value) &&
           migration_project_total(k, given->base, chain->reward, &figures->variance);
}

/* Period by period; u in x, v in reward, customers in pivot. */
static void migration_project_write(migration_chain *chain, const migration_project *given)
{
    size_t k = chain->states;
    memcpy(chain->x, given->reward, k * sizeof *chain->x);
    memset(chain->reward, 0, k * sizeof *chain->reward);
    memcpy(chain->pivot, given->base, k * sizeof *chain->pivot);
    for (size_t t = 0; t < given->periods; t++) {
        if (given->composition != NULL)
            memcpy(given->composition + t * k, chain->pivot, k * sizeof *chain->pivot);
        if (given->cash != NULL)
            (void)migration_project_total(k, given->base, chain->x, &given->cash[t]);
        if (given->variance != NULL)
            (void)migration_project_total(k, given->base, chain->reward, &given->variance[t]);
        migration_project_move(chain, chain->pivot);
        migration_project_step(chain, NULL, 1.0, chain->x, chain->reward);
    }
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t migration_project_check(double discount, size_t states, const double *transition,
                                       const migration_project *given, const void *scratch,
                                       size_t scratch_size,
                                       const patron_migration_project_result *result,
                                       patron_fault *fault)
{
    int32_t status = patron_migration_check_discount(discount, -1.0, fault);
    if (status == PATRON_OK)
        status = patron_migration_check_columns(states, transition, given->reward, given->base,
                                                scratch, scratch_size, fault);
    if (status == PATRON_OK && result != NULL)
        status = patron_base_check_result(result, MIGRATION_PROJECT_FIRST_SIZE, fault);
    if (status == PATRON_OK)
        status = patron_migration_check_chances("transition", 0, states, transition, fault);
    if (status == PATRON_OK)
        status = patron_migration_check_rewards("reward", 0, states, given->reward, fault);
    if (status == PATRON_OK)
        status = patron_migration_check_base(states, given->base, fault);
    if (status == PATRON_OK && given->periods > MIGRATION_PROJECT_PERIODS_MAX)
        status = patron_base_fault_unsigned(fault, PATRON_E_RANGE, "periods", -1, given->periods,
                                            "a count in [0, 1000000]");
    return status;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_migration_project(
    double discount, size_t states, const double *transition, const double *reward,
    const double *base, void *scratch, size_t scratch_size, size_t periods, double *composition,
    double *cash, double *variance, patron_migration_project_result *result, patron_fault *fault)
{
    migration_project given = {reward, base, periods, NULL, NULL, NULL};
    patron_migration_project_result figures;
    migration_chain chain;
    given.composition = composition;
    given.cash = cash;
    given.variance = variance;
    int32_t status = migration_project_check(discount, states, transition, &given, scratch,
                                             scratch_size, result, fault);
    if (status != PATRON_OK)
        return status;
    patron_migration_chain_open(&chain, discount, states, transition, scratch, scratch_size);
    for (size_t i = 0; i < states; i++) {
        numeric_pair sum = numeric_pair_make(0.0, 0.0);
        for (size_t j = 0; j < states; j++)
            sum = numeric_pair_add(sum, transition[i * states + j]);
        chain.leak[i] = numeric_pair_value(sum);
        chain.mark[i] = (uint32_t)migration_project_most(&chain, i);
    }
    memset(&figures, 0, sizeof figures);
    if (!migration_project_present(&chain, &given, &figures))
        return patron_migration_chain_overflow(fault);

    if (composition != NULL || cash != NULL || variance != NULL)
        migration_project_write(&chain, &given);
    if (result != NULL)
        patron_base_write_result(result, &figures, sizeof figures);
    return PATRON_OK;
}

static int32_t migration_project_check_equity(size_t states, const double *base,
                                              const double *value, const double *total,
                                              patron_fault *fault)
{
    int32_t status = patron_migration_check_states(states, 0, fault);
    if (status != PATRON_OK)
        return status;
    if (states > 0 && base == NULL)
        return patron_base_fault_null(fault, "base");
    if (states > 0 && value == NULL)
        return patron_base_fault_null(fault, "value");
    if (total == NULL)
        return patron_base_fault_null(fault, "total");
    status = patron_migration_check_base(states, base, fault);
    if (status == PATRON_OK)
        status = patron_migration_check_rewards("value", 0, states, value, fault);
    return status;
}

int32_t PATRON_CALL patron_migration_equity(size_t states, const double *base, const double *value,
                                            double *equity, double *total, patron_fault *fault)
{
    double sum;
    int32_t status = migration_project_check_equity(states, base, value, total, fault);
    if (status != PATRON_OK)
        return status;
    if (!migration_project_total(states, base, value, &sum))
        return patron_base_fault_plain(fault, PATRON_E_OVERFLOW, "value",
                                       "an equity that a double can hold");
    *total = sum;
    for (size_t i = 0; equity != NULL && i < states; i++)
        equity[i] = base[i] * value[i];
    return PATRON_OK;
}
