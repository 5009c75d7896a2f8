/*
 * Receipts in their one order, a customer's together and by day, added to cohorts and growth.
 *
 *     cohort = period of the first purchase day          age = period - cohort
 *     new       the cohort is this period
 *     kept      the last period with a purchase is the one before
 *     returned  it is an earlier one
 *     lost(p) = active(p - 1) - kept(p)
 *
 * A customer's receipts of one period are summed first: being active is asked once a period.
 */
#include "../portability.h"
#include "cohort_block.h"

#include "../numeric/numeric_receipts.h"
#include "../numeric/numeric_scratch.h"

#include <string.h>

enum {
    COHORT_AHEAD = 24,
    COHORT_HINTS = 8192,
    COHORT_OLDER = -2 /* every period before -1: what was in it is never next to the grid */
};

/* First days: start[p + 1] of period p, -1 to periods. From the days between, in blocks of a power of
   two, to the p + 1 of the block's first day: a step or two leads to the period. */
typedef struct cohort_table {
    const cohort_axis *axis; /* where last_sales of the periods before these are wanted, or NULL */
    int32_t *start;
    uint16_t *hint;
    uint32_t shift;
    uint32_t periods;
} cohort_table;

/* A customer on the way through the receipts. */
typedef struct cohort_person {
    int32_t has_bought;
    int32_t bought_now; /* in this block */
    int32_t first_day;
    int32_t last_day;
    int32_t cohort;
    int32_t last_period;
    int64_t last_sales;
} cohort_person;

/* A customer's receipts of one period. */
typedef struct cohort_stint {
    patron_cohort_cell sum; /* customers: 0 */
    int32_t first_order;    /* days, where there are orders */
    int32_t last_order;
} cohort_stint;

/* --- kernels ---------------------------------------------------------------------------------- */

/* The period of a day. Beyond the last: periods. */
static int32_t cohort_find(const cohort_table *table, int32_t day)
{
    const int32_t *start = table->start;
    if (day < start[0])
        return COHORT_OLDER;
    if (day >= start[table->periods + 1])
        return (int32_t)table->periods;
    uint32_t at = table->hint[((uint32_t)day - (uint32_t)start[0]) >> table->shift];
    while (day >= start[at + 1])
        at++;
    return (int32_t)at - 1;
}

/* The first day after the period of a day. Those before -1 end together, or each where wanted. */
static int32_t cohort_next_begins(const cohort_table *table, int32_t period, int32_t day)
{
    if (period != COHORT_OLDER)
        return table->start[period + 2];
    if (table->axis == NULL)
        return table->start[0];
    return patron_cohort_axis_start(table->axis, patron_cohort_axis_period(table->axis, day) + 1);
}

/* Fills a table whose arrays are in place. */
static void cohort_table_fill(const cohort_axis *axis, cohort_table *table)
{
    uint32_t end = axis->periods + 1, at = 0;
    table->periods = axis->periods;
    for (uint32_t k = 0; k <= end; k++)
        table->start[k] = patron_cohort_axis_start(axis, (int64_t)k - 1);
    uint32_t days = (uint32_t)table->start[end] - (uint32_t)table->start[0];
    table->shift = 0;
    while (days >> table->shift >= COHORT_HINTS)
        table->shift++;
    for (uint32_t h = 0; h <= days >> table->shift; h++) {
        uint32_t first = h << table->shift;
        while (at < end && first >= (uint32_t)table->start[at + 1] - (uint32_t)table->start[0])
            at++;
        table->hint[h] = (uint16_t)at;
    }
}

/* A period with purchases: new, kept or returned. */
static void cohort_grow(patron_cohort_growth *growth, const cohort_person *person, int32_t period,
                        int64_t sales)
{
    if (!person->has_bought) {
        growth->new_customers++;
        growth->new_sales += sales;
    } else if (person->last_period == period - 1) {
        growth->kept_customers++;
        growth->kept_sales += sales;
        growth->kept_sales_before += person->last_sales;
    } else {
        growth->returned_customers++;
        growth->returned_sales += sales;
    }
}

/* A customer's period is complete. */
static void cohort_close(const cohort_target *target, uint32_t periods, cohort_person *person,
                         int32_t period, cohort_stint *stint)
{
    int active = stint->sum.orders > 0;
    if (period >= 0 && target->growth != NULL) {
        target->growth[period].refunded += stint->sum.refunded;
        if (active)
            cohort_grow(&target->growth[period], person, period, stint->sum.sales);
    }
    if (active) {
        if (!person->has_bought) {
            person->cohort = period;
            person->first_day = stint->first_order;
        }
        person->has_bought = person->bought_now = 1;
        person->last_period = period;
        person->last_day = stint->last_order;
        person->last_sales = stint->sum.sales;
    }
    if (person->has_bought && person->cohort >= 0 && period >= person->cohort &&
        target->cell != NULL) {
        size_t at = (size_t)person->cohort * periods + (size_t)(period - person->cohort);
        stint->sum.customers = (uint64_t)active;
        cohort_cell_add(&target->cell[at], &stint->sum);
    }
}

