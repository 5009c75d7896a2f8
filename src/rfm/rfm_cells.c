/*
 * The cells of the grid: counts, and sums of spend that are exact.
 */
#include "rfm_column.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_scratch.h"
#include "../numeric/numeric_wide.h"
#include "../sum/sum_exact.h"

#include <math.h>
#include <string.h>

enum { RFM_CELLS_MAX = 1000000, RFM_CELLS_RESULT_FIRST_SIZE = 72 };

typedef struct rfm_cells_job {
    size_t n;
    const uint32_t *code;
    const uint32_t *responded; /* or NULL */
    size_t cells;
    void *scratch;
    size_t scratch_size;
} rfm_cells_job;

/* --- kernels ---------------------------------------------------------------------------------- */

static double rfm_cells_ratio(double sum, uint64_t customers)
{
    return customers > 0 ? sum / (double)customers : (double)NAN;
}

static double rfm_cells_rate(const rfm_cells_job *job, uint64_t customers, uint64_t responses)
{
    return job->responded != NULL ? rfm_cells_ratio((double)responses, customers) : (double)NAN;
}

/* The sums of the cells, each rounded into its spend; the sum of all goes into *spend. 0 where one is
   too large for a double: then nothing has been written. */
static int rfm_cells_sums(const rfm_cells_job *job, patron_sum_exact *sum, const double *value,
                          patron_sum_exact *total, double *spend)
{
    double rounded;
    patron_sum_exact_init(total);
    for (size_t c = 0; c < job->cells; c++)
        patron_sum_exact_init(&sum[c]);
    for (size_t i = 0; i < job->n; i++)
        if (job->code[i] > 0)
            sum_exact_add(&sum[job->code[i] - 1], value[i]);
    for (size_t c = 0; c < job->cells; c++) {
        if (!patron_sum_exact_round(&sum[c], &rounded))
            return 0;
        patron_sum_exact_merge(total, &sum[c]);
    }
    return patron_sum_exact_round(total, spend);
}

static void rfm_cells_write(const rfm_cells_job *job, const patron_sum_exact *sum,
                            patron_rfm_cell *cell, patron_rfm_cells_result *figures)
{
    memset(cell, 0, job->cells * sizeof *cell);
    for (size_t i = 0; i < job->n; i++) {
        if (job->code[i] == 0)
            continue;
        patron_rfm_cell *here = &cell[job->code[i] - 1];
        here->customers++;
        here->responses += job->responded != NULL ? job->responded[i] : 0;
    }
    for (size_t c = 0; c < job->cells; c++) {
        (void)patron_sum_exact_round(&sum[c], &cell[c].spend);
        cell[c].mean = rfm_cells_ratio(cell[c].spend, cell[c].customers);
        cell[c].response_rate = rfm_cells_rate(job, cell[c].customers, cell[c].responses);
        figures->customers += cell[c].customers;
        figures->responses += cell[c].responses;
        figures->filled += cell[c].customers > 0 ? 1 : 0;
    }
    figures->missing = job->n - figures->customers;
    figures->notes = figures->missing > 0 ? PATRON_RFM_NOTE_MISSING : 0;
    figures->mean = rfm_cells_ratio(figures->spend, figures->customers);
    figures->response_rate = rfm_cells_rate(job, figures->customers, figures->responses);
}

/* Whether neither the gains nor the losses leave int64_t: then no sum of some of them does. */
static int rfm_cells_fit(const rfm_cells_job *job, const int64_t *value)
{
    numeric_wide gains = numeric_wide_make(0);
    numeric_wide losses = numeric_wide_make(0);
    for (size_t i = 0; i < job->n; i++) {
        if (job->code[i] == 0)
            continue;
        if (value[i] > 0)
            gains = numeric_wide_add(gains, value[i]);
        else
            losses = numeric_wide_add(losses, value[i]);
    }
    return numeric_wide_fits(gains) && numeric_wide_fits(losses);
}

