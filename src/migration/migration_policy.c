/*
 * What to do with the customers of each state: policy iteration, and the cut-off by recency.
 *
 * Each policy is worth at least what the one before it was, in every state, and more in one: the
 * same does not come twice, and there are finitely many. Rounding must not make two that are worth
 * the same take turns. An action that brings e more than another, now and whenever a customer is in
 * that state, raises no value by more than e (1 + d) / d: it is better only where that is more than
 * 1e-13 of the values, however large the rewards are of what nobody does. Values are of two doubles,
 * because at a small discount they are much larger than what tells actions apart.
 *
 * Of cut-offs there is one factorization: states are taken out from the first to the last, and what
 * has been found when c of them are out is all that the equations of the first c need.
 *
 * Source: R. Howard, "Dynamic Programming and Markov Processes" (1960), 83-84; Pfeifer and Carraway
 * (2000), 49-51.
 */
#include "../portability.h"
#include "migration_chain.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_pair.h"
#include "migration_check.h"
#include <patron/migration.h>

#include <math.h>
#include <string.h>

enum { MIGRATION_POLICY_ACTIONS_MAX = 64, MIGRATION_POLICY_FIRST_SIZE = 24 };

#define MIGRATION_POLICY_EQUAL 1e-13
#define MIGRATION_POLICY_ROUNDED 1e-28 /* what two doubles do not hold */

enum {
    MIGRATION_POLICY_TOTAL = -10
}; /* power of 2: a total of 1024 values is no larger than they */

/* The actions, and what they are compared with. */
typedef struct migration_policy {
    const double *reward;
    size_t actions;
    int32_t shift;
    uint32_t *action;   /* [states] */
    double equal;       /* what is not better */
    numeric_pair total; /* of all values, times 2^-10 */
} migration_policy;

/* --- kernels ---------------------------------------------------------------------------------- */

/* What an action in state i brings, and its customers after it, each worth x + b. */
static numeric_pair migration_policy_worth(const migration_chain *chain,
                                           const migration_policy *policy, size_t action, size_t i)
{
    size_t k = chain->states;
    const double *row = chain->transition + (action * k + i) * k;
    numeric_pair sum = numeric_pair_make(0.0, 0.0);
    for (size_t j = 0; j < k; j++)
        if (row[j] > 0.0) {
            sum = numeric_pair_add_product(sum, row[j], chain->x[j]);
            sum = numeric_pair_add(sum, row[j] * chain->b[j]);
        }
    sum = migration_quotient(sum, patron_migration_chain_scale_of(chain, row));
    return numeric_pair_add(sum, ldexp(policy->reward[action * k + i], policy->shift));
}

static double migration_policy_more(numeric_pair a, numeric_pair b)
{
    return numeric_pair_value(numeric_pair_difference(a, b));
}

/* The first action that is not worse than any other. */
static uint32_t migration_policy_best(const migration_chain *chain, const migration_policy *policy,
                                      size_t i, numeric_pair *most)
{
    uint32_t best = 0;
    *most = migration_policy_worth(chain, policy, 0, i);
    for (uint32_t action = 1; action < policy->actions; action++) {
        numeric_pair worth = migration_policy_worth(chain, policy, action, i);
        if (migration_policy_more(worth, *most) > 0.0) {
            best = action;
            *most = worth;
        }
    }
    return best;
}

/* Values of a policy to chain->x and b. 0 where they are beyond a double. */
static int32_t migration_policy_evaluate(migration_chain *chain, migration_policy *policy)
{
    size_t k = chain->states;
    double largest = 0.0, once = chain->discount / (1.0 + chain->discount);
    patron_migration_chain_scale(chain);
    for (size_t i = 0; i < k; i++)
        chain->reward[i] = ldexp(policy->reward[policy->action[i] * k + i], policy->shift);
    (void)patron_migration_chain_factor(chain); /* leaks are above 0, and so are pivots */
    patron_migration_chain_values(chain, chain->reward, chain->x);
    policy->total = numeric_pair_make(0.0, 0.0);
    for (size_t i = 0; i < k; i++) {
        largest = fmax(largest, fmax(fabs(chain->reward[i]), fabs(chain->x[i])));
        policy->total = numeric_pair_add(policy->total, ldexp(chain->x[i], MIGRATION_POLICY_TOTAL));
        policy->total = numeric_pair_add(policy->total, ldexp(chain->b[i], MIGRATION_POLICY_TOTAL));
    }
    policy->equal = largest * fmax(MIGRATION_POLICY_EQUAL * once, MIGRATION_POLICY_ROUNDED);
    return patron_migration_chain_fits(chain, chain->x, policy->shift);
}

