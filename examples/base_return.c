/* How long until the second purchase: the curve of Kaplan and Meier, of those still waited for too. */
#include "base_figures.h"
#include "faults.h"
#include "memory.h"

#include <math.h>
#include <stdlib.h>

enum { RETURN_NONE = INT32_MAX };

/* The second day with a purchase of each customer; RETURN_NONE where there is none yet. */
static int32_t *second_days(const receipts *all, const figures *made)
{
    int32_t *second = memory_new(made->customers, sizeof *second);
    for (size_t i = 0; i < made->customers; i++) {
        second[i] = RETURN_NONE;
    }
    for (size_t i = 0; i < all->count; i++) {
        const uint32_t customer = all->customer[i];
        const int32_t day = all->day[i];
        if (all->amount[i] >= 0 && day <= made->as_of && day > made->history[customer].first_day &&
            day < second[customer]) {
            second[customer] = day;
        }
    }
    return second;
}

/* Until the second purchase, or the day looked at: who has not come back by then may come later. */
static void watch(base_return *back, const receipts *all, const figures *made, double *duration,
                  double *watched, uint32_t *event)
{
    int32_t *second = second_days(all, made);
    for (size_t i = 0; i < made->customers; i++) {
        const patron_history *history = &made->history[i];
        if (history->days > 0) {
            const size_t row = back->customers++;
            event[row] = second[i] != RETURN_NONE;
            watched[row] = (double)made->as_of - history->first_day;
            duration[row] = event[row] ? (double)second[i] - history->first_day : watched[row];
            back->back += event[row];
        }
    }
    free(second);
}

static int descending(const void *a, const void *b)
{
    const double left = *(const double *)a;
    const double right = *(const double *)b;
    return (left < right) - (left > right);
}

/* The longest time that so many have in common: behind it the curve hangs on a few. */
static double end_of(size_t n, const double *times)
{
    double *sorted = memory_new(n, sizeof *sorted);
    for (size_t i = 0; i < n; i++) {
        sorted[i] = times[i];
    }
    qsort(sorted, n, sizeof *sorted, descending);
    const double end = sorted[BASE_LEAST_WAITING - 1];
    free(sorted);
    return end;
}

static void at(base_return *back, size_t n, const patron_survival_step *step)
{
    patron_fault fault;
    const double spacing = ceil(back->end / (BASE_POINTS - 1));
    back->points = (size_t)ceil(back->end / spacing) + 1;
    for (size_t i = 0; i < back->points; i++) {
        back->time[i] = fmin((double)i * spacing, back->end);
    }
    faults_stop(patron_survival_at(0.95, n, step, back->points, back->time, back->waiting, NULL,
                                   back->low, back->high, &fault),
                &fault);
}

/* Times that one asks for: a week, a month, a quarter, a year. */
static void make_marks(base_return *back, size_t n, const patron_survival_step *step)
{
    static const double days[] = {7, 14, 30, 60, 90, 180, 365, 730, 1461};
    patron_fault fault;
    for (size_t i = 0; i < sizeof days / sizeof days[0] && days[i] < back->end; i++) {
        back->mark[back->marks++] = days[i];
    }
    back->mark[back->marks++] = back->end;
    faults_stop(patron_survival_at(0.95, n, step, back->marks, back->mark, back->mark_waiting, NULL,
                                   back->mark_low, back->mark_high, &fault),
                &fault);
}

/* When those who come back until the end are back. */
static void milestones(base_return *back, double last, size_t n, const patron_survival_step *step)
{
    patron_fault fault;
    const double left = back->waiting[back->points - 1];
    const double level[] = {1 - 0.5 * (1 - left), 1 - 0.9 * (1 - left)};
    double time[2];
    double waiting = 0;
    faults_stop(patron_survival_quantile(0.95, last, n, step, 2, level, time, NULL, NULL, &fault),
                &fault);
    back->half = time[0];
    back->most = time[1];
    faults_stop(
        patron_survival_at(0.95, n, step, 1, &back->most, &waiting, NULL, NULL, NULL, &fault),
        &fault);
    back->late = figures_share(waiting - left, waiting);
}

static void make_curve(base_return *back, const double *duration, const uint32_t *event)
{
    patron_fault fault;
    const size_t n = back->customers;
    const size_t size = patron_survival_curve_scratch_size(n, 0, 0);
    void *scratch = memory_new(size, 1);
    patron_survival_curve_result result;
    result.struct_size = (uint32_t)sizeof result;
    patron_survival_step *step = memory_new(back->back, sizeof *step);
    size_t found = 0;
    faults_stop(patron_survival_curve(n, duration, event, NULL, NULL, scratch, size, back->back,
                                      step, &found, &result, &fault),
                &fault);
    at(back, found, step);
    make_marks(back, found, step);
    if (back->waiting[back->points - 1] < 1) {
        milestones(back, result.last, found, step);
    } else {
        back->absence = BASE_NOBODY_AGAIN;
    }
    free(step);
    free(scratch);
}

void base_return_make(base_return *back, const receipts *all, const figures *made)
{
    double *duration = memory_new(made->customers, sizeof *duration);
    double *watched = memory_new(made->customers, sizeof *watched);
    uint32_t *event = memory_new(made->customers, sizeof *event);
    watch(back, all, made, duration, watched, event);
    back->absence = back->customers < BASE_LEAST_WAITING                 ? BASE_TOO_FEW
                    : back->back == 0                                    ? BASE_NOBODY_AGAIN
                    : end_of(back->customers, watched) < BASE_LEAST_DAYS ? BASE_TOO_SHORT
                                                                         : BASE_PRESENT;
    if (back->absence == BASE_PRESENT) {
        back->end = end_of(back->customers, duration);
        make_curve(back, duration, event);
    }
    free(duration);
    free(watched);
    free(event);
}
