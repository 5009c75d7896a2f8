/*
 * Where the cost of a pool goes.
 *
 *     cost = assigned + idle + unassigned - over_driven
 *
 * assigned is a product of cost and quantity over a capacity, or of a rate and a quantity. Doubles are
 * whole numbers times powers of two, so that product is an integer of at most 127 bits times a power
 * of two, divided by an integer: it is rounded once, and the same everywhere.
 *
 * Source of the parts: Oracle Hyperion Profitability, cost layer allocation measures.
 */
#include "../portability.h"
#include "abc_balance.h"

#include "../base/base_fault.h"

#include <math.h>

#define ABC_HALF_RANGE (UINT64_C(1) << 63)

/* --- kernels ---------------------------------------------------------------------------------- */

abc_size patron_abc_size_of_real(double value)
{
    abc_size size;
    int exponent;
    double fraction = frexp(fabs(value), &exponent);
    size.count = (uint64_t)(fraction * 9007199254740992.0); /* 2^53 */
    size.exponent = (int32_t)exponent - 53;
    return size;
}

abc_size patron_abc_size_of_whole(int64_t value)
{
    abc_size size;
    size.count = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    size.exponent = 0;
    return size;
}

/* a 2^shift for a below 2^127; 0 where that is 2^127 or more. */
static int abc_shift_up(numeric_wide *a, int32_t shift)
{
    while (shift-- > 0) {
        if (a->high >> 62 != 0)
            return 0;
        *a = numeric_wide_sum(*a, *a);
    }
    return 1;
}

/* a / 2^shift, rounded half up, for 0 < shift. */
static numeric_wide abc_shift_down(numeric_wide a, int32_t shift)
{
    uint64_t half = 0;
    while (shift-- > 0 && (a.low | a.high | half) != 0) {
        half = a.low & 1;
        a.low = a.low >> 1 | a.high << 63;
        a.high >>= 1;
    }
    a.low += half;
    a.high += a.low < half ? 1 : 0;
    return a;
}

/* a / divisor, rounded down. */
static numeric_wide abc_divide(numeric_wide a, uint64_t divisor, uint64_t *rest)
{
    numeric_wide quotient, left;
    quotient.high = a.high / divisor;
    left.high = a.high % divisor;
    left.low = a.low;
    quotient.low = numeric_wide_divide(left, divisor, rest);
    return quotient;
}

int patron_abc_scaled(abc_size a, abc_size b, abc_size c, uint64_t *rounded)
{
    numeric_wide size = numeric_wide_product(a.count, b.count);
    int32_t exponent = a.exponent + b.exponent - c.exponent;
    uint64_t rest;
    *rounded = 0;
    if ((size.low | size.high) == 0)
        return 1;
    /* What does not fit 127 bits exceeds 2^63 by any divisor. */
    if (!abc_shift_up(&size, exponent))
        return 0;
    size = abc_divide(size, c.count, &rest);
    /* Below 2^0 the rest of the division is less than what is cut off, and decides nothing. */
    if (exponent < 0)
        size = abc_shift_down(size, -exponent);
    else
        size = numeric_wide_add(size, rest >= c.count - rest ? 1 : 0);
    *rounded = size.low;
    return size.high == 0 && size.low <= ABC_HALF_RANGE;
}

int patron_abc_signed(uint64_t size, int negative, int64_t *value)
{
    if (size > ABC_HALF_RANGE - (negative ? 0 : 1))
        return 0;
    numeric_wide wide = {size, 0};
    *value = numeric_wide_value(negative ? numeric_wide_negate(wide) : wide);
    return 1;
}

int patron_abc_settle(patron_abc_balance *balance)
{
    numeric_wide rest = numeric_wide_difference(numeric_wide_make(balance->cost),
                                                numeric_wide_make(balance->assigned));
    int over = (balance->assigned > 0 && balance->assigned > balance->cost) ||
               (balance->assigned < 0 && balance->assigned < balance->cost);
    if (over)
        rest = numeric_wide_negate(rest);
    balance->idle = over ? 0 : numeric_wide_value(rest);
    balance->over_driven = over ? numeric_wide_value(rest) : 0;
    balance->unassigned = 0;
    balance->notes = over ? PATRON_ABC_NOTE_OVER_DRIVEN : 0;
    balance->notes |= balance->idle != 0 ? PATRON_ABC_NOTE_IDLE : 0;
    return numeric_wide_fits(rest);
}

