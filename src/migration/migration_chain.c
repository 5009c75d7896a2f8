/*
 * Elimination without subtraction; migration_chain.h has the equations.
 */
#include "../portability.h"
#include "migration_chain.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_scratch.h"
#include "migration_check.h"
#include <patron/migration.h>

#include <math.h>
#include <string.h>

/* What is left of leaks that are negative must not be what rounding made. */
#define MIGRATION_CHAIN_LOST 1e-13

enum { MIGRATION_CHAIN_FAR = 800, MIGRATION_CHAIN_SHIFT = 300 };

static size_t migration_chain_words(size_t states)
{
    return (states + 63) / 64;
}

size_t PATRON_CALL patron_migration_scratch_size(size_t states)
{
    if (states > MIGRATION_STATES_MAX)
        return SIZE_MAX;
    size_t need = numeric_scratch_need(NUMERIC_SCRATCH_SLACK, states * states, sizeof(double));
    need = numeric_scratch_need(need, states * migration_chain_words(states), sizeof(uint64_t));
    for (int vector = 0; vector < 4; vector++)
        need = numeric_scratch_need(need, states, sizeof(numeric_pair));
    for (int vector = 0; vector < 6; vector++)
        need = numeric_scratch_need(need, states, sizeof(double));
    for (int vector = 0; vector < 4; vector++)
        need = numeric_scratch_need(need, states, sizeof(uint32_t));
    return need;
}

void patron_migration_chain_open(migration_chain *chain, double discount, size_t states,
                                 const double *transition, void *scratch, size_t scratch_size)
{
    numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
    chain->discount = discount;
    chain->states = states;
    chain->transition = transition;
    chain->action = NULL;
    chain->active = 0;
    chain->words = migration_chain_words(states);
    chain->share = numeric_scratch_take(&carve, states * states, sizeof(double));
    chain->reach = numeric_scratch_take(&carve, states * chain->words, sizeof(uint64_t));
    chain->scale = numeric_scratch_take(&carve, states, sizeof(numeric_pair));
    chain->whole = numeric_scratch_take(&carve, states, sizeof(numeric_pair));
    chain->now = numeric_scratch_take(&carve, states, sizeof(numeric_pair));
    chain->before = numeric_scratch_take(&carve, states, sizeof(numeric_pair));
    chain->leak = numeric_scratch_take(&carve, states, sizeof(double));
    chain->pivot = numeric_scratch_take(&carve, states, sizeof(double));
    chain->reward = numeric_scratch_take(&carve, states, sizeof(double));
    chain->x = numeric_scratch_take(&carve, states, sizeof(double));
    chain->b = numeric_scratch_take(&carve, states, sizeof(double));
    chain->y = numeric_scratch_take(&carve, states, sizeof(double));
    chain->state = numeric_scratch_take(&carve, states, sizeof(uint32_t));
    chain->place = numeric_scratch_take(&carve, states, sizeof(uint32_t));
    chain->mark = numeric_scratch_take(&carve, states, sizeof(uint32_t));
    chain->stack = numeric_scratch_take(&carve, states, sizeof(uint32_t));
}

/* --- rows ------------------------------------------------------------------------------------- */

static numeric_pair migration_chain_sum(const migration_chain *chain, const double *row)
{
    numeric_pair sum = numeric_pair_make(0.0, 0.0);
    for (size_t j = 0; j < chain->states; j++)
        sum = numeric_pair_add(sum, row[j]);
    return sum;
}

numeric_pair patron_migration_chain_scale_of(const migration_chain *chain, const double *row)
{
    numeric_pair sum = migration_chain_sum(chain, row);
    return numeric_pair_sum(sum, migration_times(sum, chain->discount));
}

void patron_migration_chain_scale(migration_chain *chain)
{
    for (size_t i = 0; i < chain->states; i++) {
        const double *row = migration_chain_row(chain, i);
        numeric_pair leaves = numeric_pair_make(0.0, 0.0);
        for (size_t j = 0; j < chain->states; j++)
            leaves = numeric_pair_add(leaves, j != i ? row[j] : 0.0);
        numeric_pair sum = migration_chain_sum(chain, row);
        chain->scale[i] = patron_migration_chain_scale_of(chain, row);
        chain->whole[i] = numeric_pair_sum(leaves, migration_times(sum, chain->discount));
    }
}

