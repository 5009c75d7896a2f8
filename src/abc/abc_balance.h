/*
 * Balances of pools inside the module: how cost is settled, what a sound balance is, and the one
 * rounding that all of them share.
 */
#ifndef PATRON_ABC_BALANCE_H
#define PATRON_ABC_BALANCE_H

#include "../portability.h"
#include "../numeric/numeric_wide.h"
#include <patron/abc.h>

#define ABC_COUNT_MAX ((size_t)0x7FFFFFFF)

/* A magnitude as count * 2^exponent. */
typedef struct abc_size {
    uint64_t count; /* at most 2^63 */
    int32_t exponent;
} abc_size;

/* Of a finite double, without its sign; count is below 2^53. */
abc_size patron_abc_size_of_real(double value);
abc_size patron_abc_size_of_whole(int64_t value);

/*
 * a b / c, rounded half up, for c.count > 0; 1 where it is at most 2^63, and then *rounded is it. Exact:
 * the one rounding is the last step.
 */
int patron_abc_scaled(abc_size a, abc_size b, abc_size c, uint64_t *rounded);

/* size with this sign; 1 where that is an int64_t. */
int patron_abc_signed(uint64_t size, int negative, int64_t *value);

/* Cost and assigned of a balance that has a quantity are set: the rest becomes idle or over-driven. 1
   where that is an int64_t. */
int patron_abc_settle(patron_abc_balance *balance);

/* What a balance assigns, of its cost, basis, quantity, capacity and rate. 1 where that is an int64_t. */
int patron_abc_assign(patron_abc_balance *balance);

/* Assigned and the rest, or all unassigned where the quantity is 0. 1 where they are int64_t. */
int patron_abc_fill(patron_abc_balance *balance);

/* PATRON_E_RANGE, naming the row, unless patron_abc_rates could have given this balance. */
int32_t patron_abc_check_balance(const patron_abc_balance *balance, const char *argument,
                                 size_t row, patron_fault *fault);

/* The same for all, in rows; and that there are no more of them than rows are counted. */
int32_t patron_abc_check_balances(size_t pools, const patron_abc_balance *balance,
                                  const char *argument, patron_fault *fault);
int32_t patron_abc_check_pools(size_t pools, size_t most, const char *argument,
                               patron_fault *fault);

/* PATRON_E_NOT_FINITE or PATRON_E_RANGE unless value is a finite number that is not below 0. */
int32_t patron_abc_check_quantity(double value, const char *argument, int64_t row,
                                  patron_fault *fault);

#endif
