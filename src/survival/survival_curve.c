/*
 * The curve of Kaplan and Meier of customers in any order.
 *
 *     n(t) = customers with entry < t less those with duration < t
 *
 * E. Kaplan and P. Meier (1958). Durations are >= 0, so that the sign bit of a double is free: without
 * weights a customer is the one number 2 bits(duration) + (censored), which the sort puts into the order of
 * time, events before censorings. With weights the sort gives an order of rows, and the risk set is an
 * exact sum, from which customers are taken as they leave.
 */
#include "../portability.h"
#include "survival_build.h"
#include "survival_check.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_scratch.h"
#include "../numeric/numeric_sort.h"
#include "../sum/sum_exact.h"

#include <string.h>

/* --- kernels: single customers ---------------------------------------------------------------- */

static uint64_t survival_key(double time, uint32_t censored)
{
    uint64_t bits;
    time += 0.0; /* -0.0 + 0.0 is 0.0 */
    memcpy(&bits, &time, sizeof bits);
    return bits << 1 | censored;
}

static double survival_key_time(uint64_t key)
{
    double time;
    uint64_t bits = key >> 1;
    memcpy(&time, &bits, sizeof time);
    return time;
}

/* Keys of those who leave, ascending; keys of entries, ascending, or NULL. */
static void survival_walk(size_t n, const uint64_t *key, const uint64_t *entry,
                          survival_build *build)
{
    size_t entered = entry != NULL ? 0 : n;
    double censored = 0.0;
    for (size_t i = 0; i < n;) {
        uint64_t last = key[i] | 1;
        size_t first = i;
        while (entered < n && entry[entered] < last - 1)
            entered++;
        while (i < n && key[i] < last)
            i++;
        survival_build_time(build);
        if (i > first) {
            survival_build_censored(build, censored);
            censored = 0.0;
            survival_build_step(build, survival_key_time(last),
                                numeric_pair_of((double)(entered - first)),
                                numeric_pair_of((double)(entered - i)), (double)(i - first));
        }
        first = i;
        while (i < n && key[i] == last)
            i++;
        censored += (double)(i - first);
    }
    survival_build_censored(build, censored);
}

/* --- kernels: weighted customers -------------------------------------------------------------- */

typedef struct survival_weighing {
    patron_sum_exact at_risk;
    patron_sum_exact events;   /* at this time */
    patron_sum_exact censored; /* since the last step */
} survival_weighing;

static numeric_pair survival_sum_pair(const patron_sum_exact *sum)
{
    numeric_pair pair = {0.0, 0.0};
    (void)patron_sum_exact_split(sum, &pair.high, &pair.low);
    return pair;
}

static double survival_sum(const patron_sum_exact *sum)
{
    double total = 0.0;
    (void)patron_sum_exact_round(sum, &total);
    return total;
}

/* Rows come in order of time, from all over the columns: asks for one that will be needed soon. */
static void survival_prefetch(size_t i, size_t n, const survival_columns *columns,
                              const uint32_t *order)
{
    size_t row = order[i + 32 < n ? i + 32 : n - 1];
    PORTABILITY_PREFETCH(columns->duration + row);
    PORTABILITY_PREFETCH(columns->event + row);
    PORTABILITY_PREFETCH(columns->weight + row);
}

/* Takes the rows from i on that have this time out of the risk set; returns where they end. */
static size_t survival_leave(size_t i, size_t n, const survival_columns *columns,
                             const uint32_t *order, survival_weighing *weighing,
                             survival_build *build)
{
    double time = columns->duration[order[i]];
    size_t end = i;
    uint32_t there = 0, seen = 0;
    patron_sum_exact_init(&weighing->events);
    for (; end < n && columns->duration[order[end]] == time; end++) {
        double weight = columns->weight[order[end]];
        survival_prefetch(end, n, columns, order);
        there |= weight > 0.0;
        if (columns->event[order[end]] != 0 && weight > 0.0) {
            sum_exact_add(&weighing->events, weight);
            seen = 1;
        }
    }
    if (there)
        survival_build_time(build);
    if (seen) {
        numeric_pair at_risk = survival_sum_pair(&weighing->at_risk);
        for (size_t j = i; j < end; j++) {
            survival_prefetch(j, n, columns, order);
            if (columns->event[order[j]] != 0)
                sum_exact_add(&weighing->at_risk, -columns->weight[order[j]]);
        }
        survival_build_censored(build, survival_sum(&weighing->censored));
        patron_sum_exact_init(&weighing->censored);
        survival_build_step(build, time + 0.0, at_risk, survival_sum_pair(&weighing->at_risk),
                            survival_sum(&weighing->events));
    }
    for (size_t j = i; j < end; j++) {
        survival_prefetch(j, n, columns, order);
        if (columns->event[order[j]] == 0) {
            sum_exact_add(&weighing->at_risk, -columns->weight[order[j]]);
            sum_exact_add(&weighing->censored, columns->weight[order[j]]);
        }
    }
    return end;
}

/* Rows by duration; rows by entry, or NULL. */
static void survival_walk_weighted(size_t n, const survival_columns *columns, const uint32_t *order,
                                   const uint32_t *arrival, survival_weighing *weighing,
                                   survival_build *build)
{
    size_t entered = 0;
    patron_sum_exact_init(&weighing->at_risk);
    patron_sum_exact_init(&weighing->censored);
    if (columns->entry == NULL)
        (void)patron_sum_exact_add_many(&weighing->at_risk, n, columns->weight);
    for (size_t i = 0; i < n;) {
        double time = columns->duration[order[i]];
        for (; columns->entry != NULL && entered < n && columns->entry[arrival[entered]] < time;
             entered++)
            sum_exact_add(&weighing->at_risk, columns->weight[arrival[entered]]);
        i = survival_leave(i, n, columns, order, weighing, build);
    }
    survival_build_censored(build, survival_sum(&weighing->censored));
}

