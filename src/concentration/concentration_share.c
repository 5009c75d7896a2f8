/*
 * What many shares of customers hold, how few make many shares of the total, and where the values
 * of many shares end.
 *
 * C_k is the sum of the k most valuable, kept for every k: as a pair of doubles, or exactly. Up to the
 * last positive value it rises, so each target is found by bisection.
 *
 * The percentile is type 7 of Hyndman and Fan, "Sample quantiles in statistical packages" (1996).
 */
#include "../portability.h"
#include "concentration_share.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_reach.h"
#include "concentration_column.h"

#include <math.h>
#include <string.h>

/* --- kernels ---------------------------------------------------------------------------------- */

/* C_1 .. C_n of one type or the other. */
typedef struct concentration_curve {
    size_t n;
    size_t positive; /* customers of positive value */
    const double *real;
    const numeric_pair *sum;
    const int64_t *whole;
    const int64_t *money;
} concentration_curve;

size_t patron_concentration_share_need(size_t n, uint32_t ordered)
{
    return patron_concentration_column_need(n, ordered, 0,
                                            numeric_scratch_need(0, n, sizeof(numeric_pair)));
}

static concentration_curve concentration_draw(size_t n, const double *value, const uint32_t *order,
                                              numeric_scratch carve)
{
    concentration_curve curve;
    memset(&curve, 0, sizeof curve);
    curve.n = n;
    curve.real = patron_concentration_rank(n, value, &order, 0, &carve);
    numeric_pair *sum = numeric_scratch_take(&carve, n, sizeof *sum);
    numeric_pair all = numeric_pair_make(0.0, 0.0);
    for (size_t i = 0; i < n; i++) {
        all = numeric_pair_add(all, curve.real[i]);
        sum[i] = all;
        curve.positive += curve.real[i] > 0.0 ? 1 : 0;
    }
    curve.sum = sum;
    return curve;
}

static concentration_curve concentration_draw_money(size_t n, const int64_t *value,
                                                    const uint32_t *order, numeric_scratch carve)
{
    concentration_curve curve;
    memset(&curve, 0, sizeof curve);
    curve.n = n;
    curve.whole = patron_concentration_rank_money(n, value, &order, 0, &carve);
    int64_t *sum = numeric_scratch_take(&carve, n, sizeof *sum);
    int64_t all = 0;
    for (size_t i = 0; i < n; i++) {
        all += curve.whole[i];
        sum[i] = all;
        curve.positive += curve.whole[i] > 0 ? 1 : 0;
    }
    curve.money = sum;
    return curve;
}

/* a exactly, in two doubles. */
static numeric_pair concentration_pair(int64_t a)
{
    int64_t low = a % 4294967296;
    return numeric_two_sum((double)(a - low), (double)low);
}

static numeric_pair concentration_sum(const concentration_curve *curve, size_t k)
{
    if (k == 0)
        return numeric_pair_make(0.0, 0.0);
    return curve->money != NULL ? concentration_pair(curve->money[k - 1]) : curve->sum[k - 1];
}

/* C at share x n customers, a straight line between whole ones. */
static double concentration_top(const concentration_curve *curve, double share)
{
    double place = share * (double)curve->n;
    size_t k = (size_t)floor(place);
    double part = place - floor(place);
    numeric_pair sum = concentration_sum(curve, k);
    if (part == 0.0)
        return numeric_pair_value(sum);
    numeric_pair next = curve->money != NULL ? concentration_pair(curve->whole[k])
                                             : numeric_pair_make(curve->real[k], 0.0);
    /* Halved thousands of times over, products of the largest doubles stay exact. */
    double scale = fabs(next.high) > 1e290 ? 0x1p-60 : 1.0;
    numeric_pair step = numeric_two_product(next.high * scale, part);
    step = numeric_pair_add(step, next.low * scale * part);
    step = numeric_pair_make(step.high / scale, step.low / scale);
    return numeric_pair_value(numeric_pair_sum(sum, step));
}

static int concentration_reaches(const concentration_curve *curve, size_t k, double reach,
                                 int64_t whole)
{
    if (curve->money != NULL)
        return curve->money[k - 1] >= whole;
    return numeric_pair_compare(curve->sum[k - 1], numeric_pair_make(reach, 0.0)) >= 0;
}

