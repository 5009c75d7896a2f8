/* Which activities made a customer's cost. */
#include "cost_stages.h"
#include "faults.h"
#include "memory.h"

#include <stdlib.h>

/* The rows of one customer. */
static void gather(cost_rows *own, const cost_rows *rows, uint32_t customer)
{
    own->activity = memory_new(rows->count, sizeof *own->activity);
    own->object = memory_new(rows->count, sizeof *own->object);
    own->quantity = memory_new(rows->count, sizeof *own->quantity);
    for (size_t i = 0; i < rows->count; i++) {
        if (rows->customer[i] == customer) {
            own->activity[own->count] = rows->activity[i];
            own->object[own->count] = rows->object[i];
            own->quantity[own->count] = rows->quantity[i];
            own->count++;
        }
    }
}

/* One object's cost, added to what is traced already. */
static void trace_object(const cost_stages *made, const cost_model *model, const cost_rows *own,
                         uint32_t object, int64_t *amount, double *quantity)
{
    patron_fault fault;
    const size_t n = made->activities;
    const size_t used_size = patron_abc_object_quantities_scratch_size(n);
    const size_t trace_size = patron_abc_trace_scratch_size(n);
    const size_t size = used_size > trace_size ? used_size : trace_size;
    void *scratch = memory_new(size, 1);
    double *used = memory_new(n, sizeof *used);
    int64_t *part = memory_new(n, sizeof *part);
    faults_stop(patron_abc_object_quantities(object, own->count, own->activity, own->object,
                                             own->quantity, scratch, size, n, used, &fault),
                &fault);
    faults_stop(patron_abc_trace(n, made->activity, model->activities.level, used, COST_LEVELS,
                                 made->cost + (size_t)object * COST_LEVELS, scratch, size, part,
                                 &fault),
                &fault);
    for (size_t i = 0; i < n; i++) {
        amount[i] += part[i];
        quantity[i] += used[i];
    }
    free(part);
    free(used);
    free(scratch);
}

void cost_stages_trace(const cost_stages *made, const cost_model *model, const cost_rows *rows,
                       uint32_t customer, int64_t *amount, double *quantity)
{
    cost_rows own = {0};
    gather(&own, rows, customer);
    for (size_t i = 0; i < made->activities; i++) {
        amount[i] = 0;
        quantity[i] = 0;
    }
    for (size_t column = 0; column <= rows->columns; column++) {
        trace_object(made, model, &own, (uint32_t)(customer * (rows->columns + 1) + column), amount,
                     quantity);
    }
    cost_rows_free(&own);
}