/* How many states take another action, each the best under the values of what they do now. */
static size_t migration_policy_improve(const migration_chain *chain, const migration_policy *policy)
{
    size_t changed = 0;
    for (size_t i = 0; i < chain->states; i++) {
        numeric_pair most, now = migration_policy_worth(chain, policy, policy->action[i], i);
        uint32_t best = migration_policy_best(chain, policy, i, &most);
        if (migration_policy_more(most, now) > policy->equal) {
            policy->action[i] = best;
            changed++;
        }
    }
    return changed;
}

/* How many states take another action that is as good and comes before what they do now. */
static size_t migration_policy_settle(const migration_chain *chain, const migration_policy *policy)
{
    size_t changed = 0;
    for (size_t i = 0; i < chain->states; i++) {
        numeric_pair most;
        uint32_t action = 0;
        (void)migration_policy_best(chain, policy, i, &most);
        while (action < policy->action[i] &&
               migration_policy_more(most, migration_policy_worth(chain, policy, action, i)) >
                   policy->equal)
            action++;
        changed += action != policy->action[i];
        policy->action[i] = action;
    }
    return changed;
}

/* The best policy, and its values to chain->x; policies tried, or 0 where values are too large.
   The total of the values rises with every policy but the settled one: what does not raise it was
   made by rounding, and ends the search. */
