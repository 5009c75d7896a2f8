/*
 * What each segment adds to the whale curve. The peak is the sum of positive values, the erosion minus
 * that of negative ones, whatever the tolerance; both, like all counts and sums, add up over segments.
 */
#include "../portability.h"
#include "concentration_column.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_wide.h"
#include "../sum/sum_exact.h"

#include <math.h>
#include <string.h>

/* --- kernels ---------------------------------------------------------------------------------- */

/* Where a value lies; those who break even are apart by sign. */
enum {
    CONCENTRATION_MAKERS = 0,
    CONCENTRATION_EVEN_ABOVE = 1,
    CONCENTRATION_EVEN_BELOW = 2,
    CONCENTRATION_LOSERS = 3,
    CONCENTRATION_PARTS = 4
};

typedef struct concentration_account {
    patron_sum_exact sum[CONCENTRATION_PARTS];
    uint64_t customers[CONCENTRATION_PARTS];
} concentration_account;

size_t PATRON_CALL patron_concentration_contributions_scratch_size(size_t segments)
{
    return numeric_scratch_need(NUMERIC_SCRATCH_SLACK, segments, sizeof(concentration_account));
}

static int concentration_part_of(double value, double tolerance)
{
    if (value > 0.0)
        return value > tolerance ? CONCENTRATION_MAKERS : CONCENTRATION_EVEN_ABOVE;
    return value < -tolerance ? CONCENTRATION_LOSERS : CONCENTRATION_EVEN_BELOW;
}

static void concentration_book(double tolerance, size_t n, const double *value,
                               const uint32_t *segment, size_t segments,
                               concentration_account *account)
{
    for (size_t g = 0; g < segments; g++)
        for (int p = 0; p < CONCENTRATION_PARTS; p++) {
            patron_sum_exact_init(&account[g].sum[p]);
            account[g].customers[p] = 0;
        }
    for (size_t i = 0; i < n; i++) {
        int p = concentration_part_of(value[i], tolerance);
        sum_exact_add(&account[segment[i]].sum[p], value[i]);
        account[segment[i]].customers[p]++;
    }
}

/* The sum of two or all accounts of a segment; 0 where a double cannot hold it. */
static int concentration_join(const concentration_account *account, int first, int last,
                              double *sum)
{
    patron_sum_exact joined = account->sum[first];
    for (int p = first + 1; p <= last; p++)
        patron_sum_exact_merge(&joined, &account->sum[p]);
    return patron_sum_exact_round(&joined, sum);
}

static int concentration_close(const concentration_account *account,
                               patron_concentration_part *part)
{
    const uint64_t *customers = account->customers;
    double fall = 0.0;
    memset(part, 0, sizeof *part);
    part->makers = customers[CONCENTRATION_MAKERS];
    part->even = customers[CONCENTRATION_EVEN_ABOVE] + customers[CONCENTRATION_EVEN_BELOW];
    part->losers = customers[CONCENTRATION_LOSERS];
    part->customers = part->makers + part->even + part->losers;
    int fits = concentration_join(account, CONCENTRATION_MAKERS, CONCENTRATION_LOSERS, &part->sum);
    fits &=
        concentration_join(account, CONCENTRATION_MAKERS, CONCENTRATION_MAKERS, &part->makers_sum);
    fits &= concentration_join(account, CONCENTRATION_EVEN_ABOVE, CONCENTRATION_EVEN_BELOW,
                               &part->even_sum);
    fits &=
        concentration_join(account, CONCENTRATION_LOSERS, CONCENTRATION_LOSERS, &part->losers_sum);
    fits &=
        concentration_join(account, CONCENTRATION_MAKERS, CONCENTRATION_EVEN_ABOVE, &part->peak);
    fits &= concentration_join(account, CONCENTRATION_EVEN_BELOW, CONCENTRATION_LOSERS, &fall);
    part->erosion = 0.0 - fall;
    return fits;
}

static double concentration_fraction(double part, double whole)
{
    return whole > 0.0 ? fmin(part / whole, 1.0) : (double)NAN;
}

