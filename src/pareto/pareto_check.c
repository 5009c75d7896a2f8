#include "pareto_check.h"

#include "../base/base_fault.h"

#include <math.h>

enum { PARETO_CHECK_BLOCK = 1024 };

/* --- kernels ---------------------------------------------------------------------------------- */

/* The first row that is NaN, infinite or below least; n where there is none. Whole blocks are looked
   at without a branch per row. */
static size_t pareto_first_bad(size_t n, const double *value, double least)
{
    size_t begin = 0;
    while (begin < n) {
        size_t end = n - begin < PARETO_CHECK_BLOCK ? n : begin + PARETO_CHECK_BLOCK;
        int bad = 0;
        for (size_t i = begin; i < end; i++)
            bad |= (value[i] >= least ? 0 : 1) | (value[i] <= DBL_MAX ? 0 : 1);
        if (bad)
            break;
        begin = end;
    }
    while (begin < n && value[begin] >= least && value[begin] <= DBL_MAX)
        begin++;
    return begin;
}

/* The first of the first `rows` entries of the order that is no row. */
static size_t pareto_first_outside(size_t rows, size_t n, const uint32_t *order)
{
    size_t i = 0;
    while (i < rows && order[i] < n)
        i++;
    return i;
}

/* The first entry of the order that is no row or does not follow the one before it. Where each
   follows, no row occurs twice, so all n occur. */
static size_t pareto_first_unordered_real(size_t n, const double *value, const uint32_t *order)
{
    for (size_t i = 0; i < n; i++) {
        if (order[i] >= n)
            return i;
        if (i == 0)
            continue;
        double before = value[order[i - 1]];
        double here = value[order[i]];
        if (before < here || (before == here && order[i - 1] >= order[i]))
            return i;
    }
    return n;
}

static size_t pareto_first_unordered_whole(size_t n, const int64_t *value, const uint32_t *order)
{
    for (size_t i = 0; i < n; i++) {
        if (order[i] >= n)
            return i;
        if (i == 0)
            continue;
        int64_t before = value[order[i - 1]];
        int64_t here = value[order[i]];
        if (before < here || (before == here && order[i - 1] >= order[i]))
            return i;
    }
    return n;
}

/* --- reports ---------------------------------------------------------------------------------- */

static int32_t pareto_fault_value(patron_fault *fault, size_t row, double value)
{
    return patron_base_fault_real(fault, PATRON_E_NOT_FINITE, "value", (int64_t)row, value,
                                  "a finite number");
}

static int32_t pareto_fault_weight(patron_fault *fault, size_t row, double weight)
{
    int32_t status = isfinite(weight) ? PATRON_E_RANGE : PATRON_E_NOT_FINITE;
    return patron_base_fault_real(fault, status, "weight", (int64_t)row, weight,
                                  "a finite number of customers, 0 or more");
}

static int32_t pareto_fault_order(patron_fault *fault, size_t row, uint32_t entry)
{
    return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "order", (int64_t)row, entry,
                                      "the order of these values, most valuable first");
}

int32_t patron_pareto_overflow(const char *argument, patron_fault *fault)
{
    return patron_base_fault_plain(fault, PATRON_E_OVERFLOW, argument,
                                   "sums and figures that their type can hold");
}

/* --- checks ----------------------------------------------------------------------------------- */

int32_t patron_pareto_check_count(size_t count, size_t least, const char *argument,
                                  patron_fault *fault)
{
    if (count >= least && count <= PARETO_ROWS_MAX)
        return PATRON_OK;
    const char *expected = least == 0   ? "a count in [0, 2147483647]"
                           : least == 1 ? "a count in [1, 2147483647]"
                                        : "a count in [2, 2147483647]";
    return patron_base_fault_unsigned(fault, PATRON_E_RANGE, argument, -1, count, expected);
}

int32_t patron_pareto_check_column(size_t n, const void *value, patron_fault *fault)
{
    int32_t status = patron_pareto_check_count(n, 0, "n", fault);
    if (status == PATRON_OK && n > 0 && value == NULL)
        status = patron_base_fault_null(fault, "value");
    return status;
}

int32_t patron_pareto_check_real(size_t n, const double *value, const double *weight,
                                 const uint32_t *order, patron_fault *fault)
{
    size_t bad_value = pareto_first_bad(n, value, -DBL_MAX);
    size_t bad_weight = weight != NULL ? pareto_first_bad(bad_value, weight, 0.0) : bad_value;
    size_t bad = bad_weight < bad_value ? bad_weight : bad_value;
    if (order != NULL) {
        size_t bad_order = bad < n ? pareto_first_outside(bad, n, order)
                                   : pareto_first_unordered_real(n, value, order);
        if (bad_order < bad)
            return pareto_fault_order(fault, bad_order, order[bad_order]);
    }
    if (weight != NULL && bad_weight < bad_value)
        return pareto_fault_weight(fault, bad_weight, weight[bad_weight]);
    if (bad_value < n)
        return pareto_fault_value(fault, bad_value, value[bad_value]);
    return PATRON_OK;
}

int32_t patron_pareto_check_whole(size_t n, const int64_t *value, const uint32_t *order,
                                  patron_fault *fault)
{
    if (order == NULL)
        return PATRON_OK;
    size_t bad = pareto_first_unordered_whole(n, value, order);
    return bad < n ? pareto_fault_order(fault, bad, order[bad]) : PATRON_OK;
}
