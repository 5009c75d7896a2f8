/*
 * The correlations of how often and how much: of the figures themselves and of their ranks. Those of a tie
 * have the mean of the ranks they take up.
 */
#include "../portability.h"
#include "spend_model.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_compensated.h"
#include "../numeric/numeric_scratch.h"
#include "../numeric/numeric_sort.h"
#include "../numeric/numeric_student.h"

#include <math.h>
#include <string.h>

#define SPEND_INDEPENDENCE_FIRST_SIZE sizeof(patron_spend_independence_result)
#define SPEND_SLIGHT 0.1
#define SPEND_NO_MATTER 1e100 /* t of a correlation of 1 */

enum { SPEND_LEAST = 3 };

/* --- kernels ---------------------------------------------------------------------------------- */

size_t PATRON_CALL patron_spend_independence_scratch_size(size_t n)
{
    size_t sort = patron_numeric_sort_scratch_size(n, 1);
    size_t need = NUMERIC_SCRATCH_SLACK;
    for (int column = 0; column < 3; column++)
        need = numeric_scratch_need(need, n, sizeof(double));
    need = numeric_scratch_need(need, n, sizeof(uint32_t));
    return numeric_scratch_need(need, sort, 1);
}

static double spend_mean_of(size_t n, const double *value)
{
    numeric_pair sum = numeric_pair_make(0.0, 0.0);
    for (size_t i = 0; i < n; i++)
        sum = numeric_pair_add(sum, value[i]);
    return numeric_pair_value(sum) / (double)n;
}

/* NaN where a column is constant. */
static double spend_correlation(size_t n, const double *first, const double *second)
{
    double of_first = spend_mean_of(n, first), of_second = spend_mean_of(n, second);
    numeric_pair square = numeric_pair_make(0.0, 0.0), other = square, both = square;
    int constant_first = 1, constant_second = 1;
    for (size_t i = 0; i < n; i++) {
        double x = first[i] - of_first, y = second[i] - of_second;
        constant_first &= first[i] == first[0];
        constant_second &= second[i] == second[0];
        square = numeric_pair_add(square, x * x);
        other = numeric_pair_add(other, y * y);
        both = numeric_pair_add(both, x * y);
    }
    if (constant_first || constant_second)
        return (double)NAN;
    double r = numeric_pair_value(both) /
               (sqrt(numeric_pair_value(square)) * sqrt(numeric_pair_value(other)));
    return fmin(fmax(r, -1.0), 1.0);
}

/* By Student's t with n - 2 degrees of freedom. */
static double spend_p_value(size_t n, double r)
{
    double rest = (1.0 - r) * (1.0 + r), degrees = (double)n - 2.0;
    double t = rest > 0.0 ? fabs(r) * sqrt(degrees / rest) : SPEND_NO_MATTER;
    return patron_numeric_student_tails(t, degrees);
}

/* Ranks in place of values, by way of sorted and order. */
static void spend_rank(size_t n, void *sorting, double *value, double *sorted, uint32_t *order)
{
    patron_numeric_sort_real(n, value, 0, sorting, sorted, order);
    for (size_t i = 0; i < n;) {
        size_t end = i + 1;
        while (end < n && sorted[end] == sorted[i])
            end++;
        double rank = 0.5 * ((double)i + 1.0 + (double)end);
        for (; i < end; i++)
            value[order[i]] = rank;
    }
}

static uint64_t spend_independence_notes(double level,
                                         const patron_spend_independence_result *result)
{
    uint64_t notes = 0;
    if (isnan(result->pearson))
        return PATRON_SPEND_NOTE_TOO_FEW;
    if (result->pearson_p < level)
        notes |= PATRON_SPEND_NOTE_LINEAR;
    if (result->rank_p < level)
        notes |= PATRON_SPEND_NOTE_RANK;
    if (fabs(result->pearson) < SPEND_SLIGHT && fabs(result->rank) < SPEND_SLIGHT)
        notes |= PATRON_SPEND_NOTE_SLIGHT;
    return notes;
}

static void spend_correlate(size_t n, const uint32_t *x, const double *mean_spend, void *scratch,
                            size_t scratch_size, patron_spend_independence_result *result)
{
    numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
    double *often = numeric_scratch_take(&carve, n, sizeof *often);
    double *much = numeric_scratch_take(&carve, n, sizeof *much);
    double *sorted = numeric_scratch_take(&carve, n, sizeof *sorted);
    uint32_t *order = numeric_scratch_take(&carve, n, sizeof *order);
    void *sorting = numeric_scratch_take(&carve, patron_numeric_sort_scratch_size(n, 1), 1);
    size_t used = 0;
    for (size_t i = 0; i < n; i++)
        if (x[i] > 0 && mean_spend[i] >= SPEND_MONEY_LOW) {
            often[used] = x[i];
            much[used++] = mean_spend[i];
        }
    result->rows = n;
    result->used = used;
    result->pearson = result->pearson_p = result->rank = result->rank_p = (double)NAN;
    if (used < SPEND_LEAST)
        return;
    result->pearson = spend_correlation(used, often, much);
    if (isnan(result->pearson))
        return;
    result->pearson_p = spend_p_value(used, result->pearson);
    spend_rank(used, sorting, often, sorted, order);
    spend_rank(used, sorting, much, sorted, order);
    result->rank = spend_correlation(used, often, much);
    result->rank_p = spend_p_value(used, result->rank);
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t spend_check_independence(double level, size_t n, const uint32_t *x,
                                        const double *mean_spend, const void *scratch,
                                        size_t scratch_size, const void *result,
                                        patron_fault *fault)
{
    if (!(level > 0.0 && level < 1.0)) {
        int32_t wrong = isfinite(level) ? PATRON_E_RANGE : PATRON_E_NOT_FINITE;
        return patron_base_fault_real(fault, wrong, "level", -1, level, "a chance in (0, 1)");
    }
    int32_t status = patron_spend_check_rows(n, x, mean_spend, fault);
    if (status == PATRON_OK)
        status = patron_base_check_scratch(scratch, scratch_size,
                                           patron_spend_independence_scratch_size(n), fault);
    if (status == PATRON_OK)
        status = patron_base_check_result(result, SPEND_INDEPENDENCE_FIRST_SIZE, fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++)
        if (x[i] > 0)
            status = patron_spend_check_money(i, mean_spend[i], -SPEND_MONEY_HIGH,
                                              "money in [-1e15, 1e15]", fault);
    return status;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_spend_independence(double level, size_t n, const uint32_t *x,
                                              const double *mean_spend, void *scratch,
                                              size_t scratch_size,
                                              patron_spend_independence_result *result,
                                              patron_fault *fault)
{
    patron_spend_independence_result figures;
    int32_t status =
        spend_check_independence(level, n, x, mean_spend, scratch, scratch_size, result, fault);
    if (status != PATRON_OK)
        return status;
    memset(&figures, 0, sizeof figures);
    spend_correlate(n, x, mean_spend, scratch, scratch_size, &figures);
    figures.notes = spend_independence_notes(level, &figures);
    patron_base_write_result(result, &figures, sizeof figures);
    return PATRON_OK;
}
