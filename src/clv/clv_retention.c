/*
 * What it costs to keep customers, on a clock of its own, and the most that may be spent on it.
 *
 * Source: P. Farris, N. Bendle, P. Pfeifer and D. Reibstein, "Marketing Metrics", ch. 5; P. Pfeifer,
 * M. Haskins and R. Conroy (2005).
 */
#include "../portability.h"
#include "clv_row.h"
#include "clv_terms.h"

#include "../base/base_fault.h"

int32_t PATRON_CALL patron_clv_retention_cost(uint32_t cost_timing, double cost_growth,
                                              const patron_clv_terms *terms, size_t n,
                                              const double *margin, const double *retention,
                                              const double *discount, const double *growth,
                                              const double *acquisition, const double *cost,
                                              double *clv, patron_fault *fault)
{
    clv_columns columns = clv_columns_make(margin, retention, discount, growth, acquisition);
    int32_t status = terms == NULL ? patron_base_fault_null(fault, "terms")
                                   : patron_clv_check_column(n, cost, "cost", fault);
    if (status == PATRON_OK)
        status = patron_clv_check_column(n, clv, "clv", fault);
    if (status == PATRON_OK)
        status = patron_clv_check_timing(cost_timing, "cost_timing", -1, fault);
    if (status == PATRON_OK)
        status = patron_clv_check_growth(cost_growth, "cost_growth", -1, fault);
    if (status == PATRON_OK)
        status = patron_clv_check_terms(terms, &columns, fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        patron_clv_terms row;
        clv_wide gross, spent;
        int64_t number = (int64_t)i;
        status = patron_clv_take_row(terms, &columns, i, &row, fault);
        if (status == PATRON_OK)
            status = patron_clv_check_amount(cost[i], "cost", number, fault);
        if (status == PATRON_OK)
            status = patron_clv_gross(&row, number, &gross, fault);
        if (status != PATRON_OK)
            return status;
        clv_wide acquired = clv_wide_of(row.acquisition);
        row.margin = cost[i];
        row.growth = cost_growth;
        row.timing = cost_timing;
        status = patron_clv_gross(&row, number, &spent, fault);
        if (status != PATRON_OK)
            return status;
        clv_wide value =
            patron_clv_wide_difference(patron_clv_wide_difference(gross, spent), acquired);
        clv_figure figure = clv_figure_make(clv, "clv", clv_wide_value(value));
        status = patron_clv_write_row(&figure, 1, i, fault);
    }
    return status;
}

/* The level spend per period that is worth amount; NaN where nothing would be spent. */
static double clv_retention_level(clv_wide amount, clv_wide unit)
{
    if (clv_wide_is_zero(unit))
        return (double)NAN;
    return clv_wide_value(patron_clv_wide_quotient(amount, unit));
}

/* once, in advance, on those retained. */
static int32_t clv_retention_ceilings_row(const patron_clv_terms *row, double raised,
                                          int64_t number, double *value, patron_fault *fault)
{
    clv_rates rates = patron_clv_rates(row);
    clv_wide before, more, in_advance, on_retained;
    if (!patron_clv_unit_value(&rates, row->horizon, row->timing, &before))
        return patron_clv_fault_diverges(row, number, fault);
    clv_rates step;
    step.retention = patron_clv_wide_difference(clv_wide_of(raised), rates.retention);
    step.discount = step.growth = clv_wide_of(0.0);
    int exists = patron_clv_unit_step(&rates, &step, row->horizon, row->timing, &more);
    rates.retention = clv_wide_of(raised);
    rates.growth = clv_wide_of(0.0);
    if (!exists || !patron_clv_unit_value(&rates, row->horizon, PATRON_CLV_NOW, &in_advance))
        return patron_base_fault_real(fault, PATRON_E_DIVERGES, "raised", number, raised,
                                      "less than (1 + discount) / (1 + growth), and / 1");
    /* It exists where the one in advance does. */
    (void)patron_clv_unit_value(&rates, row->horizon, PATRON_CLV_END_IF_RETAINED, &on_retained);
    more = clv_wide_product(more, clv_wide_of(row->margin));
    value[0] = clv_wide_value(more);
    value[1] = clv_retention_level(more, in_advance);
    value[2] = clv_retention_level(more, on_retained);
    return PATRON_OK;
}

int32_t PATRON_CALL patron_clv_retention_ceilings(const patron_clv_terms *terms, size_t n,
                                                  const double *margin, const double *retention,
                                                  const double *discount, const double *growth,
                                                  const double *raised, double *once,
                                                  double *in_advance, double *on_retained,
                                                  patron_fault *fault)
{
    clv_columns columns = clv_columns_make(margin, retention, discount, growth, NULL);
    int32_t status = terms == NULL ? patron_base_fault_null(fault, "terms")
                                   : patron_clv_check_column(n, raised, "raised", fault);
    if (status == PATRON_OK)
        status = patron_clv_check_terms(terms, &columns, fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        patron_clv_terms row;
        double value[3] = {0.0, 0.0, 0.0};
        int64_t number = (int64_t)i;
        status = patron_clv_take_row(terms, &columns, i, &row, fault);
        if (status == PATRON_OK)
            status = patron_clv_check_retention(raised[i], "raised", number, fault);
        if (status == PATRON_OK)
            status = clv_retention_ceilings_row(&row, raised[i], number, value, fault);
        if (status != PATRON_OK)
            return status;
        const clv_figure figure[3] = {clv_figure_make(once, "once", value[0]),
                                      clv_figure_make(in_advance, "in_advance", value[1]),
                                      clv_figure_make(on_retained, "on_retained", value[2])};
        status = patron_clv_write_row(figure, 3, i, fault);
    }
    return status;
}
