/*
 * Internal rates of return of flows at equal distances.
 *
 * One change of sign leaves one root at most, found by steps on x = 1 / (1 + rate): with E(x) the
 * flows before the change and L(x) those after, both without their signs, ln(L / E) rises with ln x
 * and is nearly straight. All else goes the general way of npv_roots.
 */
#include "../portability.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_scratch.h"
#include "npv_irr.h"
#include <math.h>

/* ln(1 + rate) of the smallest rate above -1 that a double holds, and of the largest looked for. */
#define NPV_IRR_LOW (-36.7368005696771)
#define NPV_IRR_HIGH 13.815511557963774
#define NPV_IRR_RATE_MAX 1e6

/* The interval goes this much beyond, so that a root at its end is found in it. */
#define NPV_IRR_MARGIN 1e-13

enum { NPV_IRR_STEPS = 12 };

/* What a first look at a stream with one change of sign gathers. */
typedef struct npv_irr_shape {
    size_t changes;
    size_t turn; /* the first flow of the second sign */
    double early;
    double late;
    double early_moment; /* sum of sizes x times, and of sizes x squares of times */
    double late_moment;
    double early_square;
    double late_square;
    int early_sign; /* 0: no flow */
} npv_irr_shape;

static npv_irr_shape npv_irr_look(const double *flow, size_t count)
{
    npv_irr_shape shape = {0, 0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0};
    int sign = 0;
    for (size_t j = 0; j < count; j++) {
        int own = (flow[j] > 0.0) - (flow[j] < 0.0);
        if (own != 0 && own != sign) {
            if (sign != 0 && ++shape.changes == 1)
                shape.turn = j;
            if (sign == 0)
                shape.early_sign = own;
            sign = own;
        }
        double size = fabs(flow[j]);
        if (shape.changes == 0) {
            shape.early += size;
            shape.early_moment += (double)j * size;
            shape.early_square += (double)j * (double)j * size;
        } else {
            shape.late += size;
            shape.late_moment += (double)j * size;
            shape.late_square += (double)j * (double)j * size;
        }
    }
    return shape;
}

/* Newton's step in ln x towards L = E, with ln(L / E) = 2 (L - E) / (L + E) as it is near 0. */
static double npv_irr_step(const double *flow, size_t count, size_t turn, double x)
{
    double late = 0.0;
    double late_slope = 0.0;
    double early = 0.0;
    double early_slope = 0.0;
    double power = 1.0;
    for (size_t j = count; j-- > turn;) {
        late_slope = late_slope * x + late;
        late = late * x + fabs(flow[j]);
    }
    for (size_t j = turn; j-- > 0;) {
        early_slope = early_slope * x + early;
        early = early * x + fabs(flow[j]);
        power *= x;
    }
    double both = late * early;
    double slope = (double)turn * both + x * (late_slope * early - early_slope * late);
    double scaled = late * power;
    return 2.0 * (scaled - early) * both / ((scaled + early) * slope);
}

/* A guess of ln(1 + rate): ln(L / E) as a parabola from its value, slope and bend at rate 0. */
static double npv_irr_guess(const npv_irr_shape *shape)
{
    double early = shape->early_moment / shape->early;
    double late = shape->late_moment / shape->late;
    double bend = (shape->late_square / shape->late - late * late) -
                  (shape->early_square / shape->early - early * early);
    double height = log(shape->late / shape->early);
    double force = height / (late - early);
    double slope = (late - early) - 0.5 * bend * force;
    return slope > 0.3 * (late - early) && slope < 3.0 * (late - early) ? height / slope : force;
}

/* The one root; 0 where it lies too far out to be found this way. */
static int npv_irr_quick(const double *flow, size_t count, const npv_irr_shape *shape,
                         patron_npv_irr_report *report)
{
    double force = npv_irr_guess(shape);
    double x = exp(-force);
    if (!(fabs(force) * (double)count < 600.0) || !(x > 1e-4 && x < 1e4))
        return 0;
    for (uint32_t step = 1; step <= NPV_IRR_STEPS; step++) {
        double move = npv_irr_step(flow, count, shape->turn, x); /* of ln(1 + rate) */
        if (!(fabs(move) < 0.5))
            return 0;
        if (fabs(move) < 2e-8) {
            double rate = (1.0 - x) / x;
            report->rate = rate + (1.0 + rate) * (move + 0.5 * move * move);
            report->iterations = step;
            return report->rate > -0.9999 && report->rate < 9999.0;
        }
        x *= (1.0 - 0.5 * move) / (1.0 + 0.5 * move); /* exp(-move) up to its third power */
    }
    return 0;
}

size_t patron_npv_irr_work_size(size_t longest)
{
    size_t need = NUMERIC_SCRATCH_SLACK;
    size_t room = longest < SIZE_MAX ? longest + 1 : longest;
    for (int piece = 0; piece < 8; piece++)
        need = numeric_scratch_need(need, room, sizeof(double));
    return numeric_scratch_need(need, room, sizeof(uint32_t));
}

void patron_npv_irr_carve(npv_roots_work *work, size_t longest, void *scratch, size_t scratch_size)
{
    numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
    size_t room = longest + 1;
    work->terms.count = 0;
    work->terms.time = numeric_scratch_take(&carve, room, sizeof(double));
    work->terms.mantissa = numeric_scratch_take(&carve, room, sizeof(double));
    work->terms.exponent = numeric_scratch_take(&carve, room, sizeof(double));
    work->level.count = 0;
    work->level.time = work->terms.time;
    work->level.mantissa = numeric_scratch_take(&carve, room, sizeof(double));
    work->level.exponent = numeric_scratch_take(&carve, room, sizeof(double));
    work->pivot = numeric_scratch_take(&carve, room, sizeof(double));
    work->zero = numeric_scratch_take(&carve, room, sizeof(double));
    work->cut = numeric_scratch_take(&carve, room, sizeof(double));
    work->kind = numeric_scratch_take(&carve, room, sizeof(uint32_t));
}

