/*
 * Internal rates of return of dated flows: the days of a stream in order, flows of one day
 * together. On days / 365 time is counted in whole days, so that it is exact.
 */
#include "../portability.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_compensated.h"
#include "../numeric/numeric_scratch.h"
#include "../numeric/numeric_sort.h"
#include "npv_irr.h"
#include "npv_year.h"

typedef struct npv_irr_days {
    npv_streams streams;
    const int32_t *day;
    uint32_t basis;
    int64_t *wide;   /* the days of a stream, to sort */
    uint32_t *order; /* its flows by day */
    void *scratch;   /* of the sort */
} npv_irr_days;

size_t PATRON_CALL patron_npv_irr_dated_scratch_size(size_t longest)
{
    size_t need = patron_npv_irr_work_size(longest);
    need = numeric_scratch_need(need, longest, sizeof(int64_t));
    need = numeric_scratch_need(need, longest, sizeof(uint32_t));
    return numeric_scratch_need(need, patron_numeric_sort_scratch_size(longest, 1), 1);
}

static void npv_irr_days_carve(npv_irr_days *days, npv_roots_work *work, size_t longest,
                               void *scratch, size_t scratch_size)
{
    size_t first = patron_npv_irr_work_size(longest);
    patron_npv_irr_carve(work, longest, scratch, first);
    unsigned char *rest = (unsigned char *)scratch + (first - NUMERIC_SCRATCH_SLACK);
    numeric_scratch carve =
        numeric_scratch_open(rest, scratch_size - (first - NUMERIC_SCRATCH_SLACK));
    days->wide = numeric_scratch_take(&carve, longest, sizeof(int64_t));
    days->order = numeric_scratch_take(&carve, longest, sizeof(uint32_t));
    days->scratch = numeric_scratch_take(&carve, patron_numeric_sort_scratch_size(longest, 1), 1);
}

/* The flows of a stream by day: their places, in order. */
static void npv_irr_days_sort(npv_irr_days *days, const npv_stream *stream)
{
    const int32_t *day = days->day + stream->first;
    int ascending = 1;
    for (size_t j = 0; j < stream->count; j++) {
        ascending &= j == 0 || day[j - 1] <= day[j];
        days->wide[j] = day[j];
        days->order[j] = (uint32_t)j;
    }
    if (!ascending)
        patron_numeric_sort_whole(stream->count, days->wide, 0, days->scratch, NULL, days->order);
}

/* Time from the first day: in days on days / 365, else in years. */
static double npv_irr_days_time(const npv_irr_days *days, int32_t first, int32_t day)
{
    if (days->basis == PATRON_NPV_ACTUAL_365)
        return (double)((int64_t)day - first);
    return npv_year_between(npv_year_of(first), npv_year_of(day));
}

/* The terms of a stream; 0 where the flows of a day add up beyond a double. */
static int npv_irr_days_gather(npv_irr_days *days, const npv_stream *stream, npv_roots_terms *terms)
{
    const int32_t *day = days->day + stream->first;
    npv_irr_days_sort(days, stream);
    terms->count = 0;
    for (size_t j = 0; j < stream->count;) {
        int32_t today = day[days->order[j]];
        numeric_pair sum = numeric_pair_make(0.0, 0.0);
        for (; j < stream->count && day[days->order[j]] == today; j++)
            sum = numeric_pair_add(sum, stream->flow[days->order[j]]);
        if (!npv_finite(numeric_pair_value(sum)))
            return 0;
        patron_npv_roots_add(terms, npv_irr_days_time(days, day[days->order[0]], today),
                             numeric_pair_value(sum));
    }
    return 1;
}

/* What can only be known once the flows of a day are added. */
static int32_t npv_irr_days_check_sums(npv_irr_days *days, npv_roots_work *work,
                                       patron_fault *fault)
{
    for (size_t i = 0; i < days->streams.n; i++) {
        npv_stream stream;
        double size = 0.0;
        (void)npv_slice(&days->streams, i, &stream); /* the check found all in order */
        for (size_t j = 0; j < stream.count; j++)
            size += stream.flow[j] < 0.0 ? -stream.flow[j] : stream.flow[j];
        if (!npv_finite(size) && !npv_irr_days_gather(days, &stream, &work->terms))
            return patron_npv_overflow("flow", i, size, fault);
    }
    return PATRON_OK;
}

static int32_t npv_irr_days_check(const npv_irr_days *days, size_t longest, const void *scratch,
                                  size_t scratch_size, const void *report, const npv_irr_list *list,
                                  patron_fault *fault)
{
    int32_t status = patron_npv_check_flow(&days->streams, fault);
    if (status == PATRON_OK && days->day == NULL && longest > 0)
        return patron_base_fault_null(fault, "day");
    if (status == PATRON_OK)
        status = patron_base_check_scratch(scratch, scratch_size,
                                           patron_npv_irr_dated_scratch_size(longest), fault);
    if (status == PATRON_OK &&
        (days->basis < PATRON_NPV_ACTUAL_365 || days->basis > PATRON_NPV_ACTUAL_ACTUAL))
        status = patron_base_fault_unsigned(fault, PATRON_E_RANGE, "basis", -1, days->basis,
                                            "PATRON_NPV_ACTUAL_365 or ACTUAL_ACTUAL");
    if (status == PATRON_OK)
        status = patron_npv_irr_check(&days->streams, report, list, fault);
    return status;
}

int32_t PATRON_CALL patron_npv_irr_dated(uint32_t basis, size_t n, size_t m, const double *flow,
                                         const int32_t *day, const uint32_t *offset, void *scratch,
                                         size_t scratch_size, patron_npv_irr_report *report,
                                         size_t capacity, uint32_t *stream, double *root,
                                         size_t *found, patron_fault *fault)
{
    npv_irr_days days;
    days.streams = npv_streams_make(n, m, flow, offset, NULL, 0.0);
    days.day = day;
    days.basis = basis;
    npv_irr_list list;
    list.capacity = capacity;
    list.stream = stream;
    list.root = root;
    list.found = 0;
    size_t longest = patron_npv_irr_longest(&days.streams);
    int32_t status =
        npv_irr_days_check(&days, longest, scratch, scratch_size, report, &list, fault);
    if (status != PATRON_OK)
        return status;
    npv_roots_work work;
    npv_irr_days_carve(&days, &work, longest, scratch, scratch_size);
    status = npv_irr_days_check_sums(&days, &work, fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        npv_stream own;
        (void)npv_slice(&days.streams, i, &own); /* as in the check of the sums */
        (void)npv_irr_days_gather(&days, &own, &work.terms);
        patron_npv_irr_solve(&work, basis == PATRON_NPV_ACTUAL_365 ? 365.0 : 1.0, i, &list,
                             &report[i]);
    }
    if (status == PATRON_OK && found != NULL)
        *found = list.found;
    return status;
}
