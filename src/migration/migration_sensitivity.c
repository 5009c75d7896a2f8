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

/* chain->now holds values by state, chain->y visits. */

/* V_j less the mean of V over the rest of row i; NaN without a rest. */
static double migration_sensitivity_gain(const migration_chain *chain, size_t i, size_t j)
{
    const double *row = migration_chain_row(chain, i);
    double rest = 0.0, gain = 0.0;
    for (size_t k = 0; k < chain->states; k++) {
        numeric_pair less = numeric_pair_make(-chain->now[k].high, -chain->now[k].low);
        double more = numeric_pair_value(numeric_pair_sum(chain->now[j], less));
        rest += k != j ? row[k] : 0.0;
        gain += k != j ? row[k] * more : 0.0;
    }
    return rest > 0.0 ? gain / rest : (double)NAN;
}

/* -(P V)_i, of all of row i, and what the row sums to. */
static numeric_pair migration_sensitivity_mean(const migration_chain *chain, size_t i,
                                               double *whole)
{
    const double *row = migration_chain_row(chain, i);
    numeric_pair mean = numeric_pair_make(0.0, 0.0), sum = mean;
    for (size_t j = 0; j < chain->states; j++) {
        mean = numeric_pair_add_product(mean, -row[j], chain->now[j].high);
        mean = numeric_pair_add(mean, -row[j] * chain->now[j].low);
        sum = numeric_pair_add(sum, row[j]);
    }
    *whole = numeric_pair_value(sum);
    return migration_quotient(mean, sum);
}

static void migration_sensitivity_row(const migration_chain *chain, size_t i, int32_t shift,
                                      double *raw, double *compensated)
{
    const double *row = migration_chain_row(chain, i);
    double later = ldexp(chain->y[i] / (1.0 + chain->discount), -shift);
    double whole;
    numeric_pair mean = migration_sensitivity_mean(chain, i, &whole);
    for (size_t j = 0; j < chain->states; j++) {
        if (raw != NULL)
            raw[j] = later * chain->now[j].high;
        if (compensated == NULL)
            continue;
        double gain = numeric_pair_value(numeric_pair_sum(chain->now[j], mean));
        gain /= 1.0 - row[j] / whole;
        if (row[j] > 0.5) /* V_j itself is most of the mean */
            gain = migration_sensitivity_gain(chain, i, j);
        compensated[j] = later * gain;
    }
}

/* Values by state to chain->now and visits to y; 0 where a figure may be beyond a double. */
static int32_t migration_sensitivity_find(migration_chain *chain, const double *reward,
                                          const double *base, int32_t shift)
{
    double largest = 0.0, most = 1.0;
    for (size_t i = 0; i < chain->states; i++)
        chain->reward[i] = ldexp(reward[i], shift);
    patron_migration_chain_scale(chain);
    patron_migration_chain_activate_all(chain);
    (void)patron_migration_chain_factor(chain); /* leaks are above 0, and so are pivots */
    patron_migration_chain_values(chain, chain->reward, chain->x);
    memcpy(chain->y, base, chain->states * sizeof *base);
    patron_migration_chain_solve_transposed(chain, chain->y);
    for (size_t i = 0; i < chain->states; i++) {
        chain->now[i] = numeric_pair_make(chain->x[i], chain->b[i]);
        chain->y[i] *= chain->scale[i].high;
        largest = fmax(largest, fabs(ldexp(chain->x[i], -shift)));
        most = fmax(most, chain->y[i]);
    }
    /* A gain is at most four times the largest value. */
    return patron_migration_chain_fits(chain, chain->x, shift) &&
           patron_migration_chain_fits(chain, chain->y, 0) &&
           largest * most <= MIGRATION_SENSITIVITY_MOST;
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
    int32_t shift = patron_migration_chain_shift(states, reward);
    patron_migration_chain_open(&chain, discount, states, transition, scratch, scratch_size);
    if (!migration_sensitivity_find(&chain, reward, base, shift))
        return patron_migration_chain_overflow(fault);

    if (visits != NULL)
        memcpy(visits, chain.y, states * sizeof *visits);
    for (size_t i = 0; i < states; i++)
        migration_sensitivity_row(&chain, i, shift, raw != NULL ? raw + i * states : NULL,
                                  compensated != NULL ? compensated + i * states : NULL);
    return PATRON_OK;
}
