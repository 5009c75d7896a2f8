/*
 * Makers, the break-even zone and losers, and three rules of the trade.
 */
#include "../portability.h"
#include "concentration_column.h"
#include "concentration_share.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_wide.h"
#include "../sum/sum_exact.h"

#include <math.h>
#include <string.h>

enum { CONCENTRATION_BANDS_FIRST_SIZE = 136 };

/* --- kernels ---------------------------------------------------------------------------------- */

/* What both types of result come to. */
typedef struct concentration_reading {
    uint64_t count[3]; /* makers, even, losers */
    double sum[3];
    double total;
    double top_held;
} concentration_reading;

static int concentration_band(double value, double tolerance)
{
    return value > tolerance ? 0 : value >= -tolerance ? 1 : 2;
}

static int concentration_band_sum(double tolerance, size_t n, const double *value, int band,
                                  concentration_reading *reading)
{
    patron_sum_exact sum;
    patron_sum_exact_init(&sum);
    for (size_t i = 0; i < n; i++)
        if (concentration_band(value[i], tolerance) == band) {
            sum_exact_add(&sum, value[i]);
            reading->count[band]++;
        }
    return patron_sum_exact_round(&sum, &reading->sum[band]);
}

static uint64_t concentration_rules(const concentration_reading *reading, uint64_t n)
{
    uint64_t notes = 0;
    double even = (double)reading->count[1] / (double)n;
    double losers = (double)reading->count[2] / (double)n;
    if (!(reading->total > 0.0))
        notes |= PATRON_CONCENTRATION_NOTE_TOTAL_NOT_POSITIVE;
    if (reading->top_held >= 0.8)
        notes |= PATRON_CONCENTRATION_NOTE_80_20;
    if (reading->top_held >= 2.25)
        notes |= PATRON_CONCENTRATION_NOTE_20_225;
    if (reading->top_held >= 1.5 && even >= 0.6 && even <= 0.7 && losers >= 0.1 && losers <= 0.2)
        notes |= PATRON_CONCENTRATION_NOTE_THREE_BANDS;
    return notes;
}

