/*
 * Money that is not a customer's course by a formula: what came so far, and what programs cost and bring.
 *
 * Source: R. Brealey, S. Myers and F. Allen, "Principles of Corporate Finance", ch. 2 and 6.
 */
#include "../portability.h"
#include "clv_terms.h"
#include "clv_wide.h"

#include "../base/base_fault.h"

static int32_t clv_program_check(const double *column, size_t m, const char *argument, size_t i,
                                 patron_fault *fault)
{
    int32_t status = PATRON_OK;
    for (size_t j = 0; j < m && status == PATRON_OK; j++) {
        status = patron_clv_check_amount(column[i * m + j], argument, (int64_t)i, fault);
        if (status != PATRON_OK && fault != NULL)
            fault->column = (int64_t)j;
    }
    return status;
}

int32_t PATRON_CALL patron_clv_to_date(double discount, size_t n, size_t m, const double *margin,
                                       const double *acquisition, double *value,
                                       patron_fault *fault)
{
    int32_t status = PATRON_OK;
    if (m > 0)
        status = patron_clv_check_column(n, margin, "margin", fault);
    if (status == PATRON_OK)
        status = patron_clv_check_column(n, value, "value", fault);
    if (status == PATRON_OK)
        status = patron_clv_check_discount(discount, "discount", -1, fault);
    clv_wide gross = patron_clv_wide_sum(clv_wide_of(1.0), clv_wide_of(discount));
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        status = clv_program_check(margin, m, "margin", i, fault);
        if (status == PATRON_OK && acquisition != NULL)
            status = patron_clv_check_amount(acquisition[i], "acquisition", (int64_t)i, fault);
        if (status != PATRON_OK)
            return status;
        clv_wide sum = clv_wide_of(acquisition != NULL ? 0.0 - acquisition[i] : 0.0);
        for (size_t j = 0; j < m; j++)
            sum = patron_clv_wide_sum(clv_wide_product(sum, gross), clv_wide_of(margin[i * m + j]));
        clv_figure figure = clv_figure_make(value, "value", clv_wide_value(sum));
        status = patron_clv_write_row(&figure, 1, i, fault);
    }
    return status;
}

/* The value at 0 of flows at 0, 1, ..., m - 1. */
static clv_wide clv_program_value(const double *flow, size_t m, clv_wide step)
{
    clv_wide sum = clv_wide_of(0.0);
    for (size_t j = m; j-- > 0;)
        sum = patron_clv_wide_sum(clv_wide_product(sum, step), clv_wide_of(flow[j]));
    return sum;
}

/* Whether the flows of row i are finite; then writes them. */
static int clv_program_flows(const double *gain, const double *cost, size_t i, size_t m,
                             double *flow)
{
    if (flow == NULL)
        return 1;
    for (size_t j = i * m; j < (i + 1) * m; j++)
        if (!clv_finite(gain[j] - cost[j]))
            return 0;
    for (size_t j = i * m; j < (i + 1) * m; j++)
        flow[j] = gain[j] - cost[j];
    return 1;
}

int32_t PATRON_CALL patron_clv_program(double discount, size_t n, size_t m, const double *cost,
                                       const double *gain, double *npv, double *cost_value,
                                       double *break_even, double *flow, patron_fault *fault)
{
    size_t rows = m > 0 ? n : 0;
    int32_t status = patron_clv_check_column(rows, cost, "cost", fault);
    if (status == PATRON_OK)
        status = patron_clv_check_column(rows, gain, "gain", fault);
    if (status == PATRON_OK)
        status = patron_clv_check_column(n, npv, "npv", fault);
    if (status == PATRON_OK)
        status = patron_clv_check_discount(discount, "discount", -1, fault);
    if (status != PATRON_OK)
        return status;
    clv_wide one = clv_wide_of(1.0);
    clv_wide step = patron_clv_wide_quotient(one, patron_clv_wide_sum(one, clv_wide_of(discount)));
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        status = clv_program_check(cost, m, "cost", i, fault);
        if (status == PATRON_OK)
            status = clv_program_check(gain, m, "gain", i, fault);
        if (status != PATRON_OK)
            return status;
        clv_wide spent = clv_program_value(m > 0 ? cost + i * m : NULL, m, step);
        clv_wide gained = clv_program_value(m > 0 ? gain + i * m : NULL, m, step);
        clv_figure figure[3] = {
            clv_figure_make(npv, "npv", clv_wide_value(patron_clv_wide_difference(gained, spent))),
            clv_figure_make(cost_value, "cost_value", clv_wide_value(spent)),
            clv_figure_make(break_even, "break_even", (double)NAN)};
        if (clv_wide_sign(gained) > 0)
            figure[2].value = clv_wide_value(patron_clv_wide_quotient(spent, gained));
        status = patron_clv_check_figures(figure, 3, i, fault);
        if (status == PATRON_OK && !clv_program_flows(gain, cost, i, m, flow))
            status = patron_clv_fault_overflow("flow", (int64_t)i, fault);
        if (status == PATRON_OK)
            status = patron_clv_write_row(figure, 3, i, fault);
    }
    return status;
}
