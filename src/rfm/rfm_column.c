/*
 * Columns as keys, and what can be wrong with them.
 */
#include "rfm_column.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_key.h"

#include <math.h>
#include <string.h>

/* --- kernels ---------------------------------------------------------------------------------- */

static void rfm_column_block(const rfm_column *column, size_t begin, size_t rows, uint64_t *key)
{
    uint64_t flip = column->flip;
    if (column->kind == RFM_REAL) {
        const double *value = (const double *)column->value + begin;
        for (size_t i = 0; i < rows; i++)
            key[i] = numeric_key_from_real(value[i]) ^ flip;
    } else if (column->kind == RFM_WHOLE) {
        const int64_t *value = (const int64_t *)column->value + begin;
        for (size_t i = 0; i < rows; i++)
            key[i] = numeric_key_from_whole(value[i]) ^ flip;
    } else {
        const int32_t *value = (const int32_t *)column->value + begin;
        for (size_t i = 0; i < rows; i++)
            key[i] = numeric_key_from_whole(value[i]) ^ flip;
    }
}

size_t patron_rfm_keys(const rfm_column *column, size_t begin, size_t rows, uint64_t *key)
{
    rfm_column_block(column, begin, rows, key);
    if (column->used == column->n)
        return rows;
    size_t kept = 0;
    for (size_t i = 0; i < rows; i++) {
        key[kept] = key[i];
        kept += rfm_column_has(column, begin + i) ? 1 : 0;
    }
    return kept;
}

/* The first infinite value, or n; counts those that are NaN. */
static size_t rfm_column_infinite(size_t n, const double *value, size_t *missing)
{
    size_t nans = 0, infinite = 0;
    for (size_t i = 0; i < n; i++) {
        nans += value[i] != value[i];
        infinite += fabs(value[i]) > DBL_MAX;
    }
    *missing = nans;
    if (infinite == 0)
        return n;
    size_t row = 0;
    while (!isinf(value[row]))
        row++;
    return row;
}

/* The first group that does not exist, or n; counts the rows that have a key. */
static size_t rfm_column_stranger(const rfm_column *column, size_t groups, size_t *used)
{
    *used = 0;
    for (size_t i = 0; i < column->n; i++) {
        if (column->group[i] > groups)
            return i;
        *used += rfm_column_has(column, i) ? 1 : 0;
    }
    return column->n;
}

rfm_request patron_rfm_request(uint32_t method, uint32_t direction, size_t groups, size_t bins,
                               uint32_t *score, void *threshold, uint64_t *customers,
                               patron_rfm_result *result)
{
    rfm_request request;
    request.method = method;
    request.direction = direction;
    request.groups = groups;
    request.bins = bins;
    request.score = score;
    request.threshold = threshold;
    request.customers = customers;
    request.result = result;
    return request;
}

rfm_column patron_rfm_column(enum rfm_kind kind, size_t n, const void *value)
{
    rfm_column column;
    memset(&column, 0, sizeof column);
    column.kind = kind;
    column.value = value;
    column.n = n;
    return column;
}

void patron_rfm_finish(const rfm_request *request, const rfm_column *column,
                       patron_rfm_result *figures)
{
    figures->customers = column->n;
    figures->missing = column->n - column->used;
    if (figures->missing > 0)
        figures->notes |= PATRON_RFM_NOTE_MISSING;
    if (request->result != NULL)
        patron_base_write_result(request->result, figures, sizeof *figures);
}

/* --- checks ----------------------------------------------------------------------------------- */

int32_t patron_rfm_check_direction(uint32_t direction, patron_fault *fault)
{
    if (direction > PATRON_RFM_LOW_IS_BEST)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "direction", -1, direction,
                                          "PATRON_RFM_HIGH_IS_BEST or LOW_IS_BEST");
    return PATRON_OK;
}

int32_t patron_rfm_check_count(size_t count, size_t low, size_t high, const char *argument,
                               const char *expected, patron_fault *fault)
{
    if (count < low || count > high)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, argument, -1, count, expected);
    return PATRON_OK;
}

int32_t patron_rfm_check_rows(size_t n, patron_fault *fault)
{
    return patron_rfm_check_count(n, 0, RFM_ROWS_MAX, "n", "a number in [0, 2147483647]", fault);
}

int32_t patron_rfm_check_there(size_t n, const void *column, const char *argument,
                               patron_fault *fault)
{
    if (n > 0 && column == NULL)
        return patron_base_fault_null(fault, argument);
    return PATRON_OK;
}

/* What the values themselves may be wrong in. */
static int32_t rfm_column_check(const rfm_request *request, rfm_column *column, patron_fault *fault)
{
    size_t missing = 0;
    size_t infinite = column->n;
    size_t stranger = column->n;
    if (column->kind == RFM_REAL)
        infinite = rfm_column_infinite(column->n, column->value, &missing);
    column->used = column->n - missing;
    if (column->nested)
        stranger = rfm_column_stranger(column, request->groups, &column->used);
    if (infinite < column->n && infinite <= stranger)
        return patron_base_fault_real(fault, PATRON_E_NOT_FINITE, "value", (int64_t)infinite,
                                      ((const double *)column->value)[infinite],
                                      "a finite number, or NaN for none");
    if (stranger < column->n)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "group", (int64_t)stranger,
                                          column->group[stranger], "a group in [0, groups]");
    return PATRON_OK;
}

int32_t patron_rfm_check(const rfm_request *request, rfm_column *column, const void *scratch,
                         size_t given, size_t needed, patron_fault *fault)
{
    int32_t status = PATRON_OK;
    if (request->method > PATRON_RFM_QUANTILES)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "method", -1, request->method,
                                          "PATRON_RFM_TILES or QUANTILES");
    status = patron_rfm_check_direction(request->direction, fault);
    if (status == PATRON_OK)
        status = patron_rfm_check_rows(column->n, fault);
    if (status == PATRON_OK)
        status = patron_rfm_check_there(column->n, column->value, "value", fault);
    if (status == PATRON_OK && column->nested)
        status = patron_rfm_check_there(column->n, column->group, "group", fault);
    if (status == PATRON_OK)
        status = patron_rfm_check_count(request->groups, 1, RFM_GROUPS_MAX, "groups",
                                        "a number in [1, 1000000]", fault);
    if (status == PATRON_OK)
        status = patron_rfm_check_count(request->bins, 2, RFM_BINS_MAX, "bins",
                                        "a number in [2, 1000]", fault);
    if (status == PATRON_OK)
        status = patron_base_check_scratch(scratch, given, needed, fault);
    if (status == PATRON_OK)
        status = patron_rfm_check_there(column->n, request->score, "score", fault);
    if (status == PATRON_OK && request->result != NULL)
        status = patron_base_check_result(request->result, RFM_RESULT_FIRST_SIZE, fault);
    return status == PATRON_OK && column->n > 0 ? rfm_column_check(request, column, fault) : status;
}
