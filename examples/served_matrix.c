/* Which customers earn or lose on which categories. */
#include "faults.h"
#include "memory.h"
#include "money.h"
#include "served.h"

#include <stdlib.h>

/* Highly profitable is who brings twice the average of so many. */
static patron_profit_hurdles hurdles_of(const served *made, size_t count)
{
    patron_profit_hurdles hurdles = {0, 0, 0};
    const int64_t average = count > 0 ? made->firm.carried / (int64_t)count : 0;
    hurdles.low = made->hurdle;
    hurdles.high = average < INT64_MAX / 2 ? 2 * average : INT64_MAX;
    hurdles.high = hurdles.high > hurdles.low ? hurdles.high : hurdles.low;
    return hurdles;
}

static void label_customers(served *made)
{
    patron_fault fault;
    const size_t n = made->customers;
    const patron_profit_hurdles hurdles = hurdles_of(made, n);
    int64_t *by_column = memory_new(made->columns, sizeof *by_column);
    uint32_t *label = memory_new(n, sizeof *label);
    faults_stop(patron_profit_matrix_labels(&hurdles, n, made->columns, made->cell, made->profit,
                                            by_column, label, NULL, &fault),
                &fault);
    for (size_t i = 0; i < n; i++) {
        made->labeled[label[i]]++;
    }
    free(label);
    free(by_column);
}

static void list_losses(served *made)
{
    patron_fault fault;
    const size_t size =
        patron_profit_matrix_losses_scratch_size(made->customers, made->columns, SERVED_LISTED);
    void *scratch = memory_new(size, 1);
    faults_stop(patron_profit_matrix_losses(0, PATRON_NONE, PATRON_NONE, made->customers,
                                            made->columns, made->cell, scratch, size, SERVED_LISTED,
                                            made->loss_customer, made->loss_column, made->loss,
                                            &made->losing_cells, &fault),
                &fault);
    made->losses = made->losing_cells < SERVED_LISTED ? made->losing_cells : SERVED_LISTED;
    free(scratch);
}

/* The rows of customers by net revenue, the largest first, ties by row. */
static uint32_t *by_size(const served *made)
{
    patron_fault fault;
    const size_t size = patron_pareto_rank_scratch_size(made->customers);
    void *scratch = memory_new(size, 1);
    uint32_t *order = memory_new(made->customers, sizeof *order);
    faults_stop(
        patron_pareto_rank_money(made->customers, made->net, scratch, size, order, NULL, &fault),
        &fault);
    free(scratch);
    return order;
}

/* Tenths as patron_profit_tiles has them: the first ones are larger by one where it does not come out. */
static void group_customers(served *made)
{
    served_matrix *matrix = &made->matrix;
    uint32_t *order = by_size(made);
    size_t at = 0;
    matrix->groups = made->tiles;
    matrix->columns = made->columns;
    for (size_t group = 0; group < matrix->groups; group++) {
        const size_t size = (size_t)made->tile[group].customers;
        for (size_t i = 0; i < size; i++, at++) {
            const size_t row = order[at];
            money_add(&matrix->group[group], made->profit[row]);
            for (size_t column = 0; column < made->columns; column++) {
                money_add(&matrix->cell[group][column], made->cell[row * made->columns + column]);
            }
        }
    }
    free(order);
}

static void label_groups(served *made)
{
    patron_fault fault;
    served_matrix *matrix = &made->matrix;
    const size_t columns = matrix->columns;
    const size_t size = patron_profit_matrix_totals_scratch_size(matrix->groups, columns);
    const patron_profit_hurdles of_groups = hurdles_of(made, matrix->groups);
    const patron_profit_hurdles of_columns = hurdles_of(made, columns);
    void *scratch = memory_new(size, 1);
    int64_t *cell = memory_new(matrix->groups * columns, sizeof *cell);
    for (size_t i = 0; i < matrix->groups * columns; i++) {
        cell[i] = matrix->cell[i / columns][i % columns];
    }
    faults_stop(patron_profit_matrix_totals(matrix->groups, columns, cell, scratch, size, NULL,
                                            matrix->column, NULL, &fault),
                &fault);
    faults_stop(patron_profit_matrix_labels(&of_groups, matrix->groups, columns, cell,
                                            matrix->group, matrix->column, matrix->group_label,
                                            NULL, &fault),
                &fault);
    faults_stop(patron_profit_matrix_labels(&of_columns, matrix->groups, columns, cell,
                                            matrix->group, matrix->column, NULL,
                                            matrix->column_label, &fault),
                &fault);
    free(cell);
    free(scratch);
}

void served_matrix_make(served *made)
{
    label_customers(made);
    list_losses(made);
    group_customers(made);
    label_groups(made);
}
