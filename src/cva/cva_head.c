/*
 * Head to head (B. Gale, "Managing customer value", 1994): the gap on each attribute as high as the rating,
 * as wide as the weight, and so its area; and the change that alone would reach a target.
 *
 *     area_j = w_j gap_j / sum w        change_j = (target - quality) sum w / w_j
 */
#include "cva_quality.h"

#include "../numeric/numeric_scratch.h"
#include "../numeric/numeric_sort.h"
#include <patron/cva.h>

#include <math.h>

#define CVA_ROWS_MAX UINT64_C(4294967295)

/* --- kernels ---------------------------------------------------------------------------------- */

/* Who meets whom, and by what it is measured. */
typedef struct cva_match {
    uint32_t measure;
    uint32_t own;
    uint32_t rival;
} cva_match;

size_t PATRON_CALL patron_cva_head_to_head_scratch_size(size_t n)
{
    size_t sort = patron_numeric_sort_scratch_size(n, 1);
    size_t need = numeric_scratch_need(NUMERIC_SCRATCH_SLACK, n, sizeof(double));
    return numeric_scratch_need(need, sort, 1);
}

static double cva_gap(const cva_match *match, const cva_table *table, size_t row)
{
    const double *rating = table->rating + row * table->suppliers;
    double ours = rating[match->own];
    double theirs = match->rival == PATRON_NONE
                        ? patron_cva_others(table->suppliers, rating, match->own)
                        : rating[match->rival];
    if (match->measure == PATRON_CVA_DIFFERENCE)
        return ours - theirs;
    return theirs > 0.0 ? (ours - theirs) / theirs : (double)NAN;
}

/* Of an attribute without weight 0, whatever its gap. */
static double cva_weighted_gap(const cva_table *table, size_t row, double gap)
{
    double weight = table->weight[row] * table->unit;
    return weight > 0.0 ? weight * gap : 0.0;
}

static double cva_area(const cva_table *table, size_t row, double gap)
{
    return cva_weighted_gap(table, row, gap) / table->sum;
}

/* Areas with NaN as what comes last. */
static void cva_order_areas(const cva_match *match, const cva_table *table, double *key,
                            void *scratch, uint32_t *order)
{
    for (size_t j = 0; j < table->attributes; j++) {
        key[j] = cva_area(table, j, cva_gap(match, table, j));
        if (isnan(key[j]))
            key[j] = -(double)INFINITY;
    }
    patron_numeric_sort_real(table->attributes, key, 1, scratch, NULL, order);
}

/* NaN without attributes. */
static double cva_total(const cva_match *match, const cva_table *table)
{
    numeric_pair sum = numeric_pair_make(0.0, 0.0);
    for (size_t j = 0; j < table->attributes; j++)
        sum = numeric_pair_add(sum, cva_weighted_gap(table, j, cva_gap(match, table, j)));
    return numeric_pair_value(sum) / table->sum;
}

