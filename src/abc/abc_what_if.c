/*
 * What balances become when quantities move, capacity is cut, or drivers change: rates as they are.
 *
 * Source: R. Kaplan & S. Anderson, "Time-Driven Activity-Based Costing" (2004): capacity that is freed
 * is idle until it is removed, and only then is money saved.
 */
#include "../portability.h"
#include "abc_balance.h"

#include "../base/base_fault.h"

#include <math.h>
#include <string.h>

enum { ABC_CHANGE_FIRST_SIZE = 64 };

/* --- kernels ---------------------------------------------------------------------------------- */

/* A pool that has had no quantity on the basis of what it had has no rate. */
static int abc_has_rate(const patron_abc_balance *balance)
{
    return balance->basis != PATRON_ABC_ACTUAL || balance->quantity > 0.0;
}

/* The balance at another quantity and the same rate; 1 where it fits. */
static int abc_driven(const patron_abc_balance *before, double quantity, patron_abc_balance *after)
{
    patron_abc_balance made = *before;
    int fits = 1;
    if (quantity != made.quantity) {
        if (made.basis == PATRON_ABC_ACTUAL) {
            made.basis = PATRON_ABC_CAPACITY;
            made.capacity = made.quantity;
        }
        made.quantity = quantity;
        fits = isfinite(quantity) && patron_abc_assign(&made) && patron_abc_settle(&made);
    }
    if (fits)
        *after = made;
    return fits;
}

/* Takes the share `removed` of what became idle out of capacity and cost; 1 where that fits. */
static int abc_remove(const patron_abc_balance *before, double moved, double removed,
                      patron_abc_balance *after)
{
    abc_size one = {1, 0};
    uint64_t size;
    int64_t saved = 0;
    numeric_wide freed =
        numeric_wide_difference(numeric_wide_make(after->idle), numeric_wide_make(before->idle));
    if (!numeric_wide_fits(freed))
        return 0;
    /* removed is at most 1: what is saved is no larger than what is freed. */
    (void)patron_abc_scaled(patron_abc_size_of_whole(numeric_wide_value(freed)),
                            patron_abc_size_of_real(removed), one, &size);
    (void)patron_abc_signed(size, numeric_wide_is_negative(freed), &saved);
    numeric_wide cost =
        numeric_wide_difference(numeric_wide_make(after->cost), numeric_wide_make(saved));
    after->cost = numeric_wide_value(cost);
    if (after->basis == PATRON_ABC_CAPACITY) {
        double spare = after->capacity - after->quantity;
        spare = spare > 0.0 ? spare : 0.0;
        after->capacity -= removed * (moved < spare ? moved : spare);
        if (!(after->capacity > 0.0)) { /* nothing is left of the pool */
            after->basis = PATRON_ABC_ACTUAL;
            after->capacity = (double)NAN;
            after->rate = (double)NAN;
        }
    }
    return numeric_wide_fits(cost) && patron_abc_settle(after);
}

/* The balance at another capacity; 1 where it fits. */
static int abc_cut_to(const patron_abc_balance *before, double capacity, double avoidable,
                      patron_abc_balance *after)
{
    patron_abc_balance made = *before;
    double change = capacity - made.capacity;
    uint64_t size;
    int64_t moved;
    if (!patron_abc_scaled(patron_abc_size_of_whole(made.cost),
                           patron_abc_size_of_real(avoidable * change),
                           patron_abc_size_of_real(made.capacity), &size) ||
        !patron_abc_signed(size, (made.cost < 0) ^ (change < 0.0), &moved))
        return 0;
    numeric_wide cost = numeric_wide_add(numeric_wide_make(made.cost), moved);
    made.cost = numeric_wide_value(cost);
    made.capacity = capacity;
    made.rate = (double)made.cost / capacity;
    int fits = numeric_wide_fits(cost) && !isinf(made.rate) && patron_abc_fill(&made);
    if (fits)
        *after = made;
    return fits;
}

static numeric_wide abc_change_of(numeric_wide change, int64_t before, int64_t after)
{
    change = numeric_wide_add(change, after);
    return numeric_wide_difference(change, numeric_wide_make(before));
}

/* Sums of changes. */
typedef struct abc_changes {
    numeric_wide freed;
    numeric_wide added;
    numeric_wide saved;
    numeric_wide idle;
    numeric_wide over_driven;
    numeric_wide unassigned;
} abc_changes;

