/*
 * Importance against performance (J. Martilla and J. James, 1977), and the checklist of a mystery shopper:
 * points earned of those that could be, over the items seen.
 */
#include "cva_check.h"

#include "../numeric/numeric_pair.h"
#include <patron/cva.h>

#include <math.h>
#include <string.h>

enum { CVA_OPTIONS_FIRST_SIZE = 24, CVA_QUADRANT_RESULT_FIRST_SIZE = 72 };

#define CVA_POINTS_LEAST 1e-9

/* --- kernels ---------------------------------------------------------------------------------- */

static double cva_mean_of(size_t n, const double *value)
{
    numeric_pair sum = numeric_pair_make(0.0, 0.0);
    for (size_t j = 0; j < n; j++)
        sum = numeric_pair_add(sum, value[j]);
    return numeric_pair_mean(sum, (double)n);
}

static uint32_t cva_quadrant_of(int important, int strong)
{
    if (important)
        return strong ? PATRON_CVA_KEEP : PATRON_CVA_CONCENTRATE;
    return strong ? PATRON_CVA_OVERKILL : PATRON_CVA_LOW_PRIORITY;
}

/* A checklist of several suppliers. */
typedef struct cva_checklist {
    cva_table table; /* of points */
    const double *most;
} cva_checklist;

static double cva_score(const cva_checklist *list, size_t supplier)
{
    numeric_pair earned = numeric_pair_make(0.0, 0.0), most = earned;
    for (size_t j = 0; j < list->table.attributes; j++) {
        double point = list->table.rating[j * list->table.suppliers + supplier];
        double weight = list->table.weight[j] * list->table.unit;
        if (isnan(point))
            continue;
        earned = numeric_pair_add(earned, weight * point);
        most = numeric_pair_add(most, weight * list->most[j]);
    }
    return numeric_pair_value(earned) / numeric_pair_value(most); /* 0 / 0 where nothing was seen */
}

static uint32_t cva_seen(const cva_table *table, size_t supplier)
{
    uint32_t seen = 0;
    for (size_t j = 0; j < table->attributes; j++)
        seen += isnan(table->rating[j * table->suppliers + supplier]) ? 0u : 1u;
    return seen;
}

