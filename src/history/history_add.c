#include "../portability.h"

#include "../base/base_fault.h"
#include "history_kernel.h"

int32_t patron_history_receipt_fault(patron_fault *fault, history_excess excess, int64_t row,
                                     const patron_history *history, int64_t amount, int64_t margin)
{
    if (excess == HISTORY_RECEIPTS)
        return patron_base_fault_unsigned(fault, PATRON_E_OVERFLOW, "history.receipts", row,
                                          history->receipts, "at most 4294967295 receipts");
    if (excess == HISTORY_SPEND || excess == HISTORY_FIRST_DAY_SPEND)
        return patron_base_fault_signed(fault, PATRON_E_OVERFLOW, "amount", row, amount,
                                        "a customer's amounts to sum to an int64_t");
    return patron_base_fault_signed(fault, PATRON_E_OVERFLOW, "margin", row, margin,
                                    "a customer's margins to sum to an int64_t");
}

int32_t PATRON_CALL patron_history_add(patron_history *history, int32_t day, int64_t amount,
                                       int64_t margin, patron_fault *fault)
{
    if (history == NULL)
        return patron_base_fault_null(fault, "history");

    history_excess excess = history_add_receipt(history, day, amount, margin);

    if (excess != HISTORY_FITS)
        return patron_history_receipt_fault(fault, excess, -1, history, amount, margin);
    return PATRON_OK;
}