void patron_migration_chain_activate(migration_chain *chain)
{
    chain->active = 0;
    for (size_t i = 0; i < chain->states; i++) {
        chain->place[i] = chain->mark[i] ? (uint32_t)chain->active : PATRON_NONE;
        if (chain->mark[i])
            chain->state[chain->active++] = (uint32_t)i;
    }
}

void patron_migration_chain_activate_all(migration_chain *chain)
{
    for (size_t i = 0; i < chain->states; i++)
        chain->mark[i] = 1;
    patron_migration_chain_activate(chain);
}

void patron_migration_chain_spread(migration_chain *chain)
{
    size_t waiting = 0;
    for (size_t i = 0; i < chain->states; i++)
        if (chain->mark[i])
            chain->stack[waiting++] = (uint32_t)i;
    while (waiting > 0) {
        uint32_t to = chain->stack[--waiting];
        for (size_t i = 0; i < chain->states; i++)
            if (!chain->mark[i] && migration_chain_row(chain, i)[to] > 0.0) {
                chain->mark[i] = 1;
                chain->stack[waiting++] = (uint32_t)i;
            }
    }
}

/* --- elimination ------------------------------------------------------------------------------ */

static void migration_chain_fill(migration_chain *chain)
{
    size_t m = chain->active;
    for (size_t a = 0; a < m; a++) {
        size_t i = chain->state[a];
        const double *row = migration_chain_row(chain, i);
        numeric_pair leak = migration_times(migration_chain_sum(chain, row), chain->discount);
        for (size_t j = 0; j < chain->states; j++)
            leak = numeric_pair_add(leak, chain->place[j] == PATRON_NONE ? row[j] : 0.0);
        chain->leak[a] = numeric_pair_value(leak);
        for (size_t b = 0; b < m; b++)
            chain->share[a * m + b] = a != b ? row[chain->state[b]] : 0.0;
    }
}

/* Sends what comes to place k on to where k sends its own, for all places after it. */
static void migration_chain_take_out(migration_chain *chain, size_t k)
{
    size_t m = chain->active;
    const double *from = chain->share + k * m;
    for (size_t i = k + 1; i < m; i++) {
        double *PORTABILITY_RESTRICT row = chain->share + i * m;
        if (row[k] == 0.0)
            continue;
        double along = row[k] / chain->pivot[k];
        for (size_t j = k + 1; j < m; j++)
            row[j] += along * from[j];
        chain->leak[i] += along * chain->leak[k];
        row[k] = along;
    }
}

size_t patron_migration_chain_factor(migration_chain *chain)
{
    size_t m = chain->active;
    migration_chain_fill(chain);
    for (size_t k = 0; k < m; k++) {
        const double *row = chain->share + k * m;
        double sent = 0.0;
        for (size_t j = k + 1; j < m; j++)
            sent += row[j];
        chain->pivot[k] = chain->leak[k] + sent;
        if (!(chain->pivot[k] > (chain->leak[k] < 0.0 ? MIGRATION_CHAIN_LOST * sent : 0.0)))
            return k;
        migration_chain_take_out(chain, k);
    }
    return m;
}

void patron_migration_chain_forward(const migration_chain *chain, double *b)
{
    for (size_t i = 1; i < chain->active; i++) {
        const double *row = chain->share + i * chain->active;
        double sum = b[i];
        for (size_t k = 0; k < i; k++)
            sum += row[k] * b[k];
        b[i] = sum;
    }
}

void patron_migration_chain_backward(const migration_chain *chain, size_t active, double *x)
{
    for (size_t i = active; i-- > 0;) {
        const double *row = chain->share + i * chain->active;
        double sum = x[i];
        for (size_t j = i + 1; j < active; j++)
            sum += row[j] * x[j];
        x[i] = sum / chain->pivot[i];
    }
}

void patron_migration_chain_solve(const migration_chain *chain, double *x)
{
    patron_migration_chain_forward(chain, x);
    patron_migration_chain_backward(chain, chain->active, x);
}