/* The smallest k that reaches; NaN where the curve does not get there. */
static double concentration_target(const concentration_curve *curve, double target, double total,
                                   int64_t exact)
{
    double reach = target * total;
    int64_t whole = 0;
    if (curve->money != NULL) {
        whole = numeric_reach(target, exact);
        if (whole == 0)
            return (double)NAN;
    }
    size_t least = 1;
    size_t end = curve->positive + 1; /* the first that reaches, or this */
    size_t most = end;
    while (least < most) {
        size_t middle = least + (most - least) / 2;
        if (concentration_reaches(curve, middle, reach, whole))
            most = middle;
        else
            least = middle + 1;
    }
    return least < end ? (double)least : (double)NAN;
}

static void concentration_tops(const concentration_curve *curve, double total, size_t shares,
                               const double *share, double *top_sum, double *top_held)
{
    for (size_t i = 0; i < shares; i++) {
        top_sum[i] = curve->n > 0 ? concentration_top(curve, share[i]) : 0.0;
        top_held[i] = total > 0.0 ? top_sum[i] / total : (double)NAN;
    }
}

static void concentration_targets(const concentration_curve *curve, double total, int64_t exact,
                                  size_t targets, const double *target, double *rank,
                                  double *customers)
{
    for (size_t i = 0; i < targets; i++) {
        rank[i] = total > 0.0 ? concentration_target(curve, target[i], total, exact) : (double)NAN;
        customers[i] = rank[i] / (double)curve->n;
    }
}

static size_t concentration_percentile_need(size_t n, uint32_t ordered)
{
    return patron_concentration_column_need(n, ordered, 0, 0);
}

/* From low to high by part, in [0, 1]. The magnitudes of the sums are at most 1e300. */
static double concentration_blend(numeric_pair low, numeric_pair high, double part)
{
    numeric_pair gap = numeric_pair_sum(high, numeric_pair_make(-low.high, -low.low));
    numeric_pair step = numeric_two_product(gap.high, part);
    step = numeric_pair_add(step, gap.low * part);
    double between = numeric_pair_value(numeric_pair_sum(low, step));
    return fmin(fmax(between, numeric_pair_value(low)), numeric_pair_value(high));
}

/* values is descending, one type or the other; n > 0. */
static double concentration_percentile(size_t n, const double *real, const int64_t *whole,
                                       double share)
{
    double place = share * (double)(n - 1);
    double part = place - floor(place);
    size_t k = n - 1 - (size_t)floor(place);
    size_t next = part > 0.0 ? k - 1 : k;
    if (whole != NULL)
        return concentration_blend(concentration_pair(whole[k]), concentration_pair(whole[next]),
                                   part);
    double scale = fmax(fabs(real[k]), fabs(real[next])) > 1e290 ? 0x1p-60 : 1.0;
    return concentration_blend(numeric_pair_make(real[k] * scale, 0.0),
                               numeric_pair_make(real[next] * scale, 0.0), part) /
           scale;
}

static void concentration_percentiles(size_t n, const double *real, const int64_t *whole,
                                      size_t shares, const double *share, double *percentile)
{
    for (size_t i = 0; i < shares; i++)
        percentile[i] = n > 0 ? concentration_percentile(n, real, whole, share[i]) : (double)NAN;
}

double patron_concentration_top_held(size_t n, const double *value, const uint32_t *order,
                                     double share, double total, numeric_scratch carve)
{
    concentration_curve curve = concentration_draw(n, value, order, carve);
    return concentration_top(&curve, share) / total;
}

double patron_concentration_top_held_money(size_t n, const int64_t *value, const uint32_t *order,
                                           double share, double total, numeric_scratch carve)
{
    concentration_curve curve = concentration_draw_money(n, value, order, carve);
    return concentration_top(&curve, share) / total;
}

/* --- checks ----------------------------------------------------------------------------------- */

/* The arguments behind scratch: a list of fractions and two columns of results. */
static int32_t concentration_check_list(size_t count, const double *list, const void *first,
                                        const void *second, int tops, patron_fault *fault)
{
    if (count == 0)
        return PATRON_OK;
    if (list == NULL)
        return patron_base_fault_null(fault, tops ? "share" : "target");
    if (first == NULL)
        return patron_base_fault_null(fault, tops ? "top_sum" : "rank");
    if (second == NULL)
        return patron_base_fault_null(fault, tops ? "top_held" : "customers");
    return PATRON_OK;
}

