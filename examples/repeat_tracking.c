/*
 * Repeat purchases of the whole base by the end of each week since the first purchase, and in it, beside
 * what the model of the calibration expects of nothing but when customers came. Where a life of weeks
 * would be too many, the periods are of several.
 */
#include "faults.h"
#include "memory.h"
#include "repeat.h"

#include <math.h>
#include <stdlib.h>

/* Receipts by day, as numbers of receipts in order: where each day begins. */
static size_t *by_day(const receipts *all, const repeat_base *base, size_t **order)
{
    const size_t days = (size_t)((int64_t)base->end_day - base->first_day) + 1;
    size_t *begin = memory_new(days + 2, sizeof *begin);
    *order = memory_new(all->count, sizeof **order);
    for (size_t i = 0; i < all->count; i++) {
        if (all->day[i] >= base->first_day && all->day[i] <= base->end_day) {
            begin[(int64_t)all->day[i] - base->first_day + 2]++;
        }
    }
    for (size_t day = 2; day < days + 2; day++) {
        begin[day] += begin[day - 1];
    }
    for (size_t i = 0; i < all->count; i++) {
        if (all->day[i] >= base->first_day && all->day[i] <= base->end_day) {
            (*order)[begin[(int64_t)all->day[i] - base->first_day + 1]++] = i;
        }
    }
    return begin;
}

/* A day's purchases by customers who had bought before, one of each. */
static size_t repeats_of(const receipts *all, const size_t *order, size_t n, int64_t *last)
{
    size_t repeats = 0;
    for (size_t i = 0; i < n; i++) {
        const uint32_t customer = all->customer[order[i]];
        const int64_t day = all->day[order[i]];
        if (all->amount[order[i]] >= 0 && last[customer] != day) {
            repeats += last[customer] != INT64_MIN;
            last[customer] = day;
        }
    }
    return repeats;
}

static void count(repeat_tracking *tracking, const receipts *all, const repeat_base *base)
{
    size_t *order = NULL;
    size_t *begin = by_day(all, base, &order);
    int64_t *last = memory_new(base->customers, sizeof *last);
    const size_t days = (size_t)((int64_t)base->end_day - base->first_day) + 1;
    for (size_t i = 0; i < base->customers; i++) {
        last[i] = INT64_MIN;
    }
    for (size_t day = 0; day < days; day++) {
        /* A period ends with the day that many days after the first one, which has no repeats. */
        const size_t period = day == 0 ? 0 : (day - 1) / (size_t)tracking->days;
        const size_t repeats =
            repeats_of(all, order + begin[day], begin[day + 1] - begin[day], last);
        if (period < tracking->periods) {
            tracking->actual_in[period] += (double)repeats;
        }
    }
    for (size_t i = 0; i < tracking->periods; i++) {
        tracking->actual[i] = tracking->actual_in[i] + (i > 0 ? tracking->actual[i - 1] : 0);
        tracking->end[i] = (double)(i + 1);
    }
    free(order);
    free(begin);
    free(last);
}

static void expect(repeat *made)
{
    patron_fault fault;
    const repeat_base *base = &made->base;
    repeat_tracking *tracking = &made->tracking;
    const repeat_try *known = made->holdout.made ? &made->holdout.before : made->tries.best;
    repeat_rows ages;
    repeat_base_ages(base, &ages);
    const double since = ((double)base->end_day - base->first_day) / REPEAT_DAYS;
    faults_stop(patron_btyd_tracking(&known->model, ages.count, ages.T, NULL, NULL, ages.weight,
                                     since, (double)tracking->days / REPEAT_DAYS, tracking->periods,
                                     tracking->expected, tracking->expected_in, &fault),
                &fault);
    repeat_rows_free(&ages);
}

void repeat_tracking_make(repeat *made, const receipts *all)
{
    const repeat_base *base = &made->base;
    repeat_tracking *tracking = &made->tracking;
    const int64_t days = (int64_t)base->end_day - base->first_day;
    const int64_t longest = (int64_t)REPEAT_DAYS * REPEAT_PERIODS;
    tracking->days = (int32_t)(REPEAT_DAYS * ((days + longest - 1) / longest));
    tracking->periods = (size_t)(days / tracking->days);
    tracking->cut =
        made->holdout.made ? ((double)made->holdout.cut - base->first_day) / tracking->days : 0;
    tracking->end = memory_new(tracking->periods, sizeof *tracking->end);
    tracking->actual = memory_new(tracking->periods, sizeof *tracking->actual);
    tracking->actual_in = memory_new(tracking->periods, sizeof *tracking->actual_in);
    tracking->expected = memory_new(tracking->periods, sizeof *tracking->expected);
    tracking->expected_in = memory_new(tracking->periods, sizeof *tracking->expected_in);
    count(tracking, all, base);
    expect(made);
}
