/*
 * Cohorts and growth from whole columns of receipts.
 */
#include "../portability.h"
#include "cohort_block.h"

#include <string.h>

size_t PATRON_CALL patron_cohort_from_receipts_scratch_size(size_t n, size_t customers)
{
    return patron_cohort_block_scratch_size(n, customers);
}

int32_t PATRON_CALL patron_cohort_from_receipts(const patron_cohort_grid *grid, size_t n,
                                                const uint32_t *customer, const int32_t *day,
                                                const int64_t *amount, const int64_t *margin,
                                                const int64_t *cost, void *scratch,
                                                size_t scratch_size, size_t customers,
                                                size_t periods, patron_cohort_cell *cell,
                                                patron_cohort_growth *growth, patron_fault *fault)
{
    const cohort_block block = {customers, n,    customer, day,          amount,
                                margin,    cost, scratch,  scratch_size, NULL};
    const cohort_room room = {{INT64_MAX, INT64_MAX, INT64_MAX}, INT64_MAX};
    const cohort_target target = {cell, growth};
    cohort_axis axis;
    cohort_tally tally;
    int32_t status = patron_cohort_axis_open(grid, &axis, fault);
    if (status == PATRON_OK)
        status = patron_cohort_block_check(&block, fault);
    if (status == PATRON_OK)
        status = patron_cohort_axis_extend(&axis, periods, fault);
    if (status == PATRON_OK)
        status = patron_cohort_block_tally(&block, &axis, &room, &tally, fault);
    if (status != PATRON_OK)
        return status;

    if (cell != NULL)
        memset(cell, 0, periods * periods * sizeof *cell);
    if (growth != NULL)
        memset(growth, 0, periods * sizeof *growth);
    patron_cohort_block_walk(&block, &axis, &tally, &target);
    if (growth != NULL)
        patron_cohort_growth_finish(&axis, growth);
    return PATRON_OK;
}