static int32_t concentration_check_fractions(size_t count, const double *list, int tops,
                                             patron_fault *fault)
{
    for (size_t i = 0; i < count; i++)
        if (!(list[i] >= 0.0 && list[i] <= (tops ? 1.0 : DBL_MAX))) {
            int32_t status = isfinite(list[i]) ? PATRON_E_RANGE : PATRON_E_NOT_FINITE;
            return patron_base_fault_real(fault, status, tops ? "share" : "target", (int64_t)i,
                                          list[i],
                                          tops ? "a fraction in [0, 1]" : "a fraction, 0 or more");
        }
    return PATRON_OK;
}

/* The arguments of percentiles that are no rows of customers. */
static int32_t concentration_open_percentile(size_t n, const void *value, uint32_t ordered,
                                             const void *scratch, size_t scratch_size,
                                             size_t shares, const double *share,
                                             const double *percentile, patron_fault *fault)
{
    int32_t status = patron_concentration_check_column(
        n, value, scratch, scratch_size, concentration_percentile_need(n, ordered), fault);
    if (status != PATRON_OK)
        return status;
    if (shares > 0 && share == NULL)
        return patron_base_fault_null(fault, "share");
    if (shares > 0 && percentile == NULL)
        return patron_base_fault_null(fault, "percentile");
    return concentration_check_fractions(shares, share, 1, fault);
}

/* --- public ----------------------------------------------------------------------------------- */

size_t PATRON_CALL patron_concentration_top_scratch_size(size_t n, uint32_t ordered)
{
    return patron_concentration_share_need(n, ordered);
}

size_t PATRON_CALL patron_concentration_target_scratch_size(size_t n, uint32_t ordered)
{
    return patron_concentration_share_need(n, ordered);
}

static int32_t concentration_open(size_t n, const double *value, const uint32_t *order,
                                  void *scratch, size_t scratch_size, size_t count,
                                  const double *list, const void *first, const void *second,
                                  int tops, patron_fault *fault)
{
    int32_t status = patron_concentration_check_column(
        n, value, scratch, scratch_size, patron_concentration_share_need(n, order != NULL), fault);
    if (status == PATRON_OK)
        status = concentration_check_list(count, list, first, second, tops, fault);
    if (status == PATRON_OK)
        status = concentration_check_fractions(count, list, tops, fault);
    if (status == PATRON_OK)
        status = patron_concentration_check_rows(n, value, NULL, 0, order, fault);
    return status;
}

static int32_t concentration_open_money(size_t n, const int64_t *value, const uint32_t *order,
                                        void *scratch, size_t scratch_size, size_t count,
                                        const double *list, const void *first, const void *second,
                                        int tops, patron_fault *fault)
{
    int32_t status = patron_concentration_check_column(
        n, value, scratch, scratch_size, patron_concentration_share_need(n, order != NULL), fault);
    if (status == PATRON_OK)
        status = concentration_check_list(count, list, first, second, tops, fault);
    if (status == PATRON_OK)
        status = concentration_check_fractions(count, list, tops, fault);
    if (status == PATRON_OK)
        status = patron_concentration_check_rows_money(n, value, NULL, 0, order, fault);
    return status;
}

int32_t PATRON_CALL patron_concentration_top(size_t n, const double *value, const uint32_t *order,
                                             void *scratch, size_t scratch_size, size_t shares,
                                             const double *share, double *top_sum, double *top_held,
                                             patron_fault *fault)
{
    double total, peak;
    int32_t status = concentration_open(n, value, order, scratch, scratch_size, shares, share,
                                        top_sum, top_held, 1, fault);
    if (status != PATRON_OK)
        return status;
    if (!patron_concentration_totals(n, value, &total, &peak) ||
        (total > 0.0 && !isfinite(peak / total)))
        return patron_concentration_overflow(fault);
    concentration_curve curve =
        concentration_draw(n, value, order, numeric_scratch_open(scratch, scratch_size));
    concentration_tops(&curve, total, shares, share, top_sum, top_held);
    return PATRON_OK;
}

