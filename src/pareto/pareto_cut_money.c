/*
 * Cuts through whole amounts. All sums are known to fit int64_t: C_k lies between the total and the
 * peak or between 0 and the peak. Every aim is met: none is beyond the peak or the last customer, and
 * nothing is rounded.
 */
#include "pareto_cut.h"

#include "../numeric/numeric_select.h"

/* --- guesses ---------------------------------------------------------------------------------- */

void patron_pareto_guess_money_by_walk(pareto_walk_money *walk, const pareto_aim_money *aim,
                                       int64_t *guess)
{
    uint32_t open[PARETO_AIMS] = {1, 1};
    uint64_t sum = 0; /* two's complement, so that weights and losses may come in any size */
    uint64_t customers = 0;
    pareto_walk_money_restart(walk, 0);
    while (open[0] || open[1]) {
        size_t count = patron_pareto_walk_money_next(walk, PARETO_BLOCK);
        for (size_t i = 0; i < count; i++) {
            int64_t x = walk->x[i];
            if (walk->w[i] == 0)
                continue;
            sum += (uint64_t)x * walk->w[i];
            customers += walk->w[i];
            for (int k = 0; k < PARETO_AIMS; k++) {
                if (!open[k])
                    continue;
                guess[k] = x;
                open[k] = aim[k].customers != 0 ? customers < aim[k].customers
                                                : sum < (uint64_t)aim[k].reach;
            }
        }
    }
}

void patron_pareto_guess_money_by_select(const pareto_rows_money *rows, const pareto_aim_money *aim,
                                         int64_t *guess, void *scratch)
{
    numeric_cut_whole cut[PARETO_AIMS];
    memset(cut, 0, sizeof cut);
    for (int k = 0; k < PARETO_AIMS; k++) {
        cut[k].rank = (size_t)aim[k].customers;
        cut[k].threshold = numeric_wide_make(aim[k].reach);
    }
    patron_numeric_select_whole(rows->n, rows->value, PARETO_AIMS, cut, scratch);
    for (int k = 0; k < PARETO_AIMS; k++)
        guess[k] = cut[k].value;
}

/* --- the cut itself --------------------------------------------------------------------------- */

static void pareto_look_money(const pareto_rows_money *rows, pareto_cut_money *cut)
{
    uint64_t sum = 0;
    cut->above = 0;
    cut->beside = 0;
    for (size_t i = 0; i < rows->n; i++) {
        int64_t x = rows->value[i];
        uint64_t w = rows->weight != NULL ? rows->weight[i] : 1;
        uint64_t greater = 0 - (uint64_t)(x > cut->value);
        uint64_t equal = 0 - (uint64_t)(x == cut->value);
        sum += ((uint64_t)x * w) & greater;
        cut->above += w & greater;
        cut->beside += w & equal;
    }
    memcpy(&cut->above_sum, &sum, sizeof sum);
}

/* The fewest customers of the value that make the sum, given that all of them do. */
static uint64_t pareto_crossing_money(const pareto_cut_money *cut, int64_t reach)
{
    uint64_t missing = (uint64_t)reach - (uint64_t)cut->above_sum;
    uint64_t value = (uint64_t)cut->value;
    return missing / value + (missing % value != 0);
}

void patron_pareto_cut_money_find(const pareto_rows_money *rows, const pareto_aim_money *aim,
                                  int64_t guess, pareto_cut_money *cut)
{
    cut->value = guess;
    pareto_look_money(rows, cut);
    cut->crossing =
        aim->customers != 0 ? aim->customers - cut->above : pareto_crossing_money(cut, aim->reach);
}
