/*
 * Weights of attributes and what they make of ratings: sum_j w_j x_j, and divided by sum_j w_j.
 */
#include "cva_check.h"

#include <patron/cva.h>

#include <math.h>
#include <string.h>

enum { CVA_WEIGHTS_FIRST_SIZE = 48 };

/* --- kernels ---------------------------------------------------------------------------------- */

/* What of the raw weights is in the sum. */
typedef struct cva_kept {
    double most;
    uint64_t used;
    uint64_t negative;
    uint64_t missing;
} cva_kept;

static cva_kept cva_look_at_weights(size_t n, const double *raw)
{
    cva_kept kept;
    memset(&kept, 0, sizeof kept);
    for (size_t j = 0; j < n; j++) {
        kept.used += raw[j] >= 0.0;
        kept.negative += raw[j] < 0.0;
        kept.missing += isnan(raw[j]) ? 1u : 0u;
        kept.most = fmax(kept.most, raw[j]);
    }
    return kept;
}

static uint64_t cva_weight_notes(const cva_kept *kept)
{
    uint64_t notes = 0;
    if (kept->negative > 0)
        notes |= PATRON_CVA_NOTE_NEGATIVE;
    if (kept->missing > 0)
        notes |= PATRON_CVA_NOTE_MISSING;
    if (!(kept->most > 0.0))
        notes |= PATRON_CVA_NOTE_NO_WEIGHT;
    return notes;
}

/* The sum of those kept, each as a part of the greatest. */
static double cva_sum_of_parts(size_t n, const double *raw, double most)
{
    numeric_pair sum = numeric_pair_make(0.0, 0.0);
    for (size_t j = 0; j < n; j++)
        if (raw[j] > 0.0)
            sum = numeric_pair_add(sum, raw[j] / most);
    return numeric_pair_value(sum);
}

static double cva_sum_of_weights(size_t n, const double *raw)
{
    numeric_pair sum = numeric_pair_make(0.0, 0.0);
    for (size_t j = 0; j < n; j++)
        if (raw[j] > 0.0)
            sum = numeric_pair_add(sum, raw[j]);
    return numeric_pair_value(sum);
}

/* sum_j w_j x_j of one supplier, in the table's unit. */
static double cva_weighted(const cva_table *table, size_t supplier)
{
    numeric_pair sum = numeric_pair_make(0.0, 0.0);
    for (size_t j = 0; j < table->attributes; j++)
        sum = numeric_pair_add_product(sum, table->weight[j] * table->unit,
                                       table->rating[j * table->suppliers + supplier]);
    return numeric_pair_value(sum);
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t cva_check_raw(uint32_t kind, size_t n, const double *raw, patron_fault *fault)
{
    int stated = kind == PATRON_CVA_STATED;
    int32_t status = PATRON_OK;
    for (size_t j = 0; status == PATRON_OK && j < n; j++) {
        if (isnan(raw[j]) && !stated)
            continue;
        status = patron_cva_check_value(
            "raw", (int64_t)j, raw[j], stated ? 0.0 : -CVA_WEIGHT_MAX, CVA_WEIGHT_MAX,
            stated ? "a weight in [0, 1e150]" : "a weight in [-1e150, 1e150], or NaN", fault);
    }
    return status;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_cva_weights(uint32_t kind, size_t n, const double *raw, double *weight,
                                       patron_cva_weights_result *result, patron_fault *fault)
{
    if (n > 0 && raw == NULL)
        return patron_base_fault_null(fault, "raw");
    if (n > 0 && weight == NULL)
        return patron_base_fault_null(fault, "weight");
    int32_t status = patron_base_check_result(result, CVA_WEIGHTS_FIRST_SIZE, fault);
    if (status == PATRON_OK)
        status = patron_cva_check_choice("kind", kind, PATRON_CVA_DERIVED,
                                         "PATRON_CVA_STATED or PATRON_CVA_DERIVED", fault);
    if (status == PATRON_OK)
        status = cva_check_raw(kind, n, raw, fault);
    if (status != PATRON_OK)
        return status;
    cva_kept kept = cva_look_at_weights(n, raw);
    if (kind == PATRON_CVA_STATED && n > 0 && !(kept.most > 0.0))
        return patron_base_fault_real(fault, PATRON_E_RANGE, "raw", -1, 0.0,
                                      "a weight above 0 among them");
    patron_cva_weights_result figures;
    memset(&figures, 0, sizeof figures);
    figures.notes = n > 0 ? cva_weight_notes(&kept) : 0;
    figures.used = kept.used;
    figures.negative = kept.negative;
    figures.missing = kept.missing;
    figures.sum = cva_sum_of_weights(n, raw);
    double parts = cva_sum_of_parts(n, raw, kept.most);
    for (size_t j = 0; j < n; j++) {
        double part = raw[j] > 0.0 ? raw[j] / kept.most : 0.0;
        weight[j] = part / parts;
    }
    patron_base_write_result(result, &figures, sizeof figures);
    return PATRON_OK;
}

int32_t PATRON_CALL patron_cva_scores(size_t n, const double *weight, size_t suppliers,
                                      const double *rating, double *sum, double *mean,
                                      patron_fault *fault)
{
    cva_table table = {n, weight, suppliers, rating, -CVA_RATING_MAX, 1.0, 0.0};
    int32_t status = patron_cva_check_null(&table, fault);
    if (status == PATRON_OK)
        status = patron_cva_check_table(&table, fault);
    for (size_t s = 0; status == PATRON_OK && s < suppliers; s++) {
        double weighted = cva_weighted(&table, s);
        if (sum != NULL)
            sum[s] = weighted / table.unit;
        if (mean != NULL)
            mean[s] = weighted / table.sum; /* 0 / 0 without attributes */
    }
    return status;
}
