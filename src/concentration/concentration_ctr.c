/*
 * The Gini normalized for losses.
 *
 * With customers ascending, x_1 the least valuable, T the total, S_j the sum of x_1 .. x_j, k the
 * largest with S_k <= 0 and D = sum_{i<j} |x_i - x_j|, the divisor of the plain Gini D / (n T),
 *
 *     1 + (2/n) sum_{j<=k} j y_j + (1/n) (S_k/T) (S_k/x_{k+1} - (1 + 2k)),  y_j = x_j / T
 *
 * is, because sum_{j<=k} (1 + 2k - 2j) x_j = 2 (S_1 + .. + S_{k-1}) + S_k,
 *
 *     1 + (S_k - 2 (S_1 + .. + S_k) + S_k^2 / x_{k+1}) / (n T)
 *
 * so that G* = D / (n T + S_k - 2 (S_1 + .. + S_k) + S_k^2 / x_{k+1}): each S_j up to k is at most 0,
 * no term cancels another, and a total next to nothing does no harm.
 *
 * Source: C. Chen, T. Tsaur and T. Rhai, "The Gini coefficient and negative income" (1982), corrected
 * by Z. Berrebi and J. Silber, "The Gini coefficient and negative income: a comment" (1985).
 */
#include "../portability.h"
#include "concentration_column.h"

#include "../base/base_fault.h"

#include <math.h>

/* --- kernels ---------------------------------------------------------------------------------- */

static size_t concentration_ctr_need(size_t n, uint32_t ordered)
{
    return patron_concentration_column_need(n, ordered, 0,
                                            numeric_scratch_need(0, n, sizeof(double)));
}

/* For n > 0; x descending with magnitudes at most 1, total > 0 on the scale of x. */
static double concentration_normalized(size_t n, const double *x, double total)
{
    numeric_pair sum = numeric_pair_make(0.0, 0.0); /* S_k */
    numeric_pair sums = sum;                        /* S_1 + .. + S_k */
    size_t next = n;
    while (--next > 0) {
        numeric_pair longer = numeric_pair_add(sum, x[next]);
        if (longer.high > 0.0)
            break;
        sum = longer;
        sums = numeric_pair_sum(sums, sum);
    }
    double debt = numeric_pair_value(sum);
    double relief = debt - 2.0 * numeric_pair_value(sums);
    if (debt < 0.0)
        relief += debt * (debt / x[next]);
    double spread = numeric_pair_value(patron_concentration_spread(n, x));
    return fmin(spread / ((double)n * total + relief), 1.0);
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t concentration_open_ctr(size_t n, const void *value, uint32_t ordered,
                                      const void *scratch, size_t scratch_size, const double *gini,
                                      patron_fault *fault)
{
    int32_t status = patron_concentration_check_column(n, value, scratch, scratch_size,
                                                       concentration_ctr_need(n, ordered), fault);
    if (status == PATRON_OK && gini == NULL)
        status = patron_base_fault_null(fault, "gini");
    return status;
}

/* --- public ----------------------------------------------------------------------------------- */

size_t PATRON_CALL patron_concentration_gini_ctr_scratch_size(size_t n, uint32_t ordered)
{
    return concentration_ctr_need(n, ordered);
}

int32_t PATRON_CALL patron_concentration_gini_ctr(size_t n, const double *value,
                                                  const uint32_t *order, void *scratch,
                                                  size_t scratch_size, double *gini,
                                                  patron_fault *fault)
{
    double total, peak;
    int32_t status =
        concentration_open_ctr(n, value, order != NULL, scratch, scratch_size, gini, fault);
    if (status == PATRON_OK)
        status = patron_concentration_check_rows(n, value, NULL, 0, order, fault);
    if (status != PATRON_OK)
        return status;
    if (!patron_concentration_totals(n, value, &total, &peak))
        return patron_concentration_overflow(fault);
    *gini = (double)NAN;
    if (total > 0.0) {
        numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
        const double *sorted = patron_concentration_rank(n, value, &order, 0, &carve);
        double *x = numeric_scratch_take(&carve, n, sizeof *x);
        int exponent;
        (void)frexp(fmax(fabs(sorted[0]), fabs(sorted[n - 1])), &exponent);
        patron_concentration_scale(n, sorted, x);
        *gini = concentration_normalized(n, x, ldexp(total, -exponent));
    }
    return PATRON_OK;
}

int32_t PATRON_CALL patron_concentration_gini_ctr_money(size_t n, const int64_t *value,
                                                        const uint32_t *order, void *scratch,
                                                        size_t scratch_size, double *gini,
                                                        patron_fault *fault)
{
    int64_t total, peak;
    int32_t status =
        concentration_open_ctr(n, value, order != NULL, scratch, scratch_size, gini, fault);
    if (status == PATRON_OK)
        status = patron_concentration_check_rows_money(n, value, NULL, 0, order, fault);
    if (status != PATRON_OK)
        return status;
    if (!patron_concentration_totals_money(n, value, &total, &peak))
        return patron_concentration_overflow(fault);
    *gini = (double)NAN;
    if (total > 0) {
        numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
        const int64_t *sorted = patron_concentration_rank_money(n, value, &order, 0, &carve);
        double *x = numeric_scratch_take(&carve, n, sizeof *x);
        patron_concentration_scale_money(n, sorted, x);
        *gini = concentration_normalized(n, x, (double)total / 9223372036854775808.0);
    }
    return PATRON_OK;
}
