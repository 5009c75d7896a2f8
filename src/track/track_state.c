/*
 * A track in the caller's memory: made, looked through, added to, joined.
 */
#include "../portability.h"
#include "track_state.h"

#include "../base/base_fault.h"
#include "track_check.h"

#include <math.h>
#include <string.h>

enum { TRACK_MAGIC = 0x4B525450, TRACK_STATE_VERSION = 1 }; /* "PTRK", read on this machine */

/* --- kernels ---------------------------------------------------------------------------------- */

track_head patron_track_head_none(const patron_track_chart *chart, int64_t first)
{
    track_head head;
    memset(&head, 0, sizeof head);
    head.chart = *chart;
    head.first = head.next = first;
    head.high = head.low = patron_track_side_none();
    return head;
}

/* Adds a b exactly. */
static void track_sum_product(patron_sum_exact *sum, double a, double b)
{
    numeric_pair product = numeric_two_product(a, b);
    sum_exact_add(sum, product.high);
    sum_exact_add(sum, product.low);
}

/* Adds |a - b| exactly. */
static void track_sum_move(patron_sum_exact *sum, double a, double b)
{
    numeric_pair move = numeric_two_sum(a, -b);
    double sign = move.high < 0.0 ? -1.0 : 1.0;
    sum_exact_add(sum, sign * move.high);
    sum_exact_add(sum, sign * move.low);
}

static void track_add_value(patron_track *track, double value)
{
    track_head *head = &track->head;
    const patron_track_chart *chart = &head->chart;
    int32_t first = head->next == head->first;
    sum_exact_add(&track->sum[TRACK_TOTAL], value);
    track_sum_product(&track->sum[TRACK_SQUARES], value, value);
    track_sum_product(&track->sum[TRACK_PRODUCTS], (double)head->next, value);
    if (first)
        head->earliest = head->least = head->greatest = value;
    else
        track_sum_move(&track->sum[TRACK_MOVES], value, head->newest);
    head->newest = value;
    head->least = value < head->least ? value : head->least;
    head->greatest = value > head->greatest ? value : head->greatest;
    head->ewma = patron_track_ewma_next(chart, head->ewma, value);
    patron_track_side_add(&head->high, patron_track_step(chart, 1.0, value), chart->limit,
                          head->next, first);
    patron_track_side_add(&head->low, patron_track_step(chart, -1.0, value), chart->limit,
                          head->next, first);
    head->next++;
}

/* The values of the stretch behind, of which there are some, to those of a track that has some. */
static void track_join(patron_track *track, const patron_track *behind)
{
    track_head *head = &track->head;
    const track_head *more = &behind->head;
    double values = (double)(more->next - more->first);
    for (int k = 0; k < TRACK_SUMS; k++)
        patron_sum_exact_merge(&track->sum[k], &behind->sum[k]);
    track_sum_move(&track->sum[TRACK_MOVES], more->earliest, head->newest);
    head->newest = more->newest;
    head->least = more->least < head->least ? more->least : head->least;
    head->greatest = more->greatest > head->greatest ? more->greatest : head->greatest;
    head->ewma = more->ewma + pow(1.0 - head->chart.weight, values) * head->ewma;
    patron_track_side_join(&head->high, &more->high, head->chart.limit, more->first);
    patron_track_side_join(&head->low, &more->low, head->chart.limit, more->first);
    head->next = more->next;
}

/* --- checks ----------------------------------------------------------------------------------- */

static int track_pair_is_sound(numeric_pair pair, double least, double most)
{
    return pair.high >= least && pair.high <= most && pair.high + pair.low == pair.high;
}

static int track_period_is_sound(const track_head *head, int64_t period)
{
    return period >= head->first && period < head->next;
}

static int track_side_is_sound(const track_head *head, const track_side *side, double most)
{
    int never = side->signal_by == TRACK_NEVER && side->signal_after == TRACK_NEVER;
    return track_pair_is_sound(side->now, 0.0, most) &&
           track_pair_is_sound(side->peak, side->now.high, most) &&
           track_pair_is_sound(side->drift, -most, most) &&
           track_pair_is_sound(side->drift_peak, side->drift.high, most) &&
           track_period_is_sound(head, side->drift_peak_at) &&
           (never || (track_period_is_sound(head, side->signal_by) &&
                      track_period_is_sound(head, side->signal_after) &&
                      side->signal_after <= side->signal_by));
}

