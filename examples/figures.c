#include "figures.h"
#include "faults.h"
#include "memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

double figures_share(double part, double whole)
{
    return whole > 0 ? part / whole : (double)NAN;
}

int64_t figures_unit(unsigned decimals)
{
    int64_t unit = 1;
    for (unsigned place = 0; place < decimals; place++) {
        unit *= 10;
    }
    return unit;
}

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* Purchase histories of the receipts from one day to another. */
static patron_history *histories(const receipts *all, int32_t from, int32_t to)
{
    patron_fault fault;
    const size_t size = patron_history_from_receipts_scratch_size(all->count, all->customers);
    void *scratch = memory_new(size, 1);
    patron_history *history = memory_new(all->customers, sizeof *history);
    faults_stop(patron_history_from_receipts(from, to, all->count, all->customer, all->day,
                                             all->amount, all->margin, scratch, size,
                                             all->customers, history, NULL, &fault),
                &fault);
    free(scratch);
    return history;
}

static void make_values(figures *made, const receipts *all)
{
    patron_fault fault;
    made->customers = all->customers;
    made->history = histories(all, INT32_MIN, made->as_of);
    made->totals.struct_size = (uint32_t)sizeof made->totals;
    faults_stop(patron_history_summarize(made->as_of, 1, made->customers, made->history, NULL, NULL,
                                         NULL, NULL, NULL, NULL, &made->totals, &fault),
                &fault);
    made->value = memory_new(made->customers, sizeof *made->value);
    for (size_t i = 0; i < made->customers; i++) {
        const patron_history *history = &made->history[i];
        made->value[i] = all->margin != NULL ? history->margin : history->spend;
        if (history->days == 1) {
            made->once++;
            made->once_value += made->value[i];
        }
    }
}

static size_t concentration_scratch_size(size_t n)
{
    size_t size = patron_pareto_rank_scratch_size(n);
    size = larger(size, patron_pareto_summary_scratch_size(n, 0, 1));
    size = larger(size, patron_pareto_whale_scratch_size(n, 1));
    size = larger(size, patron_pareto_lorenz_scratch_size(n, 1));
    size = larger(size, patron_pareto_classes_scratch_size(n, 1));
    return larger(size, patron_pareto_tiles_scratch_size(n, 1));
}

/* Who brings the money: sorted once, then every figure of the order. */
static void make_concentration(figures *made)
{
    patron_fault fault;
    const size_t n = made->customers;
    const size_t size = concentration_scratch_size(n);
    void *scratch = memory_new(size, 1);
    made->order = memory_new(n, sizeof *made->order);
    made->rank = memory_new(n, sizeof *made->rank);
    made->customer_class = memory_new(n, sizeof *made->customer_class);
    made->pareto.struct_size = (uint32_t)sizeof made->pareto;
    made->classes.struct_size = (uint32_t)sizeof made->classes;
    faults_stop(
        patron_pareto_rank_money(n, made->value, scratch, size, made->order, made->rank, &fault),
        &fault);
    faults_stop(patron_pareto_summary_money(NULL, n, made->value, NULL, made->order, scratch, size,
                                            &made->pareto, &fault),
                &fault);
    faults_stop(patron_pareto_whale_money(n, made->value, NULL, made->order, scratch, size,
                                          FIGURES_POINTS, made->whale_customers, made->whale_value,
                                          &fault),
                &fault);
    faults_stop(patron_pareto_lorenz_money(n, made->value, NULL, made->order, scratch, size,
                                           FIGURES_POINTS, made->lorenz_customers,
                                           made->lorenz_share, &fault),
                &fault);
    faults_stop(patron_pareto_classes_money(NULL, n, made->value, NULL, made->order, scratch, size,
                                            made->customer_class, &made->classes, &fault),
                &fault);
    faults_stop(patron_pareto_tiles_money(n, made->value, made->order, scratch, size, NULL,
                                          FIGURES_TILES, made->tile_customers, made->tile_value,
                                          &fault),
                &fault);
    free(scratch);
}

/* The next of 1, 2, 5, 10, 20, 50 ... units; 0 where it would not fit. */
static int64_t next_edge(int64_t edge, int64_t unit)
{
    int64_t leading = edge / unit;
    while (leading >= 10) {
        leading /= 10;
    }
    if (edge > INT64_MAX / 5 * 2) {
        return 0;
    }
    return leading == 2 ? edge / 2 * 5 : edge * 2;
}

/* Customers by value, in bars that widen like 1, 2, 5, 10, 20 ... of the currency. */
static void make_distribution(figures *made, unsigned decimals)
{
    const int64_t unit = figures_unit(decimals);
    int64_t from = 0;
    int64_t to = unit;
    size_t next = made->customers;
    while (next > 0 && made->value[made->order[next - 1]] <= 0) {
        next--;
        made->not_positive++;
    }
    while (next > 0 && made->bars < FIGURES_BARS) {
        figures_bar *bar = &made->bar[made->bars];
        bar->from = from;
        bar->to = to > 0 ? to : INT64_MAX;
        bar->customers = 0;
        while (next > 0 && (to == 0 || made->value[made->order[next - 1]] < to)) {
            next--;
            bar->customers++;
        }
        made->bars += bar->customers > 0 || made->bars > 0;
        from = to;
        to = next_edge(to, unit);
    }
}