static double concentration_of_total(double part, double total)
{
    return total > 0.0 ? part / total : (double)NAN;
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t concentration_open_bands(double tolerance, size_t n, const void *value,
                                        uint32_t ordered, const void *scratch, size_t scratch_size,
                                        const void *result, patron_fault *fault)
{
    int32_t status = patron_concentration_check_real("tolerance", tolerance, 1e300, fault);
    if (status == PATRON_OK)
        status = patron_concentration_check_column(
            n, value, scratch, scratch_size, patron_concentration_share_need(n, ordered), fault);
    if (status == PATRON_OK)
        status = patron_base_check_result(result, CONCENTRATION_BANDS_FIRST_SIZE, fault);
    return status;
}

/* --- public ----------------------------------------------------------------------------------- */

size_t PATRON_CALL patron_concentration_bands_scratch_size(size_t n, uint32_t ordered)
{
    return patron_concentration_share_need(n, ordered);
}

int32_t PATRON_CALL patron_concentration_bands(double tolerance, size_t n, const double *value,
                                               const uint32_t *order, void *scratch,
                                               size_t scratch_size,
                                               patron_concentration_bands_result *result,
                                               patron_fault *fault)
{
    patron_concentration_bands_result figures;
    concentration_reading reading;
    double peak;
    int32_t status = concentration_open_bands(tolerance, n, value, order != NULL, scratch,
                                              scratch_size, result, fault);
    if (status == PATRON_OK)
        status = patron_concentration_check_rows(n, value, NULL, 0, order, fault);
    if (status != PATRON_OK)
        return status;
    memset(&reading, 0, sizeof reading);
    int fits = patron_concentration_totals(n, value, &reading.total, &peak);
    for (int band = 0; band < 3; band++)
        fits &= concentration_band_sum(tolerance, n, value, band, &reading);
    if (reading.total > 0.0) /* no share is further from 0 than the peak's */
        fits &= isfinite(peak / reading.total) != 0;
    if (!fits)
        return patron_concentration_overflow(fault);
    reading.top_held = (double)NAN;
    if (reading.total > 0.0)
        reading.top_held = patron_concentration_top_held(
            n, value, order, 0.2, reading.total, numeric_scratch_open(scratch, scratch_size));
    memset(&figures, 0, sizeof figures);
    figures.notes = concentration_rules(&reading, n);
    figures.customers = n;
    figures.makers = reading.count[0];
    figures.even = reading.count[1];
    figures.losers = reading.count[2];
    figures.total = reading.total;
    figures.makers_sum = reading.sum[0];
    figures.even_sum = reading.sum[1];
    figures.losers_sum = reading.sum[2];
    figures.makers_customers = (double)figures.makers / (double)n;
    figures.even_customers = (double)figures.even / (double)n;
    figures.losers_customers = (double)figures.losers / (double)n;
    figures.makers_share = concentration_of_total(figures.makers_sum, reading.total);
    figures.even_share = concentration_of_total(figures.even_sum, reading.total);
    figures.losers_share = concentration_of_total(figures.losers_sum, reading.total);
    figures.top_held = reading.top_held;
    patron_base_write_result(result, &figures, sizeof figures);
    return PATRON_OK;
}

int32_t PATRON_CALL patron_concentration_bands_money(
    double tolerance, size_t n, const int64_t *value, const uint32_t *order, void *scratch,
    size_t scratch_size, patron_concentration_money_bands_result *result, patron_fault *fault)
{
    patron_concentration_money_bands_result figures;
    concentration_reading reading;
    numeric_wide sum[3];
    int64_t peak;
    int32_t status = concentration_open_bands(tolerance, n, value, order != NULL, scratch,
                                              scratch_size, result, fault);
    if (status == PATRON_OK)
        status = patron_concentration_check_rows_money(n, value, NULL, 0, order, fault);
    if (status != PATRON_OK)
        return status;
    memset(&reading, 0, sizeof reading);
    memset(&figures, 0, sizeof figures);
    memset(sum, 0, sizeof sum);
    int64_t within = tolerance < 9223372036854775808.0 ? (int64_t)tolerance : INT64_MAX;
    for (size_t i = 0; i < n; i++) {
        int even = value[i] >= -within || tolerance >= 9223372036854775808.0;
        int band = value[i] > within ? 0 : even ? 1 : 2;
        reading.count[band]++;
        sum[band] = numeric_wide_add(sum[band], value[i]);
    }
    int fits = patron_concentration_totals_money(n, value, &figures.total, &peak);
    for (int band = 0; band < 3; band++)
        fits &= numeric_wide_fits(sum[band]);
    if (!fits)
        return patron_concentration_overflow(fault);
    reading.total = (double)figures.total;
    reading.top_held = (double)NAN;
    if (figures.total > 0)
        reading.top_held = patron_concentration_top_held_money(
            n, value, order, 0.2, reading.total, numeric_scratch_open(scratch, scratch_size));
    figures.notes = concentration_rules(&reading, n);
    figures.customers = n;
    figures.makers = reading.count[0];
    figures.even = reading.count[1];
    figures.losers = reading.count[2];
    figures.makers_sum = numeric_wide_value(sum[0]);
    figures.even_sum = numeric_wide_value(sum[1]);
    figures.losers_sum = numeric_wide_value(sum[2]);
    figures.makers_customers = (double)figures.makers / (double)n;
    figures.even_customers = (double)figures.even / (double)n;
    figures.losers_customers = (double)figures.losers / (double)n;
    figures.makers_share = concentration_of_total((double)figures.makers_sum, reading.total);
    figures.even_share = concentration_of_total((double)figures.even_sum, reading.total);
    figures.losers_share = concentration_of_total((double)figures.losers_sum, reading.total);
    figures.top_held = reading.top_held;
    patron_base_write_result(result, &figures, sizeof figures);
    return PATRON_OK;
}
