/*
 * Counts of moves, and chances from counts.
 *
 *     p_ij = (c_ij + strength q_ij) / (c_i + strength)
 *
 * the mean of a Dirichlet distribution whose prior counts for `strength` moves; with strength 0 the
 * maximum of the likelihood.
 *
 * Source: T. Anderson and L. Goodman, "Statistical inference about Markov chains", Annals of
 * Mathematical Statistics 28 (1957), 2.1; A. Gelman et al., "Bayesian Data Analysis" (2013), A.1.
 */
#include "../portability.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_compensated.h"
#include "../numeric/numeric_wide.h"
#include "migration_check.h"
#include <patron/migration.h>

#include <math.h>
#include <string.h>

enum { MIGRATION_ESTIMATE_FIRST_SIZE = 32 };

#define MIGRATION_STRENGTH_MAX 1e15

/* What a row of chances is made of. */
typedef struct migration_estimate {
    double strength;
    uint32_t prior_kind;
    size_t states;
    const uint64_t *count;
    const double *prior;
    double *transition;
    double *error;
} migration_estimate;

/* --- kernels ---------------------------------------------------------------------------------- */

static double migration_count_sum(size_t n, const uint64_t *count, size_t step)
{
    numeric_wide sum = numeric_wide_make(0);
    for (size_t j = 0; j < n; j++)
        sum = numeric_wide_sum(sum, numeric_wide_product(count[j * step], 1));
    return numeric_wide_real(sum);
}

/* Where customers of all states go together, to the last row of transition, whose own chances are
   made last. 0 where nobody was seen to move. */
static int32_t migration_count_pool(const migration_estimate *given)
{
    size_t k = given->states;
    double *pool = given->transition + (k - 1) * k;
    double all = migration_count_sum(k * k, given->count, 1);
    for (size_t j = 0; j < k && all > 0.0; j++)
        pool[j] = migration_count_sum(k, given->count + j, k) / all;
    return all > 0.0;
}

/* The sum of a prior's row, and 1 where there is none. */
static double migration_count_prior_sum(const migration_estimate *given, size_t i)
{
    numeric_pair sum = numeric_pair_make(0.0, 0.0);
    if (given->prior == NULL)
        return 1.0;
    for (size_t j = 0; j < given->states; j++)
        sum = numeric_pair_add(sum, given->prior[i * given->states + j]);
    return numeric_pair_value(sum);
}

static double migration_count_prior(const migration_estimate *given, size_t i, size_t j)
{
    size_t k = given->states;
    if (given->prior != NULL)
        return given->prior[i * k + j];
    if (given->prior_kind == PATRON_MIGRATION_UNIFORM)
        return 1.0 / (double)k;
    return given->transition[(k - 1) * k + j];
}

/* What cell j of row i counts for, of a prior whose rows count for `each` times their sum. */
static double migration_count_part(const migration_estimate *given, size_t i, size_t j, double each)
{
    double added = each > 0.0 ? each * migration_count_prior(given, i, j) : 0.0;
    return (double)given->count[i * given->states + j] + added;
}

/* Row i, of which `seen` moves are known and the prior counts for `strength`; alone it is all there
   is, however little that may be. 1 - p is the sum of all other cells, those behind kept in error. */
static void migration_count_row(const migration_estimate *given, size_t i, double seen,
                                double strength)
{
    size_t k = given->states;
    double counts = seen == 0.0 && strength > 0.0 ? 1.0 : strength;
    double whole = seen + counts;
    double each = counts / migration_count_prior_sum(given, i);
    double of = strength > 0.0 ? seen + strength + 1.0 : whole;
    double other = 0.0;
    for (size_t j = k; given->error != NULL && j-- > 0;) {
        given->error[i * k + j] = other;
        other += migration_count_part(given, i, j, each);
    }
    other = 0.0;
    for (size_t j = 0; j < k; j++) {
        size_t cell = i * k + j;
        double part = migration_count_part(given, i, j, each);
        double chance = whole > 0.0 ? fmin(part / whole, 1.0) : i == j;
        if (given->error != NULL)
            given->error[cell] = sqrt(chance * ((other + given->error[cell]) / whole) / of);
        given->transition[cell] = chance;
        other += part;
    }
}