static uint32_t migration_policy_find(migration_chain *chain, migration_policy *policy)
{
    uint32_t tried = 0, settled = 0;
    size_t changed = 1;
    memset(policy->action, 0, chain->states * sizeof *policy->action);
    for (int32_t rises = 0; changed > 0; tried++) {
        numeric_pair before = policy->total;
        if (!migration_policy_evaluate(chain, policy))
            return 0;
        changed = 0;
        /* rounding that large has not been met */
        if (!rises || migration_policy_more(policy->total, before) > 0.0) /* GCOVR_EXCL_BR_LINE */
            changed = migration_policy_improve(chain, policy);
        rises = changed > 0;
        if (changed == 0 && settled++ == 0)
            changed = migration_policy_settle(chain, policy);
    }
    return tried;
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t migration_policy_check_inputs(size_t actions, size_t states,
                                             const double *transition, const double *reward,
                                             patron_fault *fault)
{
    int32_t status =
        patron_migration_check_chances("transition", actions, states, transition, fault);
    if (status != PATRON_OK)
        return status;
    return patron_migration_check_rewards("reward", actions, states, reward, fault);
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_migration_policy(double discount, size_t actions, size_t states,
                                            const double *transition, const double *reward,
                                            void *scratch, size_t scratch_size, uint32_t *policy,
                                            double *value, patron_migration_policy_result *result,
                                            patron_fault *fault)
{
    patron_migration_policy_result figures;
    migration_policy search;
    migration_chain chain;
    int32_t status = patron_migration_check_discount(discount, 0.0, fault);
    if (status == PATRON_OK && (actions < 1 || actions > MIGRATION_POLICY_ACTIONS_MAX))
        status = patron_base_fault_unsigned(fault, PATRON_E_RANGE, "actions", -1, actions,
                                            "a count in [1, 64]");
    if (status == PATRON_OK)
        status = patron_migration_check_columns(states, transition, reward, reward, scratch,
                                                scratch_size, fault);
    if (status != PATRON_OK)
        return status;
    if (policy == NULL)
        return patron_base_fault_null(fault, "policy");
    if (value == NULL)
        return patron_base_fault_null(fault, "value");
    if (result != NULL)
        status = patron_base_check_result(result, MIGRATION_POLICY_FIRST_SIZE, fault);
    if (status == PATRON_OK)
        status = migration_policy_check_inputs(actions, states, transition, reward, fault);
    if (status != PATRON_OK)
        return status;

    patron_migration_chain_open(&chain, discount, states, transition, scratch, scratch_size);
    patron_migration_chain_activate_all(&chain);
    search.reward = reward;
    search.actions = actions;
    search.shift = patron_migration_chain_shift(actions * states, reward);
    search.action = chain.stack;
    search.total = numeric_pair_make(0.0, 0.0);
    chain.action = chain.stack;
    memset(&figures, 0, sizeof figures);
    figures.iterations = migration_policy_find(&chain, &search);
    if (figures.iterations == 0)
        return patron_migration_chain_overflow(fault);

    for (size_t i = 0; i < states; i++) {
        policy[i] = search.action[i];
        value[i] = patron_migration_chain_value(&chain, chain.x, search.shift, i);
        figures.acting += policy[i] != 0;
    }
    if (result != NULL)
        patron_base_write_result(result, &figures, sizeof figures);
    return PATRON_OK;
}

/* What is kept up to a cut-off is worth no more than rewards without signs bring for ever. */
static int32_t migration_policy_cut_offs_fit(migration_chain *chain, int32_t shift)
{
    (void)patron_migration_chain_factor(chain);
    for (size_t i = 0; i < chain->states; i++)
        chain->y[i] = chain->scale[i].high * fabs(chain->reward[i]);
    patron_migration_chain_solve(chain, chain->y);
    for (size_t i = 0; i < chain->states; i++)
        chain->y[i] *= 1.0 + MIGRATION_POLICY_EQUAL; /* rounded in another way */
    return patron_migration_chain_fits(chain, chain->y, shift);
}

int32_t PATRON_CALL patron_migration_cut_offs(double discount, size_t states,
                                              const double *transition, const double *reward,
                                              void *scratch, size_t scratch_size, double *value,
                                              uint32_t *best, patron_fault *fault)
{
    migration_chain chain;
    int32_t status = patron_migration_check_discount(discount, 0.0, fault);
    if (status == PATRON_OK)
        status = patron_migration_check_columns(states, transition, reward, reward, scratch,
                                                scratch_size, fault);
    if (status != PATRON_OK)
        return status;
    if (value == NULL)
        return patron_base_fault_null(fault, "value");
    status = migration_policy_check_inputs(0, states, transition, reward, fault);
    if (status != PATRON_OK)
        return status;

    int32_t shift = patron_migration_chain_shift(states, reward);
    patron_migration_chain_open(&chain, discount, states, transition, scratch, scratch_size);
    patron_migration_chain_scale(&chain);
    patron_migration_chain_activate_all(&chain);
    for (size_t i = 0; i < states; i++)
        chain.reward[i] = ldexp(reward[i], shift);
    if (!migration_policy_cut_offs_fit(&chain, shift))
        return patron_migration_chain_overflow(fault);

    double most = 0.0;
    uint32_t kept = 0;
    for (size_t i = 0; i < states; i++)
        chain.y[i] = numeric_pair_value(migration_times(chain.scale[i], chain.reward[i]));
    patron_migration_chain_forward(&chain, chain.y);
    for (size_t c = 1; c <= states; c++) {
        double *row = value + (c - 1) * states;
        memcpy(chain.x, chain.y, c * sizeof *chain.x);
        patron_migration_chain_backward(&chain, c, chain.x);
        for (size_t i = 0; i < states; i++)
            row[i] = i < c ? ldexp(chain.x[i], -shift) : 0.0;
        if (row[0] > most * (1.0 + MIGRATION_POLICY_EQUAL)) {
            kept = (uint32_t)c;
            most = row[0];
        }
    }
    if (best != NULL)
        *best = kept;
    return PATRON_OK;
}
