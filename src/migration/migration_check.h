/*
 * What the functions of the chain ask of their arguments.
 */
#ifndef PATRON_MIGRATION_CHECK_H
#define PATRON_MIGRATION_CHECK_H

#include "../portability.h"
#include <patron/base.h>

enum { MIGRATION_ROWS_MAX = 0x7FFFFFFF, MIGRATION_STATES_MAX = 1024 };

/* discount in (least, 1e9]. */
int32_t patron_migration_check_discount(double discount, double least, patron_fault *fault);

/* states in [least, 1024], least 0, 1 or 2. */
int32_t patron_migration_check_states(size_t states, size_t least, patron_fault *fault);

/* Rows of chances in [0, 1] that sum to 1: a matrix, where actions is 0, or one for each action; then
   the row of a fault is the action and the column the place in its matrix. */
int32_t patron_migration_check_chances(const char *argument, size_t actions, size_t states,
                                       const double *chance, patron_fault *fault);

/* Finite rewards or values, [states], or [actions * states] where actions is not 0. */
int32_t patron_migration_check_rewards(const char *argument, size_t actions, size_t states,
                                       const double *reward, patron_fault *fault);

/* Customers by state, in [0, 1e15]. */
int32_t patron_migration_check_base(size_t states, const double *base, patron_fault *fault);

/* states in [1, 1024], then what must not be NULL, and scratch of patron_migration_scratch_size(states).
   A function without base gives reward for it. */
int32_t patron_migration_check_columns(size_t states, const double *transition,
                                       const double *reward, const double *base,
                                       const void *scratch, size_t scratch_size,
                                       patron_fault *fault);

#endif
