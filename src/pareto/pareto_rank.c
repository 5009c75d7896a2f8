/*
 * The order of customers from the most to the least valuable, and its inverse, their ranks.
 */
#include "../base/base_fault.h"
#include "../numeric/numeric_scratch.h"
#include "../numeric/numeric_sort.h"
#include "pareto_check.h"

/* --- kernels ---------------------------------------------------------------------------------- */

static void pareto_invert(size_t n, const uint32_t *order, uint32_t *rank)
{
    for (size_t i = 0; i < n; i++)
        rank[order[i]] = (uint32_t)(i + 1);
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t pareto_rank_check(size_t n, const void *value, const void *scratch,
                                 size_t scratch_size, patron_fault *fault)
{
    int32_t status = patron_pareto_check_column(n, value, fault);
    if (status == PATRON_OK)
        status = patron_base_check_scratch(scratch, scratch_size,
                                           patron_pareto_rank_scratch_size(n), fault);
    return status;
}

/* --- public ----------------------------------------------------------------------------------- */

size_t PATRON_CALL patron_pareto_rank_scratch_size(size_t n)
{
    if (n == 0 || n > PARETO_ROWS_MAX)
        return n == 0 ? 0 : SIZE_MAX;
    size_t need = numeric_scratch_need(NUMERIC_SCRATCH_SLACK, n, sizeof(uint32_t));
    return numeric_scratch_need(need, patron_numeric_sort_scratch_size(n, 1), 1);
}

int32_t PATRON_CALL patron_pareto_rank(size_t n, const double *value, void *scratch,
                                       size_t scratch_size, uint32_t *order, uint32_t *rank,
                                       patron_fault *fault)
{
    int32_t status = pareto_rank_check(n, value, scratch, scratch_size, fault);
    if (status == PATRON_OK)
        status = patron_pareto_check_real(n, value, NULL, NULL, fault);
    if (status != PATRON_OK || n == 0 || (order == NULL && rank == NULL))
        return status;
    numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
    if (order == NULL)
        order = numeric_scratch_take(&carve, n, sizeof *order);
    patron_numeric_sort_real(n, value, 1, carve.at, NULL, order);
    if (rank != NULL)
        pareto_invert(n, order, rank);
    return PATRON_OK;
}

int32_t PATRON_CALL patron_pareto_rank_money(size_t n, const int64_t *value, void *scratch,
                                             size_t scratch_size, uint32_t *order, uint32_t *rank,
                                             patron_fault *fault)
{
    int32_t status = pareto_rank_check(n, value, scratch, scratch_size, fault);
    if (status != PATRON_OK || n == 0 || (order == NULL && rank == NULL))
        return status;
    numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
    if (order == NULL)
        order = numeric_scratch_take(&carve, n, sizeof *order);
    patron_numeric_sort_whole(n, value, 1, carve.at, NULL, order);
    if (rank != NULL)
        pareto_invert(n, order, rank);
    return PATRON_OK;
}
