/*
 * Scores by one column, independent of any other: the keys at the cuts are selected, then one pass by
 * row compares with them.
 */
#include "rfm_scale.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_scratch.h"

#include <string.h>

/* --- kernels ---------------------------------------------------------------------------------- */

static void rfm_score_rows(const rfm_request *request, const rfm_column *column, rfm_scale *scale)
{
    for (size_t begin = 0; begin < column->n; begin += RFM_BLOCK) {
        uint64_t key[RFM_BLOCK];
        uint32_t kept[RFM_BLOCK];
        size_t rows = column->n - begin < RFM_BLOCK ? column->n - begin : RFM_BLOCK;
        size_t keys = patron_rfm_keys(column, begin, rows, key);
        if (keys == rows) {
            patron_rfm_scale_block(request, scale, keys, key, request->score + begin);
            continue;
        }
        patron_rfm_scale_block(request, scale, keys, key, kept);
        for (size_t i = 0, k = 0; i < rows; i++)
            request->score[begin + i] = rfm_column_has(column, begin + i) ? kept[k++] : 0;
    }
}

static void rfm_score_compute(const rfm_request *request, rfm_column *column, void *scratch,
                              patron_rfm_result *figures)
{
    rfm_scale scale;
    size_t bins = request->bins;
    memset(&scale, 0, sizeof scale);
    if (column->used == 0) {
        if (column->n > 0)
            memset(request->score, 0, column->n * sizeof *request->score);
        patron_rfm_scale_report(request, column, 0, &scale, NULL, figures);
        return;
    }
    numeric_scratch carve =
        numeric_scratch_open(scratch, patron_rfm_score_scratch_size(column->n, bins));
    rfm_rank *rank = numeric_scratch_take(&carve, rfm_scale_ranks(bins), sizeof *rank);
    scale.step = numeric_scratch_take(&carve, bins, sizeof *scale.step);
    scale.above = numeric_scratch_take(&carve, bins, sizeof *scale.above);
    scale.tie = numeric_scratch_take(&carve, bins, sizeof *scale.tie);
    scale.used = column->used;
    column->flip = patron_rfm_scale_flip(request);
    patron_rfm_scale_ask(request, scale.used, rank);
    patron_rfm_rank_find(column, rfm_scale_ranks(bins), rank, carve.at);
    patron_rfm_scale_make(request, rank, &scale);
    rfm_score_rows(request, column, &scale);
    patron_rfm_scale_report(request, column, 0, &scale, rank, figures);
}

/* Checks, computes and reports. */
static int32_t rfm_score_column(const rfm_request *request, rfm_column *column, void *scratch,
                                size_t scratch_size, patron_fault *fault)
{
    patron_rfm_result figures;
    memset(&figures, 0, sizeof figures);
    int32_t status =
        patron_rfm_check(request, column, scratch, scratch_size,
                         patron_rfm_score_scratch_size(column->n, request->bins), fault);
    if (status != PATRON_OK)
        return status;
    rfm_score_compute(request, column, scratch, &figures);
    patron_rfm_finish(request, column, &figures);
    return PATRON_OK;
}

/* --- public ----------------------------------------------------------------------------------- */

size_t PATRON_CALL patron_rfm_score_scratch_size(size_t n, size_t bins)
{
    if (n > RFM_ROWS_MAX || bins < 2 || bins > RFM_BINS_MAX)
        return SIZE_MAX;
    if (n == 0)
        return 0;
    size_t need = NUMERIC_SCRATCH_SLACK;
    need = numeric_scratch_need(need, rfm_scale_ranks(bins), sizeof(rfm_rank));
    need = numeric_scratch_need(need, bins, sizeof(uint64_t));
    need = numeric_scratch_need(need, bins, sizeof(uint32_t));
    need = numeric_scratch_need(need, bins, sizeof(rfm_tie));
    return numeric_scratch_need(need, patron_rfm_rank_scratch_size(n), 1);
}

int32_t PATRON_CALL patron_rfm_score(uint32_t method, uint32_t direction, size_t n,
                                     const double *value, void *scratch, size_t scratch_size,
                                     uint32_t *score, size_t bins, double *threshold,
                                     uint64_t *customers, patron_rfm_result *result,
                                     patron_fault *fault)
{
    rfm_request request =
        patron_rfm_request(method, direction, 1, bins, score, threshold, customers, result);
    rfm_column column = patron_rfm_column(RFM_REAL, n, value);
    return rfm_score_column(&request, &column, scratch, scratch_size, fault);
}

int32_t PATRON_CALL patron_rfm_score_money(uint32_t method, uint32_t direction, size_t n,
                                           const int64_t *value, void *scratch, size_t scratch_size,
                                           uint32_t *score, size_t bins, int64_t *threshold,
                                           uint64_t *customers, patron_rfm_result *result,
                                           patron_fault *fault)
{
    rfm_request request =
        patron_rfm_request(method, direction, 1, bins, score, threshold, customers, result);
    rfm_column column = patron_rfm_column(RFM_WHOLE, n, value);
    return rfm_score_column(&request, &column, scratch, scratch_size, fault);
}

int32_t PATRON_CALL patron_rfm_score_days(uint32_t method, uint32_t direction, size_t n,
                                          const int32_t *value, void *scratch, size_t scratch_size,
                                          uint32_t *score, size_t bins, int32_t *threshold,
                                          uint64_t *customers, patron_rfm_result *result,
                                          patron_fault *fault)
{
    rfm_request request =
        patron_rfm_request(method, direction, 1, bins, score, threshold, customers, result);
    rfm_column column = patron_rfm_column(RFM_DAY, n, value);
    return rfm_score_column(&request, &column, scratch, scratch_size, fault);
}
