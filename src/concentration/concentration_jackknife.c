/*
 * The jackknife of the Gini in O(n) after the sort.
 *
 * With customers descending, x_0 the most valuable, S the total, C_j the sum of x_0 .. x_j and
 * D = sum_{i<j} |x_i - x_j| = sum_j (n - 1 - 2j) x_j, leaving out customer j takes away
 *
 *     d_j = sum_i |x_i - x_j| = 2 C_j - S + (n - 2j - 2) x_j
 *
 * and leaves G_j = (D - d_j) / ((n - 1) (S - x_j)). The G_j differ by about 1/n; to keep these
 * differences they are taken from R = D (n - 2) / ((n - 1)^2 S), what is left without an average
 * customer, with e_j = d_j - 2 D / n and y_j = x_j - S / n:
 *
 *     G_j - R = (R (n - 1) y_j - e_j) / ((n - 1) (S - x_j))
 *
 * Source: S. Yitzhaki, "Calculating jackknife variance estimators for parameters of the Gini method"
 * (1991), for one pass.
 */
#include "../portability.h"
#include "concentration_column.h"
#include "concentration_share.h"

#include "../base/base_fault.h"

#include <math.h>
#include <string.h>

enum { CONCENTRATION_INTERVAL_FIRST_SIZE = 64 };

/* --- kernels ---------------------------------------------------------------------------------- */

typedef struct concentration_sample {
    size_t n;
    const double *x; /* descending, magnitudes at most 1 */
    numeric_pair total;
    double spread; /* D */
    double center; /* R */
} concentration_sample;

static numeric_pair concentration_spread(size_t n, const double *x)
{
    numeric_pair spread = numeric_pair_make(0.0, 0.0);
    for (size_t j = 0; j < n; j++)
        spread = numeric_pair_add_product(spread, (double)n - 1.0 - 2.0 * (double)j, x[j]);
    return spread;
}

static numeric_pair concentration_total(size_t n, const double *x)
{
    numeric_pair total = numeric_pair_make(0.0, 0.0);
    for (size_t j = 0; j < n; j++)
        total = numeric_pair_add(total, x[j]);
    return total;
}

/* The sum of (G_j - R - shift)^power. */
static double concentration_moment(const concentration_sample *sample, double shift, int power)
{
    double n = (double)sample->n;
    numeric_pair above = numeric_pair_make(0.0, 0.0);
    numeric_pair moment = above;
    numeric_pair opposite = numeric_pair_make(-sample->total.high, -sample->total.low);
    double mean = numeric_pair_value(sample->total) / n;
    for (size_t j = 0; j < sample->n; j++) {
        double x = sample->x[j];
        above = numeric_pair_add(above, x);
        numeric_pair away = numeric_pair_make(2.0 * above.high, 2.0 * above.low);
        away = numeric_pair_sum(away, opposite);
        away = numeric_pair_add_product(away, n - 2.0 * (double)j - 2.0, x);
        double excess = numeric_pair_value(away) - 2.0 * sample->spread / n;
        double rest = numeric_pair_value(numeric_pair_add(sample->total, -x));
        double apart =
            (sample->center * (n - 1.0) * (x - mean) - excess) / ((n - 1.0) * rest) - shift;
        moment = numeric_pair_add(moment, power == 2 ? apart * apart : apart);
    }
    return numeric_pair_value(moment);
}

static void concentration_no_interval(size_t n, patron_concentration_interval *figures)
{
    memset(figures, 0, sizeof *figures);
    figures->rows = n;
    figures->gini = figures->corrected = figures->standard_error = (double)NAN;
    figures->low = figures->high = (double)NAN;
}

