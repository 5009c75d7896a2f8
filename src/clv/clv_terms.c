#include "../portability.h"
#include "clv_terms.h"

#include "../base/base_fault.h"

int32_t patron_clv_check_real(double value, int in_range, const char *argument, int64_t row,
                              const char *expected, patron_fault *fault)
{
    if (!clv_finite(value))
        return patron_base_fault_real(fault, PATRON_E_NOT_FINITE, argument, row, value,
                                      "a finite number");
    if (!in_range)
        return patron_base_fault_real(fault, PATRON_E_RANGE, argument, row, value, expected);
    return PATRON_OK;
}

int32_t patron_clv_check_amount(double value, const char *argument, int64_t row,
                                patron_fault *fault)
{
    return patron_clv_check_real(value, 1, argument, row, "a finite number", fault);
}

int32_t patron_clv_check_retention(double value, const char *argument, int64_t row,
                                   patron_fault *fault)
{
    return patron_clv_check_real(value, value >= 0.0 && value <= 1.0, argument, row,
                                 "a fraction in [0, 1]", fault);
}

int32_t patron_clv_check_discount(double value, const char *argument, int64_t row,
                                  patron_fault *fault)
{
    return patron_clv_check_real(value, value > -1.0, argument, row, "a rate > -1", fault);
}

int32_t patron_clv_check_growth(double value, const char *argument, int64_t row,
                                patron_fault *fault)
{
    return patron_clv_check_real(value, value >= -1.0, argument, row, "a rate >= -1", fault);
}

int32_t patron_clv_check_timing(uint32_t timing, const char *argument, int64_t row,
                                patron_fault *fault)
{
    if (timing >= PATRON_CLV_END_IF_RETAINED && timing <= PATRON_CLV_MID_CERTAIN)
        return PATRON_OK;
    return patron_base_fault_unsigned(fault, PATRON_E_RANGE, argument, row, timing,
                                      "a PATRON_CLV_ timing, 1 to 5");
}

int32_t patron_clv_check_column(size_t n, const void *column, const char *argument,
                                patron_fault *fault)
{
    return n > 0 && column == NULL ? patron_base_fault_null(fault, argument) : PATRON_OK;
}

int32_t patron_clv_check_terms(const patron_clv_terms *terms, const clv_columns *columns,
                               patron_fault *fault)
{
    int32_t status = PATRON_OK;
    if (terms == NULL)
        return patron_base_fault_null(fault, "terms");
    if (columns->margin == NULL)
        status = patron_clv_check_amount(terms->margin, "terms.margin", -1, fault);
    if (status == PATRON_OK && columns->retention == NULL)
        status = patron_clv_check_retention(terms->retention, "terms.retention", -1, fault);
    if (status == PATRON_OK && columns->discount == NULL)
        status = patron_clv_check_discount(terms->discount, "terms.discount", -1, fault);
    if (status == PATRON_OK && columns->growth == NULL)
        status = patron_clv_check_growth(terms->growth, "terms.growth", -1, fault);
    if (status == PATRON_OK && columns->acquisition == NULL)
        status = patron_clv_check_amount(terms->acquisition, "terms.acquisition", -1, fault);
    if (status == PATRON_OK && terms->horizon > PATRON_CLV_FOREVER)
        status =
            patron_base_fault_unsigned(fault, PATRON_E_RANGE, "terms.horizon", -1, terms->horizon,
                                       "at most 2147483646, or PATRON_CLV_FOREVER");
    if (status == PATRON_OK)
        status = patron_clv_check_timing(terms->timing, "terms.timing", -1, fault);
    return status;
}

int32_t patron_clv_check_row(const patron_clv_terms *row, int64_t number, patron_fault *fault)
{
    int32_t status = patron_clv_check_amount(row->margin, "margin", number, fault);
    if (status == PATRON_OK)
        status = patron_clv_check_retention(row->retention, "retention", number, fault);
    if (status == PATRON_OK)
        status = patron_clv_check_discount(row->discount, "discount", number, fault);
    if (status == PATRON_OK)
        status = patron_clv_check_growth(row->growth, "growth", number, fault);
    if (status == PATRON_OK)
        status = patron_clv_check_amount(row->acquisition, "acquisition", number, fault);
    return status;
}

int32_t patron_clv_take_row(const patron_clv_terms *terms, const clv_columns *columns, size_t i,
                            patron_clv_terms *row, patron_fault *fault)
{
    *row = *terms;
    if (columns->margin != NULL)
        row->margin = columns->margin[i];
    if (columns->retention != NULL)
        row->retention = columns->retention[i];
    if (columns->discount != NULL)
        row->discount = columns->discount[i];
    if (columns->growth != NULL)
        row->growth = columns->growth[i];
    if (columns->acquisition != NULL)
        row->acquisition = columns->acquisition[i];
    return patron_clv_check_row(row, (int64_t)i, fault);
}

int32_t patron_clv_check_figures(const clv_figure *figure, size_t count, size_t i,
                                 patron_fault *fault)
{
    for (size_t k = 0; k < count; k++)
        if (figure[k].column != NULL && (figure[k].value > DBL_MAX || figure[k].value < -DBL_MAX))
            return patron_clv_fault_overflow(figure[k].argument, (int64_t)i, fault);
    return PATRON_OK;
}

int32_t patron_clv_write_row(const clv_figure *figure, size_t count, size_t i, patron_fault *fault)
{
    int32_t status = patron_clv_check_figures(figure, count, i, fault);
    for (size_t k = 0; k < count && status == PATRON_OK; k++)
        if (figure[k].column != NULL)
            figure[k].column[i] = figure[k].value;
    return status;
}

int32_t patron_clv_fault_diverges(const patron_clv_terms *row, int64_t number, patron_fault *fault)
{
    return patron_base_fault_real(fault, PATRON_E_DIVERGES, "discount", number, row->discount,
                                  "more than retention (1 + growth) - 1");
}

int32_t patron_clv_fault_overflow(const char *argument, int64_t row, patron_fault *fault)
{
    (void)patron_base_fault_plain(fault, PATRON_E_OVERFLOW, argument,
                                  "a value that a double holds");
    if (fault != NULL)
        fault->row = row;
    return PATRON_E_OVERFLOW;
}