void patron_migration_chain_solve_transposed(const migration_chain *chain, double *x)
{
    size_t m = chain->active;
    for (size_t k = 0; k < m; k++) {
        const double *row = chain->share + k * m;
        x[k] /= chain->pivot[k];
        for (size_t j = k + 1; j < m; j++)
            x[j] += x[k] * row[j];
    }
    for (size_t i = m; i-- > 0;) {
        const double *row = chain->share + i * m;
        for (size_t k = 0; k < i; k++)
            x[k] += x[i] * row[k];
    }
}

/* --- values ----------------------------------------------------------------------------------- */

/* What x leaves of row a, to b: scale R - whole x + sum p x, in twice the precision. */
static double migration_chain_rest(const migration_chain *chain, const double *reward,
                                   const double *x, size_t a)
{
    size_t i = chain->state[a];
    const double *row = migration_chain_row(chain, i);
    numeric_pair rest = migration_times(chain->scale[i], reward[i]);
    rest = numeric_pair_sum(rest, migration_times(chain->whole[i], -x[a]));
    for (size_t b = 0; b < chain->active; b++)
        if (b != a && row[chain->state[b]] > 0.0)
            rest = numeric_pair_add_product(rest, row[chain->state[b]], x[b]);
    return numeric_pair_value(rest);
}

static int32_t migration_chain_all_finite(const migration_chain *chain, const double *x)
{
    for (size_t a = 0; a < chain->active; a++)
        if (!isfinite(x[a]))
            return 0;
    return 1;
}

/* What x lacks to b: nothing where values of 1e300 have no residual in twice the precision. */
static void migration_chain_correct(const migration_chain *chain, const double *reward,
                                    const double *x)
{
    for (size_t a = 0; a < chain->active; a++)
        chain->b[a] = migration_chain_rest(chain, reward, x, a);
    patron_migration_chain_solve(chain, chain->b);
    if (!migration_chain_all_finite(chain, chain->b))
        memset(chain->b, 0, chain->active * sizeof *chain->b);
}

void patron_migration_chain_values(const migration_chain *chain, const double *reward, double *x)
{
    for (size_t a = 0; a < chain->active; a++)
        x[a] = numeric_pair_value(
            migration_times(chain->scale[chain->state[a]], reward[chain->state[a]]));
    patron_migration_chain_solve(chain, x);
    migration_chain_correct(chain, reward, x);
    for (int step = 0; step < 2; step++) {
        for (size_t a = 0; a < chain->active; a++)
            x[a] += chain->b[a];
        migration_chain_correct(chain, reward, x);
    }
}

double patron_migration_chain_residual(const migration_chain *chain, const double *reward,
                                       const double *x)
{
    double largest = 0.0;
    for (size_t a = 0; a < chain->active; a++) {
        double rest =
            fabs(migration_chain_rest(chain, reward, x, a)) / chain->scale[chain->state[a]].high;
        largest = rest > largest ? rest : largest;
    }
    return largest;
}

int32_t patron_migration_chain_shift(size_t n, const double *reward)
{
    double largest = 0.0;
    int exponent = 0;
    for (size_t i = 0; i < n; i++)
        largest = fmax(largest, fabs(reward[i]));
    (void)frexp(largest, &exponent);
    if (exponent > MIGRATION_CHAIN_FAR)
        return -MIGRATION_CHAIN_SHIFT;
    return exponent < -MIGRATION_CHAIN_FAR ? MIGRATION_CHAIN_SHIFT : 0;
}

double patron_migration_chain_value(const migration_chain *chain, const double *x, int32_t shift,
                                    size_t state)
{
    uint32_t place = chain->place[state];
    return place == PATRON_NONE ? 0.0 : ldexp(x[place], -shift);
}

int32_t patron_migration_chain_fits(const migration_chain *chain, const double *x, int32_t shift)
{
    for (size_t i = 0; i < chain->states; i++)
        if (!isfinite(patron_migration_chain_value(chain, x, shift, i)))
            return 0;
    return 1;
}

int32_t patron_migration_chain_overflow(patron_fault *fault)
{
    return patron_base_fault_plain(fault, PATRON_E_OVERFLOW, "reward",
                                   "figures that a double can hold");
}
