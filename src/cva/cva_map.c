/*
 * The map of value (B. Gale, "Managing customer value", 1994): x relative quality, y relative price, and a
 * line of fair value through (x0, y0) with slope wq / wp.
 *
 *     distance = (wq (x - x0) - wp (y - y0)) / sqrt(wq^2 + wp^2)
 */
#include "cva_check.h"

#include <patron/cva.h>

#include <math.h>
#include <string.h>

enum { CVA_LINE_RESULT_FIRST_SIZE = 56 };

#define CVA_TOLERANCE_MAX 1e300

/* --- kernels ---------------------------------------------------------------------------------- */

/* A mean in two doubles, and the largest deviation from it. */
typedef struct cva_center {
    double mean;
    double rest;
    double spread;
} cva_center;

static double cva_deviation(const cva_center *center, double value)
{
    return (value - center->mean) - center->rest;
}

static cva_center cva_center_of(size_t n, const double *value)
{
    cva_center center;
    numeric_pair sum = numeric_pair_make(0.0, 0.0);
    for (size_t i = 0; i < n; i++)
        sum = numeric_pair_add(sum, value[i]);
    center.mean = numeric_pair_value(sum) / (double)n;
    sum = numeric_pair_add_product(sum, -center.mean, (double)n);
    center.rest = numeric_pair_value(sum) / (double)n;
    center.spread = 0.0;
    for (size_t i = 0; i < n; i++)
        if (value[i] != value[0]) /* equal values deviate by nothing */
            center.spread = fmax(center.spread, fabs(cva_deviation(&center, value[i])));
    if (center.spread > 0.0)
        center.spread = fmax(center.spread, fabs(cva_deviation(&center, value[0])));
    return center;
}

/* Sums of squares and products of deviations as parts of the largest. */
typedef struct cva_squares {
    double xx;
    double xy;
    double yy;
} cva_squares;

static double cva_part(const cva_center *center, double value)
{
    return center->spread > 0.0 ? cva_deviation(center, value) / center->spread : 0.0;
}

static cva_squares cva_squares_of(size_t n, const double *quality, const double *price,
                                  const cva_center *x, const cva_center *y)
{
    cva_squares sums;
    numeric_pair xx = numeric_pair_make(0.0, 0.0), xy = xx, yy = xx;
    for (size_t i = 0; i < n; i++) {
        double dx = cva_part(x, quality[i]), dy = cva_part(y, price[i]);
        xx = numeric_pair_add(xx, dx * dx);
        xy = numeric_pair_add(xy, dx * dy);
        yy = numeric_pair_add(yy, dy * dy);
    }
    sums.xx = numeric_pair_value(xx);
    sums.xy = numeric_pair_value(xy);
    sums.yy = numeric_pair_value(yy);
    return sums;
}

/* Sum of squared residuals, from the residuals. */
static double cva_residual(size_t n, const double *quality, const double *price,
                           const cva_center *x, const cva_center *y, double slope)
{
    double sum = 0.0;
    for (size_t i = 0; i < n; i++) {
        double rest = cva_part(y, price[i]) - slope * cva_part(x, quality[i]);
        sum += rest * rest;
    }
    return sum;
}

/* 0 where the slope, or what it is made of, is above 1e150. */
static int cva_fit(size_t n, const double *quality, const double *price, patron_cva_line *line,
                   patron_cva_line_result *figures)
{
    cva_center x = cva_center_of(n, quality), y = cva_center_of(n, price);
    memset(figures, 0, sizeof *figures);
    figures->rows = n;
    figures->slope = figures->intercept = (double)NAN;
    figures->standard_error = figures->r_squared = (double)NAN;
    line->quality_weight = line->price_weight = line->quality_at = line->price_at = (double)NAN;
    if (n < 3)
        figures->notes |= PATRON_CVA_NOTE_FEW;
    if (!(x.spread > 0.0)) {
        figures->notes |= PATRON_CVA_NOTE_NO_SPREAD;
        return 1;
    }
    cva_squares sums = cva_squares_of(n, quality, price, &x, &y);
    double slope = sums.xy / sums.xx, scale = y.spread / x.spread;
    figures->slope = line->quality_weight = slope * scale;
    figures->intercept = y.mean - figures->slope * x.mean;
    line->price_weight = 1.0;
    line->quality_at = x.mean;
    line->price_at = y.mean;
    if (sums.yy > 0.0)
        figures->r_squared = fmin(1.0, slope * (sums.xy / sums.yy));
    if (n > 2)
        figures->standard_error = scale * sqrt(cva_residual(n, quality, price, &x, &y, slope) /
                                               (double)(n - 2) / sums.xx);
    return fmax(fabs(figures->slope), scale) <= CVA_WEIGHT_MAX;
}

static double cva_distance(const patron_cva_line *line, double x, double y)
{
    double most = fmax(fabs(line->quality_weight), line->price_weight);
    double wq = line->quality_weight / most, wp = line->price_weight / most;
    return (wq * (x - line->quality_at) - wp * (y - line->price_at)) / sqrt(wq * wq + wp * wp);
}

