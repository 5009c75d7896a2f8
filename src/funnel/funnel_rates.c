/*
 * Rates, losses and intervals of funnels.
 */
#include "../portability.h"
#include "funnel_row.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_normal.h"
#include "../numeric/numeric_share.h"

#include <math.h>

/* --- kernels ---------------------------------------------------------------------------------- */

/* The columns that both types write alike. */
typedef struct funnel_rates_out {
    double *rate;
    double *reached;
    double *overall;
    uint32_t *note;
} funnel_rates_out;

/* The argument of a fraction that is infinite, or NULL. */
static const char *funnel_rates_overflow(const funnel_row *row)
{
    for (size_t k = 1; k < row->stages; k++) {
        if (isinf(funnel_rate_at(row, k)))
            return "rate";
        if (funnel_count_at(row, 0) > 0.0 &&
            isinf(funnel_count_at(row, k) / funnel_count_at(row, 0)))
            return "reached";
    }
    return NULL;
}

static void funnel_rates_write(const funnel_row *row, size_t i, const funnel_rates_out *out)
{
    for (size_t k = 0; k < row->stages; k++) {
        double reached = funnel_count_at(row, 0) > 0.0
                             ? funnel_count_at(row, k) / funnel_count_at(row, 0)
                             : (double)NAN; /* never 1 / 0 */
        funnel_put(out->rate, i * row->stages + k, funnel_rate_at(row, k));
        funnel_put(out->reached, i * row->stages + k, reached);
        if (k + 1 == row->stages)
            funnel_put(out->overall, i, reached);
    }
    funnel_put_note(out->note, i, row->note);
}

static void funnel_interval(const funnel_row *row, const uint64_t *count, size_t k, double z,
                            double *low, double *high)
{
    *low = *high = k == 0 ? 1.0 : (double)NAN;
    if (k == 0 || isnan(funnel_rate_at(row, k)) || count[k] > count[k - 1])
        return;
    numeric_share found = patron_numeric_share_of(count[k], count[k - 1], z);
    *low = found.low;
    *high = found.high;
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t funnel_check_confidence(double confidence, patron_fault *fault)
{
    if (confidence >= 0.01 && confidence <= 0.9999999999)
        return PATRON_OK;
    int32_t status = isfinite(confidence) ? PATRON_E_RANGE : PATRON_E_NOT_FINITE;
    return patron_base_fault_real(fault, status, "confidence", -1, confidence,
                                  "a fraction in [0.01, 0.9999999999]");
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_funnel_rates(size_t n, size_t stages, const double *count, double *rate,
                                        double *reached, double *loss, double *overall,
                                        uint32_t *note, patron_fault *fault)
{
    funnel_rates_out out;
    out.rate = rate;
    out.reached = reached;
    out.overall = overall;
    out.note = note;
    funnel_table table = patron_funnel_table_real(count, stages, "count");
    int32_t status = patron_funnel_check_table(n, &table, fault);
    if (status == PATRON_OK)
        status = patron_funnel_check_stages(stages, fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        funnel_row row;
        status = patron_funnel_take(&table, i, &row, fault);
        if (status != PATRON_OK)
            return status;
        const char *beyond = funnel_rates_overflow(&row);
        if (beyond != NULL)
            return patron_funnel_fault_overflow(beyond, (int64_t)i, fault);
        funnel_rates_write(&row, i, &out);
        for (size_t k = 0; k < stages; k++)
            funnel_put(loss, i * stages + k,
                       k > 0 ? funnel_count_at(&row, k - 1) - funnel_count_at(&row, k) : 0.0);
    }
    return status;
}

int32_t PATRON_CALL patron_funnel_rates_counts(size_t n, size_t stages, const uint64_t *count,
                                               double *rate, double *reached, int64_t *loss,
                                               double *overall, uint32_t *note, patron_fault *fault)
{
    funnel_rates_out out;
    out.rate = rate;
    out.reached = reached;
    out.overall = overall;
    out.note = note;
    funnel_table table = patron_funnel_table_counts(count, stages, "count");
    int32_t status = patron_funnel_check_table(n, &table, fault);
    if (status == PATRON_OK)
        status = patron_funnel_check_stages(stages, fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        funnel_row row;
        status = patron_funnel_take(&table, i, &row, fault);
        if (status != PATRON_OK)
            return status;
        funnel_rates_write(&row, i, &out);
        const uint64_t *of = count + i * stages;
        for (size_t k = 0; loss != NULL && k < stages; k++)
            loss[i * stages + k] = k > 0 ? (int64_t)of[k - 1] - (int64_t)of[k] : 0;
    }
    return status;
}

int32_t PATRON_CALL patron_funnel_intervals(double confidence, size_t n, size_t stages,
                                            const uint64_t *count, double *rate, double *low,
                                            double *high, uint32_t *note, patron_fault *fault)
{
    funnel_table table = patron_funnel_table_counts(count, stages, "count");
    int32_t status = patron_funnel_check_table(n, &table, fault);
    if (status == PATRON_OK)
        status = funnel_check_confidence(confidence, fault);
    if (status == PATRON_OK)
        status = patron_funnel_check_stages(stages, fault);
    if (status != PATRON_OK)
        return status;
    double z = patron_numeric_normal_width(confidence);
    for (size_t i = 0; i < n; i++) {
        funnel_row row;
        status = patron_funnel_take(&table, i, &row, fault);
        if (status != PATRON_OK)
            return status;
        for (size_t k = 0; k < stages; k++) {
            double from, to;
            funnel_interval(&row, count + i * stages, k, z, &from, &to);
            funnel_put(rate, i * stages + k, funnel_rate_at(&row, k));
            funnel_put(low, i * stages + k, from);
            funnel_put(high, i * stages + k, to);
        }
        funnel_put_note(note, i, row.note);
    }
    return PATRON_OK;
}
