/* What uses what: resource drivers, activity drivers, events. */
#include "cost_model.h"
#include "memory.h"

#include <string.h>

static const char *const driver_names[COST_DRIVERS] = {"orders",  "lines", "items",    "returns",
                                                       "revenue", "days",  "customers"};

const char *cost_driver_name(uint32_t driver)
{
    return driver_names[driver];
}

int cost_find(table *open, size_t column, const customer_ids *names, const char *wrong,
              uint32_t *number)
{
    const csv_field *field = table_field(open, column);
    size_t found = 0;
    if (field->size == 0 || !customer_ids_find(names, field->text, field->size, &found)) {
        table_bad(open, open->form->column[column], field, wrong);
        return 0;
    }
    *number = (uint32_t)found;
    return 1;
}

static const char no_resource[] = "is not in resources.csv";
static const char no_activity[] = "is not in activities.csv";

static void read_resource_drivers(cost_model *model)
{
    static const tables_form form = {
        "resource_drivers.csv", 3, {"resource", "activity", "quantity", NULL}};
    table open;
    if (!table_open(&open, &model->files, &form, 0)) {
        return;
    }
    while (table_next(&open)) {
        uint32_t resource = 0;
        uint32_t activity = 0;
        double quantity = 0;
        if (cost_find(&open, 0, &model->resources.names, no_resource, &resource) &&
            cost_find(&open, 1, &model->activities.names, no_activity, &activity) &&
            table_number(&open, 2, 0, 1e12, &quantity)) {
            model->use[resource * model->activities.names.count + activity] += quantity;
        }
    }
    table_close(&open);
}

static void read_support(cost_model *model)
{
    static const tables_form form = {"support.csv", 3, {"resource", "user", "quantity", NULL}};
    const size_t n = model->resources.names.count;
    table open;
    if (!table_open(&open, &model->files, &form, 1)) {
        return;
    }
    model->support = memory_new(n * n, sizeof *model->support);
    while (table_next(&open)) {
        uint32_t resource = 0;
        uint32_t user = 0;
        double quantity = 0;
        if (cost_find(&open, 0, &model->resources.names, no_resource, &resource) &&
            cost_find(&open, 1, &model->resources.names, no_resource, &user) &&
            table_number(&open, 2, 0, 1e12, &quantity)) {
            model->support[resource * n + user] += quantity;
        }
    }
    table_close(&open);
}

/* A category of the receipts, or none where the field is empty. */
static int read_category(table *open, size_t column, const receipts *all, uint32_t *category)
{
    *category = PATRON_NONE;
    return table_field(open, column)->size == 0 ||
           cost_find(open, column, &all->categories, "is in no receipt (--category)", category);
}

static int read_driver(table *open, size_t column, uint32_t *driver)
{
    const csv_field *field = table_field(open, column);
    *driver = 0;
    while (*driver < COST_DRIVERS && !fields_is(field, driver_names[*driver])) {
        ++*driver;
    }
    if (*driver == COST_DRIVERS) {
        table_bad(open, "driver", field,
                  "is none of orders, lines, items, returns, revenue, days, customers");
    } else if (*driver == COST_ITEMS && open->all->chosen->column[COLUMN_ITEMS] == NULL) {
        table_bad(open, "driver", field, "needs a column of the receipts: --items");
    } else {
        return 1;
    }
    return 0;
}

static void read_activity_drivers(cost_model *model, const receipts *all)
{
    static const tables_form form = {
        "activity_drivers.csv", 3, {"activity", "driver", "quantity", "category", NULL}};
    table open;
    if (!table_open(&open, &model->files, &form, 0)) {
        return;
    }
    while (table_next(&open)) {
        cost_term term;
        if (!cost_find(&open, 0, &model->activities.names, no_activity, &term.activity) ||
            !read_driver(&open, 1, &term.driver) ||
            !table_number(&open, 2, 0, 1e12, &term.quantity) ||
            !read_category(&open, 3, all, &term.category)) {
            continue;
        }
        if (term.driver == COST_CUSTOMERS && term.category != PATRON_NONE) {
            table_bad(&open, "category", table_field(&open, 3), "is of receipts, not of customers");
            continue;
        }
        model->term =
            memory_room(model->term, model->terms, &model->term_capacity, sizeof *model->term);
        model->term[model->terms++] = term;
    }
    table_close(&open);
}

static void read_events(cost_model *model, const receipts *all)
{
    static const tables_form form = {
        "events.csv", 3, {"activity", "customer", "quantity", "category", NULL}};
    table open;
    if (!table_open(&open, &model->files, &form, 1)) {
        return;
    }
    while (table_next(&open)) {
        cost_event event;
        if (cost_find(&open, 0, &model->activities.names, no_activity, &event.activity) &&
            cost_find(&open, 1, &all->ids, "is in no receipt", &event.customer) &&
            table_number(&open, 2, 0, 1e12, &event.quantity) &&
            read_category(&open, 3, all, &event.category)) {
            model->event = memory_room(model->event, model->events, &model->event_capacity,
                                       sizeof *model->event);
            model->event[model->events++] = event;
        }
    }
    table_close(&open);
}

void cost_drivers_read(cost_model *model, const receipts *all)
{
    model->use =
        memory_new(model->resources.names.count * model->activities.names.count, sizeof(double));
    model->own_cost = memory_new(model->resources.names.count, sizeof *model->own_cost);
    for (size_t i = 0; i < model->resources.names.count; i++) {
        model->own_cost[i] = model->resources.cost[i];
    }
    read_support(model);
    read_resource_drivers(model);
    read_activity_drivers(model, all);
    read_events(model, all);
}