static double cva_fair(const patron_cva_line *line, double x)
{
    if (!(line->price_weight > 0.0))
        return (double)NAN;
    return line->price_at + line->quality_weight * (x - line->quality_at) / line->price_weight;
}

static uint32_t cva_zone_of(double distance, double tolerance)
{
    if (distance > tolerance)
        return PATRON_CVA_BETTER_VALUE;
    return distance < -tolerance ? PATRON_CVA_WORSE_VALUE : PATRON_CVA_FAIR_VALUE;
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t cva_check_columns(size_t n, const double *quality, const double *price,
                                 patron_fault *fault)
{
    if (n > 0 && quality == NULL)
        return patron_base_fault_null(fault, "quality");
    if (n > 0 && price == NULL)
        return patron_base_fault_null(fault, "price");
    return PATRON_OK;
}

static int32_t cva_check_point(size_t row, double quality, double price, patron_fault *fault)
{
    int32_t status = patron_cva_check_value("quality", (int64_t)row, quality, 0.0, CVA_RATING_MAX,
                                            "a ratio in [0, 1e9]", fault);
    if (status == PATRON_OK)
        status = patron_cva_check_value("price", (int64_t)row, price, 0.0, CVA_RATING_MAX,
                                        "a ratio in [0, 1e9]", fault);
    return status;
}

static int32_t cva_check_line(const patron_cva_line *line, double tolerance, patron_fault *fault)
{
    int32_t status =
        patron_cva_check_value("line.quality_weight", -1, line->quality_weight, -CVA_WEIGHT_MAX,
                               CVA_WEIGHT_MAX, "a weight in [-1e150, 1e150]", fault);
    if (status == PATRON_OK)
        status = patron_cva_check_value("line.price_weight", -1, line->price_weight, 0.0,
                                        CVA_WEIGHT_MAX, "a weight in [0, 1e150]", fault);
    if (status == PATRON_OK)
        status = patron_cva_check_value("line.quality_at", -1, line->quality_at, 0.0,
                                        CVA_RATING_MAX, "a ratio in [0, 1e9]", fault);
    if (status == PATRON_OK)
        status = patron_cva_check_value("line.price_at", -1, line->price_at, 0.0, CVA_RATING_MAX,
                                        "a ratio in [0, 1e9]", fault);
    if (status == PATRON_OK && line->quality_weight == 0.0 && line->price_weight == 0.0)
        status = patron_base_fault_real(fault, PATRON_E_RANGE, "line.price_weight", -1, 0.0,
                                        "two weights that are not both 0");
    if (status == PATRON_OK)
        status = patron_cva_check_value("tolerance", -1, tolerance, 0.0, CVA_TOLERANCE_MAX,
                                        "a distance in [0, 1e300]", fault);
    return status;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_cva_fit_line(size_t n, const double *quality, const double *price,
                                        patron_cva_line *line, patron_cva_line_result *result,
                                        patron_fault *fault)
{
    patron_cva_line fitted;
    patron_cva_line_result figures;
    int32_t status = cva_check_columns(n, quality, price, fault);
    if (status != PATRON_OK)
        return status;
    if (line == NULL)
        return patron_base_fault_null(fault, "line");
    status = patron_base_check_result(result, CVA_LINE_RESULT_FIRST_SIZE, fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++)
        status = cva_check_point(i, quality[i], price[i], fault);
    if (status != PATRON_OK)
        return status;
    if (!cva_fit(n, quality, price, &fitted, &figures))
        return patron_base_fault_plain(fault, PATRON_E_OVERFLOW, "line",
                                       "qualities far enough apart for a slope up to 1e150");
    *line = fitted;
    patron_base_write_result(result, &figures, sizeof figures);
    return PATRON_OK;
}

int32_t PATRON_CALL patron_cva_map(const patron_cva_line *line, double tolerance, size_t n,
                                   const double *quality, const double *price, double *distance,
                                   double *fair, double *headroom, uint32_t *zone,
                                   patron_fault *fault)
{
    if (line == NULL)
        return patron_base_fault_null(fault, "line");
    int32_t status = cva_check_columns(n, quality, price, fault);
    if (status == PATRON_OK)
        status = cva_check_line(line, tolerance, fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        status = cva_check_point(i, quality[i], price[i], fault);
        if (status != PATRON_OK)
            return status;
        double from = cva_distance(line, quality[i], price[i]), due = cva_fair(line, quality[i]);
        if (isinf(due))
            return patron_base_fault_real(fault, PATRON_E_OVERFLOW, "fair", (int64_t)i, quality[i],
                                          "a line flat enough for the price to be a double");
        if (distance != NULL)
            distance[i] = from;
        if (fair != NULL)
            fair[i] = due;
        if (headroom != NULL)
            headroom[i] = due - price[i];
        if (zone != NULL)
            zone[i] = cva_zone_of(from, tolerance);
    }
    return status;
}