static void abc_changes_add(abc_changes *changes, const patron_abc_balance *before,
                            const patron_abc_balance *after)
{
    if (after->assigned < before->assigned)
        changes->freed = abc_change_of(changes->freed, after->assigned, before->assigned);
    else
        changes->added = abc_change_of(changes->added, before->assigned, after->assigned);
    changes->saved = abc_change_of(changes->saved, after->cost, before->cost);
    changes->idle = abc_change_of(changes->idle, before->idle, after->idle);
    changes->over_driven =
        abc_change_of(changes->over_driven, before->over_driven, after->over_driven);
    changes->unassigned = abc_change_of(changes->unassigned, before->unassigned, after->unassigned);
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t abc_fault_before(size_t row, const patron_abc_balance *before, patron_fault *fault)
{
    return patron_base_fault_signed(fault, PATRON_E_OVERFLOW, "before", (int64_t)row, before->cost,
                                    "a balance that fits");
}

static int32_t abc_check_pair(const char *name, size_t pools, const patron_abc_balance *before,
                              const patron_abc_balance *after, patron_fault *fault)
{
    int32_t status = patron_abc_check_pools(pools, ABC_COUNT_MAX, name, fault);
    if (status == PATRON_OK && pools > 0 && before == NULL)
        status = patron_base_fault_null(fault, "before");
    if (status == PATRON_OK && pools > 0 && after == NULL)
        status = patron_base_fault_null(fault, "after");
    return status;
}

static int32_t abc_check_fraction(double value, const char *argument, int64_t row,
                                  patron_fault *fault)
{
    if (value >= 0.0 && value <= 1.0)
        return PATRON_OK;
    return patron_base_fault_real(fault, isfinite(value) ? PATRON_E_RANGE : PATRON_E_NOT_FINITE,
                                  argument, row, value, "a fraction in [0, 1]");
}

/* The numbers of a shift, and the pools it goes from and to. */
static int32_t abc_check_shift(uint32_t from, uint32_t to, double moved, double received,
                               double removed, size_t pools, patron_fault *fault)
{
    if (from >= pools)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "from", -1, from,
                                          "a pool below pools");
    if (to >= pools || to == from)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "to", -1, to,
                                          "another pool below pools");
    int32_t status = patron_abc_check_quantity(moved, "moved", -1, fault);
    if (status == PATRON_OK)
        status = patron_abc_check_quantity(received, "received", -1, fault);
    if (status == PATRON_OK)
        status = abc_check_fraction(removed, "removed", -1, fault);
    return status;
}

static int32_t abc_check_shifted(uint32_t from, uint32_t to, double moved,
                                 const patron_abc_balance *before, patron_fault *fault)
{
    if (!abc_has_rate(&before[from]))
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "from", -1, from,
                                          "a pool with a rate");
    if (!abc_has_rate(&before[to]))
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "to", -1, to,
                                          "a pool with a rate");
    if (moved > before[from].quantity)
        return patron_base_fault_real(fault, PATRON_E_RANGE, "moved", -1, moved,
                                      "at most the quantity of the pool");
    return PATRON_OK;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_abc_shift(uint32_t from, uint32_t to, double moved, double received,
                                     double removed, size_t pools, const patron_abc_balance *before,
                                     patron_abc_balance *after, patron_fault *fault)
{
    patron_abc_balance less, more;
    int32_t status = abc_check_shift(from, to, moved, received, removed, pools, fault);
    if (status == PATRON_OK)
        status = abc_check_pair("pools", pools, before, after, fault);
    if (status == PATRON_OK)
        status = patron_abc_check_balances(pools, before, "before", fault);
    if (status == PATRON_OK)
        status = abc_check_shifted(from, to, moved, before, fault);
    if (status != PATRON_OK)
        return status;
    if (!abc_driven(&before[from], before[from].quantity - moved, &less) ||
        !abc_remove(&before[from], moved, removed, &less))
        return abc_fault_before(from, &before[from], fault);
    if (!abc_driven(&before[to], before[to].quantity + received, &more))
        return abc_fault_before(to, &before[to], fault);
    memmove(after, before, pools * sizeof *after);
    after[from] = less;
    after[to] = more;
    return PATRON_OK;
}

