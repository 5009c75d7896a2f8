/*
 * What a customer in each state is worth.
 *
 *     V_0 = R        V_t = R + P V_{t-1} / (1 + discount)        V = R + P V / (1 + discount)
 *
 * Finite horizons are stepped through in twice the precision, so that a thousand steps add nothing to
 * the error. For ever the equations of migration_chain.h are solved over the states from which a
 * reward other than 0 can be reached; the others are worth 0. With discount 0 there must be a way
 * from all of them to the others: else some closed class earns or loses for ever.
 *
 * Source: Pfeifer and Carraway, "Modeling customer relationships as Markov chains", Journal of
 * Interactive Marketing 14 (2000), eqs. 1 and 2.
 */
#include "../portability.h"
#include "migration_chain.h"

#include "../base/base_fault.h"
#include "migration_check.h"
#include <patron/migration.h>

#include <math.h>
#include <string.h>

enum { MIGRATION_VALUE_FIRST_SIZE = 32 };

#define MIGRATION_VALUE_CANCELS 1e-6

/* --- kernels ---------------------------------------------------------------------------------- */

/* One period earlier: before becomes now. */
static void migration_value_step(const migration_chain *chain)
{
    for (size_t i = 0; i < chain->states; i++) {
        const double *row = migration_chain_row(chain, i);
        numeric_pair sum = numeric_pair_make(0.0, 0.0);
        for (size_t j = 0; j < chain->states; j++) {
            if (row[j] == 0.0)
                continue;
            sum = numeric_pair_add_product(sum, row[j], chain->before[j].high);
            sum = numeric_pair_add(sum, row[j] * chain->before[j].low);
        }
        sum = migration_quotient(sum, chain->scale[i]);
        chain->now[i] = numeric_pair_add(sum, chain->reward[i]);
    }
}

/* V_horizon to chain->x. */
static void migration_value_finite(migration_chain *chain, uint32_t horizon)
{
    size_t bytes = chain->states * sizeof *chain->now;
    uint32_t t = 0;
    patron_migration_chain_activate_all(chain);
    for (size_t i = 0; i < chain->states; i++)
        chain->before[i] = numeric_pair_make(chain->reward[i], 0.0);
    while (t < horizon) {
        migration_value_step(chain);
        t = memcmp(chain->now, chain->before, bytes) != 0 ? t + 1 : horizon; /* nothing changes */
        memcpy(chain->before, chain->now, bytes);
    }
    for (size_t i = 0; i < chain->states; i++)
        chain->x[i] = numeric_pair_value(chain->before[i]);
}

/* Takes the states that earn into the equations; PATRON_NONE, or one that can earn for ever and has
   nothing that makes it finite. */
static size_t migration_value_activate(migration_chain *chain)
{
    for (size_t i = 0; i < chain->states; i++)
        chain->mark[i] = chain->reward[i] != 0.0;
    patron_migration_chain_spread(chain);
    patron_migration_chain_activate(chain);
    if (chain->discount > 0.0)
        return PATRON_NONE;
    for (size_t i = 0; i < chain->states; i++)
        chain->mark[i] = chain->place[i] == PATRON_NONE;
    patron_migration_chain_spread(chain);
    for (size_t i = 0; i < chain->states; i++)
        if (!chain->mark[i])
            return i;
    return PATRON_NONE;
}

/* Whether values are what large gains and costs leave of each other; y holds the values of |R|. */
static uint64_t migration_value_notes(const migration_chain *chain, const double *x)
{
    for (size_t a = 0; a < chain->active; a++)
        if (fabs(x[a]) < MIGRATION_VALUE_CANCELS * chain->y[a])
            return PATRON_MIGRATION_NOTE_CANCELS;
    return 0;
}

