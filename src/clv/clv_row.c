/*
 * The value of one customer whose rates or margin are extreme: by the formula of clv_unit.c, in numbers
 * whose exponents have no end, so that only the result can be too large; and with the sign of the gap
 * decided exactly, because that is what diverges or not.
 */
#include "../portability.h"
#include "clv_row.h"

#include "clv_terms.h"

int32_t patron_clv_gross(const patron_clv_terms *row, int64_t number, clv_wide *gross,
                         patron_fault *fault)
{
    *gross = clv_wide_of(0.0);
    if (row->margin == 0.0 || row->horizon == 0)
        return PATRON_OK;
    clv_rates rates = patron_clv_rates(row);
    if (!patron_clv_unit_value(&rates, row->horizon, row->timing, gross))
        return patron_clv_fault_diverges(row, number, fault);
    *gross = clv_wide_product(*gross, clv_wide_of(row->margin));
    return PATRON_OK;
}

int32_t patron_clv_row(const patron_clv_terms *row, int64_t number, double *clv,
                       patron_fault *fault)
{
    clv_wide gross;
    int32_t status = patron_clv_gross(row, number, &gross, fault);
    if (status != PATRON_OK)
        return status;
    double value = clv_wide_value(patron_clv_wide_difference(gross, clv_wide_of(row->acquisition)));
    if (!clv_finite(value))
        return patron_clv_fault_overflow("clv", number, fault);
    *clv = value;
    return PATRON_OK;
}