int32_t PATRON_CALL patron_abc_drive(size_t pools, const patron_abc_balance *before,
                                     const double *quantity, patron_abc_balance *after,
                                     patron_fault *fault)
{
    int32_t status = patron_abc_check_pools(pools, ABC_COUNT_MAX, "n", fault);
    if (status != PATRON_OK || pools == 0)
        return status;
    if (before == NULL)
        return patron_base_fault_null(fault, "before");
    if (quantity == NULL)
        return patron_base_fault_null(fault, "quantity");
    if (after == NULL)
        return patron_base_fault_null(fault, "after");
    for (size_t p = 0; p < pools; p++) {
        status = patron_abc_check_balance(&before[p], "before", p, fault);
        if (status == PATRON_OK)
            status = patron_abc_check_quantity(quantity[p], "quantity", (int64_t)p, fault);
        if (status != PATRON_OK)
            return status;
        if (quantity[p] > 0.0 && !abc_has_rate(&before[p]))
            return patron_base_fault_real(fault, PATRON_E_RANGE, "quantity", (int64_t)p,
                                          quantity[p], "0: the pool has no rate");
        if (!abc_driven(&before[p], quantity[p], &after[p]))
            return abc_fault_before(p, &before[p], fault);
    }
    return PATRON_OK;
}

static int32_t abc_check_cut(size_t p, const patron_abc_balance *before, const double *capacity,
                             const double *avoidable, patron_fault *fault)
{
    int32_t status = patron_abc_check_balance(&before[p], "before", p, fault);
    if (status != PATRON_OK || before[p].basis != PATRON_ABC_CAPACITY)
        return status;
    if (!(capacity[p] > 0.0 && isfinite(capacity[p])))
        return patron_base_fault_real(
            fault, isfinite(capacity[p]) ? PATRON_E_RANGE : PATRON_E_NOT_FINITE, "capacity",
            (int64_t)p, capacity[p], "a finite number above 0");
    return avoidable == NULL ? PATRON_OK
                             : abc_check_fraction(avoidable[p], "avoidable", (int64_t)p, fault);
}

int32_t PATRON_CALL patron_abc_cut(size_t pools, const patron_abc_balance *before,
                                   const double *capacity, const double *avoidable,
                                   patron_abc_balance *after, patron_fault *fault)
{
    int32_t status = patron_abc_check_pools(pools, ABC_COUNT_MAX, "n", fault);
    if (status != PATRON_OK || pools == 0)
        return status;
    if (before == NULL)
        return patron_base_fault_null(fault, "before");
    if (capacity == NULL)
        return patron_base_fault_null(fault, "capacity");
    if (after == NULL)
        return patron_base_fault_null(fault, "after");
    for (size_t p = 0; p < pools; p++) {
        status = abc_check_cut(p, before, capacity, avoidable, fault);
        if (status != PATRON_OK)
            return status;
        if (before[p].basis != PATRON_ABC_CAPACITY)
            after[p] = before[p];
        else if (!abc_cut_to(&before[p], capacity[p], avoidable != NULL ? avoidable[p] : 1.0,
                             &after[p]))
            return abc_fault_before(p, &before[p], fault);
    }
    return PATRON_OK;
}

int32_t PATRON_CALL patron_abc_compare(size_t pools, const patron_abc_balance *before,
                                       const patron_abc_balance *after, patron_abc_change *result,
                                       patron_fault *fault)
{
    abc_changes changes;
    patron_abc_change figures;
    int32_t status = abc_check_pair("n", pools, before, after, fault);
    if (status == PATRON_OK)
        status = patron_base_check_result(result, ABC_CHANGE_FIRST_SIZE, fault);
    memset(&changes, 0, sizeof changes);
    memset(&figures, 0, sizeof figures);
    for (size_t p = 0; status == PATRON_OK && p < pools; p++) {
        status = patron_abc_check_balance(&before[p], "before", p, fault);
        if (status == PATRON_OK)
            status = patron_abc_check_balance(&after[p], "after", p, fault);
        if (status == PATRON_OK)
            abc_changes_add(&changes, &before[p], &after[p]);
        figures.notes |= status == PATRON_OK ? after[p].notes : 0;
    }
    if (status != PATRON_OK)
        return status;
    if (!(numeric_wide_fits(changes.freed) & numeric_wide_fits(changes.added) &
          numeric_wide_fits(changes.saved) & numeric_wide_fits(changes.idle) &
          numeric_wide_fits(changes.over_driven) & numeric_wide_fits(changes.unassigned)))
        return patron_base_fault_plain(fault, PATRON_E_OVERFLOW, "after", "sums in int64_t");
    figures.freed = numeric_wide_value(changes.freed);
    figures.added = numeric_wide_value(changes.added);
    figures.saved = numeric_wide_value(changes.saved);
    figures.idle_change = numeric_wide_value(changes.idle);
    figures.over_driven_change = numeric_wide_value(changes.over_driven);
    figures.unassigned_change = numeric_wide_value(changes.unassigned);
    patron_base_write_result(result, &figures, sizeof figures);
    return PATRON_OK;
}
