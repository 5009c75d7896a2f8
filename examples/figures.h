/*
 * What the report shows, computed from the receipts by the library. A customer's value is the net
 * margin where the file has a column of it, else the net spend.
 */
#ifndef FIGURES_H
#define FIGURES_H

#include "options.h"
#include "receipts.h"

#include <patron/patron.h>

enum figures_size {
    FIGURES_POINTS = 201, /* of a curve */
    FIGURES_TILES = 10,
    FIGURES_BARS = 64
};

/* Customers whose value lies in [from, to), minor units. */
typedef struct figures_bar {
    int64_t from;
    int64_t to;
    uint64_t customers;
} figures_bar;

/*
 * How many come back, counted: of the customers who bought in the period before the last one, those
 * who bought in the last one too.
 */
typedef struct figures_retention {
    int32_t period_days; /* 0: the receipts span too short a time to see anyone come back */
    const char *period;  /* "year" */
    int32_t before_from; /* first day of the period before */
    int32_t last_from;   /* first day of the last period */
    uint64_t before;     /* customers who bought in the period before */
    uint64_t again;      /* of these, who bought in the last one too */
    uint64_t active;     /* all customers who bought in the last one */
    double retention;    /* again / before; NaN where before is 0 */
    double discount;     /* a period */
} figures_retention;

typedef struct figures {
    int32_t first_day;
    int32_t as_of;
    size_t customers;
    patron_history *history;
    int64_t *value;
    uint32_t *order; /* rows, the most valuable first */
    uint32_t *rank;
    uint32_t *customer_class;
    double *lifetime; /* minor units; NULL where there is no retention */
    uint32_t *lifetime_order;
    patron_history_totals totals;
    patron_pareto_money_result pareto;
    patron_pareto_money_class_result classes;
    patron_pareto_result lifetime_pareto;
    double lifetime_median; /* of the active customers */
    uint64_t once;          /* customers with one purchase day */
    int64_t once_value;
    figures_retention retention;
    double whale_customers[FIGURES_POINTS];
    int64_t whale_value[FIGURES_POINTS];
    double lorenz_customers[FIGURES_POINTS];
    double lorenz_share[FIGURES_POINTS];
    uint64_t tile_customers[FIGURES_TILES];
    int64_t tile_value[FIGURES_TILES];
    uint64_t not_positive; /* customers whose value is 0 or below */
    size_t bars;
    figures_bar bar[FIGURES_BARS];
} figures;

/* Ends the program with exit code 1 where the library finds a fault in the receipts. */
void figures_make(figures *made, const receipts *all, const options *chosen);
void figures_free(figures *made);

/* The share that a part is of a whole; NaN of nothing. */
double figures_share(double part, double whole);

/* Ten to the decimals: minor units in a unit of the currency. */
int64_t figures_unit(unsigned decimals);

#endif
