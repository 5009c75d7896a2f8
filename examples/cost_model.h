/*
 * A cost model as a folder has it: resources with their cost, activities with their level, which
 * resources the activities use, and which drivers of the customers use the activities.
 */
#ifndef COST_MODEL_H
#define COST_MODEL_H

#include "receipts.h"
#include "tables.h"

#include <patron/abc.h>

enum cost_model_size { COST_LEVELS = PATRON_ABC_LEVEL_CORPORATE + 1 };

/* What of the receipts uses an activity. */
enum cost_driver {
    COST_ORDERS,    /* receipts with something sold */
    COST_LINES,     /* their lines */
    COST_ITEMS,     /* the items of these */
    COST_RETURNS,   /* lines with an amount below 0 */
    COST_REVENUE,   /* units of the currency sold */
    COST_DAYS,      /* days with something sold, of each customer */
    COST_CUSTOMERS, /* customers */
    COST_DRIVERS
};

/* Resources, or activities: columns by number. */
typedef struct cost_pools {
    customer_ids names;
    size_t capacity;   /* of the columns */
    int64_t *cost;     /* minor units; of activities, once the resources are assigned */
    uint32_t *basis;   /* PATRON_ABC_ACTUAL, CAPACITY, STANDARD */
    double *practical; /* capacity, in units of the driver */
    double *standard;  /* minor units for a unit of the driver */
    uint32_t *level;   /* PATRON_ABC_LEVEL_*, of activities */
} cost_pools;

/* Of each unit of a driver, so much of an activity: minutes for an order, say. */
typedef struct cost_term {
    uint32_t activity;
    uint32_t driver;   /* COST_* */
    uint32_t category; /* of the receipts; PATRON_NONE: any */
    double quantity;
} cost_term;

/* So much of an activity for a customer, said one by one. */
typedef struct cost_event {
    uint32_t activity;
    uint32_t customer;
    uint32_t category; /* of the receipts; PATRON_NONE: none */
    double quantity;
} cost_event;

typedef struct cost_model {
    tables files;
    cost_pools resources;
    cost_pools activities;
    int64_t *own_cost; /* of resources, before supports hand theirs on */
    double *support;   /* [resources*resources]: how much of the first the second uses; or NULL */
    double *use;       /* [resources*activities]: how much of the resource's driver */
    cost_term *term;
    size_t terms;
    size_t term_capacity;
    cost_event *event;
    size_t events;
    size_t event_capacity;
    double *goods; /* by category, and one more for others: share of the amount; NULL: none given */
    double avoidable[COST_LEVELS];
} cost_model;

/* An exit code; on any but EXIT_DONE the reason has been said on standard error. */
int cost_model_read(cost_model *model, const receipts *all, const options *chosen);
void cost_model_free(cost_model *model);

/* Names. */
const char *cost_level_name(uint32_t level);
const char *cost_driver_name(uint32_t driver);
void cost_pool_name(const cost_pools *pools, size_t pool, char *text, size_t size);

/* Reads the resources or the activities; the drivers; for cost_model_read. */
void cost_pools_read(cost_pools *pools, tables *files, int activities);
void cost_pools_free(cost_pools *pools);
void cost_drivers_read(cost_model *model, const receipts *all);

/* The number of a name in a field; false after keeping the line as a bad one. */
int cost_find(table *open, size_t column, const customer_ids *names, const char *wrong,
              uint32_t *number);

#endif
