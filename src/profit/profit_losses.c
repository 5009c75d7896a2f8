/*
 * The cells that lose money, the largest losses first.
 *
 * One pass over the cells keeps candidates in their order. When there is no more room for them, the
 * smallest loss that is still in the list is selected, the candidates behind it are dropped, and from
 * then on only a larger loss becomes a candidate: equal ones come later and lose the tie. Each such
 * selection is paid for by the candidates it drops, so the whole is O(cells), and only the list itself
 * is sorted.
 */
#include "profit_check.h"
#include "profit_matrix.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_scratch.h"
#include "../numeric/numeric_select.h"
#include "../numeric/numeric_sort.h"

#include <string.h>

enum { PROFIT_LOSSES_SPARE = 1024 };

typedef struct profit_losses {
    size_t listed; /* at most so many are listed */
    size_t room;   /* candidates there is room for */
    size_t count;
    size_t found;
    int64_t limit;   /* cells below it lose */
    int64_t below;   /* cells below it become candidates */
    int64_t *value;  /* [room] */
    size_t *at;      /* [room] */
    uint32_t *order; /* [listed] */
    void *work;      /* of the selection and the sort */
} profit_losses;

/* The part of the matrix that is looked at. */
typedef struct profit_losses_part {
    size_t first_customer;
    size_t end_customer;
    size_t first_product;
    size_t end_product;
} profit_losses_part;

/* --- kernels ---------------------------------------------------------------------------------- */

static size_t profit_losses_least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* How many are listed at most, and room for a quarter more of candidates, one at least. */
static void profit_losses_shape(size_t cells, size_t capacity, profit_losses *losses)
{
    losses->listed = profit_losses_least(cells, capacity);
    size_t spare = losses->listed / 4 + PROFIT_LOSSES_SPARE;
    losses->room = losses->listed + 1 + profit_losses_least(cells - losses->listed, spare);
}

static size_t profit_losses_work_size(const profit_losses *losses)
{
    size_t select = patron_numeric_select_scratch_size(losses->room);
    size_t sort = patron_numeric_sort_scratch_size(losses->listed, 1);
    return select > sort ? select : sort;
}

static size_t profit_losses_need(const profit_losses *losses)
{
    if (losses->listed == 0)
        return 0;
    size_t need = NUMERIC_SCRATCH_SLACK;
    need = numeric_scratch_need(need, losses->room, sizeof *losses->value);
    need = numeric_scratch_need(need, losses->room, sizeof *losses->at);
    need = numeric_scratch_need(need, losses->listed, sizeof *losses->order);
    return numeric_scratch_need(need, profit_losses_work_size(losses), 1);
}

/* Keeps those candidates that can be in the list; count > listed. */
static void profit_losses_drop(profit_losses *losses)
{
    numeric_cut_whole cut;
    memset(&cut, 0, sizeof cut);
    cut.rank = losses->count - losses->listed + 1; /* in descending order */
    patron_numeric_select_whole(losses->count, losses->value, 1, &cut, losses->work);
    size_t smaller = losses->count - cut.greater - cut.equal;
    size_t ties = losses->listed - smaller;
    size_t kept = 0;
    for (size_t i = 0; i < losses->count; i++) {
        int64_t value = losses->value[i];
        if (value > cut.value || (value == cut.value && ties == 0))
            continue;
        ties -= value == cut.value ? 1 : 0;
        losses->value[kept] = value;
        losses->at[kept++] = losses->at[i];
    }
    losses->count = kept;
    losses->below = cut.value;
}

/* Looks at cells from first to end. */
static void profit_losses_look(profit_losses *losses, const int64_t *cell, size_t first, size_t end)
{
    size_t found = 0;
    for (size_t i = first; i < end; i++) {
        found += cell[i] < losses->limit ? 1 : 0;
        if (cell[i] >= losses->below)
            continue;
        losses->value[losses->count] = cell[i];
        losses->at[losses->count++] = i;
        if (losses->count == losses->room)
            profit_losses_drop(losses);
    }
    losses->found += found;
}

static void profit_losses_scan(profit_losses *losses, const profit_losses_part *part,
                               size_t products, const int64_t *cell)
{
    for (size_t c = part->first_customer; c < part->end_customer; c++)
        profit_losses_look(losses, cell, c * products + part->first_product,
                           c * products + part->end_product);
}

