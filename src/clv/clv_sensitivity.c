/*
 * What moves a lifetime value: derivatives and elasticities, and whole steps of one lever.
 *
 * Both are in clv_unit.c. A moved rate is not rounded, so that a small step is right too.
 *
 * Source: S. Gupta, D. Lehmann and J. Stuart, "Valuing Customers" (2004).
 */
#include "../portability.h"
#include "clv_row.h"
#include "clv_terms.h"

#include "../base/base_fault.h"

enum { CLV_SENSITIVITY_FIGURES = 5, CLV_LEVERS_FIGURES = 4 };

/* What figures are multiplied with: their lever over the value. 0 where there is no value. */
static int clv_sensitivity_scale(uint32_t measure, clv_wide gross, double acquisition,
                                 clv_wide *base)
{
    *base = gross;
    if (measure == PATRON_CLV_ELASTICITY_NET)
        *base = patron_clv_wide_difference(gross, clv_wide_of(acquisition));
    return measure == PATRON_CLV_DERIVATIVE || !clv_wide_is_zero(*base);
}

static double clv_sensitivity_of(uint32_t measure, clv_wide slope, double lever, clv_wide base)
{
    if (measure != PATRON_CLV_DERIVATIVE)
        slope = patron_clv_wide_quotient(clv_wide_product(slope, clv_wide_of(lever)), base);
    return clv_wide_value(slope);
}

/* The derivatives, or elasticities, by the levers in the order of the arguments. */
static int32_t clv_sensitivity_row(uint32_t measure, const patron_clv_terms *row, int64_t number,
                                   double *value, patron_fault *fault)
{
    clv_rates rates = patron_clv_rates(row);
    clv_unit unit;
    clv_wide base;
    if (!patron_clv_unit(&rates, row->horizon, row->timing, &unit))
        return patron_clv_fault_diverges(row, number, fault);
    clv_wide margin = clv_wide_of(row->margin);
    clv_wide gross = clv_wide_product(margin, unit.value);
    for (size_t k = 0; k < CLV_SENSITIVITY_FIGURES; k++)
        value[k] = (double)NAN;
    if (!clv_sensitivity_scale(measure, gross, row->acquisition, &base))
        return PATRON_OK;
    clv_wide by_acquisition = clv_wide_of(measure == PATRON_CLV_ELASTICITY ? 0.0 : -1.0);
    value[0] = clv_sensitivity_of(measure, unit.value, row->margin, base);
    value[1] = clv_sensitivity_of(measure, clv_wide_product(margin, unit.by_retention),
                                  row->retention, base);
    value[2] = clv_sensitivity_of(measure, clv_wide_product(margin, unit.by_discount),
                                  row->discount, base);
    value[3] =
        clv_sensitivity_of(measure, clv_wide_product(margin, unit.by_growth), row->growth, base);
    value[4] = clv_sensitivity_of(measure, by_acquisition, row->acquisition, base);
    return PATRON_OK;
}

int32_t PATRON_CALL patron_clv_sensitivity(uint32_t measure, const patron_clv_terms *terms,
                                           size_t n, const double *margin, const double *retention,
                                           const double *discount, const double *growth,
                                           const double *acquisition, double *by_margin,
                                           double *by_retention, double *by_discount,
                                           double *by_growth, double *by_acquisition,
                                           patron_fault *fault)
{
    clv_columns columns = clv_columns_make(margin, retention, discount, growth, acquisition);
    if (terms == NULL)
        return patron_base_fault_null(fault, "terms");
    if (measure < PATRON_CLV_DERIVATIVE || measure > PATRON_CLV_ELASTICITY_NET)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "measure", -1, measure,
                                          "a PATRON_CLV_ measure, 1 to 3");
    int32_t status = patron_clv_check_terms(terms, &columns, fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        patron_clv_terms row;
        double value[CLV_SENSITIVITY_FIGURES] = {0.0};
        status = patron_clv_take_row(terms, &columns, i, &row, fault);
        if (status == PATRON_OK)
            status = clv_sensitivity_row(measure, &row, (int64_t)i, value, fault);
        if (status != PATRON_OK)
            return status;
        const clv_figure figure[CLV_SENSITIVITY_FIGURES] = {
            clv_figure_make(by_margin, "by_margin", value[0]),
            clv_figure_make(by_retention, "by_retention", value[1]),
            clv_figure_make(by_discount, "by_discount", value[2]),
            clv_figure_make(by_growth, "by_growth", value[3]),
            clv_figure_make(by_acquisition, "by_acquisition", value[4])};
        status = patron_clv_write_row(figure, CLV_SENSITIVITY_FIGURES, i, fault);
    }
    return status;
}