/* What the solution in x is good for. Uses y and b. */
static void migration_value_judge(const migration_chain *chain,
                                  patron_migration_value_result *figures)
{
    const double *reward = chain->reward;
    const double *x = chain->x;
    double largest = 0.0;
    for (size_t a = 0; a < chain->active; a++) {
        largest = fmax(largest, fabs(x[a]));
        chain->y[a] = chain->scale[chain->state[a]].high * fabs(reward[chain->state[a]]);
    }
    patron_migration_chain_solve(chain, chain->y);
    figures->notes = migration_value_notes(chain, x);
    figures->residual = patron_migration_chain_residual(chain, reward, x);
    figures->residual = largest > 0.0 ? figures->residual / largest : 0.0;
    figures->periods = 0.0;
    for (size_t a = 0; a < chain->active; a++)
        chain->y[a] = chain->scale[chain->state[a]].high;
    patron_migration_chain_solve(chain, chain->y);
    for (size_t a = 0; a < chain->active; a++)
        figures->periods = fmax(figures->periods, chain->y[a]);
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t migration_value_check(double discount, uint32_t horizon, size_t states,
                                     const double *transition, const double *reward,
                                     const void *scratch, size_t scratch_size, const double *value,
                                     const patron_migration_value_result *result,
                                     patron_fault *fault)
{
    int32_t status = patron_migration_check_discount(discount, -1.0, fault);
    if (status != PATRON_OK)
        return status;
    if (horizon > PATRON_MIGRATION_FOREVER)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "horizon", -1, horizon,
                                          "periods, or PATRON_MIGRATION_FOREVER");
    status = patron_migration_check_columns(states, transition, reward, reward, scratch,
                                            scratch_size, fault);
    if (status != PATRON_OK)
        return status;
    if (value == NULL)
        return patron_base_fault_null(fault, "value");
    if (result != NULL)
        status = patron_base_check_result(result, MIGRATION_VALUE_FIRST_SIZE, fault);
    if (status == PATRON_OK)
        status = patron_migration_check_chances("transition", 0, states, transition, fault);
    if (status == PATRON_OK)
        status = patron_migration_check_rewards("reward", 0, states, reward, fault);
    return status;
}

static int32_t migration_value_diverges(size_t state, patron_fault *fault)
{
    int32_t status =
        patron_base_fault_plain(fault, PATRON_E_DIVERGES, "transition",
                                "a way to where nothing is earned, or a higher discount");
    if (fault != NULL)
        fault->row = (int64_t)state;
    return status;
}

/* --- public ----------------------------------------------------------------------------------- */

/* V to chain->x. */
static int32_t migration_value_forever(migration_chain *chain,
                                       patron_migration_value_result *figures, patron_fault *fault)
{
    size_t closed = migration_value_activate(chain);
    if (closed != PATRON_NONE)
        return migration_value_diverges(closed, fault);
    size_t stuck = patron_migration_chain_factor(chain);
    if (stuck < chain->active && chain->discount < 0.0)
        return migration_value_diverges(chain->state[stuck], fault);
    if (stuck < chain->active) /* what leaves is too little for a double */
        return patron_migration_chain_overflow(fault);
    patron_migration_chain_values(chain, chain->reward, chain->x);
    migration_value_judge(chain, figures);
    return isfinite(figures->periods) ? PATRON_OK : patron_migration_chain_overflow(fault);
}

int32_t PATRON_CALL patron_migration_value(double discount, uint32_t horizon, size_t states,
                                           const double *transition, const double *reward,
                                           void *scratch, size_t scratch_size, double *value,
                                           patron_migration_value_result *result,
                                           patron_fault *fault)
{
    patron_migration_value_result figures;
    migration_chain chain;
    int32_t status = migration_value_check(discount, horizon, states, transition, reward, scratch,
                                           scratch_size, value, result, fault);
    if (status != PATRON_OK)
        return status;
    patron_migration_chain_open(&chain, discount, states, transition, scratch, scratch_size);
    patron_migration_chain_scale(&chain);
    int32_t shift = patron_migration_chain_shift(states, reward);
    for (size_t i = 0; i < states; i++)
        chain.reward[i] = ldexp(reward[i], shift);

    memset(&figures, 0, sizeof figures);
    figures.periods = figures.residual = (double)NAN;
    if (horizon == PATRON_MIGRATION_FOREVER)
        status = migration_value_forever(&chain, &figures, fault);
    else
        migration_value_finite(&chain, horizon);
    if (status != PATRON_OK)
        return status;
    if (!patron_migration_chain_fits(&chain, chain.x, shift))
        return patron_migration_chain_overflow(fault);

    for (size_t i = 0; i < states; i++)
        value[i] = patron_migration_chain_value(&chain, chain.x, shift, i);
    if (result != NULL)
        patron_base_write_result(result, &figures, sizeof figures);
    return PATRON_OK;
}
