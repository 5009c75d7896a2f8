/*
 * Two histories of one customer as one.
 *
 * Money, counts, the first and the last day and what was bought on the first day simply add up. The
 * purchase days are a union of two sets of which only a part is known. Let L be the history that
 * ends later, E the other (either, where both end on one day) and W = L.last_day - 63 the first day
 * of L's map.
 *
 * From W on the union is known: E's map begins at E.last_day - 63 <= W, so both maps hold every day
 * from W to their ends, and the bits of both together are the days.
 *
 * Before W, L has l old days with a <= l <= a + L.days_doubtful, where a = L.days less the bits of
 * its map, and E has e with b <= e <= b + E.days_doubtful, where b = E.days less its bits from W
 * on. If c of them coincide, the union has l + e - c days. Suppose
 *
 *     c >= c_min always, and c <= c_max + (l - a) + (e - b).
 *
 * Then l + e - c >= a + b - c_max, and l + e - c <= a + b + L.days_doubtful + E.days_doubtful -
 * c_min: the truth lies in [days, days + days_doubtful] with days = a + b - c_max and days_doubtful
 * = L.days_doubtful + E.days_doubtful + c_max - c_min. No more days than the calendar has can be
 * there either, so that days_doubtful never exceeds the days before W from the first day on, less
 * days.
 *
 * What is known of c: coinciding days lie in the common range from the later of the two first days
 * to the earlier of E.last_day and W - 1; if that is empty, c = 0. In it,
 *   - the first days, where they are equal, coincide; a first day before the range, or on a day
 *     that E's map knows to be none of E's, does not. Either way that day of its history is
 *     settled, is counted in `sure` if it coincides, and leaves one day less to be in doubt;
 *   - the days in E's map are known, so that at most its bits in the range coincide;
 *   - before E's map at most every day of the range coincides, and at most every day that E has
 *     there.
 * So c_min = sure and c_max = sure + min(unsettled days of L, E's unsettled bits in the range +
 * min(days of the range before E's map, E's unsettled days before its map)). Every count of L's or
 * E's days here is the lower one, and the true c can exceed the bound by the days it lacks at most,
 * which is what was supposed. The roles of L and E are alike where both end on one day: the map of
 * E then has no part in the range.
 */
#include "../portability.h"

#include "../base/base_fault.h"
#include "history_kernel.h"

/* Coinciding days before W: those sure to coincide, and how many at most. */
typedef struct history_overlap {
    int64_t least;
    int64_t most;
} history_overlap;

