/*
 * Three stable sorts, by the last key first, put equal histories side by side; and equal ones in the
 * order of their rows, which their exact sums of weights do not depend on.
 */
#include "../portability.h"
#include "btyd_distinct.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_compensated.h"
#include "../numeric/numeric_scratch.h"
#include "../numeric/numeric_sort.h"
#include "../sum/sum_exact.h"

#include <math.h>

/* --- kernels ---------------------------------------------------------------------------------- */

size_t patron_btyd_order_scratch_size(size_t n)
{
    size_t need = NUMERIC_SCRATCH_SLACK;
    need = numeric_scratch_need(need, n, sizeof(uint32_t));
    need = numeric_scratch_need(need, n, sizeof(double));
    return numeric_scratch_need(need, patron_numeric_sort_scratch_size(n, 1), 1);
}

static size_t btyd_order_present(const btyd_weighted *rows, uint32_t *order)
{
    size_t present = 0;
    for (size_t i = 0; i < rows->n; i++)
        if (rows->weight == NULL || rows->weight[i] > 0.0)
            order[present++] = (uint32_t)i;
    return present;
}

/* order = order of the column in the order there was. */
static void btyd_order_by(size_t n, const double *column, void *scratch, void *sort_scratch,
                          uint32_t *next, uint32_t *order)
{
    double *gathered = scratch;
    for (size_t i = 0; i < n; i++)
        gathered[i] = column[order[i]];
    patron_numeric_sort_real(n, gathered, 0, sort_scratch, NULL, next);
    for (size_t i = 0; i < n; i++)
        next[i] = order[next[i]];
    for (size_t i = 0; i < n; i++)
        order[i] = next[i];
}

static void btyd_order_by_count(size_t n, const uint32_t *column, void *scratch, void *sort_scratch,
                                uint32_t *next, uint32_t *order)
{
    uint64_t *gathered = scratch;
    for (size_t i = 0; i < n; i++)
        gathered[i] = column[order[i]];
    patron_numeric_sort_unsigned(n, gathered, 0, sort_scratch, NULL, next);
    for (size_t i = 0; i < n; i++)
        next[i] = order[next[i]];
    for (size_t i = 0; i < n; i++)
        order[i] = next[i];
}

size_t patron_btyd_order(const btyd_weighted *rows, uint32_t *order, void *scratch)
{
    size_t n = rows->n;
    numeric_scratch carve = numeric_scratch_open(scratch, patron_btyd_order_scratch_size(n));
    uint32_t *next = numeric_scratch_take(&carve, n, sizeof *next);
    void *gathered = numeric_scratch_take(&carve, n, sizeof(double));
    void *sort = numeric_scratch_take(&carve, patron_numeric_sort_scratch_size(n, 1), 1);
    size_t present = btyd_order_present(rows, order);
    btyd_order_by(present, rows->T, gathered, sort, next, order);
    btyd_order_by(present, rows->t_x, gathered, sort, next, order);
    btyd_order_by_count(present, rows->x, gathered, sort, next, order);
    return present;
}

static int btyd_same_history(const btyd_weighted *rows, size_t i, size_t j)
{
    return rows->x[i] == rows->x[j] && rows->t_x[i] == rows->t_x[j] && rows->T[i] == rows->T[j];
}

static size_t btyd_count_distinct(const btyd_weighted *rows, size_t n, const uint32_t *order)
{
    size_t found = 0;
    for (size_t i = 0; i < n; i++)
        found += i == 0 || !btyd_same_history(rows, order[i - 1], order[i]);
    return found;
}

/* The weights of rows order[0], ... order[n - 1], n >= 1. */
static double btyd_sum_weights(const double *weight, size_t n, const uint32_t *order)
{
    double total = 0.0;
    if (weight == NULL)
        return (double)n;
    if (n == 1)
        return weight[order[0]];
    patron_sum_exact sum;
    patron_sum_exact_init(&sum);
    for (size_t i = 0; i < n; i++)
        sum_exact_add(&sum, weight[order[i]]);
    patron_sum_exact_round(&sum, &total);
    return total;
}