static void migration_count_write(const migration_estimate *given,
                                  patron_migration_estimate_result *figures)
{
    size_t k = given->states;
    double strength = given->strength;
    if (given->prior == NULL && given->prior_kind == PATRON_MIGRATION_POOLED &&
        !migration_count_pool(given))
        strength = 0.0;
    for (size_t i = 0; i < k; i++) {
        double seen = migration_count_sum(k, given->count + i * k, 1);
        figures->empty_states += seen == 0.0;
        if (seen + strength == 0.0)
            figures->notes |= PATRON_MIGRATION_NOTE_EMPTY_STATE;
        migration_count_row(given, i, seen, strength);
    }
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t migration_count_check_moves(size_t n, const uint32_t *before, const uint32_t *after,
                                           size_t states, const uint64_t *count,
                                           patron_fault *fault)
{
    if (n > MIGRATION_ROWS_MAX)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "n", -1, n,
                                          "a count in [0, 2147483647]");
    if (n > 0 && before == NULL)
        return patron_base_fault_null(fault, "before");
    if (n > 0 && after == NULL)
        return patron_base_fault_null(fault, "after");
    int32_t status = patron_migration_check_states(states, 1, fault);
    if (status != PATRON_OK)
        return status;
    if (count == NULL)
        return patron_base_fault_null(fault, "count");
    for (size_t i = 0; i < n; i++) {
        if (before[i] >= states)
            return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "before", (int64_t)i,
                                              before[i], "a state below states");
        if (after[i] >= states)
            return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "after", (int64_t)i, after[i],
                                              "a state below states");
    }
    return PATRON_OK;
}

static int32_t migration_count_check(const migration_estimate *given,
                                     const patron_migration_estimate_result *result,
                                     patron_fault *fault)
{
    if (!(given->strength >= 0.0 && given->strength <= MIGRATION_STRENGTH_MAX))
        return patron_base_fault_real(
            fault, isfinite(given->strength) ? PATRON_E_RANGE : PATRON_E_NOT_FINITE, "strength", -1,
            given->strength, "a number of moves in [0, 1e15]");
    if (given->prior_kind > PATRON_MIGRATION_UNIFORM)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "prior_kind", -1,
                                          given->prior_kind,
                                          "PATRON_MIGRATION_POOLED or PATRON_MIGRATION_UNIFORM");
    int32_t status = patron_migration_check_states(given->states, 1, fault);
    if (status != PATRON_OK)
        return status;
    if (given->count == NULL)
        return patron_base_fault_null(fault, "count");
    if (given->transition == NULL)
        return patron_base_fault_null(fault, "transition");
    if (result != NULL)
        status = patron_base_check_result(result, MIGRATION_ESTIMATE_FIRST_SIZE, fault);
    if (status == PATRON_OK && given->prior != NULL)
        status = patron_migration_check_chances("prior", 0, given->states, given->prior, fault);
    return status;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_migration_count(size_t n, const uint32_t *before, const uint32_t *after,
                                           size_t states, uint64_t *count, patron_fault *fault)
{
    int32_t status = migration_count_check_moves(n, before, after, states, count, fault);
    if (status != PATRON_OK)
        return status;
    memset(count, 0, states * states * sizeof *count);
    for (size_t i = 0; i < n; i++)
        count[before[i] * states + after[i]]++;
    return PATRON_OK;
}

int32_t PATRON_CALL patron_migration_estimate(double strength, uint32_t prior_kind, size_t states,
                                              const uint64_t *count, const double *prior,
                                              double *transition, double *error,
                                              patron_migration_estimate_result *result,
                                              patron_fault *fault)
{
    migration_estimate given = {strength, prior_kind, states, count, prior, NULL, NULL};
    patron_migration_estimate_result figures;
    given.transition = transition;
    given.error = error;
    int32_t status = migration_count_check(&given, result, fault);
    if (status != PATRON_OK)
        return status;
    memset(&figures, 0, sizeof figures);
    migration_count_write(&given, &figures);
    figures.transitions = migration_count_sum(states * states, count, 1);
    if (result != NULL)
        patron_base_write_result(result, &figures, sizeof figures);
    return PATRON_OK;
}
