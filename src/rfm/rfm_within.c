/*
 * Scores within groups: the keys of each group are brought together and sorted, which answers all its
 * ranks; then one pass by row compares with the scale of the row's group.
 */
#include "rfm_scale.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_scratch.h"
#include "../numeric/numeric_sort.h"

#include <string.h>

typedef struct rfm_within_job {
    const rfm_request *request;
    rfm_column *column;
    uint64_t *key;    /* of all groups, one after the other */
    uint32_t *begin;  /* [groups + 1]: where those of group g begin, from 1 */
    rfm_scale *scale; /* [groups] */
    rfm_rank *rank;
    void *sort_scratch;
} rfm_within_job;

/* --- kernels ---------------------------------------------------------------------------------- */

/* Counts each group's keys, then puts them together. */
static void rfm_within_gather(const rfm_within_job *job)
{
    const rfm_column *column = job->column;
    uint32_t *begin = job->begin;
    size_t groups = job->request->groups;
    memset(begin, 0, (groups + 1) * sizeof *begin);
    for (size_t i = 0; i < column->n; i++)
        if (rfm_column_has(column, i))
            begin[column->group[i]]++;
    for (size_t g = 1; g <= groups; g++)
        begin[g] += begin[g - 1];
    for (size_t i = column->n; i-- > 0;) { /* from each end to each beginning */
        uint64_t key;
        if (patron_rfm_keys(column, i, 1, &key) > 0)
            job->key[--begin[column->group[i]]] = key;
    }
}

static void rfm_within_scale(const rfm_within_job *job, size_t group, patron_rfm_result *figures)
{
    const rfm_request *request = job->request;
    rfm_scale *scale = &job->scale[group];
    uint64_t *key = job->key + job->begin[group + 1];
    size_t end = group + 2 <= request->groups ? job->begin[group + 2] : job->column->used;
    scale->used = end - job->begin[group + 1];
    scale->steps = 0;
    scale->split = 0;
    if (scale->used > 0) {
        patron_numeric_sort_keys(scale->used, key, job->sort_scratch);
        patron_rfm_scale_ask(request, scale->used, job->rank);
        patron_rfm_rank_sorted(scale->used, key, rfm_scale_ranks(request->bins), job->rank);
        patron_rfm_scale_make(request, job->rank, scale);
    }
    patron_rfm_scale_report(request, job->column, group, scale, job->rank, figures);
}

static void rfm_within_rows(const rfm_within_job *job)
{
    const rfm_column *column = job->column;
    for (size_t i = 0; i < column->n; i++) {
        uint64_t key;
        uint32_t score = 0;
        if (patron_rfm_keys(column, i, 1, &key) > 0)
            score = patron_rfm_scale_place(job->request, &job->scale[column->group[i] - 1], key);
        job->request->score[i] = score;
    }
}

static void rfm_within_none(const rfm_request *request, const rfm_column *column,
                            patron_rfm_result *figures)
{
    rfm_scale scale;
    memset(&scale, 0, sizeof scale);
    if (column->n > 0)
        memset(request->score, 0, column->n * sizeof *request->score);
    for (size_t g = 0; g < request->groups; g++)
        patron_rfm_scale_report(request, column, g, &scale, NULL, figures);
}

static void rfm_within_carve(rfm_within_job *job, void *scratch)
{
    size_t n = job->column->n, groups = job->request->groups, bins = job->request->bins;
    numeric_scratch carve =
        numeric_scratch_open(scratch, patron_rfm_within_scratch_size(n, groups, bins));
    job->key = numeric_scratch_take(&carve, n, sizeof(uint64_t));
    job->begin = numeric_scratch_take(&carve, groups + 1, sizeof(uint32_t));
    job->scale = numeric_scratch_take(&carve, groups, sizeof(rfm_scale));
    job->rank = numeric_scratch_take(&carve, rfm_scale_ranks(bins), sizeof(rfm_rank));
    uint64_t *step = numeric_scratch_take(&carve, groups * bins, sizeof(uint64_t));
    uint32_t *above = numeric_scratch_take(&carve, groups * bins, sizeof(uint32_t));
    rfm_tie *tie = numeric_scratch_take(&carve, groups * bins, sizeof(rfm_tie));
    job->sort_scratch = carve.at;
    for (size_t g = 0; g < groups; g++) {
        job->scale[g].step = step + g * bins;
        job->scale[g].above = above + g * bins;
        job->scale[g].tie = tie + g * bins;
    }
}

