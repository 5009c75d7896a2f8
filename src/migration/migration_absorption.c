/*
 * Which states nobody leaves, and what happens until a customer is in one of those.
 *
 *     stay = (I - Q)^-1      time = stay 1      ending = stay (chances to the states of a class)
 *
 * Source: J. Kemeny and J. Snell, "Finite Markov Chains" (1960), theorems 3.2.4, 3.3.5, 3.3.7; which
 * states reach which by S. Warshall, "A theorem on Boolean matrices" (1962), 64 states at a time.
 */
#include "../portability.h"
#include "migration_chain.h"

#include "../base/base_fault.h"
#include "migration_check.h"
#include <patron/migration.h>

#include <math.h>
#include <string.h>

enum { MIGRATION_ABSORPTION_FIRST_SIZE = 24 };

#define MIGRATION_ABSORPTION_LONGEST 1e300

typedef struct migration_absorption {
    uint32_t *closed_class;
    double *time;
    double *ending;
    double *stay;
} migration_absorption;

/* --- classes ---------------------------------------------------------------------------------- */

static int32_t migration_absorption_reaches(const migration_chain *chain, size_t from, size_t to)
{
    return (int32_t)(chain->reach[from * chain->words + to / 64] >> (to % 64) & 1);
}

static void migration_absorption_reach(const migration_chain *chain)
{
    size_t k = chain->states, words = chain->words;
    memset(chain->reach, 0, k * words * sizeof *chain->reach);
    for (size_t i = 0; i < k; i++)
        for (size_t j = 0; j < k; j++)
            if (i == j || chain->transition[i * k + j] > 0.0)
                chain->reach[i * words + j / 64] |= UINT64_C(1) << (j % 64);
    for (size_t by = 0; by < k; by++)
        for (size_t i = 0; i < k; i++)
            for (size_t w = 0; migration_absorption_reaches(chain, i, by) && w < words; w++)
                chain->reach[i * words + w] |= chain->reach[by * words + w];
}

/* The lowest state of the closed class of a state, or PATRON_NONE. */
static uint32_t migration_absorption_class(const migration_chain *chain, size_t i)
{
    uint32_t lowest = PATRON_NONE;
    for (size_t j = 0; j < chain->states; j++) {
        if (!migration_absorption_reaches(chain, i, j))
            continue;
        if (!migration_absorption_reaches(chain, j, i))
            return PATRON_NONE;
        lowest = lowest == PATRON_NONE ? (uint32_t)j : lowest;
    }
    return lowest;
}

/* Classes to chain->stack, the transient states into the equations. */
static void migration_absorption_sort(migration_chain *chain)
{
    migration_absorption_reach(chain);
    for (size_t i = 0; i < chain->states; i++)
        chain->mark[i] = migration_absorption_class(chain, i) == PATRON_NONE;
    patron_migration_chain_activate(chain);
    for (size_t i = 0; i < chain->states; i++)
        chain->stack[i] = migration_absorption_class(chain, i);
}

/* --- figures ---------------------------------------------------------------------------------- */

/* Periods in transient states to chain->x; 0 where there is one beyond 1e300. */
static int32_t migration_absorption_time(migration_chain *chain)
{
    if (patron_migration_chain_factor(chain) < chain->active)
        return 0;
    for (size_t a = 0; a < chain->active; a++)
        chain->x[a] = chain->scale[chain->state[a]].high;
    patron_migration_chain_solve(chain, chain->x);
    for (size_t a = 0; a < chain->active; a++)
        if (!(chain->x[a] <= MIGRATION_ABSORPTION_LONGEST))
            return 0;
    return 1;
}

/* The chance of each state to end in the class of `lowest`: a column. */
static void migration_absorption_end(const migration_chain *chain, uint32_t lowest, double *ending)
{
    size_t k = chain->states;
    for (size_t a = 0; a < chain->active; a++) {
        const double *row = migration_chain_row(chain, chain->state[a]);
        chain->y[a] = 0.0;
        for (size_t j = 0; j < k; j++)
            chain->y[a] += chain->stack[j] == lowest ? row[j] : 0.0;
    }
    patron_migration_chain_solve(chain, chain->y);
    for (size_t i = 0; i < k; i++)
        ending[i * k + lowest] = chain->place[i] != PATRON_NONE
                                     ? fmin(chain->y[chain->place[i]], 1.0)
                                 : chain->stack[i] == lowest ? 1.0
                                                             : 0.0;
}

