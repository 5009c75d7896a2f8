#include "cpv_row.h"

#include <math.h>

int32_t patron_cpv_check_count(const char *argument, size_t count, patron_fault *fault)
{
    if (count >= 1 && count <= CPV_COUNT_MAX)
        return PATRON_OK;
    return patron_base_fault_unsigned(fault, PATRON_E_RANGE, argument, -1, count,
                                      "a number in [1, 4096]");
}

int32_t patron_cpv_check_own(uint32_t own, size_t offers, patron_fault *fault)
{
    if (own < offers || offers < 1) /* what is wrong then is offers */
        return PATRON_OK;
    return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "own", -1, own,
                                      "the number of an offer, below offers");
}

static const char *cpv_expected(double least)
{
    return least < 0.0 ? "a number in [-1e300, 1e300]" : "a number in [0, 1e300]";
}

static int32_t cpv_status(double value, double least)
{
    if (value >= least && value <= CPV_AMOUNT_MAX)
        return PATRON_OK;
    return isfinite(value) ? PATRON_E_RANGE : PATRON_E_NOT_FINITE;
}

int32_t patron_cpv_check_value(const char *argument, int64_t row, double value, double least,
                               patron_fault *fault)
{
    int32_t status = cpv_status(value, least);
    if (status != PATRON_OK)
        patron_base_fault_real(fault, status, argument, row, value, cpv_expected(least));
    return status;
}

int32_t patron_cpv_check_row(const char *argument, int64_t row, size_t columns, const double *value,
                             double least, patron_fault *fault)
{
    const double *at = value + (size_t)row * columns;
    for (size_t c = 0; c < columns; c++) {
        int32_t status = cpv_status(at[c], least);
        if (status != PATRON_OK)
            return patron_base_fault_real_at(fault, status, argument, row, (int64_t)c, at[c],
                                             cpv_expected(least));
    }
    return PATRON_OK;
}

int32_t patron_cpv_check_table(uint32_t own, size_t n, const cpv_table *table, patron_fault *fault)
{
    if (n > 0 && table->benefit == NULL)
        return patron_base_fault_null(fault, "benefit");
    if (n > 0 && table->cost == NULL)
        return patron_base_fault_null(fault, "cost");
    int32_t status = patron_cpv_check_own(own, table->offers, fault);
    if (status == PATRON_OK)
        status = patron_cpv_check_count("offers", table->offers, fault);
    if (status == PATRON_OK)
        status = patron_cpv_check_count("benefits", table->benefits, fault);
    if (status == PATRON_OK)
        status = patron_cpv_check_count("costs", table->costs, fault);
    return status;
}

int32_t patron_cpv_check_customer(int64_t row, const cpv_table *table, patron_fault *fault)
{
    int32_t status = patron_cpv_check_row("benefit", row, table->offers * table->benefits,
                                          table->benefit, -CPV_AMOUNT_MAX, fault);
    if (status == PATRON_OK)
        status = patron_cpv_check_row("cost", row, table->offers * table->costs, table->cost, 0.0,
                                      fault);
    return status;
}

numeric_pair patron_cpv_sum(size_t count, const double *value)
{
    numeric_pair sum = numeric_pair_make(0.0, 0.0);
    for (size_t c = 0; c < count; c++)
        sum = numeric_pair_add(sum, value[c]);
    return sum;
}

cpv_offer patron_cpv_offer_of(size_t benefits, const double *benefit, size_t costs,
                              const double *cost)
{
    cpv_offer offer;
    offer.benefit = patron_cpv_sum(benefits, benefit);
    offer.cost = patron_cpv_sum(costs, cost);
    offer.value = numeric_pair_difference(offer.benefit, offer.cost);
    return offer;
}

double patron_cpv_ratio(double benefit, double cost)
{
    return cost > 0.0 ? benefit / cost : (double)NAN;
}