/* Checks, computes and reports. */
static int32_t rfm_within_column(const rfm_request *request, rfm_column *column, void *scratch,
                                 size_t scratch_size, patron_fault *fault)
{
    rfm_within_job job;
    patron_rfm_result figures;
    memset(&figures, 0, sizeof figures);
    int32_t status = patron_rfm_check(
        request, column, scratch, scratch_size,
        patron_rfm_within_scratch_size(column->n, request->groups, request->bins), fault);
    if (status != PATRON_OK)
        return status;
    column->flip = patron_rfm_scale_flip(request);
    job.request = request;
    job.column = column;
    if (column->used > 0) {
        rfm_within_carve(&job, scratch);
        rfm_within_gather(&job);
        for (size_t g = 0; g < request->groups; g++)
            rfm_within_scale(&job, g, &figures);
        rfm_within_rows(&job);
    } else {
        rfm_within_none(request, column, &figures);
    }
    patron_rfm_finish(request, column, &figures);
    return PATRON_OK;
}

/* --- public ----------------------------------------------------------------------------------- */

size_t PATRON_CALL patron_rfm_within_scratch_size(size_t n, size_t groups, size_t bins)
{
    if (n > RFM_ROWS_MAX || groups < 1 || groups > RFM_GROUPS_MAX || bins < 2 ||
        bins > RFM_BINS_MAX)
        return SIZE_MAX;
    if (n == 0)
        return 0;
    size_t need = numeric_scratch_need(NUMERIC_SCRATCH_SLACK, n, sizeof(uint64_t));
    need = numeric_scratch_need(need, groups + 1, sizeof(uint32_t));
    need = numeric_scratch_need(need, groups, sizeof(rfm_scale));
    need = numeric_scratch_need(need, rfm_scale_ranks(bins), sizeof(rfm_rank));
    need = numeric_scratch_need(need, groups * bins, sizeof(uint64_t));
    need = numeric_scratch_need(need, groups * bins, sizeof(uint32_t));
    need = numeric_scratch_need(need, groups * bins, sizeof(rfm_tie));
    return numeric_scratch_need(need, patron_numeric_sort_keys_scratch_size(n), 1);
}

int32_t PATRON_CALL patron_rfm_within(uint32_t method, uint32_t direction, size_t n,
                                      const double *value, const uint32_t *group, void *scratch,
                                      size_t scratch_size, uint32_t *score, size_t groups,
                                      size_t bins, double *threshold, uint64_t *customers,
                                      patron_rfm_result *result, patron_fault *fault)
{
    rfm_request request =
        patron_rfm_request(method, direction, groups, bins, score, threshold, customers, result);
    rfm_column column = patron_rfm_column(RFM_REAL, n, value);
    column.nested = 1;
    column.group = group;
    return rfm_within_column(&request, &column, scratch, scratch_size, fault);
}

int32_t PATRON_CALL patron_rfm_within_money(uint32_t method, uint32_t direction, size_t n,
                                            const int64_t *value, const uint32_t *group,
                                            void *scratch, size_t scratch_size, uint32_t *score,
                                            size_t groups, size_t bins, int64_t *threshold,
                                            uint64_t *customers, patron_rfm_result *result,
                                            patron_fault *fault)
{
    rfm_request request =
        patron_rfm_request(method, direction, groups, bins, score, threshold, customers, result);
    rfm_column column = patron_rfm_column(RFM_WHOLE, n, value);
    column.nested = 1;
    column.group = group;
    return rfm_within_column(&request, &column, scratch, scratch_size, fault);
}

int32_t PATRON_CALL patron_rfm_within_days(uint32_t method, uint32_t direction, size_t n,
                                           const int32_t *value, const uint32_t *group,
                                           void *scratch, size_t scratch_size, uint32_t *score,
                                           size_t groups, size_t bins, int32_t *threshold,
                                           uint64_t *customers, patron_rfm_result *result,
                                           patron_fault *fault)
{
    rfm_request request =
        patron_rfm_request(method, direction, groups, bins, score, threshold, customers, result);
    rfm_column column = patron_rfm_column(RFM_DAY, n, value);
    column.nested = 1;
    column.group = group;
    return rfm_within_column(&request, &column, scratch, scratch_size, fault);
}