static int track_values_are_sound(const track_head *head)
{
    const double value[4] = {head->earliest, head->newest, head->greatest, head->least};
    int sound = head->least >= -TRACK_VALUE_MAX && head->greatest <= TRACK_VALUE_MAX;
    for (int k = 0; k < 4; k++)
        sound &= value[k] >= head->least && value[k] <= head->greatest;
    return sound;
}

static int track_same_bytes(const void *a, const void *b, size_t size)
{
    const unsigned char *one = (const unsigned char *)a, *two = (const unsigned char *)b;
    int same = 1;
    for (size_t i = 0; i < size; i++)
        same &= one[i] == two[i];
    return same;
}

/* As patron_track_head_none made it. */
static int track_is_empty(const track_head *head, const double *total)
{
    track_head none = patron_track_head_none(&head->chart, head->first);
    int sound = track_same_bytes(&none, head, sizeof none);
    for (int k = 0; k < TRACK_SUMS; k++)
        sound &= total[k] == 0.0;
    return sound;
}

int32_t patron_track_is_sound(const track_head *head, const double *total)
{
    if (patron_track_check_chart(&head->chart, NULL) != PATRON_OK ||
        head->first < -TRACK_PERIOD_MAX || head->next < head->first ||
        head->next > TRACK_PERIOD_MAX)
        return 0;
    if (head->next == head->first)
        return track_is_empty(head, total);
    if (!track_values_are_sound(head))
        return 0;
    double n = (double)(head->next - head->first);
    double most = fmax(-head->least, head->greatest) * 1.000001; /* room for roundings */
    double side = n * (most + fabs(head->chart.target) + head->chart.slack) * 1.000001;
    return fabs(total[TRACK_TOTAL]) <= n * most && total[TRACK_SQUARES] >= 0.0 &&
           total[TRACK_SQUARES] <= n * most * most && total[TRACK_MOVES] >= 0.0 &&
           total[TRACK_MOVES] <= 2.0 * n * most &&
           fabs(total[TRACK_PRODUCTS]) <= n * most * (double)TRACK_PERIOD_MAX &&
           fabs(head->ewma) <= side && track_side_is_sound(head, &head->high, side) &&
           track_side_is_sound(head, &head->low, side);
}

int32_t patron_track_totals(const patron_track *track, double *total)
{
    int32_t fits = 1;
    for (int k = 0; k < TRACK_SUMS; k++) {
        const patron_sum_exact *sum = &track->sum[k];
        fits = fits && sum->pending <= SUM_EXACT_PENDING_MAX && sum->reserved == 0 &&
               patron_sum_exact_round(sum, &total[k]);
    }
    return fits;
}

static int32_t track_fault_size(const char *argument, size_t size, patron_fault *fault)
{
    return patron_base_fault_unsigned(fault, PATRON_E_SIZE, argument, -1, size,
                                      "at least patron_track_size()");
}

static int32_t track_fault_corrupt(const char *argument, patron_fault *fault)
{
    return patron_base_fault_plain(fault, PATRON_E_CORRUPT, argument, "a block that holds a track");
}

static int track_marks_are_there(const patron_track *track)
{
    return track->magic == TRACK_MAGIC && track->version == TRACK_STATE_VERSION;
}

static int track_block_is_sound(const patron_track *track)
{
    double total[TRACK_SUMS];
    return track_marks_are_there(track) && patron_track_totals(track, total) &&
           patron_track_is_sound(&track->head, total);
}

/* What an addition relies on: that periods are in range and carries in time. */
static int track_head_is_sound(const patron_track *track)
{
    int sound = track_marks_are_there(track) && track->head.first >= -TRACK_PERIOD_MAX &&
                track->head.first <= track->head.next && track->head.next <= TRACK_PERIOD_MAX;
    for (int k = 0; k < TRACK_SUMS; k++)
        sound &= track->sum[k].pending <= SUM_EXACT_PENDING_MAX;
    return sound;
}

