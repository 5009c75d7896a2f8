/*
 * What makes a lifetime value 0, and what a program must achieve to be worth its cost: the formula of
 * clv_unit.c solved for one input at a time.
 *
 * Source: P. Farris, N. Bendle, P. Pfeifer and D. Reibstein, "Marketing Metrics", ch. 5.
 */
#include "../portability.h"
#include "clv_row.h"
#include "clv_solve.h"
#include "clv_terms.h"

#include "../base/base_fault.h"

/* amount / unit: the margin that is worth amount. NaN where no margin is. */
static double clv_break_even_margin(double amount, clv_wide unit, uint32_t *notes)
{
    if (amount == 0.0)
        return 0.0;
    if (!clv_wide_is_zero(unit))
        return clv_wide_value(patron_clv_wide_quotient(clv_wide_of(amount), unit));
    *notes |= PATRON_CLV_NOTE_NEVER_MARGIN;
    return (double)NAN;
}

static double clv_break_even_retention(const patron_clv_terms *row, uint32_t *notes)
{
    clv_wide retention;
    enum clv_solved solved =
        patron_clv_solve_retention(row, clv_wide_of(row->acquisition), &retention);
    if (solved == CLV_SOLVED)
        return clv_wide_value(retention);
    *notes |=
        solved == CLV_SOLVED_ANY ? PATRON_CLV_NOTE_ANY_RETENTION : PATRON_CLV_NOTE_NEVER_RETENTION;
    return solved == CLV_SOLVED_ANY ? 0.0 : (double)NAN;
}

int32_t PATRON_CALL patron_clv_break_even(const patron_clv_terms *terms, size_t n,
                                          const double *margin, const double *retention,
                                          const double *discount, const double *growth,
                                          const double *acquisition, double *to_acquire,
                                          double *to_earn, double *to_retain, double *periods,
                                          uint32_t *notes, patron_fault *fault)
{
    clv_columns columns = clv_columns_make(margin, retention, discount, growth, acquisition);
    int32_t status = patron_clv_check_terms(terms, &columns, fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        patron_clv_terms row;
        status = patron_clv_take_row(terms, &columns, i, &row, fault);
        if (status != PATRON_OK)
            return status;
        clv_rates rates = patron_clv_rates(&row);
        clv_wide unit;
        uint32_t note = 0;
        if (!patron_clv_unit_value(&rates, row.horizon, row.timing, &unit))
            return patron_clv_fault_diverges(&row, (int64_t)i, fault);
        double gross = clv_wide_value(clv_wide_product(clv_wide_of(row.margin), unit));
        double earn = clv_break_even_margin(row.acquisition, unit, &note);
        int noted = notes != NULL;
        double retain = noted || to_retain != NULL ? clv_break_even_retention(&row, &note) : 0.0;
        double count = noted || periods != NULL ? patron_clv_solve_periods(&row) : 0.0;
        if (count != count)
            note |= PATRON_CLV_NOTE_NEVER_PERIODS;
        const clv_figure figure[4] = {clv_figure_make(to_acquire, "to_acquire", gross),
                                      clv_figure_make(to_earn, "to_earn", earn),
                                      clv_figure_make(to_retain, "to_retain", retain),
                                      clv_figure_make(periods, "periods", count)};
        status = patron_clv_write_row(figure, 4, i, fault);
        if (status == PATRON_OK && notes != NULL)
            notes[i] = note;
    }
    return status;
}

/* The retention that is worth cost more, less the one there is. */
static double clv_break_even_lifted(const patron_clv_terms *row, double cost, clv_wide unit,
                                    uint32_t *notes)
{
    clv_wide gross = clv_wide_product(clv_wide_of(row->margin), unit);
    clv_wide retention;
    if (cost == 0.0)
        return 0.0;
    enum clv_solved solved =
        patron_clv_solve_retention(row, patron_clv_wide_sum(gross, clv_wide_of(cost)), &retention);
    if (solved != CLV_SOLVED_NEVER)
        return clv_wide_value(patron_clv_wide_difference(retention, clv_wide_of(row->retention)));
    *notes |= PATRON_CLV_NOTE_NEVER_RETENTION;
    return (double)NAN;
}

int32_t PATRON_CALL patron_clv_break_even_lift(const patron_clv_terms *terms, size_t n,
                                               const double *margin, const double *retention,
                                               const double *discount, const double *growth,
                                               const double *cost, double *retention_lift,
                                               double *margin_lift, uint32_t *notes,
                                               patron_fault *fault)
{
    clv_columns columns = clv_columns_make(margin, retention, discount, growth, NULL);
    if (terms == NULL)
        return patron_base_fault_null(fault, "terms");
    int32_t status = patron_clv_check_column(n, cost, "cost", fault);
    if (status == PATRON_OK)
        status = patron_clv_check_terms(terms, &columns, fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        patron_clv_terms row;
        status = patron_clv_take_row(terms, &columns, i, &row, fault);
        if (status == PATRON_OK)
            status = patron_clv_check_amount(cost[i], "cost", (int64_t)i, fault);
        if (status != PATRON_OK)
            return status;
        clv_rates rates = patron_clv_rates(&row);
        clv_wide unit;
        uint32_t note = 0;
        if (!patron_clv_unit_value(&rates, row.horizon, row.timing, &unit))
            return patron_clv_fault_diverges(&row, (int64_t)i, fault);
        double by_retention = clv_break_even_lifted(&row, cost[i], unit, &note);
        double by_margin = clv_break_even_margin(cost[i], unit, &note);
        const clv_figure figure[2] = {
            clv_figure_make(retention_lift, "retention_lift", by_retention),
            clv_figure_make(margin_lift, "margin_lift", by_margin)};
        status = patron_clv_write_row(figure, 2, i, fault);
        if (status == PATRON_OK && notes != NULL)
            notes[i] = note;
    }
    return status;
}
