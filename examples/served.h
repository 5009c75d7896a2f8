/*
 * What is left of each customer: from the list price down to the profit after the cost to serve; and
 * what that says of all of them. Rows are customers as the receipts number them.
 */
#ifndef SERVED_H
#define SERVED_H

#include "cost_stages.h"

#include <patron/pareto.h>
#include <patron/profit.h>

enum served_size {
    SERVED_POINTS = 201, /* of a curve */
    SERVED_TILES = 10,
    SERVED_LISTED = 10, /* rows of a list */
    SERVED_NAME = 40,
    SERVED_LABELS = PATRON_PROFIT_LABEL_LOSING + 1
};

/* Customers in tenths by net revenue, the largest first, and categories: profit. */
typedef struct served_matrix {
    size_t groups;
    size_t columns;
    int64_t cell[SERVED_TILES][COST_COLUMNS_MOST];
    int64_t group[SERVED_TILES]; /* in all, with what no category causes */
    int64_t column[COST_COLUMNS_MOST];
    uint32_t group_label[SERVED_TILES]; /* PATRON_PROFIT_LABEL_* */
    uint32_t column_label[COST_COLUMNS_MOST];
} served_matrix;

typedef struct served {
    size_t customers;
    size_t columns; /* of cell; 0: there is no matrix */
    char (*column_name)[SERVED_NAME];
    int64_t *list; /* minor units, as all that follow */
    int64_t *on_invoice;
    int64_t *off_invoice;
    int64_t *net;
    int64_t *goods;
    int64_t *cost; /* [customers*COST_LEVELS] */
    int64_t *cell; /* [customers*columns] profit before what no category causes */
    int64_t *gross;
    int64_t *served; /* cost of all levels */
    int64_t *profit;
    int has_firm; /* whether it is known what no customer carries */
    patron_profit_uncarried uncarried;
    double avoidable[COST_LEVELS];
    int64_t hurdle;

    patron_profit_firm_result firm;
    int64_t level_cost[COST_LEVELS];
    patron_profit_inversion_result inversion;
    size_t tiles;
    patron_profit_tile tile[SERVED_TILES];
    uint32_t *order;                   /* rows, the most profitable first */
    uint32_t *dearest;                 /* rows, the highest cost to serve first */
    patron_pareto_money_result pareto; /* of the profit */
    double whale_customers[SERVED_POINTS];
    int64_t whale_profit[SERVED_POINTS];
    size_t below; /* customers below the hurdle */
    size_t droppable;
    size_t shortfalls; /* of these, listed */
    patron_profit_shortfall shortfall[SERVED_LISTED];
    uint64_t labeled[SERVED_LABELS]; /* customers of each label */
    size_t losing_cells;
    size_t losses; /* of these, listed */
    uint32_t loss_customer[SERVED_LISTED];
    uint32_t loss_column[SERVED_LISTED];
    int64_t loss[SERVED_LISTED];
    served_matrix matrix;
} served;

/* From receipts and the costs of a model; then all figures. Faults end the program with exit code 1. */
void served_make(served *made, const receipts *all, const options *chosen, const cost_model *model,
                 const cost_rows *rows, const cost_stages *stages);
void served_free(served *made);

/* The columns of so many customers and categories; what follows from them. */
void served_open(served *made, size_t customers, size_t columns, int64_t hurdle);
void served_figures(served *made);
void served_matrix_make(served *made); /* for served_figures */

/*
 * The file of customers: written for people and for customer_report --costs, and read again. Reading
 * gives an exit code; on any but EXIT_DONE the reason has been said on standard error.
 */
void served_write(FILE *file, const served *made, const receipts *all, const options *chosen);
int served_read(served *made, const receipts *all, const options *chosen, tables *files,
                size_t *missing);

/* "highly profitable" */
const char *served_label(uint32_t label);

#endif