/* A period such that the receipts span two of them at least. */
static void choose_period(figures_retention *retention, int64_t span)
{
    static const int32_t days[] = {365, 182, 91, 28};
    retention->period = span >= 730   ? "year"
                        : span >= 364 ? "half-year"
                        : span >= 182 ? "quarter"
                                      : "four weeks";
    retention->period_days = days[span >= 730   ? 0
                                  : span >= 364 ? 1
                                  : span >= 182 ? 2
                                                : 3] *
                             (span >= 56);
}

static void make_retention(figures *made, const receipts *all, double discount)
{
    figures_retention *retention = &made->retention;
    choose_period(retention, (int64_t)made->as_of - made->first_day + 1);
    retention->retention = (double)NAN;
    if (retention->period_days == 0) {
        return;
    }
    retention->last_from = made->as_of - retention->period_days + 1;
    retention->before_from = retention->last_from - retention->period_days;
    retention->discount = pow(1 + discount, retention->period_days / 365.0) - 1;
    patron_history *before = histories(all, retention->before_from, retention->last_from - 1);
    patron_history *last = histories(all, retention->last_from, made->as_of);
    for (size_t i = 0; i < made->customers; i++) {
        retention->before += before[i].days > 0;
        retention->again += before[i].days > 0 && last[i].days > 0;
        retention->active += last[i].days > 0;
    }
    free(before);
    free(last);
    retention->retention = figures_share((double)retention->again, (double)retention->before);
}

/*
 * A period's margin of a customer: the pace of the whole history, over one period at least, so that a
 * single first purchase is not taken for a habit. None from a customer who did not buy in the last
 * period: by the definition of the retention that one is lost.
 */
static double margin_a_period(const figures *made, size_t row, double margin_rate)
{
    const patron_history *history = &made->history[row];
    if (history->days == 0 || history->last_day < made->retention.last_from) {
        return 0;
    }
    const int32_t days = made->as_of - history->first_day + 1;
    const double periods = (double)days / made->retention.period_days;
    return (double)made->value[row] * margin_rate / (periods > 1 ? periods : 1);
}

static void make_lifetime(figures *made, double margin_rate)
{
    const size_t n = made->customers;
    const size_t size =
        larger(patron_pareto_rank_scratch_size(n), patron_pareto_summary_scratch_size(n, 0, 1));
    void *scratch = memory_new(size, 1);
    patron_fault fault;
    patron_clv_terms terms;
    memset(&terms, 0, sizeof terms);
    terms.retention = made->retention.retention;
    terms.discount = made->retention.discount;
    terms.horizon = PATRON_CLV_FOREVER;
    terms.timing = PATRON_CLV_MID_IF_RETAINED;
    made->lifetime = memory_new(n, sizeof *made->lifetime);
    made->lifetime_order = memory_new(n, sizeof *made->lifetime_order);
    for (size_t i = 0; i < n; i++) {
        made->lifetime[i] = margin_a_period(made, i, margin_rate);
    }
    faults_stop(patron_clv_constant(&terms, n, made->lifetime, NULL, NULL, NULL, NULL,
                                    made->lifetime, &fault),
                &fault);
    faults_stop(
        patron_pareto_rank(n, made->lifetime, scratch, size, made->lifetime_order, NULL, &fault),
        &fault);
    made->lifetime_pareto.struct_size = (uint32_t)sizeof made->lifetime_pareto;
    faults_stop(patron_pareto_summary(NULL, n, made->lifetime, NULL, made->lifetime_order, scratch,
                                      size, &made->lifetime_pareto, &fault),
                &fault);
    free(scratch);
}

static int ascending(const void *a, const void *b)
{
    const double left = *(const double *)a;
    const double right = *(const double *)b;
    return (left > right) - (left < right);
}

static void make_median(figures *made)
{
    double *active = memory_new(made->customers, sizeof *active);
    size_t n = 0;
    for (size_t i = 0; i < made->customers; i++) {
        if (made->history[i].days > 0 && made->history[i].last_day >= made->retention.last_from) {
            active[n++] = made->lifetime[i];
        }
    }
    qsort(active, n, sizeof *active, ascending);
    made->lifetime_median = n == 0 ? (double)NAN : (active[(n - 1) / 2] + active[n / 2]) / 2;
    free(active);
}

void figures_make(figures *made, const receipts *all, const options *chosen)
{
    memset(made, 0, sizeof *made);
    made->first_day = all->first_day;
    made->as_of = chosen->has_as_of ? chosen->as_of : all->last_day;
    make_values(made, all);
    make_concentration(made);
    make_distribution(made, chosen->decimals);
    make_retention(made, all, chosen->discount);
    if (made->retention.before > 0) {
        make_lifetime(made, chosen->margin_rate);
        make_median(made);
    }
}

void figures_free(figures *made)
{
    free(made->history);
    free(made->value);
    free(made->order);
    free(made->rank);
    free(made->customer_class);
    free(made->lifetime);
    free(made->lifetime_order);
    memset(made, 0, sizeof *made);
}
