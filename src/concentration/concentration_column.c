/*
 * Ranking and checking columns.
 */
#include "../portability.h"
#include "concentration_column.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_sort.h"
#include "../numeric/numeric_wide.h"
#include "../sum/sum_exact.h"

#include <math.h>

/* --- kernels ---------------------------------------------------------------------------------- */

size_t patron_concentration_column_need(size_t n, uint32_t ordered, uint32_t with_order,
                                        size_t rest)
{
    size_t need = numeric_scratch_need(NUMERIC_SCRATCH_SLACK, n, sizeof(double));
    if (ordered == 0) {
        size_t sort = patron_numeric_sort_scratch_size(n, with_order);
        rest = rest > sort ? rest : sort;
        if (with_order != 0)
            need = numeric_scratch_need(need, n, sizeof(uint32_t));
    }
    return numeric_scratch_need(need, rest, 1);
}

const double *patron_concentration_rank(size_t n, const double *value, const uint32_t **order,
                                        uint32_t with_order, numeric_scratch *carve)
{
    double *sorted = numeric_scratch_take(carve, n, sizeof *sorted);
    if (*order != NULL) {
        for (size_t i = 0; i < n; i++)
            sorted[i] = value[(*order)[i]];
        return sorted;
    }
    uint32_t *rows = with_order != 0 ? numeric_scratch_take(carve, n, sizeof *rows) : NULL;
    patron_numeric_sort_real(n, value, 1, carve->at, sorted, rows);
    *order = rows;
    return sorted;
}

const int64_t *patron_concentration_rank_money(size_t n, const int64_t *value,
                                               const uint32_t **order, uint32_t with_order,
                                               numeric_scratch *carve)
{
    int64_t *sorted = numeric_scratch_take(carve, n, sizeof *sorted);
    if (*order != NULL) {
        for (size_t i = 0; i < n; i++)
            sorted[i] = value[(*order)[i]];
        return sorted;
    }
    uint32_t *rows = with_order != 0 ? numeric_scratch_take(carve, n, sizeof *rows) : NULL;
    patron_numeric_sort_whole(n, value, 1, carve->at, sorted, rows);
    *order = rows;
    return sorted;
}

int patron_concentration_totals(size_t n, const double *value, double *total, double *peak)
{
    patron_sum_exact sum;
    int good;
    patron_sum_exact_init(&sum);
    for (size_t i = 0; i < n; i++)
        if (value[i] > 0.0)
            sum_exact_add(&sum, value[i]);
    good = patron_sum_exact_round(&sum, peak);
    for (size_t i = 0; i < n; i++)
        if (value[i] < 0.0)
            sum_exact_add(&sum, value[i]);
    return patron_sum_exact_round(&sum, total) && good;
}

int patron_concentration_totals_money(size_t n, const int64_t *value, int64_t *total, int64_t *peak)
{
    numeric_wide all = numeric_wide_make(0);
    numeric_wide positive = all;
    for (size_t i = 0; i < n; i++) {
        all = numeric_wide_add(all, value[i]);
        positive = numeric_wide_add(positive, value[i] > 0 ? value[i] : 0);
    }
    *total = numeric_wide_value(all);
    *peak = numeric_wide_value(positive);
    return numeric_wide_fits(all) && numeric_wide_fits(positive);
}

void patron_concentration_scale(size_t n, const double *value, double *target)
{
    double largest = 0.0;
    int exponent;
    for (size_t i = 0; i < n; i++)
        largest = fmax(largest, fabs(value[i]));
    (void)frexp(largest, &exponent);
    for (size_t i = 0; i < n; i++)
        target[i] = ldexp(value[i], -exponent);
}

void patron_concentration_scale_money(size_t n, const int64_t *value, double *target)
{
    for (size_t i = 0; i < n; i++)
        target[i] = (double)value[i] / 9223372036854775808.0;
}

numeric_pair patron_concentration_spread(size_t n, const double *x)
{
    numeric_pair spread = numeric_pair_make(0.0, 0.0);
    for (size_t j = 0; j < n; j++)
        spread = numeric_pair_add_product(spread, (double)n - 1.0 - 2.0 * (double)j, x[j]);
    return spread;
}

/* --- checks ----------------------------------------------------------------------------------- */

int32_t patron_concentration_overflow(patron_fault *fault)
{
    return patron_base_fault_plain(fault, PATRON_E_OVERFLOW, "value",
                                   "sums and figures that their type can hold");
}