/* The list, largest losses first: profit may be NULL. */
static void profit_losses_sort(profit_losses *losses, int64_t *profit)
{
    if (losses->count > losses->listed)
        profit_losses_drop(losses);
    if (losses->count > 0)
        patron_numeric_sort_whole(losses->count, losses->value, 0, losses->work, profit,
                                  losses->order);
}

static void profit_losses_open(profit_losses *losses, int64_t tolerance, void *scratch,
                               size_t scratch_size)
{
    numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
    losses->count = 0;
    losses->found = 0;
    losses->limit = -tolerance;
    losses->below = INT64_MIN; /* no candidates where nothing is listed */
    if (losses->listed == 0)
        return;
    losses->below = losses->limit;
    losses->value = numeric_scratch_take(&carve, losses->room, sizeof *losses->value);
    losses->at = numeric_scratch_take(&carve, losses->room, sizeof *losses->at);
    losses->order = numeric_scratch_take(&carve, losses->listed, sizeof *losses->order);
    losses->work = numeric_scratch_take(&carve, profit_losses_work_size(losses), 1);
}

/* --- checks ----------------------------------------------------------------------------------- */

/* Whether there is such a row or column; a count that is out of range itself has none. */
static int32_t profit_losses_is_there(uint32_t only, size_t count)
{
    return only == PATRON_NONE || (only < count && count <= PROFIT_ROWS_MAX);
}

static int32_t profit_losses_check(int64_t tolerance, uint32_t only_customer, uint32_t only_product,
                                   size_t customers, size_t products, patron_fault *fault)
{
    if (tolerance < 0)
        return patron_base_fault_signed(fault, PATRON_E_RANGE, "tolerance", -1, tolerance,
                                        "an amount >= 0");
    if (!profit_losses_is_there(only_customer, customers))
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "only_customer", -1, only_customer,
                                          "a customer below n, or PATRON_NONE");
    if (!profit_losses_is_there(only_product, products))
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "only_product", -1, only_product,
                                          "a product below products, or PATRON_NONE");
    return PATRON_OK;
}

static profit_losses_part profit_losses_part_of(uint32_t only_customer, uint32_t only_product,
                                                size_t customers, size_t products)
{
    profit_losses_part part = {0, customers, 0, products};
    if (only_customer != PATRON_NONE) {
        part.first_customer = only_customer;
        part.end_customer = (size_t)only_customer + 1;
    }
    if (only_product != PATRON_NONE) {
        part.first_product = only_product;
        part.end_product = (size_t)only_product + 1;
    }
    return part;
}

/* --- public ----------------------------------------------------------------------------------- */

size_t PATRON_CALL patron_profit_matrix_losses_scratch_size(size_t n, size_t products,
                                                            size_t capacity)
{
    profit_losses losses;
    if (!patron_profit_matrix_fits(n, products) || capacity > PROFIT_ROWS_MAX)
        return SIZE_MAX;
    profit_losses_shape(n * products, capacity, &losses);
    return profit_losses_need(&losses);
}

int32_t PATRON_CALL patron_profit_matrix_losses(int64_t tolerance, uint32_t only_customer,
                                                uint32_t only_product, size_t n, size_t products,
                                                const int64_t *cell, void *scratch,
                                                size_t scratch_size, size_t capacity,
                                                uint32_t *customer, uint32_t *product,
                                                int64_t *profit, size_t *found, patron_fault *fault)
{
    size_t need = patron_profit_matrix_losses_scratch_size(n, products, capacity);
    int32_t status =
        profit_losses_check(tolerance, only_customer, only_product, n, products, fault);
    if (status == PATRON_OK)
        status = patron_profit_matrix_check(n, products, cell, "cell", fault);
    if (status == PATRON_OK)
        status = patron_base_check_scratch(scratch, scratch_size, need, fault);
    if (status != PATRON_OK)
        return status;
    if (capacity > PROFIT_ROWS_MAX)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "capacity", -1, capacity,
                                          "a count in [0, 2147483647]");

    profit_losses losses;
    profit_losses_shape(n * products, capacity, &losses);
    profit_losses_open(&losses, tolerance, scratch, scratch_size);
    profit_losses_part part = profit_losses_part_of(only_customer, only_product, n, products);
    profit_losses_scan(&losses, &part, products, cell);
    profit_losses_sort(&losses, profit);
    for (size_t i = 0; i < losses.count; i++) {
        size_t at = losses.at[losses.order[i]];
        if (customer != NULL)
            customer[i] = (uint32_t)(at / products);
        if (product != NULL)
            product[i] = (uint32_t)(at % products);
    }
    if (found != NULL)
        *found = losses.found;
    return PATRON_OK;
}
