/*
 * Exact histories from whole columns of receipts, taken in the one receipt order: a customer's
 * receipts come together and by day, so that a purchase day is new exactly where it differs from
 * the one before.
 *
 * Money is summed in 128 bits, so that it fits or not whatever the order of the receipts. Where the
 * largest amount times the number of receipts fits, every customer's money does; only otherwise a
 * walk of its own looks for one whose money does not, before anything is written.
 */
#include "../portability.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_compensated.h"
#include "../numeric/numeric_receipts.h"
#include "../numeric/numeric_wide.h"
#include "history_kernel.h"

#include <math.h>

enum { HISTORY_ROWS_MAX = 0x7FFFFFFF, HISTORY_AHEAD = 24 };

/* The receipts of one customer within a span; seen counts to the end of the span, for
   prefetching. */
typedef struct history_run {
    const int32_t *day;
    const uint32_t *row;
    size_t count;
    size_t seen;
} history_run;

/* A customer's money, net and of the first day. */
typedef struct history_money {
    numeric_wide spend;
    numeric_wide margin;
    numeric_wide first_day_spend;
    numeric_wide first_day_margin;
} history_money;

/* The columns and the window, as the caller gave them. */
typedef struct history_columns {
    int32_t from_day;
    int32_t to_day;
    size_t n;
    const uint32_t *customer;
    const int32_t *day;
    const int64_t *amount;
    const int64_t *margin;
    size_t customers;
} history_columns;

/* A purchase on a day not before the last one. */
static void history_append_day(patron_history *history, int32_t day, numeric_pair *log_gap)
{
    if (history->days == 0) {
        history->first_day = day;
    } else {
        uint32_t gap = (uint32_t)day - (uint32_t)history->last_day;
        if (gap == 0)
            return;
        history->recent_days = gap < HISTORY_MAP_DAYS ? history->recent_days << gap : 0;
        if (log_gap != NULL)
            *log_gap = numeric_pair_add(*log_gap, log((double)gap));
    }
    history->last_day = day;
    history->recent_days |= 1;
    history->days++;
}

/* The history of a run but for its money, and the money. log_gap may be NULL. */
static void history_walk_run(const history_columns *columns, const history_run *run,
                             patron_history *history, history_money *money, numeric_pair *log_gap)
{
    memset(history, 0, sizeof *history);
    memset(money, 0, sizeof *money);
    for (size_t j = 0; j < run->count; j++) {
        if (j + HISTORY_AHEAD < run->seen) {
            uint32_t ahead = run->row[j + HISTORY_AHEAD];
            PORTABILITY_PREFETCH(&columns->amount[ahead]);
            if (columns->margin != NULL)
                PORTABILITY_PREFETCH(&columns->margin[ahead]);
        }
        int64_t amount = columns->amount[run->row[j]];
        int64_t margin = columns->margin != NULL ? columns->margin[run->row[j]] : 0;
        money->spend = numeric_wide_add(money->spend, amount);
        money->margin = numeric_wide_add(money->margin, margin);
        if (amount < 0) {
            history->refunds++;
            continue;
        }
        history_append_day(history, run->day[j], log_gap);
        if (history->days == 1) {
            money->first_day_spend = numeric_wide_add(money->first_day_spend, amount);
            money->first_day_margin = numeric_wide_add(money->first_day_margin, margin);
        }
    }
    history->receipts = (uint32_t)run->count;
}

static history_run history_run_of(const numeric_receipts_span *span, uint32_t i)
{
    history_run run;
    uint32_t start = span->start[i];
    run.day = span->day + start;
    run.row = span->row + start;
    run.count = span->start[i + 1] - start;
    run.seen = span->start[span->customers] - start;
    return run;
}

static void history_open_receipts(const history_columns *columns, void *scratch,
                                  numeric_receipts *receipts)
{
    patron_numeric_receipts_open(receipts, columns->n, columns->customer, columns->day,
                                 columns->customers, columns->from_day, columns->to_day, scratch);
}

/* Writes the histories; money fits. */
static void history_fill(const history_columns *columns, void *scratch, patron_history *history,
                         double *sum_log_gap)
{
    numeric_receipts receipts;
    numeric_receipts_span span;
    history_open_receipts(columns, scratch, &receipts);
    while (patron_numeric_receipts_next(&receipts, &span)) {
        for (uint32_t i = 0; i < span.customers; i++) {
            history_run run = history_run_of(&span, i);
            patron_history *of = &history[span.first_customer + i];
            history_money money;
            numeric_pair log_gap = numeric_pair_make(0.0, 0.0);
            history_walk_run(columns, &run, of, &money, sum_log_gap != NULL ? &log_gap : NULL);
            of->spend = numeric_wide_value(money.spend);
            of->margin = numeric_wide_value(money.margin);
            of->first_day_spend = numeric_wide_value(money.first_day_spend);
            of->first_day_margin = numeric_wide_value(money.first_day_margin);
            if (sum_log_gap != NULL)
                sum_log_gap[span.first_customer + i] = numeric_pair_value(log_gap);
        }
    }
}