int32_t PATRON_CALL patron_concentration_top_money(size_t n, const int64_t *value,
                                                   const uint32_t *order, void *scratch,
                                                   size_t scratch_size, size_t shares,
                                                   const double *share, double *top_sum,
                                                   double *top_held, patron_fault *fault)
{
    int64_t total, peak;
    int32_t status = concentration_open_money(n, value, order, scratch, scratch_size, shares, share,
                                              top_sum, top_held, 1, fault);
    if (status != PATRON_OK)
        return status;
    if (!patron_concentration_totals_money(n, value, &total, &peak))
        return patron_concentration_overflow(fault);
    concentration_curve curve =
        concentration_draw_money(n, value, order, numeric_scratch_open(scratch, scratch_size));
    concentration_tops(&curve, (double)total, shares, share, top_sum, top_held);
    return PATRON_OK;
}

int32_t PATRON_CALL patron_concentration_target(size_t n, const double *value,
                                                const uint32_t *order, void *scratch,
                                                size_t scratch_size, size_t targets,
                                                const double *target, double *rank,
                                                double *customers, patron_fault *fault)
{
    double total, peak;
    int32_t status = concentration_open(n, value, order, scratch, scratch_size, targets, target,
                                        rank, customers, 0, fault);
    if (status != PATRON_OK)
        return status;
    if (!patron_concentration_totals(n, value, &total, &peak))
        return patron_concentration_overflow(fault);
    concentration_curve curve =
        concentration_draw(n, value, order, numeric_scratch_open(scratch, scratch_size));
    concentration_targets(&curve, total, 0, targets, target, rank, customers);
    return PATRON_OK;
}

int32_t PATRON_CALL patron_concentration_target_money(size_t n, const int64_t *value,
                                                      const uint32_t *order, void *scratch,
                                                      size_t scratch_size, size_t targets,
                                                      const double *target, double *rank,
                                                      double *customers, patron_fault *fault)
{
    int64_t total, peak;
    int32_t status = concentration_open_money(n, value, order, scratch, scratch_size, targets,
                                              target, rank, customers, 0, fault);
    if (status != PATRON_OK)
        return status;
    if (!patron_concentration_totals_money(n, value, &total, &peak))
        return patron_concentration_overflow(fault);
    concentration_curve curve =
        concentration_draw_money(n, value, order, numeric_scratch_open(scratch, scratch_size));
    concentration_targets(&curve, (double)total, total, targets, target, rank, customers);
    return PATRON_OK;
}

size_t PATRON_CALL patron_concentration_percentile_scratch_size(size_t n, uint32_t ordered)
{
    return concentration_percentile_need(n, ordered);
}

int32_t PATRON_CALL patron_concentration_percentile(size_t n, const double *value,
                                                    const uint32_t *order, void *scratch,
                                                    size_t scratch_size, size_t shares,
                                                    const double *share, double *percentile,
                                                    patron_fault *fault)
{
    int32_t status = concentration_open_percentile(n, value, order != NULL, scratch, scratch_size,
                                                   shares, share, percentile, fault);
    if (status == PATRON_OK)
        status = patron_concentration_check_rows(n, value, NULL, 0, order, fault);
    if (status != PATRON_OK)
        return status;
    numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
    const double *sorted = NULL;
    if (n > 0)
        sorted = patron_concentration_rank(n, value, &order, 0, &carve);
    concentration_percentiles(n, sorted, NULL, shares, share, percentile);
    return PATRON_OK;
}

int32_t PATRON_CALL patron_concentration_percentile_money(size_t n, const int64_t *value,
                                                          const uint32_t *order, void *scratch,
                                                          size_t scratch_size, size_t shares,
                                                          const double *share, double *percentile,
                                                          patron_fault *fault)
{
    int32_t status = concentration_open_percentile(n, value, order != NULL, scratch, scratch_size,
                                                   shares, share, percentile, fault);
    if (status == PATRON_OK)
        status = patron_concentration_check_rows_money(n, value, NULL, 0, order, fault);
    if (status != PATRON_OK)
        return status;
    numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
    const int64_t *sorted = NULL;
    if (n > 0)
        sorted = patron_concentration_rank_money(n, value, &order, 0, &carve);
    concentration_percentiles(n, NULL, sorted, shares, share, percentile);
    return PATRON_OK;
}
