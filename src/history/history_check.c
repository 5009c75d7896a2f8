#include "../portability.h"

#include "../base/base_fault.h"
#include "history_kernel.h"

/* A customer who never bought: refunds at most. */
static int history_is_possible_without_days(const patron_history *history)
{
    if (history->first_day != 0 || history->last_day != 0 || history->days_doubtful != 0 ||
        history->recent_days != 0 || history->first_day_spend != 0 ||
        history->first_day_margin != 0 || history->receipts != history->refunds)
        return 0;
    if (history->receipts == 0)
        return history->spend == 0 && history->margin == 0;
    return history->spend <= -(int64_t)history->refunds; /* at least 1 a refund */
}

/* Days in order and a map that fits them. */
static int history_has_possible_days(const patron_history *history)
{
    int64_t span = (int64_t)history->last_day - (int64_t)history->first_day;
    int64_t old = history_old_days(history);
    if (span < 0 || old < 0 || (history->recent_days & 1) == 0)
        return 0;
    if (span < HISTORY_MAP_DAYS)
        return history->recent_days >> span == 1 && old == 0 && history->days_doubtful == 0;
    return old >= 1 && old + (int64_t)history->days_doubtful <=
                           history_old_range(history->first_day, history->last_day);
}

/* Receipts that suffice for the days, and the first day's money as part of all money. */
static int history_has_possible_money(const patron_history *history)
{
    if (history->refunds > history->receipts || history->first_day_spend < 0)
        return 0;
    uint64_t bought = (uint64_t)history->receipts - history->refunds;
    uint64_t first_day_only = (uint64_t)history->days + history->days_doubtful == 1;
    if ((uint64_t)history->days + history->days_doubtful > bought)
        return 0;
    if (history->refunds != 0)
        return !first_day_only ||
               history->spend <= history->first_day_spend - (int64_t)history->refunds;
    if (first_day_only)
        return history->spend == history->first_day_spend &&
               history->margin == history->first_day_margin;
    return history->spend >= history->first_day_spend;
}

int32_t patron_history_is_possible(const patron_history *history)
{
    if (history->days == 0)
        return history_is_possible_without_days(history);
    return history_has_possible_days(history) && history_has_possible_money(history);
}

int32_t PATRON_CALL patron_history_check(size_t n, const patron_history *history,
                                         patron_fault *fault)
{
    if (history == NULL && n > 0)
        return patron_base_fault_null(fault, "history");
    for (size_t i = 0; i < n; i++)
        if (!patron_history_is_possible(&history[i]))
            return patron_history_corrupt_fault(fault, "history", (int64_t)i);
    return PATRON_OK;
}

int32_t patron_history_corrupt_fault(patron_fault *fault, const char *argument, int64_t row)
{
    int32_t status = patron_base_fault_plain(fault, PATRON_E_CORRUPT, argument,
                                             "a history that receipts can have made");
    if (fault != NULL)
        fault->row = row;
    return status;
}