static void migration_absorption_stay(const migration_chain *chain, size_t i, double *stay)
{
    uint32_t place = chain->place[i];
    memset(chain->y, 0, chain->active * sizeof *chain->y);
    if (place != PATRON_NONE) {
        chain->y[place] = 1.0;
        patron_migration_chain_solve_transposed(chain, chain->y);
    }
    for (size_t j = 0; j < chain->states; j++) {
        stay[j] = 0.0;
        if (chain->place[j] != PATRON_NONE)
            stay[j] = chain->y[chain->place[j]] * chain->scale[j].high;
        else if (migration_absorption_reaches(chain, i, j))
            stay[j] = (double)NAN;
    }
}

static void migration_absorption_write(const migration_chain *chain,
                                       const migration_absorption *out)
{
    size_t k = chain->states;
    if (out->ending != NULL)
        memset(out->ending, 0, k * k * sizeof *out->ending);
    for (size_t i = 0; i < k; i++) {
        if (out->closed_class != NULL)
            out->closed_class[i] = chain->stack[i];
        if (out->time != NULL)
            out->time[i] = patron_migration_chain_value(chain, chain->x, 0, i);
        if (out->ending != NULL && chain->stack[i] == i)
            migration_absorption_end(chain, (uint32_t)i, out->ending);
        if (out->stay != NULL)
            migration_absorption_stay(chain, i, out->stay + i * k);
    }
}

/* --- public ----------------------------------------------------------------------------------- */

static int32_t migration_absorption_check(size_t states, const double *transition,
                                          const void *scratch, size_t scratch_size,
                                          const patron_migration_absorption_result *result,
                                          patron_fault *fault)
{
    int32_t status = patron_migration_check_states(states, 1, fault);
    if (status != PATRON_OK)
        return status;
    if (transition == NULL)
        return patron_base_fault_null(fault, "transition");
    status = patron_base_check_scratch(scratch, scratch_size, patron_migration_scratch_size(states),
                                       fault);
    if (status == PATRON_OK && result != NULL)
        status = patron_base_check_result(result, MIGRATION_ABSORPTION_FIRST_SIZE, fault);
    if (status == PATRON_OK)
        status = patron_migration_check_chances("transition", 0, states, transition, fault);
    return status;
}

int32_t PATRON_CALL patron_migration_absorption(size_t states, const double *transition,
                                                void *scratch, size_t scratch_size,
                                                uint32_t *closed_class, double *time,
                                                double *ending, double *stay,
                                                patron_migration_absorption_result *result,
                                                patron_fault *fault)
{
    migration_absorption out;
    patron_migration_absorption_result figures;
    migration_chain chain;
    int32_t status =
        migration_absorption_check(states, transition, scratch, scratch_size, result, fault);
    if (status != PATRON_OK)
        return status;
    patron_migration_chain_open(&chain, 0.0, states, transition, scratch, scratch_size);
    patron_migration_chain_scale(&chain);
    migration_absorption_sort(&chain);
    if (!migration_absorption_time(&chain))
        return patron_base_fault_plain(fault, PATRON_E_OVERFLOW, "transition",
                                       "no more than 1e300 periods until customers stay");

    out.closed_class = closed_class;
    out.time = time;
    out.ending = ending;
    out.stay = stay;
    migration_absorption_write(&chain, &out);
    memset(&figures, 0, sizeof figures);
    figures.transient = (uint32_t)chain.active;
    for (size_t i = 0; i < states; i++)
        figures.closed += chain.stack[i] == i;
    if (result != NULL)
        patron_base_write_result(result, &figures, sizeof figures);
    return PATRON_OK;
}