static void cohort_take(cohort_stint *stint, const cohort_block *block, uint32_t row, int32_t day)
{
    int64_t amount = block->amount[row];
    if (amount >= 0) {
        if (stint->sum.orders == 0)
            stint->first_order = day;
        stint->last_order = day;
        stint->sum.orders++;
        stint->sum.sales += amount;
    } else {
        stint->sum.refunds++;
        stint->sum.refunded -= amount;
    }
    if (block->margin != NULL)
        stint->sum.margin += block->margin[row];
    if (block->cost != NULL)
        stint->sum.cost += block->cost[row];
}

static void cohort_prefetch(const cohort_block *block, uint32_t row)
{
    PORTABILITY_PREFETCH(&block->amount[row]);
    if (block->margin != NULL)
        PORTABILITY_PREFETCH(&block->margin[row]);
    if (block->cost != NULL)
        PORTABILITY_PREFETCH(&block->cost[row]);
}

/* The receipts j to end of a span, which are one customer's. */
static void cohort_walk_person(const cohort_block *block, const cohort_table *table,
                               const cohort_target *target, const numeric_receipts_span *span,
                               uint32_t i, cohort_person *person)
{
    uint32_t seen = span->start[span->customers], end = span->start[i + 1];
    for (uint32_t j = span->start[i]; j < end;) {
        cohort_stint stint;
        int32_t period = cohort_find(table, span->day[j]);
        int32_t next = cohort_next_begins(table, period, span->day[j]);
        memset(&stint, 0, sizeof stint);
        for (; j < end && span->day[j] < next; j++) {
            if (j + COHORT_AHEAD < seen)
                cohort_prefetch(block, span->row[j + COHORT_AHEAD]);
            cohort_take(&stint, block, span->row[j], span->day[j]);
        }
        cohort_close(target, table->periods, person, period, &stint);
    }
}

static cohort_person cohort_person_of(const cohort_table *table, const patron_cohort_seen *seen)
{
    cohort_person person;
    memset(&person, 0, sizeof person);
    if (seen != NULL && seen->has_bought) {
        person.has_bought = 1;
        person.first_day = seen->first_day;
        person.cohort = cohort_find(table, seen->first_day);
        person.last_period = cohort_find(table, seen->last_day);
        person.last_sales = seen->last_sales;
    }
    return person;
}

static void cohort_remember(const cohort_person *person, patron_cohort_seen *seen)
{
    seen->first_day = person->first_day;
    seen->last_day = person->last_day;
    seen->last_sales = person->last_sales;
    seen->has_bought = 1;
}

size_t patron_cohort_block_scratch_size(size_t n, size_t customers)
{
    size_t need = patron_numeric_receipts_scratch_size(n, customers);
    need = numeric_scratch_need(need, COHORT_TABLE_SIZE, sizeof(int32_t));
    return numeric_scratch_need(need, COHORT_HINTS, sizeof(uint16_t));
}

void patron_cohort_block_walk(const cohort_block *block, const cohort_axis *axis,
                              const cohort_tally *tally, const cohort_target *target)
{
    numeric_receipts receipts;
    numeric_receipts_span span;
    numeric_scratch carve = numeric_scratch_open(block->scratch, block->scratch_size);
    cohort_table table;
    table.axis = block->seen != NULL ? axis : NULL;
    table.start = numeric_scratch_take(&carve, COHORT_TABLE_SIZE, sizeof(int32_t));
    table.hint = numeric_scratch_take(&carve, COHORT_HINTS, sizeof(uint16_t));
    cohort_table_fill(axis, &table);
    patron_numeric_receipts_open(&receipts, block->n, block->customer, block->day, block->customers,
                                 tally->earliest, axis->to_day, carve.at);
    while (patron_numeric_receipts_next(&receipts, &span)) {
        for (uint32_t i = 0; i < span.customers; i++) {
            patron_cohort_seen *seen =
                block->seen != NULL ? &block->seen[span.first_customer + i] : NULL;
            cohort_person person = cohort_person_of(&table, seen);
            cohort_walk_person(block, &table, target, &span, i, &person);
            if (seen != NULL && person.bought_now)
                cohort_remember(&person, seen);
        }
    }
}

void patron_cohort_growth_finish(const cohort_axis *axis, patron_cohort_growth *growth)
{
    for (uint32_t p = 0; p < axis->periods; p++) {
        patron_cohort_growth *row = &growth[p];
        row->active_customers = row->new_customers + row->kept_customers + row->returned_customers;
        row->active_sales = row->new_sales + row->kept_sales + row->returned_sales;
        row->begun = p < axis->begun;
        row->mature = p < axis->mature;
        if (p == 0 || !row->begun || row[-1].active_customers < row->kept_customers ||
            row[-1].active_sales < row->kept_sales_before)
            continue;
        row->lost_customers = row[-1].active_customers - row->kept_customers;
        row->lost_sales = row[-1].active_sales - row->kept_sales_before;
    }
}
