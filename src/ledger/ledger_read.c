#include "../portability.h"

#include "../base/base_fault.h"
#include "../history/history_kernel.h"
#include "ledger_block.h"

#include <string.h>

static int ledger_slot_is_right(const ledger_slot *slot, uint32_t count)
{
    if (slot->taken == 0)
        return slot->customer == 0 && slot->zero == 0;
    return slot->taken <= count && slot->zero == 0;
}

/* Every slot is free or some row's, and there are as many as rows: so the free ones end a
   search. */
static int ledger_slots_are_right(const ledger_view *view)
{
    uint32_t taken = 0;
    for (uint32_t at = 0; at < view->slots; at++) {
        if (!ledger_slot_is_right(&view->slot[at], view->count))
            return 0;
        taken += view->slot[at].taken != 0 ? 1 : 0;
    }
    return taken == view->count;
}

/* Nothing lies behind the last row. */
static int ledger_rest_is_empty(const ledger_view *view)
{
    static const patron_history none = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    for (uint32_t row = view->count; row < view->capacity; row++)
        if (view->customer[row] != 0 || memcmp(&view->history[row], &none, sizeof none) != 0)
            return 0;
    return 1;
}

/* Each customer is found in its own row, so that no id is there twice, and has a history. */
static int32_t ledger_check_rows(const ledger_view *view, patron_fault *fault)
{
    ledger_pipeline pipeline;
    ledger_pipeline_open(&pipeline, view, view->customer, view->count);
    for (uint32_t row = 0; row < view->count; row++) {
        if (ledger_pipeline_row(&pipeline, row) != row)
            return patron_ledger_corrupt(fault, "ledger", row);
        if (!patron_history_is_possible(&view->history[row]))
            return patron_history_corrupt_fault(fault, "ledger", row);
    }
    return PATRON_OK;
}

int32_t PATRON_CALL patron_ledger_check(const patron_ledger *ledger, size_t ledger_size,
                                        patron_fault *fault)
{
    ledger_view view;
    int32_t status = patron_ledger_open_view(ledger, ledger_size, &view, fault);
    if (status != PATRON_OK)
        return status;
    uint64_t reserved = ledger->zero | ledger->reserved[0] | ledger->reserved[1] |
                        ledger->reserved[2] | ledger->reserved[3];
    if (reserved != 0 || !ledger_slots_are_right(&view) || !ledger_rest_is_empty(&view))
        return patron_ledger_corrupt(fault, "ledger", -1);
    return ledger_check_rows(&view, fault);
}

int32_t PATRON_CALL patron_ledger_count(const patron_ledger *ledger, size_t ledger_size,
                                        uint32_t *count, uint32_t *capacity, patron_fault *fault)
{
    ledger_view view;
    int32_t status = patron_ledger_open_view(ledger, ledger_size, &view, fault);
    if (status != PATRON_OK)
        return status;
    if (count == NULL)
        return patron_base_fault_null(fault, "count");
    *count = view.count;
    if (capacity != NULL)
        *capacity = view.capacity;
    return PATRON_OK;
}

int32_t PATRON_CALL patron_ledger_find(const patron_ledger *ledger, size_t ledger_size,
                                       uint64_t customer, uint32_t *row, patron_history *history,
                                       patron_fault *fault)
{
    ledger_view view;
    int32_t status = patron_ledger_open_view(ledger, ledger_size, &view, fault);
    if (status != PATRON_OK)
        return status;
    if (row == NULL)
        return patron_base_fault_null(fault, "row");

    uint32_t slot;
    uint32_t found = ledger_seek(&view, customer, &slot);
    if (found == LEDGER_BROKEN)
        return patron_ledger_corrupt(fault, "ledger", -1);

    *row = found;
    if (history != NULL && found != LEDGER_ABSENT)
        *history = view.history[found];
    else if (history != NULL)
        memset(history, 0, sizeof *history);
    return PATRON_OK;
}

int32_t PATRON_CALL patron_ledger_get(const patron_ledger *ledger, size_t ledger_size, uint32_t row,
                                      uint64_t *customer, patron_history *history,
                                      patron_fault *fault)
{
    ledger_view view;
    int32_t status = patron_ledger_open_view(ledger, ledger_size, &view, fault);
    if (status != PATRON_OK)
        return status;
    if (row >= view.count)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "row", -1, row,
                                          "below the count of customers");
    if (customer != NULL)
        *customer = view.customer[row];
    if (history != NULL)
        *history = view.history[row];
    return PATRON_OK;
}

int32_t PATRON_CALL patron_ledger_rows(const patron_ledger *ledger, size_t ledger_size,
                                       uint32_t first, size_t n, uint64_t *customer,
                                       patron_history *history, patron_fault *fault)
{
    ledger_view view;
    int32_t status = patron_ledger_open_view(ledger, ledger_size, &view, fault);
    if (status != PATRON_OK)
        return status;
    if (first > view.count || n > view.count - first)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "n", -1, n,
                                          "first + n at most the count of customers");
    if (customer != NULL && n > 0)
        memcpy(customer, view.customer + first, n * sizeof *customer);
    if (history != NULL && n > 0)
        memcpy(history, view.history + first, n * sizeof *history);
    return PATRON_OK;
}