static void rfm_cells_write_money(const rfm_cells_job *job, const int64_t *value,
                                  patron_rfm_money_cell *cell,
                                  patron_rfm_money_cells_result *figures)
{
    memset(cell, 0, job->cells * sizeof *cell);
    for (size_t i = 0; i < job->n; i++) {
        if (job->code[i] == 0)
            continue;
        patron_rfm_money_cell *here = &cell[job->code[i] - 1];
        here->customers++;
        here->spend += value[i];
        here->responses += job->responded != NULL ? job->responded[i] : 0;
    }
    for (size_t c = 0; c < job->cells; c++) {
        cell[c].mean = rfm_cells_ratio((double)cell[c].spend, cell[c].customers);
        cell[c].response_rate = rfm_cells_rate(job, cell[c].customers, cell[c].responses);
        figures->customers += cell[c].customers;
        figures->spend += cell[c].spend;
        figures->responses += cell[c].responses;
        figures->filled += cell[c].customers > 0 ? 1 : 0;
    }
    figures->missing = job->n - figures->customers;
    figures->notes = figures->missing > 0 ? PATRON_RFM_NOTE_MISSING : 0;
    figures->mean = rfm_cells_ratio((double)figures->spend, figures->customers);
    figures->response_rate = rfm_cells_rate(job, figures->customers, figures->responses);
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t rfm_cells_check(const rfm_cells_job *job, size_t needed, const void *value,
                               const void *cell, const void *result, patron_fault *fault)
{
    int32_t status = patron_rfm_check_rows(job->n, fault);
    if (status == PATRON_OK)
        status = patron_rfm_check_there(job->n, job->code, "code", fault);
    if (status == PATRON_OK)
        status = patron_rfm_check_there(job->n, value, "value", fault);
    if (status == PATRON_OK)
        status = patron_rfm_check_count(job->cells, 1, RFM_CELLS_MAX, "cells",
                                        "a number in [1, 1000000]", fault);
    if (status == PATRON_OK)
        status = patron_base_check_scratch(job->scratch, job->scratch_size, needed, fault);
    if (status == PATRON_OK)
        status = patron_rfm_check_there(job->cells, cell, "cell", fault);
    if (status == PATRON_OK && result != NULL)
        status = patron_base_check_result(result, RFM_CELLS_RESULT_FIRST_SIZE, fault);
    return status;
}

/* The rows; value is NULL where any will do. */
static int32_t rfm_cells_check_rows(const rfm_cells_job *job, const double *value,
                                    patron_fault *fault)
{
    for (size_t i = 0; i < job->n; i++) {
        if (job->code[i] > job->cells)
            return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "code", (int64_t)i,
                                              job->code[i], "a code in [0, cells]");
        if (value != NULL && !isfinite(value[i]))
            return patron_base_fault_real(fault, PATRON_E_NOT_FINITE, "value", (int64_t)i, value[i],
                                          "a finite number");
        if (job->responded != NULL && job->responded[i] > 1)
            return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "responded", (int64_t)i,
                                              job->responded[i], "1 or 0");
    }
    return PATRON_OK;
}

/* --- public ----------------------------------------------------------------------------------- */

size_t PATRON_CALL patron_rfm_cells_scratch_size(size_t cells)
{
    if (cells < 1 || cells > RFM_CELLS_MAX)
        return SIZE_MAX;
    return numeric_scratch_need(NUMERIC_SCRATCH_SLACK, cells, sizeof(patron_sum_exact));
}

int32_t PATRON_CALL patron_rfm_cells(size_t n, const uint32_t *code, const double *value,
                                     const uint32_t *responded, void *scratch, size_t scratch_size,
                                     size_t cells, patron_rfm_cell *cell,
                                     patron_rfm_cells_result *result, patron_fault *fault)
{
    rfm_cells_job job = {n, code, responded, cells, scratch, scratch_size};
    patron_rfm_cells_result figures;
    patron_sum_exact total;
    memset(&figures, 0, sizeof figures);
    int32_t status =
        rfm_cells_check(&job, patron_rfm_cells_scratch_size(cells), value, cell, result, fault);
    if (status == PATRON_OK)
        status = rfm_cells_check_rows(&job, value, fault);
    if (status != PATRON_OK)
        return status;
    numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
    patron_sum_exact *sum = numeric_scratch_take(&carve, cells, sizeof *sum);
    if (!rfm_cells_sums(&job, sum, value, &total, &figures.spend))
        return patron_base_fault_plain(fault, PATRON_E_OVERFLOW, "value",
                                       "values whose sums fit a double");
    rfm_cells_write(&job, sum, cell, &figures);
    if (result != NULL)
        patron_base_write_result(result, &figures, sizeof figures);
    return PATRON_OK;
}

int32_t PATRON_CALL patron_rfm_cells_money(size_t n, const uint32_t *code, const int64_t *value,
                                           const uint32_t *responded, size_t cells,
                                           patron_rfm_money_cell *cell,
                                           patron_rfm_money_cells_result *result,
                                           patron_fault *fault)
{
    rfm_cells_job job = {n, code, responded, cells, NULL, 0};
    patron_rfm_money_cells_result figures;
    memset(&figures, 0, sizeof figures);
    int32_t status = rfm_cells_check(&job, 0, value, cell, result, fault);
    if (status == PATRON_OK)
        status = rfm_cells_check_rows(&job, NULL, fault);
    if (status != PATRON_OK)
        return status;
    if (!rfm_cells_fit(&job, value))
        return patron_base_fault_plain(fault, PATRON_E_OVERFLOW, "value",
                                       "values whose sums fit int64_t");
    rfm_cells_write_money(&job, value, cell, &figures);
    if (result != NULL)
        patron_base_write_result(result, &figures, sizeof figures);
    return PATRON_OK;
}
