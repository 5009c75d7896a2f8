/*
 * Market-perceived quality (B. Gale, "Managing customer value", 1994): what a supplier's rating is to the
 * mean of the others', weighted. The price profile is the same of satisfaction with prices, turned over.
 * Worth-what-paid-for is one such ratio with the bands that R. Kordupleski (2003) gives it.
 */
#include "cva_quality.h"

#include <patron/cva.h>

#include <math.h>

#define CVA_NEAR_END 1e10 /* where 2^-50 is a thousandth of a hundredth */
#define CVA_WHOLE 7e13    /* 2^53 / 100 and less */

/* --- kernels ---------------------------------------------------------------------------------- */

double patron_cva_two_decimals(double ratio)
{
    if (!(ratio < CVA_WHOLE)) /* a double has no more decimals */
        return ratio;
    double hundredths = ratio * 100.0, whole = floor(hundredths);
    double near = ratio < CVA_NEAR_END ? hundredths * CVA_NEAR : 0.0;
    return (hundredths - whole >= 0.5 - near ? whole + 1.0 : whole) / 100.0;
}

double patron_cva_ratio(uint32_t rounding, size_t suppliers, const double *rating, size_t own)
{
    double others = patron_cva_others(suppliers, rating, own);
    if (!(others > 0.0))
        return (double)NAN;
    double ratio = rating[own] / others;
    return rounding == PATRON_CVA_EXACT || isinf(ratio) ? ratio : patron_cva_two_decimals(ratio);
}

double patron_cva_quality_of(uint32_t rounding, const cva_table *table, size_t own)
{
    double sum = 0.0, rest = 0.0;
    for (size_t j = 0; j < table->attributes; j++) {
        double weight = table->weight[j] * table->unit;
        if (!(weight > 0.0))
            continue;
        double ratio =
            patron_cva_ratio(rounding, table->suppliers, table->rating + j * table->suppliers, own);
        numeric_pair next = numeric_two_sum(sum, weight * ratio);
        sum = next.high;
        rest += next.low;
    }
    return isinf(sum) ? sum : (sum + rest) / table->sum; /* 0 / 0 without attributes */
}

static double cva_turned(double satisfaction)
{
    return satisfaction > 0.0 ? 1.0 / satisfaction : (double)NAN;
}

static uint32_t cva_band_of(double ratio)
{
    if (isnan(ratio))
        return PATRON_CVA_NO_BAND;
    if (ratio < 0.98 && !cva_near(ratio, 0.98))
        return PATRON_CVA_BELOW;
    if (ratio < 1.03 && !cva_near(ratio, 1.03))
        return PATRON_CVA_PARITY;
    return ratio > 1.10 && !cva_near(ratio, 1.10) ? PATRON_CVA_WORLD_CLASS : PATRON_CVA_ABOVE;
}

/* --- checks ----------------------------------------------------------------------------------- */

/* Whether some ratio or its mean is too large for a double, or so small that its inverse is. */
static int cva_ratios_fit(uint32_t rounding, const cva_table *table, int turned)
{
    for (size_t s = 0; s < table->suppliers; s++) {
        double quality = patron_cva_quality_of(rounding, table, s);
        if (isinf(quality) || (turned && isinf(cva_turned(quality))))
            return 0;
        for (size_t j = 0; j < table->attributes; j++)
            if (isinf(patron_cva_ratio(rounding, table->suppliers,
                                       table->rating + j * table->suppliers, s)))
                return 0;
    }
    return 1;
}

static int32_t cva_check_profile(uint32_t rounding, cva_table *table, const double *out,
                                 const char *name, int turned, patron_fault *fault)
{
    int32_t status = patron_cva_check_null(table, fault);
    if (status != PATRON_OK)
        return status;
    if (out == NULL)
        return patron_base_fault_null(fault, name);
    status = patron_cva_check_choice("rounding", rounding, PATRON_CVA_TWO_DECIMALS,
                                     "PATRON_CVA_EXACT or PATRON_CVA_TWO_DECIMALS", fault);
    if (status == PATRON_OK)
        status = patron_cva_check_table(table, fault);
    if (status == PATRON_OK && !cva_ratios_fit(rounding, table, turned))
        status = patron_base_fault_plain(fault, PATRON_E_OVERFLOW, "ratio",
                                         "ratings of which the ratio is a double");
    return status;
}

static void cva_write_ratios(uint32_t rounding, const cva_table *table, double *ratio)
{
    size_t suppliers = table->suppliers;
    for (size_t j = 0; ratio != NULL && j < table->attributes; j++)
        for (size_t s = 0; s < suppliers; s++)
            ratio[j * suppliers + s] =
                patron_cva_ratio(rounding, suppliers, table->rating + j * suppliers, s);
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_cva_quality(uint32_t rounding, size_t n, const double *weight,
                                       size_t suppliers, const double *rating, double *ratio,
                                       double *quality, patron_fault *fault)
{
    cva_table table = {n, weight, suppliers, rating, 0.0, 1.0, 0.0};
    int32_t status = cva_check_profile(rounding, &table, quality, "quality", 0, fault);
    if (status != PATRON_OK)
        return status;
    cva_write_ratios(rounding, &table, ratio);
    for (size_t s = 0; s < suppliers; s++)
        quality[s] = patron_cva_quality_of(rounding, &table, s);
    return PATRON_OK;
}

int32_t PATRON_CALL patron_cva_price(uint32_t rounding, size_t n, const double *weight,
                                     size_t suppliers, const double *rating, double *ratio,
                                     double *satisfaction, double *price, patron_fault *fault)
{
    cva_table table = {n, weight, suppliers, rating, 0.0, 1.0, 0.0};
    int32_t status = cva_check_profile(rounding, &table, price, "price", 1, fault);
    if (status != PATRON_OK)
        return status;
    cva_write_ratios(rounding, &table, ratio);
    for (size_t s = 0; s < suppliers; s++) {
        double mean = patron_cva_quality_of(rounding, &table, s);
        if (satisfaction != NULL)
            satisfaction[s] = mean;
        price[s] = cva_turned(mean);
    }
    return PATRON_OK;
}

int32_t PATRON_CALL patron_cva_worth(size_t n, const double *ours, const double *rivals,
                                     double *ratio, uint32_t *band, patron_fault *fault)
{
    if (n > 0 && ours == NULL)
        return patron_base_fault_null(fault, "ours");
    if (n > 0 && rivals == NULL)
        return patron_base_fault_null(fault, "rivals");
    for (size_t i = 0; i < n; i++) {
        int32_t status = patron_cva_check_value("ours", (int64_t)i, ours[i], 0.0, CVA_RATING_MAX,
                                                "a rating in [0, 1e9]", fault);
        if (status == PATRON_OK)
            status = patron_cva_check_value("rivals", (int64_t)i, rivals[i], 0.0, CVA_RATING_MAX,
                                            "a rating in [0, 1e9]", fault);
        if (status != PATRON_OK)
            return status;
        double quotient = rivals[i] > 0.0 ? ours[i] / rivals[i] : (double)NAN;
        if (isinf(quotient))
            return patron_base_fault_real(fault, PATRON_E_OVERFLOW, "ratio", (int64_t)i, rivals[i],
                                          "a rating large enough for the ratio to be a double");
        if (ratio != NULL)
            ratio[i] = quotient;
        if (band != NULL)
            band[i] = cva_band_of(quotient);
    }
    return PATRON_OK;
}