static int32_t history_money_fault(patron_fault *fault, const history_money *money, int64_t row)
{
    int spend_fits = numeric_wide_fits(money->spend) && numeric_wide_fits(money->first_day_spend);
    int32_t status = patron_base_fault_plain(fault, PATRON_E_OVERFLOW,
                                             spend_fits ? "history.margin" : "history.spend",
                                             "a customer's money to sum to an int64_t");
    if (fault != NULL)
        fault->row = row;
    return status;
}

/* Every customer's money, exactly. */
static int32_t history_check_money(const history_columns *columns, void *scratch,
                                   patron_fault *fault)
{
    numeric_receipts receipts;
    numeric_receipts_span span;
    history_open_receipts(columns, scratch, &receipts);
    while (patron_numeric_receipts_next(&receipts, &span)) {
        for (uint32_t i = 0; i < span.customers; i++) {
            history_run run = history_run_of(&span, i);
            patron_history unused;
            history_money money;
            history_walk_run(columns, &run, &unused, &money, NULL);
            if (!numeric_wide_fits(money.spend) || !numeric_wide_fits(money.margin) ||
                !numeric_wide_fits(money.first_day_spend) ||
                !numeric_wide_fits(money.first_day_margin))
                return history_money_fault(fault, &money, (int64_t)span.first_customer + i);
        }
    }
    return PATRON_OK;
}

/* A bound on the sizes of values: one bit more than the largest needs, at most 2^63 - 1. */
static uint64_t history_largest(size_t n, const int64_t *value)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < n; i++) {
        uint64_t of = (uint64_t)value[i];
        bits |= of ^ ((uint64_t)0 - (of >> 63));
    }
    return bits;
}

/* Whether the money of all receipts together is sure to fit: n (largest + 1) < 2^63. */
static int history_money_fits(const history_columns *columns)
{
    uint64_t largest = history_largest(columns->n, columns->amount);
    if (columns->margin != NULL)
        largest |= history_largest(columns->n, columns->margin);
    return columns->n == 0 || largest < (uint64_t)INT64_MAX / columns->n;
}

static int32_t history_check_sizes(const history_columns *columns, const patron_history *history,
                                   const void *scratch, size_t scratch_size, patron_fault *fault)
{
    size_t n = columns->n;
    if (n > HISTORY_ROWS_MAX)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "n", -1, n,
                                          "at most 2147483647 receipts");
    if (columns->customers > HISTORY_ROWS_MAX)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "customers", -1,
                                          columns->customers, "at most 2147483647 customers");
    if (columns->customer == NULL && n > 0)
        return patron_base_fault_null(fault, "customer");
    if (columns->day == NULL && n > 0)
        return patron_base_fault_null(fault, "day");
    if (columns->amount == NULL && n > 0)
        return patron_base_fault_null(fault, "amount");
    size_t needed = patron_history_from_receipts_scratch_size(n, columns->customers);
    int32_t status = patron_base_check_scratch(scratch, scratch_size, needed, fault);
    if (status != PATRON_OK)
        return status;
    if (history == NULL && columns->customers > 0)
        return patron_base_fault_null(fault, "history");
    return PATRON_OK;
}

static int32_t history_check_customers(const history_columns *columns, patron_fault *fault)
{
    for (size_t i = 0; i < columns->n; i++)
        if (columns->customer[i] >= columns->customers)
            return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "customer", (int64_t)i,
                                              columns->customer[i], "a row of history");
    return PATRON_OK;
}

size_t PATRON_CALL patron_history_from_receipts_scratch_size(size_t n, size_t customers)
{
    if (n > HISTORY_ROWS_MAX || customers > HISTORY_ROWS_MAX)
        return SIZE_MAX;
    return patron_numeric_receipts_scratch_size(n, customers);
}

int32_t PATRON_CALL patron_history_from_receipts(int32_t from_day, int32_t to_day, size_t n,
                                                 const uint32_t *customer, const int32_t *day,
                                                 const int64_t *amount, const int64_t *margin,
                                                 void *scratch, size_t scratch_size,
                                                 size_t customers, patron_history *history,
                                                 double *sum_log_gap, patron_fault *fault)
{
    history_columns columns = {from_day, to_day, n, customer, day, amount, margin, customers};
    int32_t status = history_check_sizes(&columns, history, scratch, scratch_size, fault);
    if (status == PATRON_OK)
        status = history_check_customers(&columns, fault);
    if (status == PATRON_OK && !history_money_fits(&columns))
        status = history_check_money(&columns, scratch, fault);
    if (status != PATRON_OK)
        return status;

    history_fill(&columns, scratch, history, sum_log_gap);
    return PATRON_OK;
}
