/* What the customers' profits say. */
#include "faults.h"
#include "memory.h"
#include "served.h"

#include <stdlib.h>

const char *served_label(uint32_t label)
{
    static const char *const names[SERVED_LABELS] = {"nothing sold", "highly profitable",
                                                     "profitable", "mixed bag", "losing"};
    return names[label];
}

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

static void make_profit(served *made)
{
    patron_fault fault;
    const size_t n = made->customers;
    made->gross = memory_new(n, sizeof *made->gross);
    made->served = memory_new(n, sizeof *made->served);
    made->profit = memory_new(n, sizeof *made->profit);
    made->firm.struct_size = (uint32_t)sizeof made->firm;
    faults_stop(patron_profit_margin(n, made->net, made->goods, COST_LEVELS, made->cost,
                                     made->gross, made->served, NULL, made->profit, &fault),
                &fault);
    faults_stop(patron_profit_firm(n, made->list, made->on_invoice, made->off_invoice, NULL, NULL,
                                   made->goods, COST_LEVELS, made->cost, &made->uncarried,
                                   made->level_cost, &made->firm, &fault),
                &fault);
}

/* The whale: who brings the profit, and who takes it away again. */
static void make_whale(served *made)
{
    patron_fault fault;
    const size_t n = made->customers;
    const size_t size = larger(patron_pareto_rank_scratch_size(n),
                               larger(patron_pareto_summary_scratch_size(n, 0, 1),
                                      patron_pareto_whale_scratch_size(n, 1)));
    void *scratch = memory_new(size, 1);
    made->order = memory_new(n, sizeof *made->order);
    made->dearest = memory_new(n, sizeof *made->dearest);
    made->pareto.struct_size = (uint32_t)sizeof made->pareto;
    faults_stop(
        patron_pareto_rank_money(n, made->served, scratch, size, made->dearest, NULL, &fault),
        &fault);
    faults_stop(patron_pareto_rank_money(n, made->profit, scratch, size, made->order, NULL, &fault),
                &fault);
    faults_stop(patron_pareto_summary_money(NULL, n, made->profit, NULL, made->order, scratch, size,
                                            &made->pareto, &fault),
                &fault);
    faults_stop(patron_pareto_whale_money(n, made->profit, NULL, made->order, scratch, size,
                                          SERVED_POINTS, made->whale_customers, made->whale_profit,
                                          &fault),
                &fault);
    free(scratch);
}

/* Whether the large customers are the profitable ones. */
static void make_inversion(served *made)
{
    patron_fault fault;
    const size_t n = made->customers;
    const size_t size =
        larger(patron_profit_inversion_scratch_size(n), patron_profit_tiles_scratch_size(n, 0));
    void *scratch = memory_new(size, 1);
    made->inversion.struct_size = (uint32_t)sizeof made->inversion;
    made->tiles = n < SERVED_TILES ? n : SERVED_TILES;
    faults_stop(patron_profit_inversion_money(n, made->net, made->profit, scratch, size,
                                              &made->inversion, &fault),
                &fault);
    if (made->tiles > 0) {
        faults_stop(patron_profit_tiles(n, made->net, made->profit, NULL, scratch, size,
                                        made->tiles, made->tile, &fault),
                    &fault);
    }
    free(scratch);
}

/* Who is below the hurdle; the list is all of them, so that the ones worth dropping are counted. */
static void make_shortfalls(served *made)
{
    patron_fault fault;
    const size_t n = made->customers;
    const size_t size = patron_profit_shortfalls_scratch_size(n);
    void *scratch = memory_new(size, 1);
    patron_profit_shortfall *list = memory_new(n, sizeof *list);
    faults_stop(patron_profit_shortfalls(made->hurdle, n, made->net, made->gross, COST_LEVELS,
                                         made->cost, made->avoidable, scratch, size, n, list,
                                         &made->below, &fault),
                &fault);
    for (size_t i = 0; i < made->below; i++) {
        made->droppable += (list[i].flags & PATRON_PROFIT_FLAG_WORTH_DROPPING) != 0;
        if (i < SERVED_LISTED) {
            made->shortfall[made->shortfalls++] = list[i];
        }
    }
    free(list);
    free(scratch);
}

void served_figures(served *made)
{
    make_profit(made);
    make_whale(made);
    make_inversion(made);
    make_shortfalls(made);
    if (made->columns > 0) {
        served_matrix_make(made);
    }
}
