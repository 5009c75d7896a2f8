/*
 * A small shop for the tests of cohorts: receipts by chance, and their cohorts counted the slow way, period
 * by period and customer by customer, with dates from a calendar of the test's own.
 */
#ifndef TEST_COHORT_H
#define TEST_COHORT_H

#include "support.h"

#include <stdlib.h>
#include <string.h>

#include <patron/cohort.h>

enum { SHOP_CUSTOMERS = 25, SHOP_RECEIPTS = 300, SHOP_PERIODS = 14, SHOP_CELLS = 14 * 14 };

typedef struct shop {
    patron_cohort_grid grid;
    size_t periods;
    size_t n;
    uint32_t customer[SHOP_RECEIPTS];
    int32_t day[SHOP_RECEIPTS];
    int64_t amount[SHOP_RECEIPTS];
    int64_t margin[SHOP_RECEIPTS];
    int64_t cost[SHOP_RECEIPTS];
} shop;

typedef struct shop_figures {
    patron_cohort_cell cell[SHOP_CELLS];
    patron_cohort_growth growth[SHOP_PERIODS];
} shop_figures;

/* Year and month of a day, counted day by day from 1970-01-01 on. */
static inline int slow_month(int32_t day)
{
    static const int length[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int year = 1970, month = 0;
    for (;;) {
        int leap = month == 1 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        if (day < length[month] + leap)
            return 12 * year + month;
        day -= length[month] + leap;
        if (++month == 12) {
            month = 0;
            year++;
        }
    }
}

static inline int slow_period(const patron_cohort_grid *grid, int32_t day)
{
    int length = (int)grid->length;
    int since = grid->unit == PATRON_COHORT_DAYS ? day - grid->from_day
                                                 : slow_month(day) - slow_month(grid->from_day);
    return since >= 0 ? since / length : -((-since + length - 1) / length);
}

static inline shop random_shop(support_random *random, int refunds)
{
    static shop made;
    memset(&made, 0, sizeof made);
    made.grid.unit = (uint32_t)support_random_below(random, 2);
    made.grid.length = made.grid.unit == PATRON_COHORT_DAYS
                           ? (uint32_t)support_random_integer(random, 1, 60)
                           : (uint32_t)support_random_integer(random, 1, 4);
    made.grid.from_day = (int32_t)support_random_integer(random, 10000, 12000);
    int32_t span = (int32_t)made.grid.length * (made.grid.unit == PATRON_COHORT_DAYS ? 1 : 30);
    made.periods = (size_t)support_random_below(random, SHOP_PERIODS + 1);
    int32_t end = made.grid.from_day + span * (int32_t)made.periods;
    made.grid.as_of_day = (int32_t)support_random_integer(random, end - 3 * span, end + span);
    made.n = (size_t)support_random_below(random, SHOP_RECEIPTS + 1);
    for (size_t i = 0; i < made.n; i++) {
        made.customer[i] = (uint32_t)support_random_below(random, SHOP_CUSTOMERS - 1);
        made.day[i] =
            (int32_t)support_random_integer(random, made.grid.from_day - 4 * span, end + 2 * span);
        made.amount[i] = support_random_integer(random, refunds ? -40 : 0, 60);
        made.margin[i] = support_random_integer(random, -10, 30);
        made.cost[i] = support_random_integer(random, 0, 9);
    }
    return made;
}

/* Purchases of a customer in a period, and their money; periods before -1 count, too. */
static inline int64_t slow_sales(const shop *of, uint32_t customer, int period, uint64_t *orders)
{
    int64_t sales = 0;
    *orders = 0;
    for (size_t i = 0; i < of->n; i++)
        if (of->customer[i] == customer && of->amount[i] >= 0 && of->day[i] <= of->grid.as_of_day &&
            slow_period(&of->grid, of->day[i]) == period) {
            sales += of->amount[i];
            ++*orders;
        }
    return sales;
}

/* The period of the first purchase; 1000 where there is none. */
static inline int slow_cohort(const shop *of, uint32_t customer)
{
    int first = 1000;
    for (size_t i = 0; i < of->n; i++)
        if (of->customer[i] == customer && of->amount[i] >= 0 && of->day[i] <= of->grid.as_of_day &&
            slow_period(&of->grid, of->day[i]) < first)
            first = slow_period(&of->grid, of->day[i]);
    return first;
}

static inline void slow_cells(const shop *of, uint32_t customer, int cohort, shop_figures *figures)
{
    for (size_t i = 0; i < of->n; i++) {
        int period = slow_period(&of->grid, of->day[i]);
        if (of->customer[i] != customer || of->day[i] > of->grid.as_of_day || period < 0 ||
            period >= (int)of->periods)
            continue;
        if (of->amount[i] < 0)
            figures->growth[period].refunded -= of->amount[i];
        if (cohort < 0 || period < cohort)
            continue;
        patron_cohort_cell *cell = &figures->cell[cohort * (int)of->periods + period - cohort];
        if (of->amount[i] >= 0) {
            cell->orders++;
            cell->sales += of->amount[i];
        } else {
            cell->refunds++;
            cell->refunded -= of->amount[i];
        }
        cell->margin += of->margin[i];
        cell->cost += of->cost[i];
    }
}

static inline void slow_growth(const shop *of, uint32_t customer, int cohort, int period,
                               shop_figures *figures)
{
    patron_cohort_growth *row = &figures->growth[period];
    uint64_t now, before;
    int64_t sales = slow_sales(of, customer, period, &now);
    int64_t sales_before = slow_sales(of, customer, period - 1, &before);
    if (now > 0) {
        row->active_customers++;
        row->active_sales += sales;
        if (cohort >= 0)
            figures->cell[cohort * (int)of->periods + period - cohort].customers++;
        if (cohort == period) {
            row->new_customers++;
            row->new_sales += sales;
        } else if (before > 0) {
            row->kept_customers++;
            row->kept_sales += sales;
            row->kept_sales_before += sales_before;
        } else {
            row->returned_customers++;
            row->returned_sales += sales;
        }
    } else if (before > 0 && period > 0 && row->begun) {
        row->lost_customers++;
        row->lost_sales += sales_before;
    }
}

static inline void slow_figures(const shop *of, shop_figures *figures)
{
    memset(figures, 0, sizeof *figures);
    for (int p = 0; p < (int)of->periods; p++) {
        figures->growth[p].begun = slow_period(&of->grid, of->grid.as_of_day) >= p;
        figures->growth[p].mature = slow_period(&of->grid, of->grid.as_of_day + 1) > p;
    }
    for (uint32_t c = 0; c < SHOP_CUSTOMERS; c++) {
        int cohort = slow_cohort(of, c);
        slow_cells(of, c, cohort, figures);
        for (int p = 0; p < (int)of->periods; p++)
            slow_growth(of, c, cohort, p, figures);
    }
}

static inline int same_figures(const shop *of, const shop_figures *a, const shop_figures *b)
{
    return memcmp(a->cell, b->cell, of->periods * of->periods * sizeof *a->cell) == 0 &&
           memcmp(a->growth, b->growth, of->periods * sizeof *a->growth) == 0;
}

#endif
