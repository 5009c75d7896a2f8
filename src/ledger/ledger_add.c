#include "../portability.h"

#include "../base/base_fault.h"
#include "../history/history_kernel.h"
#include "ledger_block.h"

/* The customer is not in the ledger, and there is no room; or the index is not in order. */
static int32_t ledger_no_row(patron_fault *fault, uint32_t row, int64_t at, uint64_t customer)
{
    if (row == LEDGER_BROKEN)
        return patron_ledger_corrupt(fault, "ledger", at);
    return patron_base_fault_unsigned(fault, PATRON_E_FULL, "customer", at, customer,
                                      "room for one more customer: grow the ledger");
}

/*
 * Adds a receipt to the customer's row where it is known, else to the one found or made. A first
 * receipt always fits, so that no row is left without one.
 */
PORTABILITY_INLINE int32_t ledger_add_receipt(ledger_writer *writer, uint32_t *row, int64_t at,
                                              uint64_t customer, int32_t day, int64_t amount,
                                              int64_t margin, patron_fault *fault)
{
    if (*row >= writer->view.count)
        *row = ledger_take_row(writer, customer);
    if (*row >= writer->view.count)
        return ledger_no_row(fault, *row, at, customer);
    patron_history *history = &writer->history[*row];
    history_excess excess = history_add_receipt(history, day, amount, margin);
    if (excess != HISTORY_FITS)
        return patron_history_receipt_fault(fault, excess, at, history, amount, margin);
    return PATRON_OK;
}

int32_t PATRON_CALL patron_ledger_add(patron_ledger *ledger, size_t ledger_size, uint64_t customer,
                                      int32_t day, int64_t amount, int64_t margin, uint32_t *row,
                                      patron_fault *fault)
{
    ledger_writer writer;
    uint32_t found = LEDGER_ABSENT;
    int32_t status = patron_ledger_open_writer(ledger, ledger_size, &writer, fault);
    if (status == PATRON_OK)
        status = ledger_add_receipt(&writer, &found, -1, customer, day, amount, margin, fault);
    if (status == PATRON_OK && row != NULL)
        *row = found;
    return status;
}

static int32_t ledger_check_columns(size_t n, const uint64_t *customer, const int32_t *day,
                                    const int64_t *amount, patron_fault *fault)
{
    if (customer == NULL && n > 0)
        return patron_base_fault_null(fault, "customer");
    if (day == NULL && n > 0)
        return patron_base_fault_null(fault, "day");
    if (amount == NULL && n > 0)
        return patron_base_fault_null(fault, "amount");
    return PATRON_OK;
}

int32_t PATRON_CALL patron_ledger_add_many(patron_ledger *ledger, size_t ledger_size, size_t n,
                                           const uint64_t *customer, const int32_t *day,
                                           const int64_t *amount, const int64_t *margin,
                                           uint32_t *row, patron_fault *fault)
{
    ledger_writer writer;
    int32_t status = patron_ledger_open_writer(ledger, ledger_size, &writer, fault);
    if (status == PATRON_OK)
        status = ledger_check_columns(n, customer, day, amount, fault);
    if (status != PATRON_OK || n == 0)
        return status;

    ledger_pipeline pipeline;
    ledger_pipeline_open(&pipeline, &writer.view, customer, n);
    for (size_t i = 0; i < n; i++) {
        uint32_t found = ledger_pipeline_row(&pipeline, i);
        int64_t of_margin = margin != NULL ? margin[i] : 0;
        status = ledger_add_receipt(&writer, &found, (int64_t)i, customer[i], day[i], amount[i],
                                    of_margin, fault);
        if (status != PATRON_OK)
            return status;
        if (row != NULL)
            row[i] = found;
    }
    return PATRON_OK;
}
