/*
 * By how much the worth of a base moves with each chance.
 *
 * From V = R + P V / (1 + discount) and visits = base + visits P / (1 + discount):
 *
 *     dE/dp_ij = visits_i V_j / (1 + discount)
 *
 * and with dp_ik = -p_ik / (1 - p_ij) dp_ij for the rest of the row, which keeps its sum,
 *
 *     sum_k dE/dp_ik dp_ik/dp_ij = visits_i (V_j - sum_{k != j} p_ik V_k / (1 - p_ij)) / (1 + discount)
 *
 * the mean over the rest being taken of V_j - V_k where p_ij is above a half, so that V_j itself does
 * not drown the difference.
 *
 * Source: H. Caswell, "Matrix Population Models" (2001), 9.1.
 */
#include "../portability.h"
#include "migration_chain.h"

#include "../base/base_fault.h"
#include "migration_check.h"
#include <patron/migration.h>

#include <math.h>
#include <string.h>

#define MIGRATION_SENSITIVITY_MOST 1e307

/* --- kernels ---------------------------------------------------------------------------------- */

/* V_j less the mean of V over the rest of row i, for values by state; NaN without a rest. */
static double migration_sensitivity_gain(const migration_chain *chain, const double *value,
                                         size_t i, size_t j)
{
    const double *row = migration_chain_row(chain, i);
    double rest = 0.0, gain = 0.0;
    for (size_t k = 0; k < chain->states; k++) {
        rest += k != j ? row[k] : 0.0;
        gain += k != j ? row[k] * (value[j] - value[k]) : 0.0;
    }
    return rest > 0.0 ? gain / rest : (double)NAN;
}

/* The same where p_ij is at most a half, from the mean of the whole row. */
static double migration_sensitivity_gain_of_few(const double *value, double chance, double mean,
                                                size_t j)
{
    return (value[j] - mean) / (1.0 - chance);
}

static double migration_sensitivity_mean(const migration_chain *chain, const double *value,
                                         size_t i)
{
    const double *row = migration_chain_row(chain, i);
    numeric_pair mean = numeric_pair_make(0.0, 0.0), sum = mean;
    for (size_t j = 0; j < chain->states; j++) {
        mean = numeric_pair_add(mean, row[j] * value[j]);
        sum = numeric_pair_add(sum, row[j]);
    }
    return numeric_pair_value(mean) / numeric_pair_value(sum);
}

/* chain->x holds values by state, chain->y visits. */
static void migration_sensitivity_row(const migration_chain *chain, size_t i, double *raw,
                                      double *compensated)
{
    const double *row = migration_chain_row(chain, i);
    const double *value = chain->x;
    double later = chain->y[i] / (1.0 + chain->discount);
    double mean = migration_sensitivity_mean(chain, value, i);
    for (size_t j = 0; j < chain->states; j++) {
        if (raw != NULL)
            raw[j] = later * value[j];
        if (compensated == NULL)
            continue;
        compensated[j] =
            later * (row[j] > 0.5 ? migration_sensitivity_gain(chain, value, i, j)
                                  : migration_sensitivity_gain_of_few(value, row[j], mean, j));
    }
}

/* Values by state to x and visits to y; 0 where a figure may be beyond a double. */
static int32_t migration_sensitivity_find(migration_chain *chain, const double *reward,
                                          const double *base)
{
    int32_t shift = patron_migration_chain_shift(chain->states, reward);
    double largest = 0.0, most = 0.0;
    for (size_t i = 0; i < chain->states; i++)
        chain->reward[i] = ldexp(reward[i], shift);
    patron_migration_chain_scale(chain);
    patron_migration_chain_activate_all(chain);
    if (patron_migration_chain_factor(chain) < chain->active)
        return 0;
    patron_migration_chain_values(chain, chain->reward, chain->x);
    memcpy(chain->y, base, chain->states * sizeof *base);
    patron_migration_chain_solve_transposed(chain, chain->y);
    for (size_t i = 0; i < chain->states; i++) {
        chain->x[i] = patron_migration_chain_value(chain, chain->x, shift, i);
        chain->y[i] *= chain->scale[i].high;
        largest = fmax(largest, fabs(chain->x[i]));
        most = fmax(most, chain->y[i]);
    }
    /* A gain is at most four times the largest value. */
    return isfinite(largest + most) &&
           largest * fmax(most, 1.0) / (1.0 + chain->discount) <= MIGRATION_SENSITIVITY_MOST;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_migration_sensitivity(double discount, size_t states,
                                                 const double *transition, const double *reward,
                                                 const double *base, void *scratch,
                                                 size_t scratch_size, double *visits, double *raw,
                                                 double *compensated, patron_fault *fault)
{
    migration_chain chain;
    int32_t status = patron_migration_check_discount(discount, 0.0, fault);
    if (status == PATRON_OK)
        status = patron_migration_check_columns(states, transition, reward, base, scratch,
                                                scratch_size, fault);
    if (status == PATRON_OK)
        status = patron_migration_check_chances("transition", 0, states, transition, fault);
    if (status == PATRON_OK)
        status = patron_migration_check_rewards("reward", 0, states, reward, fault);
    if (status == PATRON_OK)
        status = patron_migration_check_base(states, base, fault);
    if (status != PATRON_OK)
        return status;
    patron_migration_chain_open(&chain, discount, states, transition, scratch, scratch_size);
    if (!migration_sensitivity_find(&chain, reward, base))
        return patron_migration_chain_overflow(fault);

    if (visits != NULL)
        memcpy(visits, chain.y, states * sizeof *visits);
    for (size_t i = 0; i < states; i++)
        migration_sensitivity_row(&chain, i, raw != NULL ? raw + i * states : NULL,
                                  compensated != NULL ? compensated + i * states : NULL);
    return PATRON_OK;
}