int patron_abc_assign(patron_abc_balance *balance)
{
    abc_size quantity = patron_abc_size_of_real(balance->quantity);
    abc_size cost = patron_abc_size_of_whole(balance->cost);
    abc_size one = {1, 0};
    uint64_t size;
    if (balance->basis == PATRON_ABC_ACTUAL) {
        balance->assigned = balance->cost;
        return 1;
    }
    if (balance->basis == PATRON_ABC_CAPACITY)
        return patron_abc_scaled(cost, quantity, patron_abc_size_of_real(balance->capacity),
                                 &size) &&
               patron_abc_signed(size, balance->cost < 0, &balance->assigned);
    return patron_abc_scaled(patron_abc_size_of_real(balance->rate), quantity, one, &size) &&
           patron_abc_signed(size, balance->rate < 0.0, &balance->assigned);
}

int patron_abc_fill(patron_abc_balance *balance)
{
    if (balance->quantity > 0.0)
        return patron_abc_assign(balance) && patron_abc_settle(balance);
    balance->assigned = 0;
    balance->idle = 0;
    balance->over_driven = 0;
    balance->unassigned = balance->cost;
    balance->notes = PATRON_ABC_NOTE_NO_QUANTITY;
    return 1;
}

static int abc_adds_up(const patron_abc_balance *balance)
{
    numeric_wide sum = numeric_wide_make(balance->assigned);
    sum = numeric_wide_add(sum, balance->idle);
    sum = numeric_wide_add(sum, balance->unassigned);
    sum = numeric_wide_difference(sum, numeric_wide_make(balance->over_driven));
    return numeric_wide_compare(sum, numeric_wide_make(balance->cost)) == 0;
}

/* --- checks ----------------------------------------------------------------------------------- */

static int abc_is_sound(const patron_abc_balance *balance)
{
    if (balance->basis > PATRON_ABC_STANDARD || !isfinite(balance->quantity) ||
        balance->quantity < 0.0 || isinf(balance->rate))
        return 0;
    if (balance->basis == PATRON_ABC_CAPACITY &&
        !(balance->capacity > 0.0 && isfinite(balance->capacity)))
        return 0;
    return (balance->quantity > 0.0 || balance->assigned == 0) && abc_adds_up(balance);
}

int32_t patron_abc_check_balance(const patron_abc_balance *balance, const char *argument,
                                 size_t row, patron_fault *fault)
{
    if (abc_is_sound(balance))
        return PATRON_OK;
    return patron_base_fault_signed(fault, PATRON_E_RANGE, argument, (int64_t)row, balance->cost,
                                    "a balance as patron_abc_rates gives it");
}

int32_t patron_abc_check_balances(size_t pools, const patron_abc_balance *balance,
                                  const char *argument, patron_fault *fault)
{
    int32_t status = PATRON_OK;
    for (size_t p = 0; status == PATRON_OK && p < pools; p++)
        status = patron_abc_check_balance(&balance[p], argument, p, fault);
    return status;
}

int32_t patron_abc_check_pools(size_t pools, size_t most, const char *argument, patron_fault *fault)
{
    if (pools <= most)
        return PATRON_OK;
    return patron_base_fault_unsigned(fault, PATRON_E_RANGE, argument, -1, pools,
                                      most == ABC_COUNT_MAX ? "a count in [0, 2147483647]"
                                                            : "a count in [0, 16777216]");
}

int32_t patron_abc_check_quantity(double value, const char *argument, int64_t row,
                                  patron_fault *fault)
{
    if (!isfinite(value))
        return patron_base_fault_real(fault, PATRON_E_NOT_FINITE, argument, row, value,
                                      "a finite number");
    if (value < 0.0)
        return patron_base_fault_real(fault, PATRON_E_RANGE, argument, row, value,
                                      "a quantity that is not below 0");
    return PATRON_OK;
}
