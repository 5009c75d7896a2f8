#include "served.h"
#include "faults.h"
#include "memory.h"
#include "money.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void served_open(served *made, size_t customers, size_t columns, int64_t hurdle)
{
    memset(made, 0, sizeof *made);
    made->customers = customers;
    made->columns = columns;
    made->hurdle = hurdle;
    made->column_name = memory_new(columns, sizeof *made->column_name);
    made->list = memory_new(customers, sizeof *made->list);
    made->on_invoice = memory_new(customers, sizeof *made->on_invoice);
    made->off_invoice = memory_new(customers, sizeof *made->off_invoice);
    made->net = memory_new(customers, sizeof *made->net);
    made->goods = memory_new(customers, sizeof *made->goods);
    made->cost = memory_new(customers * COST_LEVELS, sizeof *made->cost);
    made->cell = memory_new(customers * columns, sizeof *made->cell);
    for (size_t level = 0; level < COST_LEVELS; level++) {
        made->avoidable[level] = 1;
    }
}

void served_free(served *made)
{
    free(made->column_name);
    free(made->list);
    free(made->on_invoice);
    free(made->off_invoice);
    free(made->net);
    free(made->goods);
    free(made->cost);
    free(made->cell);
    free(made->gross);
    free(made->served);
    free(made->profit);
    free(made->order);
    free(made->dearest);
    memset(made, 0, sizeof *made);
}

/* A share of an amount, rounded half away from zero. */
static int64_t share_of(int64_t amount, double share)
{
    const double part = (double)amount * share;
    if (share >= 1 || fabs(part) >= 9e18) {
        return amount;
    }
    return (int64_t)(part < 0 ? ceil(part - 0.5) : floor(part + 0.5));
}

/* What the goods of a line cost: by its own column, by its margin, by the model's shares. */
static int64_t goods_of(const receipts *all, const cost_model *model, size_t line)
{
    if (all->goods != NULL) {
        return all->goods[line];
    }
    if (all->margin != NULL) {
        int64_t goods = all->amount[line];
        money_add(&goods, all->margin[line] == INT64_MIN ? INT64_MAX : -all->margin[line]);
        return goods;
    }
    if (model->goods == NULL) {
        return 0;
    }
    const size_t category = all->category != NULL ? all->category[line] : all->categories.count;
    return share_of(all->amount[line], model->goods[category]);
}

/* What a line brings, to its customer and to its cell. */
static void add_lines(served *made, const receipts *all, const cost_model *model,
                      const cost_rows *rows)
{
    patron_fault fault;
    for (size_t i = 0; i < all->count; i++) {
        const uint32_t customer = all->customer[i];
        const int64_t goods = goods_of(all, model, i);
        const int64_t on = all->on_invoice != NULL ? all->on_invoice[i] : 0;
        const int64_t off = all->off_invoice != NULL ? all->off_invoice[i] : 0;
        int64_t gross = all->amount[i];
        money_add(&gross, goods == INT64_MIN ? INT64_MAX : -goods);
        money_add(&made->list[customer], all->amount[i]);
        money_add(&made->list[customer], on);
        money_add(&made->list[customer], off);
        money_add(&made->on_invoice[customer], on);
        money_add(&made->off_invoice[customer], off);
        money_add(&made->goods[customer], goods);
        if (made->columns > 0) {
            const uint32_t column = cost_rows_column(rows, all->category[i]);
            faults_stop(patron_profit_matrix_add(made->columns, 1, &customer, &column, &gross,
                                                 made->customers, made->cell, &fault),
                        &fault);
        }
    }
    faults_stop(patron_profit_revenue(made->customers, made->list, made->on_invoice,
                                      made->off_invoice, NULL, NULL, NULL, made->net, &fault),
                &fault);
}

/* What the model says each customer, and each cell, costs. */
static void add_costs(served *made, const cost_stages *stages)
{
    const size_t width = made->columns + 1;
    for (size_t object = 0; object < stages->objects; object++) {
        const size_t customer = object / width;
        const size_t column = object % width;
        for (size_t level = 0; level < COST_LEVELS; level++) {
            const int64_t cost = stages->cost[object * COST_LEVELS + level];
            money_add(&made->cost[customer * COST_LEVELS + level], cost);
            if (column < made->columns) {
                money_add(&made->cell[customer * made->columns + column],
                          cost == INT64_MIN ? INT64_MAX : -cost);
            }
        }
    }
}

/* What no customer carries, of both stages. */
static void add_uncarried(served *made, const cost_stages *stages)
{
    made->has_firm = 1;
    made->uncarried.held = stages->levels.held;
    made->uncarried.idle = stages->first.idle;
    money_add(&made->uncarried.idle, stages->second.idle);
    made->uncarried.unassigned = stages->first.unassigned;
    money_add(&made->uncarried.unassigned, stages->second.unassigned);
    made->uncarried.over_driven = stages->first.over_driven;
    money_add(&made->uncarried.over_driven, stages->second.over_driven);
}

void served_make(served *made, const receipts *all, const options *chosen, const cost_model *model,
                 const cost_rows *rows, const cost_stages *stages)
{
    served_open(made, all->customers, rows->columns, chosen->hurdle);
    for (size_t column = 0; column < rows->columns; column++) {
        cost_rows_column_name(rows, all, column, made->column_name[column], SERVED_NAME);
    }
    memcpy(made->avoidable, model->avoidable, sizeof made->avoidable);
    add_lines(made, all, model, rows);
    add_costs(made, stages);
    add_uncarried(made, stages);
    served_figures(made);
}
