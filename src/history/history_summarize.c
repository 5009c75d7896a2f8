/*
 * x, t_x and T of P. Fader and B. Hardie, "Creating an RFM summary using Excel" (2008): repeat
 * purchase days, time from the first to the last purchase, time from the first purchase to the end.
 */
#include "../portability.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_wide.h"
#include "history_kernel.h"

#include <math.h>

/* A total that may be far outside int64_t on the way to one that fits. */
typedef struct history_tally {
    patron_history_totals totals;
    numeric_wide t_x_days;
    numeric_wide T_days;
    numeric_wide spend;
    numeric_wide margin;
} history_tally;

/* (all - first_day) / x, where the difference may leave int64_t. */
static double history_mean(int64_t all, int64_t first_day, uint32_t x)
{
    if (x == 0)
        return (double)NAN;
    numeric_wide repeat = numeric_wide_negate(numeric_wide_make(first_day));
    repeat = numeric_wide_add(repeat, all);
    return numeric_wide_real(repeat) / (double)x;
}

static double history_span(int32_t from_day, int32_t to_day, double days_per_unit)
{
    return ((double)to_day - (double)from_day) / days_per_unit;
}

/* 2^32 rows, which no memory of today holds, would be needed for the unsigned sums to overflow. */
static void history_count(history_tally *tally, const patron_history *history, int32_t end_day)
{
    patron_history_totals *totals = &tally->totals;
    totals->customers++;
    totals->receipts += history->receipts;
    totals->refunds += history->refunds;
    tally->spend = numeric_wide_add(tally->spend, history->spend);
    tally->margin = numeric_wide_add(tally->margin, history->margin);
    if (history->days == 0)
        return;
    totals->buyers++;
    totals->x += history->days - 1;
    totals->x_doubtful += history->days_doubtful;
    int64_t first_day = history->first_day;
    tally->t_x_days = numeric_wide_add(tally->t_x_days, history->last_day - first_day);
    tally->T_days = numeric_wide_add(tally->T_days, end_day - first_day);
}

static int32_t history_overflow_fault(patron_fault *fault, const char *argument)
{
    return patron_base_fault_plain(fault, PATRON_E_OVERFLOW, argument,
                                   "a total that fits an int64_t");
}

static int32_t history_check_tally(const history_tally *tally, patron_fault *fault)
{
    if (!numeric_wide_fits(tally->t_x_days)) /* GCOVR_EXCL_BR_LINE: 2^31 rows take 128 GiB */
        return history_overflow_fault(fault, "totals.t_x_days"); /* GCOVR_EXCL_LINE */
    if (!numeric_wide_fits(tally->T_days)) /* GCOVR_EXCL_BR_LINE: 2^31 rows take 128 GiB */
        return history_overflow_fault(fault, "totals.T_days"); /* GCOVR_EXCL_LINE */
    if (!numeric_wide_fits(tally->spend))
        return history_overflow_fault(fault, "totals.spend");
    if (!numeric_wide_fits(tally->margin))
        return history_overflow_fault(fault, "totals.margin");
    return PATRON_OK;
}

/* The options and the totals' size, before any row is read. */
static int32_t history_check_frame(double days_per_unit, size_t n, const patron_history *history,
                                   const patron_history_totals *totals, patron_fault *fault)
{
    if (!isfinite(days_per_unit))
        return patron_base_fault_real(fault, PATRON_E_NOT_FINITE, "days_per_unit", -1,
                                      days_per_unit, "a finite number of days > 0");
    if (!(days_per_unit > 0.0))
        return patron_base_fault_real(fault, PATRON_E_RANGE, "days_per_unit", -1, days_per_unit,
                                      "a finite number of days > 0");
    if (history == NULL && n > 0)
        return patron_base_fault_null(fault, "history");
    if (totals != NULL && patron_base_check_result(totals, sizeof *totals, NULL) != PATRON_OK)
        return patron_base_fault_unsigned(fault, PATRON_E_STRUCT, "totals.struct_size", -1,
                                          totals->struct_size, "sizeof(patron_history_totals)");
    return PATRON_OK;
}

static int32_t history_check_row(int32_t end_day, double days_per_unit, size_t i,
                                 const patron_history *history, patron_fault *fault)
{
    int64_t row = (int64_t)i;
    if (!patron_history_is_possible(history))
        return patron_history_corrupt_fault(fault, "history", row);
    if (history->days == 0)
        return PATRON_OK;
    if (history->last_day > end_day)
        return patron_base_fault_signed(fault, PATRON_E_RANGE, "history.last_day", row,
                                        history->last_day, "a day not after end_day");
    if (!isfinite(history_span(history->first_day, end_day, days_per_unit)))
        return patron_base_fault_real(fault, PATRON_E_OVERFLOW, "days_per_unit", row, days_per_unit,
                                      "a unit in which T fits a double");
    return PATRON_OK;
}

/* Every fault of the rows, and the totals on the way. */
static int32_t history_check_rows(int32_t end_day, double days_per_unit, size_t n,
                                  const patron_history *history, history_tally *tally,
                                  patron_fault *fault)
{
    for (size_t i = 0; i < n; i++) {
        int32_t status = history_check_row(end_day, days_per_unit, i, &history[i], fault);
        if (status != PATRON_OK)
            return status;
        history_count(tally, &history[i], end_day);
    }
    return PATRON_OK;
}

static void history_report_totals(const history_tally *tally, patron_history_totals *totals)
{
    patron_history_totals known = tally->totals;
    known.t_x_days = numeric_wide_value(tally->t_x_days);
    known.T_days = numeric_wide_value(tally->T_days);
    known.spend = numeric_wide_value(tally->spend);
    known.margin = numeric_wide_value(tally->margin);
    patron_base_write_result(totals, &known, sizeof known);
}

int32_t PATRON_CALL patron_history_summarize(int32_t end_day, double days_per_unit, size_t n,
                                             const patron_history *history, uint32_t *x,
                                             uint32_t *x_doubtful, double *t_x, double *T,
                                             double *mean_spend, double *mean_margin,
                                             patron_history_totals *totals, patron_fault *fault)
{
    int32_t status = history_check_frame(days_per_unit, n, history, totals, fault);
    if (status != PATRON_OK)
        return status;
    history_tally tally;
    memset(&tally, 0, sizeof tally);
    status = history_check_rows(end_day, days_per_unit, n, history, &tally, fault);
    if (status == PATRON_OK && totals != NULL)
        status = history_check_tally(&tally, fault);
    if (status != PATRON_OK)
        return status;

    for (size_t i = 0; i < n; i++) {
        const patron_history *of = &history[i];
        int bought = of->days != 0;
        uint32_t repeat = bought ? of->days - 1 : 0;
        if (x != NULL)
            x[i] = repeat;
        if (x_doubtful != NULL)
            x_doubtful[i] = of->days_doubtful;
        if (t_x != NULL)
            t_x[i] =
                bought ? history_span(of->first_day, of->last_day, days_per_unit) : (double)NAN;
        if (T != NULL)
            T[i] = bought ? history_span(of->first_day, end_day, days_per_unit) : (double)NAN;
        if (mean_spend != NULL)
            mean_spend[i] = history_mean(of->spend, of->first_day_spend, repeat);
        if (mean_margin != NULL)
            mean_margin[i] = history_mean(of->margin, of->first_day_margin, repeat);
    }

    if (totals != NULL)
        history_report_totals(&tally, totals);
    return PATRON_OK;
}
