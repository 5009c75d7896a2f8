/*
 * Where each customer stands among all: SQL's PERCENT_RANK and CUME_DIST over ascending values.
 */
#include "../base/base_fault.h"
#include "../numeric/numeric_scratch.h"
#include "../numeric/numeric_sort.h"
#include "pareto_check.h"

/* --- kernels ---------------------------------------------------------------------------------- */

/* Fills in the customers at [begin, end) of the descending order, who have one value. */
static void pareto_percent_run(size_t n, const uint32_t *order, size_t begin, size_t end,
                               double *percent_rank, double *cume_dist)
{
    double below = n > 1 ? (double)(n - end) / (double)(n - 1) : 0.0;
    double up_to = (double)(n - begin) / (double)n;
    for (size_t i = begin; i < end; i++) {
        if (percent_rank != NULL)
            percent_rank[order[i]] = below;
        if (cume_dist != NULL)
            cume_dist[order[i]] = up_to;
    }
}

static void pareto_percent_real(size_t n, const double *value, const uint32_t *order,
                                double *percent_rank, double *cume_dist)
{
    size_t begin = 0;
    for (size_t end = 1; end <= n; end++) {
        if (end < n && value[order[end]] == value[order[begin]])
            continue;
        pareto_percent_run(n, order, begin, end, percent_rank, cume_dist);
        begin = end;
    }
}

static void pareto_percent_whole(size_t n, const int64_t *value, const uint32_t *order,
                                 double *percent_rank, double *cume_dist)
{
    size_t begin = 0;
    for (size_t end = 1; end <= n; end++) {
        if (end < n && value[order[end]] == value[order[begin]])
            continue;
        pareto_percent_run(n, order, begin, end, percent_rank, cume_dist);
        begin = end;
    }
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t pareto_percent_check(size_t n, const void *value, uint32_t ordered,
                                    const void *scratch, size_t scratch_size, patron_fault *fault)
{
    int32_t status = patron_pareto_check_column(n, value, fault);
    if (status == PATRON_OK)
        status = patron_base_check_scratch(
            scratch, scratch_size, patron_pareto_percent_rank_scratch_size(n, ordered), fault);
    return status;
}

/* --- public ----------------------------------------------------------------------------------- */

size_t PATRON_CALL patron_pareto_percent_rank_scratch_size(size_t n, uint32_t ordered)
{
    return ordered != 0 && n <= PARETO_ROWS_MAX ? 0 : patron_pareto_rank_scratch_size(n);
}

int32_t PATRON_CALL patron_pareto_percent_rank(size_t n, const double *value, const uint32_t *order,
                                               void *scratch, size_t scratch_size,
                                               double *percent_rank, double *cume_dist,
                                               patron_fault *fault)
{
    int32_t status = pareto_percent_check(n, value, order != NULL, scratch, scratch_size, fault);
    if (status == PATRON_OK && n > 0)
        status = patron_pareto_check_real(n, value, NULL, order, fault);
    if (status != PATRON_OK || n == 0)
        return status;
    if (order == NULL) {
        numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
        uint32_t *made = numeric_scratch_take(&carve, n, sizeof *made);
        patron_numeric_sort_real(n, value, 1, carve.at, NULL, made);
        order = made;
    }
    pareto_percent_real(n, value, order, percent_rank, cume_dist);
    return PATRON_OK;
}

int32_t PATRON_CALL patron_pareto_percent_rank_money(size_t n, const int64_t *value,
                                                     const uint32_t *order, void *scratch,
                                                     size_t scratch_size, double *percent_rank,
                                                     double *cume_dist, patron_fault *fault)
{
    int32_t status = pareto_percent_check(n, value, order != NULL, scratch, scratch_size, fault);
    if (status == PATRON_OK && n > 0)
        status = patron_pareto_check_whole(n, value, order, fault);
    if (status != PATRON_OK || n == 0)
        return status;
    if (order == NULL) {
        numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
        uint32_t *made = numeric_scratch_take(&carve, n, sizeof *made);
        patron_numeric_sort_whole(n, value, 1, carve.at, NULL, made);
        order = made;
    }
    pareto_percent_whole(n, value, order, percent_rank, cume_dist);
    return PATRON_OK;
}