int32_t patron_concentration_check_column(size_t n, const void *value, const void *scratch,
                                          size_t scratch_size, size_t needed, patron_fault *fault)
{
    if (n > CONCENTRATION_ROWS_MAX)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "n", -1, n,
                                          "a count in [0, 2147483647]");
    if (n > 0 && value == NULL)
        return patron_base_fault_null(fault, "value");
    return patron_base_check_scratch(scratch, scratch_size, needed, fault);
}

int32_t patron_concentration_check_segments(size_t n, const uint32_t *segment, size_t segments,
                                            patron_fault *fault)
{
    if (n > 0 && segment == NULL)
        return patron_base_fault_null(fault, "segment");
    if (segments < 1 || segments > CONCENTRATION_SEGMENTS_MAX)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "segments", -1, segments,
                                          "a count in [1, 16777216]");
    return PATRON_OK;
}

int32_t patron_concentration_check_real(const char *argument, double value, double highest,
                                        patron_fault *fault)
{
    if (value >= 0.0 && value <= highest)
        return PATRON_OK;
    int32_t status = isfinite(value) ? PATRON_E_RANGE : PATRON_E_NOT_FINITE;
    return patron_base_fault_real(fault, status, argument, -1, value,
                                  highest > 1000.0 ? "an amount in [0, 1e300]"
                                                   : "a number in [0, 1000]");
}

/* The first row below n whose segment is none; n where there is none. */
static size_t concentration_bad_segment(size_t n, const uint32_t *segment, size_t segments)
{
    size_t i = 0;
    while (segment != NULL && i < n && segment[i] < segments)
        i++;
    return segment != NULL ? i : n;
}

static int32_t concentration_fault_row(size_t n, const uint32_t *segment, const uint32_t *order,
                                       size_t bad_segment, size_t bad_order, patron_fault *fault)
{
    if (bad_segment < n && bad_segment <= bad_order)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "segment", (int64_t)bad_segment,
                                          segment[bad_segment], "a segment below segments");
    if (bad_order < n)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "order", (int64_t)bad_order,
                                          order[bad_order],
                                          "the order of these values, most valuable first");
    return PATRON_OK;
}

/* Whether a row may follow another: with a lower value, or an equal one and a higher row. Where each
   follows the one before, no row occurs twice. Beyond `known` rows values are not looked at. */
static size_t concentration_bad_order(size_t n, const double *value, const uint32_t *order,
                                      size_t known)
{
    for (size_t i = 0; order != NULL && i < known; i++) {
        if (order[i] >= n)
            return i;
        if (i == 0 || known < n)
            continue;
        double before = value[order[i - 1]];
        double here = value[order[i]];
        if (before < here || (before == here && order[i - 1] >= order[i]))
            return i;
    }
    return n;
}

static size_t concentration_bad_order_money(size_t n, const int64_t *value, const uint32_t *order)
{
    for (size_t i = 0; order != NULL && i < n; i++) {
        if (order[i] >= n)
            return i;
        if (i == 0)
            continue;
        int64_t before = value[order[i - 1]];
        int64_t here = value[order[i]];
        if (before < here || (before == here && order[i - 1] >= order[i]))
            return i;
    }
    return n;
}

int32_t patron_concentration_check_rows(size_t n, const double *value, const uint32_t *segment,
                                        size_t segments, const uint32_t *order, patron_fault *fault)
{
    size_t known = 0;
    while (known < n && isfinite(value[known]))
        known++;
    size_t bad_segment = concentration_bad_segment(known, segment, segments);
    size_t bad_order = concentration_bad_order(n, value, order, known);
    if (bad_segment < known || bad_order < known)
        return concentration_fault_row(n, segment, order, bad_segment < known ? bad_segment : n,
                                       bad_order, fault);
    if (known < n)
        return patron_base_fault_real(fault, PATRON_E_NOT_FINITE, "value", (int64_t)known,
                                      value[known], "a finite number");
    return PATRON_OK;
}

int32_t patron_concentration_check_rows_money(size_t n, const int64_t *value,
                                              const uint32_t *segment, size_t segments,
                                              const uint32_t *order, patron_fault *fault)
{
    return concentration_fault_row(n, segment, order,
                                   concentration_bad_segment(n, segment, segments),
                                   concentration_bad_order_money(n, value, order), fault);
}
