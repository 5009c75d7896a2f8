/* Who moves where from period to period, and what customers are worth by when they last bought. */
#include "base_figures.h"
#include "faults.h"
#include "memory.h"

#include <math.h>
#include <stdlib.h>

/* States that tell: half a year of months, a year of quarters, three years; as many as can be seen left. */
static size_t states_of(const base_periods *periods)
{
    const uint32_t length = periods->grid.length;
    const size_t states = periods->grid.unit == PATRON_COHORT_DAYS || length == 1 ? BASE_STATES
                          : length == 3                                           ? 5
                                                                                  : 4;
    return periods->over - 1 < states ? periods->over - 1 : states;
}

static void count_moves(base_migration *migration, const base_periods *periods, const receipts *all)
{
    patron_fault fault;
    patron_migration_periods terms = {0, 0, 0, 0, PATRON_MIGRATION_RETURNING, 0};
    const size_t states = migration->states;
    const size_t size =
        patron_migration_from_receipts_scratch_size(all->count, all->customers, states);
    void *scratch = memory_new(size, 1);
    terms.first_day = periods->first_day[0];
    terms.unit =
        periods->grid.unit == PATRON_COHORT_DAYS ? PATRON_MIGRATION_DAYS : PATRON_MIGRATION_MONTHS;
    terms.length = periods->grid.length;
    terms.periods = (uint32_t)periods->over;
    faults_stop(patron_migration_from_receipts(&terms, all->count, all->customer, all->day,
                                               all->amount, scratch, size, all->customers, NULL,
                                               states, migration->count, migration->customers, NULL,
                                               &fault),
                &fault);
    free(scratch);
    faults_stop(patron_migration_estimate(0, PATRON_MIGRATION_POOLED, states, migration->count,
                                          NULL, migration->chance, NULL, NULL, &fault),
                &fault);
    for (size_t from = 0; from < states; from++) {
        for (size_t to = 0; to < states; to++) {
            migration->moves[from] += migration->count[from * states + to];
        }
    }
}

/* What a customer brings in a period in which they buy, of all periods that are over. */
static double margin_of(const base_periods *periods, const base_cohorts *cohorts,
                        const receipts *all, const options *chosen)
{
    double money = 0;
    double active = 0;
    for (size_t c = 0; c < periods->over; c++) {
        for (size_t age = 0; c + age < periods->over; age++) {
            const patron_cohort_cell *cell = &cohorts->cell[c * periods->count + age];
            money += all->margin != NULL ? (double)cell->margin
                                         : (double)cell->sales - (double)cell->refunded;
            active += (double)cell->customers;
        }
    }
    return active > 0 ? money / active * chosen->margin_rate : 0;
}

/*
 * What comes in the year after the last period: the chain's value less what it counts for the period itself,
 * with payments in the middle of a period, as the lifetime values have it. A year only: the chain knows no
 * customer who is gone for good, so that without end all would come back again and again.
 */
static void make_values(base_migration *migration, double discount)
{
    patron_fault fault;
    const size_t states = migration->states;
    const size_t size = patron_migration_scratch_size(states);
    void *scratch = memory_new(size, 1);
    double reward[BASE_STATES] = {0};
    double total = 0;
    reward[0] = migration->margin;
    faults_stop(patron_migration_value(discount, migration->ahead, states, migration->chance,
                                       reward, scratch, size, migration->value, NULL, &fault),
                &fault);
    free(scratch);
    for (size_t i = 0; i < states; i++) {
        migration->value[i] = (migration->value[i] - reward[i]) * sqrt(1 + discount);
    }
    faults_stop(patron_migration_equity(states, migration->customers, migration->value,
                                        migration->equity, &total, &fault),
                &fault);
}

void base_migration_make(base_migration *migration, const base_periods *periods,
                         const base_cohorts *cohorts, const receipts *all, const options *chosen)
{
    migration->absence = periods->over < 3 ? BASE_TOO_SHORT : BASE_PRESENT;
    if (migration->absence != BASE_PRESENT) {
        return;
    }
    migration->states = states_of(periods);
    count_moves(migration, periods, all);
    if (migration->moves[0] == 0) {
        migration->absence = BASE_TOO_SHORT;
        return;
    }
    migration->margin = margin_of(periods, cohorts, all, chosen);
    migration->ahead = periods->years < 1 ? (uint32_t)(1 / periods->years) : 1;
    make_values(migration, pow(1 + chosen->discount, periods->years) - 1);
}
