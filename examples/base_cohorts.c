/* What became of the customers who came in one period. */
#include "base_figures.h"
#include "faults.h"
#include "memory.h"

#include <stdlib.h>

static void count_ages(base_cohorts *cohorts, const base_periods *periods)
{
    for (size_t c = 0; c < periods->over; c++) {
        for (size_t age = 0; c + age < periods->over; age++) {
            const patron_cohort_cell *row = &cohorts->cell[c * periods->count];
            cohorts->reached[age] += row[0].customers;
            cohorts->again[age] += row[age].customers;
        }
    }
}

void base_cohorts_make(base_cohorts *cohorts, const base_periods *periods, const receipts *all)
{
    patron_fault fault;
    const patron_cohort_grid *grid = &periods->grid;
    const size_t size = patron_cohort_from_receipts_scratch_size(all->count, all->customers);
    void *scratch = memory_new(size, 1);
    faults_stop(patron_cohort_from_receipts(grid, all->count, all->customer, all->day, all->amount,
                                            all->margin, NULL, scratch, size, all->customers,
                                            periods->count, cohorts->cell, NULL, &fault),
                &fault);
    free(scratch);
    faults_stop(patron_cohort_figures(grid, PATRON_COHORT_CUSTOMERS, PATRON_COHORT_PER_COHORT, 0,
                                      periods->count, cohorts->cell, cohorts->active, &fault),
                &fault);
    faults_stop(patron_cohort_means(grid, PATRON_COHORT_CUSTOMERS, PATRON_COHORT_PER_COHORT, 0,
                                    periods->count, cohorts->cell, NULL, cohorts->mean, NULL, NULL,
                                    &fault),
                &fault);
    count_ages(cohorts, periods);
    cohorts->absence =
        periods->over < 2 || cohorts->reached[1] == 0 ? BASE_TOO_SHORT : BASE_PRESENT;
}