static clv_wide clv_levers_step(clv_wide x, uint32_t kind, double step)
{
    clv_wide by = clv_wide_of(step);
    return kind == PATRON_CLV_RELATIVE ? clv_wide_product(x, by) : by;
}

/* Whether they are still rates when step is added. */
static int clv_levers_valid(const clv_rates *rates, const clv_rates *step)
{
    clv_wide one = clv_wide_of(1.0);
    clv_wide retention = patron_clv_wide_sum(rates->retention, step->retention);
    clv_wide discount = patron_clv_wide_sum(rates->discount, step->discount);
    clv_wide growth = patron_clv_wide_sum(rates->growth, step->growth);
    return clv_wide_sign(retention) >= 0 &&
           clv_wide_sign(patron_clv_wide_difference(one, retention)) >= 0 &&
           clv_wide_sign(patron_clv_wide_sum(one, discount)) > 0 &&
           clv_wide_sign(patron_clv_wide_sum(one, growth)) >= 0 &&
           clv_finite(clv_wide_value(discount)) && clv_finite(clv_wide_value(growth));
}

/* What a step of the rates adds to a value; NaN where there is no value then. */
static double clv_levers_added(const patron_clv_terms *row, const clv_rates *rates,
                               const clv_rates *step)
{
    clv_wide added;
    if (!clv_levers_valid(rates, step) ||
        !patron_clv_unit_step(rates, step, row->horizon, row->timing, &added))
        return (double)NAN;
    return clv_wide_value(clv_wide_product(added, clv_wide_of(row->margin)));
}

static int32_t clv_levers_row(uint32_t kind, double step, const patron_clv_terms *row,
                              int64_t number, double *value, patron_fault *fault)
{
    const clv_rates rates = patron_clv_rates(row);
    const clv_wide none = clv_wide_of(0.0);
    const clv_rates still = {none, none, none};
    clv_wide unit;
    if (!patron_clv_unit_value(&rates, row->horizon, row->timing, &unit))
        return patron_clv_fault_diverges(row, number, fault);
    clv_wide more = clv_wide_product(clv_wide_of(row->margin), clv_wide_of(step));
    value[0] = clv_wide_value(clv_wide_product(more, unit));
    if (kind == PATRON_CLV_POINTS)
        value[0] = (double)NAN;
    clv_rates moves = still;
    moves.retention = clv_levers_step(rates.retention, kind, step);
    value[1] = clv_levers_added(row, &rates, &moves);
    moves = still;
    moves.discount = clv_levers_step(rates.discount, kind, step);
    value[2] = clv_levers_added(row, &rates, &moves);
    moves = still;
    moves.growth = clv_levers_step(rates.growth, kind, step);
    value[3] = clv_levers_added(row, &rates, &moves);
    return PATRON_OK;
}

int32_t PATRON_CALL patron_clv_levers(uint32_t kind, double step, const patron_clv_terms *terms,
                                      size_t n, const double *margin, const double *retention,
                                      const double *discount, const double *growth,
                                      double *by_margin, double *by_retention, double *by_discount,
                                      double *by_growth, patron_fault *fault)
{
    clv_columns columns = clv_columns_make(margin, retention, discount, growth, NULL);
    if (terms == NULL)
        return patron_base_fault_null(fault, "terms");
    if (kind < PATRON_CLV_RELATIVE || kind > PATRON_CLV_POINTS)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "kind", -1, kind,
                                          "PATRON_CLV_RELATIVE or PATRON_CLV_POINTS");
    int32_t status = patron_clv_check_amount(step, "step", -1, fault);
    if (status == PATRON_OK)
        status = patron_clv_check_terms(terms, &columns, fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        patron_clv_terms row;
        double value[CLV_LEVERS_FIGURES] = {0.0};
        status = patron_clv_take_row(terms, &columns, i, &row, fault);
        if (status == PATRON_OK)
            status = clv_levers_row(kind, step, &row, (int64_t)i, value, fault);
        if (status != PATRON_OK)
            return status;
        const clv_figure figure[CLV_LEVERS_FIGURES] = {
            clv_figure_make(by_margin, "by_margin", value[0]),
            clv_figure_make(by_retention, "by_retention", value[1]),
            clv_figure_make(by_discount, "by_discount", value[2]),
            clv_figure_make(by_growth, "by_growth", value[3])};
        status = patron_clv_write_row(figure, CLV_LEVERS_FIGURES, i, fault);
    }
    return status;
}
