/*
 * The waterfall of a customer: list revenue, what the invoice and what later papers take from it, the
 * cost of the goods, and the costs to serve level by level. Every step is a subtraction of integers.
 *
 * Source: M. Marn & R. Rosiello, "Managing price, gaining profit" (1992), from list to pocket price;
 * R. Kaplan & V. Narayanan, "Measuring and managing customer profitability" (2001), from there on.
 */
#include "../portability.h"
#include "profit_check.h"

/* --- kernels ---------------------------------------------------------------------------------- */

/* Steps between invoice and net may leave int64_t where their end does not. */
static int profit_net_of(int64_t invoice, int64_t rebate, int64_t terms, int64_t freight,
                         int64_t *net)
{
    if (profit_subtract(invoice, rebate, net) && profit_subtract(*net, terms, net) &&
        profit_subtract(*net, freight, net))
        return 1;
    numeric_wide exact = profit_difference(invoice, rebate);
    exact = numeric_wide_sum(exact, profit_difference(0, terms));
    exact = numeric_wide_sum(exact, profit_difference(0, freight));
    return profit_narrow(exact, net);
}

/* What is left after all levels; how many levels could be subtracted. */
static size_t profit_levels(int64_t gross, size_t levels, const int64_t *cost, int64_t *profit)
{
    *profit = gross;
    for (size_t l = 0; cost != NULL && l < levels; l++)
        if (!profit_subtract(*profit, cost[l], profit))
            return l;
    return levels;
}

static void profit_write_margin(int64_t gross, size_t levels, const int64_t *cost, int64_t *margin)
{
    int64_t left = gross;
    for (size_t l = 0; l < levels; l++) {
        (void)profit_subtract(left, profit_at(cost, l), &left);
        margin[l] = left;
    }
}

/* --- checks ----------------------------------------------------------------------------------- */

/* A row whose margin leaves int64_t at a level: its costs to serve come first if they do, too. */
static int32_t profit_margin_overflow(size_t levels, const int64_t *cost, size_t row, size_t level,
                                      patron_fault *fault)
{
    if (!numeric_wide_fits(patron_profit_sum(levels, cost)))
        return patron_profit_overflow("served", (int64_t)row, -1, fault);
    return patron_profit_overflow("margin", (int64_t)row, (int64_t)level, fault);
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_profit_revenue(size_t n, const int64_t *list, const int64_t *discount,
                                          const int64_t *rebate, const int64_t *terms,
                                          const int64_t *freight, int64_t *invoice, int64_t *net,
                                          patron_fault *fault)
{
    for (size_t i = 0; i < n; i++) {
        int64_t invoiced;
        int64_t left;
        if (!profit_subtract(profit_at(list, i), profit_at(discount, i), &invoiced))
            return patron_profit_overflow("invoice", (int64_t)i, -1, fault);
        if (!profit_net_of(invoiced, profit_at(rebate, i), profit_at(terms, i),
                           profit_at(freight, i), &left))
            return patron_profit_overflow("net", (int64_t)i, -1, fault);
        if (invoice != NULL)
            invoice[i] = invoiced;
        if (net != NULL)
            net[i] = left;
    }
    return PATRON_OK;
}

int32_t PATRON_CALL patron_profit_margin(size_t n, const int64_t *net, const int64_t *goods,
                                         size_t levels, const int64_t *cost, int64_t *gross,
                                         int64_t *served, int64_t *margin, int64_t *profit,
                                         patron_fault *fault)
{
    int32_t status = patron_profit_check_levels(levels, fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        const int64_t *costs = cost != NULL ? cost + i * levels : NULL;
        int64_t made;
        int64_t left;
        int64_t spent;
        if (!profit_subtract(profit_at(net, i), profit_at(goods, i), &made))
            return patron_profit_overflow("gross", (int64_t)i, -1, fault);
        size_t level = profit_levels(made, levels, costs, &left);
        if (level < levels)
            return profit_margin_overflow(levels, costs, i, level, fault);
        if (!profit_subtract(made, left, &spent))
            return patron_profit_overflow("served", (int64_t)i, -1, fault);
        if (gross != NULL)
            gross[i] = made;
        if (served != NULL)
            served[i] = spent;
        if (margin != NULL)
            profit_write_margin(made, levels, costs, margin + i * levels);
        if (profit != NULL)
            profit[i] = left;
    }
    return status;
}
