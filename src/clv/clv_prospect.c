/*
 * Ratios of lifetime values to what is spent for them: on customers won, on prospects, on a whole base.
 *
 * Source: P. Farris, N. Bendle, P. Pfeifer and D. Reibstein, "Marketing Metrics", ch. 5; D. Peppers and
 * M. Rogers, "Return on Customer" (2005).
 */
#include "../portability.h"
#include "clv_terms.h"
#include "clv_wide.h"

int32_t PATRON_CALL patron_clv_recovery(size_t n, const double *value, const double *margin,
                                        const double *acquisition, double *ratio, double *periods,
                                        uint32_t *notes, patron_fault *fault)
{
    int32_t status = patron_clv_check_column(n, value, "value", fault);
    if (status == PATRON_OK)
        status = patron_clv_check_column(n, margin, "margin", fault);
    if (status == PATRON_OK)
        status = patron_clv_check_column(n, acquisition, "acquisition", fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        int64_t number = (int64_t)i;
        status = patron_clv_check_amount(value[i], "value", number, fault);
        if (status == PATRON_OK)
            status = patron_clv_check_amount(margin[i], "margin", number, fault);
        if (status == PATRON_OK)
            status = patron_clv_check_amount(acquisition[i], "acquisition", number, fault);
        if (status != PATRON_OK)
            return status;
        uint32_t note = 0;
        double times = (double)NAN;
        double wait = 0.0;
        if (acquisition[i] <= 0.0) {
            note = PATRON_CLV_NOTE_NO_ACQUISITION;
        } else {
            times = value[i] / acquisition[i] + 0.0;
            wait = margin[i] > 0.0 ? acquisition[i] / margin[i] : (double)NAN;
            note = margin[i] > 0.0 ? 0u : (uint32_t)PATRON_CLV_NOTE_NEVER_PERIODS;
        }
        const clv_figure figure[2] = {clv_figure_make(ratio, "ratio", times),
                                      clv_figure_make(periods, "periods", wait)};
        status = patron_clv_write_row(figure, 2, i, fault);
        if (status == PATRON_OK && notes != NULL)
            notes[i] = note;
    }
    return status;
}

/* The columns of a prospect. */
typedef struct clv_prospect {
    const double *rate;
    const double *initial_margin;
    const double *clv;
    const double *cost;
} clv_prospect;

static int32_t clv_prospect_check(const clv_prospect *given, size_t i, patron_fault *fault)
{
    int64_t number = (int64_t)i;
    int32_t status = patron_clv_check_retention(given->rate[i], "rate", number, fault);
    if (status == PATRON_OK && given->initial_margin != NULL)
        status = patron_clv_check_amount(given->initial_margin[i], "initial_margin", number, fault);
    if (status == PATRON_OK)
        status = patron_clv_check_amount(given->clv[i], "clv", number, fault);
    if (status == PATRON_OK)
        status = patron_clv_check_amount(given->cost[i], "cost", number, fault);
    return status;
}

/* The response rate that pays for the contact; NaN where none does. */
static double clv_prospect_rate(clv_wide won, double cost)
{
    if (cost <= 0.0)
        return 0.0;
    if (clv_wide_sign(won) <= 0 ||
        clv_wide_sign(patron_clv_wide_difference(won, clv_wide_of(cost))) < 0)
        return (double)NAN;
    return clv_wide_value(patron_clv_wide_quotient(clv_wide_of(cost), won));
}

int32_t PATRON_CALL patron_clv_prospect(size_t n, const double *rate, const double *initial_margin,
                                        const double *clv, const double *cost, double *value,
                                        double *ceiling, double *break_even, uint32_t *notes,
                                        patron_fault *fault)
{
    const clv_prospect given = {rate, initial_margin, clv, cost};
    int32_t status = patron_clv_check_column(n, rate, "rate", fault);
    if (status == PATRON_OK)
        status = patron_clv_check_column(n, clv, "clv", fault);
    if (status == PATRON_OK)
        status = patron_clv_check_column(n, cost, "cost", fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        status = clv_prospect_check(&given, i, fault);
        if (status != PATRON_OK)
            return status;
        clv_wide won = clv_wide_of(clv[i]);
        if (initial_margin != NULL)
            won = patron_clv_wide_sum(won, clv_wide_of(initial_margin[i]));
        clv_wide expected = clv_wide_product(clv_wide_of(rate[i]), won);
        clv_wide rest = patron_clv_wide_difference(expected, clv_wide_of(cost[i]));
        double needed = clv_prospect_rate(won, cost[i]);
        const clv_figure figure[3] = {clv_figure_make(value, "value", clv_wide_value(rest)),
                                      clv_figure_make(ceiling, "ceiling", clv_wide_value(expected)),
                                      clv_figure_make(break_even, "break_even", needed)};
        status = patron_clv_write_row(figure, 3, i, fault);
        if (status == PATRON_OK && notes != NULL)
            notes[i] = needed != needed ? (uint32_t)PATRON_CLV_NOTE_NEVER_RATE : 0u;
    }
    return status;
}

int32_t PATRON_CALL patron_clv_return_on_customer(size_t n, const double *profit,
                                                  const double *equity_start,
                                                  const double *equity_end, double *result,
                                                  patron_fault *fault)
{
    int32_t status = patron_clv_check_column(n, profit, "profit", fault);
    if (status == PATRON_OK)
        status = patron_clv_check_column(n, equity_start, "equity_start", fault);
    if (status == PATRON_OK)
        status = patron_clv_check_column(n, equity_end, "equity_end", fault);
    if (status == PATRON_OK)
        status = patron_clv_check_column(n, result, "result", fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        int64_t number = (int64_t)i;
        status = patron_clv_check_amount(profit[i], "profit", number, fault);
        if (status == PATRON_OK)
            status = patron_clv_check_amount(equity_start[i], "equity_start", number, fault);
        if (status == PATRON_OK)
            status = patron_clv_check_amount(equity_end[i], "equity_end", number, fault);
        if (status != PATRON_OK)
            return status;
        clv_wide start = clv_wide_of(equity_start[i]);
        clv_wide gained = patron_clv_wide_difference(clv_wide_of(equity_end[i]), start);
        gained = patron_clv_wide_sum(clv_wide_of(profit[i]), gained);
        clv_figure figure = clv_figure_make(result, "result", (double)NAN);
        if (equity_start[i] > 0.0)
            figure.value = clv_wide_value(patron_clv_wide_quotient(gained, start));
        status = patron_clv_write_row(&figure, 1, i, fault);
    }
    return status;
}
