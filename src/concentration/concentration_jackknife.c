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
 * where next to nothing is left beside the most valuable customer, both sides of the difference
 * cancel: all of it is in pairs, and G_0 from the sums of the others.
 *
 * Source: S. Yitzhaki, "Calculating jackknife variance estimators for parameters of the Gini method"
 * (1991), for one pass.
 */
#include "../portability.h"
#include "concentration_column.h"
#include "concentration_share.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_pair.h"

#include <math.h>
#include <string.h>

enum { CONCENTRATION_INTERVAL_FIRST_SIZE = 64 };

/* --- kernels ---------------------------------------------------------------------------------- */

typedef struct concentration_sample {
    size_t n;
    const double *x; /* descending, magnitudes at most 1 */
    numeric_pair total;
    numeric_pair others; /* without the most valuable */
    numeric_pair spread; /* D */
    numeric_pair center; /* R */
    double first;        /* G_0 - R */
} concentration_sample;

static numeric_pair concentration_minus(numeric_pair a)
{
    return numeric_pair_make(-a.high, -a.low);
}

static numeric_pair concentration_over(numeric_pair a, numeric_pair b)
{
    double quotient = a.high / b.high;
    if (quotient > 0x1p900) /* products take no factor beyond 2^996, and nothing cancels this one */
        return numeric_pair_make(quotient, 0.0);
    numeric_pair back = numeric_pair_product(b, numeric_pair_make(-quotient, 0.0));
    numeric_pair rest = numeric_pair_sum(a, back);
    return numeric_quick_two_sum(quotient, numeric_pair_value(rest) / b.high);
}

static numeric_pair concentration_total(size_t n, const double *x)
{
    numeric_pair total = numeric_pair_make(0.0, 0.0);
    for (size_t j = 0; j < n; j++)
        total = numeric_pair_add(total, x[j]);
    return total;
}

/* R and G_0 - R, for at least two customers. */
static void concentration_center(concentration_sample *sample)
{
    double others = (double)sample->n - 1.0;
    numeric_pair scale = numeric_two_product(others, others);
    numeric_pair count = numeric_pair_make(others - 1.0, 0.0);
    sample->center = concentration_over(numeric_pair_product(sample->spread, count),
                                        numeric_pair_product(sample->total, scale));
    numeric_pair spread = patron_concentration_spread(sample->n - 1, sample->x + 1);
    numeric_pair total = numeric_pair_product(sample->others, numeric_pair_make(others, 0.0));
    sample->first = numeric_pair_value(
        numeric_pair_sum(concentration_over(spread, total), concentration_minus(sample->center)));
}

/* G_j - R in the place of x_j, both sides of the fraction n times as large. */
static void concentration_leave_out(const concentration_sample *sample, double *x)
{
    double n = (double)sample->n;
    numeric_pair count = numeric_pair_make(n, 0.0);
    numeric_pair above = numeric_pair_make(0.0, 0.0);
    numeric_pair opposite = concentration_minus(sample->total);
    numeric_pair slope = numeric_pair_product(sample->center, numeric_pair_make(n - 1.0, 0.0));
    numeric_pair usual = numeric_pair_make(2.0 * sample->spread.high, 2.0 * sample->spread.low);
    for (size_t j = 0; j < sample->n; j++) {
        above = numeric_pair_add(above, x[j]);
        numeric_pair away = numeric_pair_make(2.0 * above.high, 2.0 * above.low);
        away = numeric_pair_sum(away, opposite);
        away = numeric_pair_add_product(away, n - 2.0 * (double)j - 2.0, x[j]);
        numeric_pair excess = numeric_pair_product(concentration_minus(away), count);
        excess = numeric_pair_sum(excess, usual);
        numeric_pair lead = numeric_pair_add_product(opposite, n, x[j]);
        excess = numeric_pair_sum(excess, numeric_pair_product(slope, lead));
        double rest = numeric_pair_value(numeric_pair_add(sample->total, -x[j]));
        x[j] = numeric_pair_value(excess) / (n * (n - 1.0) * rest);
    }
    x[0] = sample->first;
}

