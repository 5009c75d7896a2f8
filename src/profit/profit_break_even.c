/*
 * How much a customer must buy before what it contributes has paid for what it costs.
 *
 *     order_size = order_cost / contribution
 *     volume     = sustaining / (contribution - order_cost / size)
 *
 * Source: C. Horngren et al., "Cost Accounting", cost-volume-profit analysis: fixed cost over the
 * contribution margin per unit, here of an order and of a customer.
 */
#include "../portability.h"
#include "profit_check.h"

#include "../base/base_fault.h"

#include <math.h>

typedef struct profit_break_even_row {
    double contribution;
    double order_cost;
    double sustaining;
    double size; /* 0 where orders cost nothing apart */
} profit_break_even_row;

/* --- kernels ---------------------------------------------------------------------------------- */

static double profit_break_even_of(double cost, double contribution)
{
    if (cost == 0.0)
        return 0.0;
    return contribution > 0.0 ? cost / contribution : (double)NAN;
}

static double profit_break_even_size(const profit_break_even_row *row)
{
    return profit_break_even_of(row->order_cost, row->contribution);
}

/* An order's cost spread over a tiny size may be infinite: then no volume suffices. */
static double profit_break_even_volume(const profit_break_even_row *row)
{
    double spread = row->size > 0.0 ? row->order_cost / row->size : 0.0;
    return profit_break_even_of(row->sustaining, row->contribution - spread);
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t profit_break_even_fault(const char *argument, size_t row, double value,
                                       const char *expected, patron_fault *fault)
{
    int32_t status = isfinite(value) ? PATRON_E_RANGE : PATRON_E_NOT_FINITE;
    return patron_base_fault_real(fault, status, argument, (int64_t)row, value, expected);
}

static int32_t profit_break_even_check(const profit_break_even_row *row, int sized, size_t i,
                                       patron_fault *fault)
{
    if (!isfinite(row->contribution))
        return profit_break_even_fault("contribution", i, row->contribution, "a finite amount",
                                       fault);
    if (!(row->order_cost >= 0.0 && row->order_cost <= DBL_MAX))
        return profit_break_even_fault("order_cost", i, row->order_cost,
                                       "a finite amount, 0 or more", fault);
    if (!(row->sustaining >= 0.0 && row->sustaining <= DBL_MAX))
        return profit_break_even_fault("sustaining", i, row->sustaining,
                                       "a finite amount, 0 or more", fault);
    if (sized && !(row->size > 0.0 && row->size <= DBL_MAX))
        return profit_break_even_fault("size", i, row->size, "a finite size above 0", fault);
    return PATRON_OK;
}

static int32_t profit_break_even_overflow(const char *argument, size_t row, patron_fault *fault)
{
    (void)patron_base_fault_plain(fault, PATRON_E_OVERFLOW, argument,
                                  "a figure that a double holds");
    if (fault != NULL)
        fault->row = (int64_t)row;
    return PATRON_E_OVERFLOW;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_profit_break_even(size_t n, const double *contribution,
                                             const double *order_cost, const double *sustaining,
                                             const double *size, double *order_size, double *volume,
                                             patron_fault *fault)
{
    if (n > 0 && contribution == NULL)
        return patron_base_fault_null(fault, "contribution");
    for (size_t i = 0; i < n; i++) {
        profit_break_even_row row;
        row.contribution = contribution[i];
        row.order_cost = order_cost != NULL ? order_cost[i] : 0.0;
        row.sustaining = sustaining != NULL ? sustaining[i] : 0.0;
        row.size = size != NULL ? size[i] : 0.0;
        int32_t status = profit_break_even_check(&row, size != NULL, i, fault);
        if (status != PATRON_OK)
            return status;
        double per_order = profit_break_even_size(&row);
        double per_period = profit_break_even_volume(&row);
        if (order_size != NULL && isinf(per_order))
            return profit_break_even_overflow("order_size", i, fault);
        if (volume != NULL && isinf(per_period))
            return profit_break_even_overflow("volume", i, fault);
        if (order_size != NULL)
            order_size[i] = per_order;
        if (volume != NULL)
            volume[i] = per_period;
    }
    return PATRON_OK;
}