/* What is needed of one attribute; NaN where it has no weight. */
static double cva_change(const cva_table *table, double lacking, size_t row)
{
    double weight = table->weight[row] * table->unit;
    return weight > 0.0 ? lacking * table->sum / weight : (double)NAN;
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t cva_check_match(const cva_match *match, size_t suppliers, patron_fault *fault)
{
    int32_t status = patron_cva_check_choice("measure", match->measure, PATRON_CVA_RATIO,
                                             "PATRON_CVA_DIFFERENCE or PATRON_CVA_RATIO", fault);
    if (status == PATRON_OK)
        status = patron_cva_check_own(match->own, suppliers, fault);
    if (status == PATRON_OK && suppliers > 0 && match->rival >= suppliers &&
        match->rival != PATRON_NONE)
        status = patron_base_fault_unsigned(fault, PATRON_E_RANGE, "rival", -1, match->rival,
                                            "the number of a supplier, or PATRON_NONE");
    return status;
}

static int32_t cva_check_gaps(const cva_match *match, const cva_table *table, patron_fault *fault)
{
    double total = cva_total(match, table);
    int fits = !isinf(total);
    for (size_t j = 0; j < table->attributes; j++)
        fits = fits && !isinf(cva_gap(match, table, j));
    if (fits)
        return PATRON_OK;
    return patron_base_fault_plain(fault, PATRON_E_OVERFLOW, "gap",
                                   "ratings of which the ratio is a double");
}

static int32_t cva_check_changes(const cva_table *table, uint32_t own, double lacking,
                                 patron_fault *fault)
{
    for (size_t j = 0; j < table->attributes; j++) {
        double change = cva_change(table, lacking, j);
        double others =
            patron_cva_others(table->suppliers, table->rating + j * table->suppliers, own);
        if (isinf(change) || isinf(change * others))
            return patron_base_fault_real(fault, PATRON_E_OVERFLOW, "change", (int64_t)j,
                                          table->weight[j], "a weight large enough for a change");
    }
    return PATRON_OK;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_cva_head_to_head(uint32_t measure, uint32_t own, uint32_t rival,
                                            size_t n, const double *weight, size_t suppliers,
                                            const double *rating, void *scratch,
                                            size_t scratch_size, double *gap, double *area,
                                            uint32_t *order, double *total, patron_fault *fault)
{
    cva_match match = {measure, own, rival};
    cva_table table = {n, weight, suppliers, rating, 0.0, 1.0, 0.0};
    int32_t status = patron_cva_check_null(&table, fault);
    if (status == PATRON_OK)
        status = patron_base_check_scratch(scratch, scratch_size,
                                           patron_cva_head_to_head_scratch_size(n), fault);
    if (status == PATRON_OK)
        status = cva_check_match(&match, suppliers, fault);
    if (status == PATRON_OK && n > CVA_ROWS_MAX)
        status = patron_base_fault_unsigned(fault, PATRON_E_RANGE, "n", -1, n,
                                            "at most 4294967295 attributes");
    if (status == PATRON_OK)
        status = patron_cva_check_table(&table, fault);
    if (status == PATRON_OK)
        status = cva_check_gaps(&match, &table, fault);
    if (status != PATRON_OK)
        return status;
    numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
    double *key = numeric_scratch_take(&carve, n, sizeof *key);
    for (size_t j = 0; j < n; j++) {
        double height = cva_gap(&match, &table, j);
        if (gap != NULL)
            gap[j] = height;
        if (area != NULL)
            area[j] = cva_area(&table, j, height);
    }
    if (order != NULL)
        cva_order_areas(&match, &table, key, carve.at, order);
    if (total != NULL)
        *total = cva_total(&match, &table);
    return PATRON_OK;
}

int32_t PATRON_CALL patron_cva_change_needed(uint32_t own, double target, size_t n,
                                             const double *weight, size_t suppliers,
                                             const double *rating, double *change, double *points,
                                             patron_fault *fault)
{
    cva_table table = {n, weight, suppliers, rating, 0.0, 1.0, 0.0};
    int32_t status = patron_cva_check_null(&table, fault);
    if (status == PATRON_OK)
        status = patron_cva_check_own(own, suppliers, fault);
    if (status == PATRON_OK)
        status = patron_cva_check_value("target", -1, target, 0.0, CVA_RATING_MAX,
                                        "a ratio in [0, 1e9]", fault);
    if (status == PATRON_OK)
        status = patron_cva_check_table(&table, fault);
    if (status != PATRON_OK)
        return status;
    double lacking = target - patron_cva_quality_of(PATRON_CVA_EXACT, &table, own);
    status = cva_check_changes(&table, own, lacking, fault);
    for (size_t j = 0; status == PATRON_OK && j < n; j++) {
        double needed = cva_change(&table, lacking, j);
        if (change != NULL)
            change[j] = needed;
        if (points != NULL)
            points[j] = needed * patron_cva_others(suppliers, rating + j * suppliers, own);
    }
    return status;
}