/* x is descending, not empty. */
static void concentration_estimate(size_t n, const double *x, double z,
                                   patron_concentration_interval *figures)
{
    concentration_sample sample;
    double count = (double)n;
    sample.n = n;
    sample.x = x;
    sample.total = concentration_total(n, x);
    sample.spread = numeric_pair_value(concentration_spread(n, x));
    double total = numeric_pair_value(sample.total);
    if (x[0] == 0.0 && x[n - 1] == 0.0) {
        figures->notes |= PATRON_CONCENTRATION_NOTE_ALL_ZERO;
        figures->gini = 0.0;
    }
    if (x[n - 1] < 0.0)
        figures->notes |= PATRON_CONCENTRATION_NOTE_LOSSES;
    if (!(total > 0.0)) {
        figures->notes |= PATRON_CONCENTRATION_NOTE_TOTAL_NOT_POSITIVE;
        return;
    }
    figures->gini = sample.spread / (count * total);
    if (n < 2)
        return;
    if (!(numeric_pair_value(numeric_pair_add(sample.total, -x[0])) > 0.0)) {
        figures->notes |= PATRON_CONCENTRATION_NOTE_ONE_HOLDS;
        return;
    }
    sample.center = sample.spread * (count - 2.0) / ((count - 1.0) * (count - 1.0) * total);
    double mean = concentration_moment(&sample, 0.0, 1) / count;
    double square = concentration_moment(&sample, mean, 2);
    figures->standard_error = sqrt((count - 1.0) / count * square);
    /* n G - (n - 1) mean G_j, with G - R = G / (n - 1)^2 */
    figures->corrected = figures->gini + figures->gini / (count - 1.0) - (count - 1.0) * mean;
    figures->low = figures->gini - z * figures->standard_error;
    figures->high = figures->gini + z * figures->standard_error;
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t concentration_open_interval(double z, size_t n, const void *value, uint32_t ordered,
                                           const void *scratch, size_t scratch_size,
                                           const patron_concentration_interval *result,
                                           patron_fault *fault)
{
    int32_t status = patron_concentration_check_real("z", z, 1000.0, fault);
    if (status == PATRON_OK)
        status = patron_concentration_check_column(
            n, value, scratch, scratch_size, patron_concentration_share_need(n, ordered), fault);
    if (status == PATRON_OK)
        status = patron_base_check_result(result, CONCENTRATION_INTERVAL_FIRST_SIZE, fault);
    return status;
}

static int concentration_is_finite(const patron_concentration_interval *figures)
{
    return !isinf(figures->gini) && !isinf(figures->corrected) && !isinf(figures->standard_error) &&
           !isinf(figures->low) && !isinf(figures->high);
}

/* --- public ----------------------------------------------------------------------------------- */

size_t PATRON_CALL patron_concentration_jackknife_scratch_size(size_t n, uint32_t ordered)
{
    return patron_concentration_share_need(n, ordered);
}

int32_t PATRON_CALL patron_concentration_jackknife(double z, size_t n, const double *value,
                                                   const uint32_t *order, void *scratch,
                                                   size_t scratch_size,
                                                   patron_concentration_interval *result,
                                                   patron_fault *fault)
{
    patron_concentration_interval figures;
    int32_t status = concentration_open_interval(z, n, value, order != NULL, scratch, scratch_size,
                                                 result, fault);
    if (status == PATRON_OK)
        status = patron_concentration_check_rows(n, value, NULL, 0, order, fault);
    if (status != PATRON_OK)
        return status;
    double total, peak;
    if (!patron_concentration_totals(n, value, &total, &peak))
        return patron_concentration_overflow(fault);
    concentration_no_interval(n, &figures);
    if (n > 0) {
        numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
        const double *sorted = patron_concentration_rank(n, value, &order, 0, &carve);
        double *x = numeric_scratch_take(&carve, n, sizeof *x);
        patron_concentration_scale(n, sorted, x);
        concentration_estimate(n, x, z, &figures);
    } else {
        figures.notes = PATRON_CONCENTRATION_NOTE_TOTAL_NOT_POSITIVE;
    }
    if (!concentration_is_finite(&figures))
        return patron_concentration_overflow(fault);
    patron_base_write_result(result, &figures, sizeof figures);
    return PATRON_OK;
}

int32_t PATRON_CALL patron_concentration_jackknife_money(double z, size_t n, const int64_t *value,
                                                         const uint32_t *order, void *scratch,
                                                         size_t scratch_size,
                                                         patron_concentration_interval *result,
                                                         patron_fault *fault)
{
    patron_concentration_interval figures;
    int32_t status = concentration_open_interval(z, n, value, order != NULL, scratch, scratch_size,
                                                 result, fault);
    if (status == PATRON_OK)
        status = patron_concentration_check_rows_money(n, value, NULL, 0, order, fault);
    if (status != PATRON_OK)
        return status;
    int64_t total, peak;
    if (!patron_concentration_totals_money(n, value, &total, &peak))
        return patron_concentration_overflow(fault);
    concentration_no_interval(n, &figures);
    if (n > 0) {
        numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
        const int64_t *sorted = patron_concentration_rank_money(n, value, &order, 0, &carve);
        double *x = numeric_scratch_take(&carve, n, sizeof *x);
        patron_concentration_scale_money(n, sorted, x);
        concentration_estimate(n, x, z, &figures);
    } else {
        figures.notes = PATRON_CONCENTRATION_NOTE_TOTAL_NOT_POSITIVE;
    }
    patron_base_write_result(result, &figures, sizeof figures);
    return PATRON_OK;
}
