/*
 * The equations of a chain, and how they are solved.
 *
 * With s_i the sum of row i as given, each row of V = R + P V / (1 + discount) is multiplied by
 * (1 + discount) s_i and read, over the states that are active,
 *
 *     (leak_i + sum_{j != i} p_ij) x_i - sum_{j != i} p_ij x_j = b_i
 *     leak_i = discount s_i + sum of p_ij to states that are not active
 *
 * so that the chance of staying is never used, and what a state loses is the sum of what leaves it.
 * States are taken out from the first to the last; who was sent to one taken out is sent on to where
 * that one sends its own. With discount >= 0 nothing is subtracted on the way: leaks, chances and
 * pivots are as exact as what is given, whatever their sizes, and no pivoting is needed (W. Grassmann,
 * M. Taksar and D. Heyman, "Regenerative analysis and steady state distributions for Markov chains",
 * 1985). With discount < 0 a leak may be negative; the equations have a solution that means something
 * exactly where every pivot is positive.
 */
#ifndef PATRON_MIGRATION_CHAIN_H
#define PATRON_MIGRATION_CHAIN_H

#include "../portability.h"

#include "../numeric/numeric_compensated.h"
#include <patron/base.h>

typedef struct migration_chain {
    double discount;
    size_t states;
    const double *transition; /* [states * states], or [actions * states * states] */
    const uint32_t *action;   /* [states] whose rows of transition hold; NULL: there is one */

    size_t active;       /* states in the equations */
    uint32_t *state;     /* [active] which, ascending */
    uint32_t *place;     /* [states] where in the equations; PATRON_NONE where not */
    numeric_pair *scale; /* [states] (1 + discount) s_i */
    numeric_pair *whole; /* [states] discount s_i + sum_{j != i} p_ij */
    double *share;     /* [active * active] chances above the diagonal, below what is sent along */
    double *leak;      /* [active] */
    double *pivot;     /* [active] */
    double *reward;    /* [states] for patron_migration_chain_reward */
    double *x;         /* [states] vectors for who uses the chain */
    double *b;         /* [states] */
    double *y;         /* [states] */
    numeric_pair *now; /* [states] */
    numeric_pair *before; /* [states] */
    uint32_t *mark;       /* [states] */
    uint32_t *stack;      /* [states] */
    uint64_t *reach;      /* [states * words] bit j of row i: who is in i can come to j */
    size_t words;
} migration_chain;

/* Row i of the chances that hold. */
PORTABILITY_INLINE const double *migration_chain_row(const migration_chain *chain, size_t i)
{
    size_t action = chain->action != NULL ? chain->action[i] : 0;
    return chain->transition + (action * chain->states + i) * chain->states;
}

/* sum * value; the bounds of numeric_two_product hold. */
PORTABILITY_INLINE numeric_pair migration_times(numeric_pair sum, double value)
{
    numeric_pair product = numeric_two_product(sum.high, value);
    return numeric_quick_two_sum(product.high, product.low + sum.low * value);
}

/* a / b to about 100 bits. */
PORTABILITY_INLINE numeric_pair migration_quotient(numeric_pair a, numeric_pair b)
{
    double first = a.high / b.high;
    numeric_pair taken = migration_times(b, first);
    double rest = ((a.high - taken.high) - taken.low) + a.low;
    return numeric_quick_two_sum(first, rest / b.high);
}

/* Carves the chain; scratch has been found to be large enough. All vectors hold anything. */
void patron_migration_chain_open(migration_chain *chain, double discount, size_t states,
                                 const double *transition, void *scratch, size_t scratch_size);

/* Fills scale and whole. */
void patron_migration_chain_scale(migration_chain *chain);

/* Row sums, (1 + discount) s_i, of another row than the one that holds. */
numeric_pair patron_migration_chain_scale_of(const migration_chain *chain, const double *row);

/* Takes the states whose mark is not 0 into the equations. */
void patron_migration_chain_activate(migration_chain *chain);

/* All states, for a discount above 0. */
void patron_migration_chain_activate_all(migration_chain *chain);

/* Marks every state from which a marked one can be reached. */
void patron_migration_chain_spread(migration_chain *chain);

/* Takes all states out in turn. active, or the first place whose pivot is not positive. */
size_t patron_migration_chain_factor(migration_chain *chain);

/* b becomes x, of the equations and of those transposed. */
void patron_migration_chain_forward(const migration_chain *chain, double *b);
void patron_migration_chain_backward(const migration_chain *chain, size_t active, double *x);
void patron_migration_chain_solve(const migration_chain *chain, double *x);
void patron_migration_chain_solve_transposed(const migration_chain *chain, double *x);

/* x, by place, of rewards by state, after two steps of refinement; b becomes what x still lacks, so
   that x + b has about twice the digits of a double. */
void patron_migration_chain_values(const migration_chain *chain, const double *reward, double *x);

/* The largest error that x leaves in a row of V = R + P V / (1 + discount). */
double patron_migration_chain_residual(const migration_chain *chain, const double *reward,
                                       const double *x);

/* By which power of 2 to multiply n rewards, so that errors of products neither underflow nor
   overflow: 0 unless the largest is beyond 2^800 or below 2^-800. */
int32_t patron_migration_chain_shift(size_t n, const double *reward);

/* Whether x, by place, multiplied by 2^-shift is of doubles; what it is for a state. */
int32_t patron_migration_chain_fits(const migration_chain *chain, const double *x, int32_t shift);
double patron_migration_chain_value(const migration_chain *chain, const double *x, int32_t shift,
                                    size_t state);

/* PATRON_E_OVERFLOW. */
int32_t patron_migration_chain_overflow(patron_fault *fault);

#endif
