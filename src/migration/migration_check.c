/*
 * Argument checks that several functions of the chain share.
 */
#include "../portability.h"
#include "migration_check.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_compensated.h"

#include <patron/migration.h>

#include <math.h>

#define MIGRATION_DISCOUNT_MAX 1e9
#define MIGRATION_BASE_MAX 1e15
#define MIGRATION_SUM_ERROR 1e-9

static int32_t migration_status_of(double value)
{
    return isfinite(value) ? PATRON_E_RANGE : PATRON_E_NOT_FINITE;
}

int32_t patron_migration_check_discount(double discount, double least, patron_fault *fault)
{
    if (discount > least && discount <= MIGRATION_DISCOUNT_MAX)
        return PATRON_OK;
    return patron_base_fault_real(fault, migration_status_of(discount), "discount", -1, discount,
                                  least < 0.0 ? "a rate in (-1, 1e9]" : "a rate in (0, 1e9]");
}

int32_t patron_migration_check_states(size_t states, size_t least, patron_fault *fault)
{
    if (states >= least && states <= MIGRATION_STATES_MAX)
        return PATRON_OK;
    return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "states", -1, states,
                                      least > 1   ? "a count in [2, 1024]"
                                      : least > 0 ? "a count in [1, 1024]"
                                                  : "a count in [0, 1024]");
}

/* Where a cell stands in a fault: row and column of a matrix by itself (actions is 0), or action and
   place in its matrix. */
typedef struct migration_place {
    int64_t row;
    int64_t column;
} migration_place;

static migration_place migration_place_of(size_t actions, size_t row, size_t column, size_t states,
                                          size_t columns)
{
    migration_place place;
    place.row = (int64_t)(actions > 0 ? row / states : row);
    place.column = (int64_t)(actions > 0 ? row % states * columns + column : column);
    return place;
}

static int32_t migration_check_row(const char *argument, size_t actions, size_t states,
                                   const double *chance, size_t row, patron_fault *fault)
{
    numeric_pair sum = numeric_pair_make(0.0, 0.0);
    for (size_t j = 0; j < states; j++) {
        migration_place place = migration_place_of(actions, row, j, states, states);
        if (!(chance[j] >= 0.0 && chance[j] <= 1.0))
            return patron_base_fault_real_at(fault, migration_status_of(chance[j]), argument,
                                             place.row, place.column, chance[j],
                                             "a chance in [0, 1]");
        sum = numeric_pair_add(sum, chance[j]);
    }
    if (fabs((sum.high - 1.0) + sum.low) <= MIGRATION_SUM_ERROR)
        return PATRON_OK;
    migration_place first = migration_place_of(actions, row, 0, states, states);
    return patron_base_fault_real_at(fault, PATRON_E_RANGE, argument, first.row,
                                     actions > 0 ? first.column : -1, numeric_pair_value(sum),
                                     "a row that sums to 1 within 1e-9");
}

int32_t patron_migration_check_chances(const char *argument, size_t actions, size_t states,
                                       const double *chance, patron_fault *fault)
{
    int32_t status = PATRON_OK;
    size_t rows = actions > 0 ? actions * states : states;
    for (size_t row = 0; status == PATRON_OK && row < rows; row++)
        status = migration_check_row(argument, actions, states, chance + row * states, row, fault);
    return status;
}

int32_t patron_migration_check_rewards(const char *argument, size_t actions, size_t states,
                                       const double *reward, patron_fault *fault)
{
    size_t rows = actions > 0 ? actions * states : states;
    for (size_t row = 0; row < rows; row++) {
        migration_place place = migration_place_of(actions, row, 0, states, 1);
        if (!isfinite(reward[row]))
            return patron_base_fault_real_at(fault, PATRON_E_NOT_FINITE, argument, place.row,
                                             actions > 0 ? place.column : -1, reward[row],
                                             "a finite amount");
    }
    return PATRON_OK;
}

int32_t patron_migration_check_base(size_t states, const double *base, patron_fault *fault)
{
    for (size_t i = 0; i < states; i++)
        if (!(base[i] >= 0.0 && base[i] <= MIGRATION_BASE_MAX))
            return patron_base_fault_real(fault, migration_status_of(base[i]), "base", (int64_t)i,
                                          base[i], "customers in [0, 1e15]");
    return PATRON_OK;
}

int32_t patron_migration_check_columns(size_t states, const double *transition,
                                       const double *reward, const double *base,
                                       const void *scratch, size_t scratch_size,
                                       patron_fault *fault)
{
    int32_t status = patron_migration_check_states(states, 1, fault);
    if (status != PATRON_OK)
        return status;
    if (transition == NULL)
        return patron_base_fault_null(fault, "transition");
    if (reward == NULL)
        return patron_base_fault_null(fault, "reward");
    if (base == NULL)
        return patron_base_fault_null(fault, "base");
    return patron_base_check_scratch(scratch, scratch_size, patron_migration_scratch_size(states),
                                     fault);
}