size_t patron_btyd_write_distinct(const btyd_weighted *rows, size_t n, const uint32_t *order,
                                  const btyd_distinct *to)
{
    size_t end, at = 0;
    for (size_t begin = 0; begin < n; begin = end, at++) {
        size_t row = order[begin];
        for (end = begin + 1; end < n && btyd_same_history(rows, row, order[end]);)
            end++;
        to->x[at] = rows->x[row];
        to->t_x[at] = rows->t_x[row] + 0.0; /* no -0.0 */
        to->T[at] = rows->T[row] + 0.0;
        to->weight[at] = btyd_sum_weights(rows->weight, end - begin, order + begin);
    }
    return at;
}

double patron_btyd_gaps_term(const btyd_weighted *rows, const double *sum_log_gap, uint32_t k)
{
    numeric_pair sum = numeric_pair_make(0.0, 0.0);
    if (sum_log_gap == NULL || k <= 1)
        return 0.0;
    for (size_t i = 0; i < rows->n; i++)
        sum =
            numeric_pair_add(sum, (rows->weight == NULL ? 1.0 : rows->weight[i]) * sum_log_gap[i]);
    return (k - 1.0) * numeric_pair_value(sum);
}

/* --- checks ------------------------------------------------------------------------------------ */

int32_t patron_btyd_check_weighted(const patron_btyd_model *model, const btyd_weighted *rows,
                                   const double *sum_log_gap, patron_fault *fault)
{
    btyd_columns columns = {rows->n, rows->x, rows->t_x, rows->T, sum_log_gap, NULL, NULL};
    int32_t status = patron_btyd_check_columns(model, &columns, fault);
    for (size_t i = 0; status == PATRON_OK && i < rows->n; i++) {
        patron_btyd_model own;
        btyd_row row;
        status = patron_btyd_load(model, &columns, i, &own, &row, fault);
        if (status == PATRON_OK)
            status = patron_btyd_check_weight(rows->weight, i, fault);
    }
    return status;
}

static int32_t btyd_check_distinct(const btyd_weighted *rows, const void *scratch,
                                   size_t scratch_size, size_t capacity, const btyd_distinct *to,
                                   const size_t *found, patron_fault *fault)
{
    patron_btyd_model model = {PATRON_BTYD_NBD, 0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0};
    int32_t status = patron_btyd_check_histories(rows->n, rows->x, rows->t_x, rows->T, fault);
    if (status == PATRON_OK)
        status = patron_base_check_scratch(scratch, scratch_size,
                                           patron_btyd_distinct_scratch_size(rows->n), fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_there(capacity, to->x, "distinct_x", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_there(capacity, to->t_x, "distinct_t_x", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_there(capacity, to->T, "distinct_T", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_there(capacity, to->weight, "customers", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_there(1, found, "found", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_count(rows->n, "n", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_count(capacity, "capacity", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_weighted(&model, rows, NULL, fault);
    return status;
}

/* --- public functions --------------------------------------------------------------------------- */

size_t PATRON_CALL patron_btyd_distinct_scratch_size(size_t n)
{
    size_t need = NUMERIC_SCRATCH_SLACK;
    need = numeric_scratch_need(need, n, sizeof(uint32_t));
    return numeric_scratch_need(need, patron_btyd_order_scratch_size(n), 1);
}

int32_t PATRON_CALL patron_btyd_distinct(size_t n, const uint32_t *x, const double *t_x,
                                         const double *T, const double *weight, void *scratch,
                                         size_t scratch_size, size_t capacity, uint32_t *distinct_x,
                                         double *distinct_t_x, double *distinct_T,
                                         double *customers, size_t *found, patron_fault *fault)
{
    btyd_weighted rows = {n, x, t_x, T, weight};
    btyd_distinct to;
    to.x = distinct_x;
    to.t_x = distinct_t_x;
    to.T = distinct_T;
    to.weight = customers;
    int32_t status = btyd_check_distinct(&rows, scratch, scratch_size, capacity, &to, found, fault);
    if (status != PATRON_OK)
        return status;

    numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
    uint32_t *order = numeric_scratch_take(&carve, n, sizeof *order);
    void *rest = numeric_scratch_take(&carve, patron_btyd_order_scratch_size(n), 1);
    size_t present = patron_btyd_order(&rows, order, rest);
    size_t distinct = btyd_count_distinct(&rows, present, order);
    if (distinct > capacity)
        return patron_base_fault_unsigned(fault, PATRON_E_FULL, "capacity", -1, distinct,
                                          "room for all distinct histories");
    patron_btyd_write_distinct(&rows, present, order, &to);
    *found = distinct;
    return PATRON_OK;
}