/* From the distances to the mean, scaled so that no square of them is too large. */
static double concentration_error(size_t n, const double *x, double mean)
{
    numeric_pair sum = numeric_pair_make(0.0, 0.0);
    double widest = 1e-100; /* at least: the scale is a double, and so are the squares */
    int exponent;
    for (size_t j = 0; j < n; j++)
        widest = fabs(x[j] - mean) > widest ? fabs(x[j] - mean) : widest;
    (void)frexp(fmin(widest, DBL_MAX), &exponent);
    double scale = ldexp(1.0, -exponent);
    for (size_t j = 0; j < n; j++) {
        double apart = (x[j] - mean) * scale;
        sum = numeric_pair_add(sum, apart * apart);
    }
    double count = (double)n;
    return ldexp(sqrt((count - 1.0) / count * numeric_pair_value(sum)), exponent);
}

static void concentration_no_interval(size_t n, patron_concentration_interval *figures)
{
    memset(figures, 0, sizeof *figures);
    figures->rows = n;
    figures->gini = figures->corrected = figures->standard_error = (double)NAN;
    figures->low = figures->high = (double)NAN;
}

/* x is descending, not empty; what is left of it is of no use. 0 where a figure is too large. */
static int concentration_estimate(size_t n, double *x, double z,
                                  patron_concentration_interval *figures)
{
    concentration_sample sample;
    double count = (double)n;
    sample.n = n;
    sample.x = x;
    sample.total = concentration_total(n, x);
    sample.spread = patron_concentration_spread(n, x);
    double total = numeric_pair_value(sample.total);
    if (x[0] == 0.0 && x[n - 1] == 0.0) {
        figures->notes |= PATRON_CONCENTRATION_NOTE_ALL_ZERO;
        figures->gini = 0.0;
    }
    if (x[n - 1] < 0.0)
        figures->notes |= PATRON_CONCENTRATION_NOTE_LOSSES;
    if (!(total > 0.0)) {
        figures->notes |= PATRON_CONCENTRATION_NOTE_TOTAL_NOT_POSITIVE;
        return 1;
    }
    figures->gini = numeric_pair_value(sample.spread) / (count * total);
    if (n < 2)
        return 1;
    sample.others = concentration_total(n - 1, x + 1);
    if (!(numeric_pair_value(sample.others) > 0.0)) {
        figures->notes |= PATRON_CONCENTRATION_NOTE_ONE_HOLDS;
        return isfinite(figures->gini);
    }
    concentration_center(&sample);
    concentration_leave_out(&sample, x);
    double mean = numeric_pair_value(concentration_total(n, x)) / count;
    figures->standard_error = concentration_error(n, x, mean);
    /* n G - (n - 1) mean G_j, with G - R = G / (n - 1)^2 */
    figures->corrected = figures->gini + figures->gini / (count - 1.0) - (count - 1.0) * mean;
    figures->low = figures->gini - z * figures->standard_error;
    figures->high = figures->gini + z * figures->standard_error;
    return isfinite(figures->corrected) && isfinite(figures->high);
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
    if (!patron_concentration_totals(n, value, &total, &peak) ||
        (total > 0.0 && !isfinite(peak / total))) /* about the Gini of so large losses */
        return patron_concentration_overflow(fault);
    int fits = 1;
    concentration_no_interval(n, &figures);
    if (n > 0) {
        numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
        const double *sorted = patron_concentration_rank(n, value, &order, 0, &carve);
        double *x = numeric_scratch_take(&carve, n, sizeof *x);
        patron_concentration_scale(n, sorted, x);
        fits = concentration_estimate(n, x, z, &figures);
    } else {
        figures.notes = PATRON_CONCENTRATION_NOTE_TOTAL_NOT_POSITIVE;
    }
    if (!fits)
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
        (void)concentration_estimate(n, x, z, &figures); /* whole amounts keep it in range */
    } else {
        figures.notes = PATRON_CONCENTRATION_NOTE_TOTAL_NOT_POSITIVE;
    }
    patron_base_write_result(result, &figures, sizeof figures);
    return PATRON_OK;
}