int32_t patron_track_check_block(const patron_track *track, size_t track_size, patron_fault *fault)
{
    int32_t status = patron_base_check_state(track, "track", fault);
    if (status == PATRON_OK && track_size < sizeof *track)
        status = track_fault_size("track_size", track_size, fault);
    return status;
}

int32_t patron_track_check_whole(const patron_track *track, size_t track_size, patron_fault *fault)
{
    int32_t status = patron_track_check_block(track, track_size, fault);
    if (status == PATRON_OK && !track_block_is_sound(track))
        status = track_fault_corrupt("track", fault);
    return status;
}

static int32_t track_check_other(const patron_track *other, size_t other_size, patron_fault *fault)
{
    int32_t status = patron_base_check_state(other, "other", fault);
    if (status == PATRON_OK && other_size < sizeof *other)
        status = track_fault_size("other_size", other_size, fault);
    if (status == PATRON_OK && !track_block_is_sound(other))
        status = track_fault_corrupt("other", fault);
    return status;
}

static int32_t track_check_next(const patron_track *track, const patron_track *other,
                                patron_fault *fault)
{
    if (!track_same_bytes(&track->head.chart, &other->head.chart, sizeof track->head.chart))
        return patron_base_fault_plain(fault, PATRON_E_RANGE, "other", "a track of the same chart");
    if (other->head.first != track->head.next)
        return patron_base_fault_signed(fault, PATRON_E_RANGE, "other", -1, other->head.first,
                                        "a track that begins where this one ends");
    return PATRON_OK;
}

/* --- public ----------------------------------------------------------------------------------- */

void patron_track_mark(patron_track *track)
{
    track->magic = TRACK_MAGIC;
    track->version = TRACK_STATE_VERSION;
}

size_t PATRON_CALL patron_track_size(void)
{
    return sizeof(patron_track);
}

int32_t PATRON_CALL patron_track_init(patron_track *track, size_t track_size,
                                      const patron_track_chart *chart, int64_t first,
                                      patron_fault *fault)
{
    int32_t status = patron_track_check_block(track, track_size, fault);
    if (status == PATRON_OK)
        status = patron_track_check_chart(chart, fault);
    if (status != PATRON_OK)
        return status;
    if (first < -TRACK_PERIOD_MAX || first > TRACK_PERIOD_MAX)
        return patron_base_fault_signed(fault, PATRON_E_RANGE, "first", -1, first,
                                        "a period in [-1e15, 1e15]");
    patron_track_mark(track);
    track->head = patron_track_head_none(chart, first);
    for (int k = 0; k < TRACK_SUMS; k++)
        patron_sum_exact_init(&track->sum[k]);
    return PATRON_OK;
}

int32_t PATRON_CALL patron_track_check(const patron_track *track, size_t track_size,
                                       patron_fault *fault)
{
    return patron_track_check_whole(track, track_size, fault);
}

int32_t PATRON_CALL patron_track_add(patron_track *track, size_t track_size, size_t n,
                                     const double *value, patron_fault *fault)
{
    int32_t status = patron_track_check_block(track, track_size, fault);
    if (status == PATRON_OK && !track_head_is_sound(track))
        status = track_fault_corrupt("track", fault);
    if (status == PATRON_OK)
        status = patron_track_check_column(n, value, "value", fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        status = patron_track_check_value(value[i], "value", i, fault);
        if (status == PATRON_OK && track->head.next >= TRACK_PERIOD_MAX)
            status = patron_base_fault_signed(fault, PATRON_E_FULL, "track", (int64_t)i,
                                              track->head.next, "periods before 1e15");
        if (status == PATRON_OK)
            track_add_value(track, value[i]);
    }
    return status;
}

int32_t PATRON_CALL patron_track_merge(patron_track *track, size_t track_size,
                                       const patron_track *other, size_t other_size,
                                       patron_fault *fault)
{
    int32_t status = patron_track_check_whole(track, track_size, fault);
    if (status == PATRON_OK)
        status = track_check_other(other, other_size, fault);
    if (status == PATRON_OK)
        status = track_check_next(track, other, fault);
    if (status != PATRON_OK || other->head.next == other->head.first)
        return status;
    if (track->head.next == track->head.first)
        *track = *other;
    else
        track_join(track, other);
    return PATRON_OK;
}