/* --- kernels: both ---------------------------------------------------------------------------- */

static void survival_single(size_t n, const survival_columns *columns, numeric_scratch carve,
                            survival_build *build)
{
    uint64_t *key = numeric_scratch_take(&carve, n, sizeof *key);
    uint64_t *entry = NULL;
    if (columns->entry != NULL)
        entry = numeric_scratch_take(&carve, n, sizeof *entry);
    for (size_t i = 0; i < n; i++)
        key[i] = survival_key(columns->duration[i], 1 - columns->event[i]);
    patron_numeric_sort_keys(n, key, carve.at);
    for (size_t i = 0; columns->entry != NULL && i < n; i++)
        entry[i] = survival_key(columns->entry[i], 0);
    if (columns->entry != NULL)
        patron_numeric_sort_keys(n, entry, carve.at);
    survival_walk(n, key, entry, build);
}

static void survival_weighted(size_t n, const survival_columns *columns, numeric_scratch carve,
                              survival_build *build)
{
    survival_weighing *weighing = numeric_scratch_take(&carve, 1, sizeof *weighing);
    uint32_t *order = numeric_scratch_take(&carve, n, sizeof *order);
    uint32_t *arrival = NULL;
    if (columns->entry != NULL)
        arrival = numeric_scratch_take(&carve, n, sizeof *arrival);
    patron_numeric_sort_real(n, columns->duration, 0, carve.at, NULL, order);
    if (columns->entry != NULL)
        patron_numeric_sort_real(n, columns->entry, 0, carve.at, NULL, arrival);
    survival_walk_weighted(n, columns, order, arrival, weighing, build);
}

/* The weights of those with this event. Scratch holds the sum. */
static double survival_weight_of(size_t n, const survival_columns *columns, uint32_t event,
                                 patron_sum_exact *sum)
{
    patron_sum_exact_init(sum);
    for (size_t i = 0; i < n; i++)
        if (columns->event[i] == event)
            sum_exact_add(sum, columns->weight[i]);
    return survival_sum(sum);
}

/* How many customers there are, and the longest duration of one who is there. */
static void survival_totals(size_t n, const survival_columns *columns, void *scratch,
                            size_t scratch_size, patron_survival_curve_result *figures)
{
    double events = 0.0, last = 0.0;
    for (size_t i = 0; i < n; i++) {
        double duration = columns->duration[i];
        uint32_t there = columns->weight == NULL || columns->weight[i] > 0.0;
        last = there && duration > last ? duration : last;
        events += columns->event[i];
    }
    figures->last = last;
    figures->customers = (double)n;
    figures->events = events;
    figures->censored = (double)n - events;
    if (columns->weight == NULL || n == 0)
        return;
    numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
    patron_sum_exact *sum = numeric_scratch_take(&carve, 1, sizeof *sum);
    figures->events = survival_weight_of(n, columns, 1, sum);
    figures->censored = survival_weight_of(n, columns, 0, sum);
    patron_sum_exact_init(sum);
    (void)patron_sum_exact_add_many(sum, n, columns->weight);
    figures->customers = survival_sum(sum);
}

/* --- public ----------------------------------------------------------------------------------- */

size_t PATRON_CALL patron_survival_curve_scratch_size(size_t n, uint32_t with_entry,
                                                      uint32_t with_weight)
{
    if (n == 0 || n > SURVIVAL_ROWS_MAX)
        return n == 0 ? 0 : SIZE_MAX;
    size_t row = with_weight != 0 ? sizeof(uint32_t) : sizeof(uint64_t);
    size_t need = numeric_scratch_need(NUMERIC_SCRATCH_SLACK, n, row);
    if (with_entry != 0)
        need = numeric_scratch_need(need, n, row);
    if (with_weight == 0)
        return numeric_scratch_need(need, patron_numeric_sort_keys_scratch_size(n), 1);
    need = numeric_scratch_need(need, 1, sizeof(survival_weighing));
    return numeric_scratch_need(need, patron_numeric_sort_scratch_size(n, 1), 1);
}

int32_t PATRON_CALL patron_survival_curve(size_t n, const double *duration, const uint32_t *event,
                                          const double *entry, const double *weight, void *scratch,
                                          size_t scratch_size, size_t capacity,
                                          patron_survival_step *step, size_t *found,
                                          patron_survival_curve_result *result, patron_fault *fault)
{
    survival_columns columns = {duration, event, NULL, entry, weight, 0};
    int32_t status = patron_survival_check_there(n, duration, event, fault);
    if (status == PATRON_OK)
        status = patron_base_check_scratch(
            scratch, scratch_size,
            patron_survival_curve_scratch_size(n, entry != NULL, weight != NULL), fault);
    if (status == PATRON_OK)
        status = patron_survival_check_outputs(capacity, step, found, result, fault);
    if (status == PATRON_OK)
        status = patron_survival_check_rows(n, &columns, fault);
    if (status != PATRON_OK)
        return status;
    patron_survival_curve_result figures = {0, 0, 0, 0.0, 0.0, 0.0, 0.0, 0.0};
    survival_build build = survival_build_begin(capacity, step);
    survival_totals(n, &columns, scratch, scratch_size, &figures);
    if (n > 0 && weight == NULL)
        survival_single(n, &columns, numeric_scratch_open(scratch, scratch_size), &build);
    else if (n > 0)
        survival_weighted(n, &columns, numeric_scratch_open(scratch, scratch_size), &build);
    survival_build_end(&build, &figures);
    *found = build.found;
    patron_base_write_result(result, &figures, sizeof figures);
    return PATRON_OK;
}