static double cva_against(double ours, double theirs)
{
    return theirs > 0.0 ? ours / theirs : (double)NAN;
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t cva_check_cut(const char *argument, double cut, patron_fault *fault)
{
    if (fabs(cut) <= CVA_RATING_MAX)
        return PATRON_OK;
    return patron_base_fault_real(fault, PATRON_E_RANGE, argument, -1, cut,
                                  "a number in [-1e9, 1e9]");
}

static int32_t cva_check_performance(size_t n, const double *importance, const double *performance,
                                     patron_fault *fault)
{
    int32_t status = PATRON_OK;
    for (size_t j = 0; status == PATRON_OK && j < n; j++) {
        status = patron_cva_check_value("importance", (int64_t)j, importance[j], -CVA_RATING_MAX,
                                        CVA_RATING_MAX, "a number in [-1e9, 1e9]", fault);
        if (status == PATRON_OK)
            status =
                patron_cva_check_value("performance", (int64_t)j, performance[j], -CVA_RATING_MAX,
                                       CVA_RATING_MAX, "a number in [-1e9, 1e9]", fault);
    }
    return status;
}

static int32_t cva_check_point_of(size_t row, size_t column, double point, double most,
                                  patron_fault *fault)
{
    if (isnan(point))
        return PATRON_OK;
    int32_t status = patron_cva_check_cell("point", (int64_t)row, (int64_t)column, point, 0.0,
                                           "points in [0, 1e9], or NaN", fault);
    if (status == PATRON_OK && point > most)
        status = patron_base_fault_real_at(fault, PATRON_E_RANGE, "point", (int64_t)row,
                                           (int64_t)column, point, "at most the item's most");
    return status;
}

static int32_t cva_check_items(const cva_checklist *list, patron_fault *fault)
{
    const cva_table *table = &list->table;
    int32_t status = PATRON_OK;
    for (size_t j = 0; status == PATRON_OK && j < table->attributes; j++) {
        status = patron_cva_check_weight(j, table->weight[j], fault);
        if (status == PATRON_OK)
            status = patron_cva_check_value("most", (int64_t)j, list->most[j], CVA_POINTS_LEAST,
                                            CVA_RATING_MAX, "points in [1e-9, 1e9]", fault);
        for (size_t s = 0; status == PATRON_OK && s < table->suppliers; s++)
            status = cva_check_point_of(j, s, table->rating[j * table->suppliers + s],
                                        list->most[j], fault);
    }
    return status;
}

static int32_t cva_check_checklist(uint32_t own, const cva_checklist *list, const double *score,
                                   patron_fault *fault)
{
    const cva_table *table = &list->table;
    if (table->attributes > 0 && table->weight == NULL)
        return patron_base_fault_null(fault, "weight");
    if (table->attributes > 0 && list->most == NULL)
        return patron_base_fault_null(fault, "most");
    if (table->attributes > 0 && table->rating == NULL)
        return patron_base_fault_null(fault, "point");
    if (score == NULL)
        return patron_base_fault_null(fault, "score");
    int32_t status = patron_cva_check_own(own, table->suppliers, fault);
    if (status == PATRON_OK)
        status = patron_cva_check_count("suppliers", table->suppliers, CVA_SUPPLIERS_MAX, fault);
    return status == PATRON_OK ? cva_check_items(list, fault) : status;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_cva_quadrants(const patron_cva_quadrant_options *options, size_t n,
                                         const double *importance, const double *performance,
                                         uint32_t *quadrant, patron_cva_quadrant_result *result,
                                         patron_fault *fault)
{
    patron_cva_quadrant_options known;
    patron_cva_quadrant_result figures;
    int32_t status = patron_base_read_options(&known, sizeof known, CVA_OPTIONS_FIRST_SIZE,
                                              PATRON_CVA_GIVEN_CUTS, options, fault);
    if (status != PATRON_OK)
        return status;
    if (n > 0 && importance == NULL)
        return patron_base_fault_null(fault, "importance");
    if (n > 0 && performance == NULL)
        return patron_base_fault_null(fault, "performance");
    if (n > 0 && quadrant == NULL)
        return patron_base_fault_null(fault, "quadrant");
    status = patron_base_check_result(result, CVA_QUADRANT_RESULT_FIRST_SIZE, fault);
    if (status == PATRON_OK)
        status = cva_check_cut("options.importance_cut", known.importance_cut, fault);
    if (status == PATRON_OK)
        status = cva_check_cut("options.performance_cut", known.performance_cut, fault);
    if (status == PATRON_OK)
        status = cva_check_performance(n, importance, performance, fault);
    if (status != PATRON_OK)
        return status;
    int given = (known.flags & PATRON_CVA_GIVEN_CUTS) != 0;
    uint64_t count[PATRON_CVA_OVERKILL + 1] = {0, 0, 0, 0, 0};
    memset(&figures, 0, sizeof figures);
    figures.rows = n;
    figures.importance_cut = given ? known.importance_cut : cva_mean_of(n, importance);
    figures.performance_cut = given ? known.performance_cut : cva_mean_of(n, performance);
    for (size_t j = 0; j < n; j++) {
        quadrant[j] = cva_quadrant_of(importance[j] >= figures.importance_cut,
                                      performance[j] >= figures.performance_cut);
        count[quadrant[j]]++;
    }
    figures.concentrate = count[PATRON_CVA_CONCENTRATE];
    figures.keep = count[PATRON_CVA_KEEP];
    figures.low_priority = count[PATRON_CVA_LOW_PRIORITY];
    figures.overkill = count[PATRON_CVA_OVERKILL];
    patron_base_write_result(result, &figures, sizeof figures);
    return PATRON_OK;
}

int32_t PATRON_CALL patron_cva_checklist(uint32_t own, size_t n, const double *weight,
                                         const double *most, size_t suppliers, const double *point,
                                         double *score, double *ratio, uint32_t *used,
                                         patron_fault *fault)
{
    cva_checklist list = {{n, weight, suppliers, point, 0.0, 1.0, 0.0}, most};
    int32_t status = cva_check_checklist(own, &list, score, fault);
    if (status == PATRON_OK)
        status = patron_cva_weigh(&list.table, fault);
    if (status != PATRON_OK)
        return status;
    double ours = cva_score(&list, own);
    for (size_t s = 0; s < suppliers; s++)
        if (isinf(cva_against(ours, cva_score(&list, s))))
            return patron_base_fault_plain(fault, PATRON_E_OVERFLOW, "ratio",
                                           "scores of which the ratio is a double");
    for (size_t s = 0; s < suppliers; s++) {
        score[s] = cva_score(&list, s);
        if (ratio != NULL)
            ratio[s] = cva_against(ours, score[s]);
        if (used != NULL)
            used[s] = cva_seen(&list.table, s);
    }
    return PATRON_OK;
}
