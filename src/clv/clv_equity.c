/*
 * Customer equity: sum_i count_i (clv_i - acquisition_i) / (1 + discount)^period_i, exactly summed.
 *
 * Source: S. Gupta, D. Lehmann and J. Stuart, "Valuing Customers" (2004), eq. 4.
 */
#include "../portability.h"
#include "clv_terms.h"
#include "clv_wide.h"

#include "../base/base_fault.h"
#include "../sum/sum_exact.h"

typedef struct clv_equity {
    clv_wide step; /* 1 / (1 + discount) */
    const double *clv;
    const double *count;
    const double *acquisition;
    const uint32_t *period;
} clv_equity;

static int32_t clv_equity_check_row(const clv_equity *base, size_t i, patron_fault *fault)
{
    int64_t number = (int64_t)i;
    int32_t status = patron_clv_check_amount(base->clv[i], "clv", number, fault);
    if (status == PATRON_OK && base->count != NULL)
        status = patron_clv_check_real(base->count[i], base->count[i] >= 0.0, "count", number,
                                       "a number of customers, >= 0", fault);
    if (status == PATRON_OK && base->acquisition != NULL)
        status = patron_clv_check_amount(base->acquisition[i], "acquisition", number, fault);
    return status;
}

/* 1 / (1 + discount)^period, by squaring. */
static clv_wide clv_equity_factor(const clv_equity *base, uint32_t period)
{
    clv_wide factor = clv_wide_of(1.0);
    clv_wide power = base->step;
    for (; period > 0; period >>= 1) {
        if ((period & 1) != 0)
            factor = clv_wide_product(factor, power);
        power = clv_wide_product(power, power);
    }
    return factor;
}

static double clv_equity_value(const clv_equity *base, size_t i)
{
    clv_wide value = clv_wide_of(base->clv[i]);
    if (base->acquisition != NULL)
        value = patron_clv_wide_difference(value, clv_wide_of(base->acquisition[i]));
    if (base->count != NULL)
        value = clv_wide_product(value, clv_wide_of(base->count[i]));
    if (base->period != NULL && base->period[i] > 0)
        value = clv_wide_product(value, clv_equity_factor(base, base->period[i]));
    return clv_wide_value(value);
}

int32_t patron_clv_total(size_t n, const double *column, const char *argument, double *total,
                         patron_fault *fault)
{
    patron_sum_exact sum;
    patron_sum_exact_init(&sum);
    (void)patron_sum_exact_add_many(&sum, n, column);
    return patron_sum_exact_round(&sum, total) ? PATRON_OK
                                               : patron_clv_fault_overflow(argument, -1, fault);
}

int32_t PATRON_CALL patron_clv_equity(double discount, size_t n, const double *clv,
                                      const double *count, const double *acquisition,
                                      const uint32_t *period, double *value, double *equity,
                                      patron_fault *fault)
{
    clv_equity base = {{{0.0, 0.0}, 0}, clv, count, acquisition, period};
    patron_sum_exact sum;
    double total;
    int32_t status = patron_clv_check_column(n, clv, "clv", fault);
    if (status == PATRON_OK)
        status = patron_clv_check_column(1, equity, "equity", fault);
    if (status == PATRON_OK)
        status = patron_clv_check_discount(discount, "discount", -1, fault);
    if (status != PATRON_OK)
        return status;
    clv_wide one = clv_wide_of(1.0);
    base.step = patron_clv_wide_quotient(one, patron_clv_wide_sum(one, clv_wide_of(discount)));
    patron_sum_exact_init(&sum);
    for (size_t i = 0; i < n; i++) {
        status = clv_equity_check_row(&base, i, fault);
        if (status != PATRON_OK)
            return status;
        double worth = clv_equity_value(&base, i);
        if (!clv_finite(worth))
            return patron_clv_fault_overflow("value", (int64_t)i, fault);
        sum_exact_add(&sum, worth);
    }
    if (!patron_sum_exact_round(&sum, &total))
        return patron_clv_fault_overflow("equity", -1, fault);
    for (size_t i = 0; value != NULL && i < n; i++)
        value[i] = clv_equity_value(&base, i);
    *equity = total;
    return PATRON_OK;
}