static void concentration_book_money(double tolerance, size_t n, const int64_t *value,
                                     const uint32_t *segment, size_t segments,
                                     patron_concentration_money_part *part)
{
    /* |value| <= tolerance means the same with the fraction cut off; INT64_MIN would not erode. */
    int64_t within = tolerance < 9223372036854775808.0 ? (int64_t)tolerance : INT64_MAX;
    memset(part, 0, segments * sizeof *part);
    for (size_t i = 0; i < n; i++) {
        patron_concentration_money_part *to = part + segment[i];
        int64_t x = value[i];
        to->customers++;
        to->sum += x;
        to->peak += x > 0 ? x : 0;
        to->erosion -= x < 0 ? x : 0;
        if (x > within) {
            to->makers++;
            to->makers_sum += x;
        } else if (x >= -within) {
            to->even++;
            to->even_sum += x;
        } else {
            to->losers++;
            to->losers_sum += x;
        }
    }
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t concentration_open_parts(double tolerance, size_t n, const void *value,
                                        const uint32_t *segment, size_t segments,
                                        patron_fault *fault)
{
    int32_t status = patron_concentration_check_real("tolerance", tolerance, 1e300, fault);
    if (status == PATRON_OK)
        status = patron_concentration_check_column(n, value, value, SIZE_MAX, 0, fault);
    if (status == PATRON_OK)
        status = patron_concentration_check_segments(n, segment, segments, fault);
    return status;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_concentration_contributions(
    double tolerance, size_t n, const double *value, const uint32_t *segment, void *scratch,
    size_t scratch_size, size_t segments, patron_concentration_part *part, patron_fault *fault)
{
    int32_t status = concentration_open_parts(tolerance, n, value, segment, segments, fault);
    if (status == PATRON_OK)
        status = patron_base_check_scratch(
            scratch, scratch_size, patron_concentration_contributions_scratch_size(segments),
            fault);
    if (status != PATRON_OK)
        return status;
    if (part == NULL)
        return patron_base_fault_null(fault, "part");
    status = patron_concentration_check_rows(n, value, segment, segments, NULL, fault);
    if (status != PATRON_OK)
        return status;
    double total, peak, fall;
    numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
    concentration_account *account = numeric_scratch_take(&carve, segments, sizeof *account);
    concentration_book(tolerance, n, value, segment, segments, account);
    int fits = patron_concentration_totals(n, value, &total, &peak);
    patron_concentration_part closed;
    for (size_t g = 0; fits && g < segments; g++)
        fits = concentration_close(account + g, &closed);
    if (!fits)
        return patron_concentration_overflow(fault);
    fall = 0.0;
    for (size_t g = 0; g < segments; g++) {
        (void)concentration_close(account + g, part + g);
        fall += part[g].erosion;
    }
    for (size_t g = 0; g < segments; g++) {
        part[g].peak_share = concentration_fraction(part[g].peak, peak);
        part[g].erosion_share = concentration_fraction(part[g].erosion, fall);
    }
    return PATRON_OK;
}

int32_t PATRON_CALL patron_concentration_contributions_money(
    double tolerance, size_t n, const int64_t *value, const uint32_t *segment, size_t segments,
    patron_concentration_money_part *part, patron_fault *fault)
{
    int32_t status = concentration_open_parts(tolerance, n, value, segment, segments, fault);
    if (status != PATRON_OK)
        return status;
    if (part == NULL)
        return patron_base_fault_null(fault, "part");
    status = patron_concentration_check_rows_money(n, value, segment, segments, NULL, fault);
    if (status != PATRON_OK)
        return status;
    int64_t total, peak;
    numeric_wide fall = numeric_wide_make(0);
    for (size_t i = 0; i < n; i++)
        fall = numeric_wide_add(fall, value[i] < 0 ? value[i] : 0);
    fall = numeric_wide_negate(fall);
    if (!patron_concentration_totals_money(n, value, &total, &peak) || !numeric_wide_fits(fall))
        return patron_concentration_overflow(fault);
    concentration_book_money(tolerance, n, value, segment, segments, part);
    for (size_t g = 0; g < segments; g++) {
        part[g].peak_share = concentration_fraction((double)part[g].peak, (double)peak);
        part[g].erosion_share =
            concentration_fraction((double)part[g].erosion, numeric_wide_real(fall));
    }
    return PATRON_OK;
}
