/*
 * A ledger into another, in two walks over the other's rows: the first finds every fault, the
 * second writes.
 */
#include "../portability.h"

#include "../base/base_fault.h"
#include "../history/history_kernel.h"
#include "ledger_block.h"

/* Whether each id of the other ledger is there once: else a second walk could meet what a first did
   not. */
static int32_t ledger_check_other(const ledger_view *other, patron_fault *fault)
{
    ledger_pipeline pipeline;
    ledger_pipeline_open(&pipeline, other, other->customer, other->count);
    for (uint32_t i = 0; i < other->count; i++)
        if (ledger_pipeline_row(&pipeline, i) != i)
            return patron_ledger_corrupt(fault, "other", i);
    return PATRON_OK;
}

/* Counts the customers new to the ledger, and finds the first whose sums do not fit, or
   other->count. */
static int32_t ledger_count_new(const ledger_view *view, const ledger_view *other, uint32_t *fresh,
                                uint32_t *unfit, patron_fault *fault)
{
    ledger_pipeline pipeline;
    *fresh = 0;
    *unfit = other->count;
    ledger_pipeline_open(&pipeline, view, other->customer, other->count);
    for (uint32_t i = 0; i < other->count; i++) {
        uint32_t row = ledger_pipeline_row(&pipeline, i);
        patron_history joined;
        if (row == LEDGER_BROKEN)
            return patron_ledger_corrupt(fault, "ledger", -1);
        if (row == LEDGER_ABSENT)
            (*fresh)++;
        else if (*unfit == other->count &&
                 patron_history_join(&view->history[row], &other->history[i], &joined) !=
                     HISTORY_FITS)
            *unfit = i;
    }
    return PATRON_OK;
}

static int32_t ledger_check_merge(const ledger_view *view, const ledger_view *other,
                                  patron_fault *fault)
{
    uint32_t fresh, unfit;
    int32_t status = ledger_check_other(other, fault);
    if (status == PATRON_OK)
        status = ledger_count_new(view, other, &fresh, &unfit, fault);
    if (status != PATRON_OK)
        return status;
    if (fresh > view->capacity - view->count)
        return patron_base_fault_unsigned(fault, PATRON_E_FULL, "ledger", -1,
                                          (uint64_t)view->count + fresh,
                                          "room for this many customers: grow the ledger");
    if (unfit < other->count)
        return patron_history_join_fault(fault, "other", unfit);
    return PATRON_OK;
}

/* Only an index that is not in order can stop this walk: it was checked. */
static int32_t ledger_take_all(ledger_writer *writer, const ledger_view *other, patron_fault *fault)
{
    ledger_pipeline pipeline;
    ledger_pipeline_open(&pipeline, &writer->view, other->customer, other->count);
    for (uint32_t i = 0; i < other->count; i++) {
        uint32_t row = ledger_pipeline_row(&pipeline, i);
        if (row >= writer->view.count)
            row = ledger_take_row(writer, other->customer[i]);
        if (row >= writer->view.count)
            return patron_ledger_corrupt(fault, "ledger", -1);
        patron_history *history = &writer->history[row];
        if (patron_history_join(history, &other->history[i], history) != HISTORY_FITS)
            return patron_ledger_corrupt(fault, "ledger", -1);
    }
    return PATRON_OK;
}

int32_t PATRON_CALL patron_ledger_merge(patron_ledger *ledger, size_t ledger_size,
                                        const patron_ledger *other, size_t other_size,
                                        patron_fault *fault)
{
    ledger_writer writer;
    ledger_view from;
    int32_t status = patron_ledger_open_writer(ledger, ledger_size, &writer, fault);
    if (status == PATRON_OK)
        status = patron_ledger_open(other, other_size, "other", "other_size", &from, fault);
    if (status == PATRON_OK && other == ledger)
        return patron_base_fault_plain(fault, PATRON_E_RANGE, "other", "another block");
    if (status == PATRON_OK)
        status = ledger_check_merge(&writer.view, &from, fault);
    if (status != PATRON_OK)
        return status;
    return ledger_take_all(&writer, &from, fault);
}