static int64_t history_smaller(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t history_larger(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* bits << step and bits >> step for steps of any size. */
static uint64_t history_shift_left(uint64_t bits, int64_t step)
{
    return step < HISTORY_MAP_DAYS ? bits << step : 0;
}

static uint64_t history_shift_right(uint64_t bits, int64_t step)
{
    return step < HISTORY_MAP_DAYS ? bits >> step : 0;
}

/* The bits of a map for the days from lo to hi, lo <= hi; hi is not after the map's last day. */
static uint64_t history_days_between(const patron_history *history, int64_t lo, int64_t hi)
{
    int64_t young = (int64_t)history->last_day - hi;
    int64_t old = (int64_t)history->last_day - lo;
    if (young >= HISTORY_MAP_DAYS)
        return 0;
    uint64_t kept =
        old < HISTORY_MAP_DAYS ? UINT64_MAX >> (HISTORY_MAP_DAYS - 1 - old) : UINT64_MAX;
    return history->recent_days & kept & (UINT64_MAX << young);
}

/* later_old: a of the comment above. */
static history_overlap history_overlap_of(const patron_history *later,
                                          const patron_history *earlier, int64_t later_old)
{
    history_overlap overlap = {0, 0};
    int64_t map_start = (int64_t)earlier->last_day - (HISTORY_MAP_DAYS - 1);
    int64_t lo = history_larger(later->first_day, earlier->first_day);
    int64_t hi = history_smaller(earlier->last_day, (int64_t)later->last_day - HISTORY_MAP_DAYS);
    if (lo > hi)
        return overlap;
    int64_t in_map = portability_popcount64(history_days_between(earlier, lo, hi));
    int64_t range = history_larger(history_smaller(hi, map_start - 1) - lo + 1, 0);
    int64_t before_map = history_old_days(earlier);
    int64_t unsettled = later_old;
    int later_first_in_map = lo == later->first_day && lo >= map_start;

    if (later->first_day == earlier->first_day || later_first_in_map) {
        uint64_t same = history_days_between(earlier, lo, lo);
        overlap.least = later->first_day == earlier->first_day || same != 0 ? 1 : 0;
        unsettled--;
        in_map -= same != 0 ? 1 : 0;
    } else if (later->first_day < earlier->first_day) {
        unsettled--;
    }
    if (earlier->first_day <= later->first_day && earlier->first_day < map_start) {
        before_map--;
        range -= earlier->first_day == later->first_day ? 1 : 0;
    }
    int64_t unknown = history_smaller(range, before_map);
    overlap.most = overlap.least + history_smaller(unsettled, in_map + unknown);
    return overlap;
}

static uint32_t history_clamp(int64_t count)
{
    if (count < 0)
        return 0;
    return count > (int64_t)UINT32_MAX ? UINT32_MAX : (uint32_t)count;
}

/* first_day, last_day, days, days_doubtful and recent_days of both together; both have days. */
static void history_join_days(const patron_history *later, const patron_history *earlier,
                              patron_history *joined)
{
    int64_t step = (int64_t)later->last_day - (int64_t)earlier->last_day;
    uint64_t map = later->recent_days | history_shift_left(earlier->recent_days, step);
    uint64_t earlier_young = earlier->recent_days & history_shift_right(UINT64_MAX, step);
    int64_t later_old = history_old_days(later);
    int64_t earlier_old = (int64_t)earlier->days - (int64_t)portability_popcount64(earlier_young);
    history_overlap overlap = history_overlap_of(later, earlier, later_old);
    int32_t first_day =
        later->first_day < earlier->first_day ? later->first_day : earlier->first_day;
    int64_t old = later_old + earlier_old - overlap.most;
    int64_t doubtful = (int64_t)later->days_doubtful + (int64_t)earlier->days_doubtful +
                       overlap.most - overlap.least;
    int64_t room = history_larger(history_old_range(first_day, later->last_day), 0) - old;

    joined->first_day = first_day;
    joined->last_day = later->last_day;
    joined->days = history_clamp(old + (int64_t)portability_popcount64(map));
    joined->days_doubtful = history_clamp(history_smaller(doubtful, room));
    joined->recent_days = map;
}

/* Everything about days, and the first day's money, from the only one that has days. */
static void history_take_days(const patron_history *only, patron_history *joined)
{
    joined->first_day = only->first_day;
    joined->last_day = only->last_day;
    joined->days = only->days;
    joined->days_doubtful = only->days_doubtful;
    joined->first_day_spend = only->first_day_spend;
    joined->first_day_margin = only->first_day_margin;
    joined->recent_days = only->recent_days;
}

/* What was bought on the earlier first day, or on both. */
static history_excess history_join_first_day(const patron_history *a, const patron_history *b,
                                             patron_history *joined)
{
    if (a->first_day == b->first_day) {
        if (!history_sum(a->first_day_spend, b->first_day_spend, &joined->first_day_spend))
            return HISTORY_FIRST_DAY_SPEND;
        if (!history_sum(a->first_day_margin, b->first_day_margin, &joined->first_day_margin))
            return HISTORY_FIRST_DAY_MARGIN;
        return HISTORY_FITS;
    }
    const patron_history *first = a->first_day < b->first_day ? a : b;
    joined->first_day_spend = first->first_day_spend;
    joined->first_day_margin = first->first_day_margin;
    return HISTORY_FITS;
}

history_excess patron_history_join(const patron_history *a, const patron_history *b,
                                   patron_history *merged)
{
    patron_history joined;
    if (b->receipts > UINT32_MAX - a->receipts)
        return HISTORY_RECEIPTS;
    joined.receipts = a->receipts + b->receipts;
    joined.refunds = a->refunds + b->refunds;
    if (!history_sum(a->spend, b->spend, &joined.spend))
        return HISTORY_SPEND;
    if (!history_sum(a->margin, b->margin, &joined.margin))
        return HISTORY_MARGIN;
    if (a->days == 0 || b->days == 0) {
        history_take_days(b->days == 0 ? a : b, &joined);
    } else {
        history_excess excess = history_join_first_day(a, b, &joined);
        if (excess != HISTORY_FITS)
            return excess;
        int a_is_later = a->last_day >= b->last_day;
        history_join_days(a_is_later ? a : b, a_is_later ? b : a, &joined);
    }
    *merged = joined;
    return HISTORY_FITS;
}

int32_t patron_history_join_fault(patron_fault *fault, const char *argument, int64_t row)
{
    int32_t status = patron_base_fault_plain(fault, PATRON_E_OVERFLOW, argument,
                                             "receipts and money to fit when added");
    if (fault != NULL)
        fault->row = row;
    return status;
}

int32_t PATRON_CALL patron_history_merge(patron_history *history, const patron_history *other,
                                         patron_fault *fault)
{
    if (history == NULL)
        return patron_base_fault_null(fault, "history");
    if (other == NULL)
        return patron_base_fault_null(fault, "other");

    if (patron_history_join(history, other, history) != HISTORY_FITS)
        return patron_history_join_fault(fault, "other", -1);
    return PATRON_OK;
}
