#include "cost_stages.h"
#include "faults.h"
#include "memory.h"

#include <stdlib.h>
#include <string.h>

/* Resources to activities: the small stage, whose drivers fill a matrix. */
static void make_first(cost_stages *made, cost_model *model)
{
    patron_fault fault;
    const cost_pools *pools = &model->resources;
    const size_t resources = made->resources;
    const size_t size = patron_abc_cells_scratch_size(made->activities);
    void *scratch = memory_new(size, 1);
    double *quantity = memory_new(resources, sizeof *quantity);
    made->resource = memory_new(resources, sizeof *made->resource);
    made->flow = memory_new(resources * made->activities, sizeof *made->flow);
    made->first.struct_size = (uint32_t)sizeof made->first;
    faults_stop(patron_abc_cells_totals(resources, made->activities, model->use, quantity, &fault),
                &fault);
    faults_stop(patron_abc_rates(resources, pools->cost, pools->basis, pools->practical,
                                 pools->standard, quantity, made->resource, &made->first, &fault),
                &fault);
    faults_stop(patron_abc_cells(resources, made->resource, made->activities, model->use, scratch,
                                 size, made->flow, model->activities.cost, &fault),
                &fault);
    free(quantity);
    free(scratch);
}

/* How much of each activity's driver the rows are in all. */
static double *quantities(const cost_stages *made, const cost_rows *rows)
{
    patron_fault fault;
    const size_t size = patron_abc_totals_size(made->activities);
    patron_abc_totals *totals = memory_new(size, 1);
    double *quantity = memory_new(made->activities, sizeof *quantity);
    faults_stop(patron_abc_totals_init(totals, size, made->activities, &fault), &fault);
    faults_stop(
        patron_abc_totals_add(totals, size, rows->count, rows->activity, rows->quantity, &fault),
        &fault);
    faults_stop(patron_abc_totals_read(totals, size, made->activities, quantity, NULL, &fault),
                &fault);
    free(totals);
    return quantity;
}

/* The balance of each activity: only the levels up to the customer's are pushed. */
static void make_balances(cost_stages *made, const cost_model *model, const cost_rows *rows)
{
    patron_fault fault;
    const cost_pools *pools = &model->activities;
    const size_t activities = made->activities;
    int64_t *pushed = memory_new(activities, sizeof *pushed);
    made->held = memory_new(activities, sizeof *made->held);
    made->activity = memory_new(activities, sizeof *made->activity);
    made->levels.struct_size = (uint32_t)sizeof made->levels;
    made->second.struct_size = (uint32_t)sizeof made->second;
    faults_stop(patron_abc_levels(PATRON_ABC_LEVEL_CUSTOMER, activities, pools->level, pools->cost,
                                  pushed, made->held, &made->levels, &fault),
                &fault);
    double *quantity = quantities(made, rows);
    faults_stop(patron_abc_rates(activities, pushed, pools->basis, pools->practical,
                                 pools->standard, quantity, made->activity, &made->second, &fault),
                &fault);
    free(quantity);
    free(pushed);
}

/* Activities to customers, by level. */
static void make_second(cost_stages *made, const cost_model *model, const cost_rows *rows)
{
    patron_fault fault;
    const size_t size = patron_abc_costs_size(made->activities, COST_LEVELS, made->objects);
    const size_t cells = made->objects * COST_LEVELS;
    const size_t scratch_size = patron_abc_costs_finish_scratch_size();
    patron_abc_costs *costs = memory_new(size, 1);
    void *scratch = memory_new(scratch_size, 1);
    made->cost = memory_new(cells, sizeof *made->cost);
    faults_stop(patron_abc_costs_init(costs, size, made->activities, made->activity,
                                      model->activities.level, COST_LEVELS, made->objects, &fault),
                &fault);
    faults_stop(patron_abc_costs_add(costs, size, rows->count, rows->activity, rows->object,
                                     rows->quantity, &fault),
                &fault);
    faults_stop(
        patron_abc_costs_finish(costs, size, scratch, scratch_size, cells, made->cost, &fault),
        &fault);
    free(scratch);
    free(costs);
}

void cost_stages_make(cost_stages *made, cost_model *model, const cost_rows *rows, size_t customers)
{
    memset(made, 0, sizeof *made);
    made->resources = model->resources.names.count;
    made->activities = model->activities.names.count;
    made->objects = customers * (rows->columns + 1);
    if (model->support != NULL) {
        cost_support_hand_on(model, &made->support);
    }
    make_first(made, model);
    make_balances(made, model, rows);
    make_second(made, model, rows);
}

void cost_stages_free(cost_stages *made)
{
    free(made->resource);
    free(made->flow);
    free(made->held);
    free(made->activity);
    free(made->cost);
    memset(made, 0, sizeof *made);
}
