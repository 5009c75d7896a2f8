#include "cost_rows.h"
#include "memory.h"

#include <stdlib.h>
#include <string.h>

static void add(cost_rows *rows, uint32_t activity, uint32_t customer, uint32_t column,
                double quantity)
{
    if (rows->count == rows->capacity) {
        rows->activity =
            memory_room(rows->activity, rows->count, &rows->capacity, sizeof *rows->activity);
        rows->customer = memory_grow(rows->customer, rows->capacity, sizeof *rows->customer);
        rows->object = memory_grow(rows->object, rows->capacity, sizeof *rows->object);
        rows->quantity = memory_grow(rows->quantity, rows->capacity, sizeof *rows->quantity);
    }
    rows->activity[rows->count] = activity;
    rows->customer[rows->count] = customer;
    rows->object[rows->count] = customer * (uint32_t)(rows->columns + 1) + column;
    rows->quantity[rows->count] = quantity;
    rows->count++;
}

/*
 * How large a part of its receipt, or of its customer's day, each line with something sold is: one of
 * as many lines as that has.
 */
static double *parts(const receipts *all, int days)
{
    double *part = memory_new(all->count, sizeof *part);
    uint32_t *whole = memory_new(all->count, sizeof *whole);
    uint32_t *lines = memory_new(all->count, sizeof *lines);
    customer_ids wholes;
    customer_ids_open(&wholes, NULL);
    for (size_t i = 0; i < all->count; i++) {
        uint32_t key[2];
        key[0] = all->customer[i];
        key[1] = days ? (uint32_t)all->day[i] : all->slip[i];
        whole[i] = (uint32_t)customer_ids_number(&wholes, (const char *)key, sizeof key);
        lines[whole[i]] += all->amount[i] >= 0;
    }
    for (size_t i = 0; i < all->count; i++) {
        part[i] = all->amount[i] >= 0 ? 1.0 / lines[whole[i]] : 0;
    }
    customer_ids_close(&wholes);
    free(lines);
    free(whole);
    return part;
}

/* How much of a driver one line is; order and day are its parts of these. */
static double driven(const receipts *all, uint32_t driver, size_t line, double unit,
                     const double *order, const double *day)
{
    const int64_t amount = all->amount[line];
    const int sold = amount >= 0;
    switch (driver) {
    case COST_ORDERS:
        return order != NULL ? order[line] : sold;
    case COST_LINES:
        return sold;
    case COST_ITEMS:
        return sold && all->items[line] > 0 ? all->items[line] : 0;
    case COST_RETURNS:
        return !sold;
    case COST_REVENUE:
        return sold ? (double)amount / unit : 0;
    default:
        return day[line];
    }
}

static void add_term(cost_rows *rows, const receipts *all, const cost_term *term, double unit,
                     const double *order, const double *day)
{
    if (term->driver == COST_CUSTOMERS) {
        for (uint32_t customer = 0; customer < all->customers; customer++) {
            add(rows, term->activity, customer, (uint32_t)rows->columns, term->quantity);
        }
        return;
    }
    for (size_t line = 0; line < all->count; line++) {
        const uint32_t category = all->category != NULL ? all->category[line] : PATRON_NONE;
        const double quantity =
            term->category == PATRON_NONE || term->category == category
                ? term->quantity * driven(all, term->driver, line, unit, order, day)
                : 0;
        if (quantity > 0) {
            add(rows, term->activity, all->customer[line], cost_rows_column(rows, category),
                quantity);
        }
    }
}

static double unit_of(unsigned decimals)
{
    double unit = 1;
    for (unsigned i = 0; i < decimals; i++) {
        unit *= 10;
    }
    return unit;
}

/* Whether the activity is of a level that customers cause: the others are held. */
static int pushed(const cost_model *model, uint32_t activity)
{
    return model->activities.level[activity] <= PATRON_ABC_LEVEL_CUSTOMER;
}

void cost_rows_make(cost_rows *rows, const cost_model *model, const receipts *all)
{
    memset(rows, 0, sizeof *rows);
    cost_columns_make(rows, all);
    double *order = all->slip != NULL ? parts(all, 0) : NULL;
    double *day = parts(all, 1);
    for (size_t i = 0; i < model->terms; i++) {
        if (pushed(model, model->term[i].activity)) {
            add_term(rows, all, &model->term[i], unit_of(model->files.chosen->decimals), order,
                     day);
        }
    }
    for (size_t i = 0; i < model->events; i++) {
        const cost_event *event = &model->event[i];
        if (pushed(model, event->activity)) {
            add(rows, event->activity, event->customer, cost_rows_column(rows, event->category),
                event->quantity);
        }
    }
    free(order);
    free(day);
}

void cost_rows_free(cost_rows *rows)
{
    free(rows->column_of);
    free(rows->shown);
    free(rows->activity);
    free(rows->customer);
    free(rows->object);
    free(rows->quantity);
    memset(rows, 0, sizeof *rows);
}
