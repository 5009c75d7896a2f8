/*
 * What history gives to ledger: a receipt added in place, inlined because a ledger does it by the
 * million, and two histories merged.
 *
 * Both leave the history as it was where a figure would leave its type, and name that figure. They
 * take any bytes for a history: what receipts cannot have made gives figures without meaning, never
 * undefined behavior.
 */
#ifndef PATRON_HISTORY_KERNEL_H
#define PATRON_HISTORY_KERNEL_H

#include "../portability.h"
#include <patron/history.h>

#include <string.h>

/* The last 64 days have a bit each in the map of recent days. */
enum { HISTORY_MAP_DAYS = 64 };

/* The figure that would leave its type. */
typedef enum history_excess {
    HISTORY_FITS = 0,
    HISTORY_RECEIPTS,
    HISTORY_SPEND,
    HISTORY_MARGIN,
    HISTORY_FIRST_DAY_SPEND,
    HISTORY_FIRST_DAY_MARGIN
} history_excess;

/* *sum = a + b; 0, and *sum as it was, where that leaves int64_t. */
PORTABILITY_INLINE int history_sum(int64_t a, int64_t b, int64_t *sum)
{
    uint64_t bits = (uint64_t)a + (uint64_t)b;
    if ((((uint64_t)a ^ bits) & ((uint64_t)b ^ bits)) >> 63 != 0)
        return 0; /* both have one sign and the sum the other */
    memcpy(sum, &bits, sizeof bits);
    return 1;
}

/* Purchase days that left the map. Negative only where receipts cannot have made the history. */
PORTABILITY_INLINE int64_t history_old_days(const patron_history *history)
{
    return (int64_t)history->days - (int64_t)portability_popcount64(history->recent_days);
}

/* Calendar days from the first purchase day to the one before the map; <= 0 where there are
   none. */
PORTABILITY_INLINE int64_t history_old_range(int32_t first_day, int32_t last_day)
{
    return (int64_t)last_day - (HISTORY_MAP_DAYS - 1) - (int64_t)first_day;
}

/* A purchase on the first day, or before it. */
PORTABILITY_INLINE history_excess history_open_day(patron_history *history, int32_t day,
                                                   int64_t amount, int64_t margin)
{
    if (history->days != 0 && day == history->first_day) {
        int64_t spend;
        if (!history_sum(history->first_day_spend, amount, &spend))
            return HISTORY_FIRST_DAY_SPEND;
        if (!history_sum(history->first_day_margin, margin, &history->first_day_margin))
            return HISTORY_FIRST_DAY_MARGIN;
        history->first_day_spend = spend;
        return HISTORY_FITS;
    }
    history->first_day = day;
    history->first_day_spend = amount;
    history->first_day_margin = margin;
    return HISTORY_FITS;
}

/*
 * Counts a purchase day that is not after the last one. Within the map the count is exact. Before
 * it the first day is known, a day before that is new, and one between the two may be either: it is
 * doubtful, unless more days are in doubt already than there are.
 */
PORTABILITY_INLINE void history_mark_day(patron_history *history, int32_t day, int32_t first_day)
{
    uint32_t age = (uint32_t)history->last_day - (uint32_t)day;
    if (age < HISTORY_MAP_DAYS) {
        uint64_t bit = UINT64_C(1) << age;
        history->days += (history->recent_days & bit) == 0 ? 1 : 0;
        history->recent_days |= bit;
    } else if (day < first_day) {
        history->days++;
    } else if (day > first_day) {
        int64_t room = history_old_range(first_day, history->last_day) - history_old_days(history);
        if ((int64_t)history->days_doubtful < room)
            history->days_doubtful++;
    }
}

/* A purchase: day and what was bought on the first day. */
PORTABILITY_INLINE history_excess history_add_day(patron_history *history, int32_t day,
                                                  int64_t amount, int64_t margin)
{
    if (history->days != 0 && day > history->last_day) {
        uint32_t step = (uint32_t)day - (uint32_t)history->last_day;
        uint64_t map = step < HISTORY_MAP_DAYS ? history->recent_days << step : 0;
        history->recent_days = map | 1;
        history->last_day = day;
        history->days++;
        return HISTORY_FITS;
    }
    int32_t first_day = history->first_day;
    if (history->days == 0 || day <= first_day) {
        history_excess excess = history_open_day(history, day, amount, margin);
        if (excess != HISTORY_FITS)
            return excess;
    }
    if (history->days == 0)
        history->last_day = day;
    history_mark_day(history, day, first_day);
    return HISTORY_FITS;
}

/* A receipt. */
PORTABILITY_INLINE history_excess history_add_receipt(patron_history *history, int32_t day,
                                                      int64_t amount, int64_t margin)
{
    int64_t spend, margins;
    if (history->receipts == UINT32_MAX)
        return HISTORY_RECEIPTS;
    if (!history_sum(history->spend, amount, &spend))
        return HISTORY_SPEND;
    if (!history_sum(history->margin, margin, &margins))
        return HISTORY_MARGIN;
    if (amount >= 0) {
        history_excess excess = history_add_day(history, day, amount, margin);
        if (excess != HISTORY_FITS)
            return excess;
    } else {
        history->refunds++;
    }
    history->receipts++;
    history->spend = spend;
    history->margin = margins;
    return HISTORY_FITS;
}

/* The fault of a receipt that did not fit; row -1 for none. */
int32_t patron_history_receipt_fault(patron_fault *fault, history_excess excess, int64_t row,
                                     const patron_history *history, int64_t amount, int64_t margin);

/* merged = what the receipts of both together make. merged may be a or b. */
history_excess patron_history_join(const patron_history *a, const patron_history *b,
                                   patron_history *merged);

/* The fault of a join that did not fit; row -1 for none. */
int32_t patron_history_join_fault(patron_fault *fault, const char *argument, int64_t row);

/* Whether receipts can have made the history, and the fault where they cannot. */
int32_t patron_history_is_possible(const patron_history *history);
int32_t patron_history_corrupt_fault(patron_fault *fault, const char *argument, int64_t row);

#endif