static void npv_irr_list_add(npv_irr_list *list, size_t i, double root,
                             patron_npv_irr_report *report)
{
    if (list->found < list->capacity) {
        list->stream[list->found] = (uint32_t)i;
        list->root[list->found] = root;
    } else {
        report->notes |= PATRON_NPV_NOTE_TRUNCATED;
    }
    list->found++;
}

static void npv_irr_clear(patron_npv_irr_report *report)
{
    report->rate = (double)NAN;
    report->sign_changes = 0;
    report->roots = 0;
    report->iterations = 0;
    report->notes = 0;
}

void patron_npv_irr_solve(npv_roots_work *work, double year, size_t i, npv_irr_list *list,
                          patron_npv_irr_report *report)
{
    npv_irr_clear(report);
    size_t changes = patron_npv_roots_changes(work);
    report->sign_changes = (uint32_t)changes;
    size_t zeros = 0;
    if (changes > 0)
        zeros = patron_npv_roots_find(work, changes, NPV_IRR_LOW / year,
                                      (NPV_IRR_HIGH + NPV_IRR_MARGIN) / year, &report->iterations);
    report->roots = (uint32_t)zeros;
    if (zeros == 0) {
        report->notes = work->terms.count == 0 ? PATRON_NPV_NOTE_ALL_ZERO : PATRON_NPV_NOTE_NO_ROOT;
        return;
    }
    size_t chosen = 0;
    while (chosen < zeros && (work->kind[chosen] & NPV_ROOTS_FALLS) == 0)
        chosen++;
    report->notes = zeros > 1 ? PATRON_NPV_NOTE_SEVERAL : 0;
    if (chosen == zeros) {
        report->notes |= PATRON_NPV_NOTE_RISING;
        chosen = 0;
    }
    for (size_t k = 0; k < zeros; k++) {
        double rate = expm1(work->zero[k] * year);
        rate = rate < NPV_IRR_RATE_MAX ? rate : NPV_IRR_RATE_MAX;
        if ((work->kind[k] & NPV_ROOTS_TOUCHES) != 0)
            report->notes |= PATRON_NPV_NOTE_TOUCHES;
        if (k == chosen)
            report->rate = rate;
        else
            npv_irr_list_add(list, i, rate, report);
    }
}

size_t patron_npv_irr_longest(const npv_streams *streams)
{
    size_t longest = streams->offset == NULL && streams->n > 0 ? streams->m : 0;
    for (size_t i = 0; streams->offset != NULL && i < streams->n; i++)
        if (streams->offset[i + 1] > streams->offset[i] &&
            streams->offset[i + 1] - streams->offset[i] > longest)
            longest = streams->offset[i + 1] - streams->offset[i];
    return longest;
}

int32_t patron_npv_irr_check(const npv_streams *streams, const void *report,
                             const npv_irr_list *list, patron_fault *fault)
{
    if (report == NULL && streams->n > 0)
        return patron_base_fault_null(fault, "report");
    if (list->stream == NULL && list->capacity > 0)
        return patron_base_fault_null(fault, "stream");
    if (list->root == NULL && list->capacity > 0)
        return patron_base_fault_null(fault, "root");
    return patron_npv_check_all(streams, fault);
}

static void npv_irr_of(const npv_stream *stream, size_t i, npv_roots_work *work, npv_irr_list *list,
                       patron_npv_irr_report *report)
{
    npv_irr_shape shape = npv_irr_look(stream->flow, stream->count);
    npv_irr_clear(report);
    if (shape.changes == 1 && npv_irr_quick(stream->flow, stream->count, &shape, report)) {
        report->sign_changes = 1;
        report->roots = 1;
        report->notes = shape.early_sign > 0 ? PATRON_NPV_NOTE_RISING : 0;
        return;
    }
    work->terms.count = 0;
    for (size_t j = 0; j < stream->count; j++)
        patron_npv_roots_add(&work->terms, (double)j, stream->flow[j]);
    patron_npv_irr_solve(work, 1.0, i, list, report);
}

size_t PATRON_CALL patron_npv_irr_scratch_size(size_t longest)
{
    return patron_npv_irr_work_size(longest);
}

int32_t PATRON_CALL patron_npv_irr(size_t n, size_t m, const double *flow, const uint32_t *offset,
                                   void *scratch, size_t scratch_size,
                                   patron_npv_irr_report *report, size_t capacity, uint32_t *stream,
                                   double *root, size_t *found, patron_fault *fault)
{
    npv_streams streams = npv_streams_make(n, m, flow, offset, NULL, 0.0);
    npv_irr_list list;
    list.capacity = capacity;
    list.stream = stream;
    list.root = root;
    list.found = 0;
    size_t longest = patron_npv_irr_longest(&streams);
    int32_t status = patron_npv_check_flow(&streams, fault);
    if (status == PATRON_OK)
        status = patron_base_check_scratch(scratch, scratch_size, patron_npv_irr_work_size(longest),
                                           fault);
    if (status == PATRON_OK)
        status = patron_npv_irr_check(&streams, report, &list, fault);
    if (status != PATRON_OK)
        return status;
    npv_roots_work work;
    patron_npv_irr_carve(&work, longest, scratch, scratch_size);
    for (size_t i = 0; i < n; i++) {
        npv_stream own;
        (void)npv_slice(&streams, i, &own); /* the check found all in order */
        npv_irr_of(&own, i, &work, &list, &report[i]);
    }
    if (found != NULL)
        *found = list.found;
    return PATRON_OK;
}
